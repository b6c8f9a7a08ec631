//! Functions equal their expansions, structures their fields, and all elements of a type without fields each other.

use crate::context::Meta;
use crate::error::Result;
use crate::infer_type::Lbool;
use crate::whnf::small;
use term::{ConstantKind, Expr, ExprKind, ExprRef, Level};

impl Meta {
    /// `fun x => t` and a term `b` of a function type: `t` against `b x`.
    pub(super) fn eta(&mut self, a: ExprRef<'_>, b: ExprRef<'_>) -> Result<Lbool> {
        if !matches!(a.kind(), ExprKind::Lam(_)) || matches!(b.kind(), ExprKind::Lam(_)) {
            return Ok(Lbool::Undef);
        }
        let ty = self.infer_type(b)?;
        let ty = self.whnf_d(ty.r())?;
        let ExprKind::ForallE(pi) = ty.r().kind() else { return Ok(Lbool::Undef) };
        let body = Expr::app(b.lift_loose_bvars(0, 1)?, Expr::bvar(0)?);
        let expanded = Expr::lam(pi.name().own(), pi.ty().own(), body, pi.info());
        Ok(Lbool::from_bool(self.is_def_eq_core(a, expanded.r())?))
    }

    /// `a` against a constructor's application `b`, field by field.
    pub(super) fn eta_struct(&mut self, a: ExprRef<'_>, b: ExprRef<'_>) -> Result<bool> {
        let (head, args) = b.get_app_fn_args();
        let ExprKind::Const(ctor, levels) = head.kind() else { return Ok(false) };
        let Some(info) = self.find(ctor) else { return Ok(false) };
        let ConstantKind::Ctor(val) = info.r().kind() else { return Ok(false) };
        let induct = val.induct();
        // Two constructors are compared by their arguments, which may assign proofs.
        if !self.use_eta_struct(induct) || self.is_ctor_head(a) {
            return Ok(false);
        }
        let (num_params, num_fields) = (small(val.num_params()), small(val.num_fields()));
        if args.len() != num_params.saturating_add(num_fields) || !self.is_structure_like(induct) {
            return Ok(false);
        }
        let (ty_a, ty_b) = (self.infer_type(a)?, self.infer_type(b)?);
        if !self.checkpoint(true, |meta| meta.is_def_eq_core(ty_a.r(), ty_b.r()))? {
            return Ok(false);
        }
        let levels: Vec<Level> = levels.iter().map(|u| u.own()).collect();
        self.checkpoint(true, |meta| {
            for (at, arg) in args[num_params..].iter().enumerate() {
                let field = meta.mk_projection(induct, &levels, &args[..num_params], at, a);
                if meta.is_proof(field.r())? && !meta.is_abstracted_unassigned(*arg)? {
                    continue;
                }
                if !meta.is_def_eq_core(field.r(), *arg)? {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    fn is_ctor_head(&self, e: ExprRef<'_>) -> bool {
        e.get_app_fn()
            .const_name()
            .and_then(|name| self.find(name))
            .is_some_and(|info| matches!(info.r().kind(), ConstantKind::Ctor(_)))
    }

    /// Elements of a structure without fields.
    pub(super) fn unit_like(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        let ty = self.infer_type(t)?;
        let ty = self.whnf(ty.r())?;
        let Some(induct) = ty.r().get_app_fn().const_name() else { return Ok(false) };
        if !self.is_structure_like(induct) || !self.use_eta_struct(induct) {
            return Ok(false);
        }
        let Some(ctor) = self.first_ctor(induct) else { return Ok(false) };
        let info = self.constant_info(ctor.r())?;
        let ConstantKind::Ctor(val) = info.r().kind() else { return Ok(false) };
        if small(val.num_fields()) != 0 {
            return Ok(false);
        }
        let other = self.infer_type(s)?;
        self.is_def_eq_core(ty.r(), other.r())
    }
}
