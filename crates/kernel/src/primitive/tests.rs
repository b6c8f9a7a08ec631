//! Definitions that compute what their names say, in several shapes, and ones that differ from them in one place.

use super::{Known, NatOp};
use crate::testing::File;
use NatOp::{Add, Beq, Ble, Div, Gcd, Land, Lor, Mod, Mul, Pow, ShiftLeft, ShiftRight, Sub, Xor};

/// What decisions and recursion are made of. Proofs are not what is tested.
const BASE: &str = "\
axiom trust (p : Prop) : p

inductive Decidable (p : Prop) : Type
| isFalse (h : Not p) : Decidable p
| isTrue (h : p) : Decidable p

def dite.{u} {α : Sort u} (c : Prop) (h : Decidable c) (t : c → α) (e : Not c → α) : α :=
  Decidable.rec.{u} c (fun (_ : Decidable c) => α) e t h

def ite.{u} {α : Sort u} (c : Prop) (h : Decidable c) (t e : α) : α :=
  Decidable.rec.{u} c (fun (_ : Decidable c) => α) (fun (_ : Not c) => e) (fun (_ : c) => t) h

def decide (c : Prop) (h : Decidable c) : Bool :=
  Decidable.rec.{1} c (fun (_ : Decidable c) => Bool) (fun (_ : Not c) => Bool.false) (fun (_ : c) => Bool.true) h

axiom Nat.decLe (n m : Nat) : Decidable (Nat.le n m)
axiom Nat.decEq (n m : Nat) : Decidable (Eq.{1} Nat n m)
axiom decideBool (a b : Bool) : Decidable (Eq.{1} Bool a b)

inductive WellFounded.{u} {α : Sort u} (r : α → α → Prop) : Prop
| intro (h : ∀ (a : α), Acc.{u} α r a) : WellFounded.{u} α r
";

const DIVISION: &str = "\
def Nat.div.go (y : Nat) (hy : Nat.lt 0 y) (fuel : Nat) : ∀ (x : Nat) (h : Nat.lt x fuel), Nat :=
  Nat.rec.{1} (fun (fuel : Nat) => ∀ (x : Nat) (h : Nat.lt x fuel), Nat)
    (fun (x : Nat) (h : Nat.lt x 0) => 0)
    (fun (fuel : Nat) (ih : ∀ (x : Nat) (h : Nat.lt x fuel), Nat) (x : Nat) (h : Nat.lt x (Nat.succ fuel)) =>
      dite.{1} Nat (Nat.le y x) (Nat.decLe y x)
        (fun (_ : Nat.le y x) => Nat.succ (ih (Nat.sub x y) (trust (Nat.lt (Nat.sub x y) fuel))))
        (fun (_ : Not (Nat.le y x)) => 0))
    fuel

def Nat.div (x y : Nat) : Nat :=
  dite.{1} Nat (Nat.lt 0 y) (Nat.decLe 1 y)
    (fun (hy : Nat.lt 0 y) => Nat.div.go y hy (Nat.succ x) x (trust (Nat.lt x (Nat.succ x))))
    (fun (_ : Not (Nat.lt 0 y)) => 0)

def Nat.modCore.go (y : Nat) (hy : Nat.lt 0 y) (fuel : Nat) : ∀ (x : Nat) (h : Nat.lt x fuel), Nat :=
  Nat.rec.{1} (fun (fuel : Nat) => ∀ (x : Nat) (h : Nat.lt x fuel), Nat)
    (fun (x : Nat) (h : Nat.lt x 0) => 0)
    (fun (fuel : Nat) (ih : ∀ (x : Nat) (h : Nat.lt x fuel), Nat) (x : Nat) (h : Nat.lt x (Nat.succ fuel)) =>
      dite.{1} Nat (Nat.le y x) (Nat.decLe y x)
        (fun (_ : Nat.le y x) => ih (Nat.sub x y) (trust (Nat.lt (Nat.sub x y) fuel)))
        (fun (_ : Not (Nat.le y x)) => x))
    fuel

def Nat.modCore (x y : Nat) : Nat :=
  dite.{1} Nat (Nat.lt 0 y) (Nat.decLe 1 y)
    (fun (hy : Nat.lt 0 y) => Nat.modCore.go y hy (Nat.succ x) x (trust (Nat.lt x (Nat.succ x))))
    (fun (_ : Not (Nat.lt 0 y)) => x)

