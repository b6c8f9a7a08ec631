//! One line of the text formats 0.1.2 and 2.0.0, which lean4export wrote before NDJSON.
//!
//! What it is: primitives are `number #TAG operands`, declarations `#TAG operands`, separated by spaces; the component of
//! a name is the rest of its line. Each constant has a line of its own, so that groups have to be put together later.
//! In 0.1.2 an inductive type has two flags, recursive and nested; in 2.0.0 it has reflexive, recursive, and the number
//! of nested types. 0.1.2 lists constructors and recursors only where something uses them. Neither exports what is
//! unsafe.
//!
//! What it is not: able to read a name with a line break in it, which these formats write as a line break.

use super::error::Fault;
use super::json;
use super::record::{
    Grouping, List, RawConstant, RawExpr, RawKind, RawLevel, RawName, RawRules, Record, Records, TextRef,
};
use crate::environment::{DefinitionSafety, ReducibilityHints};
use crate::terms::exprs::BinderInfo;

/// Which of the two formats it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Version {
    V0,
    V2,
}

/// Decodes the line that stands from `start` to `end` of the chunk `source`, and adds what it says to `out`.
pub(super) fn line(version: Version, source: &str, start: usize, end: usize, out: &mut Records) -> Result<(), Fault> {
    let mut words = Words { rest: &source[start..end], end };
    let first = words.word()?;
    let record = if first.starts_with('#') {
        let from = out.constants.len() as u32;
        let grouping = declaration(version, first, &mut words, out)?;
        Record::Constants { start: from, count: 1, grouping }
    } else {
        let id = number(first)?;
        primitive(id, &mut words, out)?
    };
    words.done()?;
    out.records.push(record);
    Ok(())
}

fn number(word: &str) -> Result<u32, Fault> {
    let large = |_| Fault::too_large("a number is larger than this reader can hold (32 bits)");
    u32::try_from(wide_number(word)?).map_err(large)
}

fn wide_number(word: &str) -> Result<u64, Fault> {
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::malformed(format!("expected a number, found `{}`", word.escape_debug())));
    }
    word.parse().map_err(|_| Fault::too_large("a number is larger than this reader can hold (64 bits)"))
}

/// What is left of a line, whose place in the chunk ends at `end`.
struct Words<'a> {
    rest: &'a str,
    end: usize,
}

impl<'a> Words<'a> {
    fn next_word(&mut self) -> Option<&'a str> {
        let rest = self.rest.trim_start_matches(' ');
        if rest.is_empty() {
            self.rest = rest;
            return None;
        }
        let (word, rest) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
        self.rest = rest;
        Some(word)
    }

    fn word(&mut self) -> Result<&'a str, Fault> {
        self.next_word().ok_or_else(|| Fault::malformed("the line ends early"))
    }

    fn number(&mut self) -> Result<u32, Fault> {
        number(self.word()?)
    }

    fn flag(&mut self) -> Result<bool, Fault> {
        match self.word()? {
            "0" => Ok(false),
            "1" => Ok(true),
            other => Err(Fault::malformed(format!("expected 0 or 1, found `{}`", other.escape_debug()))),
        }
    }

    /// The numbers up to the end of the line.
    fn all(&mut self, out: &mut Records) -> Result<List, Fault> {
        let start = out.numbers.len();
        while let Some(word) = self.next_word() {
            let number = number(word)?;
            out.numbers.push(number);
        }
        Ok(out.list_from(start))
    }

    /// As many numbers as a number says that stands before them.
    fn counted(&mut self, out: &mut Records) -> Result<List, Fault> {
        let count = self.number()?;
        let start = out.numbers.len();
        for _ in 0..count {
            let number = self.number()?;
            out.numbers.push(number);
        }
        Ok(out.list_from(start))
    }

    /// Everything after one space, as it stands there.
    fn text(&mut self) -> Result<TextRef, Fault> {
        // A program that trims lines makes the empty text from a space at the end.
        let text = self.rest.strip_prefix(' ').unwrap_or("");
        self.rest = "";
        Ok(TextRef { start: (self.end - text.len()) as u32, len: text.len() as u32, copied: false })
    }

    fn done(&mut self) -> Result<(), Fault> {
        match self.next_word() {
            None => Ok(()),
            Some(word) => Err(Fault::malformed(format!("`{}` is one word too many", word.escape_debug()))),
        }
    }
}

fn primitive(id: u32, words: &mut Words<'_>, out: &mut Records) -> Result<Record, Fault> {
    let tag = words.word()?;
    Ok(match tag {
        "#NS" | "#NI" => {
            let prefix = words.number()?;
            let name = if tag == "#NS" {
                RawName::Str { prefix, text: words.text()? }
            } else {
                RawName::Num { prefix, number: wide_number(words.word()?)?.into() }
            };
            Record::Name { id, name }
        }
        "#US" => Record::Level { id, level: RawLevel::Succ(words.number()?) },
        "#UM" => Record::Level { id, level: RawLevel::Max(words.number()?, words.number()?) },
        "#UIM" => Record::Level { id, level: RawLevel::Imax(words.number()?, words.number()?) },
        "#UP" => Record::Level { id, level: RawLevel::Param(words.number()?) },
        "#RR" => Record::Rule { id, ctor: words.number()?, nfields: words.number()?, rhs: words.number()? },
        _ => Record::Expr { id, expr: expr(tag, words, out)? },
    })
}

