//! Variables of the context bound again: `fun`, `∀` and `let` around a term.
//!
//! What it is: `mkLambdaFVars` and its relatives. Abstracting a variable from a term is more than replacing it: where the
//! term holds a metavariable whose value may still mention the variable, the metavariable gives way to a new one that
//! lives without the variable and is applied to it. The old one is assigned, or, where only a tactic may assign it,
//! waits for the new one (a *delayed assignment*).
//! Source: upstream's `src/Lean/MetavarContext.lean`, `MkBinding`; de Moura, Avigad, Kong, Roux, Elaboration in
//! dependent type theory (2015), for metavariables with contexts.

use crate::context::Meta;
use crate::error::Result;
use crate::instantiate::deep;
use crate::local_context::{LocalContext, LocalDecl};
use crate::metavar_context::{MetavarContext, MetavarKind};
use env::name_gen::NameGenerator;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use term::{AsExpr, BinderInfo, Expr, ExprKind, ExprRef, Name, NameRef, TooDeep};

/// What becomes of variables with values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bind {
    /// `∀` instead of `fun`.
    pub pi: bool,
    /// A `let` whose variable does not occur is left out.
    pub used_let_only: bool,
    /// A variable with a value that terms may not use becomes an ordinary binder.
    pub generalize_nondep_let: bool,
    /// The annotation of binders for metavariables.
    pub info: BinderInfo,
}

impl Bind {
    /// As `fun` binders.
    pub const LAMBDA: Bind =
        Bind { pi: false, used_let_only: true, generalize_nondep_let: true, info: BinderInfo::Default };
    /// As `∀` binders.
    pub const FORALL: Bind = Bind { pi: true, ..Bind::LAMBDA };
}

impl Meta {
    /// `fun xs => e`.
    pub fn mk_lambda_fvars(&mut self, xs: &[Expr], e: ExprRef<'_>) -> Result<Expr> {
        self.mk_binding(Bind::LAMBDA, xs, e)
    }

    /// `∀ xs, e`.
    pub fn mk_forall_fvars(&mut self, xs: &[Expr], e: ExprRef<'_>) -> Result<Expr> {
        self.mk_binding(Bind::FORALL, xs, e)
    }

    /// `let xs; e`.
    pub fn mk_let_fvars(&mut self, xs: &[Expr], e: ExprRef<'_>, used_let_only: bool) -> Result<Expr> {
        self.mk_binding(Bind { used_let_only, generalize_nondep_let: false, ..Bind::LAMBDA }, xs, e)
    }

    /// `e` below binders for the variables and metavariables `xs`. A metavariable as a variable must not be assigned.
    pub fn mk_binding(&mut self, bind: Bind, xs: &[Expr], e: ExprRef<'_>) -> Result<Expr> {
        if xs.is_empty() {
            return Ok(e.own());
        }
        let e = self.instantiate_mvars(e)?;
        Ok(self.make_binding(xs).bind(bind, xs, e)?)
    }

    /// `e` with the variables `xs` replaced by loose bound variables, the last one by 0.
    pub fn abstract_fvars(&mut self, e: ExprRef<'_>, xs: &[Expr]) -> Result<Expr> {
        let e = self.instantiate_mvars(e)?;
        Ok(self.make_binding(xs).abstract_range(xs, xs.len(), e.r())?)
    }

    /// `e` in which no metavariable may mention one of `xs`: those that could are replaced.
    pub fn elim_mvar_deps(&mut self, xs: &[Expr], e: ExprRef<'_>, preserve_order: bool) -> Result<Expr> {
        let mut making = self.make_binding(xs);
        making.preserve_order = preserve_order;
        Ok(making.elim_mvar_deps(xs, e)?)
    }

    fn make_binding(&mut self, _: &[Expr]) -> MakeBinding<'_> {
        MakeBinding {
            mctx: &mut self.mctx,
            lctx: &self.lctx,
            ngen: &mut self.ngen,
            preserve_order: false,
            done: FxHashMap::default(),
        }
    }

    /// The variables of `lctx` that `to_revert` are, with all that depend on them, in order. With `preserve_order`,
    /// those that are given stay in their order.
    pub fn collect_forward_deps(&self, to_revert: &[Expr], preserve_order: bool) -> Vec<Expr> {
        collect_forward_deps(&self.mctx, &self.lctx, to_revert, preserve_order)
    }
}

struct MakeBinding<'m> {
    mctx: &'m mut MetavarContext,
    lctx: &'m LocalContext,
    ngen: &'m mut NameGenerator,
    preserve_order: bool,
    /// Terms below which metavariables were replaced, for the present variables.
    done: FxHashMap<usize, (Expr, Expr)>,
}

