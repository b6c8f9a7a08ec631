//! From the items of a `syntax` command to a parser.
//!
//! What it is: upstream's `toParserDescr`, which gives the description at once instead of a term that evaluates to one.
//! An item that gives several trees is grouped where one is wanted.

use super::{ExtendError, ItemScope, alias};
use crate::grammar::{Behavior, Grammar, P, Parser};
use crate::literal::str_lit;
use crate::notation::combinators::sep_by;
use crate::tree::Syntax;
use std::rc::Rc;
use term::name_text::is_id_first;
use term::{Name, NameKind};

/// A parser made of items.
pub struct Described {
    /// The parser. For a trailing one, what follows what it continues.
    pub p: P,
    /// The least precedence of what it continues, if it continues something.
    pub lhs_prec: Option<u32>,
}

/// The parser that a `null` node of items describes, for a rule of `category` (anonymous for none).
pub fn to_parser(
    grammar: &Grammar,
    scope: &dyn ItemScope,
    items: &Syntax,
    category: &Name,
) -> Result<Described, ExtendError> {
    let behavior = grammar.category(category).map_or(Behavior::Default, |category| category.behavior);
    let mut maker = Maker { grammar, scope, category, behavior, lhs_prec: None };
    let (p, _) = maker.item(items, Place { first: true, left_rec: true })?;
    Ok(Described { p, lhs_prec: maker.lhs_prec })
}

/// A parser, and how many trees it gives.
type Made = Result<(P, usize), ExtendError>;

#[derive(Clone, Copy)]
struct Place {
    /// Whether nothing precedes.
    first: bool,
    /// Whether the rule may begin with its own category.
    left_rec: bool,
}

const NESTED: Place = Place { first: false, left_rec: false };

struct Maker<'a> {
    grammar: &'a Grammar,
    scope: &'a dyn ItemScope,
    category: &'a Name,
    behavior: Behavior,
    lhs_prec: Option<u32>,
}

