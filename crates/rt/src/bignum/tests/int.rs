//! Integers.

use super::{Owned, any_int, edge_ints, int as norm, nat as norm_nat, own};
use crate::bignum::{Limbs, MAX_BITS, Value, int};
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use proptest::prelude::*;

/// Euclidean quotient and remainder, from the definition: `a = q * b + r` and `0 <= r < |b|`.
fn euclid(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    let magnitude = BigInt::from(b.magnitude().clone());
    let (q, r) = a.div_mod_floor(&magnitude);
    assert!(r >= BigInt::ZERO && r < magnitude);
    (if b.sign() == Sign::Minus { -q } else { q }, r)
}

fn check_pair(x: &BigInt, y: &BigInt) {
    let (a, b) = (norm(x), norm(y));
    let (a, b) = (a.value(), b.value());
    assert_eq!(int::add(a, b, own), norm(&(x + y)), "{x} + {y}");
    assert_eq!(int::sub(a, b, own), norm(&(x - y)), "{x} - {y}");
    assert_eq!(int::mul(a, b, MAX_BITS, own), Ok(norm(&(x * y))), "{x} * {y}");
    assert_eq!(int::cmp(a, b), x.cmp(y), "{x} <=> {y}");
    assert_eq!(int::eq(a, b), x == y, "{x} = {y}");
    let zero = BigInt::ZERO;
    let ((tq, tr), (eq, er)) =
        if *y == zero { ((zero.clone(), x.clone()), (zero, x.clone())) } else { (x.div_rem(y), euclid(x, y)) };
    assert_eq!(int::div(a, b, own), norm(&tq), "{x} tdiv {y}");
    assert_eq!(int::div_exact(a, b, own), norm(&tq), "{x} tdiv {y}");
    assert_eq!(int::rem(a, b, own), norm(&tr), "{x} tmod {y}");
    assert_eq!(int::ediv(a, b, own), norm(&eq), "{x} ediv {y}");
    assert_eq!(int::emod(a, b, own), norm(&er), "{x} emod {y}");
}

fn check_one(x: &BigInt, count: u64) {
    let a = norm(x);
    let a = a.value();
    assert_eq!(int::neg(a, own), norm(&-x));
    assert_eq!(int::nat_abs(a, own), norm_nat(x.magnitude()));
    let negative = x.sign() == Sign::Minus;
    assert_eq!(int::is_nonneg(a), !negative);
    assert_eq!(int::to_nat(a, own), if negative { Owned::Small(0) } else { norm_nat(x.magnitude()) });
    assert_eq!(int::to_i64(a), i64::try_from(x).ok());
    let modulus = BigInt::from(1) << 64;
    let low = u64::try_from(x.mod_floor(&modulus)).unwrap();
    assert_eq!(int::to_i64_wrapping(a), low as i64);
    assert_eq!(int::to_i32_wrapping(a), low as i32);
    assert_eq!(int::to_i16_wrapping(a), low as i16);
    assert_eq!(int::to_i8_wrapping(a), low as i8);
    let floor = x.div_floor(&(BigInt::from(1) << count));
    assert_eq!(int::shr(a, Value::Small(count), own), norm(&floor), "{x} >> {count}");
    let n = norm_nat(x.magnitude());
    assert_eq!(int::of_nat(n.value(), own), norm(&BigInt::from(x.magnitude().clone())));
    assert_eq!(int::neg_succ_of_nat(n.value(), own), norm(&(-BigInt::from(x.magnitude().clone()) - 1)));
}

#[test]
fn every_pair_of_edges() {
    let edges = edge_ints();
    for x in &edges {
        for y in &edges {
            check_pair(x, y);
        }
        for count in [0, 1, 2, 30, 31, 32, 33, 62, 63, 64, 65, 127, 128, 129, 200, 256, 257, 1000] {
            check_one(x, count);
        }
    }
}

#[test]
fn machine_words() {
    for n in [0, 1, -1, i32::MAX as i64, i32::MIN as i64, i32::MAX as i64 + 1, i32::MIN as i64 - 1, i64::MAX, i64::MIN]
    {
        assert_eq!(int::of_i64(n, own), norm(&BigInt::from(n)));
    }
    // Only the low half of a scalar's payload counts.
    assert_eq!(int::neg(Value::Small(0xdead_beef_ffff_ffff), own), Owned::Small(1));
}

#[test]
fn shift_counts_of_any_size() {
    let huge = Owned::Big(false, vec![0, 0, 1]);
    for count in [Value::Small(u64::MAX), Value::Small(1 << 60), huge.value()] {
        for x in edge_ints() {
            let expected = if x.sign() == Sign::Minus { -1 } else { 0 };
            assert_eq!(int::shr(norm(&x).value(), count, own), own(Value::small_int(expected)), "{x}");
        }
    }
}

