//! Categories: what a parser that is extended while a file is read consists of.
//!
//! What it is: two tables of rules, those that begin something and those that continue it, each indexed by first token,
//! with a list of rules whose first token is not known. The newest rule comes first.
//! Source: upstream's `ParserCategory` and `PrattParsingTables` in `src/Lean/Parser/Basic.lean`.

use super::first::{First, first_tokens};
use super::{Antiquot, Known, P};
use crate::persistent::{List, Radix};
use crate::symbols::{NameId, Sym};
use term::Name;

/// What a category does with an identifier at its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Behavior {
    /// It is an identifier.
    #[default]
    Default,
    /// If rules begin with that word, it is that word.
    Symbol,
    /// It is both.
    Both,
}

/// A rule in a table.
#[derive(Clone)]
pub struct Entry {
    /// The rule.
    pub p: P,
    /// Which of several that read equally much is taken.
    pub prio: u32,
}

/// A syntax category.
#[derive(Clone)]
pub struct Category {
    /// Its name.
    pub name: Name,
    /// Under what it is remembered.
    pub id: NameId,
    /// The declaration that stands for it.
    pub decl_name: Name,
    /// What it does with an identifier at its beginning.
    pub behavior: Behavior,
    /// Its antiquotation.
    pub antiquot: Antiquot,
    /// The declarations of its rules.
    pub kinds: List<Name>,
    pub(crate) leading: Radix<List<Entry>>,
    pub(crate) leading_any: List<Entry>,
    pub(crate) trailing: Radix<List<Entry>>,
    pub(crate) trailing_any: List<Entry>,
}

impl Category {
    /// A category without rules.
    pub fn new(name: Name, id: NameId, decl_name: Name, behavior: Behavior, antiquot: Antiquot) -> Category {
        Category {
            name,
            id,
            decl_name,
            behavior,
            antiquot,
            kinds: List::default(),
            leading: Radix::default(),
            leading_any: List::default(),
            trailing: Radix::default(),
            trailing_any: List::default(),
        }
    }

    /// Adds a rule.
    pub fn add(&mut self, decl_name: &Name, leading: bool, entry: Entry, known: &Known) {
        self.kinds = self.kinds.push(decl_name.clone());
        let (table, any) = match leading {
            true => (&mut self.leading, &mut self.leading_any),
            false => (&mut self.trailing, &mut self.trailing_any),
        };
        match first_tokens(&entry.p, known) {
            First::Tokens(mut tokens) | First::OptTokens(mut tokens) => {
                let mut seen: Vec<Sym> = Vec::new();
                tokens.retain(|sym| !seen.contains(sym) && (seen.push(*sym), true).1);
                for sym in tokens {
                    let list = table.get(sym.0).cloned().unwrap_or_default();
                    table.insert(sym.0, list.push(entry.clone()));
                }
            }
            First::Epsilon | First::Unknown => *any = any.push(entry),
        }
    }

    /// Whether a rule begins with this token.
    pub fn begins_with(&self, sym: Sym) -> bool {
        self.leading.get(sym.0).is_some()
    }
}
