//! A walk over every distinct node of terms, without a stack of calls.

use super::copy::children;
use crate::terms::{ExprId, Node, Terms};
use rustc_hash::FxHashSet;

/// Calls `see` for each node that the terms are made of, once for each id.
pub fn each(terms: &Terms, roots: &[ExprId], mut see: impl FnMut(Node)) {
    let mut seen: FxHashSet<ExprId> = roots.iter().copied().collect();
    let mut todo: Vec<ExprId> = seen.iter().copied().collect();
    while let Some(at) = todo.pop() {
        let node = terms.exprs.node(at);
        see(node);
        todo.extend(children(node).filter(|&child| seen.insert(child)));
    }
}
