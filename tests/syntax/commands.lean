-- test: syntax
-- grammar: builtin

universe u v w
--| (Command.universe "universe" [`u `v `w])
variable {α β : Type} [i : C α] ⦃x⦄
--| (Command.variable "variable" [(Term.implicitBinder "{" [`α `β] [":" (Term.type "Type" [])] "}") (Term.instBinder "[" [`i ":"] (Term.app `C [`α]) "]") (Term.strictImplicitBinder "⦃" [`x] [] "⦄")])
namespace A.B
--| (Command.namespace "namespace" `A.B)
section foo
--| (Command.section (Command.sectionHeader [] [] [] []) "section" [`foo])
end foo
--| (Command.end "end" [`foo []])
public section
--| (Command.section (Command.sectionHeader [] ["public"] [] []) "section" [])
@[expose] public meta section
--| (Command.section (Command.sectionHeader ["@[" "expose" "]"] ["public"] [] ["meta"]) "section" [])
end
--| (Command.end "end" [])
noncomputable section
--| (Command.section (Command.sectionHeader [] [] ["noncomputable"] []) "section" [])
end
--| (Command.end "end" [])
end A.B
--| (Command.end "end" [`A.B []])
open A hiding b c
--| (Command.open "open" (Command.openHiding `A "hiding" [`b `c]))
open A renaming a → b, c -> d
--| (Command.open "open" (Command.openRenaming `A "renaming" [(Command.openRenamingItem `a "→" `b) "," (Command.openRenamingItem `c "->" `d)]))
open A (a b)
--| (Command.open "open" (Command.openOnly `A "(" [`a `b] ")"))
open scoped A B
--| (Command.open "open" (Command.openScoped "scoped" [`A `B]))
open A B in
open C in #check a
--| (Command.in (Command.open "open" (Command.openSimple [`A `B])) "in" (Command.in (Command.open "open" (Command.openSimple [`C])) "in" (Command.check "#check" `a)))
export A (a b)
--| (Command.export "export" `A "(" [`a `b] ")")
set_option a.b true
--| (Command.set_option "set_option" `a.b [] "true")
set_option a.b "x" in #check a
--| (Command.in (Command.set_option "set_option" `a.b [] (str "\"x\"")) "in" (Command.check "#check" `a))
set_option a.b 3
--| (Command.set_option "set_option" `a.b [] (num "3"))
set_option a. 
--| (Command.set_option "set_option" `a ["." <missing>])
attribute [simp, local inline, -foo] a b.c
--| (Command.attribute "attribute" "[" [(Term.attrInstance (Term.attrKind []) (Attr.simple `simp [])) "," (Term.attrInstance (Term.attrKind [(Term.local "local")]) (Attr.simple `inline [])) "," (Command.eraseAttr "-" `foo)] "]" [`a `b.c])
--|error| 26:0 expected no space before
attribute [scoped instance 100, default_instance 5, specialize a 1, extern "c" , extern 3 inline "d", recursor 4, export foo, macro bar, class, tactic_alt x] y
--| (Command.attribute "attribute" "[" [(Term.attrInstance (Term.attrKind [(Term.scoped "scoped")]) (Attr.instance "instance" [(num "100")])) "," (Term.attrInstance (Term.attrKind []) (Attr.default_instance "default_instance" [(num "5")])) "," (Term.attrInstance (Term.attrKind []) (Attr.specialize "specialize" [`a (num "1")])) "," (Term.attrInstance (Term.attrKind []) (Attr.extern "extern" [(Attr.externEntry [] [] (str "\"c\""))])) "," (Term.attrInstance (Term.attrKind []) (Attr.extern "extern" []))] <missing>)
--| (Command.export "export" `foo <missing>)
--| (Command.macro [] [] (Term.attrKind []) "macro" [] [] [] [(Command.macroArg [] (Syntax.cat `bar []))] (Command.macroTail <missing>))
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.structure (Command.classTk "class") (Command.declId <missing>)))
--|error| 27:87-27:89 unexpected token; expected ']'
--|error| 27:124-27:125 unexpected token ','; expected '('
--|error| 27:135-27:136 unexpected token ','; expected ':'
--|error| 27:142-27:143 unexpected token ','; expected identifier
@[simp 100] theorem a.{u, v} : b := c
--| (Command.declaration (Command.declModifiers [] [(Term.attributes "@[" [(Term.attrInstance (Term.attrKind []) (Attr.simple `simp [(num "100")]))] "]")] [] [] [] [] []) (Command.theorem "theorem" (Command.declId `a [".{" [`u "," `v] "}"]) (Command.declSig [] (Term.typeSpec ":" `b)) (Command.declValSimple ":=" `c (Termination.suffix [] []) [])))
@[reducible] protected noncomputable unsafe def x := 1
--| (Command.declaration (Command.declModifiers [] [(Term.attributes "@[" [(Term.attrInstance (Term.attrKind []) (Attr.simple `reducible []))] "]")] [] [(Command.protected "protected")] [(Command.noncomputable "noncomputable")] [(Command.unsafe "unsafe")] []) (Command.definition "def" (Command.declId `x []) (Command.optDeclSig [] []) (Command.declValSimple ":=" (num "1") (Termination.suffix [] []) []) []))
@[a, b] public meta partial def x := 1
--| (Command.declaration (Command.declModifiers [] [(Term.attributes "@[" [(Term.attrInstance (Term.attrKind []) (Attr.simple `a [])) "," (Term.attrInstance (Term.attrKind []) (Attr.simple `b []))] "]")] [(Command.public "public")] [] [(Command.meta "meta")] [] [(Command.partial "partial")]) (Command.definition "def" (Command.declId `x []) (Command.optDeclSig [] []) (Command.declValSimple ":=" (num "1") (Termination.suffix [] []) []) []))
private nonrec def x := 1
--| (Command.declaration (Command.declModifiers [] [] [(Command.private "private")] [] [] [] [(Command.nonrec "nonrec")]) (Command.definition "def" (Command.declId `x []) (Command.optDeclSig [] []) (Command.declValSimple ":=" (num "1") (Termination.suffix [] []) []) []))
/-- doc
  more -/
def a : b
| 0, 1 => 2
| _, _ => 3
where
  f x := 1
  g | 0 => 1
termination_by x => y
--| (Command.declaration (Command.declModifiers [(Command.docComment "/--" "doc\n  more -/")] [] [] [] [] [] []) (Command.definition "def" (Command.declId `a []) (Command.optDeclSig [] [(Term.typeSpec ":" `b)]) (Command.declValEqns (Term.matchAltsWhereDecls (Term.matchAlts [(Term.matchAlt "|" [[(num "0") "," (num "1")]] "=>" (num "2")) (Term.matchAlt "|" [[(Term.hole "_") "," (Term.hole "_")]] "=>" (num "3"))]) (Termination.suffix [] []) [(Term.whereDecls "where" [(Term.letRecDecl [] [] (Term.letDecl (Term.letIdDecl (Term.letId `f) [`x] [] ":=" (num "1"))) (Termination.suffix [] [])) [] (Term.letRecDecl [] [] (Term.letDecl (Term.letEqnsDecl (Term.letId `g) [] [] (Term.matchAlts [(Term.matchAlt "|" [[(num "0")]] "=>" (num "1"))]))) (Termination.suffix [(Termination.terminationBy "termination_by" [] [[`x] "=>"] `y)] []))] [])])) []))
abbrev a := b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.abbrev "abbrev" (Command.declId `a []) (Command.optDeclSig [] []) (Command.declValSimple ":=" `b (Termination.suffix [] []) [])))
opaque a : b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.opaque "opaque" (Command.declId `a []) (Command.declSig [] (Term.typeSpec ":" `b)) []))
opaque a : b := c
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.opaque "opaque" (Command.declId `a []) (Command.declSig [] (Term.typeSpec ":" `b)) [(Command.declValSimple ":=" `c (Termination.suffix [] []) [])]))
axiom a.{u} (x : b) : c
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.axiom "axiom" (Command.declId `a [".{" [`u] "}"]) (Command.declSig [(Term.explicitBinder "(" [`x] [":" `b] [] ")")] (Term.typeSpec ":" `c))))
example : a := b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] [(Term.typeSpec ":" `a)]) (Command.declValSimple ":=" `b (Termination.suffix [] []) [])))
example (a : b) : c where
  x := 1
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [(Term.explicitBinder "(" [`a] [":" `b] [] ")")] [(Term.typeSpec ":" `c)]) (Command.whereStructInst "where" (Term.structInstFields [(Term.structInstField (Term.structInstLVal `x []) [[] [] (Term.structInstFieldDef ":=" [] (num "1"))])]) [])))
instance (priority := 10) foo : A where
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.instance (Term.attrKind []) "instance" [(Command.namedPrio "(" "priority" ":=" (num "10") ")")] [(Command.declId `foo [])] (Command.declSig [] (Term.typeSpec ":" `A)) (Command.whereStructInst "where" (Term.structInstFields []) [])))
instance : A := B
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.instance (Term.attrKind []) "instance" [] [] (Command.declSig [] (Term.typeSpec ":" `A)) (Command.declValSimple ":=" `B (Termination.suffix [] []) [])))
scoped instance : A := B
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.instance (Term.attrKind [(Term.scoped "scoped")]) "instance" [] [] (Command.declSig [] (Term.typeSpec ":" `A)) (Command.declValSimple ":=" `B (Termination.suffix [] []) [])))
def f (x : Nat) (h : a := by foo) : T := b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `f []) (Command.optDeclSig [(Term.explicitBinder "(" [`x] [":" `Nat] [] ")") (Term.explicitBinder "(" [`h] [":" `a] [(Term.binderTactic ":=" "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `foo <missing>)])))])])))
--|error| 51:30 unknown tactic
  termination_by structural x => y
  decreasing_by
    all
def f := a
  partial_fixpoint
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `f []) (Command.optDeclSig [] []) (Command.declValSimple ":=" `a (Termination.suffix [(Termination.partialFixpoint "partial_fixpoint" [])] []) []) []))
def f := a partial_fixpoint monotonicity b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `f []) (Command.optDeclSig [] []) (Command.declValSimple ":=" `a (Termination.suffix [(Termination.partialFixpoint "partial_fixpoint" ["monotonicity" `b])] []) []) []))
def f := a termination_by?
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `f []) (Command.optDeclSig [] []) (Command.declValSimple ":=" `a (Termination.suffix [(Termination.terminationBy? "termination_by?")] []) []) []))
def f := g where
  g := 1
  h x : T := 2
  finally
  | foo => bar
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `f []) (Command.optDeclSig [] []) (Command.declValSimple ":=" `g (Termination.suffix [] []) [(Term.whereDecls "where" [(Term.letRecDecl [] [] (Term.letDecl (Term.letIdDecl (Term.letId `g) [] [] ":=" (num "1"))) (Termination.suffix [] [])) [] (Term.letRecDecl [] [] (Term.letDecl (Term.letIdDecl (Term.letId `h) [`x] [(Term.typeSpec ":" `T)] ":=" (num "2"))) (Termination.suffix [] [])) []] [(Term.whereFinally "finally" [] [(Term.whereFinallySubsection "|" `foo "=>" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `bar <missing>)])))])])])))
--|error| 63:12 unknown tactic
def f := a deriving B, C
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `f []) (Command.optDeclSig [] []) (Command.declValSimple ":=" `a (Termination.suffix [] []) []) ["deriving" [(Command.derivingClass [] `B) "," (Command.derivingClass [] `C)]]))
inductive A.{u} (α : Type u) : Type u
| a
| b : A → A
| /-- d -/ protected c {x} (y : z) : T
deriving B, C
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.inductive "inductive" (Command.declId `A [".{" [`u] "}"]) (Command.optDeclSig [(Term.explicitBinder "(" [`α] [":" (Term.type "Type" [`u])] [] ")")] [(Term.typeSpec ":" (Term.type "Type" [`u]))]) [] [(Command.ctor [] "|" (Command.declModifiers [] [] [] [] [] [] []) `a (Command.optDeclSig [] [])) (Command.ctor [] "|" (Command.declModifiers [] [] [] [] [] [] []) `b (Command.optDeclSig [] [(Term.typeSpec ":" (Term.arrow `A "→" `A))])) (Command.ctor [] "|" (Command.declModifiers [(Command.docComment "/--" "d -/")] [] [] [(Command.protected "protected")] [] [] []) `c (Command.optDeclSig [(Term.implicitBinder "{" [`x] [] "}") (Term.explicitBinder "(" [`y] [":" `z] [] ")")] [(Term.typeSpec ":" `T)]))] [] (Command.optDeriving ["deriving" [(Command.derivingClass [] `B) "," (Command.derivingClass [] `C)]])))
inductive A where
with
  a : b
  | c => d
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.inductive "inductive" (Command.declId `A []) (Command.optDeclSig [] []) ["where"] [] [(Command.computedFields "with" [(Command.computedField (Command.declModifiers [] [] [] [] [] [] []) `a ":" `b (Term.matchAlts [(Term.matchAlt "|" [[`c]] "=>" `d)]))])] (Command.optDeriving [])))
coinductive A : Prop where | a
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.coinductive "coinductive" (Command.declId `A []) (Command.optDeclSig [] [(Term.typeSpec ":" (Term.prop "Prop"))]) ["where"] [(Command.ctor [] "|" (Command.declModifiers [] [] [] [] [] [] []) `a (Command.optDeclSig [] []))] [] (Command.optDeriving [])))
class inductive A | a
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.classInductive (group "class" "inductive") (Command.declId `A []) (Command.optDeclSig [] []) [] [(Command.ctor [] "|" (Command.declModifiers [] [] [] [] [] [] []) `a (Command.optDeclSig [] []))] (Command.optDeriving [])))
structure A (x : b) : Type extends B, C : D where
  private mk ::
  /-- doc -/
  x y : T
  (a b : T := 3)
  {c : d}
  [e : f]
  g : T := by foo
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.structure (Command.structureTk "structure") (Command.declId `A []) (Command.optDeclSig [(Term.explicitBinder "(" [`x] [":" `b] [] ")")] [(Term.typeSpec ":" (Term.type "Type" []))]) [(Command.extends "extends" [(Command.structParent [] `B) "," (Command.structParent [`C ":"] `D)] [])] ["where" [(Command.structCtor (Command.declModifiers [] [] [(Command.private "private")] [] [] [] []) `mk [] "::")] (Command.structFields [(Command.structSimpleBinder (Command.declModifiers [(Command.docComment "/--" "doc -/")] [] [] [] [] [] []) `x (Command.optDeclSig [`y] [(Term.typeSpec ":" `T)]) []) (Command.structExplicitBinder (Command.declModifiers [] [] [] [] [] [] []) "(" [`a `b] (Command.optDeclSig [] [(Term.typeSpec ":" `T)]) [(Term.binderDefault ":=" (num "3"))] ")") (Command.structImplicitBinder (Command.declModifiers [] [] [] [] [] [] []) "{" [`c] (Command.declSig [] (Term.typeSpec ":" `d)) "}") (Command.structInstBinder (Command.declModifiers [] [] [] [] [] [] []) "[" [`e] (Command.declSig [] (Term.typeSpec ":" `f)) "]") (Command.structSimpleBinder (Command.declModifiers [] [] [] [] [] [] []) `g (Command.optDeclSig [] [(Term.typeSpec ":" `T)]) [(Term.binderTactic ":=" "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `foo <missing>)])))])])]))
--|error| 83:15 unknown tactic
  h := 3
deriving B
--| (Command.deriving "deriving" <missing>)
--|error| 85:8-85:10 unexpected identifier; expected 'instance'
structure A
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.structure (Command.structureTk "structure") (Command.declId `A []) (Command.optDeclSig [] []) [] [] (Command.optDeriving [])))
structure A where
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.structure (Command.structureTk "structure") (Command.declId `A []) (Command.optDeclSig [] []) [] ["where" [] (Command.structFields [])] (Command.optDeriving [])))
class A (x : outParam b) extends C x where
  f : g
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.structure (Command.classTk "class") (Command.declId `A []) (Command.optDeclSig [(Term.explicitBinder "(" [`x] [":" (Term.app `outParam [`b])] [] ")")] []) [(Command.extends "extends" [(Command.structParent [] (Term.app `C [`x]))] [])] ["where" [] (Command.structFields [(Command.structSimpleBinder (Command.declModifiers [] [] [] [] [] [] []) `f (Command.optDeclSig [] [(Term.typeSpec ":" `g)]) [])])] (Command.optDeriving [])))
deriving instance A, B for C, D
--| (Command.deriving "deriving" "instance" [(Command.derivingClass [] `A) "," (Command.derivingClass [] `B)] "for" [`C "," `D])
mutual
def a := b
inductive c
end
--| (Command.mutual "mutual" [(Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `a []) (Command.optDeclSig [] []) (Command.declValSimple ":=" `b (Termination.suffix [] []) []) [])) (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.inductive "inductive" (Command.declId `c []) (Command.optDeclSig [] []) [] [] [] (Command.optDeriving [])))] "end")
initialize foo : T ← bar
--| (Command.initialize (Command.declModifiers [] [] [] [] [] [] []) (Command.initializeKeyword "initialize") [`foo (Term.typeSpec ":" `T) "←"] (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `bar) [])]))
builtin_initialize
  a
  b
