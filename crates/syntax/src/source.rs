//! A source text: UTF-8, its lines, and columns in code points.
//!
//! What it is: the text with the indexes that make positions cheap. Positions are byte offsets of 32 bits. Lines count
//! from 1, columns from 0 and in code points, as upstream's messages do.
//! What it is not: a file; [`Source::from_bytes`] takes what was read from one. `\r\n` becomes `\n` there, as upstream's
//! `crlfToLf` does, so offsets are those of the text that is kept.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

/// How many bytes one entry of the code point index covers.
const BLOCK: usize = 256;

/// A line, from 1, and a column, from 0 and in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// Code points before it on its line.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Why bytes are not a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadSource {
    /// The bytes from this offset on are not UTF-8.
    NotUtf8 {
        /// Offset of the first byte that is wrong.
        offset: usize,
    },
    /// There are this many bytes, more than positions can name.
    TooLong {
        /// Length in bytes.
        len: usize,
    },
}

impl fmt::Display for BadSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadSource::NotUtf8 { offset } => write!(f, "file contains invalid UTF-8 at byte {offset}"),
            BadSource::TooLong { len } => write!(f, "file has {len} bytes, more than the {} possible", Source::MAX_LEN),
        }
    }
}

impl std::error::Error for BadSource {}

/// A text with its line index.
pub struct Source {
    text: Rc<str>,
    line_starts: Vec<u32>,
    /// Entry `i`: continuation bytes before byte `i * BLOCK`. Empty if the text is ASCII.
    continuation: Vec<u32>,
    /// The line found last, since positions are asked for in clusters.
    last_line: Cell<Line>,
}

/// A line: its number, from 1, and where it and the next one start.
#[derive(Clone, Copy, Default)]
struct Line {
    number: u32,
    start: u32,
    end: u32,
}

impl Source {
    /// The longest text, in bytes.
    pub const MAX_LEN: usize = u32::MAX as usize - 16;

    /// Takes the bytes of a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Source, BadSource> {
        match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => Source::new(text),
            Err(error) => Err(BadSource::NotUtf8 { offset: error.valid_up_to() }),
        }
    }

    /// Takes a text.
    pub fn new(text: &str) -> Result<Source, BadSource> {
        if text.len() > Source::MAX_LEN {
            return Err(BadSource::TooLong { len: text.len() });
        }
        let text: Rc<str> = match memchr::memmem::find(text.as_bytes(), b"\r\n") {
            Some(_) => text.replace("\r\n", "\n").into(),
            None => text.into(),
        };
        let mut line_starts = vec![0];
        line_starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        let continuation = if text.is_ascii() { Vec::new() } else { continuation_index(text.as_bytes()) };
        Ok(Source { text, line_starts, continuation, last_line: Cell::default() })
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> Rc<str> {
        self.text.clone()
    }

    /// Length in bytes.
    pub fn len(&self) -> u32 {
        self.text.len() as u32
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text of `range`, or nothing where it does not lie on character boundaries of this text.
    pub fn slice(&self, range: Range<u32>) -> &str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or("")
    }

    /// Line and column of a byte offset; the last position for one past the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(self.len());
        let line = self.line_of(offset);
        Position { line: line.number, column: self.code_points(offset) - self.code_points(line.start) }
    }

    /// The column of a byte offset.
    pub fn column(&self, offset: u32) -> u32 {
        self.position(offset).column
    }

    /// The byte offset of a position; that of the line's end for a column past it, that of the text's end for a line
    /// past it.
    pub fn offset(&self, position: Position) -> u32 {
        let line = position.line.saturating_sub(1) as usize;
        let Some(&start) = self.line_starts.get(line) else { return self.len() };
        let end = self.line_starts.get(line + 1).map_or(self.len(), |next| next - 1);
        let text = self.slice(start..end);
        start + text.char_indices().nth(position.column as usize).map_or(text.len(), |(at, _)| at) as u32
    }

    /// The line that holds an offset.
    #[inline]
    fn line_of(&self, offset: u32) -> Line {
        let last = self.last_line.get();
        if (last.start..last.end).contains(&offset) { last } else { self.find_line(offset) }
    }

    fn find_line(&self, offset: u32) -> Line {
        let number = self.line_starts.partition_point(|&start| start <= offset) as u32;
        // The first line starts at 0, so at least one start is not past the offset.
        let start = self.line_starts[number as usize - 1];
        let end = self.line_starts.get(number as usize).copied().unwrap_or(u32::MAX);
        let line = Line { number, start, end };
        self.last_line.set(line);
        line
    }

    /// Code points before `offset`.
    fn code_points(&self, offset: u32) -> u32 {
        if self.continuation.is_empty() {
            return offset;
        }
        let block = offset as usize / BLOCK;
        let from = block * BLOCK;
        let rest = self.text.as_bytes()[from..offset as usize].iter().filter(|&&byte| is_continuation(byte)).count();
        offset - self.continuation[block] - rest as u32
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

fn continuation_index(bytes: &[u8]) -> Vec<u32> {
    let mut index = Vec::with_capacity(bytes.len() / BLOCK + 1);
    let mut sum = 0;
    for block in bytes.chunks(BLOCK) {
        index.push(sum);
        sum += block.iter().filter(|&&byte| is_continuation(byte)).count() as u32;
    }
    index.push(sum);
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points() {
        let source = Source::new("aβ γ\nδδ\n\nx").unwrap();
        let at = |offset| source.position(offset).to_string();
        assert_eq!((at(0), at(1), at(3), at(4)), ("1:0".into(), "1:1".into(), "1:2".into(), "1:3".into()));
        assert_eq!((at(6), at(7), at(9)), ("1:4".into(), "2:0".into(), "2:1".into()));
        assert_eq!((at(12), at(13), at(14), at(99)), ("3:0".into(), "4:0".into(), "4:1".into(), "4:1".into()));
    }

    #[test]
    fn long_lines_have_the_right_columns() {
        let text = "αb".repeat(10_000);
        let source = Source::new(&text).unwrap();
        for (points, (offset, _)) in text.char_indices().enumerate() {
            let position = Position { line: 1, column: points as u32 };
            assert_eq!(source.position(offset as u32), position);
        }
        assert_eq!(source.offset(Position { line: 1, column: 3 }), 5);
    }

    #[test]
    fn bad_bytes_are_refused_with_their_offset() {
        let bad = |bytes: &[u8]| Source::from_bytes(bytes).err();
        assert_eq!(bad(b"def x\xff"), Some(BadSource::NotUtf8 { offset: 5 }));
        assert_eq!(bad(b"\xce"), Some(BadSource::NotUtf8 { offset: 0 }));
        assert_eq!(bad("αβ".as_bytes()), None);
    }

    #[test]
    fn carriage_returns_before_newlines_go() {
        assert_eq!(Source::from_bytes(b"a\r\nb\rc\r\n").unwrap().text(), "a\nb\rc\n");
    }
}
