//! Real exports, where they are found.
//!
//! They are not part of this project: a directory is named by `LITHE_KERNEL_DATA`, or stands beside the checkout. It has
//! a folder `accept` of inputs that a checker accepts and a folder `reject` of inputs that it does not. Without it these
//! tests say that they have nothing to do.

use crate::dump::{exact, outcome};
use kernel::read::ReadErrorKind::Malformed;
use std::path::PathBuf;

fn files(folder: &str) -> Vec<PathBuf> {
    let named = std::env::var_os("LITHE_KERNEL_DATA").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/kernel");
    let root = named.unwrap_or(beside);
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
        eprintln!("skipped: there is no {}", root.join(folder).display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

#[test]
fn what_should_be_accepted_is_read() {
    for path in files("accept").into_iter().chain(files(".")) {
        let bytes = std::fs::read(&path).expect("a file can be read");
        let read = exact(&bytes, 1);
        assert!(read.is_ok(), "{}: {:?}", path.display(), read.err());
        assert!(read == exact(&bytes, 2), "{}", path.display());
    }
}

#[test]
fn what_lacks_something_is_refused_for_it() {
    for path in files("reject") {
        let bytes = std::fs::read(&path).expect("a file can be read");
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_string();
        let malformed = name.starts_with("missing-") || name.starts_with("unknown-");
        let result = outcome(&bytes, 1);
        let kind = result.as_ref().err().map(|(_, kind)| *kind);
        assert_eq!(kind, malformed.then_some(Malformed), "{name}");
    }
}
