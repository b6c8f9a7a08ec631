//! Random terms, and small recursive versions of the operations to compare with.
//!
//! The versions here are written from the definitions alone: no sharing, no cuts, no cached words.
#![allow(dead_code, reason = "each test file uses its part")]

use proptest::prelude::*;
use term::{BinderInfo, DataValue, Expr, ExprKind, ExprRef, Level, LevelKind, LevelRef, Literal, MData, Name};

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub fn any_name() -> impl Strategy<Value = Name> {
    let component = prop_oneof![
        "[a-c]{1,2}".prop_map(Component::Str),
        "[a-z«». λé✝]{0,3}".prop_map(Component::Str),
        any::<u64>().prop_map(Component::Num),
        (0u64..4).prop_map(Component::Num),
    ];
    proptest::collection::vec(component, 0..4).prop_map(|components| {
        components.into_iter().fold(Name::anonymous(), |prefix, component| match component {
            Component::Str(text) => Name::str(&prefix, &text),
            Component::Num(n) => Name::num(&prefix, n),
        })
    })
}

#[derive(Clone, Debug)]
enum Component {
    Str(String),
    Num(u64),
}

pub fn any_level() -> impl Strategy<Value = Level> {
    let leaf = prop_oneof![
        Just(Level::zero()),
        "[u-w]".prop_map(|n| Level::param(name(&n))),
        "[lm]".prop_map(|n| Level::mvar(name(&n))),
    ];
    leaf.prop_recursive(5, 24, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|u| Level::succ(u).unwrap()),
            (inner.clone(), inner.clone()).prop_map(|(u, v)| Level::max(u, v).unwrap()),
            (inner.clone(), inner).prop_map(|(u, v)| Level::imax(u, v).unwrap()),
        ]
    })
}

fn any_info() -> impl Strategy<Value = BinderInfo> {
    prop_oneof![
        Just(BinderInfo::Default),
        Just(BinderInfo::Implicit),
        Just(BinderInfo::StrictImplicit),
        Just(BinderInfo::InstImplicit),
    ]
}

fn any_data_value() -> impl Strategy<Value = DataValue> {
    prop_oneof![
        ".{0,4}".prop_map(|s| DataValue::string(&s)),
        any::<bool>().prop_map(DataValue::bool),
        any_name().prop_map(DataValue::name),
        any::<u64>().prop_map(DataValue::nat),
        any::<i64>().prop_map(|i| DataValue::int(rt::Obj::int(i)).unwrap()),
    ]
}

/// Terms with free variables `x`, `y`, `z`, metavariables, and loose bound variables below 4 and more.
pub fn any_expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        4 => (0u32..5).prop_map(|i| Expr::bvar(i).unwrap()),
        3 => "[xyz]".prop_map(|n| Expr::fvar(name(&n))),
        1 => "[mn]".prop_map(|n| Expr::mvar(name(&n))),
        1 => any_level().prop_map(Expr::sort),
        2 => (any_name(), proptest::collection::vec(any_level(), 0..3)).prop_map(|(n, us)| Expr::constant(n, us)),
        1 => any::<u64>().prop_map(|n| Expr::lit(Literal::nat(n))),
        1 => ".{0,6}".prop_map(|s| Expr::lit(Literal::str(&s))),
    ];
    leaf.prop_recursive(8, 64, 4, |inner| {
        let data = proptest::collection::vec((any_name(), any_data_value()), 0..3);
        prop_oneof![
            5 => (inner.clone(), inner.clone()).prop_map(|(f, a)| Expr::app(f, a)),
            // The same object twice.
            1 => inner.clone().prop_map(|e| Expr::app(e.clone(), e)),
            // The same object below different numbers of binders.
            1 => inner.clone().prop_map(|e| Expr::lam(name("s"), e.clone(), e, BinderInfo::Default)),
            1 => (inner.clone(), inner.clone()).prop_map(|(e, t)| {
                let below = Expr::forall_e(name("s"), t, e.clone(), BinderInfo::Default);
                Expr::let_e(name("s"), e.clone(), below, e, false)
            }),
            2 => (any_name(), inner.clone(), inner.clone(), any_info()).prop_map(|(x, t, b, i)| Expr::lam(x, t, b, i)),
            2 => (any_name(), inner.clone(), inner.clone(), any_info())
                .prop_map(|(x, t, b, i)| Expr::forall_e(x, t, b, i)),
            1 => (any_name(), inner.clone(), inner.clone(), inner.clone(), any::<bool>())
                .prop_map(|(x, t, v, b, nondep)| Expr::let_e(x, t, v, b, nondep)),
            1 => (data, inner.clone()).prop_map(|(data, e)| Expr::mdata(MData::new(data), e)),
            1 => (any_name(), any::<u64>(), inner).prop_map(|(s, i, e)| Expr::proj(s, i, e)),
        ]
    })
}

