//! Damages `.olean` files, a million of them if told so, and shows what the verifier made of each.
//!
//! `cargo run --release -p olean --example mutate -- --cases 1000000 [--seed 1] [--threads 2]`
//!
//! Donors are small real files of the corpus and hand-made ones of every version, width and encoding. Each accepted
//! file is read completely, its words are checked and its module is decoded. The same arguments give the same cases and
//! the same table; a panic anywhere ends the run with the seed of its thread.

use olean::testing::{Outcome, donors, run_mutations};
use std::error::Error;
use std::time::Instant;

const CHUNK: u64 = 10_000;
const SIZES: std::ops::RangeInclusive<u64> = 16_000..=60_000;
const REAL_FILES: usize = 40;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut cases, mut seed, mut threads) = (100_000u64, 1u64, 2u64);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let value = args.next().ok_or_else(|| format!("{arg} needs a number"))?.parse()?;
        match arg.as_str() {
            "--cases" => cases = value,
            "--seed" => seed = value,
            "--threads" => threads = value,
            _ => return Err(format!("unknown argument {arg}").into()),
        }
    }
    let mut small = Vec::new();
    for path in test_kit::corpus::files()? {
        if SIZES.contains(&path.metadata()?.len()) {
            small.push(path);
        }
    }
    let step = (small.len() / REAL_FILES).max(1);
    let real = small.iter().step_by(step).map(std::fs::read).collect::<Result<Vec<_>, _>>()?;
    let donors = donors(real);
    let before = peak_memory();
    let start = Instant::now();
    let chunks: Vec<u64> = (0..cases.div_ceil(CHUNK)).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let worker = || {
        let mut outcome = Outcome::default();
        while let Some(&chunk) = chunks.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            let count = CHUNK.min(cases - chunk * CHUNK);
            outcome.add(&run_mutations(&donors, seed ^ (chunk << 20), count));
        }
        outcome
    };
    let mut total = Outcome::default();
    let panicked = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(worker)).collect();
        running.into_iter().map(|t| t.join().map(|o| total.add(&o))).filter(Result::is_err).count()
    });
    let secs = start.elapsed().as_secs_f64();
    for (name, n) in &total.refused {
        println!("{n:>10}  refused: {name}");
    }
    println!("{:>10}  accepted and read, of which {} with all cached words right", total.accepted, total.words_right);
    println!(
        "{} cases of {} donors, {} bytes, {secs:.1} s, {:.0} MB/s, peak memory {} KB ({} KB before), {panicked} panics",
        total.cases,
        donors.len(),
        total.bytes,
        total.bytes as f64 / 1e6 / secs,
        peak_memory(),
        before,
    );
    if panicked == 0 { Ok(()) } else { Err("a case panicked".into()) }
}

/// Peak resident memory of this process in KB, where the system says it.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
