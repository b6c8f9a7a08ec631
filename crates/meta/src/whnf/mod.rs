//! Weak head normal forms, as far as switches and transparency allow.
//!
//! What it is: [`Meta::whnf_core`] does everything but unfold definitions: functions applied, `let`s and assigned
//! metavariables put in, matches ([`matcher`]), recursors ([`recursor`]), projections ([`project`]). [`Meta::whnf`] also
//! unfolds ([`unfold`]) and computes with numbers ([`nat`]).
//! Source: upstream's `src/Lean/Meta/WHNF.lean`.

mod literal;
mod matcher;
pub(crate) mod nat;
mod project;
mod recursor;
mod stuck;
pub mod unfold;

pub use matcher::ReduceMatcher;
pub(crate) use recursor::small;

use crate::config::{Config, ProjReduction};
use crate::context::Meta;
use crate::error::Result;
use term::{ConstantKind, Expr, ExprKind, ExprRef};

/// A term after what can be seen of its head without work.
enum Easy {
    /// It is in normal form.
    Done(Expr),
    /// Its head may reduce.
    Hard(Expr),
}

impl Meta {
    /// The weak head normal form.
    pub fn whnf(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        let e = match self.whnf_easy(e)? {
            Easy::Done(e) => return Ok(e),
            Easy::Hard(e) => e,
        };
        // The form of a term with metavariables changes when they are assigned.
        let key = (!e.r().data().has_mvar() && !self.mentions_let(e.r())).then(|| (e.clone(), self.whnf_key()));
        if let Some(found) = key.as_ref().and_then(|key| self.cache.whnf.get(key)) {
            return Ok(found.clone());
        }
        let result = self.with_incremented_depth(|meta| meta.whnf_loop(e))?;
        if let Some(key) = key {
            self.cache.whnf.insert(key, result.clone());
        }
        Ok(result)
    }

    /// The switches that decide a normal form.
    fn whnf_key(&self) -> Config {
        self.config
    }

    /// Whether the context is one in which a variable of `e` may have a value.
    fn mentions_let(&self, e: ExprRef<'_>) -> bool {
        e.data().has_fvar() && self.config.track_zeta_delta
    }

    fn whnf_loop(&mut self, mut e: Expr) -> Result<Expr> {
        loop {
            self.step()?;
            let core = self.whnf_core(e.r())?;
            if let Some(number) = self.reduce_nat(core.r())? {
                return Ok(number);
            }
            match self.unfold_definition(core.r())? {
                Some(next) => e = next,
                None => return Ok(core),
            }
        }
    }

    /// Whatever is seen of a term without work: variables with values, assigned metavariables, annotations.
    fn whnf_easy(&mut self, e: ExprRef<'_>) -> Result<Easy> {
        let mut e = e.own();
        loop {
            let next = match e.r().kind() {
                ExprKind::ForallE(_) | ExprKind::Lam(_) | ExprKind::Sort(_) | ExprKind::Lit(_) => {
                    return Ok(Easy::Done(e));
                }
                ExprKind::BVar(_) => return self.fail("loose bound variable in expression"),
                ExprKind::LetE(_) | ExprKind::Const(..) | ExprKind::App(..) | ExprKind::Proj(..) => {
                    return Ok(Easy::Hard(e));
                }
                ExprKind::MData(_, inner) => inner.own(),
                ExprKind::FVar(id) => {
                    let decl = self.local_decl(id)?;
                    match &decl.value {
                        Some(value) if self.may_zeta_delta(&decl) => {
                            if self.config.track_zeta_delta {
                                self.note_zeta_delta(id);
                            }
                            value.clone()
                        }
                        _ => return Ok(Easy::Done(e)),
                    }
                }
                ExprKind::MVar(id) => match self.mctx.assignment(id) {
                    Some(value) => value.clone(),
                    None => return Ok(Easy::Done(e)),
                },
            };
            e = next;
        }
    }

    /// Whether a variable may be replaced by its value.
    fn may_zeta_delta(&self, decl: &crate::local_context::LocalDecl) -> bool {
        if decl.nondep {
            return false;
        }
        self.config.zeta_delta || decl.is_impl_detail()
    }

    /// The weak head normal form without unfolding of definitions.
    pub fn whnf_core(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        match self.whnf_easy(e)? {
            Easy::Done(e) => Ok(e),
            Easy::Hard(e) => self.with_incremented_depth(|meta| meta.whnf_core_loop(e)),
        }
    }

    fn whnf_core_loop(&mut self, mut e: Expr) -> Result<Expr> {
        loop {
            self.step()?;
            let next = match e.r().kind() {
                ExprKind::LetE(l) if self.config.zeta && (self.config.zeta_have || !l.nondep()) => {
                    Some(l.body().instantiate1(&l.value())?)
                }
                ExprKind::App(..) => match self.whnf_app(e.r())? {
                    Step::Next(next) => Some(next),
                    Step::Stuck(e) => return Ok(e),
                },
                ExprKind::Proj(structure, index, inner) => {
                    let index = index.to_u64();
                    let (structure, inner) = (structure.own(), inner.own());
                    self.whnf_proj(structure.r(), index, inner.r())?
                }
                _ => None,
            };
            let Some(next) = next else { return Ok(e) };
            e = match self.whnf_easy(next.r())? {
                Easy::Done(e) => return Ok(e),
                Easy::Hard(e) => e,
            };
        }
    }

