//! Names, levels and expressions as compact raw text, for [`super::print`].
//!
//! Fields are found by their names in the schema, so that a version with another order of fields prints as well.
//! Loose bound variables print as `#i`; binders keep their names; nothing is elided but what the limits cut.

use super::path::shown_name;
use super::{Ctor, Slot, TypeId, Types};
use crate::view::{Object, Word};
use rt::layout::Width;

/// Deepest nesting that is written out; it bounds the recursion.
const MAX_DEPTH: usize = 96;
/// Most arguments of one application that are written out.
const MAX_ARGS: usize = 256;

/// A constructor of a declared type, to be read by field names.
#[derive(Clone, Copy)]
pub(super) struct Value<'i, 's> {
    pub object: Object<'i>,
    pub ctor: &'s Ctor,
}

impl<'i, 's> Value<'i, 's> {
    /// The constructor that `word` is at type `ty`, if it is one that is an object.
    pub fn of(word: Word<'i>, ty: TypeId, types: &Types<'s>) -> Option<Value<'i, 's>> {
        let object = word.object()?;
        let ctor = types.def(ty)?.ctors().get(object.ctor_index()? as usize)?;
        Some(Value { object, ctor })
    }

    /// The boxed field with this name.
    pub fn field(self, name: &str) -> Option<Word<'i>> {
        match self.slot(name)? {
            Slot::Boxed(i) => self.object.field(i),
            Slot::Usize { .. } | Slot::Scalar { .. } => None,
        }
    }

    /// The scalar byte with this name.
    pub fn byte(self, name: &str) -> Option<u8> {
        match self.slot(name)? {
            Slot::Scalar { offset, .. } => self.object.scalar_u8(self.scalar_start() + offset),
            Slot::Usize { .. } | Slot::Boxed(_) => None,
        }
    }

    fn slot(self, name: &str) -> Option<Slot> {
        self.ctor.fields.iter().find(|f| &*f.name == name && !f.computed).map(|f| f.slot)
    }

    /// Where the scalars begin in [`Object::scalars`].
    pub fn scalar_start(self) -> usize {
        self.ctor.usizes * self.width().bytes()
    }

    fn width(self) -> Width {
        self.object.image().width()
    }
}

/// Text with a limit on its length.
pub(super) struct Text {
    pub out: String,
    left: usize,
    cut: bool,
}

impl Text {
    pub fn new(max: usize) -> Text {
        Text { out: String::new(), left: max, cut: false }
    }

    /// Appends, or marks the end with `…` once and takes nothing more.
    pub fn push(&mut self, s: &str) {
        if self.cut {
            return;
        }
        if s.len() > self.left {
            self.cut = true;
            self.out.push('…');
            return;
        }
        self.left -= s.len();
        self.out.push_str(s);
    }

    /// Whether something was left out.
    pub fn is_cut(&self) -> bool {
        self.cut
    }
}

/// The declared types that the printer of terms reads.
pub(super) struct Terms<'t, 's> {
    pub types: &'t Types<'s>,
    pub expr: Option<TypeId>,
    pub level: Option<TypeId>,
    pub literal: Option<TypeId>,
}

impl Terms<'_, '_> {
    /// Writes a level; `nested` puts compounds in parentheses.
    pub fn level(&self, word: Word, nested: bool, depth: usize, out: &mut Text) {
        if depth > MAX_DEPTH || out.is_cut() {
            return out.push("…");
        }
        // A tower of successors is written as one number.
        let (mut word, mut successors) = (word, 0usize);
        let value = loop {
            let Some(value) = self.level.and_then(|ty| Value::of(word, ty, self.types)) else { break None };
            match (&*value.ctor.name, value.field("_0")) {
                ("succ", Some(below)) => (word, successors) = (below, successors + 1),
                _ => break Some(value),
            }
        };
        let Some(value) = value else { return out.push(&successors.to_string()) };
        let binary = matches!(&*value.ctor.name, "max" | "imax");
        let parens = nested && (binary || successors > 0);
        if parens {
            out.push("(");
        }
        if binary {
            if successors > 0 {
                out.push("(");
            }
            out.push(&value.ctor.name);
            for field in ["_0", "_1"] {
                out.push(" ");
                if let Some(w) = value.field(field) {
                    self.level(w, true, depth + 1, out);
                }
            }
            if successors > 0 {
                out.push(")");
            }
        } else {
            if &*value.ctor.name == "mvar" {
                out.push("?");
            }
            out.push(&value.field("_0").and_then(shown_name).unwrap_or_else(|| "?".into()));
        }
        if successors > 0 {
            out.push(&format!("+{successors}"));
        }
        if parens {
            out.push(")");
        }
    }

