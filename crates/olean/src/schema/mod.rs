//! What the objects of a file are: type-directed knowledge of layouts, one table for each version of upstream.
//!
//! An object says only its tag, its number of boxed fields and its rounded size. Whether trailing bytes are scalars or
//! padding, whether a word is a `Nat`, an `Int` or an enumeration, and where `USize` fields are, its type decides. The
//! types of everything an `.olean` file can hold are in `schema/lean-VERSION.txt`, which `cargo xtask schema` derives
//! from upstream's own files; [`Schema`] is that text as a table, [`Types`] instantiates parameters, [`check()`] gives
//! every object of an image its type or says where it deviates, and [`show()`] prints typed values.
//!
//! What it is not: a verifier of bytes. It starts from an [`Image`](crate::view::Image), whose pointers and sizes hold.
//! Source of the layout rule: upstream's `src/Lean/Compiler/IR/ToIRType.lean`.

mod area;
mod check;
mod parse;
mod path;
mod print;
mod render;
mod shape;
mod term;
mod types;
mod walk;

pub(crate) use area::{area, child_types, written};
pub use check::{CheckError, Reason, Typing, Untyped, check};
pub use parse::ParseError;
pub use print::{Limits, Shown, show};
pub use types::{Node, TypeId, Types};

use once_cell::sync::Lazy;
use rt::layout::{Width, ctor_size};
use std::collections::HashMap;

/// The schemas in this program, each parsed from its text.
///
/// Not the standard library's `LazyLock`: that publishes its value in compiled code that the thread sanitizer does not
/// see, so every reader on another thread would be reported. This one is built with the sanitizer's marks.
static EMBEDDED: Lazy<Vec<Schema>> = Lazy::new(|| {
    let texts = [include_str!("../../schema/lean-4.28.0-pre.txt")];
    // A text that does not parse is left out; a test says that there is none.
    texts.into_iter().filter_map(|text| Schema::parse(text).ok()).collect()
});

/// The layouts of one version of upstream.
#[derive(Debug)]
pub struct Schema {
    version: Box<str>,
    commit: Box<str>,
    root: ExprId,
    extensions: Vec<(Box<str>, Option<ExprId>)>,
    dynamics: HashMap<Box<str>, ExprId>,
    defs: Vec<Def>,
    def_index: HashMap<Box<str>, DefId>,
    exprs: Vec<TypeExpr>,
}

/// Index of a declared type in its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DefId(pub(crate) u32);

/// Index of a type expression, possibly over parameters, in its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(u32);

/// A type expression over the parameters of the declaration it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TypeExpr {
    /// The parameter with this number.
    Param(u32),
    /// A built-in type and its arguments, or a declared one.
    App(Head, Box<[ExprId]>),
}

/// What a type expression is an application of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Head {
    Builtin(Builtin),
    Def(DefId),
}

/// Types whose representation is the runtime's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// Natural number: boxed when small, else a big number.
    Nat,
    /// Integer: boxed when small, else a big number; small negative numbers differ from every `Nat`.
    Int,
    /// String.
    String,
    /// A number or a character with a fixed size.
    Scalar(Scalar),
    /// Unsigned number of the width of a pointer.
    USize,
    /// Signed number of the width of a pointer.
    ISize,
    /// Array of bytes.
    ByteArray,
    /// Array of floats.
    FloatArray,
    /// Array of values of one type.
    Array,
    /// Thunk.
    Thunk,
    /// Task.
    Task,
    /// A type's name and a value of that type.
    Dynamic,
    /// An extension's name and the array of its entries.
    ExtensionPair,
    /// Closure.
    Fn,
    /// Not known.
    Any,
}

/// Scalars of a fixed size, as they are stored in a constructor's scalar area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `Bool`: one byte, 0 or 1.
    Bool,
    /// `UInt8`.
    U8,
    /// `UInt16`.
    U16,
    /// `UInt32`.
    U32,
    /// `UInt64`.
    U64,
    /// `Int8`.
    I8,
    /// `Int16`.
    I16,
    /// `Int32`.
    I32,
    /// `Int64`.
    I64,
    /// `Char`: a Unicode scalar value in four bytes.
    Char,
    /// `Float`.
    F64,
    /// `Float32`.
    F32,
    /// An enumeration: the constructor's index in one, two or four bytes.
    Enum(DefId),
}

/// A declared type.
#[derive(Debug)]
pub struct Def {
    /// Its full name.
    pub name: Box<str>,
    /// The names of its type parameters.
    pub params: Box<[Box<str>]>,
    /// Its constructors.
    pub body: Body,
}

/// The constructors of a declared type.
#[derive(Debug)]
pub enum Body {
    /// Constructors without fields: the names.
    Enum(Box<[Box<str>]>),
    /// Constructors in order; the index is the tag.
    Data(Box<[Ctor]>),
}

