//! Small modules: what is declared, in which order, and what is refused and why.
#![forbid(unsafe_code)]

mod common;

use common::{NIL, Write, declarations, load_all, options};
use env::search::Wanted;
use env::{Error, Nature, load};
use kernel::environment::{ConstantKind, Declaration, Declared};
use rt::layout::{Width, box_word};

const WIDTHS: [Width; 2] = [Width::W32, Width::W64];

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Loads one module that `make` fills, at both widths, which give the same answer.
fn one(make: impl Fn(&mut Write)) -> Result<env::Loaded, Error> {
    let mut results = WIDTHS.map(|width| {
        let dir = scratch();
        let mut module = Write::new("M", width);
        make(&mut module);
        module.save(dir.path(), "M");
        load_all(dir.path())
    });
    let [a, b] = &results;
    match (a, b) {
        (Ok(a), Ok(b)) => assert_eq!(declarations(a), declarations(b)),
        (Err(a), Err(b)) => assert_eq!(a.nature(), b.nature()),
        _ => panic!("the widths disagree: {a:?} {b:?}"),
    }
    std::mem::replace(&mut results[0], Err(Error::Cycle(Vec::new())))
}

fn refusal(make: impl Fn(&mut Write)) -> String {
    let error = one(make).unwrap_err();
    assert_eq!(error.nature(), Nature::Malformed, "{error}");
    // The directory is another one each time.
    let text = error.to_string();
    text.rsplit_once("M.olean").map_or(text.clone(), |(_, rest)| rest.to_owned())
}

#[test]
fn what_is_mentioned_comes_first() {
    let loaded = one(|m| {
        let prop = m.prop();
        let (b, c) = (m.constant("b"), m.constant("c"));
        m.definition("a", prop, b, &["a"], 1);
        m.definition("b", prop, c, &["b"], 1);
        m.axiom("c", prop);
    });
    let loaded = loaded.unwrap();
    assert_eq!(declarations(&loaded), ["c", "b", "a"]);
    assert!(loaded.asked_for(kernel::environment::DeclId(0)));
}

#[test]
fn a_group_is_put_together_whatever_the_order_of_the_file() {
    let loaded = one(|m| {
        let (prop, a, b) = (m.prop(), m.constant("A"), m.constant("B"));
        m.recursor("A.rec_1", prop, &["A", "B"]);
        m.recursor("B.rec", prop, &["A", "B"]);
        m.ctor("B.x", a, "B", 0);
        m.ctor("A.second", a, "A", 1);
        m.inductive("B", prop, &["A", "B"], &["B.x"]);
        m.ctor("A.first", b, "A", 0);
        m.recursor("A.rec", prop, &["A", "B"]);
        m.inductive("A", prop, &["A", "B"], &["A.first", "A.second"]);
    });
    let loaded = loaded.unwrap();
    assert_eq!(declarations(&loaded), ["A B A.first A.second B.x A.rec B.rec A.rec_1"]);
    assert!(matches!(loaded.environment.declarations(), [Declaration::Inductive { types, ctors, recs }]
        if (types.len(), ctors.len(), recs.len()) == (2, 3, 3)));
}

#[test]
fn a_member_without_its_type_is_declared_all_the_same() {
    let loaded = one(|m| {
        let prop = m.prop();
        m.ctor("A.x", prop, "A", 0);
        m.recursor("A.rec", prop, &["A"]);
    });
    assert_eq!(declarations(&loaded.unwrap()), ["A.x", "A.rec"]);
}

#[test]
fn unsafe_definitions_may_need_each_other_and_safe_ones_may_not() {
    let pair = |safety| {
        move |m: &mut Write| {
            let (prop, a, b) = (m.prop(), m.constant("a"), m.constant("b"));
            m.definition("b", prop, a, &["a", "b"], safety);
            m.definition("a", prop, b, &["a", "b"], safety);
        }
    };
    for safety in [0, 2] {
        let loaded = one(pair(safety)).unwrap();
        assert_eq!(declarations(&loaded), ["a b"]);
        assert!(matches!(loaded.environment.declarations(), [Declaration::Mutual(_)]));
    }
    assert_eq!(refusal(pair(1)), "constants need each other: b -> a -> b");
    let own = |m: &mut Write| {
        let (prop, a) = (m.prop(), m.constant("a"));
        m.definition("a", prop, a, &["a"], 1);
    };
    assert_eq!(refusal(own), "constants need each other: a -> a");
}

