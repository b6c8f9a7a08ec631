//! The pass that types an image: one sweep over the objects, last to first.
//!
//! Children lie before their parents, in their own part or an earlier one. So when the sweep comes to an object, all
//! that refer to it have been seen and all its types are known; it is compared with them once and gives its children
//! their types. There is no stack, and memory is read in order.
//!
//! The common comparisons are prepared for each type: the four header bytes that a constructor must have at this width,
//! and which boxed scalars are values. What deviates is looked at again by [`super::shape`], which finds the reason.

use super::area::agree;
use super::check::{Reason, TYPE_TEXT, Typing};
use super::path::Goal;
use super::shape::{self, Children};
use super::{Builtin, Node, Scalar, TypeId, Types};
use crate::view::{Image, Object, Place, Word};
use rt::layout::{Offsets, Width, header};

/// A deviation: reason, the type demanded, and where; `None` for the root word.
pub(super) struct Deviation {
    pub reason: Reason,
    pub ty: TypeId,
    pub at: Option<Goal>,
}

/// What is prepared for a type.
#[derive(Clone, Copy)]
struct Rule {
    /// Boxed scalars are values below `limit`, and of those below 64 the ones whose bit is set.
    limit: u64,
    mask: u64,
    /// Place and number of its constructors in `Pass::rows`; none for what is no declared type.
    rows: u32,
    len: u32,
    kind: RuleKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RuleKind {
    /// Not prepared yet.
    Unset,
    /// A declared type.
    Data,
    /// A string.
    String,
    /// An array of values of a type.
    Array(TypeId),
    /// Anything else.
    Other,
}

/// What is prepared for a constructor.
#[derive(Clone, Copy)]
struct Row {
    /// Header bytes 4 to 7; [`NO_OBJECT`] for a constructor without fields.
    header: u32,
    /// Types of its slots, by [`Types::slot`].
    first: u32,
    len: u32,
    /// Whether it has scalars for which not every bit pattern is a value.
    ranged: bool,
}

/// No constructor has this header: its tag is that of fat constructors.
const NO_OBJECT: u32 = u32::MAX;
const UNSET: Rule = Rule { limit: 0, mask: 0, rows: 0, len: 0, kind: RuleKind::Unset };

/// The sweep.
pub(super) struct Pass<'p, 's, 'i> {
    image: &'i Image<'i>,
    types: &'p mut Types<'s>,
    typing: Typing,
    width: Width,
    layout: Offsets,
    rules: Vec<Rule>,
    rows: Vec<Row>,
    unknown: Vec<(Place, TypeId)>,
    /// Most further types of objects.
    limit: usize,
}

/// An object that the sweep is at.
#[derive(Clone, Copy)]
struct At<'i> {
    part: usize,
    bytes: &'i [u8],
    base: u64,
    offset: usize,
    ty: TypeId,
}

type Checked<T> = Result<T, Deviation>;

impl<'p, 's, 'i> Pass<'p, 's, 'i> {
    pub fn new(image: &'i Image<'i>, types: &'p mut Types<'s>) -> Self {
        let words = |bytes: &[u8]| bytes.len() / image.width().bytes();
        Pass {
            image,
            typing: Typing::new(image),
            width: image.width(),
            layout: image.width().offsets(),
            rules: vec![UNSET; types.len()],
            types,
            rows: Vec::new(),
            unknown: Vec::new(),
            limit: (1 << 20) + image.parts().iter().map(|p| words(p.bytes())).sum::<usize>(),
        }
    }

    /// The types, and the values that have none.
    pub fn finish(self) -> (Typing, Vec<(Place, TypeId)>) {
        (self.typing, self.unknown)
    }

    pub fn run(&mut self) -> Checked<()> {
        let mut starts: Vec<u32> = Vec::new();
        for part in (0..self.image.parts().len()).rev() {
            if let Some(root) = self.image.root(part) {
                self.value(root, self.types.root(), None)?;
            }
            starts.clear();
            starts.extend(self.image.objects(part).map(|o| (o.place().offset / self.layout.word as u64) as u32));
            let file = &self.image.parts()[part];
            let (bytes, base) = (file.bytes(), file.header().base());
            for &start in starts.iter().rev() {
                let offset = start as usize * self.layout.word;
                let Some((ty, several)) = self.typing.first(part, offset) else { continue };
                let at = At { part, bytes, base, offset, ty };
                self.object(at)?;
                if several {
                    self.further(at)?;
                }
            }
        }
        Ok(())
    }

