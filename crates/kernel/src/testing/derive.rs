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

fn spec(types: &[Constant], ctors: &[Constant]) -> Option<InductiveSpec> {
    let first = types.first()?;
    let val = inductive_val(first)?;
    let types = types.iter().map(|ty| {
        let own = ctors
            .iter()
            .filter(|ctor| matches!(&ctor.kind, ConstantKind::Constructor(ctor_val) if ctor_val.induct == ty.name));
        TypeSpec {
            name: ty.name,
            ty: ty.ty,
            ctors: own.map(|ctor| CtorSpec { name: ctor.name, ty: ctor.ty }).collect(),
        }
    });
    Some(InductiveSpec {
        level_params: first.level_params,
        num_params: val.num_params,
        types: types.collect(),
        is_unsafe: val.is_unsafe,
    })
}

fn inductive_val(constant: &Constant) -> Option<&InductiveVal> {
    match &constant.kind {
        ConstantKind::Inductive(val) => Some(val),
        _ => None,
    }
}
