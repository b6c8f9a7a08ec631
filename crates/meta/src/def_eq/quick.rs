//! What can be decided at once, and equations with a metavariable at the head of a side.

use crate::context::Meta;
use crate::error::Result;
use crate::infer_type::Lbool;
use crate::local_context::LocalDeclKind;
use term::{Expr, ExprKind, ExprRef};

impl Meta {
    pub(super) fn quick(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        let (t, s) = (self.consume_let(t), self.consume_let(s));
        let (t, s) = (t.r(), s.r());
        match (t.kind(), s.kind()) {
            (ExprKind::Lit(a), ExprKind::Lit(b)) => Ok(Lbool::from_bool(a == b)),
            (ExprKind::Sort(u), ExprKind::Sort(v)) => Ok(Lbool::from_bool(self.is_level_def_eq(u, v)?)),
            (ExprKind::Lam(_), ExprKind::Lam(_)) | (ExprKind::ForallE(_), ExprKind::ForallE(_)) => {
                Ok(Lbool::from_bool(t == s || self.def_eq_binding(t, s)?))
            }
            (ExprKind::FVar(a), ExprKind::FVar(b)) => {
                if a == b {
                    return Ok(Lbool::True);
                }
                if self.local_decl(a)?.is_let() || self.local_decl(b)?.is_let() {
                    return Ok(Lbool::Undef);
                }
                self.proof_irrel(t, s)
            }
            _ => self.quick_other(t, s),
        }
    }

    /// Without the `let`s whose variables do not occur, if these may be dropped.
    fn consume_let(&self, e: ExprRef<'_>) -> Expr {
        let mut e = e;
        if !self.config.zeta && !self.config.zeta_unused {
            return e.own();
        }
        let nondep = self.config.zeta_unused || self.config.zeta_have;
        while let ExprKind::LetE(l) = e.kind()
            && (nondep || !l.nondep())
            && !l.body().has_loose_bvar(0)
        {
            let body = l.body();
            if body.has_loose_bvars() {
                return body.lower_loose_bvars(1, 1);
            }
            e = body;
        }
        e.own()
    }

    fn quick_other(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        if let Some(t) = pattern_annotation(t) {
            return self.quick(t, s);
        }
        if let Some(s) = pattern_annotation(s) {
            return self.quick(t, s);
        }
        if t == s || eta_expanded(t).is_some_and(|t| t.r() == s) || eta_expanded(s).is_some_and(|s| s.r() == t) {
            return Ok(Lbool::True);
        }
        let (t_fn, s_fn) = (t.get_app_fn(), s.get_app_fn());
        let is_mvar = |e: ExprRef<'_>| matches!(e.kind(), ExprKind::MVar(_));
        if !is_mvar(t_fn) && !is_mvar(s_fn) {
            return Ok(Lbool::Undef);
        }
        for (head, side) in [(t_fn, t), (s_fn, s)] {
            if let ExprKind::MVar(id) = head.kind()
                && self.mctx.assignment(id).is_some()
            {
                let new = self.instantiate_mvars(side)?;
                let (t, s) = if side.ptr_eq(t) { (new.r(), s) } else { (t, new.r()) };
                return self.quick(t, s);
            }
        }
        if let Some(t) = self.expand_delayed_assigned(t)? {
            return self.quick(t.r(), s);
        }
        if let Some(s) = self.expand_delayed_assigned(s)? {
            return self.quick(t, s.r());
        }
        if is_mvar(t_fn) && t_fn == s_fn {
            return Ok(Lbool::from_bool(self.mvar_self(t_fn, t, s)?));
        }
        match (self.assignable_head(t)?.is_some(), self.assignable_head(s)?.is_some()) {
            (true, false) => Ok(Lbool::from_bool(self.process_assignment_whnf(t, s)?)),
            (false, true) => Ok(Lbool::from_bool(self.process_assignment_whnf(s, t)?)),
            (true, true) => Ok(Lbool::from_bool(self.mvar_mvar(t, s)?)),
            (false, false) => match self.proof_irrel(t, s)? {
                Lbool::Undef if self.config.is_def_eq_stuck_ex => {
                    let head = if is_mvar(t_fn) { t_fn } else { s_fn };
                    match head.kind() {
                        ExprKind::MVar(id) => self.stuck(id),
                        _ => Ok(Lbool::False),
                    }
                }
                // A side that is no metavariable may still reduce to something.
                Lbool::Undef if !is_mvar(t_fn) || !is_mvar(s_fn) => Ok(Lbool::False),
                Lbool::Undef => Ok(Lbool::False),
                decided => Ok(decided),
            },
        }
    }

