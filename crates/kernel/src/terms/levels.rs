//! Universe levels and lists of them, each stored once.
//!
//! What it is: interning tables with the operations of the language as they are written; nothing is simplified when a
//! level is made, so that what was read can be printed. Comparison is in [`crate::level`].
//!
//! A thread that checks has a copy of the file's tables: they are small.

use super::hash::Seed;
use super::ids::{LevelId, LevelsId, NameId, ParamsId};
use crate::level::Forms;
use hashbrown::{HashMap, HashTable};
use rustc_hash::FxBuildHasher;

/// A universe level.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Level {
    /// `0`.
    Zero,
    /// `l + 1`.
    Succ(LevelId),
    /// `max l r`.
    Max(LevelId, LevelId),
    /// `imax l r`: zero where `r` is zero, else `max l r`.
    Imax(LevelId, LevelId),
    /// A parameter of the declaration.
    Param(NameId),
}

/// All levels, lists of levels and lists of parameters.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    seed: Seed,
    levels: Vec<Level>,
    /// Whether a parameter occurs, for each level.
    params: Vec<bool>,
    /// What was found out in comparisons.
    forms: Forms,
    table: HashTable<u32>,
    lists: Slices,
    /// Whether a parameter occurs, for each list.
    list_params: Vec<bool>,
    param_lists: Slices,
    /// `(level, substitution)` that were computed: see [`Levels::subst`].
    substituted: HashMap<(LevelId, ParamsId, LevelsId), LevelId, FxBuildHasher>,
    substituted_lists: HashMap<(LevelsId, ParamsId, LevelsId), LevelsId, FxBuildHasher>,
}

/// Interned slices of numbers.
#[derive(Clone, Debug, Default)]
struct Slices {
    ends: Vec<u32>,
    items: Vec<u32>,
    table: HashTable<u32>,
}

impl Level {
    #[inline]
    fn hash(self, seed: Seed) -> u64 {
        let (kind, a, b) = match self {
            Level::Zero => (0, 0, 0),
            Level::Succ(l) => (1, l.0, 0),
            Level::Max(l, r) => (2, l.0, r.0),
            Level::Imax(l, r) => (3, l.0, r.0),
            Level::Param(name) => (4, name.0, 0),
        };
        seed.pair(kind, u64::from(a) << 32 | u64::from(b))
    }
}

/// The hash of a list of numbers.
fn hash_items(seed: Seed, items: &[u32]) -> u64 {
    let (pairs, rest) = items.as_chunks::<2>();
    let hash = pairs.iter().fold(0, |hash, &[a, b]| seed.pair(hash, u64::from(a) << 32 | u64::from(b)));
    seed.pair(hash, u64::from(rest.first().copied().unwrap_or(0)) << 32 | items.len() as u64)
}

impl Slices {
    fn get(&self, at: u32) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at as usize - 1] as usize };
        &self.items[start..self.ends[at as usize] as usize]
    }

    fn intern(&mut self, seed: Seed, items: &[u32]) -> u32 {
        let key = hash_items(seed, items);
        if let Some(&found) = self.table.find(key, |&at| self.get(at) == items) {
            return found;
        }
        let at = self.ends.len() as u32;
        self.items.extend_from_slice(items);
        self.ends.push(self.items.len() as u32);
        let Slices { ends, items, table } = self;
        table.insert_unique(key, at, |&at| {
            let start = if at == 0 { 0 } else { ends[at as usize - 1] as usize };
            hash_items(seed, &items[start..ends[at as usize] as usize])
        });
        at
    }
}

impl Levels {
    /// Tables with the level zero and the empty lists.
    pub fn new() -> Levels {
        let mut levels = Levels::default();
        levels.intern(Level::Zero);
        levels.intern_list(&[]);
        levels.intern_params(&[]);
        levels
    }

    /// How many levels there are.
    pub fn len(&self) -> u32 {
        self.levels.len() as u32
    }

    /// Whether there is no level, which is so only for a value that nothing was put in.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// What `id` stands for.
    #[inline]
    pub fn get(&self, id: LevelId) -> Level {
        self.levels[id.index()]
    }

    /// Whether a parameter occurs in the level.
    #[inline]
    pub fn has_param(&self, id: LevelId) -> bool {
        self.params[id.index()]
    }

    /// Whether a parameter occurs in one of the levels.
    #[inline]
    pub fn list_has_param(&self, id: LevelsId) -> bool {
        self.list_params[id.index()]
    }

