//! The state of a derivation: the group, opened, with what was found out so far.

use super::names::{self, Annotations};
use super::spec::{Derived, InductiveSpec};
use crate::check::Checker;
use crate::environment::{Constant, ConstantKind, ConstructorVal, InductiveVal};
use crate::level::TooMany;
use crate::print;
use crate::terms::subst::{Binder, Closing, Occurs, Same, Subst};
use crate::terms::{ExprId, LevelId, LevelsId, NameId, ParamsId, Terms};
use crate::verdict::{Limit, Result, Rule, Stop};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// What a checker keeps for the groups that it checks: memory, so that it is not asked for anew by each, and names.
#[derive(Debug, Default)]
pub struct Workspace {
    pub(super) subst: Subst,
    pub(super) same: Same,
    mentioned: Occurs,
    pub(super) index: HashMap<NameId, usize, FxBuildHasher>,
    pub(super) closing: Closing,
    pub(super) front: Closing,
    annotations: Option<Annotations>,
}

impl Workspace {
    /// Forgets everything that depends on a group.
    fn clear(&mut self, terms: &Terms) {
        self.same.clear(terms.exprs.len());
        self.mentioned.clear();
        self.index.clear();
        self.front.clear();
    }
}

/// A group whose parameters are locals.
pub(super) struct Derivation<'a, 'e> {
    pub checker: &'a mut Checker<'e>,
    /// Substitution, what is the same, and where a type stands in `types`.
    pub work: Workspace,
    /// Whether binders of what is made are named.
    pub names: bool,
    /// The recursors to be made; `None`: all.
    pub wanted: Option<Vec<NameId>>,
    pub level_params: ParamsId,
    /// The level parameters as levels.
    pub levels: LevelsId,
    pub is_unsafe: bool,
    pub annotations: Annotations,
    pub params: Vec<Binder>,
    /// The parameters' types as they are written, with annotations.
    pub param_types: Vec<ExprId>,
    pub param_locals: Vec<ExprId>,
    /// The types that were given, then the auxiliary ones.
    pub types: Vec<BlockType>,
    /// How many types were given.
    pub num_given: usize,
    /// The level of the sort that the types end in.
    pub result_level: LevelId,
    pub is_rec: bool,
    pub is_reflexive: bool,
}

/// A type of the group.
pub(super) struct BlockType {
    pub name: NameId,
    /// Its type with the parameters as binders.
    pub ty: ExprId,
    /// Its type after the parameters, under locals for them.
    pub opened: ExprId,
    /// The type applied to the parameters.
    pub app: ExprId,
    pub indices: Vec<Binder>,
    pub ctors: Vec<BlockCtor>,
    /// For an auxiliary type: the occurrence that it stands for.
    pub nested: Option<Nested>,
}

/// What an auxiliary type stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Nested {
    /// The nested type applied to its parameters, which mention the group.
    pub app: ExprId,
    /// How many parameters these are.
    pub num_params: usize,
    /// The nested type's name.
    pub name: NameId,
}

/// A constructor of the group.
pub(super) struct BlockCtor {
    pub name: NameId,
    /// Its type with the parameters as binders; for one of an auxiliary type, that of the nested type's constructor with
    /// the parameters put in.
    pub ty: ExprId,
    /// Its type after the parameters, under locals for them, with auxiliary types in place of nested occurrences.
    /// `None`: it has none, and it is that in `ty`.
    pub replaced: Option<ExprId>,
    /// The constructor applied to the parameters.
    pub app: ExprId,
    pub fields: Vec<Field>,
    /// The indices that its result has.
    pub result: Vec<ExprId>,
}

/// A field of a constructor.
pub(super) struct Field {
    pub binder: Binder,
    /// The level of its type's sort.
    pub sort: LevelId,
    pub recursive: Option<Recursive>,
}

/// That a field's type is, up to reduction, `(xs) → T params indices` for a type `T` of the group.
pub(super) struct Recursive {
    pub xs: Vec<Binder>,
    pub ty: usize,
    pub indices: Vec<ExprId>,
}

/// A comparison of levels that takes too many cases.
pub(super) fn levels<T>(result: std::result::Result<T, TooMany>) -> Result<T> {
    result.map_err(|_| Stop::Decline(Limit::Levels))
}

