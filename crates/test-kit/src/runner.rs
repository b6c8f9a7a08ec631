//! Finds the test files of a directory, runs each through its kinds, and reports through libtest-mimic, so that the
//! binary takes the arguments of `cargo test` and nextest.
//!
//! What counts as a test: every file below the directory but `*.md`, hidden files, and everything in directories
//! named `inputs`. A file that should be a test and has no valid header is a failing test, never a skipped one.
//!
//! The list `expected-fail.txt` in that directory names tests that fail for now, each with its reason. It is exact: a
//! listed test that passes fails, and so does a list that names no test. Blessing leaves listed tests alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::file::{Output, TestFile};

/// One kind of test: how a file of that kind turns into output.
pub trait Kind: Send + Sync {
    /// The name that headers use.
    fn name(&self) -> &str;

    /// The header keys that this kind reads. A key that none of a file's kinds reads is an error.
    fn keys(&self) -> &[&str] {
        &[]
    }

    /// Runs the file. An `Err` is a failure that blessing cannot turn into an expectation, such as a time-out.
    fn run(&self, file: &TestFile) -> Result<Output, String>;
}

/// The name of the list of expected failures.
const EXPECTED_FAIL: &str = "expected-fail.txt";

/// The test binary's `main`: runs the files below `root`, with the arguments of the command line.
pub fn main(root: &Path, kinds: Vec<Box<dyn Kind>>) -> ExitCode {
    main_without(root, &[], kinds)
}

/// As [`main`], but the files in the directories `apart`, named relative to `root`, belong to another test binary.
pub fn main_without(root: &Path, apart: &[&str], kinds: Vec<Box<dyn Kind>>) -> ExitCode {
    let arguments = Arguments::from_args();
    let bless = std::env::var_os("LITHE_BLESS").is_some_and(|v| v == "1");
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let trials = trials(&root, apart, Arc::new(Kinds(kinds)), bless);
    libtest_mimic::run(&arguments, trials).exit_code()
}

struct Kinds(Vec<Box<dyn Kind>>);

/// One trial for each file, and one for the list of expected failures if there is such a list.
fn trials(root: &Path, apart: &[&str], kinds: Arc<Kinds>, bless: bool) -> Vec<Trial> {
    let files = match test_files(root, apart) {
        Ok(files) => files,
        Err(message) => return vec![failing("files", message)],
    };
    let names: Vec<String> = files.iter().map(|path| name_of(root, path)).collect();

    let mut trials = Vec::with_capacity(files.len() + 1);
    let mut expected_fail = BTreeMap::new();
    match fs::read_to_string(root.join(EXPECTED_FAIL)) {
        Ok(text) => {
            let list = parse_expected_fail(&text, &names);
            expected_fail = list.entries;
            let errors = list.errors;
            trials.push(Trial::test(EXPECTED_FAIL, move || {
                if errors.is_empty() { Ok(()) } else { Err(Failed::from(errors.join("\n"))) }
            }));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => trials.push(failing(EXPECTED_FAIL, error.to_string())),
    }
    for (path, name) in files.into_iter().zip(names) {
        let kinds = Arc::clone(&kinds);
        let expected = expected_fail.get(&name).cloned();
        trials.push(Trial::test(name, move || check(&path, &kinds, expected.as_deref(), bless).map_err(Failed::from)));
    }
    trials
}

fn failing(name: &str, message: String) -> Trial {
    Trial::test(name, move || Err(Failed::from(message)))
}

/// Runs one file against its list entry, if it has one.
fn check(path: &Path, kinds: &Kinds, expected_fail: Option<&str>, bless: bool) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let bless = bless && expected_fail.is_none();
    let verdict = match run(path, &text, kinds) {
        Err(Trouble::NotATest(message)) => return Err(message),
        Err(Trouble::Failed(message)) => Err(message),
        Ok(rendered) if rendered == text => Ok(()),
        Ok(rendered) if bless => {
            replace(path, &rendered).map_err(|e| format!("{}: cannot bless: {e}", path.display()))?;
            eprintln!("blessed {}", path.display());
            Ok(())
        }
        Ok(rendered) => Err(mismatch(path, &text, &rendered)),
    };
    match (verdict, expected_fail) {
        (verdict, None) => verdict,
        (Err(_), Some(_)) => Ok(()),
        (Ok(()), Some(reason)) => {
            Err(format!("passes, though {EXPECTED_FAIL} lists it ({reason}): take it off the list"))
        }
    }
}

enum Trouble {
    /// The file cannot be a test: never an expected failure.
    NotATest(String),
    /// The test ran and failed without output to compare.
    Failed(String),
}

