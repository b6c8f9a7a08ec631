//! Megabytes of digits: read and printed in reasonable time, refused at once when the limit says so.

use super::{Owned, own};
use crate::bignum::text::{ParseError, Radix, nat_to_string, parse_nat};
use crate::bignum::{MAX_BITS, Value, nat};

/// A million digits there and back, and through multiplication and division.
#[test]
fn a_million_digits() {
    let text: String = (0..1_000_000u32).map(|i| char::from(b'1' + (i.wrapping_mul(7919) % 9) as u8)).collect();
    let n = parse_nat(&text, Radix::DECIMAL, MAX_BITS, own).unwrap();
    assert_eq!(nat_to_string(n.value(), Radix::DECIMAL), text);
    // Multiplying by ten appends a zero, dividing by 10^500000 cuts the digits in half: no other crate is needed to
    // know what the digits must be.
    let tens = nat::mul(n.value(), Value::Small(10), MAX_BITS, own).unwrap();
    assert_eq!(nat_to_string(tens.value(), Radix::DECIMAL), format!("{text}0"));
    let half = nat::pow(Value::Small(10), Value::Small(500_000), MAX_BITS, own).unwrap();
    let (q, r) = (nat::div(n.value(), half.value(), own), nat::rem(n.value(), half.value(), own));
    assert_eq!(nat_to_string(q.value(), Radix::DECIMAL), text[..500_000]);
    assert_eq!(nat_to_string(r.value(), Radix::DECIMAL), text[500_000..]);
}

#[test]
fn long_texts_are_refused_before_they_are_converted() {
    let text = "9".repeat(32 << 20);
    let refused = parse_nat(&text, Radix::DECIMAL, 1 << 20, own);
    assert!(matches!(refused, Err(ParseError::TooBig(e)) if e.max_bits == 1 << 20 && e.needed_bits > 100 << 20));
}

/// Repeated squaring stops at the limit, with the last number that fits.
#[test]
fn repeated_squaring_ends() {
    let mut n = Owned::Small(3);
    let mut steps = 0;
    let error = loop {
        match nat::mul(n.value(), n.value(), 1 << 18, own) {
            Ok(square) => n = square,
            Err(error) => break error,
        }
        steps += 1;
    };
    // 3^(2^17) has 207,745 bits, its square does not fit in 262,144.
    assert_eq!(steps, 17);
    assert_eq!(nat::log2(n.value()) + 1, 207_745);
    assert_eq!(error.max_bits, 1 << 18);
    assert!(error.needed_bits > 1 << 18);
}