def Nat.mod (x y : Nat) : Nat :=
  Nat.rec.{1} (fun (_ : Nat) => Nat) 0
    (fun (n _ : Nat) => ite.{1} Nat (Nat.le y (Nat.succ n)) (Nat.decLe y (Nat.succ n))
      (Nat.modCore (Nat.succ n) y) (Nat.succ n))
    x

def Nat.shiftLeft (n m : Nat) : Nat :=
  Nat.rec.{1} (fun (_ : Nat) => Nat → Nat) (fun (n : Nat) => n)
    (fun (_ : Nat) (ih : Nat → Nat) (n : Nat) => ih (Nat.mul 2 n)) m n

def Nat.shiftRight (n m : Nat) : Nat :=
  Nat.rec.{1} (fun (_ : Nat) => Nat) n (fun (_ ih : Nat) => Nat.div ih 2) m
";

/// Recursion with fuel, as newer libraries have it.
const FUEL: &str = "\
def WellFounded.Nat.fix.go.{u, v} {α : Sort u} {motive : α → Sort v} (h : α → Nat)
    (F : ∀ (x : α), (∀ (y : α), Nat.lt (h y) (h x) → motive y) → motive x) (fuel : Nat) :
    ∀ (x : α), Nat.lt (h x) fuel → motive x :=
  Nat.rec.{imax u v} (fun (fuel : Nat) => ∀ (x : α), Nat.lt (h x) fuel → motive x)
    (fun (x : α) (_ : Nat.lt (h x) 0) => False.rec.{v} (fun (_ : False) => motive x) (trust False))
    (fun (fuel : Nat) (ih : ∀ (x : α), Nat.lt (h x) fuel → motive x) (x : α) (_ : Nat.lt (h x) (Nat.succ fuel)) =>
      F x (fun (y : α) (_ : Nat.lt (h y) (h x)) => ih y (trust (Nat.lt (h y) fuel))))
    fuel

def WellFounded.Nat.eager (n : Nat) : Nat :=
  ite.{1} Nat (Eq.{1} Bool (Nat.beq n n) Bool.true) (decideBool (Nat.beq n n) Bool.true) n n

def WellFounded.Nat.fix.{u, v} {α : Sort u} {motive : α → Sort v} (h : α → Nat)
    (F : ∀ (x : α), (∀ (y : α), Nat.lt (h y) (h x) → motive y) → motive x) (x : α) : motive x :=
  WellFounded.Nat.fix.go.{u, v} α motive h F (WellFounded.Nat.eager (Nat.succ (h x))) x
    (trust (Nat.lt (h x) (WellFounded.Nat.eager (Nat.succ (h x)))))

abbrev Pair : Type := PSigma.{1, 1} Nat (fun (_ : Nat) => Nat)
def first (p : Pair) : Nat := .proj PSigma 0 p
def mk (m n : Nat) : Pair := PSigma.mk.{1, 1} Nat (fun (_ : Nat) => Nat) m n
def smaller (y x : Pair) : Prop := Nat.lt (first y) (first x)
def recursion (F : ∀ (x : Pair), (∀ (y : Pair), smaller y x → Nat) → Nat) : Pair → Nat :=
  WellFounded.Nat.fix.{1, 1} Pair (fun (_ : Pair) => Nat) first F
";

/// Recursion along a proof of accessibility, as older libraries have it.
const ACC: &str = "\
def WellFounded.fixF.{u, v} {α : Sort u} {r : α → α → Prop} {C : α → Sort v}
    (F : ∀ (x : α), (∀ (y : α), r y x → C y) → C x) (x : α) (a : Acc.{u} α r x) : C x :=
  Acc.rec.{v, u} α r (fun (x : α) (_ : Acc.{u} α r x) => C x)
    (fun (x : α) (_ : ∀ (y : α), r y x → Acc.{u} α r y) (ih : ∀ (y : α), r y x → C y) => F x ih) x a

def WellFounded.fix.{u, v} {α : Sort u} {C : α → Sort v} {r : α → α → Prop} (hwf : WellFounded.{u} α r)
    (F : ∀ (x : α), (∀ (y : α), r y x → C y) → C x) (x : α) : C x :=
  WellFounded.fixF.{u, v} α r C F x (trust (Acc.{u} α r x))

abbrev Pair : Type := PSigma.{1, 1} Nat (fun (_ : Nat) => Nat)
def first (p : Pair) : Nat := .proj PSigma 0 p
def mk (m n : Nat) : Pair := PSigma.mk.{1, 1} Nat (fun (_ : Nat) => Nat) m n
def smaller (y x : Pair) : Prop := Nat.lt (first y) (first x)
def recursion (F : ∀ (x : Pair), (∀ (y : Pair), smaller y x → Nat) → Nat) : Pair → Nat :=
  WellFounded.fix.{1, 1} Pair (fun (_ : Pair) => Nat) smaller (trust (WellFounded.{1} Pair smaller)) F
