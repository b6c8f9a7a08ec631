//! What an accepted input says that another did not say.
//!
//! What it is: a comparison of two environments, constant by constant, up to the names of binders and level parameters,
//! hints, order and numbering; and the judgement whether a difference can come of an input that was changed on purpose.
//! An axiom, a definition or a theorem may say something else: then it is another theory, which was checked like the
//! first. What follows from other things, such as recursors, counts and flags, may not.

use super::copy::{Copier, is_same};
use super::derive::spec;
use super::theory::{Group, groups_of};
use crate::check::Checker;
use crate::environment::{Constant, ConstantKind, DeclId, Environment, InductiveVal};
use crate::inductive::derive;
use crate::limits::Limits;
use crate::primitive::Known;
use crate::terms::subst::Subst;
use crate::terms::{Name, NameId, Node, Terms};
use rustc_hash::FxHashMap;
use std::fmt;

/// One difference.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Difference {
    /// A definition is unfolded earlier or later, or its `all` differs: what it means is the same.
    Hints,
    /// A constant is not there any more.
    Dropped,
    /// A constant is there that was not.
    Added,
    /// An axiom says something else, or is unsafe.
    Axiom,
    /// A theorem has another proof.
    Proof,
    /// A theorem says something else.
    Theorem,
    /// A definition or an opaque constant has another type or value.
    Definition,
    /// A constant is of another kind.
    Kind,
    /// A group of inductive types has other types or constructors, and all else follows from these.
    Inductive,
    /// A recursor is written otherwise and is the one that follows, by definition.
    RecursorSpelling,
    /// What no input may make the kernel accept.
    Wrong(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Difference::Hints => "hints or `all` of a definition differ",
            Difference::Dropped => "a constant that nothing needs is gone",
            Difference::Added => "a constant under a new name, checked like all",
            Difference::Axiom => "an axiom states something else",
            Difference::Proof => "a theorem has another proof, which was checked",
            Difference::Theorem => "a theorem states something else, which was proved",
            Difference::Definition => "a definition has another type or value, which was checked",
            Difference::Kind => "a constant is of another kind, and was checked as that",
            Difference::Inductive => "an inductive type has other constructors; what is claimed of it follows",
            Difference::RecursorSpelling => "a recursor is written otherwise, and is equal to the one that follows",
            Difference::Wrong(what) => return write!(f, "WRONG: {what}"),
        })
    }
}

/// The differences of `new`, which was accepted, from `old`, which was accepted; sorted, each kind once.
pub fn differences(old: &Environment, new: &Environment, limits: Limits) -> Vec<Difference> {
    let mut terms = Terms::default();
    let (old_groups, new_groups) = (canonical(old, &mut terms), canonical(new, &mut terms));
    let by_name = |groups: &[Group]| -> FxHashMap<NameId, Constant> {
        groups.iter().flat_map(Group::constants).map(|constant| (constant.name, constant.clone())).collect()
    };
    let (old_constants, new_constants) = (by_name(&old_groups), by_name(&new_groups));
    let mut out = Vec::new();
    for (name, constant) in &old_constants {
        match new_constants.get(name) {
            None => out.push(Difference::Dropped),
            Some(now) => out.extend(of_constant(constant, now)),
        }
    }
    out.extend(new_constants.keys().filter(|name| !old_constants.contains_key(name)).map(|_| Difference::Added));
    for (at, group) in groups_of(new).iter().enumerate() {
        if let Group::Inductive { types, ctors, recs } = group {
            let same = old_groups.iter().any(|old| same_group(old, &new_groups[at]));
            if !same {
                out.extend(of_group(new, DeclId(at as u32), types, ctors, recs, limits));
            }
        }
    }
    out.extend(falsehoods(&terms, &old_constants, &new_constants));
    out.sort();
    out.dedup();
    out
}

/// The groups with level parameters renamed by their places, in common tables.
fn canonical(env: &Environment, to: &mut Terms) -> Vec<Group> {
    let from = env.terms.layer();
    let constants = |constants: &[Constant], to: &mut Terms| -> Vec<Constant> {
        constants.iter().map(|constant| canonical_constant(&from, constant, to)).collect()
    };
    groups_of(env)
        .iter()
        .map(|group| match group {
            Group::Single(constant) => Group::Single(canonical_constant(&from, constant, to)),
            Group::Mutual(members) => Group::Mutual(constants(members, to)),
            Group::Inductive { types, ctors, recs } => {
                let (types, ctors) = (constants(types, to), constants(ctors, to));
                Group::Inductive { types, ctors, recs: constants(recs, to) }
            }
        })
        .collect()
}

