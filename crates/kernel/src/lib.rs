//! The kernel: decides whether declarations follow the rules of Lean's type theory.
//!
//! What it is: a checker that trusts nothing that it is handed. Terms are read into its own tables ([`terms`]) from an
//! export ([`read`]) or by a caller; what an input declares is an [`environment::Environment`] of claims; [`run`]
//! checks each declaration against those before it and gives a [`verdict::Verdict`] for each: accepted, rejected with
//! the rule and a reason, or declined with the limit that was hit.
//!
//! What it is not: it knows neither source text nor elaboration, and reads no files: readers are given bytes.
#![forbid(unsafe_code)]

pub mod check;
pub mod content;
pub mod environment;
pub mod inductive;
pub mod level;
pub mod limits;
pub mod primitive;
pub mod print;
pub mod quot;
pub mod read;
pub mod run;
pub mod session;
pub mod terms;
pub mod testing;
pub mod verdict;
