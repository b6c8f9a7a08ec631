module

/-! What the fixture of the command's tests leaves out: scalars of every size in boxed slots and in constructors, big
numbers of both signs, deep and wide terms, names that need escaping, a `meta` definition whose code is kept, and
private declarations that public ones use. `README.md` beside it says how the compiled files were made. -/

public section

universe u v w

/-- Literals of several sizes, some past the small range of one width only. -/
@[expose] def numbers : List Nat := [0, 2147483647, 2147483648, 4294967296, 9223372036854775807, 9223372036854775808,
  18446744073709551616, 340282366920938463463374607431768211455, 123456789012345678901234567890123456789012345678901234567890]

@[expose] def integers : List Int := [-1, -1073741824, -1073741825, 1073741823, 1073741824, -2147483649, -9223372036854775809]

@[expose] def word64 : UInt64 := 0x123456789abcdef0
@[expose] def word32 : UInt32 := 0xdeadbeef
@[expose] def half : Float := 0.5
@[expose] def texts : List String := ["", "a", "ab\tc\n", "naïve café", "日本語", "🌍🌎🌏", "\x00 NUL inside"]

/-- A name that needs escaping, and one that cannot be escaped well. -/
@[expose] def «two words».«1st» : Nat := 1

structure Point (α : Type u) (β : Type v) where
  x : α
  y : β
  tag : UInt8 := 7

instance [Add α] [Add β] : Add (Point α β) where
  add p q := { x := p.x + q.x, y := p.y + q.y }

/-- Universe levels of several shapes. -/
@[expose] def levels (α : Sort (max u (v + 2))) (β : α → Sort (imax u (w + 1))) : Sort (max u (v + 2) (imax u (w + 1)) + 1) :=
  ULift.{max u (v + 2) (imax u (w + 1)), 0} Nat → (a : α) → β a

inductive Even : Nat → Prop where
  | zero : Even 0
  | step (n : Nat) (h : Even n) : Even (n + 2)

mutual
inductive Rose (α : Type u) where
  | node (value : α) (children : Forest α)
inductive Forest (α : Type u) where
  | nil
  | cons (head : Rose α) (tail : Forest α)
end

private def helper (n : Nat) : Nat := if n = 0 then 1 else 2 * n

/-- Public, with a body that the exported part does not show. -/
def useHelper (n : Nat) : Nat := helper n + helper (n + 1)

@[expose] def nested (n : Nat) : Nat :=
  let a := n + 1
  let b := a * a
  let c := b + a
  match c with
  | 0 => 0
  | k + 1 => k * b

@[simp] theorem even_zero_iff : Even 0 ↔ True := ⟨fun _ => trivial, fun _ => .zero⟩

theorem hidden_proof (n : Nat) (h : n = 0) : n + 0 = 0 := by simp [h]

meta def forMacros (n : Nat) : Nat := n * 3 + 1

unsafe def unsafeOne : Nat := 1
opaque sealed : Nat → Nat
axiom postulate : ∀ n : Nat, sealed n = n

macro "twice! " t:term : term => `(($t, $t))
