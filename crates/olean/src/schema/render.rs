//! A [`Shown`] tree as text and as JSON. The tree's depth is bounded by the printer that made it.

use super::print::Shown;
use super::term::quote;
use serde_json::{Map, Number, Value};

/// Longest line of the indented form before a value is broken up.
const LINE: usize = 100;

impl Shown {
    /// The value on one line.
    pub fn line(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, false);
        out
    }

    /// The value on as many lines as it takes, indented by two spaces a level.
    pub fn indented(&self) -> String {
        let mut out = String::new();
        self.block(&mut out, 0);
        out
    }

    /// The value as JSON: structures are objects, constructors without fields strings, those with fields objects with
    /// one key. What a limit cut is `{"…": N}` at the end of an array or map (N elements left out), or `null`.
    pub fn json(&self) -> Value {
        match self {
            Shown::Nat(n) => Value::from(*n),
            Shown::Int(n) => Value::from(*n),
            Shown::Bool(b) => Value::from(*b),
            Shown::Float(x) => Number::from_f64(*x).map_or_else(|| Value::from(x.to_string()), Value::Number),
            Shown::Char(c) => Value::from(c.to_string()),
            Shown::Text(s, cut) => Value::from(if *cut { format!("{s}…") } else { s.clone() }),
            Shown::Big(s) | Shown::Name(s) | Shown::Term(s) | Shown::Atom(s) => Value::from(s.as_str()),
            Shown::Seq(items, cut) => {
                let mut out: Vec<Value> = items.iter().map(Shown::json).collect();
                out.extend(left_out(*cut));
                Value::Array(out)
            }
            Shown::Tuple(items) => Value::Array(items.iter().map(Shown::json).collect()),
            Shown::Map(entries, cut) => {
                let pair = |(k, v): &(Shown, Shown)| Value::Array(vec![k.json(), v.json()]);
                let mut out: Vec<Value> = entries.iter().map(pair).collect();
                out.extend(left_out(*cut));
                Value::Array(out)
            }
            Shown::Struct(fields) => object(fields),
            Shown::Ctor(name, fields) => {
                let inner = match &**fields {
                    [(field, value)] if is_position(field) => value.json(),
                    _ => object(fields),
                };
                Value::Object(Map::from_iter([(name.clone(), inner)]))
            }
            Shown::Cut | Shown::Opaque => Value::Null,
        }
    }

    /// Whether the text is one word, so that it needs no parentheses as an argument.
    fn is_atomic(&self) -> bool {
        match self {
            Shown::Term(t) => !t.contains(' '),
            Shown::Ctor(..) => false,
            Shown::Int(n) => *n >= 0,
            _ => true,
        }
    }

    fn write(&self, out: &mut String, nested: bool) {
        let parens = nested && !self.is_atomic();
        if parens {
            out.push('(');
        }
        match self {
            Shown::Seq(items, cut) => sequence(out, "[", "]", items, *cut),
            Shown::Tuple(items) => sequence(out, "(", ")", items, 0),
            Shown::Map(entries, cut) => {
                out.push('{');
                for (i, (k, v)) in entries.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { ", " });
                    k.write(out, false);
                    out.push_str(" ↦ ");
                    v.write(out, false);
                }
                more(out, entries.len(), *cut);
                out.push('}');
            }
            Shown::Struct(fields) => {
                out.push('{');
                for (i, (name, value)) in fields.iter().enumerate() {
                    out.push_str(if i == 0 { " " } else { ", " });
                    out.push_str(name);
                    out.push_str(" := ");
                    value.write(out, false);
                }
                out.push_str(" }");
            }
            Shown::Ctor(name, fields) => {
                out.push_str(name);
                for (field, value) in fields {
                    out.push(' ');
                    if is_position(field) || fields.len() == 1 {
                        value.write(out, true);
                    } else {
                        out.push_str(&format!("({field} := "));
                        value.write(out, false);
                        out.push(')');
                    }
                }
            }
            leaf => out.push_str(&leaf.leaf()),
        }
        if parens {
            out.push(')');
        }
    }

    fn leaf(&self) -> String {
        match self {
            Shown::Nat(n) => n.to_string(),
            Shown::Int(n) => n.to_string(),
            Shown::Bool(b) => b.to_string(),
            Shown::Float(x) => format!("{x:?}"),
            Shown::Char(c) => format!("{c:?}"),
            Shown::Text(s, cut) => format!("{}{}", quote(s, usize::MAX), if *cut { "…" } else { "" }),
            Shown::Big(s) | Shown::Name(s) | Shown::Term(s) => s.clone(),
            Shown::Atom(s) => s.clone(),
            Shown::Cut => "…".into(),
            _ => "?".into(),
        }
    }

    fn block(&self, out: &mut String, indent: usize) {
        let mut room = LINE.saturating_sub(indent);
        if self.fits(&mut room) {
            self.write(out, false);
            return;
        }
        match self {
            Shown::Seq(items, cut) => {
                out.push('[');
                for item in items {
                    newline(out, indent + 2);
                    item.block(out, indent + 2);
                }
                if *cut > 0 {
                    newline(out, indent + 2);
                    out.push_str(&format!("… {cut} more"));
                }
                out.push(']');
            }
            Shown::Tuple(items) => {
                out.push('(');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                        newline(out, indent + 1);
                    }
                    item.block(out, indent + 1);
                }
                out.push(')');
            }
            Shown::Map(entries, cut) => {
                out.push('{');
                for (k, v) in entries {
                    newline(out, indent + 2);
                    k.write(out, false);
                    out.push_str(" ↦ ");
                    v.block(out, indent + 4);
                }
                if *cut > 0 {
                    newline(out, indent + 2);
                    out.push_str(&format!("… {cut} more"));
                }
                out.push('}');
            }
            Shown::Struct(fields) => {
                out.push_str("{ ");
                named(out, fields, indent);
                out.push_str(" }");
            }
            Shown::Ctor(name, fields) => {
                out.push_str(name);
                if let [(_, value)] = &**fields {
                    out.push(' ');
                    value.block(out, indent);
                } else {
                    newline(out, indent + 2);
                    named(out, fields, indent);
                }
            }
            leaf => out.push_str(&leaf.leaf()),
        }
    }

    /// Whether the one-line form takes about `room` bytes at most; looks at no more of the tree than that.
    fn fits(&self, room: &mut usize) -> bool {
        let mut take = |n: usize| {
            *room = room.saturating_sub(n + 1);
            *room > 0
        };
        match self {
            Shown::Big(s) | Shown::Name(s) | Shown::Term(s) | Shown::Atom(s) | Shown::Text(s, _) => take(s.len()),
            Shown::Seq(items, cut) => take(if *cut > 0 { 16 } else { 2 }) && items.iter().all(|i| i.fits(room)),
            Shown::Tuple(items) => take(2) && items.iter().all(|i| i.fits(room)),
            Shown::Map(entries, _) => take(4) && entries.iter().all(|(k, v)| k.fits(room) && v.fits(room)),
            Shown::Struct(fields) => take(4) && fits_fields(fields, room),
            Shown::Ctor(name, fields) => take(name.len()) && fits_fields(fields, room),
            Shown::Nat(_) | Shown::Int(_) | Shown::Float(_) => take(8),
            Shown::Bool(_) | Shown::Char(_) | Shown::Cut | Shown::Opaque => take(4),
        }
    }
}

