//! The stack of frames: what the variables of the term at hand stand for.
//!
//! What it is: one stack for all frames, of which only the top frame is read. A frame may rest on a *wide* environment,
//! a list that closures of terms with many variables share: what is pushed on it stands before the list.

use super::value::{NONE, ValueId, Values, WideId};

/// Where the stack stood, and which frame was on top.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    len: usize,
    base: usize,
    wide: WideId,
}

/// The stack.
#[derive(Debug, Default)]
pub(super) struct Stack {
    values: Vec<ValueId>,
    /// For a beginning of the stack: the list of the frame up to there; [`WideId::EMPTY`] where it is not known.
    lists: Vec<WideId>,
    base: usize,
    wide: WideId,
}

impl Stack {
    /// Where it stands.
    #[inline]
    pub(super) fn mark(&self) -> Mark {
        Mark { len: self.values.len(), base: self.base, wide: self.wide }
    }

    /// Back to where it stood.
    #[inline]
    pub(super) fn reset(&mut self, mark: Mark) {
        self.values.truncate(mark.len);
        self.lists.truncate(mark.len);
        self.base = mark.base;
        self.wide = mark.wide;
    }

    /// Begins a frame that rests on a list.
    #[inline]
    pub(super) fn begin(&mut self, wide: WideId) {
        self.base = self.values.len();
        self.wide = wide;
    }

    #[inline]
    pub(super) fn push(&mut self, value: ValueId) {
        self.values.push(value);
    }

    pub(super) fn clear(&mut self) {
        self.values.clear();
        self.lists.clear();
        self.base = 0;
        self.wide = WideId::EMPTY;
    }

    /// Values on it, in all frames.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// What variable `at` of the top frame stands for; [`NONE`] if there is no such variable or it was left out.
    #[inline]
    pub(super) fn get(&self, at: u32, values: &Values) -> ValueId {
        let own = (self.values.len() - self.base) as u32;
        if at < own {
            self.values[self.values.len() - 1 - at as usize]
        } else if self.wide == WideId::EMPTY {
            NONE
        } else {
            values.wide_get(self.wide, at - own)
        }
    }

    /// All variables of the top frame as a list.
    pub(super) fn list(&mut self, values: &mut Values) -> WideId {
        let mut known = self.lists.len().max(self.base);
        while known > self.base && self.lists[known - 1] == WideId::EMPTY {
            known -= 1;
        }
        self.lists.resize(known, WideId::EMPTY);
        let mut list = if known > self.base { self.lists[known - 1] } else { self.wide };
        for &value in &self.values[known..] {
            list = values.wide(value, list);
            self.lists.push(list);
        }
        list
    }
}
