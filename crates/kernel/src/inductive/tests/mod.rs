//! What follows from groups, and what is said of those that are wrong.

mod locals;
