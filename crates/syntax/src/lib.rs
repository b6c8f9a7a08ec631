//! Lean source text as trees: tokens, a Pratt parser whose grammar is data, and the trees themselves.
//!
//! What it is: [`source`] holds a text and its lines, [`tree`] the syntax trees, [`grammar`] the descriptions of parsers
//! and the tables that index them, [`engine`] what runs them over a text, [`module`] the parser of whole files, command
//! by command, and [`extend`] what turns `syntax` items of a file into descriptions. The grammar that upstream has
//! built in stands in `grammar/*.grammar` in a notation of its own, read by [`notation`].
//! What it is not: it knows no environment. What a name refers to, and which namespaces are open, it asks
//! ([`scope::Scope`]). It expands no macros.
//! What it assumes: a grammar and the trees made with it stay on one thread, since names are runtime objects.
//!
//! A [`grammar::Grammar`] is a value: adding a token, a category or a parser gives a new one in time proportional to the
//! addition, and the old one stays valid. Kinds and shapes of trees are upstream's, since users' macros match on them.
//!
//! Source: upstream's `src/Lean/Parser/*.lean` and `src/Lean/Elab/Syntax.lean`.
#![forbid(unsafe_code)]

pub mod dump;
pub mod engine;
pub mod extend;
pub mod grammar;
pub mod literal;
pub mod message;
pub mod module;
pub mod notation;
pub mod persistent;
pub mod reprint;
pub mod scope;
pub mod source;
pub mod symbols;
pub mod tokens;
pub mod tree;

pub use grammar::Grammar;
pub use message::Message;
pub use module::{ModuleParser, parse_module};
pub use source::Source;
pub use tree::{SourceInfo, Syntax};
