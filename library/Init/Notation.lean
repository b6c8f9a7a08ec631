module

prelude
public import Init.Coe

/-!
The everyday notation, as far as it needs no declarations beyond the prelude: precedences and priorities, the
shorthands of grammar rules, operators, `if`, pipes and subtypes.
-/

set_option compiler.checkMeta false

public section

/-! ### Categories of syntax -/

namespace Lean

/-- The documentation of a category of syntax hangs on a value of this type. -/
structure Parser.Category

namespace Parser.Category

/-- What stands at the top of a file. -/
meta def command : Category := {}

/-- Terms, types and proofs. -/
meta def term : Category := {}

/-- Steps of a proof after `by`. -/
meta def tactic : Category := {}

/-- The lines of a `do`. -/
meta def doElem : Category := {}

/-- How a field of a structure instance gets its value. -/
meta def structInstFieldDecl : Category := {}

/-- Universe levels. -/
meta def level : Category := {}

/-- Attributes. -/
meta def attr : Category := {}

/-- The items of a grammar rule. -/
meta def stx : Category := {}

/-- Priorities. -/
meta def prio : Category := {}

/-- Precedences. -/
meta def prec : Category := {}

end Parser.Category

namespace Parser.Syntax

/-- The sum of precedences. -/
syntax:65 (name := addPrec) prec " + " prec:66 : prec
/-- The difference of precedences. -/
syntax:65 (name := subPrec) prec " - " prec:66 : prec
/-- The sum of priorities. -/
syntax:65 (name := addPrio) prio " + " prio:66 : prio
/-- The difference of priorities. -/
syntax:65 (name := subPrio) prio " - " prio:66 : prio

end Parser.Syntax

instance : CoeOut (TSyntax ks) Syntax where
  coe stx := stx.raw

instance : Coe SyntaxNodeKind SyntaxNodeKinds where
  coe k := List.cons k List.nil

end Lean

/-! ### Precedences, priorities, items of grammar rules -/

/-- The precedence of what can be applied. -/
macro "max" : prec => `(prec| 1024)
/-- The precedence of arguments. -/
macro "arg" : prec => `(prec| 1023)
/-- The precedence of terms that are no arguments. -/
macro "lead" : prec => `(prec| 1022)
/-- Parentheses. -/
macro "(" p:prec ")" : prec => return p
/-- The lowest precedence of terms. -/
macro "min" : prec => `(prec| 10)
/-- The lowest precedence but one. -/
macro "min1" : prec => `(prec| 11)
/-- The precedence `max` as a term. -/
macro "max_prec" : term => `(1024)

/-- The priority of what gives none. -/
macro "default" : prio => `(prio| 1000)
/-- A low priority. -/
macro "low" : prio => `(prio| 100)
/-- A priority between `low` and `default`. -/
macro "mid" : prio => `(prio| 500)
/-- A high priority. -/
macro "high" : prio => `(prio| 10000)
/-- Parentheses. -/
macro "(" p:prio ")" : prio => return p

/-- Once or more. -/
syntax:arg stx:max "+" : stx
/-- Any number of times. -/
syntax:arg stx:max "*" : stx
/-- Once or not at all. -/
syntax:arg stx:max "?" : stx
/-- The one or the other; the second is tried only if the first reads nothing. -/
syntax:2 stx:2 " <|> " stx:1 : stx

macro_rules
  | `(stx| $p +) => `(stx| many1($p))
  | `(stx| $p *) => `(stx| many($p))
  | `(stx| $p ?) => `(stx| optional($p))
  | `(stx| $p₁ <|> $p₂) => `(stx| orelse($p₁, $p₂))

