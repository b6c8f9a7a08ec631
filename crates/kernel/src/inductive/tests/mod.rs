//! What follows from groups, and what is said of those that are wrong.

mod limits;
mod locals;
mod recursors;

use crate::environment::{Constant, ConstantKind, Environment};
use crate::testing::File;
use crate::verdict::Verdict;

/// The environment that a text declares, with its recursors derived.
fn environment(source: &str) -> Environment {
    let lines = std::iter::once("case source accepted").chain(source.lines()).enumerate();
    let file = File::parse(lines).unwrap();
    let read = file.cases[0].read(&|name: &str| Err(format!("no prelude {name}"))).unwrap();
    read.theory.environment()
}

/// The verdict for each declaration.
fn verdicts(env: &Environment, limits: crate::limits::Limits) -> Vec<Verdict> {
    let options = crate::run::Options { limits, threads: 1 };
    crate::run::check(env, &options, &|_| true, &|_| {}).into_iter().map(|(_, verdict)| verdict).collect()
}

/// The recursors of an environment.
fn recursors(env: &Environment) -> impl Iterator<Item = &Constant> {
    env.constants().iter().filter(|constant| matches!(constant.kind, ConstantKind::Recursor(_)))
}
