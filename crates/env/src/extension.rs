//! Extension state: what else than constants an environment keeps, typed, as a value.
//!
//! What it is: the trait of an extension, and two kinds of state that most extensions are: marks on names
//! ([`TagState`]) and a value for each name ([`ParamState`]). Scoped extensions are in [`crate::scoped`], the extensions
//! themselves in [`crate::ext`]. An extension is a type and no registration: what one does not ask for costs nothing.
//!
//! A state is made from the imported entries when it is first asked for, and shared by all environments that rest on
//! the same imports. The kinds here look an imported name up in the entries of the module that declares it, which are
//! sorted, so that they read nothing beforehand.
//!
//! Source: upstream's `src/Lean/EnvExtension.lean` and `src/Lean/Attributes.lean` (the kinds), whose process-wide table
//! of extensions has no counterpart here.

use crate::base::{Base, Entries};
use crate::entry::Entry;
use crate::environment::Environment;
use crate::persistent::{NameMap, NameSet, name_map, name_set};
use rt::{Obj, ObjRef};
use term::{Name, NameRef};

/// An extension, as a type without values.
pub trait Extension: 'static {
    /// Upstream's name of the extension, by which files know its entries.
    const NAME: &'static str;
    /// What it keeps; cheap to clone.
    type State: Clone + 'static;

    /// The state after importing.
    fn import(base: &dyn Base) -> Self::State;

    /// What this module adds, as the entries of its file.
    fn export(env: &Environment, state: &Self::State) -> Vec<Obj>;

    /// The name of the extension.
    fn name() -> Name {
        extension_name(Self::NAME)
    }
}

/// The name that [`Extension::NAME`] spells.
pub(crate) fn extension_name(text: &str) -> Name {
    Name::parse(text).unwrap_or_else(|error| rt::bug!("{text} is no name of an extension: {error}"))
}

/// Marks on names.
#[derive(Clone)]
pub struct TagState {
    imported: Entries,
    local: NameSet,
}

/// An extension that marks names (upstream's `TagDeclarationExtension` and `TagAttribute`).
pub trait Tag: Extension<State = TagState> {}

impl TagState {
    /// The marks that imported modules set.
    pub fn import(base: &dyn Base, extension: &Name) -> TagState {
        TagState { imported: Entries::of(base, extension), local: name_set() }
    }

    /// Sorted as files have them.
    pub fn export(&self) -> Vec<Obj> {
        let mut names: Vec<&Name> = self.local.iter().collect();
        names.sort();
        names.into_iter().map(|name| name.as_obj().clone()).collect()
    }
}

fn tag_key(entry: ObjRef<'_>) -> Option<NameRef<'_>> {
    NameRef::cast(entry)
}

fn pair_key(entry: ObjRef<'_>) -> Option<NameRef<'_>> {
    NameRef::cast(entry.get_field(0)?)
}

/// A value for each name.
#[derive(Clone)]
pub struct ParamState<V> {
    imported: Entries,
    local: NameMap<V>,
}

/// An extension that keeps a value for each name (upstream's `MapDeclarationExtension`, `ParametricAttribute` and
/// `EnumAttributes`).
pub trait Param: Extension<State = ParamState<Self::Value>> {
    /// The value.
    type Value: Entry + Clone + 'static;

    /// The entry of a name and its value: a pair, unless the value holds the name itself.
    fn write(name: &Name, value: &Self::Value) -> Obj {
        Obj::ctor(0, [name.as_obj().clone(), value.write()])
    }

    /// The value in an entry, whose first field is the name either way.
    fn read(entry: ObjRef<'_>) -> Option<Self::Value> {
        Self::Value::read(entry.get_field(1)?)
    }
}

impl<V: Clone + 'static> ParamState<V> {
    /// The values that imported modules set.
    pub fn import(base: &dyn Base, extension: &Name) -> ParamState<V> {
        ParamState { imported: Entries::of(base, extension), local: name_map() }
    }

    /// The values that this module has set, in no order that means anything.
    pub fn local(&self) -> impl Iterator<Item = (&Name, &V)> {
        self.local.iter()
    }

    /// Sorted by name, as files have them.
    pub fn export(&self, write: impl Fn(&Name, &V) -> Obj) -> Vec<Obj> {
        let mut all: Vec<(&Name, &V)> = self.local.iter().collect();
        all.sort_by_key(|(name, _)| *name);
        all.into_iter().map(|(name, value)| write(name, value)).collect()
    }
}

/// What a module adds to an extension whose entries keep their order.
#[derive(Clone)]
pub struct Added<T>(pub crate::persistent::Vector<T>);

impl<T> Default for Added<T> {
    fn default() -> Added<T> {
        Added(crate::persistent::Vector::new_with_ptr_kind())
    }
}

impl<T: Entry> Added<T> {
    /// Notes one entry.
    pub fn push(&mut self, entry: T) {
        self.0.push_back_mut(entry);
    }

    /// In the order in which they came.
    pub fn export(&self) -> Vec<Obj> {
        self.0.iter().map(T::write).collect()
    }
}

impl Environment {
    /// Whether a mark is on a name.
    pub fn has_tag<E: Tag>(&self, name: &Name) -> bool {
        let state = self.ext::<E>();
        if state.local.contains(name) {
            return true;
        }
        self.module_of(name).is_some_and(|module| state.imported.search(module, name.r(), tag_key).is_some())
    }

    /// Sets a mark.
    pub fn add_tag<E: Tag>(&mut self, name: Name) {
        self.modify_ext::<E>(|state| state.local.insert_mut(name));
    }

    /// The value of a name. One that this module has set counts before an imported one.
    pub fn param<E: Param>(&self, name: &Name) -> Option<E::Value> {
        let state = self.ext::<E>();
        if let Some(value) = state.local.get(name) {
            return Some(value.clone());
        }
        let module = self.module_of(name)?;
        E::read(state.imported.search(module, name.r(), pair_key)?)
    }

    /// Sets the value of a name.
    pub fn set_param<E: Param>(&mut self, name: Name, value: E::Value) {
        self.modify_ext::<E>(|state| state.local.insert_mut(name, value));
    }
}
