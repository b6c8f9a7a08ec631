//! Groups that would take without end, or with the square of what is written.

use super::{environment, verdicts};
use crate::limits::Limits;
use crate::verdict::{Limit, Verdict};
use std::fmt::Write as _;

#[test]
fn a_type_that_hides_itself_at_larger_types() {
    // Nothing of the hidden occurrence is left when the field is reduced; but one who nests the type in another finds
    // occurrence after occurrence.
    let env = environment(
        "inductive Nat : Type\n| zero : Nat\n\
         inductive List (α : Type) : Type\n| nil : List α\n| cons (head : α) (tail : List α) : List α\n\
         def first (α β : Type) : Type := α\n\
         inductive Growing (α : Type) : Type\n| mk (x : first Nat (Growing (List α))) : Growing α\n\
         inductive Nested : Type\n| mk (x : Growing Nested) : Nested",
    );
    let verdicts = verdicts(&env, Limits::default());
    assert_eq!(verdicts[3], Verdict::Accepted);
    assert!(matches!(verdicts[4], Verdict::Declined(Limit::Unsupported { .. })), "{:?}", verdicts[4]);
}

#[test]
fn many_constructors_and_no_recursor() {
    let count = 3000;
    let mut source = "inductive Wide : Type\n".to_owned();
    for at in 0..count {
        let _ = writeln!(source, "| c{at} (x : Wide) : Wide");
    }
    source.push_str("no recursors");
    let env = environment(&source);
    let limits = Limits { memory: 1 << 26, ..Limits::default() };
    assert_eq!(verdicts(&env, limits), [Verdict::Accepted]);
}
