/-! Several hundred theorems for the kernel to check: recursion, `simp`, `omega`, `decide`, big literals. -/
namespace Lithe.Theorems
set_option maxRecDepth 100000

inductive Tree (α : Type u) where
  | leaf : Tree α
  | node : Tree α → α → Tree α → Tree α
  deriving Repr

namespace Tree
def size : Tree α → Nat
  | leaf => 0
  | node l _ r => l.size + 1 + r.size
def mirror : Tree α → Tree α
  | leaf => leaf
  | node l x r => node r.mirror x l.mirror
noncomputable def toList : Tree α → List α
  | leaf => []
  | node l x r => l.toList ++ x :: r.toList
def map (f : α → β) : Tree α → Tree β
  | leaf => leaf
  | node l x r => node (l.map f) (f x) (r.map f)
def depth : Tree α → Nat
  | leaf => 0
  | node l _ r => max l.depth r.depth + 1
def insert (n : Nat) : Tree Nat → Tree Nat
  | leaf => node leaf n leaf
  | node l x r => if n < x then node (l.insert n) x r else node l x (r.insert n)

theorem mirror_mirror (t : Tree α) : t.mirror.mirror = t := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [mirror, ihl, ihr]
theorem size_mirror (t : Tree α) : t.mirror.size = t.size := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [mirror, size, ihl, ihr]; omega
theorem length_toList (t : Tree α) : t.toList.length = t.size := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [toList, size, ihl, ihr]; omega
theorem toList_mirror (t : Tree α) : t.mirror.toList = t.toList.reverse := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [mirror, toList, ihl, ihr]
theorem toList_map (f : α → β) (t : Tree α) : (t.map f).toList = t.toList.map f := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [map, toList, ihl, ihr]
theorem size_map (f : α → β) (t : Tree α) : (t.map f).size = t.size := by
  induction t <;> simp [map, size, *]
theorem depth_le_size (t : Tree α) : t.depth ≤ t.size := by
  induction t with
  | leaf => simp [depth, size]
  | node l x r ihl ihr => simp [depth, size]; omega
theorem size_insert (n : Nat) (t : Tree Nat) : (t.insert n).size = t.size + 1 := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp only [insert]; split <;> simp [size, ihl, ihr] <;> omega
theorem mem_insert (n : Nat) (t : Tree Nat) : n ∈ (t.insert n).toList := by
  induction t with
  | leaf => simp [insert, toList]
  | node l x r ihl ihr => simp only [insert]; split <;> simp [toList, ihl, ihr]
end Tree

def ack : Nat → Nat → Nat
  | 0, n => n + 1
  | m + 1, 0 => ack m 1
  | m + 1, n + 1 => ack m (ack (m + 1) n)
termination_by m n => (m, n)
theorem ack_zero (n : Nat) : ack 0 n = n + 1 := by simp [ack]
theorem ack_pos (m n : Nat) : 0 < ack m n := by
  induction m, n using ack.induct <;> simp_all [ack]

def log2 (n : Nat) : Nat := if h : n ≤ 1 then 0 else 1 + log2 (n / 2)
termination_by n
decreasing_by omega
theorem log2_one : log2 1 = 0 := by unfold log2; simp
theorem log2_le (n : Nat) : log2 n ≤ n := by
  induction n using log2.induct with
  | case1 n h => unfold log2; simp [h]
  | case2 n h ih => unfold log2; simp [h]; omega

def gcd' (a b : Nat) : Nat := if h : b = 0 then a else gcd' b (a % b)
termination_by b
decreasing_by exact Nat.mod_lt _ (Nat.pos_of_ne_zero h)
theorem gcd'_zero (a : Nat) : gcd' a 0 = a := by unfold gcd'; simp

mutual
inductive Even : Nat → Prop
  | zero : Even 0
  | succ : Odd n → Even (n + 1)
inductive Odd : Nat → Prop
  | succ : Even n → Odd (n + 1)
end
mutual
def isEven : Nat → Bool
  | 0 => true
  | n + 1 => isOdd n
def isOdd : Nat → Bool
  | 0 => false
  | n + 1 => isEven n
end
mutual
theorem even_of_isEven : (n : Nat) → isEven n = true → Even n
  | 0, _ => .zero
  | n + 1, h => .succ (odd_of_isOdd n (by simpa [isEven] using h))
theorem odd_of_isOdd : (n : Nat) → isOdd n = true → Odd n
  | 0, h => by simp [isOdd] at h
  | n + 1, h => .succ (even_of_isEven n (by simpa [isOdd] using h))
end

inductive Rose where
  | node : List Rose → Rose
namespace Rose
def size : Rose → Nat
  | node ts => 1 + sizes ts
where sizes : List Rose → Nat
  | [] => 0
  | t :: ts => t.size + sizes ts
theorem size_pos (t : Rose) : 0 < t.size := by cases t; simp [size]; omega
end Rose

inductive Vec (α : Type u) : Nat → Type u where
  | nil : Vec α 0
  | cons : α → Vec α n → Vec α (n + 1)
namespace Vec
def toList : Vec α n → List α
  | nil => []
  | cons a v => a :: v.toList
def append : Vec α n → Vec α m → Vec α (m + n)
  | nil, w => w
  | cons a v, w => cons a (v.append w)
theorem length_toList (v : Vec α n) : v.toList.length = n := by
  induction v <;> simp [toList, *]
theorem toList_append (v : Vec α n) (w : Vec α m) : (v.append w).toList = v.toList ++ w.toList := by
  induction v <;> simp [append, toList, *]
end Vec

structure Point where
  x : Int
  y : Int
  deriving DecidableEq, Repr
instance : Add Point := ⟨fun p q => ⟨p.x + q.x, p.y + q.y⟩⟩
theorem Point.add_x (p q : Point) : (p + q).x = p.x + q.x := rfl
theorem Point.eta (p : Point) : (⟨p.x, p.y⟩ : Point) = p := rfl
theorem Point.add_comm (p q : Point) : p + q = q + p := by
  show Point.mk _ _ = Point.mk _ _
  rw [Int.add_comm p.x, Int.add_comm p.y]

inductive Op | add | mul | neg
  deriving DecidableEq, Repr
inductive Term : Nat → Type
  | var : Fin n → Term n
  | const : Int → Term n
  | bin : Op → Term n → Term n → Term n
namespace Term
def eval (env : Fin n → Int) : Term n → Int
  | var i => env i
  | const k => k
  | bin .add a b => a.eval env + b.eval env
  | bin .mul a b => a.eval env * b.eval env
  | bin .neg a b => a.eval env - b.eval env
def fold : Term n → Term n
  | bin op a b =>
    match op, a.fold, b.fold with
    | .add, const x, const y => const (x + y)
    | .mul, const x, const y => const (x * y)
    | op, a, b => bin op a b
  | t => t
theorem fold_const (k : Int) : (const k : Term n).fold = const k := rfl
theorem eval_const (env : Fin n → Int) (k : Int) : (const k).fold.eval env = k := rfl
end Term

