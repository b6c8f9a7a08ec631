//! The checker: types, reduction and comparison of terms, by evaluation to values.
//!
//! What it is: the state that one thread keeps while it checks declarations one after another, and the operations on
//! terms that the rules for each kind of declaration are made of. `value` is what terms evaluate to, `eval` and
//! `reduce` how, `type_of` and `infer` are the typing rules without and with checks, `conv` is comparison, `quote` the
//! way back to terms, `explain` the words of a rejection, `declaration` the rules for a declaration.
//!
//! A term at this interface is closed but for *locals*, which stand for the variables of an opened binder.
//!
//! What it assumes: nothing of the input. Results are kept from one declaration to the next, which is sound because what
//! is visible only grows; [`Checker::reset`] drops them.

mod conv;
mod declaration;
mod eval;
mod explain;
mod free;
mod incomplete;
mod infer;
mod literal;
mod quote;
mod reduce;
mod stack;
mod type_of;
mod value;

use crate::environment::{Constant, DeclId, Environment};
use crate::inductive::Workspace;
use crate::limits::Limits;
use crate::primitive::{Known, NatOp};
use crate::session::{Evidence, World};
use crate::terms::{Cell, ExprId, Exprs, LevelId, LevelsId, Name, NameId, Node, ParamsId, Tag, Terms};
use crate::verdict::{Limit, Result, Rule, Stop};
use hashbrown::{HashMap, HashSet};
use rustc_hash::FxBuildHasher;
use stack::Stack;
use std::time::Instant;
use value::{SubstId, ValueId, Values};

/// The check ended early; why is in [`Checker::halt`]. A result that carries nothing fits in registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Halt;

/// The result of an inner step.
pub(crate) type Done<T> = std::result::Result<T, Halt>;

type Map<K, V> = HashMap<K, V, FxBuildHasher>;
type Set<K> = HashSet<K, FxBuildHasher>;

/// The stack that must be left when a step begins.
const STACK_RESERVE: usize = 256 << 10;

struct LocalInfo {
    name: NameId,
    /// The type as a term; found from the variable where nobody gave one.
    ty: Option<ExprId>,
    var: ValueId,
}

/// Whether it is known which functions on numbers may be computed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ops {
    /// It is in [`Known`].
    Known,
    /// Nobody has looked, in this session.
    Unknown,
    /// Nobody has looked, and a step wanted to know.
    Wanted,
}

/// One thread's checker.
pub struct Checker<'e> {
    /// What the input declares.
    pub env: &'e Environment,
    /// The tables of the input, and what was added while checking.
    pub terms: Terms,
    /// What may be used.
    pub limits: Limits,
    /// Declarations before this one are visible.
    pub visible: DeclId,
    /// Constants that are visible though no declaration before `visible` declares them: those that the check of a group
    /// has come to believe. They hide those of the same name.
    pub overlay: HashMap<NameId, Constant, FxBuildHasher>,
    /// Whether what is checked may refer to unsafe constants.
    pub unsafe_allowed: bool,
    /// Where constants are from that no input declares: those of a session.
    pub(crate) world: Option<Box<World>>,
    /// What a rejection is about, for sessions.
    pub(crate) evidence: Option<Evidence>,
    pub(crate) known: Known,
    pub(crate) ops: Ops,
    values: Values,
    stack: Stack,
    substs: Vec<(ParamsId, LevelsId)>,
    subst_table: Map<(ParamsId, LevelsId), SubstId>,
    masks: Map<ExprId, u64>,
    /// Pairs that were found equal, and different.
    equal: Set<u64>,
    unequal: Set<u64>,
    /// Pairs of applications whose arguments are not equal.
    failed: Set<u64>,
    /// Functions, and the types that they were checked against.
    against: Set<(ValueId, ValueId)>,
    /// For the type of a function that was checked, a [`Kind::PiOf`]: how many binders its term begins with, and the type
    /// of what is below them, where that mentions none of their variables. What the function gives for arguments has that
    /// type whatever they are, and is not looked at again for each.
    ///
    /// [`Kind::PiOf`]: value::Kind::PiOf
    results: Map<ValueId, (usize, ValueId)>,
    proof_makers: Map<NameId, bool>,
    rec_inducts: Map<NameId, Option<NameId>>,
    /// The level parameters in force, the substitution that keeps them, and levels that use no others.
    scope: ParamsId,
    scope_subst: SubstId,
    level_checked: Set<LevelId>,
    locals: Vec<LocalInfo>,
    /// In a session, how the binders were called that variables were made for.
    var_names: Map<ValueId, NameId>,
    local_of: Map<ValueId, ExprId>,
    next_level: u32,
    quoted: Map<ValueId, ExprId>,
    halt: Option<Stop>,
    /// What the input lacks and this check would need: the first such constant that something was stuck at.
    lacks: Option<NameId>,
    /// The memory that groups of inductive types are checked in.
    pub(crate) inductive: Workspace,
    /// Steps of the declaration at hand.
    steps: u64,
    started: Instant,
    /// The address below which the stack may not grow.
    stack_floor: usize,
}

