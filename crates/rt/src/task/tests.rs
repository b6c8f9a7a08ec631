//! Tasks and promises on worker threads, without any, and when things go wrong.

use super::*;
use crate::{Config, Runtime};

fn add_one() -> Closure {
    Closure::from_fn(|[x]: [Obj; 1]| Obj::scalar(x.r().unbox() + 1))
}

fn delayed(n: usize) -> Closure {
    let Ok(f) = Closure::from_obj(
        Closure::from_fn(|[n, _]: [Obj; 2]| {
            std::thread::sleep(std::time::Duration::from_millis(1));
            n
        })
        .apply([Obj::scalar(n)]),
    ) else {
        panic!("a partial application")
    };
    f
}

fn everywhere(f: impl Fn()) {
    f();
    for workers in [0, 1, 2, 4] {
        Runtime::with_config(&Config { workers: Some(workers) }).run(&f);
    }
}

#[test]
fn map_and_bind_chains() {
    everywhere(|| {
        let mut t = Task::spawn(delayed(0), Priority::default(), false);
        for _ in 0..100 {
            t = t.map(add_one(), Priority::default(), false);
        }
        let bound = t.bind(
            Closure::from_fn(|[x]: [Obj; 1]| Task::spawn(delayed(2 * x.r().unbox()), Priority(3), false).into_obj()),
            Priority::default(),
            false,
        );
        assert_eq!(bound.get().unbox(), 200);
        assert_eq!(bound.state(), TaskState::Finished);
    });
}

#[test]
fn tasks_that_wait_for_tasks_do_not_starve() {
    everywhere(|| {
        fn fork([n, _]: [Obj; 2]) -> Obj {
            let n = n.r().unbox();
            if n == 0 {
                return Obj::scalar(1);
            }
            let Ok(f) = Closure::from_obj(Closure::from_fn(fork).apply([Obj::scalar(n - 1)])) else {
                panic!("a partial application")
            };
            let tasks = [f.clone(), f].map(|f| Task::spawn(f, Priority::default(), false));
            Obj::scalar(tasks.iter().map(|t| t.get().unbox()).sum())
        }
        assert_eq!(fork([Obj::scalar(6), Obj::scalar(0)]).r().unbox(), 64);
    });
}

#[test]
fn a_panic_reaches_whoever_waits_and_nobody_else() {
    everywhere(|| {
        let bad = Task::spawn(Closure::from_fn(|[_]: [Obj; 1]| panic!("on purpose")), Priority::default(), false);
        let after = bad.clone().map(add_one(), Priority::default(), false);
        for t in [bad, after] {
            assert!(catch_unwind(AssertUnwindSafe(|| t.get().unbox())).is_err());
        }
        assert_eq!(Task::spawn(delayed(3), Priority::default(), false).get().unbox(), 3);
    });
}

#[test]
fn promises_resolve_once_or_break() {
    everywhere(|| {
        let p = Promise::new();
        let t = p.task();
        let next = t.clone().map(Closure::from_fn(|[x]: [Obj; 1]| x), Priority::default(), false);
        p.resolve(Obj::string("first"));
        p.resolve(Obj::string("second"));
        assert_eq!(next.get().field(0).as_str(), Some("first"));
        let broken = Promise::new();
        let t = broken.task();
        drop(broken);
        assert!(t.get().is_scalar(), "none");
    });
}

#[test]
fn long_chains_on_the_thread_that_brings_the_value() {
    everywhere(|| {
        let p = Promise::new();
        let first = p.task().map(Closure::from_fn(|[x]: [Obj; 1]| x.r().field(0).to_obj()), Priority::SYNC, false);
        let mut t = first.clone();
        for _ in 0..100_000 {
            t = t.map(add_one(), Priority::SYNC, false);
        }
        let p = Shared::new(p.into_obj());
        std::thread::scope(|s| {
            let resolve = || {
                let Ok(p) = Promise::from_obj(p.r().to_obj()) else { panic!("a promise") };
                p.resolve(Obj::scalar(0));
            };
            let small = std::thread::Builder::new().stack_size(64 << 10);
            small.spawn_scoped(s, resolve).unwrap().join().unwrap();
        });
        assert_eq!(t.get().unbox(), 100_000);
    });
}

#[test]
fn the_first_of_several_does_not_need_a_free_worker() {
    let rt = Runtime::with_config(&Config { workers: Some(1) });
    rt.run(|| {
        let slow = Task::spawn(
            Closure::from_fn(|[_]: [Obj; 1]| {
                while !check_canceled() {
                    std::thread::yield_now();
                }
                Obj::scalar(1)
            }),
            Priority::default(),
            false,
        );
        let p = Promise::new();
        let tasks = [slow, p.task()];
        let late = Shared::new(p.into_obj());
        std::thread::scope(|s| {
            s.spawn(|| {
                std::thread::sleep(std::time::Duration::from_millis(20));
                let Ok(p) = Promise::from_obj(late.r().to_obj()) else { panic!("a promise") };
                p.resolve(Obj::scalar(2));
            });
            assert_eq!(wait_any(&tasks), 1);
        });
        tasks[0].cancel();
        assert_eq!(wait_any(&tasks[..1]), 0);
    });
}

#[test]
fn stopping_with_work_in_the_queue() {
    for _ in 0..20 {
        let rt = Runtime::with_config(&Config { workers: Some(2) });
        let tasks: Vec<Task> = rt.run(|| (0..50).map(|i| Task::spawn(delayed(i), Priority::default(), true)).collect());
        drop(rt);
        for (i, t) in tasks.iter().enumerate() {
            if let Ok(n) = catch_unwind(AssertUnwindSafe(|| t.get().unbox())) {
                assert_eq!(n, i);
            }
        }
    }
}

#[test]
fn a_value_nobody_wants_is_not_computed() {
    let rt = Runtime::with_config(&Config { workers: Some(1) });
    rt.run(|| {
        static RAN: AtomicBool = AtomicBool::new(false);
        let first = Task::spawn(delayed(1), Priority::default(), false);
        drop(Task::spawn(
            Closure::from_fn(|[x]: [Obj; 1]| {
                RAN.store(true, Ordering::Relaxed);
                x
            }),
            Priority::default(),
            false,
        ));
        assert_eq!(first.get().unbox(), 1);
        assert_eq!(Task::spawn(delayed(2), Priority::default(), false).get().unbox(), 2);
        assert!(!RAN.load(Ordering::Relaxed));
    });
}
