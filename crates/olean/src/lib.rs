//! Reading, checking, writing and converting `.olean` files.

pub mod base;
pub mod error;
pub mod header;
pub mod stats;
pub mod verify;
pub mod view;
