//! The way from the root to a value, in terms of the data: `entries[Lean.Meta.simpExtension][3].keys`.

use super::shape::{self, Children};
use super::{Builtin, Node, Slot, TypeId, Types};
use crate::name::Name;
use crate::view::{Image, Object, Place, Word};
use rustc_hash::FxHashSet;
use std::fmt::Write as _;

/// Most components of a name that is written out.
const MAX_COMPONENTS: usize = 256;
/// Most bytes of one component.
const MAX_COMPONENT: usize = 4096;
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

/// A value to find the way to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Goal {
    /// The object.
    pub place: Place,
    /// The type at which it is met.
    pub ty: TypeId,
    /// The child of the object, if the value is a boxed scalar in it.
    pub child: Option<usize>,
}

impl Goal {
    /// An object.
    pub fn object((place, ty): (Place, TypeId)) -> Goal {
        Goal { place, ty, child: None }
    }
}

/// An object that the search is in.
struct Frame<'i, 's> {
    object: Object<'i>,
    ty: TypeId,
    children: Children<'s>,
    next: usize,
    len: usize,
}

/// The way to each goal, by a search from the roots in depth; objects that deviate are not gone into. A goal that is
/// not found gets the path `?`.
pub(super) fn find<'i>(image: &'i Image<'i>, types: &mut Types, goals: &[Goal]) -> Vec<String> {
    let mut paths = vec![String::from("?"); goals.len()];
    if goals.is_empty() {
        return paths;
    }
    let mut seen: FxHashSet<(Place, TypeId)> = FxHashSet::default();
    let mut stack: Vec<Frame> = Vec::new();
    for part in 0..image.parts().len() {
        let mut next = image.root(part).map(|word| (word, types.root()));
        loop {
            if let Some((Word::Object(object), ty)) = next.take()
                && seen.insert((object.place(), ty))
            {
                types.expand(ty);
                let children = shape::children(object, ty, types).unwrap_or(Children::Unknown);
                let leaf = matches!(children, Children::Leaf | Children::Unknown);
                let len = if leaf { 0 } else { object.children().len() };
                let met = |g: &Goal| g.place == object.place() && g.ty == ty;
                for (i, goal) in goals.iter().enumerate().filter(|(_, g)| met(g)) {
                    let mut steps: Vec<Step> = stack.iter().map(|f| step(f, types)).collect();
                    let at = goal.child.map(|c| Frame { object, ty, children, next: c + 1, len });
                    steps.extend(at.iter().map(|f| step(f, types)));
                    paths[i] = render(&steps);
                }
                stack.push(Frame { object, ty, children, next: 0, len });
            }
            let Some(top) = stack.last_mut() else { break };
            if top.next == top.len {
                let _ = stack.pop();
                continue;
            }
            let i = top.next;
            top.next += 1;
            let word = shape::child(top.object, i);
            next = word.zip(top.children.ty(top.ty, i, types));
        }
    }
    paths
}

/// The step that a frame has taken last.
fn step<'s>(frame: &Frame<'_, 's>, types: &Types<'s>) -> Step<'s> {
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
        Children::Slots(ctor, _) => {
            let list = types.def(frame.ty).is_some_and(|d| &*d.name == "List");
            match (list, i) {
                (true, 0) => Step::Head,
                (true, _) => Step::Tail,
                (false, _) => match ctor.fields.iter().find(|f| f.slot == Slot::Boxed(i)) {
                    Some(field) => Step::Field(&field.name),
                    None => Step::Silent,
                },
            }
        }
        Children::Leaf | Children::Unknown => Step::Silent,
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

/// A name as upstream prints it, within the limits of [`name_text`].
pub(super) fn shown_name(word: Word) -> Option<String> {
    let plain = name_text(word)?;
    match word.object().map(|o| Name::of(word, o)) {
        Some(Ok(name)) => Some(name.to_string()),
        Some(Err(_)) => None,
        None => Some(plain),
    }
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
