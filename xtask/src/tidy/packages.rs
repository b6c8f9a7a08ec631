//! Rules for the packages: `unsafe` only where it is allowed, the workspace's lints everywhere, licences as listed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Checkout, Finding};
use crate::workspace::{self, Package};

/// Checks the crates of the workspace and the licences of the whole tree.
pub fn check(checkout: &Checkout, findings: &mut Vec<Finding>) {
    let members = checkout.metadata.members();
    for package in &members {
        check_unsafe(checkout, package, findings);
        check_lints(checkout, package, findings);
    }
    let names: BTreeSet<String> = members.iter().map(|package| package.crate_name()).collect();
    for (listed, reason) in &checkout.settings.unsafe_crates {
        if !names.contains(listed) {
            findings.push(Finding::new("tidy.toml", 0, format!("crate `{listed}` is listed and does not exist")));
        }
        if reason.trim().is_empty() {
            findings.push(Finding::new("tidy.toml", 0, format!("crate `{listed}` may be unsafe for no given reason")));
        }
    }
    let used = checkout.metadata.packages.iter().map(|package| {
        let name = format!("{} {}", package.name, package.version);
        (name, package.license.clone())
    });
    check_licences(&checkout.settings.licences, used, findings);
}

/// Every root module of a crate forbids `unsafe`, unless the crate is on the list; a crate on the list has some.
fn check_unsafe(checkout: &Checkout, package: &Package, findings: &mut Vec<Finding>) {
    let name = package.crate_name();
    if checkout.settings.unsafe_crates.contains_key(&name) {
        return;
    }
    for target in &package.targets {
        let path = relative(&target.src_path);
        let Some(text) = checkout.text(&path) else { continue };
        if !text.text.lines().any(|line| line.trim() == "#![forbid(unsafe_code)]") {
            let kind = target.kind.join(", ");
            let message = format!("the root of a {kind} outside the crates of tidy.toml forbids `unsafe`");
            findings.push(Finding::new(&path, 1, message));
        }
    }
}

fn check_lints(checkout: &Checkout, package: &Package, findings: &mut Vec<Finding>) {
    let path = relative(&package.dir().join("Cargo.toml"));
    let inherits = checkout.text(&path).is_some_and(|text| text.text.contains("[lints]\nworkspace = true"));
    if !inherits {
        findings.push(Finding::new(&path, 0, "does not take the workspace's lints: `[lints]`, `workspace = true`"));
    }
}

/// The licences in use are exactly the listed ones.
fn check_licences(
    listed: &[String],
    used: impl Iterator<Item = (String, Option<String>)>,
    findings: &mut Vec<Finding>,
) {
    let mut in_use: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (package, licence) in used {
        match licence {
            Some(licence) => in_use.entry(licence).or_default().push(package),
            None => findings.push(Finding::new("Cargo.lock", 0, format!("{package} states no licence"))),
        }
    }
    for (licence, packages) in &in_use {
        if !listed.contains(licence) {
            let packages = packages.join(", ");
            let message = format!("licence `{licence}` ({packages}) is not listed in tidy.toml");
            findings.push(Finding::new("Cargo.lock", 0, message));
        }
    }
    for licence in listed.iter().filter(|licence| !in_use.contains_key(*licence)) {
        findings.push(Finding::new("tidy.toml", 0, format!("licence `{licence}` is listed and nothing has it")));
    }
}

/// A path of the checkout as seen from its root, with `/`.
fn relative(path: &Path) -> String {
    path.strip_prefix(workspace::root()).unwrap_or(path).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_exactly_the_listed_ones() {
        let check = |listed: &[&str], used: &[(&str, Option<&str>)]| {
            let listed: Vec<String> = listed.iter().map(|s| (*s).to_owned()).collect();
            let mut findings = Vec::new();
            let used = used.iter().map(|(name, licence)| ((*name).to_owned(), licence.map(str::to_owned)));
            check_licences(&listed, used, &mut findings);
            findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(check(&["MIT"], &[("a 1.0.0", Some("MIT"))]), "");
        assert!(
            check(&["MIT"], &[("a 1.0.0", Some("MIT")), ("b 2.0.0", Some("GPL-3.0"))]).contains("`GPL-3.0` (b 2.0.0)")
        );
        assert!(check(&["MIT", "Zlib"], &[("a 1.0.0", Some("MIT"))]).contains("`Zlib` is listed and nothing has it"));
        assert!(check(&[], &[("a 1.0.0", None)]).contains("states no licence"));
    }
}
