//! Fields of structures.

use crate::context::Meta;
use crate::error::Result;
use term::{ConstantKind, Expr, ExprKind, ExprRef, NameRef};

impl Meta {
    /// Field `index` of a constructor's application.
    pub(crate) fn project_core(&mut self, _: NameRef<'_>, index: Option<u64>, e: ExprRef<'_>) -> Result<Option<Expr>> {
        let e = self.literal_to_ctor(e.own())?;
        let (head, args) = e.r().get_app_fn_args();
        let ExprKind::Const(name, _) = head.kind() else { return Ok(None) };
        let Some(info) = self.find(name) else { return Ok(None) };
        let ConstantKind::Ctor(val) = info.r().kind() else { return Ok(None) };
        let at = index.and_then(|index| usize::try_from(index).ok());
        let at = at.and_then(|index| super::recursor::small(val.num_params()).checked_add(index));
        Ok(at.and_then(|at| args.get(at)).map(|arg| arg.own()))
    }

    /// Field `index` of `e`, if `e` reduces to a constructor's application.
    pub fn project(&mut self, structure: NameRef<'_>, e: ExprRef<'_>, index: u64) -> Result<Option<Expr>> {
        let e = self.whnf(e)?;
        self.project_core(structure, Some(index), e.r())
    }

    /// What a term that is a projection reduces to.
    pub fn reduce_proj(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        match e.kind() {
            ExprKind::Proj(structure, index, inner) => {
                let inner = self.whnf(inner)?;
                self.project_core(structure, index.to_u64(), inner.r())
            }
            _ => Ok(None),
        }
    }

    /// Whether `e` is an application of a constructor to all of its arguments, or a literal of a number.
    pub fn is_constructor_app(&self, e: ExprRef<'_>) -> bool {
        if let ExprKind::Lit(literal) = e.kind() {
            return matches!(literal.kind(), term::LiteralKind::Nat(_));
        }
        let ExprKind::Const(name, _) = e.get_app_fn().kind() else { return false };
        self.find(name).is_some_and(|info| match info.r().kind() {
            ConstantKind::Ctor(val) => {
                let arity =
                    super::recursor::small(val.num_params()).saturating_add(super::recursor::small(val.num_fields()));
                e.get_app_num_args() == arity
            }
            _ => false,
        })
    }
}
