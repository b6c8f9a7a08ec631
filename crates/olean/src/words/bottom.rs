//! Bottom up: what every object is, in file order, children first.
//!
//! The loop works on offsets and loads of the part at hand and is compiled once for each width; rare objects go through
//! the cursor of [`crate::view`]. It assumes a verified image: offsets are in bounds, and each access is checked by the
//! language all the same.

use super::shape::Shape;
use super::{WordCounts, class};
use crate::error::{Reason, Refusal};
use crate::view::{Image, Object, Place, Word};
use crate::wide::Wide;
use rt::hash::{STRING_SEED, str_hash};
use rt::layout::{align_up, ctor_size, header, tag};
use std::marker::PhantomData;
use term::data::{ExprData, LevelData, name_anonymous, name_num, name_str};

/// Largest tag of a constructor with a cached word.
const MAX_TAG: u8 = 11;

/// An object by part and offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    part: usize,
    offset: usize,
}

impl At {
    pub fn of(object: Object<'_>) -> At {
        let Place { part, offset } = object.place();
        At { part: part as usize, offset: offset as usize }
    }

    fn place(self) -> Place {
        Place { part: self.part as u32, offset: self.offset as u64 }
    }
}

/// A word of an object.
#[derive(Clone, Copy)]
enum Child {
    Scalar(u64),
    At(At),
}

/// The bytes of a part.
pub(super) struct PartBytes<'b> {
    pub bytes: &'b [u8],
    pub base: u64,
}

/// What both passes read and write.
pub(super) struct Books<'p, 'b> {
    pub image: &'b Image<'b>,
    pub parts: Vec<PartBytes<'b>>,
    pub classes: &'p mut [Vec<u8>],
    pub hashes: &'p mut Vec<u64>,
    pub counts: WordCounts,
    /// List cells walked so far.
    pub steps: u64,
    pub limit: u64,
}

/// Why no word can be computed for an object of the right shape.
pub(super) enum Fault {
    /// Field `.0` is not of class `.1`.
    Field(usize, u8),
    /// A literal, index, binder byte or depth that no term has.
    Value,
    /// More list cells than the limit, which is this.
    Work(u64),
}

/// The first pass.
pub(super) struct Bottom<'p, 'b, W> {
    pub books: Books<'p, 'b>,
    width: PhantomData<W>,
}

impl<'p, 'b, W: Wide> Bottom<'p, 'b, W> {
    const SHIFT: u32 = W::WORD.trailing_zeros();

    pub fn new(books: Books<'p, 'b>) -> Self {
        Bottom { books, width: PhantomData }
    }

    /// Classes the objects of a part, which lie from `at` to `end`.
    pub fn part(&mut self, part: usize, mut at: usize, end: usize) -> Result<(), Refusal> {
        let bytes = self.books.parts[part].bytes;
        while at < end {
            let here = At { part, offset: at };
            let tag_byte = bytes[at + header::TAG];
            let (size, class) = match tag_byte {
                0..=MAX_TAG => {
                    let size = usize::from(u16::from_le_bytes(load(bytes, at + header::CS_SZ)));
                    let work = |limit| Refusal::new(at, Reason::TooMuchWork { limit }).in_part(part);
                    (size, self.ctor(here, tag_byte, size).map_err(work)?)
                }
                tag::STRING => self.string_object(bytes, here),
                _ => (self.books.image.at(here.place()).byte_size(), 0),
            };
            if class != 0 {
                self.books.classes[part][at >> Self::SHIFT] = class;
            }
            at = align_up(at + size, W::WORD);
        }
        Ok(())
    }

    fn string_object(&mut self, bytes: &[u8], at: At) -> (usize, u8) {
        let layout = W::LAYOUT;
        let size = W::load(&bytes[at.offset + layout.string_size..][..W::WORD]) as usize;
        let start = at.offset + layout.string_data;
        let hash = str_hash(&bytes[start..start + size - 1], STRING_SEED);
        let index = (self.books.hashes.len() as u32).to_le_bytes();
        self.books.hashes.push(hash);
        let slot = at.offset >> Self::SHIFT;
        self.books.classes[at.part][slot + 1..slot + 5].copy_from_slice(&index);
        (layout.string_data + size, class::STRING)
    }

    /// The class of a constructor; the limit if there is too much work.
    #[inline(always)]
    fn ctor(&mut self, at: At, tag: u8, size: usize) -> Result<u8, u64> {
        let bytes = self.books.parts[at.part].bytes;
        let fields = usize::from(bytes[at.offset + header::OTHER]);
        for &shape in Shape::candidates(tag, fields) {
            if size != ctor_size(W::WIDTH, fields, shape.scalars()) {
                continue;
            }
            let stored = u64::from_le_bytes(load(bytes, at.offset + W::LAYOUT.ctor_fields + W::WORD * fields));
            match self.compute(shape, at) {
                Ok(word) if word == stored => {
                    self.count(shape, tag);
                    return Ok(shape.class());
                }
                Ok(_) | Err(Fault::Field(..) | Fault::Value) => {}
                Err(Fault::Work(limit)) => return Err(limit),
            }
        }
        if tag == 1 && fields == 2 && size == ctor_size(W::WIDTH, 2, 0) {
            return Ok(self.cons(at));
        }
        Ok(0)
    }

