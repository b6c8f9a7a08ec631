//! How eagerly definitions are unfolded.
//!
//! The status that a definition is declared with stands with its module; changes to it elsewhere, local and scoped ones
//! among them, stand in a second extension and count first. Source: upstream's `src/Lean/ReducibilityAttrs.lean`.

use crate::entry::enumeration;
use crate::environment::Environment;
use crate::ext::{params, scoped};
use crate::persistent::{NameMap, name_map};
use crate::scoped::AttributeKind;
use std::fmt;
use term::{ConstantKind, Name};

enumeration! {
    /// How eagerly a definition is unfolded.
    ReducibilityStatus {
        /// Always.
        Reducible = 0,
        /// Where definitions are.
        Semireducible = 1,
        /// Only where everything is.
        Irreducible = 2,
    }
}

impl ReducibilityStatus {
    /// The attribute that sets it, in brackets.
    pub fn attribute(self) -> &'static str {
        match self {
            ReducibilityStatus::Reducible => "[reducible]",
            ReducibilityStatus::Semireducible => "[semireducible]",
            ReducibilityStatus::Irreducible => "[irreducible]",
        }
    }
}

/// The statuses that were changed.
#[derive(Clone)]
pub struct Changed(NameMap<ReducibilityStatus>);

impl Default for Changed {
    fn default() -> Changed {
        Changed(name_map())
    }
}

fn change(changed: &mut Changed, (name, status): &(Name, ReducibilityStatus)) {
    changed.0.insert_mut(name.clone(), *status);
}

params! {
    /// The statuses that definitions have been declared with.
    ReducibilityCore: pair ReducibilityStatus = "reducibilityCore",
}

scoped! {
    /// Changes of statuses.
    ReducibilityExtra: (Name, ReducibilityStatus) => Changed, change, "reducibilityExtra";
}

/// The status of a definition here.
pub fn reducibility(env: &Environment, name: &Name) -> ReducibilityStatus {
    let changed = env.scoped_state::<ReducibilityExtra>().value().0.get(name).copied();
    changed.or_else(|| env.param::<ReducibilityCore>(name)).unwrap_or(ReducibilityStatus::Semireducible)
}

/// Sets the status of a definition, unchecked.
pub fn set_reducibility(
    env: &mut Environment,
    name: &Name,
    status: ReducibilityStatus,
    kind: AttributeKind,
    namespace: &Name,
) {
    if kind == AttributeKind::Global && env.module_of(name).is_none() {
        env.set_param::<ReducibilityCore>(name.clone(), status);
    } else {
        env.add_scoped::<ReducibilityExtra>((name.clone(), status), kind, namespace);
    }
}

/// Why a status may not be set. The text is upstream's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReducibilityError {
    /// No constant of this name.
    Unknown(Name),
    /// Only definitions have a status.
    NotADefinition(Name),
    /// The `scoped` modifier.
    Scoped(Name),
    /// A definition of another module.
    Imported(Name),
    /// The attribute needs another status to begin with.
    From {
        /// What was to be set.
        to: ReducibilityStatus,
        /// Whether locally.
        local: bool,
        /// The definition.
        name: Name,
        /// Its status.
        from: ReducibilityStatus,
    },
    /// `[semireducible]` for everybody.
    Semireducible(Name),
    /// `[local reducible]`.
    LocalReducible(Name),
}

impl fmt::Display for ReducibilityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let recall = "recall that `[reducible]` affects the term indexing datastructures used by `simp` and type class resolution";
        match self {
            ReducibilityError::Unknown(name) => return write!(f, "Unknown constant `{name}`"),
            ReducibilityError::NotADefinition(name) => {
                write!(f, "failed to set reducibility status, `{name}` is not a definition")?;
            }
            ReducibilityError::Scoped(name) => write!(
                f,
                "failed to set reducibility status for `{name}`, the `scoped` modifier is not recommended for this kind \
                 of attribute"
            )?,
            ReducibilityError::Imported(name) => write!(
                f,
                "failed to set reducibility status, `{name}` has not been defined in this file, consider using the \
                 `local` modifier"
            )?,
            ReducibilityError::From { to, local: false, name, from } => write!(
                f,
                "failed to set `{}`, `{name}` is not currently `[semireducible]`, but `{}`",
                to.attribute(),
                from.attribute()
            )?,
            ReducibilityError::From { to, local: true, name, from } => {
                let (word, expected) = match to {
                    ReducibilityStatus::Semireducible => ("semireducible", "[irreducible]"),
                    ReducibilityStatus::Reducible | ReducibilityStatus::Irreducible => {
                        ("irreducible", "[semireducible]")
                    }
                };
                let from = from.attribute();
                write!(f, "failed to set `[local {word}]`, `{name}` is currently `{from}`, `{expected}` expected")?;
            }
            ReducibilityError::Semireducible(name) => write!(
                f,
                "failed to set `[semireducible]` for `{name}`, declarations are `[semireducible]` by default"
            )?,
            ReducibilityError::LocalReducible(name) => {
                write!(f, "failed to set `[local reducible]` for `{name}`, {recall}")?;
            }
        }
        f.write_str(
            "\n\nNote: Use `set_option allowUnsafeReducibility true` to override reducibility status validation",
        )
    }
}

impl std::error::Error for ReducibilityError {}

/// Whether an attribute may set a status. With the option `allowUnsafeReducibility` nobody asks.
pub fn validate_reducibility(
    env: &Environment,
    name: &Name,
    to: ReducibilityStatus,
    kind: AttributeKind,
) -> Result<(), ReducibilityError> {
    use ReducibilityStatus::{Irreducible, Reducible, Semireducible};
    let constant = env.find_any(name).ok_or_else(|| ReducibilityError::Unknown(name.clone()))?;
    if !matches!(constant.r().kind(), ConstantKind::Defn(_)) {
        return Err(ReducibilityError::NotADefinition(name.clone()));
    }
    let from = reducibility(env, name);
    let needs = |wanted: ReducibilityStatus, local: bool| {
        if from == wanted { Ok(()) } else { Err(ReducibilityError::From { to, local, name: name.clone(), from }) }
    };
    match (kind, to) {
        (AttributeKind::Scoped, _) => Err(ReducibilityError::Scoped(name.clone())),
        (AttributeKind::Global, _) if env.module_of(name).is_some() => Err(ReducibilityError::Imported(name.clone())),
        (AttributeKind::Global, Reducible | Irreducible) => needs(Semireducible, false),
        (AttributeKind::Global, Semireducible) => Err(ReducibilityError::Semireducible(name.clone())),
        (AttributeKind::Local, Reducible) => Err(ReducibilityError::LocalReducible(name.clone())),
        (AttributeKind::Local, Irreducible) => needs(Semireducible, true),
        (AttributeKind::Local, Semireducible) => needs(Irreducible, true),
    }
}