#[test]
fn literals_need_their_types() {
    let loaded = one(|m| {
        let (prop, nat) = (m.prop(), m.constant("Nat"));
        let literal = m.file.ctor(0, &[box_word(3)], &[]);
        let three = m.expr(9, &[literal], None);
        m.definition("a", nat, three, &["a"], 1);
        m.definition("three", prop, three, &["three"], 1);
        m.inductive("Nat", prop, &["Nat"], &[]);
    });
    assert_eq!(declarations(&loaded.unwrap()), ["Nat", "a", "three"]);
}

#[test]
fn terms_that_no_declaration_holds_are_named() {
    let axiom = |make: fn(&mut Write) -> u64| {
        move |m: &mut Write| {
            let prop = m.prop();
            m.axiom("fine", prop);
            let ty = make(m);
            m.axiom("A.bad", ty);
        }
    };
    let free = |m: &mut Write| {
        let name = m.name("x");
        let free = m.expr(1, &[name], None);
        m.expr(5, &[free, free], None)
    };
    assert_eq!(refusal(axiom(free)), ": A.bad holds a free variable");
    let meta = |m: &mut Write| {
        let name = m.name("x");
        m.expr(2, &[name], None)
    };
    assert_eq!(refusal(axiom(meta)), ": A.bad holds a metavariable");
    let level = |m: &mut Write| {
        let name = m.name("x");
        let level = m.file.ctor(5, &[name], &[0; 8]);
        let level = m.file.ctor(1, &[level], &[0; 8]);
        m.expr(3, &[level], None)
    };
    assert_eq!(refusal(axiom(level)), ": A.bad holds a universe metavariable");
}

#[test]
fn an_object_is_read_as_one_thing_only() {
    let text = refusal(|m| {
        // As a name `0`, as a level `max 0 0`.
        let both = m.file.ctor(2, &[box_word(0), box_word(0)], &[0; 8]);
        let sort = m.expr(3, &[both], None);
        let constant = m.expr(4, &[both, NIL], None);
        let ty = m.expr(5, &[sort, constant], None);
        m.axiom("a", ty);
    });
    assert!(text.contains("expected an object of one type"), "{text}");
    let text = refusal(|m| {
        let name = m.name("x");
        m.axiom("a", name);
    });
    assert!(text.contains("expected an expression"), "{text}");
}

#[test]
fn mdata_is_dropped_and_a_let_has_no_kind() {
    let loaded = one(|m| {
        let prop = m.prop();
        let plain = m.expr(5, &[prop, prop], None);
        let noted = m.expr(10, &[NIL, prop], None);
        let noted = m.expr(5, &[noted, noted], None);
        m.axiom("a", plain);
        m.axiom("b", noted);
        let x = m.name("x");
        let dependent = m.expr(8, &[x, prop, prop, plain], Some(0));
        let y = m.name("y");
        let other = m.expr(8, &[y, prop, prop, noted], Some(1));
        m.axiom("c", dependent);
        m.axiom("d", other);
    });
    let loaded = loaded.unwrap();
    let types: Vec<_> = loaded.environment.constants().iter().map(|c| c.ty).collect();
    assert_eq!((types[0], types[2]), (types[1], types[3]));
}

#[test]
fn numbers_too_large_for_a_claim_are_never_right() {
    let loaded = one(|m| {
        let (prop, all) = (m.prop(), m.names(&["A"]));
        let huge = m.file.big(false, &[0xff; 12]);
        let zero = box_word(0);
        m.declare(5, "A", prop, &[huge, zero, all, NIL, zero], &[0, 0, 0]);
    });
    let loaded = loaded.unwrap();
    assert!(matches!(&loaded.environment.constants()[0].kind,
        ConstantKind::Inductive(val) if (val.num_params, val.num_indices) == (u32::MAX, 0)));
    let error = one(|m| {
        let (s, prop) = (m.name("S"), m.prop());
        let index = m.file.big(false, &[0xff; 8]);
        let projection = m.expr(11, &[s, index, prop], None);
        m.axiom("a", projection);
    });
    assert_eq!(error.unwrap_err().nature(), Nature::Limit);
}