#[test]
fn operands_need_not_be_normal() {
    let minus_five = Value::Big(Limbs::new(true, &[5, 0]));
    let zero = Value::Big(Limbs::new(true, &[0]));
    assert_eq!(int::add(minus_five, zero, own), own(Value::small_int(-5)));
    assert_eq!(int::emod(minus_five, zero, own), own(Value::small_int(-5)));
    assert_eq!(int::ediv(minus_five, Value::small_int(-2), own), own(Value::small_int(3)));
    assert!(int::is_nonneg(zero) && int::eq(zero, Value::Small(0)));
    assert!(int::eq(minus_five, Value::small_int(-5)));
    assert_eq!(int::shr(minus_five, Value::Small(1), own), own(Value::small_int(-3)));
}

/// Decided by the kernel of Lean 4.28.0-pre (`Int.tdiv`, `Int.tmod`, `Int.ediv`, `Int.emod` on each row's operands).
#[test]
fn divisions_as_in_lean() {
    let rows: &[(i64, i64, [i64; 4])] = &[
        (7, 2, [3, 1, 3, 1]),
        (-7, 2, [-3, -1, -4, 1]),
        (7, -2, [-3, 1, -3, 1]),
        (-7, -2, [3, -1, 4, 1]),
        (-8, 2, [-4, 0, -4, 0]),
        (-7, 0, [0, -7, 0, -7]),
        (0, -7, [0, 0, 0, 0]),
        (-1, 3, [0, -1, -1, 2]),
        (-1, -3, [0, -1, 1, 2]),
        (-1, 1 << 31, [0, -1, -1, (1 << 31) - 1]),
        (-1, -(1 << 31), [0, -1, 1, (1 << 31) - 1]),
        (i32::MIN as i64, -1, [1 << 31, 0, 1 << 31, 0]),
        (-(1 << 31) - 1, 2, [-(1 << 30), -1, -(1 << 30) - 1, 1]),
    ];
    for &(a, b, expected) in rows {
        int::of_i64(a, |a| {
            int::of_i64(b, |b| {
                let got = [int::div(a, b, own), int::rem(a, b, own), int::ediv(a, b, own), int::emod(a, b, own)];
                assert_eq!(got, expected.map(|n| int::of_i64(n, own)), "{a:?} by {b:?}");
            })
        });
    }
}

/// Decided by the kernel of Lean 4.28.0-pre (`Int.shiftRight`).
#[test]
fn shifts_as_in_lean() {
    let rows: &[(i64, u64, i64)] = &[
        (-1, 200, -1),
        (-3, 1, -2),
        (-7, 1, -4),
        (-7, 2, -2),
        (-8, 2, -2),
        (7, 2, 1),
        (-(1 << 31), 31, -1),
        (-(1 << 31) - 1, 31, -2),
        (-(1 << 31) - 1, 2, -536_870_913),
        (-(1 << 31) - 1, 64, -1),
        (1 << 31, 32, 0),
    ];
    for &(a, count, expected) in rows {
        let got = int::of_i64(a, |a| int::shr(a, Value::Small(count), own));
        assert_eq!(got, int::of_i64(expected, own), "{a} >> {count}");
    }
}

#[test]
fn limits_are_exact() {
    let edges: Vec<BigInt> = edge_ints().into_iter().filter(|x| x.bits() > 0).collect();
    for x in &edges {
        for y in &edges {
            let bits = (x * y).bits();
            let (a, b) = (norm(x), norm(y));
            assert!(int::mul(a.value(), b.value(), bits, own).is_ok(), "{x} * {y}");
            assert!(int::mul(a.value(), b.value(), bits - 1, own).is_err(), "{x} * {y}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn pairs_agree(x in any_int(5), y in any_int(5)) {
        check_pair(&x, &y);
    }

    #[test]
    fn longer_pairs_agree(x in any_int(70), y in any_int(60)) {
        check_pair(&x, &y);
    }

    #[test]
    fn nearly_equal_pairs_agree(x in any_int(20), step in any::<i64>()) {
        check_pair(&x, &(&x + step));
        check_pair(&x, &(-&x + step));
    }

    #[test]
    fn single_operands_agree(x in any_int(50), count in 0u64..4000) {
        check_one(&x, count);
    }

    /// A shift by exactly the trailing zeros loses nothing; one more loses a bit that decides the rounding.
    #[test]
    fn rounding_of_shifts(x in any_int(4), zeros in 0u64..300) {
        let shifted = &x << zeros;
        check_one(&shifted, zeros);
        check_one(&shifted, zeros + 1);
        check_one(&(shifted - BigInt::from(BigUint::from(1u32))), zeros);
    }
}
