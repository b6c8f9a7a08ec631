//! `lithe kernel`: checking proofs.
//!
//! [`input`] says what is checked, [`check`] checks it, [`axioms`] and [`policy`] say what it rests on and what of that is
//! allowed, [`report`] prints; [`compare`] asks whether a solution is one of a challenge, [`config`] reads the
//! configuration files of other checkers, [`store`] keeps verdicts, [`quantity`] reads sizes and times.

mod axioms;
mod check;
mod compare;
mod config;
pub mod input;
mod outcome;
mod policy;
mod quantity;
mod report;
mod store;

use crate::output::Output;
use check::Plan;
use clap::Args;
use input::{Finding, Input};
use kernel::environment::DeclId;
use kernel::limits::Limits;
use kernel::verdict::Verdict;
use outcome::Outcome;
use policy::{Allowed, Target};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Check proofs: exports (NDJSON, text) and compiled modules (.olean)
///
/// Every declaration is checked by the rules of Lean's type theory, and nothing that an input says of itself is believed.
/// Inputs are exports as lean4export writes them, of any version; .olean files, directories of them, or names of modules;
/// - is an export on standard input. A JSON file that holds a configuration in the manner of nanoda is followed.
///
/// Of modules, those that are named are checked, and what they import is taken as given (--all checks it too).
///
/// Exit codes: 0 accepted, 1 rejected (a rule is broken, an axiom is not allowed, an export is malformed), 2 declined (a
/// limit was hit, or parts of the input are missing), 3 could not run (a file cannot be read, the arguments make no
/// sense). Other commands of lithe use 2 for the last.
///
/// JSON: one object a line for each input: {"input", "verdict", "declarations", "checked", "rejected", "declined",
/// "incomplete", "failures", "axioms", "bodies_not_in_files", "noted", "unsafe", "partial", "targets"}, and for modules
/// {"modules", "taken_as_given"}; {"input", "verdict", "error"} for what is malformed or cannot be read.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe kernel proof.ndjson
  lean4export Mathlib.Foo | lithe kernel -
  lithe kernel build/lib/Foo.olean --target Foo.main --axioms propext,Quot.sound,Classical.choice
  lithe kernel --compare Challenge.ndjson Solution.ndjson --target main")]
pub struct Kernel {
    /// Exports, .olean files, directories of them, or module names
    #[arg(value_name = "INPUT", required_unless_present_any = ["compare", "config"])]
    inputs: Vec<String>,
    /// Whether SOLUTION proves what CHALLENGE states: the targets' statements, and everything that these mention, are the same
    #[arg(long, num_args = 2, value_names = ["CHALLENGE", "SOLUTION"], conflicts_with_all = ["inputs", "config"])]
    compare: Vec<String>,
    /// Follow a configuration file in the manner of nanoda
    #[arg(long, value_name = "FILE", conflicts_with = "inputs")]
    config: Option<PathBuf>,
    /// Report what this constant rests on, and with --axioms or a list of its own limit it
    #[arg(long = "target", value_name = "NAME[=AXIOMS]")]
    targets: Vec<String>,
    /// With --compare: a definition whose value the solution chooses
    #[arg(long = "hole", value_name = "NAME", requires = "compare")]
    holes: Vec<String>,
    /// Axioms that are allowed, names separated by commas: to the targets, or without targets to the input
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    axioms: Option<Vec<String>>,
    /// Check imported modules, too
    #[arg(long)]
    all: bool,
    /// Check only the modules that are named; this is what is done without --all
    #[arg(long, conflicts_with = "all")]
    only_new: bool,
    /// Take as given what depends on parts of modules that the files leave out
    #[arg(long)]
    allow_incomplete: bool,
    /// Keep verdicts in this file, or in this directory, and do not check again what this program has accepted
    #[arg(long, value_name = "FILE")]
    incremental: Option<PathBuf>,
    /// Memory for all threads together, like 4G
    #[arg(long, value_name = "SIZE", value_parser = quantity::bytes)]
    memory: Option<u64>,
    /// Time for one declaration, like 10s or 500ms
    #[arg(long, value_name = "TIME", value_parser = quantity::time)]
    time_per_declaration: Option<Duration>,
    /// Steps of evaluation for one declaration; unlike time it is the same in every run
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    /// Most failures that are reported one by one
    #[arg(long, value_name = "N", default_value_t = 20)]
    failures: usize,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    /// Print time and memory to standard error
    #[arg(long)]
    stats: bool,
    #[command(flatten)]
    finding: Finding,
}

