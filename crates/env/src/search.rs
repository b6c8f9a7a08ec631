//! From what a user names to files: paths, directories, module names.

use crate::error::Error;
use crate::module_name;
use olean::module_file::PartKind;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What a user asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file, or every `.olean` file below a directory.
    Path(PathBuf),
    /// A module, to be found in the search path.
    Module(Vec<String>),
}

impl Wanted {
    /// What `text` asks for: what exists as a path or looks like one is a path.
    pub fn parse(text: &str) -> Wanted {
        let path = Path::new(text);
        let looks = text.contains(['/', '\\']) || path.extension().is_some_and(|e| e == "olean") || path.exists();
        match module_name::parse(text) {
            Ok(name) if !looks => Wanted::Module(name),
            _ => Wanted::Path(path.to_path_buf()),
        }
    }
}

/// A file of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path of `M.olean`.
    pub path: PathBuf,
    /// The last part to read.
    pub up_to: PartKind,
    /// Whether that part was asked for by its own path, so that its absence is an error.
    pub part_asked_for: bool,
    /// The module's name, where it is known before the file is read.
    pub name: Option<Vec<String>>,
    /// The path below the directory that was given, or the file's name.
    pub relative: PathBuf,
}

/// The files that `wanted` stands for: each once, those of a directory in the order of their paths. Modules are looked
/// for in `search`.
pub fn files(wanted: &[Wanted], search: &[PathBuf], up_to: PartKind) -> Result<Vec<File>, Error> {
    let mut files: Vec<File> = Vec::new();
    for wanted in wanted {
        match wanted {
            Wanted::Path(path) if path.is_dir() => directory(path, up_to, &mut files)?,
            Wanted::Path(path) => files.push(file(path, up_to)),
            Wanted::Module(name) => {
                let path = find(name, search).ok_or_else(|| Error::MissingModule {
                    module: module_name::display(name),
                    imported_by: None,
                    searched: search.to_vec(),
                })?;
                let relative = PathBuf::from(path.file_name().unwrap_or_default());
                files.push(File { path, up_to, part_asked_for: false, name: Some(name.clone()), relative });
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    files.retain(|file| seen.insert(file.path.clone()));
    Ok(files)
}

/// The file of a module in the first of some directories that has it.
pub fn find(name: &[String], search: &[PathBuf]) -> Option<PathBuf> {
    // A component that is a path of its own would lead out of the directory.
    if name.iter().any(|part| part.contains(['/', '\\', '\0']) || part == "." || part == "..") {
        return None;
    }
    search.iter().map(|dir| dir.join(name.iter().collect::<PathBuf>())).find_map(|stem| {
        let mut path = stem.into_os_string();
        path.push(".olean");
        Some(PathBuf::from(path)).filter(|path| path.is_file())
    })
}

fn file(path: &Path, up_to: PartKind) -> File {
    let (mut olean, mut up_to, mut part_asked_for) = (path.to_path_buf(), up_to, false);
    for kind in [PartKind::Server, PartKind::Private] {
        if path.to_str().is_some_and(|p| p.ends_with(&format!(".olean{}", kind.suffix()))) {
            (olean, up_to, part_asked_for) = (path.with_extension(""), kind, true);
        }
    }
    let relative = PathBuf::from(olean.file_name().unwrap_or(olean.as_os_str()));
    File { path: olean, up_to, part_asked_for, name: None, relative }
}

fn directory(dir: &Path, up_to: PartKind, files: &mut Vec<File>) -> Result<(), Error> {
    let before = files.len();
    for entry in WalkDir::new(dir).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::Search {
            path: error.path().unwrap_or(dir).to_path_buf(),
            message: format!("cannot search: {error}"),
        })?;
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "olean") {
            let relative = entry.path().strip_prefix(dir).unwrap_or(entry.path()).to_path_buf();
            files.push(File { path: entry.into_path(), up_to, part_asked_for: false, name: None, relative });
        }
    }
    if files.len() == before {
        return Err(Error::Search { path: dir.to_path_buf(), message: "no .olean files in this directory".into() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_paths_are_told_apart() {
        assert_eq!(Wanted::parse("Init.Prelude"), Wanted::Module(vec!["Init".into(), "Prelude".into()]));
        assert_eq!(Wanted::parse("a/b"), Wanted::Path("a/b".into()));
        assert_eq!(Wanted::parse("M.olean"), Wanted::Path("M.olean".into()));
        assert_eq!(Wanted::parse("a..b"), Wanted::Path("a..b".into()));
    }

    #[test]
    fn a_part_stands_for_the_module_up_to_it() {
        let found = file(Path::new("x/M.olean.server"), PartKind::Private);
        assert_eq!((found.path.to_str(), found.up_to), (Some("x/M.olean"), PartKind::Server));
    }

    #[test]
    fn a_module_is_looked_for_inside_the_directories_only() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("in")).unwrap();
        std::fs::write(dir.path().join("out.olean"), []).unwrap();
        std::fs::write(dir.path().join("in/A.olean"), []).unwrap();
        let search = [dir.path().join("none"), dir.path().join("in")];
        assert_eq!(find(&["A".into()], &search), Some(dir.path().join("in/A.olean")));
        assert_eq!(find(&["..".into(), "out".into()], &search), None);
        assert_eq!(find(&["../out".into()], &search), None);
    }
}
