//! Names as text.
//!
//! Two ways to print: [`NameRef`]'s `Display` is upstream's `Name.toString`, which does not always read back;
//! [`NameRef::write_raw`] always does. One way to read, [`Name::parse`], which takes both.
//!
//! ```text
//! name      ::= first { "." component }
//! first     ::= component | "[anonymous]"
//! component ::= identifier | number | "«" { any character but » | "»»" } "»"
//! number    ::= digit { digit }
//! ```
//!
//! The raw form writes `[anonymous]` before a number that begins a name, and `»»` for `»` between quotes.
//!
//! Source: upstream's `src/Init/Data/ToString/Name.lean` and `src/Init/Meta/Defs.lean`; the tests hold what the real
//! program answered.

use crate::name::{Component, Name, NameKind, NameRef};
use crate::nat::Nat;
use std::fmt::{self, Write};

/// How many bits a number component that is read may have.
const MAX_NUMBER_BITS: u64 = 1 << 16;

/// Whether `c` may begin an identifier.
pub fn is_id_first(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || is_letter_like(c)
}

/// Whether `c` may follow in an identifier.
pub fn is_id_rest(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '\'' | '!' | '?') || is_letter_like(c) || is_subscript_alnum(c)
}

fn is_letter_like(c: char) -> bool {
    match c {
        'λ' | 'Π' | 'Σ' | '×' | '÷' => false,
        '\u{3b1}'..='\u{3c9}' | '\u{391}'..='\u{3a9}' | '\u{3ca}'..='\u{3fb}' => true,
        '\u{1f00}'..='\u{1ffe}' | '\u{2100}'..='\u{214f}' | '\u{1d49c}'..='\u{1d59f}' => true,
        '\u{c0}'..='\u{ff}' | '\u{100}'..='\u{17f}' => true,
        _ => false,
    }
}

fn is_subscript_alnum(c: char) -> bool {
    matches!(c, '\u{2080}'..='\u{2089}' | '\u{2090}'..='\u{209c}' | '\u{1d62}'..='\u{1d6a}' | '\u{2c7c}')
}

/// Whether `text` is an identifier without dots that needs no quotes.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_id_first) && chars.all(is_id_rest)
}

impl NameRef<'_> {
    /// Writes the name so that [`Name::parse`] gives it back.
    pub fn write_raw(self, out: &mut impl Write) -> fmt::Result {
        let components = self.components();
        if !matches!(components.first(), Some(Component::Str(_))) {
            out.write_str("[anonymous]")?;
        }
        for (i, component) in components.into_iter().enumerate() {
            match component {
                Component::Num(n) => write!(out, ".{n}")?,
                Component::Str(text) => {
                    let dot = if i == 0 { "" } else { "." };
                    match is_identifier(text) {
                        true => write!(out, "{dot}{text}")?,
                        false => write!(out, "{dot}«{}»", text.replace('»', "»»"))?,
                    }
                }
            }
        }
        Ok(())
    }

    /// The name as [`NameRef::write_raw`] writes it.
    pub fn to_raw_string(self) -> String {
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = self.write_raw(&mut out);
        out
    }

    /// `Name.toString` without escapes: the components, joined by dots.
    pub fn to_string_unescaped(self) -> String {
        let mut out = String::new();
        let _ = self.write_components(&mut out, false);
        out
    }

    fn write_components(self, out: &mut impl Write, escape: bool) -> fmt::Result {
        if self.is_anonymous() {
            return out.write_str("[anonymous]");
        }
        for (i, component) in self.components().into_iter().enumerate() {
            if i > 0 {
                out.write_char('.')?;
            }
            match component {
                Component::Num(n) => write!(out, "{n}")?,
                Component::Str(text) if escape && !is_identifier(text) && !text.contains('»') => {
                    write!(out, "«{text}»")?;
                }
                Component::Str(text) => out.write_str(text)?,
            }
        }
        Ok(())
    }

    /// Whether upstream's delaborator may have made this name up (`_`, `#0`, `?u`), which is then never escaped.
    fn maybe_pseudo_syntax(self) -> bool {
        self.is_str("_")
            || matches!(self.root().kind(), NameKind::Str(_, text) if text.starts_with('#') || text.starts_with('?'))
    }
}

impl fmt::Display for NameRef<'_> {
    /// `Name.toString`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let escape = !self.is_inaccessible_user_name() && !self.has_macro_scopes() && !self.maybe_pseudo_syntax();
        self.write_components(f, escape)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.r(), f)
    }
}

impl fmt::Debug for NameRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_raw(f)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.r().write_raw(f)
    }
}

/// Why a text is not a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    /// Byte offset in the text.
    pub offset: usize,
    /// What was expected there.
    pub reason: &'static str,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.offset, self.reason)
    }
}

impl std::error::Error for NameError {}

impl Name {
    /// Reads a name; the whole text must be one.
    pub fn parse(text: &str) -> Result<Name, NameError> {
        let (name, end) = Name::parse_prefix(text)?;
        if end < text.len() {
            return Err(NameError { offset: end, reason: "a name ends before this character" });
        }
        Ok(name)
    }

    /// Reads the longest name that begins `text`; gives it and its length in bytes.
    pub fn parse_prefix(text: &str) -> Result<(Name, usize), NameError> {
        let mut name = Name::anonymous();
        let mut at = 0;
        if text.starts_with("[anonymous]") {
            at = "[anonymous]".len();
            if !text[at..].starts_with('.') || text[at..].starts_with(".{") {
                return Ok((name, at));
            }
            at += 1;
        }
        loop {
            at += parse_component(&text[at..], &mut name)
                .map_err(|error| NameError { offset: error.offset + at, ..error })?;
            // A dot before a brace begins the levels of a constant in the raw form of terms.
            if !text[at..].starts_with('.') || text[at..].starts_with(".{") {
                return Ok((name, at));
            }
            at += 1;
        }
    }
}

/// Reads one component, extends `name` by it, and gives its length in bytes.
fn parse_component(text: &str, name: &mut Name) -> Result<usize, NameError> {
    if let Some(quoted) = text.strip_prefix('«') {
        return parse_quoted(quoted, name).map(|len| len + '«'.len_utf8());
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let number = Nat::parse(&text[..digits], MAX_NUMBER_BITS)
            .map_err(|_| NameError { offset: 0, reason: "a number component this large is refused" })?;
        *name = Name::num(name, number);
        return Ok(digits);
    }
    if !text.starts_with(is_id_first) {
        return Err(NameError { offset: 0, reason: "expected a name component" });
    }
    let len = text.find(|c| !is_id_rest(c)).unwrap_or(text.len());
    *name = Name::str(name, &text[..len]);
    Ok(len)
}

/// Reads a component after its opening quote; gives its length with the closing one.
fn parse_quoted(text: &str, name: &mut Name) -> Result<usize, NameError> {
    let mut content = String::new();
    let mut at = 0;
    loop {
        let Some(len) = text[at..].find('»') else {
            return Err(NameError { offset: text.len() + '«'.len_utf8(), reason: "expected »" });
        };
        content.push_str(&text[at..at + len]);
        at += len + '»'.len_utf8();
        if !text[at..].starts_with('»') {
            *name = Name::str(name, &content);
            return Ok(at);
        }
        content.push('»');
        at += '»'.len_utf8();
    }
}
