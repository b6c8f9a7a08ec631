//! What an object means at the other pointer width, as far as its own bytes go.
//!
//! The converter writes an object by one of its types; the walk of [`super::check`] calls a further type a conflict
//! when the object would be written differently by it. Both ask here, so they cannot disagree.

use super::{Builtin, Field, Node, Scalar, Slot, TypeId, Types};
use crate::view::{Kind, Object, Word};
use rt::layout::{Width, ctor_size};

/// Whether two types that both fit an object mean the same value of it, its children aside: whether the object would
/// be written alike for both, at either width.
pub(super) fn agree(object: Object, a: TypeId, b: TypeId, types: &Types) -> bool {
    if object.kind() == Kind::Mpz {
        return unboxes(object, a, types) == unboxes(object, b, types);
    }
    let (area_a, area_b) = (area(object, a, types), area(object, b, types));
    if area_a != area_b
        && [Width::W32, Width::W64].into_iter().any(|w| written(object, area_a, w) != written(object, area_b, w))
    {
        return false;
    }
    let (Some(of_a), Some(of_b)) = (child_types(object, a, types), child_types(object, b, types)) else { return true };
    let width = object.image().width();
    let class = |n, of: &[TypeId], i| of.get(i).or(of.last()).map(|&ty| word_class(n, types.node(ty), width));
    object.children().enumerate().all(|(i, word)| match word {
        Word::Scalar(n) => class(n, of_a, i) == class(n, of_b, i),
        Word::Object(_) => true,
    })
}

/// Readings of a boxed scalar that differ at the other width.
#[derive(PartialEq, Eq)]
enum WordClass {
    /// A number that stands for itself: a `Nat`, a constructor, a byte.
    Plain,
    /// An `Int` that is negative, or is boxed at 64 bits only.
    Int,
    /// An object at 32 bits.
    Cell,
}

fn word_class(n: u64, node: Node, width: Width) -> WordClass {
    let (_, greatest_small) = Width::W32.small_int_range();
    match node {
        Node::Builtin(Builtin::Int) if n > greatest_small as u64 => WordClass::Int,
        Node::Builtin(Builtin::Scalar(Scalar::U32 | Scalar::I32 | Scalar::Char)) if width == Width::W64 => {
            WordClass::Cell
        }
        Node::Builtin(_) | Node::Of(..) | Node::Data(_) => WordClass::Plain,
    }
}

/// Whether a big number is a boxed scalar at 64 bits.
fn unboxes(object: Object, ty: TypeId, types: &Types) -> bool {
    let Some(big) = object.big() else { return false };
    let (low, all) = big.low_word();
    let greatest = match types.node(ty) {
        Node::Builtin(Builtin::Int) => {
            let (least, greatest) = Width::W64.small_int_range();
            if big.is_negative() { least.unsigned_abs() } else { greatest as u64 }
        }
        Node::Builtin(_) | Node::Of(..) | Node::Data(_) => Width::W64.max_small_nat(),
    };
    all && low <= greatest
}

/// How the bytes after the boxed fields are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// Pointer-wide fields.
    usizes: usize,
    /// One bit for each of them, set where it is signed.
    signed: u128,
    /// Bytes of scalars after them.
    scalars: usize,
    /// Whether the whole object is a boxed scalar on 64-bit.
    boxed_on_64: bool,
}

pub(crate) fn area(object: Object, ty: TypeId, types: &Types) -> Area {
    let area = |usizes, scalars, boxed_on_64| Area { usizes, signed: 0, scalars, boxed_on_64 };
    match types.node(ty) {
        Node::Data(d) => match types.schema().def_at(d).ctors().get(usize::from(object.tag())) {
            Some(ctor) => {
                let signed = |f: &Field| match f.slot {
                    Slot::Usize { index, signed: true } => 1 << index,
                    Slot::Usize { .. } | Slot::Boxed(_) | Slot::Scalar { .. } => 0,
                };
                let signed = if ctor.usizes > 0 { ctor.fields.iter().map(signed).sum() } else { 0 };
                Area { signed, ..area(ctor.usizes, ctor.scalar_bytes(Width::W64) - 8 * ctor.usizes, false) }
            }
            None => area(0, 0, false),
        },
        Node::Builtin(Builtin::USize) => area(1, 0, false),
        Node::Builtin(Builtin::ISize) => Area { signed: 1, ..area(1, 0, false) },
        Node::Builtin(Builtin::Scalar(Scalar::U64 | Scalar::I64 | Scalar::F64)) => area(0, 8, false),
        Node::Builtin(Builtin::Scalar(Scalar::F32)) => area(0, 4, false),
        Node::Builtin(Builtin::Scalar(_)) => area(0, 4, true),
        Node::Builtin(_) | Node::Of(..) => area(0, 0, false),
    }
}

impl Area {
    /// The first pointer-wide field that 32 bits cannot hold.
    pub(crate) fn too_wide(&self, object: Object) -> Option<u64> {
        let word = object.image().width().bytes();
        (0..self.usizes).find_map(|i| {
            let stored = object.scalars().get(word * i..word * (i + 1))?;
            let n = u64::from_le_bytes(*stored.first_chunk::<8>()?);
            let fits =
                if self.signed >> i & 1 == 1 { i32::try_from(n as i64).is_ok() } else { u32::try_from(n).is_ok() };
            (!fits).then_some(n)
        })
    }
}

/// The scalar area as it is written at a width, with its padding; `None` for a boxed scalar.
pub(crate) fn written(object: Object, area: Area, width: Width) -> Option<Vec<u8>> {
    if area.boxed_on_64 && width == Width::W64 {
        return None;
    }
    let (bytes, word) = (object.scalars(), object.image().width().bytes());
    let mut out = Vec::new();
    for i in 0..area.usizes {
        let stored = bytes.get(word * i..word * (i + 1)).unwrap_or(&[]);
        let negative = area.signed >> i & 1 == 1 && stored.last().is_some_and(|b| b >> 7 == 1);
        let mut value = [if negative { 0xFF } else { 0 }; 8];
        value[..stored.len()].copy_from_slice(stored);
        out.extend_from_slice(&value[..width.bytes()]);
    }
    let start = word * area.usizes;
    out.extend_from_slice(bytes.get(start..start + area.scalars).unwrap_or(&[]));
    let fields = object.num_fields();
    out.resize(ctor_size(width, fields, out.len()) - ctor_size(width, 0, 0) - width.bytes() * fields, 0);
    Some(out)
}

/// The types of an object's children; for a uniform object one type stands for all.
pub(crate) fn child_types<'t>(object: Object, ty: TypeId, types: &'t Types) -> Option<&'t [TypeId]> {
    match types.node(ty) {
        Node::Data(_) => Some(types.known_slots(ty, usize::from(object.tag()))),
        Node::Of(..) => Some(types.element(ty)),
        Node::Builtin(_) => None,
    }
}
