//! Problems of any size, each of which asks a checker one question about cost.
//!
//! What it is: a table of generators. Most questions are those of Courant and Leroy, A Lazy, Concurrent Convertibility
//! Checker (POPL 2026), of smalltt's benchmarks, and of the kernel arena's group "perf"; the declarations are written
//! for this table. All apply recursors directly, so that what is measured is not how an elaborator encodes recursion;
//! what needs compiled definitions is generated from the Lean sources in `benches/kernel`.

use kernel::terms::ExprId;
use kernel::testing::Theory;
use kernel::testing::file::theory;

/// A problem that grows with a number.
pub struct Ladder {
    /// Its name.
    pub name: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// A size at which good checkers need some milliseconds.
    pub size: u32,
    text: &'static str,
    build: fn(&mut Theory, u32),
}

impl Ladder {
    /// The declarations at a size.
    pub fn at(&self, size: u32) -> Result<Theory, String> {
        let mut theory = theory(self.text, &prelude).map_err(|bad| format!("{}: {bad}", self.name))?;
        (self.build)(&mut theory, size);
        Ok(theory)
    }
}

/// The ladder of this name.
pub fn find(name: &str) -> Option<&'static Ladder> {
    LADDERS.iter().find(|ladder| ladder.name == name)
}

macro_rules! preludes {
    ($($name:literal)*) => {
        fn prelude(name: &str) -> Result<String, String> {
            match name {
                $($name => Ok(include_str!(concat!("../../../tests/kernel/inputs/", $name, ".kernel")).to_owned()),)*
                _ => Err(format!("no prelude `{name}`")),
            }
        }
    };
}

preludes! { "logic" "data" "nat" "acc" "quot" "peano" }

const PEANO: &str = "use peano
def N.add (a b : N) : N := N.rec.{1} (fun (_ : N) => N) b (fun (_ ih : N) => N.succ ih) a
def count (m : N) : N := N.rec.{1} (fun (_ : N) => N) N.zero (fun (_ ih : N) => N.add ih (N.succ N.zero)) m
def isZero (m : N) : Bool := N.rec.{1} (fun (_ : N) => Bool) Bool.true (fun (_ : N) (_ : Bool) => Bool.false) m
def tagged (m : N) : Prod.{0, 0} N Bool := Prod.mk.{0, 0} N Bool m (isZero m)
def taggedFirst (m : N) : Prod.{0, 0} Bool N := Prod.mk.{0, 0} Bool N (isZero m) m
def dropArg (_ : N) : N := N.zero
def dropFirst (_ : Prod.{0, 0} Bool N) : N := N.zero
def dropLast (_ : Prod.{0, 0} N Bool) : N := N.zero
def slowTriv (m : N) : True := N.rec.{0} (fun (_ : N) => True) True.intro (fun (_ : N) (ih : True) => ih) m
def useProof (_ : True) : N := N.zero
";

const TREES: &str = "use peano
def N.add (a b : N) : N := N.rec.{1} (fun (_ : N) => N) b (fun (_ ih : N) => N.succ ih) a
inductive Tr : Type
| leaf : Tr
| node (l r : Tr) : Tr
def perfect (k : N) (t : Tr) : Tr :=
  N.rec.{1} (fun (_ : N) => Tr → Tr) (fun (t : Tr) => t) (fun (_ : N) (ih : Tr → Tr) (t : Tr) => ih (Tr.node t t)) k t
def ldepth (t : Tr) : N := Tr.rec.{1} (fun (_ : Tr) => N) N.zero (fun (_ _ : Tr) (ih _ : N) => N.succ ih) t
def ldepth2 (t : Tr) : N :=
  Tr.rec.{1} (fun (_ : Tr) => N) N.zero (fun (_ _ : Tr) (ih _ : N) => N.add ih (N.succ N.zero)) t
";

const NESTING: &str = "use peano
def f0 (x : N) : N := x
def f1 (x : N) : N := f0 (f0 x)
def f2 (x : N) : N := f1 (f1 x)
def f3 (x : N) : N := f2 (f2 x)
def f4 (x : N) : N := f3 (f3 x)
";

const CHURCH: &str = "use peano
def CNat : Type 1 := ∀ (X : Type), (X → X) → X → X
def cmul (a b : CNat) : CNat := fun (X : Type) (s : X → X) => a X (b X s)
";

