//! The command `lithe`.
//!
//! What it is: arguments, and the exit code: 0 for yes, 1 for no, 2 for no answer ([`exit::Exit`]), or what callers of
//! checkers expect. Each group of subcommands is a module, each subcommand a file of its own.
//! What it is not: a place where anything is computed; the other crates do that.
#![forbid(unsafe_code)]

mod exit;
mod export;
mod kernel;
mod olean;
mod output;
use env::parallel;
mod replace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The Lean 4 system rebuilt in Rust
#[derive(Parser)]
#[command(name = "lithe", version, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Kernel(Box<kernel::Kernel>),
    Export(export::Export),
    Olean(olean::Olean),
}

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => match cli.command {
            Command::Kernel(command) => command.execute(),
            Command::Export(command) => command.execute(),
            Command::Olean(command) => command.execute().into(),
        },
        Err(error) => usage(&error),
    }
}

/// Prints help, the version, or what is wrong with the arguments. A checker that is called wrongly must not seem to have
/// declined, so `kernel` and `export` have a code of their own for it.
fn usage(error: &clap::Error) -> ExitCode {
    // Nobody to tell if even this fails.
    let _ = error.print();
    let checker = std::env::args().nth(1).is_some_and(|word| word == "kernel" || word == "export");
    match error.exit_code() {
        0 => ExitCode::SUCCESS,
        _ if checker => ExitCode::from(3),
        _ => exit::Exit::CouldNot.into(),
    }
}
