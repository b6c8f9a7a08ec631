//! The bytes of an input, in chunks of whole lines.
//!
//! What it is: a reader that hands out as many lines as fit into a chunk, or one line where that is longer. An input is
//! never in memory as a whole, so what checking a file costs does not include the file.

use super::error::Fault;
use std::io::{self, Read};

/// Bytes of a chunk, about: what is decoded stays in the cache until it is resolved.
const CHUNK: usize = 256 << 10;

/// The longest line. It also keeps every place in a chunk within 32 bits.
const LONGEST: usize = 1 << 30;

/// An input that is read from its first byte to its last.
pub(super) struct Input<R> {
    reader: R,
    /// What was read after the last line that was handed out.
    rest: Vec<u8>,
    /// The place of the next byte that is handed out.
    offset: u64,
    ended: bool,
}

/// Some lines of an input.
#[derive(Debug)]
pub(super) struct Lines {
    /// The place of their first byte.
    pub offset: u64,
    /// Why what follows cannot be read.
    pub fault: Option<Fault>,
}

impl<R: Read> Input<R> {
    pub fn new(reader: R) -> Input<R> {
        Input { reader, rest: Vec::new(), offset: 0, ended: false }
    }

    /// Whether there is nothing more to read.
    pub fn is_at_end(&self) -> bool {
        self.ended && self.rest.is_empty()
    }

    /// Puts the next lines into `chunk`, whose contents are dropped. `None`: the input is at its end.
    pub fn next(&mut self, chunk: &mut Vec<u8>) -> Option<Lines> {
        if self.is_at_end() {
            return None;
        }
        chunk.clear();
        chunk.append(&mut self.rest);
        let offset = self.offset;
        let fault = self.fill(chunk).err();
        if fault.is_some() {
            // Only whole lines are looked at; the last one is not.
            let end = line_break(chunk, 0).map_or(0, |at| at + 1);
            chunk.truncate(end);
            self.ended = true;
        }
        self.offset += chunk.len() as u64;
        Some(Lines { offset, fault })
    }

    /// Reads until `chunk` holds a chunk of whole lines, or the rest of the input.
    fn fill(&mut self, chunk: &mut Vec<u8>) -> Result<(), Fault> {
        let mut looked_at = chunk.len();
        while !self.ended {
            let room = CHUNK.max(looked_at);
            chunk.try_reserve(room).map_err(|_| Fault::too_large("a line is longer than there is memory"))?;
            let read = self.reader.by_ref().take(room as u64).read_to_end(chunk).map_err(|e| unreadable(&e))?;
            self.ended = read < room;
            if self.ended {
                break;
            }
            if let Some(at) = line_break(chunk, looked_at) {
                self.rest.extend_from_slice(&chunk[at + 1..]);
                chunk.truncate(at + 1);
                break;
            }
            looked_at = chunk.len();
            if looked_at > LONGEST {
                return Err(Fault::too_large("a line is longer than a gigabyte"));
            }
        }
        Ok(())
    }
}

/// The last line break from `from` on.
fn line_break(bytes: &[u8], from: usize) -> Option<usize> {
    bytes[from..].iter().rposition(|&byte| byte == b'\n').map(|at| from + at)
}

fn unreadable(error: &io::Error) -> Fault {
    Fault::unreadable(format!("cannot read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a few bytes at a time, as a pipe does, and fails where it is told to.
    struct Slow<'a>(&'a [u8], usize, Option<io::ErrorKind>);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return self.2.take().map_or(Ok(0), |kind| Err(kind.into()));
            }
            let len = self.0.len().min(buffer.len()).min(self.1);
            let (now, rest) = self.0.split_at(len);
            buffer[..len].copy_from_slice(now);
            self.0 = rest;
            Ok(len)
        }
    }

    /// All chunks, and why there are no more.
    fn chunks(reader: impl Read) -> (Vec<Vec<u8>>, Option<Fault>) {
        let (mut input, mut all, mut chunk) = (Input::new(reader), Vec::new(), Vec::new());
        let mut offset = 0;
        while let Some(lines) = input.next(&mut chunk) {
            assert_eq!(lines.offset, offset);
            offset += chunk.len() as u64;
            all.push(chunk.clone());
            if lines.fault.is_some() {
                assert!(input.is_at_end());
                return (all, lines.fault);
            }
        }
        (all, None)
    }

    #[test]
    fn chunks_are_whole_lines() {
        let line = |len: usize| [vec![b'x'; len], vec![b'\n']].concat();
        let lens = [0, 1, 60, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 7, 5 * CHUNK + 11];
        let whole: Vec<u8> = lens.iter().flat_map(|&len| line(len)).chain(*b"and no line break").collect();
        for step in [usize::MAX, CHUNK, 4096, 1000] {
            let (all, fault) = chunks(Slow(&whole, step, None));
            assert_eq!((all.concat() == whole, fault), (true, None), "{step}");
            for chunk in &all[..all.len() - 1] {
                assert!(chunk.ends_with(b"\n") && chunk.len() <= 5 * CHUNK + 12 + CHUNK);
            }
        }
        assert_eq!(chunks(&b""[..]), (vec![vec![]], None));
    }

    #[test]
    fn what_was_read_before_a_failure_is_handed_out() {
        let (all, fault) = chunks(Slow(b"one\ntwo\nthr", 4, Some(io::ErrorKind::TimedOut)));
        assert_eq!(all, [b"one\ntwo\n".to_vec()]);
        assert!(fault.is_some_and(|fault| fault.reason.contains("cannot read: timed out")));
    }
}
