//! What tests share: the corpus of real files, and the runner of the one language that tests are written in.
//!
//! This crate depends on no other crate of the workspace, so that each of them can use it in its tests.
#![forbid(unsafe_code)]

pub mod corpus;
