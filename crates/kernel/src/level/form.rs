//! What a level is made of: parameters and numbers with offsets, each under a condition.
//!
//! What it is: `max` and `succ` are taken apart into *leaves* `v + c` and `c`, of which the level is the maximum; `imax a
//! b` is the maximum of `b`, and of `a` under the condition that `b` is not zero. That `b` is not zero means that one of
//! certain parameters is not zero, or holds always, as its shape shows: a *clause*. A leaf's condition is a set of clauses
//! that must all hold.
//!
//! What it assumes: a level's parts have smaller ids than the level (interning makes parts first). So a level of shared
//! parts is gone through once, from the largest id down, and each part meets its largest offset before it is taken apart.

use super::TooMany;
use crate::terms::{Level, LevelId};
use hashbrown::{HashMap, HashTable};
use rustc_hash::{FxBuildHasher, FxHasher};
use std::collections::BinaryHeap;
use std::hash::{Hash, Hasher};

/// Stands for the parameter of a leaf that is a number.
pub const NUMBER: u32 = u32::MAX;

/// Work that one comparison may take: about as many visits to leaves or clauses.
const BUDGET: u64 = 1 << 20;

/// What is remembered is forgotten when it takes more than about this many bytes.
const KEEP: usize = 64 << 20;

/// The place of a form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FormId(u32);

/// The place of a clause.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ClauseId(u32);

/// The place of a condition.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ConditionId(u32);

/// The clause that always holds.
const ALWAYS: ClauseId = ClauseId(0);
/// The clause that never holds: one of no parameters is not zero.
const NEVER: ClauseId = ClauseId(1);
/// The condition that always holds.
pub const NONE: ConditionId = ConditionId(0);

/// `param + offset`, or the number `offset`, where `condition` holds; zero elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Leaf {
    /// When it counts.
    pub condition: ConditionId,
    /// The name of the parameter, or [`NUMBER`].
    pub param: u32,
    /// What is added.
    pub offset: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Form {
    /// The value where all parameters are zero.
    constant: u32,
    /// Sorted. Those without a condition come first, one for each parameter, none of them a number.
    leaves: Box<[Leaf]>,
    /// How many have no condition.
    plain: u32,
}

impl Form {
    fn is_flat(&self) -> bool {
        self.plain as usize == self.leaves.len()
    }
}

/// Forms, clauses and conditions, and what was found out about them.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// The form of a level plus one; 0 where it is not known.
    of_level: Vec<u32>,
    forms: Vec<Form>,
    table: HashTable<u32>,
    clauses: Vec<Box<[u32]>>,
    clause_ids: HashMap<Box<[u32]>, ClauseId, FxBuildHasher>,
    /// Of a level that is no `imax`: when it is not zero.
    clause_of: HashMap<LevelId, ClauseId, FxBuildHasher>,
    conditions: Vec<Box<[ClauseId]>>,
    condition_ids: HashMap<Box<[ClauseId]>, ConditionId, FxBuildHasher>,
    /// Of an `imax`: the level at the end of its right sides.
    ends: HashMap<LevelId, LevelId, FxBuildHasher>,
    leq: HashMap<(FormId, FormId), bool, FxBuildHasher>,
    /// The work that is left to the comparison at hand.
    budget: u64,
    /// About how many bytes all this takes.
    held: usize,
    offsets: HashMap<(LevelId, ConditionId), u32, FxBuildHasher>,
    todo: BinaryHeap<(LevelId, ConditionId)>,
}

fn hash(form: &Form) -> u64 {
    let mut hasher = FxHasher::default();
    form.hash(&mut hasher);
    hasher.finish()
}

