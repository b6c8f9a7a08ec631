//! Environments: compiled modules, what they import, and the constants that they declare.
//!
//! What it is: from files, directories and module names to one [`kernel::environment::Environment`]. [`search`] finds
//! files, [`graph`] what they import and an order for them, [`read`] brings the terms of one file into the kernel's form,
//! [`merge`] those of many files into one set of tables, [`group`] and [`order`] make declarations of constants, and
//! [`load`] does all of it; [`export`] writes an environment for other checkers.
//!
//! What it is not: a judge. What it makes of a file are claims, which the kernel checks. No object is made and no byte
//! believed: files are read by the verified reader, and the cached words in them are not looked at.
#![forbid(unsafe_code)]

pub mod check;
pub mod error;
pub mod export;
pub mod fragment;
pub mod graph;
pub mod group;
pub mod load;
pub mod merge;
pub mod module_name;
pub mod name;
pub mod order;
pub mod parallel;
pub mod read;
pub mod search;
pub mod uses;

pub use error::{Error, Nature};
pub use load::{Loaded, Module, Options, load};
