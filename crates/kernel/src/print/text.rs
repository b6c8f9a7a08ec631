//! Names and strings as Lean writes them.
//!
//! What it is: a name is printed so that it cannot be taken for another: a component that is no identifier stands in
//! `«»`, and characters that one does not see, or that change the direction of the text, are escaped.

use crate::terms::{Name, NameId, Names};
use std::fmt::Write as _;

/// Bytes of a name or string that are shown.
const LONGEST: usize = 4096;

/// What stands for what is left out.
pub const ELISION: char = '⋯';

/// Words that are no identifiers, as far as binders and constants are likely to be called so.
const KEYWORDS: [&str; 24] = [
    "Prop", "Sort", "Type", "at", "by", "do", "else", "end", "forall", "from", "fun", "have", "if", "in", "let",
    "match", "open", "then", "show", "where", "with", "∀", "λ", "Π",
];

fn is_letter_like(c: char) -> bool {
    matches!(u32::from(c),
        0xc0..=0x17f | 0x391..=0x3fb | 0x1f00..=0x1ffe | 0x2100..=0x214f | 0x1d49c..=0x1d59f)
        && !matches!(c, '×' | '÷' | 'λ' | 'Π' | 'Σ')
}

fn is_subscript(c: char) -> bool {
    matches!(u32::from(c), 0x2080..=0x2089 | 0x2090..=0x209c | 0x1d62..=0x1d6a | 0x2c7c)
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || is_letter_like(c))
        && chars.all(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '_' | '\'' | '!' | '?') || is_letter_like(c) || is_subscript(c)
        })
}

/// Whether the character has a glyph of its own that leaves the others where they are.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(u32::from(c),
            0xad | 0x34f | 0x61c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x2000..=0x200f
            | 0x2028..=0x202f | 0x205f..=0x206f | 0x3000 | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0
            | 0xfff0..=0xfffb | 0xe0000..=0xe0fff)
}

fn push_char(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        c if is_visible(c) => out.push(c),
        c if u32::from(c) < 0x100 => {
            let _ = write!(out, "\\x{:02x}", u32::from(c));
        }
        c => {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
    }
}

/// A component of a name.
pub fn push_component(out: &mut String, text: &str) {
    if is_identifier(text) && text.len() <= LONGEST {
        out.push_str(text);
        return;
    }
    out.push('«');
    let end = out.len().saturating_add(LONGEST);
    for c in text.chars() {
        match c {
            '»' => out.push_str("\\u{bb}"),
            '\\' => out.push_str("\\\\"),
            c => push_char(out, c),
        }
        if out.len() > end {
            out.push(ELISION);
            break;
        }
    }
    out.push('»');
}

/// A name. One that is very long is shown from its end.
pub fn push_name(out: &mut String, names: &Names, id: NameId) {
    if id.0 == 0 {
        out.push_str("[anonymous]");
        return;
    }
    let mut components = Vec::new();
    let mut length = 0;
    let mut at = id;
    loop {
        let prefix = match names.get(at) {
            Name::Anonymous => break,
            Name::Str(prefix, text) => {
                length += names.text(text).len() + 1;
                prefix
            }
            Name::Num(prefix, _) => {
                length += 4;
                prefix
            }
        };
        components.push(at);
        at = prefix;
        if length > LONGEST && at.0 != 0 {
            out.push(ELISION);
            out.push('.');
            break;
        }
    }
    let is_single = components.len() == 1;
    for (at, &component) in components.iter().rev().enumerate() {
        if at > 0 {
            out.push('.');
        }
        match names.get(component) {
            Name::Str(_, text) if is_single && KEYWORDS.contains(&names.text(text)) => {
                let _ = write!(out, "«{}»", names.text(text));
            }
            Name::Str(_, text) => push_component(out, names.text(text)),
            Name::Num(_, number) => {
                let _ = write!(out, "{number}");
            }
            Name::Anonymous => {}
        }
    }
}

/// A string literal. One that is very long is cut.
pub fn push_string(out: &mut String, text: &str) {
    out.push('"');
    let end = out.len().saturating_add(LONGEST);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c => push_char(out, c),
        }
        if out.len() > end {
            out.push('"');
            out.push(ELISION);
            return;
        }
    }
    out.push('"');
}

/// What a bound variable is called, before it is told apart from others: a name of one component stays, one that a macro
/// has made is shown by its beginning and marked.
pub fn binder_base(names: &Names, id: NameId) -> String {
    let mut out = String::new();
    match names.get(id) {
        Name::Anonymous => out.push('x'),
        Name::Str(NameId(0), _) => push_name(&mut out, names, id),
        Name::Str(..) | Name::Num(..) => {
            let mut at = id;
            let mut steps = 0;
            let mut user = None;
            while let Name::Str(prefix, _) | Name::Num(prefix, _) = names.get(at) {
                if let Name::Str(prefix, text) = names.get(at)
                    && names.text(text) == "_@"
                {
                    user = Some(prefix);
                }
                at = prefix;
                steps += 1;
                if steps > LONGEST {
                    break;
                }
            }
            match user.map(|user| (user, names.get(user))) {
                Some((user, Name::Str(NameId(0), _))) => {
                    push_name(&mut out, names, user);
                    out.push('✝');
                }
                _ => {
                    let mut whole = String::new();
                    push_name(&mut whole, names, id);
                    out.push('«');
                    out.extend(whole.chars().filter(|&c| c != '«' && c != '»'));
                    out.push('»');
                }
            }
        }
    }
    out
}
