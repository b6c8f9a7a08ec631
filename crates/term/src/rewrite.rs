//! The engine behind every operation that rebuilds a term.
//!
//! What it is: a loop over two explicit stacks (what is to be done, and what has been made) that meets a term from the
//! outside in, asks a [`Rewrite`] at each object whether to keep it, replace it or go inside, and rebuilds on the way
//! back only what has changed. A result that did not change is the same object.
//! What it is not: an operation of its own.
//!
//! Sharing is kept: the result for an object with more than one reference is remembered, by address and, where the
//! operation depends on it, number of binders around. So the cost is that of the shared graph, and the result shares
//! what the term shared. Objects of mapped files have no count and are taken as shared.

use crate::expr::{Expr, ExprRef, tag};
use crate::literal::MDataRef;
use crate::name::NameRef;
use crate::nat::NatRef;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Remembered results that are looked for one by one, before there is a table.
const FEW: usize = 12;

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

/// Something to be done: to visit an object, or to rebuild it from its children's results.
struct Task<'a> {
    e: ExprRef<'a>,
    offset: u32,
    build: bool,
}

/// Results for shared objects, by address and offset.
#[derive(Default)]
struct Memo<'a> {
    few: SmallVec<[(usize, u32, Value<'a>); FEW]>,
    many: FxHashMap<(usize, u32), Value<'a>>,
}

impl<'a> Memo<'a> {
    #[inline]
    fn get(&self, e: ExprRef<'a>, offset: u32) -> Option<Value<'a>> {
        if self.many.is_empty() {
            let found = self.few.iter().find(|(addr, at, _)| *addr == e.addr() && *at == offset);
            return found.map(|(_, _, value)| value.clone());
        }
        self.many.get(&(e.addr(), offset)).cloned()
    }

    #[inline]
    fn insert(&mut self, e: ExprRef<'a>, offset: u32, value: &Value<'a>) {
        if self.few.len() < FEW && self.many.is_empty() {
            return self.few.push((e.addr(), offset, value.clone()));
        }
        self.many.extend(self.few.drain(..).map(|(addr, at, value)| ((addr, at), value)));
        self.many.insert((e.addr(), offset), value.clone());
    }
}

/// Runs `rewrite` over `e`.
pub(crate) fn run<R: Rewrite>(e: ExprRef<'_>, rewrite: &mut R) -> Result<Expr, R::Error> {
    Engine { rewrite, done: Memo::default(), values: SmallVec::new() }.run(e)
}

struct Engine<'r, 'a, R> {
    rewrite: &'r mut R,
    done: Memo<'a>,
    values: SmallVec<[Value<'a>; 16]>,
}

impl<'a, R: Rewrite> Engine<'_, 'a, R> {
    fn run(&mut self, root: ExprRef<'a>) -> Result<Expr, R::Error> {
        let mut todo: SmallVec<[Task<'a>; 24]> = SmallVec::new();
        let (mut e, mut offset) = (root, 0);
        loop {
            if let Some(value) = self.enter(e, offset)? {
                self.values.push(value);
                loop {
                    let Some(task) = todo.pop() else { return Ok(self.pop().own()) };
                    if !task.build {
                        (e, offset) = (task.e, task.offset);
                        break;
                    }
                    let value = self.build(task.e);
                    if !task.e.0.is_exclusive() {
                        self.done.insert(task.e, task.offset, &value);
                    }
                    self.values.push(value);
                }
                continue;
            }
            let visit = |e, offset| Task { e, offset, build: false };
            let inner = if R::OFFSETS { offset + 1 } else { 0 };
            todo.push(Task { e, offset, build: true });
            e = match e.tag() as u8 {
                tag::APP => {
                    todo.push(visit(e.child(1), offset));
                    e.child(0)
                }
                tag::LAM | tag::FORALL_E => {
                    todo.push(visit(e.child(2), inner));
                    e.child(1)
                }
                tag::LET_E => {
                    todo.push(visit(e.child(3), inner));
                    todo.push(visit(e.child(2), offset));
                    e.child(1)
                }
                tag::MDATA => e.child(1),
                tag::PROJ => e.child(2),
                // `enter` answers for terms without children.
                _ => rt::bug!("descending into a leaf"),
            };
        }
    }

    /// The result for `e` if it is there without its children's.
    #[inline]
    fn enter(&mut self, e: ExprRef<'a>, offset: u32) -> Result<Option<Value<'a>>, R::Error> {
        let shared = R::ONCE && !e.0.is_exclusive();
        if shared && let Some(value) = self.done.get(e, offset) {
            return Ok(Some(value));
        }
        let value = match self.rewrite.step(e, offset)? {
            Step::New(new) if !new.r().ptr_eq(e) => Value::New(new),
            Step::New(_) | Step::Same => Value::Same(e),
            Step::Into if is_leaf(e) => Value::Same(e),
            Step::Into if R::ONCE || e.0.is_exclusive() => return Ok(None),
            Step::Into => return Ok(self.done.get(e, offset)),
        };
        if shared {
            self.done.insert(e, offset, &value);
        }
        Ok(Some(value))
    }

    #[inline]
    fn pop(&mut self) -> Value<'a> {
        match self.values.pop() {
            Some(value) => value,
            None => rt::bug!("a rewrite lost a result"),
        }
    }

    /// Rebuilds `e` from its children's results, which lie on top of the stack, the last child's uppermost.
    #[inline]
    fn build(&mut self, e: ExprRef<'a>) -> Value<'a> {
        match e.tag() as u8 {
            tag::APP => {
                let (a, f) = (self.pop(), self.pop());
                if a.is_same() && f.is_same() {
                    return Value::Same(e);
                }
                Value::New(Expr::app(f.own(), a.own()))
            }
            t @ (tag::LAM | tag::FORALL_E) => {
                let (body, ty) = (self.pop(), self.pop());
                if body.is_same() && ty.is_same() {
                    return Value::Same(e);
                }
                Value::New(Expr::binding(t, NameRef(e.0.field(0)).own(), ty.own(), body.own(), e.binder_info()))
            }
            tag::LET_E => {
                let (body, value, ty) = (self.pop(), self.pop(), self.pop());
                if body.is_same() && value.is_same() && ty.is_same() {
                    return Value::Same(e);
                }
                let name = NameRef(e.0.field(0)).own();
                Value::New(Expr::let_e(name, ty.own(), value.own(), body.own(), e.0.scalar_u8(8) != 0))
            }
            tag::MDATA => match self.pop() {
                Value::Same(_) => Value::Same(e),
                Value::New(inner) => Value::New(Expr::mdata(MDataRef(e.0.field(0)).own(), inner)),
            },
            tag::PROJ => match self.pop() {
                Value::Same(_) => Value::Same(e),
                Value::New(inner) => {
                    Value::New(Expr::proj(NameRef(e.0.field(0)).own(), NatRef(e.0.field(1)).own(), inner))
                }
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
