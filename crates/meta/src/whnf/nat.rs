//! Computing with numbers.
//!
//! What it is: the functions on `Nat` that the kernel computes too, applied to literals. Arguments are reduced to
//! literals first, unless they mention variables or metavariables.
//! Source: upstream's `Meta.reduceNat?` and `reduceBinNatOp`.

use crate::config::Transparency;
use crate::context::Meta;
use crate::error::Result;
use crate::infer_type::constant;
use dashu_int::UBig;
use dashu_int::ops::Gcd;
use term::{Expr, ExprKind, ExprRef, Literal, LiteralKind, Nat, NatRef};

/// The largest exponent of a power that is computed (option `exponentiation.threshold`).
const MAX_EXPONENT: u64 = 256;

/// A number as an integer of any size.
pub(crate) fn value(n: NatRef<'_>) -> UBig {
    match n.to_u64() {
        Some(n) => UBig::from(n),
        // What a number prints is a number.
        None => UBig::from_str_radix(&n.to_string(), 10).unwrap_or_default(),
    }
}

/// An integer of any size as a number.
pub(crate) fn nat(value: &UBig) -> Nat {
    match u64::try_from(value) {
        Ok(n) => Nat::from_u64(n),
        Err(_) => Nat::parse(&value.to_string(), u64::MAX).unwrap_or_else(|_| Nat::from_u64(0)),
    }
}

/// One less than a number that is not 0.
pub(super) fn pred(n: NatRef<'_>) -> Nat {
    match n.to_u64() {
        Some(n) => Nat::from_u64(n.saturating_sub(1)),
        None => nat(&(value(n) - UBig::ONE)),
    }
}

impl Meta {
    /// The value of a function on numbers, if the arguments are literals or reduce to some.
    pub fn reduce_nat(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        let (head, args) = e.get_app_fn_args();
        let ExprKind::Const(name, _) = head.kind() else { return Ok(None) };
        let Some(last) = last_of_nat(name) else { return Ok(None) };
        if e.data().has_fvar() || e.data().has_mvar() {
            return Ok(None);
        }
        match (last, &args[..]) {
            ("succ", [a]) => Ok(self.literal_of(*a)?.map(|a| number(&(a + UBig::ONE)))),
            (_, [a, b]) if is_function(last) => {
                let Some(a) = self.literal_of(*a)? else { return Ok(None) };
                let Some(b) = self.literal_of(*b)? else { return Ok(None) };
                Ok(compute(last, a, b))
            }
            _ => Ok(None),
        }
    }

    /// The number that a term reduces to.
    fn literal_of(&mut self, e: ExprRef<'_>) -> Result<Option<UBig>> {
        let e = self.with_transparency(self.config.transparency.max(Transparency::Instances), |meta| meta.whnf(e))?;
        Ok(match e.r().kind() {
            ExprKind::Lit(literal) => match literal.kind() {
                LiteralKind::Nat(n) => Some(value(n)),
                LiteralKind::Str(_) => None,
            },
            ExprKind::Const(name, _) if last_of_nat(name) == Some("zero") => Some(UBig::ZERO),
            _ => None,
        })
    }
}

fn number(value: &UBig) -> Expr {
    Expr::lit(Literal::nat(nat(value)))
}

/// The last component of a name below `Nat`.
fn last_of_nat(name: term::NameRef<'_>) -> Option<&str> {
    match name.kind() {
        term::NameKind::Str(prefix, last) => match prefix.kind() {
            term::NameKind::Str(root, "Nat") if root.is_anonymous() => Some(last),
            _ => None,
        },
        _ => None,
    }
}

fn is_function(last: &str) -> bool {
    matches!(
        last,
        "add"
            | "sub"
            | "mul"
            | "div"
            | "mod"
            | "gcd"
            | "beq"
            | "ble"
            | "land"
            | "lor"
            | "xor"
            | "shiftLeft"
            | "shiftRight"
            | "pow"
            | "log2"
    )
}

fn compute(function: &str, a: UBig, b: UBig) -> Option<Expr> {
    let zero = UBig::ZERO;
    let small = |n: &UBig| u64::try_from(n).ok().filter(|n| *n <= MAX_EXPONENT);
    Some(number(&match function {
        "add" => a + b,
        "sub" => {
            if a > b {
                a - b
            } else {
                zero
            }
        }
        "mul" => a * b,
        "div" => {
            if b == zero {
                zero
            } else {
                a / b
            }
        }
        "mod" => {
            if b == zero {
                a
            } else {
                a % b
            }
        }
        "gcd" => match (a == zero, b == zero) {
            (true, _) => b,
            (_, true) => a,
            _ => a.gcd(b),
        },
        "beq" => return Some(constant(if a == b { "Bool.true" } else { "Bool.false" })),
        "ble" => return Some(constant(if a <= b { "Bool.true" } else { "Bool.false" })),
        "land" => a & b,
        "lor" => a | b,
        "xor" => a ^ b,
        "shiftLeft" => a << usize::try_from(small(&b)?).ok()?,
        "shiftRight" => match usize::try_from(&b) {
            Ok(b) => a >> b,
            Err(_) => zero,
        },
        "pow" => a.pow(usize::try_from(small(&b)?).ok()?),
        _ => return None,
    }))
}
