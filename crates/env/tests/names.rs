//! What names mean. The answers are those of the real program to the same commands.
#![forbid(unsafe_code)]

mod file;

use env::macro_scopes::{MacroScopesView, add_macro_scope, append, erase_macro_scopes, extract_macro_scopes};
use env::name_gen::{DeclNameGenerator, NameGenerator, append_index_after};
use env::private::{
    is_private_name, mk_private_name, mk_private_name_core, private_module, private_prefix, private_to_user_name,
};
use file::{File, axiom, n};
use term::Name;

/// The file of several tests: `A.B` inside `A`.
fn nested(mut file: File) -> File {
    file.namespace("A.B");
    file.def("x");
    file.def("A.y");
    file.private("priv");
    file.end("A.B");
    file.namespace("A");
    file.def("x");
    file
}

#[test]
fn the_innermost_namespace_counts_first() {
    for file in [File::module("M"), File::plain("M")] {
        let mut file = nested(file);
        assert_eq!(file.means("x"), ["A.x"]);
        assert_eq!(file.means("B.x"), ["A.B.x"]);
        assert_eq!(file.means("B.priv"), ["A.B.priv"]);
        assert_eq!(file.means("_root_.A.x"), ["A.x"]);
        file.namespace("B");
        assert_eq!(file.means("x"), ["A.B.x"]);
        assert_eq!(file.means("A.y"), ["A.B.A.y"]);
        assert_eq!(file.means("A.x"), ["A.x"]);
        assert_eq!(file.means("_root_.A.x"), ["A.x"]);
        assert_eq!(file.means("_root_.A.B.priv"), ["A.B.priv"]);
        file.end("B");
        file.end("A");
        assert_eq!(file.means("x"), [""; 0]);
        assert_eq!(file.means("A.x.foo.bar"), ["A.x:foo.bar"]);
    }
}

#[test]
fn protected_names_need_their_namespace() {
    let mut file = File::plain("M");
    file.namespace("Prot");
    file.protected("a");
    file.protected("b.c");
    file.def("d");
    assert_eq!(file.means("a"), [""; 0]);
    assert_eq!(file.means("Prot.a"), ["Prot.a"]);
    file.end("Prot");
    file.open("Prot");
    assert_eq!(file.means("a"), [""; 0]);
    assert_eq!(file.means("b.c"), ["Prot.b.c"]);
    file.namespace("Exp");
    file.try_export("Prot", "a d").unwrap();
    assert_eq!(file.means("a"), [""; 0]);
    assert_eq!(file.means("d"), ["Prot.d"]);
    file.end("Exp");
    assert_eq!(file.means("Exp.a"), ["Prot.a"]);
    // A private declaration is found where the protected public one of its name would not be.
    let mut file = File::module("M");
    file.namespace("P");
    file.def("a");
    file.env.add_tag::<env::ext::Protected>(mk_private_name(&file.env, &n("P.a")));
    assert_eq!(file.means("a"), ["P.a"]);
}

#[test]
fn what_is_open_is_overloaded() {
    let mut file = File::module("res");
    file.def("foo.x");
    file.def("boo.x");
    file.def("foo.x.y");
    file.open("foo boo");
    assert_eq!(file.means("x"), ["foo.x", "boo.x"]);
    assert_eq!(file.means("x.y"), ["foo.x.y"]);
    assert_eq!(file.means("x.z.w"), ["foo.x:z.w", "boo.x:z.w"]);
    assert_eq!(file.means("zzz.q"), [""; 0]);
    assert_eq!(file.constant("zzz.q").unwrap_err().to_string(), "Unknown constant `zzz.q`");
    assert_eq!(file.constant("foo.x.z").unwrap_err().to_string(), "Unknown constant `foo.x.z`");
    file.try_open_renaming("foo", "x", "z").unwrap();
    assert_eq!(file.means("z"), ["foo.x"]);
    assert_eq!(file.means("z.y"), ["foo.x.y"]);
    assert_eq!(file.means("z.q"), ["foo.x:q"]);
    file.try_export("foo", "x").unwrap();
    file.try_export("boo", "x").unwrap();
    assert_eq!(
        file.constant("x").unwrap_err().to_string(),
        "ambiguous identifier ``x`, possible interpretations: [_private.res.0.boo.x, _private.res.0.foo.x]"
    );
}

