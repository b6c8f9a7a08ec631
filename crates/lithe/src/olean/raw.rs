//! Objects as they are stored, for `dump --raw` and for values of unknown type.

use olean::view::{Kind, Object, Word};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A word: a scalar as `#N`, an object by its offset, in an earlier part with the part's number before it.
pub fn word(word: Word<'_>) -> String {
    match word {
        Word::Scalar(n) => format!("#{n}"),
        Word::Object(object) => {
            let place = object.place();
            format!("{}:{:#x}", place.part + 1, place.offset)
        }
    }
}

/// An object on one line: offset, kind, what it holds.
pub fn line(object: Object<'_>, max: usize) -> String {
    let place = object.place();
    let mut out = format!("{:#08x} {}", place.offset, object.kind().name());
    if object.kind() == Kind::Ctor || object.kind() == Kind::Fat {
        let _ = write!(out, " {}", object.ctor_index().unwrap_or(0));
    }
    if let Some(text) = object.as_str() {
        let cut = (0..=max.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let _ = write!(out, " {:?}{}", &text[..cut], if cut < text.len() { "…" } else { "" });
    }
    if let Some(number) = number(object, max) {
        let _ = write!(out, " {number}");
    }
    let children = object.children().len();
    if children > 0 || object.array_len().is_some() {
        // A child takes a few bytes of text.
        let shown: Vec<String> = object.children().take(max / 4).map(child(object)).collect();
        let more = if shown.len() < children { format!(" … {} more", children - shown.len()) } else { String::new() };
        let _ = write!(out, " [{}{more}]", shown.join(" "));
    }
    if !object.scalars().is_empty() {
        let _ = write!(out, " {}", hex(object.scalars()));
    }
    if let Some((size, bytes)) = object.scalar_array() {
        let _ = write!(out, " of {size} bytes each: {}", hex(&bytes[..bytes.len().min(max / 2)]));
    }
    out
}

/// A child; one in the same part by its offset alone.
fn child<'i>(of: Object<'i>) -> impl Fn(Word<'i>) -> String {
    let part = of.place().part;
    move |child| match child {
        Word::Object(object) if object.place().part == part => format!("{:#x}", object.place().offset),
        other => word(other),
    }
}

/// A big number in decimal, or what is too long for that by its size: decimal takes quadratic time.
fn number(object: Object<'_>, max: usize) -> Option<String> {
    let big = object.big()?;
    let len = big.magnitude().len();
    Some(if len > max.min(4096) { format!("({len} bytes)") } else { big.to_string() })
}

/// An object as JSON.
pub fn json(object: Object<'_>, part: usize) -> Value {
    let mut out = json!({
        "part": part, "offset": object.place().offset, "kind": object.kind().name(), "tag": object.tag(),
        "bytes": object.byte_size(), "children": object.children().map(word).collect::<Vec<_>>(),
    });
    if let Value::Object(fields) = &mut out {
        if !object.scalars().is_empty() {
            fields.insert("scalars".into(), hex(object.scalars()).into());
        }
        if let Some(text) = object.as_str() {
            fields.insert("text".into(), text.into());
        }
        if let Some(number) = number(object, usize::MAX) {
            fields.insert("number".into(), number.into());
        }
    }
    out
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