impl<'e> Checker<'e> {
    /// A checker of nothing yet. It is used on the thread that makes it, whose stack has `limits.stack` bytes.
    pub fn new(env: &'e Environment, known: Known, limits: Limits) -> Checker<'e> {
        let mut checker = Checker {
            env,
            terms: env.terms.layer(),
            limits,
            visible: DeclId(0),
            overlay: HashMap::default(),
            unsafe_allowed: false,
            world: None,
            evidence: None,
            known,
            ops: Ops::Known,
            values: Values::default(),
            stack: Stack::default(),
            substs: Vec::new(),
            subst_table: Map::default(),
            masks: Map::default(),
            equal: Set::default(),
            unequal: Set::default(),
            failed: Set::default(),
            against: Set::default(),
            results: Map::default(),
            proof_makers: Map::default(),
            rec_inducts: Map::default(),
            scope: ParamsId(0),
            scope_subst: SubstId(0),
            level_checked: Set::default(),
            locals: Vec::new(),
            var_names: Map::default(),
            local_of: Map::default(),
            next_level: 0,
            quoted: Map::default(),
            halt: None,
            lacks: None,
            inductive: Workspace::default(),
            steps: 0,
            started: Instant::now(),
            stack_floor: 0,
        };
        checker.enter();
        checker.reset();
        checker
    }

    /// Says that the stack begins about here, with `limits.stack` bytes left.
    pub(crate) fn enter(&mut self) {
        let here = 0u8;
        self.stack_floor = (&raw const here as usize).saturating_sub(self.limits.stack.saturating_sub(STACK_RESERVE));
    }

    /// The visible constant of this name.
    #[inline]
    pub fn find(&self, name: NameId) -> Option<&Constant> {
        if !self.overlay.is_empty()
            && let Some(constant) = self.overlay.get(&name)
        {
            return Some(constant);
        }
        match self.env.find(name) {
            Some(id) => (self.env.declared_by(id) < self.visible).then(|| self.env.constant(id)),
            None => self.world.as_ref()?.find(name),
        }
    }

    /// The constant of this name among those that are declared, wherever, whatever the overlay says.
    pub(crate) fn find_declared(&self, name: NameId) -> Option<&Constant> {
        match self.env.find(name) {
            Some(id) => Some(self.env.constant(id)),
            None => self.world.as_ref()?.find(name),
        }
    }

    /// Whether there may be constants or bodies that the input does not hold.
    #[inline]
    pub(crate) fn is_incomplete(&self) -> bool {
        self.env.is_incomplete() || self.world.as_ref().is_some_and(|world| !world.is_whole())
    }

    /// The names that the kernel knows, and what it may compute with them.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// The function that a name stands for, if it is computed by the machine. Stops where that is not known yet.
    #[inline]
    fn nat_op(&mut self, name: NameId) -> Done<Option<NatOp>> {
        let op = self.known.nat_op(name);
        if op.is_none() && self.ops != Ops::Known && self.is_nat_op_name(name) {
            self.ops = Ops::Wanted;
            return self.begin_again();
        }
        Ok(op)
    }

    /// Ends a check that will be done again with more at hand.
    #[cold]
    fn begin_again<T>(&mut self) -> Done<T> {
        self.halt(Stop::Decline(Limit::Unsupported { what: "something that has to be looked up first" }))
    }

    /// Whether this is the name of a function that might be computed.
    #[cold]
    fn is_nat_op_name(&self, name: NameId) -> bool {
        let names = &self.terms.names;
        let Name::Str(prefix, text) = names.get(name) else { return false };
        Some(prefix) == self.known.nat && NatOp::ALL.iter().any(|op| op.name() == names.text(text))
    }

    /// Sets the level parameters that may occur in what is checked next. Rejects a list that names one twice.
    pub fn set_level_params(&mut self, params: ParamsId) -> Result<()> {
        let list = self.terms.levels.params(params);
        for (at, name) in list.iter().enumerate() {
            if list[..at].contains(name) {
                let detail = format!("the level parameter {} is listed twice", self.name_text(NameId(*name)));
                let name = NameId(*name);
                self.note(|| Evidence::DuplicateLevelParam(name));
                return Err(Stop::reject(Rule::DuplicateLevelParam, detail));
            }
        }
        if params != self.scope || self.scope_subst.0 == 0 {
            self.scope = params;
            self.level_checked.clear();
            let identity = self.terms.levels.identity(params);
            self.scope_subst = self.subst(params, identity);
        }
        Ok(())
    }

    /// A new local of this type, different from all others of this declaration. `name` is for messages.
    pub fn local(&mut self, name: NameId, ty: ExprId) -> Result<ExprId> {
        let result = (|| {
            let value = self.eval_top(ty)?;
            let level = self.next_level.max(self.values.bound(value));
            let var = self.fresh(level, value)?;
            self.next_level = level + 1;
            self.new_local(name, Some(ty), var)
        })();
        self.end(result)
    }

    fn new_local(&mut self, name: NameId, ty: Option<ExprId>, var: ValueId) -> Done<ExprId> {
        let number = self.locals.len() as u32;
        let local = self.cell(Cell::new(Tag::Local, number, 0), false)?;
        self.locals.push(LocalInfo { name, ty, var });
        self.local_of.insert(var, local);
        Ok(local)
    }

    /// The type that a local was made with, and its name. `None` for what is no local.
    pub fn local_type(&self, local: ExprId) -> Option<(NameId, ExprId)> {
        let Node::Local(number) = self.terms.exprs.node(local) else { return None };
        let info = self.locals.get(number as usize)?;
        Some((info.name, info.ty?))
    }

    /// A local that stands for a value.
    pub(crate) fn local_value_of(&mut self, name: NameId, ty: ExprId, value: ExprId) -> Result<ExprId> {
        let result = (|| {
            let var = self.eval_top(value)?;
            let number = self.locals.len() as u32;
            self.locals.push(LocalInfo { name, ty: Some(ty), var });
            self.cell(Cell::new(Tag::Local, number, 0), false)
        })();
        self.end(result)
    }

    /// The name and type of the local of this number, where the type does not take too long to write down.
    pub(crate) fn local_info(&mut self, number: u32) -> Option<(NameId, ExprId)> {
        let &LocalInfo { name, ty, var } = self.locals.get(number as usize)?;
        let ty = match ty {
            Some(ty) => Some(ty),
            None => self
                .within_budget(|this| {
                    let ty = this.type_of(var)?;
                    this.quote(ty)
                })
                .ok(),
        }?;
        if let Some(info) = self.locals.get_mut(number as usize) {
            info.ty = Some(ty);
        }
        Some((name, ty))
    }

    fn local_value(&mut self, e: ExprId) -> Done<ValueId> {
        let number = self.terms.exprs.cell(e).a;
        match self.locals.get(number as usize) {
            Some(info) => Ok(info.var),
            None => self.reject(Rule::LooseBvar, "a free variable occurs"),
        }
    }

    /// The type of `e`, with every rule checked.
    pub fn infer(&mut self, e: ExprId) -> Result<ExprId> {
        let result = self.check_infer(e, self.scope_subst).and_then(|ty| self.quote(ty));
        self.end(result)
    }

    /// The level of the sort that the type of `ty` reduces to, with every rule checked; rejects `ty` if it is no type.
    pub fn infer_sort(&mut self, ty: ExprId) -> Result<LevelId> {
        let result = self.check_sort(ty, self.scope_subst);
        self.end(result)
    }

    /// Checks `e` with every rule, and that it has the type `ty`, which is a type.
    pub fn check_type(&mut self, e: ExprId, ty: ExprId) -> Result<bool> {
        let result = (|| {
            let expected = self.delay_top(ty)?;
            Ok(self.check_against(e, expected, self.scope_subst)?.is_ok())
        })();
        self.end(result)
    }

    /// As [`Self::infer`], for a term that is known to be well typed.
    pub fn infer_only(&mut self, e: ExprId) -> Result<ExprId> {
        let result = (|| {
            let value = self.delay_top(e)?;
            let ty = self.type_of(value)?;
            self.quote(ty)
        })();
        self.end(result)
    }

    /// As [`Self::infer_sort`], for a type that is known to be well typed.
    pub fn sort_level(&mut self, ty: ExprId) -> Result<LevelId> {
        let result = (|| {
            let value = self.delay_top(ty)?;
            self.sort_of(value)
        })();
        self.end(result)
    }

    /// The weak head normal form. A term that is in it already (a sort, binder or literal) is given back as it is.
    pub fn whnf(&mut self, e: ExprId) -> Result<ExprId> {
        if matches!(self.terms.exprs.cell(e).tag(), Tag::Sort | Tag::Pi | Tag::Lam | Tag::Nat | Tag::Str) {
            return Ok(e);
        }
        let result = (|| {
            let value = self.eval_top(e)?;
            let whnf = Checker::whnf_value(self, value)?;
            // Where nothing reduced, the term is its own normal form; reading the value back would lose sharing.
            if whnf == value && self.is_spine(e) { Ok(e) } else { self.quote(whnf) }
        })();
        self.end(result)
    }

    /// Whether `e` is a constant, local or projection, applied: a term that evaluation leaves as it is.
    fn is_spine(&self, mut e: ExprId) -> bool {
        loop {
            let cell = self.terms.exprs.cell(e);
            match cell.tag() {
                Tag::App => e = ExprId(cell.a),
                tag => return matches!(tag, Tag::Const | Tag::Local | Tag::Proj),
            }
        }
    }

    /// Whether two well-typed terms are equal by definition.
    pub fn is_def_eq(&mut self, a: ExprId, b: ExprId) -> Result<bool> {
        if a == b {
            return Ok(true);
        }
        let result = (|| {
            let (a, b) = (self.delay_top(a)?, self.delay_top(b)?);
            self.conv(a, b)
        })();
        self.end(result)
    }

    fn delay_top(&mut self, e: ExprId) -> Done<ValueId> {
        let mark = self.stack.mark();
        let result = self.delay(e, self.scope_subst);
        self.stack.reset(mark);
        result
    }

    fn eval_top(&mut self, e: ExprId) -> Done<ValueId> {
        let value = self.delay_top(e)?;
        self.force(value)
    }

    /// Forgets all values, locals and overlays; call it when the overlay loses a constant.
    pub fn reset(&mut self) {
        self.overlay.clear();
        self.forget();
    }

    /// Forgets also the terms that were made: what follows finds the checker as new.
    pub fn begin(&mut self) {
        if !self.terms.exprs.clear_open() {
            self.terms.exprs = Exprs::over(self.env.terms.exprs.clone());
        }
        self.reset();
    }

    /// Forgets all values and locals.
    fn forget(&mut self) {
        const KEEP: usize = 1 << 16;
        self.values.clear(KEEP);
        self.stack.clear();
        self.substs.clear();
        self.substs.push((ParamsId(0), LevelsId(0)));
        self.subst_table.clear();
        self.masks.clear();
        self.equal.clear();
        self.unequal.clear();
        self.failed.clear();
        self.against.clear();
        self.results.clear();
        self.proof_makers.clear();
        self.rec_inducts.clear();
        self.locals.clear();
        self.var_names.clear();
        self.local_of.clear();
        self.next_level = 0;
        self.quoted.clear();
        if self.values.len() > KEEP {
            self.masks.shrink_to(KEEP);
            self.equal.shrink_to(KEEP);
            self.unequal.shrink_to(KEEP);
            self.failed.shrink_to(KEEP);
            self.against.shrink_to(KEEP);
            self.results.shrink_to(KEEP);
            self.quoted.shrink_to(KEEP);
        }
        let scope = self.scope;
        let identity = self.terms.levels.identity(scope);
        self.scope_subst = self.subst(scope, identity);
    }

    /// Bytes in use by values, caches and the layer of terms. What was used before [`Checker::begin`] does not count, so
    /// the figure is the same in every run.
    pub fn bytes(&self) -> usize {
        self.values.bytes()
            + self.terms.exprs.own_len() * 24
            + (self.equal.len() + self.unequal.len() + self.failed.len() + self.against.len()) * 9
            + self.results.len() * 25
            + self.masks.len() * 14
            + self.quoted.len() * 9
            + self.stack.len() * 4
    }

    pub(crate) fn end<T>(&mut self, result: Done<T>) -> Result<T> {
        self.stack.clear();
        match result {
            Ok(value) => Ok(value),
            Err(Halt) => Err(self.halt.take().unwrap_or(Stop::Decline(Limit::Unsupported { what: "nothing known" }))),
        }
    }

    pub(crate) fn halt<T>(&mut self, stop: Stop) -> Done<T> {
        self.halt.get_or_insert(stop);
        Err(Halt)
    }

    /// An expression of this layer.
    fn cell(&mut self, cell: Cell, level_has_param: bool) -> Done<ExprId> {
        match self.terms.exprs.intern(cell, level_has_param) {
            Ok(id) => Ok(id),
            Err(_) => self.too_deep(),
        }
    }

    /// Counts a step of work, and looks at the limits now and then.
    #[inline]
    fn step(&mut self) -> Done<()> {
        self.steps += 1;
        if self.steps & 0xfff == 0 { self.look_at_limits() } else { Ok(()) }
    }

    #[cold]
    fn look_at_limits(&mut self) -> Done<()> {
        if self.world.as_ref().is_some_and(|world| world.has_missed()) {
            return self.begin_again();
        }
        if self.steps > self.limits.steps {
            return self.halt(Stop::Decline(Limit::Steps { steps: self.limits.steps }));
        }
        if self.bytes() > self.limits.memory {
            return self.halt(Stop::Decline(Limit::Memory { bytes: self.limits.memory as u64 }));
        }
        if let Some(time) = self.limits.time
            && self.started.elapsed() > time
        {
            return self.halt(Stop::Decline(Limit::Time { millis: time.as_millis() as u64 }));
        }
        Ok(())
    }

    /// Makes sure that the stack is deep enough for one more step down.
    #[inline]
    fn guard(&mut self) -> Done<()> {
        let here = 0u8;
        if (&raw const here as usize) < self.stack_floor { self.too_deep() } else { Ok(()) }
    }

    #[cold]
    fn too_deep<T>(&mut self) -> Done<T> {
        self.halt(Stop::Decline(Limit::Depth { stack_bytes: self.limits.stack as u64 }))
    }

    fn levels_equal(&mut self, a: LevelId, b: LevelId) -> Done<bool> {
        if a == b {
            return Ok(true);
        }
        match self.terms.levels.is_equiv(a, b) {
            Ok(answer) => Ok(answer),
            Err(_) => self.halt(Stop::Decline(Limit::Levels)),
        }
    }

    fn level_is_zero(&mut self, level: LevelId) -> Done<bool> {
        match self.terms.levels.is_zero(level) {
            Ok(answer) => Ok(answer),
            Err(_) => self.halt(Stop::Decline(Limit::Levels)),
        }
    }

    fn level_is_never_zero(&mut self, level: LevelId) -> Done<bool> {
        match self.terms.levels.is_never_zero(level) {
            Ok(answer) => Ok(answer),
            Err(_) => self.halt(Stop::Decline(Limit::Levels)),
        }
    }
}