--| (Command.initialize (Command.declModifiers [] [] [] [] [] [] []) (Command.initializeKeyword "builtin_initialize") [] (Term.doSeqIndent [(Term.doSeqItem (Term.doExpr `a) []) (Term.doSeqItem (Term.doExpr `b) [])]))
#check a
--| (Command.check "#check" `a)
#check_failure a
--| (Command.check_failure "#check_failure" `a)
#eval a
--| (Command.eval "#eval" `a)
#eval! a
--| (Command.evalBang "#eval!" `a)
#synth a
--| (Command.synth "#synth" `a)
#print a
--| (Command.print "#print" `a)
#print "a"
--| (Command.print "#print" (str "\"a\""))
#print axioms a
--| (Command.printAxioms "#print" "axioms" `a)
#print sig a
--| (Command.printSig "#print" "sig" `a)
#print equations a
--| (Command.printEqns "#print" "equations" `a)
#print eqns a
--| (Command.printEqns "#print" "eqns" `a)
#print tactic tags
--| (Command.printTacTags "#print" "tactic" "tags")
#where
--| (Command.where "#where")
#version
--| (Command.version "#version")
#with_exporting #check a
--| (Command.withExporting "#with_exporting" (Command.check "#check" `a))
#import_path a
--| (Command.importPath "#import_path" `a)
assert_not_exists a b
--| (Command.assertNotExists "assert_not_exists" [`a `b])
assert_not_imported a b
--| (Command.assertNotImported "assert_not_imported" [`a `b])
#check_assertions!
--| (Command.checkAssertions "#check_assertions" ["!"])
init_quot
--| (Command.init_quot "init_quot")
docs_to_verso a, b
--| (Command.docs_to_verso "docs_to_verso" [`a "," `b])
include a b
--| (Command.include "include" [`a `b])
omit a [b] 
--| (Command.omit "omit" [`a (Term.instBinder "[" [] `b "]")])
/-- x -/ add_decl_doc a
--| (Command.addDocString (Command.docComment "/--" "x -/") "add_decl_doc" `a)
/-- x -/ register_tactic_tag a "b"
--| (Command.register_tactic_tag [(Command.docComment "/--" "x -/")] "register_tactic_tag" `a (str "\"b\""))
tactic_extension a
--| (Command.tactic_extension [] "tactic_extension" `a)
recommended_spelling "a" for "b" in [c, «d»]
--| (Command.recommended_spelling [] "recommended_spelling" (str "\"a\"") "for" (str "\"b\"") "in" "[" [`c "," `d] "]")
gen_injective_theorems% a
--| (Command.genInjectiveTheorems "gen_injective_theorems%" `a)
with_weak_namespace a def b := c
--| (Command.withWeakNamespace "with_weak_namespace" `a (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `b []) (Command.optDeclSig [] []) (Command.declValSimple ":=" `c (Termination.suffix [] []) []) [])))
/-! module doc -/
--| (Command.moduleDoc "/-!" "module doc -/")
/-- -/ register_error_explanation a.b {}
--| (Command.registerErrorExplanationStx (Command.docComment "/--" "-/") "register_error_explanation" `a.b (Term.structInst "{" [] (Term.structInstFields []) (Term.optEllipsis []) [] "}"))
grind_pattern a => b, c
  where
  x =/= y
  size a < 3
