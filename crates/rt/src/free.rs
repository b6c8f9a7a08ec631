//! Freeing a dead object and everything that dies with it, without recursion and without memory of its own.
//!
//! Dead objects wait in a list that is threaded through themselves: the link lies in an object's first slot, whose
//! content is dealt with before the object is listed. Lists and trees of any depth are freed in constant stack.
//! Code of the host language (a finalizer, the waiters of a task) may drop further objects; those are put aside for the
//! outermost call, so that chains through such code need no stack either.

use crate::external;
use crate::heap;
use crate::layout::{HOST, limit, tag};
use crate::object::{Ptr, byte_size, is_scalar, slots};
use crate::rc;
use crate::task;
use std::cell::{Cell, RefCell};
use std::ptr;

thread_local! {
    /// Code of the host language runs inside `delete` on this thread: whatever dies is put aside.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    /// What was put aside.
    static ASIDE: RefCell<Vec<Ptr>> = const { RefCell::new(Vec::new()) };
}

/// Frees an object whose last reference is gone.
///
/// # Safety
/// `o` points to an object that nothing refers to any more.
pub unsafe fn delete(o: Ptr) {
    // SAFETY: `bury` lists only dead objects and `unearth` frees each once.
    unsafe {
        if (*o).tag <= tag::MAX_CTOR && (*o).other == 0 {
            heap::free_small(o);
            return;
        }
        if INSIDE.get() {
            ASIDE.with_borrow_mut(|aside| aside.push(o));
            return;
        }
        let mut list: Ptr = ptr::null_mut();
        let mut host = false;
        bury(o, &mut list, &mut host);
        loop {
            while !list.is_null() {
                unearth(&mut list, &mut host);
            }
            if !host {
                return;
            }
            let Some(o) = ASIDE.with_borrow_mut(Vec::pop) else { return };
            bury(o, &mut list, &mut host);
        }
    }
}

/// Lists a dead object, after dealing with what its first slot held; that may be dead too, and so on down.
unsafe fn bury(o: Ptr, list: &mut Ptr, host: &mut bool) {
    let mut o = o;
    // SAFETY: `o` is dead, so its slots are ours.
    unsafe {
        loop {
            last_rites(o, host);
            let s = slots(o);
            if s.count == 0 {
                free_memory(o);
                return;
            }
            let child = *s.first;
            *s.first = *list;
            *list = o;
            if !dies(child) {
                return;
            }
            o = child;
        }
    }
}

/// Takes an object off the list, buries its other slots, and frees it.
unsafe fn unearth(list: &mut Ptr, host: &mut bool) {
    // SAFETY: listed objects are dead, with the link in their first slot.
    unsafe {
        let o = *list;
        let s = slots(o);
        *list = *s.first;
        for i in 1..s.count {
            let child = *s.first.add(i);
            if dies(child) {
                bury(child, list, host);
            }
        }
        free_memory(o);
    }
}

/// Gives up the reference in a slot; whether it was the last.
#[inline(always)]
unsafe fn dies(child: Ptr) -> bool {
    // SAFETY: the slot owned a reference.
    unsafe {
        if is_scalar(child) || child.is_null() {
            return false;
        }
        heap::check::alive(child);
        let rc = &(*child).rc;
        rc.load(crate::sync::Ordering::Relaxed) != 0 && rc::release(rc)
    }
}

/// What an object of a special kind needs before its memory goes; `host` is set if code of the host language ran.
#[inline(always)]
unsafe fn last_rites(o: Ptr, host: &mut bool) {
    // SAFETY: `o` is dead.
    unsafe {
        let t = (*o).tag;
        if t == tag::EXTERNAL {
            run_host(|| external::finalize(o));
            *host = true;
        } else if t == tag::TASK {
            run_host(|| task::dispose(o));
            *host = true;
        } else if t == tag::PROMISE {
            run_host(|| task::break_promise(o));
            *host = true;
        }
    }
}

/// Runs code of the host language. A panic in it has been reported by the panic hook and ends here: whoever gives up a
/// reference cannot be told, and what else dies with the object has to be freed.
#[cold]
#[inline(never)]
fn run_host(f: impl FnOnce()) {
    let inside = INSIDE.replace(true);
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(f));
    INSIDE.set(inside);
}

/// Gives back the memory of an object whose slots are done with.
#[inline(always)]
unsafe fn free_memory(o: Ptr) {
    // SAFETY: dead, and its slots are done with.
    unsafe {
        if is_large(o) {
            heap::free_large(o);
        } else {
            heap::free_small(o);
        }
    }
}

/// Whether the object's memory is past the size classes.
#[inline(always)]
pub(crate) unsafe fn is_large(o: Ptr) -> bool {
    // SAFETY: sizes and capacities are readable.
    unsafe {
        let t = (*o).tag;
        t > tag::MAX_CTOR && byte_size(o) > limit::SMALL_OBJECT
    }
}

const _: () = assert!(HOST.ctor_fields + 8 * limit::CTOR_FIELDS + limit::CTOR_SCALAR_BYTES <= limit::SMALL_OBJECT);

/// Frees one object and nothing that its slots refer to.
///
/// # Safety
/// Nothing refers to the object any more, and what its slots refer to needs no decrement.
pub(crate) unsafe fn discard(o: Ptr) {
    // SAFETY: as above.
    unsafe {
        let mut host = false;
        last_rites(o, &mut host);
        free_memory(o);
        if host {
            while let Some(o) = ASIDE.with_borrow_mut(Vec::pop) {
                delete(o);
            }
        }
    }
}

const _: () = assert!(HOST.ctor_fields + 8 * limit::CTOR_FIELDS + limit::CTOR_SCALAR_BYTES <= limit::SMALL_OBJECT);
