//! Definitional equality with metavariables: the unifier.
//!
//! What it is: [`Meta::is_def_eq`] decides whether two terms are equal by definition and assigns metavariables so that
//! they are, where there is a solution that is the only one, or the one that a reader expects. The order of attempts is
//! upstream's, since it decides which solution is found: what can be seen at once ([`quick`]), proofs of one proposition,
//! reduction without unfolding, then what is expensive: eta, projections, numbers, unfolding ([`delta`]), arguments
//! ([`args`]).
//! What it is not: complete. Higher-order unification is undecidable; what it does not solve it refuses.
//! Source: upstream's `src/Lean/Meta/ExprDefEq.lean`; Miller, A logic programming language with lambda-abstraction,
//! function variables, and simple unification (1991), for patterns.

mod approx;
mod args;
mod assign;
mod check;
mod delta;
mod eta;
mod offset;
mod proj;
mod quick;

use crate::config::{Config, ProjReduction};
use crate::context::Meta;
use crate::error::{Exception, Internal, Result};
use crate::infer_type::Lbool;
use std::rc::Rc;
use term::{Expr, ExprKind, ExprRef, Name};

impl Meta {
    /// Whether the terms are equal; where they are, metavariables are assigned as needed. Otherwise nothing has changed.
    pub fn is_def_eq(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        let before = self.def_eq_context.take();
        self.def_eq_context = Some(Rc::new((t.own(), s.own(), self.lctx.clone())));
        let result = self.checkpoint(true, |meta| meta.is_def_eq_core(t, s));
        self.def_eq_context = before;
        self.clear_transient();
        result
    }

    /// [`Meta::is_def_eq`], where an error is a no.
    pub fn is_def_eq_guarded(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        match self.is_def_eq(t, s) {
            Err(error) if error.is_runtime() => Err(error),
            Err(_) => Ok(false),
            Ok(answer) => Ok(answer),
        }
    }

    /// [`Meta::is_def_eq`] without assigning a metavariable that exists.
    pub fn is_def_eq_no_assign(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        self.with_new_mctx_depth(false, |meta| meta.is_def_eq(t, s))
    }

    /// Runs a comparison; where it says no, or its postponed levels do not fit, everything is as before.
    pub(crate) fn checkpoint(&mut self, may_postpone: bool, f: impl FnOnce(&mut Meta) -> Result<bool>) -> Result<bool> {
        let saved = self.save();
        self.postponed = Rc::default();
        let answer = match f(self) {
            Ok(true) => self.process_postponed(may_postpone),
            other => other,
        };
        match answer {
            Ok(true) => {
                let mut all = saved.postponed.clone();
                if !self.postponed.is_empty() {
                    Rc::make_mut(&mut all).extend(self.postponed.iter().cloned());
                }
                self.postponed = all;
                Ok(true)
            }
            other => {
                self.restore(&saved);
                other
            }
        }
    }

    /// Runs `f` with approximations that ordinary elaboration allows.
    pub fn approx_def_eq<T>(&mut self, f: impl FnOnce(&mut Meta) -> T) -> T {
        self.with_config(
            |config| (config.fo_approx, config.ctx_approx, config.quasi_pattern_unification) = (true, true, true),
            f,
        )
    }

    /// Runs `f` with all approximations.
    pub fn full_approx_def_eq<T>(&mut self, f: impl FnOnce(&mut Meta) -> T) -> T {
        self.approx_def_eq(|meta| meta.with_config(|config| config.const_approx = true, f))
    }

    /// The switches for comparisons of types: all definitions but irreducible ones are unfolded.
    pub(crate) fn with_infer_type_config<T>(&mut self, f: impl FnOnce(&mut Meta) -> T) -> T {
        self.with_config(
            |config| {
                config.transparency = config.transparency.max(crate::config::Transparency::Default);
                (config.beta, config.iota, config.zeta, config.zeta_have, config.zeta_delta) =
                    (true, true, true, true, true);
                config.proj = ProjReduction::YesWithDelta;
            },
            f,
        )
    }

    /// One comparison inside of another: assignments stay whatever the answer is.
    pub(crate) fn is_def_eq_core(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        self.with_incremented_depth(|meta| {
            meta.step()?;
            meta.def_eq_steps(t, s)
        })
    }

    fn def_eq_steps(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        if let Some(answer) = decided(self.quick(t, s)?) {
            return Ok(answer);
        }
        if let Some(answer) = decided(self.proof_irrel(t, s)?) {
            return Ok(answer);
        }
        let (t2, s2) = (self.whnf_core_at_def_eq(t)?, self.whnf_core_at_def_eq(s)?);
        if t2.r() != t || s2.r() != s {
            return self.is_def_eq_core(t2.r(), s2.r());
        }
        let (t, s) = (self.instantiate_mvars(t2.r())?, self.instantiate_mvars(s2.r())?);
        let key = self.def_eq_key(&t, &s);
        let transient = t.r().data().has_mvar() || s.r().data().has_mvar() || self.at_matcher;
        let found = if transient { self.transient.get(&key) } else { self.cache.def_eq.get(&key) };
        if let Some(&answer) = found {
            return Ok(answer);
        }
        let postponed = self.postponed.len();
        let answer = self.expensive(t.r(), s.r())?;
        if postponed == self.postponed.len() {
            if transient {
                // What is assigned by now must stand in the key: an assignment may be taken back.
                let (t, s) = (self.instantiate_mvars(key.0.r())?, self.instantiate_mvars(key.1.r())?);
                let key = self.def_eq_key(&t, &s);
                self.transient.insert(key, answer);
            } else {
                self.cache.def_eq.insert(key, answer);
            }
        }
        Ok(answer)
    }

