//! Terms that are deep or wide: an answer or a limit, and never the end of the stack.
//!
//! Each term is built in tables, written as an export and read again, so that the reader meets it as well.
#![forbid(unsafe_code)]

use kernel::environment::{Constant, ConstantKind, Environment};
use kernel::limits::Limits;
use kernel::run::{Options, check};
use kernel::terms::{Level, LevelId, NameId, ParamsId};
use kernel::testing::file::theory;
use kernel::testing::{Group, Theory, write};
use kernel::verdict::{Limit, Rule, Verdict};
use std::fs;
use std::path::Path;

const DEEP: u32 = 1_000_000;

fn nat() -> Theory {
    let inputs = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/kernel/inputs"));
    let prelude = |name: &str| fs::read_to_string(inputs.join(format!("{name}.kernel"))).map_err(|e| e.to_string());
    theory("use nat", &prelude).unwrap()
}

fn verdict_of(env: &Environment, limits: Limits) -> Verdict {
    let options = Options { limits, threads: 1 };
    let verdicts = check(env, &options, &|_| true, &|_| {});
    verdicts
        .into_iter()
        .map(|(_, verdict)| verdict)
        .find(|verdict| *verdict != Verdict::Accepted)
        .unwrap_or(Verdict::Accepted)
}

/// The first verdict that is not acceptance, as it stands and once more as an export; both agree.
fn verdict(theory: &Theory) -> Verdict {
    let env = theory.environment();
    let limits = Limits { memory: 4 << 30, ..Limits::default() };
    let mut bytes = Vec::new();
    write::ndjson(&env, &mut bytes).unwrap();
    let direct = verdict_of(&env, limits);
    let again = verdict_of(&kernel::read::read(&bytes, 2).unwrap_or_else(|error| panic!("{error}")), limits);
    assert_eq!(std::mem::discriminant(&direct), std::mem::discriminant(&again), "{direct:?} and {again:?}");
    direct
}

/// Accepted, or declined because of the depth: both are answers.
fn accepted_or_too_deep(theory: &Theory) -> Verdict {
    let verdict = verdict(theory);
    let answer = matches!(&verdict, Verdict::Accepted | Verdict::Declined(Limit::Depth { .. } | Limit::Memory { .. }));
    assert!(answer, "{verdict:?}");
    verdict
}

fn rejected(theory: &Theory, rule: Rule) {
    let verdict = verdict(theory);
    let broken = matches!(&verdict, Verdict::Rejected(rejection) if rejection.rule == rule);
    let too_deep = matches!(&verdict, Verdict::Declined(Limit::Depth { .. }));
    assert!(broken || too_deep, "{verdict:?}");
}

#[test]
fn nested_applications() {
    let mut theory = nat();
    let (nat, succ, zero) = (theory.constant("Nat"), theory.constant("Nat.succ"), theory.number(0));
    let value = (0..DEEP).fold(zero, |inner, _| theory.app(succ, &[inner]));
    theory.define("deep", nat, value);
    accepted_or_too_deep(&theory);
}

#[test]
fn nested_functions() {
    let mut theory = nat();
    let nat = theory.constant("Nat");
    let zero = theory.number(0);
    let value = (0..DEEP).fold(zero, |inner, _| theory.lam(nat, inner));
    let ty = (0..DEEP).fold(nat, |inner, _| theory.pi(nat, inner));
    theory.define("deep", ty, value);
    accepted_or_too_deep(&theory);
}

#[test]
fn nested_function_types_on_the_left() {
    let mut theory = nat();
    let nat = theory.constant("Nat");
    let ty = (0..DEEP).fold(nat, |inner, _| theory.pi(inner, nat));
    theory.assume("deep", ty);
    accepted_or_too_deep(&theory);
}

#[test]
fn nested_lets_in_bodies() {
    let mut theory = nat();
    let (nat, zero) = (theory.constant("Nat"), theory.number(0));
    let value = (0..DEEP).fold(zero, |inner, _| theory.let_in(nat, zero, inner));
    theory.define("deep", nat, value);
    accepted_or_too_deep(&theory);
}

#[test]
fn nested_lets_in_values() {
    let mut theory = nat();
    let (nat, zero, var) = (theory.constant("Nat"), theory.number(0), theory.bvar(0));
    let value = (0..DEEP).fold(zero, |inner, _| theory.let_in(nat, inner, var));
    theory.define("deep", nat, value);
    accepted_or_too_deep(&theory);
}

#[test]
fn nested_projections() {
    let mut theory = nat();
    let nat = theory.constant("Nat");
    let zero = theory.number(0);
    let value = (0..DEEP).fold(zero, |inner, _| theory.proj("Prod", 0, inner));
    theory.define("deep", nat, value);
    rejected(&theory, Rule::BadProjection);
}

#[test]
fn nested_levels() {
    let mut theory = nat();
    let level = theory.level(DEEP);
    let next = theory.terms.levels.succ(level);
    let (value, ty) = (theory.sort(level), theory.sort(next));
    theory.define("deep", ty, value);
    accepted_or_too_deep(&theory);
}

