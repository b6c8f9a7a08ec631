//! Typed values as text and as JSON.
//!
//! [`show()`] turns a value into a [`Shown`] tree whose size the limits bound; the tree is written on one line,
//! indented or as JSON. Structures print with their field names; names, levels and expressions as terms; lists,
//! arrays, options, pairs, trees and hash maps as what they stand for; everything else as a constructor with its
//! fields.

use super::path::{name_text, shown_name};
use super::term::{Terms, Text, Value, big_number, clip};
use super::{Builtin, Def, Field, Node, Scalar, Slot, TypeId, Types};
use crate::view::{Object, Word};
use rt::layout::Width;

/// How much of a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Deepest nesting; at most 128 is used.
    pub depth: usize,
    /// Most elements of one list, array or map.
    pub items: usize,
    /// Most bytes of one string or term.
    pub text: usize,
    /// Most nodes of the tree.
    pub nodes: usize,
    /// Most bytes of all strings, names and terms together.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { depth: 32, items: 256, text: 4096, nodes: 1 << 14, bytes: 1 << 20 }
    }
}

/// Deepest nesting of a tree: it bounds the recursion of this file.
const MAX_DEPTH: usize = 128;
/// Most elements of lists that are counted without being shown, in one value.
const MAX_STEPS: usize = 1 << 20;

/// A value, ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// A natural number that fits a word.
    Nat(u64),
    /// A negative number that fits a word.
    Int(i64),
    /// A number that does not, in decimal or hexadecimal.
    Big(String),
    /// A truth value.
    Bool(bool),
    /// A floating-point number.
    Float(f64),
    /// A character.
    Char(char),
    /// A string, and whether its end was cut.
    Text(String, bool),
    /// A name.
    Name(String),
    /// A level or an expression.
    Term(String),
    /// A constructor without fields.
    Atom(String),
    /// The elements of a list or an array, and how many were left out.
    Seq(Vec<Shown>, usize),
    /// A pair, triple and so on.
    Tuple(Vec<Shown>),
    /// The entries of a map, and how many were left out.
    Map(Vec<(Shown, Shown)>, usize),
    /// A structure: fields with names.
    Struct(Vec<(String, Shown)>),
    /// A constructor with fields.
    Ctor(String, Vec<(String, Shown)>),
    /// Left out by a limit.
    Cut,
    /// Not of the type that was given, or of no known type.
    Opaque,
}

/// A value of type `ty`, from an image of the given width, as a tree.
pub fn show(word: Word, width: Width, ty: TypeId, types: &mut Types, limits: &Limits) -> Shown {
    let mut printer = Printer { types, width, limits: *limits, nodes: limits.nodes, steps: MAX_STEPS };
    printer.limits.depth = limits.depth.min(MAX_DEPTH);
    printer.value(word, ty, 0)
}

struct Printer<'t, 's> {
    types: &'t mut Types<'s>,
    width: Width,
    limits: Limits,
    /// Nodes that may still be made.
    nodes: usize,
    /// Elements that may still be counted without being shown.
    steps: usize,
}

