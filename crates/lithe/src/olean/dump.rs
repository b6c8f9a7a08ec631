//! `lithe olean dump`: what is in a module, readable.

use super::args::Options;
use super::constant::{Terms, fields};
use super::failure::{Failure, path_text};
use super::info::{import_json, import_text};
use super::inputs::Input;
use super::json;
use super::names::{self, Wanted};
use super::raw;
use super::run::{Report, Run};
use super::worker::{Worker, read};
use crate::exit::Exit;
use clap::Args;
use olean::error::Refusal;
use olean::module_data::{Constant, ExtensionEntries, ModuleData};
use olean::schema::Limits;
use olean::view::{Image, Word};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Print what is in a module: imports, constants, further names, extension entries
///
/// Prints the last part that is read (see --part), which holds the most. Terms are printed raw: loose bound variables as
/// `#i`, applications with all arguments. Extension entries are printed by their types if the Lean version's types are
/// known, and as raw objects otherwise. With NAME prints that constant, with NAME.* all below it as well; exit code 1 if
/// there is none. Long values are cut at the limits, with `…` at the cut.
///
/// JSON: one line for each thing, {"path", "item": "import" | "constant" | "extra_name" | "entry" | "object", ...}. A
/// constant has "kind", "name" and its fields; an entry "extension" and "value" (null if untyped); an object "offset",
/// "kind", "tag", "bytes", "children" and, where it has them, "scalars", "text", "number".
#[derive(Args)]
#[command(after_help = "Examples:
  lithe olean dump M.olean
  lithe olean dump Init/Prelude.olean Nat.rec
  lithe olean dump M.olean 'My.Namespace.*'
  lithe olean dump M.olean --extension Lean.Meta.simpExtension
  lithe olean dump --raw M.olean")]
pub struct Dump {
    /// File, or directory to search for .olean files
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// A constant; with `.*` at its end, all below it as well
    name: Option<String>,
    /// Only the entries of this extension
    #[arg(long, value_name = "EXT", conflicts_with = "name")]
    extension: Option<String>,
    /// Every object with its offset, as it is stored
    #[arg(long, conflicts_with_all = ["name", "extension"])]
    raw: bool,
    /// Deepest nesting of a value that is printed
    #[arg(long, value_name = "LEVELS", default_value_t = 32)]
    max_depth: usize,
    /// Most bytes of a term or an entry that are printed
    #[arg(long, value_name = "BYTES", default_value_t = 4096)]
    max_size: usize,
    #[command(flatten)]
    options: Options,
}

impl Dump {
    /// Runs the command.
    pub fn execute(self) -> Exit {
        let mut run = Run::new(self.options.json);
        let wanted = match self.name.as_deref().map(|name| Wanted::parse(name, true)).transpose() {
            Ok(wanted) => wanted,
            Err(message) => return run.usage(&message),
        };
        let inputs = run.find(std::slice::from_ref(&self.path), &self.options);
        let several = inputs.len() > 1;
        let mut found = 0;
        let work = |worker: &mut Worker, input: &Input| self.module(worker, input, wanted.as_ref(), several);
        run.each(&inputs, &self.options, work, |_, count| found += count.unwrap_or(0));
        if found == 0 && (wanted.is_some() || self.extension.is_some()) {
            run.verdict(Exit::No);
            let what = self.name.as_ref().or(self.extension.as_ref()).map_or("", String::as_str);
            if !self.options.json {
                run.output.err(&format!("{}: no `{what}`\n", self.path.display()));
            }
        }
        run.end()
    }

    fn module(
        &self,
        worker: &mut Worker,
        input: &Input,
        wanted: Option<&Wanted>,
        several: bool,
    ) -> Result<Report<usize>, Failure> {
        let Worker { module, verifier, types, .. } = worker;
        read(module, input)?;
        let verified = module.verify(verifier)?;
        let image = verified.image();
        let Some((types, known)) = types.for_terms(image) else {
            return Err(Failure::other(&input.path, "types", "no types to read terms by".into()));
        };
        let limits = Limits {
            depth: self.max_depth,
            text: self.max_size,
            bytes: self.max_size.saturating_mul(4),
            ..Limits::default()
        };
        let terms = Terms::new(types, limits);
        let path = path_text(&input.path);
        let mut printer =
            Printer { image, terms, known, json: self.options.json, path, out: String::new(), printed: 0 };
        let done = match (wanted, &self.extension) {
            _ if self.raw => printer.objects(),
            (Some(wanted), _) => printer.constants(Some(wanted)),
            (None, Some(extension)) => printer.entries(Some(extension)),
            (None, None) => printer.everything(),
        };
        done.map_err(|refusal| Failure::refused(module, refusal))?;
        let mut out = printer.out;
        if several && !self.options.json && !out.is_empty() {
            out.insert_str(0, &format!("-- {}\n", input.path.display()));
        }
        Ok(Report::yes(out, printer.printed))
    }
}

