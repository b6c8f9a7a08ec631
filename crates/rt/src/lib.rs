//! The object runtime: reference-counted values in the layout of upstream's `lean.h`.
pub mod hash;
pub mod layout;