#[test]
fn deep_terms_take_no_stack() {
    let loaded = one(|m| {
        let deep = (0..200_000).fold(m.prop(), |deep, _| m.expr(5, &[deep, deep], None));
        let level = (0..200_000).fold(box_word(0), |level, _| m.file.ctor(1, &[level], &[0; 8]));
        let sort = m.expr(3, &[level], None);
        let ty = m.expr(5, &[deep, sort], None);
        m.axiom("deep", ty);
        let long = m.name(&vec!["x"; 100_000].join("."));
        let constant = m.expr(4, &[long, NIL], None);
        m.axiom("long", constant);
    });
    assert_eq!(loaded.unwrap().environment.constants().len(), 2);
}

#[test]
fn lists_that_all_constants_share_are_read_within_bounds() {
    let error = one(|m| {
        let prop = m.prop();
        let long = m.list(&vec![1; 20_000]);
        for i in 0..20_000 {
            m.declare(2, &format!("t{i}"), prop, &[prop, long], &[]);
        }
    });
    let error = error.unwrap_err();
    assert_eq!(error.nature(), Nature::Limit, "{error}");
}

#[test]
fn imports_are_found_beside_the_file_and_come_first() {
    let dir = scratch();
    for (name, imports) in [("Lib.A", vec![]), ("Lib.B", vec!["Lib.A"]), ("Top", vec!["Lib.B", "Lib.A"])] {
        let mut module = Write::new(name, Width::W64);
        let prop = module.prop();
        module.axiom(&format!("{name}.c"), prop);
        imports.iter().for_each(|import| module.import(import));
        module.save(dir.path(), name);
    }
    let file = |name: &str| Wanted::Path(dir.path().join(name));
    for threads in [1, 2] {
        let loaded = load(&[file("Top.olean")], &options(threads), |_| ()).unwrap();
        let names: Vec<String> = loaded.modules.iter().map(|m| env::module_name::display(&m.name)).collect();
        assert_eq!(names, ["Lib.A", "Lib.B", "Top"]);
        assert_eq!(declarations(&loaded), ["Lib.A.c", "Lib.B.c", "Top.c"]);
        let asked: Vec<bool> = loaded.modules.iter().map(|m| m.asked_for).collect();
        assert_eq!(asked, [false, false, true]);
    }
    // A directory below the one that names count from: the files say by their base addresses where that is.
    let below = load(&[file("Lib")], &options(1), |_| ()).unwrap();
    assert_eq!(below.modules.len(), 2);
    // By name, in a directory that is given.
    let mut by_name = options(1);
    by_name.places.first.push(dir.path().to_path_buf());
    assert_eq!(load(&[Wanted::parse("Lib.B")], &by_name, |_| ()).unwrap().modules.len(), 2);
    std::fs::remove_file(dir.path().join("Lib/A.olean")).unwrap();
    let error = load(&[file("Top.olean")], &options(1), |_| ()).unwrap_err();
    assert_eq!(error.nature(), Nature::World);
    assert!(error.to_string().starts_with("no file for the module Lib.A, which Top imports; looked in "), "{error}");
}

#[test]
fn modules_that_import_each_other_are_named() {
    let dir = scratch();
    for (name, import) in [("A", "B"), ("B", "A")] {
        let mut module = Write::new(name, Width::W32);
        module.import(import);
        module.save(dir.path(), name);
    }
    assert_eq!(load_all(dir.path()).unwrap_err().to_string(), "modules import each other: A -> B -> A");
}

/// Two modules with one constant `c` each, and a third one that may import them.
fn two(first: impl Fn(&mut Write), second: impl Fn(&mut Write), tie: bool) -> Result<env::Loaded, Error> {
    let dir = scratch();
    let mut a = Write::new("A", Width::W64);
    first(&mut a);
    a.save(dir.path(), "A");
    let mut b = Write::new("B", Width::W64);
    second(&mut b);
    b.save(dir.path(), "B");
    if tie {
        let mut c = Write::new("C", Width::W64);
        c.import("A");
        c.import("B");
        c.save(dir.path(), "C");
    }
    load_all(dir.path())
}

