//! Lazy unfolding: which side is unfolded first.
//!
//! What it is: upstream's choices, which decide what a metavariable becomes. One side only, where only one unfolds. With
//! the same head, first the arguments, then both sides. Otherwise: projection functions last, reducible definitions first,
//! without metavariables the higher definition first, else whichever side shows the head of the other one.

use crate::config::Transparency;
use crate::context::Meta;
use crate::error::Result;
use crate::infer_type::Lbool;
use term::{ConstantInfo, ConstantKind, Expr, ExprKind, ExprRef, NameRef, ReducibilityHints};

impl Meta {
    pub(super) fn lazy_delta(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        match (self.delta_candidate(t), self.delta_candidate(s)) {
            (None, None) => Ok(Lbool::Undef),
            (Some(_), None) => match self.unfold_definition(t)? {
                Some(t) => self.go_on(t.r(), s),
                None => Ok(Lbool::Undef),
            },
            (None, Some(_)) => match self.unfold_definition(s)? {
                Some(s) => self.go_on(t, s.r()),
                None => Ok(Lbool::Undef),
            },
            (Some(a), Some(b)) if a.r().name() == b.r().name() => self.unfold_same(&a, t, s),
            (Some(a), Some(b)) => self.unfold_non_proj_fn(&a, &b, t, s),
        }
    }

    fn delta_candidate(&mut self, e: ExprRef<'_>) -> Option<ConstantInfo> {
        self.unfoldable_const(e.get_app_fn().const_name()?)
    }

    fn go_on(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        Ok(Lbool::from_bool(self.is_def_eq_core(t, s)?))
    }

    /// The same definition on both sides.
    fn unfold_same(&mut self, info: &ConstantInfo, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        match (t.kind(), s.kind()) {
            (ExprKind::Const(_, us), ExprKind::Const(_, vs)) => {
                let (us, vs): (Vec<_>, Vec<_>) = (us.iter().collect(), vs.iter().collect());
                if self.is_list_level_def_eq(us.into_iter(), vs.into_iter())? {
                    return Ok(Lbool::True);
                }
                match (self.unfold_definition(t)?, self.unfold_definition(s)?) {
                    (Some(t), Some(s)) => self.go_on(t.r(), s.r()),
                    _ => Ok(Lbool::Undef),
                }
            }
            (ExprKind::App(..), ExprKind::App(..)) => {
                let is_proj_fn = self.projection_info(info.r().name()).is_some();
                if !is_proj_fn && self.try_heuristic(t, s)? {
                    return Ok(Lbool::True);
                }
                match (self.unfold_definition(t)?, self.unfold_definition(s)?) {
                    (None, None) => Ok(Lbool::Undef),
                    (Some(t), None) => self.go_on(t.r(), s),
                    (None, Some(s)) => self.go_on(t, s.r()),
                    (Some(t), Some(s)) => self.go_on(t.r(), s.r()),
                }
            }
            _ => Ok(Lbool::False),
        }
    }

    /// Arguments before bodies, where that is likely to help: for definitions that are not simple, for matches, and
    /// where there are metavariables.
    pub(super) fn try_heuristic(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        let ((f, args), (g, others)) = (t.get_app_fn_args(), s.get_app_fn_args());
        let (ExprKind::Const(name, us), ExprKind::Const(_, vs)) = (f.kind(), g.kind()) else { return Ok(false) };
        let info = self.constant_info(name)?;
        if !matches!(info.r().kind(), ConstantKind::Defn(_)) {
            return Ok(false);
        }
        let worth_it = self.is_non_trivial_regular(&info) || self.matcher_info(name).is_some();
        if !worth_it && !t.data().has_expr_mvar() && !s.data().has_expr_mvar() {
            return Ok(false);
        }
        self.checkpoint(true, |meta| {
            let (us, vs): (Vec<_>, Vec<_>) = (us.iter().collect(), vs.iter().collect());
            Ok(meta.def_eq_args(f, &args, &others)? && meta.is_list_level_def_eq(us.into_iter(), vs.into_iter())?)
        })
    }

    fn is_non_trivial_regular(&self, info: &ConstantInfo) -> bool {
        let ConstantKind::Defn(val) = info.r().kind() else { return false };
        let ReducibilityHints::Regular(height) = val.hints() else { return false };
        if self.projection_info(info.r().name()).is_some() {
            return false;
        }
        height > 2 || !is_simple(body_of(val.value()))
    }

    /// A projection function waits for the other side; one of a class may wrap what the other side is.
    fn unfold_non_proj_fn(
        &mut self,
        a: &ConstantInfo,
        b: &ConstantInfo,
        t: ExprRef<'_>,
        s: ExprRef<'_>,
    ) -> Result<Lbool> {
        if let Some(t) = self.packed_instance_of(t, b.r().name())? {
            return self.go_on(t.r(), s);
        }
        if let Some(s) = self.packed_instance_of(s, a.r().name())? {
            return self.go_on(t, s.r());
        }
        let is_proj = |meta: &Meta, info: &ConstantInfo| meta.projection_info(info.r().name()).is_some();
        match (is_proj(self, a), is_proj(self, b)) {
            (true, false) => match self.unfold_definition(s)? {
                Some(s) => self.go_on(t, s.r()),
                None => self.unfold_by_height(a, b, t, s),
            },
            (false, true) => match self.unfold_definition(t)? {
                Some(t) => self.go_on(t.r(), s),
                None => self.unfold_by_height(a, b, t, s),
            },
            _ => self.unfold_reducible(a, b, t, s),
        }
    }

