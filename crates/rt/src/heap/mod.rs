//! The allocator: one heap for each thread that works for a runtime.
//!
//! Small objects (up to [`limit::SMALL_OBJECT`] bytes) come from pages of one size class each, classes 8 bytes apart.
//! The fast paths are a handful of instructions over [`Heap`]'s first field, so that generated code can carry them:
//! take the head of `free[class]`; give a block back to its page's list if the page's heap is the thread's own.
//! Larger objects come from the system allocator.
//!
//! A block freed by a thread that does not own its page goes to the owner's inbox ([`crate::protocol::inbox`]). A heap
//! whose runtime is gone is *abandoned*: its pages live on until the last object in each is freed, by whatever thread,
//! so an object may outlive its runtime. No global list is kept.
//!
//! Allocation counts are derived from what the slow path hands out, so that counting costs the fast path nothing.
//!
//! With `--cfg lithe_system_alloc` every object is one `malloc`, for the address and leak sanitizers.

#[doc(hidden)]
pub mod bench;
pub(crate) mod check;
mod page;
mod pool;
mod system;

use crate::layout::limit;
use crate::object::{Object, Ptr};
use crate::protocol::inbox::{Inbox, last_unit};
use crate::sync::{AtomicPtr, AtomicU32};
pub(crate) use page::Block;
use page::{Page, PageList, State, page_of};
pub(crate) use pool::Pool;
use std::cell::Cell;
use std::ptr::{self, NonNull};
use std::sync::Arc;

/// Number of size classes; class `c` holds blocks of `8 * c` bytes.
pub const CLASSES: usize = (limit::SMALL_OBJECT + check::TRAILER) / limit::GRANULE + 1;

/// A block that comes back from another thread names the one that the same thread freed so many frees before. The owner,
/// who walks the blocks from the newest on and finds each in the other core's cache, fetches that one ahead. The name
/// is a hint: nobody looks at what is there, so it may be stale.
const AHEAD: usize = 8;

/// Empty pages that a heap keeps for itself.
const SPARE: usize = 8;

/// What a runtime's heaps have done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Objects allocated.
    pub allocs: u64,
    /// Objects freed.
    pub frees: u64,
    /// Constructors built in the memory of another.
    pub reuses: u64,
    /// Bytes allocated, object sizes rounded to the granule.
    pub bytes: u64,
}

impl Counters {
    /// Objects that are alive.
    pub fn live(&self) -> i64 {
        self.allocs as i64 - self.frees as i64
    }

    pub(crate) fn add(&mut self, o: Counters) {
        self.allocs += o.allocs;
        self.frees = self.frees.wrapping_add(o.frees);
        self.reuses = self.reuses.wrapping_add(o.reuses);
        self.bytes += o.bytes;
    }

    /// What happened since `earlier`.
    pub fn since(&self, earlier: &Counters) -> Counters {
        Counters {
            allocs: self.allocs - earlier.allocs,
            frees: self.frees.wrapping_sub(earlier.frees),
            reuses: self.reuses.wrapping_sub(earlier.reuses),
            bytes: self.bytes - earlier.bytes,
        }
    }
}

/// A thread's heap. The first field is part of the contract with generated code.
#[repr(C)]
#[derive(Debug)]
pub struct Heap {
    free: [*mut Block; CLASSES],
    current: [*mut Page; CLASSES],
    partial: [PageList; CLASSES],
    handed: [u64; CLASSES],
    pages: Vec<NonNull<Page>>,
    spare: Vec<NonNull<Page>>,
    /// Pages with objects, once abandoned; plus one for the thread that abandons.
    remaining: AtomicU32,
    inbox: OwnLine<Inbox<Block>>,
    pool: Option<Arc<Pool>>,
    /// Blocks of this heap that came back through the inbox.
    drained: u64,
    /// Allocations that the size classes do not see: large ones, or all under the system allocator.
    direct: Counters,
    /// Frees that this thread made of blocks of other heaps.
    remote_frees: u64,
    /// The last blocks of other heaps that this thread freed; addresses only, see [`AHEAD`].
    trail: [*mut Block; AHEAD],
    reuses: u64,
}

/// What other threads write, in a cache line of its own (two, for they are fetched in pairs).
#[repr(align(128))]
#[derive(Debug)]
struct OwnLine<T>(T);

