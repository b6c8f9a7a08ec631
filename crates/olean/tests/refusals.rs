//! One damaged image for each rule of the format: the verifier must name exactly that rule and that byte.

use olean::error::Reason;
use olean::header::{FLAG_FAT, FLAG_GMP, Version};
use olean::testing::build::Builder;
use olean::testing::read_everything;
use olean::verify::Verifier;
use rt::layout::{Width, box_word, mpz, tag};

const BOTH: [Width; 2] = [Width::W32, Width::W64];
const VERSIONS: [Version; 3] = [Version::V1, Version::V2, Version::V3];

/// The refusal of one file, as (byte, reason).
fn refusal(file: &[u8]) -> (u64, Reason) {
    match Verifier::new().verify(&[file]) {
        Ok(_) => panic!("accepted"),
        Err(refusal) => {
            assert_eq!(refusal.part, 0);
            (refusal.offset, refusal.reason)
        }
    }
}

fn accepts(file: &[u8]) {
    let mut verifier = Verifier::new();
    match verifier.verify(&[file]) {
        Ok(verified) => {
            read_everything(verified.image());
        }
        Err(refusal) => panic!("{refusal}"),
    }
}

/// Builds a file around one object, damages it at `object + at`, and returns the object's offset and the file.
fn damaged(width: Width, make: impl FnOnce(&mut Builder) -> u64, at: usize, bytes: &[u8]) -> (usize, Vec<u8>) {
    let mut b = Builder::v2(width);
    let word = make(&mut b);
    let object = b.offset(word);
    let root = b.ctor(0, &[word], &[]);
    let mut file = b.finish(root);
    accepts(&file);
    file[object + at..object + at + bytes.len()].copy_from_slice(bytes);
    (object, file)
}

/// Damages one object and expects `reason` at `object + expected_at`.
#[track_caller]
fn expect(
    width: Width,
    make: impl FnOnce(&mut Builder) -> u64,
    (at, bytes): (usize, &[u8]),
    expected_at: usize,
    reason: Reason,
) {
    let (object, file) = damaged(width, make, at, bytes);
    assert_eq!(refusal(&file), ((object + expected_at) as u64, reason), "{width:?}");
}

fn word_bytes(width: Width, word: u64) -> Vec<u8> {
    word.to_le_bytes()[..width.bytes()].to_vec()
}

#[test]
fn every_kind_at_every_width_version_and_encoding_is_accepted() {
    for width in BOTH {
        for version in VERSIONS {
            for flags in [0, FLAG_GMP, FLAG_FAT, FLAG_GMP | FLAG_FAT] {
                if flags & FLAG_FAT != 0 && (width == Width::W32 || version == Version::V1) {
                    continue;
                }
                accepts(&Builder::new(width, version, flags, 0x7770_0000).one_of_each());
            }
        }
    }
}

#[test]
fn header_rules() {
    let good = Builder::v2(Width::W64).one_of_each();
    let with = |at: usize, byte: u8| {
        let mut file = good.clone();
        file[at] = byte;
        refusal(&file)
    };
    assert_eq!(with(0, b'O'), (0, Reason::NotOlean));
    assert_eq!(with(4, 0), (4, Reason::NotOlean));
    assert_eq!(with(5, 4), (5, Reason::Version(4)));
    assert_eq!(with(5, 0), (5, Reason::Version(0)));
    assert_eq!(with(6, 4), (6, Reason::Flags(4)));
    assert_eq!(with(6, 0x80), (6, Reason::Flags(0x80)));
    assert_eq!(with(7, 0x1b), (7, Reason::HeaderText));
    assert_eq!(with(39, b'x'), (39, Reason::HeaderText));
    assert_eq!(with(40, 0xff), (40, Reason::HeaderText));
    assert_eq!(with(81, 1), (80, Reason::BaseAddress(0x2345_0100)));
    let mut narrow = Builder::v2(Width::W32).one_of_each();
    narrow[6] = FLAG_FAT;
    assert_eq!(refusal(&narrow), (6, Reason::FatFlagOn32Bit));
    assert_eq!(refusal(b""), (0, Reason::HeaderCut { need: 6, have: 0 }));
    assert_eq!(refusal(b"ole"), (3, Reason::HeaderCut { need: 6, have: 3 }));
    assert_eq!(refusal(b"olx"), (2, Reason::NotOlean));
    assert_eq!(refusal(&good[..80]), (80, Reason::HeaderCut { need: 88, have: 80 }));
    assert_eq!(refusal(&good[..90]), (90, Reason::HeaderCut { need: 96, have: 90 }));
    assert_eq!(Verifier::new().verify(&[]).unwrap_err().reason, Reason::NoParts);
    let four = Verifier::new().verify(&[good.as_slice(); 4]).unwrap_err();
    assert_eq!((four.part, four.reason), (3, Reason::TooManyParts(4)));
}

