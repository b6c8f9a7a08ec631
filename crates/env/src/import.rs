//! Imported modules from `.olean` files.
//!
//! What it is: files found and ordered by [`crate::graph`], verified, their types and cached words checked, brought to
//! this machine's form where they have another, and placed in memory as live objects. Threads do that; what comes out
//! depends on the files only.
//!
//! What it is not: a mapping of trusted files. And nothing is built from the constants: finding one goes through a
//! table of places that is made at the first search, keyed by the hashes that names carry.
//!
//! The memory of the files stays for the rest of the process, because words into it have no lifetime; see
//! [`olean::region`].

use crate::base::{Base, Import, Module};
use crate::error::Error;
use crate::graph::{self, Reading};
use crate::load::{Options, Progress};
use crate::module_name;
use crate::parallel::{Flow, in_order};
use crate::search::{self, Wanted};
use hashbrown::HashTable;
use olean::compact::Target;
use olean::convert;
use olean::error::Error as ReaderError;
use olean::module_data::ModuleData;
use olean::name::Component;
use olean::region::{LoadError, Region};
use olean::schema::{self, Schema, Types};
use olean::verify::Verifier;
use olean::view::Image;
use olean::words::WordChecker;
use rt::layout::Width;
use rt::{Obj, ObjRef};
use std::cell::OnceCell;
use std::io;
use std::path::PathBuf;
use std::rc::Rc;
use term::{ConstantInfo, Name, NameRef};

/// Imported modules whose files are in memory.
pub struct Imported {
    modules: Vec<Module>,
    /// The `ModuleData` of each.
    roots: Vec<Obj>,
    /// Places of names, by hash.
    index: OnceCell<HashTable<Place>>,
    /// Whether no file leaves anything out.
    is_whole: bool,
}

/// Where a name is: among the constants of a module, or among the names that only its compiler knows.
#[derive(Clone, Copy)]
struct Place {
    module: u32,
    /// The number of the constant; the sum of their number and that of the name where the compiler alone knows it.
    at: u32,
}

const CONST_NAMES: usize = 1;
const CONSTANTS: usize = 2;
const EXTRA_NAMES: usize = 3;
const ENTRIES: usize = 4;

/// What a thread makes of a module.
struct Loaded {
    region: Region,
    imports: Vec<(Vec<String>, [bool; 3])>,
    is_module: bool,
    /// The part that holds everything.
    part: usize,
}

/// The state of a thread.
#[derive(Default)]
struct Worker {
    reading: Reading,
    words: WordChecker,
    again: Verifier,
}

/// Imports what `wanted` stands for, and everything that it imports.
///
/// # Errors
/// If a file is missing, malformed, or of a version of Lean whose types are not known.
pub fn import(wanted: &[Wanted], options: &Options, mut progress: impl FnMut(Progress)) -> Result<Rc<Imported>, Error> {
    let places: Vec<PathBuf> = options.places.first.iter().chain(&options.places.last).cloned().collect();
    let files = search::files(wanted, &places, options.up_to)?;
    let modules = graph::modules(files, &options.places, options.threads)?;
    progress(Progress::Total(modules.iter().map(|module| module.bytes).sum()));
    let mut imported = Imported {
        modules: Vec::with_capacity(modules.len()),
        roots: Vec::new(),
        index: OnceCell::new(),
        is_whole: true,
    };
    let mut failed = None;
    in_order(&modules, options.threads, Worker::default, load, |at, loaded| {
        progress(Progress::Read(modules[at].bytes));
        match loaded.and_then(|loaded| imported.push(&modules[at], loaded)) {
            Ok(()) => Flow::Continue,
            Err(error) => {
                failed = Some(error);
                Flow::Stop
            }
        }
    });
    failed.map_or(Ok(Rc::new(imported)), Err)
}

fn refused(module: &graph::Module, message: impl ToString) -> Error {
    let source = io::Error::new(io::ErrorKind::InvalidData, message.to_string());
    ReaderError::world(&graph::last_part(module), "import", source).into()
}

