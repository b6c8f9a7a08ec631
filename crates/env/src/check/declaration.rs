//! Declarations as a front end submits them: upstream's `Declaration` (`lean4:src/Lean/Declaration.lean`).

use super::constant::{hints, safety};
use super::reader::{Fault, Reader};
use kernel::environment::{Constant, ConstantKind, DefinitionSafety};
use kernel::inductive::{CtorSpec, InductiveSpec, TypeSpec};
use kernel::session::Candidate;
use term::{AxiomVal, ConstantInfo, ConstantValRef, DefinitionVal, Expr, Name, OpaqueVal, TheoremVal};

/// A declaration.
#[derive(Clone, Debug)]
pub enum Declaration {
    /// `axiomDecl`
    Axiom(AxiomVal),
    /// `defnDecl`
    Defn(DefinitionVal),
    /// `thmDecl`
    Thm(TheoremVal),
    /// `opaqueDecl`
    Opaque(OpaqueVal),
    /// `quotDecl`: the four constants of quotients.
    Quot,
    /// `mutualDefnDecl`: definitions that may refer to each other, all unsafe or all partial.
    MutualDefn(Vec<DefinitionVal>),
    /// `inductDecl`
    Induct(InductiveDecl),
}

/// Types that are declared at once.
#[derive(Clone, Debug)]
pub struct InductiveDecl {
    /// Universe parameters.
    pub level_params: Vec<Name>,
    /// How many leading arguments are the same in all occurrences of the types.
    pub num_params: u32,
    /// The types.
    pub types: Vec<InductiveType>,
    /// Whether occurrences may be negative.
    pub is_unsafe: bool,
}

/// One type of a group.
#[derive(Clone, Debug)]
pub struct InductiveType {
    /// Its name.
    pub name: Name,
    /// Its type, with the parameters.
    pub ty: Expr,
    /// Its constructors.
    pub ctors: Vec<Constructor>,
}

/// One constructor of a type.
#[derive(Clone, Debug)]
pub struct Constructor {
    /// Its name.
    pub name: Name,
    /// Its type, with the parameters.
    pub ty: Expr,
}

impl Declaration {
    /// The constants that are declared as they are given: all but those that follow from inductive types, and quotients.
    pub(super) fn given(&self) -> Vec<ConstantInfo> {
        match self {
            Declaration::Axiom(val) => vec![val.clone().into()],
            Declaration::Defn(val) => vec![val.clone().into()],
            Declaration::Thm(val) => vec![val.clone().into()],
            Declaration::Opaque(val) => vec![val.clone().into()],
            Declaration::MutualDefn(vals) => vals.iter().map(|val| val.clone().into()).collect(),
            Declaration::Quot | Declaration::Induct(_) => Vec::new(),
        }
    }

    /// The types of inductive types and constructors, in the order in which the kernel gives the constants.
    pub(super) fn given_types(&self) -> Vec<Expr> {
        let Declaration::Induct(decl) = self else { return Vec::new() };
        let ctors = decl.types.iter().flat_map(|ty| ty.ctors.iter().map(|ctor| ctor.ty.clone()));
        decl.types.iter().map(|ty| ty.ty.clone()).chain(ctors).collect()
    }

