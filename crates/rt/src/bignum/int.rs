//! Integers.
//!
//! Every function reads [`Value`]s as integers (see [`Value::Small`]) and gives its result, normalised, to `out`:
//! `i32` values are `Small`, all others `Big`. Naturals go in and out in the form of [`super::nat`].
//!
//! There are two divisions, named as in upstream's `lean.h`: [`div`] and [`rem`] round towards zero (`Int.tdiv`,
//! `Int.tmod`), [`ediv`] and [`emod`] leave a remainder that is not negative (`Int.div`, `Int.emod`, and the operators).

use super::limbs::{self, with_buffer};
use super::{Limbs, TooBig, Value, engine, nat};
use std::cmp::Ordering;

/// An integer as sign and magnitude; the magnitude of a small one lies in the structure.
#[derive(Clone, Copy)]
struct Signed<'a> {
    negative: bool,
    word: u64,
    big: Option<&'a [u64]>,
}

impl<'a> Signed<'a> {
    fn new(v: Value<'a>) -> Signed<'a> {
        match v {
            Value::Small(payload) => {
                let n = small(payload);
                Signed { negative: n < 0, word: u64::from(n.unsigned_abs()), big: None }
            }
            Value::Big(big) => Signed { negative: big.negative(), word: 0, big: Some(big.limbs()) },
        }
    }

    /// The limbs of the absolute value, trimmed.
    fn magnitude(&self) -> &[u64] {
        match self.big {
            Some(limbs) => limbs,
            None => limbs::trim(std::slice::from_ref(&self.word)),
        }
    }

    fn is_zero(&self) -> bool {
        self.magnitude().is_empty()
    }
}

/// The integer behind the payload of a boxed scalar.
#[inline]
fn small(payload: u64) -> i32 {
    payload as u32 as i32
}

/// Both operands, when both are small. In 64 bits no operation on them can overflow.
#[inline]
fn both_small(a: Value<'_>, b: Value<'_>) -> Option<(i64, i64)> {
    match (a, b) {
        (Value::Small(a), Value::Small(b)) => Some((i64::from(small(a)), i64::from(small(b)))),
        _ => None,
    }
}

/// Gives the integer with this sign and magnitude to `out`; leading zero limbs are dropped.
fn deliver<R>(negative: bool, magnitude: &[u64], out: impl FnOnce(Value<'_>) -> R) -> R {
    let big = Limbs::new(negative, magnitude);
    match *big.limbs() {
        [] => out(Value::Small(0)),
        // `i32::MIN` has one magnitude more than `i32::MAX`.
        [n] if n <= i32::MAX as u64 + u64::from(negative) => {
            let n = n as u32;
            out(Value::Small(u64::from(if negative { n.wrapping_neg() } else { n })))
        }
        _ => out(Value::Big(big)),
    }
}

/// The integer `n`.
#[inline]
pub fn of_i64<R>(n: i64, out: impl FnOnce(Value<'_>) -> R) -> R {
    match i32::try_from(n) {
        Ok(n) => out(Value::small_int(n)),
        Err(_) => out(Value::Big(Limbs::new(n < 0, &[n.unsigned_abs()]))),
    }
}

/// The integer of a natural.
#[inline]
pub fn of_nat<R>(n: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    nat::with_limbs(n, |limbs| deliver(false, limbs, out))
}

/// `-(n + 1)`, for a natural `n`.
pub fn neg_succ_of_nat<R>(n: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    nat::succ(n, |n| nat::with_limbs(n, |limbs| deliver(true, limbs, out)))
}

/// The absolute value, as a natural.
#[inline]
pub fn nat_abs<R>(a: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    nat::deliver(Signed::new(a).magnitude(), out)
}

/// The natural of `a`; zero when `a` is negative.
#[inline]
pub fn to_nat<R>(a: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if is_nonneg(a) { nat_abs(a, out) } else { out(Value::Small(0)) }
}

/// `a` modulo 2^64, in two's complement. The signed types of 8 to 64 bits are this, truncated.
#[inline]
pub fn to_i64_wrapping(a: Value<'_>) -> i64 {
    match a {
        Value::Small(payload) => i64::from(small(payload)),
        Value::Big(big) => {
            let low = big.limbs().first().copied().unwrap_or(0);
            (if big.negative() { low.wrapping_neg() } else { low }) as i64
        }
    }
}

/// `a` modulo 2^8, in two's complement.
#[inline]
pub fn to_i8_wrapping(a: Value<'_>) -> i8 {
    to_i64_wrapping(a) as i8
}

/// `a` modulo 2^16, in two's complement.
#[inline]
pub fn to_i16_wrapping(a: Value<'_>) -> i16 {
    to_i64_wrapping(a) as i16
}

/// `a` modulo 2^32, in two's complement.
#[inline]
pub fn to_i32_wrapping(a: Value<'_>) -> i32 {
    to_i64_wrapping(a) as i32
}

/// `a`, when it fits an `i64`.
#[inline]
pub fn to_i64(a: Value<'_>) -> Option<i64> {
    let a = Signed::new(a);
    match *a.magnitude() {
        [] => Some(0),
        [n] => i64::try_from(if a.negative { -i128::from(n) } else { i128::from(n) }).ok(),
        _ => None,
    }
}

/// `-a`.
#[inline]
pub fn neg<R>(a: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    let a = Signed::new(a);
    deliver(!a.negative, a.magnitude(), out)
}

/// `a + b`.
#[inline]
pub fn add<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let Some((a, b)) = both_small(a, b) {
        return of_i64(a + b, out);
    }
    add_signed(Signed::new(a), Signed::new(b), out)
}

/// `a - b`.
#[inline]
pub fn sub<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let Some((a, b)) = both_small(a, b) {
        return of_i64(a - b, out);
    }
    let b = Signed::new(b);
    add_signed(Signed::new(a), Signed { negative: !b.negative, ..b }, out)
}

fn add_signed<R>(a: Signed<'_>, b: Signed<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    let (x, y) = (a.magnitude(), b.magnitude());
    if a.negative == b.negative {
        return with_buffer(x.len().max(y.len()) + 1, |dst| {
            limbs::add(dst, x, y);
            deliver(a.negative, dst, out)
        });
    }
    let (negative, more, less) = match limbs::cmp(x, y) {
        Ordering::Less => (b.negative, y, x),
        Ordering::Equal | Ordering::Greater => (a.negative, x, y),
    };
    with_buffer(more.len(), |dst| {
        limbs::sub(dst, more, less);
        deliver(negative, dst, out)
    })
}

/// `a * b`, or [`TooBig`] when its absolute value has more than `max_bits` bits.
#[inline]
pub fn mul<R>(a: Value<'_>, b: Value<'_>, max_bits: u64, out: impl FnOnce(Value<'_>) -> R) -> Result<R, TooBig> {
    if let Some((a, b)) = both_small(a, b) {
        let n = a * b;
        TooBig::check(u128::from(u64::BITS - n.unsigned_abs().leading_zeros()), max_bits)?;
        return Ok(of_i64(n, out));
    }
    let (a, b) = (Signed::new(a), Signed::new(b));
    let (x, y) = (a.magnitude(), b.magnitude());
    if x.is_empty() || y.is_empty() {
        return Ok(out(Value::Small(0)));
    }
    TooBig::check(u128::from(limbs::bit_len(x)) + u128::from(limbs::bit_len(y)) - 1, max_bits)?;
    engine::mul(x, y, |n| {
        let n = limbs::trim(n);
        TooBig::check(u128::from(limbs::bit_len(n)), max_bits)?;
        Ok(deliver(a.negative != b.negative, n, out))
    })
}

/// `a / b` rounded towards zero; zero when `b` is zero.
#[inline]
pub fn div<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let Some((a, b)) = both_small(a, b) {
        return of_i64(a.checked_div(b).unwrap_or(0), out);
    }
    let (a, b) = (Signed::new(a), Signed::new(b));
    if b.is_zero() {
        return out(Value::Small(0));
    }
    engine::div(a.magnitude(), b.magnitude(), |q| deliver(a.negative != b.negative, q, out))
}

/// `a / b` where the caller knows that `b` divides `a`. Gives what [`div`] gives, also when it does not.
#[inline]
pub fn div_exact<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    div(a, b, out)
}

