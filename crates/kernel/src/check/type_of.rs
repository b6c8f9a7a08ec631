//! The types of values that are known to be well typed.
//!
//! What it is: inference without checks. The type of a function is not built: it is the function itself, read as a type
//! ([`Kind::PiOf`]).

use super::value::{Kind, ValueId};
use super::{Checker, Done};
use crate::environment::ConstantKind;
use crate::terms::{ExprId, LevelId, NameId, Tag};
use crate::verdict::{Limit, Rule, Stop};
use smallvec::SmallVec;

impl Checker<'_> {
    /// The type of `v`. It may be a thunk.
    pub(super) fn type_of(&mut self, v: ValueId) -> Done<ValueId> {
        let known = self.values.memo(v).ty;
        if known != 0 {
            return Ok(ValueId(known));
        }
        let ty = match self.values.kind(v) {
            Kind::Thunk => {
                self.guard()?;
                let forced = self.force(v)?;
                self.type_of(forced)?
            }
            Kind::Var => return Ok(self.values.var_parts(v).1),
            Kind::Sort => {
                let level = self.values.sort_level(v);
                let level = self.terms.levels.succ(level);
                self.values.sort(level)
            }
            Kind::Nat | Kind::BigNat => self.nat_type()?,
            Kind::Str => self.str_type()?,
            Kind::Lam => {
                let closure = self.values.closure(v);
                self.values.closed_over(Kind::PiOf, closure)
            }
            Kind::Pi | Kind::PiOf => self.type_of_pi(v)?,
            Kind::Const => self.type_of_const(v)?,
            Kind::Proj => {
                self.guard()?;
                self.type_of_proj(v)?
            }
            Kind::App => {
                self.guard()?;
                let head = self.values.head(v);
                let ty = self.type_of(head)?;
                let args: SmallVec<[ValueId; 16]> = SmallVec::from_slice(self.values.args(v));
                self.instantiate_pi(ty, &args)?
            }
        };
        self.values.memo_mut(v).ty = ty.0;
        Ok(ty)
    }

    /// The type of a constant at its levels.
    fn type_of_const(&mut self, v: ValueId) -> Done<ValueId> {
        let (name, levels) = self.values.const_parts(v);
        self.demand(name)?;
        let Some(constant) = self.find(name) else {
            return self.unknown_constant(name);
        };
        let (ty, params) = (constant.ty, constant.level_params);
        if self.terms.levels.params(params).len() != self.terms.levels.list(levels).len() {
            return self.level_count(name, levels);
        }
        let subst = self.subst(params, levels);
        self.closed(ty, subst)?;
        self.delay(ty, subst)
    }

    /// The type of a function type.
    fn type_of_pi(&mut self, v: ValueId) -> Done<ValueId> {
        self.guard()?;
        let domain = self.domain(v)?;
        let left = self.sort_of(domain)?;
        let var = self.fresh(self.values.bound(v), domain)?;
        let codomain = self.codomain(v, var)?;
        let right = self.sort_of(codomain)?;
        let level = self.terms.levels.imax(left, right);
        Ok(self.values.sort(level))
    }

    /// The level of the sort that the type of `ty` is; rejects what is no type.
    pub(super) fn sort_of(&mut self, ty: ValueId) -> Done<LevelId> {
        let sort = self.type_of(ty)?;
        let sort = self.whnf_value(sort)?;
        if self.values.kind(sort) != Kind::Sort {
            return self.not_a_sort(ty, sort);
        }
        Ok(self.values.sort_level(sort))
    }

    /// Whether `ty` is a proposition: the level of its sort is zero, however it is written.
    pub(super) fn is_prop(&mut self, ty: ValueId) -> Done<bool> {
        let level = self.sort_of(ty)?;
        self.level_is_zero(level)
    }

    /// Whether some levels may make `ty` a proposition.
    pub(super) fn may_be_prop(&mut self, ty: ValueId) -> Done<bool> {
        let level = self.sort_of(ty)?;
        Ok(!self.level_is_never_zero(level)?)
    }

    /// A variable of this level, or of a higher one: the bound of a closure does not count the locals in its term.
    pub(super) fn fresh(&mut self, level: u32, ty: ValueId) -> Done<ValueId> {
        let level = level.max(self.next_level);
        if level >= super::value::MAX_BOUND {
            return self.too_deep();
        }
        Ok(self.values.var(level, ty))
    }

    /// `v` reduced to a function type.
    pub(super) fn as_pi(&mut self, v: ValueId) -> Done<Option<ValueId>> {
        let v = self.force(v)?;
        match self.values.kind(v) {
            Kind::Pi | Kind::PiOf => Ok(Some(v)),
            Kind::Const | Kind::App | Kind::Proj => {
                let v = self.whnf_value(v)?;
                Ok(matches!(self.values.kind(v), Kind::Pi | Kind::PiOf).then_some(v))
            }
            _ => Ok(None),
        }
    }

    /// The domain of a `Pi` or `PiOf`, or of a `Lam`.
    pub(super) fn domain(&mut self, pi: ValueId) -> Done<ValueId> {
        let closure = self.values.closure(pi);
        let ty = ExprId(self.terms.exprs.cell(closure.expr).a);
        let mark = self.stack.mark();
        self.spread(closure);
        let result = self.delay(ty, closure.subst);
        self.stack.reset(mark);
        result
    }

    /// The codomain of a `Pi` or `PiOf` for an argument.
    pub(super) fn codomain(&mut self, pi: ValueId, arg: ValueId) -> Done<ValueId> {
        let kind = self.values.kind(pi);
        let body = self.body(pi, arg)?;
        if kind == Kind::PiOf { self.type_of(body) } else { Ok(body) }
    }

    /// The body of a `Lam`, `Pi` or `PiOf` for an argument, not evaluated.
    pub(super) fn body(&mut self, binder: ValueId, arg: ValueId) -> Done<ValueId> {
        let closure = self.values.closure(binder);
        let body = ExprId(self.terms.exprs.cell(closure.expr).b);
        let mark = self.stack.mark();
        self.spread(closure);
        self.stack.push(arg);
        let result = self.delay(body, closure.subst);
        self.stack.reset(mark);
        result
    }

    /// What a function of type `ty` gives for these arguments.
    pub(super) fn instantiate_pi(&mut self, mut ty: ValueId, args: &[ValueId]) -> Done<ValueId> {
        let mut at = 0;
        while at < args.len() {
            let Some(pi) = self.as_pi(ty)? else {
                return self.reject(Rule::NotAFunction, "what is applied is no function");
            };
            if self.values.kind(pi) == Kind::PiOf {
                ty = self.codomain(pi, args[at])?;
                at += 1;
                continue;
            }
            let closure = self.values.closure(pi);
            let mark = self.stack.mark();
            self.spread(closure);
            let mut e = closure.expr;
            while at < args.len() && self.terms.exprs.cell(e).tag() == Tag::Pi {
                self.stack.push(args[at]);
                e = ExprId(self.terms.exprs.cell(e).b);
                at += 1;
            }
            let result = self.delay(e, closure.subst);
            self.stack.reset(mark);
            ty = result?;
        }
        Ok(ty)
    }

    /// The type of a projection that was not done.
    fn type_of_proj(&mut self, v: ValueId) -> Done<ValueId> {
        let (field, structure) = self.values.proj_parts(v);
        let (induct, index) = self.terms.exprs.field(field);
        let ty = self.type_of(structure)?;
        let ty = self.whnf_value(ty)?;
        let mut result = self.ctor_fields_type(induct, ty)?;
        for at in 0..index {
            let Some(pi) = self.as_pi(result)? else {
                return self.reject(Rule::BadProjection, "the structure has no such field");
            };
            let before = self.terms.exprs.intern_field(induct, at);
            let value = self.values.proj(before, structure);
            result = self.codomain(pi, value)?;
        }
        match self.as_pi(result)? {
            Some(pi) => self.domain(pi),
            None => self.reject(Rule::BadProjection, "the structure has no such field"),
        }
    }

    /// Declines where a constructor is missing for no reason but that its format lists only some.
    fn unlisted_ctor(&mut self, induct: NameId) -> Done<()> {
        let only_used = self.env.meta.as_ref().is_some_and(|meta| meta.lists_only_used);
        if !only_used {
            return Ok(());
        }
        let missing = match self.find(induct).map(|constant| &constant.kind) {
            Some(ConstantKind::Inductive(val)) => val.ctors.iter().any(|&ctor| self.env.find(ctor).is_none()),
            _ => false,
        };
        if missing {
            return self.halt(Stop::Decline(Limit::Unsupported { what: "a constructor that the input does not list" }));
        }
        Ok(())
    }

    /// The type of the only constructor of `induct`, applied to the parameters in `ty`, which is `induct` applied.
    pub(super) fn ctor_fields_type(&mut self, induct: NameId, ty: ValueId) -> Done<ValueId> {
        let head = self.values.head(ty);
        if self.values.kind(head) != Kind::Const {
            return self.reject(Rule::BadProjection, "what is projected from is not a structure");
        }
        let (name, levels) = self.values.const_parts(head);
        let Some((ctor, num_params)) = self.only_ctor(name).filter(|_| name == induct) else {
            self.unlisted_ctor(name)?;
            return self.reject(Rule::BadProjection, "what is projected from is not the structure that is named");
        };
        let params: SmallVec<[ValueId; 8]> = self.values.args(ty).iter().take(num_params as usize).copied().collect();
        if params.len() != num_params as usize {
            return self.reject(Rule::BadProjection, "the type of what is projected from lacks parameters");
        }
        let ctor = self.values.constant(ctor, levels);
        let ty = self.type_of(ctor)?;
        self.instantiate_pi(ty, &params)
    }
}
