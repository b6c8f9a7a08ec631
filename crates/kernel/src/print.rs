//! Terms as text. (Interface that check/explain.rs uses; being written.)
use crate::terms::{ExprId, NameId, Names, Terms};
/// How to print.
#[derive(Clone, Debug, Default)]
pub struct Settings;
/// A name.
pub fn name(names: &Names, id: NameId) -> String {
    let _ = names;
    format!("{id:?}")
}
/// An expression; `locals` gives the names of locals.
pub fn expr_with(
    terms: &Terms,
    e: ExprId,
    locals: &dyn Fn(u32) -> Option<NameId>,
    settings: &Settings,
) -> String {
    let _ = (terms, locals, settings);
    format!("{e:?}")
}
