//! A file as a graph to be written again at its own width and in its own form of big numbers.
//!
//! Padding travels with the constructors: a 32-bit file keeps bytes there that its writer never set, and a file that
//! is rewritten must equal the original to the byte.

use super::{Graph, Shape, Slot, Table};
use crate::view::{Image, Kind, Object, Place, Word};
use rt::layout::fat;
use std::borrow::Cow;
use std::fmt;

/// A verified file, seen as values.
#[derive(Debug)]
pub struct Stored<'i>(&'i Image<'i>);

/// A closure: it has a place in version 3 files, which are not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HasClosure;

impl fmt::Display for HasClosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a closure cannot be written")
    }
}

impl std::error::Error for HasClosure {}

impl<'i> Stored<'i> {
    /// The values of an image.
    pub fn new(image: &'i Image<'i>) -> Self {
        Stored(image)
    }

    /// The root of a part as a slot.
    pub fn root(&self, part: usize) -> Option<Slot<Place>> {
        self.0.root(part).map(slot_of)
    }
}

pub(crate) fn slot_of(word: Word<'_>) -> Slot<Place> {
    match word {
        Word::Scalar(n) => Slot::Scalar(n),
        Word::Object(o) => Slot::Node(o.place()),
    }
}

/// The shape of an object that needs no translation.
pub(crate) fn shape_of<'i>(o: Object<'i>) -> Result<Shape<'i>, HasClosure> {
    Ok(match o.kind() {
        Kind::Ctor => Shape::Ctor { tag: o.tag(), area: Cow::Borrowed(o.scalars()) },
        Kind::Fat => {
            let nobj = o.num_fields();
            let area = o.scalars();
            let scalars = (o.byte_size() - fat::FIELDS - 8 * nobj).min(area.len()) as u32;
            Shape::Fat { index: o.ctor_index().unwrap_or(0), scalars, area: Cow::Borrowed(area) }
        }
        Kind::Array => Shape::Array,
        Kind::ScalarArray => {
            let (elem, data) = o.scalar_array().unwrap_or((1, &[]));
            Shape::ScalarArray(elem as u8, data)
        }
        Kind::String => Shape::String(o.str_bytes().unwrap_or(&[])),
        Kind::Mpz => match o.big() {
            Some(big) => Shape::Mpz(big.is_negative(), Cow::Borrowed(big.magnitude())),
            None => rt::bug!("a big number without digits"),
        },
        Kind::Thunk => Shape::Thunk,
        Kind::Task => Shape::Task,
        Kind::Promise => Shape::Promise,
        Kind::Ref => Shape::Ref,
        Kind::Closure => return Err(HasClosure),
    })
}

/// Addresses by place: one entry for each possible start of an object.
#[derive(Debug)]
pub struct ByPlace {
    shift: u32,
    parts: Vec<Vec<u64>>,
}

impl ByPlace {
    /// An empty table for the places of an image.
    pub fn new(image: &Image<'_>) -> ByPlace {
        let shift = image.width().bytes().trailing_zeros();
        let parts = image.parts().iter().map(|p| vec![0; (p.bytes().len() >> shift) + 1]).collect();
        ByPlace { shift, parts }
    }
}

impl Table<Place> for ByPlace {
    fn get(&self, n: Place) -> u64 {
        self.parts[n.part as usize][n.offset as usize >> self.shift]
    }

    fn set(&mut self, n: Place, value: u64) {
        self.parts[n.part as usize][n.offset as usize >> self.shift] = value;
    }
}

impl Graph for Stored<'_> {
    type Node = Place;
    type Table = ByPlace;
    type Error = HasClosure;

    fn table(&self) -> ByPlace {
        ByPlace::new(self.0)
    }

    fn shape(&self, node: Place) -> Result<Shape<'_>, HasClosure> {
        shape_of(self.0.at(node))
    }

    fn slot_count(&self, node: Place) -> usize {
        self.0.at(node).children().len()
    }

    fn slot(&self, node: Place, i: usize) -> Result<Slot<Place>, HasClosure> {
        match self.0.at(node).child(i) {
            Some(word) => Ok(slot_of(word)),
            None => rt::bug!("word {i} of an object with fewer"),
        }
    }
}
