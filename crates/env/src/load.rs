//! Loading: from files and module names to an environment.
//!
//! Threads read and verify files and make [`Fragment`]s of them; this thread merges the fragments in the order of the
//! modules. What comes out depends on the files only.

use crate::error::Error;
use crate::fragment::{Fragment, Wrong};
pub use crate::graph::Module;
use crate::graph::{self, Places, Reading, reaches};
use crate::group::{Group, groups};
use crate::merge::{Apart, Full, Merger};
use crate::order::{NoOrder, order};
use crate::parallel::{Flow, in_order};
use crate::read::{Fault, Memo};
use crate::search::{self, Wanted};
use crate::uses::Uses;
use hashbrown::{HashMap, HashSet};
use kernel::environment::{
    ConstId, Constant, ConstantKind, DeclId, Declaration, Declared, Environment, EnvironmentBuilder,
};
use kernel::print;
use kernel::terms::{ExprId, Name, NameId, Node};
use olean::error::Error as ReaderError;
use olean::module_file::{PartKind, part_path};
use rustc_hash::FxBuildHasher;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// How to load.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many threads read files.
    pub threads: NonZeroUsize,
    /// Where to look for modules.
    pub places: Places,
    /// The last part of a module that is read, where there is one.
    pub up_to: PartKind,
}

/// An environment, and where it comes from.
#[derive(Debug)]
pub struct Loaded {
    /// What the modules declare.
    pub environment: Environment,
    /// The modules, imports first.
    pub modules: Vec<Module>,
    /// For each declaration the module that it stands in.
    pub module_of: Vec<u32>,
    /// Declarations that mention constants which their modules' files leave out, with these. They cannot be checked.
    pub absent: HashMap<DeclId, Vec<NameId>, FxBuildHasher>,
    /// Constants that go by another name here, since a module that has nothing to do with theirs declares something else
    /// under the same one.
    pub apart: Vec<Other>,
}

/// A constant that goes by another name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Other {
    /// The module, by its place.
    pub module: u32,
    /// The name that the module gives it, as text.
    pub name: String,
    /// Its name here.
    pub here: NameId,
}

impl Loaded {
    /// The module of a declaration.
    pub fn module(&self, id: DeclId) -> &Module {
        &self.modules[self.module_of[id.0 as usize] as usize]
    }

    /// Whether a declaration stands in a module that was asked for.
    pub fn asked_for(&self, id: DeclId) -> bool {
        self.module(id).asked_for
    }
}

/// How far loading is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// All modules are known; this many bytes are to be read.
    Total(u64),
    /// So many bytes more were read.
    Read(u64),
}

/// Loads what `wanted` stands for, and everything that it imports.
pub fn load(wanted: &[Wanted], options: &Options, mut progress: impl FnMut(Progress)) -> Result<Loaded, Error> {
    let places: Vec<PathBuf> = options.places.first.iter().chain(&options.places.last).cloned().collect();
    let files = search::files(wanted, &places, options.up_to)?;
    for file in &files {
        // A part that was asked for by name and is not there would silently give less.
        let part = part_path(&file.path, file.up_to);
        if file.part_asked_for && !part.exists() {
            return Err(ReaderError::world(&part, "open", io::ErrorKind::NotFound.into()).into());
        }
    }
    let modules = graph::modules(files, &options.places, options.threads)?;
    progress(Progress::Total(modules.iter().map(|module| module.bytes).sum()));
    let mut loading = Loading::default();
    let mut failed = None;
    in_order(&modules, options.threads, Default::default, read, |at, fragment| {
        let merged = fragment.and_then(|fragment| loading.add(at, &modules, &fragment));
        progress(Progress::Read(modules[at].bytes));
        match merged {
            Ok(()) => Flow::Continue,
            Err(error) => {
                failed = Some(error);
                Flow::Stop
            }
        }
    });
    match failed {
        Some(error) => Err(error),
        None => loading.finish(modules),
    }
}

