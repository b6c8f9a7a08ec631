//! The atomics of this crate: the standard ones, or loom's when a model is checked (`--cfg loom`).
//!
//! Only `rc` and `heap::inbox` run under loom; everything else uses the standard types through these names.

#[cfg(not(loom))]
pub(crate) use std::sync::atomic::{AtomicI32, AtomicPtr, AtomicU32, Ordering};

#[cfg(loom)]
pub(crate) use loom::sync::atomic::{AtomicI32, AtomicPtr, AtomicU32, Ordering};
