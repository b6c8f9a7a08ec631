//! A grammar at one moment.
//!
//! What it is: the token table, the categories, the known kinds and the parsers that declarations name. It is cheap to
//! clone; what is added to one is not seen by another.
//! What it is not: a record of which addition was made where; that is [`crate::scope`].

use super::category::{Behavior, Category, Entry};
use super::first::mentions;
use super::{Antiquot, Class, P, Token};
use crate::persistent::Radix;
use crate::symbols::{NameId, Names, Sym, Symbols};
use crate::tokens::Tokens;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use term::Name;

/// Names and tokens that the engine itself mentions.
pub struct Known {
    pub(crate) dollar: Sym,
    pub(crate) ident: Sym,
    pub(crate) interpolated_str: Sym,
    classes: [Sym; 9],
    pub(crate) percent: Token,
    pub(crate) paren_open: Token,
    pub(crate) paren_close: Token,
    pub(crate) bracket_open: Token,
    pub(crate) bracket_close: Token,
    pub(crate) colon: Token,
    pub(crate) underscore: Token,
    pub(crate) dollar_token: Token,
    pub(crate) kinds: Kinds,
    pub(crate) class_antiquots: [Antiquot; 9],
    pub(crate) hygiene_antiquot: Antiquot,
    pub(crate) interpolated_antiquot: Antiquot,
    pub(crate) term: NameId,
    pub(crate) command: NameId,
}

/// Kinds that the engine itself makes.
pub struct Kinds {
    pub(crate) null: Name,
    pub(crate) choice: Name,
    pub(crate) class: [Name; 9],
    pub(crate) hygiene_info: Name,
    pub(crate) interpolated_str: Name,
    pub(crate) interpolated_str_lit: Name,
    pub(crate) antiquot_name: Name,
    pub(crate) antiquot_nested: Name,
    pub(crate) token_antiquot: Name,
    pub(crate) scopes: [Name; 3],
    pub(crate) suffixes: [Name; 3],
    pub(crate) dot_ident: Name,
    pub(crate) proj: Name,
}

/// The names of the classes, by their number: of their kinds, their antiquotations and what is expected.
const CLASSES: [(&str, &str); 9] = [
    ("ident", "identifier"),
    ("ident", "identifier"),
    ("num", "numeral"),
    ("scientific", "scientific number"),
    ("str", "string literal"),
    ("char", "character literal"),
    ("name", "Name literal"),
    ("fieldIdx", "field index"),
    ("hexnum", "hexadecimal numeral"),
];

impl Class {
    /// What a message says was expected.
    pub fn description(self) -> &'static str {
        CLASSES[self as usize].1
    }

    /// The kind of its nodes, as text.
    pub fn kind(self) -> &'static str {
        CLASSES[self as usize].0
    }
}

impl Known {
    pub(crate) fn class_sym(&self, class: Class) -> Sym {
        self.classes[class as usize]
    }
}

#[derive(Default)]
struct Shared {
    symbols: RefCell<Symbols>,
    names: RefCell<Names>,
}

/// Why something cannot be added to a grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrammarError {
    /// A token without characters.
    EmptySymbol,
    /// There is no such category.
    UnknownCategory(Name),
    /// There is such a category already.
    CategoryExists(Name),
}

impl fmt::Display for GrammarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GrammarError::EmptySymbol => write!(f, "invalid empty symbol"),
            GrammarError::UnknownCategory(name) => write!(f, "unknown parser category `{name}`"),
            GrammarError::CategoryExists(name) => write!(f, "parser category `{name}` has already been defined"),
        }
    }
}

impl std::error::Error for GrammarError {}

/// A grammar at one moment; see the module's page.
#[derive(Clone)]
pub struct Grammar {
    shared: Rc<Shared>,
    known: Rc<Known>,
    tokens: Tokens,
    categories: Radix<Rc<Category>>,
    kinds: Radix<()>,
    parsers: Radix<P>,
}

