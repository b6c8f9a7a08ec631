//! A value for each object of an image, in a table by place.

use olean::view::{Image, Place};

/// One value for each place where an object could start: each fourth byte.
pub struct Places<T>(pub Vec<Vec<T>>);

impl<T: Clone + Default> Places<T> {
    /// A table of defaults.
    pub fn new(image: &Image<'_>) -> Places<T> {
        Places(image.parts().iter().map(|p| vec![T::default(); p.bytes().len() / 4 + 1]).collect())
    }

    /// The value at a place of the image that the table was made for.
    pub fn at(&mut self, place: Place) -> &mut T {
        &mut self.0[place.part as usize][place.offset as usize / 4]
    }

    /// The value at a place of the image that the table was made for.
    pub fn get(&self, place: Place) -> &T {
        &self.0[place.part as usize][place.offset as usize / 4]
    }
}