--| (Command.grindPattern (Term.attrKind []) "grind_pattern" [] `a "=>" [`b "," `c] [(Command.grindPatternCnstrs "where" [(Command.GrindCnstr.notDefEq `x "=/=" `y []) (Command.GrindCnstr.sizeLt "size" `a "<" (num "3") [])])])
init_grind_norm a b | c
--| (Command.initGrindNorm "init_grind_norm" [`a `b] "|" [`c])
syntax (name := a) (priority := 10) "b" term : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [(Command.namedName "(" "name" ":=" `a ")")] [(Command.namedPrio "(" "priority" ":=" (num "10") ")")] [(Syntax.atom (str "\"b\"")) (Syntax.cat `term [])] ":" `term)
syntax:10 "b" term:10,+ : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [(precedence ":" (num "10"))] [] [] [(Syntax.atom (str "\"b\"")) (Syntax.cat `term [(precedence ":" (num "10"))])] <missing>)
--|error| 136:21-136:22 unexpected token ','; expected ':'
@[simp] scoped syntax "b" (a)? : tactic
--| (Command.syntax [] [(Term.attributes "@[" [(Term.attrInstance (Term.attrKind []) (Attr.simple `simp []))] "]")] (Term.attrKind [(Term.scoped "scoped")]) "syntax" [] [] [] [(Syntax.atom (str "\"b\"")) (Syntax.paren "(" [(Syntax.cat `a [])] ")")] <missing>)
--|error| 137:29-137:30 unexpected token '?'; expected ':'
syntax foo := "a" ident
--| (Command.syntaxAbbrev [] [] "syntax" `foo ":=" [(Syntax.atom (str "\"a\"")) (Syntax.cat `ident [])])
syntax "a" sepBy(b, ", ") sepBy1(c, ";", "; ", allowTrailingSep) &"d" many(e) orelse(a, b) unicode("≥", ">=") unicode("≥", ">=", preserveForPP) : term
--| (Command.syntax [] [] (Term.attrKind []) "syntax" [] [] [] [(Syntax.atom (str "\"a\"")) (Syntax.sepBy "sepBy(" [(Syntax.cat `b [])] "," (str "\", \"") [] [] ")") (Syntax.sepBy1 "sepBy1(" [(Syntax.cat `c [])] "," (str "\";\"") ["," [(Syntax.atom (str "\"; \""))]] ["," "allowTrailingSep"] ")") (Syntax.nonReserved "&" (str "\"d\"")) (Syntax.unary `many "(" [(Syntax.cat `e [])] ")") (Syntax.binary `orelse "(" [(Syntax.cat `a [])] "," [(Syntax.cat `b [])] ")") (Syntax.unicodeAtom "unicode(" (str "\"≥\"") "," (str "\">=\"") [] ")") (Syntax.unicodeAtom "unicode(" (str "\"≥\"") "," (str "\">=\"") ["," "preserveForPP"] ")")] ":" `term)
declare_syntax_cat foo
--| (Command.syntaxCat [] "declare_syntax_cat" `foo [])
declare_syntax_cat foo (behavior := both)
--| (Command.syntaxCat [] "declare_syntax_cat" `foo ["(" "behavior" ":=" (Command.catBehaviorBoth "both") ")"])
notation "a" => b
--| (Command.notation [] [] (Term.attrKind []) "notation" [] [] [] [(str "\"a\"")] "=>" `b)
notation:10 (name := a) "a" x:10 y "b" z => c
--| (Command.notation [] [] (Term.attrKind []) "notation" [(precedence ":" (num "10"))] [(Command.namedName "(" "name" ":=" `a ")")] [] [(str "\"a\"") (Command.identPrec `x [(precedence ":" (num "10"))]) (Command.identPrec `y []) (str "\"b\"") (Command.identPrec `z [])] "=>" `c)
local infixl:10 " a " => b
--| (Command.mixfix [] [] (Term.attrKind [(Term.local "local")]) (Command.infixl "infixl") (precedence ":" (num "10")) [] [] (str "\" a \"") "=>" `b)
infix:10 (priority := 5) " a " => b
--| (Command.mixfix [] [] (Term.attrKind []) (Command.infix "infix") (precedence ":" (num "10")) [] [(Command.namedPrio "(" "priority" ":=" (num "5") ")")] (str "\" a \"") "=>" `b)
prefix:max "a" => b
--| (Command.mixfix [] [] (Term.attrKind []) (Command.prefix "prefix") (precedence ":" <missing>))
--|error| 146:7-146:10 unexpected identifier; expected prec
postfix:10 "a" => b
--| (Command.mixfix [] [] (Term.attrKind []) (Command.postfix "postfix") (precedence ":" (num "10")) [] [] (str "\"a\"") "=>" `b)
infixr:20 (name := c) " a " => b
--| (Command.mixfix [] [] (Term.attrKind []) (Command.infixr "infixr") (precedence ":" (num "20")) [(Command.namedName "(" "name" ":=" `c ")")] [] (str "\" a \"") "=>" `b)
macro "a" x:term:10 "b" : term => `(c)
--| (Command.macro [] [] (Term.attrKind []) "macro" [] [] [] [(Command.macroArg [] (Syntax.atom (str "\"a\""))) (Command.macroArg [`x ":"] (Syntax.cat `term [(precedence ":" (num "10"))])) (Command.macroArg [] (Syntax.atom (str "\"b\"")))] (Command.macroTail ":" `term "=>" (Command.macroRhs (Term.quot "`(" `c ")"))))
macro (name := a) (priority := 10) "b" : term => do
  return x
--| (Command.macro [] [] (Term.attrKind []) "macro" [] [(Command.namedName "(" "name" ":=" `a ")")] [(Command.namedPrio "(" "priority" ":=" (num "10") ")")] [(Command.macroArg [] (Syntax.atom (str "\"b\"")))] (Command.macroTail ":" `term "=>" (Command.macroRhs (Term.do "do" (Term.doSeqIndent [(Term.doSeqItem (Term.doReturn "return" [`x]) [])])))))
macro_rules | `(a) => `(b) | `(c) => d
--| (Command.macro_rules [] [] (Term.attrKind []) "macro_rules" [] (Term.matchAlts [(Term.matchAlt "|" [[(Term.quot "`(" `a ")")]] "=>" (Term.quot "`(" `b ")")) (Term.matchAlt "|" [[(Term.quot "`(" `c ")")]] "=>" `d)]))
macro_rules (kind := foo) | `(a) => b
--| (Command.macro_rules [] [] (Term.attrKind []) "macro_rules" ["(" "kind" ":=" `foo ")"] (Term.matchAlts [(Term.matchAlt "|" [[(Term.quot "`(" `a ")")]] "=>" `b)]))
elab "a" b:ident : term <= c => d
--| (Command.elab [] [] (Term.attrKind []) "elab" [] [] [] [(Command.macroArg [] (Syntax.atom (str "\"a\""))) (Command.macroArg [`b ":"] (Syntax.cat `ident []))] (Command.elabTail ":" `term ["<=" `c] "=>" `d))
elab "a" : command => b
--| (Command.elab [] [] (Term.attrKind []) "elab" [] [] [] [(Command.macroArg [] (Syntax.atom (str "\"a\"")))] (Command.elabTail ":" `command [] "=>" `b))
elab_rules : term | `(a) => b
--| (Command.elab_rules [] [] (Term.attrKind []) "elab_rules" [] [":" `term] [] (Term.matchAlts [(Term.matchAlt "|" [[(Term.quot "`(" `a ")")]] "=>" `b)]))
elab_rules : term <= x | `(a) => b
--| (Command.elab_rules [] [] (Term.attrKind []) "elab_rules" [] [":" `term] ["<=" `x] (Term.matchAlts [(Term.matchAlt "|" [[(Term.quot "`(" `a ")")]] "=>" `b)]))
binder_predicate x " > " y:term => `($x > $y)
--| (Command.binderPredicate [] [] [(Term.attrKind [])] "binder_predicate" [] [] `x [(Command.macroArg [] (Syntax.atom (str "\" > \""))) (Command.macroArg [`y ":"] (Syntax.cat `term []))] "=>" (Term.quot "`(" (term.pseudo.antiquot "$" [] `x []) <missing>))
--|error| 158:40 expected token
theorem foo : a := by
  match a, b with
  | c, d => ?_
  | e, f => _
  | g => { }
  intro
  | a => b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.theorem "theorem" (Command.declId `foo []) (Command.declSig [] (Term.typeSpec ":" `a)) (Command.declValSimple ":=" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.match "match" [] [] [(Term.matchDiscr [] `a) "," (Term.matchDiscr [] `b)] "with" (Term.matchAlts [(Term.matchAlt "|" [[`c "," `d]] "=>" (Term.syntheticHole "?" "_")) (Term.matchAlt "|" [[`e "," `f]] "=>" (Term.hole "_")) (Term.matchAlt "|" [[`g]] "=>" (Tactic.tacticSeq (Tactic.tacticSeqBracketed "{" [] "}")))])) [] (Tactic.introMatch "intro" (Term.matchAlts [(Term.matchAlt "|" [[`a]] "=>" (Tactic.tacticSeq (Tactic.tacticSeq1Indented [(Tactic.unknown `b <missing>)])))]))]))))))
