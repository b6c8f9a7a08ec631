//! `list.map (+1) (list.range 4000)`: safe Rust on `rt` next to plain C++, in five variants.
//!
//! The variants are those of Ullrich and de Moura, "Counting Immutable Beans" (2019), as a compiler would emit them, and
//! a loop in the manner of Leijen and Lorenzen, "Tail Recursion Modulo Context" (2023):
//!
//! - *none*: the cell is read, what is kept is counted up, the cell is given up, a new one is allocated;
//! - *reset*: the cell's memory is kept for the new one, its fields are counted as if it died;
//! - *moved*: as *reset*, but the fields of an exclusive cell move out uncounted (`Obj::unpack`, `Reuse::ctor`);
//! - *in place*: one test of the count, then only what changes is written;
//! - *unique*: the C++ knows that the list is unique and tests nothing; safe Rust cannot know, so ours is *in place*;
//! - *loop*: *in place* without recursion, tail-modulo-cons; where the list is shared, new cells are hung in a hole.
//!
//! Where C++ believes that a word which is not boxed is a cell, safe Rust looks at the object's shape, one more load for
//! each cell; that is what remains of a difference in *unique* and *loop*. Machines and generated code use `rt::raw`.
//!
//! The C++ (`benches/cpp/list_map.cpp`, `g++ -O3`) is one source with two columns: the C library's allocator and
//! mimalloc. Both sides box numbers, test for numbers that do not fit, and keep counts with the shared case out of
//! line. All run in this process, one after the other within each repetition. A repetition builds the range anew,
//! untimed, then times [`ROUNDS`] maps of it, each consuming the list of the one before; afterwards the sums must agree.
//!
//! `cargo run --release -p benches --bin list_map` prints nanoseconds per element (best and median of the repetitions)
//! and the ratios of the bests, ours to C++. With `--only NAME [--ours|--cpp]` it runs one variant, for a profiler.
//! Exit code 2: there was no C++ compiler when the bench was built.
#![forbid(unsafe_code)]

use peers::list_map::{Allocator, List, Variant};
use rt::{Obj, ObjRef, Runtime};
use std::process::ExitCode;
use std::time::Instant;

/// Length of the list.
const N: usize = 4000;
/// Maps in one repetition.
const ROUNDS: usize = 10;
/// Repetitions.
const REPETITIONS: usize = 1000;

/// Constructor index of a cell.
const CONS: u8 = 1;

type Map = fn(Obj) -> Obj;

const VARIANTS: [(&str, Variant, Map); 6] = [
    ("none", Variant::None, map_none),
    ("reset", Variant::Reset, map_reset),
    ("moved", Variant::Moved, map_moved),
    ("in place", Variant::InPlace, map_in_place),
    ("unique", Variant::Unique, map_in_place),
    ("loop", Variant::Loop, map_loop),
];

/// `n + 1`.
#[inline(always)]
fn add_one(n: Obj) -> Obj {
    match n.r().add_small(Obj::scalar(1).r()) {
        Some(sum) => sum,
        None => add_big(n),
    }
}

#[cold]
#[inline(never)]
fn add_big(_: Obj) -> Obj {
    std::process::abort()
}

