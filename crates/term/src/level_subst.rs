//! Substitution for universe parameters, in levels and in expressions.
//!
//! Every `max` and `imax` around a replaced parameter goes through upstream's cheap simplifications, changed or not,
//! as `Level.instantiateParams` does. (Upstream's `src/Lean/Level.lean` and `src/Lean/Expr.lean`.)

use crate::data::TooDeep;
use crate::expr::{Expr, ExprKind, ExprRef};
use crate::level::{Level, LevelKind, LevelRef, LevelsRef};
use crate::level_simp::{Knower, Known};
use crate::name::NameRef;
use crate::rewrite::{self, Rewrite, Step};
use rt::Obj;
use rustc_hash::FxHashMap;

impl LevelRef<'_> {
    /// Replaces each parameter for which `subst` has a level.
    pub fn subst_params(self, mut subst: impl FnMut(NameRef<'_>) -> Option<Level>) -> Result<Level, TooDeep> {
        substitute(self, &mut subst)
    }

    /// Replaces `params[i]` by `levels[i]`. Of a name that occurs twice the first place counts; names without a level
    /// stay.
    pub fn instantiate_params(self, params: &[NameRef<'_>], levels: &[LevelRef<'_>]) -> Result<Level, TooDeep> {
        self.subst_params(|name| lookup(name, params, levels))
    }
}

fn lookup(name: NameRef<'_>, params: &[NameRef<'_>], levels: &[LevelRef<'_>]) -> Option<Level> {
    params.iter().zip(levels).find(|(param, _)| **param == name).map(|(_, level)| level.own())
}

enum Task<'a> {
    Visit(LevelRef<'a>),
    Build(LevelRef<'a>),
}

fn substitute(root: LevelRef<'_>, subst: &mut dyn FnMut(NameRef<'_>) -> Option<Level>) -> Result<Level, TooDeep> {
    if !root.has_param() {
        return Ok(root.own());
    }
    if let LevelKind::Param(name) = root.kind() {
        return Ok(subst(name).unwrap_or_else(|| root.own()));
    }
    let mut knower = Knower::default();
    let mut done: FxHashMap<usize, Known> = FxHashMap::default();
    let mut values: Vec<Known> = Vec::new();
    let mut todo = vec![Task::Visit(root)];
    while let Some(task) = todo.pop() {
        match task {
            Task::Visit(u) if !u.has_param() => values.push(knower.know(u.own())),
            Task::Visit(u) => match (done.get(&u.addr()), u.kind()) {
                (Some(value), _) => values.push(value.clone()),
                (None, LevelKind::Param(name)) => {
                    values.push(knower.know(subst(name).unwrap_or_else(|| u.own())));
                }
                (None, LevelKind::Succ(v)) => todo.extend([Task::Build(u), Task::Visit(v)]),
                (None, LevelKind::Max(v, w) | LevelKind::IMax(v, w)) => {
                    todo.extend([Task::Build(u), Task::Visit(w), Task::Visit(v)]);
                }
                // Neither holds a parameter, whatever a forged word says.
                (None, LevelKind::Zero | LevelKind::MVar(_)) => values.push(knower.know(u.own())),
            },
            Task::Build(u) => {
                let value = rebuild(u, &mut values)?;
                if !u.0.is_exclusive() {
                    done.insert(u.addr(), value.clone());
                }
                values.push(value);
            }
        }
    }
    Ok(pop(&mut values).level)
}

fn pop(values: &mut Vec<Known>) -> Known {
    match values.pop() {
        Some(value) => value,
        None => rt::bug!("a substitution lost a level"),
    }
}

