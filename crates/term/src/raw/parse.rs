//! The parser: a loop over a stack of forms that are still open.

use super::{KEYWORDS, MAX_LEVEL_NUMBER};
use crate::data::TooDeep;
use crate::expr::Expr;
use crate::level::Level;
use crate::literal::{BinderInfo, DataValue, Literal, MData};
use crate::name::Name;
use crate::name_text::is_id_rest;
use crate::nat::{self, Nat};
use std::fmt;

/// How many bits a number literal that is read may have.
const MAX_LITERAL_BITS: u64 = 1 << 24;

/// Why a text is no term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Byte offset in the text.
    pub offset: usize,
    /// What was expected there, or what is wrong with what is there.
    pub reason: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.offset, self.reason)
    }
}

impl std::error::Error for ParseError {}

type Result<T> = std::result::Result<T, ParseError>;

/// Reads an expression; the whole text must be one.
pub fn parse_expr(text: &str) -> Result<Expr> {
    let mut parser = Parser { text, at: 0 };
    let e = parser.expr()?;
    parser.end()?;
    Ok(e)
}

/// Reads a level; the whole text must be one.
pub fn parse_level(text: &str) -> Result<Level> {
    let mut parser = Parser { text, at: 0 };
    let u = parser.level()?;
    parser.end()?;
    Ok(u)
}

/// A form that is open: what has been read of it.
enum Frame {
    App(Option<Expr>),
    Binders { lambda: bool, done: Vec<(Name, BinderInfo, Expr)>, open: Option<(Name, BinderInfo)> },
    Let { nondep: bool, name: Name, ty: Option<Expr>, value: Option<Expr> },
    MData(MData),
    Proj(Name, Nat),
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn fail<T>(&self, reason: impl Into<String>) -> Result<T> {
        Err(ParseError { offset: self.at, reason: reason.into() })
    }