#[test]
fn the_trailer_of_version_3() {
    for width in BOTH {
        let word = width.bytes();
        let good = Builder::new(width, Version::V3, 0, 0x7770_0000).one_of_each();
        accepts(&good);
        let size_at = 80 + word;
        let payload = good[size_at..size_at + word].to_vec();
        let size = payload.iter().rev().fold(0u64, |n, b| n << 8 | u64::from(*b));
        let end = size_at + word + size as usize;
        let mut file = good.clone();
        file[size_at..size_at + word].copy_from_slice(&word_bytes(width, good.len() as u64));
        assert_eq!(refusal(&file), (size_at as u64, Reason::DataSize(good.len() as u64)));
        file[size_at..size_at + word].copy_from_slice(&word_bytes(width, size + 1));
        assert_eq!(refusal(&file), (size_at as u64, Reason::DataSize(size + 1)));
        file[size_at..size_at + word].copy_from_slice(&word_bytes(width, 0));
        assert_eq!(refusal(&file), (size_at as u64, Reason::DataSize(0)));
        // The closure table claims more than there is.
        let mut file = good.clone();
        file[end + 3] = 0xff;
        assert_eq!(refusal(&file).1.name(), "header-cut");
        // Something follows the libraries.
        let mut file = good.clone();
        file.push(0);
        assert_eq!(refusal(&file), (good.len() as u64, Reason::TrailingBytes(1)));
        // The list names another offset than the closure's.
        let mut file = good.clone();
        let listed = u64::from_le_bytes(file[end + 4..end + 12].try_into().unwrap());
        file[end + 4] ^= 8;
        let closure_fun = (size_at + word) as u64 + listed;
        assert_eq!(refusal(&file), (closure_fun, Reason::ClosureList { listed: Some(listed ^ 8) }));
        // The list names one closure too many.
        let mut file = good.clone();
        file[end] = 2;
        file.splice(end + 12..end + 12, 5u64.to_le_bytes());
        assert_eq!(refusal(&file), (end as u64 + 12, Reason::ClosureList { listed: Some(5) }));
        // The list is empty.
        let mut file = good;
        file[end] = 0;
        file.drain(end + 4..end + 12);
        assert_eq!(refusal(&file), (closure_fun, Reason::ClosureList { listed: None }));
    }
}

#[test]
fn closures_and_externals_are_refused_where_they_cannot_be() {
    for width in BOTH {
        let mut b = Builder::new(width, Version::V2, 0, 0x7770_0000);
        let closure = b.closure(0x1000, 2, &[]);
        let file = b.finish(closure);
        assert_eq!(refusal(&file), (b.offset(closure) as u64 + 7, Reason::Closure));
        let string = |b: &mut Builder| b.string("x");
        expect(width, string, (7, &[tag::EXTERNAL]), 7, Reason::External);
        expect(width, string, (7, &[tag::STRUCT_ARRAY]), 7, Reason::Tag(tag::STRUCT_ARRAY));
        expect(width, string, (7, &[tag::FAT]), 7, Reason::FatNotAnnounced);
        let mut b = Builder::new(width, Version::V3, 0, 0x7770_0000);
        let closure = b.closure(0x1000, 1, &[box_word(3)]);
        let at = b.offset(closure) as u64 + 8 + width.bytes() as u64;
        assert_eq!(refusal(&b.finish(closure)), (at, Reason::ClosureArity { arity: 1, fixed: 1 }));
    }
}

