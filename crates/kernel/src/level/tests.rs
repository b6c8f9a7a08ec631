//! Comparison of levels against evaluation at all small assignments, and the shapes on which others went wrong.

use super::TooMany;
use crate::terms::{Level, LevelId, Levels, NameId};
use proptest::prelude::*;

/// A level as a tree, over parameters 1, 2, ….
#[derive(Clone, Debug)]
enum Tree {
    Zero,
    Param(u32),
    Succ(Box<Tree>),
    Max(Box<Tree>, Box<Tree>),
    Imax(Box<Tree>, Box<Tree>),
}

use Tree::{Param, Zero};

fn succ(l: Tree) -> Tree {
    Tree::Succ(Box::new(l))
}

fn max(l: Tree, r: Tree) -> Tree {
    Tree::Max(Box::new(l), Box::new(r))
}

fn imax(l: Tree, r: Tree) -> Tree {
    Tree::Imax(Box::new(l), Box::new(r))
}

fn number(n: u32) -> Tree {
    (0..n).fold(Zero, |l, _| succ(l))
}

fn build(levels: &mut Levels, tree: &Tree) -> LevelId {
    match tree {
        Zero => LevelId(0),
        Param(name) => levels.param(NameId(*name)),
        Tree::Succ(l) => {
            let l = build(levels, l);
            levels.succ(l)
        }
        Tree::Max(l, r) => {
            let (l, r) = (build(levels, l), build(levels, r));
            levels.max(l, r)
        }
        Tree::Imax(l, r) => {
            let (l, r) = (build(levels, l), build(levels, r));
            levels.imax(l, r)
        }
    }
}

fn value(tree: &Tree, assignment: &[u64]) -> u64 {
    match tree {
        Zero => 0,
        Param(name) => assignment[*name as usize - 1],
        Tree::Succ(l) => value(l, assignment) + 1,
        Tree::Max(l, r) => value(l, assignment).max(value(r, assignment)),
        Tree::Imax(l, r) => match value(r, assignment) {
            0 => 0,
            r => value(l, assignment).max(r),
        },
    }
}

fn successors(tree: &Tree) -> u64 {
    match tree {
        Zero | Param(_) => 0,
        Tree::Succ(l) => 1 + successors(l),
        Tree::Max(l, r) | Tree::Imax(l, r) => successors(l).max(successors(r)),
    }
}

const PARAMS: u32 = 3;

/// Whether the property holds for the values of both levels at all assignments. Values up to two more than the largest
/// offset show everything: a parameter that large dominates every leaf of which it is not part.
fn everywhere(a: &Tree, b: &Tree, holds: impl Fn(u64, u64) -> bool) -> bool {
    let most = successors(a).max(successors(b)) + 2;
    let count = (most + 1).pow(PARAMS);
    (0..count).all(|mut at| {
        let assignment: Vec<u64> = (0..PARAMS)
            .map(|_| {
                let value = at % (most + 1);
                at /= most + 1;
                value
            })
            .collect();
        holds(value(a, &assignment), value(b, &assignment))
    })
}

fn leq(a: &Tree, b: &Tree) -> Result<bool, TooMany> {
    let mut levels = Levels::new();
    let (a, b) = (build(&mut levels, a), build(&mut levels, b));
    levels.leq(a, b)
}

fn is_equiv(a: &Tree, b: &Tree) -> Result<bool, TooMany> {
    let mut levels = Levels::new();
    let (a, b) = (build(&mut levels, a), build(&mut levels, b));
    let answer = levels.is_equiv(a, b);
    assert_eq!(answer, levels.is_equiv(b, a), "equality does not depend on the order");
    answer
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![Just(Zero), (1..=PARAMS).prop_map(Param)];
    leaf.prop_recursive(5, 24, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(succ),
            (inner.clone(), inner.clone()).prop_map(|(l, r)| max(l, r)),
            (inner.clone(), inner).prop_map(|(l, r)| imax(l, r)),
        ]
    })
}

