//! Levels made equal by assigning metavariables.
//!
//! What it is: what has one solution is solved; what cannot be decided yet is *postponed*, and looked at again when a
//! comparison of terms that needed it ends. What is left then is solved by the natural one of several solutions, if the
//! caller allows approximations.
//! Source: upstream's `src/Lean/Meta/LevelDefEq.lean`.

use super::normalize::{normalize, occurs};
use crate::context::{Meta, PostponedLevel};
use crate::error::Result;
use crate::infer_type::Lbool;
use crate::instantiate::deep;
use std::rc::Rc;
use term::{Level, LevelKind, LevelRef, NameRef};

impl Meta {
    /// Whether the levels are equal, with what has to be assigned for it. `true` also where that is postponed.
    pub fn is_level_def_eq(&mut self, u: LevelRef<'_>, v: LevelRef<'_>) -> Result<bool> {
        deep(|| self.level_def_eq(u, v))
    }

    fn level_def_eq(&mut self, u: LevelRef<'_>, v: LevelRef<'_>) -> Result<bool> {
        if u == v {
            return Ok(true);
        }
        if let (LevelKind::Succ(u), LevelKind::Succ(v)) = (u.kind(), v.kind()) {
            return self.is_level_def_eq(u, v);
        }
        let ((base_u, k), (base_v, l)) = (u.to_offset(), v.to_offset());
        if base_u == base_v {
            return Ok(k == l);
        }
        let (new_u, new_v) = (self.instantiate_level_mvars(u)?, self.instantiate_level_mvars(v)?);
        let (new_u, new_v) = (normalize(new_u.r())?, normalize(new_v.r())?);
        if new_u.r() != u || new_v.r() != v {
            return self.is_level_def_eq(new_u.r(), new_v.r());
        }
        for (u, v) in [(u, v), (v, u)] {
            match self.solve_level(u, v)? {
                Lbool::True => return Ok(true),
                Lbool::False => return Ok(false),
                Lbool::Undef => {}
            }
        }
        if !self.mctx.has_assignable_level(u) && !self.mctx.has_assignable_level(v) {
            return match (u.kind(), v.kind()) {
                (LevelKind::MVar(id), _) | (_, LevelKind::MVar(id)) if self.config.is_def_eq_stuck_ex => self.stuck(id),
                _ => Ok(false),
            };
        }
        self.postpone_level(u, v);
        Ok(true)
    }

    fn postpone_level(&mut self, u: LevelRef<'_>, v: LevelRef<'_>) {
        let context = self.def_eq_context.clone();
        let entry = PostponedLevel { span: self.span, lhs: u.own(), rhs: v.own(), context };
        Rc::make_mut(&mut self.postponed).push(entry);
    }

    fn solve_level(&mut self, u: LevelRef<'_>, v: LevelRef<'_>) -> Result<Lbool> {
        match (u.kind(), v.kind()) {
            (LevelKind::MVar(id), _) => {
                if !self.mctx.is_level_assignable(id) {
                    return Ok(Lbool::Undef);
                }
                // Levels of outer depths may be assignable, too; the inner one gives way.
                if let LevelKind::MVar(other) = v.kind()
                    && self.level_mvar_depth(other) > self.level_mvar_depth(id)
                {
                    self.mctx.assign_level(other, u.own());
                    return Ok(Lbool::True);
                }
                if !occurs(u, v) {
                    self.mctx.assign_level(id, v.own());
                    return Ok(Lbool::True);
                }
                if matches!(v.kind(), LevelKind::Max(..)) && !strictly_occurs(u, v) {
                    self.solve_self_max(id, v)?;
                    return Ok(Lbool::True);
                }
                Ok(Lbool::Undef)
            }
            // From the other side.
            (_, LevelKind::MVar(_)) => Ok(Lbool::Undef),
            (LevelKind::Zero, LevelKind::Max(a, b)) => {
                let both = self.is_level_def_eq(u, a)? && self.is_level_def_eq(u, b)?;
                Ok(Lbool::from_bool(both))
            }
            (LevelKind::Zero, LevelKind::IMax(_, b)) => Ok(Lbool::from_bool(self.is_level_def_eq(u, b)?)),
            (LevelKind::Zero, LevelKind::Succ(_)) | (LevelKind::Succ(_), LevelKind::Param(_)) => Ok(Lbool::False),
            (LevelKind::Succ(inner), _) => {
                if matches!(inner.kind(), LevelKind::MVar(_)) && occurs(inner, v) {
                    return Ok(Lbool::Undef);
                }
                match self.dec_level_opt(v)? {
                    Some(v) => Ok(Lbool::from_bool(self.is_level_def_eq(inner, v.r())?)),
                    None => Ok(Lbool::Undef),
                }
            }
            _ if self.univ_approx && (self.approx_self_max(u, v) || self.approx_max_max(u, v)) => Ok(Lbool::True),
            _ => Ok(Lbool::Undef),
        }
    }

    fn level_mvar_depth(&self, id: NameRef<'_>) -> u32 {
        self.mctx.find_level_decl(id).map_or(0, |decl| decl.depth)
    }

    /// `?m =?= max ?m v` becomes `?m := max ?n v` for a new `?n`.
    fn solve_self_max(&mut self, id: NameRef<'_>, v: LevelRef<'_>) -> Result<()> {
        let rest = self.mk_fresh_level_mvar();
        let value = max_without(id, v, rest)?;
        self.mctx.assign_level(id, value);
        Ok(())
    }

