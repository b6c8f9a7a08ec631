//! Strings: making, adding, comparing, hashing.
//!
//! Bytes that C hands over as UTF-8 *unchecked* have to be UTF-8; the Rust side reads strings as such.

use super::{borrow, own};
use crate::array::grow;
use crate::layout::HOST;
use crate::obj::Obj;
use crate::object::{Ptr, at, unbox_scalar};
use crate::{hash, raw, rc};
use std::cmp::Ordering;
use std::ffi::{CStr, c_char};

/// The bytes of a string, without the NUL.
pub(super) unsafe fn bytes<'a>(s: Ptr) -> &'a [u8] {
    // SAFETY: a live string, whose bytes stay as they are while the caller looks at them.
    unsafe { std::slice::from_raw_parts(at::<u8>(s, HOST.string_data), *at::<usize>(s, HOST.string_size) - 1) }
}

/// Number of code points of UTF-8 text.
pub(super) fn count(text: &[u8]) -> usize {
    text.iter().filter(|&&b| b & 0xc0 != 0x80).count()
}

/// A string of these bytes.
pub(super) fn make(text: &[u8], length: usize) -> Ptr {
    make_with_capacity(text, length, text.len() + 1)
}

fn make_with_capacity(text: &[u8], length: usize, capacity: usize) -> Ptr {
    check(capacity);
    // SAFETY: the bytes and the NUL are written, and fit the capacity.
    unsafe {
        let s = raw::alloc_string(text.len() + 1, capacity, length);
        let data = at::<u8>(s, HOST.string_data);
        data.copy_from_nonoverlapping(text.as_ptr(), text.len());
        *data.add(text.len()) = 0;
        s
    }
}

/// Fails where a string of that capacity cannot be.
fn check(capacity: usize) {
    if capacity > isize::MAX as usize - HOST.string_data {
        super::panic::internal("out of memory");
    }
}

/// The text of bytes that may not be UTF-8: each byte that begins no code point, with the continuation bytes after it,
/// becomes one U+FFFD.
fn lossy(mut text: &[u8]) -> Ptr {
    let mut s = String::new();
    while let Err(e) = str::from_utf8(text) {
        let (good, bad) = text.split_at(e.valid_up_to());
        s.push_str(str::from_utf8(good).unwrap_or_default());
        s.push(char::REPLACEMENT_CHARACTER);
        let skip = 1 + bad.iter().skip(1).take_while(|&&b| b & 0xc0 == 0x80).count();
        text = &bad[skip..];
    }
    s.push_str(str::from_utf8(text).unwrap_or_default());
    make(s.as_bytes(), count(s.as_bytes()))
}

