//! The files of one module: finding its parts and reading them into memory.
//!
//! What it is: from the path of `M.olean`, the paths of `M.olean.server`, `M.olean.private` and `M.ir`, and their bytes
//! in buffers, ready for the verifier.
//! What it is not: a map of the files. A mapped file can change under its reader: another process that truncates it
//! makes a later load a fatal signal, and one that writes to it makes verified bytes unverified. A buffer is ours alone,
//! so what was verified stays true. It costs nothing either: the verifier touches every byte once, and for one pass over
//! files in the page cache, reading into a buffer was as fast as mapping and faulting each page in. The bench
//! `olean_verify` prints the cost of reading next to that of verifying. Mapping is for callers that trust a directory,
//! and is `unsafe` elsewhere in this crate.

use crate::error::{Error, Refusal};
use crate::verify::{Verified, Verifier};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The parts of a module, in the order of its address space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartKind {
    /// `M.olean`: what every importer sees; the only part of a module that is not a `module`.
    Exported,
    /// `M.olean.server`: what the language server also needs.
    Server,
    /// `M.olean.private`: everything.
    Private,
}

impl PartKind {
    /// All parts, in order.
    pub const ALL: [PartKind; 3] = [PartKind::Exported, PartKind::Server, PartKind::Private];

    /// What is appended to the path of `M.olean`.
    pub fn suffix(self) -> &'static str {
        match self {
            PartKind::Exported => "",
            PartKind::Server => ".server",
            PartKind::Private => ".private",
        }
    }
}

/// Bytes of one or more parts, in memory, with their paths.
#[derive(Debug, Default)]
pub struct ModuleFile {
    parts: Vec<(PathBuf, Vec<u8>)>,
    /// Buffers for further parts, kept by [`ModuleFile::open_again`].
    spare: Vec<Vec<u8>>,
}

impl ModuleFile {
    /// Reads `path` and, as far as they exist and `up_to` asks for them, the parts beside it.
    ///
    /// A missing part ends the list: later parts may point into it, so they cannot be read without it.
    ///
    /// # Errors
    /// [`Error::World`] for a file that is there and cannot be read, and for a missing first file.
    pub fn open(path: &Path, up_to: PartKind) -> Result<ModuleFile, Error> {
        let mut module = ModuleFile::default();
        module.open_again(path, Some(up_to))?;
        Ok(module)
    }

    /// Reads one file alone: an `.ir` file, or an `.olean` file without its further parts.
    ///
    /// # Errors
    /// [`Error::World`].
    pub fn open_single(path: &Path) -> Result<ModuleFile, Error> {
        let mut module = ModuleFile::default();
        module.open_again(path, None)?;
        Ok(module)
    }

    /// Puts another module in the place of this one and uses its buffers again: as [`ModuleFile::open`], or as
    /// [`ModuleFile::open_single`] without `up_to`. After an error there are no parts.
    ///
    /// # Errors
    /// [`Error::World`].
    pub fn open_again(&mut self, path: &Path, up_to: Option<PartKind>) -> Result<(), Error> {
        self.spare.extend(self.parts.drain(..).rev().map(|(_, buffer)| buffer));
        let further = PartKind::ALL.into_iter().filter(|k| *k != PartKind::Exported && Some(*k) <= up_to);
        let paths = std::iter::once(path.to_path_buf()).chain(further.map(|kind| part_path(path, kind)));
        for path in paths {
            let mut bytes = self.spare.pop().unwrap_or_default();
            match read(&path, &mut bytes) {
                Ok(()) => self.parts.push((path, bytes)),
                Err(error) => {
                    self.spare.push(bytes);
                    match &error {
                        Error::World { source, .. }
                            if source.kind() == io::ErrorKind::NotFound && !self.parts.is_empty() =>
                        {
                            break;
                        }
                        _ => {
                            self.parts.clear();
                            return Err(error);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Paths of the parts that were read.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &Path> {
        self.parts.iter().map(|(path, _)| path.as_path())
    }

    /// Bytes of the parts that were read.
    pub fn bytes(&self) -> Vec<&[u8]> {
        self.parts.iter().map(|(_, bytes)| bytes.as_slice()).collect()
    }

    /// Verifies the parts together.
    ///
    /// # Errors
    /// [`Error::Format`] with the path of the offending part.
    pub fn verify(&self, verifier: &mut Verifier) -> Result<Verified<'_>, Error> {
        verifier.verify(&self.bytes()).map_err(|refusal| self.locate(refusal))
    }

    /// Puts the path of its part to a refusal.
    pub fn locate(&self, refusal: Refusal) -> Error {
        let part = self.parts.get(refusal.part).or(self.parts.last());
        Error::Format { path: part.map(|(path, _)| path.clone()).unwrap_or_default(), refusal }
    }
}

/// The path of a part, from the path of `M.olean`.
pub fn part_path(olean: &Path, kind: PartKind) -> PathBuf {
    let mut path = olean.as_os_str().to_owned();
    path.push(kind.suffix());
    path.into()
}

/// The path of `M.ir`, from the path of `M.olean`.
pub fn ir_path(olean: &Path) -> PathBuf {
    olean.with_extension("ir")
}

/// Reads a file into a buffer, in place of what it holds.
fn read(path: &Path, bytes: &mut Vec<u8>) -> Result<(), Error> {
    bytes.clear();
    let mut file = File::open(path).map_err(|e| Error::world(path, "open", e))?;
    file.read_to_end(bytes).map_err(|e| Error::world(path, "read", e))?;
    Ok(())
}
