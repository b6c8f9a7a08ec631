//! Whether a term can be the value of a metavariable.
//!
//! What it is: the value may mention the variables that the metavariable knows and those that it is applied to, not the
//! metavariable itself, and no metavariable that could mention more. Variables with values are replaced by these;
//! metavariables that know more variables are replaced by new ones that do not, where that is allowed.

use crate::binding::depends_on;
use crate::context::Meta;
use crate::error::{Exception, Internal, Result};
use crate::instantiate::deep;
use crate::local_context::LocalContext;
use crate::metavar_context::{MetavarDecl, MetavarKind};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use term::{AsExpr, Expr, ExprKind, ExprRef, Name, NameRef, Visit};

struct Check {
    id: Name,
    decl: Rc<MetavarDecl>,
    fvars: Vec<Expr>,
    /// Some of `fvars` are variables that the metavariable knows anyway: the equation is no pattern.
    has_ctx_locals: bool,
    done: FxHashMap<usize, (Expr, Expr)>,
}

/// Whether every variable of `inner` is one of `outer` or of `fvars`.
fn is_sub_prefix(inner: &LocalContext, outer: &LocalContext, fvars: &[Expr]) -> bool {
    inner.iter().all(|decl| outer.contains(decl.fvar_id.r()) || fvars.iter().any(|x| x.as_expr() == decl.to_expr().r()))
}

fn failure<T>() -> Result<T> {
    Err(Exception::Internal(Internal::CheckAssignment))
}

impl Meta {
    /// `v` as the value of `?id fvars`, changed where it has to be; `None` where it cannot be.
    pub(crate) fn check_assignment(&mut self, id: NameRef<'_>, fvars: &[Expr], v: ExprRef<'_>) -> Result<Option<Expr>> {
        for x in fvars {
            let ty = self.infer_type(x.r())?;
            if self.occurs(id, ty.r()) {
                return Ok(None);
            }
        }
        if !v.data().has_expr_mvar() && !v.data().has_fvar() {
            return Ok(Some(v.own()));
        }
        let Some(v) = self.checked(id, fvars, v)? else { return Ok(None) };
        Ok((!self.occurs_in_types(id, v.r())).then_some(v))
    }

    /// The value with what it may not mention taken out.
    fn checked(&mut self, id: NameRef<'_>, fvars: &[Expr], v: ExprRef<'_>) -> Result<Option<Expr>> {
        let decl = self.mvar_decl(id)?;
        let has_ctx_locals = fvars.iter().any(|x| decl.lctx.find_fvar(x.r()).is_some());
        let v = self.instantiate_mvars(v)?;
        let mut check = Check { id: id.own(), decl, fvars: fvars.to_vec(), has_ctx_locals, done: FxHashMap::default() };
        self.catch_out_of_scope(|meta| meta.check_value(&mut check, v.r()))
    }

