//! Names that have to mean constants, and what is said where they do not.

use crate::private::{is_private_name_from_module, private_to_user_name};
use crate::resolve::{Context, Resolved};
use std::fmt;
use term::Name;

/// Why a name means nothing, or too much. The text is upstream's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolveError {
    /// No constant has this name. Its error is upstream's `lean.unknownIdentifier`.
    UnknownConstant(Name),
    /// No namespace has this name.
    UnknownNamespace(Name),
    /// Several namespaces have this name.
    AmbiguousNamespace {
        /// The name.
        id: Name,
        /// The namespaces.
        namespaces: Vec<Name>,
    },
    /// Several constants have this name.
    AmbiguousIdentifier {
        /// The name as it is shown, with the mark of a quoted name where it was taken from syntax.
        shown: String,
        /// The constants.
        constants: Vec<Name>,
    },
    /// Several namespaces have a name in parentheses after `open` or `export`.
    AmbiguousOpen {
        /// The name.
        id: Name,
        /// The constants.
        constants: Vec<Name>,
    },
    /// A name in parentheses after `open` or `export` is in none of the namespaces.
    FailedToOpen(Vec<ResolveError>),
    /// `export` of a namespace inside itself.
    SelfExport,
}

impl ResolveError {
    /// The name of the error, where upstream gives it one.
    pub fn kind(&self) -> Option<&'static str> {
        match self {
            ResolveError::UnknownConstant(_) => Some("lean.unknownIdentifier"),
            ResolveError::UnknownNamespace(_)
            | ResolveError::AmbiguousNamespace { .. }
            | ResolveError::AmbiguousIdentifier { .. }
            | ResolveError::AmbiguousOpen { .. }
            | ResolveError::FailedToOpen(_)
            | ResolveError::SelfExport => None,
        }
    }
}

/// Names as upstream shows a list of them.
pub fn const_list(names: &[Name]) -> String {
    format!("[{}]", names.iter().map(Name::to_string).collect::<Vec<_>>().join(", "))
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResolveError::UnknownConstant(name) => write!(f, "Unknown constant `{name}`"),
            ResolveError::UnknownNamespace(name) => write!(f, "unknown namespace `{name}`"),
            ResolveError::AmbiguousNamespace { id, namespaces } => {
                write!(f, "ambiguous namespace `{id}`, possible interpretations: `{}`", const_list(namespaces))
            }
            ResolveError::AmbiguousIdentifier { shown, constants } => {
                write!(f, "ambiguous identifier `{shown}`, possible interpretations: {}", const_list(constants))
            }
            ResolveError::AmbiguousOpen { id, constants } => {
                let users: Vec<Name> = constants.iter().map(private_to_user_name).collect();
                write!(f, "ambiguous identifier `{id}`, possible interpretations: {}", const_list(&users))
            }
            ResolveError::FailedToOpen(errors) => {
                f.write_str("failed to open, errors ")?;
                for (i, error) in errors.iter().enumerate() {
                    let gap = if i > 0 { "\n  " } else { "" };
                    write!(f, "{gap}\n  {error}")?;
                }
                Ok(())
            }
            ResolveError::SelfExport => f.write_str("invalid 'export', self export"),
        }
    }
}

impl std::error::Error for ResolveError {}

/// The one constant among several.
///
/// # Errors
/// If there is not exactly one; `shown` is how the name is shown then.
pub fn ensure_no_overload(shown: String, mut constants: Vec<Name>) -> Result<Name, ResolveError> {
    match (constants.pop(), constants.is_empty()) {
        (Some(constant), true) => Ok(constant),
        (last, _) => {
            constants.extend(last);
            Err(ResolveError::AmbiguousIdentifier { shown, constants })
        }
    }
}

impl Context<'_> {
    /// The constants that a name may mean as a whole, at least one.
    ///
    /// # Errors
    /// If there is none.
    pub fn resolve_global_const(self, id: &Name) -> Result<Vec<Name>, ResolveError> {
        let whole = |resolved: Resolved| resolved.fields.is_empty().then_some(resolved.name);
        let found: Vec<Name> = self.resolve_global_name(id).into_iter().filter_map(whole).collect();
        if found.is_empty() { Err(ResolveError::UnknownConstant(id.clone())) } else { Ok(found) }
    }

    /// What upstream adds to an error for a name that means nothing here, but would if the place were not public.
    pub fn private_note(self, id: &Name) -> Option<String> {
        if !self.env.is_exporting() {
            return None;
        }
        let mut inside = self.env.clone();
        inside.set_exporting(false);
        let found = Context { env: &inside, ..self }.resolve_global_name(id);
        let private = found.iter().find(|resolved| is_private_name_from_module(self.env, &resolved.name))?;
        Some(format!(
            "A private declaration `{}` (from the current module) exists but would need to be public to access here.",
            private_to_user_name(&private.name)
        ))
    }

    /// The one constant that a name means (upstream's `resolveGlobalConstNoOverloadCore`).
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub fn resolve_global_const_no_overload(self, id: &Name) -> Result<Name, ResolveError> {
        ensure_no_overload(id.to_string(), self.resolve_global_const(id)?)
    }

    /// The one constant that an identifier of a source means. The error shows it as upstream shows syntax, with a mark.
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub fn resolve_global_const_of_ident(self, id: &Name) -> Result<Name, ResolveError> {
        ensure_no_overload(format!("`{id}"), self.resolve_global_const(id)?)
    }
}