/// `leaf` for each term without children, by number of binders around it; everything else is rebuilt.
pub fn map_leaves(e: ExprRef<'_>, offset: u32, leaf: &dyn Fn(ExprRef<'_>, u32) -> Expr) -> Expr {
    let go = |e, offset| map_leaves(e, offset, leaf);
    match e.kind() {
        ExprKind::App(f, a) => Expr::app(go(f, offset), go(a, offset)),
        ExprKind::Lam(b) => Expr::lam(b.name().own(), go(b.ty(), offset), go(b.body(), offset + 1), b.info()),
        ExprKind::ForallE(b) => Expr::forall_e(b.name().own(), go(b.ty(), offset), go(b.body(), offset + 1), b.info()),
        ExprKind::LetE(l) => {
            let (ty, value, body) = (go(l.ty(), offset), go(l.value(), offset), go(l.body(), offset + 1));
            Expr::let_e(l.name().own(), ty, value, body, l.nondep())
        }
        ExprKind::MData(data, e) => Expr::mdata(data.own(), go(e, offset)),
        ExprKind::Proj(s, i, e) => Expr::proj(s.own(), i.own(), go(e, offset)),
        _ => leaf(e, offset),
    }
}

/// A map of the loose bound variables; the function gets the index from outside the term and the number of binders.
pub fn map_loose(e: ExprRef<'_>, f: &dyn Fn(u32, u32) -> Expr) -> Expr {
    map_leaves(e, 0, &|e, offset| match e.kind() {
        ExprKind::BVar(i) if i >= offset => f(i - offset, offset),
        _ => e.own(),
    })
}

pub fn lift(e: ExprRef<'_>, start: u32, by: u32) -> Expr {
    map_loose(e, &|i, offset| Expr::bvar(offset + if i >= start { i + by } else { i }).unwrap())
}

pub fn lower(e: ExprRef<'_>, start: u32, by: u32) -> Expr {
    map_loose(e, &|i, offset| Expr::bvar(offset + if i >= start { i - by } else { i }).unwrap())
}

pub fn instantiate(e: ExprRef<'_>, subst: &[Expr]) -> Expr {
    map_loose(e, &|i, offset| match subst.get(i as usize) {
        Some(s) => lift(s.r(), 0, offset),
        None => Expr::bvar(i - subst.len() as u32 + offset).unwrap(),
    })
}

pub fn abstract_vars(e: ExprRef<'_>, vars: &[Expr]) -> Expr {
    map_leaves(e, 0, &|e, offset| match (e.kind(), vars.iter().rposition(|v| v.r() == e)) {
        (ExprKind::FVar(_) | ExprKind::MVar(_), Some(i)) => Expr::bvar(offset + (vars.len() - 1 - i) as u32).unwrap(),
        _ => e.own(),
    })
}

pub fn loose_range(e: ExprRef<'_>) -> u32 {
    let (mut range, below) = (0, |e| loose_range(e).saturating_sub(1));
    let mut see = |n: u32| range = range.max(n);
    match e.kind() {
        ExprKind::BVar(i) => see(i + 1),
        ExprKind::App(f, a) => {
            see(loose_range(f));
            see(loose_range(a));
        }
        ExprKind::Lam(b) | ExprKind::ForallE(b) => {
            see(loose_range(b.ty()));
            see(below(b.body()));
        }
        ExprKind::LetE(l) => {
            see(loose_range(l.ty()));
            see(loose_range(l.value()));
            see(below(l.body()));
        }
        ExprKind::MData(_, e) | ExprKind::Proj(_, _, e) => see(loose_range(e)),
        _ => {}
    }
    range
}

pub fn has_loose(e: ExprRef<'_>, index: u32) -> bool {
    match e.kind() {
        ExprKind::BVar(i) => i == index,
        ExprKind::App(f, a) => has_loose(f, index) || has_loose(a, index),
        ExprKind::Lam(b) | ExprKind::ForallE(b) => has_loose(b.ty(), index) || has_loose(b.body(), index + 1),
        ExprKind::LetE(l) => has_loose(l.ty(), index) || has_loose(l.value(), index) || has_loose(l.body(), index + 1),
        ExprKind::MData(_, e) | ExprKind::Proj(_, _, e) => has_loose(e, index),
        _ => false,
    }
}

pub fn same_level(u: LevelRef<'_>, v: LevelRef<'_>) -> bool {
    match (u.kind(), v.kind()) {
        (LevelKind::Zero, LevelKind::Zero) => true,
        (LevelKind::Succ(u), LevelKind::Succ(v)) => same_level(u, v),
        (LevelKind::Max(a, b), LevelKind::Max(c, d)) | (LevelKind::IMax(a, b), LevelKind::IMax(c, d)) => {
            same_level(a, c) && same_level(b, d)
        }
        (LevelKind::Param(n), LevelKind::Param(m)) | (LevelKind::MVar(n), LevelKind::MVar(m)) => n == m,
        _ => false,
    }
}

