//! `lithe olean stat`: what the bytes of files are spent on.

use super::args::{Options, Paths};
use super::failure::{Failure, path_text};
use super::inputs::Input;
use super::json;
use super::run::{Report, Run};
use super::sharing::Sharing;
use super::text::grouped;
use super::worker::{Worker, read};
use crate::exit::Exit;
use clap::Args;
use olean::stats::Stats;
use olean::view::Kind;
use olean::words::WordCounts;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Count objects and bytes, by kind, by meaning and by what they are part of
///
/// Prints the totals of all files; with --each also a line for each module. Bytes of objects are without headers and
/// alignment. A section's bytes are those of the objects that it reaches and no section before it: objects are shared,
/// so what comes first pays. The sections are those of the last part of each module.
///
/// JSON: {"path", "files", "bytes", "objects": {KIND: {"count", "bytes"}}, "words": {"names", "levels", "exprs"},
/// "references": {"pointers", "scalars", "referenced_once", "referenced_more", "most"}, "constructors": {TAG: N}, "longest":
/// {"array", "string"}, "sections": {SECTION: BYTES}} for each module, and {"total": {...}} at the end.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe olean stat M.olean
  lithe olean stat build/lib
  lithe olean stat --each build/lib | sort -n | tail")]
pub struct Stat {
    #[command(flatten)]
    paths: Paths,
    /// Print a line for each module: bytes, objects, path
    #[arg(long)]
    each: bool,
    #[command(flatten)]
    options: Options,
}

/// The counts of one or more modules.
#[derive(Default)]
struct Counts {
    stats: Stats,
    words: WordCounts,
    sharing: Sharing,
}

impl Stat {
    /// Runs the command.
    pub fn execute(self) -> Exit {
        let mut run = Run::new(self.options.json);
        let inputs = run.find(&self.paths.paths, &self.options);
        let mut total = Counts::default();
        let work = |worker: &mut Worker, input: &Input| self.module(worker, input);
        run.each(&inputs, &self.options, work, |_, counts| {
            if let Ok(counts) = counts {
                total.stats.add(&counts.stats);
                total.words.add(&counts.words);
                total.sharing.add(&counts.sharing);
            }
        });
        run.output.out(&match self.options.json {
            true => json::line(&json!({ "total": total.json() })),
            false => total.table(),
        });
        run.end()
    }

    fn module(&self, worker: &mut Worker, input: &Input) -> Result<Report<Counts>, Failure> {
        let Worker { module, verifier, words, .. } = worker;
        read(module, input)?;
        let refused = |refusal| Failure::refused(module, refusal);
        let (verified, stats) = verifier.verify_with_stats(&module.bytes()).map_err(refused)?;
        let image = verified.image();
        let words = words.check(image).map_err(refused)?;
        let sharing = Sharing::of(image).map_err(refused)?;
        let counts = Counts { stats, words, sharing };
        let out = if self.options.json {
            let mut object = json!({ "path": path_text(&input.path) });
            if let (Value::Object(all), Value::Object(more)) = (&mut object, counts.json()) {
                all.extend(more);
            }
            json::line(&object)
        } else if self.each {
            let (bytes, objects) = (counts.stats.file_bytes, counts.stats.total_objects());
            format!("{bytes:>12} {objects:>10} {}\n", input.path.display())
        } else {
            String::new()
        };
        Ok(Report::yes(out, counts))
    }
}

impl Counts {
    fn json(&self) -> Value {
        let s = &self.stats;
        let kinds = Kind::ALL.into_iter().filter(|kind| s.objects_of(*kind) > 0);
        let kinds = kinds.map(|kind| {
            let value = json!({ "count": s.objects_of(kind), "bytes": s.bytes_of(kind) });
            (kind.name().to_owned(), value)
        });
        let tags = s.ctor_tags.iter().enumerate().filter(|(_, n)| **n > 0);
        let tags = tags.map(|(tag, n)| (tag.to_string(), Value::from(*n)));
        let sections = self.sharing.sections.iter().map(|(name, bytes)| (name.clone(), Value::from(*bytes)));
        json!({
            "files": s.files, "bytes": s.file_bytes, "objects": kinds.collect::<Map<_, _>>(),
            "words": {
                "names": self.words.names(), "levels": self.words.levels, "exprs": self.words.expressions(),
            },
            "references": {
                "pointers": s.pointer_slots, "scalars": s.scalar_slots, "referenced_once": self.sharing.once,
                "referenced_more": self.sharing.more, "most": self.sharing.most,
            },
            "constructors": tags.collect::<Map<_, _>>(),
            "longest": { "array": s.longest_array, "string": s.longest_string },
            "sections": sections.collect::<Map<_, _>>(),
        })
    }

    fn table(&self) -> String {
        let s = &self.stats;
        let mut out = format!("{} files, {} bytes\n", n(s.files), n(s.file_bytes));
        let mut row = |name: &str, count: String, bytes: String, share: String| {
            let _ = writeln!(out, "{}", format!("{name:<28}{count:>13}{bytes:>16}{share:>8}").trim_end());
        };
        let share = |bytes: u64| format!("{:.1} %", 100.0 * bytes as f64 / s.file_bytes.max(1) as f64);
        row("", "objects".into(), "bytes".into(), String::new());
        for kind in Kind::ALL.into_iter().filter(|kind| s.objects_of(*kind) > 0) {
            row(kind.name(), n(s.objects_of(kind)), n(s.bytes_of(kind)), share(s.bytes_of(kind)));
        }
        let bytes = s.bytes.iter().sum();
        row("all", n(s.total_objects()), n(bytes), share(bytes));
        row("", String::new(), String::new(), String::new());
        for (tag, count) in s.ctor_tags.iter().enumerate().filter(|(_, count)| **count > 0) {
            row(&format!("constructor {tag}"), n(*count), String::new(), String::new());
        }
        row("", String::new(), String::new(), String::new());
        row("names", n(self.words.names()), String::new(), String::new());
        row("levels", n(self.words.levels), String::new(), String::new());
        for (name, count) in EXPR_NAMES.iter().zip(self.words.exprs).filter(|(_, count)| *count > 0) {
            row(&format!("expressions: {name}"), n(count), String::new(), String::new());
        }
        row("", String::new(), String::new(), String::new());
        row("pointers", n(s.pointer_slots), String::new(), String::new());
        row("scalars", n(s.scalar_slots), String::new(), String::new());
        row("referenced once", n(self.sharing.once), String::new(), String::new());
        row("referenced more than once", n(self.sharing.more), String::new(), String::new());
        row("most references to one", n(self.sharing.most), String::new(), String::new());
        row("longest array", n(s.longest_array), String::new(), String::new());
        row("longest string", String::new(), n(s.longest_string), String::new());
        let mut sections: Vec<_> = self.sharing.sections.iter().filter(|(_, bytes)| *bytes > 0).collect();
        // The largest first, and equal ones in the order of the files.
        sections.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
        let _ = writeln!(out, "\nbytes by section, of what no section before it reaches");
        for (name, bytes) in sections {
            let _ = writeln!(out, "{:>16}{:>8}  {name}", n(*bytes), share(*bytes));
        }
        out
    }
}

/// Constructors of `Expr` by index.
const EXPR_NAMES: [&str; 12] =
    ["bvar", "fvar", "mvar", "sort", "const", "app", "lam", "forallE", "letE", "lit", "mdata", "proj"];

fn n(count: u64) -> String {
    grouped(count)
}
