//! Chores of the workspace: the corpus, blessing, tidiness.
#![forbid(unsafe_code)]

fn main() {}
