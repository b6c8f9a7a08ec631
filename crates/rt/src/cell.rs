//! Mutable references (`ST.Ref`, `IO.Ref`).
//!
//! A single-threaded ref is a plain slot. A ref that other threads can reach is taken and put back with an atomic swap:
//! while the content is out the slot is null and others wait, so that taking a reference to the content cannot race
//! with replacing it. What is stored there is marked multi-threaded first.

use crate::layout::{HOST, tag};
use crate::obj::{Obj, ObjRef};
use crate::object::{Ptr, at};
use crate::{mark, raw, rc};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// An owned mutable reference.
#[derive(Clone, Debug)]
pub struct Ref(Obj);

unsafe fn slot<'a>(o: Ptr) -> &'a AtomicPtr<crate::object::Object> {
    // SAFETY: a live ref; the slot is only accessed atomically.
    unsafe { &*at(o, HOST.ref_value) }
}

/// Takes the content out of a shared ref, waiting while another thread has it.
unsafe fn take(o: Ptr) -> Ptr {
    let mut spins = 0u32;
    loop {
        // SAFETY: a live ref.
        let v = unsafe { slot(o).swap(ptr::null_mut(), Ordering::Acquire) };
        if !v.is_null() {
            return v;
        }
        spins += 1;
        if spins < 64 { std::hint::spin_loop() } else { std::thread::yield_now() }
    }
}

/// The content of a live ref, owned. A ref in read-only memory has count 0 or is scoped, and is never changed; refs on
/// the heap never have count 0 ([`mark::mark_persistent`] sees to it).
pub(crate) fn content(o: Ptr) -> Obj {
    // SAFETY: the caller passes a live ref. Its slot owns a valid word; of a shared ref we have it to ourselves while
    // we count.
    unsafe {
        if rc::count(o) < 0 && !rc::is_scoped(o) {
            let v = take(o);
            rc::inc(v);
            if slot(o).compare_exchange(ptr::null_mut(), v, Ordering::Release, Ordering::Relaxed).is_err() {
                // Another thread filled the slot meanwhile (`put` does not wait): its word stays.
                rc::dec(v);
            }
            Obj::from_raw(v)
        } else {
            ObjRef::from_raw(slot(o).load(Ordering::Acquire)).to_obj()
        }
    }
}

/// Puts a word into a ref that may be empty, and drops what was there.
///
/// # Safety
/// `o` is a live ref on the heap; `x` is owned and given up.
pub(crate) unsafe fn put(o: Ptr, x: Ptr) {
    // SAFETY: as above; nothing single-threaded becomes reachable from a shared ref.
    unsafe {
        let old = if rc::count(o) > 0 {
            let old = slot(o).load(Ordering::Relaxed);
            slot(o).store(x, Ordering::Relaxed);
            old
        } else {
            mark::mark_mt(x);
            slot(o).swap(x, Ordering::AcqRel)
        };
        if !old.is_null() {
            rc::dec(old);
        }
    }
}

/// Takes the content of a ref, owned; the ref is empty until something is put back. Waits while another thread has the
/// content of a shared ref.
///
/// # Safety
/// As [`put`]; a single-threaded ref is not empty.
pub(crate) unsafe fn take_out(o: Ptr) -> Ptr {
    // SAFETY: as above.
    unsafe {
        if rc::count(o) > 0 {
            let v = slot(o).load(Ordering::Relaxed);
            slot(o).store(ptr::null_mut(), Ordering::Relaxed);
            v
        } else {
            take(o)
        }
    }
}

impl Ref {
    /// A reference to `x`.
    pub fn new(x: Obj) -> Ref {
        // SAFETY: the slot owns the word.
        unsafe { Ref(Obj::from_raw(raw::alloc_single(tag::REF, x.into_raw()))) }
    }

    /// The ref in a word, if it is one.
    pub fn from_obj(o: Obj) -> Result<Ref, Obj> {
        if o.r().kind() == crate::Kind::Ref { Ok(Ref(o)) } else { Err(o) }
    }

    /// The word.
    pub fn into_obj(self) -> Obj {
        self.0
    }

    /// Whether other threads may reach the ref.
    #[track_caller]
    fn is_shared(&self) -> bool {
        // SAFETY: a live object.
        let n = unsafe { rc::count(self.0.as_ptr()) };
        assert!(n != 0, "a reference inside a region cannot be changed");
        n < 0
    }

    /// The content.
    pub fn get(&self) -> Obj {
        content(self.0.as_ptr())
    }

    /// Replaces the content.
    ///
    /// # Panics
    /// If the ref lies in a region.
    pub fn set(&self, x: Obj) {
        drop(self.swap(x));
    }

    /// Replaces the content and returns the old one; panics as [`Ref::set`].
    pub fn swap(&self, x: Obj) -> Obj {
        let o = self.0.as_ptr();
        // SAFETY: as `get`.
        unsafe {
            if self.is_shared() {
                let old = take(o);
                put(o, x.into_raw());
                Obj::from_raw(old)
            } else {
                let old = slot(o).load(Ordering::Relaxed);
                slot(o).store(x.into_raw(), Ordering::Relaxed);
                Obj::from_raw(old)
            }
        }
    }

    /// Changes the content by a function; other threads wait meanwhile. If the function panics the content is
    /// `box(0)`. Panics as [`Ref::set`].
    pub fn modify(&self, f: impl FnOnce(Obj) -> Obj) {
        let o = self.0.as_ptr();
        if !self.is_shared() {
            let old = self.swap(Obj::scalar(0));
            self.set(f(old));
            return;
        }
        struct Back(Ptr, Ptr);
        impl Drop for Back {
            fn drop(&mut self) {
                // SAFETY: the ref that the caller borrows, and a word of its own.
                unsafe { put(self.0, self.1) }
            }
        }
        // SAFETY: we have the content to ourselves until `back` is dropped.
        unsafe {
            let mut back = Back(o, crate::object::box_scalar(0));
            back.1 = f(Obj::from_raw(take(o))).into_raw();
        }
    }

    /// Whether two refs are the same.
    pub fn ptr_eq(&self, other: &Ref) -> bool {
        self.0.r().ptr_eq(other.0.r())
    }
}
