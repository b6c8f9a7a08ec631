//! Naturals.

use super::{Owned, any_nat, edge_nats, from_limbs, nat as norm, own};
use crate::bignum::{Limbs, MAX_BITS, TooBig, Value, nat};
use num_bigint::BigUint;
use num_integer::Integer;
use proptest::prelude::*;

/// Checks each operation of two operands on one pair.
fn check_pair(x: &BigUint, y: &BigUint) {
    let (a, b) = (norm(x), norm(y));
    let (a, b) = (a.value(), b.value());
    let zero = BigUint::ZERO;
    assert_eq!(nat::add(a, b, own), norm(&(x + y)), "{x} + {y}");
    assert_eq!(nat::sub(a, b, own), norm(&if x < y { zero.clone() } else { x - y }), "{x} - {y}");
    assert_eq!(nat::mul(a, b, MAX_BITS, own), Ok(norm(&(x * y))), "{x} * {y}");
    let (q, r) = if *y == zero { (zero, x.clone()) } else { x.div_rem(y) };
    assert_eq!(nat::div(a, b, own), norm(&q), "{x} / {y}");
    assert_eq!(nat::rem(a, b, own), norm(&r), "{x} % {y}");
    assert_eq!(nat::div_exact(a, b, own), norm(&q), "{x} / {y}");
    assert_eq!(nat::gcd(a, b, own), norm(&x.gcd(y)), "gcd {x} {y}");
    assert_eq!(nat::land(a, b, own), norm(&(x & y)), "{x} and {y}");
    assert_eq!(nat::lor(a, b, own), norm(&(x | y)), "{x} or {y}");
    assert_eq!(nat::xor(a, b, own), norm(&(x ^ y)), "{x} xor {y}");
    assert_eq!(nat::cmp(a, b), x.cmp(y), "{x} <=> {y}");
    assert_eq!(nat::eq(a, b), x == y, "{x} = {y}");
}

/// Checks each operation of one operand, and the shifts.
fn check_one(x: &BigUint, count: u64) {
    let a = norm(x);
    let a = a.value();
    assert_eq!(nat::succ(a, own), norm(&(x + 1u32)));
    assert_eq!(nat::log2(a), x.bits().saturating_sub(1));
    assert_eq!(nat::to_u64(a), u64::try_from(x).ok());
    assert_eq!(nat::to_usize(a), usize::try_from(x).ok());
    assert_eq!(nat::to_u64_wrapping(a), x.iter_u64_digits().next().unwrap_or(0));
    let k = Value::Small(count);
    assert_eq!(nat::shl(a, k, MAX_BITS, own), Ok(norm(&(x << count))), "{x} << {count}");
    assert_eq!(nat::shr(a, k, own), norm(&(x >> count)), "{x} >> {count}");
}

#[test]
fn every_pair_of_edges() {
    let edges = edge_nats();
    for x in &edges {
        for y in &edges {
            check_pair(x, y);
        }
        for count in [0, 1, 2, 31, 32, 33, 62, 63, 64, 65, 127, 128, 129, 200, 256, 257, 1000] {
            check_one(x, count);
        }
    }
}

#[test]
fn machine_words() {
    for n in [0, 1, i64::MAX as u64 - 1, i64::MAX as u64, 1 << 63, (1 << 63) + 1, u64::MAX - 1, u64::MAX] {
        assert_eq!(nat::of_u64(n, own), norm(&BigUint::from(n)));
        // Any `u64` is accepted as a small operand, although results past 2^63 - 1 are never small.
        assert_eq!(nat::add(Value::Small(n), Value::Small(n), own), norm(&(BigUint::from(n) * 2u32)));
        assert_eq!(nat::sub(Value::Small(n), Value::Small(0), own), norm(&BigUint::from(n)));
    }
}

#[test]
fn operands_need_not_be_normal() {
    let five = Value::Big(Limbs::new(false, &[5, 0, 0]));
    let zero = Value::Big(Limbs::new(true, &[0, 0]));
    assert_eq!(nat::add(five, zero, own), Owned::Small(5));
    assert_eq!(nat::rem(five, zero, own), Owned::Small(5));
    assert_eq!(nat::div(five, zero, own), Owned::Small(0));
    assert_eq!(nat::gcd(zero, five, own), Owned::Small(5));
    assert_eq!(nat::mul(five, five, 64, own), Ok(Owned::Small(25)));
    assert!(nat::eq(five, Value::Small(5)) && nat::eq(Value::Small(0), zero));
    assert_eq!(nat::log2(zero), 0);
}

