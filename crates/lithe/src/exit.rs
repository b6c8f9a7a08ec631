//! Exit codes by meaning.

use std::process::ExitCode;

/// How a command ended. The greater one wins when there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// The answer is yes, or what was asked for is done.
    Yes,
    /// The answer is no.
    No,
    /// There is no answer: a file could not be read, the question made no sense, nobody listens any more.
    CouldNot,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Yes => 0,
            Exit::No => 1,
            Exit::CouldNot => 2,
        })
    }
}
