//! `lithe olean diff`: what two builds of a module, or of a library, do not have in common.

use super::args::{Options, part_name};
use super::changes::{Change, Op, Side, compare};
use super::equal::{Equality, comparable};
use super::failure::{Failure, path_text};
use super::inputs::{self, Input};
use super::json;
use super::run::{Item, Report, Run};
use super::text::count;
use super::worker::{Worker, read};
use crate::exit::Exit;
use clap::Args;
use olean::module_file::PartKind;
use olean::view::Image;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Compare modules by what they mean
///
/// Compares imports, constants (kind, levels, type, value, flags), further names and the entries of extensions, by value:
/// pointer width, base address, the form of big numbers, the order of objects and how they are shared make no difference,
/// nor does the Lean version that the header names. The order of constants does not count; that of imports and entries
/// does. Directories are compared file by file, by relative path. Of modules with several parts all parts that both have
/// are compared, and what was said of one part is not said again of another.
///
/// Lines begin with - for what only A has, + for what only B has, ~ for what both have and is different. Exit code 1 says
/// that there are differences.
///
/// JSON: {"path", "a", "b", "same", "changes": [{"part", "section", "op": "removed" | "added" | "changed" | "reordered",
/// "what", "fields": [{"field", "a", "b"}]}]} for each pair, {"path", "same": false, "only_in": "a" | "b"} for a file
/// without counterpart, {"total": {"compared", "different", "only_in_a", "only_in_b"}} at the end.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe olean diff old/M.olean new/M.olean
  lithe olean diff old/lib new/lib
  lithe olean diff --json old/lib new/lib | jq 'select(.same == false) | .path'")]
pub struct Diff {
    /// The one file or directory
    a: PathBuf,
    /// The other
    b: PathBuf,
    /// Most bytes of a value that are printed
    #[arg(long, value_name = "BYTES", default_value_t = 160)]
    max_size: usize,
    #[command(flatten)]
    options: Options,
}

/// Two modules to compare.
struct Pair {
    relative: PathBuf,
    a: Input,
    b: Input,
}

impl Item for Pair {
    fn path(&self) -> &Path {
        &self.a.path
    }
}

impl Diff {
    /// Runs the command.
    pub fn execute(self) -> Exit {
        let mut run = Run::new(self.options.json);
        let (pairs, only_a, only_b) = match (self.a.is_dir(), self.b.is_dir()) {
            (true, true) => {
                let a = run.find(std::slice::from_ref(&self.a), &self.options);
                let b = run.find(std::slice::from_ref(&self.b), &self.options);
                matched(a, b)
            }
            (false, false) => {
                let (a, b) = [&self.a, &self.b].map(|p| inputs::of_file(p, self.options.part.into())).into();
                (vec![Pair { relative: a.relative.clone(), a, b }], Vec::new(), Vec::new())
            }
            _ => return run.usage("a directory is compared with a directory, a file with a file"),
        };
        for (only, side, root) in [(&only_a, "a", &self.a), (&only_b, "b", &self.b)] {
            for input in only {
                run.verdict(Exit::No);
                let path = path_text(&input.relative);
                run.output.out(&match self.options.json {
                    true => json::line(&json!({ "path": path, "same": false, "only_in": side })),
                    false => format!("only in {}: {path}\n", root.display()),
                });
            }
        }
        let (mut compared, mut different) = (0, 0);
        run.each(
            &pairs,
            &self.options,
            |worker, pair| self.pair(worker, pair),
            |_, same| {
                compared += u64::from(same.is_ok());
                different += u64::from(same.is_ok_and(|same| !same));
            },
        );
        if self.options.json {
            run.output.out(&json::line(&json!({ "total": {
                "compared": compared, "different": different, "only_in_a": only_a.len(), "only_in_b": only_b.len(),
            } })));
        } else if self.a.is_dir() {
            run.output.out(&format!("{} compared, {different} different\n", count(compared, "module")));
        }
        run.end()
    }

