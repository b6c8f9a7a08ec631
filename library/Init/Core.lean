module

prelude
public import Init.SizeOf

/-!
Logic and the types that everything rests on: equivalences, sums, dependent pairs, existence, decidability,
extensionality, quotients, and the classes of laws.
-/

public section
@[expose] section

universe u v w

/-! ### Functions -/

/-- Asks the compiler to inline the head of a term. -/
@[simp] def inline {α : Sort u} (a : α) : α := a

theorem id_def {α : Sort u} (a : α) : id a = a := rfl

/-- The function with its arguments the other way round. -/
@[inline] def flip {α : Sort u} {β : Sort v} {φ : Sort w} (f : α → β → φ) : β → α → φ :=
  fun b a => f a b

@[simp] theorem Function.const_apply {y : β} {x : α} : const α y x = y := rfl

@[simp] theorem Function.comp_apply {f : β → δ} {g : α → β} {x : α} : comp f g x = f (g x) := rfl

theorem Function.comp_def {α β δ} (f : β → δ) (g : α → β) : f ∘ g = fun x => f (g x) := rfl

@[simp] theorem Function.const_comp {f : α → β} {c : γ} : (Function.const β c ∘ f) = Function.const α c := rfl

@[simp] theorem Function.comp_const {f : β → γ} {b : β} : (f ∘ Function.const α b) = Function.const α (f b) := rfl

@[simp] theorem Function.true_comp {f : α → β} : ((fun _ => true) ∘ f) = fun _ => true := rfl

@[simp] theorem Function.false_comp {f : α → β} : ((fun _ => false) ∘ f) = fun _ => false := rfl

@[simp] theorem Function.comp_id (f : α → β) : f ∘ id = f := rfl

@[simp] theorem Function.id_comp (f : α → β) : id ∘ f = f := rfl

attribute [simp] namedPattern

/-- Nothing comes of no element. -/
@[macro_inline] def Empty.elim {C : Sort u} : Empty → C := fun a => nomatch a

instance : DecidableEq Empty := fun a => a.elim

/-- Nothing comes of no element. -/
@[macro_inline] def PEmpty.elim {C : Sort _} : PEmpty → C := fun a => nomatch a

instance : DecidableEq PEmpty := fun a => a.elim

/-! ### Equivalence of propositions -/

/-- Two propositions follow from each other. -/
structure Iff (a b : Prop) : Prop where
  intro ::
  /-- From left to right. -/
  mp : a → b
  /-- From right to left. -/
  mpr : b → a

@[inherit_doc] infix:20 " <-> " => Iff
@[inherit_doc] infix:20 " ↔ " => Iff

/-! ### Sums, dependent pairs, existence -/

/-- One or the other. -/
inductive Sum (α : Type u) (β : Type v) where
  /-- The one. -/
  | inl (val : α) : Sum α β
  /-- The other. -/
  | inr (val : β) : Sum α β

@[inherit_doc] infixr:30 " ⊕ " => Sum

/-- One or the other, where both may be proofs. -/
inductive PSum (α : Sort u) (β : Sort v) where
  /-- The one. -/
  | inl (val : α) : PSum α β
  /-- The other. -/
  | inr (val : β) : PSum α β

@[inherit_doc] infixr:30 " ⊕' " => PSum

/-- The left side is there if its type has an element. -/
@[reducible] def PSum.inhabitedLeft {α β} [Inhabited α] : Inhabited (PSum α β) := ⟨PSum.inl default⟩

/-- The right side is there if its type has an element. -/
@[reducible] def PSum.inhabitedRight {α β} [Inhabited β] : Inhabited (PSum α β) := ⟨PSum.inr default⟩

instance PSum.nonemptyLeft [h : Nonempty α] : Nonempty (PSum α β) :=
  Nonempty.elim h (fun a => ⟨PSum.inl a⟩)

instance PSum.nonemptyRight [h : Nonempty β] : Nonempty (PSum α β) :=
  Nonempty.elim h (fun b => ⟨PSum.inr b⟩)

/-- Pairs whose second type depends on the first component. -/
@[pp_using_anonymous_constructor]
structure Sigma {α : Type u} (β : α → Type v) where
  /-- The first component. -/
  fst : α
  /-- The second component. -/
  snd : β fst

attribute [unbox] Sigma

/-- Dependent pairs whose components may be proofs. -/
@[pp_using_anonymous_constructor]
structure PSigma {α : Sort u} (β : α → Sort v) where
  /-- The first component. -/
  fst : α
  /-- The second component. -/
  snd : β fst

/-- There is an element with the property. -/
inductive Exists {α : Sort u} (p : α → Prop) : Prop where
  /-- Namely this. -/
  | intro (w : α) (h : p w) : Exists p

/-! ### Loops -/

/-- What the body of a loop says: go on, or stop. -/
inductive ForInStep (α : Type u) where
  /-- Stop, with this state. -/
  | done : α → ForInStep α
  /-- Go on with this state. -/
  | yield : α → ForInStep α

/-- The default step. -/
def instInhabitedForInStep.default {a : Type _} [Inhabited a] : ForInStep a := ForInStep.done Inhabited.default

instance instInhabitedForInStep {a : Type _} [Inhabited a] : Inhabited (ForInStep a) :=
  ⟨instInhabitedForInStep.default⟩

/-- Containers that `for x in xs` goes through. -/
class ForIn (m : Type u₁ → Type u₂) (ρ : Type u) (α : outParam (Type v)) where
  /-- Runs the body for every element. -/
  forIn {β} (xs : ρ) (b : β) (f : α → β → m (ForInStep β)) : m β

export ForIn (forIn)

/-- Containers that `for h : x in xs` goes through. -/
class ForIn' (m : Type u₁ → Type u₂) (ρ : Type u) (α : outParam (Type v)) (d : outParam (Membership α ρ)) where
  /-- Runs the body for every element, with the proof that it is one. -/
  forIn' {β} (x : ρ) (b : β) (f : (a : α) → a ∈ x → β → m (ForInStep β)) : m β

export ForIn' (forIn')

/-- How a `do` block ends, if not at its end. -/
inductive DoResultPRBC (α β σ : Type u) where
  /-- With a result. -/
  | pure : α → σ → DoResultPRBC α β σ
  /-- By `return`. -/
  | return : β → σ → DoResultPRBC α β σ
  /-- By `break`. -/
  | break : σ → DoResultPRBC α β σ
  /-- By `continue`. -/
  | continue : σ → DoResultPRBC α β σ

/-- How a `do` block ends that has neither `break` nor `continue`. -/
inductive DoResultPR (α β σ : Type u) where
  /-- With a result. -/
  | pure : α → σ → DoResultPR α β σ
  /-- By `return`. -/
  | return : β → σ → DoResultPR α β σ

/-- How a `do` block ends that has only `break` and `continue`. -/
inductive DoResultBC (σ : Type u) where
  /-- By `break`. -/
  | break : σ → DoResultBC σ
  /-- By `continue`. -/
  | continue : σ → DoResultBC σ

