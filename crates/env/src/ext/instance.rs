//! Instances of classes, as they stand in files. Who searches them keeps them in a tree of their keys.
//!
//! Source: upstream's `src/Lean/Meta/Instances.lean`.

use crate::base::{Base, Entries};
use crate::entry::{Entry, enumeration, record};
use crate::environment::Environment;
use crate::ext::scoped;
use crate::extension::{Added, Extension};
use crate::persistent::{NameMap, NameSet, Vector, name_map, name_set};
use rt::Obj;
use std::rc::Rc;
use term::{Expr, Name};

enumeration! {
    /// [`crate::scoped::AttributeKind`] as entries hold it.
    StoredKind {
        /// Everywhere.
        Global = 0,
        /// To the end of a scope.
        Local = 1,
        /// Where a namespace is open.
        Scoped = 2,
    }
}

record! {
    /// An instance.
    InstanceEntry {
        /// The pattern of its type, an array of `DiscrTree.Key`.
        keys: Obj,
        /// The instance: a constant or a local term.
        val: Expr,
        /// The higher, the earlier it is tried.
        priority: u64,
        /// The constant, if it is one.
        global_name: Option<Name>,
        /// The places of its instance arguments in the order in which they are to be found.
        synth_order: Rc<[u64]>;
        /// How far it reaches.
        attr_kind: StoredKind
    }
}

/// The instances that count somewhere.
#[derive(Clone)]
pub struct Instances {
    /// In the order in which they came.
    pub entries: Vector<Rc<InstanceEntry>>,
    /// Those that are constants, by name; the last entry of a name.
    pub by_name: NameMap<Rc<InstanceEntry>>,
    /// Those that no longer count.
    pub erased: NameSet,
}

impl Default for Instances {
    fn default() -> Instances {
        Instances { entries: Vector::new_with_ptr_kind(), by_name: name_map(), erased: name_set() }
    }
}

fn add_instance(instances: &mut Instances, entry: &InstanceEntry) {
    let entry = Rc::new(entry.clone());
    if let Some(name) = &entry.global_name {
        instances.by_name.insert_mut(name.clone(), entry.clone());
        instances.erased.remove_mut(name);
    }
    instances.entries.push_back_mut(entry);
}

fn add_name(names: &mut Names, name: &Name) {
    names.0.insert_mut(name.clone());
}

/// A set of names with an empty one to begin with.
#[derive(Clone)]
pub struct Names(pub NameSet);

impl Default for Names {
    fn default() -> Names {
        Names(name_set())
    }
}

scoped! {
    /// Instances.
    InstanceExtension: InstanceEntry => Instances, add_instance, "Lean.Meta.instanceExtension";
    /// The constants among them, which reducibility asks for.
    GlobalInstances: Name => Names, add_name, "Lean.Meta.globalInstanceExtension";
}

record! {
    /// An instance that is taken where nothing else says which.
    DefaultInstance {
        /// The class.
        class_name: Name,
        /// The instance.
        instance_name: Name,
        /// The higher, the earlier it is tried.
        priority: u64;
    }
}

/// Default instances.
#[derive(Clone, Copy, Debug)]
pub enum DefaultInstances {}

/// The state of [`DefaultInstances`].
#[derive(Clone)]
pub struct DefaultInstancesState {
    /// For each class its default instances, the last one first.
    by_class: NameMap<Rc<[DefaultInstance]>>,
    /// All priorities, the highest first.
    priorities: Rc<[u64]>,
    added: Added<DefaultInstance>,
}

impl DefaultInstancesState {
    /// The default instances of a class, the last one first.
    pub fn of_class(&self, class: &Name) -> &[DefaultInstance] {
        self.by_class.get(class).map_or(&[], |all| all)
    }

    /// All priorities that there are, the highest first.
    pub fn priorities(&self) -> &[u64] {
        &self.priorities
    }

    fn insert(&mut self, entry: &DefaultInstance) {
        let known = self.by_class.get(&entry.class_name).cloned().unwrap_or_default();
        let all = std::iter::once(entry).chain(known.iter()).cloned().collect();
        self.by_class.insert_mut(entry.class_name.clone(), all);
        if let Err(at) = self.priorities.binary_search_by(|other| entry.priority.cmp(other)) {
            let mut priorities = self.priorities.to_vec();
            priorities.insert(at, entry.priority);
            self.priorities = priorities.into();
        }
    }
}

impl Extension for DefaultInstances {
    const NAME: &'static str = "Lean.Meta.defaultInstanceExtension";
    type State = DefaultInstancesState;

    fn import(base: &dyn Base) -> DefaultInstancesState {
        let mut state =
            DefaultInstancesState { by_class: name_map(), priorities: Rc::new([]), added: Added::default() };
        for entry in Entries::of(base, &Self::name()).iter().filter_map(DefaultInstance::read) {
            state.insert(&entry);
        }
        state
    }

    fn export(_: &Environment, state: &DefaultInstancesState) -> Vec<Obj> {
        state.added.export()
    }
}

/// Adds a default instance.
pub fn add_default_instance(env: &mut Environment, entry: DefaultInstance) {
    env.modify_ext::<DefaultInstances>(|state| {
        state.insert(&entry);
        state.added.push(entry);
    });
}
