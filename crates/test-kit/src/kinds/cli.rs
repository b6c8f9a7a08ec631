//! Tests of a command: the file is a transcript.
//!
//! ```text
//! # test: olean-cli
//! $ lithe olean info inputs/q.olean
//! #| module q
//! $ lithe olean verify inputs/damaged.olean
//! #|stderr| inputs/damaged.olean: 0x1c0: …
//! #|exit| 1
//! ```
//!
//! A body line that begins with `$ ` is a command, split into words as a shell does, without pipes or globs. Commands
//! run in the directory of the test file. What a command prints stands below it: standard output plain, standard error
//! labelled, the exit code if it is not 0. All other body lines are blank or comments.
//!
//! Words may use `$CORPUS` (the corpus of real files) and `$TMP` (an empty directory, removed afterwards); their
//! values are written back as those names in the output. No other part of the output is rewritten: a command that
//! prints times or addresses has to be told not to.
//!
//! `< FILE` at the end of a command gives it the file on standard input, which is empty otherwise.
//!
//! Three words of the kind's own make and compare files: `patch FILE OFFSET HEX OUT` writes FILE with bytes replaced,
//! `cut FILE LENGTH OUT` writes its first LENGTH bytes, `same A B` tells where two files first differ.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::corpus;
use crate::file::{Output, TestFile};
use crate::runner::Kind;

/// Seconds that one command may take where the header does not say otherwise.
const DEFAULT_TIMEOUT: u64 = 60;

/// Bytes of output that a command may print to one stream before its test fails.
const MOST_OUTPUT: u64 = 16 << 20;

/// The kind of test that runs commands; see the module's page.
pub struct Cli {
    name: String,
    programs: Vec<(String, PathBuf)>,
}

impl Cli {
    /// A kind called `name` whose transcripts may run `programs`: the word they use, and the file it stands for.
    pub fn new(name: &str, programs: &[(&str, &str)]) -> Cli {
        let programs = programs.iter().map(|(word, path)| ((*word).to_owned(), PathBuf::from(path))).collect();
        Cli { name: name.to_owned(), programs }
    }
}

impl Kind for Cli {
    fn name(&self) -> &str {
        &self.name
    }

    fn keys(&self) -> &[&str] {
        &["timeout"]
    }

    fn run(&self, file: &TestFile) -> Result<Output, String> {
        let seconds = match file.value("timeout") {
            None => DEFAULT_TIMEOUT,
            Some(text) => text.parse().map_err(|_| format!("timeout `{text}` is no number of seconds"))?,
        };
        let tmp = tempfile::tempdir().map_err(|e| format!("no temporary directory: {e}"))?;
        let place = Place { dir: file.dir(), tmp: tmp.path(), timeout: Duration::from_secs(seconds) };
        let mut output = Output::new();
        let mut commands = 0_usize;
        for (line, text) in file.body() {
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let Some(command) = text.strip_prefix("$ ") else {
                return Err(format!("line {line} of the source is no command, comment or blank: {text}"));
            };
            commands += 1;
            let done = self.command(command, &place).map_err(|e| format!("`{command}`: {e}"))?;
            output.at(line, place.normalise(&done.stdout));
            if !done.stdout.is_empty() && !done.stdout.ends_with('\n') {
                output.labelled(line, "note", "standard output does not end in a line break");
            }
            output.labelled(line, "stderr", place.normalise(&done.stderr));
            if done.code != "0" {
                output.labelled(line, "exit", done.code);
            }
        }
        if commands == 0 {
            return Err("the file has no command".to_owned());
        }
        Ok(output)
    }
}

impl Cli {
    fn command(&self, command: &str, place: &Place<'_>) -> Result<Done, String> {
        let words = shlex::split(command).ok_or("a quotation mark is not closed")?;
        let words: Vec<String> = words.into_iter().map(|word| place.expand(word)).collect::<Result<_, _>>()?;
        let (program, arguments) = words.split_first().ok_or("there is no word in it")?;
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match (program.as_str(), arguments.as_slice()) {
            ("patch", [from, offset, hex, to]) => patch(&place.path(from), offset, hex, &place.path(to)),
            ("cut", [from, length, to]) => cut(&place.path(from), length, &place.path(to)),
            ("same", [a, b]) => same(&place.path(a), &place.path(b)),
            ("patch" | "cut" | "same", _) => Err("wrong number of words".to_owned()),
            _ => {
                let Some((_, path)) = self.programs.iter().find(|(word, _)| word == program) else {
                    let known: Vec<&str> = self.programs.iter().map(|(word, _)| word.as_str()).collect();
                    return Err(format!("no program `{program}`; there are: {}, patch, cut, same", known.join(", ")));
                };
                let (arguments, input) = match arguments.as_slice() {
                    [arguments @ .., "<", file] => (arguments, Some(place.path(file))),
                    arguments => (arguments, None),
                };
                run_program(path, arguments, input.as_deref(), place)
            }
        }
    }
}

/// Where a transcript runs.
struct Place<'a> {
    dir: &'a Path,
    tmp: &'a Path,
    timeout: Duration,
}

