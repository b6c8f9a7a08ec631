//! Why an operation did not end with an answer.
//!
//! What it is: errors that users see, with a message that is printed later; signals by which the elaborator's parts
//! speak to each other; and limits.
//! Source: upstream's `src/Lean/Exception.lean`, and `Lean.Elab.Exception` for the signals.

use crate::message::MessageData;
use std::rc::Rc;
use term::{Name, TooDeep};

/// A place in the source, in bytes; nothing where a term has none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    /// Start and end.
    pub range: Option<(u32, u32)>,
}

/// What is no error but ends an operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Internal {
    /// The elaborator is to come back later.
    Postpone,
    /// A comparison depends on this metavariable.
    IsDefEqStuck(Name),
    /// Another elaborator, macro or rule is to be tried.
    UnsupportedSyntax,
    /// An error was logged already; the term, the tactic block or the command ends.
    AbortTerm,
    #[allow(missing_docs, reason = "see above")]
    AbortTactic,
    #[allow(missing_docs, reason = "see above")]
    AbortCommand,
    /// A name is not declared, and may be bound automatically.
    AutoBoundImplicit(Name),
    /// A term mentions a variable that a metavariable does not know.
    OutOfScope,
    /// A term cannot be the value of a metavariable.
    CheckAssignment,
}

/// A limit that protects against work without end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Runtime {
    /// Recursion is deeper than the option `maxRecDepth`.
    MaxRecDepth,
    /// More work than the option `maxHeartbeats`.
    MaxHeartbeats,
    /// The caller wants an end.
    Interrupted,
}

/// Why there is no answer.
#[derive(Clone)]
pub enum Exception {
    /// An error for users.
    Error(Rc<ErrorData>),
    /// A signal.
    Internal(Internal),
    /// A limit.
    Runtime(Runtime, Span),
}

/// An error for users.
#[derive(Clone)]
pub struct ErrorData {
    /// What it is about.
    pub span: Span,
    /// What it says.
    pub message: MessageData,
}

/// The result of an operation on terms.
pub type Result<T> = std::result::Result<T, Exception>;

impl Exception {
    /// Whether it is a limit, which `try` does not catch.
    pub fn is_runtime(&self) -> bool {
        matches!(self, Exception::Runtime(..))
    }

    /// Whether it is this signal.
    pub fn is_postpone(&self) -> bool {
        matches!(self, Exception::Internal(Internal::Postpone))
    }
}

impl From<TooDeep> for Exception {
    fn from(error: TooDeep) -> Exception {
        Exception::Error(Rc::new(ErrorData { span: Span::default(), message: MessageData::text(error.to_string()) }))
    }
}
