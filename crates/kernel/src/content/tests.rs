//! What changes a digest, and what does not.

use super::{ContentHasher, Digest};
use crate::environment::{Constant, ConstantKind, DeclId, Environment, EnvironmentBuilder};
use crate::primitive::Known;
use crate::terms::exprs::BinderInfo;
use crate::terms::{ExprId, LevelId, NameId, ParamsId, Terms};
use crate::testing::File;
use proptest::prelude::*;
use std::collections::HashSet;

fn environment(source: &str) -> Environment {
    let source = format!("case a accepted\n{source}");
    let file = File::parse(source.lines().enumerate().map(|(at, line)| (at + 1, line))).unwrap();
    let read = file.cases[0].read(&|name: &str| Err(format!("no prelude {name}"))).unwrap();
    read.theory.environment()
}

/// The digest of the declaration of a constant with a name of one component.
fn digest_in(env: &Environment, name: &str) -> Digest {
    let id = env.find(env.terms.names.find_path(&[name]).unwrap()).unwrap();
    let known = Known::of(env);
    ContentHasher::new(env, &known).digest(env.declared_by(id))
}

fn digest(source: &str, name: &str) -> Digest {
    digest_in(&environment(source), name)
}

const SOURCE: &str = "\
inductive N : Type
| z : N
| s (n : N) : N
def one : N := N.s N.z
axiom p.{u} : ∀ {α : Sort u} (a b : α), Prop
theorem t.{u, v} : ∀ (α : Sort u) (β : Sort (max u v)) (x y : α), Prop := fun (α : Sort u) (β : Sort (max u v)) (x y : α) => p.{1} N one (N.s one)
inductive B : Type
| mk (fst : N) : B
def first (b : B) : N := .proj B 0 b
def top : Prop := let n : N := first (B.mk one); t.{1, 2} N (Type 1) n n";

#[test]
fn digests_do_not_change_from_run_to_run() {
    // A digest that changed would make every verdict that is kept under one useless.
    assert_eq!(digest(SOURCE, "one").to_string(), "a627d2b663a74d32330ca3bdd19483f0447fed2b0aebc04f8ca2e03384938dc2");
}

#[test]
fn what_means_nothing_changes_nothing() {
    let top = digest(SOURCE, "top");
    let same = [
        ("fun (α : Sort u) (β : Sort (max u v)) (x y : α)", "fun (A : Sort u) (B : Sort (max u v)) {z w : A}"),
        ("axiom p.{u} : ∀ {α : Sort u} (a b : α), Prop", "axiom p.{w} : ∀ (β : Sort w), β → β → Prop"),
        ("inductive B", "axiom other : Prop\ninductive C : Type\n| mk : C\ninductive B"),
        ("let n : N", "let m : N"),
        ("; t.{1, 2} N (Type 1) n n", "; t.{1, 2} N (Type 1) m m"),
    ];
    for (from, to) in same {
        if from.starts_with(';') {
            continue;
        }
        let changed = SOURCE.replace(from, to);
        assert_ne!(changed, SOURCE);
        let changed = if from.starts_with("let") { changed.replace(" n n", " m m") } else { changed };
        assert_eq!(digest(&changed, "top"), top, "{from} becomes {to}");
    }
    let swapped = SOURCE.replace("t.{u, v} :", "t.{v, u} :").replace("Sort u", "Sort #").replace("max u v", "max v u");
    let swapped = swapped
        .replace("t.{v, u} : ∀ (α : Sort #)", "t.{v, u} : ∀ (α : Sort v)")
        .replace("fun (α : Sort #)", "fun (α : Sort v)")
        .replace("Sort #", "Sort u");
    assert_ne!(swapped, SOURCE);
    assert_eq!(digest(&swapped, "top"), top, "level parameters by other names");
}

