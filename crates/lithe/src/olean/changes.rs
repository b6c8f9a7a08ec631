//! The differences between one part of two modules.

use super::constant::{Field, Terms, fields};
use super::equal::{self, Numbers};
use super::failure::Failure;
use super::info::import_text;
use super::inputs::Input;
use super::names;
use super::raw;
use super::worker::Layouts;
use olean::error::{Error, Refusal};
use olean::module_data::{Constant, ExtensionEntries, ModuleData};
use olean::schema::{Limits, Node, TypeId, Types};
use olean::view::{Image, Word};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// One of two parts to compare.
pub struct Side<'s> {
    /// The module in comparable form.
    pub image: &'s Image<'s>,
    /// The values of its objects.
    pub numbers: &'s Numbers,
    /// Which part.
    pub part: usize,
    /// Where it came from.
    pub input: &'s Input,
}

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// Only A has it.
    Removed,
    /// Only B has it.
    Added,
    /// Both have it, with differences.
    Changed,
    /// Both have the same things, in another order.
    Reordered,
}

impl Op {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Op::Removed => "removed",
            Op::Added => "added",
            Op::Changed => "changed",
            Op::Reordered => "reordered",
        }
    }
}

/// A difference.
#[derive(Clone, Debug)]
pub struct Change {
    /// Index of the part.
    pub part: usize,
    /// What kind of thing it is: `imports`, `constants`, `extra names`, `entries of EXTENSION`.
    pub section: String,
    /// What happened.
    pub op: Op,
    /// The thing.
    pub what: String,
    /// Its fields that differ, in A and in B.
    pub fields: Vec<(String, Value, Value)>,
}

impl Change {
    fn new(section: &str, op: Op, what: String) -> Change {
        Change { part: 0, section: section.to_owned(), op, what, fields: Vec::new() }
    }

    /// A difference in a property of the whole module.
    pub fn field(name: &str, a: Value, b: Value) -> Change {
        Change { fields: vec![(String::new(), a, b)], ..Change::new("module", Op::Changed, name.to_owned()) }
    }

    /// The change in part `part`.
    pub fn in_part(self, part: usize) -> Change {
        Change { part, ..self }
    }

    /// What two parts of one module have in common if they differ in the same way.
    pub fn identity(&self) -> (String, Op, String, String) {
        (self.section.clone(), self.op, self.what.clone(), format!("{:?}", self.fields))
    }
}

/// Bytes of a value that are looked at for the place where it differs.
const LOOKED_AT: usize = 1 << 16;

/// Everything in which two parts differ. `max` bounds the bytes of each printed value.
pub fn compare(a: &Side<'_>, b: &Side<'_>, types: &mut Layouts, max: usize) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    let (data_a, data_b) = (a.data()?, b.data()?);
    if let (Some(x), Some(y)) = (data_a.is_module(), data_b.is_module())
        && x != y
    {
        changes.push(Change::field("is a module", x.into(), y.into()));
    }
    let imports = |side: &Side<'_>, data: ModuleData<'_>| -> Result<Vec<String>, Failure> {
        data.imports().map(|i| i.map(|i| import_text(&i)).map_err(side.failure())).collect()
    };
    lines("imports", imports(a, data_a)?, imports(b, data_b)?, true, &mut changes);
    constants(a, b, types, max, &mut changes)?;
    let extra = |side: &Side<'_>, data: ModuleData<'_>| -> Result<Vec<String>, Failure> {
        data.extra_const_names().map(|n| n.map(names::text).map_err(side.failure())).collect()
    };
    lines("extra names", extra(a, data_a)?, extra(b, data_b)?, false, &mut changes);
    extensions(a, b, types, max, &mut changes)?;
    Ok(changes)
}

impl<'s> Side<'s> {
    fn data(&self) -> Result<ModuleData<'s>, Failure> {
        ModuleData::of_part(self.image, self.part).map_err(self.failure())
    }

    fn failure(&self) -> impl Fn(Refusal) -> Failure {
        let path = self.input.path.clone();
        move |refusal| Failure::Reader(Error::Format { path: path.clone(), refusal })
    }

    fn value(&self, word: Word<'_>) -> equal::Value {
        self.numbers.value(word)
    }

    fn same_word(&self, word: Word<'_>, other: &Side<'_>, other_word: Word<'_>) -> bool {
        self.value(word) == other.value(other_word)
    }
}

