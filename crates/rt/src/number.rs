//! Numbers as words: boxed where they are small, number objects where they are not.
//!
//! Arithmetic is [`crate::bignum`]'s; this file turns words into its values and its results into words.

use crate::bignum::{self, Limbs, Value, nat};
use crate::obj::{Obj, ObjRef};
use crate::object::{Kind, box_scalar};
use crate::raw;

/// The word of a result.
pub fn word(v: Value<'_>) -> Obj {
    // SAFETY: a boxed scalar, or a fresh object.
    unsafe {
        match v {
            Value::Small(n) => Obj::from_raw(box_scalar(n as usize)),
            Value::Big(limbs) => Obj::from_raw(raw::alloc_mpz(limbs.negative(), limbs.limbs())),
        }
    }
}

impl Obj {
    /// The word of a result of [`crate::bignum`].
    pub fn number(v: Value<'_>) -> Obj {
        word(v)
    }

    /// The `Nat` `n`.
    pub fn nat(n: u64) -> Obj {
        nat::of_u64(n, word)
    }

    /// The `Nat` with these limbs, least significant first.
    pub fn nat_of_limbs(limbs: &[u64]) -> Obj {
        nat::add(Value::Big(Limbs::new(false, limbs)), Value::Small(0), word)
    }

    /// The `Nat` that the digits say, in decimal; `None` if they are no number or too many.
    pub fn nat_of_decimal(digits: &str) -> Option<Obj> {
        bignum::text::parse_nat(digits, bignum::text::Radix::DECIMAL, bignum::DEFAULT_MAX_BITS, word).ok()
    }

    /// The `Int` `n`.
    pub fn int(n: i64) -> Obj {
        bignum::int::of_i64(n, word)
    }
}

impl<'a> ObjRef<'a> {
    /// The number in the word: a boxed scalar's payload or a number object's limbs. `None` for other kinds. Whether it
    /// is a `Nat` or an `Int` only the type says.
    pub fn as_number(self) -> Option<Value<'a>> {
        match self.kind() {
            Kind::Scalar => Some(Value::Small(self.unbox() as u64)),
            Kind::Mpz => self.as_mpz().map(|(negative, limbs)| Value::Big(Limbs::new(negative, limbs))),
            _ => None,
        }
    }

    /// The `Nat` in the word, if it is one that fits.
    pub fn as_nat_u64(self) -> Option<u64> {
        match self.as_number()? {
            Value::Big(limbs) if limbs.negative() => None,
            v => nat::to_u64(v),
        }
    }

    /// The `Nat` in the word in decimal; `None` for words that are no number.
    pub fn nat_to_decimal(self) -> Option<String> {
        Some(bignum::text::nat_to_string(self.as_number()?, bignum::text::Radix::DECIMAL))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_big_words() {
        let max = (1 << 63) - 1;
        assert!(Obj::nat(max).r().is_scalar());
        let big = Obj::nat(max + 1);
        assert_eq!(big.r().kind(), Kind::Mpz);
        assert_eq!(big.r().as_nat_u64(), Some(max + 1));
        assert_eq!(big.r().nat_to_decimal().as_deref(), Some("9223372036854775808"));
        let huge = Obj::nat_of_decimal("340282366920938463463374607431768211456").unwrap();
        assert_eq!(huge.r().as_mpz(), Some((false, [0, 0, 1].as_slice())));
        assert_eq!(huge.r().as_nat_u64(), None);
        assert_eq!(Obj::int(-1).r().as_number(), Some(Value::Small(0xffff_ffff)));
        assert_eq!(Obj::int(i64::MIN).r().as_mpz(), Some((true, [1 << 63].as_slice())));
    }
}