";

const PAIRS: &str = "\
def Nat.gcd (m n : Nat) : Nat :=
  recursion (fun (x : Pair) =>
    PSigma.rec.{1, 1, 1} Nat (fun (_ : Nat) => Nat)
      (fun (x : Pair) => (∀ (y : Pair), smaller y x → Nat) → Nat)
      (fun (m n : Nat) => Nat.rec.{1} (fun (m : Nat) => (∀ (y : Pair), smaller y (mk m n) → Nat) → Nat)
        (fun (_ : ∀ (y : Pair), smaller y (mk 0 n) → Nat) => n)
        (fun (m : Nat) (_ : (∀ (y : Pair), smaller y (mk m n) → Nat) → Nat)
            (a : ∀ (y : Pair), smaller y (mk (Nat.succ m) n) → Nat) =>
          a (mk (Nat.mod n (Nat.succ m)) (Nat.succ m))
            (trust (smaller (mk (Nat.mod n (Nat.succ m)) (Nat.succ m)) (mk (Nat.succ m) n)))) m) x)
    (mk m n)

def digit (n : Nat) : Bool := decide (Eq.{1} Nat (Nat.mod n 2) 1) (Nat.decEq (Nat.mod n 2) 1)

def Nat.bitwise (f : Bool → Bool → Bool) (n m : Nat) : Nat :=
  recursion (fun (x : Pair) =>
    PSigma.rec.{1, 1, 1} Nat (fun (_ : Nat) => Nat)
      (fun (x : Pair) => (∀ (y : Pair), smaller y x → Nat) → Nat)
      (fun (n m : Nat) (a : ∀ (y : Pair), smaller y (mk n m) → Nat) =>
        ite.{1} Nat (Eq.{1} Nat n 0) (Nat.decEq n 0)
          (cond.{0} Nat (f Bool.false Bool.true) m 0)
          (ite.{1} Nat (Eq.{1} Nat m 0) (Nat.decEq m 0)
            (cond.{0} Nat (f Bool.true Bool.false) n 0)
            (let r : Nat := a (mk (Nat.div n 2) (Nat.div m 2)) (trust (smaller (mk (Nat.div n 2) (Nat.div m 2)) (mk n m)));
              cond.{0} Nat (f (digit n) (digit m)) (Nat.add (Nat.add r r) 1) (Nat.add r r)))) x)
    (mk n m)

def and (a b : Bool) : Bool := Bool.rec.{1} (fun (_ : Bool) => Bool) Bool.false b a
def or (a b : Bool) : Bool := Bool.rec.{1} (fun (_ : Bool) => Bool) b Bool.true a
def bne (a b : Bool) : Bool :=
  Bool.rec.{1} (fun (_ : Bool) => Bool) b (Bool.rec.{1} (fun (_ : Bool) => Bool) Bool.true Bool.false b) a

def Nat.land : Nat → Nat → Nat := Nat.bitwise and
def Nat.lor : Nat → Nat → Nat := fun (n m : Nat) => Nat.bitwise or n m
def Nat.xor : Nat → Nat → Nat := Nat.bitwise bne
";

/// The functions of a source that are known, and those that are unfolded. All of its declarations are accepted.
fn known(source: &str) -> (Vec<NatOp>, Vec<NatOp>) {
    known_after("use nat acc\n", source)
}

fn known_after(uses: &str, source: &str) -> (Vec<NatOp>, Vec<NatOp>) {
    let preludes = |name: &str| {
        let path = format!("{}/../../tests/kernel/inputs/{name}.kernel", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))
    };
    let source = format!("{uses}case a accepted\n{source}");
    let file = File::parse(source.lines().enumerate().map(|(at, line)| (at + 1, line))).unwrap();
    let read = file.cases[0].read(&preludes).unwrap();
    let env = read.theory.environment();
    let options =
        crate::run::Options { limits: crate::limits::Limits { stack: 1 << 25, ..Default::default() }, threads: 1 };
    for (_, verdict) in crate::run::check(&env, &options, &|_| true, &|_| {}) {
        assert_eq!(verdict, crate::verdict::Verdict::Accepted);
    }
    let known = Known::of(&env);
    let ops = NatOp::ALL.into_iter().filter(|op| {
        let name = env.terms.names.find_path(&["Nat", op.name()]);
        name.and_then(|name| known.nat_op(name)) == Some(*op) && *op != NatOp::Succ
    });
    (ops.collect(), known.unfolded(&env).map(|(op, _)| op).collect())
}