theorem t1 (x y : Nat) (h : 1 * x + 2 ≤ y) : x < y := by omega
theorem t2 (x y z : Int) (h : x + 1 < y) (h' : y ≤ z - 1) : x + 2 < z := by omega
theorem t3 (x y : Nat) (h : 2 * x + 3 ≤ y) : x < y := by omega
theorem t4 (x y z : Int) (h : x + 2 < y) (h' : y ≤ z - 2) : x + 4 < z := by omega
theorem t5 (x y : Nat) (h : 3 * x + 4 ≤ y) : x < y := by omega
theorem t6 (x y z : Int) (h : x + 3 < y) (h' : y ≤ z - 3) : x + 6 < z := by omega
theorem t7 (x y : Nat) (h : 4 * x + 5 ≤ y) : x < y := by omega
theorem t8 (x y z : Int) (h : x + 4 < y) (h' : y ≤ z - 4) : x + 8 < z := by omega
theorem t9 (x y : Nat) (h : 5 * x + 6 ≤ y) : x < y := by omega
theorem t10 (x y z : Int) (h : x + 5 < y) (h' : y ≤ z - 5) : x + 10 < z := by omega
theorem t11 (x y : Nat) (h : 6 * x + 7 ≤ y) : x < y := by omega
theorem t12 (x y z : Int) (h : x + 6 < y) (h' : y ≤ z - 6) : x + 12 < z := by omega
theorem t13 (x y : Nat) (h : 7 * x + 8 ≤ y) : x < y := by omega
theorem t14 (x y z : Int) (h : x + 7 < y) (h' : y ≤ z - 7) : x + 14 < z := by omega
theorem t15 (x y : Nat) (h : 8 * x + 9 ≤ y) : x < y := by omega
theorem t16 (x y z : Int) (h : x + 8 < y) (h' : y ≤ z - 8) : x + 16 < z := by omega
theorem t17 (x y : Nat) (h : 9 * x + 10 ≤ y) : x < y := by omega
theorem t18 (x y z : Int) (h : x + 9 < y) (h' : y ≤ z - 9) : x + 18 < z := by omega
theorem t19 (x y : Nat) (h : 10 * x + 11 ≤ y) : x < y := by omega
theorem t20 (x y z : Int) (h : x + 10 < y) (h' : y ≤ z - 10) : x + 20 < z := by omega
theorem t21 (x y : Nat) (h : 11 * x + 12 ≤ y) : x < y := by omega
theorem t22 (x y z : Int) (h : x + 11 < y) (h' : y ≤ z - 11) : x + 22 < z := by omega
theorem t23 (x y : Nat) (h : 12 * x + 13 ≤ y) : x < y := by omega
theorem t24 (x y z : Int) (h : x + 12 < y) (h' : y ≤ z - 12) : x + 24 < z := by omega
theorem t25 (x y : Nat) (h : 13 * x + 14 ≤ y) : x < y := by omega
theorem t26 (x y z : Int) (h : x + 13 < y) (h' : y ≤ z - 13) : x + 26 < z := by omega
theorem t27 (x y : Nat) (h : 14 * x + 15 ≤ y) : x < y := by omega
theorem t28 (x y z : Int) (h : x + 14 < y) (h' : y ≤ z - 14) : x + 28 < z := by omega
theorem t29 (x y : Nat) (h : 15 * x + 16 ≤ y) : x < y := by omega
theorem t30 (x y z : Int) (h : x + 15 < y) (h' : y ≤ z - 15) : x + 30 < z := by omega
theorem t31 (x y : Nat) (h : 16 * x + 17 ≤ y) : x < y := by omega
theorem t32 (x y z : Int) (h : x + 16 < y) (h' : y ≤ z - 16) : x + 32 < z := by omega
theorem t33 (x y : Nat) (h : 17 * x + 18 ≤ y) : x < y := by omega
theorem t34 (x y z : Int) (h : x + 17 < y) (h' : y ≤ z - 17) : x + 34 < z := by omega
theorem t35 (x y : Nat) (h : 18 * x + 19 ≤ y) : x < y := by omega
theorem t36 (x y z : Int) (h : x + 18 < y) (h' : y ≤ z - 18) : x + 36 < z := by omega
theorem t37 (x y : Nat) (h : 19 * x + 20 ≤ y) : x < y := by omega
theorem t38 (x y z : Int) (h : x + 19 < y) (h' : y ≤ z - 19) : x + 38 < z := by omega
theorem t39 (x y : Nat) (h : 20 * x + 21 ≤ y) : x < y := by omega
theorem t40 (x y z : Int) (h : x + 20 < y) (h' : y ≤ z - 20) : x + 40 < z := by omega
theorem t41 (x y : Nat) (h : 21 * x + 22 ≤ y) : x < y := by omega
theorem t42 (x y z : Int) (h : x + 21 < y) (h' : y ≤ z - 21) : x + 42 < z := by omega
theorem t43 (x y : Nat) (h : 22 * x + 23 ≤ y) : x < y := by omega
theorem t44 (x y z : Int) (h : x + 22 < y) (h' : y ≤ z - 22) : x + 44 < z := by omega
theorem t45 (x y : Nat) (h : 23 * x + 24 ≤ y) : x < y := by omega
theorem t46 (x y z : Int) (h : x + 23 < y) (h' : y ≤ z - 23) : x + 46 < z := by omega
theorem t47 (x y : Nat) (h : 24 * x + 25 ≤ y) : x < y := by omega
theorem t48 (x y z : Int) (h : x + 24 < y) (h' : y ≤ z - 24) : x + 48 < z := by omega
theorem t49 (x y : Nat) (h : 25 * x + 26 ≤ y) : x < y := by omega
theorem t50 (x y z : Int) (h : x + 25 < y) (h' : y ≤ z - 25) : x + 50 < z := by omega
theorem t51 (x y : Nat) (h : 26 * x + 27 ≤ y) : x < y := by omega
theorem t52 (x y z : Int) (h : x + 26 < y) (h' : y ≤ z - 26) : x + 52 < z := by omega
theorem t53 (x y : Nat) (h : 27 * x + 28 ≤ y) : x < y := by omega
theorem t54 (x y z : Int) (h : x + 27 < y) (h' : y ≤ z - 27) : x + 54 < z := by omega
theorem t55 (x y : Nat) (h : 28 * x + 29 ≤ y) : x < y := by omega
theorem t56 (x y z : Int) (h : x + 28 < y) (h' : y ≤ z - 28) : x + 56 < z := by omega
theorem t57 (x y : Nat) (h : 29 * x + 30 ≤ y) : x < y := by omega
theorem t58 (x y z : Int) (h : x + 29 < y) (h' : y ≤ z - 29) : x + 58 < z := by omega
theorem t59 (x y : Nat) (h : 30 * x + 31 ≤ y) : x < y := by omega
theorem t60 (x y z : Int) (h : x + 30 < y) (h' : y ≤ z - 30) : x + 60 < z := by omega
theorem t61 (x y : Nat) (h : 31 * x + 32 ≤ y) : x < y := by omega
theorem t62 (x y z : Int) (h : x + 31 < y) (h' : y ≤ z - 31) : x + 62 < z := by omega
theorem t63 (x y : Nat) (h : 32 * x + 33 ≤ y) : x < y := by omega
theorem t64 (x y z : Int) (h : x + 32 < y) (h' : y ≤ z - 32) : x + 64 < z := by omega
theorem t65 (x y : Nat) (h : 33 * x + 34 ≤ y) : x < y := by omega
theorem t66 (x y z : Int) (h : x + 33 < y) (h' : y ≤ z - 33) : x + 66 < z := by omega
theorem t67 (x y : Nat) (h : 34 * x + 35 ≤ y) : x < y := by omega
theorem t68 (x y z : Int) (h : x + 34 < y) (h' : y ≤ z - 34) : x + 68 < z := by omega
theorem t69 (x y : Nat) (h : 35 * x + 36 ≤ y) : x < y := by omega
theorem t70 (x y z : Int) (h : x + 35 < y) (h' : y ≤ z - 35) : x + 70 < z := by omega
theorem t71 (x y : Nat) (h : 36 * x + 37 ≤ y) : x < y := by omega
theorem t72 (x y z : Int) (h : x + 36 < y) (h' : y ≤ z - 36) : x + 72 < z := by omega
theorem t73 (x y : Nat) (h : 37 * x + 38 ≤ y) : x < y := by omega
theorem t74 (x y z : Int) (h : x + 37 < y) (h' : y ≤ z - 37) : x + 74 < z := by omega
theorem t75 (x y : Nat) (h : 38 * x + 39 ≤ y) : x < y := by omega
theorem t76 (x y z : Int) (h : x + 38 < y) (h' : y ≤ z - 38) : x + 76 < z := by omega
theorem t77 (x y : Nat) (h : 39 * x + 40 ≤ y) : x < y := by omega
theorem t78 (x y z : Int) (h : x + 39 < y) (h' : y ≤ z - 39) : x + 78 < z := by omega
theorem t79 (x y : Nat) (h : 40 * x + 41 ≤ y) : x < y := by omega
theorem t80 (x y z : Int) (h : x + 40 < y) (h' : y ≤ z - 40) : x + 80 < z := by omega
theorem t81 (x : Nat) : (2 * x + 1) / 2 = x := by omega
theorem t82 (x : Nat) (h : x % 2 = 1) : ∃ k, x = 2 * k + 1 := by exact ⟨x / 2, by omega⟩
theorem t83 (x : Nat) : (3 * x + 2) / 3 = x := by omega
theorem t84 (x : Nat) (h : x % 3 = 1) : ∃ k, x = 3 * k + 1 := by exact ⟨x / 3, by omega⟩
theorem t85 (x : Nat) : (4 * x + 3) / 4 = x := by omega
theorem t86 (x : Nat) (h : x % 4 = 1) : ∃ k, x = 4 * k + 1 := by exact ⟨x / 4, by omega⟩
theorem t87 (x : Nat) : (5 * x + 4) / 5 = x := by omega
theorem t88 (x : Nat) (h : x % 5 = 1) : ∃ k, x = 5 * k + 1 := by exact ⟨x / 5, by omega⟩
theorem t89 (x : Nat) : (6 * x + 5) / 6 = x := by omega
theorem t90 (x : Nat) (h : x % 6 = 1) : ∃ k, x = 6 * k + 1 := by exact ⟨x / 6, by omega⟩
theorem t91 (x : Nat) : (7 * x + 6) / 7 = x := by omega
theorem t92 (x : Nat) (h : x % 7 = 1) : ∃ k, x = 7 * k + 1 := by exact ⟨x / 7, by omega⟩
theorem t93 (x : Nat) : (8 * x + 7) / 8 = x := by omega
theorem t94 (x : Nat) (h : x % 8 = 1) : ∃ k, x = 8 * k + 1 := by exact ⟨x / 8, by omega⟩
theorem t95 (x : Nat) : (9 * x + 8) / 9 = x := by omega
theorem t96 (x : Nat) (h : x % 9 = 1) : ∃ k, x = 9 * k + 1 := by exact ⟨x / 9, by omega⟩
theorem t97 (x : Nat) : (10 * x + 9) / 10 = x := by omega
theorem t98 (x : Nat) (h : x % 10 = 1) : ∃ k, x = 10 * k + 1 := by exact ⟨x / 10, by omega⟩
theorem t99 (x : Nat) : (11 * x + 10) / 11 = x := by omega
theorem t100 (x : Nat) (h : x % 11 = 1) : ∃ k, x = 11 * k + 1 := by exact ⟨x / 11, by omega⟩
theorem t101 (x : Nat) : (12 * x + 11) / 12 = x := by omega
theorem t102 (x : Nat) (h : x % 12 = 1) : ∃ k, x = 12 * k + 1 := by exact ⟨x / 12, by omega⟩
theorem t103 (x : Nat) : (13 * x + 12) / 13 = x := by omega
theorem t104 (x : Nat) (h : x % 13 = 1) : ∃ k, x = 13 * k + 1 := by exact ⟨x / 13, by omega⟩
theorem t105 (x : Nat) : (14 * x + 13) / 14 = x := by omega
theorem t106 (x : Nat) (h : x % 14 = 1) : ∃ k, x = 14 * k + 1 := by exact ⟨x / 14, by omega⟩
theorem t107 (x : Nat) : (15 * x + 14) / 15 = x := by omega
theorem t108 (x : Nat) (h : x % 15 = 1) : ∃ k, x = 15 * k + 1 := by exact ⟨x / 15, by omega⟩
theorem t109 (x : Nat) : (16 * x + 15) / 16 = x := by omega
theorem t110 (x : Nat) (h : x % 16 = 1) : ∃ k, x = 16 * k + 1 := by exact ⟨x / 16, by omega⟩
theorem t111 (x : Nat) : (17 * x + 16) / 17 = x := by omega
theorem t112 (x : Nat) (h : x % 17 = 1) : ∃ k, x = 17 * k + 1 := by exact ⟨x / 17, by omega⟩
theorem t113 (x : Nat) : (18 * x + 17) / 18 = x := by omega
theorem t114 (x : Nat) (h : x % 18 = 1) : ∃ k, x = 18 * k + 1 := by exact ⟨x / 18, by omega⟩
theorem t115 (x : Nat) : (19 * x + 18) / 19 = x := by omega
theorem t116 (x : Nat) (h : x % 19 = 1) : ∃ k, x = 19 * k + 1 := by exact ⟨x / 19, by omega⟩
theorem t117 (x : Nat) : (20 * x + 19) / 20 = x := by omega
theorem t118 (x : Nat) (h : x % 20 = 1) : ∃ k, x = 20 * k + 1 := by exact ⟨x / 20, by omega⟩
theorem t119 (x : Nat) : (21 * x + 20) / 21 = x := by omega
theorem t120 (x : Nat) (h : x % 21 = 1) : ∃ k, x = 21 * k + 1 := by exact ⟨x / 21, by omega⟩
theorem t121 (xs ys : List Nat) : (xs ++ 1 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t122 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [1]).reverse = 1 :: (xs.map g).reverse := by simp [h]
theorem t123 (xs ys : List Nat) : (xs ++ 2 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t124 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [2]).reverse = 2 :: (xs.map g).reverse := by simp [h]
theorem t125 (xs ys : List Nat) : (xs ++ 3 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t126 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [3]).reverse = 3 :: (xs.map g).reverse := by simp [h]
theorem t127 (xs ys : List Nat) : (xs ++ 4 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t128 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [4]).reverse = 4 :: (xs.map g).reverse := by simp [h]
theorem t129 (xs ys : List Nat) : (xs ++ 5 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t130 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [5]).reverse = 5 :: (xs.map g).reverse := by simp [h]
theorem t131 (xs ys : List Nat) : (xs ++ 6 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t132 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [6]).reverse = 6 :: (xs.map g).reverse := by simp [h]
theorem t133 (xs ys : List Nat) : (xs ++ 7 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t134 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [7]).reverse = 7 :: (xs.map g).reverse := by simp [h]
theorem t135 (xs ys : List Nat) : (xs ++ 8 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t136 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [8]).reverse = 8 :: (xs.map g).reverse := by simp [h]
theorem t137 (xs ys : List Nat) : (xs ++ 9 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t138 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [9]).reverse = 9 :: (xs.map g).reverse := by simp [h]
theorem t139 (xs ys : List Nat) : (xs ++ 10 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t140 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [10]).reverse = 10 :: (xs.map g).reverse := by simp [h]
theorem t141 (xs ys : List Nat) : (xs ++ 11 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t142 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [11]).reverse = 11 :: (xs.map g).reverse := by simp [h]
theorem t143 (xs ys : List Nat) : (xs ++ 12 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t144 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [12]).reverse = 12 :: (xs.map g).reverse := by simp [h]
theorem t145 (xs ys : List Nat) : (xs ++ 13 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t146 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [13]).reverse = 13 :: (xs.map g).reverse := by simp [h]
theorem t147 (xs ys : List Nat) : (xs ++ 14 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t148 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [14]).reverse = 14 :: (xs.map g).reverse := by simp [h]
theorem t149 (xs ys : List Nat) : (xs ++ 15 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t150 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [15]).reverse = 15 :: (xs.map g).reverse := by simp [h]
theorem t151 (xs ys : List Nat) : (xs ++ 16 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t152 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [16]).reverse = 16 :: (xs.map g).reverse := by simp [h]
theorem t153 (xs ys : List Nat) : (xs ++ 17 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t154 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [17]).reverse = 17 :: (xs.map g).reverse := by simp [h]
theorem t155 (xs ys : List Nat) : (xs ++ 18 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t156 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [18]).reverse = 18 :: (xs.map g).reverse := by simp [h]
theorem t157 (xs ys : List Nat) : (xs ++ 19 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t158 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [19]).reverse = 19 :: (xs.map g).reverse := by simp [h]
theorem t159 (xs ys : List Nat) : (xs ++ 20 :: ys).length = ys.length + 1 + xs.length := by simp; omega
theorem t160 (xs : List Nat) (f g : Nat → Nat) (h : ∀ x, f x = g x) : (xs.map f ++ [20]).reverse = 20 :: (xs.map g).reverse := by simp [h]
theorem t161 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 1 = 1) ∨ False := by simp [hp, hq]
theorem t162 (a b c : Nat) : a * (b + 1 * c) = a * b + 1 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t163 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 2 = 2) ∨ False := by simp [hp, hq]
theorem t164 (a b c : Nat) : a * (b + 2 * c) = a * b + 2 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t165 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 3 = 3) ∨ False := by simp [hp, hq]
theorem t166 (a b c : Nat) : a * (b + 3 * c) = a * b + 3 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t167 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 4 = 4) ∨ False := by simp [hp, hq]
theorem t168 (a b c : Nat) : a * (b + 4 * c) = a * b + 4 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t169 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 5 = 5) ∨ False := by simp [hp, hq]
theorem t170 (a b c : Nat) : a * (b + 5 * c) = a * b + 5 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t171 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 6 = 6) ∨ False := by simp [hp, hq]
theorem t172 (a b c : Nat) : a * (b + 6 * c) = a * b + 6 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t173 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 7 = 7) ∨ False := by simp [hp, hq]
theorem t174 (a b c : Nat) : a * (b + 7 * c) = a * b + 7 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t175 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 8 = 8) ∨ False := by simp [hp, hq]
theorem t176 (a b c : Nat) : a * (b + 8 * c) = a * b + 8 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t177 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 9 = 9) ∨ False := by simp [hp, hq]
theorem t178 (a b c : Nat) : a * (b + 9 * c) = a * b + 9 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t179 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 10 = 10) ∨ False := by simp [hp, hq]
theorem t180 (a b c : Nat) : a * (b + 10 * c) = a * b + 10 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t181 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 11 = 11) ∨ False := by simp [hp, hq]
theorem t182 (a b c : Nat) : a * (b + 11 * c) = a * b + 11 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t183 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 12 = 12) ∨ False := by simp [hp, hq]
theorem t184 (a b c : Nat) : a * (b + 12 * c) = a * b + 12 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t185 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 13 = 13) ∨ False := by simp [hp, hq]
theorem t186 (a b c : Nat) : a * (b + 13 * c) = a * b + 13 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t187 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 14 = 14) ∨ False := by simp [hp, hq]
theorem t188 (a b c : Nat) : a * (b + 14 * c) = a * b + 14 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t189 (p q : Prop) (hp : p) (hq : q) : (p ∧ q ∧ 15 = 15) ∨ False := by simp [hp, hq]
theorem t190 (a b c : Nat) : a * (b + 15 * c) = a * b + 15 * (a * c) := by simp [Nat.mul_add, Nat.mul_left_comm]
theorem t191 : ∀ x : Fin 2, ∀ y : Fin 2, x.val + y.val = y.val + x.val := by decide
theorem t192 : ∀ x : Fin 3, ∀ y : Fin 3, x.val + y.val = y.val + x.val := by decide
theorem t193 : ∀ x : Fin 4, ∀ y : Fin 4, x.val + y.val = y.val + x.val := by decide
theorem t194 : ∀ x : Fin 5, ∀ y : Fin 5, x.val + y.val = y.val + x.val := by decide
theorem t195 : ∀ x : Fin 6, ∀ y : Fin 6, x.val + y.val = y.val + x.val := by decide
theorem t196 : ∀ x : Fin 7, ∀ y : Fin 7, x.val + y.val = y.val + x.val := by decide
theorem t197 : ∀ x : Fin 8, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t198 : ∀ x : Fin 9, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t199 : ∀ x : Fin 10, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t200 : ∀ x : Fin 11, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t201 : ∀ x : Fin 12, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t202 : ∀ x : Fin 13, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t203 : ∀ x : Fin 14, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t204 : ∀ x : Fin 15, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t205 : ∀ x : Fin 16, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t206 : ∀ x : Fin 17, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t207 : ∀ x : Fin 18, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t208 : ∀ x : Fin 19, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t209 : ∀ x : Fin 20, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t210 : ∀ x : Fin 21, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t211 : ∀ x : Fin 22, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t212 : ∀ x : Fin 23, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t213 : ∀ x : Fin 24, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t214 : ∀ x : Fin 25, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t215 : ∀ x : Fin 26, ∀ y : Fin 8, x.val + y.val = y.val + x.val := by decide
theorem t216 : (1 : Nat) ∈ List.range 6 := by decide
theorem t217 : (List.range 4).foldl (· + ·) 0 = 6 := by decide
theorem t218 : (⟨1, -1⟩ : Point) ≠ ⟨1, 1⟩ := by decide
theorem t219 : "abc1" ≠ "abd1" := by decide
theorem t220 : (2 : Nat) ∈ List.range 7 := by decide
theorem t221 : (List.range 5).foldl (· + ·) 0 = 10 := by decide
theorem t222 : (⟨2, -2⟩ : Point) ≠ ⟨2, 2⟩ := by decide
theorem t223 : "abc2" ≠ "abd2" := by decide
theorem t224 : (3 : Nat) ∈ List.range 8 := by decide
theorem t225 : (List.range 6).foldl (· + ·) 0 = 15 := by decide
theorem t226 : (⟨3, -3⟩ : Point) ≠ ⟨3, 3⟩ := by decide
theorem t227 : "abc3" ≠ "abd3" := by decide
theorem t228 : (4 : Nat) ∈ List.range 9 := by decide
theorem t229 : (List.range 7).foldl (· + ·) 0 = 21 := by decide
theorem t230 : (⟨4, -4⟩ : Point) ≠ ⟨4, 4⟩ := by decide
theorem t231 : "abc4" ≠ "abd4" := by decide
theorem t232 : (5 : Nat) ∈ List.range 10 := by decide
theorem t233 : (List.range 8).foldl (· + ·) 0 = 28 := by decide
theorem t234 : (⟨5, -5⟩ : Point) ≠ ⟨5, 5⟩ := by decide
theorem t235 : "abc5" ≠ "abd5" := by decide
theorem t236 : (6 : Nat) ∈ List.range 11 := by decide
theorem t237 : (List.range 9).foldl (· + ·) 0 = 36 := by decide
theorem t238 : (⟨6, -6⟩ : Point) ≠ ⟨6, 6⟩ := by decide
theorem t239 : "abc6" ≠ "abd6" := by decide
theorem t240 : (7 : Nat) ∈ List.range 12 := by decide
theorem t241 : (List.range 10).foldl (· + ·) 0 = 45 := by decide
theorem t242 : (⟨7, -7⟩ : Point) ≠ ⟨7, 7⟩ := by decide
theorem t243 : "abc7" ≠ "abd7" := by decide
theorem t244 : (8 : Nat) ∈ List.range 13 := by decide
theorem t245 : (List.range 11).foldl (· + ·) 0 = 55 := by decide
theorem t246 : (⟨8, -8⟩ : Point) ≠ ⟨8, 8⟩ := by decide
theorem t247 : "abc8" ≠ "abd8" := by decide
theorem t248 : (9 : Nat) ∈ List.range 14 := by decide
theorem t249 : (List.range 12).foldl (· + ·) 0 = 66 := by decide
theorem t250 : (⟨9, -9⟩ : Point) ≠ ⟨9, 9⟩ := by decide
theorem t251 : "abc9" ≠ "abd9" := by decide
theorem t252 : (10 : Nat) ∈ List.range 15 := by decide
theorem t253 : (List.range 13).foldl (· + ·) 0 = 78 := by decide
theorem t254 : (⟨10, -10⟩ : Point) ≠ ⟨10, 10⟩ := by decide
theorem t255 : "abc10" ≠ "abd10" := by decide
theorem t256 : (11 : Nat) ∈ List.range 16 := by decide
theorem t257 : (List.range 14).foldl (· + ·) 0 = 91 := by decide
theorem t258 : (⟨11, -11⟩ : Point) ≠ ⟨11, 11⟩ := by decide
theorem t259 : "abc11" ≠ "abd11" := by decide
theorem t260 : (12 : Nat) ∈ List.range 17 := by decide
theorem t261 : (List.range 15).foldl (· + ·) 0 = 105 := by decide
theorem t262 : (⟨12, -12⟩ : Point) ≠ ⟨12, 12⟩ := by decide
theorem t263 : "abc12" ≠ "abd12" := by decide
theorem t264 : (13 : Nat) ∈ List.range 18 := by decide
theorem t265 : (List.range 16).foldl (· + ·) 0 = 120 := by decide
theorem t266 : (⟨13, -13⟩ : Point) ≠ ⟨13, 13⟩ := by decide
theorem t267 : "abc13" ≠ "abd13" := by decide
theorem t268 : (14 : Nat) ∈ List.range 19 := by decide
theorem t269 : (List.range 17).foldl (· + ·) 0 = 136 := by decide
theorem t270 : (⟨14, -14⟩ : Point) ≠ ⟨14, 14⟩ := by decide
theorem t271 : "abc14" ≠ "abd14" := by decide
theorem t272 : (15 : Nat) ∈ List.range 20 := by decide
theorem t273 : (List.range 18).foldl (· + ·) 0 = 153 := by decide
theorem t274 : (⟨15, -15⟩ : Point) ≠ ⟨15, 15⟩ := by decide
theorem t275 : "abc15" ≠ "abd15" := by decide
theorem t276 : 79792266297612001 * 617673396283947 = 49285560121239125986433430847947 := by decide
theorem t277 : 49285560121239125986433430847948 % 79792266297612001 = 1 := by rfl
theorem t278 : Nat.gcd 2393767988928360030 3351275184499704042 = 478753597785672006 := by rfl
theorem t279 : (79792266297612001 : Nat) < 80409939693895948 := by decide
theorem t280 : 6366805760909027985741435139224001 * 381520424476945831628649898809 = 2429066436464276451002773754078963517197118147201436055434114809 := by decide
theorem t281 : 2429066436464276451002773754078963517197118147201436055434114810 % 6366805760909027985741435139224001 = 1 := by rfl
theorem t282 : Nat.gcd 191004172827270839572243054176720030 267405841958179175401140275847408042 = 38200834565454167914448610835344006 := by rfl
theorem t283 : (6366805760909027985741435139224001 : Nat) < 6367187281333504931573063789122810 := by decide
theorem t284 : 508021860739623365322188197652216501772434524836001 * 235655016338368235499067731945871638181119123 = 119717899892844176602393575379818553313595193551423735048196815146043825245262233952856219947123 := by rfl
theorem t285 : 119717899892844176602393575379818553313595193551423735048196815146043825245262233952856219947124 % 508021860739623365322188197652216501772434524836001 = 1 := by rfl
theorem t286 : Nat.gcd 15240655822188700959665645929566495053173035745080030 21336918151064181343531904301393093074442250043112042 = 3048131164437740191933129185913299010634607149016006 := by rfl
theorem t287 : (508021860739623365322188197652216501772434524836001 : Nat) < 508022096394639703690423696719948447644072705955124 := by decide
theorem t288 : 40536215597144386832065866109016673800875222251012083746192454448001 * 145557834293068928043467566190278008218249525830565939618481 = 5900363752757258784527625160825587724983520579344232834880838399212366341201088674107342319213746973899533620272532657393106481 := by rfl
theorem t289 : 5900363752757258784527625160825587724983520579344232834880838399212366341201088674107342319213746973899533620272532657393106482 % 40536215597144386832065866109016673800875222251012083746192454448001 = 1 := by rfl
theorem t290 : Nat.gcd 1216086467914331604961975983270500214026256667530362512385773633440030 1702521055080064246946766376578700299636759334542507517340083086816042 = 243217293582866320992395196654100042805251333506072502477154726688006 := by rfl
theorem t291 : (40536215597144386832065866109016673800875222251012083746192454448001 : Nat) < 40536215742702221125134794152484239991153230469261609576758394066482 := by decide
theorem t292 : 3234476509624757991344647769100216810857203198904625400933895331391691459636928060001 * 89907201863535854420702290135762284537312963394702682637089810488324824507 = 290802732473697987646685793839282449459892867623579926064643049666627431561487975349175412674801240620186679370406346834008043694919129516799258646572291244507 := by rfl
theorem t293 : 290802732473697987646685793839282449459892867623579926064643049666627431561487975349175412674801240620186679370406346834008043694919129516799258646572291244508 % 3234476509624757991344647769100216810857203198904625400933895331391691459636928060001 = 1 := by rfl
theorem t294 : Nat.gcd 97034295288742739740339433073006504325716095967138762028016859941750743789107841800030 135848013404239835636475206302209106056002534353994266839223603918451041304750978520042 = 19406859057748547948067886614601300865143219193427752405603371988350148757821568360006 := by rfl
theorem t295 : (3234476509624757991344647769100216810857203198904625400933895331391691459636928060001 : Nat) < 3234476509714665193208183623520919100992965483441938364328598014028781270125252884508 := by decide
theorem t296 : 258086210989349276047917817413172383631691140276099547911280598425927853437317437263620645695945672001 * 55533286725436600015342211508328744516059680222346098411797141428073753123071084716289129 = 14332375554753059711617758123946175646100195601408673913439992521201235824687033576910025464220843674579053988893720579377690814435821326819888846785141502273859703226033703238043312915977129 := by rfl
theorem t297 : 14332375554753059711617758123946175646100195601408673913439992521201235824687033576910025464220843674579053988893720579377690814435821326819888846785141502273859703226033703238043312915977130 % 258086210989349276047917817413172383631691140276099547911280598425927853437317437263620645695945672001 = 1 := by rfl
theorem t298 : Nat.gcd 7742586329680478281437534522395171508950734208282986437338417952777835603119523117908619370878370160030 10839620861552669594012548331353240112531027891596181012273785133888969844367332365072067119229718224042 = 1548517265936095656287506904479034301790146841656597287467683590555567120623904623581723874175674032006 := by rfl
theorem t299 : (258086210989349276047917817413172383631691140276099547911280598425927853437317437263620645695945672001 : Nat) < 258086210989404809334643254013187725843199469020615607591502944524339650578745511016743716780661961130 := by decide
theorem t300 : 20593283675003834284371314965693476262480822345321095840958324839312405948297286023691901260680757052334973297507284001 * 34301433818510654479997622149056072840806381240712147713459454414705167747070180824150668119248233312163 = 706379157083959895168104656268834354837394557156194985615787821831198813402559795623107137488509456816361614479444513897880108082469606312584086956537794310803401537753031523121389203060208672102277847831859218186528604163 := by rfl
theorem t301 : 706379157083959895168104656268834354837394557156194985615787821831198813402559795623107137488509456816361614479444513897880108082469606312584086956537794310803401537753031523121389203060208672102277847831859218186528604164 % 20593283675003834284371314965693476262480822345321095840958324839312405948297286023691901260680757052334973297507284001 = 1 := by rfl
theorem t302 : Nat.gcd 617798510250115028531139448970804287874424670359632875228749745179372178448918580710757037820422711570049198925218520030 864917914350161039943595228559126003024194538503486025320249643251121049828486012995059852948591796198068878495305928042 = 123559702050023005706227889794160857574884934071926575045749949035874435689783716142151407564084542314009839785043704006 := by rfl
theorem t303 : (20593283675003834284371314965693476262480822345321095840958324839312405948297286023691901260680757052334973297507284001 : Nat) < 20593283675003868585805133476347956260102971401393936647339565551460119407751700728859648330861581203003092545740596164 := by decide
theorem t304 : 1643184774938171857917000410556544806341837419599523497069764671233207565562287891877564323818254449486910838997871467298047369612896001 * 21187083124088512843307390152364167522362269594349815270782628323431805003774795906264558627360098997380226419836747361 = 34814292414851722070794196749901192644845385551166424437923105985797228661057419507863769267559091479712715340263296166229583161093862640889366651900792679185143230257377898951161129827239895868710241604940791692393016581219747144530796656232739404203361 := by rfl
theorem t305 : 34814292414851722070794196749901192644845385551166424437923105985797228661057419507863769267559091479712715340263296166229583161093862640889366651900792679185143230257377898951161129827239895868710241604940791692393016581219747144530796656232739404203362 % 1643184774938171857917000410556544806341837419599523497069764671233207565562287891877564323818254449486910838997871467298047369612896001 = 1 := by rfl
theorem t306 : Nat.gcd 49295543248145155737510012316696344190255122587985704912092940136996226966868636756326929714547633484607325169936144018941421088386880030 69013760547403218032514017243374881866357171623179986876930116191794717753616091458857701600366686878450255237910601626517989523741632042 = 9859108649629031147502002463339268838051024517597140982418588027399245393373727351265385942909526696921465033987228803788284217677376006 := by rfl
theorem t307 : (1643184774938171857917000410556544806341837419599523497069764671233207565562287891877564323818254449486910838997871467298047369612896001 : Nat) < 1643184774938171879104083534645057649649227571963691019432034265583022836344916215309369327593050355751469466357970464678273789449643362 := by decide
theorem t308 : 131113437138048251322711480597803215332101201774990516815131689813892946509380556272605041597969860106905820222554291655201459120130455805408840262508001 * 13086697590606049824350852503626336293843757278081792174783812611032824335644861742036169574998713491171057585998608659296292858913867 = 1715841901890573823436193329501178647201445871886248559365857632210029349099811159578588891913754065418250542222253853361795542128108619375004362269809495819585560730587018744321301798015124972137129935548134724357816108563392541721652574421770364532572540689444250746185488334257349867 := by rfl
theorem t309 : 1715841901890573823436193329501178647201445871886248559365857632210029349099811159578588891913754065418250542222253853361795542128108619375004362269809495819585560730587018744321301798015124972137129935548134724357816108563392541721652574421770364532572540689444250746185488334257349868 % 131113437138048251322711480597803215332101201774990516815131689813892946509380556272605041597969860106905820222554291655201459120130455805408840262508001 = 1 := by rfl
theorem t310 : Nat.gcd 3933403114141447539681344417934096459963036053249715504453950694416788395281416688178151247939095803207174606676628749656043773603913674162265207875240030 5506764359798026555553882185107735043948250474549601706235530972183503753393983363449411747114734124490044449347280249518461283045479143827171291025336042 = 786680622828289507936268883586819291992607210649943100890790138883357679056283337635630249587819160641434921335325749931208754720782734832453041575048006 := by rfl
theorem t311 : (131113437138048251322711480597803215332101201774990516815131689813892946509380556272605041597969860106905820222554291655201459120130455805408840262508001 : Nat) < 131113437138048251335798178188409265156452054278616853108975447091974738684164368883637865933614721848941989797553005146372516706129064464705133121421868 := by decide
theorem t312 : 10461838291314357175018899611816813659819188550170233659950140084035125767424262251774382614909364050293065248252546314174063180343683591188150754267339816534637456120001 * 8083304946930585013911810590884932969503714762980550286204433743937610914334142973787308373287276300034802855732870950234095113357081569792347793049 = 84566229214169162125506742688623897389710252285206679962108495876389627266685839604479373093084217783280599091798282453456874081616808431362962691608137231113979330326291974637701469640671949828268871926050554107997544078013792540325016440154553459195665685809517700454080683579811582986083903956156783583370857673049 := by rfl
theorem t313 : 84566229214169162125506742688623897389710252285206679962108495876389627266685839604479373093084217783280599091798282453456874081616808431362962691608137231113979330326291974637701469640671949828268871926050554107997544078013792540325016440154553459195665685809517700454080683579811582986083903956156783583370857673050 % 10461838291314357175018899611816813659819188550170233659950140084035125767424262251774382614909364050293065248252546314174063180343683591188150754267339816534637456120001 = 1 := by rfl
theorem t314 : Nat.gcd 313855148739430715250566988354504409794575656505107009798504202521053773022727867553231478447280921508791957447576389425221895410310507735644522628020194496039123683600030 439397208235203001350793783696306173712405919107149813717905883529475282231819014574524069826193290112308740426606945195310653574434710829902331679228272294454773157040042 = 62771029747886143050113397670900881958915131301021401959700840504210754604545573510646295689456184301758391489515277885044379082062101547128904525604038899207824736720006 := by rfl
theorem t315 : (10461838291314357175018899611816813659819188550170233659950140084035125767424262251774382614909364050293065248252546314174063180343683591188150754267339816534637456120001 : Nat) < 10461838291314357175026982916763744244833100360761118592919643798798106317710466685518320225823698193266852556625833590474097983199416462138384849380696898104429803913050 := by decide
theorem t316 : 834773786903109305344603351739465865107651363442259632089347254497907859217772802377135814293963352754609908889106995633898481493306777930427722316971727220485281858136786837689193732001 * 4992842419769444411575714115125880074355727994157202873032702852991828893873287975661182639605572486502613841657002635137622031360394139015053716643508803196884403 = 4167893974161422807980652532871083636560121990539704952951503110561023621568569791183966048874405840345906078289394424112175647378833534608203487994846791617532017697715062229881010017933276949556435824470845495860425461604230784472462003448282333782129084115534458989341149101450666508328313146877674177076606218121957963043479107761112279358880403 := by rfl
theorem t317 : 4167893974161422807980652532871083636560121990539704952951503110561023621568569791183966048874405840345906078289394424112175647378833534608203487994846791617532017697715062229881010017933276949556435824470845495860425461604230784472462003448282333782129084115534458989341149101450666508328313146877674177076606218121957963043479107761112279358880404 % 834773786903109305344603351739465865107651363442259632089347254497907859217772802377135814293963352754609908889106995633898481493306777930427722316971727220485281858136786837689193732001 = 1 := by rfl
theorem t318 : Nat.gcd 25043213607093279160338100552183975953229540903267788962680417634937235776533184071314074428818900582638297266673209869016954444799203337912831669509151816614558455744103605130675811960030 35060499049930590824473340773057566334521357264574904547752584688912130087146457699839704200346460815693616173342493816623736222718884673077964337312812543260381838041745047182946136744042 = 5008642721418655832067620110436795190645908180653557792536083526987447155306636814262814885763780116527659453334641973803390888959840667582566333901830363322911691148820721026135162392006 := by rfl
theorem t319 : (834773786903109305344603351739465865107651363442259632089347254497907859217772802377135814293963352754609908889106995633898481493306777930427722316971727220485281858136786837689193732001 : Nat) < 834773786903109305344608344581885634552062939156374757969421610225902016420645835079988806122857226042585570071746601206384984107148434933062859939003087614624296911853430346492390616404 := by decide
theorem t320 : 66608492302838911021713765791814421069079103012931658889164468964901207541173687670269511691107472378038502210283706856995686326012802152312116599627177597482714257624217684587282234064499666923475344001 * 3083945934529552893297467480948626608863683291676433553204021674455368590128108216541246527206483885230317145277844777323384854714215510682614158872525261506289639961788323578641 = 205416989042483076119552391585123960713868441267412413586591882616502837361542836287637322150133795454146213074122248066584084727313316001568273105355386556050232806071580062133731720259967914593812573455195435581818005094917263208812946054130269882059998410856199864876634510124781307355841660356016618692415216949591719231309728831428673530469047702069486371177845836596851082641 := by rfl
theorem t321 : 205416989042483076119552391585123960713868441267412413586591882616502837361542836287637322150133795454146213074122248066584084727313316001568273105355386556050232806071580062133731720259967914593812573455195435581818005094917263208812946054130269882059998410856199864876634510124781307355841660356016618692415216949591719231309728831428673530469047702069486371177845836596851082642 % 66608492302838911021713765791814421069079103012931658889164468964901207541173687670269511691107472378038502210283706856995686326012802152312116599627177597482714257624217684587282234064499666923475344001 = 1 := by rfl
theorem t322 : Nat.gcd 1998254769085167330651412973754432632072373090387949766674934068947036226235210630108085350733224171341155066308511205709870589780384064569363497988815327924481427728726530537618467021934990007704260320030 2797556676719234262911978163256205684901322326543129673344907696525850716729294882151319491026513839877617092831915687993818825692537690397108897184341459094273998820217142752665853830708986010785964448042 = 399650953817033466130282594750886526414474618077589953334986813789407245247042126021617070146644834268231013261702241141974117956076812913872699597763065584896285545745306107523693404386998001540852064006 := by rfl
theorem t323 : (66608492302838911021713765791814421069079103012931658889164468964901207541173687670269511691107472378038502210283706856995686326012802152312116599627177597482714257624217684587282234064499666923475344001 : Nat) < 66608492302838911021713768875760355598631996310399139837791077828584499217607240874291186146476062506146718751530234063479571556329947430156893923012032311698224940238376557112543740354139628711798922642 := by decide
theorem t324 : 5314842555510561621235902865755345195127203437674435440869195703649816642593183982432056244644894854259489487084812570844880539585683284595669322907183053447941845215547258653265455407156743411755455229898307268300956001 * 1904871359336939794236535332550239497845714639545257525597523026650076309892739222227641060295072622270183713040284609620407104412939263300741917280272451939754927703741528456195968650020376027 = 10124091363377218411350187800286765521806350550038373068539363667194896687659062355219384172895726962059104113191760213582013539672852583053728213399079164857748374144180709228811180058155434422019706173161061453800554399734306382796438337191318011865386722496964248993705089088146859528974115523459740933357849845953547380996019875912074570209297707995404842132274876218030679744393535561289713378565173602188027 := by rfl
theorem t325 : 10124091363377218411350187800286765521806350550038373068539363667194896687659062355219384172895726962059104113191760213582013539672852583053728213399079164857748374144180709228811180058155434422019706173161061453800554399734306382796438337191318011865386722496964248993705089088146859528974115523459740933357849845953547380996019875912074570209297707995404842132274876218030679744393535561289713378565173602188028 % 5314842555510561621235902865755345195127203437674435440869195703649816642593183982432056244644894854259489487084812570844880539585683284595669322907183053447941845215547258653265455407156743411755455229898307268300956001 = 1 := by rfl
theorem t326 : Nat.gcd 159445276665316848637077085972660355853816103130233063226075871109494499277795519472961687339346845627784684612544377125346416187570498537870079687215491603438255356466417759597963662214702302352663656896949218049028680030 223223387331443588091907920361724498195342544382326288516506219553292298988913727262146362275085583878898558457562127975484982662598697953018111562101688244813557499052984863437149127100583223293729119655728905268640152042 = 31889055333063369727415417194532071170763220626046612645215174221898899855559103894592337467869369125556936922508875425069283237514099707574015937443098320687651071293283551919592732442940460470532731379389843609805736006 := by rfl
theorem t327 : (5314842555510561621235902865755345195127203437674435440869195703649816642593183982432056244644894854259489487084812570844880539585683284595669322907183053447941845215547258653265455407156743411755455229898307268300956001 : Nat) < 5314842555510561621235902867660216554464143231910970773419435201495531282138441508029579271294971164152228709312453631139953161855866997635953932527590157860881108516289175933537907346911671115496983686094275918321332028 := by decide
theorem t328 : 424083332519179426636498230944333939650494380502575438718029652894081853020847200398417272772419631266417110188444968702773278671943528428266262342219466636132278675901696084263454944321886541904726938071244840137953501917979651670568001 * 1176588362005666418823268049884377269319340100149632246285336215679991008838805849100859362715370264811854589453233934397420821133152517181448294362512734380856735513442104244463496978119097840061413403738569 = 498971513562645688948357544762547077492299302589106390272742120410500098933220376726277511693618656346282831514369401261234032134842624331190638580757643015689407785554926146225391559808167567845198548656868139961812466463159863953054356783419807914692137702346476705304609651195826746588702109010668548989626527578375395438417258660374251222906396189750488480418400003525450665268410617997089483153324649768342029316355744122369238997140930569 := by rfl
theorem t329 : 498971513562645688948357544762547077492299302589106390272742120410500098933220376726277511693618656346282831514369401261234032134842624331190638580757643015689407785554926146225391559808167567845198548656868139961812466463159863953054356783419807914692137702346476705304609651195826746588702109010668548989626527578375395438417258660374251222906396189750488480418400003525450665268410617997089483153324649768342029316355744122369238997140930570 % 424083332519179426636498230944333939650494380502575438718029652894081853020847200398417272772419631266417110188444968702773278671943528428266262342219466636132278675901696084263454944321886541904726938071244840137953501917979651670568001 = 1 := by rfl
theorem t330 : Nat.gcd 12722499975575382799094946928330018189514831415077263161540889586822455590625416011952518183172588937992513305653349061083198360158305852847987870266583999083968360277050882527903648329656596257141808142137345204138605057539389550117040030 17811499965805535918732925699662025465320763981108168426157245421551437826875582416733525456441624513189518627914688685516477704221628193987183018373217598717555704387871235539065107661519234759998531398992283285794047080555145370163856042 = 2544499995115076559818989385666003637902966283015452632308177917364491118125083202390503636634517787598502661130669812216639672031661170569597574053316799816793672055410176505580729665931319251428361628427469040827721011507877910023408006 := by rfl
theorem t331 : (424083332519179426636498230944333939650494380502575438718029652894081853020847200398417272772419631266417110188444968702773278671943528428266262342219466636132278675901696084263454944321886541904726938071244840137953501917979651670568001 : Nat) < 424083332519179426636498230945510528012500046921398706767914030163401193120996832644702608988099622275255916037545828065488648936755383017719496276616887457265431193083144378625967678702743277418169042315708337116072599758041065074306570 := by decide
theorem t332 : 33838570200749104093688312191360663049723538032163586311882583029937928817155484694868047033872426464394494995988271332913954603498574472214519578172866008667274238025742281231442261927858597726462360331182430633401319955052400299452568317841001584180001 * 726747329588206083784149262815991208246202680629822121131359632776830858112617632385543753521440246328698765908296462553173548200767333371708773973421594577622140603302715656899127550413237431772981540039039162161679451843 = 24592090530477458057868590705961743489677057015377904224156247786537507209377483332046109167449038479507213024388568983073096734202615635562960918590155165891876097931181728883974653450844072004353517908673974543558102588214636210731553311511743979609451551215759760521278589422012876566452687396913643219231171076355500137024136099457374936409044621958847462761269234270575386442516327600706046839894024531489615747877536489273505265677539132490459875641429559479182323191843 := by rfl
theorem t333 : 24592090530477458057868590705961743489677057015377904224156247786537507209377483332046109167449038479507213024388568983073096734202615635562960918590155165891876097931181728883974653450844072004353517908673974543558102588214636210731553311511743979609451551215759760521278589422012876566452687396913643219231171076355500137024136099457374936409044621958847462761269234270575386442516327600706046839894024531489615747877536489273505265677539132490459875641429559479182323191844 % 33838570200749104093688312191360663049723538032163586311882583029937928817155484694868047033872426464394494995988271332913954603498574472214519578172866008667274238025742281231442261927858597726462360331182430633401319955052400299452568317841001584180001 = 1 := by rfl
theorem t334 : Nat.gcd 1015157106022473122810649365740819891491706140964907589356477490898137864514664540846041411016172793931834849879648139987418638104957234166435587345185980260018227140772268436943267857835757931793870809935472919002039598651572008983577049535230047525400030 1421219948431462371934909112037147848088388597350870625099068487257393010320530357184457975422641911504568789831507395982386093346940127833009822283260372364025517997081175811720575000970061104511419133909662086602855438112200812577007869349322066535560042 = 203031421204494624562129873148163978298341228192981517871295498179627572902932908169208282203234558786366969975929627997483727620991446833287117469037196052003645428154453687388653571567151586358774161987094583800407919730314401796715409907046009505080006 := by rfl
theorem t335 : (33838570200749104093688312191360663049723538032163586311882583029937928817155484694868047033872426464394494995988271332913954603498574472214519578172866008667274238025742281231442261927858597726462360331182430633401319955052400299452568317841001584180001 : Nat) < 33838570200749104093688312191361389797053126238247370461145399021146175019836114516989178393505203295252607613620656876667476043744903170980427874635419182215475005359113990005415683522436219867065663046839329760951733192484173280992607357003163263631844 := by decide
theorem t336 : 2700056204588610501529179295743962989583453616038498085063501307507478792256005699201046971991813571225292692449365988216601224753741975278122904567059191459640028239848172146057498354983641728492994808960070308973132483454913436496773898573419805773176512984246041792001 * 448892491307036257313398359006707643432387469456810160991926368303464199896097475113561830407152947942076292623881529083368591747123618100530770752056321305926194706763551153705251146130442138394723337920866081218864301061606664140464321 = 1212034956346802149852898980216495047390243585461183509083886302954749123805784784321395212065293041708142668452770725948056541960261641314179792228970084853847499073657582250114299716801254456774394267900952206828761989626114401138634653681023470913181741589981683346498633133961526137280863409366054751840448847964907352049139381311720504662615105409157936653603227580602246889955309534798986184511823914706498619298512912002234922260836703290079327020277811147121594865239280897288355790567451915043696321 := by rfl
theorem t337 : 1212034956346802149852898980216495047390243585461183509083886302954749123805784784321395212065293041708142668452770725948056541960261641314179792228970084853847499073657582250114299716801254456774394267900952206828761989626114401138634653681023470913181741589981683346498633133961526137280863409366054751840448847964907352049139381311720504662615105409157936653603227580602246889955309534798986184511823914706498619298512912002234922260836703290079327020277811147121594865239280897288355790567451915043696322 % 2700056204588610501529179295743962989583453616038498085063501307507478792256005699201046971991813571225292692449365988216601224753741975278122904567059191459640028239848172146057498354983641728492994808960070308973132483454913436496773898573419805773176512984246041792001 = 1 := by rfl
theorem t338 : Nat.gcd 81001686137658315045875378872318889687503608481154942551905039225224363767680170976031409159754407136758780773480979646498036742612259258343687137011775743789200847195445164381724950649509251854789844268802109269193974503647403094903216957202594173195295389527381253760030 113402360592721641064225530421246445562505051873616919572667054915314109274752239366443972823656169991462293082873371505097251439657162961681161991816486041304881186073623230134414930909312952596705781976322952976871564305106364332864503740083631842473413545338333755264042 = 16200337227531663009175075774463777937500721696230988510381007845044872753536034195206281831950881427351756154696195929299607348522451851668737427402355148757840169439089032876344990129901850370957968853760421853838794900729480618980643391440518834639059077905476250752006 := by rfl
theorem t339 : (2700056204588610501529179295743962989583453616038498085063501307507478792256005699201046971991813571225292692449365988216601224753741975278122904567059191459640028239848172146057498354983641728492994808960070308973132483454913436496773898573419805773176512984246041792001 : Nat) < 2700056204588610501529179295743963438475944923074755398461860314215122224643475156011207963918181874689492588546841101778431631906689917354415528448588274828231775363466272676828250411304947654687701572511224014224278613897051831220111819439501024637477574590910182256322 := by decide
theorem t340 : 215443603695053959568491434297407572853129769129479492603780631350401380974467032676539087874293028927093092995091382473665313475961476104769288282122090994827050053307056695649733208616053512929502758017060013049505627727257265571040872174418643670928149798177828131558406438313043404001 * 277268949671979239979055624863867820742917479876930332257042763275122007414909123768316411209632765105413333065391391832270333722818679944782420561711512727032723875737692018530230517904427401794071406484803439280283893263741855149412045631596538554987 = 59735821710073756937195333356500950062865842818064437098947888014602650482104429230315652114201992338382631153991366250760794430246034823529388439959962082345582937846037311521832896885076883755446162325926501553344177704527849271685266690363061349139303283750589978078253888597418705648751064221471198107062004729881276935873178490931453428403325667813201208810314281523417935593587744385032421293496678875407260279251818390927117976062433433521155976490961589122404840835926834697161006990501341583765141872679505184680235807968194302987 := by rfl
theorem t341 : 59735821710073756937195333356500950062865842818064437098947888014602650482104429230315652114201992338382631153991366250760794430246034823529388439959962082345582937846037311521832896885076883755446162325926501553344177704527849271685266690363061349139303283750589978078253888597418705648751064221471198107062004729881276935873178490931453428403325667813201208810314281523417935593587744385032421293496678875407260279251818390927117976062433433521155976490961589122404840835926834697161006990501341583765141872679505184680235807968194302988 % 215443603695053959568491434297407572853129769129479492603780631350401380974467032676539087874293028927093092995091382473665313475961476104769288282122090994827050053307056695649733208616053512929502758017060013049505627727257265571040872174418643670928149798177828131558406438313043404001 = 1 := by rfl
theorem t342 : Nat.gcd 6463308110851618787054743028922227185593893073884384778113418940512041429234010980296172636228790867812792789852741474209959404278844283143078648463662729844811501599211700869491996258481605387885082740511800391485168831817717967131226165232559310127844493945334843946752193149391302120030 9048631355192266301876640240491118059831450303438138689358786516716858000927615372414641690720307214937909905793838063893943165990381996400310107849127821782736102238896381217288794761874247543039115836716520548079236364544805153983716631325583034178982291523468781525453070409147822968042 = 1292661622170323757410948605784445437118778614776876955622683788102408285846802196059234527245758173562558557970548294841991880855768856628615729692732545968962300319842340173898399251696321077577016548102360078297033766363543593426245233046511862025568898789066968789350438629878260424006 := by rfl
theorem t343 : (215443603695053959568491434297407572853129769129479492603780631350401380974467032676539087874293028927093092995091382473665313475961476104769288282122090994827050053307056695649733208616053512929502758017060013049505627727257265571040872174418643670928149798177828131558406438313043404001 : Nat) < 215443603695053959568491434297407573130398718801458732582836256214269201717384512553469420131335792202215100410000506241981724685594241210182621347513482827097383776125736640432153770327566239962226633754752031579736145631684667365112278659222082951212043061919683280970452069909581958988 := by decide
theorem t344 : 17190733398152930424578316454332100476122806340271245818678316624635020058718299824531562362460147623079491482370126804194670203691166454977555221691842458123652629123349862828234365623690729106279450021459572847685646836859769113547252217799092431763868950194963766239040945129175539039221168130589016001 * 171261653827974189651871745936900182046617758839834410039230685562759214137985168148801515881028477949272546171566190746123768957224401183324045903733711609639822463759943080631752848242469841569009025767186156389873230369635725978037134172685300992058695358924893689 = 2944113432283461566164314364379403554741665751921449976572468682932031638566899150469592450193221693844680245317614115607235980347424605342777480031540804670402841654272364735456725483296121183697958658507542524507058966825522376640089892675367430450725278857744746856719981716660616589590692513749081425380751823914333489858779630155374100364036297793008530139611553308315558268781823420036455847610414963236241673993094680552042811541304530033452833272955508859835494710061654119634952248357406124019612979464058312344115760584128458103132716941067916236132110044917689 := by rfl
theorem t345 : 2944113432283461566164314364379403554741665751921449976572468682932031638566899150469592450193221693844680245317614115607235980347424605342777480031540804670402841654272364735456725483296121183697958658507542524507058966825522376640089892675367430450725278857744746856719981716660616589590692513749081425380751823914333489858779630155374100364036297793008530139611553308315558268781823420036455847610414963236241673993094680552042811541304530033452833272955508859835494710061654119634952248357406124019612979464058312344115760584128458103132716941067916236132110044917690 % 17190733398152930424578316454332100476122806340271245818678316624635020058718299824531562362460147623079491482370126804194670203691166454977555221691842458123652629123349862828234365623690729106279450021459572847685646836859769113547252217799092431763868950194963766239040945129175539039221168130589016001 = 1 := by rfl
theorem t346 : Nat.gcd 515722001944587912737349493629963014283684190208137374560349498739050601761548994735946870873804428692384744471103804125840106110734993649326656650755273743709578873700495884847030968710721873188383500643787185430569405105793073406417566533972772952916068505848912987171228353875266171176635043917670480030 722010802722423077832289291081948219997157866291392324384489298234670842466168592630325619223326200169338642259545325776176148555028991109057319311057383241193410423180694238785843356195010622463736900901302059602797167148110302768984593147561882134082495908188478182039719695425372639647289061484738672042 = 103144400388917582547469898725992602856736838041627474912069899747810120352309798947189374174760885738476948894220760825168021222146998729865331330151054748741915774740099176969406193742144374637676700128757437086113881021158614681283513306794554590583213701169782597434245670775053234235327008783534096006 := by rfl
theorem t347 : (17190733398152930424578316454332100476122806340271245818678316624635020058718299824531562362460147623079491482370126804194670203691166454977555221691842458123652629123349862828234365623690729106279450021459572847685646836859769113547252217799092431763868950194963766239040945129175539039221168130589016001 : Nat) < 17190733398152930424578316454332100476294067994099220008330188370571920240764917583371396772499378308642250696508111972343471719572194932926827767863408648869776398080574264011558411527424440715919272485219515928317399685102238955116261243566278588153742180564599492217078079301860840031279863489513909690 := by decide
theorem t348 : 1371687577156671098399269292028776154714519153401370875178980359404836659409780413017066455517795675888078340366092710544660701495310728481451744968871083064404190813548643448165017311573135408814403040914776730974987032593766875903902994812509058464765195064298298465399881271535798972536055534022910830332074626678628001 * 105783767373130450342111466298374363801297617408100512895882572006367090400389301984939740184530535977508682551620179344719747371917780437067179044620403591838331688450089640497761165122743304469416357404264784421035305760338568291546573562835890439978536554468668364904244632310483 = 145102279570554221361850831530273913972824653612415637103220881125620463761406842183506762231955812443008523293606255972309825079852561609133992614303545912090366217419133804479195856042991123749349806939422297903105899567470982012420506308753699798467475140933273764180826004103391509851293505828349351128546636136041955791588567307379692871752448686432849511990995056775138518544183697313996492780050023580530324579307778829644905840303445116171743386831947497477411319694487737708240412414641988595156402437440817222989725952101361744705960664101554937853087388161154270308574924807249344201089634483 := by rfl
theorem t349 : 145102279570554221361850831530273913972824653612415637103220881125620463761406842183506762231955812443008523293606255972309825079852561609133992614303545912090366217419133804479195856042991123749349806939422297903105899567470982012420506308753699798467475140933273764180826004103391509851293505828349351128546636136041955791588567307379692871752448686432849511990995056775138518544183697313996492780050023580530324579307778829644905840303445116171743386831947497477411319694487737708240412414641988595156402437440817222989725952101361744705960664101554937853087388161154270308574924807249344201089634484 % 1371687577156671098399269292028776154714519153401370875178980359404836659409780413017066455517795675888078340366092710544660701495310728481451744968871083064404190813548643448165017311573135408814403040914776730974987032593766875903902994812509058464765195064298298465399881271535798972536055534022910830332074626678628001 = 1 := by rfl
theorem t350 : Nat.gcd 41150627314700132951978078760863284641435574602041126255369410782145099782293412390511993665533870276642350210982781316339821044859321854443552349066132491932125724406459303444950519347194062264432091227443301929249610977813006277117089844375271753942955851928948953961996438146073969176081666020687324909962238800358840030 57610878240580186132769310265208598498009804442857576757517175095003139695210777346716791131747418387299290295375893842875749462803050596220973288692585488704976014169043024822930727086071687170204927718420622700949455368938208787963925782125380455520138192700528535546795013404503556846514332428962254873947134320502376042 = 8230125462940026590395615752172656928287114920408225251073882156429019956458682478102398733106774055328470042196556263267964208971864370888710469813226498386425144881291860688990103869438812452886418245488660385849922195562601255423417968875054350788591170385789790792399287629214793835216333204137464981992447760071768006 := by rfl
theorem t351 : (1371687577156671098399269292028776154714519153401370875178980359404836659409780413017066455517795675888078340366092710544660701495310728481451744968871083064404190813548643448165017311573135408814403040914776730974987032593766875903902994812509058464765195064298298465399881271535798972536055534022910830332074626678628001 : Nat) < 1371687577156671098399269292028776154714624937168744005629322470871135033773581710634474556030691558460084707456493099846645641235495259017429253651422703243748910560920561228602084490617755812406241372603226820615484793758889619208372411169913323249186230370058637033691427845098634862976034070577379498696978871310938484 := by decide
theorem t352 : 109450060433611308542425445648666217529975487335970618633541940751543906316349209002147856846968715280739995373528253861552495710170702637728891720852868384710440066743972862761169960663579079291058878933088274875698178024977088223396398265555596916473536792437134632739719389969690630523317113111727683195819839003492006097994729312240001 * 65339818865072467808119623182347967089511474029457216279919499003634463023739376097026611305854327229104859670350839362466996091869668582359586762394634505644209955671099612691008872408699403260993972690019340712417543886886397551148345635400438762192039423469386883579886973063452911620932716401 = 7151447123503397863955889892042080232757835411362035253125904291653463263392322764505819289911989741732925400193530667651387236530110087392159348702997031947812583312202175944770480151908657242558995122033854144607672141730519462035011334607915746088214483152330527528315475151180418635858137322654595807767291968082236720148769952838328103216091506836677120364727452601683559628542422119056831266280619753414005426312176275424948635306124739923872134704963255577641314956519005881487286234001742999677951476530589131055327183318244781670430183378672210590524548132157484870522223974568971017876160928406138042352864922793318980956401 := by rfl
theorem t353 : 7151447123503397863955889892042080232757835411362035253125904291653463263392322764505819289911989741732925400193530667651387236530110087392159348702997031947812583312202175944770480151908657242558995122033854144607672141730519462035011334607915746088214483152330527528315475151180418635858137322654595807767291968082236720148769952838328103216091506836677120364727452601683559628542422119056831266280619753414005426312176275424948635306124739923872134704963255577641314956519005881487286234001742999677951476530589131055327183318244781670430183378672210590524548132157484870522223974568971017876160928406138042352864922793318980956402 % 109450060433611308542425445648666217529975487335970618633541940751543906316349209002147856846968715280739995373528253861552495710170702637728891720852868384710440066743972862761169960663579079291058878933088274875698178024977088223396398265555596916473536792437134632739719389969690630523317113111727683195819839003492006097994729312240001 = 1 := by rfl
theorem t354 : Nat.gcd 3283501813008339256272763369459986525899264620079118559006258222546317189490476270064435705409061458422199861205847615846574871305121079131866751625586051541313202002319185882835098819907372378731766367992648246270945340749312646701891947966667907494206103773114038982191581699090718915699513393351830495874595170104760182939841879367200030 4596902538211674958781868717243981136258970468110765982608761511564844065286666778090209987572686041791079805688186662185204819827169510784613452275820472157838482803246860235969138347870321330224472915189707544779323477049037705382648727153335070491888545282359654575068214378727006481979318750692562694224433238146664256115778631114080042 = 656700362601667851254552673891997305179852924015823711801251644509263437898095254012887141081812291684439972241169523169314974261024215826373350325117210308262640400463837176567019763981474475746353273598529649254189068149862529340378389593333581498841220754622807796438316339818143783139902678670366099174919034020952036587968375873440006 := by rfl
theorem t355 : (109450060433611308542425445648666217529975487335970618633541940751543906316349209002147856846968715280739995373528253861552495710170702637728891720852868384710440066743972862761169960663579079291058878933088274875698178024977088223396398265555596916473536792437134632739719389969690630523317113111727683195819839003492006097994729312240001 : Nat) < 109450060433611308542425445648666217529975552675789483706009748871167088664316298513621886304184995200238999007991277600928592736782008492056120825712538735549802533740064732429752320250341473925564523143043945975310869033849496922799659259528286935814249209981021519137270538315326030962079305151151152582703418890465069550906350244956402 := by decide
theorem t356 : 8733268368408440367043272635906547647181963039188681237200510147339733987963642031754203470759685997446980526783642574483009972442414825124384227665963381571161353346004710416468086348528015501006319099040470198455972552078887501494372039165687930952966804764049783237717303085887286555803196192759146207849199044845826200771919430208664693701366489852001 * 40358667830967222524422656041993338729632946355906157332566651747227817102094523924973377132281452181359887366411681049282574198438282321958668433640196569701709615030534041108081870611585956649224590904724957046932925439860985375673614273855486128268241780068361316594507421380121649747437639522939549819914747 = 352463077159289324419615261745653102573944076693368446979515907160304084109636515472544475330142947314901050385902515027536705516194940731301801290770058533051838696121139098178107623263914432990182376473944313792264517108741216255880994045418219732641180492096262815629067257707213633825931152560257745911395040909999460887420727726180541326882671621757342145418225149933674987533999821094597634111642197443335152156782110819157320704455858308648792253151020726964737512819564674779003153428003151651222969317088934674888394912274003713232856018086046437730978771100145400486793595742630338991447010331292635471820493742987987648541458683289296545878768830467358747 := by rfl
theorem t357 : 352463077159289324419615261745653102573944076693368446979515907160304084109636515472544475330142947314901050385902515027536705516194940731301801290770058533051838696121139098178107623263914432990182376473944313792264517108741216255880994045418219732641180492096262815629067257707213633825931152560257745911395040909999460887420727726180541326882671621757342145418225149933674987533999821094597634111642197443335152156782110819157320704455858308648792253151020726964737512819564674779003153428003151651222969317088934674888394912274003713232856018086046437730978771100145400486793595742630338991447010331292635471820493742987987648541458683289296545878768830467358748 % 8733268368408440367043272635906547647181963039188681237200510147339733987963642031754203470759685997446980526783642574483009972442414825124384227665963381571161353346004710416468086348528015501006319099040470198455972552078887501494372039165687930952966804764049783237717303085887286555803196192759146207849199044845826200771919430208664693701366489852001 = 1 := by rfl
theorem t358 : Nat.gcd 261998051052253211011298179077196429415458891175660437116015304420192019638909260952626104122790579923409415803509277234490299173272444753731526829978901447134840600380141312494042590455840465030189572971214105953679176562366625044831161174970637928589004142921493497131519092576618596674095885782774386235475971345374786023157582906259940811040994695560030 366797271473154495415817450708075001181642447645924611962421426188268827494472965333676545771906811892773182124912988128286418842581422655224137561970462025988776840532197837491659626638176651042265402159699748335150847187313275062763625644958893100024605800090090895984126729607266035343734240095884140729666359883524700432420616068763917135457392573784042 = 52399610210450642202259635815439285883091778235132087423203060884038403927781852190525220824558115984681883160701855446898059834654488950746305365995780289426968120076028262498808518091168093006037914594242821190735835312473325008966232234994127585717800828584298699426303818515323719334819177156554877247095194269074957204631516581251988162208198939112006 := by rfl
theorem t359 : (8733268368408440367043272635906547647181963039188681237200510147339733987963642031754203470759685997446980526783642574483009972442414825124384227665963381571161353346004710416468086348528015501006319099040470198455972552078887501494372039165687930952966804764049783237717303085887286555803196192759146207849199044845826200771919430208664693701366489852001 : Nat) < 8733268368408440367043272635906547647181963079547349068167732671762390029956980761387149826665843330013632274011459676577533897415791957405836409025850747982842402628578908854750408307196449141202888800750085228990013660160758113080328688390278835677923851696975223098702678759501560411289324461000926276210515639353247580893569177646304216640916309766748 := by decide
theorem t360 : 696847275300557744804295566599699223766309439504777708668897040566630709907418782292081270275054122278699930921817298736187104862457971810210282757460173177092526217224252153976299548903326652134625579045025683550223266907526546128588750425701542274139516447365415193751469133625044458593262686595812449272225792042846127185617472615736894979808506552272941903466211464001 * 24928475428649200955947484830940184057666590361401467075837230837169842438787700288429988847809441313252091030329595305809708567671990834134931053517738883042038580298853944923907581437207417703983331463509551578757128819259191984770864330592787882296780218907292295301031544674123345071243751183193567069598046562686144666409 = 17371340179851098973323498923618811434394976635867719766551429396799651471015749503531646755628144970420083683098084501824150198755700321089623532608978432016766472631893350614163247966444316005119231465452750012966283958203844228114967121262491638389220807614182081797441451312164273007306234973545406526963942786907268322260927072225727432624509112810128870397966236676631904692290383087842155100713537403613838557172400867765344387456555875443406526863170540554530927243395234245189436897421398736645281232724917569102028219358562228181017840966427695108340040143074718424432435866554138652589996869291372722108399618270086674595441840055700912089167997786121866807384675350645960332017657442409 := by rfl
theorem t361 : 17371340179851098973323498923618811434394976635867719766551429396799651471015749503531646755628144970420083683098084501824150198755700321089623532608978432016766472631893350614163247966444316005119231465452750012966283958203844228114967121262491638389220807614182081797441451312164273007306234973545406526963942786907268322260927072225727432624509112810128870397966236676631904692290383087842155100713537403613838557172400867765344387456555875443406526863170540554530927243395234245189436897421398736645281232724917569102028219358562228181017840966427695108340040143074718424432435866554138652589996869291372722108399618270086674595441840055700912089167997786121866807384675350645960332017657442410 % 696847275300557744804295566599699223766309439504777708668897040566630709907418782292081270275054122278699930921817298736187104862457971810210282757460173177092526217224252153976299548903326652134625579045025683550223266907526546128588750425701542274139516447365415193751469133625044458593262686595812449272225792042846127185617472615736894979808506552272941903466211464001 = 1 := by rfl
theorem t362 : Nat.gcd 20905418259016732344128866997990976712989283185143331260066911216998921297222563468762438108251623668360997927654518962085613145873739154306308482723805195312775786516727564619288986467099799564038767371350770506506698007225796383857662512771046268224185493420962455812544074008751333757797880597874373478166773761285383815568524178472106849394255196568188257103986343920030 29267585562623425281780413797187367398184996459200663764093675703798489816111588856267413351552273135705397098716326546919858404223234816028831875813327273437886101123418590467004581053939719389654274319891078709109377210116114937400727517879464775513859690789347438137561703612251867260917032837024122869433483265799537341795933849860949589151957275195463559945580881488042 = 4181083651803346468825773399598195342597856637028666252013382243399784259444512693752487621650324733672199585530903792417122629174747830861261696544761039062555157303345512923857797293419959912807753474270154101301339601445159276771532502554209253644837098684192491162508814801750266751559576119574874695633354752257076763113704835694421369878851039313637651420797268784006 := by rfl
theorem t363 : (696847275300557744804295566599699223766309439504777708668897040566630709907418782292081270275054122278699930921817298736187104862457971810210282757460173177092526217224252153976299548903326652134625579045025683550223266907526546128588750425701542274139516447365415193751469133625044458593262686595812449272225792042846127185617472615736894979808506552272941903466211464001 : Nat) < 696847275300557744804295566599699223766309439529706184097546241522578194738358966349747860636455589354537161758987141174974805150887960658019724070712264207422121523033960721648290383038257705652364462087064263849077211831434127565796168129684873737649068026122544013010661118395908789186050568892592668179518087343877671859740817686980646163002073621870988466152356130410 := by decide
theorem t364 : 55603023359547445515381336639997672953920136618514239877184481524650883034714734253643266954334684990439228736957837224363126130246555289013747166556750104776151775577765399174220200575220863836531912511981555284045002050249086031859681132523292018031023042472308251413091157009176517249785467132630254714856568059361573271145934396014708555975106388349369716807483605195145245956477076001 * 15397656082194673459685184017023729835054955146889966821463434286213373792472786211151181853667414820188066303378811623634138819063003711265754367432270789983024183279349539829265638515775252475960641707252549821157223859134645774291589839432246598444730858492614494021291921875833483888618291200046638114446657564051634385583176874556836323 = 856156230820548230133834267461401940525723580491051643884859503913405687173353671928087645187362971772693548129025576968663649885282087879008298146986655091628276081646739212028780129825199523056732667936685745809229183438183640188723519295685105211188180486630350766054235262385343548988459953760987943195379484225737365617925322337128420237569296661510687162834829747195159699545564421541597181519394946510532030284089457539980366285730443214823246705513863313829014441753026053738153886006520906795876277016913180425976783955571486853060785810754735934561503134693165615475276143949270400787045760412194279470373458279598516878210539491190144253309286663197990179396593340838979786182953821671386262417711829258913908188384323 := by rfl
theorem t365 : 856156230820548230133834267461401940525723580491051643884859503913405687173353671928087645187362971772693548129025576968663649885282087879008298146986655091628276081646739212028780129825199523056732667936685745809229183438183640188723519295685105211188180486630350766054235262385343548988459953760987943195379484225737365617925322337128420237569296661510687162834829747195159699545564421541597181519394946510532030284089457539980366285730443214823246705513863313829014441753026053738153886006520906795876277016913180425976783955571486853060785810754735934561503134693165615475276143949270400787045760412194279470373458279598516878210539491190144253309286663197990179396593340838979786182953821671386262417711829258913908188384324 % 55603023359547445515381336639997672953920136618514239877184481524650883034714734253643266954334684990439228736957837224363126130246555289013747166556750104776151775577765399174220200575220863836531912511981555284045002050249086031859681132523292018031023042472308251413091157009176517249785467132630254714856568059361573271145934396014708555975106388349369716807483605195145245956477076001 = 1 := by rfl
theorem t366 : Nat.gcd 1668090700786423365461440099199930188617604098555427196315534445739526491041442027609298008630040549713176862108735116730893783907396658670412414996702503143284553267332961975226606017256625915095957375359446658521350061507472580955790433975698760540930691274169247542392734710275295517493564013978907641445697041780847198134378031880441256679253191650481091504224508155854357378694312280030 2335326981100992711646016138879902264064645737977598074841748224035337087458018838653017212082056769598447606952229163423251297470355322138577380995383504400598374574266146765317248424159276281134340325503225321929890086110461613338106607565978264757302967783836946559349828594385413724490989619570470698023975858493186077388129244632617759350954468310673528105914311418196100330172037192042 = 333618140157284673092288019839986037723520819711085439263106889147905298208288405521859601726008109942635372421747023346178756781479331734082482999340500628656910653466592395045321203451325183019191475071889331704270012301494516191158086795139752108186138254833849508478546942055059103498712802795781528289139408356169439626875606376088251335850638330096218300844901631170871475738862456006 := by rfl
theorem t367 : (55603023359547445515381336639997672953920136618514239877184481524650883034714734253643266954334684990439228736957837224363126130246555289013747166556750104776151775577765399174220200575220863836531912511981555284045002050249086031859681132523292018031023042472308251413091157009176517249785467132630254714856568059361573271145934396014708555975106388349369716807483605195145245956477076001 : Nat) < 55603023359547445515381336639997672953920136618529637533266676198110568218731757983478321909481574957260692171244050598155598916457706470867414581376938171079530587201399537993283204286486618203964183301964579467324351590078351670375456384999252659738275592293465475272225802783468107089217713731074985573349182553382865193021767879903326847175153026463816374371535239580728422831033912324 := by decide
theorem t368 : 4436691246857350455868472418885356435204525366980581406297508057729896608939725436064419551339297256240055619923468511893808829751179703442755734491157119202861251672663547425907250143674797683807167183983559829365991502740776873134765193964389220970611303450620565378039891274185113938254669097300760257917411929267830092769051125879212063623505417093044127800386411124248538890815815405918309765286688001 * 9510722527101357340525747647537197965886751007681553994034610554442328346281493944874993791266071800329593708229097712659875810002117855554604673436499654209708323639592014707001230914047790029222853540449516608542614875072052519793441054033984528508073352559714628517355485426276535664871435922971220253912946391119645605633303729459373410643352911406881 = 42196139387279612161677324370909885092872229213129796540926953804741248093045187872587358567017777437609677216246625857952285336065955292774824517950623937124405458840512016740814271171541266204131991236854086253890198899200207863664557636179459910427697779623429112644079061995133905718781043987554963616079593601344534594515684482005684735235807667496005542140031385053707669085579532895980449949834059567625540852289088529947690462033558539857221036669936108125746408684083056695460357164768314707367549867980082637401397688328646454138885184066279838134939319137861196812205348224243596305001009845828093099020170619972299313132564300108425554591806668064381714209233339196653913182094894892479860943916928013584751554723767079122227497818680601733811534881 := by rfl
theorem t369 : 42196139387279612161677324370909885092872229213129796540926953804741248093045187872587358567017777437609677216246625857952285336065955292774824517950623937124405458840512016740814271171541266204131991236854086253890198899200207863664557636179459910427697779623429112644079061995133905718781043987554963616079593601344534594515684482005684735235807667496005542140031385053707669085579532895980449949834059567625540852289088529947690462033558539857221036669936108125746408684083056695460357164768314707367549867980082637401397688328646454138885184066279838134939319137861196812205348224243596305001009845828093099020170619972299313132564300108425554591806668064381714209233339196653913182094894892479860943916928013584751554723767079122227497818680601733811534882 % 4436691246857350455868472418885356435204525366980581406297508057729896608939725436064419551339297256240055619923468511893808829751179703442755734491157119202861251672663547425907250143674797683807167183983559829365991502740776873134765193964389220970611303450620565378039891274185113938254669097300760257917411929267830092769051125879212063623505417093044127800386411124248538890815815405918309765286688001 = 1 := by rfl
theorem t370 : Nat.gcd 133100737405720513676054172566560693056135761009417442188925241731896898268191763081932586540178917687201668597704055356814264892535391103282672034734713576085837550179906422777217504310243930514215015519506794880979745082223306194042955818931676629118339103518616961341196738225553418147640072919022807737522357878034902783071533776376361908705162512791323834011592333727456166724474462177549292958600640030 186341032368008719146475841593184970278590065413184419064495338424655657575468468314705621156250484762082336036785677499539970849549547544595740848628599006520172570251868991888104506034341502719901021727309512833371643115112628671660138146504347280765674744926063745877675433515774785406696102086631930832531301029248863896300147286926906672187227517907853367616229267218438633414264247048569010142040896042 = 26620147481144102735210834513312138611227152201883488437785048346379379653638352616386517308035783537440333719540811071362852978507078220656534406946942715217167510035981284555443500862048786102843003103901358976195949016444661238808591163786335325823667820703723392268239347645110683629528014583804561547504471575606980556614306755275272381741032502558264766802318466745491233344894892435509858591720128006 := by rfl
theorem t371 : (4436691246857350455868472418885356435204525366980581406297508057729896608939725436064419551339297256240055619923468511893808829751179703442755734491157119202861251672663547425907250143674797683807167183983559829365991502740776873134765193964389220970611303450620565378039891274185113938254669097300760257917411929267830092769051125879212063623505417093044127800386411124248538890815815405918309765286688001 : Nat) < 4436691246857350455868472418885356435204525366980590917020035159087237134687372973262385438090304937794049654534022954222155111245124578436547000562957448796569480770376207301717252261530352288480603683637769537689631094755483874365679241754418443824151752967229107992914963326704907379308703081829268331269971643896347448254477402414876935059428388313298040746777530769854172194545274779328953118198094882 := by decide
theorem t372 : 354013649449525931426279442990642053580432370765307807128294998551122640747634597271084333393795330500587164243140988540373888581863590044622404991728906599366400005917176740377601943975293629949119408598903469298568197261263089787497027712508751288114794103433426230872340717070631044534195535930764662142517697871788941015702182840766509295270854651459881610586893475184126853183587780497947092464128387019611820640300001 * 5874520284428938554134916087663576571188806397140732830430875854643981398896990143825965571695649570538041354550287074864985292718892659655321490810157064976810003745817929151046629074868961087996147022567817884406938433051720290523256051208778930104828286008946131626466697246094273439571201202371277640518300963206635132467249456057396112652983039447123454173125639307 = 2079660364655955621286576324075474734146812673804866523212688830710368017221395968366241095801822444598586205902559414334783761792132006905581799021374579215104511579694185867256926759921268629624593082021288686755040143849669643549579396707908989153165602952297136419105072795957810811151239351740279561297393045582957978462554038794456508035055883469112403523555668611537307606063181916234814006576368352377694565890817814400452562264400398063373591590227649457774050391846640496991358687072749860882438346730204549920192204374052429643651223235261401769618532832736924512272586621223871039694278740192815059322084519765294161217693481608503252061401415337959633743540330204782759144283514102625706833995479286887584789115068480956222858213124670757038500593804475899483838649609761397739307 := by rfl
theorem t373 : 2079660364655955621286576324075474734146812673804866523212688830710368017221395968366241095801822444598586205902559414334783761792132006905581799021374579215104511579694185867256926759921268629624593082021288686755040143849669643549579396707908989153165602952297136419105072795957810811151239351740279561297393045582957978462554038794456508035055883469112403523555668611537307606063181916234814006576368352377694565890817814400452562264400398063373591590227649457774050391846640496991358687072749860882438346730204549920192204374052429643651223235261401769618532832736924512272586621223871039694278740192815059322084519765294161217693481608503252061401415337959633743540330204782759144283514102625706833995479286887584789115068480956222858213124670757038500593804475899483838649609761397739308 % 354013649449525931426279442990642053580432370765307807128294998551122640747634597271084333393795330500587164243140988540373888581863590044622404991728906599366400005917176740377601943975293629949119408598903469298568197261263089787497027712508751288114794103433426230872340717070631044534195535930764662142517697871788941015702182840766509295270854651459881610586893475184126853183587780497947092464128387019611820640300001 = 1 := by rfl
theorem t374 : Nat.gcd 10620409483485777942788383289719261607412971122959234213848849956533679222429037918132530001813859915017614927294229656211216657455907701338672149751867197980992000177515302211328058319258808898473582257967104078957045917837892693624910831375262538643443823103002786926170221512118931336025866077922939864275530936153668230471065485222995278858125639543796448317606804255523805595507633414938412773923851610588354619209000030 14868573276880089119903736605606966250378159572142927899388389939147150911400653085385542002539403881024660898211921518695703320438270781874141009652614077173388800248521423095859281646962332457863015161153945710539864284973049771074875163925367554100821352344203901696638310116966503870436212509092115809985743310615135522659491679312193390401375895361315027644649525957733327833710686780913777883493392254823696466892600042 = 2124081896697155588557676657943852321482594224591846842769769991306735844485807583626506000362771983003522985458845931242243331491181540267734429950373439596198400035503060442265611663851761779694716451593420815791409183567578538724982166275052507728688764620600557385234044302423786267205173215584587972855106187230733646094213097044599055771625127908759289663521360851104761119101526682987682554784770322117670923841800006 := by rfl
theorem t375 : (354013649449525931426279442990642053580432370765307807128294998551122640747634597271084333393795330500587164243140988540373888581863590044622404991728906599366400005917176740377601943975293629949119408598903469298568197261263089787497027712508751288114794103433426230872340717070631044534195535930764662142517697871788941015702182840766509295270854651459881610586893475184126853183587780497947092464128387019611820640300001 : Nat) < 354013649449525931426279442990642053580432370765307813002815282980061194882550684934660904582601727641319994674016843184355287478853733870587976687378477137407754556204251605362894662867953285270610218755968446108571943079192240834126102581469839284261816671251310637810773768790921567790246744709694766970803706817920567482399428935039948866472057022737522128887856681819259320433043837894059745447167834143065993765939308 := by decide
theorem t376 : 2 ^ 100 - 1 = 1267650600228229401496703205375 := by rfl
theorem t377 : (1 : Int) - 100000 < 0 := by decide
theorem t378 : isEven 20 = true := by decide
theorem t379 : Even 4 := by exact even_of_isEven _ (by decide)
theorem t380 : 2 ^ 200 - 1 = 1606938044258990275541962092341162602522202993782792835301375 := by rfl
theorem t381 : (2 : Int) - 10000000000 < 0 := by decide
theorem t382 : isEven 40 = true := by decide
theorem t383 : Even 8 := by exact even_of_isEven _ (by decide)
theorem t384 : 2 ^ 300 - 1 = 2037035976334486086268445688409378161051468393665936250636140449354381299763336706183397375 := by rfl
theorem t385 : (3 : Int) - 1000000000000000 < 0 := by decide
theorem t386 : isEven 60 = true := by decide
theorem t387 : Even 12 := by exact even_of_isEven _ (by decide)
theorem t388 : 2 ^ 400 - 1 = 2582249878086908589655919172003011874329705792829223512830659356540647622016841194629645353280137831435903171972747493375 := by rfl
theorem t389 : (4 : Int) - 100000000000000000000 < 0 := by decide
theorem t390 : isEven 80 = true := by decide
theorem t391 : Even 16 := by exact even_of_isEven _ (by decide)
theorem t392 : 2 ^ 500 - 1 = 3273390607896141870013189696827599152216642046043064789483291368096133796404674554883270092325904157150886684127560071009217256545885393053328527589375 := by rfl
theorem t393 : (5 : Int) - 10000000000000000000000000 < 0 := by decide
theorem t394 : isEven 100 = true := by decide
theorem t395 : Even 20 := by exact even_of_isEven _ (by decide)
theorem t396 : 2 ^ 600 - 1 = 4149515568880992958512407863691161151012446232242436899995657329690652811412908146399707048947103794288197886611300789182395151075411775307886874834113963687061181803401509523685375 := by rfl
theorem t397 : (6 : Int) - 1000000000000000000000000000000 < 0 := by decide
theorem t398 : isEven 120 = true := by decide
theorem t399 : Even 24 := by exact even_of_isEven _ (by decide)
theorem t400 : 2 ^ 700 - 1 = 5260135901548373507240989882880128665550339802823173859498280903068732154297080822113666536277588451226982968856178217713019432250183803863127814770651880849955223671128444598191663757884322717271293251735781375 := by rfl
theorem t401 : (7 : Int) - 100000000000000000000000000000000000 < 0 := by decide
theorem t402 : isEven 140 = true := by decide
theorem t403 : Even 28 := by exact even_of_isEven _ (by decide)
theorem t404 : 2 ^ 800 - 1 = 6668014432879854274079851790721257797144758322315908160396257811764037237817632071521432200871554290742929910593433240445888801654119365080363356052330830046095157579514014558463078285911814024728965016135886601981690748037476461291163877375 := by rfl
theorem t405 : (8 : Int) - 10000000000000000000000000000000000000000 < 0 := by decide
theorem t406 : isEven 160 = true := by decide
theorem t407 : Even 32 := by exact even_of_isEven _ (by decide)
theorem t408 : 2 ^ 900 - 1 = 8452712498170643941637436558664265704301557216577944354047371344426782440907597751590676094202515006314790319892114058862117560952042968596008623655407033230534186943984081346699704282822823056848387726531379014466368452684024987821414350380272583623832617294363807973375 := by rfl
theorem t409 : (9 : Int) - 1000000000000000000000000000000000000000000000 < 0 := by decide
theorem t410 : isEven 180 = true := by decide
theorem t411 : Even 36 := by exact even_of_isEven _ (by decide)
theorem t412 : 2 ^ 1000 - 1 = 10715086071862673209484250490600018105614048117055336074437503883703510511249361224931983788156958581275946729175531468251871452856923140435984577574698574803934567774824230985421074605062371141877954182153046474983581941267398767559165543946077062914571196477686542167660429831652624386837205668069375 := by rfl
theorem t413 : (10 : Int) - 100000000000000000000000000000000000000000000000000 < 0 := by decide
theorem t414 : isEven 200 = true := by decide
theorem t415 : Even 40 := by exact even_of_isEven _ (by decide)
theorem t416 : 2 ^ 1100 - 1 = 13582985290493858492773514283592667786034938469317445497485196697278130927542418487205392083207560592298578262953847383475038725543234929971155548342800628721885763499406390331782864144164680730766837160526223176512798435772129956553355286032203080380775759732320198985094884004069116123084147875437183658467465148948790552744165375 := by rfl
theorem t417 : (11 : Int) - 10000000000000000000000000000000000000000000000000000000 < 0 := by decide
theorem t418 : isEven 220 = true := by decide
theorem t419 : Even 44 := by exact even_of_isEven _ (by decide)
theorem t420 : 2 ^ 1200 - 1 = 17218479456385750618067377696052635483579924745448689921733236816400740691241745619397484537236046173286370919031961587788584927290816661024991609882728717344659503471655990880884679896520055123906467064419056526231345685268240569209892573766037966584735183775739433978714578587782701380797240772477647874555986712746271362892227516205318914435913511141036261375 := by rfl
theorem t421 : (12 : Int) - 1000000000000000000000000000000000000000000000000000000000000 < 0 := by decide
theorem t422 : isEven 240 = true := by decide
theorem t423 : Even 48 := by exact even_of_isEven _ (by decide)
theorem t424 (f : Nat → Nat) (h : ∀ x, f x = x + 1) : f = fun x => 1 + x := by funext x; rw [h]; omega
theorem t425 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 1 = (b + d) * 1 := by rw [h, h']
theorem t426 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 1) 0 (by omega)) (Fin.mk (n := y + 1) 0 (by omega)) := by subst h; rfl
theorem t427 (s : Nat → Prop) (h : ∃ x, s (x + 1)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t428 (m n : Nat) : m + n + 1 = n + m + 1 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u1 (x y : Nat) (h : x ≤ y) : min x (y + 1) = x := by omega
theorem t429 (f : Nat → Nat) (h : ∀ x, f x = x + 2) : f = fun x => 2 + x := by funext x; rw [h]; omega
theorem t430 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 2 = (b + d) * 2 := by rw [h, h']
theorem t431 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 2) 0 (by omega)) (Fin.mk (n := y + 2) 0 (by omega)) := by subst h; rfl
theorem t432 (s : Nat → Prop) (h : ∃ x, s (x + 2)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t433 (m n : Nat) : m + n + 2 = n + m + 2 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u2 (x y : Nat) (h : x ≤ y) : min x (y + 2) = x := by omega
theorem t434 (f : Nat → Nat) (h : ∀ x, f x = x + 3) : f = fun x => 3 + x := by funext x; rw [h]; omega
theorem t435 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 3 = (b + d) * 3 := by rw [h, h']
theorem t436 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 3) 0 (by omega)) (Fin.mk (n := y + 3) 0 (by omega)) := by subst h; rfl
theorem t437 (s : Nat → Prop) (h : ∃ x, s (x + 3)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t438 (m n : Nat) : m + n + 3 = n + m + 3 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u3 (x y : Nat) (h : x ≤ y) : min x (y + 3) = x := by omega
theorem t439 (f : Nat → Nat) (h : ∀ x, f x = x + 4) : f = fun x => 4 + x := by funext x; rw [h]; omega
theorem t440 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 4 = (b + d) * 4 := by rw [h, h']
theorem t441 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 4) 0 (by omega)) (Fin.mk (n := y + 4) 0 (by omega)) := by subst h; rfl
theorem t442 (s : Nat → Prop) (h : ∃ x, s (x + 4)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t443 (m n : Nat) : m + n + 4 = n + m + 4 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u4 (x y : Nat) (h : x ≤ y) : min x (y + 4) = x := by omega
theorem t444 (f : Nat → Nat) (h : ∀ x, f x = x + 5) : f = fun x => 5 + x := by funext x; rw [h]; omega
theorem t445 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 5 = (b + d) * 5 := by rw [h, h']
theorem t446 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 5) 0 (by omega)) (Fin.mk (n := y + 5) 0 (by omega)) := by subst h; rfl
theorem t447 (s : Nat → Prop) (h : ∃ x, s (x + 5)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t448 (m n : Nat) : m + n + 5 = n + m + 5 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u5 (x y : Nat) (h : x ≤ y) : min x (y + 5) = x := by omega
theorem t449 (f : Nat → Nat) (h : ∀ x, f x = x + 6) : f = fun x => 6 + x := by funext x; rw [h]; omega
theorem t450 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 6 = (b + d) * 6 := by rw [h, h']
theorem t451 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 6) 0 (by omega)) (Fin.mk (n := y + 6) 0 (by omega)) := by subst h; rfl
theorem t452 (s : Nat → Prop) (h : ∃ x, s (x + 6)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t453 (m n : Nat) : m + n + 6 = n + m + 6 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u6 (x y : Nat) (h : x ≤ y) : min x (y + 6) = x := by omega
theorem t454 (f : Nat → Nat) (h : ∀ x, f x = x + 7) : f = fun x => 7 + x := by funext x; rw [h]; omega
theorem t455 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 7 = (b + d) * 7 := by rw [h, h']
theorem t456 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 7) 0 (by omega)) (Fin.mk (n := y + 7) 0 (by omega)) := by subst h; rfl
theorem t457 (s : Nat → Prop) (h : ∃ x, s (x + 7)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t458 (m n : Nat) : m + n + 7 = n + m + 7 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u7 (x y : Nat) (h : x ≤ y) : min x (y + 7) = x := by omega
theorem t459 (f : Nat → Nat) (h : ∀ x, f x = x + 8) : f = fun x => 8 + x := by funext x; rw [h]; omega
theorem t460 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 8 = (b + d) * 8 := by rw [h, h']
theorem t461 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 8) 0 (by omega)) (Fin.mk (n := y + 8) 0 (by omega)) := by subst h; rfl
theorem t462 (s : Nat → Prop) (h : ∃ x, s (x + 8)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t463 (m n : Nat) : m + n + 8 = n + m + 8 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u8 (x y : Nat) (h : x ≤ y) : min x (y + 8) = x := by omega
theorem t464 (f : Nat → Nat) (h : ∀ x, f x = x + 9) : f = fun x => 9 + x := by funext x; rw [h]; omega
theorem t465 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 9 = (b + d) * 9 := by rw [h, h']
theorem t466 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 9) 0 (by omega)) (Fin.mk (n := y + 9) 0 (by omega)) := by subst h; rfl
theorem t467 (s : Nat → Prop) (h : ∃ x, s (x + 9)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t468 (m n : Nat) : m + n + 9 = n + m + 9 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u9 (x y : Nat) (h : x ≤ y) : min x (y + 9) = x := by omega
theorem t469 (f : Nat → Nat) (h : ∀ x, f x = x + 10) : f = fun x => 10 + x := by funext x; rw [h]; omega
theorem t470 (a b c d : Nat) (h : a = b) (h' : c = d) : (a + c) * 10 = (b + d) * 10 := by rw [h, h']
theorem t471 (x y : Nat) (h : x = y) : HEq (Fin.mk (n := x + 10) 0 (by omega)) (Fin.mk (n := y + 10) 0 (by omega)) := by subst h; rfl
theorem t472 (s : Nat → Prop) (h : ∃ x, s (x + 10)) : ¬ ∀ y, ¬ s y := by intro k; obtain ⟨x, hx⟩ := h; exact k _ hx
theorem t473 (m n : Nat) : m + n + 10 = n + m + 10 := by
  induction m with
  | zero => simp
  | succ m ih => omega
theorem u10 (x y : Nat) (h : x ≤ y) : min x (y + 10) = x := by omega

end Lithe.Theorems
