//! Inductive types. (Being written.)
use crate::{check::Checker, environment::DeclId, verdict::Result};
/// Checks a group.
pub fn check_inductive(checker: &mut Checker<'_>, decl: DeclId) -> Result<()> {
    let _ = (checker, decl);
    Ok(())
}
