//! Why an input cannot be read.
//!
//! What it is not: a verdict on a declaration. What is wrong with an input as a text is said here, what is wrong with
//! what it declares is found by the checker.

use std::borrow::Cow;
use std::fmt;

/// What kind of refusal it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadErrorKind {
    /// The input does not follow its format: it says nothing that could be checked.
    Malformed,
    /// The input may be right, but a number in it is larger than this reader's tables can hold.
    TooLarge,
    /// The input names a version of the format that this reader does not know.
    UnknownVersion,
    /// The input ended early, because whoever supplies it failed.
    Unreadable,
}

/// Where reading ended, and why. It does not depend on the number of threads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadError {
    /// The line, counted from one.
    pub line: u64,
    /// The place of the line's first byte.
    pub offset: u64,
    /// What kind of refusal it is.
    pub kind: ReadErrorKind,
    /// What was found, for a reader.
    pub reason: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} (byte {}): {}", self.line, self.offset, self.reason)
    }
}

impl std::error::Error for ReadError {}

/// A [`ReadError`] whose place is known to the caller.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fault {
    pub kind: ReadErrorKind,
    pub reason: Cow<'static, str>,
}

impl Fault {
    #[cold]
    pub fn malformed(reason: impl Into<Cow<'static, str>>) -> Fault {
        Fault { kind: ReadErrorKind::Malformed, reason: reason.into() }
    }

    #[cold]
    pub fn too_large(reason: impl Into<Cow<'static, str>>) -> Fault {
        Fault { kind: ReadErrorKind::TooLarge, reason: reason.into() }
    }

    #[cold]
    pub fn unreadable(reason: impl Into<Cow<'static, str>>) -> Fault {
        Fault { kind: ReadErrorKind::Unreadable, reason: reason.into() }
    }

    /// The error, for a line (counted from one) that begins at `offset`.
    #[cold]
    pub fn at(self, line: u64, offset: u64) -> ReadError {
        ReadError { line, offset, kind: self.kind, reason: self.reason.into_owned() }
    }
}
