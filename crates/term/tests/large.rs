//! Terms that a recursive program cannot take: very deep ones, and small graphs that stand for huge trees.
#![forbid(unsafe_code)]

use std::hint::black_box;
use term::check::check;
use term::raw::parse_expr;
use term::shape::Ty;
use term::{BinderInfo, Expr, ExprKind, Level, Literal, MData, Name};

/// Far past what any stack holds; [`DEEPER`] where the cost allows it.
const DEEP: u32 = 100_000;
const DEEPER: u32 = 1_000_000;

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn fvar(text: &str) -> Expr {
    Expr::fvar(name(text))
}

fn constant(text: &str) -> Expr {
    Expr::constant(name(text), [])
}

/// Builds a term by this many steps.
fn deep(steps: u32, seed: &str, step: impl Fn(Expr) -> Expr) -> Expr {
    (0..steps).fold(parse_expr(seed).unwrap(), |e, _| step(e))
}

/// All operations on `e`, in which `x` and loose bound variable 0 occur.
fn exercise(e: &Expr, copy: &Expr) {
    let (x, y) = (fvar("x"), fvar("y"));
    assert!(e == copy && e.r().equal(copy.r()) && !e.ptr_eq(copy));
    let there = e.r().instantiate1(&y).unwrap();
    assert!(there.r().contains_fvar(name("y").r()) && !there.r().has_loose_bvars());
    assert!(there.r().abstract_fvars(std::slice::from_ref(&y)).unwrap() == *e);
    let open = e.r().abstract_fvars(std::slice::from_ref(&x)).unwrap();
    assert!(!open.data().has_fvar());
    let lifted = e.r().lift_loose_bvars(0, 3).unwrap();
    assert!(lifted.r().has_loose_bvar(3) && !lifted.r().has_loose_bvar(0));
    assert!(lifted.r().lower_loose_bvars(3, 3) == *e);
    assert!(e.r().lift_loose_bvars(1, 3).unwrap().ptr_eq(e));
    let replaced = e.r().replace(|e| (e == x.r()).then(|| y.clone()));
    assert!(!replaced.r().contains_fvar(name("x").r()));
    assert!(
        e.r().subst_level_params(|_| Some(Level::zero())).unwrap().r().find(|e| e.data().has_level_param()).is_none()
    );
    let mut count = 0u64;
    e.r().for_each(|_| {
        count += 1;
        true
    });
    assert!(count > 50);
    check(e.as_obj().r(), Ty::Expr).unwrap();
    check(there.as_obj().r(), Ty::Expr).unwrap();
    black_box(e.r().eta());
    black_box(e.r().head_beta().unwrap());
    let cut = e.r().raw().max_bytes(1000).to_string();
    assert!(cut.len() <= 1000 + '…'.len_utf8());
    assert!(e.r().raw().max_depth(5).max_bytes(1000).to_string().len() <= 1000 + '…'.len_utf8());
    drop((there, open, lifted, replaced));
}

const SEED: &str = "(%x #0 (sort u))";

#[test]
fn deep_in_the_function() {
    let build = || deep(DEEPER, SEED, |e| Expr::app(e, fvar("x")));
    exercise(&build(), &build());
}

#[test]
fn deep_in_the_argument() {
    let build = || deep(DEEP, SEED, |e| Expr::app(constant("f"), e));
    exercise(&build(), &build());
}

#[test]
fn deep_in_annotations() {
    let build = || deep(DEEP, SEED, |e| Expr::mdata(MData::new([]), e));
    exercise(&build(), &build());
}

#[test]
fn deep_in_projections() {
    let build = || deep(DEEP, SEED, |e| Expr::proj(name("S"), 0, e));
    exercise(&build(), &build());
}

#[test]
fn deep_in_binder_types() {
    let build = || deep(DEEP, SEED, |e| Expr::lam(name("a"), e, fvar("x"), BinderInfo::Default));
    exercise(&build(), &build());
}

#[test]
fn deep_in_let_values() {
    let build = || deep(DEEP, SEED, |e| Expr::let_e(name("a"), constant("T"), e, fvar("x"), false));
    exercise(&build(), &build());
}

#[test]
fn deep_in_bodies() {
    // As deep as loose bound variables can reach from inside.
    let build = || {
        let seed = Expr::app(parse_expr("(%x (sort u))").unwrap(), Expr::bvar(DEEPER).unwrap());
        (0..DEEPER).fold(seed, |e, _| Expr::forall_e(name("a"), constant("T"), e, BinderInfo::Default))
    };
    exercise(&build(), &build());
}

