//! Live objects as a graph to be written: 64-bit, big numbers in GMP's form.
//!
//! Thunks must be forced and tasks finished; closures and externals have no form in a file. The content of a mutable
//! reference is read once, so a reference that other threads change meanwhile is written as it was at one moment.

use super::{Graph, Shape, Slot, Table};
use rt::{Kind, Obj, ObjRef};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use typed_arena::Arena;

/// Live objects, seen as values.
pub struct Live<'a> {
    /// Keeps what mutable references held when they were read.
    kept: &'a Arena<Obj>,
    contents: RefCell<FxHashMap<usize, ObjRef<'a>>>,
}

impl fmt::Debug for Live<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

/// Why a live object cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveError {
    /// A closure.
    Closure,
    /// A value of the host language.
    External,
    /// A thunk that was not forced.
    Thunk,
    /// A task without a value.
    Task,
}

impl fmt::Display for LiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LiveError::Closure => "a closure cannot be written",
            LiveError::External => "a value of the host language cannot be written",
            LiveError::Thunk => "a thunk must be forced before it is written",
            LiveError::Task => "a task must be finished before it is written",
        })
    }
}

impl std::error::Error for LiveError {}

impl<'a> Live<'a> {
    /// A graph of live objects; `kept` outlives it and holds what it must keep alive.
    pub fn new(kept: &'a Arena<Obj>) -> Self {
        Live { kept, contents: RefCell::default() }
    }

    /// A word as a slot.
    pub fn slot_of(word: ObjRef<'a>) -> Slot<ObjRef<'a>> {
        if word.is_scalar() { Slot::Scalar(word.unbox() as u64) } else { Slot::Node(word) }
    }

    /// The words of kinds whose words never change.
    fn words(node: ObjRef<'a>) -> &'a [ObjRef<'a>] {
        node.get_fields().or_else(|| node.as_array()).unwrap_or(&[])
    }

    /// The content of a mutable reference or promise, read once.
    fn content(&self, node: ObjRef<'a>) -> Option<ObjRef<'a>> {
        let mut contents = self.contents.borrow_mut();
        if let Some(&word) = contents.get(&node.addr()) {
            return Some(word);
        }
        let word = self.kept.alloc(node.content()?).r();
        contents.insert(node.addr(), word);
        Some(word)
    }
}

impl<'a> Graph for Live<'a> {
    type Node = ObjRef<'a>;
    type Table = ByAddress;
    type Error = LiveError;

    fn table(&self) -> ByAddress {
        ByAddress::default()
    }

    fn shape(&self, node: ObjRef<'a>) -> Result<Shape<'_>, LiveError> {
        Ok(match node.kind() {
            Kind::Ctor => Shape::Ctor { tag: node.ctor_index() as u8, area: Cow::Borrowed(node.scalar_area()) },
            Kind::Fat => {
                let scalars = node.scalar_area();
                let mut area = scalars.to_vec();
                area.resize(scalars.len().next_multiple_of(8), 0);
                Shape::Fat { index: node.ctor_index() as u32, scalars: scalars.len() as u32, area: Cow::Owned(area) }
            }
            Kind::Array => Shape::Array,
            Kind::ScalarArray => {
                let (elem, data) = node.as_scalar_array().unwrap_or((1, &[]));
                Shape::ScalarArray(elem as u8, data)
            }
            Kind::String => Shape::String(node.as_str().unwrap_or("").as_bytes()),
            Kind::Mpz => {
                let (negative, limbs) = node.as_mpz().unwrap_or((false, &[]));
                Shape::Mpz(negative, Cow::Owned(limbs.iter().flat_map(|l| l.to_le_bytes()).collect()))
            }
            Kind::Thunk => Shape::Thunk,
            Kind::Task => Shape::Task,
            Kind::Promise => Shape::Promise,
            Kind::Ref => Shape::Ref,
            Kind::Closure => return Err(LiveError::Closure),
            Kind::External => return Err(LiveError::External),
            Kind::Scalar => rt::bug!("a boxed scalar as an object"),
        })
    }

    fn slot_count(&self, node: ObjRef<'a>) -> usize {
        match node.kind() {
            Kind::Thunk | Kind::Task | Kind::Promise | Kind::Ref => 1,
            _ => Self::words(node).len(),
        }
    }

    fn slot(&self, node: ObjRef<'a>, i: usize) -> Result<Slot<ObjRef<'a>>, LiveError> {
        let word = match node.kind() {
            Kind::Thunk => node.forced().ok_or(LiveError::Thunk)?,
            Kind::Task => node.forced().ok_or(LiveError::Task)?,
            Kind::Promise | Kind::Ref => match self.content(node) {
                Some(word) => word,
                None => rt::bug!("a reference without content"),
            },
            _ => Self::words(node)[i],
        };
        Ok(Self::slot_of(word))
    }
}

/// Addresses by object.
#[derive(Default)]
pub struct ByAddress(FxHashMap<usize, u64>);

impl Table<ObjRef<'_>> for ByAddress {
    fn get(&self, n: ObjRef<'_>) -> u64 {
        self.0.get(&n.addr()).copied().unwrap_or(0)
    }

    fn set(&mut self, n: ObjRef<'_>, value: u64) {
        self.0.insert(n.addr(), value);
    }
}
