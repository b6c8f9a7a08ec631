//! Checking one source and collecting what is to be said of it.

use super::axioms::Survey;
use super::input::Source;
use super::outcome::Outcome;
use super::policy::{Allowed, Judged, Target, judge};
use crate::output::Output;
use env::uses::dependents;
use kernel::environment::{ConstId, ConstantKind, DeclId, Declaration, Environment};
use kernel::limits::Limits;
use kernel::print::{self, Settings};
use kernel::run;
use kernel::verdict::{Limit, Rejection, Rule, Verdict};

/// What to check, and what is allowed.
pub struct Plan {
    /// Threads that check.
    pub threads: usize,
    /// What one declaration may use.
    pub limits: Limits,
    /// Whether imports are checked, too.
    pub all: bool,
    /// Whether what depends on parts of the input that are not there is taken as given.
    pub allow_incomplete: bool,
    /// Constants that the caller cares for.
    pub targets: Vec<Target>,
    /// The axioms that the input may declare, if that is limited and there are no targets.
    pub allowed: Option<Allowed>,
    /// Whether the others may be declared, and only what mentions one is rejected.
    pub may_declare: bool,
    /// Most failures that are reported in full.
    pub failures: usize,
}

/// A declaration that was not accepted.
pub struct Failed {
    /// What it is, in words: `theorem foo`.
    pub declaration: String,
    /// Its names.
    pub names: Vec<String>,
    /// Why.
    pub verdict: Verdict,
    /// It as text.
    pub text: String,
}

/// What is to be said of a source.
pub struct Checked {
    /// The answer.
    pub outcome: Outcome,
    /// How many declarations there are.
    pub declarations: usize,
    /// How many of them were checked.
    pub checked: usize,
    /// How many of these were accepted in an earlier run.
    pub earlier: usize,
    /// How many were rejected, declined, and declined since the input is not whole.
    pub rejected: usize,
    #[allow(missing_docs, reason = "see above")]
    pub declined: usize,
    #[allow(missing_docs, reason = "see above")]
    pub incomplete: usize,
    /// The first of these, in the order of the input; those that are incomplete last.
    pub failed: Vec<Failed>,
    /// What is worth telling.
    pub survey: Survey,
    /// The caller's targets.
    pub targets: Vec<Judged>,
}

/// Verdicts that are known without checking, by declaration.
pub type Known<'a> = dyn Fn(DeclId) -> Option<Verdict> + Sync + 'a;

/// Checks a source. `known` gives verdicts of an earlier run; `note` is handed each new one.
pub fn check(
    source: &Source,
    plan: &Plan,
    output: &mut Output,
    known: &Known<'_>,
    note: &mut dyn FnMut(DeclId, &Verdict),
) -> Checked {
    let env = &source.environment;
    let in_question = |id: DeclId| plan.all || source.asked_for(id);
    let declarations = env.declarations().len();
    let ids = || (0..declarations as u32).map(DeclId).filter(|id| in_question(*id));
    let earlier: Vec<Option<Verdict>> =
        (0..declarations as u32).map(|at| if in_question(DeclId(at)) { known(DeclId(at)) } else { None }).collect();
    let wanted = |id: DeclId| in_question(id) && earlier[id.0 as usize].is_none();
    let bar = output.start_count(ids().count() as u64, "declarations");
    let known_before = earlier.iter().flatten().count();
    bar.inc(known_before as u64);
    let options = run::Options { limits: plan.limits, threads: plan.threads };
    let fresh = run::check(env, &options, &wanted, &|done| bar.inc(done as u64));
    output.finish_bar();
    fresh.iter().for_each(|(id, verdict)| note(*id, verdict));
    let mut verdicts = fresh;
    verdicts.extend(earlier.into_iter().enumerate().filter_map(|(at, known)| Some((DeclId(at as u32), known?))));
    verdicts.sort_by_key(|(id, _)| *id);
    forbid(source, plan, &mut verdicts);

    let count = |test: fn(&Verdict) -> bool| verdicts.iter().filter(|(_, verdict)| test(verdict)).count();
    let rejected = count(|verdict| matches!(verdict, Verdict::Rejected(_)));
    let incomplete = count(is_incomplete);
    let declined = count(|verdict| matches!(verdict, Verdict::Declined(_))) - incomplete;
    let taken = |verdict: &Verdict| plan.allow_incomplete && is_incomplete(verdict);
    let verdict =
        verdicts.iter().filter(|(_, verdict)| !taken(verdict)).map(|(_, verdict)| Outcome::from(verdict)).max();
    let mut failures: Vec<&(DeclId, Verdict)> =
        verdicts.iter().filter(|(_, verdict)| *verdict != Verdict::Accepted && !taken(verdict)).collect();
    // What is wrong comes before what cannot be known.
    failures.sort_by_key(|(id, verdict)| (is_incomplete(verdict), *id));
    let failed = failures.into_iter().take(plan.failures).map(|(id, verdict)| failed(env, *id, verdict)).collect();
    let trusted = |id: ConstId| !in_question(env.declared_by(id)) || plan.allow_incomplete;
    let targets: Vec<Judged> = plan.targets.iter().map(|target| judge(source, target, &trusted)).collect();
    let objected = targets.iter().any(|target| !target.objections.is_empty());
    Checked {
        outcome: verdict.unwrap_or(Outcome::Accepted).max(if objected { Outcome::Rejected } else { Outcome::Accepted }),
        declarations,
        checked: verdicts.len(),
        earlier: known_before,
        rejected,
        declined,
        incomplete,
        failed,
        survey: Survey::of(source, in_question),
        targets,
    }
}

