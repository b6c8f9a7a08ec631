//! From the bytes of an input to a [`Resolver`] that has seen all of them, on one thread or several.
//!
//! What it is: chunks that end at line breaks, decoded by whoever is free. Whoever finishes the next chunk in order
//! resolves it, and those after it that are ready; the others go on decoding, up to a fixed number of chunks ahead.

use super::error::{Fault, ReadError};
use super::record::Records;
use super::resolve::Resolver;
use super::{json, primitives, text};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How lines are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    /// The text format; `None` for NDJSON.
    pub version: Option<text::Version>,
    /// Whether lines of a text format end with a carriage return that is no part of them.
    pub returns: bool,
}

/// Bytes of a chunk, but for the line that crosses its end: what is decoded stays in the cache until it is resolved.
const CHUNK: usize = 256 << 10;

/// Chunks that may be decoded ahead of the one that is resolved next, for each thread.
const AHEAD: usize = 4;

/// Reads the input from `start` on.
pub(super) fn run(input: &[u8], start: usize, how: How, threads: usize) -> Result<Resolver, ReadError> {
    let resolver = Resolver::new(input.len());
    let threads = threads.min((input.len() - start).div_ceil(CHUNK)).max(1);
    if threads == 1 { alone(input, start, how, resolver) } else { together(input, start, how, resolver, threads) }
}

fn alone(input: &[u8], mut start: usize, how: How, mut resolver: Resolver) -> Result<Resolver, ReadError> {
    let mut records = Records::default();
    while start < input.len() {
        let end = chunk_end(input, start);
        let mut chunk = records.clear();
        decode(&input[start..end], how, &mut chunk);
        resolve(input, start, &mut resolver, &chunk)?;
        records = chunk.clear();
        start = end;
    }
    Ok(resolver)
}

/// Where the chunk ends that begins at `start`.
fn chunk_end(input: &[u8], start: usize) -> usize {
    let Some(rest) = input.get(start + CHUNK..) else { return input.len() };
    rest.iter().position(|&byte| byte == b'\n').map_or(input.len(), |at| start + CHUNK + at + 1)
}

fn resolve(input: &[u8], start: usize, resolver: &mut Resolver, chunk: &Records<'_>) -> Result<(), ReadError> {
    if let Err((record, fault)) = resolver.add(chunk) {
        return Err(fault.at(input, start + nth_line(chunk.source, record)));
    }
    match &chunk.fault {
        None => Ok(()),
        Some((at, fault)) => Err(fault.clone().at(input, start + at)),
    }
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

/// Decodes a chunk up to the first line that cannot be.
fn decode<'a>(chunk: &'a [u8], how: How, out: &mut Records<'a>) {
    if u32::try_from(chunk.len()).is_err() {
        out.fault = Some((0, Fault::too_large("a line is longer than four gigabytes")));
        return;
    }
    let (source, fault) = match simdutf8::basic::from_utf8(chunk) {
        Ok(source) => (source, None),
        Err(_) => valid_lines(chunk),
    };
    out.source = source;
    let end = match how.version {
        None => decode_json(source, out),
        Some(version) => decode_text(source, version, how.returns, out),
    };
    out.fault = end.err().or(fault);
}

/// The lines before the first that is not UTF-8, and the fault of that one.
fn valid_lines(chunk: &[u8]) -> (&str, Option<(usize, Fault)>) {
    let Err(error) = std::str::from_utf8(chunk) else { return ("", None) };
    let valid = &chunk[..error.valid_up_to()];
    let start = valid.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let source = std::str::from_utf8(&valid[..start]).unwrap_or("");
    (source, Some((start, Fault::malformed("the line is not UTF-8"))))
}

fn line_end(source: &str, at: usize) -> usize {
    source.as_bytes()[at..].iter().position(|&byte| byte == b'\n').map_or(source.len(), |len| at + len)
}

fn decode_json<'a>(source: &'a str, out: &mut Records<'a>) -> Result<(), (usize, Fault)> {
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if let Some(next) = primitives::line(bytes, at, out) {
            at = next;
            continue;
        }
        let end = line_end(source, at);
        let line = &source[at..end];
        if !is_blank(line) {
            json::line(line, out).map_err(|fault| (at, fault))?;
        }
        at = end + 1;
    }
    Ok(())
}

