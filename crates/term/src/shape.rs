//! The shapes of all types of this crate, written down once.
//!
//! What it is: for each type, its constructors with the types of their boxed fields and their scalar bytes. Casts,
//! the deep [`check`](crate::check) and the tests of the constructors read this table.
//! What it is not: the computation of cached words; see [`crate::data`].
//! Source: the inductive types as upstream's own `.olean` files of 4.28.0-pre record them, under upstream's layout rule
//! (boxed fields, then scalars by decreasing size; a constructor with neither is a boxed scalar).

use rt::{Kind, ObjRef};

/// A type of this crate, or of what its types hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// `Nat`: boxed scalar or big number.
    Nat,
    /// `Int`: boxed scalar or big number.
    Int,
    /// `String`.
    Str,
    /// Any value: its type belongs to another crate.
    Any,
    /// `Name`.
    Name,
    /// `Level`.
    Level,
    /// `Expr`.
    Expr,
    /// `Literal`.
    Literal,
    /// `DataValue`.
    DataValue,
    /// `Name × DataValue`.
    KVPair,
    /// `ReducibilityHints`.
    Hints,
    /// `RecursorRule`.
    RecursorRule,
    /// `ConstantVal`.
    ConstantVal,
    /// `AxiomVal`.
    AxiomVal,
    /// `DefinitionVal`.
    DefinitionVal,
    /// `TheoremVal`.
    TheoremVal,
    /// `OpaqueVal`.
    OpaqueVal,
    /// `QuotVal`.
    QuotVal,
    /// `InductiveVal`.
    InductiveVal,
    /// `ConstructorVal`.
    ConstructorVal,
    /// `RecursorVal`.
    RecursorVal,
    /// `ConstantInfo`.
    ConstantInfo,
    /// `List` of one of the types above.
    List(&'static Ty),
}

impl Ty {
    /// A small number that tells the types apart, for tables.
    pub(crate) const fn id(self) -> u8 {
        match self {
            Ty::List(element) => 0x80 | element.id(),
            Ty::Nat => 0,
            Ty::Int => 1,
            Ty::Str => 2,
            Ty::Any => 3,
            Ty::Name => 4,
            Ty::Level => 5,
            Ty::Expr => 6,
            Ty::Literal => 7,
            Ty::DataValue => 8,
            Ty::KVPair => 9,
            Ty::Hints => 10,
            Ty::RecursorRule => 11,
            Ty::ConstantVal => 12,
            Ty::AxiomVal => 13,
            Ty::DefinitionVal => 14,
            Ty::TheoremVal => 15,
            Ty::OpaqueVal => 16,
            Ty::QuotVal => 17,
            Ty::InductiveVal => 18,
            Ty::ConstructorVal => 19,
            Ty::RecursorVal => 20,
            Ty::ConstantInfo => 21,
        }
    }
}

/// One scalar byte that holds an enumeration or a `Bool`: its offset in the scalar area and its number of values.
pub type ByteField = (usize, u8);

/// One constructor.
#[derive(Debug, PartialEq, Eq)]
pub struct Ctor {
    /// Constructor index: the tag, or the boxed scalar where there are no fields and no scalars.
    pub tag: u8,
    /// Types of the boxed fields.
    pub fields: &'static [Ty],
    /// Bytes of scalars, without padding.
    pub scalars: usize,
    /// The scalar bytes that have few legal values.
    pub bytes: &'static [ByteField],
}

const fn ctor(tag: u8, fields: &'static [Ty], scalars: usize, bytes: &'static [ByteField]) -> Ctor {
    Ctor { tag, fields, scalars, bytes }
}

/// `List Name`.
pub const NAMES: Ty = Ty::List(&Ty::Name);
/// `List Level`.
pub const LEVELS: Ty = Ty::List(&Ty::Level);
/// `KVMap`, a structure around `List (Name × DataValue)`.
pub const KV_MAP: Ty = Ty::List(&Ty::KVPair);
const RULES: Ty = Ty::List(&Ty::RecursorRule);

