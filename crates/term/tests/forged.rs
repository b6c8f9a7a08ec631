//! Objects that no constructor of this crate makes: casts and the deep check refuse them.
#![forbid(unsafe_code)]

use rt::Obj;
use term::check::{Reason, check};
use term::raw::parse_expr;
use term::shape::Ty;
use term::{Expr, ExprData, Level, LevelRef, Name};

fn expr(text: &str) -> Expr {
    parse_expr(text).unwrap()
}

fn app(f: Obj, a: Obj, word: u64) -> Obj {
    Obj::ctor_scalars(5, [f, a], word.to_le_bytes())
}

#[test]
fn a_cast_looks_at_the_object_itself() {
    let e = |text: &str| expr(text).into_obj();
    let good = app(e("#0"), e("#1"), 0);
    assert!(Expr::cast(good).is_some());
    let refused = [
        Obj::scalar(0),
        Obj::scalar(5),
        Obj::string("app"),
        Obj::nat(u64::MAX),
        Obj::array([e("#0")]),
        // An `app` with too few and too many fields, without its word, and with half of it.
        Obj::ctor_scalars(5, [e("#0")], [0; 8]),
        Obj::ctor_scalars(5, [e("#0"), e("#0"), e("#0")], [0; 8]),
        Obj::ctor(5, [e("#0"), e("#0")]),
        // Past the last constructor.
        Obj::ctor_scalars(12, [e("#0"), e("#0")], [0; 8]),
        // A binder annotation and a flag that no value has.
        Obj::ctor_scalars(6, [Obj::scalar(0), e("#0"), e("#0")], [0, 0, 0, 0, 0, 0, 0, 0, 4]),
        Obj::ctor_scalars(8, [Obj::scalar(0), e("#0"), e("#0"), e("#0")], [0, 0, 0, 0, 0, 0, 0, 0, 2]),
    ];
    for o in refused {
        assert!(check(o.r(), Ty::Expr).is_err(), "{o:?}");
        assert!(Expr::cast(o).is_none());
    }
    assert!(Name::cast(Obj::scalar(0)).is_some() && Name::cast(Obj::scalar(1)).is_none());
    assert!(Level::cast(Obj::scalar(0)).is_some() && Level::cast(Obj::scalar(1)).is_none());
    assert!(LevelRef::cast(Obj::ctor_scalars(0, [], [0; 8]).r()).is_none());
}

#[test]
fn the_check_finds_what_lies_deep() {
    let deep = |bad: Obj| {
        let word = ExprData::app(expr("%f").data(), ExprData(0)).0;
        let inner = app(expr("%f").into_obj(), bad, word);
        (0..1000).fold(inner, |e, _| {
            let data = ExprData::mdata(ExprData(e.r().scalar_u64(0))).0;
            Obj::ctor_scalars(10, [Obj::scalar(0), e], data.to_le_bytes())
        })
    };
    let reason = |bad: Obj| check(deep(bad).r(), Ty::Expr).unwrap_err().reason;
    assert_eq!(reason(Obj::scalar(7)), Reason::Shape);
    assert_eq!(reason(Obj::ctor_scalars(5, [Obj::scalar(0), expr("#0").into_obj()], [0; 8])), Reason::Shape);
    // The right shape and the wrong word.
    let Reason::Word { stored: 0, computed } = reason(app(expr("%f").into_obj(), expr("#3").into_obj(), 0)) else {
        panic!("the word passed");
    };
    assert_eq!(computed, expr("(%f #3)").data().0);
}

