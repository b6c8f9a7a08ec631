//! Recursors as text: they are those that upstream prints for the same types, with its names for binders.

use super::{environment, recursors, verdicts};
use crate::environment::{ConstId, ConstantKind};
use crate::limits::Limits;
use crate::print::{Settings, expr, name};
use crate::verdict::Verdict;

const LIST: &str = "inductive List.{u} (α : Type u) : Type u
| nil : List.{u} α
| cons (head : α) (tail : List.{u} α) : List.{u} α
";

const NAT: &str = "inductive Nat : Type
| zero : Nat
| succ (n : Nat) : Nat
";

/// What is derived for the last group of an accepted text: each recursor's type, and its rules.
#[track_caller]
fn derived(source: &str) -> Vec<String> {
    let env = environment(source);
    for verdict in verdicts(&env, Limits::default()) {
        assert_eq!(verdict, Verdict::Accepted);
    }
    let last = env.declared_by(ConstId(env.constants().len() as u32 - 1));
    let mut shown = Vec::new();
    for rec in recursors(&env) {
        let ConstantKind::Recursor(val) = &rec.kind else { continue };
        if env.find(rec.name).is_some_and(|id| env.declared_by(id) != last) {
            continue;
        }
        let of = |e| expr(&env.terms, e, &Settings::default());
        shown.push(format!("{} : {}", name(&env.terms.names, rec.name), of(rec.ty)));
        shown.extend(val.rules.iter().map(|rule| format!("{} => {}", name(&env.terms.names, rule.ctor), of(rule.rhs))));
    }
    shown
}

/// Each line follows from the last group, in this order.
#[track_caller]
fn follow(source: &str, expected: &[&str]) {
    let shown = derived(source);
    let mut rest = shown.iter();
    for line in expected {
        assert!(rest.any(|shown| shown == line), "{line}\nis not among\n{}", shown.join("\n"));
    }
}

#[test]
fn a_type_without_constructors() {
    follow("inductive Empty : Type", &["Empty.rec : ∀ (motive : Empty → Sort u) (t : Empty), motive t"]);
}

#[test]
fn an_equality() {
    follow(
        "inductive Eq.{u} {α : Sort u} (a : α) : ∀ (a : α), Prop\n| refl : Eq.{u} α a a",
        &[
            "Eq.rec : ∀ {α : Sort u} {a : α} {motive : ∀ (a✝ : α), Eq.{u} α a a✝ → Sort u_1}, \
             motive a (Eq.refl.{u} α a) → ∀ {a✝ : α} (t : Eq.{u} α a a✝), motive a✝ t",
            "Eq.refl => fun {α : Sort u} (a : α) (motive : ∀ (a✝ : α), Eq.{u} α a a✝ → Sort u_1) \
             (refl : motive a (Eq.refl.{u} α a)) => refl",
        ],
    );
}

#[test]
fn a_reflexive_type() {
    follow(
        "inductive W.{u, v} (α : Type u) (β : α → Type v) : Type (max u v)\n\
         | sup (a : α) (f : ∀ (b : β a), W.{u, v} α β) : W.{u, v} α β",
        &[
            "W.rec : ∀ {α : Type u} {β : α → Type v} {motive : W.{u, v} α β → Sort u_1}, \
             (∀ (a : α) (f : β a → W.{u, v} α β), (∀ (b : β a), motive (f b)) → motive (W.sup.{u, v} α β a f)) → \
             ∀ (t : W.{u, v} α β), motive t",
            "W.sup => fun (α : Type u) (β : α → Type v) (motive : W.{u, v} α β → Sort u_1) \
             (sup : ∀ (a : α) (f : β a → W.{u, v} α β), \
             (∀ (b : β a), motive (f b)) → motive (W.sup.{u, v} α β a f)) (a : α) (f : β a → W.{u, v} α β) => \
             sup a f (fun (b : β a) => W.rec.{u_1, u, v} α β motive sup (f b))",
        ],
    );
}

