//! A program run once, with what it used.

use std::io::{self, Read, Seek};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// What one run used.
#[derive(Clone, Debug)]
pub struct Used {
    /// Time on the clock.
    pub wall: Duration,
    /// Processor time in user mode, of all threads.
    pub user: Duration,
    /// Processor time in the system.
    pub system: Duration,
    /// Peak of resident memory, in bytes.
    pub memory: u64,
    /// The exit code; none for a signal.
    pub code: Option<i32>,
    /// The last line that it printed.
    pub last_line: String,
}

/// Runs a program to its end. What it prints goes through a file, so no pipe can stop it.
pub fn run(program: &str, arguments: &[String]) -> io::Result<Used> {
    let mut output = tempfile::tempfile()?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output.try_clone()?);
    let start = Instant::now();
    let mut child = command.spawn().map_err(|error| io::Error::new(error.kind(), format!("{program}: {error}")))?;
    let end = child.wait4()?;
    let wall = start.elapsed();
    output.rewind()?;
    let mut text = Vec::new();
    output.read_to_end(&mut text)?;
    let text = String::from_utf8_lossy(&text).into_owned();
    Ok(Used {
        wall,
        user: end.rusage.utime,
        system: end.rusage.stime,
        memory: end.rusage.maxrss,
        code: end.status.code(),
        last_line: text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned(),
    })
}
