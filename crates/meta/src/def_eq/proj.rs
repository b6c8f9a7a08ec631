//! Projections that do not reduce.

use crate::config::Transparency;
use crate::context::Meta;
use crate::def_eq::delta::{before, hints};
use crate::error::Result;
use crate::infer_type::Lbool;
use crate::whnf::small;
use term::{ConstantKind, Expr, ExprKind, ExprRef, Level, NameRef};

/// One step of unfolding structures that are projected from.
enum Step {
    Equal,
    Unknown,
    Go(Expr, Expr),
    Different(Expr, Expr),
}

impl Meta {
    pub(super) fn def_eq_proj(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        match (t.kind(), s.kind()) {
            (ExprKind::Proj(m, i, a), ExprKind::Proj(n, j, b)) => {
                if m != n || i != j {
                    return Ok(false);
                }
                if self.in_type_class_resolution {
                    // There, fields of different structures are rarely equal, and unfolding is dear.
                    return self.is_def_eq_core(a, b);
                }
                self.def_eq_proj_delta(m, i.to_u64(), a, b)
            }
            (ExprKind::Proj(name, i, inner), _) if i.to_u64() == Some(0) => self.def_eq_singleton(name, inner, s),
            (_, ExprKind::Proj(name, i, inner)) if i.to_u64() == Some(0) => self.def_eq_singleton(name, inner, t),
            _ => Ok(false),
        }
    }

    /// `a.i =?= b.i` by unfolding `a` and `b` step by step, as lazily as they would be by themselves.
    fn def_eq_proj_delta(&mut self, name: NameRef<'_>, i: Option<u64>, a: ExprRef<'_>, b: ExprRef<'_>) -> Result<bool> {
        let (mut a, mut b) = (self.whnf_core(a)?, self.whnf_core(b)?);
        if self.quick(a.r(), b.r())? == Lbool::True {
            return Ok(true);
        }
        loop {
            self.step()?;
            match self.delta_step(a.r(), b.r())? {
                Step::Equal => return Ok(true),
                Step::Go(x, y) => (a, b) = (x, y),
                Step::Unknown => return self.def_eq_fields(name, i, a, b),
                Step::Different(x, y) => return self.def_eq_fields(name, i, x, y),
            }
        }
    }

    fn def_eq_fields(&mut self, name: NameRef<'_>, i: Option<u64>, a: Expr, b: Expr) -> Result<bool> {
        match (self.project_core(name, i, a.r())?, self.project_core(name, i, b.r())?) {
            (Some(a), Some(b)) => self.is_def_eq_core(a.r(), b.r()),
            _ => self.is_def_eq_core(a.r(), b.r()),
        }
    }

    fn delta_step(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Step> {
        let candidate =
            |meta: &mut Meta, e: ExprRef<'_>| e.get_app_fn().const_name().and_then(|n| meta.unfoldable_const(n));
        let (a, b) = (candidate(self, t), candidate(self, s));
        let (left, right) = match (&a, &b) {
            (None, None) => return Ok(Step::Unknown),
            (Some(_), None) => (true, false),
            (None, Some(_)) => (false, true),
            (Some(a), Some(b)) => {
                let (x, y) = (hints(a), hints(b));
                if before(y, x) {
                    (false, true)
                } else if before(x, y) {
                    (true, false)
                } else {
                    let apps = matches!((t.kind(), s.kind()), (ExprKind::App(..), ExprKind::App(..)));
                    if a.r().name() == b.r().name() && apps && self.try_heuristic(t, s)? {
                        return Ok(Step::Equal);
                    }
                    (true, true)
                }
            }
        };
        let new_t = if left { self.unfold_definition(t)? } else { None };
        let new_s = if right { self.unfold_definition(s)? } else { None };
        if new_t.is_none() && new_s.is_none() {
            return Ok(Step::Unknown);
        }
        let (t, s) = (new_t.unwrap_or_else(|| t.own()), new_s.unwrap_or_else(|| s.own()));
        let (t, s) = (self.whnf_core(t.r())?, self.whnf_core(s.r())?);
        Ok(match self.quick(t.r(), s.r())? {
            Lbool::True => Step::Equal,
            Lbool::False => Step::Different(t, s),
            Lbool::Undef => Step::Go(t, s),
        })
    }

    /// `(?m as).1 =?= v` for a structure with one field, which is no class: `?m as =?= ⟨v⟩`.
    fn def_eq_singleton(&mut self, name: NameRef<'_>, e: ExprRef<'_>, v: ExprRef<'_>) -> Result<bool> {
        if self.is_class_name(name) || !self.is_structure_like(name) {
            return Ok(false);
        }
        let Some(ctor) = self.first_ctor(name) else { return Ok(false) };
        let info = self.constant_info(ctor.r())?;
        let ConstantKind::Ctor(val) = info.r().kind() else { return Ok(false) };
        if small(val.num_fields()) != 1 {
            return Ok(false);
        }
        let ty = self.infer_type(e)?;
        let ty = self.whnf(ty.r())?;
        let (head, params) = ty.r().get_app_fn_args();
        let ExprKind::Const(induct, levels) = head.kind() else { return Ok(false) };
        if induct != name {
            return Ok(false);
        }
        let e = self.whnf(e)?;
        if self.assignable_head(e.r())?.is_none() {
            return Ok(false);
        }
        let levels: Vec<Level> = levels.iter().map(|u| u.own()).collect();
        let value = Expr::app(Expr::mk_app_n(Expr::constant(ctor, levels), &params), v.own());
        self.process_assignment_whnf(e.r(), value.r())
    }

    /// Fields of classes, where instances are unfolded and nothing else.
    pub(super) fn def_eq_proj_inst(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        if self.config.transparency != Transparency::Instances {
            return Ok(Lbool::Undef);
        }
        let (new_t, new_s) = (self.unfold_proj_inst(t)?, self.unfold_proj_inst(s)?);
        if new_t.is_none() && new_s.is_none() {
            return Ok(Lbool::Undef);
        }
        let (t, s) = (new_t.unwrap_or_else(|| t.own()), new_s.unwrap_or_else(|| s.own()));
        Ok(Lbool::from_bool(self.is_def_eq_core(t.r(), s.r())?))
    }
}
