//! Reading objects where they lie: a cursor over verified bytes that hides width, bases and big-number encoding.
//!
//! What it is: [`Image`], the verified parts of one module side by side, and [`Word`] and [`Object`], two `Copy` cursors
//! into it. The same code reads 32- and 64-bit files; loads are unaligned, since 32-bit objects are only 4-aligned.
//! What it is not: typed. Whether a constructor is an `Expr` is for [`crate::words`] and [`crate::module_data`] to say.
//! Assumes: the bytes passed the verifier, which is the only code that makes an `Image`. Every size, target and string
//! was checked there, so accessors index without an error path; each index is still bounds-checked by the language.
//!
//! An accessor that asks for what the object's kind does not have returns `None`.

use crate::header::{Header, load_word};
use rt::bignum::text::{self, Radix};
use rt::bignum::{Limbs, Value};
use rt::layout::{self, Offsets, Width, align_up, header as object_header, mpz, tag};

/// The verified parts of one module.
#[derive(Debug)]
pub struct Image<'a> {
    parts: Vec<Part<'a>>,
    width: Width,
    encoding: mpz::Encoding,
}

/// One verified file.
#[derive(Debug)]
pub struct Part<'a> {
    bytes: &'a [u8],
    header: Header,
}

impl<'a> Part<'a> {
    /// The whole file.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Its header.
    pub fn header(&self) -> &Header {
        &self.header
    }
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Ordinary constructor.
    Ctor,
    /// Function with some of its arguments; version 3 only.
    Closure,
    /// Array of values.
    Array,
    /// Array of bytes or floats.
    ScalarArray,
    /// String.
    String,
    /// Big number.
    Mpz,
    /// Forced thunk.
    Thunk,
    /// Finished task.
    Task,
    /// Promise of a finished task.
    Promise,
    /// Mutable reference.
    Ref,
    /// Fat constructor; only where the header announces it.
    Fat,
}

impl Kind {
    /// Number of kinds.
    pub const COUNT: usize = 11;
    /// All kinds, in the order of their discriminants.
    pub const ALL: [Kind; Kind::COUNT] = [
        Kind::Ctor,
        Kind::Closure,
        Kind::Array,
        Kind::ScalarArray,
        Kind::String,
        Kind::Mpz,
        Kind::Thunk,
        Kind::Task,
        Kind::Promise,
        Kind::Ref,
        Kind::Fat,
    ];

    /// The kind of a tag that the verifier accepts; every other tag reads as a constructor.
    #[inline]
    pub(crate) fn of_tag(tag: u8) -> Kind {
        match tag {
            tag::CLOSURE => Kind::Closure,
            tag::ARRAY => Kind::Array,
            tag::SCALAR_ARRAY => Kind::ScalarArray,
            tag::STRING => Kind::String,
            tag::MPZ => Kind::Mpz,
            tag::THUNK => Kind::Thunk,
            tag::TASK => Kind::Task,
            tag::PROMISE => Kind::Promise,
            tag::REF => Kind::Ref,
            tag::FAT => Kind::Fat,
            _ => Kind::Ctor,
        }
    }

    /// A word for tables: `constructor`, `string`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Ctor => "constructor",
            Kind::Closure => "closure",
            Kind::Array => "array",
            Kind::ScalarArray => "scalar array",
            Kind::String => "string",
            Kind::Mpz => "big number",
            Kind::Thunk => "thunk",
            Kind::Task => "task",
            Kind::Promise => "promise",
            Kind::Ref => "ref",
            Kind::Fat => "fat constructor",
        }
    }
}

/// A value: a boxed scalar or an object.
#[derive(Clone, Copy, Debug)]
pub enum Word<'i> {
    /// The unboxed scalar.
    Scalar(u64),
    /// The object.
    Object(Object<'i>),
}

impl<'i> Word<'i> {
    /// The scalar, if it is one.
    pub fn scalar(self) -> Option<u64> {
        match self {
            Word::Scalar(n) => Some(n),
            Word::Object(_) => None,
        }
    }