/-- How a `do` block ends whose result and whose `return` are the same. -/
inductive DoResultSBC (α σ : Type u) where
  /-- With a result, or by `return`. -/
  | pureReturn : α → σ → DoResultSBC α σ
  /-- By `break`. -/
  | break : σ → DoResultSBC α σ
  /-- By `continue`. -/
  | continue : σ → DoResultSBC α σ

/-! ### Classes of relations and sets -/

/-- `a ≈ b`. -/
class HasEquiv (α : Sort u) where
  /-- The relation. -/
  Equiv : α → α → Sort v

@[inherit_doc] infix:50 " ≈ " => HasEquiv.Equiv

/-- `a ⊆ b`. -/
class HasSubset (α : Type u) where
  /-- The relation. -/
  Subset : α → α → Prop
export HasSubset (Subset)

/-- `a ⊂ b`. -/
class HasSSubset (α : Type u) where
  /-- The relation. -/
  SSubset : α → α → Prop
export HasSSubset (SSubset)

/-- `a ⊇ b` is `b ⊆ a`. -/
abbrev Superset [HasSubset α] (a b : α) := Subset b a

/-- `a ⊃ b` is `b ⊂ a`. -/
abbrev SSuperset [HasSSubset α] (a b : α) := SSubset b a

/-- `a ∪ b`. -/
class Union (α : Type u) where
  /-- The operation. -/
  union : α → α → α

/-- `a ∩ b`. -/
class Inter (α : Type u) where
  /-- The operation. -/
  inter : α → α → α

/-- `a \ b`. -/
class SDiff (α : Type u) where
  /-- The operation. -/
  sdiff : α → α → α

@[inherit_doc] infix:50 " ⊆ " => HasSubset.Subset
@[inherit_doc] infix:50 " ⊂ " => HasSSubset.SSubset
@[inherit_doc] infix:50 " ⊇ " => Superset
@[inherit_doc] infix:50 " ⊃ " => SSuperset
@[inherit_doc] infixl:65 " ∪ " => Union.union
@[inherit_doc] infixl:70 " ∩ " => Inter.inter
@[inherit_doc] infix:70 " \\ " => SDiff.sdiff

/-- `∅`. -/
class EmptyCollection (α : Type u) where
  /-- The empty one. -/
  emptyCollection : α

@[inherit_doc] notation "{" "}" => EmptyCollection.emptyCollection
@[inherit_doc] notation "∅" => EmptyCollection.emptyCollection

/-- Sets that an element can be put into. -/
class Insert (α : outParam <| Type u) (γ : Type v) where
  /-- The operation. -/
  insert : α → γ → γ
export Insert (insert)

/-- Sets of one element. -/
class Singleton (α : outParam <| Type u) (β : Type v) where
  /-- The set. -/
  singleton : α → β
export Singleton (singleton)

/-- Putting an element into the empty set gives the set of it. -/
class LawfulSingleton (α : Type u) (β : Type v) [EmptyCollection β] [Insert α β] [Singleton α β] : Prop where
  /-- The law. -/
  insert_empty_eq (x : α) : (insert x ∅ : β) = singleton x
export LawfulSingleton (insert_empty_eq)

attribute [simp] insert_empty_eq

/-- Sets of elements with a property. -/
class Sep (α : outParam <| Type u) (γ : Type v) where
  /-- The operation. -/
  sep : (α → Prop) → γ → γ

/-! ### Thunks and tasks -/

/-- Values that are computed when they are asked for, once. -/
structure Thunk (α : Type u) : Type u where
  mk ::
  /-- Computes the value. -/
  fn : Unit → α

attribute [extern "lean_mk_thunk"] Thunk.mk

/-- A thunk that holds its value. -/
@[extern "lean_thunk_pure"] protected def Thunk.pure (a : α) : Thunk α :=
  ⟨fun _ => a⟩

/-- The value. -/
@[extern "lean_thunk_get_own"] protected def Thunk.get (x : @& Thunk α) : α :=
  x.fn ()

/-- Applies a function when the value is asked for. -/
@[inline] protected def Thunk.map (f : α → β) (x : Thunk α) : Thunk β :=
  ⟨fun _ => f x.get⟩

/-- Goes on with the value when it is asked for. -/
@[inline] protected def Thunk.bind (x : Thunk α) (f : α → Thunk β) : Thunk β :=
  ⟨fun _ => (f x.get).get⟩

instance thunkCoe : CoeTail α (Thunk α) where
  coe a := ⟨fun _ => a⟩

/-- Values that another thread computes. -/
structure Task (α : Type u) : Type u where
  pure ::
  /-- The value; waits for it. -/
  get : α

attribute [extern "lean_task_pure"] Task.pure
attribute [extern "lean_task_get_own"] Task.get

namespace Task

/-- How soon a task runs. -/
abbrev Priority := Nat

/-- The priority of what gives none. -/
def Priority.default : Priority := 0

/-- The highest priority. -/
def Priority.max : Priority := 8

/-- The priority of tasks that get a thread of their own. -/
def Priority.dedicated : Priority := 9

set_option linter.unusedVariables.funArgs false in
/-- Computes a value in another thread. -/
@[noinline, extern "lean_task_spawn"]
protected def spawn {α : Type u} (fn : Unit → α) (prio := Priority.default) : Task α :=
  ⟨fn ()⟩

set_option linter.unusedVariables.funArgs false in
/-- Applies a function when the value is there. -/
@[noinline, extern "lean_task_map"]
protected def map (f : α → β) (x : Task α) (prio := Priority.default) (sync := false) : Task β :=
  ⟨f x.get⟩

set_option linter.unusedVariables.funArgs false in
/-- Goes on with the value when it is there. -/
@[noinline, extern "lean_task_bind"]
protected def bind (x : Task α) (f : α → Task β) (prio := Priority.default) (sync := false) : Task β :=
  ⟨(f x.get).get⟩

end Task

/-- Objects of the runtime that are no numbers. -/
structure NonScalar where
  mk ::
  /-- Nothing is to be read from it. -/
  val : Nat

/-- Objects of the runtime that are no numbers, in every universe. -/
inductive PNonScalar : Type u where
  /-- Nothing is to be read from it. -/
  | mk (v : Nat) : PNonScalar

@[simp] protected theorem Nat.add_zero (n : Nat) : n + 0 = n := rfl

theorem optParam_eq (α : Sort u) (default : α) : optParam α default = α := rfl

/-! ### Truth values -/

/-- Exclusive or. -/
@[extern "lean_strict_or"] def strictOr (b₁ b₂ : Bool) := b₁ || b₂

/-- Conjunction that looks at both sides. -/
@[extern "lean_strict_and"] def strictAnd (b₁ b₂ : Bool) := b₁ && b₂

/-- Are the two different? -/
@[inline] def bne {α : Type u} [BEq α] (a b : α) : Bool :=
  !(a == b)

@[inherit_doc] infix:50 " != " => bne

macro_rules | `($x != $y) => `(binrel_no_prop% bne $x $y)

/-- `==` holds between equal things. -/
class ReflBEq (α) [BEq α] : Prop where
  /-- The law. -/
  protected rfl {a : α} : a == a

@[simp] theorem BEq.rfl [BEq α] [ReflBEq α] {a : α} : a == a := ReflBEq.rfl