const SLOW: &str = "use nat
def slowRefl (m : Nat) : Eq.{1} Nat m m :=
  Nat.rec.{0} (fun (_ : Nat) => Eq.{1} Nat m m) (Eq.refl.{1} Nat m)
    (fun (_ : Nat) (ih : Eq.{1} Nat m m) => ih) m
def ignore (m : Nat) (h : Eq.{1} Nat m m) : Nat := 0
def loop (n : Nat) : Nat → Nat :=
  Nat.rec.{1} (fun (_ : Nat) => Nat → Nat) (fun (acc : Nat) => acc)
    (fun (_ : Nat) (ih : Nat → Nat) (acc : Nat) => ih (Nat.add acc 1)) n
def slow (n : Nat) : Nat := loop n 0
def Prod.fst.{u, v} {α : Type u} {β : Type v} (self : Prod.{u, v} α β) : α := .proj Prod 0 self
def P (a : Nat) : Prod.{0, 0} Nat Nat := Prod.mk.{0, 0} Nat Nat 0 a
def Q (a : Nat) : Prod.{0, 0} Nat Nat := Prod.mk.{0, 0} Nat Nat 0 a
inductive C : Type
| mk (re im : Nat) : C
def C.re (self : C) : Nat := .proj C 0 self
def sum (n : Nat) : C → C :=
  Nat.rec.{1} (fun (_ : Nat) => C → C) (fun (acc : C) => acc)
    (fun (i : Nat) (ih : C → C) (acc : C) => ih (C.mk (Nat.add i (C.re acc)) 0)) n
def u : Unit := PUnit.unit.{1}
def step (c fuel : Nat) : Nat → Prod.{0, 0} Nat Nat :=
  Nat.rec.{1} (fun (_ : Nat) => Nat → Prod.{0, 0} Nat Nat)
    (fun (x : Nat) => Prod.mk.{0, 0} Nat Nat (Nat.add x c) c)
    (fun (_ : Nat) (ih : Nat → Prod.{0, 0} Nat Nat) (x : Nat) =>
      Nat.rec.{1} (fun (_ : Nat) => Prod.{0, 0} Nat Nat)
        (Prod.mk.{0, 0} Nat Nat (Nat.add (Prod.fst.{0, 0} Nat Nat (ih 1)) (Prod.fst.{0, 0} Nat Nat (ih 2))) 0)
        (fun (k : Nat) (_ : Prod.{0, 0} Nat Nat) => Prod.mk.{0, 0} Nat Nat
          (Nat.add (Prod.fst.{0, 0} Nat Nat (ih k)) (Prod.fst.{0, 0} Nat Nat (ih (Nat.add k 2)))) k)
        x)
    fuel
";

const TABLES: &str = "use nat
def and (a b : Bool) : Bool := cond.{0} Bool a b Bool.false
def all (n : Nat) (p : Nat → Bool) : Bool :=
  Nat.rec.{1} (fun (_ : Nat) => Bool) Bool.true (fun (i : Nat) (ih : Bool) => and (p i) ih) n
def get (xs : List.{0} Nat) : Nat → Nat :=
  List.rec.{1, 0} Nat (fun (_ : List.{0} Nat) => Nat → Nat) (fun (_ : Nat) => 0)
    (fun (x : Nat) (_ : List.{0} Nat) (ih : Nat → Nat) (i : Nat) =>
      Nat.rec.{1} (fun (_ : Nat) => Nat) x (fun (j _ : Nat) => ih j) i) xs
";

