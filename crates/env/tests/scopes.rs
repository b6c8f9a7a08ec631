//! Scopes: how they begin and end, and what holds in them. The texts are those of the real program.
#![forbid(unsafe_code)]

mod file;

use env::options::{MAX_REC_DEPTH, OptionDecls};
use env::scope::{Hint, ScopeError, SectionFlags};
use file::{File, n};

const NO_SCOPE: &str = "Invalid `end`: There is no current scope to end\n\nNote: Scopes are introduced using `namespace` \
                        and `section`";

#[test]
fn end_says_what_is_wrong() {
    let mut file = File::module("M");
    let end = |file: &mut File, name: &str| file.try_end(name).unwrap_err();
    assert_eq!(end(&mut file, ""), NO_SCOPE);
    assert_eq!(end(&mut file, "foo"), NO_SCOPE);
    file.section("");
    assert_eq!(
        end(&mut file, "foo"),
        "Unexpected name `foo` after `end`: The current section is unnamed\n\nHint: Delete the name `foo` to end the \
         current unnamed scope; outer named scopes can then be closed using additional `end` command(s):\n  end"
    );
    file.end("");
    file.namespace("X.Y.Z");
    assert_eq!(
        end(&mut file, "Y"),
        "Invalid name after `end`: Expected `Z`, but found `Y`\n\nHint: If you meant to end the outer scope(s) `Y`, you \
         must end all the intervening scopes `Y.Z`:\n  end Y.Z"
    );
    assert_eq!(
        end(&mut file, "Q"),
        "Invalid name after `end`: Expected `Z`, but found `Q`\n\nNote: The current scopes are `X.Y.Z`"
    );
    file.end("Y.Z");
    assert_eq!(
        end(&mut file, ""),
        "Missing name after `end`: Expected the current scope name `X`\n\nHint: To end the current scope `X`, specify \
         its name:\n  end X"
    );
    for wrong in ["X.Q.Y.Z", "W.X.Y.Z"] {
        assert_eq!(
            end(&mut file, wrong),
            format!(
                "Invalid name after `end`: `{wrong}` contains too many components\n\nHint: Use current scope name \
                 `X`:\n  end X"
            )
        );
    }
    file.section("S");
    assert_eq!(
        end(&mut file, "X"),
        "Invalid name after `end`: Expected `S`, but found `X`\n\nHint: If you meant to end the outer scope(s) `X`, you \
         must end all the intervening scopes `X.S`:\n  end X.S"
    );
    assert_eq!(end(&mut file, "Z.S"), "Invalid name after `end`: Expected `X.S`, but found `Z.S`");
    file.end("S");
    file.section("");
    assert_eq!(
        end(&mut file, "X.Y.Z"),
        "Invalid name after `end`: `X.Y.Z` contains too many components\n\nHint: The name after `end` must be \
         `[anonymous]` or some suffix thereof"
    );
    file.end("");
    assert_eq!(
        end(&mut file, "Z"),
        "Invalid name after `end`: Expected `X`, but found `Z`\n\nHint: Use current scope name `X`:\n  end X"
    );
    file.end("X");
    assert_eq!(end(&mut file, "X.Y.Y"), NO_SCOPE);
}

#[test]
fn hints_say_which_command_to_write() {
    let mut file = File::module("M");
    file.namespace("P.Q");
    file.section("R");
    let error = file.scopes.end(&mut file.env, Some(&n("P.Q"))).unwrap_err();
    assert_eq!(error.message(), "Invalid name after `end`: Expected `Q.R`, but found `P.Q`");
    let Some(Hint::Replace { text, name }) = error.hint() else { panic!("{error}") };
    assert_eq!(text, "If you meant to end the outer scope(s) `P.Q`, you must end all the intervening scopes `P.Q.R`:");
    assert_eq!(name, Some(n("P.Q.R")));
    file.end("P.Q.R");
    assert!(file.scopes.is_outermost());
    assert_eq!(file.env.depth(), 0);
}

