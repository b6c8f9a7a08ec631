//! Some thousand mutants of small theories; `examples/mutate.rs` makes as many as one likes, of any exports.
#![forbid(unsafe_code)]

use kernel::testing::campaign::{Campaign, Originals};
use kernel::testing::file::theory;
use kernel::testing::write;
use std::fs;
use std::path::Path;

const THEORIES: &[(&str, &str)] = &[
    ("logic", "use logic"),
    ("data", "use data"),
    (
        "recursion",
        "use nat\ntheorem t : Eq.{1} Nat (Nat.add 2 2) 4 := Eq.refl.{1} Nat 4\n\
         def pred (n : Nat) : Nat := Nat.rec.{1} (fun (_ : Nat) => Nat) 0 (fun (m _ : Nat) => m) n",
    ),
    (
        "projections",
        "use data\ndef fst (p : Prod.{0, 0} Bool Bool) : Bool := .proj Prod 0 p\n\
         def snd (p : Prod.{0, 0} Bool Bool) : Bool := .proj Prod 1 p",
    ),
    ("quotients", "use quot"),
    ("accessibility", "use acc"),
    (
        "nested",
        "use data\ninductive Tree : Type\n| node (children : List.{0} Tree) : Tree\n\
         mutual\ninductive A : Type\n| nil : A\n| step (b : B) : A\ninductive B : Type\n| step (a : A) : B\nend\n\
         opaque secret : Bool := Bool.true\naxiom choice : Bool → Bool",
    ),
];

#[test]
fn no_mutant_is_accepted_that_must_not_be() {
    let inputs = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/kernel/inputs"));
    let prelude = |name: &str| fs::read_to_string(inputs.join(format!("{name}.kernel"))).map_err(|e| e.to_string());
    let mut originals = Originals::default();
    for (name, text) in THEORIES {
        let env = theory(text, &prelude).unwrap_or_else(|error| panic!("{name}: {error}")).environment();
        let mut bytes = Vec::new();
        write::ndjson(&env, &mut bytes).unwrap();
        originals.add(name, std::str::from_utf8(&bytes).unwrap()).unwrap();
    }
    let report = Campaign { seed: 7, count: 4000, threads: 2 }.run(&originals);
    assert_eq!(report.mutants, 4000);
    assert!(report.wrong.is_empty(), "{report}");
    let accepted: usize = report.kinds.values().map(|(_, accepted)| accepted).sum();
    assert!(accepted > 0 && accepted < 4000, "a campaign that accepts all or nothing shows nothing: {report}");
}