    /// Writes an expression; `nested` puts compounds in parentheses.
    pub fn expr(&self, word: Word, nested: bool, depth: usize, out: &mut Text) {
        if depth > MAX_DEPTH || out.is_cut() {
            return out.push("…");
        }
        let Some(value) = self.expr.and_then(|ty| Value::of(word, ty, self.types)) else { return out.push("?") };
        let name = |field| value.field(field).and_then(shown_name).unwrap_or_else(|| "?".into());
        match &*value.ctor.name {
            "bvar" => out.push(&format!("#{}", nat(value.field("deBruijnIndex")))),
            "fvar" => out.push(&name("fvarId")),
            "mvar" => out.push(&format!("?{}", name("mvarId"))),
            "sort" => self.sort(value, nested, depth, out),
            "const" => self.constant(value, depth, out),
            "lit" => self.literal(value, out),
            _ => {
                if nested {
                    out.push("(");
                }
                match &*value.ctor.name {
                    "app" => self.application(value, depth, out),
                    "lam" => self.binder(value, "fun ", " => ", depth, out),
                    "forallE" => self.binder(value, "", " → ", depth, out),
                    "letE" => self.let_expr(value, depth, out),
                    "mdata" => {
                        out.push("mdata ");
                        self.sub(value, "expr", true, depth, out);
                    }
                    "proj" => {
                        out.push(&format!("proj {} {} ", name("typeName"), nat(value.field("idx"))));
                        self.sub(value, "struct", true, depth, out);
                    }
                    other => out.push(other),
                }
                if nested {
                    out.push(")");
                }
            }
        }
    }

    fn sub(&self, value: Value, field: &str, nested: bool, depth: usize, out: &mut Text) {
        match value.field(field) {
            Some(w) => self.expr(w, nested, depth + 1, out),
            None => out.push("?"),
        }
    }

    fn sort(&self, value: Value, nested: bool, depth: usize, out: &mut Text) {
        match value.field("u") {
            Some(Word::Scalar(0)) => out.push("Prop"),
            Some(level) => {
                if nested {
                    out.push("(");
                }
                out.push("Sort ");
                self.level(level, true, depth + 1, out);
                if nested {
                    out.push(")");
                }
            }
            None => out.push("?"),
        }
    }

    fn constant(&self, value: Value, depth: usize, out: &mut Text) {
        out.push(&value.field("declName").and_then(shown_name).unwrap_or_else(|| "?".into()));
        let mut list = value.field("us").and_then(Word::object);
        let mut separator = ".{";
        while let Some(cell) = list
            && !out.is_cut()
        {
            out.push(separator);
            separator = ", ";
            if let Some(level) = cell.field(0) {
                self.level(level, false, depth + 1, out);
            }
            list = cell.field(1).and_then(Word::object);
        }
        if separator == ", " {
            out.push("}");
        }
    }

    fn literal(&self, value: Value, out: &mut Text) {
        let literal = value.field("_0").and_then(|w| Value::of(w, self.literal?, self.types));
        match literal.and_then(|l| l.field("val")) {
            Some(Word::Object(o)) if o.as_str().is_some() => out.push(&quote(o.as_str().unwrap_or(""), 256)),
            other => out.push(&nat(other)),
        }
    }

