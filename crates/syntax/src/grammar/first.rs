//! What a parser can begin with, which tokens it mentions, and which kinds it makes.
//!
//! What it is: upstream's `ParserInfo`, computed from a description. The tables of a category are indexed by the first
//! tokens; a parser of which they are not known is tried everywhere. The result decides which parsers are tried, so it
//! is upstream's to the letter, imprecisions included.
//!
//! Source: upstream's `src/Lean/Parser/Types.lean` (`FirstTokens`) and the `info` fields in `Basic.lean`.

use super::{Class, Parser, Token};
use crate::grammar::Known;
use crate::symbols::Sym;
use rustc_hash::FxHashSet;
use term::Name;

/// The tokens that a parser can begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// It reads nothing.
    Epsilon,
    /// Not known.
    Unknown,
    /// One of these.
    Tokens(Vec<Sym>),
    /// One of these, or it reads nothing.
    OptTokens(Vec<Sym>),
}

impl First {
    fn seq(self, next: First) -> First {
        match self {
            First::Epsilon => next,
            First::OptTokens(mut tokens) => match next {
                First::OptTokens(more) => {
                    tokens.extend(more);
                    First::OptTokens(tokens)
                }
                First::Tokens(more) => {
                    tokens.extend(more);
                    First::Tokens(tokens)
                }
                _ => First::OptTokens(tokens),
            },
            other => other,
        }
    }

    fn or_nothing(self) -> First {
        match self {
            First::Tokens(tokens) => First::OptTokens(tokens),
            other => other,
        }
    }

    fn merge(self, other: First) -> First {
        let both = |mut a: Vec<Sym>, b: Vec<Sym>| {
            a.extend(b);
            a
        };
        match (self, other) {
            (First::Epsilon, first) | (first, First::Epsilon) => first.or_nothing(),
            (First::Tokens(a), First::Tokens(b)) => First::Tokens(both(a, b)),
            (First::OptTokens(a), First::OptTokens(b))
            | (First::Tokens(a), First::OptTokens(b))
            | (First::OptTokens(a), First::Tokens(b)) => First::OptTokens(both(a, b)),
            _ => First::Unknown,
        }
    }
}

/// What `p` can begin with.
pub fn first_tokens(p: &Parser, known: &Known) -> First {
    let first = |p: &Parser| first_tokens(p, known);
    let with_antiquot = |first: First| First::Tokens(vec![known.dollar]).merge(first);
    match p {
        Parser::Seq(parts) => {
            let mut parts = parts.iter();
            let mut all = First::Epsilon;
            // What follows matters only as long as everything before may read nothing.
            while matches!(all, First::Epsilon | First::OptTokens(_)) {
                let Some(part) = parts.next() else { break };
                match (&all, first(part)) {
                    (_, First::Epsilon) => {}
                    (First::OptTokens(_), First::Unknown) => break,
                    (_, next) => all = all.seq(next),
                }
            }
            all
        }
        Parser::OrElse(parts) => parts.iter().map(|part| first(part)).reduce(First::merge).unwrap_or(First::Epsilon),
        Parser::Leading(rule) => match rule.antiquot {
            Some(_) => with_antiquot(first(&rule.p)),
            None => first(&rule.p),
        },
        Parser::Node { p, .. } | Parser::Trailing { p, .. } => first(p),
        Parser::Symbol(token) => First::Tokens(vec![token.sym]),
        Parser::NonReserved { token, include_ident } => match include_ident {
            true => First::Tokens(vec![token.sym, known.ident]),
            false => First::Tokens(vec![token.sym]),
        },
        Parser::Unicode { token, ascii, .. } => First::Tokens(vec![token.sym, ascii.sym]),
        Parser::Class(Class::RawIdent) => with_antiquot(First::Unknown),
        Parser::Class(class) => with_antiquot(First::Tokens(vec![known.class_sym(*class)])),
        Parser::InterpolatedStr(_) => with_antiquot(First::Tokens(vec![known.interpolated_str])),
        Parser::HygieneInfo => with_antiquot(First::Epsilon),
        Parser::WithAntiquot { p, .. } => with_antiquot(first(p)),
        Parser::Optional(p) => first(p).or_nothing(),
        Parser::Spliced { p, suffix, .. } => {
            // The splice's own `p` has no information, so only the dollar sign counts.
            with_antiquot(first(p).seq(First::Tokens(vec![suffix.sym])))
        }
        Parser::SepBy { p, nonempty: true, .. } => first(p),
        Parser::Many1(p)
        | Parser::Atomic(p)
        | Parser::Lookahead(p)
        | Parser::Recover { p, .. }
        | Parser::WithPosition(p)
        | Parser::WithPositionAfterLinebreak(p)
        | Parser::WithoutPosition(p)
        | Parser::WithForbidden { p, .. }
        | Parser::WithoutForbidden(p)
        | Parser::QuotDepth { p, .. }
        | Parser::WithResetCache(p)
        | Parser::WithCache { p, .. }
        | Parser::SetExpected { p, .. }
        | Parser::WithOpen(p)
        | Parser::WithOpenDecl(p)
        | Parser::Guarded { p, .. }
        | Parser::HintAround(_, p) => first(p),
        Parser::CheckPrec(_)
        | Parser::CheckLhsPrec(_)
        | Parser::CheckWs(_)
        | Parser::CheckNoWs(_)
        | Parser::CheckLinebreak(_)
        | Parser::CheckStackTop { .. }
        | Parser::CheckCol { .. }
        | Parser::Skip
        | Parser::Hint(_) => First::Epsilon,
        Parser::Many(_)
        | Parser::Many1Unbox(_)
        | Parser::SepBy { nonempty: false, .. }
        | Parser::CommentBody
        | Parser::RawChar(_)
        | Parser::Cat { .. }
        | Parser::OfStack { .. }
        | Parser::NotFollowedBy { .. }
        | Parser::ErrorAtSavedPos { .. }
        | Parser::PushNone => First::Unknown,
    }
}