/// `a - b * (a / b)` with the quotient rounded towards zero; `a` when `b` is zero. (`lean_int_mod`.)
#[inline]
pub fn rem<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let Some((a, b)) = both_small(a, b) {
        return of_i64(a.checked_rem(b).unwrap_or(a), out);
    }
    let (a, b) = (Signed::new(a), Signed::new(b));
    if b.is_zero() {
        return deliver(a.negative, a.magnitude(), out);
    }
    engine::rem(a.magnitude(), b.magnitude(), |r| deliver(a.negative, r, out))
}

/// The quotient `q` with `a = q * b + r` and `0 <= r < |b|`; zero when `b` is zero.
#[inline]
pub fn ediv<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let Some((a, b)) = both_small(a, b) {
        return of_i64(a.checked_div_euclid(b).unwrap_or(0), out);
    }
    let (a, b) = (Signed::new(a), Signed::new(b));
    if b.is_zero() {
        return out(Value::Small(0));
    }
    engine::div_rem(a.magnitude(), b.magnitude(), |q, r| {
        let away_from_zero = a.negative && !limbs::trim(r).is_empty();
        deliver_stepped(a.negative != b.negative, q, away_from_zero, out)
    })
}

/// The remainder `r` of [`ediv`]; `a` when `b` is zero.
#[inline]
pub fn emod<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let Some((a, b)) = both_small(a, b) {
        return of_i64(a.checked_rem_euclid(b).unwrap_or(a), out);
    }
    let (a, b) = (Signed::new(a), Signed::new(b));
    if b.is_zero() {
        return deliver(a.negative, a.magnitude(), out);
    }
    let divisor = b.magnitude();
    engine::rem(a.magnitude(), divisor, |r| {
        let r = limbs::trim(r);
        if !a.negative || r.is_empty() {
            return deliver(false, r, out);
        }
        with_buffer(divisor.len(), |dst| {
            limbs::sub(dst, divisor, r);
            deliver(false, dst, out)
        })
    })
}

