-- test: syntax
-- grammar: builtin
#check (fun x => x : a → b) |>.c
--| (Command.check "#check" (Term.pipeProj (Term.typeAscription (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.fun "fun" (Term.basicFun [`x] [] "=>" `x)) ":" [(Term.arrow `a "→" `b)] ")") "|>." `c []))
#check a.b|>.c
--| (Command.check "#check" (Term.pipeProj `a.b "|>." `c []))
#check (· )
--| (Command.check "#check" (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.cdot "·" (hygieneInfo `[anonymous])) ")"))
#check a b
c d
--| (Command.check "#check" (Term.app `a [`b `c `d]))
#check a
  b
 c
--| (Command.check "#check" (Term.app `a [`b `c]))
#check (a
b)
--| (Command.check "#check" (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.app `a [`b]) ")"))
#check f x
    (y) z
--| (Command.check "#check" (Term.app `f [`x (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) `y ")") `z]))
#check let x := 1
y
--| (Command.check "#check" (Term.let "let" (Term.letConfig []) (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" (num "1"))) [] `y))
#check let x := 1 y
--| (Command.check "#check" (Term.let "let" (Term.letConfig []) (Term.letDecl (Term.letIdDecl (Term.letId `x) [] [] ":=" (Term.app (num "1") [`y]))) [] <missing>))
--|error| 17:19-18:6 unexpected token '#check'; expected term
#check fun x => 
  y
--| (Command.check "#check" (Term.fun "fun" (Term.basicFun [`x] [] "=>" `y)))
#check do
  a
--| (Command.check "#check" (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `a) [])])))
 b
--|error| 22:1-22:2 unexpected identifier; expected command
#check do
a
--| (Command.check "#check" (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `a) [])])))
#check by
  foo
--| (Command.check "#check" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `foo <missing>)]))))
--|error| 26:3 unknown tactic
#check a b c →
  d →
  e
--| (Command.check "#check" (Term.arrow (Term.app `a [`b `c]) "→" (Term.arrow `d "→" `e)))
def x := by skip
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `x []) (Command.optDeclSig [] []) (Command.declValSimple ":=" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `skip <missing>)]))))))
--|error| 30:13 unknown tactic
theorem a : b := by
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.theorem "theorem" (Command.declId `a []) (Command.declSig [] (Term.typeSpec ":" `b)) (Command.declValSimple ":=" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [<missing> <missing>]))))))
--|error| 31:19-32:7 unexpected token 'theorem'; expected '{' or tactic
theorem a : b := by
  c
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.theorem "theorem" (Command.declId `a []) (Command.declSig [] (Term.typeSpec ":" `b)) (Command.declValSimple ":=" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `c <missing>)]))))))
--|error| 33:3 unknown tactic
  d
theorem c : d := fun | 0 => 1
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.theorem "theorem" (Command.declId `c []) (Command.declSig [] (Term.typeSpec ":" `d)) (Command.declValSimple ":=" (Term.fun "fun" (Term.matchAlts [(Term.matchAlt "|" [[(num "0")]] "=>" (num "1"))])) (Termination.suffix [] []) [])))
  | 1 => 2
--|error| 36:2-36:3 unexpected token '|'; expected command
#check match a with | b => c
--| (Command.check "#check" (Term.match "match" [] [] [(Term.matchDiscr [] `a)] "with" (Term.matchAlts [(Term.matchAlt "|" [[`b]] "=>" `c)])))
| d => e
--|error| 38:0-38:1 unexpected token '|'; expected command
#check if a then b else c
--| (Command.check "#check" <missing>)
--|error| 39:6-39:9 unexpected token 'if'; expected term
#check @a @(b) @fun x => y
--| (Command.check "#check" (Term.app (Term.explicit "@" `a) [(Term.explicit "@" (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) `b ")")) (Term.explicit "@" (Term.fun "fun" (Term.basicFun [`x] [] "=>" `y)))]))
#check a.{u} b.{max u v, w+1}
--| (Command.check "#check" (Term.app (Term.explicitUniv `a ".{" [`u] "}") [(Term.explicitUniv `b ".{" [(Level.max "max" [`u `v]) "," (Level.addLit `w "+" (num "1"))] "}")]))
#check a .{u}
--| (Command.check "#check" `a)
--|error| 42:9-42:11 unexpected token '.{'; expected command
#check Type* u
--| (Command.check "#check" (Term.type "Type" []))
--|error| 43:11-43:12 unexpected token '*'; expected command
#check (a) (b : c) (d, e) (f := g)
--| (Command.check "#check" (Term.app (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) `a ")") [(Term.typeAscription (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) `b ":" [`c] ")") (Term.tuple (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) [`d "," [`e]] ")") (Term.namedArgument "(" `f ":=" `g ")")]))
#check f(x)
--| (Command.check "#check" `f)
--|error| 45:8-45:9 unexpected token '('; expected command
#check f.x(y)[z]
--| (Command.check "#check" `f.x)
--|error| 46:10-46:11 unexpected token '('; expected command
#check x[i]
--| (Command.check "#check" `x)
--|error| 47:8-47:9 unexpected token '['; expected command
#check -x
--| (Command.check "#check" <missing>)
--|error| 48:6-48:8 unexpected token '-'; expected term
#check ¬ x
--| (Command.check "#check" <missing>)
--|error| 49:7 expected token
#check a = b
--| (Command.check "#check" `a)
--|error| 50:9 expected token
#check {x | y}
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) [[] [] (Term.structInstFieldEqns [] (Term.matchAlts [(Term.matchAlt "|" [[`y]] <missing>)]))])])))
--|error| 51:13-51:14 unexpected token '}'; expected '=>'
#check {x : a // b}
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) [[] [(Term.typeSpec ":" `a)] <missing>])])))
--|error| 52:14 expected token
#check {x, y}
--| (Command.check "#check" (Term.structInst "{" [] (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) []) "," (Term.structInstField (Term.structInstLVal `y []) [])]) (Term.optEllipsis []) [] "}"))
