//! Arrays of words and of scalars, changed in place where they are not shared.

use crate::layout::HOST;
use crate::obj::{Obj, ObjRef};
use crate::object::{Ptr, at};
use crate::{free, heap, raw, rc};

/// An owned array of words. Changing a shared array copies it first.
#[derive(Clone, Debug)]
pub struct Array(Obj);

/// The bytes that `capacity` elements of `elem` bytes take, or our bug: such an array could not be in memory.
fn array_bytes(elem: usize, capacity: usize) -> usize {
    match capacity.checked_mul(elem).and_then(|n| n.checked_add(HOST.array_data)) {
        Some(n) if n <= isize::MAX as usize => n,
        _ => crate::bug!("an array of {capacity} elements"),
    }
}

/// Makes an exclusive array-like object (array, scalar array, string) larger: `old` and `new` are byte sizes of the
/// whole object. The capacity field is the caller's to write.
///
/// # Safety
/// The caller owns the exclusive object and its size is `old`.
pub(crate) unsafe fn grow(o: Ptr, old: usize, new: usize) -> Ptr {
    use crate::layout::limit::SMALL_OBJECT;
    // SAFETY: as above; contents move as bytes, references with them.
    unsafe {
        if old > SMALL_OBJECT && new > SMALL_OBJECT {
            return heap::realloc_large(o, new);
        }
        let (t, other) = ((*o).tag, (*o).other);
        let grown = raw::alloc(new, other as usize, t);
        at::<u8>(grown, 8).copy_from_nonoverlapping(at::<u8>(o, 8), old.min(new) - 8);
        if free::is_large(o) {
            heap::free_large(o);
        } else {
            heap::free_small(o);
        }
        grown
    }
}

impl Array {
    /// An empty array.
    pub fn new() -> Array {
        Array::with_capacity(0)
    }

    /// An empty array with room for `capacity` words.
    pub fn with_capacity(capacity: usize) -> Array {
        let _ = array_bytes(8, capacity);
        // SAFETY: no word needs writing.
        unsafe { Array(Obj::from_raw(raw::alloc_array(0, capacity))) }
    }

    /// The array in a word, if it is one.
    pub fn from_obj(o: Obj) -> Result<Array, Obj> {
        if o.r().as_array().is_some() { Ok(Array(o)) } else { Err(o) }
    }

    /// The word.
    pub fn into_obj(self) -> Obj {
        self.0
    }

    /// The elements.
    pub fn as_slice(&self) -> &[ObjRef<'_>] {
        self.0.r().as_array().unwrap_or(&[])
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Elements that fit without moving.
    pub fn capacity(&self) -> usize {
        // SAFETY: an array has a capacity.
        unsafe { *at::<usize>(self.0.as_ptr(), HOST.array_capacity) }
    }

    /// The elements to change in place; a shared array is copied first.
    pub fn make_mut(&mut self) -> &mut [Obj] {
        self.ensure_exclusive(0);
        let o = self.0.as_ptr();
        // SAFETY: ours alone for as long as `self` is borrowed; `Obj` is a word.
        unsafe { std::slice::from_raw_parts_mut(at::<Obj>(o, HOST.array_data), *at::<usize>(o, HOST.array_size)) }
    }

    /// Makes the array exclusive, with room for `extra` more words.
    fn ensure_exclusive(&mut self, extra: usize) {
        let o = self.0.as_ptr();
        let (len, capacity) = (self.len(), self.capacity());
        let Some(need) = len.checked_add(extra) else { crate::bug!("an array of {len} + {extra} elements") };
        if self.0.is_exclusive() {
            if need <= capacity {
                return;
            }
            let new_capacity = need.max(capacity.saturating_mul(2)).max(4);
            let (old, new) = (array_bytes(8, capacity), array_bytes(8, new_capacity));
            // SAFETY: exclusive, and `old` is its byte size.
            unsafe {
                let empty = Obj::scalar(0);
                let grown = grow(std::mem::replace(&mut self.0, empty).into_raw(), old, new);
                *at::<usize>(grown, HOST.array_capacity) = new_capacity;
                self.0 = Obj::from_raw(grown);
            }
        } else {
            let new_capacity = if extra == 0 { len } else { need.max(len.saturating_mul(2)).max(4) };
            let _ = array_bytes(8, new_capacity);
            // SAFETY: `len` words are written, each with a reference of its own.
            unsafe {
                let copy = raw::alloc_array(len, new_capacity);
                let (from, to) = (at::<Ptr>(o, HOST.array_data), at::<Ptr>(copy, HOST.array_data));
                for i in 0..len {
                    let word = *from.add(i);
                    rc::inc(word);
                    *to.add(i) = word;
                }
                self.0 = Obj::from_raw(copy);
            }
        }
    }

    /// Adds a word at the end.
    #[inline]
    pub fn push(&mut self, x: Obj) {
        let len = self.len();
        if !self.0.is_exclusive() || len == self.capacity() {
            self.ensure_exclusive(1);
        }
        let o = self.0.as_ptr();
        // SAFETY: exclusive with room for one more.
        unsafe {
            *at::<Ptr>(o, HOST.array_data).add(len) = x.into_raw();
            *at::<usize>(o, HOST.array_size) = len + 1;
        }
    }

    /// Takes the last word.
    pub fn pop(&mut self) -> Option<Obj> {
        let len = self.len();
        if len == 0 {
            return None;
        }
        self.ensure_exclusive(0);
        let o = self.0.as_ptr();
        // SAFETY: exclusive; the word moves out and the size says so.
        unsafe {
            *at::<usize>(o, HOST.array_size) = len - 1;
            Some(Obj::from_raw(*at::<Ptr>(o, HOST.array_data).add(len - 1)))
        }
    }

    /// Replaces word `i`; `false` if there is none.
    pub fn set(&mut self, i: usize, x: Obj) -> bool {
        match self.make_mut().get_mut(i) {
            Some(slot) => {
                *slot = x;
                true
            }
            None => false,
        }
    }

    /// Word `i`, borrowed.
    pub fn get(&self, i: usize) -> Option<ObjRef<'_>> {
        self.as_slice().get(i).copied()
    }
}