/// Equality without hashes; `binders` as in `Expr.equal`.
pub fn same(a: ExprRef<'_>, b: ExprRef<'_>, binders: bool) -> bool {
    match (a.kind(), b.kind()) {
        (ExprKind::BVar(i), ExprKind::BVar(j)) => i == j,
        (ExprKind::FVar(n), ExprKind::FVar(m)) | (ExprKind::MVar(n), ExprKind::MVar(m)) => n == m,
        (ExprKind::Sort(u), ExprKind::Sort(v)) => same_level(u, v),
        (ExprKind::Const(n, us), ExprKind::Const(m, vs)) => {
            n == m && us.len() == vs.len() && us.iter().zip(vs.iter()).all(|(u, v)| same_level(u, v))
        }
        (ExprKind::App(f, x), ExprKind::App(g, y)) => same(f, g, binders) && same(x, y, binders),
        (ExprKind::Lam(p), ExprKind::Lam(q)) | (ExprKind::ForallE(p), ExprKind::ForallE(q)) => {
            same(p.ty(), q.ty(), binders)
                && same(p.body(), q.body(), binders)
                && (!binders || p.name() == q.name() && p.info() == q.info())
        }
        (ExprKind::LetE(p), ExprKind::LetE(q)) => {
            same(p.ty(), q.ty(), binders)
                && same(p.value(), q.value(), binders)
                && same(p.body(), q.body(), binders)
                && p.nondep() == q.nondep()
                && (!binders || p.name() == q.name())
        }
        (ExprKind::Lit(l), ExprKind::Lit(k)) => l.kind() == k.kind(),
        (ExprKind::MData(d, x), ExprKind::MData(e, y)) => d == e && same(x, y, binders),
        (ExprKind::Proj(s, i, x), ExprKind::Proj(t, j, y)) => s == t && i == j && same(x, y, binders),
        _ => false,
    }
}

/// The same term with no object in common.
pub fn copy(e: ExprRef<'_>) -> Expr {
    map_leaves(e, 0, &|e, _| match e.kind() {
        ExprKind::BVar(i) => Expr::bvar(i).unwrap(),
        ExprKind::FVar(n) => Expr::fvar(n.own()),
        ExprKind::MVar(n) => Expr::mvar(n.own()),
        ExprKind::Sort(u) => Expr::sort(u.own()),
        ExprKind::Const(n, us) => Expr::constant(n.own(), us.iter().map(LevelRef::own)),
        _ => e.own(),
    })
}

pub fn is_never_zero(u: LevelRef<'_>) -> bool {
    match u.kind() {
        LevelKind::Succ(_) => true,
        LevelKind::Max(v, w) => is_never_zero(v) || is_never_zero(w),
        LevelKind::IMax(_, w) => is_never_zero(w),
        _ => false,
    }
}

fn max_simp(u: Level, v: Level) -> Level {
    let subsumes = |a: &Level, b: &Level| {
        b.r().to_nat().is_some_and(|n| a.r().to_offset().1 >= n)
            || matches!(a.kind(), LevelKind::Max(x, y) if same_level(b.r(), x) || same_level(b.r(), y))
    };
    let ((base_u, offset_u), (base_v, offset_v)) = (u.r().to_offset(), v.r().to_offset());
    if same_level(u.r(), v.r()) || v.r().is_zero() {
        u.clone()
    } else if u.r().is_zero() {
        v.clone()
    } else if subsumes(&u, &v) {
        u.clone()
    } else if subsumes(&v, &u) {
        v.clone()
    } else if same_level(base_u, base_v) {
        if offset_u >= offset_v { u.clone() } else { v.clone() }
    } else {
        Level::max(u.clone(), v.clone()).unwrap()
    }
}

/// Substitution with the simplifications, on every `max` and `imax` around a parameter.
pub fn subst_level(u: LevelRef<'_>, f: &dyn Fn(LevelRef<'_>) -> Level) -> Level {
    if !u.has_param() {
        return u.own();
    }
    match u.kind() {
        LevelKind::Succ(v) => Level::succ(subst_level(v, f)).unwrap(),
        LevelKind::Max(v, w) => max_simp(subst_level(v, f), subst_level(w, f)),
        LevelKind::IMax(v, w) => {
            let (v, w) = (subst_level(v, f), subst_level(w, f));
            if is_never_zero(w.r()) {
                max_simp(v, w)
            } else if w.r().is_zero() || v.r().is_zero() || same_level(v.r(), w.r()) {
                w
            } else {
                Level::imax(v, w).unwrap()
            }
        }
        _ => f(u),
    }
}
