//! The state of elaboration that concerns terms, and the operations that move through binders.
//!
//! What it is: [`Meta`], which holds the environment, the metavariables, the variables in scope, switches and caches. An
//! operation that works below a binder puts the variable into scope, runs, and takes it out again.
//! What it is not: anything that knows where a term comes from.
//! Source: upstream's `src/Lean/Meta/Basic.lean`.

use crate::cache::Cache;
use crate::config::{Config, Transparency};
use crate::error::{ErrorData, Exception, Internal, Result, Runtime, Span};
use crate::local_context::{LocalContext, LocalDecl, LocalDeclKind};
use crate::message::{MessageContext, MessageData};
use crate::metavar_context::{LocalInstance, LocalInstances, MetavarContext, MetavarDecl, MetavarKind};
use env::environment::Environment;
use env::name_gen::NameGenerator;
use env::persistent::NameSet;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use term::{BinderInfo, ConstantInfo, Expr, ExprKind, ExprRef, Level, LevelRef, Name, NameRef};

/// A comparison of levels that could not be decided yet.
#[derive(Clone)]
pub struct PostponedLevel {
    /// What it is about.
    pub span: Span,
    /// The levels.
    pub lhs: Level,
    #[allow(missing_docs, reason = "see above")]
    pub rhs: Level,
    /// The terms whose comparison needed it.
    pub context: Option<Rc<(Expr, Expr, LocalContext)>>,
}

/// Limits, as options of the user.
#[derive(Clone, Copy, Debug)]
pub struct MetaLimits {
    /// Depth of recursion.
    pub max_rec_depth: u32,
    /// Work, in steps; 0 is no limit.
    pub max_heartbeats: u64,
    /// Work for one problem of instances.
    pub synth_max_heartbeats: u64,
    /// Instances in one answer.
    pub synth_max_size: u32,
}

impl Default for MetaLimits {
    fn default() -> MetaLimits {
        MetaLimits {
            max_rec_depth: 512,
            max_heartbeats: 200_000_000,
            synth_max_heartbeats: 20_000_000,
            synth_max_size: 128,
        }
    }
}

