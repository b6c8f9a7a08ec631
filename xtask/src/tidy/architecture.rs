//! ARCHITECTURE.md against what cargo says: the crate table with its dependency column, a section for each crate, and
//! the table of libraries with their reasons.

use std::collections::BTreeSet;

use super::{Checkout, Finding, table};

const PAGE: &str = "ARCHITECTURE.md";
/// A map that is longer is no map.
const MOST_LINES: usize = 300;

/// What cargo says of one crate.
struct Crate {
    name: String,
    depends_on: Vec<String>,
}

/// Checks the page.
pub fn check(checkout: &Checkout, findings: &mut Vec<Finding>) {
    let Some(page) = checkout.text(PAGE) else {
        findings.push(Finding::new(PAGE, 0, "is missing"));
        return;
    };
    let members = checkout.metadata.members();
    let crates: Vec<Crate> = members
        .iter()
        .map(|package| Crate { name: package.crate_name(), depends_on: package.internal_dependencies() })
        .collect();
    let external: BTreeSet<String> = members
        .iter()
        .flat_map(|package| package.dependencies.iter())
        .filter(|dependency| dependency.path.is_none())
        .map(|dependency| dependency.name.clone())
        .collect();
    check_crate_table(&page.text, &crates, findings);
    check_sections(&page.text, &crates, findings);
    check_libraries(&page.text, &external, findings);
    let lines = page.text.lines().count();
    if lines > MOST_LINES {
        findings.push(Finding::new(PAGE, 0, format!("{lines} lines, over {MOST_LINES}: a map has to fit a reader")));
    }
}

fn check_crate_table(page: &str, crates: &[Crate], findings: &mut Vec<Finding>) {
    let Some(rows) = table::find(page, "crates") else {
        findings.push(Finding::new(PAGE, 0, "has no table marked `<!-- tidy: crates -->`"));
        return;
    };
    for (line, row) in &rows {
        let (name, written) = (row.first().map_or("", String::as_str), row.get(1).map_or("", String::as_str));
        let Some(known) = crates.iter().find(|known| known.name == name) else {
            findings.push(Finding::new(PAGE, *line, format!("there is no crate `{name}`")));
            continue;
        };
        let mut written: Vec<&str> = written.split(',').map(str::trim).filter(|s| !s.is_empty() && *s != "–").collect();
        written.sort_unstable();
        if written != known.depends_on {
            let truth = if known.depends_on.is_empty() { "–".to_owned() } else { known.depends_on.join(", ") };
            findings.push(Finding::new(PAGE, *line, format!("`{name}` depends on {truth}")));
        }
    }
    for known in crates {
        let count = rows.iter().filter(|(_, row)| row.first() == Some(&known.name)).count();
        if count != 1 {
            findings.push(Finding::new(PAGE, 0, format!("crate `{}` has {count} rows in the crate table", known.name)));
        }
    }
}

/// Each crate has a section `### name` with the three paragraphs that a reader looks for.
fn check_sections(page: &str, crates: &[Crate], findings: &mut Vec<Finding>) {
    for known in crates {
        let heading = format!("### {}", known.name);
        let mut lines = page.lines().enumerate().skip_while(|(_, line)| *line != heading);
        let Some((index, _)) = lines.next() else {
            findings.push(Finding::new(PAGE, 0, format!("crate `{}` has no section `{heading}`", known.name)));
            continue;
        };
        let section: Vec<&str> = lines.map(|(_, line)| line).take_while(|line| !line.starts_with('#')).collect();
        for part in ["**Owns**", "**Never knows**", "**Invariants**"] {
            if !section.iter().any(|line| line.starts_with(part)) {
                let message = format!("the section of `{}` has no paragraph that begins with {part}", known.name);
                findings.push(Finding::new(PAGE, index + 1, message));
            }
        }
    }
}

/// Every library that a crate names in its manifest has a row with a reason, and every row a library.
fn check_libraries(page: &str, external: &BTreeSet<String>, findings: &mut Vec<Finding>) {
    let Some(rows) = table::find(page, "dependencies") else {
        findings.push(Finding::new(PAGE, 0, "has no table marked `<!-- tidy: dependencies -->`"));
        return;
    };
    let mut seen = BTreeSet::new();
    for (line, row) in &rows {
        let name = row.first().map_or("", String::as_str);
        if !external.contains(name) {
            findings.push(Finding::new(PAGE, *line, format!("no crate depends on `{name}`: the row is stale")));
        }
        if row.get(1).is_none_or(|reason| reason.is_empty()) {
            findings.push(Finding::new(PAGE, *line, format!("`{name}` is used for no given reason")));
        }
        if !seen.insert(name) {
            findings.push(Finding::new(PAGE, *line, format!("`{name}` has two rows")));
        }
    }
    for name in external.iter().filter(|name| !seen.contains(name.as_str())) {
        findings.push(Finding::new(PAGE, 0, format!("library `{name}` has no row with a reason")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crates() -> Vec<Crate> {
        let made = |name: &str, depends_on: &[&str]| Crate {
            name: name.to_owned(),
            depends_on: depends_on.iter().map(|s| (*s).to_owned()).collect(),
        };
        vec![made("olean", &["rt", "term"]), made("rt", &[])]
    }

    fn messages(check: impl Fn(&mut Vec<Finding>)) -> String {
        let mut findings = Vec::new();
        check(&mut findings);
        findings.into_iter().map(|finding| finding.to_string()).collect::<Vec<_>>().join("\n")
    }

    const TABLE: &str =
        "<!-- tidy: crates -->\n| crate | depends on |\n|---|---|\n| `olean` | `term`, `rt` |\n| `rt` | – |\n";

    #[test]
    fn the_crate_table_is_the_truth() {
        let check = |page: &str| messages(|findings| check_crate_table(page, &crates(), findings));
        assert_eq!(check(TABLE), "");
        assert!(check(&TABLE.replace(", `rt`", "")).contains("`olean` depends on rt, term"));
        assert!(check(&TABLE.replace("| `rt` | – |\n", "")).contains("`rt` has 0 rows"));
        assert!(check(&format!("{TABLE}| `vm` | – |\n")).contains("no crate `vm`"));
        assert!(check(&TABLE.replace("tidy", "x")).contains("has no table"));
    }

    #[test]
    fn every_crate_has_its_section() {
        let check = |page: &str| messages(|findings| check_sections(page, &crates(), findings));
        let section = |name: &str| format!("### {name}\n\n**Owns** a.\n\n**Never knows** b.\n\n**Invariants** c.\n\n");
        assert_eq!(check(&format!("{}{}", section("rt"), section("olean"))), "");
        assert!(check(&section("rt")).contains("`olean` has no section"));
        let without = section("rt").replace("**Never knows** b.", "");
        assert!(check(&format!("{without}{}", section("olean"))).contains("`rt` has no paragraph"));
    }

    #[test]
    fn every_library_has_its_reason() {
        let external: BTreeSet<String> = ["clap", "tar"].map(str::to_owned).into();
        let check = |page: &str| messages(|findings| check_libraries(page, &external, findings));
        let page = "<!-- tidy: dependencies -->\n| library | reason |\n|---|---|\n| `clap` | arguments |\n| `tar` | archives |\n";
        assert_eq!(check(page), "");
        assert!(check(&page.replace("| `tar` | archives |\n", "")).contains("`tar` has no row"));
        assert!(check(&page.replace("archives", "")).contains("no given reason"));
        assert!(check(&format!("{page}| `toml` | x |\n")).contains("stale"));
    }
}
