//! Trees as S-expressions.
//!
//! What it is: the form in which upstream shows raw syntax: `(kind child …)`, `[child …]` for `null` nodes, `"atom"`,
//! `` `identifier ``, `<missing>`. The prefix `Lean.Parser` of kinds is left out. With positions, a token that comes from
//! a text is written with the trivia before and after it: `"":pos:token:end:"trivia"`.
//! Source: upstream's `Syntax.formatStx` in `src/Init/Data/Format/Syntax.lean`.

use crate::source::Source;
use crate::tree::{SourceInfo, Syntax, is_dotted};
use std::fmt::Write;
use term::{Name, NameRef};

/// A tree as text, with positions if a source is given.
pub fn dump(stx: &Syntax, source: Option<&Source>) -> String {
    let mut out = String::new();
    let mut stack = vec![Step::Tree(stx, true)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Text(text) => out.push_str(text),
            Step::Tree(stx, first) => {
                if !first {
                    out.push(' ');
                }
                tree(&mut out, &mut stack, stx, source);
            }
        }
    }
    out
}

enum Step<'a> {
    Text(&'static str),
    Tree(&'a Syntax, bool),
}

fn tree<'a>(out: &mut String, stack: &mut Vec<Step<'a>>, stx: &'a Syntax, source: Option<&Source>) {
    match stx {
        Syntax::Missing => out.push_str("<missing>"),
        Syntax::Atom(atom) => with_info(out, atom.info, source, &format!("{:?}", Quoted(&atom.val))),
        Syntax::Ident(ident) => with_info(out, ident.info, source, &format!("`{}", ident.val)),
        Syntax::Node(node) => {
            let is_null = is_dotted(node.kind.r(), "null");
            out.push(if is_null { '[' } else { '(' });
            if !is_null {
                let _ = write!(out, "{}", short_kind(node.kind.r()));
            }
            stack.push(Step::Text(if is_null { "]" } else { ")" }));
            let args = node.args().iter().enumerate();
            stack.extend(args.map(|(i, arg)| Step::Tree(arg, is_null && i == 0)).rev());
        }
    }
}

fn short_kind(kind: NameRef<'_>) -> Name {
    kind.replace_prefix(Name::of_dotted("Lean.Parser").r(), Name::anonymous().r())
}

fn with_info(out: &mut String, info: SourceInfo, source: Option<&Source>, text: &str) {
    let _ = match (info, source) {
        (SourceInfo::Original { leading, pos, end_pos, trailing }, Some(source)) => write!(
            out,
            "{:?}:{pos}:{text}:{end_pos}:{:?}",
            Quoted(source.slice(leading..pos)),
            Quoted(source.slice(end_pos..trailing))
        ),
        (SourceInfo::Synthetic { pos, end_pos, canonical }, Some(_)) => {
            let mark = if canonical { "!" } else { "" };
            write!(out, "{pos}{mark}:{text}:{end_pos}{mark}")
        }
        _ => out.write_str(text),
    };
}

/// A string as upstream's `String.quote` writes it.
struct Quoted<'a>(&'a str);

impl std::fmt::Debug for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '\n' => f.write_str("\\n")?,
                '\t' => f.write_str("\\t")?,
                '\\' => f.write_str("\\\\")?,
                '"' => f.write_str("\\\"")?,
                c if (c as u32) < 32 || c as u32 == 127 => write!(f, "\\x{:02x}", c as u32)?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}