fn canonical_constant(from: &Terms, constant: &Constant, to: &mut Terms) -> Constant {
    let params = from.levels.params(constant.level_params).to_vec();
    let renamed: FxHashMap<NameId, NameId> = params
        .iter()
        .enumerate()
        .map(|(at, &name)| (NameId(name), to.names.intern(Name::Num(NameId(0), at as u64))))
        .collect();
    Copier::new(from, to).with_level_params(renamed).constant(constant)
}

fn of_constant(old: &Constant, new: &Constant) -> Option<Difference> {
    let same_type = old.ty == new.ty && old.level_params == new.level_params;
    let value = |constant: &Constant| match constant.kind {
        ConstantKind::Definition { value, .. }
        | ConstantKind::Theorem { value, .. }
        | ConstantKind::Opaque { value, .. } => Some(value),
        _ => None,
    };
    let same_value = value(old) == value(new);
    match (&old.kind, &new.kind) {
        _ if old == new => None,
        (ConstantKind::Axiom { .. }, ConstantKind::Axiom { .. }) => Some(Difference::Axiom),
        (ConstantKind::Theorem { .. }, ConstantKind::Theorem { .. }) => Some(match (same_type, same_value) {
            (true, true) => Difference::Hints,
            (true, false) => Difference::Proof,
            (false, _) => Difference::Theorem,
        }),
        (ConstantKind::Definition { safety: a, .. }, ConstantKind::Definition { safety: b, .. }) if a == b => {
            Some(if same_type && same_value { Difference::Hints } else { Difference::Definition })
        }
        (ConstantKind::Opaque { is_unsafe: a, .. }, ConstantKind::Opaque { is_unsafe: b, .. }) if a == b => {
            Some(if same_type && same_value { Difference::Hints } else { Difference::Definition })
        }
        (ConstantKind::Quot(_), ConstantKind::Quot(_)) => {
            Some(Difference::Wrong("a constant of quotients differs".to_owned()))
        }
        // Of members of a group the whole group is compared.
        (
            ConstantKind::Inductive(_) | ConstantKind::Constructor(_) | ConstantKind::Recursor(_),
            ConstantKind::Inductive(_) | ConstantKind::Constructor(_) | ConstantKind::Recursor(_),
        ) => None,
        _ => Some(Difference::Kind),
    }
}

/// Whether a group says the same. Constructors say what their places are; they and recursors may stand in another
/// order, and recursors may be missing.
fn same_group(old: &Group, new: &Group) -> bool {
    let (Group::Inductive { types: a, ctors: b, recs: c }, Group::Inductive { types: x, ctors: y, recs: z }) =
        (old, new)
    else {
        return false;
    };
    a == x && b.len() == y.len() && b.iter().all(|ctor| y.contains(ctor)) && z.iter().all(|rec| c.contains(rec))
}

/// Compares a group that is new with what follows from its types and constructors.
fn of_group(
    env: &Environment,
    decl: DeclId,
    types: &[Constant],
    ctors: &[Constant],
    recs: &[Constant],
    limits: Limits,
) -> Vec<Difference> {
    let wrong = |what: String| vec![Difference::Wrong(what)];
    let Some(spec) = spec(types, ctors) else { return wrong("a group without a type".to_owned()) };
    let mut checker = Checker::new(env, Known::of(env), limits);
    checker.begin();
    checker.visible = decl;
    let Ok(derived) = derive(&mut checker, &spec) else { return wrong("nothing follows from a group".to_owned()) };
    let mut out = vec![Difference::Inductive];
    for follows in derived.types.iter().chain(&derived.ctors) {
        let claimed = types.iter().chain(ctors).find(|claimed| claimed.name == follows.name);
        if !claimed.is_some_and(|claimed| same_claims(&claimed.kind, &follows.kind)) {
            out.push(Difference::Wrong(format!("claimed {claimed:?}, follows {follows:?}")));
        }
    }
    if types.len() != derived.types.len() || ctors.len() != derived.ctors.len() {
        out.push(Difference::Wrong("a group with more members than follow".to_owned()));
    }
    for claimed in recs {
        let Some(follows) = derived.recs.iter().find(|rec| rec.name == claimed.name) else {
            out.push(Difference::Wrong("a recursor that does not follow".to_owned()));
            continue;
        };
        out.extend(of_recursor(&mut checker, claimed, follows, decl));
    }
    out
}

