//! What was read where: the results of categories and rules, by position and context.
//!
//! What it is: two generations of a table. When the younger one is full, the older one is forgotten, so what was read
//! last is always there and memory is bounded.
//! Source: upstream's `withCacheFn`, whose table is not bounded.

use super::{Context, Failure};
use crate::symbols::NameId;
use crate::tree::Syntax;
use rustc_hash::FxHashMap;

/// How many results a generation holds.
const GENERATION: usize = 1 << 19;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    id: NameId,
    pos: u32,
    context: Context,
}

impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        // The rest is compared. Blocks within blocks fail at one place in as many contexts as there are blocks.
        state.write_u32(self.context.saved_pos.unwrap_or(u32::MAX));
        state.write_u64(u64::from(self.pos) << 32 | u64::from(self.id.0) << 11 | u64::from(self.context.prec));
    }
}

#[derive(Clone)]
pub(super) struct Result {
    pub(super) stx: Syntax,
    pub(super) lhs_prec: u32,
    pub(super) pos: u32,
    pub(super) failure: Option<Failure>,
}

/// What rules between categories read, in places that newer results take. A rule is tried again soon or not at all, and
/// is short, so forgetting costs little.
#[derive(Default)]
pub(super) struct RuleCache {
    places: Vec<Option<(Key, Result)>>,
    /// The places that are taken, with repetitions.
    taken: Vec<u8>,
}

impl RuleCache {
    const SIZE: usize = 1 << 8;

    fn place(key: &Key) -> usize {
        (key.pos as usize ^ (key.id.0 as usize).wrapping_mul(0x9e37)) % Self::SIZE
    }

    pub(super) fn get(&self, key: &Key) -> Option<&Result> {
        match self.places.get(Self::place(key)) {
            Some(Some((other, result))) if other == key => Some(result),
            _ => None,
        }
    }

    pub(super) fn insert(&mut self, key: Key, result: Result) {
        if self.places.is_empty() {
            self.places.resize_with(Self::SIZE, || None);
        }
        let place = Self::place(&key);
        if self.taken.len() < Self::SIZE {
            self.taken.push(place as u8);
        }
        self.places[place] = Some((key, result));
    }

    pub(super) fn clear(&mut self) {
        if self.taken.len() >= Self::SIZE {
            self.places.fill_with(|| None);
        } else {
            self.taken.iter().for_each(|&place| self.places[usize::from(place)] = None);
        }
        self.taken.clear();
    }
}

#[derive(Default)]
pub(super) struct Memory {
    young: FxHashMap<Key, Result>,
    old: FxHashMap<Key, Result>,
}

impl Memory {
    pub(super) fn key(id: NameId, pos: u32, context: Context) -> Key {
        Key { id, pos, context }
    }

    pub(super) fn get(&self, key: &Key) -> Option<&Result> {
        self.young.get(key).or_else(|| if self.old.is_empty() { None } else { self.old.get(key) })
    }

    pub(super) fn insert(&mut self, key: Key, result: Result) {
        if self.young.len() >= GENERATION {
            std::mem::swap(&mut self.young, &mut self.old);
            self.young.clear();
        }
        self.young.insert(key, result);
    }

    /// Forgets everything, and gives memory back if it was much.
    pub(super) fn clear(&mut self) {
        if !self.old.is_empty() {
            self.old = FxHashMap::default();
        }
        match self.young.capacity() > 1 << 10 {
            true => self.young = FxHashMap::default(),
            false => self.young.clear(),
        }
    }
}