/// Differences between two lists of lines.
fn lines(section: &str, a: Vec<String>, b: Vec<String>, ordered: bool, changes: &mut Vec<Change>) {
    if a == b {
        return;
    }
    let mut counts: BTreeMap<&String, i64> = BTreeMap::new();
    a.iter().for_each(|line| *counts.entry(line).or_default() -= 1);
    b.iter().for_each(|line| *counts.entry(line).or_default() += 1);
    if counts.values().all(|n| *n == 0) {
        if ordered {
            changes.push(Change::new(section, Op::Reordered, String::new()));
        }
        return;
    }
    for (line, n) in counts {
        let op = if n < 0 { Op::Removed } else { Op::Added };
        (0..n.unsigned_abs()).for_each(|_| changes.push(Change::new(section, op, line.clone())));
    }
}

/// Constants by the value of their names, and the names in the order of their texts.
type ByName<'i> = HashMap<equal::Value, Constant<'i>>;

fn by_name<'i>(side: &Side<'i>) -> Result<ByName<'i>, Failure> {
    let mut all = HashMap::new();
    for constant in side.data()?.constants() {
        let constant = constant.map_err(side.failure())?;
        all.insert(side.value(constant.name().map_err(side.failure())?.word()), constant);
    }
    Ok(all)
}

fn constants(
    a: &Side<'_>,
    b: &Side<'_>,
    types: &mut Layouts,
    max: usize,
    changes: &mut Vec<Change>,
) -> Result<(), Failure> {
    let (all_a, all_b) = (by_name(a)?, by_name(b)?);
    let mut found: Vec<Change> = Vec::new();
    for (op, all, others, side) in [(Op::Removed, &all_a, &all_b, a), (Op::Added, &all_b, &all_a, b)] {
        for (_, constant) in all.iter().filter(|(name, _)| !others.contains_key(name)) {
            let name = names::text(constant.name().map_err(side.failure())?);
            let ty = expr(side, types, constant.ty(), max);
            found.push(Change::new("constants", op, format!("{} {name} : {ty}", constant.kind().name())));
        }
    }
    for (name, x) in &all_a {
        let Some(y) = all_b.get(name) else { continue };
        let same =
            x.kind() == y.kind() && x.name().is_ok() && a.same_word(Word::Object(x.info()), b, Word::Object(y.info()));
        if !same {
            found.extend(constant((a, *x), (b, *y), types, max)?);
        }
    }
    let key = |change: &Change| change.what.split_once(' ').map_or(String::new(), |(_, name)| name.to_owned());
    found.sort_by_key(|change| (key(change), change.op));
    changes.extend(found);
    Ok(())
}

/// The difference between two constants of one name; none if they differ in nothing but bytes that mean nothing.
fn constant(
    (a, x): (&Side<'_>, Constant<'_>),
    (b, y): (&Side<'_>, Constant<'_>),
    types: &mut Layouts,
    max: usize,
) -> Result<Option<Change>, Failure> {
    let name = names::text(x.name().map_err(a.failure())?);
    let kinds = (x.kind().name(), y.kind().name());
    let kind = if kinds.0 == kinds.1 { kinds.0.to_owned() } else { format!("{}/{}", kinds.0, kinds.1) };
    let mut change = Change::new("constants", Op::Changed, format!("{kind} {name}"));
    if kinds.0 != kinds.1 {
        change.fields.push(("kind".into(), kinds.0.into(), kinds.1.into()));
    }
    let (fields_a, fields_b) = (fields(x).map_err(a.failure())?, fields(y).map_err(b.failure())?);
    let of_b: HashMap<&str, &Field<'_>> = fields_b.iter().map(|(name, field)| (name.as_str(), field)).collect();
    let in_a: HashSet<&str> = fields_a.iter().map(|(name, _)| name.as_str()).collect();
    for (name, field) in &fields_a {
        let other = of_b.get(name.as_str()).copied();
        if !other.is_some_and(|other| same_field(a, field, b, other)) {
            let text_a = Some(field_text(a, types, field));
            let text_b = other.map(|other| field_text(b, types, other));
            change.fields.push(around(name, text_a, text_b, max));
        }
    }
    for (name, field) in fields_b.iter().filter(|(name, _)| !in_a.contains(name.as_str())) {
        let text = field_text(b, types, field);
        change.fields.push(around(name, None, Some(text), max));
    }
    Ok((!change.fields.is_empty()).then_some(change))
}

fn same_field(a: &Side<'_>, x: &Field<'_>, b: &Side<'_>, y: &Field<'_>) -> bool {
    match (x, y) {
        (Field::Expr(x), Field::Expr(y)) => a.same_word(*x, b, *y),
        (Field::Name(x), Field::Name(y)) => a.same_word(x.word(), b, y.word()),
        (Field::Names(x), Field::Names(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|(x, y)| a.same_word(x.word(), b, y.word()))
        }
        (Field::Nat(x), Field::Nat(y)) => x == y,
        (Field::Bool(x), Field::Bool(y)) => x == y,
        (Field::Atom(x), Field::Atom(y)) => x == y,
        _ => false,
    }
}

