//! What an environment rests on: imported constants and entries, by whatever means they are imported.
//!
//! What it is: the trait that loaded modules implement today and that a mapped image can implement tomorrow, and the
//! modules' descriptions. What it is not: a way to make one; see [`crate::import`].

use rt::Obj;
use std::collections::HashMap;
use std::rc::Rc;
use term::{ConstantInfo, Name, NameRef};

/// One `import`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The module.
    pub module: Name,
    /// `import all`: what is private to it may be used as well.
    pub import_all: bool,
    /// `public import`.
    pub is_exported: bool,
    /// `meta import`.
    pub is_meta: bool,
}

impl Import {
    /// A plain import, which is public outside the module system.
    pub fn plain(module: Name) -> Import {
        Import { module, import_all: false, is_exported: true, is_meta: false }
    }
}

/// An imported module.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: Name,
    /// Whether its source begins with `module`.
    pub is_module: bool,
    /// What it imports itself.
    pub imports: Vec<Import>,
}

/// Imported constants and entries.
///
/// Constants are numbered within their module in the order of its file.
pub trait Base {
    /// The modules, each after what it imports.
    fn modules(&self) -> &[Module];

    /// The constant of a name.
    fn find(&self, name: &Name) -> Option<ConstantInfo>;

    /// Whether there is a constant of this name.
    fn contains(&self, name: &Name) -> bool {
        self.find(name).is_some()
    }

    /// The place of the module that declares a constant, or that only the compiler knows a name from.
    fn module_of(&self, name: &Name) -> Option<usize>;

    /// The constants of a module, in order.
    fn constants(&self, module: usize) -> Box<dyn Iterator<Item = ConstantInfo> + '_>;

    /// For each module the entries of an extension, an array object.
    fn entries(&self, extension: &Name) -> Vec<Obj>;

    /// Whether all constants and bodies are there. Files of a `module` without its private part leave some out.
    fn is_whole(&self) -> bool {
        true
    }
}

/// Nothing imported, as in a file that begins with `prelude`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Base for Nothing {
    fn modules(&self) -> &[Module] {
        &[]
    }

    fn find(&self, _: &Name) -> Option<ConstantInfo> {
        None
    }

    fn module_of(&self, _: &Name) -> Option<usize> {
        None
    }

    fn constants(&self, _: usize) -> Box<dyn Iterator<Item = ConstantInfo> + '_> {
        Box::new(std::iter::empty())
    }

    fn entries(&self, _: &Name) -> Vec<Obj> {
        Vec::new()
    }
}

/// Modules that this process has elaborated, as something that another environment rests on.
#[derive(Debug, Default)]
pub struct Elaborated {
    modules: Vec<Module>,
    constants: Vec<Vec<ConstantInfo>>,
    by_name: HashMap<Name, (usize, usize)>,
    /// For each extension, by module, its entries.
    entries: HashMap<Name, Vec<Obj>>,
}

impl Elaborated {
    /// Adds a module after what it imports. A constant that an earlier module declares keeps that meaning.
    pub fn push(
        &mut self,
        module: Module,
        constants: impl IntoIterator<Item = ConstantInfo>,
        entries: impl IntoIterator<Item = (Name, Vec<Obj>)>,
    ) {
        let place = self.modules.len();
        self.modules.push(module);
        let constants: Vec<ConstantInfo> = constants.into_iter().collect();
        for (i, constant) in constants.iter().enumerate() {
            self.by_name.entry(constant.r().name().own()).or_insert((place, i));
        }
        self.constants.push(constants);
        for (extension, entries) in entries {
            let all = self.entries.entry(extension).or_default();
            all.resize_with(place, || Obj::array([]));
            all.push(Obj::array(entries));
        }
    }

    /// As something to rest on.
    pub fn share(self) -> Rc<dyn Base> {
        Rc::new(self)
    }
}

impl Base for Elaborated {
    fn modules(&self) -> &[Module] {
        &self.modules
    }

    fn find(&self, name: &Name) -> Option<ConstantInfo> {
        let (module, i) = self.by_name.get(name)?;
        Some(self.constants[*module][*i].clone())
    }

    fn contains(&self, name: &Name) -> bool {
        self.by_name.contains_key(name)
    }

    fn module_of(&self, name: &Name) -> Option<usize> {
        self.by_name.get(name).map(|(module, _)| *module)
    }

    fn constants(&self, module: usize) -> Box<dyn Iterator<Item = ConstantInfo> + '_> {
        Box::new(self.constants.get(module).into_iter().flatten().cloned())
    }

    fn entries(&self, extension: &Name) -> Vec<Obj> {
        self.entries.get(extension).cloned().unwrap_or_default()
    }
}

/// The entries of one extension in all imported modules.
#[derive(Clone, Default)]
pub struct Entries(Rc<[Obj]>);

impl Entries {
    /// The entries of the extension of this name.
    pub fn of(base: &dyn Base, extension: &Name) -> Entries {
        Entries(base.entries(extension).into())
    }

    /// Those of all modules, in order.
    pub fn iter(&self) -> impl Iterator<Item = rt::ObjRef<'_>> {
        self.0.iter().filter_map(|array| array.r().as_array()).flatten().copied()
    }

    /// Those of one module.
    pub fn of_module(&self, module: usize) -> &[rt::ObjRef<'_>] {
        self.0.get(module).and_then(|array| array.r().as_array()).unwrap_or_default()
    }

    /// The entry of a module whose key is `name`, where entries are sorted by their keys. `key` finds the key in one.
    pub fn search(
        &self,
        module: usize,
        name: NameRef<'_>,
        key: impl for<'a> Fn(rt::ObjRef<'a>) -> Option<NameRef<'a>>,
    ) -> Option<rt::ObjRef<'_>> {
        let entries = self.of_module(module);
        // An entry without a key is as good as any place for what is not there.
        let order = |entry: &rt::ObjRef<'_>| key(*entry).map_or(std::cmp::Ordering::Less, |key| key.quick_cmp(name));
        entries.binary_search_by(order).ok().map(|at| entries[at])
    }
}
