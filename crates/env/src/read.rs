//! Terms of one file in the kernel's form.
//!
//! What it is: a walk over names, levels and expressions of a verified image that gives each object an id, children
//! first, on an explicit stack. `mdata` is dropped, and of a `let` whether it is dependent: neither means anything to the
//! kernel. Cached words are not looked at.
//!
//! What it is not: a search for equal terms. A file holds each term once, but for literals; [`crate::merge`] finds what
//! several files have in common.
//!
//! Shapes are those of upstream's `src/Lean/Expr.lean` and `src/Lean/Level.lean`. An object stands for one kind of thing
//! only: one that is read as a name and as a level is refused, since no writer makes it.

use dashu_int::UBig;
use kernel::terms::exprs::{BinderInfo, TooLoose};
use kernel::terms::{Cell, ExprId, Level, LevelId, LevelsId, Name, NameId, StrId, Tag, Terms};
use olean::error::{Reason, Refusal};
use olean::name::{Component, Index, Name as FileName};
use olean::view::{Image, Kind, Object, Word};
use rt::layout::ctor_size;

/// Why a term cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// An object is not what its place demands.
    Shape(Refusal),
    /// It is a term, but none that a declaration may hold.
    Term(&'static str),
    /// It is larger than the kernel's tables allow.
    TooLarge(&'static str),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        Fault::Shape(refusal)
    }
}

impl From<TooLoose> for Fault {
    fn from(_: TooLoose) -> Fault {
        Fault::TooLarge("a bound variable's index is too large")
    }
}

/// The result of reading.
pub type Result<T> = std::result::Result<T, Fault>;

/// What an object was read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    Name,
    Level,
    Levels,
    Expr,
}

const CLASSES: [Class; 4] = [Class::Name, Class::Level, Class::Levels, Class::Expr];
const CLASS_SHIFT: u32 = 30;

/// Cells of lists that any file may make the reader read.
const LIST_CELLS: usize = 1 << 20;

/// What was read of one image: for each word of its files the id of the term that starts there.
#[derive(Debug, Default)]
pub struct Memo {
    /// Class in the upper two bits, id plus one below; 0 for nothing.
    ids: Vec<u32>,
    /// Where the words of each part begin in `ids`.
    starts: Vec<usize>,
    word: usize,
}

impl Memo {
    /// Forgets everything and makes room for the words of `image`.
    pub fn reset(&mut self, image: &Image<'_>) {
        self.word = image.width().bytes();
        self.starts.clear();
        let mut words = 0;
        for part in image.parts() {
            self.starts.push(words);
            words += part.bytes().len() / self.word + 1;
        }
        self.ids.clear();
        self.ids.resize(words, 0);
    }

    fn slot(&self, object: Object<'_>) -> usize {
        let place = object.place();
        self.starts[place.part as usize] + place.offset as usize / self.word
    }

    fn get(&self, object: Object<'_>, class: Class) -> Result<Option<u32>> {
        let entry = self.ids[self.slot(object)];
        if entry == 0 {
            return Ok(None);
        }
        if CLASSES[(entry >> CLASS_SHIFT) as usize] != class {
            return Err(expected(object, "an object of one type").into());
        }
        Ok(Some((entry & ((1 << CLASS_SHIFT) - 1)) - 1))
    }

    fn set(&mut self, object: Object<'_>, class: Class, id: u32) -> Result<()> {
        if id >= (1 << CLASS_SHIFT) - 1 {
            return Err(Fault::TooLarge("a file has too many terms"));
        }
        let slot = self.slot(object);
        self.ids[slot] = (class as u32) << CLASS_SHIFT | (id + 1);
        Ok(())
    }
}

/// A reader of the terms of one image.
pub struct Reader<'m, 'i> {
    memo: &'m mut Memo,
    image: &'i Image<'i>,
    /// What was read.
    pub terms: Terms,
    stack: Vec<Object<'i>>,
    /// How many more cells of lists may be read.
    cells: usize,
}

impl<'m, 'i> Reader<'m, 'i> {
    /// A reader of `image` that has read nothing.
    pub fn new(memo: &'m mut Memo, image: &'i Image<'i>) -> Reader<'m, 'i> {
        memo.reset(image);
        let cells = LIST_CELLS + 16 * memo.ids.len();
        Reader { memo, image, terms: Terms::default(), stack: Vec::new(), cells }
    }

