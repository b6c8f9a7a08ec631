//! What terms look like.

use super::{Settings, declaration, expr, expr_with, level, name};
use crate::environment::ConstId;
use crate::terms::exprs::BinderInfo;
use crate::terms::{ExprId, LevelId, Name, NameId, Terms};
use crate::testing::File;
use dashu_int::UBig;
use proptest::prelude::*;

/// The last constant that the source declares, as it is printed.
fn shown(source: &str, settings: &Settings) -> String {
    let lines: Vec<(usize, &str)> = std::iter::once("case a accepted").chain(source.lines()).enumerate().collect();
    let file = File::parse(lines).unwrap();
    let read = file.cases[0].read(&|name: &str| Err(format!("no prelude {name}"))).unwrap();
    let env = read.theory.environment();
    declaration(&env, ConstId(env.constants().len() as u32 - 1), settings)
}

#[track_caller]
fn same(source: &str) {
    assert_eq!(shown(source, &Settings::default()), source);
}

#[track_caller]
fn differs(source: &str, expected: &str) {
    assert_eq!(shown(source, &Settings::default()), expected);
}

#[test]
fn declarations_look_as_they_are_written() {
    same("axiom c.{u, v} : ∀ (α : Sort u) (β : Type v) {x y : α} [inst : β] ⦃z : β⦄, Type (max u v)");
    same("axiom c.{u, v} : Sort (imax (u+1) (max v 2)) → Type u → Type 3 → Prop");
    same("theorem t : ∀ (p : Prop), p → p :=\n  fun (p : Prop) (h : p) => h");
    same(
        "def d : ((Type → Type) → Type) → Type → Type :=\n  fun (f : (Type → Type) → Type) (A : Type) => f (fun (B : Type) => A)",
    );
    same("opaque o : Type 1 :=\n  let A : Type 1 := Type; (fun (B : Type 1) => A) (let C : Type 1 := A; C)");
    same("unsafe axiom u : Prop");
    same("axiom a.b : ∀ (p : Prop → Prop), p (∀ (q : Prop), q) → (∀ (q : Prop), q) → p Prop");
}

#[test]
fn variables_are_told_apart() {
    differs(
        "def c : Prop :=\n  fun (x : Type) (x : x) (x : Type) => x",
        "def c : Prop :=\n  fun (x : Type) (x✝ : x) (x✝1 : Type) => x✝1",
    );
    differs("axiom c : ∀ (x : Type) (x : x) (x : Type), x", "axiom c : ∀ (x : Type), x → ∀ (x✝ : Type), x✝");
    differs("axiom x : Type\naxiom c : ∀ (x : Type), x → Type", "axiom c : ∀ (x : Type), x → Type");
    differs("axiom A : Type\naxiom c : ∀ (B : Type), B → A", "axiom c : ∀ (B : Type), B → A");
    differs("axiom c : (∀ (x : Type), x) → (∀ (x : Type), x)", "axiom c : (∀ (x : Type), x) → ∀ (x : Type), x");
}

fn app_of_constants(terms: &mut Terms, names: &[&str]) -> Vec<ExprId> {
    names
        .iter()
        .map(|text| {
            let name = terms.names.append(NameId(0), text).unwrap();
            terms.constant(name, crate::terms::LevelsId(0)).unwrap()
        })
        .collect()
}

#[test]
fn a_variable_does_not_have_the_name_of_a_constant_or_local_in_sight() {
    let mut terms = Terms::default();
    let constants = app_of_constants(&mut terms, &["x", "y"]);
    let ty = terms.sort(LevelId(0)).unwrap();
    let var = terms.bvar(0).unwrap();
    let body = terms.app(constants[0], var).unwrap();
    let lam = terms.lam(ty, body).unwrap();
    let x = terms.names.append(NameId(0), "x").unwrap();
    terms.exprs.set_binder(lam, x, BinderInfo::Default);
    assert_eq!(expr(&terms, lam, &Settings::default()), "fun (x✝ : Prop) => x x✝");
    let locals = [terms.local(0).unwrap(), terms.local(1).unwrap(), terms.local(2).unwrap()];
    let body = terms.apps(var, &locals).unwrap();
    let lam = terms.lam(ty, body).unwrap();
    terms.exprs.set_binder(lam, x, BinderInfo::Default);
    let y = terms.names.append(NameId(0), "y").unwrap();
    let names = move |number: u32| Some(if number == 1 { y } else { x });
    assert_eq!(expr_with(&terms, lam, &names, &Settings::default()), "fun (x✝ : Prop) => x✝ x y x✝1");
    assert_eq!(expr_with(&terms, locals[2], &names, &Settings::default()), "x✝1");
}

