//! `Nat` as it occurs in terms: literals, indices of projections, number components of names.
//!
//! What it is: a view with comparison, hash and text. What it is not: arithmetic; that is `rt::bignum`.

use crate::literal::DataValue;
use crate::shape::Ty;
use crate::view::{view, view_eq};
use rt::bignum::text::{self, Radix};
use rt::bignum::{Value, int, nat};
use rt::{Obj, ObjRef};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

view! {
    /// A natural number of any size.
    Nat, NatRef, Ty::Nat
}
view_eq!(Nat, NatRef);

impl Nat {
    /// A number of 64 bits.
    pub fn from_u64(n: u64) -> Nat {
        Nat(rt::Obj::nat(n))
    }

    /// Reads decimal digits, at most `max_bits` bits of them.
    pub fn parse(digits: &str, max_bits: u64) -> Result<Nat, text::ParseError> {
        text::parse_nat(digits, Radix::DECIMAL, max_bits, |value| match value {
            Value::Small(n) => Nat::from_u64(n),
            Value::Big(limbs) => Nat(rt::Obj::nat_of_limbs(limbs.limbs())),
        })
    }
}

impl<'a> NatRef<'a> {
    /// The number for `rt::bignum`.
    pub fn value(self) -> Value<'a> {
        match self.0.as_number() {
            Some(value) => value,
            None => rt::bug!("a word that is no Nat: {:?}", self.0),
        }
    }

    /// The number, if it is less than 2^64.
    #[inline]
    pub fn to_u64(self) -> Option<u64> {
        if self.0.is_scalar() { Some(self.0.unbox() as u64) } else { nat::to_u64(self.value()) }
    }

    /// The number modulo 2^64, which is also its hash.
    #[inline]
    pub fn low_word(self) -> u64 {
        if self.0.is_scalar() { self.0.unbox() as u64 } else { nat::to_u64_wrapping(self.value()) }
    }
}

impl PartialEq for NatRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.ptr_eq(*other) || nat::eq(self.value(), other.value())
    }
}

impl Hash for NatRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.low_word());
    }
}

impl Ord for NatRef<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        nat::cmp(self.value(), other.value())
    }
}

impl PartialOrd for NatRef<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Nat {
    fn cmp(&self, other: &Self) -> Ordering {
        self.r().cmp(&other.r())
    }
}

impl PartialOrd for Nat {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<u64> for Nat {
    fn from(n: u64) -> Nat {
        Nat::from_u64(n)
    }
}

impl fmt::Display for NatRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_u64() {
            Some(n) => fmt::Display::fmt(&n, f),
            None => f.write_str(&text::nat_to_string(self.value(), Radix::DECIMAL)),
        }
    }
}

impl fmt::Display for Nat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.r(), f)
    }
}

impl fmt::Debug for NatRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Nat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text of an `Int` object.
pub(crate) fn int_to_string(o: ObjRef<'_>) -> String {
    match o.as_number() {
        Some(value) => text::int_to_string(value, Radix::DECIMAL),
        None => rt::bug!("a word that is no Int: {o:?}"),
    }
}

/// The `Int` data value that a sign and decimal digits say.
pub(crate) fn parse_int(negative: bool, digits: &str, max_bits: u64) -> Result<DataValue, text::ParseError> {
    let magnitude = Nat::parse(digits, max_bits)?;
    let word = |value: Value<'_>| DataValue::of_int(Obj::number(value));
    Ok(int::of_nat(magnitude.r().value(), |value| if negative { int::neg(value, word) } else { word(value) }))
}
