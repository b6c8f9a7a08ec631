//! Speed of the `.olean` verifier over the whole corpus, one thread.
//!
//! Prints one row each for: files already in memory, without counting, with counting, and with every cached word
//! recomputed; and files read from disk (a warm page cache after the first round) into one reused buffer. The fastest of
//! `ROUNDS` rounds counts.
#![forbid(unsafe_code)]

use olean::stats::Stats;
use olean::verify::Verifier;
use olean::words::WordChecker;
use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let paths = test_kit::corpus::files()?;
    let files = paths.iter().map(std::fs::read).collect::<Result<Vec<_>, _>>()?;
    let mut verifier = Verifier::new();
    let mut stats = Stats::default();
    for file in &files {
        stats.add(&verifier.verify_with_stats(&[file])?.1);
    }
    let (bytes, objects) = (stats.file_bytes, stats.total_objects());
    println!("{} files, {bytes} bytes, {objects} objects", stats.files);

    let row = |name: &str, time: Duration| {
        let secs = time.as_secs_f64();
        println!("{name:<22} {:>8.0} MB/s {:>7.2} ns/object", bytes as f64 / 1e6 / secs, secs * 1e9 / objects as f64);
    };
    let in_memory = fastest(|| {
        for file in &files {
            verifier.verify(&[file])?;
        }
        Ok(())
    })?;
    row("verify, in memory", in_memory);
    let counted = fastest(|| {
        for file in &files {
            verifier.verify_with_stats(&[file])?;
        }
        Ok(())
    })?;
    row("verify and count", counted);
    let mut checker = WordChecker::new();
    let words = fastest(|| {
        for file in &files {
            checker.check(verifier.verify(&[file])?.image())?;
        }
        Ok(())
    })?;
    row("verify, check words", words);
    let mut buffer = Vec::new();
    let read_only = fastest(|| {
        for path in &paths {
            read_into(path, &mut buffer)?;
        }
        Ok(())
    })?;
    row("read only", read_only);
    let with_reading = fastest(|| {
        for path in &paths {
            read_into(path, &mut buffer)?;
            verifier.verify(&[&buffer])?;
        }
        Ok(())
    })?;
    row("read and verify", with_reading);
    Ok(())
}

fn read_into(path: &std::path::Path, buffer: &mut Vec<u8>) -> std::io::Result<()> {
    buffer.clear();
    File::open(path)?.read_to_end(buffer)?;
    Ok(())
}

fn fastest(mut work: impl FnMut() -> Result<(), Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        work()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}
