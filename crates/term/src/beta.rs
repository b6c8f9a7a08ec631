//! Beta and eta at the head of a term.
//!
//! What it is not: normalisation. Each function does one round, as upstream's `Expr.headBeta`, `Expr.betaRev` and
//! `Expr.eta` do; a redex that the result begins with stays.
//! Source: upstream's `src/Lean/Expr.lean`; the tests hold what the real program answered.

use crate::data::TooDeep;
use crate::expr::{Expr, ExprKind, ExprRef};
use crate::spine::AsExpr;
use crate::subst;
use crate::visit::Visited;
use rustc_hash::FxHashMap;

impl<'a> ExprRef<'a> {
    /// Whether this is an application of a `lam`, `mdata` in between disregarded.
    pub fn is_head_beta_target(self) -> bool {
        matches!(self.kind(), ExprKind::App(..)) && self.get_app_fn().is_lambda_below_mdata()
    }

    fn is_lambda_below_mdata(self) -> bool {
        matches!(self.consume_mdata().kind(), ExprKind::Lam(_))
    }

    /// Applies the `lam`s at the head to the arguments; the same object if there is nothing to apply.
    pub fn head_beta(self) -> Result<Expr, TooDeep> {
        if !self.is_head_beta_target() {
            return Ok(self.own());
        }
        let args: Vec<_> = self.app_args_rev().collect();
        self.get_app_fn().beta_rev(&args)
    }

    /// This term applied to `args`, the last one first, with the `lam`s at its head applied.
    pub fn beta_rev<E: AsExpr>(self, args: &[E]) -> Result<Expr, TooDeep> {
        let mut body = self;
        let mut used = 0;
        while used < args.len() {
            match body.kind() {
                ExprKind::Lam(b) => {
                    body = b.body();
                    used += 1;
                }
                ExprKind::MData(_, inner) => body = inner,
                _ => break,
            }
        }
        // The argument of the innermost `lam` is the first of those that were used.
        let rest = args.len() - used;
        let applied = subst::instantiate(body, used, |i| args[rest + i].as_expr())?;
        Ok(Expr::mk_app_rev(applied, &args[..rest]))
    }

    /// This term applied to `args` in order, with the `lam`s at its head applied.
    pub fn beta<E: AsExpr>(self, args: &[E]) -> Result<Expr, TooDeep> {
        let reversed: Vec<_> = args.iter().rev().map(AsExpr::as_expr).collect();
        self.beta_rev(&reversed)
    }

    /// `f` for `fun x₁ … xₙ => f x₁ … xₙ`, as long as the variables do not occur in `f`; below outer `lam`s that do
    /// not match, for the inner ones. The same object if nothing matches.
    pub fn eta(self) -> Expr {
        let mut lambdas = Vec::new();
        let mut body = self;
        while let ExprKind::Lam(b) = body.kind() {
            lambdas.push(b);
            body = b.body();
        }
        if lambdas.is_empty() || !matches!(body.kind(), ExprKind::App(_, a) if a.bvar_index() == Some(0)) {
            return self.own();
        }
        let first_at = first_positions(body);
        let mut args = body.get_app_num_args() as u32;
        let mut removed = 0;
        // After `removed` steps, the variable of the next `lam` is `removed` in terms of the original body.
        while (removed as usize) < lambdas.len() {
            let ExprKind::App(f, a) = body.kind() else { break };
            if a.bvar_index() != Some(removed) || first_at.get(&removed).is_some_and(|&at| at < args) {
                break;
            }
            body = f;
            args -= 1;
            removed += 1;
        }
        if removed == 0 {
            return self.own();
        }
        let kept = &lambdas[..lambdas.len() - removed as usize];
        kept.iter().rev().fold(body.lower_loose_bvars(removed, removed), |body, b| {
            Expr::lam(b.name().own(), b.ty().own(), body, b.info())
        })
    }
}

/// For each loose bound variable of an application, where it first occurs: 0 for the function, `i` for argument `i`.
fn first_positions(e: ExprRef<'_>) -> FxHashMap<u32, u32> {
    let (function, args) = e.get_app_fn_args();
    let mut first_at = FxHashMap::default();
    let mut visited = Visited::new();
    for (at, part) in (0..).zip(std::iter::once(function).chain(args)) {
        let mut todo = vec![(part, 0)];
        while let Some((e, offset)) = todo.pop() {
            if e.loose_bvar_range() <= offset {
                continue;
            }
            if let ExprKind::BVar(i) = e.kind() {
                if let Some(i) = i.checked_sub(offset) {
                    first_at.entry(i).or_insert(at);
                }
            } else if visited.first_time(e.0, offset) {
                e.children_with_offset(offset, |child, offset| todo.push((child, offset)));
            }
        }
    }
    first_at
}
