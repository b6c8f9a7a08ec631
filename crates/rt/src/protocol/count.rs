//! Counts of references, see [`crate::layout::rc`] for the bands.
//!
//! A multi-threaded count is incremented relaxed: whoever increments holds a reference already. It is decremented
//! acquire-release: the last one must see every write that was made before the others let go. A count that reaches the
//! sticky band is left alone from then on; threads that looked before it did may still move it, by less than the band
//! is wide.

use super::atomic::AtomicI32;
use super::atomic::Ordering::{AcqRel, Relaxed};
use crate::layout::rc::{STICKY_DEC, STICKY_INC};

/// One more reference to a multi-threaded object; nothing for sticky and scoped ones.
#[cold]
#[inline(never)]
pub fn inc_shared(rc: &AtomicI32) {
    if rc.load(Relaxed) > STICKY_INC {
        rc.fetch_sub(1, Relaxed);
    }
}

/// `n` more references to an object of any kind of memory. A count that would leave its band becomes sticky.
pub fn add(rc: &AtomicI32, n: usize) {
    let old = rc.load(Relaxed);
    if old > 0 {
        let sum = i32::try_from(n).ok().and_then(|n| old.checked_add(n));
        rc.store(sum.unwrap_or(STICKY_INC), Relaxed);
    } else if old != 0 {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        let _ = rc.fetch_update(Relaxed, Relaxed, |old| {
            (old > STICKY_INC).then(|| i64::from(old).saturating_sub(n).max(i64::from(STICKY_INC)) as i32)
        });
    }
}

/// Gives up one unit of a count that is not 0; whether it was the last.
#[inline]
pub fn release(rc: &AtomicI32) -> bool {
    let n = rc.load(Relaxed);
    if n > 0 {
        if n > 1 {
            rc.store(n - 1, Relaxed);
        }
        return n == 1;
    }
    n > STICKY_DEC && n != 0 && rc.fetch_add(1, AcqRel) == -1
}