#[test]
fn open_says_what_is_wrong() {
    let mut file = File::module("res");
    file.def("foo.x");
    file.def("boo.x");
    let unknown = || "Unknown constant `foo.nope`".to_owned();
    assert_eq!(file.try_open_only("foo", "nope"), Err((Some(1), unknown())));
    assert_eq!(file.try_open_hiding("foo", "nope"), Err((Some(1), unknown())));
    assert_eq!(file.try_open_renaming("foo", "nope", "z"), Err((Some(1), unknown())));
    assert_eq!(file.try_open("foo nonspace"), Err((Some(1), "unknown namespace `nonspace`".into())));
    assert_eq!(file.means("x"), [""; 0], "a command that fails opens nothing");
    assert_eq!(file.try_open_only("nonspace", "x"), Err((Some(0), "unknown namespace `nonspace`".into())));
    file.namespace("T.nonspace2");
    file.end("T.nonspace2");
    file.open("T");
    file.open("nonspace2");
    file.namespace("nonspace2");
    file.end("nonspace2");
    let failed = "failed to open, errors \n  Unknown constant `nonspace2.q`\n  \n  Unknown constant `T.nonspace2.q`";
    assert_eq!(file.try_open_only("nonspace2", "q"), Err((Some(1), failed.into())));
    assert_eq!(file.try_export("nonspace2", "q"), Err((Some(1), failed.into())));
    let ambiguous = "ambiguous namespace `nonspace2`, possible interpretations: `[nonspace2, T.nonspace2]`";
    assert_eq!(file.try_open_hiding("nonspace2", "q"), Err((None, ambiguous.into())));
    assert_eq!(file.try_open_renaming("nonspace2", "q", "r"), Err((None, ambiguous.into())));
    file.def("nonspace2.q");
    file.def("T.nonspace2.q");
    let ambiguous = "ambiguous identifier `q`, possible interpretations: [nonspace2.q, T.nonspace2.q]";
    assert_eq!(file.try_open_only("nonspace2", "q"), Err((Some(1), ambiguous.into())));
    file.namespace("foo");
    assert_eq!(file.try_export("foo", "x"), Err((None, "invalid 'export', self export".into())));
}

#[test]
fn aliases_stand_for_what_was_exported() {
    let mut file = File::module("res");
    file.def("foo.x");
    file.def("boo.x");
    file.def("foo.x.y");
    file.namespace("K");
    file.try_export("foo", "x x.y").unwrap();
    assert_eq!((file.means("x"), file.means("x.y")), (vec!["foo.x".to_owned()], vec!["foo.x.y".to_owned()]));
    file.end("K");
    assert_eq!(file.means("K.x"), ["foo.x"]);
    assert_eq!(file.means("K.x.y"), ["foo.x.y"]);
    assert_eq!(file.means("K.x.z"), ["foo.x:z"]);
    file.namespace("L.M");
    file.try_export("foo", "x").unwrap();
    file.try_export("boo", "x").unwrap();
    file.try_export("boo", "x").unwrap();
    file.end("L.M");
    assert_eq!(file.means("L.M.x"), ["boo.x", "foo.x"]);
}

#[test]
fn hidden_names_are_as_they_were() {
    let mut file = File::plain("M");
    file.def("w.x.y");
    file.def("w.x");
    file.def("v.x");
    file.open("w v");
    assert_eq!(file.means("x"), ["w.x", "v.x"]);
    let mut file = File::plain("M");
    file.def("w.x.y");
    file.def("w.x");
    file.try_open_hiding("w", "x").unwrap();
    assert_eq!(file.means("x"), [""; 0]);
    assert_eq!(file.means("x.y"), ["w.x.y"]);
}

#[test]
fn private_names_are_shadowed_by_nothing_but_namespaces() {
    let mut file = File::plain("M");
    file.namespace("PrivN");
    file.private("z");
    file.namespace("In");
    file.private("z");
    assert_eq!(file.constant("z"), Ok(mk_private_name_core(&n("M"), &n("PrivN.In.z"))));
    assert_eq!(file.constant("PrivN.z"), Ok(mk_private_name_core(&n("M"), &n("PrivN.z"))));
    assert_eq!(file.constant("_root_.PrivN.z"), Ok(mk_private_name_core(&n("M"), &n("PrivN.z"))));
}

