module

prelude
public import Init.Data.Nat.Basic

/-!
List literals: `[a, b, c]`, and `%[a, b | rest]` on the way to them.
-/

set_option compiler.checkMeta false

public section

/-- The list of some elements. -/
syntax "[" withoutPosition(term,*,?) "]" : term

/-- Some elements before a list. -/
syntax "%[" withoutPosition(term,*,? " | " term) "]" : term

macro_rules
  | `([]) => `(List.nil)
  | `([$x:term]) => `(List.cons $x List.nil)
  | `([$x:term, $xs:term,*]) => `(List.cons $x [$xs,*])

macro_rules
  | `(%[ | $k]) => `($k)
  | `(%[$x:term | $k]) => `(List.cons $x $k)
  | `(%[$x:term, $xs:term,* | $k]) => `(List.cons $x %[$xs,* | $k])
