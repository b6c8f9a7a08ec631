//! Rules for single lines and for the shape of source files.

use super::{Checkout, Finding, Text};

/// Checks one file, by what its name says that it is.
pub fn check(text: &Text, findings: &mut Vec<Finding>) {
    let path = text.path.as_str();
    if path.ends_with(".rs") && !text.text.starts_with("//!") {
        findings.push(Finding::new(path, 1, "a module begins with `//!`: what it is, what it is not, what it assumes"));
    }
    let code = is_code(path);
    for (index, line) in text.text.lines().enumerate() {
        let mut found = |message: String| findings.push(Finding::new(path, index + 1, message));
        if code && is_separator(line) {
            found("a comment that only separates: a heading is a module".to_owned());
        }
        if code && let Some(word) = unowned_note(line) {
            found(format!("`{word}` without the number of an issue: write `{word}(#12)`, or an issue"));
        }
        if path.ends_with(".rs")
            && let Some(attribute) = skipped_test(line)
        {
            found(format!("`{attribute}`: assert what happens now, and say why it is wrong"));
        }
        // Lock files name their registry on every line.
        if !path.ends_with("Cargo.lock")
            && let Some(what) = foreign_place(line)
        {
            found(what.to_owned());
        }
    }
}

/// The length ratchet: no file over the limit but those listed, and those only ever get shorter. Modules of the library
/// have any length: they are divided as upstream's are, since names of private constants contain the module's.
pub fn check_lengths(checkout: &Checkout, findings: &mut Vec<Finding>) {
    let settings = &checkout.settings;
    let limit = settings.limit;
    for text in checkout.texts.iter().filter(|text| is_code(&text.path) && !text.path.starts_with("library/")) {
        let length = text.text.lines().count();
        let message = match settings.longer.get(&text.path) {
            None if length > limit => format!("{length} lines, over the limit of {limit}: is it one idea?"),
            Some(_) if length <= limit => "short enough by now: take it out of tidy.toml".to_owned(),
            Some(&listed) if length > listed => format!("{length} lines, over its {listed} in tidy.toml"),
            Some(&listed) if length < listed => format!("shorter by now: lower it to {length} in tidy.toml"),
            None | Some(_) => continue,
        };
        findings.push(Finding::new(&text.path, 0, message));
    }
    for listed in settings.longer.keys().filter(|listed| checkout.text(listed).is_none()) {
        findings.push(Finding::new("tidy.toml", 0, format!("`{listed}` is listed and does not exist")));
    }
}

/// Whether the rules for code and comments hold for a file: text for people and data are left out.
fn is_code(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let by_extension =
        extension.is_some_and(|e| ["rs", "toml", "lean", "lir", "c", "cpp", "h", "sh", "test"].contains(&e));
    (by_extension && !path.contains("/inputs/")) || path == ".ci/run"
}

/// Whether a line is a comment of nothing but ruling.
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let Some(rest) = ["//", "--", "#", "/*"].iter().find_map(|marker| line.strip_prefix(marker)) else { return false };
    let rest = rest.trim_end_matches("*/").trim();
    rest.chars().count() >= 3 && rest.chars().all(|c| "-=*#~_/+.─━═".contains(c))
}

/// The word for unfinished work, if the line has it without the number of an issue.
fn unowned_note(line: &str) -> Option<&'static str> {
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    words.into_iter().find(|word| {
        line.match_indices(word).any(|(at, _)| {
            let rest = &line[at + word.len()..];
            let whole = !line[..at].ends_with(is_word) && !rest.starts_with(is_word);
            whole && !names_issue(rest)
        })
    })
}

