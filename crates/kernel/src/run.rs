//! Checking a whole environment, on several threads.

use crate::environment::{DeclId, Environment};
use crate::limits::Limits;
use crate::verdict::Verdict;

/// How to check.
#[derive(Clone, Debug)]
pub struct Options {
    /// What one declaration may use.
    pub limits: Limits,
    /// How many threads check. The answers do not depend on it.
    pub threads: usize,
}

/// Checks the declarations for which `wanted` holds; gives a verdict for each of them, in the input's order. The others
/// are taken as they are. `done` is called now and then, from any thread, with the number of declarations checked since
/// its last call.
pub fn check(
    env: &Environment,
    options: &Options,
    wanted: &(dyn Fn(DeclId) -> bool + Sync),
    done: &(dyn Fn(usize) + Sync),
) -> Vec<(DeclId, Verdict)> {
    let _ = (env, options, wanted, done);
    todo!()
}
