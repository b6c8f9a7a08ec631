//! Operations on terms, against the answers of real Lean 4.28.0-pre in `tests/data`.
#![forbid(unsafe_code)]

use term::raw::{parse_expr, parse_level};
use term::{Expr, ExprRef, Level, LevelRef, Name, NameRef};

/// The rows of a data file: cells between bars, without the lines that begin with `#` and a space.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with("# ")).map(|line| line.split('|').map(str::trim).collect())
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

#[test]
fn operations_on_expressions() {
    let mut count = 0;
    for row in rows(include_str!("data/expr_ops.txt")) {
        let [operation, args, expr, expected] = row[..] else { panic!("{row:?}") };
        let e = parse_expr(expr).unwrap();
        let args: Vec<Expr> = parts(args).map(|arg| parse_expr(arg).unwrap()).collect();
        let result = apply(operation, &args, e.r());
        assert!(result.r().equal(parse_expr(expected).unwrap().r()), "{row:?}: {result:?}");
        if expr == expected {
            assert!(result.ptr_eq(&e), "{row:?}: copied");
        }
        count += 1;
    }
    assert_eq!(count, 41);
}

fn apply(operation: &str, args: &[Expr], e: ExprRef<'_>) -> Expr {
    let mut words = operation.split_whitespace();
    let word = words.next().unwrap();
    if word == "level_params" {
        return level_params(operation.strip_prefix(word).unwrap(), e);
    }
    let numbers: Vec<usize> = words.map(|n| n.parse().unwrap()).collect();
    match (word, &numbers[..]) {
        ("instantiate", []) => e.instantiate(args).unwrap(),
        ("instantiate_rev", []) => e.instantiate_rev(args).unwrap(),
        ("instantiate_range", &[a, b]) => e.instantiate_range(a..b, args).unwrap(),
        ("instantiate_rev_range", &[a, b]) => e.instantiate_rev_range(a..b, args).unwrap(),
        ("abstract", []) => e.abstract_fvars(args).unwrap(),
        ("abstract_range", &[n]) => e.abstract_range(n, args).unwrap(),
        ("lower", &[start, by]) => e.lower_loose_bvars(start as u32, by as u32),
        ("lift", &[start, by]) => e.lift_loose_bvars(start as u32, by as u32).unwrap(),
        ("head_beta", []) => e.head_beta().unwrap(),
        ("eta", []) => e.eta(),
        _ => panic!("{operation}"),
    }
}

fn level_params(assignments: &str, e: ExprRef<'_>) -> Expr {
    let pairs: Vec<(Name, Level)> = parts(assignments)
        .map(|assignment| {
            let (name, level) = assignment.split_once('=').unwrap();
            (Name::parse(name).unwrap(), parse_level(level).unwrap())
        })
        .collect();
    let names: Vec<NameRef<'_>> = pairs.iter().map(|(name, _)| name.r()).collect();
    let levels: Vec<LevelRef<'_>> = pairs.iter().map(|(_, level)| level.r()).collect();
    e.instantiate_level_params(&names, &levels).unwrap()
}

#[test]
fn two_equalities() {
    for row in rows(include_str!("data/expr_equal.txt")) {
        let [a, b, eqv, equal] = row[..] else { panic!("{row:?}") };
        let (a, b) = (parse_expr(a).unwrap(), parse_expr(b).unwrap());
        let word = |flag: bool| if flag { "yes" } else { "no" };
        assert_eq!(word(a == b), eqv, "{row:?}");
        assert_eq!(word(a.r().equal(b.r())), equal, "{row:?}");
    }
}

#[test]
fn substitution_simplifies_levels() {
    let (p, q) = (Name::of_dotted("p"), Name::of_dotted("q"));
    let mut count = 0;
    for row in rows(include_str!("data/level_subst.txt")) {
        let level = |cell: &str| parse_level(cell).unwrap();
        let [u, v, max, imax] = row[..] else { panic!("{row:?}") };
        let (u, v) = (level(u), level(v));
        for (before, after) in [("(max p q)", max), ("(imax p q)", imax)] {
            let before = level(before);
            let result = before.r().instantiate_params(&[p.r(), q.r()], &[u.r(), v.r()]).unwrap();
            assert_eq!(result, level(after), "{row:?}");
            let sort = Expr::sort(before);
            let result = sort.r().instantiate_level_params(&[p.r(), q.r()], &[u.r(), v.r()]).unwrap();
            assert_eq!(result, Expr::sort(level(after)), "{row:?}");
        }
        count += 1;
    }
    assert_eq!(count, 100);
}

#[test]
fn substitution_in_other_levels() {
    let subst = |before: &str, names: &[&str], levels: &[&str]| {
        let names: Vec<Name> = names.iter().map(|name| Name::of_dotted(name)).collect();
        let levels: Vec<Level> = levels.iter().map(|level| parse_level(level).unwrap()).collect();
        let names: Vec<NameRef<'_>> = names.iter().map(Name::r).collect();
        let levels: Vec<LevelRef<'_>> = levels.iter().map(Level::r).collect();
        parse_level(before).unwrap().r().instantiate_params(&names, &levels).unwrap().r().raw().to_string()
    };
    assert_eq!(subst("(max 1 (max 0 r))", &["p"], &["0"]), "(max 1 r)");
    assert_eq!(subst("(max 0 0)", &["p"], &["0"]), "(max 0 0)");
    assert_eq!(subst("(imax r 0)+1", &["p"], &["0"]), "1");
    assert_eq!(subst("(max p q+1)", &["p", "q"], &["1"]), "q+1");
    assert_eq!(subst("(max p q+1)", &["p", "p"], &["1", "0"]), "q+1");
}

#[test]
fn words_that_no_file_of_the_corpus_has() {
    let expr = |text: &str| parse_expr(text).unwrap();
    let grow = |seed: Expr, step: &dyn Fn(Expr) -> Expr| (0..300).fold(seed, |e, _| step(e));
    let t = || expr("T");
    let rows = [
        (expr("?m"), 2_201_134_701_778),
        (expr("(?m (sort ?l))"), 6_604_561_030_880),
        (grow(expr("f"), &|e| Expr::app(e, t())), 1_097_896_005_502),
        (grow(expr("f"), &|e| Expr::mdata(term::MData::new([]), e)), 1_095_219_599_953),
        (
            grow(expr("#299"), &|e| Expr::lam(Name::of_dotted("z"), t(), e, term::BinderInfo::Default)),
            1_096_694_742_130,
        ),
        (expr("36893488147419103239"), 2_256_147_412),
        (expr("(proj S 18446744073709551617 %x)"), 1_105_735_465_528),
        (expr("#1048574"), 18_446_726_482_001_842_380),
    ];
    for (i, (e, word)) in rows.into_iter().enumerate() {
        assert_eq!(e.data().0, word, "row {i}: {:?}", e.data());
    }
    assert!(parse_expr("#1048575").is_err());
}
