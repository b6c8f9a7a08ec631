//! Natural numbers.
//!
//! Every function reads [`Value`]s as naturals (see [`Value::Small`]; the sign of a number object is disregarded) and
//! gives its result, normalised, to `out`. The first branch of each is the case of two scalars, without a call.

use super::limbs::{self, with_buffer};
use super::{MAX_SMALL_NAT, TooBig, Value, engine};
use std::cmp::Ordering;

/// The limbs of a natural, trimmed.
fn view<'s>(v: &'s Value<'_>) -> &'s [u64] {
    match v {
        Value::Small(n) => limbs::trim(std::slice::from_ref(n)),
        Value::Big(big) => big.limbs(),
    }
}

/// Gives the natural with these limbs to `out`; leading zero limbs are dropped.
pub(super) fn deliver<R>(limbs: &[u64], out: impl FnOnce(Value<'_>) -> R) -> R {
    let big = super::Limbs::new(false, limbs);
    match *big.limbs() {
        [] => out(Value::Small(0)),
        [n] if n <= MAX_SMALL_NAT => out(Value::Small(n)),
        _ => out(Value::Big(big)),
    }
}

#[inline]
fn deliver_u128<R>(n: u128, out: impl FnOnce(Value<'_>) -> R) -> R {
    if n <= u128::from(MAX_SMALL_NAT) {
        return out(Value::Small(n as u64));
    }
    deliver(&[n as u64, (n >> 64) as u64], out)
}

/// [`deliver`], after the exact check of the size.
fn deliver_limited<R>(limbs: &[u64], max_bits: u64, out: impl FnOnce(Value<'_>) -> R) -> Result<R, TooBig> {
    let limbs = limbs::trim(limbs);
    TooBig::check(u128::from(limbs::bit_len(limbs)), max_bits)?;
    Ok(deliver(limbs, out))
}

/// The natural `n`.
#[inline]
pub fn of_u64<R>(n: u64, out: impl FnOnce(Value<'_>) -> R) -> R {
    deliver_u128(u128::from(n), out)
}

/// `v` modulo 2^64. The unsigned types of 8 to 64 bits are this, truncated.
#[inline]
pub fn to_u64_wrapping(v: Value<'_>) -> u64 {
    match v {
        Value::Small(n) => n,
        Value::Big(big) => big.limbs().first().copied().unwrap_or(0),
    }
}

/// `v`, when it is less than 2^64.
#[inline]
pub fn to_u64(v: Value<'_>) -> Option<u64> {
    match v {
        Value::Small(n) => Some(n),
        Value::Big(big) => match *big.limbs() {
            [] => Some(0),
            [n] => Some(n),
            _ => None,
        },
    }
}

/// `v`, when it fits a `usize`.
#[inline]
pub fn to_usize(v: Value<'_>) -> Option<usize> {
    to_u64(v).and_then(|n| usize::try_from(n).ok())
}

/// `a + 1`.
#[inline]
pub fn succ<R>(a: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    add(a, Value::Small(1), out)
}

/// `a + b`.
#[inline]
pub fn add<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let (Value::Small(a), Value::Small(b)) = (a, b) {
        return deliver_u128(u128::from(a) + u128::from(b), out);
    }
    let (a, b) = (view(&a), view(&b));
    with_buffer(a.len().max(b.len()) + 1, |dst| {
        limbs::add(dst, a, b);
        deliver(dst, out)
    })
}

/// `a - b`, zero when `b` is greater.
#[inline]
pub fn sub<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let (Value::Small(a), Value::Small(b)) = (a, b) {
        return of_u64(a.saturating_sub(b), out);
    }
    let (a, b) = (view(&a), view(&b));
    if limbs::cmp(a, b) == Ordering::Less {
        return out(Value::Small(0));
    }
    with_buffer(a.len(), |dst| {
        limbs::sub(dst, a, b);
        deliver(dst, out)
    })
}

/// `a * b`, or [`TooBig`] when it has more than `max_bits` bits.
#[inline]
pub fn mul<R>(a: Value<'_>, b: Value<'_>, max_bits: u64, out: impl FnOnce(Value<'_>) -> R) -> Result<R, TooBig> {
    if let (Value::Small(a), Value::Small(b)) = (a, b) {
        let n = u128::from(a) * u128::from(b);
        TooBig::check(u128::from(u128::BITS - n.leading_zeros()), max_bits)?;
        return Ok(deliver_u128(n, out));
    }
    let (a, b) = (view(&a), view(&b));
    if a.is_empty() || b.is_empty() {
        return Ok(out(Value::Small(0)));
    }
    TooBig::check(u128::from(limbs::bit_len(a)) + u128::from(limbs::bit_len(b)) - 1, max_bits)?;
    engine::mul(a, b, |n| deliver_limited(n, max_bits, out))
}

/// `a / b` rounded down; zero when `b` is zero.
#[inline]
pub fn div<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let (Value::Small(a), Value::Small(b)) = (a, b) {
        return of_u64(a.checked_div(b).unwrap_or(0), out);
    }
    let (a, b) = (view(&a), view(&b));
    if b.is_empty() {
        return out(Value::Small(0));
    }
    engine::div(a, b, |q| deliver(q, out))
}

/// `a / b` where the caller knows that `b` divides `a`. Gives what [`div`] gives, also when it does not.
#[inline]
pub fn div_exact<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    div(a, b, out)
}

/// Remainder of `a / b`; `a` when `b` is zero. (`Nat.mod`; the name is a keyword here.)
#[inline]
pub fn rem<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let (Value::Small(a), Value::Small(b)) = (a, b) {
        return of_u64(a.checked_rem(b).unwrap_or(a), out);
    }
    let (a, b) = (view(&a), view(&b));
    if b.is_empty() {
        return deliver(a, out);
    }
    engine::rem(a, b, |r| deliver(r, out))
}

