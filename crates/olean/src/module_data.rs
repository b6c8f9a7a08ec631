//! `ModuleData` on the byte image: imports, constants and extension entries with their types.
//!
//! What it is: lazy, typed views over verified objects. Each step looks at one object and says at which byte its shape
//! is wrong; nothing is collected, so opening a module costs nothing.
//! What it is not: a check of cached hashes ([`crate::words`]), a decoder of extension entries ([`crate::schema`]), or
//! an environment.
//! Source: upstream's `src/Lean/Environment.lean` (`ModuleData`, `Import`) and `src/Lean/Declaration.lean`.

use crate::error::{Reason, Refusal};
use crate::name::Name;
use crate::view::{Image, Kind, Object, Word};
use rt::layout::ctor_size;

/// The root object of a module's part.
#[derive(Clone, Copy, Debug)]
pub struct ModuleData<'i> {
    object: Object<'i>,
    is_module: Option<bool>,
}

/// One `import`.
#[derive(Clone, Copy, Debug)]
pub struct Import<'i> {
    /// The imported module.
    pub module: Name<'i>,
    /// `import all`.
    pub import_all: bool,
    /// `public import`; in files from before the module system every import is one.
    pub is_exported: bool,
    /// `meta import`.
    pub is_meta: bool,
}

/// The entries of one environment extension.
#[derive(Clone, Copy, Debug)]
pub struct ExtensionEntries<'i> {
    /// Name of the extension.
    pub extension: Name<'i>,
    /// Its entries, an array.
    entries: Object<'i>,
}

impl<'i> ExtensionEntries<'i> {
    /// The entries as they are.
    pub fn entries(self) -> impl DoubleEndedIterator<Item = Word<'i>> + ExactSizeIterator {
        self.entries.children()
    }

    /// The array that holds them.
    pub fn array(self) -> Object<'i> {
        self.entries
    }
}

impl<'i> ModuleData<'i> {
    /// The module data at the root of part `part` of `image`.
    ///
    /// # Errors
    /// [`Reason::Expected`] if the root is not a `ModuleData`, with or without `isModule`.
    pub fn of_part(image: &'i Image<'i>, part: usize) -> Result<ModuleData<'i>, Refusal> {
        let payload = image.parts().get(part).map_or(0, |p| p.header().payload().start);
        let bare = Refusal { part, offset: payload as u64, reason: Reason::Expected("a module") };
        let object = image.root(part).and_then(Word::object).ok_or(bare)?;
        let sizes = [0, 1].map(|scalars| ctor_size(image.width(), 5, scalars));
        let shaped = object.kind() == Kind::Ctor && object.tag() == 0 && object.num_fields() == 5;
        if !shaped || !sizes.contains(&object.byte_size()) {
            return Err(expected(object, "a module"));
        }
        let is_module = object.scalar_u8(0);
        if is_module.is_some_and(|b| b > 1) {
            return Err(expected(object, "a module"));
        }
        for i in 0..5 {
            array_field(object, i)?;
        }
        Ok(ModuleData { object, is_module: is_module.map(|b| b == 1) })
    }

    /// Whether the source begins with `module`. `None` for files from before the module system; a 32-bit one has the
    /// same size with and without the field, and reads as `Some(false)`.
    pub fn is_module(self) -> Option<bool> {
        self.is_module
    }

    /// The imports in source order.
    pub fn imports(self) -> impl ExactSizeIterator<Item = Result<Import<'i>, Refusal>> {
        let flags = self.is_module.is_some();
        self.items(0).map(move |word| import(word, self.object, flags))
    }

    /// Names of the constants, in the order of [`Self::constants`].
    pub fn const_names(self) -> impl ExactSizeIterator<Item = Result<Name<'i>, Refusal>> {
        self.items(1).map(move |word| Name::of(word, self.object))
    }

    /// The constants.
    pub fn constants(self) -> impl ExactSizeIterator<Item = Result<Constant<'i>, Refusal>> {
        self.items(2).map(move |word| Constant::of(word, self.object))
    }

    /// Names of declarations that the compiler knows and the kernel does not.
    pub fn extra_const_names(self) -> impl ExactSizeIterator<Item = Result<Name<'i>, Refusal>> {
        self.items(3).map(move |word| Name::of(word, self.object))
    }

    /// The entries of every extension, also of those without entries, in registration order.
    pub fn entries(self) -> impl ExactSizeIterator<Item = Result<ExtensionEntries<'i>, Refusal>> {
        self.items(4).map(move |word| entries(word, self.object))
    }

    /// The `ModuleData` object.
    pub fn object(self) -> Object<'i> {
        self.object
    }

    fn items(self, field: usize) -> impl DoubleEndedIterator<Item = Word<'i>> + ExactSizeIterator {
        // `of_part` has seen that each field is an array.
        array_field(self.object, field).unwrap_or(self.object).children()
    }
}

