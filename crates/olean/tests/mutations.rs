//! A few thousand damaged files on every run; `examples/mutate.rs` runs as many as one likes.

use olean::testing::mutate::Rng;
use olean::testing::{Outcome, donors, run_mutations};
use std::path::Path;

/// The compiled module beside these tests: small, real, and in the repository.
fn fixtures() -> Vec<Vec<u8>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    ["Sample.olean", "Sample.ir"].map(|name| std::fs::read(data.join(name)).unwrap()).into()
}

#[test]
fn damaged_files_are_refused_or_can_be_read_completely() {
    let donors = donors(fixtures());
    let intact: Outcome = {
        let (mut outcome, mut bench) = (Outcome::default(), olean::testing::Bench::default());
        donors.iter().for_each(|d| bench.try_file(d.bytes(), &mut outcome));
        outcome
    };
    assert_eq!((intact.accepted, intact.words_right), (donors.len() as u64, 2));
    let outcome = run_mutations(&donors, 7, 20_000);
    let refused: u64 = outcome.refused.values().sum();
    assert_eq!(outcome.cases, 20_000);
    assert_eq!(outcome.accepted + refused, outcome.cases);
    // The damage is neither so coarse that nothing passes nor so fine that nothing fails, and hits nearly every rule.
    assert!(outcome.accepted > 500 && refused > 10_000, "{outcome:?}");
    assert!(outcome.refused.len() >= 30, "{outcome:?}");
    assert!(outcome.words_right < outcome.accepted);
}

#[test]
fn the_same_seed_gives_the_same_cases() {
    let donors = donors([]);
    assert_eq!(run_mutations(&donors, 3, 500), run_mutations(&donors, 3, 500));
    assert_ne!(run_mutations(&donors, 3, 500), run_mutations(&donors, 4, 500));
    let mut rng = Rng::new(0);
    assert_eq!(rng.next_u64(), 0xe220_a839_7b1d_cdaf, "SplitMix64's published first output for seed 0");
    assert!((0..1000).all(|n| rng.below(n) < n.max(1)));
}

/// Every prefix of a file, and every single flipped bit of a small one.
#[test]
fn every_truncation_and_every_flipped_bit() {
    let donors = donors([]);
    let (mut outcome, mut bench) = (Outcome::default(), olean::testing::Bench::default());
    for donor in &donors {
        let whole = donor.bytes();
        for len in 0..whole.len() {
            bench.try_file(&whole[..len], &mut outcome);
        }
        assert_eq!(outcome.accepted, 0, "a truncated file was accepted");
    }
    let mut flipped = Outcome::default();
    for donor in donors.iter().filter(|d| d.bytes().len() < 1200) {
        let mut bytes = donor.bytes().to_vec();
        for bit in 0..bytes.len() * 8 {
            bytes[bit / 8] ^= 1 << (bit % 8);
            bench.try_file(&bytes, &mut flipped);
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
    }
    // What passes changed a scalar, an unused byte, the text of a string or header, or a pointer to another object.
    assert!(flipped.accepted > 0 && flipped.accepted < flipped.cases / 2, "{flipped:?}");
}
