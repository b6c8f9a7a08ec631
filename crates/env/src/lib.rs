//! Environments: compiled modules, what they import, and the constants that they declare.
//!
//! What it is: from files, directories and module names to one [`kernel::environment::Environment`]. [`search`] finds
//! files, [`graph`] what they import and an order for them, [`read`] brings the terms of one file into the kernel's form,
//! [`merge`] those of many files into one set of tables, [`group`] and [`order`] make declarations of constants, and
//! [`load`] does all of it; [`export`] writes an environment for other checkers.
//!
//! What that is not: a judge. What it makes of a file are claims, which the kernel checks. No object is made and no byte
//! believed: files are read by the verified reader, and the cached words in them are not looked at.
//!
//! The second half is environments as the elaborator sees them. [`environment`] is the persistent value, which
//! [`declare`] adds declarations to by way of the kernel; [`base`] and
//! [`mod@import`] are what it rests on; [`extension`], [`scoped`] and [`ext`] what else than constants it keeps, as
//! [`mod@entry`] reads and writes it; [`resolve`] what names mean in it, with [`mod@open`], [`private`] and
//! [`macro_scopes`]; [`scope`], [`options`] and [`attribute`] what holds at a place of a file.
#![forbid(unsafe_code)]

pub mod attribute;
pub mod base;
pub mod check;
pub mod declare;
pub mod entry;
pub mod environment;
pub mod error;
pub mod export;
pub mod ext;
pub mod extension;
pub mod fragment;
pub mod graph;
pub mod group;
pub mod import;
pub mod load;
pub mod macro_scopes;
pub mod merge;
pub mod module_name;
pub mod name;
pub mod name_gen;
pub mod open;
pub mod open_decl;
pub mod options;
pub mod order;
pub mod parallel;
pub mod persistent;
pub mod private;
pub mod read;
pub mod resolve;
pub mod scope;
pub mod scoped;
pub mod search;
pub mod uses;

pub use error::{Error, Nature};
pub use load::{Loaded, Module, Options, load};
