module

prelude
public import Init.Coe

/-!
Natural numbers where other numbers are expected.
-/

public section
@[expose] section

/-- Types that natural numbers can be taken for. -/
class NatCast (R : Type u) where
  /-- The coercion. -/
  protected natCast : Nat → R

instance : NatCast Nat where
  natCast n := n

/-- Takes a natural number for an `R`. -/
@[coe, reducible, match_pattern] protected def Nat.cast {R : Type u} [NatCast R] : Nat → R :=
  NatCast.natCast

instance [NatCast R] : CoeTail Nat R where
  coe := Nat.cast

instance [NatCast R] : CoeHTCT Nat R where
  coe := Nat.cast
