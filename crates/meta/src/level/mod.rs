//! Universe levels during elaboration: a normal form, and equality by assigning metavariables.

pub mod def_eq;
pub mod normalize;
