//! Runs the test files under `tests/`: one binary for all kinds, beside the command that most of them run.
//!
//! A kind that needs nothing but a built program comes from `test_kit::kinds`. A kind that calls the workspace's
//! crates is a file of its own beside this one, and a row here. The cases of the kernel and of the parser need no
//! command, so their crates run them: see `crates/kernel/tests/cases.rs` and `crates/syntax/tests/cases.rs`.
#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;

use test_kit::Kind;
use test_kit::kinds::Cli;

fn main() -> ExitCode {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests"));
    let lithe = env!("CARGO_BIN_EXE_lithe");
    let programs = [("lithe", lithe)];
    let kinds = ["olean-cli", "kernel-cli"].map(|name| Box::new(Cli::new(name, &programs)) as Box<dyn Kind>);
    test_kit::main_without(root, &["kernel", "syntax"], kinds.into())
}
