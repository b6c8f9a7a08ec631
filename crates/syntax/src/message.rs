//! What is wrong with a text, where.
//!
//! What it is: [`ParseError`], what a parser that fails says, and [`Message`], what a user reads. Wording and the merging
//! of expectations are upstream's.
//! Source: upstream's `Error` in `src/Lean/Parser/Types.lean` and `mkErrorMessage` in `src/Lean/Parser/Module.lean`.

use crate::source::{Position, Source};
use crate::tree::Syntax;
use std::fmt;
use std::rc::Rc;

/// Why a parser failed.
#[derive(Clone, Default)]
pub struct ParseError {
    /// The token that was not expected, if it is one.
    pub unexpected_tk: Syntax,
    /// What is wrong, if it is not the token.
    pub unexpected: Rc<str>,
    /// What was expected instead, unordered and with repetitions.
    pub expected: Vec<Rc<str>>,
}

impl ParseError {
    /// An error about what stands here.
    pub fn unexpected(message: &str) -> ParseError {
        ParseError { unexpected: message.into(), ..ParseError::default() }
    }

    /// An error about what does not.
    pub fn expected(what: &str) -> ParseError {
        ParseError { expected: vec![what.into()], ..ParseError::default() }
    }

    /// This error and another one at the same place.
    pub fn merge(&self, other: &ParseError) -> ParseError {
        ParseError {
            unexpected_tk: other.unexpected_tk.clone(),
            unexpected: if other.unexpected.is_empty() { self.unexpected.clone() } else { other.unexpected.clone() },
            expected: self.expected.iter().chain(&other.expected).cloned().collect(),
        }
    }

    /// Whether both say the same.
    pub fn same(&self, other: &ParseError) -> bool {
        self.unexpected == other.unexpected
            && self.expected == other.expected
            && self.unexpected_tk.ptr_eq(&other.unexpected_tk)
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.unexpected)?;
        let mut expected: Vec<&str> = self.expected.iter().map(|what| &**what).collect();
        expected.sort_unstable();
        expected.dedup();
        let Some((last, others)) = expected.split_last() else { return Ok(()) };
        f.write_str(if self.unexpected.is_empty() { "expected " } else { "; expected " })?;
        f.write_str(&others.join(", "))?;
        f.write_str(if others.is_empty() { "" } else { " or " })?;
        f.write_str(last)
    }
}

/// A message about a text. All messages of a parser are errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Where it begins, as byte offset and for people.
    pub pos: (u32, Position),
    /// Where it ends, if it is about something with an end.
    pub end_pos: Option<(u32, Position)>,
    /// The text.
    pub text: String,
}

impl Message {
    /// A message about `pos`, or about what reaches from there to `end`.
    pub fn new(source: &Source, pos: u32, end: Option<u32>, text: impl Into<String>) -> Message {
        let place = |at: u32| (at, source.position(at));
        Message { pos: place(pos), end_pos: end.map(place), text: text.into() }
    }

    /// The message of a parser that failed at `pos` with `stack` read before.
    pub fn of_error(source: &Source, pos: u32, stack: &[Syntax], error: &ParseError) -> Message {
        if error.unexpected_tk.is_missing() {
            return Message::new(source, pos, None, error.to_string());
        }
        let token = &error.unexpected_tk;
        let unexpected = match token {
            Syntax::Ident(_) => "unexpected identifier".to_owned(),
            Syntax::Atom(atom) => format!("unexpected token '{}'", atom.val),
            _ => "unexpected token".to_owned(),
        };
        let (mut start, mut end) = (pos, None);
        if let (Some(from), Some(to)) = (token.pos(false), token.end_pos(false)) {
            (start, end) = (from, Some(to));
        }
        // What was expected could stand anywhere in the white space before the token.
        if let Some((tail, trailing)) = stack.iter().rev().find_map(Syntax::original_tail)
            && trailing == start
        {
            start = tail;
        }
        let error = ParseError { unexpected: unexpected.into(), ..error.clone() };
        Message::new(source, start, end, error.to_string())
    }
}

impl fmt::Display for Message {
    /// `line:column: error: text`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: error: {}", self.pos.1, self.text)
    }
}
