//! The recursors of a group: motives, minor premises, types.
//!
//! What it is: the terms are made with locals, and what is new in them (each application of a motive) is checked as it
//! is made; parameters, indices and fields were checked before. Together that is the check of each recursor's type.

use super::block::Derivation;
use super::elimination::Elimination;
use crate::environment::{Constant, ConstantKind, RecursorVal};
use crate::session::Evidence;
use crate::terms::exprs::{BinderInfo, Tag};
use crate::terms::subst::{Binder, Closing, NO_LOCAL};
use crate::terms::{ExprId, LevelsId, NameId, Node, Terms};
use crate::verdict::{Result, Rule};
use hashbrown::HashSet;
use rustc_hash::FxBuildHasher;

/// What all recursors of a group have in common.
pub(super) struct Recursors {
    pub elimination: Elimination,
    /// The recursors' own level parameters as levels.
    pub levels: LevelsId,
    /// For each type.
    pub motives: Vec<Binder>,
    /// For each type, the argument that is analysed.
    pub majors: Vec<Binder>,
    /// For each type, the function type from the indices and the major argument to the motive, and the recursor.
    pub results: Vec<ExprId>,
    pub names: Vec<NameId>,
    pub heads: Vec<ExprId>,
    /// For each type, for each constructor.
    pub minors: Vec<Vec<Minor>>,
}

/// A minor premise.
pub(super) struct Minor {
    pub binder: Binder,
    /// The motive at the constructor's result.
    pub conclusion: ExprId,
}

impl Derivation<'_, '_> {
    /// Makes the recursors, of types and of nested occurrences.
    pub fn make_recursors(&mut self) -> Result<Vec<Constant>> {
        let elimination = self.elimination()?;
        self.checker.set_level_params(elimination.params)?;
        let levels = self.checker.terms.levels.identity(elimination.params);
        let mut recursors = Recursors {
            elimination,
            levels,
            motives: Vec::with_capacity(self.types.len()),
            majors: Vec::with_capacity(self.types.len()),
            results: Vec::with_capacity(self.types.len()),
            names: Vec::with_capacity(self.types.len()),
            heads: Vec::with_capacity(self.types.len()),
            minors: Vec::with_capacity(self.types.len()),
        };
        for ty in 0..self.types.len() {
            self.add_motive(ty, &mut recursors)?;
        }
        for ty in 0..self.types.len() {
            let minors = (0..self.types[ty].ctors.len())
                .map(|ctor| self.minor(ty, ctor, &recursors))
                .collect::<Result<Vec<_>>>()?;
            recursors.minors.push(minors);
        }
        self.assemble(&recursors)
    }

    fn add_motive(&mut self, ty: usize, recursors: &mut Recursors) -> Result<()> {
        let indices = self.types[ty].indices.clone();
        let index_locals: Vec<ExprId> = indices.iter().map(|index| index.local).collect();
        let major_ty = self.checker.terms.apps(self.types[ty].app, &index_locals)?;
        let major_name = self.major_name()?;
        let major = Binder {
            local: self.checker.local(major_name, major_ty)?,
            ty: major_ty,
            name: major_name,
            info: BinderInfo::Default,
        };
        let mut binders = indices;
        binders.push(major);

        let sort = self.checker.terms.sort(recursors.elimination.level)?;
        let motive_ty = self.bind(Tag::Pi, &binders, sort)?;
        let motive_name = self.motive_name(ty)?;
        let motive = Binder {
            local: self.checker.local(motive_name, motive_ty)?,
            ty: motive_ty,
            name: motive_name,
            info: BinderInfo::Default,
        };

        let result = self.checker.terms.apps(motive.local, &index_locals)?;
        let result = self.checker.terms.app(result, major.local)?;
        self.checker.infer_sort(result)?;
        let result = self.bind(Tag::Pi, &binders, result)?;

        let name = self.rec_name(ty)?;
        let taken = match &self.wanted {
            None => self.checker.find(name).is_some() || recursors.names.contains(&name),
            // An input need not list a recursor, but something else of that name would be taken for it.
            Some(wanted) => !wanted.contains(&name) && self.checker.env.find(name).is_some(),
        };
        if taken {
            self.checker.note(|| Evidence::AlreadyDeclared(name));
            let detail = format!("{} is declared already", self.text(name));
            return self.reject(Rule::DuplicateDeclaration, detail);
        }
        recursors.heads.push(self.checker.terms.constant(name, recursors.levels)?);
        recursors.names.push(name);
        recursors.results.push(result);
        recursors.motives.push(motive);
        recursors.majors.push(major);
        Ok(())
    }

