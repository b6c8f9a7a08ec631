module

prelude
public import Init.Data.Nat.Basic
public import Init.SimpLemmas

/-!
Lists: the functions that programs use, and the equations by which they compute.
-/

set_option linter.unusedVariables false

public section
@[expose] section

universe u v w x

namespace List

variable {α : Type u} {β : Type v} {γ : Type w}

/-! ### Length, places -/

@[simp] theorem length_nil : length (nil : List α) = 0 := rfl

@[simp] theorem length_singleton {a : α} : length (a :: nil) = 1 := rfl

@[simp] theorem length_cons {a : α} {as : List α} : (cons a as).length = as.length + 1 := rfl

@[simp] theorem length_set {as : List α} {i : Nat} {a : α} : (as.set i a).length = as.length := by
  induction as generalizing i with
  | nil => rfl
  | cons x xs ih =>
    cases i with
    | zero => rfl
    | succ i => exact congrArg (· + 1) ih

/-- Is the list empty? -/
def isEmpty : List α → Bool
  | nil => true
  | _ :: _ => false

@[simp] theorem isEmpty_nil : (nil : List α).isEmpty = true := rfl
@[simp] theorem isEmpty_cons : (x :: xs : List α).isEmpty = false := rfl

/-- The first element, of a list that has one. -/
def head : (as : List α) → as ≠ nil → α
  | a :: _, _ => a

@[simp] theorem head_cons {a : α} {l : List α} {h} : head (a :: l) h = a := rfl

/-- The first element, if there is one. -/
def head? : List α → Option α
  | nil => none
  | a :: _ => some a

@[simp] theorem head?_nil : head? (nil : List α) = none := rfl
@[simp] theorem head?_cons {a : α} {l : List α} : head? (a :: l) = some a := rfl

/-- The first element, or else the default. -/
def headD : (as : List α) → (fallback : α) → α
  | nil, fallback => fallback
  | a :: _, _ => a

/-- The list without its first element. -/
def tail : List α → List α
  | nil => nil
  | _ :: as => as

@[simp] theorem tail_nil : (nil : List α).tail = nil := rfl
@[simp] theorem tail_cons {a : α} {as : List α} : (a :: as).tail = as := rfl

/-- The list without its first element, if it has one. -/
def tail? : List α → Option (List α)
  | nil => none
  | _ :: as => some as

/-- The list without its first element, or else the default. -/
def tailD (l fallback : List α) : List α :=
  match l with
  | nil => fallback
  | _ :: as => as

/-- The last element, of a list that has one. -/
def getLast : ∀ (as : List α), as ≠ nil → α
  | nil, h => absurd rfl h
  | (a :: nil), _ => a
  | _ :: b :: as, _ => getLast (b :: as) (fun h => List.noConfusion rfl (heq_of_eq h))

/-- The last element, if there is one. -/
def getLast? : List α → Option α
  | nil => none
  | a :: as => some (getLast (a :: as) (fun h => List.noConfusion rfl (heq_of_eq h)))

@[simp] theorem getLast?_nil : @getLast? α nil = none := rfl

/-- The last element, or else the default. -/
def getLastD : (as : List α) → (fallback : α) → α
  | nil, a₀ => a₀
  | a :: as, _ => getLast (a :: as) (fun h => List.noConfusion rfl (heq_of_eq h))

/-! ### Joining -/

instance instAppend : Append (List α) where
  append := List.append

@[simp] theorem append_eq {as bs : List α} : List.append as bs = as ++ bs := rfl

@[simp] theorem nil_append (as : List α) : nil ++ as = as := rfl

@[simp] theorem cons_append {a : α} {as bs : List α} : (a :: as) ++ bs = a :: (as ++ bs) := rfl

@[simp] theorem append_nil (as : List α) : as ++ nil = as := by
  induction as with
  | nil => rfl
  | cons a as ih => exact congrArg (cons a) ih

@[simp] theorem append_assoc (as bs cs : List α) : (as ++ bs) ++ cs = as ++ (bs ++ cs) := by
  induction as with
  | nil => rfl
  | cons a as ih => exact congrArg (cons a) ih

instance : Std.Associative (α := List α) (· ++ ·) := ⟨append_assoc⟩

@[simp] theorem length_append {as bs : List α} : (as ++ bs).length = as.length + bs.length := by
  induction as with
  | nil => exact (Nat.zero_add _).symm
  | cons a as ih => rw [cons_append, length_cons, length_cons, ih, Nat.add_right_comm]

theorem append_cons (as : List α) (b : α) (bs : List α) : as ++ b :: bs = as ++ (b :: nil) ++ bs := by
  rw [append_assoc]
  rfl

