-- What tests take from the library: precedences, operators on `syntax` items, and some operators and tactics. The
-- right sides are not looked at.
prelude
macro "max"  : prec => `(1024)
macro "arg"  : prec => `(1023)
macro "lead" : prec => `(1022)
macro "min"  : prec => `(10)
macro "min1" : prec => `(11)
macro "default" : prio => `(1000)
macro "low"  : prio => `(100)
macro "mid"  : prio => `(1000)
macro "high" : prio => `(10000)
macro "(" p:prio ")" : prio => return p
macro:arg x:stx:1024 "*"   : stx => `(stx| many($x))
macro:arg x:stx:1024 "+"   : stx => `(stx| many1($x))
macro:arg x:stx:1024 "?"   : stx => `(stx| optional($x))
macro:1 x:stx:1 " <|> " y:stx:2 : stx => `(stx| orelse($x, $y))
macro:arg x:stx:1024 ",*"   : stx => `(stx| sepBy($x, ",", ", "))
macro:arg x:stx:1024 ",+"   : stx => `(stx| sepBy1($x, ",", ", "))
macro:arg x:stx:1024 ",*,?" : stx => `(stx| sepBy($x, ",", ", ", allowTrailingSep))
macro:arg x:stx:1024 ",+,?" : stx => `(stx| sepBy1($x, ",", ", ", allowTrailingSep))
macro:arg "!" x:stx:1024 : stx => `(stx| notFollowedBy($x))
infixl:65 " + "   => f
infixl:65 " - "   => f
infixl:70 " * "   => f
infixl:70 " / "   => f
infixr:80 " ^ "   => f
infixl:65 " ++ "  => f
prefix:75 "-"   => f
infix:50 " = " => f
infix:50 " ≤ " => f
infix:50 " < " => f
infixr:35 " ∧ " => f
infixr:30 " ∨ " => f
infixr:67 " :: " => f
notation:max "¬" p:40 => f
syntax "[" term,*,? "]" : term
syntax "#[" term,*,? "]" : term
syntax:lead (name := termIfThenElse) ppRealGroup(ppRealFill(ppIndent("if " term " then") ppSpace term) ppDedent(ppSpace) ppRealFill("else " term)) : term
syntax:10 term " <| " term:10 : term
syntax:10 term:10 " |> " term:11 : term
syntax:max term noWs "[" withoutPosition(term) "]" : term
namespace Lean.Parser.Tactic
syntax (name := exact) "exact " term : tactic
syntax (name := intro) "intro" (ppSpace colGt term:max)* : tactic
syntax (name := skip) "skip" : tactic
syntax (name := rfl) "rfl" : tactic
syntax "have" letDecl : tactic
end Lean.Parser.Tactic