    /// Assigns a value after it was checked; whether it could be.
    pub fn checked_assign(&mut self, id: NameRef<'_>, v: ExprRef<'_>) -> Result<bool> {
        match self.check_assignment(id, &[], v)? {
            Some(v) => {
                self.mctx.assign(id, v);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Whether the metavariable occurs in a term, or in what its metavariables stand for.
    pub fn occurs(&self, id: NameRef<'_>, e: ExprRef<'_>) -> bool {
        let mut todo: Vec<Expr> = vec![e.own()];
        let mut followed: Vec<Name> = Vec::new();
        while let Some(e) = todo.pop() {
            let mut more = Vec::new();
            let found = e.r().find_or_descend(|e| match e.kind() {
                _ if !e.data().has_expr_mvar() => Visit::Skip,
                ExprKind::MVar(other) if other == id => Visit::Found,
                ExprKind::MVar(other) => {
                    if !followed.iter().any(|name| name.r() == other) {
                        followed.push(other.own());
                        more.extend(self.mctx.assignment(other).cloned());
                        let delayed = self.mctx.delayed_assignment(other);
                        more.extend(delayed.map(|delayed| Expr::mvar(delayed.mvar_id_pending.clone())));
                    }
                    Visit::Skip
                }
                _ => Visit::Descend,
            });
            if found.is_some() {
                return true;
            }
            todo.append(&mut more);
        }
        false
    }

    /// Whether the metavariable occurs in the type of one that `e` mentions.
    fn occurs_in_types(&self, id: NameRef<'_>, e: ExprRef<'_>) -> bool {
        let found = e.find_or_descend(|e| match e.kind() {
            _ if !e.data().has_expr_mvar() => Visit::Skip,
            ExprKind::MVar(other) => match self.mctx.find_decl(other) {
                Some(decl) if !self.occurs(id, decl.ty.r()) => Visit::Skip,
                _ => Visit::Found,
            },
            _ => Visit::Descend,
        });
        found.is_some()
    }

    fn check_value(&mut self, check: &mut Check, e: ExprRef<'_>) -> Result<Expr> {
        if !e.data().has_expr_mvar() && !e.data().has_fvar() {
            return Ok(e.own());
        }
        if let Some((_, done)) = check.done.get(&e.addr()) {
            return Ok(done.clone());
        }
        let new = deep(|| self.checked_node(check, e))?;
        // A shared part that did not change stays shared.
        let new = if new.r() == e { e.own() } else { new };
        check.done.insert(e.addr(), (e.own(), new.clone()));
        Ok(new)
    }

    fn checked_node(&mut self, check: &mut Check, e: ExprRef<'_>) -> Result<Expr> {
        Ok(match e.kind() {
            ExprKind::MData(data, inner) => Expr::mdata(data.own(), self.check_value(check, inner)?),
            ExprKind::Proj(name, index, inner) => Expr::proj(name.own(), index.own(), self.check_value(check, inner)?),
            ExprKind::Lam(b) => {
                let (ty, body) = (self.check_value(check, b.ty())?, self.check_value(check, b.body())?);
                Expr::lam(b.name().own(), ty, body, b.info())
            }
            ExprKind::ForallE(b) => {
                let (ty, body) = (self.check_value(check, b.ty())?, self.check_value(check, b.body())?);
                Expr::forall_e(b.name().own(), ty, body, b.info())
            }
            ExprKind::LetE(l) => {
                let (ty, value) = (self.check_value(check, l.ty())?, self.check_value(check, l.value())?);
                Expr::let_e(l.name().own(), ty, value, self.check_value(check, l.body())?, l.nondep())
            }
            ExprKind::BVar(_) | ExprKind::Sort(_) | ExprKind::Const(..) | ExprKind::Lit(_) => e.own(),
            ExprKind::FVar(id) => self.check_fvar(check, id, e)?,
            ExprKind::MVar(id) => self.check_mvar(check, id, e)?,
            ExprKind::App(..) => match self.checked_app(check, e) {
                // A redex may drop what is out of scope.
                Err(Exception::Internal(Internal::OutOfScope | Internal::CheckAssignment))
                    if e.is_head_beta_target() =>
                {
                    let reduced = e.head_beta()?;
                    self.check_value(check, reduced.r())?
                }
                result => result?,
            },
        })
    }

    fn check_fvar(&mut self, check: &mut Check, id: NameRef<'_>, e: ExprRef<'_>) -> Result<Expr> {
        if check.decl.lctx.contains(id) {
            return Ok(e.own());
        }
        if let Some(value) = self.lctx.find(id).and_then(|decl| decl.let_value().cloned()) {
            return self.check_value(check, value.r());
        }
        if check.fvars.iter().any(|x| x.as_expr() == e) {
            return Ok(e.own());
        }
        Err(Exception::Internal(Internal::OutOfScope))
    }

    fn check_mvar(&mut self, check: &mut Check, id: NameRef<'_>, e: ExprRef<'_>) -> Result<Expr> {
        if id == check.id.r() {
            return failure();
        }
        if let Some(value) = self.mctx.assignment(id).cloned() {
            return self.check_value(check, value.r());
        }
        let decl = self.mvar_decl(id)?;
        if check.has_ctx_locals {
            // No pattern: first-order unification may do.
            return failure();
        }
        if let Some(delayed) = self.mctx.delayed_assignment(id)
            && self.occurs(check.id.r(), Expr::mvar(delayed.mvar_id_pending.clone()).r())
        {
            return failure();
        }
        if is_sub_prefix(&decl.lctx, &check.decl.lctx, &check.fvars) {
            return Ok(e.own());
        }
        let may_shrink = decl.depth == self.mctx.depth
            && decl.kind != MetavarKind::SyntheticOpaque
            && self.config.ctx_approx
            && is_sub_prefix(&check.decl.lctx, &decl.lctx, &[]);
        if !may_shrink {
            return failure();
        }
        self.shrink_mvar(check, id, &decl)
    }

    /// A new metavariable in place of one that knows too many variables.
    fn shrink_mvar(&mut self, check: &mut Check, id: NameRef<'_>, decl: &MetavarDecl) -> Result<Expr> {
        let mut erased: Vec<Expr> = Vec::new();
        for local in decl.lctx.iter() {
            if check.decl.lctx.contains(local.fvar_id.r()) {
                continue;
            }
            let x = local.to_expr();
            if !check.fvars.contains(&x) || depends_on(&self.mctx, local, &erased) {
                erased.push(x);
            }
        }
        let mut lctx = decl.lctx.clone();
        for x in &erased {
            if let ExprKind::FVar(x) = x.r().kind() {
                lctx.erase(x);
            }
        }
        let instances =
            decl.local_instances.iter().filter(|instance| !erased.contains(&instance.fvar)).cloned().collect();
        let ty = self.check_value(check, decl.ty.r())?;
        let kind = MetavarKind::Natural;
        let new =
            self.mk_fresh_expr_mvar_at(lctx, Rc::new(instances), ty, kind, Name::anonymous(), decl.num_scope_args);
        self.mctx.assign(id, new.clone());
        Ok(new)
    }

    fn checked_app(&mut self, check: &mut Check, e: ExprRef<'_>) -> Result<Expr> {
        let (f, args) = e.get_app_fn_args();
        let new_f = self.check_value(check, f)?;
        let is_var = |arg: &ExprRef<'_>| matches!(arg.kind(), ExprKind::FVar(_));
        let may_drop = matches!(f.kind(), ExprKind::MVar(_)) && self.config.ctx_approx && args.iter().all(is_var);
        let mut new_args = Vec::with_capacity(args.len());
        for arg in &args {
            match self.check_value(check, *arg) {
                Ok(arg) => new_args.push(arg),
                Err(Exception::Internal(Internal::OutOfScope)) if may_drop => {
                    return self.drop_args(check, new_f, e, args.len());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(Expr::mk_app_n(new_f, &new_args))
    }

    /// `?m xs` with a variable out of scope: `?m := fun _ => ?n`.
    fn drop_args(&mut self, check: &mut Check, f: Expr, e: ExprRef<'_>, count: usize) -> Result<Expr> {
        let ExprKind::MVar(id) = f.r().kind() else { return Err(Exception::Internal(Internal::OutOfScope)) };
        if self.mctx.delayed_assignment(id).is_some() {
            return Err(Exception::Internal(Internal::OutOfScope));
        }
        let ty = self.infer_type(e)?;
        let ty = self.check_value(check, ty.r())?;
        let decl = check.decl.clone();
        let new = self.mk_aux_mvar(&decl, ty, 0);
        if self.assign_const(id, count, new.r())? { Ok(new) } else { Err(Exception::Internal(Internal::OutOfScope)) }
    }
}
