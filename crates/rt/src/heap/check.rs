//! Layout facts of small objects, kept and checked in debug builds.
//!
//! A debug build gives every small block a trailer behind the object: whether the block is alive, the object's size,
//! and for a constructor its boxed fields and scalar bytes. Field access is checked against them, freed memory is
//! filled with [`POISON`], and a free block must still be poisoned when it is handed out again: a write after free is
//! found where the block is next used. A release build has no trailer and these functions do nothing.

use crate::object::Ptr;
use crate::sync::Ordering;

/// Whether this build keeps facts.
pub(crate) const ON: bool = cfg!(all(debug_assertions, not(lithe_system_alloc)));

/// Bytes of the trailer.
pub(crate) const TRAILER: usize = if ON { 16 } else { 0 };

/// What freed memory is filled with.
pub const POISON: u8 = 0xdd;

const LIVE: u32 = 0x4c49_5645;
const FREE: u32 = 0x4652_4545;
const NOT_A_CTOR: u16 = u16::MAX;

#[repr(C)]
struct Facts {
    state: u32,
    size: u32,
    nobj: u16,
    scalars: u16,
    unused: u32,
}

const _: () = assert!(size_of::<Facts>() == 16);

unsafe fn facts(o: Ptr, block: usize) -> *mut Facts {
    // SAFETY: the trailer is the last 16 bytes of the block.
    unsafe { o.byte_add(block - TRAILER).cast() }
}

fn block_of(o: Ptr) -> usize {
    // SAFETY: callers pass small objects, which lie in pages.
    unsafe { (*super::page_of(o)).block as usize }
}

/// A block was linked for the first time.
#[inline(always)]
pub(crate) unsafe fn fresh(o: Ptr, block: usize) {
    if ON {
        // SAFETY: the caller owns the block.
        unsafe {
            let next = (*o.cast::<super::Block>()).next;
            o.cast::<u8>().write_bytes(POISON, block - TRAILER);
            (*o.cast::<super::Block>()).next = next;
            facts(o, block).write(Facts { state: FREE, size: 0, nobj: 0, scalars: 0, unused: 0 });
        }
    }
}

/// A block was handed out for an object of `size` bytes.
#[inline(always)]
pub(crate) unsafe fn allocated(o: Ptr, size: usize) {
    if ON {
        // SAFETY: the caller owns the block.
        unsafe {
            let block = size + TRAILER;
            let f = facts(o, block);
            if (*f).state != FREE {
                crate::bug!("the allocator handed out a block that is in use");
            }
            let bytes = std::slice::from_raw_parts(o.cast::<u8>(), size);
            let link = 8..16;
            if let Some(at) = bytes.iter().enumerate().position(|(i, &b)| b != POISON && !link.contains(&i)) {
                crate::bug!("freed memory was written at byte {at} of a {size}-byte block");
            }
            f.write(Facts { state: LIVE, size: size as u32, nobj: NOT_A_CTOR, scalars: 0, unused: 0 });
        }
    }
}

/// A block was given back.
#[inline(always)]
pub(crate) unsafe fn freed(o: Ptr, block: usize) {
    if ON {
        // SAFETY: the caller gives the block up.
        unsafe {
            let f = facts(o, block);
            if (*f).state != LIVE {
                crate::bug!("an object was freed twice");
            }
            (*f).state = FREE;
            o.cast::<u8>().write_bytes(POISON, block - TRAILER);
        }
    }
}

/// Records the shape of a small constructor.
#[inline(always)]
pub(crate) unsafe fn record_ctor(o: Ptr, nobj: usize, scalars: usize) {
    if ON {
        // SAFETY: the caller owns the object.
        unsafe {
            let f = facts(o, block_of(o));
            (*f).nobj = nobj as u16;
            (*f).scalars = scalars as u16;
        }
    }
}

/// Whether the small object is alive and counted, so that its facts can be read.
unsafe fn has_facts(o: Ptr) -> bool {
    // SAFETY: the header is readable.
    unsafe {
        let rc = (*o).rc.load(crate::sync::Ordering::Relaxed);
        rc > 0 && (*o).tag <= crate::layout::tag::MAX_CTOR
    }
}

/// A constructor's boxed field is about to be read or written.
#[inline(always)]
pub(crate) unsafe fn field_access(o: Ptr, i: usize) {
    if ON {
        // SAFETY: a live constructor by the caller's word.
        unsafe {
            alive(o);
            if has_facts(o) {
                let f = facts(o, block_of(o));
                if (*f).nobj != NOT_A_CTOR && i >= (*f).nobj as usize {
                    crate::bug!("field {i} of a constructor with {} boxed fields", (*f).nobj);
                }
            }
        }
    }
}

/// `len` bytes at `off` of a constructor's scalar area are about to be read or written.
#[inline(always)]
pub(crate) unsafe fn scalar_access(o: Ptr, off: usize, len: usize) {
    if ON {
        // SAFETY: a live constructor by the caller's word.
        unsafe {
            alive(o);
            if has_facts(o) {
                let f = facts(o, block_of(o));
                if (*f).nobj != NOT_A_CTOR && off + len > (*f).scalars as usize {
                    crate::bug!("scalar bytes {off}..{} of a constructor with {}", off + len, (*f).scalars);
                }
            }
        }
    }
}

/// A counted object is about to be used.
#[inline(always)]
pub(crate) unsafe fn alive(o: Ptr) {
    if ON {
        // SAFETY: memory of small objects stays mapped for a while after they are freed. The count is read as the
        // atomic that it is, for other threads may be counting.
        let poisoned = unsafe {
            (*o).tag == POISON
                && (*o).other == POISON
                && (*o).cs_sz == u16::from_ne_bytes([POISON; 2])
                && (*o).rc.load(Ordering::Relaxed) == i32::from_ne_bytes([POISON; 4])
        };
        if poisoned {
            crate::bug!("a freed object is used");
        }
    }
}
