//! The exported functions, called from Rust: results, ownership at the edges, and the books of the allocator.

use super::*;
use crate::layout::HOST;
use crate::{Runtime, hash, object, rc};
use std::ffi::CString;

use super::{apply::*, array::*, external::*, int::*, nat::*, reference::*, scalar_array::*, string::*, utf8::*};

fn text(s: &str) -> Ptr {
    Obj::string(s).into_raw()
}

fn boxed(n: usize) -> Ptr {
    object::box_scalar(n)
}

/// The text of an owned string.
fn take_text(s: Ptr) -> String {
    // SAFETY: tests pass owned strings.
    unsafe { own(s).r().as_str().unwrap().to_owned() }
}

/// The decimal digits of an owned number.
fn take_nat(n: Ptr) -> String {
    // SAFETY: tests pass owned numbers.
    unsafe { own(n).r().nat_to_decimal().unwrap() }
}

fn take_int(n: Ptr) -> String {
    // SAFETY: as above.
    unsafe { crate::bignum::text::int_to_string(own(n).r().as_number().unwrap(), crate::bignum::text::Radix::DECIMAL) }
}

/// Runs a test in a runtime and checks that everything that it made is gone.
fn balanced(f: impl FnOnce()) {
    let rt = Runtime::with_config(&crate::Config { workers: Some(0) });
    rt.run(f);
    let c = rt.counters();
    assert!(c.allocs > 0);
    assert_eq!(c.live(), 0, "{c:?}");
}

#[test]
fn strings_grow_in_place_and_are_copied_when_shared() {
    // SAFETY: words are owned or borrowed as each prototype says.
    balanced(|| unsafe {
        let mut s = text("");
        let mut model = String::new();
        for i in 0..3000u32 {
            let c = char::from_u32(0x20 + i * 7 % 0x3000).unwrap();
            s = lean_string_push(s, c as u32);
            model.push(c);
            if i % 100 == 0 {
                rc::inc(s);
                let t = lean_string_append(s, s);
                assert_eq!(take_text(t), model.repeat(2));
            }
        }
        let object = borrow(s);
        assert_eq!(object.as_str(), Some(model.as_str()));
        assert_eq!(*object::at::<usize>(s, HOST.string_length), model.chars().count());
        assert_eq!(lean_string_hash(s), hash::string_hash(&model));
        let list = lean_string_data(s);
        assert_eq!(take_text(lean_string_mk(list)), model);
        let lone = lean_string_push(text(""), 0xd800);
        assert_eq!(take_text(lone), "\u{fffd}", "a surrogate is no code point");
    });
}

#[test]
fn bytes_that_are_no_utf8_become_replacement_characters() {
    // SAFETY: the bytes outlive the call.
    balanced(|| unsafe {
        for (bytes, expected) in [
            (&b"abc"[..], "abc"),
            (b"a\xffb", "a\u{fffd}b"),
            (b"\xe2\x82", "\u{fffd}"),
            (b"\xe2\x82x\x80\x80y", "\u{fffd}x\u{fffd}y"),
            (b"\xf0\x9f\x98\x80\xed\xa0\x80", "\u{1f600}\u{fffd}"),
            (b"", ""),
        ] {
            let s = lean_mk_string_from_bytes(bytes.as_ptr().cast(), bytes.len());
            assert_eq!(*object::at::<usize>(s, HOST.string_length), expected.chars().count());
            assert_eq!(take_text(s), expected, "{bytes:x?}");
        }
    });
}

#[test]
fn positions_move_by_code_points_and_survive_anything() {
    // SAFETY: as above.
    balanced(|| unsafe {
        let model = "aβ€😀z";
        let s = text(model);
        let mut i = 0;
        for c in model.chars() {
            assert_eq!(lean_string_utf8_get(s, boxed(i)), c as u32);
            assert_eq!(lean_string_is_valid_pos(s, boxed(i)), 1);
            let next = i + c.len_utf8();
            assert_eq!(lean_string_utf8_next(s, boxed(i)), boxed(next));
            assert_eq!(lean_string_utf8_prev(s, boxed(next)), boxed(i));
            for inside in i + 1..next {
                assert_eq!(lean_string_utf8_get(s, boxed(inside)), 'A' as u32);
                assert_eq!(lean_string_utf8_next(s, boxed(inside)), boxed(inside + 1));
                assert_eq!(lean_string_utf8_prev(s, boxed(inside)), boxed(i));
                assert_eq!(lean_string_is_valid_pos(s, boxed(inside)), 0);
                assert_eq!(take_text(lean_string_utf8_extract(s, boxed(inside), boxed(99))), "");
                assert_eq!(take_text(lean_string_utf8_extract(s, boxed(0), boxed(inside))), model);
            }
            i = next;
        }
        assert_eq!(take_text(lean_string_utf8_extract(s, boxed(1), boxed(6))), "β€");
        let huge = Obj::nat(u64::MAX);
        let small_max = boxed(usize::MAX >> 1);
        assert_eq!(lean_string_utf8_get(s, huge.as_ptr()), 'A' as u32);
        assert_eq!(lean_string_utf8_get(s, small_max), 'A' as u32);
        assert_eq!(take_nat(lean_string_utf8_next(s, huge.as_ptr())), "18446744073709551616");
        assert_eq!(take_nat(lean_string_utf8_next(s, small_max)), "9223372036854775808");
        assert_eq!(take_nat(lean_string_utf8_prev(s, huge.as_ptr())), "18446744073709551614");
        assert_eq!(take_text(lean_string_utf8_extract(s, boxed(0), huge.as_ptr())), model);
        let s = lean_string_utf8_set(s, boxed(1), 'b' as u32);
        let s = lean_string_utf8_set(s, boxed(0), '∀' as u32);
        let s = lean_string_utf8_set(s, boxed(1), 'x' as u32);
        assert_eq!(take_text(s), "∀b€😀z");
    });
}

