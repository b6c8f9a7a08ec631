//! Types that the kernel knows, written down as data, and whether a term is one of them.
//!
//! What it is: a small language of closed types, with names as text and level parameters by their position. A term
//! matches if it is the same up to the names of binders and level parameters; nothing is reduced and no level is
//! computed with.

use crate::check::Checker;
use crate::environment::{Constant, ConstantKind, Declaration, Environment};
use crate::terms::{ExprId, Exprs, Level, LevelId, Levels, NameId, Names, Node, ParamsId};

/// A level.
#[derive(Clone, Copy, Debug)]
pub enum L {
    /// Zero.
    Zero,
    /// One.
    One,
    /// The parameter at this place.
    Param(usize),
    /// The successor of the parameter at this place.
    Succ(usize),
}

/// A type, or part of one.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A bound variable.
    Var(u32),
    /// A sort.
    Sort(L),
    /// A constant with its levels.
    Const(&'static [&'static str], &'static [L]),
    /// An application to all these arguments.
    App(&'static Shape, &'static [Shape]),
    /// A function type.
    Pi(&'static Shape, &'static Shape),
}

/// `Prop`.
pub const PROP: Shape = Shape::Sort(L::Zero);
/// `Type`.
pub const TYPE: Shape = Shape::Sort(L::One);

/// Tables to match in, and the level parameters in force.
#[derive(Clone, Copy)]
pub struct Matcher<'a> {
    /// The names.
    pub names: &'a Names,
    /// The levels.
    pub levels: &'a Levels,
    /// The expressions.
    pub exprs: &'a crate::terms::Exprs,
    /// The level parameters.
    pub params: ParamsId,
}

impl Matcher<'_> {
    /// Whether the term is of this shape. The recursion is as deep as the shape, which is written in this crate.
    pub fn is(self, e: ExprId, shape: &Shape) -> bool {
        match (self.exprs.node(e), *shape) {
            (Node::Bvar(index), Shape::Var(wanted)) => index == wanted,
            (Node::Sort(level), Shape::Sort(wanted)) => self.is_level(level, wanted),
            (Node::Const(name, levels), Shape::Const(path, wanted)) => {
                let levels = self.levels.list(levels);
                self.names.find_path(path) == Some(name)
                    && levels.len() == wanted.len()
                    && levels.iter().zip(wanted).all(|(&level, &wanted)| self.is_level(LevelId(level), wanted))
            }
            (Node::Pi(ty, body), Shape::Pi(wanted_ty, wanted_body)) => {
                self.is(ty, wanted_ty) && self.is(body, wanted_body)
            }
            (_, Shape::App(head, args)) => {
                let mut e = e;
                for wanted in args.iter().rev() {
                    let Node::App(f, x) = self.exprs.node(e) else { return false };
                    if !self.is(x, wanted) {
                        return false;
                    }
                    e = f;
                }
                self.is(e, head)
            }
            _ => false,
        }
    }

    fn is_level(self, level: LevelId, wanted: L) -> bool {
        match (self.levels.get(level), wanted) {
            (Level::Zero, L::Zero) => true,
            (Level::Succ(l), L::One) => self.levels.get(l) == Level::Zero,
            (Level::Param(name), L::Param(at)) => self.levels.params(self.params).get(at) == Some(&name.0),
            (Level::Succ(l), L::Succ(at)) => self.is_level(l, L::Param(at)),
            _ => false,
        }
    }
}

/// An inductive type of exactly one shape.
#[derive(Clone, Copy, Debug)]
pub struct InductiveShape {
    /// Its name.
    pub name: &'static [&'static str],
    /// How many level parameters it has.
    pub level_params: usize,
    /// Its type.
    pub ty: Shape,
    /// The names and types of its constructors.
    pub ctors: &'static [(&'static [&'static str], Shape)],
}

/// What is declared: by an input, or in a session.
pub trait Declared {
    /// The names.
    fn names(&self) -> &Names;
    /// The levels.
    fn levels(&self) -> &Levels;
    /// The expressions.
    fn exprs(&self) -> &Exprs;
    /// The constant of this name.
    fn find(&self, name: NameId) -> Option<&Constant>;
    /// Whether a type was declared with these constructors and no other type.
    fn is_group(&self, ty: NameId, ctors: &[NameId]) -> bool;
}

impl Declared for Environment {
    fn names(&self) -> &Names {
        &self.terms.names
    }

    fn levels(&self) -> &Levels {
        &self.terms.levels
    }

    fn exprs(&self) -> &Exprs {
        &self.terms.exprs
    }

    fn find(&self, name: NameId) -> Option<&Constant> {
        Environment::find(self, name).map(|id| self.constant(id))
    }

    fn is_group(&self, ty: NameId, ctors: &[NameId]) -> bool {
        let Some(id) = Environment::find(self, ty) else { return false };
        let decl = self.declared_by(id);
        let Declaration::Inductive { types, .. } = &self.declarations()[decl.0 as usize] else { return false };
        types[..] == [id]
            && ctors.iter().all(|&ctor| Environment::find(self, ctor).is_some_and(|id| self.declared_by(id) == decl))
    }
}

/// What a checker sees declared, whatever its overlay says. In a session, constants are accepted or given before others
/// see them, so what they say of each other is so.
impl Declared for Checker<'_> {
    fn names(&self) -> &Names {
        &self.terms.names
    }

    fn levels(&self) -> &Levels {
        &self.terms.levels
    }

    fn exprs(&self) -> &Exprs {
        &self.terms.exprs
    }

    fn find(&self, name: NameId) -> Option<&Constant> {
        self.find_declared(name)
    }

    fn is_group(&self, ty: NameId, ctors: &[NameId]) -> bool {
        if self.world.is_none() {
            return self.env.is_group(ty, ctors);
        }
        matches!(self.find_declared(ty).map(|constant| &constant.kind),
            Some(ConstantKind::Inductive(val)) if val.all[..] == [ty])
    }
}

/// Whether this constant has the type, with this number of level parameters.
pub fn has_type(env: &impl Declared, constant: &Constant, level_params: usize, ty: &Shape) -> bool {
    let matcher =
        Matcher { names: env.names(), levels: env.levels(), exprs: env.exprs(), params: constant.level_params };
    env.levels().params(constant.level_params).len() == level_params && matcher.is(constant.ty, ty)
}

/// The names of an inductive type and its constructors, if it is declared, alone in its group and in this shape.
pub fn find_inductive(env: &impl Declared, shape: &InductiveShape) -> Option<(NameId, Vec<NameId>)> {
    let name = env.names().find_path(shape.name)?;
    let constant = env.find(name)?;
    let ConstantKind::Inductive(val) = &constant.kind else { return None };
    if val.is_unsafe
        || val.ctors.len() != shape.ctors.len()
        || !env.is_group(name, &val.ctors)
        || !has_type(env, constant, shape.level_params, &shape.ty)
    {
        return None;
    }
    let mut ctors = Vec::with_capacity(val.ctors.len());
    for (&listed, (path, ty)) in val.ctors.iter().zip(shape.ctors) {
        let ctor = env.find(listed)?;
        let is_ctor = matches!(ctor.kind, ConstantKind::Constructor(val) if val.induct == name);
        if env.names().find_path(path) != Some(listed) || !is_ctor || !has_type(env, ctor, shape.level_params, ty) {
            return None;
        }
        ctors.push(listed);
    }
    Some((name, ctors))
}
