//! Descriptions of parsers, and the snapshot of a grammar.
//!
//! What it is: [`Parser`] describes what upstream's combinators compute; one description serves parsing, the index by
//! first tokens ([`first`]) and printing. [`Grammar`] is a snapshot: tokens, categories with their tables
//! ([`category`]), kinds, and the parsers that declarations name.
//! What it is not: what runs a description; that is [`crate::engine`].
//!
//! Source: upstream's `src/Lean/Parser/Basic.lean`, `Types.lean` and `Extension.lean`.

pub mod category;
pub mod first;
pub mod guard;
mod snapshot;

pub use category::{Behavior, Category, Entry};
pub use snapshot::{Grammar, GrammarError, Known};

use crate::symbols::{NameId, Sym};
use std::rc::Rc;
use term::Name;

/// Precedences that have names.
pub mod prec {
    /// `max`
    pub const MAX: u32 = 1024;
    /// `arg`
    pub const ARG: u32 = 1023;
    /// `lead`
    pub const LEAD: u32 = 1022;
    /// `min1`
    pub const MIN1: u32 = 11;
    /// `min`
    pub const MIN: u32 = 10;
}

/// A shared description.
pub type P = Rc<Parser>;

/// A token as a description mentions it.
#[derive(Clone, Debug)]
pub struct Token {
    /// The token, without the spaces around it.
    pub sym: Sym,
    /// As it is written, with the spaces that a printer puts around it.
    pub text: Rc<str>,
}

/// What a parser does.
#[derive(Debug)]
pub enum Parser {
    /// One after the other.
    Seq(Box<[P]>),
    /// The first one that does not fail at its beginning.
    OrElse(Box<[P]>),
    /// What `p` gives becomes a node (`node`).
    Node {
        /// Its kind.
        kind: Name,
        /// Its contents.
        p: P,
    },
    /// A rule that begins with a token (`leading_parser`, `ParserDescr.node`).
    Leading(Leading),
    /// A rule that continues what was read before (`trailing_parser`).
    Trailing {
        /// The kind of its nodes.
        kind: Name,
        /// Its precedence.
        prec: u32,
        /// The least precedence of what it continues.
        lhs_prec: u32,
        /// What follows.
        p: P,
    },
    /// A token, perhaps with an antiquotation of it.
    Symbol(Token),
    /// A token, or an identifier of that spelling.
    NonReserved {
        /// The token.
        token: Token,
        /// Whether the rule is also tried wherever any identifier is.
        include_ident: bool,
    },
    /// Either of two spellings of a token.
    Unicode {
        /// The one that is printed.
        token: Token,
        /// The other one.
        ascii: Token,
        /// Whether a printer keeps the spelling that was used.
        preserve: bool,
    },
    /// A token of a class, or an antiquotation of that class.
    Class(Class),
    /// A parser of the characters of a comment, up to its end (`commentBody`).
    CommentBody,
    /// One character as an atom, without the trivia after it.
    RawChar(char),
    /// A node without text that remembers where it is (`hygieneInfo`).
    HygieneInfo,
    /// A string with `p` between braces.
    InterpolatedStr(P),
    /// A category, at a precedence.
    Cat {
        /// Its name.
        cat: NameId,
        /// The least precedence of what is read.
        prec: u32,
    },
    /// The parser or category that the identifier so far below the top of the stack names.
    OfStack {
        /// How far below.
        offset: usize,
    },
    /// `p` or nothing, as a `null` node.
    Optional(P),
    /// Any number of `p`, as a `null` node.
    Many(P),
    /// At least one `p`, as a `null` node.
    Many1(P),
    /// At least one `p`; a single one is not wrapped.
    Many1Unbox(P),
    /// `p` with separators between, as a `null` node.
    SepBy {
        /// The elements.
        p: P,
        /// The separator.
        psep: P,
        /// Whether a separator may stand at the end.
        trailing: bool,
        /// Whether there must be an element.
        nonempty: bool,
    },
    /// `p`, or a splice `$[p]suffix` or `$x suffix` of it.
    Spliced {
        /// The first component of the splice's kind: `optional`, `many` or `sepBy`.
        kind: Splice,
        /// The element.
        p: P,
        /// The suffix.
        suffix: Token,
    },
    /// `p` with an antiquotation beside it.
    WithAntiquot {
        /// The antiquotation.
        antiquot: Antiquot,
        /// Otherwise.
        p: P,
    },
    /// `p`, failing at its beginning if it fails.
    Atomic(P),
    /// Whether `p` would succeed.
    Lookahead(P),
    /// Whether `p` would fail.
    NotFollowedBy {
        /// What must not follow.
        p: P,
        /// What it is called in the message.
        msg: Rc<str>,
    },
    /// `p`; if it fails, text up to one of these characters is skipped and the failure is reported.
    Recover {
        /// What is tried.
        p: P,
        /// What ends the skipped text.
        skip: SkipUntil,
    },
    /// `p` at the present position as the one that column checks refer to.
    WithPosition(P),
    /// The same, if a line break precedes.
    WithPositionAfterLinebreak(P),
    /// `p` without column checks.
    WithoutPosition(P),
    /// `p`, which ends before a token.
    WithForbidden {
        /// The token.
        token: Token,
        /// What is read.
        p: P,
    },
    /// `p`, in which no token ends anything.
    WithoutForbidden(P),
    /// `p` this much deeper in quotations.
    QuotDepth {
        /// 1 or -1.
        delta: i32,
        /// What is read.
        p: P,
    },
    /// `p` with a fresh memory of what was read before.
    WithResetCache(P),
    /// `p` with what it reads remembered under a kind (`withCache`), blind to what stands before it.
    WithCache {
        /// Under which it is remembered.
        id: NameId,
        /// What is read.
        p: P,
    },
    /// `p`, failing with these expectations if it fails.
    SetExpected {
        /// The expectations.
        expected: Box<[Rc<str>]>,
        /// What is tried.
        p: P,
    },
    /// `p` with the namespaces of the `open` command before it open.
    WithOpen(P),
    /// `p` with the namespaces of the `open` declaration before it open.
    WithOpenDecl(P),
    /// Whether a term of this precedence may stand here.
    CheckPrec(u32),
    /// Whether what precedes has at least this precedence.
    CheckLhsPrec(u32),
    /// Whether white space precedes.
    CheckWs(Rc<str>),
    /// Whether none precedes.
    CheckNoWs(Rc<str>),
    /// Whether a line break precedes.
    CheckLinebreak(Rc<str>),
    /// How the column is to compare with the remembered one.
    CheckCol {
        /// The comparison.
        cmp: ColCmp,
        /// What is expected if it fails.
        msg: Rc<str>,
    },
    /// Whether what precedes is of some shape.
    CheckStackTop {
        /// The shape.
        shape: TopShape,
        /// The message if it is not.
        msg: Rc<str>,
    },
    /// A failure at the remembered position (`errorAtSavedPos`).
    ErrorAtSavedPos {
        /// The message.
        msg: Rc<str>,
        /// Whether one character further.
        delta: bool,
    },
    /// An empty `null` node.
    PushNone,
    /// `p`, which fails at once unless the next token is one of these.
    Guarded {
        /// The tokens.
        starts: guard::Starts,
        /// What is run.
        p: P,
    },
    /// Nothing.
    Skip,
    /// What only a printer heeds, without contents.
    Hint(Hint),
    /// What only a printer heeds, around contents.
    HintAround(Hint, P),
}