--|error| 165:10 unknown tactic
theorem foo : a := by { open A in { }; set_option a true in { } }
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.theorem "theorem" (Command.declId `foo []) (Command.declSig [] (Term.typeSpec ":" `a)) (Command.declValSimple ":=" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeqBracketed "{" [(Tactic.open "open" (Command.openSimple [`A]) "in" (Tactic.tacticSeq (Tactic.tacticSeqBracketed "{" [] "}"))) ";" (Tactic.set_option "set_option" `a [] "true" "in" (Tactic.tacticSeq (Tactic.tacticSeqBracketed "{" [] "}")))] "}"))) (Termination.suffix [] []) [])))
example : a := by
  { {}; {} }
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.example "example" (Command.optDeclSig [] [(Term.typeSpec ":" `a)]) (Command.declValSimple ":=" (Term.byTactic "by" (Tactic.tacticSeq (Tactic.tacticSeqBracketed "{" [(Tactic.tacticSeqBracketed "{" [] "}") ";" (Tactic.tacticSeqBracketed "{" [] "}")] "}"))) (Termination.suffix [] []) [])))
  {}
--|error| 169:2-169:3 unexpected token '{'; expected command
  open A in
--| (Command.in (Command.open "open" (Command.openSimple [`A])) "in" <missing>)
--|error| 170:11-171:5 unexpected token '{'; expected command
    {}
  {}; {}
