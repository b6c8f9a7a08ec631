//! Where `convert` and `rewrite` put what they make.
//!
//! The parts of one module go to a file and the names beside it; a directory's modules go to the same relative paths in
//! another directory. Nothing is ever put into the input: a destination that is an input file, or lies in an input
//! directory, is refused before anything is read.

use super::failure::Failure;
use super::inputs::Input;
use crate::replace;
use olean::module_file::{PartKind, part_path};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The place for all outputs of a command.
pub struct Destination {
    out: PathBuf,
    /// Whether `out` is a directory that mirrors the input.
    tree: bool,
}

impl Destination {
    /// The place `out` for what is made from `source`.
    pub fn new(source: &Path, out: &Path) -> Result<Destination, Failure> {
        let refuse = |message: String| Err(Failure::other(out, "usage", message));
        let tree = source.is_dir();
        let (from, to) = (resolved(source), resolved(out));
        if from == to {
            return refuse("the output is the input".into());
        }
        if tree && to.starts_with(&from) {
            return refuse(format!("the output lies in the input directory {}", source.display()));
        }
        if tree && out.exists() && !out.is_dir() {
            return refuse("is a file; the output of a directory is a directory".into());
        }
        if !tree && out.is_dir() {
            return refuse("is a directory; the output of a file is a file".into());
        }
        Ok(Destination { out: out.to_path_buf(), tree })
    }

    /// The path for the first part of what is made from `input`.
    pub fn path(&self, input: &Input) -> PathBuf {
        if self.tree { self.out.join(&input.relative) } else { self.out.clone() }
    }

    /// Writes the parts that were made from `input`; gives their paths.
    pub fn write(&self, input: &Input, parts: &[Vec<u8>]) -> Result<Vec<PathBuf>, Failure> {
        let first = self.path(input);
        let paths = PartKind::ALL.into_iter().map(|kind| part_path(&first, kind));
        let files: Vec<(PathBuf, &[u8])> = paths.zip(parts.iter().map(Vec::as_slice)).collect();
        for (path, _) in &files {
            // A link in the output tree could lead back to an input.
            if resolved(path) == resolved(&input.path) {
                return Err(Failure::other(path, "usage", "the output is the input".into()));
            }
        }
        // A part that is there and not replaced would be read as one of what is written.
        let left_over = PartKind::ALL.into_iter().skip(parts.len()).map(|kind| part_path(&first, kind));
        if let Some(path) = left_over.filter(|_| input.up_to.is_some()).find(|path| path.exists()) {
            let message = format!("would be read as a part of {}, which has no such part", first.display());
            return Err(Failure::other(&path, "usage", message));
        }
        if self.tree
            && let Some(dir) = first.parent()
        {
            let failed = |e| Failure::other(dir, "io", format!("cannot create: {e}"));
            fs::create_dir_all(dir).map_err(failed)?;
        }
        replace::write_all(&files)
            .map_err(|e| Failure::other(&e.path, "io", format!("cannot {}: {}", e.action, e.error)))?;
        Ok(files.into_iter().map(|(path, _)| path).collect())
    }
}

/// The path without links and dots. What does not exist yet is taken to become a directory.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut out = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::ParentDir => {
                let _ = out.pop();
            }
            other => out.push(other),
        }
        if let Ok(found) = out.canonicalize() {
            out = found;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use olean::module_file::PartKind;

    #[test]
    fn an_output_in_the_input_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let (lib, other) = (dir.path().join("lib"), dir.path().join("other"));
        fs::create_dir_all(&lib).unwrap();
        fs::write(lib.join("A.olean"), "").unwrap();
        for out in [lib.clone(), lib.join("sub/dir"), other.join("../lib"), lib.join("../lib/x")] {
            assert!(Destination::new(&lib, &out).is_err(), "{}", out.display());
        }
        assert!(Destination::new(&lib.join("A.olean"), &lib.join("../lib/A.olean")).is_err());
        assert!(Destination::new(&lib.join("A.olean"), &lib.join("B.olean")).is_ok());
        assert!(Destination::new(&lib.join("A.olean"), &lib).is_err());
        assert!(Destination::new(&lib, &lib.join("A.olean")).is_err());
        assert!(Destination::new(&lib, &other).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_output_that_leads_to_the_input_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let (lib, out) = (dir.path().join("lib"), dir.path().join("out"));
        fs::create_dir(&lib).unwrap();
        fs::create_dir(&out).unwrap();
        fs::create_dir(lib.join("M")).unwrap();
        fs::write(lib.join("M/A.olean"), "input").unwrap();
        std::os::unix::fs::symlink(lib.join("M"), out.join("M")).unwrap();
        let input = Input {
            path: lib.join("M/A.olean"),
            relative: "M/A.olean".into(),
            up_to: Some(PartKind::Private),
            named_part: false,
        };
        let failure = Destination::new(&lib, &out).unwrap().write(&input, &[b"output".to_vec()]).unwrap_err();
        assert!(failure.to_string().contains("the output is the input"), "{failure}");
        assert_eq!(fs::read_to_string(lib.join("M/A.olean")).unwrap(), "input");
    }
}