/// All ladders.
pub const LADDERS: &[Ladder] = &[
    Ladder {
        name: "app-lam",
        asks: "is a shared term under many binders inferred once, without substituting into it",
        size: 1000,
        text: "use nat\ndef wrap2 (f g : Nat → Nat) : Nat := Nat.add (f 0) (g 0)",
        build: app_lam,
    },
    Ladder {
        name: "let-ladder",
        asks: "is a let looked up instead of substituted",
        size: 2000,
        text: "use nat",
        build: let_ladder,
    },
    Ladder {
        name: "beta-ladder",
        asks: "is an argument looked up instead of substituted",
        size: 2000,
        text: "use nat",
        build: beta_ladder,
    },
    Ladder {
        name: "shift-cascade",
        asks: "does a let value that mentions a variable stay cheap below further binders",
        size: 1000,
        text: "use nat",
        build: shift_cascade,
    },
    Ladder {
        name: "args-before-unfold",
        asks: "are arguments of one constant compared before it is unfolded",
        size: 1000,
        text: PEANO,
        build: args_before_unfold,
    },
    Ladder {
        name: "unroll-versus-evaluate",
        asks: "which of two constants is unfolded",
        size: 1000,
        text: PEANO,
        build: unroll_versus_evaluate,
    },
    Ladder {
        name: "discarded-argument",
        asks: "is an argument that is ignored evaluated",
        size: 200,
        text: PEANO,
        build: |theory, n| discarded(theory, n, "dropArg", |_, x, _| x),
    },
    Ladder {
        name: "refute-cheap-first",
        asks: "does a cheap difference in front end the comparison",
        size: 200,
        text: PEANO,
        build: |theory, n| {
            discarded(theory, n, "dropFirst", |theory, x, flag| pair(theory, ("Bool", flag), ("N", x)));
        },
    },
    Ladder {
        name: "refute-cheap-last",
        asks: "does a cheap difference at the end end the comparison",
        size: 200,
        text: PEANO,
        build: |theory, n| {
            discarded(theory, n, "dropLast", |theory, x, flag| pair(theory, ("N", x), ("Bool", flag)));
        },
    },
    Ladder {
        name: "folded-constant-first",
        asks: "is a term's folded form there after its value was asked for, when the value comes first",
        size: 1000,
        text: PEANO,
        build: |theory, n| folded(theory, n, true),
    },
    Ladder {
        name: "folded-constant-last",
        asks: "is a term's folded form there after its value was asked for",
        size: 1000,
        text: PEANO,
        build: |theory, n| folded(theory, n, false),
    },
    Ladder {
        name: "identical-nesting",
        asks: "are identical deep terms seen to be identical before anything is unfolded",
        size: 1000,
        text: NESTING,
        build: identical_nesting,
    },
    Ladder {
        name: "repeated-subproblem",
        asks: "is a subproblem that is met 2^n times solved once",
        size: 20,
        text: TREES,
        build: repeated_subproblem,
    },
    Ladder {
        name: "shared-subterm",
        asks: "is a value with 2^n nodes consumed without being expanded",
        size: 1000,
        text: TREES,
        build: shared_subterm,
    },
    Ladder {
        name: "church-numerals",
        asks: "how fast is reduction under binders",
        size: 120,
        text: CHURCH,
        build: church_numerals,
    },
    Ladder {
        name: "irrelevance-before-evaluation",
        asks: "are proofs equal before they are evaluated",
        size: 200,
        text: PEANO,
        build: irrelevance_before_evaluation,
    },
    Ladder {
        name: "irrelevance-refutes",
        asks: "are proofs of different propositions different before they are evaluated",
        size: 100_000,
        text: SLOW,
        build: irrelevance_refutes,
    },
    Ladder {
        name: "proj-cheap-struct",
        asks: "are structures compared before they are evaluated for a field",
        size: 1 << 17,
        text: SLOW,
        build: proj_cheap_struct,
    },
    Ladder {
        name: "proj-lazy-struct",
        asks: "is a field taken though the structures differ",
        size: 100_000,
        text: SLOW,
        build: proj_lazy_struct,
    },
    Ladder {
        name: "proj-stuck-struct",
        asks: "does a projection that is stuck keep its structure as it was written",
        size: 20,
        text: SLOW,
        build: proj_stuck_struct,
    },
    Ladder {
        name: "table-decide",
        asks: "how fast is a decision procedure over a table",
        size: 12,
        text: TABLES,
        build: table_decide,
    },
    Ladder {
        name: "literal-recursion",
        asks: "how fast is recursion over a number literal",
        size: 100_000,
        text: SLOW,
        build: literal_recursion,
    },
    Ladder {
        name: "permuted-universes",
        asks: "are levels of a constant compared before it is unfolded",
        size: 100_000,
        text: SLOW,
        build: permuted_universes,
    },
    Ladder {
        name: "wide-environment",
        asks: "does a closure in the scope of many variables that uses few stay small",
        size: 2000,
        text: "use nat",
        build: wide_environment,
    },
];

/// `n` in the type of Peano numbers, as constructors.
fn numeral(theory: &mut Theory, n: u32) -> ExprId {
    let zero = theory.constant("N.zero");
    let succ = theory.constant("N.succ");
    (0..n).fold(zero, |number, _| theory.app(succ, &[number]))
}

