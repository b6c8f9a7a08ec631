//! Modules, what they import, and an order for them.
//!
//! What it is: from files to the modules that they and their imports are, each after what it imports. Every file is
//! verified before its imports are read. All imports count, private and `meta` ones too: what a module's private part
//! holds may mention any of them.
//!
//! What it is not: the search path that Lean would use, which only its build knows. Beside the directories that it is
//! told, it looks where the given files lie: the file of module `A.B` lies in `A/`, so the directory above that is one.

use crate::error::Error;
use crate::module_name;
use crate::parallel::{Flow, in_order};
use crate::search::{self, File};
use olean::error::Error as ReaderError;
use olean::module_data::ModuleData;
use olean::module_file::{ModuleFile, PartKind, part_path};
use olean::name::Component;
use olean::verify::Verifier;
use std::collections::{HashMap, HashSet};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// A module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its name.
    pub name: Vec<String>,
    /// Path of `M.olean`.
    pub path: PathBuf,
    /// The last part that there is and may be read.
    pub up_to: PartKind,
    /// Whether it was asked for, and not only imported.
    pub asked_for: bool,
    /// The places of what it imports.
    pub imports: Vec<usize>,
    /// Whether its files may leave out what is private to it: those of a `module` whose private part is not there.
    pub partial: bool,
    /// Bytes of its files.
    pub bytes: u64,
    /// The version of Lean and the commit that wrote it.
    pub lean: (String, String),
}

/// How to look for modules.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Directories to look in before the given files' own.
    pub first: Vec<PathBuf>,
    /// Directories to look in after these.
    pub last: Vec<PathBuf>,
}

/// What one look at a file tells.
struct Seen {
    imports: Vec<Vec<String>>,
    name: Vec<String>,
    /// The directory that the module's name counts from.
    root: Option<PathBuf>,
    up_to: PartKind,
    partial: bool,
    bytes: u64,
    lean: (String, String),
}

/// The state of a thread that looks at files.
#[derive(Default)]
pub(crate) struct Reading {
    pub module: ModuleFile,
    pub verifier: Verifier,
}

/// Reads the parts of a module up to one that was asked for by name or may be missing.
pub(crate) fn open(reading: &mut Reading, path: &Path, up_to: PartKind) -> Result<(), Error> {
    // What is no file could be endless, or not answer.
    if std::fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        let source = io::Error::new(io::ErrorKind::InvalidInput, "not a file");
        return Err(ReaderError::world(path, "read", source).into());
    }
    Ok(reading.module.open_again(path, Some(up_to))?)
}

/// The modules that `files` and their imports are, imports first.
pub fn modules(files: Vec<File>, places: &Places, threads: NonZeroUsize) -> Result<Vec<Module>, Error> {
    let (mut found, mut by_name) = (Vec::<(Module, Vec<Vec<String>>)>::new(), HashMap::<Vec<String>, usize>::new());
    let mut roots: Vec<PathBuf> = Vec::new();
    let (mut wave, mut asked_for) = (files, true);
    while !wave.is_empty() {
        for (file, seen) in wave.iter().zip(look(&wave, threads)?) {
            if let Some(&other) = by_name.get(&seen.name) {
                let paths = [found[other].0.path.clone(), file.path.clone()];
                return Err(Error::TwoFiles { module: module_name::display(&seen.name), paths });
            }
            roots.extend(seen.root.filter(|root| asked_for && !roots.contains(root)));
            by_name.insert(seen.name.clone(), found.len());
            let node = Module {
                name: seen.name,
                path: file.path.clone(),
                up_to: seen.up_to,
                partial: seen.partial,
                asked_for,
                imports: Vec::new(),
                bytes: seen.bytes,
                lean: seen.lean,
            };
            found.push((node, seen.imports));
        }
        let search: Vec<PathBuf> = places.first.iter().chain(&roots).chain(&places.last).cloned().collect();
        wave = missing(&found, &by_name, &search)?;
        asked_for = false;
    }
    sorted(found, &by_name)
}

/// Looks at files, on several threads.
fn look(files: &[File], threads: NonZeroUsize) -> Result<Vec<Seen>, Error> {
    let (mut all, mut failed) = (Vec::with_capacity(files.len()), None);
    in_order(files, threads, Reading::default, see, |_, seen| match seen {
        Ok(seen) => {
            all.push(seen);
            Flow::Continue
        }
        Err(error) => {
            failed = Some(error);
            Flow::Stop
        }
    });
    failed.map_or(Ok(all), Err)
}

