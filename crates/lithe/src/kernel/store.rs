//! Verdicts that are kept from run to run.
//!
//! What it is: a file of digests. Each stands for a declaration with all that it rests on, axioms included
//! ([`kernel::content`]), that this very program has accepted; the file begins with a digest of the program, and that of
//! another program counts for nothing. Only acceptance is kept: it does not depend on limits, nor on what is missing.
//!
//! What it is not: a proof. Whoever can write the file can say that anything was accepted.

use crate::replace;
use kernel::content::{ContentHasher, Digest};
use kernel::environment::{DeclId, Environment};
use kernel::primitive::Known;
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::{Path, PathBuf};

/// How the file begins.
const MAGIC: &[u8] = b"lithe kernel verdicts 1\n";

/// Bytes of a digest.
const SIZE: usize = 32;

/// The file, and what is known.
pub struct Store {
    path: PathBuf,
    program: [u8; SIZE],
    /// In order.
    accepted: Vec<[u8; SIZE]>,
    new: Vec<[u8; SIZE]>,
}

impl Store {
    /// Opens a store: a file, or the file `verdicts` in a directory. One that is not there is empty.
    pub fn open(path: &Path) -> Result<Store, String> {
        let path = if path.is_dir() { path.join("verdicts") } else { path.to_path_buf() };
        let program = program().map_err(|error| format!("cannot read this program: {error}"))?;
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(format!("{}: cannot read: {error}", path.display())),
        };
        let Some(accepted) = parse(&bytes, &program) else {
            return Err(format!("{}: not a file of verdicts, and will not be overwritten", path.display()));
        };
        Ok(Store { path, program, accepted, new: Vec::new() })
    }

    /// Whether this was accepted.
    pub fn has(&self, digest: &Digest) -> bool {
        self.accepted.binary_search(&digest.0).is_ok()
    }

    /// Notes that this was accepted.
    pub fn add(&mut self, digest: Digest) {
        self.new.push(digest.0);
    }

    /// Writes the file, if there is anything new.
    pub fn save(mut self) -> Result<(), String> {
        if self.new.is_empty() {
            return Ok(());
        }
        self.accepted.append(&mut self.new);
        self.accepted.sort_unstable();
        self.accepted.dedup();
        let bytes = [MAGIC, &self.program, self.accepted.as_flattened()].concat();
        replace::write_all(&[(self.path, &bytes)])
            .map_err(|e| format!("{}: cannot {}: {}", e.path.display(), e.action, e.error))
    }
}

/// The digests in a file; none if another program wrote it. `None`: it is no such file.
fn parse(bytes: &[u8], program: &[u8; SIZE]) -> Option<Vec<[u8; SIZE]>> {
    if bytes.is_empty() {
        return Some(Vec::new());
    }
    let (writer, digests) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<SIZE>()?;
    let (digests, rest) = digests.as_chunks::<SIZE>();
    if !rest.is_empty() {
        return None;
    }
    if writer != program {
        return Some(Vec::new());
    }
    let mut digests = digests.to_vec();
    digests.sort_unstable();
    Some(digests)
}

/// What tells this program from all others: a digest of its file.
fn program() -> io::Result<[u8; SIZE]> {
    Ok(Sha256::digest(std::fs::read(std::env::current_exe()?)?).into())
}

/// The digests of the declarations for which `wanted` holds.
pub fn digests(env: &Environment, wanted: impl Fn(DeclId) -> bool) -> Vec<Option<Digest>> {
    let known = Known::of(env);
    let mut hasher = ContentHasher::new(env, &known);
    let ids = (0..env.declarations().len() as u32).map(DeclId);
    ids.map(|id| wanted(id).then(|| hasher.digest(id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_kept_for_the_program_that_gave_them() {
        let dir = tempfile::tempdir().unwrap();
        let (one, two) = (Digest([1; SIZE]), Digest([2; SIZE]));
        let mut store = Store::open(dir.path()).unwrap();
        assert!(!store.has(&two));
        store.add(two);
        store.add(one);
        store.add(two);
        store.save().unwrap();
        let store = Store::open(dir.path()).unwrap();
        assert!(store.has(&one) && store.has(&two) && !store.has(&Digest([3; SIZE])));
        let bytes = std::fs::read(dir.path().join("verdicts")).unwrap();
        assert_eq!(parse(&bytes, &[7; SIZE]), Some(Vec::new()));
        assert_eq!(bytes.len(), MAGIC.len() + 3 * SIZE);
    }

    #[test]
    fn a_file_of_another_kind_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("thesis.tex");
        for text in ["\\documentclass", "lithe kernel verdicts 1\nshort", "lithe kernel verdicts 2\n"] {
            std::fs::write(&path, text).unwrap();
            assert!(Store::open(&path).is_err());
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }
}