    /// Counts the cell of a list. A list that many constants share is read for each of them, which makes the work that a
    /// file can ask for quadratic in its size; real files stay far below the bound.
    pub fn spend(&mut self) -> Result<()> {
        self.cells = self.cells.checked_sub(1).ok_or(Fault::TooLarge("too many constants share long lists"))?;
        Ok(())
    }

    /// The string `text`.
    fn string(&mut self, text: &str) -> Result<StrId> {
        self.terms.names.intern_text(text).ok_or(Fault::TooLarge("a file has too much text"))
    }

    /// The name that `word`, a field of `at`, is.
    pub fn name(&mut self, word: Word<'i>, at: Object<'i>) -> Result<NameId> {
        let (mut rest, mut pending) = (FileName::of(word, at)?, Vec::new());
        let mut id = loop {
            let Some(object) = rest.word().object() else { break NameId(0) };
            if let Some(id) = self.memo.get(object, Class::Name)? {
                break NameId(id);
            }
            let (prefix, component) = rest.split().ok_or_else(|| expected(object, "a name"))?;
            pending.push((object, component));
            rest = FileName::of(prefix.word(), object)?;
        };
        for (object, component) in pending.into_iter().rev() {
            let name = match component {
                Component::Str(text) => Name::Str(id, self.string(text)?),
                Component::Num(Index::Small(number)) => Name::Num(id, number),
                Component::Num(Index::Big(_)) => return Err(Fault::TooLarge("a number in a name is too large")),
            };
            id = self.terms.names.intern(name);
            self.memo.set(object, Class::Name, id.0)?;
        }
        Ok(id)
    }

    /// The level that `word`, a field of `at`, is.
    pub fn level(&mut self, word: Word<'i>, at: Object<'i>) -> Result<LevelId> {
        let Some(root) = self.level_object(word, at)? else { return Ok(LevelId(0)) };
        if let Some(id) = self.memo.get(root, Class::Level)? {
            return Ok(LevelId(id));
        }
        let mut stack = vec![root];
        while let Some(&object) = stack.last() {
            if self.memo.get(object, Class::Level)?.is_some() {
                stack.pop();
                continue;
            }
            let level = match object.tag() {
                1 => self.level_field(object, 0, &mut stack)?.map(Level::Succ),
                tag @ (2 | 3) => {
                    let left = self.level_field(object, 0, &mut stack)?;
                    let right = self.level_field(object, 1, &mut stack)?;
                    let make = if tag == 2 { Level::Max } else { Level::Imax };
                    left.zip(right).map(|(left, right)| make(left, right))
                }
                4 => Some(Level::Param(self.name(field(object, 0), object)?)),
                _ => return Err(Fault::Term("a universe metavariable")),
            };
            if let Some(level) = level {
                let id = self.terms.levels.intern(level);
                self.memo.set(object, Class::Level, id.0)?;
                stack.pop();
            }
        }
        Ok(LevelId(self.memo.get(root, Class::Level)?.unwrap_or(0)))
    }

    /// The id of a level in field `i`, if it was read; else it is pushed.
    fn level_field(&mut self, object: Object<'i>, i: usize, stack: &mut Vec<Object<'i>>) -> Result<Option<LevelId>> {
        let Some(child) = self.level_object(field(object, i), object)? else { return Ok(Some(LevelId(0))) };
        let id = self.memo.get(child, Class::Level)?;
        if id.is_none() {
            stack.push(child);
        }
        Ok(id.map(LevelId))
    }

