//! Constants in the raw form.
//!
//! ```text
//! constant ::= { flag } kind name [ ".{" name { "," name } "}" ] { property } ":" expr [ ":=" expr ]
//! flag     ::= "unsafe" | "partial"
//! kind     ::= "axiom" | "def" | "theorem" | "opaque" | "quot" | "inductive" | "constructor" | "recursor"
//! property ::= "(" key { value } ")"
//! ```
//!
//! Properties and their values are those of the constructors in [`crate::constant`], in that order; flags that are
//! false are left out, and so is a list `all` that holds nothing but the constant's own name. There is no parser.

use super::print::Item;
use crate::constant::{ConstantInfoRef, ConstantKind, DefinitionSafety, NamesRef, QuotKind, ReducibilityHints};
use crate::name::NameRef;
use crate::nat::NatRef;

/// Puts the parts of `info` on the stack of what is to be written, the first one uppermost.
pub(super) fn push<'a>(info: ConstantInfoRef<'a>, todo: &mut Vec<Item<'a>>) {
    let mut out = Parts(Vec::new());
    if info.is_unsafe() {
        out.text("unsafe ");
    }
    out.head(info);
    match info.kind() {
        ConstantKind::Axiom(_) => {}
        ConstantKind::Defn(val) => {
            out.text(match val.hints() {
                ReducibilityHints::Opaque => " (opaque)",
                ReducibilityHints::Abbrev => " (abbrev)",
                ReducibilityHints::Regular(_) => " (regular ",
            });
            if let ReducibilityHints::Regular(height) = val.hints() {
                out.0.extend([Item::Number(height.into()), Item::Text(")")]);
            }
            out.all(info.name(), val.all());
        }
        ConstantKind::Thm(val) => out.all(info.name(), val.all()),
        ConstantKind::Opaque(val) => out.all(info.name(), val.all()),
        ConstantKind::Quot(val) => out.text(match val.quot_kind() {
            QuotKind::Type => " (type)",
            QuotKind::Ctor => " (ctor)",
            QuotKind::Lift => " (lift)",
            QuotKind::Ind => " (ind)",
        }),
        ConstantKind::Induct(val) => {
            out.nat(" (params ", val.num_params());
            out.nat(" (indices ", val.num_indices());
            out.nat(" (nested ", val.num_nested());
            out.flag(" (rec)", val.is_rec());
            out.flag(" (reflexive)", val.is_reflexive());
            out.all(info.name(), val.all());
            out.names(" (ctors", val.ctors());
        }
        ConstantKind::Ctor(val) => {
            out.0.extend([Item::Text(" (of "), Item::Name(val.induct()), Item::Text(")")]);
            out.nat(" (index ", val.cidx());
            out.nat(" (params ", val.num_params());
            out.nat(" (fields ", val.num_fields());
        }
        ConstantKind::Rec(val) => {
            out.nat(" (params ", val.num_params());
            out.nat(" (indices ", val.num_indices());
            out.nat(" (motives ", val.num_motives());
            out.nat(" (minors ", val.num_minors());
            out.flag(" (k)", val.k());
            out.names(" (all", val.all());
            for rule in val.rules() {
                out.0.extend([Item::Text(" (rule "), Item::Name(rule.ctor()), Item::Text(" ")]);
                out.0.extend([Item::Nat(rule.num_fields()), Item::Text(" => ")]);
                out.0.extend([Item::Expr(rule.rhs(), 1), Item::Text(")")]);
            }
        }
    }
    out.0.extend([Item::Text(" : "), Item::Expr(info.ty(), 0)]);
    if let Some(value) = info.value() {
        out.0.extend([Item::Text(" := "), Item::Expr(value, 0)]);
    }
    todo.extend(out.0.into_iter().rev());
}

struct Parts<'a>(Vec<Item<'a>>);

impl<'a> Parts<'a> {
    fn text(&mut self, text: &'static str) {
        self.0.push(Item::Text(text));
    }

    fn head(&mut self, info: ConstantInfoRef<'a>) {
        self.text(match info.kind() {
            ConstantKind::Axiom(_) => "axiom ",
            ConstantKind::Defn(val) if val.safety() == DefinitionSafety::Partial => "partial def ",
            ConstantKind::Defn(_) => "def ",
            ConstantKind::Thm(_) => "theorem ",
            ConstantKind::Opaque(_) => "opaque ",
            ConstantKind::Quot(_) => "quot ",
            ConstantKind::Induct(_) => "inductive ",
            ConstantKind::Ctor(_) => "constructor ",
            ConstantKind::Rec(_) => "recursor ",
        });
        self.0.push(Item::Name(info.name()));
        for (i, param) in info.level_params().iter().enumerate() {
            self.0.extend([Item::Text(if i == 0 { ".{" } else { ", " }), Item::Name(param)]);
        }
        self.flag("}", !info.level_params().is_empty());
    }

    fn flag(&mut self, text: &'static str, set: bool) {
        if set {
            self.text(text);
        }
    }

    fn nat(&mut self, head: &'static str, n: NatRef<'a>) {
        self.0.extend([Item::Text(head), Item::Nat(n), Item::Text(")")]);
    }

    fn names(&mut self, head: &'static str, names: NamesRef<'a>) {
        self.text(head);
        for name in names.iter() {
            self.0.extend([Item::Text(" "), Item::Name(name)]);
        }
        self.text(")");
    }

    fn all(&mut self, own: NameRef<'a>, all: NamesRef<'a>) {
        if !all.iter().eq(std::iter::once(own)) {
            self.names(" (all", all);
        }
    }
}
