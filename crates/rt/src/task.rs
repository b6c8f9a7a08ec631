//! Tasks and promises, and the threads that run them.
//!
//! A task object holds its value once there is one; until then its second word points to the [`Pending`] state: what
//! to run, and which tasks wait for the result. Tasks are multi-threaded from birth and their values are marked so. The
//! queue owns a reference to each task in it; a task that only the queue still refers to when its turn comes is
//! skipped, unless it was spawned to run in any case. A worker that waits lets another take its place.
//!
//! Outside any runtime, or in one without workers, a task runs where it is spawned.

use crate::layout::{HOST, tag};
use crate::obj::{Obj, ObjRef};
use crate::object::{Object, Ptr, at, box_scalar};
use crate::runtime::{self, Inner, lock};
use crate::sync::{Condvar, Mutex};
use crate::{Closure, Shared, mark, raw, rc};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::{Arc, PoisonError, Weak};
use std::thread::JoinHandle;

/// Higher runs first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Priority(pub u8);

impl Priority {
    /// Highest priority that shares the worker threads.
    pub const MAX: Priority = Priority(8);

    /// Not queued: runs on the thread that brings its input, right then. For jobs that take next to no time.
    pub const SYNC: Priority = Priority(u8::MAX);
}

/// What a task does when its turn comes.
enum Job {
    /// Apply the closure to `box(0)`.
    Run(Shared),
    /// Apply the closure to the value of the task.
    Map(Shared, Task),
    /// Apply the closure to the value of the task; the result is a task, whose value is ours.
    Bind(Shared, Task),
    /// Take over the value of the task.
    Forward(Task),
}

/// State of a task without a value.
struct Pending {
    state: Mutex<State>,
    done: Condvar,
    canceled: AtomicBool,
    priority: Priority,
    keep_alive: bool,
}

#[derive(Default)]
struct State {
    job: Option<Job>,
    /// Tasks whose job needs our value.
    waiting: Vec<Task>,
    /// Set when the value is there.
    finished: bool,
    /// The job panicked: there will be no value.
    failed: bool,
}

/// An owned task.
#[derive(Clone, Debug)]
pub struct Task(Shared);

/// What a task is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Not started, or waiting for another task.
    Waiting,
    /// Being computed.
    Running,
    /// The value is there.
    Finished,
}

unsafe fn value<'a>(o: Ptr) -> &'a AtomicPtr<Object> {
    // SAFETY: a live task; the slot is only accessed atomically.
    unsafe { &*at(o, HOST.thunk_value) }
}

/// The pending state; there is one for the whole life of a task that was not made finished.
unsafe fn pending<'a>(o: Ptr) -> Option<&'a Pending> {
    // SAFETY: a live task; the word is written once, when the task is made.
    unsafe { (*at::<*const Pending>(o, HOST.thunk_closure)).as_ref() }
}

/// Frees what a dead task holds besides its value.
pub(crate) unsafe fn dispose(o: Ptr) {
    // SAFETY: a dead task owns its state.
    unsafe {
        let p = *at::<*mut Pending>(o, HOST.thunk_closure);
        if !p.is_null() {
            drop(Box::from_raw(p));
        }
    }
}