    fn application(&self, value: Value, depth: usize, out: &mut Text) {
        let mut args = Vec::new();
        let mut head = value.field("fn");
        args.push(value.field("arg"));
        while let Some(inner) = head.and_then(|w| Value::of(w, self.expr?, self.types)) {
            if &*inner.ctor.name != "app" || args.len() > MAX_ARGS {
                break;
            }
            args.push(inner.field("arg"));
            head = inner.field("fn");
        }
        match head {
            Some(w) => self.expr(w, true, depth + 1, out),
            None => out.push("?"),
        }
        for arg in args.into_iter().rev() {
            out.push(" ");
            match arg {
                Some(w) => self.expr(w, true, depth + 1, out),
                None => out.push("?"),
            }
        }
    }

    fn binder(&self, value: Value, before: &str, after: &str, depth: usize, out: &mut Text) {
        let (open, close) = match value.byte("binderInfo") {
            Some(1) => ("{", "}"),
            Some(2) => ("⦃", "⦄"),
            Some(3) => ("[", "]"),
            _ => ("(", ")"),
        };
        out.push(before);
        out.push(open);
        out.push(&value.field("binderName").and_then(shown_name).unwrap_or_else(|| "?".into()));
        out.push(" : ");
        self.sub(value, "binderType", false, depth, out);
        out.push(close);
        out.push(after);
        self.sub(value, "body", false, depth, out);
    }

    fn let_expr(&self, value: Value, depth: usize, out: &mut Text) {
        out.push(if value.byte("nondep") == Some(1) { "have " } else { "let " });
        out.push(&value.field("declName").and_then(shown_name).unwrap_or_else(|| "?".into()));
        out.push(" : ");
        self.sub(value, "type", false, depth, out);
        out.push(" := ");
        self.sub(value, "value", false, depth, out);
        out.push("; ");
        self.sub(value, "body", false, depth, out);
    }
}

/// A natural number in decimal; a big one in hexadecimal when it is long.
pub(super) fn nat(word: Option<Word>) -> String {
    match word {
        Some(Word::Scalar(n)) => n.to_string(),
        Some(Word::Object(o)) => match o.big() {
            Some(big) => big_number(big.is_negative(), big.magnitude()),
            None => "?".into(),
        },
        None => "?".into(),
    }
}

/// Most bytes of a magnitude that are turned into decimal.
const MAX_DECIMAL: usize = 512;
/// Most bytes of a magnitude that are written in hexadecimal.
const MAX_HEX: usize = 512;

/// A number from its sign and little-endian magnitude.
pub(super) fn big_number(negative: bool, magnitude: &[u8]) -> String {
    let sign = if negative { "-" } else { "" };
    if magnitude.len() > MAX_DECIMAL {
        let top: String = magnitude.iter().rev().take(MAX_HEX).map(|b| format!("{b:02x}")).collect();
        let cut = if magnitude.len() > MAX_HEX { format!("…({} bytes)", magnitude.len()) } else { String::new() };
        return format!("{sign}0x{top}{cut}");
    }
    // Base 10^9 digits, least significant first, fed one byte at a time from the top.
    let mut digits: Vec<u32> = vec![0];
    for &byte in magnitude.iter().rev() {
        let mut carry = u64::from(byte);
        for digit in &mut digits {
            carry += u64::from(*digit) << 8;
            *digit = (carry % 1_000_000_000) as u32;
            carry /= 1_000_000_000;
        }
        if carry > 0 {
            digits.push(carry as u32);
        }
    }
    let mut out = format!("{sign}{}", digits.last().copied().unwrap_or(0));
    for digit in digits.iter().rev().skip(1) {
        out.push_str(&format!("{digit:09}"));
    }
    out
}

/// A string as a literal, with escapes, cut after `max` bytes of content.
pub(super) fn quote(s: &str, max: usize) -> String {
    let (s, cut) = clip(s, max);
    let mut out = String::with_capacity(s.len() + 2);
    out.push('"');
    for c in s.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    if cut {
        out.push('…');
    }
    out
}

/// At most `max` bytes of a text, and whether something was cut.
pub(super) fn clip(s: &str, max: usize) -> (&str, bool) {
    if s.len() <= max {
        return (s, false);
    }
    let end = (0..=max).rev().find(|&i| s.is_char_boundary(i)).unwrap_or(0);
    (&s[..end], true)
}
