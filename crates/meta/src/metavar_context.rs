//! Metavariables: what is declared of them, and what they stand for.
//!
//! What it is: a value that holds the declarations and assignments of all metavariables of terms and of levels. A clone
//! is cheap and shares everything, so a state is saved by cloning it and restored by putting the clone back.
//! What it is not: unification ([`crate::def_eq`]), or substitution of what is assigned ([`crate::instantiate`]).
//!
//! A metavariable may be assigned only at the depth that it was declared at; below, it is a constant. *Delayed*
//! assignments stand for a term that still holds metavariables below binders: `?m a₁ … aₙ` is `v[a/x]` once `v` is known.
//! Source: upstream's `src/Lean/MetavarContext.lean`.

use crate::local_context::LocalContext;
use env::persistent::NameMap;
use std::rc::Rc;
use term::{Expr, ExprKind, ExprRef, Level, LevelKind, LevelRef, Name, NameRef};

/// Who may assign a metavariable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MetavarKind {
    /// Unification, freely.
    Natural,
    /// Unification if it must; type class resolution, otherwise.
    Synthetic,
    /// A tactic or the elaborator only.
    SyntheticOpaque,
}

/// An instance among the local variables.
#[derive(Clone, Debug)]
pub struct LocalInstance {
    /// The class.
    pub class: Name,
    /// The variable.
    pub fvar: Expr,
}

/// The instances among the local variables, in the order of declaration.
pub type LocalInstances = Rc<Vec<LocalInstance>>;

/// A declared metavariable.
#[derive(Clone)]
pub struct MetavarDecl {
    /// What users call it; anonymous for most.
    pub user_name: Name,
    /// The variables that its value may mention.
    pub lctx: LocalContext,
    /// Its type.
    pub ty: Expr,
    /// Where it may be assigned.
    pub depth: u32,
    /// The instances of `lctx`.
    pub local_instances: LocalInstances,
    /// Who may assign it.
    pub kind: MetavarKind,
    /// How many arguments an occurrence has at least, for one that stands for a term with binders taken off.
    pub num_scope_args: u32,
    /// Counts up from the first.
    pub index: u32,
}

/// A declared metavariable of levels.
#[derive(Clone, Copy, Debug)]
pub struct LevelMetavarDecl {
    /// Where it may be assigned.
    pub depth: u32,
    /// Counts up from the first.
    pub index: u32,
}

/// A term that a metavariable stands for once another one has a value without metavariables.
#[derive(Clone, Debug)]
pub struct DelayedAssignment {
    /// The variables that arguments replace.
    pub fvars: Rc<Vec<Expr>>,
    /// The metavariable whose value is waited for.
    pub mvar_id_pending: Name,
}

/// Declarations and assignments.
#[derive(Clone, Default)]
pub struct MetavarContext {
    /// The present depth.
    pub depth: u32,
    /// Levels declared at this depth or above it may be assigned; that is less than `depth` where the caller allows it.
    pub level_assign_depth: u32,
    next_index: u32,
    decls: NameMap<Rc<MetavarDecl>>,
    level_decls: NameMap<LevelMetavarDecl>,
    user_names: NameMap<Name>,
    assignment: NameMap<Expr>,
    level_assignment: NameMap<Level>,
    delayed: NameMap<DelayedAssignment>,
}

impl MetavarContext {
    /// Declares a metavariable at the present depth.
    #[allow(clippy::too_many_arguments, reason = "each is a field of the declaration")]
    pub fn add_decl(
        &mut self,
        id: Name,
        user_name: Name,
        lctx: LocalContext,
        local_instances: LocalInstances,
        ty: Expr,
        kind: MetavarKind,
        num_scope_args: u32,
    ) {
        let index = self.take_index();
        if !user_name.r().is_anonymous() {
            self.user_names.insert_mut(user_name.clone(), id.clone());
        }
        let depth = self.depth;
        let decl = MetavarDecl { user_name, lctx, ty, depth, local_instances, kind, num_scope_args, index };
        self.decls.insert_mut(id, Rc::new(decl));
    }

    /// Declares a metavariable of levels at the present depth.
    pub fn add_level_decl(&mut self, id: Name) {
        let index = self.take_index();
        self.level_decls.insert_mut(id, LevelMetavarDecl { depth: self.depth, index });
    }

    fn take_index(&mut self) -> u32 {
        self.next_index += 1;
        self.next_index - 1
    }

    /// What is declared of a metavariable.
    pub fn find_decl(&self, id: NameRef<'_>) -> Option<&Rc<MetavarDecl>> {
        self.decls.get(&id.own())
    }

    /// What is declared of a metavariable of levels.
    pub fn find_level_decl(&self, id: NameRef<'_>) -> Option<LevelMetavarDecl> {
        self.level_decls.get(&id.own()).copied()
    }

    /// The metavariable that users call `name`.
    pub fn find_user_name(&self, name: &Name) -> Option<&Name> {
        self.user_names.get(name)
    }

    /// Replaces the declaration of a metavariable.
    pub fn modify_decl(&mut self, id: NameRef<'_>, change: impl FnOnce(&mut MetavarDecl)) {
        let Some(old) = self.find_decl(id) else { return };
        let mut new = MetavarDecl::clone(old);
        change(&mut new);
        self.decls.insert_mut(id.own(), Rc::new(new));
    }