#[test]
fn nested_maxima_of_levels() {
    let mut theory = nat();
    let one = theory.level(1);
    let level = (0..DEEP).fold(one, |level, at| {
        let name = theory.terms.levels.intern(Level::Max(level, LevelId(u32::from(at % 2 == 0))));
        theory.terms.levels.intern(Level::Imax(one, name))
    });
    let next = theory.terms.levels.succ(level);
    let (value, ty) = (theory.sort(level), theory.sort(next));
    theory.define("deep", ty, value);
    let verdict = verdict(&theory);
    let answer = matches!(verdict, Verdict::Accepted | Verdict::Declined(Limit::Depth { .. } | Limit::Levels));
    assert!(answer, "{verdict:?}");
}

#[test]
fn nested_names() {
    let mut theory = nat();
    let nat = theory.constant("Nat");
    let name = (0..DEEP).fold(NameId(0), |name, _| theory.terms.names.append(name, "a").unwrap());
    let kind = ConstantKind::Axiom { is_unsafe: false, declared: None };
    theory.groups.push(Group::Single(Constant { name, level_params: ParamsId(0), ty: nat, kind }));
    assert_eq!(verdict(&theory), Verdict::Accepted);
}

#[test]
fn the_message_about_a_deep_term_is_short() {
    let mut theory = nat();
    let (succ, zero, ty) = (theory.constant("Nat.succ"), theory.number(0), theory.constant("Bool"));
    let value = (0..100_000).fold(zero, |inner, _| theory.app(succ, &[inner]));
    theory.define("deep", ty, value);
    match verdict(&theory) {
        Verdict::Rejected(rejection) => {
            assert_eq!(rejection.rule, Rule::DeclTypeMismatch);
            assert!(rejection.detail.len() < 100_000, "{} bytes", rejection.detail.len());
        }
        Verdict::Declined(Limit::Depth { .. }) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_difference_at_the_bottom_of_deep_terms() {
    let mut theory = nat();
    let (nat, succ) = (theory.constant("Nat"), theory.constant("Nat.succ"));
    theory.assume("x", nat);
    theory.assume("y", nat);
    let mut tower = |bottom: &str| {
        let bottom = theory.constant(bottom);
        (0..100_000).fold(bottom, |inner, _| theory.app(succ, &[inner]))
    };
    let (left, right) = (tower("x"), tower("y"));
    theory.prove_equal("deep", 1, nat, left, right);
    rejected(&theory, Rule::DeclTypeMismatch);
}

#[test]
fn an_application_to_very_many_arguments() {
    let mut theory = nat();
    let (nat, zero) = (theory.constant("Nat"), theory.number(0));
    let count = 100_000;
    let ty = (0..count).fold(nat, |inner, _| theory.pi(nat, inner));
    theory.assume("wide", ty);
    let head = theory.constant("wide");
    let value = (0..count).fold(head, |head, _| theory.app(head, &[zero]));
    theory.define("applied", nat, value);
    assert_eq!(accepted_or_too_deep(&theory), Verdict::Accepted);
}

#[test]
fn a_function_that_is_given_a_million_arguments() {
    let mut theory = nat();
    let (nat, zero, succ) = (theory.constant("Nat"), theory.number(0), theory.constant("Nat.succ"));
    let value = (0..DEEP).fold(succ, |head, _| theory.app(head, &[zero]));
    theory.define("applied", nat, value);
    rejected(&theory, Rule::NotAFunction);
}

#[test]
fn an_inductive_type_with_many_constructors() {
    let count = 500;
    let mut text = "inductive Many : Type\n".to_owned();
    for at in 0..count {
        text.push_str(&format!("| c{at} : Many\n"));
    }
    let theory = kernel::testing::file::theory(&text, &|name| Err(format!("no {name}"))).unwrap();
    assert_eq!(verdict(&theory), Verdict::Accepted);
}

#[test]
fn a_constructor_with_many_fields() {
    let mut text = "inductive Wide : Type\n| mk".to_owned();
    for at in 0..1_000 {
        text.push_str(&format!(" (f{at} : Wide)"));
    }
    text.push_str(" : Wide\n| leaf : Wide\n");
    let theory = kernel::testing::file::theory(&text, &|name| Err(format!("no {name}"))).unwrap();
    assert_eq!(verdict(&theory), Verdict::Accepted);
}

#[test]
fn a_group_of_many_types() {
    let mut text = "mutual\n".to_owned();
    for at in 0..60 {
        text.push_str(&format!("inductive T{at} : Type\n| mk (x : T{}) : T{at}\n| leaf : T{at}\n", (at + 1) % 60));
    }
    text.push_str("end\n");
    let theory = kernel::testing::file::theory(&text, &|name| Err(format!("no {name}"))).unwrap();
    assert_eq!(verdict(&theory), Verdict::Accepted);
}