/// Makes the fragment of one module.
fn read((reading, memo): &mut (Reading, Memo), module: &Module) -> Result<Fragment, Error> {
    graph::open(reading, &module.path, module.up_to)?;
    let Reading { module: file, verifier } = reading;
    let verified = file.verify(verifier)?;
    Fragment::of(verified.image(), memo).map_err(|Wrong { constant, fault }| {
        let path = graph::last_part(module);
        match fault {
            Fault::Shape(refusal) => Error::Reader(file.locate(refusal)),
            Fault::Term(what) => Error::Term { path, constant, what },
            Fault::TooLarge(what) => Error::TooLarge { path, what },
        }
    })
}

/// What was merged so far.
#[derive(Default)]
struct Loading {
    merger: Merger,
    constants: Vec<Constant>,
    /// For each constant its module.
    module_of: Vec<u32>,
    groups: Vec<Group>,
    /// For each name the constant that it means, plus one.
    by_name: Vec<u32>,
    declared: HashMap<NameId, Declared, FxBuildHasher>,
    apart: Vec<Other>,
}

impl Loading {
    fn add(&mut self, at: usize, modules: &[Module], fragment: &Fragment) -> Result<(), Error> {
        let full =
            |_| Error::TooLarge { path: modules[at].path.clone(), what: "all modules together have too many terms" };
        let Fragment { terms, constants, declared } = fragment;
        let mut renaming = self.merger.add(&terms.names, &terms.levels, &terms.exprs).map_err(full)?;
        let mut made: Vec<Constant> = Vec::with_capacity(constants.len());
        made.extend(constants.iter().map(|old| renaming.constant(old, &terms.levels, &mut self.merger)));
        self.by_name.resize(self.merger.terms.names.len() as usize, 0);
        let apart = self.conflicts(at, modules, constants, &made);
        if !apart.is_empty() {
            let prefix = self.private_prefix(&modules[at]).ok_or(Full).map_err(full)?;
            let apart = Apart { prefix: Some(prefix), names: apart };
            let added = self.merger.add_apart(&terms.names, &terms.levels, &terms.exprs, &apart);
            let shown = renaming;
            renaming = added.map_err(full)?;
            made.clear();
            made.extend(constants.iter().map(|old| renaming.constant(old, &terms.levels, &mut self.merger)));
            let changed = constants.iter().map(|old| (shown.name(old.name), renaming.name(old.name)));
            for (old, here) in changed.filter(|(old, here)| old != here) {
                let name = print::name(&self.merger.terms.names, old);
                self.apart.push(Other { module: at as u32, name, here });
            }
            self.by_name.resize(self.merger.terms.names.len() as usize, 0);
        }
        let first = self.constants.len();
        for constant in made {
            match self.known(&constant).filter(|known| *known < first).map(|known| (known, self.same(known, &constant)))
            {
                Some((_, Same::Old)) => continue,
                Some((known, Same::New)) => {
                    self.constants[known] = constant;
                    self.module_of[known] = at as u32;
                    continue;
                }
                Some((_, Same::No)) | None => {}
            }
            if self.known(&constant).is_none() {
                self.by_name[constant.name.index()] = self.constants.len() as u32 + 1;
            }
            self.constants.push(constant);
            self.module_of.push(at as u32);
        }
        self.groups.extend(groups(&self.constants, first..self.constants.len(), &self.merger.terms.names));
        for (name, declared) in declared {
            self.declared.insert(renaming.name(*name), *declared);
        }
        Ok(())
    }

    /// The constant that the name of this one means so far.
    fn known(&self, constant: &Constant) -> Option<usize> {
        self.by_name[constant.name.index()].checked_sub(1).map(|known| known as usize)
    }

    fn same(&self, known: usize, new: &Constant) -> Same {
        same(&self.constants[known], new)
    }