#[test]
fn object_header_rules() {
    for width in BOTH {
        let string = |b: &mut Builder| b.string("x");
        expect(width, string, (0, &[1]), 0, Reason::Count(1));
        expect(width, string, (3, &[0x80]), 0, Reason::Count(i32::MIN));
        expect(width, string, (4, &[9]), 4, Reason::ObjectSize { stored: 9, expected: 1 });
        expect(width, string, (6, &[1]), 6, Reason::Other(1));
        let array = |b: &mut Builder| b.array(&[box_word(1)]);
        expect(width, array, (4, &[0]), 4, Reason::ObjectSize { stored: 0, expected: 1 });
        expect(width, array, (6, &[0x80]), 6, Reason::Other(0x80));
        let bytes = |b: &mut Builder| b.scalar_array(1, &[1, 2, 3, 4, 5, 6, 7, 8]);
        expect(width, bytes, (6, &[0]), 6, Reason::Other(0));
        expect(width, bytes, (6, &[4]), 6, Reason::Other(4));
        let cell = |b: &mut Builder| b.cell(tag::REF, box_word(1));
        let size = 8 + width.bytes() as u16;
        expect(width, cell, (4, &[1]), 4, Reason::ObjectSize { stored: 1, expected: size });
        expect(width, cell, (6, &[1]), 6, Reason::Other(1));
    }
}

#[test]
fn constructor_sizes() {
    for width in BOTH {
        let make = |b: &mut Builder| b.ctor(3, &[box_word(1), box_word(2)], &[1; 8]);
        let least = 8 + 2 * width.bytes() as u16;
        for stored in [0, 8, least - 1, least + 1031, 0xffff] {
            expect(width, make, (4, &stored.to_le_bytes()), 4, Reason::ObjectSize { stored, expected: least });
        }
        // More scalars than there are bytes.
        let (object, file) = damaged(width, make, 4, &(least + 1000).to_le_bytes());
        let have = (file.len() - object) as u64;
        let need = u64::from(least) + 1000;
        assert_eq!(refusal(&file), (object as u64, Reason::ObjectCut { need, have }));
        // An unrounded size is accepted if what it leaves is zero, and refused if it is not.
        let padded = |b: &mut Builder| b.ctor(3, &[box_word(1)], &[7; 5]);
        let size = 8 + width.bytes() as u16 + 5;
        let (_, file) = damaged(width, padded, 4, &size.to_le_bytes());
        if width == Width::W32 {
            // 17 bytes end at 20, but the object occupies 24: the next header is garbage.
            assert!(Verifier::new().verify(&[&file]).is_err());
        } else {
            accepts(&file);
        }
        let size = 8 + width.bytes() as u16 + 4;
        let (object, file) = damaged(width, padded, 4, &size.to_le_bytes());
        if width == Width::W64 {
            assert_eq!(refusal(&file), (object as u64 + 20, Reason::Padding));
        }
    }
}

#[test]
fn string_rules() {
    for width in BOTH {
        let w = width.bytes();
        let (size, capacity, length, data) = (8, 8 + w, 8 + 2 * w, 8 + 3 * w);
        let make = |b: &mut Builder| b.string("aé€🌍z");
        expect(width, make, (capacity, &[13]), capacity, Reason::Capacity { size: 12, capacity: 13 });
        expect(width, make, (length, &[11]), length, Reason::Length { stored: 11, counted: 5 });
        expect(width, make, (data + 11, b"!"), data + 11, Reason::NotTerminated);
        expect(width, make, (data + 1, &[0xc0]), data + 1, Reason::Utf8);
        expect(width, make, (data + 10, &[0x80]), data + 10, Reason::Utf8);
        expect(width, make, (data + 10, &[0xe2]), data + 10, Reason::Utf8);
        // Surrogates are not scalar values.
        expect(width, make, (data + 3, &[0xed, 0xa0, 0x80]), data + 3, Reason::Utf8);
        expect(width, |b| b.string("abcdef"), (data + 7, &[1]), data + 7, Reason::Padding);
        let (object, file) = damaged(width, make, size, &word_bytes(width, u64::MAX >> 3));
        let have = (file.len() - object) as u64;
        let claimed = word_bytes(width, u64::MAX >> 3).iter().rev().fold(0u64, |n, b| n << 8 | u64::from(*b));
        assert_eq!(refusal(&file), (object as u64, Reason::ObjectCut { need: claimed + data as u64, have }));
        // Size 0: not even the NUL.
        let (object, mut file) = damaged(width, make, size, &[0]);
        file[object + capacity] = 0;
        assert_eq!(refusal(&file), ((object + data) as u64, Reason::NotTerminated));
        // A NUL inside is a character like any other.
        let mut b = Builder::v2(width);
        let s = b.string("a\0b");
        accepts(&b.finish(s));
    }
}

