//! Why no environment can be made of some files.

use olean::error::Error as ReaderError;
use std::fmt;
use std::path::PathBuf;

/// A failure to load modules.
#[derive(Debug)]
pub enum Error {
    /// The system refuses a file, or the file breaks a rule of its format.
    Reader(ReaderError),
    /// A directory cannot be searched.
    Search {
        /// The directory.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// No file holds this module.
    MissingModule {
        /// Its name.
        module: String,
        /// A module that imports it, if it was not asked for by name.
        imported_by: Option<String>,
        /// Where it was looked for.
        searched: Vec<PathBuf>,
    },
    /// Two files are given as one module.
    TwoFiles {
        /// Its name.
        module: String,
        /// The files.
        paths: [PathBuf; 2],
    },
    /// Modules import each other.
    ImportCycle(Vec<String>),
    /// A constant holds what no declaration may hold.
    Term {
        /// The file.
        path: PathBuf,
        /// The constant.
        constant: String,
        /// What it holds, in words.
        what: &'static str,
    },
    /// Constants that may not refer to each other do.
    Cycle(Vec<String>),
    /// More than the kernel's tables hold.
    TooLarge {
        /// The file that is one too many, or has what is too large.
        path: PathBuf,
        /// What is too large, in words.
        what: &'static str,
    },
}

/// Whose failure it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
    /// The world's: a file is missing or cannot be read.
    World,
    /// The input's: it is not what it claims to be.
    Malformed,
    /// Ours: the input may be right, and is too large.
    Limit,
}

impl Error {
    /// Whose failure it is.
    pub fn nature(&self) -> Nature {
        match self {
            Error::Reader(ReaderError::World { .. })
            | Error::Search { .. }
            | Error::MissingModule { .. }
            | Error::TwoFiles { .. } => Nature::World,
            Error::Reader(ReaderError::Format { .. })
            | Error::ImportCycle(_)
            | Error::Term { .. }
            | Error::Cycle(_) => Nature::Malformed,
            Error::TooLarge { .. } => Nature::Limit,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Reader(error) => write!(f, "{error}"),
            Error::Search { path, message } => write!(f, "{}: {message}", path.display()),
            Error::MissingModule { module, imported_by, searched } => {
                write!(f, "no file for the module {module}")?;
                if let Some(importer) = imported_by {
                    write!(f, ", which {importer} imports")?;
                }
                let places: Vec<String> = searched.iter().map(|path| path.display().to_string()).collect();
                match places.as_slice() {
                    [] => f.write_str("; there is no directory to look for it (option --path, or LEAN_PATH)"),
                    places => write!(f, "; looked in {}", places.join(", ")),
                }
            }
            Error::TwoFiles { module, paths: [a, b] } => {
                write!(f, "the module {module} is given twice: {} and {}", a.display(), b.display())
            }
            Error::ImportCycle(modules) => write!(f, "modules import each other: {}", modules.join(" -> ")),
            Error::Term { path, constant, what } => write!(f, "{}: {constant} holds {what}", path.display()),
            Error::Cycle(constants) => write!(f, "constants need each other: {}", constants.join(" -> ")),
            Error::TooLarge { path, what } => write!(f, "{}: {what}", path.display()),
        }
    }
}

impl std::error::Error for Error {}

impl From<ReaderError> for Error {
    fn from(error: ReaderError) -> Error {
        Error::Reader(error)
    }
}
