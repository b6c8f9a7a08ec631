//! Pages: 64 KiB of blocks of one size class, and the lists they hang in.
//!
//! A page's header is found from the address of a block: it lies near the start of the page, at an offset that the
//! page's number decides. Headers at one offset in all pages would meet in a few sets of the processor's first cache,
//! which a program that frees objects of many sizes keeps going to. Blocks fill the page behind the header. Blocks that
//! come back to their owner go to `local_free`; the owner moves that whole list to its heap when it runs dry, so
//! allocation and freeing touch different lists (the free-list sharding of Leijen, Zorn and de Moura, "Mimalloc: Free
//! List Sharding in Action", 2019).

use super::Heap;
use crate::object::Ptr;
use crate::sync::{AtomicU32, Ordering};
use std::ptr;

/// Bytes of a page, and its alignment.
pub(crate) const PAGE: usize = 1 << 16;
/// Bytes of a page's header.
pub(crate) const HEADER: usize = 128;
/// Offsets in a page that its header may have, `HEADER` bytes apart.
pub(crate) const COLORS: usize = 16;

/// A free block: the link to the next one, behind the place of the header, which a debug build keeps poisoned.
#[repr(C)]
#[derive(Debug)]
pub struct Block {
    header: u64,
    pub(crate) next: *mut Block,
}

/// What a page is doing for its heap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum State {
    /// The class allocates from it.
    Current,
    /// Every block is handed out; in no list.
    Full,
    /// Blocks came back; in its class's list.
    Partial,
}

impl crate::protocol::inbox::Link for Block {
    unsafe fn link(block: *mut Block, next: *mut Block) {
        // SAFETY: the caller owns the block.
        unsafe { (*block).next = next }
    }
}

/// Header of a page. All fields but `live` belong to the owner.
///
/// Other threads read `heap` for each block that they free, so what the owner writes often lies in a cache line of its
/// own.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Page {
    /// The owning heap; constant while the page holds blocks.
    pub heap: *mut Heap,
    /// Blocks that fit.
    pub capacity: u32,
    /// Bytes of a block.
    pub block: u32,
    /// Position in the heap's list of pages.
    pub index: u32,
    /// Size class.
    pub class: u16,
    rest_of_line: [u64; 5],
    /// Blocks that came back.
    pub local_free: *mut Block,
    /// Blocks handed out and not yet back. Written by the owner alone until the heap is abandoned, then by anybody
    /// who frees, atomically.
    pub live: AtomicU32,
    /// Blocks linked so far; the rest of the page is untouched memory.
    pub extended: u32,
    pub state: State,
    pub next: *mut Page,
    pub prev: *mut Page,
}

const _: () = assert!(std::mem::offset_of!(Page, local_free) == 64);
const _: () = assert!(size_of::<Page>() <= HEADER);

/// The page that holds the block, or any other address inside the page.
#[inline(always)]
pub(crate) fn page_of(block: Ptr) -> *mut Page {
    block
        .map_addr(|a| {
            let start = a & !(PAGE - 1);
            start | (start / PAGE * HEADER) & ((COLORS - 1) * HEADER)
        })
        .cast()
}

/// The first byte of the page that holds the address.
pub(crate) fn start_of<T>(inside: *mut T) -> *mut T {
    inside.map_addr(|a| a & !(PAGE - 1))
}

impl Page {
    /// Makes a page of `block`-byte blocks out of raw memory.
    ///
    /// # Safety
    /// `page` is what [`page_of`] gives for `PAGE` writable bytes, aligned to `PAGE`, that nothing else uses.
    pub unsafe fn init(page: *mut Page, heap: *mut Heap, class: usize, index: usize) {
        let block = class * 8;
        let room = PAGE - (page.addr() & (PAGE - 1)) - HEADER;
        // SAFETY: the header fits the memory that the caller hands over.
        unsafe {
            page.write(Page {
                heap,
                capacity: (room / block) as u32,
                block: block as u32,
                index: index as u32,
                class: class as u16,
                rest_of_line: [0; 5],
                local_free: ptr::null_mut(),
                live: AtomicU32::new(0),
                extended: 0,
                state: State::Current,
                next: ptr::null_mut(),
                prev: ptr::null_mut(),
            });
        }
    }

    /// Links up to a few KiB of untouched blocks, in address order, and returns the first; the page must have some.
    ///
    /// # Safety
    /// `page` is an initialised page with `extended < capacity` and an empty `local_free`.
    pub unsafe fn extend(page: *mut Page) -> (*mut Block, u32) {
        /// Enough to amortise the call, little enough that a rarely used class touches few memory pages.
        const STEP: usize = 8192;
        // SAFETY: every block lies in the `capacity * block` bytes behind the header, inside the page.
        unsafe {
            let block = (*page).block as usize;
            let from = (*page).extended as usize;
            let n = (STEP / block).max(1).min((*page).capacity as usize - from);
            let first = page.byte_add(HEADER + from * block).cast::<Block>();
            let mut b = first;
            for i in 0..n {
                let next = b.byte_add(block);
                (*b).next = if i + 1 == n { ptr::null_mut() } else { next };
                super::check::fresh(b.cast(), block);
                b = next;
            }
            (*page).extended += n as u32;
            (first, n as u32)
        }
    }

    /// `live`, read by the owner.
    #[inline(always)]
    pub fn live(&self) -> u32 {
        self.live.load(Ordering::Relaxed)
    }

    /// Sets `live`, by the owner.
    #[inline(always)]
    pub fn set_live(&self, n: u32) {
        self.live.store(n, Ordering::Relaxed);
    }
}

/// A doubly linked list of pages with blocks to give.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct PageList {
    pub first: *mut Page,
}

impl PageList {
    /// Adds a page that is in no list.
    ///
    /// # Safety
    /// `page` is an initialised page of this heap.
    pub unsafe fn push(&mut self, page: *mut Page) {
        // SAFETY: list members are initialised pages of one heap, touched by its owner only.
        unsafe {
            (*page).prev = ptr::null_mut();
            (*page).next = self.first;
            if !self.first.is_null() {
                (*self.first).prev = page;
            }
        }
        self.first = page;
    }

    /// Takes a page out.
    ///
    /// # Safety
    /// `page` is in this list.
    pub unsafe fn remove(&mut self, page: *mut Page) {
        // SAFETY: as above; neighbours are members or null.
        unsafe {
            let (prev, next) = ((*page).prev, (*page).next);
            if prev.is_null() {
                self.first = next;
            } else {
                (*prev).next = next;
            }
            if !next.is_null() {
                (*next).prev = prev;
            }
        }
    }
}