#[test]
fn settings_change_what_is_written() {
    let source = "axiom Eq.{u} : ∀ {α : Sort u}, α → α → Prop\naxiom c.{u} : ∀ (α : Sort u) (a : α), Eq.{u} α a a";
    let all = Settings { explicit: true, ..Settings::default() };
    assert_eq!(shown(source, &all), "axiom c.{u} : ∀ (α : Sort u) (a : α), @Eq.{u} α a a");
    let few = Settings { levels: false, arrows: false, ..Settings::default() };
    assert_eq!(shown(source, &few), "axiom c.{u} : ∀ (α : Sort u) (a : α), Eq α a a");
    let first = source.lines().next().unwrap();
    assert_eq!(shown(first, &few), "axiom Eq.{u} : ∀ {α : Sort u} (x x✝ : α), Prop");
}

#[test]
fn names_cannot_be_taken_for_others() {
    let mut terms = Terms::default();
    let names = &mut terms.names;
    let mut of = |prefix: NameId, text: &str| names.append(prefix, text).unwrap();
    let a = of(NameId(0), "a");
    let shown = [
        (NameId(0), "[anonymous]"),
        (of(a, "b"), "a.b"),
        (of(NameId(0), "a.b"), "«a.b»"),
        (of(a, ""), "a.«»"),
        (of(a, "1"), "a.«1»"),
        (of(a, "x'"), "a.x'"),
        (of(a, "α₁"), "a.α₁"),
        (of(a, "x\u{202e}y"), "a.«x\\u{202e}y»"),
        (of(a, "x\u{7}»"), "a.«x\\x07\\u{bb}»"),
        (of(a, "\\x07"), "a.«\\\\x07»"),
        (of(NameId(0), "fun"), "«fun»"),
        (of(a, "fun"), "a.fun"),
        (of(a, "_@"), "a.«_@»"),
    ];
    let number = terms.names.intern(Name::Num(a, 1));
    for (id, text) in shown.into_iter().chain([(number, "a.1")]) {
        assert_eq!(name(&terms.names, id), text);
    }
}

#[test]
fn names_of_any_size() {
    let mut terms = Terms::default();
    let mut deep = NameId(0);
    for _ in 0..100_000 {
        deep = terms.names.append(deep, "n").unwrap();
    }
    let text = name(&terms.names, deep);
    assert!(text.starts_with("⋯.n.n") && text.ends_with(".n") && text.len() < 5000);
    let long = terms.names.append(NameId(0), &"é".repeat(100_000)).unwrap();
    assert!(name(&terms.names, long).len() < 5000);
}

#[test]
fn levels_look_as_lean_writes_them() {
    let mut terms = Terms::default();
    let [u, v] = ["u", "v"].map(|text| {
        let name = terms.names.append(NameId(0), text).unwrap();
        terms.levels.param(name)
    });
    let levels = &mut terms.levels;
    let next = levels.succ(u);
    let three = (0..3).fold(LevelId(0), |l, _| levels.succ(l));
    let max = levels.max(next, v);
    let imax = levels.imax(max, three);
    let above = levels.succ(imax);
    let nested = levels.max(above, u);
    let shown = [
        (u, "u"),
        (next, "u+1"),
        (three, "3"),
        (max, "max (u+1) v"),
        (imax, "imax (max (u+1) v) 3"),
        (above, "(imax (max (u+1) v) 3)+1"),
        (nested, "max ((imax (max (u+1) v) 3)+1) u"),
    ];
    for (id, text) in shown {
        assert_eq!(level(&terms, id, &Settings::default()), text);
    }
}

#[test]
fn literals_and_projections() {
    let mut terms = Terms::default();
    let constants = app_of_constants(&mut terms, &["f", "S"]);
    let text = terms.names.intern_text("a\"b\\\n\u{200b}é").unwrap();
    let text = terms.str(text).unwrap();
    assert_eq!(expr(&terms, text, &Settings::default()), "\"a\\\"b\\\\\\n\\u{200b}é\"");
    let number = terms.exprs.intern_nat(UBig::from(5u8));
    let number = terms.nat(number).unwrap();
    let structure = terms.names.append(NameId(0), "S").unwrap();
    let field = terms.exprs.intern_field(structure, 0);
    let applied = terms.app(constants[0], number).unwrap();
    for (e, expected) in
        [(number, "(5).1"), (constants[0], "(f).1"), (applied, "(f 5).1"), (text, "\"a\\\"b\\\\\\n\\u{200b}é\".1")]
    {
        let proj = terms.proj(field, e).unwrap();
        assert_eq!(expr(&terms, proj, &Settings::default()), expected);
    }
    let inner = terms.proj(field, applied).unwrap();
    let outer = terms.proj(field, inner).unwrap();
    let outer = terms.app(constants[0], outer).unwrap();
    assert_eq!(expr(&terms, outer, &Settings::default()), "f (f 5).1.1");
    let huge = terms.exprs.intern_nat(UBig::ONE << 1_000_000);
    let huge = terms.nat(huge).unwrap();
    assert_eq!(expr(&terms, huge, &Settings::default()), "«a number of 1000001 bits»");
}