/// What the file should say.
fn run(path: &Path, text: &str, kinds: &Kinds) -> Result<String, Trouble> {
    let not_a_test = |line: usize, reason: String| Trouble::NotATest(format!("{}:{line}: {reason}", path.display()));
    let file = TestFile::parse(path, text).map_err(|bad| not_a_test(bad.line, bad.reason))?;
    let mut chosen: Vec<&dyn Kind> = Vec::new();
    for name in &file.kinds {
        let Some(kind) = kinds.0.iter().find(|kind| kind.name() == name) else {
            let known: Vec<&str> = kinds.0.iter().map(|kind| kind.name()).collect();
            let reason = format!("no kind of test is called `{name}`; there are: {}", known.join(", "));
            return Err(not_a_test(1, reason));
        };
        chosen.push(&**kind);
    }
    for (line, key, _) in &file.header {
        if !chosen.iter().any(|kind| kind.keys().contains(&key.as_str())) {
            return Err(not_a_test(*line, format!("header key `{key}` means nothing to {}", file.kinds.join(", "))));
        }
    }
    let outputs: Result<Vec<Output>, String> =
        chosen.iter().map(|kind| kind.run(&file).map_err(|e| format!("{}: {e}", kind.name()))).collect();
    let failed = |message: String| Trouble::Failed(format!("{}: {message}", path.display()));
    file.render(&outputs.map_err(failed)?).map_err(failed)
}

fn mismatch(path: &Path, text: &str, rendered: &str) -> String {
    let diff = similar::TextDiff::from_lines(text, rendered);
    let diff = diff.unified_diff().context_radius(3).header("expected (the file)", "actual").to_string();
    format!("{}: the output is not what the file says (LITHE_BLESS=1 stores it)\n\n{diff}", path.display())
}

/// Writes `text` to a temporary file beside `path`, then renames it over `path`, so that no reader sees half a file.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new().prefix(".bless-").tempfile_in(dir)?;
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().set_permissions(fs::metadata(path)?.permissions())?;
    temporary.persist(path)?;
    Ok(())
}

/// The test files below `root` but outside `apart`; that there are none is an error.
fn test_files(root: &Path, apart: &[&str]) -> Result<Vec<PathBuf>, String> {
    let files = find(root, apart).map_err(|error| format!("{}: {error}", root.display()))?;
    if files.is_empty() { Err(format!("{}: no test files", root.display())) } else { Ok(files) }
}