#[test]
fn array_rules() {
    for width in BOTH {
        let w = width.bytes();
        let make = |b: &mut Builder| b.array(&[box_word(1), box_word(2)]);
        expect(width, make, (8 + w, &[3]), 8 + w, Reason::Capacity { size: 2, capacity: 3 });
        let (object, file) = damaged(width, make, 8, &[200]);
        let have = (file.len() - object) as u64;
        let need = (8 + 2 * w + 200 * w) as u64;
        assert_eq!(refusal(&file), (object as u64, Reason::ObjectCut { need, have }));
        // A size whose bytes overflow the address space.
        let huge = u64::MAX >> 2;
        let (object, file) = damaged(width, make, 8, &word_bytes(width, huge));
        let claimed = huge & (u64::MAX >> (64 - width.bits()));
        let need = claimed.saturating_mul(w as u64).saturating_add(8 + 2 * w as u64);
        assert_eq!(refusal(&file), (object as u64, Reason::ObjectCut { need, have }));
        let floats = |b: &mut Builder| b.scalar_array(8, &[0; 16]);
        expect(width, floats, (8 + w, &[3]), 8 + w, Reason::Capacity { size: 2, capacity: 3 });
        let bytes = |b: &mut Builder| b.scalar_array(1, &[5; 3]);
        expect(width, bytes, (8 + 2 * w + 3, &[1]), 8 + 2 * w + 3, Reason::Padding);
    }
}

/// Expects `reason` for a constructor whose second field becomes the word that `word` computes from the offsets of
/// its own object and of an earlier string.
#[track_caller]
fn bad_pointer(width: Width, word: impl Fn(u64, u64, u64) -> u64, reason: impl Fn(u64, u64, u64) -> Reason) {
    let mut b = Builder::v2(width);
    let base = 0x2345_0000;
    let text = b.string("target");
    let ctor = b.ctor(1, &[box_word(0), box_word(0)], &[]);
    let (text_at, ctor_at) = (b.offset(text) as u64, b.offset(ctor) as u64);
    let root = b.array(&[text, ctor]);
    let mut file = b.finish(root);
    let slot = b.offset(ctor) + 8 + width.bytes();
    let bad = word(base, text_at, ctor_at);
    file[slot..slot + width.bytes()].copy_from_slice(&word_bytes(width, bad));
    assert_eq!(refusal(&file), (slot as u64, reason(bad, text_at, ctor_at)), "{width:?}");
}

#[test]
fn pointer_rules() {
    for width in BOTH {
        let w = width.bytes() as u64;
        bad_pointer(width, |_, _, _| 0, |_, _, _| Reason::Null);
        bad_pointer(width, |base, text, _| base + text + 2, |word, _, _| Reason::Misaligned(word));
        if width == Width::W64 {
            bad_pointer(width, |base, text, _| base + text + 4, |word, _, _| Reason::Misaligned(word));
        }
        bad_pointer(
            width,
            |base, text, _| base + text + w,
            |_, text, _| Reason::NotAnObject { part: 0, target: text + w },
        );
        bad_pointer(width, |base, _, _| base, |_, _, _| Reason::NotAnObject { part: 0, target: 0 });
        bad_pointer(width, |base, _, _| base + 80, |_, _, _| Reason::NotAnObject { part: 0, target: 80 });
        bad_pointer(width, |base, _, ctor| base + ctor, |_, _, ctor| Reason::Forward { target: ctor });
        bad_pointer(width, |base, _, ctor| base + ctor + w, |_, _, ctor| Reason::Forward { target: ctor + w });
        bad_pointer(width, |base, _, _| base - w, |word, _, _| Reason::Outside(word));
        bad_pointer(width, |base, _, _| base + 0x10000, |word, _, _| Reason::Outside(word));
        bad_pointer(width, |_, _, _| 8, |word, _, _| Reason::Outside(word));
    }
}

#[test]
fn cells() {
    for width in BOTH {
        let w = width.bytes();
        for tag in [tag::THUNK, tag::TASK] {
            let make = move |b: &mut Builder| b.cell(tag, box_word(1));
            expect(width, make, (8, &word_bytes(width, 0)), 8, Reason::Null);
            expect(width, make, (8 + w, &[3]), 8 + w, Reason::Unfinished(3));
            let size = 8 + 2 * w as u16;
            expect(width, make, (4, &[8]), 4, Reason::ObjectSize { stored: 8, expected: size });
        }
        expect(width, |b| b.cell(tag::REF, box_word(1)), (8, &word_bytes(width, 0)), 8, Reason::Null);
        let promise = |b: &mut Builder| {
            let task = b.cell(tag::TASK, box_word(1));
            b.cell(tag::PROMISE, task)
        };
        expect(width, promise, (8, &word_bytes(width, 1)), 8, Reason::PromiseOfNoTask);
        let mut b = Builder::v2(width);
        let text = b.string("no task");
        let promise = b.cell(tag::PROMISE, text);
        assert_eq!(refusal(&b.finish(promise)), (b.offset(promise) as u64 + 8, Reason::PromiseOfNoTask));
    }
}

