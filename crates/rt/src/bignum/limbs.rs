//! Loops over limbs: everything whose cost is linear in its operands, and the schoolbook product for short ones.
//!
//! What it is: kernels that read slices and write into a slice of the caller's; the caller trims. `dst` has the length
//! that each function states; a shorter one would drop digits, so the lengths are asserted in debug builds.
//! What it is not: a number type.

use std::cmp::Ordering;

/// Runs `f` on `len` zeroed limbs. Short buffers live on the stack: numbers of up to a few kilobits are the rule.
pub fn with_buffer<R>(len: usize, f: impl FnOnce(&mut [u64]) -> R) -> R {
    match len {
        0..=8 => f(&mut [0; 8][..len]),
        9..=40 => f(&mut [0; 40][..len]),
        _ => f(&mut vec![0; len]),
    }
}

/// `limbs` without leading zero limbs.
pub fn trim(limbs: &[u64]) -> &[u64] {
    let mut len = limbs.len();
    while len > 0 && limbs[len - 1] == 0 {
        len -= 1;
    }
    &limbs[..len]
}

/// Position of the highest set bit plus one; 0 for zero. `limbs` is trimmed.
pub fn bit_len(limbs: &[u64]) -> u64 {
    match limbs.last() {
        None => 0,
        Some(top) => limbs.len() as u64 * 64 - u64::from(top.leading_zeros()),
    }
}

/// Order of two trimmed numbers.
pub fn cmp(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// The low two limbs; `limbs` has at most two.
pub fn to_u128(limbs: &[u64]) -> u128 {
    debug_assert!(limbs.len() <= 2);
    limbs.iter().rev().fold(0, |acc, &limb| acc << 64 | u128::from(limb))
}

/// `dst = a + b`, with `dst` one limb longer than the longer operand.
pub fn add(dst: &mut [u64], a: &[u64], b: &[u64]) {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    debug_assert_eq!(dst.len(), long.len() + 1);
    let (low, high) = long.split_at(short.len());
    let (dst_low, dst_high) = dst.split_at_mut(short.len());
    let mut carry = false;
    for ((d, &x), &y) in dst_low.iter_mut().zip(low).zip(short) {
        (*d, carry) = x.carrying_add(y, carry);
    }
    for (d, &x) in dst_high.iter_mut().zip(high) {
        (*d, carry) = x.overflowing_add(u64::from(carry));
    }
    dst_high[high.len()] = u64::from(carry);
}

/// `dst = a - b`, for `a >= b`, with `dst` as long as `a`.
pub fn sub(dst: &mut [u64], a: &[u64], b: &[u64]) {
    debug_assert!(cmp(a, b) != Ordering::Less && dst.len() == a.len());
    let (low, high) = a.split_at(b.len());
    let (dst_low, dst_high) = dst.split_at_mut(b.len());
    let mut borrow = false;
    for ((d, &x), &y) in dst_low.iter_mut().zip(low).zip(b) {
        (*d, borrow) = x.borrowing_sub(y, borrow);
    }
    for (d, &x) in dst_high.iter_mut().zip(high) {
        (*d, borrow) = x.overflowing_sub(u64::from(borrow));
    }
    debug_assert!(!borrow);
}

/// `dst = a * b` by the schoolbook method, with `dst` zeroed and as long as both together.
pub fn mul(dst: &mut [u64], a: &[u64], b: &[u64]) {
    debug_assert_eq!(dst.len(), a.len() + b.len());
    for (i, &x) in a.iter().enumerate() {
        let row = &mut dst[i..=i + b.len()];
        let mut carry = 0;
        for (d, &y) in row.iter_mut().zip(b) {
            (*d, carry) = x.carrying_mul_add(y, carry, *d);
        }
        row[b.len()] = carry;
    }
}

/// `dst = a << count`, with `dst` long enough for every bit and its low limbs zero.
pub fn shl(dst: &mut [u64], a: &[u64], count: usize) {
    let (skip, bits) = (count / 64, count as u32 % 64);
    let dst = &mut dst[skip..];
    debug_assert!(dst.len() >= a.len());
    let mut carry = 0;
    for (d, &x) in dst.iter_mut().zip(a) {
        let wide = u128::from(x) << bits;
        *d = wide as u64 | carry;
        carry = (wide >> 64) as u64;
    }
    match dst.get_mut(a.len()) {
        Some(top) => *top = carry,
        None => debug_assert_eq!(carry, 0),
    }
}

/// `dst = a >> count`, for `count` less than the bits of `a`, with `dst` as long as `a` less the limbs shifted out.
pub fn shr(dst: &mut [u64], a: &[u64], count: usize) {
    let (skip, bits) = (count / 64, count as u32 % 64);
    let a = &a[skip..];
    debug_assert_eq!(dst.len(), a.len());
    for (i, d) in dst.iter_mut().enumerate() {
        let high = a.get(i + 1).copied().unwrap_or(0);
        *d = ((u128::from(high) << 64 | u128::from(a[i])) >> bits) as u64;
    }
}

/// Whether one of the low `count` bits of `a` is set, for `count` at most the bits of `a`.
pub fn low_bits_set(a: &[u64], count: usize) -> bool {
    let (whole, bits) = (count / 64, count % 64);
    a[..whole].iter().any(|&limb| limb != 0) || (bits != 0 && a[whole] << (64 - bits) != 0)
}

/// `dst = f(a, b)` limb by limb, where the shorter operand goes on with zeros; `dst` is as long as the longer one.
pub fn zip(dst: &mut [u64], a: &[u64], b: &[u64], f: impl Fn(u64, u64) -> u64) {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    debug_assert_eq!(dst.len(), long.len());
    let (low, high) = long.split_at(short.len());
    let (dst_low, dst_high) = dst.split_at_mut(short.len());
    for ((d, &x), &y) in dst_low.iter_mut().zip(low).zip(short) {
        *d = f(x, y);
    }
    for (d, &x) in dst_high.iter_mut().zip(high) {
        *d = f(x, 0);
    }
}