fn decode_text<'a>(
    source: &'a str,
    version: text::Version,
    returns: bool,
    out: &mut Records<'a>,
) -> Result<(), (usize, Fault)> {
    let mut at = 0;
    while at < source.len() {
        let end = line_end(source, at);
        let line = &source[at..end];
        if !is_blank(line) {
            let len = if returns { line.strip_suffix('\r').unwrap_or(line).len() } else { line.len() };
            text::line(version, at, at + len, out).map_err(|fault| (at, fault))?;
        }
        at = end + 1;
    }
    Ok(())
}

/// What the threads share.
struct Shared<'a> {
    /// Where the next chunk to be decoded begins, and its number.
    start: usize,
    taken: usize,
    /// Chunks that are decoded and not resolved, with where they begin; the first has the number `resolved`.
    ready: Vec<Option<(usize, Records<'a>)>>,
    resolved: usize,
    /// `None` while somebody resolves.
    resolver: Option<Resolver>,
    spare: Vec<Records<'static>>,
    error: Option<ReadError>,
}

fn lock<'m, 'a>(shared: &'m Mutex<Shared<'a>>) -> MutexGuard<'m, Shared<'a>> {
    // A thread that panics ends the scope with its panic, so what it leaves is not used.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn together(input: &[u8], start: usize, how: How, resolver: Resolver, threads: usize) -> Result<Resolver, ReadError> {
    let window = threads * AHEAD;
    let shared = Mutex::new(Shared {
        start,
        taken: 0,
        ready: (0..window).map(|_| None).collect(),
        resolved: 0,
        resolver: Some(resolver),
        spare: Vec::new(),
        error: None,
    });
    let changed = Condvar::new();
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(|| work(input, how, window, &shared, &changed));
        }
        work(input, how, window, &shared, &changed);
    });
    let shared = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    match (shared.error, shared.resolver) {
        (None, Some(resolver)) => Ok(resolver),
        (Some(error), _) => Err(error),
        (None, None) => unreachable!("the thread that resolves puts the resolver back, or sets an error"),
    }
}

/// Ends the other threads if one ends by a bug: the chunk that they wait for will not come.
struct Watch<'w, 'a>(&'w Mutex<Shared<'a>>, &'w Condvar);

impl Drop for Watch<'_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let fault = Fault::malformed("a thread that read the input ended by a bug");
            lock(self.0).error.get_or_insert_with(|| fault.at(&[], 0));
            self.1.notify_all();
        }
    }
}

fn work<'a>(input: &'a [u8], how: How, window: usize, shared: &Mutex<Shared<'a>>, changed: &Condvar) {
    let _watch = Watch(shared, changed);
    loop {
        let mut state = lock(shared);
        while state.error.is_none() && state.start < input.len() && state.taken >= state.resolved + window {
            state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.error.is_some() || state.start >= input.len() {
            return;
        }
        let (number, start) = (state.taken, state.start);
        let end = chunk_end(input, start);
        state.taken += 1;
        state.start = end;
        let mut records = state.spare.pop().unwrap_or_default().clear();
        drop(state);
        decode(&input[start..end], how, &mut records);
        let mut state = lock(shared);
        state.ready[number % window] = Some((start, records));
        resolve_ready(input, state, shared, changed, window);
    }
}

/// Resolves what is ready, unless somebody does.
fn resolve_ready<'m, 'a>(
    input: &'a [u8],
    mut state: MutexGuard<'m, Shared<'a>>,
    shared: &'m Mutex<Shared<'a>>,
    changed: &Condvar,
    window: usize,
) {
    let Some(mut resolver) = state.resolver.take() else { return };
    loop {
        let slot = state.resolved % window;
        let Some((start, records)) = state.ready[slot].take() else {
            state.resolver = Some(resolver);
            return;
        };
        drop(state);
        let result = resolve(input, start, &mut resolver, &records);
        state = lock(shared);
        state.resolved += 1;
        state.spare.push(records.clear());
        changed.notify_all();
        if let Err(error) = result {
            state.error = Some(error);
            return;
        }
    }
}
