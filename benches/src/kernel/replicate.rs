//! Exports copied many times into one file, each copy under names of its own.
//!
//! What it is: the way to an input of any size when only small ones are at hand. The first component of each declared
//! constant's name gets a prefix; binders and level parameters keep their names, and expressions that mention no
//! constant are written once for all copies.
//!
//! What it is not: able to copy everything. A file with literals or quotients speaks of constants that have one name
//! only; it is left out, and that is said.

use kernel::environment::{ConstantKind, Environment};
use kernel::read;
use kernel::terms::Tag;
use kernel::testing::write::{Counts, Exporter};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// When there are enough copies.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    /// After this many copies of all files.
    Copies(u32),
    /// When the file has this many bytes; the last copy of a file is whole.
    Bytes(u64),
}

/// Writes copies of the files until there are enough.
pub fn replicate(
    files: &[PathBuf],
    until: Until,
    out: impl Write,
    say: &mut dyn FnMut(String),
) -> Result<Counts, String> {
    let mut sources = Vec::new();
    for path in files {
        let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let env = read::read(&bytes, 1).map_err(|error| format!("{}: {error}", path.display()))?;
        match unique(&env) {
            Some(what) => say(format!("{}: left out, since it has {what}", path.display())),
            None => sources.push(env),
        }
    }
    if sources.is_empty() {
        return Err("there is no file to copy".to_owned());
    }
    let written = |error: std::io::Error| format!("cannot write: {error}");
    let mut exporter = Exporter::new(out).map_err(written)?;
    for copy in 0_u32.. {
        for (at, env) in sources.iter().enumerate() {
            let enough = match until {
                Until::Copies(copies) => copy >= copies,
                Until::Bytes(bytes) => exporter.counts().bytes >= bytes,
            };
            if enough {
                return exporter.finish().map_err(written);
            }
            exporter.environment(env, Some(&format!("c{copy}_{at}_"))).map_err(written)?;
        }
    }
    exporter.finish().map_err(written)
}

/// What of an input can stand only once in a file.
fn unique(env: &Environment) -> Option<&'static str> {
    if env.constants().iter().any(|constant| matches!(constant.kind, ConstantKind::Quot(_))) {
        return Some("quotients");
    }
    let exprs = &env.terms.exprs;
    let literal = (0..exprs.len()).any(|id| matches!(exprs.cell(kernel::terms::ExprId(id)).tag(), Tag::Nat | Tag::Str));
    literal.then_some("literals")
}
