//! Equality of levels, expressions and other objects.
//!
//! What it is: a loop over pairs that must be equal, with three ways to be done with a pair at once: the same object,
//! different cached hashes, or two objects that are already taken to be equal. The last is a union-find over addresses,
//! so two graphs of n and m objects cost about n + m steps, however large the trees they stand for.
//! What it is not: equality up to computation.
//! Source: upstream's `src/kernel/expr_eq_fn.cpp` for what counts.

use crate::expr::{ExprKind, ExprRef};
use crate::level::{LevelKind, LevelRef};
use rt::{Kind, ObjRef};
use rustc_hash::FxHashMap;

/// Pairs looked at before they are recorded.
const FREE_PAIRS: u32 = 32;

/// Objects that are taken to be equal until a difference is found, which ends the whole comparison.
struct Assumed {
    free: u32,
    index: FxHashMap<usize, u32>,
    parent: Vec<u32>,
}

impl Assumed {
    fn new() -> Assumed {
        Assumed { free: FREE_PAIRS, index: FxHashMap::default(), parent: Vec::new() }
    }

    /// Whether the two are already taken to be equal. From now on they are.
    fn union(&mut self, a: ObjRef<'_>, b: ObjRef<'_>) -> bool {
        if self.free > 0 {
            self.free -= 1;
            return false;
        }
        if a.is_exclusive() && b.is_exclusive() {
            return false;
        }
        let (a, b) = (self.class(a.addr()), self.class(b.addr()));
        self.parent[a as usize] = b;
        a == b
    }

    fn class(&mut self, addr: usize) -> u32 {
        let parent = &mut self.parent;
        let mut i = *self.index.entry(addr).or_insert_with(|| {
            parent.push(parent.len() as u32);
            parent.len() as u32 - 1
        });
        while parent[i as usize] != i {
            let above = parent[parent[i as usize] as usize];
            parent[i as usize] = above;
            i = above;
        }
        i
    }
}

impl PartialEq for LevelRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        same_levels(*self, *other, None)
    }
}

/// What the cached words and the outermost constructors of two levels say.
enum Levels<'a> {
    Known(bool),
    Succ(LevelRef<'a>, LevelRef<'a>),
    Binary([LevelRef<'a>; 2], [LevelRef<'a>; 2]),
}

fn compare_heads<'a>(a: LevelRef<'a>, b: LevelRef<'a>) -> Levels<'a> {
    if a.ptr_eq(b) || a.data() != b.data() {
        return Levels::Known(a.ptr_eq(b));
    }
    match (a.kind(), b.kind()) {
        (LevelKind::Zero, LevelKind::Zero) => Levels::Known(true),
        (LevelKind::Param(n), LevelKind::Param(m)) | (LevelKind::MVar(n), LevelKind::MVar(m)) => Levels::Known(n == m),
        (LevelKind::Succ(u), LevelKind::Succ(v)) => Levels::Succ(u, v),
        (LevelKind::Max(u1, u2), LevelKind::Max(v1, v2)) | (LevelKind::IMax(u1, u2), LevelKind::IMax(v1, v2)) => {
            Levels::Binary([u1, u2], [v1, v2])
        }
        _ => Levels::Known(false),
    }
}

fn same_levels(a: LevelRef<'_>, b: LevelRef<'_>, assumed: Option<&mut Assumed>) -> bool {
    let (mut a, mut b) = (a, b);
    // Most levels are `succ`s around a leaf, which need no stack and no table.
    loop {
        match compare_heads(a, b) {
            Levels::Known(answer) => return answer,
            Levels::Succ(u, v) => (a, b) = (u, v),
            Levels::Binary(..) => break,
        }
    }
    let mut own = None;
    let assumed = match assumed {
        Some(assumed) => assumed,
        None => own.insert(Assumed::new()),
    };
    let mut todo = vec![(a, b)];
    while let Some((a, b)) = todo.pop() {
        match compare_heads(a, b) {
            Levels::Known(true) => {}
            Levels::Known(false) => return false,
            _ if assumed.union(a.0, b.0) => {}
            Levels::Succ(u, v) => todo.push((u, v)),
            Levels::Binary([u1, u2], [v1, v2]) => todo.extend([(u2, v2), (u1, v1)]),
        }
    }
    true
}

impl PartialEq for ExprRef<'_> {
    /// Equality up to the names and annotations of binders (`Expr.eqv`).
    fn eq(&self, other: &Self) -> bool {
        same_exprs(*self, *other, false)
    }
}

impl ExprRef<'_> {
    /// Equality with the names and annotations of binders (`Expr.equal`).
    pub fn equal(self, other: ExprRef<'_>) -> bool {
        same_exprs(self, other, true)
    }
}

