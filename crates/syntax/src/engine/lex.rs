//! Characters to tokens.
//!
//! What it is: white space and comments, identifiers, literals and tokens of the table; between a token and an identifier
//! the longer one is taken, and of two equally long ones the token.
//! What it is not: interpolated strings and the text of doc comments, which are read where a rule asks for them.
//! Source: upstream's `src/Lean/Parser/Basic.lean`, from `whitespace` to `tokenFn`.

use super::tokens::Kind;
use super::{Describe, Engine};
use crate::grammar::Class;
use crate::message::ParseError;
use crate::symbols::Sym;
use crate::tree::{SourceInfo, Syntax};
use term::name_text::{is_id_first, is_id_rest};

/// Why characters are no token.
pub(super) struct Bad {
    pub(super) pos: u32,
    pub(super) unexpected: &'static str,
    pub(super) expected: &'static str,
}

type Lexed<T> = Result<T, Bad>;

fn bad<T>(pos: u32, unexpected: &'static str) -> Lexed<T> {
    Err(Bad { pos, unexpected, expected: "" })
}

const END: &str = "unexpected end of input";

/// Which escapes a backslash may introduce.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Those of a character.
    Char,
    /// Those of a string, gaps included.
    Str,
    /// The same, and braces.
    Interpolated,
}

