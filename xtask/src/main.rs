//! Chores of the workspace, as `cargo xtask CHORE`: one file for each.
#![forbid(unsafe_code)]

mod codegen;
mod corpus;
mod outcome;
mod san;
mod schema;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use outcome::Outcome;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Chores of the workspace",
    disable_help_subcommand = true
)]
#[command(after_help = "Exit codes: 0 done; 1 it ran and the answer is no; 2 it could not run.")]
struct Command {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Fetch the real `.olean` files that tests and benchmarks read
    Corpus(corpus::Args),
    /// Run every test, fetching the corpus first if it is missing
    Test(test::Args),
    /// Store what the commands of the test files print now as what they are to print
    Bless {
        /// Parts of the names of the test files to bless [default: all]
        filters: Vec<String>,
    },
    /// Check the rules that a program can check
    Tidy,
    /// Write the files that are generated and committed
    Codegen,
    /// Run the tests of the crates with `unsafe` under a sanitizer
    San(san::Args),
    /// Derive the layouts of upstream's types from the corpus
    Schema(schema::Args),
}

fn main() -> ExitCode {
    match run(Command::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            failure.code()
        }
    }
}

fn run(chore: Chore) -> Outcome {
    match chore {
        Chore::Corpus(args) => corpus::run(args),
        Chore::Test(args) => test::run(&args),
        Chore::Bless { filters } => test::bless(&filters),
        Chore::Tidy => tidy::run(),
        Chore::Codegen => codegen::run(),
        Chore::San(args) => san::run(&args),
        Chore::Schema(args) => schema::run(&args),
    }
}