theorem BEq.refl [BEq α] [ReflBEq α] (a : α) : a == a := BEq.rfl

theorem beq_of_eq [BEq α] [ReflBEq α] {a b : α} : a = b → a == b
  | rfl => BEq.rfl

theorem not_eq_of_beq_eq_false [BEq α] [ReflBEq α] {a b : α} (h : (a == b) = false) : ¬a = b :=
  fun e => ne_true_of_eq_false h (beq_of_eq e)

/-- `==` is equality. -/
class LawfulBEq (α : Type u) [BEq α] : Prop extends ReflBEq α where
  /-- The law. -/
  eq_of_beq : {a b : α} → a == b → a = b

export LawfulBEq (eq_of_beq)

instance : LawfulBEq Bool where
  eq_of_beq {a b} h := by cases a <;> cases b <;> first | rfl | exact Bool.noConfusion h
  rfl {a} := by cases a <;> rfl

instance [DecidableEq α] : LawfulBEq α where
  eq_of_beq := of_decide_eq_true
  rfl := of_decide_eq_self_eq_true _

instance : LawfulBEq Char := inferInstance

instance : LawfulBEq String := inferInstance

/-! ### Propositions -/

@[inherit_doc True.intro] theorem trivial : True := ⟨⟩

theorem mt {a b : Prop} (h₁ : a → b) (h₂ : ¬b) : ¬a :=
  fun ha => h₂ (h₁ ha)

theorem not_false : ¬False := id

theorem not_not_intro {p : Prop} (h : p) : ¬ ¬ p :=
  fun hn => hn h

theorem proof_irrel {a : Prop} (h₁ h₂ : a) : h₁ = h₂ := rfl

/-- Moves a value from left to right along an equation between types. -/
@[macro_inline] def Eq.mp {α β : Sort u} (h : α = β) (a : α) : β :=
  h ▸ a

/-- Moves a value from right to left along an equation between types. -/
@[macro_inline] def Eq.mpr {α β : Sort u} (h : α = β) (b : β) : α :=
  h ▸ b

/-- `Eq.ndrec` with the equation first. -/
@[reducible, inline] def Eq.ndrecOn.{u1, u2} {α : Sort u2} {a : α} {motive : α → Sort u1} {b : α} (h : a = b)
    (m : motive a) : motive b :=
  Eq.ndrec m h

@[elab_as_elim] theorem Eq.substr {α : Sort u} {p : α → Prop} {a b : α} (h₁ : b = a) (h₂ : p a) : p b :=
  h₁ ▸ h₂

@[simp] theorem cast_eq {α : Sort u} (h : α = α) (a : α) : cast h a = a := rfl

/-- `a ≠ b`: they are not equal. -/
@[reducible] def Ne {α : Sort u} (a b : α) : Prop :=
  ¬(a = b)

@[inherit_doc] infix:50 " ≠ " => Ne

macro_rules | `($x ≠ $y) => `(binrel% Ne $x $y)

section Ne
variable {α : Sort u}
variable {a b : α} {p : Prop}

theorem Ne.intro (h : a = b → False) : a ≠ b := h

theorem Ne.elim (h : a ≠ b) : a = b → False := h

theorem Ne.irrefl (h : a ≠ a) : False := h rfl

@[symm] theorem Ne.symm (h : a ≠ b) : b ≠ a := fun h₁ => h (h₁.symm)

theorem ne_comm {α} {a b : α} : a ≠ b ↔ b ≠ a := ⟨Ne.symm, Ne.symm⟩

theorem false_of_ne : a ≠ a → False := Ne.irrefl

theorem ne_false_of_self : p → p ≠ False :=
  fun (hp : p) (h : p = False) => h ▸ hp

theorem ne_true_of_not : ¬p → p ≠ True :=
  fun hnp h => (h ▸ hnp) trivial

theorem true_ne_false : ¬True = False := ne_false_of_self trivial

theorem false_ne_true : False ≠ True := fun h => h.symm ▸ trivial

end Ne

theorem Bool.of_not_eq_true : {b : Bool} → ¬ (b = true) → b = false
  | true, h => absurd rfl h
  | false, _ => rfl

theorem Bool.of_not_eq_false : {b : Bool} → ¬ (b = false) → b = true
  | true, _ => rfl
  | false, h => absurd rfl h

theorem ne_of_beq_false [BEq α] [ReflBEq α] {a b : α} (h : (a == b) = false) : a ≠ b :=
  not_eq_of_beq_eq_false h

theorem beq_false_of_ne [BEq α] [LawfulBEq α] {a b : α} (h : a ≠ b) : (a == b) = false :=
  Bool.of_not_eq_true fun e => h (eq_of_beq e)

/-! ### Heterogeneous equality -/

section
variable {α β φ : Sort u} {a a' : α} {b b' : β} {c : φ}

/-- Transport along a heterogeneous equation, where the motive does not mention the proof. -/
noncomputable def HEq.ndrec.{u1, u2} {α : Sort u2} {a : α} {motive : {β : Sort u2} → β → Sort u1} (m : motive a)
    {β : Sort u2} {b : β} (h : a ≍ b) : motive b :=
  h.rec m

/-- `HEq.ndrec` with the equation first. -/
noncomputable def HEq.ndrecOn.{u1, u2} {α : Sort u2} {a : α} {motive : {β : Sort u2} → β → Sort u1}
    {β : Sort u2} {b : β} (h : a ≍ b) (m : motive a) : motive b :=
  h.rec m

/-- Transport along a heterogeneous equation within one type. -/
noncomputable def HEq.elim {α : Sort u} {a : α} {p : α → Sort v} {b : α} (h₁ : a ≍ b) (h₂ : p a) : p b :=
  eq_of_heq h₁ ▸ h₂

theorem HEq.subst {p : (T : Sort u) → T → Prop} (h₁ : a ≍ b) (h₂ : p α a) : p β b :=
  HEq.ndrecOn h₁ h₂

@[symm] theorem HEq.symm (h : a ≍ b) : b ≍ a :=
  h.rec (HEq.refl a)

theorem type_eq_of_heq (h : a ≍ b) : α = β :=
  h.rec (Eq.refl α)

theorem HEq.trans (h₁ : a ≍ b) (h₂ : b ≍ c) : a ≍ c :=
  HEq.subst h₂ h₁

