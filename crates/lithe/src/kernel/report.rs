//! What is said of an input: lines for people, one object for programs.
//!
//! Nothing in a report depends on time or on the number of threads.

use super::axioms::names;
use super::check::{Checked, is_incomplete};
use super::input::{Failure, Source};
use super::outcome::Outcome;
use super::policy::Judged;
use kernel::environment::{ConstId, Environment};
use kernel::print;
use kernel::verdict::{Limit, Verdict};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Most names that a line for people lists.
const SHOWN: usize = 10;

/// The report on a source that was checked.
pub fn text(source: &Source, checked: &Checked) -> String {
    let env = &source.environment;
    let mut out = format!("{}  {}\n", checked.outcome.word(), source.title);
    let _ = write!(out, "  {} of {} declarations checked", checked.checked, checked.declarations);
    for (count, what) in [
        (checked.earlier, "of them in an earlier run"),
        (checked.rejected, "rejected"),
        (checked.declined, "declined"),
        (checked.incomplete, "depend on what the files leave out"),
    ] {
        if count > 0 {
            let _ = write!(out, ", {count} {what}");
        }
    }
    out.push('\n');
    if let Some(modules) = &source.modules {
        let imported: Vec<&env::Module> = modules.all.iter().filter(|module| !module.asked_for).collect();
        if !imported.is_empty() && checked.checked < checked.declarations {
            let given = checked.declarations - checked.checked;
            let _ = writeln!(
                out,
                "  taken as given: {given} declarations of {} imported modules: {}",
                imported.len(),
                listed(imported.iter().map(|module| env::module_name::display(&module.name)))
            );
        }
        if let Some(first) = modules.apart.first() {
            let module = env::module_name::display(&modules.all[first.module as usize].name);
            let renamed = modules.apart.iter().map(|other| print::name(&env.terms.names, other.here));
            let _ = writeln!(
                out,
                "  called otherwise, since another module has the name too, as {module} has {}: {}",
                first.name,
                listed(renamed)
            );
        }
    }
    survey_text(&mut out, env, checked);
    for target in &checked.targets {
        target_text(&mut out, env, target);
    }
    failures_text(&mut out, checked);
    out
}

fn survey_text(out: &mut String, env: &Environment, checked: &Checked) {
    let survey = &checked.survey;
    if !survey.axioms.is_empty() {
        let _ = writeln!(out, "  axioms: {}", listed(names(env, &survey.axioms)));
    }
    let [definitions, theorems, opaque] = survey.given;
    if definitions + theorems + opaque > 0 {
        let _ = writeln!(
            out,
            "  taken as given, since their bodies are not in the files: {theorems} theorems, {definitions} definitions, \
             {opaque} opaque constants"
        );
    }
    for (meaning, found) in &survey.noted {
        let _ = writeln!(out, "  {meaning} is used by: {}", listed(names(env, found)));
    }
    for (what, found) in [("unsafe", &survey.unsafe_constants), ("partial", &survey.partial)] {
        if !found.is_empty() {
            let _ = writeln!(out, "  {what}: {}", listed(names(env, found)));
        }
    }
}

fn target_text(out: &mut String, env: &Environment, target: &Judged) {
    let Some(basis) = &target.basis else {
        let _ = writeln!(out, "  target {} {}", target.text, target.objections.join("; "));
        return;
    };
    let axioms = names(env, &basis.axioms);
    let axioms = if axioms.is_empty() { "no axioms".to_owned() } else { axioms.join(", ") };
    let _ = write!(out, "  target {} rests on {axioms}", target.text);
    if !basis.given.is_empty() {
        let _ = write!(out, ", and {} constants whose bodies are not in the files", basis.given.len());
    }
    out.push('\n');
    for objection in &target.objections {
        let _ = writeln!(out, "  target {} {objection}", target.text);
    }
}

fn failures_text(out: &mut String, checked: &Checked) {
    for failed in &checked.failed {
        let word = Outcome::from(&failed.verdict).word();
        match &failed.verdict {
            Verdict::Accepted => {}
            Verdict::Rejected(rejection) => {
                let _ = writeln!(out, "  {word} {}: {}", failed.declaration, rejection.rule);
                indented(out, "    ", &rejection.detail);
            }
            Verdict::Declined(limit) => {
                let _ = writeln!(out, "  {word} {}: {limit}", failed.declaration);
            }
        }
        // What is missing elsewhere cannot be seen here.
        if !is_incomplete(&failed.verdict) {
            indented(out, "    | ", &failed.text);
        }
    }
    let total =
        checked.rejected + checked.declined + if checked.outcome == Outcome::Accepted { 0 } else { checked.incomplete };
    if total > checked.failed.len() && !checked.failed.is_empty() {
        let _ = writeln!(out, "  … {} more", total - checked.failed.len());
    }
}