    /// An object at its second and further types.
    #[cold]
    fn further(&mut self, at: At<'i>) -> Checked<()> {
        let object = self.cursor(at);
        if self.typing.more_total() > self.limit {
            return Err(self.deviation(at, Reason::TooManyTypes));
        }
        for ty in self.typing.more_of(object.place()).to_vec() {
            let other = At { ty, ..at };
            self.object(other)?;
            if !agree(object, at.ty, ty, self.types) {
                let first = self.types.display(at.ty, TYPE_TEXT);
                return Err(self.deviation(other, Reason::Conflict { first }));
            }
        }
        Ok(())
    }

    fn cursor(&self, at: At) -> Object<'i> {
        self.image.at(Place { part: at.part as u32, offset: at.offset as u64 })
    }

    fn deviation(&self, at: At, reason: Reason) -> Deviation {
        let place = Place { part: at.part as u32, offset: at.offset as u64 };
        Deviation { reason, ty: at.ty, at: Some(Goal::object((place, at.ty))) }
    }

    #[inline]
    fn object(&mut self, at: At<'i>) -> Checked<()> {
        let rule = self.rule(at.ty);
        let header = load_u32(at.bytes, at.offset + header::CS_SZ);
        let tag = header >> 24;
        match rule.kind {
            RuleKind::Data if tag < rule.len => {
                let row = self.rows[(rule.rows + tag) as usize];
                if row.header != header || row.ranged {
                    self.slow_data(at)?;
                }
                for i in 0..row.len as usize {
                    let ty = self.types.slot(row.first + i as u32);
                    self.word(at, self.layout.ctor_fields, i, ty)?;
                }
                Ok(())
            }
            RuleKind::String if tag == u32::from(rt::layout::tag::STRING) => Ok(()),
            RuleKind::Array(of) if tag == u32::from(rt::layout::tag::ARRAY) => {
                let len = self.cursor(at).array_len().unwrap_or(0);
                for i in 0..len {
                    self.word(at, self.layout.array_data, i, of)?;
                }
                Ok(())
            }
            _ => self.other(at),
        }
    }

    #[cold]
    fn slow_data(&mut self, at: At<'i>) -> Checked<()> {
        match shape::data(self.cursor(at), at.ty, self.types) {
            Ok(_) => Ok(()),
            Err(reason) => Err(self.deviation(at, reason)),
        }
    }

    /// An object of a rarer type, or one that deviates.
    fn other(&mut self, at: At<'i>) -> Checked<()> {
        let object = self.cursor(at);
        let children = shape::children(object, at.ty, self.types).map_err(|reason| self.deviation(at, reason))?;
        match children {
            Children::Leaf => {}
            Children::Unknown => self.unknown.push((object.place(), at.ty)),
            Children::Slots(..) | Children::Uniform(_) | Children::Pair(_) => {
                for (i, word) in object.children().enumerate() {
                    if let Some(ty) = children.ty(at.ty, i, self.types) {
                        self.value(word, ty, Some((at, i)))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The word number `i` after `start` of an object, at type `ty`.
    #[inline]
    fn word(&mut self, at: At<'i>, start: usize, i: usize, ty: TypeId) -> Checked<()> {
        let raw = match self.width {
            Width::W32 => u64::from(load_u32(at.bytes, at.offset + start + 4 * i)),
            Width::W64 => load_u64(at.bytes, at.offset + start + 8 * i),
        };
        if raw & 1 == 1 {
            return self.scalar(raw >> 1, ty, Some((at, i)));
        }
        let offset = match self.width {
            Width::W32 => u64::from((raw as u32).wrapping_sub(at.base as u32)),
            Width::W64 => raw.wrapping_sub(at.base),
        };
        if offset < at.bytes.len() as u64 {
            self.typing.give(at.part, offset as usize, ty);
            return Ok(());
        }
        match shape::child(self.cursor(at), i) {
            Some(word) => self.value(word, ty, Some((at, i))),
            None => Ok(()),
        }
    }

    fn value(&mut self, word: Word, ty: TypeId, holder: Option<(At<'i>, usize)>) -> Checked<()> {
        match word {
            Word::Scalar(n) => self.scalar(n, ty, holder),
            Word::Object(o) => {
                let place = o.place();
                self.typing.give(place.part as usize, place.offset as usize, ty);
                Ok(())
            }
        }
    }

    #[inline]
    fn scalar(&mut self, n: u64, ty: TypeId, holder: Option<(At<'i>, usize)>) -> Checked<()> {
        let rule = self.rule(ty);
        if n < rule.limit && (n >= 64 || rule.mask >> n & 1 == 1) {
            return Ok(());
        }
        self.slow_scalar(n, ty, holder)
    }

    #[cold]
    fn slow_scalar(&mut self, n: u64, ty: TypeId, holder: Option<(At<'i>, usize)>) -> Checked<()> {
        let at = holder.map(|(at, child)| Goal {
            place: Place { part: at.part as u32, offset: at.offset as u64 },
            ty: at.ty,
            child: Some(child),
        });
        shape::scalar(n, ty, self.types, self.width).map_err(|reason| Deviation { reason, ty, at })
    }

    #[inline]
    fn rule(&mut self, ty: TypeId) -> Rule {
        match self.rules.get(ty.0 as usize) {
            Some(rule) if rule.kind != RuleKind::Unset => *rule,
            _ => self.prepare(ty),
        }
    }

    #[cold]
    fn prepare(&mut self, ty: TypeId) -> Rule {
        self.types.expand(ty);
        self.rules.resize(self.types.len(), UNSET);
        let (limit, mask) = self.scalars(ty);
        let kind = match self.types.node(ty) {
            Node::Data(_) => RuleKind::Data,
            Node::Builtin(Builtin::String) => RuleKind::String,
            Node::Of(Builtin::Array, of) => RuleKind::Array(of),
            Node::Builtin(_) | Node::Of(..) => RuleKind::Other,
        };
        let rows = self.rows.len() as u32;
        let ctors = self.types.def(ty).map_or(&[][..], |d| d.ctors());
        for (tag, ctor) in ctors.iter().enumerate() {
            let (first, end) = self.types.slot_range(ty, tag);
            let size = ctor.size(self.width) as u32;
            let header = size | (ctor.num_boxed() as u32) << 16 | (tag as u32) << 24;
            let header = if ctor.is_object() { header } else { NO_OBJECT };
            self.rows.push(Row { header, first, len: end - first, ranged: !ctor.ranged.is_empty() });
        }
        let rule = Rule { limit, mask, rows, len: ctors.len() as u32, kind };
        self.rules[ty.0 as usize] = rule;
        rule
    }

    /// The boxed scalars of a type that need no second look: see [`Rule`].
    fn scalars(&self, ty: TypeId) -> (u64, u64) {
        match self.types.node(ty) {
            Node::Builtin(Builtin::Nat | Builtin::Any) => (u64::MAX, u64::MAX),
            Node::Builtin(Builtin::Int) => (1 << 32, u64::MAX),
            Node::Builtin(Builtin::Scalar(Scalar::Bool)) => (2, u64::MAX),
            Node::Builtin(Builtin::Scalar(Scalar::U8 | Scalar::I8)) => (1 << 8, u64::MAX),
            Node::Builtin(Builtin::Scalar(Scalar::Enum(d))) => (self.types.schema().enum_len(d) as u64, u64::MAX),
            Node::Data(d) => {
                let ctors = self.types.schema().def_at(d).ctors();
                let bare = ctors.iter().take(64).enumerate().filter(|(_, c)| !c.is_object());
                (ctors.len().min(64) as u64, bare.map(|(i, _)| 1 << i).sum())
            }
            Node::Builtin(_) | Node::Of(..) => (0, 0),
        }
    }
}

fn load_u32(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..).and_then(|b| b.first_chunk::<4>()) {
        Some(chunk) => u32::from_le_bytes(*chunk),
        None => rt::bug!("a verified object ends early"),
    }
}

fn load_u64(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(|b| b.first_chunk::<8>()) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => rt::bug!("a verified object ends early"),
    }
}
