//! Walking a term without changing it: `for_each`, `find`, and questions that are answered by a walk.
//!
//! Walks are loops over an explicit stack. Each distinct object is met once (once for each number of enclosing binders
//! where that matters), so the cost is that of the shared graph and not of the tree that it stands for.

use crate::expr::{ExprKind, ExprRef};
use crate::name::NameRef;
use rt::ObjRef;
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

/// Met objects that are looked for one by one, before there is a table.
const FEW: usize = 16;

/// The shared objects that a walk has met.
///
/// An object with one reference has one parent, so a walk that meets each parent once meets it once; such objects are
/// not recorded.
#[derive(Default)]
pub(crate) struct Visited {
    few: SmallVec<[(usize, u32); FEW]>,
    /// Those below no binder, and the others.
    outside: FxHashSet<usize>,
    inside: FxHashSet<(usize, u32)>,
}

impl Visited {
    pub(crate) fn new() -> Visited {
        Visited::default()
    }

    /// Whether `o` was not met before below `offset` binders. Records it.
    #[inline]
    pub(crate) fn first_time(&mut self, o: ObjRef<'_>, offset: u32) -> bool {
        o.is_scalar() || o.is_exclusive() || self.insert(o.addr(), offset)
    }

    fn insert(&mut self, addr: usize, offset: u32) -> bool {
        if self.outside.is_empty() && self.inside.is_empty() {
            if self.few.contains(&(addr, offset)) {
                return false;
            }
            if self.few.len() < FEW {
                self.few.push((addr, offset));
                return true;
            }
            for (addr, offset) in std::mem::take(&mut self.few) {
                self.insert_into_table(addr, offset);
            }
        }
        self.insert_into_table(addr, offset)
    }

    fn insert_into_table(&mut self, addr: usize, offset: u32) -> bool {
        if offset == 0 { self.outside.insert(addr) } else { self.inside.insert((addr, offset)) }
    }
}

impl<'a> ExprRef<'a> {
    /// Calls `f` on each distinct object of the term, parents before children, children from left to right. Where `f`
    /// says `false`, the children of that object are left out.
    pub fn for_each(self, mut f: impl FnMut(ExprRef<'a>) -> bool) {
        let _ = self.find_or_descend(|e| if f(e) { Visit::Descend } else { Visit::Skip });
    }

    /// The first object, in the order of [`ExprRef::for_each`], that satisfies `pred`.
    pub fn find(self, mut pred: impl FnMut(ExprRef<'a>) -> bool) -> Option<ExprRef<'a>> {
        self.find_or_descend(|e| if pred(e) { Visit::Found } else { Visit::Descend })
    }

    /// [`ExprRef::find`], where `visit` may also keep the walk out of a subterm (`findExt?`).
    pub fn find_or_descend(self, mut visit: impl FnMut(ExprRef<'a>) -> Visit) -> Option<ExprRef<'a>> {
        let mut visited = Visited::new();
        let mut todo = Vec::new();
        let mut next = Some(self);
        while let Some(e) = next.take().or_else(|| todo.pop()) {
            if !visited.first_time(e.0, 0) {
                continue;
            }
            match visit(e) {
                Visit::Found => return Some(e),
                Visit::Skip => {}
                Visit::Descend => next = push_children(e, &mut todo),
            }
        }
        None
    }

    /// Whether the free variable `id` occurs.
    pub fn contains_fvar(self, id: NameRef<'_>) -> bool {
        self.find_or_descend(|e| match e.kind() {
            _ if !e.data().has_fvar() => Visit::Skip,
            ExprKind::FVar(other) if other == id => Visit::Found,
            _ => Visit::Descend,
        })
        .is_some()
    }

    /// Whether the constant `name` occurs.
    pub fn contains_const(self, name: NameRef<'_>) -> bool {
        self.find(|e| matches!(e.kind(), ExprKind::Const(other, _) if other == name)).is_some()
    }

    /// Whether the loose bound variable `index` occurs (counted from the outside of the term).
    pub fn has_loose_bvar(self, index: u32) -> bool {
        self.find_loose_bvar(|i| i == index)
    }

    /// Whether a loose bound variable in `range` occurs.
    pub fn has_loose_bvar_in(self, range: std::ops::Range<u32>) -> bool {
        !range.is_empty()
            && self.data().loose_bvar_range() > range.start
            && self.find_loose_bvar(|i| range.contains(&i))
    }

    /// Whether `pred` holds of some loose bound variable. It is asked once or more often for each.
    pub(crate) fn find_loose_bvar(self, mut pred: impl FnMut(u32) -> bool) -> bool {
        let mut visited = Visited::new();
        let mut todo = vec![(self, 0)];
        while let Some((e, offset)) = todo.pop() {
            if e.data().loose_bvar_range() <= offset {
                continue;
            }
            if let ExprKind::BVar(i) = e.kind() {
                if i >= offset && pred(i - offset) {
                    return true;
                }
                continue;
            }
            if visited.first_time(e.0, offset) {
                e.children_with_offset(offset, |child, offset| todo.push((child, offset)));
            }
        }
        false
    }

    /// Calls `f` on each child, with the number of binders around it if `offset` is the number around this term.
    pub(crate) fn children_with_offset(self, offset: u32, mut f: impl FnMut(ExprRef<'a>, u32)) {
        match self.kind() {
            ExprKind::App(fun, arg) => {
                f(fun, offset);
                f(arg, offset);
            }
            ExprKind::Lam(b) | ExprKind::ForallE(b) => {
                f(b.ty(), offset);
                f(b.body(), offset + 1);
            }
            ExprKind::LetE(l) => {
                f(l.ty(), offset);
                f(l.value(), offset);
                f(l.body(), offset + 1);
            }
            ExprKind::MData(_, e) | ExprKind::Proj(_, _, e) => f(e, offset),
            ExprKind::BVar(_)
            | ExprKind::FVar(_)
            | ExprKind::MVar(_)
            | ExprKind::Sort(_)
            | ExprKind::Const(..)
            | ExprKind::Lit(_) => {}
        }
    }
}

/// What [`ExprRef::find_or_descend`] does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    /// Ends the walk here.
    Found,
    /// Goes on with the children.
    Descend,
    /// Goes on without the children.
    Skip,
}

/// The first child, with the others left on the stack in order.
fn push_children<'a>(e: ExprRef<'a>, todo: &mut Vec<ExprRef<'a>>) -> Option<ExprRef<'a>> {
    match e.kind() {
        ExprKind::App(fun, arg) => {
            todo.push(arg);
            Some(fun)
        }
        ExprKind::Lam(b) | ExprKind::ForallE(b) => {
            todo.push(b.body());
            Some(b.ty())
        }
        ExprKind::LetE(l) => {
            todo.extend([l.body(), l.value()]);
            Some(l.ty())
        }
        ExprKind::MData(_, inner) | ExprKind::Proj(_, _, inner) => Some(inner),
        ExprKind::BVar(_)
        | ExprKind::FVar(_)
        | ExprKind::MVar(_)
        | ExprKind::Sort(_)
        | ExprKind::Const(..)
        | ExprKind::Lit(_) => None,
    }
}
