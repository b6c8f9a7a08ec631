//! Whether one form is at most another where there are conditions.
//!
//! What it is: for each leaf of the left form a search for an assignment that satisfies the leaf's condition and puts the
//! right form below it. Let the right form be `b`, which is monotone.
//!
//! A set `G` of parameters that meets each clause of the condition stands for the assignment of one to `G` and zero to
//! the others; every assignment that satisfies the condition is at or above such a one. So a number `c` is covered if
//! `b` is at least `c` there, for all `G`. For `v + c` also large values of `v` are looked at: then only leaves of `b`
//! with the same parameter `v` count, so one of them must have an offset of at least `c`, and a condition that `G` and
//! `v` satisfy. It then suffices wherever `v` is not zero. Where `v` may be zero (it is not in `G`), `b` must be at least
//! `c` as well.
//!
//! What holds for a set holds for those that contain it; so sets are made element by element, clause by clause, and a set
//! for which the leaf is covered is not made larger.

use super::TooMany;
use super::form::{ClauseId, FormId, Forms, Leaf, NUMBER};

impl Forms {
    /// Whether every leaf of `a` is at most `b`.
    pub(super) fn covers(&mut self, a: FormId, b: FormId) -> Result<bool, TooMany> {
        if self.constant(a) > self.constant(b) {
            return Ok(false);
        }
        for at in 0..self.leaves(a).len() {
            if !self.covers_leaf(self.leaves(a)[at], b)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn covers_leaf(&mut self, leaf: Leaf, b: FormId) -> Result<bool, TooMany> {
        let mut clauses = self.clauses(leaf.condition).to_vec();
        // Short clauses leave less to choose.
        clauses.sort_by_key(|&clause| self.clause(clause).len());
        let mut set: Vec<u32> = Vec::new();
        // Choices that were made: the clause, how many of its elements were taken, and how large the set was before.
        let mut choices: Vec<(usize, usize, usize)> = Vec::new();
        // The clauses before this one are met by the set.
        let mut met = 0;
        loop {
            if !self.is_covered(leaf, &set, b)? {
                while let Some(&clause) = clauses.get(met)
                    && self.meets(clause, &set, NUMBER)?
                {
                    met += 1;
                }
                if met == clauses.len() {
                    return Ok(false);
                }
                choices.push((met, 0, set.len()));
            }
            let Some(choice) = choices.last_mut() else { return Ok(true) };
            let params = self.clause(clauses[choice.0]);
            set.truncate(choice.2);
            set.push(params[choice.1]);
            met = choice.0 + 1;
            choice.1 += 1;
            if choice.1 == params.len() {
                choices.pop();
            }
        }
    }

    /// Whether the leaf is at most `b` at the assignments that `set` stands for.
    fn is_covered(&mut self, leaf: Leaf, set: &[u32], b: FormId) -> Result<bool, TooMany> {
        if leaf.param == NUMBER {
            return self.reaches(b, set, leaf.offset);
        }
        let mut found = self.plain_offset(b, leaf.param).is_some_and(|offset| offset >= leaf.offset);
        for at in self.plain(b)..self.leaves(b).len() {
            if found {
                break;
            }
            let other = self.leaves(b)[at];
            self.spend(1)?;
            found = other.param == leaf.param && other.offset >= leaf.offset && self.holds(other, set, leaf.param)?;
        }
        Ok(found && (set.contains(&leaf.param) || self.reaches(b, set, leaf.offset)?))
    }

    /// Whether `b` is at least `value` where the parameters of `set` are one and the others zero.
    fn reaches(&mut self, b: FormId, set: &[u32], value: u32) -> Result<bool, TooMany> {
        let reached = |offset: u32, is_one: bool| offset.saturating_add(u32::from(is_one)) >= value;
        self.spend(set.len() + 1)?;
        if value <= self.constant(b)
            || set.iter().any(|&param| self.plain_offset(b, param).is_some_and(|offset| reached(offset, true)))
        {
            return Ok(true);
        }
        for at in self.plain(b)..self.leaves(b).len() {
            let leaf = self.leaves(b)[at];
            self.spend(set.len() + 1)?;
            if reached(leaf.offset, set.contains(&leaf.param)) && self.holds(leaf, set, NUMBER)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the condition of `leaf` holds where the parameters of `set` and `other` are not zero.
    fn holds(&mut self, leaf: Leaf, set: &[u32], other: u32) -> Result<bool, TooMany> {
        for at in 0..self.clauses(leaf.condition).len() {
            if !self.meets(self.clauses(leaf.condition)[at], set, other)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether one of the parameters of the clause is `other` or in `set`.
    fn meets(&mut self, clause: ClauseId, set: &[u32], other: u32) -> Result<bool, TooMany> {
        self.spend((set.len() + 1) * self.clause(clause).len())?;
        Ok(self.clause(clause).iter().any(|&param| param == other || set.contains(&param)))
    }
}
