//! Comparison of universe levels.
