//! Positions in strings: byte offsets, as `Nat`s. A position that begins no code point gives a default or moves by one
//! byte, as the logical model of `String.Pos.Raw` says.

use super::string::{bytes, count, make, scalar_value};
use crate::bignum::{Value, nat};
use crate::layout::HOST;
use crate::number;
use crate::obj::Obj;
use crate::object::{Ptr, at, box_scalar, is_scalar, unbox_scalar};
use crate::rc;

/// `default : Char`.
const DEFAULT: u32 = 'A' as u32;

/// Whether a code point begins with this byte.
fn is_first(b: u8) -> bool {
    b & 0xc0 != 0x80
}

/// Bytes of the code point that begins with this byte; 1 for a byte that begins none.
fn width(first: u8) -> usize {
    match first {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        _ => 1,
    }
}

/// The code point at `i`, if one begins there.
fn get(text: &[u8], i: usize) -> Option<u32> {
    let first = *text.get(i)?;
    let part = text.get(i..i.checked_add(width(first))?)?;
    Some(str::from_utf8(part).ok()?.chars().next()? as u32)
}

/// A position as an offset; `None` for a number past every string.
fn offset(i: Ptr) -> Option<usize> {
    is_scalar(i).then(|| unbox_scalar(i))
}

fn position(i: usize) -> Ptr {
    nat::of_u64(i as u64, number::word).into_raw()
}

/// The number in a position that is too large to be a scalar.
unsafe fn large<'a>(i: Ptr) -> Value<'a> {
    // SAFETY: a live number by the caller's word.
    unsafe { super::nat::value(i) }
}

unsafe fn get_bang(s: Ptr, i: Ptr) -> u32 {
    // SAFETY: a live string and a position.
    match offset(i).and_then(|i| get(unsafe { bytes(s) }, i)) {
        Some(c) => c,
        None => super::panic::with_default(DEFAULT, "Error: invalid `String.Pos` at `String.get!`"),
    }
}

/// The part of `text` between two offsets; see `lean_string_utf8_extract`.
fn extract(text: &[u8], from: usize, to: usize) -> Ptr {
    let mut part = &[][..];
    if from < to && text.get(from).is_some_and(|&b| is_first(b)) {
        let end = if text.get(to).is_some_and(|&b| is_first(b)) { to } else { text.len() };
        part = &text[from..end];
    }
    make(part, count(part))
}

exports! {
    /// `uint32_t lean_string_utf8_get(b_lean_obj_arg s, b_lean_obj_arg i)`: the code point at `i`, or the default.
    fn lean_string_utf8_get(s: Ptr, i: Ptr) -> u32 { offset(i).and_then(|i| get(bytes(s), i)).unwrap_or(DEFAULT) }

    /// `uint32_t lean_string_utf8_get_fast_cold(char const * str, size_t i, size_t size, unsigned char c)`: the code
    /// point of more than one byte that begins with `c` at `i`.
    fn lean_string_utf8_get_fast_cold(str: *const u8, i: usize, size: usize, _c: u8) -> u32 {
        get(std::slice::from_raw_parts(str, size), i).unwrap_or(DEFAULT)
    }

    /// `lean_obj_res lean_string_utf8_get_opt(b_lean_obj_arg s, b_lean_obj_arg i)`: `some` code point at `i`, or `none`.
    fn lean_string_utf8_get_opt(s: Ptr, i: Ptr) -> Ptr {
        match offset(i).and_then(|i| get(bytes(s), i)) {
            Some(c) => Obj::ctor(1, [Obj::scalar(c as usize)]).into_raw(),
            None => box_scalar(0),
        }
    }

    /// `uint32_t lean_string_utf8_get_bang(b_lean_obj_arg s, b_lean_obj_arg i)`: the code point at `i`; a panic with the
    /// default if there is none.
    fn lean_string_utf8_get_bang(s: Ptr, i: Ptr) -> u32 { get_bang(s, i) }

    /// `lean_obj_res lean_string_utf8_next(b_lean_obj_arg s, b_lean_obj_arg i)`: the position after the code point.
    fn lean_string_utf8_next(s: Ptr, i: Ptr) -> Ptr {
        match offset(i) {
            Some(i) => position(i + bytes(s).get(i).map_or(1, |&b| width(b))),
            None => nat::succ(large(i), number::word).into_raw(),
        }
    }

    /// `lean_obj_res lean_string_utf8_next_fast_cold(size_t i, unsigned char c)`: as [`lean_string_utf8_next`], for the
    /// first byte `c`.
    fn lean_string_utf8_next_fast_cold(i: usize, c: u8) -> Ptr { box_scalar(i + width(c)) }

    /// `lean_obj_res lean_string_utf8_prev(b_lean_obj_arg s, b_lean_obj_arg i)`: the position of the code point before.
    fn lean_string_utf8_prev(s: Ptr, i: Ptr) -> Ptr {
        let Some(i) = offset(i) else {
            return nat::sub(large(i), Value::Small(1), number::word).into_raw();
        };
        let text = bytes(s);
        match text.get(..i) {
            Some(before) => position(before.iter().rposition(|&b| is_first(b)).unwrap_or(0)),
            None => position(i - 1),
        }
    }

    /// `lean_obj_res lean_string_utf8_set(lean_obj_arg s, b_lean_obj_arg i, uint32_t c)`: the string with another code
    /// point at `i`; the string as it was if there is none.
    fn lean_string_utf8_set(s: Ptr, i: Ptr, c: u32) -> Ptr {
        let text = bytes(s);
        let Some((i, old)) = offset(i).and_then(|i| Some((i, *text.get(i)?))).filter(|&(_, old)| is_first(old)) else {
            return s;
        };
        let mut new = [0; 4];
        let new = scalar_value(c).encode_utf8(&mut new).as_bytes();
        let end = (i + width(old)).min(text.len());
        if rc::is_exclusive(s) && new.len() == end - i {
            at::<u8>(s, HOST.string_data).add(i).copy_from_nonoverlapping(new.as_ptr(), new.len());
            return s;
        }
        let r = make(&[&text[..i], new, &text[end..]].concat(), *at::<usize>(s, HOST.string_length));
        rc::dec_ref(s);
        r
    }

    /// `uint8_t lean_string_is_valid_pos(b_lean_obj_arg s, b_lean_obj_arg i)`: whether a code point begins at `i`, or
    /// the string ends there.
    fn lean_string_is_valid_pos(s: Ptr, i: Ptr) -> u8 {
        let text = bytes(s);
        offset(i).is_some_and(|i| i == text.len() || text.get(i).is_some_and(|&b| is_first(b))).into()
    }

    /// `lean_obj_res lean_string_utf8_extract(b_lean_obj_arg s, b_lean_obj_arg b, b_lean_obj_arg e)`: the part from `b`
    /// to before `e`. Empty if no code point begins at `b`; up to the end if none begins at `e`.
    fn lean_string_utf8_extract(s: Ptr, b: Ptr, e: Ptr) -> Ptr {
        extract(bytes(s), offset(b).unwrap_or(usize::MAX), offset(e).unwrap_or(usize::MAX))
    }

    /// `lean_obj_res lean_string_utf8_extract_fast(b_lean_obj_arg s, b_lean_obj_arg b, b_lean_obj_arg e)`: as
    /// [`lean_string_utf8_extract`], for valid positions.
    fn lean_string_utf8_extract_fast(s: Ptr, b: Ptr, e: Ptr) -> Ptr { lean_string_utf8_extract(s, b, e) }
}