/// Whether a verdict says that the input is not whole.
pub fn is_incomplete(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Declined(Limit::Incomplete { .. }))
}

/// Rejects the axioms that the caller does not allow, or what rests on them. What was something else when it was declared
/// is one as long as the caller does not take as given what is not there: an input may say so of any axiom.
fn forbid(source: &Source, plan: &Plan, verdicts: &mut [(DeclId, Verdict)]) {
    let Some(allowed) = plan.allowed.as_ref().filter(|_| plan.targets.is_empty()) else { return };
    let env = &source.environment;
    let forbidden = |id: DeclId| {
        let Declaration::Single(constant) = env.declarations()[id.0 as usize] else { return false };
        let is_axiom = matches!(env.constant(constant).kind, ConstantKind::Axiom { .. });
        let given = plan.allow_incomplete && env.declared(constant).is_some();
        is_axiom && !given && !allowed.has(source, constant)
    };
    let (rest_on_it, detail) = if plan.may_declare {
        (dependents(env, forbidden), "it rests on an axiom that is not allowed")
    } else {
        (Vec::new(), "the axiom is not one of those that are allowed")
    };
    for (id, verdict) in verdicts {
        let is_forbidden = forbidden(*id);
        let rejected = if plan.may_declare { rest_on_it[id.0 as usize] && !is_forbidden } else { is_forbidden };
        if rejected {
            let hidden =
                is_forbidden && env.declarations()[id.0 as usize].constants().any(|c| env.declared(c).is_some());
            let detail =
                if hidden { "what it rests on is not known, since its body is not in the input" } else { detail };
            *verdict = Verdict::Rejected(Box::new(Rejection { rule: Rule::ForbiddenAxiom, detail: detail.to_owned() }));
        }
    }
}

fn failed(env: &Environment, id: DeclId, verdict: &Verdict) -> Failed {
    let declaration = &env.declarations()[id.0 as usize];
    let ids: Vec<ConstId> = match declaration {
        Declaration::Inductive { types, .. } if !types.is_empty() => types.clone(),
        other => other.constants().collect(),
    };
    let names = super::axioms::names(env, &ids);
    let word = ids.first().map_or("declaration", |id| word(&env.constant(*id).kind));
    let text = ids.first().map(|id| print::declaration(env, *id, &Settings::default())).unwrap_or_default();
    Failed { declaration: format!("{word} {}", names.join(", ")), names, verdict: verdict.clone(), text }
}

/// A word for a kind of constant.
pub fn word(kind: &ConstantKind) -> &'static str {
    match kind {
        ConstantKind::Axiom { .. } => "axiom",
        ConstantKind::Definition { .. } => "definition",
        ConstantKind::Theorem { .. } => "theorem",
        ConstantKind::Opaque { .. } => "opaque constant",
        ConstantKind::Quot(_) => "constant of quotients",
        ConstantKind::Inductive(_) => "inductive type",
        ConstantKind::Constructor(_) => "constructor",
        ConstantKind::Recursor(_) => "recursor",
    }
}
