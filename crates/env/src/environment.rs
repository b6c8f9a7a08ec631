//! Environments as the elaborator sees them: constants, extension states, scopes, as one persistent value.
//!
//! What it is: a value whose copy costs one count, and whose changes cost time and memory in proportion to what
//! changes. Every copy stays as it was, so each command of a file can keep the environment after it. It belongs to one
//! thread.
//! What it is not: the kernel's environment of checked claims ([`kernel::environment::Environment`]), and not a judge:
//! [`crate::declare`] asks the kernel before a constant is added.
//!
//! Imported constants are behind [`Base`] and are not copied into anything. Extension states are kept by type; see
//! [`crate::extension`]. There is no state outside the value.

use crate::base::{Base, Import};
use crate::check::Snapshot;
use crate::extension::Extension;
use crate::persistent::{Map, NameMap, Stack, Vector, map, name_map};
use crate::private::{is_private_name, mk_private_name, private_to_user_name, private_to_user_name_opt};
use crate::scoped::{AnyScoped, Scoped, ScopedState};
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use term::{ConstantInfo, Name};

/// What is known of a file before its first command.
#[derive(Clone, Debug)]
pub struct Header {
    /// The name of the module.
    pub main_module: Name,
    /// Whether the file begins with `module`.
    pub is_module: bool,
    /// What it imports, in order.
    pub imports: Vec<Import>,
}

impl Header {
    /// The header of a file outside the module system.
    pub fn plain(main_module: Name) -> Header {
        Header { main_module, is_module: false, imports: Vec::new() }
    }
}

/// Tells names that may be declared when they are first used, as `f.eq_1` for a definition `f` is.
pub type ReservedName = fn(&Environment, &Name) -> bool;

/// What all environments of a file share.
struct Shared {
    header: Header,
    base: Rc<dyn Base>,
    reserved: Vec<ReservedName>,
    /// The states after importing of the extensions that were asked for so far.
    imported: RefCell<Map<TypeId, Rc<dyn Any>>>,
    imported_scoped: RefCell<Map<TypeId, Rc<dyn AnyScoped>>>,
}

/// An environment.
#[derive(Clone)]
pub struct Environment(Rc<Data>);

#[derive(Clone)]
struct Data {
    shared: Rc<Shared>,
    /// The places of this module's constants in `order`.
    by_name: NameMap<usize>,
    /// This module's constants in the order of their declaration.
    order: Vector<ConstantInfo>,
    /// Extension states that differ from those after importing.
    states: Map<TypeId, Rc<dyn Any>>,
    /// Scoped states that were asked for or changed. One that was not is made from the import and from `opened`.
    scoped: RefCell<Map<TypeId, Rc<dyn AnyScoped>>>,
    scopes: ScopeState,
    is_exporting: bool,
    /// The kernel's environment, if it has accepted something.
    kernel: Option<Snapshot>,
}

/// Where scopes begin, as far as scoped extensions are concerned.
#[derive(Clone)]
struct ScopeState {
    /// How many scopes there are inside the outermost one.
    depth: usize,
    /// Namespaces with the depth at which they were opened, the last one first.
    opened: Stack<(usize, Name)>,
    /// The least depth at which each of them is open.
    open: NameMap<usize>,
    /// Depths of scopes that do not end what is local, the deepest first.
    transparent: Stack<usize>,
}

/// Why a name cannot be declared. The text is upstream's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlreadyDeclared {
    /// There is a constant of this name.
    Same(Name),
    /// There is a private one of this user name.
    Private(Name),
    /// There is one of this user name that is not private.
    NonPrivate(Name),
}

impl fmt::Display for AlreadyDeclared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = match self {
            AlreadyDeclared::Same(name) if is_private_name(name.r()) => ("private declaration ", name),
            AlreadyDeclared::Same(name) => ("", name),
            AlreadyDeclared::Private(name) => ("a private declaration ", name),
            AlreadyDeclared::NonPrivate(name) => ("a non-private declaration ", name),
        };
        write!(f, "{kind}`{}` has already been declared", private_to_user_name(name))
    }
}

