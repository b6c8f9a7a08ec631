//! Expressions.
//!
//! What it is: the views and their constructors, which compute the cached word and are the only way to build a term.
//! What it is not: operations; those are in the other modules of the crate.
//! Source: upstream's `src/Lean/Expr.lean`.

use crate::data::{ExprData, TooDeep};
use crate::level::{Level, LevelRef, LevelsRef};
use crate::literal::{BinderInfo, Literal, LiteralRef, MData, MDataRef};
use crate::name::{Name, NameRef};
use crate::nat::{Nat, NatRef};
use crate::shape::Ty;
use crate::view::{view, view_eq};
use rt::{Obj, ObjRef};
use std::hash::{Hash, Hasher};

view! {
    /// An expression.
    ///
    /// `==` is upstream's `Expr.eqv`: names and annotations of binders do not count. [`ExprRef::equal`] compares them
    /// too. Both look at a shared part once.
    Expr, ExprRef, Ty::Expr
}
view_eq!(Expr, ExprRef);

/// Constructor indices.
pub(crate) mod tag {
    pub const BVAR: u8 = 0;
    pub const FVAR: u8 = 1;
    pub const MVAR: u8 = 2;
    pub const SORT: u8 = 3;
    pub const CONST: u8 = 4;
    pub const APP: u8 = 5;
    pub const LAM: u8 = 6;
    pub const FORALL_E: u8 = 7;
    pub const LET_E: u8 = 8;
    pub const LIT: u8 = 9;
    pub const MDATA: u8 = 10;
    pub const PROJ: u8 = 11;
}

/// An expression taken apart.
#[derive(Clone, Copy)]
pub enum ExprKind<'a> {
    /// `bvar i`. An index that no constructor accepts reads as `u32::MAX`.
    BVar(u32),
    /// `fvar id`
    FVar(NameRef<'a>),
    /// `mvar id`
    MVar(NameRef<'a>),
    /// `sort u`
    Sort(LevelRef<'a>),
    /// `const name levels`
    Const(NameRef<'a>, LevelsRef<'a>),
    /// `app f a`
    App(ExprRef<'a>, ExprRef<'a>),
    /// `lam x A b`
    Lam(BinderRef<'a>),
    /// `forallE x A b`
    ForallE(BinderRef<'a>),
    /// `letE x A v b`
    LetE(LetRef<'a>),
    /// `lit l`
    Lit(LiteralRef<'a>),
    /// `mdata data e`
    MData(MDataRef<'a>, ExprRef<'a>),
    /// `proj structure i e`
    Proj(NameRef<'a>, NatRef<'a>, ExprRef<'a>),
}

/// A `lam` or `forallE`.
#[derive(Clone, Copy)]
pub struct BinderRef<'a>(ObjRef<'a>);

impl<'a> BinderRef<'a> {
    /// Name of the variable.
    pub fn name(self) -> NameRef<'a> {
        NameRef(self.0.field(0))
    }

    /// Type of the variable.
    #[inline]
    pub fn ty(self) -> ExprRef<'a> {
        ExprRef(self.0.field(1))
    }

    /// The body, in which the variable is bound variable 0.
    #[inline]
    pub fn body(self) -> ExprRef<'a> {
        ExprRef(self.0.field(2))
    }

    /// How an argument for the variable is found.
    pub fn info(self) -> BinderInfo {
        ExprRef(self.0).binder_info()
    }
}

/// A `letE`.
#[derive(Clone, Copy)]
pub struct LetRef<'a>(ObjRef<'a>);

impl<'a> LetRef<'a> {
    /// Name of the variable.
    pub fn name(self) -> NameRef<'a> {
        NameRef(self.0.field(0))
    }

    /// Type of the variable.
    pub fn ty(self) -> ExprRef<'a> {
        ExprRef(self.0.field(1))
    }

    /// Value of the variable.
    pub fn value(self) -> ExprRef<'a> {
        ExprRef(self.0.field(2))
    }

    /// The body, in which the variable is bound variable 0.
    pub fn body(self) -> ExprRef<'a> {
        ExprRef(self.0.field(3))
    }

    /// Whether this is a `have`: the body may not use the value.
    pub fn nondep(self) -> bool {
        self.0.scalar_u8(8) != 0
    }
}