impl<'s> Printer<'_, 's> {
    fn value(&mut self, word: Word, ty: TypeId, depth: usize) -> Shown {
        if depth >= self.limits.depth || self.nodes == 0 || self.limits.bytes == 0 {
            return Shown::Cut;
        }
        self.nodes -= 1;
        let shown = self.typed(word, ty, depth);
        if let Shown::Big(s) | Shown::Name(s) | Shown::Term(s) | Shown::Text(s, _) = &shown {
            self.limits.bytes = self.limits.bytes.saturating_sub(s.len());
        }
        shown
    }

    fn typed(&mut self, word: Word, ty: TypeId, depth: usize) -> Shown {
        match self.types.node(ty) {
            Node::Data(d) => {
                let def = self.types.schema().def_at(d);
                self.types.expand(ty);
                self.data(word, ty, def, depth)
            }
            Node::Of(Builtin::Array, of) => match word.object().filter(|o| o.array_len().is_some()) {
                Some(o) => self.sequence(o.children(), o.array_len().unwrap_or(0), of, depth),
                None => Shown::Opaque,
            },
            Node::Of(_, of) => match word.object().and_then(Object::value) {
                Some(inner) => self.value(inner, of, depth + 1),
                None => Shown::Opaque,
            },
            Node::Builtin(b) => self.builtin(word, b, depth),
        }
    }

    fn sequence<'i>(&mut self, items: impl Iterator<Item = Word<'i>>, len: usize, of: TypeId, depth: usize) -> Shown {
        let mut out = Vec::new();
        for item in items.take(self.limits.items) {
            if self.nodes == 0 {
                break;
            }
            out.push(self.value(item, of, depth + 1));
        }
        let left_out = len - out.len().min(len);
        Shown::Seq(out, left_out)
    }

    fn builtin(&mut self, word: Word, builtin: Builtin, depth: usize) -> Shown {
        match builtin {
            Builtin::Nat => match word {
                Word::Scalar(n) => Shown::Nat(n),
                Word::Object(o) => big(o),
            },
            Builtin::Int => match word {
                Word::Scalar(n) => Shown::Int(small_int(n, self.width)),
                Word::Object(o) => big(o),
            },
            Builtin::String => match word.object().and_then(Object::as_str) {
                Some(s) => self.text(s),
                None => Shown::Opaque,
            },
            Builtin::ByteArray | Builtin::FloatArray => self.scalar_array(word),
            Builtin::USize | Builtin::ISize => match word.object() {
                Some(o) => word_sized(o.scalars(), o.image().width().bytes(), builtin == Builtin::ISize),
                None => Shown::Opaque,
            },
            Builtin::Scalar(s) => match word {
                Word::Scalar(n) => self.scalar(s, n),
                Word::Object(o) => self.scalar(s, little_endian(o.scalars(), 8)),
            },
            Builtin::ExtensionPair | Builtin::Dynamic => self.pair(word, builtin, depth),
            Builtin::Array | Builtin::Thunk | Builtin::Task | Builtin::Fn | Builtin::Any => Shown::Opaque,
        }
    }

    fn text(&self, s: &str) -> Shown {
        let (s, cut) = clip(s, self.limits.text.min(self.limits.bytes));
        Shown::Text(s.to_owned(), cut)
    }

    fn scalar_array(&self, word: Word) -> Shown {
        let Some((size, bytes)) = word.object().and_then(Object::scalar_array) else { return Shown::Opaque };
        let element = |c: &[u8]| if size == 8 { float(little_endian(c, 8)) } else { Shown::Nat(little_endian(c, 8)) };
        let items: Vec<Shown> = bytes.chunks(size.max(1)).take(self.limits.items).map(element).collect();
        let left_out = bytes.len() / size.max(1) - items.len();
        Shown::Seq(items, left_out)
    }

    fn scalar(&self, scalar: Scalar, bits: u64) -> Shown {
        match scalar {
            Scalar::Bool => Shown::Bool(bits & 1 == 1),
            Scalar::U8 => Shown::Nat(bits & 0xFF),
            Scalar::U16 => Shown::Nat(bits & 0xFFFF),
            Scalar::U32 => Shown::Nat(bits & 0xFFFF_FFFF),
            Scalar::U64 => Shown::Nat(bits),
            Scalar::I8 => Shown::Int(i64::from(bits as i8)),
            Scalar::I16 => Shown::Int(i64::from(bits as i16)),
            Scalar::I32 => Shown::Int(i64::from(bits as i32)),
            Scalar::I64 => Shown::Int(bits as i64),
            Scalar::Char => char::from_u32(bits as u32).map_or(Shown::Opaque, Shown::Char),
            Scalar::F64 => float(bits),
            Scalar::F32 => Shown::Float(f64::from(f32::from_bits(bits as u32))),
            Scalar::Enum(d) => {
                let names = self.types.schema().def_at(d).enum_names().unwrap_or(&[]);
                let index = usize::try_from(bits).unwrap_or(usize::MAX);
                names.get(index).map_or(Shown::Opaque, |n| Shown::Atom(n.to_string()))
            }
        }
    }

    /// A name, and a value whose type the name decides.
    fn pair(&mut self, word: Word, builtin: Builtin, depth: usize) -> Shown {
        let fields = word.object().and_then(|o| Some((o.field(0)?, o.field(1)?)));
        let Some((name, value)) = fields else { return Shown::Opaque };
        let Some(name) = name_text(name) else { return Shown::Opaque };
        let ty = match builtin {
            Builtin::Dynamic => self.types.dynamic(&name),
            _ => self.types.extension_entries(&name),
        };
        let value = match ty {
            Some(ty) => self.value(value, ty, depth + 1),
            None => Shown::Opaque,
        };
        Shown::Tuple(vec![Shown::Name(name), value])
    }

    fn data(&mut self, word: Word, ty: TypeId, def: &'s Def, depth: usize) -> Shown {
        match &*def.name {
            "Lean.Name" => return shown_name(word).map_or(Shown::Opaque, Shown::Name),
            "Lean.Expr" => return self.term(word, |terms, w, out| terms.expr(w, false, 0, out)),
            "Lean.Level" => return self.term(word, |terms, w, out| terms.level(w, false, 0, out)),
            "List" => return self.list(word, ty, depth),
            "Option" => return self.option(word, ty, depth),
            "Prod" => return self.tuple(word, ty, depth),
            "Std.DTreeMap.Internal.Impl" => return self.tree(word, ty, depth),
            "Std.DHashMap.Raw" => return self.hash_map(word, ty, depth),
            _ => {}
        }
        let ctor = word.ctor_index().and_then(|i| def.ctors().get(usize::try_from(i).ok()?));
        let Some(ctor) = ctor else { return Shown::Opaque };
        let Word::Object(object) = word else { return Shown::Atom(ctor.name.to_string()) };
        let value = Value { object, ctor };
        let slots = self.types.known_slots(ty, object.ctor_index().unwrap_or(0) as usize).to_vec();
        let mut fields = Vec::new();
        for field in ctor.fields.iter().filter(|f| !f.computed) {
            fields.push((field.name.to_string(), self.field(value, field, &slots, depth)));
        }
        if def.ctors().len() == 1 { Shown::Struct(fields) } else { Shown::Ctor(ctor.name.to_string(), fields) }
    }

    fn field(&mut self, value: Value, field: &Field, slots: &[TypeId], depth: usize) -> Shown {
        let scalars = value.object.scalars();
        match field.slot {
            Slot::Boxed(i) => match (value.object.field(i), slots.get(i)) {
                (Some(word), Some(&ty)) => self.value(word, ty, depth + 1),
                _ => Shown::Opaque,
            },
            Slot::Usize { index, signed } => {
                let size = value.object.image().width().bytes();
                word_sized(scalars.get(index * size..).unwrap_or(&[]), size, signed)
            }
            Slot::Scalar { offset, scalar } => {
                let at = value.scalar_start() + offset;
                let size = scalar.size(|d| self.types.schema().enum_len(d));
                match scalars.get(at..at + size) {
                    Some(bytes) => self.scalar(scalar, little_endian(bytes, size)),
                    None => Shown::Opaque,
                }
            }
        }
    }

    fn term(&mut self, word: Word, write: impl FnOnce(&Terms, Word, &mut Text)) -> Shown {
        let mut out = Text::new(self.limits.text.min(self.limits.bytes));
        let types = &*self.types;
        let closed = |name| types.closed(name);
        let terms =
            Terms { types, expr: closed("Lean.Expr"), level: closed("Lean.Level"), literal: closed("Lean.Literal") };
        write(&terms, word, &mut out);
        Shown::Term(out.out)
    }

    fn list(&mut self, word: Word, ty: TypeId, depth: usize) -> Shown {
        let Some(&of) = self.types.args(ty).first() else { return Shown::Opaque };
        let mut items = Vec::new();
        let (mut word, mut left_out) = (word, 0);
        while let Word::Object(cell) = word {
            let (Some(head), Some(tail)) = (cell.field(0), cell.field(1)) else { break };
            if self.more(&items) {
                items.push(self.value(head, of, depth + 1));
            } else if self.steps > 0 {
                left_out += 1;
                self.steps -= 1;
            } else {
                break;
            }
            word = tail;
        }
        Shown::Seq(items, left_out)
    }

    fn option(&mut self, word: Word, ty: TypeId, depth: usize) -> Shown {
        match (word, self.types.args(ty)) {
            (Word::Scalar(0), _) => Shown::Atom("none".into()),
            (Word::Object(o), &[of]) => match o.field(0) {
                Some(inner) => Shown::Ctor("some".into(), vec![("_0".into(), self.value(inner, of, depth + 1))]),
                None => Shown::Opaque,
            },
            _ => Shown::Opaque,
        }
    }

    /// Pairs that nest to the right are one tuple.
    fn tuple(&mut self, word: Word, ty: TypeId, depth: usize) -> Shown {
        let mut out = Vec::new();
        let (mut word, mut ty) = (word, ty);
        while out.len() < self.limits.items {
            let args = self.types.args(ty).to_vec();
            let is_pair = self.types.def(ty).is_some_and(|d| &*d.name == "Prod");
            match (is_pair, &*args, word.object().and_then(|o| Some((o.field(0)?, o.field(1)?)))) {
                (true, &[first, second], Some((fst, snd))) => {
                    out.push(self.value(fst, first, depth + 1));
                    (word, ty) = (snd, second);
                }
                _ => break,
            }
        }
        out.push(self.value(word, ty, depth + 1));
        Shown::Tuple(out)
    }

    /// A search tree in the order of its keys.
    fn tree(&mut self, word: Word, ty: TypeId, depth: usize) -> Shown {
        let &[key, value] = self.types.args(ty) else { return Shown::Opaque };
        let size = word.object().and_then(|o| o.field(0)?.nat());
        let mut entries = Vec::new();
        let (mut stack, mut word): (Vec<Object>, Word) = (Vec::new(), word);
        while self.more(&entries) {
            while let Word::Object(node) = word {
                stack.push(node);
                word = node.field(3).unwrap_or(Word::Scalar(0));
            }
            let Some(node) = stack.pop() else { break };
            entries.push(self.entry(node.field(1), key, node.field(2), value, depth));
            word = node.field(4).unwrap_or(Word::Scalar(0));
        }
        self.map(entries, size, value)
    }

    /// A hash map in the order of its buckets.
    fn hash_map(&mut self, word: Word, ty: TypeId, depth: usize) -> Shown {
        let &[key, value] = self.types.args(ty) else { return Shown::Opaque };
        let size = word.object().and_then(|o| o.field(0)?.nat());
        let mut entries = Vec::new();
        let buckets = word.object().and_then(|o| o.field(1)?.object());
        for bucket in buckets.into_iter().flat_map(Object::children) {
            let mut word = bucket;
            while let Word::Object(cell) = word
                && self.more(&entries)
            {
                entries.push(self.entry(cell.field(0), key, cell.field(1), value, depth));
                word = cell.field(2).unwrap_or(Word::Scalar(0));
            }
        }
        self.map(entries, size, value)
    }

    fn more<T>(&self, items: &[T]) -> bool {
        items.len() < self.limits.items && self.nodes > 0
    }

    fn entry(&mut self, k: Option<Word>, key: TypeId, v: Option<Word>, value: TypeId, depth: usize) -> (Shown, Shown) {
        let mut one = |w: Option<Word>, ty| w.map_or(Shown::Opaque, |w| self.value(w, ty, depth + 1));
        (one(k, key), one(v, value))
    }

    /// A map to `PUnit` is a set. What was left out follows from the size that the map itself states.
    fn map(&self, entries: Vec<(Shown, Shown)>, size: Option<(u64, bool)>, value: TypeId) -> Shown {
        let size = size.map_or(0, |(n, _)| usize::try_from(n).unwrap_or(usize::MAX));
        let left_out = size.saturating_sub(entries.len());
        if self.types.def(value).is_some_and(|d| &*d.name == "PUnit") {
            return Shown::Seq(entries.into_iter().map(|(k, _)| k).collect(), left_out);
        }
        Shown::Map(entries, left_out)
    }
}

fn big(object: Object) -> Shown {
    match object.big() {
        Some(big) => Shown::Big(big_number(big.is_negative(), big.magnitude())),
        None => Shown::Opaque,
    }
}

fn float(bits: u64) -> Shown {
    Shown::Float(f64::from_bits(bits))
}

/// The first `size` bytes as a number.
fn little_endian(bytes: &[u8], size: usize) -> u64 {
    let mut value = [0; 8];
    let n = size.min(bytes.len()).min(8);
    value[..n].copy_from_slice(&bytes[..n]);
    u64::from_le_bytes(value)
}

/// The value of a boxed small integer: 32-bit words hold 31 bits of it, 64-bit words 32.
fn small_int(n: u64, width: Width) -> i64 {
    match width {
        Width::W32 => i64::from((n << 1) as u32 as i32 >> 1),
        Width::W64 => i64::from(n as u32 as i32),
    }
}

fn word_sized(bytes: &[u8], size: usize, signed: bool) -> Shown {
    let value = little_endian(bytes, size);
    match (signed, size) {
        (false, _) => Shown::Nat(value),
        (true, 4) => Shown::Int(i64::from(value as i32)),
        (true, _) => Shown::Int(value as i64),
    }
}