impl Forms {
    /// Starts a comparison: what was found out before is kept as long as it is not too much.
    pub fn begin(&mut self) {
        if self.held > KEEP || self.clauses.is_empty() {
            *self = Forms {
                clauses: vec![Box::default(), Box::default()],
                clause_ids: [(Box::default(), NEVER)].into_iter().collect(),
                conditions: vec![Box::default()],
                condition_ids: [(Box::default(), NONE)].into_iter().collect(),
                ..Forms::default()
            };
        }
        self.budget = BUDGET;
    }

    /// Bytes held, about.
    pub fn bytes(&self) -> usize {
        self.held + self.of_level.capacity() * 4 + self.leq.capacity() * 10 + self.offsets.capacity() * 13
    }

    /// Counts work.
    #[inline]
    pub fn spend(&mut self, work: usize) -> Result<(), TooMany> {
        self.budget = self.budget.checked_sub(work as u64).ok_or(TooMany)?;
        Ok(())
    }

    /// Whether the form has no conditions. Of these, different ones stand for different levels.
    pub fn is_flat(&self, form: FormId) -> bool {
        self.forms[form.0 as usize].is_flat()
    }

    /// The value where all parameters are zero.
    pub fn constant(&self, form: FormId) -> u32 {
        self.forms[form.0 as usize].constant
    }

    /// The leaves; a number that is at most the constant is not among them.
    pub fn leaves(&self, form: FormId) -> &[Leaf] {
        &self.forms[form.0 as usize].leaves
    }

    /// How many leaves have no condition; these come first.
    pub fn plain(&self, form: FormId) -> usize {
        self.forms[form.0 as usize].plain as usize
    }

    /// The offset of the leaf of this parameter that has no condition.
    pub fn plain_offset(&self, form: FormId, param: u32) -> Option<u32> {
        let plain = &self.leaves(form)[..self.plain(form)];
        plain.binary_search_by_key(&param, |leaf| leaf.param).ok().map(|at| plain[at].offset)
    }

    /// The clauses of a condition.
    pub fn clauses(&self, condition: ConditionId) -> &[ClauseId] {
        &self.conditions[condition.0 as usize]
    }

    /// The parameters of which one must not be zero; sorted.
    pub fn clause(&self, clause: ClauseId) -> &[u32] {
        &self.clauses[clause.0 as usize]
    }

    /// What was found out about a pair.
    pub fn known_leq(&self, a: FormId, b: FormId) -> Option<bool> {
        self.leq.get(&(a, b)).copied()
    }

    /// Notes what was found out about a pair.
    pub fn note_leq(&mut self, a: FormId, b: FormId, answer: bool) {
        self.held += 16;
        self.leq.insert((a, b), answer);
    }

    /// Whether the level is zero for all values of the parameters.
    pub fn is_zero(&mut self, levels: &[Level], l: LevelId) -> bool {
        self.clause_for(levels, l) == NEVER
    }

    /// Whether the level is zero for no values of the parameters.
    pub fn is_never_zero(&mut self, levels: &[Level], l: LevelId) -> bool {
        self.clause_for(levels, l) == ALWAYS
    }

    /// The form of a level.
    pub fn form(&mut self, levels: &[Level], l: LevelId) -> Result<FormId, TooMany> {
        if let Some(&known) = self.of_level.get(l.index())
            && known != 0
        {
            return Ok(FormId(known - 1));
        }
        let form = match plain(levels, l) {
            Some(form) => form,
            None => self.walk(levels, l)?,
        };
        let id = self.intern(form);
        if self.of_level.len() <= l.index() {
            self.of_level.resize(levels.len(), 0);
        }
        self.of_level[l.index()] = id.0 + 1;
        Ok(id)
    }

    fn intern(&mut self, form: Form) -> FormId {
        let key = hash(&form);
        if let Some(&at) = self.table.find(key, |&at| self.forms[at as usize] == form) {
            return FormId(at);
        }
        let at = self.forms.len() as u32;
        self.held += 48 + form.leaves.len() * size_of::<Leaf>();
        self.forms.push(form);
        let forms = &self.forms;
        self.table.insert_unique(key, at, |&at| hash(&forms[at as usize]));
        FormId(at)
    }