/// The test files below `root`, sorted.
fn find(root: &Path, apart: &[&str]) -> io::Result<Vec<PathBuf>> {
    let apart: Vec<PathBuf> = apart.iter().map(|dir| root.join(dir)).collect();
    let mut found = Vec::new();
    let mut pending = vec![root.to_owned()];
    while let Some(dir) = pending.pop() {
        for entry in fs::read_dir(&dir)? {
            let entry = entry?;
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            if entry.file_type()?.is_dir() {
                if name != "inputs" && !apart.contains(&path) {
                    pending.push(path);
                }
            } else if !name.ends_with(".md") && path != root.join(EXPECTED_FAIL) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A test's name: its path below the root, with `/` between the parts.
fn name_of(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

struct ExpectedFail {
    entries: BTreeMap<String, String>,
    errors: Vec<String>,
}

/// Reads lines `NAME # REASON`; blank lines and lines that begin with `#` are for the reader.
fn parse_expected_fail(text: &str, names: &[String]) -> ExpectedFail {
    let mut list = ExpectedFail { entries: BTreeMap::new(), errors: Vec::new() };
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let at = format!("{EXPECTED_FAIL}:{}", index + 1);
        let Some((name, reason)) = line.split_once(" # ").map(|(name, reason)| (name.trim(), reason.trim())) else {
            list.errors.push(format!("{at}: a line is `NAME # REASON`"));
            continue;
        };
        if reason.is_empty() {
            list.errors.push(format!("{at}: no reason is given"));
        }
        if !names.iter().any(|known| known == name) {
            list.errors.push(format!("{at}: there is no test `{name}`"));
        }
        if list.entries.insert(name.to_owned(), reason.to_owned()).is_some() {
            list.errors.push(format!("{at}: `{name}` is listed twice"));
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints each body line in upper case; fails on the word `crash`.
    struct Shout;

    impl Kind for Shout {
        fn name(&self) -> &str {
            "shout"
        }
        fn keys(&self) -> &[&str] {
            &["volume"]
        }
        fn run(&self, file: &TestFile) -> Result<Output, String> {
            let mut output = Output::new();
            for (line, text) in file.body() {
                if text == "crash" {
                    return Err("it crashed".to_owned());
                }
                output.at(line, text.to_uppercase());
            }
            Ok(output)
        }
    }

    struct Bench {
        dir: tempfile::TempDir,
        kinds: Kinds,
    }

    impl Bench {
        fn new() -> Bench {
            Bench { dir: tempfile::tempdir().unwrap(), kinds: Kinds(vec![Box::new(Shout)]) }
        }
        fn write(&self, name: &str, text: &str) -> PathBuf {
            let path = self.dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            path
        }
        fn check(&self, text: &str, expected_fail: Option<&str>, bless: bool) -> (Result<(), String>, String) {
            let path = self.write("a.test", text);
            let verdict = check(&path, &self.kinds, expected_fail, bless);
            (verdict, fs::read_to_string(path).unwrap())
        }
    }

    const RIGHT: &str = "# test: shout\nhello\n#| HELLO\n";
    const WRONG: &str = "# test: shout\nhello\n#| HALLO\n";

    #[test]
    fn a_file_that_says_what_is_printed_passes() {
        assert_eq!(Bench::new().check(RIGHT, None, false).0, Ok(()));
    }

    #[test]
    fn a_mismatch_fails_and_shows_the_difference() {
        let (verdict, after) = Bench::new().check(WRONG, None, false);
        let message = verdict.unwrap_err();
        assert!(message.contains("-#| HALLO") && message.contains("+#| HELLO"), "{message}");
        assert_eq!(after, WRONG, "a plain run changes nothing");
    }

    #[test]
    fn missing_and_superfluous_expectations_fail() {
        assert!(Bench::new().check("# test: shout\nhello\n", None, false).0.is_err());
        assert!(Bench::new().check("# test: shout\nhello\n#| HELLO\n#| AGAIN\n", None, false).0.is_err());
    }

    #[test]
    fn blessing_stores_the_output_once_and_for_all() {
        let bench = Bench::new();
        let (verdict, after) = bench.check(WRONG, None, true);
        assert_eq!((verdict, after.as_str()), (Ok(()), RIGHT));
        assert_eq!(bench.check(&after, None, false).0, Ok(()));
        let left: Vec<_> = fs::read_dir(bench.dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, ["a.test"], "no temporary file is left behind");
    }

    #[test]
    fn blessing_keeps_the_permissions() {
        use std::os::unix::fs::PermissionsExt as _;
        let bench = Bench::new();
        let path = bench.write("a.test", WRONG);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        check(&path, &bench.kinds, None, true).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644);
    }

    #[test]
    fn a_kind_that_cannot_finish_fails_even_when_blessing() {
        let (verdict, after) = Bench::new().check("# test: shout\ncrash\n", None, true);
        assert!(verdict.unwrap_err().contains("it crashed"));
        assert_eq!(after, "# test: shout\ncrash\n");
    }

    #[test]
    fn expected_failures_are_exact() {
        let bench = Bench::new();
        assert_eq!(bench.check(WRONG, Some("later"), false).0, Ok(()));
        assert_eq!(bench.check("# test: shout\ncrash\n", Some("later"), false).0, Ok(()));
        let unexpected = bench.check(RIGHT, Some("later"), false).0.unwrap_err();
        assert!(unexpected.contains("take it off the list"), "{unexpected}");
        let (verdict, after) = bench.check(WRONG, Some("later"), true);
        assert_eq!((verdict, after.as_str()), (Ok(()), WRONG), "blessing leaves a listed test alone");
    }

    #[test]
    fn a_bad_header_fails_whatever_the_list_says() {
        let bench = Bench::new();
        for (text, reason) in [
            ("no header\n", "begins with"),
            ("# test: whisper\n", "no kind of test is called `whisper`"),
            ("# test: shout\n# color: red\n", "header key `color` means nothing"),
        ] {
            let message = bench.check(text, None, false).0.unwrap_err();
            assert!(message.contains(reason), "{message}");
            assert!(bench.check(text, Some("later"), false).0.is_err());
            assert!(bench.check(text, None, true).0.is_err());
        }
        assert_eq!(bench.check("# test: shout\n# volume: 11\nhi\n#| HI\n", None, false).0, Ok(()));
    }

    #[test]
    fn every_file_is_a_test_but_inputs_pages_and_hidden_files() {
        let bench = Bench::new();
        for name in ["b/x.test", "a.lean", "README.md", ".hidden", "b/inputs/y.olean", "data.bin", EXPECTED_FAIL] {
            bench.write(name, "");
        }
        let root = bench.dir.path();
        let names: Vec<_> = find(root, &[]).unwrap().iter().map(|p| name_of(root, p)).collect();
        assert_eq!(names, ["a.lean", "b/x.test", "data.bin"]);
        let without: Vec<_> = find(root, &["b"]).unwrap().iter().map(|p| name_of(root, p)).collect();
        assert_eq!(without, ["a.lean", "data.bin"]);
    }

    #[test]
    fn the_list_of_expected_failures_is_checked() {
        let names = ["a.test".to_owned(), "b.test".to_owned()];
        let list = parse_expected_fail("# why\n\na.test # not yet\n", &names);
        assert_eq!(list.entries.get("a.test").map(String::as_str), Some("not yet"));
        assert!(list.errors.is_empty());
        let errors = |text: &str| parse_expected_fail(text, &names).errors.join("\n");
        assert!(errors("gone.test # not yet\n").contains("no test `gone.test`"));
        assert!(errors("a.test\n").contains("NAME # REASON"));
        assert!(errors("a.test # x\na.test # y\n").contains("listed twice"));
    }

    #[test]
    fn an_empty_or_missing_directory_is_a_failure() {
        let bench = Bench::new();
        assert!(test_files(bench.dir.path(), &[]).unwrap_err().contains("no test files"));
        assert!(test_files(&bench.dir.path().join("gone"), &[]).unwrap_err().contains("gone"));
        let trials = trials(bench.dir.path(), &[], Arc::new(Kinds(Vec::new())), false);
        assert_eq!(trials.iter().map(Trial::name).collect::<Vec<_>>(), ["files"]);
    }
}
