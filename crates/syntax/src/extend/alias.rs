//! Parsers that `syntax` items name without a declaration.
//!
//! What it is: the table of them, with how many trees each gives.
//! Source: upstream's `register_parser_alias` commands, in `src/Lean/Parser.lean` and the files of the parsers.

use crate::grammar::{Class, ColCmp, Grammar, Hint, P, Parser, Splice};
use crate::notation::combinators;
use std::rc::Rc;
use term::Name;

/// What is known of a parser by its short name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias {
    /// How many arguments it takes.
    pub arity: usize,
    /// How many trees it gives; `None` for as many as its arguments.
    pub stack_size: Option<usize>,
    /// Whether arguments that do not give one tree are grouped.
    pub group_args: bool,
}

/// What is known of the parser named `name`.
pub fn info(name: &str) -> Option<Alias> {
    let alias = |arity, stack_size: Option<usize>| Alias { arity, stack_size, group_args: stack_size.is_some() };
    Some(match name {
        "ws" | "noWs" | "linebreak" | "colGt" | "colGe" | "colEq" | "lineEq" => alias(0, Some(0)),
        "ppHardSpace" | "ppSpace" | "ppLine" | "ppAllowUngrouped" | "ppHardLineUnlessUngrouped" => alias(0, Some(0)),
        "lookahead" | "notFollowedBy" => alias(1, Some(0)),
        "atomic" | "withPosition" | "withoutPosition" | "withoutForbidden" => alias(1, None),
        "ppGroup" | "ppRealGroup" | "ppRealFill" | "ppIndent" | "ppDedent" | "ppDedentIfGrouped" => alias(1, None),
        "andthen" => alias(2, None),
        "orelse" => alias(2, Some(1)),
        "many" | "many1" | "manyIndent" | "many1Indent" | "interpolatedStr" => alias(1, Some(1)),
        "sepByIndentSemicolon" | "sepBy1IndentSemicolon" => alias(1, Some(1)),
        "optional" | "group" | "patternIgnore" => Alias { group_args: false, ..alias(1, Some(1)) },
        _ if constant_description(name).is_some() => alias(0, Some(1)),
        _ => return None,
    })
}

