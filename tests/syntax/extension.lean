-- test: syntax
-- grammar: growing
#check a + b * c
--| (Command.check "#check" («term_+_» `a "+" («term_*_» `b "*" `c)))
#check a * b + c - d
--| (Command.check "#check" («term_-_» («term_+_» («term_*_» `a "*" `b) "+" `c) "-" `d))
#check a ^ b ^ c
--| (Command.check "#check" («term_^_» `a "^" («term_^_» `b "^" `c)))
#check a = b ∧ c = d ∨ e
--| (Command.check "#check" («term_∨_» («term_∧_» («term_=_» `a "=" `b) "∧" («term_=_» `c "=" `d)) "∨" `e))
#check a = b = c
--| (Command.check "#check" («term_=_» `a "=" `b))
--|error| 7:13-7:14 unexpected token '='; expected command
#check -a + b
--| (Command.check "#check" («term_+_» («term-_» "-" `a) "+" `b))
#check f -a
--| (Command.check "#check" («term_-_» `f "-" `a))
#check ¬a ∧ b
--| (Command.check "#check" («term_∧_» («term¬_» "¬" `a) "∧" `b))
#check [a, b,]
--| (Command.check "#check" («term[_]» "[" [`a "," `b ","] "]"))
#check a :: b :: []
--| (Command.check "#check" («term_::_» `a "::" («term_::_» `b "::" («term[_]» "[" [] "]"))))
#check if a then b else c + d
--| (Command.check "#check" (termIfThenElse "if" `a "then" `b "else" («term_+_» `c "+" `d)))
#check f <| g <| x
--| (Command.check "#check" («term_<|_» `f "<|" («term_<|_» `g "<|" `x)))
#check x |> f |> g
--| (Command.check "#check" («term_|>_» («term_|>_» `x "|>" `f) "|>" `g))
#check a[b][c]
--| (Command.check "#check" («term__[_]» («term__[_]» `a "[" `b "]") "[" `c "]"))
#check a [b]
--| (Command.check "#check" (Term.app `a [(«term[_]» "[" [`b] "]")]))
#check f a[b] c
--| (Command.check "#check" (Term.app `f [(«term__[_]» `a "[" `b "]") `c]))
#check fun x => x + 1
--| (Command.check "#check" (Term.fun "fun" (Term.basicFun [`x] [] "=>" («term_+_» `x "+" (num "1")))))
#check (· + 1) a
--| (Command.check "#check" (Term.app (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) («term_+_» (Term.cdot "·" (hygieneInfo `[anonymous])) "+" (num "1")) ")") [`a]))
#check a + fun x => x + y
--| (Command.check "#check" («term_+_» `a "+" (Term.fun "fun" (Term.basicFun [`x] [] "=>" («term_+_» `x "+" `y)))))
#check a + b |>.c
--| (Command.check "#check" (Term.pipeProj («term_+_» `a "+" `b) "|>." `c []))
notation:65 a " ⊹ " b:66 => f a b
--| (Command.notation [] [] (Term.attrKind []) "notation" [(precedence ":" (num "65"))] [] [] [(Command.identPrec `a []) (str "\" ⊹ \"") (Command.identPrec `b [(precedence ":" (num "66"))])] "=>" (Term.app `f [`a `b]))
#check a ⊹ b ⊹ c + d
--| (Command.check "#check" («term_+_» («term_⊹_» («term_⊹_» `a "⊹" `b) "⊹" `c) "+" `d))
notation "⟪" x ", " y "⟫" => f x y
--| (Command.notation [] [] (Term.attrKind []) "notation" [] [] [] [(str "\"⟪\"") (Command.identPrec `x []) (str "\", \"") (Command.identPrec `y []) (str "\"⟫\"")] "=>" (Term.app `f [`x `y]))
#check ⟪a, b⟫ c
--| (Command.check "#check" (Term.app («term⟪_,_⟫» "⟪" `a "," `b "⟫") [`c]))
syntax "foo!" term:max ident* : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"foo!\"")) (Syntax.cat `term [(precedence ":" (precMax "max"))]) («stx_*» (Syntax.cat `ident []) "*")] ":" `term)
#check foo! a b c
--| (Command.check "#check" (termFoo!__ "foo!" `a [`b `c]))
#check foo! a
  b + 1
