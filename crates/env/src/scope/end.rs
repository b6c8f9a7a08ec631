//! Whether `end` ends the scopes that it names.

use crate::scope::Scopes;
use std::fmt;
use term::{Component, Name, NameRef};

/// How to say it instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Another `end` command fits.
    Replace {
        /// What to say before it.
        text: String,
        /// The command; without a name, `end` alone.
        name: Option<Name>,
    },
    /// A hint in words.
    Text(String),
    /// A remark.
    Note(String),
}

/// Why a scope does not end. The text is upstream's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndError {
    /// There is no scope.
    NoScope,
    /// The scope has a name.
    MissingName(Name),
    /// More components than scopes.
    TooManyComponents {
        /// The name after `end`.
        found: Name,
        /// What to do.
        hint: Hint,
    },
    /// Another name.
    Mismatch {
        /// The name of as many scopes.
        expected: Name,
        /// The name after `end`.
        found: Name,
        /// What to do.
        hint: Option<Hint>,
    },
    /// The scope has no name.
    UnnecessaryName(Name),
}

impl EndError {
    /// What to do instead.
    pub fn hint(&self) -> Option<Hint> {
        match self {
            EndError::NoScope => Some(Hint::Note("Scopes are introduced using `namespace` and `section`".to_owned())),
            EndError::MissingName(name) => Some(Hint::Replace {
                text: format!("To end the current scope `{name}`, specify its name:"),
                name: Some(name.clone()),
            }),
            EndError::TooManyComponents { hint, .. } => Some(hint.clone()),
            EndError::Mismatch { hint, .. } => hint.clone(),
            EndError::UnnecessaryName(name) => Some(Hint::Replace {
                text: format!(
                    "Delete the name `{name}` to end the current unnamed scope; outer named scopes can then be closed \
                     using additional `end` command(s):"
                ),
                name: None,
            }),
        }
    }

    /// The message before the hint.
    pub fn message(&self) -> String {
        match self {
            EndError::NoScope => "Invalid `end`: There is no current scope to end".to_owned(),
            EndError::MissingName(name) => {
                format!("Missing name after `end`: Expected the current scope name `{name}`")
            }
            EndError::TooManyComponents { found, .. } => {
                format!("Invalid name after `end`: `{found}` contains too many components")
            }
            EndError::Mismatch { expected, found, .. } => {
                format!("Invalid name after `end`: Expected `{expected}`, but found `{found}`")
            }
            EndError::UnnecessaryName(name) => {
                format!("Unexpected name `{name}` after `end`: The current section is unnamed")
            }
        }
    }
}

impl fmt::Display for EndError {
    /// The message and the hint; a command is shown as it should be, where upstream shows how it differs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        match self.hint() {
            None => Ok(()),
            Some(Hint::Note(text)) => write!(f, "\n\nNote: {text}"),
            Some(Hint::Text(text)) => write!(f, "\n\nHint: {text}"),
            Some(Hint::Replace { text, name: Some(name) }) => write!(f, "\n\nHint: {text}\n  end {name}"),
            Some(Hint::Replace { text, name: None }) => write!(f, "\n\nHint: {text}\n  end"),
        }
    }
}

impl std::error::Error for EndError {}

/// The name that the innermost scopes make, as many as there are, up to one without a name.
fn name_of<V: Clone>(scopes: &Scopes<V>, many: usize) -> Name {
    let named: Vec<&str> = scopes.iter().take(many).map(|scope| &*scope.header).take_while(|h| !h.is_empty()).collect();
    named.into_iter().rev().fold(Name::anonymous(), |prefix, header| Name::str(&prefix, header))
}

/// How many scopes `end` ends.
pub(super) fn check<V: Clone>(scopes: &Scopes<V>, name: Option<&Name>) -> Result<usize, EndError> {
    if scopes.is_outermost() {
        return Err(EndError::NoScope);
    }
    let Some(found) = name else {
        return match &*scopes.top().header {
            "" => Ok(1),
            header => Err(EndError::MissingName(Name::str(&Name::anonymous(), header))),
        };
    };
    let many = found.r().num_parts();
    if many >= scopes.count() {
        let only = replacement(scopes);
        let hint = only.unwrap_or_else(|| {
            let all = name_of(scopes, scopes.count());
            Hint::Text(format!("The name after `end` must be `{all}` or some suffix thereof"))
        });
        return Err(EndError::TooManyComponents { found: found.clone(), hint });
    }
    let expected = name_of(scopes, many);
    if expected == *found {
        return Ok(many);
    }
    if expected.r().is_anonymous() {
        return Err(EndError::UnnecessaryName(found.clone()));
    }
    Err(EndError::Mismatch { hint: mismatch_hint(scopes, found, &expected), expected, found: found.clone() })
}

fn mismatch_hint<V: Clone>(scopes: &Scopes<V>, found: &Name, expected: &Name) -> Option<Hint> {
    if let Some(hint) = replacement(scopes) {
        return Some(hint);
    }
    let all = name_of(scopes, scopes.count());
    if let Some(suffix) = suffix_with_prefix(all.r(), found.r()) {
        let text = format!(
            "If you meant to end the outer scope(s) `{found}`, you must end all the intervening scopes `{suffix}`:"
        );
        return Some(Hint::Replace { text, name: Some(suffix) });
    }
    (*expected != all).then(|| Hint::Note(format!("The current scopes are `{all}`")))
}

/// Where only one scope can end, that one.
fn replacement<V: Clone>(scopes: &Scopes<V>) -> Option<Hint> {
    (scopes.count() == 2).then(|| {
        let name = name_of(scopes, 2);
        Hint::Replace { text: format!("Use current scope name `{name}`:"), name: Some(name) }
    })
}

/// The shortest suffix of `name` that begins with `prefix`.
fn suffix_with_prefix(name: NameRef<'_>, prefix: NameRef<'_>) -> Option<Name> {
    let (name, prefix): (Vec<Component<'_>>, Vec<Component<'_>>) = (name.components(), prefix.components());
    let at = (0..=name.len()).rev().find(|at| name[*at..].starts_with(&prefix))?;
    Some(name[at..].iter().fold(Name::anonymous(), |name, part| Name::extend(&name, *part)))
}