/// Both encodings at one width: offsets of sign or allocation, count, pointer and digits, and the digit size.
fn encodings(width: Width) -> [(u8, mpz::Encoding, mpz::MpzOffsets); 2] {
    [(0, mpz::Encoding::Native), (FLAG_GMP, mpz::Encoding::Gmp)].map(|(f, e)| (f, e, mpz::offsets(width, e)))
}

#[test]
fn big_number_rules() {
    for width in BOTH {
        for (flags, encoding, m) in encodings(width) {
            let check = |magnitude: &[u8], negative: bool, at: usize, bytes: &[u8]| {
                let mut b = Builder::new(width, Version::V2, flags, 0x2345_0000);
                let big = b.big(negative, magnitude);
                let object = b.offset(big);
                let mut file = b.finish(big);
                file[object + at..object + at + bytes.len()].copy_from_slice(bytes);
                let (offset, reason) = refusal(&file);
                ((offset as usize) - object, reason, object)
            };
            let number = [0xff; 16];
            let size = (m.digits + 16) as u16;
            let (at, reason, _) = check(&number, false, 4, &[3, 0]);
            assert_eq!((at, reason), (4, Reason::ObjectSize { stored: 3, expected: size }));
            let (at, reason, object) = check(&number, false, m.pointer, &[0xf0]);
            let expected = 0x2345_0000 + (object + m.digits) as u64;
            assert_eq!((at, reason), (m.pointer, Reason::DigitPointer { word: expected & !0xff | 0xf0, expected }));
            let top = m.digits + 16 - m.digit;
            let (at, reason, _) = check(&number, true, top, &vec![0; m.digit]);
            assert_eq!((at, reason), (top, Reason::LeadingZero));
            let (at, reason, _) = check(&number, false, 6, &[1]);
            assert_eq!((at, reason), (6, Reason::Other(1)));
            match encoding {
                mpz::Encoding::Native => {
                    let (at, reason, _) = check(&number, false, m.first, &[2]);
                    assert_eq!((at, reason), (m.first, Reason::Sign(2)));
                    let (at, reason, _) = check(&number, false, m.count, &[0]);
                    assert_eq!((at, reason), (m.count, Reason::Digits { count: 0 }));
                    let (at, reason, _) = check(&number, false, m.count, &[100]);
                    assert_eq!((at, reason.name()), (0, "object-cut"));
                }
                mpz::Encoding::Gmp => {
                    let (at, reason, _) = check(&number, false, m.count, &[0]);
                    assert_eq!((at, reason), (m.count, Reason::Digits { count: 0 }));
                    let (at, reason, _) = check(&number, false, m.first, &[1]);
                    assert_eq!((at, reason), (m.count, Reason::Digits { count: (16 / m.digit) as i64 }));
                    let both = [100u8, 0, 0, 0, 100, 0, 0, 0];
                    let (at, reason, _) = check(&number, false, m.first, &both);
                    assert_eq!((at, reason.name()), (0, "object-cut"));
                }
            }
            let (min, max) = width.small_int_range();
            for (negative, magnitude, small) in [
                (false, max as u64, true),
                (false, max as u64 + 1, false),
                (true, min.unsigned_abs(), true),
                (true, min.unsigned_abs() + 1, false),
            ] {
                let mut b = Builder::new(width, Version::V2, flags, 0x2345_0000);
                let digits = if m.digit == 8 { 8 } else { 4 };
                let big = b.big(negative, &magnitude.to_le_bytes()[..digits]);
                let file = b.finish(big);
                if small {
                    assert_eq!(refusal(&file), ((b.offset(big) + m.digits) as u64, Reason::FitsScalar));
                } else {
                    accepts(&file);
                }
            }
        }
    }
}

