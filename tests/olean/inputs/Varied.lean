module

public import Lean
public meta import Lean
public import Std.Tactic.Do

-- A module with many kinds of extension entries: what it declares is chosen for what it leaves in the compiled files.

@[expose] public section

set_option doc.verso false

/-- Doc string of a structure, with `code` and “quotes”. -/
structure Point where
  /-- The abscissa. -/
  x : Int := -1
  /-- The ordinate. -/
  y : Int := 2
deriving Repr, BEq, Hashable, DecidableEq, Inhabited, Ord

/-- Extends a structure. -/
structure Point3 extends Point where
  z : Int := 0
deriving Repr, BEq

class Area (α : Type) (β : outParam Type) where
  area : α → β

/-- An instance with a doc string. -/
instance (priority := low) pointArea : Area Point Nat := ⟨fun p => p.x.natAbs * p.y.natAbs⟩

inductive Colour where
  | red | green | blue
deriving Repr, DecidableEq, Inhabited, Ord, Hashable

inductive Shape : Nat → Type where
  | dot : Shape 0
  | line (n : Nat) (len : Float) (c : Char) (w : UInt16) (u : USize) (h : UInt64) : Shape (n + 1)

mutual
inductive Tree (α : Type u) where
  | node : α → Forest α → Tree α
inductive Forest (α : Type u) where
  | nil : Forest α
  | cons : Tree α → Forest α → Forest α
end

mutual
def Tree.size : Tree α → Nat
  | .node _ f => f.size + 1
def Forest.size : Forest α → Nat
  | .nil => 0
  | .cons t f => t.size + f.size
end

/-- Well-founded recursion. -/
def gcd' (a b : Nat) : Nat := if h : b = 0 then a else gcd' b (a % b)
termination_by b
decreasing_by exact Nat.mod_lt _ (Nat.pos_of_ne_zero h)

/-- A partial fixpoint. -/
def search (p : Nat → Bool) (n : Nat) : Option Nat := if p n then some n else search p (n + 1)
partial_fixpoint

partial def forever (n : Nat) : Nat := forever (n + 1)

unsafe def dangerous (n : Nat) : Nat := n + 1

@[implemented_by dangerous] def safeFace (n : Nat) : Nat := n + 1

@[extern "lithe_add"] opaque externAdd (a b : @& Nat) : Nat

@[export lithe_double] def double (n : Nat) : Nat := n + n

@[macro_inline] def both (a b : Bool) : Bool := if a then b else false
@[noinline] def slow (n : Nat) : Nat := n * n
@[specialize] def mapTwice (f : α → α) : List α → List α
  | [] => []
  | x :: xs => f (f x) :: mapTwice f xs
@[reducible] def Alias := Nat
@[irreducible] def hiddenNat : Nat := 7
@[deprecated double (since := "2025-01-01")] def oldDouble := double

def fast (n : Nat) : Nat := n + n
@[csimp] theorem slow_eq : @double = @fast := rfl

def big : Nat := 123456789012345678901234567890
def negative : Int := -3000000000
def chars : List Char := ['a', 'λ', '🌍']
def words : Array UInt32 := #[1, 2, 0xFFFFFFFF]
def longs : Array UInt64 := #[1, 2, 0xFFFFFFFFFFFFFFFF]
def floats : Array Float := #[1.5, 2.0]

@[simp] theorem double_def (n : Nat) : double n = n + n := rfl
@[simp ↓ high] theorem fast_def (n : Nat) : fast n = n + n := rfl
attribute [simp] gcd'
@[simp] def twice (n : Nat) := n + n

@[ext] structure Pair (α : Type) where
  fst : α
  snd : α

@[grind =] theorem fast_double (n : Nat) : fast n = double n := rfl
@[grind →] theorem pos_of_lt {a b : Nat} (h : a < b) : 0 < b := Nat.lt_of_le_of_lt (Nat.zero_le a) h
grind_pattern pos_of_lt => a < b
attribute [grind cases] Colour
@[grind inj] theorem succ_inj : Function.Injective Nat.succ := fun _ _ h => Nat.succ.inj h

@[congr] theorem ite_congr' {a b c : Nat} (p : Prop) [Decidable p] (h : a = b) : (if p then a else c) = (if p then b else c) := by rw [h]

@[refl] theorem myLe_refl (n : Nat) : n ≤ n := Nat.le_refl n
@[symm] theorem ne_symm' {a b : Nat} (h : a ≠ b) : b ≠ a := fun e => h e.symm
@[push_cast] theorem my_cast (a : Nat) : ((a : Nat) : Int) = (a : Int) := rfl
@[norm_cast] theorem cast_add' (a b : Nat) : ((a + b : Nat) : Int) = (a : Int) + (b : Int) := rfl

