//! A file for tests: an environment and its scopes, and commands as a source would have them.
#![allow(dead_code, reason = "each test uses some of it")]

use env::base::{Import, Nothing};
use env::environment::{Environment, Header};
use env::options::Options;
use env::private::mk_private_name;
use env::resolve::{ResolveError, Resolved, Unresolve};
use env::scope::{Scopes, SectionFlags};
use std::rc::Rc;
use term::{AxiomVal, ConstantInfo, ConstantVal, Expr, Level, Name};

/// An axiom of some type.
pub fn axiom(name: Name) -> ConstantInfo {
    AxiomVal::new(ConstantVal::new(name, [], Expr::sort(Level::zero())), false).into()
}

/// A name.
pub fn n(text: &str) -> Name {
    if text.is_empty() { Name::anonymous() } else { Name::parse(text).unwrap() }
}

/// A file.
#[derive(Clone)]
pub struct File {
    /// Its environment.
    pub env: Environment,
    /// Its scopes.
    pub scopes: Scopes<String>,
}

impl File {
    /// A file that begins with `module`, whose declarations are private unless they are said to be public.
    pub fn module(name: &str) -> File {
        File::importing(name, true, Vec::new(), Rc::new(Nothing))
    }

    /// A file without `module`.
    pub fn plain(name: &str) -> File {
        File::importing(name, false, Vec::new(), Rc::new(Nothing))
    }

    /// A file with imports.
    pub fn importing(name: &str, is_module: bool, imports: Vec<Import>, base: Rc<dyn env::base::Base>) -> File {
        let header = Header { main_module: n(name), is_module, imports };
        File { env: Environment::new(header, base), scopes: Scopes::new(Options::default(), SectionFlags::default()) }
    }

    fn declare(&mut self, name: &str, private: bool) -> Name {
        let mut user = self.scopes.namespace().clone();
        // `def A.B.x` stands in the namespace `A.B`, which begins and ends with it.
        user = user.r().append(n(name).r());
        let mut namespace = self.scopes.namespace().clone();
        for part in n(name).r().prefix().components() {
            namespace = Name::extend(&namespace, part);
            env::ext::register_namespace(&mut self.env, &namespace);
        }
        let name = if private { mk_private_name(&self.env, &user) } else { user };
        self.env.add(axiom(name.clone())).unwrap();
        name
    }

    /// A declaration: private in a module.
    pub fn def(&mut self, name: &str) {
        self.declare(name, self.env.header().is_module);
    }

    /// A public declaration.
    pub fn public(&mut self, name: &str) {
        self.declare(name, false);
    }

    /// A private declaration.
    pub fn private(&mut self, name: &str) {
        self.declare(name, true);
    }

    /// A public protected declaration.
    pub fn protected(&mut self, name: &str) {
        let name = self.declare(name, false);
        self.env.add_tag::<env::ext::Protected>(name);
    }

    /// `namespace`
    pub fn namespace(&mut self, name: &str) {
        self.scopes.begin_namespace(&mut self.env, &n(name)).unwrap();
    }

    /// `section`
    pub fn section(&mut self, name: &str) {
        let name = (!name.is_empty()).then(|| n(name));
        self.scopes.begin_section(&mut self.env, name.as_ref(), SectionFlags::default(), &[]).unwrap();
    }

    /// `end`
    pub fn try_end(&mut self, name: &str) -> Result<(), String> {
        let name = (!name.is_empty()).then(|| n(name));
        self.scopes.end(&mut self.env, name.as_ref()).map_err(|error| error.to_string())
    }

    /// `end` that ends something.
    pub fn end(&mut self, name: &str) {
        self.try_end(name).unwrap();
    }

    /// `open a b`, with the number of the identifier that is at fault.
    pub fn try_open(&mut self, names: &str) -> Result<(), (Option<usize>, String)> {
        let names: Vec<Name> = names.split(' ').map(n).collect();
        let result = self.scopes.top_mut().open_namespaces(&mut self.env, &names);
        result.map_err(|error| (error.at, error.error.to_string()))
    }

    /// `open a b` that opens something.
    pub fn open(&mut self, names: &str) {
        self.try_open(names).unwrap();
    }

    /// `open a (b c)`
    pub fn try_open_only(&mut self, namespace: &str, names: &str) -> Result<(), (Option<usize>, String)> {
        let names: Vec<Name> = names.split(' ').map(n).collect();
        let result = self.scopes.top_mut().open_only(&self.env, &n(namespace), &names);
        result.map_err(|error| (error.at, error.error.to_string()))
    }

    /// `open a hiding b c`
    pub fn try_open_hiding(&mut self, namespace: &str, names: &str) -> Result<(), (Option<usize>, String)> {
        let names: Vec<Name> = names.split(' ').map(n).collect();
        let result = self.scopes.top_mut().open_hiding(&mut self.env, &n(namespace), &names);
        result.map_err(|error| (error.at, error.error.to_string()))
    }

    /// `open a renaming b → c`
    pub fn try_open_renaming(&mut self, namespace: &str, from: &str, to: &str) -> Result<(), (Option<usize>, String)> {
        let result = self.scopes.top_mut().open_renaming(&self.env, &n(namespace), &[(n(from), n(to))]);
        result.map_err(|error| (error.at, error.error.to_string()))
    }

    /// `export a (b c)`
    pub fn try_export(&mut self, namespace: &str, names: &str) -> Result<(), (Option<usize>, String)> {
        let names: Vec<Name> = names.split(' ').map(n).collect();
        let result = self.scopes.top().export(&mut self.env, &n(namespace), &names);
        result.map_err(|error| (error.at, error.error.to_string()))
    }

    /// What a name means, user names with fields after a colon.
    pub fn means(&self, name: &str) -> Vec<String> {
        let shown = |Resolved { name, fields }: Resolved| {
            let user = env::private::private_to_user_name(&name).to_string();
            if fields.is_empty() { user } else { format!("{user}:{}", fields.join(".")) }
        };
        self.scopes.context(&self.env).resolve_global_name(&n(name)).into_iter().map(shown).collect()
    }

    /// The one constant that a name means.
    pub fn constant(&self, name: &str) -> Result<Name, ResolveError> {
        self.scopes.context(&self.env).resolve_global_const_of_ident(&n(name))
    }

    /// The name under which a constant is printed. User names of private constants may be given.
    pub fn printed(&self, name: &str, full_names: bool) -> String {
        let private = mk_private_name(&self.env, &n(name));
        let name = if self.env.contains(&private) { private } else { n(name) };
        let how = Unresolve { full_names, ..Unresolve::default() };
        let shown = self.scopes.context(&self.env).unresolve_name_global(&name, how, |_| true);
        env::private::private_to_user_name(&shown).to_string()
    }
}
