//! The type-directed walk: every object of an image against the layout that its type demands.
//!
//! The walk begins at the root of each part at the schema's root type and goes into every value once for each type it
//! is met at. Files are maximally shared by content, so one object can serve several types (`some "x"` and
//! `Literal.strVal "x"` are equal bytes); that is fine as long as the types mean the same value. Where they do not (a
//! boxed `UInt32` and a boxed `UInt64` on 32-bit; a negative `Int` and a large `Nat`), no conversion of the one object
//! could be right for both, and the walk reports a conflict. Whether they do is decided by what would be written at
//! either width, not by the declared layout: `LitValue.uint8 3` and `ReducibilityHints.regular 3` are one object in real
//! files, and rightly so.
//!
//! The stack is explicit and holds the path from the root, so an error can say where it is in terms of the data.

use super::area::agree;
use super::path::{self, Step};
use super::{Builtin, Ctor, Node, Scalar, TypeId, Types};
use crate::view::{Image, Kind, Object, Place, Word};
use rt::layout::{Width, ctor_size};
use std::collections::HashSet;
use std::fmt;

/// Most bytes of a type's name in an error.
const TYPE_TEXT: usize = 200;
/// Most places that a [`Typing`] lists as untyped; the rest is counted.
const MAX_UNTYPED: usize = 256;
/// No type has been given to the object.
const NONE: u32 = u32::MAX;

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
    word: u64,
    parts: Vec<Vec<u32>>,
    more: HashSet<(Place, TypeId)>,
    /// Values without a type, in the order in which they were met; at most some hundreds.
    pub untyped: Vec<Untyped>,
    /// How many there were.
    pub untyped_total: usize,
}

impl Typing {
    fn new(image: &Image) -> Typing {
        let word = image.width().bytes();
        let slots = |bytes: &[u8]| vec![NONE; bytes.len().div_ceil(word)];
        let parts = image.parts().iter().map(|p| slots(p.bytes())).collect();
        Typing { word: word as u64, parts, more: HashSet::new(), untyped: Vec::new(), untyped_total: 0 }
    }

    /// The type of the object at `place`, the first one if it has several; `None` if it was not reached.
    pub fn of(&self, place: Place) -> Option<TypeId> {
        let slot = self.parts.get(place.part as usize)?.get((place.offset / self.word) as usize)?;
        (*slot != NONE).then_some(TypeId(*slot))
    }

    /// Whether the object at `place` was met at type `ty`.
    pub fn has(&self, place: Place, ty: TypeId) -> bool {
        self.of(place) == Some(ty) || self.more.contains(&(place, ty))
    }

    /// Further types of objects that serve several, in no order.
    pub fn more(&self) -> impl ExactSizeIterator<Item = (Place, TypeId)> {
        self.more.iter().copied()
    }

    /// The objects that no typed value leads to.
    pub fn unreached<'i>(&self, image: &'i Image<'i>) -> impl Iterator<Item = Object<'i>> {
        let parts = image.parts().len();
        (0..parts).flat_map(move |p| image.objects(p)).filter(move |o| self.of(o.place()).is_none())
    }

    /// Notes that the object has type `ty`: whether that is new, and the type it already had.
    fn note(&mut self, place: Place, ty: TypeId) -> (bool, Option<TypeId>) {
        let slot = &mut self.parts[place.part as usize][(place.offset / self.word) as usize];
        if *slot == ty.0 {
            (false, None)
        } else if *slot == NONE {
            *slot = ty.0;
            (true, None)
        } else {
            let first = TypeId(*slot);
            (self.more.insert((place, ty)), Some(first))
        }
    }
}

/// Gives every object of `image` its types.
///
/// # Errors
/// The first deviation, with its place, its path and the reason.
pub fn check(image: &Image, types: &mut Types) -> Result<Typing, CheckError> {
    let mut walk = Walk { types, typing: Typing::new(image), stack: Vec::new(), limit: 1 << 20 };
    for part in image.parts() {
        walk.limit += part.bytes().len() / image.width().bytes();
    }
    for part in 0..image.parts().len() {
        if let Some(root) = image.root(part) {
            walk.run(root).map_err(|reason| walk.error(reason))?;
        }
    }
    Ok(walk.typing)
}

/// What the children of the object in a frame are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Children {
    /// A constructor of a declared type: its index and the place of its slots' types.
    Slots { ctor: u32, first: u32 },
    /// All of one type: elements of an array, the value of a thunk or task.
    Uniform(TypeId),
    /// A name and a value whose type depends on it.
    Pair(TypeId),
}

/// An object that the walk is in.
pub(super) struct Frame<'i> {
    pub object: Object<'i>,
    pub ty: TypeId,
    pub children: Children,
    pub next: usize,
    pub len: usize,
}

/// A deviation: reason, the type demanded, and the object, if it is not the innermost frame's.
struct Deviation {
    reason: Reason,
    ty: TypeId,
    place: Option<Place>,
}

struct Walk<'w, 's, 'i> {
    types: &'w mut Types<'s>,
    typing: Typing,
    stack: Vec<Frame<'i>>,
    /// Most second and further types.
    limit: usize,
}

type Checked<T> = Result<T, Deviation>;