fn indented(out: &mut String, indent: &str, text: &str) {
    for line in text.lines() {
        let _ = writeln!(out, "{indent}{line}");
    }
}

/// Names with commas between them, and how many more there are.
fn listed(names: impl IntoIterator<Item = String>) -> String {
    let all: Vec<String> = names.into_iter().collect();
    let mut text = all.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if all.len() > SHOWN {
        let _ = write!(text, " and {} more", all.len() - SHOWN);
    }
    text
}

/// The same for programs.
pub fn json(source: &Source, checked: &Checked) -> Value {
    let env = &source.environment;
    let survey = &checked.survey;
    let all = |ids: &[ConstId]| names(env, ids);
    let [definitions, theorems, opaque] = survey.given;
    let noted: Vec<Value> =
        survey.noted.iter().map(|(meaning, found)| json!({ "what": meaning, "used_by": all(found) })).collect();
    let mut object = json!({
        "input": source.title, "verdict": checked.outcome.word(), "declarations": checked.declarations,
        "checked": checked.checked, "earlier": checked.earlier, "rejected": checked.rejected, "declined": checked.declined,
        "incomplete": checked.incomplete,
        "failures": checked.failed.iter().map(failed_json).collect::<Vec<_>>(),
        "axioms": all(&survey.axioms),
        "bodies_not_in_files": { "theorems": theorems, "definitions": definitions, "opaque": opaque },
        "noted": noted, "unsafe": all(&survey.unsafe_constants), "partial": all(&survey.partial),
        "targets": checked.targets.iter().map(|target| target_json(env, target)).collect::<Vec<_>>(),
    });
    if let (Some(modules), Value::Object(object)) = (&source.modules, &mut object) {
        let name = |module: &env::Module| env::module_name::display(&module.name);
        let asked: Vec<String> = modules.all.iter().filter(|module| module.asked_for).map(name).collect();
        let given: Vec<String> = if checked.checked < checked.declarations {
            modules.all.iter().filter(|module| !module.asked_for).map(name).collect()
        } else {
            Vec::new()
        };
        object.insert("modules".to_owned(), json!(asked));
        object.insert("taken_as_given".to_owned(), json!(given));
    }
    object
}

fn failed_json(failed: &super::check::Failed) -> Value {
    let (rule, limit, detail) = match &failed.verdict {
        Verdict::Accepted => (None, None, String::new()),
        Verdict::Rejected(rejection) => (Some(rejection.rule.name()), None, rejection.detail.clone()),
        Verdict::Declined(limit) => (None, Some(limit_name(limit)), limit.to_string()),
    };
    json!({
        "declaration": failed.names, "verdict": Outcome::from(&failed.verdict).word(), "rule": rule, "limit": limit,
        "detail": detail, "text": failed.text,
    })
}

fn target_json(env: &Environment, target: &Judged) -> Value {
    let basis = target.basis.clone().unwrap_or_default();
    let missing: Vec<String> = basis.missing.iter().map(|name| print::name(&env.terms.names, *name)).collect();
    json!({
        "name": target.text, "found": target.basis.is_some(), "axioms": names(env, &basis.axioms),
        "bodies_not_in_files": basis.given.len(), "unsafe_or_partial": names(env, &basis.not_safe), "missing": missing,
        "accepted": target.objections.is_empty(), "objections": target.objections,
    })
}

/// A fixed word for a limit.
fn limit_name(limit: &Limit) -> &'static str {
    match limit {
        Limit::Memory { .. } => "memory",
        Limit::Steps { .. } => "steps",
        Limit::Time { .. } => "time",
        Limit::Depth { .. } => "depth",
        Limit::NumberSize { .. } => "number-size",
        Limit::Levels => "levels",
        Limit::Incomplete { .. } => "incomplete",
        Limit::Unsupported { .. } => "unsupported",
    }
}

/// The report on an input that there are no declarations of.
pub fn failure(title: &str, failure: &Failure, as_json: bool) -> (Outcome, String) {
    let (outcome, kind) = match failure {
        Failure::World(_) => (Outcome::CouldNot, "io"),
        Failure::Malformed { .. } => (Outcome::Rejected, "malformed"),
        Failure::Limit(_) => (Outcome::Declined, "limit"),
    };
    let line = match failure {
        Failure::Malformed { line, .. } => *line,
        Failure::World(_) | Failure::Limit(_) => None,
    };
    let reason = match failure {
        Failure::Malformed { reason, .. } => reason.clone(),
        Failure::World(message) | Failure::Limit(message) => message.clone(),
    };
    let text = match (as_json, outcome) {
        (true, _) => {
            let error = json!({ "kind": kind, "line": line, "message": reason });
            format!("{}\n", json!({ "input": title, "verdict": outcome.word(), "error": error }))
        }
        (false, Outcome::CouldNot) => format!("{failure}\n"),
        (false, _) => format!("{}  {title}\n  {failure}\n", outcome.word()),
    };
    (outcome, text)
}
