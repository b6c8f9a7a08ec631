//! Files that deviate from their types: made by hand at both widths, and by damaging real ones.

use olean::schema::{Limits, ParseError, Reason, Schema, Types, check, show};
use olean::testing::build::Builder;
use olean::testing::mutate::{Donor, Rng};
use olean::verify::Verifier;
use rt::layout::{Width, box_word};

const BOTH: [Width; 2] = [Width::W32, Width::W64];

/// Declarations with every way to store a field.
const COMMON: &str = "
lean test 0
enum E a b c
type Name
  anonymous
  str @hash:UInt64 pre:Name str:String
type List α
  nil
  cons head:α tail:(List α)
type Option α
  none
  some val:α
type Prod α β
  mk fst:α snd:β
type Mixed α
  bare
  full x:α n:Nat e:E b:Bool c:Char w:USize d:UInt64
  small k:UInt8
  wide k:UInt32
";

/// Checks a hand-made file against `COMMON` with the given root: nothing, or what deviates.
fn run(width: Width, root: &str, build: impl Fn(&mut Builder) -> u64) -> Result<usize, (String, Reason)> {
    let schema = Schema::parse(&format!("{COMMON}root {root}\n")).unwrap_or_else(|e| panic!("{e}"));
    let mut types = Types::new(&schema);
    let mut builder = Builder::v2(width);
    let root = build(&mut builder);
    let file = builder.finish(root);
    let verified = Verifier::new().verify(&[&file]).unwrap_or_else(|e| panic!("{e}"));
    let image = verified.image();
    match check(image, &mut types) {
        Ok(typing) => {
            let shown = show(image.last_root(), width, types.root(), &mut types, &Limits::default());
            assert!(!shown.line().is_empty());
            assert_eq!(typing.unreached(image).count(), 0);
            Ok(typing.more_total())
        }
        Err(e) => {
            assert!(e.to_string().contains(&e.path), "{e}");
            Err((e.path, e.reason))
        }
    }
}

fn n(x: u64) -> u64 {
    box_word(x)
}

/// The scalar area of `Mixed.full` at a width: w, d, c, e, b.
fn full(width: Width, c: u32, e: u8, b: u8) -> Vec<u8> {
    let mut out = 7u64.to_le_bytes()[..width.bytes()].to_vec();
    out.extend(9u64.to_le_bytes());
    out.extend(c.to_le_bytes());
    out.extend([e, b]);
    out
}

#[test]
fn a_file_of_its_type_is_accepted() {
    for width in BOTH {
        let mixed = |b: &mut Builder| {
            let s = b.string("é");
            b.ctor(1, &[s, n(3)], &full(width, 0x1F30D, 2, 1))
        };
        assert_eq!(run(width, "Mixed String", mixed), Ok(0));
        assert_eq!(run(width, "List E", |b| b.ctor(1, &[n(2), n(0)], &[])), Ok(0));
        assert_eq!(run(width, "Mixed Nat", |_| n(0)), Ok(0));
    }
}

#[test]
fn each_deviation_has_its_reason_and_its_path() {
    for width in BOTH {
        let kind = |path: &str, expected, found| Err((path.into(), Reason::Kind { expected, found }));
        let range = |path: &str, value| Err((path.to_owned(), Reason::Range { value }));
        assert_eq!(run(width, "List E", |b| b.ctor(1, &[n(3), n(0)], &[])), range("[0]", 3));
        let third = |b: &mut Builder| {
            let last = b.ctor(1, &[n(2), n(0)], &[]);
            let middle = b.ctor(1, &[n(9), last], &[]);
            b.ctor(1, &[n(1), middle], &[])
        };
        assert_eq!(run(width, "List Bool", third), range("[1]", 9));
        assert_eq!(run(width, "Array String", |b| b.array(&[n(0)])), kind("[0]", "string", "boxed scalar"));
        assert_eq!(
            run(width, "Prod Nat String", |b| {
                let s = b.string("x");
                b.ctor(0, &[s, s], &[])
            }),
            kind("fst", "big number", "string")
        );
        let no_ctor = |index| Err(("root".to_owned(), Reason::NoCtor { index }));
        assert_eq!(run(width, "Option Nat", |b| b.ctor(2, &[n(0)], &[])), no_ctor(2));
        assert_eq!(run(width, "Option Nat", |_| n(5)), no_ctor(5));
        let boxed = |ctor: &str, has_fields| Err(("root".into(), Reason::Boxedness { ctor: ctor.into(), has_fields }));
        assert_eq!(run(width, "Option Nat", |_| n(1)), boxed("some", true));
        assert_eq!(run(width, "Option Nat", |b| b.ctor(0, &[n(0)], &[])), boxed("none", false));
        let fields = Reason::Fields { ctor: "some".into(), expected: 1, found: 2 };
        assert_eq!(run(width, "Option Nat", |b| b.ctor(1, &[n(0), n(0)], &[])), Err(("root".into(), fields)));
        let size = Reason::Size { ctor: "small".into(), expected: 16, found: 24 };
        assert_eq!(run(width, "Mixed Nat", |b| b.ctor(2, &[], &[0; 9])), Err(("root".into(), size)));
        let mixed = |scalars: Vec<u8>| run(width, "Mixed Nat", |b| b.ctor(1, &[n(0), n(0)], &scalars));
        assert_eq!(mixed(full(width, 'x' as u32, 3, 0)), range("root", 3));
        assert_eq!(mixed(full(width, 'x' as u32, 0, 2)), range("root", 2));
        assert_eq!(mixed(full(width, 0xD800, 0, 0)), range("root", 0xD800));
    }
}

