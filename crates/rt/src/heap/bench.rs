//! Blocks of raw memory from the small-object allocator, for benches that compare it with others.
//!
//! What it is: a safe owner of what [`super::alloc_small`] returns, with one word written where an object has its
//! header. What it is not: an object; nothing outside benches uses it.

use crate::layout::{align_up, limit};
use crate::object::Ptr;

/// A block of memory that is given back when dropped.
#[derive(Debug)]
pub struct Memory(Ptr);

// SAFETY: the block has one owner; a block of another thread's heap goes back to that heap's inbox.
unsafe impl Send for Memory {}

impl Memory {
    /// A block of `size` bytes, rounded up to the granule, with `size` in its first word.
    ///
    /// # Panics
    /// If `size` is not in 16 ..= [`limit::SMALL_OBJECT`].
    #[inline(always)]
    pub fn new(size: usize) -> Memory {
        assert!((16..=limit::SMALL_OBJECT).contains(&size), "a small object's size");
        // SAFETY: the size is one of the classes; the block has room for a word.
        unsafe {
            let block = super::alloc_small(align_up(size, limit::GRANULE));
            block.cast::<u64>().write(size as u64);
            Memory(block)
        }
    }

    /// The word.
    #[inline(always)]
    pub fn word(&self) -> u64 {
        // SAFETY: written when the block was made.
        unsafe { self.0.cast::<u64>().read() }
    }
}

impl Drop for Memory {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the block came from `alloc_small` and ends here.
        unsafe { super::free_small(self.0) }
    }
}
