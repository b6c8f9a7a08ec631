//! Inputs that come in pieces, or not to their end.

use crate::dump::dump;
use crate::sample;
use kernel::read::{ReadErrorKind, read, read_from};
use std::io::{self, Read};

/// A reader that hands out a few bytes at a time, and then fails.
struct Pieces<'a> {
    rest: &'a [u8],
    size: usize,
    fails: bool,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() && self.fails {
            return Err(io::Error::other("the disk is gone"));
        }
        self.rest.take(self.size as u64).read(buffer).inspect(|&len| self.rest = &self.rest[len..])
    }
}

/// Several chunks: strings that fill lines, of all lengths, between blank lines.
fn long() -> String {
    let line = |at: usize| {
        let text = "añ∀".repeat(at * 37 % 5000);
        format!("{{\"in\":{},\"str\":{{\"pre\":0,\"str\":\"{text}\"}}}}\n{}", at + 100, "\n".repeat(at % 3))
    };
    sample::CURRENT.to_owned() + &(0..1000).map(line).collect::<String>()
}

#[test]
fn pieces_make_the_same_input() {
    let text = long();
    let expected = dump(&read(text.as_bytes(), 1).expect("it is well formed"));
    for (size, threads) in [(1000, 1), (1 << 14, 2), (1 << 20, 3), (usize::MAX, 2)] {
        let pieces = Pieces { rest: text.as_bytes(), size, fails: false };
        let found = read_from(pieces, 0, threads).unwrap_or_else(|error| panic!("{size} {threads}: {error}"));
        assert_eq!(dump(&found), expected, "{size} {threads}");
    }
}

#[test]
fn a_failure_is_no_end() {
    let text = long();
    for end in [0, 1, sample::CURRENT.len(), 300_000, text.len()] {
        let lines = text.as_bytes()[..end].iter().filter(|&&byte| byte == b'\n').count() as u64;
        for threads in [1, 2] {
            let pieces = Pieces { rest: &text.as_bytes()[..end], size: 1 << 16, fails: true };
            let error = read_from(pieces, text.len() as u64, threads).err();
            let found = error.map(|error| (error.kind, error.line, error.reason));
            let reason = "cannot read: the disk is gone".to_owned();
            assert_eq!(found, Some((ReadErrorKind::Unreadable, lines + 1, reason)), "{end} {threads}");
        }
    }
}

#[test]
fn what_is_wrong_far_behind_is_found_at_its_line() {
    let mut text = long();
    let (line, offset) = (text.lines().count() as u64 + 1, text.len() as u64);
    text += "{\"in\":7}\n{\"in\":8}\n";
    for threads in [1, 2] {
        let error = read_from(text.as_bytes(), 0, threads).err().map(|error| (error.line, error.offset));
        assert_eq!(error, Some((line, offset)), "{threads}");
    }
}
