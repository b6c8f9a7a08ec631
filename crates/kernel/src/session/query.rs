//! Questions about terms in an environment: reduction, comparison, types.
//!
//! What it is: what `Kernel.whnf`, `Kernel.isDefEq` and the evaluation of decisions need. Terms are made in the tables of
//! the question, which the session's next step empties; free variables are locals that are made first.
//!
//! What it is not: a check. [`Query::whnf`] and [`Query::is_def_eq`] assume well-typed terms.

use super::Tables;
use crate::check::Checker;
use crate::terms::{ExprId, NameId, ParamsId, Terms};
use crate::verdict::Result;

/// A question at hand.
pub struct Query<'s> {
    checker: &'s mut Checker<'static>,
}

impl<'s> Query<'s> {
    pub(super) fn new(checker: &'s mut Checker<'static>) -> Query<'s> {
        checker.unsafe_allowed = true;
        Query { checker }
    }

    /// The tables in which the question's terms are made.
    pub fn tables(&mut self) -> Tables<'_> {
        let terms = &mut self.checker.terms;
        Tables { names: &mut terms.names, levels: &mut terms.levels, exprs: &mut terms.exprs }
    }

    /// All terms.
    pub fn terms(&self) -> &Terms {
        &self.checker.terms
    }

    /// The level parameters that [`Query::infer`] allows.
    pub fn set_level_params(&mut self, params: ParamsId) -> Result<()> {
        self.checker.set_level_params(params)
    }

    /// A free variable of this type.
    pub fn local(&mut self, name: NameId, ty: ExprId) -> Result<ExprId> {
        self.checker.check_closed(ty, name)?;
        self.checker.local(name, ty)
    }

    /// A free variable that stands for a value.
    pub fn let_local(&mut self, name: NameId, ty: ExprId, value: ExprId) -> Result<ExprId> {
        self.checker.check_closed(ty, name)?;
        self.checker.check_closed(value, name)?;
        self.checker.local_value_of(name, ty, value)
    }

    /// The weak head normal form.
    pub fn whnf(&mut self, e: ExprId) -> Result<ExprId> {
        self.checker.check_closed(e, NameId(0))?;
        self.checker.whnf(e)
    }

    /// Whether two terms are equal by definition.
    pub fn is_def_eq(&mut self, a: ExprId, b: ExprId) -> Result<bool> {
        self.checker.check_closed(a, NameId(0))?;
        self.checker.check_closed(b, NameId(0))?;
        self.checker.is_def_eq(a, b)
    }

    /// The type, with every rule checked.
    pub fn infer(&mut self, e: ExprId) -> Result<ExprId> {
        self.checker.check_closed(e, NameId(0))?;
        self.checker.infer(e)
    }

    /// The type of a term that is known to have one.
    pub fn infer_only(&mut self, e: ExprId) -> Result<ExprId> {
        self.checker.check_closed(e, NameId(0))?;
        self.checker.infer_only(e)
    }

    /// The name and type of a local.
    pub fn local_info(&mut self, number: u32) -> Option<(NameId, ExprId)> {
        self.checker.local_info(number)
    }
}