/// Waits until the task has a value.
///
/// # Safety
/// `o` is a live task.
pub(crate) unsafe fn wait(o: Ptr) {
    // SAFETY: as ours.
    unsafe {
        if !value(o).load(Ordering::Acquire).is_null() {
            return;
        }
        let Some(p) = pending(o) else { crate::bug!("a task with neither value nor state") };
        // The value may depend on what only this thread can run.
        run_continuations();
        let mut state = lock(&p.state);
        if !state.finished && !state.failed {
            let _blocked = Blocked::new();
            while !state.finished && !state.failed {
                state = p.done.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
        if state.failed {
            drop(state);
            panic!("waiting for a task that panicked");
        }
    }
}

/// While alive, a worker that waits does not count as working, so that another may start.
struct Blocked(*const Manager);

impl Blocked {
    fn new() -> Blocked {
        let manager = SERVING.get();
        // SAFETY: a worker keeps its runtime alive.
        if let Some(m) = unsafe { manager.as_ref() } {
            lock(&m.jobs).blocked += 1;
            m.start_worker();
        }
        Blocked(manager)
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        // SAFETY: as above.
        if let Some(m) = unsafe { self.0.as_ref() } {
            lock(&m.jobs).blocked -= 1;
        }
    }
}

thread_local! {
    /// On a worker thread, the manager that it serves.
    static SERVING: Cell<*const Manager> = const { Cell::new(ptr::null()) };
}

impl Task {
    /// A finished task.
    pub fn pure(x: Obj) -> Task {
        let x = Shared::new(x).into_obj();
        // SAFETY: value and null state are a finished task.
        unsafe { Task::new(x.into_raw(), ptr::null_mut()) }
    }

    /// A task object, multi-threaded.
    unsafe fn new(value: Ptr, state: *mut Pending) -> Task {
        // SAFETY: the pair is a task by the caller's word.
        unsafe {
            let o = raw::alloc_pair(tag::TASK, value, state.cast());
            (*o).rc.store(-1, crate::sync::Ordering::Relaxed);
            Task(Shared::new(Obj::from_raw(o)))
        }
    }

    fn unstarted(job: Option<Job>, priority: Priority, keep_alive: bool) -> Task {
        let state = Mutex::new(State { job, ..State::default() });
        let pending = Pending { state, done: Condvar::new(), canceled: AtomicBool::new(false), priority, keep_alive };
        // SAFETY: null value and a state are a pending task.
        unsafe { Task::new(ptr::null_mut(), Box::into_raw(Box::new(pending))) }
    }

    /// A task that applies `f` to `box(0)`. With `keep_alive` it runs even if nobody refers to it any more.
    pub fn spawn(f: Closure, priority: Priority, keep_alive: bool) -> Task {
        Task::submit(Task::unstarted(Some(Job::Run(Shared::new(f.into_obj()))), priority, keep_alive))
    }

    /// A task for `f` applied to the value of `self`.
    pub fn map(self, f: Closure, priority: Priority, keep_alive: bool) -> Task {
        let job = Job::Map(Shared::new(f.into_obj()), self.clone());
        self.then(Task::unstarted(Some(job), priority, keep_alive))
    }

    /// A task for the value of the task that `f` gives for the value of `self`.
    pub fn bind(self, f: Closure, priority: Priority, keep_alive: bool) -> Task {
        let job = Job::Bind(Shared::new(f.into_obj()), self.clone());
        self.then(Task::unstarted(Some(job), priority, keep_alive))
    }

    /// Submits `next` when `self` has a value.
    fn then(self, next: Task) -> Task {
        // SAFETY: a live task.
        if let Some(p) = unsafe { pending(self.ptr()) } {
            let mut state = lock(&p.state);
            if !state.finished && !state.failed {
                state.waiting.push(next.clone());
                return next;
            }
        }
        Task::submit(next)
    }

    /// Queues a task whose input is there, or runs it at once where there is no queue.
    fn submit(task: Task) -> Task {
        if let Some(task) = task.clone().queue() {
            task.run();
        }
        task
    }

    /// Queues a task; gives it back where this thread has to run it.
    fn queue(self) -> Option<Task> {
        // SAFETY: a live task.
        if unsafe { pending(self.ptr()) }.is_some_and(|p| p.priority == Priority::SYNC) {
            return Some(self);
        }
        runtime::with_current(|rt| match rt {
            Some(rt) => rt.tasks.push(self),
            None => Some(self),
        })
    }

    fn ptr(&self) -> Ptr {
        self.0.r().as_ptr()
    }

    /// Whether only the queue refers to the task, and it need not run for its own sake.
    fn is_unwanted(&self) -> bool {
        // SAFETY: a live task; a count of -1 that we hold cannot change under us.
        unsafe { rc::count(self.ptr()) == -1 && pending(self.ptr()).is_some_and(|p| !p.keep_alive) }
    }

    /// Runs the job on this thread.
    fn run(&self) {
        // SAFETY: a live task.
        let Some(p) = (unsafe { pending(self.ptr()) }) else { return };
        let Some(job) = lock(&p.state).job.take() else { return };
        let old = RUNNING.replace(self.ptr());
        let result = catch_unwind(AssertUnwindSafe(|| job.run()));
        RUNNING.set(old);
        match result {
            Ok(Outcome::Value(x)) => self.finish(x),
            Ok(Outcome::From(task)) => {
                lock(&p.state).job = Some(Job::Forward(task.clone()));
                let _ = task.then(self.clone());
            }
            Err(_) => self.fail(),
        }
    }

    /// Sets the value, and wakes and queues who waits for it. A second value is dropped.
    fn finish(&self, x: Obj) {
        // SAFETY: a live task; the value is multi-threaded before others can see it.
        let waiting = unsafe {
            mark::mark_mt(x.as_ptr());
            let Some(p) = pending(self.ptr()) else { return };
            let mut state = lock(&p.state);
            if state.finished {
                return;
            }
            state.finished = true;
            value(self.ptr()).store(x.into_raw(), Ordering::Release);
            p.done.notify_all();
            std::mem::take(&mut state.waiting)
        };
        let here: Vec<Task> = waiting.into_iter().filter_map(Task::queue).collect();
        if here.is_empty() {
            return;
        }
        CONTINUATIONS.with_borrow_mut(|c| c.extend(here));
        // A chain of continuations is a loop of the outermost call, not a recursion.
        if !CONTINUING.replace(true) {
            run_continuations();
            CONTINUING.set(false);
        }
    }

    /// The job panicked: whoever waits is told so, and tasks that need the value fail too.
    fn fail(&self) {
        let mut failed = vec![self.clone()];
        while let Some(task) = failed.pop() {
            // SAFETY: a live task.
            let Some(p) = (unsafe { pending(task.ptr()) }) else { continue };
            let mut state = lock(&p.state);
            state.failed = true;
            state.job = None;
            p.done.notify_all();
            failed.append(&mut state.waiting);
        }
    }

    /// The task in a word, if it is one.
    pub fn from_obj(o: Obj) -> Result<Task, Obj> {
        if o.r().kind() == crate::Kind::Task { Ok(Task(Shared::new(o))) } else { Err(o) }
    }

    /// The word.
    pub fn into_obj(self) -> Obj {
        self.0.into_obj()
    }

    /// The value; waits for it.
    ///
    /// # Panics
    /// If the task panicked.
    pub fn get(&self) -> ObjRef<'_> {
        // SAFETY: a live task; its value never changes once set.
        unsafe {
            wait(self.ptr());
            ObjRef::from_raw(value(self.ptr()).load(Ordering::Acquire))
        }
    }

    /// What the task is doing.
    pub fn state(&self) -> TaskState {
        // SAFETY: a live task.
        unsafe {
            if !value(self.ptr()).load(Ordering::Acquire).is_null() {
                return TaskState::Finished;
            }
            match pending(self.ptr()) {
                Some(p) if lock(&p.state).job.is_some() => TaskState::Waiting,
                _ => TaskState::Running,
            }
        }
    }

    /// Asks the task to stop early; it has to look, see [`check_canceled`].
    pub fn cancel(&self) {
        // SAFETY: a live task.
        if let Some(p) = unsafe { pending(self.ptr()) } {
            p.canceled.store(true, Ordering::Relaxed);
        }
    }
}

thread_local! {
    /// Tasks that got their input and that only this thread can run.
    static CONTINUATIONS: RefCell<VecDeque<Task>> = const { RefCell::new(VecDeque::new()) };
    /// A call further out runs the continuations.
    static CONTINUING: Cell<bool> = const { Cell::new(false) };
}

fn run_continuations() {
    while let Some(task) = CONTINUATIONS.with_borrow_mut(VecDeque::pop_front) {
        task.run();
    }
}

/// Waits until one of the tasks has a value; the index of the first that has.
///
/// # Panics
/// If a task panicked before any had a value, or there are no tasks.
pub(crate) fn wait_any(tasks: &[Task]) -> usize {
    let finished = || tasks.iter().position(|t| t.state() == TaskState::Finished);
    if let Some(i) = finished() {
        return i;
    }
    // One task that waits for each of them: the first to finish runs it, for the others it has run already.
    let any = Task::unstarted(Some(Job::Forward(Task::pure(Obj::scalar(0)))), Priority::SYNC, true);
    for t in tasks {
        let _ = t.clone().then(any.clone());
    }
    let _ = any.get();
    match finished() {
        Some(i) => i,
        None => crate::bug!("waiting for one of no tasks"),
    }
}

thread_local! {
    /// The task that this thread runs, or null.
    static RUNNING: Cell<Ptr> = const { Cell::new(ptr::null_mut()) };
}

/// Whether the task that this thread runs was asked to stop, or is wanted by nobody any more.
pub fn check_canceled() -> bool {
    let o = RUNNING.get();
    // SAFETY: a running task is kept alive by whoever runs it.
    !o.is_null() && unsafe { pending(o) }.is_some_and(|p| p.canceled.load(Ordering::Relaxed))
}

enum Outcome {
    Value(Obj),
    From(Task),
}

impl Job {
    fn run(self) -> Outcome {
        let apply = |f: Shared, x: Obj| {
            let f = f.into_obj().into_raw();
            // SAFETY: only closures are put into jobs; both words are owned.
            unsafe { Obj::from_raw(crate::closure::apply(f, &[x.into_raw()])) }
        };
        match self {
            // SAFETY: a boxed scalar.
            Job::Run(f) => Outcome::Value(apply(f, unsafe { Obj::from_raw(box_scalar(0)) })),
            Job::Map(f, x) => Outcome::Value(apply(f, x.get().to_obj())),
            Job::Bind(f, x) => match Task::from_obj(apply(f, x.get().to_obj())) {
                Ok(task) => Outcome::From(task),
                Err(o) => panic!("the function of a task's bind gave {o:?}, which is no task"),
            },
            Job::Forward(x) => Outcome::Value(x.get().to_obj()),
        }
    }
}

/// The queue and worker threads of a runtime.
pub(crate) struct Manager {
    runtime: Weak<Inner>,
    jobs: Mutex<Jobs>,
    wake: Condvar,
    /// Workers that may run at the same time.
    workers: usize,
}

#[derive(Default)]
struct Jobs {
    /// One queue per priority.
    ready: [VecDeque<Task>; Priority::MAX.0 as usize + 1],
    threads: Vec<JoinHandle<()>>,
    idle: usize,
    blocked: usize,
    stopping: bool,
}

impl Manager {
    pub fn new(runtime: Weak<Inner>, workers: usize) -> Manager {
        Manager { runtime, jobs: Mutex::default(), wake: Condvar::new(), workers }
    }

    /// Queues a task; gives it back where there is nobody to run it.
    fn push(&self, task: Task) -> Option<Task> {
        // SAFETY: a live task.
        let priority = unsafe { pending(task.ptr()) }.map_or(Priority::default(), |p| p.priority).min(Priority::MAX);
        {
            let mut jobs = lock(&self.jobs);
            if jobs.stopping || self.workers == 0 {
                return Some(task);
            }
            jobs.ready[priority.0 as usize].push_back(task);
        }
        self.wake.notify_one();
        self.start_worker();
        None
    }

    /// Starts a worker if there is work that no worker is free for.
    fn start_worker(&self) {
        let mut jobs = lock(&self.jobs);
        let queued = jobs.ready.iter().map(VecDeque::len).sum::<usize>();
        let working = jobs.threads.len() - jobs.blocked;
        if jobs.stopping || queued <= jobs.idle || working >= self.workers {
            return;
        }
        let Some(runtime) = self.runtime.upgrade() else { return };
        let worker = std::thread::Builder::new().name("lithe-task".into()).stack_size(WORKER_STACK);
        // A thread that cannot be started leaves the work to the others, or to whoever waits.
        if let Ok(thread) = worker.spawn(move || serve(&runtime)) {
            jobs.threads.push(thread);
        }
    }

    /// The next task, in order of priority; waits for one. `None` when the runtime stops.
    fn next(&self, runtime: &Inner) -> Option<Task> {
        let mut jobs = lock(&self.jobs);
        loop {
            if jobs.stopping {
                return None;
            }
            if let Some(task) = jobs.ready.iter_mut().rev().find_map(VecDeque::pop_front) {
                return Some(task);
            }
            jobs.idle += 1;
            drop(jobs);
            runtime.report();
            jobs = lock(&self.jobs);
            while !jobs.stopping && jobs.ready.iter().all(VecDeque::is_empty) {
                jobs = self.wake.wait(jobs).unwrap_or_else(PoisonError::into_inner);
            }
            jobs.idle -= 1;
        }
    }

    /// Lets the workers finish what they run, and waits for them. Tasks that have not started fail.
    pub fn stop(&self) {
        let (threads, left) = {
            let mut jobs = lock(&self.jobs);
            jobs.stopping = true;
            let left: Vec<Task> = jobs.ready.iter_mut().flat_map(std::mem::take).collect();
            (std::mem::take(&mut jobs.threads), left)
        };
        self.wake.notify_all();
        for task in left {
            task.fail();
        }
        let me = std::thread::current().id();
        for thread in threads {
            if thread.thread().id() != me {
                let _ = thread.join();
            }
        }
    }
}

/// Address space of a worker's stack; pages are only touched when used.
const WORKER_STACK: usize = 256 << 20;

/// A worker's life.
fn serve(runtime: &Arc<Inner>) {
    SERVING.set(&raw const runtime.tasks);
    let _entered = runtime.enter();
    while let Some(task) = runtime.tasks.next(runtime) {
        if !task.is_unwanted() {
            task.run();
        }
    }
}

/// An owned promise: a task whose value somebody will bring.
///
/// The task's value is an `Option`: `some x` once resolved, `none` if the promise was dropped before.
#[derive(Debug)]
pub struct Promise(Obj);

impl Promise {
    /// A promise without a value.
    pub fn new() -> Promise {
        let task = Task::unstarted(None, Priority::default(), true);
        // SAFETY: the slot owns the task; promises are multi-threaded like tasks.
        unsafe {
            let o = raw::alloc_single(tag::PROMISE, task.into_obj().into_raw());
            Promise(Shared::new(Obj::from_raw(o)).into_obj())
        }
    }

    /// The promise in a word, if it is one.
    pub fn from_obj(o: Obj) -> Result<Promise, Obj> {
        if o.r().kind() == crate::Kind::Promise { Ok(Promise(o)) } else { Err(o) }
    }

    /// The word.
    pub fn into_obj(self) -> Obj {
        self.0
    }

    /// The task that will have the value.
    pub fn task(&self) -> Task {
        // SAFETY: a live promise holds a task.
        unsafe {
            let o = *at::<Ptr>(self.0.as_ptr(), HOST.ref_value);
            rc::inc_ref(o);
            Task(Shared::new(Obj::from_raw(o)))
        }
    }

    /// Brings the value; the first one counts.
    pub fn resolve(&self, x: Obj) {
        self.task().finish(Obj::ctor(1, [x]));
    }
}

impl Default for Promise {
    fn default() -> Promise {
        Promise::new()
    }
}

/// A promise is dead: whoever still waits gets `none`.
pub(crate) unsafe fn break_promise(o: Ptr) {
    // SAFETY: a dead promise still owns its task.
    unsafe {
        let task = *at::<Ptr>(o, HOST.ref_value);
        rc::inc_ref(task);
        Task(Shared::new(Obj::from_raw(task))).finish(Obj::scalar(0));
    }
}

#[cfg(test)]
mod tests;
