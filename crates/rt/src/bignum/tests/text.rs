//! Digits.

use super::{Owned, any_int, any_nat, edge_ints, edge_nats, int as norm_int, nat as norm, own};
use crate::bignum::MAX_BITS;
use crate::bignum::text::{ParseError, Radix, int_to_string, nat_to_string, parse_int, parse_nat};
use num_bigint::{BigInt, BigUint};
use proptest::prelude::*;

fn check_nat(x: &BigUint, radix: u32) {
    let r = Radix::new(radix).unwrap();
    let text = nat_to_string(norm(x).value(), r);
    assert_eq!(text, x.to_str_radix(radix));
    assert_eq!(parse_nat(&text, r, MAX_BITS, own), Ok(norm(x)), "{text} in radix {radix}");
    let bits = x.bits();
    assert!(parse_nat(&text, r, bits, own).is_ok(), "{text} in radix {radix} has {bits} bits");
    if bits > 0 {
        assert!(parse_nat(&text, r, bits - 1, own).is_err(), "{text} in radix {radix} has {bits} bits");
    }
}

fn check_int(x: &BigInt) {
    let text = int_to_string(norm_int(x).value(), Radix::DECIMAL);
    assert_eq!(text, x.to_string());
    assert_eq!(parse_int(&text, Radix::DECIMAL, MAX_BITS, own), Ok(norm_int(x)));
}

#[test]
fn edges_in_every_radix() {
    for x in edge_nats() {
        (2..=36).for_each(|radix| check_nat(&x, radix));
    }
    edge_ints().iter().for_each(check_int);
}

#[test]
fn powers_of_the_radix() {
    // Where the number of digits changes, the lower bound of the size is closest.
    for radix in 2..=36u32 {
        for digits in [1u32, 2, 3, 12, 13, 40, 41, 64, 65, 200, 1000] {
            let power = BigUint::from(radix).pow(digits);
            check_nat(&power, radix);
            check_nat(&(power - 1u32), radix);
        }
    }
}

#[test]
fn what_is_not_a_number() {
    let nat = |text| parse_nat(text, Radix::DECIMAL, MAX_BITS, own);
    let int = |text| parse_int(text, Radix::DECIMAL, MAX_BITS, own);
    assert_eq!(nat(""), Err(ParseError::Empty));
    assert_eq!(int("-"), Err(ParseError::Empty));
    for (text, offset) in [("1_000", 1), ("+5", 0), ("-5", 0), (" 5", 0), ("5 ", 1), ("12a", 2), ("0x10", 1), ("٣", 0)]
    {
        assert_eq!(nat(text), Err(ParseError::Digit { offset }), "{text}");
    }
    for (text, offset) in [("--5", 1), ("-+5", 1), ("5-", 1), ("-5\0", 2), ("-é", 1)] {
        assert_eq!(int(text), Err(ParseError::Digit { offset }), "{text}");
    }
    assert_eq!(parse_nat("129", Radix::BINARY, MAX_BITS, own), Err(ParseError::Digit { offset: 1 }));
    assert_eq!(int("-0"), Ok(Owned::Small(0)));
    assert_eq!(int("-000000000000000000000000000000000000000000"), Ok(Owned::Small(0)));
    assert_eq!(parse_nat("FFfF", Radix::HEX, MAX_BITS, own), Ok(Owned::Small(0xffff)));
    assert_eq!([0, 1, 37, u32::MAX].map(Radix::new), [None; 4]);
}

#[test]
fn leading_zeros_do_not_count() {
    let text = format!("{}18446744073709551616", "0".repeat(1_000_000));
    assert_eq!(parse_nat(&text, Radix::DECIMAL, 65, own), Ok(Owned::Big(false, vec![0, 1])));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn naturals_agree(x in any_nat(60), radix in 2u32..=36) {
        check_nat(&x, radix);
        check_nat(&x, 10);
    }

    #[test]
    fn integers_agree(x in any_int(40)) {
        check_int(&x);
    }

    #[test]
    fn any_text_is_read_as_the_other_crate_reads_it(text in "-?[0-9a]{0,40}") {
        let expected = match text.bytes().position(|c| !c.is_ascii_digit() && c != b'-') {
            Some(offset) => Err(ParseError::Digit { offset }),
            None if text.trim_start_matches('-').is_empty() => Err(ParseError::Empty),
            None => Ok(norm_int(&text.parse().unwrap())),
        };
        prop_assert_eq!(parse_int(&text, Radix::DECIMAL, MAX_BITS, own), expected);
    }
}