/// A recursive map out of its body, which is inlined into itself four times, as `g++ -O3` does with the C++ by itself.
macro_rules! recursive {
    ($(#[$doc:meta])* $name:ident = $body:path) => {
        $(#[$doc])*
        fn $name(xs: Obj) -> Obj {
            $body(xs, |xs| $body(xs, |xs| $body(xs, |xs| $body(xs, $name))))
        }
    };
}

recursive! { map_none = none }
recursive! { map_reset = reset }
recursive! { map_moved = moved }
recursive! { map_in_place = in_place }

#[inline(always)]
fn none(xs: Obj, map: impl FnOnce(Obj) -> Obj) -> Obj {
    if xs.r().is_scalar() {
        return xs;
    }
    let [head, tail] = xs.r().fields_of().map(ObjRef::to_obj);
    drop(xs);
    let head = add_one(head);
    let tail = map(tail);
    Obj::ctor(CONS, [head, tail])
}

#[inline(always)]
fn reset(xs: Obj, map: impl FnOnce(Obj) -> Obj) -> Obj {
    if xs.r().is_scalar() {
        return xs;
    }
    let [head, tail] = xs.r().fields_of().map(ObjRef::to_obj);
    let memory = xs.reset_cell::<2>(CONS);
    let head = add_one(head);
    let tail = map(tail);
    memory.ctor(CONS, [head, tail])
}

#[inline(always)]
fn moved(xs: Obj, map: impl FnOnce(Obj) -> Obj) -> Obj {
    if xs.r().is_scalar() {
        return xs;
    }
    let ([head, tail], memory) = xs.unpack();
    let head = add_one(head);
    let tail = map(tail);
    memory.ctor(CONS, [head, tail])
}

#[inline(always)]
fn in_place(mut xs: Obj, map: impl FnOnce(Obj) -> Obj) -> Obj {
    if xs.r().is_scalar() {
        return xs;
    }
    let Ok([head, tail]) = xs.cell_mut(CONS) else {
        return map_shared(xs);
    };
    head.update(add_one);
    tail.update(map);
    xs
}

/// What is left of *in place* where the list is shared.
#[cold]
#[inline(never)]
fn map_shared(xs: Obj) -> Obj {
    let ([head, tail], memory) = xs.unpack();
    memory.ctor(CONS, [add_one(head), map_in_place(tail)])
}

fn map_loop(mut xs: Obj) -> Obj {
    let mut hole = &mut xs;
    let hole = loop {
        match hole.cell_mut(CONS) {
            Ok([head, tail]) => {
                head.update(add_one);
                hole = tail;
            }
            Err(rest) => break rest,
        }
    };
    if !hole.r().is_scalar() {
        copy_rest(hole);
    }
    xs
}

#[cold]
fn copy_rest(mut hole: &mut Obj) {
    let mut rest = std::mem::replace(hole, Obj::scalar(0));
    while !rest.r().is_scalar() {
        let ([head, tail], memory) = rest.unpack();
        *hole = memory.ctor(CONS, [add_one(head), Obj::scalar(0)]);
        let Ok([_, next]) = hole.cell_mut(CONS) else { unreachable!("a fresh cell is exclusive") };
        hole = next;
        rest = tail;
    }
}

/// Times of one variant by one program, nanoseconds per element.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn add(&mut self, start: Instant) {
        self.0.push(start.elapsed().as_nanos() as f64 / (N * ROUNDS) as f64);
    }

    fn best(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }

    fn median(&mut self) -> f64 {
        self.0.sort_by(f64::total_cmp);
        self.0[self.0.len() / 2]
    }
}

fn range() -> Obj {
    Obj::list((0..N).map(Obj::scalar))
}

fn ours(map: Map, times: &mut Times) -> usize {
    let mut xs = range();
    let start = Instant::now();
    for _ in 0..ROUNDS {
        xs = map(xs);
    }
    times.add(start);
    xs.r().list_iter().map(|n| n.unbox()).sum()
}

fn theirs(variant: Variant, allocator: Allocator, times: &mut Times) -> Option<usize> {
    let mut xs = List::range(N, allocator)?;
    let start = Instant::now();
    xs.map(variant, ROUNDS);
    times.add(start);
    Some(xs.sum())
}

/// A shared list is mapped right, too, and stays as it was.
fn check(map: Map) {
    let shared = range();
    let kept = shared.clone();
    let mapped = map(shared);
    assert!(kept.r().list_iter().map(|n| n.unbox()).eq(0..N));
    assert!(mapped.r().list_iter().map(|n| n.unbox()).eq(1..=N));
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| args.iter().any(|a| a == name);
    let only = args.iter().position(|a| a == "--only").and_then(|i| args.get(i + 1));
    if List::range(0, Allocator::Malloc).is_none() {
        eprintln!("list_map: no C++ compiler was found when this bench was built: install g++ and build again");
        return ExitCode::from(2);
    }
    Runtime::new().run(|| {
        println!("ns per element, list of {N}, {ROUNDS} maps a repetition, {REPETITIONS} repetitions: best (median)");
        println!(
            "{:<10}{:>17}{:>17}{:>17}{:>10}{:>12}",
            "", "rt", "C++ malloc", "C++ mimalloc", "/malloc", "/mimalloc"
        );
        for (name, variant, map) in VARIANTS {
            if only.is_some_and(|only| only != name) {
                continue;
            }
            check(map);
            let expected = N * (N - 1) / 2 + N * ROUNDS;
            let mut times = [Times::default(), Times::default(), Times::default()];
            for _ in 0..REPETITIONS {
                if !flag("--cpp") {
                    assert_eq!(ours(map, &mut times[0]), expected);
                }
                if !flag("--ours") {
                    assert_eq!(theirs(variant, Allocator::Malloc, &mut times[1]), Some(expected));
                    assert_eq!(theirs(variant, Allocator::Mimalloc, &mut times[2]), Some(expected));
                }
            }
            if flag("--ours") || flag("--cpp") {
                continue;
            }
            print!("{name:<10}");
            for t in &mut times {
                print!("{:>9.2} {:>7}", t.best(), format!("({:.2})", t.median()));
            }
            let ratio = |i: usize| times[0].best() / times[i].best();
            println!("{:>10.2}{:>12.2}", ratio(1), ratio(2));
        }
    });
    ExitCode::SUCCESS
}
