//! Imported constants, as a session asks for them.

use super::constant::header;
use super::reader::{Fault, Reader};
use super::writer::NameObjects;
use kernel::environment::{Constant, ConstantKind, Declared};
use kernel::session::Tables;
use kernel::terms::{ExprId, NameId};
use kernel::verdict::Limit;
use term::{ConstantInfo, NameRef};

/// Where constants come from that were declared elsewhere: a library, or everything that was declared in another session.
///
/// The objects have the shapes of their types, and what they say is taken as given. The answer for a name is the same
/// each time.
pub trait Library {
    /// The constant of this name.
    fn constant(&self, name: NameRef<'_>) -> Option<ConstantInfo>;

    /// What an axiom was when it was declared, if the library lacks its body.
    fn declared(&self, name: NameRef<'_>) -> Option<Declared> {
        let _ = name;
        None
    }

    /// Whether it holds all constants and bodies; see [`kernel::session::Library::is_whole`].
    fn is_whole(&self) -> bool {
        true
    }
}

impl<L: Library + ?Sized> Library for std::rc::Rc<L> {
    fn constant(&self, name: NameRef<'_>) -> Option<ConstantInfo> {
        (**self).constant(name)
    }

    fn declared(&self, name: NameRef<'_>) -> Option<Declared> {
        (**self).declared(name)
    }

    fn is_whole(&self) -> bool {
        (**self).is_whole()
    }
}

/// A library, as the kernel asks for it.
pub(super) struct Adapter<L> {
    library: L,
    names: NameObjects,
}

impl<L: Library> Adapter<L> {
    pub fn new(library: L) -> Adapter<L> {
        Adapter { library, names: NameObjects::default() }
    }
}

/// Faults of a library's own constants: it is not what it should be.
fn unreadable(fault: Fault) -> Limit {
    Limit::Unsupported {
        what: match fault {
            Fault::FreeVariable => "a constant of the library that holds a free variable",
            Fault::Metavariable => "a constant of the library that holds a metavariable",
            Fault::Word => "a constant of the library with a wrong cached word",
            Fault::TooLarge(_) => "a constant of the library that is too large",
        },
    }
}

impl<L: Library> kernel::session::Library for Adapter<L> {
    fn constant(&mut self, name: NameId, tables: Tables<'_>) -> Result<Option<Constant>, Limit> {
        let name = self.names.get(tables.names, name);
        let Some(info) = self.library.constant(name.r()) else { return Ok(None) };
        let mut constant = header(&mut Reader::new(tables), info.r()).map_err(unreadable)?;
        if let ConstantKind::Axiom { declared, .. } = &mut constant.kind {
            *declared = self.library.declared(name.r());
        }
        Ok(Some(constant))
    }

    fn value(&mut self, name: NameId, tables: Tables<'_>) -> Result<Option<ExprId>, Limit> {
        let name = self.names.get(tables.names, name);
        let Some(info) = self.library.constant(name.r()) else { return Ok(None) };
        match info.r().value() {
            Some(value) => Reader::new(tables).expr(value).map(Some).map_err(unreadable),
            None => Ok(None),
        }
    }

    fn is_whole(&self) -> bool {
        self.library.is_whole()
    }
}