/// `x₁ + (x₂ + (… + (xₙ + 0)))` below `n` binders, the outermost first.
fn sum_of_variables(theory: &mut Theory, n: u32) -> ExprId {
    let add = theory.constant("Nat.add");
    let zero = theory.number(0);
    (0..n).fold(zero, |sum, index| {
        let variable = theory.bvar(index);
        theory.app(add, &[variable, sum])
    })
}

fn app_lam(theory: &mut Theory, n: u32) {
    let nat = theory.constant("Nat");
    let add = theory.constant("Nat.add");
    let wrap = theory.constant("wrap2");
    let mut body = theory.bvar(n.saturating_sub(1));
    for index in (0..n.saturating_sub(1)).rev() {
        let variable = theory.bvar(index);
        body = theory.app(add, &[body, variable]);
    }
    for _ in 0..n {
        let function = theory.lam(nat, body);
        body = theory.app(wrap, &[function, function]);
    }
    theory.define("ladder", nat, body);
}

fn let_ladder(theory: &mut Theory, n: u32) {
    let nat = theory.constant("Nat");
    let zero = theory.number(0);
    let mut body = sum_of_variables(theory, n);
    for _ in 0..n {
        body = theory.let_in(nat, zero, body);
    }
    theory.define("ladder", nat, body);
}

fn beta_ladder(theory: &mut Theory, n: u32) {
    let nat = theory.constant("Nat");
    let zero = theory.number(0);
    let mut body = sum_of_variables(theory, n);
    for _ in 0..n {
        let function = theory.lam(nat, body);
        body = theory.app(function, &[zero]);
    }
    theory.prove_equal("ladder", 1, nat, zero, body);
}

fn shift_cascade(theory: &mut Theory, n: u32) {
    let nat = theory.constant("Nat");
    let function = theory.pi(nat, nat);
    let zero = theory.number(0);
    let last = theory.bvar(0);
    let mut body = theory.app(last, &[zero]);
    for k in (1..=n).rev() {
        // The k-th value, below the outer variable, k - 1 lets and its own binder.
        let x = theory.bvar(0);
        let outer = theory.bvar(k);
        let inner = if k == 1 {
            x
        } else {
            let previous = theory.bvar(1);
            theory.app(previous, &[x])
        };
        let applied = theory.app(outer, &[inner]);
        let value = theory.lam(nat, applied);
        body = theory.let_in(function, value, body);
    }
    let value = theory.lam(function, body);
    let ty = theory.pi(function, nat);
    theory.define("ladder", ty, value);
}

fn args_before_unfold(theory: &mut Theory, n: u32) {
    let ty = theory.constant("N");
    let count = theory.constant("count");
    let add = theory.constant("N.add");
    let (whole, less, one) = (numeral(theory, n), numeral(theory, n.saturating_sub(1)), numeral(theory, 1));
    let left = theory.app(count, &[whole]);
    let sum = theory.app(add, &[less, one]);
    let right = theory.app(count, &[sum]);
    theory.prove_equal("ladder", 1, ty, left, right);
}

fn unroll_versus_evaluate(theory: &mut Theory, n: u32) {
    let ty = theory.constant("N");
    let count = theory.constant("count");
    let add = theory.constant("N.add");
    let (number, next, one) = (numeral(theory, n), numeral(theory, n + 1), numeral(theory, 1));
    let left = theory.app(count, &[next]);
    let counted = theory.app(count, &[number]);
    let right = theory.app(add, &[counted, one]);
    theory.prove_equal("ladder", 1, ty, left, right);
}

/// `drop (with (count n) false) = drop (with (count (n + 1)) true)`.
fn discarded(theory: &mut Theory, n: u32, drop: &str, with: fn(&mut Theory, ExprId, ExprId) -> ExprId) {
    let ty = theory.constant("N");
    let count = theory.constant("count");
    let drop = theory.constant(drop);
    let mut side = |n: u32, flag: &str| {
        let number = numeral(theory, n);
        let counted = theory.app(count, &[number]);
        let flag = theory.constant(flag);
        let argument = with(theory, counted, flag);
        theory.app(drop, &[argument])
    };
    let (left, right) = (side(n, "Bool.false"), side(n + 1, "Bool.true"));
    theory.prove_equal("ladder", 1, ty, left, right);
}

