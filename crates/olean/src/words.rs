//! Recomputing every cached word of names, levels and expressions on the byte image.
//!
//! What it is: the check that a file's hashes, depths, flags and bound-variable ranges are the ones that its terms
//! imply, so that code which compares or skips by them is not misled. Two passes:
//!
//! 1. *Bottom up.* Objects in file order, children first. A constructor that has the shape of a name, level or
//!    expression, whose children were found to be what that shape needs, and whose stored word equals the recomputed
//!    one, is classed so. Shape alone cannot say what an object is (a pair and a `Name.str` differ by eight bytes); shape
//!    and a 64-bit word agree by accident practically never.
//! 2. *Top down.* Where a `ModuleData` says that something is a name, a level list or an expression (imports, constant
//!    names, every field of every constant, extension names), it must have been classed so. The first that was not is
//!    followed down to the object at fault.
//!
//! What it is not: a check of extension entries, whose types are [`crate::schema`]'s; terms in them are classed and
//! counted, but one with a wrong word there is merely not counted.
//! Source of the formulas: [`term::data`].
//!
//! # Cost
//! One byte per word of payload, and eight per string. Lists are shared, so walking them per use could take a hostile
//! file's squared length; the walk stops with [`Reason::TooMuchWork`] after a few steps per word of the file.

use crate::error::{Reason, Refusal};
use crate::module_data::{self, CONSTANT_VAL, ModuleData, RECURSOR_RULE, Slot, ValShape, as_cons, expected};
use crate::view::{Image, Kind, Object, Word};
use rt::hash::{STRING_SEED, str_hash};
use rt::layout::{Width, ctor_size};
use term::data::{ExprData, LevelData, name_anonymous, name_num, name_str};

/// How many names, levels and expressions were found, all with the right word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordCounts {
    /// `Name.str`.
    pub name_str: u64,
    /// `Name.num`.
    pub name_num: u64,
    /// Levels that are objects, that is all but `Level.zero`.
    pub levels: u64,
    /// Expressions by constructor index, `bvar` to `proj`.
    pub exprs: [u64; 12],
    /// Typed positions that were checked.
    pub positions: u64,
}

impl WordCounts {
    /// All names.
    pub fn names(&self) -> u64 {
        self.name_str + self.name_num
    }

    /// All expressions.
    pub fn expressions(&self) -> u64 {
        self.exprs.iter().sum()
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: &WordCounts) {
        self.name_str += other.name_str;
        self.name_num += other.name_num;
        self.levels += other.levels;
        self.positions += other.positions;
        self.exprs.iter_mut().zip(other.exprs).for_each(|(a, b)| *a += b);
    }
}

/// The checker and its memory, which is kept from one image to the next.
#[derive(Debug, Default)]
pub struct WordChecker {
    /// One class byte per word of each part, at the word where an object starts. The four bytes after that of a string
    /// hold the index of its hash in `hashes`; a string occupies at least five words.
    classes: Vec<Vec<u8>>,
    hashes: Vec<u64>,
}

/// What an object was found to be; bits, since `box(0)` is several things at once.
mod class {
    pub const NAME: u8 = 1;
    pub const LEVEL: u8 = 2;
    pub const EXPR: u8 = 4;
    pub const NAMES: u8 = 8;
    pub const LEVELS: u8 = 16;
    pub const STRING: u8 = 32;
    /// `box(0)`: the anonymous name, level zero, the empty list.
    pub const ZERO: u8 = NAME | LEVEL | NAMES | LEVELS;

    pub fn name(class: u8) -> &'static str {
        match class {
            NAME => "a name",
            LEVEL => "a universe level",
            EXPR => "an expression",
            NAMES => "a list of names",
            LEVELS => "a list of universe levels",
            _ => "a string",
        }
    }
}

impl WordChecker {
    /// A checker without memory yet.
    pub fn new() -> Self {
        WordChecker::default()
    }

