//! Literals: their types, their constructors, and arithmetic on numbers.
//!
//! What it assumes: [`Known`](crate::primitive::Known) names a type or a function only if the input's declaration of it
//! is what the name promises.

use super::value::{Kind, ValueId};
use super::{Checker, Done};
use crate::primitive::{NatOp, NatResult};
use crate::terms::{LevelId, NameId};
use crate::verdict::Rule;
use dashu_int::UBig;

impl Checker<'_> {
    /// The constant of this name without levels, if it is known and visible.
    fn known_const(&mut self, name: Option<NameId>) -> Option<ValueId> {
        let name = name.filter(|&name| self.find(name).is_some())?;
        Some(self.values.constant(name, crate::terms::LevelsId(0)))
    }

    pub(super) fn nat_type(&mut self) -> Done<ValueId> {
        match self.known_const(self.known.nat) {
            Some(ty) => Ok(ty),
            None => self.reject(Rule::NoLiteralType, "a number is used where Nat is not declared as it should be"),
        }
    }

    /// The type of string literals. A literal stands for a term of other constants, so all of these must be visible where
    /// it is used: else one of them could be defined by a literal, and so by itself.
    pub(super) fn str_type(&mut self) -> Done<ValueId> {
        let known = &self.known;
        let uses = [known.list, known.char, known.char_of_nat, known.string_of_list];
        let visible = uses.into_iter().all(|name| name.is_some_and(|name| self.find(name).is_some()));
        match self.known_const(self.known.string) {
            Some(ty) if visible => Ok(ty),
            _ => self.reject(Rule::NoLiteralType, "a string is used where String is not declared as it should be"),
        }
    }

    /// Whether `v` is the constant `Bool.true`.
    pub(super) fn is_true(&self, v: ValueId) -> bool {
        self.values.kind(v) == Kind::Const && Some(self.values.const_parts(v).0) == self.known.bool_true
    }

    fn is_const(&self, v: ValueId, name: Option<NameId>) -> bool {
        self.values.kind(v) == Kind::Const && Some(self.values.const_parts(v).0) == name
    }

    /// Whether `v` is zero, as a literal or as the constructor.
    fn is_zero(&self, v: ValueId) -> bool {
        match self.values.kind(v) {
            Kind::Nat => self.values.small_nat(v) == 0,
            Kind::Const => self.is_const(v, self.known.nat_zero),
            _ => false,
        }
    }

    /// What `v` is the successor of, as a literal or as the constructor's application.
    fn predecessor(&mut self, v: ValueId) -> Option<ValueId> {
        match self.values.kind(v) {
            Kind::Nat => self.values.small_nat(v).checked_sub(1).map(|n| self.values.nat(n)),
            Kind::BigNat => {
                let number = self.values.big_nat(v) - UBig::ONE;
                Some(self.values.nat_of(number))
            }
            Kind::App => {
                let &[arg] = self.values.args(v) else { return None };
                self.is_const(self.values.head(v), self.known.nat_succ).then_some(arg)
            }
            _ => None,
        }
    }

    /// Two numbers each of which is zero or a successor, on sight.
    pub(super) fn conv_offset(&mut self, a: ValueId, b: ValueId) -> Done<Option<bool>> {
        if self.known.nat.is_none() {
            return Ok(None);
        }
        if self.is_zero(a) && self.is_zero(b) {
            return Ok(Some(true));
        }
        if let Some(left) = self.predecessor(a)
            && let Some(right) = self.predecessor(b)
        {
            return self.conv(left, right).map(Some);
        }
        Ok(None)
    }

    /// The constructor's application that a number literal stands for.
    pub(super) fn nat_as_ctor(&mut self, v: ValueId) -> Done<Option<ValueId>> {
        let (Some(zero), Some(succ)) = (self.known_const(self.known.nat_zero), self.known_const(self.known.nat_succ))
        else {
            return Ok(None);
        };
        Ok(Some(match self.predecessor(v) {
            None => zero,
            Some(before) => self.values.app(succ, &[before]),
        }))
    }

    /// A literal's value, where `v` is in weak head normal form.
    fn number(&self, v: ValueId) -> Option<UBig> {
        match self.values.kind(v) {
            Kind::Nat => Some(UBig::from(self.values.small_nat(v))),
            Kind::BigNat => Some(self.values.big_nat(v).clone()),
            Kind::Const if self.is_const(v, self.known.nat_zero) => Some(UBig::ZERO),
            _ => None,
        }
    }

    fn is_number(&self, v: ValueId) -> bool {
        matches!(self.values.kind(v), Kind::Nat | Kind::BigNat) || self.is_const(v, self.known.nat_zero)
    }

    fn bool_value(&mut self, value: bool) -> Option<ValueId> {
        self.known_const(if value { self.known.bool_true } else { self.known.bool_false })
    }

    /// An arithmetical function applied to numbers.
    pub(super) fn reduce_nat(&mut self, v: ValueId) -> Done<Option<ValueId>> {
        let head = self.values.head(v);
        if v == head || self.values.kind(head) != Kind::Const {
            return Ok(None);
        }
        let Some(op) = self.nat_op(self.values.const_parts(head).0)? else { return Ok(None) };
        match *self.values.args(v) {
            [arg] if op == NatOp::Succ => {
                let arg = self.whnf_value(arg)?;
                let Some(number) = self.number(arg) else { return Ok(None) };
                Ok(Some(self.values.nat_of(number + UBig::ONE)))
            }
            [left, right] if op != NatOp::Succ => {
                let left = self.whnf_value(left)?;
                if !self.is_number(left) {
                    return Ok(None);
                }
                let right = self.whnf_value(right)?;
                if !self.is_number(right) {
                    return Ok(None);
                }
                self.compute(op, left, right)
            }
            _ => Ok(None),
        }
    }

    fn compute(&mut self, op: NatOp, left: ValueId, right: ValueId) -> Done<Option<ValueId>> {
        let (Some(left), Some(right)) = (self.number(left), self.number(right)) else { return Ok(None) };
        match op.apply(&left, &right, self.limits.number_bits) {
            Ok(Some(NatResult::Nat(number))) => Ok(Some(self.values.nat_of(number))),
            Ok(Some(NatResult::Bool(value))) => Ok(self.bool_value(value)),
            Ok(None) => Ok(None),
            Err(limit) => self.halt(crate::verdict::Stop::Decline(limit)),
        }
    }

    /// `String.ofList` of the list of characters that a string literal stands for.
    pub(super) fn expand_str(&mut self, v: ValueId) -> Done<Option<ValueId>> {
        let known = [self.known.string_of_list, self.known.char, self.known.char_of_nat];
        let [Some(of_list), Some(char), Some(of_nat)] = known.map(|name| self.known_const(name)) else {
            return Ok(None);
        };
        let (Some(nil), Some(cons)) = (self.known.list_nil, self.known.list_cons) else { return Ok(None) };
        let level = self.terms.levels.intern_list(&[LevelId(0).0]);
        let (nil, cons) = (self.values.constant(nil, level), self.values.constant(cons, level));
        let text = self.values.str_text(v);
        let chars: Vec<char> = self.terms.names.text(text).chars().collect();
        let mut list = self.values.app(nil, &[char]);
        for c in chars.into_iter().rev() {
            let number = self.values.nat(u64::from(u32::from(c)));
            let c = self.values.app(of_nat, &[number]);
            list = self.values.app(cons, &[char, c, list]);
        }
        Ok(Some(self.values.app(of_list, &[list])))
    }

    /// A string literal, and `String.ofList` of something.
    pub(super) fn conv_string(&mut self, a: ValueId, b: ValueId) -> Done<bool> {
        if self.values.kind(a) != Kind::Str || !self.is_const(self.values.head(b), self.known.string_of_list) {
            return Ok(false);
        }
        match self.expand_str(a)? {
            Some(list) => self.conv(list, b),
            None => Ok(false),
        }
    }
}
