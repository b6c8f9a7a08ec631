//! Damaged files that the verifier accepts, as live objects: every word can be followed, copied out and dropped.
//!
//! Run under the address sanitizer this says that no accepted file leads an access out of its region.

use olean::base;
use olean::compact::Target;
use olean::convert;
use olean::region::{LoadError, Scoped};
use olean::testing::donors;
use olean::testing::mutate::{Donor, Rng};
use olean::verify::Verifier;
use rt::layout::Width;
use rt::{Kind, ObjRef};
use std::collections::HashSet;
use std::path::Path;

/// Reads everything that the live API can read of what the word reaches; a sum keeps the reads from being left out.
fn follow(root: ObjRef<'_>) -> u64 {
    let (mut seen, mut stack, mut sum) = (HashSet::new(), vec![root], 0u64);
    while let Some(word) = stack.pop() {
        if word.is_scalar() {
            sum = sum.wrapping_add(word.unbox() as u64);
            continue;
        }
        if !seen.insert(word.addr()) {
            continue;
        }
        let bytes: &[u8] = match word.kind() {
            Kind::Ctor | Kind::Fat => {
                stack.extend(word.fields());
                sum = sum.wrapping_add(word.ctor_index() as u64);
                word.scalar_area()
            }
            Kind::Array => {
                stack.extend(word.as_array().unwrap());
                &[]
            }
            Kind::String => {
                let text = word.as_str().unwrap();
                sum = sum.wrapping_add(text.chars().count() as u64);
                text.as_bytes()
            }
            Kind::ScalarArray => word.as_scalar_array().unwrap().1,
            Kind::Mpz => {
                let (negative, limbs) = word.as_mpz().unwrap();
                sum = sum.wrapping_add(limbs.iter().fold(u64::from(negative), |a, l| a.wrapping_add(*l)));
                &[]
            }
            Kind::Thunk | Kind::Task => {
                stack.extend(word.forced());
                &[]
            }
            Kind::Ref | Kind::Promise => {
                // The content comes out as a word of its own: a copy, since the region is scoped.
                drop(word.content());
                &[]
            }
            Kind::Closure | Kind::External | Kind::Scalar => panic!("{:?} in a verified file", word.kind()),
        };
        sum = bytes.iter().fold(sum, |a, b| a.wrapping_add(u64::from(*b)));
    }
    sum
}

/// Files of this machine's form: hand-made ones with every kind of object, and a real one, converted.
fn wide_donors() -> Vec<Donor> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/Sample.olean");
    let bytes = std::fs::read(path).unwrap();
    let mut verifier = Verifier::new();
    let verified = verifier.verify(&[&bytes]).unwrap();
    let header = verified.image().parts()[0].header();
    let target = Target {
        width: Width::W64,
        encoding: convert::usual_encoding(Width::W64),
        base: base::of_module(["Sample"], Width::W64),
        ..Target::like(header)
    };
    let wide = convert::width(verified.image(), target).unwrap();
    let all = donors(wide);
    all.into_iter().filter(|d| matches!(load(&mut verifier, d.bytes()), Some(Ok(_)))).collect()
}

/// Verifies and places a file; `None` if it is refused.
fn load(verifier: &mut Verifier, bytes: &[u8]) -> Option<Result<Scoped, LoadError>> {
    Some(Scoped::load(&verifier.verify(&[bytes]).ok()?))
}

#[test]
fn accepted_damage_stays_inside_its_region() {
    let donors = wide_donors();
    assert!(donors.len() >= 4, "{}", donors.len());
    let (mut rng, mut verifier, mut bytes) = (Rng::new(64), Verifier::new(), Vec::new());
    let (mut lived, mut sum) = (0, 0u64);
    for case in 0..20_000 {
        let (a, b) = (&donors[case % donors.len()], &donors[rng.below(donors.len())]);
        a.damage(&mut rng, b, &mut bytes);
        let Some(Ok(scoped)) = load(&mut verifier, &bytes) else { continue };
        let root = scoped.root(0).unwrap();
        sum = sum.wrapping_add(follow(root));
        if case % 16 == 0 {
            let escaped = root.to_obj();
            drop(scoped);
            sum = sum.wrapping_add(follow(escaped.r()));
        }
        lived += 1;
    }
    assert!(lived > 500, "{lived} of 20000 accepted, sum {sum}");
}