#[test]
fn a_scope_takes_what_it_changed_with_it() {
    let mut file = File::module("M");
    file.def("foo.x");
    file.scopes.top_mut().add_level_name(n("u")).unwrap();
    file.namespace("A");
    file.section("");
    let top = file.scopes.top_mut();
    top.options.set(&MAX_REC_DEPTH, 3);
    top.add_level_name(n("v")).unwrap();
    assert_eq!(
        top.add_level_name(n("u")).unwrap_err().to_string(),
        "a universe level named `u` has already been declared"
    );
    top.add_variable("(n : Nat)".to_owned(), [n("n")]);
    top.include(&[n("n")]);
    file.open("foo");
    assert_eq!(file.means("x"), ["foo.x"]);
    let inside = file.clone();
    file.end("");
    assert_eq!((file.scopes.top().options.get(&MAX_REC_DEPTH), file.scopes.top().variables.len()), (512, 0));
    assert_eq!(file.means("x"), [""; 0]);
    file.scopes.top_mut().add_level_name(n("v")).unwrap();
    // The copy is still where it was.
    assert_eq!(inside.means("x"), ["foo.x"]);
    assert_eq!((inside.scopes.count(), inside.scopes.top().included.len()), (3, 1));
    assert_eq!(inside.scopes.namespace(), &n("A"));
}

#[test]
fn included_variables_are_not_omitted() {
    let mut file = File::module("M");
    let top = file.scopes.top_mut();
    top.include(&[n("a"), n("b")]);
    top.omit(&[n("a")]);
    let shown = |names: &env::persistent::Vector<term::Name>| -> Vec<String> {
        names.iter().map(term::Name::to_string).collect()
    };
    assert_eq!((shown(&top.included), shown(&top.omitted)), (vec!["b".to_owned()], vec!["a".to_owned()]));
    top.include(&[n("a")]);
    assert_eq!((shown(&top.included), shown(&top.omitted).len()), (vec!["b".to_owned(), "a".to_owned()], 0));
    assert_eq!(
        ScopeError::NotAVariable(n("m")).to_string(),
        "invalid 'include', variable `m` has not been declared in the current scope"
    );
}

#[test]
fn where_shows_the_commands_of_a_scope() {
    let decls = OptionDecls::upstream();
    let shown = |file: &File| file.scopes.top().describe(&decls, String::clone, |id| id.to_string());
    let mut file = File::module("M");
    assert_eq!(shown(&file), "-- In root namespace with initial scope");
    file.public("Nat.sub");
    file.namespace("Lean");
    file.end("Lean");
    let top = file.scopes.top_mut();
    for name in ["u", "v", "w"] {
        top.add_level_name(n(name)).unwrap();
    }
    top.add_variable("(n : Nat)".to_owned(), [n("n")]);
    top.include(&[n("n")]);
    file.namespace("Foo.Bar");
    file.open("Nat Lean");
    file.try_open_renaming("Nat", "sub", "sub").unwrap();
    let flags = SectionFlags { is_noncomputable: true, ..SectionFlags::default() };
    file.scopes.begin_section(&mut file.env, Some(&n("S")), flags, &[]).unwrap();
    let top = file.scopes.top_mut();
    for (name, value) in [("pp.universes", "true"), ("pp.all", "false"), ("maxRecDepth", "600")] {
        decls.set_from_text(&mut top.options, &n(name), value).unwrap();
    }
    decls.set_from_text(&mut top.options, &n("trace.profiler.output"), "a\nb").unwrap();
    assert_eq!(
        shown(&file),
        "noncomputable section\n\nnamespace Foo.Bar\n\nopen Nat Lean\nopen Nat renaming sub → sub\n\nuniverse u v w\n\n\
         variable (n : Nat)\n\ninclude n\n\nset_option pp.universes true\nset_option maxRecDepth 600\nset_option \
         trace.profiler.output \"a\\nb\""
    );
}

#[test]
fn a_scope_is_not_called_by_a_number() {
    let mut file = File::module("M");
    let name = term::Name::num(&n("A"), 3);
    assert_eq!(file.scopes.begin_namespace(&mut file.env, &name), Err(ScopeError::InvalidScope));
    assert!(file.scopes.is_outermost());
}

#[test]
fn scopes_may_be_deep() {
    let mut file = File::module("M");
    for _ in 0..100_000 {
        file.section("");
    }
    assert!(file.try_end("A.B").unwrap_err().starts_with("Unexpected name"));
    file.scopes.pop(&mut file.env, usize::MAX);
    assert!(file.scopes.is_outermost());
}
