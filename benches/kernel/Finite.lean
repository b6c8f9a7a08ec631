module
@[expose] public noncomputable section

/-! Decisions over finite structures: laws of a binary operation on `Fin n`, a table that is written as a list of rows,
and a word. `SIZE` is put in by `from_lean.sh`. -/

namespace Finite

def op (x y : Fin SIZE) : Fin SIZE := ⟨(2 * x.val + 3 * y.val) % SIZE, Nat.mod_lt _ (by decide)⟩

def table : List (List Nat) := (List.range SIZE).map fun i => (List.range SIZE).map fun j => (i * j + 1) % SIZE

def at2 (rows : List (List Nat)) (i j : Nat) : Nat := (rows.getD i []).getD j 0

theorem medial : ∀ x y z w : Fin SIZE, op (op x y) (op z w) = op (op x z) (op y w) := by decide +kernel

theorem commutes : ∀ x y : Fin SIZE, at2 table x.val y.val = at2 table y.val x.val := by decide +kernel

theorem notCommutative : ¬ ∀ x y : Fin SIZE, op x y = op y x := by decide +kernel

def word : String := String.ofList ((List.range SIZE).map fun i => Char.ofNat (97 + i % 26))

theorem letters : (word.toList.all fun c => c.isLower) = true := by decide +kernel

end Finite
