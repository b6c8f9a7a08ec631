//! Configuration files of nanoda, for tools that call a checker with one: `checker config.json`.
//!
//! Every field is understood, with its default. Some change nothing here: numbers and strings are always literals, and
//! how terms are printed is not configurable.

use super::Kernel;
use super::check::Plan;
use super::input::{self, Failure, Input, Source};
use super::outcome::Outcome;
use super::policy::Allowed;
use crate::output::Output;
use crate::replace;
use env::name;
use kernel::print::{self, Settings};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// Longest file that could be a configuration.
const LONGEST: u64 = 1 << 20;

/// The fields that make a JSON object a configuration.
const MARKS: [&str; 3] = ["export_file_path", "use_stdin", "permitted_axioms"];

/// What a configuration asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Config {
    export: Option<PathBuf>,
    stdin: bool,
    permitted: Vec<String>,
    permit_all: bool,
    hard_error: bool,
    threads: usize,
    print_names: Option<Vec<String>>,
    print_to: Option<PathBuf>,
    print_to_stdout: bool,
    unknown_name_is_error: bool,
    success_message: bool,
    print_axioms: bool,
}

impl Config {
    /// Reads a file that is said to be a configuration.
    pub fn read(path: &Path) -> Result<Config, String> {
        let bytes = input::bytes(path).map_err(|failure| failure.to_string())?;
        let object = object(&bytes).ok_or_else(|| format!("{}: not a JSON object", path.display()))?;
        Config::parse(&object).map_err(|message| format!("{}: {message}", path.display()))
    }

