//! `lithe olean info`: what a module says about itself.

use super::args::{Options, Paths, part_name};
use super::failure::{Failure, path_text};
use super::inputs::Input;
use super::json;
use super::run::{Report, Run};
use super::text::grouped;
use super::worker::{Worker, read};
use crate::exit::Exit;
use clap::Args;
use env::module_name;
use olean::error::Refusal;
use olean::header::{Header, Version};
use olean::module_data::{ConstantKind, Import, ModuleData};
use olean::module_file::{ModuleFile, PartKind};
use olean::view::Image;
use rt::layout::mpz::Encoding;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Show what modules are: version, parts, imports, and how much of what is in them
///
/// Counts are those of the last part that is read (see --part). The module's name is the shortest end of the path that
/// has the file's base address; if none has, the file was renamed or made elsewhere.
///
/// JSON: {"path", "module", "lean_version", "commit", "format", "width", "bignum", "base", "is_module", "parts": [{"part",
/// "path", "bytes", "base"}], "imports": [{"module", "all", "public", "meta"}], "constants": {"total", KIND: N, ...},
/// "extra_names", "extensions": N, "entries": {EXTENSION: N, ...}}; "module" is null when no name fits the base address.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe olean info Init/Prelude.olean
  lithe olean info --part exported M.olean
  lithe olean info --json build/lib | jq -r '[.path, .constants.total] | @tsv'")]
pub struct Info {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    options: Options,
}

impl Info {
    /// Runs the command.
    pub fn execute(self) -> Exit {
        let mut run = Run::new(self.options.json);
        let inputs = run.find(&self.paths.paths, &self.options);
        let work = |worker: &mut Worker, input: &Input| module(worker, input, self.options.json);
        run.each(&inputs, &self.options, work, |_, _| {});
        run.end()
    }
}

/// What is counted in a part.
#[derive(Default)]
struct Contents<'i> {
    is_module: Option<bool>,
    imports: Vec<Import<'i>>,
    constants: [u64; ConstantKind::ALL.len()],
    extra_names: usize,
    extensions: usize,
    /// Extensions with entries.
    entries: Vec<(String, usize)>,
}

impl<'i> Contents<'i> {
    fn of(image: &'i Image<'i>, part: usize) -> Result<Contents<'i>, Refusal> {
        let data = ModuleData::of_part(image, part)?;
        let mut constants = [0; ConstantKind::ALL.len()];
        for constant in data.constants() {
            constants[constant?.kind() as usize] += 1;
        }
        let mut entries = Vec::new();
        for extension in data.entries() {
            let extension = extension?;
            let count = extension.entries().len();
            if count > 0 {
                entries.push((extension.extension.to_string(), count));
            }
        }
        Ok(Contents {
            is_module: data.is_module(),
            imports: data.imports().collect::<Result<_, _>>()?,
            constants,
            extra_names: data.extra_const_names().len(),
            extensions: data.entries().len(),
            entries,
        })
    }

    fn kinds(&self) -> impl Iterator<Item = (&'static str, u64)> {
        ConstantKind::ALL.into_iter().map(|kind| (kind.name(), self.constants[kind as usize])).filter(|(_, n)| *n > 0)
    }
}

fn module(worker: &mut Worker, input: &Input, as_json: bool) -> Result<Report<()>, Failure> {
    let Worker { module, verifier, .. } = worker;
    read(module, input)?;
    let verified = module.verify(verifier)?;
    let image = verified.image();
    let contents = Contents::of(image, image.parts().len() - 1).map_err(|r| Failure::refused(module, r))?;
    let header = image.parts()[0].header();
    let name = module_name::deduce(&input.path, header.width(), header.base()).map(|n| module_name::display(&n));
    let out = match as_json {
        true => json::line(&line(input, module, image, &contents, name)),
        false => block(input, image, &contents, name),
    };
    Ok(Report::yes(out, ()))
}

