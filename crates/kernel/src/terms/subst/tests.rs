//! Substitution, closing and comparison against slow definitions of the same, and on terms that are deep or shared.

use super::{Binder, Closing, NO_LOCAL, Occurs, Same, Subst};
use crate::terms::exprs::{BinderInfo, Cell, Tag};
use crate::terms::{ExprId, Level, NameId, Node, Terms};
use proptest::prelude::*;

/// One step of building a term: a form, and which earlier terms are its parts.
type Step = (u8, usize, usize);

/// Terms that use variables 0 to 2 and local 0; without looking for duplicates where `push`.
fn build(terms: &mut Terms, steps: &[Step], push: bool) -> ExprId {
    let u = terms.names.append(NameId(0), "u").unwrap();
    let level = terms.levels.param(u);
    let list = terms.levels.intern_list(&[level.0]);
    let mut made = vec![
        terms.bvar(0).unwrap(),
        terms.bvar(1).unwrap(),
        terms.bvar(2).unwrap(),
        terms.local(0).unwrap(),
        terms.sort(level).unwrap(),
        terms.constant(u, list).unwrap(),
    ];
    for &(form, a, b) in steps {
        let (a, b) = (made[a % made.len()], made[b % made.len()]);
        let field = terms.exprs.intern_field(u, u32::from(form) & 1);
        let cell = match form % 5 {
            0 | 1 => Cell::new(Tag::App, a.0, b.0),
            2 => Cell::new(Tag::Lam, a.0, b.0),
            3 => Cell::new(Tag::Pi, a.0, b.0),
            _ => Cell::new(Tag::Proj, a.0, field.0),
        };
        let e = if push { terms.exprs.push(cell, false) } else { terms.exprs.intern(cell, false) };
        made.push(e.unwrap());
    }
    *made.last().unwrap()
}

/// The definition of substitution: parts of `e` below `depth` binders.
fn slow(terms: &mut Terms, e: ExprId, depth: u32, of: &dyn Fn(&mut Terms, Node, u32) -> Option<ExprId>) -> ExprId {
    let node = terms.exprs.node(e);
    if let Some(new) = of(terms, node, depth) {
        return new;
    }
    match node {
        Node::App(f, x) => {
            let (f, x) = (slow(terms, f, depth, of), slow(terms, x, depth, of));
            terms.app(f, x).unwrap()
        }
        Node::Lam(a, b) | Node::Pi(a, b) => {
            let (a, b) = (slow(terms, a, depth, of), slow(terms, b, depth + 1, of));
            if matches!(node, Node::Lam(..)) { terms.lam(a, b) } else { terms.pi(a, b) }.unwrap()
        }
        Node::Proj(field, s) => {
            let s = slow(terms, s, depth, of);
            terms.proj(field, s).unwrap()
        }
        _ => e,
    }
}

fn slow_same(terms: &Terms, a: ExprId, b: ExprId) -> bool {
    match (terms.exprs.node(a), terms.exprs.node(b)) {
        (Node::App(a, b), Node::App(c, d)) | (Node::Lam(a, b), Node::Lam(c, d)) | (Node::Pi(a, b), Node::Pi(c, d)) => {
            slow_same(terms, a, c) && slow_same(terms, b, d)
        }
        (Node::Proj(f, a), Node::Proj(g, b)) => f == g && slow_same(terms, a, b),
        (a, b) => a == b,
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>()), 1..11)
}

