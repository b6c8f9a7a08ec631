//! From a constant to the shortest name that means it.

use crate::ext::{Protected, rev_aliases};
use crate::private::private_to_user_name;
use crate::resolve::{Context, Resolved, is_atomic, root_namespace};
use term::{Name, NameRef};

/// How to shorten names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unresolve {
    /// Whole names, with `_root_` where needed (`pp.fullNames`).
    pub full_names: bool,
    /// Also through aliases in namespaces that have nothing to do with the constant's own.
    pub allow_horizontal_aliases: bool,
}

impl Context<'_> {
    /// A name that means the constant `name` here and nothing else: the shortest suffix of one of its aliases or of
    /// itself. Without one, the name itself. `accept` has the last word on each candidate, so that names of local
    /// variables can be avoided.
    ///
    /// A private constant of this module is shown under its user's name where that means it.
    pub fn unresolve_name_global(self, name: &Name, how: Unresolve, accept: impl Fn(&Name) -> bool) -> Name {
        if name.r().has_macro_scopes() {
            return name.clone();
        }
        let user = private_to_user_name(name);
        if how.full_names {
            return match self.resolve_global_name(&user).as_slice() {
                [Resolved { name: found, .. }] if private_to_user_name(found) == user => user,
                [_] => root_namespace().r().append(user.r()),
                _ => name.clone(),
            };
        }
        let atomic_counts = !self.env.has_tag::<Protected>(name);
        let mut candidates = rev_aliases(self.env, name);
        candidates.retain(|alias| {
            (atomic_counts || !is_atomic(alias))
                && (how.allow_horizontal_aliases || alias.r().prefix().is_prefix_of(name.r().prefix()))
        });
        candidates.push(root_namespace().r().append(user.r()));
        let found = candidates.iter().find_map(|candidate| self.shortest_suffix(candidate.r(), name, &accept));
        found.unwrap_or_else(|| name.clone())
    }

    /// The shortest suffix of `candidate` that means `name` alone.
    fn shortest_suffix(self, candidate: NameRef<'_>, name: &Name, accept: &impl Fn(&Name) -> bool) -> Option<Name> {
        if candidate.has_macro_scopes() {
            return None;
        }
        let components = candidate.components();
        (0..components.len()).rev().find_map(|from| {
            let suffix = components[from..].iter().fold(Name::anonymous(), |name, part| Name::extend(&name, *part));
            let means = match self.resolve_global_name(&suffix).as_slice() {
                [only] => only.name == *name,
                _ => false,
            };
            (means && accept(&suffix)).then_some(suffix)
        })
    }
}
