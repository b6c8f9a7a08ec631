//! The command `lithe`.
//!
//! What it is: arguments, and the exit code: 0 for yes, 1 for no, 2 for no answer ([`exit::Exit`]). Each group of
//! subcommands is a module, each subcommand a file of its own.
//! What it is not: a place where anything is computed; the other crates do that.
#![forbid(unsafe_code)]

mod exit;
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
    Olean(olean::Olean),
}

fn main() -> ExitCode {
    let exit = match Cli::parse().command {
        Command::Olean(command) => command.execute(),
    };
    exit.into()
}
