//! From constants in the order of an input to declarations, each after what it needs.
//!
//! What it is: for current formats, where a line is a whole declaration, nothing happens: the order is that of the
//! input. Older formats have a line for each constant, and may list a type long before its constructors, and between the
//! two what the constructors need and what needs the type. There the parts of a group are put together, and everything
//! is ordered so that a declaration comes after all that its terms mention; where that leaves a choice, the input's
//! order decides. The same is done for definitions that may refer to each other, whose lines are apart in every format.
//!
//! What it is not: trusted. Whatever order comes out, a check of a declaration sees only those before it. Where the
//! needs go round in a circle, some declaration comes before one that it needs, and is rejected for that.

use super::record::Grouping;
use super::resolve::Item;
use crate::environment::{Constant, ConstantKind, Declaration, DefinitionSafety, EnvironmentBuilder, QuotKind};
use crate::terms::{ExprId, NameId, Node, Terms};
use std::collections::HashMap;

/// Whether there are parts to be put together.
pub(super) fn is_needed(constants: &[Constant], items: &[Item]) -> bool {
    items.iter().any(|item| match item.grouping {
        Grouping::Inductive => false,
        Grouping::Part => true,
        Grouping::Separate => item.count != 1 || mutual(&constants[item.start as usize]).is_some(),
    })
}

/// The definitions that one may be in a circle with: its own group, if it is no safe definition.
fn mutual(constant: &Constant) -> Option<(&[NameId], DefinitionSafety)> {
    match &constant.kind {
        ConstantKind::Definition { safety, all, .. } if *safety != DefinitionSafety::Safe && all.len() > 1 => {
            Some((all, *safety))
        }
        _ => None,
    }
}

/// Declarations as the input lists them.
pub(super) fn as_given(constants: Vec<Constant>, items: &[Item]) -> EnvironmentBuilder {
    let mut builder = EnvironmentBuilder::default();
    let mut constants = constants.into_iter();
    for item in items {
        let members = constants.by_ref().take(item.count as usize);
        if item.grouping == Grouping::Inductive {
            inductive(&mut builder, members);
        } else {
            members.for_each(|constant| {
                builder.single(constant);
            });
        }
    }
    builder
}

fn inductive(builder: &mut EnvironmentBuilder, members: impl Iterator<Item = Constant>) {
    let (mut types, mut ctors, mut recs) = (Vec::new(), Vec::new(), Vec::new());
    for constant in members {
        let list = match constant.kind {
            ConstantKind::Constructor(_) => &mut ctors,
            ConstantKind::Recursor(_) => &mut recs,
            _ => &mut types,
        };
        list.push(builder.constant(constant));
    }
    builder.declaration(Declaration::Inductive { types, ctors, recs });
}

/// A unit for each name, the first that is given.
struct ByName(Vec<u32>);

impl ByName {
    fn new(terms: &Terms) -> ByName {
        ByName(vec![u32::MAX; terms.names.len() as usize])
    }

    fn get(&self, name: NameId) -> Option<u32> {
        self.0.get(name.index()).copied().filter(|&unit| unit != u32::MAX)
    }

    fn set(&mut self, name: NameId, unit: u32) {
        if self.0[name.index()] == u32::MAX {
            self.0[name.index()] = unit;
        }
    }
}

/// The places of the constants of one declaration.
#[derive(Debug, Default)]
struct Unit {
    members: Vec<u32>,
    inductive: bool,
}

/// Declarations put together and ordered.
pub(super) fn regroup(terms: &Terms, constants: Vec<Constant>, items: &[Item]) -> EnvironmentBuilder {
    let units = units(terms, &constants, items);
    let order = order(terms, &constants, &units);
    let mut constants: Vec<Option<Constant>> = constants.into_iter().map(Some).collect();
    let mut builder = EnvironmentBuilder::default();
    for unit in order {
        let unit = &units[unit as usize];
        let mut members = unit.members.iter().filter_map(|&at| constants[at as usize].take());
        if unit.inductive {
            inductive(&mut builder, members);
        } else if unit.members.len() > 1 {
            let members = members.map(|constant| builder.constant(constant)).collect();
            builder.declaration(Declaration::Mutual(members));
        } else if let Some(constant) = members.next() {
            builder.single(constant);
        }
    }
    builder
}

/// Which constants make up a declaration, in the order in which the first of each stands in the input.
fn units(terms: &Terms, constants: &[Constant], items: &[Item]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut groups = ByName::new(terms);
    let mut definitions: HashMap<(&[NameId], bool), u32> = HashMap::new();
    let mut late = Vec::new();
    for item in items {
        let places = item.start..item.start + item.count;
        match item.grouping {
            Grouping::Inductive => units.push(Unit { members: places.collect(), inductive: true }),
            Grouping::Separate => {
                for at in places {
                    let new = units.len() as u32;
                    let unit = match mutual(&constants[at as usize]) {
                        Some((all, safety)) => {
                            *definitions.entry((all, safety == DefinitionSafety::Unsafe)).or_insert(new)
                        }
                        None => new,
                    };
                    if unit == new {
                        units.push(Unit::default());
                    }
                    units[unit as usize].members.push(at);
                }
            }
            Grouping::Part => match &constants[item.start as usize].kind {
                ConstantKind::Inductive(val) => {
                    let name = constants[item.start as usize].name;
                    let known = std::iter::once(&name).chain(&val.all).find_map(|&name| groups.get(name));
                    let unit = known.unwrap_or_else(|| {
                        units.push(Unit { members: Vec::new(), inductive: true });
                        units.len() as u32 - 1
                    });
                    for name in std::iter::once(&name).chain(&val.all) {
                        groups.set(*name, unit);
                    }
                    units[unit as usize].members.push(item.start);
                }
                _ => late.push(item.start),
            },
        }
    }
    // Constructors and recursors go to the types that they name. What names none is a group by itself, so that it is
    // seen and rejected.
    for at in late {
        let owner = match &constants[at as usize].kind {
            ConstantKind::Constructor(val) => Some(val.induct),
            ConstantKind::Recursor(val) => val.all.first().copied(),
            _ => None,
        };
        match owner.and_then(|owner| groups.get(owner)) {
            Some(unit) => units[unit as usize].members.push(at),
            None => units.push(Unit { members: vec![at], inductive: true }),
        }
    }
    for unit in &mut units {
        if unit.inductive && unit.members.len() > 1 {
            sort_members(constants, unit);
        }
    }
    units
}

