//! Natural numbers: the slow paths of `Nat` arithmetic and the conversions.
//!
//! All words are borrowed, results are owned. Operands may be scalars or number objects in any mixture.

use crate::bignum::{DEFAULT_MAX_BITS, MAX_BITS, TooBig, Value, nat, text};
use crate::number::{self, word};
use crate::obj::{Obj, ObjRef};
use crate::object::{Ptr, is_scalar, unbox_scalar};
use std::cmp::Ordering;
use std::ffi::{CStr, c_char};

/// The number in a borrowed word.
#[inline]
pub(super) unsafe fn value<'a>(o: Ptr) -> Value<'a> {
    // SAFETY: a live word by the caller's word.
    match unsafe { ObjRef::<'a>::from_raw(o) }.as_number() {
        Some(v) => v,
        None => super::panic::internal("unreachable code has been reached"),
    }
}

/// The word of a result whose size has a limit; past it memory runs out.
pub(super) fn limited(result: Result<Obj, TooBig>) -> Ptr {
    match result {
        Ok(n) => n.into_raw(),
        Err(_) => super::panic::internal("out of memory"),
    }
}

/// Digits that end with a NUL; 0 if they are none, as in GMP.
pub(super) unsafe fn digits<'a>(s: *const c_char) -> &'a str {
    // SAFETY: a C string by the caller's word.
    unsafe { CStr::from_ptr(s) }.to_str().unwrap_or("0")
}

unsafe fn two(f: impl FnOnce(Value<'_>, Value<'_>) -> Obj, a: Ptr, b: Ptr) -> Ptr {
    // SAFETY: live numbers by the caller's word.
    unsafe { f(value(a), value(b)).into_raw() }
}

unsafe fn cmp(a: Ptr, b: Ptr) -> Ordering {
    // SAFETY: live numbers by the caller's word.
    unsafe { nat::cmp(value(a), value(b)) }
}

/// A shift count or exponent that the process can stand.
unsafe fn small_exponent(o: Ptr) -> bool {
    is_scalar(o) && unbox_scalar(o) <= u32::MAX as usize
}

/// `base ^ exponent mod modulus`, for a modulus that is not zero.
unsafe fn power_modulo(base: Value<'_>, exponent: Value<'_>, modulus: Value<'_>) -> Obj {
    fn number(o: &Obj) -> Value<'_> {
        o.r().as_number().unwrap_or(Value::Small(0))
    }
    let times = |a: &Obj, b: &Obj| {
        let product = nat::mul(number(a), number(b), MAX_BITS, word);
        match product {
            Ok(n) => nat::rem(number(&n), modulus, word),
            Err(_) => super::panic::internal("out of memory"),
        }
    };
    let mut result = nat::rem(Value::Small(1), modulus, word);
    let base = nat::rem(base, modulus, word);
    for bit in (0..=nat::log2(exponent)).rev() {
        result = times(&result, &result);
        if nat::shr(exponent, Value::Small(bit), nat::to_u64_wrapping) & 1 == 1 {
            result = times(&result, &base);
        }
    }
    result
}

