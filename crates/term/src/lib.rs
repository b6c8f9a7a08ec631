//! `Name`, `Level`, `Expr` and `ConstantInfo` as typed views over runtime objects.
//!
//! What it is: for each type an owned view over `rt::Obj` and a borrowed, `Copy` one over `rt::ObjRef`, constructors
//! that compute the cached words, and the operations on terms that need no environment. The objects are upstream's,
//! byte for byte, so a mapped `.olean`, a macro in a virtual machine and a kernel look at the same values.
//! What it is not: it reads no files, knows no environment, checks no types and assigns no metavariables.
//! What it assumes: objects come from its own constructors, or have passed [`check`]; see there for what happens
//! otherwise.
//!
//! No operation recurses on the host's stack: terms may be millions of objects deep. Each visits a shared object once
//! and its result shares what its argument shared; where nothing changes, the result is the same object. The functions
//! that build terms fail with [`TooDeep`] where a cached word cannot hold what upstream's panics on.
//!
//! A borrowed term in scoped memory (`rt::Scope`, a region that can be dropped) is copied out wherever a result needs
//! it. Whoever rebuilds such a term takes ownership of the whole first, with `own`, so that one copy serves all.
//!
//! | module | idea |
//! |---|---|
//! | [`data`] | cached words, on plain `u64` |
//! | [`shape`] | the layout of every type, one table |
//! | [`name`], [`name_text`], [`level`], [`literal`], [`expr`], [`constant`], [`nat`] | the views |
//! | [`spine`] | applications and chains of binders |
//! | [`same`] | equality |
//! | [`subst`], [`level_simp`], [`level_subst`], [`replace`], [`beta`] | terms from terms |
//! | [`visit`] | walks and searches |
//! | [`check`] | objects from elsewhere |
//! | [`raw`] | text: printer and parser |
#![forbid(unsafe_code)]

pub mod beta;
pub mod check;
pub mod constant;
pub mod data;
pub mod expr;
pub mod level;
pub mod level_simp;
pub mod level_subst;
pub mod literal;
pub mod name;
pub mod name_text;
pub mod nat;
pub mod raw;
pub mod replace;
mod rewrite;
pub mod same;
pub mod shape;
pub mod spine;
pub mod subst;
mod view;
pub mod visit;

pub use constant::{
    AxiomVal, AxiomValRef, ConstantInfo, ConstantInfoRef, ConstantKind, ConstantVal, ConstantValRef, ConstructorVal,
    ConstructorValRef, DefinitionSafety, DefinitionVal, DefinitionValRef, InductiveShape, InductiveVal,
    InductiveValRef, NamesRef, OpaqueVal, OpaqueValRef, QuotKind, QuotVal, QuotValRef, RecursorRule, RecursorRuleRef,
    RecursorShape, RecursorVal, RecursorValRef, ReducibilityHints, TheoremVal, TheoremValRef,
};
pub use data::{ExprData, LevelData, TooDeep};
pub use expr::{BinderRef, Expr, ExprKind, ExprRef, LetRef};
pub use level::{Level, LevelKind, LevelRef, LevelsRef};
pub use literal::{
    BinderInfo, DataValue, DataValueKind, DataValueRef, Literal, LiteralKind, LiteralRef, MData, MDataRef,
};
pub use name::{Component, Name, NameKind, NameRef};
pub use name_text::NameError;
pub use nat::{Nat, NatRef};
pub use spine::AsExpr;
pub use visit::Visit;
