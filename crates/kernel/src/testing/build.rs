//! Terms built by programs: deep, wide or many.
//!
//! What it is: short names for the constructors of terms over a [`Theory`]'s tables. Terms are written with de Bruijn
//! indices. What it is not: fallible. A generator that builds a term whose variables reach past what a cell can record
//! has a bug, which it is told of by a panic.

use super::theory::{Group, Theory};
use crate::environment::{Constant, ConstantKind, DefinitionSafety, ReducibilityHints};
use crate::terms::{Cell, ExprId, LevelId, NameId, ParamsId, Tag};
use dashu_int::UBig;

impl Theory {
    /// The name with these components, divided by dots.
    pub fn name(&mut self, path: &str) -> NameId {
        path.split('.').fold(NameId(0), |prefix, part| {
            self.terms.names.append(prefix, part).expect("generators make less than four gigabytes of names")
        })
    }

    fn cell(&mut self, cell: Cell, has_param: bool) -> ExprId {
        self.terms.exprs.intern(cell, has_param).expect("generators build terms whose variables are in range")
    }

    /// The level of this number.
    pub fn level(&mut self, number: u32) -> LevelId {
        (0..number).fold(LevelId(0), |level, _| self.terms.levels.succ(level))
    }

    /// A level parameter.
    pub fn level_param(&mut self, name: &str) -> LevelId {
        let name = self.name(name);
        self.terms.levels.param(name)
    }

    /// A bound variable.
    pub fn bvar(&mut self, index: u32) -> ExprId {
        self.cell(Cell::new(Tag::Bvar, index, 0), false)
    }

    /// `Sort level`.
    pub fn sort(&mut self, level: LevelId) -> ExprId {
        let has_param = self.terms.levels.has_param(level);
        self.cell(Cell::new(Tag::Sort, level.0, 0), has_param)
    }

    /// A constant at levels.
    pub fn constant_at(&mut self, path: &str, levels: &[LevelId]) -> ExprId {
        let name = self.name(path);
        let levels: Vec<u32> = levels.iter().map(|level| level.0).collect();
        let levels = self.terms.levels.intern_list(&levels);
        let has_param = self.terms.levels.list_has_param(levels);
        self.cell(Cell::new(Tag::Const, name.0, levels.0), has_param)
    }

    /// A constant without levels.
    pub fn constant(&mut self, path: &str) -> ExprId {
        self.constant_at(path, &[])
    }

    /// An application.
    pub fn app(&mut self, function: ExprId, arguments: &[ExprId]) -> ExprId {
        arguments.iter().fold(function, |f, x| self.cell(Cell::new(Tag::App, f.0, x.0), false))
    }

    /// `fun (_ : ty) => body`.
    pub fn lam(&mut self, ty: ExprId, body: ExprId) -> ExprId {
        self.cell(Cell::new(Tag::Lam, ty.0, body.0), false)
    }

    /// `(_ : ty) → body`.
    pub fn pi(&mut self, ty: ExprId, body: ExprId) -> ExprId {
        self.cell(Cell::new(Tag::Pi, ty.0, body.0), false)
    }

    /// `let _ : ty := value; body`.
    pub fn let_in(&mut self, ty: ExprId, value: ExprId, body: ExprId) -> ExprId {
        let at = self.terms.exprs.push_let(ty, value, body);
        let pushed = self.terms.exprs.push(Cell::new(Tag::Let, at, 0), false);
        pushed.expect("generators build terms whose variables are in range")
    }

    /// A number.
    pub fn number(&mut self, value: u64) -> ExprId {
        let nat = self.terms.exprs.intern_nat(UBig::from(value));
        self.cell(Cell::new(Tag::Nat, nat.0, 0), false)
    }

    /// A projection.
    pub fn proj(&mut self, structure: &str, index: u32, inner: ExprId) -> ExprId {
        let structure = self.name(structure);
        let field = self.terms.exprs.intern_field(structure, index);
        self.cell(Cell::new(Tag::Proj, inner.0, field.0), false)
    }

    /// Declares a definition without level parameters, unfolded by height.
    pub fn define(&mut self, path: &str, ty: ExprId, value: ExprId) {
        let hints = ReducibilityHints::Regular(0);
        let name = self.name(path);
        let kind = ConstantKind::Definition { value, hints, safety: DefinitionSafety::Safe, all: vec![name] };
        self.groups.push(Group::Single(Constant { name, level_params: ParamsId(0), ty, kind }));
    }

    /// Declares a theorem without level parameters.
    pub fn prove(&mut self, path: &str, ty: ExprId, value: ExprId) {
        let name = self.name(path);
        let kind = ConstantKind::Theorem { value, all: vec![name] };
        self.groups.push(Group::Single(Constant { name, level_params: ParamsId(0), ty, kind }));
    }

    /// Declares an axiom without level parameters.
    pub fn assume(&mut self, path: &str, ty: ExprId) {
        let name = self.name(path);
        let kind = ConstantKind::Axiom { is_unsafe: false, declared: None };
        self.groups.push(Group::Single(Constant { name, level_params: ParamsId(0), ty, kind }));
    }

    /// Declares `left = right` in `Sort level`, proved by reflexivity of the left side.
    pub fn prove_equal(&mut self, path: &str, level: u32, ty: ExprId, left: ExprId, right: ExprId) {
        let level = self.level(level);
        let eq = self.constant_at("Eq", &[level]);
        let refl = self.constant_at("Eq.refl", &[level]);
        let statement = self.app(eq, &[ty, left, right]);
        let proof = self.app(refl, &[ty, left]);
        self.prove(path, statement, proof);
    }
}
