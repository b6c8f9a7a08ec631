//! Tasks, promises, and the worker threads that a C program starts.
//!
//! A C program starts one set of workers for the process: `lean_init_task_manager` makes a runtime and the calling
//! thread works for it until `lean_finalize_task_manager`. Tasks of threads that work for a runtime of their own go to
//! that one; tasks of other threads go to the process's. Without either, a task runs where it is spawned.

use super::{borrow, own};
use crate::object::{Ptr, box_scalar};
use crate::runtime::{self, Entered, lock};
use crate::sync::Mutex;
use crate::task::{Priority, Promise, Task, TaskState, check_canceled, wait_any};
use crate::{Closure, Config, Counters, Runtime, rc};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The runtime of the process.
static PROCESS: Mutex<Option<Arc<Runtime>>> = Mutex::new(None);

thread_local! {
    /// Held by the thread that started the process's runtime.
    static INSIDE: RefCell<Option<Inside>> = const { RefCell::new(None) };
}

/// A thread that works for a runtime, and what keeps that alive. The guard goes first.
struct Inside {
    _entered: Entered<'static>,
    _runtime: Arc<Runtime>,
}

impl Inside {
    fn new(runtime: &Arc<Runtime>) -> Inside {
        // SAFETY: the runtime is kept next to the guard, and dropped after it.
        let entered = unsafe { std::mem::transmute::<Entered<'_>, Entered<'static>>(runtime.enter()) };
        Inside { _entered: entered, _runtime: runtime.clone() }
    }
}

fn start(workers: Option<usize>) {
    let runtime = Arc::new(Runtime::with_config(&Config { workers }));
    let inside = Inside::new(&runtime);
    let before = lock(&PROCESS).replace(runtime);
    INSIDE.with_borrow_mut(|i| *i = Some(inside));
    drop(before);
}

fn stop() {
    let runtime = lock(&PROCESS).take();
    INSIDE.with_borrow_mut(Option::take);
    drop(runtime);
}

/// Runs `f` for the thread's runtime, or for the process's if the thread has none.
fn hosted<R>(f: impl FnOnce() -> R) -> R {
    if runtime::with_current(|rt| rt.is_some()) {
        return f();
    }
    let process = lock(&PROCESS).clone();
    match process {
        Some(runtime) => runtime.run(f),
        None => f(),
    }
}

unsafe fn task(o: Ptr) -> Task {
    // SAFETY: an owned task by the caller's word.
    match Task::from_obj(unsafe { own(o) }) {
        Ok(t) => t,
        Err(_) => super::panic::internal("unreachable code has been reached"),
    }
}

unsafe fn closure(o: Ptr) -> Closure {
    // SAFETY: an owned closure by the caller's word.
    match Closure::from_obj(unsafe { own(o) }) {
        Ok(f) => f,
        Err(_) => super::panic::internal("unreachable code has been reached"),
    }
}

/// One more reference to a borrowed task or promise.
unsafe fn share(o: Ptr) -> Ptr {
    // SAFETY: a live object by the caller's word.
    unsafe { rc::inc_ref(o) };
    o
}

fn priority(prio: u32, sync: bool) -> Priority {
    if sync { Priority::SYNC } else { Priority(prio.min(u32::from(Priority::MAX.0)) as u8) }
}

/// What a wait gives; a task whose Rust code panicked has no value, and C has no way to be told.
fn or_end<R>(wait: impl FnOnce() -> R) -> R {
    match catch_unwind(AssertUnwindSafe(wait)) {
        Ok(r) => r,
        Err(_) => super::panic::internal("waiting for a task that panicked"),
    }
}