#[test]
fn corner_cases_as_in_lean() {
    // The answers of Lean 4.28.0-pre to `5 / 0`, `5 % 0`, `2^70 / 0`, `2^70 % 0`, `5 - 2^70`, gcds with zero, ….
    let big = Owned::Big(false, vec![0, 64]);
    let (big, five, zero) = (big.value(), Value::Small(5), Value::Small(0));
    assert_eq!(nat::div(five, zero, own), Owned::Small(0));
    assert_eq!(nat::rem(five, zero, own), Owned::Small(5));
    assert_eq!(nat::div(big, zero, own), Owned::Small(0));
    assert_eq!(nat::rem(big, zero, own), own(big));
    assert_eq!(nat::sub(five, big, own), Owned::Small(0));
    assert_eq!(nat::gcd(zero, zero, own), Owned::Small(0));
    assert_eq!(nat::gcd(zero, big, own), own(big));
    assert_eq!(nat::gcd(big, zero, own), own(big));
    assert_eq!([0, 1, 2, 3, 4].map(|n| nat::log2(Value::Small(n))), [0, 0, 1, 1, 2]);
    assert_eq!(nat::pow(zero, zero, MAX_BITS, own), Ok(Owned::Small(1)));
    assert_eq!(nat::pow(zero, five, MAX_BITS, own), Ok(Owned::Small(0)));
    assert_eq!(nat::shl(zero, Value::Small(1 << 40), MAX_BITS, own), Ok(Owned::Small(0)));
    assert_eq!(nat::shr(big, big, own), Owned::Small(0));
    assert_eq!(nat::shr(five, big, own), Owned::Small(0));
}

#[test]
fn powers() {
    for base in edge_nats() {
        let a = norm(&base);
        for exponent in [0u32, 1, 2, 3, 5, 7, 31, 64, 100] {
            let got = nat::pow(a.value(), Value::Small(u64::from(exponent)), MAX_BITS, own);
            assert_eq!(got, Ok(norm(&base.pow(exponent))), "{base} ^ {exponent}");
        }
    }
}

#[test]
fn gcd_of_neighbours_in_a_long_euclid_run() {
    // Consecutive Fibonacci numbers take the most steps; a common factor must survive them all.
    let (mut a, mut b) = (BigUint::from(0u32), BigUint::from(1u32));
    for _ in 0..5000 {
        (a, b) = (b.clone(), a + b);
    }
    let factor = (BigUint::from(1u32) << 130u32) + 7u32;
    let (x, y) = (norm(&(a * &factor)), norm(&(b * &factor)));
    assert_eq!(nat::gcd(x.value(), y.value(), own), norm(&factor));
}

#[test]
fn large_products_and_quotients() {
    // Sizes on both sides of the crate's changes of algorithm, the last ones in its number-theoretic transform.
    for (len, other) in [(17, 17), (33, 100), (97, 97), (200, 190), (1000, 300), (4200, 4100), (9000, 4500)] {
        let shapes = [
            (vec![u64::MAX; len], vec![u64::MAX; other]),
            (
                [vec![1], vec![0; len - 2], vec![1]].concat(),
                [vec![u64::MAX], vec![0; other - 2], vec![1 << 63]].concat(),
            ),
            (scrambled(len, 1), scrambled(other, 2)),
        ];
        for (x, y) in shapes {
            let (x, y) = (from_limbs(&x), from_limbs(&y));
            let (a, b) = (norm(&x), norm(&y));
            let product = &x * &y;
            let p = norm(&product);
            assert_eq!(nat::mul(a.value(), b.value(), MAX_BITS, own).as_ref(), Ok(&p), "{len} * {other} limbs");
            assert_eq!(nat::div(p.value(), b.value(), own), a, "{len} * {other} limbs, divided again");
            assert_eq!(nat::rem(p.value(), b.value(), own), Owned::Small(0));
            let (q, r) = product.div_rem(&(&y + 12345u32));
            let divisor = norm(&(&y + 12345u32));
            assert_eq!(nat::div(p.value(), divisor.value(), own), norm(&q));
            assert_eq!(nat::rem(p.value(), divisor.value(), own), norm(&r));
            let square = nat::mul(a.value(), a.value(), MAX_BITS, own);
            assert_eq!(square, Ok(norm(&(&x * &x))), "square of {len} limbs");
        }
    }
}

