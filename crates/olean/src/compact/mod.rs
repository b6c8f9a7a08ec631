//! The compactor: a graph of values becomes the bytes of an `.olean` file.
//!
//! What it is: the order and the sharing of upstream's `object_compactor` (`src/runtime/compact.cpp`), over any
//! [`Graph`]: live objects ([`Live`]), a file read before ([`Stored`]), or a file seen at another pointer width
//! ([`crate::convert`]). Objects come out in depth-first post-order, children in slot order, each emitted when it is
//! first complete. Objects with equal bytes are emitted once, except big numbers, which are shared by identity only.
//! The parts of one module are compacted one after another and share what they have in common.
//! What it is not: a check of types.
//!
//! The walk keeps its path on a list, not on the stack, so depth is bounded by memory alone: one entry per open object.
//! The same values give the same bytes, whatever their addresses, sharing and counts in memory.

mod emit;
mod live;
pub(crate) mod stored;

pub use live::{Live, LiveError};
pub use stored::{HasClosure, Stored};

use crate::header::{BASE_ALIGN, FLAG_FAT, FLAG_GMP, Header, HeaderV2};
use emit::Emitter;
use hashbrown::HashTable;
use rt::layout::{Width, mpz};
use std::borrow::Cow;
use std::fmt;
use std::hash::Hasher;

/// A word of an object that is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot<N> {
    /// A boxed scalar, unboxed.
    Scalar(u64),
    /// An object.
    Node(N),
}

/// An object without its words.
#[derive(Clone, Debug)]
pub enum Shape<'a> {
    /// A constructor: tag, and all bytes behind the boxed fields, padding included, at the width that is written.
    Ctor {
        /// Constructor index.
        tag: u8,
        /// Usize fields, scalars and padding.
        area: Cow<'a, [u8]>,
    },
    /// A fat constructor.
    Fat {
        /// Constructor index.
        index: u32,
        /// Bytes of usize fields and scalars.
        scalars: u32,
        /// Those bytes, with padding.
        area: Cow<'a, [u8]>,
    },
    /// An array of words.
    Array,
    /// An array of scalars: bytes of an element, and all bytes.
    ScalarArray(u8, &'a [u8]),
    /// A string's bytes without the NUL.
    String(&'a [u8]),
    /// A big number: sign, and magnitude in little-endian bytes.
    Mpz(bool, Cow<'a, [u8]>),
    /// A forced thunk; its one word is the value.
    Thunk,
    /// A finished task; its one word is the value.
    Task,
    /// A promise; its one word is its task.
    Promise,
    /// A mutable reference; its one word is the content.
    Ref,
}

/// Values that can be compacted.
pub trait Graph {
    /// An object: a cheap handle.
    type Node: Copy + fmt::Debug;
    /// What was written where.
    type Table: Table<Self::Node>;
    /// Why an object cannot be written.
    type Error: std::error::Error;

    /// An empty table for this graph.
    fn table(&self) -> Self::Table;
    /// The object without its words.
    ///
    /// # Errors
    /// If objects like this one do not go into files.
    fn shape(&self, node: Self::Node) -> Result<Shape<'_>, Self::Error>;
    /// Number of words of an object.
    fn slot_count(&self, node: Self::Node) -> usize;
    /// Word `i` of an object.
    ///
    /// # Errors
    /// If the word has no form in the file.
    fn slot(&self, node: Self::Node, i: usize) -> Result<Slot<Self::Node>, Self::Error>;
}

/// Addresses of objects that were written, by identity.
pub trait Table<N> {
    /// The value kept for the object, 0 if none.
    fn get(&self, node: N) -> u64;
    /// Keeps a value for the object.
    fn set(&mut self, node: N, value: u64);
}

/// Kept in a [`Table`] for an object whose words are being written. No address is odd.
const OPEN: u64 = 1;

/// Why a graph cannot be written.
#[derive(Debug)]
pub enum CompactError<E> {
    /// An object cannot be written; `path` leads to it from the root, one word index a step.
    Object {
        /// Word indices from the root.
        path: Vec<usize>,
        /// The reason.
        error: E,
    },
    /// An object reaches itself.
    Cycle {
        /// Word indices from the root to the word that closes the cycle.
        path: Vec<usize>,
    },
    /// A boxed scalar or a size does not fit the width that is written.
    TooWide {
        /// Word indices from the root to the object.
        path: Vec<usize>,
    },
    /// The header's fields do not fit the header.
    Header(crate::error::Reason),
}

fn fmt_path(path: &[usize], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "root")?;
    // A path can be as long as a list: its ends tell enough.
    let shown = 16;
    for (k, i) in path.iter().enumerate() {
        if path.len() > 2 * shown && k == shown {
            write!(f, "…({} steps)", path.len() - 2 * shown)?;
        }
        if path.len() <= 2 * shown || k < shown || k >= path.len() - shown {
            write!(f, "[{i}]")?;
        }
    }
    Ok(())
}

impl<E: fmt::Display> fmt::Display for CompactError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CompactError::Object { path, error } => {
                fmt_path(path, f)?;
                write!(f, ": {error}")
            }
            CompactError::Cycle { path } => {
                fmt_path(path, f)?;
                write!(f, ": the value contains itself")
            }
            CompactError::TooWide { path } => {
                fmt_path(path, f)?;
                write!(f, ": does not fit the pointer width")
            }
            CompactError::Header(reason) => write!(f, "header: {reason}"),
        }
    }
}