/// A rule that begins with a token.
#[derive(Debug)]
pub struct Leading {
    /// The kind of its nodes.
    pub kind: Name,
    /// Its precedence.
    pub prec: u32,
    /// An antiquotation of the rule.
    pub antiquot: Option<Antiquot>,
    /// Under what it is remembered.
    pub cache: Option<NameId>,
    /// Its contents.
    pub p: P,
}

/// An antiquotation `$x:name`.
#[derive(Clone, Debug)]
pub struct Antiquot {
    /// What may stand after the colon.
    pub name: Token,
    /// The kind of its nodes: kind of what it stands for, perhaps `pseudo`, then `antiquot`.
    pub kind: Name,
    /// Whether the name may be left out.
    pub anonymous: bool,
}

/// Classes of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// An identifier that is no token.
    Ident,
    /// An identifier, tokens included.
    RawIdent,
    /// A natural number.
    Num,
    /// A number with a point or an exponent.
    Scientific,
    /// A string.
    Str,
    /// A character.
    Char,
    /// A name after a back-tick.
    Name,
    /// A number after a dot.
    FieldIdx,
    /// Hexadecimal digits without a prefix.
    Hexnum,
}

/// Kinds of splices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Splice {
    /// `$[…]?`
    Optional,
    /// `$[…]*`
    Many,
    /// `$[…],*`
    SepBy,
}

/// What ends text that is skipped after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipUntil {
    /// Nothing is skipped.
    Nothing,
    /// White space.
    Ws,
    /// White space and what may follow a name in a signature.
    WsOrDelim,
    /// White space, comma and closing brace.
    WsOrComma,
}

/// Comparisons with the remembered position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColCmp {
    /// A greater column.
    Gt,
    /// A column not smaller.
    Ge,
    /// The same column.
    Eq,
    /// The same line.
    LineEq,
}

/// Shapes of what precedes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopShape {
    /// An identifier or an antiquotation.
    Ident,
    /// The same, or a dotted identifier, or a projection.
    IdentOrProj,
}

/// What only a printer heeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A space that does not break.
    HardSpace,
    /// A space or a line break.
    Space,
    /// A line break.
    Line,
    /// Filled lines.
    Fill,
    /// All in one line or each part in its own.
    Group,
    /// Indented.
    Indent,
    /// Less indented.
    Dedent,
    /// Less indented if grouped.
    DedentIfGrouped,
    /// The category need not group this rule.
    AllowUngrouped,
    /// A line break, unless what follows is not grouped.
    HardLineUnlessUngrouped,
}

impl Parser {
    /// Several parsers in a row.
    pub fn seq(parts: Vec<P>) -> P {
        match <[P; 1]>::try_from(parts) {
            Ok([one]) => one,
            Err(parts) => Rc::new(Parser::Seq(parts.into())),
        }
    }
}
