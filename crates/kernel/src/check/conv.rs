//! Definitional equality of values.
//!
//! What it is: the comparison of `lean4:src/kernel/type_checker.cpp` (`is_def_eq`), in its order: what can be told at
//! once; proof irrelevance; unfolding one step at a time, the definition with the greater height first, and arguments
//! before two applications of the same definition are unfolded; congruence; eta for functions and structures.
//!
//! Pairs that were found equal, or found different, are kept as pairs: the relation as it is implemented is not
//! transitive, so nothing is concluded from two pairs about a third.

use super::reduce::Effort;
use super::value::{Kind, ValueId};
use super::{Checker, Done};
use crate::environment::{ConstantKind, ReducibilityHints};
use crate::terms::{ExprId, LevelId, LevelsId, NameId, Tag};

/// What unfolding came to.
enum Delta {
    Decided(bool),
    Stuck(ValueId, ValueId),
}

/// An unordered pair, in one word.
fn pair(a: ValueId, b: ValueId) -> u64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    u64::from(low.0) << 32 | u64::from(high.0)
}

impl Checker<'_> {
    /// Whether two well-typed values are equal by definition.
    pub(super) fn conv(&mut self, a: ValueId, b: ValueId) -> Done<bool> {
        if a == b {
            return Ok(true);
        }
        let (a, b) = (self.force(a)?, self.force(b)?);
        if a == b {
            return Ok(true);
        }
        if let Some(answer) = self.conv_atoms(a, b)? {
            return Ok(answer);
        }
        let key = pair(a, b);
        if self.equal.contains(&key) {
            return Ok(true);
        }
        if self.unequal.contains(&key) {
            return Ok(false);
        }
        self.guard()?;
        self.step()?;
        let answer = match self.conv_quick(a, b)? {
            Some(answer) => answer,
            None => self.conv_slow(a, b)?,
        };
        if answer {
            self.equal.insert(key);
        } else {
            self.unequal.insert(key);
        }
        Ok(answer)
    }

    /// Sorts and literals.
    fn conv_atoms(&mut self, a: ValueId, b: ValueId) -> Done<Option<bool>> {
        Ok(match (self.values.kind(a), self.values.kind(b)) {
            (Kind::Sort, Kind::Sort) => {
                let (a, b) = (self.values.sort_level(a), self.values.sort_level(b));
                Some(self.levels_equal(a, b)?)
            }
            (Kind::Nat | Kind::BigNat, Kind::Nat | Kind::BigNat) | (Kind::Str, Kind::Str) => Some(false),
            _ => None,
        })
    }

    /// What the forms of both sides decide.
    fn conv_quick(&mut self, a: ValueId, b: ValueId) -> Done<Option<bool>> {
        match (self.values.kind(a), self.values.kind(b)) {
            (Kind::Lam, Kind::Lam) | (Kind::Pi | Kind::PiOf, Kind::Pi | Kind::PiOf) => {
                self.conv_binders(a, b).map(Some)
            }
            _ => self.conv_atoms(a, b),
        }
    }

    /// Two functions, or two function types: domains, then bodies with the same new variable.
    fn conv_binders(&mut self, mut a: ValueId, mut b: ValueId) -> Done<bool> {
        loop {
            let (domain, other) = (self.domain(a)?, self.domain(b)?);
            if !self.conv(domain, other)? {
                return Ok(false);
            }
            let level = self.values.bound(a).max(self.values.bound(b));
            let var = self.fresh(level, domain)?;
            let (body, other) = if self.values.kind(a) == Kind::Lam {
                (self.body(a, var)?, self.body(b, var)?)
            } else {
                (self.codomain(a, var)?, self.codomain(b, var)?)
            };
            (a, b) = (self.force(body)?, self.force(other)?);
            if a == b {
                return Ok(true);
            }
            self.step()?;
            match (self.values.kind(a), self.values.kind(b)) {
                (Kind::Lam, Kind::Lam) | (Kind::Pi | Kind::PiOf, Kind::Pi | Kind::PiOf) => {
                    let key = pair(a, b);
                    if self.equal.contains(&key) {
                        return Ok(true);
                    }
                    if self.unequal.contains(&key) {
                        return Ok(false);
                    }
                }
                _ => return self.conv(a, b),
            }
        }
    }

    fn conv_slow(&mut self, a: ValueId, b: ValueId) -> Done<bool> {
        if self.is_true(b) && self.values.bound(a) == 0 {
            let a = self.whnf_value(a)?;
            if self.is_true(a) {
                return Ok(true);
            }
        }
        let (a1, b1) = (self.core(a, Effort::Cheap)?, self.core(b, Effort::Cheap)?);
        if (a1, b1) != (a, b) {
            return self.conv(a1, b1);
        }
        if let Some(answer) = self.conv_proofs(a, b)? {
            return Ok(answer);
        }
        match self.lazy_delta(a, b)? {
            Delta::Decided(answer) => Ok(answer),
            Delta::Stuck(a, b) => self.conv_stuck(a, b),
        }
    }

    /// Proof irrelevance: decides whenever the left side is a proof.
    fn conv_proofs(&mut self, a: ValueId, b: ValueId) -> Done<Option<bool>> {
        if !self.may_be_proof(a) || !self.may_be_proof(b) {
            return Ok(None);
        }
        let ty = self.type_of(a)?;
        if !self.is_prop(ty)? {
            return Ok(None);
        }
        let other = self.type_of(b)?;
        self.conv(ty, other).map(Some)
    }

    /// Whether `v` can be a proof, as far as its head tells.
    fn may_be_proof(&mut self, v: ValueId) -> bool {
        let head = self.values.head(v);
        match self.values.kind(head) {
            Kind::Sort | Kind::Pi | Kind::PiOf | Kind::Nat | Kind::BigNat | Kind::Str => false,
            Kind::Const => {
                let (name, _) = self.values.const_parts(head);
                self.makes_proofs(name)
            }
            _ => true,
        }
    }

    /// Whether applications of a constant can be proofs. They cannot if its type ends in a sort, or in a constant whose
    /// type ends in a sort that is never `Prop`; what such a thing is applied to further is no proof either, since a
    /// function type is a proposition exactly if its codomain is.
    fn makes_proofs(&mut self, name: NameId) -> bool {
        if let Some(&known) = self.proof_makers.get(&name) {
            return known;
        }
        // What a library cannot give is found out where the constant's type is asked for.
        let _ = self.demand(name);
        let answer = match self.find(name).map(|constant| constant.ty) {
            None => true,
            Some(ty) => match self.result_of(ty) {
                (Tag::Sort, _, _) => false,
                (Tag::Const, head, args) => self.may_be_prop_former(NameId(self.terms.exprs.cell(head).a), args),
                _ => true,
            },
        };
        self.proof_makers.insert(name, answer);
        answer
    }

    /// Whether a constant, applied to `args` arguments, can be a proposition.
    fn may_be_prop_former(&mut self, name: NameId, args: u32) -> bool {
        let _ = self.demand(name);
        let Some(mut ty) = self.find(name).map(|constant| constant.ty) else { return true };
        for _ in 0..args {
            let cell = self.terms.exprs.cell(ty);
            if cell.tag() != Tag::Pi {
                return true;
            }
            ty = ExprId(cell.b);
        }
        let cell = self.terms.exprs.cell(ty);
        cell.tag() != Tag::Sort || !self.terms.levels.is_never_zero(LevelId(cell.a)).unwrap_or(false)
    }

    /// What stands behind the written binders of a type: the tag of its head, the head, and how many arguments it has.
    fn result_of(&self, mut ty: ExprId) -> (Tag, ExprId, u32) {
        let mut args = 0;
        loop {
            let cell = self.terms.exprs.cell(ty);
            match cell.tag() {
                Tag::Pi if args == 0 => ty = ExprId(cell.b),
                Tag::App => {
                    args += 1;
                    ty = ExprId(cell.a);
                }
                tag => return (tag, ty, args),
            }
        }
    }

    /// Unfolds definitions until something decides, or nothing unfolds.
    fn lazy_delta(&mut self, mut a: ValueId, mut b: ValueId) -> Done<Delta> {
        loop {
            self.step()?;
            if let Some(answer) = self.conv_offset(a, b)? {
                return Ok(Delta::Decided(answer));
            }
            // With variables on one side, the arguments of the same function are compared first, and arithmetic is for
            // when that fails.
            if self.values.bound(a) == 0
                && self.values.bound(b) == 0
                && let Some(answer) = self.conv_arithmetic(a, b)?
            {
                return Ok(Delta::Decided(answer));
            }
            let (left, right) = (self.hints(a), self.hints(b));
            let (unfold_a, unfold_b) = match (left, right) {
                (None, None) => return Ok(Delta::Stuck(a, b)),
                (Some(_), None) => {
                    if let Some(next) = self.project_first(b)? {
                        b = next;
                        (false, false)
                    } else {
                        (true, false)
                    }
                }
                (None, Some(_)) => {
                    if let Some(next) = self.project_first(a)? {
                        a = next;
                        (false, false)
                    } else {
                        (false, true)
                    }
                }
                (Some(left), Some(right)) if left > right => (true, false),
                (Some(left), Some(right)) if left < right => (false, true),
                (Some(hints), Some(_)) => {
                    if self.conv_same_head(a, b, hints)? {
                        return Ok(Delta::Decided(true));
                    }
                    (true, true)
                }
            };
            if unfold_a {
                a = match self.unfold(a)? {
                    Some(next) => self.core(next, Effort::Cheap)?,
                    None => return Ok(Delta::Stuck(a, b)),
                };
            }
            if unfold_b {
                b = match self.unfold(b)? {
                    Some(next) => self.core(next, Effort::Cheap)?,
                    None => return Ok(Delta::Stuck(a, b)),
                };
            }
            if a == b {
                return Ok(Delta::Decided(true));
            }
            if let Some(answer) = self.conv_quick(a, b)? {
                return Ok(Delta::Decided(answer));
            }
            let key = pair(a, b);
            if self.equal.contains(&key) {
                return Ok(Delta::Decided(true));
            }
            if self.unequal.contains(&key) {
                return Ok(Delta::Decided(false));
            }
        }
    }

    /// Where one side is an arithmetical function of numbers: compares with the result.
    fn conv_arithmetic(&mut self, a: ValueId, b: ValueId) -> Done<Option<bool>> {
        if let Some(number) = self.reduce_nat(a)? {
            return self.conv(number, b).map(Some);
        }
        if let Some(number) = self.reduce_nat(b)? {
            return self.conv(a, number).map(Some);
        }
        Ok(None)
    }

    /// How eagerly `v` unfolds, if it does.
    fn hints(&self, v: ValueId) -> Option<ReducibilityHints> {
        let head = self.values.head(v);
        if self.values.kind(head) != Kind::Const || self.values.memo(v).next == super::value::Memo::NEVER {
            return None;
        }
        let (name, levels) = self.values.const_parts(head);
        let constant = self.find(name)?;
        let hints = match constant.kind {
            ConstantKind::Definition { hints, .. } => hints,
            ConstantKind::Theorem { .. } => ReducibilityHints::Opaque,
            _ => return None,
        };
        let arity = self.terms.levels.params(constant.level_params).len();
        (arity == self.terms.levels.list(levels).len()).then_some(hints)
    }

    /// Where one side unfolds and the other is a projection that is stuck, the projection is tried in earnest first:
    /// unfolding may be expensive, and an instance's field cheap.
    fn project_first(&mut self, v: ValueId) -> Done<Option<ValueId>> {
        if self.values.kind(self.values.head(v)) != Kind::Proj {
            return Ok(None);
        }
        let next = self.core(v, Effort::Full)?;
        Ok((next != v).then_some(next))
    }

    /// Applications of the same definition at the same levels whose arguments are equal.
    fn conv_same_head(&mut self, a: ValueId, b: ValueId, hints: ReducibilityHints) -> Done<bool> {
        let (left, right) = (self.values.head(a), self.values.head(b));
        if left != right {
            let ((left, l), (right, r)) = (self.values.const_parts(left), self.values.const_parts(right));
            if left != right || !self.level_lists_equal(l, r)? {
                return Ok(false);
            }
        }
        if a == left || b == right {
            return Ok(a == left && b == right);
        }
        if !matches!(hints, ReducibilityHints::Regular(_)) || self.failed.contains(&pair(a, b)) {
            return Ok(false);
        }
        let answer = self.conv_args(a, b)?;
        if !answer {
            self.failed.insert(pair(a, b));
        }
        Ok(answer)
    }

    /// The arguments of two applications, one by one.
    fn conv_args(&mut self, a: ValueId, b: ValueId) -> Done<bool> {
        let count = self.values.args(a).len();
        if count != self.values.args(b).len() {
            return Ok(false);
        }
        for at in 0..count {
            let (left, right) = (self.values.arg(a, at), self.values.arg(b, at));
            if !self.conv(left, right)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Two values neither of which unfolds.
    fn conv_stuck(&mut self, a: ValueId, b: ValueId) -> Done<bool> {
        if self.conv_projections(a, b)? {
            return Ok(true);
        }
        let (a1, b1) = (self.core(a, Effort::Full)?, self.core(b, Effort::Full)?);
        if (a1, b1) != (a, b) {
            return self.conv(a1, b1);
        }
        if self.conv_congruence(a, b)? {
            return Ok(true);
        }
        if let Some(answer) = self.conv_arithmetic(a, b)? {
            return Ok(answer);
        }
        if self.is_incomplete() {
            self.note_stuck(a);
            self.note_stuck(b);
        }
        Ok(self.conv_eta(a, b)?
            || self.conv_eta(b, a)?
            || self.conv_structure(a, b)?
            || self.conv_structure(b, a)?
            || self.conv_string(a, b)?
            || self.conv_string(b, a)?
            || self.conv_unit(a, b)?)
    }

    /// The same projection, of equal structures, with equal arguments.
    fn conv_projections(&mut self, a: ValueId, b: ValueId) -> Done<bool> {
        let (left, right) = (self.values.head(a), self.values.head(b));
        if self.values.kind(left) != Kind::Proj || self.values.kind(right) != Kind::Proj {
            return Ok(false);
        }
        let ((field, left), (other, right)) = (self.values.proj_parts(left), self.values.proj_parts(right));
        Ok(field == other && self.conv(left, right)? && self.conv_args(a, b)?)
    }

    /// The same head with equal arguments.
    fn conv_congruence(&mut self, a: ValueId, b: ValueId) -> Done<bool> {
        let (left, right) = (self.values.head(a), self.values.head(b));
        if left != right {
            if self.values.kind(left) != Kind::Const || self.values.kind(right) != Kind::Const {
                return Ok(false);
            }
            let ((left, l), (right, r)) = (self.values.const_parts(left), self.values.const_parts(right));
            if left != right || !self.level_lists_equal(l, r)? {
                return Ok(false);
            }
        }
        match self.values.kind(left) {
            Kind::Var | Kind::Const => self.conv_args(a, b),
            // Equal projections with different arguments were compared already.
            _ => Ok(false),
        }
    }

    /// `fun x => t` and something that is no `fun`: the latter is applied.
    fn conv_eta(&mut self, lam: ValueId, other: ValueId) -> Done<bool> {
        if self.values.kind(lam) != Kind::Lam || self.values.kind(other) == Kind::Lam {
            return Ok(false);
        }
        let ty = self.type_of(other)?;
        let Some(pi) = self.as_pi(ty)? else { return Ok(false) };
        let (domain, expected) = (self.domain(lam)?, self.domain(pi)?);
        if !self.conv(domain, expected)? {
            return Ok(false);
        }
        let level = self.values.bound(lam).max(self.values.bound(other));
        let var = self.fresh(level, domain)?;
        let body = self.body(lam, var)?;
        let applied = self.apply(other, &[var])?;
        self.conv(body, applied)
    }

    /// A structure's constructor, and something of that structure: field by field.
    fn conv_structure(&mut self, a: ValueId, b: ValueId) -> Done<bool> {
        let Some(ctor) = self.ctor_of(b) else { return Ok(false) };
        let Some(ConstantKind::Constructor(val)) = self.find(ctor).map(|c| &c.kind) else { return Ok(false) };
        let (induct, num_params, num_fields) = (val.induct, val.num_params, val.num_fields);
        let full = num_params.checked_add(num_fields).map(|n| n as usize);
        if full != Some(self.values.args(b).len()) || self.structure(induct).is_none() {
            return Ok(false);
        }
        let (left, right) = (self.type_of(a)?, self.type_of(b)?);
        if !self.conv(left, right)? {
            return Ok(false);
        }
        for index in 0..num_fields {
            let field = self.terms.exprs.intern_field(induct, index);
            let projected = self.values.proj(field, a);
            let given = self.values.arg(b, (num_params + index) as usize);
            if !self.conv(projected, given)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Two values of a structure without fields.
    fn conv_unit(&mut self, a: ValueId, b: ValueId) -> Done<bool> {
        let ty = self.type_of(a)?;
        let ty = self.whnf_value(ty)?;
        let head = self.values.head(ty);
        if self.values.kind(head) != Kind::Const {
            return Ok(false);
        }
        let (name, _) = self.values.const_parts(head);
        if !matches!(self.structure(name), Some((_, 0))) {
            return Ok(false);
        }
        let other = self.type_of(b)?;
        self.conv(ty, other)
    }

    /// Whether two lists of levels are equal, one by one.
    pub(super) fn level_lists_equal(&mut self, a: LevelsId, b: LevelsId) -> Done<bool> {
        if a == b {
            return Ok(true);
        }
        let count = self.terms.levels.list(a).len();
        if count != self.terms.levels.list(b).len() {
            return Ok(false);
        }
        for at in 0..count {
            let (left, right) = (self.terms.levels.list(a)[at], self.terms.levels.list(b)[at]);
            if !self.levels_equal(LevelId(left), LevelId(right))? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
