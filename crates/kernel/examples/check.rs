//! Checks export files and prints what was not accepted, with the time that reading and checking took.
//!
//! What it is: the kernel without the command around it, for measurements and profiles.
//! `cargo run --release -p kernel --example check -- [-jN] FILE…`
#![forbid(unsafe_code)]

use kernel::limits::Limits;
use kernel::run::{Options, check};
use kernel::verdict::Verdict;
use std::time::Instant;

fn main() {
    let (mut threads, mut failures) = (1, 0);
    for arg in std::env::args().skip(1) {
        if let Some(count) = arg.strip_prefix("-j") {
            threads = count.parse().unwrap_or(1);
            continue;
        }
        let bytes = match std::fs::read(&arg) {
            Ok(bytes) => bytes,
            Err(error) => {
                println!("{arg}: {error}");
                continue;
            }
        };
        let start = Instant::now();
        let env = match kernel::read::read(&bytes, threads) {
            Ok(env) => env,
            Err(error) => {
                println!("{arg}: malformed: {error}");
                failures += 1;
                continue;
            }
        };
        let read = start.elapsed();
        let start = Instant::now();
        let verdicts = check(&env, &Options { limits: Limits::default(), threads }, &|_| true, &|_| {});
        let checked = start.elapsed();
        let mut bad = 0;
        for (decl, verdict) in &verdicts {
            let declaration = &env.declarations()[decl.0 as usize];
            let names: Vec<_> = declaration
                .constants()
                .take(2)
                .map(|id| kernel::print::name(&env.terms.names, env.constant(id).name))
                .collect();
            match verdict {
                Verdict::Accepted => continue,
                Verdict::Rejected(rejection) => {
                    println!("{arg}: {}: {}: {}", names.join(", "), rejection.rule, rejection.detail);
                }
                Verdict::Declined(limit) => println!("{arg}: {}: declined: {limit}", names.join(", ")),
            }
            bad += 1;
        }
        failures += usize::from(bad > 0);
        println!("{arg}: {} declarations, {bad} not accepted; read {read:.1?}, checked {checked:.1?}", verdicts.len());
    }
    println!("{failures} files not accepted");
}
