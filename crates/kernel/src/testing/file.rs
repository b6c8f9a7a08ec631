//! A file of cases: how it is split, and how a case becomes a theory.

use super::derive::derive;
use super::item::{self, Heights};
use super::lex::{BadSource, Place, tokens};
use super::term::Parser;
use super::theory::{Group, Theory};
use crate::environment::Constant;
use crate::limits::Limits;
use crate::verdict::{Limit, Rule, Verdict};
use std::fmt;

/// The text of a prelude by its name, or why there is none.
pub type Preludes<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// What has to come of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// Every declaration is accepted.
    Accepted,
    /// The first that is not accepted breaks this rule.
    Rejected(Rule),
    /// The first that is not accepted hits this limit.
    Declined(&'static str),
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Accepted => f.write_str("accepted"),
            Expected::Rejected(rule) => write!(f, "rejected {rule}"),
            Expected::Declined(limit) => write!(f, "declined {limit}"),
        }
    }
}

/// What the case's first line would be for a verdict.
pub fn of_verdict(verdict: &Verdict) -> Expected {
    match verdict {
        Verdict::Accepted => Expected::Accepted,
        Verdict::Rejected(rejection) => Expected::Rejected(rejection.rule),
        Verdict::Declined(limit) => Expected::Declined(limit_name(limit)),
    }
}

/// A limit as the first line of a case names it.
pub fn limit_name(limit: &Limit) -> &'static str {
    match limit {
        Limit::Memory { .. } => "memory",
        Limit::Steps { .. } => "steps",
        Limit::Time { .. } => "time",
        Limit::Depth { .. } => "depth",
        Limit::NumberSize { .. } => "number-size",
        Limit::Levels => "levels",
        Limit::Unsupported { .. } => "unsupported",
        Limit::Incomplete { .. } => "incomplete",
    }
}

const LIMIT_NAMES: &[&str] = &["memory", "steps", "time", "depth", "number-size", "levels", "unsupported"];

/// A case: its name, what has to come of it, and its lines, with those that stand before all cases.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The name.
    pub name: &'a str,
    /// The line of the name.
    pub line: usize,
    /// What has to come of it.
    pub expected: Expected,
    common: Vec<(usize, &'a str)>,
    lines: Vec<(usize, &'a str)>,
}

/// A file of cases.
#[derive(Clone, Debug)]
pub struct File<'a> {
    /// The cases in their order.
    pub cases: Vec<Case<'a>>,
}

/// A case that was read.
#[derive(Debug)]
pub struct Read {
    /// What it declares.
    pub theory: Theory,
    /// For each group of the theory the line that its text ends on; `None` for those of preludes and of what all cases
    /// have in common.
    pub lines: Vec<Option<usize>>,
    /// What a declaration may use.
    pub limits: Limits,
}

impl<'a> File<'a> {
    /// Splits numbered lines into cases.
    pub fn parse(lines: impl IntoIterator<Item = (usize, &'a str)>) -> Result<File<'a>, BadSource> {
        let mut common = Vec::new();
        let mut cases: Vec<Case<'a>> = Vec::new();
        for (line, text) in lines {
            if text.starts_with('#') {
                continue;
            }
            if let Some(rest) = text.strip_prefix("case ") {
                let (name, expected) = first_line(line, rest)?;
                if cases.iter().any(|case| case.name == name) {
                    return bad(line, format!("there are two cases `{name}`"));
                }
                cases.push(Case { name, line, expected, common: Vec::new(), lines: Vec::new() });
            } else if let Some(case) = cases.last_mut() {
                case.lines.push((line, text));
            } else {
                common.push((line, text));
            }
        }
        for case in &mut cases {
            case.common.clone_from(&common);
        }
        if cases.is_empty() { bad(1, "there is no case".to_owned()) } else { Ok(File { cases }) }
    }
}

fn bad<T>(line: usize, message: String) -> Result<T, BadSource> {
    Err(BadSource { place: Place { line, column: 1 }, message })
}

fn first_line(line: usize, rest: &str) -> Result<(&str, Expected), BadSource> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let expected = match words.as_slice() {
        [_, "accepted"] => Some(Expected::Accepted),
        [_, "rejected", rule] => {
            Rule::ALL.iter().find(|known| known.name() == *rule).map(|&rule| Expected::Rejected(rule))
        }
        [_, "declined", limit] => {
            LIMIT_NAMES.iter().find(|known| *known == limit).map(|limit| Expected::Declined(limit))
        }
        _ => None,
    };
    match (words.first(), expected) {
        (Some(name), Some(expected)) => Ok((name, expected)),
        _ => bad(line, "a case is `case NAME accepted`, `… rejected RULE` or `… declined LIMIT`".to_owned()),
    }
}

/// What may be used where a case does not say otherwise: enough for any small test, and soon over for a wrong one.
pub fn default_limits() -> Limits {
    Limits { memory: 1 << 30, steps: 2_000_000, ..Limits::default() }
}

impl Case<'_> {
    /// Reads the declarations.
    pub fn read(&self, preludes: Preludes<'_>) -> Result<Read, BadSource> {
        let mut reader = Reader {
            theory: Theory::default(),
            lines: Vec::new(),
            limits: default_limits(),
            heights: Heights::default(),
            used: Vec::new(),
        };
        reader.lines(&self.common, None, preludes)?;
        reader.lines(&self.lines, Some(None), preludes)?;
        let Reader { theory, lines, limits, .. } = reader;
        Ok(Read { theory, lines, limits })
    }
}