/// Kinds of constants, by constructor index of `ConstantInfo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConstantKind {
    /// `axiomInfo`; at the exported level also theorems and definitions whose bodies are hidden.
    Axiom,
    /// `defnInfo`.
    Defn,
    /// `thmInfo`.
    Thm,
    /// `opaqueInfo`.
    Opaque,
    /// `quotInfo`.
    Quot,
    /// `inductInfo`.
    Induct,
    /// `ctorInfo`.
    Ctor,
    /// `recInfo`.
    Rec,
}

impl ConstantKind {
    /// All kinds by constructor index.
    pub const ALL: [ConstantKind; 8] = [
        ConstantKind::Axiom,
        ConstantKind::Defn,
        ConstantKind::Thm,
        ConstantKind::Opaque,
        ConstantKind::Quot,
        ConstantKind::Induct,
        ConstantKind::Ctor,
        ConstantKind::Rec,
    ];

    /// Upstream's short name: `axiom`, `defn`, `thm`, `opaque`, `quot`, `induct`, `ctor`, `rec`.
    pub fn name(self) -> &'static str {
        match self {
            ConstantKind::Axiom => "axiom",
            ConstantKind::Defn => "defn",
            ConstantKind::Thm => "thm",
            ConstantKind::Opaque => "opaque",
            ConstantKind::Quot => "quot",
            ConstantKind::Induct => "induct",
            ConstantKind::Ctor => "ctor",
            ConstantKind::Rec => "rec",
        }
    }

    /// The shape of the kind's `*Val` structure.
    pub(crate) fn shape(self) -> &'static ValShape {
        &VALS[self as usize]
    }
}

/// What a boxed slot of a declaration holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// `ConstantVal`.
    ConstantVal,
    /// `Expr`.
    Expr,
    /// `Name`.
    Name,
    /// `List Name`.
    Names,
    /// `Nat`.
    Nat,
    /// `ReducibilityHints`.
    Hints,
    /// `List RecursorRule`.
    Rules,
}

/// Slots and greatest scalar values of a structure.
#[derive(Debug)]
pub(crate) struct ValShape {
    /// Boxed slots.
    pub slots: &'static [Slot],
    /// One-byte scalars, each with its greatest value.
    pub scalars: &'static [u8],
}

const VALS: [ValShape; 8] = {
    use Slot::{ConstantVal, Expr, Hints, Name, Names, Nat, Rules};
    [
        ValShape { slots: &[ConstantVal], scalars: &[1] },
        ValShape { slots: &[ConstantVal, Expr, Hints, Names], scalars: &[2] },
        ValShape { slots: &[ConstantVal, Expr, Names], scalars: &[] },
        ValShape { slots: &[ConstantVal, Expr, Names], scalars: &[1] },
        ValShape { slots: &[ConstantVal], scalars: &[3] },
        ValShape { slots: &[ConstantVal, Nat, Nat, Names, Names, Nat], scalars: &[1, 1, 1] },
        ValShape { slots: &[ConstantVal, Name, Nat, Nat, Nat], scalars: &[1] },
        ValShape { slots: &[ConstantVal, Names, Nat, Nat, Nat, Nat, Rules], scalars: &[1, 1] },
    ]
};
pub(crate) const CONSTANT_VAL: ValShape = ValShape { slots: &[Slot::Name, Slot::Names, Slot::Expr], scalars: &[] };
pub(crate) const RECURSOR_RULE: ValShape = ValShape { slots: &[Slot::Name, Slot::Nat, Slot::Expr], scalars: &[] };

impl ValShape {
    /// Whether `object` is a structure of this shape; its slots are not looked into.
    pub(crate) fn fits(&self, object: Object<'_>) -> bool {
        let size = ctor_size(object.image().width(), self.slots.len(), self.scalars.len());
        object.kind() == Kind::Ctor
            && object.tag() == 0
            && object.num_fields() == self.slots.len()
            && object.byte_size() == size
            && self.scalars.iter().zip(object.scalars()).all(|(max, value)| value <= max)
    }
}

/// `ReducibilityHints`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hints {
    /// Never unfolded.
    Opaque,
    /// Always unfolded.
    Abbrev,
    /// Unfolded by height.
    Regular(u32),
}

/// One constant.
#[derive(Clone, Copy, Debug)]
pub struct Constant<'i> {
    kind: ConstantKind,
    info: Object<'i>,
    val: Object<'i>,
    constant_val: Object<'i>,
}

