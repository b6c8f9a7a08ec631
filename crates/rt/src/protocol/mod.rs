//! The protocols between threads that use no lock, each on bare atomics and nothing else.
//!
//! They stand apart from the objects that they serve so that a model checker can run the same text: under `--cfg loom`
//! [`loom_models`] compiles these files once more, over loom's atomics, and tries every order of their steps
//! (`RUSTFLAGS="--cfg loom" cargo test -p rt --release --lib loom`). Each file takes its atomics from `super::atomic`.

use std::sync::atomic;

pub(crate) mod count;
pub(crate) mod force;
pub(crate) mod inbox;
#[cfg(all(loom, test))]
mod loom_models;
