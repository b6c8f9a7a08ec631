module

prelude
public import Init.SimpLemmas

/-!
Truth values: laws of the operations.
-/

public section
@[expose] section

namespace Bool

/-- Exclusive or. -/
abbrev xor : Bool → Bool → Bool := bne

instance : LE Bool := ⟨(. → .)⟩
instance : LT Bool := ⟨(!. && .)⟩

instance : Max Bool := ⟨or⟩
instance : Min Bool := ⟨and⟩

theorem false_ne_true : false ≠ true := fun h => Bool.noConfusion h

theorem eq_false_or_eq_true : (b : Bool) → b = true ∨ b = false
  | true => Or.inl rfl
  | false => Or.inr rfl

theorem eq_false_iff : {b : Bool} → b = false ↔ b ≠ true
  | true => ⟨fun h => Bool.noConfusion h, fun h => absurd rfl h⟩
  | false => ⟨fun _ h => Bool.noConfusion h, fun _ => rfl⟩

theorem ne_false_iff : {b : Bool} → b ≠ false ↔ b = true
  | true => ⟨fun _ => rfl, fun _ h => Bool.noConfusion h⟩
  | false => ⟨fun h => absurd rfl h, fun h => Bool.noConfusion h⟩

theorem eq_iff_iff {a b : Bool} : a = b ↔ (a ↔ b) :=
  ⟨fun h => h ▸ Iff.rfl, fun h =>
    match a, b, h with
    | true, true, _ => rfl
    | false, false, _ => rfl
    | true, false, h => (h.mp rfl).symm
    | false, true, h => h.mpr rfl⟩

theorem and_comm : ∀ (x y : Bool), (x && y) = (y && x) := fun x y => by cases x <;> cases y <;> rfl

theorem or_comm : ∀ (x y : Bool), (x || y) = (y || x) := fun x y => by cases x <;> cases y <;> rfl

theorem and_left_comm : ∀ (x y z : Bool), (x && (y && z)) = (y && (x && z)) :=
  fun x y z => by cases x <;> cases y <;> rfl

theorem or_left_comm : ∀ (x y z : Bool), (x || (y || z)) = (y || (x || z)) :=
  fun x y z => by cases x <;> cases y <;> rfl

@[simp] theorem not_and : ∀ (x y : Bool), (!(x && y)) = (!x || !y) := fun x y => by cases x <;> rfl

@[simp] theorem not_or : ∀ (x y : Bool), (!(x || y)) = (!x && !y) := fun x y => by cases x <;> rfl

@[simp] theorem and_not_self : ∀ (x : Bool), (x && !x) = false := fun x => by cases x <;> rfl

@[simp] theorem not_and_self : ∀ (x : Bool), (!x && x) = false := fun x => by cases x <;> rfl

@[simp] theorem or_not_self : ∀ (x : Bool), (x || !x) = true := fun x => by cases x <;> rfl

@[simp] theorem not_or_self : ∀ (x : Bool), (!x || x) = true := fun x => by cases x <;> rfl

/-- The number of a truth value. -/
def toNat (b : Bool) : Nat := cond b 1 0

@[simp] theorem toNat_false : false.toNat = 0 := rfl

@[simp] theorem toNat_true : true.toNat = 1 := rfl

end Bool
