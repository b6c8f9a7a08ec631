//! Terms of a check, kept: copied from the layer that the next check empties to the tables below it.

use crate::environment::{Constant, ConstantKind};
use crate::terms::exprs::{OPEN, TooLoose};
use crate::terms::{Cell, ExprId, Exprs, Node, Tag};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// For terms of the layer what they became.
#[derive(Default)]
pub(super) struct Settling {
    done: HashMap<ExprId, ExprId, FxBuildHasher>,
    todo: Vec<ExprId>,
}

impl Settling {
    /// Replaces the terms of a constant by terms that stay.
    pub fn constant(&mut self, exprs: &mut Exprs, constant: &mut Constant) -> Result<(), TooLoose> {
        constant.ty = self.settle(exprs, constant.ty)?;
        if let ConstantKind::Recursor(val) = &mut constant.kind {
            for rule in &mut val.rules {
                rule.rhs = self.settle(exprs, rule.rhs)?;
            }
        }
        Ok(())
    }

    /// What `root` became. Nothing recurses, and what is shared stays so.
    fn settle(&mut self, exprs: &mut Exprs, root: ExprId) -> Result<ExprId, TooLoose> {
        self.todo.push(root);
        while let Some(&e) = self.todo.last() {
            if e.0 < OPEN || self.done.contains_key(&e) {
                self.todo.pop();
                continue;
            }
            let before = self.todo.len();
            let node = exprs.node(e);
            match node {
                Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => self.want([b, a]),
                Node::Let { ty, value, body } => self.want([body, value, ty]),
                Node::Proj(_, a) => self.want([a]),
                Node::Bvar(_) | Node::Sort(_) | Node::Const(..) | Node::Nat(_) | Node::Str(_) | Node::Local(_) => {}
            }
            if self.todo.len() > before {
                continue;
            }
            self.todo.pop();
            let settled = self.copy(exprs, e, node)?;
            self.done.insert(e, settled);
        }
        Ok(self.get(root))
    }

    fn want<const N: usize>(&mut self, parts: [ExprId; N]) {
        let Settling { done, todo } = self;
        todo.extend(parts.into_iter().filter(|part| part.0 >= OPEN && !done.contains_key(part)));
    }

    fn get(&self, e: ExprId) -> ExprId {
        self.done.get(&e).copied().unwrap_or(e)
    }

    fn copy(&self, exprs: &mut Exprs, e: ExprId, node: Node) -> Result<ExprId, TooLoose> {
        let old = exprs.cell(e);
        let binder = exprs.binder(e);
        let Some(base) = exprs.base_mut() else { return Ok(e) };
        let cell = match node {
            Node::App(a, b) => Cell::new(Tag::App, self.get(a).0, self.get(b).0),
            Node::Lam(a, b) | Node::Pi(a, b) => Cell::new(old.tag(), self.get(a).0, self.get(b).0),
            Node::Let { ty, value, body } => {
                Cell::new(Tag::Let, base.push_let(self.get(ty), self.get(value), self.get(body)), 0)
            }
            Node::Proj(field, a) => Cell::new(Tag::Proj, self.get(a).0, field.0),
            _ => Cell::new(old.tag(), old.a, old.b),
        };
        if !old.tag().is_binder() {
            return base.intern(cell, old.has_param());
        }
        let made = base.push(cell, old.has_param())?;
        if let Some((name, info)) = binder {
            base.set_binder(made, name, info);
        }
        Ok(made)
    }
}
