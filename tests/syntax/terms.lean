-- test: syntax
-- grammar: builtin
#check do return 1
--| (Command.check "#check" (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doReturn "return" [(num "1")]) [])])))
#check for x in a do b
--| (Command.check "#check" (Term.termFor "for" [(Term.doForDecl [] `x "in" `a)] "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])])))
#check unless a do b
--| (Command.check "#check" (Term.termUnless "unless" `a "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])])))
#check try a catch _ => b
--| (Command.check "#check" (Term.termTry "try" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `a) [])]) [(Term.doCatch "catch" (Term.hole "_") [] "=>" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])]))] []))
#check match x, h : y with | a, b => c | d, e => f
--| (Command.check "#check" (Term.match "match" [] [] [(Term.matchDiscr [] `x) "," (Term.matchDiscr [`h ":"] `y)] "with" (Term.matchAlts [(Term.matchAlt "|" [[`a "," `b]] "=>" `c) (Term.matchAlt "|" [[`d "," `e]] "=>" `f)])))
#check match _ : x with | a => b
--| (Command.check "#check" (Term.match "match" [] [] [(Term.matchDiscr [(Term.hole "_") ":"] `x)] "with" (Term.matchAlts [(Term.matchAlt "|" [[`a]] "=>" `b)])))
#check match (generalizing := true) (motive := a) x with | y => z
--| (Command.check "#check" (Term.match "match" [(Term.generalizingParam "(" "generalizing" ":=" (Term.trueVal "true") ")")] [(Term.motive "(" "motive" ":=" `a ")")] [(Term.matchDiscr [] `x)] "with" (Term.matchAlts [(Term.matchAlt "|" [[`y]] "=>" `z)])))
#check match x with
  | a | b => c
  | d => e
--| (Command.check "#check" (Term.match "match" [] [] [(Term.matchDiscr [] `x)] "with" (Term.matchAlts [(Term.matchAlt "|" [[`a] "|" [`b]] "=>" `c) (Term.matchAlt "|" [[`d]] "=>" `e)])))
#check nomatch x, y
--| (Command.check "#check" (Term.nomatch "nomatch" [`x "," `y]))
#check nofun
--| (Command.check "#check" (Term.nofun "nofun"))
#check fun | a, b => c | d, e => f
--| (Command.check "#check" (Term.fun "fun" (Term.matchAlts [(Term.matchAlt "|" [[`a "," `b]] "=>" `c) (Term.matchAlt "|" [[`d "," `e]] "=>" `f)])))
#check fun (a, b) ⟨c, d⟩ [e] {f : T} => g
--| (Command.check "#check" (Term.fun "fun" (Term.basicFun [(Term.tuple (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) [`a "," [`b]] ")") (Term.anonymousCtor "⟨" [`c "," `d] "⟩") (Term.instBinder "[" [] `e "]") (Term.implicitBinder "{" [`f] [":" `T] "}")] [] "=>" `g)))
#check fun {{x : a}} => b
--| (Command.check "#check" (Term.fun "fun" (Term.basicFun [(Term.strictImplicitBinder (group "{" "{") [`x] [":" `a] (group "}" "}"))] [] "=>" `b)))
#check λ x ↦ y
--| (Command.check "#check" (Term.fun "λ" (Term.basicFun [`x] [] "↦" `y)))
#check fun x : T => y
--| (Command.check "#check" (Term.fun "fun" (Term.basicFun [`x] [(Term.typeSpec ":" `T)] "=>" `y)))
#check ∀ x (y : a) {z} [i : c], d
--| (Command.check "#check" (Term.forall "∀" [`x (Term.explicitBinder "(" [`y] [":" `a] [] ")") (Term.implicitBinder "{" [`z] [] "}") (Term.instBinder "[" [`i ":"] `c "]")] [] "," `d))
#check forall x : T, y
--| (Command.check "#check" (Term.forall "forall" [`x] [(Term.typeSpec ":" `T)] "," `y))
#check (x : a) → b
--| (Command.check "#check" (Term.depArrow (Term.explicitBinder "(" [`x] [":" `a] [] ")") "→" `b))
#check {x : a} -> [c] → d
--| (Command.check "#check" (Term.depArrow (Term.implicitBinder "{" [`x] [":" `a] "}") "->" (Term.depArrow (Term.instBinder "[" [] `c "]") "→" `d)))
#check (a b : c) → d
--| (Command.check "#check" (Term.depArrow (Term.explicitBinder "(" [`a `b] [":" `c] [] ")") "→" `d))
#check Type u
--| (Command.check "#check" (Term.type "Type" [`u]))
#check Type (max u v+1)
--| (Command.check "#check" (Term.type "Type" [(Level.paren "(" (Level.addLit (Level.max "max" [`u `v]) "+" (num "1")) ")")]))
#check Sort* 
--| (Command.check "#check" (Term.sort "Sort" []))
--|error| 27:11-27:12 unexpected token '*'; expected command
#check Sort _
--| (Command.check "#check" (Term.sort "Sort" [(Level.hole "_")]))
#check Type (imax u (v+1) _)
--| (Command.check "#check" (Term.type "Type" [(Level.paren "(" (Level.imax "imax" [`u (Level.paren "(" (Level.addLit `v "+" (num "1")) ")") (Level.hole "_")]) ")")]))
#check @f.{u,v} x
--| (Command.check "#check" (Term.app (Term.explicit "@" (Term.explicitUniv `f ".{" [`u "," `v] "}")) [`x]))
#check @f _ ?x ?_ ⋯
--| (Command.check "#check" (Term.app (Term.explicit "@" `f) [(Term.hole "_") (Term.syntheticHole "?" `x) (Term.syntheticHole "?" "_") (Term.omission "⋯")]))
#check .a b
--| (Command.check "#check" (Term.app (Term.dotIdent "." `a) [`b]))
#check .(a)
--| (Command.check "#check" (Term.inaccessible ".(" `a ")"))
#check (· a b)
--| (Command.check "#check" (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.app (Term.cdot "·" (hygieneInfo `[anonymous])) [`a `b]) ")"))
#check (. a)
--| (Command.check "#check" (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.app (Term.cdot "." (hygieneInfo `[anonymous])) [`a]) ")"))
#check ()
--| (Command.check "#check" (Term.tuple (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) [] ")"))
#check (a, b)
--| (Command.check "#check" (Term.tuple (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) [`a "," [`b]] ")"))
#check (a : b)
--| (Command.check "#check" (Term.typeAscription (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) `a ":" [`b] ")"))
#check (a :)
--| (Command.check "#check" (Term.typeAscription (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) `a ":" [] ")"))
#check ⟨a, b,⟩
--| (Command.check "#check" (Term.anonymousCtor "⟨" [`a "," `b ","] "⟩"))
#check suffices a from b; c
--| (Command.check "#check" (Term.suffices "suffices" (Term.sufficesDecl (hygieneInfo `[anonymous]) `a (Term.fromTerm "from" `b)) ";" `c))
#check suffices h : a by b
--| (Command.check "#check" (Term.suffices "suffices" (Term.sufficesDecl (group `h ":") `a (Term.byTactic' "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `b <missing>)]))))))
--|error| 42:26 unknown tactic
  c
