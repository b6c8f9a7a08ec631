-- test: syntax
-- grammar: builtin
#check x.1.2.y.03
--| (Command.check "#check" (Term.completion (Term.proj (Term.proj (Term.proj `x "." (fieldIdx "1")) "." (fieldIdx "2")) "." `y) "."))
--|error| 3:15-3:17 unexpected token; expected command
#check 1.a 1..2 1...3 1.5.2
--| (Command.check "#check" <missing>)
--|error| 4:7 unexpected identifier after decimal point; consider parenthesizing the number
#check 0x1F_0 0XAB 0b1_01 0B11 0o17 0O7 1_000 1__0 1.2_3e+4 1E5 1e-5 2.e3
--| (Command.check "#check" (Term.app (num "0x1F_0") [(num "0XAB") (num "0b1_01") (num "0B11") (num "0o17") (num "0O7") (num "1_000") (num "1__0") (scientific "1.2_3e+4") (scientific "1E5") (scientific "1e-5") (scientific "2.e3")]))
#check "a\
    b\x41\u0041\n\t\\\"\'\r" "" "α β" "multi
line"
--| (Command.check "#check" (Term.app (str "\"a\\\n    b\\x41\\u0041\\n\\t\\\\\\\"\\'\\r\"") [(str "\"\"") (str "\"α β\"") (str "\"multi\nline\"")]))
#check r"a\" r##"b"#c"## r#""# r"" rx r#x
--| (Command.check "#check" (Term.app (str "r\"a\\\"") [(str "r##\"b\"#c\"##") (str "r#\"\"#") (str "r\"\"") `rx `r]))
--|error| 9:39 expected token
#check '\'' '\\' '\n' '\x41' '"' 'α' x' x'' f''
--| (Command.check "#check" (Term.app (char "'\\''") [(char "'\\\\'") (char "'\\n'") (char "'\\x41'") (char "'\"'") (char "'α'") `x' `x'' `f'']))
#check a--comment
--| (Command.check "#check" `a)
#check a/-c-/b/- d /- e -/ f-/c /---/
--| (Command.check "#check" (Term.app `a [`b `c]))
--| (Command.binderPredicate [(Command.docComment "/--" "-/")] [] [(Term.attrKind [])] <missing>)
--|error| 12:37-13:6 unexpected token '#check'; expected 'abbrev', 'add_decl_doc', 'axiom', 'binder_predicate', 'builtin_initialize', 'class', 'coinductive', 'declare_syntax_cat', 'def', 'elab', 'elab_rules', 'example', 'inductive', 'infix', 'infixl', 'infixr', 'initialize', 'instance', 'macro', 'macro_rules', 'notation', 'opaque', 'postfix', 'prefix', 'recommended_spelling', 'register_error_explanation', 'register_tactic_tag', 'structure', 'syntax', 'tactic_extension' or 'theorem'
#check a -- b
  c
--| (Command.check "#check" (Term.app `a [`c]))
#check α.β γδ x₁ x'y a!b? _a _ _.b ℕ 𝔸 éa ñ
--| (Command.check "#check" (Term.app `α.β [`γδ `x₁ `x'y `a!b? `_a (Term.hole "_") `_.b `ℕ `𝔸 `éa `ñ]))
#check λ x => y
--| (Command.check "#check" (Term.fun "λ" (Term.basicFun [`x] [] "=>" `y)))
#check κύκλος
--| (Command.check "#check" `κύκ)
--|error| 17:10-17:11 unexpected token 'λ'; expected command
#where
--| (Command.where "#where")
#check Ж
--| (Command.check "#check" <missing>)
--|error| 19:7 expected token
#where
--| (Command.where "#where")
#check «a b».c a.«b.c».d «x» «» «λ»
--| (Command.check "#check" (Term.app `«a b».c [`a.«b.c».d `x `«» `«λ»]))
#check `a.b.c `«a b».c ``a.b `_x
--| (Command.check "#check" (Term.app (Term.quotedName (name "`a.b.c")) [(Term.quotedName (name "`«a b».c")) (Term.doubleQuotedName "`" "`" `a.b) (Term.quotedName (name "`_x"))]))
#check a.b.c.d a.b .c a. b
--| (Command.check "#check" (Term.app `a.b.c.d [`a.b (Term.dotIdent "." `c) (Term.completion `a ".") `b]))
#where
--| (Command.where "#where")
#check x?.y x!.z
--| (Command.check "#check" (Term.app `x?.y [`x!.z]))
#check a'b.c'
--| (Command.check "#check" `a'b.c')
#check fun_ funx «fun» fun.x x.fun
--| (Command.check "#check" (Term.app `fun_ [`funx `fun `fun.x `x.fun]))
#check @x.y ?x.y
--| (Command.check "#check" (Term.app (Term.explicit "@" `x.y) [(Term.syntheticHole "?" `x.y)]))
#check a->b a→b a<-b a←b
--| (Command.check "#check" (Term.arrow `a "->" (Term.arrow (Term.app `b [`a]) "→" (Term.app `b [`a]))))
--|error| 29:17-29:19 unexpected token '<-'; expected command
#where
--| (Command.where "#where")
#check ..a
--| (Command.check "#check" <missing>)
--|error| 31:6-31:9 unexpected token '..'; expected term
#where
--| (Command.where "#where")
#check a.{u}.b
--| (Command.check "#check" (Term.proj (Term.explicitUniv `a ".{" [`u] "}") "." `b))
#check (.a) (.5) x.5
--| (Command.check "#check" (Term.app (Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.dotIdent "." `a) ")") [(Term.paren (Term.hygienicLParen "(" (hygieneInfo `[anonymous])) (Term.cdot "." (hygieneInfo `[anonymous])) <missing>)]))
--|error| 34:14-34:15 unexpected token; expected ')', ',' or ':'
#where
--| (Command.where "#where")
#check "a\q"
--| (Command.check "#check" <missing>)
--|error| 36:10 invalid escape sequence
#where
#check "a\x4g"
#where
#check "a\
 
b"
#where
#check "a\ b"
#where
#check 'ab'
#where
#check ''
#where
#check '\q'
#where
--| (Command.where "#where")
#check 0x
--| (Command.check "#check" <missing>)
--|error| 52:9 unexpected character; expected hexadecimal number
#where
--| (Command.where "#where")
#check 0b12
--| (Command.check "#check" (num "0b1"))
--|error| 54:10-54:11 unexpected token; expected command
#where
--| (Command.where "#where")
#check 0b2
--| (Command.check "#check" <missing>)
--|error| 56:9 unexpected character; expected binary number
#where
--| (Command.where "#where")
#check 1e
--| (Command.check "#check" <missing>)
--|error| 58:8 missing exponent digits in scientific literal
#where
--| (Command.where "#where")
#check 1e+
--| (Command.check "#check" <missing>)
--|error| 60:8 missing exponent digits in scientific literal
#where
--| (Command.where "#where")
#check 1_
--| (Command.check "#check" <missing>)
--|error| 62:9 unexpected character; expected decimal number
#where
--| (Command.where "#where")
#check 0x_
--| (Command.check "#check" <missing>)
--|error| 64:10 unexpected character; expected hexadecimal number
#where
--| (Command.where "#where")
#check x.0
--| (Command.check "#check" (Term.completion `x "."))
--|error| 66:9-66:10 unexpected token; expected command
#where
--| (Command.where "#where")
#check `
--| (Command.check "#check" (Term.precheckedQuot "`" (Term.quot <missing>)))
#where
--| (Command.where "#where")
--|error| 69:0 expected '`(' or no space before
#check `1
--| (Command.check "#check" (Term.precheckedQuot "`" (Term.quot <missing>)))
--|error| 70:8 '`'; expected '`('
#where
--| (Command.where "#where")
#check ☃
--| (Command.check "#check" <missing>)
--|error| 72:7 expected token
#where
--| (Command.where "#where")
#check a	b
--| (Command.check "#check" `a)
--|error| 74:8 tabs are not allowed; please configure your editor to expand them
#where
--| (Command.where "#where")
#check a'
--| (Command.check "#check" `a')
#check f (	x)
--| (Command.check "#check" `f)
--| "("
--|error| 77:10 tabs are not allowed; please configure your editor to expand them
#where
--| (Command.where "#where")
-- 	tab in a comment
/- 	tab -/
#check "	"
--| (Command.check "#check" (str "\"\t\""))
#check «a
b»
--| (Command.check "#check" `«a
--| b»)
#check «abc
--| (Command.check "#check" <missing>)
--|error| 84:8 unterminated identifier escape
