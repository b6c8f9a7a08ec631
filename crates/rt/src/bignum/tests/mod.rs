//! The functions against `num-bigint`, against definitions, and against what real Lean 4.28 answered.

mod int;
mod nat;
mod size;
mod text;

use super::{Limbs, MAX_SMALL_NAT, Value};
use num_bigint::{BigInt, BigUint, Sign};
use proptest::prelude::*;

/// A result, out of the closure that received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owned {
    Small(u64),
    Big(bool, Vec<u64>),
}

impl Owned {
    pub fn value(&self) -> Value<'_> {
        match self {
            Owned::Small(n) => Value::Small(*n),
            Owned::Big(negative, limbs) => Value::Big(Limbs::new(*negative, limbs)),
        }
    }
}

/// The closure of every call here.
pub fn own(v: Value<'_>) -> Owned {
    match v {
        Value::Small(n) => Owned::Small(n),
        Value::Big(big) => Owned::Big(big.negative(), big.limbs().to_vec()),
    }
}

/// The one normal form of a natural.
pub fn nat(n: &BigUint) -> Owned {
    match u64::try_from(n) {
        Ok(n) if n <= MAX_SMALL_NAT => Owned::Small(n),
        _ => Owned::Big(false, n.to_u64_digits()),
    }
}

/// The one normal form of an integer.
pub fn int(n: &BigInt) -> Owned {
    match i32::try_from(n) {
        Ok(n) => Owned::Small(u64::from(n as u32)),
        Err(_) => Owned::Big(n.sign() == Sign::Minus, n.magnitude().to_u64_digits()),
    }
}

/// Naturals near the borders where a representation or an algorithm changes.
pub fn edge_nats() -> Vec<BigUint> {
    let mut out: Vec<BigUint> = (0u32..6).map(BigUint::from).collect();
    for bits in [31u32, 32, 33, 62, 63, 64, 65, 127, 128, 129, 191, 192, 256] {
        for offset in 0u32..5 {
            out.push((BigUint::from(1u32) << bits) + offset - 2u32);
        }
    }
    out.push(BigUint::from(12345678901234567890123u128));
    out
}

/// [`edge_nats`] with both signs.
pub fn edge_ints() -> Vec<BigInt> {
    edge_nats().into_iter().flat_map(|n| [BigInt::from(n.clone()), -BigInt::from(n)]).collect()
}

/// Naturals of up to about `limbs` limbs, with long runs of ones and zeros as often as random digits: carries and
/// borrows run far in those.
pub fn any_nat(limbs: usize) -> impl Strategy<Value = BigUint> {
    let limb = prop_oneof![Just(0u64), Just(u64::MAX), Just(1u64), Just(1 << 63), any::<u64>()];
    prop_oneof![
        any::<u64>().prop_map(BigUint::from),
        proptest::collection::vec(limb, 0..=limbs).prop_map(|limbs| from_limbs(&limbs)),
        proptest::collection::vec(any::<u64>(), 0..=limbs).prop_map(|limbs| from_limbs(&limbs)),
    ]
}

/// [`any_nat`] with both signs.
pub fn any_int(limbs: usize) -> impl Strategy<Value = BigInt> {
    (any::<bool>(), any_nat(limbs)).prop_map(|(negative, n)| if negative { -BigInt::from(n) } else { BigInt::from(n) })
}

pub fn from_limbs(limbs: &[u64]) -> BigUint {
    BigUint::new(limbs.iter().flat_map(|&l| [l as u32, (l >> 32) as u32]).collect())
}