--| (Command.check "#check" («term_+_» (termFoo!__ "foo!" `a [`b]) "+" (num "1")))
syntax (name := bar) "bar!" ("xx" <|> "yy") (num)? : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [(Command.namedName "(" "name" ":=" `bar ")")] [] [(Syntax.atom (str "\"bar!\"")) (Syntax.paren "(" [(«stx_<|>_» (Syntax.atom (str "\"xx\"")) "<|>" (Syntax.atom (str "\"yy\"")))] ")") (stx_? (Syntax.paren "(" [(Syntax.cat `num [])] ")") "?")] ":" `term)
#check bar! xx 1
--| (Command.check "#check" (bar "bar!" (token.xx "xx") [(num "1")]))
#check bar! yy
--| (Command.check "#check" (bar "bar!" (token.yy "yy") []))
syntax "baz" sepBy(ident, "|") : command
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"baz\"")) (Syntax.sepBy "sepBy(" [(Syntax.cat `ident [])] "," (str "\"|\"") [] [] ")")] ":" `command)
baz a | b | c
--| («commandBaz_|» "baz" [`a "|" `b "|" `c])
baz
--| («commandBaz_|» "baz" [])
#check a
--| (Command.check "#check" `a)
syntax "amb" term : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"amb\"")) (Syntax.cat `term [])] ":" `term)
syntax "amb" ident : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"amb\"")) (Syntax.cat `ident [])] ":" `term)
#check amb x
--| (Command.check "#check" (choice (termAmb__1 "amb" `x) (termAmb_ "amb" `x)))
syntax (name := amb3) (priority := high) "amc" term : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [(Command.namedName "(" "name" ":=" `amb3 ")")] [(Command.namedPrio "(" "priority" ":=" (prioHigh "high") ")")] [(Syntax.atom (str "\"amc\"")) (Syntax.cat `term [])] ":" `term)
syntax "amc" ident : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"amc\"")) (Syntax.cat `ident [])] ":" `term)
#check amc x
--| (Command.check "#check" (amb3 "amc" `x))
namespace Foo
--| (Command.namespace "namespace" `Foo)
scoped notation "scp" => f
--| (Command.notation [] [] (Term.attrKind [(Term.scoped "scoped")]) "notation" [] [] [] [(str "\"scp\"")] "=>" `f)
#check scp
--| (Command.check "#check" (Foo.termScp "scp"))
end Foo
--| (Command.end "end" [`Foo []])
#check scp
--| (Command.check "#check" `scp)
open Foo in
#check scp
--| (Command.in (Command.open "open" (Command.openSimple [`Foo])) "in" (Command.check "#check" (Foo.termScp "scp")))
section
--| (Command.section (Command.sectionHeader [] [] [] []) "section" [])
open Foo
--| (Command.open "open" (Command.openSimple [`Foo]))
#check scp
--| (Command.check "#check" (Foo.termScp "scp"))
end
--| (Command.end "end" [])
#check scp
--| (Command.check "#check" `scp)
section
--| (Command.section (Command.sectionHeader [] [] [] []) "section" [])
local infixl:70 " ⋆⋆ " => f
--| (Command.mixfix [] [] (Term.attrKind [(Term.local "local")]) (Command.infixl "infixl") (precedence ":" (num "70")) [] [] (str "\" ⋆⋆ \"") "=>" `f)
#check a ⋆⋆ b
--| (Command.check "#check" (_private.test.«term_⋆⋆_» `a "⋆⋆" `b))
end
--| (Command.end "end" [])
#check a ⋆⋆ b
--| (Command.check "#check" `a)
--|error| 60:9 expected token
declare_syntax_cat dsl
--| (Command.syntaxCat [] "declare_syntax_cat" `dsl [])
syntax num : dsl
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.cat `num [])] ":" `dsl)
syntax ident : dsl
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.cat `ident [])] ":" `dsl)
syntax dsl " <+> " dsl:10 : dsl
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.cat `dsl []) (Syntax.atom (str "\" <+> \"")) (Syntax.cat `dsl [(precedence ":" (num "10"))])] ":" `dsl)
syntax "[dsl|" dsl "]" : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"[dsl|\"")) (Syntax.cat `dsl []) (Syntax.atom (str "\"]\""))] ":" `term)
#check [dsl| 1 <+> x <+> 2]
--| (Command.check "#check" («term[dsl|_]» "[dsl|" («dsl_<+>_» (dsl_ (num "1")) "<+>" («dsl_<+>_» (dsl__1 `x) "<+>" (dsl_ (num "2")))) "]"))
#check `(dsl| 1 <+> $x)
--| (Command.check "#check" (Term.quot (dsl.quot "`(dsl|" («dsl_<+>_» (dsl_ (num "1")) "<+>" (dsl.pseudo.antiquot "$" [] `x [])) ")")))
#check `([dsl| $x <+> $y:num])
--| (Command.check "#check" (Term.quot "`(" («term[dsl|_]» "[dsl|" («dsl_<+>_» (dsl.pseudo.antiquot "$" [] `x []) "<+>" (dsl_ (num.antiquot "$" [] `y (antiquotName ":" "num")))) "]") ")"))
declare_syntax_cat dsl2 (behavior := both)
--| (Command.syntaxCat [] "declare_syntax_cat" `dsl2 ["(" "behavior" ":=" (Command.catBehaviorBoth "both") ")"])
syntax "kw" ident : dsl2
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"kw\"")) (Syntax.cat `ident [])] ":" `dsl2)
syntax ident : dsl2
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.cat `ident [])] ":" `dsl2)
syntax "[dsl2|" dsl2 "]" : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"[dsl2|\"")) (Syntax.cat `dsl2 []) (Syntax.atom (str "\"]\""))] ":" `term)
#check [dsl2| kw x]
--| (Command.check "#check" («term[dsl2|_]» "[dsl2|" (dsl2Kw_ "kw" `x) "]"))
#check [dsl2| kw]
--| (Command.check "#check" («term[dsl2|_]» "[dsl2|" (dsl2_ `kw) "]"))
#check kw
--| (Command.check "#check" `kw)
syntax myabbrev := "abc" (num <|> str)
--| (Command.syntaxAbbrev [] [] "syntax" `myabbrev ":=" [(Syntax.atom (str "\"abc\"")) (Syntax.paren "(" [(«stx_<|>_» (Syntax.cat `num []) "<|>" (Syntax.cat `str []))] ")")])
syntax "useabbrev" myabbrev,+ : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"useabbrev\"")) («stx_,+» (Syntax.cat `myabbrev []) ",+")] ":" `term)
#check useabbrev abc 1, abc "x"
--| (Command.check "#check" (termUseabbrev_ "useabbrev" [(myabbrev "abc" (num "1")) "," (myabbrev "abc" (str "\"x\""))]))
#check `(useabbrev $x:myabbrev,*)
--| (Command.check "#check" (Term.quot "`(" (termUseabbrev_ "useabbrev" [(sepBy.antiquot_suffix_splice (myabbrev.antiquot "$" [] `x (antiquotName ":" "myabbrev")) ",*")]) ")"))
#check `(useabbrev $[$x],*)
--| (Command.check "#check" (Term.quot "`(" (termUseabbrev_ "useabbrev" [(sepBy.antiquot_scope "$" [] "[" [(myabbrev.antiquot "$" [] `x [])] "]" ",*")]) ")"))
macro "mac" x:ident y:term : term => `($y)
--| (Command.macro [] [] (Term.attrKind []) "macro" [] [] [] [(Command.macroArg [] (Syntax.atom (str "\"mac\""))) (Command.macroArg [`x ":"] (Syntax.cat `ident [])) (Command.macroArg [`y ":"] (Syntax.cat `term []))] (Command.macroTail ":" `term "=>" (Command.macroRhs (Term.quot "`(" (term.pseudo.antiquot "$" [] `y []) ")"))))
#check mac a b c
--| (Command.check "#check" (termMac__ "mac" `a (Term.app `b [`c])))
macro "mac2" "(" ident ")" : term => `(1)
--| (Command.macro [] [] (Term.attrKind []) "macro" [] [] [] [(Command.macroArg [] (Syntax.atom (str "\"mac2\""))) (Command.macroArg [] (Syntax.atom (str "\"(\""))) (Command.macroArg [] (Syntax.cat `ident [])) (Command.macroArg [] (Syntax.atom (str "\")\"")))] (Command.macroTail ":" `term "=>" (Command.macroRhs (Term.quot "`(" (num "1") ")"))))
#check mac2 (a)
--| (Command.check "#check" («termMac2(_)» "mac2" "(" (group `a) ")"))
elab "el" x:term : command => pure ()
--| (Command.elab [] [] (Term.attrKind []) "elab" [] [] [] [(Command.macroArg [] (Syntax.atom (str "\"el\""))) (Command.macroArg [`x ":"] (Syntax.cat `term []))] (Command.elabTail ":" `command [] "=>" (Term.app `pure [(Term.tuple (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) [] ")")])))
el 1
--| (commandEl_ "el" (num "1"))
infix:50 " ≋ " => f
--| (Command.mixfix [] [] (Term.attrKind []) (Command.infix "infix") (precedence ":" (num "50")) [] [] (str "\" ≋ \"") "=>" `f)
#check a ≋ b + c
--| (Command.check "#check" («term_≋_» `a "≋" («term_+_» `b "+" `c)))
#check a ≋ b ≋ c
--| (Command.check "#check" («term_≋_» `a "≋" `b))
--|error| 89:13-89:14 unexpected token '≋'; expected command
prefix:100 "√" => f
--| (Command.mixfix [] [] (Term.attrKind []) (Command.prefix "prefix") (precedence ":" (num "100")) [] [] (str "\"√\"") "=>" `f)
#check √a + b
--| (Command.check "#check" («term_+_» («term√_» "√" `a) "+" `b))
postfix:max "!!" => f
--| (Command.mixfix [] [] (Term.attrKind []) (Command.postfix "postfix") (precedence ":" (precMax "max")) [] [] (str "\"!!\"") "=>" `f)
#check a!! b
--| (Command.check "#check" (Term.app `a!! [`b]))
#check f a!!
--| (Command.check "#check" (Term.app `f [`a!!]))
theorem foo : a := by
  intro x y
  exact a + b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.theorem "theorem" (Command.declId `foo []) (Command.declSig [] (Term.typeSpec ":" `a)) (Command.declValSimple ":=" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.intro "intro" [`x `y]) [] (Tactic.exact "exact" («term_+_» `a "+" `b))]))) (Termination.suffix [] []) [])))
example : a := by intro x
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] [(Term.typeSpec ":" `a)]) (Command.declValSimple ":=" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.intro "intro" [`x])]))) (Termination.suffix [] []) [])))
  rfl
--|error| 99:2-99:5 unexpected identifier; expected command
macro "mytac" t:term : tactic => `(tactic| exact $t)
--| (Command.macro [] [] (Term.attrKind []) "macro" [] [] [] [(Command.macroArg [] (Syntax.atom (str "\"mytac\""))) (Command.macroArg [`t ":"] (Syntax.cat `term []))] (Command.macroTail ":" `tactic "=>" (Command.macroRhs (Tactic.quot "`(tactic|" (Tactic.exact "exact" (term.pseudo.antiquot "$" [] `t [])) ")"))))
example : a := by
  mytac a b
  mytac c
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] [(Term.typeSpec ":" `a)]) (Command.declValSimple ":=" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(tacticMytac_ "mytac" (Term.app `a [`b])) [] (tacticMytac_ "mytac" `c)]))) (Termination.suffix [] []) [])))
syntax term " is " ident : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.cat `term []) (Syntax.atom (str "\" is \"")) (Syntax.cat `ident [])] ":" `term)
#check a is b
--| (Command.check "#check" (term_Is_ `a "is" `b))
#check a is 1
--| (Command.check "#check" (term_Is_ `a "is" <missing>))
--|error| 106:11-106:13 unexpected token; expected identifier
syntax:60 term:61 " ⊠ " term:60 : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [(precedence ":" (num "60"))] [] [] [(Syntax.cat `term [(precedence ":" (num "61"))]) (Syntax.atom (str "\" ⊠ \"")) (Syntax.cat `term [(precedence ":" (num "60"))])] ":" `term)
#check a ⊠ b ⊠ c
--| (Command.check "#check" («term_⊠_» `a "⊠" («term_⊠_» `b "⊠" `c)))
#check `(term| $a ⊠ $b)
--| (Command.check "#check" (Term.dynamicQuot "`(" `term "|" («term_⊠_» (term.pseudo.antiquot "$" [] `a []) "⊠" (term.pseudo.antiquot "$" [] `b [])) ")"))
#check foo!
--| (Command.check "#check" (termFoo!__ "foo!" <missing>))
--|error| 110:11-111:6 unexpected token 'syntax'; expected term
syntax "pos" withPosition(colGt ident)* : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"pos\"")) («stx_*» (Syntax.unary `withPosition "(" [(Syntax.cat `colGt []) (Syntax.cat `ident [])] ")") "*")] ":" `term)
syntax "indent" withPosition((colGe ident ";"?)*) : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"indent\"")) (Syntax.unary `withPosition "(" [(«stx_*» (Syntax.paren "(" [(Syntax.cat `colGe []) (Syntax.cat `ident []) (stx_? (Syntax.atom (str "\";\"")) "?")] ")") "*")] ")")] ":" `term)
#check indent a
              b; c
--| (Command.check "#check" («termIndent__;» "indent" [(group `a []) (group `b [";"]) (group `c [])]))
  d
--|error| 115:2-115:3 unexpected identifier; expected command
syntax "lk" !"zz" ident : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"lk\"")) (stx!_ "!" (Syntax.atom (str "\"zz\""))) (Syntax.cat `ident [])] ":" `term)
#check lk y
--| (Command.check "#check" (termLkZz_ "lk" `y))
#check lk zz
--| (Command.check "#check" (termLkZz_ "lk" `zz))
syntax "nw" noWs ident : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"nw\"")) (Syntax.cat `noWs []) (Syntax.cat `ident [])] ":" `term)
#check nwx
--| (Command.check "#check" `nwx)
syntax "opt" (" at " ident)? atomic(num " : ")? term : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"opt\"")) (stx_? (Syntax.paren "(" [(Syntax.atom (str "\" at \"")) (Syntax.cat `ident [])] ")") "?") (stx_? (Syntax.unary `atomic "(" [(Syntax.cat `num []) (Syntax.atom (str "\" : \""))] ")") "?") (Syntax.cat `term [])] ":" `term)
#check opt at x 1 : y
--| (Command.check "#check" («termOptAt__:_» "opt" ["at" `x] [(num "1") ":"] `y))
#check opt 1
--| (Command.check "#check" («termOptAt__:_» "opt" [] [] (num "1")))
syntax "grp" (ident ":" term),* : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"grp\"")) («stx_,*» (Syntax.paren "(" [(Syntax.cat `ident []) (Syntax.atom (str "\":\"")) (Syntax.cat `term [])] ")") ",*")] ":" `term)
#check grp a: 1, b: 2
--| (Command.check "#check" («termGrp_:_» "grp" [(group `a ":" (num "1")) "," (group `b ":" (num "2"))]))
#check `(grp $[$x:ident : $y],*)
--| (Command.check "#check" (Term.quot "`(" («termGrp_:_» "grp" [(sepBy.antiquot_scope "$" [] "[" [(group (ident.antiquot "$" [] `x (antiquotName ":" "ident")) ":" (term.pseudo.antiquot "$" [] `y []))] "]" ",*")]) ")"))