#[test]
fn private_names_of_other_modules_are_found_through_import_all() {
    use env::base::{Elaborated, Import, Module};
    let other = mk_private_name_core(&n("Other"), &n("secret"));
    let base = || {
        let mut base = Elaborated::default();
        let module = Module { name: n("Other"), is_module: true, imports: Vec::new() };
        base.push(module, [axiom(other.clone())], []);
        base.share()
    };
    let import = |import_all| Import { import_all, ..Import::plain(n("Other")) };
    let all = File::importing("M", true, vec![import(true)], base());
    assert_eq!(all.constant("secret"), Ok(other.clone()));
    let mut exporting = all.clone();
    exporting.env.set_exporting(true);
    assert!(exporting.constant("secret").is_err());
    assert!(!exporting.env.contains(&other) && all.env.contains(&other));
    let some = File::importing("M", true, vec![import(false)], base());
    assert!(some.constant("secret").is_err());
    let plain = File::importing("M", false, vec![import(true)], base());
    assert!(plain.constant("secret").is_err());
}

#[test]
fn names_may_be_long() {
    let mut file = File::plain("M");
    file.namespace("A.B.C");
    file.def("x");
    file.open("A A.B");
    let long = (0..100_000).fold(n("x"), |name, _| Name::str(&name, "y"));
    let found = file.scopes.context(&file.env).resolve_global_name(&long);
    assert_eq!((found.len(), &found[0].name, found[0].fields.len()), (1, &n("A.B.C.x"), 100_000));
    let none = (0..100_000).fold(n("z"), |name, _| Name::str(&name, "y"));
    assert!(file.scopes.context(&file.env).resolve_global_name(&none).is_empty());
}

#[test]
fn a_name_is_declared_once_privately_or_not() {
    let mut file = File::module("M");
    file.public("f");
    file.private("g");
    let error = |name: term::Name| file.env.check_not_declared(&name).unwrap_err().to_string();
    assert_eq!(error(n("f")), "`f` has already been declared");
    assert_eq!(error(mk_private_name(&file.env, &n("f"))), "a non-private declaration `f` has already been declared");
    assert_eq!(error(n("g")), "a private declaration `g` has already been declared");
    assert_eq!(error(mk_private_name(&file.env, &n("g"))), "private declaration `g` has already been declared");
    assert_eq!(file.env.check_not_declared(&n("h")), Ok(()));
}

#[test]
fn public_places_do_not_see_private_names() {
    let mut file = File::module("M");
    file.private("pv");
    let note = |file: &File| file.scopes.context(&file.env).private_note(&n("pv"));
    assert_eq!((file.means("pv"), note(&file)), (vec!["pv".to_owned()], None));
    file.env.set_exporting(true);
    assert_eq!(file.means("pv"), [""; 0]);
    assert_eq!(
        note(&file).as_deref(),
        Some("A private declaration `pv` (from the current module) exists but would need to be public to access here.")
    );
    let mut plain = File::plain("M");
    plain.private("pv");
    plain.env.set_exporting(true);
    assert_eq!(plain.means("pv"), ["pv"], "outside the module system nothing is public or not");
}

#[test]
fn constants_are_printed_under_the_shortest_name() {
    let mut file = File::module("M");
    file.namespace("N1");
    file.def("a");
    file.def("M.b");
    file.end("N1");
    file.namespace("N2");
    file.def("a");
    file.def("c");
    file.open("N1");
    assert_eq!(file.printed("N1.M.b", false), "M.b");
    assert_eq!(file.printed("N1.a", false), "N1.a");
    file.open("M");
    assert_eq!(file.printed("N1.M.b", false), "b");
    file.def("b");
    assert_eq!(file.printed("N1.M.b", false), "M.b");
    file.end("N2");
    file.def("my");
    assert_eq!(file.printed("my", false), "my");
    file.try_export("N1.M", "b").unwrap();
    assert_eq!(file.printed("N1.M.b", false), "b");
    assert_eq!(file.printed("N1.M.b", true), "N1.M.b");
    file.namespace("N1");
    file.def("N1.a");
    assert_eq!(file.printed("N1.a", true), "_root_.N1.a");
    assert_eq!(file.printed("N1.a", false), "a");
    assert_eq!(file.printed("nobody.knows", false), "nobody.knows");
    // A name that a local variable has is not taken.
    let private = mk_private_name(&file.env, &n("N1.a"));
    let context = file.scopes.context(&file.env);
    let avoiding = context.unresolve_name_global(&private, Default::default(), |name| *name != n("a"));
    assert_eq!(avoiding, n("_root_.N1.a"));
}

