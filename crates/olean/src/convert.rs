//! Files for machines of the other pointer width, and big numbers in the other form.
//!
//! What it is: a [`Graph`] over a typed image that shows every value as the other width stores it, for the compactor to
//! write. Boxed fields keep their order; pointer-wide fields change size; scalars stay as they are and padding is
//! zero. A number that is small at one width may be a big number at the other, and `UInt32`, `Int32` and `Char` in
//! slots for any value are objects at 32 bits and boxed at 64.
//! What it is not: possible without types. [`crate::schema`] must know the file's version and every value in it; a
//! value it does not know is an error with its path, never a guess. Only the form of big numbers can be changed without
//! types, by the compactor alone ([`numbers`]).
//!
//! One fact is lost on the way to 64 bits and cannot be restored: two big numbers of one 32-bit file that are equal and
//! fit 63 bits may have been two objects; they become equal boxed scalars, and on the way back one object.
//!
//! Source of the rules: upstream's `src/Lean/Compiler/IR/ToIRType.lean`, `src/include/lean/lean.h` (boxing).

use crate::compact::stored::{ByPlace, HasClosure, shape_of};
use crate::compact::{CompactError, Compactor, Graph, Shape, Slot, Stored, Table, Target};
use crate::schema::{self, Builtin, CheckError, Node as TypeNode, Scalar, Schema, TypeId, Types, Typing};
use crate::view::{Image, Object, Place, Word};
use rt::layout::{Width, mpz};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::fmt;

/// Why a file was not converted.
#[derive(Debug)]
pub enum ConvertError {
    /// No schema for the file's version.
    NoSchema {
        /// The version that the file names.
        version: String,
        /// Its commit.
        commit: String,
    },
    /// The file does not hold what its version's files hold.
    Type(CheckError),
    /// A value has no known type.
    Untyped {
        /// The way to the first such value.
        path: String,
        /// How many there are.
        total: usize,
    },
    /// An object cannot be written at the width.
    Write(CompactError<ValueError>),
}

/// Why a value has no form at the other width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueError {
    /// A closure.
    Closure,
    /// A pointer-wide number that does not fit 32 bits.
    Usize(u64),
    /// A boxed number whose type does not allow an object at the other width.
    Scalar(u64),
    /// A fat constructor: 64-bit only.
    Fat,
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ValueError::Closure => write!(f, "a closure cannot be written"),
            ValueError::Usize(n) => write!(f, "the USize {n} does not fit 32 bits"),
            ValueError::Scalar(n) => write!(f, "the scalar {n} does not fit 31 bits"),
            ValueError::Fat => write!(f, "fat constructors exist at 64 bits only"),
        }
    }
}

impl std::error::Error for ValueError {}

impl fmt::Display for ConvertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConvertError::NoSchema { version, commit } => {
                let version = if version.is_empty() { "without a version" } else { version };
                write!(f, "the layouts of Lean {version} (commit {commit}) are not known; known: ")?;
                write!(f, "{}", Schema::known().collect::<Vec<_>>().join(", "))
            }
            ConvertError::Type(e) => write!(f, "{e}"),
            ConvertError::Untyped { path, total } => write!(f, "{total} values of unknown type, the first at `{path}`"),
            ConvertError::Write(e) => write!(f, "{e}"),
        }
    }
}

impl std::error::Error for ConvertError {}

/// Converts the parts of a module to another pointer width.
///
/// # Errors
/// See [`ConvertError`].
pub fn width(image: &Image<'_>, target: Target<'_>) -> Result<Vec<Vec<u8>>, ConvertError> {
    let (version, commit) =
        image.parts().first().map_or(("", ""), |p| (p.header().lean_version(), p.header().commit()));
    let no_schema = || ConvertError::NoSchema { version: version.to_string(), commit: commit.to_string() };
    let schema = Schema::for_version(version, commit).ok_or_else(no_schema)?;
    let mut types = Types::new(schema);
    let typing = schema::check(image, &mut types).map_err(ConvertError::Type)?;
    if let Some(first) = typing.untyped.first() {
        return Err(ConvertError::Untyped { path: first.path.clone(), total: typing.untyped_total });
    }
    let graph = Widened { image, types: &types, typing: &typing, to: target.width };
    let mut compactor = Compactor::new(&graph, target);
    for part in 0..image.parts().len() {
        if let Some(root) = image.root(part) {
            compactor
                .part(
                    graph
                        .slot_for(root, None)
                        .map_err(|error| ConvertError::Write(CompactError::Object { path: Vec::new(), error }))?,
                )
                .map_err(ConvertError::Write)?;
        }
    }
    Ok(compactor.into_parts())
}