exports! {
    /// `void lean_init_task_manager(void)`: starts workers, `LEAN_NUM_THREADS` or one per core.
    fn lean_init_task_manager() {
        start(std::env::var("LEAN_NUM_THREADS").ok().and_then(|n| n.trim().parse().ok()));
    }

    /// `void lean_init_task_manager_using(unsigned num_workers)`: starts that many workers; with none, tasks run where
    /// they are spawned.
    fn lean_init_task_manager_using(num_workers: u32) { start(Some(num_workers as usize)) }

    /// `void lean_finalize_task_manager(void)`: lets the workers finish what they run and ends them; called by the
    /// thread that started them. Objects stay valid.
    fn lean_finalize_task_manager() { stop() }

    /// `uint32_t lean_internal_get_hardware_concurrency(lean_obj_arg unit)`: cores.
    fn lean_internal_get_hardware_concurrency(_unit: Ptr) -> u32 {
        std::thread::available_parallelism().map_or(1, |n| n.get() as u32)
    }

    /// `lean_obj_res lean_task_pure(lean_obj_arg a)`: a finished task.
    fn lean_task_pure(a: Ptr) -> Ptr { Task::pure(own(a)).into_obj().into_raw() }

    /// `lean_obj_res lean_task_spawn_core(lean_obj_arg c, unsigned prio, bool keep_alive)`: a task for the closure
    /// applied to `()`.
    fn lean_task_spawn_core(c: Ptr, prio: u32, keep_alive: bool) -> Ptr {
        let c = closure(c);
        hosted(|| Task::spawn(c, priority(prio, false), keep_alive)).into_obj().into_raw()
    }

    /// `lean_obj_res lean_task_map_core(lean_obj_arg f, lean_obj_arg t, unsigned prio, bool sync, bool keep_alive)`: a
    /// task for the closure applied to the value of `t`; with `sync` on the thread that brings the value, at once if it is there.
    fn lean_task_map_core(f: Ptr, t: Ptr, prio: u32, sync: bool, keep_alive: bool) -> Ptr {
        let (f, t) = (closure(f), task(t));
        if sync && t.state() == TaskState::Finished {
            let x = t.get().to_obj();
            return Task::pure(f.apply([x])).into_obj().into_raw();
        }
        hosted(|| t.map(f, priority(prio, sync), keep_alive)).into_obj().into_raw()
    }

    /// `lean_obj_res lean_task_bind_core(lean_obj_arg t, lean_obj_arg f, unsigned prio, bool sync, bool keep_alive)`: a
    /// task for the value of the task that the closure gives for the value of `t`; with `sync` on the thread that brings it.
    fn lean_task_bind_core(t: Ptr, f: Ptr, prio: u32, sync: bool, keep_alive: bool) -> Ptr {
        let (f, t) = (closure(f), task(t));
        if sync && t.state() == TaskState::Finished {
            let x = t.get().to_obj();
            return f.apply([x]).into_raw();
        }
        hosted(|| t.bind(f, priority(prio, sync), keep_alive)).into_obj().into_raw()
    }

    /// `b_lean_obj_res lean_task_get(b_lean_obj_arg t)`: the value; waits for it.
    fn lean_task_get(t: Ptr) -> Ptr {
        if borrow(t).forced().is_none() {
            or_end(|| crate::task::wait(t));
        }
        match borrow(t).forced() {
            Some(value) => value.as_ptr(),
            None => super::panic::internal("unreachable code has been reached"),
        }
    }

    /// `bool lean_io_check_canceled_core(void)`: whether the task that runs here was asked to stop.
    fn lean_io_check_canceled_core() -> bool { check_canceled() }

    /// `void lean_io_cancel_core(b_lean_obj_arg t)`: asks the task to stop.
    fn lean_io_cancel_core(t: Ptr) { task(share(t)).cancel() }

    /// `uint8_t lean_io_get_task_state_core(b_lean_obj_arg t)`: 0 waiting, 1 running or promised, 2 finished.
    fn lean_io_get_task_state_core(t: Ptr) -> u8 {
        match task(share(t)).state() {
            TaskState::Waiting => 0,
            TaskState::Running => 1,
            TaskState::Finished => 2,
        }
    }

    /// `b_lean_obj_res lean_io_wait_any_core(b_lean_obj_arg task_list)`: the first task of a list that has a value;
    /// waits until there is one.
    fn lean_io_wait_any_core(task_list: Ptr) -> Ptr {
        let tasks: Vec<Task> = borrow(task_list).list_iter().map(|t| task(share(t.as_ptr()))).collect();
        let first = or_end(|| hosted(|| wait_any(&tasks)));
        match borrow(task_list).list_iter().nth(first) {
            Some(t) => t.as_ptr(),
            None => super::panic::internal("unreachable code has been reached"),
        }
    }

    /// `lean_obj_res lean_io_promise_new(void)`: a promise.
    fn lean_io_promise_new() -> Ptr { Promise::new().into_obj().into_raw() }

    /// `lean_obj_res lean_io_promise_resolve(lean_obj_arg value, b_lean_obj_arg promise)`: brings the value; the first
    /// one counts. Gives `()`.
    fn lean_io_promise_resolve(value: Ptr, promise: Ptr) -> Ptr {
        let value = own(value);
        if let Ok(p) = Promise::from_obj(own(share(promise))) {
            hosted(|| p.resolve(value));
        }
        box_scalar(0)
    }

    /// `lean_obj_res lean_io_promise_result_opt(b_lean_obj_arg promise)`: the task of the promise, for `some` value, or
    /// `none` if the promise is dropped.
    fn lean_io_promise_result_opt(promise: Ptr) -> Ptr {
        match Promise::from_obj(own(share(promise))) {
            Ok(p) => p.task().into_obj().into_raw(),
            Err(_) => super::panic::internal("unreachable code has been reached"),
        }
    }

    /// `void lithe_counters(uint64_t out[4])`: allocations, frees, reuses and bytes so far of the process's runtime. Not
    /// a function of upstream.
    fn lithe_counters(out: *mut u64) {
        let c = lock(&PROCESS).as_ref().map_or(Counters::default(), |rt| rt.counters());
        out.cast::<[u64; 4]>().write([c.allocs, c.frees, c.reuses, c.bytes]);
    }
}
