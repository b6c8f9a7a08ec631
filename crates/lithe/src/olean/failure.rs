//! Why a command has no answer for a file, as a line for people and as JSON.

use olean::error::{Error, Refusal};
use olean::module_file::ModuleFile;
use olean::schema::CheckError;
use serde_json::{Value, json};
use std::fmt;
use std::path::{Path, PathBuf};

/// A failure that belongs to one path.
#[derive(Debug)]
pub enum Failure {
    /// The reader's: the world's or the format's.
    Reader(Error),
    /// A value is not what its type says.
    Type {
        /// The file that holds the object.
        path: PathBuf,
        /// File offset of the object.
        offset: Option<u64>,
        /// What is wrong with it.
        error: Box<CheckError>,
    },
    /// Anything else.
    Other {
        /// The file or directory.
        path: PathBuf,
        /// A fixed word for programs.
        kind: &'static str,
        /// A sentence for people.
        message: String,
    },
}

impl Failure {
    /// A failure that neither the reader nor the types found.
    pub fn other(path: &Path, kind: &'static str, message: String) -> Failure {
        Failure::Other { path: path.to_path_buf(), kind, message }
    }

    /// A refusal, in the part that it belongs to.
    pub fn refused(module: &ModuleFile, refusal: Refusal) -> Failure {
        Failure::Reader(module.locate(refusal))
    }

    /// A deviation from the types, in the part that it belongs to.
    pub fn mistyped(module: &ModuleFile, error: CheckError) -> Failure {
        let part = error.place.map_or(0, |place| place.part as usize);
        let path = module.paths().nth(part).map(Path::to_path_buf).unwrap_or_default();
        Failure::Type { path, offset: error.place.map(|place| place.offset), error: Box::new(error) }
    }

    /// Whether the file was read and found wrong, rather than not read.
    pub fn is_verdict(&self) -> bool {
        match self {
            Failure::Reader(Error::Format { .. }) | Failure::Type { .. } => true,
            Failure::Reader(Error::World { .. }) | Failure::Other { .. } => false,
        }
    }

    /// The value of `"error"` in a line of JSON.
    pub fn json(&self) -> Value {
        let message = self.to_string();
        match self {
            Failure::Reader(Error::World { path, .. }) => {
                json!({ "kind": "io", "file": path_text(path), "message": message })
            }
            Failure::Reader(Error::Format { path, refusal }) => json!({
                "kind": "refused", "file": path_text(path), "offset": refusal.offset,
                "rule": refusal.reason.name(), "message": message,
            }),
            Failure::Type { path, offset, error } => json!({
                "kind": "type", "file": path_text(path), "offset": offset, "value": error.path,
                "type": error.ty, "message": message,
            }),
            Failure::Other { path, kind, .. } => json!({ "kind": kind, "file": path_text(path), "message": message }),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Reader(error) => write!(f, "{error}"),
            Failure::Type { path, offset, error } => {
                write!(f, "{}: ", path.display())?;
                if let Some(offset) = offset {
                    write!(f, "byte {offset:#x}: ")?;
                }
                write!(f, "`{}` is no `{}`: {}", error.path, error.ty, error.reason)
            }
            Failure::Other { path, message, .. } => write!(f, "{}: {message}", path.display()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Reader(error)
    }
}

/// A path as text; what is not UTF-8 in it shows as U+FFFD.
pub fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
