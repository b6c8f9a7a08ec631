//! Runs the cases of a file, and says below each declaration what was wrong with it.

use super::file::{Expected, File, Preludes, Read, of_verdict};
use super::replay::replay;
use super::write;
use crate::environment::{DeclId, Environment};
use crate::read;
use crate::run::{Options, check};
use crate::terms::{Name, NameId, Names};
use crate::verdict::Verdict;
use std::fmt::Write as _;

/// What to print below a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The line.
    pub line: usize,
    /// What to print.
    pub text: String,
}

/// Runs all cases. The error tells of sources that cannot be read and of cases of which something else came than their
/// first lines say.
pub fn run<'a>(lines: impl IntoIterator<Item = (usize, &'a str)>, preludes: Preludes<'_>) -> Result<Vec<Note>, String> {
    let file = File::parse(lines).map_err(|bad| bad.to_string())?;
    let mut notes = Vec::new();
    let mut wrong = String::new();
    for case in &file.cases {
        let read = match case.read(preludes) {
            Ok(read) => read,
            Err(bad) => {
                let _ = writeln!(wrong, "{bad}");
                continue;
            }
        };
        let declares = read.lines.iter().any(Option::is_some);
        let outcome = if declares { judge(&read, &mut notes) } else { Err("nothing is declared".to_owned()) };
        let _ = match outcome {
            Ok(found) if found == case.expected => Ok(()),
            Ok(found) => {
                let said = notes.iter().filter(|note| note.line >= case.line).map(|note| note.text.as_str());
                let said: Vec<&str> = said.collect();
                writeln!(wrong, "{}: case {} is {found}: {}", case.line, case.name, said.join("; "))
            }
            Err(message) => writeln!(wrong, "{}: case {}: {message}", case.line, case.name),
        };
    }
    if wrong.is_empty() { Ok(notes) } else { Err(wrong) }
}

/// Checks what a case declares; adds a note for each declaration that is not accepted.
fn judge(case: &Read, notes: &mut Vec<Note>) -> Result<Expected, String> {
    let env = case.theory.environment();
    let verdicts = verdicts(&env, case, 1);
    if verdicts != self::verdicts(&env, case, 2) {
        return Err("two threads come to other verdicts than one".to_owned());
    }
    let mut first = Expected::Accepted;
    for (id, verdict) in &verdicts {
        let text = match verdict {
            Verdict::Accepted => continue,
            Verdict::Rejected(rejection) => format!("rejected {}: {}", rejection.rule, rejection.detail),
            Verdict::Declined(limit) => format!("declined: {limit}"),
        };
        if first == Expected::Accepted {
            first = of_verdict(verdict);
        }
        let declared = env.declarations()[id.0 as usize].constants().next();
        let name = declared.map_or(NameId(0), |id| env.constant(id).name);
        let line = case.lines[id.0 as usize].unwrap_or(1);
        notes.push(Note { line, text: format!("{}: {text}", name_text(&env.terms.names, name)) });
    }
    as_export(&env, case, &verdicts)?;
    replay(&env, &verdicts, case.limits)?;
    Ok(first)
}

fn verdicts(env: &Environment, case: &Read, threads: usize) -> Vec<(DeclId, Verdict)> {
    let options = Options { limits: case.limits, threads };
    let wanted = |id: DeclId| case.lines.get(id.0 as usize).is_some_and(Option::is_some);
    check(env, &options, &wanted, &|_| {})
}

/// Checks the same declarations again as an export that was written and read.
fn as_export(env: &Environment, case: &Read, verdicts: &[(DeclId, Verdict)]) -> Result<(), String> {
    let mut bytes = Vec::new();
    write::ndjson(env, &mut bytes).map_err(|error| format!("cannot be written as an export: {error}"))?;
    let is_good = verdicts.iter().all(|(_, verdict)| *verdict == Verdict::Accepted);
    let again = match read::read(&bytes, 1) {
        Ok(read) => read,
        Err(error) if is_good => return Err(format!("is accepted, but not read as an export: {error}")),
        Err(_) => return Ok(()),
    };
    // Mutual definitions are lines of their own in an export, so declarations are not compared one by one.
    let options = Options { limits: case.limits, threads: 1 };
    let again = check(&again, &options, &|_| true, &|_| {});
    match again.iter().find(|(_, verdict)| *verdict != Verdict::Accepted) {
        Some((_, verdict)) if is_good => Err(format!("is accepted, but {} as an export", of_verdict(verdict))),
        None if !is_good => Err("is accepted as an export, but not as it stands".to_owned()),
        _ => Ok(()),
    }
}

/// A name with dots.
pub fn name_text(names: &Names, name: NameId) -> String {
    let mut parts = Vec::new();
    let mut at = name;
    loop {
        match names.get(at) {
            Name::Anonymous => break,
            Name::Str(prefix, text) => {
                parts.push(names.text(text).to_owned());
                at = prefix;
            }
            Name::Num(prefix, number) => {
                parts.push(number.to_string());
                at = prefix;
            }
        }
    }
    parts.reverse();
    parts.join(".")
}
