//! Options that the subcommands share.

use clap::{Args, ValueEnum};
use olean::module_file::PartKind;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

/// Which files.
#[derive(Args)]
pub struct Paths {
    /// Files, and directories to search for .olean files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// How to read and print.
#[derive(Args)]
pub struct Options {
    /// Print one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// Number of threads [default: as many as the machine runs at once]
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Read .ir files in directories, too
    #[arg(long)]
    pub ir: bool,
    /// The last part of a module to read
    #[arg(long, value_enum, value_name = "PART", default_value_t = Part::Private)]
    pub part: Part,
}

/// A part of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Part {
    /// Only the .olean file: what every importer sees
    Exported,
    /// Also .olean.server: what the language server needs
    Server,
    /// Also .olean.private: everything
    Private,
}

impl From<Part> for PartKind {
    fn from(part: Part) -> PartKind {
        match part {
            Part::Exported => PartKind::Exported,
            Part::Server => PartKind::Server,
            Part::Private => PartKind::Private,
        }
    }
}

/// A word for a part.
pub fn part_name(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Exported => "exported",
        PartKind::Server => "server",
        PartKind::Private => "private",
    }
}

impl Options {
    /// Number of threads to use.
    pub fn threads(&self) -> NonZeroUsize {
        self.threads.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }
}
