//! The inbox of a heap: blocks that other threads freed, waiting for the owner.
//!
//! A stack that many push and one empties at once (Treiber, "Systems Programming: Coping with Parallelism", 1986;
//! without pops of single blocks there is no ABA). When the heap loses its owner for good the inbox is *closed*; a
//! push then answers `false` and the freeing thread settles the block with the page itself. Closing and pushing meet
//! in one atomic word, so no block can slip in between.

use super::page::Block;
use crate::sync::{AtomicPtr, Ordering};
use std::ptr;

/// Stack of freed blocks, or closed.
#[derive(Debug)]
pub(crate) struct Inbox {
    head: AtomicPtr<Block>,
}

fn closed() -> *mut Block {
    ptr::without_provenance_mut(1)
}

impl Inbox {
    #[cfg(not(loom))]
    pub const fn new() -> Inbox {
        Inbox { head: AtomicPtr::new(ptr::null_mut()) }
    }

    #[cfg(loom)]
    pub fn new() -> Inbox {
        Inbox { head: AtomicPtr::new(ptr::null_mut()) }
    }

    /// Hands a block to the owner; `false` if there is no owner any more.
    ///
    /// # Safety
    /// `block` is a block of this heap that the caller owns and gives up.
    pub unsafe fn push(&self, block: *mut Block) -> bool {
        let mut head = self.head.load(Ordering::Relaxed);
        loop {
            if head == closed() {
                // Pairs with the release in `close`: whoever sees the mark sees the pages as the owner left them.
                self.head.load(Ordering::Acquire);
                return false;
            }
            // SAFETY: the block is the caller's.
            unsafe { (*block).next = head };
            match self.head.compare_exchange_weak(head, block, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => head = now,
            }
        }
    }

    /// Whether there is nothing to take; cheap.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.head.load(Ordering::Relaxed).is_null()
    }

    /// Takes all blocks; for the owner.
    pub fn drain(&self) -> *mut Block {
        self.head.swap(ptr::null_mut(), Ordering::Acquire)
    }

    /// Takes all blocks and closes the inbox.
    pub fn close(&self) -> *mut Block {
        self.head.swap(closed(), Ordering::AcqRel)
    }
}
