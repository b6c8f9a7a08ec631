//! Counts over verified files: objects and bytes by kind, words by sort.
//!
//! What it is: what one walk of the verifier can count on its way, and nothing that needs a second walk. Counting is
//! optional: the verifier is compiled once with and once without it.
//! What it is not: an account by meaning (names, expressions); [`crate::words`] counts those.

use crate::view::Kind;

/// Counts over one or more files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Files.
    pub files: u64,
    /// Bytes of the files, headers included.
    pub file_bytes: u64,
    /// Objects by kind; index with `Kind as usize`.
    pub objects: [u64; Kind::COUNT],
    /// Bytes of these objects, without alignment padding.
    pub bytes: [u64; Kind::COUNT],
    /// Words in boxed slots (not root words) that are pointers.
    pub pointer_slots: u64,
    /// Words in boxed slots that are scalars.
    pub scalar_slots: u64,
    /// Ordinary constructors by tag.
    pub ctor_tags: [u64; 256],
    /// Most boxed fields of a constructor.
    pub max_fields: u64,
    /// Bytes of the largest constructor.
    pub max_ctor_bytes: u64,
    /// Elements of the longest array.
    pub longest_array: u64,
    /// Bytes of the longest string, without its NUL.
    pub longest_string: u64,
    /// Strings that are not ASCII.
    pub non_ascii_strings: u64,
}

impl Default for Stats {
    fn default() -> Self {
        Stats {
            files: 0,
            file_bytes: 0,
            objects: [0; Kind::COUNT],
            bytes: [0; Kind::COUNT],
            pointer_slots: 0,
            scalar_slots: 0,
            ctor_tags: [0; 256],
            max_fields: 0,
            max_ctor_bytes: 0,
            longest_array: 0,
            longest_string: 0,
            non_ascii_strings: 0,
        }
    }
}

impl Stats {
    /// Number of objects of every kind.
    pub fn total_objects(&self) -> u64 {
        self.objects.iter().sum()
    }

    /// Number of objects of one kind.
    pub fn objects_of(&self, kind: Kind) -> u64 {
        self.objects[kind as usize]
    }

    /// Bytes of the objects of one kind.
    pub fn bytes_of(&self, kind: Kind) -> u64 {
        self.bytes[kind as usize]
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: &Stats) {
        let join = |a: &mut [u64], b: &[u64]| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        self.files += other.files;
        self.file_bytes += other.file_bytes;
        join(&mut self.objects, &other.objects);
        join(&mut self.bytes, &other.bytes);
        join(&mut self.ctor_tags, &other.ctor_tags);
        self.pointer_slots += other.pointer_slots;
        self.scalar_slots += other.scalar_slots;
        self.non_ascii_strings += other.non_ascii_strings;
        self.max_fields = self.max_fields.max(other.max_fields);
        self.max_ctor_bytes = self.max_ctor_bytes.max(other.max_ctor_bytes);
        self.longest_array = self.longest_array.max(other.longest_array);
        self.longest_string = self.longest_string.max(other.longest_string);
    }
}

/// What the verifier reports on its way. `()` ignores it all and costs nothing.
pub(crate) trait Record: Default {
    /// Whether anybody listens.
    const ON: bool;
    /// A constructor of `fields` boxed fields.
    fn ctor(&mut self, tag: u8, fields: usize, bytes: usize);
    /// An array of `len` values.
    fn array(&mut self, len: usize, bytes: usize);
    /// A string of `len` bytes.
    fn string(&mut self, len: usize, ascii: bool, bytes: usize);
    /// An object of any other kind.
    fn other(&mut self, kind: Kind, bytes: usize);
    /// Boxed slots, of which `scalars` hold scalars.
    fn slots(&mut self, slots: usize, scalars: usize);
    /// A whole file.
    fn file(&mut self, bytes: usize);
}

impl Record for () {
    const ON: bool = false;
    fn ctor(&mut self, _: u8, _: usize, _: usize) {}
    fn array(&mut self, _: usize, _: usize) {}
    fn string(&mut self, _: usize, _: bool, _: usize) {}
    fn other(&mut self, _: Kind, _: usize) {}
    fn slots(&mut self, _: usize, _: usize) {}
    fn file(&mut self, _: usize) {}
}

impl Record for Stats {
    const ON: bool = true;

    fn ctor(&mut self, tag: u8, fields: usize, bytes: usize) {
        self.other(Kind::Ctor, bytes);
        self.ctor_tags[usize::from(tag)] += 1;
        self.max_fields = self.max_fields.max(fields as u64);
        self.max_ctor_bytes = self.max_ctor_bytes.max(bytes as u64);
    }

    fn array(&mut self, len: usize, bytes: usize) {
        self.other(Kind::Array, bytes);
        self.longest_array = self.longest_array.max(len as u64);
    }

    fn string(&mut self, len: usize, ascii: bool, bytes: usize) {
        self.other(Kind::String, bytes);
        self.longest_string = self.longest_string.max(len as u64);
        self.non_ascii_strings += u64::from(!ascii);
    }

    fn other(&mut self, kind: Kind, bytes: usize) {
        self.objects[kind as usize] += 1;
        self.bytes[kind as usize] += bytes as u64;
    }

    fn slots(&mut self, slots: usize, scalars: usize) {
        self.scalar_slots += scalars as u64;
        self.pointer_slots += (slots - scalars) as u64;
    }

    fn file(&mut self, bytes: usize) {
        self.files += 1;
        self.file_bytes += bytes as u64;
    }
}
