//! What benches compare with, as safe types: blocks from other allocators, and C++ programs.
//!
//! What it is: the one place where a bench touches C. What it is not: part of Lithe; only benches depend on it.
//! What it assumes: [`alloc`] nothing; [`list_map`] that a C++ compiler was there when the crate was built.

pub mod alloc;
pub mod list_map;