    fn pair(&self, worker: &mut Worker, pair: &Pair) -> Result<Report<bool>, Failure> {
        let Worker { module, second, verifier, types, .. } = worker;
        read(module, &pair.a)?;
        read(second, &pair.b)?;
        let verified = module.verify(verifier)?;
        if module.bytes() == second.bytes() {
            return Ok(self.report(pair, &[], true));
        }
        let other = second.verify(verifier)?;
        let (a, b) = (verified.image(), other.image());
        let (parts_a, parts_b) = match (comparable(a, &pair.a), comparable(b, &pair.b)) {
            (Ok(a), Ok(b)) => (a, b),
            // At one width they can be compared as they are stored.
            _ if a.width() == b.width() => (None, None),
            (Err(failure), _) | (_, Err(failure)) => return Err(failure),
        };
        let views = [&parts_a, &parts_b].map(|parts| parts.iter().flatten().map(Vec::as_slice).collect::<Vec<_>>());
        let refused = |input: &Input| {
            let path = input.path.clone();
            move |refusal| Failure::Reader(olean::error::Error::Format { path, refusal })
        };
        let seen_a = parts_a.is_some().then(|| verifier.verify(&views[0])).transpose().map_err(refused(&pair.a))?;
        let seen_b = parts_b.is_some().then(|| verifier.verify(&views[1])).transpose().map_err(refused(&pair.b))?;
        let a = seen_a.as_ref().map_or(a, |v| v.image());
        let b = seen_b.as_ref().map_or(b, |v| v.image());
        let mut changes = Vec::new();
        if a.parts().len() != b.parts().len() {
            let parts = |image: &Image<'_>| Value::from(image.parts().len());
            changes.push(Change::field("parts", parts(a), parts(b)));
        }
        let mut equality = Equality::default();
        let (numbers_a, numbers_b) = (equality.number(a), equality.number(b));
        let mut said = BTreeSet::new();
        for part in (0..a.parts().len().min(b.parts().len())).rev() {
            let sides = (
                Side { image: a, numbers: &numbers_a, part, input: &pair.a },
                Side { image: b, numbers: &numbers_b, part, input: &pair.b },
            );
            for change in compare(&sides.0, &sides.1, types, self.max_size)? {
                if said.insert(change.identity()) {
                    changes.push(change.in_part(part));
                }
            }
        }
        Ok(self.report(pair, &changes, changes.is_empty()))
    }

    fn report(&self, pair: &Pair, changes: &[Change], same: bool) -> Report<bool> {
        let mut out = String::new();
        if self.options.json {
            out = json::line(&json!({
                "path": path_text(&pair.relative), "a": path_text(&pair.a.path), "b": path_text(&pair.b.path),
                "same": same, "changes": changes.iter().map(change_json).collect::<Vec<_>>(),
            }));
        } else if !same {
            let _ = writeln!(out, "--- {}\n+++ {}", pair.a.path.display(), pair.b.path.display());
            let mut section = String::new();
            for change in changes {
                if change.section != section {
                    section.clone_from(&change.section);
                    let _ = writeln!(out, "{section}");
                }
                text(&mut out, change);
            }
        }
        Report { out, err: String::new(), exit: if same { Exit::Yes } else { Exit::No }, data: same }
    }
}

/// Pairs by relative path, and what is on one side only.
fn matched(a: Vec<Input>, b: Vec<Input>) -> (Vec<Pair>, Vec<Input>, Vec<Input>) {
    let (mut pairs, mut only_a) = (Vec::new(), Vec::new());
    let mut b: std::collections::BTreeMap<PathBuf, Input> = b.into_iter().map(|i| (i.relative.clone(), i)).collect();
    for a in a {
        match b.remove(&a.relative) {
            Some(b) => pairs.push(Pair { relative: a.relative.clone(), a, b }),
            None => only_a.push(a),
        }
    }
    (pairs, only_a, b.into_values().collect())
}

fn change_json(change: &Change) -> Value {
    let fields = change.fields.iter().map(|(field, a, b)| json!({ "field": field, "a": a, "b": b }));
    json!({
        "part": PartKind::ALL.get(change.part).map(|kind| part_name(*kind)), "section": change.section,
        "op": change.op.name(), "what": change.what, "fields": fields.collect::<Vec<_>>(),
    })
}

fn text(out: &mut String, change: &Change) {
    let mark = match change.op {
        Op::Removed => '-',
        Op::Added => '+',
        Op::Changed | Op::Reordered => '~',
    };
    let reordered = if change.op == Op::Reordered { "the same, in another order" } else { "" };
    let what = change.what.replace('\n', "\n    ");
    let _ = writeln!(out, "  {mark} {what}{reordered}");
    for (field, a, b) in &change.fields {
        let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if !field.is_empty() {
            let _ = writeln!(out, "      {field}");
        }
        for (mark, value) in [('-', a), ('+', b)] {
            if !value.is_null() {
                let _ = writeln!(out, "      {mark} {}", shown(value));
            }
        }
    }
}
