//! Allocating and freeing blocks of 16 to 128 bytes: `rt`'s allocator next to mimalloc and the C library's.
//!
//! What is measured: one allocation, one word written where an object has its header, one free; that is what an object
//! costs its allocator, and the same for all three (`rt::heap::bench::Memory`, `peers::alloc`). The pattern's own code is
//! the same generic code. What is not measured: counting references, which only ours would do.
//!
//! Sizes are multiples of 8, drawn evenly and beforehand. Patterns:
//!
//! - *lifo*, *fifo*: allocate a batch, free it backwards, or forwards;
//! - *random 1k*, *random 100k*: replace a random one of so many blocks, about 72 KB and 7 MB of memory;
//! - *bursts*: a working set that grows by a burst and shrinks by another, of up to 20,000 blocks;
//! - *objects*: cells of 24 bytes only, allocated and freed as a list is built and dropped.
//!
//! Each runs on one thread; on two threads at once, each with blocks of its own (the slower thread counts); and *handed
//! over*: one thread allocates batches and another frees them. Times are nanoseconds of wall clock per pair of one
//! allocation and one free. Programs alternate within each repetition.
//!
//! `cargo run --release -p benches --bin alloc` prints the best and the median of the repetitions, and the ratio of the
//! bests, ours to each. With `--only PATTERN [--threads N] [--program NAME]` it runs a part, for a profiler.
#![forbid(unsafe_code)]

use peers::alloc::{Block, Mimalloc, System};
use rt::Runtime;
use std::collections::VecDeque;
use std::hint::black_box;
use std::sync::{Barrier, mpsc};
use std::time::Instant;

/// Repetitions of each row.
const REPETITIONS: usize = 60;
/// Pairs of one allocation and one free in a repetition.
const PAIRS: usize = 200_000;
/// Blocks in a batch of *lifo*, *fifo*, *objects* and *handed over*.
const BATCH: usize = 500;
/// Batches under way in *handed over*.
const UNDER_WAY: usize = 16;

/// A block of ours.
struct Ours(rt::heap::bench::Memory);

impl Block for Ours {
    const NAME: &'static str = "rt";

    #[inline(always)]
    fn new(size: usize) -> Ours {
        Ours(rt::heap::bench::Memory::new(size))
    }

    #[inline(always)]
    fn word(&self) -> u64 {
        self.0.word()
    }
}

/// Pseudo-random numbers (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}