impl std::error::Error for AlreadyDeclared {}

impl Environment {
    /// The environment before the first command of a file.
    pub fn new(header: Header, base: Rc<dyn Base>) -> Environment {
        Environment::with_reserved_names(header, base, Vec::new())
    }

    /// The environment before the first command of a file, in which some names count as declared.
    pub fn with_reserved_names(header: Header, base: Rc<dyn Base>, reserved: Vec<ReservedName>) -> Environment {
        let shared =
            Shared { header, base, reserved, imported: RefCell::new(map()), imported_scoped: RefCell::new(map()) };
        let scopes = ScopeState {
            depth: 0,
            opened: Stack::new_with_ptr_kind(),
            open: name_map(),
            transparent: Stack::new_with_ptr_kind(),
        };
        Environment(Rc::new(Data {
            shared: Rc::new(shared),
            by_name: name_map(),
            order: Vector::new_with_ptr_kind(),
            states: map(),
            scoped: RefCell::new(map()),
            scopes,
            is_exporting: false,
            kernel: None,
        }))
    }

    /// What is known of the file before its first command.
    pub fn header(&self) -> &Header {
        &self.0.shared.header
    }

    /// The name of the module.
    pub fn main_module(&self) -> &Name {
        &self.header().main_module
    }

    /// What the environment rests on.
    pub fn base(&self) -> &dyn Base {
        &*self.0.shared.base
    }

    /// Whether both are the same value, so that nothing happened between them.
    pub fn ptr_eq(&self, other: &Environment) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// The constant of a name. While exporting, private names mean nothing.
    pub fn find(&self, name: &Name) -> Option<ConstantInfo> {
        if self.hidden(name) {
            return None;
        }
        self.find_any(name)
    }

    /// The constant of a name, exporting or not.
    pub fn find_any(&self, name: &Name) -> Option<ConstantInfo> {
        match self.0.by_name.get(name) {
            Some(at) => self.0.order.get(*at).cloned(),
            None => self.base().find(name),
        }
    }

    /// Whether there is a constant of this name.
    pub fn contains(&self, name: &Name) -> bool {
        !self.hidden(name) && (self.0.by_name.contains_key(name) || self.base().contains(name))
    }

    /// Whether there is a constant of this name, or one would be made on its first use.
    pub fn contains_or_reserved(&self, name: &Name) -> bool {
        self.contains(name) || self.is_reserved_name(name)
    }

    /// Whether a constant of this name would be made on its first use.
    pub fn is_reserved_name(&self, name: &Name) -> bool {
        self.0.shared.reserved.iter().any(|reserved| reserved(self, name))
    }

    fn hidden(&self, name: &Name) -> bool {
        self.0.is_exporting && is_private_name(name.r())
    }

    /// The place of the imported module that declares a name; `None` for one of this module or of nobody.
    pub fn module_of(&self, name: &Name) -> Option<usize> {
        if self.0.by_name.contains_key(name) { None } else { self.base().module_of(name) }
    }

    /// The constants of this module, in the order of their declaration.
    pub fn local_constants(&self) -> impl Iterator<Item = &ConstantInfo> {
        self.0.order.iter()
    }

    /// How many constants this module has.
    pub fn num_local_constants(&self) -> usize {
        self.0.order.len()
    }

    pub(crate) fn share_base(&self) -> Rc<dyn Base> {
        self.0.shared.base.clone()
    }

    pub(crate) fn kernel_snapshot(&self) -> Option<&Snapshot> {
        self.0.kernel.as_ref()
    }

    pub(crate) fn set_kernel_snapshot(&mut self, snapshot: Snapshot) {
        self.data().kernel = Some(snapshot);
    }