fn load(worker: &mut Worker, module: &graph::Module) -> Result<Loaded, Error> {
    graph::open(&mut worker.reading, &module.path, module.up_to)?;
    let Reading { module: file, verifier } = &mut worker.reading;
    let verified = file.verify(verifier)?;
    let image = verified.image();
    let locate = |refusal| Error::Reader(file.locate(refusal));
    worker.words.check(image).map_err(locate)?;
    let part = image.parts().len().saturating_sub(1);
    let data = ModuleData::of_part(image, part).map_err(locate)?;
    let mut imports = Vec::new();
    for import in data.imports() {
        let import = import.map_err(locate)?;
        imports.push((components(import.module), [import.import_all, import.is_exported, import.is_meta]));
    }
    let is_module = data.is_module() == Some(true);
    let region = match place(image, module, &mut worker.again)? {
        Some(region) => region,
        None => Region::load(&verified).map_err(|error| refused(module, error))?,
    };
    Ok(Loaded { region, imports, is_module, part })
}

fn components(name: olean::name::Name<'_>) -> Vec<String> {
    let text = |part| match part {
        Component::Str(text) => str::to_owned(text),
        Component::Num(number) => number.to_string(),
    };
    name.components().into_iter().map(text).collect()
}

/// Checks the types of a file, and places it, if it first has to be brought to this machine's form.
fn place(image: &Image<'_>, module: &graph::Module, again: &mut Verifier) -> Result<Option<Region>, Error> {
    let header = image.parts().first().map(|part| part.header());
    let (version, commit) = header.map_or(("", ""), |header| (header.lean_version(), header.commit()));
    let encoding = convert::usual_encoding(Width::W64);
    if image.width() == Width::W64 && image.encoding() == encoding {
        let unknown = || refused(module, format!("the types of Lean {version} ({commit}) are not known"));
        let schema = Schema::for_version(version, commit).ok_or_else(unknown)?;
        schema::check(image, &mut Types::new(schema)).map_err(|error| refused(module, error))?;
        return Ok(None);
    }
    let base = module_name::base_of(&module.name, &module.path, Width::W64);
    let target = Target { width: Width::W64, encoding, base, lean_version: version, commit };
    // Conversion by width checks the types; that of numbers alone does not know them.
    let parts = match image.width() {
        Width::W32 => convert::width(image, target).map_err(|error| refused(module, error))?,
        Width::W64 => {
            let unknown = || refused(module, format!("the types of Lean {version} ({commit}) are not known"));
            let schema = Schema::for_version(version, commit).ok_or_else(unknown)?;
            schema::check(image, &mut Types::new(schema)).map_err(|error| refused(module, error))?;
            convert::numbers(image, target).map_err(|error| refused(module, error))?
        }
    };
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let verified = again.verify(&parts).map_err(|refusal| refused(module, refusal))?;
    let region = Region::load(&verified).map_err(|error: LoadError| refused(module, error))?;
    Ok(Some(region))
}

fn to_name(components: &[String]) -> Name {
    components.iter().fold(Name::anonymous(), |prefix, part| Name::str(&prefix, part))
}

impl Imported {
    fn push(&mut self, module: &graph::Module, loaded: Loaded) -> Result<(), Error> {
        let Loaded { region, imports, is_module, part } = loaded;
        let root = region.root(part).ok_or_else(|| refused(module, "a part is missing"))?;
        let import = |(name, [import_all, is_exported, is_meta]): (Vec<String>, [bool; 3])| Import {
            module: to_name(&name),
            import_all,
            is_exported,
            is_meta,
        };
        let imports = imports.into_iter().map(import).collect();
        self.modules.push(Module { name: to_name(&module.name), is_module, imports });
        self.roots.push(root.to_obj());
        self.is_whole &= !module.partial;
        Ok(())
    }