/// The code point, or U+FFFD where `c` is none: strings stay UTF-8.
pub(super) fn scalar_value(c: u32) -> char {
    char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The string, exclusive and with room for `size` bytes, the NUL included.
unsafe fn reserve(s: Ptr, size: usize) -> Ptr {
    // SAFETY: an owned string; the old capacity is the size of its memory.
    unsafe {
        if !rc::is_exclusive(s) {
            return lean_copy_string(s, size.saturating_mul(2));
        }
        let capacity = *at::<usize>(s, HOST.string_capacity);
        if size <= capacity {
            return s;
        }
        let more = capacity.saturating_add(size);
        check(more);
        let r = grow(s, HOST.string_data + capacity, HOST.string_data + more);
        *at::<usize>(r, HOST.string_capacity) = more;
        r
    }
}

/// Adds bytes of `length` code points at the end of an owned string, which they are no part of if it is exclusive.
unsafe fn append(s: Ptr, more: &[u8], length: usize) -> Ptr {
    // SAFETY: an owned string, exclusive and with room once reserved.
    unsafe {
        let size = *at::<usize>(s, HOST.string_size);
        let r = reserve(s, size + more.len());
        let end = at::<u8>(r, HOST.string_data).add(size - 1);
        end.copy_from_nonoverlapping(more.as_ptr(), more.len());
        *end.add(more.len()) = 0;
        *at::<usize>(r, HOST.string_size) = size + more.len();
        *at::<usize>(r, HOST.string_length) += length;
        r
    }
}

/// The bytes of a slice: a structure of a string and two positions.
unsafe fn slice_bytes<'a>(s: Ptr) -> &'a [u8] {
    // SAFETY: a live slice by the caller's word.
    unsafe {
        let s = borrow::<'a>(s);
        let (start, end) = (unbox_scalar(s.field(1).as_ptr()), unbox_scalar(s.field(2).as_ptr()));
        bytes::<'a>(s.field(0).as_ptr()).get(start..end).unwrap_or(&[])
    }
}

exports! {
    /// `size_t lean_utf8_strlen(char const * s)`: code points of text that ends with a NUL.
    fn lean_utf8_strlen(s: *const c_char) -> usize { count(CStr::from_ptr(s).to_bytes()) }

    /// `size_t lean_utf8_n_strlen(char const * s, size_t n)`: code points of `n` bytes of text.
    fn lean_utf8_n_strlen(s: *const c_char, n: usize) -> usize { count(std::slice::from_raw_parts(s.cast(), n)) }

    /// `lean_obj_res lean_mk_string_unchecked(char const * s, size_t sz, size_t len)`: a string of `sz` bytes of UTF-8,
    /// which are `len` code points.
    fn lean_mk_string_unchecked(s: *const c_char, sz: usize, len: usize) -> Ptr {
        make(std::slice::from_raw_parts(s.cast(), sz), len)
    }

    /// `lean_obj_res lean_mk_string_from_bytes(char const * s, size_t sz)`: a string of any bytes; what is no UTF-8
    /// becomes U+FFFD.
    fn lean_mk_string_from_bytes(s: *const c_char, sz: usize) -> Ptr {
        lossy(std::slice::from_raw_parts(s.cast(), sz))
    }

    /// `lean_obj_res lean_mk_string_from_bytes_unchecked(char const * s, size_t sz)`: a string of `sz` bytes of UTF-8.
    fn lean_mk_string_from_bytes_unchecked(s: *const c_char, sz: usize) -> Ptr {
        let text = std::slice::from_raw_parts(s.cast(), sz);
        make(text, count(text))
    }

    /// `lean_obj_res lean_mk_ascii_string_unchecked(char const * s)`: a string of ASCII that ends with a NUL.
    fn lean_mk_ascii_string_unchecked(s: *const c_char) -> Ptr {
        let text = CStr::from_ptr(s).to_bytes();
        make(text, text.len())
    }

    /// `lean_obj_res lean_mk_string(char const * s)`: as [`lean_mk_string_from_bytes`], up to the NUL.
    fn lean_mk_string(s: *const c_char) -> Ptr { lossy(CStr::from_ptr(s).to_bytes()) }

    /// `lean_obj_res lean_decode_lossy_utf8(b_lean_obj_arg a)`: the text of a byte array; what is no UTF-8 becomes
    /// U+FFFD.
    fn lean_decode_lossy_utf8(a: Ptr) -> Ptr { lossy(borrow(a).as_scalar_array().map_or(&[], |(_, b)| b)) }

    /// `lean_obj_res lean_string_from_utf8_unchecked(lean_obj_arg a)`: the text of a byte array of UTF-8.
    fn lean_string_from_utf8_unchecked(a: Ptr) -> Ptr {
        let a = own(a);
        let text = a.r().as_scalar_array().map_or(&[][..], |(_, b)| b);
        make(text, count(text))
    }

    /// `uint8_t lean_string_validate_utf8(b_lean_obj_arg a)`: whether the bytes are UTF-8.
    fn lean_string_validate_utf8(a: Ptr) -> u8 {
        borrow(a).as_scalar_array().is_some_and(|(_, b)| str::from_utf8(b).is_ok()).into()
    }

    /// `lean_obj_res lean_string_to_utf8(b_lean_obj_arg s)`: the bytes of a string.
    fn lean_string_to_utf8(s: Ptr) -> Ptr { crate::ScalarArray::bytes(bytes(s)).into_obj().into_raw() }

    /// `lean_obj_res lean_copy_string(lean_obj_arg s, size_t cap)`: a copy with that capacity, at least the size.
    fn lean_copy_string(s: Ptr, cap: usize) -> Ptr {
        let text = bytes(s);
        let r = make_with_capacity(text, *at::<usize>(s, HOST.string_length), cap.max(text.len() + 1));
        (*r).other = (*s).other;
        rc::dec_ref(s);
        r
    }

    /// `lean_obj_res lean_copy_string_nonlinear(lean_obj_arg s, size_t cap)`: as [`lean_copy_string`].
    fn lean_copy_string_nonlinear(s: Ptr, cap: usize) -> Ptr { lean_copy_string(s, cap) }

    /// `lean_obj_res lean_string_push(lean_obj_arg s, uint32_t c)`: adds a code point.
    fn lean_string_push(s: Ptr, c: u32) -> Ptr {
        append(s, scalar_value(c).encode_utf8(&mut [0; 4]).as_bytes(), 1)
    }

    /// `lean_obj_res lean_string_append(lean_obj_arg s1, b_lean_obj_arg s2)`: adds a string.
    fn lean_string_append(s1: Ptr, s2: Ptr) -> Ptr { append(s1, bytes(s2), *at::<usize>(s2, HOST.string_length)) }

    /// `lean_obj_res lean_string_mk(lean_obj_arg cs)`: the string of a list of code points.
    fn lean_string_mk(cs: Ptr) -> Ptr {
        let cs = own(cs);
        let text: String = cs.r().list_iter().map(|c| scalar_value(unbox_scalar(c.as_ptr()) as u32)).collect();
        make(text.as_bytes(), count(text.as_bytes()))
    }

    /// `lean_obj_res lean_string_data(lean_obj_arg s)`: the list of a string's code points.
    fn lean_string_data(s: Ptr) -> Ptr {
        let s = own(s);
        Obj::list(s.r().as_str().unwrap_or("").chars().map(|c| Obj::scalar(c as usize))).into_raw()
    }

    /// `bool lean_string_eq_cold(b_lean_obj_arg s1, b_lean_obj_arg s2)`: whether two strings are equal.
    fn lean_string_eq_cold(s1: Ptr, s2: Ptr) -> bool { bytes(s1) == bytes(s2) }

    /// `bool lean_string_lt(b_lean_obj_arg s1, b_lean_obj_arg s2)`: whether `s1` comes first, by bytes, which for UTF-8
    /// is by code points.
    fn lean_string_lt(s1: Ptr, s2: Ptr) -> bool { bytes(s1) < bytes(s2) }

    /// `uint8_t lean_string_compare(b_lean_obj_arg s1, b_lean_obj_arg s2)`: the `Ordering` of two strings: 0, 1 or 2.
    fn lean_string_compare(s1: Ptr, s2: Ptr) -> u8 {
        match bytes(s1).cmp(bytes(s2)) {
            Ordering::Less => 0,
            Ordering::Equal => 1,
            Ordering::Greater => 2,
        }
    }

    /// `uint64_t lean_string_hash(b_lean_obj_arg s)`: the hash that names and files are built on.
    fn lean_string_hash(s: Ptr) -> u64 { hash::str_hash(bytes(s), hash::STRING_SEED) }

    /// `lean_obj_res lean_string_of_usize(size_t n)`: `n` in decimal.
    fn lean_string_of_usize(n: usize) -> Ptr {
        let digits = n.to_string();
        make(digits.as_bytes(), digits.len())
    }

    /// `uint8_t lean_string_memcmp(b_lean_obj_arg s1, b_lean_obj_arg s2, b_lean_obj_arg start1, b_lean_obj_arg start2,
    /// b_lean_obj_arg len)`: whether `len` bytes from the two places on are equal; none past an end are.
    fn lean_string_memcmp(s1: Ptr, s2: Ptr, start1: Ptr, start2: Ptr, len: Ptr) -> u8 {
        let len = unbox_scalar(len);
        let part = |s: Ptr, start: Ptr| bytes(s).get(unbox_scalar(start)..).and_then(|b| b.get(..len));
        part(s1, start1).is_some_and(|a| part(s2, start2) == Some(a)).into()
    }

    /// `uint64_t lean_slice_hash(b_lean_obj_arg slice)`: the hash of a part of a string, as of the string that it is.
    fn lean_slice_hash(slice: Ptr) -> u64 { hash::str_hash(slice_bytes(slice), hash::STRING_SEED) }

    /// `uint8_t lean_slice_dec_lt(b_lean_obj_arg s1, b_lean_obj_arg s2)`: whether part `s1` comes first.
    fn lean_slice_dec_lt(s1: Ptr, s2: Ptr) -> u8 { (slice_bytes(s1) < slice_bytes(s2)).into() }
}
