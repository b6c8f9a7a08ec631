//! Declarations on their way through the kernel into an environment.
//!
//! An environment remembers the kernel's snapshot that belongs to it, so that copies go on from where they are, with
//! one session for all of them.

use crate::base::{Base, Entries};
use crate::check::{Declaration, Library, Piece, Refusal, Session, Snapshot};
use crate::entry::Entry;
use crate::environment::{AlreadyDeclared, Environment};
use crate::ext::{ConstantKind, PrivateConstKinds};
use crate::extension::{Extension, Param};
use kernel::environment::Declared;
use kernel::limits::Limits;
use std::fmt;
use std::rc::Rc;
use term::{ConstantInfo, NameRef};

/// What an environment rests on, as the kernel asks for it.
struct Imports {
    base: Rc<dyn Base>,
    /// What constants whose bodies are missing were declared as.
    kinds: Entries,
}

impl Library for Imports {
    fn constant(&self, name: NameRef<'_>) -> Option<ConstantInfo> {
        self.base.find(&name.own())
    }

    fn declared(&self, name: NameRef<'_>) -> Option<Declared> {
        let module = self.base.module_of(&name.own())?;
        let entry = self.kinds.search(module, name, |entry| NameRef::cast(entry.get_field(0)?))?;
        match <PrivateConstKinds as Param>::Value::read(entry.get_field(1)?)? {
            ConstantKind::Defn => Some(Declared::Definition),
            ConstantKind::Thm => Some(Declared::Theorem),
            ConstantKind::Opaque => Some(Declared::Opaque),
            ConstantKind::Axiom
            | ConstantKind::Quot
            | ConstantKind::Induct
            | ConstantKind::Ctor
            | ConstantKind::Recursor => None,
        }
    }

    fn is_whole(&self) -> bool {
        self.base.is_whole()
    }
}

/// Why a declaration was not added.
#[derive(Clone, Debug)]
pub enum AddError {
    /// The kernel does not accept it.
    Kernel(Box<Refusal>),
    /// Something is called like one of its constants that the kernel was never asked about.
    Declared(AlreadyDeclared),
}

impl fmt::Display for AddError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Terms in their raw form: printing them as a user sees them needs more than this crate knows.
            AddError::Kernel(refusal) => refusal.exception.message().into_iter().try_for_each(|piece| match piece {
                Piece::Text(text) => f.write_str(&text),
                Piece::Term(term) => write!(f, "\n  {term:?}"),
            }),
            AddError::Declared(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for AddError {}

impl Environment {
    /// A session of the kernel for this environment and all that share its imports.
    pub fn session(&self, limits: Limits) -> Session {
        let base = self.share_base();
        let kinds = Entries::of(&*base, &PrivateConstKinds::name());
        Session::new(Imports { base, kinds }, limits)
    }

    /// The kernel's snapshot with the declarations of this environment.
    pub fn snapshot(&self, session: &Session) -> Snapshot {
        self.kernel_snapshot().cloned().unwrap_or_else(|| session.root())
    }

    /// Adds a declaration that the kernel accepts. Nothing changes if it does not.
    ///
    /// # Errors
    /// If the kernel does not accept it.
    pub fn add_decl(&mut self, session: &mut Session, declaration: &Declaration) -> Result<(), AddError> {
        let checked = session.add(&self.snapshot(session), declaration).map_err(AddError::Kernel)?;
        let (snapshot, constants) = checked.into_parts();
        let mut next = self.clone();
        for constant in constants {
            next.add(constant).map_err(AddError::Declared)?;
        }
        next.set_kernel_snapshot(snapshot);
        *self = next;
        Ok(())
    }
}
