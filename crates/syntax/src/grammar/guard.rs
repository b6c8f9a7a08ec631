//! Tokens without which a parser fails at once.
//!
//! What it is: [`starts`] computes which tokens a parser can begin with, or that this is not known. Unlike
//! [`super::first`], which is upstream's and decides what is tried, this is exact enough to skip what would fail: where
//! nobody asks for the text of an error, a guarded parser that cannot begin with the next token is not run.
//! What it assumes: antiquotations are looked for before a guard is asked.

use super::{Class, P, Parser};
use crate::symbols::Sym;
use std::rc::Rc;

/// The tokens that a parser can begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Starts {
    /// Tokens, and kinds of literals. Sorted.
    pub tokens: Box<[Sym]>,
    /// Identifiers of these spellings. Sorted.
    pub words: Box<[Sym]>,
    /// Any identifier.
    pub ident: bool,
}

/// What is known of the beginning of a parser.
enum Beginning {
    /// It reads nothing, or may do so.
    Empty(Set),
    /// It reads one of these first.
    Reads(Set),
    Unknown,
}

#[derive(Clone, Default)]
struct Set {
    tokens: Vec<Sym>,
    words: Vec<Sym>,
    ident: bool,
}

impl Set {
    fn extend(&mut self, other: Set) {
        self.tokens.extend(other.tokens);
        self.words.extend(other.words);
        self.ident |= other.ident;
    }
}

/// `p`, skipped where it would fail at once. `class` gives the token that stands for a class of literals.
pub fn guarded(p: P, class: &dyn Fn(Class) -> Sym) -> P {
    match (&*p, starts(&p, class)) {
        // What is as cheap as asking the guard stays as it is.
        (Parser::Symbol(_) | Parser::NonReserved { .. } | Parser::Class(_) | Parser::Guarded { .. }, _) | (_, None) => {
            p
        }
        (_, Some(starts)) => Rc::new(Parser::Guarded { starts, p }),
    }
}

/// The tokens that `p` can begin with, if they are known and there must be one.
pub fn starts(p: &Parser, class: &dyn Fn(Class) -> Sym) -> Option<Starts> {
    let Beginning::Reads(mut set) = beginning(p, class) else { return None };
    set.tokens.sort_unstable();
    set.tokens.dedup();
    set.words.sort_unstable();
    set.words.dedup();
    Some(Starts { tokens: set.tokens.into(), words: set.words.into(), ident: set.ident })
}

fn beginning(p: &Parser, class: &dyn Fn(Class) -> Sym) -> Beginning {
    let of = |p: &Parser| beginning(p, class);
    let reads = |tokens: &[Sym]| Beginning::Reads(Set { tokens: tokens.to_vec(), ..Set::default() });
    match p {
        Parser::Guarded { starts, .. } => {
            Beginning::Reads(Set { tokens: starts.tokens.to_vec(), words: starts.words.to_vec(), ident: starts.ident })
        }
        Parser::Seq(parts) => {
            let mut all = Set::default();
            for part in parts {
                match of(part) {
                    Beginning::Unknown => return Beginning::Unknown,
                    Beginning::Empty(set) => all.extend(set),
                    Beginning::Reads(set) => {
                        all.extend(set);
                        return Beginning::Reads(all);
                    }
                }
            }
            Beginning::Empty(all)
        }
        Parser::OrElse(parts) => {
            let (mut all, mut empty) = (Set::default(), false);
            for part in parts {
                match of(part) {
                    Beginning::Unknown => return Beginning::Unknown,
                    Beginning::Empty(set) => {
                        empty = true;
                        all.extend(set);
                    }
                    Beginning::Reads(set) => all.extend(set),
                }
            }
            if empty { Beginning::Empty(all) } else { Beginning::Reads(all) }
        }
        Parser::Symbol(token) => reads(&[token.sym]),
        Parser::Unicode { token, ascii, .. } => reads(&[token.sym, ascii.sym]),
        Parser::NonReserved { token, .. } => {
            Beginning::Reads(Set { tokens: vec![token.sym], words: vec![token.sym], ident: false })
        }
        Parser::Class(Class::Ident) => Beginning::Reads(Set { ident: true, ..Set::default() }),
        Parser::Class(Class::RawIdent | Class::FieldIdx | Class::Hexnum) => Beginning::Unknown,
        Parser::Class(literal) => reads(&[class(*literal)]),
        Parser::InterpolatedStr(_) => reads(&[class(Class::Str)]),
        Parser::Optional(p) | Parser::Many(p) | Parser::SepBy { p, nonempty: false, .. } => match of(p) {
            Beginning::Unknown => Beginning::Unknown,
            Beginning::Empty(set) | Beginning::Reads(set) => Beginning::Empty(set),
        },
        Parser::Leading(rule) => of(&rule.p),
        Parser::Node { p, .. }
        | Parser::Many1(p)
        | Parser::Many1Unbox(p)
        | Parser::SepBy { p, .. }
        | Parser::Spliced { p, .. }
        | Parser::WithAntiquot { p, .. }
        | Parser::Atomic(p)
        | Parser::WithPosition(p)
        | Parser::WithPositionAfterLinebreak(p)
        | Parser::WithoutPosition(p)
        | Parser::WithForbidden { p, .. }
        | Parser::WithoutForbidden(p)
        | Parser::QuotDepth { p, .. }
        | Parser::WithResetCache(p)
        | Parser::WithCache { p, .. }
        | Parser::SetExpected { p, .. }
        | Parser::HintAround(_, p) => of(p),
        Parser::Lookahead(p) => match of(p) {
            // What follows reads the same token.
            Beginning::Reads(set) => Beginning::Reads(set),
            _ => Beginning::Empty(Set::default()),
        },
        Parser::NotFollowedBy { .. }
        | Parser::CheckPrec(_)
        | Parser::CheckLhsPrec(_)
        | Parser::CheckWs(_)
        | Parser::CheckNoWs(_)
        | Parser::CheckLinebreak(_)
        | Parser::CheckCol { .. }
        | Parser::CheckStackTop { .. }
        | Parser::PushNone
        | Parser::Skip
        | Parser::Hint(_) => Beginning::Empty(Set::default()),
        // What reads nothing but succeeds, what reads characters, and what depends on the grammar of the moment.
        Parser::HygieneInfo
        | Parser::CommentBody
        | Parser::RawChar(_)
        | Parser::Cat { .. }
        | Parser::OfStack { .. }
        | Parser::Recover { .. }
        | Parser::ErrorAtSavedPos { .. }
        | Parser::Trailing { .. }
        | Parser::WithOpen(_)
        | Parser::WithOpenDecl(_) => Beginning::Unknown,
    }
}
