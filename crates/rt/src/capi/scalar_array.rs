//! Arrays of scalars: `ByteArray` and `FloatArray`.

use super::array::{check_capacity, to_size};
use super::own;
use crate::array::grow;
use crate::layout::HOST;
use crate::obj::Obj;
use crate::object::{Ptr, at, box_scalar, unbox_scalar};
use crate::{hash, raw, rc};

unsafe fn size(a: Ptr) -> usize {
    // SAFETY: a scalar array has a size.
    unsafe { *at::<usize>(a, HOST.array_size) }
}

unsafe fn capacity(a: Ptr) -> usize {
    // SAFETY: a scalar array has a capacity.
    unsafe { *at::<usize>(a, HOST.array_capacity) }
}

/// Bytes of an element; the top bit of the header's byte may hold upstream's mark of linear use.
unsafe fn elem(a: Ptr) -> usize {
    // SAFETY: a live scalar array.
    unsafe { ((*a).other & 0x7f) as usize }
}

unsafe fn data(a: Ptr) -> *mut u8 {
    // SAFETY: the elements follow the capacity.
    unsafe { at::<u8>(a, HOST.array_data) }
}

unsafe fn bytes<'a>(a: Ptr) -> &'a [u8] {
    // SAFETY: `size` elements of `elem` bytes; the caller keeps the array alive and unchanged.
    unsafe { std::slice::from_raw_parts(data(a), elem(a) * size(a)) }
}

/// A scalar array of `n` elements that are still to be written.
unsafe fn fresh(elem: usize, n: usize, capacity: usize) -> Ptr {
    check_capacity(elem, capacity);
    // SAFETY: the caller writes the elements.
    unsafe { raw::alloc_scalar_array(elem, n, capacity) }
}

/// The array, exclusive and with room for `min` elements; where it has to move, for `more`.
unsafe fn reserve(a: Ptr, min: usize, more: usize) -> Ptr {
    // SAFETY: an owned scalar array; `old` is the size of its memory.
    unsafe {
        let old = capacity(a);
        if !rc::is_exclusive(a) {
            return lean_copy_sarray(a, if min <= old { old } else { more });
        }
        if min <= old {
            return a;
        }
        let elem = elem(a);
        check_capacity(elem, more);
        let r = grow(a, HOST.array_data + elem * old, HOST.array_data + elem * more);
        *at::<usize>(r, HOST.array_capacity) = more;
        r
    }
}

/// Adds one element, given as its bytes.
unsafe fn push<const N: usize>(a: Ptr, x: [u8; N]) -> Ptr {
    // SAFETY: an owned array of `N`-byte elements, with room for one more.
    unsafe {
        let n = size(a);
        let r = reserve(a, n + 1, (n + 1).saturating_mul(2));
        data(r).add(N * n).cast::<[u8; N]>().write(x);
        *at::<usize>(r, HOST.array_size) = n + 1;
        r
    }
}

