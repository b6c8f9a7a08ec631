//! The object runtime: reference-counted values in the layout of upstream's `lean.h`.
//!
//! What it is: objects of every kind, counting, allocation, application, threads. [`Obj`] and [`ObjRef`] are the safe
//! face; [`raw`], [`object`], [`rc`], [`heap`] and [`closure`] are the `unsafe` layer that machines and generated code use;
//! [`layout`] is the one place where the layout is written down.
//! What it is not: it does not know what an `Expr` is, and it reads no files.
//! What it assumes: a 64-bit little-endian machine with an operating system that maps memory.

mod array;
pub mod bignum;
mod bug;
pub mod capi;
mod cell;
pub mod closure;
mod ctor;
mod external;
mod free;
pub mod hash;
pub mod heap;
pub mod layout;
mod mark;
mod number;
mod obj;
pub mod object;
mod protocol;
pub mod raw;
pub mod rc;
mod runtime;
mod scope;
mod shared;
mod string;
mod sync;
pub mod task;
mod thunk;

pub use array::{Array, ScalarArray};
pub use cell::Ref;
pub use closure::Closure;
pub use ctor::Reuse;
pub use external::{Class, External};
pub use heap::Counters;
pub use obj::{ListIter, Obj, ObjRef};
pub use object::{Kind, Ptr};
pub use runtime::{Config, Runtime};
pub use scope::{Field, Scope};
pub use shared::Shared;
pub use string::Str;
pub use task::{Priority, Promise, Task, TaskState};
pub use thunk::Thunk;
