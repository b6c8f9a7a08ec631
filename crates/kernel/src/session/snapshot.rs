//! Environments of a session, as points in a tree.
//!
//! What it is: each environment is its parent and the constants of one declaration. The session has one table of names,
//! which shows one environment; to look at another, it goes from here to there through the nearest common ancestor, and
//! takes constants out of the table and puts others in on the way. So going back and forth costs as much as the
//! environments differ by, and memory grows with what is declared. Source: Baker, Shallow binding makes functional arrays
//! fast (1991).
//!
//! What it is not: something that holds terms. These are the session's, and a snapshot keeps nothing of it alive.

use crate::primitive::Known;
use crate::terms::NameId;
use std::sync::{Arc, OnceLock};

/// An environment of a session. Any number of them can be kept and extended, in any order.
#[derive(Clone, Debug)]
pub struct Snapshot(pub(super) Arc<Node>);

#[derive(Debug)]
pub(super) struct Node {
    pub parent: Option<Snapshot>,
    /// What all snapshots of a session, and no others, share.
    pub session: Arc<()>,
    /// How many declarations there are above.
    pub depth: usize,
    /// The constants that the last declaration added, with their places in the session.
    pub added: Vec<(NameId, u32)>,
    /// What the kernel may compute with here.
    pub knowledge: Arc<Knowledge>,
}

/// What the kernel may compute with, found out when it is needed. Environments share it that declare the same things under
/// the names that matter.
#[derive(Debug, Default)]
pub(super) struct Knowledge {
    /// The types of literals.
    pub types: OnceLock<Known>,
    /// These, and the functions on numbers.
    pub all: OnceLock<Known>,
}

impl Snapshot {
    pub(super) fn root() -> Snapshot {
        Snapshot(Arc::new(Node {
            parent: None,
            session: Arc::default(),
            depth: 0,
            added: Vec::new(),
            knowledge: Arc::default(),
        }))
    }

    /// The environment with these constants; `is_known` if one of them has a name that matters for what may be computed
    /// with.
    pub(super) fn child(&self, added: Vec<(NameId, u32)>, is_known: bool) -> Snapshot {
        let knowledge = if is_known { Arc::default() } else { self.0.knowledge.clone() };
        let session = self.0.session.clone();
        Snapshot(Arc::new(Node { parent: Some(self.clone()), session, depth: self.0.depth + 1, added, knowledge }))
    }

    /// How many declarations were added to the session's root to get here.
    pub fn depth(&self) -> usize {
        self.0.depth
    }

    /// Whether both are the same point. Two that were reached separately are not, even if they declare the same.
    pub fn is(&self, other: &Snapshot) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(super) fn parent(&self) -> Option<&Snapshot> {
        self.0.parent.as_ref()
    }

    pub(super) fn same_session(&self, other: &Snapshot) -> bool {
        Arc::ptr_eq(&self.0.session, &other.0.session)
    }
}

/// A chain may be long, and each link's drop would drop the next.
impl Drop for Node {
    fn drop(&mut self) {
        let mut next = self.parent.take();
        while let Some(Snapshot(node)) = next {
            next = Arc::into_inner(node).and_then(|mut node| node.parent.take());
        }
    }
}
