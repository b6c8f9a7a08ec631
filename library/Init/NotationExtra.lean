module

prelude
public import Init.SimpLemmas

/-!
Notation that needs declarations of `Init.Core`: quantifiers with several variables, pairs of types, `calc`,
blocks after a dot.
-/

set_option compiler.checkMeta false

public section

namespace Lean

/-- Names to bind, with a type if one likes. -/
syntax unbracketedExplicitBinders := (ppSpace binderIdent)+ (" : " term)?
/-- Names to bind with their type, in parentheses. -/
syntax bracketedExplicitBinders := "(" withoutPosition((binderIdent ppSpace)+ ": " term) ")"
/-- What a quantifier binds. -/
syntax explicitBinders := (ppSpace bracketedExplicitBinders)+ <|> unbracketedExplicitBinders

end Lean

open Lean

/-- There is. -/
syntax "∃" explicitBinders ", " term : term
/-- There is. -/
syntax "exists" explicitBinders ", " term : term
/-- Dependent pairs. -/
syntax "Σ" explicitBinders ", " term : term
/-- Dependent pairs whose components may be proofs. -/
syntax "Σ'" explicitBinders ", " term : term
/-- Dependent pairs. -/
syntax:35 bracketedExplicitBinders " × " term:35 : term
/-- Dependent pairs whose components may be proofs. -/
syntax:35 bracketedExplicitBinders " ×' " term:35 : term

macro_rules
  | `(∃ $x:ident, $b) => `(Exists fun $x:ident => $b)
  | `(∃ $x:ident : $t, $b) => `(Exists fun ($x:ident : $t) => $b)
  | `(∃ _, $b) => `(Exists fun _ => $b)
  | `(∃ _ : $t, $b) => `(Exists fun (_ : $t) => $b)
  | `(∃ $x:binderIdent $y:binderIdent $ys:binderIdent*, $b) => `(∃ $x:binderIdent, ∃ $y:binderIdent $ys*, $b)
  | `(∃ $x:binderIdent $y:binderIdent $ys:binderIdent* : $t, $b) =>
    `(∃ $x:binderIdent : $t, ∃ $y:binderIdent $ys* : $t, $b)
  | `(∃ ($x:binderIdent $xs:binderIdent* : $t), $b) => `(∃ $x:binderIdent $xs* : $t, $b)
  | `(∃ ($x:binderIdent $xs:binderIdent* : $t) $c:bracketedExplicitBinders $cs:bracketedExplicitBinders*, $b) =>
    `(∃ $x:binderIdent $xs* : $t, ∃ $c:bracketedExplicitBinders $cs*, $b)

macro_rules
  | `(exists $xs:explicitBinders, $b) => `(∃ $xs:explicitBinders, $b)

macro_rules
  | `(Σ $x:ident, $b) => `(Sigma fun $x:ident => $b)
  | `(Σ $x:ident : $t, $b) => `(Sigma fun ($x:ident : $t) => $b)
  | `(Σ ($x:ident : $t), $b) => `(Sigma fun ($x:ident : $t) => $b)

macro_rules
  | `(Σ' $x:ident, $b) => `(PSigma fun $x:ident => $b)
  | `(Σ' $x:ident : $t, $b) => `(PSigma fun ($x:ident : $t) => $b)
  | `(Σ' ($x:ident : $t), $b) => `(PSigma fun ($x:ident : $t) => $b)

macro_rules
  | `(($x:ident : $t) × $b) => `(Sigma fun ($x:ident : $t) => $b)
  | `((_ : $t) × $b) => `(Sigma fun (_ : $t) => $b)

macro_rules
  | `(($x:ident : $t) ×' $b) => `(PSigma fun ($x:ident : $t) => $b)
  | `((_ : $t) ×' $b) => `(PSigma fun (_ : $t) => $b)

namespace Lean

/-- The first step of a calculation. -/
syntax calcFirstStep := ppIndent(colGe term (" := " term)?)
/-- A step of a calculation. -/
syntax calcStep := ppIndent(colGe term " := " term)
/-- The steps of a calculation. -/
syntax calcSteps := ppLine withPosition(calcFirstStep) withPosition((ppLine linebreak calcStep)*)

/-- A proof in steps, which transitivity joins. -/
syntax (name := calc) "calc" calcSteps : term

@[inherit_doc «calc»]
syntax (name := calcTactic) "calc" calcSteps : tactic

/-- The dot before a block of tactics. -/
syntax cdotTk := patternIgnore("· " <|> ". ")
/-- Works at the first goal, and finishes it. -/
syntax (name := cdot) cdotTk tacticSeqIndentGt : tactic

end Lean

/-- Proves that two functions are equal from their values. -/
syntax "funext" (ppSpace colGt term:max)* : tactic

macro_rules
  | `(tactic| funext $x) => `(tactic| apply funext; intro $x:term)
  | `(tactic| funext $x $xs*) => `(tactic| funext $x; funext $xs*)

/-- The set of some elements. -/
syntax "{" term,+ "}" : term

macro_rules
  | `({$x:term}) => `(singleton $x)
  | `({$x:term, $xs:term,*}) => `(insert $x {$xs:term,*})
