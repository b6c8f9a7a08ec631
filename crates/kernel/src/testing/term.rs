//! Terms and levels of the language of kernel tests.
//!
//! What it is: a recursive descent over tokens that stores what it reads in the kernel's tables as it stands: nothing is
//! inferred, resolved or checked. A name that no binder around it has is a constant, declared or not.
//!
//! How deep a source may be nested is bounded ([`MAX_DEPTH`]), so the descent needs little stack; terms that are deep
//! or wide are made by programs.

use super::lex::{BadSource, Part, Place, Token};
use crate::terms::exprs::BinderInfo;
use crate::terms::{Cell, ExprId, Level, LevelId, LevelsId, Name, NameId, Tag, Terms};
use dashu_int::UBig;

/// How deep brackets and binders may be nested.
pub const MAX_DEPTH: usize = 200;

/// Words that are never names, unless they are written in `«»` as part of a longer name.
const KEYWORDS: &[&str] = &[
    "abbrev",
    "axiom",
    "def",
    "drop",
    "extra",
    "fun",
    "forall",
    "inductive",
    "let",
    "limit",
    "mutual",
    "no",
    "opaque",
    "partial",
    "quot",
    "recursor",
    "theorem",
    "unsafe",
    "with",
    "λ",
    "Π",
    "end",
    "Sort",
    "Type",
    "Prop",
];

/// A binder as it is written: name, manner and type.
#[derive(Clone, Debug)]
pub struct Binder {
    /// The name, as one word; `_` for none.
    pub name: String,
    /// Round, curly or square.
    pub info: BinderInfo,
    /// The type, in the scope of the binders before it.
    pub ty: ExprId,
}

/// A reader of tokens into tables.
pub struct Parser<'t> {
    tokens: &'t [(Place, Token)],
    at: usize,
    /// The tables.
    pub terms: &'t mut Terms,
    scope: Vec<String>,
    depth: usize,
}