#[test]
fn numbers_are_in_the_form_that_their_width_demands() {
    let big = |width, ty: &str, negative, value: u64| {
        run(width, &format!("Array {ty}"), |b| {
            let big = b.big(negative, &value.to_le_bytes());
            b.array(&[big])
        })
    };
    let small = Err(("[0]".to_owned(), Reason::BigNumber));
    // Negative `Nat`s do not exist.
    assert_eq!(big(Width::W64, "Nat", true, 1 << 63), small);
    // A 64-bit `Int` is boxed in 32 bits, a `Nat` in 63.
    assert_eq!(big(Width::W64, "Int", false, 1 << 63), Ok(0));
    let word = |width, ty: &str, word| run(width, &format!("Array {ty}"), |b| b.array(&[word]));
    assert_eq!(word(Width::W64, "Int", n(0xFFFF_FFFF)), Ok(0));
    assert_eq!(word(Width::W64, "Int", n(1 << 32)), Err(("[0]".into(), Reason::Range { value: 1 << 32 })));
    assert_eq!(word(Width::W64, "Nat", n(1 << 62)), Ok(0));
    // Boxed scalars of 32 bits: a word at 64 bits, an object at 32.
    let cell = |width, ty: &str| {
        run(width, &format!("Array {ty}"), |b| {
            let cell = b.ctor(0, &[], &0x61u32.to_le_bytes());
            b.array(&[cell])
        })
    };
    for ty in ["UInt32", "Int32", "Char"] {
        assert_eq!(word(Width::W64, ty, n(0x61)), Ok(0));
        assert_eq!(cell(Width::W32, ty), Ok(0));
        assert!(word(Width::W32, ty, n(0x61)).is_err() && cell(Width::W64, ty).is_err(), "{ty}");
    }
    for ty in ["UInt64", "Int64", "Float", "USize", "ISize", "Float32"] {
        assert_eq!(cell(Width::W32, ty), Ok(0));
        assert!(word(Width::W64, ty, n(1)).is_err() && word(Width::W32, ty, n(1)).is_err(), "{ty}");
    }
}

#[test]
fn an_object_of_two_types_must_mean_the_same() {
    let shared = |width, a: &str, b: &str, object: &dyn Fn(&mut Builder) -> u64| {
        run(width, &format!("Prod ({a}) ({b})"), |builder| {
            let o = object(builder);
            builder.ctor(0, &[o, o], &[])
        })
    };
    let conflict = |r: Result<usize, (String, Reason)>| matches!(r, Err((_, Reason::Conflict { .. })));
    let some = |x: u64| move |b: &mut Builder| b.ctor(1, &[n(x)], &[]);
    for width in BOTH {
        assert_eq!(shared(width, "Option Nat", "Option UInt8", &some(3)), Ok(1));
        assert_eq!(shared(width, "Option Nat", "Option Int", &some(3)), Ok(1));
        // Negative as an `Int` at 32 bits; boxed at 64 bits only.
        assert!(conflict(shared(width, "Option Nat", "Option Int", &some(1 << 30))));
    }
    assert!(conflict(shared(Width::W64, "Option Nat", "Option UInt32", &some(3))));
    let cell = |bytes: [u8; 8]| move |b: &mut Builder| b.ctor(0, &[], &bytes);
    assert!(conflict(shared(Width::W32, "Array UInt32", "Array UInt64", &|b| {
        let c = cell([5, 0, 0, 0, 0, 0, 0, 0])(b);
        b.array(&[c])
    })));
    assert_eq!(
        shared(Width::W32, "Option USize", "Option UInt64", &|b| {
            let c = cell([5, 0, 0, 0, 0, 0, 0, 0])(b);
            b.ctor(1, &[c], &[])
        }),
        Ok(2)
    );
    assert!(conflict(shared(Width::W32, "Option ISize", "Option UInt64", &|b| {
        let c = cell([5, 0, 0, 0x80, 0, 0, 0, 0])(b);
        b.ctor(1, &[c], &[])
    })));
}

