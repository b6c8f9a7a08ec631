//! What runs descriptions of parsers over a text.
//!
//! What it is: an interpreter with upstream's semantics. A parser pushes trees on a stack, moves the position, and may
//! fail; whoever called it looks at how far it came. [`lex`] makes tokens, [`run`] is the table of parsers, [`pratt`] the
//! categories, [`antiquot`] what stands in for syntax in quotations, [`check`] what looks at positions.
//! What it is not: a parser of files; see [`crate::module`].
//!
//! Two things are not upstream's, and cannot be seen from outside. First, a command is run without texts of errors, and
//! run again with them if something went wrong: what was expected everywhere costs more to say than to know. Second,
//! tokens and what categories read are remembered in tables of bounded size. A parse is a function of position, context
//! and grammar, so remembering changes only the time; without it, tokens tried by several rules at every level would
//! take exponential time.
//!
//! Recursion is as deep as the text is nested. The stack grows on the heap, up to a limit on nested categories.
//!
//! Source: upstream's `src/Lean/Parser/Basic.lean` and `Types.lean`.

mod antiquot;
mod check;
mod lex;
mod memory;
mod parse;
mod pratt;
mod run;
mod session;
mod tokens;

pub use parse::{Input, Outcome, parse, skip_token};
pub use session::Session;

use crate::grammar::{Grammar, Known};
use crate::message::ParseError;
use crate::scope::Scope;
use crate::source::{Position, Source};
use crate::symbols::Sym;
use crate::tree::Syntax;
use memory::{Memory, RuleCache};
use std::rc::Rc;
use tokens::TokenCache;

/// How deep categories may be nested. Upstream's parser has no limit but the machine's stack, and its elaborator one
/// that is far smaller.
const MAX_DEPTH: u32 = 1 << 17;

/// What a message says of text that is nested too deep; upstream's elaborator says it of terms.
const TOO_DEEP: &str = "maximum recursion depth has been reached\nuse `set_option maxRecDepth <num>` to increase limit\nuse `set_option diagnostics true` to get diagnostic information";

/// What a parser is told by those around it (upstream's `CacheableParserContext`).
#[derive(Clone, Copy, PartialEq, Eq)]
struct Context {
    prec: u32,
    quot_depth: u32,
    suppress_inside_quot: bool,
    saved_pos: Option<u32>,
    forbidden: Option<Sym>,
}

/// Why the parser that ran last failed.
#[derive(Clone)]
enum Failure {
    /// It is not asked for.
    Untold,
    /// With its text.
    Told(Rc<ParseError>),
}

/// An error from which a parser recovered.
struct Recovered {
    pos: u32,
    stack: Vec<Syntax>,
    error: ParseError,
}

/// The state of a parse.
struct Engine<'a> {
    source: &'a Source,
    text: &'a [u8],
    session: &'a mut Session,
    scope: &'a dyn Scope,
    grammar: Grammar,
    known: Rc<Known>,
    context: Context,
    stack: Vec<Syntax>,
    /// Below this height the running parser sees nothing (upstream's `SyntaxStack.drop`).
    drop: usize,
    lhs_prec: u32,
    pos: u32,
    failure: Option<Failure>,
    recovered: Vec<Recovered>,
    /// Whether texts of errors are asked for.
    telling: bool,
    /// Whether a parser failed and recovered while they were not.
    recovered_untold: bool,
    tokens: TokenCache,
    memory: Memory,
    rules: RuleCache,
    depth: u32,
    /// A remembered position that columns were compared with, and its place.
    saved_place: Option<(u32, Position)>,
}

/// Says what was expected, where somebody wants to know.
type Describe<'d, E> = &'d dyn Fn(&E) -> Rc<str>;

impl<'a> Engine<'a> {
    fn failed(&self) -> bool {
        self.failure.is_some()
    }

    /// Fails with what `error` says, if anyone asks.
    #[inline]
    fn fail(&mut self, error: impl FnOnce(&Self) -> ParseError) {
        self.failure = Some(match self.telling {
            true => Failure::Told(Rc::new(error(self))),
            false => Failure::Untold,
        });
    }

    /// Fails here with an expectation (`mkError`).
    fn fail_expected(&mut self, what: &str) {
        self.fail(|_| ParseError::expected(what));
        self.stack.push(Syntax::Missing);
    }

    /// Fails here with a message (`mkUnexpectedError`).
    fn fail_unexpected(&mut self, message: &str) {
        self.fail(|_| ParseError::unexpected(message));
        self.stack.push(Syntax::Missing);
    }

    /// Fails at the end of the text (`mkEOIError`).
    fn fail_at_end(&mut self, expected: Option<Describe<'_, Self>>) {
        self.fail(|this| ParseError {
            unexpected: "unexpected end of input".into(),
            expected: expected.map(|what| what(this)).into_iter().collect(),
            ..ParseError::default()
        });
        self.stack.push(Syntax::Missing);
    }

    /// Fails because of a token, which is not consumed (`mkUnexpectedTokenError`).
    fn fail_token(&mut self, token: Syntax, expected: &dyn Fn(&Self) -> Rc<str>) {
        self.fail(|this| ParseError { unexpected_tk: token, unexpected: "".into(), expected: vec![expected(this)] });
        self.stack.push(Syntax::Missing);
    }

    /// Number of trees that the running parser sees.
    fn height(&self) -> usize {
        self.stack.len()
    }

    /// The tree that was pushed last, if the running parser sees it.
    fn back(&self) -> Option<&Syntax> {
        (self.stack.len() > self.drop).then(|| &self.stack[self.stack.len() - 1])
    }

    /// Goes back to a height and a position, and forgets a failure.
    fn restore(&mut self, height: usize, pos: u32) {
        self.stack.truncate(height);
        self.failure = None;
        self.pos = pos;
    }

    /// Makes a node of what was pushed since `height` (`mkNode`).
    fn make_node(&mut self, kind: &term::Name, height: usize) {
        let node = if self.failed() && self.stack.len() == height {
            Syntax::Missing
        } else {
            Syntax::node(kind.clone(), self.stack.split_off(height))
        };
        self.stack.push(node);
    }

    fn make_null(&mut self, height: usize) {
        if self.stack.len() == height && !self.failed() {
            let none = self.session.none(&self.known);
            return self.stack.push(none);
        }
        let known = self.known.clone();
        self.make_node(&known.kinds.null, height);
    }

    fn at_end(&self) -> bool {
        self.pos as usize >= self.text.len()
    }

    fn byte(&self) -> u8 {
        self.byte_at(self.pos)
    }

    /// The byte at a position, 0 past the end.
    fn byte_at(&self, pos: u32) -> u8 {
        self.text.get(pos as usize).copied().unwrap_or(0)
    }

    fn char_at(&self, pos: u32) -> Option<char> {
        self.source.text().get(pos as usize..)?.chars().next()
    }

    fn with_context(&mut self, context: Context, p: &crate::grammar::Parser) {
        let before = std::mem::replace(&mut self.context, context);
        self.run(p);
        self.context = before;
    }

    fn told(failure: &Failure) -> ParseError {
        match failure {
            Failure::Told(error) => (**error).clone(),
            Failure::Untold => ParseError::default(),
        }
    }
}
