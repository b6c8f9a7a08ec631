//! Whether a term has a type.
//!
//! What it is: the typing rules on all of a term, with metavariables assigned as comparisons need. It is used where a
//! term was put together without regard to types; the kernel checks what becomes of it.
//! Source: upstream's `src/Lean/Meta/Check.lean`.

use crate::context::Meta;
use crate::error::Result;
use crate::instantiate::deep;
use crate::message;
use crate::message::MessageData;
use term::{Expr, ExprKind, ExprRef};

impl Meta {
    /// Fails where the term has no type.
    pub fn check(&mut self, e: ExprRef<'_>) -> Result<()> {
        self.with_transparency(crate::config::Transparency::All, |meta| meta.check_term(e))
    }

    /// Whether the term has a type.
    pub fn is_type_correct(&mut self, e: ExprRef<'_>) -> Result<bool> {
        match self.check(e) {
            Ok(()) => Ok(true),
            Err(error) if error.is_runtime() => Err(error),
            Err(_) => Ok(false),
        }
    }

    fn check_term(&mut self, e: ExprRef<'_>) -> Result<()> {
        deep(|| self.check_node(e))
    }

    fn check_node(&mut self, e: ExprRef<'_>) -> Result<()> {
        self.step()?;
        match e.kind() {
            ExprKind::ForallE(b) => {
                self.check_term(b.ty())?;
                self.get_level(b.ty())?;
                self.with_local_decl(b.name().own(), b.info(), b.ty().own(), |meta, x| {
                    let body = b.body().instantiate1(&x)?;
                    meta.check_term(body.r())?;
                    meta.get_level(body.r()).map(|_| ())
                })
            }
            ExprKind::Lam(b) => {
                self.check_term(b.ty())?;
                self.get_level(b.ty())?;
                self.with_local_decl(b.name().own(), b.info(), b.ty().own(), |meta, x| {
                    let body = b.body().instantiate1(&x)?;
                    meta.check_term(body.r())
                })
            }
            ExprKind::LetE(l) => {
                self.check_term(l.ty())?;
                self.check_term(l.value())?;
                self.get_level(l.ty())?;
                let found = self.infer_type(l.value())?;
                if !self.is_def_eq(l.ty(), found.r())? {
                    return self.let_type_mismatch(l.ty(), found, e);
                }
                self.with_let_decl(l.name().own(), l.ty().own(), l.value().own(), |meta, x| {
                    let body = l.body().instantiate1(&x)?;
                    meta.check_term(body.r())
                })
            }
            ExprKind::App(f, a) => {
                self.check_term(f)?;
                self.check_term(a)?;
                self.check_app(f, a)
            }
            ExprKind::MData(_, inner) => self.check_term(inner),
            ExprKind::Proj(_, _, inner) => {
                self.check_term(inner)?;
                self.infer_type(e).map(|_| ())
            }
            ExprKind::Const(name, levels) => {
                let levels: Vec<_> = levels.iter().collect();
                self.infer_const_type(name, &levels).map(|_| ())
            }
            ExprKind::BVar(_) => self.fail("unexpected bound variable"),
            ExprKind::FVar(id) => self.local_decl(id).map(|_| ()),
            ExprKind::MVar(id) => self.mvar_decl(id).map(|_| ()),
            ExprKind::Sort(_) | ExprKind::Lit(_) => Ok(()),
        }
    }

    fn check_app(&mut self, f: ExprRef<'_>, a: ExprRef<'_>) -> Result<()> {
        let ty = self.infer_type(f)?;
        let ty = self.whnf(ty.r())?;
        let ExprKind::ForallE(b) = ty.r().kind() else {
            return self.fail(message!["function expected", MessageData::indent_expr(Expr::app(f.own(), a.own()))]);
        };
        let found = self.infer_type(a)?;
        if self.is_def_eq(b.ty(), found.r())? { Ok(()) } else { self.app_type_mismatch(f, a) }
    }

    /// Fails since the argument of an application has another type than the function takes.
    pub fn app_type_mismatch<T>(&mut self, f: ExprRef<'_>, a: ExprRef<'_>) -> Result<T> {
        let found = self.infer_type(a)?;
        let ty = self.infer_type(f)?;
        let ty = self.whnf(ty.r())?;
        let expected = match ty.r().kind() {
            ExprKind::ForallE(b) => b.ty().own(),
            _ => return self.fail(message!["function expected", MessageData::indent_expr(f.own())]),
        };
        let applied = Expr::app(f.own(), a.own());
        self.fail(message![
            "Application type mismatch: The argument",
            MessageData::indent_expr(a.own()),
            "\nhas type",
            MessageData::indent_expr(found),
            "\nbut is expected to have type",
            MessageData::indent_expr(expected),
            "\nin the application",
            MessageData::indent_expr(applied)
        ])
    }

    fn let_type_mismatch(&self, expected: ExprRef<'_>, found: Expr, e: ExprRef<'_>) -> Result<()> {
        self.fail(message![
            "invalid let declaration, term",
            MessageData::indent_expr(e.own()),
            "\nhas type",
            MessageData::indent_expr(found),
            "\nbut is expected to have type",
            MessageData::indent_expr(expected.own())
        ])
    }
}
