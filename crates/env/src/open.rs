//! `open` and `export`.
//!
//! What has been opened by one command counts for the rest of it, so that `open A B` finds `A.B`. Source: upstream's
//! `src/Lean/Elab/Open.lean`; the tests hold what the real program answered.

use crate::environment::Environment;
use crate::ext::add_alias;
use crate::macro_scopes::append;
use crate::open_decl::{OpenDecl, OpenDecls};
use crate::resolve::{Context, ResolveError};
use crate::scope::Scope;
use term::Name;

/// Why nothing was opened, and which of the identifiers is at fault; none if it is the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenError {
    /// Which identifier, counted over all of the command.
    pub at: Option<usize>,
    /// What is wrong with it.
    pub error: ResolveError,
}

fn at(index: usize) -> impl Fn(ResolveError) -> OpenError {
    move |error| OpenError { at: Some(index), error }
}

fn whole(error: ResolveError) -> OpenError {
    OpenError { at: None, error }
}

/// The constant of a name in a namespace.
fn resolve_in(context: Context<'_>, namespace: &Name, id: &Name) -> Result<Name, ResolveError> {
    let name = append(namespace, id);
    if context.env.contains(&name) { Ok(name) } else { context.resolve_global_const_no_overload(&name) }
}

/// The constant of a name in the one of several namespaces that has it.
fn resolve_in_any(context: Context<'_>, namespaces: &[Name], id: &Name) -> Result<Name, ResolveError> {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for namespace in namespaces {
        match resolve_in(context, namespace, id) {
            Ok(name) => found.push(name),
            Err(error) => errors.push(error),
        }
    }
    match (found.len(), errors.pop()) {
        (0, Some(error)) if errors.is_empty() => Err(error),
        (0, last) => {
            errors.extend(last);
            Err(ResolveError::FailedToOpen(errors))
        }
        (1, _) => Ok(found.remove(0)),
        _ => Err(ResolveError::AmbiguousOpen { id: id.clone(), constants: found }),
    }
}

impl<V: Clone> Scope<V> {
    fn context_with<'a>(&'a self, env: &'a Environment, open_decls: &'a OpenDecls) -> Context<'a> {
        Context { env, namespace: &self.namespace, open_decls }
    }

    /// `open a b`: all of some namespaces, and their scoped entries.
    ///
    /// # Errors
    /// If there is no such namespace. Scoped entries of the namespaces before it count then, as upstream has it.
    pub fn open_namespaces(&mut self, env: &mut Environment, ids: &[Name]) -> Result<(), OpenError> {
        let mut open_decls = self.open_decls.clone();
        for (i, id) in ids.iter().enumerate() {
            for namespace in self.context_with(env, &open_decls).resolve_namespace(id).map_err(at(i))? {
                env.activate_scoped(&namespace);
                open_decls.push_front_mut(OpenDecl::namespace(namespace));
            }
        }
        self.open_decls = open_decls;
        Ok(())
    }

    /// `open scoped a b`: the scoped entries of some namespaces only.
    ///
    /// # Errors
    /// If there is no such namespace.
    pub fn open_scoped(&self, env: &mut Environment, ids: &[Name]) -> Result<(), OpenError> {
        for (i, id) in ids.iter().enumerate() {
            for namespace in self.context(env).resolve_namespace(id).map_err(at(i))? {
                env.activate_scoped(&namespace);
            }
        }
        Ok(())
    }

    /// `open n (a b)`: some names of a namespace. Identifiers are counted from the namespace on.
    ///
    /// # Errors
    /// If there is no such namespace, or it has no such name.
    pub fn open_only(&mut self, env: &Environment, namespace: &Name, ids: &[Name]) -> Result<(), OpenError> {
        let mut open_decls = self.open_decls.clone();
        let namespaces = self.context(env).resolve_namespace(namespace).map_err(at(0))?;
        for (i, id) in ids.iter().enumerate() {
            let context = self.context_with(env, &open_decls);
            let decl = resolve_in_any(context, &namespaces, id).map_err(at(i + 1))?;
            open_decls.push_front_mut(OpenDecl::Explicit { id: id.clone(), decl });
        }
        self.open_decls = open_decls;
        Ok(())
    }

    /// `open n hiding a b`: a namespace but some names, and its scoped entries.
    ///
    /// # Errors
    /// If there is not one such namespace, or it has no such name.
    pub fn open_hiding(&mut self, env: &mut Environment, namespace: &Name, ids: &[Name]) -> Result<(), OpenError> {
        let namespace = self.unique_namespace(env, namespace)?;
        env.activate_scoped(&namespace);
        for (i, id) in ids.iter().enumerate() {
            resolve_in(self.context(env), &namespace, id).map_err(at(i + 1))?;
        }
        self.add_open_decl(OpenDecl::Simple { namespace, except: ids.into() });
        Ok(())
    }

    /// `open n renaming a → b`: some names of a namespace under others. Identifiers are counted `n`, `a`, `b`.
    ///
    /// # Errors
    /// If there is not one such namespace, or it has no such name.
    pub fn open_renaming(
        &mut self,
        env: &Environment,
        namespace: &Name,
        renamings: &[(Name, Name)],
    ) -> Result<(), OpenError> {
        let namespace = self.unique_namespace(env, namespace)?;
        let mut open_decls = self.open_decls.clone();
        for (i, (from, to)) in renamings.iter().enumerate() {
            let context = self.context_with(env, &open_decls);
            let decl = resolve_in(context, &namespace, from).map_err(at(2 * i + 1))?;
            open_decls.push_front_mut(OpenDecl::Explicit { id: to.clone(), decl });
        }
        self.open_decls = open_decls;
        Ok(())
    }

    fn unique_namespace(&self, env: &Environment, id: &Name) -> Result<Name, OpenError> {
        self.context(env).resolve_unique_namespace(id).map_err(|error| match error {
            ResolveError::UnknownNamespace(_) => at(0)(error),
            error => whole(error),
        })
    }

    /// `export n (a b)`: some names of a namespace are names in this one, for everybody.
    ///
    /// # Errors
    /// If there is no such namespace, it is this one, or it has no such name.
    pub fn export(&self, env: &mut Environment, namespace: &Name, ids: &[Name]) -> Result<(), OpenError> {
        let namespaces = self.context(env).resolve_namespace(namespace).map_err(at(0))?;
        if namespaces == [self.namespace.clone()] {
            return Err(whole(ResolveError::SelfExport));
        }
        let mut aliases = Vec::with_capacity(ids.len());
        for (i, id) in ids.iter().enumerate() {
            let decl = resolve_in_any(self.context(env), &namespaces, id).map_err(at(i + 1))?;
            aliases.push((append(&self.namespace, id), decl));
        }
        aliases.iter().for_each(|(alias, decl)| add_alias(env, alias, decl));
        Ok(())
    }
}