impl Place<'_> {
    /// Puts values for the names in a word.
    fn expand(&self, word: String) -> Result<String, String> {
        let mut word = word;
        if word.contains("$CORPUS") {
            let corpus = corpus::dir().map_err(|e| e.to_string())?;
            word = word.replace("$CORPUS", &corpus.to_string_lossy());
        }
        Ok(word.replace("$TMP", &self.tmp.to_string_lossy()))
    }

    /// Puts the names back for their values, links followed or not.
    fn normalise(&self, text: &str) -> String {
        let mut places = vec![("$TMP", self.tmp.to_owned())];
        places.extend(corpus::dir().ok().map(|corpus| ("$CORPUS", corpus)));
        let mut out = text.to_owned();
        for (name, path) in places {
            let real = path.canonicalize().unwrap_or_else(|_| path.clone());
            out = out.replace(&*path.to_string_lossy(), name).replace(&*real.to_string_lossy(), name);
        }
        out
    }

    fn path(&self, word: &str) -> PathBuf {
        self.dir.join(word)
    }
}

/// What a command left behind.
struct Done {
    stdout: String,
    stderr: String,
    /// The exit code in digits, or the signal that ended the process.
    code: String,
}

impl Done {
    fn quiet() -> Done {
        Done { stdout: String::new(), stderr: String::new(), code: "0".to_owned() }
    }
}

fn run_program(path: &Path, arguments: &[&str], input: Option<&Path>, place: &Place<'_>) -> Result<Done, String> {
    let input = match input {
        Some(file) => fs::File::open(file).map_err(|e| format!("{}: {e}", file.display()))?.into(),
        None => Stdio::null(),
    };
    let mut command = Command::new(path);
    command.args(arguments).current_dir(place.dir);
    command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped());
    // What the user's shell says must not reach the output.
    command.env("NO_COLOR", "1").env("LC_ALL", "C").env_remove("LITHE_BLESS").env_remove("RUST_BACKTRACE");
    let mut child = command.spawn().map_err(|e| format!("{}: {e}", path.display()))?;
    let stdout = read_aside(child.stdout.take());
    let stderr = read_aside(child.stderr.take());
    let code = wait(&mut child, place.timeout)?;
    let text = |reader: Reader| match reader.join() {
        Ok(Ok(bytes)) if bytes.len() as u64 > MOST_OUTPUT => Err(format!("printed more than {MOST_OUTPUT} bytes")),
        Ok(Ok(bytes)) => Ok(lossless(&bytes)),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("reading its output panicked".to_owned()),
    };
    Ok(Done { stdout: text(stdout)?, stderr: text(stderr)?, code })
}

type Reader = thread::JoinHandle<io::Result<Vec<u8>>>;

/// Reads a stream on a thread of its own, so that neither of two full pipes can stop the command. Past the limit the
/// pipe is closed.
fn read_aside(stream: Option<impl Read + Send + 'static>) -> Reader {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            stream.take(MOST_OUTPUT + 1).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    })
}

/// Waits for the child, and ends it when its time is up.
fn wait(child: &mut Child, timeout: Duration) -> Result<String, String> {
    use std::os::unix::process::ExitStatusExt as _;
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            return Ok(match (status.code(), status.signal()) {
                (Some(code), _) => code.to_string(),
                (None, Some(signal)) => format!("signal {signal}"),
                (None, None) => "unknown".to_owned(),
            });
        }
        if start.elapsed() > timeout {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("not done after {} s", timeout.as_secs()));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
}

