//! Strings and names that the grammar mentions, as small numbers.
//!
//! What it is: two tables that only grow. Tokens are compared and parsers are looked up by [`Sym`]; categories, kinds and
//! declarations by [`NameId`]. All snapshots of a grammar share the tables, which is why an id never changes its
//! meaning.
//! What it is not: a table of the identifiers of a file; those belong to whoever reads the file.

use rustc_hash::FxHashMap;
use std::rc::Rc;
use term::Name;

/// A string that some grammar mentions as a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(pub(crate) u32);

/// A name that some grammar mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub(crate) u32);

/// The strings.
#[derive(Default)]
pub struct Symbols {
    ids: FxHashMap<Rc<str>, Sym>,
    texts: Vec<Rc<str>>,
}

impl Symbols {
    /// The id of `text`, a new one if need be.
    pub fn intern(&mut self, text: &str) -> Sym {
        if let Some(&sym) = self.ids.get(text) {
            return sym;
        }
        let sym = Sym(self.texts.len() as u32);
        let text: Rc<str> = text.into();
        self.texts.push(text.clone());
        self.ids.insert(text, sym);
        sym
    }

    /// The id of `text`, if it has one.
    pub fn get(&self, text: &str) -> Option<Sym> {
        self.ids.get(text).copied()
    }

    /// The string of an id.
    pub fn text(&self, sym: Sym) -> &Rc<str> {
        &self.texts[sym.0 as usize]
    }

    /// Number of strings. Whoever remembers that a string has no id may do so while this stays the same.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// The names.
#[derive(Default)]
pub struct Names {
    ids: FxHashMap<Name, NameId>,
    names: Vec<Name>,
}

impl Names {
    /// The id of `name`, a new one if need be.
    pub fn intern(&mut self, name: &Name) -> NameId {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = NameId(self.names.len() as u32);
        self.names.push(name.clone());
        self.ids.insert(name.clone(), id);
        id
    }

    /// The id of `name`, if it has one.
    pub fn get(&self, name: &Name) -> Option<NameId> {
        self.ids.get(name).copied()
    }

    /// The name of an id.
    pub fn name(&self, id: NameId) -> &Name {
        &self.names[id.0 as usize]
    }
}
