//! Numbers as text, in radix 2 to 36.
//!
//! What it is: printing and reading of plain digits. What it is not: the syntax of literals: no prefix, no underscore,
//! no white space, no plus sign. Both directions cost less than the square of the digits.

use super::{TooBig, Value, engine, int, limbs, nat};
use std::fmt;

/// A radix between 2 and 36.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Radix(u8);

impl Radix {
    /// Radix 2.
    pub const BINARY: Radix = Radix(2);
    /// Radix 10.
    pub const DECIMAL: Radix = Radix(10);
    /// Radix 16.
    pub const HEX: Radix = Radix(16);

    /// The radix `n`, if it is between 2 and 36.
    pub fn new(n: u32) -> Option<Radix> {
        (2..=36).contains(&n).then_some(Radix(n as u8))
    }

    /// Whether `c` is a digit, in either case.
    #[inline]
    fn has_digit(self, c: u8) -> bool {
        let decimal = c.wrapping_sub(b'0');
        let letter = (c | 0x20).wrapping_sub(b'a');
        (decimal < self.0.min(10)) | (letter < self.0.saturating_sub(10))
    }

    /// Least number of bits of a number with `digits` digits, the first of which is not zero.
    fn least_bits(self, digits: usize) -> u128 {
        // The binary logarithm of the radix, rounded down to a multiple of 2^-32, by repeated squaring of a 64-bit
        // mantissa. Rounding down makes it a lower bound; the exact size is known after the conversion.
        let whole = self.0.ilog2();
        let mut mantissa = u128::from(self.0) << (63 - whole);
        let mut log2 = u128::from(whole);
        for _ in 0..32 {
            mantissa = (mantissa * mantissa) >> 63;
            log2 <<= 1;
            if mantissa >> 64 != 0 {
                mantissa >>= 1;
                log2 |= 1;
            }
        }
        match digits.checked_sub(1) {
            None => 0,
            Some(rest) => ((rest as u128 * log2) >> 32) + 1,
        }
    }
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// There is no digit.
    Empty,
    /// A character is no digit of the radix.
    Digit {
        /// Its byte offset in the text.
        offset: usize,
    },
    /// The number exceeds the caller's limit.
    TooBig(TooBig),
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseError::Empty => f.write_str("a number needs at least one digit"),
            ParseError::Digit { offset } => write!(f, "the character at byte {offset} is not a digit"),
            ParseError::TooBig(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ParseError {}

impl From<TooBig> for ParseError {
    fn from(error: TooBig) -> ParseError {
        ParseError::TooBig(error)
    }
}

/// The natural `a` in this radix, in lower case.
pub fn nat_to_string(a: Value<'_>, radix: Radix) -> String {
    nat::with_limbs(a, |limbs| engine::digits(limbs, radix.0))
}

/// The integer `a` in this radix, in lower case, with a minus sign if it is negative.
pub fn int_to_string(a: Value<'_>, radix: Radix) -> String {
    int::with_limbs(a, |negative, limbs| {
        let mut text = engine::digits(limbs, radix.0);
        if negative {
            text.insert(0, '-');
        }
        text
    })
}

/// Reads a natural: one or more digits, letters in either case. Leading zeros do not count towards the limit.
pub fn parse_nat<R>(
    text: &str,
    radix: Radix,
    max_bits: u64,
    out: impl FnOnce(Value<'_>) -> R,
) -> Result<R, ParseError> {
    parse(text, 0, radix, max_bits, |limbs| nat::deliver(limbs, out))
}

/// Reads an integer: digits as for [`parse_nat`], after an optional minus sign.
pub fn parse_int<R>(
    text: &str,
    radix: Radix,
    max_bits: u64,
    out: impl FnOnce(Value<'_>) -> R,
) -> Result<R, ParseError> {
    let negative = text.starts_with('-');
    parse(text, usize::from(negative), radix, max_bits, |limbs| int::of_limbs(negative, limbs, out))
}

/// Reads the digits of `text` from byte `start`, a character boundary, to its end.
fn parse<R>(
    text: &str,
    start: usize,
    radix: Radix,
    max_bits: u64,
    out: impl FnOnce(&[u64]) -> R,
) -> Result<R, ParseError> {
    let digits = &text[start..];
    if digits.is_empty() {
        return Err(ParseError::Empty);
    }
    // Without an early exit the loop over good texts, which are the rule, runs on vectors.
    if digits.bytes().fold(false, |bad, c| bad | !radix.has_digit(c)) {
        let offset = digits.bytes().position(|c| !radix.has_digit(c)).unwrap_or(0);
        return Err(ParseError::Digit { offset: start + offset });
    }
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Ok(out(&[]));
    }
    // Six bits hold a digit of any radix: only texts near the limit or past it need the better bound.
    if digits.len() as u64 > max_bits / 6 {
        TooBig::check(radix.least_bits(digits.len()), max_bits)?;
    }
    // Each digit after the first brings at least the whole part of the radix's logarithm: more than 64 bits in all
    // cannot be a word, and are not tried.
    if (digits.len() - 1) * (radix.0.ilog2() as usize) < 64
        && let Ok(n) = u64::from_str_radix(digits, u32::from(radix.0))
    {
        return limited(&[n], max_bits, out);
    }
    let read = engine::parse(digits, radix.0, |limbs| limited(limbs, max_bits, out));
    // Every character has been checked, so there is always a number.
    read.unwrap_or(Err(ParseError::Digit { offset: start }))
}

/// `out`, after the exact check of the size.
fn limited<R>(limbs: &[u64], max_bits: u64, out: impl FnOnce(&[u64]) -> R) -> Result<R, ParseError> {
    let limbs = limbs::trim(limbs);
    TooBig::check(u128::from(limbs::bit_len(limbs)), max_bits)?;
    Ok(out(limbs))
}