fn source(recursion: &str) -> String {
    [BASE, DIVISION, recursion, PAIRS].join("\n")
}

const ALL: [NatOp; 14] = [Add, Sub, Mul, Div, Mod, Gcd, Beq, Ble, Land, Lor, Xor, ShiftLeft, ShiftRight, Pow];

#[test]
fn definitions_of_the_library_are_known() {
    assert_eq!(known(&source(FUEL)), (ALL.to_vec(), vec![]));
    assert_eq!(known(&source(ACC)), (ALL.to_vec(), vec![]));
    let bare = source(FUEL).replace("(WellFounded.Nat.eager (Nat.succ (h x)))", "(Nat.succ (h x))");
    assert_eq!(known(&bare), (ALL.to_vec(), vec![]), "fuel need not be wrapped");
    let other = source(FUEL).replace("ih (Nat.mul 2 n)) m n", "Nat.mul 2 (ih n)) m n");
    assert_eq!(known(&other), (ALL.to_vec(), vec![]), "the other way to shift");
}

/// With `to` in the place of `from`, exactly these functions are not known.
#[track_caller]
fn without(recursion: &str, from: &str, to: &str, unknown: &[NatOp]) {
    let original = source(recursion);
    assert!(original.contains(from), "{from}");
    let (found, unfolded) = known(&original.replace(from, to));
    assert_eq!(unfolded, unknown, "{from} becomes {to}");
    assert!(found.iter().all(|op| !unknown.contains(op)));
    assert_eq!(found.len() + unknown.len(), ALL.len());
}

const BITS: [NatOp; 3] = [Land, Lor, Xor];
const WITHOUT_DIV: [NatOp; 5] = [Div, Land, Lor, Xor, ShiftRight];
const WITHOUT_MOD: [NatOp; 5] = [Mod, Gcd, Land, Lor, Xor];
const WITHOUT_BOTH: [NatOp; 7] = [Div, Mod, Gcd, Land, Lor, Xor, ShiftRight];

#[test]
fn division_that_is_another_is_not_known() {
    let changed = |from, to, unknown: &[NatOp]| without(FUEL, from, to, unknown);
    changed(
        "Nat.succ (ih (Nat.sub x y) (trust (Nat.lt (Nat.sub x y) fuel)))",
        "ih (Nat.sub x y) (trust (Nat.lt (Nat.sub x y) fuel))",
        &WITHOUT_DIV,
    );
    changed("(fun (_ : Not (Nat.le y x)) => 0))", "(fun (_ : Not (Nat.le y x)) => x))", &WITHOUT_DIV);
    changed("(fun (_ : Not (Nat.lt 0 y)) => 0)", "(fun (_ : Not (Nat.lt 0 y)) => 1)", &WITHOUT_DIV);
    changed(
        "Nat.div.go y hy (Nat.succ x) x (trust (Nat.lt x (Nat.succ x)))",
        "Nat.div.go y hy x x (trust (Nat.lt x x))",
        &WITHOUT_DIV,
    );
    changed("(fun (_ : Not (Nat.le y x)) => x))", "(fun (_ : Not (Nat.le y x)) => y))", &WITHOUT_MOD);
    changed("(fun (_ : Not (Nat.lt 0 y)) => x)", "(fun (_ : Not (Nat.lt 0 y)) => 0)", &WITHOUT_MOD);
    changed(
        "(fun (_ : Nat) => Nat) 0\n    (fun (n _ : Nat) => ite",
        "(fun (_ : Nat) => Nat) 1\n    (fun (n _ : Nat) => ite",
        &WITHOUT_MOD,
    );
    changed("(Nat.modCore (Nat.succ n) y) (Nat.succ n))", "(Nat.modCore (Nat.succ n) y) n)", &WITHOUT_MOD);
}