#[test]
fn each_kind_of_forgery() {
    let sort = |u: Obj| Obj::ctor_scalars(3, [u], ExprData::sort(Level::zero().data()).0.to_le_bytes());
    assert!(check(sort(Obj::scalar(0)).r(), Ty::Expr).is_ok());
    let name = || Name::of_dotted("n").into_obj();
    let constant = |levels: Obj| Obj::ctor_scalars(4, [name(), levels], [0; 8]);
    let bad_names = [
        Obj::ctor_scalars(1, [Obj::scalar(0), Obj::scalar(0)], [0; 8]),
        Obj::ctor_scalars(1, [Obj::scalar(0), Obj::string("a")], [0; 8]),
        Obj::ctor_scalars(2, [Obj::scalar(0), Obj::string("a")], [0; 8]),
        Obj::ctor_scalars(2, [Obj::scalar(1), Obj::scalar(0)], [0; 8]),
        Obj::ctor_scalars(2, [Obj::scalar(0), Obj::int(-1 << 40)], [0; 8]),
    ];
    for bad in bad_names {
        assert!(check(bad.r(), Ty::Name).is_err(), "{bad:?}");
        let data = ExprData::fvar(0).0;
        assert!(check(Obj::ctor_scalars(1, [bad], data.to_le_bytes()).r(), Ty::Expr).is_err());
    }
    let bad_exprs = [
        sort(Obj::scalar(3)),
        sort(expr("%x").into_obj()),
        constant(Obj::scalar(1)),
        constant(Obj::ctor(1, [Obj::scalar(0), Obj::scalar(1)])),
        constant(Obj::ctor(1, [Obj::scalar(1), Obj::scalar(0)])),
        constant(Obj::ctor(2, [Obj::scalar(0), Obj::scalar(0)])),
        // Indices that no cached word holds.
        Obj::ctor_scalars(0, [Obj::scalar(1 << 20)], [0; 8]),
        Obj::ctor_scalars(0, [Obj::nat(u64::MAX)], [0; 8]),
        Obj::ctor_scalars(0, [Obj::string("0")], [0; 8]),
        // A literal of no kind, and one that holds the other kind's value.
        Obj::ctor_scalars(9, [Obj::scalar(0)], [0; 8]),
        Obj::ctor_scalars(9, [Obj::ctor(0, [Obj::string("a")])], [0; 8]),
        Obj::ctor_scalars(9, [Obj::ctor(1, [Obj::scalar(0)])], [0; 8]),
        // Data that is no list, holds no pair, or holds no value.
        Obj::ctor_scalars(10, [Obj::scalar(1), expr("%x").into_obj()], [0; 8]),
        Obj::ctor_scalars(10, [Obj::list([Obj::scalar(0)].into_iter()), expr("%x").into_obj()], [0; 8]),
        Obj::ctor_scalars(
            10,
            [Obj::list([Obj::ctor(0, [name(), Obj::scalar(1)])].into_iter()), expr("%x").into_obj()],
            [0; 8],
        ),
    ];
    for bad in bad_exprs {
        assert!(check(bad.r(), Ty::Expr).is_err(), "{bad:?}");
    }
}

#[test]
fn levels_that_claim_to_be_shallow() {
    // A level whose word says depth 0 hides its real depth from the words above; the check sees it first.
    let lie = Obj::ctor_scalars(1, [Obj::scalar(0)], 2221u64.to_le_bytes());
    assert!(matches!(check(lie.r(), Ty::Level).unwrap_err().reason, Reason::Word { .. }));
    let deepest = (u64::from(term::LevelData::MAX_DEPTH) << 40).to_le_bytes();
    let deepest = Obj::ctor_scalars(1, [Obj::scalar(0)], deepest);
    let above = Obj::ctor_scalars(1, [deepest], [0; 8]);
    assert!(matches!(check(above.r(), Ty::Level).unwrap_err().reason, Reason::TooDeep(_)));
}

#[test]
fn wrong_words_do_no_harm() {
    // Views trust words only for speed: with lying ones the operations still end, whatever they answer.
    let closed_lie = app(expr("#0").into_obj(), expr("%x").into_obj(), 0);
    let e = Expr::cast(closed_lie).unwrap();
    assert!(e.r().instantiate1(&expr("%y")).unwrap().ptr_eq(&e));
    let open_lie = app(expr("%x").into_obj(), expr("%x").into_obj(), u64::MAX);
    let e = Expr::cast(open_lie).unwrap();
    let _ = e.r().instantiate1(&expr("%y"));
    let _ = e.r().lift_loose_bvars(3, 4);
    let _ = e.r().lower_loose_bvars(3, 2);
    let _ = e.r().has_loose_bvar(7);
    let _ = e.r().subst_level_params(|_| None);
    let forged_bvar = Obj::ctor_scalars(0, [Obj::nat(u64::MAX)], u64::MAX.to_le_bytes());
    let e = Expr::cast(forged_bvar).unwrap();
    let _ = e.r().instantiate1(&expr("%y"));
    let _ = e.r().lift_loose_bvars(0, 4);
    assert!(e == e.clone() && e != expr("#0"));
    let forged_sort = Obj::ctor_scalars(3, [Obj::scalar(0)], u64::MAX.to_le_bytes());
    let e = Expr::cast(forged_sort).unwrap();
    let _ = e.r().subst_level_params(|_| Some(Level::zero()));
    assert!(format!("{e:?}").contains("sort"));
}
