//! What is kept from command to command of a file.
//!
//! What it is: the identifiers of the file, each made into a name once, and tables whose memory is used again.
//! What it is not: part of a grammar's snapshot; nothing that a parser answers depends on it.

use super::memory::{Memory, RuleCache};
use super::tokens::TokenCache;
use crate::grammar::Grammar;
use crate::grammar::Known as Grammars;
use crate::symbols::Sym;
use crate::tree::Syntax;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use term::Name;

/// What is kept from command to command of a file.
#[derive(Default)]
pub struct Session {
    idents: Vec<Known>,
    places: FxHashMap<Rc<str>, usize>,
    pub(super) tokens: TokenCache,
    pub(super) memory: Memory,
    pub(super) rules: RuleCache,
    /// The empty `null` node, which most optional parts are.
    none: Option<Syntax>,
}

/// An identifier that was seen.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) raw: Rc<str>,
    pub(super) name: Name,
    pub(super) spelled: Option<Sym>,
    pub(super) named: Option<Sym>,
    /// How many strings had an id when the two were looked up.
    checked: usize,
}

impl Session {
    /// A session without memory.
    pub fn new() -> Session {
        Session::default()
    }

    pub(super) fn none(&mut self, known: &Grammars) -> Syntax {
        self.none.get_or_insert_with(|| Syntax::node(known.kinds.null.clone(), [])).clone()
    }

    /// The identifier written `raw`.
    pub(super) fn ident(&mut self, raw: &str, grammar: &Grammar) -> &Known {
        let count = grammar.symbol_count();
        let found = match self.places.get(raw) {
            Some(&place) => place,
            None => {
                let shared: Rc<str> = raw.into();
                let name = name_of(raw);
                self.idents.push(Known { raw: shared.clone(), name, spelled: None, named: None, checked: usize::MAX });
                self.places.insert(shared, self.idents.len() - 1);
                self.idents.len() - 1
            }
        };
        let known = &mut self.idents[found];
        if known.checked != count {
            known.checked = count;
            known.spelled = grammar.find_symbol(raw);
            known.named = match known.name.kind() {
                term::NameKind::Str(prefix, text) if prefix.is_anonymous() => grammar.find_symbol(text),
                _ => None,
            };
        }
        known
    }
}

/// The name that the lexer has found to be written `raw`.
fn name_of(raw: &str) -> Name {
    let mut name = Name::anonymous();
    let mut rest = raw;
    while !rest.is_empty() {
        let (component, after) = match rest.strip_prefix('«') {
            Some(quoted) => quoted.split_once('»').unwrap_or((quoted, "")),
            None => rest.split_at(rest.find('.').unwrap_or(rest.len())),
        };
        name = Name::str(&name, component);
        rest = after.strip_prefix('.').unwrap_or(after);
    }
    name
}
