//! Going through a term and building it anew where it changes.
//!
//! What it is: one loop, with a stack of its own and a memory of what was done, that all substitutions are instances of.
//! What is remembered is keyed by the term and the number of binders around it: the same subterm under as many binders
//! is gone through once.

use crate::terms::exprs::{Cell, Tag};
use crate::terms::{ExprId, Terms};
use crate::verdict::Result;
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// What becomes of a subterm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Visit {
    /// It stays as it is.
    Keep,
    /// It is replaced.
    Done(ExprId),
    /// Its parts are gone through.
    Into,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    /// To be visited.
    Visit,
    /// To be visited; it is the function of an application.
    VisitHead,
    /// Its parts are done.
    Build,
}

/// The loop's memory.
#[derive(Debug, Default)]
pub struct Rewriter {
    names: bool,
    todo: Vec<(ExprId, u32, Step)>,
    done: Vec<ExprId>,
    memo: HashMap<(ExprId, u32), ExprId, FxBuildHasher>,
}

/// A memory that has room for more entries than this is given back after use, since emptying it takes time as well.
pub(super) const KEEP: usize = 1 << 12;

impl Rewriter {
    /// One that copies the names of binders from the old term to the new, if `names`.
    pub fn new(names: bool) -> Rewriter {
        Rewriter { names, ..Rewriter::default() }
    }

    /// Goes through `root`, which stands under `depth` binders. `visit` is given a subterm, its cell, the number of
    /// binders around it, and whether it is the function of an application that was gone into; its answer depends on the
    /// subterm and the number alone.
    pub fn run(
        &mut self,
        terms: &mut Terms,
        root: ExprId,
        depth: u32,
        visit: impl FnMut(&mut Terms, ExprId, Cell, u32, bool) -> Result<Visit>,
    ) -> Result<ExprId> {
        self.forget();
        self.go_on::<false>(terms, root, depth, visit)
    }

    /// As [`Self::run`], with every part looked up in the layer, changed or not, and without regard to binders: `visit`
    /// is told 0 for their number.
    pub fn run_all(
        &mut self,
        terms: &mut Terms,
        root: ExprId,
        visit: impl FnMut(&mut Terms, ExprId, Cell, u32, bool) -> Result<Visit>,
    ) -> Result<ExprId> {
        self.forget();
        self.go_on::<true>(terms, root, 0, visit)
    }

    /// Empties the memory.
    pub fn forget(&mut self) {
        if self.memo.capacity() > KEEP {
            self.memo = HashMap::default();
        } else {
            self.memo.clear();
        }
    }

    /// As [`Self::run`], with what is remembered from the calls since [`Self::forget`]. It is for a `visit` that gives
    /// the same answers in all of them.
    pub fn go_on<const ALL: bool>(
        &mut self,
        terms: &mut Terms,
        root: ExprId,
        depth: u32,
        mut visit: impl FnMut(&mut Terms, ExprId, Cell, u32, bool) -> Result<Visit>,
    ) -> Result<ExprId> {
        self.todo.clear();
        self.done.clear();
        self.todo.push((root, depth, Step::Visit));
        while let Some((e, depth, step)) = self.todo.pop() {
            if step == Step::Build {
                let built = self.build::<ALL>(terms, e)?;
                self.memo.insert((e, depth), built);
                self.done.push(built);
                continue;
            }
            let cell = terms.exprs.cell(e);
            match visit(terms, e, cell, depth, step == Step::VisitHead)? {
                Visit::Keep => self.done.push(e),
                Visit::Done(new) => self.done.push(new),
                Visit::Into => match self.memo.get(&(e, depth)) {
                    Some(&built) => self.done.push(built),
                    None => self.enter::<ALL>(terms, e, cell, depth),
                },
            }
        }
        Ok(self.done.pop().unwrap_or(root))
    }

    /// Puts a term's parts on the list, the first on top.
    fn enter<const ALL: bool>(&mut self, terms: &Terms, e: ExprId, cell: Cell, depth: u32) {
        let under = if ALL { 0 } else { depth + 1 };
        self.todo.push((e, depth, Step::Build));
        match cell.tag() {
            Tag::App => {
                self.todo.push((ExprId(cell.b), depth, Step::Visit));
                self.todo.push((ExprId(cell.a), depth, Step::VisitHead));
            }
            Tag::Lam | Tag::Pi => {
                self.todo.push((ExprId(cell.b), under, Step::Visit));
                self.todo.push((ExprId(cell.a), depth, Step::Visit));
            }
            Tag::Let => {
                let [ty, value, body] = terms.exprs.let_parts(cell.a);
                self.todo.push((body, under, Step::Visit));
                self.todo.push((value, depth, Step::Visit));
                self.todo.push((ty, depth, Step::Visit));
            }
            Tag::Proj => self.todo.push((ExprId(cell.a), depth, Step::Visit)),
            Tag::Bvar | Tag::Sort | Tag::Const | Tag::Nat | Tag::Str | Tag::Local => {}
        }
    }

    /// The term from its parts, which are on top of those that are done.
    fn build<const ALL: bool>(&mut self, terms: &mut Terms, e: ExprId) -> Result<ExprId> {
        let cell = terms.exprs.cell(e);
        let mut part = || self.done.pop().unwrap_or(e);
        match cell.tag() {
            Tag::App => {
                let (x, f) = (part(), part());
                if !ALL && (f.0, x.0) == (cell.a, cell.b) {
                    return Ok(e);
                }
                terms.app(f, x)
            }
            Tag::Lam | Tag::Pi => {
                let (body, ty) = (part(), part());
                if !ALL && (ty.0, body.0) == (cell.a, cell.b) {
                    return Ok(e);
                }
                let new = Cell::new(cell.tag(), ty.0, body.0);
                if self.names
                    && let Some((name, info)) = terms.exprs.binder(e)
                {
                    let made = terms.exprs.push(new, false)?;
                    terms.exprs.set_binder(made, name, info);
                    return Ok(made);
                }
                Ok(terms.exprs.intern(new, false)?)
            }
            Tag::Let => {
                let (body, value, ty) = (part(), part(), part());
                if [ty, value, body] == terms.exprs.let_parts(cell.a) {
                    return Ok(e);
                }
                let made = terms.let_in(ty, value, body)?;
                if self.names
                    && let Some((name, info)) = terms.exprs.binder(e)
                {
                    terms.exprs.set_binder(made, name, info);
                }
                Ok(made)
            }
            Tag::Proj => {
                let structure = part();
                if !ALL && structure.0 == cell.a {
                    return Ok(e);
                }
                Ok(terms.exprs.intern(Cell::new(Tag::Proj, structure.0, cell.b), false)?)
            }
            Tag::Bvar | Tag::Sort | Tag::Const | Tag::Nat | Tag::Str | Tag::Local if ALL => {
                Ok(terms.exprs.intern(Cell::new(cell.tag(), cell.a, cell.b), cell.has_param())?)
            }
            Tag::Bvar | Tag::Sort | Tag::Const | Tag::Nat | Tag::Str | Tag::Local => Ok(e),
        }
    }
}
