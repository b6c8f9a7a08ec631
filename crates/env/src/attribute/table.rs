//! The attributes of upstream 4.28.0-pre that sources other than upstream's own use.

use super::ApplicationTime::{AfterCompilation, AfterTypeChecking};
use super::Arguments::{Ident, None, OptIdent, Own, Priority};
use super::Reach::{Any, Global};
use super::{ApplicationTime, Arguments, Attribute, Reach};

/// An attribute that can neither be removed nor be put on imported declarations.
const fn fixed(
    name: &'static str,
    time: ApplicationTime,
    arguments: Arguments,
    reach: Reach,
    extension: &'static str,
) -> Attribute {
    Attribute { name, time, arguments, reach, erasable: false, on_imported: false, extension }
}

/// One that can be put on imported declarations.
const fn free(
    name: &'static str,
    time: ApplicationTime,
    arguments: Arguments,
    reach: Reach,
    extension: &'static str,
) -> Attribute {
    Attribute { on_imported: true, ..fixed(name, time, arguments, reach, extension) }
}

/// One that can also be removed.
const fn erasable(
    name: &'static str,
    time: ApplicationTime,
    arguments: Arguments,
    reach: Reach,
    extension: &'static str,
) -> Attribute {
    Attribute { erasable: true, ..free(name, time, arguments, reach, extension) }
}

