//! Runtimes come and go without leaving anything behind. In a file of its own: it looks at the memory of the process.

mod common;

use common::{mappings, status_kib};
use rt::{Array, Closure, Config, Obj, Priority, Promise, Runtime, Shared, Str, Task};

/// Work for one round: lists, strings, arrays small and large, tasks, shared and persistent values.
fn work(rt: &Runtime, round: usize) -> Shared {
    rt.run(|| {
        let list = Obj::list((0..500).map(Obj::scalar));
        let mut text = Str::new("round ");
        for i in 0..200 {
            text.push_str(&(round + i).to_string());
        }
        let large: Array = (0..2000).map(|i| Obj::ctor(0, [Obj::scalar(i)])).collect();
        let persistent = Shared::persistent(Obj::array((0..50).map(|i| Obj::string(&i.to_string()))));
        let shared = Shared::new(Obj::array([list, text.into_obj(), large.into_obj()]));
        let tasks: Vec<Task> = (0..8)
            .map(|i| {
                let f = Closure::from_fn(|[x, i, _]: [Obj; 3]| {
                    let n = x.r().as_array().map_or(0, |a| a[0].list_iter().count());
                    Obj::ctor(0, [Obj::scalar(n + i.r().unbox()), x])
                });
                let Ok(f) = Closure::from_obj(f.apply([shared.r().to_obj(), Obj::scalar(i)])) else {
                    panic!("a partial application")
                };
                let add = Closure::from_fn(|[x]: [Obj; 1]| Obj::scalar(x.r().field(0).unbox() + 1));
                Task::spawn(f, Priority(i as u8), i % 2 == 0).map(add, Priority::default(), false)
            })
            .collect();
        let promise = Promise::new();
        let waiting = promise.task();
        for (i, t) in tasks.iter().enumerate() {
            assert_eq!(t.get().unbox(), 501 + i);
        }
        drop(promise);
        assert!(waiting.get().is_scalar());
        assert_eq!(persistent.r().as_array().unwrap().len(), 50);
        shared
    })
}

#[test]
fn two_runtimes_side_by_side_a_thousand_times_without_growth() {
    let mut after_100 = (0, 0);
    for round in 1..=1000 {
        let left = Runtime::with_config(&Config { workers: Some(1) });
        let right = Runtime::with_config(&Config { workers: Some(2) });
        let (from_left, from_right) = (work(&left, round), work(&right, round));
        // Each looks at the other's objects, and frees them.
        left.run(|| assert_eq!(from_right.r().as_array().unwrap().len(), 3));
        right.run(|| drop(from_left));
        left.run(|| drop(from_right));
        let outlives = left.run(|| Shared::new(Obj::list((0..10).map(Obj::scalar))));
        // SAFETY: the persistent values of `work` are gone from every variable and every object that is left.
        unsafe {
            left.shutdown();
            right.shutdown();
        }
        assert_eq!(outlives.r().list_iter().count(), 10);
        drop(outlives);
        if round == 100 {
            after_100 = (status_kib("VmRSS:"), mappings());
        }
    }
    let (rss, maps) = (status_kib("VmRSS:"), mappings());
    println!("after 100 rounds: {after_100:?} (KiB, mappings), after 1000: {:?}", (rss, maps));
    if cfg!(any(lithe_system_alloc, lithe_tsan)) {
        // The sanitizers keep freed memory and histories of their own.
        return;
    }
    assert!(rss <= after_100.0 + 1024, "resident memory grew from {} to {rss} KiB", after_100.0);
    assert!(maps <= after_100.1 + 8, "mappings grew from {} to {maps}", after_100.1);
}
