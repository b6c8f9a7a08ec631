//! A deterministic mutator of `.olean` bytes.
//!
//! What it is: the same damage for the same seed, aimed where readers go wrong: header fields, object headers, sizes,
//! pointers, ends. It knows where the objects of an intact file start, so that its edits hit fields and not only bytes.
//! What it is not: a coverage-guided fuzzer; the crate's `fuzz` directory has targets for one.

use crate::verify::Verifier;
use crate::view::Kind;
use rt::layout::Width;

/// A small generator of random numbers (SplitMix64): fast, seedable, and the same everywhere.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// A generator with a seed of its own.
    pub fn new(seed: u64) -> Rng {
        Rng(seed)
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, or 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next_u64()) * n as u128) >> 64) as usize
    }
}

/// An intact file to damage, with the places that are worth damaging.
#[derive(Clone, Debug)]
pub struct Donor {
    bytes: Vec<u8>,
    width: Width,
    base: u64,
    payload: usize,
    objects: Vec<usize>,
    /// Slots of boxed values.
    slots: Vec<usize>,
    /// Size, capacity, length, count and digit-pointer fields.
    sizes: Vec<usize>,
}

impl Donor {
    /// Takes an intact file; `None` if the verifier refuses it.
    pub fn new(bytes: Vec<u8>) -> Option<Donor> {
        let mut verifier = Verifier::new();
        let verified = verifier.verify(&[&bytes]).ok()?;
        let image = verified.image();
        let (width, word) = (image.width(), image.width().bytes());
        let header = image.parts().first()?.header();
        let (base, payload) = (header.base(), header.payload().start);
        let (mut objects, mut slots, mut sizes) = (Vec::new(), vec![payload], Vec::new());
        for object in image.objects(0) {
            let at = object.place().offset as usize;
            objects.push(at);
            match object.kind() {
                Kind::Ctor => slots.extend((0..object.num_fields()).map(|i| at + 8 + i * word)),
                Kind::Array => {
                    sizes.extend([at + 8, at + 8 + word]);
                    slots.extend((0..object.children().len()).map(|i| at + 8 + (2 + i) * word));
                }
                Kind::String | Kind::Mpz => sizes.extend([at + 8, at + 8 + word, at + 8 + 2 * word]),
                Kind::ScalarArray => sizes.extend([at + 8, at + 8 + word]),
                Kind::Fat => sizes.extend([at + 8, at + 12, at + 16, at + 20]),
                Kind::Closure | Kind::Thunk | Kind::Task | Kind::Promise | Kind::Ref => {
                    slots.extend([at + 8, at + 8 + word]);
                }
            }
        }
        Some(Donor { width, base, payload, objects, slots, sizes, bytes })
    }

    /// The intact bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Writes a damaged copy into `out`; `other` is a file to take bytes from. One to three edits.
    pub fn damage(&self, rng: &mut Rng, other: &Donor, out: &mut Vec<u8>) {
        out.clear();
        out.extend_from_slice(&self.bytes);
        for _ in 0..1 + rng.below(3) {
            self.edit(rng, other, out);
        }
    }

    fn edit(&self, rng: &mut Rng, other: &Donor, out: &mut Vec<u8>) {
        match rng.below(16) {
            0 => flip_bits(rng, out),
            1 => set_bytes(rng, out),
            2 => self.edit_header(rng, out),
            3 | 4 => self.edit_object_header(rng, out),
            5 | 6 => self.edit_size(rng, out),
            7..=10 => self.edit_pointer(rng, out),
            11 => self.edit_any_word(rng, out),
            12 => {
                let keep = rng.below(out.len());
                out.truncate(keep);
            }
            13 => {
                for _ in 0..=rng.below(40) {
                    out.push(if rng.below(2) == 0 { 0 } else { rng.next_u64() as u8 });
                }
            }
            14 => splice(rng, &other.bytes, out),
            _ => move_words(rng, self.width.bytes(), out),
        }
    }

    fn edit_header(&self, rng: &mut Rng, out: &mut [u8]) {
        let end = (self.payload + 2 * self.width.bytes()).min(out.len());
        let at = rng.below(end);
        if let Some(byte) = out.get_mut(at) {
            *byte = if rng.below(2) == 0 { *byte ^ (1 << rng.below(8)) } else { rng.next_u64() as u8 };
        }
    }