    /// The items of an array of a module's data, whose type has been checked.
    fn array(&self, module: usize, field: usize) -> &[ObjRef<'_>] {
        let root = self.roots.get(module).map(Obj::r);
        root.and_then(|root| root.get_field(field)?.as_array()).unwrap_or_default()
    }

    fn name_at(&self, place: Place) -> Option<NameRef<'_>> {
        let names = self.array(place.module as usize, CONST_NAMES);
        let at = place.at as usize;
        let word = match names.get(at) {
            Some(name) => *name,
            None => *self.array(place.module as usize, EXTRA_NAMES).get(at - names.len())?,
        };
        NameRef::cast(word)
    }

    fn index(&self) -> &HashTable<Place> {
        self.index.get_or_init(|| {
            let count = |field| (0..self.roots.len()).map(|module| self.array(module, field).len()).sum::<usize>();
            let mut index = HashTable::with_capacity(count(CONST_NAMES) + count(EXTRA_NAMES));
            let hash = |place: &Place| self.name_at(*place).map_or(0, NameRef::hash);
            for (module, _) in self.roots.iter().enumerate() {
                let names = self.array(module, CONST_NAMES).iter().chain(self.array(module, EXTRA_NAMES));
                for (at, name) in names.enumerate() {
                    let (Some(name), Ok(module), Ok(at)) =
                        (NameRef::cast(*name), u32::try_from(module), u32::try_from(at))
                    else {
                        continue;
                    };
                    let same = |place: &Place| self.name_at(*place) == Some(name);
                    // Upstream, too, takes the first of several.
                    index.entry(name.hash(), same, hash).or_insert(Place { module, at });
                }
            }
            index
        })
    }

    fn place_of(&self, name: &Name) -> Option<Place> {
        self.index().find(name.hash(), |place| self.name_at(*place) == Some(name.r())).copied()
    }

    /// How many constants there are.
    pub fn num_constants(&self) -> usize {
        (0..self.roots.len()).map(|module| self.array(module, CONSTANTS).len()).sum()
    }
}

impl Base for Imported {
    fn modules(&self) -> &[Module] {
        &self.modules
    }

    fn find(&self, name: &Name) -> Option<ConstantInfo> {
        let place = self.place_of(name)?;
        ConstantInfo::cast(self.array(place.module as usize, CONSTANTS).get(place.at as usize)?.to_obj())
    }

    fn contains(&self, name: &Name) -> bool {
        self.place_of(name)
            .is_some_and(|place| (place.at as usize) < self.array(place.module as usize, CONSTANTS).len())
    }

    fn module_of(&self, name: &Name) -> Option<usize> {
        self.place_of(name).map(|place| place.module as usize)
    }

    fn is_whole(&self) -> bool {
        self.is_whole
    }

    fn constants(&self, module: usize) -> Box<dyn Iterator<Item = ConstantInfo> + '_> {
        Box::new(self.array(module, CONSTANTS).iter().filter_map(|word| ConstantInfo::cast(word.to_obj())))
    }

    fn entries(&self, extension: &Name) -> Vec<Obj> {
        // Modules of one version have their extensions in one order, so the place in the last one is tried first.
        let mut likely = 0;
        let of_pair = |pair: &ObjRef<'_>| {
            let name = pair.get_field(0).and_then(NameRef::cast)?;
            if name == extension.r() { pair.get_field(1).map(|entries| entries.to_obj()) } else { None }
        };
        let none = || Obj::array([]);
        (0..self.roots.len())
            .map(|module| {
                let pairs = self.array(module, ENTRIES);
                if let Some(entries) = pairs.get(likely).and_then(of_pair) {
                    return entries;
                }
                let found = pairs.iter().enumerate().find_map(|(at, pair)| Some((at, of_pair(pair)?)));
                let Some((at, entries)) = found else { return none() };
                likely = at;
                entries
            })
            .collect()
    }
}

impl std::fmt::Debug for Imported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Imported").field("modules", &self.modules.len()).finish_non_exhaustive()
    }
}
