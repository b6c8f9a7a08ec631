//! Parsers that `syntax` items name without a declaration.
use crate::grammar::{Grammar, P};
use term::Name;

/// The parser without arguments of that name.
pub fn constant(_grammar: &Grammar, _name: &Name) -> Option<P> {
    None
}
