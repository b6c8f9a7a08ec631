//! Counts at the ends of their range: an object whose count came near a limit is never freed early, and the count never
//! wraps. No program reaches these counts in a test's time, so the tests write them into the header.

mod common;

use common::balanced;
use rt::layout::header;
use rt::layout::rc::{STICKY_DEC, STICKY_INC};
use rt::{Obj, Shared, raw, rc};

/// Writes a count into a live object.
fn set_count(o: &Obj, n: i32) {
    // SAFETY: the count is the first field of the header, and no other thread looks at the object now.
    unsafe { o.as_ptr().byte_add(header::RC).cast::<i32>().write(n) }
}

fn count(o: &Obj) -> i32 {
    // SAFETY: a live object.
    unsafe { rc::count(o.as_ptr()) }
}

/// A pair whose content shows whether it is still whole, and what looks at it.
fn pair() -> Obj {
    Obj::ctor(5, [Obj::string("left"), Obj::string("right")])
}

fn assert_whole(o: &Obj) {
    assert_eq!(o.r().ctor_index(), 5);
    assert_eq!((o.r().field(0).as_str(), o.r().field(1).as_str()), (Some("left"), Some("right")));
}

/// Gives up `n` references that the count says are there and nobody holds.
fn give_up(o: &Obj, n: usize) {
    for _ in 0..n {
        // SAFETY: as if the references had been made; the count is far from the last one.
        unsafe { rc::dec(o.as_ptr()) }
    }
}

/// Waits for threads one by one: the thread sanitizer does not see how a scope waits for them.
fn join<const N: usize>(threads: [std::thread::ScopedJoinHandle<'_, ()>; N]) {
    threads.into_iter().for_each(|t| t.join().unwrap());
}

#[test]
fn a_single_threaded_count_that_overflows_sticks() {
    balanced(|| {
        let o = pair();
        set_count(&o, i32::MAX - 2);
        for _ in 0..10 {
            std::mem::forget(o.clone());
        }
        let stuck = count(&o);
        assert!(stuck <= STICKY_INC, "{stuck}");
        give_up(&o, 1000);
        for _ in 0..1000 {
            std::mem::forget(o.clone());
        }
        assert_eq!(count(&o), stuck);
        assert!(!o.is_exclusive());
        assert_whole(&o);
        set_count(&o, 1);
    });
}

#[test]
fn a_shared_count_sticks_before_it_wraps() {
    balanced(|| {
        let o = Shared::new(pair()).into_obj();
        set_count(&o, STICKY_DEC + 3);
        for _ in 0..2 {
            std::mem::forget(o.clone());
        }
        assert_eq!(count(&o), STICKY_DEC + 1);
        give_up(&o, 1);
        assert_eq!(count(&o), STICKY_DEC + 2, "not sticky yet");
        for _ in 0..3 {
            std::mem::forget(o.clone());
        }
        give_up(&o, 1000);
        assert_eq!(count(&o), STICKY_DEC - 1, "sticky: no longer decremented");
        set_count(&o, STICKY_INC + 2);
        for _ in 0..1000 {
            std::mem::forget(o.clone());
        }
        assert_eq!(count(&o), STICKY_INC, "and no longer incremented");
        assert_whole(&o);
        set_count(&o, -1);
    });
}

#[test]
fn many_references_at_once_stick_too() {
    balanced(|| {
        for start in [1, 1000, i32::MAX] {
            for n in [i32::MAX as usize, 1 << 40, usize::MAX] {
                let o = pair();
                set_count(&o, start);
                // SAFETY: a live object of this thread.
                unsafe { rc::inc_ref_n(o.as_ptr(), n) };
                assert!(count(&o) < 0 && count(&o) <= STICKY_INC, "{start} + {n}: {}", count(&o));
                give_up(&o, 10);
                assert_whole(&o);
                set_count(&o, 1);
            }
        }
        let o = Shared::new(pair()).into_obj();
        // SAFETY: as above.
        unsafe { rc::inc_ref_n(o.as_ptr(), usize::MAX) };
        assert_eq!(count(&o), STICKY_INC);
        set_count(&o, -1);
        let p = pair();
        // SAFETY: as above.
        unsafe { rc::inc_ref_n(p.as_ptr(), 5) };
        assert_eq!(count(&p), 6);
        give_up(&p, 5);
        assert!(p.is_exclusive());
    });
}

#[test]
fn marking_a_huge_count_keeps_the_object() {
    balanced(|| {
        for n in [i32::MAX, i32::MAX - 5, -(STICKY_DEC + 1)] {
            let o = pair();
            set_count(&o, n);
            let shared = Shared::new(o);
            std::thread::scope(|s| {
                let count = || (0..1000).for_each(|_| drop(shared.clone()));
                join([s.spawn(count), s.spawn(count)]);
            });
            let o = shared.into_obj();
            assert!(count(&o) < 0);
            assert_whole(&o);
            set_count(&o, -1);
        }
    });
}

#[test]
fn threads_that_count_a_sticky_object_leave_it_sticky() {
    balanced(|| {
        let o = pair();
        let shared = Shared::new(o);
        set_count(&shared.clone().into_obj(), STICKY_DEC + 2);
        std::thread::scope(|s| {
            let count = || drop((0..1000).map(|_| shared.clone()).collect::<Vec<Shared>>());
            join([s.spawn(count), s.spawn(count), s.spawn(count)]);
        });
        let o = shared.into_obj();
        assert!(count(&o) <= STICKY_DEC + 2, "{}", count(&o));
        assert_whole(&o);
        set_count(&o, -1);
    });
}

#[test]
fn headers_of_scoped_memory_are_left_alone() {
    // A cell on the stack with the count of scoped memory, as machines build them.
    #[repr(C, align(8))]
    struct Cell([u64; 3]);
    let mut cell = Cell([0; 3]);
    let o: rt::Ptr = (&raw mut cell).cast();
    // SAFETY: 24 bytes are a constructor with one field and one word of scalars.
    unsafe {
        raw::set_header(o, rt::layout::rc::SCOPED, 24, 1, 3);
        *raw::ctor_field(o, 0) = Obj::scalar(9).into_raw();
        for _ in 0..100 {
            rc::inc(o);
        }
        for _ in 0..200 {
            rc::dec(o);
        }
        assert_eq!(rc::count(o), rt::layout::rc::SCOPED);
        let copy = rt::ObjRef::from_raw(o).to_obj();
        assert!(copy.is_exclusive() && copy.r().field(0).unbox() == 9 && copy.as_ptr() != o);
    }
}