impl<'i> Constant<'i> {
    /// Reads `word` as a `ConstantInfo`; terms and names inside are not looked into.
    ///
    /// # Errors
    /// [`Reason::Expected`] at the object of the wrong shape, at `at` for a scalar.
    pub fn of(word: Word<'i>, at: Object<'i>) -> Result<Constant<'i>, Refusal> {
        let info = word.object().ok_or_else(|| expected(at, "a constant"))?;
        let kind = match info.kind() {
            Kind::Ctor => ConstantKind::ALL.get(usize::from(info.tag())).copied(),
            _ => None,
        };
        let kind = kind.filter(|_| info.num_fields() == 1 && info.scalars().len() <= info.image().width().bytes());
        let kind = kind.ok_or_else(|| expected(info, "a constant"))?;
        let val = info.field(0).and_then(Word::object).filter(|v| kind.shape().fits(*v));
        let val = val.ok_or_else(|| expected(field_or_self(info, 0), "a constant's value"))?;
        let constant_val = val.field(0).and_then(Word::object).filter(|v| CONSTANT_VAL.fits(*v));
        let constant_val = constant_val.ok_or_else(|| expected(field_or_self(val, 0), "a ConstantVal"))?;
        Ok(Constant { kind, info, val, constant_val })
    }

    /// What kind of constant it is.
    pub fn kind(self) -> ConstantKind {
        self.kind
    }

    /// The `ConstantInfo`.
    pub fn info(self) -> Object<'i> {
        self.info
    }

    /// The `*Val` structure of its kind.
    pub fn val(self) -> Object<'i> {
        self.val
    }

    /// Its name.
    ///
    /// # Errors
    /// [`Reason::Expected`].
    pub fn name(self) -> Result<Name<'i>, Refusal> {
        Name::of(self.constant_val.field(0).unwrap_or(Word::Scalar(u64::MAX)), self.constant_val)
    }

    /// Names of its universe parameters.
    pub fn level_params(self) -> List<'i> {
        List::of(self.constant_val, 1)
    }

    /// Its type, an `Expr`.
    pub fn ty(self) -> Word<'i> {
        slot(self.constant_val, 2)
    }

    /// Its value, an `Expr`, where the kind has one.
    pub fn value(self) -> Option<Word<'i>> {
        self.slot_of(Slot::Expr, 0)
    }

    /// The names that were declared together with it, where the kind has them.
    pub fn all(self) -> Option<List<'i>> {
        self.nth_slot(Slot::Names, 0).map(|i| List::of(self.val, i))
    }

    /// The constructors of an inductive type.
    pub fn ctors(self) -> Option<List<'i>> {
        self.nth_slot(Slot::Names, 1).map(|i| List::of(self.val, i))
    }

    /// The inductive type of a constructor.
    ///
    /// # Errors
    /// [`Reason::Expected`].
    pub fn induct(self) -> Option<Result<Name<'i>, Refusal>> {
        self.slot_of(Slot::Name, 0).map(|word| Name::of(word, self.val))
    }

    /// The numbers of its kind in declaration order (`numParams`, `numIndices`, …), modulo 2^64.
    pub fn nats(self) -> impl Iterator<Item = u64> {
        let slots = self.kind.shape().slots;
        let nats = slots.iter().enumerate().filter(|(_, s)| **s == Slot::Nat);
        nats.map(move |(i, _)| slot(self.val, i).nat().map_or(0, |(n, _)| n))
    }

    /// The rules of a recursor, a list of `RecursorRule`.
    pub fn rules(self) -> Option<List<'i>> {
        self.nth_slot(Slot::Rules, 0).map(|i| List::of(self.val, i))
    }

    /// The one-byte scalars of its kind in declaration order (`isUnsafe`, `safety`, …).
    pub fn scalars(self) -> &'i [u8] {
        let count = self.kind.shape().scalars.len();
        self.val.scalars().get(..count).unwrap_or_default()
    }

    /// Whether it is unsafe; of theorems and quotients, never.
    pub fn is_unsafe(self) -> bool {
        let s = self.scalars();
        match self.kind {
            ConstantKind::Axiom | ConstantKind::Opaque | ConstantKind::Ctor => s.first() == Some(&1),
            // `DefinitionSafety.unsafe` is constructor 0.
            ConstantKind::Defn => s.first() == Some(&0),
            ConstantKind::Induct | ConstantKind::Rec => s.get(1) == Some(&1),
            ConstantKind::Thm | ConstantKind::Quot => false,
        }
    }

    /// Reducibility hints of a definition.
    ///
    /// # Errors
    /// [`Reason::Expected`].
    pub fn hints(self) -> Option<Result<Hints, Refusal>> {
        let word = self.slot_of(Slot::Hints, 0)?;
        Some(hints(word).ok_or_else(|| expected(word.object().unwrap_or(self.val), "reducibility hints")))
    }

    fn nth_slot(self, what: Slot, n: usize) -> Option<usize> {
        let slots = self.kind.shape().slots.iter().enumerate();
        slots.filter(|(_, s)| **s == what).nth(n).map(|(i, _)| i)
    }

    fn slot_of(self, what: Slot, n: usize) -> Option<Word<'i>> {
        self.nth_slot(what, n).map(|i| slot(self.val, i))
    }
}