    /// The constants of the module at `at`, by their names there, that another module declares otherwise, if the two
    /// modules have nothing to do with each other: nobody imports this one, and it does not import the other. So it is
    /// with two programs, which both have a `main`.
    fn conflicts(
        &self,
        at: usize,
        modules: &[Module],
        constants: &[Constant],
        made: &[Constant],
    ) -> HashSet<NameId, FxBuildHasher> {
        let (mut names, mut others) = (HashSet::default(), Vec::new());
        for (old, new) in constants.iter().zip(made) {
            if let Some(known) = self.known(new)
                && self.same(known, new) == Same::No
            {
                names.insert(old.name);
                others.push(self.module_of[known] as usize);
            }
        }
        let alone = || !modules.iter().any(|module| module.imports.contains(&at)) && !reaches(modules, at, &others);
        if names.is_empty() || !alone() { HashSet::default() } else { names }
    }

    /// `_private.M.0`, below which Lean puts what is private to the module `M`.
    fn private_prefix(&mut self, module: &Module) -> Option<NameId> {
        let names = &mut self.merger.terms.names;
        let root = names.append(NameId(0), "_private")?;
        let module = module.name.iter().try_fold(root, |prefix, part| names.append(prefix, part))?;
        Some(names.intern(Name::Num(module, 0)))
    }

    fn finish(self, modules: Vec<Module>) -> Result<Loaded, Error> {
        let Loading { merger, constants, module_of, groups, by_name, declared, apart } = self;
        let literals = merger.nat_literal || merger.string_literal;
        let terms = merger.terms;
        let order = order(&terms, &constants, &groups, &by_name, literals).map_err(|error| match error {
            NoOrder::Cycle(names) => Error::Cycle(names.into_iter().map(|id| print::name(&terms.names, id)).collect()),
            NoOrder::TooMuchWork => Error::TooLarge {
                path: modules.last().map(|module| module.path.clone()).unwrap_or_default(),
                what: "finding an order of the constants takes too long",
            },
        })?;
        let mut constants: Vec<Option<Constant>> = constants.into_iter().map(Some).collect();
        let mut build = Build { builder: EnvironmentBuilder::default(), module_of: Vec::new(), incomplete: false };
        for group in order {
            let group = &groups[group];
            let module = group.members().next().map_or(0, |at| module_of[at]);
            build.group(group, module, &mut constants, &declared);
        }
        let Build { builder, module_of, incomplete } = build;
        let mut environment = builder.finish(terms.share());
        let absent = absent(&environment, &modules, &module_of);
        if incomplete || !absent.is_empty() {
            environment.set_incomplete();
        }
        Ok(Loaded { environment, modules, module_of, absent, apart })
    }
}

struct Build {
    builder: EnvironmentBuilder,
    module_of: Vec<u32>,
    /// Whether some axiom was something else.
    incomplete: bool,
}

impl Build {
    fn group(
        &mut self,
        group: &Group,
        module: u32,
        constants: &mut [Option<Constant>],
        was: &HashMap<NameId, Declared, FxBuildHasher>,
    ) {
        let mut add = |at: &usize| -> Option<ConstId> {
            let mut constant = constants[*at].take()?;
            if let ConstantKind::Axiom { declared, .. } = &mut constant.kind {
                *declared = was.get(&constant.name).copied();
                self.incomplete |= declared.is_some();
            }
            Some(self.builder.constant(constant))
        };
        let mut all = |list: &[usize]| list.iter().filter_map(&mut add).collect::<Vec<_>>();
        let declarations = match group {
            Group::Single(at) => all(&[*at]).into_iter().map(Declaration::Single).collect(),
            Group::Mutual(list) => vec![Declaration::Mutual(all(list))],
            Group::Inductive { types, ctors, recs } => {
                vec![Declaration::Inductive { types: all(types), ctors: all(ctors), recs: all(recs) }]
            }
            // A declaration takes the constants that were added since the last one, so these are added one by one.
            Group::Quot(list) => {
                for at in list {
                    if let Some(constant) = constants[*at].take() {
                        self.builder.single(constant);
                        self.module_of.push(module);
                    }
                }
                return;
            }
        };
        for declaration in declarations {
            self.builder.declaration(declaration);
            self.module_of.push(module);
        }
    }
}

