//! A builder of small images, object by object, for both widths, all header versions and both encodings.
//!
//! What it is: the shortest way to a well-formed file in which a test then damages one thing. It shares nothing, and
//! it lays out exactly what it is told, in the order in which it is told.
//! What it is not: the compactor.

use crate::header::{FLAG_FAT, FLAG_GMP, HeaderV2, Version};
use rt::layout::{Width, align_up, box_word, ctor_size, fat, mpz, tag};

/// A file under construction.
#[derive(Clone, Debug)]
pub struct Builder {
    width: Width,
    version: Version,
    flags: u8,
    base: u64,
    bytes: Vec<u8>,
    root_at: usize,
    closures: Vec<u64>,
}

impl Builder {
    /// An empty file at base address `base`.
    pub fn new(width: Width, version: Version, flags: u8, base: u64) -> Builder {
        let mut bytes = Vec::new();
        // Header fields that the writer refuses would only hide what a test is about.
        let header = HeaderV2 { width, flags, lean_version: "4.28.0-pre", commit: "", base };
        if header.write(&mut bytes).is_err() {
            bytes.resize(HeaderV2::size(width), 0);
        }
        match version {
            Version::V1 => {
                let tail = bytes.split_off(80);
                bytes.truncate(5);
                bytes.resize(48, 0);
                bytes.extend(tail);
            }
            Version::V2 => {}
            Version::V3 => bytes.resize(bytes.len() + width.bytes(), 0),
        }
        bytes[5] = version as u8;
        let root_at = bytes.len();
        bytes.resize(root_at + width.bytes(), 0);
        Builder { width, version, flags, base, bytes, root_at, closures: Vec::new() }
    }

    /// A version 2 file with native big numbers.
    pub fn v2(width: Width) -> Builder {
        Builder::new(width, Version::V2, 0, 0x2345_0000)
    }

    /// A version 2 file in which fat constructors may occur.
    pub fn with_fat() -> Builder {
        Builder::new(Width::W64, Version::V2, FLAG_FAT | FLAG_GMP, 0x12_3456_0000)
    }

    /// The next part after this one, of whose finished file `len` is the length.
    pub fn next_part(&self, len: usize) -> Builder {
        let base = self.base + align_up(len, 1 << 16) as u64;
        Builder::new(self.width, self.version, self.flags, base)
    }

    /// File offset of the object or root that comes next.
    pub fn here(&self) -> usize {
        self.bytes.len()
    }

    /// File offset of a word's target.
    pub fn offset(&self, word: u64) -> usize {
        (word - self.base) as usize
    }

