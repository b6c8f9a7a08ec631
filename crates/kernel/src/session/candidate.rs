//! Declarations as they are submitted.

use crate::check::Checker;
use crate::environment::Constant;
use crate::inductive::{InductiveSpec, derive};
use crate::quot;
use crate::session::Evidence;
use crate::terms::NameId;
use crate::verdict::{Result, Rule, Stop};

/// A declaration, with as much as its maker has to say of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Candidate {
    /// An axiom, a definition, a theorem or an opaque constant.
    Single(Constant),
    /// Definitions that may refer to each other, all unsafe or all partial.
    Mutual(Vec<Constant>),
    /// The four constants of quotients.
    Quot,
    /// Types with their constructors.
    Inductive(InductiveSpec),
}

impl Candidate {
    /// Checks the declaration; gives the constants that it adds.
    pub(super) fn check(&self, checker: &mut Checker<'_>) -> Result<Vec<Constant>> {
        match self {
            Candidate::Single(constant) => {
                checker.check_new(constant.name)?;
                checker.check_single(constant)?;
                Ok(vec![constant.clone()])
            }
            Candidate::Mutual(members) => {
                if members.is_empty() {
                    return Err(Stop::reject(Rule::Malformed, "a mutual group has no members"));
                }
                for (at, member) in members.iter().enumerate() {
                    checker.check_new(member.name)?;
                    if members[..at].iter().any(|other| other.name == member.name) {
                        return checker.taken(member.name);
                    }
                }
                let refs: Vec<&Constant> = members.iter().collect();
                checker.check_mutual(&refs)?;
                Ok(members.clone())
            }
            Candidate::Quot => quotients(checker),
            Candidate::Inductive(spec) => {
                // Where `derive` looks for them, these have to be at hand already.
                for name in spec.types.iter().flat_map(|ty| ty.ctors.iter().map(|ctor| ctor.name).chain([ty.name])) {
                    checker.check_new(name)?;
                }
                let derived = derive(checker, spec)?;
                Ok([derived.types, derived.ctors, derived.recs].concat())
            }
        }
    }
}

/// Each of the four is checked with those before it in sight.
fn quotients(checker: &mut Checker<'_>) -> Result<Vec<Constant>> {
    let constants = quot::constants(&mut checker.terms)?;
    checker.look_up(&["Eq"])?;
    for constant in &constants {
        checker.check_new(constant.name)?;
        quot::check_quot_constant(checker, constant)?;
        checker.overlay.insert(constant.name, constant.clone());
    }
    Ok(constants)
}

impl Checker<'_> {
    /// Rejects a name that is taken.
    fn check_new(&mut self, name: NameId) -> Result<()> {
        self.bring_in(name)?;
        if self.find(name).is_some() { self.taken(name) } else { Ok(()) }
    }

    fn taken<T>(&mut self, name: NameId) -> Result<T> {
        self.note(|| Evidence::AlreadyDeclared(name));
        let detail = format!("{} is declared already", crate::print::name(&self.terms.names, name));
        Err(Stop::reject(Rule::DuplicateDeclaration, detail))
    }

    /// Brings in the constant with these components in its name.
    fn look_up(&mut self, path: &[&str]) -> Result<()> {
        let name = path.iter().try_fold(NameId(0), |name, part| self.terms.names.append(name, part));
        name.map_or(Ok(()), |name| self.bring_in(name))
    }
}