/// The constructors of `ty`; `None` for numbers, strings, lists and [`Ty::Any`], which are not tables.
pub fn ctors(ty: Ty) -> Option<&'static [Ctor]> {
    use Ty::*;
    const NAME_CTORS: &[Ctor] = &[ctor(0, &[], 0, &[]), ctor(1, &[Name, Str], 8, &[]), ctor(2, &[Name, Nat], 8, &[])];
    const LEVEL_CTORS: &[Ctor] = &[
        ctor(0, &[], 0, &[]),
        ctor(1, &[Level], 8, &[]),
        ctor(2, &[Level, Level], 8, &[]),
        ctor(3, &[Level, Level], 8, &[]),
        ctor(4, &[Name], 8, &[]),
        ctor(5, &[Name], 8, &[]),
    ];
    const EXPR_CTORS: &[Ctor] = &[
        ctor(0, &[Nat], 8, &[]),
        ctor(1, &[Name], 8, &[]),
        ctor(2, &[Name], 8, &[]),
        ctor(3, &[Level], 8, &[]),
        ctor(4, &[Name, LEVELS], 8, &[]),
        ctor(5, &[Expr, Expr], 8, &[]),
        ctor(6, &[Name, Expr, Expr], 9, &[(8, 4)]),
        ctor(7, &[Name, Expr, Expr], 9, &[(8, 4)]),
        ctor(8, &[Name, Expr, Expr, Expr], 9, &[(8, 2)]),
        ctor(9, &[Literal], 8, &[]),
        ctor(10, &[KV_MAP, Expr], 8, &[]),
        ctor(11, &[Name, Nat, Expr], 8, &[]),
    ];
    const LITERAL_CTORS: &[Ctor] = &[ctor(0, &[Nat], 0, &[]), ctor(1, &[Str], 0, &[])];
    const DATA_VALUE_CTORS: &[Ctor] = &[
        ctor(0, &[Str], 0, &[]),
        ctor(1, &[], 1, &[(0, 2)]),
        ctor(2, &[Name], 0, &[]),
        ctor(3, &[Nat], 0, &[]),
        ctor(4, &[Int], 0, &[]),
        ctor(5, &[Any], 0, &[]),
    ];
    const KV_PAIR_CTORS: &[Ctor] = &[ctor(0, &[Name, DataValue], 0, &[])];
    const HINTS_CTORS: &[Ctor] = &[ctor(0, &[], 0, &[]), ctor(1, &[], 0, &[]), ctor(2, &[], 4, &[])];
    const RULE_CTORS: &[Ctor] = &[ctor(0, &[Name, Nat, Expr], 0, &[])];
    const CONSTANT_VAL: &[Ctor] = &[ctor(0, &[Name, NAMES, Expr], 0, &[])];
    const AXIOM_VAL: &[Ctor] = &[ctor(0, &[ConstantVal], 1, &[(0, 2)])];
    const DEFINITION_VAL: &[Ctor] = &[ctor(0, &[ConstantVal, Expr, Hints, NAMES], 1, &[(0, 3)])];
    const THEOREM_VAL: &[Ctor] = &[ctor(0, &[ConstantVal, Expr, NAMES], 0, &[])];
    const OPAQUE_VAL: &[Ctor] = &[ctor(0, &[ConstantVal, Expr, NAMES], 1, &[(0, 2)])];
    const QUOT_VAL: &[Ctor] = &[ctor(0, &[ConstantVal], 1, &[(0, 4)])];
    const INDUCTIVE_VAL: &[Ctor] =
        &[ctor(0, &[ConstantVal, Nat, Nat, NAMES, NAMES, Nat], 3, &[(0, 2), (1, 2), (2, 2)])];
    const CONSTRUCTOR_VAL: &[Ctor] = &[ctor(0, &[ConstantVal, Name, Nat, Nat, Nat], 1, &[(0, 2)])];
    const RECURSOR_VAL: &[Ctor] = &[ctor(0, &[ConstantVal, NAMES, Nat, Nat, Nat, Nat, RULES], 2, &[(0, 2), (1, 2)])];
    const CONSTANT_INFO: &[Ctor] = &[
        ctor(0, &[AxiomVal], 0, &[]),
        ctor(1, &[DefinitionVal], 0, &[]),
        ctor(2, &[TheoremVal], 0, &[]),
        ctor(3, &[OpaqueVal], 0, &[]),
        ctor(4, &[QuotVal], 0, &[]),
        ctor(5, &[InductiveVal], 0, &[]),
        ctor(6, &[ConstructorVal], 0, &[]),
        ctor(7, &[RecursorVal], 0, &[]),
    ];
    Some(match ty {
        Nat | Int | Str | Any | List(_) => return None,
        Name => NAME_CTORS,
        Level => LEVEL_CTORS,
        Expr => EXPR_CTORS,
        Literal => LITERAL_CTORS,
        DataValue => DATA_VALUE_CTORS,
        KVPair => KV_PAIR_CTORS,
        Hints => HINTS_CTORS,
        RecursorRule => RULE_CTORS,
        ConstantVal => CONSTANT_VAL,
        AxiomVal => AXIOM_VAL,
        DefinitionVal => DEFINITION_VAL,
        TheoremVal => THEOREM_VAL,
        OpaqueVal => OPAQUE_VAL,
        QuotVal => QUOT_VAL,
        InductiveVal => INDUCTIVE_VAL,
        ConstructorVal => CONSTRUCTOR_VAL,
        RecursorVal => RECURSOR_VAL,
        ConstantInfo => CONSTANT_INFO,
    })
}