    fn deep<T>(&self, made: std::result::Result<T, TooDeep>) -> Result<T> {
        made.map_err(|error| ParseError { offset: self.at, reason: error.to_string() })
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn expect(&mut self, token: &str) -> Result<()> {
        if self.eat(token) { Ok(()) } else { self.fail(format!("expected `{token}`")) }
    }

    fn end(&mut self) -> Result<()> {
        self.skip_space();
        if self.at == self.text.len() { Ok(()) } else { self.fail("expected the end of the text") }
    }

    /// A word of letters that is not the beginning of a longer name.
    fn word(&mut self, word: &str) -> bool {
        self.skip_space();
        let found = self.rest().strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c| c == '.' || is_id_rest(c)));
        if found {
            self.at += word.len();
        }
        found
    }

    fn name(&mut self) -> Result<Name> {
        self.skip_space();
        let (name, len) = Name::parse_prefix(self.rest())
            .map_err(|error| ParseError { offset: self.at + error.offset, reason: error.reason.into() })?;
        self.at += len;
        Ok(name)
    }

    fn digits(&mut self) -> Result<&'t str> {
        self.skip_space();
        let rest = self.rest();
        let len = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if len == 0 {
            return self.fail("expected a number");
        }
        self.at += len;
        Ok(&rest[..len])
    }

    fn nat(&mut self) -> Result<Nat> {
        let digits = self.digits()?;
        Nat::parse(digits, MAX_LITERAL_BITS)
            .map_err(|error| ParseError { offset: self.at - digits.len(), reason: error.to_string() })
    }

    fn small(&mut self, most: u32) -> Result<u32> {
        let digits = self.digits()?;
        match digits.parse() {
            Ok(n) if n <= most => Ok(n),
            _ => Err(ParseError { offset: self.at - digits.len(), reason: format!("a number above {most}") }),
        }
    }

    fn string(&mut self) -> Result<String> {
        self.expect("\"")?;
        let mut out = String::new();
        loop {
            let mut chars = self.rest().chars();
            match chars.next() {
                None => return self.fail("expected `\"`"),
                Some('"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some('\\') => out.push(self.escape()?),
                Some(c) => {
                    self.at += c.len_utf8();
                    out.push(c);
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char> {
        let simple = match self.rest().as_bytes().get(1) {
            Some(b'"') => Some('"'),
            Some(b'\\') => Some('\\'),
            Some(b'n') => Some('\n'),
            Some(b't') => Some('\t'),
            Some(b'r') => Some('\r'),
            _ => None,
        };
        if let Some(c) = simple {
            self.at += 2;
            return Ok(c);
        }
        let code = self.rest().strip_prefix("\\u{").and_then(|rest| rest.split_once('}')).map(|(code, _)| code);
        let c = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        match (code, c) {
            (Some(code), Some(c)) => {
                self.at += "\\u{}".len() + code.len();
                Ok(c)
            }
            _ => self.fail("expected an escape"),
        }
    }

    fn level(&mut self) -> Result<Level> {
        // Each open `max` or `imax`: whether it is an `imax`, and its first argument.
        let mut open: Vec<(bool, Option<Level>)> = Vec::new();
        loop {
            if self.eat("(") {
                let imax = self.word("imax");
                if !imax && !self.word("max") {
                    return self.fail("expected `max` or `imax`");
                }
                open.push((imax, None));
                continue;
            }
            let mut u = self.level_atom()?;
            loop {
                while self.eat("+") {
                    let offset = self.small(MAX_LEVEL_NUMBER)?;
                    u = self.deep(u.add_offset(offset))?;
                }
                match open.pop() {
                    None => return Ok(u),
                    Some((imax, None)) => {
                        open.push((imax, Some(u)));
                        break;
                    }
                    Some((imax, Some(first))) => {
                        self.expect(")")?;
                        u = self.deep(if imax { Level::imax(first, u) } else { Level::max(first, u) })?;
                    }
                }
            }
        }
    }

    fn level_atom(&mut self) -> Result<Level> {
        self.skip_space();
        if self.eat("?") {
            return Ok(Level::mvar(self.name()?));
        }
        if self.rest().starts_with(|c: char| c.is_ascii_digit()) {
            let n = self.small(MAX_LEVEL_NUMBER)?;
            return self.deep(Level::of_nat(n));
        }
        Ok(Level::param(self.name()?))
    }

    fn expr(&mut self) -> Result<Expr> {
        let mut open: Vec<Frame> = Vec::new();
        loop {
            let first = if self.eat("(") { self.open_form()? } else { Fed::Closed(self.atom()?) };
            let mut e = match first {
                Fed::Closed(e) => e,
                Fed::Open(frame) => {
                    open.push(frame);
                    continue;
                }
            };
            loop {
                let Some(frame) = open.pop() else { return Ok(e) };
                match self.feed(frame, e)? {
                    Fed::Closed(whole) => e = whole,
                    Fed::Open(frame) => {
                        open.push(frame);
                        break;
                    }
                }
            }
        }
    }

    /// After an opening bracket: the form up to its first subterm, or up to its end if it has none.
    fn open_form(&mut self) -> Result<Fed> {
        let Some(keyword) = KEYWORDS.into_iter().find(|keyword| self.word(keyword)) else {
            return Ok(Fed::Open(Frame::App(None)));
        };
        Ok(match keyword {
            "fun" | "forall" => {
                let open = Some(self.open_binder()?);
                Fed::Open(Frame::Binders { lambda: keyword == "fun", done: Vec::new(), open })
            }
            "let" | "have" => {
                let name = self.name()?;
                self.expect(":")?;
                Fed::Open(Frame::Let { nondep: keyword == "have", name, ty: None, value: None })
            }
            "mdata" => Fed::Open(Frame::MData(self.mdata()?)),
            "proj" => Fed::Open(Frame::Proj(self.name()?, self.nat()?)),
            _ => {
                let u = self.level()?;
                self.expect(")")?;
                Fed::Closed(Expr::sort(u))
            }
        })
    }

    fn open_binder(&mut self) -> Result<(Name, BinderInfo)> {
        let brackets = [
            ("(", BinderInfo::Default),
            ("{", BinderInfo::Implicit),
            ("⦃", BinderInfo::StrictImplicit),
            ("[", BinderInfo::InstImplicit),
        ];
        let Some((_, info)) = brackets.into_iter().find(|(bracket, _)| self.eat(bracket)) else {
            return self.fail("expected a binder");
        };
        let name = self.name()?;
        self.expect(":")?;
        Ok((name, info))
    }

    /// Gives the subterm `e` to the innermost open form, and reads on to its next subterm or its end.
    fn feed(&mut self, frame: Frame, e: Expr) -> Result<Fed> {
        Ok(match frame {
            Frame::App(f) => {
                let whole = match f {
                    None => e,
                    Some(f) => Expr::app(f, e),
                };
                if self.eat(")") { Fed::Closed(whole) } else { Fed::Open(Frame::App(Some(whole))) }
            }
            Frame::Binders { lambda, mut done, open: Some((name, info)) } => {
                self.expect(match info {
                    BinderInfo::Default => ")",
                    BinderInfo::Implicit => "}",
                    BinderInfo::StrictImplicit => "⦄",
                    BinderInfo::InstImplicit => "]",
                })?;
                done.push((name, info, e));
                let last = self.eat(if lambda { "=>" } else { "," });
                let open = if last { None } else { Some(self.open_binder()?) };
                Fed::Open(Frame::Binders { lambda, done, open })
            }
            Frame::Binders { lambda, done, open: None } => {
                self.expect(")")?;
                Fed::Closed(done.into_iter().rev().fold(e, |body, (name, info, ty)| match lambda {
                    true => Expr::lam(name, ty, body, info),
                    false => Expr::forall_e(name, ty, body, info),
                }))
            }
            Frame::Let { nondep, name, ty: None, value } => {
                self.expect(":=")?;
                Fed::Open(Frame::Let { nondep, name, ty: Some(e), value })
            }
            Frame::Let { nondep, name, ty, value: None } => {
                self.expect(";")?;
                Fed::Open(Frame::Let { nondep, name, ty, value: Some(e) })
            }
            Frame::Let { nondep, name, ty: Some(ty), value: Some(value) } => {
                self.expect(")")?;
                Fed::Closed(Expr::let_e(name, ty, value, e, nondep))
            }
            Frame::MData(data) => {
                self.expect(")")?;
                Fed::Closed(Expr::mdata(data, e))
            }
            Frame::Proj(structure, index) => {
                self.expect(")")?;
                Fed::Closed(Expr::proj(structure, index, e))
            }
        })
    }

    /// An expression without brackets around it.
    fn atom(&mut self) -> Result<Expr> {
        self.skip_space();
        match self.rest().chars().next() {
            None => self.fail("expected an expression"),
            Some('#') => {
                self.at += 1;
                let index = self.small(u32::MAX)?;
                self.deep(Expr::bvar(index))
            }
            Some('%') => {
                self.at += 1;
                Ok(Expr::fvar(self.name()?))
            }
            Some('?') => {
                self.at += 1;
                Ok(Expr::mvar(self.name()?))
            }
            Some('"') => Ok(Expr::lit(Literal::str(&self.string()?))),
            Some(c) if c.is_ascii_digit() => Ok(Expr::lit(Literal::nat(self.nat()?))),
            Some(_) => self.constant(),
        }
    }

    fn constant(&mut self) -> Result<Expr> {
        let name = self.name()?;
        let mut levels = Vec::new();
        if self.rest().starts_with(".{") {
            self.at += 2;
            loop {
                levels.push(self.level()?);
                if self.eat("}") {
                    break;
                }
                self.expect(",")?;
            }
        }
        Ok(Expr::constant(name, levels))
    }

    fn mdata(&mut self) -> Result<MData> {
        self.expect("[")?;
        let mut entries = Vec::new();
        while !self.eat("]") {
            if !entries.is_empty() {
                self.expect(",")?;
            }
            let key = self.name()?;
            self.expect(":=")?;
            entries.push((key, self.data_value()?));
        }
        Ok(MData::new(entries))
    }

    fn data_value(&mut self) -> Result<DataValue> {
        if self.word("true") {
            return Ok(DataValue::bool(true));
        }
        if self.word("false") {
            return Ok(DataValue::bool(false));
        }
        if self.eat("`") {
            return Ok(DataValue::name(self.name()?));
        }
        for sign in ["+", "-"] {
            if self.eat(sign) {
                let start = self.at;
                let digits = self.digits()?;
                let value = nat::parse_int(sign == "-", digits, MAX_LITERAL_BITS);
                return value.map_err(|error| ParseError { offset: start, reason: error.to_string() });
            }
        }
        if self.rest().starts_with('"') {
            return Ok(DataValue::string(&self.string()?));
        }
        Ok(DataValue::nat(self.nat()?))
    }
}

/// What became of a form.
enum Fed {
    /// It ended; this is the term.
    Closed(Expr),
    /// It goes on with another subterm.
    Open(Frame),
}
