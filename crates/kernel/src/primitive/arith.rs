//! Arithmetic on the numbers of literals.
//!
//! What it is: each function as the reference kernel computes it: subtraction stops at zero, division by zero is zero,
//! the remainder of division by zero is the number itself. No result is made before it is known to be within the limit.

use super::NatOp;
use crate::verdict::Limit;
use dashu_int::UBig;
use dashu_int::ops::{BitTest, Gcd};

/// The largest exponent that a power is computed for; a larger one is left to the definition.
pub const MAX_EXPONENT: u64 = 1 << 24;

/// What a function gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NatResult {
    /// A number.
    Nat(UBig),
    /// A truth value.
    Bool(bool),
}

impl NatOp {
    /// The function's value; `b` counts for nothing in [`NatOp::Succ`]. `Ok(None)`: it is left to the definition. The
    /// error says that the value has more than `number_bits` bits.
    pub fn apply(self, a: &UBig, b: &UBig, number_bits: u64) -> Result<Option<NatResult>, Limit> {
        let fits = |bits: u64| if bits > number_bits { Err(Limit::NumberSize { bits: number_bits }) } else { Ok(()) };
        let number = match self {
            NatOp::Succ | NatOp::Add => {
                let b = if self == NatOp::Succ { &UBig::ONE } else { b };
                // One bit more than the longer has, unless it is decided by the sum itself, which is then small.
                fits(bits(a).max(bits(b)))?;
                let sum = a + b;
                fits(bits(&sum))?;
                sum
            }
            NatOp::Sub if a <= b => UBig::ZERO,
            NatOp::Sub => a - b,
            NatOp::Mul if a.is_zero() || b.is_zero() => UBig::ZERO,
            NatOp::Mul => {
                // The product has this many bits or one less.
                fits(bits(a).saturating_add(bits(b)) - 1)?;
                let product = a * b;
                fits(bits(&product))?;
                product
            }
            NatOp::Div if b.is_zero() => UBig::ZERO,
            NatOp::Div => a / b,
            NatOp::Mod if b.is_zero() => a.clone(),
            NatOp::Mod => a % b,
            NatOp::Gcd if a.is_zero() => b.clone(),
            NatOp::Gcd if b.is_zero() => a.clone(),
            NatOp::Gcd => a.gcd(b),
            NatOp::Beq => return Ok(Some(NatResult::Bool(a == b))),
            NatOp::Ble => return Ok(Some(NatResult::Bool(a <= b))),
            NatOp::Land => a & b,
            NatOp::Lor => a | b,
            NatOp::Xor => a ^ b,
            NatOp::ShiftLeft if a.is_zero() => UBig::ZERO,
            NatOp::ShiftLeft => {
                let shift = u64::try_from(b).unwrap_or(u64::MAX);
                fits(bits(a).saturating_add(shift))?;
                let Ok(shift) = usize::try_from(shift) else { return Err(Limit::NumberSize { bits: number_bits }) };
                a << shift
            }
            NatOp::ShiftRight => match usize::try_from(b) {
                Ok(shift) if (shift as u64) < bits(a) => a >> shift,
                _ => UBig::ZERO,
            },
            NatOp::Pow => match u64::try_from(b) {
                Ok(exponent) if exponent <= MAX_EXPONENT => power(a, exponent, number_bits)?,
                _ => return Ok(None),
            },
        };
        Ok(Some(NatResult::Nat(number)))
    }
}

fn power(base: &UBig, exponent: u64, number_bits: u64) -> Result<UBig, Limit> {
    let too_large = || Limit::NumberSize { bits: number_bits };
    if exponent == 0 || base.is_one() {
        return Ok(UBig::ONE);
    }
    if base.is_zero() {
        return Ok(UBig::ZERO);
    }
    let zeros = base.trailing_zeros().unwrap_or(0);
    if zeros as u64 + 1 == bits(base) {
        // A power of two.
        let shift = (zeros as u64).checked_mul(exponent).filter(|&shift| shift < number_bits).ok_or_else(too_large)?;
        return Ok(UBig::ONE << usize::try_from(shift).map_err(|_| too_large())?);
    }
    // The result may have fewer bits than this by the exponent; that near to the limit there is no answer either.
    if bits(base).saturating_mul(exponent) > number_bits {
        return Err(too_large());
    }
    Ok(base.pow(usize::try_from(exponent).map_err(|_| too_large())?))
}

