//! Stack cells: objects without a count, for values that provably do not escape.
//!
//! A [`Scope`] hands out constructors from memory of its own, the first of it inside the scope itself, and takes all
//! of it back at once. The cells carry [`rc::SCOPED`](crate::layout::rc::SCOPED), so counting leaves them alone.
//! The lifetime keeps borrowed words inside the scope; a word that becomes owned ([`ObjRef::to_obj`]) is copied to the
//! heap with the cells that it reaches, sharing preserved. Upstream planned such cells and never built them.

use crate::layout::{self, HOST, Width, limit, tag};
use crate::obj::{Obj, ObjRef};
use crate::object::{self, Ptr, at, is_scalar};
use crate::{raw, rc};
use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::HashMap;
use std::mem::MaybeUninit;

/// Bytes that a scope carries in itself.
const INLINE: usize = 2048;
/// Bytes of each further chunk.
const CHUNK: usize = 16 * 1024;

/// A field of a stack cell.
#[derive(Debug)]
pub enum Field<'s> {
    /// A word that lives as long as the scope: another cell of it, or something borrowed from outside.
    Borrowed(ObjRef<'s>),
    /// A word that the cell owns until the scope ends.
    Owned(Obj),
}

/// Memory of stack cells.
pub struct Scope {
    inline: UnsafeCell<MaybeUninit<[u64; INLINE / 8]>>,
    /// Words used of the chunk in use.
    used: Cell<usize>,
    chunks: RefCell<Vec<*mut [MaybeUninit<u64>]>>,
    owned: RefCell<Vec<Obj>>,
}

impl Scope {
    /// Runs `f` with a fresh scope.
    pub fn run<R>(f: impl for<'s> FnOnce(&'s Scope) -> R) -> R {
        let scope = Scope {
            inline: UnsafeCell::new(MaybeUninit::uninit()),
            used: Cell::new(0),
            chunks: RefCell::new(Vec::new()),
            owned: RefCell::new(Vec::new()),
        };
        f(&scope)
    }

    /// `size` bytes, a multiple of 8 and at most a small object's.
    fn alloc(&self, size: usize) -> Ptr {
        let words = size / 8;
        let mut chunks = self.chunks.borrow_mut();
        let capacity = if chunks.is_empty() { INLINE / 8 } else { CHUNK / 8 };
        if self.used.get() + words > capacity {
            chunks.push(Box::into_raw(Box::new_uninit_slice(CHUNK / 8)));
            self.used.set(0);
        }
        let at_ = self.used.get();
        self.used.set(at_ + words);
        let base: *mut u64 = match chunks.last() {
            Some(chunk) => chunk.cast(),
            None => self.inline.get().cast(),
        };
        // SAFETY: `words` words from `at_` on lie in the chunk and belong to nobody yet.
        unsafe { base.add(at_).cast() }
    }

    /// A constructor in the scope's memory.
    ///
    /// # Panics
    /// If the shape is past an ordinary constructor, or has no fields and no scalars.
    pub fn ctor<'s, const N: usize>(&'s self, tag: u8, fields: [Field<'s>; N], scalars: &[u8]) -> ObjRef<'s> {
        assert!(
            tag <= tag::MAX_CTOR
                && N <= limit::CTOR_FIELDS
                && scalars.len() <= limit::CTOR_SCALAR_BYTES
                && N + scalars.len() > 0,
            "past an ordinary constructor"
        );
        let size = layout::ctor_size(Width::W64, N, scalars.len());
        let o = self.alloc(size);
        // SAFETY: `size` bytes are ours; they are filled before the word is handed out. Owned fields are kept by the
        // scope, borrowed ones outlive it.
        unsafe {
            raw::set_header(o, layout::rc::SCOPED, size, N, tag);
            *at::<u64>(o, size - 8) = 0;
            for (i, field) in fields.into_iter().enumerate() {
                let word = match field {
                    Field::Borrowed(r) => r.as_ptr(),
                    Field::Owned(x) => {
                        let p = x.as_ptr();
                        if !is_scalar(p) {
                            self.owned.borrow_mut().push(x);
                        }
                        p
                    }
                };
                *at::<Ptr>(o, HOST.ctor_fields).add(i) = word;
            }
            at::<u8>(o, HOST.ctor_fields + 8 * N).copy_from_nonoverlapping(scalars.as_ptr(), scalars.len());
            ObjRef::from_raw(o)
        }
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        for chunk in self.chunks.get_mut().drain(..) {
            // SAFETY: made by `Box::into_raw`; the lifetimes of the cells end here.
            drop(unsafe { Box::from_raw(chunk) });
        }
    }
}