impl Grammar {
    /// A grammar without categories.
    pub fn empty() -> Grammar {
        let shared = Rc::new(Shared::default());
        let known = Rc::new(known(&mut shared.symbols.borrow_mut(), &mut shared.names.borrow_mut()));
        let mut grammar = Grammar {
            shared,
            known,
            tokens: Tokens::default(),
            categories: Radix::default(),
            kinds: Radix::default(),
            parsers: Radix::default(),
        };
        let known = grammar.known.clone();
        for token in [
            &known.dollar_token,
            &known.paren_open,
            &known.paren_close,
            &known.bracket_open,
            &known.bracket_close,
            &known.colon,
            &known.underscore,
        ] {
            grammar.tokens.insert(&token.text, token.sym);
        }
        let kinds = &known.kinds;
        for kind in [&kinds.choice, &kinds.null, &kinds.hygiene_info, &kinds.interpolated_str].into_iter() {
            grammar.add_kind(kind);
        }
        kinds.class.iter().for_each(|kind| grammar.add_kind(kind));
        grammar
    }

    /// Names and tokens that the engine itself mentions.
    pub fn known(&self) -> &Rc<Known> {
        &self.known
    }

    /// The token table.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// The id of a token string, a new one if need be. This alone makes no token of it.
    pub fn symbol(&self, text: &str) -> Sym {
        self.shared.symbols.borrow_mut().intern(text)
    }

    /// A token as a description mentions it, from its text with the spaces around it.
    pub fn token(&self, text: &str) -> Token {
        Token { sym: self.symbol(text.trim_matches(is_whitespace)), text: text.into() }
    }

    /// The id of a token string, if it has one, and the number of strings that have one.
    pub(crate) fn find_symbol(&self, text: &str) -> Option<Sym> {
        self.shared.symbols.borrow().get(text)
    }

    pub(crate) fn symbol_count(&self) -> usize {
        self.shared.symbols.borrow().len()
    }

    /// The string of a token.
    pub fn symbol_text(&self, sym: Sym) -> Rc<str> {
        self.shared.symbols.borrow().text(sym).clone()
    }

    /// The id of a name, a new one if need be.
    pub fn name_id(&self, name: &Name) -> NameId {
        self.shared.names.borrow_mut().intern(name)
    }

    /// The name of an id.
    pub fn name(&self, id: NameId) -> Name {
        self.shared.names.borrow().name(id).clone()
    }

    /// A category.
    pub fn category(&self, name: &Name) -> Option<&Rc<Category>> {
        let id = self.shared.names.borrow().get(name)?;
        self.category_by_id(id)
    }

    pub(crate) fn category_by_id(&self, id: NameId) -> Option<&Rc<Category>> {
        self.categories.get(id.0)
    }

    /// All categories.
    pub fn categories(&self) -> Vec<&Rc<Category>> {
        self.categories.values()
    }

    /// Whether some parser makes nodes of this kind.
    pub fn is_kind(&self, kind: &Name) -> bool {
        self.shared.names.borrow().get(kind).is_some_and(|id| self.kinds.get(id.0).is_some())
    }

    /// The parser that a declaration names.
    pub fn parser(&self, decl: &Name) -> Option<&P> {
        let id = self.shared.names.borrow().get(decl)?;
        self.parsers.get(id.0)
    }

    /// Lets a declaration name a parser.
    pub fn declare_parser(&mut self, decl: &Name, p: P) {
        let id = self.name_id(decl);
        self.parsers.insert(id.0, p);
    }

    /// Makes a string a token.
    pub fn add_token(&mut self, token: &Token) -> Result<(), GrammarError> {
        let text = self.symbol_text(token.sym);
        if text.is_empty() {
            return Err(GrammarError::EmptySymbol);
        }
        if !self.tokens.contains(&text) {
            self.tokens.insert(&text, token.sym);
        }
        Ok(())
    }

    /// Makes a name a known kind.
    pub fn add_kind(&mut self, kind: &Name) {
        let id = self.name_id(kind);
        self.kinds.insert(id.0, ());
    }

    /// Adds a category.
    pub fn add_category(&mut self, name: &Name, decl_name: &Name, behavior: Behavior) -> Result<(), GrammarError> {
        let id = self.name_id(name);
        if self.category_by_id(id).is_some() {
            return Err(GrammarError::CategoryExists(name.clone()));
        }
        let text = name.to_string();
        let antiquot = self.antiquot(&text, name, true, true);
        let category = Category::new(name.clone(), id, decl_name.clone(), behavior, antiquot);
        self.categories.insert(id.0, Rc::new(category));
        Ok(())
    }