#[test]
fn a_namespace_in_itself_is_told_apart() {
    let mut file = File::plain("M");
    file.def("Foo.bar");
    file.namespace("Foo");
    file.def("Foo.bar");
    assert_eq!(file.means("bar"), ["Foo.bar"]);
    assert_eq!(file.means("Foo.bar"), ["Foo.Foo.bar"]);
    assert_eq!(file.means("_root_.Foo.bar"), ["Foo.bar"]);
    assert_eq!(file.printed("Foo.Foo.bar", false), "Foo.bar");
    assert_eq!(file.printed("Foo.bar", false), "bar");
}

/// What is printed means what it stands for, wherever that is possible.
#[test]
fn what_is_printed_resolves_back() {
    let mut file = File::plain("M");
    let names = ["a", "a.b", "b.a", "a.b.a", "b", "a.a.b", "b.b"];
    names.iter().for_each(|name| file.public(name));
    for open in ["", "a", "b", "a b", "a.b"] {
        for namespace in ["", "a", "b.a", "a.a"] {
            let mut file = file.clone();
            if !open.is_empty() {
                file.open(open);
            }
            if !namespace.is_empty() {
                file.namespace(namespace);
            }
            for name in names {
                let printed = file.printed(name, false);
                assert_eq!(file.means(&printed), [name], "{name} as {printed} in {namespace} with {open}");
                let full = file.printed(name, true);
                assert!(full == name || full == format!("_root_.{name}"), "{full}");
            }
        }
    }
}

fn view(name: &Name) -> [String; 4] {
    let MacroScopesView { name, imported, ctx, scopes } = extract_macro_scopes(name);
    [name.to_string_raw(), imported.to_string_raw(), ctx.to_string_raw(), scopes.len().to_string()]
}

/// Text without quotes or brackets.
trait Raw {
    fn to_string_raw(&self) -> String;
}

impl Raw for Name {
    fn to_string_raw(&self) -> String {
        if self.r().is_anonymous() { String::new() } else { self.r().to_string_unescaped() }
    }
}

#[test]
fn macro_scopes_are_those_of_the_real_program() {
    let ctx = Name::num(&n("Foo.Bar"), 123);
    let long = Name::str(&Name::num(&n("Baz"), 9), "_hygCtx");
    let a = add_macro_scope(&ctx, &n("x.y"), 5);
    assert_eq!(a.to_string_raw(), "x.y._@.Foo.Bar.123._hyg.5");
    assert_eq!(view(&a), ["x.y", "Foo.Bar.123", "", "1"]);
    let a2 = add_macro_scope(&ctx, &a, 6);
    assert_eq!(a2.to_string_raw(), "x.y._@.Foo.Bar.123.5.Foo.Bar.123._hyg.6");
    let b = add_macro_scope(&long, &a, 7);
    assert_eq!(b.to_string_raw(), "x.y._@.Foo.Bar.123.5.Baz.9._hygCtx._hyg.7");
    assert_eq!(view(&b), ["x.y", "Foo.Bar.123.5.Baz.9", "_hygCtx", "1"]);
    let b2 = add_macro_scope(&long, &b, 8);
    assert_eq!(b2.to_string_raw(), "x.y._@.Foo.Bar.123.5.Baz.9._hygCtx.7.Baz.9._hygCtx._hyg.8");
    let d = add_macro_scope(&n("Foo.C"), &b2, 9);
    assert_eq!(view(&d), ["x.y", "Foo.Bar.123.5.Baz.9._hygCtx.7.Baz.9._hygCtx.8", "Foo.C", "1"]);
    let d2 = add_macro_scope(&n("Foo.C"), &d, 10);
    assert_eq!(d2, Name::num(&d, 10));
    for name in [&a, &a2, &b, &b2, &d, &d2, &n("x")] {
        assert_eq!(extract_macro_scopes(name).review(), *name);
    }
    assert_eq!(erase_macro_scopes(&d2), n("x.y"));
    let e = add_macro_scope(&n("Foo.C"), &n("x"), 9);
    assert_eq!(append(&e, &n("z.w")).to_string_raw(), "x.z.w._@.Foo.C._hyg.9");
    assert_eq!(append(&n("z.w"), &e).to_string_raw(), "z.w.x._@.Foo.C._hyg.9");
    assert_eq!(append_index_after(&n("a.b"), 3), n("a.b_3"));
    assert_eq!(append_index_after(&e, 3).to_string_raw(), "x_3._@.Foo.C._hyg.9");
    assert_eq!(append_index_after(&Name::num(&n("a.b"), 4), 3).to_string_raw(), "a.b.4._3");
}