#check suffices a by
--| (Command.check "#check" (Term.suffices "suffices" (Term.sufficesDecl (hygieneInfo `[anonymous]) `a (Term.byTactic' "by" (Tactic.tacticSeq <missing>)))))
    foo
--|error| 45:4 expected '{' or indented tactic sequence
  c
#check show a from b
--| (Command.check "#check" (Term.show "show" `a (Term.fromTerm "from" `b)))
#check show a by b
--| (Command.check "#check" (Term.show "show" `a (Term.byTactic' "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `b <missing>)])))))
--|error| 48:18 unknown tactic
#check { x := a, y.z := b, w[0] := c, .. }
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) [[] [] (Term.structInstFieldDef ":=" [] `a)]) "," (Term.structInstField (Term.structInstLVal `y.z []) [[] [] (Term.structInstFieldDef ":=" [] `b)]) "," (Term.structInstField (Term.structInstLVal `w [(Term.structInstArrayRef "[" (num "0") "]")]) [[] [] (Term.structInstFieldDef ":=" [] `c)]) ","]) (Term.optEllipsis [".."]) [] "}"))
#check { a, b with x := 1, y }
--| (Command.check "#check" (Term.structInst "{" [[`a "," `b] "with"] (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) [[] [] (Term.structInstFieldDef ":=" [] (num "1"))]) "," (Term.structInstField (Term.structInstLVal `y []) [])]) (Term.optEllipsis []) [] "}"))
#check { a with }
--| (Command.check "#check" (Term.structInst "{" [[`a] "with"] (Term.structInstFields []) (Term.optEllipsis []) [] "}"))
#check { x := a : T }
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) [[] [] (Term.structInstFieldDef ":=" [] `a)])]) (Term.optEllipsis []) [":" `T] "}"))
#check { x y := a, z (w : a) : T := b
         v | 0 => a | 1 => b }
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) [[`y] [] (Term.structInstFieldDef ":=" [] `a)]) "," (Term.structInstField (Term.structInstLVal `z []) [[(Term.explicitBinder "(" [`w] [":" `a] [] ")")] [(Term.typeSpec ":" `T)] (Term.structInstFieldDef ":=" [] `b)]) [] (Term.structInstField (Term.structInstLVal `v []) [[] [] (Term.structInstFieldEqns [] (Term.matchAlts [(Term.matchAlt "|" [[(num "0")]] "=>" `a) (Term.matchAlt "|" [[(num "1")]] "=>" `b)]))])]) (Term.optEllipsis []) [] "}"))
#check { x
         y }
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) []) [] (Term.structInstField (Term.structInstLVal `y []) [])]) (Term.optEllipsis []) [] "}"))
#check {}
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields []) (Term.optEllipsis []) [] "}"))
#check { .. }
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields []) (Term.optEllipsis [".."]) [] "}"))
#check { private x := 1 }
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields []) (Term.optEllipsis []) [] <missing>))
--| (Command.syntaxAbbrev [] [(Command.private "private")] <missing>)
--|error| 59:8-59:16 unexpected token 'private'; expected '_', '}' or identifier
--|error| 59:16-59:18 unexpected identifier; expected 'abbrev', 'axiom', 'builtin_initialize', 'class', 'coinductive', 'def', 'example', 'inductive', 'initialize', 'instance', 'opaque', 'structure', 'syntax' or 'theorem'
#check { x := private 1 }
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) [[] [] (Term.structInstFieldDef ":=" ["private"] (num "1"))])]) (Term.optEllipsis []) [] "}"))
#check leading_parser:10 a
--| (Command.check "#check" (Term.leading_parser "leading_parser" [":" (num "10")] [] `a))
#check trailing_parser:10:20 a
--| (Command.check "#check" (Term.trailing_parser "trailing_parser" [":" (num "10")] [":" (num "20")] `a))
#check leading_parser (withAnonymousAntiquot := false) a
--| (Command.check "#check" (Term.leading_parser "leading_parser" [] [(Term.withAnonymousAntiquot "(" "withAnonymousAntiquot" ":=" (Term.falseVal "false") ")")] `a))
#check @& a
--| (Command.check "#check" (Term.borrowed "@&" `a))
#check let x : T := a; b
--| (Command.check "#check" (Term.let "let" (Term.letConfig []) (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [(Term.typeSpec ":" `T)] ":=" `a)) ";" `b))
#check let f x (y : a) {z} : T := a
  b
--| (Command.check "#check" (Term.let "let" (Term.letConfig []) (Term.letDecl (Term.letIdDecl (Term.letId `f) [`x (Term.explicitBinder "(" [`y] [":" `a] [] ")") (Term.implicitBinder "{" [`z] [] "}")] [(Term.typeSpec ":" `T)] ":=" `a)) [] `b))
#check let (a, b) := c; d
--| (Command.check "#check" (Term.let "let" (Term.letConfig []) (Term.letDecl (Term.letPatDecl (Term.tuple (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) [`a "," [`b]] ")") [] [] ":=" `c)) ";" `d))
#check let f | 0 => 1 | n => 2; d
--| (Command.check "#check" (Term.let "let" (Term.letConfig []) (Term.letDecl (Term.letEqnsDecl (Term.letId `f) [] [] (Term.matchAlts [(Term.matchAlt "|" [[(num "0")]] "=>" (num "1")) (Term.matchAlt "|" [[`n]] "=>" (num "2"))]))) ";" `d))
#check let x[i] := a; b
--| (Command.check "#check" (Term.let "let" (Term.letConfig []) (Term.letDecl (Term.letEqnsDecl (Term.letId `x <missing>)))))
--|error| 70:12 unexpected space is required before instance '[...]' binders to distinguish them from array updates `let x[i] := e; ...`
#check let +nondep (eq := h) x := a; b
--| (Command.check "#check" (Term.let "let" (Term.letConfig [(Term.letPosOpt "+" (Term.letOpts (Term.letOptNondep "nondep"))) (Term.letOptEq "(" "eq" ":=" `h ")")]) (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" `a)) ";" `b))
#check have +nondep -zeta x := a; b
--| (Command.check "#check" (Term.have "have" (Term.letConfig [(Term.letPosOpt "+" (Term.letOpts (Term.letOptNondep "nondep"))) (Term.letNegOpt "-" (Term.letOpts (Term.letOptZeta "zeta")))]) (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" `a)) ";" `b))
#check let_fun x := a; b
--| (Command.check "#check" (Term.let_fun "let_fun" (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" `a)) ";" `b))
#check let_delayed x := a; b
--| (Command.check "#check" (Term.let_delayed "let_delayed" (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" `a)) ";" `b))
#check haveI := a; b
--| (Command.check "#check" (Term.haveI "haveI" (Term.letConfig []) (Term.letDecl (Term.letIdDecl (Term.letId (hygieneInfo `[anonymous])) [] [] ":=" `a)) ";" `b))
#check letI x := a; b
--| (Command.check "#check" (Term.letI "letI" (Term.letConfig []) (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" `a)) ";" `b))
#check have (a, b) := c; d
--| (Command.check "#check" (Term.have "have" (Term.letConfig []) (Term.letDecl (Term.letPatDecl (Term.tuple (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) [`a "," [`b]] ")") [] [] ":=" `c)) ";" `d))
#check have h : a | b => c; d
--| (Command.check "#check" (Term.have "have" (Term.letConfig []) (Term.letDecl (Term.letEqnsDecl (Term.letId `h) [] [(Term.typeSpec ":" `a)] (Term.matchAlts [(Term.matchAlt "|" [[`b]] "=>" `c)]))) ";" `d))
#check let rec f x := a, g := b; c
--| (Command.check "#check" (Term.letrec (group "let" "rec") (Term.letRecDecls [(Term.letRecDecl [] [] (Term.letDecl (Term.letIdDecl (Term.letId `f) [`x] [] ":=" `a)) (Termination.suffix [] [])) "," (Term.letRecDecl [] [] (Term.letDecl (Term.letIdDecl (Term.letId `g) [] [] ":=" `b)) (Termination.suffix [] []))]) ";" `c))
#check let rec @[simp] f x := a
         termination_by x
         decreasing_by foo
--| (Command.check "#check" (Term.letrec (group "let" "rec") (Term.letRecDecls [(Term.letRecDecl [] [(Term.attributes "@[" [(Term.attrInstance (Term.attrKind []) (Attr.simple `simp []))] "]")] (Term.letDecl (Term.letIdDecl (Term.letId `f) [`x] [] ":=" `a)) (Termination.suffix [(Termination.terminationBy "termination_by" [] [] `x)] [(Termination.decreasingBy "decreasing_by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `foo <missing>)])))]))])))
--|error| 82:24 unknown tactic
       c
#check no_index a
--| (Command.check "#check" (Term.noindex "no_index" `a))
#check unsafe a
--| (Command.check "#check" (Term.unsafe "unsafe" `a))
#check binop% f a b
--| (Command.check "#check" (Term.binop "binop%" `f `a `b))
#check unop% f a
--| (Command.check "#check" (Term.unop "unop%" `f `a))
#check leftact% f a b
--| (Command.check "#check" (Term.leftact "leftact%" `f `a `b))
#check for_in% a b c
--| (Command.check "#check" (Term.forInMacro "for_in%" `a `b `c))
#check decl_name%
--| (Command.check "#check" (Term.declName "decl_name%"))
#check private_decl% a
--| (Command.check "#check" (Term.privateDecl "private_decl%" `a))
#check with_decl_name% ?a b
--| (Command.check "#check" (Term.withDeclName "with_decl_name%" ["?"] `a `b))
#check type_of% a
--| (Command.check "#check" (Term.typeOf "type_of%" `a))
#check ensure_type_of% a "b" c
--| (Command.check "#check" (Term.ensureTypeOf "ensure_type_of%" `a (str "\"b\"") `c))
#check ensure_expected_type% "a" b
--| (Command.check "#check" (Term.ensureExpectedType "ensure_expected_type%" (str "\"a\"") `b))
#check no_implicit_lambda% a
--| (Command.check "#check" (Term.noImplicitLambda "no_implicit_lambda%" `a))
#check value_of% a
--| (Command.check "#check" (Term.valueOf "value_of%" `a))
#check clear% a; b
--| (Command.check "#check" (Term.clear "clear%" `a ";" `b))
#check let_mvar% ?a := b; c
--| (Command.check "#check" (Term.letMVar "let_mvar%" "?" `a ":=" `b ";" `c))
#check wait_if_type_mvar% ?a; b
--| (Command.check "#check" (Term.waitIfTypeMVar "wait_if_type_mvar%" "?" `a ";" `b))
#check default_or_ofNonempty% unsafe
--| (Command.check "#check" (Term.defaultOrOfNonempty "default_or_ofNonempty%" ["unsafe"]))
#check no_error_if_unused% a
--| (Command.check "#check" (Term.noErrorIfUnused "no_error_if_unused%" `a))
#check f (x := a) .. b
--| (Command.check "#check" (Term.app `f [(Term.namedArgument "(" `x ":=" `a ")") (Term.ellipsis "..") `b]))
#check f ...b
--| (Command.check "#check" (Term.app `f [(Term.ellipsis ".." <missing>)]))
--|error| 104:11 unexpected `.` immediately after `..`
#check a.b.c (d).e (f).1.2
--| (Command.check "#check" (Term.app `a.b.c [(Term.proj (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) `d ")") "." `e) (Term.proj (Term.proj (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) `f ")") "." (fieldIdx "1")) "." (fieldIdx "2"))]))
#check (a).«b c».1
--| (Command.check "#check" (Term.proj (Term.proj (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) `a ")") "." `«b c») "." (fieldIdx "1")))
#check a |>.b c d |>.e
--| (Command.check "#check" (Term.pipeProj (Term.pipeProj `a "|>." `b [`c `d]) "|>." `e []))
#check a.1|>.2
--| (Command.check "#check" (Term.pipeProj (Term.proj `a "." (fieldIdx "1")) "|>." (fieldIdx "2") []))
#check f a |>.
--| (Command.check "#check" (Term.pipeCompletion (Term.app `f [`a]) "|>."))
#check x@y
--| (Command.check "#check" (Term.namedPattern `x "@" [] `y))
#check x@h:(a b)
--| (Command.check "#check" (Term.namedPattern `x "@" [`h ":"] (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.app `a [`b]) ")")))
#check h ▸ a ▸ b
--| (Command.check "#check" (Term.subst `h "▸" [(Term.subst `a "▸" [`b])]))
#check a → b → c
--| (Command.check "#check" (Term.arrow `a "→" (Term.arrow `b "→" `c)))
#check a -> b
--| (Command.check "#check" (Term.arrow `a "->" `b))
#check panic! "a"
--| (Command.check "#check" (Term.panic "panic!" (str "\"a\"")))
#check unreachable!
--| (Command.check "#check" (Term.unreachable "unreachable!"))
#check dbg_trace "a"; b
--| (Command.check "#check" (Term.dbgTrace "dbg_trace" (interpolatedStrKind (interpolatedStrLitKind "\"a\"")) ";" `b))
#check assert! a; b
--| (Command.check "#check" (Term.assert "assert!" `a ";" `b))
#check debug_assert! a; b
--| (Command.check "#check" (Term.debugAssert "debug_assert!" `a ";" `b))
#check StateRefT a $ b
--| (Command.check "#check" (Term.stateRefT "StateRefT" `a (Term.macroDollarArg "$" `b)))
#check StateRefT a b c
--| (Command.check "#check" (Term.app (Term.stateRefT "StateRefT" `a `b) [`c]))
#check show_term_elab a
--| (Command.check "#check" (Term.showTermElabImpl "show_term_elab" `a))
#check match_expr e with | f a => b | _ => c
--| (Command.check "#check" (Term.matchExpr "match_expr" `e "with" (Term.matchExprAlts [(Term.matchExprAlt "|" (Term.matchExprPat [] `f [`a]) "=>" `b)] (Term.matchExprElseAlt "|" (Term.hole "_") "=>" `c))))
#check let_expr f a := b | c; d
--| (Command.check "#check" (Term.letExpr "let_expr" (Term.matchExprPat [] `f [`a]) ":=" `b "|" `c ";" `d))
#check throwNamedError a.b "c"
--| (Command.check "#check" (Term.throwNamedErrorMacro "throwNamedError" `a.b [] (interpolatedStrKind (interpolatedStrLitKind "\"c\""))))
#check throwNamedError a. "c"
--| (Command.check "#check" (Term.throwNamedErrorMacro "throwNamedError" `a ["." <missing>]))
--|error| 126:26 expected no space before
#check logNamedErrorAt x a.b s
--| (Command.check "#check" (Term.logNamedErrorAtMacro "logNamedErrorAt" `x `a.b [] `s))
