//! Matching of text byte for byte, with numbers between: what readers of fixed shapes are made of.
//!
//! What it is: numbers are read eight digits at a time (Lemire, "Quickly parsing eight digits", 2022), strings are looked
//! through eight bytes at a time. Everything gives `None` as soon as anything is not as expected.

use super::record::{List, Records, TextRef};

/// What is not matched yet.
pub(super) struct Scan<'a> {
    pub rest: &'a [u8],
}

const ZEROS: u64 = 0x3030_3030_3030_3030;
const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

impl Scan<'_> {
    #[inline(always)]
    pub fn eat<const N: usize>(&mut self, text: &[u8; N]) -> Option<()> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        (head == text).then(|| self.rest = rest)
    }

    #[inline]
    pub fn byte(&self, at: usize) -> Option<u8> {
        self.rest.get(at).copied()
    }

    /// A number below 2³² without leading zeros. `None` also where fewer than eight bytes follow.
    #[inline(always)]
    pub fn number(&mut self) -> Option<u32> {
        let word = u64::from_le_bytes(*self.rest.first_chunk::<8>()?);
        let digits = word ^ ZEROS;
        // The high bit of each byte that is no digit. Carries go upwards only, so the lowest one is right.
        let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & HIGH;
        if others == 0 {
            return self.long_number(digits);
        }
        let len = (others.trailing_zeros() / 8) as usize;
        if len == 0 || (len > 1 && digits as u8 == 0) {
            return None;
        }
        self.rest = &self.rest[len..];
        Some(eight_digits(digits << (64 - 8 * len)) as u32)
    }

    /// A number of eight digits or more, the first eight of which are given.
    #[cold]
    fn long_number(&mut self, digits: u64) -> Option<u32> {
        if digits as u8 == 0 {
            return None;
        }
        let mut value = eight_digits(digits);
        let mut len = 8;
        while let Some(digit @ b'0'..=b'9') = self.byte(len) {
            value = value * 10 + u64::from(digit - b'0');
            len += 1;
            if len > 10 {
                return None;
            }
        }
        self.rest = &self.rest[len..];
        u32::try_from(value).ok()
    }

    /// A string without escapes, up to and including the quote that ends it. Its place in `bytes`.
    #[inline]
    pub fn text(&mut self, bytes: &[u8]) -> Option<TextRef> {
        let mut len = 0;
        loop {
            let word = u64::from_le_bytes(*self.rest.get(len..)?.first_chunk::<8>()?);
            let quote = word ^ 0x2222_2222_2222_2222;
            let slash = word ^ 0x5c5c_5c5c_5c5c_5c5c;
            // Each term marks, with its lowest high bit exactly, bytes that are zero or, in the last, below a space.
            let marks = (quote.wrapping_sub(ONES) & !quote)
                | (slash.wrapping_sub(ONES) & !slash)
                | (word.wrapping_sub(0x2020_2020_2020_2020) & !word);
            let marks = marks & HIGH;
            if marks != 0 {
                len += (marks.trailing_zeros() / 8) as usize;
                break;
            }
            len += 8;
        }
        if self.byte(len) != Some(b'"') {
            return None;
        }
        let start = bytes.len() - self.rest.len();
        self.rest = &self.rest[len + 1..];
        Some(TextRef { start: start as u32, len: len as u32, copied: false })
    }

    /// The end of a line, or of the input: the place after it.
    #[inline]
    pub fn line_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let end = bytes.len() - self.rest.len();
        match self.rest {
            [b'\n', ..] => Some(end + 1),
            [b'\r', b'\n', ..] => Some(end + 2),
            [] => Some(end),
            _ => None,
        }
    }

    /// A number after a text.
    #[inline(always)]
    pub fn number_after<const N: usize>(&mut self, text: &[u8; N]) -> Option<u32> {
        self.eat(text)?;
        self.number()
    }

    /// `true` or `false` after a text.
    #[inline]
    pub fn flag_after<const N: usize>(&mut self, text: &[u8; N]) -> Option<bool> {
        self.eat(text)?;
        let flag = self.byte(0) == Some(b't');
        if flag { self.eat(b"true") } else { self.eat(b"false") }?;
        Some(flag)
    }

    /// A list of numbers after a text. What is found before something does not match stays in `out`, where nothing refers
    /// to it.
    #[inline]
    pub fn list_after<const N: usize>(&mut self, text: &[u8; N], out: &mut Records) -> Option<List> {
        self.eat(text)?;
        self.eat(b"[")?;
        let start = out.numbers.len();
        if self.eat(b"]").is_some() {
            return Some(out.list_from(start));
        }
        loop {
            out.numbers.push(self.number()?);
            if self.byte(0)? != b',' {
                self.eat(b"]")?;
                return Some(out.list_from(start));
            }
            self.rest = &self.rest[1..];
        }
    }
}

/// The number that eight decimal digits stand for, the first of them in the lowest byte.
#[inline]
fn eight_digits(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(10 * 256 + 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 * 65_536 + 1) >> 16 & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000 * (1 << 32) + 1) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<(u32, usize)> {
        let mut scan = Scan { rest: text.as_bytes() };
        let value = scan.number()?;
        Some((value, text.len() - scan.rest.len()))
    }

    #[test]
    fn numbers_of_every_length() {
        for value in [0u32, 7, 10, 99, 123, 9_999, 12_345, 999_999, 1_234_567, 12_345_678, 123_456_789, u32::MAX] {
            let text = value.to_string();
            assert_eq!(number(&format!("{text},\"aaaaaaa")), Some((value, text.len())), "{text}");
            for end in ["/:;<=>?@", "\u{80}\u{ff}xxxxx", "          "] {
                assert_eq!(number(&format!("{text}{end}")), Some((value, text.len())), "{text}{end}");
            }
        }
        for text in [
            "4294967296,       ",
            "99999999999,       ",
            "01,        ",
            "00000001,      ",
            ",        ",
            "1234",
            "-1      ",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn strings_end_where_they_end() {
        for text in ["", "a", "abcdefg", "abcdefgh", "α→β ∀", "\u{10ffff}\u{7f}"] {
            let line = format!("{text}\"}}}}        ");
            let mut scan = Scan { rest: line.as_bytes() };
            let found = scan.text(line.as_bytes()).map(|at| (at.start, at.len));
            assert_eq!(found, Some((0, text.len() as u32)), "{text}");
            assert!(scan.rest.starts_with(b"}}"), "{text}");
        }
        for line in ["a\\\"b\"        ", "tab\tb\"        ", "nul\0\"        ", "open            ", "\u{1f}\"        "]
        {
            assert!(Scan { rest: line.as_bytes() }.text(line.as_bytes()).is_none(), "{line:?}");
        }
    }
}