/// Two texts, both from a little before the place where they begin to differ.
fn around(field: &str, a: Option<String>, b: Option<String>, max: usize) -> (String, Value, Value) {
    let value = |text: Option<String>| text.map_or(Value::Null, Value::from);
    let (Some(x), Some(y)) = (&a, &b) else {
        return (field.to_owned(), value(a.map(|t| window(&t, 0, max))), value(b.map(|t| window(&t, 0, max))));
    };
    if x == y {
        return (field.to_owned(), "(differs past what is printed)".into(), Value::Null);
    }
    let common = x.bytes().zip(y.bytes()).take_while(|(x, y)| x == y).count();
    let from = if x.len().max(y.len()) <= max { 0 } else { common.saturating_sub(max / 3) };
    (field.to_owned(), value(Some(window(x, from, max))), value(Some(window(y, from, max))))
}

/// At most `max` bytes of `text` from about byte `from` on.
fn window(text: &str, from: usize, max: usize) -> String {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let (from, to) = (boundary(from), boundary(from.saturating_add(max)));
    let start = if from > 0 { "… " } else { "" };
    let end = if to < text.len() { " …" } else { "" };
    format!("{start}{}{end}", &text[from..to.max(from)])
}

fn limits() -> Limits {
    Limits { text: LOOKED_AT, bytes: LOOKED_AT, ..Limits::default() }
}

fn field_text(side: &Side<'_>, types: &mut Layouts, field: &Field<'_>) -> String {
    match types.for_terms(side.image) {
        Some((types, _)) => field.text(&mut Terms::new(types, limits()), side.image.width()),
        None => String::new(),
    }
}

fn expr(side: &Side<'_>, types: &mut Layouts, word: Word<'_>, max: usize) -> String {
    match types.for_terms(side.image) {
        Some((types, _)) => window(&Terms::new(types, limits()).expr(word, side.image.width()), 0, max),
        None => raw::word(word),
    }
}

fn extensions(
    a: &Side<'_>,
    b: &Side<'_>,
    types: &mut Layouts,
    max: usize,
    changes: &mut Vec<Change>,
) -> Result<(), Failure> {
    let (all_a, all_b) = (entries_of(a)?, entries_of(b)?);
    let of_b: HashMap<&str, usize> = all_b.iter().enumerate().map(|(i, (name, _))| (name.as_str(), i)).collect();
    let in_a: HashSet<&str> = all_a.iter().map(|(name, _)| name.as_str()).collect();
    for (name, x) in &all_a {
        let y = of_b.get(name.as_str()).map(|i| all_b[*i].1);
        entries(name, (a, Some(*x)), (b, y), types, max, changes);
    }
    for (name, y) in all_b.iter().filter(|(name, _)| !in_a.contains(name.as_str())) {
        entries(name, (a, None), (b, Some(*y)), types, max, changes);
    }
    Ok(())
}

fn entries_of<'s>(side: &Side<'s>) -> Result<Vec<(String, ExtensionEntries<'s>)>, Failure> {
    let with_name = |e: Result<ExtensionEntries<'s>, Refusal>| e.map(|e| (names::text(e.extension), e));
    side.data()?.entries().map(|e| with_name(e).map_err(side.failure())).collect()
}

/// The differences between the entries of one extension.
fn entries(
    name: &str,
    (a, x): (&Side<'_>, Option<ExtensionEntries<'_>>),
    (b, y): (&Side<'_>, Option<ExtensionEntries<'_>>),
    types: &mut Layouts,
    max: usize,
    changes: &mut Vec<Change>,
) {
    let words = |e: Option<ExtensionEntries<'_>>| e.map_or(0, |e| e.entries().len());
    if let (Some(x), Some(y)) = (x, y)
        && a.same_word(Word::Object(x.array()), b, Word::Object(y.array()))
    {
        return;
    }
    let section = format!("entries of {name}");
    let (only_a, only_b) = (unmatched((a, x), (b, y)), unmatched((b, y), (a, x)));
    if only_a.is_empty() && only_b.is_empty() {
        if words(x) > 0 {
            changes.push(Change::new(&section, Op::Reordered, String::new()));
        }
        return;
    }
    let shown_a: Vec<_> = only_a.into_iter().map(|word| entry(a, types, name, word)).collect();
    let mut shown_b: Vec<_> = only_b.into_iter().map(|word| Some(entry(b, types, name, word))).collect();
    // The entries of B by key, first one last.
    let mut keys: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, entry) in shown_b.iter().enumerate().rev() {
        if let Some((Some(key), _)) = entry {
            keys.entry(key.clone()).or_default().push(i);
        }
    }
    for (key, text) in shown_a {
        let partner = key.as_ref().and_then(|key| keys.get_mut(key)?.pop()).and_then(|i| shown_b[i].take());
        match (key, partner) {
            (Some(key), Some((_, other))) => {
                let fields = vec![around("", Some(text), Some(other), max)];
                changes.push(Change { fields, ..Change::new(&section, Op::Changed, key) });
            }
            _ => changes.push(Change::new(&section, Op::Removed, window(&text, 0, max))),
        }
    }
    for (_, text) in shown_b.into_iter().flatten() {
        changes.push(Change::new(&section, Op::Added, window(&text, 0, max)));
    }
}

