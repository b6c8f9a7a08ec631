//! What a rejection is about: the rule's subject, with terms.
//!
//! What it is: beside the text of a [`Rejection`](crate::verdict::Rejection), the parts of which a front end makes its
//! own message. The cases are those of upstream's `KernelException` (`lean4:src/Lean/Environment.lean`) and the messages
//! in `lean4:src/kernel/inductive.cpp` and `lean4:src/kernel/type_checker.cpp`.

use crate::terms::{ExprId, NameId};

/// The subject of a rejection. Terms may mention locals; see [`Session::local`](super::Session::local). They belong to the
/// check that failed, and are gone when the session does something else.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the fields are named")]
pub enum Evidence {
    /// The subject took too long to write down.
    Unshown,
    UnknownConstant(NameId),
    AlreadyDeclared(NameId),
    /// The value has the type `given`, and not that of the declaration.
    DeclTypeMismatch {
        given: ExprId,
    },
    /// This is applied and is no function.
    FunctionExpected(ExprId),
    /// This should be a type.
    TypeExpected(ExprId),
    LetTypeMismatch {
        name: NameId,
        given: ExprId,
        wanted: ExprId,
    },
    /// The last argument of `app` has the wrong type.
    AppTypeMismatch {
        app: ExprId,
        fn_type: ExprId,
        arg_type: ExprId,
    },
    InvalidProjection(ExprId),
    TheoremNotProp,
    LevelCount {
        name: NameId,
        wanted: usize,
        given: usize,
    },
    UndeclaredLevelParam(NameId),
    DuplicateLevelParam(NameId),
    /// Safe code refers to an unsafe constant.
    Unsafe(NameId),
    /// Safe code refers to a partial definition.
    Partial(NameId),
    /// Argument `arg` of `ctor`, counted from 0 with the parameters, takes the type.
    NonPositive {
        arg: u32,
        ctor: NameId,
    },
    /// Argument `arg` of `ctor` mentions the type other than applied to the parameters.
    NonValid {
        arg: u32,
        ctor: NameId,
    },
    UniverseTooBig {
        arg: u32,
        ctor: NameId,
    },
    /// Parameter `arg` of `ctor` is not that of the types.
    ParamOfCtor {
        arg: u32,
        ctor: NameId,
    },
    InvalidReturn(NameId),
    /// A type has fewer binders than parameters.
    NumParams,
    /// The types of a group have different parameters.
    ParamsDiffer,
    /// The types of a group are in different universes.
    Universes,
    /// The group is nested in this type at parameters with local variables.
    NestedLocals(NameId),
}