struct EmptyHeap(Heap);
// SAFETY: never written: every write to a heap goes through its pages, of which this one has none, or through
// `current_mut`, which replaces it first.
unsafe impl Sync for EmptyHeap {}
static EMPTY: EmptyHeap = EmptyHeap(Heap::blank());

fn empty() -> *mut Heap {
    ptr::from_ref(&EMPTY.0).cast_mut()
}

thread_local! {
    /// The heap that this thread allocates from.
    static CURRENT: Cell<*mut Heap> = const { Cell::new(ptr::from_ref(&EMPTY.0).cast_mut()) };
    /// Reuses since the thread took its current heap.
    static REUSES: Cell<u64> = const { Cell::new(0) };
    /// The heap of a thread that allocates outside any runtime; abandoned when the thread ends.
    static DETACHED: Detached = const { Detached(Cell::new(ptr::null_mut())) };
}

struct Detached(Cell<*mut Heap>);

impl Drop for Detached {
    fn drop(&mut self) {
        let heap = self.0.get();
        if heap.is_null() {
            return;
        }
        if CURRENT.get() == heap {
            CURRENT.set(empty());
        }
        // SAFETY: made by `detached`, owned by this thread, no longer current.
        unsafe {
            let pool = (*heap).pool.clone();
            Heap::abandon(heap);
            if let Some(pool) = pool {
                pool.close();
            }
        }
    }
}

/// The size class of an object of `size` bytes, a multiple of the granule.
#[inline(always)]
const fn class_of(size: usize) -> usize {
    (size + check::TRAILER) / limit::GRANULE
}

/// Memory for a small object; the header is not written.
///
/// # Safety
/// `size` is a multiple of the granule, at least 16 and at most [`limit::SMALL_OBJECT`].
#[inline(always)]
pub unsafe fn alloc_small(size: usize) -> Ptr {
    debug_assert!(size.is_multiple_of(limit::GRANULE) && (16..=limit::SMALL_OBJECT).contains(&size));
    if cfg!(lithe_system_alloc) {
        return system::alloc(size);
    }
    let class = class_of(size);
    let heap = CURRENT.get();
    // SAFETY: `CURRENT` always points to a heap, and a listed block is free memory of its class.
    unsafe {
        let block = *(&raw const (*heap).free).cast::<*mut Block>().add(class);
        if block.is_null() {
            return refill(class);
        }
        *(&raw mut (*heap).free).cast::<*mut Block>().add(class) = (*block).next;
        let o = block.cast::<Object>();
        check::allocated(o, size);
        o
    }
}

/// Gives back the memory of a small object.
///
/// # Safety
/// `o` came from [`alloc_small`] and nothing refers to it.
#[inline(always)]
pub unsafe fn free_small(o: Ptr) {
    if cfg!(lithe_system_alloc) {
        // SAFETY: as ours.
        return unsafe { system::free(o) };
    }
    // SAFETY: a small object lies in a page, and the page's owner may write its header.
    unsafe {
        let page = page_of(o);
        check::freed(o, (*page).block as usize);
        if (*page).heap == CURRENT.get() {
            let block = o.cast::<Block>();
            let old = (*page).local_free;
            (*block).next = old;
            (*page).local_free = block;
            let live = (*page).live() - 1;
            (*page).set_live(live);
            if live == 0 || old.is_null() {
                page_event(page, live);
            }
        } else {
            free_remote(page, o.cast());
        }
    }
}

/// A page got its first block back, or its last.
#[cold]
#[inline(never)]
unsafe extern "C" fn page_event(page: *mut Page, live: u32) {
    // SAFETY: called by the owner of the page.
    unsafe {
        let heap = (*page).heap;
        let class = (*page).class as usize;
        if (*page).state == State::Current {
            return;
        }
        if live == 0 {
            if (*page).state == State::Partial {
                (*heap).partial[class].remove(page);
            }
            Heap::retire(heap, page);
        } else if (*page).state == State::Full {
            (*page).state = State::Partial;
            (*heap).partial[class].push(page);
        }
    }
}

/// Asks for the memory at the address, which may be any.
#[inline(always)]
fn prefetch(_at: *const Block) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: prefetching reads nothing that the program can see, and never faults.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(_at.cast());
    }
}