/// Writes the parts of a module again at their own width, with big numbers in the target's form.
///
/// # Errors
/// If there are closures.
pub fn numbers(image: &Image<'_>, target: Target<'_>) -> Result<Vec<Vec<u8>>, CompactError<HasClosure>> {
    let graph = Stored::new(image);
    let mut compactor = Compactor::new(&graph, Target { width: image.width(), ..target });
    for part in 0..image.parts().len() {
        if let Some(root) = graph.root(part) {
            compactor.part(root)?;
        }
    }
    Ok(compactor.into_parts())
}

/// An object of the converted file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    /// One that the file has too.
    Object(Place),
    /// A number that is boxed in the file.
    Number {
        /// Below zero.
        negative: bool,
        /// Its magnitude.
        magnitude: u64,
    },
    /// A 32-bit scalar that is boxed in the file.
    Cell(u32),
}

/// A typed image seen at a width.
struct Widened<'i, 't> {
    image: &'i Image<'i>,
    types: &'t Types<'t>,
    typing: &'t Typing,
    to: Width,
}

struct Known {
    objects: ByPlace,
    made: FxHashMap<Node, u64>,
}

impl Table<Node> for Known {
    fn get(&self, n: Node) -> u64 {
        match n {
            Node::Object(place) => self.objects.get(place),
            made => self.made.get(&made).copied().unwrap_or(0),
        }
    }

    fn set(&mut self, n: Node, value: u64) {
        match n {
            Node::Object(place) => self.objects.set(place, value),
            made => {
                self.made.insert(made, value);
            }
        }
    }
}

/// How a boxed slot's type bears on what is stored there.
enum Role {
    Nat,
    Int,
    /// Boxed at 64 bits, an object of four bytes at 32.
    Cell,
    Other,
}

