//! Grammar that a file adds: from the trees of its commands to additions.
//!
//! What it is: [`items`] turns the items of a `syntax` command into a parser, [`command`] whole commands into additions
//! to a grammar ([`crate::scope::Addition`]), [`alias`] are the parsers that items can name without a declaration.
//! What it is not: macro expansion, evaluation of precedences and resolution of names; those are asked of the caller
//! ([`ItemScope`]).
//! Source: upstream's `src/Lean/Elab/Syntax.lean`, `Notation.lean`, `Mixfix.lean` and `MacroArgUtil.lean`.

pub mod alias;
pub mod command;
pub mod items;

use crate::tree::Syntax;
use term::Name;

/// Why a command adds nothing to the grammar.
#[derive(Clone)]
pub struct ExtendError {
    /// The piece of syntax that is wrong.
    pub at: Syntax,
    /// What is wrong, in upstream's words.
    pub text: String,
}

impl ExtendError {
    fn new(at: &Syntax, text: impl Into<String>) -> ExtendError {
        ExtendError { at: at.clone(), text: text.into() }
    }
}

/// What the conversion of items asks of the place of a file that it is at.
pub trait ItemScope {
    /// The declarations that an identifier means, the ones of the innermost namespace only. Those that are no parsers
    /// are passed over.
    fn resolve(&self, id: &Syntax) -> Vec<Name>;

    /// A macro's expansion of an item (`p*`, `p,+` and their like are macros of the library), if there is one.
    fn expand(&self, item: &Syntax) -> Result<Option<Syntax>, ExtendError>;

    /// The value of a tree of the category `prec`.
    fn eval_prec(&self, prec: &Syntax) -> Result<u32, ExtendError>;

    /// The value of a tree of the category `prio`.
    fn eval_prio(&self, prio: &Syntax) -> Result<u32, ExtendError>;

    /// The namespace that declarations are made in.
    fn current_namespace(&self) -> Name;

    /// Whether there is a declaration of this full name, private ones included.
    fn is_declared(&self, name: &Name) -> bool;

    /// The full name of a private declaration, which is what a `local` one is.
    fn private_name(&self, name: &Name) -> Name;
}