    /// The object, if it is one.
    pub fn object(self) -> Option<Object<'i>> {
        match self {
            Word::Scalar(_) => None,
            Word::Object(o) => Some(o),
        }
    }

    /// The constructor index: of a scalar its value, of a constructor its tag.
    pub fn ctor_index(self) -> Option<u64> {
        match self {
            Word::Scalar(n) => Some(n),
            Word::Object(o) => o.ctor_index().map(u64::from),
        }
    }

    /// The natural number in this word, modulo 2^64, with `true` if nothing was cut. `None` for other values, among
    /// them a big number that `Nat` stores boxed at this width (only `Int` may store it so).
    pub fn nat(self) -> Option<(u64, bool)> {
        match self {
            Word::Scalar(n) => Some((n, true)),
            Word::Object(o) => {
                let (low, whole) = o.big().filter(|b| !b.is_negative())?.low_word();
                (!whole || low > o.image.width.max_small_nat()).then_some((low, whole))
            }
        }
    }

    /// Whether the word is a natural number.
    pub fn is_nat(self) -> bool {
        self.nat().is_some()
    }
}

/// Identity of an object in its image: the part and the file offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Index of the part.
    pub part: u32,
    /// File offset of the object's first byte.
    pub offset: u64,
}

/// A cursor on one object.
#[derive(Clone, Copy)]
pub struct Object<'i> {
    image: &'i Image<'i>,
    part: u32,
    offset: usize,
}

impl std::fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}:{:#x}", self.kind().name(), self.part, self.offset)
    }
}

impl<'a> Image<'a> {
    /// Puts verified parts side by side. Only the verifier may call this: the accessors rely on its checks.
    pub(crate) fn new(parts: Vec<(&'a [u8], Header)>) -> Image<'a> {
        let (width, encoding) = match parts.first() {
            Some((_, header)) => (header.width(), header.encoding()),
            None => (Width::W64, mpz::Encoding::Gmp),
        };
        let parts = parts.into_iter().map(|(bytes, header)| Part { bytes, header }).collect();
        Image { parts, width, encoding }
    }

    /// The parts, in the order in which they were verified.
    pub fn parts(&self) -> &[Part<'a>] {
        &self.parts
    }

    /// Pointer width of every part.
    pub fn width(&self) -> Width {
        self.width
    }

    /// Form of the big numbers in every part.
    pub fn encoding(&self) -> mpz::Encoding {
        self.encoding
    }

    /// The root of part `part`, or `None` if there is no such part.
    pub fn root(&self, part: usize) -> Option<Word<'_>> {
        let header = &self.parts.get(part)?.header;
        Some(self.word_at(part as u32, header.payload().start))
    }

    /// The root of the last part: the one that holds the most.
    pub fn last_root(&self) -> Word<'_> {
        self.root(self.parts.len().wrapping_sub(1)).unwrap_or(Word::Scalar(0))
    }

    /// The objects of part `part` in file order; children come before their parents.
    pub fn objects(&self, part: usize) -> Objects<'_> {
        match self.parts.get(part) {
            Some(p) => {
                Objects { image: self, part: part as u32, at: p.header.first_object(), end: p.header.payload().end }
            }
            None => Objects { image: self, part: 0, at: 0, end: 0 },
        }
    }

    /// The object at a place that this image handed out.
    ///
    /// # Panics
    /// May panic, or return nonsense that is in bounds, for a place from another image.
    pub fn at(&self, place: Place) -> Object<'_> {
        Object { image: self, part: place.part, offset: place.offset as usize }
    }

    /// Decodes the word at `offset` of part `part`.
    #[inline]
    fn word_at(&self, part: u32, offset: usize) -> Word<'_> {
        let raw = load_word(self.parts[part as usize].bytes, offset, self.width);
        if raw & 1 == 1 {
            return Word::Scalar(raw >> 1);
        }
        let (part, offset) = self.locate(part, raw);
        Word::Object(Object { image: self, part, offset })
    }

    /// Part and offset of an address found in part `from`: that part first, then the earlier ones.
    #[inline]
    fn locate(&self, from: u32, address: u64) -> (u32, usize) {
        for part in (0..=from).rev() {
            let p = &self.parts[part as usize];
            let offset = match self.width {
                Width::W32 => u64::from((address as u32).wrapping_sub(p.header.base() as u32)),
                Width::W64 => address.wrapping_sub(p.header.base()),
            };
            if offset < p.bytes.len() as u64 {
                return (part, offset as usize);
            }
        }
        rt::bug!("the verifier let the pointer {address:#x} of part {from} pass")
    }
}