fn pair(theory: &mut Theory, (first, a): (&str, ExprId), (second, b): (&str, ExprId)) -> ExprId {
    let zero = theory.level(0);
    let make = theory.constant_at("Prod.mk", &[zero, zero]);
    let (first, second) = (theory.constant(first), theory.constant(second));
    theory.app(make, &[first, second, a, b])
}

fn folded(theory: &mut Theory, n: u32, first: bool) {
    let zero = theory.level(0);
    let count = theory.constant("count");
    let number = numeral(theory, n);
    let counted = theory.app(count, &[number]);
    let no = theory.constant("Bool.false");
    let product = theory.constant_at("Prod", &[zero, zero]);
    let (bool_type, peano) = (theory.constant("Bool"), theory.constant("N"));
    let (ty, tagged, right) = if first {
        let right = pair(theory, ("Bool", no), ("N", counted));
        (theory.app(product, &[bool_type, peano]), theory.constant("taggedFirst"), right)
    } else {
        let right = pair(theory, ("N", counted), ("Bool", no));
        (theory.app(product, &[peano, bool_type]), theory.constant("tagged"), right)
    };
    let left = theory.app(tagged, &[counted]);
    theory.prove_equal("ladder", 1, ty, left, right);
}

fn identical_nesting(theory: &mut Theory, n: u32) {
    let ty = theory.constant("N");
    let zero = theory.constant("N.zero");
    let f = theory.constant("f4");
    let nest = (0..n).fold(zero, |inner, _| theory.app(f, &[inner]));
    theory.prove_equal("ladder", 1, ty, nest, nest);
}

fn repeated_subproblem(theory: &mut Theory, n: u32) {
    let ty = theory.constant("Tr");
    let leaf = theory.constant("Tr.leaf");
    let node = theory.constant("Tr.node");
    let perfect = theory.constant("perfect");
    let (number, less) = (numeral(theory, n), numeral(theory, n.saturating_sub(1)));
    let left = theory.app(perfect, &[number, leaf]);
    let two = theory.app(node, &[leaf, leaf]);
    let right = theory.app(perfect, &[less, two]);
    theory.prove_equal("ladder", 1, ty, left, right);
}

fn shared_subterm(theory: &mut Theory, n: u32) {
    let ty = theory.constant("N");
    let leaf = theory.constant("Tr.leaf");
    let perfect = theory.constant("perfect");
    let number = numeral(theory, n);
    let tree = theory.app(perfect, &[number, leaf]);
    let (depth, depth2) = (theory.constant("ldepth"), theory.constant("ldepth2"));
    let (left, right) = (theory.app(depth, &[tree]), theory.app(depth2, &[tree]));
    theory.prove_equal("ladder", 1, ty, left, right);
}

/// `fun X s z => s (s (… z))`.
fn church(theory: &mut Theory, n: u32) -> ExprId {
    let one = theory.level(1);
    let type_zero = theory.sort(one);
    let (b0, b1) = (theory.bvar(0), theory.bvar(1));
    let body = (0..n).fold(b0, |inner, _| theory.app(b1, &[inner]));
    let last = theory.lam(b1, body);
    let endo = theory.pi(b0, b1);
    let middle = theory.lam(endo, last);
    theory.lam(type_zero, middle)
}

fn church_numerals(theory: &mut Theory, n: u32) {
    let ty = theory.constant("CNat");
    let mul = theory.constant("cmul");
    let (a, b) = (church(theory, n), church(theory, n + 1));
    let (left, right) = (theory.app(mul, &[a, b]), theory.app(mul, &[b, a]));
    theory.prove_equal("ladder", 2, ty, left, right);
}

fn irrelevance_before_evaluation(theory: &mut Theory, n: u32) {
    let ty = theory.constant("N");
    let (count, slow, use_proof) = (theory.constant("count"), theory.constant("slowTriv"), theory.constant("useProof"));
    let number = numeral(theory, n);
    let counted = theory.app(count, &[number]);
    let proof = theory.app(slow, &[counted]);
    let left = theory.app(use_proof, &[proof]);
    let trivial = theory.constant("True.intro");
    let right = theory.app(use_proof, &[trivial]);
    theory.prove_equal("ladder", 1, ty, left, right);
}

fn irrelevance_refutes(theory: &mut Theory, n: u32) {
    let ty = theory.constant("Nat");
    let (ignore, slow) = (theory.constant("ignore"), theory.constant("slowRefl"));
    let mut side = |n: u32| {
        let number = theory.number(n.into());
        let proof = theory.app(slow, &[number]);
        theory.app(ignore, &[number, proof])
    };
    let (left, right) = (side(n), side(n + 1));
    theory.prove_equal("ladder", 1, ty, left, right);
}