/// One constructor: its fields and the layout that they add up to.
#[derive(Debug)]
pub struct Ctor {
    /// Its name without the type's.
    pub name: Box<str>,
    /// Its stored fields in declared order.
    pub fields: Box<[Field]>,
    /// Types of the boxed slots, in storage order.
    pub(crate) boxed: Box<[ExprId]>,
    /// Number of fields of the width of a pointer.
    pub usizes: usize,
    /// Number of scalars of 8, 4, 2 and 1 bytes.
    pub scalars: [usize; 4],
    /// Scalars for which not every bit pattern is a value: offset as in [`Slot::Scalar`], kind, and how many values a
    /// `Bool` or an enumeration has.
    pub(crate) ranged: Box<[(usize, Scalar, usize)]>,
}

/// One stored field.
#[derive(Debug)]
pub struct Field {
    /// Its name, or `_N` for a field without one.
    pub name: Box<str>,
    /// Whether it is a computed field, a cache that upstream adds in front of the declared ones.
    pub computed: bool,
    /// Where it is.
    pub slot: Slot,
}

/// Where a field is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The boxed field with this index.
    Boxed(usize),
    /// The pointer-wide field with this index, after the boxed ones.
    Usize {
        /// Index among the pointer-wide fields.
        index: usize,
        /// Whether it is an `ISize`.
        signed: bool,
    },
    /// A scalar, `offset` bytes after the last pointer-wide field.
    Scalar {
        /// Byte offset, the same at both widths.
        offset: usize,
        /// What the bytes are.
        scalar: Scalar,
    },
}

impl Scalar {
    /// Bytes in the scalar area. `enum_len` is the number of constructors of an enumeration.
    fn size(self, enum_len: impl Fn(DefId) -> usize) -> usize {
        match self {
            Scalar::Bool | Scalar::U8 | Scalar::I8 => 1,
            Scalar::U16 | Scalar::I16 => 2,
            Scalar::U32 | Scalar::I32 | Scalar::Char | Scalar::F32 => 4,
            Scalar::U64 | Scalar::I64 | Scalar::F64 => 8,
            Scalar::Enum(def) => match enum_len(def) {
                0..=0xFF => 1,
                0x100..=0xFFFF => 2,
                _ => 4,
            },
        }
    }
}

impl Ctor {
    /// Whether the constructor is an object; one without fields is a boxed scalar.
    pub fn is_object(&self) -> bool {
        !self.boxed.is_empty() || self.scalar_bytes(Width::W64) > 0
    }

    /// Number of boxed fields.
    pub fn num_boxed(&self) -> usize {
        self.boxed.len()
    }

    /// Bytes of pointer-wide and scalar fields, without padding.
    pub fn scalar_bytes(&self, width: Width) -> usize {
        let [eight, four, two, one] = self.scalars;
        width.bytes() * self.usizes + 8 * eight + 4 * four + 2 * two + one
    }

    /// Object size in bytes, rounded as it is stored.
    pub fn size(&self, width: Width) -> usize {
        ctor_size(width, self.boxed.len(), self.scalar_bytes(width))
    }
}

impl Def {
    /// The constructors of a type that is no enumeration; empty for an enumeration.
    pub fn ctors(&self) -> &[Ctor] {
        match &self.body {
            Body::Data(ctors) => ctors,
            Body::Enum(_) => &[],
        }
    }

    /// The names of an enumeration's constructors.
    pub fn enum_names(&self) -> Option<&[Box<str>]> {
        match &self.body {
            Body::Enum(names) => Some(names),
            Body::Data(_) => None,
        }
    }
}

impl Schema {
    /// The schema for files of exactly this version and commit, as their headers give them. `None` when this program
    /// has no schema for them: the layouts of another version must not be assumed, since a changed type changes the
    /// layout of entries without a sign in the file.
    pub fn for_version(version: &str, commit: &str) -> Option<&'static Schema> {
        EMBEDDED.iter().find(|s| &*s.version == version && &*s.commit == commit)
    }

    /// Every schema in this program.
    pub fn all() -> impl Iterator<Item = &'static Schema> {
        EMBEDDED.iter()
    }

    /// The versions that this program has schemas for.
    pub fn known() -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(Schema::version)
    }

    /// The version that the layouts belong to.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The commit that the layouts belong to.
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// The extensions in registration order; `false` for those whose entry type is not known.
    pub fn extensions(&self) -> impl ExactSizeIterator<Item = (&str, bool)> {
        self.extensions.iter().map(|(name, ty)| (&**name, ty.is_some()))
    }

    /// The declared types.
    pub fn defs(&self) -> &[Def] {
        &self.defs
    }

    /// A declared type by its full name.
    pub fn def(&self, name: &str) -> Option<(DefId, &Def)> {
        let id = *self.def_index.get(name)?;
        Some((id, &self.defs[id.0 as usize]))
    }

    /// The declared type with this id.
    ///
    /// # Panics
    /// May panic for an id from another schema.
    pub fn def_at(&self, id: DefId) -> &Def {
        &self.defs[id.0 as usize]
    }

    fn expr(&self, id: ExprId) -> &TypeExpr {
        &self.exprs[id.0 as usize]
    }

    /// Number of constructors of an enumeration.
    fn enum_len(&self, def: DefId) -> usize {
        self.def_at(def).enum_names().map_or(0, <[_]>::len)
    }
}
