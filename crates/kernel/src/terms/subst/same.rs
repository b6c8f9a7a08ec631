//! Whether two ids are the same expression, binder names aside.
//!
//! What it is: a walk over both, with the ids that were found to agree kept in classes (union and find), so the time is
//! nearly linear in the number of different subterms however they are shared. Small terms are compared without. Source:
//! Condoluci, Accattoli and Sacerdoti Coen, Sharing equality is linear (PPDP 2019).
//!
//! Classes hold equalities of structure, which is transitive; definitional equality, as it is decided here, is not and
//! has no business in them.

use super::rewrite::KEEP;
use crate::terms::ExprId;
use crate::terms::exprs::{Exprs, Tag};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// For most terms this is all of their nodes.
const SMALL: usize = 256;

/// What was found to agree.
#[derive(Debug)]
pub struct Same {
    /// So many nodes are compared before anything is remembered.
    pub(super) small: usize,
    /// Ids from this one on have their parents in `new`.
    start: u32,
    /// The parent of each new id, plus one; 0 for none. What is compared is mostly a new term with an old one, so this is
    /// nearly all that is looked at.
    new: Vec<u32>,
    old: HashMap<ExprId, ExprId, FxBuildHasher>,
    todo: Vec<(ExprId, ExprId)>,
}

impl Default for Same {
    fn default() -> Same {
        Same { small: SMALL, start: u32::MAX, new: Vec::new(), old: HashMap::default(), todo: Vec::new() }
    }
}

impl Same {
    /// Nothing known yet.
    pub fn new() -> Same {
        Same::default()
    }

    /// Forgets everything; its memory stays. Ids may stand for other terms from then on. Those from `start` on are the
    /// ones of which many will be compared.
    pub fn clear(&mut self, start: u32) {
        self.start = start;
        self.new.clear();
        self.new.shrink_to(KEEP);
        if self.old.capacity() > KEEP {
            self.old = HashMap::default();
        } else {
            self.old.clear();
        }
    }

    fn parent(&self, e: ExprId) -> Option<ExprId> {
        if e.0 >= self.start {
            let parent = self.new.get((e.0 - self.start) as usize).copied().unwrap_or(0);
            return (parent != 0).then(|| ExprId(parent - 1));
        }
        if self.old.is_empty() { None } else { self.old.get(&e).copied() }
    }

    fn set_parent(&mut self, e: ExprId, parent: ExprId) {
        if e.0 < self.start {
            self.old.insert(e, parent);
            return;
        }
        let at = (e.0 - self.start) as usize;
        if at >= self.new.len() {
            self.new.resize(at + 1, 0);
        }
        self.new[at] = parent.0 + 1;
    }

    fn find(&mut self, mut e: ExprId) -> ExprId {
        while let Some(parent) = self.parent(e) {
            // Halving the path keeps later searches short.
            if let Some(above) = self.parent(parent) {
                self.set_parent(e, above);
            }
            e = parent;
        }
        e
    }

    /// Whether `a` and `b` are equal as terms.
    pub fn same(&mut self, exprs: &Exprs, a: ExprId, b: ExprId) -> bool {
        self.todo.clear();
        self.todo.push((a, b));
        let mut steps = 0;
        while let Some((a, b)) = self.todo.pop() {
            steps += 1;
            if !self.step(exprs, a, b, steps > self.small) {
                // What this walk has put together rested on the answer being yes.
                self.clear(self.start);
                return false;
            }
        }
        true
    }

    /// Compares two nodes, and leaves their parts on the list.
    fn step(&mut self, exprs: &Exprs, a: ExprId, b: ExprId, remember: bool) -> bool {
        if a == b {
            return true;
        }
        let (x, y) = (exprs.cell(a), exprs.cell(b));
        let tag = x.tag();
        if tag != y.tag() || x.loose() != y.loose() || x.has_param() != y.has_param() || x.has_local() != y.has_local()
        {
            return false;
        }
        match tag {
            Tag::Bvar | Tag::Sort | Tag::Const | Tag::Nat | Tag::Str | Tag::Local => return (x.a, x.b) == (y.a, y.b),
            Tag::App | Tag::Lam | Tag::Pi | Tag::Let | Tag::Proj => {}
        }
        if remember {
            let (a, b) = (self.find(a), self.find(b));
            if a == b {
                return true;
            }
            if a.0 >= self.start { self.set_parent(a, b) } else { self.set_parent(b, a) }
        }
        match tag {
            Tag::Let => self.todo.extend(exprs.let_parts(x.a).into_iter().zip(exprs.let_parts(y.a))),
            Tag::Proj => {
                if x.b != y.b {
                    return false;
                }
                self.todo.push((ExprId(x.a), ExprId(y.a)));
            }
            _ => self.todo.extend([(ExprId(x.b), ExprId(y.b)), (ExprId(x.a), ExprId(y.a))]),
        }
        true
    }
}