fn fits_fields(fields: &[(String, Shown)], room: &mut usize) -> bool {
    fields.iter().all(|(name, value)| {
        *room = room.saturating_sub(name.len() + 5);
        *room > 0 && value.fits(room)
    })
}

/// Fields, one a line but the first, which stands where the text is.
fn named(out: &mut String, fields: &[(String, Shown)], indent: usize) {
    for (i, (name, value)) in fields.iter().enumerate() {
        if i > 0 {
            newline(out, indent + 2);
        }
        if !is_position(name) {
            out.push_str(name);
            out.push_str(" := ");
        }
        value.block(out, indent + 4);
    }
}

fn newline(out: &mut String, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

fn sequence(out: &mut String, open: &str, close: &str, items: &[Shown], cut: usize) {
    out.push_str(open);
    for (i, item) in items.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { ", " });
        item.write(out, false);
    }
    more(out, items.len(), cut);
    out.push_str(close);
}

fn more(out: &mut String, shown: usize, cut: usize) {
    if cut > 0 {
        out.push_str(&format!("{}… {cut} more", if shown == 0 { "" } else { ", " }));
    }
}

fn left_out(cut: usize) -> Option<Value> {
    (cut > 0).then(|| Value::Object(Map::from_iter([("…".to_owned(), Value::from(cut))])))
}

fn object(fields: &[(String, Shown)]) -> Value {
    Value::Object(fields.iter().map(|(name, value)| (name.clone(), value.json())).collect())
}

/// Whether a field's name is the stand-in for a field without one.
fn is_position(name: &str) -> bool {
    name.strip_prefix('_').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}