/// Bytes as text; those that are not UTF-8 as `\xNN`.
fn lossless(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

fn patch(from: &Path, offset: &str, hex: &str, to: &Path) -> Result<Done, String> {
    let offset = number(offset)?;
    let new = unhex(hex).ok_or_else(|| format!("`{hex}` is not hexadecimal bytes"))?;
    let mut bytes = read(from)?;
    let whole = bytes.len();
    let target = offset.checked_add(new.len()).and_then(|end| bytes.get_mut(offset..end));
    let Some(target) = target else {
        return Err(format!("offset {offset} with {} bytes is past the end at {whole}", new.len()));
    };
    if target == new {
        return Err(format!("the bytes at {offset} are {hex} already"));
    }
    target.copy_from_slice(&new);
    write(to, &bytes)
}

fn cut(from: &Path, length: &str, to: &Path) -> Result<Done, String> {
    let length = number(length)?;
    let bytes = read(from)?;
    let Some(kept) = bytes.get(..length) else {
        return Err(format!("the file has only {} bytes", bytes.len()));
    };
    write(to, kept)
}

fn same(a: &Path, b: &Path) -> Result<Done, String> {
    let (left, right) = (read(a)?, read(b)?);
    if left == right {
        return Ok(Done::quiet());
    }
    let at = left.iter().zip(&right).position(|(x, y)| x != y).unwrap_or(left.len().min(right.len()));
    let stdout = format!("differ from byte {at} (sizes {} and {})\n", left.len(), right.len());
    Ok(Done { stdout, stderr: String::new(), code: "1".to_owned() })
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<Done, String> {
    fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(Done::quiet())
}

/// A number in decimal, or in hexadecimal after `0x`.
fn number(word: &str) -> Result<usize, String> {
    let parsed = match word.strip_prefix("0x") {
        Some(digits) => usize::from_str_radix(digits, 16),
        None => word.parse(),
    };
    parsed.map_err(|_| format!("`{word}` is no number"))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    (rest.is_empty() && !pairs.is_empty()).then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs the body of a transcript and returns what the file should say below its header.
    fn transcript(header: &str, body: &str) -> Result<String, String> {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("data.bin"), [0_u8, 1, 2, 3]).unwrap();
        let head = format!("# test: cli\n{header}");
        let file = TestFile::parse(&dir.path().join("a.test"), &format!("{head}{body}")).unwrap();
        let kind = Cli::new("cli", &[("sh", "/bin/sh"), ("gone", "/no/such/program")]);
        let rendered = file.render(&[kind.run(&file)?])?;
        Ok(rendered.strip_prefix(&head).unwrap().to_owned())
    }

    #[test]
    fn streams_and_exit_codes_are_told_apart() {
        let body = "$ sh -c 'echo out; echo err >&2; exit 3'\n\n# a comment\n$ sh -c true\n";
        let expected =
            "$ sh -c 'echo out; echo err >&2; exit 3'\n#| out\n#|stderr| err\n#|exit| 3\n\n# a comment\n$ sh -c true\n";
        assert_eq!(transcript("", body).unwrap(), expected);
    }

    #[test]
    fn signals_missing_line_breaks_and_odd_bytes_show() {
        assert!(transcript("", "$ sh -c 'kill -9 $$'\n").unwrap().contains("#|exit| signal 9\n"));
        let shown = transcript("", "$ sh -c 'printf \"a\\377b\"'\n").unwrap();
        assert!(shown.contains("#| a\\xffb\n#|note| standard output does not end in a line break\n"), "{shown}");
    }

    #[test]
    fn places_go_by_their_names() {
        let shown = transcript("", "$ sh -c 'touch \"$1/x\"; echo \"$1/x\"' _ $TMP\n").unwrap();
        assert!(shown.ends_with("#| $TMP/x\n"), "{shown}");
        let shown = transcript("", "$ sh -c 'echo \"$1\"' _ $CORPUS/Init.olean\n").unwrap();
        assert!(shown.ends_with("#| $CORPUS/Init.olean\n"), "{shown}");
    }

    #[test]
    fn commands_run_beside_their_file() {
        assert!(transcript("", "$ sh -c 'ls data.bin'\n").unwrap().ends_with("#| data.bin\n"));
    }

    #[test]
    fn files_can_be_made_and_compared() {
        let body = "$ patch data.bin 0x1 ffee $TMP/p\n$ same data.bin $TMP/p\n$ cut data.bin 2 $TMP/c\n\
                    $ same $TMP/c data.bin\n$ same data.bin data.bin\n";
        let shown = transcript("", body).unwrap();
        assert!(shown.contains("#| differ from byte 1 (sizes 4 and 4)\n#|exit| 1\n"), "{shown}");
        assert!(shown.contains("#| differ from byte 2 (sizes 2 and 4)\n#|exit| 1\n"), "{shown}");
        assert!(shown.ends_with("$ same data.bin data.bin\n"), "{shown}");
    }

    #[test]
    fn a_patch_that_changes_nothing_or_misses_is_an_error() {
        let error = |body: &str| transcript("", body).unwrap_err();
        assert!(error("$ patch data.bin 1 01 $TMP/p\n").contains("already"));
        assert!(error("$ patch data.bin 4 01 $TMP/p\n").contains("past the end"));
        assert!(error("$ patch data.bin 18446744073709551615 01 $TMP/p\n").contains("past the end"));
        assert!(error("$ patch data.bin 1 0 $TMP/p\n").contains("not hexadecimal"));
        assert!(error("$ cut data.bin 5 $TMP/p\n").contains("only 4 bytes"));
    }

    #[test]
    fn what_is_no_transcript_is_an_error() {
        let error = |body: &str| transcript("", body).unwrap_err();
        assert!(error("").contains("no command"));
        assert!(error("lithe olean info\n").contains("no command, comment or blank"));
        assert!(error("$ sh 'open\n").contains("not closed"));
        assert!(error("$ rm -rf x\n").contains("no program `rm`"));
        assert!(error("$ gone\n").contains("/no/such/program"));
    }

    #[test]
    fn a_command_that_hangs_is_ended() {
        let start = Instant::now();
        let error = transcript("# timeout: 1\n", "$ sh -c 'exec sleep 600'\n").unwrap_err();
        assert!(error.contains("not done after 1 s"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn endless_output_is_an_error_and_not_a_memory_leak() {
        let error = transcript("", "$ sh -c 'exec cat /dev/zero'\n").unwrap_err();
        assert!(error.contains("printed more than"), "{error}");
    }
}