/// Reads one text without cases, such as a prelude or what a generator wrote.
pub fn theory(text: &str, preludes: Preludes<'_>) -> Result<Theory, BadSource> {
    let lines: Vec<(usize, &str)> = text.lines().enumerate().map(|(at, line)| (at + 1, line)).collect();
    let case = Case { name: "text", line: 1, expected: Expected::Accepted, common: Vec::new(), lines };
    Ok(case.read(preludes)?.theory)
}

/// Whether declarations belong to the case: `None` for those that are taken as they are. A line stands for all of
/// them where their own are in another file.
type Own = Option<Option<usize>>;

struct Reader {
    theory: Theory,
    lines: Vec<Option<usize>>,
    limits: Limits,
    heights: Heights,
    used: Vec<String>,
}

impl Reader {
    fn lines(&mut self, lines: &[(usize, &str)], own: Own, preludes: Preludes<'_>) -> Result<(), BadSource> {
        let mut rest = Vec::new();
        for &(line, text) in lines {
            if let Some(names) = text.strip_prefix("use ") {
                for name in names.split_whitespace() {
                    self.prelude(line, name, None, preludes)?;
                }
            } else if let Some(name) = text.strip_prefix("check ") {
                self.prelude(line, name.trim(), own, preludes)?;
            } else if let Some(limit) = text.strip_prefix("limit ") {
                self.limit(line, limit)?;
            } else {
                rest.push((line, text));
            }
        }
        self.items(&rest, own)
    }

    fn prelude(&mut self, line: usize, name: &str, own: Own, preludes: Preludes<'_>) -> Result<(), BadSource> {
        if self.used.iter().any(|used| used == name) {
            return Ok(());
        }
        self.used.push(name.to_owned());
        if self.used.len() > 100 {
            return bad(line, "more than 100 preludes are used".to_owned());
        }
        let text = preludes(name).or_else(|message| bad(line, message))?;
        let lines: Vec<(usize, &str)> = text
            .lines()
            .enumerate()
            .filter(|(_, text)| !text.starts_with('#'))
            .map(|(at, text)| (at + 1, text))
            .collect();
        self.lines(&lines, own.map(|_| Some(line)), preludes)
            .map_err(|bad| BadSource { place: Place { line, column: 1 }, message: format!("prelude {name}: {bad}") })
    }

    fn limit(&mut self, line: usize, text: &str) -> Result<(), BadSource> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [name, number] = words.as_slice() else {
            return bad(line, "a limit is `limit NAME NUMBER`".to_owned());
        };
        let Ok(number) = number.parse::<u64>() else { return bad(line, format!("`{number}` is no number")) };
        match *name {
            "steps" => self.limits.steps = number,
            "memory" => self.limits.memory = usize::try_from(number).unwrap_or(usize::MAX),
            "stack" => self.limits.stack = usize::try_from(number).unwrap_or(usize::MAX),
            "number-bits" => self.limits.number_bits = number,
            _ => return bad(line, format!("there is no limit `{name}`")),
        }
        Ok(())
    }

    fn items(&mut self, lines: &[(usize, &str)], own: Own) -> Result<(), BadSource> {
        let tokens = tokens(lines)?;
        let mut at = 0;
        while at + 1 < tokens.len() {
            let mut parser = Parser::new(&tokens[at..], &mut self.theory.terms);
            let mut item = item::item(&mut parser, &mut self.heights)?;
            at += parser.position();
            if item.derive {
                derive(&mut self.theory, &mut item.group);
            }
            if let Group::Inductive { recs, .. } = &mut item.group {
                one_of_each(recs);
            }
            for claim in &item.claims {
                claim.apply(&mut item.group)?;
            }
            self.theory.groups.push(item.group);
            self.lines.push(own.map(|line| line.unwrap_or(item.line)));
        }
        Ok(())
    }
}

/// Of recursors with the same name only the first stays: the one that was written out.
fn one_of_each(recs: &mut Vec<Constant>) {
    let mut seen = Vec::new();
    recs.retain(|rec| {
        let is_new = !seen.contains(&rec.name);
        seen.push(rec.name);
        is_new
    });
}