impl MakeBinding<'_> {
    fn bind(&mut self, bind: Bind, xs: &[Expr], e: Expr) -> std::result::Result<Expr, TooDeep> {
        let mut result = self.abstract_range(xs, xs.len(), e.r())?;
        for at in (0..xs.len()).rev() {
            let x = xs[at].r();
            match x.kind() {
                ExprKind::FVar(id) => {
                    let Some(decl) = self.lctx.find(id).cloned() else { continue };
                    result = self.bind_local(bind, xs, at, &decl, result)?;
                }
                ExprKind::MVar(id) => {
                    let Some(decl) = self.mctx.find_decl(id).cloned() else { continue };
                    let name =
                        if decl.user_name.r().is_anonymous() { Name::of_dotted("x") } else { decl.user_name.clone() };
                    let ty = self.abstract_type(xs, at, decl.ty.r())?;
                    result = binder(bind.pi, name, ty, result, bind.info);
                }
                _ => {}
            }
        }
        Ok(result)
    }

    fn bind_local(
        &mut self,
        bind: Bind,
        xs: &[Expr],
        at: usize,
        decl: &LocalDecl,
        body: Expr,
    ) -> std::result::Result<Expr, TooDeep> {
        let value = match &decl.value {
            Some(value) if !(decl.nondep && bind.generalize_nondep_let) => value,
            _ => {
                let ty = self.abstract_type(xs, at, decl.ty.r())?;
                return Ok(binder(bind.pi, decl.user_name.clone(), ty, body, decl.info));
            }
        };
        if bind.used_let_only && !body.r().has_loose_bvar(0) {
            return Ok(body.r().lower_loose_bvars(1, 1));
        }
        let ty = self.abstract_type(xs, at, decl.ty.r())?;
        let value = self.abstract_range(xs, at, value.r())?;
        Ok(Expr::let_e(decl.user_name.clone(), ty, value, body, decl.nondep))
    }

    fn abstract_type(&mut self, xs: &[Expr], at: usize, ty: ExprRef<'_>) -> std::result::Result<Expr, TooDeep> {
        let ty = ty.head_beta()?;
        self.abstract_range(xs, at, ty.r())
    }

    /// `e` with the first `count` of `xs` replaced by loose bound variables.
    fn abstract_range(&mut self, xs: &[Expr], count: usize, e: ExprRef<'_>) -> std::result::Result<Expr, TooDeep> {
        let e = self.mctx.instantiate(e)?;
        let e = self.elim_mvar_deps(&xs[..count], e.r())?;
        e.r().abstract_range(count, xs)
    }

    fn elim_mvar_deps(&mut self, xs: &[Expr], e: ExprRef<'_>) -> std::result::Result<Expr, TooDeep> {
        if !e.data().has_expr_mvar() || xs.is_empty() {
            return Ok(e.own());
        }
        // What was replaced for some variables may not be for others.
        let before = std::mem::take(&mut self.done);
        let result = self.visit(xs, e);
        self.done = before;
        result
    }

    fn visit(&mut self, xs: &[Expr], e: ExprRef<'_>) -> std::result::Result<Expr, TooDeep> {
        if !e.data().has_expr_mvar() {
            return Ok(e.own());
        }
        if let Some((_, done)) = self.done.get(&e.addr()) {
            return Ok(done.clone());
        }
        let new = deep(|| self.node(xs, e))?;
        self.done.insert(e.addr(), (e.own(), new.clone()));
        Ok(new)
    }

    fn node(&mut self, xs: &[Expr], e: ExprRef<'_>) -> std::result::Result<Expr, TooDeep> {
        Ok(match e.kind() {
            ExprKind::App(..) | ExprKind::MVar(_) => {
                let (head, args) = e.get_app_fn_args();
                let mut new_args = Vec::with_capacity(args.len());
                let ExprKind::MVar(id) = head.kind() else {
                    let head = self.visit(xs, head)?;
                    for arg in args {
                        new_args.push(self.visit(xs, arg)?);
                    }
                    return Ok(Expr::mk_app_n(head, &new_args));
                };
                if let Some(value) = self.mctx.assignment(id).cloned() {
                    let args: Vec<Expr> = args.iter().map(|arg| arg.own()).collect();
                    let applied = value.r().beta(&args)?;
                    return self.visit(xs, applied.r());
                }
                for arg in args {
                    new_args.push(self.visit(xs, arg)?);
                }
                let head = self.elim_mvar(xs, id)?;
                Expr::mk_app_n(head, &new_args)
            }
            ExprKind::Lam(b) => {
                let (ty, body) = (self.visit(xs, b.ty())?, self.visit(xs, b.body())?);
                Expr::lam(b.name().own(), ty, body, b.info())
            }
            ExprKind::ForallE(b) => {
                let (ty, body) = (self.visit(xs, b.ty())?, self.visit(xs, b.body())?);
                Expr::forall_e(b.name().own(), ty, body, b.info())
            }
            ExprKind::LetE(l) => {
                let (ty, value, body) =
                    (self.visit(xs, l.ty())?, self.visit(xs, l.value())?, self.visit(xs, l.body())?);
                Expr::let_e(l.name().own(), ty, value, body, l.nondep())
            }
            ExprKind::MData(data, inner) => Expr::mdata(data.own(), self.visit(xs, inner)?),
            ExprKind::Proj(structure, index, inner) => Expr::proj(structure.own(), index.own(), self.visit(xs, inner)?),
            ExprKind::BVar(_) | ExprKind::FVar(_) | ExprKind::Sort(_) | ExprKind::Const(..) | ExprKind::Lit(_) => {
                e.own()
            }
        })
    }

    /// What stands for a metavariable outside of the variables `xs`: itself if it knows none of them.
    fn elim_mvar(&mut self, xs: &[Expr], id: NameRef<'_>) -> std::result::Result<Expr, TooDeep> {
        let Some(decl) = self.mctx.find_decl(id).cloned() else { return Ok(Expr::mvar(id.own())) };
        let in_scope: Vec<Expr> = xs.iter().filter(|x| self.is_in_scope(&decl.lctx, x.r())).cloned().collect();
        if in_scope.is_empty() {
            return Ok(Expr::mvar(id.own()));
        }
        let opaque = decl.kind == MetavarKind::SyntheticOpaque;
        let delayed = if opaque { self.mctx.delayed_assignment(id).cloned() } else { None };
        let to_revert = collect_forward_deps(self.mctx, &decl.lctx, &in_scope, self.preserve_order);
        let kind = if opaque { MetavarKind::SyntheticOpaque } else { MetavarKind::Natural };
        let mut lctx = decl.lctx.clone();
        for x in &to_revert {
            if let ExprKind::FVar(x) = x.r().kind() {
                lctx.erase(x);
            }
        }
        let instances =
            decl.local_instances.iter().filter(|instance| !to_revert.contains(&instance.fvar)).cloned().collect();
        let ty = self.aux_mvar_type(&decl.lctx, &to_revert, kind, decl.ty.r())?;
        let new_id = self.ngen.fresh();
        let new = Expr::mvar(new_id.clone());
        let applied = mvar_app(&decl.lctx, new, &to_revert, kind);
        let scope_args = decl.num_scope_args + applied.r().get_app_num_args() as u32;
        let user_name = Name::anonymous();
        self.mctx.add_decl(new_id.clone(), user_name, lctx, Rc::new(instances), ty, kind, scope_args);
        if opaque {
            // The value is what the old one will have, below binders for what was reverted.
            let (nested, pending) = match delayed {
                Some(delayed) => (delayed.fvars.to_vec(), delayed.mvar_id_pending),
                None => (Vec::new(), id.own()),
            };
            self.mctx.assign_delayed(new_id.r(), [to_revert, nested].concat(), pending);
        } else {
            self.mctx.assign(id, applied.clone());
        }
        Ok(applied)
    }

    fn is_in_scope(&self, lctx: &LocalContext, x: ExprRef<'_>) -> bool {
        match x.kind() {
            ExprKind::FVar(id) => lctx.contains(id),
            // A metavariable as a variable is in scope where its own context is a part of the other's.
            ExprKind::MVar(id) => self.mctx.find_decl(id).is_some_and(|decl| decl.lctx.is_subset_of(lctx)),
            _ => false,
        }
    }

    /// `ty` below binders for `xs`, as the type of a metavariable that is applied to them.
    fn aux_mvar_type(
        &mut self,
        lctx: &LocalContext,
        xs: &[Expr],
        kind: MetavarKind,
        ty: ExprRef<'_>,
    ) -> std::result::Result<Expr, TooDeep> {
        let mut result = self.abstract_range(xs, xs.len(), ty)?;
        for at in (0..xs.len()).rev() {
            match xs[at].r().kind() {
                ExprKind::FVar(id) => {
                    let Some(decl) = lctx.find(id).cloned() else { continue };
                    let ty = self.abstract_type(xs, at, decl.ty.r())?;
                    if let Some(value) = decl.let_value() {
                        let used = result.r().has_loose_bvar(0);
                        if used {
                            let value = self.abstract_range(xs, at, value.r())?;
                            result = Expr::let_e(decl.user_name.clone(), ty.clone(), value, result, false);
                        }
                        if kind != MetavarKind::SyntheticOpaque {
                            result = if used { result } else { result.r().lower_loose_bvars(1, 1) };
                            continue;
                        }
                        // Who may assign it sees the variable, so it is applied to the variable as well.
                        if used {
                            result = result.r().lift_loose_bvars(0, 1)?;
                        }
                        result = Expr::forall_e(decl.user_name.clone(), ty, result, BinderInfo::Default);
                        continue;
                    }
                    result = Expr::forall_e(decl.user_name.clone(), ty, result, decl.info);
                }
                ExprKind::MVar(id) => {
                    let Some(decl) = self.mctx.find_decl(id).cloned() else { continue };
                    let name =
                        if decl.user_name.r().is_anonymous() { Name::of_dotted("x") } else { decl.user_name.clone() };
                    let ty = self.abstract_type(xs, at, decl.ty.r())?;
                    result = Expr::forall_e(name, ty, result, BinderInfo::Default);
                }
                _ => {}
            }
        }
        Ok(result)
    }
}

