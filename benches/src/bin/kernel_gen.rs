//! Writes inputs for checkers: ladders of a given size, and copies of existing exports under other names.
//!
//! `kernel_gen list`, `kernel_gen ladder NAME SIZE OUT`, `kernel_gen replicate --bytes N OUT FILE…`.
#![forbid(unsafe_code)]

use benches::kernel::ladders::{self, LADDERS};
use benches::kernel::replicate::{self, Until};
use clap::{Parser, Subcommand};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Parser)]
#[command(about = "Writes inputs for checkers of Lean exports")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists the ladders, with the question that each asks.
    List,
    /// Writes one ladder.
    Ladder {
        /// Its name.
        name: String,
        /// Its size.
        size: u32,
        /// The file to write.
        out: PathBuf,
    },
    /// Writes copies of exports, each under names of its own, into one file.
    Replicate {
        /// How many copies of all files.
        #[arg(long, conflicts_with = "bytes", required_unless_present = "bytes")]
        copies: Option<u32>,
        /// Copies until the file has this many bytes.
        #[arg(long)]
        bytes: Option<u64>,
        /// The file to write.
        out: PathBuf,
        /// The exports to copy.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), String> {
    match command {
        Command::List => {
            for ladder in LADDERS {
                println!("{:<30} {:>7}  {}?", ladder.name, ladder.size, ladder.asks);
            }
            Ok(())
        }
        Command::Ladder { name, size, out } => {
            let ladder = ladders::find(&name).ok_or_else(|| format!("there is no ladder `{name}`"))?;
            let env = ladder.at(size)?.environment();
            let mut file = create(&out)?;
            kernel::testing::write::ndjson(&env, &mut file).map_err(|error| format!("{}: {error}", out.display()))
        }
        Command::Replicate { copies, bytes, out, files } => {
            let until = match (copies, bytes) {
                (Some(copies), _) => Until::Copies(copies),
                (None, bytes) => Until::Bytes(bytes.unwrap_or(0)),
            };
            let counts = replicate::replicate(&files, until, create(&out)?, &mut |message| eprintln!("{message}"))?;
            println!(
                "{}: {} bytes, {} lines, {} expressions, {} declarations of {} constants",
                out.display(),
                counts.bytes,
                counts.lines,
                counts.exprs,
                counts.declarations,
                counts.constants,
            );
            Ok(())
        }
    }
}

fn create(path: &Path) -> Result<BufWriter<File>, String> {
    let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 20, file))
}
