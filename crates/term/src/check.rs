//! The deep check of objects that someone else made.
//!
//! What it is: a walk over everything that an object of a known type holds, which compares each object with
//! [`crate::shape`] and computes each cached word again. What passes can be handed to every function of this crate.
//! What it is not: type checking, and not a look into `Syntax` values or other objects that [`Ty::Any`] stands for.
//! Assumes: the objects themselves are sound, as `olean` checks before it hands any out: counts, sizes, UTF-8.

use crate::data::{self, ExprData, LevelData, TooDeep};
use crate::expr::{ExprKind, ExprRef};
use crate::level::{LevelKind, LevelRef, LevelsRef};
use crate::literal::LiteralRef;
use crate::name::{NameKind, NameRef};
use crate::shape::{self, Inside, Ty};
use rt::ObjRef;
use rustc_hash::FxHashSet;
use std::fmt;

/// What is wrong with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Address of the object, as [`ObjRef::addr`] gives it.
    pub addr: usize,
    /// The type that it should have.
    pub ty: Ty,
    /// Why it has not.
    pub reason: Reason,
}

/// Why an object has not the type that it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Kind, constructor, number of fields, size of the scalar area, or a scalar byte out of range.
    Shape,
    /// The cached word is not the one that the content gives.
    Word {
        /// The word in the object.
        stored: u64,
        /// The word that it should have.
        computed: u64,
    },
    /// No cached word can describe the content.
    TooDeep(TooDeep),
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "object at {:#x} is no {:?}: ", self.addr, self.ty)?;
        match self.reason {
            Reason::Shape => f.write_str("its shape is another"),
            Reason::Word { stored, computed } => {
                write!(f, "its cached word is {stored:016x}, its content gives {computed:016x}")
            }
            Reason::TooDeep(error) => fmt::Display::fmt(&error, f),
        }
    }
}

impl std::error::Error for Malformed {}

/// Checks objects and remembers those that passed, by address: all that it is given must stay alive with it.
#[derive(Default)]
pub struct Checker<'a> {
    passed: FxHashSet<(usize, u8)>,
    todo: Vec<(ObjRef<'a>, Ty)>,
}

/// Checks one object with all that it holds.
pub fn check(o: ObjRef<'_>, ty: Ty) -> Result<(), Malformed> {
    Checker::new().check(o, ty)
}

impl<'a> Checker<'a> {
    /// A checker that has seen nothing.
    pub fn new() -> Checker<'a> {
        Checker::default()
    }

    /// Checks `o` with all that it holds and that has not passed yet.
    ///
    /// After an error the checker must not be used again for objects that share parts with `o`.
    pub fn check(&mut self, o: ObjRef<'a>, ty: Ty) -> Result<(), Malformed> {
        shaped(o, ty)?;
        self.todo.clear();
        self.todo.push((o, ty));
        while let Some((o, ty)) = self.todo.pop() {
            self.visit(o, ty)?;
        }
        Ok(())
    }

    /// Checks what `o`, whose own shape is known to be right, holds itself.
    fn visit(&mut self, o: ObjRef<'a>, ty: Ty) -> Result<(), Malformed> {
        match shape::inside(o, ty) {
            None => return Err(Malformed { addr: o.addr(), ty, reason: Reason::Shape }),
            Some(Inside::Leaf) => return Ok(()),
            Some(_) if !o.is_exclusive() && !self.passed.insert((o.addr(), ty.id())) => return Ok(()),
            Some(Inside::Cons(element)) => {
                self.child(o.field(0), *element)?;
                self.child(o.field(1), ty)?;
            }
            Some(Inside::Ctor(ctor)) => {
                for (child, &ty) in o.fields().iter().zip(ctor.fields) {
                    self.child(*child, ty)?;
                }
            }
        }
        word(o, ty)
    }

    fn child(&mut self, o: ObjRef<'a>, ty: Ty) -> Result<(), Malformed> {
        if !matches!(shaped(o, ty)?, Inside::Leaf) {
            self.todo.push((o, ty));
        }
        Ok(())
    }
}

fn shaped(o: ObjRef<'_>, ty: Ty) -> Result<Inside, Malformed> {
    shape::inside(o, ty).ok_or(Malformed { addr: o.addr(), ty, reason: Reason::Shape })
}