fn bits(number: &UBig) -> u64 {
    number.bit_len() as u64
}

#[cfg(test)]
mod tests {
    use super::{Limit, MAX_EXPONENT, NatOp, NatResult};
    use dashu_int::UBig;
    use proptest::prelude::*;

    const BITS: u64 = 1 << 20;

    fn nat(op: NatOp, a: &UBig, b: &UBig) -> UBig {
        match op.apply(a, b, BITS) {
            Ok(Some(NatResult::Nat(number))) => number,
            other => panic!("{op:?}: {other:?}"),
        }
    }

    fn small(op: NatOp, a: u64, b: u64) -> UBig {
        nat(op, &UBig::from(a), &UBig::from(b))
    }

    #[test]
    fn zero_is_special() {
        for a in [0, 1, 7, u64::MAX] {
            assert_eq!(small(NatOp::Div, a, 0), UBig::ZERO);
            assert_eq!(small(NatOp::Mod, a, 0), UBig::from(a));
            assert_eq!(small(NatOp::Gcd, a, 0), UBig::from(a));
            assert_eq!(small(NatOp::Gcd, 0, a), UBig::from(a));
            assert_eq!(small(NatOp::Pow, a, 0), UBig::ONE);
            assert_eq!(small(NatOp::Sub, 0, a), UBig::ZERO);
            assert_eq!(small(NatOp::Mul, 0, a), UBig::ZERO);
            assert_eq!(small(NatOp::ShiftLeft, 0, a), UBig::ZERO);
        }
        assert_eq!(small(NatOp::Pow, 0, 5), UBig::ZERO);
    }

    fn size(op: NatOp, a: &UBig, b: &UBig, bits: u64) -> Result<Option<u64>, Limit> {
        op.apply(a, b, bits).map(|result| match result {
            Some(NatResult::Nat(number)) => Some(super::bits(&number)),
            Some(NatResult::Bool(_)) | None => None,
        })
    }

    #[test]
    fn sizes_are_known_before_anything_is_made() {
        let declined = |bits| Err(Limit::NumberSize { bits });
        let (one, two, three) = (UBig::ONE, UBig::from(2u8), UBig::from(3u8));
        let huge = &one << 100;
        assert_eq!(size(NatOp::ShiftLeft, &one, &UBig::from(u64::MAX), 1 << 30), declined(1 << 30));
        assert_eq!(size(NatOp::ShiftLeft, &one, &huge, 1 << 30), declined(1 << 30));
        assert_eq!(size(NatOp::ShiftLeft, &one, &UBig::from(99u8), 100), Ok(Some(100)));
        assert_eq!(size(NatOp::ShiftLeft, &one, &UBig::from(100u8), 100), declined(100));
        assert_eq!(size(NatOp::ShiftRight, &huge, &huge, 100), Ok(Some(0)));
        assert_eq!(size(NatOp::Pow, &two, &UBig::from(99u8), 100), Ok(Some(100)));
        assert_eq!(size(NatOp::Pow, &two, &UBig::from(100u8), 100), declined(100));
        assert_eq!(size(NatOp::Pow, &three, &UBig::from(MAX_EXPONENT), 1 << 20), declined(1 << 20));
        assert_eq!(size(NatOp::Pow, &two, &UBig::from(MAX_EXPONENT + 1), u64::MAX), Ok(None));
        assert_eq!(size(NatOp::Pow, &one, &huge, u64::MAX), Ok(None));
        assert_eq!(size(NatOp::Pow, &huge, &UBig::from(MAX_EXPONENT), 1 << 30), declined(1 << 30));
        let full = (&one << 100) - &one;
        assert_eq!(size(NatOp::Add, &full, &one, 100), declined(100));
        assert_eq!(size(NatOp::Succ, &full, &one, 100), declined(100));
        assert_eq!(size(NatOp::Succ, &(full.clone() - &one), &one, 100), Ok(Some(100)));
        assert_eq!(size(NatOp::Mul, &full, &two, 100), declined(100));
        assert_eq!(size(NatOp::Mul, &full, &one, 100), Ok(Some(100)));
        assert_eq!(size(NatOp::Mul, &(&one << 50), &(&one << 49), 100), Ok(Some(100)));
        assert_eq!(size(NatOp::Mul, &(&one << 50), &(&one << 50), 100), declined(100));
    }