    /// Gives a metavariable a name for users.
    pub fn set_user_name(&mut self, id: NameRef<'_>, name: Name) {
        self.user_names.insert_mut(name.clone(), id.own());
        self.modify_decl(id, |decl| decl.user_name = name);
    }

    /// The value of a metavariable.
    pub fn assignment(&self, id: NameRef<'_>) -> Option<&Expr> {
        if self.assignment.is_empty() { None } else { self.assignment.get(&id.own()) }
    }

    /// The value of a metavariable of levels.
    pub fn level_assignment(&self, id: NameRef<'_>) -> Option<&Level> {
        if self.level_assignment.is_empty() { None } else { self.level_assignment.get(&id.own()) }
    }

    /// What a metavariable waits for.
    pub fn delayed_assignment(&self, id: NameRef<'_>) -> Option<&DelayedAssignment> {
        if self.delayed.is_empty() { None } else { self.delayed.get(&id.own()) }
    }

    /// Whether a metavariable has a value, now or delayed.
    pub fn is_assigned_or_delayed(&self, id: NameRef<'_>) -> bool {
        self.assignment(id).is_some() || self.delayed_assignment(id).is_some()
    }

    /// Gives a metavariable its value. Whoever calls has checked depth, variables and type.
    pub fn assign(&mut self, id: NameRef<'_>, value: Expr) {
        self.assignment.insert_mut(id.own(), value);
    }

    /// Gives a metavariable of levels its value.
    pub fn assign_level(&mut self, id: NameRef<'_>, value: Level) {
        self.level_assignment.insert_mut(id.own(), value);
    }

    /// Makes a metavariable wait for another one.
    pub fn assign_delayed(&mut self, id: NameRef<'_>, fvars: Vec<Expr>, mvar_id_pending: Name) {
        self.delayed.insert_mut(id.own(), DelayedAssignment { fvars: Rc::new(fvars), mvar_id_pending });
    }

    /// Takes the value of a metavariable away.
    pub fn erase_assignment(&mut self, id: NameRef<'_>) {
        self.assignment.remove_mut(&id.own());
    }

    /// Takes what a metavariable waits for away.
    pub fn erase_delayed(&mut self, id: NameRef<'_>) {
        self.delayed.remove_mut(&id.own());
    }

    /// The metavariable at the end of the chain of delayed assignments that begins at `id`.
    pub fn delayed_root(&self, id: NameRef<'_>) -> Name {
        let mut id = id.own();
        // A chain cannot be longer than the number of delayed assignments.
        for _ in 0..=self.delayed.size() {
            match self.delayed_assignment(id.r()) {
                Some(delayed) => match self.assignment(delayed.mvar_id_pending.r()).map(|value| value.r().get_app_fn())
                {
                    Some(head) => match head.kind() {
                        ExprKind::MVar(next) => id = next.own(),
                        _ => return delayed.mvar_id_pending.clone(),
                    },
                    None => id = delayed.mvar_id_pending.clone(),
                },
                None => return id,
            }
        }
        id
    }

    /// Whether unification may assign a metavariable at the present depth, as far as depth is concerned.
    pub fn is_at_depth(&self, id: NameRef<'_>) -> bool {
        self.find_decl(id).is_some_and(|decl| decl.depth == self.depth)
    }

    /// Whether a metavariable of levels may be assigned.
    pub fn is_level_assignable(&self, id: NameRef<'_>) -> bool {
        self.find_level_decl(id).is_some_and(|decl| decl.depth >= self.level_assign_depth)
    }

    /// Goes one level deeper: metavariables that exist are constants there, but for those of levels if these are allowed.
    pub fn increase_depth(&mut self, allow_level_assignments: bool) {
        self.depth += 1;
        if !allow_level_assignments {
            self.level_assign_depth = self.depth;
        }
    }

    /// Whether a level mentions a metavariable that may be assigned.
    pub fn has_assignable_level(&self, u: LevelRef<'_>) -> bool {
        if !u.has_mvar() {
            return false;
        }
        match u.kind() {
            LevelKind::Succ(u) => self.has_assignable_level(u),
            LevelKind::Max(u, v) | LevelKind::IMax(u, v) => {
                self.has_assignable_level(u) || self.has_assignable_level(v)
            }
            LevelKind::MVar(id) => self.is_level_assignable(id),
            LevelKind::Zero | LevelKind::Param(_) => false,
        }
    }

    /// Whether a term mentions a metavariable that may be assigned.
    pub fn has_assignable(&self, e: ExprRef<'_>) -> bool {
        if !e.data().has_expr_mvar() && !e.data().has_level_mvar() {
            return false;
        }
        let found = e.find_or_descend(|e| {
            let data = e.data();
            if !data.has_expr_mvar() && !data.has_level_mvar() {
                return term::Visit::Skip;
            }
            let is_one = match e.kind() {
                ExprKind::MVar(id) => self
                    .find_decl(id)
                    .is_some_and(|decl| decl.depth == self.depth && decl.kind != MetavarKind::SyntheticOpaque),
                ExprKind::Sort(u) => self.has_assignable_level(u),
                ExprKind::Const(_, us) => us.iter().any(|u| self.has_assignable_level(u)),
                _ => false,
            };
            if is_one { term::Visit::Found } else { term::Visit::Descend }
        });
        found.is_some()
    }
}