/// Frees a block of a heap that is not this thread's.
#[cold]
#[inline(never)]
unsafe extern "C" fn free_remote(page: *mut Page, block: *mut Block) {
    // SAFETY: the block keeps its page, and the page its heap, alive until it is handed over.
    unsafe {
        let heap = (*page).heap;
        let mine = CURRENT.get();
        let mut hint = ptr::null_mut();
        if mine != empty() {
            let turn = (*mine).remote_frees as usize % AHEAD;
            hint = std::mem::replace(&mut (*mine).trail[turn], block);
            (*mine).remote_frees += 1;
        }
        if !check::ON {
            // In the place of the header, which a checked build keeps poisoned.
            block.cast::<*mut Block>().write(hint);
        }
        if !(*heap).inbox.0.push(block) {
            Heap::settle(heap, page);
        }
    }
}

/// The slow path of [`alloc_small`]; `extern "C"`, for it does not unwind and its callers shall know.
#[cold]
#[inline(never)]
unsafe extern "C" fn refill(class: usize) -> Ptr {
    // SAFETY: the thread's own heap.
    unsafe {
        let heap = current_mut();
        let block = Heap::refill(heap, class);
        (*heap).free[class] = (*block).next;
        let o = block.cast::<Object>();
        check::allocated(o, class * limit::GRANULE - check::TRAILER);
        o
    }
}

/// The thread's heap, made now if it has none.
pub(crate) fn current_mut() -> *mut Heap {
    let heap = CURRENT.get();
    if heap != empty() {
        return heap;
    }
    let heap = Heap::create(Arc::new(Pool::new()));
    // A thread whose locals are already gone has nobody left to abandon the heap: it stays mapped.
    let _ = DETACHED.try_with(|d| d.0.set(heap));
    CURRENT.set(heap);
    heap
}

/// Makes `heap` the thread's heap and returns the one before.
pub(crate) fn swap_current(heap: *mut Heap) -> *mut Heap {
    let old = CURRENT.replace(heap);
    let reuses = REUSES.replace(0);
    if old != empty() {
        // SAFETY: it was this thread's until now.
        unsafe { (*old).reuses = (*old).reuses.wrapping_add(reuses) };
    }
    old
}

/// The thread's heap; may be the empty one.
pub(crate) fn current() -> *mut Heap {
    CURRENT.get()
}

/// Counts one constructor built in the memory of another.
#[inline(always)]
pub fn count_reuse() {
    REUSES.set(REUSES.get().wrapping_add(1));
}

/// Takes one count back; also where memory is given back in another runtime than it was kept in, hence wrapping.
#[inline(always)]
pub fn uncount_reuse() {
    REUSES.set(REUSES.get().wrapping_sub(1));
}

/// Memory for an object past the size classes.
pub fn alloc_large(size: usize) -> Ptr {
    // SAFETY: the thread's own heap.
    unsafe { (*current_mut()).count_direct(size) };
    system::alloc_uncounted(size)
}

/// Grows or shrinks a large object's memory, moving it if need be; counts nothing, for it is the same object.
///
/// # Safety
/// `o` came from [`alloc_large`] and is owned by the caller; so is what is returned in its place.
pub unsafe fn realloc_large(o: Ptr, size: usize) -> Ptr {
    // SAFETY: as ours.
    unsafe { system::realloc(o, size) }
}

/// Gives back the memory of a large object.
///
/// # Safety
/// `o` came from [`alloc_large`] and nothing refers to it.
pub unsafe fn free_large(o: Ptr) {
    // SAFETY: as ours.
    unsafe { system::free(o) }
}

impl Heap {
    const fn blank() -> Heap {
        Heap {
            free: [ptr::null_mut(); CLASSES],
            current: [ptr::null_mut(); CLASSES],
            partial: [const { PageList { first: ptr::null_mut() } }; CLASSES],
            handed: [0; CLASSES],
            pages: Vec::new(),
            spare: Vec::new(),
            remaining: AtomicU32::new(0),
            inbox: OwnLine(Inbox::over(AtomicPtr::new(ptr::null_mut()))),
            pool: None,
            drained: 0,
            direct: Counters { allocs: 0, frees: 0, reuses: 0, bytes: 0 },
            remote_frees: 0,
            trail: [ptr::null_mut(); AHEAD],
            reuses: 0,
        }
    }