#[test]
fn arrays_report_and_go_on_when_out_of_bounds() {
    // SAFETY: as above.
    balanced(|| unsafe {
        super::panic::lean_set_panic_messages(false);
        let default = text("default");
        assert_eq!(take_text(lean_array_get_panic(default)), "default");
        let list = Obj::list((0..100).map(|i| Obj::string(&i.to_string())));
        let a = lean_array_mk(list.clone().into_raw());
        let a = lean_array_set_panic(a, text("dropped"));
        rc::inc(a);
        let b = lean_array_push(a, boxed(7));
        assert_eq!(borrow(a).as_array().unwrap().len(), 100);
        assert_eq!(borrow(b).as_array().unwrap().len(), 101);
        let b = lean_copy_expand_array(b, true);
        assert_eq!(rc::count(b), 1);
        rc::dec(b);
        let back = own(lean_array_to_list(a));
        for (x, y) in back.r().list_iter().zip(list.r().list_iter()) {
            assert!(x.ptr_eq(y));
        }
        let many = own(lean_mk_array(boxed(5), text("x")));
        assert_eq!(many.r().as_array().unwrap().len(), 5);
        let none = own(lean_mk_array(boxed(0), text("x")));
        assert_eq!(none.r().as_array().unwrap().len(), 0);
    });
}

#[test]
fn scalar_arrays() {
    // SAFETY: as above.
    balanced(|| unsafe {
        let bytes = lean_byte_array_mk(Obj::array((0..10).map(Obj::scalar)).into_raw());
        let bytes = (10..=255u8).fold(bytes, |a, b| lean_byte_array_push(a, b));
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(borrow(bytes).as_scalar_array(), Some((1, all.as_slice())));
        assert_eq!(lean_byte_array_hash(bytes), hash::str_hash(&all, 11));
        rc::inc(bytes);
        let twice = lean_byte_array_copy_slice(bytes, boxed(250), bytes, boxed(300), boxed(99), true);
        assert_eq!(borrow(twice).as_scalar_array().unwrap().1, [&all[..], &all[250..]].concat());
        assert!(!lean_sarray_eq_cold(bytes, twice));
        rc::dec(twice);
        let words = own(lean_byte_array_data(bytes));
        assert_eq!(words.r().as_array().unwrap()[77].unbox(), 77);

        let mut floats = crate::ScalarArray::with_capacity(8, 0).into_obj().into_raw();
        for i in 0..100 {
            floats = lean_float_array_push(floats, f64::from(i) / 3.0);
        }
        let again = own(lean_float_array_mk(lean_float_array_data(floats)));
        let (elem, bytes) = again.r().as_scalar_array().unwrap();
        assert_eq!((elem, bytes.len()), (8, 800));
        assert_eq!(f64::from_le_bytes(bytes[792..].try_into().unwrap()), 33.0);
    });
}

