//! A list of declarations that is still being written, before it is an environment.
//!
//! What it is: tables, and groups of constants that may say anything. Claims can be changed until the environment is
//! made, which is what tests of lies need; recursors can be derived by the kernel meanwhile.

use super::copy::Copier;
use crate::environment::{Constant, ConstantKind, Declaration, Environment, EnvironmentBuilder};
use crate::terms::{NameId, Shared, Terms};

/// Constants that are declared at once.
#[derive(Clone, Debug)]
pub enum Group {
    /// An axiom, definition, theorem, opaque constant, or one of those of quotients.
    Single(Constant),
    /// Definitions that may refer to each other.
    Mutual(Vec<Constant>),
    /// Inductive types.
    Inductive {
        /// The types.
        types: Vec<Constant>,
        /// Their constructors.
        ctors: Vec<Constant>,
        /// Their recursors.
        recs: Vec<Constant>,
    },
}

impl Group {
    /// All constants of the group.
    pub fn constants(&self) -> impl Iterator<Item = &Constant> {
        let (a, b, c): (&[Constant], &[Constant], &[Constant]) = match self {
            Group::Single(constant) => (std::slice::from_ref(constant), &[], &[]),
            Group::Mutual(constants) => (constants, &[], &[]),
            Group::Inductive { types, ctors, recs } => (types, ctors, recs),
        };
        a.iter().chain(b).chain(c)
    }

    /// The name that the group is known by: that of its first constant, or none if there is no constant in it.
    pub fn name(&self) -> NameId {
        self.constants().next().map_or(NameId(0), |constant| constant.name)
    }

    fn add_to(&self, builder: &mut EnvironmentBuilder) {
        let all = |builder: &mut EnvironmentBuilder, constants: &[Constant]| {
            constants.iter().map(|constant| builder.constant(constant.clone())).collect::<Vec<_>>()
        };
        match self {
            Group::Single(constant) => {
                builder.single(constant.clone());
            }
            Group::Mutual(constants) => {
                let ids = all(builder, constants);
                builder.declaration(Declaration::Mutual(ids));
            }
            Group::Inductive { types, ctors, recs } => {
                let (types, ctors, recs) = (all(builder, types), all(builder, ctors), all(builder, recs));
                builder.declaration(Declaration::Inductive { types, ctors, recs });
            }
        }
    }
}

/// Tables and groups.
#[derive(Debug, Default)]
pub struct Theory {
    /// The tables.
    pub terms: Terms,
    /// The groups in their order.
    pub groups: Vec<Group>,
}

impl Theory {
    /// What an environment declares, with tables of its own.
    pub fn of(env: &Environment) -> Theory {
        let from = env.terms.layer();
        let mut terms = Terms::default();
        let mut copier = Copier::new(&from, &mut terms);
        let groups = groups_of(env).iter().map(|group| copier.group(group)).collect();
        Theory { terms, groups }
    }

    /// The environment that declares these groups. Only what they need is in its tables, each term once.
    pub fn environment(&self) -> Environment {
        let mut terms = Terms::default();
        let mut copier = Copier::new(&self.terms, &mut terms);
        let groups: Vec<Group> = self.groups.iter().map(|group| copier.group(group)).collect();
        build(&groups, terms.share())
    }

    /// Makes an environment of the tables as they are, gives it away, and takes tables back that go on where these end.
    pub fn with_environment<R>(&mut self, work: impl FnOnce(&Environment) -> (R, Terms)) -> R {
        let env = build(&self.groups, std::mem::take(&mut self.terms).share());
        let (result, terms) = work(&env);
        self.terms = terms;
        result
    }
}

fn build(groups: &[Group], terms: Shared) -> Environment {
    let mut builder = EnvironmentBuilder::default();
    for group in groups {
        group.add_to(&mut builder);
    }
    builder.finish(terms)
}

/// The groups of an environment, in its own tables.
pub fn groups_of(env: &Environment) -> Vec<Group> {
    let constants = |ids: &[crate::environment::ConstId]| ids.iter().map(|&id| env.constant(id).clone()).collect();
    let group = |declaration: &Declaration| match declaration {
        Declaration::Single(id) | Declaration::Quot(id) => Group::Single(env.constant(*id).clone()),
        Declaration::Mutual(ids) => Group::Mutual(constants(ids)),
        Declaration::Inductive { types, ctors, recs } => {
            Group::Inductive { types: constants(types), ctors: constants(ctors), recs: constants(recs) }
        }
    };
    env.declarations().iter().map(group).collect()
}

/// The terms that a constant consists of.
pub fn terms_of(constant: &Constant) -> Vec<crate::terms::ExprId> {
    let mut out = vec![constant.ty];
    match &constant.kind {
        ConstantKind::Definition { value, .. }
        | ConstantKind::Theorem { value, .. }
        | ConstantKind::Opaque { value, .. } => out.push(*value),
        ConstantKind::Recursor(rec) => out.extend(rec.rules.iter().map(|rule| rule.rhs)),
        ConstantKind::Axiom { .. }
        | ConstantKind::Quot(_)
        | ConstantKind::Inductive(_)
        | ConstantKind::Constructor(_) => {}
    }
    out
}