/// `a / 2^count` rounded down (towards negative infinity), for a natural `count`.
#[inline]
pub fn shr<R>(a: Value<'_>, count: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    let count = nat::to_u64(count);
    if let Value::Small(payload) = a {
        return out(Value::small_int(small(payload) >> count.map_or(31, |count| count.min(31))));
    }
    let a = Signed::new(a);
    let magnitude = a.magnitude();
    let Some(count) = count.filter(|&count| count < limbs::bit_len(magnitude)) else {
        return out(Value::small_int(if a.negative { -1 } else { 0 }));
    };
    let count = count as usize;
    with_buffer(magnitude.len() - count / 64, |dst| {
        limbs::shr(dst, magnitude, count);
        let away_from_zero = a.negative && limbs::low_bits_set(magnitude, count);
        deliver_stepped(a.negative, dst, away_from_zero, out)
    })
}

/// Gives the integer to `out`, one further from zero if `step`.
fn deliver_stepped<R>(negative: bool, magnitude: &[u64], step: bool, out: impl FnOnce(Value<'_>) -> R) -> R {
    if !step {
        return deliver(negative, magnitude, out);
    }
    with_buffer(magnitude.len().max(1) + 1, |dst| {
        limbs::add(dst, magnitude, &[1]);
        deliver(negative, dst, out)
    })
}

/// The order of two integers.
#[inline]
pub fn cmp(a: Value<'_>, b: Value<'_>) -> Ordering {
    if let Some((a, b)) = both_small(a, b) {
        return a.cmp(&b);
    }
    let (a, b) = (Signed::new(a), Signed::new(b));
    match (a.negative, b.negative) {
        (false, false) => limbs::cmp(a.magnitude(), b.magnitude()),
        (true, true) => limbs::cmp(b.magnitude(), a.magnitude()),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

/// Whether two integers are equal.
#[inline]
pub fn eq(a: Value<'_>, b: Value<'_>) -> bool {
    if let Some((a, b)) = both_small(a, b) {
        return a == b;
    }
    let (a, b) = (Signed::new(a), Signed::new(b));
    a.negative == b.negative && a.magnitude() == b.magnitude()
}

/// Whether `a` is zero or greater.
#[inline]
pub fn is_nonneg(a: Value<'_>) -> bool {
    match a {
        Value::Small(payload) => small(payload) >= 0,
        Value::Big(big) => !big.negative(),
    }
}

/// Sign and digits of `a`, trimmed, for the text functions.
pub(super) fn with_limbs<R>(a: Value<'_>, f: impl FnOnce(bool, &[u64]) -> R) -> R {
    let a = Signed::new(a);
    f(a.negative, a.magnitude())
}

/// Gives what sign and digits denote, for the text functions.
pub(super) fn of_limbs<R>(negative: bool, limbs: &[u64], out: impl FnOnce(Value<'_>) -> R) -> R {
    deliver(negative, limbs, out)
}