    /// A list of names is a name on a list of names; of levels likewise. A list of `box(0)`s is both.
    fn cons(&self, at: At) -> u8 {
        let (head, tail) = (self.class_of(self.child(at, 0)), self.class_of(self.child(at, 1)));
        let list = |item, list| if head & item != 0 { tail & list } else { 0 };
        list(class::NAME, class::NAMES) | list(class::LEVEL, class::LEVELS)
    }

    #[inline(always)]
    fn count(&mut self, shape: Shape, tag: u8) {
        let counts = &mut self.books.counts;
        match shape.class() {
            class::NAME if shape == Shape::NameStr => counts.name_str += 1,
            class::NAME => counts.name_num += 1,
            class::LEVEL => counts.levels += 1,
            _ => counts.exprs[usize::from(tag)] += 1,
        }
    }

    /// Word `i` of an object.
    #[inline(always)]
    fn child(&self, at: At, i: usize) -> Child {
        let part = &self.books.parts[at.part];
        let word = W::load(&part.bytes[at.offset + W::LAYOUT.ctor_fields + W::WORD * i..][..W::WORD]);
        if word & 1 == 1 {
            return Child::Scalar(word >> 1);
        }
        let offset = W::distance(word, part.base) as usize;
        if offset < part.bytes.len() {
            return Child::At(At { part: at.part, offset });
        }
        self.elsewhere(at, i)
    }

    /// Word `i` of an object, which leads into an earlier part.
    #[cold]
    fn elsewhere(&self, at: At, i: usize) -> Child {
        match self.books.image.at(at.place()).child(i) {
            Some(Word::Object(o)) => Child::At(At::of(o)),
            Some(Word::Scalar(n)) => Child::Scalar(n),
            None => rt::bug!("word {i} of an object with fewer"),
        }
    }

    #[inline(always)]
    pub fn class_at(&self, at: At) -> u8 {
        self.books.classes[at.part][at.offset >> Self::SHIFT]
    }

    #[inline(always)]
    fn class_of(&self, child: Child) -> u8 {
        match child {
            Child::Scalar(0) => class::ZERO,
            Child::Scalar(_) => 0,
            Child::At(at) => self.class_at(at),
        }
    }

    /// The cached word of an object that has one.
    #[inline(always)]
    fn data(&self, at: At) -> u64 {
        let bytes = self.books.parts[at.part].bytes;
        let fields = usize::from(bytes[at.offset + header::OTHER]);
        u64::from_le_bytes(load(bytes, at.offset + W::LAYOUT.ctor_fields + W::WORD * fields))
    }

    /// The cached word in field `i`, which must be of class `class`.
    #[inline(always)]
    fn cached(&self, at: At, i: usize, class: u8, of_zero: u64) -> Result<u64, Fault> {
        match self.child(at, i) {
            Child::At(child) if self.class_at(child) == class => Ok(self.data(child)),
            Child::Scalar(0) if class & class::ZERO != 0 => Ok(of_zero),
            _ => Err(Fault::Field(i, class)),
        }
    }

    #[inline(always)]
    fn name(&self, at: At, i: usize) -> Result<u64, Fault> {
        self.cached(at, i, class::NAME, name_anonymous())
    }

    #[inline(always)]
    fn level(&self, at: At, i: usize) -> Result<LevelData, Fault> {
        self.cached(at, i, class::LEVEL, LevelData::zero().0).map(LevelData)
    }

    #[inline(always)]
    fn expr(&self, at: At, i: usize) -> Result<ExprData, Fault> {
        self.cached(at, i, class::EXPR, 0).map(ExprData)
    }