/// What a pattern needs, drawn before the clock starts.
struct Plan {
    /// A size for each allocation.
    sizes: Vec<u32>,
    /// A number for each allocation, below the number of slots or the length of a burst.
    picks: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pattern {
    Lifo,
    Fifo,
    Random(u32),
    Bursts,
    Objects,
}

const PATTERNS: [(&str, Pattern); 6] = [
    ("lifo", Pattern::Lifo),
    ("fifo", Pattern::Fifo),
    ("random 1k", Pattern::Random(1_000)),
    ("random 100k", Pattern::Random(100_000)),
    ("bursts", Pattern::Bursts),
    ("objects", Pattern::Objects),
];

/// Longest burst.
const BURST: u32 = 20_000;

impl Plan {
    fn new(pattern: Pattern, seed: u64) -> Plan {
        let mut random = Random(seed);
        let range = match pattern {
            Pattern::Random(slots) => u64::from(slots),
            _ => u64::from(BURST),
        };
        let size = |n: u64| if pattern == Pattern::Objects { 24 } else { 16 + 8 * (n % 15) as u32 };
        let draw = |random: &mut Random, below: u64| ((u128::from(random.next()) * u128::from(below)) >> 64) as u64;
        Plan {
            sizes: (0..PAIRS).map(|_| size(draw(&mut random, 15))).collect(),
            picks: (0..PAIRS).map(|_| draw(&mut random, range) as u32).collect(),
        }
    }
}

/// What one thread keeps between repetitions, so that a repetition starts with a heap in use.
enum Kept<B> {
    Stack(Vec<B>),
    Queue(VecDeque<B>),
    Slots(Vec<B>),
}

impl<B: Block> Kept<B> {
    fn new(pattern: Pattern, plan: &Plan) -> Kept<B> {
        match pattern {
            Pattern::Fifo | Pattern::Bursts => Kept::Queue(VecDeque::with_capacity(BURST as usize + 1)),
            Pattern::Lifo | Pattern::Objects => Kept::Stack(Vec::with_capacity(BATCH)),
            Pattern::Random(slots) => {
                Kept::Slots((0..slots as usize).map(|i| B::new(plan.sizes[i] as usize)).collect())
            }
        }
    }
}

/// Runs a pattern once and returns the sum of the words of the freed blocks.
#[inline(never)]
fn work<B: Block>(pattern: Pattern, plan: &Plan, kept: &mut Kept<B>) -> u64 {
    match (pattern, kept) {
        (Pattern::Bursts, Kept::Queue(queue)) => bursts(plan, queue),
        (_, Kept::Stack(stack)) => lifo(plan, stack),
        (_, Kept::Queue(queue)) => fifo(plan, queue),
        (_, Kept::Slots(slots)) => random(plan, slots),
    }
}

fn lifo<B: Block>(plan: &Plan, stack: &mut Vec<B>) -> u64 {
    let mut sum = 0;
    for batch in plan.sizes.chunks(BATCH) {
        for &size in batch {
            stack.push(B::new(size as usize));
        }
        while let Some(block) = stack.pop() {
            sum += block.word();
        }
    }
    sum
}

fn fifo<B: Block>(plan: &Plan, queue: &mut VecDeque<B>) -> u64 {
    let mut sum = 0;
    for batch in plan.sizes.chunks(BATCH) {
        for &size in batch {
            queue.push_back(B::new(size as usize));
        }
        while let Some(block) = queue.pop_front() {
            sum += block.word();
        }
    }
    sum
}

fn random<B: Block>(plan: &Plan, slots: &mut [B]) -> u64 {
    let mut sum = 0;
    for (&size, &pick) in plan.sizes.iter().zip(&plan.picks) {
        let new = B::new(size as usize);
        sum += std::mem::replace(&mut slots[pick as usize], new).word();
    }
    sum
}

fn bursts<B: Block>(plan: &Plan, queue: &mut VecDeque<B>) -> u64 {
    let (mut sum, mut at, mut turn) = (0, 0, 0);
    while at < PAIRS {
        let grow = (plan.picks[turn] as usize).min(PAIRS - at).min(BURST as usize - queue.len());
        for &size in &plan.sizes[at..at + grow] {
            queue.push_back(B::new(size as usize));
        }
        at += grow;
        let shrink = (plan.picks[turn + 1] as usize).min(queue.len());
        for block in queue.drain(..shrink) {
            sum += block.word();
        }
        turn += 2;
    }
    for block in queue.drain(..) {
        sum += block.word();
    }
    sum
}

/// One thread allocates, this one frees. Empty batches go back, so that the vectors are not allocated anew.
fn handed_over<B: Block>(rt: &Runtime, plan: &Plan) -> (u64, f64) {
    let (full, take) = mpsc::sync_channel::<Vec<B>>(UNDER_WAY);
    let (give_back, empty) = mpsc::channel::<Vec<B>>();
    for _ in 0..UNDER_WAY {
        let _ = give_back.send(Vec::with_capacity(BATCH));
    }
    let barrier = Barrier::new(2);
    std::thread::scope(|scope| {
        let barrier = &barrier;
        scope.spawn(move || {
            rt.run(move || {
                barrier.wait();
                for batch in plan.sizes.chunks(BATCH) {
                    let Ok(mut blocks) = empty.recv() else { return };
                    blocks.extend(batch.iter().map(|&size| B::new(size as usize)));
                    if full.send(blocks).is_err() {
                        return;
                    }
                }
            });
        });
        rt.run(|| {
            barrier.wait();
            let start = Instant::now();
            let mut sum = 0;
            for mut blocks in take {
                for block in blocks.drain(..) {
                    sum += block.word();
                }
                let _ = give_back.send(blocks);
            }
            (sum, start.elapsed().as_nanos() as f64 / PAIRS as f64)
        })
    })
}

/// One program on one row.
struct Column<B> {
    kept: Vec<Kept<B>>,
    times: Vec<f64>,
}

/// What a row runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Threads {
    One,
    Two,
    HandedOver,
}

impl<B: Block> Column<B> {
    fn new() -> Column<B> {
        Column { kept: Vec::new(), times: Vec::new() }
    }