/// The first with small changes that often keep what it means.
fn related(tree: &Tree, choice: u64) -> Tree {
    let rest = choice / 6;
    let sub = |l: &Tree| Box::new(related(l, rest));
    match (tree, choice % 6) {
        (tree, 0) => tree.clone(),
        (Tree::Max(l, r), 1) => Tree::Max(sub(r), sub(l)),
        (Tree::Imax(l, r), 1) => max(imax(*sub(l), (**r).clone()), *sub(r)),
        (Tree::Imax(l, r), 2) => imax(max((**l).clone(), (**r).clone()), *sub(r)),
        (tree, 3) => imax(number(1), tree.clone()),
        (Tree::Succ(l), 4) => max(number(1), succ(*sub(l))),
        (Tree::Succ(l), _) => Tree::Succ(sub(l)),
        (Tree::Max(l, r), _) => Tree::Max(sub(l), sub(r)),
        (Tree::Imax(l, r), _) => Tree::Imax(sub(l), sub(r)),
        (tree, _) => tree.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn answers_are_those_of_evaluation(a in tree(), b in tree()) {
        prop_assert_eq!(leq(&a, &b), Ok(everywhere(&a, &b, |a, b| a <= b)));
        prop_assert_eq!(leq(&b, &a), Ok(everywhere(&b, &a, |b, a| b <= a)));
        prop_assert_eq!(is_equiv(&a, &b), Ok(everywhere(&a, &b, |a, b| a == b)));
        let mut levels = Levels::new();
        let id = build(&mut levels, &a);
        prop_assert_eq!(levels.is_zero(id), Ok(everywhere(&a, &a, |a, _| a == 0)));
        prop_assert_eq!(levels.is_never_zero(id), Ok(everywhere(&a, &a, |a, _| a != 0)));
    }

    #[test]
    fn related_levels_are_told_apart_as_by_evaluation(a in tree(), choice: u64) {
        let b = related(&a, choice);
        prop_assert_eq!(is_equiv(&a, &b), Ok(everywhere(&a, &b, |a, b| a == b)));
        prop_assert_eq!(leq(&a, &b), Ok(everywhere(&a, &b, |a, b| a <= b)));
        prop_assert_eq!(leq(&b, &a), Ok(everywhere(&b, &a, |b, a| b <= a)));
    }

    #[test]
    fn one_table_answers_as_fresh_ones_do(trees in prop::collection::vec(tree(), 2..6)) {
        let mut levels = Levels::new();
        let ids: Vec<LevelId> = trees.iter().map(|tree| build(&mut levels, tree)).collect();
        for (a, &left) in trees.iter().zip(&ids) {
            for (b, &right) in trees.iter().zip(&ids) {
                prop_assert_eq!(levels.leq(left, right), leq(a, b));
                prop_assert_eq!(levels.is_equiv(left, right), is_equiv(a, b));
            }
        }
    }

    #[test]
    fn a_simpler_level_is_the_same_level(a in tree()) {
        let mut levels = Levels::new();
        let id = build(&mut levels, &a);
        let simple = levels.simplify(id);
        prop_assert_eq!(levels.is_equiv(id, simple), Ok(true));
        prop_assert_eq!(levels.simplify(simple), simple);
    }

    #[test]
    fn substitution_is_simultaneous(a in tree(), args in prop::collection::vec(tree(), PARAMS as usize), x in 0..5u64, y in 0..5u64, z in 0..5u64) {
        let mut levels = Levels::new();
        let id = build(&mut levels, &a);
        let params = levels.intern_params(&(1..=PARAMS).collect::<Vec<_>>());
        let list: Vec<u32> = args.iter().map(|arg| build(&mut levels, arg).0).collect();
        let list = levels.intern_list(&list);
        let substituted = levels.subst(id, params, list);
        let inner: Vec<u64> = args.iter().map(|arg| value(arg, &[x, y, z])).collect();
        let tree = read(&levels, substituted);
        prop_assert_eq!(value(&tree, &[x, y, z]), value(&a, &inner));
    }
}

fn read(levels: &Levels, id: LevelId) -> Tree {
    match levels.get(id) {
        Level::Zero => Zero,
        Level::Param(name) => Param(name.0),
        Level::Succ(l) => succ(read(levels, l)),
        Level::Max(l, r) => max(read(levels, l), read(levels, r)),
        Level::Imax(l, r) => imax(read(levels, l), read(levels, r)),
    }
}

#[test]
fn rules_of_imax() {
    let (u, v) = (Param(1), Param(2));
    let equal = [
        (imax(number(1), Zero), Zero),
        (imax(Zero, number(1)), number(1)),
        (imax(number(2), number(1)), number(2)),
        (imax(u.clone(), Zero), Zero),
        (imax(Zero, u.clone()), u.clone()),
        (imax(number(1), u.clone()), u.clone()),
        (imax(u.clone(), u.clone()), u.clone()),
        (imax(u.clone(), succ(v.clone())), max(u.clone(), succ(v.clone()))),
        (imax(u.clone(), imax(v.clone(), Param(3))), imax(max(u.clone(), v.clone()), Param(3))),
        (imax(u.clone(), max(v.clone(), Param(3))), max(imax(u.clone(), v.clone()), imax(u.clone(), Param(3)))),
        (max(succ(u.clone()), number(1)), succ(u.clone())),
    ];
    for (a, b) in equal {
        assert_eq!(is_equiv(&a, &b), Ok(true), "{a:?} = {b:?}");
    }
    let different = [
        (imax(number(2), u.clone()), max(number(2), u.clone())),
        (imax(u.clone(), v.clone()), max(u.clone(), v.clone())),
        (imax(u.clone(), v.clone()), imax(v.clone(), u.clone())),
        (imax(number(2), u.clone()), u.clone()),
        (u.clone(), v.clone()),
        (u.clone(), succ(u.clone())),
        (u, Zero),
    ];
    for (a, b) in different {
        assert_eq!(is_equiv(&a, &b), Ok(false), "{a:?} ≠ {b:?}");
    }
}

#[test]
fn an_offset_counts_when_both_sides_are_the_same_imax() {
    let same = imax(Param(1), Param(2));
    assert_eq!(leq(&succ(same.clone()), &same), Ok(false));
    assert_eq!(leq(&same, &succ(same.clone())), Ok(true));
    assert_eq!(leq(&succ(succ(same.clone())), &succ(same.clone())), Ok(false));
}

#[test]
fn an_offset_of_an_imax_is_kept() {
    let shifted = succ(succ(imax(Param(1), Param(2))));
    assert_eq!(is_equiv(&shifted, &imax(succ(succ(Param(1))), succ(succ(Param(2))))), Ok(false));
    assert_eq!(is_equiv(&shifted, &imax(Param(1), Param(2))), Ok(false));
    assert_eq!(leq(&shifted, &max(succ(succ(Param(1))), succ(succ(Param(2))))), Ok(true));
    assert_eq!(leq(&max(succ(succ(Param(1))), succ(succ(Param(2)))), &shifted), Ok(false));
}

#[test]
fn parameters_may_be_zero() {
    let mut levels = Levels::new();
    let mut never_zero = |tree: &Tree| {
        let id = build(&mut levels, tree);
        levels.is_never_zero(id)
    };
    let (u, v) = (Param(1), Param(2));
    assert_eq!(never_zero(&u), Ok(false));
    assert_eq!(never_zero(&max(u.clone(), v.clone())), Ok(false));
    assert_eq!(never_zero(&imax(number(1), u.clone())), Ok(false));
    assert_eq!(never_zero(&imax(u.clone(), number(1))), Ok(true));
    assert_eq!(never_zero(&max(u.clone(), number(1))), Ok(true));
    assert_eq!(never_zero(&imax(succ(u), v)), Ok(false));
    let mut is_zero = |tree: &Tree| {
        let id = build(&mut levels, tree);
        levels.is_zero(id)
    };
    assert_eq!(is_zero(&imax(number(1), Zero)), Ok(true));
    assert_eq!(is_zero(&imax(Param(1), max(Zero, imax(Param(2), Zero)))), Ok(true));
    assert_eq!(is_zero(&imax(Zero, Param(1))), Ok(false));
}

#[test]
fn a_name_in_an_argument_is_not_substituted_again() {
    let mut levels = Levels::new();
    let swapped = build(&mut levels, &imax(Param(1), Param(2)));
    let params = levels.intern_params(&[1, 2]);
    let args = [build(&mut levels, &Param(2)).0, build(&mut levels, &Param(1)).0];
    let args = levels.intern_list(&args);
    let expected = build(&mut levels, &imax(Param(2), Param(1)));
    assert_eq!(levels.subst(swapped, params, args), expected);
}

#[test]
fn a_million_successors() {
    let mut levels = Levels::new();
    let mut ends = Vec::new();
    for start in [LevelId(0), levels.param(NameId(1))] {
        let mut l = start;
        for _ in 0..1_000_000 {
            l = levels.succ(l);
        }
        ends.push(l);
    }
    let [zero, u] = ends[..] else { unreachable!() };
    assert_eq!(levels.leq(zero, u), Ok(true));
    assert_eq!(levels.leq(u, zero), Ok(false));
    let joined = levels.max(zero, u);
    assert_eq!(levels.is_equiv(joined, u), Ok(true));
    let guarded = levels.imax(u, joined);
    assert_eq!(levels.is_equiv(guarded, u), Ok(true));
    let params = levels.intern_params(&[1]);
    let args = levels.intern_list(&[zero.0]);
    let substituted = levels.subst(joined, params, args);
    assert_eq!(levels.is_never_zero(substituted), Ok(true));
    assert_eq!(levels.leq(joined, substituted), Ok(false));
    assert_eq!(levels.leq(zero, substituted), Ok(true));
}

#[test]
fn wide_and_deep() {
    const WIDTH: u32 = 50_000;
    let mut levels = Levels::new();
    let leaves: Vec<LevelId> = (1..=WIDTH).map(|name| levels.param(NameId(name))).collect();
    let left = leaves.iter().copied().reduce(|l, r| levels.max(l, r)).unwrap();
    let right = leaves.iter().rev().copied().reduce(|r, l| levels.max(l, r)).unwrap();
    assert_eq!(levels.is_equiv(left, right), Ok(true));
    let above = levels.succ(right);
    assert_eq!((levels.leq(left, above), levels.leq(above, left)), (Ok(true), Ok(false)));
    // The type of a function of many arguments, all of whose types are in one universe.
    let arrows = leaves.iter().rev().copied().reduce(|r, l| levels.imax(l, r)).unwrap();
    assert_eq!(levels.leq(arrows, right), Ok(true));
    assert_eq!(levels.is_never_zero(arrows), Ok(false));
    let params = levels.intern_params(&(1..=WIDTH).collect::<Vec<_>>());
    let zeros = levels.intern_list(&vec![0; WIDTH as usize]);
    let zero = levels.subst(arrows, params, zeros);
    assert_eq!(levels.is_zero(zero), Ok(true));
}

#[test]
fn shared_parts_are_gone_through_once() {
    let mut levels = Levels::new();
    let mut l = levels.param(NameId(1));
    for _ in 0..10_000 {
        let above = levels.succ(l);
        l = levels.max(l, above);
    }
    let mut chain = levels.param(NameId(1));
    for _ in 0..10_000 {
        chain = levels.succ(chain);
    }
    assert_eq!(levels.is_equiv(l, chain), Ok(true));
}

/// Each clause offers a choice between two parameters, and most choices need not be looked at.
#[test]
fn a_choice_that_decides_is_found() {
    let mut levels = Levels::new();
    let mut left = levels.param(NameId(1000));
    let mut right = LevelId(0);
    for at in 0..40 {
        let pair = [levels.param(NameId(1 + 2 * at)), levels.param(NameId(2 + 2 * at))];
        let either = levels.max(pair[0], pair[1]);
        left = levels.imax(left, either);
        let second = levels.imax(pair[0], pair[1]);
        right = levels.max(right, second);
    }
    assert_eq!(levels.leq(left, right), Ok(false));
    assert_eq!(levels.leq(right, left), Ok(false));
}

/// The number of parameters that are not zero, which is no maximum of fewer than all subsets.
#[test]
fn too_many_cases_is_an_answer() {
    let mut levels = Levels::new();
    let mut l = LevelId(0);
    for name in 1..=40 {
        let above = levels.succ(l);
        let param = levels.param(NameId(name));
        let if_not_zero = levels.imax(above, param);
        l = levels.max(if_not_zero, l);
    }
    let above = levels.succ(l);
    assert_eq!(levels.leq(above, l), Err(TooMany));
    assert_eq!(levels.is_equiv(above, l), Err(TooMany));
    assert_eq!(levels.is_never_zero(above), Ok(true));
    assert_eq!(levels.is_never_zero(l), Ok(false));
    // What is asked next is not affected.
    let [u, v] = [1, 2].map(|name| levels.param(NameId(name)));
    let both = levels.max(u, v);
    assert_eq!(levels.leq(u, both), Ok(true));
}