    /// `v` with `v + 1 = u`; metavariables are assigned successors of new ones. `None` leaves everything as it was.
    pub fn dec_level_opt(&mut self, u: LevelRef<'_>) -> Result<Option<Level>> {
        let before = self.mctx.clone();
        let result = self.dec_level_aux(u)?;
        if result.is_none() {
            self.mctx = before;
        }
        Ok(result)
    }

    fn dec_level_aux(&mut self, u: LevelRef<'_>) -> Result<Option<Level>> {
        deep(|| match u.kind() {
            LevelKind::Zero | LevelKind::Param(_) => Ok(None),
            LevelKind::Succ(u) => Ok(Some(u.own())),
            LevelKind::MVar(id) => {
                if let Some(value) = self.mctx.level_assignment(id).cloned() {
                    return self.dec_level_aux(value.r());
                }
                if !self.mctx.is_level_assignable(id) {
                    return Ok(None);
                }
                let new = self.mk_fresh_level_mvar();
                self.mctx.assign_level(id, Level::succ(new.clone())?);
                Ok(Some(new))
            }
            LevelKind::Max(a, b) | LevelKind::IMax(a, b) => {
                let Some(a) = self.dec_level_aux(a)? else { return Ok(None) };
                let Some(b) = self.dec_level_aux(b)? else { return Ok(None) };
                Ok(Some(Level::max_simp(a, b)?))
            }
        })
    }

    /// `v` with `v + 1 = u`.
    pub fn dec_level(&mut self, u: LevelRef<'_>) -> Result<Level> {
        match self.dec_level_opt(u)? {
            Some(v) => Ok(v),
            None => self.fail(crate::message![
                "invalid universe level, ",
                crate::message::MessageData::Level(u.own()),
                " is not greater than 0"
            ]),
        }
    }

    /// Whether lists of levels are equal.
    pub fn is_list_level_def_eq<'a, 'b>(
        &mut self,
        us: impl ExactSizeIterator<Item = LevelRef<'a>>,
        vs: impl ExactSizeIterator<Item = LevelRef<'b>>,
    ) -> Result<bool> {
        if us.len() != vs.len() {
            return Ok(false);
        }
        for (u, v) in us.zip(vs) {
            if !self.is_level_def_eq(u, v)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Looks at postponed comparisons again, as long as their number falls. Where some are left, they stay postponed if
    /// that is allowed; otherwise those with several solutions are given the natural one.
    pub fn process_postponed(&mut self, may_postpone: bool) -> Result<bool> {
        loop {
            let before = self.postponed.len();
            if before == 0 {
                return Ok(true);
            }
            if !self.process_postponed_step()? {
                return Ok(false);
            }
            let after = self.postponed.len();
            if after > 0 && after >= before {
                if may_postpone || self.univ_approx {
                    return Ok(may_postpone);
                }
                self.univ_approx = true;
                let result = self.process_postponed(false);
                self.univ_approx = false;
                return result;
            }
        }
    }

    fn process_postponed_step(&mut self) -> Result<bool> {
        let all = std::mem::take(&mut self.postponed);
        for entry in all.iter() {
            let before = (self.span, self.def_eq_context.clone());
            (self.span, self.def_eq_context) = (entry.span, entry.context.clone());
            let result = self.is_level_def_eq(entry.lhs.r(), entry.rhs.r());
            (self.span, self.def_eq_context) = before;
            if !result? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `u =?= max u ?m` by `?m := u`.
    fn approx_self_max(&mut self, u: LevelRef<'_>, v: LevelRef<'_>) -> bool {
        let LevelKind::Max(a, b) = v.kind() else { return false };
        for (part, mvar) in [(a, b), (b, a)] {
            if let LevelKind::MVar(id) = mvar.kind()
                && part == u
                && self.mctx.is_level_assignable(id)
            {
                self.mctx.assign_level(id, u.own());
                return true;
            }
        }
        false
    }

    /// `max u₁ u₂ =?= max u₁ ?m` by `?m := u₂`.
    fn approx_max_max(&mut self, u: LevelRef<'_>, v: LevelRef<'_>) -> bool {
        let (LevelKind::Max(u1, u2), LevelKind::Max(a, b)) = (u.kind(), v.kind()) else { return false };
        for (part, mvar) in [(a, b), (b, a)] {
            let LevelKind::MVar(id) = mvar.kind() else { continue };
            if !self.mctx.is_level_assignable(id) {
                continue;
            }
            for (same, other) in [(u1, u2), (u2, u1)] {
                if same == part {
                    self.mctx.assign_level(id, other.own());
                    return true;
                }
            }
        }
        false
    }
}

/// Whether `u` is a proper part of one of the parts of the `max` `v`.
fn strictly_occurs(u: LevelRef<'_>, v: LevelRef<'_>) -> bool {
    match v.kind() {
        LevelKind::Max(a, b) => deep(|| strictly_occurs(u, a) || strictly_occurs(u, b)),
        _ => v != u && occurs(u, v),
    }
}

/// The parts of the `max` `v` but for a metavariable, and `rest`.
fn max_without(id: NameRef<'_>, v: LevelRef<'_>, rest: Level) -> Result<Level> {
    deep(|| match v.kind() {
        LevelKind::Max(a, b) => {
            let rest = max_without(id, a, rest)?;
            max_without(id, b, rest)
        }
        LevelKind::MVar(other) if other == id => Ok(rest),
        _ => Ok(Level::max_simp(rest, v.own())?),
    })
}
