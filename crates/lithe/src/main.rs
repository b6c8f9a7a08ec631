//! The `lithe` command.
#![forbid(unsafe_code)]

fn main() {}
