//! Whether a solution is one of a challenge.
//!
//! What it is: the rules of comparator and SafeVerify. A target of the challenge is a statement; the solution has one of
//! the same name, kind, level parameters and type; and every constant that the statement mentions, directly or not, is the
//! same in both, with its value. Without named targets, the targets are the challenge's theorems and the definitions whose
//! values are left open (they use `sorryAx`), and every other definition, opaque constant, axiom and inductive type of the
//! challenge is the same in the solution. The constants that the kernel computes with are the same in any case.
//!
//! What it is not: a check of the solution, which the caller does, nor of the axioms that its proofs rest on.
//!
//! Both inputs are copied into one set of tables, in which equal terms have one id.

use super::check::{Plan, word};
use super::input::Source;
use super::outcome::Outcome;
use super::policy::{Allowed, Target};
use crate::olean::count;
use env::export::{is_partial, is_safe};
use env::merge::Merger;
use env::name::{self, Part};
use env::uses::{Uses, dependents};
use hashbrown::{HashMap, HashSet};
use kernel::environment::Declared;
use kernel::environment::{Constant, ConstantKind, DeclId};
use kernel::print::{self, Settings};
use kernel::terms::{NameId, Terms};
use rustc_hash::FxBuildHasher;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Constants that the kernel computes with.
const PRIMITIVE: [&[&str]; 15] = [
    &["Nat", "add"],
    &["Nat", "sub"],
    &["Nat", "mul"],
    &["Nat", "pow"],
    &["Nat", "gcd"],
    &["Nat", "div"],
    &["Nat", "mod"],
    &["Nat", "beq"],
    &["Nat", "ble"],
    &["Nat", "land"],
    &["Nat", "lor"],
    &["Nat", "xor"],
    &["Nat", "shiftLeft"],
    &["Nat", "shiftRight"],
    &["String", "ofList"],
];

type Table<V> = HashMap<NameId, V, FxBuildHasher>;

/// How two inputs differ where they must not.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Difference {
    name: String,
    /// A fixed word for programs.
    kind: &'static str,
    /// What is different, in words.
    what: String,
    /// Both declarations, where both are there.
    texts: Option<[String; 2]>,
}

/// The answer.
pub struct Comparison {
    /// Theorems whose statements were compared, and definitions that the solution chose.
    targets: Vec<(String, Vec<Part>)>,
    differences: Vec<Difference>,
    compared: usize,
}

/// One side, in the common tables.
struct Side<'s> {
    source: &'s Source,
    constants: Table<Constant>,
}

impl Side<'_> {
    /// The kind of a constant; what a file holds as an axiom since its body is hidden is what it was.
    fn kind(&self, constant: &Constant, own: NameId) -> &'static str {
        let env = &self.source.environment;
        let declared = env.find(own).and_then(|id| env.declared(id));
        match (&constant.kind, declared) {
            (ConstantKind::Axiom { .. }, Some(Declared::Theorem)) => "theorem",
            (ConstantKind::Axiom { .. }, Some(Declared::Definition)) => "definition",
            (ConstantKind::Axiom { .. }, Some(Declared::Opaque)) => "opaque constant",
            (kind, _) => word(kind),
        }
    }
}

/// Compares; an error says why the question makes no sense.
pub fn compare(
    challenge: &Source,
    solution: &Source,
    targets: &[Target],
    holes: &[Target],
) -> Result<Comparison, String> {
    let mut merger = Merger::default();
    let full = |_| "both inputs together are too large to compare".to_owned();
    let (left, left_names) = side(challenge, &mut merger).map_err(full)?;
    let (right, right_names) = side(solution, &mut merger).map_err(full)?;
    let mut work = Work {
        terms: &merger.terms,
        left,
        right,
        left_names,
        right_names,
        holes: HashSet::default(),
        seen: HashSet::default(),
        todo: Vec::new(),
        uses: Uses::new(merger.terms.exprs.len()),
        comparison: Comparison { targets: Vec::new(), differences: Vec::new(), compared: 0 },
    };
    let find = |target: &Target| name::find(&merger.terms.names, &target.name).ok_or_else(|| target.text.clone());
    if targets.is_empty() && holes.is_empty() {
        work.everything();
    } else {
        for hole in holes {
            match find(hole) {
                Ok(name) => work.hole(name),
                Err(text) => work.comparison.missing(text, "is declared by neither input"),
            }
        }
        for target in targets {
            match find(target) {
                Ok(name) => work.target(name),
                Err(text) => work.comparison.missing(text, "is declared by neither input"),
            }
        }
    }
    work.todo.extend(PRIMITIVE.iter().filter_map(|path| merger.terms.names.find_path(path)));
    work.dependencies();
    work.unsafe_constants();
    Ok(work.comparison)
}

