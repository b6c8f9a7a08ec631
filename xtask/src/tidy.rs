//! `cargo xtask tidy`: the rules of the project that a program can check.
//!
//! What it is: one list of checks, each a function from what it reads to findings. What it is not: a formatter; it
//! changes nothing. The same list runs as a test of this crate, so a run of all tests is a run of tidy.
//!
//! The rules are in STYLE.md; their settings (the length limit, the crates with `unsafe`, the licences) in `tidy.toml`.

mod architecture;
mod docs;
mod generated;
mod packages;
mod source;
mod table;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use serde::Deserialize;

use crate::outcome::{Failure, Outcome};
use crate::workspace::{self, Metadata};

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    path: String,
    /// From 1; 0 for the file as a whole.
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// The settings in `tidy.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// The longest that a source file may be, in lines.
    limit: usize,
    /// Files that are longer, with their lengths.
    longer: BTreeMap<String, usize>,
    /// Crates that may contain `unsafe`, with the reason.
    #[serde(rename = "unsafe")]
    unsafe_crates: BTreeMap<String, String>,
    /// The licence expressions of the dependency tree.
    licences: Vec<String>,
}

/// A text file of the checkout.
struct Text {
    path: String,
    text: String,
}

/// Everything that the checks read.
struct Checkout {
    settings: Settings,
    metadata: Metadata,
    /// Files that are UTF-8.
    texts: Vec<Text>,
}

impl Checkout {
    fn read() -> Result<Checkout, Failure> {
        let root = workspace::root();
        let path = root.join("tidy.toml");
        let settings = fs::read_to_string(&path).map_err(|e| Failure::io("read", &path, &e))?;
        let settings = toml::from_str(&settings).map_err(|e| Failure::Trouble(format!("tidy.toml: {e}")))?;
        let mut texts = Vec::new();
        for file in workspace::files()? {
            let full = root.join(&file);
            let bytes = fs::read(&full).map_err(|e| Failure::io("read", &full, &e))?;
            if let Ok(text) = String::from_utf8(bytes) {
                texts.push(Text { path: file, text });
            }
        }
        Ok(Checkout { settings, metadata: workspace::metadata()?, texts })
    }

    fn text(&self, path: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.path == path)
    }
}

/// Runs every check and prints what they found.
pub fn run() -> Outcome {
    let findings = findings()?;
    if findings.is_empty() {
        println!("tidy");
        return Ok(());
    }
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    Err(Failure::Negative(format!("{}\n{} findings", lines.join("\n"), lines.len())))
}

fn findings() -> Result<Vec<Finding>, Failure> {
    let checkout = Checkout::read()?;
    let mut findings = Vec::new();
    for text in &checkout.texts {
        source::check(text, &mut findings);
    }
    source::check_lengths(&checkout, &mut findings);
    packages::check(&checkout, &mut findings);
    architecture::check(&checkout, &mut findings);
    docs::check(&checkout, &mut findings);
    generated::check(&checkout, &mut findings)?;
    findings.sort();
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_tidy() {
        let findings = findings().unwrap_or_else(|failure| panic!("{failure}"));
        let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
        assert!(lines.is_empty(), "\n{}", lines.join("\n"));
    }
}