#[test]
fn unknown_values_are_listed_with_their_paths() {
    let schema = Schema::parse(&format!("{COMMON}root Array (Prod Nat any)\n")).unwrap();
    let mut types = Types::new(&schema);
    let mut b = Builder::v2(Width::W64);
    let s = b.string("x");
    let known = b.ctor(0, &[n(1), n(2)], &[]);
    let unknown = b.ctor(0, &[n(1), s], &[]);
    let root = b.array(&[known, unknown]);
    let file = b.finish(root);
    let verified = Verifier::new().verify(&[&file]).unwrap();
    let typing = check(verified.image(), &mut types).unwrap();
    assert_eq!(typing.untyped_total, 1);
    assert_eq!(typing.untyped[0].path, "[1].snd");
}

#[test]
fn deep_values_need_no_stack() {
    let depth = 1_000_000;
    for width in BOTH {
        let list = |b: &mut Builder| (0..depth).fold(n(0), |tail, i| b.ctor(1, &[n(i % 3), tail], &[]));
        assert_eq!(run(width, "List E", list), Ok(0));
        let bad = |b: &mut Builder| {
            let last = b.ctor(1, &[n(7), n(0)], &[]);
            (1..depth).fold(last, |tail, i| b.ctor(1, &[n(i % 3), tail], &[]))
        };
        assert_eq!(run(width, "List E", bad), Err(("[999999]".into(), Reason::Range { value: 7 })));
        let names = |b: &mut Builder| {
            let s = b.string("a");
            (0..depth).fold(n(0), |pre, _| b.ctor(1, &[pre, s], &[0; 8]))
        };
        assert_eq!(run(width, "Name", names), Ok(0));
    }
}

#[test]
fn bad_schemas_are_refused_with_their_line() {
    let refuse = |text: &str, line: usize, part: &str| match Schema::parse(text) {
        Ok(_) => panic!("accepted: {text}"),
        Err(ParseError { line: at, reason }) => {
            assert_eq!(at, line, "{reason}");
            assert!(reason.contains(part), "{reason}");
        }
    };
    refuse("root Nat\n", 1, "no `lean` line");
    refuse("lean a b\n", 1, "no `root` line");
    refuse("lean a b\nroot Foo\n", 2, "`Foo` is not declared");
    refuse("lean a b\nroot Array\n", 2, "takes 1 arguments, not 0");
    refuse("lean a b\nroot (Array Nat\n", 2, "a type is missing");
    refuse("lean a b\nroot Array (Array Nat\n", 2, "not closed");
    refuse("lean a b\nroot Nat)\n", 2, "too many");
    refuse("lean a b\nroot Nat\ntype A\n  mk x\n", 4, "not FIELD:TYPE");
    refuse("lean a b\nroot Nat\ntype A\n  mk x:\n", 4, "has no type");
    refuse("lean a b\nroot Nat\ntype A\n  mk x:(Array Nat\n", 4, "not closed");
    refuse("lean a b\nroot Nat\ntype A\ntype A\n", 4, "declared twice");
    refuse("lean a b\nroot Nat\ntype Nat\n", 3, "declared twice");
    refuse("lean a b\nroot Nat\nenum A x\n", 3, "two constructors");
    refuse("lean a b\nroot Nat\nfoo\n", 3, "neither a declaration");
    refuse("lean a b\nroot Nat\n  mk x:Nat\n", 3, "neither a declaration");
    let deep = format!("lean a b\nroot {}Nat{}\n", "Array (".repeat(50), ")".repeat(50));
    refuse(&deep, 2, "nests too deeply");
    let wide =
        format!("lean a b\nroot Nat\ntype A\n  mk {}\n", (0..256).map(|i| format!("f{i}:Nat ")).collect::<String>());
    refuse(&wide, 4, "more fields than a constructor can have");
    let many = format!("lean a b\nroot Nat\ntype A\n{}", "  c\n".repeat(245));
    refuse(&many, 3, "more constructors than there are tags");
}

#[test]
fn damaged_files_are_typed_or_refused() {
    let inputs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/olean/inputs");
    let donor = |name: &str| Donor::new(std::fs::read(inputs.join(name)).unwrap()).unwrap();
    let donors = [donor("Small.ir"), donor("Small.olean"), donor("Varied.ir")];
    let schema = Schema::for_version("4.28.0-pre", "38f3c0c45b8df6da2652faff6dcaa15afb5a6981").unwrap();
    let mut types = Types::new(schema);
    let (mut rng, mut verifier, mut bytes) = (Rng::new(7), Verifier::new(), Vec::new());
    let (mut accepted, mut deviating) = (0, 0);
    for i in 0..3_000 {
        donors[i % 3].damage(&mut rng, &donors[(i + 1) % 3], &mut bytes);
        let Ok(verified) = verifier.verify(&[&bytes]) else { continue };
        let image = verified.image();
        match check(image, &mut types) {
            Ok(_) => accepted += 1,
            Err(e) => {
                deviating += 1;
                assert_ne!(e.path, "?", "{e}");
            }
        }
        // The printer is given the type whether or not the file is of it.
        let shown = show(image.last_root(), image.width(), types.root(), &mut types, &Limits::default());
        let _ = (shown.line(), shown.indented(), shown.json());
    }
    assert!(accepted > 20 && deviating > 200, "{accepted} accepted, {deviating} deviating");
}