    /// Adds a rule to a category, with its tokens and kinds.
    pub fn add_parser(
        &mut self,
        category: &Name,
        decl_name: &Name,
        leading: bool,
        p: P,
        prio: u32,
    ) -> Result<(), GrammarError> {
        let id = self.name_id(category);
        let Some(found) = self.category_by_id(id) else {
            return Err(GrammarError::UnknownCategory(category.clone()));
        };
        let mut changed = found.clone();
        self.add_mentions(&p)?;
        Rc::make_mut(&mut changed).add(decl_name, leading, Entry { p, prio }, &self.known);
        self.categories.insert(id.0, changed);
        Ok(())
    }

    /// Adds the tokens and kinds of a parser.
    pub fn add_mentions(&mut self, p: &P) -> Result<(), GrammarError> {
        let mut tokens = Vec::new();
        let mut kinds = Vec::new();
        let known = |kind: &Name| self.is_kind(kind);
        mentions(p, &known, &mut |token| tokens.push(token.clone()), &mut |kind| kinds.push(kind.clone()));
        tokens.iter().try_for_each(|token| self.add_token(token))?;
        kinds.iter().for_each(|kind| self.add_kind(kind));
        Ok(())
    }

    /// `p`, not run where it would fail at once and nobody asks why.
    pub fn guarded(&self, p: P) -> P {
        super::guard::guarded(p, &|class| self.known.class_sym(class))
    }

    /// An antiquotation `$x:name` of `kind`.
    pub fn antiquot(&self, name: &str, kind: &Name, anonymous: bool, pseudo: bool) -> Antiquot {
        let kind = if pseudo { Name::str(kind, "pseudo") } else { kind.clone() };
        Antiquot { name: self.token(name), kind: Name::str(&kind, "antiquot"), anonymous }
    }
}

/// White space as upstream's `Char.isWhitespace` has it.
pub(crate) fn is_whitespace(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn known(symbols: &mut Symbols, names: &mut Names) -> Known {
    let mut token = |text: &str| Token { sym: symbols.intern(text), text: text.into() };
    let name = |text: &str| Name::of_dotted(text);
    let antiquot = |token: &mut dyn FnMut(&str) -> Token, kind: &str, anonymous: bool| Antiquot {
        name: token(kind),
        kind: Name::str(&Name::of_dotted(kind), "antiquot"),
        anonymous,
    };
    let splices = ["optional", "many", "sepBy"];
    let kinds = Kinds {
        null: name("null"),
        choice: name("choice"),
        class: CLASSES.map(|(kind, _)| name(kind)),
        hygiene_info: name("hygieneInfo"),
        interpolated_str: name("interpolatedStrKind"),
        interpolated_str_lit: name("interpolatedStrLitKind"),
        antiquot_name: name("antiquotName"),
        antiquot_nested: name("antiquotNestedExpr"),
        token_antiquot: name("token_antiquot"),
        scopes: splices.map(|kind| Name::str(&name(kind), "antiquot_scope")),
        suffixes: splices.map(|kind| Name::str(&name(kind), "antiquot_suffix_splice")),
        dot_ident: name("Lean.Parser.Term.dotIdent"),
        proj: name("Lean.Parser.Term.proj"),
    };
    let interpolated_antiquot = Antiquot {
        name: token("interpolatedStr"),
        kind: Name::str(&kinds.interpolated_str, "antiquot"),
        anonymous: true,
    };
    Known {
        classes: CLASSES.map(|(kind, _)| token(kind).sym),
        class_antiquots: CLASSES.map(|(kind, _)| antiquot(&mut token, kind, true)),
        hygiene_antiquot: antiquot(&mut token, "hygieneInfo", false),
        interpolated_antiquot,
        ident: token("ident").sym,
        interpolated_str: token("interpolatedStr").sym,
        dollar: token("$").sym,
        dollar_token: token("$"),
        percent: token("%"),
        paren_open: token("("),
        paren_close: token(")"),
        bracket_open: token("["),
        bracket_close: token("]"),
        colon: token(":"),
        underscore: token("_"),
        kinds,
        term: names.intern(&name("term")),
        command: names.intern(&name("command")),
    }
}
