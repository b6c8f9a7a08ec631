//! Small modules, written object by object.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use env::search::Wanted;
use env::{Error, Loaded, Options, load};
use olean::base;
use olean::header::Version;
use olean::module_file::PartKind;
use olean::testing::build::Builder;
use rt::layout::{Width, box_word};
use std::num::NonZeroUsize;
use std::path::Path;

/// A module under construction. Values are words of the file.
pub struct Write {
    pub file: Builder,
    constants: Vec<(u64, u64)>,
    imports: Vec<u64>,
    entries: Vec<u64>,
}

pub const NIL: u64 = 1;

impl Write {
    /// A module with nothing in it, at the base address of its name.
    pub fn new(name: &str, width: Width) -> Write {
        let base = base::of_module(name.split('.'), width);
        let file = Builder::new(width, Version::V2, 0, base);
        Write { file, constants: Vec::new(), imports: Vec::new(), entries: Vec::new() }
    }

    pub fn name(&mut self, text: &str) -> u64 {
        text.split('.').fold(box_word(0), |prefix, part| match part.parse::<u64>() {
            Ok(number) => self.file.ctor(2, &[prefix, box_word(number)], &[0; 8]),
            Err(_) => {
                let text = self.file.string(part);
                self.file.ctor(1, &[prefix, text], &[0; 8])
            }
        })
    }

    pub fn list(&mut self, items: &[u64]) -> u64 {
        items.iter().rev().fold(NIL, |tail, head| self.file.ctor(1, &[*head, tail], &[]))
    }

    pub fn names(&mut self, names: &[&str]) -> u64 {
        let names: Vec<u64> = names.iter().map(|name| self.name(name)).collect();
        self.list(&names)
    }

    /// An expression: its tag, its fields, and for binders the byte that says how they are written.
    pub fn expr(&mut self, tag: u8, fields: &[u64], info: Option<u8>) -> u64 {
        let mut scalars = vec![0; 8];
        scalars.extend(info);
        self.file.ctor(tag, fields, &scalars)
    }

    /// `Prop`.
    pub fn prop(&mut self) -> u64 {
        self.expr(3, &[box_word(0)], None)
    }

    pub fn constant(&mut self, name: &str) -> u64 {
        let name = self.name(name);
        self.expr(4, &[name, NIL], None)
    }

    /// Declares `name`: the kind's number, the fields after the common ones, and the one-byte scalars.
    pub fn declare(&mut self, kind: u8, name: &str, ty: u64, fields: &[u64], scalars: &[u8]) {
        let name = self.name(name);
        let common = self.file.ctor(0, &[name, NIL, ty], &[]);
        let mut all = vec![common];
        all.extend(fields);
        let val = self.file.ctor(0, &all, scalars);
        let info = self.file.ctor(kind, &[val], &[]);
        self.constants.push((name, info));
    }

    pub fn axiom(&mut self, name: &str, ty: u64) {
        self.declare(0, name, ty, &[], &[0]);
    }

    /// A definition; `safety` is 0 for unsafe, 1 for safe, 2 for partial.
    pub fn definition(&mut self, name: &str, ty: u64, value: u64, all: &[&str], safety: u8) {
        let all = self.names(all);
        self.declare(1, name, ty, &[value, box_word(1), all], &[safety]);
    }

    pub fn theorem(&mut self, name: &str, ty: u64, value: u64) {
        let all = self.names(&[name]);
        self.declare(2, name, ty, &[value, all], &[]);
    }

    pub fn inductive(&mut self, name: &str, ty: u64, all: &[&str], ctors: &[&str]) {
        let (all, ctors) = (self.names(all), self.names(ctors));
        let zero = box_word(0);
        self.declare(5, name, ty, &[zero, zero, all, ctors, zero], &[0, 0, 0]);
    }

    pub fn ctor(&mut self, name: &str, ty: u64, induct: &str, cidx: u64) {
        let induct = self.name(induct);
        self.declare(6, name, ty, &[induct, box_word(cidx), box_word(0), box_word(0)], &[0]);
    }

    pub fn recursor(&mut self, name: &str, ty: u64, all: &[&str]) {
        let all = self.names(all);
        let zero = box_word(0);
        self.declare(7, name, ty, &[all, zero, zero, zero, zero, NIL], &[0, 0]);
    }

    pub fn import(&mut self, module: &str) {
        let name = self.name(module);
        let import = self.file.ctor(0, &[name], &[0, 1, 0]);
        self.imports.push(import);
    }

    /// An extension with entries of a name and a number.
    pub fn extension(&mut self, name: &str, entries: &[(&str, u64)]) {
        let made: Vec<u64> = entries
            .iter()
            .map(|(name, kind)| {
                let name = self.name(name);
                self.file.ctor(0, &[name, box_word(*kind)], &[])
            })
            .collect();
        let (name, entries) = (self.name(name), self.file.array(&made));
        let pair = self.file.ctor(0, &[name, entries], &[]);
        self.entries.push(pair);
    }

    /// The bytes of the file.
    pub fn finish(mut self) -> Vec<u8> {
        let imports = self.file.array(&self.imports);
        let names: Vec<u64> = self.constants.iter().map(|(name, _)| *name).collect();
        let infos: Vec<u64> = self.constants.iter().map(|(_, info)| *info).collect();
        let (names, infos) = (self.file.array(&names), self.file.array(&infos));
        let extra = self.file.array(&[]);
        let entries = self.file.array(&self.entries);
        let root = self.file.ctor(0, &[imports, names, infos, extra, entries], &[1]);
        self.file.finish(root)
    }

    /// Writes the file where module `name` belongs below `dir`.
    pub fn save(self, dir: &Path, name: &str) {
        let path = dir.join(name.replace('.', "/")).with_extension("olean");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, self.finish()).unwrap();
    }
}

pub fn options(threads: usize) -> Options {
    let threads = NonZeroUsize::new(threads).unwrap();
    Options { threads, places: Default::default(), up_to: PartKind::Private }
}

/// Loads everything below `dir`.
pub fn load_all(dir: &Path) -> Result<Loaded, Error> {
    load(&[Wanted::Path(dir.to_path_buf())], &options(2), |_| ())
}

/// Names of the constants, in order of declaration; those of one declaration joined.
pub fn declarations(loaded: &Loaded) -> Vec<String> {
    let env = &loaded.environment;
    let text = |id| kernel::print::name(&env.terms.names, env.constant(id).name);
    let group = |d: &kernel::environment::Declaration| d.constants().map(text).collect::<Vec<_>>().join(" ");
    env.declarations().iter().map(group).collect()
}
