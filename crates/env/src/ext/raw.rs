//! Entries of extensions that nobody looks into yet, as they are.
//!
//! What reads them later, a parser's tables for instance, is an [`Extension`] of its own; until then nothing of a file
//! is lost.

use crate::base::{Base, Entries};
use crate::environment::Environment;
use crate::extension::Extension;
use crate::persistent::{NameMap, Vector, name_map};
use rt::Obj;
use term::Name;

/// What this module adds to extensions that are not known by type.
#[derive(Clone, Copy, Debug)]
pub enum Raw {}

/// The state of [`Raw`].
#[derive(Clone)]
pub struct RawState(NameMap<Vector<Obj>>);

impl Extension for Raw {
    const NAME: &'static str = "Lithe.raw";
    type State = RawState;

    fn import(_: &dyn Base) -> RawState {
        RawState(name_map())
    }

    fn export(_: &Environment, _: &RawState) -> Vec<Obj> {
        Vec::new()
    }
}

impl Environment {
    /// The imported entries of an extension as they are.
    pub fn imported_entries(&self, extension: &Name) -> Entries {
        Entries::of(self.base(), extension)
    }

    /// What this module has added to an extension that is not known by type, in order.
    pub fn raw_entries(&self, extension: &Name) -> Vec<Obj> {
        self.ext::<Raw>().0.get(extension).map(|all| all.iter().cloned().collect()).unwrap_or_default()
    }

    /// Adds an entry to an extension that is not known by type.
    pub fn add_raw_entry(&mut self, extension: &Name, entry: Obj) {
        self.modify_ext::<Raw>(|state| match state.0.get_mut(extension) {
            Some(all) => all.push_back_mut(entry),
            None => {
                let mut all = Vector::new_with_ptr_kind();
                all.push_back_mut(entry);
                state.0.insert_mut(extension.clone(), all);
            }
        });
    }

    /// The extensions that are not known by type and that this module adds to, in upstream's order of names.
    pub fn raw_extensions(&self) -> Vec<Name> {
        let mut all: Vec<Name> = self.ext::<Raw>().0.keys().cloned().collect();
        all.sort();
        all
    }
}