#[test]
fn a_nested_type() {
    let front = "∀ {α : Type u} {motive_1 : Tree.{u} α → Sort u_1} {motive_2 : List.{u} (Tree.{u} α) → Sort u_1}, \
                 (∀ (label : α) (children : List.{u} (Tree.{u} α)), \
                 motive_2 children → motive_1 (Tree.node.{u} α label children)) → \
                 motive_2 (List.nil.{u} (Tree.{u} α)) → \
                 (∀ (head : Tree.{u} α) (tail : List.{u} (Tree.{u} α)), \
                 motive_1 head → motive_2 tail → motive_2 (List.cons.{u} (Tree.{u} α) head tail)) → ";
    let rules = "fun (α : Type u) (motive_1 : Tree.{u} α → Sort u_1) (motive_2 : List.{u} (Tree.{u} α) → Sort u_1) \
                 (node : ∀ (label : α) (children : List.{u} (Tree.{u} α)), \
                 motive_2 children → motive_1 (Tree.node.{u} α label children)) \
                 (nil : motive_2 (List.nil.{u} (Tree.{u} α))) \
                 (cons : ∀ (head : Tree.{u} α) (tail : List.{u} (Tree.{u} α)), \
                 motive_1 head → motive_2 tail → motive_2 (List.cons.{u} (Tree.{u} α) head tail)) ";
    follow(
        &format!(
            "{LIST}inductive Tree.{{u}} (α : Type u) : Type u\n\
             | node (label : α) (children : List.{{u}} (Tree.{{u}} α)) : Tree.{{u}} α"
        ),
        &[
            &format!("Tree.rec : {front}∀ (t : Tree.{{u}} α), motive_1 t"),
            &format!(
                "Tree.node => {rules}(label : α) (children : List.{{u}} (Tree.{{u}} α)) => \
                 node label children (Tree.rec_1.{{u_1, u}} α motive_1 motive_2 node nil cons children)"
            ),
            &format!("Tree.rec_1 : {front}∀ (t : List.{{u}} (Tree.{{u}} α)), motive_2 t"),
            "List.nil => fun (α : Type u) (motive_1 : Tree.{u} α → Sort u_1) \
             (motive_2 : List.{u} (Tree.{u} α) → Sort u_1) (node : ∀ (label : α) (children : List.{u} (Tree.{u} α)), \
             motive_2 children → motive_1 (Tree.node.{u} α label children)) \
             (nil : motive_2 (List.nil.{u} (Tree.{u} α))) \
             (cons : ∀ (head : Tree.{u} α) (tail : List.{u} (Tree.{u} α)), \
             motive_1 head → motive_2 tail → motive_2 (List.cons.{u} (Tree.{u} α) head tail)) => nil",
            &format!(
                "List.cons => {rules}(head : Tree.{{u}} α) (tail : List.{{u}} (Tree.{{u}} α)) => \
                 cons head tail (Tree.rec.{{u_1, u}} α motive_1 motive_2 node nil cons head) \
                 (Tree.rec_1.{{u_1, u}} α motive_1 motive_2 node nil cons tail)"
            ),
        ],
    );
}

#[test]
fn propositions_that_refer_to_each_other() {
    let front = "∀ {motive_1 : ∀ (a : Nat), Even a → Prop} {motive_2 : ∀ (a : Nat), Odd a → Prop}, \
                 motive_1 Nat.zero Even.zero → \
                 (∀ (n : Nat) (h : Odd n), motive_2 n h → motive_1 (Nat.succ n) (Even.step n h)) → \
                 (∀ (n : Nat) (h : Even n), motive_1 n h → motive_2 (Nat.succ n) (Odd.step n h)) → ";
    follow(
        &format!(
            "{NAT}mutual\n\
             inductive Even : ∀ (a : Nat), Prop\n\
             | zero : Even Nat.zero\n| step (n : Nat) (h : Odd n) : Even (Nat.succ n)\n\
             inductive Odd : ∀ (a : Nat), Prop\n| step (n : Nat) (h : Even n) : Odd (Nat.succ n)\n\
             end"
        ),
        &[
            &format!("Even.rec : {front}∀ {{a : Nat}} (t : Even a), motive_1 a t"),
            &format!("Odd.rec : {front}∀ {{a : Nat}} (t : Odd a), motive_2 a t"),
        ],
    );
}

