//! `cargo xtask test` and `cargo xtask bless`: every test of the workspace, and new expectations for the test files.

use std::process::Command;

use crate::outcome::{Failure, Outcome};
use crate::{corpus, workspace};

/// Arguments of `cargo xtask test`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  cargo xtask test\n  cargo xtask test -- -p olean\n  cargo xtask test -- header\n\n\
What stands after `--` goes to `cargo nextest run`; without it, documentation tests run too."
)]
pub struct Args {
    /// For `cargo nextest run`
    #[arg(last = true)]
    nextest: Vec<String>,
}

/// Fetches the corpus if it is missing, then runs everything: documentation tests first, so that the summary of
/// nextest is the last thing that is printed.
pub fn run(args: &Args) -> Outcome {
    let cargo = workspace::cargo();
    let nextest = Command::new(&cargo).args(["nextest", "--version"]).output();
    if !nextest.is_ok_and(|output| output.status.success()) {
        return Err(Failure::Trouble("nextest is missing: `cargo install cargo-nextest --locked`".to_owned()));
    }
    corpus::ensure()?;
    if args.nextest.is_empty() {
        workspace::run(Command::new(&cargo).args(["test", "--workspace", "--doc", "--quiet"]))?;
        return workspace::run(Command::new(&cargo).args(["nextest", "run", "--workspace", "--no-fail-fast"]));
    }
    let everywhere = !args.nextest.iter().any(|arg| arg.starts_with("-p") || arg.starts_with("--package"));
    let mut command = Command::new(&cargo);
    command.args(["nextest", "run"]).args(everywhere.then_some("--workspace")).args(&args.nextest);
    workspace::run(&mut command)
}

/// Stores what the test files' commands print now as what they are to print.
pub fn bless(filters: &[String]) -> Outcome {
    for (package, test) in [("lithe-lean", "files"), ("kernel", "cases")] {
        let mut command = Command::new(workspace::cargo());
        command.args(["test", "--quiet", "--package", package, "--test", test, "--"]).args(filters);
        workspace::run(command.env("LITHE_BLESS", "1"))?;
    }
    Ok(())
}