fn see(reading: &mut Reading, file: &File) -> Result<Seen, Error> {
    open(reading, &file.path, file.up_to)?;
    let Reading { module, verifier } = reading;
    let verified = module.verify(verifier)?;
    let image = verified.image();
    let parts = image.parts();
    let last = parts.len().saturating_sub(1);
    let refused = |refusal| Error::Reader(module.locate(refusal));
    let data = ModuleData::of_part(image, last).map_err(refused)?;
    let mut imports = Vec::with_capacity(data.imports().len());
    for import in data.imports() {
        let import = import.map_err(refused)?;
        imports.push(
            import
                .module
                .components()
                .into_iter()
                .map(|part| match part {
                    Component::Str(text) => text.to_owned(),
                    Component::Num(number) => number.to_string(),
                })
                .collect(),
        );
    }
    let header = parts[0].header();
    let name = match &file.name {
        Some(name) => name.clone(),
        None => module_name::deduce(&file.path, header.width(), header.base())
            .or_else(|| module_name::parse(&file.relative.with_extension("").to_str()?.replace('/', ".")).ok())
            .unwrap_or_else(|| vec![file.relative.with_extension("").to_string_lossy().into_owned()]),
    };
    Ok(Seen {
        imports,
        root: root(&file.path, &name),
        name,
        up_to: PartKind::ALL[last.min(2)],
        partial: data.is_module() == Some(true) && last < PartKind::Private as usize,
        bytes: parts.iter().map(|part| part.bytes().len() as u64).sum(),
        lean: (header.lean_version().to_owned(), header.commit().to_owned()),
    })
}

/// The directory that a module's name counts from, if its file lies where the name says. It is as the path was given, where
/// that is long enough.
fn root(path: &Path, name: &[String]) -> Option<PathBuf> {
    let above = |path: &Path| {
        let mut dir = path.with_extension("");
        for part in name.iter().rev() {
            if dir.file_name()?.to_str()? != part {
                return None;
            }
            dir.pop();
        }
        Some(if dir.as_os_str().is_empty() { PathBuf::from(".") } else { dir })
    };
    above(path).or_else(|| above(&std::path::absolute(path).ok()?))
}

/// The files of modules that are imported and were not seen yet.
fn missing(
    found: &[(Module, Vec<Vec<String>>)],
    by_name: &HashMap<Vec<String>, usize>,
    search: &[PathBuf],
) -> Result<Vec<File>, Error> {
    let mut wanted: Vec<(&[String], &Module)> = Vec::new();
    let mut seen = HashSet::new();
    for (node, imports) in found {
        for import in imports {
            if !by_name.contains_key(import) && seen.insert(import.as_slice()) {
                wanted.push((import, node));
            }
        }
    }
    let file = |(name, importer): (&[String], &Module)| match search::find(name, search) {
        Some(path) => {
            let relative = PathBuf::from(path.file_name().unwrap_or_default());
            Ok(File { path, up_to: PartKind::Private, part_asked_for: false, name: Some(name.to_vec()), relative })
        }
        None => Err(Error::MissingModule {
            module: module_name::display(name),
            imported_by: Some(module_name::display(&importer.name)),
            searched: search.to_vec(),
        }),
    };
    wanted.into_iter().map(file).collect()
}

/// Imports before their importers: depth first from each module in the order of finding.
fn sorted(found: Vec<(Module, Vec<Vec<String>>)>, by_name: &HashMap<Vec<String>, usize>) -> Result<Vec<Module>, Error> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        New,
        Open,
        Done,
    }
    let (mut state, mut order) = (vec![State::New; found.len()], Vec::with_capacity(found.len()));
    for root in 0..found.len() {
        let mut stack = vec![(root, 0)];
        if state[root] == State::Done {
            continue;
        }
        state[root] = State::Open;
        while let Some((at, next)) = stack.last_mut() {
            let Some(import) = found[*at].1.get(*next) else {
                state[*at] = State::Done;
                order.push(*at);
                stack.pop();
                continue;
            };
            *next += 1;
            let Some(&import) = by_name.get(import) else { continue };
            match state[import] {
                State::Done => {}
                State::New => {
                    state[import] = State::Open;
                    stack.push((import, 0));
                }
                State::Open => {
                    let cycle = stack.iter().map(|(at, _)| *at).skip_while(|at| *at != import).chain([import]);
                    let names = cycle.map(|at| module_name::display(&found[at].0.name));
                    return Err(Error::ImportCycle(names.collect()));
                }
            }
        }
    }
    let mut place = vec![0; found.len()];
    order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
    let mut nodes: Vec<Option<Module>> = Vec::with_capacity(found.len());
    for (mut node, imports) in found {
        node.imports = imports.iter().filter_map(|name| by_name.get(name)).map(|old| place[*old]).collect();
        nodes.push(Some(node));
    }
    Ok(order.into_iter().filter_map(|at| nodes[at].take()).collect())
}

/// Whether the module at `from` imports, directly or not, one of the modules at `to`.
pub fn reaches(modules: &[Module], from: usize, to: &[usize]) -> bool {
    let (mut seen, mut stack) = (vec![false; modules.len()], vec![from]);
    while let Some(at) = stack.pop() {
        for &import in &modules[at].imports {
            if to.contains(&import) {
                return true;
            }
            if !std::mem::replace(&mut seen[import], true) {
                stack.push(import);
            }
        }
    }
    false
}

/// The path of the last part of a module.
pub fn last_part(node: &Module) -> PathBuf {
    part_path(&node.path, node.up_to)
}
