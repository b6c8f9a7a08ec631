//! One file: whatever the verifier accepts is read completely, its words are checked, its module is decoded.
#![no_main]

use libfuzzer_sys::fuzz_target;
use olean::testing::{Bench, Outcome};

fuzz_target!(|bytes: &[u8]| {
    Bench::default().try_file(bytes, &mut Outcome::default());
});