    /// Adds a constant that the kernel is not asked about; see [`Environment::add_decl`] for those that it is. Later
    /// declarations that mention it are refused by the kernel, which does not know it.
    ///
    /// # Errors
    /// If there is one of its name.
    pub fn add(&mut self, constant: ConstantInfo) -> Result<(), AlreadyDeclared> {
        let name = constant.r().name().own();
        if self.0.by_name.contains_key(&name) || self.base().contains(&name) {
            return Err(AlreadyDeclared::Same(name));
        }
        let data = self.data();
        data.by_name.insert_mut(name, data.order.len());
        data.order.push_back_mut(constant);
        Ok(())
    }

    /// Whether a source may declare a name: nothing may be called so, privately or not.
    ///
    /// # Errors
    /// If something is.
    pub fn check_not_declared(&self, name: &Name) -> Result<(), AlreadyDeclared> {
        let known = |name: &Name| self.find_any(name).is_some();
        if known(name) {
            return Err(AlreadyDeclared::Same(name.clone()));
        }
        match private_to_user_name_opt(name) {
            Some(user) if known(&user) => Err(AlreadyDeclared::NonPrivate(user)),
            None if known(&mk_private_name(self, name)) => Err(AlreadyDeclared::Private(name.clone())),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether names are looked up as importing modules will see them (upstream's `isExporting`).
    pub fn is_exporting(&self) -> bool {
        self.0.is_exporting
    }

    /// Sets whether names are looked up as importing modules will see them. Outside the module system it is never so.
    pub fn set_exporting(&mut self, exporting: bool) {
        let exporting = exporting && self.header().is_module;
        if exporting != self.0.is_exporting {
            self.data().is_exporting = exporting;
        }
    }

    /// The state of an extension.
    pub fn ext<E: Extension>(&self) -> Rc<E::State> {
        let key = TypeId::of::<E>();
        if let Some(state) = self.0.states.get(&key) {
            return downcast(state.clone());
        }
        let known = self.0.shared.imported.borrow().get(&key).cloned();
        downcast(known.unwrap_or_else(|| {
            // Not while the table is borrowed: an extension may look at another one.
            let state: Rc<dyn Any> = Rc::new(E::import(self.base()));
            self.0.shared.imported.borrow_mut().insert_mut(key, state.clone());
            state
        }))
    }

    /// Changes the state of an extension.
    pub fn modify_ext<E: Extension>(&mut self, change: impl FnOnce(&mut E::State)) {
        let mut state = E::State::clone(&*self.ext::<E>());
        change(&mut state);
        self.data().states.insert_mut(TypeId::of::<E>(), Rc::new(state));
    }

    /// The state of a scoped extension.
    pub fn scoped_state<E: Scoped>(&self) -> Rc<ScopedState<E>> {
        let key = TypeId::of::<E>();
        let known = self.0.scoped.borrow().get(&key).cloned();
        let state = known.unwrap_or_else(|| {
            let state = self.replayed(self.imported_scoped::<E>());
            self.0.scoped.borrow_mut().insert_mut(key, state.clone());
            state
        });
        downcast(state.as_any())
    }

    fn imported_scoped<E: Scoped>(&self) -> Rc<dyn AnyScoped> {
        let key = TypeId::of::<E>();
        let known = self.0.shared.imported_scoped.borrow().get(&key).cloned();
        known.unwrap_or_else(|| {
            let state: Rc<dyn AnyScoped> = Rc::new(E::import(self.base()));
            self.0.shared.imported_scoped.borrow_mut().insert_mut(key, state.clone());
            state
        })
    }

    /// A state after importing, with the namespaces that were opened since.
    fn replayed(&self, mut state: Rc<dyn AnyScoped>) -> Rc<dyn AnyScoped> {
        let opened: Vec<&(usize, Name)> = self.0.scopes.opened.iter().collect();
        for (depth, namespace) in opened.into_iter().rev() {
            state = state.opened(namespace, *depth).unwrap_or(state);
        }
        state
    }

    pub(crate) fn modify_scoped<E: Scoped>(&mut self, change: impl FnOnce(&mut ScopedState<E>)) {
        let mut state = ScopedState::clone(&*self.scoped_state::<E>());
        change(&mut state);
        self.data().scoped.get_mut().insert_mut(TypeId::of::<E>(), Rc::new(state));
    }

    /// How many scopes there are inside the outermost one.
    pub fn depth(&self) -> usize {
        self.0.scopes.depth
    }

    /// The least depth at which a namespace is open for scoped entries.
    pub fn open_depth(&self, namespace: &Name) -> Option<usize> {
        self.0.scopes.open.get(namespace).copied()
    }

    /// The depth from which on what is local now counts.
    pub fn local_depth(&self) -> usize {
        let mut depth = self.0.scopes.depth;
        for transparent in self.0.scopes.transparent.iter() {
            if *transparent == depth && depth > 0 {
                depth -= 1;
            } else {
                break;
            }
        }
        depth
    }

    /// Begins a scope.
    pub fn push_scope(&mut self) {
        self.data().scopes.depth += 1;
    }

    /// Ends a scope: what was local to it and what it opened no longer counts. The outermost scope does not end.
    pub fn pop_scope(&mut self) {
        if self.0.scopes.depth == 0 {
            return;
        }
        let data = self.data();
        let scopes = &mut data.scopes;
        scopes.depth -= 1;
        let depth = scopes.depth;
        while let Some((_, namespace)) = scopes.opened.first().filter(|opened| opened.0 > depth).cloned() {
            scopes.opened.drop_first_mut();
            scopes.open.remove_mut(&namespace);
        }
        while scopes.transparent.first().is_some_and(|at| *at > depth) {
            scopes.transparent.drop_first_mut();
        }
        change_scoped(data.scoped.get_mut(), |state| state.left(depth));
    }

    /// Says that what is local does not end with the innermost scopes, as many as are given (`end_local_scope`).
    pub fn set_delimits_local(&mut self, scopes: usize) {
        let all = &mut self.data().scopes;
        let from = all.depth.saturating_sub(scopes) + 1;
        let known: Vec<usize> = all.transparent.iter().copied().collect();
        let mut depths: Vec<usize> = known.into_iter().chain(from..=all.depth).collect();
        depths.sort_unstable();
        depths.dedup();
        all.transparent = Stack::new_with_ptr_kind();
        depths.into_iter().for_each(|depth| all.transparent.push_front_mut(depth));
    }

    /// Makes the scoped entries of a namespace count to the end of the innermost scope.
    pub fn activate_scoped(&mut self, namespace: &Name) {
        if self.open_depth(namespace).is_some() {
            return;
        }
        let data = self.data();
        let depth = data.scopes.depth;
        data.scopes.opened.push_front_mut((depth, namespace.clone()));
        data.scopes.open.insert_mut(namespace.clone(), depth);
        change_scoped(data.scoped.get_mut(), |state| state.opened(namespace, depth));
    }

    /// The data, for a change: its own, if others share it.
    fn data(&mut self) -> &mut Data {
        Rc::make_mut(&mut self.0)
    }
}

/// Replaces the states that a change concerns.
fn change_scoped(
    states: &mut Map<TypeId, Rc<dyn AnyScoped>>,
    change: impl Fn(&dyn AnyScoped) -> Option<Rc<dyn AnyScoped>>,
) {
    let changed: Vec<(TypeId, Rc<dyn AnyScoped>)> =
        states.iter().filter_map(|(key, state)| Some((*key, change(&**state)?))).collect();
    for (key, state) in changed {
        states.insert_mut(key, state);
    }
}

/// The state as its type, which its key determines.
fn downcast<T: 'static>(state: Rc<dyn Any>) -> Rc<T> {
    match state.downcast() {
        Ok(state) => state,
        Err(_) => rt::bug!("an extension state under the key of another type"),
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("main_module", self.main_module())
            .field("constants", &self.num_local_constants())
            .field("depth", &self.depth())
            .finish_non_exhaustive()
    }
}
