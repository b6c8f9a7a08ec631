//! What tests share: the corpus of real files, and the runner of the one language that tests are written in.
//!
//! A test is a file under `tests/`. Its first line names the kinds of test that it is, in a comment of its language:
//!
//! ```text
//! -- test: elab ir            (.lean and .lir files)
//! # test: olean-cli           (all other files)
//! ```
//!
//! More header lines `key: value` may follow at once. What the kinds print stands in the file itself, on lines that
//! begin with the comment marker and a bar, below the line that they belong to:
//!
//! ```text
//! #eval bump [1, 2, 3]
//! --| [2, 3, 4]
//! --|ir| def bump (x : obj) : obj := …       (printed by the kind under the label `ir`)
//! ```
//!
//! The runner strips those lines, runs the kinds on what is left, writes their output back in place, and compares the
//! result with the file. `LITHE_BLESS=1` stores it instead. There is no other golden.
//!
//! This crate depends on no other crate of the workspace, so that each of them can use it in its tests. A kind that
//! needs the workspace's crates lives beside the test binary that runs it, one file for each kind.
#![forbid(unsafe_code)]

pub mod corpus;
pub mod file;
pub mod kinds;
pub mod runner;

pub use file::{Output, TestFile};
pub use runner::{Kind, main, main_without};
