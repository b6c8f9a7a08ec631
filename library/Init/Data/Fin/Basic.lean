module

prelude
public import Init.Data.NeZero

/-!
Bounded numbers: conversions and arithmetic, which wraps around.
-/

set_option linter.unusedVariables false

public section
@[expose] section

open Nat

namespace Fin

instance coeToNat : CoeOut (Fin n) Nat :=
  ⟨fun v => v.val⟩

/-- Nothing comes of no number. -/
def elim0.{u} {α : Sort u} : Fin 0 → α
  | ⟨_, h⟩ => absurd h (not_lt_zero _)

/-- The number after, with room for one more. -/
def succ : Fin n → Fin (n + 1)
  | ⟨i, h⟩ => ⟨i + 1, Nat.succ_lt_succ h⟩

variable {n : Nat}

/-- The remainder of `a` by `n`. -/
protected def ofNat (n : Nat) [NeZero n] (a : Nat) : Fin n :=
  ⟨a % n, Nat.mod_lt _ (Nat.pos_of_ne_zero (NeZero.ne n))⟩

/-- The natural number. -/
@[inline] protected def toNat (i : Fin n) : Nat := i.val

private theorem mlt {b : Nat} : {a : Nat} → a < n → b % n < n
  | 0, h => Nat.mod_lt _ h
  | _ + 1, h => Nat.mod_lt _ (Nat.lt_trans (Nat.zero_lt_succ _) h)

/-- The sum, modulo `n`. -/
protected def add : Fin n → Fin n → Fin n
  | ⟨a, h⟩, ⟨b, _⟩ => ⟨(a + b) % n, by exact mlt h⟩

/-- The product, modulo `n`. -/
protected def mul : Fin n → Fin n → Fin n
  | ⟨a, h⟩, ⟨b, _⟩ => ⟨(a * b) % n, by exact mlt h⟩

/-- The difference, modulo `n`. -/
protected def sub : Fin n → Fin n → Fin n
  | ⟨a, h⟩, ⟨b, _⟩ => ⟨((n - b) + a) % n, by exact mlt h⟩

instance : Add (Fin n) where
  add := Fin.add

instance : Sub (Fin n) where
  sub := Fin.sub

instance : Mul (Fin n) where
  mul := Fin.mul

instance instOfNat {n : Nat} [NeZero n] {i : Nat} : OfNat (Fin n) i := ⟨Fin.ofNat n i⟩

instance instInhabited {n : Nat} [NeZero n] : Inhabited (Fin n) where
  default := 0

theorem ne_of_val_ne {i j : Fin n} (h : i.val ≠ j.val) : i ≠ j := fun h' => absurd (val_eq_of_eq h') h

theorem val_ne_of_ne {i j : Fin n} (h : i ≠ j) : i.val ≠ j.val := fun h' => absurd (eq_of_val_eq h') h

@[simp] theorem is_lt (a : Fin n) : (a : Nat) < n := a.2

@[simp] protected theorem eta (a : Fin n) (h : a < n) : (⟨a, h⟩ : Fin n) = a := rfl

end Fin