exports! {
    /// `lean_obj_res lean_nat_big_succ(b_lean_obj_arg a)`
    fn lean_nat_big_succ(a: Ptr) -> Ptr { nat::succ(value(a), word).into_raw() }
    /// `lean_obj_res lean_nat_big_add(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_big_add(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::add(a, b, word), a, b) }
    /// `lean_obj_res lean_nat_big_sub(b_lean_obj_arg a, b_lean_obj_arg b)`: 0 where `b` is greater.
    fn lean_nat_big_sub(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::sub(a, b, word), a, b) }
    /// `lean_obj_res lean_nat_big_mul(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_big_mul(a: Ptr, b: Ptr) -> Ptr { limited(nat::mul(value(a), value(b), MAX_BITS, word)) }
    /// `lean_obj_res lean_nat_overflow_mul(size_t a, size_t b)`: the product of two small numbers.
    fn lean_nat_overflow_mul(a: usize, b: usize) -> Ptr {
        limited(nat::mul(Value::Small(a as u64), Value::Small(b as u64), MAX_BITS, word))
    }
    /// `lean_obj_res lean_nat_big_div(b_lean_obj_arg a, b_lean_obj_arg b)`: 0 for `b = 0`.
    fn lean_nat_big_div(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::div(a, b, word), a, b) }
    /// `lean_obj_res lean_nat_big_div_exact(b_lean_obj_arg a, b_lean_obj_arg b)`: for `b` that divides `a`.
    fn lean_nat_big_div_exact(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::div_exact(a, b, word), a, b) }
    /// `lean_obj_res lean_nat_big_mod(b_lean_obj_arg a, b_lean_obj_arg b)`: `a` for `b = 0`.
    fn lean_nat_big_mod(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::rem(a, b, word), a, b) }
    /// `bool lean_nat_big_eq(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_big_eq(a: Ptr, b: Ptr) -> bool { cmp(a, b) == Ordering::Equal }
    /// `bool lean_nat_big_le(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_big_le(a: Ptr, b: Ptr) -> bool { cmp(a, b) != Ordering::Greater }
    /// `bool lean_nat_big_lt(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_big_lt(a: Ptr, b: Ptr) -> bool { cmp(a, b) == Ordering::Less }
    /// `lean_obj_res lean_nat_big_land(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_big_land(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::land(a, b, word), a, b) }
    /// `lean_obj_res lean_nat_big_lor(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_big_lor(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::lor(a, b, word), a, b) }
    /// `lean_obj_res lean_nat_big_xor(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_big_xor(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::xor(a, b, word), a, b) }

    /// `lean_obj_res lean_nat_shiftl(b_lean_obj_arg a, b_lean_obj_arg b)`: ends the process for a count past 2^32 - 1,
    /// unless `a` is 0.
    fn lean_nat_shiftl(a: Ptr, b: Ptr) -> Ptr {
        let a = value(a);
        if !small_exponent(b) && !nat::eq(a, Value::Small(0)) {
            super::panic::internal("Nat.shiftl exponent is too big");
        }
        limited(nat::shl(a, value(b), MAX_BITS, word))
    }

    /// `lean_obj_res lean_nat_big_shiftr(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_big_shiftr(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::shr(a, b, word), a, b) }

    /// `lean_obj_res lean_nat_pow(b_lean_obj_arg a, b_lean_obj_arg b)`: ends the process for an exponent past 2^32 - 1,
    /// unless `a` is 0 or 1.
    fn lean_nat_pow(a: Ptr, b: Ptr) -> Ptr {
        let a = value(a);
        if !small_exponent(b) && nat::cmp(a, Value::Small(1)) == Ordering::Greater {
            super::panic::internal("Nat.pow exponent is too big");
        }
        limited(nat::pow(a, value(b), MAX_BITS, word))
    }

    /// `lean_obj_res lean_nat_powmod(b_lean_obj_arg b, b_lean_obj_arg e, b_lean_obj_arg m)`: `b ^ e % m`; the power for
    /// `m = 0`, see [`lean_nat_pow`].
    fn lean_nat_powmod(b: Ptr, e: Ptr, m: Ptr) -> Ptr {
        if nat::eq(value(m), Value::Small(0)) {
            return lean_nat_pow(b, e);
        }
        power_modulo(value(b), value(e), value(m)).into_raw()
    }

    /// `lean_obj_res lean_nat_gcd(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_nat_gcd(a: Ptr, b: Ptr) -> Ptr { two(|a, b| nat::gcd(a, b, word), a, b) }
    /// `lean_obj_res lean_nat_log2(b_lean_obj_arg a)`: 0 for 0.
    fn lean_nat_log2(a: Ptr) -> Ptr { nat::of_u64(nat::log2(value(a)), word).into_raw() }
    /// `lean_obj_res lean_nat_trailing_zeros(b_lean_obj_arg a)`: 0 for 0.
    fn lean_nat_trailing_zeros(a: Ptr) -> Ptr { nat::of_u64(trailing_zeros(value(a)), word).into_raw() }
    /// `size_t lean_nat_size_in_bytes(b_lean_obj_arg a)`: bytes of the digits, a word for a scalar.
    fn lean_nat_size_in_bytes(a: Ptr) -> usize {
        match value(a) {
            Value::Small(_) => size_of::<usize>(),
            Value::Big(limbs) => 8 * limbs.limbs().len(),
        }
    }

    /// `lean_obj_res lean_cstr_to_nat(char const * digits)`: a decimal number.
    fn lean_cstr_to_nat(s: *const c_char) -> Ptr {
        text::parse_nat(digits(s), text::Radix::DECIMAL, DEFAULT_MAX_BITS, word).unwrap_or(Obj::scalar(0)).into_raw()
    }
    /// `lean_obj_res lean_big_usize_to_nat(size_t n)`
    fn lean_big_usize_to_nat(n: usize) -> Ptr { nat::of_u64(n as u64, word).into_raw() }
    /// `lean_obj_res lean_big_uint64_to_nat(uint64_t n)`
    fn lean_big_uint64_to_nat(n: u64) -> Ptr { nat::of_u64(n, word).into_raw() }

    /// `uint8_t lean_uint8_of_big_nat(b_lean_obj_arg a)`: modulo 2^8.
    fn lean_uint8_of_big_nat(a: Ptr) -> u8 { nat::to_u64_wrapping(value(a)) as u8 }
    /// `uint16_t lean_uint16_of_big_nat(b_lean_obj_arg a)`: modulo 2^16.
    fn lean_uint16_of_big_nat(a: Ptr) -> u16 { nat::to_u64_wrapping(value(a)) as u16 }
    /// `uint32_t lean_uint32_of_big_nat(b_lean_obj_arg a)`: modulo 2^32.
    fn lean_uint32_of_big_nat(a: Ptr) -> u32 { nat::to_u64_wrapping(value(a)) as u32 }
    /// `uint64_t lean_uint64_of_big_nat(b_lean_obj_arg a)`: modulo 2^64.
    fn lean_uint64_of_big_nat(a: Ptr) -> u64 { nat::to_u64_wrapping(value(a)) }
    /// `size_t lean_usize_of_big_nat(b_lean_obj_arg a)`: modulo 2^64.
    fn lean_usize_of_big_nat(a: Ptr) -> usize { nat::to_u64_wrapping(value(a)) as usize }
    /// `uint64_t lean_uint64_mix_hash(uint64_t h, uint64_t k)`: one step of the hash of structures.
    fn lean_uint64_mix_hash(h: u64, k: u64) -> u64 { crate::hash::mix(h, k) }
    /// `lean_obj_res lean_max_small_nat(lean_obj_arg unit)`: the greatest `Nat` that is a boxed scalar.
    fn lean_max_small_nat(_unit: Ptr) -> Ptr { nat::of_u64(crate::bignum::MAX_SMALL_NAT, number::word).into_raw() }
}

/// Zero bits below the lowest set one; 0 for 0.
pub(super) fn trailing_zeros(v: Value<'_>) -> u64 {
    let limbs = match &v {
        Value::Small(n) => std::slice::from_ref(n),
        Value::Big(big) => big.limbs(),
    };
    limbs.iter().position(|&l| l != 0).map_or(0, |i| 64 * i as u64 + u64::from(limbs[i].trailing_zeros()))
}
