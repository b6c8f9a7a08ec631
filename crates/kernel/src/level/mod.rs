//! Comparison of universe levels: which is below which, whatever numbers the parameters stand for.
//!
//! What it is: a complete decision of `≤`, equality, "always zero" and "never zero" over all assignments of natural
//! numbers to parameters. A level is brought into a [`form`]: the maximum of parameters and numbers with offsets, each
//! under a condition that says which parameters are not zero (from `imax`). Without `imax` there are no conditions, equal
//! levels have the same form, and comparing takes one pass. With `imax` the question is hard for the class coNP, so that
//! work is counted and may end with [`TooMany`]; see Carneiro, *Lean4Lean* (2024), and Blanqui, *Encoding type universes
//! without using matching modulo associativity and commutativity* (2022), for the problem.
//!
//! Why it is right: levels are monotone in their parameters. To see that a term `v + c` under a condition is at most `b`
//! it is enough to look at the least assignments that satisfy the condition, and there at small and at large `v`; see
//! [`cover`].
//!
//! What it assumes: nothing. Levels may be as deep and as wide as memory allows; nothing recurses.

mod cover;
mod form;

pub use form::Forms;

use crate::terms::{Level, LevelId, Levels};
use form::{FormId, NUMBER};

/// A comparison takes too many cases.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooMany;

impl Levels {
    /// Whether `a ≤ b` for all values of the parameters.
    pub fn leq(&mut self, a: LevelId, b: LevelId) -> Result<bool, TooMany> {
        if a == b || self.get(a) == Level::Zero {
            return Ok(true);
        }
        let (levels, forms) = self.forms();
        forms.begin();
        let (a, b) = (forms.form(levels, a)?, forms.form(levels, b)?);
        forms.leq(a, b)
    }

    /// Whether `a = b` for all values of the parameters.
    pub fn is_equiv(&mut self, a: LevelId, b: LevelId) -> Result<bool, TooMany> {
        if a == b {
            return Ok(true);
        }
        let (levels, forms) = self.forms();
        forms.begin();
        let (a, b) = (forms.form(levels, a)?, forms.form(levels, b)?);
        Ok(a == b || !(forms.is_flat(a) && forms.is_flat(b)) && forms.leq(a, b)? && forms.leq(b, a)?)
    }

    /// Whether `l` is zero for all values of the parameters.
    pub fn is_zero(&mut self, l: LevelId) -> Result<bool, TooMany> {
        match self.get(l) {
            Level::Zero => Ok(true),
            Level::Succ(_) | Level::Param(_) => Ok(false),
            Level::Max(..) | Level::Imax(..) => {
                let (levels, forms) = self.forms();
                forms.begin();
                Ok(forms.is_zero(levels, l))
            }
        }
    }

    /// Whether `l` is zero for no values of the parameters.
    pub fn is_never_zero(&mut self, l: LevelId) -> Result<bool, TooMany> {
        match self.get(l) {
            Level::Succ(_) => Ok(true),
            Level::Zero | Level::Param(_) => Ok(false),
            Level::Max(..) | Level::Imax(..) => {
                let (levels, forms) = self.forms();
                forms.begin();
                Ok(forms.is_never_zero(levels, l))
            }
        }
    }

    /// A level that is equal to `l` and shorter to read, where one is easily found; else `l`.
    pub fn simplify(&mut self, l: LevelId) -> LevelId {
        const LONGEST: usize = 64;
        let (levels, forms) = self.forms();
        forms.begin();
        let Ok(form) = forms.form(levels, l) else { return l };
        if !forms.is_flat(form) || forms.leaves(form).len() > LONGEST || forms.constant(form) > LONGEST as u32 {
            return l;
        }
        let constant = forms.constant(form);
        let leaves: Vec<(u32, u32)> = forms.leaves(form).iter().map(|leaf| (leaf.param, leaf.offset)).collect();
        let mut parts = Vec::with_capacity(leaves.len() + 1);
        if leaves.iter().all(|&(_, offset)| offset < constant) {
            parts.push((NUMBER, constant));
        }
        parts.extend(leaves);
        let mut simple = None;
        for (param, offset) in parts {
            let mut part = match param {
                NUMBER => LevelId(0),
                param => self.param(crate::terms::NameId(param)),
            };
            for _ in 0..offset {
                part = self.succ(part);
            }
            simple = Some(match simple {
                None => part,
                Some(before) => self.max(before, part),
            });
        }
        simple.unwrap_or(LevelId(0))
    }
}

impl Forms {
    /// Whether the first form is at most the second for all values of the parameters.
    fn leq(&mut self, a: FormId, b: FormId) -> Result<bool, TooMany> {
        if a == b {
            return Ok(true);
        }
        if self.is_flat(a) && self.is_flat(b) {
            return Ok(self.leq_flat(a, b));
        }
        if let Some(known) = self.known_leq(a, b) {
            return Ok(known);
        }
        let answer = self.covers(a, b)?;
        self.note_leq(a, b, answer);
        Ok(answer)
    }

    /// As [`Self::leq`], for forms without conditions: in one pass over both lists, which are sorted by parameter.
    fn leq_flat(&self, a: FormId, b: FormId) -> bool {
        if self.constant(a) > self.constant(b) {
            return false;
        }
        let mut others = self.leaves(b).iter();
        self.leaves(a).iter().all(|leaf| {
            others
                .by_ref()
                .find(|other| other.param >= leaf.param)
                .is_some_and(|other| other.param == leaf.param && other.offset >= leaf.offset)
        })
    }
}

#[cfg(test)]
mod tests;
