//! The object header and the raw view of an object that the rest of the crate builds on.
//!
//! What it is: [`Object`], pointers to it, and `unsafe` accessors that read fields at the offsets of [`crate::layout`].
//! What it is not: safe. Everything here trusts the pointer; [`crate::Obj`] is the safe face.
//!
//! A *word* is a `*mut Object`: bit 0 set means a boxed scalar without provenance, otherwise a pointer to an object.
//!
//! | `rc` | memory | who may write | freed |
//! |---|---|---|---|
//! | `> 0` | single-threaded | the one thread that can reach it | when the count would reach 0 |
//! | `< 0` | multi-threaded | nobody; refs, thunks, tasks and promises through their own atomics | as above, atomically |
//! | `0` | persistent or region | nobody | never (a region with its file) |
//! | [`rc::SCOPED`](crate::layout::rc::SCOPED) | stack cells, droppable regions | nobody | with its scope |
//!
//! Orderings: a count is incremented relaxed (whoever increments already holds a reference) and decremented
//! acquire-release (the last one must see every write made before the others let go).

use crate::layout::{self, HOST, tag};
use crate::sync::AtomicI32;
use std::ptr;

/// Header of every object; the fields follow it in memory.
#[repr(C, align(8))]
#[derive(Debug)]
pub struct Object {
    pub(crate) rc: AtomicI32,
    pub(crate) cs_sz: u16,
    pub(crate) other: u8,
    pub(crate) tag: u8,
}

const _: () = assert!(size_of::<Object>() == layout::header::SIZE);

/// A word: boxed scalar or pointer to an object.
pub type Ptr = *mut Object;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A boxed scalar: not an object.
    Scalar,
    /// An ordinary constructor.
    Ctor,
    /// A function with some of its arguments.
    Closure,
    /// An array of words.
    Array,
    /// An array of scalars.
    ScalarArray,
    /// A string.
    String,
    /// A big number.
    Mpz,
    /// A thunk.
    Thunk,
    /// A task.
    Task,
    /// A promise.
    Promise,
    /// A mutable reference.
    Ref,
    /// A value of the host language.
    External,
    /// A fat constructor.
    Fat,
}

impl Kind {
    /// The kind that a tag stands for; `None` for the reserved tag.
    pub const fn of_tag(t: u8) -> Option<Kind> {
        Some(match t {
            0..=tag::MAX_CTOR => Kind::Ctor,
            tag::PROMISE => Kind::Promise,
            tag::CLOSURE => Kind::Closure,
            tag::ARRAY => Kind::Array,
            tag::STRUCT_ARRAY => return None,
            tag::SCALAR_ARRAY => Kind::ScalarArray,
            tag::STRING => Kind::String,
            tag::MPZ => Kind::Mpz,
            tag::THUNK => Kind::Thunk,
            tag::TASK => Kind::Task,
            tag::REF => Kind::Ref,
            tag::EXTERNAL => Kind::External,
            tag::FAT => Kind::Fat,
        })
    }
}

/// Whether the word is a boxed scalar.
#[inline(always)]
pub fn is_scalar(o: Ptr) -> bool {
    o.addr() & 1 == 1
}

/// The word of the boxed scalar `n`; the top bit of `n` is lost.
#[inline(always)]
pub fn box_scalar(n: usize) -> Ptr {
    ptr::without_provenance_mut(n << 1 | 1)
}

/// The scalar in a boxed word.
#[inline(always)]
pub fn unbox_scalar(o: Ptr) -> usize {
    o.addr() >> 1
}

/// A pointer `off` bytes into the object, typed.
///
/// # Safety
/// `o` points to an object that extends past `off`.
#[inline(always)]
pub unsafe fn at<T>(o: Ptr, off: usize) -> *mut T {
    // SAFETY: in bounds by the caller's word.
    unsafe { o.byte_add(off).cast::<T>() }
}

/// The tag of an object.
///
/// # Safety
/// `o` points to a live object.
#[inline(always)]
pub unsafe fn tag_of(o: Ptr) -> u8 {
    // SAFETY: the header of a live object is readable.
    unsafe { (*o).tag }
}

/// The kind of a word.
///
/// # Safety
/// `o` is a boxed scalar or points to a live object.
#[inline]
pub unsafe fn kind_of(o: Ptr) -> Kind {
    if is_scalar(o) {
        return Kind::Scalar;
    }
    // SAFETY: not a scalar, so a live object by the caller's word.
    match Kind::of_tag(unsafe { tag_of(o) }) {
        Some(k) => k,
        None => crate::bug!("object with the reserved tag {}", tag::STRUCT_ARRAY),
    }
}

/// The words that an object holds, as one run in its memory.
#[derive(Clone, Copy, Debug)]
pub struct Slots {
    /// First word; dangling where `count` is 0.
    pub first: *mut Ptr,
    /// Number of words.
    pub count: usize,
}

/// The words that `o` owns. Words of thunks and tasks may be null.
///
/// # Safety
/// `o` points to a live object and nobody else writes its fields meanwhile.
#[inline]
pub unsafe fn slots(o: Ptr) -> Slots {
    // SAFETY: in all arms, offsets and counts are those of the kind that the tag names.
    unsafe {
        let t = tag_of(o);
        if t <= tag::MAX_CTOR {
            return Slots { first: at(o, HOST.ctor_fields), count: (*o).other as usize };
        }
        match t {
            tag::ARRAY => Slots { first: at(o, HOST.array_data), count: *at::<usize>(o, HOST.array_size) },
            tag::CLOSURE => {
                Slots { first: at(o, HOST.closure_args), count: *at::<u16>(o, HOST.closure_fixed) as usize }
            }
            tag::THUNK => Slots { first: at(o, HOST.thunk_value), count: 2 },
            tag::TASK => Slots { first: at(o, HOST.thunk_value), count: 1 },
            tag::REF | tag::PROMISE => Slots { first: at(o, HOST.ref_value), count: 1 },
            tag::FAT => Slots { first: at(o, layout::fat::FIELDS), count: *at::<u32>(o, layout::fat::NOBJ) as usize },
            _ => Slots { first: ptr::dangling_mut(), count: 0 },
        }
    }
}

/// The byte size of an object's memory, except for small constructors whose size only the allocator knows; those
/// give their `cs_sz`.
///
/// # Safety
/// `o` points to a live object.
pub unsafe fn byte_size(o: Ptr) -> usize {
    // SAFETY: in all arms, as in `slots`.
    unsafe {
        match tag_of(o) {
            tag::ARRAY => HOST.array_data + 8 * *at::<usize>(o, HOST.array_capacity),
            tag::SCALAR_ARRAY => HOST.array_data + ((*o).other & 0x7f) as usize * *at::<usize>(o, HOST.array_capacity),
            tag::STRING => HOST.string_data + *at::<usize>(o, HOST.string_capacity),
            tag::CLOSURE => HOST.closure_args + 8 * *at::<u16>(o, HOST.closure_fixed) as usize,
            tag::MPZ => {
                let m = layout::mpz::HOST;
                m.digits + m.digit * *at::<i32>(o, m.first) as usize
            }
            tag::FAT => {
                let nobj = *at::<u32>(o, layout::fat::NOBJ) as usize;
                let scalars = *at::<u32>(o, layout::fat::SCALARS) as usize;
                layout::align_up(layout::fat::FIELDS + 8 * nobj + scalars, 8)
            }
            tag::THUNK | tag::TASK => HOST.thunk_size,
            tag::REF | tag::PROMISE => HOST.ref_size,
            tag::EXTERNAL => HOST.external_size,
            _ => (*o).cs_sz as usize,
        }
    }
}
