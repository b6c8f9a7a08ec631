//! `lithe olean convert`: the same module for machines of the other pointer width.

use super::args::Options;
use super::destination::Destination;
use super::failure::{Failure, path_text};
use super::inputs::Input;
use super::json;
use super::rewrite::target_of;
use super::run::{Report, Run};
use super::text::count;
use super::worker::{Worker, read};
use crate::exit::Exit;
use clap::{Args, ValueEnum};
use env::module_name;
use olean::compact::Target;
use olean::convert::{self, usual_encoding};
use olean::view::Image;
use rt::layout::{Width, mpz::Encoding};
use serde_json::json;
use std::path::PathBuf;

/// Write modules for the other pointer width
///
/// A file for 32-bit machines cannot be used on a 64-bit one, nor the reverse: every pointer, size and small number is
/// stored differently. Converting needs the types of everything in the file, so it works for the Lean versions whose
/// types are built in; others are refused (exit code 2) with the list of those. All parts of a module are converted
/// together. The base address follows from the module's name, which is deduced from the path, or given with --module.
///
/// JSON: {"path", "module", "width", "bignum", "written": [{"path", "bytes", "base"}, ...]} for each module.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe olean convert --to 64 lib32 -o lib64
  lithe olean convert --to 64 M.olean -o /tmp/M.olean --module My.M
  lithe olean convert --to 64 --bignum native M.olean -o /tmp/M.olean")]
pub struct Convert {
    /// File, or directory to search for .olean files
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// Pointer width of the result, in bits
    #[arg(long, value_enum, value_name = "BITS")]
    to: Bits,
    /// Where to write
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Name of the module, if the path does not tell it
    #[arg(long, value_name = "NAME", value_parser = module_name::parse)]
    module: Option<ModuleName>,
    /// Form of big numbers [default: gmp for 64 bits, native for 32, as Lean's own builds have it]
    #[arg(long, value_enum, value_name = "FORM")]
    bignum: Option<Bignum>,
    #[command(flatten)]
    options: Options,
}

/// Components; an alias, so that one option takes one list and not several items.
type ModuleName = Vec<String>;

/// Pointer widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Bits {
    /// 32 bits
    #[value(name = "32")]
    W32,
    /// 64 bits
    #[value(name = "64")]
    W64,
}

/// Forms of big numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Bignum {
    /// As a build of Lean with GMP has it
    Gmp,
    /// As a build without GMP has it
    Native,
}

impl Convert {
    /// Runs the command.
    pub fn execute(self) -> Exit {
        let mut run = Run::new(self.options.json);
        let destination = match Destination::new(&self.path, &self.output) {
            Ok(destination) => destination,
            Err(failure) => {
                run.fail(&self.output, &failure);
                return run.end();
            }
        };
        if self.module.is_some() && self.path.is_dir() {
            let message = "--module names one module, and this is a directory".into();
            run.fail(&self.path, &Failure::other(&self.path, "usage", message));
            return run.end();
        }
        let inputs = run.find(std::slice::from_ref(&self.path), &self.options);
        let mut converted = 0;
        let work = |worker: &mut Worker, input: &Input| self.module(worker, input, &destination);
        run.each(&inputs, &self.options, work, |_, outcome| converted += outcome.map_or(0, |files| files as u64));
        if !self.options.json {
            run.output.out(&format!("{} written\n", count(converted, "file")));
        }
        run.end()
    }

    fn module(&self, worker: &mut Worker, input: &Input, to: &Destination) -> Result<Report<usize>, Failure> {
        let Worker { module, verifier, .. } = worker;
        read(module, input)?;
        let verified = module.verify(verifier)?;
        let image = verified.image();
        let name = self.name(input, image)?;
        let width = match self.to {
            Bits::W32 => Width::W32,
            Bits::W64 => Width::W64,
        };
        let encoding = match self.bignum {
            Some(Bignum::Gmp) => Encoding::Gmp,
            Some(Bignum::Native) => Encoding::Native,
            None => usual_encoding(width),
        };
        let base = module_name::base_of(&name, &input.path, width);
        let target = Target { width, encoding, base, ..target_of(image) };
        let parts = if image.width() == width {
            convert::numbers(image, target).map_err(|e| Failure::other(&input.path, "convert", e.to_string()))?
        } else {
            convert::width(image, target).map_err(|e| Failure::other(&input.path, "convert", e.to_string()))?
        };
        let written = to.write(input, &parts)?;
        let out = if self.options.json {
            let file = |(path, bytes): (&PathBuf, &Vec<u8>)| {
                let base = olean::header::Header::parse_as(bytes, width).map(|h| h.base()).unwrap_or(base);
                json!({ "path": path_text(path), "bytes": bytes.len(), "base": json::hex(base) })
            };
            json::line(&json!({
                "path": path_text(&input.path), "module": module_name::display(&name), "width": width.bytes() * 8,
                "bignum": if encoding == Encoding::Gmp { "gmp" } else { "native" },
                "written": written.iter().zip(&parts).map(file).collect::<Vec<_>>(),
            }))
        } else {
            String::new()
        };
        Ok(Report::yes(out, written.len()))
    }

    fn name(&self, input: &Input, image: &Image<'_>) -> Result<Vec<String>, Failure> {
        let base = image.parts()[0].header().base();
        let name = self.module.clone().or_else(|| module_name::deduce(&input.path, image.width(), base));
        name.ok_or_else(|| {
            let message = format!("no name in this path has the base address {base:#x}; give the name with --module");
            Failure::other(&input.path, "module-name", message)
        })
    }
}
