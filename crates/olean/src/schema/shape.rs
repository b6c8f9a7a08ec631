//! One object, or one boxed scalar, against one type; children aside.

use super::check::Reason;
use super::path::name_text;
use super::{Builtin, Ctor, Node, Scalar, TypeId, Types};
use crate::view::{Kind, Object, Word};
use rt::layout::{Width, ctor_size};

/// What the children of an object are, once it fits its type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Children<'s> {
    /// A constructor of a declared type, with its index.
    Slots(&'s Ctor, usize),
    /// All of one type: elements of an array, the value of a thunk or task.
    Uniform(TypeId),
    /// A name and a value whose type depends on it.
    Pair(TypeId),
    /// None.
    Leaf,
    /// Not known.
    Unknown,
}

/// Compares an object with its type and says what its children are. The type has been expanded.
pub(super) fn children<'s>(object: Object, ty: TypeId, types: &Types<'s>) -> Result<Children<'s>, Reason> {
    match types.node(ty) {
        Node::Data(_) => data(object, ty, types).map(|ctor| Children::Slots(ctor, usize::from(object.tag()))),
        Node::Of(builtin, of) => {
            let kind = match builtin {
                Builtin::Array => Kind::Array,
                Builtin::Thunk => Kind::Thunk,
                _ => Kind::Task,
            };
            demand(object, kind).map(|()| Children::Uniform(of))
        }
        Node::Builtin(Builtin::ExtensionPair) => {
            pair(object, "pair")?;
            let entries = object.field(0).and_then(name_text).and_then(|n| types.extension_entries(&n));
            let empty = object.field(1).and_then(Word::object).and_then(Object::array_len) == Some(0);
            Ok(Children::Pair(match entries {
                Some(ty) => ty,
                None if empty => types.any_array(),
                None => types.any(),
            }))
        }
        Node::Builtin(Builtin::Dynamic) => {
            pair(object, "dynamic value")?;
            let name = object.field(0).and_then(name_text).unwrap_or_default();
            types.dynamic(&name).map(Children::Pair).ok_or(Reason::Dynamic { name })
        }
        Node::Builtin(Builtin::Any | Builtin::Fn) => Ok(Children::Unknown),
        Node::Builtin(builtin) => leaf(object, builtin).map(|()| Children::Leaf),
    }
}

/// Child `i` of an object.
pub(super) fn child<'i>(object: Object<'i>, i: usize) -> Option<Word<'i>> {
    match object.kind() {
        Kind::Array => object.item(i),
        Kind::Ctor => object.field(i),
        _ => object.value(),
    }
}

impl Children<'_> {
    /// The type of child `i` of an object of type `ty`.
    pub fn ty(self, ty: TypeId, i: usize, types: &Types) -> Option<TypeId> {
        match self {
            Children::Slots(_, ctor) => types.known_slots(ty, ctor).get(i).copied(),
            Children::Uniform(of) => Some(of),
            Children::Pair(second) => Some(if i == 0 { types.name() } else { second }),
            Children::Leaf | Children::Unknown => None,
        }
    }
}

pub(super) fn demand(object: Object, kind: Kind) -> Result<(), Reason> {
    if object.kind() == kind {
        Ok(())
    } else {
        Err(Reason::Kind { expected: kind.name(), found: object.kind().name() })
    }
}

/// An object with two boxed fields, tag 0 and nothing else.
pub(super) fn pair(object: Object, what: &str) -> Result<(), Reason> {
    demand(object, Kind::Ctor)?;
    if object.tag() != 0 {
        return Err(Reason::NoCtor { index: u64::from(object.tag()) });
    }
    if object.num_fields() != 2 {
        return Err(Reason::Fields { ctor: what.into(), expected: 2, found: object.num_fields() });
    }
    size(object, what, ctor_size(object.image().width(), 2, 0))
}

fn size(object: Object, ctor: &str, expected: usize) -> Result<(), Reason> {
    let found = object.byte_size();
    if found == expected { Ok(()) } else { Err(Reason::Size { ctor: ctor.into(), expected, found }) }
}

/// An object of a declared type: the constructor that it is.
pub(super) fn data<'s>(object: Object, ty: TypeId, types: &Types<'s>) -> Result<&'s Ctor, Reason> {
    demand(object, Kind::Ctor)?;
    let ctors = types.def(ty).map_or(&[][..], |d| d.ctors());
    let index = usize::from(object.tag());
    let ctor = ctors.get(index).ok_or(Reason::NoCtor { index: index as u64 })?;
    if !ctor.is_object() {
        return Err(Reason::Boxedness { ctor: ctor.name.to_string(), has_fields: false });
    }
    if object.num_fields() != ctor.num_boxed() {
        let (expected, found) = (ctor.num_boxed(), object.num_fields());
        return Err(Reason::Fields { ctor: ctor.name.to_string(), expected, found });
    }
    let width = object.image().width();
    size(object, &ctor.name, ctor.size(width))?;
    ranges(object, ctor, width)?;
    Ok(ctor)
}

/// The scalars of a constructor that not every bit pattern is a value of.
pub(super) fn ranges(object: Object, ctor: &Ctor, width: Width) -> Result<(), Reason> {
    if ctor.ranged.is_empty() {
        return Ok(());
    }
    let start = width.bytes() * ctor.usizes;
    for &(offset, scalar, len) in &ctor.ranged {
        let value = match (scalar, len) {
            (Scalar::Char, _) => object.scalar_u32(start + offset).map(u64::from),
            (_, 0..=0xFF) => object.scalar_u8(start + offset).map(u64::from),
            (_, 0x100..=0xFFFF) => object.scalar_u32(start + offset).map(|v| u64::from(v & 0xFFFF)),
            _ => object.scalar_u32(start + offset).map(u64::from),
        }
        .unwrap_or(u64::MAX);
        let valid = match scalar {
            Scalar::Char => is_char(value),
            _ => value < len as u64,
        };
        if !valid {
            return Err(Reason::Range { value });
        }
    }
    Ok(())
}