enum Constant {
    Class(Class),
    Hygiene,
    Declared(&'static str),
}

/// The parsers without arguments that give one tree.
fn constant_description(name: &str) -> Option<Constant> {
    use Constant::{Class as C, Declared as D};
    Some(match name {
        "ident" => C(Class::Ident),
        "rawIdent" => C(Class::RawIdent),
        "num" => C(Class::Num),
        "str" => C(Class::Str),
        "char" => C(Class::Char),
        "name" => C(Class::Name),
        "scientific" => C(Class::Scientific),
        "hexnum" => C(Class::Hexnum),
        "hygieneInfo" => Constant::Hygiene,
        "letDecl" => D("Term.letDecl"),
        "letConfig" => D("Term.letConfig"),
        "sufficesDecl" => D("Term.sufficesDecl"),
        "letRecDecls" => D("Term.letRecDecls"),
        "hole" => D("Term.hole"),
        "syntheticHole" => D("Term.syntheticHole"),
        "matchDiscr" => D("Term.matchDiscr"),
        "bracketedBinder" => D("Term.bracketedBinder"),
        "attrKind" => D("Term.attrKind"),
        "doSeq" => D("Term.doSeq"),
        "termBeforeDo" => D("Term.termBeforeDo"),
        "tacticSeq" => D("Tactic.tacticSeq"),
        "tacticSeqIndentGt" => D("Tactic.tacticSeqIndentGt"),
        "matchRhsTacticSeq" => D("Tactic.matchRhs"),
        "declModifiers" => D("Command.declModifiersF"),
        "nestedDeclModifiers" => D("Command.declModifiersT"),
        "declId" => D("Command.declId"),
        "declSig" => D("Command.declSig"),
        "declVal" => D("Command.declVal"),
        "optDeclSig" => D("Command.optDeclSig"),
        "openDecl" => D("Command.openDecl"),
        "docComment" => D("Command.docComment"),
        "plainDocComment" => D("Command.plainDocComment"),
        "visibility" => D("Command.visibility"),
        "optionValue" => D("Command.optionValue"),
        _ => return None,
    })
}

/// The parser of that name that takes no arguments.
pub fn constant(grammar: &Grammar, name: &Name) -> Option<P> {
    let name = single(name)?;
    if let Some(constant) = constant_description(&name) {
        return match constant {
            Constant::Class(class) => Some(Rc::new(Parser::Class(class))),
            Constant::Hygiene => Some(Rc::new(Parser::HygieneInfo)),
            Constant::Declared(decl) => grammar.parser(&Name::of_dotted(&format!("Lean.Parser.{decl}"))).cloned(),
        };
    }
    let col = |cmp, msg: &str| Parser::CheckCol { cmp, msg: msg.into() };
    Some(Rc::new(match name.as_str() {
        "ws" => Parser::CheckWs("space before".into()),
        "noWs" => Parser::CheckNoWs("no space before".into()),
        "linebreak" => Parser::CheckLinebreak("line break".into()),
        "colGt" => col(ColCmp::Gt, "checkColGt"),
        "colGe" => col(ColCmp::Ge, "checkColGe"),
        "colEq" => col(ColCmp::Eq, "checkColEq"),
        "lineEq" => col(ColCmp::LineEq, "checkLineEq"),
        "ppHardSpace" => Parser::Hint(Hint::HardSpace),
        "ppSpace" => Parser::Hint(Hint::Space),
        "ppLine" => Parser::Hint(Hint::Line),
        "ppAllowUngrouped" => Parser::Hint(Hint::AllowUngrouped),
        "ppHardLineUnlessUngrouped" => Parser::Hint(Hint::HardLineUnlessUngrouped),
        _ => return None,
    }))
}

/// The parser that the one of that name makes of another.
pub fn unary(grammar: &Grammar, name: &Name, p: P) -> Option<P> {
    let spliced =
        |kind, p, suffix| grammar.guarded(Rc::new(Parser::Spliced { kind, p, suffix: grammar.token(suffix) }));
    let node = |kind: &str, p| Parser::Node { kind: Name::of_dotted(kind), p };
    Some(Rc::new(match single(name)?.as_str() {
        "lookahead" => Parser::Lookahead(p),
        "notFollowedBy" => Parser::NotFollowedBy { p, msg: "element".into() },
        "atomic" => Parser::Atomic(p),
        "withPosition" => Parser::WithPosition(p),
        "withoutPosition" => Parser::WithoutPosition(p),
        "withoutForbidden" => Parser::WithoutForbidden(p),
        "optional" => Parser::Optional(spliced(Splice::Optional, p, "?")),
        "many" => Parser::Many(spliced(Splice::Many, p, "*")),
        "many1" => Parser::Many1(spliced(Splice::Many, p, "*")),
        "manyIndent" => return Some(combinators::many_indent(grammar, p, false)),
        "many1Indent" => return Some(combinators::many_indent(grammar, p, true)),
        name @ ("sepByIndentSemicolon" | "sepBy1IndentSemicolon") => {
            let psep = Rc::new(Parser::Symbol(grammar.token("; ")));
            let nonempty = name.starts_with("sepBy1");
            return Some(combinators::sep_by_indent(grammar, p, "; ", psep, true, nonempty));
        }
        "interpolatedStr" => Parser::InterpolatedStr(p),
        "group" => node("group", p),
        "patternIgnore" => node("patternIgnore", p),
        "ppGroup" => Parser::HintAround(Hint::Fill, Rc::new(Parser::HintAround(Hint::Indent, p))),
        "ppRealGroup" => Parser::HintAround(Hint::Group, p),
        "ppRealFill" => Parser::HintAround(Hint::Fill, p),
        "ppIndent" => Parser::HintAround(Hint::Indent, p),
        "ppDedent" => Parser::HintAround(Hint::Dedent, p),
        "ppDedentIfGrouped" => Parser::HintAround(Hint::DedentIfGrouped, p),
        _ => return None,
    }))
}

/// The parser that the one of that name makes of two others.
pub fn binary(name: &Name, p: P, q: P) -> Option<P> {
    match single(name)?.as_str() {
        "orelse" => Some(Rc::new(Parser::OrElse([p, q].into()))),
        "andthen" => Some(Parser::seq(vec![p, q])),
        _ => None,
    }
}

/// The kind that nodes of a parser have, for antiquotations of it, if it is not the name of its declaration.
pub fn kind(name: &str) -> Option<&'static str> {
    match constant_description(name)? {
        Constant::Class(class) => Some(class.kind()),
        Constant::Hygiene => Some("hygieneInfo"),
        Constant::Declared(_) => None,
    }
}

fn single(name: &Name) -> Option<String> {
    match name.kind() {
        term::NameKind::Str(prefix, text) if prefix.is_anonymous() => Some(text.to_owned()),
        _ => None,
    }
}
