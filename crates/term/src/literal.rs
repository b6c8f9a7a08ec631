//! Literals, binder annotations, and the key-value data of `Expr.mdata`.
//!
//! Source: upstream's `src/Lean/Expr.lean` (`Literal`, `BinderInfo`) and `src/Lean/Data/KVMap.lean`.

use crate::name::{Name, NameRef};
use crate::nat::{Nat, NatRef};
use crate::shape::{self, Ty};
use crate::view::{view, view_eq};
use rt::{Obj, ObjRef};
use std::hash::{Hash, Hasher};

view! {
    /// A literal.
    Literal, LiteralRef, Ty::Literal
}
view_eq!(Literal, LiteralRef);

/// A literal taken apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LiteralKind<'a> {
    /// `natVal n`
    Nat(NatRef<'a>),
    /// `strVal s`
    Str(&'a str),
}

impl Literal {
    /// `natVal n`
    pub fn nat(n: impl Into<Nat>) -> Literal {
        Literal(Obj::ctor(0, [n.into().0]))
    }

    /// `strVal s`
    pub fn str(s: &str) -> Literal {
        Literal(Obj::ctor(1, [Obj::string(s)]))
    }

    /// Takes the literal apart.
    pub fn kind(&self) -> LiteralKind<'_> {
        self.r().kind()
    }
}

impl<'a> LiteralRef<'a> {
    /// Takes the literal apart.
    pub fn kind(self) -> LiteralKind<'a> {
        let value = self.0.field(0);
        match (self.0.ctor_index(), value.as_str()) {
            (0, None) => LiteralKind::Nat(NatRef(value)),
            (1, Some(text)) => LiteralKind::Str(text),
            _ => rt::bug!("a word that is no Literal: {:?}", self.0),
        }
    }

    /// `Literal.hash`.
    pub fn hash(self) -> u64 {
        match self.kind() {
            LiteralKind::Nat(n) => n.low_word(),
            LiteralKind::Str(text) => rt::hash::string_hash(text),
        }
    }
}

impl PartialEq for LiteralRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.ptr_eq(*other) || self.kind() == other.kind()
    }
}

impl Hash for LiteralRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(LiteralRef::hash(*self));
    }
}

/// How an argument for a binder is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[repr(u8)]
pub enum BinderInfo {
    /// `(x : A)`
    #[default]
    Default = 0,
    /// `{x : A}`
    Implicit = 1,
    /// `⦃x : A⦄`
    StrictImplicit = 2,
    /// `[x : A]`
    InstImplicit = 3,
}

impl BinderInfo {
    /// The annotation that a byte of an object stands for.
    pub const fn from_byte(byte: u8) -> Option<BinderInfo> {
        Some(match byte {
            0 => BinderInfo::Default,
            1 => BinderInfo::Implicit,
            2 => BinderInfo::StrictImplicit,
            3 => BinderInfo::InstImplicit,
            _ => return None,
        })
    }

    /// Whether the argument is written out.
    pub const fn is_explicit(self) -> bool {
        matches!(self, BinderInfo::Default)
    }
}

view! {
    /// A value in the data of `Expr.mdata`.
    DataValue, DataValueRef, Ty::DataValue
}
view_eq!(DataValue, DataValueRef);

/// A data value taken apart.
#[derive(Clone, Copy)]
pub enum DataValueKind<'a> {
    /// `ofString s`
    String(&'a str),
    /// `ofBool b`
    Bool(bool),
    /// `ofName n`
    Name(NameRef<'a>),
    /// `ofNat n`
    Nat(NatRef<'a>),
    /// `ofInt i`, as the number object: `rt::bignum::int` reads it.
    Int(ObjRef<'a>),
    /// `ofSyntax stx`; what a `Syntax` is belongs to another crate.
    Syntax(ObjRef<'a>),
}

impl DataValue {
    /// `ofString s`
    pub fn string(s: &str) -> DataValue {
        DataValue(Obj::ctor(0, [Obj::string(s)]))
    }

    /// `ofBool b`: an object without boxed fields and with one scalar byte.
    pub fn bool(b: bool) -> DataValue {
        DataValue(Obj::ctor_scalars(1, [], [u8::from(b)]))
    }

    /// `ofName n`
    pub fn name(n: Name) -> DataValue {
        DataValue(Obj::ctor(2, [n.0]))
    }

    /// `ofNat n`
    pub fn nat(n: impl Into<Nat>) -> DataValue {
        DataValue(Obj::ctor(3, [n.into().0]))
    }

    /// `ofInt i`; `None` if the object is no integer.
    pub fn int(i: Obj) -> Option<DataValue> {
        shape::has_shape(i.r(), Ty::Int).then(|| DataValue::of_int(i))
    }

    pub(crate) fn of_int(i: Obj) -> DataValue {
        DataValue(Obj::ctor(4, [i]))
    }

    /// `ofSyntax stx`; the caller knows that the object is a `Syntax`.
    pub fn syntax(stx: Obj) -> DataValue {
        DataValue(Obj::ctor(5, [stx]))
    }

    /// Takes the value apart.
    pub fn kind(&self) -> DataValueKind<'_> {
        self.r().kind()
    }
}

impl<'a> DataValueRef<'a> {
    /// Takes the value apart.
    pub fn kind(self) -> DataValueKind<'a> {
        let index = self.0.ctor_index();
        if index == 1 {
            return DataValueKind::Bool(self.0.scalar_u8(0) != 0);
        }
        let value = self.0.field(0);
        match (index, value.as_str()) {
            (0, Some(text)) => DataValueKind::String(text),
            (2, None) => DataValueKind::Name(NameRef(value)),
            (3, None) => DataValueKind::Nat(NatRef(value)),
            (4, None) => DataValueKind::Int(value),
            (5, _) => DataValueKind::Syntax(value),
            _ => rt::bug!("a word that is no DataValue: {:?}", self.0),
        }
    }
}

impl PartialEq for DataValueRef<'_> {
    /// Structural equality; `Syntax` values are equal if their objects are built alike.
    fn eq(&self, other: &Self) -> bool {
        self.ptr_eq(*other) || crate::same::same_objects(self.0, other.0)
    }
}

impl Hash for DataValueRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.0.ctor_index());
    }
}

view! {
    /// The data of `Expr.mdata`: a list of names with values.
    MData, MDataRef, shape::KV_MAP
}
view_eq!(MData, MDataRef);

impl MData {
    /// The data with these entries, in this order.
    pub fn new(entries: impl IntoIterator<Item = (Name, DataValue)>) -> MData {
        let pairs: Vec<Obj> = entries.into_iter().map(|(key, value)| Obj::ctor(0, [key.0, value.0])).collect();
        MData(Obj::list(pairs.into_iter()))
    }
}

impl<'a> MDataRef<'a> {
    /// The entries, in order.
    pub fn iter(self) -> impl Iterator<Item = (NameRef<'a>, DataValueRef<'a>)> {
        self.0.list_iter().map(|pair| (NameRef(pair.field(0)), DataValueRef(pair.field(1))))
    }

    /// The value of `key`, from its first entry.
    pub fn get(self, key: NameRef<'_>) -> Option<DataValueRef<'a>> {
        self.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
    }
}

impl PartialEq for MDataRef<'_> {
    /// Same keys with equal values in the same order.
    fn eq(&self, other: &Self) -> bool {
        self.ptr_eq(*other) || self.iter().eq(other.iter())
    }
}

impl Hash for MDataRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for (key, _) in self.iter() {
            state.write_u64(key.hash());
        }
    }
}
