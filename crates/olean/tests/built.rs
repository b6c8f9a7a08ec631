//! Random images from the builder: they verify, and reading them gives back what was put in.

use olean::header::{FLAG_GMP, Version};
use olean::testing::build::Builder;
use olean::testing::read_everything;
use olean::verify::Verifier;
use olean::view::{Image, Kind, Object, Word};
use once_cell::sync::Lazy;
use proptest::prelude::*;
use rt::layout::{Width, box_word, tag};

/// A value to build. Children are earlier values by index, taken modulo their number.
#[derive(Clone, Debug)]
enum Plan {
    Ctor(u8, Vec<usize>, Vec<u8>),
    Array(Vec<usize>),
    Text(String),
    Bytes(Vec<u8>),
    Floats(Vec<u64>),
    Big(bool, Vec<u8>),
    Cell(u8, usize),
}

fn plan() -> impl Strategy<Value = Plan> {
    let children = || prop::collection::vec(any::<usize>(), 0..6);
    prop_oneof![
        (0..=tag::MAX_CTOR, children(), prop::collection::vec(any::<u8>(), 0..20))
            .prop_map(|(t, c, s)| Plan::Ctor(t, c, s)),
        children().prop_map(Plan::Array),
        any::<String>().prop_map(Plan::Text),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Plan::Bytes),
        prop::collection::vec(any::<u64>(), 0..5).prop_map(Plan::Floats),
        (any::<bool>(), prop::collection::vec(any::<u8>(), 9..40)).prop_map(|(n, mut m)| {
            // Every digit size divides eight, so a nonzero last byte in the last eight is no leading zero.
            m.resize(m.len().next_multiple_of(8), 0);
            if let Some(last) = m.last_mut() {
                *last |= 1;
            }
            Plan::Big(n, m)
        }),
        (prop_oneof![Just(tag::THUNK), Just(tag::TASK), Just(tag::REF)], any::<usize>())
            .prop_map(|(t, c)| Plan::Cell(t, c)),
    ]
}

/// Builds the plans in order, then an array of all of them.
fn build(b: &mut Builder, plans: &[Plan]) -> (Vec<u64>, Vec<u8>) {
    let mut words = Vec::new();
    for (i, plan) in plans.iter().enumerate() {
        let child = |c: &usize| if i == 0 { box_word(*c as u64 % 1000) } else { words[c % i] };
        let word = match plan {
            Plan::Ctor(tag, children, scalars) => {
                let fields: Vec<u64> = children.iter().map(child).collect();
                b.ctor(*tag, &fields, scalars)
            }
            Plan::Array(children) => {
                let items: Vec<u64> = children.iter().map(child).collect();
                b.array(&items)
            }
            Plan::Text(text) => b.string(text),
            Plan::Bytes(bytes) => b.scalar_array(1, bytes),
            Plan::Floats(floats) => {
                let bytes: Vec<u8> = floats.iter().flat_map(|f| f.to_le_bytes()).collect();
                b.scalar_array(8, &bytes)
            }
            Plan::Big(negative, magnitude) => b.big(*negative, magnitude),
            Plan::Cell(tag, c) => b.cell(*tag, child(c)),
        };
        words.push(word);
    }
    let root = b.array(&words);
    (words, b.finish(root))
}

fn compare(b: &Builder, words: &[u64], plan: &Plan, object: Object<'_>, i: usize) {
    let same = |word: Word<'_>, c: &usize| match word {
        Word::Scalar(n) => assert_eq!((i, n), (0, *c as u64 % 1000)),
        Word::Object(o) => assert_eq!(o.place().offset as usize, b.offset(words[c % i])),
    };
    match plan {
        Plan::Ctor(tag, children, scalars) => {
            assert_eq!((object.kind(), object.ctor_index()), (Kind::Ctor, Some(u32::from(*tag))));
            assert_eq!(object.num_fields(), children.len());
            children.iter().enumerate().for_each(|(k, c)| same(object.field(k).unwrap(), c));
            assert_eq!(&object.scalars()[..scalars.len()], scalars.as_slice());
            assert!(object.field(children.len()).is_none() && object.item(0).is_none() && object.as_str().is_none());
        }
        Plan::Array(children) => {
            assert_eq!(object.array_len(), Some(children.len()));
            children.iter().enumerate().for_each(|(k, c)| same(object.item(k).unwrap(), c));
            assert!(object.item(children.len()).is_none() && object.field(0).is_none());
        }
        Plan::Text(text) => assert_eq!(object.as_str(), Some(text.as_str())),
        Plan::Bytes(bytes) => assert_eq!(object.scalar_array(), Some((1, bytes.as_slice()))),
        Plan::Floats(floats) => {
            let (element, bytes) = object.scalar_array().unwrap();
            assert_eq!((element, bytes.len()), (8, floats.len() * 8));
            let read = bytes.chunks(8).map(|c| u64::from_le_bytes(c.try_into().unwrap()));
            assert!(read.eq(floats.iter().copied()));
        }
        Plan::Big(negative, magnitude) => {
            let big = object.big().unwrap();
            assert_eq!((big.is_negative(), big.magnitude()), (*negative, magnitude.as_slice()));
            let bytes: Vec<u8> = big.limbs().flat_map(u64::to_le_bytes).collect();
            assert_eq!(&bytes, magnitude);
        }
        Plan::Cell(_, c) => same(object.value().unwrap(), c),
    }
}

fn check(image: &Image<'_>, b: &Builder, words: &[u64], plans: &[Plan]) {
    read_everything(image);
    let objects: Vec<_> = image.objects(0).collect();
    assert_eq!(objects.len(), plans.len() + 1);
    for (i, (object, plan)) in objects.iter().zip(plans).enumerate() {
        assert_eq!(object.place().offset as usize, b.offset(words[i]));
        assert_eq!(image.at(object.place()).place(), object.place());
        compare(b, words, plan, *object, i);
    }
}

/// The settings of both tests, which the harness starts at once. Proptest makes them at their first use in a `LazyLock`,
/// whose order the thread sanitizer does not see; asked for inside of this one, they come with an order that it sees.
static SETTINGS: Lazy<ProptestConfig> = Lazy::new(ProptestConfig::default);

proptest! {
    #![proptest_config(SETTINGS.clone())]

    #[test]
    fn what_is_built_is_what_is_read(
        plans in prop::collection::vec(plan(), 0..40),
        wide in any::<bool>(),
        version in prop_oneof![Just(Version::V1), Just(Version::V2), Just(Version::V3)],
        gmp in any::<bool>(),
        base in 0u64..0xffff,
    ) {
        let (width, base) = if wide { (Width::W64, base << 30 & !0xffff) } else { (Width::W32, base << 15 & !0xffff) };
        let mut b = Builder::new(width, version, if gmp { FLAG_GMP } else { 0 }, base);
        let (words, file) = build(&mut b, &plans);
        let mut verifier = Verifier::new();
        let (verified, stats) = verifier.verify_with_stats(&[&file]).unwrap_or_else(|r| panic!("{r}"));
        prop_assert_eq!(verified.image().width(), width);
        prop_assert_eq!(stats.total_objects(), plans.len() as u64 + 1);
        check(verified.image(), &b, &words, &plans);
    }

    #[test]
    fn arbitrary_bytes_never_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..600), marker in any::<bool>()) {
        if marker && bytes.len() > 8 {
            bytes[..5].copy_from_slice(b"olean");
            bytes[5] = 1 + bytes[5] % 3;
            bytes[6] &= 3;
        }
        let _ = Verifier::new().verify(&[&bytes]);
    }
}
