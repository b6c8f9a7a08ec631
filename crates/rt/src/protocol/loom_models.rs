//! Models of the protocols, each run under every order of its steps that the memory model allows.
//!
//! The files are compiled again here, over loom's atomics. Loom's cells stand where the runtime has plain memory: they
//! report an access that is not ordered against a write.

use loom::sync::atomic;

#[path = "count.rs"]
mod count;
#[path = "force.rs"]
mod force;
#[path = "inbox.rs"]
mod inbox;

use crate::layout::rc::{STICKY_DEC, STICKY_INC};
use atomic::Ordering::Relaxed;
use atomic::{AtomicI32, AtomicPtr, AtomicU32, AtomicUsize};
use force::{Turn, give_back, publish, turn};
use inbox::{Inbox, Link, last_unit};
use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;
use std::ptr;

/// A shared object: its count, and its memory.
struct Counted {
    rc: AtomicI32,
    memory: UnsafeCell<u32>,
    freed: AtomicUsize,
}

impl Counted {
    fn new(rc: i32) -> Arc<Counted> {
        Arc::new(Counted { rc: AtomicI32::new(rc), memory: UnsafeCell::new(0), freed: AtomicUsize::new(0) })
    }

    fn read(&self) {
        self.memory.with(|p| {
            // SAFETY: the cell checks that nothing writes meanwhile.
            let _ = unsafe { *p };
        });
    }

    fn release(&self) {
        if count::release(&self.rc) {
            // SAFETY: as above, for writing.
            self.memory.with_mut(|p| unsafe { *p = 0xdd });
            self.freed.fetch_add(1, Relaxed);
        }
    }
}

#[test]
fn a_shared_object_is_freed_once_and_after_all_uses() {
    loom::model(|| {
        let o = Counted::new(-3);
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let o = o.clone();
                thread::spawn(move || {
                    o.read();
                    o.release();
                })
            })
            .collect();
        o.read();
        o.release();
        threads.into_iter().for_each(|t| t.join().unwrap());
        assert_eq!((o.freed.load(Relaxed), o.rc.load(Relaxed)), (1, 0));
    });
}

#[test]
fn references_made_on_the_way_count_too() {
    loom::model(|| {
        let o = Counted::new(-2);
        let other = o.clone();
        let t = thread::spawn(move || {
            count::inc_shared(&other.rc);
            other.read();
            other.release();
            other.read();
            other.release();
        });
        count::add(&o.rc, 2);
        for _ in 0..3 {
            o.read();
            o.release();
        }
        t.join().unwrap();
        assert_eq!(o.freed.load(Relaxed), 1);
    });
}

#[test]
fn a_count_in_the_sticky_band_stays_there() {
    loom::model(|| {
        // One reference more and the count is sticky: decrements stop.
        let o = Counted::new(STICKY_DEC + 1);
        let other = o.clone();
        let t = thread::spawn(move || {
            count::inc_shared(&other.rc);
            other.release();
            other.release();
        });
        count::inc_shared(&o.rc);
        o.release();
        t.join().unwrap();
        assert_eq!(o.freed.load(Relaxed), 0);
        let n = o.rc.load(Relaxed);
        assert!((STICKY_DEC - 1..=STICKY_DEC + 2).contains(&n), "{n}");
    });
    loom::model(|| {
        // At the end of the band increments stop too, but for those already under way.
        let o = Counted::new(STICKY_INC + 1);
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let o = o.clone();
                thread::spawn(move || {
                    count::inc_shared(&o.rc);
                    count::inc_shared(&o.rc);
                    o.release();
                })
            })
            .collect();
        count::add(&o.rc, usize::MAX);
        threads.into_iter().for_each(|t| t.join().unwrap());
        assert_eq!(o.freed.load(Relaxed), 0);
        let n = o.rc.load(Relaxed);
        assert!((STICKY_INC - 2..=STICKY_INC).contains(&n), "{n}");
    });
}

/// A block of a page, with its link.
struct Block {
    next: UnsafeCell<*mut Block>,
    page: usize,
}

impl Link for Block {
    unsafe fn link(block: *mut Block, next: *mut Block) {
        // SAFETY: the blocks of a model live as long as the heap; the cell checks the accesses.
        unsafe { (*block).next.with_mut(|p| *p = next) }
    }
}