/// Rebuilds `u` from its children's results; the same object if the result is no other.
fn rebuild(u: LevelRef<'_>, values: &mut Vec<Known>) -> Result<Known, TooDeep> {
    match u.kind() {
        LevelKind::Succ(v) => {
            let new = pop(values);
            let level = if new.level.r().ptr_eq(v) { u.own() } else { Level::succ(new.level.clone())? };
            Ok(new.succ(level))
        }
        LevelKind::Max(v, w) => {
            let (new_w, new_v) = (pop(values), pop(values));
            let unchanged = new_v.level.r().ptr_eq(v) && new_w.level.r().ptr_eq(w);
            Ok(keep(u, unchanged, new_v.max(new_w)?))
        }
        LevelKind::IMax(v, w) => {
            let (new_w, new_v) = (pop(values), pop(values));
            let unchanged = new_v.level.r().ptr_eq(v) && new_w.level.r().ptr_eq(w);
            Ok(keep(u, unchanged, new_v.imax(new_w)?))
        }
        LevelKind::Zero | LevelKind::Param(_) | LevelKind::MVar(_) => rt::bug!("rebuilding a level without parts"),
    }
}

/// `simple`, as the object `u` if nothing below `u` changed and `simple` is no other level.
fn keep(u: LevelRef<'_>, unchanged: bool, simple: Known) -> Known {
    if unchanged && simple.level.r() == u { simple.at_object(u.own()) } else { simple }
}

impl ExprRef<'_> {
    /// Replaces universe parameters throughout the term; see [`LevelRef::instantiate_params`].
    pub fn instantiate_level_params(self, params: &[NameRef<'_>], levels: &[LevelRef<'_>]) -> Result<Expr, TooDeep> {
        self.subst_level_params(|name| lookup(name, params, levels))
    }

    /// Replaces each universe parameter for which `subst` has a level.
    pub fn subst_level_params(self, subst: impl FnMut(NameRef<'_>) -> Option<Level>) -> Result<Expr, TooDeep> {
        if !self.data().has_level_param() {
            return Ok(self.own());
        }
        rewrite::run(self, &mut LevelParams { subst, levels: FxHashMap::default(), lists: FxHashMap::default() })
    }
}

struct LevelParams<F> {
    subst: F,
    /// Results for levels of sorts and for level lists, by address. The objects live as long as the term that is
    /// being rewritten.
    levels: FxHashMap<usize, Level>,
    lists: FxHashMap<usize, Obj>,
}

impl<F: FnMut(NameRef<'_>) -> Option<Level>> LevelParams<F> {
    fn level(&mut self, u: LevelRef<'_>) -> Result<Level, TooDeep> {
        if let Some(done) = self.levels.get(&u.addr()) {
            return Ok(done.clone());
        }
        let new = substitute(u, &mut self.subst)?;
        self.levels.insert(u.addr(), new.clone());
        Ok(new)
    }

    fn list(&mut self, us: LevelsRef<'_>) -> Result<Obj, TooDeep> {
        if let Some(done) = self.lists.get(&us.0.addr()) {
            return Ok(done.clone());
        }
        let mut changed = false;
        let mut new = Vec::new();
        for u in us.iter() {
            let level = self.level(u)?;
            changed |= !level.r().ptr_eq(u);
            new.push(level.into_obj());
        }
        let list = if changed { Obj::list(new.into_iter()) } else { us.0.to_obj() };
        self.lists.insert(us.0.addr(), list.clone());
        Ok(list)
    }
}

impl<F: FnMut(NameRef<'_>) -> Option<Level>> Rewrite for LevelParams<F> {
    type Error = TooDeep;
    const OFFSETS: bool = false;
    const ONCE: bool = false;

    fn step(&mut self, e: ExprRef<'_>, _: u32) -> Result<Step, TooDeep> {
        if !e.data().has_level_param() {
            return Ok(Step::Same);
        }
        match e.kind() {
            ExprKind::Sort(u) => {
                let new = self.level(u)?;
                Ok(if new.r().ptr_eq(u) { Step::Same } else { Step::New(Expr::sort(new)) })
            }
            ExprKind::Const(name, us) => {
                let new = self.list(us)?;
                let same = new.r().ptr_eq(us.0);
                Ok(if same { Step::Same } else { Step::New(Expr::const_of_list(name.own(), new)) })
            }
            _ => Ok(Step::Into),
        }
    }
}
