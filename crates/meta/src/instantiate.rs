//! Assigned metavariables replaced by their values.
//!
//! What it is: `instantiateMVars` for terms and levels. Where a metavariable that stands for a function is applied, the
//! application is reduced; a delayed assignment is carried out once its value has no metavariables. Values are stored
//! back as they are found, so a chain of assignments is followed once.
//! Source: upstream's `src/kernel/instantiate_mvars.cpp`; Lean.MetavarContext for delayed assignments.
//!
//! Terms may be deep: the stack grows with them (`stacker`).

use crate::metavar_context::MetavarContext;
use rustc_hash::FxHashMap;
use term::{Expr, ExprKind, ExprRef, Level, LevelKind, LevelRef, Name, TooDeep};

/// Room that a step of a recursion may need, and by how much the stack grows where there is less.
const RED_ZONE: usize = 64 << 10;
const STACK: usize = 4 << 20;

/// Runs `f` with room on the stack, however deep the caller is.
pub fn deep<R>(f: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(RED_ZONE, STACK, f)
}

impl MetavarContext {
    /// The level with what is assigned put in.
    pub fn instantiate_level(&mut self, u: LevelRef<'_>) -> Result<Level, TooDeep> {
        if !u.has_mvar() {
            return Ok(u.own());
        }
        deep(|| {
            Ok(match u.kind() {
                LevelKind::Zero | LevelKind::Param(_) => u.own(),
                LevelKind::Succ(v) => {
                    let new = self.instantiate_level(v)?;
                    if new.r().ptr_eq(v) { u.own() } else { Level::succ(new)? }
                }
                LevelKind::Max(v, w) => {
                    let (v2, w2) = (self.instantiate_level(v)?, self.instantiate_level(w)?);
                    if v2.r().ptr_eq(v) && w2.r().ptr_eq(w) { u.own() } else { Level::max_simp(v2, w2)? }
                }
                LevelKind::IMax(v, w) => {
                    let (v2, w2) = (self.instantiate_level(v)?, self.instantiate_level(w)?);
                    if v2.r().ptr_eq(v) && w2.r().ptr_eq(w) { u.own() } else { Level::imax_simp(v2, w2)? }
                }
                LevelKind::MVar(id) => match self.level_assignment(id).cloned() {
                    None => u.own(),
                    Some(value) if !value.r().has_mvar() => value,
                    Some(value) => {
                        let new = self.instantiate_level(value.r())?;
                        if !new.ptr_eq(&value) {
                            self.assign_level(id, new.clone());
                        }
                        new
                    }
                },
            })
        })
    }

    /// The term with what is assigned put in.
    pub fn instantiate(&mut self, e: ExprRef<'_>) -> Result<Expr, TooDeep> {
        if !e.data().has_mvar() {
            return Ok(e.own());
        }
        Instantiate { mctx: self, done: FxHashMap::default() }.visit(e)
    }
}

struct Instantiate<'m> {
    mctx: &'m mut MetavarContext,
    /// By address; the terms are kept alive by what holds them: their root, or an assignment that is kept in the value.
    done: FxHashMap<usize, (Expr, Expr)>,
}