/// Greatest common divisor; the other operand when one is zero.
pub fn gcd<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    let (a, b) = (view(&a), view(&b));
    match (a, b) {
        (n, []) | ([], n) => deliver(n, out),
        (&[a], &[b]) => of_u64(gcd_u64(a, b), out),
        (long, &[short]) | (&[short], long) => {
            let rest = engine::rem(long, &[short], |r| r.first().copied().unwrap_or(0));
            of_u64(gcd_u64(short, rest), out)
        }
        _ => engine::gcd(a, b, |n| deliver(n, out)),
    }
}

/// Binary gcd (Stein's algorithm), for `a` not zero.
fn gcd_u64(a: u64, b: u64) -> u64 {
    if b == 0 {
        return a;
    }
    let shift = (a | b).trailing_zeros();
    let (mut a, mut b) = (a >> a.trailing_zeros(), b);
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << shift
}

/// Position of the highest set bit; zero for zero.
#[inline]
pub fn log2(a: Value<'_>) -> u64 {
    limbs::bit_len(view(&a)).saturating_sub(1)
}

/// `base ^ exponent`, or [`TooBig`] when it has more than `max_bits` bits. Zero and one have all their powers.
pub fn pow<R>(
    base: Value<'_>,
    exponent: Value<'_>,
    max_bits: u64,
    out: impl FnOnce(Value<'_>) -> R,
) -> Result<R, TooBig> {
    let base = view(&base);
    match (base, to_u64(exponent)) {
        (_, Some(0)) | ([1], _) => Ok(out(Value::Small(1))),
        ([], _) => Ok(out(Value::Small(0))),
        (_, None) => Err(TooBig::past_u64(max_bits)),
        (_, Some(exponent)) => {
            // 2^(bits - 1) <= base, so the power has more than (bits - 1) * exponent bits. It has at most twice as many,
            // so nothing is computed that is much greater than the limit.
            let needed = u128::from(limbs::bit_len(base) - 1) * u128::from(exponent) + 1;
            TooBig::check(needed, max_bits)?;
            match word_pow(base, exponent) {
                Some(n) => deliver_limited(&[n], max_bits, out),
                None => engine::pow(base, exponent as usize, |n| deliver_limited(n, max_bits, out)),
            }
        }
    }
}

/// The power, if the base is one limb and the result too.
fn word_pow(base: &[u64], exponent: u64) -> Option<u64> {
    match *base {
        [base] => base.checked_pow(u32::try_from(exponent).ok()?),
        _ => None,
    }
}

/// `a * 2^count`, or [`TooBig`] when it has more than `max_bits` bits. Zero can be shifted by anything.
#[inline]
pub fn shl<R>(a: Value<'_>, count: Value<'_>, max_bits: u64, out: impl FnOnce(Value<'_>) -> R) -> Result<R, TooBig> {
    let a = view(&a);
    if a.is_empty() {
        return Ok(out(Value::Small(0)));
    }
    let Some(count) = to_u64(count) else { return Err(TooBig::past_u64(max_bits)) };
    let bits = u128::from(limbs::bit_len(a)) + u128::from(count);
    TooBig::check(bits, max_bits)?;
    if bits <= 128 {
        return Ok(deliver_u128(limbs::to_u128(a) << count, out));
    }
    Ok(with_buffer(bits.div_ceil(64) as usize, |dst| {
        limbs::shl(dst, a, count as usize);
        deliver(dst, out)
    }))
}

/// `a / 2^count` rounded down.
#[inline]
pub fn shr<R>(a: Value<'_>, count: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    let limbs = view(&a);
    let Some(count) = to_u64(count).filter(|&count| count < limbs::bit_len(limbs)) else {
        return out(Value::Small(0));
    };
    if limbs.len() <= 2 {
        return deliver_u128(limbs::to_u128(limbs) >> count, out);
    }
    with_buffer(limbs.len() - count as usize / 64, |dst| {
        limbs::shr(dst, limbs, count as usize);
        deliver(dst, out)
    })
}

/// Bitwise and.
#[inline]
pub fn land<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let (Value::Small(_), _) | (_, Value::Small(_)) = (a, b) {
        return of_u64(to_u64_wrapping(a) & to_u64_wrapping(b), out);
    }
    let (a, b) = (view(&a), view(&b));
    let len = a.len().min(b.len());
    with_buffer(len, |dst| {
        limbs::zip(dst, &a[..len], &b[..len], |a, b| a & b);
        deliver(dst, out)
    })
}

/// Bitwise or.
#[inline]
pub fn lor<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    bitwise(a, b, |a, b| a | b, out)
}

