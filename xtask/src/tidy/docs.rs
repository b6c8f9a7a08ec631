//! The pages at the root name only what exists: every path and every Rust item in back-ticks resolves.
//!
//! A path is a word of path characters with a slash in it, or one that ends in `.md` or `.toml`, seen from the root. A
//! Rust item is `crate::…::name` with a crate of the workspace; its last part must be defined somewhere in that crate.
//! Upstream's files are written with a prefix, `lean4:src/…`, and are not looked for. Code blocks are not read.

use super::{Checkout, Finding};
use crate::workspace;

/// Checks every page at the root.
pub fn check(checkout: &Checkout, findings: &mut Vec<Finding>) {
    let root = workspace::root();
    for page in checkout.texts.iter().filter(|text| text.path.ends_with(".md") && !text.path.contains('/')) {
        for (line, span) in code_spans(&page.text) {
            if let Some(path) = as_path(span) {
                if !root.join(path).exists() {
                    findings.push(Finding::new(&page.path, line, format!("`{path}` does not exist")));
                }
            } else if let Some((name, item)) = as_item(span)
                && let Some(sources) = sources_of(checkout, name)
                && !sources.iter().any(|text| defines(text, item))
            {
                findings.push(Finding::new(&page.path, line, format!("`{span}` is not defined in crate `{name}`")));
            }
        }
    }
}

/// What stands between back-ticks, outside code blocks, with its line from 1.
fn code_spans(page: &str) -> Vec<(usize, &str)> {
    let mut spans = Vec::new();
    let mut in_block = false;
    for (index, line) in page.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            spans.extend(line.split('`').skip(1).step_by(2).map(|span| (index + 1, span)));
        }
    }
    spans
}

/// The span as a path from the root, if it is one.
fn as_path(span: &str) -> Option<&str> {
    let plain = span.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    let looks_so = span.contains('/') || span.ends_with(".md") || span.ends_with(".toml");
    (plain && looks_so && !span.starts_with('/')).then(|| span.trim_end_matches('/'))
}

/// The span as (crate, last part) of a Rust path, if it is one.
fn as_item(span: &str) -> Option<(&str, &str)> {
    let span = span.trim_end_matches("()");
    let plain = span.chars().all(|c| c.is_ascii_alphanumeric() || "_:".contains(c));
    let (name, rest) = span.split_once("::")?;
    let item = rest.rsplit("::").next()?;
    (plain && !item.is_empty()).then_some((name, item))
}

/// The sources of the crate that Rust code calls `name`; `None` if it is no crate of the workspace.
fn sources_of<'a>(checkout: &'a Checkout, name: &str) -> Option<Vec<&'a str>> {
    let members = checkout.metadata.members();
    let package = members.iter().find(|package| package.crate_name().replace('-', "_") == name)?;
    let dir = package.dir().strip_prefix(workspace::root()).ok()?.to_string_lossy().into_owned() + "/";
    let rust = checkout.texts.iter().filter(|text| text.path.starts_with(&dir) && text.path.ends_with(".rs"));
    Some(rust.map(|text| text.text.as_str()).collect())
}

/// Whether a source file defines `item`: as an item, or, with a capital, as a variant.
fn defines(text: &str, item: &str) -> bool {
    let variant = item.starts_with(|c: char| c.is_ascii_uppercase());
    let keywords = ["fn", "struct", "enum", "union", "trait", "type", "const", "static", "mod", "macro_rules!"];
    text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
        let words: Vec<&str> = line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '!')).collect();
        words.windows(2).any(|pair| keywords.contains(&pair[0]) && pair[1] == item)
            || (variant && line.trim().trim_end_matches([',', '{', ' ']).split(['(', ' ']).next() == Some(item))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_found_outside_code_blocks() {
        let page = "see `a/b` and `c`\n```sh\nrun `x/y`\n```\n`d/e`\n";
        assert_eq!(code_spans(page), [(1, "a/b"), (1, "c"), (5, "d/e")]);
    }

    #[test]
    fn paths_are_told_from_other_words() {
        assert_eq!(as_path("crates/rt/"), Some("crates/rt"));
        assert_eq!(as_path("STYLE.md"), Some("STYLE.md"));
        for other in
            ["lean4:src/runtime/object.cpp", "rt::layout", "lean.h", "$HOME/.cache", "/dev/null", "cargo xtask tidy"]
        {
            assert_eq!(as_path(other), None, "{other}");
        }
    }

    #[test]
    fn items_resolve_by_their_definition() {
        assert_eq!(as_item("rt::layout::c_header()"), Some(("rt", "c_header")));
        assert_eq!(as_item("Lean.Expr"), None);
        let text = "//! fn gone\npub fn here(x: u8) {}\nmacro_rules! bug {\n}\nenum E {\n    Leaf,\n    Node(u8),\n}\n";
        for item in ["here", "bug", "E", "Leaf", "Node"] {
            assert!(defines(text, item), "{item}");
        }
        for item in ["gone", "x", "Branch"] {
            assert!(!defines(text, item), "{item}");
        }
    }
}