/// Copies a source; gives its constants by their common names, and for each common name the source's own.
fn side<'s>(source: &'s Source, merger: &mut Merger) -> Result<(Side<'s>, Table<NameId>), env::merge::Full> {
    let env = &source.environment;
    let mut renaming = merger.add(&env.terms.names, &env.terms.levels, &env.terms.exprs)?;
    let (mut constants, mut own) = (Table::default(), Table::default());
    for constant in env.constants() {
        let copy = renaming.constant(constant, &env.terms.levels, merger);
        own.entry(copy.name).or_insert(constant.name);
        // The first of several is the one that the name means.
        constants.entry(copy.name).or_insert(copy);
    }
    Ok((Side { source, constants }, own))
}

struct Work<'a> {
    terms: &'a Terms,
    left: Side<'a>,
    right: Side<'a>,
    left_names: Table<NameId>,
    right_names: Table<NameId>,
    /// Definitions that the solution chooses.
    holes: HashSet<NameId, FxBuildHasher>,
    seen: HashSet<NameId, FxBuildHasher>,
    /// Constants that must be the same.
    todo: Vec<NameId>,
    uses: Uses,
    comparison: Comparison,
}

impl Work<'_> {
    fn text(&self, name: NameId) -> String {
        print::name(&self.terms.names, name)
    }

    /// Both constants of a name, if both are there; else that is noted.
    fn both(&mut self, name: NameId) -> Option<(Constant, Constant)> {
        let (left, right) = (self.left.constants.get(&name), self.right.constants.get(&name));
        let what = match (left, right) {
            (Some(left), Some(right)) => return Some((left.clone(), right.clone())),
            (Some(_), None) => "is not declared by the solution",
            (None, Some(_)) => "is not declared by the challenge",
            (None, None) => "is declared by neither input",
        };
        let name = self.text(name);
        self.comparison.missing(name, what);
        None
    }

    /// A theorem, or an axiom, that the solution states in the same words.
    fn target(&mut self, name: NameId) {
        let target = (self.text(name), name::path(&self.terms.names, name));
        self.comparison.targets.push(target);
        let Some((left, right)) = self.both(name) else { return };
        let [a, b] = self.kinds(name, &left, &right);
        if a != b {
            self.differs(name, "kind", format!("is called {a} by the challenge and {b} by the solution"));
            return;
        }
        if a != "theorem" && a != "axiom" {
            self.differs(name, "kind", format!("is no theorem but a {a}; --hole is for definitions"));
            return;
        }
        self.signature(name, &left, &right);
    }

    /// A definition whose value the solution chooses.
    fn hole(&mut self, name: NameId) {
        let target = (self.text(name), name::path(&self.terms.names, name));
        self.comparison.targets.push(target);
        self.holes.insert(name);
        let Some((left, right)) = self.both(name) else { return };
        let [a, b] = self.kinds(name, &left, &right);
        if a != b || a != "definition" {
            self.differs(
                name,
                "kind",
                format!("is called {a} by the challenge and {b} by the solution; a hole is a definition"),
            );
            return;
        }
        if let (ConstantKind::Definition { safety: a, .. }, ConstantKind::Definition { safety: b, .. }) =
            (&left.kind, &right.kind)
            && a != b
        {
            self.differs(name, "kind", "is not of the same safety in both".to_owned());
        }
        self.signature(name, &left, &right);
    }

    fn kinds(&self, name: NameId, left: &Constant, right: &Constant) -> [&'static str; 2] {
        let own = |names: &Table<NameId>| names.get(&name).copied().unwrap_or(NameId(0));
        [self.left.kind(left, own(&self.left_names)), self.right.kind(right, own(&self.right_names))]
    }

    /// Level parameters and type are the same, and what the type mentions.
    fn signature(&mut self, name: NameId, left: &Constant, right: &Constant) {
        if (left.level_params, left.ty) != (right.level_params, right.ty) {
            self.differs(name, "signature", "does not have the same type in both".to_owned());
        }
        let (todo, round) = (&mut self.todo, self.uses.begin());
        self.uses.walk(round, &self.terms.exprs, left.ty, |name| todo.push(name));
    }

    /// Everything that must be the same is.
    fn dependencies(&mut self) {
        while let Some(name) = self.todo.pop() {
            if !self.seen.insert(name) || self.holes.contains(&name) {
                continue;
            }
            let (left, right) = match (self.left.constants.get(&name), self.right.constants.get(&name)) {
                // A challenge that lacks it cannot mean anything by it, and nor can its statements.
                (None, None) => continue,
                _ => match self.both(name) {
                    Some(both) => both,
                    None => continue,
                },
            };
            self.comparison.compared += 1;
            if !same(&left, &right) {
                self.differs(name, "dependency", "is not the same in both".to_owned());
            }
            self.mentioned(&left);
        }
    }

    /// What a constant mentions has to be the same, too.
    fn mentioned(&mut self, constant: &Constant) {
        let (todo, round) = (&mut self.todo, self.uses.begin());
        self.uses.constant(round, &self.terms.exprs, constant, |name| todo.push(name));
        match &constant.kind {
            ConstantKind::Inductive(val) => {
                todo.extend(&val.all);
                todo.extend(&val.ctors);
            }
            ConstantKind::Constructor(val) => todo.push(val.induct),
            ConstantKind::Recursor(val) => todo.extend(&val.all),
            _ => {}
        }
    }

    /// Without targets: each theorem of the challenge is one, each unfinished definition is a hole, the rest is the same.
    fn everything(&mut self) {
        let source = self.left.source;
        let env = &source.environment;
        let sorry = env.terms.names.find_path(&["sorryAx"]).and_then(|name| env.find(name));
        let sorry = sorry.map(|id| env.declared_by(id));
        let open = dependents(env, |id| Some(id) == sorry);
        let asked = |id: DeclId| source.asked_for(id) && Some(id) != sorry;
        let common: Table<NameId> = self.left_names.iter().map(|(common, own)| (*own, *common)).collect();
        let ids: Vec<DeclId> = (0..env.declarations().len() as u32).map(DeclId).filter(|id| asked(*id)).collect();
        for id in ids {
            for constant in env.declarations()[id.0 as usize].constants() {
                let Some(&name) = common.get(&env.constant(constant).name) else { continue };
                let given = source.environment.declared(constant);
                match (&env.constant(constant).kind, given) {
                    (ConstantKind::Theorem { .. }, _) | (ConstantKind::Axiom { .. }, Some(Declared::Theorem)) => {
                        self.target(name);
                    }
                    (ConstantKind::Definition { .. }, _) if open[id.0 as usize] => self.hole(name),
                    _ => self.todo.push(name),
                }
            }
        }
    }

    /// Nothing that the solution adds is unsafe. (A partial definition is: the compiler makes one beside every function that
    /// calls itself.)
    fn unsafe_constants(&mut self) {
        let env = &self.right.source.environment;
        let found: Vec<NameId> = (0..env.declarations().len() as u32)
            .map(DeclId)
            .filter(|id| self.right.source.asked_for(*id))
            .flat_map(|id| env.declarations()[id.0 as usize].constants())
            .filter(|id| !is_safe(env.constant(*id)) && !is_partial(env.constant(*id)))
            .map(|id| env.constant(id).name)
            .collect();
        for own in found {
            let name = print::name(&env.terms.names, own);
            let what = "is unsafe".to_owned();
            self.comparison.differences.push(Difference { name, kind: "unsafe", what, texts: None });
        }
    }

    fn differs(&mut self, name: NameId, kind: &'static str, what: String) {
        let text = |side: &Side<'_>, names: &Table<NameId>| {
            let env = &side.source.environment;
            let id = names.get(&name).and_then(|own| env.find(*own));
            id.map(|id| print::declaration(env, id, &Settings::default())).unwrap_or_default()
        };
        let texts = Some([text(&self.left, &self.left_names), text(&self.right, &self.right_names)]);
        let name = self.text(name);
        self.comparison.differences.push(Difference { name, kind, what, texts });
    }
}

