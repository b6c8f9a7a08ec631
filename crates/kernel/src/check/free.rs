//! Which bound variables a term uses, and capturing them.
//!
//! What it is: for a term whose loose variables are all below 64, the exact set of them, as a mask, so that a closure
//! captures these only. Below a binder the set may be too large (where the body reaches past 64), never too small. A
//! term that reaches further captures the whole frame, as a list that all such closures share.

use super::Checker;
use super::value::{Closure, EnvId, NONE, SubstId, ValueId, WideId};
use crate::terms::{ExprId, Node};
use smallvec::SmallVec;

/// From this range on, closures capture all variables.
const WIDE: u32 = 64;

fn all_below(loose: u32) -> u64 {
    if loose >= WIDE { u64::MAX } else { (1 << loose) - 1 }
}

impl Checker<'_> {
    /// The loose variables of `e` as bits; `e` reaches at most [`WIDE`].
    pub(super) fn mask(&mut self, e: ExprId) -> u64 {
        match self.terms.exprs.cell(e).loose() {
            0 => return 0,
            1 => return 1,
            _ => {}
        }
        if let Some(&mask) = self.masks.get(&e) {
            return mask;
        }
        let mut todo: SmallVec<[ExprId; 16]> = SmallVec::from_slice(&[e]);
        while let Some(&top) = todo.last() {
            if self.masks.contains_key(&top) {
                todo.pop();
                continue;
            }
            let waiting = todo.len();
            let mask = match self.terms.exprs.node(top) {
                Node::Bvar(at) => 1 << at,
                Node::App(f, x) => self.mask_of(f, &mut todo) | self.mask_of(x, &mut todo),
                Node::Lam(ty, body) | Node::Pi(ty, body) => {
                    self.mask_of(ty, &mut todo) | self.mask_under(body, &mut todo)
                }
                Node::Let { ty, value, body } => {
                    self.mask_of(ty, &mut todo) | self.mask_of(value, &mut todo) | self.mask_under(body, &mut todo)
                }
                Node::Proj(_, structure) => self.mask_of(structure, &mut todo),
                Node::Sort(_) | Node::Const(..) | Node::Nat(_) | Node::Str(_) | Node::Local(_) => 0,
            };
            if todo.len() == waiting {
                self.masks.insert(top, mask);
                todo.pop();
            }
        }
        self.masks.get(&e).copied().unwrap_or(u64::MAX)
    }

    /// The set of `e` if it is known, else `e` is put on the list.
    fn mask_of(&self, e: ExprId, todo: &mut SmallVec<[ExprId; 16]>) -> u64 {
        match self.terms.exprs.cell(e).loose() {
            0 => 0,
            1 => 1,
            loose if loose > WIDE => u64::MAX,
            _ => self.masks.get(&e).copied().unwrap_or_else(|| {
                todo.push(e);
                0
            }),
        }
    }

    /// The set of a binder's body as seen from outside the binder.
    fn mask_under(&self, body: ExprId, todo: &mut SmallVec<[ExprId; 16]>) -> u64 {
        let loose = self.terms.exprs.cell(body).loose();
        if loose > WIDE { all_below(loose - 1) } else { self.mask_of(body, todo) >> 1 }
    }

    /// The closure of `e` in the frame on top of the stack.
    pub(super) fn capture(&mut self, e: ExprId, subst: SubstId) -> Closure {
        let cell = self.terms.exprs.cell(e);
        let subst = if cell.has_param() { subst } else { SubstId(0) };
        let loose = cell.loose();
        if loose == 0 {
            return Closure { expr: e, env: EnvId(0), subst };
        }
        if loose > WIDE {
            let list = self.stack.list(&mut self.values);
            return Closure { expr: e, env: EnvId::of_wide(list), subst };
        }
        let mut items: SmallVec<[ValueId; 16]> = SmallVec::new();
        let mut mask = self.mask(e);
        while mask != 0 {
            items.push(self.stack.get(mask.trailing_zeros(), &self.values));
            mask &= mask - 1;
        }
        Closure { expr: e, env: self.values.env(&items), subst }
    }

    /// Begins a frame with the captured variables of a closure, so that its term can be evaluated there.
    pub(super) fn spread(&mut self, closure: Closure) {
        if let Some(list) = closure.env.as_wide() {
            self.stack.begin(list);
            return;
        }
        self.stack.begin(WideId::EMPTY);
        if closure.env == EnvId(0) {
            return;
        }
        let loose = self.terms.exprs.cell(closure.expr).loose();
        let mask = self.mask(closure.expr);
        let items = self.values.env_items(closure.env);
        let mut left = items.len();
        for at in (0..loose).rev() {
            if mask >> at & 1 == 1 {
                left -= 1;
                self.stack.push(items[left]);
            } else {
                self.stack.push(NONE);
            }
        }
    }
}
