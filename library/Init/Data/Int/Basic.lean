module

prelude
public import Init.Data.Cast
public import Init.Data.Nat.Basic

/-!
Integers: the operations, the order, and that both can be decided.
-/

set_option linter.unusedVariables false

public section
@[expose] section

set_option genCtorIdx false in
/-- The integers. -/
inductive Int : Type where
  /-- A natural number. -/
  | ofNat : Nat → Int
  /-- The negative of the number after `n`. -/
  | negSucc : Nat → Int

attribute [extern "lean_nat_to_int"] Int.ofNat
attribute [extern "lean_int_neg_succ_of_nat"] Int.negSucc

instance : NatCast Int where
  natCast n := Int.ofNat n

instance instOfNat : OfNat Int n where
  ofNat := Int.ofNat n

namespace Int

instance : Inhabited Int where
  default := ofNat 0

@[simp] theorem default_eq_zero : default = (0 : Int) := rfl

protected theorem zero_ne_one : (0 : Int) ≠ 1 := fun h => Int.noConfusion h (fun h => Nat.noConfusion h)

@[simp] theorem ofNat_eq_natCast (n : Nat) : Int.ofNat n = n := rfl

@[simp] theorem ofNat_zero : ((0 : Nat) : Int) = 0 := rfl

@[simp] theorem ofNat_one : ((1 : Nat) : Int) = 1 := rfl

theorem ofNat_two : ((2 : Nat) : Int) = 2 := rfl

/-- The negative of a natural number. -/
def negOfNat : Nat → Int
  | 0 => 0
  | .succ m => negSucc m

set_option bootstrap.genMatcherCode false in
/-- The negative. -/
@[extern "lean_int_neg"]
protected def neg (n : @& Int) : Int :=
  match n with
  | ofNat n => negOfNat n
  | negSucc n => ((Nat.succ n : Nat) : Int)

@[default_instance mid]
instance instNegInt : Neg Int where
  neg := Int.neg

/-- The difference of natural numbers. -/
def subNatNat (m n : Nat) : Int :=
  match (n - m : Nat) with
  | 0 => ofNat (m - n)
  | .succ k => negSucc k

set_option bootstrap.genMatcherCode false in
/-- The sum. -/
@[extern "lean_int_add"]
protected def add (m n : @& Int) : Int :=
  match m, n with
  | ofNat m, ofNat n => ofNat (m + n)
  | ofNat m, negSucc n => subNatNat m (Nat.succ n)
  | negSucc m, ofNat n => subNatNat n (Nat.succ m)
  | negSucc m, negSucc n => negSucc (Nat.succ (m + n))

instance : Add Int where
  add := Int.add

set_option bootstrap.genMatcherCode false in
/-- The product. -/
@[extern "lean_int_mul"]
protected def mul (m n : @& Int) : Int :=
  match m, n with
  | ofNat m, ofNat n => ofNat (m * n)
  | ofNat m, negSucc n => negOfNat (m * Nat.succ n)
  | negSucc m, ofNat n => negOfNat (Nat.succ m * n)
  | negSucc m, negSucc n => ofNat (Nat.succ m * Nat.succ n)

instance : Mul Int where
  mul := Int.mul

/-- The difference. -/
@[extern "lean_int_sub"]
protected def sub (m n : @& Int) : Int := m + (- n)

instance : Sub Int where
  sub := Int.sub

/-- The integer is a natural number. -/
inductive NonNeg : Int → Prop where
  /-- Namely `n`. -/
  | mk (n : Nat) : NonNeg (ofNat n)

/-- `a ≤ b`: the difference is a natural number. -/
protected def le (a b : Int) : Prop := NonNeg (b - a)

instance instLEInt : LE Int where
  le := Int.le

/-- `a < b` is `a + 1 ≤ b`. -/
protected def lt (a b : Int) : Prop := (a + 1) ≤ b

instance instLTInt : LT Int where
  lt := Int.lt

set_option bootstrap.genMatcherCode false in
/-- Decides equality. -/
@[extern "lean_int_dec_eq"]
protected def decEq (a b : @& Int) : Decidable (a = b) :=
  match a, b with
  | ofNat a, ofNat b =>
    match decEq a b with
    | isTrue h => isTrue (congrArg ofNat h)
    | isFalse h => isFalse (fun e => h (Int.ofNat.inj e))
  | ofNat _, negSucc _ => isFalse (fun h => Int.noConfusion h)
  | negSucc _, ofNat _ => isFalse (fun h => Int.noConfusion h)
  | negSucc a, negSucc b =>
    match decEq a b with
    | isTrue h => isTrue (congrArg negSucc h)
    | isFalse h => isFalse (fun e => h (Int.negSucc.inj e))

instance : DecidableEq Int := Int.decEq

set_option bootstrap.genMatcherCode false in
/-- Decides whether an integer is a natural number. -/
@[extern "lean_int_dec_nonneg"]
def decNonneg (m : @& Int) : Decidable (NonNeg m) :=
  match m with
  | ofNat m => isTrue (NonNeg.mk m)
  | negSucc i => isFalse (fun h =>
    Int.NonNeg.casesOn (motive := fun j _ => j = negSucc i → False) h (fun _ e => Int.noConfusion e) rfl)

/-- Decides `≤`. -/
@[extern "lean_int_dec_le"]
instance decLe (a b : @& Int) : Decidable (a ≤ b) :=
  decNonneg _

/-- Decides `<`. -/
@[extern "lean_int_dec_lt"]
instance decLt (a b : @& Int) : Decidable (a < b) :=
  decNonneg _

set_option bootstrap.genMatcherCode false in
/-- The absolute value. -/
@[extern "lean_nat_abs"]
def natAbs (m : @& Int) : Nat :=
  match m with
  | ofNat m => m
  | negSucc m => Nat.succ m

attribute [gen_constructor_elims] Int

/-- The sign: `-1`, `0` or `1`. -/
def sign : Int → Int
  | ofNat (.succ _) => 1
  | ofNat 0 => 0
  | negSucc _ => -1

/-- The natural number, or zero if it is negative. -/
def toNat : Int → Nat
  | ofNat n => n
  | negSucc _ => 0

/-- The natural number, if it is one. -/
def toNat? : Int → Option Nat
  | ofNat n => some n
  | negSucc _ => none

instance : Dvd Int where
  dvd a b := Exists (fun c => b = a * c)

/-- Powers. -/
protected def pow (m : Int) : Nat → Int
  | 0 => 1
  | .succ n => Int.pow m n * m

instance : NatPow Int where
  pow := Int.pow

instance : Min Int := minOfLe

instance : Max Int := maxOfLe

end Int

/-- Types that integers can be taken for. -/
class IntCast (R : Type u) where
  /-- The coercion. -/
  protected intCast : Int → R

instance : IntCast Int where
  intCast n := n

/-- Takes an integer for an `R`. -/
@[coe, reducible, match_pattern] protected def Int.cast {R : Type u} [IntCast R] : Int → R :=
  IntCast.intCast

@[simp] theorem Int.cast_eq (x : Int) : Int.cast x = x := rfl

instance [IntCast R] : CoeTail Int R where
  coe := Int.cast

instance [IntCast R] : CoeHTCT Int R where
  coe := Int.cast
