module

prelude
public import Init.Prelude
public import Init.Coe
public import Init.Notation
public import Init.Tactics
public import Init.SizeOf
public import Init.Core
public import Init.SimpLemmas
public import Init.NotationExtra
public import Init.PropLemmas
public import Init.Classical
public import Init.WF
public import Init.Data.Nat.Basic
public import Init.Data.NeZero
public import Init.Data.Cast
public import Init.Data.Int.Basic
public import Init.Data.Bool
public import Init.Data.Fin.Basic
public import Init.Data.Option.Basic
public import Init.Data.List.Notation
public import Init.Data.List.Basic
public import Init.GetElem

/-!
The core library. Every file begins with it unless it says `prelude`.
-/
