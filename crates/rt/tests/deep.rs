//! Structures of a depth that no stack could follow, freed, marked and copied on a thread with 64 KiB of stack.
//!
//! Under the sanitizers, which multiply time, memory and stack frames, the structures are smaller; still far deeper than
//! the stack would allow.

mod common;

use common::{balanced, chain, on_small_stack};
use rt::{Array, Closure, External, Field, Obj, ObjRef, Priority, Promise, Ref, Scope, Shared, Task, Thunk};

const SANITIZED: bool = cfg!(any(lithe_system_alloc, lithe_tsan));
const DEEP: usize = if SANITIZED { 200_000 } else { 1_000_000 };
const LONG: usize = if SANITIZED { 500_000 } else { 10_000_000 };

#[test]
fn a_long_list_is_freed_without_stack() {
    on_small_stack(|| {
        let c = balanced(|| drop(Obj::list((0..LONG).map(Obj::scalar))));
        assert_eq!(c.allocs, LONG as u64);
    });
}

/// Nests an object in another, the `i`th of a chain.
type Link = fn(usize, Obj) -> Obj;

/// The ways to nest one object in another.
const SHAPES: [(&str, Link); 13] = [
    ("left", |i, x| Obj::ctor(0, [x, Obj::scalar(i), Obj::scalar(i)])),
    ("right", |i, x| Obj::ctor(1, [Obj::scalar(i), Obj::scalar(i), x])),
    ("zig-zag", |i, x| {
        let leaf = Obj::ctor(3, [Obj::scalar(i)]);
        if i % 2 == 0 { Obj::ctor(2, [x, leaf]) } else { Obj::ctor(2, [leaf, x]) }
    }),
    ("array", |i, x| Obj::array([Obj::scalar(i), x, Obj::scalar(i)])),
    ("closure", |_, x| Closure::from_fn(|[a, _]: [Obj; 2]| a).apply([x])),
    ("pure thunk", |_, x| Thunk::pure(x).into_obj()),
    ("delayed thunk", |_, x| {
        let Ok(f) = Closure::from_obj(Closure::from_fn(|[a, _]: [Obj; 2]| a).apply([x])) else { panic!("a closure") };
        Thunk::new(f).into_obj()
    }),
    ("ref", |_, x| Ref::new(x).into_obj()),
    ("external", |_, x| External::new(Shared::new(x)).into_obj()),
    ("task", |_, x| Task::pure(x).into_obj()),
    ("fat constructor", |i, x| Obj::ctor_dyn(300 + i % 5, [Obj::scalar(i), x].into_iter(), &[7; 3])),
    ("promise", |_, x| {
        let p = Promise::new();
        p.resolve(x);
        p.into_obj()
    }),
    ("large array", |i, x| {
        let mut a = Array::with_capacity(if i % 1000 == 0 { 600 } else { 0 });
        a.push(x);
        a.into_obj()
    }),
];

#[test]
fn deep_structures_of_every_kind_are_freed_without_stack() {
    for (name, link) in SHAPES {
        on_small_stack(|| {
            let c = balanced(|| drop(chain(DEEP, link)));
            assert!(c.allocs >= DEEP as u64, "{name}: {c:?}");
        });
    }
}

#[test]
fn shared_deep_structures_are_freed_without_stack() {
    for (name, link) in SHAPES {
        on_small_stack(|| {
            let c = balanced(|| {
                let shared = Shared::new(chain(DEEP, link));
                let again = shared.clone();
                drop(shared);
                drop(again);
            });
            assert!(c.allocs >= DEEP as u64, "{name}: {c:?}");
        });
    }
}

#[test]
fn another_thread_frees_what_this_one_built() {
    for (name, link) in SHAPES {
        let rt = rt::Runtime::new();
        let made = rt.run(|| Shared::new(chain(DEEP / 10, link)));
        on_small_stack(|| rt.run(|| drop(made)));
        assert_eq!(rt.counters().live(), 0, "{name}");
    }
}

#[test]
fn a_tree_with_both_sides_deep() {
    on_small_stack(|| {
        balanced(|| {
            let side = |tag| chain(DEEP / 2, |i, x| Obj::ctor(tag, [x, Obj::scalar(i)]));
            drop(Obj::ctor(0, [side(1), Obj::array([side(2)]), side(3)]));
        });
    });
}

#[test]
fn marking_persistent_needs_no_stack_and_shutdown_frees_it() {
    for (name, link) in SHAPES {
        on_small_stack(|| {
            let rt = rt::Runtime::with_config(&rt::Config { workers: Some(0) });
            let heap = rt.run(|| {
                let before = rt.counters();
                let kept = Shared::persistent(chain(DEEP, link));
                for _ in 0..10 {
                    drop(kept.clone());
                }
                drop(kept);
                before
            });
            assert!(rt.counters().since(&heap).live() >= DEEP as i64, "{name}: persistent objects stay");
            // SAFETY: no reference to the persistent objects is left.
            unsafe { rt.shutdown() };
        });
    }
}

#[test]
fn copying_out_of_a_scope_needs_no_stack() {
    on_small_stack(|| {
        balanced(|| {
            let copy = Scope::run(|s| {
                let zero = Obj::scalar(0);
                let mut inner: ObjRef<'_> = zero.r();
                for i in 0..DEEP {
                    // SAFETY: a cell of the scope, or a scalar: valid while the scope is.
                    let x = unsafe { ObjRef::from_raw(inner.as_ptr()) };
                    inner = s.ctor((i % 3) as u8, [Field::Borrowed(x), Field::Owned(Obj::scalar(i))], &[]);
                }
                inner.to_obj()
            });
            let mut depth = 0;
            let mut at = copy.r();
            while let Some(inner) = at.get_field(0) {
                (at, depth) = (inner, depth + 1);
            }
            assert_eq!(depth, DEEP);
        });
    });
}

#[test]
fn chains_of_tasks_that_wait_for_each_other() {
    on_small_stack(|| {
        let rt = rt::Runtime::with_config(&rt::Config { workers: Some(1) });
        rt.run(|| {
            let p = Promise::new();
            let mut t =
                p.task().map(Closure::from_fn(|[x]: [Obj; 1]| x.r().field(0).to_obj()), Priority::default(), false);
            for _ in 0..DEEP / 10 {
                let next = Closure::from_fn(|[x]: [Obj; 1]| Obj::scalar(x.r().unbox() + 1));
                t = t.map(next, Priority::default(), false);
            }
            p.resolve(Obj::scalar(0));
            assert_eq!(t.get().unbox(), DEEP / 10);
            // And a promise that nobody keeps: a broken chain.
            let p = Promise::new();
            let mut t = p.task();
            for _ in 0..DEEP / 10 {
                t = t.map(Closure::from_fn(|[x]: [Obj; 1]| x), Priority::SYNC, false);
            }
            drop(p);
            assert!(t.get().is_scalar());
        });
    });
}
