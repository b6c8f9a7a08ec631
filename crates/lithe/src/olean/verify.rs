//! `lithe olean verify`: whether files may be trusted to be what they claim.

use super::args::{Options, Paths};
use super::failure::{Failure, path_text};
use super::inputs::Input;
use super::json;
use super::run::{Report, Run};
use super::text::count;
use super::worker::{Worker, read};
use crate::exit::Exit;
use clap::Args;
use olean::schema;
use olean::words::WordCounts;
use serde_json::{Value, json};
use std::time::Instant;

/// Check every object of every file
///
/// Structure: each object's tag, size, count and alignment, each pointer, each string, the exact end of the file. Words:
/// the hash, depth and flags that each name, level and expression carries, recomputed. With --types also: every value
/// against the type that its place demands, for the Lean versions whose types are known.
///
/// Refused files go to standard error, one line each: PATH: byte OFFSET: REASON. The exit code is 1 if there are any.
///
/// JSON: {"path", "verified", "files", "bytes", "objects", "names", "levels", "exprs", "typed", "untyped_values"} for each
/// module, {"path", "verified": false, "error"} for a refused one, and at the end {"total": {...}, "refused"}.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe olean verify M.olean
  lithe olean verify --types ~/.elan/toolchains/*/lib/lean
  lithe olean verify --json build/lib | grep '\"verified\":false'")]
pub struct Verify {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    options: Options,
    /// Check the types of values, too
    #[arg(long)]
    types: bool,
}

/// What was checked.
#[derive(Clone, Default)]
struct Checked {
    files: u64,
    bytes: u64,
    objects: u64,
    words: WordCounts,
    /// Files whose types were checked.
    typed: u64,
    /// Values without a known type.
    untyped_values: u64,
}

impl Checked {
    fn add(&mut self, other: &Checked) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.objects += other.objects;
        self.words.add(&other.words);
        self.typed += other.typed;
        self.untyped_values += other.untyped_values;
    }

    fn json(&self) -> Value {
        json!({
            "files": self.files, "bytes": self.bytes, "objects": self.objects, "names": self.words.names(),
            "levels": self.words.levels, "exprs": self.words.expressions(), "typed": self.typed,
            "untyped_values": self.untyped_values,
        })
    }
}

impl Verify {
    /// Runs the command.
    pub fn execute(self) -> Exit {
        let start = Instant::now();
        let mut run = Run::new(self.options.json);
        let inputs = run.find(&self.paths.paths, &self.options);
        let (mut total, mut refused, mut unread) = (Checked::default(), 0, 0);
        let work = |worker: &mut Worker, input: &Input| self.module(worker, input);
        run.each(&inputs, &self.options, work, |_, checked| match checked {
            Ok(Ok(checked)) => total.add(&checked),
            Ok(Err(())) => refused += 1,
            Err(_) => unread += 1,
        });
        let seconds = start.elapsed().as_secs_f64();
        if self.options.json {
            run.output.out(&json::line(&json!({ "total": total.json(), "refused": refused, "unread": unread })));
        } else {
            run.output.out(&self.summary(&total, refused, unread));
            let threads = self.options.threads().get().min(inputs.len().max(1));
            let rate = total.bytes as f64 / 1e6 / seconds;
            let threads = count(threads as u64, "thread");
            run.output.aside(&format!("{seconds:.2} s, {rate:.0} MB/s on {threads}\n"));
        }
        run.end()
    }

    fn module(&self, worker: &mut Worker, input: &Input) -> Result<Report<Result<Checked, ()>>, Failure> {
        match self.check(worker, input) {
            Ok(checked) => {
                let mut out = String::new();
                let mut err = String::new();
                let mut exit = Exit::Yes;
                if self.types && checked.typed == 0 {
                    exit = Exit::CouldNot;
                    err = format!("{}: the types of this Lean version are not known\n", input.path.display());
                }
                if self.options.json {
                    let mut object = json!({ "path": path_text(&input.path), "verified": true });
                    if let (Value::Object(all), Value::Object(more)) = (&mut object, checked.json()) {
                        all.extend(more);
                    }
                    out = json::line(&object);
                    err = String::new();
                }
                Ok(Report { out, err, exit, data: Ok(checked) })
            }
            Err(failure) if failure.is_verdict() => {
                let (mut out, mut err) = (String::new(), String::new());
                if self.options.json {
                    let path = path_text(&input.path);
                    out = json::line(&json!({ "path": path, "verified": false, "error": failure.json() }));
                } else {
                    err = format!("{failure}\n");
                }
                Ok(Report { out, err, exit: Exit::No, data: Err(()) })
            }
            Err(failure) => Err(failure),
        }
    }

    fn check(&self, worker: &mut Worker, input: &Input) -> Result<Checked, Failure> {
        let Worker { module, verifier, words, types, .. } = worker;
        read(module, input)?;
        let refused = |refusal| Failure::refused(module, refusal);
        let (verified, stats) = verifier.verify_with_stats(&module.bytes()).map_err(refused)?;
        let image = verified.image();
        let words = words.check(image).map_err(refused)?;
        let mut checked = Checked {
            files: stats.files,
            bytes: stats.file_bytes,
            objects: stats.total_objects(),
            words,
            typed: 0,
            untyped_values: 0,
        };
        if self.types
            && let Some(types) = types.of(image)
        {
            let typing = schema::check(image, types).map_err(|error| Failure::mistyped(module, error))?;
            checked.typed = checked.files;
            checked.untyped_values = typing.untyped_total as u64;
        }
        Ok(checked)
    }

    fn summary(&self, total: &Checked, refused: u64, unread: u64) -> String {
        let mut out = String::new();
        let words = &total.words;
        let files = count(total.files, "file");
        out += &format!("verified  {files}, {} bytes, {} objects\n", total.bytes, total.objects);
        out += &format!(
            "words     {} names, {} levels, {} expressions recomputed\n",
            words.names(),
            words.levels,
            words.expressions()
        );
        if self.types {
            out +=
                &format!("types     {} checked, {} values untyped\n", count(total.typed, "file"), total.untyped_values);
        }
        out += &format!("refused   {refused}\n");
        if unread > 0 {
            out += &format!("unread    {unread}\n");
        }
        out
    }
}
