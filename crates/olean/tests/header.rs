//! Headers: what is written is what real files have, and what is parsed is what was written.

use olean::error::Reason;
use olean::header::{FLAG_FAT, FLAG_GMP, Header, HeaderV2, Version};
use olean::testing::build::Builder;
use olean::verify::Verifier;
use olean::view::{Kind, Word};
use proptest::prelude::*;
use rt::layout::{Width, box_word, mpz};
use test_kit::corpus;

const COMMIT: &str = "38f3c0c45b8df6da2652faff6dcaa15afb5a6981";

#[test]
fn the_written_header_is_the_one_in_every_real_file() {
    for path in corpus::files().unwrap_or_else(|e| panic!("{e}")) {
        let file = std::fs::read(&path).unwrap();
        let parsed = Header::parse(&file).unwrap();
        let header = HeaderV2 {
            width: parsed.width(),
            flags: parsed.flags(),
            lean_version: "4.28.0-pre",
            commit: COMMIT,
            base: parsed.base(),
        };
        let mut written = Vec::new();
        header.write(&mut written).unwrap();
        assert_eq!(written.len(), HeaderV2::size(Width::W32));
        assert_eq!(written, file[..written.len()], "{}", path.display());
    }
}

/// The first objects of `Init.Prelude`, byte by byte.
#[test]
fn the_worked_example() {
    let path = corpus::dir().unwrap_or_else(|e| panic!("{e}")).join("Init/Prelude.olean");
    let file = std::fs::read(path).unwrap();
    assert_eq!(file[0x50..0x54], [0x00, 0x00, 0x50, 0x9d]);
    assert_eq!(file[0x54..0x58], [0xbc, 0xd2, 0x71, 0x9d]);
    assert_eq!(file[0x58..0x68], [0, 0, 0, 0, 1, 0, 0, 0xf6, 0, 0, 0, 0, 0, 0, 0, 0]);
    let mut verifier = Verifier::new();
    let verified = verifier.verify(&[&file]).unwrap();
    let image = verified.image();
    let header = image.parts()[0].header();
    assert_eq!((header.version(), header.flags(), header.base()), (Version::V2, 0, 0x9d50_0000));
    assert_eq!((header.encoding(), header.first_object()), (mpz::Encoding::Native, 0x58));
    let root = image.last_root().object().unwrap();
    assert_eq!(root.place().offset, 0x21_d2bc);
    let mut objects = image.objects(0);
    let imports = objects.next().unwrap();
    assert_eq!((imports.place().offset, imports.array_len()), (0x58, Some(0)));
    let text = objects.next().unwrap();
    assert_eq!((text.place().offset, text.as_str(), text.byte_size()), (0x68, Some("Monad"), 26));
    let monad = objects.next().unwrap();
    assert_eq!((monad.place().offset, monad.kind(), monad.tag(), monad.byte_size()), (0x84, Kind::Ctor, 1, 0x18));
    assert!(matches!(monad.field(0), Some(Word::Scalar(0))));
    assert_eq!(monad.field(1).and_then(Word::object).map(|o| o.place()), Some(text.place()));
    assert_eq!(monad.scalar_u64(0), Some(0xda14_ad25_8303_dac1));
    assert_eq!(image.objects(0).last().map(|o| o.place()), Some(root.place()));
}

#[test]
fn versions_1_and_3_give_their_fields() {
    for width in [Width::W32, Width::W64] {
        let one = Builder::new(width, Version::V1, 0, 0x7770_0000).one_of_each();
        let header = Header::parse(&one).unwrap();
        assert_eq!((header.version(), header.width(), header.base()), (Version::V1, width, 0x7770_0000));
        assert_eq!((header.lean_version(), header.commit(), header.encoding()), ("", "", mpz::Encoding::Gmp));
        assert_eq!(header.payload(), 48 + width.bytes()..one.len());
        let three = Builder::new(width, Version::V3, FLAG_GMP, 0x7770_0000).one_of_each();
        let header = Header::parse(&three).unwrap();
        assert_eq!((header.version(), header.lean_version()), (Version::V3, "4.28.0-pre"));
        assert_eq!(header.closure_offsets(&three).len(), 1);
        assert_eq!(header.libraries(&three), [(0x7000_0000, b"libleanshared.so".as_slice())]);
        let mut verifier = Verifier::new();
        let verified = verifier.verify(&[&three]).unwrap();
        let closure = verified.image().objects(0).find(|o| o.kind() == Kind::Closure).unwrap();
        assert_eq!(closure.closure(), Some((0x7000_1230, 3, 2)));
        assert_eq!(closure.children().len(), 2);
    }
}

#[test]
fn version_1_keeps_a_commit_of_40_characters() {
    let mut file = Builder::new(Width::W64, Version::V1, 0, 0x7770_0000).finish(box_word(0));
    file[6..46].copy_from_slice(COMMIT.as_bytes());
    assert_eq!(Header::parse(&file).unwrap().commit(), COMMIT);
    file[47] = b'x';
    assert_eq!(Header::parse(&file).unwrap_err().reason, Reason::HeaderText);
}

#[test]
fn the_writer_refuses_what_the_reader_would() {
    let good = HeaderV2 { width: Width::W64, flags: FLAG_FAT, lean_version: "4", commit: "", base: 0x1_0000 };
    let refused = |header: HeaderV2<'_>| header.write(&mut Vec::new()).unwrap_err();
    assert!(good.write(&mut Vec::new()).is_ok());
    assert_eq!(refused(HeaderV2 { width: Width::W32, ..good.clone() }), Reason::FatFlagOn32Bit);
    assert_eq!(refused(HeaderV2 { flags: 8, ..good.clone() }), Reason::Flags(8));
    assert_eq!(refused(HeaderV2 { base: 0x1000, ..good.clone() }), Reason::BaseAddress(0x1000));
    assert_eq!(refused(HeaderV2 { base: 1 << 47, ..good.clone() }), Reason::BaseAddress(1 << 47));
    let long = "4.28.0-a-suffix-that-does-not-fit-x";
    assert_eq!(refused(HeaderV2 { lean_version: long, ..good.clone() }), Reason::HeaderText);
    assert_eq!(refused(HeaderV2 { commit: "tab\t", ..good }), Reason::HeaderText);
}

proptest! {
    #[test]
    fn written_headers_parse_back(
        wide in any::<bool>(),
        flags in 0u8..4,
        lean_version in "[ -~]{0,33}",
        commit in "[0-9a-f]{0,40}",
        base in 0u64..1 << 31,
    ) {
        let (width, flags, base) = match wide {
            true => (Width::W64, flags, base << 16),
            false => (Width::W32, flags & FLAG_GMP, base << 16 & 0xffff_0000),
        };
        let mut file = Vec::new();
        HeaderV2 { width, flags, lean_version: &lean_version, commit: &commit, base }.write(&mut file).unwrap();
        file.extend_from_slice(&box_word(1).to_le_bytes()[..width.bytes()]);
        let header = Header::parse_as(&file, width).unwrap();
        prop_assert_eq!((header.version(), header.flags(), header.width()), (Version::V2, flags, width));
        prop_assert_eq!((header.lean_version(), header.commit(), header.base()), (lean_version.as_str(), commit.as_str(), base));
        prop_assert_eq!(Header::parse(&file).unwrap(), header);
    }
}