/// What a word of the right shape has inside.
#[derive(Clone, Copy, Debug)]
pub enum Inside {
    /// Nothing to look at.
    Leaf,
    /// The boxed fields of this constructor.
    Ctor(&'static Ctor),
    /// Head and tail of a list of this type.
    Cons(&'static Ty),
}

/// Whether `o` itself, without what it points to, has the shape of `ty`; and what to look at next.
pub fn inside(o: ObjRef<'_>, ty: Ty) -> Option<Inside> {
    match ty {
        Ty::Any => Some(Inside::Leaf),
        Ty::Nat => (o.is_scalar() || matches!(o.as_mpz(), Some((false, _)))).then_some(Inside::Leaf),
        Ty::Int => (o.is_scalar() || o.kind() == Kind::Mpz).then_some(Inside::Leaf),
        Ty::Str => (o.kind() == Kind::String).then_some(Inside::Leaf),
        Ty::List(element) => match o.is_scalar() {
            true => (o.unbox() == 0).then_some(Inside::Leaf),
            false => {
                (o.kind() == Kind::Ctor && o.ctor_index() == 1 && o.num_fields() == 2).then_some(Inside::Cons(element))
            }
        },
        _ => {
            let ctor = ctors(ty)?.get(o.get_ctor_index()?)?;
            let nullary = ctor.fields.is_empty() && ctor.scalars == 0;
            if o.is_scalar() {
                return nullary.then_some(Inside::Leaf);
            }
            let area = o.scalar_area();
            let fits = o.kind() == Kind::Ctor
                && !nullary
                && o.num_fields() == ctor.fields.len()
                && area.len() >= ctor.scalars
                && ctor.bytes.iter().all(|&(at, values)| area[at] < values);
            fits.then_some(Inside::Ctor(ctor))
        }
    }
}

/// Whether `o` itself has the shape of `ty`.
pub fn has_shape(o: ObjRef<'_>, ty: Ty) -> bool {
    inside(o, ty).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constructors_are_in_the_order_of_their_tags() {
        use Ty::*;
        for ty in [Name, Level, Expr, Literal, DataValue, Hints, ConstantInfo] {
            let tags: Vec<u8> = ctors(ty).unwrap().iter().map(|c| c.tag).collect();
            assert_eq!(tags, (0..tags.len() as u8).collect::<Vec<_>>(), "{ty:?}");
        }
    }

    #[test]
    fn sizes_are_those_of_the_published_table() {
        use rt::layout::{Width, ctor_size};
        let size = |ty, tag: usize| {
            let c = &ctors(ty).unwrap()[tag];
            (ctor_size(Width::W64, c.fields.len(), c.scalars), ctor_size(Width::W32, c.fields.len(), c.scalars))
        };
        let rows = [
            (Ty::Name, 1, (32, 24)),
            (Ty::Level, 1, (24, 24)),
            (Ty::Level, 2, (32, 24)),
            (Ty::Expr, 0, (24, 24)),
            (Ty::Expr, 4, (32, 24)),
            (Ty::Expr, 6, (48, 32)),
            (Ty::Expr, 8, (56, 40)),
            (Ty::Expr, 11, (40, 32)),
            (Ty::ConstantVal, 0, (32, 24)),
            (Ty::AxiomVal, 0, (24, 16)),
            (Ty::DefinitionVal, 0, (48, 32)),
            (Ty::TheoremVal, 0, (32, 24)),
            (Ty::OpaqueVal, 0, (40, 24)),
            (Ty::QuotVal, 0, (24, 16)),
            (Ty::InductiveVal, 0, (64, 40)),
            (Ty::ConstructorVal, 0, (56, 32)),
            (Ty::RecursorVal, 0, (72, 40)),
            (Ty::RecursorRule, 0, (32, 24)),
            (Ty::Hints, 2, (16, 16)),
        ];
        for (ty, tag, expected) in rows {
            assert_eq!(size(ty, tag), expected, "{ty:?} {tag}");
        }
    }
}
