//! Arithmetic on natural numbers and integers of any size.
//!
//! What it is: plain functions from [`Value`]s to a [`Value`]. A `Value` is what an object word says about a number:
//! the payload of a boxed scalar, or the limbs of a number object. Results go to a closure that makes the object, so
//! this module knows nothing of allocation, and no result is copied twice. [`nat`] and [`int`] hold the operations,
//! [`text`] the digits.
//! What it is not: an object (tag 250 is laid out in `layout::mpz`), and not a C ABI.
//! What it assumes: `usize` of 64 bits. Limbs come in any state: leading zero limbs, values that would fit a scalar and
//! a negative zero are read as the number they denote. Results are always normal: a value that fits a boxed scalar is
//! `Small`, a `Big` one has no leading zero limb.
//!
//! Operations whose cost is linear in the limbs ([`limbs`]) are written here, on a buffer that lives on the stack for
//! ordinary sizes, because every crate must first copy both operands into its own type. Products and quotients past a
//! few limbs, greatest common divisors, powers and radix conversion come from `dashu-int`, which is named in `engine.rs`
//! and nowhere else. It was chosen by `cargo run --release -p benches --bin bignum` among the permissively licensed
//! crates; it is the only one of them that takes and gives 64-bit limbs.
//!
//! Size. An operation that can multiply the size of its operands takes `max_bits` and answers [`TooBig`] instead of a
//! number that has more bits; the answer is exact, and the work done before it is of the order of the limit.
//! Addition, subtraction and the bit operations yield at most one bit more than their longer operand and have no limit.
//!
//! Meaning of the corner cases: upstream's `src/include/lean/lean.h` and `src/runtime/object.cpp`; division by zero
//! gives zero, remainder by zero the dividend.
#![forbid(unsafe_code)]

mod engine;
pub mod int;
mod limbs;
pub mod nat;
#[cfg(test)]
mod tests;
pub mod text;

use crate::layout::Width;
use std::fmt;

/// Most bits of a number: a number object counts its limbs in an `i32`.
pub const MAX_BITS: u64 = i32::MAX as u64 * 64;

/// The limit for callers without one of their own: 2^32 bits. It admits exactly the shifts of 1 that upstream admits,
/// whose shift counts end at 2^32 - 1.
pub const DEFAULT_MAX_BITS: u64 = 1 << 32;

/// Greatest `Nat` that is stored as a boxed scalar.
pub const MAX_SMALL_NAT: u64 = Width::W64.max_small_nat();

/// The digits of a number and its sign.
///
/// The limbs are 64-bit digits, least significant first, without a leading zero limb; zero has none and is not
/// negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limbs<'a> {
    negative: bool,
    limbs: &'a [u64],
}

impl<'a> Limbs<'a> {
    /// The number with these limbs. Leading zero limbs are dropped, the sign of a zero too.
    pub fn new(negative: bool, limbs: &'a [u64]) -> Limbs<'a> {
        let limbs = limbs::trim(limbs);
        Limbs { negative: negative && !limbs.is_empty(), limbs }
    }

    /// Whether the number is less than zero.
    pub fn negative(self) -> bool {
        self.negative
    }

    /// The limbs of the absolute value, least significant first.
    pub fn limbs(self) -> &'a [u64] {
        self.limbs
    }
}

/// A number as an object word shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// The payload of a boxed scalar. For a `Nat` it is the number; the functions of [`nat`] take any `u64` and give at
    /// most [`MAX_SMALL_NAT`]. For an `Int` its low 32 bits are the number in two's complement and the others are zero.
    Small(u64),
    /// The content of a number object. The functions of [`nat`] disregard the sign.
    Big(Limbs<'a>),
}

impl Value<'_> {
    /// The small `Int` `n`.
    pub const fn small_int(n: i32) -> Value<'static> {
        Value::Small(n as u32 as u64)
    }
}

/// The result would have more bits than the caller allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooBig {
    /// Least number of bits that the result is known to need; `u64::MAX` where it does not fit.
    pub needed_bits: u64,
    /// The caller's limit.
    pub max_bits: u64,
}

impl TooBig {
    /// `Err` when a result of at least `needed` bits exceeds `max_bits` or [`MAX_BITS`].
    fn check(needed: u128, max_bits: u64) -> Result<(), TooBig> {
        let max_bits = max_bits.min(MAX_BITS);
        if needed > u128::from(max_bits) {
            return Err(TooBig { needed_bits: u64::try_from(needed).unwrap_or(u64::MAX), max_bits });
        }
        Ok(())
    }

    /// The answer to an exponent or a shift count that is itself a big number.
    fn past_u64(max_bits: u64) -> TooBig {
        TooBig { needed_bits: u64::MAX, max_bits: max_bits.min(MAX_BITS) }
    }
}

impl fmt::Display for TooBig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number of at least {} bits exceeds the limit of {} bits", self.needed_bits, self.max_bits)
    }
}

impl std::error::Error for TooBig {}