impl Maker<'_> {
    fn item(&mut self, stx: &Syntax, place: Place) -> Made {
        let Some(kind) = stx.node_kind() else { return Err(unsupported(stx)) };
        let kind = kind.to_string_unescaped();
        match kind.strip_prefix("Lean.Parser.Syntax.").unwrap_or(&kind) {
            "null" => self.sequence(stx, place),
            "choice" => self.item(stx.arg(0), place),
            "paren" => self.item(stx.arg(1), place),
            "cat" => self.named(stx, place),
            "unary" => self.call(stx.arg(0), &[stx.arg(2)]),
            "binary" => self.call(stx.arg(0), &[stx.arg(2), stx.arg(4)]),
            "sepBy" => self.separated(stx, false),
            "sepBy1" => self.separated(stx, true),
            "atom" => self.atom(stx, place),
            "nonReserved" => {
                let token = self.grammar.token(&valid_atom(stx.arg(1))?);
                Ok((Rc::new(Parser::NonReserved { token, include_ident: false }), 1))
            }
            "unicodeAtom" => {
                let token = self.grammar.token(&valid_atom(stx.arg(1))?);
                let ascii = self.grammar.token(&valid_atom(stx.arg(3))?);
                Ok((Rc::new(Parser::Unicode { token, ascii, preserve: !stx.arg(4).is_none() }), 1))
            }
            _ => match self.scope.expand(stx)? {
                Some(expanded) => self.item(&expanded, place),
                None => Err(ExtendError::new(stx, format!("unexpected syntax kind of category `syntax`: {kind}"))),
            },
        }
    }

    fn sequence(&mut self, stx: &Syntax, place: Place) -> Made {
        let args = stx.args();
        let made: Result<Vec<_>, _> = if self.continues_own_category(stx.arg(0), place)? {
            if args.len() == 1 {
                return Err(ExtendError::new(stx, "invalid atomic left recursive syntax"));
            }
            args[1..].iter().map(|arg| self.item(arg, NESTED)).collect()
        } else {
            let at = |i| Place { first: place.first && i == 0, ..place };
            args.iter().enumerate().map(|(i, arg)| self.item(arg, at(i))).collect()
        };
        let made = made?;
        let size = made.iter().map(|(_, size)| size).sum();
        match made.is_empty() {
            true => Err(unsupported(stx)),
            false => Ok((Parser::seq(made.into_iter().map(|(p, _)| p).collect()), size)),
        }
    }

    /// Whether a rule begins with a tree of its own category, and so continues it.
    fn continues_own_category(&mut self, stx: &Syntax, place: Place) -> Result<bool, ExtendError> {
        if !place.first || !stx.is_kind("Lean.Parser.Syntax.cat") || self.id(stx.arg(0)).as_ref() != Some(self.category)
        {
            return Ok(false);
        }
        let prec = self.optional_prec(stx.arg(1))?;
        if !place.left_rec {
            let text = format!(
                "invalid occurrence of `{}`, parser algorithm does not allow this form of left recursion",
                self.category
            );
            return Err(ExtendError::new(stx, text));
        }
        self.lhs_prec = Some(prec.unwrap_or(0));
        Ok(true)
    }

    fn id(&self, stx: &Syntax) -> Option<Name> {
        stx.ident_name().map(erase_macro_scopes)
    }

    fn optional_prec(&self, stx: &Syntax) -> Result<Option<u32>, ExtendError> {
        match stx.is_none() {
            true => Ok(None),
            false => self.scope.eval_prec(stx.arg(0).arg(1)).map(Some),
        }
    }

    fn no_prec(&self, stx: &Syntax) -> Result<(), ExtendError> {
        match stx.arg(1).is_none() {
            true => Ok(()),
            false => Err(ExtendError::new(stx.arg(1), "unexpected precedence")),
        }
    }

    /// A category, a declared parser, or a parser with a short name.
    fn named(&mut self, stx: &Syntax, place: Place) -> Made {
        let id = stx.arg(0);
        let Some(name) = self.id(id) else { return Err(unsupported(stx)) };
        if let Some(category) = self.grammar.category(&name) {
            if place.first && name == *self.category {
                return Err(ExtendError::new(stx, "invalid atomic left recursive syntax"));
            }
            let prec = self.optional_prec(stx.arg(1))?.unwrap_or(0);
            return Ok((Rc::new(Parser::Cat { cat: category.id, prec }), 1));
        }
        let declared = self.scope.resolve(id);
        let parsers: Vec<&P> = declared.iter().filter_map(|decl| self.grammar.parser(decl)).collect();
        match parsers.as_slice() {
            [p] => {
                let p = (*p).clone();
                self.no_prec(stx)?;
                Ok((p, 1))
            }
            [] => {
                let text = NameText(&name).to_string();
                if alias::info(&text).is_none() {
                    let text = format!("unknown parser declaration/category/alias `{name}`");
                    return Err(ExtendError::new(stx, text));
                }
                self.no_prec(stx)?;
                self.call(id, &[])
            }
            _ => Err(ExtendError::new(id, format!("ambiguous parser `{name}`"))),
        }
    }

    /// A parser with a short name, applied to arguments.
    fn call(&mut self, id: &Syntax, args: &[&Syntax]) -> Made {
        let Some(name) = self.id(id) else { return Err(unsupported(id)) };
        let Some(alias) = alias::info(&NameText(&name).to_string()) else {
            return Err(ExtendError::new(id, format!("parser `{name}` was not found")));
        };
        let mut made = Vec::new();
        for arg in args {
            let described = self.item(arg, NESTED)?;
            made.push(self.labelled_token(&name, arg, described)?);
        }
        let size = alias.stack_size.unwrap_or_else(|| made.iter().map(|(_, size)| size).sum());
        let mut parsers: Vec<P> =
            made.into_iter().map(|made| if alias.group_args { one_tree(made) } else { made.0 }).collect();
        let p = match (parsers.len(), parsers.pop(), parsers.pop()) {
            (0, ..) => alias::constant(self.grammar, &name),
            (1, Some(p), _) => alias::unary(self.grammar, &name, p),
            (_, Some(q), Some(p)) => alias::binary(&name, p, q),
            _ => None,
        };
        p.map(|p| (p, size)).ok_or_else(|| ExtendError::new(id, arity_error(&name, alias.arity, args.len())))
    }

    /// A lone token as an alternative becomes a node, so that alternatives can be told apart.
    fn labelled_token(&self, name: &Name, arg: &Syntax, made: (P, usize)) -> Made {
        let [only] = arg.args() else { return Ok(made) };
        let literal = match only.node_kind().map(|kind| kind.to_string_unescaped()).as_deref() {
            Some("Lean.Parser.Syntax.atom") => only.arg(0),
            Some("Lean.Parser.Syntax.nonReserved") => only.arg(1),
            _ => return Ok(made),
        };
        match (name.r().is_str("orelse"), str_lit(literal)) {
            (true, Some(token)) => {
                let kind = Name::str(&Name::of_dotted("token"), &token);
                Ok((node_with_antiquot(self.grammar, &token, &kind, made.0), 1))
            }
            _ => Ok(made),
        }
    }

    fn separated(&mut self, stx: &Syntax, nonempty: bool) -> Made {
        let p = one_tree(self.item(stx.arg(1), NESTED)?);
        let sep = str_lit(stx.arg(3)).ok_or_else(|| unsupported(stx.arg(3)))?;
        let psep = match stx.arg(4).is_none() {
            true => Rc::new(Parser::Symbol(self.grammar.token(&sep))),
            false => one_tree(self.item(stx.arg(4).arg(1), NESTED)?),
        };
        Ok((sep_by(self.grammar, p, &sep, psep, !stx.arg(5).is_none(), nonempty), 1))
    }

    fn atom(&mut self, stx: &Syntax, place: Place) -> Made {
        let token = self.grammar.token(&valid_atom(stx.arg(0))?);
        // Where identifiers can be words, the first token of a rule is one and not reserved.
        Ok((
            Rc::new(match place.first && self.behavior != Behavior::Default {
                true => Parser::NonReserved { token, include_ident: false },
                false => Parser::Symbol(token),
            }),
            1,
        ))
    }
}