impl<'t> Parser<'t> {
    /// A reader at the first token. The list of tokens ends with [`Token::End`].
    pub fn new(tokens: &'t [(Place, Token)], terms: &'t mut Terms) -> Parser<'t> {
        Parser { tokens, at: 0, terms, scope: Vec::new(), depth: 0 }
    }

    /// The next token.
    pub fn peek(&self) -> &'t Token {
        match self.tokens.get(self.at) {
            Some((_, token)) => token,
            None => &Token::End,
        }
    }

    fn peek_at(&self, ahead: usize) -> &'t Token {
        self.tokens.get(self.at + ahead).map_or(&Token::End, |(_, token)| token)
    }

    /// How many tokens were taken.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Where the next token stands.
    pub fn place(&self) -> Place {
        let last = self.tokens.last().map_or(Place { line: 1, column: 1 }, |(place, _)| *place);
        self.tokens.get(self.at).map_or(last, |(place, _)| *place)
    }

    /// The line of the token before the next one.
    pub fn last_line(&self) -> usize {
        self.tokens.get(self.at.saturating_sub(1)).map_or(1, |(place, _)| place.line)
    }

    /// Takes a token.
    #[allow(clippy::should_implement_trait, reason = "a parser takes tokens, it is not iterated over")]
    pub fn next(&mut self) -> &'t Token {
        let token = self.peek();
        self.at += 1;
        token
    }

    /// An error at the next token.
    pub fn bad<T>(&self, message: impl Into<String>) -> Result<T, BadSource> {
        Err(BadSource { place: self.place(), message: message.into() })
    }

    /// Takes this sign if it is next.
    pub fn take(&mut self, sign: &'static str) -> bool {
        let found = self.peek() == &Token::Sign(sign);
        self.at += usize::from(found);
        found
    }

    /// Takes this word if it is next.
    pub fn take_word(&mut self, word: &str) -> bool {
        let found = self.peek().word() == Some(word);
        self.at += usize::from(found);
        found
    }

    /// Takes this sign, which must be next.
    pub fn expect(&mut self, sign: &'static str) -> Result<(), BadSource> {
        if self.take(sign) { Ok(()) } else { self.bad(format!("`{sign}` should stand here, not {}", self.peek())) }
    }

    /// A name that is declared or referred to.
    pub fn name(&mut self) -> Result<NameId, BadSource> {
        let Token::Name(parts) = self.peek() else {
            return self.bad(format!("a name should stand here, not {}", self.peek()));
        };
        let name = self.intern_name(NameId(0), parts)?;
        self.at += 1;
        Ok(name)
    }

    /// A name below `prefix`; absolute if it begins with `_root_`.
    pub fn name_below(&mut self, prefix: NameId) -> Result<NameId, BadSource> {
        let Token::Name(parts) = self.peek() else {
            return self.bad(format!("a name should stand here, not {}", self.peek()));
        };
        let name = match parts.as_slice() {
            [Part::Text(root), rest @ ..] if root == "_root_" => self.intern_name(NameId(0), rest)?,
            parts => self.intern_name(prefix, parts)?,
        };
        self.at += 1;
        Ok(name)
    }

    fn intern_name(&mut self, prefix: NameId, parts: &[Part]) -> Result<NameId, BadSource> {
        let mut name = prefix;
        for part in parts {
            name = match part {
                Part::Text(text) => match self.terms.names.append(name, text) {
                    Some(name) => name,
                    None => return self.bad("there is too much text for the tables"),
                },
                Part::Number(number) => self.terms.names.intern(Name::Num(name, *number)),
            };
        }
        Ok(name)
    }

    /// A count.
    pub fn count(&mut self) -> Result<u32, BadSource> {
        let Token::Number(digits) = self.peek() else {
            return self.bad(format!("a number should stand here, not {}", self.peek()));
        };
        let Ok(count) = digits.parse() else { return self.bad("a count has at most 32 bits") };
        self.at += 1;
        Ok(count)
    }

    /// Whether a new item or the end is next.
    fn at_keyword(&self) -> bool {
        self.peek().word().is_some_and(|word| KEYWORDS.contains(&word))
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, BadSource>) -> Result<T, BadSource> {
        if self.depth == MAX_DEPTH {
            return self.bad(format!("nested deeper than {MAX_DEPTH}"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// The levels after a constant: `.{u, v}` or `.{u v}`; none without the sign.
    pub fn levels(&mut self) -> Result<LevelsId, BadSource> {
        let mut levels = Vec::new();
        if self.take(".{") {
            while !self.take("}") {
                levels.push(self.level()?.0);
                self.take(",");
            }
        }
        Ok(self.terms.levels.intern_list(&levels))
    }

    /// A level, with additions.
    pub fn level(&mut self) -> Result<LevelId, BadSource> {
        let mut level = if self.take_word("max") {
            self.level_operands(Level::Max)?
        } else if self.take_word("imax") {
            self.level_operands(Level::Imax)?
        } else {
            self.level_atom()?
        };
        while self.take("+") {
            level = self.add(level)?;
        }
        Ok(level)
    }

    fn add(&mut self, mut level: LevelId) -> Result<LevelId, BadSource> {
        let count = self.count()?;
        if count > 1000 {
            return self.bad("at most 1000 is added to a level");
        }
        for _ in 0..count {
            level = self.terms.levels.succ(level);
        }
        Ok(level)
    }

    fn level_operands(&mut self, join: fn(LevelId, LevelId) -> Level) -> Result<LevelId, BadSource> {
        let left = self.level_atom()?;
        let right = self.level_atom()?;
        Ok(self.terms.levels.intern(join(left, right)))
    }

    fn level_atom(&mut self) -> Result<LevelId, BadSource> {
        if self.take("(") {
            let level = self.deeper(Self::level)?;
            self.expect(")")?;
            return Ok(level);
        }
        if matches!(self.peek(), Token::Number(_)) {
            return self.add(LevelId(0));
        }
        let name = self.name()?;
        Ok(self.terms.levels.param(name))
    }

    /// A term in the empty scope.
    pub fn closed_term(&mut self) -> Result<ExprId, BadSource> {
        debug_assert!(self.scope.is_empty());
        self.term()
    }

    /// A term.
    pub fn term(&mut self) -> Result<ExprId, BadSource> {
        self.deeper(Self::term_inner)
    }

    fn term_inner(&mut self) -> Result<ExprId, BadSource> {
        match self.peek() {
            Token::Sign("∀") => {
                self.at += 1;
                self.bound(",", Tag::Pi)
            }
            token => match token.word() {
                Some("forall" | "Π") => {
                    self.at += 1;
                    self.bound(",", Tag::Pi)
                }
                Some("fun" | "λ") => {
                    self.at += 1;
                    self.bound("=>", Tag::Lam)
                }
                Some("let") => {
                    self.at += 1;
                    self.let_term()
                }
                _ => self.arrow(),
            },
        }
    }

    fn bound(&mut self, sign: &'static str, tag: Tag) -> Result<ExprId, BadSource> {
        let binders = self.binders()?;
        if binders.is_empty() {
            return self.bad("a binder like `(x : A)` should stand here");
        }
        self.expect(sign)?;
        let body = self.term()?;
        self.close(binders, body, tag)
    }

    fn let_term(&mut self) -> Result<ExprId, BadSource> {
        let name = self.binder_name()?;
        self.expect(":")?;
        let ty = self.term()?;
        self.expect(":=")?;
        let value = self.term()?;
        self.expect(";")?;
        self.scope.push(name.clone());
        let body = self.term();
        self.scope.pop();
        let at = self.terms.exprs.push_let(ty, value, body?);
        let id = self.push(Cell::new(Tag::Let, at, 0), false)?;
        self.note_binder(id, &name, BinderInfo::Default)?;
        Ok(id)
    }

    fn arrow(&mut self) -> Result<ExprId, BadSource> {
        if self.at_binder() {
            let binders = self.binder_group()?;
            if self.peek() != &Token::Sign("→") {
                return self.bad("`→` should stand here, after a binder");
            }
            self.expect("→")?;
            let body = self.term()?;
            return self.close(binders, body, Tag::Pi);
        }
        let left = self.app()?;
        if !self.take("→") {
            return Ok(left);
        }
        self.scope.push("_".to_owned());
        let right = self.term();
        self.scope.pop();
        self.intern(Cell::new(Tag::Pi, left.0, right?.0), false)
    }

    fn app(&mut self) -> Result<ExprId, BadSource> {
        let mut head = self.atom(true)?;
        loop {
            let last = matches!(self.peek(), Token::Sign("∀"))
                || matches!(self.peek().word(), Some("fun" | "λ" | "let" | "forall"));
            let argument = if last {
                self.term()?
            } else if self.at_atom() {
                self.atom(false)?
            } else {
                return Ok(head);
            };
            head = self.intern(Cell::new(Tag::App, head.0, argument.0), false)?;
        }
    }

    fn at_atom(&self) -> bool {
        match self.peek() {
            Token::Name(_) => !self.at_keyword() || matches!(self.peek().word(), Some("Sort" | "Type" | "Prop")),
            Token::Dotted(_) | Token::Number(_) | Token::Text(_) => true,
            Token::Sign(sign) => matches!(*sign, "(" | "@"),
            Token::End => false,
        }
    }

    /// A term that needs no brackets. Only one that is not an argument may be `Sort u` or `Type u`.
    fn atom(&mut self, is_head: bool) -> Result<ExprId, BadSource> {
        match self.peek() {
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.term()?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Sign("@") => {
                self.at += 1;
                self.atom(is_head)
            }
            Token::Number(digits) => {
                self.at += 1;
                let Ok(value) = digits.parse::<UBig>() else { return self.bad("this is no number") };
                let nat = self.terms.exprs.intern_nat(value);
                self.intern(Cell::new(Tag::Nat, nat.0, 0), false)
            }
            Token::Text(text) => {
                self.at += 1;
                let Some(id) = self.terms.names.intern_text(text) else {
                    return self.bad("there is too much text for the tables");
                };
                self.intern(Cell::new(Tag::Str, id.0, 0), false)
            }
            Token::Dotted(word) => {
                self.at += 1;
                self.dotted(word)
            }
            Token::Name(_) => self.name_term(is_head),
            token => self.bad(format!("a term should stand here, not {token}")),
        }
    }

    fn dotted(&mut self, word: &str) -> Result<ExprId, BadSource> {
        match word {
            "proj" => {
                let structure = self.name()?;
                let index = self.count()?;
                let inner = self.deeper(|this| this.atom(false))?;
                let field = self.terms.exprs.intern_field(structure, index);
                self.intern(Cell::new(Tag::Proj, inner.0, field.0), false)
            }
            "bvar" => {
                let index = self.count()?;
                self.intern(Cell::new(Tag::Bvar, index, 0), false)
            }
            _ => self.bad(format!("there is no `.{word}`; there are `.proj S i e` and `.bvar i`")),
        }
    }

    fn name_term(&mut self, is_head: bool) -> Result<ExprId, BadSource> {
        let word = self.peek().word();
        match word {
            Some("Prop") => {
                self.at += 1;
                return self.sort(LevelId(0));
            }
            Some(sort @ ("Sort" | "Type")) => {
                self.at += 1;
                let given = self.sort_level(is_head)?;
                let level = match (sort, given) {
                    ("Sort", level) => level.unwrap_or(LevelId(0)),
                    (_, level) => self.terms.levels.succ(level.unwrap_or(LevelId(0))),
                };
                return self.sort(level);
            }
            _ => {}
        }
        if self.at_keyword() {
            return self.bad(format!("a term should stand here, not {}", self.peek()));
        }
        if let Some(word) = word
            && word != "_"
            && let Some(at) = self.scope.iter().rposition(|name| name == word)
        {
            let index = (self.scope.len() - 1 - at) as u32;
            self.at += 1;
            return self.intern(Cell::new(Tag::Bvar, index, 0), false);
        }
        let name = self.name()?;
        let levels = self.levels()?;
        let has_param = self.terms.levels.list_has_param(levels);
        self.intern(Cell::new(Tag::Const, name.0, levels.0), has_param)
    }

    fn sort_level(&mut self, is_head: bool) -> Result<Option<LevelId>, BadSource> {
        if self.take(".{") {
            let level = self.level()?;
            self.expect("}")?;
            return Ok(Some(level));
        }
        let given = match self.peek() {
            Token::Number(_) | Token::Sign("(") => true,
            Token::Name(_) => !self.at_keyword(),
            _ => false,
        };
        if is_head && given { self.level_atom().map(Some) } else { Ok(None) }
    }

    fn sort(&mut self, level: LevelId) -> Result<ExprId, BadSource> {
        let has_param = self.terms.levels.has_param(level);
        self.intern(Cell::new(Tag::Sort, level.0, 0), has_param)
    }

    /// Binders one after the other, which come into scope; [`Self::close`] takes them out.
    pub fn binders(&mut self) -> Result<Vec<Binder>, BadSource> {
        let mut all = Vec::new();
        while self.at_binder() {
            all.extend(self.binder_group()?);
        }
        Ok(all)
    }

    /// Whether a bracket with names and a colon is next.
    fn at_binder(&self) -> bool {
        match self.peek() {
            Token::Sign("{" | "⦃" | "[") => true,
            Token::Sign("(") => {
                let mut ahead = 1;
                while self.peek_at(ahead).word().is_some_and(|word| !KEYWORDS.contains(&word)) {
                    ahead += 1;
                }
                ahead > 1 && self.peek_at(ahead) == &Token::Sign(":")
            }
            _ => false,
        }
    }

    fn binder_name(&mut self) -> Result<String, BadSource> {
        let Some(word) = self.peek().word() else {
            return self.bad(format!("a variable's name should stand here, not {}", self.peek()));
        };
        if self.at_keyword() {
            return self.bad(format!("`{word}` is no variable's name"));
        }
        self.at += 1;
        Ok(word.to_owned())
    }

    fn binder_group(&mut self) -> Result<Vec<Binder>, BadSource> {
        let (info, close) = match self.next() {
            Token::Sign("(") => (BinderInfo::Default, ")"),
            Token::Sign("{") => (BinderInfo::Implicit, "}"),
            Token::Sign("⦃") => (BinderInfo::StrictImplicit, "⦄"),
            _ => (BinderInfo::InstImplicit, "]"),
        };
        let mut names = Vec::new();
        while self.peek() != &Token::Sign(":") {
            names.push(self.binder_name()?);
        }
        self.expect(":")?;
        let start = self.at;
        let mut group = Vec::new();
        for name in names {
            // The type is read anew for each name, since it stands one binder deeper each time.
            self.at = start;
            let ty = self.term()?;
            self.scope.push(name.clone());
            group.push(Binder { name, info, ty });
        }
        self.expect(close)?;
        Ok(group)
    }

    /// Binds the innermost variables around `body`, as functions or function types, and takes them out of scope.
    pub fn close(&mut self, binders: Vec<Binder>, body: ExprId, tag: Tag) -> Result<ExprId, BadSource> {
        self.scope.truncate(self.scope.len() - binders.len());
        self.wrap(&binders, body, tag)
    }

    /// As [`Self::close`], for binders that are out of scope already.
    pub fn wrap(&mut self, binders: &[Binder], body: ExprId, tag: Tag) -> Result<ExprId, BadSource> {
        let mut body = body;
        for binder in binders.iter().rev() {
            body = self.intern(Cell::new(tag, binder.ty.0, body.0), false)?;
            self.note_binder(body, &binder.name, binder.info)?;
        }
        Ok(body)
    }

    /// Brings binders that were closed into scope again.
    pub fn reopen(&mut self, binders: &[Binder]) {
        self.scope.extend(binders.iter().map(|binder| binder.name.clone()));
    }

    /// Takes binders out of scope without binding anything.
    pub fn leave(&mut self, binders: &[Binder]) {
        self.scope.truncate(self.scope.len() - binders.len());
    }

    fn note_binder(&mut self, id: ExprId, name: &str, info: BinderInfo) -> Result<(), BadSource> {
        if name == "_" {
            return Ok(());
        }
        let Some(name) = self.terms.names.append(NameId(0), name) else {
            return self.bad("there is too much text for the tables");
        };
        self.terms.exprs.set_binder(id, name, info);
        Ok(())
    }

    fn intern(&mut self, cell: Cell, has_param: bool) -> Result<ExprId, BadSource> {
        match self.terms.exprs.intern(cell, has_param) {
            Ok(id) => Ok(id),
            Err(_) => self.bad("a bound variable reaches too far"),
        }
    }

    fn push(&mut self, cell: Cell, has_param: bool) -> Result<ExprId, BadSource> {
        match self.terms.exprs.push(cell, has_param) {
            Ok(id) => Ok(id),
            Err(_) => self.bad("a bound variable reaches too far"),
        }
    }
}
