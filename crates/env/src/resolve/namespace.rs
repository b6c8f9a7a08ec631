//! What names of namespaces mean.

use crate::ext::is_namespace;
use crate::macro_scopes::append;
use crate::open_decl::OpenDecl;
use crate::resolve::{Context, ResolveError, without_root};
use term::{Name, NameKind};

impl Context<'_> {
    /// The namespace of this name that the namespaces around this place give, the innermost first, and the root last.
    fn namespace_in_scope(self, id: &Name) -> Option<Name> {
        for namespace in self.namespace.r().prefixes() {
            if !matches!(namespace.kind(), NameKind::Str(..)) {
                return None;
            }
            let name = append(&namespace.own(), id);
            if is_namespace(self.env, &name) {
                return Some(name);
            }
        }
        Some(without_root(id)).filter(|name| is_namespace(self.env, name))
    }

    /// The namespaces that a name may mean: the one in scope, and those inside whole namespaces that are open.
    pub fn find_namespaces(self, id: &Name) -> Vec<Name> {
        let mut found = Vec::new();
        found.extend(self.namespace_in_scope(id));
        for open in self.open_decls.iter() {
            if let OpenDecl::Simple { namespace, except } = open {
                let name = append(namespace, id);
                if is_namespace(self.env, &name) && !except.contains(id) {
                    found.push(name);
                }
            }
        }
        found
    }

    /// The namespaces that a name may mean, at least one.
    pub fn resolve_namespace(self, id: &Name) -> Result<Vec<Name>, ResolveError> {
        let found = self.find_namespaces(id);
        if found.is_empty() { Err(ResolveError::UnknownNamespace(id.clone())) } else { Ok(found) }
    }

    /// The one namespace that a name means.
    pub fn resolve_unique_namespace(self, id: &Name) -> Result<Name, ResolveError> {
        let mut found = self.resolve_namespace(id)?;
        match (found.pop(), found.is_empty()) {
            (Some(namespace), true) => Ok(namespace),
            (last, _) => {
                found.extend(last);
                Err(ResolveError::AmbiguousNamespace { id: id.clone(), namespaces: found })
            }
        }
    }
}