#[test]
fn arithmetic_at_the_borders() {
    // SAFETY: as above.
    balanced(|| unsafe {
        let digits = CString::new("340282366920938463463374607431768211456").unwrap();
        let big = own(lean_cstr_to_nat(digits.as_ptr()));
        let (b, two) = (big.as_ptr(), boxed(2));
        assert_eq!(take_nat(lean_nat_big_sub(b, b)), "0");
        assert_eq!(take_nat(lean_nat_big_sub(two, b)), "0");
        assert_eq!(take_nat(lean_nat_big_div(b, boxed(0))), "0");
        assert_eq!(take_nat(lean_nat_big_mod(b, boxed(0))), digits.to_str().unwrap());
        assert_eq!(take_nat(lean_nat_big_div(b, b)), "1");
        assert_eq!(take_nat(lean_nat_log2(b)), "128");
        assert_eq!(take_nat(lean_nat_trailing_zeros(b)), "128");
        assert_eq!(take_nat(lean_nat_big_shiftr(b, boxed(100))), (1u64 << 28).to_string());
        assert_eq!(take_nat(lean_nat_shiftl(boxed(0), b)), "0");
        assert_eq!(take_nat(lean_nat_pow(boxed(1), b)), "1");
        assert_eq!(take_nat(lean_nat_pow(two, boxed(128))), digits.to_str().unwrap());
        assert_eq!(take_nat(lean_nat_overflow_mul(1 << 62, 4)), "18446744073709551616");
        assert_eq!(take_nat(lean_nat_powmod(boxed(3), b, boxed(1_000_000_007))), "600246867");
        assert!(lean_nat_big_lt(two, b) && !lean_nat_big_le(b, two) && lean_nat_big_eq(b, b));
        assert_eq!((lean_uint8_of_big_nat(b), lean_uint64_of_big_nat(b)), (0, 0));
        assert_eq!(take_nat(lean_big_usize_to_nat(usize::MAX)), "18446744073709551615");

        let digits = CString::new("-9223372036854775809").unwrap();
        let neg = own(lean_cstr_to_int(digits.as_ptr()));
        let n = neg.as_ptr();
        let minus_one = Obj::int(-1);
        assert_eq!(take_int(lean_int_big_neg(n)), "9223372036854775809");
        assert_eq!(take_int(lean_int_big_div(n, two)), "-4611686018427387904");
        assert_eq!(take_int(lean_int_big_ediv(n, two)), "-4611686018427387905");
        assert_eq!(take_int(lean_int_big_emod(n, two)), "1");
        assert_eq!(take_int(lean_int_big_mod(n, two)), "-1");
        assert_eq!(take_int(lean_int_big_mul(n, minus_one.as_ptr())), "9223372036854775809");
        assert_eq!(lean_int64_of_big_int(n), i64::MAX);
        assert!(!lean_int_big_nonneg(n) && lean_int_big_lt(n, minus_one.as_ptr()));
        assert_eq!(take_int(lean_big_size_t_to_int(1 << 31)), "2147483648");
        assert_eq!(take_int(lean_big_int64_to_int(i64::from(i32::MIN))), "-2147483648");
        assert_eq!(take_nat(lean_int_trailing_zeros(Obj::int(-8).as_ptr())), "3");
    });
}

#[test]
fn erased_proofs_take_any_number_of_arguments() {
    // SAFETY: as above.
    balanced(|| unsafe {
        assert_eq!(lean_apply_2(boxed(0), text("a"), text("b")), boxed(0));
        // A function that gives an erased proof, which is applied to the rest.
        let f = crate::Closure::from_fn(|[x]: [Obj; 1]| x).into_obj().into_raw();
        assert_eq!(lean_apply_3(f, boxed(3), text("a"), text("b")), boxed(3));
    });
}

#[test]
fn references_are_taken_and_put_back_by_many_threads() {
    // SAFETY: the reference is marked before it is shared.
    balanced(|| unsafe {
        let r = crate::Shared::new(own(lean_st_mk_ref(boxed(0))));
        std::thread::scope(|s| {
            for _ in 0..4 {
                let r = &r;
                s.spawn(move || {
                    for _ in 0..2000 {
                        let n = lean_st_ref_take(r.r().as_ptr());
                        let n = object::unbox_scalar(n);
                        lean_st_ref_set(r.r().as_ptr(), boxed(n + 1));
                        assert!(object::unbox_scalar(lean_st_ref_get(r.r().as_ptr())) > n);
                    }
                });
            }
        });
        assert_eq!(lean_st_ref_swap(r.r().as_ptr(), text("last")), boxed(8000));
        assert_eq!(lean_st_ref_ptr_eq(r.r().as_ptr(), r.r().as_ptr()), 1);
    });
}

#[test]
fn names_are_compared_to_the_root() {
    fn name(parts: &[&str]) -> Obj {
        parts.iter().fold(Obj::scalar(0), |p, s| {
            let h = if p.r().is_scalar() { 1723 } else { p.r().scalar_u64(0) };
            Obj::ctor_scalars(1, [p, Obj::string(s)], hash::mix(h, hash::string_hash(s)).to_le_bytes())
        })
    }
    // SAFETY: names with right hashes.
    balanced(|| unsafe {
        let (a, b, c) = (name(&["Lean", "Meta"]), name(&["Lean", "Meta"]), name(&["Lean", "Elab"]));
        assert_eq!(lean_name_eq(a.as_ptr(), b.as_ptr()), 1);
        assert_eq!(lean_name_eq(a.as_ptr(), c.as_ptr()), 0);
        assert_eq!(lean_name_eq(a.as_ptr(), boxed(0)), 0);
        assert_eq!(lean_name_eq(boxed(0), boxed(0)), 1);
    });
}

#[test]
fn the_table_has_no_name_twice() {
    let mut names: Vec<&str> = TABLE.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let n = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), n);
    assert!(n > 100);
}