    /// The levels, and what comparisons of them remember.
    pub(crate) fn forms(&mut self) -> (&[Level], &mut Forms) {
        (&self.levels, &mut self.forms)
    }

    /// The level of this structure. Its parts exist already.
    pub fn intern(&mut self, level: Level) -> LevelId {
        let seed = self.seed;
        let key = level.hash(seed);
        if let Some(&at) = self.table.find(key, |&at| self.levels[at as usize] == level) {
            return LevelId(at);
        }
        let has_param = match level {
            Level::Zero => false,
            Level::Succ(l) => self.has_param(l),
            Level::Max(l, r) | Level::Imax(l, r) => self.has_param(l) || self.has_param(r),
            Level::Param(_) => true,
        };
        let at = self.levels.len() as u32;
        self.levels.push(level);
        self.params.push(has_param);
        let levels = &self.levels;
        self.table.insert_unique(key, at, |&at| levels[at as usize].hash(seed));
        LevelId(at)
    }

    /// `l + 1`.
    pub fn succ(&mut self, l: LevelId) -> LevelId {
        self.intern(Level::Succ(l))
    }

    /// `max l r`.
    pub fn max(&mut self, l: LevelId, r: LevelId) -> LevelId {
        self.intern(Level::Max(l, r))
    }

    /// `imax l r`.
    pub fn imax(&mut self, l: LevelId, r: LevelId) -> LevelId {
        self.intern(Level::Imax(l, r))
    }

    /// A parameter.
    pub fn param(&mut self, name: NameId) -> LevelId {
        self.intern(Level::Param(name))
    }

    /// The levels of a list, as the numbers in their ids.
    #[inline]
    pub fn list(&self, id: LevelsId) -> &[u32] {
        self.lists.get(id.0)
    }

    /// The list of these levels.
    pub fn intern_list(&mut self, levels: &[u32]) -> LevelsId {
        let id = self.lists.intern(self.seed, levels);
        if id as usize == self.list_params.len() {
            let has_param = levels.iter().any(|&level| self.has_param(LevelId(level)));
            self.list_params.push(has_param);
        }
        LevelsId(id)
    }

    /// The names of a list of parameters, as the numbers in their ids.
    #[inline]
    pub fn params(&self, id: ParamsId) -> &[u32] {
        self.param_lists.get(id.0)
    }

    /// The list of these names.
    pub fn intern_params(&mut self, names: &[u32]) -> ParamsId {
        ParamsId(self.param_lists.intern(self.seed, names))
    }

    /// The parameters themselves as a list of levels: the substitution that changes nothing.
    pub fn identity(&mut self, params: ParamsId) -> LevelsId {
        let list: Vec<u32> = self.params(params).to_vec();
        let list: Vec<u32> = list.into_iter().map(|name| self.param(NameId(name)).0).collect();
        self.intern_list(&list)
    }

    /// `level` with the levels of `args` for the parameters `params`, all at once. Parameters that are not in `params`
    /// stay. The two lists have the same length.
    pub fn subst(&mut self, level: LevelId, params: ParamsId, args: LevelsId) -> LevelId {
        if params.0 == 0 || !self.has_param(level) {
            return level;
        }
        if let Some(&done) = self.substituted.get(&(level, params, args)) {
            return done;
        }
        // Levels are interned children first, so their depth is bounded by their number only; an explicit stack.
        let mut todo = vec![level];
        while let Some(&top) = todo.last() {
            let node = self.get(top);
            let ready = |this: &Self, l: LevelId| {
                if this.has_param(l) { this.substituted.get(&(l, params, args)).copied() } else { Some(l) }
            };
            let done = match node {
                Level::Zero => Some(top),
                Level::Param(name) => {
                    let at = self.params(params).iter().position(|&param| param == name.0);
                    Some(at.and_then(|at| self.list(args).get(at)).map_or(top, |&level| LevelId(level)))
                }
                Level::Succ(l) => match ready(self, l) {
                    Some(l) => Some(self.succ(l)),
                    None => {
                        todo.push(l);
                        None
                    }
                },
                Level::Max(l, r) | Level::Imax(l, r) => match (ready(self, l), ready(self, r)) {
                    (Some(l), Some(r)) => {
                        Some(if matches!(node, Level::Max(..)) { self.max(l, r) } else { self.imax(l, r) })
                    }
                    (left, right) => {
                        if left.is_none() {
                            todo.push(l);
                        }
                        if right.is_none() {
                            todo.push(r);
                        }
                        None
                    }
                },
            };
            if let Some(done) = done {
                self.substituted.insert((top, params, args), done);
                todo.pop();
            }
        }
        self.substituted[&(level, params, args)]
    }