#[test]
fn names_that_only_look_scoped_are_left_alone() {
    let odd = Name::num(&n("x._hyg"), 3);
    assert!(odd.r().has_macro_scopes());
    assert_eq!(extract_macro_scopes(&odd).review(), odd);
    assert_eq!(erase_macro_scopes(&odd), odd);
    let bare = n("_hyg");
    assert_eq!(extract_macro_scopes(&bare).review(), bare);
}

#[test]
fn a_scoped_name_means_the_scoped_declaration() {
    let mut file = File::plain("M");
    let x = add_macro_scope(&n("M"), &n("x"), 1);
    file.env.add(axiom(x.clone())).unwrap();
    let context = file.scopes.context(&file.env);
    assert_eq!(context.resolve_global_const_no_overload(&x), Ok(x.clone()));
    assert!(context.resolve_global_name(&n("x")).is_empty());
    // Fields stand before the scopes.
    let field = add_macro_scope(&n("M"), &n("x.f"), 1);
    let found = context.resolve_global_name(&field);
    assert_eq!((found.len(), &found[0].name, found[0].fields.as_slice()), (1, &x, &["f".to_owned()][..]));
}

#[test]
fn private_names_have_their_module() {
    let name = mk_private_name_core(&n("M.N"), &n("a.b"));
    assert_eq!(name.to_string_raw(), "_private.M.N.0.a.b");
    assert_eq!(private_to_user_name(&name), n("a.b"));
    assert_eq!(private_module(name.r()), Some(n("M.N")));
    assert_eq!(private_prefix(name.r()).map(|prefix| prefix.own().to_string_raw()), Some("_private.M.N.0".into()));
    assert!(is_private_name(name.r()) && !is_private_name(n("a._private.b").r()));
    let file = File::plain("Here");
    assert_eq!(mk_private_name(&file.env, &name).to_string_raw(), "_private.Here.0.a.b");
    let scoped = add_macro_scope(&n("Foo.C"), &n("x"), 9);
    assert_eq!(mk_private_name_core(&n("M"), &scoped).to_string_raw(), "_private.M.0.x._@.Foo.C._hyg.9");
}

#[test]
fn generated_names_are_new() {
    let mut names = NameGenerator::default();
    assert_eq!(names.fresh().to_string_raw(), "_uniq.1");
    let mut child = names.child();
    assert_eq!((child.fresh().to_string_raw(), names.fresh().to_string_raw()), ("_uniq.2.1".into(), "_uniq.3".into()));
    let mut file = File::plain("M");
    file.public("f.match_1");
    file.private("f.match_2");
    let mut decls = DeclNameGenerator::of_prefix(n("f"));
    assert_eq!(decls.unique(&file.env, &n("match")).to_string_raw(), "f.match_3");
    let mut child = decls.child();
    assert_eq!(child.unique(&file.env, &n("_proof")).to_string_raw(), "f._proof_4_1");
    assert_eq!(decls.unique(&file.env, &n("_proof")).to_string_raw(), "f._proof_5");
    let mut module = File::module("M");
    let name = DeclNameGenerator::of_prefix(n("f")).unique(&module.env, &n("match"));
    assert_eq!(name.to_string_raw(), "_private.M.0.f.match_1");
    module.env.set_exporting(true);
    let name = DeclNameGenerator::of_prefix(n("f")).unique(&module.env, &n("match"));
    assert_eq!(name.to_string_raw(), "f.match_1");
}
