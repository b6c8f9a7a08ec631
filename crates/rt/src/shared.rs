//! [`Shared`]: an owned word that may cross threads.

use crate::mark;
use crate::obj::{Obj, ObjRef};

/// A word whose reachable objects are all multi-threaded or persistent.
#[repr(transparent)]
#[derive(Clone, Debug)]
pub struct Shared(Obj);

// SAFETY: everything reachable is counted atomically, or not counted and never freed; the mutable kinds (refs, thunks,
// tasks, promises) synchronise and mark what is put into them. Externals hold `Send + Sync` values.
unsafe impl Send for Shared {}
// SAFETY: as above.
unsafe impl Sync for Shared {}

impl Shared {
    /// Marks everything reachable multi-threaded.
    pub fn new(o: Obj) -> Shared {
        // SAFETY: an `Obj` is a valid word of this thread.
        unsafe { mark::mark_mt(o.as_ptr()) };
        Shared(o)
    }

    /// Marks everything reachable persistent: it is never freed, and what was single-threaded is never counted. For
    /// values that live as long as the process, or until [`crate::Runtime::shutdown`].
    pub fn persistent(o: Obj) -> Shared {
        // SAFETY: a valid word of this thread. What is single-threaded no other thread can reach; what is not is
        // pinned in a way that other threads' counting cannot undo.
        unsafe { mark::mark_persistent(o.as_ptr()) };
        Shared(o)
    }

    /// The word, for use on this thread; its objects stay multi-threaded.
    pub fn into_obj(self) -> Obj {
        self.0
    }

    /// A borrowed view.
    pub fn r(&self) -> ObjRef<'_> {
        self.0.r()
    }
}
