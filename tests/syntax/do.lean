-- test: syntax
-- grammar: builtin
example := do
  let some x := a | b
  c
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] []) (Command.declValSimple ":=" (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doLetElse "let" [] (Term.app `some [`x]) ":=" `a "|" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])])) []) (Term.doSeqItem (Term.doExpr `c) [])])) (Termination.suffix [] []) [])))
example := do
  let some x := a
    | b
      c
  d
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] []) (Command.declValSimple ":=" (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doLetElse "let" [] (Term.app `some [`x]) ":=" `a "|" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) []) (Term.doSeqItem (Term.doExpr `c) [])])) []) (Term.doSeqItem (Term.doExpr `d) [])])) (Termination.suffix [] []) [])))
example := do
  let x ← a | b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] []) (Command.declValSimple ":=" (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doLetArrow "let" [] (Term.doIdDecl `x [] "←" (Term.doExpr `a))) [])])) (Termination.suffix [] []) [])))
--|error| 12:12-12:13 unexpected token '|'; expected command
  let mut (x, y) ← a
  let (x, y) : T ← b
  (x, y) ← c
  x ← d
  x : Nat := 3
  x : Nat ← d
example := do
  let rec f x := 1
  have : a := b
  have x := c
  if let some y := z then w
  if let some y ← z then w else u
  if h : a then b else if c then d
  else e
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] []) (Command.declValSimple ":=" (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doLetRec (group "let" "rec") (Term.letRecDecls [(Term.letRecDecl [] [] (Term.letDecl (Term.letIdDecl (Term.letId `f) [`x] [] ":=" (num "1"))) (Termination.suffix [] []))])) []) (Term.doSeqItem (Term.doHave "have" (Term.letDecl (Term.letIdDecl (Term.letId (hygieneInfo `[anonymous])) [] [(Term.typeSpec ":" `a)] ":=" `b))) []) (Term.doSeqItem (Term.doHave "have" (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" `c))) []) (Term.doSeqItem (Term.doIf "if" (Term.doIfLet "let" (Term.app `some [`y]) (Term.doIfLetPure ":=" `z)) "then" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `w) [])]) [] []) []) (Term.doSeqItem (Term.doIf "if" (Term.doIfLet "let" (Term.app `some [`y]) (Term.doIfLetBind "←" `z)) "then" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `w) [])]) [] ["else" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `u) [])])]) []) (Term.doSeqItem (Term.doIf "if" (Term.doIfProp [`h ":"] `a) "then" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])]) [(group (group "else" "if") (Term.doIfProp [] `c) "then" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `d) [])]))] ["else" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `e) [])])]) [])])) (Termination.suffix [] []) [])))
example := do
  if h : _ then
    a
  else if b then
    c
  else
    d
  unless a do b
  for x in xs, y in ys do
    break
  for h : x in xs do
    continue
  match a, h : b with
  | c, d => e
  | _, _ => do f; g
  try a catch e => b
  try a
  catch e : T => b
  catch
    | c => d
  finally e
  return x
  return
  dbg_trace "a{b}"
  dbg_trace x
  assert! x
  debug_assert! x
  do a
  (← b)
  f (← g) x
  let x := (← a) + b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] []) (Command.declValSimple ":=" (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doIf "if" (Term.doIfProp [`h ":"] (Term.hole "_")) "then" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `a) [])]) [(group (group "else" "if") (Term.doIfProp [] `b) "then" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `c) [])]))] ["else" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `d) [])])]) []) (Term.doSeqItem (Term.doUnless "unless" `a "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])])) []) (Term.doSeqItem (Term.doFor "for" [(Term.doForDecl [] `x "in" `xs) "," (Term.doForDecl [] `y "in" `ys)] "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doBreak "break") [])])) []) (Term.doSeqItem (Term.doFor "for" [(Term.doForDecl [`h ":"] `x "in" `xs)] "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doContinue "continue") [])])) []) (Term.doSeqItem (Term.doMatch "match" [] [] [(Term.matchDiscr [] `a) "," (Term.matchDiscr [`h ":"] `b)] "with" (Term.matchAlts [(Term.matchAlt "|" [[`c "," `d]] "=>" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `e) [])])) (Term.matchAlt "|" [[(Term.hole "_") "," (Term.hole "_")]] "=>" (Term.doSeqIndent [(Term.doSeqItem (Term.doNested "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `f) [";"]) (Term.doSeqItem (Term.doExpr `g) [])])) [])]))])) []) (Term.doSeqItem (Term.doTry "try" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `a) [])]) [(Term.doCatch "catch" `e [] "=>" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])]))] []) []) (Term.doSeqItem (Term.doTry "try" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `a) [])]) [(Term.doCatch "catch" `e [":" `T] "=>" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])])) (Term.doCatchMatch "catch" (Term.matchAlts [(Term.matchAlt "|" [[`c]] "=>" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `d) [])]))]))] [(Term.doFinally "finally" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `e) [])]))]) []) (Term.doSeqItem (Term.doReturn "return" [`x]) []) (Term.doSeqItem (Term.doReturn "return" []) []) (Term.doSeqItem (Term.doDbgTrace "dbg_trace" (interpolatedStrKind (interpolatedStrLitKind "\"a{") `b (interpolatedStrLitKind "}\""))) []) (Term.doSeqItem (Term.doDbgTrace "dbg_trace" `x) []) (Term.doSeqItem (Term.doAssert "assert!" `x) []) (Term.doSeqItem (Term.doDebugAssert "debug_assert!" `x) []) (Term.doSeqItem (Term.doNested "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `a) [])])) []) (Term.doSeqItem (Term.doExpr (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.liftMethod "←" `b) ")")) []) (Term.doSeqItem (Term.doExpr (Term.app `f [(Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.liftMethod "←" `g) ")") `x])) []) (Term.doSeqItem (Term.doLet "let" [] (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.liftMethod "←" `a) ")")))) [])])) (Termination.suffix [] []) [])))
