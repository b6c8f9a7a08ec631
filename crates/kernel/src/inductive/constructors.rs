//! The constructors of a group: their parameters, fields and results.
//!
//! What it is: a walk over the binders of a constructor's type as they are written; the type itself is not reduced. Each
//! domain is checked on the way, in the universe that the group allows, and looked at for recursion.

use super::block::{Derivation, Field, levels};
use super::opened::Opened;
use crate::session::Evidence;
use crate::terms::{ExprId, LevelId, Node};
use crate::verdict::{Result, Rule};

impl Derivation<'_, '_> {
    /// Checks all constructors.
    pub fn check_ctors(&mut self) -> Result<()> {
        // Any field is allowed in a proposition.
        let is_prop = levels(self.checker.terms.levels.is_zero(self.result_level))?;
        for ty in 0..self.types.len() {
            for at in 0..self.types[ty].ctors.len() {
                self.check_ctor(ty, at, is_prop)?;
            }
        }
        Ok(())
    }

    /// The constructor's type after its parameters, which must be those of the group.
    fn open_ctor(&mut self, ty: usize, at: usize) -> Result<Opened> {
        let ctor = &self.types[ty].ctors[at];
        let (mut body, name, replaced) = (ctor.ty, ctor.name, ctor.replaced);
        if self.types[ty].nested.is_none() {
            for param in 0..self.params.len() {
                let Node::Pi(domain, rest) = self.checker.terms.exprs.node(body) else {
                    self.checker.note(|| Evidence::InvalidReturn(name));
                    let detail = format!("{} has {param} binders, fewer than the group's parameters", self.text(name));
                    return self.reject(Rule::InductiveParams, detail);
                };
                let terms = &mut self.checker.terms;
                let domain = self.work.subst.instantiate(terms, domain, &self.param_locals[..param])?;
                if !self.is_param_type(param, domain, false)? {
                    self.checker.note(|| Evidence::ParamOfCtor { arg: param as u32, ctor: name });
                    let detail = format!(
                        "{}: parameter {} has another type than in {}",
                        self.text(name),
                        param + 1,
                        self.type_text(0)
                    );
                    return self.reject(Rule::InductiveParams, detail);
                }
                body = rest;
            }
        }
        Ok(match replaced {
            Some(replaced) => Opened::new(replaced, Vec::new()),
            None if self.types[ty].nested.is_some() => Opened::new(body, Vec::new()),
            None => Opened::new(body, self.param_locals.clone()),
        })
    }

    fn check_ctor(&mut self, ty: usize, at: usize, is_prop: bool) -> Result<()> {
        let mut opened = self.open_ctor(ty, at)?;
        let mut fields = Vec::new();
        while let Some(binder) = opened.binder(self)? {
            let domain = binder.2;
            let sort = self.checker.infer_sort(domain)?;
            if !is_prop && !self.fits(sort)? {
                let name = self.types[ty].ctors[at].name;
                let arg = (self.params.len() + fields.len()) as u32;
                self.checker.note(|| Evidence::UniverseTooBig { arg, ctor: name });
                let detail =
                    format!("{}: field {} is in a higher universe than the type", self.text(name), fields.len() + 1);
                return self.reject(Rule::CtorUniverse, detail);
            }
            let recursive = self.recursion(domain, (ty, at, fields.len()))?;
            let binder = opened.enter_new(self, binder)?;
            fields.push(Field { binder, sort, recursive });
        }
        let result = opened.rest(self)?;
        let Some(indices) = self.as_member(result).and_then(|(found, indices)| (found == ty).then_some(indices)) else {
            let ctor = self.types[ty].ctors[at].name;
            self.checker.note(|| Evidence::InvalidReturn(ctor));
            let detail = format!(
                "{} does not end in {}, applied to the parameters of the group and to indices without the group's types",
                self.text(self.types[ty].ctors[at].name),
                self.type_text(ty)
            );
            return self.reject(Rule::CtorResult, detail);
        };
        if !indices.is_empty() {
            self.checker.infer_sort(result)?;
        }
        let ctor = &mut self.types[ty].ctors[at];
        ctor.fields = fields;
        ctor.result = indices;
        Ok(())
    }

    /// Whether a field of this universe is allowed.
    fn fits(&mut self, sort: LevelId) -> Result<bool> {
        if sort == self.result_level {
            return Ok(true);
        }
        levels(self.checker.terms.levels.leq(sort, self.result_level))
    }

    /// If `e` is exactly a type of the group applied to the group's parameters and as many indices as it has, none of
    /// which mentions the group: the type and the indices.
    pub fn as_member(&mut self, e: ExprId) -> Option<(usize, Vec<ExprId>)> {
        let terms = &self.checker.terms;
        let mut spine = terms.spine(e);
        let (name, levels) = terms.as_const(spine.head)?;
        let &at = self.work.index.get(&name)?;
        let num_params = self.params.len();
        if levels != self.levels || spine.args.len() != num_params + self.types[at].indices.len() {
            return None;
        }
        let is_local = |(&arg, &local): (&ExprId, &ExprId)| terms.exprs.node(arg) == terms.exprs.node(local);
        if !spine.args.iter().zip(&self.param_locals).all(is_local) {
            return None;
        }
        let indices = spine.args.split_off(num_params);
        if indices.iter().any(|&index| self.mentions(index)) {
            return None;
        }
        Some((at, indices))
    }
}