/// For each declaration the constants that it mentions and that are left out of the files of their module: those that
/// nobody declares, if the declaration's own module leaves things out, or they are private to a module that does.
fn absent(
    environment: &Environment,
    modules: &[Module],
    module_of: &[u32],
) -> HashMap<DeclId, Vec<NameId>, FxBuildHasher> {
    let (terms, mut found) = (&environment.terms, HashMap::default());
    let partial: HashSet<NameId, FxBuildHasher> = modules
        .iter()
        .filter(|module| module.partial)
        .filter_map(|module| {
            let path: Vec<&str> = module.name.iter().map(String::as_str).collect();
            terms.names.find_path(&[&["_private"], path.as_slice()].concat())
        })
        .collect();
    // A name `_private.M.0.x` is private to the module `M`.
    let left_out = |name: NameId| {
        let above = std::iter::successors(Some(name), |name| Some(terms.names.prefix(*name)));
        above.take_while(|name| name.0 != 0).any(|name| match terms.names.get(name) {
            Name::Num(module, _) => partial.contains(&module),
            Name::Str(..) | Name::Anonymous => false,
        })
    };
    // Expressions that mention a name which nobody declares; there are few, and those that contain one are looked for
    // in one pass over the table, in which parts come before what they are part of.
    let mut unknown = vec![false; terms.exprs.len() as usize];
    let mut any = false;
    for id in (0..terms.exprs.len()).map(ExprId) {
        let part = |id: ExprId| unknown[id.index()];
        let holds = match terms.exprs.node(id) {
            Node::Const(name, _) => environment.find(name).is_none(),
            Node::Proj(field, of) => part(of) || environment.find(terms.exprs.field(field).0).is_none(),
            Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => part(a) || part(b),
            Node::Let { ty, value, body } => part(ty) || part(value) || part(body),
            Node::Bvar(_) | Node::Sort(_) | Node::Nat(_) | Node::Str(_) | Node::Local(_) => false,
        };
        unknown[id.index()] = holds;
        any |= holds;
    }
    if !any || partial.is_empty() {
        return found;
    }
    let mut uses = Uses::new(terms.exprs.len());
    for (at, declaration) in environment.declarations().iter().enumerate() {
        let mut names = Vec::new();
        let round = uses.begin();
        for id in declaration.constants() {
            uses.constant_in(
                round,
                &terms.exprs,
                environment.constant(id),
                |id| unknown[id.index()],
                |name| {
                    if environment.find(name).is_none() {
                        names.push(name);
                    }
                },
            );
        }
        let partial = modules[module_of[at] as usize].partial;
        if !names.is_empty() && (partial || names.iter().all(|name| left_out(*name))) {
            names.sort_unstable();
            names.dedup();
            found.insert(DeclId(at as u32), names);
        }
    }
    found
}

/// Which of two constants of one name, from two modules, says all that both say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Same {
    /// The one that was there.
    Old,
    /// The one that comes.
    New,
    /// Neither.
    No,
}

/// Modules may declare one thing twice: a theorem that several of them found out, of which some know only the statement.
fn same(old: &Constant, new: &Constant) -> Same {
    if old == new {
        return Same::Old;
    }
    if (old.level_params, old.ty) != (new.level_params, new.ty) {
        return Same::No;
    }
    match (&old.kind, &new.kind) {
        (ConstantKind::Theorem { .. }, ConstantKind::Theorem { .. } | ConstantKind::Axiom { is_unsafe: false, .. }) => {
            Same::Old
        }
        (ConstantKind::Axiom { is_unsafe: false, .. }, ConstantKind::Theorem { .. }) => Same::New,
        _ => Same::No,
    }
}
