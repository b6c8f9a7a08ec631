//! Compiled modules, checked by the kernel.
#![forbid(unsafe_code)]

mod common;

use common::options;
use env::search::Wanted;
use env::{Loaded, load};
use kernel::environment::{ConstantKind, DeclId};
use kernel::limits::Limits;
use kernel::run::{Options, check};
use kernel::verdict::{Limit, Verdict};
use std::path::{Path, PathBuf};
use test_kit::corpus;

fn verdicts(loaded: &Loaded, threads: usize) -> Vec<(DeclId, Verdict)> {
    let options = Options { limits: Limits { memory: 1 << 30, ..Limits::default() }, threads };
    check(&loaded.environment, &options, &|id| loaded.asked_for(id), &|_| {})
}

fn name(loaded: &Loaded, id: DeclId) -> String {
    let env = &loaded.environment;
    let first = env.declarations()[id.0 as usize].constants().next().unwrap();
    kernel::print::name(&env.terms.names, env.constant(first).name)
}

fn library() -> PathBuf {
    corpus::dir().unwrap_or_else(|e| panic!("{e}"))
}

/// The proofs stand in the private part; what the module imports is taken as given.
#[test]
fn a_module_of_theorems_is_checked_with_its_proofs() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/kernel/inputs/Theorems.olean");
    let mut options = options(2);
    options.places.last.push(library());
    let loaded = load(&[Wanted::Path(file)], &options, |_| ()).unwrap();
    let one = verdicts(&loaded, 1);
    let bad: Vec<_> = one.iter().filter(|(_, verdict)| *verdict != Verdict::Accepted).collect();
    assert!(bad.is_empty(), "{}: {:?}", name(&loaded, bad[0].0), bad[0].1);
    let theorems = loaded.environment.constants().iter().filter(|c| matches!(c.kind, ConstantKind::Theorem { .. }));
    assert!(theorems.count() > 473, "the theorems have their proofs");
    assert!(one.len() > 900, "{} declarations", one.len());
    assert_eq!(one, verdicts(&loaded, 2));
}

/// The library's files hold no private part: what they leave out is named, everything else is accepted.
#[test]
fn the_library_is_accepted_but_for_what_its_files_leave_out() {
    let loaded = load(&[Wanted::Path(library())], &options(2), |_| ()).unwrap();
    let verdicts = verdicts(&loaded, 2);
    let mut incomplete = 0;
    for (id, verdict) in &verdicts {
        match verdict {
            Verdict::Accepted => {}
            Verdict::Declined(Limit::Incomplete { .. }) => incomplete += 1,
            verdict => panic!("{}: {verdict:?}", name(&loaded, *id)),
        }
    }
    assert_eq!((verdicts.len(), incomplete), (139_035, 1_245));
}