/// Calls `token` and `kind` with every token that `p` mentions and every kind that it makes. Rules of a kind that is
/// `known` are passed over, if they are remembered under it and so alone in having it: what they mention was added with
/// them.
pub fn mentions(p: &Parser, known: &dyn Fn(&Name) -> bool, token: &mut dyn FnMut(&Token), kind: &mut dyn FnMut(&Name)) {
    let mut stack: Vec<&Parser> = vec![p];
    let mut seen: FxHashSet<*const Parser> = FxHashSet::default();
    while let Some(p) = stack.pop() {
        match p {
            Parser::Seq(parts) | Parser::OrElse(parts) => stack.extend(parts.iter().rev().map(|part| &**part)),
            Parser::Node { kind: name, p } | Parser::Trailing { kind: name, p, .. } => {
                kind(name);
                stack.push(p);
            }
            Parser::Leading(rule) => {
                if rule.cache.is_some() && (known(&rule.kind) || !seen.insert(p)) {
                    continue;
                }
                kind(&rule.kind);
                if let Some(spec) = &rule.antiquot {
                    kind(&spec.kind);
                }
                stack.push(&rule.p);
            }
            Parser::Symbol(symbol) => token(symbol),
            Parser::Unicode { token: symbol, ascii, .. } => {
                token(symbol);
                token(ascii);
            }
            Parser::SepBy { p, psep, .. } => {
                stack.push(psep);
                stack.push(p);
            }
            Parser::Spliced { p, suffix, .. } => {
                token(suffix);
                stack.push(p);
            }
            Parser::WithAntiquot { antiquot: spec, p } => {
                kind(&spec.kind);
                stack.push(p);
            }
            Parser::InterpolatedStr(p)
            | Parser::Optional(p)
            | Parser::Many(p)
            | Parser::Many1(p)
            | Parser::Many1Unbox(p)
            | Parser::Atomic(p)
            | Parser::Lookahead(p)
            | Parser::Recover { p, .. }
            | Parser::WithPosition(p)
            | Parser::WithPositionAfterLinebreak(p)
            | Parser::WithoutPosition(p)
            | Parser::WithForbidden { p, .. }
            | Parser::WithoutForbidden(p)
            | Parser::QuotDepth { p, .. }
            | Parser::WithResetCache(p)
            | Parser::WithCache { p, .. }
            | Parser::SetExpected { p, .. }
            | Parser::WithOpen(p)
            | Parser::WithOpenDecl(p)
            | Parser::Guarded { p, .. }
            | Parser::HintAround(_, p) => stack.push(p),
            // Upstream's `notFollowedBy` keeps no information of what it looks for; the rest mentions nothing.
            _ => {}
        }
    }
}