fn binder(pi: bool, name: Name, ty: Expr, body: Expr, info: BinderInfo) -> Expr {
    if pi { Expr::forall_e(name, ty, body, info) } else { Expr::lam(name, ty, body, info) }
}

/// The metavariable applied to the variables, but for those with values unless it is opaque.
fn mvar_app(lctx: &LocalContext, mvar: Expr, xs: &[Expr], kind: MetavarKind) -> Expr {
    xs.iter().fold(mvar, |f, x| {
        let is_let = lctx.find_fvar(x.r()).is_some_and(|decl| decl.is_let());
        if is_let && kind != MetavarKind::SyntheticOpaque { f } else { Expr::app(f, x.clone()) }
    })
}

/// `to_revert` with the variables of `lctx` that depend on one of them, in the order of the context.
fn collect_forward_deps(
    mctx: &MetavarContext,
    lctx: &LocalContext,
    to_revert: &[Expr],
    preserve_order: bool,
) -> Vec<Expr> {
    let first = to_revert.iter().filter_map(|x| lctx.find_fvar(x.r())).map(|decl| decl.index).min();
    let Some(first) = first else { return to_revert.to_vec() };
    let mut taken: Vec<Expr> = if preserve_order { to_revert.to_vec() } else { Vec::new() };
    for decl in lctx.iter_from(first) {
        let x = decl.to_expr();
        if taken.contains(&x) {
            continue;
        }
        let given = to_revert.contains(&x);
        if given || depends_on(mctx, decl, &taken) {
            taken.push(x);
        }
    }
    for x in to_revert.iter().filter(|x| !matches!(x.r().kind(), ExprKind::FVar(_))) {
        if !taken.contains(x) {
            taken.push(x.clone());
        }
    }
    taken
}

