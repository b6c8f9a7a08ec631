//! [`Runtime`]: heaps, workers and counters as one value.
//!
//! A thread works for a runtime inside [`Runtime::run`]; objects that it makes there come from
//! one of the runtime's heaps and are counted there. A thread outside any runtime has a heap of its own. Objects may
//! outlive their runtime: memory that still holds objects is given back with the last of them.
//!
//! Runtimes share nothing: any number may exist, one after another or side by side.

use crate::heap::{self, Counters, Heap, Pool};
use crate::object::Ptr;
use crate::sync::{Mutex, MutexGuard};
use crate::task;
use std::cell::Cell;
use std::marker::PhantomData;
use std::ptr;
use std::sync::{Arc, PoisonError};

/// Locks without regard to poison: the data behind these locks is whole between statements.
pub(crate) fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A heap that is in no thread's hands.
struct Idle(*mut Heap);
// SAFETY: whoever takes it out of the list owns it.
unsafe impl Send for Idle {}

/// A persistent object, kept for `shutdown`.
struct Kept(Ptr);
// SAFETY: only freed, by one thread, when nothing refers to it.
unsafe impl Send for Kept {}

pub(crate) struct Inner {
    pool: Arc<Pool>,
    idle: Mutex<Vec<Idle>>,
    /// What heaps that are in use had done when they last reported.
    reported: Mutex<Vec<(usize, Counters)>>,
    kept: Mutex<Vec<Kept>>,
    pub(crate) tasks: task::Manager,
}

/// Heaps, workers and counters; see the module.
pub struct Runtime(Arc<Inner>);

/// How a runtime is set up.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Threads that run tasks; `None` for one per core, 0 to run each task where it is spawned.
    pub workers: Option<usize>,
}

thread_local! {
    /// The runtime that this thread works for; alive as long as it is set.
    static CURRENT: Cell<*const Inner> = const { Cell::new(ptr::null()) };
}

impl Runtime {
    /// A runtime with one worker thread per core, started when first needed.
    pub fn new() -> Runtime {
        Runtime::with_config(&Config::default())
    }

    /// A runtime set up as told.
    pub fn with_config(config: &Config) -> Runtime {
        let workers =
            config.workers.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
        Runtime(Arc::new_cyclic(|inner| Inner {
            pool: Arc::new(Pool::new()),
            idle: Mutex::new(Vec::new()),
            reported: Mutex::new(Vec::new()),
            kept: Mutex::new(Vec::new()),
            tasks: task::Manager::new(inner.clone(), workers),
        }))
    }

    /// Runs `f` with this thread working for the runtime. Calls may nest, also those of different runtimes.
    pub fn run<R>(&self, f: impl FnOnce() -> R) -> R {
        let _entered = self.0.enter();
        f()
    }

    /// Makes this thread work for the runtime until the guard is dropped.
    pub(crate) fn enter(&self) -> Entered<'_> {
        self.0.enter()
    }

    /// What the runtime's heaps have done. Exact for this thread and for threads that have left the runtime; worker
    /// threads report when they run out of tasks.
    pub fn counters(&self) -> Counters {
        let mut sum = Counters::default();
        // SAFETY: an idle heap is ours while the list is locked; the current heap is this thread's.
        unsafe {
            let mine = heap::current();
            for idle in lock(&self.0.idle).iter() {
                sum.add(Heap::counters(idle.0));
            }
            for &(heap, counters) in lock(&self.0.reported).iter() {
                sum.add(if heap == mine.addr() { Heap::counters(mine) } else { counters });
            }
        }
        sum
    }

    /// Ends the runtime and frees its persistent objects.
    ///
    /// # Safety
    /// Nothing refers to an object that was marked persistent while working for this runtime: no `Obj`, no borrowed
    /// word, no object that outlives this call.
    pub unsafe fn shutdown(self) {
        self.0.tasks.stop();
        {
            let _entered = self.0.enter();
            for kept in std::mem::take(&mut *lock(&self.0.kept)) {
                // SAFETY: by the caller's word. Everything that the object refers to is kept too, or not counted.
                unsafe { crate::free::discard(kept.0) };
            }
        }
    }
}

impl Default for Runtime {
    fn default() -> Runtime {
        Runtime::new()
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.0.tasks.stop();
        // A heap whose guard was leaked is not in the list: it stays mapped, since its thread may still use it.
        for idle in std::mem::take(&mut *lock(&self.0.idle)) {
            // SAFETY: no thread has the heap, and it is out of the list.
            unsafe { Heap::abandon(idle.0) };
        }
        self.0.pool.close();
    }
}

impl Inner {
    pub(crate) fn enter(&self) -> Entered<'_> {
        let old_runtime = CURRENT.replace(ptr::from_ref(self));
        if ptr::eq(old_runtime, self) {
            return Entered { runtime: self, old_runtime, old_heap: ptr::null_mut(), here: PhantomData };
        }
        let idle = lock(&self.idle).pop();
        let heap = idle.map_or_else(|| Heap::create(self.pool.clone()), |idle| idle.0);
        let old_heap = heap::swap_current(heap);
        lock(&self.reported).push((heap.addr(), Counters::default()));
        let entered = Entered { runtime: self, old_runtime, old_heap, here: PhantomData };
        self.report();
        entered
    }

    /// Publishes what this thread's heap has done.
    pub(crate) fn report(&self) {
        let heap = heap::current();
        // SAFETY: this thread's own heap.
        let counters = unsafe { Heap::counters(heap) };
        if let Some(row) = lock(&self.reported).iter_mut().find(|r| r.0 == heap.addr()) {
            row.1 = counters;
        }
    }
}

/// This thread works for a runtime until the guard is dropped. Not public: guards must end in reverse order.
pub(crate) struct Entered<'r> {
    runtime: &'r Inner,
    old_runtime: *const Inner,
    /// Null if the thread worked for the same runtime already.
    old_heap: *mut Heap,
    here: PhantomData<*mut ()>,
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        CURRENT.set(self.old_runtime);
        if !self.old_heap.is_null() {
            let heap = heap::swap_current(self.old_heap);
            lock(&self.runtime.reported).retain(|r| r.0 != heap.addr());
            lock(&self.runtime.idle).push(Idle(heap));
        }
    }
}

/// The runtime that this thread works for.
pub(crate) fn with_current<R>(f: impl FnOnce(Option<&Inner>) -> R) -> R {
    let inner = CURRENT.get();
    // SAFETY: set only while a guard borrows the runtime.
    f(unsafe { inner.as_ref() })
}

/// Remembers a persistent object for `shutdown`.
pub(crate) fn keep(o: Ptr) {
    with_current(|rt| {
        if let Some(rt) = rt {
            lock(&rt.kept).push(Kept(o));
        }
    });
}
