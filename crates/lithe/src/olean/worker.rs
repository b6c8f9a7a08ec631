//! What a thread needs to read module after module: buffers and tables that are reused.

use super::constant::some_schema;
use super::failure::Failure;
use super::inputs::Input;
use olean::error::Error;
use olean::module_file::{ModuleFile, PartKind, part_path};
use olean::schema::{Schema, Types};
use olean::verify::Verifier;
use olean::view::Image;
use olean::words::WordChecker;
use std::io;

/// The reusable state of one thread.
#[derive(Default)]
pub struct Worker {
    /// The bytes of the module at hand.
    pub module: ModuleFile,
    /// The bytes of a module to compare with.
    pub second: ModuleFile,
    /// The verifier.
    pub verifier: Verifier,
    /// The checker of cached words.
    pub words: WordChecker,
    /// Types of the versions met so far.
    pub types: Layouts,
}

/// Reads the parts of an input into the buffers of `module`.
pub fn read(module: &mut ModuleFile, input: &Input) -> Result<(), Failure> {
    // What is no file could be endless, or not answer.
    match std::fs::metadata(&input.path) {
        Ok(meta) if !meta.is_file() => {
            return Err(Failure::other(&input.path, "io", "cannot read: not a file".into()));
        }
        _ => {}
    }
    module.open_again(&input.path, input.up_to)?;
    let parts = module.paths().len();
    match input.up_to {
        Some(kind) if input.named_part && parts <= kind as usize => {
            let missing = part_path(&input.path, PartKind::ALL[parts.min(2)]);
            Err(Error::world(&missing, "open", io::ErrorKind::NotFound.into()).into())
        }
        _ => Ok(()),
    }
}

/// Types by version, made when first met.
#[derive(Default)]
pub struct Layouts(Vec<Types<'static>>);

impl Layouts {
    /// The types of the version that wrote `image`; `None` if that version is not known.
    pub fn of(&mut self, image: &Image<'_>) -> Option<&mut Types<'static>> {
        let header = image.parts().first()?.header();
        self.by(Schema::for_version(header.lean_version(), header.commit())?)
    }

    /// Types to read terms by: those of the version that wrote `image`, or of another one, and whether they are its own.
    pub fn for_terms(&mut self, image: &Image<'_>) -> Option<(&mut Types<'static>, bool)> {
        let header = image.parts().first()?.header();
        let own = Schema::for_version(header.lean_version(), header.commit());
        let known = own.is_some();
        self.by(own.or_else(some_schema)?).map(|types| (types, known))
    }

    fn by(&mut self, schema: &'static Schema) -> Option<&mut Types<'static>> {
        let at = match self.0.iter().position(|t| std::ptr::eq(t.schema(), schema)) {
            Some(at) => at,
            None => {
                self.0.push(Types::new(schema));
                self.0.len() - 1
            }
        };
        self.0.get_mut(at)
    }
}
