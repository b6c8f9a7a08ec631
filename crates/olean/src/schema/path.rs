//! The way from the root to a value, in terms of the data: `entries[Lean.Meta.simpExtension][3].keys`.

use super::check::{Children, Frame};
use super::{Builtin, Node, Slot, Types};
use crate::view::{Object, Word};
use std::fmt::Write as _;

/// Most components of a name that is written out.
const MAX_COMPONENTS: usize = 64;
/// Most bytes of one component.
const MAX_COMPONENT: usize = 256;
/// Most steps of a path that are written out at either end.
const MAX_STEPS: usize = 24;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step<'s> {
    /// A field of a structure or constructor.
    Field(&'s str),
    /// An element of an array.
    Index(usize),
    /// The head of a list's cell.
    Head,
    /// The rest of a list.
    Tail,
    /// The entries of an extension, or the value of a named type.
    Named(String),
    /// A step that goes without saying: into a thunk, a task, or the name of a pair.
    Silent,
}

/// The step that a frame has taken last.
pub(super) fn step<'s>(frame: &Frame, types: &Types<'s>) -> Step<'s> {
    let i = frame.next.saturating_sub(1);
    match frame.children {
        Children::Uniform(_) => match types.node(frame.ty) {
            Node::Of(Builtin::Array, _) => Step::Index(i),
            Node::Of(..) | Node::Builtin(_) | Node::Data(_) => Step::Silent,
        },
        Children::Pair(_) if i == 0 => Step::Field("fst"),
        Children::Pair(_) => match frame.object.field(0).and_then(name_text) {
            Some(name) => Step::Named(name),
            None => Step::Named("?".into()),
        },
        Children::Slots { ctor, .. } => {
            let Some(def) = types.def(frame.ty) else { return Step::Silent };
            match (&*def.name, i) {
                ("List", 0) => return Step::Head,
                ("List", 1) => return Step::Tail,
                _ => {}
            }
            let field = def.ctors().get(ctor as usize).and_then(|c| c.fields.iter().find(|f| f.slot == Slot::Boxed(i)));
            field.map_or(Step::Silent, |f| Step::Field(&f.name))
        }
    }
}

/// Writes a path; of a long one, both ends.
pub(super) fn render(steps: &[Step]) -> String {
    let mut pieces: Vec<String> = Vec::new();
    let mut tails = 0;
    for (i, step) in steps.iter().enumerate() {
        match step {
            // The pair's own index is less telling than its name.
            Step::Index(_) if matches!(steps.get(i + 1), Some(Step::Named(_))) => {}
            Step::Index(n) => pieces.push(format!("[{n}]")),
            Step::Named(name) => pieces.push(format!("[{name}]")),
            Step::Tail => tails += 1,
            Step::Head => pieces.push(format!("[{}]", std::mem::take(&mut tails))),
            Step::Field(name) => pieces.push(format!(".{name}")),
            Step::Silent => {}
        }
    }
    if tails > 0 {
        pieces.push(format!("[{tails}..]"));
    }
    let mut out = String::new();
    if pieces.len() > 2 * MAX_STEPS {
        let left_out = pieces.len() - 2 * MAX_STEPS;
        let (start, end) = (pieces[..MAX_STEPS].concat(), pieces[pieces.len() - MAX_STEPS..].concat());
        let _ = write!(out, "{start}…({left_out} steps)…{end}");
    } else {
        out = pieces.concat();
    }
    match out.strip_prefix('.') {
        Some(rest) => rest.to_owned(),
        None if out.is_empty() => "root".into(),
        None => out,
    }
}

/// The text of what may be a `Name`, read by shape alone; `None` for what is none, or is too long.
pub(super) fn name_text(word: Word) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut word = word;
    loop {
        let object: Object = match word {
            Word::Scalar(0) => break,
            Word::Scalar(_) => return None,
            Word::Object(o) => o,
        };
        if parts.len() == MAX_COMPONENTS {
            return None;
        }
        let last = object.field(1)?;
        parts.push(match object.ctor_index()? {
            1 => component(last.object()?.as_str()?)?,
            2 => match last.nat()? {
                (n, true) => n.to_string(),
                (_, false) => return None,
            },
            _ => return None,
        });
        word = object.field(0)?;
    }
    if parts.is_empty() {
        return Some("[anonymous]".into());
    }
    parts.reverse();
    Some(parts.join("."))
}

/// A component as schemas write it: in quotes when it could be taken for something else.
fn component(s: &str) -> Option<String> {
    if s.len() > MAX_COMPONENT {
        return None;
    }
    let plain = !s.is_empty()
        && !s.starts_with(|c: char| c.is_ascii_digit())
        && s.chars().all(|c| !c.is_whitespace() && !"().:«»@#".contains(c));
    Some(if plain || s == "_@" { s.to_owned() } else { format!("«{s}»") })
}
