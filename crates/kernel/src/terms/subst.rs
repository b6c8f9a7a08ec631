//! Operations on terms of one layer: making them, opening and closing binders, substitution, comparison of structure.
//!
//! What it is: the locally nameless toolbox of the code that builds terms (inductive types, and whoever makes
//! declarations). A term is closed but for locals; going under a binder replaces its variable by a local, and coming
//! back abstracts it. Everything here keeps sharing: a subterm that is met twice is gone through once, and one that does
//! not change keeps its id. Nothing recurses, however deep the term.
//!
//! What it is not: what checking is made of. The checker evaluates to values and never substitutes.
//!
//! What it assumes: the terms that are put into others have no loose bound variables.

mod build;
mod close;
mod occurs;
mod rewrite;
mod same;

pub use build::Spine;
pub use close::{Binder, Closing, NO_LOCAL};
pub use occurs::Occurs;
pub use rewrite::{Rewriter, Visit};
pub use same::Same;

use super::exprs::{Tag, TooLoose};
use super::{ExprId, LevelId, LevelsId, ParamsId, Terms};
use crate::verdict::{Limit, Result, Stop};

impl From<TooLoose> for Stop {
    fn from(_: TooLoose) -> Stop {
        Stop::Decline(Limit::Unsupported { what: "a term with more than 67108862 binders around a variable" })
    }
}

/// Substitution, with the memory that it works in. One value serves for any number of calls.
#[derive(Debug, Default)]
pub struct Subst {
    rewriter: Rewriter,
    simplify: bool,
}

impl Subst {
    /// One that gives equal terms equal ids wherever it can, and so loses what binders were called.
    pub fn new() -> Subst {
        Subst::default()
    }

    /// One that keeps the names of the binders that it goes through, and simplifies levels that change as upstream's
    /// kernel does: for terms that others will see.
    pub fn with_names() -> Subst {
        Subst { rewriter: Rewriter::new(true), simplify: true }
    }

    /// `body` with `args` for its outermost loose variables: the last of `args` for variable 0. Variables past these are
    /// lowered.
    pub fn instantiate(&mut self, terms: &mut Terms, body: ExprId, args: &[ExprId]) -> Result<ExprId> {
        if args.is_empty() || terms.exprs.cell(body).loose() == 0 {
            return Ok(body);
        }
        let count = args.len() as u32;
        self.rewriter.run(terms, body, 0, |terms, _, cell, depth, _| {
            if cell.loose() <= depth {
                return Ok(Visit::Keep);
            }
            if cell.tag() != Tag::Bvar {
                return Ok(Visit::Into);
            }
            let at = cell.a - depth;
            Ok(Visit::Done(match args.len().checked_sub(at as usize + 1) {
                Some(at) => args[at],
                None => terms.bvar(cell.a - count)?,
            }))
        })
    }

    /// `e` with `levels` for the level parameters `params`, all at once. Parameters that are not listed stay.
    pub fn instantiate_level_params(
        &mut self,
        terms: &mut Terms,
        e: ExprId,
        params: ParamsId,
        levels: LevelsId,
    ) -> Result<ExprId> {
        if params.0 == 0 || !terms.exprs.cell(e).has_param() {
            return Ok(e);
        }
        let simplify = self.simplify;
        self.rewriter.run(terms, e, 0, |terms, _, cell, _, _| {
            if !cell.has_param() {
                return Ok(Visit::Keep);
            }
            Ok(match cell.tag() {
                Tag::Sort => {
                    let table = &mut terms.levels;
                    let level = match simplify {
                        true => table.subst_simplified(LevelId(cell.a), params, levels),
                        false => table.subst(LevelId(cell.a), params, levels),
                    };
                    Visit::Done(terms.sort(level)?)
                }
                Tag::Const => {
                    let (table, list) = (&mut terms.levels, LevelsId(cell.b));
                    let list = match simplify {
                        true => table.subst_list_simplified(list, params, levels),
                        false => table.subst_list(list, params, levels),
                    };
                    Visit::Done(terms.constant(super::NameId(cell.a), list)?)
                }
                _ => Visit::Into,
            })
        })
    }

    /// `e` in the form in which equal terms have equal ids: every part of it is looked up in this layer. `false`: there
    /// is a `let` in it, for which that does not hold.
    pub fn canonical(&mut self, terms: &mut Terms, e: ExprId) -> Result<(ExprId, bool)> {
        let mut is_unique = true;
        // Binders with names are made anew each time.
        let canonical = Rewriter::default().run_all(terms, e, |_, _, cell, _, _| {
            is_unique &= cell.tag() != Tag::Let;
            Ok(Visit::Into)
        })?;
        Ok((canonical, is_unique))
    }

    /// `e` with each of its locals replaced by what `of` says, if it says something.
    pub fn replace_locals(
        &mut self,
        terms: &mut Terms,
        e: ExprId,
        of: impl Fn(u32) -> Option<ExprId>,
    ) -> Result<ExprId> {
        self.rewriter.run(terms, e, 0, |_, _, cell, _, _| {
            if !cell.has_local() {
                return Ok(Visit::Keep);
            }
            Ok(match cell.tag() {
                Tag::Local => of(cell.a).map_or(Visit::Keep, Visit::Done),
                _ => Visit::Into,
            })
        })
    }

    /// `e` under as many new binders as there are `locals`, of which it then uses the variables: the last local becomes
    /// variable 0.
    pub fn abstract_locals(&mut self, terms: &mut Terms, e: ExprId, locals: &[ExprId]) -> Result<ExprId> {
        let mut closing = Closing::default();
        for &local in locals {
            closing.bind(terms, local);
        }
        closing.close(terms, e, locals.len() as u32)
    }
}

#[cfg(test)]
mod tests;