#[test]
fn whatever_a_declaration_rests_on_changes_it() {
    let changes = [
        "",
        "(n : N) : N=>(n m : N) : N",
        "| z : N\n=>",
        "N.s N.z=>N.z",
        "def one=>@[height 7]\ndef one",
        "def one=>abbrev one",
        "def one=>opaque one",
        "axiom p=>unsafe axiom p",
        "(a b : α)=>(a b c : α)",
        "p.{1} N one (N.s one)=>p.{1} N (N.s one) one",
        "theorem t=>def t",
        "max u v)) (x y : α), Prop :==>max v u)) (x y : α), Prop :=",
        ".proj B 0=>.proj B 1",
        ".proj B 0=>.proj N 0",
        "let n : N := first (B.mk one); t.{1, 2} N (Type 1) n n=>t.{1, 2} N (Type 1) (first (B.mk one)) (first (B.mk one))",
        "top : Prop=>top : Type",
        "| mk (fst : N) : B=>| mk (fst : N) : B\nwith B numParams := 1",
        "| mk (fst : N) : B=>| mk (fst : N) : B\nwith B isRec := true",
        "| mk (fst : N) : B=>| mk (fst : N) : B\nwith B.mk numFields := 2",
        "| mk (fst : N) : B=>| mk (fst : N) : B\nwith B.mk cidx := 2",
        "| mk (fst : N) : B=>| mk (fst : N) : B\nwith B.rec k := true",
        "| mk (fst : N) : B=>| mk (fst : N) : B\nwith B.rec numMotives := 2",
        "| mk (fst : N) : B=>| mk (fst : N) : B\nwith B.rec rule 0 nfields := 0",
        "| mk (fst : N) : B=>| mk (fst : N) : B\ndrop B.rec",
        "inductive B=>axiom B.rec : Prop\ninductive B",
    ];
    let mut seen = HashSet::new();
    for change in changes {
        let (from, to) = change.split_once("=>").unwrap_or(("", ""));
        let source = if from.is_empty() { SOURCE.to_owned() } else { SOURCE.replacen(from, to, 1) };
        assert!(from.is_empty() || source != SOURCE, "{change}");
        assert!(seen.insert(digest(&source, "top")), "{change}");
    }
}

#[test]
fn what_is_not_declared_before_is_unknown() {
    let before = digest("axiom A : Prop\naxiom B : A", "B");
    let after = digest("axiom B : A\naxiom A : Prop", "B");
    let never = digest("axiom B : A", "B");
    assert_ne!(before, after);
    assert_eq!(after, never);
    assert_ne!(digest("axiom B : C", "B"), never);
    // Each mentions the other, and itself.
    let both = environment("axiom B : A → B\naxiom A : B → A");
    assert_ne!(digest_in(&both, "A"), digest_in(&both, "B"));
    assert_eq!(digest_in(&both, "B"), digest("axiom B : A → B\naxiom A : Prop", "B"));
    // Twice the same name: the second is another declaration than the first.
    let twice = environment("axiom A : Prop\naxiom A : Prop");
    let known = Known::of(&twice);
    let mut hasher = ContentHasher::new(&twice, &known);
    assert_ne!(hasher.digest(DeclId(0)), hasher.digest(DeclId(1)));
}

#[test]
fn what_the_kernel_computes_with_is_part_of_it() {
    let nat = "inductive Nat : Type\n| zero : Nat\n| succ (n : Nat) : Nat\n";
    let number = "axiom F : Nat → Prop\naxiom c : F 5";
    let text = "inductive List.{u} (α : Type u) : Type u\n| nil : List.{u} α\n| cons (head : α) (tail : List.{u} α) : List.{u} α\naxiom Char : Type\naxiom Char.ofNat (n : Nat) : Char\naxiom String : Type\naxiom String.ofList (l : List.{0} Char) : String\naxiom G : String → Prop\naxiom c : G \"a\"";
    assert_ne!(digest(&format!("{nat}{number}"), "c"), digest(&format!("{nat}{number}").replace(" 5", " 6"), "c"));
    let source = format!("{nat}{text}");
    assert_ne!(digest(&source, "c"), digest(&source.replace("\"a\"", "\"b\""), "c"));
    let other =
        source.replace("axiom Char.ofNat (n : Nat) : Char", "axiom C : Char\ndef Char.ofNat (n : Nat) : Char := C");
    assert_ne!(digest(&source, "c"), digest(&other, "c"), "the text stands for characters");
}

/// An environment with one axiom, whose type is given.
fn axiom_of(make: impl FnOnce(&mut Terms) -> ExprId) -> Environment {
    let mut terms = Terms::default();
    let ty = make(&mut terms);
    let name = terms.names.append(NameId(0), "c").unwrap();
    let mut builder = EnvironmentBuilder::default();
    let kind = ConstantKind::Axiom { is_unsafe: false, declared: None };
    builder.single(Constant { name, level_params: ParamsId(0), ty, kind });
    builder.finish(terms.share())
}