    /// `?m as =?= ?n bs`, both assignable. A metavariable without arguments is assigned first: that loses nothing.
    fn mvar_mvar(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        let plain = |e: ExprRef<'_>| matches!(e.kind(), ExprKind::MVar(_));
        let (first, second) = if plain(s) && !plain(t) { (s, t) } else { (t, s) };
        if self.checkpoint(true, |meta| meta.process_assignment(first, second))? {
            return Ok(true);
        }
        self.process_assignment(second, first)
    }

    /// `?m as =?= ?m bs`: the arguments are equal, or `?m` does not depend on them.
    fn mvar_self(&mut self, mvar: ExprRef<'_>, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        let ((_, args), (_, others)) = (t.get_app_fn_args(), s.get_app_fn_args());
        if args.len() != others.len() {
            return Ok(false);
        }
        if self.def_eq_args(mvar, &args, &others)? {
            return Ok(true);
        }
        let Some(id) = self.assignable_head(mvar)? else { return Ok(false) };
        let decl = self.mvar_decl(id.r())?;
        if decl.num_scope_args as usize != args.len() && !self.config.const_approx {
            return Ok(false);
        }
        let ty = self.infer_type(t)?;
        let aux = self.mk_aux_mvar(&decl, ty, 0);
        self.assign_const(id.r(), args.len(), aux.r())
    }

    /// A delayed assignment that can be carried out, or that the caller wants to see through.
    fn expand_delayed_assigned(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        let ExprKind::MVar(id) = e.get_app_fn().kind() else { return Ok(None) };
        let Some(delayed) = self.mctx.delayed_assignment(id).cloned() else { return Ok(None) };
        let new = self.instantiate_mvars(e)?;
        if new.r() != e {
            return Ok(Some(new));
        }
        if !self.config.assign_synthetic_opaque {
            return Ok(None);
        }
        let (_, args) = e.get_app_fn_args();
        if args.len() < delayed.fvars.len() {
            return Ok(None);
        }
        Ok(Some(Expr::mk_app_n(Expr::mvar(delayed.mvar_id_pending.clone()), &args[delayed.fvars.len()..])))
    }

    /// Two chains of binders: domains, then bodies below variables of the first one's domains.
    fn def_eq_binding(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        self.scoped(|meta| {
            let (mut xs, mut domains) = (Vec::new(), Vec::new());
            let (mut t, mut s) = (t.own(), s.own());
            while let (ExprKind::Lam(a), ExprKind::Lam(b)) | (ExprKind::ForallE(a), ExprKind::ForallE(b)) =
                (t.r().kind(), s.r().kind())
            {
                let domain = a.ty().instantiate_rev(&xs)?;
                domains.push(b.ty().instantiate_rev(&xs)?);
                let id = meta.ngen.fresh();
                let decl = meta.lctx.mk_local_decl(id, a.name().own(), domain, a.info(), LocalDeclKind::Default);
                xs.push(decl.to_expr());
                (t, s) = (a.body().own(), b.body().own());
            }
            for (x, domain) in xs.iter().zip(&domains) {
                let ty = meta.fvar_decl(x.r())?.ty.clone();
                if !meta.is_def_eq_core(ty.r(), domain.r())? {
                    return Ok(false);
                }
                if let Some(class) = meta.is_class(ty.r())? {
                    meta.add_local_instance(class, x.clone());
                }
            }
            let (t, s) = (t.r().instantiate_rev(&xs)?, s.r().instantiate_rev(&xs)?);
            meta.is_def_eq_core(t.r(), s.r())
        })
    }
}

/// The term below an annotation of the compiler of patterns, which must not get into terms.
fn pattern_annotation(e: ExprRef<'_>) -> Option<ExprRef<'_>> {
    let ExprKind::MData(data, inner) = e.kind() else { return None };
    let is_mark = data.iter().any(|(name, _)| {
        let name = name.to_string();
        name == "_inaccessible" || name == "_patWithRef"
    });
    is_mark.then_some(inner)
}

/// `f` for `fun x₁ … xₙ => f x₁ … xₙ` with at least one variable.
pub(super) fn eta_expanded(e: ExprRef<'_>) -> Option<Expr> {
    if !matches!(e.kind(), ExprKind::Lam(_)) {
        return None;
    }
    let reduced = e.eta();
    (!matches!(reduced.r().kind(), ExprKind::Lam(_))).then_some(reduced)
}
