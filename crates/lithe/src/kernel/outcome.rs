//! How a check ended, as exit codes that callers of checkers know.

use kernel::verdict::Verdict;
use std::process::ExitCode;

/// The answer for an input, or for all of them: the greatest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Everything that was to be checked follows the rules.
    Accepted,
    /// A limit was hit, or something is missing, before there was an answer.
    Declined,
    /// Something breaks a rule.
    Rejected,
    /// There was nothing to check: a file that cannot be read, arguments that make no sense.
    CouldNot,
}

impl Outcome {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Accepted => "accepted",
            Outcome::Declined => "declined",
            Outcome::Rejected => "rejected",
            Outcome::CouldNot => "failed",
        }
    }
}

impl From<&Verdict> for Outcome {
    fn from(verdict: &Verdict) -> Outcome {
        match verdict {
            Verdict::Accepted => Outcome::Accepted,
            Verdict::Declined(_) => Outcome::Declined,
            Verdict::Rejected(_) => Outcome::Rejected,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Accepted => 0,
            Outcome::Rejected => 1,
            Outcome::Declined => 2,
            Outcome::CouldNot => 3,
        })
    }
}
