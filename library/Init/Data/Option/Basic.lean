module

prelude
public import Init.Data.Nat.Basic

/-!
Options: what programs do with them, and how that computes.
-/

set_option linter.unusedVariables false

public section
@[expose] section

universe u v w

namespace Option

variable {α : Type u} {β : Type v} {γ : Type w}

instance instDecidableEq {α} [DecidableEq α] : DecidableEq (Option α) := fun a b =>
  match a with
  | none =>
    match b with
    | none => isTrue rfl
    | some _ => isFalse (fun h => Option.noConfusion rfl (heq_of_eq h))
  | some a =>
    match b with
    | none => isFalse (fun h => Option.noConfusion rfl (heq_of_eq h))
    | some b =>
      match decEq a b with
      | isTrue h => isTrue (h ▸ rfl)
      | isFalse n => isFalse (fun h => n (Option.some.inj h))

/-- Is there something? -/
@[inline] def isSome : Option α → Bool
  | some _ => true
  | none => false

@[simp] theorem isSome_none : @isSome α none = false := rfl
@[simp] theorem isSome_some : isSome (some a) = true := rfl

/-- Is there nothing? -/
@[inline] def isNone : Option α → Bool
  | some _ => false
  | none => true

@[simp] theorem isNone_none : @isNone α none = true := rfl
@[simp] theorem isNone_some : isNone (some a) = false := rfl

/-- What is there, where something is. -/
@[inline] def get {α : Type u} : (o : Option α) → isSome o → α
  | some x, _ => x

@[simp] theorem some_get : ∀ {x : Option α} (h : isSome x), some (x.get h) = x
  | some _, _ => rfl

@[simp] theorem get_some (x : α) (h : isSome (some x)) : (some x).get h = x := rfl

/-- Goes on with what is there. -/
@[inline] protected def bind : Option α → (α → Option β) → Option β
  | none, _ => none
  | some a, f => f a

@[simp] theorem bind_none (f : α → Option β) : none.bind f = none := rfl
@[simp] theorem bind_some (a) (f : α → Option β) : (some a).bind f = f a := rfl

@[simp] theorem map_none (f : α → β) : none.map f = none := rfl
@[simp] theorem map_some (a) (f : α → β) : (some a).map f = some (f a) := rfl

/-- What has the property. -/
@[always_inline, inline]
protected def filter (p : α → Bool) : Option α → Option α
  | some a => if p a then some a else none
  | none => none

/-- Has what is there the property, if there is anything? -/
@[always_inline, inline]
protected def all (p : α → Bool) : Option α → Bool
  | some a => p a
  | none => true

/-- Is there something with the property? -/
@[always_inline, inline]
protected def any (p : α → Bool) : Option α → Bool
  | some a => p a
  | none => false

/-- The first that is there. -/
@[always_inline, macro_inline]
protected def orElse : Option α → (Unit → Option α) → Option α
  | some a, _ => some a
  | none, b => b ()

instance : OrElse (Option α) where
  orElse := Option.orElse

@[simp] theorem getD_none : getD none a = a := rfl
@[simp] theorem getD_some : getD (some a) b = a := rfl

/-- The result for something, or else the default. -/
@[inline] protected def elim {α : Type _} {β : Sort _} : Option α → β → (α → β) → β
  | some x, _, f => f x
  | none, y, _ => y

@[simp] theorem elim_none {β : Sort _} {α : Type _} (x : β) (f : α → β) : Option.elim none x f = x := rfl
@[simp] theorem elim_some {β : Sort _} {α : Type _} (x : β) (f : α → β) (a) : Option.elim (some a) x f = f a := rfl

/-- The inner option. -/
@[inline] def join (x : Option (Option α)) : Option α := x.bind id

theorem some_inj {a b : α} : some a = some b ↔ a = b := ⟨Option.some.inj, fun e => e ▸ rfl⟩

end Option
