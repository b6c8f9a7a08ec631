//! How fast an export is read: `parse FILE [THREADS [TIMES]]`.
//!
//! What it is not: a check of what the file declares.
#![forbid(unsafe_code)]

use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (Some(file), threads, times) = (args.first(), args.get(1), args.get(2)) else {
        eprintln!("usage: parse FILE [THREADS [TIMES]]");
        return ExitCode::from(2);
    };
    let number = |arg: Option<&String>| arg.map_or(Ok(1), |arg| arg.parse::<usize>());
    let (Ok(threads), Ok(times)) = (number(threads), number(times)) else {
        eprintln!("THREADS and TIMES are numbers");
        return ExitCode::from(2);
    };
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::from(2);
        }
    };
    for _ in 0..times {
        let (start, spent) = (Instant::now(), processor_time());
        let environment = match kernel::read::read(&bytes, threads) {
            Ok(environment) => environment,
            Err(error) => {
                println!("{file}: {error}");
                return ExitCode::from(1);
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        let spent = processor_time() - spent;
        let terms = &environment.terms;
        println!(
            "{} declarations, {} constants, {} expressions, {} names, {} levels: {:.3} s, {:.0} MB/s, \
             {:.2} s of processors, {:.1} MB of tables",
            environment.declarations().len(),
            environment.constants().len(),
            terms.exprs.len(),
            terms.names.len(),
            terms.levels.len(),
            seconds,
            bytes.len() as f64 / seconds / 1e6,
            spent,
            (terms.exprs.bytes() + terms.names.bytes() + terms.levels.bytes()) as f64 / 1e6,
        );
    }
    ExitCode::SUCCESS
}

/// Seconds that processors have spent on this process, in hundredths, where the system says it.
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
