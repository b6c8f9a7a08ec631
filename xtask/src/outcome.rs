//! How a chore ends, and the exit code that says so.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Why a chore did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// It ran, and the answer is no: a check found something, a test failed. Exit code 1.
    Negative(String),
    /// It could not run: a program is missing, a file cannot be written, the network is away. Exit code 2.
    Trouble(String),
}

/// What a chore returns.
pub type Outcome = Result<(), Failure>;

impl Failure {
    /// A failure of the file system, with what was being done to which path.
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Failure {
        Failure::Trouble(format!("cannot {doing} {}: {error}", path.display()))
    }

    /// The exit code of this failure.
    pub fn code(&self) -> ExitCode {
        match self {
            Failure::Negative(_) => ExitCode::from(1),
            Failure::Trouble(_) => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Negative(message) | Failure::Trouble(message) => f.write_str(message),
        }
    }
}
