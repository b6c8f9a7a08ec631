//! The notation in which grammars are written down.
//!
//! What it is: a reader of the files in `grammar/`, and [`builtin`], the grammar that they describe: what upstream has
//! built in, as against what its library adds. A file is a sequence of definitions; one begins in the first column and
//! goes on in indented lines.
//!
//! ```text
//! file       ::= { comment | "namespace" NAME | "category" NAME behavior | definition }
//! definition ::= head "=" alternatives
//! head       ::= "def" NAME [params]                    a parser without a node
//!              | "node" NAME [params] [prec] ["!"]      a node of that kind; "!": no antiquotation without its name
//!              | "rule" CATEGORY NAME [prec] ["@" NUM]  a node that begins something of a category, with a priority
//!              | "trail" CATEGORY NAME [prec [prec]]    a node that continues something; the least precedence of that
//!              | "prim" CATEGORY NAME                   a parser without a node that begins something
//! params     ::= "(" NAME { "," NAME } ")"
//! prec       ::= ":" ( NUM | "max" | "arg" | "lead" | "min" )
//! alternatives ::= sequence { "|" sequence }
//! sequence   ::= { item [ "?" | "*" | "+" ] }
//! item       ::= STRING | "&" STRING | "&&" STRING      a token; one that is no keyword; one tried at all identifiers
//!              | NAME [prec]                            a parameter, a definition, a parser, or a category
//!              | NAME "(" alternatives { "," alternatives } ")"
//!              | "(" alternatives ")"
//! ```
//!
//! A name is looked up in the parameters, in the namespace and those around it, among the parsers of
//! [`combinators`], and last among the categories. The order of definitions is the order of registration.

pub(crate) mod combinators;
mod define;
mod read;

use crate::grammar::Grammar;
use define::Definitions;

/// A mistake in a grammar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotationError {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl std::fmt::Display for NotationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for NotationError {}

/// The files of the built-in grammar, in upstream's order of registration.
const BUILTIN: [(&str, &str); 9] = [
    ("attr_level", include_str!("../../grammar/attr_level.grammar")),
    ("term_basic", include_str!("../../grammar/term_basic.grammar")),
    ("term", include_str!("../../grammar/term.grammar")),
    ("do", include_str!("../../grammar/do.grammar")),
    ("command", include_str!("../../grammar/command.grammar")),
    ("tactic", include_str!("../../grammar/tactic.grammar")),
    ("syntax", include_str!("../../grammar/syntax.grammar")),
    ("grind", include_str!("../../grammar/grind.grammar")),
    ("module", include_str!("../../grammar/module.grammar")),
];

/// Reads a grammar file on top of a grammar.
pub fn read(grammar: &Grammar, text: &str) -> Result<Grammar, NotationError> {
    let mut definitions = Definitions::new(grammar.clone());
    definitions.read(text)?;
    Ok(definitions.finish())
}

/// The grammar that upstream has built in.
pub fn builtin() -> Grammar {
    let mut definitions = Definitions::new(Grammar::empty());
    // All files come before any definition is used: they mention each other.
    for category in ["term", "command"] {
        definitions.category(category, "default");
    }
    for (name, text) in BUILTIN {
        if let Err(error) = definitions.read(text) {
            rt::bug!("grammar file {name}: {error}");
        }
    }
    match definitions.complete() {
        Ok(grammar) => grammar,
        Err(error) => rt::bug!("the built-in grammar: {error}"),
    }
}