/// A heap of two pages, whose memory is a cell each: touched by whoever may, and written when it is given back.
struct Heap {
    inbox: Inbox<Block>,
    remaining: AtomicU32,
    pages: [Page; 2],
    memory: UnsafeCell<bool>,
    gone: AtomicUsize,
    blocks: Vec<Block>,
}

struct Page {
    live: AtomicU32,
    memory: UnsafeCell<bool>,
    gone: AtomicUsize,
}

// SAFETY: what is not atomic lies in cells that check each access.
unsafe impl Send for Heap {}
// SAFETY: as above.
unsafe impl Sync for Heap {}

impl Heap {
    /// A heap with these blocks in use, each on a page.
    fn new(blocks: &[usize]) -> Arc<Heap> {
        let page = |i| Page {
            live: AtomicU32::new(blocks.iter().filter(|&&p| p == i).count() as u32),
            memory: UnsafeCell::new(true),
            gone: AtomicUsize::new(0),
        };
        Arc::new(Heap {
            inbox: Inbox::over(AtomicPtr::new(ptr::null_mut())),
            remaining: AtomicU32::new(0),
            pages: [page(0), page(1)],
            memory: UnsafeCell::new(true),
            gone: AtomicUsize::new(0),
            blocks: blocks.iter().map(|&page| Block { next: UnsafeCell::new(ptr::null_mut()), page }).collect(),
        })
    }

    fn block(&self, i: usize) -> *mut Block {
        ptr::from_ref(&self.blocks[i]).cast_mut()
    }

    fn touch(memory: &UnsafeCell<bool>) {
        // SAFETY: the cell checks that nothing writes meanwhile.
        memory.with(|p| assert!(unsafe { *p }, "used after it was given back"));
    }

    fn give(memory: &UnsafeCell<bool>, gone: &AtomicUsize) {
        // SAFETY: as above, for writing.
        memory.with_mut(|p| unsafe { *p = false });
        gone.fetch_add(1, Relaxed);
    }

    /// Another thread frees a block: `free_remote` of the runtime.
    fn free(&self, i: usize) {
        let page = &self.pages[self.blocks[i].page];
        Heap::touch(&page.memory);
        Heap::touch(&self.memory);
        // SAFETY: each block is freed once.
        if !unsafe { self.inbox.push(self.block(i)) } {
            self.settle(page);
        }
    }

    /// `Heap::settle` of the runtime.
    fn settle(&self, page: &Page) {
        if last_unit(&page.live) {
            Heap::give(&page.memory, &page.gone);
            self.release();
        }
    }

    fn release(&self) {
        Heap::touch(&self.memory);
        if last_unit(&self.remaining) {
            Heap::give(&self.memory, &self.gone);
        }
    }

    /// Each block of a list, as the owner walks it.
    fn walk(&self, mut block: *mut Block, mut f: impl FnMut(&Page)) {
        while !block.is_null() {
            // SAFETY: a block of this heap; the cell checks the access.
            let (next, page) = unsafe { ((*block).next.with(|p| *p), (*block).page) };
            f(&self.pages[page]);
            block = next;
        }
    }

    /// The owner brings blocks home: `Heap::drain` of the runtime, where a page that is empty stays in service.
    fn drain(&self) {
        if !self.inbox.is_empty() {
            self.walk(self.inbox.drain(), |page| page.live.store(page.live.load(Relaxed) - 1, Relaxed));
        }
    }

    /// The owner leaves: `Heap::abandon` of the runtime.
    fn abandon(&self) {
        let inbox = self.inbox.close(&self.remaining, self.pages.iter().map(|p| &p.live));
        self.walk(inbox, |page| self.settle(page));
        self.pages.iter().for_each(|page| self.settle(page));
        self.release();
    }

    fn is_gone(&self) -> bool {
        self.gone.load(Relaxed) == 1 && self.pages.iter().all(|p| p.gone.load(Relaxed) == 1)
    }
}

#[test]
fn an_abandoned_heap_is_given_back_once_and_by_the_last() {
    // Three threads with this many steps have too many orders; with up to three preemptions they are all tried.
    let mut bounded = loom::model::Builder::new();
    bounded.preemption_bound = Some(3);
    bounded.check(|| {
        let heap = Heap::new(&[0, 0, 1]);
        let a = heap.clone();
        let a = thread::spawn(move || {
            a.free(0);
            a.free(2);
        });
        let b = heap.clone();
        let b = thread::spawn(move || b.free(1));
        heap.abandon();
        a.join().unwrap();
        b.join().unwrap();
        assert!(heap.is_gone());
    });
}