/// Names of the parts of an image.
pub fn parts_of(input: &Input, image: &Image<'_>) -> Vec<&'static str> {
    match input.up_to {
        Some(_) => PartKind::ALL.into_iter().take(image.parts().len()).map(part_name).collect(),
        None => vec!["whole"],
    }
}

fn line(input: &Input, module: &ModuleFile, image: &Image<'_>, contents: &Contents<'_>, name: Option<String>) -> Value {
    let header = image.parts()[0].header();
    let parts = parts_of(input, image);
    let parts = parts.iter().zip(module.paths()).zip(image.parts()).map(|((part, path), file)| {
        json!({
            "part": part, "path": path_text(path), "bytes": file.bytes().len(), "base": json::hex(file.header().base()),
        })
    });
    let constants = [("total", contents.constants.iter().sum())].into_iter().chain(contents.kinds());
    let map = |(name, n): (&str, u64)| (name.to_owned(), Value::from(n));
    json!({
        "path": path_text(&input.path), "module": name, "lean_version": header.lean_version(),
        "commit": header.commit(), "format": header.version() as u8, "width": header.width().bytes() * 8,
        "bignum": bignum(header), "base": json::hex(header.base()), "is_module": contents.is_module,
        "parts": parts.collect::<Vec<_>>(), "imports": contents.imports.iter().map(import_json).collect::<Vec<_>>(),
        "constants": constants.map(map).collect::<Map<_, _>>(), "extra_names": contents.extra_names,
        "extensions": contents.extensions,
        "entries": contents.entries.iter().map(|(name, n)| map((name, *n as u64))).collect::<Map<_, _>>(),
    })
}

/// An import as JSON.
pub fn import_json(import: &Import<'_>) -> Value {
    json!({
        "module": import.module.to_string(), "all": import.import_all, "public": import.is_exported,
        "meta": import.is_meta,
    })
}

/// An import as a source writes it.
pub fn import_text(import: &Import<'_>) -> String {
    let word = |on: bool, word: &'static str| if on { word } else { "" };
    let (public, meta) = (word(import.is_exported, "public "), word(import.is_meta, "meta "));
    format!("{public}{meta}import {}{}", word(import.import_all, "all "), import.module)
}

/// The form of big numbers.
fn bignum(header: &Header) -> &'static str {
    match header.encoding() {
        Encoding::Gmp => "gmp",
        Encoding::Native => "native",
    }
}

fn block(input: &Input, image: &Image<'_>, contents: &Contents<'_>, name: Option<String>) -> String {
    let header = image.parts()[0].header();
    let mut out = format!("{}\n", input.path.display());
    let mut row = |key: &str, value: &str| {
        let _ = writeln!(out, "  {key:<12}{value}");
    };
    row("module", name.as_deref().unwrap_or("unknown: the base address is of none of the path's names"));
    match header.version() {
        Version::V1 => row("lean", &format!("unknown, commit {}", header.commit())),
        Version::V2 | Version::V3 => row("lean", &format!("{}, commit {}", header.lean_version(), header.commit())),
    }
    let width = header.width().bytes() * 8;
    let version = header.version() as u8;
    row("format", &format!("version {version}, {width}-bit, {} big numbers", bignum(header)));
    row(
        "is module",
        match contents.is_module {
            Some(true) => "yes",
            Some(false) => "no",
            None => "written before there were modules",
        },
    );
    for (part, file) in parts_of(input, image).into_iter().zip(image.parts()) {
        row("part", &format!("{part}: {} bytes at {:#x}", grouped(file.bytes().len() as u64), file.header().base()));
    }
    for import in &contents.imports {
        row("import", &import_text(import));
    }
    let kinds: Vec<String> = contents.kinds().map(|(kind, n)| format!("{n} {kind}")).collect();
    let total: u64 = contents.constants.iter().sum();
    let kinds = if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
    row("constants", &format!("{total}{kinds}"));
    row("extra names", &contents.extra_names.to_string());
    row("extensions", &format!("{}, {} of them with entries", contents.extensions, contents.entries.len()));
    for (name, count) in &contents.entries {
        row("entries", &format!("{count:>6} {name}"));
    }
    out
}