proptest! {
    #[test]
    fn instantiation_is_what_its_definition_says(steps in steps()) {
        let mut terms = Terms::default();
        let e = build(&mut terms, &steps, false);
        let args = [terms.local(7).unwrap(), terms.local(8).unwrap()];
        let fast = Subst::new().instantiate(&mut terms, e, &args).unwrap();
        let defined = slow(&mut terms, e, 0, &|terms, node, depth| match node {
            Node::Bvar(at) if at >= depth + 2 => Some(terms.bvar(at - 2).unwrap()),
            Node::Bvar(at) if at >= depth => Some(args[1 - (at - depth) as usize]),
            _ => None,
        });
        prop_assert_eq!(fast, defined);
    }

    #[test]
    fn closing_undoes_opening(steps in steps()) {
        let mut terms = Terms::default();
        let e = build(&mut terms, &steps, false);
        let locals = [terms.local(7).unwrap(), terms.local(8).unwrap(), terms.local(9).unwrap()];
        let mut subst = Subst::new();
        let open = subst.instantiate(&mut terms, e, &locals).unwrap();
        prop_assert_eq!(terms.exprs.cell(open).loose(), 0);
        prop_assert_eq!(subst.abstract_locals(&mut terms, open, &locals).unwrap(), e);
    }

    #[test]
    fn locals_are_replaced_one_by_one(steps in steps()) {
        let mut terms = Terms::default();
        let e = build(&mut terms, &steps, false);
        let new = terms.local(5).unwrap();
        let fast = Subst::new().replace_locals(&mut terms, e, |at| (at == 0).then_some(new)).unwrap();
        let defined = slow(&mut terms, e, 0, &|_, node, _| (node == Node::Local(0)).then_some(new));
        prop_assert_eq!(fast, defined);
    }

    #[test]
    fn levels_are_replaced_everywhere(steps in steps()) {
        let mut terms = Terms::default();
        let e = build(&mut terms, &steps, false);
        let u = terms.names.append(NameId(0), "u").unwrap();
        let params = terms.levels.intern_params(&[u.0]);
        let zero = terms.levels.intern(Level::Zero);
        let zeros = terms.levels.intern_list(&[zero.0]);
        let fast = Subst::new().instantiate_level_params(&mut terms, e, params, zeros).unwrap();
        let defined = slow(&mut terms, e, 0, &|terms, node, _| match node {
            Node::Sort(_) => Some(terms.sort(zero).unwrap()),
            Node::Const(name, _) => Some(terms.constant(name, zeros).unwrap()),
            _ => None,
        });
        prop_assert_eq!(fast, defined);
        prop_assert!(!terms.exprs.cell(fast).has_param());
    }

    #[test]
    fn sameness_is_what_its_definition_says(
        a in steps(),
        b in steps(),
        cut in 0usize..11,
        small in 0usize..8,
        start in 0u32..40,
    ) {
        let mut terms = Terms::default();
        let x = build(&mut terms, &a, false);
        // The same term once more, without any sharing of ids, and one that may differ from it at the end only.
        let y = build(&mut terms, &a, true);
        let mut other = a.clone();
        other.truncate(cut);
        other.extend(b);
        let z = build(&mut terms, &other, true);
        let mut same = Same::new();
        same.small = small;
        same.clear(start);
        prop_assert!(same.same(&terms.exprs, x, y));
        let expected = slow_same(&terms, x, z);
        prop_assert_eq!(same.same(&terms.exprs, x, z), expected);
        prop_assert_eq!(same.same(&terms.exprs, z, y), expected);
        prop_assert!(same.same(&terms.exprs, y, x));
        let mut subst = Subst::new();
        let canonical = [x, y, z].map(|e| subst.canonical(&mut terms, e).unwrap().0);
        prop_assert_eq!(canonical[0], canonical[1]);
        prop_assert_eq!(canonical[0] == canonical[2], expected);
    }

    #[test]
    fn occurrence_is_what_its_definition_says(steps in steps(), projections in any::<bool>()) {
        fn slow(terms: &Terms, e: ExprId, name: NameId, projections: bool) -> bool {
            match terms.exprs.node(e) {
                Node::Const(found, _) => found == name,
                Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => {
                    slow(terms, a, name, projections) || slow(terms, b, name, projections)
                }
                Node::Proj(field, s) => {
                    (projections && terms.exprs.field(field).0 == name) || slow(terms, s, name, projections)
                }
                _ => false,
            }
        }
        let mut terms = Terms::default();
        let e = build(&mut terms, &steps, true);
        let u = terms.names.append(NameId(0), "u").unwrap();
        let mut search = Occurs::new();
        search.projections = projections;
        // Every term is asked about twice, so that what is remembered is asked as well.
        for at in (0..=e.0).chain(0..=e.0) {
            let at = ExprId(at);
            let expected = slow(&terms, at, u, projections);
            prop_assert_eq!(search.occurs(&terms.exprs, at, |name| name == u), expected);
        }
    }
}

#[test]
fn a_telescope_is_closed_as_its_binders_would_be_one_by_one() {
    let mut terms = Terms::default();
    let [a, b, c] = [1, 2, 3].map(|number| terms.local(number).unwrap());
    let zero = terms.levels.intern(Level::Zero);
    let sort = terms.sort(zero).unwrap();
    let a_to_b = terms.app(a, b).unwrap();
    let binder = |local, ty| Binder { local, ty, name: NameId(0), info: BinderInfo::Default };
    let binders = [binder(a, sort), binder(b, a), binder(NO_LOCAL, b), binder(c, a_to_b)];
    let body = terms.apps(c, &[a, b]).unwrap();
    let fast = Closing::default().bind_all(&mut terms, Tag::Pi, &binders, body).unwrap();
    let mut slow = body;
    let mut subst = Subst::new();
    for binder in binders.iter().rev() {
        let locals: &[ExprId] = if binder.local == NO_LOCAL { &[sort] } else { &[binder.local] };
        slow = subst.abstract_locals(&mut terms, slow, locals).unwrap();
        slow = terms.pi(binder.ty, slow).unwrap();
    }
    assert_eq!(fast, slow);
    assert_eq!(terms.exprs.cell(fast).loose(), 0);
    assert!(!terms.exprs.cell(fast).has_local());
}

