//! The allocator against its own books: counts, reuse of memory, foreign frees, abandonment.

use crate::{Counters, Obj, Runtime, Shared};

fn delta(rt: &Runtime, f: impl FnOnce()) -> Counters {
    let before = rt.counters();
    f();
    rt.counters().since(&before)
}

#[test]
fn counters_are_exact() {
    let rt = Runtime::new();
    rt.run(|| {
        let c = delta(&rt, || {
            let list = Obj::list((0..1000).map(Obj::scalar));
            assert_eq!(list.r().list_iter().count(), 1000);
        });
        assert_eq!(c, Counters { allocs: 1000, frees: 1000, reuses: 0, bytes: 24_000 });
        let c = delta(&rt, || {
            let big = Obj::array((0..10_000).map(Obj::scalar));
            drop(big);
        });
        assert_eq!(c, Counters { allocs: 1, frees: 1, reuses: 0, bytes: 80_024 });
        let c = delta(&rt, || {
            let pair = Obj::ctor(0, [Obj::scalar(1), Obj::scalar(2)]);
            let ([a, b], memory) = pair.unpack();
            drop(memory.ctor(0, [b, a]));
        });
        assert_eq!(c, Counters { allocs: 1, frees: 1, reuses: 1, bytes: 24 });
    });
    assert_eq!(rt.counters().live(), 0);
}

#[test]
fn every_size_class_gives_disjoint_memory() {
    let mut held = Vec::new();
    for n in 1..=255 {
        for round in 0..40 {
            held.push((n, round, Obj::ctor_dyn(0, (0..n).map(|i| Obj::scalar(i * 64 + round)), &[])));
        }
    }
    for (n, round, o) in &held {
        for i in 0..*n {
            assert_eq!(o.r().field(i).unbox(), i * 64 + round);
        }
    }
}

#[test]
fn memory_freed_by_another_thread_comes_home() {
    let rt = Runtime::new();
    rt.run(|| {
        for _ in 0..50 {
            let made: Vec<Shared> =
                (0..500).map(|i| Shared::new(Obj::list((0..10).map(|j| Obj::scalar(i + j))))).collect();
            std::thread::scope(|s| {
                s.spawn(|| rt.run(|| drop(made)));
            });
        }
    });
    let c = rt.counters();
    assert_eq!((c.allocs, c.frees), (250_000, 250_000));
}

#[test]
fn objects_outlive_their_runtime_and_their_thread() {
    let from_runtime = {
        let rt = Runtime::new();
        rt.run(|| Shared::new(Obj::list((0..5000).map(Obj::scalar))))
    };
    let from_thread = std::thread::spawn(|| Shared::new(Obj::list((0..5000).map(Obj::scalar)))).join().unwrap();
    for list in [from_runtime, from_thread] {
        let copy = list.clone();
        let other = std::thread::spawn(move || copy.into_obj().r().list_iter().count()).join().unwrap();
        assert_eq!(other, list.r().list_iter().count());
    }
}

#[test]
fn threads_that_exchange_objects_while_a_runtime_ends() {
    for _ in 0..20 {
        let (send, receive) = std::sync::mpsc::channel::<Shared>();
        let reader = std::thread::spawn(move || receive.into_iter().map(|o| o.r().list_iter().count()).sum::<usize>());
        {
            let rt = Runtime::new();
            rt.run(|| {
                for i in 0..400 {
                    send.send(Shared::new(Obj::list((0..i % 50).map(Obj::scalar)))).unwrap();
                }
            });
        }
        drop(send);
        assert_eq!(reader.join().unwrap(), 8 * (0..50).sum::<usize>());
    }
}

#[test]
fn what_generated_code_is_told_is_what_the_allocator_does() {
    use super::inline;
    if !inline::AVAILABLE {
        return;
    }
    let made = Obj::ctor(0, [Obj::scalar(1), Obj::scalar(2)]);
    let class = 24 / 8;
    // SAFETY: the heap is this thread's, and the offsets are those of its fields.
    let next = unsafe { *inline::heap().byte_add(inline::FREE_LISTS + 8 * class).cast::<*mut u8>() };
    let again = Obj::ctor(0, [Obj::scalar(3), Obj::scalar(4)]);
    assert!(next.is_null() || next.addr() == again.r().addr(), "the next block of the class");
    let start = made.r().addr() / inline::PAGE * inline::PAGE;
    let header = start + start / inline::PAGE % inline::COLORS * inline::HEADER;
    let owner = made.as_ptr().cast::<u8>().with_addr(header + inline::PAGE_HEAP).cast::<*mut super::Heap>();
    // SAFETY: the header of the page that the live object is in.
    assert_eq!(unsafe { *owner }, inline::heap());
}