--|error| 57:17-57:18 unexpected token '+'; expected command
example := do { a; b }
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] []) (Command.declValSimple ":=" (Term.do "do" (Term.doSeqBracketed "{" [(Term.doSeqItem (Term.doExpr `a) [";"]) (Term.doSeqItem (Term.doExpr `b) [])] "}")) (Termination.suffix [] []) [])))
example := do { let x ← a; b
 }
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] []) (Command.declValSimple ":=" (Term.do "do" (Term.doSeqBracketed "{" [(Term.doSeqItem (Term.doLetArrow "let" [] (Term.doIdDecl `x [] "←" (Term.doExpr `a))) [";"]) (Term.doSeqItem (Term.doExpr `b) [])] "}")) (Termination.suffix [] []) [])))
example := do
  match_expr e with
  | f a b => c
  | _ => d
  let_expr f a := e | b
  let_expr f a ← e | b
  let x := y
  a
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] []) (Command.declValSimple ":=" (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doMatchExpr "match_expr" [] `e "with" (Term.matchExprAlts [(Term.matchExprAlt "|" (Term.matchExprPat [] `f [`a `b]) "=>" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `c) [])]))] (Term.matchExprElseAlt "|" (Term.hole "_") "=>" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `d) [])])))) []) (Term.doSeqItem (Term.doLetExpr "let_expr" (Term.matchExprPat [] `f [`a]) ":=" `e "|" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])])) []) (Term.doSeqItem (Term.doLetMetaExpr "let_expr" (Term.matchExprPat [] `f [`a]) "←" `e "|" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `b) [])])) []) (Term.doSeqItem (Term.doLet "let" [] (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" `y))) []) (Term.doSeqItem (Term.doExpr `a) [])])) (Termination.suffix [] []) [])))