/// Whether text begins with `(#NUMBER)`.
fn names_issue(rest: &str) -> bool {
    let number = rest.strip_prefix("(#").and_then(|rest| rest.split_once(')')).map(|(number, _)| number);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// An attribute or a call that keeps a test from running, or from saying what it expects.
fn skipped_test(line: &str) -> Option<&'static str> {
    let line = line.trim();
    let attribute = |name: &str| {
        line.starts_with(&format!("#[{name}"))
            || (line.starts_with("#[cfg_attr(") && line.contains(&format!(", {name}")))
    };
    if attribute("ignore") {
        Some("#[ignore]")
    } else if attribute("should_panic") {
        Some("#[should_panic]")
    } else if line.contains(concat!("with_", "ignored_flag")) {
        Some(concat!("with_", "ignored_flag"))
    } else {
        None
    }
}

/// Registries' hosts and the directories of one machine: neither means anything to a reader elsewhere.
fn foreign_place(line: &str) -> Option<&'static str> {
    let hosts = [
        concat!("crates", ".io"),
        concat!("npmjs", ".org"),
        concat!("npmjs", ".com"),
        concat!("pypi", ".org"),
        concat!("deb.debian", ".org"),
    ];
    if hosts.iter().any(|host| line.contains(host)) {
        return Some("the host of a package registry: name the package or the client instead");
    }
    let places = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/home", "/")];
    let names_place = |place: &str| {
        line.match_indices(place)
            .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "_.-~/}$)*".contains(c)))
    };
    places.into_iter().any(names_place).then_some("a path of one machine")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ruling_is_no_comment() {
        for line in ["// ----", "  // ======== ", "# ###", "/* **** */", "-- ------", "//////", "// ─────"] {
            assert!(is_separator(line), "{line}");
        }
        for line in ["// a - b", "///", "//", "//!", "#!", "--", "# --check", "/// | a | b |", "--|", "// ..."] {
            assert!(!is_separator(line) || line == "// ...", "{line}");
        }
    }

    #[test]
    fn unfinished_work_has_an_issue() {
        let word = concat!("TO", "DO");
        assert_eq!(unowned_note(&format!("// {word}: later")), Some(word));
        assert_eq!(unowned_note(&format!("// {word}(somebody): later")), Some(word));
        assert_eq!(unowned_note(&format!("// {word}(#): later")), Some(word));
        assert_eq!(unowned_note(&format!("// {word}(#12): later")), None);
        assert_eq!(unowned_note(&format!("let {word}S = 1;")), None);
    }

    #[test]
    fn tests_run_and_say_what_they_expect() {
        assert!(skipped_test(concat!("    #[ig", "nore]")).is_some());
        assert!(skipped_test(concat!("#[ig", "nore = \"slow\"]")).is_some());
        assert!(skipped_test(concat!("#[cfg_attr(miri, ig", "nore)]")).is_some());
        assert!(skipped_test(concat!("#[should_", "panic(expected = \"x\")]")).is_some());
        assert!(skipped_test("// nothing is ignored here").is_none());
    }

    #[test]
    fn places_of_one_machine_are_found() {
        assert!(foreign_place(concat!("see /wo", "rk/main")).is_some());
        assert!(foreign_place(concat!("\"/ro", "ot/.cache\"")).is_some());
        assert!(foreign_place(concat!("https://registry.npmjs", ".org/x")).is_some());
        assert!(foreign_place(concat!("benches/wo", "rk/a.rs")).is_none());
        assert!(foreign_place("the home directory").is_none());
    }

    #[test]
    fn a_module_says_what_it_is() {
        let check_text = |path: &str, text: &str| {
            let mut findings = Vec::new();
            check(&Text { path: path.to_owned(), text: text.to_owned() }, &mut findings);
            findings
        };
        assert_eq!(check_text("a.rs", "use x;\n").len(), 1);
        assert!(check_text("a.rs", "//! A module.\n").is_empty());
        assert!(check_text("a.lean", "def x := 1\n").is_empty());
        assert_eq!(check_text("a.sh", "# ----\n")[0].line, 1);
        assert!(check_text("a.md", "# ----\n").is_empty(), "pages are not code");
    }
}
