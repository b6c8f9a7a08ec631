//! Reference counts: increment, decrement, and the bands of [`crate::layout::rc`].
//!
//! The fast paths touch a positive count with plain loads and stores; everything else is out of line.
//! Upstream's sticky band (lean4#14838) is folded into the compares that the slow path makes anyway.

use crate::layout::rc::SCOPED;
use crate::object::{Ptr, is_scalar};
use crate::protocol::count;
pub use crate::protocol::count::{inc_shared, release};
use crate::sync::Ordering::{self, Relaxed};

/// Takes one more reference to a word.
///
/// # Safety
/// `o` is a boxed scalar or points to a live object that the caller may reach.
#[inline(always)]
pub unsafe fn inc(o: Ptr) {
    if !is_scalar(o) {
        // SAFETY: an object by the caller's word.
        unsafe { inc_ref(o) }
    }
}

/// Takes one more reference to an object.
///
/// # Safety
/// `o` points to a live object that the caller may reach.
#[inline(always)]
pub unsafe fn inc_ref(o: Ptr) {
    // SAFETY: the header is readable, and a positive count belongs to this thread.
    unsafe {
        crate::heap::check::alive(o);
        let rc = &(*o).rc;
        let n = rc.load(Relaxed);
        if n > 0 {
            // Past `i32::MAX` this wraps into the sticky band.
            rc.store(n.wrapping_add(1), Relaxed);
        } else if n != 0 {
            inc_shared(rc);
        }
    }
}

/// Takes one more reference if the object is single-threaded; whether it is.
///
/// # Safety
/// As [`inc_ref`].
#[inline(always)]
pub unsafe fn try_inc_st(o: Ptr) -> bool {
    // SAFETY: the header is readable, and a positive count belongs to this thread.
    unsafe {
        crate::heap::check::alive(o);
        let rc = &(*o).rc;
        let n = rc.load(Relaxed);
        if n > 0 {
            rc.store(n.wrapping_add(1), Relaxed);
        }
        n > 0
    }
}

/// Takes `n` more references to an object.
///
/// # Safety
/// As [`inc_ref`].
pub unsafe fn inc_ref_n(o: Ptr, n: usize) {
    // SAFETY: the header is readable, and a positive count belongs to this thread.
    unsafe { count::add(&(*o).rc, n) }
}

/// Gives up one reference to a word.
///
/// # Safety
/// `o` is a boxed scalar, or the caller owns a reference to the live object, and gives it up.
#[inline(always)]
pub unsafe fn dec(o: Ptr) {
    if !is_scalar(o) {
        // SAFETY: an object by the caller's word.
        unsafe { dec_ref(o) }
    }
}

/// Gives up one reference to an object, freeing it if it was the last.
///
/// # Safety
/// The caller owns a reference to the live object and gives it up.
#[inline(always)]
pub unsafe fn dec_ref(o: Ptr) {
    // SAFETY: as above.
    unsafe {
        crate::heap::check::alive(o);
        let rc = &(*o).rc;
        let n = rc.load(Relaxed);
        if n > 1 {
            rc.store(n - 1, Relaxed);
        } else if n != 0 {
            dec_cold(o);
        }
    }
}

/// The slow path of [`dec_ref`]: the last reference, or a negative count. `extern "C"`, for it never unwinds and its
/// callers shall know: giving up a reference then needs no landing pad.
///
/// # Safety
/// As [`dec_ref`], and the count is not 0.
#[cold]
#[inline(never)]
pub unsafe extern "C" fn dec_cold(o: Ptr) {
    // SAFETY: as above; the object is dead if `release` says so.
    unsafe {
        if release(&(*o).rc) {
            crate::free::delete(o);
        }
    }
}

/// Whether the object may be changed in place: one single-threaded reference, the caller's.
///
/// # Safety
/// `o` points to a live object.
#[inline(always)]
pub unsafe fn is_exclusive(o: Ptr) -> bool {
    // SAFETY: the header is readable.
    unsafe { (*o).rc.load(Relaxed) == 1 }
}

/// Whether the object's memory belongs to a scope.
///
/// # Safety
/// `o` points to a live object.
#[inline(always)]
pub unsafe fn is_scoped(o: Ptr) -> bool {
    // SAFETY: the header is readable.
    unsafe { (*o).rc.load(Relaxed) == SCOPED }
}

/// The raw count, for tests and dumps.
///
/// # Safety
/// `o` points to a live object.
#[inline(always)]
pub unsafe fn count(o: Ptr) -> i32 {
    // SAFETY: the header is readable.
    unsafe { (*o).rc.load(Ordering::Relaxed) }
}
