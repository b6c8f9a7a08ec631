//! Application of closures, and thunks.
//!
//! A function value may be a boxed scalar: what is left of an erased proof. Applying it drops the arguments and gives
//! it back.

use crate::closure;
use crate::object::{Ptr, is_scalar};
use crate::{rc, thunk};

/// Applies a function value to owned words.
#[inline(always)]
unsafe fn apply(f: Ptr, args: &[Ptr]) -> Ptr {
    // SAFETY: `f` is a closure or a boxed scalar; everything is owned by the caller.
    unsafe {
        if is_scalar(f) {
            for &a in args {
                rc::dec(a);
            }
            return f;
        }
        closure::apply(f, args)
    }
}

exports! {
    /// `lean_obj_res lean_apply_1(lean_obj_arg f, lean_obj_arg a1)`
    fn lean_apply_1(f: Ptr, a1: Ptr) -> Ptr { apply(f, &[a1]) }
    /// `lean_obj_res lean_apply_2(lean_obj_arg f, lean_obj_arg a1, lean_obj_arg a2)`
    fn lean_apply_2(f: Ptr, a1: Ptr, a2: Ptr) -> Ptr { apply(f, &[a1, a2]) }
    /// `lean_obj_res lean_apply_3(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a3)`
    fn lean_apply_3(f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr) -> Ptr { apply(f, &[a1, a2, a3]) }
    /// `lean_obj_res lean_apply_4(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a4)`
    fn lean_apply_4(f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr) -> Ptr { apply(f, &[a1, a2, a3, a4]) }
    /// `lean_obj_res lean_apply_5(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a5)`
    fn lean_apply_5(f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr) -> Ptr { apply(f, &[a1, a2, a3, a4, a5]) }
    /// `lean_obj_res lean_apply_6(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a6)`
    fn lean_apply_6(f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6])
    }
    /// `lean_obj_res lean_apply_7(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a7)`
    fn lean_apply_7(f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7])
    }
    /// `lean_obj_res lean_apply_8(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a8)`
    fn lean_apply_8(f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr, a8: Ptr) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7, a8])
    }
    /// `lean_obj_res lean_apply_9(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a9)`
    fn lean_apply_9(f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr, a8: Ptr, a9: Ptr) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7, a8, a9])
    }
    /// `lean_obj_res lean_apply_10(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a10)`
    fn lean_apply_10(
        f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr, a8: Ptr, a9: Ptr, a10: Ptr
    ) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7, a8, a9, a10])
    }
    /// `lean_obj_res lean_apply_11(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a11)`
    fn lean_apply_11(
        f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr, a8: Ptr, a9: Ptr, a10: Ptr, a11: Ptr
    ) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11])
    }
    /// `lean_obj_res lean_apply_12(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a12)`
    fn lean_apply_12(
        f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr, a8: Ptr, a9: Ptr, a10: Ptr, a11: Ptr,
        a12: Ptr
    ) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12])
    }
    /// `lean_obj_res lean_apply_13(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a13)`
    fn lean_apply_13(
        f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr, a8: Ptr, a9: Ptr, a10: Ptr, a11: Ptr,
        a12: Ptr, a13: Ptr
    ) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13])
    }
    /// `lean_obj_res lean_apply_14(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a14)`
    fn lean_apply_14(
        f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr, a8: Ptr, a9: Ptr, a10: Ptr, a11: Ptr,
        a12: Ptr, a13: Ptr, a14: Ptr
    ) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14])
    }
    /// `lean_obj_res lean_apply_15(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a15)`
    fn lean_apply_15(
        f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr, a8: Ptr, a9: Ptr, a10: Ptr, a11: Ptr,
        a12: Ptr, a13: Ptr, a14: Ptr, a15: Ptr
    ) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15])
    }
    /// `lean_obj_res lean_apply_16(lean_obj_arg f, lean_obj_arg a1, ..., lean_obj_arg a16)`
    fn lean_apply_16(
        f: Ptr, a1: Ptr, a2: Ptr, a3: Ptr, a4: Ptr, a5: Ptr, a6: Ptr, a7: Ptr, a8: Ptr, a9: Ptr, a10: Ptr, a11: Ptr,
        a12: Ptr, a13: Ptr, a14: Ptr, a15: Ptr, a16: Ptr
    ) -> Ptr {
        apply(f, &[a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16])
    }

    /// `lean_obj_res lean_apply_n(lean_obj_arg f, unsigned n, lean_obj_arg * args)`: the words are owned, the memory
    /// that holds them is the caller's.
    fn lean_apply_n(f: Ptr, n: u32, args: *mut Ptr) -> Ptr { apply(f, std::slice::from_raw_parts(args, n as usize)) }

    /// `lean_obj_res lean_apply_m(lean_obj_arg f, unsigned n, lean_obj_arg * args)`: as [`lean_apply_n`], for more than
    /// 16 arguments.
    fn lean_apply_m(f: Ptr, n: u32, args: *mut Ptr) -> Ptr { lean_apply_n(f, n, args) }

    /// `b_lean_obj_res lean_thunk_get_core(b_lean_obj_arg t)`: the value of a thunk, computed if need be.
    fn lean_thunk_get_core(t: Ptr) -> Ptr { thunk::get(t) }
}
