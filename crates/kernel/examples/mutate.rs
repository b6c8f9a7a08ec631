//! Checks many mutants of accepted exports, and says what became of them.
//!
//! `mutate [--seed N] COUNT FILE…`: COUNT mutants in all, evenly over the files; `mutate [--seed N] --show AT FILE…`
//! prints the mutant of that number instead, which has been checked by nobody. Each is read and checked with small
//! limits; one that is accepted is compared with its original. The program fails if a mutant was accepted that must not
//! be: see `kernel::testing::differ`.
#![forbid(unsafe_code)]

use kernel::testing::campaign::{Campaign, Originals};
use std::fs;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let usage = "usage: mutate [--seed N] [--show] COUNT FILE…";
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut seed = 1;
    if arguments.first().is_some_and(|argument| argument == "--seed") {
        seed = arguments.get(1).and_then(|seed| seed.parse().ok()).ok_or(usage)?;
        arguments.drain(..2);
    }
    let show = arguments.first().is_some_and(|argument| argument == "--show");
    arguments.drain(..usize::from(show));
    let count: usize = arguments.first().and_then(|count| count.parse().ok()).ok_or(usage)?;
    let files = &arguments[1..];
    if files.is_empty() {
        return Err(usage.to_owned());
    }
    let mut originals = Originals::default();
    for path in files {
        let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        originals.add(path, &text)?;
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let campaign = Campaign { seed, count, threads };
    if show {
        let (text, mutations) = campaign.mutant(&originals, count);
        mutations.iter().for_each(|mutation| eprintln!("{mutation}"));
        print!("{text}");
        return Ok(true);
    }
    let report = campaign.run(&originals);
    print!("{report}");
    Ok(report.wrong.is_empty())
}