/// The objects of one part in file order.
#[derive(Clone, Debug)]
pub struct Objects<'i> {
    image: &'i Image<'i>,
    part: u32,
    at: usize,
    end: usize,
}

impl<'i> Iterator for Objects<'i> {
    type Item = Object<'i>;

    fn next(&mut self) -> Option<Object<'i>> {
        if self.at >= self.end {
            return None;
        }
        let object = Object { image: self.image, part: self.part, offset: self.at };
        self.at += align_up(object.byte_size(), self.image.width.bytes());
        Some(object)
    }
}

impl<'i> Object<'i> {
    /// Where the object is; equal for two cursors exactly if they are on the same object.
    pub fn place(self) -> Place {
        Place { part: self.part, offset: self.offset as u64 }
    }

    /// The image that the object is in.
    pub fn image(self) -> &'i Image<'i> {
        self.image
    }

    /// The file that the object is in.
    #[inline]
    fn bytes(self) -> &'i [u8] {
        self.image.parts[self.part as usize].bytes
    }

    #[inline]
    fn layout(self) -> Offsets {
        self.image.width.offsets()
    }

    #[inline]
    fn u8_at(self, offset: usize) -> u8 {
        self.bytes()[self.offset + offset]
    }

    #[inline]
    fn u16_at(self, offset: usize) -> u16 {
        let at = self.offset + offset;
        let bytes = self.bytes();
        u16::from_le_bytes([bytes[at], bytes[at + 1]])
    }

    #[inline]
    fn u32_at(self, offset: usize) -> u32 {
        load_word(self.bytes(), self.offset + offset, Width::W32) as u32
    }

    #[inline]
    fn size_at(self, offset: usize) -> usize {
        load_word(self.bytes(), self.offset + offset, self.image.width) as usize
    }

    #[inline]
    fn word_at(self, offset: usize) -> Word<'i> {
        self.image.word_at(self.part, self.offset + offset)
    }

    /// The tag byte.
    #[inline]
    pub fn tag(self) -> u8 {
        self.u8_at(object_header::TAG)
    }

    /// What the object is.
    #[inline]
    pub fn kind(self) -> Kind {
        Kind::of_tag(self.tag())
    }

    /// Bytes of the object, without the padding that aligns the next one.
    #[inline]
    pub fn byte_size(self) -> usize {
        let o = self.layout();
        match self.kind() {
            Kind::Ctor => usize::from(self.u16_at(object_header::CS_SZ)),
            Kind::Closure => o.closure_args + o.word * usize::from(self.u16_at(o.closure_fixed)),
            Kind::Array => o.array_data + o.word * self.size_at(o.array_size),
            Kind::ScalarArray => {
                o.array_data + usize::from(self.u8_at(object_header::OTHER)) * self.size_at(o.array_size)
            }
            Kind::String => o.string_data + self.size_at(o.string_size),
            Kind::Mpz => {
                let m = mpz::offsets(self.image.width, self.image.encoding);
                m.digits + m.digit * self.digit_count()
            }
            Kind::Thunk | Kind::Task => o.thunk_size,
            Kind::Promise | Kind::Ref => o.ref_size,
            Kind::Fat => {
                let (fields, scalars) =
                    (self.u32_at(layout::fat::NOBJ) as usize, self.u32_at(layout::fat::SCALARS) as usize);
                layout::fat::size(fields, scalars).unwrap_or(usize::MAX)
            }
        }
    }

    /// The constructor index, of either kind of constructor.
    pub fn ctor_index(self) -> Option<u32> {
        match self.kind() {
            Kind::Ctor => Some(u32::from(self.tag())),
            Kind::Fat => Some(self.u32_at(layout::fat::INDEX)),
            _ => None,
        }
    }

    /// Offset of the first boxed value, and how many there are: fields, elements, captured arguments, or the one value
    /// of a thunk, task, promise or ref.
    #[inline]
    pub(crate) fn children_span(self) -> (usize, usize) {
        let o = self.layout();
        match self.kind() {
            Kind::Ctor => (o.ctor_fields, usize::from(self.u8_at(object_header::OTHER))),
            Kind::Fat => (layout::fat::FIELDS, self.u32_at(layout::fat::NOBJ) as usize),
            Kind::Array => (o.array_data, self.size_at(o.array_size)),
            Kind::Closure => (o.closure_args, usize::from(self.u16_at(o.closure_fixed))),
            Kind::Thunk | Kind::Task => (o.thunk_value, 1),
            Kind::Promise | Kind::Ref => (o.ref_value, 1),
            Kind::ScalarArray | Kind::String | Kind::Mpz => (0, 0),
        }
    }

    /// Every boxed value in the object, in storage order.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Word<'i>> + ExactSizeIterator {
        let (start, count) = self.children_span();
        let word = self.layout().word;
        (0..count).map(move |i| self.word_at(start + i * word))
    }

    /// Number of boxed fields; 0 for what is not a constructor.
    #[inline]
    pub fn num_fields(self) -> usize {
        match self.kind() {
            Kind::Ctor | Kind::Fat => self.children_span().1,
            _ => 0,
        }
    }

    /// Boxed field `i` of a constructor.
    #[inline]
    pub fn field(self, i: usize) -> Option<Word<'i>> {
        match self.kind() {
            Kind::Ctor | Kind::Fat => self.child(i),
            _ => None,
        }
    }

    #[inline]
    pub(crate) fn child(self, i: usize) -> Option<Word<'i>> {
        let (start, count) = self.children_span();
        (i < count).then(|| self.word_at(start + i * self.layout().word))
    }

    /// The bytes after a constructor's boxed fields: usize fields, scalars and padding. Empty for other kinds.
    #[inline]
    pub fn scalars(self) -> &'i [u8] {
        match self.kind() {
            Kind::Ctor | Kind::Fat => {
                let (start, count) = self.children_span();
                let from = self.offset + start + count * self.layout().word;
                &self.bytes()[from..self.offset + self.byte_size()]
            }
            _ => &[],
        }
    }

    /// The byte at `offset` of the scalar area.
    #[inline]
    pub fn scalar_u8(self, offset: usize) -> Option<u8> {
        self.scalars().get(offset).copied()
    }

    /// The 32-bit scalar at `offset` of the scalar area.
    pub fn scalar_u32(self, offset: usize) -> Option<u32> {
        let bytes = self.scalars().get(offset..)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*bytes))
    }

    /// The 64-bit scalar at `offset` of the scalar area. The cached word of a `Name`, `Level` or `Expr` is at 0.
    #[inline]
    pub fn scalar_u64(self, offset: usize) -> Option<u64> {
        let bytes = self.scalars().get(offset..)?.first_chunk::<8>()?;
        Some(u64::from_le_bytes(*bytes))
    }

    /// Number of elements of an array of values.
    pub fn array_len(self) -> Option<usize> {
        (self.kind() == Kind::Array).then(|| self.children_span().1)
    }

    /// Element `i` of an array of values.
    pub fn item(self, i: usize) -> Option<Word<'i>> {
        if self.kind() == Kind::Array { self.child(i) } else { None }
    }

    /// Element size and bytes of a scalar array.
    pub fn scalar_array(self) -> Option<(usize, &'i [u8])> {
        if self.kind() != Kind::ScalarArray {
            return None;
        }
        let from = self.offset + self.layout().array_data;
        let bytes = &self.bytes()[from..self.offset + self.byte_size()];
        Some((usize::from(self.u8_at(object_header::OTHER)), bytes))
    }

    /// The bytes of a string without its final NUL; UTF-8 by the verifier's check.
    pub fn str_bytes(self) -> Option<&'i [u8]> {
        if self.kind() != Kind::String {
            return None;
        }
        let o = self.layout();
        let from = self.offset + o.string_data;
        Some(&self.bytes()[from..from + self.size_at(o.string_size) - 1])
    }

    /// The text of a string. The bytes are looked through once more: this crate's safe half does not skip checks.
    pub fn as_str(self) -> Option<&'i str> {
        self.str_bytes().and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// The value of a thunk, task, promise or ref.
    pub fn value(self) -> Option<Word<'i>> {
        match self.kind() {
            Kind::Thunk | Kind::Task | Kind::Promise | Kind::Ref => self.child(0),
            _ => None,
        }
    }

    /// Function pointer as stored, arity and number of captured arguments of a closure.
    pub fn closure(self) -> Option<(u64, u16, u16)> {
        if self.kind() != Kind::Closure {
            return None;
        }
        let o = self.layout();
        let fun = load_word(self.bytes(), self.offset + o.closure_fun, self.image.width);
        Some((fun, self.u16_at(o.closure_arity), self.u16_at(o.closure_fixed)))
    }

    /// A big number.
    pub fn big(self) -> Option<Big<'i>> {
        if self.kind() != Kind::Mpz {
            return None;
        }
        let m = mpz::offsets(self.image.width, self.image.encoding);
        let negative = match self.image.encoding {
            mpz::Encoding::Gmp => (self.u32_at(m.count) as i32) < 0,
            mpz::Encoding::Native => self.u8_at(m.first) != 0,
        };
        let from = self.offset + m.digits;
        Some(Big { negative, magnitude: &self.bytes()[from..from + m.digit * self.digit_count()] })
    }

    fn digit_count(self) -> usize {
        let m = mpz::offsets(self.image.width, self.image.encoding);
        match self.image.encoding {
            mpz::Encoding::Gmp => (self.u32_at(m.count) as i32).unsigned_abs() as usize,
            mpz::Encoding::Native => self.size_at(m.count),
        }
    }
}

