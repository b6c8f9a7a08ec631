//! Names and strings, each stored once.
//!
//! What it is: two interning tables. A name is a prefix and a component, which is a string or a number of any size;
//! components may hold any text, dots included, so names are compared by structure and never as text.
//! The same type serves for the tables of a file and for what one thread adds while it checks: see
//! [`Names::over`].

use super::hash::Seed;
use super::ids::{NameId, StrId};
use hashbrown::HashTable;
use std::sync::Arc;

/// The last component of a name, and what stands before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Name {
    /// The empty name, which is its own prefix.
    Anonymous,
    /// A text component.
    Str(NameId, StrId),
    /// A number component. Numbers past 64 bits are refused by the readers.
    Num(NameId, u64),
}

/// All names and strings of a file, or those that were added over it.
#[derive(Debug, Default)]
pub struct Names {
    base: Option<Arc<Names>>,
    seed: Seed,
    base_names: u32,
    base_strings: u32,
    names: Vec<Name>,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
    text: String,
    name_table: HashTable<u32>,
    string_table: HashTable<u32>,
}

/// The text from the end of the last one on.
#[inline]
fn slice<'a>(text: &'a str, ends: &[u32], at: usize) -> &'a str {
    let start = if at == 0 { 0 } else { ends[at - 1] as usize };
    &text[start..ends[at] as usize]
}

impl Name {
    #[inline]
    fn hash(self, seed: Seed) -> u64 {
        match self {
            Name::Anonymous => 0,
            Name::Str(prefix, text) => seed.pair(u64::from(prefix.0) | 1 << 32, text.0.into()),
            Name::Num(prefix, number) => seed.pair(u64::from(prefix.0) | 2 << 32, number),
        }
    }
}

impl Names {
    /// Tables that hold the anonymous name and nothing else.
    pub fn new() -> Names {
        Names { names: vec![Name::Anonymous], ..Names::default() }
    }

    /// Empty tables whose ids go on where those of `base` end.
    pub fn over(base: Arc<Names>) -> Names {
        Names {
            base_names: base.len(),
            base_strings: base.base_strings + base.ends.len() as u32,
            seed: base.seed,
            base: Some(base),
            names: Vec::new(),
            ends: Vec::new(),
            text: String::new(),
            name_table: HashTable::new(),
            string_table: HashTable::new(),
        }
    }

    /// How many names there are, in all layers.
    pub fn len(&self) -> u32 {
        self.base_names + self.names.len() as u32
    }

    /// Whether there is no name, which is so only for a value that nothing was put in.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What `id` stands for.
    #[inline]
    pub fn get(&self, id: NameId) -> Name {
        match &self.base {
            Some(base) if id.0 < self.base_names => base.get(id),
            _ => self.names[(id.0 - self.base_names) as usize],
        }
    }

    /// The text of a string.
    pub fn text(&self, id: StrId) -> &str {
        match &self.base {
            Some(base) if id.0 < self.base_strings => base.text(id),
            _ => slice(&self.text, &self.ends, (id.0 - self.base_strings) as usize),
        }
    }

    /// Makes room for `count` more names and strings.
    pub fn reserve(&mut self, count: usize) {
        let seed = self.seed;
        let Names { names, ends, text, name_table, string_table, .. } = self;
        name_table.reserve(count, |&at| names[at as usize].hash(seed));
        string_table.reserve(count, |&at| seed.text(slice(text, ends, at as usize)));
    }

    /// The name of this structure, if it is in a table.
    pub fn find(&self, name: Name) -> Option<NameId> {
        if name == Name::Anonymous { Some(NameId(0)) } else { self.find_hashed(name, name.hash(self.seed)) }
    }

    #[inline]
    fn find_hashed(&self, name: Name, hash: u64) -> Option<NameId> {
        if let Some(found) = self.base.as_ref().and_then(|base| base.find_hashed(name, hash)) {
            return Some(found);
        }
        self.name_table.find(hash, |&at| self.names[at as usize] == name).map(|&at| NameId(at + self.base_names))
    }

    /// The name of this structure, which is added if it is new.
    pub fn intern(&mut self, name: Name) -> NameId {
        if name == Name::Anonymous {
            return NameId(0);
        }
        let (seed, hash) = (self.seed, name.hash(self.seed));
        if let Some(found) = self.find_hashed(name, hash) {
            return found;
        }
        let at = self.names.len() as u32;
        self.names.push(name);
        let names = &self.names;
        self.name_table.insert_unique(hash, at, |&at| names[at as usize].hash(seed));
        NameId(at + self.base_names)
    }

    /// The string, if it is in a table.
    pub fn find_text(&self, text: &str) -> Option<StrId> {
        self.find_text_hashed(text, self.seed.text(text))
    }

    #[inline]
    fn find_text_hashed(&self, text: &str, hash: u64) -> Option<StrId> {
        if let Some(found) = self.base.as_ref().and_then(|base| base.find_text_hashed(text, hash)) {
            return Some(found);
        }
        let found = self.string_table.find(hash, |&at| slice(&self.text, &self.ends, at as usize) == text);
        found.map(|&at| StrId(at + self.base_strings))
    }

    /// The string, which is added if it is new. `None`: the tables are full (four gigabytes of text).
    pub fn intern_text(&mut self, text: &str) -> Option<StrId> {
        let (seed, hash) = (self.seed, self.seed.text(text));
        if let Some(found) = self.find_text_hashed(text, hash) {
            return Some(found);
        }
        let end = u32::try_from(self.text.len().checked_add(text.len())?).ok()?;
        let at = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(end);
        let (all, ends) = (&self.text, &self.ends);
        self.string_table.insert_unique(hash, at, |&at| seed.text(slice(all, ends, at as usize)));
        Some(StrId(at + self.base_strings))
    }

    /// The name with these text components, if it is in a table.
    pub fn find_path(&self, components: &[&str]) -> Option<NameId> {
        components.iter().try_fold(NameId(0), |prefix, part| self.find(Name::Str(prefix, self.find_text(part)?)))
    }

    /// `prefix.component`. `None`: the tables are full.
    pub fn append(&mut self, prefix: NameId, component: &str) -> Option<NameId> {
        let text = self.intern_text(component)?;
        Some(self.intern(Name::Str(prefix, text)))
    }

    /// The name without its last component.
    pub fn prefix(&self, id: NameId) -> NameId {
        match self.get(id) {
            Name::Anonymous => NameId(0),
            Name::Str(prefix, _) | Name::Num(prefix, _) => prefix,
        }
    }

    /// Bytes held by this layer.
    pub fn bytes(&self) -> usize {
        self.names.capacity() * size_of::<Name>()
            + self.ends.capacity() * 4
            + self.text.capacity()
            + (self.name_table.capacity() + self.string_table.capacity()) * 5
    }
}
