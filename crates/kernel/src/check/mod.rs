//! The checker: types, reduction and comparison of terms, by evaluation to values.
//!
//! What it is: the state that one thread keeps while it checks declarations one after another, and the operations on
//! terms that the rules for each kind of declaration are made of.
//!
//! A term here is closed but for *locals*, which stand for the variables of an opened binder.

use crate::environment::{Constant, DeclId, Environment};
use crate::limits::Limits;
use crate::terms::{ExprId, LevelId, NameId, ParamsId, Terms};
use crate::verdict::Result;
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// One thread's checker.
pub struct Checker<'e> {
    /// What the input declares.
    pub env: &'e Environment,
    /// The tables of the input, and what was added while checking.
    pub terms: Terms,
    /// What may be used.
    pub limits: Limits,
    /// Declarations before this one are visible.
    pub visible: DeclId,
    /// Constants that are visible though no declaration before `visible` declares them: those that the check of a group
    /// has come to believe. They hide those of the same name.
    pub overlay: HashMap<NameId, Constant, FxBuildHasher>,
}

impl<'e> Checker<'e> {
    /// A checker of nothing yet.
    pub fn new(env: &'e Environment, limits: Limits) -> Checker<'e> {
        let terms = env.terms.layer();
        Checker { env, terms, limits, visible: DeclId(0), overlay: HashMap::default() }
    }

    /// The visible constant of this name.
    pub fn find(&self, name: NameId) -> Option<&Constant> {
        if !self.overlay.is_empty()
            && let Some(constant) = self.overlay.get(&name)
        {
            return Some(constant);
        }
        let id = self.env.find(name)?;
        (self.env.declared_by(id) < self.visible).then(|| self.env.constant(id))
    }

    /// Sets the level parameters that may occur in what is checked next. Rejects a list that names one twice.
    pub fn set_level_params(&mut self, params: ParamsId) -> Result<()> {
        let _ = params;
        todo!()
    }

    /// A new local of this type, different from all others of this declaration. `name` is for messages.
    pub fn local(&mut self, name: NameId, ty: ExprId) -> Result<ExprId> {
        let _ = (name, ty);
        todo!()
    }

    /// The type that a local was made with, and its name.
    pub fn local_type(&self, local: ExprId) -> (NameId, ExprId) {
        let _ = local;
        todo!()
    }

    /// The type of `e`, with every rule checked.
    pub fn infer(&mut self, e: ExprId) -> Result<ExprId> {
        let _ = e;
        todo!()
    }

    /// The level of the sort that the type of `ty` reduces to, with every rule checked; rejects `ty` if it is no type.
    pub fn infer_sort(&mut self, ty: ExprId) -> Result<LevelId> {
        let _ = ty;
        todo!()
    }

    /// As [`Self::infer`], for a term that is known to be well typed.
    pub fn infer_only(&mut self, e: ExprId) -> Result<ExprId> {
        let _ = e;
        todo!()
    }

    /// The weak head normal form. A term that is in it already (a sort, binder or literal) is given back as it is.
    pub fn whnf(&mut self, e: ExprId) -> Result<ExprId> {
        let _ = e;
        todo!()
    }

    /// Whether two well-typed terms are equal by definition.
    pub fn is_def_eq(&mut self, a: ExprId, b: ExprId) -> Result<bool> {
        let _ = (a, b);
        todo!()
    }

    /// Forgets all values, locals and overlays; call it when the overlay loses a constant.
    pub fn reset(&mut self) {
        todo!()
    }
}
