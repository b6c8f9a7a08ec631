//! Exports with something wrong in them.
//!
//! What it is: NDJSON files changed at random, one or two changes at a time: numbers, flags and words replaced, arrays
//! permuted, lines dropped, repeated, moved or cut. The same seed gives the same mutants everywhere.

use std::fmt;

/// A source of numbers for tests; good enough to choose places with, and nothing else.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A source that always gives the same numbers for a seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        // SplitMix64, by Steele, Lea and Flood.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }
}

/// What was done to a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mutation {
    /// The kind of change.
    pub kind: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// The line before and after.
    pub detail: String,
}

impl fmt::Display for Mutation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in line {}: {}", self.kind, self.line, self.detail)
    }
}

/// A file that mutants are made of.
#[derive(Clone, Debug)]
pub struct Original {
    lines: Vec<String>,
    /// Lines with declarations, which are few and matter most.
    declarations: Vec<usize>,
}

/// A place in a line where there is something to change.
#[derive(Clone, Copy, Debug)]
enum Site {
    Number {
        start: usize,
        end: usize,
    },
    Flag {
        start: usize,
        end: usize,
    },
    Word {
        start: usize,
        end: usize,
    },
    /// The elements of an array begin after `open`, and it ends before `close`.
    Array {
        open: usize,
        close: usize,
    },
}

/// Words that mean something to readers; another of the same row takes their place.
const WORDS: &[&[&str]] = &[
    &["\"opaque\"", "\"abbrev\""],
    &["\"safe\"", "\"unsafe\"", "\"partial\""],
    &["\"type\"", "\"ctor\"", "\"lift\"", "\"ind\""],
    &["\"lam\"", "\"forallE\""],
    &["\"max\"", "\"imax\""],
    &["\"thm\"", "\"opaque\"", "\"def\"", "\"axiom\""],
    &["\"fn\"", "\"arg\""],
    &["\"body\"", "\"value\""],
    &["\"default\"", "\"implicit\"", "\"strictImplicit\"", "\"instImplicit\""],
];

impl Original {
    /// A file of lines.
    pub fn new(text: &str) -> Original {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let is_declaration = |line: &str| {
            ["{\"axiom\"", "{\"def\"", "{\"thm\"", "{\"opaque\"", "{\"quot\"", "{\"inductive\""]
                .iter()
                .any(|start| line.starts_with(start))
        };
        let declarations = (0..lines.len()).filter(|&at| is_declaration(&lines[at])).collect();
        Original { lines, declarations }
    }

    /// A mutant, with what was done. One in five has two changes.
    pub fn mutant(&self, random: &mut Random) -> (String, Vec<Mutation>) {
        let mut lines = self.lines.clone();
        let mut mutations = Vec::new();
        let changes = if random.below(5) == 0 { 2 } else { 1 };
        // A change may leave things as they are, for instance where two equal numbers are swapped; then try again.
        for _ in 0..50 {
            if mutations.len() == changes {
                break;
            }
            if let Some(mutation) = self.change(&mut lines, random) {
                mutations.push(mutation);
            }
        }
        let mut text = lines.join("\n");
        text.push('\n');
        (text, mutations)
    }

    fn change(&self, lines: &mut Vec<String>, random: &mut Random) -> Option<Mutation> {
        let any = random.below(lines.len());
        let at = if random.below(2) == 0 || self.declarations.is_empty() {
            any
        } else {
            // A line that was moved before is only another place to change.
            self.declarations[random.below(self.declarations.len())].min(lines.len() - 1)
        };
        let before = lines[at].clone();
        let done = |kind, detail: String| Some(Mutation { kind, line: at + 1, detail });
        match random.below(20) {
            0 => {
                lines.remove(at);
                done("line dropped", before)
            }
            1 => {
                lines.insert(random.below(lines.len() + 1), before.clone());
                done("line repeated", before)
            }
            2 => {
                let other = random.below(lines.len());
                lines.swap(at, other);
                (at != other).then(|| Mutation { kind: "lines swapped", line: at + 1, detail: format!("with {other}") })
            }
            3 => {
                let line = lines.remove(at);
                let to = random.below(lines.len() + 1);
                lines.insert(to, line);
                (at != to).then(|| Mutation { kind: "line moved", line: at + 1, detail: format!("to {}", to + 1) })
            }
            4 => {
                let mut cut = random.below(before.len() + 1);
                while !before.is_char_boundary(cut) {
                    cut -= 1;
                }
                lines[at].truncate(cut);
                (lines[at] != before).then(|| Mutation { kind: "line cut", line: at + 1, detail: lines[at].clone() })
            }
            _ => {
                let sites = sites(&before);
                let site = *sites.get(random.below(sites.len()))?;
                let (kind, after) = change_site(&before, site, lines.len(), random)?;
                lines[at].clone_from(&after);
                (after != before).then(|| Mutation { kind, line: at + 1, detail: format!("{before} becomes {after}") })
            }
        }
    }
}