/// By name.
#[rustfmt::skip]
pub(super) const ATTRIBUTES: &[Attribute] = &[
    fixed("always_inline", AfterTypeChecking, None, Global, "Lean.Compiler.inlineAttrs"),
    free("app_unexpander", AfterCompilation, Ident, Any, "Lean.PrettyPrinter.Delaborator.appUnexpanderAttribute"),
    free("attr_parser", AfterCompilation, Priority, Any, "Lean.Parser.parserExtension"),
    free("cases_eliminator", AfterTypeChecking, None, Any, "Lean.Meta.customEliminatorExt"),
    free("category_parenthesizer", AfterCompilation, Ident, Any, "Lean.PrettyPrinter.categoryParenthesizerAttribute"),
    fixed("class", AfterTypeChecking, None, Global, "Lean.classExtension"),
    free("coe", AfterTypeChecking, None, Any, "Lean.Meta.coeExt"),
    fixed("coe_decl", AfterTypeChecking, None, Global, "Lean.Meta.coeDeclAttr"),
    free("command_elab", AfterCompilation, Ident, Any, "Lean.Elab.Command.commandElabAttribute"),
    free("command_parser", AfterCompilation, Priority, Any, "Lean.Parser.parserExtension"),
    fixed("computed_field", AfterTypeChecking, None, Global, "Lean.Elab.ComputedFields.computedFieldAttr"),
    free("congr", AfterTypeChecking, Priority, Any, "Lean.Meta.congrExtension"),
    free("csimp", AfterTypeChecking, None, Any, "Lean.Compiler.CSimp.ext"),
    free("default_instance", AfterTypeChecking, Priority, Global, "Lean.Meta.defaultInstanceExtension"),
    fixed("defeq", AfterTypeChecking, None, Global, "Lean.defeqAttr"),
    free("delab", AfterCompilation, Ident, Any, "Lean.PrettyPrinter.Delaborator.delabAttribute"),
    fixed("deprecated", AfterTypeChecking, Own, Global, "Lean.Linter.deprecatedAttr"),
    free("doElem_elab", AfterCompilation, Ident, Any, "Lean.Elab.Do.doElemElabAttribute"),
    free("doElem_parser", AfterCompilation, Priority, Any, "Lean.Parser.parserExtension"),
    fixed("elab_as_elim", AfterCompilation, None, Global, "Lean.Elab.Term.elabAsElim"),
    fixed("elab_without_expected_type", AfterTypeChecking, None, Global, "Lean.Elab.Term.elabWithoutExpectedTypeAttr"),
    fixed("export", AfterTypeChecking, Ident, Global, "Lean.exportAttr"),
    fixed("expose", AfterTypeChecking, None, Global, ""),
    erasable("ext", AfterTypeChecking, Own, Any, "Lean.Meta.Ext.extExtension"),
    fixed("extern", AfterTypeChecking, Own, Global, "Lean.externAttr"),
    free("formatter", AfterCompilation, Ident, Any, "Lean.PrettyPrinter.formatterAttribute"),
    free("gen_constructor_elims", AfterTypeChecking, None, Global, ""),
    erasable("grind", AfterCompilation, Own, Any, "Lean.Meta.Grind.grindExt"),
    erasable("grind!", AfterCompilation, Own, Any, "Lean.Meta.Grind.grindExt"),
    erasable("grind!?", AfterCompilation, Own, Any, "Lean.Meta.Grind.grindExt"),
    erasable("grind?", AfterCompilation, Own, Any, "Lean.Meta.Grind.grindExt"),
    fixed("implemented_by", AfterTypeChecking, Ident, Global, "Lean.Compiler.implementedByAttr"),
    fixed("incremental", AfterTypeChecking, None, Global, "Lean.Elab.incrementalAttr"),
    free("induction_eliminator", AfterTypeChecking, None, Any, "Lean.Meta.customEliminatorExt"),
    free("inductive_elab", AfterCompilation, Ident, Any, "Lean.Elab.Command.inductiveElabAttr"),
    fixed("inherit_doc", AfterCompilation, OptIdent, Global, ""),
    fixed("init", AfterTypeChecking, OptIdent, Global, "Lean.regularInitAttr"),
    fixed("inline", AfterTypeChecking, None, Global, "Lean.Compiler.inlineAttrs"),
    fixed("inline_if_reduce", AfterTypeChecking, None, Global, "Lean.Compiler.inlineAttrs"),
    erasable("instance", AfterTypeChecking, Priority, Any, "Lean.Meta.instanceExtension"),
    free("irreducible", AfterTypeChecking, None, Any, "reducibilityCore"),
    free("macro", AfterCompilation, Ident, Any, "Lean.Elab.macroAttribute"),
    fixed("macro_inline", AfterTypeChecking, None, Global, "Lean.Compiler.inlineAttrs"),
    fixed("match_pattern", AfterTypeChecking, None, Global, "Lean.matchPatternAttr"),
    fixed("method_specs", AfterTypeChecking, Own, Global, "Lean.methodSpecsAttr"),
    fixed("never_extract", AfterTypeChecking, None, Global, "Lean.neverExtractAttr"),
    fixed("no_expose", AfterTypeChecking, None, Global, ""),
    fixed("noinline", AfterTypeChecking, None, Global, "Lean.Compiler.inlineAttrs"),
    free("norm_cast", AfterTypeChecking, Own, Any, ""),
    fixed("nospecialize", AfterTypeChecking, None, Global, "Lean.Compiler.nospecializeAttr"),
    free("parenthesizer", AfterCompilation, Ident, Any, "Lean.PrettyPrinter.parenthesizerAttribute"),
    free("partial_fixpoint_monotone", AfterTypeChecking, None, Any, "Lean.Meta.Monotonicity.monotoneExt"),
    fixed("pp_nodot", AfterTypeChecking, None, Global, "Lean.ppNoDotAttr"),
    fixed("pp_using_anonymous_constructor", AfterTypeChecking, None, Global, "Lean.ppUsingAnonymousConstructorAttr"),
    free("prec_parser", AfterCompilation, Priority, Any, "Lean.Parser.parserExtension"),
    free("prio_parser", AfterCompilation, Priority, Any, "Lean.Parser.parserExtension"),
    erasable("push_cast", AfterCompilation, Own, Any, "Lean.Meta.NormCast.pushCastExt"),
    free("quot_precheck", AfterCompilation, Ident, Any, "Lean.Elab.Term.Quotation.precheckAttribute"),
    fixed("recursor", AfterTypeChecking, Own, Global, "Lean.Meta.recursorAttribute"),
    free("reducible", AfterTypeChecking, None, Any, "reducibilityCore"),
    free("refl", AfterTypeChecking, None, Any, "Lean.Meta.Rfl.reflExt"),
    free("semireducible", AfterTypeChecking, None, Any, "reducibilityCore"),
    erasable("seval", AfterCompilation, Own, Any, "Lean.Meta.sevalSimpExtension"),
    erasable("simp", AfterCompilation, Own, Any, "Lean.Meta.simpExtension"),
    free("spec", AfterCompilation, Own, Any, "specMap"),
    fixed("specialize", AfterTypeChecking, Own, Global, "Lean.Compiler.specializeAttr"),
    free("stx_parser", AfterCompilation, Priority, Any, "Lean.Parser.parserExtension"),
    free("suggest_for", AfterTypeChecking, Own, Global, ""),
    free("symm", AfterTypeChecking, None, Any, "Lean.Meta.Symm.symmExt"),
    free("tactic", AfterCompilation, Ident, Any, "Lean.Elab.Tactic.tacticElabAttribute"),
    free("tactic_parser", AfterCompilation, Priority, Any, "Lean.Parser.parserExtension"),
    fixed("tagged_return", AfterTypeChecking, None, Global, "Lean.IR.ToIR.taggedReturnAttr"),
    free("term_elab", AfterCompilation, Ident, Any, "Lean.Elab.Term.termElabAttribute"),
    free("term_parser", AfterCompilation, Priority, Any, "Lean.Parser.parserExtension"),
    fixed("unbox", AfterTypeChecking, None, Global, "Lean.IR.UnboxResult.unboxAttr"),
    free("unification_hint", AfterTypeChecking, None, Any, "Lean.Meta.unificationHintExtension"),
    erasable("wf_preprocess", AfterCompilation, Own, Any, "Lean.Elab.WF.wfPreprocessSimpExtension"),
];