/-- Any number of times, between commas. -/
macro:arg x:stx:max ",*" : stx => `(stx| sepBy($x, ",", ", "))
/-- Once or more, between commas. -/
macro:arg x:stx:max ",+" : stx => `(stx| sepBy1($x, ",", ", "))
/-- Any number of times, between commas, with a comma after the last if one likes. -/
macro:arg x:stx:max ",*,?" : stx => `(stx| sepBy($x, ",", ", ", allowTrailingSep))
/-- Once or more, between commas, with a comma after the last if one likes. -/
macro:arg x:stx:max ",+,?" : stx => `(stx| sepBy1($x, ",", ", ", allowTrailingSep))
/-- Here must not follow what is given. -/
macro:arg "!" x:stx:max : stx => `(stx| notFollowedBy($x))

/-- A numeral of type `Nat` without the class of numerals. -/
syntax (name := rawNatLit) "nat_lit " num : term

/-! ### Operators -/

@[inherit_doc] infixr:90 " ∘ " => Function.comp
@[inherit_doc] infixr:35 " × " => Prod
@[inherit_doc] infixr:35 " ×' " => PProd

@[inherit_doc] infix:50 " ∣ " => Dvd.dvd
@[inherit_doc] infixl:55 " ||| " => HOr.hOr
@[inherit_doc] infixl:58 " ^^^ " => HXor.hXor
@[inherit_doc] infixl:60 " &&& " => HAnd.hAnd
@[inherit_doc] infixl:65 " + " => HAdd.hAdd
@[inherit_doc] infixl:65 " - " => HSub.hSub
@[inherit_doc] infixl:70 " * " => HMul.hMul
@[inherit_doc] infixl:70 " / " => HDiv.hDiv
@[inherit_doc] infixl:70 " % " => HMod.hMod
@[inherit_doc] infixl:75 " <<< " => HShiftLeft.hShiftLeft
@[inherit_doc] infixl:75 " >>> " => HShiftRight.hShiftRight
@[inherit_doc] infixr:80 " ^ " => HPow.hPow
@[inherit_doc] infixl:65 " ++ " => HAppend.hAppend
@[inherit_doc] prefix:75 "-" => Neg.neg
@[inherit_doc] prefix:100 "~~~" => Complement.complement
@[inherit_doc] postfix:max "⁻¹" => Inv.inv
@[inherit_doc] infixr:73 " • " => HSMul.hSMul

/-! The commands above make the printer write the operators. How they are elaborated is said again here: as trees
of operators, whose leaves are coerced to one type. -/

macro_rules | `($x ||| $y) => `(binop% HOr.hOr $x $y)
macro_rules | `($x ^^^ $y) => `(binop% HXor.hXor $x $y)
macro_rules | `($x &&& $y) => `(binop% HAnd.hAnd $x $y)
macro_rules | `($x + $y) => `(binop% HAdd.hAdd $x $y)
macro_rules | `($x - $y) => `(binop% HSub.hSub $x $y)
macro_rules | `($x * $y) => `(binop% HMul.hMul $x $y)
macro_rules | `($x / $y) => `(binop% HDiv.hDiv $x $y)
macro_rules | `($x % $y) => `(binop% HMod.hMod $x $y)
macro_rules | `($x ^ $y) => `(rightact% HPow.hPow $x $y)
macro_rules | `($x ++ $y) => `(binop% HAppend.hAppend $x $y)
macro_rules | `(- $x) => `(unop% Neg.neg $x)
macro_rules | `($x • $y) => `(leftact% HSMul.hSMul $x $y)

@[inherit_doc] infix:50 " <= " => LE.le
@[inherit_doc] infix:50 " ≤ " => LE.le
@[inherit_doc] infix:50 " < " => LT.lt
@[inherit_doc] infix:50 " >= " => GE.ge
@[inherit_doc] infix:50 " ≥ " => GE.ge
@[inherit_doc] infix:50 " > " => GT.gt
@[inherit_doc] infix:50 " = " => Eq
@[inherit_doc] infix:50 " == " => BEq.beq
@[inherit_doc] infix:50 " ≍ " => HEq

macro_rules | `($x <= $y) => `(binrel% LE.le $x $y)
macro_rules | `($x ≤ $y) => `(binrel% LE.le $x $y)
macro_rules | `($x < $y) => `(binrel% LT.lt $x $y)
macro_rules | `($x > $y) => `(binrel% GT.gt $x $y)
macro_rules | `($x >= $y) => `(binrel% GE.ge $x $y)
macro_rules | `($x ≥ $y) => `(binrel% GE.ge $x $y)
macro_rules | `($x = $y) => `(binrel% Eq $x $y)
macro_rules | `($x == $y) => `(binrel_no_prop% BEq.beq $x $y)

@[inherit_doc] infixr:35 " /\\ " => And
@[inherit_doc] infixr:35 " ∧ " => And
@[inherit_doc] infixr:30 " \\/ " => Or
@[inherit_doc] infixr:30 " ∨  " => Or
@[inherit_doc] notation:max "¬" p:40 => Not p

@[inherit_doc] infixl:35 " && " => and
@[inherit_doc] infixl:30 " || " => or
@[inherit_doc] notation:max "!" b:40 => not b

@[inherit_doc] notation:50 a:50 " ∈ " b:50 => Membership.mem b a
/-- `a` is no element of `b`. -/
notation:50 a:50 " ∉ " b:50 => ¬ (a ∈ b)

@[inherit_doc] infixr:67 " :: " => List.cons
@[inherit_doc] infixr:100 " <$> " => Functor.map
@[inherit_doc] infixl:55 " >>= " => Bind.bind
@[inherit_doc HOrElse.hOrElse] syntax:20 term:21 " <|> " term:20 : term
@[inherit_doc HAndThen.hAndThen] syntax:60 term:61 " >> " term:60 : term
@[inherit_doc Seq.seq] syntax:60 term:60 " <*> " term:61 : term
@[inherit_doc SeqLeft.seqLeft] syntax:60 term:60 " <* " term:61 : term
@[inherit_doc SeqRight.seqRight] syntax:60 term:60 " *> " term:61 : term

macro_rules | `($x <|> $y) => `(binop_lazy% HOrElse.hOrElse $x $y)
macro_rules | `($x >> $y) => `(binop_lazy% HAndThen.hAndThen $x $y)
macro_rules | `($x <*> $y) => `(Seq.seq $x fun _ : Unit => $y)
macro_rules | `($x <* $y) => `(SeqLeft.seqLeft $x fun _ : Unit => $y)
macro_rules | `($x *> $y) => `(SeqRight.seqRight $x fun _ : Unit => $y)

/-! ### Forms of terms -/

namespace Lean

/-- A name to bind, or `_`. -/
syntax binderIdent := ident <|> hole

namespace Parser.Tactic

/-- A tag of a goal, and names for its last hypotheses. -/
syntax caseArg := binderIdent (ppSpace binderIdent)*

end Parser.Tactic
end Lean

@[inherit_doc dite] syntax (name := termDepIfThenElse)
  ppRealGroup(ppRealFill(ppIndent("if " Lean.binderIdent " : " term " then") ppSpace term)
    ppDedent(ppSpace) ppRealFill("else " term)) : term

macro_rules
  | `(if $h:ident : $c then $t else $e) =>
    `(let_mvar% ?m := $c; wait_if_type_mvar% ?m; dite ?m (fun $h:ident => $t) (fun $h:ident => $e))
  | `(if _%$h : $c then $t else $e) =>
    `(let_mvar% ?m := $c; wait_if_type_mvar% ?m; dite ?m (fun _%$h => $t) (fun _%$h => $e))

@[inherit_doc ite] syntax (name := termIfThenElse)
  ppRealGroup(ppRealFill(ppIndent("if " term " then") ppSpace term)
    ppDedent(ppSpace) ppRealFill("else " term)) : term

macro_rules
  | `(if $c then $t else $e) =>
    `(let_mvar% ?m := $c; wait_if_type_mvar% ?m; ite ?m $t $e)

/-- The first branch if the value fits the pattern, else the second. -/
syntax (name := termIfLet)
  ppRealGroup(ppRealFill(ppIndent("if " "let " term " := " term " then") ppSpace term)
    ppDedent(ppSpace) ppRealFill("else " term)) : term

macro_rules
  | `(if let $pat := $d then $t else $e) =>
    `(match $d:term with | $pat => $t | _ => $e)

@[inherit_doc cond] syntax (name := boolIfThenElse)
  ppRealGroup(ppRealFill(ppIndent("bif " term " then") ppSpace term)
    ppDedent(ppSpace) ppRealFill("else " term)) : term

macro_rules
  | `(bif $c then $t else $e) => `(cond $c $t $e)

/-- `f <| x` is `f x`, where `x` goes on as far as it can. -/
syntax:min term " <| " term:min : term

macro_rules
  | `($f $args* <| $a) => `($f $args* $a)
  | `($f <| $a) => `($f $a)

/-- `x |> f` is `f x`. -/
syntax:min term " |> " term:min1 : term

macro_rules
  | `($a |> $f $args*) => `($f $args* $a)
  | `($a |> $f) => `($f $a)

/-- `f $ x` is `f x`, where `x` goes on as far as it can. -/
syntax:min term atomic(" $" ws) term:min : term

macro_rules
  | `($f $args* $ $a) => `($f $args* $a)
  | `($f $ $a) => `($f $a)

@[inherit_doc Subtype] syntax "{ " withoutPosition(ident (" : " term)? " // " term) " }" : term

macro_rules
  | `({ $x : $type // $p }) => ``(Subtype (fun ($x:ident : $type) => $p))
  | `({ $x // $p }) => ``(Subtype (fun ($x:ident : _) => $p))

/-- Elaborates a term without looking at the type that is expected. -/
macro "without_expected_type " x:term : term => `(let aux := $x; aux)

namespace Lean

/-- Syntax that macros carry along; nothing but antiquotations is of this category. -/
declare_syntax_cat rawStx

instance : Coe Syntax (TSyntax `rawStx) where
  coe stx := ⟨stx⟩

/-- Says that a piece of the text is a term. -/
scoped syntax (name := withAnnotateTerm) "with_annotate_term " rawStx ppSpace term : term

/-- Marks a declaration as one to be replaced by another. -/
syntax (name := deprecated) "deprecated" (ppSpace ident)? (ppSpace str)?
    (" (" &"since" " := " str ")")? : attr

/-- Names under which people look for a declaration by mistake. -/
syntax (name := suggest_for) "suggest_for" (ppSpace ident)+ : attr

/-- Marks a function as a coercion, which is printed as `↑`. -/
syntax (name := Attr.coe) "coe" : attr

/-- Reduces a term and prints it. -/
syntax (name := reduceCmd) "#reduce " (atomic("(" &"proofs" " := " &"true" ")"))?
  (atomic("(" &"types" " := " &"true" ")"))? term : command

/-- What is done with messages. -/
syntax guardMsgsFilterAction := &"check" <|> &"drop" <|> &"pass"

/-- Which messages. -/
syntax guardMsgsFilterSeverity := &"trace" <|> &"info" <|> &"warning" <|> &"error" <|> &"all"

/-- Which messages are checked, dropped or passed on. -/
syntax guardMsgsFilter := guardMsgsFilterAction ? guardMsgsFilterSeverity

/-- How white space is compared. -/
syntax guardMsgsWhitespaceArg := &"exact" <|> &"normalized" <|> &"lax"

/-- How white space is compared. -/
syntax guardMsgsWhitespace := &"whitespace" " := " guardMsgsWhitespaceArg

/-- In which order messages are compared. -/
syntax guardMsgsOrderingArg := &"exact" <|> &"sorted"

/-- In which order messages are compared. -/
syntax guardMsgsOrdering := &"ordering" " := " guardMsgsOrderingArg

/-- Are places compared? -/
syntax guardMsgsPositionsArg := &"true" <|> &"false"

/-- Are places compared? -/
syntax guardMsgsPositions := &"positions" " := " guardMsgsPositionsArg

/-- What `#guard_msgs` can be told. -/
syntax guardMsgsSpecElt :=
  guardMsgsFilter <|> guardMsgsWhitespace <|> guardMsgsOrdering <|> guardMsgsPositions

/-- What `#guard_msgs` is told. -/
syntax guardMsgsSpec := "(" guardMsgsSpecElt,* ")"

/-- Checks the messages of a command against a comment. -/
syntax (name := guardMsgsCmd)
  (plainDocComment)? "#guard_msgs" (ppSpace guardMsgsSpec)? " in" ppLine command : command

namespace Parser

/-- Tells how long a command takes. -/
syntax (name := timeCmd) "#time " command : command

/-- Definitions that are not to be unfolded in this section. -/
syntax "seal " (ppSpace ident)+ : command

/-- Definitions that may be unfolded in this section. -/
syntax "unseal " (ppSpace ident)+ : command

macro_rules
  | `(seal $fs:ident*) => `(attribute [local irreducible] $fs:ident*)
  | `(unseal $fs:ident*) => `(attribute [local semireducible] $fs:ident*)

end Parser
end Lean