/// Whether type or value of a declaration mention one of `xs`, also by way of what metavariables may stand for.
pub fn depends_on(mctx: &MetavarContext, decl: &LocalDecl, xs: &[Expr]) -> bool {
    !xs.is_empty()
        && (mentions(mctx, decl.ty.r(), xs) || decl.value.as_ref().is_some_and(|value| mentions(mctx, value.r(), xs)))
}

/// Whether `e` mentions one of the variables `xs`, or a metavariable that may.
pub fn mentions(mctx: &MetavarContext, e: ExprRef<'_>, xs: &[Expr]) -> bool {
    let mut todo: Vec<Expr> = vec![e.own()];
    let mut followed: Vec<Name> = Vec::new();
    while let Some(e) = todo.pop() {
        let mut more = Vec::new();
        let found = e.r().find_or_descend(|e| {
            if !e.data().has_fvar() && !e.data().has_expr_mvar() {
                return term::Visit::Skip;
            }
            match e.kind() {
                ExprKind::FVar(_) if xs.iter().any(|x| x.as_expr() == e) => term::Visit::Found,
                ExprKind::MVar(id) => {
                    if xs.iter().any(|x| x.as_expr() == e) {
                        return term::Visit::Found;
                    }
                    if followed.iter().any(|other| other.r() == id) {
                        return term::Visit::Skip;
                    }
                    followed.push(id.own());
                    if let Some(value) = mctx.assignment(id) {
                        more.push(value.clone());
                        return term::Visit::Skip;
                    }
                    if let Some(delayed) = mctx.delayed_assignment(id) {
                        more.push(Expr::mvar(delayed.mvar_id_pending.clone()));
                        return term::Visit::Skip;
                    }
                    let may =
                        mctx.find_decl(id).is_some_and(|decl| xs.iter().any(|x| decl.lctx.find_fvar(x.r()).is_some()));
                    if may { term::Visit::Found } else { term::Visit::Skip }
                }
                _ => term::Visit::Descend,
            }
        });
        if found.is_some() {
            return true;
        }
        todo.append(&mut more);
    }
    false
}