/// Whether two constants of the common tables are the same. Which theorems were written together says nothing.
fn same(left: &Constant, right: &Constant) -> bool {
    let common = |c: &Constant| (c.name, c.level_params, c.ty);
    match (&left.kind, &right.kind) {
        (ConstantKind::Theorem { value: a, .. }, ConstantKind::Theorem { value: b, .. }) => {
            common(left) == common(right) && a == b
        }
        _ => left == right,
    }
}

impl Comparison {
    fn missing(&mut self, name: String, what: &str) {
        self.differences.push(Difference { name, kind: "not-found", what: what.to_owned(), texts: None });
    }

    /// Whether the solution is one.
    pub fn outcome(&self) -> Outcome {
        if self.differences.is_empty() { Outcome::Accepted } else { Outcome::Rejected }
    }

    /// The targets of the check of the solution: those that were named, or those that were found, each with the axioms
    /// that it may rest on.
    pub fn targets(&self, plan: &Plan, axioms: &Option<Vec<String>>) -> Vec<Target> {
        let named = axioms.as_ref().and_then(|names| Allowed::parse(names.iter().map(String::as_str)).ok());
        let allowed = named.unwrap_or_else(Allowed::standard);
        let own = |name: &Vec<Part>| plan.targets.iter().find(|target| target.name == *name).cloned();
        let target = |(text, name): &(String, Vec<Part>)| {
            let found = || Target { text: text.clone(), name: name.clone(), allowed: Some(allowed.clone()) };
            own(name).unwrap_or_else(found)
        };
        let compared: Vec<Target> = self.targets.iter().map(target).collect();
        // What neither input declares was not compared, and is asked for all the same.
        let missing = plan.targets.iter().filter(|target| !self.targets.iter().any(|(_, name)| *name == target.name));
        missing.cloned().chain(compared).collect()
    }

