//! Making terms, and taking applications apart.
//!
//! What it is: one function for each form, which looks for the term in the layer first, so equal terms that are made
//! here have equal ids.

use crate::terms::exprs::{Cell, Tag};
use crate::terms::{ExprId, FieldId, LevelId, LevelsId, NameId, NatId, Node, StrId, Terms};
use crate::verdict::Result;

/// A head and the arguments that it is applied to.
#[derive(Clone, Debug)]
pub struct Spine {
    /// What is applied; not an application itself.
    pub head: ExprId,
    /// The arguments, in order.
    pub args: Vec<ExprId>,
}

impl Terms {
    fn made(&mut self, cell: Cell, level_has_param: bool) -> Result<ExprId> {
        Ok(self.exprs.intern(cell, level_has_param)?)
    }

    /// A bound variable.
    pub fn bvar(&mut self, at: u32) -> Result<ExprId> {
        self.made(Cell::new(Tag::Bvar, at, 0), false)
    }

    /// A sort.
    pub fn sort(&mut self, level: LevelId) -> Result<ExprId> {
        let has_param = self.levels.has_param(level);
        self.made(Cell::new(Tag::Sort, level.0, 0), has_param)
    }

    /// A constant.
    pub fn constant(&mut self, name: NameId, levels: LevelsId) -> Result<ExprId> {
        let has_param = self.levels.list_has_param(levels);
        self.made(Cell::new(Tag::Const, name.0, levels.0), has_param)
    }

    /// `f x`.
    pub fn app(&mut self, f: ExprId, x: ExprId) -> Result<ExprId> {
        self.made(Cell::new(Tag::App, f.0, x.0), false)
    }

    /// `f x₁ … xₙ`.
    pub fn apps(&mut self, f: ExprId, args: &[ExprId]) -> Result<ExprId> {
        args.iter().try_fold(f, |f, &x| self.app(f, x))
    }

    /// A function, of which the body is given with its variable loose.
    pub fn lam(&mut self, ty: ExprId, body: ExprId) -> Result<ExprId> {
        self.made(Cell::new(Tag::Lam, ty.0, body.0), false)
    }

    /// A function type, of which the body is given with its variable loose.
    pub fn pi(&mut self, ty: ExprId, body: ExprId) -> Result<ExprId> {
        self.made(Cell::new(Tag::Pi, ty.0, body.0), false)
    }

    /// A `let`. Two of them are never found to be equal by their ids.
    pub fn let_in(&mut self, ty: ExprId, value: ExprId, body: ExprId) -> Result<ExprId> {
        let parts = self.exprs.push_let(ty, value, body);
        Ok(self.exprs.push(Cell::new(Tag::Let, parts, 0), false)?)
    }

    /// A projection.
    pub fn proj(&mut self, field: FieldId, structure: ExprId) -> Result<ExprId> {
        self.made(Cell::new(Tag::Proj, structure.0, field.0), false)
    }

    /// A number.
    pub fn nat(&mut self, value: NatId) -> Result<ExprId> {
        self.made(Cell::new(Tag::Nat, value.0, 0), false)
    }

    /// A string.
    pub fn str(&mut self, value: StrId) -> Result<ExprId> {
        self.made(Cell::new(Tag::Str, value.0, 0), false)
    }

    /// The local with this number.
    pub fn local(&mut self, number: u32) -> Result<ExprId> {
        self.made(Cell::new(Tag::Local, number, 0), false)
    }

    /// What is applied in `e`, which is `e` itself if it is no application.
    pub fn head(&self, mut e: ExprId) -> ExprId {
        while let Node::App(f, _) = self.exprs.node(e) {
            e = f;
        }
        e
    }

    /// `e` as a head and arguments.
    pub fn spine(&self, mut e: ExprId) -> Spine {
        let mut args = Vec::new();
        while let Node::App(f, x) = self.exprs.node(e) {
            args.push(x);
            e = f;
        }
        args.reverse();
        Spine { head: e, args }
    }

    /// The name and levels of a constant.
    pub fn as_const(&self, e: ExprId) -> Option<(NameId, LevelsId)> {
        match self.exprs.node(e) {
            Node::Const(name, levels) => Some((name, levels)),
            _ => None,
        }
    }
}
