//! A group as an input claims it: which constants belong together, and the specification in them.
//!
//! What it is: the part of the claims that everything follows from (types, constructors and their order, the number of
//! parameters), after it was made sure that the group's constants agree on it.

use super::spec::{CtorSpec, InductiveSpec, TypeSpec};
use crate::check::Checker;
use crate::environment::{ConstId, Constant, ConstantKind, DeclId, Declaration, InductiveVal};
use crate::print;
use crate::terms::NameId;
use crate::verdict::{Limit, Rejection, Result, Rule, Stop};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// What an input claims of a group.
pub(super) struct Claims<'e> {
    pub spec: InductiveSpec,
    /// In the order of `spec`.
    pub types: Vec<&'e Constant>,
    /// In the order of `spec`.
    pub ctors: Vec<&'e Constant>,
    /// In the input's order.
    pub recs: Vec<&'e Constant>,
}

/// The types and constructors of a group by their names; a small group needs no table for that.
enum Members<'a, 'e> {
    Few(&'a [&'e Constant], &'a [&'e Constant]),
    Many(HashMap<NameId, &'e Constant, FxBuildHasher>),
}

impl<'a, 'e> Members<'a, 'e> {
    fn new(types: &'a [&'e Constant], ctors: &'a [&'e Constant]) -> Members<'a, 'e> {
        if types.len() + ctors.len() <= 8 {
            return Members::Few(types, ctors);
        }
        Members::Many(types.iter().chain(ctors).map(|&constant| (constant.name, constant)).collect())
    }

    fn get(&self, name: NameId) -> Option<&'e Constant> {
        match self {
            Members::Few(types, ctors) => types.iter().chain(*ctors).find(|constant| constant.name == name).copied(),
            Members::Many(table) => table.get(&name).copied(),
        }
    }
}

fn listed_twice(names: &[NameId]) -> Option<NameId> {
    let mut sorted = names.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

fn inductive(constant: &Constant) -> Option<&InductiveVal> {
    match &constant.kind {
        ConstantKind::Inductive(val) => Some(val),
        _ => None,
    }
}

impl<'e> Claims<'e> {
    /// Reads the group that `decl` declares.
    pub fn read(checker: &Checker<'e>, decl: DeclId) -> Result<Claims<'e>> {
        let env = checker.env;
        let text = |name: NameId| print::name(&checker.terms.names, name);
        let malformed = |detail: String| Err(Stop::reject(Rule::Malformed, detail));
        let Some(Declaration::Inductive { types, ctors, recs }) = env.declarations().get(decl.0 as usize) else {
            return malformed("a group of inductive types was expected".to_owned());
        };
        let constants = |ids: &[ConstId]| ids.iter().map(|&id| env.constant(id)).collect::<Vec<_>>();
        let (types, ctors, recs) = (constants(types), constants(ctors), constants(recs));
        let Some((&first, first_val)) = types.first().and_then(|first| Some((first, inductive(first)?))) else {
            let orphan = ctors.iter().chain(&recs).next();
            return match orphan {
                Some(constant) if recs.contains(constant) => Err(Stop::reject(
                    Rule::UnexpectedRecursor,
                    format!("the recursor {} stands in a group without types", text(constant.name)),
                )),
                Some(constant) => Err(Stop::reject(
                    Rule::MissingMember,
                    format!("the constructor {} stands in a group without types", text(constant.name)),
                )),
                None => malformed("a group of inductive types has no types".to_owned()),
            };
        };

        let by_name = Members::new(&types, &ctors);
        let mut group = Claims {
            spec: InductiveSpec {
                level_params: first.level_params,
                num_params: first_val.num_params,
                types: Vec::with_capacity(types.len()),
                is_unsafe: first_val.is_unsafe,
            },
            types: Vec::with_capacity(types.len()),
            ctors: Vec::with_capacity(ctors.len()),
            recs,
        };
        // The types are in the order that they claim for themselves; a file may list them in another.
        if first_val.all.len() != types.len() {
            return Err(Stop::reject(
                Rule::MissingMember,
                format!(
                    "{} claims a group of {} types, and there are {}",
                    text(first.name),
                    first_val.all.len(),
                    types.len()
                ),
            ));
        }
        if let Some(name) = listed_twice(&first_val.all) {
            let detail = format!("{} lists {} twice", text(first.name), text(name));
            return Err(Stop::reject(Rule::MissingMember, detail));
        }
        for &name in &first_val.all {
            let Some((constant, val)) = by_name.get(name).and_then(|c| Some((c, inductive(c)?))) else {
                let detail = format!("{} lists {}, which is no type of the group", text(first.name), text(name));
                return Err(Stop::reject(Rule::MissingMember, detail));
            };
            if val.all != first_val.all {
                let detail = format!("{} and {} list different groups", text(first.name), text(name));
                return Err(Stop::reject(Rule::MissingMember, detail));
            }
            if constant.level_params != first.level_params
                || val.num_params != first_val.num_params
                || val.is_unsafe != first_val.is_unsafe
            {
                let detail = format!(
                    "{} and {} differ in level parameters, number of parameters or safety",
                    text(first.name),
                    text(name)
                );
                return Err(Stop::reject(Rule::BadMutual, detail));
            }
            let ctors = group.read_ctors(checker, &by_name, constant, val)?;
            group.spec.types.push(TypeSpec { name, ty: constant.ty, ctors });
            group.types.push(constant);
        }
        if group.ctors.len() != ctors.len() {
            let listed = |c: &&&Constant| !group.ctors.iter().any(|listed| std::ptr::eq(*listed, **c));
            let name = ctors.iter().find(listed).map_or(NameId(0), |c| c.name);
            let detail = format!("no type of the group lists the constructor {}", text(name));
            return Err(Stop::reject(Rule::MissingMember, detail));
        }
        Ok(group)
    }

    fn read_ctors(
        &mut self,
        checker: &Checker<'e>,
        by_name: &Members<'_, 'e>,
        ty: &Constant,
        val: &InductiveVal,
    ) -> Result<Vec<CtorSpec>> {
        let text = |name: NameId| print::name(&checker.terms.names, name);
        if let Some(name) = listed_twice(&val.ctors) {
            let detail = format!("{} lists {} twice", text(ty.name), text(name));
            return Err(Stop::reject(Rule::MissingMember, detail));
        }
        let mut ctors = Vec::with_capacity(val.ctors.len());
        for &name in &val.ctors {
            let Some(ctor) = by_name.get(name) else {
                let detail = format!("{} lists the constructor {}, which the group lacks", text(ty.name), text(name));
                let rejection = Rejection { rule: Rule::MissingMember, detail };
                if checker.env.meta.as_ref().is_some_and(|meta| meta.lists_only_used) {
                    let limit = Limit::Incomplete { lacks: text(name), rejection: Box::new(rejection) };
                    return Err(Stop::Decline(limit));
                }
                return Err(Stop::Reject(Box::new(rejection)));
            };
            if !matches!(ctor.kind, ConstantKind::Constructor(val) if val.induct == ty.name) {
                let detail = format!("{} is not a constructor of {}", text(name), text(ty.name));
                return Err(Stop::reject(Rule::MissingMember, detail));
            }
            if ctor.level_params != ty.level_params {
                let detail = format!("{} and {} differ in level parameters", text(name), text(ty.name));
                return Err(Stop::reject(Rule::InductiveFlags, detail));
            }
            ctors.push(CtorSpec { name, ty: ctor.ty });
            self.ctors.push(ctor);
        }
        Ok(ctors)
    }
}