@[simp] theorem concat_eq_append {as : List α} {a : α} : as.concat a = as ++ (a :: nil) := by
  induction as with
  | nil => rfl
  | cons x xs ih => exact congrArg (cons x) ih

@[simp] theorem flatten_nil : List.flatten (nil : List (List α)) = nil := rfl
@[simp] theorem flatten_cons : (l :: L : List (List α)).flatten = l ++ L.flatten := rfl

theorem length_concat {as : List α} {a : α} : (concat as a).length = as.length + 1 := by
  rw [concat_eq_append, length_append]
  rfl

/-! ### Mapping and folding -/

@[simp] theorem map_nil {f : α → β} : map f nil = nil := rfl

@[simp] theorem map_cons {f : α → β} {a : α} {l : List α} : map f (a :: l) = f a :: map f l := rfl

@[simp] theorem length_map {as : List α} (f : α → β) : (as.map f).length = as.length := by
  induction as with
  | nil => rfl
  | cons a as ih => exact congrArg (· + 1) ih

@[simp] theorem map_append {f : α → β} : ∀ {l₁ l₂ : List α}, map f (l₁ ++ l₂) = map f l₁ ++ map f l₂
  | nil, _ => rfl
  | a :: l₁, l₂ => congrArg (cons (f a)) map_append

@[simp] theorem map_id_fun : map (id : α → α) = id :=
  funext fun l => by
    induction l with
    | nil => rfl
    | cons a l ih => exact congrArg (cons a) ih

theorem map_id (l : List α) : map (id : α → α) l = l := congrFun map_id_fun l

@[simp] theorem map_map {β : Type _} {γ : Type _} {α : Type _} {g : β → γ} {f : α → β} {l : List α} : map g (map f l) = map (g ∘ f) l := by
  induction l with
  | nil => rfl
  | cons a l ih => exact congrArg (cons (g (f a))) ih

@[simp] theorem foldl_nil {f : α → β → α} {b : α} : (nil).foldl f b = b := rfl

@[simp] theorem foldl_cons {l : List α} {f : β → α → β} {b : β} : (a :: l).foldl f b = l.foldl f (f b a) := rfl

/-- Combines the elements from the right. -/
@[specialize] def foldr (f : α → β → β) (init : β) : (l : List α) → β
  | nil => init
  | a :: as => f a (foldr f init as)

@[simp] theorem foldr_nil : (nil).foldr f b = b := rfl

@[simp] theorem foldr_cons {a} {l : List α} {f : α → β → β} {b} : (a :: l).foldr f b = f a (l.foldr f b) := rfl