struct Printer<'i> {
    image: &'i Image<'i>,
    terms: Terms<'i>,
    /// Whether the types are those of the file's version.
    known: bool,
    json: bool,
    path: String,
    out: String,
    /// Things printed.
    printed: usize,
}

impl<'i> Printer<'i> {
    fn data(&self) -> Result<ModuleData<'i>, Refusal> {
        ModuleData::of_part(self.image, self.image.parts().len() - 1)
    }

    /// A line of JSON for one thing.
    fn item(&mut self, item: &str, fields: Value) {
        let mut object = json!({ "path": self.path, "item": item });
        if let (Value::Object(all), Value::Object(more)) = (&mut object, fields) {
            all.extend(more);
        }
        self.out += &json::line(&object);
    }

    fn everything(&mut self) -> Result<(), Refusal> {
        let data = self.data()?;
        for import in data.imports() {
            let import = import?;
            self.printed += 1;
            if self.json {
                self.item("import", import_json(&import));
            } else {
                let _ = writeln!(self.out, "{}", import_text(&import));
            }
        }
        self.constants(None)?;
        for name in data.extra_const_names() {
            let name = names::text(name?);
            self.printed += 1;
            if self.json {
                self.item("extra_name", json!({ "name": name }));
            } else {
                let _ = writeln!(self.out, "extra {name}");
            }
        }
        self.entries(None)
    }

    fn constants(&mut self, wanted: Option<&Wanted>) -> Result<(), Refusal> {
        for constant in self.data()?.constants() {
            let constant = constant?;
            if match wanted {
                Some(wanted) => wanted.matches(constant.name()?),
                None => true,
            } {
                self.constant(constant)?;
            }
        }
        Ok(())
    }

    fn constant(&mut self, constant: Constant<'i>) -> Result<(), Refusal> {
        let (kind, name) = (constant.kind().name(), names::text(constant.name()?));
        let (fields, width) = (fields(constant)?, self.image.width());
        self.printed += 1;
        if self.json {
            let mut object = Map::from_iter([("kind".into(), kind.into()), ("name".into(), name.into())]);
            for (name, field) in &fields {
                object.insert(name.clone(), field.json(&mut self.terms, width));
            }
            self.item("constant", Value::Object(object));
            return Ok(());
        }
        let _ = writeln!(self.out, "{kind} {name}");
        for (name, field) in fields.iter().filter(|(_, field)| !field.is_default()) {
            let text = field.text(&mut self.terms, width);
            if name != "levelParams" || text != "[]" {
                let _ = writeln!(self.out, "  {name} := {text}");
            }
        }
        Ok(())
    }

    fn entries(&mut self, only: Option<&str>) -> Result<(), Refusal> {
        for extension in self.data()?.entries() {
            let extension = extension?;
            let name = names::text(extension.extension);
            if only.is_none_or(|only| only == name) {
                self.extension(&name, extension);
            }
        }
        Ok(())
    }

    fn extension(&mut self, name: &str, extension: ExtensionEntries<'i>) {
        let ty = if self.known { self.terms.types.extension_entry(name) } else { None };
        let count = extension.entries().len();
        self.printed += count;
        if count > 0 && !self.json {
            let _ = writeln!(self.out, "entries of {name}: {count}");
        }
        for entry in extension.entries() {
            let shown = ty.map(|ty| self.terms.value(entry, self.image.width(), ty));
            if self.json {
                let value = shown.map_or(Value::Null, |shown| shown.json());
                self.item("entry", json!({ "extension": name, "value": value, "offset": offset(entry) }));
                continue;
            }
            let text = match shown {
                Some(shown) => shown.indented().replace('\n', "\n  "),
                None => raw::word(entry),
            };
            let _ = writeln!(self.out, "  {text}");
        }
    }

    fn objects(&mut self) -> Result<(), Refusal> {
        for part in 0..self.image.parts().len() {
            if self.image.parts().len() > 1 && !self.json {
                let _ = writeln!(self.out, "part {}", part + 1);
            }
            for object in self.image.objects(part) {
                self.printed += 1;
                if self.json {
                    self.item("object", raw::json(object, part));
                } else {
                    let _ = writeln!(self.out, "{}", raw::line(object, self.terms.limits.text));
                }
            }
            if let Some(root) = self.image.root(part)
                && !self.json
            {
                let _ = writeln!(self.out, "root {}", raw::word(root));
            }
        }
        Ok(())
    }
}

fn offset(word: Word<'_>) -> Option<u64> {
    word.object().map(|object| object.place().offset)
}