fn statement(m: &mut Write) {
    let prop = m.prop();
    m.axiom("c", prop);
}

fn proof(m: &mut Write) {
    let prop = m.prop();
    m.theorem("c", prop, prop);
}

fn another(m: &mut Write) {
    let prop = m.prop();
    let ty = m.expr(5, &[prop, prop], None);
    m.axiom("c", ty);
}

#[test]
fn what_two_modules_declare_alike_is_declared_once() {
    for (first, second) in [(statement as fn(&mut Write), statement as fn(&mut Write)), (proof, proof)] {
        assert_eq!(declarations(&two(first, second, true).unwrap()), ["c"]);
    }
    for (first, second) in [(statement as fn(&mut Write), proof as fn(&mut Write)), (proof, statement)] {
        let loaded = two(first, second, true).unwrap();
        assert_eq!(declarations(&loaded), ["c"]);
        assert!(matches!(loaded.environment.constants()[0].kind, ConstantKind::Theorem { .. }));
    }
}

#[test]
fn what_two_modules_declare_otherwise_is_told_apart_only_if_nobody_has_both() {
    let loaded = two(statement, another, true).unwrap();
    assert_eq!(loaded.environment.duplicates().len(), 1);
    assert!(loaded.apart.is_empty());
    let loaded = two(statement, another, false).unwrap();
    assert_eq!(declarations(&loaded), ["c", "_private.B.0.c"]);
    assert_eq!(loaded.apart.len(), 1);
    assert_eq!((loaded.apart[0].module, loaded.apart[0].name.as_str()), (1, "c"));
}

#[test]
fn a_constant_that_a_module_declares_twice_stays_twice() {
    let loaded = one(|m| {
        statement(m);
        statement(m);
    });
    assert_eq!(loaded.unwrap().environment.duplicates().len(), 1);
}

#[test]
fn files_say_what_their_axioms_were() {
    let loaded = one(|m| {
        let prop = m.prop();
        ["t", "d", "o", "a"].iter().for_each(|name| m.axiom(name, prop));
        m.theorem("kept", prop, prop);
        let kinds = [("t", 1), ("d", 0), ("o", 3), ("a", 2), ("kept", 1), ("gone", 1)];
        m.extension("_private.Lean.AddDecl.0.Lean.privateConstKindsExt", &kinds);
        m.extension("another.privateConstKindsExt", &[("a", 1)]);
    });
    let loaded = loaded.unwrap();
    let env = &loaded.environment;
    let said = |name: &str| {
        let id = env.find(env.terms.names.find_path(&[name])?)?;
        env.declared(id)
    };
    assert_eq!(
        ["t", "d", "o", "a", "kept"].map(said),
        [Some(Declared::Theorem), Some(Declared::Definition), Some(Declared::Opaque), None, None]
    );
}

#[test]
fn a_damaged_file_is_the_inputs_failure_and_a_missing_one_the_worlds() {
    let dir = scratch();
    let path = dir.path().join("M.olean");
    let error = load(&[Wanted::Path(path.clone())], &options(1), |_| ()).unwrap_err();
    assert_eq!(error.nature(), Nature::World);
    let mut bytes = Write::new("M", Width::W64).finish();
    bytes.truncate(bytes.len() - 8);
    std::fs::write(&path, bytes).unwrap();
    let error = load(&[Wanted::Path(path.clone())], &options(1), |_| ()).unwrap_err();
    assert_eq!(error.nature(), Nature::Malformed, "{error}");
    let part = dir.path().join("M.olean.private");
    let error = load(&[Wanted::Path(part)], &options(1), |_| ()).unwrap_err();
    assert_eq!(error.nature(), Nature::World, "{error}");
    let error = load(&[Wanted::Path(dir.path().join("none/"))], &options(1), |_| ()).unwrap_err();
    assert_eq!(error.nature(), Nature::World, "{error}");
}
