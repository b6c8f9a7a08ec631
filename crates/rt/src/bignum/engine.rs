//! The algorithms that are not linear, and the only file that names the crate behind them.
//!
//! What it is: functions from trimmed limb slices to limb slices in a closure, over `dashu_int::UBig`. Short operands
//! do not reach the crate: up to 128 bits the machine's own arithmetic does, and a short product is a plain loop.
//! What it assumes: the caller has handled zero divisors and checked sizes. Then no call here can panic: the crate
//! panics on division by zero, on gcd of two zeros, on sizes past `usize` bits, and when memory runs out.

use super::limbs;
use dashu_int::UBig;
use dashu_int::ops::{DivRem, Gcd};

/// Products of at most this many limbs are done by the plain loop: up to there it costs less than the copies into the
/// crate's type.
const SCHOOLBOOK_LIMBS: usize = 32;

fn big(limbs: &[u64]) -> UBig {
    match limbs.len() {
        0..=2 => UBig::from_dword(limbs::to_u128(limbs)),
        _ => UBig::from_words(limbs),
    }
}

/// The two limbs of `n`, low first.
fn split(n: u128) -> [u64; 2] {
    [n as u64, (n >> 64) as u64]
}

/// `a * b`. The slice can have a leading zero limb.
pub fn mul<R>(a: &[u64], b: &[u64], out: impl FnOnce(&[u64]) -> R) -> R {
    if a.len() + b.len() <= SCHOOLBOOK_LIMBS {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        return limbs::with_buffer(a.len() + b.len(), |dst| {
            limbs::mul(dst, short, long);
            out(dst)
        });
    }
    out((big(a) * big(b)).as_words())
}

/// `a / b`, for `b` not zero. The slice can have leading zero limbs.
pub fn div<R>(a: &[u64], b: &[u64], out: impl FnOnce(&[u64]) -> R) -> R {
    match (a.len(), b.len()) {
        (la, lb) if la < lb => out(&[]),
        (..=2, _) => out(&split(limbs::to_u128(a) / limbs::to_u128(b))),
        (_, 1) => out((big(a) / b[0]).as_words()),
        _ => out((big(a) / big(b)).as_words()),
    }
}

/// Remainder of `a / b`, for `b` not zero. The slice can have leading zero limbs.
pub fn rem<R>(a: &[u64], b: &[u64], out: impl FnOnce(&[u64]) -> R) -> R {
    match (a.len(), b.len()) {
        (la, lb) if la < lb => out(a),
        (..=2, _) => out(&split(limbs::to_u128(a) % limbs::to_u128(b))),
        (_, 1) => out(&[big(a) % b[0]]),
        _ => out((big(a) % big(b)).as_words()),
    }
}

/// Quotient and remainder of `a / b`, for `b` not zero. The slices can have leading zero limbs.
pub fn div_rem<R>(a: &[u64], b: &[u64], out: impl FnOnce(&[u64], &[u64]) -> R) -> R {
    match (a.len(), b.len()) {
        (la, lb) if la < lb => out(&[], a),
        (..=2, _) => {
            let (a, b) = (limbs::to_u128(a), limbs::to_u128(b));
            out(&split(a / b), &split(a % b))
        }
        (_, 1) => {
            let (q, r) = big(a).div_rem(b[0]);
            out(q.as_words(), &[r])
        }
        _ => {
            let (q, r) = big(a).div_rem(big(b));
            out(q.as_words(), r.as_words())
        }
    }
}

/// Greatest common divisor of two numbers that are not zero.
pub fn gcd<R>(a: &[u64], b: &[u64], out: impl FnOnce(&[u64]) -> R) -> R {
    out(big(a).gcd(big(b)).as_words())
}

/// `base ^ exponent`, for a base of at least 2 and a result whose bits fit a `usize`.
pub fn pow<R>(base: &[u64], exponent: usize, out: impl FnOnce(&[u64]) -> R) -> R {
    out(big(base).pow(exponent).as_words())
}

/// The digits of `a`, lower case, without prefix. The radix is between 2 and 36.
pub fn digits(a: &[u64], radix: u8) -> String {
    match (a.len(), radix) {
        (..=2, 10) => limbs::to_u128(a).to_string(),
        (_, 10) => big(a).to_string(),
        _ => big(a).in_radix(radix).to_string(),
    }
}

/// The number that `digits` writes; `None` for an empty text or a character that is no digit. The radix is between 2
/// and 36. The crate also skips underscores, which the caller has refused.
pub fn parse<R>(digits: &str, radix: u8, out: impl FnOnce(&[u64]) -> R) -> Option<R> {
    let n = UBig::from_str_radix(digits, u32::from(radix)).ok()?;
    Some(out(n.as_words()))
}
