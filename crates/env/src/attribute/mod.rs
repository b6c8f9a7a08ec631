//! Attributes, as data: their names, when they apply, what they take, how far they may reach and what they change.
//!
//! What it is: what one has to know of an attribute before elaborating its arguments, and the texts for attributes that
//! do not fit. What it is not: what an attribute does, which is code of whoever owns the extension that it changes.
//!
//! Source: upstream's `src/Lean/Attributes.lean`; names and times are those of the real program's table, and the tests
//! hold what it answered.

mod table;

use crate::environment::Environment;
use crate::persistent::{NameMap, name_map};
use crate::private::private_to_user_name;
use crate::scoped::AttributeKind;
use std::fmt;
use term::Name;

/// When an attribute is applied to the declaration that it stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApplicationTime {
    /// Before the body is elaborated.
    BeforeElaboration,
    /// When the kernel has accepted the declaration.
    AfterTypeChecking,
    /// When there is code.
    AfterCompilation,
}

/// What an attribute takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arguments {
    /// Nothing.
    None,
    /// A priority, or nothing.
    Priority,
    /// An identifier.
    Ident,
    /// An identifier, or nothing.
    OptIdent,
    /// Syntax of its own.
    Own,
}

/// How far an attribute may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Everywhere only.
    Global,
    /// Local and scoped, too.
    Any,
}

/// An attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// When it is applied.
    pub time: ApplicationTime,
    /// What it takes.
    pub arguments: Arguments,
    /// How far it may reach.
    pub reach: Reach,
    /// Whether `-name` removes it again.
    pub erasable: bool,
    /// Whether it may be put on declarations of imported modules.
    pub on_imported: bool,
    /// The extension that it changes, by upstream's name; empty if it changes none or several.
    pub extension: &'static str,
}

/// Attributes by name.
#[derive(Clone, Debug)]
pub struct Attributes(NameMap<Attribute>);

impl Attributes {
    /// The attributes of upstream that sources other than upstream's own use.
    pub fn upstream() -> Attributes {
        let mut all = name_map();
        for attribute in table::ATTRIBUTES {
            all.insert_mut(Name::of_dotted(attribute.name), *attribute);
        }
        Attributes(all)
    }

    /// The attribute of this name.
    ///
    /// # Errors
    /// If there is none.
    pub fn find(&self, name: &Name) -> Result<&Attribute, AttributeError> {
        self.0.get(name).ok_or_else(|| AttributeError::Unknown(name.clone()))
    }

    /// Adds an attribute, as `register_simp_attr` does.
    ///
    /// # Errors
    /// If there is one of its name.
    pub fn register(&mut self, attribute: Attribute) -> Result<(), AttributeError> {
        let name = Name::of_dotted(attribute.name);
        if self.0.contains_key(&name) {
            return Err(AttributeError::Exists(name));
        }
        self.0.insert_mut(name, attribute);
        Ok(())
    }

    /// All attributes in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Attribute> {
        let mut all: Vec<&Attribute> = self.0.values().collect();
        all.sort_by_key(|attribute| attribute.name);
        all.into_iter()
    }
}

impl Attribute {
    /// Whether the attribute may be put on a declaration with this reach, in this namespace.
    ///
    /// # Errors
    /// If not; the arguments are not looked at.
    pub fn check(
        &self,
        env: &Environment,
        decl: &Name,
        kind: AttributeKind,
        namespace: &Name,
    ) -> Result<(), AttributeError> {
        let name = || Name::of_dotted(self.name);
        if kind == AttributeKind::Scoped && namespace.r().is_anonymous() {
            return Err(AttributeError::OutsideNamespace);
        }
        if self.reach == Reach::Global && kind != AttributeKind::Global {
            return Err(AttributeError::MustBeGlobal { attribute: name(), kind });
        }
        if !self.on_imported && env.module_of(decl).is_some() {
            return Err(AttributeError::Imported { attribute: name(), decl: decl.clone() });
        }
        Ok(())
    }
}

/// Why an attribute was not put on a declaration. The text is upstream's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeError {
    /// There is no such attribute.
    Unknown(Name),
    /// There is one already.
    Exists(Name),
    /// It may not be local or scoped.
    MustBeGlobal {
        /// The attribute.
        attribute: Name,
        /// How far it was to reach.
        kind: AttributeKind,
    },
    /// A scoped attribute in no namespace.
    OutsideNamespace,
    /// The declaration is another module's.
    Imported {
        /// The attribute.
        attribute: Name,
        /// The declaration.
        decl: Name,
    },
    /// Arguments where none are taken.
    NoArguments,
    /// An identifier is missing.
    ExpectedIdent {
        /// What stands there.
        found: String,
    },
    /// A priority is missing.
    ExpectedPriority {
        /// What stands there.
        found: String,
    },
    /// It cannot be removed.
    NotErasable(Name),
}