impl Engine<'_> {
    /// The place of the token here. If there is none, fails as upstream's `tokenFn` does.
    #[inline]
    pub(super) fn token(&mut self, expected: Option<Describe<'_, Self>>) -> Option<usize> {
        if self.at_end() {
            self.fail_at_end(expected);
            return None;
        }
        match self.tokens.find(self.pos) {
            Some(place) => match (self.tokens.at(place).kind, self.context.forbidden) {
                (Kind::Atom(sym), Some(forbidden)) if sym == forbidden => {
                    self.fail_expected("forbidden token");
                    None
                }
                _ => Some(place),
            },
            None => self.read_token(),
        }
    }

    /// What the next token is; `None` at the end, and where there is no good token.
    #[inline]
    pub(super) fn peek_kind(&mut self) -> Option<Kind> {
        if let Some(place) = self.tokens.find(self.pos) {
            return Some(self.tokens.at(place).kind);
        }
        let (height, pos) = (self.stack.len(), self.pos);
        match self.token(None) {
            Some(place) => Some(self.tokens.at(place).kind),
            None => {
                self.restore(height, pos);
                None
            }
        }
    }

    /// Pushes the token at a place, and goes behind it.
    #[inline]
    pub(super) fn take(&mut self, place: usize) {
        let token = self.tokens.at(place);
        self.pos = token.stop;
        self.stack.push(token.stx.clone());
    }

    #[inline(never)]
    fn read_token(&mut self) -> Option<usize> {
        let start = self.pos;
        match self.lex(start) {
            Ok((class, end)) => self.finish_token(start, end, class),
            Err(bad) => {
                self.fail_lexing(&bad);
                None
            }
        }
    }

    pub(super) fn fail_lexing(&mut self, bad: &Bad) {
        self.pos = bad.pos;
        let (unexpected, expected) = (bad.unexpected, bad.expected);
        self.fail(|_| ParseError {
            unexpected: unexpected.into(),
            expected: if expected.is_empty() { Vec::new() } else { vec![expected.into()] },
            ..ParseError::default()
        });
        self.stack.push(Syntax::Missing);
    }

    fn finish_token(&mut self, start: u32, end: u32, class: Lex) -> Option<usize> {
        if let Lex::Token(sym) = class
            && self.context.forbidden == Some(sym)
        {
            self.fail_expected("forbidden token");
            return None;
        }
        let (trailing, trouble) = match self.trivia(end) {
            Ok(trailing) => (trailing, None),
            Err(bad) => (bad.pos, Some(bad)),
        };
        let info = SourceInfo::Original { leading: start, pos: start, end_pos: end, trailing };
        let (kind, stx) = self.token_syntax(start, end, class, info);
        if let Some(bad) = trouble {
            self.pos = bad.pos;
            self.fail(|_| ParseError::unexpected(bad.unexpected));
            self.stack.push(stx);
            return None;
        }
        Some(self.tokens.insert(start, trailing, kind, stx))
    }

    fn token_syntax(&mut self, start: u32, end: u32, class: Lex, info: SourceInfo) -> (Kind, Syntax) {
        match class {
            Lex::Token(sym) => (Kind::Atom(sym), Syntax::atom(info, self.grammar.symbol_text(sym))),
            Lex::Ident => {
                let raw = self.source.slice(start..end);
                let known = self.session.ident(raw, &self.grammar);
                let kind = Kind::Ident { spelled: known.spelled, named: known.named };
                (kind, Syntax::ident(info, known.raw.clone(), known.name.clone()))
            }
            Lex::Literal(class) => {
                let atom = Syntax::atom(info, self.source.slice(start..end));
                let node = Syntax::node(self.known.kinds.class[class as usize].clone(), [atom]);
                (Kind::Literal(self.known.class_sym(class)), node)
            }
        }
    }

    /// Pushes the text from `start` to here and the trivia after it as a literal of `kind` (`mkNodeToken`).
    pub(super) fn push_literal(&mut self, kind: &term::Name, start: u32, trailing_ws: bool) {
        let end = self.pos;
        let (trailing, trouble) = match trailing_ws.then(|| self.trivia(end)) {
            None => (end, None),
            Some(Ok(trailing)) => (trailing, None),
            Some(Err(bad)) => (bad.pos, Some(bad)),
        };
        let info = SourceInfo::Original { leading: start, pos: start, end_pos: end, trailing };
        let atom = Syntax::atom(info, self.source.slice(start..end));
        self.stack.push(Syntax::node(kind.clone(), [atom]));
        self.pos = trailing;
        if let Some(bad) = trouble {
            self.fail(|_| ParseError::unexpected(bad.unexpected));
        }
    }

    /// The token that begins at `pos`, and its end.
    fn lex(&self, pos: u32) -> Lexed<(Lex, u32)> {
        match self.byte_at(pos) {
            b'"' => Ok((Lex::Literal(Class::Str), self.string(pos)?)),
            b'\'' if self.byte_at(pos + 1) != b'\'' => Ok((Lex::Literal(Class::Char), self.character(pos)?)),
            b'0'..=b'9' => self.number(pos),
            b'`' if self.begins_ident(pos + 1) => {
                let end = self.ident_end(pos + 1)?;
                Ok((Lex::Literal(Class::Name), end.unwrap_or(pos + 1)))
            }
            b'r' if self.begins_raw_string(pos + 1) => Ok((Lex::Literal(Class::Str), self.raw_string(pos)?)),
            _ => {
                let token = self.grammar.tokens().longest_prefix(&self.text[pos as usize..]);
                match (self.ident_end(pos)?, token) {
                    (Some(end), Some((_, len))) if len < end - pos => Ok((Lex::Ident, end)),
                    (Some(end), None) => Ok((Lex::Ident, end)),
                    (_, Some((sym, len))) => Ok((Lex::Token(sym), pos + len)),
                    (None, None) => Err(Bad { pos, unexpected: "", expected: "token" }),
                }
            }
        }
    }

    fn begins_ident(&self, pos: u32) -> bool {
        self.char_at(pos).is_some_and(|c| is_id_first(c) || c == '«')
    }

    /// Where the identifier at `pos` ends, if there is one.
    pub(super) fn ident_end(&self, pos: u32) -> Lexed<Option<u32>> {
        let mut end = pos;
        let mut found = None;
        loop {
            match self.char_at(end) {
                Some('«') => {
                    let from = end + 2;
                    let rest = &self.text[from as usize..];
                    match memchr::memmem::find(rest, "»".as_bytes()) {
                        Some(len) => end = from + len as u32 + 2,
                        None => return bad(from, "unterminated identifier escape"),
                    }
                }
                Some(c) if is_id_first(c) => end = self.skip_id_rest(end + c.len_utf8() as u32),
                _ => return Ok(found),
            }
            found = Some(end);
            if self.byte_at(end) != b'.' || !self.begins_ident(end + 1) {
                return Ok(found);
            }
            end += 1;
        }
    }

    fn skip_id_rest(&self, mut pos: u32) -> u32 {
        loop {
            match self.byte_at(pos) {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'\'' | b'!' | b'?' => pos += 1,
                byte if byte < 0x80 => return pos,
                _ => match self.char_at(pos) {
                    Some(c) if is_id_rest(c) => pos += c.len_utf8() as u32,
                    _ => return pos,
                },
            }
        }
    }

    /// Where white space and comments end that begin at `pos`.
    #[inline]
    pub(super) fn trivia(&self, mut pos: u32) -> Lexed<u32> {
        loop {
            match self.byte_at(pos) {
                b' ' | b'\n' => pos += 1,
                b'-' if self.byte_at(pos + 1) == b'-' => {
                    let rest = &self.text[pos as usize..];
                    pos = memchr::memchr(b'\n', rest).map_or(self.text.len() as u32, |len| pos + len as u32);
                }
                b'/' if self.byte_at(pos + 1) == b'-' && !matches!(self.byte_at(pos + 2), b'-' | b'!') => {
                    pos = self.comment_end(pos + 2)?;
                }
                b'\t' => return bad(pos, "tabs are not allowed; please configure your editor to expand them"),
                b'\r' => return bad(pos, "isolated carriage returns are not allowed"),
                _ => return Ok(pos),
            }
        }
    }

    /// Where the comment ends whose text begins at `pos`.
    pub(super) fn comment_end(&self, mut pos: u32) -> Lexed<u32> {
        let mut nesting = 1u32;
        loop {
            let rest = self.text.get(pos as usize..).unwrap_or(&[]);
            let Some(at) = memchr::memchr2(b'-', b'/', rest) else {
                return bad(self.text.len() as u32, "unterminated comment");
            };
            pos += at as u32 + 1;
            match (rest[at], self.byte_at(pos)) {
                (b'-', b'/') if nesting == 1 => return Ok(pos + 1),
                (b'-', b'/') => (nesting, pos) = (nesting - 1, pos + 1),
                (b'/', b'-') => (nesting, pos) = (nesting + 1, pos + 1),
                _ => {}
            }
        }
    }

    fn string(&self, start: u32) -> Lexed<u32> {
        let mut pos = start + 1;
        loop {
            let rest = self.text.get(pos as usize..).unwrap_or(&[]);
            match memchr::memchr2(b'"', b'\\', rest) {
                None => return bad(start, "unterminated string literal"),
                Some(at) if rest[at] == b'"' => return Ok(pos + at as u32 + 1),
                Some(at) => pos = self.escape(pos + at as u32 + 1, Escapes::Str)?,
            }
        }
    }

    /// Where the escape ends whose backslash is before `pos`.
    pub(super) fn escape(&self, pos: u32, escapes: Escapes) -> Lexed<u32> {
        if pos as usize >= self.text.len() {
            return bad(pos, END);
        }
        match self.byte_at(pos) {
            b'\\' | b'"' | b'\'' | b'r' | b'n' | b't' => Ok(pos + 1),
            b'{' if escapes == Escapes::Interpolated => Ok(pos + 1),
            b'x' => self.hex_digits(pos + 1, 2),
            b'u' => self.hex_digits(pos + 1, 4),
            b'\n' if escapes != Escapes::Char => self.string_gap(pos),
            _ => bad(pos, "invalid escape sequence"),
        }
    }

    fn hex_digits(&self, pos: u32, count: u32) -> Lexed<u32> {
        for at in pos..pos + count {
            if at as usize >= self.text.len() {
                return bad(at, END);
            }
            if !self.byte_at(at).is_ascii_hexdigit() {
                return bad(at, "invalid hexadecimal numeral");
            }
        }
        Ok(pos + count)
    }

    fn string_gap(&self, mut pos: u32) -> Lexed<u32> {
        let mut seen_newline = false;
        while (pos as usize) < self.text.len() {
            match self.byte_at(pos) {
                b'\n' if seen_newline => return bad(pos, "unexpected additional newline in string gap"),
                b'\n' => seen_newline = true,
                b' ' | b'\t' | b'\r' => {}
                _ => break,
            }
            pos += 1;
        }
        Ok(pos)
    }

    fn character(&self, start: u32) -> Lexed<u32> {
        let Some(c) = self.char_at(start + 1) else { return bad(start + 1, END) };
        let mut pos = start + 1 + c.len_utf8() as u32;
        if c == '\\' {
            pos = self.escape(pos, Escapes::Char)?;
        }
        match self.char_at(pos) {
            Some('\'') => Ok(pos + 1),
            // Upstream looks one character further whatever it is, and past the end as well.
            other => bad(pos + other.map_or(0, |c| c.len_utf8() as u32), "missing end of character literal"),
        }
    }

    fn begins_raw_string(&self, mut pos: u32) -> bool {
        while self.byte_at(pos) == b'#' {
            pos += 1;
        }
        self.byte_at(pos) == b'"'
    }

    fn raw_string(&self, start: u32) -> Lexed<u32> {
        let mut pos = start + 1;
        while self.byte_at(pos) == b'#' {
            pos += 1;
        }
        let hashes = (pos - start - 1) as usize;
        pos += 1;
        loop {
            let rest = self.text.get(pos as usize..).unwrap_or(&[]);
            let Some(at) = memchr::memchr(b'"', rest) else { return bad(start, "unterminated raw string literal") };
            let after = &rest[at + 1..];
            if after.len() >= hashes && after[..hashes].iter().all(|&byte| byte == b'#') {
                return Ok(pos + (at + 1 + hashes) as u32);
            }
            pos += at as u32 + 1;
        }
    }

    fn number(&self, start: u32) -> Lexed<(Lex, u32)> {
        let radix =
            |digit: fn(u8) -> bool, what| Ok((Lex::Literal(Class::Num), self.digits(start + 2, digit, what, true)?));
        match (self.byte_at(start), self.byte_at(start + 1)) {
            (b'0', b'b' | b'B') => radix(|byte| matches!(byte, b'0' | b'1'), "binary number"),
            (b'0', b'o' | b'O') => radix(|byte| matches!(byte, b'0'..=b'7'), "octal number"),
            (b'0', b'x' | b'X') => radix(|byte| byte.is_ascii_hexdigit(), "hexadecimal number"),
            _ => self.decimal(start),
        }
    }

    fn decimal(&self, start: u32) -> Lexed<(Lex, u32)> {
        let digits = |pos, need| self.digits(pos, |byte| byte.is_ascii_digit(), "decimal number", need);
        let mut pos = digits(start + 1, false)?;
        if !matches!(self.byte_at(pos), b'.' | b'e' | b'E') {
            return Ok((Lex::Literal(Class::Num), pos));
        }
        if self.byte_at(pos) == b'.' {
            pos += 1;
            match self.byte_at(pos) {
                b'0'..=b'9' => pos = digits(pos, false)?,
                b'e' | b'E' => {}
                _ if self.begins_ident(pos) => {
                    let message = "unexpected identifier after decimal point; consider parenthesizing the number";
                    return bad(start, message);
                }
                _ => {}
            }
        }
        if matches!(self.byte_at(pos), b'e' | b'E') {
            let exponent = pos;
            pos += 1;
            if matches!(self.byte_at(pos), b'-' | b'+') {
                pos += 1;
            }
            match self.byte_at(pos).is_ascii_digit() {
                true => pos = digits(pos, false)?,
                false => return bad(exponent, "missing exponent digits in scientific literal"),
            }
        }
        Ok((Lex::Literal(Class::Scientific), pos))
    }

    /// Where digits with underscores among them end.
    fn digits(&self, mut pos: u32, digit: fn(u8) -> bool, what: &'static str, mut need: bool) -> Lexed<u32> {
        loop {
            match self.byte_at(pos) {
                b'_' => need = true,
                byte if digit(byte) => need = false,
                _ if !need => return Ok(pos),
                _ if pos as usize >= self.text.len() => return Err(Bad { pos, unexpected: END, expected: what }),
                _ => return Err(Bad { pos, unexpected: "unexpected character", expected: what }),
            }
            pos += 1;
        }
    }
}

/// What characters are, before they are a tree.
#[derive(Clone, Copy)]
enum Lex {
    Token(Sym),
    Ident,
    Literal(Class),
}
