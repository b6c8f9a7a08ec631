//! Protected names, namespaces and aliases.
//!
//! Source: upstream's `src/Lean/Modifiers.lean`, `src/Lean/Namespace.lean` and `src/Lean/ResolveName.lean`.

use crate::base::{Base, Entries};
use crate::entry::Entry;
use crate::environment::Environment;
use crate::ext::tags;
use crate::extension::{Added, Extension};
use crate::persistent::{NameMap, NameSet, name_map, name_set};
use rt::Obj;
use std::rc::Rc;
use term::Name;

tags! {
    /// Names that are not meant by their last component alone.
    Protected = "Lean.protectedExt",
}

/// The namespaces that there are.
#[derive(Clone, Copy, Debug)]
pub enum Namespaces {}

/// The state of [`Namespaces`].
#[derive(Clone)]
pub struct NamespacesState {
    imported: Rc<std::collections::HashSet<Name, rustc_hash::FxBuildHasher>>,
    local: NameSet,
    added: Added<Name>,
}

impl Extension for Namespaces {
    const NAME: &'static str = "Lean.namespacesExt";
    type State = NamespacesState;

    fn import(base: &dyn Base) -> NamespacesState {
        let imported = Entries::of(base, &Self::name()).iter().filter_map(Name::read).collect();
        NamespacesState { imported: Rc::new(imported), local: name_set(), added: Added::default() }
    }

    fn export(_: &Environment, state: &NamespacesState) -> Vec<Obj> {
        state.added.export()
    }
}

impl NamespacesState {
    fn contains(&self, name: &Name) -> bool {
        self.local.contains(name) || self.imported.contains(name)
    }

    /// All namespaces, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = &Name> {
        self.imported.iter().chain(self.local.iter())
    }
}

/// Whether there is a namespace of this name.
pub fn is_namespace(env: &Environment, name: &Name) -> bool {
    env.ext::<Namespaces>().contains(name)
}

/// Notes a namespace. The root, too, becomes one where a section begins in it, as upstream has it.
pub fn register_namespace(env: &mut Environment, name: &Name) {
    if is_namespace(env, name) {
        return;
    }
    env.modify_ext::<Namespaces>(|state| {
        state.local.insert_mut(name.clone());
        state.added.push(name.clone());
    });
}

/// Other names of declarations, which `export` makes.
#[derive(Clone, Copy, Debug)]
pub enum Aliases {}

/// The state of [`Aliases`]: two maps that say the same, each from one side.
#[derive(Clone)]
pub struct AliasesState {
    /// For each alias its declarations, the last one first.
    forward: NameMap<Rc<[Name]>>,
    /// For each declaration its aliases, the last one first.
    backward: NameMap<Rc<[Name]>>,
    added: Added<(Name, Name)>,
}

impl AliasesState {
    fn insert(&mut self, alias: &Name, decl: &Name) {
        prepend(&mut self.forward, alias, decl);
        prepend(&mut self.backward, decl, alias);
    }
}

fn prepend(map: &mut NameMap<Rc<[Name]>>, key: &Name, value: &Name) {
    let known = map.get(key).cloned().unwrap_or_default();
    if !known.contains(value) {
        map.insert_mut(key.clone(), std::iter::once(value).chain(known.iter()).cloned().collect());
    }
}

impl Extension for Aliases {
    const NAME: &'static str = "Lean.aliasExtension";
    type State = AliasesState;

    fn import(base: &dyn Base) -> AliasesState {
        let mut state = AliasesState { forward: name_map(), backward: name_map(), added: Added::default() };
        for (alias, decl) in Entries::of(base, &Self::name()).iter().filter_map(<(Name, Name)>::read) {
            state.insert(&alias, &decl);
        }
        state
    }

    fn export(_: &Environment, state: &AliasesState) -> Vec<Obj> {
        state.added.export()
    }
}

/// Makes `alias` another name of `decl`.
pub fn add_alias(env: &mut Environment, alias: &Name, decl: &Name) {
    env.modify_ext::<Aliases>(|state| {
        state.insert(alias, decl);
        state.added.push((alias.clone(), decl.clone()));
    });
}

/// The declarations that `alias` is another name of, the last one first; without protected ones where asked.
pub fn aliases(env: &Environment, alias: &Name, skip_protected: bool) -> Vec<Name> {
    let state = env.ext::<Aliases>();
    let found = state.forward.get(alias).cloned().unwrap_or_default();
    found.iter().filter(|decl| !skip_protected || !env.has_tag::<Protected>(decl)).cloned().collect()
}

/// The other names of a declaration, the last one first.
pub fn rev_aliases(env: &Environment, decl: &Name) -> Vec<Name> {
    env.ext::<Aliases>().backward.get(decl).map(|found| found.to_vec()).unwrap_or_default()
}
