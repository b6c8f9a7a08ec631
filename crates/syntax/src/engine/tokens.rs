//! Tokens that were read, by position.
//!
//! What it is: a table with one place for each position modulo its size. A token depends on the position and the token
//! table alone, so a remembered one is as good as one read again, but that a forbidden token is looked for each time.
//! Source: upstream's `TokenCacheEntry`, which remembers one.

use crate::symbols::Sym;
use crate::tree::Syntax;

const SIZE: usize = 1 << 10;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A token of the table.
    Atom(Sym),
    /// An identifier: the tokens, known to the grammar at all, that are spelled as it is, and that are its name.
    Ident { spelled: Option<Sym>, named: Option<Sym> },
    /// A literal: the kind of its node.
    Literal(Sym),
}

/// A token.
pub(super) struct Token {
    start: u32,
    epoch: u32,
    /// Where the trivia after it end.
    pub(super) stop: u32,
    pub(super) kind: Kind,
    pub(super) stx: Syntax,
}

/// The table.
#[derive(Default)]
pub(super) struct TokenCache {
    places: Vec<Token>,
    epoch: u32,
}

impl TokenCache {
    /// The place of the token at `start`, if it is remembered.
    #[inline]
    pub(super) fn find(&self, start: u32) -> Option<usize> {
        let place = start as usize % SIZE;
        let token = &self.places[place];
        (token.start == start && token.epoch == self.epoch).then_some(place)
    }

    /// Remembers a token, and says where.
    pub(super) fn insert(&mut self, start: u32, stop: u32, kind: Kind, stx: Syntax) -> usize {
        let place = start as usize % SIZE;
        self.places[place] = Token { start, epoch: self.epoch, stop, kind, stx };
        place
    }

    #[inline]
    pub(super) fn at(&self, place: usize) -> &Token {
        &self.places[place]
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.epoch = match self.epoch.checked_add(1) {
            Some(epoch) => epoch,
            None => {
                self.places.clear();
                1
            }
        };
        let empty = || Token { start: 0, epoch: 0, stop: 0, kind: Kind::Atom(Sym(0)), stx: Syntax::Missing };
        self.places.resize_with(SIZE, empty);
    }
}