    /// Takes a level apart.
    fn walk(&mut self, levels: &[Level], l: LevelId) -> Result<Form, TooMany> {
        let mut offsets = std::mem::take(&mut self.offsets);
        let mut todo = std::mem::take(&mut self.todo);
        offsets.clear();
        todo.clear();
        offsets.insert((l, NONE), 0);
        todo.push((l, NONE));
        let mut leaves = Vec::new();
        let mut constant = 0;
        while let Some((l, condition)) = todo.pop() {
            if condition != NONE {
                self.spend(1)?;
            }
            let offset = offsets[&(l, condition)];
            let mut meet = |l: LevelId, condition: ConditionId, offset: u32| {
                let largest = offsets.entry((l, condition)).or_insert_with(|| {
                    todo.push((l, condition));
                    offset
                });
                *largest = offset.max(*largest);
            };
            match levels[l.index()] {
                Level::Zero => leaves.push(Leaf { condition, param: NUMBER, offset }),
                Level::Param(name) => leaves.push(Leaf { condition, param: name.0, offset }),
                Level::Succ(l) => meet(l, condition, offset + 1),
                Level::Max(l, r) => {
                    meet(l, condition, offset);
                    meet(r, condition, offset);
                }
                Level::Imax(l, r) => {
                    meet(r, condition, offset);
                    let clause = self.clause_for(levels, r);
                    if let Some(condition) = self.and(condition, clause)? {
                        meet(l, condition, offset);
                    }
                }
            }
            if let Some(leaf) = leaves.last()
                && leaf.condition == NONE
            {
                constant = constant.max(leaf.offset);
            }
        }
        // A large table is not kept, since emptying it takes time as well.
        if offsets.capacity() <= 1 << 12 {
            (self.offsets, self.todo) = (offsets, todo);
        }
        Ok(self.tidy(leaves, constant))
    }

    /// Sorts leaves and drops some of those that others stand above.
    fn tidy(&self, mut leaves: Vec<Leaf>, constant: u32) -> Form {
        leaves.sort_unstable();
        let plain = leaves.partition_point(|leaf| leaf.condition == NONE);
        let (plain, guarded) = leaves.split_at(plain);
        let plain: Vec<Leaf> = plain.iter().filter(|leaf| leaf.param != NUMBER).copied().collect();
        let offset_of =
            |param: u32| plain.binary_search_by_key(&param, |leaf| leaf.param).ok().map(|at| plain[at].offset);
        // The value of the plain leaves where the parameters that a condition names by themselves are one.
        let value_under = |condition: ConditionId| {
            self.clauses(condition)
                .iter()
                .filter_map(|&clause| match self.clause(clause) {
                    &[param] => offset_of(param),
                    _ => None,
                })
                .fold(constant, |value, offset| value.max(offset.saturating_add(1)))
        };
        let guarded = guarded.iter().filter(|leaf| match leaf.param {
            NUMBER => leaf.offset > value_under(leaf.condition),
            param => offset_of(param).is_none_or(|offset| offset < leaf.offset),
        });
        let guarded: Vec<Leaf> = guarded.copied().collect();
        Form { constant, plain: plain.len() as u32, leaves: plain.into_iter().chain(guarded).collect() }
    }

