//! The pool: where heaps of one runtime get their pages, and where empty pages go back.
//!
//! Memory is mapped in chunks of a few MiB, aligned to the page size, and handed out page by page. When the runtime is
//! gone the pool is *closed*: free pages are unmapped at once, and a page that still holds objects is unmapped by
//! whoever frees the last of them.

use super::page::{PAGE, Page, start_of};
use crate::sync::{Mutex, MutexGuard};
#[cfg(not(lithe_tsan))]
use rustix::mm::munmap;
use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous};
use std::ptr::{self, NonNull};
use std::sync::PoisonError;
#[cfg(lithe_tsan)]
use watched::munmap;

const FIRST_CHUNK_PAGES: usize = 16;
const CHUNK_PAGES: usize = 64;

/// Pages of one runtime that no heap uses.
#[derive(Debug)]
pub(crate) struct Pool {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    free: Vec<NonNull<Page>>,
    mapped: usize,
    closed: bool,
}

// SAFETY: the pool only holds pages that nothing else refers to, behind its mutex.
unsafe impl Send for Pool {}
// SAFETY: as above.
unsafe impl Sync for Pool {}

impl Pool {
    pub fn new() -> Pool {
        Pool { inner: Mutex::new(Inner { free: Vec::new(), mapped: 0, closed: false }) }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic while the lock is held can only come from `Vec` running out of memory, which aborts.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A page of raw memory. Out of memory aborts, as any allocation does.
    pub fn take(&self) -> NonNull<Page> {
        let mut inner = self.lock();
        if let Some(page) = inner.free.pop() {
            return page;
        }
        let pages = if inner.mapped == 0 { FIRST_CHUNK_PAGES } else { CHUNK_PAGES };
        let base = map_chunk(pages * PAGE);
        inner.mapped += pages;
        // Last page first, so that pages are taken in address order.
        inner.free.extend((0..pages).rev().map(|i| {
            // SAFETY: inside the chunk just mapped.
            unsafe { base.byte_add(i * PAGE).cast::<Page>() }
        }));
        match inner.free.pop() {
            Some(page) => page,
            None => crate::bug!("a fresh chunk has pages"),
        }
    }

    /// Gives a page back.
    ///
    /// # Safety
    /// `page` came from this pool and no object of it is alive.
    pub unsafe fn give(&self, page: NonNull<Page>) {
        // SAFETY: the start of a page is not null either.
        let page = unsafe { NonNull::new_unchecked(start_of(page.as_ptr())) };
        let mut inner = self.lock();
        if inner.closed {
            // SAFETY: whole page, unused by the caller's word.
            unsafe { unmap(page, PAGE) };
        } else {
            inner.free.push(page);
        }
    }

    /// Unmaps the free pages; from now on pages are unmapped as they come back.
    pub fn close(&self) {
        let mut inner = self.lock();
        inner.closed = true;
        let mut free = std::mem::take(&mut inner.free);
        drop(inner);
        free.sort_unstable_by_key(|p| p.addr());
        // Neighbours are unmapped together: a page alone would cost a system call each.
        let mut i = 0;
        while i < free.len() {
            let mut n = 1;
            while i + n < free.len() && free[i + n].addr().get() == free[i].addr().get() + n * PAGE {
                n += 1;
            }
            // SAFETY: `n` adjoining pages of this pool, none in use. Two chunks may adjoin; the kernel takes a range
            // that spans both.
            unsafe { unmap(free[i], n * PAGE) };
            i += n;
        }
    }
}

/// Maps `bytes` of zeroed memory aligned to the page size.
fn map_chunk(bytes: usize) -> NonNull<u8> {
    let over = bytes + PAGE;
    // SAFETY: a fresh anonymous mapping, no address asked for.
    let raw = unsafe { mmap_anonymous(ptr::null_mut(), over, ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE) };
    let Ok(raw) = raw else {
        std::alloc::handle_alloc_error(
            std::alloc::Layout::from_size_align(bytes, PAGE).unwrap_or(std::alloc::Layout::new::<u8>()),
        )
    };
    let skip = raw.addr().wrapping_neg() & (PAGE - 1);
    // SAFETY: head and tail of the mapping just made; what is kept is the aligned middle.
    unsafe {
        if skip > 0 {
            let _ = munmap(raw, skip);
        }
        let tail = over - skip - bytes;
        if tail > 0 {
            let _ = munmap(raw.byte_add(skip + bytes), tail);
        }
        NonNull::new_unchecked(raw.byte_add(skip).cast())
    }
}

/// # Safety
/// `len` bytes from `page` on are mapped pages of a pool that nothing uses.
unsafe fn unmap(page: NonNull<Page>, len: usize) {
    // SAFETY: by the caller's word. Failure would mean that the range was not mapped; nothing depends on it.
    unsafe {
        let _ = munmap(page.as_ptr().cast(), len);
    }
}

/// The C library's call, which the thread sanitizer sees: memory that is mapped again later was not written before.
#[cfg(lithe_tsan)]
mod watched {
    use std::ffi::{c_int, c_void};

    unsafe extern "C" {
        #[link_name = "munmap"]
        fn c_munmap(at: *mut c_void, len: usize) -> c_int;
    }

    pub(super) unsafe fn munmap(at: *mut c_void, len: usize) -> Result<(), c_int> {
        // SAFETY: as the caller's.
        match unsafe { c_munmap(at, len) } {
            0 => Ok(()),
            error => Err(error),
        }
    }
}
