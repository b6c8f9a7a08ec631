//! Computing a thunk's value once.
//!
//! A thunk has two slots: the value, null until it is there, and the closure that computes it. Whoever swaps its own
//! mark for the closure computes; others wait. The value is stored before the closure's slot is cleared, so a thread
//! that finds the slot empty finds the value when it looks again.

use super::atomic::AtomicPtr;
use super::atomic::Ordering::{AcqRel, Acquire, Release};

/// What a thread that wants the value has to do.
#[derive(Debug)]
pub(crate) enum Turn<T> {
    /// The value is there.
    Value(*mut T),
    /// Compute it from this closure, then [`publish`] it or [`give_back`] the closure.
    Compute(*mut T),
    /// Another thread computes: look again later.
    Wait,
    /// This thread computes already, further out: the value depends on itself.
    Itself,
}

/// Looks for the value, or for the right to compute it. `me` is a mark of this thread, odd, which no closure's address
/// is.
pub(crate) fn turn<T>(value: &AtomicPtr<T>, closure: &AtomicPtr<T>, me: *mut T) -> Turn<T> {
    let v = value.load(Acquire);
    if !v.is_null() {
        return Turn::Value(v);
    }
    let now = closure.load(Acquire);
    if now == me {
        return Turn::Itself;
    }
    let busy = now.is_null() || now.addr() & 1 == 1;
    if busy || closure.compare_exchange(now, me, AcqRel, Acquire).is_err() {
        return Turn::Wait;
    }
    Turn::Compute(now)
}

/// Stores the value; for the thread that computed it.
pub(crate) fn publish<T>(value: &AtomicPtr<T>, closure: &AtomicPtr<T>, result: *mut T) {
    value.store(result, Release);
    closure.store(std::ptr::null_mut(), Release);
}

/// Puts the closure back: the computation failed, and whoever looks next may try again.
pub(crate) fn give_back<T>(closure: &AtomicPtr<T>, f: *mut T) {
    closure.store(f, Release);
}
