//! The lines that make up almost all of an export in NDJSON, matched byte for byte.
//!
//! What it is: for each primitive the text that lean4export writes, keys in its order and no spaces, with the index
//! before or after the rest. Numbers are read eight digits at a time (Lemire, "Quickly parsing eight digits", 2022).
//!
//! What it is not: a parser of JSON. Whatever differs in a single byte is left to [`json`](super::json), errors included,
//! and a line that is matched here means what it means there.

use super::record::{RawExpr, RawLevel, RawName, Record, Records, TextRef};
use crate::terms::exprs::BinderInfo;

/// Matches one line at `at`, which it adds to `out`, and gives the place after it. `None`: the line is of another form.
#[inline]
pub(super) fn line(bytes: &[u8], at: usize, out: &mut Records<'_>) -> Option<usize> {
    let mut scan = Scan { rest: bytes.get(at..)? };
    let record = scan.record(bytes, out)?;
    let end = scan.line_end(bytes)?;
    out.records.push(record);
    Some(end)
}

/// What is not matched yet.
struct Scan<'a> {
    rest: &'a [u8],
}

const ZEROS: u64 = 0x3030_3030_3030_3030;
const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

impl Scan<'_> {
    #[inline]
    fn eat<const N: usize>(&mut self, text: &[u8; N]) -> Option<()> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        (head == text).then(|| self.rest = rest)
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.rest.get(at).copied()
    }

    /// A number below 2³² without leading zeros. `None` also where fewer than eight bytes follow.
    #[inline]
    fn number(&mut self) -> Option<u32> {
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
    fn text(&mut self, bytes: &[u8]) -> Option<TextRef> {
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
    fn line_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let end = bytes.len() - self.rest.len();
        match self.rest {
            [b'\n', ..] => Some(end + 1),
            [b'\r', b'\n', ..] => Some(end + 2),
            [] => Some(end),
            _ => None,
        }
    }

    #[inline]
    fn record(&mut self, bytes: &[u8], out: &mut Records<'_>) -> Option<Record> {
        match self.byte(3)? {
            b'e' => {
                self.eat(b"{\"ie\":")?;
                let id = self.number()?;
                self.eat(b",")?;
                let expr = self.expr(bytes, out)?;
                self.eat(b"}")?;
                Some(Record::Expr { id, expr })
            }
            b'n' => self.name(bytes),
            b'l' => self.level(),
            _ => {
                self.eat(b"{")?;
                let expr = self.expr(bytes, out)?;
                self.eat(b",\"ie\":")?;
                let id = self.number()?;
                self.eat(b"}")?;
                Some(Record::Expr { id, expr })
            }
        }
    }

    /// The key of an expression and what belongs to it.
    #[inline]
    fn expr(&mut self, bytes: &[u8], out: &mut Records<'_>) -> Option<RawExpr> {
        match self.byte(1)? {
            b'a' => {
                self.eat(b"\"app\":{\"arg\":")?;
                let arg = self.number()?;
                self.eat(b",\"fn\":")?;
                let fun = self.number()?;
                self.eat(b"}")?;
                Some(RawExpr::App { fun, arg })
            }
            b'f' => {
                self.eat(b"\"forallE\":")?;
                let (info, name, ty, body) = self.binder()?;
                Some(RawExpr::Pi { info, name, ty, body })
            }
            b'l' if self.byte(2) == Some(b'a') => {
                self.eat(b"\"lam\":")?;
                let (info, name, ty, body) = self.binder()?;
                Some(RawExpr::Lam { info, name, ty, body })
            }
            b'l' => self.let_in(),
            b'c' => self.constant(out),
            b'b' => {
                self.eat(b"\"bvar\":")?;
                Some(RawExpr::Bvar(self.number()?))
            }
            b'p' => self.projection(),
            b's' if self.byte(2) == Some(b'o') => {
                self.eat(b"\"sort\":")?;
                Some(RawExpr::Sort(self.number()?))
            }
            b's' => {
                self.eat(b"\"strVal\":\"")?;
                Some(RawExpr::Str(self.text(bytes)?))
            }
            b'n' => {
                self.eat(b"\"natVal\":\"")?;
                let low = self.number()?;
                self.eat(b"\"")?;
                Some(RawExpr::SmallNat(u64::from(low).into()))
            }
            _ => None,
        }
    }

    #[inline]
    fn binder(&mut self) -> Option<(BinderInfo, u32, u32, u32)> {
        self.eat(b"{\"binderInfo\":\"")?;
        let info = match self.byte(1)? {
            b'e' => self.eat(b"default").map(|()| BinderInfo::Default),
            b'm' => self.eat(b"implicit").map(|()| BinderInfo::Implicit),
            b'n' => self.eat(b"instImplicit").map(|()| BinderInfo::InstImplicit),
            _ => self.eat(b"strictImplicit").map(|()| BinderInfo::StrictImplicit),
        }?;
        self.eat(b"\",\"body\":")?;
        let body = self.number()?;
        self.eat(b",\"name\":")?;
        let name = self.number()?;
        self.eat(b",\"type\":")?;
        let ty = self.number()?;
        self.eat(b"}")?;
        Some((info, name, ty, body))
    }

    fn let_in(&mut self) -> Option<RawExpr> {
        self.eat(b"\"letE\":{\"body\":")?;
        let body = self.number()?;
        self.eat(b",\"name\":")?;
        let name = self.number()?;
        self.eat(b",\"nondep\":")?;
        if self.byte(0) == Some(b'f') { self.eat(b"false") } else { self.eat(b"true") }?;
        self.eat(b",\"type\":")?;
        let ty = self.number()?;
        self.eat(b",\"value\":")?;
        let value = self.number()?;
        self.eat(b"}")?;
        Some(RawExpr::Let { name, ty, value, body })
    }

    fn constant(&mut self, out: &mut Records<'_>) -> Option<RawExpr> {
        self.eat(b"\"const\":{\"name\":")?;
        let name = self.number()?;
        self.eat(b",\"us\":[")?;
        let start = out.numbers.len();
        let levels = self.numbers(out);
        // What a line that is not matched has added stays; nothing refers to it.
        levels?;
        self.eat(b"}")?;
        Some(RawExpr::Const { name, levels: out.list_from(start) })
    }

    /// The rest of a list of numbers.
    fn numbers(&mut self, out: &mut Records<'_>) -> Option<()> {
        if self.eat(b"]").is_some() {
            return Some(());
        }
        loop {
            out.numbers.push(self.number()?);
            match self.byte(0)? {
                b',' => self.eat(b",")?,
                _ => return self.eat(b"]"),
            }
        }
    }

    fn projection(&mut self) -> Option<RawExpr> {
        self.eat(b"\"proj\":{\"idx\":")?;
        let index = self.number()?;
        self.eat(b",\"struct\":")?;
        let value = self.number()?;
        self.eat(b",\"typeName\":")?;
        let structure = self.number()?;
        self.eat(b"}")?;
        Some(RawExpr::Proj { structure, index, value })
    }

    fn name(&mut self, bytes: &[u8]) -> Option<Record> {
        self.eat(b"{\"in\":")?;
        let id = self.number()?;
        let name = match self.byte(2)? {
            b's' => {
                self.eat(b",\"str\":{\"pre\":")?;
                let prefix = self.number()?;
                self.eat(b",\"str\":\"")?;
                RawName::Str { prefix, text: self.text(bytes)? }
            }
            _ => {
                self.eat(b",\"num\":{\"i\":")?;
                let number = self.number()?;
                self.eat(b",\"pre\":")?;
                RawName::Num { prefix: self.number()?, number: u64::from(number).into() }
            }
        };
        self.eat(b"}}")?;
        Some(Record::Name { id, name })
    }

    fn level(&mut self) -> Option<Record> {
        self.eat(b"{\"il\":")?;
        let id = self.number()?;
        let level = match self.byte(2)? {
            b's' => {
                self.eat(b",\"succ\":")?;
                RawLevel::Succ(self.number()?)
            }
            b'p' => {
                self.eat(b",\"param\":")?;
                RawLevel::Param(self.number()?)
            }
            key => {
                if key == b'm' { self.eat(b",\"max\":[") } else { self.eat(b",\"imax\":[") }?;
                let left = self.number()?;
                self.eat(b",")?;
                let right = self.number()?;
                self.eat(b"]")?;
                if key == b'm' { RawLevel::Max(left, right) } else { RawLevel::Imax(left, right) }
            }
        };
        self.eat(b"}")?;
        Some(Record::Level { id, level })
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
