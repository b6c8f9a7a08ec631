//! The values of literals.
//!
//! What it is: what the text of a string, a character, a number or a name literal means. Texts that the lexer does not
//! make give `None`.
//! Source: upstream's `src/Init/Meta/Defs.lean` (`isStrLit?`, `decodeNatLitVal?` and their like).

use crate::tree::Syntax;
use term::{Name, Nat};

/// The most bits that a number may have.
const MAX_NUMBER_BITS: u64 = 1 << 24;

/// The value of a `str` node.
pub fn str_lit(stx: &Syntax) -> Option<String> {
    decode_str(stx.lit_text("str")?)
}

/// The value of a `char` node.
pub fn char_lit(stx: &Syntax) -> Option<char> {
    decode_char(stx.lit_text("char")?)
}

/// The value of a `num` node.
pub fn nat_lit(stx: &Syntax) -> Option<Nat> {
    decode_nat(stx.lit_text("num")?)
}

/// The value of a `name` node.
pub fn name_lit(stx: &Syntax) -> Option<Name> {
    Name::parse(stx.lit_text("name")?.strip_prefix('`')?).ok()
}

/// The string that a string literal means, raw ones included.
pub fn decode_str(text: &str) -> Option<String> {
    if let Some(raw) = text.strip_prefix('r') {
        let inner = raw.trim_start_matches('#');
        let hashes = raw.len() - inner.len();
        let closed = inner.strip_suffix(&raw[..hashes])?;
        return Some(closed.strip_prefix('"')?.strip_suffix('"')?.to_owned());
    }
    unescape(text.strip_prefix('"')?.strip_suffix('"')?)
}

/// The string that a chunk of an interpolated string means, without what delimits it.
pub fn decode_interpolated_chunk(text: &str) -> Option<String> {
    let open = text.strip_prefix(['"', '}'])?;
    unescape(open.strip_suffix(['"', '{'])?)
}

/// The character that a character literal means.
pub fn decode_char(text: &str) -> Option<char> {
    let value = unescape(text.strip_prefix('\'')?.strip_suffix('\'')?)?;
    let mut chars = value.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The number that a numeral means, in its base and without underscores.
pub fn decode_nat(text: &str) -> Option<Nat> {
    let digits: String = text.chars().filter(|&c| c != '_').collect();
    let radix = match digits.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o" | "0O") => 8,
        Some("0b" | "0B") => 2,
        _ => return Nat::parse(&digits, MAX_NUMBER_BITS).ok(),
    };
    // Bits to decimal by way of a big number would need arithmetic; most such numbers fit a word.
    let value = u128::from_str_radix(&digits[2..], radix).ok()?;
    Nat::parse(&value.to_string(), MAX_NUMBER_BITS).ok()
}

/// Mantissa digits and decimal exponent of a scientific literal: its value is the digits times ten to the exponent.
pub fn decode_scientific(text: &str) -> Option<(String, i64)> {
    let digits: String = text.chars().filter(|&c| c != '_').collect();
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (digits.as_str(), 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    Some((format!("{whole}{fraction}"), exponent.checked_sub(fraction.len() as i64)?))
}

fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next()? {
            c @ ('\\' | '"' | '\'' | '{') => out.push(c),
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'x' => out.push(hex(&mut chars, 2)?),
            'u' => out.push(hex(&mut chars, 4)?),
            '\n' => while chars.next_if(|c| matches!(c, ' ' | '\t' | '\r' | '\n')).is_some() {},
            _ => return None,
        }
    }
    Some(out)
}

/// A character by its number; where there is none, upstream's `Char.ofNat` gives the character 0.
fn hex(chars: &mut impl Iterator<Item = char>, count: usize) -> Option<char> {
    let mut value = 0;
    for _ in 0..count {
        value = value * 16 + chars.next()?.to_digit(16)?;
    }
    Some(char::from_u32(value).unwrap_or('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        assert_eq!(decode_str(r#""a\n\x41\u03b1\"\'\\""#).as_deref(), Some("a\nAα\"'\\"));
        assert_eq!(decode_str("\"a\\\n   b\"").as_deref(), Some("ab"));
        assert_eq!(decode_str("r#\"a\"\\b\"#").as_deref(), Some("a\"\\b"));
        assert_eq!(decode_str("r\"\"").as_deref(), Some(""));
        assert_eq!((decode_str("\""), decode_str("\"\\q\""), decode_str("r#\"\"")), (None, None, None));
        assert_eq!(decode_interpolated_chunk("}a\\{{").as_deref(), Some("a{"));
        assert_eq!((decode_char("'\\x41'"), decode_char("'ab'"), decode_char("'α'")), (Some('A'), None, Some('α')));
        assert_eq!(decode_str("\"\\ud800\"").as_deref(), Some("\0"));
    }

    #[test]
    fn numbers() {
        let nat = |text| decode_nat(text).map(|n| n.r().to_string());
        let is = |text, value: &str| assert_eq!(nat(text).as_deref(), Some(value), "{text}");
        is("1_000", "1000");
        is("0x1F_0", "496");
        is("0b101", "5");
        is("0o17", "15");
        is("123456789012345678901234567890", "123456789012345678901234567890");
        assert_eq!(decode_scientific("1_0.25e-3"), Some(("1025".into(), -5)));
        assert_eq!(decode_scientific("1."), Some(("1".into(), 0)));
        assert_eq!(decode_scientific("2E5"), Some(("2".into(), 5)));
    }
}