#[test]
fn a_big_number_past_64_kib_wraps_its_size_field() {
    for width in BOTH {
        for (flags, ..) in encodings(width) {
            let mut b = Builder::new(width, Version::V2, flags, 0x2345_0000);
            let big = b.big(true, &vec![0xab; 100_000]);
            accepts(&b.finish(big));
        }
    }
}

#[test]
fn fat_constructors() {
    let make = |fields: usize, scalars: usize, index: u32| {
        let mut b = Builder::with_fat();
        let fat = b.fat(index, &vec![box_word(1); fields], &vec![2; scalars]);
        (b.offset(fat), b.finish(fat))
    };
    for (fields, scalars, index) in [(256, 0, 0), (0, 1024, 0), (1, 1, 244), (70_000, 3, 1)] {
        accepts(&make(fields, scalars, index).1);
    }
    let (at, file) = make(255, 1023, 243);
    assert_eq!(refusal(&file), (at as u64 + 8, Reason::FatShape));
    let (at, mut file) = make(256, 0, 0);
    file[at + 20] = 1;
    assert_eq!(refusal(&file), (at as u64 + 8, Reason::FatShape));
    let (at, mut file) = make(256, 0, 0);
    file[at + 15] = 1;
    assert_eq!(refusal(&file).0, at as u64);
    assert_eq!(refusal(&file).1.name(), "object-cut");
    let (at, mut file) = make(256, 0, 0);
    file[at + 4] = 8;
    assert_eq!(refusal(&file), (at as u64 + 4, Reason::ObjectSize { stored: 8, expected: 1 }));
    let (at, mut file) = make(256, 0, 0);
    file[at + 24] = 2;
    assert_eq!(refusal(&file), (at as u64 + 24, Reason::Outside(2)));
}

#[test]
fn the_end_of_the_file_is_exact() {
    for width in BOTH {
        let good = Builder::v2(width).one_of_each();
        for cut in 1..=width.bytes() {
            assert!(Verifier::new().verify(&[&good[..good.len() - cut]]).is_err());
        }
        for extra in 1..=7 {
            let mut file = good.clone();
            file.extend(vec![0; extra]);
            let reason = Reason::ObjectCut { need: 8, have: extra as u64 };
            assert_eq!(refusal(&file), (good.len() as u64, reason));
        }
        // The padding of a last string is part of the file.
        let mut b = Builder::v2(width);
        let text = b.string("ab");
        let file = b.finish(text);
        accepts(&file);
        let object_end = b.offset(text) + 8 + 3 * width.bytes() + 3;
        let have = (file.len() - 1 - object_end) as u64;
        let need = (file.len() - object_end) as u64;
        assert_eq!(refusal(&file[..file.len() - 1]), (object_end as u64, Reason::ObjectCut { need, have }));
    }
}

#[test]
fn the_root_is_the_last_object() {
    for width in BOTH {
        let mut b = Builder::v2(width);
        let root_at = b.here() as u64 - width.bytes() as u64;
        // Nothing but a scalar.
        accepts(&b.finish(box_word(7)));
        let outside = 0x2345_0000 - 8;
        assert_eq!(refusal(&b.finish(outside)), (root_at, Reason::Outside(outside)));
        let first = b.string("first");
        let last = b.string("last");
        accepts(&b.finish(last));
        assert_eq!(refusal(&b.finish(first)), (root_at, Reason::RootNotLast { word: first }));
        assert_eq!(refusal(&b.finish(box_word(7))), (root_at, Reason::RootNotLast { word: box_word(7) }));
        let inside = b.offset(last) as u64 + width.bytes() as u64;
        let word = last + width.bytes() as u64;
        assert_eq!(refusal(&b.finish(word)), (root_at, Reason::NotAnObject { part: 0, target: inside }));
    }
}

