//! `lithe export`: compiled modules for other checkers.

use crate::kernel::input::{Failure, Finding, Input};
use crate::output::Output;
use crate::replace::{self, WriteError};
use clap::Args;
use env::export::{self, Origin};
use env::name;
use env::uses::dependents;
use kernel::environment::ConstId;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Write modules as NDJSON for checkers
///
/// Writes what lean4export writes, format 3.1.0: every constant of the modules and their imports, or those that are asked
/// for with what they need. Inputs are .olean files, directories of them, names of modules, or exports in any format that
/// is understood, which come out in the present one.
///
/// Internal constants are written where something needs them, unsafe and partial ones with --export-unsafe only. What
/// mentions constants that the files leave out is left out too, and its number printed.
///
/// Exit codes: 0 done, 1 an input is malformed, 2 too large or of an unknown version, 3 could not run.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe export build/lib > lib.ndjson
  lithe export Mathlib.Order.Basic --path .lake/packages/mathlib/.lake/build/lib/lean -o order.ndjson
  lithe export M.olean --constants 'main_theorem,helper'")]
pub struct Export {
    /// .olean files, directories, module names, or exports; - is an export on standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// Where to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write these constants and what they need, names separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    constants: Vec<String>,
    /// Write unsafe and partial constants, too
    #[arg(long)]
    export_unsafe: bool,
    #[command(flatten)]
    finding: Finding,
}

impl Export {
    /// Runs the command.
    pub fn execute(self) -> ExitCode {
        let mut output = Output::new();
        match self.run(&mut output) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                output.finish_bar();
                output.err(&format!("{failure}\n"));
                ExitCode::from(match failure {
                    Failure::Malformed { .. } => 1,
                    Failure::Limit(_) => 2,
                    Failure::World(_) => 3,
                })
            }
        }
    }

    fn run(&self, output: &mut Output) -> Result<(), Failure> {
        let inputs = Input::of_words(&self.inputs);
        let [input] = inputs.as_slice() else {
            return Err(Failure::World("give either modules, or one export".to_owned()));
        };
        let source = self.finding.reading(false).source(input, output)?;
        let env = &source.environment;
        let (names, meta) = (&env.terms.names, env.meta.clone().unwrap_or_default());
        let mut wanted: Vec<ConstId> = Vec::new();
        if self.constants.is_empty() {
            wanted.extend(export::all(env, self.export_unsafe));
            // What mentions something that is missing would be refused by whoever reads it.
            let absent = source.modules.as_ref().map(|modules| modules.absent.as_slice()).unwrap_or_default();
            if !absent.is_empty() {
                let depends = dependents(env, |id| absent.binary_search(&id).is_ok());
                let all = wanted.len();
                wanted.retain(|id| !depends[env.declared_by(*id).0 as usize]);
                let left_out = all - wanted.len();
                if left_out > 0 {
                    let what = "need what the files leave out, and are left out too";
                    output.err(&format!("{left_out} declarations {what}\n"));
                }
            }
        } else {
            for text in &self.constants {
                let name = name::parse(text).map_err(Failure::World)?;
                let found = name::find(names, &name).and_then(|id| env.find(id));
                wanted.push(found.ok_or_else(|| Failure::World(format!("{}: no constant {text}", source.title)))?);
            }
            wanted.sort_by(|a, b| name::quick_cmp(names, env.constant(*a).name, env.constant(*b).name));
        }
        let modules = source.modules.as_ref().and_then(|modules| modules.all.last());
        let (lean, commit) = match (modules, &meta.lean) {
            (Some(module), _) => (module.lean.0.as_str(), module.lean.1.as_str()),
            (None, Some((version, commit))) => (version.as_str(), commit.as_str()),
            (None, None) => ("", ""),
        };
        let origin = Origin { exporter: ("lithe", env!("CARGO_PKG_VERSION")), lean: (lean, commit) };
        let write = |out: &mut dyn Write| export::write(env, origin, wanted.iter().copied(), out).map(|_| ());
        match &self.output {
            Some(path) => replace::write_with(path, write).map_err(|WriteError { path, action, error }| {
                Failure::World(format!("{}: cannot {action}: {error}", path.display()))
            }),
            None => {
                let mut out = io::stdout().lock();
                let done = write(&mut out).and_then(|()| out.flush());
                done.map_err(|error| Failure::World(format!("standard output: cannot write: {error}")))
            }
        }
    }
}