    /// Function types or functions over binders, with what is open around them left open.
    pub fn bind(&mut self, tag: Tag, binders: &[Binder], body: ExprId) -> Result<ExprId> {
        if binders.is_empty() {
            return Ok(body);
        }
        self.work.closing.clear();
        self.work.closing.bind_all(&mut self.checker.terms, tag, binders, body)
    }

    fn minor(&mut self, ty: usize, at: usize, recursors: &Recursors) -> Result<Minor> {
        let ctor = &self.types[ty].ctors[at];
        let mut binders: Vec<Binder> = ctor.fields.iter().map(|field| field.binder).collect();
        let fields: Vec<ExprId> = binders.iter().map(|binder| binder.local).collect();
        let made = self.checker.terms.apps(ctor.app, &fields)?;
        let conclusion = self.checker.terms.apps(recursors.motives[ty].local, &ctor.result)?;
        let conclusion = self.checker.terms.app(conclusion, made)?;
        self.checker.infer_sort(conclusion)?;
        for field in 0..fields.len() {
            let field = &self.types[ty].ctors[at].fields[field];
            let Some(recursive) = &field.recursive else { continue };
            let terms = &mut self.checker.terms;
            let result = terms.apps(recursors.motives[recursive.ty].local, &recursive.indices)?;
            let xs: Vec<ExprId> = recursive.xs.iter().map(|x| x.local).collect();
            let value = terms.apps(field.binder.local, &xs)?;
            let result = terms.app(result, value)?;
            self.checker.infer_sort(result)?;
            let (xs, name) = (recursive.xs.clone(), field.binder.name);
            let hypothesis = Binder {
                local: NO_LOCAL,
                ty: self.bind(Tag::Pi, &xs, result)?,
                name: self.hypothesis_name(name)?,
                info: BinderInfo::Default,
            };
            binders.push(hypothesis);
        }
        let ty_of_minor = self.bind(Tag::Pi, &binders, conclusion)?;
        let name = self.minor_name(ty, at);
        let local = self.checker.local(name, ty_of_minor)?;
        Ok(Minor { binder: Binder { local, ty: ty_of_minor, name, info: BinderInfo::Default }, conclusion })
    }

