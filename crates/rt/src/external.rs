//! Externals: values of the host language inside an object.
//!
//! The object holds a class and a pointer. A class knows how to drop the value and, for classes of the C ABI, which
//! objects the value holds. The layout of [`Class`] is upstream's `lean_external_class`.

use crate::layout::{HOST, tag};
use crate::obj::Obj;
use crate::object::{Ptr, at};
use crate::raw;
use std::any::{Any, TypeId};
use std::ffi::c_void;

/// What the runtime knows about a kind of external. The first two fields are the C ABI's.
#[repr(C)]
#[derive(Debug)]
pub struct Class {
    /// Drops the value.
    pub finalize: Option<unsafe extern "C-unwind" fn(*mut c_void)>,
    /// Applies a closure object to each object that the value holds.
    pub foreach: Option<unsafe extern "C-unwind" fn(*mut c_void, Ptr)>,
    /// The Rust type, for classes made by this crate; `None` behind the C ABI.
    pub(crate) type_id: Option<TypeId>,
}

struct Host<T>(T);

trait HasClass {
    const CLASS: &'static Class;
}

impl<T: Any> HasClass for Host<T> {
    const CLASS: &'static Class =
        &Class { finalize: Some(finalize_box::<T>), foreach: None, type_id: Some(TypeId::of::<T>()) };
}

unsafe extern "C-unwind" fn finalize_box<T>(data: *mut c_void) {
    // SAFETY: externals of this class hold a boxed `T`.
    drop(unsafe { Box::from_raw(data.cast::<Host<T>>()) });
}

/// Drops the value of a dead external.
pub(crate) unsafe fn finalize(o: Ptr) {
    // SAFETY: a dead external; its class outlives it.
    unsafe {
        let class = *at::<*const Class>(o, HOST.external_class);
        let data = *at::<*mut c_void>(o, HOST.external_data);
        if let Some(f) = (*class).finalize {
            f(data);
        }
    }
}

/// Calls `f` on each object that the external holds.
pub(crate) unsafe fn each_child(o: Ptr, f: &mut dyn FnMut(Ptr)) {
    /// The visitor travels to `foreach` as the one fixed argument of a closure object: an external that points to it.
    extern "C-unwind" fn visit(visitor: Ptr, child: Ptr) -> Ptr {
        // SAFETY: `visitor` is the object made below, alive and exclusively used during the walk.
        unsafe {
            let f = *at::<*mut &mut dyn FnMut(Ptr)>(visitor, HOST.external_data);
            (*f)(child);
            crate::rc::dec_ref(visitor);
            // The class passes `child` owned, as to any closure.
            crate::rc::dec(child);
        }
        crate::object::box_scalar(0)
    }
    static VISITOR: Class = Class { finalize: None, foreach: None, type_id: None };
    // SAFETY: a live external. The closure and its argument are ours and dropped after the call.
    unsafe {
        let class = *at::<*const Class>(o, HOST.external_class);
        let Some(foreach) = (*class).foreach else { return };
        let mut f: &mut dyn FnMut(Ptr) = f;
        let visitor = alloc(&VISITOR, (&raw mut f).cast());
        let g = raw::alloc_closure(visit as *const (), 2, 1);
        *at::<Ptr>(g, HOST.closure_args) = visitor;
        foreach(*at::<*mut c_void>(o, HOST.external_data), g);
        crate::rc::dec_ref(g);
    }
}

/// An external object.
///
/// # Safety
/// `class` outlives the object and knows how to finalize `data`.
pub unsafe fn alloc(class: *const Class, data: *mut c_void) -> Ptr {
    // SAFETY: an external is a pair of class and data.
    unsafe { raw::alloc_pair(tag::EXTERNAL, class.cast_mut().cast(), data.cast()) }
}

/// An owned external holding a Rust value.
#[derive(Clone, Debug)]
pub struct External(Obj);

impl External {
    /// Wraps a value; it is dropped with the last reference, on whatever thread that is.
    pub fn new<T: Any + Send + Sync>(x: T) -> External {
        let data = Box::into_raw(Box::new(Host(x)));
        // SAFETY: the class is a constant and drops a boxed `T`.
        unsafe { External(Obj::from_raw(alloc(<Host<T> as HasClass>::CLASS, data.cast()))) }
    }

    /// The external in a word, if it is one.
    pub fn from_obj(o: Obj) -> Result<External, Obj> {
        if o.r().kind() == crate::Kind::External { Ok(External(o)) } else { Err(o) }
    }

    /// The word.
    pub fn into_obj(self) -> Obj {
        self.0
    }

    /// The value, if it is a `T`.
    pub fn get<T: Any + Send + Sync>(&self) -> Option<&T> {
        let o = self.0.as_ptr();
        // SAFETY: a live external; the class says whether the data is a boxed `T`.
        unsafe {
            let class = &**at::<*const Class>(o, HOST.external_class);
            if class.type_id != Some(TypeId::of::<T>()) {
                return None;
            }
            let data = *at::<*const Host<T>>(o, HOST.external_data);
            Some(&(*data).0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shared;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    struct Counted(Arc<AtomicUsize>, #[allow(dead_code, reason = "held for its drop")] Option<Shared>);
    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn values_are_found_by_type_and_dropped_once() {
        let drops = Arc::new(AtomicUsize::new(0));
        let e = External::new(Counted(drops.clone(), None));
        assert!(e.get::<Counted>().is_some());
        assert!(e.get::<String>().is_none());
        let again = e.clone();
        drop(e);
        assert_eq!(drops.load(Ordering::Relaxed), 0);
        drop(again);
        assert_eq!(drops.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn a_chain_of_externals_is_dropped_without_stack() {
        let drops = Arc::new(AtomicUsize::new(0));
        let mut chain: Option<Shared> = None;
        for _ in 0..200_000 {
            let e = External::new(Counted(drops.clone(), chain.take()));
            chain = Some(Shared::new(e.into_obj()));
        }
        drop(chain);
        assert_eq!(drops.load(Ordering::Relaxed), 200_000);
    }
}
