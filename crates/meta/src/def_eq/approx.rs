//! Solutions of equations that have several.
//!
//! What it is: first-order unification, `?m as a =?= f b` by `?m as := f` and `a =?= b`; and constant functions,
//! `?m as =?= v` by `?m := fun _ => v`, or with the longest beginning of `as` that makes a pattern.

use crate::context::Meta;
use crate::error::Result;
use crate::metavar_context::MetavarDecl;
use term::{Expr, ExprKind, ExprRef, NameRef};

impl Meta {
    /// Solves `?id args =?= v`, of which the first `pattern` arguments make a pattern.
    pub(super) fn approximate(
        &mut self,
        id: NameRef<'_>,
        decl: &MetavarDecl,
        args: &[Expr],
        pattern: usize,
        v: ExprRef<'_>,
    ) -> Result<bool> {
        Ok(self.first_order(id, args, v)? || self.const_approx(id, decl, args, pattern, v)?)
    }

    fn first_order(&mut self, id: NameRef<'_>, args: &[Expr], v: ExprRef<'_>) -> Result<bool> {
        if !self.config.fo_approx {
            return Ok(false);
        }
        let mut v = v.head_beta()?;
        loop {
            self.step()?;
            if self.checkpoint(true, |meta| meta.first_order_once(id, args, v.r()))? {
                return Ok(true);
            }
            match self.unfold_definition(v.r())? {
                Some(next) => v = next.r().head_beta()?,
                None => return Ok(false),
            }
        }
    }

    fn first_order_once(&mut self, id: NameRef<'_>, args: &[Expr], v: ExprRef<'_>) -> Result<bool> {
        match v.kind() {
            ExprKind::MData(_, inner) => self.first_order_once(id, args, inner),
            ExprKind::App(f, a) => {
                let Some((last, rest)) = args.split_last() else { return Ok(false) };
                let applied = Expr::mk_app_n(Expr::mvar(id.own()), rest);
                Ok(self.is_def_eq_core(last.r(), a)? && self.is_def_eq_core(applied.r(), f)?)
            }
            _ => Ok(false),
        }
    }

    /// `?id := fun _ … _ => v` with `count` binders.
    pub(super) fn assign_const(&mut self, id: NameRef<'_>, count: usize, v: ExprRef<'_>) -> Result<bool> {
        let ty = self.mvar_decl(id)?.ty.clone();
        self.forall_telescope_reducing(ty.r(), Some(count), |meta, xs, _| {
            if xs.len() != count {
                return Ok(false);
            }
            let Some(value) = meta.mk_lambda_fvars_with_let_deps(xs, v)? else { return Ok(false) };
            match meta.check_assignment(id, &[], value.r())? {
                Some(value) => meta.check_types_and_assign(id, value),
                None => Ok(false),
            }
        })
    }

    fn const_approx(
        &mut self,
        id: NameRef<'_>,
        decl: &MetavarDecl,
        args: &[Expr],
        pattern: usize,
        v: ExprRef<'_>,
    ) -> Result<bool> {
        if decl.num_scope_args as usize != args.len() && !self.config.const_approx {
            return Ok(false);
        }
        if pattern == 0 {
            return self.assign_const(id, args.len(), v);
        }
        let (prefix, suffix) = (&args[..pattern], args.len() - pattern);
        let ty = self.instantiate_forall(decl.ty.r(), prefix)?;
        self.forall_telescope_reducing(ty.r(), Some(suffix), |meta, xs, _| {
            if xs.len() != suffix {
                return meta.assign_const(id, args.len(), v);
            }
            let Some(mut value) = meta.mk_lambda_fvars_with_let_deps(xs, v)? else {
                return meta.assign_const(id, args.len(), v);
            };
            for count in (0..=prefix.len()).rev() {
                let prefix = &prefix[..count];
                if meta.assign_pattern(id, decl, prefix, value.r())? {
                    return Ok(true);
                }
                let Some(last) = prefix.last() else { break };
                let Some(next) = meta.mk_lambda_fvars_with_let_deps(std::slice::from_ref(last), value.r())? else {
                    break;
                };
                value = next;
            }
            meta.assign_const(id, args.len(), v)
        })
    }

    fn assign_pattern(&mut self, id: NameRef<'_>, decl: &MetavarDecl, xs: &[Expr], v: ExprRef<'_>) -> Result<bool> {
        let Some(checked) = self.check_assignment(id, xs, v)? else { return Ok(false) };
        let Some(value) = self.mk_lambda_fvars_with_let_deps(xs, checked.r())? else { return Ok(false) };
        let known = xs.iter().any(|x| decl.lctx.find_fvar(x.r()).is_some());
        if known && !self.is_type_correct(value.r())? {
            return Ok(false);
        }
        self.check_types_and_assign(id, value)
    }
}
