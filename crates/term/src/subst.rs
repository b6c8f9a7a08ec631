//! Substitution for bound variables, and its inverse.
//!
//! What it is: `instantiate` and its variants, `abstract`, lifting and lowering of loose bound variables, with the
//! semantics of upstream's `src/kernel/instantiate.cpp` and `abstract.cpp`, corner cases included: the tests hold what
//! the real program answered.
//! What it is not: anything about metavariables' values.
//!
//! All functions cut where the cached word says that nothing inside can change. They fail only where a bound variable
//! would get an index that the cached word cannot hold.

use crate::data::TooDeep;
use crate::expr::{Expr, ExprKind, ExprRef, tag};
use crate::name::NameRef;
use crate::rewrite::{self, Rewrite, Step};
use crate::spine::AsExpr;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// From this many variables on, `abstract` looks them up in a table.
const TABLE_FROM: usize = 12;

impl ExprRef<'_> {
    /// Replaces loose bound variable `i` by `subst[i]`; those past the end of `subst` move down by its length.
    pub fn instantiate<E: AsExpr>(self, subst: &[E]) -> Result<Expr, TooDeep> {
        instantiate(self, subst.len(), |i| subst[i].as_expr())
    }

    /// Replaces loose bound variable 0; the others move down by one.
    pub fn instantiate1<E: AsExpr>(self, subst: &E) -> Result<Expr, TooDeep> {
        instantiate(self, 1, |_| subst.as_expr())
    }

    /// [`ExprRef::instantiate`] with `subst` read from its end.
    pub fn instantiate_rev<E: AsExpr>(self, subst: &[E]) -> Result<Expr, TooDeep> {
        instantiate(self, subst.len(), |i| subst[subst.len() - 1 - i].as_expr())
    }

    /// [`ExprRef::instantiate`] with a part of `subst`.
    ///
    /// # Panics
    /// If `range` does not lie in `subst`.
    pub fn instantiate_range<E: AsExpr>(self, range: Range<usize>, subst: &[E]) -> Result<Expr, TooDeep> {
        self.instantiate(&subst[range])
    }

    /// [`ExprRef::instantiate_rev`] with a part of `subst`.
    ///
    /// # Panics
    /// If `range` does not lie in `subst`.
    pub fn instantiate_rev_range<E: AsExpr>(self, range: Range<usize>, subst: &[E]) -> Result<Expr, TooDeep> {
        self.instantiate_rev(&subst[range])
    }

    /// Replaces the free variables and metavariables `vars` by loose bound variables: the last one by 0. Loose bound
    /// variables that the term has already stay as they are. Of a variable that occurs twice in `vars`, the later
    /// place counts; entries that are no variables are never met.
    pub fn abstract_fvars<E: AsExpr>(self, vars: &[E]) -> Result<Expr, TooDeep> {
        let (mut any_fvar, mut any_mvar) = (false, false);
        for var in vars {
            match var.as_expr().kind() {
                ExprKind::FVar(_) => any_fvar = true,
                ExprKind::MVar(_) => any_mvar = true,
                _ => {}
            }
        }
        let table = (vars.len() >= TABLE_FROM).then(|| {
            let keyed = vars.iter().enumerate().filter_map(|(i, var)| Some((variable(var.as_expr())?, i)));
            keyed.collect::<FxHashMap<_, _>>()
        });
        rewrite::run(self, &mut Abstract { vars, any_fvar, any_mvar, table })
    }

    /// [`ExprRef::abstract_fvars`] with the first `n` of `vars`, or all if there are fewer.
    pub fn abstract_range<E: AsExpr>(self, n: usize, vars: &[E]) -> Result<Expr, TooDeep> {
        self.abstract_fvars(&vars[..n.min(vars.len())])
    }

    /// Raises loose bound variables from `start` on by `by`.
    pub fn lift_loose_bvars(self, start: u32, by: u32) -> Result<Expr, TooDeep> {
        if by == 0 || start >= self.loose_bvar_range() {
            return Ok(self.own());
        }
        rewrite::run(self, &mut Shift { start, by: i64::from(by) })
    }

    /// Lowers loose bound variables from `start` on by `by`. The caller knows that those between `start - by` and
    /// `start` do not occur; the term stays as it is where `start < by`.
    pub fn lower_loose_bvars(self, start: u32, by: u32) -> Expr {
        if by == 0 || start < by || start >= self.loose_bvar_range() {
            return self.own();
        }
        match rewrite::run(self, &mut Shift { start, by: -i64::from(by) }) {
            Ok(e) => e,
            Err(_) => rt::bug!("a smaller index does not fit"),
        }
    }
}