    /// The declaration in the kernel's form, or the name of the constant that cannot be brought into it.
    pub(super) fn candidate<'o>(&'o self, reader: &mut Reader<'_, 'o>) -> Result<Candidate, (Name, Fault)> {
        Ok(match self {
            Declaration::Axiom(val) => single(reader, val.r().base(), |_| {
                Ok(ConstantKind::Axiom { is_unsafe: val.r().is_unsafe(), declared: None })
            })?,
            Declaration::Defn(val) => Candidate::Single(definition(reader, val)?),
            Declaration::Thm(val) => single(reader, val.r().base(), |reader| {
                Ok(ConstantKind::Theorem { value: reader.expr(val.r().value())?, all: reader.names(val.r().all())? })
            })?,
            Declaration::Opaque(val) => single(reader, val.r().base(), |reader| {
                let (value, is_unsafe) = (reader.expr(val.r().value())?, val.r().is_unsafe());
                Ok(ConstantKind::Opaque { value, is_unsafe, all: reader.names(val.r().all())? })
            })?,
            Declaration::Quot => Candidate::Quot,
            Declaration::MutualDefn(vals) => {
                Candidate::Mutual(vals.iter().map(|val| definition(reader, val)).collect::<Result<_, _>>()?)
            }
            Declaration::Induct(decl) => Candidate::Inductive(inductive(reader, decl)?),
        })
    }

    /// The name and type that a definition or theorem has.
    pub(super) fn name_and_type(&self) -> Option<(Name, Expr)> {
        let base = match self {
            Declaration::Axiom(val) => val.r().base(),
            Declaration::Defn(val) => val.r().base(),
            Declaration::Thm(val) => val.r().base(),
            Declaration::Opaque(val) => val.r().base(),
            Declaration::Quot | Declaration::MutualDefn(_) | Declaration::Induct(_) => return None,
        };
        Some((base.name().own(), base.ty().own()))
    }
}

fn constant<'o>(
    reader: &mut Reader<'_, 'o>,
    base: ConstantValRef<'o>,
    kind: impl FnOnce(&mut Reader<'_, 'o>) -> super::reader::Result<ConstantKind>,
) -> Result<Constant, (Name, Fault)> {
    let read = |reader: &mut Reader<'_, 'o>| {
        let (name, level_params) = (reader.name(base.name())?, reader.params(base.level_params())?);
        let ty = reader.expr(base.ty())?;
        Ok(Constant { name, level_params, ty, kind: kind(reader)? })
    };
    read(reader).map_err(|fault| (base.name().own(), fault))
}

fn single<'o>(
    reader: &mut Reader<'_, 'o>,
    base: ConstantValRef<'o>,
    kind: impl FnOnce(&mut Reader<'_, 'o>) -> super::reader::Result<ConstantKind>,
) -> Result<Candidate, (Name, Fault)> {
    constant(reader, base, kind).map(Candidate::Single)
}

fn definition<'o>(reader: &mut Reader<'_, 'o>, val: &'o DefinitionVal) -> Result<Constant, (Name, Fault)> {
    let val = val.r();
    constant(reader, val.base(), |reader| {
        let (hints, safety): (_, DefinitionSafety) = (hints(val.hints()), safety(val.safety()));
        Ok(ConstantKind::Definition { value: reader.expr(val.value())?, hints, safety, all: reader.names(val.all())? })
    })
}

fn inductive<'o>(reader: &mut Reader<'_, 'o>, decl: &'o InductiveDecl) -> Result<InductiveSpec, (Name, Fault)> {
    let named = |name: &'o Name| move |fault: Fault| (name.clone(), fault);
    let mut params = Vec::with_capacity(decl.level_params.len());
    for name in &decl.level_params {
        params.push(reader.name(name.r()).map_err(named(name))?);
    }
    let level_params = reader.params_of(&params);
    let mut types = Vec::with_capacity(decl.types.len());
    for ty in &decl.types {
        let mut ctors = Vec::with_capacity(ty.ctors.len());
        for ctor in &ty.ctors {
            let name = reader.name(ctor.name.r()).map_err(named(&ctor.name))?;
            ctors.push(CtorSpec { name, ty: reader.expr(ctor.ty.r()).map_err(named(&ctor.name))? });
        }
        let name = reader.name(ty.name.r()).map_err(named(&ty.name))?;
        types.push(TypeSpec { name, ty: reader.expr(ty.ty.r()).map_err(named(&ty.name))?, ctors });
    }
    Ok(InductiveSpec { level_params, num_params: decl.num_params, types, is_unsafe: decl.is_unsafe })
}
