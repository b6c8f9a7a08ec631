//! Objects straight from the system's `malloc`: the large ones always, all of them with `--cfg lithe_system_alloc`.
//!
//! `malloc` and not `std::alloc`, because freeing needs no size there; the memory is aligned to 16.

use super::current_mut;
use crate::object::Ptr;
use std::ffi::c_void;

unsafe extern "C" {
    fn malloc(size: usize) -> *mut c_void;
    #[link_name = "realloc"]
    fn c_realloc(p: *mut c_void, size: usize) -> *mut c_void;
    #[link_name = "free"]
    fn c_free(p: *mut c_void);
}

fn out_of_memory(size: usize) -> ! {
    match std::alloc::Layout::from_size_align(size, 16) {
        Ok(layout) => std::alloc::handle_alloc_error(layout),
        Err(_) => crate::bug!("an allocation of {size} bytes"),
    }
}

/// Memory for one object, counted in the thread's heap.
pub(super) fn alloc(size: usize) -> Ptr {
    // SAFETY: the thread's own heap.
    unsafe { (*current_mut()).count_direct(size) };
    alloc_uncounted(size)
}

/// Memory for one object.
pub(super) fn alloc_uncounted(size: usize) -> Ptr {
    // SAFETY: `malloc` takes any size.
    let p = unsafe { malloc(size) };
    if p.is_null() {
        out_of_memory(size);
    }
    p.cast()
}

/// # Safety
/// `o` came from this module.
pub(super) unsafe fn realloc(o: Ptr, size: usize) -> Ptr {
    // SAFETY: by the caller's word.
    let p = unsafe { c_realloc(o.cast(), size) };
    if p.is_null() {
        out_of_memory(size);
    }
    p.cast()
}

/// # Safety
/// `o` came from this module and nothing refers to it.
pub(super) unsafe fn free(o: Ptr) {
    // SAFETY: the thread's own heap; the block by the caller's word.
    unsafe {
        let heap = super::current();
        if heap != super::empty() {
            (*heap).direct.frees += 1;
        }
        c_free(o.cast());
    }
}