fn expr(tag: &str, words: &mut Words<'_>, out: &mut Records) -> Result<RawExpr, Fault> {
    Ok(match tag {
        "#EV" => RawExpr::Bvar(words.number()?),
        "#ES" => RawExpr::Sort(words.number()?),
        "#EC" => RawExpr::Const { name: words.number()?, levels: words.all(out)? },
        "#EA" => RawExpr::App { fun: words.number()?, arg: words.number()? },
        "#EL" => {
            let info = info(words.word()?)?;
            RawExpr::Lam { info, name: words.number()?, ty: words.number()?, body: words.number()? }
        }
        "#EP" => {
            let info = info(words.word()?)?;
            RawExpr::Pi { info, name: words.number()?, ty: words.number()?, body: words.number()? }
        }
        "#EZ" => {
            RawExpr::Let { name: words.number()?, ty: words.number()?, value: words.number()?, body: words.number()? }
        }
        "#EJ" => RawExpr::Proj { structure: words.number()?, index: words.number()?, value: words.number()? },
        "#ELN" => json::nat(words.word()?, out)?,
        "#ELS" => RawExpr::Str(hex(words, out)?),
        _ => return Err(Fault::malformed(format!("`{}` is no known kind of line", tag.escape_debug()))),
    })
}

fn info(word: &str) -> Result<BinderInfo, Fault> {
    Ok(match word {
        "#BD" => BinderInfo::Default,
        "#BI" => BinderInfo::Implicit,
        "#BS" => BinderInfo::StrictImplicit,
        "#BC" => BinderInfo::InstImplicit,
        _ => return Err(Fault::malformed(format!("`{}` is no known kind of binder", word.escape_debug()))),
    })
}

/// The text whose bytes stand there as pairs of hexadecimal digits.
fn hex(words: &mut Words<'_>, out: &mut Records) -> Result<TextRef, Fault> {
    let mut bytes = Vec::new();
    while let Some(word) = words.next_word() {
        let digits = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let byte = if digits { u8::from_str_radix(word, 16).ok() } else { None };
        let wrong = || Fault::malformed(format!("expected a byte as two digits, found `{}`", word.escape_debug()));
        bytes.push(byte.ok_or_else(wrong)?);
    }
    let text = String::from_utf8(bytes).map_err(|_| Fault::malformed("the bytes of a string are not UTF-8"))?;
    Ok(out.copy_text(&text))
}

fn declaration(version: Version, tag: &str, words: &mut Words<'_>, out: &mut Records) -> Result<Grouping, Fault> {
    let known = ["#AX", "#DEF", "#THM", "#OPAQ", "#QUOT", "#IND", "#CTOR", "#REC"];
    if !known.contains(&tag) {
        return Err(Fault::malformed(format!("`{}` is no known kind of line", tag.escape_debug())));
    }
    let (name, ty) = (words.number()?, words.number()?);
    let kind = match tag {
        "#AX" => RawKind::Axiom { is_unsafe: false, declared: None },
        "#DEF" => {
            let value = words.number()?;
            let hints = match words.word()? {
                "O" => ReducibilityHints::Opaque,
                "A" => ReducibilityHints::Abbrev,
                "R" => ReducibilityHints::Regular(words.number()?),
                other => {
                    return Err(Fault::malformed(format!("`{}` is no known hint", other.escape_debug())));
                }
            };
            RawKind::Definition { value, hints, safety: DefinitionSafety::Safe, all: None }
        }
        "#THM" => RawKind::Theorem { value: words.number()?, all: None },
        "#OPAQ" => RawKind::Opaque { value: words.number()?, is_unsafe: false, all: None },
        "#QUOT" => RawKind::Quot(None),
        "#IND" => inductive(version, words, out)?,
        "#CTOR" => RawKind::Constructor {
            induct: words.number()?,
            cidx: words.number()?,
            num_params: words.number()?,
            num_fields: words.number()?,
            is_unsafe: false,
        },
        _ => RawKind::Recursor {
            all: words.counted(out)?,
            num_params: words.number()?,
            num_indices: words.number()?,
            num_motives: words.number()?,
            num_minors: words.number()?,
            rules: RawRules::Ids(words.counted(out)?),
            k: words.flag()?,
            is_unsafe: false,
        },
    };
    let level_params = words.all(out)?;
    out.constants.push(RawConstant { name, level_params, ty, kind });
    Ok(if matches!(tag, "#IND" | "#CTOR" | "#REC") { Grouping::Part } else { Grouping::Separate })
}

fn inductive(version: Version, words: &mut Words<'_>, out: &mut Records) -> Result<RawKind, Fault> {
    let (is_rec, is_reflexive, num_nested) = match version {
        Version::V0 => {
            let is_rec = words.flag()?;
            // That there are nested types does not say how many.
            let num_nested = if words.flag()? { None } else { Some(0) };
            (is_rec, None, num_nested)
        }
        Version::V2 => {
            let is_reflexive = words.flag()?;
            (words.flag()?, Some(is_reflexive), Some(words.number()?))
        }
    };
    Ok(RawKind::Inductive {
        num_params: words.number()?,
        num_indices: words.number()?,
        num_nested,
        all: words.counted(out)?,
        ctors: words.counted(out)?,
        is_rec,
        is_reflexive,
        is_unsafe: false,
    })
}
