module
@[expose] public noncomputable section

/-! The definitions of the ladders once more, as an elaborator compiles them: structural recursion through `brecOn`,
matches through matchers. `kernel_gen ladder --base` takes them in place of those that apply recursors. -/

inductive N where
  | zero
  | succ (n : N)

def N.add (a b : N) : N :=
  match a with
  | .zero => b
  | .succ a => .succ (N.add a b)

def count : N → N
  | .zero => .zero
  | .succ m => N.add (count m) (.succ .zero)

def isZero : N → Bool
  | .zero => true
  | .succ _ => false

def tagged (m : N) : N × Bool := (m, isZero m)
def taggedFirst (m : N) : Bool × N := (isZero m, m)
def dropArg (_ : N) : N := .zero
def dropFirst (_ : Bool × N) : N := .zero
def dropLast (_ : N × Bool) : N := .zero

theorem slowTriv : N → True
  | .zero => .intro
  | .succ m => slowTriv m

def useProof (_ : True) : N := .zero

inductive Tr where
  | leaf
  | node (l r : Tr)

def perfect : N → Tr → Tr
  | .zero, t => t
  | .succ k, t => perfect k (.node t t)

def ldepth : Tr → N
  | .leaf => .zero
  | .node l _ => .succ (ldepth l)

def ldepth2 : Tr → N
  | .leaf => .zero
  | .node l _ => N.add (ldepth2 l) (.succ .zero)

def ignore (m : Nat) (_ : m = m) : Nat := 0

theorem slowAt (m : Nat) : Nat → m = m
  | 0 => rfl
  | k + 1 => slowAt m k

theorem slowRefl (m : Nat) : m = m := slowAt m m

def loop : Nat → Nat → Nat
  | 0, acc => acc
  | n + 1, acc => loop n (acc + 1)

def slow (n : Nat) : Nat := loop n 0

def P (a : Nat) : Nat × Nat := (0, a)
def Q (a : Nat) : Nat × Nat := (0, a)

structure C where
  re : Nat
  im : Nat

def sum : Nat → C → C
  | 0, acc => acc
  | i + 1, acc => sum i ⟨i + acc.re, 0⟩

def u : Unit := ()

def step (c : Nat) : Nat → Nat → Nat × Nat
  | 0, x => (x + c, c)
  | n + 1, x =>
    match x with
    | 0 => ((step c n 1).1 + (step c n 2).1, 0)
    | k + 1 => ((step c n k).1 + (step c n (k + 2)).1, k)
