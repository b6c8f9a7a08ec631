//! The engine behind every operation that rebuilds a term.
//!
//! What it is: a loop over two explicit stacks (what is to be done, and what has been made) that meets a term from the
//! outside in, asks a [`Rewrite`] at each object whether to keep it, replace it or go inside, and rebuilds on the way
//! back only what has changed. A result that did not change is the same object.
//! What it is not: an operation of its own.
//!
//! Sharing is kept: the result for an object with more than one reference is remembered, by address and, where the
//! operation depends on it, number of binders around. So the cost is that of the shared graph. To spare small terms
//! the table, recording begins only after [`FREE_VISITS`] objects; what was finished before is done at most once more.
//! Objects of mapped files have no count and are taken as shared.

use crate::expr::{Expr, ExprKind, ExprRef, tag};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Objects met before results are recorded.
const FREE_VISITS: u32 = 32;

/// What to do with an object.
pub(crate) enum Step {
    /// Keep it.
    Same,
    /// Put this in its place.
    New(Expr),
    /// Go on with its children.
    Into,
}

/// An operation on terms.
pub(crate) trait Rewrite {
    type Error;
    /// Whether `step` looks at the number of binders.
    const OFFSETS: bool;
    /// Whether `step` must be asked only once for each object (and number of binders).
    const ONCE: bool;

    /// What to do with `e`, below `offset` binders of the term that the rewrite began with. The offset stays 0 where
    /// [`Rewrite::OFFSETS`] is false.
    fn step(&mut self, e: ExprRef<'_>, offset: u32) -> Result<Step, Self::Error>;
}

/// A result: what was there, or something new.
#[derive(Clone)]
enum Value<'a> {
    Same(ExprRef<'a>),
    New(Expr),
}

impl<'a> Value<'a> {
    fn is_same(&self) -> bool {
        matches!(self, Value::Same(_))
    }

    fn own(self) -> Expr {
        match self {
            Value::Same(e) => e.own(),
            Value::New(e) => e,
        }
    }
}

enum Task<'a> {
    Visit(ExprRef<'a>, u32),
    Build(ExprRef<'a>, u32),
}

/// Runs `rewrite` over `e`.
pub(crate) fn run<R: Rewrite>(e: ExprRef<'_>, rewrite: &mut R) -> Result<Expr, R::Error> {
    let mut engine = Engine { rewrite, visits: 0, done: FxHashMap::default(), values: SmallVec::new() };
    engine.run(e)
}

struct Engine<'r, 'a, R> {
    rewrite: &'r mut R,
    visits: u32,
    done: FxHashMap<(usize, u32), Value<'a>>,
    values: SmallVec<[Value<'a>; 24]>,
}

impl<'a, R: Rewrite> Engine<'_, 'a, R> {
    fn run(&mut self, root: ExprRef<'a>) -> Result<Expr, R::Error> {
        let mut todo: SmallVec<[Task<'a>; 24]> = SmallVec::new();
        let (mut e, mut offset) = (root, 0);
        loop {
            let inner = if R::OFFSETS { offset + 1 } else { 0 };
            match self.enter(e, offset)? {
                Some(value) => self.values.push(value),
                None => {
                    todo.push(Task::Build(e, offset));
                    match e.kind() {
                        ExprKind::App(f, a) => {
                            todo.push(Task::Visit(a, offset));
                            e = f;
                        }
                        ExprKind::Lam(b) | ExprKind::ForallE(b) => {
                            todo.push(Task::Visit(b.body(), inner));
                            e = b.ty();
                        }
                        ExprKind::LetE(l) => {
                            todo.push(Task::Visit(l.body(), inner));
                            todo.push(Task::Visit(l.value(), offset));
                            e = l.ty();
                        }
                        ExprKind::MData(_, body) | ExprKind::Proj(_, _, body) => e = body,
                        // `enter` answers for terms without children.
                        _ => rt::bug!("descending into a leaf"),
                    }
                    continue;
                }
            }
            loop {
                match todo.pop() {
                    Some(Task::Visit(next, at)) => {
                        (e, offset) = (next, at);
                        break;
                    }
                    Some(Task::Build(built, at)) => {
                        let value = self.build(built);
                        self.record(built, at, &value);
                        self.values.push(value);
                    }
                    None => return Ok(self.pop().own()),
                }
            }
        }
    }

    /// The result for `e` if it is there without its children's.
    #[inline]
    fn enter(&mut self, e: ExprRef<'a>, offset: u32) -> Result<Option<Value<'a>>, R::Error> {
        self.visits = self.visits.saturating_add(1);
        if R::ONCE
            && let Some(value) = self.recall(e, offset)
        {
            return Ok(Some(value));
        }
        let value = match self.rewrite.step(e, offset)? {
            Step::New(new) if !new.r().ptr_eq(e) => Value::New(new),
            Step::New(_) | Step::Same => Value::Same(e),
            Step::Into if is_leaf(e) => Value::Same(e),
            Step::Into if R::ONCE => return Ok(None),
            Step::Into => return Ok(self.recall(e, offset)),
        };
        if R::ONCE {
            self.record(e, offset, &value);
        }
        Ok(Some(value))
    }

    #[inline]
    fn recall(&self, e: ExprRef<'a>, offset: u32) -> Option<Value<'a>> {
        if self.done.is_empty() {
            return None;
        }
        self.done.get(&(e.addr(), offset)).cloned()
    }

    #[inline]
    fn record(&mut self, e: ExprRef<'a>, offset: u32, value: &Value<'a>) {
        if (R::ONCE || self.visits > FREE_VISITS) && !e.0.is_exclusive() {
            self.done.insert((e.addr(), offset), value.clone());
        }
    }

    fn pop(&mut self) -> Value<'a> {
        match self.values.pop() {
            Some(value) => value,
            None => rt::bug!("a rewrite lost a result"),
        }
    }

    /// Rebuilds `e` from its children's results, which lie on top of the stack, the last child's uppermost.
    #[inline]
    fn build(&mut self, e: ExprRef<'a>) -> Value<'a> {
        match e.kind() {
            ExprKind::App(..) => {
                let (a, f) = (self.pop(), self.pop());
                if a.is_same() && f.is_same() {
                    return Value::Same(e);
                }
                Value::New(Expr::app(f.own(), a.own()))
            }
            ExprKind::Lam(b) | ExprKind::ForallE(b) => {
                let (body, ty) = (self.pop(), self.pop());
                if body.is_same() && ty.is_same() {
                    return Value::Same(e);
                }
                Value::New(Expr::binding(e.tag() as u8, b.name().own(), ty.own(), body.own(), b.info()))
            }
            ExprKind::LetE(l) => {
                let (body, value, ty) = (self.pop(), self.pop(), self.pop());
                if body.is_same() && value.is_same() && ty.is_same() {
                    return Value::Same(e);
                }
                Value::New(Expr::let_e(l.name().own(), ty.own(), value.own(), body.own(), l.nondep()))
            }
            ExprKind::MData(data, _) => match self.pop() {
                Value::Same(_) => Value::Same(e),
                Value::New(inner) => Value::New(Expr::mdata(data.own(), inner)),
            },
            ExprKind::Proj(structure, index, _) => match self.pop() {
                Value::Same(_) => Value::Same(e),
                Value::New(inner) => Value::New(Expr::proj(structure.own(), index.own(), inner)),
            },
            _ => rt::bug!("rebuilding a leaf"),
        }
    }
}

/// Whether `e` has no children.
#[inline]
fn is_leaf(e: ExprRef<'_>) -> bool {
    let t = e.tag();
    t < tag::APP as usize || t == tag::LIT as usize
}
