module

/-! A module with one of each: what a reader of `.olean` files has to meet. `README.md` here says how the compiled
files beside it were made. -/

public section

/-- A tree, so that there is a recursive inductive type with its recursor. -/
inductive Tree (α : Type u) where
  | leaf : Tree α
  | node (left : Tree α) (value : α) (right : Tree α) : Tree α

namespace Tree

/-- Number of values. -/
def size : Tree α → Nat
  | leaf => 0
  | node l _ r => l.size + 1 + r.size

@[simp] theorem size_leaf : (leaf : Tree α).size = 0 := by simp [size]

/-- A body that importers see. -/
@[expose] def singleton (a : α) : Tree α := node leaf a leaf

theorem size_singleton (a : α) : (singleton a).size = 1 := by simp [singleton, size]

end Tree

/-- A structure with a scalar field of each size and a default. -/
structure Scalars where
  /-- One byte. -/
  a : UInt8
  /-- Two bytes. -/
  b : UInt16 := 258
  /-- Four bytes. -/
  c : UInt32
  /-- Eight bytes. -/
  d : UInt64
  /-- A floating-point number. -/
  e : Float
  /-- A word of the machine. -/
  f : USize

/-- Past the small range of every machine: a big number in the file. -/
def big : Nat := 0x123456789abcdef0123456789abcdef0

/-- Text outside ASCII. -/
def greeting : String := "γειά σου, κόσμε 🌍"

instance : Inhabited (Tree α) := ⟨.leaf⟩

axiom something : big ≠ 0

opaque hidden : Nat

private def secret : Nat := 42

/-- Uses a private definition, so that the private part has something to say. -/
def revealed : Nat := secret + 1

notation "‖" t "‖" => Tree.size t

#guard ‖Tree.singleton 1‖ = 1