    fn edit_object_header(&self, rng: &mut Rng, out: &mut [u8]) {
        let Some(&at) = pick(rng, &self.objects) else { return };
        let field = [0, 3, 4, 5, 6, 7, 7][rng.below(7)];
        if let Some(byte) = out.get_mut(at + field) {
            *byte = match rng.below(4) {
                0 => *byte ^ (1 << rng.below(8)),
                1 => byte.wrapping_add(if rng.below(2) == 0 { 1 } else { 255 }),
                // Tags of other kinds live here.
                2 => 243 + rng.below(13) as u8,
                _ => rng.next_u64() as u8,
            };
        }
    }

    fn edit_size(&self, rng: &mut Rng, out: &mut [u8]) {
        let Some(&at) = pick(rng, &self.sizes) else { return };
        let word = self.interesting_word(rng, self.load(out, at));
        self.store(out, at, word);
    }

    fn edit_pointer(&self, rng: &mut Rng, out: &mut [u8]) {
        let Some(&at) = pick(rng, &self.slots) else { return };
        let word = match rng.below(4) {
            // To a random object: often one that is accepted.
            0 | 1 => pick(rng, &self.objects).map_or(0, |&o| self.base.wrapping_add(o as u64)),
            2 => self.base.wrapping_add(rng.below(out.len() + 64) as u64),
            _ => self.interesting_word(rng, self.load(out, at)),
        };
        self.store(out, at, word);
    }

    fn edit_any_word(&self, rng: &mut Rng, out: &mut [u8]) {
        let word = self.width.bytes();
        let at = rng.below(out.len() / word) * word;
        let new = self.interesting_word(rng, self.load(out, at));
        self.store(out, at, new);
    }

    fn interesting_word(&self, rng: &mut Rng, old: u64) -> u64 {
        let word = self.width.bytes() as u64;
        match rng.below(12) {
            0 => 0,
            1 => 1,
            2 => u64::MAX,
            3 => u64::MAX >> 1,
            4 => self.base,
            5 => self.base.wrapping_add(self.bytes.len() as u64),
            6 => old.wrapping_add(word),
            7 => old.wrapping_sub(word),
            8 => old ^ (1 << rng.below(64)),
            9 => old.wrapping_add(1),
            10 => rng.below(300) as u64,
            _ => rng.next_u64(),
        }
    }

    fn load(&self, out: &[u8], at: usize) -> u64 {
        let bytes = out.get(at..at + self.width.bytes()).unwrap_or_default();
        bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b))
    }

    fn store(&self, out: &mut [u8], at: usize, word: u64) {
        let n = self.width.bytes();
        if let Some(place) = out.get_mut(at..at + n) {
            place.copy_from_slice(&word.to_le_bytes()[..n]);
        }
    }
}

fn pick<'a, T>(rng: &mut Rng, from: &'a [T]) -> Option<&'a T> {
    from.get(rng.below(from.len()))
}

fn flip_bits(rng: &mut Rng, out: &mut [u8]) {
    for _ in 0..=rng.below(4) {
        let at = rng.below(out.len());
        if let Some(byte) = out.get_mut(at) {
            *byte ^= 1 << rng.below(8);
        }
    }
}

fn set_bytes(rng: &mut Rng, out: &mut [u8]) {
    let at = rng.below(out.len());
    let len = 1 + rng.below(8);
    for byte in out.iter_mut().skip(at).take(len) {
        *byte = rng.next_u64() as u8;
    }
}

/// Overwrites, inserts or appends a piece of another file.
fn splice(rng: &mut Rng, other: &[u8], out: &mut Vec<u8>) {
    let from = rng.below(other.len());
    let len = (1 + rng.below(256)).min(other.len() - from);
    let piece = &other[from..from + len];
    let at = rng.below(out.len() + 1);
    let replaced = if rng.below(2) == 0 { len.min(out.len() - at) } else { 0 };
    out.splice(at..at + replaced, piece.iter().copied());
}

/// Copies a run of words elsewhere, or deletes it.
fn move_words(rng: &mut Rng, word: usize, out: &mut Vec<u8>) {
    let words = out.len() / word;
    let from = rng.below(words);
    let len = (1 + rng.below(16)).min(words - from);
    if rng.below(2) == 0 {
        out.drain(from * word..(from + len) * word);
    } else {
        let to = rng.below(words - len + 1);
        out.copy_within(from * word..(from + len) * word, to * word);
    }
}
