module

prelude
public import Init.Notation

/-!
The grammar of tactics. What a tactic does is the elaborator's; here stand the forms, and the tactics that are
others in short.
-/

set_option compiler.checkMeta false

public section

namespace Lean.Parser.Tactic

/-- Runs a tactic, and shows the goals before and after it at a piece of the text. -/
scoped syntax (name := withAnnotateState) "with_annotate_state " rawStx ppSpace tactic : tactic

/-- Takes hypotheses from the goal into the context. -/
syntax (name := intro) "intro" notFollowedBy("|") (ppSpace colGt term:max)* : tactic
/-- Takes all hypotheses, or the named ones, from the goal into the context. -/
syntax (name := intros) "intros" (ppSpace colGt (ident <|> hole))* : tactic
/-- Names the last hypothesis of a form. -/
syntax (name := rename) "rename " term " => " ident : tactic
/-- Puts hypotheses back into the goal. -/
syntax (name := revert) "revert" (ppSpace colGt term:max)+ : tactic
/-- Forgets hypotheses. -/
syntax (name := clear) "clear" (ppSpace colGt term:max)+ : tactic
/-- Puts what variables are equal to in their place. -/
syntax (name := subst) "subst" (ppSpace colGt term:max)+ : tactic
/-- `subst` for every hypothesis that allows it. -/
syntax (name := substVars) "subst_vars" : tactic
/-- Closes the goal with a hypothesis. -/
syntax (name := assumption) "assumption" : tactic
/-- Closes the goal when the hypotheses contradict each other at first sight. -/
syntax (name := contradiction) "contradiction" : tactic
/-- Turns the goal into `False` by assuming its negation. -/
syntax (name := falseOrByContra) "false_or_by_contra" : tactic
/-- Reduces the goal to the premises of a fact. -/
syntax (name := apply) "apply " term : tactic
/-- Closes the goal with a term. -/
syntax (name := exact) "exact " term : tactic
/-- Reduces the goal to the holes `?_` of a term. -/
syntax (name := refine) "refine " term : tactic
/-- Reduces the goal to all holes of a term. -/
syntax (name := refine') "refine' " term : tactic
/-- Turns the goal into `False`. -/
macro "exfalso" : tactic => `(tactic| refine False.elim ?_)
/-- Applies the first constructor that fits. -/
syntax (name := constructor) "constructor" : tactic
/-- Applies the first of two constructors. -/
syntax (name := left) "left" : tactic
/-- Applies the second of two constructors. -/
syntax (name := right) "right" : tactic
/-- Works at the goal with a tag. -/
syntax (name := case) "case " sepBy1(caseArg, " | ") " => " tacticSeq : tactic
/-- Works at the goal with a tag, and need not finish it. -/
syntax (name := case') "case' " sepBy1(caseArg, " | ") " => " tacticSeq : tactic
/-- Works at the first goal. -/
macro "next " args:binderIdent* " => " tac:tacticSeq : tactic => `(tactic| case _ $args* => $tac)
/-- Works at every goal. -/
syntax (name := allGoals) "all_goals " tacticSeq : tactic
/-- Works at every goal, and succeeds with one. -/
syntax (name := anyGoals) "any_goals " tacticSeq : tactic
/-- Works at the first goal, as if there were no other. -/
syntax (name := focus) "focus " tacticSeq : tactic
/-- Does nothing. -/
syntax (name := skip) "skip" : tactic
/-- Succeeds when no goal is left. -/
syntax (name := done) "done" : tactic
/-- Shows the goals. -/
syntax (name := traceState) "trace_state" : tactic
/-- Shows a text. -/
syntax (name := traceMessage) "trace " str : tactic
/-- Succeeds when the tactics fail. -/
syntax (name := failIfSuccess) "fail_if_success " tacticSeq : tactic
/-- Parentheses. -/
syntax (name := paren) "(" withoutPosition(tacticSeq) ")" : tactic
/-- Unfolds only what is reducible. -/
syntax (name := withReducible) "with_reducible " tacticSeq : tactic
/-- Unfolds only instances and what is reducible. -/
syntax (name := withReducibleAndInstances) "with_reducible_and_instances " tacticSeq : tactic
/-- Unfolds everything that has a definition. -/
syntax (name := withUnfoldingAll) "with_unfolding_all " tacticSeq : tactic
/-- The first of several that succeeds. -/
syntax (name := first) "first " withPosition((ppDedent(ppLine) colGe "| " tacticSeq)+) : tactic
/-- Puts the first goals last. -/
syntax (name := rotateLeft) "rotate_left" (ppSpace num)? : tactic
/-- Puts the last goals first. -/
syntax (name := rotateRight) "rotate_right" (ppSpace num)? : tactic
/-- Does what succeeds, and nothing if it fails. -/
macro "try " t:tacticSeq : tactic => `(tactic| first | $t | skip)
/-- Runs the second tactic at all goals that the first leaves. -/
macro:1 x:tactic tk:" <;> " y:tactic:2 : tactic => `(tactic|
  focus
    $x:tactic
    with_annotate_state $tk skip
    all_goals $y:tactic)
/-- Fails, with a message. -/
syntax (name := fail) "fail" (ppSpace str)? : tactic
/-- Closes an equation whose sides are equal by definition. -/
syntax (name := eqRefl) "eq_refl" : tactic
/-- Closes a goal by the reflexivity of its relation. -/
syntax "rfl" : tactic
/-- Closes a goal by a lemma that is marked with `@[refl]`. -/
syntax (name := applyRfl) "apply_rfl" : tactic
macro_rules | `(tactic| rfl) => `(tactic| exact HEq.rfl)
macro_rules | `(tactic| rfl) => `(tactic| eq_refl)
macro_rules | `(tactic| rfl) => `(tactic| apply_rfl)
/-- `rfl`, unfolding everything. -/
macro "rfl'" : tactic => `(tactic| set_option smartUnfolding false in with_unfolding_all rfl)
/-- Closes the goal without a proof. -/
macro "sorry" : tactic => `(tactic| exact sorry)
/-- Closes the goal without a proof. -/
macro "admit" : tactic => `(tactic| sorry)
/-- Closes the goal with an instance. -/
macro "infer_instance" : tactic => `(tactic| exact inferInstance)

/-- Switches an option of a tactic on. -/
syntax posConfigItem := " +" noWs ident
/-- Switches an option of a tactic off. -/
syntax negConfigItem := " -" noWs ident
/-- Gives an option of a tactic a value. -/
syntax valConfigItem := atomic(" (" notFollowedBy(&"discharger" <|> &"disch") ident " := ") withoutPosition(term) ")"
/-- An option of a tactic. -/
syntax configItem := posConfigItem <|> negConfigItem <|> valConfigItem
/-- Options of a tactic. -/
syntax optConfig := (colGt configItem)*
/-- All options of a tactic. -/
syntax config := atomic(" (" &"config") " := " withoutPosition(term) ")"

/-- The goal and all hypotheses. -/
syntax locationWildcard := " *"
/-- The goal. -/
syntax locationType := patternIgnore(atomic("|" noWs "-") <|> "⊢")
/-- Some hypotheses, and perhaps the goal. -/
syntax locationHyp := (ppSpace colGt (term:max <|> locationType))+
/-- Where a tactic works. -/
syntax location := withPosition(ppGroup(" at" (locationWildcard <|> locationHyp)))

/-- Replaces the goal or hypotheses by what is the same by definition. -/
syntax (name := change) "change " term (location)? : tactic
/-- Replaces a term by what is the same by definition. -/
syntax (name := changeWith) "change " term " with " term (location)? : tactic
/-- Takes the goal that has this form. -/
syntax (name := «show») "show " term : tactic

/-- An equation to rewrite with, forwards or backwards. -/
syntax rwRule := patternIgnore("← " <|> "<- ")? term
/-- Equations to rewrite with. -/
syntax rwRuleSeq := " [" withoutPosition(rwRule,*,?) "]"
/-- Rewrites with equations, one after the other. -/
syntax (name := rewriteSeq) "rewrite" optConfig rwRuleSeq (location)? : tactic
/-- Rewrites with equations, and then tries `rfl`. -/
macro (name := rwSeq) "rw " c:optConfig s:rwRuleSeq l:(location)? : tactic =>
  `(tactic| (rewrite $c $s $(l)?; with_annotate_state skip (try (with_reducible rfl))))
/-- Rewrites with equations, and closes the goal with a hypothesis. -/
macro "rwa " rws:rwRuleSeq loc:(location)? : tactic => `(tactic| (rw $rws:rwRuleSeq $[$loc:location]?; assumption))

/-- Takes an equation between constructors apart. -/
syntax (name := injection) "injection " term (" with" (ppSpace colGt (ident <|> hole))+)? : tactic
/-- Takes all equations between constructors apart. -/
syntax (name := injections) "injections" (ppSpace colGt (ident <|> hole))* : tactic

/-- What proves the premises of equations. -/
syntax discharger := atomic(" (" patternIgnore(&"discharger" <|> &"disch")) " := " withoutPosition(tacticSeq) ")"
/-- Before the parts of a term. -/
syntax simpPre := "↓"
/-- After the parts of a term. -/
syntax simpPost := "↑"
/-- An equation for `simp`. -/
syntax simpLemma := ppGroup((simpPre <|> simpPost)? patternIgnore("← " <|> "<- ")? term)
/-- An equation not to use. -/
syntax simpErase := "-" term:max
/-- All hypotheses. -/
syntax simpStar := "*"
/-- Simplifies the goal or hypotheses with equations. -/
syntax (name := simp) "simp" optConfig (discharger)? (&" only")?
  (" [" withoutPosition((simpStar <|> simpErase <|> simpLemma),*,?) "]")? (location)? : tactic
/-- Simplifies the goal and all hypotheses with each other. -/
syntax (name := simpAll) "simp_all" optConfig (discharger)? (&" only")?
  (" [" withoutPosition((simpErase <|> simpLemma),*,?) "]")? : tactic
/-- Simplifies with equations that hold by definition. -/
syntax (name := dsimp) "dsimp" optConfig (discharger)? (&" only")?
  (" [" withoutPosition((simpErase <|> simpLemma),*,?) "]")? (location)? : tactic

/-- Equations for `simp`. -/
syntax simpArgs := " [" (simpStar <|> simpErase <|> simpLemma),*,? "]"
/-- Equations for `dsimp`. -/
syntax dsimpArgs := " [" (simpErase <|> simpLemma),*,? "]"
/-- What follows `simpa`. -/
syntax simpaArgsRest := optConfig (discharger)? &" only "? (simpArgs)? (" using " term)?
/-- Simplifies the goal and a fact until they are the same. -/
syntax (name := simpa) "simpa" "?"? "!"? simpaArgsRest : tactic

/-- Replaces constants by their definitions. -/
syntax (name := delta) "delta" (ppSpace colGt ident)+ (location)? : tactic
/-- Unfolds definitions. -/
syntax (name := unfold) "unfold" (ppSpace colGt ident)+ (location)? : tactic

/-- `refine` for terms whose last hole is the goal to go on with. -/
macro "refine_lift " e:term : tactic => `(tactic| focus (refine no_implicit_lambda% $e; rotate_right))
/-- Adds a hypothesis. -/
macro "have" c:letConfig d:letDecl : tactic => `(tactic| refine_lift have $c:letConfig $d:letDecl; ?_)
/-- Reduces the goal to another. -/
macro "suffices " d:sufficesDecl : tactic => `(tactic| refine_lift suffices $d; ?_)
/-- Adds a definition. -/
macro "let" c:letConfig d:letDecl : tactic => `(tactic| refine_lift let $c:letConfig $d:letDecl; ?_)
/-- Adds a recursive definition. -/
syntax (name := letrec) withPosition(atomic("let " &"rec ") letRecDecls) : tactic
macro_rules
  | `(tactic| let rec $d) => `(tactic| refine_lift let rec $d; ?_)
/-- `refine'` for terms whose last hole is the goal to go on with. -/
macro "refine_lift' " e:term : tactic => `(tactic| focus (refine' no_implicit_lambda% $e; rotate_right))
/-- `have`, by `refine'`. -/
macro "have'" c:letConfig d:letDecl : tactic => `(tactic| refine_lift' have $c:letConfig $d:letDecl; ?_)
/-- `let`, by `refine'`. -/
macro "let'" c:letConfig d:letDecl : tactic => `(tactic| refine_lift' let $c:letConfig $d:letDecl; ?_)

/-- The left side of an alternative. -/
syntax inductionAltLHS := ppDedent(ppLine) withPosition("| " (("@"? ident) <|> hole) (colGt (ident <|> hole))*)
/-- An alternative. -/
syntax inductionAlt := inductionAltLHS+ (" => " (hole <|> syntheticHole <|> tacticSeq))?
/-- Alternatives. -/
syntax inductionAlts := " with" (ppSpace colGt tactic)? withPosition((colGe inductionAlt)*)
/-- What is taken apart, and a name for the equation. -/
syntax elimTarget := atomic(binderIdent " : ")? term
/-- Induction. -/
syntax (name := induction) "induction " elimTarget,+ (" using " term)?
  (" generalizing" (ppSpace colGt term:max)+)? (inductionAlts)? : tactic
/-- A term to generalize, a variable for it, and a name for the equation. -/
syntax generalizeArg := atomic(ident " : ")? term:51 " = " ident
/-- Puts variables in the place of terms. -/
syntax (name := generalize) "generalize " generalizeArg,+ (location)? : tactic
/-- Takes terms apart by their constructors. -/
syntax (name := cases) "cases " elimTarget,+ (" using " term)? (inductionAlts)? : tactic
/-- Names the last hypotheses without names. -/
syntax (name := renameI) "rename_i" (ppSpace colGt binderIdent)+ : tactic

/-- Goes on with tactics as long as they succeed. -/
syntax "repeat " tacticSeq : tactic
macro_rules
  | `(tactic| repeat $seq) => `(tactic| first | ($seq); repeat $seq | skip)
/-- Goes on with tactics at all goals as long as they succeed. -/
syntax (name := repeat') "repeat' " tacticSeq : tactic
/-- `repeat'`, where at least one must succeed. -/
syntax (name := repeat1') "repeat1' " tacticSeq : tactic

/-- Closes a goal with simple tactics; `macro_rules` can add to them. -/
syntax "trivial" : tactic
/-- Decides the goal by computing. -/
syntax (name := decide) "decide" optConfig : tactic
macro_rules | `(tactic| trivial) => `(tactic| assumption)
macro_rules | `(tactic| trivial) => `(tactic| rfl)
macro_rules | `(tactic| trivial) => `(tactic| contradiction)
macro_rules | `(tactic| trivial) => `(tactic| decide)
macro_rules | `(tactic| trivial) => `(tactic| apply True.intro)
macro_rules | `(tactic| trivial) => `(tactic| apply And.intro <;> trivial)

/-- Makes every proposition decidable in the tactics that follow. -/
syntax (name := classical) "classical" ppDedent(tacticSeq) : tactic
/-- Takes an `if` or a `match` apart. -/
syntax (name := split) "split" (ppSpace colGt term)? (location)? : tactic
/-- Gives arguments to a hypothesis. -/
syntax (name := specialize) "specialize " term : tactic
/-- Names are as they are written in the tactics that follow. -/
macro "unhygienic " t:tacticSeq : tactic => `(tactic| set_option tactic.hygienic false in $t)
/-- Gives witnesses. -/
macro "exists " es:term,+ : tactic => `(tactic| (refine ⟨$es,*, ?_⟩; try trivial))
/-- Closes the goal by functions whose arguments cannot be. -/
macro "nofun" : tactic => `(tactic| exact nofun)
/-- Closes the goal by terms that cannot be. -/
macro "nomatch " es:term,+ : tactic => `(tactic| exact nomatch $es:term,*)
/-- `have` that forgets what it replaces. -/
syntax (name := replace) "replace" letDecl : tactic
/-- Takes conjunctions apart. -/
syntax "and_intros" : tactic
macro_rules | `(tactic| and_intros) => `(tactic| repeat' refine And.intro ?_ ?_)
/-- Applies symmetry. -/
syntax (name := symm) "symm" (location)? : tactic
/-- Reduces an equation between applications to equations between their parts. -/
syntax (name := congr) "congr" (ppSpace num)? : tactic

end Lean.Parser.Tactic

namespace Lean.Parser.Attr

/-- Marks an equation for `simp`. -/
syntax (name := simp) "simp" (Tactic.simpPre <|> Tactic.simpPost)? patternIgnore("← " <|> "<- ")? (ppSpace prio)? : attr

end Lean.Parser.Attr

/-- A hypothesis of this form. -/
macro "‹" type:term "›" : term => `((by assumption : $type))

/-- Proves that an index is in bounds; `macro_rules` can add to it. -/
syntax "get_elem_tactic_extensible" : tactic
/-- An older name of `get_elem_tactic_extensible`. -/
syntax "get_elem_tactic_trivial" : tactic
macro_rules | `(tactic| get_elem_tactic_extensible) => `(tactic| get_elem_tactic_trivial)
macro_rules | `(tactic| get_elem_tactic_trivial) => `(tactic| trivial)
/-- Proves that an index is in bounds. -/
macro "get_elem_tactic" : tactic => `(tactic| first | done | assumption | get_elem_tactic_extensible)
