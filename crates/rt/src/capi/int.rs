//! Integers: the slow paths of `Int` arithmetic and the conversions.
//!
//! All words are borrowed unless the prototype says otherwise, results are owned.

use super::nat::{digits, limited, trailing_zeros, value};
use super::own;
use crate::bignum::{DEFAULT_MAX_BITS, MAX_BITS, Value, int, nat, text};
use crate::number::word;
use crate::obj::Obj;
use crate::object::Ptr;
use std::cmp::Ordering;
use std::ffi::c_char;

unsafe fn two(f: impl FnOnce(Value<'_>, Value<'_>) -> Obj, a: Ptr, b: Ptr) -> Ptr {
    // SAFETY: live numbers by the caller's word.
    unsafe { f(value(a), value(b)).into_raw() }
}

unsafe fn cmp(a: Ptr, b: Ptr) -> Ordering {
    // SAFETY: live numbers by the caller's word.
    unsafe { int::cmp(value(a), value(b)) }
}

exports! {
    /// `lean_obj_res lean_int_big_neg(b_lean_obj_arg a)`
    fn lean_int_big_neg(a: Ptr) -> Ptr { int::neg(value(a), word).into_raw() }
    /// `lean_obj_res lean_int_big_add(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_int_big_add(a: Ptr, b: Ptr) -> Ptr { two(|a, b| int::add(a, b, word), a, b) }
    /// `lean_obj_res lean_int_big_sub(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_int_big_sub(a: Ptr, b: Ptr) -> Ptr { two(|a, b| int::sub(a, b, word), a, b) }
    /// `lean_obj_res lean_int_big_mul(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_int_big_mul(a: Ptr, b: Ptr) -> Ptr { limited(int::mul(value(a), value(b), MAX_BITS, word)) }
    /// `lean_obj_res lean_int_big_div(b_lean_obj_arg a, b_lean_obj_arg b)`: rounded towards 0; 0 for `b = 0`.
    fn lean_int_big_div(a: Ptr, b: Ptr) -> Ptr { two(|a, b| int::div(a, b, word), a, b) }
    /// `lean_obj_res lean_int_big_div_exact(b_lean_obj_arg a, b_lean_obj_arg b)`: for `b` that divides `a`.
    fn lean_int_big_div_exact(a: Ptr, b: Ptr) -> Ptr { two(|a, b| int::div_exact(a, b, word), a, b) }
    /// `lean_obj_res lean_int_big_mod(b_lean_obj_arg a, b_lean_obj_arg b)`: the remainder of [`lean_int_big_div`].
    fn lean_int_big_mod(a: Ptr, b: Ptr) -> Ptr { two(|a, b| int::rem(a, b, word), a, b) }
    /// `lean_obj_res lean_int_big_ediv(b_lean_obj_arg a, b_lean_obj_arg b)`: such that the remainder is not negative.
    fn lean_int_big_ediv(a: Ptr, b: Ptr) -> Ptr { two(|a, b| int::ediv(a, b, word), a, b) }
    /// `lean_obj_res lean_int_big_emod(b_lean_obj_arg a, b_lean_obj_arg b)`: the remainder of [`lean_int_big_ediv`].
    fn lean_int_big_emod(a: Ptr, b: Ptr) -> Ptr { two(|a, b| int::emod(a, b, word), a, b) }
    /// `bool lean_int_big_eq(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_int_big_eq(a: Ptr, b: Ptr) -> bool { cmp(a, b) == Ordering::Equal }
    /// `bool lean_int_big_le(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_int_big_le(a: Ptr, b: Ptr) -> bool { cmp(a, b) != Ordering::Greater }
    /// `bool lean_int_big_lt(b_lean_obj_arg a, b_lean_obj_arg b)`
    fn lean_int_big_lt(a: Ptr, b: Ptr) -> bool { cmp(a, b) == Ordering::Less }
    /// `bool lean_int_big_nonneg(b_lean_obj_arg a)`
    fn lean_int_big_nonneg(a: Ptr) -> bool { int::is_nonneg(value(a)) }
    /// `lean_obj_res lean_int_trailing_zeros(b_lean_obj_arg a)`: of the absolute value; 0 for 0.
    fn lean_int_trailing_zeros(a: Ptr) -> Ptr {
        nat::of_u64(int::nat_abs(value(a), trailing_zeros), word).into_raw()
    }

    /// `lean_obj_res lean_big_int_to_nat(lean_obj_arg a)`: for `a` that is not negative.
    fn lean_big_int_to_nat(a: Ptr) -> Ptr {
        let a = own(a);
        int::to_nat(value(a.as_ptr()), word).into_raw()
    }
    /// `lean_obj_res lean_cstr_to_int(char const * digits)`: a decimal number, after an optional minus sign.
    fn lean_cstr_to_int(s: *const c_char) -> Ptr {
        text::parse_int(digits(s), text::Radix::DECIMAL, DEFAULT_MAX_BITS, word).unwrap_or(Obj::scalar(0)).into_raw()
    }
    /// `lean_obj_res lean_big_int_to_int(int n)`
    fn lean_big_int_to_int(n: i32) -> Ptr { int::of_i64(n.into(), word).into_raw() }
    /// `lean_obj_res lean_big_size_t_to_int(size_t n)`
    fn lean_big_size_t_to_int(n: usize) -> Ptr { nat::of_u64(n as u64, |n| int::of_nat(n, word)).into_raw() }
    /// `lean_obj_res lean_big_int64_to_int(int64_t n)`
    fn lean_big_int64_to_int(n: i64) -> Ptr { int::of_i64(n, word).into_raw() }

    /// `int8_t lean_int8_of_big_int(b_lean_obj_arg a)`: modulo 2^8, in two's complement.
    fn lean_int8_of_big_int(a: Ptr) -> i8 { int::to_i64_wrapping(value(a)) as i8 }
    /// `int16_t lean_int16_of_big_int(b_lean_obj_arg a)`: modulo 2^16.
    fn lean_int16_of_big_int(a: Ptr) -> i16 { int::to_i64_wrapping(value(a)) as i16 }
    /// `int32_t lean_int32_of_big_int(b_lean_obj_arg a)`: modulo 2^32.
    fn lean_int32_of_big_int(a: Ptr) -> i32 { int::to_i64_wrapping(value(a)) as i32 }
    /// `int64_t lean_int64_of_big_int(b_lean_obj_arg a)`: modulo 2^64.
    fn lean_int64_of_big_int(a: Ptr) -> i64 { int::to_i64_wrapping(value(a)) }
    /// `ptrdiff_t lean_isize_of_big_int(b_lean_obj_arg a)`: modulo 2^64.
    fn lean_isize_of_big_int(a: Ptr) -> isize { int::to_i64_wrapping(value(a)) as isize }
}