impl Kernel {
    /// Runs the command.
    pub fn execute(self) -> ExitCode {
        let start = Instant::now();
        let mut output = Output::new();
        let outcome = match self.plan() {
            Err(message) => self.unusable(&message, &mut output),
            Ok(plan) if !self.compare.is_empty() => self.compare(&plan, &mut output),
            Ok(plan) => self.inputs(&plan, &mut output),
        };
        if self.stats {
            output.err(&quantity::usage(start.elapsed()));
        }
        let arrived = output.flush();
        if arrived { outcome } else { Outcome::CouldNot }.into()
    }

    fn unusable(&self, message: &str, output: &mut Output) -> Outcome {
        if self.json {
            let error = serde_json::json!({ "kind": "usage", "message": message });
            output.out(&format!("{}\n", serde_json::json!({ "verdict": "failed", "error": error })));
        } else {
            output.err(&format!("{message}\n"));
        }
        Outcome::CouldNot
    }

    /// What the options ask for.
    fn plan(&self) -> Result<Plan, String> {
        let allowed = match &self.axioms {
            Some(names) => Some(Allowed::parse(names.iter().map(String::as_str))?),
            None => None,
        };
        // A solution is measured by the standard axioms where nothing else is said.
        let of_targets = match &allowed {
            None if !self.compare.is_empty() => Some(Allowed::standard()),
            other => other.clone(),
        };
        let targets: Result<Vec<Target>, String> =
            self.targets.iter().map(|text| Target::parse(text, of_targets.as_ref())).collect();
        Ok(Plan {
            threads: self.finding.threads().get(),
            limits: self.limits(self.finding.threads().get()),
            all: self.all,
            allow_incomplete: self.allow_incomplete,
            targets: targets?,
            allowed,
            may_declare: false,
            failures: self.failures,
        })
    }

    fn limits(&self, threads: usize) -> Limits {
        let mut limits = Limits::default();
        if let Some(bytes) = self.memory {
            limits.memory = usize::try_from(bytes).unwrap_or(usize::MAX) / threads.max(1);
        }
        limits.time = self.time_per_declaration;
        limits.steps = self.steps.unwrap_or(limits.steps);
        limits
    }

    fn inputs(&self, plan: &Plan, output: &mut Output) -> Outcome {
        if let Some(path) = &self.config {
            return match config::Config::read(path) {
                Ok(config) => config.run(self, plan, output),
                Err(message) => self.unusable(&message, output),
            };
        }
        let mut worst = Outcome::Accepted;
        for input in Input::of_words(&self.inputs) {
            worst = worst.max(self.input(&input, plan, output));
        }
        worst
    }

    /// Checks one input and reports on it.
    fn input(&self, input: &Input, plan: &Plan, output: &mut Output) -> Outcome {
        if let Input::Export(path) = input
            && let Some(config) = config::Config::recognise(path)
        {
            return match config {
                Ok(config) => config.run(self, plan, output),
                Err(message) => self.unusable(&message, output),
            };
        }
        let source = match self.finding.reading(false).source(input, output) {
            Ok(source) => source,
            Err(failure) => return self.failure(&input.title(), &failure, output),
        };
        self.source(&source, plan, output)
    }