    /// Lines for people.
    pub fn text(&self, challenge: &Source, solution: &Source) -> String {
        let word = if self.differences.is_empty() { "the same" } else { "different" };
        let mut out = format!("{word}  {} and {}\n", challenge.title, solution.title);
        let (targets, compared) = (self.targets.len() as u64, self.compared as u64);
        let _ = writeln!(out, "  {}, {} compared beside", count(targets, "target"), count(compared, "constant"));
        for difference in &self.differences {
            let _ = writeln!(out, "  {} {}", difference.name, difference.what);
            if let Some(texts) = &difference.texts {
                for (mark, text) in ["-", "+"].iter().zip(texts) {
                    for line in text.lines() {
                        let _ = writeln!(out, "    {mark} {line}");
                    }
                }
            }
        }
        out
    }

    /// Adds what was compared to the report on the solution.
    pub fn add_json(&self, challenge: &Source, outcome: Outcome, report: &mut Value) {
        let differences: Vec<Value> = self
            .differences
            .iter()
            .map(|d| json!({ "name": d.name, "kind": d.kind, "what": d.what, "texts": d.texts }))
            .collect();
        let comparison = json!({
            "challenge": challenge.title, "same": self.differences.is_empty(), "compared": self.compared,
            "differences": differences,
        });
        if let Value::Object(report) = report {
            report.insert("kernel_verdict".to_owned(), report.get("verdict").cloned().unwrap_or_default());
            report.insert("verdict".to_owned(), json!(outcome.word()));
            report.insert("comparison".to_owned(), comparison);
        }
    }
}
