//! Blocks from mimalloc and from the C library, which end with their owner.
//!
//! mimalloc is version 3 as `libmimalloc-sys` builds it: release mode, no security mitigations, no override of the
//! process's `malloc`, initial-exec thread locals. `mi_malloc` and `mi_free` are called directly.

use std::ffi::c_void;
use std::ptr::NonNull;

/// A block of memory with one word written: its size, where an object has its header.
pub trait Block: Sized + Send {
    /// Title of the column.
    const NAME: &'static str;
    /// A block of `size` bytes; `size` is at least 8.
    fn new(size: usize) -> Self;
    /// The word.
    fn word(&self) -> u64;
}

macro_rules! block {
    ($(#[$doc:meta])* $name:ident, $title:literal, $malloc:path, $free:path) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(NonNull<u64>);

        // SAFETY: the block has one owner, and both allocators take blocks back from any thread.
        unsafe impl Send for $name {}

        impl Block for $name {
            const NAME: &'static str = $title;

            #[inline(always)]
            fn new(size: usize) -> $name {
                assert!(size >= 8, "room for a word");
                // SAFETY: any size may be asked for; the block is aligned for a word and has room for one.
                unsafe {
                    let Some(block) = NonNull::new($malloc(size).cast::<u64>()) else { out_of_memory() };
                    block.write(size as u64);
                    $name(block)
                }
            }

            #[inline(always)]
            fn word(&self) -> u64 {
                // SAFETY: written when the block was made.
                unsafe { self.0.read() }
            }
        }

        impl Drop for $name {
            #[inline(always)]
            fn drop(&mut self) {
                // SAFETY: the block came from this allocator and ends here.
                unsafe { $free(self.0.as_ptr().cast()) }
            }
        }
    };
}

#[cold]
fn out_of_memory() -> ! {
    std::alloc::handle_alloc_error(std::alloc::Layout::new::<u64>())
}

unsafe extern "C" {
    fn malloc(size: usize) -> *mut c_void;
    fn free(p: *mut c_void);
}

block! {
    /// A block from mimalloc.
    Mimalloc, "mimalloc", libmimalloc_sys::mi_malloc, libmimalloc_sys::mi_free
}
block! {
    /// A block from the C library.
    System, "malloc", malloc, free
}