/// `get(i)` for loose bound variable `i < n`, and `i - n` for the others.
pub(crate) fn instantiate<'s>(e: ExprRef<'_>, n: usize, get: impl Fn(usize) -> ExprRef<'s>) -> Result<Expr, TooDeep> {
    if n == 0 || !e.has_loose_bvars() {
        return Ok(e.own());
    }
    rewrite::run(e, &mut Instantiate { n, get, lifted: FxHashMap::default() })
}

struct Instantiate<F> {
    n: usize,
    get: F,
    /// Substitutes with loose bound variables, by index and number of binders that they have been lifted over.
    lifted: FxHashMap<(u32, u32), Expr>,
}

impl<'s, F: Fn(usize) -> ExprRef<'s>> Rewrite for Instantiate<F> {
    type Error = TooDeep;
    const OFFSETS: bool = true;
    const ONCE: bool = false;

    #[inline]
    fn step(&mut self, e: ExprRef<'_>, offset: u32) -> Result<Step, TooDeep> {
        if e.loose_bvar_range() <= offset {
            return Ok(Step::Same);
        }
        let Some(i) = e.bvar_index() else { return Ok(Step::Into) };
        // A word that claims a larger range than the variable has is none of ours; such a variable stays.
        let Some(i) = i.checked_sub(offset) else { return Ok(Step::Same) };
        if i as usize >= self.n {
            return Ok(Step::New(Expr::bvar(i - self.n as u32 + offset)?));
        }
        let substitute = (self.get)(i as usize);
        if offset == 0 || !substitute.has_loose_bvars() {
            return Ok(Step::New(substitute.own()));
        }
        if let Some(lifted) = self.lifted.get(&(i, offset)) {
            return Ok(Step::New(lifted.clone()));
        }
        let lifted = substitute.lift_loose_bvars(0, offset)?;
        self.lifted.insert((i, offset), lifted.clone());
        Ok(Step::New(lifted))
    }
}

/// What tells two variables apart.
type Variable<'a> = (bool, NameRef<'a>);

fn variable(e: ExprRef<'_>) -> Option<Variable<'_>> {
    match e.kind() {
        ExprKind::FVar(id) => Some((false, id)),
        ExprKind::MVar(id) => Some((true, id)),
        _ => None,
    }
}

struct Abstract<'v, E> {
    vars: &'v [E],
    any_fvar: bool,
    any_mvar: bool,
    table: Option<FxHashMap<Variable<'v>, usize>>,
}

impl<E: AsExpr> Abstract<'_, E> {
    fn position(&self, var: Variable<'_>) -> Option<usize> {
        match &self.table {
            Some(table) => table.get(&var).copied(),
            None => self.vars.iter().rposition(|other| variable(other.as_expr()) == Some(var)),
        }
    }
}

impl<E: AsExpr> Rewrite for Abstract<'_, E> {
    type Error = TooDeep;
    const OFFSETS: bool = true;
    const ONCE: bool = false;

    #[inline]
    fn step(&mut self, e: ExprRef<'_>, offset: u32) -> Result<Step, TooDeep> {
        let data = e.data();
        if !(data.has_fvar() && self.any_fvar || data.has_expr_mvar() && self.any_mvar) {
            return Ok(Step::Same);
        }
        if e.tag() > tag::MVAR as usize {
            return Ok(Step::Into);
        }
        let Some(var) = variable(e) else { return Ok(Step::Same) };
        match self.position(var) {
            None => Ok(Step::Same),
            Some(i) => {
                let index = u32::try_from(self.vars.len() - 1 - i).ok().and_then(|i| i.checked_add(offset));
                Ok(Step::New(Expr::bvar(index.ok_or(TooDeep::LooseBVarRange)?)?))
            }
        }
    }
}

struct Shift {
    start: u32,
    by: i64,
}

impl Rewrite for Shift {
    type Error = TooDeep;
    const OFFSETS: bool = true;
    const ONCE: bool = false;

    #[inline]
    fn step(&mut self, e: ExprRef<'_>, offset: u32) -> Result<Step, TooDeep> {
        let Some(first) = self.start.checked_add(offset) else { return Ok(Step::Same) };
        if e.loose_bvar_range() <= first {
            return Ok(Step::Same);
        }
        let Some(i) = e.bvar_index() else { return Ok(Step::Into) };
        if i < first {
            return Ok(Step::Same);
        }
        let moved = u32::try_from(i64::from(i) + self.by).map_err(|_| TooDeep::LooseBVarRange)?;
        Ok(Step::New(Expr::bvar(moved)?))
    }
}
