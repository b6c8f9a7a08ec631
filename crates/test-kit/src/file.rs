//! One test file: its header, its source, and where its expectations stand.
//!
//! What it is: the reader and the writer of the format that the crate's page describes; both are pure functions over
//! text. What it is not: code that runs a test. It assumes UTF-8 text with `\n` line ends.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A test file, read and checked, with its expectations taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestFile {
    /// Path on disk.
    pub path: PathBuf,
    /// The names of its kinds, in the order of the header.
    pub kinds: Vec<String>,
    /// Header lines after the first, as (line, key, value); lines count from 1.
    pub header: Vec<(usize, String, String)>,
    /// Lines without the expectations. Line `n` of the source is `lines[n - 1]`.
    lines: Vec<String>,
    comment: &'static str,
}

/// Why a file is not a test file: the line, from 1, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadFile {
    /// The offending line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// What a kind printed, piece by piece.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    sections: Vec<Section>,
    header: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    after: usize,
    label: String,
    text: String,
}

impl Output {
    /// An output with nothing in it.
    pub fn new() -> Output {
        Output::default()
    }

    /// Adds `text` below source line `after` (from 1). An empty text prints nothing.
    pub fn at(&mut self, after: usize, text: impl Into<String>) {
        self.labelled(after, "", text);
    }

    /// Adds `text` below source line `after`, each line under `label`: for a kind that prints more than one thing, or
    /// that shares its files with other kinds.
    pub fn labelled(&mut self, after: usize, label: &str, text: impl Into<String>) {
        self.sections.push(Section { after, label: label.to_owned(), text: text.into() });
    }

    /// Sets the value that the header line `key: …` must have, where the file has such a line.
    pub fn header(&mut self, key: &str, value: impl Into<String>) {
        self.header.push((key.to_owned(), value.into()));
    }
}

impl TestFile {
    /// Reads the text of the file at `path`.
    pub fn parse(path: &Path, text: &str) -> Result<TestFile, BadFile> {
        let comment = comment_of(path);
        let expectation = format!("{comment}|");
        let lines: Vec<String> =
            text.lines().filter(|line| !line.starts_with(&expectation)).map(str::to_owned).collect();

        let bad = |line: usize, reason: String| BadFile { line, reason };
        let first = lines.first().and_then(|line| directive(comment, line));
        let Some(("test", names)) = first else {
            return Err(bad(1, format!("a test file begins with `{comment} test: KIND…`")));
        };
        let kinds: Vec<String> = names.split_whitespace().map(str::to_owned).collect();
        if kinds.is_empty() {
            return Err(bad(1, "the header names no kind of test".to_owned()));
        }
        if let Some((i, kind)) = kinds.iter().enumerate().find(|(i, kind)| kinds[..*i].contains(kind)) {
            return Err(bad(1, format!("kind `{kind}` is named twice (again as number {})", i + 1)));
        }
        let mut header: Vec<(usize, String, String)> = Vec::new();
        for (index, line) in lines.iter().enumerate().skip(1) {
            let Some((key, value)) = directive(comment, line) else { break };
            if key == "test" || header.iter().any(|(_, seen, _)| seen == key) {
                return Err(bad(index + 1, format!("header key `{key}` is given twice")));
            }
            header.push((index + 1, key.to_owned(), value.to_owned()));
        }
        Ok(TestFile { path: path.to_owned(), kinds, header, lines, comment })
    }

    /// The value of header line `key`.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.header.iter().find(|(_, k, _)| k == key).map(|(_, _, value)| value.as_str())
    }

    /// The file without its expectations, so that line numbers do not move when those change.
    pub fn source(&self) -> String {
        let mut out = self.lines.join("\n");
        out.push('\n');
        out
    }

    /// The lines below the header, as (line number in the source, text).
    pub fn body(&self) -> impl Iterator<Item = (usize, &str)> {
        let start = 1 + self.header.len();
        self.lines.iter().enumerate().skip(start).map(|(index, line)| (index + 1, line.as_str()))
    }

    /// The directory that the file is in.
    pub fn dir(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// What the file should say, given what its kinds printed. `Err` tells of an output that no file could hold.
    pub fn render(&self, outputs: &[Output]) -> Result<String, String> {
        let mut below: Vec<Vec<&Section>> = vec![Vec::new(); self.lines.len() + 1];
        for section in outputs.iter().flat_map(|output| &output.sections) {
            let Some(slot) = below.get_mut(section.after) else {
                return Err(format!("output for line {}, past the end of the file", section.after));
            };
            slot.push(section);
        }
        let mut out = String::new();
        for (index, line) in self.lines.iter().enumerate() {
            match self.blessed_header(index + 1, outputs) {
                Some((key, value)) => {
                    let _ = writeln!(out, "{} {key}: {value}", self.comment);
                }
                None => {
                    let _ = writeln!(out, "{line}");
                }
            }
            for section in &below[index + 1] {
                write_section(&mut out, self.comment, section);
            }
        }
        Ok(out)
    }

    /// The key and the printed value of header line `line`, if a kind prints that key.
    fn blessed_header<'a>(&self, line: usize, outputs: &'a [Output]) -> Option<(&'a str, &'a str)> {
        let (_, key, _) = self.header.iter().find(|(at, _, _)| *at == line)?;
        let printed = outputs.iter().flat_map(|output| &output.header);
        printed.filter(|(k, _)| k == key).map(|(k, v)| (k.as_str(), v.as_str())).next_back()
    }
}

