//! From the bytes of an input to a [`Resolver`] that has seen all of them, on one thread or several.
//!
//! What it is: chunks of lines, read and decoded by whoever is free. Whoever finishes the next chunk in order resolves it,
//! and those after it that are ready; the others go on decoding, up to a fixed number of chunks ahead.

use super::error::{Fault, ReadError};
use super::input::Input;
use super::record::Records;
use super::resolve::Resolver;
use super::{json, primitives, text};
use std::io::Read;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How lines are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    /// The text format; `None` for NDJSON.
    pub version: Option<text::Version>,
    /// Whether lines of a text format end with a carriage return that is no part of them.
    pub returns: bool,
}

/// Chunks that may be decoded ahead of the one that is resolved next, for each thread.
const AHEAD: usize = 4;

/// Some lines of the input, and what they say.
#[derive(Debug, Default)]
struct Chunk {
    /// The place of the first byte.
    offset: u64,
    /// The lines, until they are decoded.
    bytes: Vec<u8>,
    /// Why no lines follow, if that is a fault.
    fault: Option<Fault>,
    records: Records,
}

impl Chunk {
    /// Reads the next lines; whether there are any.
    fn fetch<R: Read>(&mut self, input: &mut Input<R>) -> bool {
        let mut bytes = std::mem::take(&mut self.records.source).into_bytes();
        let lines = input.next(&mut bytes);
        self.bytes = bytes;
        self.records.clear();
        let Some(lines) = lines else { return false };
        (self.offset, self.fault) = (lines.offset, lines.fault);
        true
    }

    /// Decodes the lines up to the first that cannot be.
    fn decode(&mut self, how: How) {
        let Chunk { bytes, fault, records, .. } = self;
        let cut = fault.take().map(|fault| (bytes.len(), fault));
        let (source, wrong) = valid_lines(std::mem::take(bytes));
        let end = match how.version {
            None => decode_json(&source, records),
            Some(version) => decode_text(&source, version, how.returns, records),
        };
        records.source = source;
        records.fault = end.err().or(wrong).or(cut);
    }
}

/// What was resolved so far.
#[derive(Debug)]
struct Sink {
    resolver: Resolver,
    /// The number of the next line, counted from one.
    line: u64,
}

impl Sink {
    fn resolve(&mut self, chunk: &Chunk) -> Result<(), ReadError> {
        let records = &chunk.records;
        let (at, fault) = match (self.resolver.add(records), &records.fault) {
            (Err((record, fault)), _) => (nth_line(&records.source, record), fault),
            (Ok(()), Some((at, fault))) => (*at, fault.clone()),
            (Ok(()), None) => {
                self.line += (records.records.len() + records.blank) as u64;
                return Ok(());
            }
        };
        // Bytes after the last valid line are not kept, and no line begins in them but the one at fault.
        let before = &records.source.as_bytes()[..at.min(records.source.len())];
        let line = self.line + before.iter().filter(|&&byte| byte == b'\n').count() as u64;
        Err(fault.at(line, chunk.offset + at as u64))
    }
}

/// What was read of an input, after its first line.
#[derive(Debug)]
pub(super) struct Start {
    /// Whole lines, or what there is.
    pub bytes: Vec<u8>,
    /// Why nothing follows, if that is a fault.
    pub fault: Option<Fault>,
    /// The number of the next line, counted from one.
    pub line: u64,
    /// The place of the next byte.
    pub offset: u64,
}

/// Reads an input whose start was read.
pub(super) fn run<R: Read + Send>(
    input: Input<R>,
    start: Start,
    how: How,
    resolver: Resolver,
    threads: usize,
) -> Result<Resolver, ReadError> {
    let Start { bytes, fault, line, offset } = start;
    let mut sink = Sink { resolver, line };
    let mut chunk = Chunk { offset, bytes, fault, records: Records::default() };
    chunk.decode(how);
    sink.resolve(&chunk)?;
    let sink = match threads {
        _ if input.is_at_end() => sink,
        0 | 1 => alone(input, how, sink, chunk)?,
        _ => together(input, how, sink, threads)?,
    };
    Ok(sink.resolver)
}

fn alone<R: Read>(mut input: Input<R>, how: How, mut sink: Sink, mut chunk: Chunk) -> Result<Sink, ReadError> {
    while chunk.fetch(&mut input) {
        chunk.decode(how);
        sink.resolve(&chunk)?;
    }
    Ok(sink)
}

/// Where the line begins that a record was made of. Every line that is not blank makes one.
fn nth_line(source: &str, record: usize) -> usize {
    let lines = source.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    lines.filter(|(_, line)| !is_blank(line)).nth(record).map_or(0, |(start, _)| start)
}

fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// The lines before the first that is not UTF-8, and the fault of that one.
fn valid_lines(chunk: Vec<u8>) -> (String, Option<(usize, Fault)>) {
    let error = match String::from_utf8(chunk) {
        Ok(source) => return (source, None),
        Err(error) => error,
    };
    let valid = error.utf8_error().valid_up_to();
    let mut bytes = error.into_bytes();
    let start = bytes[..valid].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    bytes.truncate(start);
    let fault = (start, Fault::malformed("the line is not UTF-8"));
    (String::from_utf8(bytes).unwrap_or_default(), Some(fault))
}

