module

prelude
public import Init.PropLemmas

/-!
Classical logic: choice, excluded middle, and what follows.
-/

set_option linter.unusedVariables false

public section
@[expose] section

universe u v

namespace Classical

/-- An element with a property that some element has. -/
noncomputable def indefiniteDescription {α : Sort u} (p : α → Prop) (h : Exists fun x => p x) : { x // p x } :=
  choice <| let ⟨x, px⟩ := h; ⟨⟨x, px⟩⟩

/-- An element with a property that some element has. -/
noncomputable def choose {α : Sort u} {p : α → Prop} (h : Exists fun x => p x) : α :=
  (indefiniteDescription p h).val

theorem choose_spec {α : Sort u} {p : α → Prop} (h : Exists fun x => p x) : p (choose h) :=
  (indefiniteDescription p h).property

theorem em (p : Prop) : p ∨ ¬p :=
  let U (x : Prop) : Prop := x = True ∨ p
  let V (x : Prop) : Prop := x = False ∨ p
  have exU : Exists fun x => U x := ⟨True, Or.inl rfl⟩
  have exV : Exists fun x => V x := ⟨False, Or.inl rfl⟩
  let u : Prop := choose exU
  let v : Prop := choose exV
  have uDef : U u := choose_spec exU
  have vDef : V v := choose_spec exV
  have apart : u ≠ v ∨ p :=
    uDef.elim
      (fun hu => vDef.elim (fun hv => Or.inl (fun e => true_ne_false (hu.symm.trans (e.trans hv)))) Or.inr)
      Or.inr
  have same : p → u = v := fun hp =>
    have hpred : U = V :=
      funext fun x => propext ⟨fun _ => Or.inr hp, fun _ => Or.inr hp⟩
    have h₀ : ∀ exU exV, @choose _ U exU = @choose _ V exV := by
      rw [hpred]; intros; rfl
    h₀ _ _
  apart.elim (fun hne => Or.inr (mt same hne)) Or.inl

theorem exists_true_of_nonempty {α : Sort u} : Nonempty α → Exists fun _ : α => True
  | ⟨x⟩ => ⟨x, trivial⟩

/-- The default element of a type that has one. -/
noncomputable def inhabited_of_nonempty {α : Sort u} (h : Nonempty α) : Inhabited α :=
  ⟨choice h⟩

/-- The default element of a type in which one has a property. -/
noncomputable def inhabited_of_exists {α : Sort u} {p : α → Prop} (h : Exists fun x => p x) : Inhabited α :=
  inhabited_of_nonempty (Exists.elim h (fun w _ => ⟨w⟩))

/-- Every proposition is decidable. -/
noncomputable scoped instance (priority := low) propDecidable (a : Prop) : Decidable a :=
  choice <| match em a with
    | Or.inl h => ⟨isTrue h⟩
    | Or.inr h => ⟨isFalse h⟩

/-- The default decision. -/
noncomputable def decidableInhabited (a : Prop) : Inhabited (Decidable a) where
  default := inferInstance

/-- Equality is decidable in every type. -/
noncomputable def typeDecidableEq (α : Sort u) : DecidableEq α :=
  fun _ _ => inferInstance

theorem propComplete (a : Prop) : a = True ∨ a = False :=
  match em a with
  | Or.inl ha => Or.inl (eq_true ha)
  | Or.inr hn => Or.inr (eq_false hn)

theorem byCases {p q : Prop} (hpq : p → q) (hnpq : ¬p → q) : q := Decidable.byCases hpq hnpq

theorem byContradiction {p : Prop} (h : ¬p → False) : p := Decidable.byContradiction h

@[simp] theorem not_not : ¬¬a ↔ a := Decidable.not_not

@[simp low] theorem not_forall {p : α → Prop} : (¬∀ x, p x) ↔ Exists fun x => ¬p x :=
  ⟨fun h => byContradiction fun hn => h fun x => byContradiction fun hx => hn ⟨x, hx⟩, not_forall_of_exists_not⟩

@[simp] theorem not_imp : ¬(a → b) ↔ a ∧ ¬b := Decidable.not_imp_iff_and_not

theorem or_iff_not_imp_left : a ∨ b ↔ (¬a → b) := Decidable.or_iff_not_imp_left

end Classical
