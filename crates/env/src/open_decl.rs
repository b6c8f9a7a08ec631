//! What `open` leaves behind in a scope.
//!
//! Source: upstream's `src/Lean/Data/OpenDecl.lean`.

use crate::persistent::Stack;
use std::fmt;
use std::rc::Rc;
use term::Name;

/// One name or namespace that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenDecl {
    /// All of a namespace but some names (`open N`, `open N hiding x`).
    Simple {
        /// The namespace.
        namespace: Name,
        /// The names that stay closed, without the namespace.
        except: Rc<[Name]>,
    },
    /// One name under another (`open N (x)`, `open N renaming x → y`).
    Explicit {
        /// What is written.
        id: Name,
        /// What it means.
        decl: Name,
    },
}

impl OpenDecl {
    /// A whole namespace.
    pub fn namespace(namespace: Name) -> OpenDecl {
        OpenDecl::Simple { namespace, except: Rc::new([]) }
    }
}

impl fmt::Display for OpenDecl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenDecl::Explicit { id, decl } => write!(f, "{id} → {decl}"),
            OpenDecl::Simple { namespace, except } => {
                write!(f, "{namespace}")?;
                if !except.is_empty() {
                    write!(f, " hiding {}", except.iter().map(Name::to_string).collect::<Vec<_>>().join(" "))?;
                }
                Ok(())
            }
        }
    }
}

/// What is open, the last one first.
pub type OpenDecls = Stack<OpenDecl>;

/// Nothing is open.
pub fn nothing_open() -> OpenDecls {
    OpenDecls::new_with_ptr_kind()
}