#[test]
fn blocks_come_home_while_the_owner_works_and_when_it_leaves() {
    loom::model(|| {
        let heap = Heap::new(&[0, 1]);
        let a = heap.clone();
        let a = thread::spawn(move || a.free(0));
        let b = heap.clone();
        let b = thread::spawn(move || b.free(1));
        heap.drain();
        heap.drain();
        heap.abandon();
        a.join().unwrap();
        b.join().unwrap();
        assert!(heap.is_gone());
    });
}

#[test]
fn a_block_that_outlives_the_owner_takes_its_page_along() {
    loom::model(|| {
        let heap = Heap::new(&[0, 1]);
        let a = heap.clone();
        let a = thread::spawn(move || a.free(0));
        heap.abandon();
        assert!(!heap.is_gone(), "block 1 is alive");
        a.join().unwrap();
        assert_eq!((heap.pages[0].gone.load(Relaxed), heap.pages[1].gone.load(Relaxed)), (1, 0));
        heap.free(1);
        assert!(heap.is_gone());
    });
}

/// A thunk over cells: what the closure and the value point to is plain memory.
struct Thunk {
    value: AtomicPtr<UnsafeCell<u32>>,
    closure: AtomicPtr<UnsafeCell<u32>>,
    runs: AtomicUsize,
    /// Runs that fail before one succeeds.
    failures: usize,
}

impl Thunk {
    fn new(failures: usize) -> Arc<Thunk> {
        Arc::new(Thunk {
            value: AtomicPtr::new(ptr::null_mut()),
            closure: AtomicPtr::new(Box::into_raw(Box::new(UnsafeCell::new(7)))),
            runs: AtomicUsize::new(0),
            failures,
        })
    }

    /// The value, or nothing if this thread's own attempt failed.
    fn force(&self, me: usize) -> Option<u32> {
        let me = ptr::without_provenance_mut(2 * me + 1);
        loop {
            match turn(&self.value, &self.closure, me) {
                // SAFETY: the cells live until the model drops them below; they check each access.
                Turn::Value(v) => return Some(unsafe { (*v).with(|p| *p) }),
                Turn::Compute(f) => {
                    assert!(matches!(turn(&self.value, &self.closure, me), Turn::Itself));
                    if self.runs.fetch_add(1, Relaxed) < self.failures {
                        give_back(&self.closure, f);
                        return None;
                    }
                    // SAFETY: as above. The closure is ours: it is consumed.
                    let f = unsafe { Box::from_raw(f) };
                    // SAFETY: as above.
                    let n = f.with(|p| unsafe { *p });
                    publish(&self.value, &self.closure, Box::into_raw(Box::new(UnsafeCell::new(n + 1))));
                }
                Turn::Wait => thread::yield_now(),
                Turn::Itself => panic!("no model asks for its own value"),
            }
        }
    }
}

impl Drop for Thunk {
    fn drop(&mut self) {
        for slot in [&self.value, &self.closure] {
            let p = slot.load(Relaxed);
            if !p.is_null() {
                // SAFETY: the slots own what they point to, and nobody computes any more.
                drop(unsafe { Box::from_raw(p) });
            }
        }
    }
}

#[test]
fn threads_that_force_a_thunk_share_one_computation() {
    loom::model(|| {
        let t = Thunk::new(0);
        let other = t.clone();
        let thread = thread::spawn(move || other.force(1));
        assert_eq!(t.force(2), Some(8));
        assert_eq!(thread.join().unwrap(), Some(8));
        assert_eq!(t.runs.load(Relaxed), 1);
    });
}

#[test]
fn a_failed_computation_leaves_the_thunk_to_the_next() {
    loom::model(|| {
        let t = Thunk::new(1);
        let other = t.clone();
        let thread = thread::spawn(move || other.force(1));
        let results = [t.force(2), thread.join().unwrap()];
        // The first attempt fails; the other thread's succeeds, if it was not the same thread that made both.
        assert_eq!(results.iter().flatten().count(), 1);
        assert_eq!(t.force(3), Some(8));
        assert_eq!(t.runs.load(Relaxed), 2);
    });
}
