//! Building objects in raw memory: the headers and fields of each kind.
//!
//! What it is: the `unsafe` layer under [`crate::Obj`] and the C ABI. What it is not: checked, except that debug builds
//! keep layout facts. Ownership follows upstream: words given to a constructor are owned by the new object.

use crate::heap::{self, check};
use crate::layout::{self, HOST, align_up, fat, limit, tag};
use crate::object::{Object, Ptr, at};
use crate::sync::AtomicI32;

/// Writes the header of a fresh object.
///
/// # Safety
/// `o` points to at least 8 writable bytes.
#[inline(always)]
pub unsafe fn set_header(o: Ptr, rc: i32, cs_sz: usize, other: usize, tag: u8) {
    // SAFETY: by the caller's word.
    unsafe { o.write(Object { rc: AtomicI32::new(rc), cs_sz: cs_sz as u16, other: other as u8, tag }) }
}

/// Memory of `size` bytes for an object, small or large, with its header written.
///
/// # Safety
/// `size` is at least 16, and is what [`crate::object::byte_size`] will compute for the finished object, up to the
/// granule.
#[inline]
pub unsafe fn alloc(size: usize, other: usize, tag: u8) -> Ptr {
    // SAFETY: sizes by the caller's word.
    unsafe {
        if size <= limit::SMALL_OBJECT {
            let rounded = align_up(size, limit::GRANULE);
            let o = heap::alloc_small(rounded);
            set_header(o, 1, rounded, other, tag);
            o
        } else {
            let o = heap::alloc_large(size);
            set_header(o, 1, 0, other, tag);
            o
        }
    }
}

/// An ordinary constructor; fields and scalars are not written, but the last word is zeroed, as upstream does, so that
/// padding is.
///
/// # Safety
/// `nobj` and `scalars` are within [`limit`] and not both 0; `tag` is at most [`tag::MAX_CTOR`]; the caller fills the
/// fields before the object is seen.
#[inline(always)]
pub unsafe fn alloc_ctor(tag: u8, nobj: usize, scalars: usize) -> Ptr {
    debug_assert!(nobj <= limit::CTOR_FIELDS && scalars <= limit::CTOR_SCALAR_BYTES + 1 && tag <= tag::MAX_CTOR);
    let size = layout::ctor_size(layout::Width::W64, nobj, scalars);
    // SAFETY: within the size classes by the limits.
    unsafe {
        let o = heap::alloc_small(size);
        set_header(o, 1, size, nobj, tag);
        check::record_ctor(o, nobj, scalars);
        if !scalars.is_multiple_of(8) {
            *at::<u64>(o, size - 8) = 0;
        }
        o
    }
}

/// A fat constructor; fields are not written, the last word is zeroed.
///
/// # Safety
/// `size` is `fat::size(nobj, scalars)`; the caller fills the fields before the object is seen.
pub unsafe fn alloc_fat(index: u32, nobj: u32, scalars: u32, size: usize) -> Ptr {
    // SAFETY: the size covers header, counts and fields.
    unsafe {
        let o = alloc(size, 0, tag::FAT);
        *at::<u32>(o, fat::INDEX) = index;
        *at::<u32>(o, fat::NOBJ) = nobj;
        *at::<u32>(o, fat::SCALARS) = scalars;
        *at::<u32>(o, fat::SCALARS + 4) = 0;
        if scalars > 0 {
            *at::<u64>(o, size - 8) = 0;
        }
        o
    }
}

/// The boxed field `i` of a constructor.
///
/// # Safety
/// `o` is a live constructor with more than `i` boxed fields.
#[inline(always)]
pub unsafe fn ctor_field(o: Ptr, i: usize) -> *mut Ptr {
    // SAFETY: by the caller's word.
    unsafe {
        check::field_access(o, i);
        at::<Ptr>(o, HOST.ctor_fields).add(i)
    }
}

/// `off` bytes into the scalar area of a constructor, where `T` is.
///
/// # Safety
/// `o` is a live constructor whose scalar area has a `T` at `off`.
#[inline(always)]
pub unsafe fn ctor_scalar<T>(o: Ptr, off: usize) -> *mut T {
    // SAFETY: by the caller's word.
    unsafe {
        check::scalar_access(o, off, size_of::<T>());
        at(o, HOST.ctor_fields + 8 * (*o).other as usize + off)
    }
}

