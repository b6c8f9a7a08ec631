//! Workloads for the kernel and for the checkers that it is measured with.

pub mod ladders;
pub mod process;
pub mod replicate;