    /// The condition with one more clause; `None` if it cannot hold.
    fn and(&mut self, condition: ConditionId, clause: ClauseId) -> Result<Option<ConditionId>, TooMany> {
        if clause == ALWAYS {
            return Ok(Some(condition));
        }
        if clause == NEVER {
            return Ok(None);
        }
        let old = &self.conditions[condition.0 as usize];
        let new = &self.clauses[clause.0 as usize];
        let mut work = 1;
        let mut kept = Vec::with_capacity(old.len() + 1);
        for &other in old {
            let params = &self.clauses[other.0 as usize];
            work += params.len() + new.len();
            if is_subset(params, new) {
                self.spend(work)?;
                return Ok(Some(condition));
            }
            if !is_subset(new, params) {
                kept.push(other);
            }
        }
        kept.push(clause);
        kept.sort_unstable();
        self.spend(work)?;
        if let Some(&known) = self.condition_ids.get(&kept[..]) {
            return Ok(Some(known));
        }
        let id = ConditionId(self.conditions.len() as u32);
        self.held += 48 + kept.len() * 8;
        let kept: Box<[ClauseId]> = kept.into();
        self.conditions.push(kept.clone());
        self.condition_ids.insert(kept, id);
        Ok(Some(id))
    }

    /// When the level is not zero: the parameters at the ends of its `max`s and of the right sides of its `imax`s.
    fn clause_for(&mut self, levels: &[Level], l: LevelId) -> ClauseId {
        let end = self.end(levels, l);
        if let Some(&known) = self.clause_of.get(&end) {
            return known;
        }
        let clause = match nonzero_params(levels, end) {
            None => ALWAYS,
            Some(params) => self.intern_clause(params),
        };
        self.held += 12;
        self.clause_of.insert(end, clause);
        clause
    }

    fn intern_clause(&mut self, params: Vec<u32>) -> ClauseId {
        if let Some(&known) = self.clause_ids.get(&params[..]) {
            return known;
        }
        let id = ClauseId(self.clauses.len() as u32);
        self.held += 48 + params.len() * 8;
        let params: Box<[u32]> = params.into();
        self.clauses.push(params.clone());
        self.clause_ids.insert(params, id);
        id
    }

    /// The level at the end of the right sides of `imax`s, which is zero where `l` is.
    fn end(&mut self, levels: &[Level], l: LevelId) -> LevelId {
        let mut end = l;
        while let Level::Imax(_, r) = levels[end.index()] {
            match self.ends.get(&end) {
                Some(&known) => end = known,
                None => end = r,
            }
        }
        let mut at = l;
        while let Level::Imax(_, r) = levels[at.index()] {
            if self.ends.insert(at, end).is_some() {
                break;
            }
            self.held += 9;
            at = r;
        }
        end
    }
}

/// The form of a number, or of a parameter with an offset.
fn plain(levels: &[Level], mut l: LevelId) -> Option<Form> {
    let mut offset = 0;
    loop {
        match levels[l.index()] {
            Level::Succ(before) => {
                offset += 1;
                l = before;
            }
            Level::Zero => return Some(Form { constant: offset, leaves: Box::default(), plain: 0 }),
            Level::Param(name) => {
                let leaf = Leaf { condition: NONE, param: name.0, offset };
                return Some(Form { constant: offset, leaves: Box::new([leaf]), plain: 1 });
            }
            Level::Max(..) | Level::Imax(..) => return None,
        }
    }
}

/// The parameters of which one must not be zero for `l` not to be; sorted. `None`: it never is.
fn nonzero_params(levels: &[Level], l: LevelId) -> Option<Vec<u32>> {
    let mut params = Vec::new();
    let mut seen = hashbrown::HashSet::<LevelId, FxBuildHasher>::default();
    let mut todo = vec![l];
    while let Some(l) = todo.pop() {
        match levels[l.index()] {
            Level::Zero => {}
            Level::Succ(_) => return None,
            Level::Param(name) => params.push(name.0),
            Level::Max(l, r) => todo.extend([l, r].into_iter().filter(|&part| seen.insert(part))),
            Level::Imax(_, r) => todo.extend(seen.insert(r).then_some(r)),
        }
    }
    params.sort_unstable();
    params.dedup();
    Some(params)
}

/// Whether all of the first sorted list are in the second.
fn is_subset(small: &[u32], large: &[u32]) -> bool {
    let mut others = large.iter();
    small.len() <= large.len() && small.iter().all(|param| others.any(|other| other == param))
}
