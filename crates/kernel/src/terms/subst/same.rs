//! Whether two ids are the same expression, binder names aside.
//!
//! What it is: a walk over both, with the ids that were found to agree kept in classes (union and find), so the time is
//! nearly linear in the number of different subterms however they are shared. Small terms are compared without. Source: Condoluci, Accattoli and
//! Sacerdoti Coen, Sharing equality is linear (PPDP 2019).
//!
//! Classes hold equalities of structure, which is transitive; definitional equality, as it is decided here, is not and
//! has no business in them.

use super::rewrite::KEEP;
use crate::terms::ExprId;
use crate::terms::exprs::{Exprs, Tag};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// So many nodes are compared before anything is remembered: for most terms that is all of them.
const SMALL: usize = 256;

/// What was found to agree.
#[derive(Debug, Default)]
pub struct Same {
    parents: HashMap<ExprId, ExprId, FxBuildHasher>,
    todo: Vec<(ExprId, ExprId)>,
}

impl Same {
    /// Nothing known yet.
    pub fn new() -> Same {
        Same::default()
    }

    /// Forgets everything; its memory stays. Ids may stand for other terms from then on.
    pub fn clear(&mut self) {
        if self.parents.capacity() > KEEP {
            self.parents = HashMap::default();
        } else {
            self.parents.clear();
        }
    }

    fn find(&mut self, mut e: ExprId) -> ExprId {
        while let Some(&parent) = self.parents.get(&e) {
            // Halving the path keeps later searches short.
            if let Some(&above) = self.parents.get(&parent) {
                self.parents.insert(e, above);
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
            if !self.step(exprs, a, b, steps > SMALL) {
                // What this walk has put together rested on the answer being yes.
                self.parents.clear();
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
            self.parents.insert(a, b);
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