    fn number() -> impl Strategy<Value = UBig> {
        prop::collection::vec(any::<u8>(), 0..40).prop_map(|bytes| UBig::from_le_bytes(&bytes))
    }

    proptest! {
        #[test]
        fn small_numbers_are_computed_as_the_machine_does(a in 0..=u64::MAX, b in 0..=u64::MAX, shift in 0..16u32) {
            let wide = |n: u64| u128::from(n);
            prop_assert_eq!(small(NatOp::Add, a, b), UBig::from(wide(a) + wide(b)));
            prop_assert_eq!(small(NatOp::Mul, a, b), UBig::from(wide(a) * wide(b)));
            prop_assert_eq!(small(NatOp::Sub, a, b), UBig::from(a.saturating_sub(b)));
            prop_assert_eq!(small(NatOp::Div, a, b), UBig::from(a.checked_div(b).unwrap_or(0)));
            prop_assert_eq!(small(NatOp::Mod, a, b), UBig::from(a.checked_rem(b).unwrap_or(a)));
            prop_assert_eq!(small(NatOp::Land, a, b), UBig::from(a & b));
            prop_assert_eq!(small(NatOp::Lor, a, b), UBig::from(a | b));
            prop_assert_eq!(small(NatOp::Xor, a, b), UBig::from(a ^ b));
            prop_assert_eq!(small(NatOp::ShiftLeft, a, shift.into()), UBig::from(wide(a) << shift));
            prop_assert_eq!(small(NatOp::ShiftRight, a, shift.into()), UBig::from(a >> shift));
            let base = a >> 56;
            prop_assert_eq!(small(NatOp::Pow, base, shift.into()), UBig::from(u128::from(base).pow(shift)));
            let boolean = |op: NatOp| op.apply(&UBig::from(a), &UBig::from(b), BITS);
            prop_assert_eq!(boolean(NatOp::Beq), Ok(Some(NatResult::Bool(a == b))));
            prop_assert_eq!(boolean(NatOp::Ble), Ok(Some(NatResult::Bool(a <= b))));
        }

        #[test]
        fn large_numbers_obey_the_laws(a in number(), b in number(), c in number()) {
            let add = |a: &UBig, b: &UBig| nat(NatOp::Add, a, b);
            let mul = |a: &UBig, b: &UBig| nat(NatOp::Mul, a, b);
            prop_assert_eq!(mul(&add(&a, &b), &c), add(&mul(&a, &c), &mul(&b, &c)));
            prop_assert_eq!(nat(NatOp::Sub, &add(&a, &b), &b), a.clone());
            let (quotient, rest) = (nat(NatOp::Div, &a, &b), nat(NatOp::Mod, &a, &b));
            prop_assert_eq!(add(&mul(&quotient, &b), &rest), a.clone());
            prop_assert!(b.is_zero() || rest < b);
            let (and, or, xor) = (nat(NatOp::Land, &a, &b), nat(NatOp::Lor, &a, &b), nat(NatOp::Xor, &a, &b));
            prop_assert_eq!(add(&and, &or), add(&a, &b));
            prop_assert_eq!(add(&and, &xor), or);
            let gcd = nat(NatOp::Gcd, &a, &b);
            prop_assert_eq!(nat(NatOp::Mod, &a, &gcd), UBig::ZERO);
            prop_assert_eq!(nat(NatOp::Mod, &b, &gcd), UBig::ZERO);
            prop_assert_eq!(nat(NatOp::Gcd, &mul(&a, &c), &mul(&b, &c)), mul(&gcd, &c));
            let beq = NatOp::Beq.apply(&a, &b, BITS);
            prop_assert_eq!(beq, Ok(Some(NatResult::Bool(nat(NatOp::Xor, &a, &b).is_zero()))));
        }
    }
}
