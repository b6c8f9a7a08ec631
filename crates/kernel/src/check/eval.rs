//! Evaluation: a term and what its variables stand for, to a value.
//!
//! What it is: an environment machine in the manner of Krivine's, with memory for what it was asked before. Arguments
//! are not evaluated until something looks at them, and then once: a delayed argument is a value of its own
//! ([`Kind::Thunk`]), the same one each time that the same term is delayed with the same variables.
//!
//! The frame of the term that is evaluated is the top of one stack: variable `i` is the `i`-th value from the top.
//! A function's body is evaluated in place, with its arguments pushed; a closure is made only for a function that is
//! not applied. Source: Krivine, A call-by-name lambda-calculus machine (2007); Grégoire and Leroy, A compiled
//! implementation of strong reduction (ICFP 2002), for the forms of stuck terms.

use super::stack::Mark;
use super::value::{Closure, EnvId, Kind, Memo, NONE, SubstId, ValueId};
use super::{Checker, Done};
use crate::environment::ConstantKind;
use crate::terms::{ExprId, LevelId, LevelsId, Node, ParamsId, Tag};
use crate::verdict::Rule;
use smallvec::SmallVec;

/// Arguments that wait for a function, the first one last.
type Pending = SmallVec<[ValueId; 16]>;

impl Checker<'_> {
    /// The substitution of these levels for these parameters.
    pub(super) fn subst(&mut self, params: ParamsId, levels: LevelsId) -> SubstId {
        if params.0 == 0 {
            return SubstId(0);
        }
        let next = SubstId(self.substs.len() as u32);
        let id = *self.subst_table.entry((params, levels)).or_insert(next);
        if id == next {
            self.substs.push((params, levels));
        }
        id
    }

    pub(super) fn level_in(&mut self, level: LevelId, subst: SubstId) -> LevelId {
        if subst.0 == 0 {
            return level;
        }
        let (params, levels) = self.substs[subst.0 as usize];
        self.terms.levels.subst(level, params, levels)
    }

    pub(super) fn levels_in(&mut self, list: LevelsId, subst: SubstId) -> LevelsId {
        if subst.0 == 0 || list.0 == 0 {
            return list;
        }
        let (params, levels) = self.substs[subst.0 as usize];
        self.terms.levels.subst_list(list, params, levels)
    }

    /// The value of variable `at` in the frame on top of the stack.
    #[inline]
    fn lookup(&mut self, at: u32) -> Done<ValueId> {
        let value = self.stack.get(at, &self.values);
        if value == NONE {
            return self.reject(Rule::LooseBvar, "a bound variable has no binder");
        }
        Ok(value)
    }

    /// The value of a literal.
    fn literal(&mut self, e: ExprId) -> Done<ValueId> {
        match self.terms.exprs.node(e) {
            Node::Nat(id) => {
                let value = self.terms.exprs.nat(id);
                Ok(match u64::try_from(value) {
                    Ok(small) => self.values.nat(small),
                    Err(_) => {
                        let value = value.clone();
                        self.values.nat_of(value)
                    }
                })
            }
            Node::Str(text) => Ok(self.values.str(text)),
            _ => self.reject(Rule::Malformed, "a literal was expected"),
        }
    }

    /// The value of `e` in the frame on top of the stack, not evaluated unless that is no work.
    pub(super) fn delay(&mut self, e: ExprId, subst: SubstId) -> Done<ValueId> {
        let cell = self.terms.exprs.cell(e);
        match cell.tag() {
            Tag::Bvar => {
                let value = self.lookup(cell.a)?;
                Ok(self.forced_already(value))
            }
            Tag::Sort => {
                let level = self.level_in(LevelId(cell.a), subst);
                Ok(self.values.sort(level))
            }
            Tag::Const => {
                let levels = self.levels_in(LevelsId(cell.b), subst);
                Ok(self.values.constant(crate::terms::NameId(cell.a), levels))
            }
            Tag::Nat | Tag::Str => self.literal(e),
            Tag::Lam => {
                let closure = self.capture(e, subst);
                Ok(self.values.closed_over(Kind::Lam, closure))
            }
            Tag::Pi => {
                let closure = self.capture(e, subst);
                Ok(self.values.closed_over(Kind::Pi, closure))
            }
            Tag::Local => self.local_value(e),
            Tag::App => match self.shallow(e, subst)? {
                Some(value) => Ok(value),
                None => self.thunk(e, subst),
            },
            Tag::Let | Tag::Proj => self.thunk(e, subst),
        }
    }

    fn thunk(&mut self, e: ExprId, subst: SubstId) -> Done<ValueId> {
        let closure = self.capture(e, subst);
        let value = self.values.closed_over(Kind::Thunk, closure);
        Ok(self.forced_already(value))
    }

    /// A constant applied to atoms needs no thunk: its value is as small.
    fn shallow(&mut self, e: ExprId, subst: SubstId) -> Done<Option<ValueId>> {
        let mut args: SmallVec<[ExprId; 8]> = SmallVec::new();
        let mut head = e;
        loop {
            let cell = self.terms.exprs.cell(head);
            match cell.tag() {
                Tag::App => {
                    let arg = ExprId(cell.b);
                    let tag = self.terms.exprs.cell(arg).tag();
                    if args.len() == 8
                        || !matches!(tag, Tag::Bvar | Tag::Const | Tag::Sort | Tag::Nat | Tag::Str | Tag::Local)
                    {
                        return Ok(None);
                    }
                    args.push(arg);
                    head = ExprId(cell.a);
                }
                Tag::Const => break,
                _ => return Ok(None),
            }
        }
        let head = self.delay(head, subst)?;
        let mut values: SmallVec<[ValueId; 8]> = SmallVec::new();
        for &arg in args.iter().rev() {
            values.push(self.delay(arg, subst)?);
        }
        Ok(Some(self.values.app(head, &values)))
    }

    /// The value of a thunk if it was found before, else the thunk.
    #[inline]
    pub(super) fn forced_already(&self, value: ValueId) -> ValueId {
        if self.values.kind(value) == Kind::Thunk {
            let next = self.values.memo(value).next;
            if next != 0 {
                return ValueId(next);
            }
        }
        value
    }

    /// The value that a thunk stands for; others as they are.
    #[inline]
    pub(super) fn force(&mut self, value: ValueId) -> Done<ValueId> {
        if self.values.kind(value) != Kind::Thunk {
            return Ok(value);
        }
        let next = self.values.memo(value).next;
        if next != 0 {
            return Ok(ValueId(next));
        }
        let closure = self.values.closure(value);
        let result = self.eval_closure(closure, Pending::new())?;
        self.values.memo_mut(value).next = result.0;
        Ok(result)
    }

    /// The value of `e` in the frame on top of the stack.
    pub(super) fn eval(&mut self, e: ExprId, subst: SubstId) -> Done<ValueId> {
        let mark = self.stack.mark();
        let result = self.machine(e, subst, Pending::new(), mark);
        self.stack.reset(mark);
        result
    }

    /// The value of a closure, applied to what is pending.
    fn eval_closure(&mut self, closure: Closure, pending: Pending) -> Done<ValueId> {
        let mark = self.stack.mark();
        self.spread(closure);
        let result = self.machine(closure.expr, closure.subst, pending, mark);
        self.stack.reset(mark);
        result
    }

    /// `f` applied to `args`.
    pub(super) fn apply(&mut self, f: ValueId, args: &[ValueId]) -> Done<ValueId> {
        if args.is_empty() {
            return self.force(f);
        }
        let f = self.force(f)?;
        match self.values.kind(f) {
            Kind::Lam => {
                let closure = self.values.closure(f);
                self.eval_closure(closure, args.iter().rev().copied().collect())
            }
            _ => self.applied(f, args.iter().rev().copied().collect()),
        }
    }

    /// The closure of a term that should be closed. One that is not was refused where it was declared, and does not
    /// become more right by being used.
    pub(super) fn closed(&mut self, expr: ExprId, subst: SubstId) -> Done<Closure> {
        let cell = self.terms.exprs.cell(expr);
        if cell.loose() > 0 {
            return self
                .reject(Rule::LooseBvar, "a constant is used in whose declaration a bound variable has no binder");
        }
        Ok(Closure { expr, env: EnvId(0), subst: if cell.has_param() { subst } else { SubstId(0) } })
    }

    /// A closed term, applied to `args`: the body of a definition, or the right side of a recursor's rule.
    pub(super) fn apply_closed(
        &mut self,
        expr: ExprId,
        subst: SubstId,
        args: impl DoubleEndedIterator<Item = ValueId>,
    ) -> Done<ValueId> {
        let closure = self.closed(expr, subst)?;
        self.eval_closure(closure, args.rev().collect())
    }

    /// A value that is no function literal, applied to what is pending.
    fn applied(&mut self, f: ValueId, mut pending: Pending) -> Done<ValueId> {
        if pending.is_empty() {
            return Ok(f);
        }
        pending.reverse();
        match self.values.kind(f) {
            Kind::Var | Kind::Const | Kind::Proj => Ok(self.values.app(f, &pending)),
            Kind::App => {
                let mut args: Pending = SmallVec::from_slice(self.values.args(f));
                args.extend_from_slice(&pending);
                let head = self.values.head(f);
                Ok(self.values.app(head, &args))
            }
            _ => self.reject(Rule::NotAFunction, "what is applied is no function"),
        }
    }

    /// The machine. Its frame is the top of the stack; what it pushes above `mark` it may drop again, and the caller
    /// drops the rest.
    fn machine(&mut self, mut e: ExprId, mut subst: SubstId, mut pending: Pending, mark: Mark) -> Done<ValueId> {
        self.guard()?;
        loop {
            self.step()?;
            let cell = self.terms.exprs.cell(e);
            match cell.tag() {
                Tag::App => {
                    let arg = self.delay(ExprId(cell.b), subst)?;
                    pending.push(arg);
                    e = ExprId(cell.a);
                }
                Tag::Lam => match pending.pop() {
                    Some(arg) => {
                        self.stack.push(arg);
                        e = ExprId(cell.b);
                    }
                    None => return self.delay(e, subst),
                },
                Tag::Let => {
                    let [_, value, body] = self.terms.exprs.let_parts(cell.a);
                    let value = self.delay(value, subst)?;
                    self.stack.push(value);
                    e = body;
                }
                Tag::Bvar => {
                    let value = self.lookup(cell.a)?;
                    let value = self.force(value)?;
                    if pending.is_empty() {
                        return Ok(value);
                    }
                    if self.values.kind(value) != Kind::Lam {
                        return self.applied(value, pending);
                    }
                    let closure = self.values.closure(value);
                    self.stack.reset(mark);
                    self.spread(closure);
                    (e, subst) = (closure.expr, closure.subst);
                }
                Tag::Proj => {
                    let structure = self.delay(ExprId(cell.a), subst)?;
                    let value = self.values.proj(crate::terms::FieldId(cell.b), structure);
                    return self.applied(value, pending);
                }
                Tag::Local => {
                    let value = self.local_value(e)?;
                    return self.applied(value, pending);
                }
                Tag::Sort | Tag::Const | Tag::Pi | Tag::Nat | Tag::Str => {
                    let value = self.delay(e, subst)?;
                    return self.applied(value, pending);
                }
            }
        }
    }

    /// What the application of a definition or theorem unfolds to; `None` for all other values.
    pub(super) fn unfold(&mut self, v: ValueId) -> Done<Option<ValueId>> {
        match self.values.memo(v).next {
            Memo::NEVER => return Ok(None),
            0 => {}
            next => return Ok(Some(ValueId(next))),
        }
        let head = self.values.head(v);
        if self.values.kind(head) != Kind::Const {
            return Ok(None);
        }
        let (name, levels) = self.values.const_parts(head);
        self.demand(name)?;
        let found = self.find(name).and_then(|constant| match constant.kind {
            ConstantKind::Definition { value, .. } | ConstantKind::Theorem { value, .. } => {
                Some((value, constant.level_params))
            }
            _ => None,
        });
        let Some((value, params)) = self.given_value(name, found)? else {
            self.values.memo_mut(v).next = Memo::NEVER;
            return Ok(None);
        };
        if self.terms.levels.params(params).len() != self.terms.levels.list(levels).len() {
            self.values.memo_mut(v).next = Memo::NEVER;
            return Ok(None);
        }
        let subst = self.subst(params, levels);
        let args: Pending = self.values.args(v).iter().copied().collect();
        let result = self.apply_closed(value, subst, args.into_iter())?;
        self.values.memo_mut(v).next = result.0;
        Ok(Some(result))
    }
}