    /// A heap that takes its pages from `pool`.
    pub(crate) fn create(pool: Arc<Pool>) -> *mut Heap {
        let mut heap = Box::new(Heap::blank());
        heap.pool = Some(pool);
        Box::into_raw(heap)
    }

    fn count_direct(&mut self, size: usize) {
        self.direct.allocs += 1;
        self.direct.bytes += crate::layout::align_up(size, limit::GRANULE) as u64;
    }

    fn pool(&self) -> &Pool {
        match &self.pool {
            Some(p) => p,
            None => crate::bug!("a heap in use has a pool"),
        }
    }

    /// A run of free blocks of the class, not empty.
    unsafe fn refill(heap: *mut Heap, class: usize) -> *mut Block {
        // SAFETY: the owner calls; pages in the heap's tables are initialised pages of this heap.
        unsafe {
            if !(*heap).inbox.0.is_empty() {
                Heap::drain(heap);
            }
            let mut page = (*heap).current[class];
            if !page.is_null() && (*page).local_free.is_null() && (*page).extended == (*page).capacity {
                (*page).state = State::Full;
                page = ptr::null_mut();
            }
            if page.is_null() {
                page = (*heap).partial[class].first;
                if page.is_null() {
                    page = Heap::fresh_page(heap, class);
                } else {
                    (*heap).partial[class].remove(page);
                    (*page).state = State::Current;
                }
                (*heap).current[class] = page;
            }
            let run = (*page).local_free;
            if run.is_null() {
                let (first, n) = Page::extend(page);
                (*heap).handed[class] += u64::from(n);
                (*page).set_live((*page).live() + n);
                first
            } else {
                (*page).local_free = ptr::null_mut();
                (*heap).handed[class] += u64::from((*page).extended - (*page).live());
                (*page).set_live((*page).extended);
                run
            }
        }
    }

    unsafe fn fresh_page(heap: *mut Heap, class: usize) -> *mut Page {
        // SAFETY: the owner calls; a page from the pool is raw memory of the right size.
        unsafe {
            let page = match (*heap).spare.pop() {
                Some(page) => page,
                None => NonNull::new_unchecked(page_of((*heap).pool().take().as_ptr().cast())),
            };
            Page::init(page.as_ptr(), heap, class, (*heap).pages.len());
            (*heap).pages.push(page);
            page.as_ptr()
        }
    }

    /// Takes an empty page out of service.
    unsafe fn retire(heap: *mut Heap, page: *mut Page) {
        // SAFETY: the owner calls with a page of its own that is in no list and has no live block.
        unsafe {
            let index = (*page).index as usize;
            let pages = &mut (*heap).pages;
            pages.swap_remove(index);
            if let Some(moved) = pages.get(index) {
                (*moved.as_ptr()).index = index as u32;
            }
            let page = NonNull::new_unchecked(page);
            if (*heap).spare.len() < SPARE {
                (*heap).spare.push(page);
            } else {
                (*heap).pool().give(page);
            }
        }
    }

    /// Brings home what other threads freed.
    unsafe fn drain(heap: *mut Heap) {
        // SAFETY: the owner calls; the inbox holds blocks of this heap's pages.
        unsafe {
            let mut block = (*heap).inbox.0.drain();
            let mut drained = 0;
            while !block.is_null() {
                let next = (*block).next;
                if !check::ON {
                    prefetch(block.cast::<*mut Block>().read());
                }
                let page = page_of(block.cast());
                let old = (*page).local_free;
                (*block).next = old;
                (*page).local_free = block;
                let live = (*page).live() - 1;
                (*page).set_live(live);
                drained += 1;
                if live == 0 || old.is_null() {
                    page_event(page, live);
                }
                block = next;
            }
            (*heap).drained += drained;
        }
    }

    /// Gives a heap up for good. Its pages are freed with their last objects, the heap with its last page.
    ///
    /// # Safety
    /// The caller owns the heap, no thread allocates from it, and the caller does not touch it afterwards.
    pub(crate) unsafe fn abandon(heap: *mut Heap) {
        // SAFETY: the owner calls. The extra unit in each `live` and in `remaining` keeps pages and heap in place while
        // others already settle their blocks.
        unsafe {
            let pages = std::mem::take(&mut (*heap).pages);
            for page in std::mem::take(&mut (*heap).spare) {
                (*heap).pool().give(page);
            }
            let lives = pages.iter().map(|page| &(*page.as_ptr()).live);
            let mut block = (*heap).inbox.0.close(&(*heap).remaining, lives);
            while !block.is_null() {
                let next = (*block).next;
                Heap::settle(heap, page_of(block.cast()));
                block = next;
            }
            for class in 0..CLASSES {
                let mut block = (*heap).free[class];
                while !block.is_null() {
                    let next = (*block).next;
                    Heap::settle(heap, page_of(block.cast()));
                    block = next;
                }
            }
            for page in &pages {
                Heap::settle(heap, page.as_ptr());
            }
            Heap::release(heap);
        }
    }