    /// The object of a level; `None` for the level zero.
    fn level_object(&self, word: Word<'i>, at: Object<'i>) -> Result<Option<Object<'i>>> {
        let object = match word {
            Word::Scalar(0) => return Ok(None),
            Word::Scalar(_) => return Err(expected(at, "a level").into()),
            Word::Object(object) => object,
        };
        const FIELDS: [usize; 6] = [0, 1, 2, 2, 1, 1];
        let fields = FIELDS.get(usize::from(object.tag())).copied().filter(|fields| *fields > 0);
        match fields {
            Some(fields) if self.shaped(object, fields, 8) => Ok(Some(object)),
            _ => Err(expected(object, "a level").into()),
        }
    }

    /// The list of levels that `word`, a field of `at`, is.
    fn levels(&mut self, word: Word<'i>, at: Object<'i>) -> Result<LevelsId> {
        let Some(first) = word.object() else {
            return if word.scalar() == Some(0) { Ok(LevelsId(0)) } else { Err(expected(at, "a list").into()) };
        };
        if let Some(id) = self.memo.get(first, Class::Levels)? {
            return Ok(LevelsId(id));
        }
        let mut ids = Vec::new();
        for cell in list(first) {
            let (head, cell) = cell?;
            self.spend()?;
            ids.push(self.level(head, cell)?.0);
        }
        let id = self.terms.levels.intern_list(&ids);
        self.memo.set(first, Class::Levels, id.0)?;
        Ok(id)
    }

    /// The expression that `word`, a field of `at`, is.
    pub fn expr(&mut self, word: Word<'i>, at: Object<'i>) -> Result<ExprId> {
        let root = self.expr_object(word, at)?;
        if let Some(id) = self.memo.get(root, Class::Expr)? {
            return Ok(ExprId(id));
        }
        let mut stack = std::mem::take(&mut self.stack);
        stack.clear();
        stack.push(root);
        let done = self.exprs(&mut stack);
        self.stack = stack;
        done?;
        Ok(ExprId(self.memo.get(root, Class::Expr)?.unwrap_or(0)))
    }

    fn exprs(&mut self, stack: &mut Vec<Object<'i>>) -> Result<()> {
        while let Some(&object) = stack.last() {
            if self.memo.get(object, Class::Expr)?.is_some() {
                stack.pop();
                continue;
            }
            let depth = stack.len();
            let children = [0, 1, 2].map(|i| child_field(object.tag(), i));
            let mut ids = [0; 3];
            // The last child first, so that the first one is read first.
            for (id, child) in ids.iter_mut().zip(children).rev() {
                let Some(child) = child else { continue };
                let child = self.expr_object(field(object, child), object)?;
                match self.memo.get(child, Class::Expr)? {
                    Some(found) => *id = found,
                    None => stack.push(child),
                }
            }
            if stack.len() == depth {
                let id = self.node(object, ids)?;
                self.memo.set(object, Class::Expr, id.0)?;
                stack.pop();
            }
        }
        Ok(())
    }

    /// The expression of an object whose children have been read.
    fn node(&mut self, object: Object<'i>, [first, second, third]: [u32; 3]) -> Result<ExprId> {
        let mut has_param = false;
        let cell = match object.tag() {
            0 => Cell::new(Tag::Bvar, self.bvar(object)?, 0),
            1 => return Err(Fault::Term("a free variable")),
            2 => return Err(Fault::Term("a metavariable")),
            3 => {
                let level = self.level(field(object, 0), object)?;
                has_param = self.terms.levels.has_param(level);
                Cell::new(Tag::Sort, level.0, 0)
            }
            4 => {
                let name = self.name(field(object, 0), object)?;
                let levels = self.levels(field(object, 1), object)?;
                has_param = self.terms.levels.list_has_param(levels);
                Cell::new(Tag::Const, name.0, levels.0)
            }
            5 => Cell::new(Tag::App, first, second),
            6 => Cell::new(Tag::Lam, first, second),
            7 => Cell::new(Tag::Pi, first, second),
            8 => Cell::new(Tag::Let, self.terms.exprs.push_let(ExprId(first), ExprId(second), ExprId(third)), 0),
            9 => self.literal(object)?,
            10 => return Ok(ExprId(first)),
            _ => {
                let structure = self.name(field(object, 0), object)?;
                let index = small(field(object, 1)).ok_or_else(|| expected(object, "a projection"))?;
                let index = u32::try_from(index).map_err(|_| Fault::TooLarge("a projection's index is too large"))?;
                Cell::new(Tag::Proj, first, self.terms.exprs.intern_field(structure, index).0)
            }
        };
        let id = self.terms.exprs.push(cell, has_param)?;
        if let 6..=8 = object.tag() {
            let name = self.name(field(object, 0), object)?;
            let info = match (object.tag(), object.scalar_u8(8)) {
                (8, _) | (_, Some(0)) => BinderInfo::Default,
                (_, Some(1)) => BinderInfo::Implicit,
                (_, Some(2)) => BinderInfo::StrictImplicit,
                (_, Some(3)) => BinderInfo::InstImplicit,
                _ => return Err(expected(object, "a binder").into()),
            };
            self.terms.exprs.set_binder(id, name, info);
        }
        Ok(id)
    }

    fn bvar(&self, object: Object<'i>) -> Result<u32> {
        let word = field(object, 0);
        match word.nat() {
            None => Err(expected(object, "a bound variable").into()),
            Some((index, whole)) => {
                let index = u32::try_from(index).ok().filter(|_| whole);
                index.ok_or(Fault::TooLarge("a bound variable's index is too large"))
            }
        }
    }

    fn literal(&mut self, object: Object<'i>) -> Result<Cell> {
        let wrong = || Fault::from(expected(object, "a literal"));
        let literal = field(object, 0).object().filter(|l| l.tag() <= 1 && self.shaped(*l, 1, 0)).ok_or_else(wrong)?;
        let value = field(literal, 0);
        if literal.tag() == 1 {
            let text = value.object().and_then(Object::as_str).ok_or_else(wrong)?;
            return Ok(Cell::new(Tag::Str, self.string(text)?.0, 0));
        }
        let number = match value {
            Word::Scalar(number) => UBig::from(number),
            Word::Object(big) if value.is_nat() => UBig::from_le_bytes(big.big().ok_or_else(wrong)?.magnitude()),
            Word::Object(_) => return Err(wrong()),
        };
        Ok(Cell::new(Tag::Nat, self.terms.exprs.intern_nat(number).0, 0))
    }

    fn expr_object(&self, word: Word<'i>, at: Object<'i>) -> Result<Object<'i>> {
        let object = word.object().ok_or_else(|| expected(at, "an expression"))?;
        // Fields, and scalar bytes beyond the cached word.
        const SHAPES: [(usize, usize); 12] =
            [(1, 0), (1, 0), (1, 0), (1, 0), (2, 0), (2, 0), (3, 1), (3, 1), (4, 1), (1, 0), (2, 0), (3, 0)];
        match SHAPES.get(usize::from(object.tag())) {
            Some(&(fields, more)) if self.shaped(object, fields, 8 + more) => Ok(object),
            _ => Err(expected(object, "an expression").into()),
        }
    }

    fn shaped(&self, object: Object<'_>, fields: usize, scalars: usize) -> bool {
        object.kind() == Kind::Ctor
            && object.num_fields() == fields
            && object.byte_size() == ctor_size(self.image.width(), fields, scalars)
    }
}

