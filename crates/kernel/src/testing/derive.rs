//! Recursors that tests do not write.
//!
//! What it is: the kernel's own derivation, asked for a group whose recursors the text leaves out. A group from which
//! none follow because it is wrong gets none here, so that the check that comes later says what is wrong.

use super::file::default_limits;
use super::theory::{Group, Theory};
use crate::check::Checker;
use crate::environment::{Constant, ConstantKind, DeclId, InductiveVal};
use crate::inductive::{CtorSpec, InductiveSpec, TypeSpec, derive as derive_group};
use crate::primitive::Known;

/// Adds the recursors that follow from the group's types and constructors, after those that it has, and the number of
/// nested types.
pub fn derive(theory: &mut Theory, group: &mut Group) {
    let Group::Inductive { types, ctors, recs } = group else { return };
    let Some(spec) = spec(types, ctors) else { return };
    let derived = theory.with_environment(|env| {
        let mut checker = Checker::new(env, Known::of(env), default_limits());
        checker.begin();
        checker.visible = DeclId(env.declarations().len() as u32);
        let derived = derive_group(&mut checker, &spec);
        (derived, checker.terms)
    });
    let Ok(derived) = derived else { return };
    for (ty, derived) in types.iter_mut().zip(&derived.types) {
        if let (ConstantKind::Inductive(val), ConstantKind::Inductive(derived)) = (&mut ty.kind, &derived.kind) {
            val.num_nested = derived.num_nested;
        }
    }
    recs.extend(derived.recs);
}

/// What a group is given by: its types in the order that they list, and their constructors likewise; those that are not
/// listed come last.
pub fn spec(types: &[Constant], ctors: &[Constant]) -> Option<InductiveSpec> {
    let first = types.first()?;
    let first_val = inductive_val(first)?;
    // The order of a group is that of its `all`, where that names just its types.
    let mut types: Vec<&Constant> = types.iter().collect();
    if types.iter().all(|ty| first_val.all.contains(&ty.name)) {
        types.sort_by_key(|ty| first_val.all.iter().position(|&name| name == ty.name));
    }
    let mut specs = Vec::new();
    for ty in types {
        let listed = inductive_val(ty).map_or(&[][..], |val| &val.ctors);
        let mut own: Vec<&Constant> = ctors
            .iter()
            .filter(|ctor| matches!(&ctor.kind, ConstantKind::Constructor(val) if val.induct == ty.name))
            .collect();
        own.sort_by_key(|ctor| listed.iter().position(|&name| name == ctor.name).unwrap_or(usize::MAX));
        let ctors = own.iter().map(|ctor| CtorSpec { name: ctor.name, ty: ctor.ty }).collect();
        specs.push(TypeSpec { name: ty.name, ty: ty.ty, ctors });
    }
    Some(InductiveSpec {
        level_params: first.level_params,
        num_params: first_val.num_params,
        types: specs,
        is_unsafe: first_val.is_unsafe,
    })
}

fn inductive_val(constant: &Constant) -> Option<&InductiveVal> {
    match &constant.kind {
        ConstantKind::Inductive(val) => Some(val),
        _ => None,
    }
}