impl<E: std::error::Error> std::error::Error for CompactError<E> {}

/// What the header of a written file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// Pointer width.
    pub width: Width,
    /// Form of big numbers.
    pub encoding: mpz::Encoding,
    /// Lean version, at most 33 bytes.
    pub lean_version: &'a str,
    /// Commit, at most 40 bytes.
    pub commit: &'a str,
    /// Base address of the first part.
    pub base: u64,
}

impl<'a> Target<'a> {
    /// A file like the one with this header.
    pub fn like(header: &'a Header) -> Target<'a> {
        Target {
            width: header.width(),
            encoding: header.encoding(),
            lean_version: header.lean_version(),
            commit: header.commit(),
            base: header.base(),
        }
    }
}

/// An emitted object that others may be equal to.
#[derive(Clone, Copy)]
struct Emitted {
    part: u32,
    len: u32,
    offset: u64,
    hash: u64,
}

/// Writes the parts of one module.
pub struct Compactor<'g, 't, G: Graph> {
    graph: &'g G,
    target: Target<'t>,
    known: G::Table,
    content: HashTable<Emitted>,
    parts: Vec<Vec<u8>>,
    bases: Vec<u64>,
    /// Reused between parts.
    path: Vec<(G::Node, usize)>,
    words: Vec<u64>,
}

impl<'g, 't, G: Graph> Compactor<'g, 't, G> {
    /// A compactor that has written nothing.
    pub fn new(graph: &'g G, target: Target<'t>) -> Self {
        Compactor {
            graph,
            target,
            known: graph.table(),
            content: HashTable::new(),
            parts: Vec::new(),
            bases: Vec::new(),
            path: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Writes one more part with this root.
    ///
    /// # Errors
    /// If the graph cannot be written; the compactor is of no use then.
    pub fn part(&mut self, root: Slot<G::Node>) -> Result<(), CompactError<G::Error>> {
        let base = match (self.parts.last(), self.bases.last()) {
            (Some(part), Some(&base)) => self.wrap(base + (part.len() as u64).next_multiple_of(BASE_ALIGN)),
            _ => self.target.base,
        };
        let Target { width, encoding, lean_version, commit, .. } = self.target;
        let flags = if encoding == mpz::Encoding::Gmp { FLAG_GMP } else { 0 };
        let mut bytes = Vec::new();
        HeaderV2 { width, flags, lean_version, commit, base }.write(&mut bytes).map_err(CompactError::Header)?;
        let root_at = bytes.len();
        bytes.resize(root_at + width.bytes(), 0);
        self.parts.push(bytes);
        self.bases.push(base);
        let word = self.word_of(root)?;
        let bytes = self.current();
        bytes[root_at..root_at + width.bytes()].copy_from_slice(&word.to_le_bytes()[..width.bytes()]);
        Ok(())
    }

    /// The finished files, in the order of the parts.
    pub fn into_parts(self) -> Vec<Vec<u8>> {
        self.parts
    }

    fn wrap(&self, address: u64) -> u64 {
        match self.target.width {
            Width::W32 => u64::from(address as u32),
            Width::W64 => address,
        }
    }

    fn current(&mut self) -> &mut Vec<u8> {
        match self.parts.last_mut() {
            Some(part) => part,
            None => rt::bug!("a part is being written"),
        }
    }

    fn indices(&self) -> Vec<usize> {
        // Each entry holds the index of the next word to look at: one past the one that was entered.
        self.path.iter().map(|&(_, next)| next.saturating_sub(1)).collect()
    }

    /// The word for a slot, after writing everything that it reaches.
    fn word_of(&mut self, root: Slot<G::Node>) -> Result<u64, CompactError<G::Error>> {
        let root = match root {
            Slot::Scalar(n) => return self.boxed(n),
            Slot::Node(n) => n,
        };
        match self.known.get(root) {
            0 => {}
            address => return Ok(address),
        }
        self.path.clear();
        self.open(root);
        while let Some(&mut (node, ref mut next)) = self.path.last_mut() {
            let i = *next;
            if i == self.graph.slot_count(node) {
                let address = self.emit(node)?;
                self.known.set(node, address);
                self.path.pop();
                continue;
            }
            *next += 1;
            let slot = self.graph.slot(node, i);
            if let Slot::Node(child) = slot.map_err(|error| CompactError::Object { path: self.indices(), error })? {
                match self.known.get(child) {
                    0 => self.open(child),
                    OPEN => return Err(CompactError::Cycle { path: self.indices() }),
                    _ => {}
                }
            }
        }
        Ok(self.known.get(root))
    }

    fn open(&mut self, node: G::Node) {
        self.known.set(node, OPEN);
        self.path.push((node, 0));
    }

    fn boxed(&self, n: u64) -> Result<u64, CompactError<G::Error>> {
        if n > self.target.width.max_small_nat() {
            return Err(CompactError::TooWide { path: self.indices() });
        }
        Ok(rt::layout::box_word(n))
    }

    /// Writes one object whose children are written, or finds its equal. Gives its address.
    fn emit(&mut self, node: G::Node) -> Result<u64, CompactError<G::Error>> {
        let graph = self.graph;
        let fail = |this: &Self, error| {
            let mut path = this.indices();
            path.pop();
            CompactError::Object { path, error }
        };
        self.words.clear();
        for i in 0..graph.slot_count(node) {
            let word = match graph.slot(node, i).map_err(|e| fail(self, e))? {
                Slot::Scalar(n) => self.boxed(n)?,
                Slot::Node(child) => self.known.get(child),
            };
            self.words.push(word);
        }
        let shape = graph.shape(node).map_err(|e| fail(self, e))?;
        let (width, encoding) = (self.target.width, self.target.encoding);
        let base = self.bases.last().copied().unwrap_or(0);
        let words = std::mem::take(&mut self.words);
        let bytes = self.current();
        if matches!(shape, Shape::Fat { .. }) {
            bytes[6] |= FLAG_FAT;
        }
        let start = bytes.len();
        let fits = Emitter { width, encoding, bytes, base }.object(&shape, &words);
        let end = bytes.len();
        bytes.resize(end.next_multiple_of(width.bytes()), 0);
        self.words = words;
        if !fits {
            return Err(CompactError::TooWide { path: self.indices() });
        }
        if matches!(shape, Shape::Mpz(..)) {
            return Ok(self.wrap(base + start as u64));
        }
        Ok(self.share(start, end, base))
    }

    /// Replaces the object just written, `start..end` of the current part, by an equal one, if there is one.
    fn share(&mut self, start: usize, end: usize, base: u64) -> u64 {
        let part = self.parts.len() - 1;
        let parts = &self.parts;
        let new = &parts[part][start..end];
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(new);
        let hash = hasher.finish();
        let entry = self.content.entry(
            hash,
            |e| {
                e.len as usize == new.len() && {
                    let at = e.offset as usize;
                    parts[e.part as usize][at..at + new.len()] == *new
                }
            },
            |e| e.hash,
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(found) => {
                let e = *found.get();
                self.current().truncate(start);
                self.wrap(self.bases[e.part as usize] + e.offset)
            }
            hashbrown::hash_table::Entry::Vacant(place) => {
                // An object past 4 GiB is not offered for sharing: the table's entries have no room for its length.
                if let Ok(len) = u32::try_from(end - start) {
                    place.insert(Emitted { part: part as u32, len, offset: start as u64, hash });
                }
                self.wrap(base + start as u64)
            }
        }
    }
}