    /// Unfolds fields of classes as long as they are some, to see whether `name` comes out.
    fn packed_instance_of(&mut self, e: ExprRef<'_>, name: NameRef<'_>) -> Result<Option<Expr>> {
        let mut e = e.own();
        loop {
            let Some(head) = e.r().get_app_fn().const_name() else { return Ok(None) };
            if !self.projection_info(head).is_some_and(|info| info.from_class) {
                return Ok(None);
            }
            let Some(next) = self.unfold_definition(e.r())? else { return Ok(None) };
            let next = self.whnf_core(next.r())?;
            if next.r().is_app_of(name) {
                return Ok(Some(next));
            }
            e = next;
        }
    }

    fn unfold_reducible(
        &mut self,
        a: &ConstantInfo,
        b: &ConstantInfo,
        t: ExprRef<'_>,
        s: ExprRef<'_>,
    ) -> Result<Lbool> {
        if self.config.transparency > Transparency::Instances {
            match (self.is_reducible(a.r().name()), self.is_reducible(b.r().name())) {
                (true, false) => {
                    if let Some(t) = self.unfold_definition(t)? {
                        return self.go_on(t.r(), s);
                    }
                }
                (false, true) => {
                    if let Some(s) = self.unfold_definition(s)? {
                        return self.go_on(t, s.r());
                    }
                }
                _ => {}
            }
        }
        self.unfold_by_height(a, b, t, s)
    }

    fn unfold_by_height(
        &mut self,
        a: &ConstantInfo,
        b: &ConstantInfo,
        t: ExprRef<'_>,
        s: ExprRef<'_>,
    ) -> Result<Lbool> {
        if !t.data().has_expr_mvar() && !s.data().has_expr_mvar() {
            let (x, y) = (hints(a), hints(b));
            if before(x, y) {
                if let Some(t) = self.unfold_definition(t)? {
                    return self.go_on(t.r(), s);
                }
            } else if before(y, x)
                && let Some(s) = self.unfold_definition(s)?
            {
                return self.go_on(t, s.r());
            }
        }
        self.unfold_comparing_heads(t, s)
    }

    fn unfold_comparing_heads(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        let Some(new_t) = self.unfold_definition(t)? else {
            return match self.unfold_definition(s)? {
                Some(s) => self.go_on(t, s.r()),
                None => Ok(Lbool::Undef),
            };
        };
        if same_head(new_t.r(), s) {
            return self.go_on(new_t.r(), s);
        }
        match self.unfold_definition(s)? {
            None => self.go_on(new_t.r(), s),
            Some(new_s) if same_head(t, new_s.r()) => self.go_on(t, new_s.r()),
            Some(new_s) => self.go_on(new_t.r(), new_s.r()),
        }
    }
}

pub(super) fn hints(info: &ConstantInfo) -> ReducibilityHints {
    match info.r().kind() {
        ConstantKind::Defn(val) => val.hints(),
        _ => ReducibilityHints::Opaque,
    }
}

/// Whether the first is unfolded before the second.
pub(super) fn before(a: ReducibilityHints, b: ReducibilityHints) -> bool {
    match (a, b) {
        (ReducibilityHints::Regular(a), ReducibilityHints::Regular(b)) => a > b,
        (ReducibilityHints::Regular(_), ReducibilityHints::Opaque) => true,
        (ReducibilityHints::Abbrev, other) => other != ReducibilityHints::Abbrev,
        _ => false,
    }
}

fn same_head(t: ExprRef<'_>, s: ExprRef<'_>) -> bool {
    match (t.get_app_fn().const_name(), s.get_app_fn().const_name()) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

/// Below binders and annotations.
fn body_of(mut e: ExprRef<'_>) -> ExprRef<'_> {
    loop {
        e = match e.kind() {
            ExprKind::Lam(b) => b.body(),
            ExprKind::MData(_, inner) => inner,
            _ => return e,
        };
    }
}

/// Variables, literals and sorts, fields of them, and variables applied to such.
fn is_simple(e: ExprRef<'_>) -> bool {
    match e.kind() {
        ExprKind::BVar(_) | ExprKind::Sort(_) | ExprKind::Lit(_) | ExprKind::FVar(_) | ExprKind::MVar(_) => true,
        ExprKind::App(f, a) => is_simple(a) && is_simple(f),
        ExprKind::Proj(_, _, inner) | ExprKind::MData(_, inner) => is_simple(inner),
        ExprKind::Lam(_) | ExprKind::LetE(_) | ExprKind::ForallE(_) | ExprKind::Const(..) => false,
    }
}
