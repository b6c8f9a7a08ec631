//! Laws that hold of all terms, and comparison with the recursive versions in `common`, on random terms.
#![forbid(unsafe_code)]

mod common;

use common::{any_expr, any_level, any_name, copy, has_loose, loose_range, same};
use proptest::prelude::*;
use term::check::check;
use term::raw::{parse_expr, parse_level};
use term::shape::Ty;
use term::{Expr, ExprKind, Level, Name, Visit};

fn fvars() -> Vec<Expr> {
    ["x", "y", "z"].map(|n| Expr::fvar(common::name(n))).to_vec()
}

proptest! {
    #[test]
    fn names_read_back(n in any_name()) {
        prop_assert_eq!(Name::parse(&n.r().to_raw_string()).unwrap(), n.clone());
        check(n.as_obj().r(), Ty::Name).unwrap();
    }

    #[test]
    fn name_order_is_an_order(a in any_name(), b in any_name(), c in any_name()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
        prop_assert!(!(a <= b && b <= c) || a <= c);
        prop_assert_eq!(a.r().stable_cmp(b.r()), b.r().stable_cmp(a.r()).reverse());
        prop_assert_eq!(a.r().stable_cmp(b.r()).is_eq(), a == b);
    }

    #[test]
    fn levels_read_back(u in any_level()) {
        prop_assert_eq!(parse_level(&u.r().raw().to_string()).unwrap(), u.clone());
        check(u.as_obj().r(), Ty::Level).unwrap();
    }

    #[test]
    fn level_equality(u in any_level(), v in any_level()) {
        prop_assert_eq!(u == v, common::same_level(u.r(), v.r()));
    }

    #[test]
    fn level_substitution(u in any_level(), v in any_level(), n in 0u32..20) {
        let tall = v.clone().add_offset(n).unwrap();
        let ours = u.r().subst_params(|name| name.is_str("v").then(|| tall.clone())).unwrap();
        let expected = common::subst_level(u.r(), &|w| match w.kind() {
            term::LevelKind::Param(name) if name.is_str("v") => tall.clone(),
            _ => w.own(),
        });
        prop_assert_eq!(ours, expected);
        prop_assert_eq!(u.r().is_never_zero(), common::is_never_zero(u.r()));
        prop_assert_eq!(tall.r().is_never_zero(), common::is_never_zero(tall.r()));
    }

    #[test]
    fn substituting_a_parameter_for_itself_only_simplifies(u in any_level()) {
        let once = u.r().subst_params(|n| Some(Level::param(n.own()))).unwrap();
        let twice = once.r().subst_params(|n| Some(Level::param(n.own()))).unwrap();
        prop_assert_eq!(&once, &twice);
        check(once.as_obj().r(), Ty::Level).unwrap();
    }

    #[test]
    fn cached_words_are_those_of_the_content(e in any_expr()) {
        check(e.as_obj().r(), Ty::Expr).unwrap();
        prop_assert_eq!(e.r().loose_bvar_range(), loose_range(e.r()));
        prop_assert_eq!(e.data().has_fvar(), e.r().find(|e| matches!(e.kind(), ExprKind::FVar(_))).is_some());
        prop_assert_eq!(e.data().has_expr_mvar(), e.r().find(|e| matches!(e.kind(), ExprKind::MVar(_))).is_some());
    }

    #[test]
    fn the_raw_form_reads_back(e in any_expr()) {
        let text = e.r().raw().to_string();
        let read = parse_expr(&text).unwrap();
        prop_assert!(read.r().equal(e.r()), "{}", text);
        prop_assert_eq!(read.r().raw().to_string(), text);
    }

    #[test]
    fn equality(a in any_expr(), b in any_expr()) {
        prop_assert_eq!(a == b, same(a.r(), b.r(), false));
        prop_assert_eq!(a.r().equal(b.r()), same(a.r(), b.r(), true));
        let c = copy(a.r());
        prop_assert!(a == c && a.r().equal(c.r()));
    }

    #[test]
    fn lift_and_lower(e in any_expr(), start in 0u32..4, by in 0u32..4) {
        let lifted = e.r().lift_loose_bvars(start, by).unwrap();
        prop_assert!(lifted.r().equal(common::lift(e.r(), start, by).r()));
        prop_assert!(lifted.r().lower_loose_bvars(start + by, by).r().equal(e.r()));
        prop_assert!(common::lower(lifted.r(), start + by, by).r().equal(e.r()));
        check(lifted.as_obj().r(), Ty::Expr).unwrap();
        for i in start..start + by {
            prop_assert!(!lifted.r().has_loose_bvar(i));
        }
    }

    #[test]
    fn loose_variables(e in any_expr()) {
        for i in 0..6 {
            prop_assert_eq!(e.r().has_loose_bvar(i), has_loose(e.r(), i));
        }
        prop_assert_eq!(e.r().has_loose_bvar_in(1..3), has_loose(e.r(), 1) || has_loose(e.r(), 2));
    }

    #[test]
    fn instantiate(e in any_expr(), subst in proptest::collection::vec(any_expr(), 0..4)) {
        let ours = e.r().instantiate(&subst).unwrap();
        prop_assert!(ours.r().equal(common::instantiate(e.r(), &subst).r()), "{:?}", ours);
        check(ours.as_obj().r(), Ty::Expr).unwrap();
        let mut reversed = subst.clone();
        reversed.reverse();
        prop_assert!(ours.r().equal(e.r().instantiate_rev(&reversed).unwrap().r()));
        if subst.len() == 1 {
            prop_assert!(ours.r().equal(e.r().instantiate1(&subst[0]).unwrap().r()));
        }
    }

    #[test]
    fn abstract_and_instantiate(e in any_expr()) {
        let vars = fvars();
        let abstracted = e.r().abstract_fvars(&vars).unwrap();
        prop_assert!(abstracted.r().equal(common::abstract_vars(e.r(), &vars).r()));
        prop_assert!(!abstracted.data().has_fvar());
        check(abstracted.as_obj().r(), Ty::Expr).unwrap();
        // Loose variables of the term stay where they are, so the way back begins without them.
        let closed = e.r().instantiate(&vec![Expr::mvar(common::name("hole")); e.r().loose_bvar_range() as usize]).unwrap();
        let there = closed.r().abstract_fvars(&vars).unwrap();
        prop_assert!(there.r().instantiate_rev(&vars).unwrap().r().equal(closed.r()));
    }

    #[test]
    fn abstract_metavariables(e in any_expr()) {
        let vars = ["m", "n"].map(|n| Expr::mvar(common::name(n)));
        let abstracted = e.r().abstract_fvars(&vars).unwrap();
        prop_assert!(abstracted.r().equal(common::abstract_vars(e.r(), &vars).r()));
        prop_assert!(!abstracted.data().has_expr_mvar());
    }

    #[test]
    fn abstract_with_a_table_is_abstract_without(e in any_expr()) {
        // Past the number from which variables are looked up in a table.
        let mut many: Vec<Expr> = (0..40u64).map(|i| Expr::fvar(Name::num(&common::name("w"), i))).collect();
        many.splice(7..8, fvars());
        prop_assert!(e.r().abstract_fvars(&many).unwrap().r().equal(common::abstract_vars(e.r(), &many).r()));
    }

    #[test]
    fn beta_of_an_abstraction_is_instantiation(e in any_expr(), a in any_expr(), t in any_expr()) {
        let redex = Expr::app(Expr::lam(common::name("x"), t, e.clone(), Default::default()), a.clone());
        prop_assert!(redex.r().head_beta().unwrap().r().equal(e.r().instantiate1(&a).unwrap().r()));
    }

    #[test]
    fn eta_undoes_eta_expansion(e in any_expr(), n in 1u32..4) {
        let mut body = e.r().lift_loose_bvars(0, n).unwrap();
        for i in (0..n).rev() {
            body = Expr::app(body, Expr::bvar(i).unwrap());
        }
        for _ in 0..n {
            body = Expr::lam(common::name("x"), Expr::fvar(common::name("T")), body, Default::default());
        }
        prop_assert!(body.r().eta().r().equal(e.r()), "{:?}", body);
    }

    #[test]
    fn replace_asks_once_and_keeps_the_rest(e in any_expr()) {
        let mut asked = std::collections::HashSet::new();
        let mut twice = false;
        let same = e.r().replace(|e| {
            twice |= !asked.insert(e.addr());
            None
        });
        prop_assert!(!twice && same.ptr_eq(&e));
        let y = Expr::fvar(common::name("y"));
        let replaced = e.r().replace(|e| matches!(e.kind(), ExprKind::FVar(_)).then(|| y.clone()));
        let expected = common::map_leaves(e.r(), 0, &|e, _| match e.kind() {
            ExprKind::FVar(_) => y.clone(),
            _ => e.own(),
        });
        prop_assert!(replaced.r().equal(expected.r()));
    }

    #[test]
    fn replace_with_offset_counts_binders(e in any_expr()) {
        let ours = e.r().replace_with_offset(|e, offset| match e.kind() {
            ExprKind::BVar(i) => Some(Expr::bvar(i + 10 * offset).unwrap()),
            _ => None,
        });
        let expected = common::map_leaves(e.r(), 0, &|e, offset| match e.kind() {
            ExprKind::BVar(i) => Expr::bvar(i + 10 * offset).unwrap(),
            _ => e.own(),
        });
        prop_assert!(ours.r().equal(expected.r()));
    }

    #[test]
    fn walks_meet_each_object_once_and_parents_first(e in any_expr()) {
        let mut met = Vec::new();
        e.r().for_each(|e| {
            met.push(e);
            true
        });
        let mut addresses: Vec<usize> = met.iter().map(|e| e.addr()).collect();
        addresses.sort_unstable();
        addresses.dedup();
        prop_assert_eq!(addresses.len(), met.len());
        prop_assert!(met[0].ptr_eq(e.r()));
        let first_bvar = met.iter().find(|e| matches!(e.kind(), ExprKind::BVar(_)));
        let found = e.r().find(|e| matches!(e.kind(), ExprKind::BVar(_)));
        prop_assert_eq!(found.map(|e| e.addr()), first_bvar.map(|e| e.addr()));
        let none = e.r().find_or_descend(|_| Visit::Skip);
        prop_assert!(none.is_none());
    }

    #[test]
    fn level_parameters_in_terms(e in any_expr(), u in any_level()) {
        let v = common::name("v");
        let ours = e.r().instantiate_level_params(&[v.r()], &[u.r()]).unwrap();
        let expected = common::map_leaves(e.r(), 0, &|e, _| match e.kind() {
            ExprKind::Sort(w) => Expr::sort(w.instantiate_params(&[v.r()], &[u.r()]).unwrap()),
            ExprKind::Const(n, ws) => {
                Expr::constant(n.own(), ws.iter().map(|w| w.instantiate_params(&[v.r()], &[u.r()]).unwrap()))
            }
            _ => e.own(),
        });
        prop_assert!(ours.r().equal(expected.r()));
        check(ours.as_obj().r(), Ty::Expr).unwrap();
    }

    #[test]
    fn printing_within_limits(e in any_expr(), bytes in 0usize..200, depth in 0u32..4) {
        let whole = e.r().raw().to_string();
        let cut = e.r().raw().max_bytes(bytes).to_string();
        prop_assert!(cut == whole && whole.len() <= bytes
            || cut.strip_suffix('…').is_some_and(|head| head.len() <= bytes && whole.starts_with(head)), "{}", cut);
        let shallow = e.r().raw().max_depth(depth).to_string();
        prop_assert!(shallow == whole || shallow.contains('…'));
        let nested = shallow.chars().scan(0i32, |n, c| {
            *n += match c { '(' => 1, ')' => -1, _ => 0 };
            Some(*n)
        }).max();
        // Binders add a bracket of their own; names and strings may hold any.
        let brackets_only = !whole.contains(['«', '"']);
        prop_assert!(!brackets_only || nested.unwrap_or(0) <= 2 * (depth as i32 + 1));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[()#%?.{}«»:=>, \\[\\]a-z0-9\"\\\\+`;⦃⦄-]{0,60}") {
        if let Ok(e) = parse_expr(&text) {
            prop_assert!(parse_expr(&e.r().raw().to_string()).unwrap().r().equal(e.r()));
        }
        let _ = parse_level(&text);
        let _ = Name::parse(&text);
    }
}

#[test]
fn a_substitute_below_different_numbers_of_binders() {
    let e =
        parse_expr("(f (fun (a : T) => (#1 (fun (b : T) => #2) #1)) #0 (fun (a : #0) (b : #1) => (#2 #1)))").unwrap();
    let subst = [parse_expr("(g #0 #5)").unwrap()];
    assert!(e.r().instantiate(&subst).unwrap().r().equal(common::instantiate(e.r(), &subst).r()));
}
