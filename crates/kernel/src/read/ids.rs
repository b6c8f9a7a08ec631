//! The numbers that an input gives to its names, levels and expressions, and what they stand for.
//!
//! What it is: a map from the input's numbers to ours. An exporter counts up without gaps, so that its numbers are ours;
//! of such a run only its length is kept. What departs from it goes into a table as long as the numbers are dense, and
//! into a hash map if they are not: one line with a huge number does not allocate a huge table.

use std::collections::HashMap;

/// A map from the input's numbers to ours.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Numbers below stand for themselves.
    same: u32,
    /// What the numbers from `same` on stand for, plus one; 0 for nothing.
    dense: Vec<u32>,
    sparse: HashMap<u32, u32>,
    defined: usize,
}

/// Numbers up to this much past the last are put in the table.
const SLACK: usize = 1 << 16;

impl Ids {
    /// A map where the numbers below `same` stand for themselves.
    pub fn new(same: u32) -> Ids {
        Ids { same, ..Ids::default() }
    }

    #[inline]
    pub fn get(&self, id: u32) -> Option<u32> {
        if id < self.same { Some(id) } else { self.get_other(id) }
    }

    fn get_other(&self, id: u32) -> Option<u32> {
        match self.dense.get((id - self.same) as usize) {
            Some(&value) if value != 0 => Some(value - 1),
            _ if self.sparse.is_empty() => None,
            _ => self.sparse.get(&id).copied(),
        }
    }

    /// Whether `id` is the next number of a run without gaps.
    #[inline]
    pub fn is_next(&self, id: u32) -> bool {
        id == self.same && self.defined == 0
    }

    /// Defines a number that [`Self::get`] has nothing for. `value` is not the largest `u32`.
    #[inline]
    pub fn define(&mut self, id: u32, value: u32) {
        if id == value && self.is_next(id) { self.same += 1 } else { self.define_other(id, value) }
    }

    fn define_other(&mut self, id: u32, value: u32) {
        self.defined += 1;
        let at = (id - self.same) as usize;
        if at >= self.dense.len() {
            if at > 4 * self.defined + SLACK {
                self.sparse.insert(id, value);
                return;
            }
            self.dense.resize(at + 1, 0);
        }
        self.dense[at] = value + 1;
    }
}
