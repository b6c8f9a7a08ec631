//! Which additions to a grammar are in force.
//!
//! What it is: [`Scope`], what the parser asks its surroundings, and [`ScopedGrammar`], a grammar with the sections that
//! are open: an addition is for everyone, for the rest of the innermost section, or for whoever opens a namespace.
//! What it is not: what a name refers to; that is the business of whoever implements [`Scope`].
//! Source: upstream's `src/Lean/ScopedEnvExtension.lean`, with the operations of `Lean.Parser.parserExtension`.

use crate::grammar::{Behavior, Grammar, GrammarError, P};
use crate::persistent::List;
use crate::symbols::NameId;
use crate::tree::Syntax;
use std::rc::Rc;
use term::Name;

/// What the parser asks about the place of a file that it is at.
pub trait Scope {
    /// The namespaces that an identifier in an `open` declaration means, given those opened before it in the same
    /// declaration.
    fn resolve_namespace(&self, id: &Name, opened: &[Name]) -> Vec<Name>;

    /// The grammar with the additions for those who open `namespace`.
    fn activate(&self, grammar: &Grammar, namespace: &Name) -> Grammar;

    /// The declarations that an identifier means.
    fn resolve_global(&self, id: &Syntax) -> Vec<Name>;
}

/// A place where namespaces mean themselves, and nothing is scoped.
pub struct NoScope;

impl Scope for NoScope {
    fn resolve_namespace(&self, id: &Name, _opened: &[Name]) -> Vec<Name> {
        vec![id.clone()]
    }

    fn activate(&self, grammar: &Grammar, _namespace: &Name) -> Grammar {
        grammar.clone()
    }

    fn resolve_global(&self, id: &Syntax) -> Vec<Name> {
        id.ident_name().cloned().into_iter().collect()
    }
}

/// One addition to a grammar.
#[derive(Clone)]
pub enum Addition {
    /// A token, by its text.
    Token(Rc<str>),
    /// A kind of nodes.
    Kind(Name),
    /// A category.
    Category {
        /// Its name.
        name: Name,
        /// The declaration that stands for it.
        decl_name: Name,
        /// What it does with identifiers.
        behavior: Behavior,
    },
    /// A rule of a category, with its tokens and kinds.
    Parser {
        /// The category.
        category: Name,
        /// The declaration of the rule.
        decl_name: Name,
        /// Whether it begins something.
        leading: bool,
        /// The rule.
        p: P,
        /// Its priority.
        prio: u32,
    },
    /// A parser that a declaration names, without a category.
    Declared {
        /// The declaration.
        decl_name: Name,
        /// The parser.
        p: P,
    },
}

impl Addition {
    /// Makes the addition.
    pub fn apply(&self, grammar: &mut Grammar) -> Result<(), GrammarError> {
        match self {
            Addition::Token(text) => {
                let token = grammar.token(text);
                grammar.add_token(&token)
            }
            Addition::Kind(kind) => {
                grammar.add_kind(kind);
                Ok(())
            }
            Addition::Category { name, decl_name, behavior } => grammar.add_category(name, decl_name, *behavior),
            Addition::Parser { category, decl_name, leading, p, prio } => {
                grammar.declare_parser(decl_name, p.clone());
                grammar.add_parser(category, decl_name, *leading, p.clone(), *prio)
            }
            Addition::Declared { decl_name, p } => {
                grammar.declare_parser(decl_name, p.clone());
                grammar.add_mentions(p)
            }
        }
    }
}

/// For whom an addition is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// For everyone.
    Global,
    /// For the rest of the innermost section.
    Local,
    /// For whoever opens this namespace, or is in it.
    Scoped(Name),
}

/// A grammar with the sections that are open. A clone shares everything.
#[derive(Clone)]
pub struct ScopedGrammar {
    /// The innermost section comes last; there is always one.
    sections: Vec<Section>,
    scoped: crate::persistent::Radix<List<Addition>>,
}

#[derive(Clone)]
struct Section {
    grammar: Grammar,
    active: List<NameId>,
}

impl ScopedGrammar {
    /// A grammar at the beginning of a file.
    pub fn new(grammar: Grammar) -> ScopedGrammar {
        let sections = vec![Section { grammar, active: List::default() }];
        ScopedGrammar { sections, scoped: Default::default() }
    }

    /// The grammar that is in force.
    pub fn grammar(&self) -> &Grammar {
        &self.innermost().grammar
    }

    fn innermost(&self) -> &Section {
        // `new` makes one, and `pop` leaves one.
        &self.sections[self.sections.len() - 1]
    }

    /// Opens a section.
    pub fn push(&mut self) {
        let innermost = self.innermost().clone();
        self.sections.push(innermost);
    }

    /// Closes the innermost section; false if it is the file itself.
    pub fn pop(&mut self) -> bool {
        self.sections.len() > 1 && self.sections.pop().is_some()
    }

    /// Puts the additions for those who open `namespace` in force.
    pub fn activate(&mut self, namespace: &Name) -> Result<(), GrammarError> {
        let id = self.grammar().name_id(namespace);
        if self.innermost().active.iter().any(|&active| active == id) {
            return Ok(());
        }
        let mut changed = self.innermost().clone();
        changed.active = changed.active.push(id);
        changed.grammar = self.activated(&changed.grammar, namespace)?;
        let last = self.sections.len() - 1;
        self.sections[last] = changed;
        Ok(())
    }

    /// `grammar` with the additions for those who open `namespace`.
    pub fn activated(&self, grammar: &Grammar, namespace: &Name) -> Result<Grammar, GrammarError> {
        let mut grammar = grammar.clone();
        let id = grammar.name_id(namespace);
        let additions: Vec<&Addition> = self.scoped.get(id.0).into_iter().flat_map(List::iter).collect();
        additions.into_iter().rev().try_for_each(|addition| addition.apply(&mut grammar))?;
        Ok(grammar)
    }

    /// Makes an addition. If it fails, nothing has changed.
    pub fn add(&mut self, addition: Addition, reach: &Reach) -> Result<(), GrammarError> {
        let mut changed = self.clone();
        match reach {
            Reach::Global => {
                changed.sections.iter_mut().try_for_each(|section| addition.apply(&mut section.grammar))?;
            }
            Reach::Local => {
                let last = changed.sections.len() - 1;
                addition.apply(&mut changed.sections[last].grammar)?;
            }
            Reach::Scoped(namespace) => {
                let id = self.grammar().name_id(namespace);
                for section in &mut changed.sections {
                    if section.active.iter().any(|&active| active == id) {
                        addition.apply(&mut section.grammar)?;
                    }
                }
                let list = changed.scoped.get(id.0).cloned().unwrap_or_default();
                changed.scoped.insert(id.0, list.push(addition));
            }
        }
        *self = changed;
        Ok(())
    }
}