theorem heq_of_heq_of_eq (h₁ : a ≍ b) (h₂ : b = b') : a ≍ b' :=
  HEq.trans h₁ (heq_of_eq h₂)

theorem heq_of_eq_of_heq (h₁ : a = a') (h₂ : a' ≍ b) : a ≍ b :=
  HEq.trans (heq_of_eq h₁) h₂

end

theorem eqRec_heq {α : Sort u} {φ : α → Sort v} {a a' : α} :
    (h : a = a') → (p : φ a) → Eq.recOn (motive := fun x _ => φ x) h p ≍ p
  | rfl, p => HEq.refl p

theorem heq_of_eqRec_eq {α β : Sort u} {a : α} {b : β} (h₁ : α = β) (h₂ : h₁ ▸ a = b) : a ≍ b := by
  subst h₁
  apply heq_of_eq
  exact h₂

theorem cast_heq {α β : Sort u} : (h : α = β) → (a : α) → cast h a ≍ a
  | rfl, a => HEq.refl a

/-! ### Laws of equivalence, conjunction, disjunction -/

variable {a b c d : Prop}

theorem iff_iff_implies_and_implies {a b : Prop} : (a ↔ b) ↔ (a → b) ∧ (b → a) :=
  ⟨fun h => ⟨h.mp, h.mpr⟩, fun h => ⟨h.left, h.right⟩⟩

theorem Iff.refl (a : Prop) : a ↔ a := ⟨id, id⟩

protected theorem Iff.rfl {a : Prop} : a ↔ a := Iff.refl a

attribute [refl] Iff.refl

macro_rules | `(tactic| rfl) => `(tactic| exact Iff.rfl)

theorem Iff.of_eq (h : a = b) : a ↔ b := h ▸ Iff.rfl

theorem Iff.trans (h₁ : a ↔ b) (h₂ : b ↔ c) : a ↔ c :=
  ⟨fun ha => h₂.mp (h₁.mp ha), fun hc => h₁.mpr (h₂.mpr hc)⟩

instance : Trans Iff Iff Iff where
  trans := Iff.trans

theorem Eq.comm {a b : α} : a = b ↔ b = a := ⟨Eq.symm, Eq.symm⟩

theorem eq_comm {a b : α} : a = b ↔ b = a := Eq.comm

theorem HEq.comm {a : α} {b : β} : a ≍ b ↔ b ≍ a := ⟨HEq.symm, HEq.symm⟩

theorem heq_comm {a : α} {b : β} : a ≍ b ↔ b ≍ a := HEq.comm

@[symm] theorem Iff.symm (h : a ↔ b) : b ↔ a := ⟨h.mpr, h.mp⟩

theorem Iff.comm : (a ↔ b) ↔ (b ↔ a) := ⟨Iff.symm, Iff.symm⟩

theorem iff_comm : (a ↔ b) ↔ (b ↔ a) := Iff.comm

@[symm] theorem And.symm : a ∧ b → b ∧ a := fun h => ⟨h.right, h.left⟩

theorem And.comm : a ∧ b ↔ b ∧ a := ⟨And.symm, And.symm⟩

theorem and_comm : a ∧ b ↔ b ∧ a := And.comm

@[symm] theorem Or.symm : a ∨ b → b ∨ a
  | Or.inl h => Or.inr h
  | Or.inr h => Or.inl h

theorem Or.comm : a ∨ b ↔ b ∨ a := ⟨Or.symm, Or.symm⟩

theorem or_comm : a ∨ b ↔ b ∨ a := Or.comm

/-- From the negation and the proposition follows everything. -/
def Not.elim {α : Sort _} (H1 : ¬a) (H2 : a) : α := absurd H2 H1

theorem Not.intro {a : Prop} (h : a → False) : ¬a := h

/-- Uses both conjuncts. -/
@[inline] abbrev And.elim (f : a → b → α) (h : a ∧ b) : α := f h.left h.right

/-- Uses both directions. -/
def Iff.elim (f : (a → b) → (b → a) → α) (h : a ↔ b) : α := f h.mp h.mpr

theorem Exists.elim {α : Sort u} {p : α → Prop} {b : Prop} (h₁ : Exists (fun x => p x))
    (h₂ : (a : α) → p a → b) : b :=
  match h₁ with
  | intro a h => h₂ a h

/-! ### Decidability -/

@[simp] theorem decide_true (h : Decidable True) : @decide True h = true :=
  match h with
  | isTrue _ => rfl
  | isFalse h => False.elim (h ⟨⟩)

@[simp] theorem decide_false (h : Decidable False) : @decide False h = false :=
  match h with
  | isFalse _ => rfl
  | isTrue h => False.elim h

theorem decide_eq_true_iff {p : Prop} [Decidable p] : decide p = true ↔ p :=
  ⟨of_decide_eq_true, decide_eq_true⟩

instance : Decidable True := isTrue trivial

instance : Decidable False := isFalse not_false

namespace Decidable
variable {p q : Prop}

/-- Goes by cases. -/
@[macro_inline] def byCases {q : Sort u} [dec : Decidable p] (h1 : p → q) (h2 : ¬p → q) : q :=
  match dec with
  | isTrue h => h1 h
  | isFalse h => h2 h

theorem em (p : Prop) [Decidable p] : p ∨ ¬p := byCases Or.inl Or.inr

theorem byContradiction [dec : Decidable p] (h : ¬p → False) : p := byCases id (fun np => False.elim (h np))

theorem of_not_not [Decidable p] : ¬ ¬ p → p := fun hnn => byContradiction (fun hn => absurd hn hnn)

theorem not_and_iff_or_not {p q : Prop} [d₁ : Decidable p] [d₂ : Decidable q] : ¬ (p ∧ q) ↔ ¬ p ∨ ¬ q :=
  ⟨fun h =>
    match d₁, d₂ with
    | isTrue h₁, isTrue h₂ => absurd (And.intro h₁ h₂) h
    | _, isFalse h₂ => Or.inr h₂
    | isFalse h₁, _ => Or.inl h₁,
   fun h ⟨hp, hq⟩ => h.elim (fun np => np hp) (fun nq => nq hq)⟩

end Decidable

section
variable {p q : Prop}

/-- Decides what is equivalent to something decidable. -/
@[inline] def decidable_of_decidable_of_iff [Decidable p] (h : p ↔ q) : Decidable q :=
  if hp : p then isTrue (Iff.mp h hp) else isFalse fun hq => absurd (Iff.mpr h hq) hp

/-- Decides what is equal to something decidable. -/
@[inline] def decidable_of_decidable_of_eq [Decidable p] (h : p = q) : Decidable q :=
  decidable_of_decidable_of_iff (p := p) (h ▸ Iff.rfl)

end

@[macro_inline] instance {p q} [Decidable p] [Decidable q] : Decidable (p → q) :=
  if hp : p then
    if hq : q then isTrue (fun _ => hq)
    else isFalse (fun h => absurd (h hp) hq)
  else isTrue (fun h => absurd h hp)

@[inline] instance {p q} [Decidable p] [Decidable q] : Decidable (p ↔ q) :=
  if hp : p then
    if hq : q then isTrue ⟨fun _ => hq, fun _ => hp⟩
    else isFalse fun h => hq (h.1 hp)
  else
    if hq : q then isFalse fun h => hp (h.2 hq)
    else isTrue ⟨fun h => absurd h hp, fun h => absurd h hq⟩

/-! ### `if` -/

theorem if_pos {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t e : α} : (ite c t e) = t :=
  match h with
  | isTrue _ => rfl
  | isFalse hnc => absurd hc hnc

theorem if_neg {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t e : α} : (ite c t e) = e :=
  match h with
  | isTrue hc => absurd hc hnc
  | isFalse _ => rfl

/-- Goes by cases on the condition of an `if`. -/
def iteInduction {c} [inst : Decidable c] {motive : α → Sort _} {t e : α} (hpos : c → motive t)
    (hneg : ¬c → motive e) : motive (ite c t e) :=
  match inst with
  | isTrue h => hpos h
  | isFalse h => hneg h

theorem dif_pos {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t : c → α} {e : ¬ c → α} :
    (dite c t e) = t hc :=
  match h with
  | isTrue _ => rfl
  | isFalse hnc => absurd hc hnc

theorem dif_neg {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t : c → α} {e : ¬ c → α} :
    (dite c t e) = e hnc :=
  match h with
  | isTrue hc => absurd hc hnc
  | isFalse _ => rfl

theorem dif_eq_if (c : Prop) {h : Decidable c} {α : Sort u} (t : α) (e : α) :
    dite c (fun _ => t) (fun _ => e) = ite c t e :=
  match h with
  | isTrue _ => rfl
  | isFalse _ => rfl

@[macro_inline] instance {c t e : Prop} [dC : Decidable c] [dT : Decidable t] [dE : Decidable e] :
    Decidable (if c then t else e) :=
  match dC with
  | isTrue _ => dT
  | isFalse _ => dE

@[inline] instance {c : Prop} {t : c → Prop} {e : ¬c → Prop} [dC : Decidable c] [dT : ∀ h, Decidable (t h)]
    [dE : ∀ h, Decidable (e h)] : Decidable (if h : c then t h else e h) :=
  match dC with
  | isTrue hc => dT hc
  | isFalse hc => dE hc

/-! ### Default elements -/

instance : Inhabited Prop where
  default := True

/-! ### Types with one element at most -/

/-- All elements are equal. -/
class Subsingleton (α : Sort u) : Prop where
  intro ::
  /-- Namely these. -/
  allEq : (a b : α) → a = b

protected theorem Subsingleton.elim {α : Sort u} [h : Subsingleton α] : (a b : α) → a = b :=
  h.allEq

protected theorem Subsingleton.helim {α β : Sort u} [h₁ : Subsingleton α] (h₂ : α = β) (a : α) (b : β) : a ≍ b := by
  subst h₂
  apply heq_of_eq
  apply Subsingleton.elim

instance (p : Prop) : Subsingleton p := ⟨fun a b => proof_irrel a b⟩

instance : Subsingleton Empty := ⟨(·.elim)⟩

instance : Subsingleton PEmpty := ⟨(·.elim)⟩

instance [Subsingleton α] [Subsingleton β] : Subsingleton (α × β) where
  allEq := fun ⟨a, b⟩ ⟨c, d⟩ => congr (congrArg Prod.mk (Subsingleton.elim a c)) (Subsingleton.elim b d)

instance (p : Prop) : Subsingleton (Decidable p) where
  allEq := fun
    | isTrue _, isTrue _ => rfl
    | isFalse _, isFalse _ => rfl
    | isTrue h, isFalse hn => absurd h hn
    | isFalse hn, isTrue h => absurd h hn

/-! ### Equivalence relations -/

/-- The relation is an equivalence. -/
structure Equivalence {α : Sort u} (r : α → α → Prop) : Prop where
  /-- Everything is related to itself. -/
  refl : ∀ x, r x x
  /-- It goes both ways. -/
  symm : ∀ {x y}, r x y → r y x
  /-- Steps can be joined. -/
  trans : ∀ {x y z}, r x y → r y z → r x z

/-- The relation that never holds. -/
def emptyRelation {α : Sort u} (_ _ : α) : Prop :=
  False

/-- One relation implies the other. -/
def Subrelation {α : Sort u} (q r : α → α → Prop) :=
  ∀ {x y}, q x y → r x y

/-- Two are related as their images are. -/
def InvImage {α : Sort u} {β : Sort v} (r : β → β → Prop) (f : α → β) : α → α → Prop :=
  fun a₁ a₂ => r (f a₁) (f a₂)

/-! ### Subtypes -/

namespace Subtype

theorem exists_of_subtype {α : Type u} {p : α → Prop} : { x // p x } → Exists (fun x => p x)
  | ⟨a, h⟩ => ⟨a, h⟩

variable {α : Sort u} {p : α → Prop}

protected theorem ext : ∀ {a1 a2 : { x // p x }}, val a1 = val a2 → a1 = a2
  | ⟨_, _⟩, ⟨_, _⟩, rfl => rfl

protected theorem eq {a1 a2 : { x // p x }} (h : val a1 = val a2) : a1 = a2 := Subtype.ext h

theorem eta (a : { x // p x }) (h : p (val a)) : mk (val a) h = a := by
  cases a; exact rfl

instance {α : Sort u} {p : α → Prop} [DecidableEq α] : DecidableEq { x : α // p x } :=
  fun ⟨a, _⟩ ⟨b, _⟩ =>
    if h : a = b then isTrue (Subtype.ext h) else isFalse (fun h' => h (congrArg Subtype.val h'))

instance {α : Type u} {p : α → Prop} [BEq α] : BEq { x : α // p x } where
  beq x y := x.1 == y.1

instance {α : Type u} {p : α → Prop} [BEq α] [ReflBEq α] : ReflBEq { x : α // p x } where
  rfl {x} := BEq.refl x.1

instance {α : Type u} {p : α → Prop} [BEq α] [LawfulBEq α] : LawfulBEq { x : α // p x } where
  eq_of_beq h := Subtype.ext (eq_of_beq h)

end Subtype

/-! ### Sums and pairs -/

section
variable {α : Type u} {β : Type v}

/-- The left side is there if its type has an element. -/
@[reducible] def Sum.inhabitedLeft [Inhabited α] : Inhabited (Sum α β) where
  default := Sum.inl default

/-- The right side is there if its type has an element. -/
@[reducible] def Sum.inhabitedRight [Inhabited β] : Inhabited (Sum α β) where
  default := Sum.inr default

instance Sum.nonemptyLeft [h : Nonempty α] : Nonempty (Sum α β) :=
  Nonempty.elim h (fun a => ⟨Sum.inl a⟩)

instance Sum.nonemptyRight [h : Nonempty β] : Nonempty (Sum α β) :=
  Nonempty.elim h (fun b => ⟨Sum.inr b⟩)

end

deriving instance DecidableEq for Sum

instance [Inhabited α] [Inhabited β] : Inhabited (α × β) where
  default := (default, default)

instance [Inhabited α] [Inhabited β] : Inhabited (MProd α β) where
  default := ⟨default, default⟩

instance [Inhabited α] [Inhabited β] : Inhabited (PProd α β) where
  default := ⟨default, default⟩

instance [h1 : Nonempty α] [h2 : Nonempty β] : Nonempty (α × β) :=
  Nonempty.elim h1 fun x => Nonempty.elim h2 fun y => ⟨(x, y)⟩

instance [h1 : Nonempty α] [h2 : Nonempty β] : Nonempty (MProd α β) :=
  Nonempty.elim h1 fun x => Nonempty.elim h2 fun y => ⟨⟨x, y⟩⟩

instance [h1 : Nonempty α] [h2 : Nonempty β] : Nonempty (PProd α β) :=
  Nonempty.elim h1 fun x => Nonempty.elim h2 fun y => ⟨⟨x, y⟩⟩

instance [DecidableEq α] [DecidableEq β] : DecidableEq (α × β) :=
  fun (a, b) (a', b') =>
    match decEq a a' with
    | isTrue e₁ =>
      match decEq b b' with
      | isTrue e₂ => isTrue (e₁ ▸ e₂ ▸ rfl)
      | isFalse n₂ => isFalse fun h => n₂ (congrArg Prod.snd h)
    | isFalse n₁ => isFalse fun h => n₁ (congrArg Prod.fst h)

instance [BEq α] [BEq β] : BEq (α × β) where
  beq := fun (a₁, b₁) (a₂, b₂) => a₁ == a₂ && b₁ == b₂

/-- The order of dictionaries. -/
def Prod.lexLt [LT α] [LT β] (s : α × β) (t : α × β) : Prop :=
  s.1 < t.1 ∨ (s.1 = t.1 ∧ s.2 < t.2)

instance Prod.lexLtDec [LT α] [LT β] [DecidableEq α] [(a b : α) → Decidable (a < b)]
    [(a b : β) → Decidable (a < b)] : (s t : α × β) → Decidable (Prod.lexLt s t) :=
  fun _ _ => inferInstanceAs (Decidable (_ ∨ _))

theorem Prod.lexLt_def [LT α] [LT β] (s t : α × β) : (Prod.lexLt s t) = (s.1 < t.1 ∨ (s.1 = t.1 ∧ s.2 < t.2)) :=
  rfl

theorem Prod.eta (p : α × β) : (p.1, p.2) = p := rfl

/-- Applies a function to each component. -/
def Prod.map {α₁ : Type u₁} {α₂ : Type u₂} {β₁ : Type v₁} {β₂ : Type v₂} (f : α₁ → α₂) (g : β₁ → β₂) :
    α₁ × β₁ → α₂ × β₂
  | (a, b) => (f a, g b)

@[simp] theorem Prod.map_apply (f : α → β) (g : γ → δ) (x) (y) : Prod.map f g (x, y) = (f x, g y) := rfl

@[simp] theorem Prod.map_fst (f : α → β) (g : γ → δ) (x) : (Prod.map f g x).1 = f x.1 := rfl

@[simp] theorem Prod.map_snd (f : α → β) (g : γ → δ) (x) : (Prod.map f g x).2 = g x.2 := rfl

/-! ### Units -/

theorem PUnit.ext (a b : PUnit) : a = b := by
  cases a; cases b; exact rfl

theorem PUnit.subsingleton (a b : PUnit) : a = b := PUnit.ext a b

theorem PUnit.eq_punit (a : PUnit) : a = ⟨⟩ := PUnit.ext a ⟨⟩

instance : Subsingleton PUnit := ⟨PUnit.ext⟩

instance : Inhabited PUnit where
  default := ⟨⟩

instance : DecidableEq PUnit := fun a b => isTrue (PUnit.ext a b)

/-! ### Quotients -/

/-- A type with an equivalence relation. -/
class Setoid (α : Sort u) where
  /-- The relation. -/
  r : α → α → Prop
  /-- It is an equivalence. -/
  iseqv : Equivalence r

instance {α : Sort u} [Setoid α] : HasEquiv α := ⟨Setoid.r⟩

namespace Setoid
variable {α : Sort u} [Setoid α]

theorem refl (a : α) : a ≈ a := iseqv.refl a

theorem symm {a b : α} (hab : a ≈ b) : b ≈ a := iseqv.symm hab

theorem trans {a b c : α} (hab : a ≈ b) (hbc : b ≈ c) : a ≈ c := iseqv.trans hab hbc

end Setoid

/-- Equivalent propositions are equal. -/
axiom propext {a b : Prop} : (a ↔ b) → a = b

theorem Eq.propIntro {a b : Prop} (h₁ : a → b) (h₂ : b → a) : a = b :=
  propext ⟨h₁, h₂⟩

instance {p q : Prop} [d : Decidable (p ↔ q)] : Decidable (p = q) :=
  match d with
  | isTrue h => isTrue (propext h)
  | isFalse h => isFalse fun heq => h (heq ▸ Iff.rfl)

/-! Types of the prelude get the theorems that their constructors are injective only here. -/

gen_injective_theorems% Array
gen_injective_theorems% BitVec
gen_injective_theorems% ByteArray
gen_injective_theorems% Char
gen_injective_theorems% Except
gen_injective_theorems% EStateM.Result
gen_injective_theorems% Fin
gen_injective_theorems% List
gen_injective_theorems% MProd
gen_injective_theorems% Nat
gen_injective_theorems% Option
gen_injective_theorems% Prod
gen_injective_theorems% PLift
gen_injective_theorems% PProd
gen_injective_theorems% PSigma
gen_injective_theorems% PSum
gen_injective_theorems% PULift
gen_injective_theorems% Sigma
gen_injective_theorems% String
gen_injective_theorems% String.Pos.Raw
gen_injective_theorems% Substring.Raw
gen_injective_theorems% Subtype
gen_injective_theorems% Sum
gen_injective_theorems% Task
gen_injective_theorems% Thunk
gen_injective_theorems% UInt16
gen_injective_theorems% UInt32
gen_injective_theorems% UInt64
gen_injective_theorems% UInt8
gen_injective_theorems% ULift
gen_injective_theorems% USize
gen_injective_theorems% ForInStep
gen_injective_theorems% DoResultPRBC
gen_injective_theorems% DoResultPR
gen_injective_theorems% DoResultBC
gen_injective_theorems% DoResultSBC
gen_injective_theorems% NonScalar
gen_injective_theorems% PNonScalar
gen_injective_theorems% Lean.Name
gen_injective_theorems% Lean.Syntax

attribute [-simp] Nat.succ.injEq

theorem Iff.subst {a b : Prop} {p : Prop → Prop} (h₁ : a ↔ b) (h₂ : p a) : p b :=
  propext h₁ ▸ h₂

theorem Not.imp {a b : Prop} (H2 : ¬b) (H1 : a → b) : ¬a := mt H1 H2

namespace Quot

/-- Related elements are the same in the quotient. -/
axiom sound : ∀ {α : Sort u} {r : α → α → Prop} {a b : α}, r a b → Quot.mk r a = Quot.mk r b

protected theorem liftBeta {α : Sort u} {r : α → α → Prop} {β : Sort v} (f : α → β)
    (c : (a b : α) → r a b → f a = f b) (a : α) : lift f c (Quot.mk r a) = f a :=
  rfl

protected theorem indBeta {α : Sort u} {r : α → α → Prop} {motive : Quot r → Prop}
    (p : (a : α) → motive (Quot.mk r a)) (a : α) : (ind p (Quot.mk r a) : motive (Quot.mk r a)) = p a :=
  rfl

/-- `Quot.lift` with the quotient first. -/
protected abbrev liftOn {α : Sort u} {β : Sort v} {r : α → α → Prop} (q : Quot r) (f : α → β)
    (c : (a b : α) → r a b → f a = f b) : β :=
  lift f c q

@[elab_as_elim]
protected theorem inductionOn {α : Sort u} {r : α → α → Prop} {motive : Quot r → Prop} (q : Quot r)
    (h : (a : α) → motive (Quot.mk r a)) : motive q :=
  ind h q

theorem exists_rep {α : Sort u} {r : α → α → Prop} (q : Quot r) : Exists (fun a : α => (Quot.mk r a) = q) :=
  q.inductionOn (fun a => ⟨a, rfl⟩)

section
variable {α : Sort u}
variable {r : α → α → Prop}
variable {motive : Quot r → Sort v}

/-- A dependent function as a function to pairs. -/
@[reducible, macro_inline]
protected def indep (f : (a : α) → motive (Quot.mk r a)) (a : α) : PSigma motive :=
  ⟨Quot.mk r a, f a⟩

protected theorem indepCoherent (f : (a : α) → motive (Quot.mk r a))
    (h : (a b : α) → (p : r a b) → Eq.ndrec (f a) (sound p) = f b) :
    (a b : α) → r a b → Quot.indep f a = Quot.indep f b :=
  fun a b e =>
    have step : ∀ {x y : Quot r} (s : x = y) (fx : motive x) (fy : motive y), Eq.ndrec fx s = fy →
        (⟨x, fx⟩ : PSigma motive) = ⟨y, fy⟩ :=
      fun s _ _ e => by subst s; subst e; rfl
    step (sound e) (f a) (f b) (h a b e)

protected theorem liftIndepPr1 (f : (a : α) → motive (Quot.mk r a))
    (h : ∀ (a b : α) (p : r a b), Eq.ndrec (f a) (sound p) = f b) (q : Quot r) :
    (lift (Quot.indep f) (Quot.indepCoherent f h) q).1 = q :=
  Quot.ind (β := fun q => (lift (Quot.indep f) (Quot.indepCoherent f h) q).1 = q) (fun _ => rfl) q

/-- Dependent functions from a quotient. -/
@[elab_as_elim] protected abbrev rec (f : (a : α) → motive (Quot.mk r a))
    (h : (a b : α) → (p : r a b) → Eq.ndrec (f a) (sound p) = f b) (q : Quot r) : motive q :=
  Eq.ndrecOn (Quot.liftIndepPr1 f h q) ((lift (Quot.indep f) (Quot.indepCoherent f h) q).2)

/-- `Quot.rec` with the quotient first. -/
@[elab_as_elim] protected abbrev recOn (q : Quot r) (f : (a : α) → motive (Quot.mk r a))
    (h : (a b : α) → (p : r a b) → Eq.ndrec (f a) (sound p) = f b) : motive q :=
  q.rec f h

/-- Dependent functions to types with one element at most. -/
@[elab_as_elim] protected abbrev recOnSubsingleton [h : (a : α) → Subsingleton (motive (Quot.mk r a))]
    (q : Quot r) (f : (a : α) → motive (Quot.mk r a)) : motive q :=
  q.rec f (fun _ b _ => (h b).allEq _ (f b))

/-- Dependent functions from a quotient, by heterogeneous equations. -/
protected abbrev hrecOn (q : Quot r) (f : (a : α) → motive (Quot.mk r a))
    (c : (a b : α) → (p : r a b) → f a ≍ f b) : motive q :=
  Quot.recOn q f fun a b p => eq_of_heq ((eqRec_heq (φ := motive) (sound p) (f a)).trans (c a b p))

end
end Quot

/-- The quotient by an equivalence relation. -/
def Quotient {α : Sort u} (s : Setoid α) :=
  @Quot α Setoid.r

namespace Quotient

/-- The class of an element. -/
@[inline] protected def mk {α : Sort u} (s : Setoid α) (a : α) : Quotient s :=
  Quot.mk Setoid.r a

/-- The class of an element, where the relation is an instance. -/
protected def mk' {α : Sort u} [s : Setoid α] (a : α) : Quotient s :=
  Quotient.mk s a

theorem sound {α : Sort u} {s : Setoid α} {a b : α} : a ≈ b → Quotient.mk s a = Quotient.mk s b :=
  Quot.sound

/-- Functions from a quotient. -/
protected abbrev lift {α : Sort u} {β : Sort v} {s : Setoid α} (f : α → β) :
    ((a b : α) → a ≈ b → f a = f b) → Quotient s → β :=
  Quot.lift f

protected theorem ind {α : Sort u} {s : Setoid α} {motive : Quotient s → Prop} :
    ((a : α) → motive (Quotient.mk s a)) → (q : Quotient s) → motive q :=
  Quot.ind

/-- `Quotient.lift` with the quotient first. -/
protected abbrev liftOn {α : Sort u} {β : Sort v} {s : Setoid α} (q : Quotient s) (f : α → β)
    (c : (a b : α) → a ≈ b → f a = f b) : β :=
  Quot.liftOn q f c

@[elab_as_elim]
protected theorem inductionOn {α : Sort u} {s : Setoid α} {motive : Quotient s → Prop} (q : Quotient s)
    (h : (a : α) → motive (Quotient.mk s a)) : motive q :=
  Quot.inductionOn q h

theorem exists_rep {α : Sort u} {s : Setoid α} (q : Quotient s) : Exists (fun (a : α) => Quotient.mk s a = q) :=
  Quot.exists_rep q

section
variable {α : Sort u}
variable {s : Setoid α}
variable {motive : Quotient s → Sort v}

/-- Dependent functions from a quotient. -/
@[inline, elab_as_elim]
protected def rec (f : (a : α) → motive (Quotient.mk s a))
    (h : (a b : α) → (p : a ≈ b) → Eq.ndrec (f a) (Quotient.sound p) = f b) (q : Quotient s) : motive q :=
  Quot.rec f h q

/-- `Quotient.rec` with the quotient first. -/
@[elab_as_elim]
protected abbrev recOn (q : Quotient s) (f : (a : α) → motive (Quotient.mk s a))
    (h : (a b : α) → (p : a ≈ b) → Eq.ndrec (f a) (Quotient.sound p) = f b) : motive q :=
  Quot.recOn q f h

/-- Dependent functions to types with one element at most. -/
@[elab_as_elim]
protected abbrev recOnSubsingleton [h : (a : α) → Subsingleton (motive (Quotient.mk s a))] (q : Quotient s)
    (f : (a : α) → motive (Quotient.mk s a)) : motive q :=
  Quot.recOnSubsingleton (h := h) q f

/-- Dependent functions from a quotient, by heterogeneous equations. -/
@[elab_as_elim]
protected abbrev hrecOn (q : Quotient s) (f : (a : α) → motive (Quotient.mk s a))
    (c : (a b : α) → (p : a ≈ b) → f a ≍ f b) : motive q :=
  Quot.hrecOn q f c

end

section
universe uA uB uC
variable {α : Sort uA} {β : Sort uB} {φ : Sort uC}
variable {s₁ : Setoid α} {s₂ : Setoid β}

/-- Functions from two quotients. -/
protected abbrev lift₂ (f : α → β → φ)
    (c : (a₁ : α) → (b₁ : β) → (a₂ : α) → (b₂ : β) → a₁ ≈ a₂ → b₁ ≈ b₂ → f a₁ b₁ = f a₂ b₂)
    (q₁ : Quotient s₁) (q₂ : Quotient s₂) : φ :=
  Quotient.lift (fun (a₁ : α) => Quotient.lift (f a₁) (fun (a b : β) => c a₁ a a₁ b (Setoid.refl a₁)) q₂)
    (fun (a b : α) (h : a ≈ b) =>
      Quotient.ind (motive := fun q₂ =>
          Quotient.lift (f a) (fun (a₁ b₁ : β) => c a a₁ a b₁ (Setoid.refl a)) q₂ =
            Quotient.lift (f b) (fun (a₁ b₁ : β) => c b a₁ b b₁ (Setoid.refl b)) q₂)
        (fun (a' : β) => c a a' b a' h (Setoid.refl a')) q₂)
    q₁

/-- `Quotient.lift₂` with the quotients first. -/
protected abbrev liftOn₂ (q₁ : Quotient s₁) (q₂ : Quotient s₂) (f : α → β → φ)
    (c : (a₁ : α) → (b₁ : β) → (a₂ : α) → (b₂ : β) → a₁ ≈ a₂ → b₁ ≈ b₂ → f a₁ b₁ = f a₂ b₂) : φ :=
  Quotient.lift₂ f c q₁ q₂

@[elab_as_elim]
protected theorem ind₂ {motive : Quotient s₁ → Quotient s₂ → Prop}
    (h : (a : α) → (b : β) → motive (Quotient.mk s₁ a) (Quotient.mk s₂ b)) (q₁ : Quotient s₁)
    (q₂ : Quotient s₂) : motive q₁ q₂ :=
  Quotient.ind (motive := fun q₁ => motive q₁ q₂)
    (fun a => Quotient.ind (motive := fun q₂ => motive (Quotient.mk s₁ a) q₂) (fun b => h a b) q₂) q₁

@[elab_as_elim]
protected theorem inductionOn₂ {motive : Quotient s₁ → Quotient s₂ → Prop} (q₁ : Quotient s₁)
    (q₂ : Quotient s₂) (h : (a : α) → (b : β) → motive (Quotient.mk s₁ a) (Quotient.mk s₂ b)) : motive q₁ q₂ :=
  Quotient.ind₂ h q₁ q₂

end

section
variable {α : Sort u}

private def rel {s : Setoid α} (q₁ q₂ : Quotient s) : Prop :=
  Quotient.liftOn₂ q₁ q₂ (fun a₁ a₂ => a₁ ≈ a₂) (fun _ _ _ _ a₁b₁ a₂b₂ =>
    propext ⟨fun h => Setoid.trans (Setoid.symm a₁b₁) (Setoid.trans h a₂b₂),
      fun h => Setoid.trans a₁b₁ (Setoid.trans h (Setoid.symm a₂b₂))⟩)

private theorem rel.refl {s : Setoid α} (q : Quotient s) : rel q q :=
  q.inductionOn Setoid.refl

theorem exact {s : Setoid α} {a b : α} (h : Quotient.mk s a = Quotient.mk s b) : a ≈ b :=
  have : rel (Quotient.mk s a) (Quotient.mk s b) := h ▸ rel.refl _
  this

end

instance decidableEq {α : Sort u} {s : Setoid α} [d : ∀ (a b : α), Decidable (a ≈ b)] :
    DecidableEq (Quotient s) :=
  fun (q₁ q₂ : Quotient s) =>
    Quot.recOnSubsingleton (motive := fun q₁ => Decidable (q₁ = q₂)) q₁ fun a₁ =>
      Quot.recOnSubsingleton (motive := fun q₂ => Decidable (Quot.mk _ a₁ = q₂)) q₂ fun a₂ =>
        match d a₁ a₂ with
        | isTrue h₁ => isTrue (Quotient.sound h₁)
        | isFalse h₂ => isFalse fun h => h₂ (Quotient.exact h)

end Quotient

/-! ### Extensionality of functions -/

theorem funext {α : Sort u} {β : α → Sort v} {f g : (x : α) → β x} (h : (x : α) → f x = g x) : f = g :=
  let same := fun (f g : (x : α) → β x) => (x : α) → f x = g x
  let applied := fun (q : Quot same) (x : α) =>
    Quot.lift (r := same) (fun f => f x) (fun _ _ h => h x) q
  show applied (Quot.mk same f) = applied (Quot.mk same g) from
    congrArg applied (Quot.sound h)

instance Pi.instSubsingleton {α : Sort u} {β : α → Sort v} [∀ a, Subsingleton (β a)] :
    Subsingleton ((a : α) → β a) where
  allEq f g := funext fun a => Subsingleton.elim (f a) (g a)

/-- The quotient in which all elements are equal. -/
def Squash (α : Sort u) := Quot (fun (_ _ : α) => True)

/-- The only element there can be. -/
def Squash.mk {α : Sort u} (x : α) : Squash α := Quot.mk _ x

theorem Squash.ind {α : Sort u} {motive : Squash α → Prop} (h : (a : α) → motive (Squash.mk a)) :
    (q : Squash α) → motive q :=
  Quot.ind h

/-- Functions to types with one element at most. -/
@[inline] def Squash.lift {α β} [Subsingleton β] (s : Squash α) (f : α → β) : β :=
  Quot.lift f (fun _ _ _ => Subsingleton.elim _ _) s

instance : Subsingleton (Squash α) where
  allEq a b := Quot.inductionOn a fun _ => Quot.inductionOn b fun _ => Quot.sound trivial

/-! ### Classes of laws -/

namespace Std
variable {α : Sort u}

/-- Parentheses do not matter. -/
class Associative (op : α → α → α) : Prop where
  /-- The law. -/
  assoc : (a b c : α) → op (op a b) c = op a (op b c)

/-- The order does not matter. -/
class Commutative (op : α → α → α) : Prop where
  /-- The law. -/
  comm : (a b : α) → op a b = op b a

/-- Repetition does not matter. -/
class IdempotentOp (op : α → α → α) : Prop where
  /-- The law. -/
  idempotent : (x : α) → op x x = x

/-- The relation is reflexive. -/
class Refl (r : α → α → Prop) : Prop where
  /-- The law. -/
  refl : ∀ a, r a a

/-- The relation is antisymmetric. -/
class Antisymm (r : α → α → Prop) : Prop where
  /-- The law. -/
  antisymm (a b : α) : r a b → r b a → a = b

/-- The relation is asymmetric. -/
class Asymm (r : α → α → Prop) : Prop where
  /-- The law. -/
  asymm : ∀ a b, r a b → ¬r b a

/-- The relation is symmetric. -/
class Symm (r : α → α → Prop) : Prop where
  /-- The law. -/
  symm : ∀ a b, r a b → r b a

/-- Of two things one is related to the other. -/
class Total (r : α → α → Prop) : Prop where
  /-- The law. -/
  total : ∀ a b, r a b ∨ r b a

/-- Nothing is related to itself. -/
class Irrefl (r : α → α → Prop) : Prop where
  /-- The law. -/
  irrefl : ∀ a, ¬r a a

end Std
