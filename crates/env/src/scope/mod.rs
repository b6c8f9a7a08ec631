//! The scopes of a file: what `namespace`, `section` and `end` do, and what holds in between.
//!
//! What it is: the list of scopes as a persistent value, with the texts of upstream where a scope does not end as it
//! should. Variables and attributes are syntax, which this crate does not know; they have a type of their own.
//! What it is not: the effect of scopes on extensions. That is the environment's, and both are changed together here.
//!
//! Source: upstream's `src/Lean/Elab/BuiltinCommand.lean` and `src/Lean/Elab/Command/Scope.lean`; the tests hold what the
//! real program answered.

mod describe;
mod end;

pub use end::{EndError, Hint};

use crate::environment::Environment;
use crate::ext::register_namespace;
use crate::open_decl::{OpenDecl, OpenDecls, nothing_open};
use crate::options::Options;
use crate::persistent::{Stack, Vector};
use crate::resolve::Context;
use std::fmt;
use std::rc::Rc;
use term::{Name, NameKind};

/// What a section says of all declarations in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SectionFlags {
    /// `noncomputable section`
    pub is_noncomputable: bool,
    /// `public section`
    pub is_public: bool,
    /// `meta section`
    pub is_meta: bool,
}

/// What holds in a scope. `V` is the syntax of a variable's binder or of an attribute.
#[derive(Clone, Debug)]
pub struct Scope<V: Clone> {
    /// The last component of what the scope is called; empty for a section without a name and the outermost scope.
    pub header: Rc<str>,
    /// Options that are set.
    pub options: Options,
    /// The current namespace.
    pub namespace: Name,
    /// What is open.
    pub open_decls: OpenDecls,
    /// Universe variables, the last one first.
    pub level_names: Stack<Name>,
    /// Variables, in order.
    pub variables: Vector<V>,
    /// Names that tell the variables apart, in order; a binder may declare several.
    pub variable_ids: Vector<Name>,
    /// Variables that are included whatever a declaration mentions.
    pub included: Vector<Name>,
    /// Variables that are not included unless a declaration mentions them.
    pub omitted: Vector<Name>,
    /// What the sections around say.
    pub flags: SectionFlags,
    /// Attributes of the declarations in it.
    pub attributes: Vector<V>,
}

impl<V: Clone> Scope<V> {
    fn outermost(options: Options, flags: SectionFlags) -> Scope<V> {
        Scope {
            header: "".into(),
            options,
            namespace: Name::anonymous(),
            open_decls: nothing_open(),
            level_names: Stack::new_with_ptr_kind(),
            variables: Vector::new_with_ptr_kind(),
            variable_ids: Vector::new_with_ptr_kind(),
            included: Vector::new_with_ptr_kind(),
            omitted: Vector::new_with_ptr_kind(),
            flags,
            attributes: Vector::new_with_ptr_kind(),
        }
    }

    /// Where names are looked up.
    pub fn context<'a>(&'a self, env: &'a Environment) -> Context<'a> {
        Context { env, namespace: &self.namespace, open_decls: &self.open_decls }
    }

    /// Opens a name or a namespace.
    pub fn add_open_decl(&mut self, decl: OpenDecl) {
        self.open_decls.push_front_mut(decl);
    }

    /// Adds a universe variable.
    ///
    /// # Errors
    /// If there is one of this name.
    pub fn add_level_name(&mut self, name: Name) -> Result<(), ScopeError> {
        if self.level_names.iter().any(|known| *known == name) {
            return Err(ScopeError::UniverseExists(name));
        }
        self.level_names.push_front_mut(name);
        Ok(())
    }

    /// Adds a variable's binder with a name for each variable that it declares.
    pub fn add_variable(&mut self, binder: V, ids: impl IntoIterator<Item = Name>) {
        self.variables.push_back_mut(binder);
        ids.into_iter().for_each(|id| self.variable_ids.push_back_mut(id));
    }

    /// Includes variables, by the names that tell them apart.
    pub fn include(&mut self, ids: &[Name]) {
        ids.iter().for_each(|id| self.included.push_back_mut(id.clone()));
        self.omitted = without(&self.omitted, ids);
    }

    /// Omits variables, by the names that tell them apart.
    pub fn omit(&mut self, ids: &[Name]) {
        ids.iter().for_each(|id| self.omitted.push_back_mut(id.clone()));
        self.included = without(&self.included, ids);
    }
}

fn without(names: &Vector<Name>, less: &[Name]) -> Vector<Name> {
    let mut kept = Vector::new_with_ptr_kind();
    names.iter().filter(|name| !less.contains(name)).for_each(|name| kept.push_back_mut(name.clone()));
    kept
}

/// Why a command about scopes did nothing. The text is upstream's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeError {
    /// A universe variable of this name exists.
    UniverseExists(Name),
    /// A name with numbers or without components as that of a scope.
    InvalidScope,
    /// `include` of what is no variable.
    NotAVariable(Name),
}

