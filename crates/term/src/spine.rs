//! Applications, arrows and chains of binders: the shapes that code meets most.

use crate::data::TooDeep;
use crate::expr::{Expr, ExprKind, ExprRef};
use crate::literal::BinderInfo;
use crate::name::{Name, NameRef};

/// Owned and borrowed expressions, for functions that take slices of either.
pub trait AsExpr {
    /// Borrows.
    fn as_expr(&self) -> ExprRef<'_>;
}

impl AsExpr for Expr {
    #[inline(always)]
    fn as_expr(&self) -> ExprRef<'_> {
        self.r()
    }
}

impl AsExpr for ExprRef<'_> {
    #[inline(always)]
    fn as_expr(&self) -> ExprRef<'_> {
        *self
    }
}

impl Expr {
    /// `f` applied to `args`, the first one first (`mkAppN`).
    pub fn mk_app_n<E: AsExpr>(f: Expr, args: &[E]) -> Expr {
        args.iter().fold(f, |f, a| Expr::app(f, a.as_expr().own()))
    }

    /// `f` applied to `args`, the last one first (`mkAppRev`).
    pub fn mk_app_rev<E: AsExpr>(f: Expr, args: &[E]) -> Expr {
        args.iter().rev().fold(f, |f, a| Expr::app(f, a.as_expr().own()))
    }

    /// `domain → range`: a `forallE` whose variable, named `x`, does not occur.
    pub fn arrow(x: Name, domain: Expr, range: &Expr) -> Result<Expr, TooDeep> {
        Ok(Expr::forall_e(x, domain, range.r().lift_loose_bvars(0, 1)?, BinderInfo::Default))
    }
}

impl<'a> ExprRef<'a> {
    /// The function below all applications.
    pub fn get_app_fn(self) -> ExprRef<'a> {
        let mut e = self;
        while let ExprKind::App(f, _) = e.kind() {
            e = f;
        }
        e
    }

    /// The arguments, the last one first.
    pub fn app_args_rev(self) -> impl Iterator<Item = ExprRef<'a>> {
        let mut e = self;
        std::iter::from_fn(move || match e.kind() {
            ExprKind::App(f, a) => {
                e = f;
                Some(a)
            }
            _ => None,
        })
    }

    /// The function below all applications, and the arguments in order.
    pub fn get_app_fn_args(self) -> (ExprRef<'a>, Vec<ExprRef<'a>>) {
        let mut args: Vec<_> = self.app_args_rev().collect();
        args.reverse();
        (self.get_app_fn(), args)
    }

    /// Number of arguments.
    pub fn get_app_num_args(self) -> usize {
        self.app_args_rev().count()
    }

    /// The name, if this is a constant.
    pub fn const_name(self) -> Option<NameRef<'a>> {
        match self.kind() {
            ExprKind::Const(name, _) => Some(name),
            _ => None,
        }
    }

    /// Whether the function below all applications is the constant `name`.
    pub fn is_app_of(self, name: NameRef<'_>) -> bool {
        self.get_app_fn().const_name() == Some(name)
    }

    /// Whether this is the constant `name` applied to exactly `arity` arguments.
    pub fn is_app_of_arity(self, name: NameRef<'_>, arity: usize) -> bool {
        let mut e = self;
        for _ in 0..arity {
            let ExprKind::App(f, _) = e.kind() else { return false };
            e = f;
        }
        e.const_name() == Some(name)
    }

    /// Whether this is a function type whose range does not depend on its argument.
    pub fn is_arrow(self) -> bool {
        matches!(self.kind(), ExprKind::ForallE(b) if !b.body().has_loose_bvar(0))
    }

    /// Number of outer `lam`s.
    pub fn num_lambdas(self) -> usize {
        let lambdas = std::iter::successors(Some(self), |e| match e.kind() {
            ExprKind::Lam(b) => Some(b.body()),
            _ => None,
        });
        lambdas.count() - 1
    }

    /// Number of outer `forallE`s.
    pub fn num_foralls(self) -> usize {
        let foralls = std::iter::successors(Some(self), |e| match e.kind() {
            ExprKind::ForallE(b) => Some(b.body()),
            _ => None,
        });
        foralls.count() - 1
    }

    /// The expression below all outer `mdata`.
    pub fn consume_mdata(self) -> ExprRef<'a> {
        let mut e = self;
        while let ExprKind::MData(_, inner) = e.kind() {
            e = inner;
        }
        e
    }
}