    /// One block of an abandoned heap is gone.
    unsafe fn settle(heap: *mut Heap, page: *mut Page) {
        // SAFETY: the caller holds one unit of `live`, so the page is there; the last unit frees the page, and the page
        // held one unit of the heap.
        unsafe {
            if last_unit(&(*page).live) {
                (*heap).pool().give(NonNull::new_unchecked(page));
                Heap::release(heap);
            }
        }
    }

    /// Gives up one unit of an abandoned heap.
    unsafe fn release(heap: *mut Heap) {
        // SAFETY: the last unit is the last access.
        unsafe {
            if last_unit(&(*heap).remaining) {
                drop(Box::from_raw(heap));
            }
        }
    }

    /// What the heap has done so far.
    ///
    /// # Safety
    /// The caller owns the heap.
    pub(crate) unsafe fn counters(heap: *mut Heap) -> Counters {
        // SAFETY: the owner calls; `free` lists and pages are its own.
        unsafe {
            let h = &*heap;
            let mut c = h.direct;
            let mut live = 0u64;
            for page in &h.pages {
                live += u64::from(page.as_ref().live());
            }
            let mut allocs = 0;
            for class in 1..CLASSES {
                let mut waiting = 0u64;
                let mut block = h.free[class];
                while !block.is_null() {
                    waiting += 1;
                    block = (*block).next;
                }
                live -= waiting;
                let n = h.handed[class] - waiting;
                allocs += n;
                c.bytes += n * (class * limit::GRANULE).saturating_sub(check::TRAILER) as u64;
            }
            c.allocs += allocs;
            // Wrapping: a heap that mostly frees for others has more frees than allocations, one that is mostly freed
            // by others fewer; the sum over a runtime is right.
            c.frees =
                c.frees.wrapping_add(allocs).wrapping_sub(live).wrapping_sub(h.drained).wrapping_add(h.remote_frees);
            c.reuses = h.reuses.wrapping_add(if heap == current() { REUSES.get() } else { 0 });
            c
        }
    }
}

/// What generated code needs to carry the fast paths of [`alloc_small`] and [`free_small`] inline. Only a build without
/// layout facts ([`AVAILABLE`](inline::AVAILABLE)) has fast paths to carry.
pub mod inline {
    use super::{Heap, check, page};
    use std::mem::offset_of;

    /// Whether this build's fast paths are the ones described here; a debug build keeps facts and must be called.
    pub const AVAILABLE: bool = !check::ON && !cfg!(lithe_system_alloc);
    /// Offset in [`Heap`] of the lists of free blocks, one word for each class; class `c` has blocks of `8 * c` bytes.
    pub const FREE_LISTS: usize = offset_of!(Heap, free);
    /// Offset in a free block of the pointer to the next one.
    pub const BLOCK_NEXT: usize = offset_of!(page::Block, next);
    /// Bytes of a page, and its alignment.
    pub const PAGE: usize = page::PAGE;
    /// Distance of the places that a page's header may have: place `n mod COLORS` in the page with number `n`.
    pub const HEADER: usize = page::HEADER;
    /// Number of those places.
    pub const COLORS: usize = page::COLORS;
    /// Offset in a page's header of the owning heap.
    pub const PAGE_HEAP: usize = offset_of!(page::Page, heap);
    /// Offset in a page's header of the list of blocks that came back.
    pub const PAGE_LOCAL_FREE: usize = offset_of!(page::Page, local_free);
    /// Offset in a page's header of the number of blocks that are out, `u32`.
    pub const PAGE_LIVE: usize = offset_of!(page::Page, live);

    /// The thread's heap, made now if it has none. It stays the thread's until the thread enters or leaves a runtime.
    pub fn heap() -> *mut Heap {
        super::current_mut()
    }
}

#[cfg(test)]
mod tests;
