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
//! Source of the formulas: [`term::data`]. `bottom` is the first pass, `typed` the second.
//!
//! # Cost
//! One byte per word of payload, and eight per string. Lists are shared, so walking them per use could take a hostile
//! file's squared length; the walk stops with [`Reason::TooMuchWork`] after a few steps per word of the file.

mod bottom;
mod shape;
mod typed;

use crate::error::Refusal;
use crate::view::Image;
use crate::wide::{W32, W64, Wide};
use bottom::{Books, Bottom, PartBytes};
use rt::layout::Width;
use typed::Typed;

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
        let parts = image.parts().iter().map(|p| PartBytes { bytes: p.bytes(), base: p.header().base() }).collect();
        let books = Books {
            image,
            parts,
            classes: &mut self.classes,
            hashes: &mut self.hashes,
            counts: WordCounts::default(),
            steps: 0,
            limit: 4 * words,
        };
        match image.width() {
            Width::W32 => check_at::<W32>(image, books),
            Width::W64 => check_at::<W64>(image, books),
        }
    }
}

fn check_at<'b, W: Wide>(image: &'b Image<'b>, books: Books<'_, 'b>) -> Result<WordCounts, Refusal> {
    let mut bottom = Bottom::<W>::new(books);
    for (part, p) in image.parts().iter().enumerate() {
        bottom.part(part, p.header().first_object(), p.header().payload().end)?;
    }
    let mut typed = Typed(bottom);
    for part in 0..image.parts().len() {
        typed.module(image, part)?;
    }
    Ok(typed.0.books.counts)
}
