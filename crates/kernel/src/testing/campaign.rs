//! Many mutants of many files, and a table of what became of them.

use super::differ::{Difference, differences};
use super::mutate::{Mutation, Original, Random};
use crate::environment::Environment;
use crate::limits::Limits;
use crate::read;
use crate::run::{Options, check};
use crate::verdict::Verdict;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Accepted files.
#[derive(Debug, Default)]
pub struct Originals {
    files: Vec<(String, Original, Environment)>,
}

/// How many mutants to make.
#[derive(Clone, Copy, Debug)]
pub struct Campaign {
    /// What the mutants are chosen by.
    pub seed: u64,
    /// How many, over all files.
    pub count: usize,
    /// How many threads make and check them; the report does not depend on it.
    pub threads: usize,
}

/// What became of the mutants.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many there were.
    pub mutants: usize,
    /// What they were, by kind of change: how many, and how many of those were accepted.
    pub kinds: BTreeMap<&'static str, (usize, usize)>,
    /// What became of them: how many, and one of them.
    pub outcomes: BTreeMap<String, (usize, String)>,
    /// Those that must not have been accepted.
    pub wrong: Vec<String>,
}

/// What one check of a mutant may use.
pub fn limits() -> Limits {
    Limits { memory: 256 << 20, steps: 200_000, stack: 64 << 20, number_bits: 1 << 20, ..Limits::default() }
}

impl Originals {
    /// Adds a file, which must be accepted.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), String> {
        let env = read::read(text.as_bytes(), 1).map_err(|error| format!("{name}: {error}"))?;
        let options = Options { limits: limits(), threads: 1 };
        for (id, verdict) in check(&env, &options, &|_| true, &|_| {}) {
            if verdict != Verdict::Accepted {
                return Err(format!("{name}: declaration {} is {verdict:?}", id.0));
            }
        }
        self.files.push((name.to_owned(), Original::new(text), env));
        Ok(())
    }
}

impl Campaign {
    /// The mutant of this number, with what was done; nothing without a file.
    pub fn mutant(self, originals: &Originals, at: usize) -> (String, Vec<Mutation>) {
        // Each mutant has a seed of its own, so it does not matter who makes it.
        let mut random = Random::new(self.seed.wrapping_mul(1 << 40).wrapping_add(at as u64));
        match originals.files.get(at % originals.files.len().max(1)) {
            Some((_, original, _)) => original.mutant(&mut random),
            None => (String::new(), Vec::new()),
        }
    }

    /// Makes and checks all mutants.
    pub fn run(self, originals: &Originals) -> Report {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut report = Report::default();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= self.count || originals.files.is_empty() {
                    return report;
                }
                let (name, _, env) = &originals.files[at % originals.files.len()];
                let (text, mutations) = self.mutant(originals, at);
                report.add(name, &mutations, judge(&text, env));
            }
        };
        let mut report = Report::default();
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..self.threads.max(1)).map(|_| scope.spawn(work)).collect();
            for thread in threads {
                match thread.join() {
                    Ok(part) => report.join(part),
                    // A panic of the kernel is a failure of the campaign.
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
        report.wrong.sort();
        report
    }
}

/// What became of one mutant; `Err` for one that must not have been accepted.
fn judge(text: &str, original: &Environment) -> Result<(bool, String), String> {
    let env = match read::read(text.as_bytes(), 1) {
        Ok(env) => env,
        Err(error) => return Ok((false, format!("not read: {}", without_place(&error.to_string())))),
    };
    let options = Options { limits: limits(), threads: 1 };
    for (_, verdict) in check(&env, &options, &|_| true, &|_| {}) {
        match verdict {
            Verdict::Accepted => {}
            Verdict::Rejected(rejection) => return Ok((false, format!("rejected: {}", rejection.rule))),
            Verdict::Declined(limit) => {
                return Ok((false, format!("declined: {}", super::file::limit_name(&limit))));
            }
        }
    }
    let differences = differences(original, &env, limits());
    for difference in &differences {
        if let Difference::Wrong(what) = difference {
            return Err(what.clone());
        }
    }
    let said: Vec<String> = differences.iter().map(ToString::to_string).collect();
    Ok((true, format!("accepted: {}", if said.is_empty() { "the same theory".to_owned() } else { said.join("; ") })))
}

/// A message without numbers and quotations, so that messages of a kind are counted together.
fn without_place(message: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    for c in message.chars() {
        match c {
            '`' => {
                quoted = !quoted;
                out.push(c);
            }
            _ if quoted => {}
            c if c.is_ascii_digit() => {
                if !out.ends_with('N') {
                    out.push('N');
                }
            }
            c => out.push(c),
        }
    }
    out
}

impl Report {
    fn add(&mut self, file: &str, mutations: &[Mutation], outcome: Result<(bool, String), String>) {
        let said: Vec<String> = mutations.iter().map(ToString::to_string).collect();
        let said = said.join("; and ");
        let example: String = format!("{file}: {said}").chars().take(300).collect();
        self.mutants += 1;
        let accepted = matches!(outcome, Ok((true, _)) | Err(_));
        for mutation in mutations {
            let kind = self.kinds.entry(mutation.kind).or_default();
            kind.0 += 1;
            kind.1 += usize::from(accepted);
        }
        match outcome {
            Ok((_, outcome)) => count(&mut self.outcomes, outcome, 1, example),
            Err(what) => self.wrong.push(format!("{what}: {file}: {said}")),
        }
    }

    fn join(&mut self, other: Report) {
        self.mutants += other.mutants;
        for (kind, (all, accepted)) in other.kinds {
            let own = self.kinds.entry(kind).or_default();
            own.0 += all;
            own.1 += accepted;
        }
        for (outcome, (number, example)) in other.outcomes {
            count(&mut self.outcomes, outcome, number, example);
        }
        self.wrong.extend(other.wrong);
    }
}

/// Counts an outcome; of its examples the first in the order of text stays, so that threads do not decide.
fn count(outcomes: &mut BTreeMap<String, (usize, String)>, outcome: String, number: usize, example: String) {
    let entry = outcomes.entry(outcome).or_insert_with(|| (0, example.clone()));
    entry.0 += number;
    if example < entry.1 {
        entry.1 = example;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} mutants", self.mutants)?;
        writeln!(f, "\nby what was changed (all, accepted):")?;
        for (kind, (all, accepted)) in &self.kinds {
            writeln!(f, "{all:>8} {accepted:>8}  {kind}")?;
        }
        writeln!(f, "\nby what became of them, each with an example:")?;
        for (outcome, (number, example)) in &self.outcomes {
            writeln!(f, "{number:>8}  {outcome}\n{:>10}{example}", "")?;
        }
        for wrong in &self.wrong {
            writeln!(f, "WRONG: {wrong}")?;
        }
        Ok(())
    }
}