#[test]
fn recursion_that_is_another_is_not_known() {
    let changed = |from, to, unknown: &[NatOp]| without(FUEL, from, to, unknown);
    changed("(WellFounded.Nat.eager (Nat.succ (h x)))", "(WellFounded.Nat.eager (h x))", &[Gcd, Land, Lor, Xor]);
    changed(
        "(decideBool (Nat.beq n n) Bool.true) n n",
        "(decideBool (Nat.beq n n) Bool.true) n 0",
        &[Gcd, Land, Lor, Xor],
    );
    changed("=> n)\n        (fun (m : Nat)", "=> 0)\n        (fun (m : Nat)", &[Gcd]);
    changed(
        "first (p : Pair) : Nat := .proj PSigma 0 p",
        "first (p : Pair) : Nat := .proj PSigma 1 p",
        &[Gcd, Land, Lor, Xor],
    );
    changed("(mk m n)\n\ndef digit", "(mk n m)\n\ndef digit", &[Gcd]);
    without(ACC, "=> n)\n        (fun (m : Nat)", "=> m)\n        (fun (m : Nat)", &[Gcd]);
    without(ACC, "Nat.add (Nat.add r r) 1", "Nat.add r 1", &BITS);
}

#[test]
fn operations_on_digits_that_are_others_are_not_known() {
    let changed = |from, to, unknown: &[NatOp]| without(FUEL, from, to, unknown);
    changed("Nat.add (Nat.add r r) 1", "Nat.add (Nat.add r r) 2", &BITS);
    changed("(Nat.add (Nat.add r r) 1) (Nat.add r r)", "(Nat.add (Nat.add r r) 1) r", &BITS);
    changed("(Nat.mod n 2) 1", "(Nat.mod n 2) 0", &BITS);
    changed("(f (digit n) (digit m))", "(f (digit m) (digit n))", &[]);
    changed("cond.{0} Nat (f Bool.false Bool.true) m 0", "0", &[Lor, Xor]);
    changed("cond.{0} Nat (f Bool.true Bool.false) n 0", "n", &[Land]);
    changed("Nat.bitwise and\n", "Nat.bitwise or\n", &[Land]);
    changed("Nat.bitwise or n m", "Nat.bitwise or m n", &[Lor]);
    changed("Nat.bitwise bne\n", "fun (n m : Nat) => Nat.add n m\n", &[Xor]);
    changed(
        "Bool.rec.{1} (fun (_ : Bool) => Bool) Bool.false b a",
        "Bool.rec.{1} (fun (_ : Bool) => Bool) b b a",
        &[Land],
    );
}

#[test]
fn shifts_that_are_others_are_not_known() {
    let changed = |from, to, unknown: &[NatOp]| without(FUEL, from, to, unknown);
    changed("ih (Nat.mul 2 n)", "ih (Nat.mul 3 n)", &[ShiftLeft]);
    changed("ih (Nat.mul 2 n)", "ih (Nat.add n n)", &[ShiftLeft]);
    changed("Nat.div ih 2) m", "Nat.div ih 3) m", &[ShiftRight]);
    changed(
        "(fun (_ : Nat) => Nat) n (fun (_ ih : Nat) => Nat.div ih 2) m",
        "(fun (_ : Nat) => Nat) 0 (fun (_ ih : Nat) => Nat.div ih 2) m",
        &[ShiftRight],
    );
}

#[test]
fn axioms_and_other_types_are_not_known() {
    let none =
        ["axiom Nat.gcd (n m : Nat) : Nat", "axiom Nat.div (n m : Nat) : Nat", "def Nat.mod (n : Nat) : Nat := n"];
    for source in none {
        let (found, unfolded) = known(source);
        assert_eq!(unfolded.len(), 1, "{source}");
        assert!(!found.contains(&unfolded[0]));
    }
}

#[test]
fn inequality_that_is_another_decides_nothing() {
    let path = format!("{}/../../tests/kernel/inputs/nat.kernel", env!("CARGO_MANIFEST_DIR"));
    let nat = std::fs::read_to_string(path).unwrap();
    let (first, last) =
        ("(h : Nat.le n m) : Nat.le n (Nat.succ m)", "(h : Nat.le n m) : Nat.le n (Nat.succ (Nat.succ m))");
    assert!(nat.contains(first));
    // Without the theorem that this makes false.
    let nat: String = nat.split("\ntheorem Nat.lt_succ_self").next().unwrap().replace(first, last);
    let acc = std::fs::read_to_string(format!("{}/../../tests/kernel/inputs/acc.kernel", env!("CARGO_MANIFEST_DIR")))
        .unwrap();
    let acc = acc.replace("use logic\n", "");
    let nat = nat.replace("use logic data\n", "");
    let source = format!("{nat}\n{acc}\n{}", source(FUEL));
    let (_, unfolded) = known_after("use logic data\n", &source);
    assert_eq!(unfolded, WITHOUT_BOTH);
}