/// Types in the order in which the first of them lists them, constructors by type and index, recursors as they stand.
fn sort_members(constants: &[Constant], unit: &mut Unit) {
    let Some(&first) = unit.members.first() else { return };
    let ConstantKind::Inductive(val) = &constants[first as usize].kind else { return };
    let mut places = HashMap::new();
    for (at, &name) in val.all.iter().enumerate() {
        places.entry(name).or_insert(at as u32);
    }
    let place = |name: NameId| places.get(&name).copied().unwrap_or(u32::MAX);
    unit.members.sort_by_key(|&at| {
        let constant = &constants[at as usize];
        match &constant.kind {
            ConstantKind::Constructor(val) => (1, place(val.induct), val.cidx),
            ConstantKind::Recursor(_) => (2, 0, 0),
            _ => (0, place(constant.name), 0),
        }
    });
}

/// What is still to be visited.
#[derive(Clone, Copy)]
enum Step {
    Unit(u32),
    Expr(ExprId),
    /// All that the unit needs has been visited.
    Done(u32),
}

/// The units, each after those that its terms mention: depth first, each term and unit once.
fn order(terms: &Terms, constants: &[Constant], units: &[Unit]) -> Vec<u32> {
    let mut by_name = ByName::new(terms);
    for (at, unit) in units.iter().enumerate() {
        for &member in &unit.members {
            by_name.set(constants[member as usize].name, at as u32);
        }
    }
    let of_path = |path: &[&str]| terms.names.find_path(path).and_then(|name| by_name.get(name));
    // What the kernel looks for although no term mentions it.
    let (nat, eq, quot) = (of_path(&["Nat"]), of_path(&["Eq"]), of_path(&["Quot"]));
    let of_strings = [
        &["String"] as &[&str],
        &["String", "mk"],
        &["String", "ofList"],
        &["Char"],
        &["Char", "ofNat"],
        &["List"],
        &["Nat"],
    ];
    let of_strings = of_strings.map(of_path);
    let mut order = Vec::with_capacity(units.len());
    let mut seen = vec![false; terms.exprs.len() as usize];
    let mut begun = vec![false; units.len()];
    let mut stack = Vec::new();
    for unit in 0..units.len() as u32 {
        stack.push(Step::Unit(unit));
        while let Some(step) = stack.pop() {
            match step {
                Step::Done(unit) => order.push(unit),
                Step::Unit(unit) => {
                    if std::mem::replace(&mut begun[unit as usize], true) {
                        continue;
                    }
                    stack.push(Step::Done(unit));
                    for &member in units[unit as usize].members.iter().rev() {
                        needs(&constants[member as usize], eq, quot, &mut stack);
                    }
                }
                Step::Expr(id) => {
                    if std::mem::replace(&mut seen[id.index()], true) {
                        continue;
                    }
                    let mention = |name: NameId| by_name.get(name).map(Step::Unit);
                    match terms.exprs.node(id) {
                        Node::Const(name, _) => stack.extend(mention(name)),
                        Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => {
                            stack.extend([Step::Expr(b), Step::Expr(a)]);
                        }
                        Node::Let { ty, value, body } => stack.extend([body, value, ty].map(Step::Expr)),
                        Node::Proj(field, value) => {
                            stack.push(Step::Expr(value));
                            stack.extend(mention(terms.exprs.field(field).0));
                        }
                        Node::Nat(_) => stack.extend(nat.map(Step::Unit)),
                        Node::Str(_) => stack.extend(of_strings.iter().rev().flatten().map(|&unit| Step::Unit(unit))),
                        Node::Bvar(_) | Node::Sort(_) | Node::Local(_) => {}
                    }
                }
            }
        }
    }
    order
}

/// Puts what a constant needs on the stack, so that its type is visited first.
fn needs(constant: &Constant, eq: Option<u32>, quot: Option<u32>, stack: &mut Vec<Step>) {
    match &constant.kind {
        ConstantKind::Definition { value, .. }
        | ConstantKind::Theorem { value, .. }
        | ConstantKind::Opaque { value, .. } => stack.push(Step::Expr(*value)),
        ConstantKind::Recursor(val) => stack.extend(val.rules.iter().rev().map(|rule| Step::Expr(rule.rhs))),
        ConstantKind::Quot(kind) => {
            let before = if *kind == QuotKind::Type { eq } else { quot };
            stack.extend(before.map(Step::Unit));
        }
        ConstantKind::Axiom { .. } | ConstantKind::Inductive(_) | ConstantKind::Constructor(_) => {}
    }
    stack.push(Step::Expr(constant.ty));
}
