//! Local contexts: the free variables that a term may mention.
//!
//! What it is: declarations of free variables, in order, found by id. A context is a value: a clone shares everything,
//! and adding a declaration costs the depth of a tree. Metavariables keep the context that they were made in.
//! What it is not: names in scope; a user's name is found by searching from the end ([`LocalContext::find_by_name`]).
//! Source: upstream's `src/Lean/LocalContext.lean`.

use env::name_gen::append_index_after;
use env::persistent::{NameMap, Vector};
use std::rc::Rc;
use term::{BinderInfo, Expr, ExprKind, ExprRef, Name, NameRef};

/// Why a variable is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LocalDeclKind {
    /// The user, or a binder, introduced it.
    #[default]
    Default,
    /// The elaborator needs it; users do not see it.
    ImplDetail,
    /// It stands for a definition whose body is being elaborated.
    AuxDecl,
}

/// A declared variable.
#[derive(Clone, Debug)]
pub struct LocalDecl {
    /// Its place in the order of declaration.
    pub index: usize,
    /// What terms call it.
    pub fvar_id: Name,
    /// What users call it.
    pub user_name: Name,
    /// Its type.
    pub ty: Expr,
    /// Its value, for a `let`.
    pub value: Option<Expr>,
    /// For a variable with a value: whether terms may not use the value (`have`).
    pub nondep: bool,
    /// How an argument is found when the variable is bound again. `Default` for a `let`.
    pub info: BinderInfo,
    /// Why it is there.
    pub kind: LocalDeclKind,
}

impl LocalDecl {
    /// The variable as a term.
    pub fn to_expr(&self) -> Expr {
        Expr::fvar(self.fvar_id.clone())
    }

    /// Whether it has a value that terms may use.
    pub fn is_let(&self) -> bool {
        self.value.is_some() && !self.nondep
    }

    /// The value that terms may use.
    pub fn let_value(&self) -> Option<&Expr> {
        self.value.as_ref().filter(|_| !self.nondep)
    }

    /// Whether users do not see it.
    pub fn is_impl_detail(&self) -> bool {
        self.kind != LocalDeclKind::Default
    }

    /// Whether it stands for a definition whose body is being elaborated.
    pub fn is_aux_decl(&self) -> bool {
        self.kind == LocalDeclKind::AuxDecl
    }
}

/// A local context.
#[derive(Clone, Default)]
pub struct LocalContext {
    by_id: NameMap<Rc<LocalDecl>>,
    /// By index; erased declarations leave a hole.
    order: Vector<Option<Rc<LocalDecl>>>,
}

impl LocalContext {
    /// A context without variables.
    pub fn new() -> LocalContext {
        LocalContext::default()
    }

    /// Whether no variable was ever declared in it.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// How many variables there are.
    pub fn len(&self) -> usize {
        self.by_id.size()
    }

    /// One more than the last index.
    pub fn next_index(&self) -> usize {
        self.order.len()
    }

    /// The variable that terms call `id`.
    pub fn find(&self, id: NameRef<'_>) -> Option<&Rc<LocalDecl>> {
        self.by_id.get(&id.own())
    }

    /// The declaration of a free variable.
    pub fn find_fvar(&self, e: ExprRef<'_>) -> Option<&Rc<LocalDecl>> {
        match e.kind() {
            ExprKind::FVar(id) => self.find(id),
            _ => None,
        }
    }

    /// Whether the variable is declared.
    pub fn contains(&self, id: NameRef<'_>) -> bool {
        self.find(id).is_some()
    }

    /// Adds a declaration at the end; its index is set.
    pub fn add(&mut self, mut decl: LocalDecl) -> Rc<LocalDecl> {
        decl.index = self.order.len();
        let decl = Rc::new(decl);
        self.by_id.insert_mut(decl.fvar_id.clone(), decl.clone());
        self.order.push_back_mut(Some(decl.clone()));
        decl
    }

    /// Adds a variable.
    pub fn mk_local_decl(
        &mut self,
        fvar_id: Name,
        user_name: Name,
        ty: Expr,
        info: BinderInfo,
        kind: LocalDeclKind,
    ) -> Rc<LocalDecl> {
        self.add(LocalDecl { index: 0, fvar_id, user_name, ty, value: None, nondep: false, info, kind })
    }

    /// Adds a variable with a value.
    pub fn mk_let_decl(
        &mut self,
        fvar_id: Name,
        user_name: Name,
        ty: Expr,
        value: Expr,
        nondep: bool,
        kind: LocalDeclKind,
    ) -> Rc<LocalDecl> {
        let info = BinderInfo::Default;
        self.add(LocalDecl { index: 0, fvar_id, user_name, ty, value: Some(value), nondep, info, kind })
    }

    /// Takes a variable out.
    pub fn erase(&mut self, id: NameRef<'_>) {
        let Some(decl) = self.find(id).cloned() else { return };
        self.by_id.remove_mut(&decl.fvar_id);
        if decl.index + 1 == self.order.len() {
            self.order.drop_last_mut();
        } else {
            self.order.set_mut(decl.index, None);
        }
    }

    /// Replaces the declaration of a variable by one of the same id and index.
    pub fn modify(&mut self, id: NameRef<'_>, change: impl FnOnce(&mut LocalDecl)) {
        let Some(old) = self.find(id) else { return };
        let (index, mut new) = (old.index, LocalDecl::clone(old));
        change(&mut new);
        let new = Rc::new(new);
        self.by_id.insert_mut(new.fvar_id.clone(), new.clone());
        self.order.set_mut(index, Some(new));
    }

    /// The variables in the order of declaration.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Rc<LocalDecl>> {
        (0..self.order.len()).filter_map(|at| self.order.get(at).and_then(Option::as_ref))
    }

    /// The variables from an index on.
    pub fn iter_from(&self, start: usize) -> impl DoubleEndedIterator<Item = &Rc<LocalDecl>> {
        (start..self.order.len()).filter_map(|at| self.order.get(at).and_then(Option::as_ref))
    }

    /// The last variable.
    pub fn last(&self) -> Option<&Rc<LocalDecl>> {
        self.iter().next_back()
    }

    /// The last variable that users call `name`.
    pub fn find_by_name(&self, name: NameRef<'_>) -> Option<&Rc<LocalDecl>> {
        self.iter().rev().find(|decl| decl.user_name.r() == name)
    }

    /// Whether each variable of `self` is one of `other`.
    pub fn is_subset_of(&self, other: &LocalContext) -> bool {
        self.len() <= other.len() && self.iter().all(|decl| other.contains(decl.fvar_id.r()))
    }

    /// Whether both are the same object, or have the same declarations at the same ids.
    pub fn same_variables(&self, other: &LocalContext) -> bool {
        self.len() == other.len() && self.is_subset_of(other)
    }

    /// A name that no variable has: `base`, which has no macro scopes, or `base_1`, `base_2`, ….
    pub fn unused_name(&self, base: &Name) -> Name {
        let taken = |name: &Name| self.find_by_name(name.r()).is_some();
        let mut at = 0;
        let mut name = base.clone();
        while taken(&name) {
            at += 1;
            name = append_index_after(base, at);
        }
        name
    }
}