    /// The bytes, for tests that damage a file before its root is known.
    pub fn bytes_mut(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    fn size(&mut self, n: u64) {
        let word = self.width.bytes();
        self.bytes.extend_from_slice(&n.to_le_bytes()[..word]);
    }

    fn begin(&mut self, tag: u8, other: u8, cs_sz: usize) -> u64 {
        let word = self.base + self.bytes.len() as u64;
        self.bytes.extend_from_slice(&[0; 4]);
        self.bytes.extend_from_slice(&(cs_sz as u16).to_le_bytes());
        self.bytes.extend_from_slice(&[other, tag]);
        word
    }

    fn end(&mut self) {
        self.bytes.resize(align_up(self.bytes.len(), self.width.bytes()), 0);
    }

    /// A constructor: boxed fields, then scalar bytes, then padding to the granule.
    pub fn ctor(&mut self, tag: u8, fields: &[u64], scalars: &[u8]) -> u64 {
        let size = ctor_size(self.width, fields.len(), scalars.len());
        let word = self.begin(tag, fields.len() as u8, size);
        let end = self.bytes.len() - 8 + size;
        fields.iter().for_each(|f| self.size(*f));
        self.bytes.extend_from_slice(scalars);
        self.bytes.resize(end, 0);
        word
    }

    /// An array of values.
    pub fn array(&mut self, items: &[u64]) -> u64 {
        let word = self.begin(tag::ARRAY, 0, 1);
        self.size(items.len() as u64);
        self.size(items.len() as u64);
        items.iter().for_each(|i| self.size(*i));
        word
    }

    /// A scalar array of `bytes.len() / element` elements.
    pub fn scalar_array(&mut self, element: u8, bytes: &[u8]) -> u64 {
        let word = self.begin(tag::SCALAR_ARRAY, element, 1);
        let len = (bytes.len() / usize::from(element)) as u64;
        self.size(len);
        self.size(len);
        self.bytes.extend_from_slice(bytes);
        self.end();
        word
    }

    /// A string.
    pub fn string(&mut self, text: &str) -> u64 {
        let word = self.begin(tag::STRING, 0, 1);
        self.size(text.len() as u64 + 1);
        self.size(text.len() as u64 + 1);
        self.size(text.chars().count() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(0);
        self.end();
        word
    }

    /// A big number; `magnitude` is little-endian and is padded to whole digits.
    pub fn big(&mut self, negative: bool, magnitude: &[u8]) -> u64 {
        let gmp = self.flags & FLAG_GMP != 0 || self.version == Version::V1;
        let encoding = if gmp { mpz::Encoding::Gmp } else { mpz::Encoding::Native };
        let m = mpz::offsets(self.width, encoding);
        let digits = magnitude.len().div_ceil(m.digit);
        let word = self.begin(tag::MPZ, 0, m.digits + digits * m.digit);
        if gmp {
            let count = digits as i32;
            self.bytes.extend_from_slice(&count.to_le_bytes());
            self.bytes.extend_from_slice(&(if negative { -count } else { count }).to_le_bytes());
        } else {
            self.size(u64::from(negative));
            self.size(digits as u64);
        }
        self.size(word + m.digits as u64);
        let end = self.bytes.len() + digits * m.digit;
        self.bytes.extend_from_slice(magnitude);
        self.bytes.resize(end, 0);
        self.end();
        word
    }

    /// An object of one value, a thunk or task with a null after it.
    pub fn cell(&mut self, tag: u8, value: u64) -> u64 {
        let layout = self.width.offsets();
        let paired = matches!(tag, tag::THUNK | tag::TASK);
        let word = self.begin(tag, 0, if paired { layout.thunk_size } else { layout.ref_size });
        self.size(value);
        if paired {
            self.size(0);
        }
        word
    }

    /// A closure; listed in the trailer of version 3.
    pub fn closure(&mut self, fun: u64, arity: u16, fixed: &[u64]) -> u64 {
        let layout = self.width.offsets();
        let size = layout.closure_args + fixed.len() * layout.word;
        let word = self.begin(tag::CLOSURE, 0, size);
        self.closures.push((self.bytes.len() - self.root_at) as u64);
        self.size(fun);
        self.bytes.extend_from_slice(&arity.to_le_bytes());
        self.bytes.extend_from_slice(&(fixed.len() as u16).to_le_bytes());
        self.bytes.resize(self.offset(word) + layout.closure_args, 0);
        fixed.iter().for_each(|f| self.size(*f));
        word
    }

    /// A fat constructor.
    pub fn fat(&mut self, index: u32, fields: &[u64], scalars: &[u8]) -> u64 {
        let word = self.begin(tag::FAT, 0, 1);
        for n in [index, fields.len() as u32, scalars.len() as u32, 0] {
            self.bytes.extend_from_slice(&n.to_le_bytes());
        }
        fields.iter().for_each(|f| self.size(*f));
        self.bytes.extend_from_slice(scalars);
        let size = fat::size(fields.len(), scalars.len()).unwrap_or(0);
        self.bytes.resize(self.offset(word) + size, 0);
        word
    }

    /// The finished file.
    pub fn finish(&self, root: u64) -> Vec<u8> {
        let mut file = self.bytes.clone();
        let word = self.width.bytes();
        file[self.root_at..self.root_at + word].copy_from_slice(&root.to_le_bytes()[..word]);
        if self.version == Version::V3 {
            let payload = (file.len() - self.root_at) as u64;
            file[self.root_at - word..self.root_at].copy_from_slice(&payload.to_le_bytes()[..word]);
            file.extend_from_slice(&(self.closures.len() as u32).to_le_bytes());
            self.closures.iter().for_each(|c| file.extend_from_slice(&c.to_le_bytes()));
            let library = b"libleanshared.so";
            file.extend_from_slice(&1u32.to_le_bytes());
            file.extend_from_slice(&0x7000_0000u64.to_le_bytes()[..word]);
            file.extend_from_slice(&(library.len() as u32).to_le_bytes());
            file.extend_from_slice(library);
        }
        file
    }

    /// A file with one object of every kind that its version, flags and width allow.
    pub fn one_of_each(mut self) -> Vec<u8> {
        let text = self.string("Lean");
        let greek = self.string("αβγ 🌍");
        let empty = self.string("");
        let bytes = self.scalar_array(1, b"bytes");
        let floats = self.scalar_array(8, &1.5f64.to_le_bytes());
        let big = self.big(false, &[1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let negative = self.big(true, &[0xff; 8]);
        let leaf = self.ctor(0, &[], &2.5f64.to_le_bytes());
        let pair = self.ctor(1, &[text, big], &[7; 9]);
        let items = self.array(&[pair, greek, empty, bytes, floats, negative, leaf, box_word(12)]);
        let thunk = self.cell(tag::THUNK, items);
        let task = self.cell(tag::TASK, thunk);
        let promise = self.cell(tag::PROMISE, task);
        let reference = self.cell(tag::REF, promise);
        let mut all = vec![items, reference, box_word(0)];
        if self.version == Version::V3 {
            all.push(self.closure(0x7000_1230, 3, &[pair, box_word(4)]));
        }
        if self.flags & FLAG_FAT != 0 {
            let fields: Vec<u64> = (0..300).map(|i| if i % 3 == 0 { pair } else { box_word(i) }).collect();
            all.push(self.fat(3, &fields, &[1; 5]));
        }
        let root = self.ctor(243, &all, &[]);
        self.finish(root)
    }
}
