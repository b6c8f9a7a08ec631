//! The test runner: one language of test files, one small file for each kind of test.
#![forbid(unsafe_code)]