#[test]
fn parts_point_into_earlier_parts_only() {
    for width in BOTH {
        let mut one = Builder::v2(width);
        let text = one.string("shared");
        let task = one.cell(tag::TASK, text);
        let first = one.finish(task);
        let mut two = one.next_part(first.len());
        let promise = two.cell(tag::PROMISE, task);
        let pair = two.ctor(0, &[text, promise], &[]);
        let second = two.finish(pair);
        let mut three = two.next_part(second.len());
        // A part that shares everything is a root word and nothing else.
        let third = three.finish(text);
        let mut verifier = Verifier::new();
        let verified = verifier.verify(&[&first, &second, &third]).unwrap();
        read_everything(verified.image());
        let root = verified.image().last_root().object().unwrap();
        assert_eq!((root.place().part, root.as_str()), (0, Some("shared")));
        // Alone, the second part points out of itself.
        let slot = two.offset(promise) as u64 + 8;
        assert_eq!(refusal(&second), (slot, Reason::Outside(task)));
        // Into the gap between the parts, and into the middle of an earlier object.
        let w = width.bytes() as u64;
        for (word, reason) in [
            (text + 0x8000, Reason::Outside(text + 0x8000)),
            (text + w, Reason::NotAnObject { part: 0, target: one.offset(text) as u64 + w }),
        ] {
            let at = three.here();
            let pair = three.ctor(0, &[word, text], &[]);
            let third = three.finish(pair);
            let refusal = Verifier::new().verify(&[&first, &second, &third]).unwrap_err();
            assert_eq!((refusal.part, refusal.offset, refusal.reason), (2, at as u64 + 8, reason));
            three = two.next_part(second.len());
        }
        // A first part cannot point forward into a later one.
        let mut early = Builder::v2(width);
        let array = early.array(&[pair]);
        let refusal = Verifier::new().verify(&[&early.finish(array), &second]).unwrap_err();
        assert_eq!((refusal.part, refusal.reason), (0, Reason::Outside(pair)));
    }
}

#[test]
fn parts_belong_together() {
    for width in BOTH {
        let mut one = Builder::v2(width);
        let text = one.string("first");
        let first = one.finish(text);
        let part = |base: u64, flags: u8, version: Version| {
            let mut b = Builder::new(width, version, flags, base);
            let text = b.string("second");
            b.finish(text)
        };
        let verdict = |second: &[u8]| {
            let refusal = Verifier::new().verify(&[&first, second]).unwrap_err();
            assert_eq!(refusal.part, 1);
            (refusal.offset, refusal.reason)
        };
        let expected = 0x2346_0000;
        assert!(Verifier::new().verify(&[&first, &part(expected, 0, Version::V2)]).is_ok());
        for base in [0x2345_0000, 0x2347_0000, 0x1000_0000] {
            let reason = Reason::PartMisplaced { base, expected };
            assert_eq!(verdict(&part(base, 0, Version::V2)), (80, reason));
        }
        assert_eq!(verdict(&part(expected, FLAG_GMP, Version::V2)), (5, Reason::PartDiffers));
        assert_eq!(verdict(&part(expected, 0, Version::V3)), (5, Reason::PartDiffers));
    }
}

#[test]
fn a_32_bit_module_may_wrap_around_the_address_space() {
    let mut one = Builder::new(Width::W32, Version::V2, 0, 0xffff_0000);
    let text = one.string(&"x".repeat(70_000));
    let pair = one.ctor(0, &[text, text], &[]);
    assert_eq!(pair >> 32, 1);
    let first = one.finish(pair);
    let mut two = Builder::new(Width::W32, Version::V2, 0, 0x0001_0000);
    let more = two.ctor(1, &[text, pair & 0xffff_ffff], &[]);
    let second = two.finish(more);
    let mut verifier = Verifier::new();
    let verified = verifier.verify(&[&first, &second]).unwrap();
    let root = verified.image().last_root().object().unwrap();
    assert_eq!(root.field(1).unwrap().object().unwrap().place().offset, one.offset(pair) as u64);
    read_everything(verified.image());
}

#[test]
fn the_width_is_read_off_the_bytes() {
    // Bases whose 32-bit files look like 64-bit ones at first sight: the root address is small.
    for base in [0, 0x1_0000, 0x7fff_0000, 0xffff_0000] {
        for width in BOTH {
            let mut b = Builder::new(width, Version::V2, 0, base);
            let text = b.string("which width");
            let root = b.ctor(0, &[text], &[]);
            let file = b.finish(root);
            let mut verifier = Verifier::new();
            let verified = verifier.verify(&[&file]).unwrap_or_else(|r| panic!("{width:?} at {base:#x}: {r}"));
            assert_eq!(verified.image().width(), width, "at {base:#x}");
            let scalar = Builder::new(width, Version::V2, 0, base).finish(box_word(3));
            let mut verifier = Verifier::new();
            let verified = verifier.verify(&[&scalar]).unwrap_or_else(|r| panic!("{width:?} at {base:#x}: {r}"));
            assert_eq!(verified.image().width(), width, "a scalar at {base:#x}");
        }
    }
}
