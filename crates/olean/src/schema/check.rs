//! Every object of an image against the layout that its type demands: results and errors.
//!
//! Files are maximally shared by content, so one object can serve several types (`some "x"` and `Literal.strVal "x"`
//! are equal bytes); that is fine as long as the types mean the same value. Where they do not (a boxed `UInt32` and a
//! boxed `UInt64` on 32-bit; a negative `Int` and a large `Nat`), no conversion of the one object could be right for
//! both, and the check reports a conflict. Whether they do is decided by what would be written at either width
//! ([`super::area`]), not by the declared layout: `LitValue.uint8 3` and `ReducibilityHints.regular 3` are one object
//! in real files, and rightly so.
//!
//! The work is done by [`super::walk`]. A deviation's path is looked for afterwards, by [`super::path`].

use super::path::{self, Goal};
use super::walk::{Deviation, Pass};
use super::{TypeId, Types};
use crate::view::{Image, Object, Place};
use rustc_hash::FxHashMap;
use std::fmt;

/// Most bytes of a type's name in an error.
pub(super) const TYPE_TEXT: usize = 200;
/// Most places that a [`Typing`] lists as untyped; the rest is counted.
const MAX_UNTYPED: usize = 256;

/// What an object or word deviates in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Another kind of object, or a boxed scalar where an object belongs, or the reverse.
    Kind {
        /// What the type demands.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// The type has no constructor with this index.
    NoCtor {
        /// The index.
        index: u64,
    },
    /// A constructor without fields is an object, or one with fields is a boxed scalar.
    Boxedness {
        /// The constructor's name.
        ctor: String,
        /// Whether it has fields.
        has_fields: bool,
    },
    /// Another number of boxed fields.
    Fields {
        /// The constructor's name, or a description.
        ctor: String,
        /// What the type demands.
        expected: usize,
        /// What is there.
        found: usize,
    },
    /// Another size in bytes.
    Size {
        /// The constructor's name, or a description.
        ctor: String,
        /// What the type demands.
        expected: usize,
        /// What is there.
        found: usize,
    },
    /// A scalar that is no value of its type.
    Range {
        /// The bits.
        value: u64,
    },
    /// A big number that the boxed form could hold, or a negative `Nat`.
    BigNumber,
    /// A `Dynamic` value of a type that the schema does not list.
    Dynamic {
        /// The type's name, cut when long.
        name: String,
    },
    /// The object is met at a second type that reads its bytes differently.
    Conflict {
        /// The first type.
        first: String,
    },
    /// Objects are met at more types than real files come near to.
    TooManyTypes,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Kind { expected, found } => write!(f, "expected {expected}, found {found}"),
            Reason::NoCtor { index } => write!(f, "there is no constructor with index {index}"),
            Reason::Boxedness { ctor, has_fields: true } => {
                write!(f, "constructor `{ctor}` has fields and is stored as a scalar")
            }
            Reason::Boxedness { ctor, has_fields: false } => {
                write!(f, "constructor `{ctor}` has no fields and is stored as an object")
            }
            Reason::Fields { ctor, expected, found } => {
                write!(f, "constructor `{ctor}` has {expected} boxed fields, the object has {found}")
            }
            Reason::Size { ctor, expected, found } => {
                write!(f, "constructor `{ctor}` takes {expected} bytes, the object has {found}")
            }
            Reason::Range { value } => write!(f, "{value:#x} is no value of the type"),
            Reason::BigNumber => f.write_str("a big number that is negative or small enough for a scalar"),
            Reason::Dynamic { name } => write!(f, "a dynamic value of unknown type `{name}`"),
            Reason::Conflict { first } => {
                write!(f, "the object is also a `{first}`, which reads its bytes differently")
            }
            Reason::TooManyTypes => f.write_str("objects are met at too many types"),
        }
    }
}

/// Where an image deviates from the schema, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckError {
    /// The object: the deviating one, or the one that holds the deviating word. `None` for the root word.
    pub place: Option<Place>,
    /// The way from the root, like `entries[Lean.Meta.simpExtension][3].keys`.
    pub path: String,
    /// The type that was demanded.
    pub ty: String,
    /// What deviates.
    pub reason: Reason,
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "part {}, byte {:#x}: ", place.part, place.offset)?;
        }
        write!(f, "`{}` is no `{}`: {}", self.path, self.ty, self.reason)
    }
}

impl std::error::Error for CheckError {}