impl Default for Array {
    fn default() -> Array {
        Array::new()
    }
}

impl FromIterator<Obj> for Array {
    fn from_iter<I: IntoIterator<Item = Obj>>(items: I) -> Array {
        let items = items.into_iter();
        let mut a = Array::with_capacity(items.size_hint().0);
        for x in items {
            a.push(x);
        }
        a
    }
}

/// An owned array of scalars of 1, 2, 4 or 8 bytes: `ByteArray`, `FloatArray`. Changing a shared one copies it first.
#[derive(Clone, Debug)]
pub struct ScalarArray(Obj);

impl ScalarArray {
    /// A byte array.
    pub fn bytes(data: &[u8]) -> ScalarArray {
        ScalarArray::from_bytes(1, data)
    }

    /// An array of floats.
    pub fn floats(data: &[f64]) -> ScalarArray {
        let mut a = ScalarArray::with_capacity(8, data.len());
        for x in data {
            a.push(&x.to_le_bytes());
        }
        a
    }

    /// An empty array of `elem`-byte scalars with room for `capacity`.
    ///
    /// # Panics
    /// If `elem` is not 1, 2, 4 or 8.
    pub fn with_capacity(elem: usize, capacity: usize) -> ScalarArray {
        assert!(matches!(elem, 1 | 2 | 4 | 8), "scalars of {elem} bytes");
        let _ = array_bytes(elem, capacity);
        // SAFETY: no element needs writing.
        unsafe { ScalarArray(Obj::from_raw(raw::alloc_scalar_array(elem, 0, capacity))) }
    }

    /// An array of the `elem`-byte scalars in `data`; a partial one at the end is left out.
    ///
    /// # Panics
    /// As [`ScalarArray::with_capacity`].
    pub fn from_bytes(elem: usize, data: &[u8]) -> ScalarArray {
        let n = data.len() / elem.max(1);
        let a = ScalarArray::with_capacity(elem, n);
        let o = a.0.as_ptr();
        // SAFETY: fresh, with room for `n` elements.
        unsafe {
            at::<u8>(o, HOST.array_data).copy_from_nonoverlapping(data.as_ptr(), n * elem);
            *at::<usize>(o, HOST.array_size) = n;
        }
        a
    }

    /// The scalar array in a word, if it is one.
    pub fn from_obj(o: Obj) -> Result<ScalarArray, Obj> {
        if o.r().as_scalar_array().is_some() { Ok(ScalarArray(o)) } else { Err(o) }
    }

    /// The word.
    pub fn into_obj(self) -> Obj {
        self.0
    }

    /// Bytes of an element.
    pub fn elem(&self) -> usize {
        self.0.r().as_scalar_array().map_or(1, |(e, _)| e)
    }

    /// The elements' bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.r().as_scalar_array().map_or(&[], |(_, b)| b)
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.as_bytes().len() / self.elem()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds one element, given as its bytes.
    ///
    /// # Panics
    /// If `x` is not as long as an element.
    pub fn push(&mut self, x: &[u8]) {
        let (elem, len) = (self.elem(), self.len());
        assert_eq!(x.len(), elem, "an element's bytes");
        let o = self.0.as_ptr();
        // SAFETY: a scalar array has a capacity.
        let capacity = unsafe { *at::<usize>(o, HOST.array_capacity) };
        if !self.0.is_exclusive() || len == capacity {
            let new_capacity = (len + 1).max(len.saturating_mul(2)).max(8);
            let (old, new) = (array_bytes(elem, capacity), array_bytes(elem, new_capacity));
            // SAFETY: the exclusive object grows; a shared one is copied, which needs no counting for scalars.
            unsafe {
                if self.0.is_exclusive() {
                    let grown = grow(std::mem::replace(&mut self.0, Obj::scalar(0)).into_raw(), old, new);
                    *at::<usize>(grown, HOST.array_capacity) = new_capacity;
                    self.0 = Obj::from_raw(grown);
                } else {
                    let copy = raw::alloc_scalar_array(elem, len, new_capacity);
                    at::<u8>(copy, HOST.array_data).copy_from_nonoverlapping(at::<u8>(o, HOST.array_data), elem * len);
                    self.0 = Obj::from_raw(copy);
                }
            }
        }
        let o = self.0.as_ptr();
        // SAFETY: exclusive with room for one more.
        unsafe {
            at::<u8>(o, HOST.array_data).add(elem * len).copy_from_nonoverlapping(x.as_ptr(), elem);
            *at::<usize>(o, HOST.array_size) = len + 1;
        }
    }
}
