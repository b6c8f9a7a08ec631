//! Extensions whose entries count in some scopes only.
//!
//! An entry is global, or local to the scope that it was added in, or belongs to a namespace and counts where that is
//! open. A state holds one value for each scope at which it differs from the enclosing one, so that entering a scope
//! costs nothing, leaving one costs what was added in it, and opening a namespace costs the entries of that namespace.
//!
//! Upstream keeps a state for every scope of every extension, and visits all extensions at each scope; see
//! `src/Lean/ScopedEnvExtension.lean` for the behaviour that this follows. One consequence is kept: an entry that is
//! added to a namespace counts at once in every enclosing scope in which the namespace is open.

use crate::base::{Base, Entries};
use crate::entry::Entry;
use crate::environment::Environment;
use crate::extension::{Added, Extension};
use crate::persistent::{NameMap, Vector, name_map};
use rt::{Obj, ObjRef};
use std::any::Any;
use std::rc::Rc;
use term::Name;

/// How far an attribute or a notation reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum AttributeKind {
    /// Everywhere, in importing modules too.
    #[default]
    Global,
    /// To the end of the scope.
    Local,
    /// Wherever the current namespace is open.
    Scoped,
}

impl AttributeKind {
    /// Upstream's word for it.
    pub fn text(self) -> &'static str {
        match self {
            AttributeKind::Global => "global",
            AttributeKind::Local => "local",
            AttributeKind::Scoped => "scoped",
        }
    }
}

/// What a scoped extension is made of.
pub trait Scoped: Extension<State = ScopedState<Self>> + Sized {
    /// What one adds.
    type Entry: Entry + Clone + 'static;
    /// What the entries that count make together; cheap to clone.
    type Value: Clone + Default + 'static;

    /// Adds an entry.
    fn add(value: &mut Self::Value, entry: &Self::Entry);
}

/// An entry, and the namespace that it belongs to.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The namespace; none for an entry that counts everywhere.
    pub namespace: Option<Name>,
    /// The entry.
    pub entry: T,
}

/// Upstream's `ScopedEnvExtension.Entry`.
impl<T: Entry> Entry for Placed<T> {
    fn read(o: ObjRef<'_>) -> Option<Placed<T>> {
        match (o.get_ctor_index()?, o.get_fields()?) {
            (0, [entry]) => Some(Placed { namespace: None, entry: T::read(*entry)? }),
            (1, [namespace, entry]) => {
                Some(Placed { namespace: Some(Name::read(*namespace)?), entry: T::read(*entry)? })
            }
            _ => None,
        }
    }

    fn write(&self) -> Obj {
        match &self.namespace {
            None => Obj::ctor(0, [self.entry.write()]),
            Some(namespace) => Obj::ctor(1, [namespace.as_obj().clone(), self.entry.write()]),
        }
    }
}

/// The state of a scoped extension.
pub struct ScopedState<E: Scoped> {
    /// The depths at which the value changes, with the value from there on; the first is 0.
    frames: Rc<Vec<(usize, E::Value)>>,
    /// The entries of each namespace.
    of_namespace: NameMap<Vector<E::Entry>>,
    /// What this module adds to its file.
    added: Added<Placed<E::Entry>>,
}

impl<E: Scoped> Clone for ScopedState<E> {
    fn clone(&self) -> Self {
        ScopedState {
            frames: self.frames.clone(),
            of_namespace: self.of_namespace.clone(),
            added: Added(self.added.0.clone()),
        }
    }
}

impl<E: Scoped> ScopedState<E> {
    /// The state after importing, at depth 0 and with no namespace open.
    pub fn import(base: &dyn Base) -> ScopedState<E> {
        let mut value = E::Value::default();
        let mut of_namespace = name_map();
        for entry in Entries::of(base, &E::name()).iter().filter_map(Placed::<E::Entry>::read) {
            match entry.namespace {
                None => E::add(&mut value, &entry.entry),
                Some(namespace) => insert(&mut of_namespace, namespace, entry.entry),
            }
        }
        ScopedState { frames: Rc::new(vec![(0, value)]), of_namespace, added: Added::default() }
    }

