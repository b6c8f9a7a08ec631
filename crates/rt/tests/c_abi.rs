//! The C ABI from C: a program in the style of generated code, compiled with `cc`, linked with this crate as a static
//! library, and run. And the library's symbols against the table of what is exported.
//!
//! Left out under the sanitizers, whose run time a C linker does not know; `capi::tests` call the same functions there.
#![cfg(not(any(lithe_system_alloc, lithe_tsan, loom)))]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

fn crate_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a command and gives its standard output; on failure panics with what it said.
fn run(command: &mut Command) -> String {
    let out = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let (stdout, stderr) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success(), "{command:?}: {}\n{stdout}\n{stderr}", out.status);
    stdout.into_owned()
}

/// This crate as a static library, and the system libraries that it needs.
fn library() -> &'static (PathBuf, Vec<String>) {
    static LIBRARY: OnceLock<(PathBuf, Vec<String>)> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        // A directory of its own: the one of this build is locked by whoever runs the tests.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("staticlib");
        let out = Command::new(env!("CARGO"))
            .args(["rustc", "--lib", "--crate-type", "staticlib", "--message-format", "short"])
            .args(if cfg!(debug_assertions) { &[][..] } else { &["--release"][..] })
            .arg("--manifest-path")
            .arg(crate_root().join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&target)
            .args(["--", "--print", "native-static-libs"])
            .env_remove("CARGO_BUILD_TARGET")
            .output()
            .expect("cargo");
        let notes = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "building the static library: {notes}");
        let libs = notes.lines().find_map(|l| l.split_once("native-static-libs: ")).map_or("", |(_, libs)| libs);
        let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
        let libs = libs.split_whitespace().map(str::to_owned).collect();
        (target.join(profile).join("librt.a"), libs)
    })
}

/// The C program, compiled and linked.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let (library, libs) = library();
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c_abi_program");
        // Tests may be processes that run side by side: each links a file of its own, and the last rename wins.
        let own = path.with_extension(std::process::id().to_string());
        let mut cc = Command::new("cc");
        cc.args(["-std=gnu11", "-O1", "-g", "-Wall", "-Wextra", "-Werror", "-fexceptions", "-pthread"])
            .arg(crate_root().join("tests/c/program.c"))
            .arg("-I")
            .arg(crate_root().join("include"))
            .arg("-o")
            .arg(&own)
            .arg(library)
            .args(if libs.is_empty() { vec!["-ldl".to_owned(), "-lm".to_owned()] } else { libs.clone() });
        run(&mut cc);
        std::fs::rename(&own, &path).unwrap();
        path
    })
}

#[test]
fn a_c_program_runs_and_leaves_nothing_behind() {
    let out = run(Command::new(program()).env("LEAN_BACKTRACE", "0"));
    for workers in 0..3 {
        assert!(out.contains(&format!("workers {workers}: allocations equal frees")), "{out}");
    }
    assert_eq!(out.matches("thunks and tasks").count(), 2, "{out}");
}

#[test]
fn the_process_ends_where_upstream_ends_it() {
    for (case, message) in [
        ("internal-panic", "INTERNAL PANIC: told to"),
        ("shift", "INTERNAL PANIC: Nat.shiftl exponent is too big"),
        ("capacity", "INTERNAL PANIC: out of memory"),
        ("exit-on-panic", "Error: index out of bounds"),
    ] {
        let out = Command::new(program()).arg(case).env("LEAN_BACKTRACE", "0").output().unwrap();
        let stderr = String::from_utf8_lossy(&out.stderr);
        assert!(stderr.starts_with(message), "{case}: {stderr}");
        assert_eq!(out.status.code(), Some(1), "{case}");
        let out = Command::new(program()).arg(case).env("LEAN_ABORT_ON_PANIC", "1").output().unwrap();
        assert_eq!(out.status.code(), None, "{case} ends by a signal when asked to abort");
    }
}

/// Names and reasons of `data/capi_missing.txt`: a line `# group: reason`, then its names.
fn missing() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(crate_root().join("tests/data/capi_missing.txt")).unwrap();
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        match line.strip_prefix("# ") {
            Some(reason) => groups.push((reason.to_owned(), Vec::new())),
            None => groups.last_mut().expect("a group first").1.extend(line.split_whitespace().map(str::to_owned)),
        }
    }
    groups
}

#[test]
fn the_library_exports_what_the_table_says() {
    let (library, _) = library();
    let symbols = run(Command::new("nm").args(["--defined-only", "--extern-only", "--format=posix"]).arg(library));
    let exported: BTreeSet<&str> = symbols
        .lines()
        .filter_map(|l| l.split_once(' '))
        .filter(|(name, rest)| rest.starts_with('T') && (name.starts_with("lean_") || name.starts_with("lithe_")))
        .map(|(name, _)| name)
        .collect();
    let table: BTreeSet<&str> = rt::capi::TABLE.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    assert_eq!(exported, table);
}

#[test]
fn what_is_missing_is_listed_with_a_reason() {
    let table: BTreeSet<&str> = rt::capi::TABLE.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let mut seen = BTreeSet::new();
    for (reason, names) in missing() {
        let why = reason.split_once(": ").map_or("", |(_, why)| why);
        assert!(why.len() > 20 && !names.is_empty(), "{reason}");
        for name in names {
            assert!(!table.contains(name.as_str()), "{name} is exported, and listed as missing");
            assert!(seen.insert(name.clone()), "{name} twice");
        }
    }
    assert!(seen.len() > 40);
}