fn is_char(value: u64) -> bool {
    u32::try_from(value).is_ok_and(|v| char::from_u32(v).is_some())
}

/// An object of a type without typed children.
pub(super) fn leaf(object: Object, builtin: Builtin) -> Result<(), Reason> {
    let width = object.image().width();
    match builtin {
        Builtin::Nat => {
            demand(object, Kind::Mpz)?;
            let big = object.big().filter(|b| !b.is_negative()).ok_or(Reason::BigNumber)?;
            canonical(big.low_word(), width.max_small_nat())
        }
        Builtin::Int => {
            demand(object, Kind::Mpz)?;
            let big = object.big().ok_or(Reason::BigNumber)?;
            let (least, greatest) = width.small_int_range();
            canonical(big.low_word(), if big.is_negative() { least.unsigned_abs() } else { greatest.unsigned_abs() })
        }
        Builtin::String => demand(object, Kind::String),
        Builtin::ByteArray | Builtin::FloatArray => {
            demand(object, Kind::ScalarArray)?;
            let expected = if builtin == Builtin::ByteArray { 1 } else { 8 };
            match object.scalar_array() {
                Some((element, _)) if element == expected => Ok(()),
                _ => Err(Reason::Kind { expected: "scalar array of other elements", found: "scalar array" }),
            }
        }
        Builtin::USize | Builtin::ISize => scalar_cell(object, width.bytes()).map(|_| ()),
        Builtin::Scalar(s) => boxed_scalar(object, s, width),
        _ => Err(Reason::Kind { expected: "another value", found: object.kind().name() }),
    }
}

fn canonical((low, all): (u64, bool), greatest_small: u64) -> Result<(), Reason> {
    if all && low <= greatest_small { Err(Reason::BigNumber) } else { Ok(()) }
}

/// A scalar in a slot for any value, where it is too wide for a boxed word.
fn boxed_scalar(object: Object, scalar: Scalar, width: Width) -> Result<(), Reason> {
    match scalar {
        Scalar::U64 | Scalar::I64 | Scalar::F64 => scalar_cell(object, 8).map(|_| ()),
        Scalar::F32 => scalar_cell(object, 4).map(|_| ()),
        Scalar::U32 | Scalar::I32 | Scalar::Char if width == Width::W32 => {
            let value = u64::from(scalar_cell(object, 4)?.scalar_u32(0).unwrap_or(0));
            if scalar == Scalar::Char && !is_char(value) { Err(Reason::Range { value }) } else { Ok(()) }
        }
        _ => Err(Reason::Kind { expected: "boxed scalar", found: object.kind().name() }),
    }
}

/// An object with tag 0, no boxed fields and `bytes` of scalars.
fn scalar_cell(object: Object, bytes: usize) -> Result<Object, Reason> {
    demand(object, Kind::Ctor)?;
    if object.tag() != 0 {
        return Err(Reason::NoCtor { index: u64::from(object.tag()) });
    }
    if object.num_fields() != 0 {
        return Err(Reason::Fields { ctor: "scalar".into(), expected: 0, found: object.num_fields() });
    }
    size(object, "scalar", ctor_size(object.image().width(), 0, bytes))?;
    Ok(object)
}

/// A boxed scalar.
pub(super) fn scalar(n: u64, ty: TypeId, types: &Types, width: Width) -> Result<(), Reason> {
    let below = |limit: u64| if n < limit { Ok(()) } else { Err(Reason::Range { value: n }) };
    let kind = |expected| Err(Reason::Kind { expected, found: "boxed scalar" });
    match types.node(ty) {
        Node::Data(d) => {
            let ctors = types.schema().def_at(d).ctors();
            let ctor = usize::try_from(n).ok().and_then(|i| ctors.get(i)).ok_or(Reason::NoCtor { index: n })?;
            if ctor.is_object() {
                return Err(Reason::Boxedness { ctor: ctor.name.to_string(), has_fields: true });
            }
            Ok(())
        }
        Node::Of(Builtin::Array, _) => kind("array"),
        Node::Of(..) => kind("thunk or task"),
        Node::Builtin(b) => match b {
            Builtin::Nat | Builtin::Any => Ok(()),
            Builtin::Int => below(1 << 32),
            Builtin::String => kind("string"),
            Builtin::ByteArray | Builtin::FloatArray => kind("scalar array"),
            Builtin::USize | Builtin::ISize => kind("constructor"),
            Builtin::Dynamic | Builtin::ExtensionPair => kind("constructor"),
            Builtin::Fn => kind("closure"),
            Builtin::Array | Builtin::Thunk | Builtin::Task => kind("object"),
            Builtin::Scalar(s) => match s {
                Scalar::Bool => below(2),
                Scalar::U8 | Scalar::I8 => below(1 << 8),
                Scalar::U16 | Scalar::I16 => below(1 << 16),
                Scalar::Enum(d) => below(types.schema().enum_len(d) as u64),
                Scalar::U32 | Scalar::I32 if width == Width::W64 => below(1 << 32),
                Scalar::Char if width == Width::W64 => {
                    if is_char(n) {
                        Ok(())
                    } else {
                        Err(Reason::Range { value: n })
                    }
                }
                Scalar::U32 | Scalar::I32 | Scalar::Char | Scalar::U64 | Scalar::I64 | Scalar::F64 | Scalar::F32 => {
                    kind("constructor")
                }
            },
        },
    }
}