/// The cached word, then one byte.
fn word_and_byte(data: ExprData, byte: u8) -> [u8; 9] {
    let mut scalars = [byte; 9];
    scalars[..8].copy_from_slice(&data.0.to_le_bytes());
    scalars
}

impl Expr {
    /// Bound variable `index`, counted from the innermost binder. Fails where the index does not fit the cached word.
    pub fn bvar(index: u32) -> Result<Expr, TooDeep> {
        let data = ExprData::bvar(u64::from(index))?;
        Ok(Expr(Obj::ctor_scalars(tag::BVAR, [Obj::scalar(index as usize)], data.0.to_le_bytes())))
    }

    /// Free variable; the identifier is a structure around its name and so is the name itself.
    pub fn fvar(id: Name) -> Expr {
        let data = ExprData::fvar(id.hash());
        Expr(Obj::ctor_scalars(tag::FVAR, [id.0], data.0.to_le_bytes()))
    }

    /// Metavariable; see [`Expr::fvar`] for the identifier.
    pub fn mvar(id: Name) -> Expr {
        let data = ExprData::mvar(id.hash());
        Expr(Obj::ctor_scalars(tag::MVAR, [id.0], data.0.to_le_bytes()))
    }

    /// `Sort u`
    pub fn sort(u: Level) -> Expr {
        let data = ExprData::sort(u.data());
        Expr(Obj::ctor_scalars(tag::SORT, [u.0], data.0.to_le_bytes()))
    }

    /// The constant `name` at these universe levels.
    pub fn constant(name: Name, levels: impl IntoIterator<Item = Level>) -> Expr {
        let levels: Vec<Obj> = levels.into_iter().map(|u| u.0).collect();
        Expr::const_of_list(name, Obj::list(levels.into_iter()))
    }

    /// A constant with a list of levels that exists already.
    pub(crate) fn const_of_list(name: Name, levels: Obj) -> Expr {
        let data = ExprData::constant(name.hash(), LevelsRef(levels.r()).iter().map(LevelRef::data));
        Expr(Obj::ctor_scalars(tag::CONST, [name.0, levels], data.0.to_le_bytes()))
    }

    /// `f a`
    #[inline]
    pub fn app(f: Expr, a: Expr) -> Expr {
        let data = ExprData::app(f.data(), a.data());
        Expr(Obj::ctor_scalars(tag::APP, [f.0, a.0], data.0.to_le_bytes()))
    }

    /// `fun x : ty => body`
    #[inline]
    pub fn lam(x: Name, ty: Expr, body: Expr, info: BinderInfo) -> Expr {
        Expr::binding(tag::LAM, x, ty, body, info)
    }

    /// `(x : ty) → body`
    #[inline]
    pub fn forall_e(x: Name, ty: Expr, body: Expr, info: BinderInfo) -> Expr {
        Expr::binding(tag::FORALL_E, x, ty, body, info)
    }

    #[inline]
    pub(crate) fn binding(tag: u8, x: Name, ty: Expr, body: Expr, info: BinderInfo) -> Expr {
        let data = ExprData::binding(ty.data(), body.data());
        Expr(Obj::ctor_scalars(tag, [x.0, ty.0, body.0], word_and_byte(data, info as u8)))
    }

    /// `let x : ty := value; body`, or `have` if `nondep`.
    pub fn let_e(x: Name, ty: Expr, value: Expr, body: Expr, nondep: bool) -> Expr {
        let data = ExprData::let_e(ty.data(), value.data(), body.data());
        Expr(Obj::ctor_scalars(tag::LET_E, [x.0, ty.0, value.0, body.0], word_and_byte(data, u8::from(nondep))))
    }

    /// A literal.
    pub fn lit(literal: Literal) -> Expr {
        // A literal's two kinds share a constructor index in the hash, and differ only in their own.
        let data = ExprData::nat_lit(literal.r().hash());
        Expr(Obj::ctor_scalars(tag::LIT, [literal.0], data.0.to_le_bytes()))
    }