/// A value that the schema has no type for; the walk did not go into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untyped {
    /// The object.
    pub place: Place,
    /// The way from the root.
    pub path: String,
}

/// The types of an image's objects.
#[derive(Debug)]
pub struct Typing {
    /// Binary logarithm of the word size.
    shift: u32,
    /// For each part and each of its words: the first type of the object there, with [`SEVERAL`]; or [`NONE`].
    parts: Vec<Vec<u32>>,
    more: FxHashMap<Place, Vec<TypeId>>,
    more_total: usize,
    /// Values without a type, in the order of their files; at most some hundreds.
    pub untyped: Vec<Untyped>,
    /// How many there were.
    pub untyped_total: usize,
}

/// No type has been given to the object.
const NONE: u32 = u32::MAX;
/// The object has further types.
const SEVERAL: u32 = 1 << 31;

impl Typing {
    pub(super) fn new(image: &Image) -> Typing {
        let word = image.width().bytes();
        let slots = |bytes: &[u8]| vec![NONE; bytes.len().div_ceil(word)];
        let parts = image.parts().iter().map(|p| slots(p.bytes())).collect();
        let more = FxHashMap::default();
        Typing { shift: word.trailing_zeros(), parts, more, more_total: 0, untyped: Vec::new(), untyped_total: 0 }
    }

    /// The type of the object at `place`, the first one if it has several; `None` if it was not reached.
    pub fn of(&self, place: Place) -> Option<TypeId> {
        let slot = *self.parts.get(place.part as usize)?.get((place.offset >> self.shift) as usize)?;
        (slot != NONE).then_some(TypeId(slot & !SEVERAL))
    }

    /// The further types of the object at `place`.
    pub fn more_of(&self, place: Place) -> &[TypeId] {
        self.more.get(&place).map_or(&[], Vec::as_slice)
    }

    /// Number of further types of all objects.
    pub fn more_total(&self) -> usize {
        self.more_total
    }

    /// Whether the object at `place` was met at type `ty`.
    pub fn has(&self, place: Place, ty: TypeId) -> bool {
        self.of(place) == Some(ty) || self.more_of(place).contains(&ty)
    }

    /// The objects that no typed value leads to.
    pub fn unreached<'i>(&self, image: &'i Image<'i>) -> impl Iterator<Item = Object<'i>> {
        let parts = image.parts().len();
        (0..parts).flat_map(move |p| image.objects(p)).filter(move |o| self.of(o.place()).is_none())
    }

    /// The type of an object of a part, and whether it has more.
    #[inline]
    pub(super) fn first(&self, part: usize, offset: usize) -> Option<(TypeId, bool)> {
        let slot = self.parts[part][offset >> self.shift];
        (slot != NONE).then_some((TypeId(slot & !SEVERAL), slot & SEVERAL != 0))
    }

    /// Notes that an object of a part has type `ty`.
    #[inline]
    pub(super) fn give(&mut self, part: usize, offset: usize, ty: TypeId) {
        let slot = &mut self.parts[part][offset >> self.shift];
        if *slot == NONE {
            *slot = ty.0;
        } else if *slot & !SEVERAL != ty.0 {
            *slot |= SEVERAL;
            let types = self.more.entry(Place { part: part as u32, offset: offset as u64 }).or_default();
            if !types.contains(&ty) {
                types.push(ty);
                self.more_total += 1;
            }
        }
    }
}

/// Gives every object of `image` its types.
///
/// # Errors
/// A deviation, the one latest in the files, with its place, its path and the reason.
pub fn check(image: &Image, types: &mut Types) -> Result<Typing, CheckError> {
    let mut pass = Pass::new(image, types);
    let result = pass.run();
    let (mut typing, unknown) = pass.finish();
    match result {
        Ok(()) => {
            typing.untyped_total = unknown.len();
            let listed: Vec<Goal> = unknown.into_iter().take(MAX_UNTYPED).map(Goal::object).collect();
            let paths = path::find(image, types, &listed);
            typing.untyped = listed.iter().zip(paths).map(|(goal, path)| Untyped { place: goal.place, path }).collect();
            Ok(typing)
        }
        Err(Deviation { reason, ty, at }) => {
            let path = at.and_then(|goal| path::find(image, types, &[goal]).pop()).unwrap_or_else(|| "root".into());
            Err(CheckError { place: at.map(|goal| goal.place), path, ty: types.display(ty, TYPE_TEXT), reason })
        }
    }
}
