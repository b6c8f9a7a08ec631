//! `lithe olean find`: which modules have a declaration.

use super::args::Options;
use super::constant::Terms;
use super::failure::{Failure, path_text};
use super::inputs::Input;
use super::json;
use super::names::{self, Wanted};
use super::run::{Report, Run};
use super::worker::{Worker, read};
use crate::exit::Exit;
use clap::Args;
use olean::module_data::ModuleData;
use olean::name::Name;
use olean::schema::Limits;
use serde_json::json;
use std::path::PathBuf;

/// Find the modules that declare a name
///
/// Prints PATH:OFFSET: KIND NAME : TYPE for each constant found, and KIND `extra` for names that only the compiler knows.
/// Exit code 1 if there is none.
///
/// JSON: {"path", "part", "offset", "kind", "name", "type"} for each; "type" is null for extra names.
#[derive(Args)]
#[command(after_help = "Examples:
  lithe olean find Nat.add ~/.elan/toolchains/*/lib/lean
  lithe olean find --pattern 'List.map_*' build/lib
  lithe olean find --json --pattern '*.sizeOf_spec' build/lib")]
pub struct Find {
    /// The name, as Lean prints it
    name: String,
    /// Files, and directories to search for .olean files
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The name is a pattern: `*` stands for any characters, `?` for one
    #[arg(long)]
    pattern: bool,
    /// Most bytes of a type that are printed
    #[arg(long, value_name = "BYTES", default_value_t = 160)]
    max_size: usize,
    #[command(flatten)]
    options: Options,
}

impl Find {
    /// Runs the command.
    pub fn execute(self) -> Exit {
        let mut run = Run::new(self.options.json);
        let wanted = if self.pattern { Ok(Wanted::pattern(&self.name)) } else { Wanted::parse(&self.name, false) };
        let wanted = match wanted {
            Ok(wanted) => wanted,
            Err(message) => return run.usage(&message),
        };
        let inputs = run.find(&self.paths, &self.options);
        let mut found = 0;
        let work = |worker: &mut Worker, input: &Input| self.module(worker, input, &wanted);
        run.each(&inputs, &self.options, work, |_, count| found += count.unwrap_or(0));
        if found == 0 {
            run.verdict(Exit::No);
        }
        run.end()
    }

    fn module(&self, worker: &mut Worker, input: &Input, wanted: &Wanted) -> Result<Report<usize>, Failure> {
        let Worker { module, verifier, types, .. } = worker;
        read(module, input)?;
        let verified = module.verify(verifier)?;
        let image = verified.image();
        let refused = |refusal| Failure::refused(module, refusal);
        let data = ModuleData::of_part(image, image.parts().len() - 1).map_err(refused)?;
        let mut terms = None;
        let (mut out, mut found) = (String::new(), 0);
        let mut hit = |name: Name<'_>, kind: &str, part: u32, offset: u64, ty: Option<String>| {
            found += 1;
            let (path, name) = (module.paths().nth(part as usize).unwrap_or(&input.path), names::text(name));
            out += &if self.options.json {
                json::line(&json!({
                    "path": path_text(&input.path), "part": path_text(path), "offset": offset, "kind": kind,
                    "name": name, "type": ty,
                }))
            } else {
                let ty = ty.map(|ty| format!(" : {ty}")).unwrap_or_default();
                format!("{}:{offset:#x}: {kind} {name}{ty}\n", path.display())
            };
        };
        for constant in data.constants() {
            let constant = constant.map_err(refused)?;
            let name = constant.name().map_err(refused)?;
            if wanted.matches(name) {
                if terms.is_none() {
                    let limits = Limits { text: self.max_size, ..Limits::default() };
                    terms = types.for_terms(image).map(|(types, _)| Terms::new(types, limits));
                }
                let ty = terms.as_mut().map(|terms| terms.expr(constant.ty(), image.width()));
                let place = constant.info().place();
                hit(name, constant.kind().name(), place.part, place.offset, ty);
            }
        }
        for name in data.extra_const_names() {
            let name = name.map_err(refused)?;
            if wanted.matches(name) {
                let place = name.word().object().unwrap_or(data.object()).place();
                hit(name, "extra", place.part, place.offset, None);
            }
        }
        Ok(Report::yes(out, found))
    }
}
