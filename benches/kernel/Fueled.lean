module
@[expose] public noncomputable section

/-! A program in two monads that differ in a proof below binders: with each guard the proof's type mentions the rest of
the program twice. The guards are put in by `from_lean.sh`. -/

abbrev Result := Except Unit

def Bounded (α : Type) : Type := { run : Nat → Result α // ∀ m n a, run m = .ok a → run n = .ok a → run n = .ok a }

namespace Bounded

instance : Monad Bounded where
  pure a := ⟨fun _ => pure a, fun _ _ _ _ h => h⟩
  bind x f := ⟨fun n => x.val n >>= fun a => (f a).val n, fun _ _ _ _ h => h⟩

instance : MonadExceptOf Unit Bounded where
  throw e := ⟨fun _ => throw e, fun _ _ _ _ h => h⟩
  tryCatch x _ := x

end Bounded

def must {m : Type → Type} [Monad m] [MonadExceptOf Unit m] (b : Bool) : m Unit := if b then pure () else throw ()

def guarded {m : Type → Type} [Monad m] [MonadExceptOf Unit m] (n : Nat) : m Nat := do
STEPS
  pure n

theorem Bounded.at_bind {α β : Type} (x : Bounded α) (f : α → Bounded β) (fuel : Nat) :
    (x >>= f).val fuel = x.val fuel >>= fun a => (f a).val fuel := rfl

theorem Bounded.at_pure {α : Type} (a : α) (fuel : Nat) : (pure a : Bounded α).val fuel = pure a := rfl

theorem Bounded.at_must (b : Bool) (fuel : Nat) : (must b : Bounded Unit).val fuel = must b := by
  cases b <;> rfl

theorem agree (n fuel : Nat) : (guarded (m := Bounded) n).val fuel = guarded (m := Result) n := by
  unfold guarded
  simp only [Bounded.at_bind, Bounded.at_pure, Bounded.at_must]
