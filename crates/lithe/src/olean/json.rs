//! Lines of JSON.

use super::failure::{Failure, path_text};
use serde_json::{Value, json};
use std::path::Path;

/// One object as one line.
pub fn line(value: &Value) -> String {
    format!("{value}\n")
}

/// The line of a failure that belongs to the input `path`.
pub fn failure_line(path: &Path, failure: &Failure) -> String {
    line(&json!({ "path": path_text(path), "error": failure.json() }))
}

/// An address or offset that does not fit every reader's numbers.
pub fn hex(n: u64) -> Value {
    Value::from(format!("{n:#x}"))
}
