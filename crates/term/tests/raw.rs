//! The raw form of terms: canonical text, and where reading fails.
#![forbid(unsafe_code)]

use term::raw::{parse_expr, parse_level};

#[test]
fn canonical_texts() {
    // What is printed for each is what was read.
    let texts = [
        "#0",
        "%x.1",
        "?m",
        "f",
        "f.{u, (max 1 (imax ?l v+2))+3}",
        "(sort 0)",
        "(sort u+100+7)",
        "(f #0 (g #1) 3)",
        "((fun (x : T) => #0) y)",
        "(fun (x : T) {y : T} ⦃z : T⦄ [w : T] => (#0 #1 #2 #3))",
        "(forall (x : T) (y : #0), (fun (z : #0) => #2))",
        "(let x : T := 1; (have y : T := 2; (#0 #1)))",
        "(mdata [] e)",
        "(mdata [a := true, b.c := \"s\", d := `n.m, e := 5, f := +5, g := -5] e)",
        "(proj S 0 (proj S 1 e))",
        "\"a\\\"b\\\\c\\n\\t\\r\\u{0}é\"",
        "340282366920938463463374607431768211456",
        "(mdata [i := -340282366920938463463374607431768211456] e)",
        "[anonymous]",
        "[anonymous].5",
        "«a b».«c»»d»",
        "(fun ([anonymous] : T) => x)",
        "«fun»",
        "(«sort» «let» «have» «forall» «mdata» «proj»)",
        "(fun.x a)",
        "(f.{u} fun.y)",
    ];
    for text in texts {
        let e = parse_expr(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(e.r().raw().to_string(), text);
    }
}

#[test]
fn other_spellings_read_the_same() {
    let rows = [
        ("(f(g a)b)", "(f (g a) b)"),
        (" ( f\n\ta )", "(f a)"),
        ("((f a) b)", "(f a b)"),
        ("(f)", "f"),
        ("(sort (max u v) + 2)", "(sort (max u v)+2)"),
        ("f.{u,v}", "f.{u, v}"),
        ("007", "7"),
        ("\"\\u{41}\"", "\"A\""),
    ];
    for (text, expected) in rows {
        assert_eq!(parse_expr(text).unwrap().r().raw().to_string(), expected);
    }
}

#[test]
fn errors_say_where_and_what() {
    let rows = [
        ("", 0, "expected an expression"),
        ("(", 1, "expected an expression"),
        ("(f a", 4, "expected an expression"),
        ("f a", 2, "expected the end of the text"),
        ("(f a))", 5, "expected the end of the text"),
        ("#", 1, "expected a number"),
        ("#1048575", 8, "bound variable index above 1048574"),
        ("(fun x => #0)", 5, "expected a binder"),
        ("(fun (x : T} => #0)", 11, "expected `)`"),
        ("(fun (x : T) #0)", 13, "expected a binder"),
        ("(let x : T = v; b)", 11, "expected `:=`"),
        ("(let x : T := v b)", 16, "expected `;`"),
        ("(mdata [k = 1] e)", 10, "expected `:=`"),
        ("(proj S e)", 8, "expected a number"),
        ("(sort (min u v))", 7, "expected `max` or `imax`"),
        ("(sort u+101)", 8, "a number above 100"),
        ("f.{u", 4, "expected `,`"),
        ("\"abc", 4, "expected `\"`"),
        ("\"a\\q\"", 2, "expected an escape"),
        ("\"\\u{110000}\"", 1, "expected an escape"),
        ("«abc", 5, "expected »"),
        ("(f …)", 3, "expected a name component"),
    ];
    for (text, offset, reason) in rows {
        let error = parse_expr(text).unwrap_err();
        assert_eq!((error.offset, error.reason.as_str()), (offset, reason), "{text:?}");
        assert_eq!(error.to_string(), format!("byte {offset}: {reason}"));
    }
    assert_eq!(parse_level("(max u v) w").unwrap_err().offset, 10);
}