/// A `List`, cell by cell. A cell of another shape ends the list after yielding an error.
#[derive(Clone, Debug)]
pub struct List<'i> {
    next: Option<Word<'i>>,
    at: Object<'i>,
}

impl<'i> List<'i> {
    /// The list in field `i` of `object`.
    pub fn of(object: Object<'i>, i: usize) -> List<'i> {
        List { next: object.field(i), at: object }
    }

    /// The items as names.
    pub fn names(self) -> impl Iterator<Item = Result<Name<'i>, Refusal>> {
        let at = self.at;
        self.map(move |word| word.and_then(|word| Name::of(word, at)))
    }
}

impl<'i> Iterator for List<'i> {
    type Item = Result<Word<'i>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.next.take()? {
            Word::Scalar(0) => None,
            Word::Scalar(_) => Some(Err(expected(self.at, "a list"))),
            Word::Object(cell) => match as_cons(cell) {
                Some((head, tail)) => {
                    (self.next, self.at) = (Some(tail), cell);
                    Some(Ok(head))
                }
                None => Some(Err(expected(cell, "a list"))),
            },
        }
    }
}

/// Head and tail, if `object` is a `List.cons`.
pub(crate) fn as_cons(object: Object<'_>) -> Option<(Word<'_>, Word<'_>)> {
    let shaped =
        object.tag() == 1 && object.num_fields() == 2 && object.byte_size() == ctor_size(object.image().width(), 2, 0);
    if shaped { Some((object.field(0)?, object.field(1)?)) } else { None }
}

/// Reads reducibility hints.
pub(crate) fn hints(word: Word<'_>) -> Option<Hints> {
    match word {
        Word::Scalar(0) => Some(Hints::Opaque),
        Word::Scalar(1) => Some(Hints::Abbrev),
        Word::Scalar(_) => None,
        Word::Object(o) => {
            let shaped = o.kind() == Kind::Ctor && o.tag() == 2 && o.num_fields() == 0;
            if shaped { o.scalar_u32(0).map(Hints::Regular) } else { None }
        }
    }
}

/// The array in field `i` of `object`.
pub(crate) fn array_field(object: Object<'_>, i: usize) -> Result<Object<'_>, Refusal> {
    let array = object.field(i).and_then(Word::object).filter(|o| o.kind() == Kind::Array);
    array.ok_or_else(|| expected(field_or_self(object, i), "an array"))
}

fn import<'i>(word: Word<'i>, at: Object<'i>, flags: bool) -> Result<Import<'i>, Refusal> {
    let object = word.object().ok_or_else(|| expected(at, "an import"))?;
    let shape = ValShape { slots: &[Slot::Name], scalars: if flags { &[1, 1, 1] } else { &[1] } };
    if !shape.fits(object) {
        return Err(expected(object, "an import"));
    }
    let module = Name::of(slot(object, 0), object)?;
    let flag = |i| flags && object.scalar_u8(i) == Some(1);
    Ok(Import { module, import_all: flag(0), is_exported: !flags || flag(1), is_meta: flag(2) })
}

fn entries<'i>(word: Word<'i>, at: Object<'i>) -> Result<ExtensionEntries<'i>, Refusal> {
    const PAIR: ValShape = ValShape { slots: &[Slot::Name, Slot::Expr], scalars: &[] };
    let object = word.object().ok_or_else(|| expected(at, "extension entries"))?;
    if !PAIR.fits(object) {
        return Err(expected(object, "extension entries"));
    }
    Ok(ExtensionEntries { extension: Name::of(slot(object, 0), object)?, entries: array_field(object, 1)? })
}

/// Field `i` of an object whose shape has been checked.
fn slot(object: Object<'_>, i: usize) -> Word<'_> {
    object.field(i).unwrap_or(Word::Scalar(0))
}

fn field_or_self(object: Object<'_>, i: usize) -> Object<'_> {
    object.field(i).and_then(Word::object).unwrap_or(object)
}

pub(crate) fn expected(object: Object<'_>, what: &'static str) -> Refusal {
    let place = object.place();
    Refusal { part: place.part as usize, offset: place.offset, reason: Reason::Expected(what) }
}