#[test]
fn annotations_are_not_part_of_a_recursor() {
    let cfg = "inductive Cfg : Type\n| mk (width : optParam.{1} Nat Nat.zero) : Cfg";
    follow(
        &format!("{NAT}def optParam.{{u}} (α : Sort u) (d : α) : Sort u := α\n{cfg}"),
        &["Cfg.rec : ∀ {motive : Cfg → Sort u}, (∀ (width : Nat), motive (Cfg.mk width)) → ∀ (t : Cfg), motive t"],
    );
    // What has but the name of an annotation is part of the type.
    follow(
        &format!("{NAT}def optParam.{{u}} (α : Sort u) (d : α) : Sort u := α → α\n{cfg}"),
        &["Cfg.rec : ∀ {motive : Cfg → Sort u}, \
             (∀ (width : optParam.{1} Nat Nat.zero), motive (Cfg.mk width)) → ∀ (t : Cfg), motive t"],
    );
}

#[test]
fn an_unsafe_type_that_occurs_negatively() {
    follow(
        &format!("{LIST}unsafe inductive V : Type\n| mk (a : ∀ (f : List.{{0}} V → V), List.{{0}} V) : V"),
        &[
            "V.rec : ∀ {motive_1 : V → Sort u} {motive_2 : List.{0} V → Sort u}, \
             (∀ (a : (List.{0} V → V) → List.{0} V), (∀ (f : List.{0} V → V), motive_2 (a f)) → motive_1 (V.mk a)) → \
             motive_2 (List.nil.{0} V) → (∀ (head : V) (tail : List.{0} V), \
             motive_1 head → motive_2 tail → motive_2 (List.cons.{0} V head tail)) → ∀ (t : V), motive_1 t",
            "V.mk => fun (motive_1 : V → Sort u) (motive_2 : List.{0} V → Sort u) \
             (mk : ∀ (a : (List.{0} V → V) → List.{0} V), \
             (∀ (f : List.{0} V → V), motive_2 (a f)) → motive_1 (V.mk a)) (nil : motive_2 (List.nil.{0} V)) \
             (cons : ∀ (head : V) (tail : List.{0} V), \
             motive_1 head → motive_2 tail → motive_2 (List.cons.{0} V head tail)) \
             (a : (List.{0} V → V) → List.{0} V) => \
             mk a (fun (f : List.{0} V → V) => V.rec_1.{u} motive_1 motive_2 mk nil cons (a f))",
        ],
    );
}

#[test]
fn a_level_parameter_that_is_taken() {
    follow(
        "inductive P.{u, u_1} (α : Sort u) : Sort (max 1 (max u u_1))\n| mk (x : α) : P.{u, u_1} α",
        &["P.rec : ∀ {α : Sort u} {motive : P.{u, u_1} α → Sort u_2}, \
             (∀ (x : α), motive (P.mk.{u, u_1} α x)) → ∀ (t : P.{u, u_1} α), motive t"],
    );
}

#[test]
fn a_proposition_that_tells_its_field() {
    // The field stands among the indices: into every sort. Behind a function it does not: into propositions only.
    follow(
        &format!("{NAT}inductive At : ∀ (n : Nat), Prop\n| mk (n : Nat) : At n"),
        &["At.rec : ∀ {motive : ∀ (n : Nat), At n → Sort u}, \
           (∀ (n : Nat), motive n (At.mk n)) → ∀ {n : Nat} (t : At n), motive n t"],
    );
    follow(
        &format!("{NAT}inductive After : ∀ (n : Nat), Prop\n| mk (n : Nat) : After (Nat.succ n)"),
        &["After.rec : ∀ {motive : ∀ (n : Nat), After n → Prop}, \
           (∀ (n : Nat), motive (Nat.succ n) (After.mk n)) → ∀ {n : Nat} (t : After n), motive n t"],
    );
}

#[test]
fn a_function_inside_a_nested_type() {
    // Occurrences that differ in the names of binders are one.
    follow(
        &format!(
            "{NAT}inductive Lift.{{u}} (α : Type u) : Type u\n| mk (down : α) : Lift.{{u}} α\n\
             inductive T : Type\n| mk (x : Lift.{{0}} (∀ (n : Nat), T)) (y : Lift.{{0}} (∀ (m : Nat), T)) : T\n\
             with T isReflexive := true"
        ),
        &["T.rec : ∀ {motive_1 : T → Sort u} {motive_2 : Lift.{0} (Nat → T) → Sort u}, \
             (∀ (x y : Lift.{0} (Nat → T)), motive_2 x → motive_2 y → motive_1 (T.mk x y)) → \
             (∀ (down : Nat → T), (∀ (m : Nat), motive_1 (down m)) → motive_2 (Lift.mk.{0} (Nat → T) down)) → \
             ∀ (t : T), motive_1 t"],
    );
}