impl fmt::Display for ScopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScopeError::UniverseExists(name) => {
                write!(f, "a universe level named `{name}` has already been declared")
            }
            ScopeError::InvalidScope => f.write_str("invalid scope"),
            ScopeError::NotAVariable(name) => {
                write!(f, "invalid 'include', variable `{name}` has not been declared in the current scope")
            }
        }
    }
}

impl std::error::Error for ScopeError {}

/// The scopes around a place, the innermost first. There is always the outermost one.
#[derive(Clone, Debug)]
pub struct Scopes<V: Clone> {
    innermost: Scope<V>,
    outer: Stack<Scope<V>>,
}

impl<V: Clone> Scopes<V> {
    /// The outermost scope of a file.
    pub fn new(options: Options, flags: SectionFlags) -> Scopes<V> {
        Scopes { innermost: Scope::outermost(options, flags), outer: Stack::new_with_ptr_kind() }
    }

    /// The innermost scope.
    pub fn top(&self) -> &Scope<V> {
        &self.innermost
    }

    /// The innermost scope, to change it.
    pub fn top_mut(&mut self) -> &mut Scope<V> {
        &mut self.innermost
    }

    /// All scopes, the innermost first.
    pub fn iter(&self) -> impl Iterator<Item = &Scope<V>> {
        std::iter::once(&self.innermost).chain(self.outer.iter())
    }

    /// How many scopes there are, the outermost included.
    pub fn count(&self) -> usize {
        self.outer.len() + 1
    }

    /// Whether there is only the outermost scope.
    pub fn is_outermost(&self) -> bool {
        self.outer.is_empty()
    }

    /// The current namespace.
    pub fn namespace(&self) -> &Name {
        &self.innermost.namespace
    }

    /// Where names are looked up.
    pub fn context<'a>(&'a self, env: &'a Environment) -> Context<'a> {
        self.innermost.context(env)
    }

    fn push(&mut self, env: &mut Environment, header: &str, namespace: Name, flags: SectionFlags, attributes: &[V]) {
        register_namespace(env, &namespace);
        self.outer.push_front_mut(self.innermost.clone());
        let top = &mut self.innermost;
        top.header = header.into();
        top.namespace = namespace;
        top.flags.is_noncomputable |= flags.is_noncomputable;
        top.flags.is_public |= flags.is_public;
        top.flags.is_meta |= flags.is_meta;
        attributes.iter().for_each(|attribute| top.attributes.push_back_mut(attribute.clone()));
        env.push_scope();
    }

    /// `namespace a.b`: a scope for each component, with the scoped entries of each namespace.
    ///
    /// # Errors
    /// If a component is a number; the scopes before it have begun then.
    pub fn begin_namespace(&mut self, env: &mut Environment, name: &Name) -> Result<(), ScopeError> {
        for header in headers(name)? {
            let namespace = Name::str(&self.innermost.namespace, &header);
            self.push(env, &header, namespace.clone(), SectionFlags::default(), &[]);
            env.activate_scoped(&namespace);
        }
        Ok(())
    }

    /// `section`, or `section a.b`: a scope for each component.
    ///
    /// # Errors
    /// If a component is a number.
    pub fn begin_section(
        &mut self,
        env: &mut Environment,
        name: Option<&Name>,
        flags: SectionFlags,
        attributes: &[V],
    ) -> Result<(), ScopeError> {
        let headers = match name {
            Some(name) => headers(name)?,
            None => vec!["".to_owned()],
        };
        for header in headers {
            let namespace = self.innermost.namespace.clone();
            self.push(env, &header, namespace, flags, attributes);
        }
        Ok(())
    }

    /// Begins the scope of `… in`: what is local to the command in it reaches beyond.
    pub fn begin_in(&mut self, env: &mut Environment) {
        let namespace = self.innermost.namespace.clone();
        self.push(env, "", namespace, SectionFlags::default(), &[]);
        env.set_delimits_local(1);
    }

    /// Ends the innermost scopes, as many as there are; the outermost stays.
    pub fn pop(&mut self, env: &mut Environment, scopes: usize) {
        for _ in 0..scopes {
            let Some(scope) = self.outer.first().cloned() else { return };
            self.outer.drop_first_mut();
            self.innermost = scope;
            env.pop_scope();
        }
    }

    /// `end`, or `end a.b`.
    ///
    /// # Errors
    /// If the name is not that of the innermost scopes.
    pub fn end(&mut self, env: &mut Environment, name: Option<&Name>) -> Result<(), EndError> {
        let scopes = end::check(self, name)?;
        self.pop(env, scopes);
        Ok(())
    }
}

/// The headers of the scopes that a name begins.
fn headers(name: &Name) -> Result<Vec<String>, ScopeError> {
    let header = |prefix: term::NameRef<'_>| match prefix.kind() {
        NameKind::Str(_, text) => Ok(text.to_owned()),
        NameKind::Num(..) | NameKind::Anonymous => Err(ScopeError::InvalidScope),
    };
    let mut headers = name.r().prefixes().map(header).collect::<Result<Vec<String>, ScopeError>>()?;
    headers.reverse();
    Ok(headers)
}
