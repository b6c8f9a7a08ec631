//! Two parts: the first two bytes of the input say where it is cut.
#![no_main]

use libfuzzer_sys::fuzz_target;
use olean::testing::read_everything;
use olean::verify::Verifier;
use olean::words::WordChecker;

fuzz_target!(|bytes: &[u8]| {
    let Some((cut, rest)) = bytes.split_first_chunk::<2>() else { return };
    let (first, second) = rest.split_at(usize::from(u16::from_le_bytes(*cut)).min(rest.len()));
    if let Ok(verified) = Verifier::new().verify(&[first, second]) {
        read_everything(verified.image());
        let _ = WordChecker::new().check(verified.image());
    }
});
