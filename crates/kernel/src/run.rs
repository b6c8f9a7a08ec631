//! Checking a whole environment, on several threads.
//!
//! What it is: declarations in runs of fixed length, handed out in order. A checker keeps what it finds out within a
//! run and starts anew with the next, so a verdict does not depend on how many threads there are or on who took what.

use crate::check::Checker;
use crate::environment::{DeclId, Environment};
use crate::limits::Limits;
use crate::primitive::Known;
use crate::verdict::{Limit, Verdict};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How to check.
#[derive(Clone, Debug)]
pub struct Options {
    /// What one declaration may use.
    pub limits: Limits,
    /// How many threads check. The answers do not depend on it.
    pub threads: usize,
}

/// Declarations in a run.
const RUN: usize = 64;

/// Checks the declarations for which `wanted` holds; gives a verdict for each of them, in the input's order. The others
/// are taken as they are. `done` is called now and then, from any thread, with the number of declarations checked since
/// its last call.
pub fn check(
    env: &Environment,
    options: &Options,
    wanted: &(dyn Fn(DeclId) -> bool + Sync),
    done: &(dyn Fn(usize) + Sync),
) -> Vec<(DeclId, Verdict)> {
    let known = Known::of(env);
    let count = env.declarations().len();
    let runs = count.div_ceil(RUN);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut verdicts = Vec::new();
        let mut checker = Checker::new(env, known.clone(), options.limits);
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if run >= runs {
                return verdicts;
            }
            checker.begin();
            let mut checked = 0;
            for at in run * RUN..count.min((run + 1) * RUN) {
                let decl = DeclId(at as u32);
                if wanted(decl) {
                    verdicts.push((decl, checker.check(decl)));
                    checked += 1;
                }
            }
            done(checked);
        }
    };
    let threads = options.threads.clamp(1, runs.max(1));
    let mut verdicts: Vec<(DeclId, Verdict)> = Vec::with_capacity(count);
    let mut started = 0;
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map_while(|_| {
                std::thread::Builder::new()
                    .name("kernel".to_owned())
                    .stack_size(options.limits.stack)
                    .spawn_scoped(scope, work)
                    .ok()
            })
            .collect();
        started = handles.len();
        for handle in handles {
            match handle.join() {
                Ok(part) => verdicts.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    if started == 0 {
        let limit = Limit::Memory { bytes: options.limits.stack as u64 };
        return (0..count as u32)
            .map(DeclId)
            .filter(|&decl| wanted(decl))
            .map(|decl| (decl, Verdict::Declined(limit.clone())))
            .collect();
    }
    verdicts.sort_unstable_by_key(|&(decl, _)| decl);
    verdicts
}
