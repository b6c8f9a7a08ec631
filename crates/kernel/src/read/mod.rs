//! Readers of exported declarations.
//!
//! What it is: from the bytes of an export to an [`Environment`] of claims. An export lists names, levels and expressions
//! under numbers, each before its first use, and declarations that refer to them; see `lean4export:format_ndjson.md`.
//! NDJSON of every version up to 3.1 is read, and the text formats 0.1.2 and 2.0.0.
//!
//! How it goes: the input is read in chunks of whole lines ([`input`]). Chunks are decoded to [`record`]s, on several
//! threads, which takes most of the time; the records are resolved in the order of the input ([`pipeline`]). A line in the form that lean4export
//! writes is matched byte for byte ([`primitives`], [`declarations`]), every other one is parsed as JSON ([`json`]) or as text ([`text`]).
//!
//! What it is not: a check of what is declared, or of the order of declarations.

mod declarations;
mod error;
mod ids;
mod input;
mod json;
mod pipeline;
mod primitives;
mod record;
mod regroup;
mod resolve;
mod scan;
mod text;

pub use error::{ReadError, ReadErrorKind};

use crate::environment::{Environment, Meta};
use error::Fault;
use input::Input;
use resolve::Resolver;
use std::io::Read;

/// How an input is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// One JSON object a line, of all versions.
    Ndjson,
    /// Text, version 2.0.0.
    Text2,
    /// Text, version 0.1.2.
    Text0,
}

/// What the first line of an input says.
#[derive(Clone, PartialEq, Eq, Debug)]
struct First {
    format: Format,
    meta: Meta,
    /// Whether the line ends with a carriage return.
    returns: bool,
    /// The length of the line with what ends it.
    len: usize,
}

/// Reads an input that is in memory on up to this many threads. The result does not depend on their number.
pub fn read(input: &[u8], threads: usize) -> Result<Environment, ReadError> {
    read_from(input, input.len() as u64, threads)
}

/// Reads an input from its first byte to its last, on up to this many threads; the result does not depend on their number.
/// The input is not kept: memory is what the tables need. `size` says about how many bytes there are, as far as that is
/// known; it decides nothing but how much room is reserved.
pub fn read_from(input: impl Read + Send, size: u64, threads: usize) -> Result<Environment, ReadError> {
    let mut input = Input::new(input);
    let mut chunk = Vec::new();
    // There is a first chunk, and it holds at least one line unless that cannot be read.
    let mut fault = input.next(&mut chunk).and_then(|lines| lines.fault);
    if let Some(fault) = fault.take_if(|_| chunk.is_empty()) {
        return Err(fault.at(1, 0));
    }
    let first = first(&chunk).map_err(|fault| fault.at(1, 0))?;
    chunk.drain(..first.len);
    let how = pipeline::How {
        version: match first.format {
            Format::Ndjson => None,
            Format::Text2 => Some(text::Version::V2),
            Format::Text0 => Some(text::Version::V0),
        },
        returns: first.returns,
    };
    let start = pipeline::Start { bytes: chunk, fault, line: 2, offset: first.len as u64 };
    let resolver = pipeline::run(input, start, how, Resolver::new(size), threads)?;
    Ok(resolver.finish(first.meta))
}

/// How an input is written, and what it says of itself, from its first line.
pub fn format(input: &[u8]) -> Result<(Format, Meta), ReadError> {
    let first = first(input).map_err(|fault| fault.at(1, 0))?;
    Ok((first.format, first.meta))
}

/// The longest first line; what is longer is none.
const FIRST: usize = 1 << 20;

fn first(input: &[u8]) -> Result<First, Fault> {
    if input.is_empty() {
        return Err(Fault::malformed("the input is empty"));
    }
    let line = &input[..input.len().min(FIRST)];
    let len = line.iter().position(|&byte| byte == b'\n').map_or(line.len(), |at| at + 1);
    let line = line[..len].strip_suffix(b"\n").unwrap_or(&line[..len]);
    let (line, returns) = line.strip_suffix(b"\r").map_or((line, false), |line| (line, true));
    let neither = "the first line is neither the version of a text format nor a JSON object with a key `meta`";
    let line = std::str::from_utf8(line).map_err(|_| Fault::malformed(neither))?;
    let (format, meta) = match json::meta(line) {
        Some(meta) => (Format::Ndjson, meta?),
        None => {
            let format = text_version(line).ok_or_else(|| Fault::malformed(neither))??;
            let lists_only_used = format == Format::Text0;
            (format, Meta { format: line.trim().into(), lists_only_used, ..Meta::default() })
        }
    };
    if format == Format::Ndjson && !matches!(version(&meta.format), Some([3, 0 | 1, _])) {
        return Err(unknown_version(&meta.format));
    }
    Ok(First { format, meta, returns, len })
}

/// `None`: the line is no version.
fn text_version(line: &str) -> Option<Result<Format, Fault>> {
    Some(match version(line.trim())? {
        [0, 1, _] => Ok(Format::Text0),
        [2, 0, _] => Ok(Format::Text2),
        _ => Err(unknown_version(line.trim())),
    })
}

/// The numbers of a version.
fn version(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.split('.').map(|part| part.parse().ok());
    let version = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(version)
}

fn unknown_version(version: &str) -> Fault {
    let version = version.chars().take(40).collect::<String>();
    Fault {
        kind: ReadErrorKind::UnknownVersion,
        reason: format!("format `{}` is not known; 0.1.2, 2.0.0, 3.0.0 and 3.1.0 are", version.escape_debug()).into(),
    }
}
