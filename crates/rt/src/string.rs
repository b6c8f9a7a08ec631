//! Strings: UTF-8 with a cached number of code points, changed in place where they are not shared.

use crate::array::grow;
use crate::layout::HOST;
use crate::obj::Obj;
use crate::object::at;
use crate::raw;
use std::fmt;

/// An owned string. Changing a shared string copies it first.
#[derive(Clone)]
pub struct Str(Obj);

fn count(s: &str) -> usize {
    if s.is_ascii() { s.len() } else { s.chars().count() }
}

fn string_bytes(capacity: usize) -> usize {
    match capacity.checked_add(HOST.string_data) {
        Some(n) if n <= isize::MAX as usize => n,
        _ => crate::bug!("a string of {capacity} bytes"),
    }
}

impl Str {
    /// A string with the text.
    pub fn new(s: &str) -> Str {
        Str::with_capacity(s, s.len() + 1)
    }

    /// A string with the text and room for `capacity` bytes, the final NUL included.
    pub fn with_capacity(s: &str, capacity: usize) -> Str {
        let capacity = capacity.max(s.len() + 1);
        let _ = string_bytes(capacity);
        // SAFETY: the bytes and the NUL are written.
        unsafe {
            let o = raw::alloc_string(s.len() + 1, capacity, count(s));
            let data = at::<u8>(o, HOST.string_data);
            data.copy_from_nonoverlapping(s.as_ptr(), s.len());
            *data.add(s.len()) = 0;
            Str(Obj::from_raw(o))
        }
    }

    /// The string in a word, if it is one.
    pub fn from_obj(o: Obj) -> Result<Str, Obj> {
        if o.r().as_str().is_some() { Ok(Str(o)) } else { Err(o) }
    }

    /// The word.
    pub fn into_obj(self) -> Obj {
        self.0
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.r().as_str().unwrap_or("")
    }

    /// Number of code points, as stored.
    pub fn length(&self) -> usize {
        // SAFETY: a string has a length.
        unsafe { *at::<usize>(self.0.as_ptr(), HOST.string_length) }
    }

    /// Bytes that fit without moving, the NUL included.
    pub fn capacity(&self) -> usize {
        // SAFETY: a string has a capacity.
        unsafe { *at::<usize>(self.0.as_ptr(), HOST.string_capacity) }
    }

    /// Adds text at the end.
    pub fn push_str(&mut self, s: &str) {
        let (len, capacity) = (self.as_str().len(), self.capacity());
        let length = self.length() + count(s);
        let Some(need) = len.checked_add(s.len()).and_then(|n| n.checked_add(1)) else {
            crate::bug!("a string of {len} + {} bytes", s.len());
        };
        if !self.0.is_exclusive() {
            *self = Str::with_capacity(self.as_str(), need.max(len.saturating_mul(2)));
        } else if need > capacity {
            let new_capacity = need.max(capacity.saturating_mul(2));
            let (old, new) = (string_bytes(capacity), string_bytes(new_capacity));
            // SAFETY: exclusive, and `old` is its byte size.
            unsafe {
                let grown = grow(std::mem::replace(&mut self.0, Obj::scalar(0)).into_raw(), old, new);
                *at::<usize>(grown, HOST.string_capacity) = new_capacity;
                self.0 = Obj::from_raw(grown);
            }
        }
        let o = self.0.as_ptr();
        // SAFETY: exclusive with room for `need` bytes.
        unsafe {
            let data = at::<u8>(o, HOST.string_data).add(len);
            data.copy_from_nonoverlapping(s.as_ptr(), s.len());
            *data.add(s.len()) = 0;
            *at::<usize>(o, HOST.string_size) = need;
            *at::<usize>(o, HOST.string_length) = length;
        }
    }

    /// Adds a code point at the end.
    pub fn push(&mut self, c: char) {
        self.push_str(c.encode_utf8(&mut [0; 4]));
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
