//! `Name`, `Level`, `Expr` and `ConstantInfo` as typed views over runtime objects.
#![forbid(unsafe_code)]

pub mod beta;
pub mod check;
pub mod constant;
pub mod data;
pub mod expr;
pub mod level;
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