impl<'i> Walk<'_, '_, 'i> {
    fn run(&mut self, root: Word<'i>) -> Checked<()> {
        self.stack.clear();
        self.enter(root, self.types.root())?;
        while let Some(top) = self.stack.last_mut() {
            if top.next == top.len {
                let _ = self.stack.pop();
                continue;
            }
            let i = top.next;
            top.next += 1;
            let ty = match top.children {
                Children::Slots { first, .. } => self.types.slot(first + i as u32),
                Children::Uniform(ty) => ty,
                Children::Pair(second) => {
                    if i == 0 {
                        self.types.name()
                    } else {
                        second
                    }
                }
            };
            let word = match top.object.kind() {
                Kind::Array => top.object.item(i),
                Kind::Ctor => top.object.field(i),
                _ => top.object.value(),
            };
            if let Some(word) = word {
                self.enter(word, ty)?;
            }
        }
        Ok(())
    }

    fn enter(&mut self, word: Word<'i>, ty: TypeId) -> Checked<()> {
        match word {
            Word::Scalar(n) => {
                let width = self.types_width();
                scalar(n, ty, self.types, width).map_err(|reason| Deviation { reason, ty, place: None })
            }
            Word::Object(object) => self.object(object, ty),
        }
    }

    fn types_width(&self) -> Width {
        if self.typing.word == 4 { Width::W32 } else { Width::W64 }
    }

    fn object(&mut self, object: Object<'i>, ty: TypeId) -> Checked<()> {
        let place = object.place();
        let (new, first) = self.typing.note(place, ty);
        if !new {
            return Ok(());
        }
        let deviation = |reason| Deviation { reason, ty, place: Some(place) };
        self.types.expand(ty);
        let children = self.shape(object, ty).map_err(deviation)?;
        if let Some(first) = first {
            if self.typing.more.len() > self.limit {
                return Err(deviation(Reason::TooManyTypes));
            }
            if !agree(object, first, ty, self.types) {
                let first = self.types.display(first, TYPE_TEXT);
                return Err(deviation(Reason::Conflict { first }));
            }
        }
        if let Some((children, len)) = children {
            self.stack.push(Frame { object, ty, children, next: 0, len });
        }
        Ok(())
    }

    /// Compares an object with its type, without its children, and says what the children are.
    fn shape(&mut self, object: Object<'i>, ty: TypeId) -> Result<Option<(Children, usize)>, Reason> {
        match self.types.node(ty) {
            Node::Data(_) => data(object, ty, self.types).map(Some),
            Node::Of(Builtin::Array, of) => {
                demand(object, Kind::Array)?;
                Ok(Some((Children::Uniform(of), object.array_len().unwrap_or(0))))
            }
            Node::Of(builtin, of) => {
                demand(object, if builtin == Builtin::Thunk { Kind::Thunk } else { Kind::Task })?;
                Ok(Some((Children::Uniform(of), 1)))
            }
            Node::Builtin(Builtin::ExtensionPair) => {
                pair(object, "pair")?;
                let name = object.field(0).and_then(path::name_text);
                let entries = name.and_then(|n| self.types.extension_entries(&n));
                let empty = object.field(1).and_then(Word::object).and_then(Object::array_len) == Some(0);
                let second = match entries {
                    Some(ty) => ty,
                    None if empty => self.types.any_array(),
                    None => self.types.any(),
                };
                Ok(Some((Children::Pair(second), 2)))
            }
            Node::Builtin(Builtin::Dynamic) => {
                pair(object, "dynamic value")?;
                let name = object.field(0).and_then(path::name_text).unwrap_or_default();
                let second = self.types.dynamic(&name).ok_or(Reason::Dynamic { name })?;
                Ok(Some((Children::Pair(second), 2)))
            }
            Node::Builtin(Builtin::Any | Builtin::Fn) => {
                self.untyped(object.place());
                Ok(None)
            }
            Node::Builtin(builtin) => leaf(object, builtin).map(|()| None),
        }
    }

    fn untyped(&mut self, place: Place) {
        self.typing.untyped_total += 1;
        if self.typing.untyped.len() < MAX_UNTYPED {
            let path = path::render(&self.steps());
            self.typing.untyped.push(Untyped { place, path });
        }
    }

    /// The way to the child that the walk is at.
    fn steps(&self) -> Vec<Step<'_>> {
        self.stack.iter().map(|frame| path::step(frame, self.types)).collect()
    }

    fn error(&self, deviation: Deviation) -> CheckError {
        CheckError {
            place: deviation.place.or_else(|| self.stack.last().map(|f| f.object.place())),
            path: path::render(&self.steps()),
            ty: self.types.display(deviation.ty, TYPE_TEXT),
            reason: deviation.reason,
        }
    }
}

fn demand(object: Object, kind: Kind) -> Result<(), Reason> {
    if object.kind() == kind {
        Ok(())
    } else {
        Err(Reason::Kind { expected: kind.name(), found: object.kind().name() })
    }
}

/// An object with two boxed fields, tag 0 and nothing else.
fn pair(object: Object, what: &str) -> Result<(), Reason> {
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

/// An object of a declared type.
fn data(object: Object, ty: TypeId, types: &Types) -> Result<(Children, usize), Reason> {
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
    let (first, _) = types.slot_range(ty, index);
    Ok((Children::Slots { ctor: index as u32, first }, ctor.num_boxed()))
}

/// The scalars of a constructor that not every bit pattern is a value of.
fn ranges(object: Object, ctor: &Ctor, width: Width) -> Result<(), Reason> {
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
fn leaf(object: Object, builtin: Builtin) -> Result<(), Reason> {
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
fn scalar(n: u64, ty: TypeId, types: &Types, width: Width) -> Result<(), Reason> {
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