impl<'a, 'e> Derivation<'a, 'e> {
    /// A derivation of everything, with binders named; or, if there is a list of those that are `wanted`, of types,
    /// constructors and these recursors, for a comparison, of names that are known to be new. The check is the same.
    pub fn new(checker: &'a mut Checker<'e>, spec: &InductiveSpec, wanted: Option<Vec<NameId>>) -> Derivation<'a, 'e> {
        let named = wanted.is_none();
        let levels = checker.terms.levels.identity(spec.level_params);
        let mut work = std::mem::take(&mut checker.inductive);
        work.clear(&checker.terms);
        let names = &checker.terms.names;
        let annotations = *work.annotations.get_or_insert_with(|| names::annotations(names));
        if named {
            work.subst = Subst::with_names();
            work.closing = Closing::new(true);
            work.front = Closing::new(true);
        }
        Derivation {
            checker,
            work,
            names: named,
            wanted,
            level_params: spec.level_params,
            levels,
            is_unsafe: spec.is_unsafe,
            annotations,
            params: Vec::new(),
            param_types: Vec::new(),
            param_locals: Vec::new(),
            types: Vec::with_capacity(spec.types.len()),
            num_given: spec.types.len(),
            result_level: LevelId(0),
            is_rec: false,
            is_reflexive: false,
        }
    }

    /// Ends the derivation; what is given back serves for the comparison, and for the next group if its binders need
    /// no names.
    pub fn finish(self) -> Workspace {
        self.work
    }

    /// Checks the group and makes all that follows from it.
    pub fn run(&mut self, spec: &InductiveSpec) -> Result<Derived> {
        self.checker.unsafe_allowed = spec.is_unsafe;
        self.checker.set_level_params(spec.level_params)?;
        self.check_names(spec)?;
        self.open_params(spec)?;
        self.add_types(spec)?;
        self.eliminate_nested()?;
        self.check_headers()?;
        self.declare_types()?;
        self.check_ctors()?;
        if self.num_nested() > 0 {
            self.restore()?;
        }
        let types = self.type_constants();
        let ctors = self.ctor_constants();
        for constant in types.iter().chain(&ctors) {
            self.checker.overlay.insert(constant.name, constant.clone());
        }
        let recs = self.make_recursors()?;
        Ok(Derived { types, ctors, recs })
    }

    /// How many auxiliary types stand for nested occurrences.
    pub fn num_nested(&self) -> usize {
        self.types.len() - self.num_given
    }

    /// Whether a type of the group occurs in `e`.
    pub fn mentions(&mut self, e: ExprId) -> bool {
        let Workspace { index, mentioned, .. } = &mut self.work;
        mentioned.occurs(&self.checker.terms.exprs, e, |name| index.contains_key(&name))
    }

    /// A name as text; an auxiliary type is called as what it stands for.
    pub fn text(&self, name: NameId) -> String {
        print::name(&self.checker.terms.names, name)
    }

    pub fn reject<T>(&self, rule: Rule, detail: impl Into<String>) -> Result<T> {
        Err(Stop::reject(rule, detail))
    }

    /// The names of the types that were given.
    fn all(&self) -> Vec<NameId> {
        self.types[..self.num_given].iter().map(|ty| ty.name).collect()
    }

    /// What is declared for type `at`. The constructors of an auxiliary type are nowhere declared.
    pub fn type_constant(&self, at: usize, all: Vec<NameId>) -> Constant {
        let ty = &self.types[at];
        let ctors = if ty.nested.is_none() { ty.ctors.iter().map(|ctor| ctor.name).collect() } else { Vec::new() };
        Constant {
            name: ty.name,
            level_params: self.level_params,
            ty: ty.ty,
            kind: ConstantKind::Inductive(Box::new(InductiveVal {
                num_params: self.params.len() as u32,
                num_indices: ty.indices.len() as u32,
                num_nested: Some(self.num_nested() as u32),
                all,
                ctors,
                is_rec: self.is_rec,
                is_reflexive: Some(self.is_reflexive),
                is_unsafe: self.is_unsafe,
            })),
        }
    }

    fn type_constants(&self) -> Vec<Constant> {
        let all = self.all();
        (0..self.num_given).map(|at| self.type_constant(at, all.clone())).collect()
    }

    fn ctor_constants(&self) -> Vec<Constant> {
        let mut constants = Vec::new();
        for ty in &self.types[..self.num_given] {
            for (cidx, ctor) in ty.ctors.iter().enumerate() {
                constants.push(Constant {
                    name: ctor.name,
                    level_params: self.level_params,
                    ty: ctor.ty,
                    kind: ConstantKind::Constructor(ConstructorVal {
                        induct: ty.name,
                        cidx: cidx as u32,
                        num_params: self.params.len() as u32,
                        num_fields: ctor.fields.len() as u32,
                        is_unsafe: self.is_unsafe,
                    }),
                });
            }
        }
        constants
    }
}