fn same_exprs(a: ExprRef<'_>, b: ExprRef<'_>, binders: bool) -> bool {
    let mut assumed = Assumed::new();
    let mut todo = Vec::new();
    let mut next = Some((a, b));
    while let Some((a, b)) = next.take().or_else(|| todo.pop()) {
        if a.ptr_eq(b) {
            continue;
        }
        // The whole word is a function of what is compared here, so a difference anywhere in it decides.
        if a.data() != b.data() || a.tag() != b.tag() {
            return false;
        }
        let known = !a.is_small() && assumed.union(a.0, b.0);
        if known {
            continue;
        }
        let same = match (a.kind(), b.kind()) {
            (ExprKind::App(f, x), ExprKind::App(g, y)) => {
                todo.push((f, g));
                next = Some((x, y));
                true
            }
            (ExprKind::Lam(p), ExprKind::Lam(q)) | (ExprKind::ForallE(p), ExprKind::ForallE(q)) => {
                todo.push((p.body(), q.body()));
                next = Some((p.ty(), q.ty()));
                !binders || p.info() == q.info() && p.name() == q.name()
            }
            (ExprKind::LetE(p), ExprKind::LetE(q)) => {
                todo.extend([(p.body(), q.body()), (p.value(), q.value())]);
                next = Some((p.ty(), q.ty()));
                p.nondep() == q.nondep() && (!binders || p.name() == q.name())
            }
            (ExprKind::MData(d, x), ExprKind::MData(e, y)) => {
                next = Some((x, y));
                d == e
            }
            (ExprKind::Proj(s, i, x), ExprKind::Proj(t, j, y)) => {
                next = Some((x, y));
                i == j && s == t
            }
            (ExprKind::Const(n, us), ExprKind::Const(m, vs)) => n == m && same_level_lists(us.0, vs.0, &mut assumed),
            (ExprKind::Sort(u), ExprKind::Sort(v)) => same_levels(u, v, Some(&mut assumed)),
            (ExprKind::BVar(i), ExprKind::BVar(j)) => i == j,
            (ExprKind::FVar(n), ExprKind::FVar(m)) | (ExprKind::MVar(n), ExprKind::MVar(m)) => n == m,
            (ExprKind::Lit(l), ExprKind::Lit(k)) => l == k,
            _ => false,
        };
        if !same {
            return false;
        }
    }
    true
}

fn same_level_lists(us: ObjRef<'_>, vs: ObjRef<'_>, assumed: &mut Assumed) -> bool {
    if us.ptr_eq(vs) {
        return true;
    }
    let (mut us, mut vs) = (us.list_iter(), vs.list_iter());
    loop {
        match (us.next(), vs.next()) {
            (None, None) => return true,
            (Some(u), Some(v)) if same_levels(LevelRef(u), LevelRef(v), Some(assumed)) => {}
            _ => return false,
        }
    }
}

impl ExprRef<'_> {
    /// Whether comparing this term costs no more than looking it up.
    fn is_small(self) -> bool {
        matches!(
            self.kind(),
            ExprKind::BVar(_) | ExprKind::FVar(_) | ExprKind::MVar(_) | ExprKind::Sort(_) | ExprKind::Const(..)
        )
    }
}

/// Whether two objects are built alike: same kinds, constructors, scalars, text and numbers, all the way down.
/// Closures, thunks, refs and other objects with a state are equal only to themselves.
pub(crate) fn same_objects(a: ObjRef<'_>, b: ObjRef<'_>) -> bool {
    let mut assumed = Assumed::new();
    let mut todo = vec![(a, b)];
    while let Some((a, b)) = todo.pop() {
        if a.ptr_eq(b) {
            continue;
        }
        let kind = a.kind();
        if kind != b.kind() {
            return false;
        }
        let children = match kind {
            Kind::String if a.as_str() == b.as_str() => continue,
            Kind::Mpz if a.as_mpz() == b.as_mpz() => continue,
            Kind::ScalarArray if a.as_scalar_array() == b.as_scalar_array() => continue,
            Kind::Ctor | Kind::Fat if a.ctor_index() == b.ctor_index() && a.scalar_area() == b.scalar_area() => {
                (a.fields(), b.fields())
            }
            Kind::Array => (a.as_array().unwrap_or(&[]), b.as_array().unwrap_or(&[])),
            _ => return false,
        };
        if children.0.len() != children.1.len() {
            return false;
        }
        if !assumed.union(a, b) {
            todo.extend(children.0.iter().copied().zip(children.1.iter().copied()).rev());
        }
    }
    true
}
