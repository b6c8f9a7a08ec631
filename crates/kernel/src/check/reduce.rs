//! Reduction of values: recursors, quotients, projections, and the weak head normal form.
//!
//! What it is: [`Checker::core`] does everything but unfold definitions, [`Checker::whnf_value`] also that. Both keep what
//! they find beside the value.
//!
//! What it assumes: what constructors and recursors claim (counts, rules) may be false, in which case the group that
//! they belong to is rejected; here a false claim may give a wrong value or a stuck one, never a panic.

use super::value::{Kind, ValueId};
use super::{Checker, Done};
use crate::environment::{ConstantKind, QuotKind, RecursorVal};
use crate::terms::{ExprId, NameId, Tag};
use smallvec::SmallVec;

/// How far a projection's structure is reduced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Effort {
    /// Without unfolding a definition.
    Cheap,
    /// To weak head normal form.
    Full,
}

impl Checker<'_> {
    /// The form of `v` in which nothing at its head reduces but by unfolding a definition.
    pub(super) fn core(&mut self, v: ValueId, effort: Effort) -> Done<ValueId> {
        let start = self.force(v)?;
        let mut v = start;
        loop {
            let known = self.values.memo(v).core;
            if known != 0 {
                let known = ValueId(known);
                if known == v {
                    break;
                }
                v = known;
                continue;
            }
            let head = self.values.head(v);
            let next = match self.values.kind(head) {
                Kind::Const => self.reduce_const(v, head)?,
                Kind::Proj => self.reduce_proj(v, head, effort)?,
                _ => None,
            };
            match next {
                Some(next) => {
                    self.step()?;
                    let next = self.force(next)?;
                    // Where a projection was done without unfolding, the full effort does it just so.
                    self.values.memo_mut(v).core = next.0;
                    v = next;
                }
                None => {
                    if effort == Effort::Full || self.values.kind(head) != Kind::Proj {
                        self.values.memo_mut(v).core = v.0;
                    }
                    break;
                }
            }
        }
        if v != start && self.values.memo(v).core == v.0 {
            self.values.memo_mut(start).core = v.0;
        }
        Ok(v)
    }

    /// The weak head normal form.
    pub(super) fn whnf_value(&mut self, v: ValueId) -> Done<ValueId> {
        let start = self.force(v)?;
        match self.values.kind(start) {
            Kind::Const | Kind::Proj | Kind::App => {}
            _ => return Ok(start),
        }
        let known = self.values.memo(start).whnf;
        if known != 0 {
            return Ok(ValueId(known));
        }
        self.guard()?;
        let mut v = start;
        loop {
            v = self.core(v, Effort::Full)?;
            let known = self.values.memo(v).whnf;
            if known != 0 {
                v = ValueId(known);
                break;
            }
            if let Some(number) = self.reduce_nat(v)? {
                v = number;
                break;
            }
            match self.unfold(v)? {
                Some(next) => {
                    self.step()?;
                    v = next;
                }
                None => break,
            }
        }
        self.note_stuck(v);
        self.values.memo_mut(start).whnf = v.0;
        self.values.memo_mut(v).whnf = v.0;
        Ok(v)
    }

    fn reduce_const(&mut self, v: ValueId, head: ValueId) -> Done<Option<ValueId>> {
        let (name, _) = self.values.const_parts(head);
        self.demand(name)?;
        if v == head {
            return Ok(None);
        }
        match self.find(name).map(|constant| &constant.kind) {
            Some(ConstantKind::Recursor(_)) => self.reduce_rec(v, head, name),
            Some(&ConstantKind::Quot(kind)) => self.reduce_quot(v, kind),
            _ => Ok(None),
        }
    }

    /// `Quot.lift` and `Quot.ind`, of `Quot.mk`.
    fn reduce_quot(&mut self, v: ValueId, kind: QuotKind) -> Done<Option<ValueId>> {
        let (major, f) = match kind {
            QuotKind::Lift => (5, 3),
            QuotKind::Ind => (4, 3),
            QuotKind::Type | QuotKind::Ctor => return Ok(None),
        };
        if self.values.args(v).len() <= major {
            return Ok(None);
        }
        let mk = self.values.arg(v, major);
        let mk = self.whnf_value(mk)?;
        let mk_head = self.values.head(mk);
        if self.values.kind(mk_head) != Kind::Const || self.values.args(mk).len() != 3 {
            return Ok(None);
        }
        let (name, _) = self.values.const_parts(mk_head);
        if !matches!(self.find(name).map(|c| &c.kind), Some(ConstantKind::Quot(QuotKind::Ctor))) {
            return Ok(None);
        }
        let mut args: SmallVec<[ValueId; 8]> = SmallVec::from_slice(&[self.values.arg(mk, 2)]);
        args.extend_from_slice(&self.values.args(v)[major + 1..]);
        let f = self.values.arg(v, f);
        self.apply(f, &args).map(Some)
    }

    /// The constructor that `v` is an application of.
    pub(super) fn ctor_of(&self, v: ValueId) -> Option<NameId> {
        let head = self.values.head(v);
        if self.values.kind(head) != Kind::Const {
            return None;
        }
        let (name, _) = self.values.const_parts(head);
        matches!(self.find(name)?.kind, ConstantKind::Constructor(_)).then_some(name)
    }

    fn reduce_proj(&mut self, v: ValueId, head: ValueId, effort: Effort) -> Done<Option<ValueId>> {
        self.guard()?;
        let (field, structure) = self.values.proj_parts(head);
        let structure = match effort {
            Effort::Full => self.whnf_value(structure)?,
            Effort::Cheap => self.core(structure, Effort::Cheap)?,
        };
        let structure = match self.values.kind(structure) {
            Kind::Str => match self.expand_str(structure)? {
                Some(list) => self.whnf_value(list)?,
                None => return Ok(None),
            },
            _ => structure,
        };
        let (induct, index) = self.terms.exprs.field(field);
        let Some(ctor) = self.ctor_of(structure) else { return Ok(None) };
        let Some(ConstantKind::Constructor(ctor)) = self.find(ctor).map(|c| &c.kind) else { return Ok(None) };
        if ctor.induct != induct {
            return Ok(None);
        }
        let Some(at) = ctor.num_params.checked_add(index) else { return Ok(None) };
        let Some(&value) = self.values.args(structure).get(at as usize) else { return Ok(None) };
        let args: SmallVec<[ValueId; 8]> = SmallVec::from_slice(self.values.args(v));
        self.apply(value, &args).map(Some)
    }

    /// A recursor, applied to a constructor.
    fn reduce_rec(&mut self, v: ValueId, head: ValueId, name: NameId) -> Done<Option<ValueId>> {
        let Some(constant) = self.find(name) else { return Ok(None) };
        let params = constant.level_params;
        let ConstantKind::Recursor(rec) = &constant.kind else { return Ok(None) };
        let (Some(major_at), k) = (rec.major_idx(), rec.k) else { return Ok(None) };
        let (_, levels) = self.values.const_parts(head);
        if self.values.args(v).len() <= major_at as usize
            || self.terms.levels.params(params).len() != self.terms.levels.list(levels).len()
        {
            return Ok(None);
        }
        self.guard()?;
        let given = self.values.arg(v, major_at as usize);
        let induct = self.rec_induct(name);
        let major = match k.then_some(induct).flatten() {
            Some(induct) => self.k_major(given, induct)?,
            None => None,
        };
        let major = match major {
            Some(major) => major,
            None => {
                let major = self.whnf_value(given)?;
                match self.as_ctor(major, induct)? {
                    Some(major) => major,
                    None => return Ok(None),
                }
            }
        };
        let Some(ctor) = self.ctor_of(major) else { return Ok(None) };
        let Some(ConstantKind::Recursor(rec)) = self.find(name).map(|c| &c.kind) else { return Ok(None) };
        let Some(rule) = rec.rules.iter().find(|rule| rule.ctor == ctor).copied() else { return Ok(None) };
        let Some(first) = leading(rec) else { return Ok(None) };
        let fields = self.values.args(major);
        let Some(skip) = fields.len().checked_sub(rule.nfields as usize) else { return Ok(None) };
        let args = self.values.args(v);
        let all: SmallVec<[ValueId; 24]> =
            args[..first].iter().chain(&fields[skip..]).chain(&args[major_at as usize + 1..]).copied().collect();
        let subst = self.subst(params, levels);
        self.apply_closed(rule.rhs, subst, all.into_iter()).map(Some)
    }

    /// The inductive type that a recursor analyses: the head of its major argument's type. Found from the recursor's
    /// claimed type, so it is a hint where that is not what it should be.
    fn rec_induct(&mut self, name: NameId) -> Option<NameId> {
        if let Some(&known) = self.rec_inducts.get(&name) {
            return known;
        }
        let found = self.find(name).and_then(|constant| {
            let ConstantKind::Recursor(rec) = &constant.kind else { return None };
            let mut e = constant.ty;
            for _ in 0..rec.major_idx()? {
                let cell = self.terms.exprs.cell(e);
                if cell.tag() != Tag::Pi {
                    return None;
                }
                e = ExprId(cell.b);
            }
            let cell = self.terms.exprs.cell(e);
            let mut ty = (cell.tag() == Tag::Pi).then_some(ExprId(cell.a))?;
            loop {
                let cell = self.terms.exprs.cell(ty);
                match cell.tag() {
                    Tag::App => ty = ExprId(cell.a),
                    Tag::Const => return Some(NameId(cell.a)),
                    _ => return None,
                }
            }
        });
        self.rec_inducts.insert(name, found);
        found
    }

    /// For a type with K: its constructor, if `major` has the type that this constructor has.
    fn k_major(&mut self, major: ValueId, induct: NameId) -> Done<Option<ValueId>> {
        let ty = self.type_of(major)?;
        let whnf = self.whnf_value(ty)?;
        let head = self.values.head(whnf);
        if self.values.kind(head) != Kind::Const {
            return Ok(None);
        }
        let (name, levels) = self.values.const_parts(head);
        let Some(ConstantKind::Inductive(val)) = self.find(name).map(|c| &c.kind) else { return Ok(None) };
        let ([ctor], true) = (&val.ctors[..], name == induct) else { return Ok(None) };
        let (ctor, num_params) = (*ctor, val.num_params as usize);
        let args: SmallVec<[ValueId; 8]> = self.values.args(whnf).iter().take(num_params).copied().collect();
        if args.len() != num_params || self.find(ctor).is_none() {
            return Ok(None);
        }
        let ctor = self.values.constant(ctor, levels);
        let ctor = self.values.app(ctor, &args);
        let ctor_ty = self.type_of(ctor)?;
        Ok(self.conv(whnf, ctor_ty)?.then_some(ctor))
    }

    /// `major`, which is in weak head normal form, as an application of a constructor: literals are opened, and a
    /// structure's value is that of its projections.
    fn as_ctor(&mut self, major: ValueId, induct: Option<NameId>) -> Done<Option<ValueId>> {
        match self.values.kind(major) {
            Kind::Nat | Kind::BigNat => return self.nat_as_ctor(major),
            Kind::Str => {
                return match self.expand_str(major)? {
                    Some(list) => self.whnf_value(list).map(Some),
                    None => Ok(None),
                };
            }
            _ => {}
        }
        if self.ctor_of(major).is_some() {
            return Ok(Some(major));
        }
        let Some(induct) = induct else { return Ok(None) };
        let Some((ctor, num_fields)) = self.structure(induct) else { return Ok(None) };
        let ty = self.type_of(major)?;
        let ty = self.whnf_value(ty)?;
        let head = self.values.head(ty);
        if self.values.kind(head) != Kind::Const {
            return Ok(None);
        }
        let (name, levels) = self.values.const_parts(head);
        if name != induct || self.may_be_prop(ty)? {
            return Ok(None);
        }
        let mut args: SmallVec<[ValueId; 16]> = SmallVec::from_slice(self.values.args(ty));
        for index in 0..num_fields {
            let field = self.terms.exprs.intern_field(induct, index);
            args.push(self.values.proj(field, major));
        }
        let ctor = self.values.constant(ctor, levels);
        Ok(Some(self.values.app(ctor, &args)))
    }

    /// The constructor and its number of fields, if this is a structure: one constructor, no indices, not recursive.
    pub(super) fn structure(&self, induct: NameId) -> Option<(NameId, u32)> {
        let ConstantKind::Inductive(val) = &self.find(induct)?.kind else { return None };
        let ([ctor], 0, false) = (&val.ctors[..], val.num_indices, val.is_rec) else { return None };
        match self.find(*ctor)?.kind {
            ConstantKind::Constructor(val) if val.induct == induct => Some((*ctor, val.num_fields)),
            _ => None,
        }
    }
}

/// How many arguments of a recursor go to its rules.
fn leading(rec: &RecursorVal) -> Option<usize> {
    Some(rec.num_params.checked_add(rec.num_motives)?.checked_add(rec.num_minors)? as usize)
}