/// The field that holds the `i`th expression in an expression with this tag.
fn child_field(tag: u8, i: usize) -> Option<usize> {
    let fields: &[usize] = match tag {
        5 => &[0, 1],
        6 | 7 => &[1, 2],
        8 => &[1, 2, 3],
        10 => &[1],
        11 => &[2],
        _ => &[],
    };
    fields.get(i).copied()
}

/// Field `i` of an object whose shape was checked.
pub(crate) fn field<'i>(object: Object<'i>, i: usize) -> Word<'i> {
    object.field(i).unwrap_or(Word::Scalar(0))
}

/// A number below 2^64.
pub(crate) fn small(word: Word<'_>) -> Option<u64> {
    word.nat().filter(|(_, whole)| *whole).map(|(number, _)| number)
}

/// The items of a list whose first cell this is, each with its cell.
fn list<'i>(first: Object<'i>) -> impl Iterator<Item = Result<(Word<'i>, Object<'i>)>> {
    let (mut next, mut last) = (Some(Word::Object(first)), first);
    std::iter::from_fn(move || match next.take()? {
        Word::Scalar(0) => None,
        Word::Object(cell)
            if cell.kind() == Kind::Ctor
                && cell.tag() == 1
                && cell.num_fields() == 2
                && cell.byte_size() == ctor_size(cell.image().width(), 2, 0) =>
        {
            (next, last) = (Some(field(cell, 1)), cell);
            Some(Ok((field(cell, 0), cell)))
        }
        _ => Some(Err(expected(last, "a list").into())),
    })
}

/// A refusal of an object for not being what its place demands.
pub(crate) fn expected(object: Object<'_>, what: &'static str) -> Refusal {
    let place = object.place();
    Refusal { part: place.part as usize, offset: place.offset, reason: Reason::Expected(what) }
}
