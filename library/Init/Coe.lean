module

prelude
public import Init.Prelude
public meta import Init.Prelude

/-!
Coercions: the classes through which a value of one type is taken for one of another. A chain goes
`CoeHead? CoeOut* Coe* CoeTail?`; the classes with `T` and `C` in their names are the steps of that search.
-/

public section
@[expose] section

universe u v w w'

/-- `α` can be taken for `β`; may be chained. -/
class Coe (α : semiOutParam (Sort u)) (β : Sort v) where
  /-- The coercion. -/
  coe : α → β
attribute [coe_decl] Coe.coe

/-- Chains of `Coe`. -/
class CoeTC (α : Sort u) (β : Sort v) where
  /-- The coercion. -/
  coe : α → β
attribute [coe_decl] CoeTC.coe

instance [Coe β γ] [CoeTC α β] : CoeTC α γ where coe a := Coe.coe (CoeTC.coe a : β)
instance [Coe α β] : CoeTC α β where coe a := Coe.coe a
instance : CoeTC α α where coe a := a

/-- `α` can be taken for `β`, where `α` determines `β`; may be chained. -/
class CoeOut (α : Sort u) (β : semiOutParam (Sort v)) where
  /-- The coercion. -/
  coe : α → β
attribute [coe_decl] CoeOut.coe

/-- Chains of `CoeOut`, then of `Coe`. -/
class CoeOTC (α : Sort u) (β : Sort v) where
  /-- The coercion. -/
  coe : α → β
attribute [coe_decl] CoeOTC.coe

instance [CoeOut α β] [CoeOTC β γ] : CoeOTC α γ where coe a := CoeOTC.coe (CoeOut.coe a : β)
instance [CoeTC α β] : CoeOTC α β where coe a := CoeTC.coe a
instance : CoeOTC α α where coe a := a

/-- `α` can be taken for `β`, where `α` determines `β`; only at the beginning of a chain. -/
class CoeHead (α : Sort u) (β : semiOutParam (Sort v)) where
  /-- The coercion. -/
  coe : α → β
attribute [coe_decl] CoeHead.coe

/-- Chains that may begin with `CoeHead`. -/
class CoeHTC (α : Sort u) (β : Sort v) where
  /-- The coercion. -/
  coe : α → β
attribute [coe_decl] CoeHTC.coe

instance [CoeHead α β] [CoeOTC β γ] : CoeHTC α γ where coe a := CoeOTC.coe (CoeHead.coe a : β)
instance [CoeOTC α β] : CoeHTC α β where coe a := CoeOTC.coe a
instance : CoeHTC α α where coe a := a

/-- `α` can be taken for `β`; only at the end of a chain. -/
class CoeTail (α : semiOutParam (Sort u)) (β : Sort v) where
  /-- The coercion. -/
  coe : α → β
attribute [coe_decl] CoeTail.coe

/-- Chains that may end with `CoeTail`. -/
class CoeHTCT (α : Sort u) (β : Sort v) where
  /-- The coercion. -/
  coe : α → β
attribute [coe_decl] CoeHTCT.coe

instance [CoeTail β γ] [CoeHTC α β] : CoeHTCT α γ where coe a := CoeTail.coe (CoeHTC.coe a : β)
instance [CoeHTC α β] : CoeHTCT α β where coe a := CoeHTC.coe a
instance : CoeHTCT α α where coe a := a

/-- The value `a` can be taken for a `β`; never chained. -/
class CoeDep (α : Sort u) (_ : α) (β : Sort v) where
  /-- What `a` is taken for. -/
  coe : β
attribute [coe_decl] CoeDep.coe

/-- What the elaborator looks for: `a` can be taken for a `β`. -/
class CoeT (α : Sort u) (_ : α) (β : Sort v) where
  /-- What `a` is taken for. -/
  coe : β
attribute [coe_decl] CoeT.coe

instance [CoeHTCT α β] : CoeT α a β where coe := CoeHTCT.coe a
instance [CoeDep α a β] : CoeT α a β where coe := CoeDep.coe a
instance : CoeT α a α where coe := a

/-- Values of `α` can be applied. -/
class CoeFun (α : Sort u) (γ : outParam (α → Sort v)) where
  /-- The function. -/
  coe : (f : α) → γ f
attribute [coe_decl] CoeFun.coe

instance [CoeFun α fun _ => β] : CoeOut α β where coe a := CoeFun.coe a

/-- Values of `α` can be used as types. -/
class CoeSort (α : Sort u) (β : outParam (Sort v)) where
  /-- The type. -/
  coe : α → β
attribute [coe_decl] CoeSort.coe

instance [CoeSort α β] : CoeOut α β where coe a := CoeSort.coe a

/-- `↑x` asks for a coercion. -/
syntax:1024 (name := coeNotation) "↑" term:1024 : term

/-- `⇑x` asks for a coercion to a function. -/
syntax:1024 (name := coeFunNotation) "⇑" term:1024 : term

/-- `↥x` asks for a coercion to a type. -/
syntax:1024 (name := coeSortNotation) "↥" term:1024 : term

/-- A truth value as the proposition that it is `true`. -/
instance boolToProp : Coe Bool Prop where
  coe b := Eq b true

/-- A truth value as the type of proofs that it is `true`. -/
instance boolToSort : CoeSort Bool Prop where
  coe b := Eq b true

/-- A decidable proposition as a truth value. -/
instance decPropToBool (p : Prop) [Decidable p] : CoeDep Prop p Bool where
  coe := decide p

/-- An element of a subtype as an element of the type. -/
instance subtypeCoe {α : Sort u} {p : α → Prop} : CoeOut (Subtype p) α where
  coe v := v.val

/-- Coerces the result of an action, and runs it in another monad. -/
abbrev Lean.Internal.liftCoeM {m : Type u → Type v} {n : Type u → Type w} {α β : Type u} [MonadLiftT m n]
    [∀ a, CoeT α a β] [Monad n] (x : m α) : n β :=
  bind (liftM x) fun a => pure (CoeT.coe a)

/-- Coerces the result of an action. -/
abbrev Lean.Internal.coeM {m : Type u → Type v} {α β : Type u} [∀ a, CoeT α a β] [Monad m] (x : m α) : m β :=
  bind x fun a => pure (CoeT.coe a)