@[simp] theorem foldl_append {β : Type _} {f : β → α → β} {b : β} {l l' : List α} :
    (l ++ l').foldl f b = l'.foldl f (l.foldl f b) := by
  induction l generalizing b with
  | nil => rfl
  | cons a l ih => exact ih

@[simp] theorem foldr_append {f : α → β → β} {b : β} {l l' : List α} :
    (l ++ l').foldr f b = l.foldr f (l'.foldr f b) := by
  induction l with
  | nil => rfl
  | cons a l ih => exact congrArg (f a) ih

/-- The elements with a property. -/
def filter (p : α → Bool) : (l : List α) → List α
  | nil => nil
  | a :: as =>
    match p a with
    | true => a :: filter p as
    | false => filter p as

@[simp] theorem filter_nil {p : α → Bool} : filter p nil = nil := rfl

/-- The results that there are. -/
@[specialize] def filterMap (f : α → Option β) : List α → List β
  | nil => nil
  | a :: as =>
    match f a with
    | none => filterMap f as
    | some b => b :: filterMap f as

@[simp] theorem filterMap_nil {f : α → Option β} : filterMap f nil = nil := rfl

@[simp] theorem flatMap_nil {f : α → List β} : List.flatMap f nil = nil := rfl
@[simp] theorem flatMap_cons {x : α} {xs : List α} {f : α → List β} :
    List.flatMap f (x :: xs) = f x ++ List.flatMap f xs := rfl

/-- The list `n` times the same element. -/
def replicate : (n : Nat) → (a : α) → List α
  | 0, _ => nil
  | n + 1, a => a :: replicate n a

@[simp] theorem replicate_zero {a : α} : replicate 0 a = nil := rfl
theorem replicate_succ {a : α} {n : Nat} : replicate (n + 1) a = a :: replicate n a := rfl

@[simp] theorem length_replicate {n : Nat} {a : α} : (replicate n a).length = n := by
  induction n with
  | zero => rfl
  | succ n ih => exact congrArg (· + 1) ih

/-! ### Reversal -/

/-- Puts the elements before `r`, the last first. -/
def reverseAux : List α → List α → List α
  | nil, r => r
  | a :: l, r => reverseAux l (a :: r)

/-- The elements in the other order. -/
def reverse (as : List α) : List α :=
  reverseAux as nil

@[simp] theorem reverse_nil : reverse (nil : List α) = nil := rfl

theorem reverseAux_reverseAux {as bs cs : List α} :
    reverseAux (reverseAux as bs) cs = reverseAux bs (reverseAux (reverseAux as nil) cs) := by
  induction as generalizing bs cs with
  | nil => rfl
  | cons a as ih =>
    show reverseAux (reverseAux as (a :: bs)) cs = reverseAux bs (reverseAux (reverseAux as (a :: nil)) cs)
    rw [ih (bs := a :: bs), ih (bs := a :: nil)]
    rfl

theorem reverseAux_eq_append {as bs : List α} : reverseAux as bs = reverseAux as nil ++ bs := by
  induction as generalizing bs with
  | nil => rfl
  | cons a as ih =>
    show reverseAux as (a :: bs) = reverseAux as (a :: nil) ++ bs
    rw [ih (bs := a :: bs), ih (bs := a :: nil), append_assoc]
    rfl

@[simp] theorem reverseAux_eq {as bs : List α} : reverseAux as bs = reverse as ++ bs := reverseAux_eq_append

@[simp] theorem reverse_cons {a : α} {as : List α} : reverse (a :: as) = reverse as ++ (a :: nil) :=
  reverseAux_eq (as := as) (bs := a :: nil)

@[simp] theorem reverse_append {as bs : List α} : (as ++ bs).reverse = bs.reverse ++ as.reverse := by
  induction as with
  | nil => rw [nil_append, reverse_nil, append_nil]
  | cons a as ih => rw [cons_append, reverse_cons, reverse_cons, ih, append_assoc]

@[simp] theorem reverse_reverse (as : List α) : as.reverse.reverse = as := by
  induction as with
  | nil => rfl
  | cons a as ih => rw [reverse_cons, reverse_append, ih]; rfl

@[simp] theorem length_reverse {as : List α} : (as.reverse).length = as.length := by
  induction as with
  | nil => rfl
  | cons a as ih => rw [reverse_cons, length_append, ih]; rfl

/-! ### Elements -/

/-- Is there an element equal to `a`, by `==`? -/
def elem [BEq α] (a : α) : (l : List α) → Bool
  | nil => false
  | b :: bs =>
    match a == b with
    | true => true
    | false => elem a bs

/-- Is there an element equal to `a`, by `==`? -/
abbrev contains [BEq α] (as : List α) (a : α) : Bool :=
  elem a as

/-- `a` is an element of the list. -/
inductive Mem (a : α) : List α → Prop where
  /-- The first. -/
  | head (as : List α) : Mem a (a :: as)
  /-- One of the rest. -/
  | tail (b : α) {as : List α} : Mem a as → Mem a (b :: as)

instance instMembership : Membership α (List α) where
  mem l a := Mem a l

@[simp] theorem not_mem_nil {a : α} : ¬ a ∈ (nil : List α) := fun h => nomatch h

@[simp] theorem mem_cons {α : Type _} {b : α} {l : List α} {a : α} : a ∈ b :: l ↔ a = b ∨ a ∈ l :=
  ⟨fun h => by cases h with
    | head => exact Or.inl rfl
    | tail _ h => exact Or.inr h,
   fun h => by cases h with
    | inl e => rw [e]; exact Mem.head l
    | inr h => exact Mem.tail b h⟩

theorem mem_cons_self {a : α} {l : List α} : a ∈ a :: l := Mem.head l

theorem mem_cons_of_mem (y : α) {a : α} {l : List α} : a ∈ l → a ∈ y :: l := Mem.tail y

@[simp] theorem mem_append {a : α} {s t : List α} : a ∈ s ++ t ↔ a ∈ s ∨ a ∈ t := by
  induction s with
  | nil => exact ⟨Or.inr, fun h => h.elim (fun h => nomatch h) id⟩
  | cons b s ih =>
    rw [cons_append, mem_cons, ih, mem_cons]
    exact or_assoc.symm

/-! ### Parts -/

/-- The first `n` elements. -/
def take : (n : Nat) → (xs : List α) → List α
  | 0, _ => nil
  | _ + 1, nil => nil
  | n + 1, a :: as => a :: take n as

@[simp] theorem take_nil {i : Nat} : (nil : List α).take i = nil := by cases i <;> rfl
@[simp] theorem take_zero {l : List α} : l.take 0 = nil := rfl
@[simp] theorem take_succ_cons {a : α} {as : List α} {i : Nat} : (a :: as).take (i + 1) = a :: as.take i := rfl

/-- The list without the first `n` elements. -/
def drop : (n : Nat) → (xs : List α) → List α
  | 0, a => a
  | _ + 1, nil => nil
  | n + 1, _ :: as => drop n as

@[simp] theorem drop_nil {i : Nat} : (nil : List α).drop i = nil := by cases i <;> rfl
@[simp] theorem drop_zero {l : List α} : l.drop 0 = l := rfl
@[simp] theorem drop_succ_cons {a : α} {l : List α} {i : Nat} : (a :: l).drop (i + 1) = l.drop i := rfl

@[simp] theorem take_append_drop (i : Nat) (l : List α) : l.take i ++ l.drop i = l := by
  induction i generalizing l with
  | zero => rfl
  | succ i ih =>
    cases l with
    | nil => rfl
    | cons a l => exact congrArg (cons a) (ih l)

/-- The elements before the first without the property. -/
def takeWhile (p : α → Bool) : (xs : List α) → List α
  | nil => nil
  | hd :: tl =>
    match p hd with
    | true => hd :: takeWhile p tl
    | false => nil

/-- The list from the first element without the property on. -/
def dropWhile (p : α → Bool) : List α → List α
  | nil => nil
  | a :: l =>
    match p a with
    | true => dropWhile p l
    | false => a :: l

/-- The list without its last element. -/
def dropLast {α} : List α → List α
  | nil => nil
  | (_ :: nil) => nil
  | x :: xs => x :: dropLast xs

/-! ### Questions -/

/-- Has an element the property? -/
def any : (l : List α) → (p : α → Bool) → Bool
  | nil, _ => false
  | h :: t, p => p h || any t p

@[simp] theorem any_nil {f : α → Bool} : (nil).any f = false := rfl
@[simp] theorem any_cons {a : α} {l : List α} {f : α → Bool} : (a :: l).any f = (f a || l.any f) := rfl

/-- Have all elements the property? -/
def all : List α → (α → Bool) → Bool
  | nil, _ => true
  | h :: t, p => p h && all t p

@[simp] theorem all_nil {f : α → Bool} : (nil).all f = true := rfl
@[simp] theorem all_cons {a : α} {l : List α} {f : α → Bool} : (a :: l).all f = (f a && l.all f) := rfl

/-- The first element with the property. -/
def find? (p : α → Bool) : List α → Option α
  | nil => none
  | a :: as =>
    match p a with
    | true => some a
    | false => find? p as

/-- The first result that there is. -/
def findSome? (f : α → Option β) : List α → Option β
  | nil => none
  | a :: as =>
    match f a with
    | some b => some b
    | none => findSome? f as

/-- What stands with a key. -/
def lookup [BEq α] : α → List (α × β) → Option β
  | _, nil => none
  | a, (k, b) :: as =>
    match a == k with
    | true => some b
    | false => lookup a as

/-! ### Two lists -/

/-- Combines the elements of two lists place by place. -/
@[specialize] def zipWith (f : α → β → γ) : (xs : List α) → (ys : List β) → List γ
  | x :: xs, y :: ys => f x y :: zipWith f xs ys
  | _, _ => nil

/-- The pairs of elements at the same places. -/
def zip : List α → List β → List (Prod α β) :=
  zipWith Prod.mk

/-- The first components, and the second. -/
def unzip : (l : List (α × β)) → List α × List β
  | nil => (nil, nil)
  | (a, b) :: t =>
    match unzip t with
    | (as, bs) => (a :: as, b :: bs)

/-! ### Numbers -/

/-- The numbers below `n`. -/
def range (n : Nat) : List Nat :=
  loop n nil
where
  /-- The numbers below the first argument, before the second. -/
  loop : Nat → List Nat → List Nat
  | 0, acc => acc
  | n + 1, acc => loop n (n :: acc)

/-- The sum of the elements. -/
def sum {α} [Add α] [Zero α] : List α → α :=
  foldr (· + ·) Zero.zero

/-- The list without the element at a place. -/
def eraseIdx {α : Type u} : (l : List α) → (i : Nat) → List α
  | nil, _ => nil
  | _ :: as, 0 => as
  | a :: as, n + 1 => a :: eraseIdx as n

/-- The list without the first element equal to `a`. -/
protected def erase {α} [BEq α] : List α → α → List α
  | nil, _ => nil
  | a :: as, b =>
    match a == b with
    | true => as
    | false => a :: List.erase as b

end List
