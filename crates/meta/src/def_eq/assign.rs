//! Equations `?m a₁ … aₙ =?= v`.
//!
//! What it is: where the arguments are different variables that the metavariable does not know, the only solution is
//! `fun a₁ … aₙ => v` (a *pattern*). Otherwise approximations are tried, as far as they are allowed ([`super::approx`]).
//! Types are compared before anything is assigned.

use crate::context::Meta;
use crate::error::Result;
use crate::metavar_context::{MetavarDecl, MetavarKind};
use env::persistent::NameSet;
use term::{Expr, ExprKind, ExprRef, Name, NameRef, Visit};

impl Meta {
    /// A natural metavariable in the context of another one.
    pub(super) fn mk_aux_mvar(&mut self, decl: &MetavarDecl, ty: Expr, num_scope_args: u32) -> Expr {
        let (lctx, instances) = (decl.lctx.clone(), decl.local_instances.clone());
        self.mk_fresh_expr_mvar_at(lctx, instances, ty, MetavarKind::Natural, Name::anonymous(), num_scope_args)
    }

    /// Solves `?m as =?= v`; where that fails, with `v` reduced.
    pub(super) fn process_assignment_whnf(&mut self, t: ExprRef<'_>, v: ExprRef<'_>) -> Result<bool> {
        if self.process_assignment(t, v)? {
            return Ok(true);
        }
        let new = self.whnf(v)?;
        if new.r() == v {
            return Ok(false);
        }
        Ok(t == new.r() || self.process_assignment(t, new.r())?)
    }

    /// Solves `?m as =?= v` for an assignable `?m` without a value.
    pub(super) fn process_assignment(&mut self, t: ExprRef<'_>, v: ExprRef<'_>) -> Result<bool> {
        let (mvar, given) = t.get_app_fn_args();
        let ExprKind::MVar(id) = mvar.kind() else { return Ok(false) };
        let decl = self.mvar_decl(id)?;
        let mut args: Vec<Expr> = Vec::with_capacity(given.len());
        let mut known_locals = false;
        for (at, arg) in given.iter().enumerate() {
            let arg = self.simp_assignment_arg(*arg)?;
            let known = decl.lctx.find_fvar(arg.r()).is_some();
            let is_pattern = matches!(arg.r().kind(), ExprKind::FVar(_)) && !args.contains(&arg);
            args.push(arg);
            if !is_pattern || (known && !self.config.quasi_pattern_unification) {
                args.extend(given[at + 1..].iter().map(|arg| arg.own()));
                return self.approximate(id, &decl, &args, at, v);
            }
            known_locals |= known;
        }
        let v = self.instantiate_mvars(v)?;
        if v.r().get_app_fn() == mvar {
            return self.approximate(id, &decl, &args, args.len(), v.r());
        }
        let Some(checked) = self.check_assignment(id, &args, v.r())? else {
            return self.approximate(id, &decl, &args, args.len(), v.r());
        };
        let Some(value) = self.mk_lambda_fvars_with_let_deps(&args, checked.r())? else { return Ok(false) };
        if known_locals && !self.is_type_correct(value.r())? {
            return self.approximate(id, &decl, &args, args.len(), v.r());
        }
        self.check_types_and_assign(id, value)
    }

    /// Compares types and assigns.
    pub(super) fn check_types_and_assign(&mut self, id: NameRef<'_>, value: Expr) -> Result<bool> {
        let ty = self.mvar_decl(id)?.ty.clone();
        let same = self.with_infer_type_config(|meta| {
            let found = meta.infer_type(value.r())?;
            meta.is_def_eq_core(ty.r(), found.r())
        })?;
        if same {
            self.mctx.assign(id, value);
        }
        Ok(same)
    }

    /// An argument without annotations, with assigned metavariables and variables that have values put in.
    fn simp_assignment_arg(&mut self, arg: ExprRef<'_>) -> Result<Expr> {
        let mut arg = if arg.get_app_fn().data().has_expr_mvar() { self.instantiate_mvars(arg)? } else { arg.own() };
        loop {
            let next = match arg.r().kind() {
                ExprKind::MData(_, inner) => inner.own(),
                ExprKind::FVar(id) => match self.local_decl(id)?.let_value() {
                    Some(value) => value.clone(),
                    None => return Ok(arg),
                },
                _ => return Ok(arg),
            };
            arg = next;
        }
    }

    /// `fun xs => v`, with the variables with values between `xs` that some of `xs` depend on.
    pub(super) fn mk_lambda_fvars_with_let_deps(&mut self, xs: &[Expr], v: ExprRef<'_>) -> Result<Option<Expr>> {
        let all = self.with_let_deps(xs);
        let value = self.mk_lambda_fvars(&all, v)?;
        // A function that only passes its arguments on is the function that it passes them to.
        let reduced = value.r().eta();
        Ok(Some(reduced))
    }

    fn with_let_deps(&self, xs: &[Expr]) -> Vec<Expr> {
        let index = |x: &Expr| self.lctx.find_fvar(x.r()).map(|decl| decl.index);
        let (Some(first), Some(last)) = (xs.first().and_then(index), xs.last().and_then(index)) else {
            return xs.to_vec();
        };
        let between: Vec<_> = self.lctx.iter_from(first).take_while(|decl| decl.index <= last).cloned().collect();
        if xs.len() <= 1 || !between.iter().any(|decl| decl.is_let()) {
            return xs.to_vec();
        }
        let mut needed: NameSet = NameSet::default();
        for decl in &between {
            if xs.contains(&decl.to_expr()) {
                needed.insert_mut(decl.fvar_id.clone());
            }
        }
        // From the last to the first: what a needed variable mentions is needed.
        for decl in between.iter().rev().filter(|decl| decl.index > first) {
            if !needed.contains(&decl.fvar_id) {
                continue;
            }
            for part in std::iter::once(&decl.ty).chain(&decl.value) {
                part.r().find_or_descend(|e| {
                    if !e.data().has_fvar() {
                        return Visit::Skip;
                    }
                    if let ExprKind::FVar(id) = e.kind()
                        && self.lctx.find(id).is_some_and(|other| other.is_let() && other.index > first)
                    {
                        needed.insert_mut(id.own());
                    }
                    Visit::Descend
                });
            }
        }
        between.iter().filter(|decl| needed.contains(&decl.fvar_id)).map(|decl| decl.to_expr()).collect()
    }
}