def x :=
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `x []) (Command.optDeclSig [] []) (Command.declValSimple ":=" <missing>)))
--|error| 173:8-174:6 unexpected token '#check'; expected term
#check a
--| (Command.check "#check" `a)
def
--|error| 175:3-176:6 unexpected token '#check'; expected identifier
#check a
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId <missing>) (Command.optDeclSig [`a] []) (Command.whereStructInst <missing>)))
--|error| 176:8-177:7 unexpected token 'theorem'; expected ':=', 'where' or '|'
theorem a b
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.theorem "theorem" (Command.declId `a []) (Command.declSig [`b] (Term.typeSpec <missing>))))
--|error| 177:11-178:6 unexpected token '#check'; expected ':'
#check c
--| (Command.check "#check" `c)
def x : := 1
--| (Command.declaration (Command.declModifiers [] [] [] [] [] [] []) (Command.definition "def" (Command.declId `x []) (Command.optDeclSig [] [(Term.typeSpec ":" <missing>)])))
--|error| 179:7-179:10 unexpected token ':='; expected term
#check a
--| (Command.check "#check" `a)
#check (a
--| (Command.check "#check" (Term.depArrow (Term.explicitBinder "(" [`a] [<missing>])))
--|error| 181:9-182:6 unexpected token '#check'; expected ')', ',' or ':'
#check b
--| (Command.check "#check" `b)
#check a)
--| (Command.check "#check" `a)
--|error| 183:8-183:9 unexpected token ')'; expected command
#check b
--| (Command.check "#check" `b)
#check (a b c : d
--| (Command.check "#check" (Term.depArrow (Term.explicitBinder "(" [`a `b `c] [":" `d] [] <missing>)))
--|error| 185:17-186:6 unexpected token '#check'; expected ')'
#check [a
--| (Command.check "#check" (Term.depArrow (Term.instBinder "[" [] `a <missing>)))
--|error| 186:9-187:6 unexpected token '#check'; expected ']'
#check f (x := 
--| (Command.check "#check" (Term.app `f [(Term.namedArgument "(" `x ":=" <missing>)]))
--|error| 187:14-188:6 unexpected token '#check'; expected term
#check "abc
--| (Command.check "#check" <missing>)
--|error| 188:7 unterminated string literal