    /// Checks every part of `image`.
    ///
    /// # Errors
    /// [`Reason::CachedWord`] or [`Reason::Expected`] at the object at fault, [`Reason::TooMuchWork`].
    pub fn check(&mut self, image: &Image<'_>) -> Result<WordCounts, Refusal> {
        let word = image.width().bytes();
        self.hashes.clear();
        self.classes.resize_with(image.parts().len().max(self.classes.len()), Vec::new);
        let mut words = 0;
        for (classes, part) in self.classes.iter_mut().zip(image.parts()) {
            classes.clear();
            // Five more, so that the index behind a string at the very end has room.
            classes.resize(part.bytes().len() / word + 5, 0);
            words += classes.len() as u64;
        }
        let mut pass = Pass {
            width: image.width(),
            shift: word.trailing_zeros(),
            classes: &mut self.classes,
            hashes: &mut self.hashes,
            counts: WordCounts::default(),
            steps: 0,
            limit: 4 * words,
        };
        for part in 0..image.parts().len() {
            for object in image.objects(part) {
                pass.class_object(object)?;
            }
        }
        for part in 0..image.parts().len() {
            pass.module(image, part)?;
        }
        Ok(pass.counts)
    }
}

/// The constructors that carry a cached word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    NameStr,
    NameNum,
    Succ,
    Max,
    IMax,
    Param,
    LevelMVar,
    BVar,
    FVar,
    MVar,
    Sort,
    Const,
    App,
    Lam,
    ForallE,
    LetE,
    Lit,
    MData,
    Proj,
}

impl Shape {
    /// The shapes of a constructor index and number of fields; at most one for each class.
    #[inline]
    fn candidates(tag: u8, fields: usize) -> &'static [Shape] {
        match (tag, fields) {
            (1, 2) => &[Shape::NameStr],
            (2, 2) => &[Shape::NameNum, Shape::Max],
            (1, 1) => &[Shape::Succ, Shape::FVar],
            (3, 2) => &[Shape::IMax],
            (4, 1) => &[Shape::Param],
            (5, 1) => &[Shape::LevelMVar],
            (0, 1) => &[Shape::BVar],
            (2, 1) => &[Shape::MVar],
            (3, 1) => &[Shape::Sort],
            (4, 2) => &[Shape::Const],
            (5, 2) => &[Shape::App],
            (6, 3) => &[Shape::Lam],
            (7, 3) => &[Shape::ForallE],
            (8, 4) => &[Shape::LetE],
            (9, 1) => &[Shape::Lit],
            (10, 2) => &[Shape::MData],
            (11, 3) => &[Shape::Proj],
            _ => &[],
        }
    }

    fn class(self) -> u8 {
        match self {
            Shape::NameStr | Shape::NameNum => class::NAME,
            Shape::Succ | Shape::Max | Shape::IMax | Shape::Param | Shape::LevelMVar => class::LEVEL,
            _ => class::EXPR,
        }
    }

    /// The word's type, as upstream calls it.
    fn what(self) -> &'static str {
        match self.class() {
            class::NAME => "Name",
            class::LEVEL => "Level",
            _ => "Expr",
        }
    }

    /// Bytes of the scalar area: the word, and of binders a byte more.
    fn scalars(self) -> usize {
        match self {
            Shape::Lam | Shape::ForallE | Shape::LetE => 9,
            _ => 8,
        }
    }
}

/// Why no word can be computed for an object of the right shape.
enum Fault {
    /// Field `.0` is not of class `.1`.
    Field(usize, u8),
    /// A literal, index, binder byte or depth that no term has.
    Value,
    /// [`Reason::TooMuchWork`].
    Work(Refusal),
}

struct Pass<'c> {
    width: Width,
    /// Logarithm of the word size.
    shift: u32,
    classes: &'c mut [Vec<u8>],
    hashes: &'c mut Vec<u64>,
    counts: WordCounts,
    /// List cells walked so far.
    steps: u64,
    limit: u64,
}