#[test]
fn a_deep_term_reads_back() {
    let e = deep(DEEP, "%x", |e| Expr::app(constant("f"), e));
    assert!(parse_expr(&e.r().raw().to_string()).unwrap() == e);
    let e = deep(DEEP, "%x", |e| Expr::let_e(name("a"), e, constant("b"), constant("c"), true));
    assert!(parse_expr(&e.r().raw().to_string()).unwrap() == e);
    assert!(parse_expr(&"(".repeat(1_000_000)).is_err());
    assert!(parse_expr(&"(fun (x : ".repeat(300_000)).is_err());
    assert!(parse_expr(&format!("(sort {}", "(max u ".repeat(300_000))).is_err());
}

/// A graph of `2 n` objects that stands for a tree of `2^n`.
fn shared(seed: &str, n: u32) -> Expr {
    (0..n).fold(parse_expr(seed).unwrap(), |e, i| match i % 3 {
        0 => Expr::app(e.clone(), e),
        1 => Expr::lam(name("a"), e.clone(), e, BinderInfo::Default),
        _ => Expr::let_e(name("a"), e.clone(), e.clone(), e, false),
    })
}

#[test]
fn a_shared_graph() {
    // Three of four bodies below `n` binders reach out to the same variable, so offsets multiply the graph by `n`.
    let build = || shared("(%x #40 #0 (sort u))", 60);
    let e = build();
    assert!(e == build() && e.r().equal(build().r()));
    check(e.as_obj().r(), Ty::Expr).unwrap();
    let closed = e.r().instantiate(&[fvar("y"), fvar("z")]).unwrap();
    check(closed.as_obj().r(), Ty::Expr).unwrap();
    assert!(e.r().abstract_fvars(&[fvar("x")]).unwrap().r().has_loose_bvar(0));
    let lifted = e.r().lift_loose_bvars(0, 1).unwrap();
    assert!(lifted.r().lower_loose_bvars(1, 1) == e);
    assert!(e.r().replace(|e| (e == fvar("x").r()).then(|| fvar("y"))).r().contains_fvar(name("y").r()));
    assert!(!e.r().contains_const(name("nowhere").r()));
    assert_eq!(e.r().raw().max_bytes(100).to_string().len(), 100 + '…'.len_utf8());
    let plain = e.r().subst_level_params(|_| Some(Level::zero())).unwrap();
    assert!(!plain.data().has_level_param());
}

#[test]
fn results_share_what_the_argument_shares() {
    let e = shared("(%x #50)", 60);
    let objects = |e: &Expr| {
        let mut count = 0;
        e.r().for_each(|_| {
            count += 1;
            true
        });
        count
    };
    assert_eq!(objects(&e), 63);
    let renamed = e.r().replace(|e| (e == fvar("x").r()).then(|| fvar("y")));
    assert_eq!(objects(&renamed), 63);
    let leveled = shared("(%x (sort u))", 60).r().subst_level_params(|_| Some(Level::zero())).unwrap();
    assert_eq!(objects(&leveled), 63);
}

#[test]
fn comparing_graphs_with_different_sharing_is_linear() {
    // Each level of one graph has two equal objects where the other has one, and the pairs differ from level to level.
    let pair = |a: &Expr, b: &Expr| Expr::app(a.clone(), b.clone());
    let (mut a, mut b) = (parse_expr("%x").unwrap(), parse_expr("%x").unwrap());
    let mut c = parse_expr("%x").unwrap();
    for _ in 0..20_000 {
        (a, b) = (pair(&a, &b), pair(&b, &a));
        c = pair(&c, &c);
    }
    assert!(a == c && b == c && a == b);
}

#[test]
fn differences_that_hashes_do_not_show_are_found() {
    // Below sixty levels of sharing on both sides, so that the pair has been assumed equal many times over.
    let bottom = |text: &str| shared(text, 60);
    let (a, b) = (bottom("(fun (a : T) => #0)"), bottom("(fun (b : T) => #0)"));
    assert!(a == b && !a.r().equal(b.r()) && a.r().equal(bottom("(fun (a : T) => #0)").r()));
    let pairs = [
        ("0", "18446744073709551616"),
        ("(proj S 0 %x)", "(proj S 18446744073709551616 %x)"),
        ("(fun (a : T) => #0)", "(forall (a : T), #0)"),
        ("(mdata [k := 0] %x)", "(mdata [k := 1] %x)"),
        ("(let a : T := %x; %x)", "(have a : T := %x; %x)"),
    ];
    for (a, b) in pairs {
        let (a, b) = (bottom(a), bottom(b));
        assert!(a.data() == b.data() && a != b && !a.r().equal(b.r()), "{a:?}");
    }
}

