//! What names mean: namespaces, `open`, aliases, private and protected names.
//!
//! What it is: resolution of global names and namespaces against an environment, the current namespace and what is
//! open, and the way back from a constant to the shortest name that means it. A name may mean several things, and what
//! follows the longest part of it that means something are fields.
//! What it is not: a look at local variables, which come before all of this.
//!
//! Source: upstream's `src/Lean/ResolveName.lean`; the tests hold what the real program answered.

mod constant;
mod namespace;
mod unresolve;

pub use constant::{ResolveError, const_list, ensure_no_overload};
pub use unresolve::Unresolve;

use crate::environment::Environment;
use crate::ext::{Protected, aliases};
use crate::macro_scopes::{MacroScopesView, append, extract_macro_scopes};
use crate::open_decl::{OpenDecl, OpenDecls};
use crate::private::{mk_private_name, mk_private_name_core};
use term::{Name, NameKind};

/// Where a name stands.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The environment.
    pub env: &'a Environment,
    /// The current namespace.
    pub namespace: &'a Name,
    /// What is open.
    pub open_decls: &'a OpenDecls,
}

/// One meaning of a name: a declaration, and fields of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The declaration.
    pub name: Name,
    /// What follows its name.
    pub fields: Vec<String>,
}

/// The longest part of a name, in components, that is looked for. What follows is fields. Each part is put together with
/// each namespace, so that the time for a name is quadratic in its length; no source has longer names that mean something.
const MAX_PARTS: usize = 256;

/// `_root_`
pub fn root_namespace() -> Name {
    Name::of_dotted("_root_")
}

/// The name with a leading `_root_` taken off.
fn without_root(id: &Name) -> Name {
    id.r().replace_prefix(root_namespace().r(), Name::anonymous().r())
}

/// Whether a name has at most one component (upstream's `isAtomic`).
pub fn is_atomic(name: &Name) -> bool {
    name.r().prefix().is_anonymous()
}

/// Appends to `found` what is not there yet.
fn push_new(found: &mut Vec<Name>, more: impl IntoIterator<Item = Name>) {
    for name in more {
        if !found.contains(&name) {
            found.push(name);
        }
    }
}

impl<'a> Context<'a> {
    /// The private declaration of this user name that may be meant: one of this module, or of a module that this one
    /// imports with `all`. While exporting, there is none.
    pub fn resolve_private_name(self, user: &Name) -> Option<Name> {
        let own = mk_private_name(self.env, user);
        if self.env.contains_or_reserved(&own) {
            return Some(own);
        }
        let header = self.env.header();
        if !header.is_module || self.env.is_exporting() {
            return None;
        }
        let all = header.imports.iter().filter(|import| import.import_all);
        all.map(|import| mk_private_name_core(&import.module, user)).find(|name| self.env.contains_or_reserved(name))
    }

    /// `namespace ++ id` and what it is an alias of. Where `id` is atomic, protected declarations do not count.
    fn resolve_qualified(self, namespace: &Name, id: &Name) -> Vec<Name> {
        let name = append(namespace, id);
        let mut found = Vec::new();
        let protected = || is_atomic(id) && self.env.has_tag::<Protected>(&name);
        if self.env.contains_or_reserved(&name) && !protected() {
            found.push(name.clone());
        } else if let Some(private) = self.resolve_private_name(&name) {
            found.push(private);
        }
        found.extend(aliases(self.env, &name, is_atomic(id)));
        found
    }

    /// In the innermost namespace around this place in which the name means something.
    fn resolve_using_namespace(self, id: &Name) -> Vec<Name> {
        for namespace in self.namespace.r().prefixes() {
            if !matches!(namespace.kind(), NameKind::Str(..)) {
                break;
            }
            let found = self.resolve_qualified(&namespace.own(), id);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// As it stands, if it has several components.
    fn resolve_exact(self, id: &Name) -> Option<Name> {
        if is_atomic(id) {
            return None;
        }
        let name = without_root(id);
        if self.env.contains_or_reserved(&name) { Some(name) } else { self.resolve_private_name(&name) }
    }

    /// By what is open. What was opened first comes first.
    fn resolve_open(self, id: &Name, at_root: Vec<Name>) -> Vec<Name> {
        // Each declaration puts its meanings before those of the ones that were opened after it.
        let mut layers = vec![at_root];
        for open in self.open_decls.iter() {
            match open {
                OpenDecl::Simple { except, .. } if except.contains(id) => {}
                OpenDecl::Simple { namespace, .. } => layers.push(self.resolve_qualified(namespace, id)),
                OpenDecl::Explicit { id: opened, decl } if opened == id => layers.push(vec![decl.clone()]),
                OpenDecl::Explicit { id: opened, decl } => {
                    if opened.r().is_prefix_of(id.r()) {
                        let candidate = id.r().replace_prefix(opened.r(), decl.r());
                        if self.env.contains(&candidate) {
                            layers.push(vec![candidate]);
                        }
                    }
                }
            }
        }
        layers.into_iter().rev().flatten().collect()
    }

    /// All meanings of a name as a whole.
    fn resolve_whole(self, id: &Name) -> Vec<Name> {
        let mut found = Vec::new();
        push_new(&mut found, self.resolve_using_namespace(id));
        if !found.is_empty() {
            return found;
        }
        if let Some(exact) = self.resolve_exact(id) {
            return vec![exact];
        }
        let mut at_root = Vec::new();
        at_root.extend(self.resolve_private_name(id));
        at_root.extend(Some(id.clone()).filter(|id| self.env.contains_or_reserved(id)));
        push_new(&mut found, aliases(self.env, id, is_atomic(id)));
        push_new(&mut found, self.resolve_open(id, at_root));
        found
    }

    /// The meanings of a name: those of the longest part of it that has any. Macro scopes belong to that part.
    pub fn resolve_global_name(self, id: &Name) -> Vec<Resolved> {
        let view = extract_macro_scopes(id);
        let mut fields: Vec<String> = Vec::new();
        let too_long = view.name.r().num_parts().saturating_sub(MAX_PARTS);
        for (i, part) in view.name.r().prefixes().enumerate() {
            let NameKind::Str(_, last) = part.kind() else { break };
            if i < too_long {
                fields.push(last.to_owned());
                continue;
            }
            let id = MacroScopesView { name: part.own(), ..view.clone() }.review();
            let found = self.resolve_whole(&id);
            if !found.is_empty() {
                fields.reverse();
                return found.into_iter().map(|name| Resolved { name, fields: fields.clone() }).collect();
            }
            fields.push(last.to_owned());
        }
        Vec::new()
    }
}