    /// The word that the children of an object imply for it.
    #[inline(always)]
    pub fn compute(&mut self, shape: Shape, at: At) -> Result<u64, Fault> {
        let fits = |data: Result<LevelData, _>| data.map(|d| d.0).map_err(|_| Fault::Value);
        Ok(match shape {
            Shape::App => ExprData::app(self.expr(at, 0)?, self.expr(at, 1)?).0,
            Shape::Lam | Shape::ForallE => {
                self.name(at, 0)?;
                self.byte_at_most(at, 3, 3)?;
                ExprData::binding(self.expr(at, 1)?, self.expr(at, 2)?).0
            }
            Shape::NameStr => name_str(self.name(at, 0)?, self.string(at, 1)?),
            Shape::NameNum => {
                let prefix = self.name(at, 0)?;
                let (low, whole) = self.nat(at, 1)?;
                name_num(prefix, whole.then_some(low))
            }
            Shape::Const => self.constant(at)?,
            Shape::BVar => match self.nat(at, 0)? {
                (index, true) => ExprData::bvar(index).map_err(|_| Fault::Value)?.0,
                (_, false) => return Err(Fault::Value),
            },
            Shape::Succ => return fits(LevelData::succ(self.level(at, 0)?)),
            Shape::Max => return fits(LevelData::max(self.level(at, 0)?, self.level(at, 1)?)),
            Shape::IMax => return fits(LevelData::imax(self.level(at, 0)?, self.level(at, 1)?)),
            Shape::Param => LevelData::param(self.name(at, 0)?).0,
            Shape::LevelMVar => LevelData::mvar(self.name(at, 0)?).0,
            Shape::FVar => ExprData::fvar(self.name(at, 0)?).0,
            Shape::MVar => ExprData::mvar(self.name(at, 0)?).0,
            Shape::Sort => ExprData::sort(self.level(at, 0)?).0,
            Shape::LetE => {
                self.name(at, 0)?;
                self.byte_at_most(at, 4, 1)?;
                ExprData::let_e(self.expr(at, 1)?, self.expr(at, 2)?, self.expr(at, 3)?).0
            }
            Shape::Lit => self.literal(at)?,
            // The annotations are neither hashed nor typed here: they may hold syntax.
            Shape::MData => ExprData::mdata(self.expr(at, 1)?).0,
            Shape::Proj => {
                let structure = self.name(at, 0)?;
                let (index, _) = self.nat(at, 1)?;
                ExprData::proj(structure, index, self.expr(at, 2)?).0
            }
        })
    }

    fn string(&self, at: At, i: usize) -> Result<u64, Fault> {
        let Child::At(text) = self.child(at, i) else { return Err(Fault::Field(i, class::STRING)) };
        if self.class_at(text) != class::STRING {
            return Err(Fault::Field(i, class::STRING));
        }
        let slot = text.offset >> Self::SHIFT;
        let index = u32::from_le_bytes(load(&self.books.classes[text.part], slot + 1));
        Ok(self.books.hashes[index as usize])
    }

    /// A natural number in field `i`, modulo 2^64, and whether that is all of it.
    fn nat(&self, at: At, i: usize) -> Result<(u64, bool), Fault> {
        match self.child(at, i) {
            Child::Scalar(n) => Ok((n, true)),
            Child::At(number) => Word::Object(self.books.image.at(number.place())).nat().ok_or(Fault::Value),
        }
    }

    /// The byte behind the cached word of an object with `fields` fields.
    fn byte_at_most(&self, at: At, fields: usize, max: u8) -> Result<(), Fault> {
        let byte = self.books.parts[at.part].bytes[at.offset + W::LAYOUT.ctor_fields + W::WORD * fields + 8];
        if byte <= max { Ok(()) } else { Err(Fault::Value) }
    }

    fn constant(&mut self, at: At) -> Result<u64, Fault> {
        let name = self.name(at, 0)?;
        let levels = self.child(at, 1);
        if self.class_of(levels) & class::LEVELS == 0 {
            return Err(Fault::Field(1, class::LEVELS));
        }
        let first = match levels {
            Child::Scalar(_) => None,
            Child::At(first) => {
                self.spend(first).map_err(Fault::Work)?;
                Some(first)
            }
        };
        let cells = std::iter::successors(first, |&cell| match self.child(cell, 1) {
            Child::At(next) => Some(next),
            Child::Scalar(_) => None,
        });
        let data = cells.map(|cell| match self.child(cell, 0) {
            Child::At(level) => LevelData(self.data(level)),
            Child::Scalar(_) => LevelData::zero(),
        });
        Ok(ExprData::constant(name, data).0)
    }

    fn literal(&self, at: At) -> Result<u64, Fault> {
        let Child::At(literal) = self.child(at, 0) else { return Err(Fault::Value) };
        let bytes = self.books.parts[literal.part].bytes;
        let size = usize::from(u16::from_le_bytes(load(bytes, literal.offset + header::CS_SZ)));
        if bytes[literal.offset + header::OTHER] != 1 || size != ctor_size(W::WIDTH, 1, 0) {
            return Err(Fault::Value);
        }
        match bytes[literal.offset + header::TAG] {
            0 => self.nat(literal, 0).map(|(low, _)| ExprData::nat_lit(low).0).map_err(|_| Fault::Value),
            1 => self.string(literal, 0).map(|hash| ExprData::str_lit(hash).0).map_err(|_| Fault::Value),
            _ => Err(Fault::Value),
        }
    }

    /// Counts the cells of a list, whose first is given, against the limit; the limit if it is passed.
    pub fn spend(&mut self, first: At) -> Result<(), u64> {
        let mut cell = first;
        loop {
            self.books.steps += 1;
            if self.books.steps > self.books.limit {
                return Err(self.books.limit);
            }
            // A cell has two fields; what is not a cell ends the list.
            match self.books.image.at(cell.place()).field(1) {
                Some(Word::Object(next)) => cell = At::of(next),
                _ => return Ok(()),
            }
        }
    }
}

/// `N` bytes at an offset.
#[inline(always)]
fn load<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    match bytes[at..].first_chunk::<N>() {
        Some(chunk) => *chunk,
        None => rt::bug!("an offset past the end of a verified file"),
    }
}
