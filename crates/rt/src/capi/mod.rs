//! The C ABI: the exported half of upstream's `lean.h`, under upstream's names.
//!
//! What it is: functions that generated C links against. What it is not: the inline half of `lean.h`, which C code
//! compiles into itself from a header of its own, and the groups around the operating system (files, processes, time),
//! which come with the compiler. `crates/rt/tests/data/capi_missing.txt` lists what `lean.h` exports and this does not.
//! Source: upstream's `src/include/lean/lean.h` and `src/runtime/object.cpp`, read for signatures, ownership and the
//! behaviour at the edges; the versions around the pinned 4.28.0-pre agree on what is here.
//!
//! Each function's first line is its C prototype. The types say who owns what:
//!
//! | type | meaning |
//! |---|---|
//! | `lean_obj_arg` | the callee owns the word from now on |
//! | `b_lean_obj_arg` | borrowed: the caller keeps its reference |
//! | `u_lean_obj_arg` | owned, and the only reference |
//! | `lean_obj_res` | the caller owns the result |
//! | `b_lean_obj_res` | borrowed from an argument |
//!
//! # The contract of C callers
//!
//! Words are boxed scalars or live objects of the kind that the name of the function says, references are owned or
//! borrowed as the prototype says, pointers to memory cover the given length, strings of C end with a NUL, and an
//! object that another thread may reach was marked first. Objects come from this runtime; a header that allocates small
//! objects inline leaves the size that the allocator wrote in `cs_sz` in place.
//!
//! # What happens at the edges
//!
//! Where upstream ends the process ([`panic::lean_internal_panic`]) so does this; where upstream reports and goes on
//! with a default, so does this. A panic of Rust code passes through C frames only if Rust code was called from there:
//! a closure, a finalizer. Memory that runs out ends the process.
//!
//! # State of the process
//!
//! C programs expect one set of worker threads and two flags for the whole process. They live in [`task`] and
//! [`panic`] and are the only such state: threads that work for a [`crate::Runtime`] use that one's workers.

use crate::obj::{Obj, ObjRef};
use crate::object::Ptr;

/// Defines exported functions, and `NAMES`, the list of them.
macro_rules! exports {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block)*) => {
        /// The names that this file exports.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),*];
        $(
            $(#[$doc])*
            ///
            /// # Safety
            /// The contract of C callers, see [`crate::capi`].
            #[unsafe(no_mangle)]
            #[allow(unused_unsafe, reason = "the body of an exported function may need no unsafe operation")]
            pub unsafe extern "C-unwind" fn $name($($arg: $ty),*) $(-> $ret)? {
                // SAFETY: the contract of C callers: kinds and ownership are what the prototype says.
                unsafe { $body }
            }
        )*
    };
}

pub mod alloc;
pub mod apply;
pub mod array;
pub mod external;
pub mod int;
pub mod nat;
pub mod panic;
pub mod reference;
pub mod scalar_array;
pub mod string;
pub mod task;
#[cfg(test)]
mod tests;
pub mod utf8;

/// What is exported, by group.
pub const TABLE: &[(&str, &[&str])] = &[
    ("memory and counts", alloc::NAMES),
    ("panics", panic::NAMES),
    ("application and thunks", apply::NAMES),
    ("arrays", array::NAMES),
    ("scalar arrays", scalar_array::NAMES),
    ("strings", string::NAMES),
    ("positions in strings", utf8::NAMES),
    ("natural numbers", nat::NAMES),
    ("integers", int::NAMES),
    ("tasks and promises", task::NAMES),
    ("references", reference::NAMES),
    ("externals, names, facts", external::NAMES),
];

/// Takes over an owned word.
///
/// # Safety
/// The word is valid and owned by the caller, who gives it up.
#[inline(always)]
unsafe fn own(o: Ptr) -> Obj {
    // SAFETY: by the caller's word; C code never holds scoped objects.
    unsafe { Obj::from_raw(o) }
}

/// Looks at a borrowed word.
///
/// # Safety
/// The word is valid for `'a`.
#[inline(always)]
unsafe fn borrow<'a>(o: Ptr) -> ObjRef<'a> {
    // SAFETY: by the caller's word.
    unsafe { ObjRef::from_raw(o) }
}
