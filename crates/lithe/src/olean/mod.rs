//! `lithe olean`: what one can do with `.olean` files.
//!
//! One file for each subcommand; what they share is in [`args`] (options), [`inputs`] (which files), [`worker`] (reading
//! them), [`run`] (all of them, in parallel, with results in the order of the paths), [`destination`] (where results go),
//! [`failure`] and [`json`].

mod args;
mod changes;
mod constant;
mod convert;
mod destination;
mod diff;
mod dump;
mod equal;
mod failure;
mod find;
mod graph;
mod info;
mod inputs;
mod json;
mod names;
mod places;
mod raw;
mod rewrite;
mod run;
mod sharing;
mod stat;
mod text;
mod verify;
mod worker;

pub use args::Part;
pub use text::count;

use crate::exit::Exit;
use clap::{Args, Subcommand};

/// Read, verify, compare and convert compiled modules (.olean files)
///
/// Paths are files or directories; directories are searched for .olean files. The parts of a module (.olean.server and
/// .olean.private) are read together with its .olean file. Every file is verified before it is read.
///
/// Exit codes: 0 yes, 1 no (a file was refused, differs, is not identical, nothing was found), 2 no answer (a file could
/// not be read, the arguments make no sense).
///
/// With --json every command prints one JSON object a line. A file that could not be read has a line
/// {"path", "error": {"kind", "message", ...}}.
#[derive(Args)]
pub struct Olean {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Info(info::Info),
    Verify(verify::Verify),
    Dump(dump::Dump),
    Stat(stat::Stat),
    Find(find::Find),
    Diff(diff::Diff),
    Graph(graph::Graph),
    Convert(convert::Convert),
    Rewrite(rewrite::Rewrite),
}

impl Olean {
    /// Runs the subcommand.
    pub fn execute(self) -> Exit {
        match self.command {
            Command::Info(command) => command.execute(),
            Command::Verify(command) => command.execute(),
            Command::Dump(command) => command.execute(),
            Command::Stat(command) => command.execute(),
            Command::Find(command) => command.execute(),
            Command::Diff(command) => command.execute(),
            Command::Graph(command) => command.execute(),
            Command::Convert(command) => command.execute(),
            Command::Rewrite(command) => command.execute(),
        }
    }
}