/// Numbers, flags, known words and arrays of a line, outside of other strings.
fn sites(line: &str) -> Vec<Site> {
    let bytes = line.as_bytes();
    let mut out = Vec::new();
    let mut open = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let start = at;
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(bytes.len());
                let word = line.get(start..at).unwrap_or_default();
                if WORDS.iter().any(|row| row.contains(&word)) {
                    out.push(Site::Word { start, end: at });
                }
                continue;
            }
            b'0'..=b'9' => {
                let start = at;
                while at < bytes.len() && bytes[at].is_ascii_digit() {
                    at += 1;
                }
                out.push(Site::Number { start, end: at });
                continue;
            }
            b't' | b'f' => {
                let start = at;
                while at < bytes.len() && bytes[at].is_ascii_lowercase() {
                    at += 1;
                }
                out.push(Site::Flag { start, end: at });
                continue;
            }
            b'[' => open.push(at),
            b']' => {
                if let Some(open) = open.pop() {
                    out.push(Site::Array { open, close: at });
                }
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// Numbers that a reader or a checker may not be ready for.
const STRANGE: &[&str] =
    &["255", "65535", "65536", "4294967295", "4294967296", "18446744073709551615", "18446744073709551616", "-1", "1e3"];

fn change_site(line: &str, site: Site, lines: usize, random: &mut Random) -> Option<(&'static str, String)> {
    let replace = |start: usize, end: usize, new: &str| format!("{}{new}{}", &line[..start], &line[end..]);
    match site {
        Site::Number { start, end } => {
            let old: u64 = line[start..end].parse().ok()?;
            let new = match random.below(8) {
                0 | 1 => (old + 1).to_string(),
                2 | 3 => old.checked_sub(1)?.to_string(),
                4 => "0".to_owned(),
                5 => random.below(lines).to_string(),
                6 => random.below(old as usize + 2).to_string(),
                _ => STRANGE[random.below(STRANGE.len())].to_owned(),
            };
            Some(("number changed", replace(start, end, &new)))
        }
        Site::Flag { start, end } => {
            let new = if &line[start..end] == "true" { "false" } else { "true" };
            Some(("flag flipped", replace(start, end, new)))
        }
        Site::Word { start, end } => {
            let rows: Vec<_> = WORDS.iter().filter(|row| row.contains(&&line[start..end])).collect();
            let row = rows[random.below(rows.len())];
            Some(("word changed", replace(start, end, row[random.below(row.len())])))
        }
        Site::Array { open, close } => {
            let mut items = elements(&line[open + 1..close]);
            let kind = match random.below(3) {
                _ if items.is_empty() => {
                    items.push("0");
                    "array lengthened"
                }
                0 => {
                    items.remove(random.below(items.len()));
                    "array shortened"
                }
                1 => {
                    items.insert(random.below(items.len() + 1), items[random.below(items.len())]);
                    "array lengthened"
                }
                _ => {
                    let (a, b) = (random.below(items.len()), random.below(items.len()));
                    items.swap(a, b);
                    "array permuted"
                }
            };
            Some((kind, replace(open + 1, close, &items.join(","))))
        }
    }
}

/// The elements of an array, which may be objects and hold arrays.
fn elements(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut depth, mut start, mut in_string, mut escaped) = (0_u32, 0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ if in_string => {}
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                out.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}