#[test]
fn deep_and_shared_terms_take_little_time() {
    let shared = axiom_of(|terms| {
        let mut e = terms.sort(LevelId(0)).unwrap();
        for _ in 0..200_000 {
            e = terms.pi(e, e).unwrap();
        }
        e
    });
    let deep = axiom_of(|terms| {
        let prop = terms.sort(LevelId(0)).unwrap();
        (0..200_000).fold(prop, |e, _| terms.app(e, prop).unwrap())
    });
    let long = axiom_of(|terms| {
        let mut l = LevelId(0);
        for _ in 0..200_000 {
            l = terms.levels.succ(l);
            l = terms.levels.max(l, l);
        }
        terms.sort(l).unwrap()
    });
    let digests: HashSet<Digest> = [&shared, &deep, &long].map(|env| digest_in(env, "c")).into_iter().collect();
    assert_eq!(digests.len(), 3);
}

#[test]
fn a_long_chain_of_declarations() {
    let mut terms = Terms::default();
    let mut builder = EnvironmentBuilder::default();
    let prop = terms.sort(LevelId(0)).unwrap();
    let mut ty = prop;
    for at in 0..100_000 {
        let name = terms.names.append(NameId(0), &format!("c{at}")).unwrap();
        builder.single(Constant {
            name,
            level_params: ParamsId(0),
            ty,
            kind: ConstantKind::Axiom { is_unsafe: false, declared: None },
        });
        let constant = terms.constant(name, crate::terms::LevelsId(0)).unwrap();
        ty = terms.pi(constant, prop).unwrap();
    }
    let env = builder.finish(terms.share());
    let last = DeclId(env.declarations().len() as u32 - 1);
    let known = Known::of(&env);
    let on_demand = ContentHasher::new(&env, &known).digest(last);
    let mut in_order = ContentHasher::new(&env, &known);
    for at in 0..last.0 {
        in_order.digest(DeclId(at));
    }
    assert_eq!(in_order.digest(last), on_demand);
}

/// A term by what its nodes are: `steps` refer to earlier ones.
fn build(terms: &mut Terms, steps: &[(u8, u8, u8)], share: bool, at: usize) -> ExprId {
    let (kind, left, right) = steps[at];
    let part = |terms: &mut Terms, back: u8| match at.checked_sub(1 + back as usize % 3) {
        Some(at) => build(terms, steps, share, at),
        None => terms.sort(LevelId(0)).unwrap(),
    };
    let a = part(terms, left);
    let b = part(terms, right);
    let cell = match kind % 5 {
        0 => crate::terms::Cell::new(crate::terms::Tag::App, a.0, b.0),
        1 => crate::terms::Cell::new(crate::terms::Tag::Lam, a.0, b.0),
        2 => crate::terms::Cell::new(crate::terms::Tag::Pi, a.0, b.0),
        3 => crate::terms::Cell::new(crate::terms::Tag::Bvar, left.into(), 0),
        _ => crate::terms::Cell::new(crate::terms::Tag::Let, terms.exprs.push_let(a, b, a), 0),
    };
    let e = if share { terms.exprs.intern(cell, false) } else { terms.exprs.push(cell, false) }.unwrap();
    terms.exprs.set_binder(e, NameId(0), BinderInfo::Implicit);
    e
}

proptest! {
    /// However a term is shared, and whatever ids it has: the same term has the same digest, and another one another.
    #[test]
    fn digests_are_those_of_terms(steps in prop::collection::vec((0..5u8, 0..3u8, 0..3u8), 1..9), other in 0..9usize, junk in 0..5usize) {
        let last = steps.len() - 1;
        let tree = axiom_of(|terms| build(terms, &steps, false, last));
        let graph = axiom_of(|terms| {
            for at in 0..junk {
                terms.names.append(NameId(0), &format!("junk{at}"));
                terms.bvar(at as u32 + 7).unwrap();
            }
            build(terms, &steps, true, last)
        });
        prop_assert_eq!(digest_in(&tree, "c"), digest_in(&graph, "c"));
        let mut changed = steps.clone();
        let at = other % steps.len();
        changed[at].0 = (changed[at].0 + 1) % 5;
        let another = axiom_of(|terms| build(terms, &changed, true, last));
        let text = |env: &Environment| {
            let settings = crate::print::Settings { nodes: 1 << 20, bytes: 1 << 24, ..Default::default() };
            crate::print::expr(&env.terms, env.constants()[0].ty, &settings)
        };
        prop_assert_eq!(digest_in(&tree, "c") == digest_in(&another, "c"), text(&tree) == text(&another));
    }
}