/// An array with room for `capacity` words, of size `size`; the words are not written.
///
/// # Safety
/// `size ≤ capacity`, the byte size fits a `usize`, and the caller writes `size` words before the object is seen.
pub unsafe fn alloc_array(size: usize, capacity: usize) -> Ptr {
    // SAFETY: by the caller's word.
    unsafe {
        let o = alloc(HOST.array_data + 8 * capacity, 0, tag::ARRAY);
        *at::<usize>(o, HOST.array_size) = size;
        *at::<usize>(o, HOST.array_capacity) = capacity;
        o
    }
}

/// A scalar array of `size` elements of `elem` bytes with room for `capacity`.
///
/// # Safety
/// As [`alloc_array`]; `elem` is 1, 2, 4 or 8.
pub unsafe fn alloc_scalar_array(elem: usize, size: usize, capacity: usize) -> Ptr {
    // SAFETY: by the caller's word.
    unsafe {
        let o = alloc(HOST.array_data + elem * capacity, elem, tag::SCALAR_ARRAY);
        *at::<usize>(o, HOST.array_size) = size;
        *at::<usize>(o, HOST.array_capacity) = capacity;
        o
    }
}

/// A string object of `size` bytes (with the NUL), `length` code points, with room for `capacity` bytes; the bytes are
/// not written.
///
/// # Safety
/// As [`alloc_array`].
pub unsafe fn alloc_string(size: usize, capacity: usize, length: usize) -> Ptr {
    // SAFETY: by the caller's word.
    unsafe {
        let o = alloc(HOST.string_data + capacity, 0, tag::STRING);
        *at::<usize>(o, HOST.string_size) = size;
        *at::<usize>(o, HOST.string_capacity) = capacity;
        *at::<usize>(o, HOST.string_length) = length;
        o
    }
}

/// A closure over `fun` with room for `fixed` arguments; they are not written.
///
/// # Safety
/// `fun` takes `arity` words (or a pointer to them past [`limit::CLOSURE_DIRECT_ARGS`]), `fixed < arity`, and the
/// caller writes the arguments before the object is seen.
pub unsafe fn alloc_closure(fun: *const (), arity: usize, fixed: usize) -> Ptr {
    // SAFETY: by the caller's word.
    unsafe {
        let o = alloc(HOST.closure_args + 8 * fixed, 0, tag::CLOSURE);
        *at::<*const ()>(o, HOST.closure_fun) = fun;
        *at::<u16>(o, HOST.closure_arity) = arity as u16;
        *at::<u16>(o, HOST.closure_fixed) = fixed as u16;
        *at::<u32>(o, HOST.closure_fixed + 2) = 0;
        o
    }
}

/// An object of `tag` with two words: thunk, task, external.
///
/// # Safety
/// The words mean for the kind what `layout::Offsets` says.
pub unsafe fn alloc_pair(tag: u8, first: Ptr, second: *mut ()) -> Ptr {
    // SAFETY: 24 bytes hold a header and two words.
    unsafe {
        let o = alloc(HOST.thunk_size, 0, tag);
        *at::<Ptr>(o, HOST.thunk_value) = first;
        *at::<*mut ()>(o, HOST.thunk_closure) = second;
        o
    }
}

/// An object of `tag` with one word: ref, promise.
///
/// # Safety
/// As [`alloc_pair`].
pub unsafe fn alloc_single(tag: u8, value: Ptr) -> Ptr {
    // SAFETY: 16 bytes hold a header and a word.
    unsafe {
        let o = alloc(HOST.ref_size, 0, tag);
        *at::<Ptr>(o, HOST.ref_value) = value;
        o
    }
}

/// A big number with `limbs.len()` limbs, normalised by the caller.
pub fn alloc_mpz(negative: bool, limbs: &[u64]) -> Ptr {
    let m = layout::mpz::HOST;
    let Ok(n) = i32::try_from(limbs.len()) else { crate::bug!("a number of {} limbs", limbs.len()) };
    // SAFETY: the size covers the structure and the limbs behind it.
    unsafe {
        let o = alloc(m.digits + m.digit * limbs.len(), 0, tag::MPZ);
        *at::<i32>(o, m.first) = n;
        *at::<i32>(o, m.count) = if negative { -n } else { n };
        let data = at::<u64>(o, m.digits);
        *at::<*mut u64>(o, m.pointer) = data;
        data.copy_from_nonoverlapping(limbs.as_ptr(), limbs.len());
        o
    }
}