    /// The constants, with the types closed. What stands in front, parameters, motives and minor premises, is closed
    /// once for all of them and for the rules.
    fn assemble(&mut self, recursors: &Recursors) -> Result<Vec<Constant>> {
        let mut front = self.params.clone();
        front.extend_from_slice(&recursors.motives);
        front.extend(recursors.minors.iter().flatten().map(|minor| minor.binder));
        let mut closing = std::mem::take(&mut self.work.front);
        let closed_front = closing.telescope(&mut self.checker.terms, &front)?;
        let rules = self.make_rules(recursors, &mut closing, &closed_front)?;
        let k = self.is_k_target()?;
        let all: Vec<NameId> = self.types[..self.num_given].iter().map(|ty| ty.name).collect();
        let num_minors = recursors.minors.iter().map(Vec::len).sum::<usize>() as u32;

        let mut constants = Vec::with_capacity(self.types.len());
        for (ty, rules) in rules.into_iter().enumerate() {
            if !self.is_wanted(recursors.names[ty]) {
                continue;
            }
            let result = closing.close(&mut self.checker.terms, recursors.results[ty], closing.len())?;
            let rec_ty = if self.names {
                let infos = self.binder_infos(ty, &front, recursors);
                self.named_type(&closing, &closed_front, result, &infos)?
            } else {
                closing.wrap(&mut self.checker.terms, Tag::Pi, &closed_front, result)?
            };
            constants.push(Constant {
                name: recursors.names[ty],
                level_params: recursors.elimination.params,
                ty: rec_ty,
                kind: ConstantKind::Recursor(Box::new(RecursorVal {
                    all: all.clone(),
                    num_params: self.params.len() as u32,
                    num_indices: self.types[ty].indices.len() as u32,
                    num_motives: self.types.len() as u32,
                    num_minors,
                    rules,
                    k,
                    is_unsafe: self.is_unsafe,
                })),
            });
        }
        self.work.front = closing;
        Ok(constants)
    }

    /// Whether a recursor is to be made.
    pub fn is_wanted(&self, rec: NameId) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.contains(&rec))
    }

    /// How the binders of a recursor's type are written: one that an explicit binder after it depends on is implicit.
    fn binder_infos(&self, ty: usize, front: &[Binder], recursors: &Recursors) -> Vec<BinderInfo> {
        let mut binders = front.to_vec();
        binders.extend_from_slice(&self.types[ty].indices);
        binders.push(recursors.majors[ty]);
        let mut infos: Vec<BinderInfo> = binders.iter().map(|binder| binder.info).collect();
        let mut used: HashSet<u32, FxBuildHasher> = HashSet::default();
        let mut seen: HashSet<ExprId, FxBuildHasher> = HashSet::default();
        for (binder, info) in binders.iter().zip(&mut infos).rev() {
            if *info == BinderInfo::Default && used.contains(&self.checker.terms.exprs.cell(binder.local).a) {
                *info = BinderInfo::Implicit;
            }
            if *info == BinderInfo::Default {
                collect_locals(&self.checker.terms, binder.ty, &mut used, &mut seen);
            }
        }
        infos
    }

    /// A recursor's type with these infos for its binders.
    fn named_type(
        &mut self,
        closing: &Closing,
        front: &[Binder],
        result: ExprId,
        infos: &[BinderInfo],
    ) -> Result<ExprId> {
        let (front_infos, result_infos) = infos.split_at(front.len());
        let mut binders: Vec<Binder> =
            front.iter().zip(front_infos).map(|(binder, &info)| Binder { info, ..*binder }).collect();
        let mut body = result;
        for &info in result_infos {
            let Node::Pi(ty, rest) = self.checker.terms.exprs.node(body) else { break };
            let name = self.checker.terms.exprs.binder(body).map_or(NameId(0), |(name, _)| name);
            binders.push(Binder { local: NO_LOCAL, ty, name, info });
            body = rest;
        }
        closing.wrap(&mut self.checker.terms, Tag::Pi, &binders, body)
    }
}

/// The numbers of all locals in a term.
fn collect_locals(
    terms: &Terms,
    e: ExprId,
    used: &mut HashSet<u32, FxBuildHasher>,
    seen: &mut HashSet<ExprId, FxBuildHasher>,
) {
    let mut todo = vec![e];
    while let Some(e) = todo.pop() {
        if !terms.exprs.cell(e).has_local() || !seen.insert(e) {
            continue;
        }
        match terms.exprs.node(e) {
            Node::Local(number) => {
                used.insert(number);
            }
            Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => todo.extend([a, b]),
            Node::Let { ty, value, body } => todo.extend([ty, value, body]),
            Node::Proj(_, structure) => todo.push(structure),
            Node::Bvar(_) | Node::Sort(_) | Node::Const(..) | Node::Nat(_) | Node::Str(_) => {}
        }
    }
}