fn proj_cheap_struct(theory: &mut Theory, n: u32) {
    let (ty, unit) = (theory.constant("Nat"), theory.constant("Unit"));
    let (structure, make, sum) = (theory.constant("C"), theory.constant("C.mk"), theory.constant("sum"));
    let (number, zero) = (theory.number(n.into()), theory.number(0));
    let start = theory.app(make, &[zero, zero]);
    let total = theory.app(sum, &[number, start]);
    let function = theory.lam(unit, total);
    let function_type = theory.pi(unit, structure);
    theory.define("S", function_type, function);
    let (s, re, u) = (theory.constant("S"), theory.constant("C.re"), theory.constant("u"));
    let one = theory.level(1);
    let star = theory.constant_at("PUnit.unit", &[one]);
    let mut side = |argument: ExprId| {
        let total = theory.app(s, &[argument]);
        theory.app(re, &[total])
    };
    let (left, right) = (side(u), side(star));
    theory.prove_equal("ladder", 1, ty, left, right);
}

fn first(theory: &mut Theory, inner: ExprId) -> ExprId {
    let zero = theory.level(0);
    let nat = theory.constant("Nat");
    let fst = theory.constant_at("Prod.fst", &[zero, zero]);
    theory.app(fst, &[nat, nat, inner])
}

fn proj_lazy_struct(theory: &mut Theory, n: u32) {
    let ty = theory.constant("Nat");
    let slow = theory.constant("slow");
    let mut side = |make: &str, n: u32| {
        let (make, number) = (theory.constant(make), theory.number(n.into()));
        let value = theory.app(slow, &[number]);
        let structure = theory.app(make, &[value]);
        first(theory, structure)
    };
    let (left, right) = (side("P", n), side("Q", n + 1));
    theory.prove_equal("ladder", 1, ty, left, right);
}

fn proj_stuck_struct(theory: &mut Theory, n: u32) {
    let nat = theory.constant("Nat");
    let one = theory.level(1);
    let step = theory.constant("step");
    let id = theory.constant_at("id", &[one]);
    let (fuel, c, x) = (theory.number(n.into()), theory.bvar(1), theory.bvar(0));
    let same = theory.app(id, &[nat, c]);
    let left = theory.app(step, &[same, fuel, x]);
    let left = first(theory, left);
    let right = theory.app(step, &[c, fuel, x]);
    let right = first(theory, right);
    let (eq, refl) = (theory.constant_at("Eq", &[one]), theory.constant_at("Eq.refl", &[one]));
    let statement = theory.app(eq, &[nat, left, right]);
    let proof = theory.app(refl, &[nat, left]);
    let (statement, proof) = (theory.pi(nat, statement), theory.lam(nat, proof));
    let (statement, proof) = (theory.pi(nat, statement), theory.lam(nat, proof));
    theory.prove("ladder", statement, proof);
}

/// A table of `n` numbers is read at each pair of places, and sums are compared both ways.
fn table_decide(theory: &mut Theory, n: u32) {
    let (nat, bool_type) = (theory.constant("Nat"), theory.constant("Bool"));
    let zero = theory.level(0);
    let mut table = theory.constant_at("List.nil", &[zero]);
    table = theory.app(table, &[nat]);
    let cons = theory.constant_at("List.cons", &[zero]);
    for at in (0..n).rev() {
        let number = theory.number(u64::from(at) * 7919 % 1009);
        table = theory.app(cons, &[nat, number, table]);
    }
    let list = theory.constant_at("List", &[zero]);
    let list = theory.app(list, &[nat]);
    theory.define("table", list, table);
    let (table, get, add) = (theory.constant("table"), theory.constant("get"), theory.constant("Nat.add"));
    let (beq, all, size) = (theory.constant("Nat.beq"), theory.constant("all"), theory.number(n.into()));
    let (i, j) = (theory.bvar(1), theory.bvar(0));
    let (at_i, at_j) = (theory.app(get, &[table, i]), theory.app(get, &[table, j]));
    let (sum, other) = (theory.app(add, &[at_i, at_j]), theory.app(add, &[at_j, at_i]));
    let test = theory.app(beq, &[sum, other]);
    let inner = theory.lam(nat, test);
    let inner = theory.app(all, &[size, inner]);
    let outer = theory.lam(nat, inner);
    let whole = theory.app(all, &[size, outer]);
    let yes = theory.constant("Bool.true");
    theory.prove_equal("ladder", 1, bool_type, yes, whole);
}

