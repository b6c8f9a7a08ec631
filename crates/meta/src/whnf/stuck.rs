//! Which metavariable a term that does not reduce is waiting for.

use crate::context::Meta;
use crate::error::Result;
use crate::instantiate::deep;
use term::{ConstantKind, ExprKind, ExprRef, Name, QuotKind};

impl Meta {
    /// The metavariable that keeps `e` from being reduced.
    pub fn get_stuck_mvar(&mut self, e: ExprRef<'_>) -> Result<Option<Name>> {
        deep(|| self.stuck_at(e))
    }

    fn stuck_at(&mut self, e: ExprRef<'_>) -> Result<Option<Name>> {
        match e.kind() {
            ExprKind::MData(_, inner) => self.get_stuck_mvar(inner),
            ExprKind::Proj(_, _, inner) => {
                let inner = self.whnf(inner)?;
                self.get_stuck_mvar(inner.r())
            }
            ExprKind::MVar(_) => {
                let e = self.instantiate_mvars(e)?;
                match e.r().kind() {
                    ExprKind::MVar(id) => Ok(Some(id.own())),
                    _ => self.get_stuck_mvar(e.r()),
                }
            }
            ExprKind::App(..) => self.stuck_app(e),
            _ => Ok(None),
        }
    }

    fn stuck_app(&mut self, e: ExprRef<'_>) -> Result<Option<Name>> {
        let (head, args) = e.get_app_fn_args();
        match head.kind() {
            ExprKind::MVar(_) => {
                let e = self.instantiate_mvars(e)?;
                match e.r().get_app_fn().kind() {
                    ExprKind::MVar(id) => Ok(Some(id.own())),
                    _ => self.get_stuck_mvar(e.r()),
                }
            }
            ExprKind::Proj(_, _, inner) => {
                let inner = self.whnf(inner)?;
                self.get_stuck_mvar(inner.r())
            }
            ExprKind::Const(name, _) => {
                let Some(info) = self.unfoldable_const(name) else { return Ok(None) };
                let major = match info.r().kind() {
                    ConstantKind::Rec(val) if val.k() => return Ok(None),
                    ConstantKind::Rec(val) => super::recursor::Shape::of(val).map(|shape| shape.major),
                    ConstantKind::Quot(val) => match val.quot_kind() {
                        QuotKind::Lift => Some(5),
                        QuotKind::Ind => Some(4),
                        QuotKind::Type | QuotKind::Ctor => return Ok(None),
                    },
                    _ => return self.stuck_class_projection(name, head, e, &args),
                };
                match major.and_then(|major| args.get(major)) {
                    Some(major) => {
                        let major = self.whnf(*major)?;
                        self.get_stuck_mvar(major.r())
                    }
                    None => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    /// A field of an instance that was not found yet, or one whose arguments are stuck.
    fn stuck_class_projection(
        &mut self,
        name: term::NameRef<'_>,
        head: ExprRef<'_>,
        e: ExprRef<'_>,
        args: &[ExprRef<'_>],
    ) -> Result<Option<Name>> {
        if !e.data().has_expr_mvar() {
            return Ok(None);
        }
        let Some(info) = self.projection_info(name).filter(|info| info.from_class) else { return Ok(None) };
        if let Some(instance) = usize::try_from(info.num_params).ok().and_then(|at| args.get(at))
            && let Some(id) = self.get_stuck_mvar(*instance)?
        {
            return Ok(Some(id));
        }
        let info = self.fun_info(head, Some(args.len()))?;
        for (param, arg) in info.params.iter().zip(args) {
            if param.is_explicit()
                && let Some(id) = self.get_stuck_mvar(*arg)?
            {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}