impl fmt::Display for AttributeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AttributeError::Unknown(name) => write!(f, "Unknown attribute `[{name}]`"),
            AttributeError::Exists(name) => {
                write!(f, "Invalid attribute declaration: `{name}` has already been used")
            }
            AttributeError::MustBeGlobal { attribute, kind } => {
                write!(f, "Invalid attribute scope: Attribute `[{attribute}]` must be global, not `{}`", kind.text())
            }
            AttributeError::OutsideNamespace => f.write_str("Scoped attributes must be used inside namespaces"),
            AttributeError::Imported { attribute, decl } => write!(
                f,
                "Cannot add attribute `[{attribute}]` to declaration `{}` because it is in an imported module",
                private_to_user_name(decl)
            ),
            AttributeError::NoArguments => {
                f.write_str("Unexpected attribute argument: This attribute takes no arguments")
            }
            AttributeError::ExpectedIdent { found } => {
                write!(f, "Unexpected attribute argument: Expected identifier, but found\n  {found}")
            }
            AttributeError::ExpectedPriority { found } => {
                write!(f, "Unexpected attribute argument: Expected a priority, but found\n  {found}")
            }
            AttributeError::NotErasable(name) => write!(f, "Attribute `[{name}]` cannot be erased"),
        }
    }
}

impl std::error::Error for AttributeError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Elaborated, Module};
    use crate::environment::Header;
    use term::{AxiomVal, ConstantVal, Expr, Level};

    fn env() -> Environment {
        let mut base = Elaborated::default();
        let add = ConstantVal::new(Name::of_dotted("Nat.add"), [], Expr::sort(Level::zero()));
        let module = Module { name: Name::of_dotted("Init"), is_module: true, imports: Vec::new() };
        base.push(module, [AxiomVal::new(add, false).into()], []);
        Environment::new(Header::plain(Name::of_dotted("M")), base.share())
    }

    fn error(attribute: &str, decl: &str, kind: AttributeKind) -> String {
        let attributes = Attributes::upstream();
        let check = |attribute: &Attribute| attribute.check(&env(), &Name::of_dotted(decl), kind, &Name::anonymous());
        attributes.find(&Name::of_dotted(attribute)).and_then(check).unwrap_err().to_string()
    }

    /// The texts are those of the real program.
    #[test]
    fn attributes_that_do_not_fit_are_refused() {
        use AttributeKind::{Global, Local, Scoped};
        assert_eq!(error("nonexistattr", "f", Global), "Unknown attribute `[nonexistattr]`");
        for name in ["inline", "match_pattern", "class", "default_instance"] {
            assert_eq!(
                error(name, "f", Local),
                format!("Invalid attribute scope: Attribute `[{name}]` must be global, not `local`")
            );
        }
        assert_eq!(error("simp", "f", Scoped), "Scoped attributes must be used inside namespaces");
        for name in ["inline", "match_pattern"] {
            assert_eq!(
                error(name, "Nat.add", Global),
                format!("Cannot add attribute `[{name}]` to declaration `Nat.add` because it is in an imported module")
            );
        }
        assert_eq!(
            AttributeError::NoArguments.to_string(),
            "Unexpected attribute argument: This attribute takes no arguments"
        );
        assert_eq!(
            AttributeError::ExpectedIdent { found: "implemented_by".into() }.to_string(),
            "Unexpected attribute argument: Expected identifier, but found\n  implemented_by"
        );
        assert_eq!(
            AttributeError::NotErasable(Name::of_dotted("reducible")).to_string(),
            "Attribute `[reducible]` cannot be erased"
        );
    }

    #[test]
    fn names_are_listed_once() {
        let all = Attributes::upstream();
        assert_eq!(all.iter().count(), table::ATTRIBUTES.len());
        assert!(all.find(&Name::of_dotted("simp")).unwrap().erasable);
        let mut all = all;
        let again = *all.find(&Name::of_dotted("simp")).unwrap();
        assert_eq!(all.register(again), Err(AttributeError::Exists(Name::of_dotted("simp"))));
        assert_eq!(all.register(Attribute { name: "my_simp", ..again }), Ok(()));
    }
}
