//! What a group of inductive types is given by, and what follows from it.

use crate::environment::Constant;
use crate::terms::{ExprId, NameId, ParamsId};

/// A group of types that are declared at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InductiveSpec {
    /// The level parameters, of all members.
    pub level_params: ParamsId,
    /// How many leading arguments are the same in all occurrences of the types.
    pub num_params: u32,
    /// The types; at least one.
    pub types: Vec<TypeSpec>,
    /// Whether occurrences may be negative.
    pub is_unsafe: bool,
}

/// One type of a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeSpec {
    /// Its name.
    pub name: NameId,
    /// Its type, with the parameters.
    pub ty: ExprId,
    /// Its constructors.
    pub ctors: Vec<CtorSpec>,
}

/// One constructor of a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CtorSpec {
    /// Its name.
    pub name: NameId,
    /// Its type, with the parameters.
    pub ty: ExprId,
}

/// What follows from a group: all its constants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Derived {
    /// The types, in the order given.
    pub types: Vec<Constant>,
    /// The constructors, type by type.
    pub ctors: Vec<Constant>,
    /// The recursors: those of the types in order, then those of nested occurrences.
    pub recs: Vec<Constant>,
}
