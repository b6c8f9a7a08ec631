//! How much a check may use.
//!
//! Steps, memory, depth and number size are counted, so they are hit at the same place in every run; time is not.

use std::time::Duration;

/// What one check may use. Hitting any of these is a decline, never a rejection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes that one thread's values and caches may take.
    pub memory: usize,
    /// Steps of evaluation and comparison for one declaration.
    pub steps: u64,
    /// Time for one declaration.
    pub time: Option<Duration>,
    /// Bytes of stack that a thread has.
    pub stack: usize,
    /// Bits that a computed number may have.
    pub number_bits: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { memory: 8 << 30, steps: u64::MAX, time: None, stack: 1 << 30, number_bits: 128 << 23 }
    }
}
