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

/// What became of a run of mutations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Mutated files tried.
    pub cases: u64,
    /// Of these, accepted by the verifier and then read completely.
    pub accepted: u64,
    /// Of the accepted ones, those whose cached words and typed positions are right as well.
    pub words_right: u64,
    /// Refused, by the name of the broken rule.
    pub refused: std::collections::BTreeMap<&'static str, u64>,
    /// Bytes of all mutated files together.
    pub bytes: u64,
}

impl Outcome {
    /// Adds another run.
    pub fn add(&mut self, other: &Outcome) {
        self.cases += other.cases;
        self.accepted += other.accepted;
        self.words_right += other.words_right;
        self.bytes += other.bytes;
        for (name, n) in &other.refused {
            *self.refused.entry(name).or_default() += n;
        }
    }
}

/// The memory of a run of mutations, kept from case to case.
#[derive(Debug, Default)]
pub struct Bench {
    verifier: crate::verify::Verifier,
    words: crate::words::WordChecker,
}

impl Bench {
    /// Verifies one file; if it is accepted, reads all of it, checks its words and decodes its module, none of which
    /// may panic. Counts what happened.
    pub fn try_file(&mut self, bytes: &[u8], outcome: &mut Outcome) {
        outcome.cases += 1;
        outcome.bytes += bytes.len() as u64;
        match self.verifier.verify(&[bytes]) {
            Err(refusal) => *outcome.refused.entry(refusal.reason.name()).or_default() += 1,
            Ok(verified) => {
                outcome.accepted += 1;
                std::hint::black_box(read_everything(verified.image()));
                outcome.words_right += u64::from(self.words.check(verified.image()).is_ok());
                std::hint::black_box(decode_module(verified.image()));
            }
        }
    }
}

/// Decodes the module of part 0 as far as its shapes are right; returns the bytes of all names as text.
pub fn decode_module(image: &Image<'_>) -> usize {
    let Ok(module) = crate::module_data::ModuleData::of_part(image, 0) else { return 0 };
    let mut text = 0;
    let mut name = |name: crate::name::Name<'_>| text += name.to_string().len();
    module.imports().flatten().for_each(|i| name(i.module));
    module.extra_const_names().flatten().for_each(&mut name);
    module.entries().flatten().for_each(|e| name(e.extension));
    for constant in module.constants().flatten() {
        constant.name().into_iter().for_each(&mut name);
        constant.level_params().names().flatten().for_each(&mut name);
        constant.all().into_iter().flat_map(|l| l.names()).flatten().for_each(&mut name);
        constant.ctors().into_iter().flat_map(|l| l.names()).flatten().for_each(&mut name);
        let rules = constant.rules().into_iter().flatten().flatten().filter_map(Word::object).count();
        let read = (rules, constant.hints().is_some(), constant.nats().count(), constant.is_unsafe());
        std::hint::black_box(read);
    }
    text
}

/// Intact files to damage: one of each kind at both widths, all versions and both encodings, and `real` ones.
pub fn donors(real: impl IntoIterator<Item = Vec<u8>>) -> Vec<mutate::Donor> {
    use crate::header::{FLAG_FAT, FLAG_GMP, Version};
    use rt::layout::Width;
    let mut files = Vec::new();
    for width in [Width::W32, Width::W64] {
        for version in [Version::V1, Version::V2, Version::V3] {
            for flags in [0, FLAG_GMP, FLAG_GMP | FLAG_FAT] {
                if flags & FLAG_FAT == 0 || (width == Width::W64 && version != Version::V1) {
                    files.push(build::Builder::new(width, version, flags, 0x7770_0000).one_of_each());
                }
            }
        }
    }
    files.extend(real);
    files.into_iter().filter_map(mutate::Donor::new).collect()
}

/// Runs `cases` mutations from `seed` on.
pub fn run_mutations(donors: &[mutate::Donor], seed: u64, cases: u64) -> Outcome {
    let (mut rng, mut outcome, mut bench) = (mutate::Rng::new(seed), Outcome::default(), Bench::default());
    let mut damaged = Vec::new();
    for _ in 0..cases {
        let (one, other) = (&donors[rng.below(donors.len())], &donors[rng.below(donors.len())]);
        one.damage(&mut rng, other, &mut damaged);
        bench.try_file(&damaged, &mut outcome);
    }
    outcome
}
