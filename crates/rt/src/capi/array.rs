//! Arrays of words.

use super::{borrow, own};
use crate::bignum::nat;
use crate::layout::HOST;
use crate::obj::Obj;
use crate::object::{Ptr, at, is_scalar, unbox_scalar};
use crate::{Array, raw, rc};

const OUT_OF_BOUNDS: &str = "Error: index out of bounds";

/// The words of an array, as the C caller may have marked it.
unsafe fn as_array(a: Ptr) -> Array {
    // SAFETY: an owned array by the caller's word.
    unsafe {
        match Array::from_obj(own(a)) {
            Ok(a) => a,
            Err(_) => super::panic::lean_internal_panic_unreachable(),
        }
    }
}

/// Fails where an array of that capacity cannot be.
pub(super) fn check_capacity(elem: usize, capacity: usize) {
    let bytes = capacity.checked_mul(elem).and_then(|n| n.checked_add(HOST.array_data));
    if bytes.is_none_or(|n| n > isize::MAX as usize) {
        super::panic::internal("out of memory");
    }
}

/// A copy of the array, or the array's elements moved if nobody else has it, with the given capacity.
unsafe fn copy(a: Ptr, capacity: usize) -> Ptr {
    check_capacity(8, capacity);
    // SAFETY: `size` words are copied, each with a reference of its own.
    unsafe {
        let size = *at::<usize>(a, HOST.array_size);
        let r = raw::alloc_array(size, capacity);
        let (from, to) = (at::<Ptr>(a, HOST.array_data), at::<Ptr>(r, HOST.array_data));
        to.copy_from_nonoverlapping(from, size);
        if rc::is_exclusive(a) {
            super::alloc::lean_free_object(a);
        } else {
            for i in 0..size {
                rc::inc(*to.add(i));
            }
            rc::dec_ref(a);
        }
        r
    }
}

/// The size that a `Nat` asks for; memory runs out where it is no `size_t`.
pub(super) unsafe fn to_size(n: Ptr) -> usize {
    if is_scalar(n) {
        return unbox_scalar(n);
    }
    // SAFETY: an owned number by the caller's word.
    unsafe {
        let n = own(n);
        match n.r().as_number().and_then(nat::to_usize) {
            Some(n) => n,
            None => super::panic::lean_internal_panic_out_of_memory(),
        }
    }
}

exports! {
    /// `lean_obj_res lean_array_mk(lean_obj_arg list)`: the array of a list's elements.
    fn lean_array_mk(list: Ptr) -> Ptr {
        let list = own(list);
        list.r().list_iter().map(|x| x.to_obj()).collect::<Array>().into_obj().into_raw()
    }

    /// `lean_obj_res lean_array_to_list(lean_obj_arg a)`: the list of an array's elements.
    fn lean_array_to_list(a: Ptr) -> Ptr {
        let a = own(a);
        let words = a.r().as_array().unwrap_or(&[]);
        Obj::list(words.iter().map(|x| x.to_obj())).into_raw()
    }

    /// `lean_obj_res lean_array_get_panic(lean_obj_arg def_val)`: reports an index out of bounds, gives the default.
    fn lean_array_get_panic(def_val: Ptr) -> Ptr { super::panic::with_default(def_val, OUT_OF_BOUNDS) }

    /// `lean_obj_res lean_array_set_panic(lean_obj_arg a, lean_obj_arg v)`: reports an index out of bounds, gives the
    /// array as it was.
    fn lean_array_set_panic(a: Ptr, v: Ptr) -> Ptr {
        rc::dec(v);
        super::panic::with_default(a, OUT_OF_BOUNDS)
    }

    /// `lean_obj_res lean_copy_expand_array(lean_obj_arg a, bool expand)`: an array that nobody else has, with more
    /// than twice the capacity if asked.
    fn lean_copy_expand_array(a: Ptr, expand: bool) -> Ptr {
        let capacity = *at::<usize>(a, HOST.array_capacity);
        copy(a, if expand { capacity.saturating_add(1).saturating_mul(2) } else { capacity })
    }

    /// `lean_obj_res lean_copy_expand_array_nonlinear(lean_obj_arg a, bool expand)`: as [`lean_copy_expand_array`].
    fn lean_copy_expand_array_nonlinear(a: Ptr, expand: bool) -> Ptr { lean_copy_expand_array(a, expand) }

    /// `lean_obj_res lean_array_push(lean_obj_arg a, lean_obj_arg v)`: adds a word at the end.
    fn lean_array_push(a: Ptr, v: Ptr) -> Ptr {
        let v = own(v);
        let mut a = as_array(a);
        a.push(v);
        a.into_obj().into_raw()
    }

    /// `lean_obj_res lean_mk_array(lean_obj_arg n, lean_obj_arg v)`: `n` times the word.
    fn lean_mk_array(n: Ptr, v: Ptr) -> Ptr {
        let n = to_size(n);
        check_capacity(8, n);
        let r = raw::alloc_array(n, n);
        let words = at::<Ptr>(r, HOST.array_data);
        for i in 0..n {
            *words.add(i) = v;
        }
        if n == 0 {
            rc::dec(v);
        } else if !is_scalar(v) {
            rc::inc_ref_n(v, n - 1);
        }
        debug_assert!(borrow(r).as_array().is_some_and(|a| a.len() == n));
        r
    }
}