#[test]
fn terms_that_are_not_closed_are_shown() {
    let mut terms = Terms::default();
    let var = terms.bvar(2).unwrap();
    let ty = terms.sort(LevelId(0)).unwrap();
    let lam = terms.lam(ty, var).unwrap();
    assert_eq!(expr(&terms, lam, &Settings::default()), "fun (x : Prop) => #1");
}

/// A larger term from a constant, `Prop` and the term before.
type Step = fn(&mut Terms, ExprId, ExprId, ExprId) -> ExprId;

#[test]
fn deep_and_shared_terms_are_cut() {
    let mut terms = Terms::default();
    let constants = app_of_constants(&mut terms, &["f"]);
    let prop = terms.sort(LevelId(0)).unwrap();
    let settings = Settings::default();
    let kinds: [(&str, Step); 8] = [
        ("argument", |terms, f, _, e| terms.app(f, e).unwrap()),
        ("function", |terms, f, _, e| terms.app(e, f).unwrap()),
        ("both", |terms, _, _, e| terms.app(e, e).unwrap()),
        ("fun", |terms, _, prop, e| terms.lam(prop, e).unwrap()),
        ("domain", |terms, _, prop, e| terms.pi(e, prop).unwrap()),
        ("arrow", |terms, _, prop, e| terms.pi(prop, e).unwrap()),
        ("let", |terms, _, prop, e| terms.let_in(prop, e, e).unwrap()),
        ("binder", |terms, _, prop, e| terms.lam(e, prop).unwrap()),
    ];
    for (what, step) in kinds {
        let mut e = constants[0];
        for _ in 0..100_000 {
            e = step(&mut terms, constants[0], prop, e);
        }
        let text = expr(&terms, e, &settings);
        assert!(text.contains('⋯') && text.len() < 100_000, "{what}: {} bytes", text.len());
    }
    let mut l = LevelId(0);
    for _ in 0..100_000 {
        l = terms.levels.max(l, l);
    }
    assert!(level(&terms, l, &settings).len() < 100_000);
}

/// Any term over a few names, closed but for one loose variable here and there.
fn term() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    prop::collection::vec((0..10u8, any::<u8>(), any::<u8>()), 1..60)
}

fn build(terms: &mut Terms, steps: &[(u8, u8, u8)]) -> ExprId {
    let mut made = app_of_constants(terms, &["a", "b"]);
    let names = ["a", "x", "fun", "y"].map(|text| terms.names.append(NameId(0), text).unwrap());
    for &(kind, left, right) in steps {
        let [a, b] = [left, right].map(|at| made[made.len() - 1 - at as usize % made.len().min(6)]);
        let info = [BinderInfo::Default, BinderInfo::Implicit, BinderInfo::InstImplicit][left as usize % 3];
        let e = match kind {
            0 => terms.bvar(u32::from(left) % 4).unwrap(),
            1 => terms.sort(LevelId(0)).unwrap(),
            2 => terms.local(u32::from(left) % 3).unwrap(),
            3 | 4 => terms.app(a, b).unwrap(),
            5 | 6 => terms.lam(a, b).unwrap(),
            7 => terms.pi(a, b).unwrap(),
            8 => terms.let_in(a, b, b).unwrap(),
            _ => {
                let field = terms.exprs.intern_field(names[0], u32::from(left));
                terms.proj(field, a).unwrap()
            }
        };
        if matches!(kind, 5..=8) {
            terms.exprs.set_binder(e, names[right as usize % 4], info);
        }
        made.push(e);
    }
    made[made.len() - 1]
}

proptest! {
    /// Parentheses are balanced outside of names, and the text is within its limits, whatever is left out.
    #[test]
    fn text_is_balanced(steps in term(), nodes in 0..200usize) {
        let mut terms = Terms::default();
        let e = build(&mut terms, &steps);
        let settings = Settings { nodes, ..Settings::default() };
        let text = expr_with(&terms, e, &|_| None, &settings);
        let mut open = Vec::new();
        for c in text.chars() {
            match c {
                '(' | '[' | '{' => open.push(c),
                ')' => prop_assert_eq!(open.pop(), Some('(')),
                ']' => prop_assert_eq!(open.pop(), Some('[')),
                '}' => prop_assert_eq!(open.pop(), Some('{')),
                _ => {}
            }
        }
        prop_assert!(open.is_empty(), "{}", text);
        prop_assert!(text.len() <= 200 * (nodes + 2));
    }
}