    /// Each level of a list, substituted.
    pub fn subst_list(&mut self, list: LevelsId, params: ParamsId, args: LevelsId) -> LevelsId {
        if params.0 == 0 || !self.list_has_param(list) {
            return list;
        }
        if let Some(&done) = self.substituted_lists.get(&(list, params, args)) {
            return done;
        }
        let levels = self.list(list).to_vec();
        let levels: Vec<u32> = levels.into_iter().map(|level| self.subst(LevelId(level), params, args).0).collect();
        let done = self.intern_list(&levels);
        self.substituted_lists.insert((list, params, args), done);
        done
    }

    /// As [`Levels::subst`], with each `max` and `imax` that changes made as upstream's kernel makes them
    /// (`lean4:src/kernel/level.cpp`): simplified where that is seen at once.
    pub fn subst_simplified(&mut self, root: LevelId, params: ParamsId, args: LevelsId) -> LevelId {
        let mut done: HashMap<LevelId, LevelId, FxBuildHasher> = HashMap::default();
        let mut todo = vec![root];
        while let Some(&level) = todo.last() {
            let node = self.get(level);
            let parts = match node {
                Level::Succ(l) => [Some(l), None],
                Level::Max(l, r) | Level::Imax(l, r) => [Some(r), Some(l)],
                Level::Zero | Level::Param(_) => [None; 2],
            };
            let before = todo.len();
            todo.extend(parts.into_iter().flatten().filter(|part| !done.contains_key(part)));
            if todo.len() > before {
                continue;
            }
            todo.pop();
            let get = |l: LevelId| done.get(&l).copied().unwrap_or(l);
            let made = match node {
                Level::Zero | Level::Param(_) => self.subst(level, params, args),
                Level::Succ(l) => {
                    let l = get(l);
                    self.succ(l)
                }
                Level::Max(l, r) | Level::Imax(l, r) if get(l) == l && get(r) == r => level,
                Level::Max(l, r) => {
                    let (l, r) = (get(l), get(r));
                    self.simple_max(l, r)
                }
                Level::Imax(l, r) => {
                    let (l, r) = (get(l), get(r));
                    self.simple_imax(l, r)
                }
            };
            done.insert(level, made);
        }
        done.get(&root).copied().unwrap_or(root)
    }

    /// Each level of a list, as [`Levels::subst_simplified`].
    pub fn subst_list_simplified(&mut self, list: LevelsId, params: ParamsId, args: LevelsId) -> LevelsId {
        let levels = self.list(list).to_vec();
        let levels: Vec<u32> =
            levels.into_iter().map(|level| self.subst_simplified(LevelId(level), params, args).0).collect();
        self.intern_list(&levels)
    }

    /// The level below all successors, and how many there are.
    fn offset(&self, mut level: LevelId) -> (LevelId, u32) {
        let mut count = 0;
        while let Level::Succ(below) = self.get(level) {
            (level, count) = (below, count + 1);
        }
        (level, count)
    }

    fn simple_max(&mut self, l: LevelId, r: LevelId) -> LevelId {
        let zero = LevelId(0);
        let has = |this: &Self, whole: LevelId, part: LevelId| matches!(this.get(whole), Level::Max(a, b) if a == part || b == part);
        if l == r || r == zero || has(self, l, r) {
            return l;
        }
        if l == zero || has(self, r, l) {
            return r;
        }
        let ((below_l, l_count), (below_r, r_count)) = (self.offset(l), self.offset(r));
        match below_l == below_r {
            true if l_count >= r_count => l,
            true => r,
            false => self.max(l, r),
        }
    }

    fn simple_imax(&mut self, l: LevelId, r: LevelId) -> LevelId {
        if self.is_never_zero(r).unwrap_or(false) {
            return self.simple_max(l, r);
        }
        let zero = LevelId(0);
        if r == zero || l == zero || l == r { r } else { self.imax(l, r) }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.forms.bytes()
            + self.levels.capacity() * 13
            + self.list_params.capacity()
            + self.table.capacity() * 5
            + (self.lists.items.capacity() + self.param_lists.items.capacity()) * 4
            + (self.lists.ends.capacity() + self.param_lists.ends.capacity()) * 9
            + (self.substituted.capacity() + self.substituted_lists.capacity()) * 17
    }
}
