//! From the paths on the command line to the modules that are meant.
//!
//! A file stands for its module: `M.olean` with the parts beside it, `M.olean.server` and `M.olean.private` with the
//! parts before them, anything else for itself. A directory stands for every `.olean` file below it, and every `.ir`
//! file when asked. Links are followed. Modules come out in the order of their paths, each once.

use super::failure::Failure;
use olean::module_file::PartKind;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A module, or a file that stands for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Path of `M.olean`, or of the file.
    pub path: PathBuf,
    /// The path below the directory that was given; the file's name for a file that was given.
    pub relative: PathBuf,
    /// The last part to read, `None` for a file without parts.
    pub up_to: Option<PartKind>,
    /// Whether the last part was asked for by name, so that its absence is an error.
    pub named_part: bool,
}

/// The inputs, and the places that could not be searched, each list in the order of paths.
pub struct Inputs {
    /// What to read.
    pub inputs: Vec<Input>,
    /// What could not be looked into.
    pub failures: Vec<Failure>,
}

/// Finds what `paths` stand for.
pub fn find(paths: &[PathBuf], up_to: PartKind, ir: bool) -> Inputs {
    let (mut inputs, mut failures) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            search(path, up_to, ir, &mut inputs, &mut failures);
        } else {
            inputs.push(of_file(path, up_to));
        }
    }
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    inputs.dedup_by(|a, b| a.path == b.path && a.up_to == b.up_to);
    Inputs { inputs, failures }
}

/// What a path that is no directory stands for.
pub fn of_file(path: &Path, up_to: PartKind) -> Input {
    let relative = |path: &Path| PathBuf::from(path.file_name().unwrap_or(path.as_os_str()));
    for kind in [PartKind::Server, PartKind::Private] {
        if path.to_str().is_some_and(|p| p.ends_with(&format!(".olean{}", kind.suffix()))) {
            let olean = path.with_extension("");
            return Input { relative: relative(&olean), path: olean, up_to: Some(kind), named_part: true };
        }
    }
    let up_to = path.extension().is_some_and(|e| e == "olean").then_some(up_to);
    Input { relative: relative(path), path: path.to_path_buf(), up_to, named_part: false }
}

fn search(dir: &Path, up_to: PartKind, ir: bool, inputs: &mut Vec<Input>, failures: &mut Vec<Failure>) {
    let before = inputs.len();
    for entry in WalkDir::new(dir).follow_links(true) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(dir).to_path_buf();
                failures.push(Failure::other(&path, "io", format!("cannot search: {error}")));
                continue;
            }
        };
        let extension = entry.path().extension();
        let up_to = match extension {
            Some(e) if e == "olean" => Some(up_to),
            Some(e) if e == "ir" && ir => None,
            _ => continue,
        };
        if entry.file_type().is_file() {
            let relative = entry.path().strip_prefix(dir).unwrap_or(entry.path()).to_path_buf();
            inputs.push(Input { path: entry.into_path(), relative, up_to, named_part: false });
        }
    }
    if inputs.len() == before {
        failures.push(Failure::other(dir, "io", "no .olean files in this directory".into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stands_for_the_module_up_to_it() {
        let input = of_file(Path::new("a/M.olean.server"), PartKind::Private);
        assert_eq!((input.path.to_str(), input.up_to), (Some("a/M.olean"), Some(PartKind::Server)));
        assert_eq!(input.relative, Path::new("M.olean"));
        assert_eq!(of_file(Path::new("a/M.ir"), PartKind::Private).up_to, None);
        assert_eq!(of_file(Path::new("a/M.olean"), PartKind::Exported).up_to, Some(PartKind::Exported));
    }

    #[test]
    fn a_directory_stands_for_its_modules_once_and_in_order() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("B")).unwrap();
        for name in ["B/C.olean", "A.olean", "A.olean.server", "A.olean.private", "A.ir", "notes.txt"] {
            std::fs::write(dir.path().join(name), []).unwrap();
        }
        let paths = [dir.path().to_path_buf(), dir.path().join("A.olean")];
        let found = find(&paths, PartKind::Private, false);
        let relative: Vec<_> = found.inputs.iter().map(|i| i.relative.to_str().unwrap()).collect();
        assert_eq!(relative, ["A.olean", "B/C.olean"]);
        assert!(found.failures.is_empty());
        assert_eq!(find(&paths, PartKind::Private, true).inputs.len(), 3);
    }

    #[test]
    fn a_directory_without_modules_is_a_failure() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(find(&[dir.path().to_path_buf()], PartKind::Private, true).failures.len(), 1);
    }
}
