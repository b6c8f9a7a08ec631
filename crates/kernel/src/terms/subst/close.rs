//! Closing: locals become bound variables again.
//!
//! What it is: the way back from an opened binder, for whole telescopes of them. A local is given its *position*, the
//! number of binders outside its own; under `depth` binders it is then variable `depth - 1 - position`. Since that
//! depends on nothing else, terms that are closed one after another over the same locals share their memory: the types
//! of a telescope, and all terms that have the same telescope in front.

use super::rewrite::{Rewriter, Visit};
use crate::terms::exprs::{BinderInfo, Cell, Tag};
use crate::terms::{ExprId, NameId, Terms};
use crate::verdict::Result;
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// An opened binder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Binder {
    /// The local that stands for its variable; [`NO_LOCAL`] if nothing uses the variable.
    pub local: ExprId,
    /// Its type.
    pub ty: ExprId,
    /// What it is called.
    pub name: NameId,
    /// How it is written.
    pub info: BinderInfo,
}

/// What stands in the place of a local that nothing uses.
pub const NO_LOCAL: ExprId = ExprId(u32::MAX);

/// Locals with their positions, and terms that stand for locals.
#[derive(Debug, Default)]
pub struct Closing {
    names: bool,
    /// How many positions are taken.
    count: u32,
    positions: HashMap<u32, u32, FxBuildHasher>,
    /// A local that is not a variable but an application of a closed term to the first variables.
    heads: HashMap<u32, (ExprId, u32), FxBuildHasher>,
    made_heads: HashMap<(u32, u32), ExprId, FxBuildHasher>,
    rewriter: Rewriter,
}

impl Closing {
    /// One that keeps the names of binders, if `names`.
    pub fn new(names: bool) -> Closing {
        Closing { names, rewriter: Rewriter::new(names), ..Closing::default() }
    }

    /// Makes it as new; its memory stays.
    pub fn clear(&mut self) {
        self.count = 0;
        self.positions.clear();
        self.heads.clear();
        self.made_heads.clear();
        self.rewriter.forget();
    }

    /// How many positions are taken.
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Whether no position is taken.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Gives the next position to a local.
    pub fn bind(&mut self, terms: &Terms, local: ExprId) {
        if local != NO_LOCAL {
            self.positions.insert(terms.exprs.cell(local).a, self.count);
        }
        self.count += 1;
    }

    /// Frees the positions from `count` on. Terms in which their locals occur must not be closed any more.
    pub fn unbind(&mut self, count: u32) {
        self.count = count;
    }

    /// Says that a local stands for `head` applied to the variables at the first `count` positions.
    pub fn bind_head(&mut self, terms: &Terms, local: ExprId, head: ExprId, count: u32) {
        self.heads.insert(terms.exprs.cell(local).a, (head, count));
    }

    /// `e` under `depth` binders, of which the first are those that have positions.
    pub fn close(&mut self, terms: &mut Terms, e: ExprId, depth: u32) -> Result<ExprId> {
        if !terms.exprs.cell(e).has_local() {
            return Ok(e);
        }
        let Closing { positions, heads, made_heads, rewriter, .. } = self;
        rewriter.go_on::<false>(terms, e, depth, |terms, e, cell, depth, _| {
            if !cell.has_local() {
                return Ok(Visit::Keep);
            }
            if cell.tag() != Tag::Local {
                return Ok(Visit::Into);
            }
            if let Some(&position) = positions.get(&cell.a) {
                return Ok(Visit::Done(terms.bvar(depth - 1 - position)?));
            }
            let Some(&(head, count)) = heads.get(&cell.a) else { return Ok(Visit::Keep) };
            if let Some(&made) = made_heads.get(&(cell.a, depth)) {
                return Ok(Visit::Done(made));
            }
            let mut made = head;
            for position in 0..count {
                let variable = terms.bvar(depth - 1 - position)?;
                made = terms.app(made, variable)?;
            }
            made_heads.insert((cell.a, depth), made);
            debug_assert_ne!(made, e);
            Ok(Visit::Done(made))
        })
    }

    /// Gives positions to the locals of a telescope, one after another, and closes its types.
    pub fn telescope(&mut self, terms: &mut Terms, binders: &[Binder]) -> Result<Vec<Binder>> {
        let mut closed = Vec::with_capacity(binders.len());
        for binder in binders {
            let ty = self.close(terms, binder.ty, self.count)?;
            self.bind(terms, binder.local);
            closed.push(Binder { ty, ..*binder });
        }
        Ok(closed)
    }

    /// Function types (`Tag::Pi`) or functions (`Tag::Lam`) over a closed telescope and body. It is not looked for in the
    /// layer: a telescope that is wrapped around different bodies is never the same.
    pub fn wrap(&self, terms: &mut Terms, tag: Tag, closed: &[Binder], body: ExprId) -> Result<ExprId> {
        let mut e = body;
        for binder in closed.iter().rev() {
            e = terms.exprs.push(Cell::new(tag, binder.ty.0, e.0), false)?;
            if self.names {
                terms.exprs.set_binder(e, binder.name, binder.info);
            }
        }
        Ok(e)
    }

    /// Function types or functions over an open telescope that follows the positions which are taken; these are taken
    /// after the call as before.
    pub fn bind_all(&mut self, terms: &mut Terms, tag: Tag, binders: &[Binder], body: ExprId) -> Result<ExprId> {
        let before = self.count;
        let closed = self.telescope(terms, binders)?;
        let body = self.close(terms, body, self.count)?;
        self.unbind(before);
        if self.names {
            return self.wrap(terms, tag, &closed, body);
        }
        closed
            .iter()
            .rev()
            .try_fold(body, |e, binder| Ok(terms.exprs.intern(Cell::new(tag, binder.ty.0, e.0), false)?))
    }
}
