//! A command that is interrupted, and one whose output nobody reads any more.
#![forbid(unsafe_code)]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use test_kit::corpus;

const LITHE: &str = env!("CARGO_BIN_EXE_lithe");

fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.extend(files_below(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

#[test]
fn an_interrupted_conversion_leaves_whole_files_only() {
    let corpus = corpus::dir().unwrap_or_else(|e| panic!("{e}"));
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let mut child = Command::new(LITHE)
        .args(["olean", "convert", "--to", "64", "-j", "2", "-o"])
        .args([&out, &corpus])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while files_below(&out).len() < 20 {
        assert!(start.elapsed() < Duration::from_secs(60), "the conversion writes nothing");
        assert_eq!(child.try_wait().unwrap(), None, "the conversion ended before it was interrupted");
        sleep(Duration::from_millis(2));
    }
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));

    let written = files_below(&out);
    assert!(written.len() < corpus::FILES, "the interrupt came too late to say anything");
    assert!(written.iter().all(|path| path.extension().is_some_and(|e| e == "olean")), "{written:?}");
    let verify = Command::new(LITHE).args(["olean", "verify"]).arg(&out).output().unwrap();
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stderr));
}

#[test]
fn a_reader_who_goes_away_ends_the_command_quietly() {
    let corpus = corpus::dir().unwrap_or_else(|e| panic!("{e}"));
    let mut child = Command::new(LITHE)
        .args(["olean", "dump"])
        .arg(corpus.join("Init/Prelude.olean"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 4];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let end = child.wait_with_output().unwrap();
    assert_eq!((end.status.code(), end.stderr.as_slice()), (Some(2), b"".as_slice()));
}