impl<'i> Widened<'i, '_> {
    fn role(&self, ty: Option<TypeId>) -> Role {
        match ty.map(|t| self.types.node(t)) {
            Some(TypeNode::Builtin(Builtin::Nat)) => Role::Nat,
            Some(TypeNode::Builtin(Builtin::Int)) => Role::Int,
            Some(TypeNode::Builtin(Builtin::Scalar(s))) => match s {
                Scalar::U32 | Scalar::I32 | Scalar::Char => Role::Cell,
                Scalar::Enum(def) if self.types.schema().def_at(def).enum_names().map_or(0, <[_]>::len) > 0xffff => {
                    Role::Cell
                }
                _ => Role::Other,
            },
            _ => Role::Other,
        }
    }

    /// The slot of the converted file for a word of type `ty`; for an object the type is on record.
    fn slot_for(&self, word: Word<'i>, ty: Option<TypeId>) -> Result<Slot<Node>, ValueError> {
        let from = self.image.width();
        match word {
            Word::Scalar(n) => match self.role(ty) {
                Role::Nat => Ok(self.number(false, n, false)),
                Role::Int => {
                    let n = match from {
                        Width::W32 => i64::from((n as u32) << 1) << 32 >> 33,
                        Width::W64 => i64::from(n as u32 as i32),
                    };
                    Ok(self.number(n < 0, n.unsigned_abs(), true))
                }
                Role::Cell if from != self.to && self.to == Width::W32 => Ok(Slot::Node(Node::Cell(n as u32))),
                _ if n > self.to.max_small_nat() => Err(ValueError::Scalar(n)),
                _ => Ok(Slot::Scalar(n)),
            },
            Word::Object(object) => {
                let place = object.place();
                let role = self.role(self.typing.of(place));
                if let (Role::Nat | Role::Int, Some(big)) = (&role, object.big()) {
                    let (low, all) = big.low_word();
                    let small = if all { self.small(big.is_negative(), low, matches!(role, Role::Int)) } else { None };
                    return Ok(small.map_or(Slot::Node(Node::Object(place)), Slot::Scalar));
                }
                if let (Role::Cell, Width::W64) = (role, self.to)
                    && let Some(n) = object.scalar_u32(0)
                {
                    return Ok(Slot::Scalar(u64::from(n)));
                }
                Ok(Slot::Node(Node::Object(place)))
            }
        }
    }

    /// The payload of the boxed form of a number at the width, if it has one there.
    fn small(&self, negative: bool, magnitude: u64, int: bool) -> Option<u64> {
        if !int {
            return (!negative && magnitude <= self.to.max_small_nat()).then_some(magnitude);
        }
        let n = i128::from(magnitude) * if negative { -1 } else { 1 };
        let (least, greatest) = self.to.small_int_range();
        let mask = match self.to {
            Width::W32 => 0x7fff_ffff,
            Width::W64 => 0xffff_ffff,
        };
        (i128::from(least)..=i128::from(greatest)).contains(&n).then_some(n as u64 & mask)
    }

    fn number(&self, negative: bool, magnitude: u64, int: bool) -> Slot<Node> {
        match self.small(negative, magnitude, int) {
            Some(n) => Slot::Scalar(n),
            None => Slot::Node(Node::Number { negative, magnitude }),
        }
    }

    fn shape_at(&self, object: Object<'i>) -> Result<Shape<'i>, ValueError> {
        let shape = shape_of(object).map_err(|HasClosure| ValueError::Closure)?;
        let Shape::Ctor { tag, .. } = shape else {
            return if matches!(shape, Shape::Fat { .. }) { Err(ValueError::Fat) } else { Ok(shape) };
        };
        let Some(ty) = self.typing.of(object.place()) else { rt::bug!("an object without a type") };
        let area = schema::area(object, ty, self.types);
        if self.to == Width::W32
            && let Some(n) = area.too_wide(object)
        {
            return Err(ValueError::Usize(n));
        }
        match schema::written(object, area, self.to) {
            Some(bytes) => Ok(Shape::Ctor { tag, area: Cow::Owned(bytes) }),
            None => rt::bug!("a boxed scalar as an object"),
        }
    }
}

impl Graph for Widened<'_, '_> {
    type Node = Node;
    type Table = Known;
    type Error = ValueError;

    fn table(&self) -> Known {
        Known { objects: ByPlace::new(self.image), made: FxHashMap::default() }
    }

    fn shape(&self, node: Node) -> Result<Shape<'_>, ValueError> {
        match node {
            Node::Object(place) => self.shape_at(self.image.at(place)),
            Node::Number { negative, magnitude } => {
                let bytes = magnitude.to_le_bytes();
                let len = 8 - magnitude.leading_zeros() as usize / 8;
                Ok(Shape::Mpz(negative, Cow::Owned(bytes[..len].to_vec())))
            }
            Node::Cell(n) => {
                // Four bytes behind the header, padded to the granule.
                let mut area = n.to_le_bytes().to_vec();
                area.resize(8, 0);
                Ok(Shape::Ctor { tag: 0, area: Cow::Owned(area) })
            }
        }
    }

    fn slot_count(&self, node: Node) -> usize {
        match node {
            Node::Object(place) => self.image.at(place).children().len(),
            Node::Number { .. } | Node::Cell(_) => 0,
        }
    }

    fn slot(&self, node: Node, i: usize) -> Result<Slot<Node>, ValueError> {
        let Node::Object(place) = node else { rt::bug!("word {i} of a number") };
        let object = self.image.at(place);
        let Some(word) = object.child(i) else { rt::bug!("word {i} of an object with fewer") };
        // Only the words of boxed scalars need the slot's type.
        let ty = match word {
            Word::Scalar(_) => self.typing.of(place).and_then(|ty| {
                let of = schema::child_types(object, ty, self.types)?;
                of.get(i).or(of.last()).copied()
            }),
            Word::Object(_) => None,
        };
        self.slot_for(word, ty)
    }
}

/// The form of big numbers that upstream's builds of a width have: 64-bit ones use GMP, the 32-bit ones do not.
pub const fn usual_encoding(width: Width) -> mpz::Encoding {
    match width {
        Width::W32 => mpz::Encoding::Native,
        Width::W64 => mpz::Encoding::Gmp,
    }
}