    /// Checks what was read and reports on it.
    fn source(&self, source: &input::Source, plan: &Plan, output: &mut Output) -> Outcome {
        let checked = match self.checked(source, plan, output) {
            Ok(checked) => checked,
            Err(message) => return self.unusable(&message, output),
        };
        if self.json {
            output.out(&format!("{}\n", report::json(source, &checked)));
        } else {
            output.out(&report::text(source, &checked));
        }
        checked.outcome
    }

    /// Checks what was read, but for what the store knows, and adds to the store.
    fn checked(&self, source: &input::Source, plan: &Plan, output: &mut Output) -> Result<check::Checked, String> {
        let Some(path) = &self.incremental else {
            return Ok(check::check(source, plan, output, &|_| None, &mut |_, _| ()));
        };
        let mut store = store::Store::open(path)?;
        let digests = store::digests(&source.environment, |id| plan.all || source.asked_for(id));
        let digest = |id: DeclId| digests[id.0 as usize];
        let known = |id: DeclId| digest(id).filter(|digest| store.has(digest)).map(|_| Verdict::Accepted);
        let mut accepted = Vec::new();
        let checked = check::check(source, plan, output, &known, &mut |id, verdict| {
            accepted.extend(digest(id).filter(|_| *verdict == Verdict::Accepted));
        });
        accepted.into_iter().for_each(|digest| store.add(digest));
        store.save()?;
        Ok(checked)
    }

    fn failure(&self, title: &str, failure: &input::Failure, output: &mut Output) -> Outcome {
        let (outcome, text) = report::failure(title, failure, self.json);
        if outcome == Outcome::CouldNot && !self.json {
            output.err(&text);
        } else {
            output.out(&text);
        }
        outcome
    }

    fn compare(&self, plan: &Plan, output: &mut Output) -> Outcome {
        let read = |word: &String, output: &mut Output| {
            let input = Input::of_word(word);
            let source = self.finding.reading(false).source(&input, output);
            source.map_err(|failure| (input.title(), failure))
        };
        let (challenge, solution) = match self.compare.as_slice() {
            [challenge, solution] => (read(challenge, output), read(solution, output)),
            _ => return self.unusable("--compare takes two inputs", output),
        };
        let (challenge, solution) = match (challenge, solution) {
            (Ok(challenge), Ok(solution)) => (challenge, solution),
            // A challenge that makes no sense is no fault of the solution.
            (Err((title, failure)), _) => {
                self.failure(&title, &failure, output);
                return Outcome::CouldNot;
            }
            (_, Err((title, failure))) => return self.failure(&title, &failure, output),
        };
        let holes: Result<Vec<Target>, String> = self.holes.iter().map(|text| Target::parse(text, None)).collect();
        let holes = match holes {
            Ok(holes) => holes,
            Err(message) => return self.unusable(&message, output),
        };
        let comparison = compare::compare(&challenge, &solution, &plan.targets, &holes);
        let comparison = match comparison {
            Ok(comparison) => comparison,
            Err(message) => return self.unusable(&message, output),
        };
        let plan = Plan { targets: comparison.targets(plan, &self.axioms), ..self.plan_again(plan) };
        let checked = match self.checked(&solution, &plan, output) {
            Ok(checked) => checked,
            Err(message) => return self.unusable(&message, output),
        };
        let outcome = checked.outcome.max(comparison.outcome());
        if self.json {
            let mut object = report::json(&solution, &checked);
            comparison.add_json(&challenge, outcome, &mut object);
            output.out(&format!("{object}\n"));
        } else {
            output.out(&comparison.text(&challenge, &solution));
            output.out(&report::text(&solution, &checked));
        }
        outcome
    }

    /// The same plan with nothing about axioms and targets.
    fn plan_again(&self, plan: &Plan) -> Plan {
        Plan {
            threads: plan.threads,
            limits: plan.limits,
            all: plan.all,
            allow_incomplete: plan.allow_incomplete,
            targets: Vec::new(),
            allowed: None,
            may_declare: false,
            failures: plan.failures,
        }
    }
}
