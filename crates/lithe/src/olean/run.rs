//! A command over all its inputs: in parallel, printed in the order of their paths.

use super::args::Options;
use super::failure::Failure;
use super::inputs::{self, Input, Inputs};
use super::json;
use super::worker::Worker;
use crate::exit::Exit;
use crate::output::Output;
use crate::parallel::{Flow, in_order};
use std::path::{Path, PathBuf};

/// What a command has to say about one input.
pub struct Report<T> {
    /// Text for standard output, lines of it.
    pub out: String,
    /// Text for standard error.
    pub err: String,
    /// The verdict on this input.
    pub exit: Exit,
    /// What the command wants to add up.
    pub data: T,
}

impl<T> Report<T> {
    /// A report that all is well.
    pub fn yes(out: String, data: T) -> Report<T> {
        Report { out, err: String::new(), exit: Exit::Yes, data }
    }
}

/// What a command works on, one after another.
pub trait Item: Sync {
    /// The path that reports and failures of the item go by.
    fn path(&self) -> &Path;
}

impl Item for Input {
    fn path(&self) -> &Path {
        &self.path
    }
}

/// A command on its way.
pub struct Run {
    /// The streams.
    pub output: Output,
    /// Whether lines are JSON.
    pub json: bool,
    exit: Exit,
}

impl Run {
    /// A command that has printed nothing.
    pub fn new(json: bool) -> Run {
        Run { output: Output::new(), json, exit: Exit::Yes }
    }

    /// Finds the inputs and reports the places that could not be searched.
    pub fn find(&mut self, paths: &[PathBuf], options: &Options) -> Vec<Input> {
        let Inputs { inputs, failures } = inputs::find(paths, options.part.into(), options.ir);
        for failure in failures {
            let path = match &failure {
                Failure::Other { path, .. } => path.clone(),
                _ => PathBuf::new(),
            };
            self.fail(&path, &failure);
        }
        inputs
    }

    /// Reports a failure that belongs to the input `path`.
    pub fn fail(&mut self, path: &Path, failure: &Failure) {
        self.verdict(Exit::CouldNot);
        if self.json {
            self.output.out(&json::failure_line(path, failure));
        } else {
            self.output.err(&format!("{failure}\n"));
        }
    }

    /// Reports arguments that make no sense, and ends.
    pub fn usage(mut self, message: &str) -> Exit {
        if self.json {
            let error = serde_json::json!({ "error": { "kind": "usage", "message": message } });
            self.output.out(&json::line(&error));
        } else {
            self.output.err(&format!("{message}\n"));
        }
        self.verdict(Exit::CouldNot);
        self.end()
    }

    /// Takes note of a verdict.
    pub fn verdict(&mut self, exit: Exit) {
        self.exit = self.exit.max(exit);
    }

    /// Calls `work` for each input and prints the reports in the order of the inputs; a failure becomes a report of
    /// its own and does not stop the others. `add` sees the data of each report, failures with `None`.
    pub fn each<I: Item, T: Send>(
        &mut self,
        inputs: &[I],
        options: &Options,
        work: impl Fn(&mut Worker, &I) -> Result<Report<T>, Failure> + Sync,
        mut add: impl FnMut(&I, Result<T, Failure>),
    ) {
        let sizes = self.start_bar(inputs);
        in_order(inputs, options.threads(), Worker::default, work, |index, result| {
            let input = &inputs[index];
            match result {
                Ok(report) => {
                    self.output.out(&report.out);
                    self.output.err(&report.err);
                    self.verdict(report.exit);
                    add(input, Ok(report.data));
                }
                Err(failure) => {
                    self.fail(input.path(), &failure);
                    add(input, Err(failure));
                }
            }
            if let Some(size) = sizes.get(index) {
                self.output.advance(*size);
            }
            if self.output.is_closed() { Flow::Stop } else { Flow::Continue }
        });
        self.output.finish_bar();
    }

    /// Starts the bar for more than a few inputs; gives the size of each.
    fn start_bar(&mut self, inputs: &[impl Item]) -> Vec<u64> {
        use std::io::IsTerminal as _;
        if inputs.len() < 16 || !std::io::stderr().is_terminal() {
            return Vec::new();
        }
        let sizes: Vec<u64> = inputs.iter().map(|i| i.path().metadata().map_or(0, |m| m.len())).collect();
        self.output.start_bar(sizes.iter().sum());
        sizes
    }

    /// Writes out what is left and gives the exit.
    pub fn end(mut self) -> Exit {
        if self.output.flush() { self.exit } else { Exit::CouldNot }
    }
}
