//! Whether a constant of some kind occurs in a term.
//!
//! What it is: a search that remembers its answer for every subterm. The question stays the same for one value of
//! [`Occurs`].

use super::rewrite::KEEP;
use crate::terms::exprs::{Exprs, Tag};
use crate::terms::{ExprId, FieldId, NameId};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// What was found out about subterms.
#[derive(Debug, Default)]
pub struct Occurs {
    known: HashMap<ExprId, bool, FxBuildHasher>,
    /// Terms to go through, and (`true`) those whose parts were gone through in vain.
    todo: Vec<(ExprId, bool)>,
    /// Whether the structure that a projection names counts as a constant that occurs.
    pub projections: bool,
}

impl Occurs {
    /// Nothing known yet.
    pub fn new() -> Occurs {
        Occurs::default()
    }

    /// Forgets everything, so that another question can be asked; its memory stays.
    pub fn clear(&mut self) {
        if self.known.capacity() > KEEP {
            self.known = HashMap::default();
        } else {
            self.known.clear();
        }
    }

    /// Whether a constant for which `wanted` holds occurs in `e`.
    pub fn occurs(&mut self, exprs: &Exprs, e: ExprId, wanted: impl Fn(NameId) -> bool) -> bool {
        self.todo.clear();
        self.todo.push((e, false));
        while let Some((e, done)) = self.todo.pop() {
            if done {
                self.known.insert(e, false);
                continue;
            }
            let cell = exprs.cell(e);
            let found = match cell.tag() {
                Tag::Const => wanted(NameId(cell.a)),
                Tag::Bvar | Tag::Sort | Tag::Nat | Tag::Str | Tag::Local => false,
                Tag::App | Tag::Lam | Tag::Pi | Tag::Let | Tag::Proj => match self.known.get(&e) {
                    Some(&known) => known,
                    None if cell.tag() == Tag::Proj && self.projections && wanted(exprs.field(FieldId(cell.b)).0) => {
                        self.known.insert(e, true);
                        true
                    }
                    None => {
                        self.todo.push((e, true));
                        match cell.tag() {
                            Tag::Let => self.todo.extend(exprs.let_parts(cell.a).map(|part| (part, false))),
                            Tag::Proj => self.todo.push((ExprId(cell.a), false)),
                            _ => self.todo.extend([(ExprId(cell.b), false), (ExprId(cell.a), false)]),
                        }
                        false
                    }
                },
            };
            if found {
                // Those whose parts were being gone through are exactly the terms around this one.
                for &(around, entered) in &self.todo {
                    if entered {
                        self.known.insert(around, true);
                    }
                }
                return true;
            }
        }
        false
    }
}