/// Finds the instance that a metavariable stands for; whether it did.
pub type SynthPending = fn(&mut Meta, NameRef<'_>) -> Result<bool>;

/// What can be saved and restored: everything that backtracking takes back.
#[derive(Clone)]
pub struct Saved {
    env: Environment,
    mctx: MetavarContext,
    pub(crate) postponed: Rc<Vec<PostponedLevel>>,
}

/// The state.
pub struct Meta {
    /// Constants.
    pub env: Environment,
    /// Metavariables.
    pub mctx: MetavarContext,
    /// Variables in scope.
    pub lctx: LocalContext,
    /// The instances among them.
    pub local_instances: LocalInstances,
    /// Switches.
    pub config: Config,
    /// Limits.
    pub limits: MetaLimits,
    /// Names of variables and metavariables.
    pub ngen: NameGenerator,
    /// Comparisons of levels that wait.
    pub postponed: Rc<Vec<PostponedLevel>>,
    /// What was found before.
    pub cache: Cache,
    /// What the present operation is about.
    pub span: Span,
    /// Finds the instance that a metavariable stands for, if it stands for one; set by the elaborator, who knows.
    pub synth_pending: Option<SynthPending>,
    /// Definitions by structural recursion are unfolded where a match of them reduces (option `smartUnfolding`).
    pub smart_unfolding: bool,
    /// The terms that are compared.
    pub(crate) def_eq_context: Option<Rc<(Expr, Expr, LocalContext)>>,
    /// Answers about terms with metavariables.
    pub(crate) transient: FxHashMap<(Expr, Expr, Config), bool>,
    /// What a match looks at is reduced.
    pub(crate) at_matcher: bool,
    /// Instances are looked for.
    pub(crate) in_type_class_resolution: bool,
    /// Levels with several solutions are given the natural one.
    pub(crate) univ_approx: bool,
    /// Variables that were replaced by their values, where that is noted.
    pub zeta_delta_fvars: NameSet,
    pub(crate) depth: u32,
    steps: u64,
    /// The step at which the present operation gives up, and what that means.
    step_limit: u64,
}

impl Meta {
    /// A state without variables.
    pub fn new(env: Environment) -> Meta {
        let limits = MetaLimits::default();
        Meta {
            env,
            mctx: MetavarContext::default(),
            lctx: LocalContext::new(),
            local_instances: LocalInstances::default(),
            config: Config::default(),
            limits,
            ngen: NameGenerator::default(),
            postponed: Rc::default(),
            cache: Cache::default(),
            span: Span::default(),
            synth_pending: None,
            smart_unfolding: true,
            def_eq_context: None,
            transient: FxHashMap::default(),
            at_matcher: false,
            in_type_class_resolution: false,
            univ_approx: false,
            zeta_delta_fvars: NameSet::default(),
            depth: 0,
            steps: 0,
            step_limit: u64::MAX,
        }
    }

    /// An error about what is at hand.
    pub fn error(&self, message: impl Into<MessageData>) -> Exception {
        let message = self.with_context(message.into());
        Exception::Error(Rc::new(ErrorData { span: self.span, message }))
    }

    /// Fails with an error.
    pub fn fail<T>(&self, message: impl Into<MessageData>) -> Result<T> {
        Err(self.error(message))
    }

    /// A message whose terms mean what they mean here.
    pub fn with_context(&self, message: MessageData) -> MessageData {
        let context = MessageContext { env: self.env.clone(), mctx: self.mctx.clone(), lctx: self.lctx.clone() };
        MessageData::WithContext(Rc::new(context), Rc::new(message))
    }

    /// Counts a unit of work.
    #[inline]
    pub fn step(&mut self) -> Result<()> {
        self.steps += 1;
        if self.steps >= self.step_limit { Err(Exception::Runtime(Runtime::MaxHeartbeats, self.span)) } else { Ok(()) }
    }

    /// Begins to count the work of a command.
    pub fn begin_steps(&mut self) {
        self.steps = 0;
        self.step_limit = match self.limits.max_heartbeats {
            0 => u64::MAX,
            max => max,
        };
    }

    /// Runs `f` with at most `steps` units of work, which also count for whoever calls.
    pub fn with_step_limit<T>(&mut self, steps: u64, f: impl FnOnce(&mut Meta) -> Result<T>) -> Result<T> {
        let before = self.step_limit;
        self.step_limit = before.min(self.steps.saturating_add(steps));
        let result = f(self);
        self.step_limit = before;
        result
    }

    /// Runs `f` one level deeper in the recursion.
    pub fn with_incremented_depth<T>(&mut self, f: impl FnOnce(&mut Meta) -> Result<T>) -> Result<T> {
        if self.depth >= self.limits.max_rec_depth {
            return Err(Exception::Runtime(Runtime::MaxRecDepth, self.span));
        }
        self.depth += 1;
        let result = crate::instantiate::deep(|| f(self));
        self.depth -= 1;
        result
    }

    /// The state, to be restored.
    pub fn save(&self) -> Saved {
        Saved { env: self.env.clone(), mctx: self.mctx.clone(), postponed: self.postponed.clone() }
    }

    /// Back to a saved state.
    pub fn restore(&mut self, saved: &Saved) {
        self.env = saved.env.clone();
        self.mctx = saved.mctx.clone();
        self.postponed = saved.postponed.clone();
    }

    /// Runs `f`; where it fails, but for limits, the state is as before.
    pub fn attempt<T>(&mut self, f: impl FnOnce(&mut Meta) -> Result<T>) -> Result<Option<T>> {
        let saved = self.save();
        match f(self) {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_runtime() => Err(error),
            Err(_) => {
                self.restore(&saved);
                Ok(None)
            }
        }
    }

    /// Runs `f`; where it says no or fails, the state is as before.
    pub fn commit_when(&mut self, f: impl FnOnce(&mut Meta) -> Result<bool>) -> Result<bool> {
        let saved = self.save();
        match f(self) {
            Ok(true) => Ok(true),
            Ok(false) => {
                self.restore(&saved);
                Ok(false)
            }
            Err(error) => {
                self.restore(&saved);
                Err(error)
            }
        }
    }

    /// Runs `f` and takes back what it did.
    pub fn without_modifying_state<T>(&mut self, f: impl FnOnce(&mut Meta) -> Result<T>) -> Result<T> {
        let saved = self.save();
        let result = f(self);
        self.restore(&saved);
        result
    }

    /// Runs `f` with other switches.
    pub fn with_config<T>(&mut self, change: impl FnOnce(&mut Config), f: impl FnOnce(&mut Meta) -> T) -> T {
        let before = self.config;
        change(&mut self.config);
        let result = f(self);
        self.config = before;
        result
    }

    /// Runs `f` with this transparency.
    pub fn with_transparency<T>(&mut self, mode: Transparency, f: impl FnOnce(&mut Meta) -> T) -> T {
        self.with_config(|config| config.transparency = mode, f)
    }

    /// Runs `f` with at least this transparency.
    pub fn with_at_least_transparency<T>(&mut self, mode: Transparency, f: impl FnOnce(&mut Meta) -> T) -> T {
        let mode = mode.max(self.config.transparency);
        self.with_transparency(mode, f)
    }

    /// Runs `f` with metavariables that exist as constants; those that `f` makes are gone afterwards.
    pub fn with_new_mctx_depth<T>(
        &mut self,
        allow_level_assignments: bool,
        f: impl FnOnce(&mut Meta) -> Result<T>,
    ) -> Result<T> {
        let (depth, level_depth) = (self.mctx.depth, self.mctx.level_assign_depth);
        self.mctx.increase_depth(allow_level_assignments);
        let result = f(self);
        (self.mctx.depth, self.mctx.level_assign_depth) = (depth, level_depth);
        result
    }

    /// A constant.
    pub fn constant_info(&self, name: NameRef<'_>) -> Result<ConstantInfo> {
        match self.find(name) {
            Some(info) => Ok(info),
            None => self.fail(crate::message!["Unknown constant `", MessageData::Name(name.own()), "`"]),
        }
    }

    /// What is declared of a metavariable.
    pub fn mvar_decl(&self, id: NameRef<'_>) -> Result<Rc<MetavarDecl>> {
        match self.mctx.find_decl(id) {
            Some(decl) => Ok(decl.clone()),
            None => self.fail(crate::message!["unknown metavariable '?", MessageData::Name(id.own()), "'"]),
        }
    }

    /// A new metavariable whose value may mention the variables in scope.
    pub fn mk_fresh_expr_mvar(&mut self, ty: Expr, kind: MetavarKind, user_name: Name) -> Expr {
        let (lctx, instances) = (self.lctx.clone(), self.local_instances.clone());
        self.mk_fresh_expr_mvar_at(lctx, instances, ty, kind, user_name, 0)
    }

    /// A new natural metavariable without a name.
    pub fn mk_mvar(&mut self, ty: Expr) -> Expr {
        self.mk_fresh_expr_mvar(ty, MetavarKind::Natural, Name::anonymous())
    }

    /// A new metavariable in the given context.
    pub fn mk_fresh_expr_mvar_at(
        &mut self,
        lctx: LocalContext,
        instances: LocalInstances,
        ty: Expr,
        kind: MetavarKind,
        user_name: Name,
        num_scope_args: u32,
    ) -> Expr {
        let id = self.ngen.fresh();
        self.mctx.add_decl(id.clone(), user_name, lctx, instances, ty, kind, num_scope_args);
        Expr::mvar(id)
    }

    /// A new metavariable of levels.
    pub fn mk_fresh_level_mvar(&mut self) -> Level {
        let id = self.ngen.fresh();
        self.mctx.add_level_decl(id.clone());
        Level::mvar(id)
    }

    /// New metavariables of levels.
    pub fn mk_fresh_level_mvars(&mut self, count: usize) -> Vec<Level> {
        (0..count).map(|_| self.mk_fresh_level_mvar()).collect()
    }

    /// A new metavariable whose type is a sort.
    pub fn mk_fresh_type_mvar(&mut self, kind: MetavarKind, user_name: Name) -> Expr {
        let level = self.mk_fresh_level_mvar();
        self.mk_fresh_expr_mvar(Expr::sort(level), kind, user_name)
    }

    /// A constant at new levels.
    pub fn mk_const_with_fresh_mvar_levels(&mut self, name: NameRef<'_>) -> Result<Expr> {
        let info = self.constant_info(name)?;
        let levels = self.mk_fresh_level_mvars(info.r().level_params().len());
        Ok(Expr::constant(name.own(), levels))
    }

    /// The term with what is assigned put in.
    pub fn instantiate_mvars(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        Ok(self.mctx.instantiate(e)?)
    }

    /// The level with what is assigned put in.
    pub fn instantiate_level_mvars(&mut self, u: LevelRef<'_>) -> Result<Level> {
        Ok(self.mctx.instantiate_level(u)?)
    }

    /// A variable in scope.
    pub fn local_decl(&self, id: NameRef<'_>) -> Result<Rc<LocalDecl>> {
        match self.lctx.find(id) {
            Some(decl) => Ok(decl.clone()),
            None => self.fail(crate::message!["unknown free variable '", MessageData::Name(id.own()), "'"]),
        }
    }

    /// The declaration of a variable that is given as a term.
    pub fn fvar_decl(&self, e: ExprRef<'_>) -> Result<Rc<LocalDecl>> {
        match e.kind() {
            ExprKind::FVar(id) => self.local_decl(id),
            _ => self.fail("a free variable was expected"),
        }
    }

    /// Runs `f` with other variables in scope.
    pub fn with_lctx<T>(&mut self, lctx: LocalContext, instances: LocalInstances, f: impl FnOnce(&mut Meta) -> T) -> T {
        let lctx = std::mem::replace(&mut self.lctx, lctx);
        let instances = std::mem::replace(&mut self.local_instances, instances);
        let result = f(self);
        (self.lctx, self.local_instances) = (lctx, instances);
        result
    }

    /// Runs `f` with the variables of a metavariable in scope.
    pub fn with_mvar_context<T>(&mut self, id: NameRef<'_>, f: impl FnOnce(&mut Meta) -> Result<T>) -> Result<T> {
        let decl = self.mvar_decl(id)?;
        self.with_lctx(decl.lctx.clone(), decl.local_instances.clone(), f)
    }

    /// Runs `f` and takes the variables that it left in scope out again.
    pub fn scoped<T>(&mut self, f: impl FnOnce(&mut Meta) -> Result<T>) -> Result<T> {
        let (lctx, instances) = (self.lctx.clone(), self.local_instances.clone());
        let result = f(self);
        (self.lctx, self.local_instances) = (lctx, instances);
        result
    }

    /// Puts a variable into scope, until [`Meta::scoped`] ends.
    pub fn push_local(&mut self, name: Name, ty: Expr, info: BinderInfo, kind: LocalDeclKind) -> Result<Expr> {
        let id = self.ngen.fresh();
        let decl = self.lctx.mk_local_decl(id, name, ty, info, kind);
        let fvar = decl.to_expr();
        self.note_instance(&decl, &fvar)?;
        Ok(fvar)
    }

    /// Puts a variable with a value into scope, until [`Meta::scoped`] ends.
    pub fn push_let(&mut self, name: Name, ty: Expr, value: Expr, nondep: bool, kind: LocalDeclKind) -> Result<Expr> {
        let id = self.ngen.fresh();
        let decl = self.lctx.mk_let_decl(id, name, ty, value, nondep, kind);
        let fvar = decl.to_expr();
        self.note_instance(&decl, &fvar)?;
        Ok(fvar)
    }

    /// Notes a variable as an instance if its type is a class.
    fn note_instance(&mut self, decl: &LocalDecl, fvar: &Expr) -> Result<()> {
        if decl.is_impl_detail() {
            return Ok(());
        }
        if let Some(class) = self.is_class(decl.ty.r())? {
            self.add_local_instance(class, fvar.clone());
        }
        Ok(())
    }

    /// Adds an instance to those among the variables.
    pub fn add_local_instance(&mut self, class: Name, fvar: Expr) {
        Rc::make_mut(&mut self.local_instances).push(LocalInstance { class, fvar });
    }

    /// Runs `f` with a new variable in scope.
    pub fn with_local_decl<T>(
        &mut self,
        name: Name,
        info: BinderInfo,
        ty: Expr,
        f: impl FnOnce(&mut Meta, Expr) -> Result<T>,
    ) -> Result<T> {
        self.scoped(|meta| {
            let fvar = meta.push_local(name, ty, info, LocalDeclKind::Default)?;
            f(meta, fvar)
        })
    }

    /// Runs `f` with a new variable with a value in scope.
    pub fn with_let_decl<T>(
        &mut self,
        name: Name,
        ty: Expr,
        value: Expr,
        f: impl FnOnce(&mut Meta, Expr) -> Result<T>,
    ) -> Result<T> {
        self.scoped(|meta| {
            let fvar = meta.push_let(name, ty, value, false, LocalDeclKind::Default)?;
            f(meta, fvar)
        })
    }

    /// The exception of a comparison that depends on a metavariable.
    pub fn stuck<T>(&self, id: NameRef<'_>) -> Result<T> {
        Err(Exception::Internal(Internal::IsDefEqStuck(id.own())))
    }

    /// Finds the instance that a metavariable stands for, if it stands for one.
    pub(crate) fn synth_pending(&mut self, id: NameRef<'_>) -> Result<bool> {
        match self.synth_pending {
            Some(find) => self.with_incremented_depth(|meta| find(meta, id)),
            None => Ok(false),
        }
    }

    /// Notes that a variable was replaced by its value.
    pub(crate) fn note_zeta_delta(&mut self, id: NameRef<'_>) {
        self.zeta_delta_fvars.insert_mut(id.own());
    }
}