/// Bitwise exclusive or.
#[inline]
pub fn xor<R>(a: Value<'_>, b: Value<'_>, out: impl FnOnce(Value<'_>) -> R) -> R {
    bitwise(a, b, |a, b| a ^ b, out)
}

/// A bit operation `f` with `f(x, 0) = f(0, x) = x`.
#[inline]
fn bitwise<R>(a: Value<'_>, b: Value<'_>, f: impl Fn(u64, u64) -> u64, out: impl FnOnce(Value<'_>) -> R) -> R {
    if let (Value::Small(a), Value::Small(b)) = (a, b) {
        return of_u64(f(a, b), out);
    }
    let (a, b) = (view(&a), view(&b));
    with_buffer(a.len().max(b.len()), |dst| {
        limbs::zip(dst, a, b, f);
        deliver(dst, out)
    })
}

/// The order of two naturals.
#[inline]
pub fn cmp(a: Value<'_>, b: Value<'_>) -> Ordering {
    if let (Value::Small(a), Value::Small(b)) = (a, b) {
        return a.cmp(&b);
    }
    limbs::cmp(view(&a), view(&b))
}

/// Whether two naturals are equal.
#[inline]
pub fn eq(a: Value<'_>, b: Value<'_>) -> bool {
    if let (Value::Small(a), Value::Small(b)) = (a, b) {
        return a == b;
    }
    view(&a) == view(&b)
}

/// The digits of `v`, trimmed, for the text functions.
pub(super) fn with_limbs<R>(v: Value<'_>, f: impl FnOnce(&[u64]) -> R) -> R {
    f(view(&v))
}