#[test]
fn a_head_stands_for_its_application_to_the_first_variables() {
    let mut terms = Terms::default();
    let [call, a, b] = [1, 2, 3].map(|number| terms.local(number).unwrap());
    let none = terms.levels.intern_list(&[]);
    let name = terms.names.append(NameId(0), "rec").unwrap();
    let rec = terms.constant(name, none).unwrap();
    let mut closing = Closing::default();
    closing.bind(&terms, a);
    closing.bind(&terms, b);
    closing.bind_head(&terms, call, rec, 2);
    let one = terms.bvar(1).unwrap();
    let under = terms.app(call, b).unwrap();
    let under = terms.lam(a, under).unwrap();
    let closed = closing.close(&mut terms, under, 2).unwrap();
    let two = terms.bvar(2).unwrap();
    let call = terms.apps(rec, &[two, one, one]).unwrap();
    let expected = terms.lam(one, call).unwrap();
    assert_eq!(closed, expected);
}

/// Applications nested to the left and to the right, functions in the body and in the domain.
fn deep(terms: &mut Terms, form: u8, leaf: ExprId, depth: usize) -> ExprId {
    let side = terms.local(0).unwrap();
    (0..depth).fold(leaf, |e, _| {
        let cell = match form {
            0 => Cell::new(Tag::App, e.0, side.0),
            1 => Cell::new(Tag::App, side.0, e.0),
            2 => Cell::new(Tag::Pi, side.0, e.0),
            3 => Cell::new(Tag::Lam, e.0, side.0),
            _ => Cell::new(Tag::Let, terms.exprs.push_let(side, e, side), 0),
        };
        terms.exprs.push(cell, false).unwrap()
    })
}

#[test]
fn a_million_deep_is_no_deeper_than_one() {
    let depth = 1_000_000;
    for form in 0..5 {
        let mut terms = Terms::default();
        let u = terms.names.append(NameId(0), "u").unwrap();
        let level = terms.levels.param(u);
        let leaf = terms.sort(level).unwrap();
        let e = deep(&mut terms, form, leaf, depth);
        let other = deep(&mut terms, form, leaf, depth);
        let mut subst = Subst::new();
        assert!(Same::new().same(&terms.exprs, e, other), "{form}");
        assert!(!Occurs::new().occurs(&terms.exprs, e, |_| true), "{form}");
        let params = terms.levels.intern_params(&[u.0]);
        let zero = terms.levels.intern(Level::Zero);
        let zeros = terms.levels.intern_list(&[zero.0]);
        let ground = subst.instantiate_level_params(&mut terms, e, params, zeros).unwrap();
        assert!(!terms.exprs.cell(ground).has_param() && !Same::new().same(&terms.exprs, ground, e), "{form}");
        let local = terms.local(0).unwrap();
        let closed = subst.abstract_locals(&mut terms, e, &[local]).unwrap();
        assert!(!terms.exprs.cell(closed).has_local(), "{form}");
        let open = subst.instantiate(&mut terms, closed, &[local]).unwrap();
        assert!(Same::new().same(&terms.exprs, open, e), "{form}");
    }
}

#[test]
fn what_is_shared_is_gone_through_once() {
    let mut terms = Terms::default();
    let double = |terms: &mut Terms, leaf: ExprId| {
        (0..200).fold(leaf, |e, _| terms.exprs.push(Cell::new(Tag::App, e.0, e.0), false).unwrap())
    };
    let leaf = terms.bvar(0).unwrap();
    let e = double(&mut terms, leaf);
    let before = terms.exprs.len();
    let local = terms.local(0).unwrap();
    let mut subst = Subst::new();
    let open = subst.instantiate(&mut terms, e, &[local]).unwrap();
    assert_eq!(terms.exprs.len(), before + 201);
    assert_eq!(subst.abstract_locals(&mut terms, open, &[]).unwrap(), open);
    // Two terms without a common id, which as trees have 2^200 leaves.
    let other = double(&mut terms, local);
    assert!(Same::new().same(&terms.exprs, open, other));
    assert!(!Same::new().same(&terms.exprs, e, other));
    assert!(!Occurs::new().occurs(&terms.exprs, e, |_| true));
}

#[test]
fn what_does_not_change_keeps_its_id() {
    let mut terms = Terms::default();
    let steps = [(0, 3, 4), (2, 4, 6), (0, 7, 7)];
    let e = build(&mut terms, &steps, true);
    let mut subst = Subst::new();
    let local = terms.local(1).unwrap();
    assert_eq!(subst.instantiate(&mut terms, e, &[local]).unwrap(), e);
    assert_eq!(subst.abstract_locals(&mut terms, e, &[local]).unwrap(), e);
    assert_eq!(subst.replace_locals(&mut terms, e, |at| (at == 9).then_some(local)).unwrap(), e);
}

#[test]
fn names_of_binders_are_kept_where_that_is_asked_for() {
    let mut terms = Terms::default();
    let x = terms.names.append(NameId(0), "x").unwrap();
    let variable = terms.bvar(1).unwrap();
    let pi = terms.exprs.push(Cell::new(Tag::Pi, variable.0, variable.0), false).unwrap();
    terms.exprs.set_binder(pi, x, BinderInfo::Implicit);
    let local = terms.local(0).unwrap();
    let open = Subst::with_names().instantiate(&mut terms, pi, &[local, local]).unwrap();
    assert_eq!(terms.exprs.binder(open), Some((x, BinderInfo::Implicit)));
}
