//! Literals as what they stand for.

use crate::context::Meta;
use crate::error::Result;
use crate::infer_type::constant;
use term::{Expr, ExprKind, Level, Literal, LiteralKind, Name, Nat};

impl Meta {
    /// A literal as a constructor's application; other terms as they are.
    pub(crate) fn literal_to_ctor(&self, e: Expr) -> Result<Expr> {
        let ExprKind::Lit(literal) = e.r().kind() else { return Ok(e) };
        Ok(match literal.kind() {
            LiteralKind::Nat(n) => match n.to_u64() {
                Some(0) => constant("Nat.zero"),
                _ => {
                    let before = crate::whnf::nat::pred(n);
                    Expr::app(constant("Nat.succ"), Expr::lit(Literal::nat(before)))
                }
            },
            LiteralKind::Str(text) => string_to_ctor(text),
        })
    }
}

/// `String.ofList ['a', …]`, as upstream's `Expr.toCtorIfLit` has it.
fn string_to_ctor(text: &str) -> Expr {
    let char_ty = constant("Char");
    let of_nat = constant("Char.ofNat");
    let zero = Level::zero();
    let list = |name: &str| Expr::app(Expr::constant(Name::of_dotted(name), [zero.clone()]), char_ty.clone());
    let (nil, cons) = (list("List.nil"), list("List.cons"));
    let chars = text.chars().rev().fold(nil, |tail, c| {
        let c = Expr::app(of_nat.clone(), Expr::lit(Literal::nat(Nat::from_u64(u64::from(u32::from(c))))));
        Expr::app(Expr::app(cons.clone(), c), tail)
    });
    Expr::app(constant("String.ofList"), chars)
}