/// The comment marker of a file's language, told by its extension.
fn comment_of(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()) {
        Some("lean" | "lir") => "--",
        _ => "#",
    }
}

/// Splits a header line `-- key: value`; keys are lower case, with digits and hyphens.
fn directive<'a>(comment: &str, line: &'a str) -> Option<(&'a str, &'a str)> {
    let (key, value) = line.strip_prefix(comment)?.strip_prefix(' ')?.split_once(':')?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (!key.is_empty() && key.chars().all(plain)).then(|| (key, value.trim()))
}

fn write_section(out: &mut String, comment: &str, section: &Section) {
    for line in section.text.split_terminator('\n') {
        out.push_str(comment);
        out.push('|');
        if !section.label.is_empty() {
            out.push_str(&section.label);
            out.push('|');
        }
        if !line.is_empty() {
            out.push(' ');
            push_visible(out, line);
        }
        out.push('\n');
    }
}

/// Control characters would be lost or would break lines in the file: they are written as escapes.
fn push_visible(out: &mut String, line: &str) {
    for c in line.chars() {
        if c.is_control() && c != '\t' {
            let _ = write!(out, "{}", c.escape_unicode());
        } else {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lean(text: &str) -> Result<TestFile, BadFile> {
        TestFile::parse(Path::new("tests/a.lean"), text)
    }

    #[test]
    fn header_and_body_are_told_apart() {
        let file =
            lean("-- test: elab ir\n-- engines: vm jit\n\n-- prose: not a header line\n#eval 1\n--| 1\n").unwrap();
        assert_eq!(file.kinds, ["elab", "ir"]);
        assert_eq!(file.value("engines"), Some("vm jit"));
        assert_eq!(file.value("prose"), None);
        let body: Vec<_> = file.body().collect();
        assert_eq!(body, [(3, ""), (4, "-- prose: not a header line"), (5, "#eval 1")]);
        assert!(!file.source().contains("--|"));
    }

    #[test]
    fn bad_headers_are_refused_with_their_line() {
        let reason = |text: &str| lean(text).map_err(|e| (e.line, e.reason)).unwrap_err();
        assert!(reason("").1.contains("begins with"));
        assert!(reason("def x := 1\n").1.contains("begins with"));
        assert!(reason("# test: elab\n").1.contains("begins with"), "a # comment is no comment in Lean");
        assert!(reason("-- test:\n").1.contains("names no kind"));
        assert!(reason("-- test: ir ir\n").1.contains("twice"));
        let (line, text) = reason("-- test: ir\n-- a: 1\n-- a: 2\n");
        assert_eq!(line, 3);
        assert!(text.contains("`a` is given twice"));
    }

    #[test]
    fn output_goes_below_its_line_in_the_order_of_the_kinds() {
        let file = lean("-- test: run ir\n#eval 1\n#eval 2\n").unwrap();
        let mut run = Output::new();
        run.at(3, "2\n");
        run.at(2, "1\n\nmore\n");
        let mut ir = Output::new();
        ir.labelled(2, "ir", "ret 1\n");
        let text = file.render(&[run, ir]).unwrap();
        assert_eq!(text, "-- test: run ir\n#eval 1\n--| 1\n--|\n--| more\n--|ir| ret 1\n#eval 2\n--| 2\n");
        assert_eq!(lean(&text).unwrap(), file, "reading what was written gives the same source");
    }

    #[test]
    fn control_characters_become_visible() {
        let file = lean("-- test: run\n").unwrap();
        let mut run = Output::new();
        run.at(1, "a\r\u{1b}[1mb\tc\n");
        assert_eq!(file.render(&[run]).unwrap(), "-- test: run\n--| a\\u{d}\\u{1b}[1mb\tc\n");
    }

    #[test]
    fn a_header_line_can_be_an_expectation() {
        let file = lean("-- test: run\n-- expect: reuse=1\n").unwrap();
        let mut run = Output::new();
        run.header("expect", "reuse=3");
        run.header("absent", "not written");
        assert_eq!(file.render(&[run]).unwrap(), "-- test: run\n-- expect: reuse=3\n");
    }

    #[test]
    fn output_past_the_end_is_an_error() {
        let mut run = Output::new();
        run.at(2, "x");
        assert!(lean("-- test: run\n").unwrap().render(&[run]).unwrap_err().contains("past the end"));
    }
}
