//! Runs `lithe kernel` and other checkers on the same files, one after the other, and prints what each used.
//!
//! Peers are given by environment variables: `NANODA_BIN` and `SOKONANODA_BIN`, which are run with a configuration file
//! of nanoda's form, and `LITHE_BIN` for the command itself (default: the one beside this program). A peer that is not
//! given is left out. `kernel_peers curve NAME` runs a ladder at sizes that double, so that a cost that is not linear
//! shows; with `--instructions` instructions are counted by valgrind instead of seconds, which is the same in every run.
#![forbid(unsafe_code)]

use benches::kernel::ladders;
use benches::kernel::process::{self, Used};
use clap::{Parser, Subcommand};
use std::env;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

#[derive(Parser)]
#[command(about = "Measures checkers of Lean exports side by side")]
struct Arguments {
    /// Threads that each checker may use.
    #[arg(long, default_value_t = 1, global = true)]
    threads: usize,
    #[command(subcommand)]
    command: What,
}

#[derive(Subcommand)]
enum What {
    /// Runs all checkers on each file.
    Files {
        /// Exports in NDJSON.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Runs all checkers on ladders at their usual sizes.
    Ladders {
        /// Names of ladders [default: all].
        names: Vec<String>,
    },
    /// Runs all checkers on one ladder at sizes that double.
    Curve {
        /// The ladder.
        name: String,
        /// The first size [default: a quarter of the usual one].
        #[arg(long)]
        from: Option<u32>,
        /// How many sizes.
        #[arg(long, default_value_t = 4)]
        steps: u32,
        /// Count instructions instead of time.
        #[arg(long)]
        instructions: bool,
    },
}

/// A checker and how it is called.
struct Checker {
    name: &'static str,
    program: String,
    is_own: bool,
}

/// The environment variables that name peers.
const PEERS: &[(&str, &str)] = &[("nanoda", "NANODA_BIN"), ("sokonanoda", "SOKONANODA_BIN")];

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let checkers = checkers()?;
    let place = tempfile::tempdir().map_err(|error| format!("no temporary directory: {error}"))?;
    match &arguments.command {
        What::Files { files } => {
            println!("{}", header(&checkers));
            for file in files {
                let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                compare(&checkers, &name, file, arguments.threads, place.path())?;
            }
            Ok(())
        }
        What::Ladders { names } => {
            println!("{}", header(&checkers));
            for ladder in ladders::LADDERS {
                if names.is_empty() || names.iter().any(|name| name == ladder.name) {
                    let file = write(place.path(), ladder, ladder.size)?;
                    let name = format!("{} {}", ladder.name, ladder.size);
                    compare(&checkers, &name, &file, arguments.threads, place.path())?;
                }
            }
            Ok(())
        }
        What::Curve { name, from, steps, instructions } => {
            let ladder = ladders::find(name).ok_or_else(|| format!("there is no ladder `{name}`"))?;
            let from = from.unwrap_or((ladder.size / 4).max(1));
            for checker in &checkers {
                curve(checker, ladder, from, *steps, *instructions, arguments.threads, place.path())?;
            }
            Ok(())
        }
    }
}

fn checkers() -> Result<Vec<Checker>, String> {
    let beside = env::current_exe().map_err(|error| format!("this program has no path: {error}"))?;
    let beside = beside.with_file_name("lithe");
    let own = env::var("LITHE_BIN").unwrap_or_else(|_| beside.to_string_lossy().into_owned());
    let mut found = vec![Checker { name: "lithe", program: own, is_own: true }];
    for &(name, variable) in PEERS {
        match env::var(variable) {
            Ok(program) => found.push(Checker { name, program, is_own: false }),
            Err(_) => eprintln!("{name} is left out: {variable} is not set"),
        }
    }
    for checker in &found {
        if !Path::new(&checker.program).is_file() {
            return Err(format!("{}: there is no program {}", checker.name, checker.program));
        }
    }
    Ok(found)
}

impl Checker {
    /// The arguments for a file; a peer gets a configuration file.
    fn arguments(&self, file: &Path, threads: usize, place: &Path) -> Result<Vec<String>, String> {
        let file = file.to_string_lossy().into_owned();
        if self.is_own {
            return Ok(vec!["kernel".to_owned(), "--threads".to_owned(), threads.to_string(), file]);
        }
        let config = place.join(format!("{}.json", self.name));
        let quoted = file.replace('\\', "\\\\").replace('"', "\\\"");
        let text = format!(
            "{{\"export_file_path\":\"{quoted}\",\"permitted_axioms\":[],\"unpermitted_axiom_hard_error\":false,\
             \"unsafe_permit_all_axioms\":true,\"num_threads\":{threads},\"nat_extension\":true,\
             \"string_extension\":true,\"print_success_message\":true}}"
        );
        fs::write(&config, text).map_err(|error| format!("{}: {error}", config.display()))?;
        Ok(vec![config.to_string_lossy().into_owned()])
    }

