//! Reading, checking, writing and converting `.olean` files.
//!
//! The byte-level half reads files without making a single object of them: [`header`] says what a file is, [`verify`]
//! whether it may be read, [`view`] reads it where it lies, [`words`] recomputes every cached hash, [`module_data`] and
//! [`name`] give the objects types. [`module_file`] finds the parts of a module on disk.

pub mod base;
pub mod compact;
pub mod convert;
pub mod error;
pub mod header;
pub mod module_data;
pub mod module_file;
pub mod name;
pub mod region;
pub mod schema;
pub mod stats;
#[doc(hidden)]
pub mod testing;
pub mod verify;
pub mod view;
mod wide;
pub mod words;
