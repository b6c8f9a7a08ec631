//! Writing one object: header, sizes, words and bytes, at either width.

use super::Shape;
use rt::layout::{REGION_SIZED_KINDS_CS_SZ, Width, header, mpz, tag};

/// Appends objects to the bytes of a file.
pub(super) struct Emitter<'b> {
    pub width: Width,
    pub encoding: mpz::Encoding,
    pub bytes: &'b mut Vec<u8>,
    /// Address of byte 0.
    pub base: u64,
}

impl Emitter<'_> {
    /// Appends an object with these words; `false` if a size does not fit the width. Padding behind the object is the
    /// caller's.
    pub fn object(&mut self, shape: &Shape<'_>, words: &[u64]) -> bool {
        match shape {
            Shape::Ctor { tag, area } => self.ctor(*tag, words, area),
            Shape::Fat { index, scalars, area } => self.fat(*index, *scalars, words, area),
            Shape::Array => self.array(words),
            Shape::ScalarArray(elem, data) => self.scalar_array(*elem, data),
            Shape::String(text) => self.string(text),
            Shape::Mpz(negative, magnitude) => self.mpz(*negative, magnitude),
            Shape::Thunk => self.cell(tag::THUNK, words, true),
            Shape::Task => self.cell(tag::TASK, words, true),
            Shape::Promise => self.cell(tag::PROMISE, words, false),
            Shape::Ref => self.cell(tag::REF, words, false),
        }
    }

    fn header(&mut self, cs_sz: usize, other: u8, tag: u8) {
        self.bytes.extend_from_slice(&0i32.to_le_bytes());
        // A size past 64 KiB is cut, as upstream cuts it; readers compute it from the object's own counts.
        self.bytes.extend_from_slice(&(cs_sz as u16).to_le_bytes());
        self.bytes.extend_from_slice(&[other, tag]);
    }

    /// Appends a `size_t` or pointer; `false` if it does not fit.
    fn word(&mut self, n: u64) -> bool {
        self.bytes.extend_from_slice(&n.to_le_bytes()[..self.width.bytes()]);
        self.width == Width::W64 || n <= u64::from(u32::MAX)
    }

    fn words(&mut self, words: &[u64]) -> bool {
        words.iter().all(|&w| self.word(w))
    }

    fn ctor(&mut self, tag: u8, words: &[u64], area: &[u8]) -> bool {
        let size = header::SIZE + self.width.bytes() * words.len() + area.len();
        self.header(size, words.len() as u8, tag);
        let fits = self.words(words);
        self.bytes.extend_from_slice(area);
        fits
    }

    fn fat(&mut self, index: u32, scalars: u32, words: &[u64], area: &[u8]) -> bool {
        let Ok(nobj) = u32::try_from(words.len()) else { return false };
        self.header(REGION_SIZED_KINDS_CS_SZ as usize, 0, tag::FAT);
        for n in [index, nobj, scalars, 0] {
            self.bytes.extend_from_slice(&n.to_le_bytes());
        }
        let fits = self.words(words);
        self.bytes.extend_from_slice(area);
        fits && self.width == Width::W64
    }

    fn array(&mut self, words: &[u64]) -> bool {
        self.header(REGION_SIZED_KINDS_CS_SZ as usize, 0, tag::ARRAY);
        let n = words.len() as u64;
        self.word(n) && self.word(n) && self.words(words)
    }

    fn scalar_array(&mut self, elem: u8, data: &[u8]) -> bool {
        self.header(REGION_SIZED_KINDS_CS_SZ as usize, elem, tag::SCALAR_ARRAY);
        let n = data.len() as u64 / u64::from(elem.max(1));
        let fits = self.word(n) && self.word(n);
        self.bytes.extend_from_slice(data);
        fits
    }

    fn string(&mut self, text: &[u8]) -> bool {
        self.header(REGION_SIZED_KINDS_CS_SZ as usize, 0, tag::STRING);
        let size = text.len() as u64 + 1;
        // Continuation bytes do not begin a code point.
        let length = text.iter().filter(|b| (**b & 0xc0) != 0x80).count() as u64;
        let fits = self.word(size) && self.word(size) && self.word(length);
        self.bytes.extend_from_slice(text);
        self.bytes.push(0);
        fits
    }

    fn mpz(&mut self, negative: bool, magnitude: &[u8]) -> bool {
        let m = mpz::offsets(self.width, self.encoding);
        let digits = magnitude.len().div_ceil(m.digit);
        let size = m.digits + m.digit * digits;
        let address = self.base + self.bytes.len() as u64 + m.digits as u64;
        self.header(size, 0, tag::MPZ);
        let fits = match self.encoding {
            mpz::Encoding::Gmp => {
                let Ok(n) = i32::try_from(digits) else { return false };
                self.bytes.extend_from_slice(&n.to_le_bytes());
                self.bytes.extend_from_slice(&(if negative { -n } else { n }).to_le_bytes());
                true
            }
            mpz::Encoding::Native => {
                let start = self.bytes.len();
                self.bytes.push(u8::from(negative));
                self.bytes.resize(start + self.width.bytes(), 0);
                self.word(digits as u64)
            }
        };
        // A pointer wraps with the width, as addresses do.
        self.bytes.extend_from_slice(&address.to_le_bytes()[..self.width.bytes()]);
        self.bytes.extend_from_slice(magnitude);
        self.bytes.resize(self.bytes.len() + m.digit * digits - magnitude.len(), 0);
        fits
    }

    /// A kind with one word, and with `null` a second one that is null.
    fn cell(&mut self, tag: u8, words: &[u64], null: bool) -> bool {
        let offsets = self.width.offsets();
        self.header(if null { offsets.thunk_size } else { offsets.ref_size }, 0, tag);
        self.words(words) && (!null || self.word(0))
    }
}
