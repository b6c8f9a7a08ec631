//! Test support: small images made by hand, a seeded mutator of real ones, and a walk that reads everything.
//!
//! What it is: code that the tests, the `mutate` example and the fuzz targets of this crate share. It is not part of
//! the crate's interface and is hidden from its documentation.

pub mod build;
pub mod mutate;

use crate::view::{Image, Kind, Word};

/// Reads every word, byte, string and digit of an image through the accessors and folds them into one number. For an
/// accepted file it must neither panic nor leave the bytes.
pub fn read_everything(image: &Image<'_>) -> u64 {
    let mut sum = Fold(0);
    for part in 0..image.parts().len() {
        if let Some(root) = image.root(part) {
            sum.word(root);
        }
        for object in image.objects(part) {
            sum.object(object);
        }
    }
    sum.word(image.last_root());
    sum.0
}

struct Fold(u64);

impl Fold {
    fn add(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }

    fn word(&mut self, word: Word<'_>) {
        match word {
            Word::Scalar(n) => self.add(n),
            Word::Object(o) => {
                // The kind of a target is read, so that a target outside the bytes could not go unnoticed.
                self.add(o.kind() as u64);
                self.add(o.place().offset);
            }
        }
    }

    fn object(&mut self, object: crate::view::Object<'_>) {
        self.add(object.byte_size() as u64);
        for child in object.children() {
            self.word(child);
        }
        match object.kind() {
            Kind::Ctor | Kind::Fat => {
                self.add(u64::from(object.ctor_index().unwrap_or_default()));
                self.bytes(object.scalars());
                self.add(object.scalar_u64(0).unwrap_or_default());
            }
            Kind::String => self.bytes(object.as_str().map(str::as_bytes).unwrap_or_default()),
            Kind::ScalarArray => self.bytes(object.scalar_array().map(|(_, b)| b).unwrap_or_default()),
            Kind::Mpz => {
                if let Some(big) = object.big() {
                    self.add(u64::from(big.is_negative()));
                    big.limbs().for_each(|limb| self.add(limb));
                }
            }
            Kind::Closure => self.add(object.closure().map(|(f, ..)| f).unwrap_or_default()),
            Kind::Array | Kind::Thunk | Kind::Task | Kind::Promise | Kind::Ref => {}
        }
    }
}