/// Copies a scoped object and the scoped objects that it reaches to the heap.
#[cold]
#[inline(never)]
pub(crate) fn copy_out(o: ObjRef<'_>) -> Obj {
    let mut done: HashMap<usize, Obj> = HashMap::new();
    let mut todo = vec![o.as_ptr()];
    // SAFETY: scoped objects are live while borrowed, and never change. Children are copied before parents, so each
    // copy is built of owned words.
    unsafe {
        while let Some(&top) = todo.last() {
            if done.contains_key(&top.addr()) {
                todo.pop();
                continue;
            }
            let s = object::slots(top);
            let before = todo.len();
            for i in 0..s.count {
                let child = *s.first.add(i);
                if is_scoped(child) && !done.contains_key(&child.addr()) {
                    todo.push(child);
                }
            }
            if todo.len() > before {
                continue;
            }
            let copy = copy_one(top, |child| {
                if is_scoped(child)
                    && let Some(x) = done.get(&child.addr())
                {
                    return x.clone().into_raw();
                }
                rc::inc(child);
                child
            });
            done.insert(top.addr(), copy);
            todo.pop();
        }
    }
    match done.remove(&o.addr()) {
        Some(copy) => copy,
        None => crate::bug!("copying an object out of its scope lost it"),
    }
}

unsafe fn is_scoped(child: Ptr) -> bool {
    // SAFETY: a valid word or null.
    unsafe { !is_scalar(child) && !child.is_null() && rc::is_scoped(child) }
}

/// A heap copy of one object, its words mapped by `word`, which gives owned words.
unsafe fn copy_one(o: Ptr, word: impl Fn(Ptr) -> Ptr) -> Obj {
    // SAFETY: the copy has the same kind and size; everything behind the header is copied, then the words replaced.
    unsafe {
        if (*o).tag == tag::MPZ {
            let Some((negative, limbs)) = ObjRef::from_raw(o).as_mpz() else { crate::bug!("a big number") };
            return Obj::from_raw(raw::alloc_mpz(negative, limbs));
        }
        let size = object::byte_size(o);
        let copy = if (*o).tag <= tag::MAX_CTOR {
            raw::alloc_ctor((*o).tag, (*o).other as usize, size - HOST.ctor_fields - 8 * (*o).other as usize)
        } else {
            raw::alloc(size, (*o).other as usize, (*o).tag)
        };
        at::<u8>(copy, 8).copy_from_nonoverlapping(at::<u8>(o, 8), size - 8);
        let s = object::slots(copy);
        for i in 0..s.count {
            let slot = s.first.add(i);
            if !(*slot).is_null() {
                *slot = word(*slot);
            }
        }
        Obj::from_raw(copy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_live_in_their_scope_and_copies_outlive_it() {
        let escaped = Scope::run(|s| {
            let leaf = s.ctor(3, [Field::Owned(Obj::string("kept"))], &[7, 8]);
            let pair = s.ctor(0, [Field::Borrowed(leaf), Field::Borrowed(leaf)], &[]);
            assert!(pair.field(0).ptr_eq(leaf));
            pair.to_obj()
        });
        let r = escaped.r();
        assert!(r.field(0).ptr_eq(r.field(1)), "sharing survives the copy");
        assert_eq!(r.field(0).field(0).as_str(), Some("kept"));
        assert_eq!(r.field(0).scalar_u8(1), 8);
        assert!(escaped.is_exclusive());
    }

    #[test]
    fn a_deep_scope_is_copied_without_stack() {
        let n = 300_000;
        let list = Scope::run(|s| {
            let mut tail = Obj::scalar(0).r().as_ptr();
            for i in 0..n {
                // SAFETY: scalars and cells of this scope.
                let t = unsafe { ObjRef::from_raw(tail) };
                tail = s.ctor(1, [Field::Owned(Obj::scalar(i)), Field::Borrowed(t)], &[]).as_ptr();
            }
            // SAFETY: a cell of this scope.
            unsafe { ObjRef::from_raw(tail) }.to_obj()
        });
        assert_eq!(list.r().list_iter().count(), n);
    }
}