fn literal_recursion(theory: &mut Theory, n: u32) {
    let ty = theory.constant("Nat");
    let slow = theory.constant("slow");
    let number = theory.number(n.into());
    let left = theory.app(slow, &[number]);
    theory.prove_equal("ladder", 1, ty, left, number);
}

/// `c.{max u v} = c.{max v u}` for a constant that is expensive to evaluate.
fn permuted_universes(theory: &mut Theory, n: u32) {
    use kernel::environment::{Constant, ConstantKind, DefinitionSafety, ReducibilityHints};
    use kernel::testing::Group;
    let (nat, slow, number) = (theory.constant("Nat"), theory.constant("slow"), theory.number(n.into()));
    let value = theory.app(slow, &[number]);
    let (u, v) = (theory.level_param("u"), theory.level_param("v"));
    let (u_name, v_name) = (theory.name("u"), theory.name("v"));
    let name = theory.name("costly");
    let params = theory.terms.levels.intern_params(&[u_name.0]);
    let hints = ReducibilityHints::Regular(1);
    let kind = ConstantKind::Definition { value, hints, safety: DefinitionSafety::Safe, all: vec![name] };
    theory.groups.push(Group::Single(Constant { name, level_params: params, ty: nat, kind }));
    let (left, right) = (theory.terms.levels.max(u, v), theory.terms.levels.max(v, u));
    let (left, right) = (theory.constant_at("costly", &[left]), theory.constant_at("costly", &[right]));
    theory.prove_equal("ladder", 1, nat, left, right);
    let params = theory.terms.levels.intern_params(&[u_name.0, v_name.0]);
    if let Some(Group::Single(constant)) = theory.groups.last_mut() {
        constant.level_params = params;
    }
}

/// Each of `n` variables is a function of one before it: a closure sees all and uses one.
fn wide_environment(theory: &mut Theory, n: u32) {
    let nat = theory.constant("Nat");
    let add = theory.constant("Nat.add");
    let function = theory.pi(nat, nat);
    let zero = theory.number(0);
    let last = theory.bvar(0);
    let mut body = theory.app(last, &[zero]);
    for k in (0..n).rev() {
        let x = theory.bvar(0);
        // The value reaches for a variable half way out, past its own binder.
        let inner = if k == 0 {
            x
        } else {
            let other = theory.bvar(1 + k / 2);
            theory.app(other, &[x])
        };
        let one = theory.number(1);
        let sum = theory.app(add, &[inner, one]);
        let value = theory.lam(nat, sum);
        let bound = theory.lam(function, body);
        body = theory.app(bound, &[value]);
    }
    theory.define("ladder", nat, body);
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::limits::Limits;

    #[test]
    fn every_ladder_is_accepted_when_small() {
        for ladder in LADDERS {
            let env = ladder.at(3).unwrap_or_else(|error| panic!("{error}")).environment();
            let limits = kernel::testing::file::default_limits();
            let options = kernel::run::Options { limits, threads: 1 };
            for (id, verdict) in kernel::run::check(&env, &options, &|_| true, &|_| {}) {
                assert_eq!(verdict, kernel::verdict::Verdict::Accepted, "{} {id:?}", ladder.name);
            }
        }
    }

    /// Substitution, or looking again at what a function gives for each argument, needs a number of steps that is
    /// quadratic: two million here.
    #[test]
    fn steps_are_linear_in_the_number_of_binders() {
        for name in ["app-lam", "let-ladder", "beta-ladder", "shift-cascade", "wide-environment"] {
            let ladder = LADDERS.iter().find(|ladder| ladder.name == name).unwrap();
            let env = ladder.at(2000).unwrap_or_else(|error| panic!("{error}")).environment();
            let limits = Limits { steps: 100_000, ..kernel::testing::file::default_limits() };
            let options = kernel::run::Options { limits, threads: 1 };
            for (id, verdict) in kernel::run::check(&env, &options, &|_| true, &|_| {}) {
                assert_eq!(verdict, kernel::verdict::Verdict::Accepted, "{name} {id:?}");
            }
        }
    }
}