    fn run(&self, file: &Path, threads: usize, place: &Path) -> Result<Used, String> {
        let arguments = self.arguments(file, threads, place)?;
        process::run(&self.program, &arguments).map_err(|error| format!("{}: {error}", self.name))
    }

    /// Instructions of one run, by valgrind.
    fn instructions(&self, file: &Path, threads: usize, place: &Path) -> Result<u64, String> {
        let output = Command::new("valgrind")
            .args([
                "--tool=cachegrind",
                "--cache-sim=no",
                "--cachegrind-out-file=/dev/null",
                "--main-stacksize=1000000000",
            ])
            .arg(&self.program)
            .args(self.arguments(file, threads, place)?)
            .output()
            .map_err(|error| format!("valgrind: {error}"))?;
        let text = String::from_utf8_lossy(&output.stderr);
        text.lines()
            .find_map(|line| line.split_once("I refs:").or_else(|| line.split_once("I   refs:")))
            .and_then(|(_, number)| number.trim().replace(',', "").parse().ok())
            .ok_or_else(|| format!("valgrind does not say how many instructions: {text}"))
    }
}

fn write(place: &Path, ladder: &ladders::Ladder, size: u32) -> Result<PathBuf, String> {
    let path = place.join(format!("{}-{size}.ndjson", ladder.name));
    let env = ladder.at(size)?.environment();
    let mut file = BufWriter::new(File::create(&path).map_err(|error| format!("{}: {error}", path.display()))?);
    kernel::testing::write::ndjson(&env, &mut file).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path)
}

fn header(checkers: &[Checker]) -> String {
    let mut line = format!("{:<38}", "");
    for checker in checkers {
        line.push_str(&format!("{:>12}{:>10}{:>10}{:>6}", checker.name, "user", "MB", "exit"));
        if !checker.is_own {
            line.push_str(&format!("{:>8}{:>8}", "time ×", "memory ×"));
        }
    }
    line
}

/// One row: each checker's time on the clock, processor time, memory and exit code, and for peers how many times ours.
fn compare(checkers: &[Checker], name: &str, file: &Path, threads: usize, place: &Path) -> Result<(), String> {
    let mut line = format!("{name:<38}");
    let mut own: Option<Used> = None;
    for checker in checkers {
        let used = checker.run(file, threads, place)?;
        let code = used.code.map_or_else(|| "signal".to_owned(), |code| code.to_string());
        let (wall, user) = (used.wall.as_secs_f64(), used.user.as_secs_f64());
        let memory = used.memory as f64 / 1e6;
        line.push_str(&format!("{wall:>11.3}s{user:>9.3}s{memory:>10.1}{code:>6}"));
        match &own {
            None => own = Some(used),
            Some(own) => {
                let time = wall / own.wall.as_secs_f64().max(1e-6);
                let memory = used.memory as f64 / (own.memory as f64).max(1.0);
                line.push_str(&format!("{time:>8.2}{memory:>8.2}"));
            }
        }
    }
    println!("{line}");
    Ok(())
}

fn curve(
    checker: &Checker,
    ladder: &ladders::Ladder,
    from: u32,
    steps: u32,
    instructions: bool,
    threads: usize,
    place: &Path,
) -> Result<(), String> {
    println!("{} on {}", checker.name, ladder.name);
    let mut size = from;
    let mut last: Option<f64> = None;
    for _ in 0..steps {
        let file = write(place, ladder, size)?;
        let (cost, text) = if instructions {
            let count = checker.instructions(&file, threads, place)? as f64;
            (count, format!("{:.2} M instructions", count / 1e6))
        } else {
            let used = checker.run(&file, threads, place)?;
            let exit = used.code.map_or_else(|| "signal".to_owned(), |code| code.to_string());
            let memory = used.memory as f64 / 1e6;
            let user = used.user.as_secs_f64();
            (user, format!("{user:.3} s user, {memory:.1} MB, exit {exit}"))
        };
        // Processor time is counted in ticks of some milliseconds; of less there is no ratio.
        let least = if instructions { 1.0 } else { 0.02 };
        let ratio = last.filter(|&last| last >= least).map(|last| format!(", {:.2} × the last", cost / last));
        println!("{size:>10}  {text}{}", ratio.unwrap_or_default());
        last = Some(cost);
        let Some(next) = size.checked_mul(2) else { break };
        size = next;
    }
    Ok(())
}