    /// One repetition; the sum of the freed words.
    fn repeat(&mut self, rt: &Runtime, threads: Threads, pattern: Pattern, plans: &[Plan; 2]) -> u64 {
        match threads {
            Threads::One => {
                if self.kept.is_empty() {
                    self.kept.push(Kept::new(pattern, &plans[0]));
                }
                let start = Instant::now();
                let sum = work(pattern, &plans[0], &mut self.kept[0]);
                self.times.push(start.elapsed().as_nanos() as f64 / PAIRS as f64);
                sum
            }
            Threads::Two => {
                let barrier = Barrier::new(2);
                let one = |plan: &Plan| {
                    rt.run(|| {
                        let mut kept = Kept::<B>::new(pattern, plan);
                        // The first round is not timed: it finds a heap that has not been used.
                        let mut sum = work(pattern, plan, &mut kept);
                        barrier.wait();
                        let start = Instant::now();
                        sum += work(pattern, plan, &mut kept);
                        (sum, start.elapsed().as_nanos() as f64 / PAIRS as f64)
                    })
                };
                let (a, b) = std::thread::scope(|scope| {
                    let other = scope.spawn(|| one(&plans[1]));
                    let mine = one(&plans[0]);
                    match other.join() {
                        Ok(other) => (mine, other),
                        Err(panic) => std::panic::resume_unwind(panic),
                    }
                });
                self.times.push(a.1.max(b.1));
                a.0 + b.0
            }
            Threads::HandedOver => {
                let (sum, time) = handed_over::<B>(rt, &plans[0]);
                self.times.push(time);
                sum
            }
        }
    }

    fn best(&self) -> f64 {
        self.times.iter().copied().fold(f64::INFINITY, f64::min)
    }

    fn median(&mut self) -> f64 {
        self.times.sort_by(f64::total_cmp);
        self.times.get(self.times.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// The programs that the command line asks for, and how often.
struct Settings {
    only: Option<String>,
    threads: Option<String>,
    program: Option<String>,
}

impl Settings {
    fn from_args() -> Settings {
        let args: Vec<String> = std::env::args().skip(1).collect();
        let value = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).cloned();
        Settings { only: value("--only"), threads: value("--threads"), program: value("--program") }
    }

    fn wants(setting: &Option<String>, name: &str) -> bool {
        setting.as_deref().is_none_or(|s| s == name)
    }
}

fn row(rt: &Runtime, settings: &Settings, name: &str, threads: Threads, pattern: Pattern) {
    let plans = [Plan::new(pattern, 0x9e37_79b9_7f4a_7c15), Plan::new(pattern, 0xd1b5_4a32_d192_ed03)];
    let (mut ours, mut mimalloc, mut system) =
        (Column::<Ours>::new(), Column::<Mimalloc>::new(), Column::<System>::new());
    let wants = |program: &str| Settings::wants(&settings.program, program);
    for _ in 0..REPETITIONS {
        let mut sums = Vec::new();
        if wants(Ours::NAME) {
            sums.push(black_box(ours.repeat(rt, threads, pattern, &plans)));
        }
        if wants(Mimalloc::NAME) {
            sums.push(black_box(mimalloc.repeat(rt, threads, pattern, &plans)));
        }
        if wants(System::NAME) {
            sums.push(black_box(system.repeat(rt, threads, pattern, &plans)));
        }
        assert!(sums.windows(2).all(|w| w[0] == w[1]), "the programs did the same work");
    }
    let bests = [ours.best(), mimalloc.best(), system.best()];
    let medians = [ours.median(), mimalloc.median(), system.median()];
    print!("{name:<12}");
    for (best, median) in bests.iter().zip(medians) {
        print!("{best:>9.2} {:>8}", format!("({median:.2})"));
    }
    println!("{:>11.2}{:>9.2}", bests[0] / bests[1], bests[0] / bests[2]);
}

fn main() {
    let settings = Settings::from_args();
    let rt = Runtime::new();
    rt.run(|| {
        let titles = [
            ("1", "one thread", Threads::One),
            ("2", "two threads", Threads::Two),
            ("handed", "handed over", Threads::HandedOver),
        ];
        println!("ns per allocation and free, {PAIRS} pairs a repetition, {REPETITIONS} repetitions: best (median)");
        for (flag, title, threads) in titles {
            if !Settings::wants(&settings.threads, flag) {
                continue;
            }
            println!(
                "{title:<12}{:>18}{:>18}{:>18}{:>11}{:>9}",
                Ours::NAME,
                Mimalloc::NAME,
                System::NAME,
                "/mimalloc",
                "/malloc"
            );
            for (name, pattern) in PATTERNS {
                // Handing over is a pattern of its own: sizes are all that differs.
                let handed = [Pattern::Lifo, Pattern::Objects].contains(&pattern);
                if Settings::wants(&settings.only, name) && (threads != Threads::HandedOver || handed) {
                    let name = if threads == Threads::HandedOver && pattern == Pattern::Lifo { "mixed" } else { name };
                    row(&rt, &settings, name, threads, pattern);
                }
            }
        }
    });
}
