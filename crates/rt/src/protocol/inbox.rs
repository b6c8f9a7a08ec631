//! The inbox of a heap: blocks that other threads freed, waiting for the owner; and what happens when the owner leaves.
//!
//! A stack that many push and one empties at once (Treiber, "Systems Programming: Coping with Parallelism", 1986;
//! without pops of single blocks there is no ABA). When the heap loses its owner for good the inbox is *closed*; a
//! push then answers `false` and the freeing thread settles the block with the page itself. Closing and pushing meet
//! in one atomic word, so no block can slip in between.
//!
//! From then on every block that is not free yet is a *unit* of its page, and every page a unit of its heap. Whoever
//! gives up the last unit of something frees it. The leaving owner holds one unit of each while it closes.

use super::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use super::atomic::{AtomicPtr, AtomicU32};
use std::ptr;

/// What an inbox holds.
pub(crate) trait Link {
    /// Makes the block point to the next one.
    ///
    /// # Safety
    /// The caller owns the block.
    unsafe fn link(block: *mut Self, next: *mut Self);
}

/// Stack of freed blocks, or closed.
#[derive(Debug)]
pub(crate) struct Inbox<N> {
    head: AtomicPtr<N>,
}

fn closed<N>() -> *mut N {
    ptr::without_provenance_mut(1)
}

impl<N> Inbox<N> {
    /// The inbox over a null pointer: empty.
    pub const fn over(null: AtomicPtr<N>) -> Inbox<N> {
        Inbox { head: null }
    }

    /// Whether there is nothing to take; cheap.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.head.load(Relaxed).is_null()
    }

    /// Takes all blocks; for the owner.
    pub fn drain(&self) -> *mut N {
        self.head.swap(ptr::null_mut(), Acquire)
    }

    /// The owner leaves: gives the heap a unit for each page and itself one, each page one for the owner, and closes
    /// the inbox. What was in it has to be settled by the caller, then its own units.
    pub fn close<'a>(&self, heap: &AtomicU32, pages: impl ExactSizeIterator<Item = &'a AtomicU32>) -> *mut N {
        heap.store(pages.len() as u32 + 1, Relaxed);
        for page in pages {
            page.store(page.load(Relaxed) + 1, Relaxed);
        }
        // Whoever finds the inbox closed finds these numbers.
        self.head.swap(closed(), AcqRel)
    }
}

impl<N: Link> Inbox<N> {
    /// Hands a block to the owner; `false` if there is no owner any more.
    ///
    /// # Safety
    /// `block` is a block of this heap that the caller owns and gives up.
    pub unsafe fn push(&self, block: *mut N) -> bool {
        let mut head = self.head.load(Relaxed);
        loop {
            if head == closed() {
                // Pairs with the release in `close`: whoever sees the mark sees the pages as the owner left them.
                self.head.load(Acquire);
                return false;
            }
            // SAFETY: the block is the caller's.
            unsafe { N::link(block, head) };
            match self.head.compare_exchange_weak(head, block, Release, Relaxed) {
                Ok(_) => return true,
                Err(now) => head = now,
            }
        }
    }
}

/// Gives up one unit; whether it was the last.
pub(crate) fn last_unit(units: &AtomicU32) -> bool {
    units.fetch_sub(1, AcqRel) == 1
}
