//! The types of a group: parameters, indices, and a sort.
//!
//! What it is: each type is peeled once, binder by binder, and each domain is checked on the way, which together is the
//! check of the whole type.

use super::block::{BlockCtor, BlockType, Derivation, levels};
use super::opened::Opened;
use super::spec::InductiveSpec;
use crate::session::Evidence;
use crate::terms::{ExprId, LevelId, Node};
use crate::verdict::{Result, Rule};

impl Derivation<'_, '_> {
    /// Makes locals of the parameters, which are the first binders of the first type.
    pub fn open_params(&mut self, spec: &InductiveSpec) -> Result<()> {
        let Some(first) = spec.types.first() else {
            return self.reject(Rule::Malformed, "a group of inductive types has no types");
        };
        self.checker.check_closed(first.ty, first.name)?;
        let mut opened = Opened::new(first.ty, Vec::new());
        for at in 0..spec.num_params {
            let Some(binder) = opened.binder(self)? else {
                self.checker.note(|| Evidence::NumParams);
                let detail = format!(
                    "{} has {at} binders and so cannot have {} parameters",
                    self.text(first.name),
                    spec.num_params
                );
                return self.reject(Rule::InductiveShape, detail);
            };
            self.checker.infer_sort(binder.2)?;
            self.param_types.push(binder.2);
            let binder = opened.enter_new(self, binder)?;
            self.params.push(binder);
            self.param_locals.push(binder.local);
        }
        Ok(())
    }

    /// Adds the types that were given, as they are.
    pub fn add_types(&mut self, spec: &InductiveSpec) -> Result<()> {
        for ty in &spec.types {
            self.checker.check_closed(ty.ty, ty.name)?;
            let head = self.checker.terms.constant(ty.name, self.levels)?;
            let app = self.checker.terms.apps(head, &self.param_locals)?;
            let mut ctors = Vec::with_capacity(ty.ctors.len());
            for ctor in &ty.ctors {
                self.checker.check_closed(ctor.ty, ctor.name)?;
                let head = self.checker.terms.constant(ctor.name, self.levels)?;
                ctors.push(BlockCtor {
                    name: ctor.name,
                    ty: ctor.ty,
                    replaced: None,
                    app: self.checker.terms.apps(head, &self.param_locals)?,
                    fields: Vec::new(),
                    result: Vec::new(),
                });
            }
            self.work.index.insert(ty.name, self.types.len());
            self.types.push(BlockType {
                name: ty.name,
                ty: ty.ty,
                opened: ty.ty,
                app,
                indices: Vec::new(),
                ctors,
                nested: None,
            });
        }
        Ok(())
    }

    /// Checks all types, the auxiliary ones too, where none of them is visible.
    pub fn check_headers(&mut self) -> Result<()> {
        for at in 0..self.types.len() {
            let level = self.check_header(at)?;
            if at == 0 {
                self.result_level = level;
            } else if level != self.result_level
                && !levels(self.checker.terms.levels.is_equiv(level, self.result_level))?
            {
                self.checker.note(|| Evidence::Universes);
                let detail = format!("{} and {} are in different universes", self.type_text(0), self.type_text(at));
                return self.reject(Rule::InductiveUniverse, detail);
            }
        }
        Ok(())
    }

    fn check_header(&mut self, at: usize) -> Result<LevelId> {
        let mut opened = Opened::new(self.types[at].opened, Vec::new());
        // Once the rest was checked as a whole, what it reduces to needs no check.
        let mut checked = false;
        if at == 0 {
            opened = Opened::new(self.after_params(self.types[0].ty), self.param_locals.clone());
        } else if self.types[at].nested.is_none() {
            for param in 0..self.params.len() {
                let Some((_, _, domain)) = self.next_binder(&mut opened, &mut checked)? else {
                    self.checker.note(|| Evidence::NumParams);
                    let detail =
                        format!("{} has {param} binders, fewer than the group's parameters", self.type_text(at));
                    return self.reject(Rule::InductiveParams, detail);
                };
                if !self.is_param_type(param, domain, checked)? {
                    self.checker.note(|| Evidence::ParamsDiffer);
                    let detail = format!(
                        "{}: parameter {} has another type than in {}",
                        self.type_text(at),
                        param + 1,
                        self.type_text(0)
                    );
                    return self.reject(Rule::InductiveParams, detail);
                }
                opened.enter(self, self.param_locals[param]);
            }
        }
        let mut indices = Vec::new();
        while let Some(binder) = self.next_binder(&mut opened, &mut checked)? {
            if !checked {
                self.checker.infer_sort(binder.2)?;
            }
            indices.push(opened.enter_new(self, binder)?);
        }
        self.types[at].indices = indices;
        let sort = opened.rest(self)?;
        match self.checker.terms.exprs.node(sort) {
            Node::Sort(level) => Ok(level),
            _ => {
                self.checker.note(|| Evidence::TypeExpected(sort));
                let detail = format!("{} does not end in a sort", self.type_text(at));
                self.reject(Rule::InductiveShape, detail)
            }
        }
    }

    /// What follows as many binders as there are parameters, or as there are.
    pub fn after_params(&self, mut ty: ExprId) -> ExprId {
        for _ in 0..self.params.len() {
            let Node::Pi(_, body) = self.checker.terms.exprs.node(ty) else { break };
            ty = body;
        }
        ty
    }

    /// The next binder, for which the rest is reduced if need be.
    fn next_binder(
        &mut self,
        opened: &mut Opened,
        checked: &mut bool,
    ) -> Result<Option<(crate::terms::NameId, crate::terms::exprs::BinderInfo, ExprId)>> {
        if let Some(binder) = opened.binder(self)? {
            return Ok(Some(binder));
        }
        let rest = opened.rest(self)?;
        if !*checked {
            self.checker.infer_sort(rest)?;
            *checked = true;
        }
        let rest = self.checker.whnf(rest)?;
        opened.set_rest(rest);
        opened.binder(self)
    }

    /// Whether `domain` is the type of parameter `param`. It is checked before, unless it was `checked`.
    pub fn is_param_type(&mut self, param: usize, domain: ExprId, checked: bool) -> Result<bool> {
        let ty = self.param_types[param];
        if self.work.same.same(&self.checker.terms.exprs, domain, ty) {
            return Ok(true);
        }
        if !checked {
            self.checker.infer_sort(domain)?;
        }
        self.checker.is_def_eq(ty, domain)
    }

    /// Makes the types visible, their constructors not yet.
    pub fn declare_types(&mut self) -> Result<()> {
        let all: Vec<_> = self.types.iter().map(|ty| ty.name).collect();
        for at in 0..self.types.len() {
            let constant = self.type_constant(at, all.clone());
            self.checker.overlay.insert(constant.name, constant);
        }
        Ok(())
    }

    /// The name of a type for a message: an auxiliary one is called as what it stands for.
    pub fn type_text(&self, at: usize) -> String {
        let ty = &self.types[at];
        match ty.nested {
            Some(nested) => format!("{} (nested in {})", self.text(nested.name), self.text(self.types[0].name)),
            None => self.text(ty.name),
        }
    }
}