exports! {
    /// `lean_obj_res lean_copy_sarray(lean_obj_arg a, size_t cap)`: a copy with that capacity, at least the size.
    fn lean_copy_sarray(a: Ptr, cap: usize) -> Ptr {
        let (n, elem) = (size(a), elem(a));
        let r = fresh(elem, n, cap.max(n));
        (*r).other = (*a).other;
        data(r).copy_from_nonoverlapping(data(a), elem * n);
        rc::dec_ref(a);
        r
    }

    /// `lean_obj_res lean_copy_sarray_nonlinear(lean_obj_arg a, size_t cap)`: as [`lean_copy_sarray`].
    fn lean_copy_sarray_nonlinear(a: Ptr, cap: usize) -> Ptr { lean_copy_sarray(a, cap) }

    /// `lean_obj_res lean_copy_byte_array(lean_obj_arg a)`: a copy with the same capacity.
    fn lean_copy_byte_array(a: Ptr) -> Ptr { lean_copy_sarray(a, capacity(a)) }

    /// `lean_obj_res lean_copy_float_array(lean_obj_arg a)`: a copy with the same capacity.
    fn lean_copy_float_array(a: Ptr) -> Ptr { lean_copy_sarray(a, capacity(a)) }

    /// `lean_obj_res lean_sarray_ensure_capacity(lean_obj_arg a, size_t min_cap, bool exact)`: the array or a copy with
    /// room for `min_cap` elements, twice as many unless `exact`.
    fn lean_sarray_ensure_capacity(a: Ptr, min_cap: usize, exact: bool) -> Ptr {
        if min_cap <= capacity(a) {
            return a;
        }
        lean_copy_sarray(a, if exact { min_cap } else { min_cap.saturating_mul(2) })
    }

    /// `bool lean_sarray_eq_cold(b_lean_obj_arg a1, b_lean_obj_arg a2)`: whether two arrays of the same size are equal
    /// byte by byte.
    fn lean_sarray_eq_cold(a1: Ptr, a2: Ptr) -> bool { bytes(a1) == bytes(a2) }

    /// `lean_obj_res lean_byte_array_mk(lean_obj_arg a)`: the bytes of an array of boxed bytes.
    fn lean_byte_array_mk(a: Ptr) -> Ptr {
        let a = own(a);
        let words = a.r().as_array().unwrap_or(&[]);
        let r = fresh(1, words.len(), words.len());
        for (i, word) in words.iter().enumerate() {
            *data(r).add(i) = unbox_scalar(word.as_ptr()) as u8;
        }
        r
    }

    /// `lean_obj_res lean_byte_array_data(lean_obj_arg a)`: the array of boxed bytes.
    fn lean_byte_array_data(a: Ptr) -> Ptr {
        let a = own(a);
        let n = size(a.as_ptr());
        check_capacity(8, n);
        let r = raw::alloc_array(n, n);
        for (i, &b) in bytes(a.as_ptr()).iter().enumerate() {
            *at::<Ptr>(r, HOST.array_data).add(i) = box_scalar(b.into());
        }
        r
    }

    /// `lean_obj_res lean_byte_array_push(lean_obj_arg a, uint8_t b)`: adds a byte.
    fn lean_byte_array_push(a: Ptr, b: u8) -> Ptr { push(a, [b]) }

    /// `lean_obj_res lean_byte_array_copy_slice(b_lean_obj_arg src, lean_obj_arg src_off, lean_obj_arg dest,
    /// lean_obj_arg dest_off, lean_obj_arg len, bool exact)`: `dest` with `len` bytes of `src` written at `dest_off`;
    /// ranges are cut to what is there.
    fn lean_byte_array_copy_slice(src: Ptr, src_off: Ptr, dest: Ptr, dest_off: Ptr, len: Ptr, exact: bool) -> Ptr {
        let (src_off, dest_off, len) = (to_size(src_off), to_size(dest_off), to_size(len));
        let (src_size, dest_size) = (size(src), size(dest));
        if src_off > src_size {
            return dest;
        }
        let len = len.min(src_size - src_off);
        let dest_off = dest_off.min(dest_size);
        let new_size = dest_size.max(dest_off + len);
        // Keeps `src` alive where it is the same object as `dest`.
        rc::inc(src);
        let r = reserve(dest, new_size, if exact { new_size } else { new_size.saturating_mul(2) });
        data(r).add(dest_off).copy_from_nonoverlapping(data(src).add(src_off), len);
        *at::<usize>(r, HOST.array_size) = new_size;
        rc::dec(src);
        r
    }

    /// `uint64_t lean_byte_array_hash(b_lean_obj_arg a)`: the hash of the bytes, as of a string of them.
    fn lean_byte_array_hash(a: Ptr) -> u64 { hash::str_hash(bytes(a), hash::STRING_SEED) }

    /// `lean_obj_res lean_float_array_mk(lean_obj_arg a)`: the floats of an array of boxed floats.
    fn lean_float_array_mk(a: Ptr) -> Ptr {
        let a = own(a);
        let words = a.r().as_array().unwrap_or(&[]);
        let r = fresh(8, words.len(), words.len());
        for (i, word) in words.iter().enumerate() {
            *data(r).cast::<u64>().add(i) = *at::<u64>(word.as_ptr(), HOST.ctor_fields);
        }
        r
    }

    /// `lean_obj_res lean_float_array_data(lean_obj_arg a)`: the array of boxed floats.
    fn lean_float_array_data(a: Ptr) -> Ptr {
        let a = own(a);
        let (floats, _) = bytes(a.as_ptr()).as_chunks::<8>();
        Obj::array(floats.iter().map(|x| Obj::ctor_scalars(0, [], *x))).into_raw()
    }

    /// `lean_obj_res lean_float_array_push(lean_obj_arg a, double d)`: adds a float.
    fn lean_float_array_push(a: Ptr, d: f64) -> Ptr { push(a, d.to_le_bytes()) }
}