impl Pass<'_> {
    fn slot(&self, object: Object<'_>) -> (usize, usize) {
        let place = object.place();
        (place.part as usize, (place.offset >> self.shift) as usize)
    }

    fn class_of(&self, word: Word<'_>) -> u8 {
        match word {
            Word::Scalar(0) => class::ZERO,
            Word::Scalar(_) => 0,
            Word::Object(o) => {
                let (part, slot) = self.slot(o);
                self.classes[part][slot]
            }
        }
    }

    fn class_object(&mut self, object: Object<'_>) -> Result<(), Refusal> {
        let class = match object.kind() {
            Kind::Ctor => self.class_ctor(object)?,
            Kind::String => {
                let (part, slot) = self.slot(object);
                let index = (self.hashes.len() as u32).to_le_bytes();
                self.hashes.push(str_hash(object.str_bytes().unwrap_or_default(), STRING_SEED));
                self.classes[part][slot + 1..slot + 5].copy_from_slice(&index);
                class::STRING
            }
            _ => return Ok(()),
        };
        let (part, slot) = self.slot(object);
        self.classes[part][slot] = class;
        Ok(())
    }

    fn class_ctor(&mut self, object: Object<'_>) -> Result<u8, Refusal> {
        let (tag, fields) = (object.tag(), object.num_fields());
        if tag > 11 {
            return Ok(0);
        }
        let size = object.byte_size();
        for &shape in Shape::candidates(tag, fields) {
            if size != ctor_size(self.width, fields, shape.scalars()) {
                continue;
            }
            match self.compute(shape, object) {
                Ok(word) if Some(word) == object.scalar_u64(0) => {
                    self.count(shape, tag);
                    return Ok(shape.class());
                }
                Ok(_) | Err(Fault::Field(..) | Fault::Value) => {}
                Err(Fault::Work(refusal)) => return Err(refusal),
            }
        }
        Ok(as_cons(object).map_or(0, |(head, tail)| self.class_cons(head, tail)))
    }

    /// A list of names is a name on a list of names; of levels likewise. A list of `box(0)`s is both.
    fn class_cons(&self, head: Word<'_>, tail: Word<'_>) -> u8 {
        let (head, tail) = (self.class_of(head), self.class_of(tail));
        let list = |item, list| if head & item != 0 { tail & list } else { 0 };
        list(class::NAME, class::NAMES) | list(class::LEVEL, class::LEVELS)
    }

    fn count(&mut self, shape: Shape, tag: u8) {
        match shape.class() {
            class::NAME if shape == Shape::NameStr => self.counts.name_str += 1,
            class::NAME => self.counts.name_num += 1,
            class::LEVEL => self.counts.levels += 1,
            _ => self.counts.exprs[usize::from(tag)] += 1,
        }
    }

    /// The word that the children of `object` imply for it.
    fn compute(&mut self, shape: Shape, object: Object<'_>) -> Result<u64, Fault> {
        let level = |this: &Self, i| this.level(object, i);
        let expr = |this: &Self, i| this.expr(object, i);
        let name = |this: &Self, i| this.name(object, i);
        let fits = |data: Result<LevelData, _>| data.map(|d| d.0).map_err(|_| Fault::Value);
        Ok(match shape {
            Shape::NameStr => name_str(name(self, 0)?, self.string(object, 1)?),
            Shape::NameNum => {
                let prefix = name(self, 0)?;
                let (low, whole) = nat(object, 1)?;
                name_num(prefix, whole.then_some(low))
            }
            Shape::Succ => return fits(LevelData::succ(level(self, 0)?)),
            Shape::Max => return fits(LevelData::max(level(self, 0)?, level(self, 1)?)),
            Shape::IMax => return fits(LevelData::imax(level(self, 0)?, level(self, 1)?)),
            Shape::Param => LevelData::param(name(self, 0)?).0,
            Shape::LevelMVar => LevelData::mvar(name(self, 0)?).0,
            Shape::BVar => match nat(object, 0)? {
                (index, true) => ExprData::bvar(index).map_err(|_| Fault::Value)?.0,
                (_, false) => return Err(Fault::Value),
            },
            Shape::FVar => ExprData::fvar(name(self, 0)?).0,
            Shape::MVar => ExprData::mvar(name(self, 0)?).0,
            Shape::Sort => ExprData::sort(level(self, 0)?).0,
            Shape::Const => self.constant(object)?,
            Shape::App => ExprData::app(expr(self, 0)?, expr(self, 1)?).0,
            Shape::Lam | Shape::ForallE => {
                name(self, 0)?;
                byte_at_most(object, 3)?;
                ExprData::binding(expr(self, 1)?, expr(self, 2)?).0
            }
            Shape::LetE => {
                name(self, 0)?;
                byte_at_most(object, 1)?;
                ExprData::let_e(expr(self, 1)?, expr(self, 2)?, expr(self, 3)?).0
            }
            Shape::Lit => self.literal(object)?,
            // The annotations are neither hashed nor typed here: they may hold syntax.
            Shape::MData => ExprData::mdata(expr(self, 1)?).0,
            Shape::Proj => {
                let structure = name(self, 0)?;
                let (index, _) = nat(object, 1)?;
                ExprData::proj(structure, index, expr(self, 2)?).0
            }
        })
    }

    /// The cached word in field `i`, which must be of class `class`.
    #[inline]
    fn cached(&self, object: Object<'_>, i: usize, class: u8, of_zero: u64) -> Result<u64, Fault> {
        let fault = Fault::Field(i, class);
        match object.field(i) {
            Some(Word::Scalar(0)) if class & class::ZERO != 0 => Ok(of_zero),
            Some(Word::Object(o)) if self.class_of(Word::Object(o)) == class => o.scalar_u64(0).ok_or(fault),
            _ => Err(fault),
        }
    }

    fn name(&self, object: Object<'_>, i: usize) -> Result<u64, Fault> {
        self.cached(object, i, class::NAME, name_anonymous())
    }

    fn level(&self, object: Object<'_>, i: usize) -> Result<LevelData, Fault> {
        self.cached(object, i, class::LEVEL, LevelData::zero().0).map(LevelData)
    }

    fn expr(&self, object: Object<'_>, i: usize) -> Result<ExprData, Fault> {
        self.cached(object, i, class::EXPR, 0).map(ExprData)
    }

    fn string(&self, object: Object<'_>, i: usize) -> Result<u64, Fault> {
        let fault = Fault::Field(i, class::STRING);
        let Some(Word::Object(text)) = object.field(i) else { return Err(fault) };
        let (part, slot) = self.slot(text);
        let classes = &self.classes[part];
        if classes[slot] != class::STRING {
            return Err(fault);
        }
        let index = classes[slot + 1..].first_chunk().map_or(0, |c| u32::from_le_bytes(*c));
        Ok(self.hashes[index as usize])
    }

    fn constant(&mut self, object: Object<'_>) -> Result<u64, Fault> {
        let name = self.name(object, 0)?;
        let levels = object.field(1).unwrap_or(Word::Scalar(0));
        if self.class_of(levels) & class::LEVELS == 0 {
            return Err(Fault::Field(1, class::LEVELS));
        }
        self.spend(levels, object).map_err(Fault::Work)?;
        let cells = std::iter::successors(levels.object(), |cell| cell.field(1)?.object());
        let data = cells.map(|cell| match cell.field(0) {
            Some(Word::Object(level)) => LevelData(level.scalar_u64(0).unwrap_or_default()),
            _ => LevelData::zero(),
        });
        Ok(ExprData::constant(name, data).0)
    }

    fn literal(&self, object: Object<'_>) -> Result<u64, Fault> {
        let literal = object
            .field(0)
            .and_then(Word::object)
            .filter(|l| l.kind() == Kind::Ctor && l.num_fields() == 1 && l.byte_size() == ctor_size(self.width, 1, 0));
        let literal = literal.ok_or(Fault::Value)?;
        match literal.tag() {
            0 => nat(literal, 0).map(|(low, _)| ExprData::nat_lit(low).0).map_err(|_| Fault::Value),
            1 => self.string(literal, 0).map(|hash| ExprData::str_lit(hash).0).map_err(|_| Fault::Value),
            _ => Err(Fault::Value),
        }
    }

    /// Counts the cells of a list against the limit.
    fn spend(&mut self, list: Word<'_>, at: Object<'_>) -> Result<(), Refusal> {
        let mut cell = list.object();
        while let Some(c) = cell {
            self.steps += 1;
            if self.steps > self.limit {
                let reason = Reason::TooMuchWork { limit: self.limit };
                return Err(Refusal { reason, ..expected(at, "") });
            }
            cell = c.field(1).and_then(Word::object);
        }
        Ok(())
    }

    /// The typed positions of one part.
    fn module(&mut self, image: &Image<'_>, part: usize) -> Result<(), Refusal> {
        let module = ModuleData::of_part(image, part)?;
        let root = module.object();
        for import in module.imports() {
            self.require(import?.module.word(), class::NAME, root)?;
        }
        for extra in module_data::array_field(root, 3)?.children() {
            self.require(extra, class::NAME, root)?;
        }
        for entries in module.entries() {
            self.require(entries?.extension.word(), class::NAME, root)?;
        }
        let names = module_data::array_field(root, 1)?;
        let constants = module.constants();
        if names.children().len() != constants.len() {
            return Err(expected(names, "as many names as constants"));
        }
        for (name, constant) in names.children().zip(constants) {
            self.require(name, class::NAME, names)?;
            let constant = constant?;
            let own = constant.name()?.word().object().map(Object::place);
            if name.object().map(Object::place) != own {
                return Err(expected(constant.info(), "the constant that constNames lists here"));
            }
            self.structure(constant.val(), constant.kind().shape())?;
        }
        Ok(())
    }

    fn structure(&mut self, object: Object<'_>, shape: &ValShape) -> Result<(), Refusal> {
        for (i, slot) in shape.slots.iter().enumerate() {
            let word = object.field(i).unwrap_or(Word::Scalar(0));
            match slot {
                Slot::Name => self.require(word, class::NAME, object)?,
                Slot::Names => self.require(word, class::NAMES, object)?,
                Slot::Expr => self.require(word, class::EXPR, object)?,
                Slot::Nat if word.is_nat() => {}
                Slot::Nat => return Err(expected(word.object().unwrap_or(object), "a natural number")),
                Slot::Hints if module_data::hints(word).is_some() => {}
                Slot::Hints => return Err(expected(word.object().unwrap_or(object), "reducibility hints")),
                Slot::ConstantVal => match word.object().filter(|o| CONSTANT_VAL.fits(*o)) {
                    Some(inner) => self.structure(inner, &CONSTANT_VAL)?,
                    None => return Err(expected(word.object().unwrap_or(object), "a ConstantVal")),
                },
                Slot::Rules => {
                    self.spend(word, object)?;
                    for rule in module_data::List::of(object, i) {
                        match rule?.object().filter(|o| RECURSOR_RULE.fits(*o)) {
                            Some(rule) => self.structure(rule, &RECURSOR_RULE)?,
                            None => return Err(expected(object, "recursor rules")),
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn require(&mut self, word: Word<'_>, class: u8, holder: Object<'_>) -> Result<(), Refusal> {
        self.counts.positions += 1;
        if self.class_of(word) & class != 0 { Ok(()) } else { Err(self.fault(word, class, holder)) }
    }

    /// Follows a word that is not of the wanted class down to the object at fault. Each step leads to a lower address,
    /// so this ends.
    #[cold]
    fn fault<'i>(&mut self, mut word: Word<'i>, mut class: u8, mut holder: Object<'i>) -> Refusal {
        loop {
            let Word::Object(object) = word else { return expected(holder, class::name(class)) };
            holder = object;
            if self.class_of(word) & (class::NAME | class::LEVEL | class::EXPR) != 0 {
                // It is something, and something else: `Level.succ` of zero and a free variable have one shape.
                return expected(object, class::name(class));
            }
            if let class::NAMES | class::LEVELS = class {
                let item = if class == class::NAMES { class::NAME } else { class::LEVEL };
                match as_cons(object) {
                    None => return expected(object, class::name(class)),
                    Some((head, _)) if self.class_of(head) & item == 0 => (word, class) = (head, item),
                    Some((_, tail)) => word = tail,
                }
                continue;
            }
            let fields = object.num_fields();
            let shape = Shape::candidates(object.tag(), fields).iter().copied().find(|s| {
                s.class() == class
                    && object.kind() == Kind::Ctor
                    && object.byte_size() == ctor_size(self.width, fields, s.scalars())
            });
            let Some(shape) = shape else { return expected(object, class::name(class)) };
            match self.compute(shape, object) {
                Ok(computed) => {
                    let stored = object.scalar_u64(0).unwrap_or_default();
                    let reason = Reason::CachedWord { what: shape.what(), stored, computed };
                    return Refusal { reason, ..expected(object, "") };
                }
                Err(Fault::Field(i, wanted)) => {
                    (word, class) = (object.field(i).unwrap_or(Word::Scalar(u64::MAX)), wanted);
                }
                Err(Fault::Value) => return expected(object, class::name(class)),
                Err(Fault::Work(refusal)) => return refusal,
            }
        }
    }
}

/// A natural number in field `i`, modulo 2^64, and whether that is all of it.
fn nat(object: Object<'_>, i: usize) -> Result<(u64, bool), Fault> {
    object.field(i).and_then(Word::nat).ok_or(Fault::Value)
}

/// The byte behind the cached word.
fn byte_at_most(object: Object<'_>, max: u8) -> Result<(), Fault> {
    if object.scalar_u8(8).is_some_and(|b| b <= max) { Ok(()) } else { Err(Fault::Value) }
}