/// A big number: sign and magnitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Big<'i> {
    negative: bool,
    magnitude: &'i [u8],
}

impl<'i> Big<'i> {
    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.negative
    }

    /// The magnitude, little-endian. Digits of every width lie the same way, so these bytes are independent of width
    /// and encoding, except for zeros at the end.
    pub fn magnitude(self) -> &'i [u8] {
        let zeros = self.magnitude.iter().rev().take_while(|b| **b == 0).count();
        &self.magnitude[..self.magnitude.len() - zeros]
    }

    /// The magnitude modulo 2^64, and whether that is all of it.
    pub fn low_word(self) -> (u64, bool) {
        let bytes = self.magnitude();
        let mut low = [0; 8];
        let n = bytes.len().min(8);
        low[..n].copy_from_slice(&bytes[..n]);
        (u64::from_le_bytes(low), bytes.len() <= 8)
    }

    /// The magnitude as 64-bit digits, least significant first.
    pub fn limbs(self) -> impl ExactSizeIterator<Item = u64> + use<'i> {
        self.magnitude().chunks(8).map(|chunk| {
            let mut limb = [0; 8];
            limb[..chunk.len()].copy_from_slice(chunk);
            u64::from_le_bytes(limb)
        })
    }
}

impl std::fmt::Display for Big<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let limbs: Vec<u64> = self.limbs().collect();
        let number = Limbs::new(self.negative, &limbs);
        f.write_str(&text::int_to_string(Value::Big(number), Radix::DECIMAL))
    }
}
