//! Inductive types: what follows from a group of types and constructors, and whether an input says just that.
//!
//! What it is: the check of a group in upstream's order, which is also the making of everything that follows from it:
//! counts and flags, how far it eliminates, the recursors with their types and rules. An input's own recursors, counts
//! and flags are claims; they are compared with what follows and used for nothing else.
//!
//! The parts, in order: [`spec`] is what a group is given by, `claims` reads it from an input; `nested` replaces nested
//! occurrences by auxiliary types; `header` checks the types, `constructors` the constructors with `positivity`;
//! `restore` brings the originals back; `elimination` decides what recursors may eliminate into, `recursors` and
//! `rules` make them, `compare` compares.
//!
//! What it assumes: nothing of the input. Groups declared before may be claimed falsely as well, which is found when
//! they are checked; here they must only not do harm.
//!
//! Sources: `lean4:src/kernel/inductive.cpp` and lean4lean for what is accepted; Dybjer, Inductive families (1994), for
//! why.

mod block;
mod claims;
mod compare;
mod constructors;
mod elimination;
mod header;
mod names;
mod nested;
mod opened;
mod positivity;
mod recursors;
mod restore;
mod rules;
pub mod spec;

pub use block::Workspace;
pub(crate) use names::ANNOTATIONS;
pub use spec::{CtorSpec, Derived, InductiveSpec, TypeSpec};

use crate::check::Checker;
use crate::environment::DeclId;
use crate::verdict::Result;
use block::Derivation;

/// Checks the group that `decl` claims, and that everything that is claimed of it is what follows.
pub fn check_inductive(checker: &mut Checker<'_>, decl: DeclId) -> Result<()> {
    let claims = claims::Claims::read(checker, decl)?;
    let wanted = claims.recs.iter().map(|rec| rec.name).collect();
    let mut derivation = Derivation::new(checker, &claims.spec, Some(wanted));
    let derived = derivation.run(&claims.spec)?;
    let nested = derivation.num_nested() > 0;
    let mut work = derivation.finish();
    compare::compare(checker, &mut work, &claims, &derived)?;
    checker.inductive = work;
    if nested {
        // What was found out with the auxiliary types rests on names that the next group will use as well.
        checker.reset();
    }
    Ok(())
}

/// Everything that follows from a group, checked; the binders of recursors are called as upstream calls them.
///
/// What the checker has found out before is forgotten, and its overlay is emptied.
pub fn derive(checker: &mut Checker<'_>, spec: &InductiveSpec) -> Result<Derived> {
    let result = Derivation::new(checker, spec, None).run(spec);
    checker.reset();
    result
}

#[cfg(test)]
mod tests;