    /// Both orders of a pair have one key.
    fn def_eq_key(&self, t: &Expr, s: &Expr) -> (Expr, Expr, Config) {
        let (t, s) = if t.r().hash() <= s.r().hash() { (t, s) } else { (s, t) };
        (t.clone(), s.clone(), self.config)
    }

    /// Answers about terms with metavariables are good until something is assigned by somebody else.
    pub(crate) fn clear_transient(&mut self) {
        if self.def_eq_context.is_none() {
            self.transient.clear();
        }
    }

    fn whnf_core_at_def_eq(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        self.with_config(|config| config.proj = ProjReduction::YesWithDeltaI, |meta| meta.whnf_core(e))
    }

    fn expensive(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        for (a, b) in [(t, s), (s, t)] {
            if let Some(answer) = decided(self.eta(a, b)?) {
                return Ok(answer);
            }
        }
        if self.def_eq_proj(t, s)? {
            return Ok(true);
        }
        let (t2, s2) = (self.whnf_core(t)?, self.whnf_core(s)?);
        if t2.r() != t || s2.r() != s {
            return self.is_def_eq_core(t2.r(), s2.r());
        }
        if let Some(answer) = decided(self.def_eq_nat(t, s)?) {
            return Ok(answer);
        }
        if let Some(answer) = decided(self.def_eq_offset(t, s)?) {
            return Ok(answer);
        }
        if let Some(answer) = decided(self.lazy_delta(t, s)?) {
            return Ok(answer);
        }
        // After unfolding: otherwise it would be tried at every step as soon as one side is a constructor.
        if self.eta_struct(t, s)? || self.eta_struct(s, t)? {
            return Ok(true);
        }
        if let (ExprKind::Const(c, us), ExprKind::Const(d, vs)) = (t.kind(), s.kind()) {
            let (us, vs): (Vec<_>, Vec<_>) = (us.iter().collect(), vs.iter().collect());
            return Ok(c == d && self.is_list_level_def_eq(us.into_iter(), vs.into_iter())?);
        }
        let apps = matches!((t.kind(), s.kind()), (ExprKind::App(..), ExprKind::App(..)));
        if apps && self.def_eq_app(t, s)? {
            return Ok(true);
        }
        if let Some(answer) = decided(self.def_eq_proj_inst(t, s)?) {
            return Ok(answer);
        }
        if let Some(answer) = decided(self.def_eq_string(t, s)?) {
            return Ok(answer);
        }
        if self.unit_like(t, s)? {
            return Ok(true);
        }
        self.on_failure(t, s)
    }

    /// What is left where nothing helped: an instance that is not found yet may be what a side is waiting for.
    pub(crate) fn on_failure(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<bool> {
        for e in [t, s] {
            let Some(id) = self.get_stuck_mvar(e)? else { continue };
            if self.synth_pending(id.r())? {
                let (t, s) = (self.instantiate_mvars(t)?, self.instantiate_mvars(s)?);
                return self.is_def_eq_core(t.r(), s.r());
            }
            if self.config.is_def_eq_stuck_ex && self.mvar_decl(id.r())?.depth < self.mctx.depth {
                return self.stuck(id.r());
            }
        }
        Ok(false)
    }

    /// Whether the types of two proofs are equal; undecided where the terms are no proofs.
    pub(crate) fn proof_irrel(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        if !self.config.proof_irrelevance {
            return Ok(Lbool::Undef);
        }
        let is_proof = match self.is_proof_quick(t)? {
            Lbool::False => return Ok(Lbool::Undef),
            Lbool::True => true,
            Lbool::Undef => {
                let ty = self.infer_type(t)?;
                self.is_prop(ty.r())?
            }
        };
        if !is_proof {
            return Ok(Lbool::Undef);
        }
        let (t, s) = (self.infer_type(t)?, self.infer_type(s)?);
        let same = self.with_infer_type_config(|meta| meta.is_def_eq_core(t.r(), s.r()))?;
        Ok(Lbool::from_bool(same))
    }

    /// The metavariable at the head of a term that may be assigned.
    pub(crate) fn assignable_head(&self, e: ExprRef<'_>) -> Result<Option<Name>> {
        match e.get_app_fn().kind() {
            ExprKind::MVar(id) => Ok((!self.is_read_only_or_synthetic_opaque(id)?).then(|| id.own())),
            _ => Ok(None),
        }
    }

    /// Runs `f`; where a metavariable's value cannot be what it should be, `None`.
    pub(crate) fn catch_out_of_scope<T>(&mut self, f: impl FnOnce(&mut Meta) -> Result<T>) -> Result<Option<T>> {
        match f(self) {
            Ok(value) => Ok(Some(value)),
            Err(Exception::Internal(Internal::OutOfScope | Internal::CheckAssignment)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The answer, if there is one.
pub(crate) fn decided(answer: Lbool) -> Option<bool> {
    match answer {
        Lbool::True => Some(true),
        Lbool::False => Some(false),
        Lbool::Undef => None,
    }
}