    /// The configuration in a file, if it is one: a short file that is one JSON object with a field of a configuration.
    pub fn recognise(path: &Path) -> Option<Result<Config, String>> {
        let short = std::fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() <= LONGEST);
        let object = short.then(|| std::fs::read(path).ok()).flatten().and_then(|bytes| object(&bytes))?;
        let is_one = MARKS.iter().any(|mark| object.contains_key(*mark));
        is_one.then(|| Config::parse(&object).map_err(|message| format!("{}: {message}", path.display())))
    }

    fn parse(object: &Map<String, Value>) -> Result<Config, String> {
        let mut config = Config { hard_error: true, unknown_name_is_error: true, ..Config::default() };
        for (key, value) in object {
            let wrong = |what: &str| format!("the field {key} must be {what}");
            let flag = || value.as_bool().ok_or_else(|| wrong("true or false"));
            let path = || match value {
                Value::Null => Ok(None),
                Value::String(path) => Ok(Some(PathBuf::from(path))),
                _ => Err(wrong("a path")),
            };
            let names = || match value {
                Value::Null => Ok(None),
                Value::Array(items) => {
                    let names: Option<Vec<String>> =
                        items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
                    names.map(Some).ok_or_else(|| wrong("a list of names"))
                }
                _ => Err(wrong("a list of names")),
            };
            match key.as_str() {
                "export_file_path" => config.export = path()?,
                "use_stdin" => config.stdin = flag()?,
                "permitted_axioms" => config.permitted = names()?.unwrap_or_default(),
                "unpermitted_axiom_hard_error" => config.hard_error = flag()?,
                "unsafe_permit_all_axioms" => config.permit_all = flag()?,
                "num_threads" => {
                    let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
                    config.threads = number.ok_or_else(|| wrong("a number"))?;
                }
                "pp_declars" => config.print_names = names()?,
                "pp_output_path" => config.print_to = path()?,
                "pp_to_stdout" => config.print_to_stdout = flag()?,
                "unknown_pp_declar_hard_error" => config.unknown_name_is_error = flag()?,
                "print_success_message" => config.success_message = flag()?,
                "print_axioms" => config.print_axioms = flag()?,
                "nat_extension" | "string_extension" => {
                    flag()?;
                }
                "pp_options" | "pp_unsafe" | "declars" => {}
                _ => return Err(format!("there is no field {key}")),
            }
        }
        if config.stdin == config.export.is_some() {
            return Err("give either export_file_path or use_stdin".to_owned());
        }
        Ok(config)
    }

    /// Checks what the configuration asks for.
    pub fn run(self, command: &Kernel, plan: &Plan, output: &mut Output) -> Outcome {
        let input = self.export.clone().map_or(Input::Stdin, Input::Export);
        let allowed = match Allowed::parse(self.permitted.iter().map(String::as_str)) {
            Ok(allowed) => allowed,
            Err(message) => return command.unusable(&message, output),
        };
        let source = match command.finding.reading(false).source(&input, output) {
            Ok(source) => source,
            Err(failure) => return command.failure(&input.title(), &failure, output),
        };
        let threads = if command.finding.threads.is_some() { plan.threads } else { self.threads.max(1) };
        let mut plan = Plan { threads, limits: command.limits(threads), ..command.plan_again(plan) };
        if !self.permit_all {
            (plan.allowed, plan.may_declare) = (Some(allowed), !self.hard_error);
        }
        let mut outcome = self.source(&source, command, &plan, output);
        if outcome == Outcome::Accepted
            && let Err(failure) = self.print(&source, output)
        {
            outcome = outcome.max(command.failure(&source.title, &failure, output));
        }
        outcome
    }

    /// Checks and reports. An axiom that is not permitted is an error, or is not there for what would use it.
    fn source(&self, source: &Source, command: &Kernel, plan: &Plan, output: &mut Output) -> Outcome {
        let checked = match command.checked(source, plan, output) {
            Ok(checked) => checked,
            Err(message) => return command.unusable(&message, output),
        };
        if command.json {
            output.out(&format!("{}\n", super::report::json(source, &checked)));
        } else if checked.outcome != Outcome::Accepted || self.success_message || self.print_axioms {
            output.out(&super::report::text(source, &checked));
        }
        checked.outcome
    }

    /// Prints the declarations that the configuration names.
    fn print(&self, source: &Source, output: &mut Output) -> Result<(), Failure> {
        let env = &source.environment;
        let mut text = String::new();
        for wanted in self.print_names.iter().flatten() {
            let parts = name::parse(wanted).map_err(Failure::World)?;
            match name::find(&env.terms.names, &parts).and_then(|name| env.find(name)) {
                Some(id) => text += &format!("{}\n\n", print::declaration(env, id, &Settings::default())),
                None if self.unknown_name_is_error => {
                    return Err(Failure::World(format!("{}: no constant {wanted}", source.title)));
                }
                None => {}
            }
        }
        if self.print_to_stdout {
            output.out(&text);
        }
        match &self.print_to {
            Some(path) => replace::write_all(&[(path.clone(), text.as_bytes())])
                .map_err(|e| Failure::World(format!("{}: cannot {}: {}", e.path.display(), e.action, e.error))),
            None => Ok(()),
        }
    }
}

/// The JSON object that the bytes are.
fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(object)) => Some(object),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(&object(text.as_bytes()).ok_or("no object")?)
    }

    #[test]
    fn defaults_are_nanodas() {
        let config = parse(r#"{"use_stdin": true}"#).unwrap();
        assert!(config.hard_error && config.unknown_name_is_error && !config.permit_all && config.threads == 0);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let all = [
            (r#"{"use_stdin": 1}"#, "the field use_stdin must be true or false"),
            (r#"{"use_stdin": true, "export_file_path": "a"}"#, "give either export_file_path or use_stdin"),
            (r#"{"use_stdin": false}"#, "give either export_file_path or use_stdin"),
            (r#"{"use_stdin": true, "num_thread": 3}"#, "there is no field num_thread"),
            (r#"{"use_stdin": true, "permitted_axioms": [1]}"#, "the field permitted_axioms must be a list of names"),
        ];
        for (text, expected) in all {
            assert_eq!(parse(text), Err(expected.to_owned()), "{text}");
        }
    }
}
