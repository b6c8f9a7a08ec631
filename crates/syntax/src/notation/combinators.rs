//! The parsers that the notation has names for.
//!
//! What it is: one table from names, upstream's where there is one, to descriptions.

use super::define::Place;
use crate::grammar::{Antiquot, ColCmp, Grammar, Hint, P, Parser, SkipUntil, Splice, TopShape, prec};
use std::rc::Rc;
use term::Name;

/// An argument of a combinator.
pub(super) enum Argument {
    Parser(P),
    Str(String),
    Num(u32),
    Word(String),
}

/// Words that are arguments and never parsers.
pub(super) fn is_word(name: &str) -> bool {
    matches!(
        name,
        "trailing" | "preserve" | "named" | "nothing" | "delim" | "comma" | "delta" | "null" | "max" | "lead"
    ) || name.starts_with("Lean.")
}

/// Arguments, taken one after the other.
struct Args<'a> {
    grammar: &'a Grammar,
    name: &'a str,
    args: std::vec::IntoIter<Argument>,
}

impl Args<'_> {
    fn parser(&mut self) -> Result<P, String> {
        match self.args.next() {
            Some(Argument::Parser(p)) => Ok(p),
            Some(Argument::Str(text)) => Ok(Rc::new(Parser::Symbol(self.grammar.token(&text)))),
            Some(Argument::Word(word)) => Err(format!("`{word}` is no parser")),
            _ => Err(format!("`{}` wants a parser", self.name)),
        }
    }

    fn text(&mut self, default: &str) -> Rc<str> {
        match self.args.next() {
            Some(Argument::Str(text)) => text.into(),
            _ => default.into(),
        }
    }

    fn string(&mut self) -> Result<String, String> {
        match self.args.next() {
            Some(Argument::Str(text)) => Ok(text),
            _ => Err(format!("`{}` wants a string", self.name)),
        }
    }

    fn number(&mut self) -> Result<u32, String> {
        match self.args.next() {
            Some(Argument::Num(n)) => Ok(n),
            Some(Argument::Word(word)) if word == "max" => Ok(prec::MAX),
            Some(Argument::Word(word)) if word == "lead" => Ok(prec::LEAD),
            _ => Err(format!("`{}` wants a number", self.name)),
        }
    }

    fn word(&mut self) -> Option<String> {
        match self.args.next() {
            Some(Argument::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn kind(&mut self) -> Result<Name, String> {
        self.word().map(|word| Name::of_dotted(&word)).ok_or_else(|| format!("`{}` wants a kind", self.name))
    }
}

/// The parser that a combinator makes of its arguments.
pub(super) fn combinator(grammar: &Grammar, place: &Place<'_>, name: &str, args: Vec<Argument>) -> Result<P, String> {
    let mut a = Args { grammar, name, args: args.into_iter() };
    let p = match name {
        "atomic" => Parser::Atomic(a.parser()?),
        "lookahead" => Parser::Lookahead(a.parser()?),
        "group" => Parser::Node { kind: Name::of_dotted("group"), p: a.parser()? },
        "node" => Parser::Node { kind: a.kind()?, p: a.parser()? },
        "notFollowedBy" => Parser::NotFollowedBy { p: grammar.guarded(a.parser()?), msg: a.text("") },
        "notSymbol" => {
            let text = a.string()?;
            let p = Rc::new(Parser::Symbol(grammar.token(&text)));
            Parser::NotFollowedBy { p, msg: text.into() }
        }
        "recover" => Parser::Recover { p: a.parser()?, skip: skip_until(a.word())? },
        "many1Unbox" => Parser::Many1Unbox(a.parser()?),
        "sepBy" | "sepBy1" | "sepByIndent" | "sepBy1Indent" => {
            let (p, sep) = (a.parser()?, a.string()?);
            let psep = Rc::new(Parser::Symbol(grammar.token(&sep)));
            let trailing = a.word().is_some_and(|word| word == "trailing");
            let nonempty = name.starts_with("sepBy1");
            return Ok(match name.ends_with("Indent") {
                true => sep_by_indent(grammar, p, &sep, psep, trailing, nonempty),
                false => sep_by(grammar, p, &sep, psep, trailing, nonempty),
            });
        }
        "manyIndent" => return Ok(many_indent(grammar, a.parser()?, false)),
        "many1Indent" => return Ok(many_indent(grammar, a.parser()?, true)),
        "withPosition" => Parser::WithPosition(a.parser()?),
        "withPositionAfterLinebreak" => Parser::WithPositionAfterLinebreak(a.parser()?),
        "withoutPosition" => Parser::WithoutPosition(a.parser()?),
        "withForbidden" => Parser::WithForbidden { token: grammar.token(&a.string()?), p: a.parser()? },
        "withoutForbidden" => Parser::WithoutForbidden(a.parser()?),
        "incQuotDepth" => Parser::QuotDepth { delta: 1, p: a.parser()? },
        "decQuotDepth" => Parser::QuotDepth { delta: -1, p: a.parser()? },
        "withResetCache" => Parser::WithResetCache(a.parser()?),
        "setExpected" => Parser::SetExpected { expected: Box::default(), p: a.parser()? },
        "withOpen" => Parser::WithOpen(a.parser()?),
        "withOpenDecl" => Parser::WithOpenDecl(a.parser()?),
        "interpolatedStr" => Parser::InterpolatedStr(a.parser()?),
        "parserOfStack" => Parser::OfStack { offset: a.number()? as usize },
        "unicode" => {
            let (token, ascii) = (grammar.token(&a.string()?), grammar.token(&a.string()?));
            Parser::Unicode { token, ascii, preserve: a.word().is_some() }
        }
        "rawChar" => Parser::RawChar(a.string()?.chars().next().ok_or("`rawChar` wants a character")?),
        "antiquot" => {
            let (text, p) = (a.string()?, a.parser()?);
            let anonymous = a.word().is_none();
            let antiquot = grammar.antiquot(&text, &Name::of_dotted(place.name), anonymous, true);
            Parser::WithAntiquot { antiquot, p }
        }
        "antiquotOf" => {
            let (text, kind, p) = (a.string()?, a.kind()?, a.parser()?);
            let name = grammar.token(&text);
            Parser::WithAntiquot { antiquot: Antiquot { name, kind: Name::str(&kind, "antiquot"), anonymous: true }, p }
        }
        "checkPrec" => Parser::CheckPrec(a.number()?),
        "ws" => Parser::CheckWs(a.text("space before")),
        "noWs" => Parser::CheckNoWs(a.text("no space before")),
        "linebreak" => Parser::CheckLinebreak(a.text("line break")),
        "colGt" => Parser::CheckCol { cmp: ColCmp::Gt, msg: a.text("checkColGt") },
        "colGe" => Parser::CheckCol { cmp: ColCmp::Ge, msg: a.text("checkColGe") },
        "colEq" => Parser::CheckCol { cmp: ColCmp::Eq, msg: a.text("checkColEq") },
        "lineEq" => Parser::CheckCol { cmp: ColCmp::LineEq, msg: a.text("checkLineEq") },
        "afterIdent" => Parser::CheckStackTop { shape: TopShape::Ident, msg: a.text("") },
        "errorAtSavedPos" => Parser::ErrorAtSavedPos { msg: a.text(""), delta: a.word().is_some() },
        "commentBody" => Parser::CommentBody,
        "hygieneInfo" => Parser::HygieneInfo,
        "pushNone" => Parser::PushNone,
        "skip" => Parser::Skip,
        "identWithPartialTrailingDot" => return Ok(ident_with_partial_trailing_dot(grammar)),
        "ppSpace" => Parser::Hint(Hint::Space),
        "ppHardSpace" => Parser::Hint(Hint::HardSpace),
        "ppLine" => Parser::Hint(Hint::Line),
        "ppAllowUngrouped" => Parser::Hint(Hint::AllowUngrouped),
        "ppHardLineUnlessUngrouped" => Parser::Hint(Hint::HardLineUnlessUngrouped),
        "ppGroup" => Parser::HintAround(Hint::Fill, Rc::new(Parser::HintAround(Hint::Indent, a.parser()?))),
        "ppRealFill" => Parser::HintAround(Hint::Fill, a.parser()?),
        "ppRealGroup" => Parser::HintAround(Hint::Group, a.parser()?),
        "ppIndent" => Parser::HintAround(Hint::Indent, a.parser()?),
        "ppDedent" => Parser::HintAround(Hint::Dedent, a.parser()?),
        "ppDedentIfGrouped" => Parser::HintAround(Hint::DedentIfGrouped, a.parser()?),
        other => return Err(format!("unknown parser `{other}`")),
    };
    Ok(Rc::new(p))
}

fn skip_until(word: Option<String>) -> Result<SkipUntil, String> {
    match word.as_deref() {
        Some("nothing") => Ok(SkipUntil::Nothing),
        Some("delim") => Ok(SkipUntil::WsOrDelim),
        Some("comma") => Ok(SkipUntil::WsOrComma),
        other => Err(format!("cannot skip until {other:?}")),
    }
}

/// `sepBy(p, sep)`, with splices.
pub(crate) fn sep_by(grammar: &Grammar, p: P, sep: &str, psep: P, trailing: bool, nonempty: bool) -> P {
    let suffix = grammar.token(&format!("{}*", sep.trim()));
    let p = Rc::new(Parser::Spliced { kind: Splice::SepBy, p, suffix });
    Rc::new(Parser::SepBy { p, psep, trailing, nonempty })
}

/// `sepByIndent(p, sep)`: a line break that begins in the same column separates as well.
pub(crate) fn sep_by_indent(grammar: &Grammar, p: P, sep: &str, psep: P, trailing: bool, nonempty: bool) -> P {
    let irrelevant = |cmp| Rc::new(Parser::CheckCol { cmp, msg: "irrelevant".into() });
    let p = Rc::new(Parser::Spliced { kind: Splice::SepBy, p, suffix: grammar.token("*") });
    let line = Parser::seq(vec![
        irrelevant(ColCmp::Eq),
        Rc::new(Parser::CheckLinebreak("line break".into())),
        Rc::new(Parser::PushNone),
    ]);
    let psep = Rc::new(Parser::OrElse([psep, line].into()));
    let p = Parser::seq(vec![irrelevant(ColCmp::Ge), p]);
    Rc::new(Parser::WithPosition(sep_by(grammar, p, sep, psep, trailing, nonempty)))
}

/// `manyIndent(p)` and `many1Indent(p)`.
pub(crate) fn many_indent(grammar: &Grammar, p: P, nonempty: bool) -> P {
    let column = Rc::new(Parser::CheckCol { cmp: ColCmp::Ge, msg: "irrelevant".into() });
    let p = Parser::seq(vec![column, p]);
    let p = grammar.guarded(Rc::new(Parser::Spliced { kind: Splice::Many, p, suffix: grammar.token("*") }));
    Rc::new(Parser::WithPosition(Rc::new(if nonempty { Parser::Many1(p) } else { Parser::Many(p) })))
}

fn ident_with_partial_trailing_dot(grammar: &Grammar) -> P {
    let ident = Rc::new(Parser::Class(crate::grammar::Class::Ident));
    let no_ws = || Rc::new(Parser::CheckNoWs("no space before".into()));
    let dot = Rc::new(Parser::Symbol(grammar.token(".")));
    let rest = Parser::seq(vec![no_ws(), dot, no_ws(), ident.clone()]);
    let suffix = grammar.token("?");
    let rest = Rc::new(Parser::Spliced { kind: Splice::Optional, p: rest, suffix });
    Parser::seq(vec![ident, Rc::new(Parser::Optional(rest))])
}
