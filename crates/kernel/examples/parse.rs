//! How fast an export is read: `parse FILE [THREADS [TIMES]]`.
//!
//! What it is not: a check of what the file declares.

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
        let start = Instant::now();
        let environment = match kernel::read::read(&bytes, threads) {
            Ok(environment) => environment,
            Err(error) => {
                println!("{file}: {error}");
                return ExitCode::from(1);
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        let terms = &environment.terms;
        println!(
            "{} declarations, {} constants, {} expressions, {} names, {} levels: {:.3} s, {:.0} MB/s, {:.1} MB of tables",
            environment.declarations().len(),
            environment.constants().len(),
            terms.exprs.len(),
            terms.names.len(),
            terms.levels.len(),
            seconds,
            bytes.len() as f64 / seconds / 1e6,
            (terms.exprs.bytes() + terms.names.bytes() + terms.levels.bytes()) as f64 / 1e6,
        );
    }
    ExitCode::SUCCESS
}
