//! Arguments of one function.
//!
//! What it is: explicit arguments first, and metavariables that can be assigned at once; then implicit ones, with
//! definitions unfolded, where instances are looked for before they are compared; last what depends on functions that a
//! class determines, which would be higher-order before.

use crate::context::Meta;
use crate::def_eq::quick::eta_expanded;
use crate::error::Result;
use term::{BinderInfo, ExprKind, ExprRef};

impl Meta {
    pub(super) fn def_eq_args(&mut self, f: ExprRef<'_>, args: &[ExprRef<'_>], others: &[ExprRef<'_>]) -> Result<bool> {
        if args.len() != others.len() {
            return Ok(false);
        }
        let info = self.fun_info(f, Some(args.len()))?;
        let (mut implicit, mut higher_order) = (Vec::new(), Vec::new());
        for (at, param) in info.params.iter().enumerate() {
            let (a, b) = (args[at], others[at]);
            if param.depends_on_higher_order_out_param || param.higher_order_out_param {
                higher_order.push(at);
                continue;
            }
            let assign_now = !param.is_explicit() && (self.is_eta_unassigned(a)? || self.is_eta_unassigned(b)?);
            if !assign_now
                && param.is_prop
                && !self.is_abstracted_unassigned(a)?
                && !self.is_abstracted_unassigned(b)?
            {
                // Both have the same type, so they are equal proofs.
                continue;
            }
            if !param.is_explicit() && !assign_now {
                implicit.push(at);
                continue;
            }
            if !self.is_def_eq_core(a, b)? {
                return Ok(false);
            }
        }
        for at in info.params.len()..args.len() {
            if !self.is_def_eq_core(args[at], others[at])? {
                return Ok(false);
            }
        }
        for at in implicit {
            if info.params[at].info == BinderInfo::InstImplicit {
                self.try_synth_pending(args[at])?;
                self.try_synth_pending(others[at])?;
            }
            if !self.with_infer_type_config(|meta| meta.is_def_eq_core(args[at], others[at]))? {
                return Ok(false);
            }
        }
        for at in higher_order {
            let same = if info.params[at].info == BinderInfo::InstImplicit {
                self.with_infer_type_config(|meta| meta.is_def_eq_core(args[at], others[at]))?
            } else {
                self.is_def_eq_core(args[at], others[at])?
            };
            if !same {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Applications in weak head normal form.
    pub(super) fn def_eq_app(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        let ((f, args), (g, others)) = (t.get_app_fn_args(), s.get_app_fn_args());
        let same = match (f.kind(), g.kind()) {
            (ExprKind::Const(c, us), ExprKind::Const(d, vs)) if c == d => self.checkpoint(true, |meta| {
                // Levels last: an instance of another variable fails before a level is stuck.
                let (us, vs): (Vec<_>, Vec<_>) = (us.iter().collect(), vs.iter().collect());
                Ok(meta.def_eq_args(f, &args, &others)? && meta.is_list_level_def_eq(us.into_iter(), vs.into_iter())?)
            })?,
            _ => {
                self.checkpoint(true, |meta| Ok(meta.is_def_eq_core(f, g)? && meta.def_eq_args(f, &args, &others)?))?
            }
        };
        Ok(same || self.on_failure(t, s)?)
    }

    fn try_synth_pending(&mut self, e: ExprRef<'_>) -> Result<()> {
        if let Some(id) = self.get_stuck_mvar(e)? {
            self.synth_pending(id.r())?;
        }
        Ok(())
    }

    /// `fun xs => ?m xs` for an assignable `?m` without a value.
    fn is_eta_unassigned(&self, e: ExprRef<'_>) -> Result<bool> {
        let reduced = eta_expanded(e);
        let e = reduced.as_ref().map_or(e, |e| e.r());
        match e.kind() {
            ExprKind::MVar(id) => Ok(!self.is_read_only_or_synthetic_opaque(id)? && self.mctx.assignment(id).is_none()),
            _ => Ok(false),
        }
    }

    /// `fun xs => ?m ts` for an assignable `?m` without a value.
    pub(super) fn is_abstracted_unassigned(&self, e: ExprRef<'_>) -> Result<bool> {
        let mut e = e;
        loop {
            e = match e.kind() {
                ExprKind::Lam(b) => b.body(),
                ExprKind::App(f, _) => f,
                ExprKind::MVar(id) => {
                    return Ok(!self.is_read_only_or_synthetic_opaque(id)? && self.mctx.assignment(id).is_none());
                }
                _ => return Ok(false),
            };
        }
    }
}