    /// What counts in the innermost scope.
    pub fn value(&self) -> &E::Value {
        // There is always the frame of depth 0.
        &self.frames[self.frames.len() - 1].1
    }

    /// What this module adds to its file.
    pub fn export(&self) -> Vec<Obj> {
        self.added.export()
    }

    /// Adds entries to the scope at `depth` and to all that it encloses.
    fn add_from(&mut self, depth: usize, entries: &[&E::Entry]) {
        let frames = Rc::make_mut(&mut self.frames);
        let mut at = frames.len();
        while at > 0 && frames[at - 1].0 >= depth {
            at -= 1;
        }
        if frames.get(at).is_none_or(|frame| frame.0 != depth) {
            // The frame before holds what counts at this depth so far.
            let value = frames[at.saturating_sub(1)].1.clone();
            frames.insert(at, (depth, value));
        }
        for (_, value) in &mut frames[at..] {
            entries.iter().for_each(|entry| E::add(value, entry));
        }
    }
}

fn insert<T: Clone>(of_namespace: &mut NameMap<Vector<T>>, namespace: Name, entry: T) {
    match of_namespace.get_mut(&namespace) {
        Some(entries) => entries.push_back_mut(entry),
        None => {
            let mut entries = Vector::new_with_ptr_kind();
            entries.push_back_mut(entry);
            of_namespace.insert_mut(namespace, entries);
        }
    }
}

/// A scoped state, whatever its type, as the environment keeps it.
pub(crate) trait AnyScoped: Any {
    /// The state after leaving all scopes deeper than `depth`, if that changes it.
    fn left(&self, depth: usize) -> Option<Rc<dyn AnyScoped>>;

    /// The state after opening a namespace at `depth`, if that changes it.
    fn opened(&self, namespace: &Name, depth: usize) -> Option<Rc<dyn AnyScoped>>;

    /// For downcasting.
    fn as_any(self: Rc<Self>) -> Rc<dyn Any>;
}

impl<E: Scoped> AnyScoped for ScopedState<E> {
    fn left(&self, depth: usize) -> Option<Rc<dyn AnyScoped>> {
        let stay = self.frames.iter().take_while(|frame| frame.0 <= depth).count();
        if stay == self.frames.len() {
            return None;
        }
        let mut new = self.clone();
        Rc::make_mut(&mut new.frames).truncate(stay);
        Some(Rc::new(new))
    }

    fn opened(&self, namespace: &Name, depth: usize) -> Option<Rc<dyn AnyScoped>> {
        let entries = self.of_namespace.get(namespace)?.clone();
        let mut new = self.clone();
        new.add_from(depth, &entries.iter().collect::<Vec<_>>());
        Some(Rc::new(new))
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl Environment {
    /// What the entries of a scoped extension that count here make together.
    pub fn scoped<E: Scoped>(&self) -> E::Value {
        self.scoped_state::<E>().value().clone()
    }

    /// Adds an entry; a scoped one belongs to `namespace`.
    pub fn add_scoped<E: Scoped>(&mut self, entry: E::Entry, kind: AttributeKind, namespace: &Name) {
        let depth = match kind {
            AttributeKind::Global => Some(0),
            AttributeKind::Local => Some(self.local_depth()),
            AttributeKind::Scoped => self.open_depth(namespace),
        };
        let namespace = (kind == AttributeKind::Scoped).then(|| namespace.clone());
        self.modify_scoped::<E>(|state| {
            if let Some(depth) = depth {
                state.add_from(depth, &[&entry]);
            }
            if let Some(namespace) = &namespace {
                insert(&mut state.of_namespace, namespace.clone(), entry.clone());
            }
            if kind != AttributeKind::Local {
                state.added.push(Placed { namespace, entry });
            }
        });
    }

    /// Changes what counts in the innermost scope only, as erasing an attribute does. The change is not written to the
    /// module's file.
    pub fn modify_scoped_value<E: Scoped>(&mut self, change: impl FnOnce(&mut E::Value)) {
        let depth = self.depth();
        self.modify_scoped::<E>(|state| {
            state.add_from(depth, &[]);
            if let Some((_, value)) = Rc::make_mut(&mut state.frames).last_mut() {
                change(value);
            }
        });
    }
}