fn arity_error(name: &Name, arity: usize, given: usize) -> String {
    match (given, arity) {
        (0, 1) => format!("parser `{name}` is not a constant, it takes one argument"),
        (0, _) => format!("parser `{name}` is not a constant, it takes two arguments"),
        (1, _) => format!("parser `{name}` does not take one argument"),
        _ => format!("parser `{name}` does not take two arguments"),
    }
}

fn unsupported(at: &Syntax) -> ExtendError {
    ExtendError::new(at, "elaboration function has not been implemented")
}

/// `p` if it gives one tree, and a group of what it gives otherwise.
fn one_tree((p, size): (P, usize)) -> P {
    match size {
        1 => p,
        _ => Rc::new(Parser::Node { kind: Name::of_dotted("group"), p }),
    }
}

/// A node with an antiquotation of its own, remembered (`ParserDescr.nodeWithAntiquot`).
pub(crate) fn node_with_antiquot(grammar: &Grammar, name: &str, kind: &Name, p: P) -> P {
    let antiquot = grammar.antiquot(name, kind, true, false);
    let p = Rc::new(Parser::Node { kind: kind.clone(), p });
    Rc::new(Parser::WithCache { id: grammar.name_id(kind), p: Rc::new(Parser::WithAntiquot { antiquot, p }) })
}

/// The token of an item, if it may be one.
fn valid_atom(stx: &Syntax) -> Result<String, ExtendError> {
    let text = str_lit(stx).ok_or_else(|| unsupported(stx))?;
    match is_valid_atom(text.trim_matches([' ', '\t', '\r', '\n'])) {
        true => Ok(text),
        false => Err(ExtendError::new(stx, "invalid atom")),
    }
}

fn is_valid_atom(text: &str) -> bool {
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return false };
    let begins_name = |c: Option<char>| c.is_none_or(|c| is_id_first(c) || c == '«');
    (first != '\'' || text.starts_with("''"))
        && first != '"'
        && first != '«'
        && !(first == '`' && begins_name(second))
        && !first.is_ascii_digit()
        && !text.contains([' ', '\t', '\r', '\n'])
}

/// The name without macro scopes.
pub(crate) fn erase_macro_scopes(name: &Name) -> Name {
    if !name.r().has_macro_scopes() {
        return name.clone();
    }
    let mut rest = name.r();
    while let Some((prefix, component)) = rest.split() {
        if matches!(component, term::Component::Str("_@")) {
            return prefix.own();
        }
        rest = prefix;
    }
    name.clone()
}

/// A name of one component as it is; any other name with dots, which no short name has.
struct NameText<'a>(&'a Name);

impl std::fmt::Display for NameText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.kind() {
            NameKind::Str(prefix, text) if prefix.is_anonymous() => f.write_str(text),
            _ => write!(f, "{}", self.0),
        }
    }
}
