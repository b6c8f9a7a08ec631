module

prelude

/-!
The first module: no import, no notation. It declares what elaboration itself refers to, in the order in
which the features of the language come to need it: equality and propositions first, then classes and
numbers, lists, characters and strings, monads, and last the types that macros work on.
-/

set_option linter.unusedVariables false

public section
@[expose] section

universe u v w

/-! ### Markers of the compiler -/

/-- Stands for information that compiled code does not carry. -/
unsafe axiom lcErased : Type

/-- Stands for a type that compiled code does not know. -/
unsafe axiom lcAny : Type

/-- Stands for the type of nothing in compiled code. -/
unsafe axiom lcVoid : Type

/-! ### Equality and the first functions -/

set_option bootstrap.inductiveCheckResultingUniverse false in
/-- The type with one element, in every universe. -/
inductive PUnit : Sort u where
  /-- The element of `PUnit`. -/
  | unit : PUnit

/-- Equality: the least relation that relates everything to itself. -/
inductive Eq : α → α → Prop where
  /-- Everything is equal to itself. -/
  | refl (a : α) : Eq a a

/-- Transport along an equation, where the motive does not mention the proof. -/
@[simp] abbrev Eq.ndrec.{u1, u2} {α : Sort u2} {a : α} {motive : α → Sort u1} (m : motive a) {b : α}
    (h : Eq a b) : motive b :=
  h.rec m

/-- Equality of two things whose types need not be the same by definition. -/
inductive HEq : {α : Sort u} → α → {β : Sort u} → β → Prop where
  /-- Everything is equal to itself. -/
  | refl (a : α) : HEq a a

/-- The truth values that programs compute. -/
inductive Bool : Type where
  /-- No. -/
  | false : Bool
  /-- Yes. -/
  | true : Bool

export Bool (false true)

/-- A local definition whose body may not unfold it, in the form of older files. -/
def letFun {α : Sort u} {β : α → Sort v} (v : α) (f : (x : α) → β x) : β v := f v

/-- The identity function. -/
@[inline] def id {α : Sort u} (a : α) : α := a

/-- One function after another. -/
@[inline] def Function.comp {α : Sort u} {β : Sort v} {δ : Sort w} (f : β → δ) (g : α → β) : α → δ :=
  fun x => f (g x)

/-- The function whose value is `a` everywhere. -/
@[inline] def Function.const {α : Sort u} (β : Sort v) (a : α) : β → α :=
  fun _ => a

set_option checkBinderAnnotations false in
/-- The instance that synthesis finds for the expected type. -/
abbrev inferInstance {α : Sort u} [i : α] : α := i

set_option checkBinderAnnotations false in
/-- The instance that synthesis finds for the given type. -/
abbrev inferInstanceAs (α : Sort u) [i : α] : α := i

/-- The type with one element. -/
abbrev Unit : Type := PUnit

/-- The element of `Unit`. -/
@[match_pattern] abbrev Unit.unit : Unit := PUnit.unit

/-- A proof in compiled code. -/
unsafe axiom lcProof {α : Prop} : α

/-- A cast in compiled code. -/
unsafe axiom lcCast {α : Sort u} {β : Sort v} (a : α) : β

/-- A place that compiled code never reaches. -/
unsafe axiom lcUnreachable {α : Sort u} : α

/-- The true proposition. -/
inductive True : Prop where
  /-- Its proof. -/
  | intro : True

/-- The false proposition. -/
inductive False : Prop

/-- The type without elements. -/
inductive Empty : Type

set_option bootstrap.inductiveCheckResultingUniverse false in
/-- The type without elements, in every universe. -/
inductive PEmpty : Sort u where

/-- Negation: `a` leads to `False`. -/
def Not (a : Prop) : Prop := a → False

/-- From `False` follows everything. -/
@[macro_inline] def False.elim {C : Sort u} (h : False) : C :=
  h.rec

/-- From a contradiction follows everything. -/
@[macro_inline] def absurd {a : Prop} {b : Sort v} (h₁ : a) (h₂ : Not a) : b :=
  (h₂ h₁).rec

/-- `Eq.refl` with its argument left to unification. -/
@[match_pattern] def rfl {α : Sort u} {a : α} : Eq a a := Eq.refl a

@[simp] theorem id_eq (a : α) : Eq (id a) a := rfl

/-- Equals may be put for equals. -/
theorem Eq.subst {α : Sort u} {motive : α → Prop} {a b : α} (h₁ : Eq a b) (h₂ : motive a) : motive b :=
  Eq.ndrec h₂ h₁

@[symm] theorem Eq.symm {α : Sort u} {a b : α} (h : Eq a b) : Eq b a :=
  h ▸ rfl

theorem Eq.trans {α : Sort u} {a b c : α} (h₁ : Eq a b) (h₂ : Eq b c) : Eq a c :=
  h₂ ▸ h₁

/-- Moves a value along an equation between types. -/
@[macro_inline] def cast {α β : Sort u} (h : Eq α β) (a : α) : β :=
  h ▸ a

theorem congrArg {α : Sort u} {β : Sort v} {a₁ a₂ : α} (f : α → β) (h : Eq a₁ a₂) : Eq (f a₁) (f a₂) :=
  h ▸ rfl

theorem congr {α : Sort u} {β : Sort v} {f₁ f₂ : α → β} {a₁ a₂ : α} (h₁ : Eq f₁ f₂) (h₂ : Eq a₁ a₂) :
    Eq (f₁ a₁) (f₂ a₂) :=
  h₁ ▸ h₂ ▸ rfl

theorem congrFun {α : Sort u} {β : α → Sort v} {f g : (x : α) → β x} (h : Eq f g) (a : α) : Eq (f a) (g a) :=
  h ▸ rfl

init_quot

/-- What a quotient was made of, in compiled code. -/
unsafe axiom Quot.lcInv {α : Sort u} {r : α → α → Prop} (q : Quot r) : α

/-- `HEq.refl` with its argument left to unification. -/
@[match_pattern] protected def HEq.rfl {α : Sort u} {a : α} : HEq a a :=
  HEq.refl a

theorem eq_of_heq {α : Sort u} {a a' : α} (h : HEq a a') : Eq a a' :=
  have across : (α β : Sort u) → (a : α) → (b : β) → HEq a b → (same : Eq α β) → Eq (cast same a) b :=
    fun _ _ _ _ hab => hab.rec (fun _ => rfl)
  across α α a a' h rfl

