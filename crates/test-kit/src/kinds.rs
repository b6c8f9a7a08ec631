//! Kinds of test that need nothing of the workspace but a built program.

mod cli;

pub use cli::Cli;
