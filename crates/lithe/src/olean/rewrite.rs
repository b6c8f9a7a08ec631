//! `lithe olean rewrite`: read a module and write it again.

use super::args::Options;
use super::destination::Destination;
use super::failure::{Failure, path_text};
use super::inputs::Input;
use super::json;
use super::run::{Report, Run};
use super::worker::{Worker, read};
use crate::exit::Exit;
use clap::Args;
use olean::compact::Target;
use olean::convert;
use olean::view::Image;
use serde_json::json;
use std::path::PathBuf;

/// Read a module, compact it again, and say whether that gives the same bytes
///
/// The compactor emits equal objects once and children before parents, in Lean's order, so a file that Lean wrote comes
/// out as it was, byte for byte. A file that does not was not written by Lean, or changed afterwards.
///
/// With -o the result is written: a module with all its parts to OUT, a directory's modules to the same paths in OUT.
/// With --check nothing is written; exit code 1 says that some module is not identical.
///
/// JSON: {"path", "identical", "part", "offset", "written": [PATH, ...]} for each module, where "part" (from 0) and "offset"
/// say where the first difference is; {"total": {"files", "identical"}} at the end.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe olean rewrite --check build/lib
  lithe olean rewrite M.olean -o /tmp/M.olean
  lithe olean rewrite build/lib -o /tmp/lib")]
pub struct Rewrite {
    /// File, or directory to search for .olean files; with --check, several of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Where to write
    #[arg(short, long, value_name = "OUT", required_unless_present = "check")]
    output: Option<PathBuf>,
    /// Compare only
    #[arg(long, conflicts_with = "output")]
    check: bool,
    #[command(flatten)]
    options: Options,
}

/// One module's files, and how many of them are identical.
struct Outcome {
    files: u64,
    identical: u64,
}

impl Rewrite {
    /// Runs the command.
    pub fn execute(self) -> Exit {
        let mut run = Run::new(self.options.json);
        let destination = match (&self.output, &*self.paths) {
            (None, _) => None,
            (Some(out), [path]) => match Destination::new(path, out) {
                Ok(destination) => Some(destination),
                Err(failure) => {
                    run.fail(out, &failure);
                    return run.end();
                }
            },
            (Some(out), _) => {
                let message = "one file or one directory can be written, not several".into();
                run.fail(out, &Failure::other(out, "usage", message));
                return run.end();
            }
        };
        let inputs = run.find(&self.paths, &self.options);
        let (mut files, mut identical) = (0, 0);
        let work = |worker: &mut Worker, input: &Input| self.module(worker, input, destination.as_ref());
        run.each(&inputs, &self.options, work, |_, outcome| {
            files += outcome.as_ref().map_or(1, |o| o.files);
            identical += outcome.as_ref().map_or(0, |o| o.identical);
        });
        run.output.out(&if self.options.json {
            json::line(&json!({ "total": { "files": files, "identical": identical } }))
        } else {
            format!("{identical} of {files} files identical\n")
        });
        run.end()
    }

    fn module(
        &self,
        worker: &mut Worker,
        input: &Input,
        destination: Option<&Destination>,
    ) -> Result<Report<Outcome>, Failure> {
        let Worker { module, verifier, .. } = worker;
        read(module, input)?;
        let verified = module.verify(verifier)?;
        let image = verified.image();
        let parts = convert::numbers(image, target_of(image))
            .map_err(|e| Failure::other(&input.path, "write", e.to_string()))?;
        let originals = module.bytes();
        let same = originals.iter().zip(&parts).filter(|(a, b)| **a == b.as_slice()).count();
        let outcome = Outcome { files: originals.len() as u64, identical: same as u64 };
        let written = match destination {
            Some(destination) => destination.write(input, &parts)?,
            None => Vec::new(),
        };
        let difference = originals.iter().zip(&parts).enumerate().find_map(|(part, (a, b))| {
            let at = a.iter().zip(b).position(|(x, y)| x != y);
            at.or((a.len() != b.len()).then_some(a.len().min(b.len()))).map(|at| (part, at))
        });
        let exit = if self.check && difference.is_some() { Exit::No } else { Exit::Yes };
        let out = if self.options.json {
            json::line(&json!({
                "path": path_text(&input.path), "identical": difference.is_none(), "part": difference.map(|d| d.0),
                "offset": difference.map(|d| d.1), "written": written.iter().map(|p| path_text(p)).collect::<Vec<_>>(),
            }))
        } else if let Some((part, at)) = difference {
            let path = module.paths().nth(part).unwrap_or(&input.path);
            let (was, is) = (originals[part].len(), parts[part].len());
            format!("{}: differs from byte {at:#x} ({was} bytes, rewritten {is})\n", path.display())
        } else {
            String::new()
        };
        Ok(Report { out, err: String::new(), exit, data: outcome })
    }
}

/// What the header of an image's files says.
pub fn target_of<'i>(image: &'i Image<'_>) -> Target<'i> {
    let header = image.parts()[0].header();
    Target { width: image.width(), encoding: image.encoding(), base: header.base(), ..Target::like(header) }
}
