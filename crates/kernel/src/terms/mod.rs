//! Terms in the kernel's own form: tables of small cells, addressed by four-byte ids.
//!
//! What it is: names, levels, expressions and literals of everything that is read from one input, at twelve bytes for an
//! expression. Whatever the kernel is handed is brought into this form first; flags and ranges that come with it are
//! dropped and recomputed here.
//!
//! What it is not: a place where equal expressions are found to be equal. Readers store what they read; only
//! [`Exprs::intern`] looks for a duplicate.
//!
//! A table is either that of a file, which does not change while it is checked and is shared by all threads, or a layer
//! over it, which belongs to one thread. Ids below the length of the base mean the same in both.

pub mod exprs;
pub(crate) mod hash;
pub mod ids;
pub mod levels;
pub mod names;
pub mod subst;

pub use exprs::{Cell, Exprs, Node, Tag};
pub use ids::{ExprId, FieldId, LevelId, LevelsId, NameId, NatId, ParamsId, StrId};
pub use levels::{Level, Levels};
pub use names::{Name, Names};

use std::sync::Arc;

/// All tables of one input, or of one layer over it.
#[derive(Debug)]
pub struct Terms {
    /// Names and strings.
    pub names: Names,
    /// Universe levels. A layer has a copy of its own: there are few.
    pub levels: Levels,
    /// Expressions and literals.
    pub exprs: Exprs,
}

/// The tables of an input, as threads share them.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Names and strings.
    pub names: Arc<Names>,
    /// Universe levels.
    pub levels: Arc<Levels>,
    /// Expressions and literals.
    pub exprs: Arc<Exprs>,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { names: Names::new(), levels: Levels::new(), exprs: Exprs::new() }
    }
}

impl Terms {
    /// Ends the making of tables.
    pub fn share(self) -> Shared {
        Shared { names: Arc::new(self.names), levels: Arc::new(self.levels), exprs: Arc::new(self.exprs) }
    }
}

impl Shared {
    /// An empty layer over these tables.
    pub fn layer(&self) -> Terms {
        Terms {
            names: Names::over(self.names.clone()),
            levels: (*self.levels).clone(),
            exprs: Exprs::over(self.exprs.clone()),
        }
    }
}
