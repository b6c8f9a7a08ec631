//! Universe levels.
//!
//! What it is: the views, their constructors, and the questions that need only one level. Simplifying
//! constructors are in [`crate::level_simp`], substitution in [`crate::level_subst`], equality in [`crate::same`].
//! What it is not: normalisation and the order of levels.
//! Source: upstream's `src/Lean/Level.lean`. Every operation is a loop.

use crate::data::{LevelData, TooDeep};
use crate::name::{Name, NameRef};
use crate::shape::Ty;
use crate::view::{view, view_eq};
use rt::Obj;
use std::hash::{Hash, Hasher};

view! {
    /// A universe level.
    Level, LevelRef, Ty::Level
}
view_eq!(Level, LevelRef);

/// A level taken apart.
#[derive(Clone, Copy)]
pub enum LevelKind<'a> {
    /// `zero`
    Zero,
    /// `succ u`
    Succ(LevelRef<'a>),
    /// `max u v`
    Max(LevelRef<'a>, LevelRef<'a>),
    /// `imax u v`: 0 where `v` is 0, otherwise `max u v`
    IMax(LevelRef<'a>, LevelRef<'a>),
    /// `param n`
    Param(NameRef<'a>),
    /// `mvar id`
    MVar(NameRef<'a>),
}

impl Level {
    /// Level 0.
    pub fn zero() -> Level {
        Level(Obj::scalar(0))
    }

    /// `succ u`. Fails where the nesting is too deep for the cached word, as [`Level::max`] and [`Level::imax`] do.
    pub fn succ(u: Level) -> Result<Level, TooDeep> {
        let data = LevelData::succ(u.data())?;
        Ok(Level(Obj::ctor_scalars(1, [u.0], data.0.to_le_bytes())))
    }

    /// `max u v`
    pub fn max(u: Level, v: Level) -> Result<Level, TooDeep> {
        let data = LevelData::max(u.data(), v.data())?;
        Ok(Level(Obj::ctor_scalars(2, [u.0, v.0], data.0.to_le_bytes())))
    }

    /// `imax u v`
    pub fn imax(u: Level, v: Level) -> Result<Level, TooDeep> {
        let data = LevelData::imax(u.data(), v.data())?;
        Ok(Level(Obj::ctor_scalars(3, [u.0, v.0], data.0.to_le_bytes())))
    }

    /// `param n`
    pub fn param(n: Name) -> Level {
        let data = LevelData::param(n.hash());
        Level(Obj::ctor_scalars(4, [n.0], data.0.to_le_bytes()))
    }

    /// `mvar id`, where `id` is a structure around `n` and so is `n` itself.
    pub fn mvar(n: Name) -> Level {
        let data = LevelData::mvar(n.hash());
        Level(Obj::ctor_scalars(5, [n.0], data.0.to_le_bytes()))
    }

    /// `n` times `succ`, from zero.
    pub fn of_nat(n: u32) -> Result<Level, TooDeep> {
        Level::zero().add_offset(n)
    }

    /// `n` times `succ`.
    pub fn add_offset(self, n: u32) -> Result<Level, TooDeep> {
        (0..n).try_fold(self, |u, _| Level::succ(u))
    }

    /// Takes the level apart.
    pub fn kind(&self) -> LevelKind<'_> {
        self.r().kind()
    }

    /// The cached word.
    #[inline]
    pub fn data(&self) -> LevelData {
        self.r().data()
    }
}

impl<'a> LevelRef<'a> {
    /// Takes the level apart.
    #[inline]
    pub fn kind(self) -> LevelKind<'a> {
        if self.0.is_scalar() {
            return LevelKind::Zero;
        }
        let level = |i| LevelRef(self.0.field(i));
        match self.0.ctor_index() {
            1 => LevelKind::Succ(level(0)),
            2 => LevelKind::Max(level(0), level(1)),
            3 => LevelKind::IMax(level(0), level(1)),
            4 => LevelKind::Param(NameRef(self.0.field(0))),
            5 => LevelKind::MVar(NameRef(self.0.field(0))),
            _ => rt::bug!("a word that is no Level: {:?}", self.0),
        }
    }

    /// The cached word.
    #[inline]
    pub fn data(self) -> LevelData {
        if self.0.is_scalar() { LevelData::zero() } else { LevelData(self.0.scalar_u64(0)) }
    }

    /// The hash in the cached word.
    pub fn hash(self) -> u32 {
        self.data().hash()
    }

    /// Nesting depth.
    pub fn depth(self) -> u32 {
        self.data().depth()
    }

    /// Whether a metavariable occurs.
    pub fn has_mvar(self) -> bool {
        self.data().has_mvar()
    }

    /// Whether a parameter occurs.
    #[inline]
    pub fn has_param(self) -> bool {
        self.data().has_param()
    }

    /// Whether this is `zero` itself.
    pub fn is_zero(self) -> bool {
        self.0.is_scalar()
    }

    /// The level below all outer `succ`s, and their number.
    pub fn to_offset(self) -> (LevelRef<'a>, u32) {
        let mut base = self;
        let mut offset = 0;
        while let LevelKind::Succ(inner) = base.kind() {
            base = inner;
            offset += 1;
        }
        (base, offset)
    }

    /// The number that the level is written as, if it is `succ`s around `zero`.
    pub fn to_nat(self) -> Option<u32> {
        let (base, offset) = self.to_offset();
        base.is_zero().then_some(offset)
    }
}

impl Hash for LevelRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(self.data().hash());
    }
}

/// A list of levels, as constants carry it.
#[derive(Clone, Copy)]
pub struct LevelsRef<'a>(pub(crate) rt::ObjRef<'a>);

impl<'a> LevelsRef<'a> {
    /// The list object.
    pub fn obj(self) -> rt::ObjRef<'a> {
        self.0
    }

    /// The levels.
    pub fn iter(self) -> impl Iterator<Item = LevelRef<'a>> + Clone {
        self.0.list_iter().map(LevelRef)
    }

    /// Number of levels.
    pub fn len(self) -> usize {
        self.0.list_iter().count()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0.is_scalar()
    }
}
