//! Constants field by field, for `dump` and `diff`.

use super::names;
use olean::error::Refusal;
use olean::module_data::{Constant, ConstantKind, Hints};
use olean::name::Name;
use olean::schema::{Limits, Node, Schema, Shown, TypeId, Types, show};
use olean::view::Word;
use rt::layout::Width;
use serde_json::Value;

/// A printer of terms, for a version whose types are known or for any other, since terms are the same in all.
pub struct Terms<'t> {
    /// The types of the version, or of another one.
    pub types: &'t mut Types<'static>,
    expr: TypeId,
    /// How much of a value is shown.
    pub limits: Limits,
}

impl<'t> Terms<'t> {
    /// A printer that reads terms by `types`.
    pub fn new(types: &'t mut Types<'static>, limits: Limits) -> Terms<'t> {
        let expr = expr_type(types).unwrap_or_else(|| types.root());
        Terms { types, expr, limits }
    }

    /// An expression on one line.
    pub fn expr(&mut self, word: Word<'_>, width: Width) -> String {
        show(word, width, self.expr, self.types, &self.limits).line()
    }

    /// A value of a known type.
    pub fn value(&mut self, word: Word<'_>, width: Width, ty: TypeId) -> Shown {
        show(word, width, ty, self.types, &self.limits)
    }
}

/// Some schema, for the types of terms.
pub fn some_schema() -> Option<&'static Schema> {
    Schema::all().last()
}

/// `Lean.Expr`: the third field of the first field of what `ConstantInfo` wraps.
fn expr_type(types: &mut Types<'static>) -> Option<TypeId> {
    let constants = *types.slots(types.root(), 0).get(2)?;
    let Node::Of(_, info) = types.node(constants) else { return None };
    let val = *types.slots(info, 0).first()?;
    let constant_val = *types.slots(val, 0).first()?;
    let expr = *types.slots(constant_val, 0).get(2)?;
    // Makes the types that terms consist of known.
    let _ = types.slots(expr, 0);
    (types.def(expr)?.name.as_ref() == "Lean.Expr").then_some(expr)
}

/// A field of a constant.
pub enum Field<'i> {
    /// A term.
    Expr(Word<'i>),
    /// Names.
    Names(Vec<Name<'i>>),
    /// A name.
    Name(Name<'i>),
    /// A number.
    Nat(u64),
    /// A flag.
    Bool(bool),
    /// One of a few words.
    Atom(String),
}

impl Field<'_> {
    /// The field as text.
    pub fn text(&self, terms: &mut Terms<'_>, width: Width) -> String {
        let max = terms.limits.items;
        match self {
            Field::Expr(word) => terms.expr(*word, width),
            Field::Names(all) => {
                let shown: Vec<String> = all.iter().take(max + 1).map(|n| names::text(*n)).collect();
                names::list(&shown, max)
            }
            Field::Name(name) => names::text(*name),
            Field::Nat(n) => n.to_string(),
            Field::Bool(b) => b.to_string(),
            Field::Atom(word) => word.clone(),
        }
    }

    /// The field as JSON.
    pub fn json(&self, terms: &mut Terms<'_>, width: Width) -> Value {
        match self {
            Field::Expr(word) => Value::from(terms.expr(*word, width)),
            Field::Names(all) => all.iter().take(terms.limits.items).map(|n| Value::from(names::text(*n))).collect(),
            Field::Name(name) => Value::from(names::text(*name)),
            Field::Nat(n) => Value::from(*n),
            Field::Bool(b) => Value::from(*b),
            Field::Atom(word) => Value::from(word.as_str()),
        }
    }

    /// Whether it goes without saying.
    pub fn is_default(&self) -> bool {
        matches!(self, Field::Bool(false))
    }
}

/// Most names of a list that are read: no list of a real file comes near, and hostile ones are shared.
const MAX_LIST: usize = 1 << 16;

/// The fields of a constant but its name and kind, by upstream's names.
pub fn fields<'i>(constant: Constant<'i>) -> Result<Vec<(String, Field<'i>)>, Refusal> {
    let mut out = Vec::new();
    let mut put = |name: &str, field| out.push((name.to_owned(), field));
    let params: Vec<_> = constant.level_params().names().take(MAX_LIST).collect::<Result<_, _>>()?;
    put("levelParams", Field::Names(params));
    put("type", Field::Expr(constant.ty()));
    if let Some(value) = constant.value() {
        put("value", Field::Expr(value));
    }
    if let Some(hints) = constant.hints() {
        put("hints", Field::Atom(hints_text(hints?)));
    }
    if let Some(induct) = constant.induct() {
        put("induct", Field::Name(induct?));
    }
    for (name, n) in nat_names(constant.kind()).iter().zip(constant.nats()) {
        put(name, Field::Nat(n));
    }
    if let Some(all) = constant.all() {
        put("all", Field::Names(all.names().take(MAX_LIST).collect::<Result<_, _>>()?));
    }
    if let Some(ctors) = constant.ctors() {
        put("ctors", Field::Names(ctors.names().take(MAX_LIST).collect::<Result<_, _>>()?));
    }
    if let Some(rules) = constant.rules() {
        for rule in rules.take(MAX_LIST) {
            let Some(rule) = rule?.object() else { continue };
            let (Some(ctor), Some(nfields), Some(rhs)) = (rule.field(0), rule.field(1), rule.field(2)) else {
                continue;
            };
            let ctor = names::text(Name::of(ctor, rule)?);
            put(&format!("rule {ctor} nfields"), Field::Nat(nfields.nat().map_or(0, |(n, _)| n)));
            put(&format!("rule {ctor}"), Field::Expr(rhs));
        }
    }
    for (name, byte) in scalar_names(constant.kind()).iter().zip(constant.scalars()) {
        put(name, scalar(name, *byte));
    }
    Ok(out)
}

fn hints_text(hints: Hints) -> String {
    match hints {
        Hints::Opaque => "opaque".into(),
        Hints::Abbrev => "abbrev".into(),
        Hints::Regular(height) => format!("regular {height}"),
    }
}

fn nat_names(kind: ConstantKind) -> &'static [&'static str] {
    match kind {
        ConstantKind::Induct => &["numParams", "numIndices", "numNested"],
        ConstantKind::Ctor => &["cidx", "numParams", "numFields"],
        ConstantKind::Rec => &["numParams", "numIndices", "numMotives", "numMinors"],
        ConstantKind::Axiom | ConstantKind::Defn | ConstantKind::Thm | ConstantKind::Opaque | ConstantKind::Quot => &[],
    }
}

fn scalar_names(kind: ConstantKind) -> &'static [&'static str] {
    match kind {
        ConstantKind::Axiom | ConstantKind::Opaque | ConstantKind::Ctor => &["isUnsafe"],
        ConstantKind::Defn => &["safety"],
        ConstantKind::Thm => &[],
        ConstantKind::Quot => &["kind"],
        ConstantKind::Induct => &["isRec", "isUnsafe", "isReflexive"],
        ConstantKind::Rec => &["k", "isUnsafe"],
    }
}

fn scalar(name: &str, byte: u8) -> Field<'static> {
    let one_of = |words: &[&str]| Field::Atom(words.get(usize::from(byte)).unwrap_or(&"?").to_string());
    match name {
        "safety" => one_of(&["unsafe", "safe", "partial"]),
        "kind" => one_of(&["type", "ctor", "lift", "ind"]),
        _ => Field::Bool(byte == 1),
    }
}
