module

prelude
public import Init.Data.Nat.Basic

/-!
Numerals through `Zero` and `One`, and numbers that are known not to be zero.
-/

public section
@[expose] section

instance (priority := 300) Zero.toOfNat0 {α} [Zero α] : OfNat α (nat_lit 0) where
  ofNat := Zero.zero

instance (priority := 200) Zero.ofOfNat0 {α} [OfNat α (nat_lit 0)] : Zero α where
  zero := 0

/-- `n` is not zero. -/
class NeZero {R : Type _} [Zero R] (n : R) : Prop where
  /-- That is so. -/
  out : n ≠ 0

theorem NeZero.ne {R : Type _} [Zero R] (n : R) [h : NeZero n] : n ≠ 0 := h.out

theorem NeZero.ne' {R : Type _} [Zero R] (n : R) [h : NeZero n] : 0 ≠ n := h.out.symm

instance Nat.instNeZeroSucc : NeZero (n + 1) := ⟨Nat.succ_ne_zero n⟩
