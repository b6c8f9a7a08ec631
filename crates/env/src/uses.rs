//! Which constants a term mentions.
//!
//! What it is: a walk over terms on behalf of one constant after another. What was seen on behalf of a constant that is
//! dealt with is not looked at again, so that dealing with all constants of an environment, each after those that it
//! mentions, takes time in proportion to the tables.

use kernel::environment::{Constant, ConstantKind, DeclId, Environment, RecursorRule};
use kernel::terms::{ExprId, Exprs, NameId, Node};

/// A walk; see the module's page.
#[derive(Debug, Default)]
pub struct Uses {
    /// For each expression the last round that saw it, 0 for none.
    seen: Vec<u32>,
    /// For each round whether it is over.
    over: Vec<bool>,
    stack: Vec<ExprId>,
    /// Nodes looked at so far.
    pub steps: u64,
}

/// What is done on behalf of one constant or group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Round(u32);

impl Uses {
    /// A walk over tables of `len` expressions.
    pub fn new(len: u32) -> Uses {
        Uses { seen: vec![0; len as usize], over: vec![true], stack: Vec::new(), steps: 0 }
    }

    /// Begins a round.
    pub fn begin(&mut self) -> Round {
        self.over.push(false);
        Round(self.over.len() as u32 - 1)
    }

    /// Ends a round: all constants that it found, and its own, are dealt with.
    pub fn end(&mut self, round: Round) {
        self.over[round.0 as usize] = true;
    }

    /// Hands over the constants in `root`, in the order in which they occur from left to right, those of structure names
    /// among them, and leaves out parts of `root` that this round or one that is over has seen.
    pub fn walk(&mut self, round: Round, exprs: &Exprs, root: ExprId, found: impl FnMut(NameId)) {
        self.walk_in(round, exprs, root, |_| true, found);
    }

    /// As [`Uses::walk`], leaving out what `enter` does not want looked into.
    pub fn walk_in(
        &mut self,
        round: Round,
        exprs: &Exprs,
        root: ExprId,
        enter: impl Fn(ExprId) -> bool,
        mut found: impl FnMut(NameId),
    ) {
        self.stack.push(root);
        while let Some(id) = self.stack.pop() {
            let seen = &mut self.seen[id.index()];
            if *seen == round.0 || (*seen != 0 && self.over[*seen as usize]) || !enter(id) {
                continue;
            }
            *seen = round.0;
            self.steps += 1;
            match exprs.node(id) {
                Node::Const(name, _) => found(name),
                Node::App(f, a) => self.stack.extend([a, f]),
                Node::Lam(ty, body) | Node::Pi(ty, body) => self.stack.extend([body, ty]),
                Node::Let { ty, value, body } => self.stack.extend([body, value, ty]),
                Node::Proj(field, structure) => {
                    found(exprs.field(field).0);
                    self.stack.push(structure);
                }
                Node::Bvar(_) | Node::Sort(_) | Node::Nat(_) | Node::Str(_) | Node::Local(_) => {}
            }
        }
    }

    /// As [`Uses::walk`], for the type of a constant and its value or rules.
    pub fn constant(&mut self, round: Round, exprs: &Exprs, constant: &Constant, found: impl FnMut(NameId)) {
        self.constant_in(round, exprs, constant, |_| true, found);
    }

    /// As [`Uses::walk_in`], for the type of a constant and its value or rules.
    pub fn constant_in(
        &mut self,
        round: Round,
        exprs: &Exprs,
        constant: &Constant,
        enter: impl Fn(ExprId) -> bool,
        mut found: impl FnMut(NameId),
    ) {
        for root in roots(constant) {
            self.walk_in(round, exprs, root, &enter, &mut found);
        }
    }
}

/// The expressions that a constant is made of: its type, its value, the right-hand sides of its rules.
pub fn roots(constant: &Constant) -> impl Iterator<Item = ExprId> + '_ {
    let (value, rules): (_, &[RecursorRule]) = match &constant.kind {
        ConstantKind::Definition { value, .. }
        | ConstantKind::Theorem { value, .. }
        | ConstantKind::Opaque { value, .. } => (Some(*value), &[]),
        ConstantKind::Recursor(val) => (None, &val.rules),
        ConstantKind::Axiom { .. }
        | ConstantKind::Quot(_)
        | ConstantKind::Inductive(_)
        | ConstantKind::Constructor(_) => (None, &[]),
    };
    [Some(constant.ty), value].into_iter().flatten().chain(rules.iter().map(|rule| rule.rhs))
}

/// For each declaration whether it is one of those that `seed` picks, or mentions one, directly or not.
pub fn dependents(env: &Environment, seed: impl Fn(DeclId) -> bool) -> Vec<bool> {
    let mut found = vec![false; env.declarations().len()];
    let mut uses = Uses::new(env.terms.exprs.len());
    for (at, declaration) in env.declarations().iter().enumerate() {
        let round = uses.begin();
        let mut depends = seed(DeclId(at as u32));
        for id in declaration.constants() {
            uses.constant(round, &env.terms.exprs, env.constant(id), |name| {
                depends |= env.find(name).is_some_and(|id| found[env.declared_by(id).0 as usize]);
            });
        }
        found[at] = depends;
        if !depends {
            uses.end(round);
        }
    }
    found
}
