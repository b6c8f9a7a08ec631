//! What declarations rest on: axioms, and what else a reader of a verdict should know.
//!
//! An axiom of an exported-level file that was a theorem when it was declared is not counted as an axiom but as *given*:
//! its proof is not in the file, and what that rests on is not known.

use super::input::Source;
use env::export::{is_partial, is_safe};
use env::uses::{Uses, roots};
use kernel::environment::{ConstId, ConstantKind, DeclId, Environment};
use kernel::print;
use kernel::terms::{ExprId, NameId, Node};

/// Axioms that stand for proofs by means outside of the kernel, and how reports speak of their use.
const NOTED: [(&[&str], &str); 4] = [
    (&["sorryAx"], "an unfinished proof (sorryAx)"),
    (&["Lean", "ofReduceBool"], "evaluation by compiled code (Lean.ofReduceBool)"),
    (&["Lean", "ofReduceNat"], "evaluation by compiled code (Lean.ofReduceNat)"),
    (&["Lean", "trustCompiler"], "evaluation by compiled code (Lean.trustCompiler)"),
];

/// What some declarations contain that is worth telling.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Survey {
    /// Axioms.
    pub axioms: Vec<ConstId>,
    /// Axioms that were theorems, definitions and opaque constants.
    pub given: [usize; 3],
    /// Unsafe constants.
    pub unsafe_constants: Vec<ConstId>,
    /// Partial definitions.
    pub partial: Vec<ConstId>,
    /// For each axiom of a kind that is noted: what it means, and what mentions it.
    pub noted: Vec<(&'static str, Vec<ConstId>)>,
}

impl Survey {
    /// Looks at the declarations for which `wanted` holds.
    pub fn of(source: &Source, wanted: impl Fn(DeclId) -> bool) -> Survey {
        let env = &source.environment;
        let mut survey = Survey::default();
        let in_question = || {
            let declarations = env.declarations().iter().enumerate();
            declarations
                .filter(|(at, _)| wanted(DeclId(*at as u32)))
                .flat_map(|(_, declaration)| declaration.constants())
        };
        for id in in_question() {
            let constant = env.constant(id);
            match (&constant.kind, env.declared(id)) {
                (ConstantKind::Axiom { .. }, Some(declared)) => survey.given[declared as usize] += 1,
                (ConstantKind::Axiom { .. }, None) => survey.axioms.push(id),
                _ => {}
            }
            if is_partial(constant) {
                survey.partial.push(id);
            } else if !is_safe(constant) {
                survey.unsafe_constants.push(id);
            }
        }
        for (path, meaning) in NOTED {
            let Some(name) = env.terms.names.find_path(path) else { continue };
            let holds = mentions(env, name);
            let found: Vec<ConstId> =
                in_question().filter(|id| roots(env.constant(*id)).any(|root| holds[root.index()])).collect();
            if !found.is_empty() {
                survey.noted.push((meaning, found));
            }
        }
        survey
    }
}

/// For each expression whether it mentions `name`: one pass over a table in which parts come before what they are part of.
fn mentions(env: &Environment, name: NameId) -> Vec<bool> {
    let exprs = &env.terms.exprs;
    let mut holds: Vec<bool> = Vec::with_capacity(exprs.len() as usize);
    for id in (0..exprs.len()).map(ExprId) {
        let part = |id: ExprId| holds.get(id.index()).copied().unwrap_or(false);
        let found = match exprs.node(id) {
            Node::Const(constant, _) => constant == name,
            Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => part(a) || part(b),
            Node::Let { ty, value, body } => part(ty) || part(value) || part(body),
            Node::Proj(_, of) => part(of),
            Node::Bvar(_) | Node::Sort(_) | Node::Nat(_) | Node::Str(_) | Node::Local(_) => false,
        };
        holds.push(found);
    }
    holds
}

/// What one constant rests on.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Basis {
    /// Axioms, in the order of their declaration.
    pub axioms: Vec<ConstId>,
    /// Theorems and other constants whose bodies are not in the files.
    pub given: Vec<ConstId>,
    /// Constants that are unsafe or partial.
    pub not_safe: Vec<ConstId>,
    /// Names that nobody declares.
    pub missing: Vec<NameId>,
}

/// Everything that the constant needs, directly or not, with itself.
pub fn basis(source: &Source, constant: ConstId) -> Basis {
    let env = &source.environment;
    let mut uses = Uses::new(env.terms.exprs.len());
    // One round for all: nothing is looked at twice.
    let round = uses.begin();
    let mut seen = vec![false; env.declarations().len()];
    let (mut stack, mut basis) = (vec![env.declared_by(constant)], Basis::default());
    while let Some(id) = stack.pop() {
        if std::mem::replace(&mut seen[id.0 as usize], true) {
            continue;
        }
        for id in env.declarations()[id.0 as usize].constants() {
            let constant = env.constant(id);
            match (&constant.kind, env.declared(id)) {
                (ConstantKind::Axiom { .. }, Some(_)) => basis.given.push(id),
                (ConstantKind::Axiom { .. }, None) => basis.axioms.push(id),
                _ => {}
            }
            if !is_safe(constant) {
                basis.not_safe.push(id);
            }
            uses.constant(round, &env.terms.exprs, constant, |name| match env.find(name) {
                Some(id) => stack.push(env.declared_by(id)),
                None => basis.missing.push(name),
            });
        }
    }
    basis.axioms.sort_unstable();
    basis.given.sort_unstable();
    basis.not_safe.sort_unstable();
    basis.missing.sort_unstable();
    basis.missing.dedup();
    basis
}

/// Names of constants.
pub fn names(env: &Environment, ids: &[ConstId]) -> Vec<String> {
    ids.iter().map(|id| print::name(&env.terms.names, env.constant(*id).name)).collect()
}