/// The entries of the one side that the other has not, or has fewer of.
fn unmatched<'i>(
    (a, x): (&Side<'_>, Option<ExtensionEntries<'i>>),
    (b, y): (&Side<'_>, Option<ExtensionEntries<'_>>),
) -> Vec<Word<'i>> {
    let mut counts: HashMap<equal::Value, usize> = HashMap::new();
    for word in y.into_iter().flat_map(ExtensionEntries::entries) {
        *counts.entry(b.value(word)).or_default() += 1;
    }
    let missing = |word: &Word<'_>| match counts.get_mut(&a.value(*word)) {
        Some(n) if *n > 0 => {
            *n -= 1;
            false
        }
        _ => true,
    };
    let mut missing = missing;
    x.into_iter().flat_map(ExtensionEntries::entries).filter(|word| missing(word)).collect()
}

/// An entry's key, if its type has one, and its text.
fn entry(side: &Side<'_>, types: &mut Layouts, extension: &str, word: Word<'_>) -> (Option<String>, String) {
    let Some(types) = types.of(side.image) else { return (None, raw::word(word)) };
    let Some(ty) = types.extension_entry(extension) else { return (None, raw::word(word)) };
    let key = key(types, word, ty);
    let shown = Terms::new(types, limits()).value(word, side.image.width(), ty);
    (key, shown.line())
}

/// What an entry is about: the first name in it, behind the wrapper of scoped entries and in the first component of
/// pairs. A bare name is its own key and cannot have changed.
fn key(types: &mut Types<'static>, word: Word<'_>, ty: TypeId) -> Option<String> {
    let (mut word, mut ty) = (word, ty);
    // The depth of types is bounded, but what matters is near the top.
    for depth in 0..4 {
        let Node::Data(_) = types.node(ty) else { return None };
        let object = word.object()?;
        if ty == types.name() {
            let name = olean::name::Name::of(word, object).ok()?;
            return (depth > 0).then(|| names::text(name));
        }
        let scoped = types.def(ty).is_some_and(|d| &*d.name == "Lean.ScopedEnvExtension.Entry");
        let ctor = object.ctor_index()? as usize;
        // The entry stands behind the namespace.
        let at = if scoped { ctor } else { 0 };
        ty = *types.slots(ty, ctor).get(at)?;
        word = object.field(at)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_compared_as_a_bag() {
        let of = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let ops = |a: &str, b: &str, ordered| {
            let mut changes = Vec::new();
            lines("x", of(a), of(b), ordered, &mut changes);
            changes.into_iter().map(|c| format!("{} {}", c.op.name(), c.what)).collect::<Vec<_>>()
        };
        assert!(ops("a b", "a b", true).is_empty());
        assert!(ops("a b", "b a", false).is_empty());
        assert_eq!(ops("a b", "b a", true), ["reordered "]);
        assert_eq!(ops("a b b", "b c", true), ["removed a", "removed b", "added c"]);
    }

    #[test]
    fn values_are_shown_from_where_they_differ() {
        let (a, b) = (format!("{}left{}", "α".repeat(300), "z".repeat(300)), format!("{}right", "α".repeat(300)));
        let (_, x, y) = around("f", Some(a), Some(b), 60);
        let (x, y) = (x.as_str().unwrap().to_owned(), y.as_str().unwrap().to_owned());
        assert!(x.starts_with("… α") && x.contains("αleftz") && x.ends_with(" …"), "{x}");
        assert!(y.ends_with("αright"), "{y}");
        let (_, x, y) = around("f", Some("a b".into()), Some("a c".into()), 60);
        assert_eq!((x.as_str(), y.as_str()), (Some("a b"), Some("a c")));
    }
}
