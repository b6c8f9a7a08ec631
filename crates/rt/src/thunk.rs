//! Thunks: values computed when first asked for.
//!
//! While a thread computes the value, the closure's slot holds that thread's number as a boxed scalar: other threads
//! wait, and a thunk that asks for itself is told so instead of waiting forever. If the computation panics the closure
//! goes back, and the next to ask computes again.

use crate::layout::{HOST, tag};
use crate::obj::{Obj, ObjRef};
use crate::object::{Ptr, at, box_scalar};
use crate::protocol::force::{self, Turn};
use crate::{closure, mark, raw, rc};
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::time::Duration;

type Slot = AtomicPtr<crate::object::Object>;

fn thread_number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    thread_local!(static NUMBER: usize = NEXT.fetch_add(1, Ordering::Relaxed));
    NUMBER.with(|n| *n)
}

/// The value slot.
unsafe fn value<'a>(o: Ptr) -> &'a Slot {
    // SAFETY: a live thunk; the slot is only accessed atomically.
    unsafe { &*at::<Slot>(o, HOST.thunk_value) }
}

/// The closure slot.
unsafe fn pending<'a>(o: Ptr) -> &'a Slot {
    // SAFETY: as `value`.
    unsafe { &*at::<Slot>(o, HOST.thunk_closure) }
}

/// The thunk's value, borrowed from it, computed if need be.
///
/// # Safety
/// `o` is a live thunk.
#[inline]
pub unsafe fn get(o: Ptr) -> Ptr {
    // SAFETY: as ours.
    unsafe {
        let v = value(o).load(Ordering::Acquire);
        if v.is_null() { compute(o) } else { v }
    }
}

#[cold]
unsafe fn compute(o: Ptr) -> Ptr {
    /// Puts the closure back if the computation panics.
    struct Restore<'a>(&'a Slot, Ptr);
    impl Drop for Restore<'_> {
        fn drop(&mut self) {
            force::give_back(self.0, self.1);
        }
    }
    let me = box_scalar(thread_number());
    // SAFETY: a live thunk; whoever swaps the closure out owns it.
    unsafe {
        let f = loop {
            match force::turn(value(o), pending(o), me) {
                Turn::Value(v) => return v,
                Turn::Compute(f) => break f,
                Turn::Wait => std::thread::sleep(Duration::from_micros(20)),
                Turn::Itself => panic!("a thunk's value depends on itself"),
            }
        };
        rc::inc_ref(f);
        let restore = Restore(pending(o), f);
        let result = closure::apply(f, &[box_scalar(0)]);
        std::mem::forget(restore);
        if rc::count(o) <= 0 {
            mark::mark_mt(result);
        }
        force::publish(value(o), pending(o), result);
        rc::dec_ref(f);
        result
    }
}

/// An owned thunk.
#[derive(Clone, Debug)]
pub struct Thunk(Obj);

impl Thunk {
    /// A thunk that is already forced.
    pub fn pure(x: Obj) -> Thunk {
        // SAFETY: value and null closure are a forced thunk.
        unsafe { Thunk(Obj::from_raw(raw::alloc_pair(tag::THUNK, x.into_raw(), ptr::null_mut()))) }
    }

    /// A thunk that applies `f` to `box(0)` when first asked.
    pub fn new(f: crate::Closure) -> Thunk {
        let f = f.into_obj().into_raw();
        // SAFETY: null value and a closure are a delayed thunk.
        unsafe { Thunk(Obj::from_raw(raw::alloc_pair(tag::THUNK, ptr::null_mut(), f.cast()))) }
    }

    /// The thunk in a word, if it is one.
    pub fn from_obj(o: Obj) -> Result<Thunk, Obj> {
        if o.r().kind() == crate::Kind::Thunk { Ok(Thunk(o)) } else { Err(o) }
    }

    /// The word.
    pub fn into_obj(self) -> Obj {
        self.0
    }

    /// The value, computed if need be.
    ///
    /// # Panics
    /// If the computation panics, or asks for its own value.
    pub fn get(&self) -> ObjRef<'_> {
        // SAFETY: a live thunk; its value never changes once set.
        unsafe { ObjRef::from_raw(get(self.0.as_ptr())) }
    }

    /// The value, if it has been computed.
    pub fn peek(&self) -> Option<ObjRef<'_>> {
        // SAFETY: as `get`.
        unsafe {
            let v = value(self.0.as_ptr()).load(Ordering::Acquire);
            (!v.is_null()).then(|| ObjRef::from_raw(v))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Closure, Shared};

    #[test]
    fn a_thunk_computes_once() {
        static RUNS: AtomicUsize = AtomicUsize::new(0);
        let t = Thunk::new(Closure::from_fn(|[_]: [Obj; 1]| {
            RUNS.fetch_add(1, Ordering::Relaxed);
            Obj::string("once")
        }));
        assert!(t.peek().is_none());
        assert_eq!(t.get().as_str(), Some("once"));
        assert_eq!(t.get().as_str(), Some("once"));
        assert_eq!(RUNS.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn a_panic_leaves_the_thunk_as_it_was() {
        static RUNS: AtomicUsize = AtomicUsize::new(0);
        let t = Thunk::new(Closure::from_fn(|[_]: [Obj; 1]| {
            assert!(RUNS.fetch_add(1, Ordering::Relaxed) > 0, "the first run fails");
            Obj::scalar(7)
        }));
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| t.get().unbox())).is_err());
        assert_eq!(t.get().unbox(), 7);
    }

    #[test]
    fn threads_share_one_computation() {
        static RUNS: AtomicUsize = AtomicUsize::new(0);
        let t = Thunk::new(Closure::from_fn(|[_]: [Obj; 1]| {
            RUNS.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(5));
            Obj::list((0..10).map(Obj::scalar))
        }));
        let shared = Shared::new(t.into_obj());
        std::thread::scope(|s| {
            for _ in 0..4 {
                let shared = shared.clone();
                s.spawn(move || {
                    let Ok(t) = Thunk::from_obj(shared.into_obj()) else { panic!("a thunk") };
                    assert_eq!(t.get().list_iter().count(), 10);
                });
            }
        });
        assert_eq!(RUNS.load(Ordering::Relaxed), 1);
    }
}
