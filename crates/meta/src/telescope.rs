//! Chains of binders opened: each variable put into scope, or replaced by a metavariable.
//!
//! What it is: `forallTelescope`, `lambdaTelescope` and their variants. Types are instantiated once for a run of binders,
//! not at each.
//! Source: upstream's `src/Lean/Meta/Basic.lean`.

use crate::context::Meta;
use crate::error::Result;
use crate::local_context::LocalDeclKind;
use crate::metavar_context::MetavarKind;
use term::{BinderInfo, Expr, ExprKind, ExprRef, Name};

/// Metavariables for the binders of a type, how each is found, and what is below them.
pub struct MetaTelescope {
    /// The metavariables.
    pub mvars: Vec<Expr>,
    /// The binders' annotations.
    pub infos: Vec<BinderInfo>,
    /// The type below the binders.
    pub ty: Expr,
}

impl Meta {
    /// Runs `f` with variables for the binders of a `∀`, as it is written, at most `max` of them.
    pub fn forall_telescope<T>(
        &mut self,
        ty: ExprRef<'_>,
        max: Option<usize>,
        f: impl FnOnce(&mut Meta, &[Expr], ExprRef<'_>) -> Result<T>,
    ) -> Result<T> {
        self.forall_telescope_core(ty, max, false, f)
    }

    /// [`Meta::forall_telescope`], where what is no `∀` is reduced to see whether it becomes one.
    pub fn forall_telescope_reducing<T>(
        &mut self,
        ty: ExprRef<'_>,
        max: Option<usize>,
        f: impl FnOnce(&mut Meta, &[Expr], ExprRef<'_>) -> Result<T>,
    ) -> Result<T> {
        self.forall_telescope_core(ty, max, true, f)
    }

    fn forall_telescope_core<T>(
        &mut self,
        ty: ExprRef<'_>,
        max: Option<usize>,
        reducing: bool,
        f: impl FnOnce(&mut Meta, &[Expr], ExprRef<'_>) -> Result<T>,
    ) -> Result<T> {
        self.scoped(|meta| {
            let (mut xs, mut ty) = (Vec::new(), ty.own());
            loop {
                // Below the variables of this round, the type still has loose bound variables for them.
                let first = xs.len();
                let mut walk = ty.clone();
                while max.is_none_or(|max| xs.len() < max)
                    && let ExprKind::ForallE(b) = walk.r().kind()
                {
                    let domain = b.ty().instantiate_rev(&xs[first..])?;
                    let (name, info, body) = (b.name().own(), b.info(), b.body().own());
                    xs.push(meta.push_local(name, domain, info, LocalDeclKind::Default)?);
                    walk = body;
                }
                ty = walk.r().instantiate_rev(&xs[first..])?;
                if !reducing || max.is_some_and(|max| xs.len() >= max) {
                    break;
                }
                let reduced = meta.whnf(ty.r())?;
                if !matches!(reduced.r().kind(), ExprKind::ForallE(_)) {
                    break;
                }
                ty = reduced;
            }
            f(meta, &xs, ty.r())
        })
    }

    /// Runs `f` with variables for the binders of a `fun`, at most `max` of them, and for those of `let` if `lets`.
    pub fn lambda_telescope<T>(
        &mut self,
        e: ExprRef<'_>,
        max: Option<usize>,
        lets: bool,
        f: impl FnOnce(&mut Meta, &[Expr], ExprRef<'_>) -> Result<T>,
    ) -> Result<T> {
        self.scoped(|meta| {
            let (mut xs, mut walk) = (Vec::new(), e.own());
            while max.is_none_or(|max| xs.len() < max) {
                let next = match walk.r().kind() {
                    ExprKind::Lam(b) => {
                        let domain = b.ty().instantiate_rev(&xs)?;
                        xs.push(meta.push_local(b.name().own(), domain, b.info(), LocalDeclKind::Default)?);
                        b.body().own()
                    }
                    ExprKind::LetE(l) if lets => {
                        let (ty, value) = (l.ty().instantiate_rev(&xs)?, l.value().instantiate_rev(&xs)?);
                        xs.push(meta.push_let(l.name().own(), ty, value, l.nondep(), LocalDeclKind::Default)?);
                        l.body().own()
                    }
                    ExprKind::MData(_, inner) if lets => inner.own(),
                    _ => break,
                };
                walk = next;
            }
            let body = walk.r().instantiate_rev(&xs)?;
            f(meta, &xs, body.r())
        })
    }

    /// Metavariables for the binders of a `∀`, at most `max`; where the type is no `∀` it is reduced if `reducing`.
    pub fn forall_meta_telescope(
        &mut self,
        ty: ExprRef<'_>,
        max: Option<usize>,
        reducing: bool,
        kind: MetavarKind,
    ) -> Result<MetaTelescope> {
        let (mut mvars, mut infos, mut ty) = (Vec::new(), Vec::new(), ty.own());
        loop {
            let first = mvars.len();
            let mut walk = ty.clone();
            while max.is_none_or(|max| mvars.len() < max)
                && let ExprKind::ForallE(b) = walk.r().kind()
            {
                let domain = b.ty().instantiate_rev(&mvars[first..])?;
                // Instances are found by resolution, whatever the others are.
                let kind = if b.info() == BinderInfo::InstImplicit { MetavarKind::Synthetic } else { kind };
                let (name, info, body) = (b.name().own(), b.info(), b.body().own());
                mvars.push(self.mk_fresh_expr_mvar(domain, kind, name));
                infos.push(info);
                walk = body;
            }
            ty = walk.r().instantiate_rev(&mvars[first..])?;
            if !reducing || max.is_some_and(|max| mvars.len() >= max) {
                break;
            }
            let reduced = self.whnf(ty.r())?;
            if !matches!(reduced.r().kind(), ExprKind::ForallE(_)) {
                break;
            }
            ty = reduced;
        }
        Ok(MetaTelescope { mvars, infos, ty })
    }

    /// What a `∀` says of these arguments; the type is reduced where it is no `∀`.
    pub fn instantiate_forall(&mut self, ty: ExprRef<'_>, args: &[Expr]) -> Result<Expr> {
        let (mut ty, mut done) = (ty.own(), 0);
        while done < args.len() {
            let start = done;
            let mut walk = ty.clone();
            while done < args.len()
                && let ExprKind::ForallE(b) = walk.r().kind()
            {
                let body = b.body().own();
                walk = body;
                done += 1;
            }
            if done == start {
                let reduced = self.whnf(walk.r())?;
                if !matches!(reduced.r().kind(), ExprKind::ForallE(_)) {
                    return self.fail("a function type was expected, with as many binders as there are arguments");
                }
                ty = reduced;
                continue;
            }
            ty = walk.r().instantiate_rev(&args[start..done])?;
        }
        Ok(ty)
    }

    /// How many binders a type has, reduced as far as needed.
    pub fn num_foralls_reducing(&mut self, ty: ExprRef<'_>) -> Result<usize> {
        self.forall_telescope_reducing(ty, None, |_, xs, _| Ok(xs.len()))
    }

    /// `A → B` as a `∀`, with a name that nobody writes.
    pub fn mk_arrow(&mut self, domain: Expr, range: &Expr) -> Result<Expr> {
        Ok(Expr::arrow(Name::of_dotted("a"), domain, range)?)
    }
}