    /// `e` with annotations.
    pub fn mdata(data: MData, e: Expr) -> Expr {
        let word = ExprData::mdata(e.data());
        Expr(Obj::ctor_scalars(tag::MDATA, [data.0, e.0], word.0.to_le_bytes()))
    }

    /// Field `index` of `e`, a value of the structure `structure`.
    pub fn proj(structure: Name, index: impl Into<Nat>, e: Expr) -> Expr {
        let index = index.into();
        let data = ExprData::proj(structure.hash(), index.r().low_word(), e.data());
        Expr(Obj::ctor_scalars(tag::PROJ, [structure.0, index.0, e.0], data.0.to_le_bytes()))
    }

    /// Takes the expression apart.
    #[inline]
    pub fn kind(&self) -> ExprKind<'_> {
        self.r().kind()
    }

    /// The cached word.
    #[inline]
    pub fn data(&self) -> ExprData {
        self.r().data()
    }
}

impl<'a> ExprRef<'a> {
    /// The constructor's index.
    #[inline(always)]
    pub(crate) fn tag(self) -> usize {
        self.0.ctor_index()
    }

    /// Boxed field `i`, which is an expression.
    #[inline(always)]
    pub(crate) fn child(self, i: usize) -> ExprRef<'a> {
        ExprRef(self.0.field(i))
    }

    /// The annotation of a `lam` or `forallE`.
    #[inline]
    pub(crate) fn binder_info(self) -> BinderInfo {
        let byte = self.0.scalar_u8(8);
        match BinderInfo::from_byte(byte) {
            Some(info) => info,
            None => rt::bug!("a binder annotation of {byte}"),
        }
    }

    /// The index, if this is a bound variable; see [`ExprKind::BVar`].
    #[inline(always)]
    pub(crate) fn bvar_index(self) -> Option<u32> {
        if self.tag() != tag::BVAR as usize {
            return None;
        }
        let index = self.0.field(0);
        Some(if index.is_scalar() { u32::try_from(index.unbox()).unwrap_or(u32::MAX) } else { u32::MAX })
    }

    /// Takes the expression apart.
    #[inline]
    pub fn kind(self) -> ExprKind<'a> {
        let o = self.0;
        let name = |i| NameRef(o.field(i));
        let expr = |i| ExprRef(o.field(i));
        match self.tag() as u8 {
            tag::BVAR => ExprKind::BVar(self.bvar_index().unwrap_or(u32::MAX)),
            tag::FVAR => ExprKind::FVar(name(0)),
            tag::MVAR => ExprKind::MVar(name(0)),
            tag::SORT => ExprKind::Sort(LevelRef(o.field(0))),
            tag::CONST => ExprKind::Const(name(0), LevelsRef(o.field(1))),
            tag::APP => ExprKind::App(expr(0), expr(1)),
            tag::LAM => ExprKind::Lam(BinderRef(o)),
            tag::FORALL_E => ExprKind::ForallE(BinderRef(o)),
            tag::LET_E => ExprKind::LetE(LetRef(o)),
            tag::LIT => ExprKind::Lit(LiteralRef(o.field(0))),
            tag::MDATA => ExprKind::MData(MDataRef(o.field(0)), expr(1)),
            tag::PROJ => ExprKind::Proj(name(0), NatRef(o.field(1)), expr(2)),
            _ => rt::bug!("a word that is no Expr: {o:?}"),
        }
    }

    /// The cached word.
    #[inline(always)]
    pub fn data(self) -> ExprData {
        ExprData(self.0.scalar_u64(0))
    }

    /// The hash in the cached word.
    pub fn hash(self) -> u32 {
        self.data().hash()
    }

    /// One more than the largest loose bound variable, or 0.
    #[inline(always)]
    pub fn loose_bvar_range(self) -> u32 {
        self.data().loose_bvar_range()
    }

    /// Whether bound variables occur whose binder lies outside.
    pub fn has_loose_bvars(self) -> bool {
        self.loose_bvar_range() != 0
    }
}

impl Hash for ExprRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(self.data().hash());
    }
}