impl Instantiate<'_> {
    fn visit(&mut self, e: ExprRef<'_>) -> Result<Expr, TooDeep> {
        if !e.data().has_mvar() {
            return Ok(e.own());
        }
        if let ExprKind::MVar(id) = e.kind() {
            return Ok(self.value(id.own())?.unwrap_or_else(|| e.own()));
        }
        if let Some((_, done)) = self.done.get(&e.addr()) {
            return Ok(done.clone());
        }
        let new = deep(|| self.node(e))?;
        self.done.insert(e.addr(), (e.own(), new.clone()));
        Ok(new)
    }

    fn node(&mut self, e: ExprRef<'_>) -> Result<Expr, TooDeep> {
        Ok(match e.kind() {
            ExprKind::BVar(_) | ExprKind::FVar(_) | ExprKind::MVar(_) | ExprKind::Lit(_) => e.own(),
            ExprKind::Sort(u) => {
                let new = self.mctx.instantiate_level(u)?;
                if new.r().ptr_eq(u) { e.own() } else { Expr::sort(new) }
            }
            ExprKind::Const(name, us) => {
                let new = us.iter().map(|u| self.mctx.instantiate_level(u)).collect::<Result<Vec<_>, _>>()?;
                if us.iter().zip(&new).all(|(u, new)| new.r().ptr_eq(u)) {
                    e.own()
                } else {
                    Expr::constant(name.own(), new)
                }
            }
            ExprKind::App(..) => self.app(e)?,
            ExprKind::Lam(b) | ExprKind::ForallE(b) => {
                let (ty, body) = (self.visit(b.ty())?, self.visit(b.body())?);
                if ty.r().ptr_eq(b.ty()) && body.r().ptr_eq(b.body()) {
                    e.own()
                } else if matches!(e.kind(), ExprKind::Lam(_)) {
                    Expr::lam(b.name().own(), ty, body, b.info())
                } else {
                    Expr::forall_e(b.name().own(), ty, body, b.info())
                }
            }
            ExprKind::LetE(l) => {
                let (ty, value, body) = (self.visit(l.ty())?, self.visit(l.value())?, self.visit(l.body())?);
                let same = ty.r().ptr_eq(l.ty()) && value.r().ptr_eq(l.value()) && body.r().ptr_eq(l.body());
                if same { e.own() } else { Expr::let_e(l.name().own(), ty, value, body, l.nondep()) }
            }
            ExprKind::MData(data, inner) => {
                let new = self.visit(inner)?;
                if new.r().ptr_eq(inner) { e.own() } else { Expr::mdata(data.own(), new) }
            }
            ExprKind::Proj(structure, index, inner) => {
                let new = self.visit(inner)?;
                if new.r().ptr_eq(inner) { e.own() } else { Expr::proj(structure.own(), index.own(), new) }
            }
        })
    }

    /// The value of a metavariable, with what is assigned put in, which is stored.
    fn value(&mut self, id: Name) -> Result<Option<Expr>, TooDeep> {
        let Some(value) = self.mctx.assignment(id.r()).cloned() else { return Ok(None) };
        if !value.r().data().has_mvar() {
            return Ok(Some(value));
        }
        let new = deep(|| self.visit(value.r()))?;
        if !new.ptr_eq(&value) {
            self.mctx.assign(id.r(), new.clone());
        }
        Ok(Some(new))
    }

    fn app(&mut self, e: ExprRef<'_>) -> Result<Expr, TooDeep> {
        let head = e.get_app_fn();
        let ExprKind::MVar(id) = head.kind() else { return self.args(e, None) };
        if let Some(value) = self.value(id.own())? {
            // The value is applied to the arguments as they will be, so that what it drops is not looked at.
            let args = self.all_args(e)?;
            return value.r().beta(&args);
        }
        let Some(delayed) = self.mctx.delayed_assignment(id).cloned() else { return self.args(e, None) };
        let (count, num_args) = (delayed.fvars.len(), e.get_app_num_args());
        if num_args < count {
            return self.args(e, None);
        }
        let pending = Expr::mvar(delayed.mvar_id_pending.clone());
        let value = self.visit(pending.r())?;
        if value.r().data().has_expr_mvar() {
            return self.args(e, None);
        }
        let args = self.all_args(e)?;
        let body = value.r().abstract_fvars(&delayed.fvars)?;
        let result = body.r().instantiate_rev(&args[..count])?;
        result.r().beta(&args[count..])
    }

    fn all_args(&mut self, e: ExprRef<'_>) -> Result<Vec<Expr>, TooDeep> {
        let mut args = e.app_args_rev().map(|arg| self.visit(arg)).collect::<Result<Vec<_>, _>>()?;
        args.reverse();
        Ok(args)
    }

    /// An application whose head stays, or becomes `head`.
    fn args(&mut self, e: ExprRef<'_>, head: Option<Expr>) -> Result<Expr, TooDeep> {
        let mut spine = Vec::new();
        let mut walk = e;
        while let ExprKind::App(f, arg) = walk.kind() {
            spine.push((walk, arg));
            walk = f;
        }
        let mut f = match head {
            Some(head) => head,
            None if matches!(walk.kind(), ExprKind::MVar(_)) => walk.own(),
            None => self.visit(walk)?,
        };
        let mut changed = !f.r().ptr_eq(walk);
        for (node, arg) in spine.into_iter().rev() {
            let new = self.visit(arg)?;
            changed |= !new.r().ptr_eq(arg);
            f = if changed { Expr::app(f, new) } else { node.own() };
        }
        Ok(f)
    }
}