/// Compares the cached word of `o`, if its type has one. The shapes of `o` and its children are known to be right.
fn word(o: ObjRef<'_>, ty: Ty) -> Result<(), Malformed> {
    let computed = match ty {
        Ty::Name => Ok(name_word(NameRef(o))),
        Ty::Level => level_word(LevelRef(o)).map(|data| data.0),
        Ty::Expr => {
            match ExprRef(o).kind() {
                ExprKind::Const(_, levels) => shaped_levels(levels)?,
                ExprKind::Lit(literal) => shaped_literal(literal)?,
                _ => {}
            }
            expr_word(ExprRef(o)).map(|data| data.0)
        }
        _ => return Ok(()),
    };
    let reason = match computed {
        Ok(computed) if computed == o.scalar_u64(0) => return Ok(()),
        Ok(computed) => Reason::Word { stored: o.scalar_u64(0), computed },
        Err(error) => Reason::TooDeep(error),
    };
    Err(Malformed { addr: o.addr(), ty, reason })
}

/// A constant's word depends on its levels, which lie deeper than its children.
fn shaped_levels(levels: LevelsRef<'_>) -> Result<(), Malformed> {
    let mut rest = levels.obj();
    while let Inside::Cons(element) = shaped(rest, shape::LEVELS)? {
        shaped(rest.field(0), *element)?;
        rest = rest.field(1);
    }
    Ok(())
}

/// So does a literal's.
fn shaped_literal(literal: LiteralRef<'_>) -> Result<(), Malformed> {
    if let Inside::Ctor(ctor) = shaped(literal.obj(), Ty::Literal)? {
        for (field, &ty) in literal.obj().fields().iter().zip(ctor.fields) {
            shaped(*field, ty)?;
        }
    }
    Ok(())
}

/// The hash of a name, from its prefix's cached one.
pub fn name_word(name: NameRef<'_>) -> u64 {
    match name.kind() {
        NameKind::Anonymous => data::name_anonymous(),
        NameKind::Str(prefix, text) => data::name_str(prefix.hash(), rt::hash::string_hash(text)),
        NameKind::Num(prefix, n) => data::name_num(prefix.hash(), n.to_u64()),
    }
}

/// The word of a level, from its children's cached ones.
pub fn level_word(u: LevelRef<'_>) -> Result<LevelData, TooDeep> {
    match u.kind() {
        LevelKind::Zero => Ok(LevelData::zero()),
        LevelKind::Succ(v) => LevelData::succ(v.data()),
        LevelKind::Max(v, w) => LevelData::max(v.data(), w.data()),
        LevelKind::IMax(v, w) => LevelData::imax(v.data(), w.data()),
        LevelKind::Param(n) => Ok(LevelData::param(n.hash())),
        LevelKind::MVar(n) => Ok(LevelData::mvar(n.hash())),
    }
}

/// The word of an expression, from its children's cached ones.
pub fn expr_word(e: ExprRef<'_>) -> Result<ExprData, TooDeep> {
    Ok(match e.kind() {
        ExprKind::BVar(i) => ExprData::bvar(u64::from(i))?,
        ExprKind::FVar(id) => ExprData::fvar(id.hash()),
        ExprKind::MVar(id) => ExprData::mvar(id.hash()),
        ExprKind::Sort(u) => ExprData::sort(u.data()),
        ExprKind::Const(name, us) => ExprData::constant(name.hash(), us.iter().map(LevelRef::data)),
        ExprKind::App(f, a) => ExprData::app(f.data(), a.data()),
        ExprKind::Lam(b) | ExprKind::ForallE(b) => ExprData::binding(b.ty().data(), b.body().data()),
        ExprKind::LetE(l) => ExprData::let_e(l.ty().data(), l.value().data(), l.body().data()),
        ExprKind::Lit(literal) => ExprData::nat_lit(literal.hash()),
        ExprKind::MData(_, e) => ExprData::mdata(e.data()),
        ExprKind::Proj(structure, i, e) => ExprData::proj(structure.hash(), i.low_word(), e.data()),
    })
}