fn scrambled(len: usize, seed: u64) -> Vec<u64> {
    (0..len as u64).map(|i| (i + seed).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(i as u32 % 64) | 1).collect()
}

#[test]
fn limits_are_exact() {
    for x in edge_nats().iter().filter(|x| x.bits() > 0) {
        let a = norm(x);
        for y in edge_nats().iter().filter(|y| y.bits() > 0) {
            let b = norm(y);
            let bits = (x * y).bits();
            assert!(nat::mul(a.value(), b.value(), bits, own).is_ok(), "{x} * {y}");
            assert!(nat::mul(a.value(), b.value(), bits - 1, own).is_err(), "{x} * {y}");
        }
        for k in [0u32, 1, 3, 64, 200] {
            let bits = x.bits() + u64::from(k);
            assert!(nat::shl(a.value(), Value::Small(k.into()), bits, own).is_ok());
            assert!(nat::shl(a.value(), Value::Small(k.into()), bits - 1, own).is_err());
        }
        for k in [2u32, 3, 17, 50].into_iter().filter(|_| x.bits() > 1) {
            let bits = x.pow(k).bits();
            assert!(nat::pow(a.value(), Value::Small(k.into()), bits, own).is_ok());
            assert!(nat::pow(a.value(), Value::Small(k.into()), bits - 1, own).is_err());
        }
    }
}

#[test]
fn absurd_sizes_are_refused_at_once() {
    let huge = Owned::Big(false, vec![0, 0, 1]);
    let (two, huge) = (Value::Small(2), huge.value());
    for exponent in [Value::Small(1 << 60), Value::Small(u64::MAX), huge] {
        assert!(nat::pow(two, exponent, MAX_BITS, own).is_err());
        assert!(nat::pow(huge, exponent, u64::MAX, own).is_err());
        assert!(nat::shl(two, exponent, u64::MAX, own).is_err());
        assert!(nat::shl(huge, exponent, MAX_BITS, own).is_err());
        assert_eq!(nat::pow(Value::Small(1), exponent, MAX_BITS, own), Ok(Owned::Small(1)));
        assert_eq!(nat::pow(Value::Small(0), exponent, MAX_BITS, own), Ok(Owned::Small(0)));
        assert_eq!(nat::shl(Value::Small(0), exponent, MAX_BITS, own), Ok(Owned::Small(0)));
        assert_eq!(nat::shr(two, exponent, own), Owned::Small(0));
    }
    let error = nat::shl(two, Value::Small(1 << 60), 1000, own).unwrap_err();
    assert_eq!(error, TooBig { needed_bits: (1 << 60) + 2, max_bits: 1000 });
    assert_eq!(error.to_string(), "a number of at least 1152921504606846978 bits exceeds the limit of 1000 bits");
    // An exponent of more than 32 bits is not cut to its low bits.
    assert!(nat::pow(two, Value::Small(1 << 32), 1 << 20, own).is_err());
    assert!(nat::pow(two, Value::Small((1 << 32) + 1), 1 << 20, own).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn pairs_agree(x in any_nat(6), y in any_nat(6)) {
        check_pair(&x, &y);
    }

    #[test]
    fn longer_pairs_agree(x in any_nat(90), y in any_nat(60)) {
        check_pair(&x, &y);
    }

    #[test]
    fn shifts_agree(x in any_nat(50), count in 0u64..4000) {
        check_one(&x, count);
    }

    #[test]
    fn powers_agree(x in any_nat(4), exponent in 0u32..40) {
        let a = norm(&x);
        prop_assert_eq!(nat::pow(a.value(), Value::Small(exponent.into()), MAX_BITS, own), Ok(norm(&x.pow(exponent))));
    }
}