    /// One step of an application.
    fn whnf_app(&mut self, e: ExprRef<'_>) -> Result<Step> {
        let head = e.get_app_fn();
        let new_head = if let ExprKind::Const(..) = head.kind() { head.own() } else { self.whnf_core(head)? };
        if matches!(new_head.r().kind(), ExprKind::Lam(_)) && self.config.beta {
            let args: Vec<ExprRef<'_>> = e.app_args_rev().collect();
            return Ok(Step::Next(new_head.r().beta_rev(&args)?));
        }
        if let ExprKind::MVar(_) = new_head.r().kind()
            && let Some(next) = self.expand_delayed(new_head.r(), e)?
        {
            return Ok(Step::Next(next));
        }
        let e = if new_head.r().ptr_eq(head) {
            e.own()
        } else {
            let args: Vec<ExprRef<'_>> = e.app_args_rev().collect();
            Expr::mk_app_rev(new_head.clone(), &args)
        };
        if !self.config.iota {
            return Ok(Step::Stuck(e));
        }
        match self.reduce_matcher(e.r())? {
            ReduceMatcher::Reduced(next) => return Ok(Step::Next(next)),
            ReduceMatcher::Stuck(_) | ReduceMatcher::PartialApp => return Ok(Step::Stuck(e)),
            ReduceMatcher::NotMatcher => {}
        }
        let ExprKind::Const(name, levels) = new_head.r().kind() else { return Ok(Step::Stuck(e)) };
        let Some(info) = self.unfoldable_const(name) else { return Ok(Step::Stuck(e)) };
        let levels: Vec<_> = levels.iter().collect();
        let next = match info.r().kind() {
            ConstantKind::Rec(val) => self.reduce_rec(val, &levels, e.r())?,
            ConstantKind::Quot(val) => self.reduce_quot(val.quot_kind(), e.r())?,
            ConstantKind::Defn(_) if self.is_aux_def(name) => self.delta_beta(&info, &levels, e.r())?,
            _ => None,
        };
        Ok(next.map_or(Step::Stuck(e), Step::Next))
    }

    /// `?m a₁ … aₙ` whose metavariable waits for another one, if that has a value by now.
    fn expand_delayed(&mut self, head: ExprRef<'_>, e: ExprRef<'_>) -> Result<Option<Expr>> {
        let ExprKind::MVar(id) = head.kind() else { return Ok(None) };
        let Some(delayed) = self.mctx.delayed_assignment(id).cloned() else { return Ok(None) };
        let count = delayed.fvars.len();
        if count > e.get_app_num_args() {
            return Ok(None);
        }
        let value = self.instantiate_mvars(Expr::mvar(delayed.mvar_id_pending.clone()).r())?;
        if value.r().data().has_expr_mvar() {
            return Ok(None);
        }
        let (_, args) = e.get_app_fn_args();
        let body = value.r().abstract_fvars(&delayed.fvars)?;
        let result = body.r().instantiate_rev(&args[..count])?;
        Ok(Some(Expr::mk_app_n(result, &args[count..])))
    }

    fn whnf_proj(
        &mut self,
        structure: term::NameRef<'_>,
        index: Option<u64>,
        inner: ExprRef<'_>,
    ) -> Result<Option<Expr>> {
        let reduced = match self.config.proj {
            ProjReduction::No => return Ok(None),
            ProjReduction::Yes => self.whnf_core(inner)?,
            ProjReduction::YesWithDelta => self.whnf(inner)?,
            ProjReduction::YesWithDeltaI => {
                let mode = self.config.transparency.min(crate::config::Transparency::Instances);
                self.with_transparency(mode, |meta| meta.whnf(inner))?
            }
        };
        self.project_core(structure, index, reduced.r())
    }

    /// Whether a definition is one that recursors come with: unfolded where a recursor would be reduced.
    fn is_aux_def(&self, name: term::NameRef<'_>) -> bool {
        self.is_aux_recursor(name) || self.is_no_confusion(name)
    }

    /// Reduces the head until `pred` holds, unfolding definitions.
    pub fn whnf_head_pred(
        &mut self,
        e: ExprRef<'_>,
        mut pred: impl FnMut(&mut Meta, ExprRef<'_>) -> Result<bool>,
    ) -> Result<Expr> {
        let mut e = e.own();
        loop {
            self.step()?;
            let core = self.whnf_core(e.r())?;
            if !matches!(core.r().kind(), ExprKind::App(..) | ExprKind::Const(..) | ExprKind::Proj(..))
                || pred(self, core.r())?
            {
                return Ok(core);
            }
            match self.unfold_definition(core.r())? {
                Some(next) => e = next,
                None => return Ok(core),
            }
        }
    }

    /// Reduces until the head is this constant; `None` if it never is.
    pub fn whnf_until(&mut self, e: ExprRef<'_>, name: term::NameRef<'_>) -> Result<Option<Expr>> {
        let result = self.whnf_head_pred(e, |_, e| Ok(e.is_app_of(name)))?;
        Ok(result.r().is_app_of(name).then_some(result))
    }

    /// The weak head normal form with reducible definitions unfolded.
    pub fn whnf_r(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        self.with_transparency(crate::config::Transparency::Reducible, |meta| meta.whnf(e))
    }

    /// The weak head normal form with all but irreducible definitions unfolded.
    pub fn whnf_d(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        self.with_transparency(crate::config::Transparency::Default, |meta| meta.whnf(e))
    }

    /// The weak head normal form with instances unfolded.
    pub fn whnf_i(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        self.with_transparency(crate::config::Transparency::Instances, |meta| meta.whnf(e))
    }
}

/// What one step of reduction comes to.
enum Step {
    /// It goes on with this term.
    Next(Expr),
    /// Nothing at the head reduces.
    Stuck(Expr),
}