#[test]
fn shared_levels() {
    let mut u = Level::max(Level::param(name("u")), Level::param(name("v"))).unwrap();
    let mut v = Level::max(Level::param(name("u")), Level::param(name("v"))).unwrap();
    for _ in 0..60 {
        u = Level::imax(u.clone(), u).unwrap();
        v = Level::imax(v.clone(), v).unwrap();
    }
    assert!(u == v && !u.r().is_never_zero());
    check(u.as_obj().r(), Ty::Level).unwrap();
    let plain = u.r().subst_params(|_| Some(Level::zero())).unwrap();
    assert!(plain.r().is_zero());
    assert!(u.r().raw().max_bytes(50).to_string().ends_with('…'));
    assert!(Expr::sort(u) == Expr::sort(v));
}

#[test]
fn deep_levels() {
    let build = || Level::param(name("u")).add_offset(DEEPER).unwrap();
    let u = build();
    assert!(u == build());
    assert_eq!(u.r().subst_params(|_| Some(Level::zero())).unwrap().r().to_nat(), Some(DEEPER));
    check(u.as_obj().r(), Ty::Level).unwrap();
    let chain =
        |seed: &str| (0..DEEP).fold(Level::param(name(seed)), |u, _| Level::imax(Level::param(name("w")), u).unwrap());
    assert!(chain("u") == chain("u") && chain("u") != chain("v"));
    assert!(!chain("u").r().is_never_zero());
    assert!(chain("u").r().subst_params(|_| Some(Level::zero())).unwrap().r().is_zero());
}

#[test]
fn wide_terms() {
    let args: Vec<Expr> = (0..300_000u64).map(|i| Expr::lit(Literal::nat(i))).collect();
    let e = Expr::mk_app_n(constant("f"), &args);
    let (f, back) = e.r().get_app_fn_args();
    assert!(f == constant("f").r() && back.len() == args.len() && back[7] == args[7].r());
    let vars: Vec<Expr> = (0..100_000u64).map(|i| Expr::fvar(Name::num(&name("v"), i))).collect();
    let e = Expr::mk_app_n(constant("f"), &vars);
    let open = e.r().abstract_fvars(&vars).unwrap();
    assert_eq!(open.r().loose_bvar_range(), 100_000);
    assert!(open.r().instantiate_rev(&vars).unwrap() == e);
    let mut lambda = open;
    for _ in 0..vars.len() {
        lambda = Expr::lam(name("a"), constant("T"), lambda, BinderInfo::Default);
    }
    assert!(lambda.r().eta() == constant("f"));
    assert!(Expr::mk_app_n(lambda, &vars).r().head_beta().unwrap() == e);
}

#[test]
fn indices_past_the_limit_are_refused() {
    let last = Expr::bvar(1_048_574).unwrap();
    assert!(Expr::bvar(1_048_575).is_err());
    assert!(last.r().lift_loose_bvars(0, 1).is_err());
    assert!(matches!(last.r().lift_loose_bvars(0, u32::MAX), Err(term::TooDeep::LooseBVarRange)));
    let under = Expr::lam(name("a"), constant("T"), Expr::bvar(1).unwrap(), BinderInfo::Default);
    assert!(under.r().instantiate1(&last).is_err());
    assert!(matches!(last.kind(), ExprKind::BVar(1_048_574)));
}

#[test]
fn simplifying_deep_levels_costs_one_pass() {
    // Each `max` and `imax` asks for the offset of, or a sign of positivity in, everything below it.
    let rename = |u: &Level| u.r().subst_params(|n| Some(Level::param(Name::num(&n.own(), 1u64)))).unwrap();
    let (u, w) = (|| Level::param(name("u")), || Level::param(name("w")));
    let chain = (0..DEEP).fold(u(), |v, _| Level::imax(w(), v).unwrap());
    assert_eq!(rename(&chain).r().depth(), DEEP);
    let tall = u().add_offset(DEEP).unwrap();
    let over_tall = (0..DEEP).fold(w(), |v, _| Level::imax(tall.clone(), Level::max(v, w()).unwrap()).unwrap());
    check(rename(&over_tall).as_obj().r(), Ty::Level).unwrap();
    let number = Level::of_nat(DEEP).unwrap();
    let over_number = (0..DEEP).fold(u(), |v, i| {
        let other = Level::param(Name::num(&name("v"), u64::from(i)));
        Level::max(Level::max(v, other).unwrap(), number.clone()).unwrap()
    });
    check(rename(&over_number).as_obj().r(), Ty::Level).unwrap();
}