theorem heq_of_eq (h : Eq a a') : HEq a a' :=
  h ▸ HEq.refl a

/-! ### Pairs and connectives -/

/-- Pairs. -/
@[unbox]
structure Prod (α : Type u) (β : Type v) where
  mk ::
  /-- The first component. -/
  fst : α
  /-- The second component. -/
  snd : β

/-- Pairs whose components may be proofs. -/
structure PProd (α : Sort u) (β : Sort v) where
  /-- The first component. -/
  fst : α
  /-- The second component. -/
  snd : β

/-- Pairs of two types in the same universe. -/
structure MProd (α β : Type u) where
  /-- The first component. -/
  fst : α
  /-- The second component. -/
  snd : β

/-- Conjunction. -/
@[pp_using_anonymous_constructor]
structure And (a b : Prop) : Prop where
  intro ::
  /-- The first conjunct. -/
  left : a
  /-- The second conjunct. -/
  right : b

/-- Disjunction. -/
inductive Or (a b : Prop) : Prop where
  /-- The left side holds. -/
  | inl (h : a) : Or a b
  /-- The right side holds. -/
  | inr (h : b) : Or a b

theorem Or.intro_left (b : Prop) (h : a) : Or a b :=
  Or.inl h

theorem Or.intro_right (a : Prop) (h : b) : Or a b :=
  Or.inr h

theorem Or.elim {c : Prop} (h : Or a b) (left : a → c) (right : b → c) : c :=
  match h with
  | Or.inl ha => left ha
  | Or.inr hb => right hb

theorem Or.resolve_left (h : Or a b) (na : Not a) : b := h.elim (fun ha => absurd ha na) id
theorem Or.resolve_right (h : Or a b) (nb : Not b) : a := h.elim id (fun hb => absurd hb nb)
theorem Or.neg_resolve_left (h : Or (Not a) b) (ha : a) : b := h.elim (fun na => absurd ha na) id
theorem Or.neg_resolve_right (h : Or a (Not b)) (hb : b) : a := h.elim id (fun nb => absurd hb nb)

/-! ### Marks on types -/

/-- The type of a parameter with a default value. -/
@[reducible] def optParam (α : Sort u) (default : α) : Sort u := α

/-- Marks a parameter of a class that synthesis computes from the others. -/
@[reducible] def outParam (α : Sort u) : Sort u := α

/-- Marks a parameter of a class that instances fill in, though goals may bring it. -/
@[reducible] def semiOutParam (α : Sort u) : Sort u := α

/-- The pattern `x@h:a`. -/
@[reducible] def namedPattern {α : Sort u} (x a : α) (h : Eq x a) : α := a

/-! ### Truth values -/

/-- What the elaborator puts where a proof or a program is missing. -/
@[extern "lean_sorry", never_extract]
axiom sorryAx (α : Sort u) (synthetic : Bool) : α

theorem eq_false_of_ne_true : {b : Bool} → Not (Eq b true) → Eq b false
  | true, h => False.elim (h rfl)
  | false, _ => rfl

theorem eq_true_of_ne_false : {b : Bool} → Not (Eq b false) → Eq b true
  | true, _ => rfl
  | false, h => False.elim (h rfl)

theorem ne_false_of_eq_true : {b : Bool} → Eq b true → Not (Eq b false)
  | true, _ => fun h => Bool.noConfusion h
  | false, h => Bool.noConfusion h

theorem ne_true_of_eq_false : {b : Bool} → Eq b false → Not (Eq b true)
  | true, h => Bool.noConfusion h
  | false, _ => fun h => Bool.noConfusion h

/-- Types with an element that is there to be used when any will do. -/
class Inhabited (α : Sort u) where
  mk ::
  /-- That element. -/
  default : α

export Inhabited (default)

/-- Types that have an element. -/
class inductive Nonempty (α : Sort u) : Prop where
  /-- An element is what it takes. -/
  | intro (val : α) : Nonempty α

/-- Picks an element of a type that has one. -/
axiom Classical.choice {α : Sort u} : Nonempty α → α

protected theorem Nonempty.elim {α : Sort u} {p : Prop} (h₁ : Nonempty α) (h₂ : (a : α) → p) : p :=
  match h₁ with
  | intro a => h₂ a

instance {α : Sort u} [Inhabited α] : Nonempty α :=
  ⟨default⟩

/-- Some element of a type that has one. -/
noncomputable def Classical.ofNonempty {α : Sort u} [Nonempty α] : α :=
  Classical.choice inferInstance

instance {α : Sort u} {β : Sort v} [Nonempty β] : Nonempty (α → β) :=
  Nonempty.intro fun _ => Classical.ofNonempty

instance Pi.instNonempty {α : Sort u} {β : α → Sort v} [(a : α) → Nonempty (β a)] : Nonempty ((a : α) → β a) :=
  Nonempty.intro fun _ => Classical.ofNonempty

instance : Inhabited (Sort u) where
  default := PUnit

instance (α : Sort u) {β : Sort v} [Inhabited β] : Inhabited (α → β) where
  default := fun _ => default

instance Pi.instInhabited {α : Sort u} {β : α → Sort v} [(a : α) → Inhabited (β a)] :
    Inhabited ((a : α) → β a) where
  default := fun _ => default

/-- The default truth value. -/
def instInhabitedBool.default : Bool := false

instance instInhabitedBool : Inhabited Bool := ⟨instInhabitedBool.default⟩

/-- Puts something of any sort into `Type`. -/
structure PLift (α : Sort u) : Type u where
  up ::
  /-- Takes it out again. -/
  down : α

theorem PLift.up_down {α : Sort u} (b : PLift α) : Eq (up (down b)) b := rfl

theorem PLift.down_up {α : Sort u} (a : α) : Eq (down (up a)) a := rfl

/-- Elements of a type together with a proof that they have a property. -/
@[pp_using_anonymous_constructor]
structure Subtype {α : Sort u} (p : α → Prop) where
  /-- The element. -/
  val : α
  /-- Its property. -/
  property : p val

/-- A type together with a proof that it has an element. -/
def NonemptyType := Subtype fun α : Type u => Nonempty α

/-- The type of the pair. -/
abbrev NonemptyType.type (type : NonemptyType.{u}) : Type u :=
  type.val

instance : Inhabited NonemptyType.{u} where
  default := ⟨PUnit, ⟨⟨⟩⟩⟩

/-- Lifts a type to a higher universe. -/
structure ULift.{r, s} (α : Type s) : Type (max s r) where
  up ::
  /-- Takes the value out again. -/
  down : α

theorem ULift.up_down {α : Type u} (b : ULift.{v} α) : Eq (up (down b)) b := rfl

theorem ULift.down_up {α : Type u} (a : α) : Eq (down (up.{v} a)) a := rfl

instance [Inhabited α] : Inhabited (ULift α) where
  default := ULift.up default

/-- Lifts something of any sort to a higher universe. -/
structure PULift.{r, s} (α : Sort s) : Sort (max s r 1) where
  up ::
  /-- Takes the value out again. -/
  down : α

theorem PULift.up_down {α : Sort u} (b : PULift.{v} α) : Eq (up (down b)) b := rfl

theorem PULift.down_up {α : Sort u} (a : α) : Eq (down (up.{v} a)) a := rfl

/-! ### Decidable propositions -/

/-- Propositions that come with the answer. -/
class inductive Decidable (p : Prop) where
  /-- It is false, with the refutation. -/
  | isFalse (h : Not p) : Decidable p
  /-- It is true, with the proof. -/
  | isTrue (h : p) : Decidable p

/-- The answer as a truth value. -/
@[inline_if_reduce, nospecialize] def Decidable.decide (p : Prop) [h : Decidable p] : Bool :=
  h.casesOn (fun _ => false) (fun _ => true)

export Decidable (isTrue isFalse decide)

/-- A predicate that can be decided everywhere. -/
abbrev DecidablePred {α : Sort u} (r : α → Prop) :=
  (a : α) → Decidable (r a)

/-- A relation that can be decided everywhere. -/
abbrev DecidableRel {α : Sort u} {β : Sort v} (r : α → β → Prop) :=
  (a : α) → (b : β) → Decidable (r a b)

/-- A type whose equality can be decided. -/
abbrev DecidableEq (α : Sort u) :=
  (a b : α) → Decidable (Eq a b)

/-- Decides an equation. -/
def decEq {α : Sort u} [inst : DecidableEq α] (a b : α) : Decidable (Eq a b) :=
  inst a b

theorem decide_eq_true : [inst : Decidable p] → p → Eq (decide p) true
  | isTrue _, _ => rfl
  | isFalse h, hp => absurd hp h

theorem decide_eq_false : [inst : Decidable p] → Not p → Eq (decide p) false
  | isTrue h, hn => absurd h hn
  | isFalse _, _ => rfl

theorem of_decide_eq_true [inst : Decidable p] (h : Eq (decide p) true) : p :=
  match (generalizing := false) inst with
  | isTrue hp => hp
  | isFalse hn => absurd h (ne_true_of_eq_false (decide_eq_false hn))

theorem of_decide_eq_false [inst : Decidable p] (h : Eq (decide p) false) : Not p :=
  match (generalizing := false) inst with
  | isTrue hp => absurd h (ne_false_of_eq_true (decide_eq_true hp))
  | isFalse hn => hn

theorem of_decide_eq_self_eq_true [inst : DecidableEq α] (a : α) : Eq (decide (Eq a a)) true :=
  decide_eq_true (Eq.refl a)

/-- Decides equality of truth values. -/
@[inline] def Bool.decEq (a b : Bool) : Decidable (Eq a b) :=
  match a, b with
  | false, false => isTrue rfl
  | false, true => isFalse (fun h => Bool.noConfusion h)
  | true, false => isFalse (fun h => Bool.noConfusion h)
  | true, true => isTrue rfl

@[inline] instance : DecidableEq Bool :=
  Bool.decEq

/-- Equality that programs compute. -/
class BEq (α : Type u) where
  /-- Are the two equal? -/
  beq : α → α → Bool

open BEq (beq)

instance (priority := 500) instBEqOfDecidableEq [DecidableEq α] : BEq α where
  beq a b := decide (Eq a b)

/-- Chooses by a decidable proposition, and gives each branch the proof. -/
@[macro_inline] def dite {α : Sort u} (c : Prop) [h : Decidable c] (t : c → α) (e : Not c → α) : α :=
  h.casesOn e t

/-- Chooses by a decidable proposition. -/
@[macro_inline] def ite {α : Sort u} (c : Prop) [h : Decidable c] (t e : α) : α :=
  h.casesOn (fun _ => e) (fun _ => t)

@[macro_inline] instance {p q} [dp : Decidable p] [dq : Decidable q] : Decidable (And p q) :=
  match dp with
  | isTrue hp =>
    match dq with
    | isTrue hq => isTrue ⟨hp, hq⟩
    | isFalse hq => isFalse (fun h => hq (And.right h))
  | isFalse hp => isFalse (fun h => hp (And.left h))

@[macro_inline] instance {p q} [dp : Decidable p] [dq : Decidable q] : Decidable (Or p q) :=
  match dp with
  | isTrue hp => isTrue (Or.inl hp)
  | isFalse hp =>
    match dq with
    | isTrue hq => isTrue (Or.inr hq)
    | isFalse hq => isFalse (fun h => h.elim hp hq)

@[inline] instance [dp : Decidable p] : Decidable (Not p) :=
  match dp with
  | isTrue hp => isFalse (absurd hp)
  | isFalse hp => isTrue hp

/-- Chooses by a truth value. -/
@[macro_inline] def cond {α : Sort u} (c : Bool) (x y : α) : α :=
  match c with
  | true => x
  | false => y

/-- Chooses by a truth value, and gives each branch the equation. -/
@[macro_inline] protected def Bool.dcond {α : Sort u} (c : Bool) (x : Eq c true → α) (y : Eq c false → α) : α :=
  match c with
  | true => x rfl
  | false => y rfl

/-- Disjunction of truth values; the second is looked at only if need be. -/
@[macro_inline] def Bool.or (x y : Bool) : Bool :=
  match x with
  | true => true
  | false => y

/-- Conjunction of truth values; the second is looked at only if need be. -/
@[macro_inline] def Bool.and (x y : Bool) : Bool :=
  match x with
  | false => false
  | true => y

/-- Negation of truth values. -/
@[inline] def Bool.not : Bool → Bool
  | true => false
  | false => true

export Bool (or and not)

/-! ### Natural numbers and the classes of operations -/

set_option genCtorIdx false in
/-- The natural numbers. The kernel and the compiler know them, and compute with digits. -/
inductive Nat where
  /-- Zero. -/
  | zero : Nat
  /-- The number after `n`. -/
  | succ (n : Nat) : Nat

instance : Inhabited Nat where
  default := Nat.zero

/-- Numerals: `n` may be written for an element of `α`. -/
class OfNat (α : Type u) (_ : Nat) where
  /-- What the numeral means. -/
  ofNat : α

@[default_instance 100]
instance instOfNatNat (n : Nat) : OfNat Nat n where
  ofNat := n

/-- `a ≤ b`. -/
class LE (α : Type u) where
  /-- The relation. -/
  le : α → α → Prop

/-- `a < b`. -/
class LT (α : Type u) where
  /-- The relation. -/
  lt : α → α → Prop

/-- `a ≥ b` is `b ≤ a`. -/
@[reducible] def GE.ge [LE α] (a b : α) : Prop := LE.le b a

/-- `a > b` is `b < a`. -/
@[reducible] def GT.gt [LT α] (a b : α) : Prop := LT.lt b a

/-- A type whose `<` can be decided. -/
abbrev DecidableLT (α : Type u) [LT α] := DecidableRel (LT.lt : α → α → Prop)

/-- A type whose `≤` can be decided. -/
abbrev DecidableLE (α : Type u) [LE α] := DecidableRel (LE.le : α → α → Prop)

/-- The larger of two. -/
class Max (α : Type u) where
  /-- The operation. -/
  max : α → α → α

export Max (max)

/-- The larger of two, by a decidable `≤`. -/
@[inline]
def maxOfLe [LE α] [DecidableRel (@LE.le α _)] : Max α where
  max x y := ite (LE.le x y) y x

/-- The smaller of two. -/
class Min (α : Type u) where
  /-- The operation. -/
  min : α → α → α

export Min (min)

/-- The smaller of two, by a decidable `≤`. -/
@[inline]
def minOfLe [LE α] [DecidableRel (@LE.le α _)] : Min α where
  min x y := ite (LE.le x y) x y

/-- Chains of relations, as `calc` builds them. -/
class Trans (r : α → β → Sort u) (s : β → γ → Sort v) (t : outParam (α → γ → Sort w)) where
  /-- Joins two steps. -/
  trans : r a b → s b c → t a c

export Trans (trans)

instance (r : α → γ → Sort u) : Trans Eq r r where
  trans heq h' := heq ▸ h'

instance (r : α → β → Sort u) : Trans r Eq r where
  trans h' heq := heq ▸ h'

/-- `a + b`, where the types of both sides and of the result may differ. -/
class HAdd (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hAdd : α → β → γ

/-- `a - b`, where the types of both sides and of the result may differ. -/
class HSub (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hSub : α → β → γ

/-- `a * b`, where the types of both sides and of the result may differ. -/
class HMul (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hMul : α → β → γ

/-- `a / b`, where the types of both sides and of the result may differ. -/
class HDiv (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hDiv : α → β → γ

/-- `a % b`, where the types of both sides and of the result may differ. -/
class HMod (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hMod : α → β → γ

/-- `a ^ b`, where the types of both sides and of the result may differ. -/
class HPow (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hPow : α → β → γ

/-- `a • b`, where the types of both sides and of the result may differ. -/
class HSMul (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hSMul : α → β → γ

/-- `a ++ b`, where the types of both sides and of the result may differ. -/
class HAppend (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hAppend : α → β → γ

/-- `a <|> b`, where the types of both sides and of the result may differ. -/
class HOrElse (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation; its second argument is only computed if it is called for. -/
  hOrElse : α → (Unit → β) → γ

/-- `a >> b`, where the types of both sides and of the result may differ. -/
class HAndThen (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation; its second argument is only computed if it is called for. -/
  hAndThen : α → (Unit → β) → γ

/-- `a &&& b`, where the types of both sides and of the result may differ. -/
class HAnd (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hAnd : α → β → γ

/-- `a ^^^ b`, where the types of both sides and of the result may differ. -/
class HXor (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hXor : α → β → γ

/-- `a ||| b`, where the types of both sides and of the result may differ. -/
class HOr (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hOr : α → β → γ

/-- `a <<< b`, where the types of both sides and of the result may differ. -/
class HShiftLeft (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hShiftLeft : α → β → γ

/-- `a >>> b`, where the types of both sides and of the result may differ. -/
class HShiftRight (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  /-- The operation. -/
  hShiftRight : α → β → γ

/-- Types with a zero. -/
class Zero (α : Type u) where
  /-- The zero. -/
  zero : α

/-- Types with a one. -/
class One (α : Type u) where
  /-- The one. -/
  one : α

/-- `a + b` within one type. -/
class Add (α : Type u) where
  /-- The operation. -/
  add : α → α → α

/-- `a - b` within one type. -/
class Sub (α : Type u) where
  /-- The operation. -/
  sub : α → α → α

/-- `a * b` within one type. -/
class Mul (α : Type u) where
  /-- The operation. -/
  mul : α → α → α

/-- `-a`. -/
class Neg (α : Type u) where
  /-- The operation. -/
  neg : α → α

/-- `a / b` within one type. -/
class Div (α : Type u) where
  /-- The operation. -/
  div : α → α → α

/-- `a⁻¹`. -/
class Inv (α : Type u) where
  /-- The operation. -/
  inv : α → α

/-- `a % b` within one type. -/
class Mod (α : Type u) where
  /-- The operation. -/
  mod : α → α → α

/-- `a ∣ b`. -/
class Dvd (α : Type _) where
  /-- The relation. -/
  dvd : α → α → Prop

/-- `a ^ b`, where the result has the type of `a`. -/
class Pow (α : Type u) (β : Type v) where
  /-- The operation. -/
  pow : α → β → α

/-- `a ^ n` for natural numbers `n`. -/
class NatPow (α : Type u) where
  /-- The operation. -/
  protected pow : α → Nat → α

/-- `a ^ b` within one type. -/
class HomogeneousPow (α : Type u) where
  /-- The operation. -/
  protected pow : α → α → α

/-- `a • b`, where the result has the type of `b`. -/
class SMul (M : Type u) (α : Type v) where
  /-- The operation. -/
  smul : M → α → α

/-- `a ++ b` within one type. -/
class Append (α : Type u) where
  /-- The operation. -/
  append : α → α → α

/-- `a <|> b` within one type. -/
class OrElse (α : Type u) where
  /-- The operation. -/
  orElse : α → (Unit → α) → α

/-- `a >> b` within one type. -/
class AndThen (α : Type u) where
  /-- The operation. -/
  andThen : α → (Unit → α) → α

/-- `a &&& b` within one type. -/
class AndOp (α : Type u) where
  /-- The operation. -/
  and : α → α → α

/-- `a ^^^ b` within one type. -/
class XorOp (α : Type u) where
  /-- The operation. -/
  xor : α → α → α

/-- `a ||| b` within one type. -/
class OrOp (α : Type u) where
  /-- The operation. -/
  or : α → α → α

/-- `~~~a`. -/
class Complement (α : Type u) where
  /-- The operation. -/
  complement : α → α

/-- `a <<< b` within one type. -/
class ShiftLeft (α : Type u) where
  /-- The operation. -/
  shiftLeft : α → α → α

/-- `a >>> b` within one type. -/
class ShiftRight (α : Type u) where
  /-- The operation. -/
  shiftRight : α → α → α

@[default_instance]
instance instHAdd [Add α] : HAdd α α α where
  hAdd a b := Add.add a b

@[default_instance]
instance instHSub [Sub α] : HSub α α α where
  hSub a b := Sub.sub a b

@[default_instance]
instance instHMul [Mul α] : HMul α α α where
  hMul a b := Mul.mul a b

@[default_instance]
instance instHDiv [Div α] : HDiv α α α where
  hDiv a b := Div.div a b

@[default_instance]
instance instHMod [Mod α] : HMod α α α where
  hMod a b := Mod.mod a b

@[default_instance]
instance instHPow [Pow α β] : HPow α β α where
  hPow a b := Pow.pow a b

@[default_instance]
instance instPowNat [NatPow α] : Pow α Nat where
  pow a n := NatPow.pow a n

@[default_instance]
instance [HomogeneousPow α] : Pow α α where
  pow a b := HomogeneousPow.pow a b

@[default_instance]
instance instHSMul {α β} [SMul α β] : HSMul α β β where
  hSMul := SMul.smul

instance (priority := 910) {α : Type u} [Mul α] : SMul α α where
  smul x y := Mul.mul x y

@[default_instance]
instance [Append α] : HAppend α α α where
  hAppend a b := Append.append a b

@[default_instance]
instance [OrElse α] : HOrElse α α α where
  hOrElse a b := OrElse.orElse a b

@[default_instance]
instance [AndThen α] : HAndThen α α α where
  hAndThen a b := AndThen.andThen a b

@[default_instance]
instance [AndOp α] : HAnd α α α where
  hAnd a b := AndOp.and a b

@[default_instance]
instance [XorOp α] : HXor α α α where
  hXor a b := XorOp.xor a b

@[default_instance]
instance [OrOp α] : HOr α α α where
  hOr a b := OrOp.or a b

@[default_instance]
instance [ShiftLeft α] : HShiftLeft α α α where
  hShiftLeft a b := ShiftLeft.shiftLeft a b

@[default_instance]
instance [ShiftRight α] : HShiftRight α α α where
  hShiftRight a b := ShiftRight.shiftRight a b

open HAdd (hAdd)
open HMul (hMul)
open HPow (hPow)
open HAppend (hAppend)

/-- `a ∈ s`. -/
class Membership (α : outParam (Type u)) (γ : Type v) where
  /-- The relation; the container comes first. -/
  mem : γ → α → Prop

set_option bootstrap.genMatcherCode false in
/-- Addition, by recursion over the second number. -/
@[extern "lean_nat_add"]
protected def Nat.add : (@& Nat) → (@& Nat) → Nat
  | a, .zero => a
  | a, .succ b => .succ (Nat.add a b)

instance instAddNat : Add Nat where
  add := Nat.add

attribute [match_pattern] Nat.add Add.add HAdd.hAdd Neg.neg Mul.mul HMul.hMul Inv.inv

set_option bootstrap.genMatcherCode false in
/-- Multiplication, by recursion over the second number. -/
@[extern "lean_nat_mul"]
protected def Nat.mul : (@& Nat) → (@& Nat) → Nat
  | _, 0 => 0
  | a, .succ b => Nat.add (Nat.mul a b) a

instance instMulNat : Mul Nat where
  mul := Nat.mul

set_option bootstrap.genMatcherCode false in
/-- Powers, by recursion over the exponent. -/
@[extern "lean_nat_pow"]
protected def Nat.pow (m : @& Nat) : (@& Nat) → Nat
  | 0 => 1
  | .succ n => Nat.mul (Nat.pow m n) m

instance instNatPowNat : NatPow Nat where
  pow := Nat.pow

set_option bootstrap.genMatcherCode false in
/-- Equality as a truth value, by recursion over both numbers. -/
@[extern "lean_nat_dec_eq"]
def Nat.beq : (@& Nat) → (@& Nat) → Bool
  | .zero, .zero => true
  | .zero, .succ _ => false
  | .succ _, .zero => false
  | .succ n, .succ m => beq n m

theorem Nat.eq_of_beq_eq_true : {n m : Nat} → Eq (beq n m) true → Eq n m
  | .zero, .zero, _ => rfl
  | .zero, .succ _, h => Bool.noConfusion h
  | .succ _, .zero, h => Bool.noConfusion h
  | .succ n, .succ m, h => congrArg Nat.succ (eq_of_beq_eq_true (n := n) (m := m) h)

theorem Nat.ne_of_beq_eq_false : {n m : Nat} → Eq (beq n m) false → Not (Eq n m)
  | .zero, .zero, h, _ => Bool.noConfusion h
  | .zero, .succ _, _, e => Nat.noConfusion e
  | .succ _, .zero, _, e => Nat.noConfusion e
  | .succ n, .succ m, h, e => Nat.noConfusion e (fun e => ne_of_beq_eq_false (n := n) (m := m) h e)

private theorem noConfusion_of_Nat.aux : (a : Nat) → (Nat.beq a a).rec False True
  | Nat.zero => True.intro
  | Nat.succ n => noConfusion_of_Nat.aux n

/-- Tells the elements of a type apart by their numbers. -/
theorem noConfusion_of_Nat {α : Sort u} (f : α → Nat) {a b : α} (h : Eq a b) :
    (Nat.beq (f a) (f b)).rec False True :=
  congrArg f h ▸ noConfusion_of_Nat.aux (f a)

/-- Decides equality of natural numbers. -/
@[reducible, extern "lean_nat_dec_eq"]
protected def Nat.decEq (n m : @& Nat) : Decidable (Eq n m) :=
  match h : beq n m with
  | true => isTrue (eq_of_beq_eq_true h)
  | false => isFalse (ne_of_beq_eq_false h)

@[inline] instance : DecidableEq Nat := Nat.decEq

set_option bootstrap.genMatcherCode false in
/-- `≤` as a truth value, by recursion over both numbers. -/
@[extern "lean_nat_dec_le"]
def Nat.ble : @& Nat → @& Nat → Bool
  | .zero, _ => true
  | .succ _, .zero => false
  | .succ n, .succ m => ble n m

set_option bootstrap.genMatcherCode false in
/-- The number before, and zero for zero. -/
@[extern "lean_nat_pred"]
def Nat.pred : (@& Nat) → Nat
  | 0 => 0
  | succ a => a

set_option bootstrap.genMatcherCode false in
/-- Subtraction, which stops at zero. -/
@[extern "lean_nat_sub"]
protected def Nat.sub : (@& Nat) → (@& Nat) → Nat
  | a, 0 => a
  | a, succ b => pred (Nat.sub a b)

instance instSubNat : Sub Nat where
  sub := Nat.sub

attribute [gen_constructor_elims] Nat Bool

@[defeq] protected theorem Nat.ctorIdx_zero : Eq (Nat.ctorIdx 0) 0 := rfl
@[defeq] protected theorem Nat.ctorIdx_succ : Eq (Nat.ctorIdx (succ n)) 1 := rfl

/-- `n ≤ m`: steps from `n` lead to `m`. -/
protected inductive Nat.le (n : Nat) : Nat → Prop
  /-- No step. -/
  | refl : Nat.le n n
  /-- One step more. -/
  | step {m} : Nat.le n m → Nat.le n (succ m)

instance instLENat : LE Nat where
  le := Nat.le

/-- `n < m` is `n + 1 ≤ m`. -/
protected def Nat.lt (n m : Nat) : Prop :=
  Nat.le (succ n) m

instance instLTNat : LT Nat where
  lt := Nat.lt

theorem Nat.not_succ_le_zero (n : Nat) (h : LE.le (succ n) 0) : False :=
  Nat.le.casesOn (motive := fun m _ => Eq m 0 → False) h (fun e => Nat.noConfusion e)
    (fun _ e => Nat.noConfusion e) rfl

theorem Nat.not_lt_zero (n : Nat) : Not (LT.lt n 0) :=
  not_succ_le_zero n

theorem Nat.zero_le : (n : Nat) → LE.le 0 n
  | zero => Nat.le.refl
  | succ n => Nat.le.step (zero_le n)

theorem Nat.succ_le_succ : LE.le n m → LE.le (succ n) (succ m)
  | Nat.le.refl => Nat.le.refl
  | Nat.le.step h => Nat.le.step (succ_le_succ h)

theorem Nat.zero_lt_succ (n : Nat) : LT.lt 0 (succ n) :=
  succ_le_succ (zero_le n)

theorem Nat.le_succ (n : Nat) : LE.le n (succ n) :=
  Nat.le.step Nat.le.refl

theorem Nat.le_succ_of_le (h : LE.le n m) : LE.le n (succ m) :=
  Nat.le.step h

protected theorem Nat.le_trans : {n m k : Nat} → LE.le n m → LE.le m k → LE.le n k
  | _, _, _, h, Nat.le.refl => h
  | _, _, _, h, Nat.le.step h' => Nat.le.step (Nat.le_trans h h')

protected theorem Nat.lt_of_lt_of_le {n m k : Nat} : LT.lt n m → LE.le m k → LT.lt n k :=
  Nat.le_trans

protected theorem Nat.lt_trans {n m k : Nat} (h₁ : LT.lt n m) : LT.lt m k → LT.lt n k :=
  Nat.le_trans (le_succ_of_le h₁)

theorem Nat.succ_pos (n : Nat) : LT.lt 0 (succ n) :=
  zero_lt_succ n

theorem Nat.pred_le_pred : {n m : Nat} → LE.le n m → LE.le (pred n) (pred m)
  | _, _, Nat.le.refl => Nat.le.refl
  | 0, succ _, Nat.le.step h => h
  | succ _, succ _, Nat.le.step h => Nat.le_trans (le_succ _) h

theorem Nat.le_of_succ_le_succ {n m : Nat} : LE.le (succ n) (succ m) → LE.le n m :=
  pred_le_pred

theorem Nat.le_of_lt_succ {m n : Nat} : LT.lt m (succ n) → LE.le m n :=
  le_of_succ_le_succ

protected theorem Nat.eq_or_lt_of_le : {n m : Nat} → LE.le n m → Or (Eq n m) (LT.lt n m)
  | zero, zero, _ => Or.inl rfl
  | zero, succ _, _ => Or.inr (Nat.succ_le_succ (Nat.zero_le _))
  | succ _, zero, h => absurd h (not_succ_le_zero _)
  | succ n, succ m, h =>
    match Nat.eq_or_lt_of_le (Nat.le_of_succ_le_succ h) with
    | Or.inl e => Or.inl (congrArg succ e)
    | Or.inr l => Or.inr (succ_le_succ l)

protected theorem Nat.lt_or_ge (n m : Nat) : Or (LT.lt n m) (GE.ge n m) :=
  match m with
  | zero => Or.inr (zero_le n)
  | succ m =>
    match Nat.lt_or_ge n m with
    | Or.inl h => Or.inl (le_succ_of_le h)
    | Or.inr h =>
      match Nat.eq_or_lt_of_le h with
      | Or.inl e => Or.inl (e ▸ Nat.le.refl)
      | Or.inr l => Or.inr l

theorem Nat.not_succ_le_self : (n : Nat) → Not (LE.le (succ n) n)
  | 0 => not_succ_le_zero _
  | succ n => fun h => not_succ_le_self n (le_of_succ_le_succ h)

protected theorem Nat.lt_irrefl (n : Nat) : Not (LT.lt n n) :=
  Nat.not_succ_le_self n

protected theorem Nat.lt_of_le_of_lt {n m k : Nat} (h₁ : LE.le n m) (h₂ : LT.lt m k) : LT.lt n k :=
  Nat.le_trans (Nat.succ_le_succ h₁) h₂

protected theorem Nat.le_antisymm {n m : Nat} (h₁ : LE.le n m) (h₂ : LE.le m n) : Eq n m :=
  match Nat.eq_or_lt_of_le h₁ with
  | Or.inl e => e
  | Or.inr l => absurd (Nat.lt_of_lt_of_le l h₂) (Nat.lt_irrefl n)

protected theorem Nat.lt_of_le_of_ne {n m : Nat} (h₁ : LE.le n m) (h₂ : Not (Eq n m)) : LT.lt n m :=
  (Nat.eq_or_lt_of_le h₁).resolve_left h₂

theorem Nat.le_of_ble_eq_true (h : Eq (Nat.ble n m) true) : LE.le n m :=
  match n, m, h with
  | 0, _, _ => Nat.zero_le _
  | succ _, succ _, h => Nat.succ_le_succ (le_of_ble_eq_true h)

theorem Nat.ble_self_eq_true : (n : Nat) → Eq (Nat.ble n n) true
  | 0 => rfl
  | succ n => ble_self_eq_true n

theorem Nat.ble_succ_eq_true : {n m : Nat} → Eq (Nat.ble n m) true → Eq (Nat.ble n (succ m)) true
  | 0, _, _ => rfl
  | succ n, succ _, h => ble_succ_eq_true (n := n) h

theorem Nat.ble_eq_true_of_le (h : LE.le n m) : Eq (Nat.ble n m) true :=
  match h with
  | Nat.le.refl => Nat.ble_self_eq_true n
  | Nat.le.step h => Nat.ble_succ_eq_true (ble_eq_true_of_le h)

theorem Nat.not_le_of_not_ble_eq_true (h : Not (Eq (Nat.ble n m) true)) : Not (LE.le n m) :=
  fun h' => h (Nat.ble_eq_true_of_le h')

theorem Nat.lt_succ_of_le {n m : Nat} : LE.le n m → LT.lt n (succ m) := succ_le_succ

protected theorem Nat.le_refl (n : Nat) : LE.le n n := Nat.le.refl

protected theorem Nat.lt_add_one (n : Nat) : LT.lt n (hAdd n 1) := Nat.le.refl

theorem Nat.lt_succ_self (n : Nat) : LT.lt n (succ n) := Nat.le.refl

protected theorem Nat.lt_of_not_le {a b : Nat} (h : Not (LE.le a b)) : LT.lt b a :=
  (Nat.lt_or_ge b a).resolve_right h

protected theorem Nat.add_pos_right : {b : Nat} → (a : Nat) → (hb : LT.lt 0 b) → LT.lt 0 (hAdd a b)
  | succ _, _, _ => Nat.zero_lt_succ _

protected theorem Nat.mul_pos : {n m : Nat} → (hn : LT.lt 0 n) → (hm : LT.lt 0 m) → LT.lt 0 (hMul n m)
  | _, succ _, hn, _ => Nat.add_pos_right _ hn

protected theorem Nat.pow_pos {a : Nat} : {n : Nat} → (h : LT.lt 0 a) → LT.lt 0 (hPow a n)
  | 0, _ => Nat.zero_lt_succ _
  | succ _, h => Nat.mul_pos (Nat.pow_pos h) h

/-- Decides `≤`. -/
@[extern "lean_nat_dec_le"]
instance Nat.decLe (n m : @& Nat) : Decidable (LE.le n m) :=
  dite (Eq (Nat.ble n m) true) (fun h => isTrue (Nat.le_of_ble_eq_true h))
    (fun h => isFalse (Nat.not_le_of_not_ble_eq_true h))

/-- Decides `<`. -/
@[extern "lean_nat_dec_lt"]
instance Nat.decLt (n m : @& Nat) : Decidable (LT.lt n m) :=
  decLe (succ n) m

instance : Min Nat := minOfLe

theorem Nat.succ_sub_succ_eq_sub (n m : Nat) : Eq (HSub.hSub (succ n) (succ m)) (HSub.hSub n m) :=
  match m with
  | zero => rfl
  | succ m => congrArg pred (succ_sub_succ_eq_sub n m)

theorem Nat.pred_le : (n : Nat) → LE.le (pred n) n
  | zero => Nat.le.refl
  | succ _ => le_succ _

theorem Nat.sub_le (n m : Nat) : LE.le (HSub.hSub n m) n :=
  match m with
  | zero => Nat.le.refl
  | succ m => Nat.le_trans (pred_le (HSub.hSub n m)) (sub_le n m)

theorem Nat.sub_lt : {n m : Nat} → (h₁ : LT.lt 0 n) → (h₂ : LT.lt 0 m) → LT.lt (HSub.hSub n m) n
  | 0, _, h, _ => absurd h (Nat.lt_irrefl 0)
  | succ _, 0, _, h => absurd h (Nat.lt_irrefl 0)
  | succ n, succ m, _, _ =>
    Eq.rec (motive := fun k _ => LT.lt k (succ n)) (Nat.lt_succ_of_le (Nat.sub_le n m))
      (Eq.symm (succ_sub_succ_eq_sub n m))

theorem Nat.div_rec_lemma {x y : Nat} : (And (LT.lt 0 y) (LE.le y x)) → LT.lt (HSub.hSub x y) x :=
  fun h => Nat.sub_lt (Nat.lt_of_lt_of_le h.left h.right) h.left

theorem Nat.div_rec_fuel_lemma {x y fuel : Nat} (hy : LT.lt 0 y) (hle : LE.le y x)
    (hfuel : LT.lt x (hAdd fuel 1)) : LT.lt (HSub.hSub x y) fuel :=
  Nat.lt_of_lt_of_le (div_rec_lemma ⟨hy, hle⟩) (Nat.le_of_lt_succ hfuel)

set_option bootstrap.genMatcherCode false in
/-- Division, rounding down; division by zero gives zero. -/
@[extern "lean_nat_div", irreducible]
protected def Nat.div (x y : @& Nat) : Nat :=
  dite (LT.lt 0 y) (fun hy =>
    let rec
      go (fuel : Nat) (x : Nat) (hfuel : LT.lt x fuel) : Nat :=
      match fuel with
      | succ fuel =>
        dite (LE.le y x)
          (fun h => hAdd (go fuel (HSub.hSub x y) (div_rec_fuel_lemma hy h hfuel)) 1)
          (fun _ => 0)
      termination_by structural fuel
    go (x.succ) x (Nat.lt_succ_self x))
  (fun _ => 0)

instance Nat.instDiv : Div Nat where
  div := Nat.div

set_option bootstrap.genMatcherCode false in
/-- The remainder of division; the remainder by zero is the number itself. -/
@[extern "lean_nat_mod"]
protected noncomputable def Nat.modCore (x y : Nat) : Nat :=
  dite (LT.lt 0 y)
    (fun hy =>
      let rec
        go (fuel : Nat) (x : Nat) (hfuel : LT.lt x fuel) : Nat :=
        match fuel with
        | succ fuel =>
          dite (LE.le y x)
            (fun h => go fuel (HSub.hSub x y) (div_rec_fuel_lemma hy h hfuel))
            (fun _ => x)
        termination_by structural fuel
      go (x.succ) x (Nat.lt_succ_self x))
    (fun _ => x)

theorem Nat.modCoreGo_lt {fuel y : Nat} (hy : LT.lt 0 y) : (x : Nat) → (hfuel : LT.lt x fuel) →
    LT.lt (Nat.modCore.go y hy fuel x hfuel) y :=
  fuel.rec (fun _ h => absurd h (Nat.not_lt_zero _))
    (fun _ ih x _ =>
      show LT.lt (dite _ _ _) _ from
      match Nat.decLe y x with
      | .isTrue _ => ih _ _
      | .isFalse h => Nat.lt_of_not_le h)

theorem Nat.modCore_lt {x y : Nat} (hy : LT.lt 0 y) : LT.lt (Nat.modCore x y) y :=
  show LT.lt (dite _ _ _) y from
  match Nat.decLt 0 y with
  | .isTrue _ => Nat.modCoreGo_lt hy x _
  | .isFalse h => absurd hy h

attribute [irreducible] Nat.modCore

set_option bootstrap.genMatcherCode false in
/-- The remainder of division, which leaves smaller numbers as they are without looking further. -/
@[extern "lean_nat_mod"]
protected def Nat.mod : @& Nat → @& Nat → Nat
  | 0, _ => 0
  | n@(succ _), m => ite (LE.le m n) (Nat.modCore n m) n

instance Nat.instMod : Mod Nat where
  mod := Nat.mod

theorem Nat.mod_lt (x : Nat) {y : Nat} : (hy : LT.lt 0 y) → LT.lt (HMod.hMod x y) y :=
  match x with
  | 0 => fun hy => hy
  | succ x => fun hy =>
    show LT.lt (ite (LE.le y (succ x)) (Nat.modCore (succ x) y) (succ x)) y from
    match Nat.decLe y (succ x) with
    | .isTrue _ => Nat.modCore_lt hy
    | .isFalse h => Nat.lt_of_not_le h

/-! ### The machine, bounded numbers -/

/-- How many bits a machine word has. Programs find out when they run; proofs must fit both. -/
@[extern "lean_system_platform_nbits"]
opaque System.Platform.getNumBits : Unit → Subtype fun (n : Nat) => Or (Eq n 32) (Eq n 64) :=
  fun _ => ⟨64, Or.inr rfl⟩

/-- The number of bits of a machine word. -/
def System.Platform.numBits : Nat :=
  (getNumBits ()).val

theorem System.Platform.numBits_eq : Or (Eq numBits 32) (Eq numBits 64) :=
  (getNumBits ()).property

/-- The natural numbers below `n`. -/
@[pp_using_anonymous_constructor]
structure Fin (n : Nat) where
  /-- The number. -/
  val : Nat
  /-- It is below the bound. -/
  isLt : LT.lt val n

attribute [coe] Fin.val

theorem Fin.eq_of_val_eq {n} : {i j : Fin n} → Eq i.val j.val → Eq i j
  | ⟨_, _⟩, ⟨_, _⟩, rfl => rfl

theorem Fin.val_eq_of_eq {n} {i j : Fin n} (h : Eq i j) : Eq i.val j.val :=
  h ▸ rfl

instance (n : Nat) : DecidableEq (Fin n) :=
  fun i j =>
    match decEq i.val j.val with
    | isTrue h => isTrue (Fin.eq_of_val_eq h)
    | isFalse h => isFalse (fun e => absurd (Fin.val_eq_of_eq e) h)

instance {n} : LT (Fin n) where
  lt a b := LT.lt a.val b.val

instance {n} : LE (Fin n) where
  le a b := LE.le a.val b.val

instance Fin.decLt {n} (a b : Fin n) : Decidable (LT.lt a b) := Nat.decLt ..
instance Fin.decLe {n} (a b : Fin n) : Decidable (LE.le a b) := Nat.decLe ..

/-- The remainder of `a` by `n`, for a positive `n`. -/
protected def Fin.Internal.ofNat (n : Nat) (hn : LT.lt 0 n) (a : Nat) : Fin n :=
  ⟨HMod.hMod a n, Nat.mod_lt a hn⟩

/-- Words of `w` bits, as the numbers below `2 ^ w`. -/
structure BitVec (w : Nat) where
  ofFin ::
  /-- The number. -/
  toFin : Fin (hPow 2 w)

/-- Decides equality of words. -/
def BitVec.decEq (x y : BitVec w) : Decidable (Eq x y) :=
  match x, y with
  | ⟨n⟩, ⟨m⟩ =>
    dite (Eq n m)
      (fun h => isTrue (h ▸ rfl))
      (fun h => isFalse (fun h' => h (congrArg BitVec.toFin h')))

instance : DecidableEq (BitVec w) := BitVec.decEq

/-- The word of a number that fits. -/
@[match_pattern]
protected def BitVec.ofNatLT {w : Nat} (i : Nat) (p : LT.lt i (hPow 2 w)) : BitVec w where
  toFin := ⟨i, p⟩

/-- The lowest `n` bits of a number. -/
@[match_pattern]
protected def BitVec.ofNat (n : Nat) (i : Nat) : BitVec n where
  toFin := Fin.Internal.ofNat (hPow 2 n) (Nat.pow_pos (Nat.zero_lt_succ _)) i

/-- The number of a word. -/
protected def BitVec.toNat (x : BitVec w) : Nat := x.toFin.val

instance : LT (BitVec w) where
  lt := (LT.lt ·.toNat ·.toNat)

instance (x y : BitVec w) : Decidable (LT.lt x y) :=
  inferInstanceAs (Decidable (LT.lt x.toNat y.toNat))

instance : LE (BitVec w) where
  le := (LE.le ·.toNat ·.toNat)

instance (x y : BitVec w) : Decidable (LE.le x y) :=
  inferInstanceAs (Decidable (LE.le x.toNat y.toNat))

/-- How many values `UInt8` has. -/
abbrev UInt8.size : Nat := 256

/-- Words of 8 bits, which compiled code keeps unboxed. -/
structure UInt8 where
  ofBitVec ::
  /-- The bits. -/
  toBitVec : BitVec 8

attribute [extern "lean_uint8_of_nat_mk"] UInt8.ofBitVec
attribute [extern "lean_uint8_to_nat"] UInt8.toBitVec

/-- The word of a number that fits. -/
@[extern "lean_uint8_of_nat"]
def UInt8.ofNatLT (n : @& Nat) (h : LT.lt n UInt8.size) : UInt8 where
  toBitVec := BitVec.ofNatLT n h

/-- The lowest 8 bits of a number. -/
@[extern "lean_uint8_of_nat"]
def UInt8.ofNat (n : @& Nat) : UInt8 where
  toBitVec := BitVec.ofNat 8 n

set_option bootstrap.genMatcherCode false in
/-- Decides equality of words. -/
@[extern "lean_uint8_dec_eq"]
def UInt8.decEq (a b : UInt8) : Decidable (Eq a b) :=
  match a, b with
  | ⟨n⟩, ⟨m⟩ =>
    dite (Eq n m)
      (fun h => isTrue (h ▸ rfl))
      (fun h => isFalse (fun h' => h (congrArg UInt8.toBitVec h')))

instance : DecidableEq UInt8 := UInt8.decEq

instance : Inhabited UInt8 where
  default := UInt8.ofNatLT 0 (of_decide_eq_true rfl)

/-- `a < b` is what their bits say. -/
protected def UInt8.lt (a b : UInt8) : Prop := LT.lt a.toBitVec b.toBitVec

/-- `a ≤ b` is what their bits say. -/
protected def UInt8.le (a b : UInt8) : Prop := LE.le a.toBitVec b.toBitVec

instance : LT UInt8 := ⟨UInt8.lt⟩
instance : LE UInt8 := ⟨UInt8.le⟩

/-- Decides `<`. -/
@[extern "lean_uint8_dec_lt"]
instance UInt8.decLt (a b : UInt8) : Decidable (LT.lt a b) :=
  inferInstanceAs (Decidable (LT.lt a.toBitVec b.toBitVec))

/-- Decides `≤`. -/
@[extern "lean_uint8_dec_le"]
instance UInt8.decLe (a b : UInt8) : Decidable (LE.le a b) :=
  inferInstanceAs (Decidable (LE.le a.toBitVec b.toBitVec))

/-- How many values `UInt16` has. -/
abbrev UInt16.size : Nat := 65536

/-- Words of 16 bits, which compiled code keeps unboxed. -/
structure UInt16 where
  ofBitVec ::
  /-- The bits. -/
  toBitVec : BitVec 16

attribute [extern "lean_uint16_of_nat_mk"] UInt16.ofBitVec
attribute [extern "lean_uint16_to_nat"] UInt16.toBitVec

/-- The word of a number that fits. -/
@[extern "lean_uint16_of_nat"]
def UInt16.ofNatLT (n : @& Nat) (h : LT.lt n UInt16.size) : UInt16 where
  toBitVec := BitVec.ofNatLT n h

set_option bootstrap.genMatcherCode false in
/-- Decides equality of words. -/
@[extern "lean_uint16_dec_eq"]
def UInt16.decEq (a b : UInt16) : Decidable (Eq a b) :=
  match a, b with
  | ⟨n⟩, ⟨m⟩ =>
    dite (Eq n m)
      (fun h => isTrue (h ▸ rfl))
      (fun h => isFalse (fun h' => h (congrArg UInt16.toBitVec h')))

instance : DecidableEq UInt16 := UInt16.decEq

instance : Inhabited UInt16 where
  default := UInt16.ofNatLT 0 (of_decide_eq_true rfl)

/-- How many values `UInt32` has. -/
abbrev UInt32.size : Nat := 4294967296

/-- Words of 32 bits, which compiled code keeps unboxed. -/
structure UInt32 where
  ofBitVec ::
  /-- The bits. -/
  toBitVec : BitVec 32

attribute [extern "lean_uint32_of_nat_mk"] UInt32.ofBitVec
attribute [extern "lean_uint32_to_nat"] UInt32.toBitVec

/-- The word of a number that fits. -/
@[extern "lean_uint32_of_nat"]
def UInt32.ofNatLT (n : @& Nat) (h : LT.lt n UInt32.size) : UInt32 where
  toBitVec := BitVec.ofNatLT n h

/-- The number of a word. -/
@[extern "lean_uint32_to_nat"]
def UInt32.toNat (n : UInt32) : Nat := n.toBitVec.toNat

set_option bootstrap.genMatcherCode false in
/-- Decides equality of words. -/
@[extern "lean_uint32_dec_eq"]
def UInt32.decEq (a b : UInt32) : Decidable (Eq a b) :=
  match a, b with
  | ⟨n⟩, ⟨m⟩ =>
    dite (Eq n m)
      (fun h => isTrue (h ▸ rfl))
      (fun h => isFalse (fun h' => h (congrArg UInt32.toBitVec h')))

instance : DecidableEq UInt32 := UInt32.decEq

instance : Inhabited UInt32 where
  default := UInt32.ofNatLT 0 (of_decide_eq_true rfl)

instance : LT UInt32 where
  lt a b := LT.lt a.toBitVec b.toBitVec

instance : LE UInt32 where
  le a b := LE.le a.toBitVec b.toBitVec

/-- Decides `<`. -/
@[extern "lean_uint32_dec_lt"]
instance UInt32.decLt (a b : UInt32) : Decidable (LT.lt a b) :=
  inferInstanceAs (Decidable (LT.lt a.toBitVec b.toBitVec))

/-- Decides `≤`. -/
@[extern "lean_uint32_dec_le"]
instance UInt32.decLe (a b : UInt32) : Decidable (LE.le a b) :=
  inferInstanceAs (Decidable (LE.le a.toBitVec b.toBitVec))

instance : Max UInt32 := maxOfLe
instance : Min UInt32 := minOfLe

/-- How many values `UInt64` has. -/
abbrev UInt64.size : Nat := 18446744073709551616

/-- Words of 64 bits, which compiled code keeps unboxed. -/
structure UInt64 where
  ofBitVec ::
  /-- The bits. -/
  toBitVec : BitVec 64

attribute [extern "lean_uint64_of_nat_mk"] UInt64.ofBitVec
attribute [extern "lean_uint64_to_nat"] UInt64.toBitVec

/-- The word of a number that fits. -/
@[extern "lean_uint64_of_nat"]
def UInt64.ofNatLT (n : @& Nat) (h : LT.lt n UInt64.size) : UInt64 where
  toBitVec := BitVec.ofNatLT n h

set_option bootstrap.genMatcherCode false in
/-- Decides equality of words. -/
@[extern "lean_uint64_dec_eq"]
def UInt64.decEq (a b : UInt64) : Decidable (Eq a b) :=
  match a, b with
  | ⟨n⟩, ⟨m⟩ =>
    dite (Eq n m)
      (fun h => isTrue (h ▸ rfl))
      (fun h => isFalse (fun h' => h (congrArg UInt64.toBitVec h')))

instance : DecidableEq UInt64 := UInt64.decEq

instance : Inhabited UInt64 where
  default := UInt64.ofNatLT 0 (of_decide_eq_true rfl)

/-- How many values `USize` has. -/
abbrev USize.size : Nat := hPow 2 System.Platform.numBits

theorem USize.size_eq : Or (Eq USize.size 4294967296) (Eq USize.size 18446744073709551616) :=
  have h : Or (Eq (hPow 2 System.Platform.numBits) (hPow 2 32)) (Eq (hPow 2 System.Platform.numBits) (hPow 2 64)) :=
    System.Platform.numBits_eq.elim (fun e => Or.inl (congrArg (hPow 2) e)) (fun e => Or.inr (congrArg (hPow 2) e))
  h

theorem USize.size_pos : LT.lt 0 USize.size :=
  Nat.pow_pos (Nat.zero_lt_succ _)

/-- Machine words. -/
structure USize where
  ofBitVec ::
  /-- The bits. -/
  toBitVec : BitVec System.Platform.numBits

attribute [extern "lean_usize_of_nat_mk"] USize.ofBitVec
attribute [extern "lean_usize_to_nat"] USize.toBitVec

/-- The word of a number that fits. -/
@[extern "lean_usize_of_nat"]
def USize.ofNatLT (n : @& Nat) (h : LT.lt n USize.size) : USize where
  toBitVec := BitVec.ofNatLT n h

set_option bootstrap.genMatcherCode false in
/-- Decides equality of words. -/
@[extern "lean_usize_dec_eq"]
def USize.decEq (a b : USize) : Decidable (Eq a b) :=
  match a, b with
  | ⟨n⟩, ⟨m⟩ =>
    dite (Eq n m)
      (fun h => isTrue (h ▸ rfl))
      (fun h => isFalse (fun h' => h (congrArg USize.toBitVec h')))

instance : DecidableEq USize := USize.decEq

instance : Inhabited USize where
  default := USize.ofNatLT 0 USize.size_pos

/-! ### Characters -/

/-- The numbers that are Unicode scalar values: those below 0x110000 but for the surrogates. -/
abbrev Nat.isValidChar (n : Nat) : Prop :=
  Or (LT.lt n 0xd800) (And (LT.lt 0xdfff n) (LT.lt n 0x110000))

/-- The words that are Unicode scalar values. -/
abbrev UInt32.isValidChar (n : UInt32) : Prop :=
  n.toNat.isValidChar

/-- Unicode scalar values. -/
structure Char where
  /-- The word. -/
  val : UInt32
  /-- It is a scalar value. -/
  valid : val.isValidChar

/-- The character of a number that is known to be one. -/
@[extern "lean_uint32_of_nat"]
def Char.ofNatAux (n : @& Nat) (h : n.isValidChar) : Char where
  val := ⟨BitVec.ofNatLT n
    (h.elim (fun h => Nat.lt_trans h (of_decide_eq_true rfl)) (fun h => Nat.lt_trans h.right (of_decide_eq_true rfl)))⟩
  valid := h

/-- The character of a number; numbers that are none give the character zero. -/
@[noinline, match_pattern]
def Char.ofNat (n : Nat) : Char :=
  dite (n.isValidChar)
    (fun h => Char.ofNatAux n h)
    (fun _ => { val := ⟨BitVec.ofNatLT 0 (of_decide_eq_true rfl)⟩, valid := Or.inl (of_decide_eq_true rfl) })

theorem Char.ext : {c d : Char} → Eq c.val d.val → Eq c d
  | ⟨_, _⟩, ⟨_, _⟩, rfl => rfl

theorem Char.val_eq_of_eq {c d : Char} (h : Eq c d) : Eq c.val d.val :=
  h ▸ rfl

theorem Char.ne_of_val_ne {c d : Char} (h : Not (Eq c.val d.val)) : Not (Eq c d) :=
  fun h' => h (val_eq_of_eq h')

theorem Char.val_ne_of_ne {c d : Char} (h : Not (Eq c d)) : Not (Eq c.val d.val) :=
  fun h' => h (Char.ext h')

instance : DecidableEq Char :=
  fun c d =>
    match decEq c.val d.val with
    | isTrue h => isTrue (Char.ext h)
    | isFalse h => isFalse (Char.ne_of_val_ne h)

/-- How many bytes the character takes in UTF-8. -/
def Char.utf8Size (c : Char) : Nat :=
  let v := c.val
  ite (LE.le v (UInt32.ofNatLT 0x7f (of_decide_eq_true rfl))) 1
    (ite (LE.le v (UInt32.ofNatLT 0x7ff (of_decide_eq_true rfl))) 2
      (ite (LE.le v (UInt32.ofNatLT 0xffff (of_decide_eq_true rfl))) 3 4))

/-! ### Options and lists -/

/-- Something or nothing. -/
inductive Option (α : Type u) where
  /-- Nothing. -/
  | none : Option α
  /-- Something. -/
  | some (val : α) : Option α

attribute [unbox] Option

export Option (none some)

instance {α} : Inhabited (Option α) where
  default := none

/-- What is there, or else the default. -/
@[macro_inline, expose] def Option.getD (opt : Option α) (dflt : α) : α :=
  match opt with
  | some x => x
  | none => dflt

/-- Applies a function to what is there. -/
@[inline] protected def Option.map (f : α → β) : Option α → Option β
  | some x => some (f x)
  | none => none

/-- Linked lists. -/
inductive List (α : Type u) where
  /-- The empty list. -/
  | nil : List α
  /-- A first element and the rest. -/
  | cons (head : α) (tail : List α) : List α

instance {α} : Inhabited (List α) where
  default := List.nil

/-- Decides equality of lists. -/
protected def List.hasDecEq {α : Type u} [DecidableEq α] : (a b : List α) → Decidable (Eq a b)
  | nil, nil => isTrue rfl
  | cons _ _, nil => isFalse (fun h => List.noConfusion rfl (heq_of_eq h))
  | nil, cons _ _ => isFalse (fun h => List.noConfusion rfl (heq_of_eq h))
  | cons a as, cons b bs =>
    match decEq a b with
    | isTrue hab =>
      match List.hasDecEq as bs with
      | isTrue habs => isTrue (hab ▸ habs ▸ rfl)
      | isFalse nabs => isFalse (fun h => List.noConfusion rfl (heq_of_eq h) (fun _ habs => nabs (eq_of_heq habs)))
    | isFalse nab => isFalse (fun h => List.noConfusion rfl (heq_of_eq h) (fun hab _ => nab (eq_of_heq hab)))

instance {α : Type u} [DecidableEq α] : DecidableEq (List α) := fun xs ys => List.hasDecEq xs ys

/-- Decides whether a list is empty, without deciding equality of its elements. -/
instance List.instDecidableNilEq (a : List α) : Decidable (Eq List.nil a) :=
  match a with
  | .nil => isTrue rfl
  | .cons _ _ => isFalse (fun h => List.noConfusion rfl (heq_of_eq h))

/-- Decides whether a list is empty, without deciding equality of its elements. -/
instance List.instDecidableEqNil (a : List α) : Decidable (Eq a List.nil) :=
  match a with
  | .nil => isTrue rfl
  | .cons _ _ => isFalse (fun h => List.noConfusion rfl (heq_of_eq h))

/-- The number of elements. -/
def List.length : List α → Nat
  | nil => 0
  | cons _ as => hAdd (length as) 1

/-- Adds the number of elements to `n`, in a loop. -/
def List.lengthTRAux : List α → Nat → Nat
  | nil, n => n
  | cons _ as, n => lengthTRAux as (Nat.succ n)

/-- The number of elements, computed in a loop. -/
def List.lengthTR (as : List α) : Nat :=
  lengthTRAux as 0

/-- The element at a place inside the list. -/
def List.get {α : Type u} : (as : List α) → Fin as.length → α
  | cons a _, ⟨0, _⟩ => a
  | cons _ as, ⟨Nat.succ i, h⟩ => get as ⟨i, Nat.le_of_succ_le_succ h⟩

/-- Replaces the element at a place; a place outside leaves the list as it is. -/
def List.set : (l : List α) → (n : Nat) → (a : α) → List α
  | cons _ as, 0, b => cons b as
  | cons a as, Nat.succ n, b => cons a (set as n b)
  | nil, _, _ => nil

/-- Combines the elements from the left. -/
@[specialize]
def List.foldl {α : Type u} {β : Type v} (f : α → β → α) : (init : α) → List β → α
  | a, nil => a
  | a, cons b l => foldl f (f a b) l

/-- Puts an element at the end. -/
def List.concat {α : Type u} : List α → α → List α
  | nil, b => cons b nil
  | cons a as, b => cons a (concat as b)

/-- One list after the other. -/
protected def List.append : (xs ys : List α) → List α
  | nil, bs => bs
  | cons a as, bs => cons a (List.append as bs)

/-- The lists of a list, one after the other. -/
def List.flatten : List (List α) → List α
  | nil => nil
  | cons l L => List.append l (flatten L)

/-- Applies a function to every element. -/
@[specialize] def List.map (f : α → β) : (l : List α) → List β
  | nil => nil
  | cons a as => cons (f a) (map f as)

/-- Puts a list for every element, one after the other. -/
@[inline] def List.flatMap {α : Type u} {β : Type v} (b : α → List β) (as : List α) : List β :=
  flatten (map b as)

/-! ### Arrays -/

/-- Arrays. Compiled code changes them in place when nobody else holds them. -/
structure Array (α : Type u) where
  mk ::
  /-- The elements. -/
  toList : List α

attribute [extern "lean_array_to_list"] Array.toList
attribute [extern "lean_array_mk"] Array.mk

/-- The array with the elements of a list. -/
@[match_pattern]
abbrev List.toArray (xs : List α) : Array α := .mk xs

/-- The empty array, with room for `c` elements. -/
@[extern "lean_mk_empty_array_with_capacity"]
def Array.mkEmpty {α : Type u} (c : @& Nat) : Array α where
  toList := List.nil

set_option linter.unusedVariables false in
/-- The empty array, with room for `c` elements. -/
@[extern "lean_mk_empty_array_with_capacity"]
def Array.emptyWithCapacity {α : Type u} (c : @& Nat) : Array α where
  toList := List.nil

/-- The empty array. -/
def Array.empty {α : Type u} : Array α := emptyWithCapacity 0

/-- The number of elements. -/
@[extern "lean_array_get_size", tagged_return]
def Array.size {α : Type u} (a : @& Array α) : Nat :=
  a.toList.length

/-- The element at a place inside the array, before there is notation for it. -/
@[extern "lean_array_fget"]
def Array.getInternal {α : Type u} (a : @& Array α) (i : @& Nat) (h : LT.lt i a.size) : α :=
  a.toList.get ⟨i, h⟩

/-- The element at a place inside the array, borrowed from it in compiled code. -/
@[extern "lean_array_fget_borrowed"]
unsafe opaque Array.getInternalBorrowed {α : Type u} (a : @& Array α) (i : @& Nat) (h : LT.lt i a.size) : α :=
  a.getInternal i h

/-- The element at a place, or else the default. -/
@[inline] abbrev Array.getD (a : Array α) (i : Nat) (v₀ : α) : α :=
  dite (LT.lt i a.size) (fun h => a.getInternal i h) (fun _ => v₀)

/-- The element at a place; compiled code panics if there is none. -/
@[extern "lean_array_get"]
def Array.get!Internal {α : Type u} [Inhabited α] (a : @& Array α) (i : @& Nat) : α :=
  Array.getD a i default

/-- The element at a place, borrowed from the array in compiled code. -/
@[extern "lean_array_get_borrowed"]
unsafe opaque Array.get!InternalBorrowed {α : Type u} [Inhabited α] (a : @& Array α) (i : @& Nat) : α

/-- Puts an element at the end. -/
@[extern "lean_array_push"]
def Array.push {α : Type u} (a : Array α) (v : α) : Array α where
  toList := List.concat a.toList v

/-- The array of no elements. -/
def Array.mkArray0 {α : Type u} : Array α :=
  emptyWithCapacity 0

/-- The array of one element. -/
def Array.mkArray1 {α : Type u} (a₁ : α) : Array α :=
  (emptyWithCapacity 1).push a₁

/-- The array of two elements. -/
def Array.mkArray2 {α : Type u} (a₁ a₂ : α) : Array α :=
  ((emptyWithCapacity 2).push a₁).push a₂

/-- The array of three elements. -/
def Array.mkArray3 {α : Type u} (a₁ a₂ a₃ : α) : Array α :=
  (((emptyWithCapacity 3).push a₁).push a₂).push a₃

/-- The array of four elements. -/
def Array.mkArray4 {α : Type u} (a₁ a₂ a₃ a₄ : α) : Array α :=
  ((((emptyWithCapacity 4).push a₁).push a₂).push a₃).push a₄

/-- The array of five elements. -/
def Array.mkArray5 {α : Type u} (a₁ a₂ a₃ a₄ a₅ : α) : Array α :=
  (((((emptyWithCapacity 5).push a₁).push a₂).push a₃).push a₄).push a₅

/-- The array of six elements. -/
def Array.mkArray6 {α : Type u} (a₁ a₂ a₃ a₄ a₅ a₆ : α) : Array α :=
  ((((((emptyWithCapacity 6).push a₁).push a₂).push a₃).push a₄).push a₅).push a₆

/-- The array of seven elements. -/
def Array.mkArray7 {α : Type u} (a₁ a₂ a₃ a₄ a₅ a₆ a₇ : α) : Array α :=
  (((((((emptyWithCapacity 7).push a₁).push a₂).push a₃).push a₄).push a₅).push a₆).push a₇

/-- The array of eight elements. -/
def Array.mkArray8 {α : Type u} (a₁ a₂ a₃ a₄ a₅ a₆ a₇ a₈ : α) : Array α :=
  ((((((((emptyWithCapacity 8).push a₁).push a₂).push a₃).push a₄).push a₅).push a₆).push a₇).push a₈

/-- One array after the other. -/
protected def Array.appendCore {α : Type u} (as : Array α) (bs : Array α) : Array α :=
  let rec loop (i : Nat) (j : Nat) (as : Array α) : Array α :=
    dite (LT.lt j bs.size)
      (fun hlt =>
        match i with
        | 0 => as
        | Nat.succ i' => loop i' (hAdd j 1) (as.push (bs.getInternal j hlt)))
      (fun _ => as)
  loop bs.size 0 as

/-- The elements from `start` up to, but without, `stop`. -/
def Array.extract (as : Array α) (start : Nat := 0) (stop : Nat := as.size) : Array α :=
  let rec loop (i : Nat) (j : Nat) (bs : Array α) : Array α :=
    dite (LT.lt j as.size)
      (fun hlt =>
        match i with
        | 0 => bs
        | Nat.succ i' => loop i' (hAdd j 1) (bs.push (as.getInternal j hlt)))
      (fun _ => bs)
  let sz' := Nat.sub (min stop as.size) start
  loop sz' start (emptyWithCapacity sz')

/-! ### Bytes and strings -/

/-- Arrays of bytes, which compiled code packs. -/
structure ByteArray where
  /-- The bytes. -/
  data : Array UInt8

attribute [extern "lean_byte_array_mk"] ByteArray.mk
attribute [extern "lean_byte_array_data"] ByteArray.data

/-- The empty array of bytes, with room for `c`. -/
@[extern "lean_mk_empty_byte_array"]
def ByteArray.emptyWithCapacity (c : @& Nat) : ByteArray where
  data := Array.mkArray0

/-- The empty array of bytes. -/
def ByteArray.empty : ByteArray := emptyWithCapacity 0

/-- Puts a byte at the end. -/
@[extern "lean_byte_array_push"]
def ByteArray.push : ByteArray → UInt8 → ByteArray
  | ⟨bs⟩, b => ⟨bs.push b⟩

/-- The bytes of a list. -/
def List.toByteArray (bs : List UInt8) : ByteArray :=
  let rec loop : List UInt8 → ByteArray → ByteArray
    | nil, r => r
    | cons b bs, r => loop bs (r.push b)
  loop bs ByteArray.empty

/-- The number of bytes. -/
@[extern "lean_byte_array_size", tagged_return]
def ByteArray.size : (@& ByteArray) → Nat
  | ⟨bs⟩ => bs.size

/-- The bytes of a character in UTF-8. -/
def String.utf8EncodeChar (c : Char) : List UInt8 :=
  let v := c.val.toNat
  ite (LE.le v 0x7f)
    (List.cons (UInt8.ofNat v) List.nil)
    (ite (LE.le v 0x7ff)
      (List.cons
        (UInt8.ofNat (hAdd (HMod.hMod (HDiv.hDiv v 64) 0x20) 0xc0))
        (List.cons
          (UInt8.ofNat (hAdd (HMod.hMod v 0x40) 0x80))
          List.nil))
      (ite (LE.le v 0xffff)
        (List.cons
          (UInt8.ofNat (hAdd (HMod.hMod (HDiv.hDiv v 4096) 0x10) 0xe0))
          (List.cons
            (UInt8.ofNat (hAdd (HMod.hMod (HDiv.hDiv v 64) 0x40) 0x80))
            (List.cons
              (UInt8.ofNat (hAdd (HMod.hMod v 0x40) 0x80))
              List.nil)))
        (List.cons
          (UInt8.ofNat (hAdd (HMod.hMod (HDiv.hDiv v 262144) 0x08) 0xf0))
          (List.cons
            (UInt8.ofNat (hAdd (HMod.hMod (HDiv.hDiv v 4096) 0x40) 0x80))
            (List.cons
              (UInt8.ofNat (hAdd (HMod.hMod (HDiv.hDiv v 64) 0x40) 0x80))
              (List.cons
                (UInt8.ofNat (hAdd (HMod.hMod v 0x40) 0x80))
                List.nil))))))

/-- The characters of a list in UTF-8. -/
def List.utf8Encode (l : List Char) : ByteArray :=
  l.flatMap String.utf8EncodeChar |>.toByteArray

/-- The byte arrays that are some characters in UTF-8. -/
inductive ByteArray.IsValidUTF8 (b : ByteArray) : Prop
  /-- Namely these. -/
  | intro (m : List Char) (hm : Eq b (List.utf8Encode m))

/-- Strings: bytes that are valid UTF-8. -/
structure String where
  ofByteArray ::
  /-- The bytes. -/
  toByteArray : ByteArray
  /-- They are valid. -/
  isValidUTF8 : ByteArray.IsValidUTF8 toByteArray

attribute [extern "lean_string_to_utf8"] String.toByteArray
attribute [extern "lean_string_from_utf8_unchecked"] String.ofByteArray

/-- Decides equality of strings. -/
@[extern "lean_string_dec_eq"]
def String.decEq (s₁ s₂ : @& String) : Decidable (Eq s₁ s₂) :=
  match s₁, s₂ with
  | ⟨⟨⟨s₁⟩⟩, _⟩, ⟨⟨⟨s₂⟩⟩, _⟩ =>
    dite (Eq s₁ s₂)
      (fun h =>
        match s₁, s₂, h with
        | _, _, Eq.refl _ => isTrue rfl)
      (fun h => isFalse (fun h' => h (congrArg (fun s => Array.toList (ByteArray.data (String.toByteArray s))) h')))

instance : DecidableEq String := String.decEq

/-- A place in a string, counted in bytes. Nothing says that a character begins there. -/
structure String.Pos.Raw where
  /-- The number of bytes before it. -/
  byteIdx : Nat := 0

instance : Inhabited String.Pos.Raw where
  default := {}

instance : DecidableEq String.Pos.Raw :=
  fun ⟨a⟩ ⟨b⟩ =>
    match decEq a b with
    | isTrue h => isTrue (h ▸ rfl)
    | isFalse h => isFalse (fun h' => h (congrArg String.Pos.Raw.byteIdx h'))

/-- A stretch of a string, between two places. -/
structure Substring.Raw where
  /-- The string. -/
  str : String
  /-- Where the stretch begins. -/
  startPos : String.Pos.Raw
  /-- Where the stretch ends. -/
  stopPos : String.Pos.Raw

instance : Inhabited Substring.Raw where
  default := ⟨"", {}, {}⟩

/-- The number of bytes of a stretch. -/
@[inline, expose] def Substring.Raw.bsize : Substring.Raw → Nat
  | ⟨_, b, e⟩ => e.byteIdx.sub b.byteIdx

/-- The number of bytes of a string. -/
@[extern "lean_string_utf8_byte_size", tagged_return]
def String.utf8ByteSize (s : @& String) : Nat :=
  s.toByteArray.size

/-- The place after the last byte. -/
@[inline] def String.rawEndPos (s : String) : String.Pos.Raw where
  byteIdx := utf8ByteSize s

/-- The stretch that is all of the string. -/
@[inline] def String.toRawSubstring (s : String) : Substring.Raw where
  str := s
  startPos := {}
  stopPos := s.rawEndPos

/-- The stretch that is all of the string, as a function that is not inlined. -/
def String.toRawSubstring' (s : String) : Substring.Raw := s.toRawSubstring

/-! ### What the compiler needs early -/

/-- Changes the type of a value and nothing else. -/
unsafe def unsafeCast {α : Sort u} {β : Sort v} (a : α) : β :=
  PLift.down (ULift.down.{max u v} (cast lcProof (ULift.up.{max u v} (PLift.up a))))

/-- The default value; compiled code prints the message first. -/
@[never_extract, extern "lean_panic_fn"]
def panicCore {α : Sort u} [Inhabited α] (msg : String) : α := default

/-- The default value; compiled code prints the message first. -/
@[noinline, never_extract]
def panic {α : Sort u} [Inhabited α] (msg : String) : α :=
  panicCore msg

attribute [nospecialize] Inhabited

/-! ### Functors, monads and their kin -/

/-- Runs an action of one monad in another that it is part of. -/
class Bind (m : Type u → Type v) where
  /-- Goes on with the result of the first action. -/
  bind : {α β : Type u} → m α → (α → m β) → m β

export Bind (bind)

/-- Actions that do nothing but have a result. -/
class Pure (f : Type u → Type v) where
  /-- The action with this result. -/
  pure {α : Type u} : α → f α

export Pure (pure)

/-- Containers, or actions, to whose contents functions can be applied. -/
class Functor (f : Type u → Type v) : Type (max (u + 1) v) where
  /-- Applies a function to the contents. -/
  map : {α β : Type u} → (α → β) → f α → f β
  /-- Puts one value in place of the contents. -/
  mapConst : {α β : Type u} → α → f β → f α := Function.comp map (Function.const _)

/-- Actions whose results can be functions for the results of others. -/
class Seq (f : Type u → Type v) : Type (max (u + 1) v) where
  /-- Applies the result of the first to the result of the second. -/
  seq : {α β : Type u} → f (α → β) → (Unit → f α) → f β

/-- Two actions, of which the first has the result. -/
class SeqLeft (f : Type u → Type v) : Type (max (u + 1) v) where
  /-- Runs both, and keeps the first result. -/
  seqLeft : {α β : Type u} → f α → (Unit → f β) → f α

/-- Two actions, of which the second has the result. -/
class SeqRight (f : Type u → Type v) : Type (max (u + 1) v) where
  /-- Runs both, and keeps the second result. -/
  seqRight : {α β : Type u} → f α → (Unit → f β) → f β

/-- Applicative functors. -/
class Applicative (f : Type u → Type v) extends Functor f, Pure f, Seq f, SeqLeft f, SeqRight f where
  map := fun x y => Seq.seq (pure x) fun _ => y
  seqLeft := fun a b => Seq.seq (Functor.map (Function.const _) a) b
  seqRight := fun a b => Seq.seq (Functor.map (Function.const _ id) a) b

/-- Monads. -/
class Monad (m : Type u → Type v) : Type (max (u + 1) v) extends Applicative m, Bind m where
  map f x := bind x (Function.comp pure f)
  seq f x := bind f fun y => Functor.map y (x ())
  seqLeft x y := bind x fun a => bind (y ()) (fun _ => pure a)
  seqRight x y := bind x fun _ => y ()

instance {α : Type u} {m : Type u → Type v} [Monad m] : Inhabited (α → m α) where
  default := pure

instance {α : Type u} {m : Type u → Type v} [Monad m] [Inhabited α] : Inhabited (m α) where
  default := pure default

instance [Monad m] : [Nonempty α] → Nonempty (m α)
  | ⟨x⟩ => ⟨pure x⟩

/-- Actions of `m` can be run in `n`, in one step. -/
class MonadLift (m : semiOutParam (Type u → Type v)) (n : Type u → Type w) where
  /-- Runs an action of `m` in `n`. -/
  monadLift : {α : Type u} → m α → n α

/-- Actions of `m` can be run in `n`, in any number of steps. -/
class MonadLiftT (m : Type u → Type v) (n : Type u → Type w) where
  /-- Runs an action of `m` in `n`. -/
  monadLift : {α : Type u} → m α → n α

export MonadLiftT (monadLift)

@[inherit_doc monadLift]
abbrev liftM := @monadLift

@[always_inline]
instance (m n o) [MonadLift n o] [MonadLiftT m n] : MonadLiftT m o where
  monadLift x := MonadLift.monadLift (m := n) (monadLift x)

instance (m) : MonadLiftT m m where
  monadLift x := x

/-- Actions of `m` can be evaluated in `n`, in one step. -/
class MonadEval (m : semiOutParam (Type u → Type v)) (n : Type u → Type w) where
  /-- Evaluates an action of `m` in `n`. -/
  monadEval : {α : Type u} → m α → n α

instance [MonadLift m n] : MonadEval m n where
  monadEval := MonadLift.monadLift

/-- Actions of `m` can be evaluated in `n`, in any number of steps. -/
class MonadEvalT (m : Type u → Type v) (n : Type u → Type w) where
  /-- Evaluates an action of `m` in `n`. -/
  monadEval : {α : Type u} → m α → n α

instance (m n o) [MonadEval n o] [MonadEvalT m n] : MonadEvalT m o where
  monadEval x := MonadEval.monadEval (m := n) (MonadEvalT.monadEval x)

instance (m) : MonadEvalT m m where
  monadEval x := x

/-- Functions between actions of `m` apply to actions of `n`, in one step. -/
class MonadFunctor (m : semiOutParam (Type u → Type v)) (n : Type u → Type w) where
  /-- Applies the function inside. -/
  monadMap {α : Type u} : ({β : Type u} → m β → m β) → n α → n α

/-- Functions between actions of `m` apply to actions of `n`, in any number of steps. -/
class MonadFunctorT (m : Type u → Type v) (n : Type u → Type w) where
  /-- Applies the function inside. -/
  monadMap {α : Type u} : ({β : Type u} → m β → m β) → n α → n α

export MonadFunctorT (monadMap)

@[always_inline]
instance (m n o) [MonadFunctor n o] [MonadFunctorT m n] : MonadFunctorT m o where
  monadMap f := MonadFunctor.monadMap (m := n) (monadMap (m := m) f)

instance monadFunctorRefl (m) : MonadFunctorT m m where
  monadMap f := f

/-! ### Failure -/

/-- A result, or the reason why there is none. -/
inductive Except (ε : Type u) (α : Type v) where
  /-- The reason. -/
  | error : ε → Except ε α
  /-- The result. -/
  | ok : α → Except ε α

attribute [unbox] Except

instance {ε : Type u} {α : Type v} [Inhabited ε] : Inhabited (Except ε α) where
  default := Except.error default

/-- Monads that can fail for reasons `ε`, among others perhaps. -/
class MonadExceptOf (ε : semiOutParam (Type u)) (m : Type v → Type w) where
  /-- Fails. -/
  throw {α : Type v} : ε → m α
  /-- Goes on after a failure. -/
  tryCatch {α : Type v} (body : m α) (handler : ε → m α) : m α

/-- Fails for a reason of the given type. -/
abbrev throwThe (ε : Type u) {m : Type v → Type w} [MonadExceptOf ε m] {α : Type v} (e : ε) : m α :=
  MonadExceptOf.throw e

/-- Goes on after a failure whose reason has the given type. -/
abbrev tryCatchThe (ε : Type u) {m : Type v → Type w} [MonadExceptOf ε m] {α : Type v} (x : m α)
    (handle : ε → m α) : m α :=
  MonadExceptOf.tryCatch x handle

/-- Monads that can fail for reasons `ε`. -/
class MonadExcept (ε : outParam (Type u)) (m : Type v → Type w) where
  /-- Fails. -/
  throw {α : Type v} : ε → m α
  /-- Goes on after a failure. -/
  tryCatch {α : Type v} : m α → (ε → m α) → m α

/-- Does in the monad what the result says. -/
def MonadExcept.ofExcept [Monad m] [MonadExcept ε m] : Except ε α → m α
  | .ok a => pure a
  | .error e => throw e

export MonadExcept (throw tryCatch ofExcept)

instance (ε : Type u) (m : Type v → Type w) [MonadExceptOf ε m] : MonadExcept ε m where
  throw := throwThe ε
  tryCatch := tryCatchThe ε

namespace MonadExcept
variable {ε : Type u} {m : Type v → Type w}

/-- Tries the first action, and after a failure the second. -/
@[inline] protected def orElse [MonadExcept ε m] {α : Type v} (t₁ : m α) (t₂ : Unit → m α) : m α :=
  tryCatch t₁ fun _ => t₂ ()

instance [MonadExcept ε m] {α : Type v} : OrElse (m α) where
  orElse := MonadExcept.orElse

end MonadExcept

/-! ### Readers -/

/-- Actions of `m` that may look at a value of type `ρ`. -/
def ReaderT (ρ : Type u) (m : Type u → Type v) (α : Type u) : Type (max u v) :=
  ρ → m α

/-- An action that does with the value what the function says. -/
@[inline] def ReaderT.mk {ρ : Type u} {m : Type u → Type v} {α : Type u} (x : ρ → m α) : ReaderT ρ m α :=
  x

instance (ρ : Type u) (m : Type u → Type v) (α : Type u) [Inhabited (m α)] : Inhabited (ReaderT ρ m α) where
  default := fun _ => default

/-- Runs the action with a value to look at. -/
@[inline]
def ReaderT.run {ρ : Type u} {m : Type u → Type v} {α : Type u} (x : ReaderT ρ m α) (r : ρ) : m α :=
  x r

namespace ReaderT

section
variable {ρ : Type u} {m : Type u → Type v} {α : Type u}

instance : MonadLift m (ReaderT ρ m) where
  monadLift x := fun _ => x

@[always_inline]
instance (ε) [MonadExceptOf ε m] : MonadExceptOf ε (ReaderT ρ m) where
  throw e := liftM (m := m) (throw e)
  tryCatch := fun x c r => tryCatchThe ε (x r) (fun e => (c e) r)

end

section
variable {ρ : Type u} {m : Type u → Type v}

/-- The value to look at. -/
@[inline] protected def read [Monad m] : ReaderT ρ m ρ :=
  pure

/-- The action that does nothing but have a result. -/
@[inline] protected def pure [Monad m] {α} (a : α) : ReaderT ρ m α :=
  fun _ => pure a

/-- Goes on with the result of the first action. -/
@[inline] protected def bind [Monad m] {α β} (x : ReaderT ρ m α) (f : α → ReaderT ρ m β) : ReaderT ρ m β :=
  fun r => bind (x r) (fun a => f a r)

@[always_inline]
instance [Monad m] : Functor (ReaderT ρ m) where
  map f x r := Functor.map f (x r)
  mapConst a x r := Functor.mapConst a (x r)

@[always_inline]
instance [Monad m] : Applicative (ReaderT ρ m) where
  pure := ReaderT.pure
  seq f x r := Seq.seq (f r) fun _ => x () r
  seqLeft a b r := SeqLeft.seqLeft (a r) fun _ => b () r
  seqRight a b r := SeqRight.seqRight (a r) fun _ => b () r

instance [Monad m] : Monad (ReaderT ρ m) where
  bind := ReaderT.bind

instance (ρ m) : MonadFunctor m (ReaderT ρ m) where
  monadMap f x := fun ctx => f (x ctx)

/-- Runs an action with a value made from the one there is. -/
@[inline] protected def adapt {ρ' α : Type u} (f : ρ' → ρ) : ReaderT ρ m α → ReaderT ρ' m α :=
  fun x r => x (f r)

end
end ReaderT

/-- Monads with a value of type `ρ` to look at, among others perhaps. -/
class MonadReaderOf (ρ : semiOutParam (Type u)) (m : Type u → Type v) where
  /-- The value. -/
  read : m ρ

/-- The value of the given type to look at. -/
@[inline] def readThe (ρ : Type u) {m : Type u → Type v} [MonadReaderOf ρ m] : m ρ :=
  MonadReaderOf.read

/-- Monads with a value of type `ρ` to look at. -/
class MonadReader (ρ : outParam (Type u)) (m : Type u → Type v) where
  /-- The value. -/
  read : m ρ

export MonadReader (read)

instance (ρ : Type u) (m : Type u → Type v) [MonadReaderOf ρ m] : MonadReader ρ m where
  read := readThe ρ

instance {ρ : Type u} {m : Type u → Type v} {n : Type u → Type w} [MonadLift m n] [MonadReaderOf ρ m] :
    MonadReaderOf ρ n where
  read := liftM (m := m) read

instance {ρ : Type u} {m : Type u → Type v} [Monad m] : MonadReaderOf ρ (ReaderT ρ m) where
  read := ReaderT.read

/-- Monads that can run an action with another value to look at, among others perhaps. -/
class MonadWithReaderOf (ρ : semiOutParam (Type u)) (m : Type u → Type v) where
  /-- Runs an action with a value made from the one there is. -/
  withReader {α : Type u} : (ρ → ρ) → m α → m α

/-- Runs an action with a value of the given type made from the one there is. -/
@[inline] def withTheReader (ρ : Type u) {m : Type u → Type v} [MonadWithReaderOf ρ m] {α : Type u}
    (f : ρ → ρ) (x : m α) : m α :=
  MonadWithReaderOf.withReader f x

/-- Monads that can run an action with another value to look at. -/
class MonadWithReader (ρ : outParam (Type u)) (m : Type u → Type v) where
  /-- Runs an action with a value made from the one there is. -/
  withReader {α : Type u} : (ρ → ρ) → m α → m α

export MonadWithReader (withReader)

instance (ρ : Type u) (m : Type u → Type v) [MonadWithReaderOf ρ m] : MonadWithReader ρ m where
  withReader := withTheReader ρ

instance {ρ : Type u} {m : Type u → Type v} {n : Type u → Type v} [MonadFunctor m n] [MonadWithReaderOf ρ m] :
    MonadWithReaderOf ρ n where
  withReader f := monadMap (m := m) (withTheReader ρ f)

instance {ρ : Type u} {m : Type u → Type v} : MonadWithReaderOf ρ (ReaderT ρ m) where
  withReader f x := fun ctx => x (f ctx)

/-! ### State -/

/-- Monads with a state of type `σ`, among others perhaps. -/
class MonadStateOf (σ : semiOutParam (Type u)) (m : Type u → Type v) where
  /-- The state. -/
  get : m σ
  /-- Sets the state. -/
  set : σ → m PUnit
  /-- Computes a result and a new state. -/
  modifyGet {α : Type u} : (σ → Prod α σ) → m α

export MonadStateOf (set)

/-- The state of the given type. -/
abbrev getThe (σ : Type u) {m : Type u → Type v} [MonadStateOf σ m] : m σ :=
  MonadStateOf.get

/-- Changes the state of the given type. -/
@[inline] abbrev modifyThe (σ : Type u) {m : Type u → Type v} [MonadStateOf σ m] (f : σ → σ) : m PUnit :=
  MonadStateOf.modifyGet fun s => (PUnit.unit, f s)

/-- Computes a result and a new state of the given type. -/
@[inline] abbrev modifyGetThe {α : Type u} (σ : Type u) {m : Type u → Type v} [MonadStateOf σ m]
    (f : σ → Prod α σ) : m α :=
  MonadStateOf.modifyGet f

/-- Monads with a state of type `σ`. -/
class MonadState (σ : outParam (Type u)) (m : Type u → Type v) where
  /-- The state. -/
  get : m σ
  /-- Sets the state. -/
  set : σ → m PUnit
  /-- Computes a result and a new state. -/
  modifyGet {α : Type u} : (σ → Prod α σ) → m α

export MonadState (get modifyGet)

instance (σ : Type u) (m : Type u → Type v) [MonadStateOf σ m] : MonadState σ m where
  set := MonadStateOf.set
  get := getThe σ
  modifyGet f := MonadStateOf.modifyGet f

/-- Changes the state. -/
@[inline] def modify {σ : Type u} {m : Type u → Type v} [MonadState σ m] (f : σ → σ) : m PUnit :=
  modifyGet fun s => (PUnit.unit, f s)

/-- Changes the state, and has the old one as its result. -/
@[inline] def getModify {σ : Type u} {m : Type u → Type v} [MonadState σ m] (f : σ → σ) : m σ :=
  modifyGet fun s => (s, f s)

@[always_inline]
instance {σ : Type u} {m : Type u → Type v} {n : Type u → Type w} [MonadLift m n] [MonadStateOf σ m] :
    MonadStateOf σ n where
  get := liftM (m := m) MonadStateOf.get
  set s := liftM (m := m) (MonadStateOf.set s)
  modifyGet f := monadLift (m := m) (MonadState.modifyGet f)

/-! ### State and failure together -/

namespace EStateM

/-- A result or the reason of a failure, and the state after it. -/
inductive Result (ε σ α : Type u) where
  /-- A result. -/
  | ok : α → σ → Result ε σ α
  /-- A failure. -/
  | error : ε → σ → Result ε σ α

variable {ε σ α : Type u}

instance [Inhabited ε] [Inhabited σ] : Inhabited (Result ε σ α) where
  default := Result.error default default

end EStateM

open EStateM (Result) in
/-- Actions that have a state and may fail. -/
def EStateM (ε σ α : Type u) := σ → Result ε σ α

namespace EStateM

variable {ε σ α β : Type u}

instance [Inhabited ε] : Inhabited (EStateM ε σ α) where
  default := fun s => Result.error default s

/-- The action that does nothing but have a result. -/
@[always_inline, inline]
protected def pure (a : α) : EStateM ε σ α := fun s =>
  Result.ok a s

@[always_inline, inline, inherit_doc MonadState.set]
protected def set (s : σ) : EStateM ε σ PUnit := fun _ =>
  Result.ok ⟨⟩ s

@[always_inline, inline, inherit_doc MonadState.get]
protected def get : EStateM ε σ σ := fun s =>
  Result.ok s s

@[always_inline, inline, inherit_doc MonadState.modifyGet]
protected def modifyGet (f : σ → Prod α σ) : EStateM ε σ α := fun s =>
  match f s with
  | (a, s) => Result.ok a s

@[always_inline, inline, inherit_doc MonadExcept.throw]
protected def throw (e : ε) : EStateM ε σ α := fun s =>
  Result.error e s

/-- States of which a part is put back after a failure. -/
class Backtrackable (δ : outParam (Type u)) (σ : Type u) where
  /-- The part to put back. -/
  save : σ → δ
  /-- Puts it back. -/
  restore : σ → δ → σ

@[always_inline, inline, inherit_doc MonadExcept.tryCatch]
protected def tryCatch {δ} [Backtrackable δ σ] {α} (x : EStateM ε σ α) (handle : ε → EStateM ε σ α) :
    EStateM ε σ α := fun s =>
  let d := Backtrackable.save s
  match x s with
  | Result.error e s => handle e (Backtrackable.restore s d)
  | ok => ok

@[always_inline, inline, inherit_doc MonadExcept.orElse]
protected def orElse {δ} [Backtrackable δ σ] (x₁ : EStateM ε σ α) (x₂ : Unit → EStateM ε σ α) :
    EStateM ε σ α := fun s =>
  let d := Backtrackable.save s;
  match x₁ s with
  | Result.error _ s => x₂ () (Backtrackable.restore s d)
  | ok => ok

/-- Changes the reasons of failures. -/
@[always_inline, inline]
def adaptExcept {ε' : Type u} (f : ε → ε') (x : EStateM ε σ α) : EStateM ε' σ α := fun s =>
  match x s with
  | Result.error e s => Result.error (f e) s
  | Result.ok a s => Result.ok a s

/-- Goes on with the result of the first action. -/
@[always_inline, inline]
protected def bind (x : EStateM ε σ α) (f : α → EStateM ε σ β) : EStateM ε σ β := fun s =>
  match x s with
  | Result.ok a s => f a s
  | Result.error e s => Result.error e s

/-- Applies a function to the result. -/
@[always_inline, inline]
protected def map (f : α → β) (x : EStateM ε σ α) : EStateM ε σ β := fun s =>
  match x s with
  | Result.ok a s => Result.ok (f a) s
  | Result.error e s => Result.error e s

/-- Runs both actions, and keeps the second result. -/
@[always_inline, inline]
protected def seqRight (x : EStateM ε σ α) (y : Unit → EStateM ε σ β) : EStateM ε σ β := fun s =>
  match x s with
  | Result.ok _ s => y () s
  | Result.error e s => Result.error e s

@[always_inline]
instance instMonad : Monad (EStateM ε σ) where
  bind := EStateM.bind
  pure := EStateM.pure
  map := EStateM.map
  seqRight := EStateM.seqRight

instance {δ} [Backtrackable δ σ] : OrElse (EStateM ε σ α) where
  orElse := EStateM.orElse

instance : MonadStateOf σ (EStateM ε σ) where
  set := EStateM.set
  get := EStateM.get
  modifyGet := EStateM.modifyGet

instance {δ} [Backtrackable δ σ] : MonadExceptOf ε (EStateM ε σ) where
  throw := EStateM.throw
  tryCatch := EStateM.tryCatch

/-- Runs an action from a state. -/
@[always_inline, inline]
def run (x : EStateM ε σ α) (s : σ) : Result ε σ α := x s

/-- Runs an action from a state, and forgets the state and the reason of a failure. -/
@[always_inline, inline]
def run' (x : EStateM ε σ α) (s : σ) : Option α :=
  match run x s with
  | Result.ok v _ => some v
  | Result.error .. => none

/-- Saves nothing. -/
@[inline] def dummySave : σ → PUnit := fun _ => ⟨⟩

/-- Puts nothing back. -/
@[inline] def dummyRestore : σ → PUnit → σ := fun s _ => s

/-- By default a failure leaves the state as it is. -/
instance nonBacktrackable : Backtrackable PUnit σ where
  save := dummySave
  restore := dummyRestore

end EStateM

/-! ### Hashes -/

/-- Types with a hash function. -/
class Hashable (α : Sort u) where
  /-- The hash: equal for equal things. -/
  hash : α → UInt64

export Hashable (hash)

/-- Mixes two hashes. -/
@[extern "lean_uint64_mix_hash"]
opaque mixHash (u₁ u₂ : UInt64) : UInt64

instance [Hashable α] {p : α → Prop} : Hashable (Subtype p) where
  hash a := hash a.val

/-- The hash of a string. -/
@[extern "lean_string_hash"]
protected opaque String.hash (s : @& String) : UInt64

instance : Hashable String where
  hash := String.hash

end -- @[expose]

open HAdd (hAdd)

namespace Lean

/-! ### Names -/

/-- Hierarchical names. -/
inductive Name where
  /-- The name without parts. -/
  | anonymous : Name
  /-- A name with a string after it. -/
  | str (pre : Name) (str : String)
  /-- A name with a number after it. -/
  | num (pre : Name) (i : Nat)
with
  /-- The hash, which compiled code keeps in the object. -/
  @[computed_field]
  hash : Name → UInt64
    | .anonymous => .ofNatLT 1723 (of_decide_eq_true rfl)
    | .str p s => mixHash p.hash s.hash
    | .num p v => mixHash p.hash (dite (LT.lt v UInt64.size) (fun h => UInt64.ofNatLT v h)
        (fun _ => UInt64.ofNatLT 17 (of_decide_eq_true rfl)))

instance : Inhabited Name where
  default := Name.anonymous

@[expose] section

instance : Hashable Name where
  hash := Name.hash

namespace Name

/-- `.str p s`. -/
@[export lean_name_mk_string]
abbrev mkStr (p : Name) (s : String) : Name := .str p s

/-- `.num p v`. -/
@[export lean_name_mk_numeral]
abbrev mkNum (p : Name) (v : Nat) : Name := .num p v

/-- The name of one string. -/
abbrev mkSimple (s : String) : Name := .str .anonymous s

/-- The name of one string. -/
@[reducible] def mkStr1 (s₁ : String) : Name := .str .anonymous s₁

/-- The name of two strings. -/
@[reducible] def mkStr2 (s₁ s₂ : String) : Name := .str (.str .anonymous s₁) s₂

/-- The name of three strings. -/
@[reducible] def mkStr3 (s₁ s₂ s₃ : String) : Name := .str (.str (.str .anonymous s₁) s₂) s₃

/-- The name of four strings. -/
@[reducible] def mkStr4 (s₁ s₂ s₃ s₄ : String) : Name := .str (.str (.str (.str .anonymous s₁) s₂) s₃) s₄

/-- The name of five strings. -/
@[reducible] def mkStr5 (s₁ s₂ s₃ s₄ s₅ : String) : Name := .str (.str (.str (.str (.str .anonymous s₁) s₂) s₃) s₄) s₅

/-- The name of six strings. -/
@[reducible] def mkStr6 (s₁ s₂ s₃ s₄ s₅ s₆ : String) : Name := .str (.str (.str (.str (.str (.str .anonymous s₁) s₂) s₃) s₄) s₅) s₆

/-- The name of seven strings. -/
@[reducible] def mkStr7 (s₁ s₂ s₃ s₄ s₅ s₆ s₇ : String) : Name := .str (.str (.str (.str (.str (.str (.str .anonymous s₁) s₂) s₃) s₄) s₅) s₆) s₇

/-- The name of eight strings. -/
@[reducible] def mkStr8 (s₁ s₂ s₃ s₄ s₅ s₆ s₇ s₈ : String) : Name := .str (.str (.str (.str (.str (.str (.str (.str .anonymous s₁) s₂) s₃) s₄) s₅) s₆) s₇) s₈

end Name

end -- @[expose]

namespace Name

/-- Equality of names. -/
@[extern "lean_name_eq"]
protected def beq : (@& Name) → (@& Name) → Bool
  | anonymous, anonymous => true
  | str p₁ s₁, str p₂ s₂ => and (BEq.beq s₁ s₂) (Name.beq p₁ p₂)
  | num p₁ n₁, num p₂ n₂ => and (BEq.beq n₁ n₂) (Name.beq p₁ p₂)
  | _, _ => false

instance : BEq Name where
  beq := Name.beq

/-- The parts of one name after those of another. -/
@[expose] def appendCore : Name → Name → Name
  | n, .anonymous => n
  | n, .str p s => .str (appendCore n p) s
  | n, .num p d => .num (appendCore n p) d

end Name

/-- How deep macros may nest by default. -/
def defaultMaxRecDepth : Nat := 512

/-- What is said when macros nest too deep. -/
def maxRecDepthErrorMessage : String :=
  "maximum recursion depth has been reached\nuse `set_option maxRecDepth <num>` to increase limit\nuse `set_option diagnostics true` to get diagnostic information"

/-! ### Syntax -/

/-- Where a piece of syntax comes from. -/
inductive SourceInfo where
  /-- From the text, between white space that belongs to it. -/
  | original (leading : Substring.Raw) (pos : String.Pos.Raw) (trailing : Substring.Raw) (endPos : String.Pos.Raw)
  /-- From a macro; the places are those of the syntax that it stands for. -/
  | synthetic (pos : String.Pos.Raw) (endPos : String.Pos.Raw) (canonical := false)
  /-- From nowhere. -/
  | protected none

instance : Inhabited SourceInfo where
  default := SourceInfo.none

namespace SourceInfo

/-- Where it begins. -/
def getPos? (info : SourceInfo) (canonicalOnly := false) : Option String.Pos.Raw :=
  match info, canonicalOnly with
  | original (pos := pos) .., _ => some pos
  | synthetic (pos := pos) (canonical := true) .., _ => some pos
  | synthetic (pos := pos) .., false => some pos
  | _, _ => Option.none

/-- Where it ends. -/
def getTailPos? (info : SourceInfo) (canonicalOnly := false) : Option String.Pos.Raw :=
  match info, canonicalOnly with
  | original (endPos := endPos) .., _ => some endPos
  | synthetic (endPos := endPos) (canonical := true) .., _ => some endPos
  | synthetic (endPos := endPos) .., false => some endPos
  | _, _ => Option.none

/-- The white space after it. -/
def getTrailing? (info : SourceInfo) : Option Substring.Raw :=
  match info with
  | original (trailing := trailing) .. => some trailing
  | _ => Option.none

/-- Where the white space after it ends. -/
def getTrailingTailPos? (info : SourceInfo) (canonicalOnly := false) : Option String.Pos.Raw :=
  match info.getTrailing? with
  | some trailing => some trailing.stopPos
  | Option.none => info.getTailPos? canonicalOnly

end SourceInfo

/-- The kind of a syntax node: the name of the parser that made it. -/
abbrev SyntaxNodeKind := Name

/-- What an identifier meant where a macro was written. -/
inductive Syntax.Preresolved where
  /-- A namespace. -/
  | namespace (ns : Name)
  /-- A declaration, and the fields after it. -/
  | decl (n : Name) (fields : List String)

/-- Syntax trees. They are not typed; macros work on them. -/
inductive Syntax where
  /-- What the parser did not find. -/
  | missing : Syntax
  /-- A node. -/
  | node (info : SourceInfo) (kind : SyntaxNodeKind) (args : Array Syntax) : Syntax
  /-- A keyword or another token. -/
  | atom (info : SourceInfo) (val : String) : Syntax
  /-- An identifier. -/
  | ident (info : SourceInfo) (rawVal : Substring.Raw) (val : Name) (preresolved : List Syntax.Preresolved) : Syntax

instance : Inhabited Syntax where
  default := Syntax.missing

namespace Syntax

/-- A node with one child. -/
def node1 (info : SourceInfo) (kind : SyntaxNodeKind) (a₁ : Syntax) : Syntax :=
  Syntax.node info kind (Array.mkArray1 a₁)

/-- A node with two children. -/
def node2 (info : SourceInfo) (kind : SyntaxNodeKind) (a₁ a₂ : Syntax) : Syntax :=
  Syntax.node info kind (Array.mkArray2 a₁ a₂)

/-- A node with three children. -/
def node3 (info : SourceInfo) (kind : SyntaxNodeKind) (a₁ a₂ a₃ : Syntax) : Syntax :=
  Syntax.node info kind (Array.mkArray3 a₁ a₂ a₃)

/-- A node with four children. -/
def node4 (info : SourceInfo) (kind : SyntaxNodeKind) (a₁ a₂ a₃ a₄ : Syntax) : Syntax :=
  Syntax.node info kind (Array.mkArray4 a₁ a₂ a₃ a₄)

/-- A node with five children. -/
def node5 (info : SourceInfo) (kind : SyntaxNodeKind) (a₁ a₂ a₃ a₄ a₅ : Syntax) : Syntax :=
  Syntax.node info kind (Array.mkArray5 a₁ a₂ a₃ a₄ a₅)

/-- A node with six children. -/
def node6 (info : SourceInfo) (kind : SyntaxNodeKind) (a₁ a₂ a₃ a₄ a₅ a₆ : Syntax) : Syntax :=
  Syntax.node info kind (Array.mkArray6 a₁ a₂ a₃ a₄ a₅ a₆)

/-- A node with seven children. -/
def node7 (info : SourceInfo) (kind : SyntaxNodeKind) (a₁ a₂ a₃ a₄ a₅ a₆ a₇ : Syntax) : Syntax :=
  Syntax.node info kind (Array.mkArray7 a₁ a₂ a₃ a₄ a₅ a₆ a₇)

/-- A node with eight children. -/
def node8 (info : SourceInfo) (kind : SyntaxNodeKind) (a₁ a₂ a₃ a₄ a₅ a₆ a₇ a₈ : Syntax) : Syntax :=
  Syntax.node info kind (Array.mkArray8 a₁ a₂ a₃ a₄ a₅ a₆ a₇ a₈)

end Syntax

/-- The kinds that a piece of syntax may have. -/
@[expose] def SyntaxNodeKinds := List SyntaxNodeKind

/-- Syntax that is known to be of one of some kinds. -/
structure TSyntax (ks : SyntaxNodeKinds) where
  /-- The syntax. -/
  raw : Syntax

instance : Inhabited (TSyntax ks) where
  default := ⟨default⟩

/-- What may be read in several ways. -/
abbrev choiceKind : SyntaxNodeKind := `choice

/-- A sequence. -/
abbrev nullKind : SyntaxNodeKind := `null

/-- A group, which is one thing for repetition. -/
abbrev groupKind : SyntaxNodeKind := `group

/-- Identifiers. -/
abbrev identKind : SyntaxNodeKind := `ident

/-- String literals. -/
abbrev strLitKind : SyntaxNodeKind := `str

/-- Character literals. -/
abbrev charLitKind : SyntaxNodeKind := `char

/-- Numerals. -/
abbrev numLitKind : SyntaxNodeKind := `num

/-- Decimal fractions. -/
abbrev scientificLitKind : SyntaxNodeKind := `scientific

/-- Name literals. -/
abbrev nameLitKind : SyntaxNodeKind := `name

/-- The number of a field. -/
abbrev fieldIdxKind : SyntaxNodeKind := `fieldIdx

/-- Hexadecimal digits without a prefix. -/
abbrev hexnumKind : SyntaxNodeKind := `hexnum

/-- The macro scope at a place. -/
abbrev hygieneInfoKind : SyntaxNodeKind := `hygieneInfo

/-- The text of an interpolated string. -/
abbrev interpolatedStrLitKind : SyntaxNodeKind := `interpolatedStrLitKind

/-- Interpolated strings. -/
abbrev interpolatedStrKind : SyntaxNodeKind := `interpolatedStrKind

@[expose] section

/-- A node without a place. -/
@[inline] def mkNode (k : SyntaxNodeKind) (args : Array Syntax) : TSyntax (.cons k .nil) :=
  ⟨Syntax.node SourceInfo.none k args⟩

/-- A sequence without a place. -/
@[inline] def mkNullNode (args : Array Syntax := Array.empty) : Syntax :=
  mkNode nullKind args |>.raw

end -- @[expose]

namespace Syntax

/-- The kind of a node; tokens, identifiers and missing syntax have kinds of their own. -/
def getKind (stx : Syntax) : SyntaxNodeKind :=
  match stx with
  | Syntax.node _ k _ => k
  | Syntax.missing => `missing
  | Syntax.atom _ v => Name.mkSimple v
  | Syntax.ident .. => identKind

/-- Changes the kind of a node. -/
def setKind (stx : Syntax) (k : SyntaxNodeKind) : Syntax :=
  match stx with
  | Syntax.node info _ args => Syntax.node info k args
  | _ => stx

/-- Is this the kind? -/
def isOfKind (stx : Syntax) (k : SyntaxNodeKind) : Bool :=
  BEq.beq stx.getKind k

/-- The `i`-th child, or missing syntax. -/
def getArg (stx : Syntax) (i : Nat) : Syntax :=
  match stx with
  | Syntax.node _ _ args => args.getD i Syntax.missing
  | _ => Syntax.missing

/-- The children. -/
def getArgs (stx : Syntax) : Array Syntax :=
  match stx with
  | Syntax.node _ _ args => args
  | _ => Array.empty

/-- How many children there are. -/
def getNumArgs (stx : Syntax) : Nat :=
  match stx with
  | Syntax.node _ _ args => args.size
  | _ => 0

/-- The child of an optional node, if it is there. -/
def getOptional? (stx : Syntax) : Option Syntax :=
  match stx with
  | Syntax.node _ k args =>
    match and (BEq.beq k nullKind) (BEq.beq args.size 1) with
    | true => some (args.getD 0 Syntax.missing)
    | false => none
  | _ => none

/-- Is it missing? -/
def isMissing : Syntax → Bool
  | Syntax.missing => true
  | _ => false

/-- Is it a node of this kind with so many children? -/
def isNodeOf (stx : Syntax) (k : SyntaxNodeKind) (n : Nat) : Bool :=
  and (stx.isOfKind k) (BEq.beq stx.getNumArgs n)

/-- Is it an identifier? -/
def isIdent : Syntax → Bool
  | ident .. => true
  | _ => false

/-- The name of an identifier. -/
def getId : Syntax → Name
  | ident _ _ val _ => val
  | _ => Name.anonymous

/-- Where this piece itself comes from. -/
def getInfo? : Syntax → Option SourceInfo
  | atom info _ => some info
  | ident info .. => some info
  | node info .. => some info
  | missing => none

/-- Where the first token comes from that comes from anywhere. -/
partial def getHeadInfo? : Syntax → Option SourceInfo
  | atom info _ => some info
  | ident info .. => some info
  | node SourceInfo.none _ args =>
    let rec loop (i : Nat) : Option SourceInfo :=
      match decide (LT.lt i args.size) with
      | true =>
        match getHeadInfo? (args.get!Internal i) with
        | some info => some info
        | none => loop (hAdd i 1)
      | false => none
    loop 0
  | node info _ _ => some info
  | _ => none

/-- Where the first token comes from. -/
def getHeadInfo (stx : Syntax) : SourceInfo :=
  match stx.getHeadInfo? with
  | some info => info
  | none => SourceInfo.none

/-- Where it begins. -/
def getPos? (stx : Syntax) (canonicalOnly := false) : Option String.Pos.Raw :=
  stx.getHeadInfo.getPos? canonicalOnly

/-- Where it ends. -/
partial def getTailPos? (stx : Syntax) (canonicalOnly := false) : Option String.Pos.Raw :=
  match stx, canonicalOnly with
  | atom (SourceInfo.original (endPos := pos) ..) .., _ => some pos
  | atom (SourceInfo.synthetic (endPos := pos) (canonical := true) ..) _, _ => some pos
  | atom (SourceInfo.synthetic (endPos := pos) ..) _, false => some pos
  | ident (SourceInfo.original (endPos := pos) ..) .., _ => some pos
  | ident (SourceInfo.synthetic (endPos := pos) (canonical := true) ..) .., _ => some pos
  | ident (SourceInfo.synthetic (endPos := pos) ..) .., false => some pos
  | node (SourceInfo.original (endPos := pos) ..) .., _ => some pos
  | node (SourceInfo.synthetic (endPos := pos) (canonical := true) ..) .., _ => some pos
  | node (SourceInfo.synthetic (endPos := pos) ..) .., false => some pos
  | node _ _ args, _ =>
    let rec loop (i : Nat) : Option String.Pos.Raw :=
      match decide (LT.lt i args.size) with
      | true =>
        match getTailPos? (args.get!Internal (HSub.hSub (HSub.hSub args.size i) 1)) canonicalOnly with
        | some info => some info
        | none => loop (hAdd i 1)
      | false => none
    loop 0
  | _, _ => none

/-- Syntax between separators. -/
structure SepArray (sep : String) where
  /-- The pieces, and the separators between them. -/
  elemsAndSeps : Array Syntax

/-- Syntax of known kinds between separators. -/
structure TSepArray (ks : SyntaxNodeKinds) (sep : String) where
  /-- The pieces, and the separators between them. -/
  elemsAndSeps : Array Syntax

end Syntax

/-- Arrays of syntax of known kinds. -/
abbrev TSyntaxArray (ks : SyntaxNodeKinds) := Array (TSyntax ks)

/-- Implements `TSyntaxArray.raw`. -/
unsafe def TSyntaxArray.rawImpl : TSyntaxArray ks → Array Syntax := unsafeCast

/-- Forgets the kinds. -/
@[implemented_by TSyntaxArray.rawImpl]
opaque TSyntaxArray.raw (as : TSyntaxArray ks) : Array Syntax := Array.empty

/-- Implements `TSyntaxArray.mk`. -/
unsafe def TSyntaxArray.mkImpl : Array Syntax → TSyntaxArray ks := unsafeCast

/-- Takes the kinds on trust. -/
@[implemented_by TSyntaxArray.mkImpl]
opaque TSyntaxArray.mk (as : Array Syntax) : TSyntaxArray ks := Array.empty

/-- A place for new syntax: that of the syntax it stands for. -/
def SourceInfo.fromRef (ref : Syntax) (canonical : Bool := false) : SourceInfo :=
  let noncanonical ref :=
    match ref.getPos?, ref.getTailPos? with
    | some pos, some tailPos => .synthetic pos tailPos
    | _, _ => .none
  match canonical with
  | true =>
    match ref.getPos? true, ref.getTailPos? true with
    | some pos, some tailPos => .synthetic pos tailPos true
    | _, _ => noncanonical ref
  | false => noncanonical ref

/-- A token without a place. -/
def mkAtom (val : String) : Syntax :=
  Syntax.atom SourceInfo.none val

/-- A token at the place of the syntax that it stands for. -/
def mkAtomFrom (src : Syntax) (val : String) (canonical := false) : Syntax :=
  Syntax.atom (SourceInfo.fromRef src canonical) val

/-! ### Descriptions of parsers -/

/-- What the commands that extend the grammar make of a rule. -/
inductive ParserDescr where
  /-- A parser without arguments. -/
  | const (name : Name)
  /-- A parser of one other. -/
  | unary (name : Name) (p : ParserDescr)
  /-- A parser of two others. -/
  | binary (name : Name) (p₁ p₂ : ParserDescr)
  /-- Makes a node of the kind. -/
  | node (kind : SyntaxNodeKind) (prec : Nat) (p : ParserDescr)
  /-- Makes a node whose first child has been read already. -/
  | trailingNode (kind : SyntaxNodeKind) (prec lhsPrec : Nat) (p : ParserDescr)
  /-- A token. -/
  | symbol (val : String)
  /-- A token that may be an identifier elsewhere. -/
  | nonReservedSymbol (val : String) (includeIdent : Bool)
  /-- A category, from a precedence on. -/
  | cat (catName : Name) (rbp : Nat)
  /-- Another declared parser. -/
  | parser (declName : Name)
  /-- Makes a node of the kind, and reads antiquotations of the name. -/
  | nodeWithAntiquot (name : String) (kind : SyntaxNodeKind) (p : ParserDescr)
  /-- Any number, between separators. -/
  | sepBy (p : ParserDescr) (sep : String) (psep : ParserDescr) (allowTrailingSep : Bool := false)
  /-- At least one, between separators. -/
  | sepBy1 (p : ParserDescr) (sep : String) (psep : ParserDescr) (allowTrailingSep : Bool := false)
  /-- A token with a Unicode and an ASCII form. -/
  | unicodeSymbol (val asciiVal : String) (preserveForPP : Bool)

instance : Inhabited ParserDescr where
  default := ParserDescr.symbol ""

/-- A description of a parser that goes on after something. -/
abbrev TrailingParserDescr := ParserDescr

/-! ### Hygiene -/

/-- Numbers the expansions of macros. -/
abbrev MacroScope := Nat

/-- A number that no macro has. -/
def reservedMacroScope := 0

/-- The first number of the front end. -/
def firstFrontendMacroScope := hAdd reservedMacroScope 1

/-- Monads that know what syntax they work at. -/
class MonadRef (m : Type → Type) where
  /-- The syntax. -/
  getRef : m Syntax
  /-- Works at other syntax. -/
  withRef {α} : Syntax → m α → m α

export MonadRef (getRef)

instance (m n : Type → Type) [MonadLift m n] [MonadFunctor m n] [MonadRef m] : MonadRef n where
  getRef := liftM (getRef : m _)
  withRef ref x := monadMap (m := m) (MonadRef.withRef ref) x

/-- The new syntax, unless it has no place: then the old. -/
def replaceRef (ref : Syntax) (oldRef : Syntax) : Syntax :=
  match ref.getPos? with
  | some _ => ref
  | _ => oldRef

/-- Works at other syntax if it has a place. -/
@[always_inline, inline]
def withRef [Monad m] [MonadRef m] {α} (ref : Syntax) (x : m α) : m α :=
  bind getRef fun oldRef =>
  let ref := replaceRef ref oldRef
  MonadRef.withRef ref x

/-- Works at other syntax if there is any and it has a place. -/
@[always_inline, inline]
def withRef? [Monad m] [MonadRef m] {α} (ref? : Option Syntax) (x : m α) : m α :=
  match ref? with
  | some ref => withRef ref x
  | _ => x

/-- Monads in which quotations can be used. -/
class MonadQuotation (m : Type → Type) extends MonadRef m where
  /-- The number of the expansion that is going on. -/
  getCurrMacroScope : m MacroScope
  /-- What tells this module's scopes from those of others. -/
  getContext : m Name
  /-- Works with a new number. -/
  withFreshMacroScope {α : Type} : m α → m α

export MonadQuotation (getCurrMacroScope withFreshMacroScope)

@[inherit_doc MonadQuotation.getContext]
abbrev MonadQuotation.getMainModule := @MonadQuotation.getContext

/-- A place for new syntax: that of the syntax the monad works at. -/
@[inline]
def MonadRef.mkInfoFromRefPos [Monad m] [MonadRef m] : m SourceInfo :=
  return SourceInfo.fromRef (← getRef)

instance [MonadFunctor m n] [MonadLift m n] [MonadQuotation m] : MonadQuotation n where
  getCurrMacroScope := liftM (m := m) getCurrMacroScope
  getContext := liftM (m := m) MonadQuotation.getContext
  withFreshMacroScope := monadMap (m := m) withFreshMacroScope

/-- Does the name carry macro scopes? -/
@[expose] def Name.hasMacroScopes : Name → Bool
  | str _ s => BEq.beq s "_hyg"
  | num p _ => hasMacroScopes p
  | anonymous => false

private def eraseMacroScopesAux : Name → Name
  | .str p s =>
    match BEq.beq s "_@" with
    | true => p
    | false => eraseMacroScopesAux p
  | .num p _ => eraseMacroScopesAux p
  | .anonymous => Name.anonymous

/-- The name without macro scopes. -/
@[export lean_erase_macro_scopes]
def Name.eraseMacroScopes (n : Name) : Name :=
  match n.hasMacroScopes with
  | true => eraseMacroScopesAux n
  | false => n

private def simpMacroScopesAux : Name → Name
  | .num p i => Name.mkNum (simpMacroScopesAux p) i
  | n => eraseMacroScopesAux n

/-- The name with macro scopes in a short form that need not be unique. -/
@[export lean_simp_macro_scopes]
def Name.simpMacroScopes (n : Name) : Name :=
  match n.hasMacroScopes with
  | true => simpMacroScopesAux n
  | false => n

/-- A name with macro scopes, taken apart: `name._@.imported.ctx._hyg.scopes`. -/
structure MacroScopesView where
  /-- The name as it was written. -/
  name : Name
  /-- Contexts and scopes of macros of other modules. -/
  imported : Name
  /-- The context of this module. -/
  ctx : Name
  /-- The scopes in this context. -/
  scopes : List MacroScope

instance : Inhabited MacroScopesView where
  default := ⟨default, default, default, default⟩

/-- Puts a name with macro scopes together. -/
def MacroScopesView.review (view : MacroScopesView) : Name :=
  match view.scopes with
  | List.nil => view.name
  | List.cons _ _ =>
    let base := Name.mkStr
      (Name.appendCore (Name.appendCore (Name.mkStr view.name "_@") view.imported) view.ctx) "_hyg"
    view.scopes.foldl Name.mkNum base

private def assembleParts : List Name → Name → Name
  | .nil, acc => acc
  | .cons (.str _ s) ps, acc => assembleParts ps (Name.mkStr acc s)
  | .cons (.num _ n) ps, acc => assembleParts ps (Name.mkNum acc n)
  | _, _ => panic "a name without parts among the parts of a name"

private def extractImported (scps : List MacroScope) (mainModule : Name) : Name → List Name → MacroScopesView
  | n@(Name.str p str), parts =>
    match BEq.beq str "_@" with
    | true => { name := p, ctx := mainModule, imported := assembleParts parts Name.anonymous, scopes := scps }
    | false => extractImported scps mainModule p (List.cons n parts)
  | n@(Name.num p _), parts => extractImported scps mainModule p (List.cons n parts)
  | _, _ => panic "macro scopes without the mark before them"

private def extractMainModule (scps : List MacroScope) : Name → List Name → MacroScopesView
  | n@(Name.str p str), parts =>
    match BEq.beq str "_@" with
    | true => { name := p, ctx := assembleParts parts Name.anonymous, imported := Name.anonymous, scopes := scps }
    | false => extractMainModule scps p (List.cons n parts)
  | n@(Name.num _ _), acc => extractImported scps (assembleParts acc Name.anonymous) n List.nil
  | _, _ => panic "macro scopes without the mark before them"

private def extractMacroScopesAux : Name → List MacroScope → MacroScopesView
  | Name.num p scp, acc => extractMacroScopesAux p (List.cons scp acc)
  | Name.str p _, acc => extractMainModule acc p List.nil
  | _, _ => panic "macro scopes without a name"

/-- Takes a name with macro scopes apart. -/
def extractMacroScopes (n : Name) : MacroScopesView :=
  match n.hasMacroScopes with
  | true => extractMacroScopesAux n List.nil
  | false => { name := n, scopes := List.nil, imported := Name.anonymous, ctx := Name.anonymous }

/-- Adds a macro scope of a context to a name. -/
def addMacroScope (ctx : Name) (n : Name) (scp : MacroScope) : Name :=
  match n.hasMacroScopes with
  | true =>
    let view := extractMacroScopes n
    match BEq.beq view.ctx ctx with
    | true => Name.mkNum n scp
    | false =>
      { view with
        imported := view.scopes.foldl Name.mkNum (Name.appendCore view.imported view.ctx)
        ctx := ctx
        scopes := List.cons scp List.nil }.review
  | false =>
    Name.mkNum (Name.mkStr (Name.appendCore (Name.mkStr n "_@") ctx) "_hyg") scp

/-- The parts of one name after those of another. Macro scopes, which one of them may have, come last. -/
@[expose] def Name.append (a b : Name) : Name :=
  match a.hasMacroScopes, b.hasMacroScopes with
  | true, true =>
    panic "Error: invalid `Name.append`, both arguments have macro scopes, consider using `eraseMacroScopes`"
  | true, false =>
    let view := extractMacroScopes a
    { view with name := appendCore view.name b }.review
  | false, true =>
    let view := extractMacroScopes b
    { view with name := appendCore a view.name }.review
  | false, false => appendCore a b

instance : Append Name where
  append := Name.append

/-- Adds the macro scope of the expansion that is going on. -/
@[inline] def MonadQuotation.addMacroScope {m : Type → Type} [MonadQuotation m] [Monad m] (n : Name) : m Name :=
  bind MonadQuotation.getContext fun ctx =>
  bind getCurrMacroScope fun scp =>
  pure (Lean.addMacroScope ctx n scp)

namespace Syntax

/-- Is it a sequence of so many? -/
def matchesNull (stx : Syntax) (n : Nat) : Bool :=
  stx.isNodeOf nullKind n

/-- Is it this identifier, macro scopes aside? -/
def matchesIdent (stx : Syntax) (id : Name) : Bool :=
  and stx.isIdent (BEq.beq stx.getId.eraseMacroScopes id.eraseMacroScopes)

/-- Is it a literal of this kind with this text? -/
def matchesLit (stx : Syntax) (k : SyntaxNodeKind) (val : String) : Bool :=
  match stx with
  | Syntax.node _ k' args =>
    and (BEq.beq k k')
      (match args.getD 0 Syntax.missing with
      | Syntax.atom _ val' => BEq.beq val val'
      | _ => false)
  | _ => false

end Syntax

/-! ### The monad of macros -/

namespace Macro

/-- Stands for the methods before their type can be written. -/
opaque MethodsRefPointed : NonemptyType.{0}

/-- What macros may ask the elaborator, before its type can be written. -/
@[expose] def MethodsRef : Type := MethodsRefPointed.type

instance : Nonempty MethodsRef := MethodsRefPointed.property

/-- What a macro can look at. -/
structure Context where
  /-- What it may ask the elaborator. -/
  methods : MethodsRef
  /-- What tells this module's scopes from those of others. -/
  quotContext : Name
  /-- The number of this expansion. -/
  currMacroScope : MacroScope
  /-- How deep macros have nested. -/
  currRecDepth : Nat := 0
  /-- How deep they may. -/
  maxRecDepth : Nat := defaultMaxRecDepth
  /-- The syntax that it works at. -/
  ref : Syntax

/-- How a macro fails. -/
inductive Exception where
  /-- With a message about some syntax. -/
  | error : Syntax → String → Exception
  /-- Because it is not for this syntax; another may be. -/
  | unsupportedSyntax : Exception

/-- What a macro can change. -/
structure State where
  /-- The next number for an expansion. -/
  macroScope : MacroScope
  /-- Traces: a class and a text each. -/
  traceMsgs : List (Prod Name String) := List.nil
  /-- The declarations of the macros that were expanded. -/
  private expandedMacroDecls : List Name := List.nil

/-- The default state. -/
def instInhabitedState.default : State := { macroScope := Inhabited.default }

instance instInhabitedState : Inhabited State := ⟨instInhabitedState.default⟩

end Macro

/-- The monad that macros are written in. -/
abbrev MacroM := ReaderT Macro.Context (EStateM Macro.Exception Macro.State)

/-- Macros: they make other syntax of some syntax. -/
abbrev Macro := Syntax → MacroM Syntax

namespace Macro

instance : MonadRef MacroM where
  getRef := bind read fun ctx => pure ctx.ref
  withRef := fun ref x => withReader (fun ctx => { ctx with ref := ref }) x

/-- Says that the macro is not for this syntax. -/
def throwUnsupported {α} : MacroM α :=
  throw Exception.unsupportedSyntax

/-- Fails with a message. -/
def throwError {α} (msg : String) : MacroM α :=
  bind getRef fun ref => throw (Exception.error ref msg)

/-- Fails with a message about some syntax. -/
def throwErrorAt {α} (ref : Syntax) (msg : String) : MacroM α :=
  withRef ref (throwError msg)

/-- Works with a new macro scope. -/
@[inline] protected def withFreshMacroScope {α} (x : MacroM α) : MacroM α :=
  bind (modifyGet (fun s => (s.macroScope, { s with macroScope := hAdd s.macroScope 1 }))) fun fresh =>
  withReader (fun ctx => { ctx with currMacroScope := fresh }) x

/-- Works one level deeper. -/
@[inline] def withIncRecDepth {α} (ref : Syntax) (x : MacroM α) : MacroM α :=
  bind read fun ctx =>
  match BEq.beq ctx.currRecDepth ctx.maxRecDepth with
  | true => throw (Exception.error ref maxRecDepthErrorMessage)
  | false => withReader (fun ctx => { ctx with currRecDepth := hAdd ctx.currRecDepth 1 }) x

instance : MonadQuotation MacroM where
  getCurrMacroScope ctx := pure ctx.currMacroScope
  getContext ctx := pure ctx.quotContext
  withFreshMacroScope := Macro.withFreshMacroScope

/-- Adds the macro scope of this expansion to a name. -/
def addMacroScope (n : Name) : MacroM Name :=
  MonadQuotation.addMacroScope n

/-- What macros may ask the elaborator. -/
structure Methods where
  /-- Expands the macro at the head, if there is one. -/
  expandMacro? : Syntax → MacroM (Option Syntax)
  /-- The namespace that the file is in. -/
  getCurrNamespace : MacroM Name
  /-- Is there a declaration of this name? -/
  hasDecl : Name → MacroM Bool
  /-- The namespaces that a name may mean. -/
  resolveNamespace : Name → MacroM (List Name)
  /-- The declarations that a name may mean, and the fields that are left of it. -/
  resolveGlobalName : Name → MacroM (List (Prod Name (List String)))

/-- Methods that do nothing. -/
def instInhabitedMethods.default : Methods :=
  ⟨Inhabited.default, Inhabited.default, Inhabited.default, Inhabited.default, Inhabited.default⟩

instance instInhabitedMethods : Inhabited Methods := ⟨instInhabitedMethods.default⟩

/-- Implements `mkMethods`. -/
unsafe def mkMethodsImp (methods : Methods) : MethodsRef :=
  unsafeCast methods

/-- Hides the methods. -/
@[implemented_by mkMethodsImp]
opaque mkMethods (methods : Methods) : MethodsRef

instance : Inhabited MethodsRef where
  default := mkMethods default

/-- Implements `getMethods`. -/
unsafe def getMethodsImp : MacroM Methods :=
  bind read fun ctx => pure (unsafeCast (ctx.methods))

/-- The methods. -/
@[implemented_by getMethodsImp] opaque getMethods : MacroM Methods

/-- Expands the macro at the head, if there is one. -/
def expandMacro? (stx : Syntax) : MacroM (Option Syntax) :=
  bind getMethods fun methods => methods.expandMacro? stx

/-- Is there a declaration of this name? -/
def hasDecl (declName : Name) : MacroM Bool :=
  bind getMethods fun methods => methods.hasDecl declName

/-- The namespace that the file is in. -/
def getCurrNamespace : MacroM Name :=
  bind getMethods fun methods => methods.getCurrNamespace

/-- The namespaces that a name may mean. -/
def resolveNamespace (n : Name) : MacroM (List Name) :=
  bind getMethods fun methods => methods.resolveNamespace n

/-- The declarations that a name may mean, and the fields that are left of it. -/
def resolveGlobalName (n : Name) : MacroM (List (Prod Name (List String))) :=
  bind getMethods fun methods => methods.resolveGlobalName n

/-- Notes a trace. -/
def trace (clsName : Name) (msg : String) : MacroM Unit :=
  modify fun s => { s with traceMsgs := List.cons (Prod.mk clsName msg) s.traceMsgs }

end Macro

export Macro (expandMacro?)

namespace PrettyPrinter

/-- The monad of functions that undo macros when terms are printed. -/
abbrev UnexpandM := ReaderT Syntax (EStateM Unit Unit)

/-- Functions that undo a macro when terms are printed. -/
abbrev Unexpander := Syntax → UnexpandM Syntax

instance : MonadQuotation UnexpandM where
  getRef := read
  withRef ref x := withReader (fun _ => ref) x
  getCurrMacroScope := pure 0
  getContext := pure `_fakeMod
  withFreshMacroScope := id

end PrettyPrinter

end Lean