fn line_end(source: &str, at: usize) -> usize {
    source.as_bytes()[at..].iter().position(|&byte| byte == b'\n').map_or(source.len(), |len| at + len)
}

fn decode_json(source: &str, out: &mut Records) -> Result<(), (usize, Fault)> {
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if let Some(next) = primitives::line(bytes, at, out) {
            at = next;
            continue;
        }
        let end = line_end(source, at);
        let line = &source[at..end];
        if is_blank(line) {
            out.blank += 1;
        } else {
            json::line(line, out).map_err(|fault| (at, fault))?;
        }
        at = end + 1;
    }
    Ok(())
}

fn decode_text(source: &str, version: text::Version, returns: bool, out: &mut Records) -> Result<(), (usize, Fault)> {
    let mut at = 0;
    while at < source.len() {
        let end = line_end(source, at);
        let line = &source[at..end];
        if is_blank(line) {
            out.blank += 1;
        } else {
            let len = if returns { line.strip_suffix('\r').unwrap_or(line).len() } else { line.len() };
            text::line(version, source, at, at + len, out).map_err(|fault| (at, fault))?;
        }
        at = end + 1;
    }
    Ok(())
}

/// What the threads share, beside the input.
struct Shared {
    /// How many chunks were read.
    taken: usize,
    /// Whether there are no more.
    ended: bool,
    /// Chunks that are decoded and not resolved; the first has the number `resolved`.
    ready: Vec<Option<Chunk>>,
    resolved: usize,
    /// `None` while somebody resolves.
    sink: Option<Sink>,
    spare: Vec<Chunk>,
    error: Option<ReadError>,
}

/// What a thread that panics leaves is not used: it ends the scope with its panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn together<R: Read + Send>(input: Input<R>, how: How, sink: Sink, threads: usize) -> Result<Sink, ReadError> {
    let window = threads * AHEAD;
    let input = Mutex::new(input);
    let shared = Mutex::new(Shared {
        taken: 0,
        ended: false,
        ready: (0..window).map(|_| None).collect(),
        resolved: 0,
        sink: Some(sink),
        spare: Vec::new(),
        error: None,
    });
    let changed = Condvar::new();
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(|| work(&input, how, window, &shared, &changed));
        }
        work(&input, how, window, &shared, &changed);
    });
    let shared = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    match (shared.error, shared.sink) {
        (None, Some(sink)) => Ok(sink),
        (Some(error), _) => Err(error),
        (None, None) => unreachable!("the thread that resolves puts the sink back, or sets an error"),
    }
}

/// Ends the other threads if one ends by a bug: the chunk that they wait for will not come.
struct Watch<'w>(&'w Mutex<Shared>, &'w Condvar);

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let fault = Fault::malformed("a thread that read the input ended by a bug");
            lock(self.0).error.get_or_insert_with(|| fault.at(1, 0));
            self.1.notify_all();
        }
    }
}

fn work<R: Read>(input: &Mutex<Input<R>>, how: How, window: usize, shared: &Mutex<Shared>, changed: &Condvar) {
    let _watch = Watch(shared, changed);
    while let Some((number, mut chunk)) = take(input, window, shared, changed) {
        chunk.decode(how);
        let mut state = lock(shared);
        state.ready[number % window] = Some(chunk);
        resolve_ready(state, shared, changed, window);
    }
}

/// The next chunk to be decoded, and its number. Whoever waits for its turn holds the input, which nobody needs who
/// could end the waiting: the chunk that is resolved next was taken before.
fn take<R: Read>(
    input: &Mutex<Input<R>>,
    window: usize,
    shared: &Mutex<Shared>,
    changed: &Condvar,
) -> Option<(usize, Chunk)> {
    let mut input = lock(input);
    let mut state = lock(shared);
    while state.error.is_none() && !state.ended && state.taken >= state.resolved + window {
        state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    if state.error.is_some() || state.ended {
        return None;
    }
    let mut chunk = state.spare.pop().unwrap_or_default();
    drop(state);
    let found = chunk.fetch(&mut input);
    let mut state = lock(shared);
    if !found {
        state.ended = true;
        return None;
    }
    let number = state.taken;
    state.taken += 1;
    Some((number, chunk))
}

/// Resolves what is ready, unless somebody does.
fn resolve_ready<'m>(mut state: MutexGuard<'m, Shared>, shared: &'m Mutex<Shared>, changed: &Condvar, window: usize) {
    let Some(mut sink) = state.sink.take() else { return };
    loop {
        let slot = state.resolved % window;
        let Some(chunk) = state.ready[slot].take() else {
            state.sink = Some(sink);
            return;
        };
        drop(state);
        let result = sink.resolve(&chunk);
        state = lock(shared);
        state.resolved += 1;
        state.spare.push(chunk);
        changed.notify_all();
        if let Err(error) = result {
            state.error = Some(error);
            return;
        }
    }
}
