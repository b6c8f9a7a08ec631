//! Workloads measured side by side with their peers.
#![forbid(unsafe_code)]

pub mod kernel;