instance : Coe Point (Int × Int) := ⟨fun p => (p.x, p.y)⟩
@[coe] def Point.toInt (p : Point) : Int := p.x
@[default_instance] instance : HAdd Point Point Point := ⟨fun a b => ⟨a.x + b.x, a.y + b.y⟩⟩

@[match_pattern] def origin : Point := ⟨0, 0⟩
@[elab_as_elim] noncomputable def Nat.myRec {motive : Nat → Sort u} (z : motive 0) (s : ∀ n, motive n → motive (n + 1)) (n : Nat) : motive n := Nat.rec z s n
@[induction_eliminator] def Colour.myRec {motive : Colour → Sort u} (r : motive .red) (g : motive .green) (b : motive .blue) (c : Colour) : motive c := by
  cases c <;> assumption

unif_hint (n : Nat) where
  n =?= 0
  ⊢ n + 1 =?= 1

namespace Scoped
scoped notation "⟪" a ", " b "⟫" => Point.mk a b
scoped infixl:65 " ⊞ " => Nat.add
scoped instance : Inhabited Nat := ⟨42⟩
scoped macro "magic" : term => `(42)
attribute [scoped simp] slow
end Scoped

notation:50 a " ≼ " b:50 => Nat.le a b
postfix:max "‼" => double
syntax (name := mySyntax) "my_term" num : term
macro_rules
  | `(my_term $n) => `($n + 1)
declare_syntax_cat arith
syntax num : arith
syntax arith "+" arith : arith
syntax "[arith|" arith "]" : term
macro "my_tac" : tactic => `(tactic| simp)
@[inherit_doc double] notation "dbl" => double

export Point (x)
open Nat in
protected theorem Point.foo : succ 0 = 1 := rfl
abbrev Point.Alias := Point

recommended_spelling "precle" for "≼" in [«term_≼_»]

/-- An error explanation lives elsewhere; this is a tactic with a doc extension. -/
syntax (name := myTac2) "my_tac2" : tactic
macro_rules | `(tactic| my_tac2) => `(tactic| trivial)
/-- An extension of the documentation. -/
tactic_extension myTac2
/-- Tactics of this file. -/
register_tactic_tag varied "varied"

meta section
simproc reduceDouble (double _) := fun e => do
  return .visit { expr := e }

simproc_decl reduceOther (fast _) := fun _ => return .continue
end

meta def helper (s : Lean.Syntax) : Lean.MacroM Lean.Syntax := pure s
@[macro mySyntax] meta def expandMine : Lean.Macro := fun stx => helper stx

open Lean Elab Meta in
elab "my_elab" t:term : term => do Term.elabTerm t none

open Lean Elab Command in
elab "#my_command" : command => pure ()

open Lean PrettyPrinter in
@[app_unexpander double] meta def unexpandDouble : Unexpander
  | `($_ $x) => `($x ‼)
  | _ => throw ()

open Lean Widget in
@[widget_module] def myWidget : Widget.Module where
  javascript := "export default function () { return 1 }"

show_panel_widgets [myWidget]

initialize counter : IO.Ref Nat ← IO.mkRef 0
@[init] def initIt : IO Unit := pure ()

register_option varied.option : Nat := { defValue := 3, descr := "An option." }

@[simp] theorem wf (n : Nat) (h : 0 < n) : n ≠ 0 := Nat.pos_iff_ne_zero.mp h

open Std.Do in
@[spec] theorem spec_pure : ⦃⌜True⌝⦄ (pure 3 : Id Nat) ⦃⇓ r => ⌜r = 3⌝⦄ := by mvcgen

set_option doc.verso true

/--
A Verso doc string with a {name}`Point`, {lit}`code` and a list:
* one {lean}`double 3`
* two {tactic}`simp`

# A heading

$`x^2` and a [link](https://example.org).
-/
def versoDocumented : Nat := 3

/-!
A Verso module doc with {lean}`Nat`.

# Section
Text.
-/

def loop (n : Nat) (s : Float) (m : ByteArray) : Float × ByteArray := Id.run do
  let mut s := s
  let mut m := m
  if n % 2 == 0 then s := s + 1.5 else s := s * 2
  m := m.push 7
  return (s, m)

def useScalars (a : UInt8) (b : UInt16) (c : UInt32) (d : UInt64) (e : USize) : UInt64 :=
  a.toUInt64 + b.toUInt64 + c.toUInt64 + d + e.toUInt64 + 5