fn same_claims(claimed: &ConstantKind, follows: &ConstantKind) -> bool {
    match (claimed, follows) {
        (ConstantKind::Inductive(a), ConstantKind::Inductive(b)) => {
            let InductiveVal { num_params, num_indices, num_nested, all, ctors, is_rec, is_reflexive, is_unsafe } =
                &**a;
            *num_params == b.num_params
                && *num_indices == b.num_indices
                && (num_nested.is_none() || *num_nested == b.num_nested)
                && *all == b.all
                && *ctors == b.ctors
                && *is_rec == b.is_rec
                && (is_reflexive.is_none() || *is_reflexive == b.is_reflexive)
                && *is_unsafe == b.is_unsafe
        }
        (a, b) => a == b,
    }
}

/// Compares a recursor with the one that follows: counts exactly, terms up to definition.
fn of_recursor(checker: &mut Checker<'_>, claimed: &Constant, follows: &Constant, decl: DeclId) -> Option<Difference> {
    let wrong = |what: &str| Some(Difference::Wrong(format!("a recursor with another {what}")));
    let (ConstantKind::Recursor(a), ConstantKind::Recursor(b)) = (&claimed.kind, &follows.kind) else {
        return wrong("kind");
    };
    let counts = |val: &crate::environment::RecursorVal| {
        (val.num_params, val.num_indices, val.num_motives, val.num_minors, val.k, val.is_unsafe)
    };
    if counts(a) != counts(b) || a.all != b.all {
        return wrong("count or flag");
    }
    let shape = |val: &crate::environment::RecursorVal| -> Vec<_> {
        val.rules.iter().map(|rule| (rule.ctor, rule.nfields)).collect()
    };
    if shape(a) != shape(b) {
        return wrong("list of rules");
    }
    let params = checker.terms.levels.params(claimed.level_params).len();
    if params != checker.terms.levels.params(follows.level_params).len() {
        return wrong("number of levels");
    }
    // The group is visible for the comparison: rules mention recursors.
    checker.visible = DeclId(decl.0 + 1);
    let mut subst = Subst::new();
    let levels = checker.terms.levels.identity(claimed.level_params);
    let mut same = true;
    let mut spelled_same = true;
    let mut pairs = vec![(claimed.ty, follows.ty)];
    pairs.extend(a.rules.iter().zip(&b.rules).map(|(a, b)| (a.rhs, b.rhs)));
    for (claimed_term, derived) in pairs {
        let renamed = subst.instantiate_level_params(&mut checker.terms, derived, follows.level_params, levels);
        let Ok(derived) = renamed else { return None };
        spelled_same &= is_same(&checker.terms, claimed_term, derived);
        same &= checker.set_level_params(claimed.level_params).is_ok()
            && checker.is_def_eq(claimed_term, derived).unwrap_or(false);
    }
    match (same, spelled_same) {
        (true, true) => None,
        (true, false) => Some(Difference::RecursorSpelling),
        (false, _) => wrong("type or rule"),
    }
}

/// Inhabitants of empty types that were not there: a closed constant whose type is an inductive type without
/// constructors, unless an axiom gives it.
fn falsehoods(
    terms: &Terms,
    old: &FxHashMap<NameId, Constant>,
    new: &FxHashMap<NameId, Constant>,
) -> Option<Difference> {
    let is_empty = |constant: &Constant| match terms.exprs.node(constant.ty) {
        Node::Const(name, _) => {
            new.get(&name).is_some_and(|ty| matches!(&ty.kind, ConstantKind::Inductive(val) if val.ctors.is_empty()))
        }
        _ => false,
    };
    let has_other_axioms = new.values().any(|constant| {
        matches!(constant.kind, ConstantKind::Axiom { .. }) && old.get(&constant.name) != Some(constant)
    });
    let found = new.values().find(|constant| {
        is_empty(constant)
            && old.get(&constant.name) != Some(constant)
            && !matches!(constant.kind, ConstantKind::Axiom { .. })
            && !has_other_axioms
    });
    found.map(|_| Difference::Wrong("an empty type is inhabited".to_owned()))
}
