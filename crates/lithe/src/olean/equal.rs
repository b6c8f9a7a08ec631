//! Which values of two images are equal.
//!
//! What it is: objects are numbered so that two objects, of one image or of both, have the same number exactly if the
//! values they stand for are equal. Children come before parents in a file, so one pass in the order of the file does
//! it, whatever the depth of terms and however much or little is shared. Numbers stand for whole contents, not for
//! hashes of them, so nothing collides.
//! What it is not: able to compare objects as two widths store them. [`comparable`] brings an image into the form that
//! can be compared: 32-bit files are seen at 64 bits, which also takes away the bytes that their writers never set. That
//! needs the types of the file's version; two 32-bit files of an unknown one are compared as they are stored.

use super::failure::Failure;
use super::inputs::Input;
use super::places::Places;
use super::rewrite::target_of;
use olean::compact::Target;
use olean::convert;
use olean::view::{Image, Kind, Object, Word};
use rt::layout::{Width, ctor_size, mpz::Encoding};
use std::collections::HashMap;

/// The parts of an image in the form that can be compared; `None` if they are in that form.
pub fn comparable(image: &Image<'_>, input: &Input) -> Result<Option<Vec<Vec<u8>>>, Failure> {
    if image.width() == Width::W64 {
        return Ok(None);
    }
    let target = Target { width: Width::W64, encoding: Encoding::Gmp, ..target_of(image) };
    match convert::width(image, target) {
        Ok(parts) => Ok(Some(parts)),
        Err(error) => Err(Failure::other(&input.path, "convert", error.to_string())),
    }
}

/// The numbers given so far.
#[derive(Default)]
pub struct Equality {
    /// Number by content. The standard hasher is keyed, so that no file can make the table slow.
    numbers: HashMap<Box<[u8]>, u32>,
    content: Vec<u8>,
}

/// The numbers of one image's objects.
pub struct Numbers(Places<u32>);

/// A value, comparable with those of other images that the same [`Equality`] has numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// A scalar.
    Scalar(u64),
    /// An object.
    Object(u32),
}

impl Numbers {
    /// The value of a word.
    pub fn value(&self, word: Word<'_>) -> Value {
        match word {
            Word::Scalar(n) => Value::Scalar(n),
            Word::Object(object) => Value::Object(*self.0.get(object.place())),
        }
    }
}

impl Equality {
    /// Numbers every object of an image.
    pub fn number(&mut self, image: &Image<'_>) -> Numbers {
        let mut numbers = Numbers(Places::new(image));
        for part in 0..image.parts().len() {
            for object in image.objects(part) {
                self.describe(object, &numbers);
                let next = self.numbers.len() as u32;
                let number = match self.numbers.get(self.content.as_slice()) {
                    Some(number) => *number,
                    None => {
                        self.numbers.insert(self.content.as_slice().into(), next);
                        next
                    }
                };
                *numbers.0.at(object.place()) = number;
            }
        }
        numbers
    }

    /// Writes down all that an object is: kind, constructor, children by their values, and its own bytes. The number of
    /// children comes first, so that no two objects have one description.
    fn describe(&mut self, object: Object<'_>, numbers: &Numbers) {
        let out = &mut self.content;
        out.clear();
        out.push(object.kind() as u8);
        out.extend_from_slice(&object.ctor_index().unwrap_or(0).to_le_bytes());
        let children = object.children();
        out.extend_from_slice(&(children.len() as u64).to_le_bytes());
        for child in children {
            match numbers.value(child) {
                Value::Scalar(n) => {
                    out.push(0);
                    out.extend_from_slice(&n.to_le_bytes());
                }
                Value::Object(n) => {
                    out.push(1);
                    out.extend_from_slice(&n.to_le_bytes());
                }
            }
        }
        match object.kind() {
            Kind::Ctor | Kind::Fat => out.extend_from_slice(scalars(object)),
            Kind::String => out.extend_from_slice(object.str_bytes().unwrap_or_default()),
            Kind::ScalarArray => {
                let (size, bytes) = object.scalar_array().unwrap_or_default();
                out.push(size as u8);
                out.extend_from_slice(bytes);
            }
            Kind::Mpz => {
                if let Some(big) = object.big() {
                    out.push(u8::from(big.is_negative()));
                    out.extend_from_slice(big.magnitude());
                }
            }
            Kind::Closure => {
                let (function, arity, fixed) = object.closure().unwrap_or_default();
                out.extend_from_slice(&function.to_le_bytes());
                out.extend_from_slice(&[arity, fixed].map(u16::to_le_bytes).concat());
            }
            Kind::Array | Kind::Thunk | Kind::Task | Kind::Promise | Kind::Ref => {}
        }
    }
}

/// The scalars of a constructor. Where types are not known, 32-bit binders and `let`s are recognised by their shape: the
/// bytes behind their flag are not set by anyone.
fn scalars<'i>(object: Object<'i>) -> &'i [u8] {
    let all = object.scalars();
    let binder = matches!((object.tag(), object.num_fields()), (6 | 7, 3) | (8, 4));
    let width = object.image().width();
    if width == Width::W32 && binder && object.byte_size() == ctor_size(width, object.num_fields(), 9) {
        return all.get(..9).unwrap_or(all);
    }
    all
}
