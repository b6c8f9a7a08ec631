//! Classes of externals, equality of names, and facts about the runtime.

use crate::layout::{HOST, limit};
use crate::object::{Ptr, at, box_scalar, is_scalar};
use crate::runtime::lock;
use crate::sync::Mutex;
use crate::{Class, bignum};
use std::ffi::c_void;

/// The classes of this process: C programs keep pointers to them for good.
static CLASSES: Mutex<Vec<&Class>> = Mutex::new(Vec::new());

/// Whether two names that are no scalars have the same last component.
unsafe fn same_component(a: Ptr, b: Ptr) -> bool {
    /// The tag of `Name.str`.
    const STR: u8 = 1;
    // SAFETY: live names: two fields, of which the second is a string or a number.
    unsafe {
        let (x, y) = (*at::<Ptr>(a, HOST.ctor_fields + 8), *at::<Ptr>(b, HOST.ctor_fields + 8));
        (*a).tag == (*b).tag
            && (x.addr() == y.addr()
                || if (*a).tag == STR {
                    super::string::bytes(x) == super::string::bytes(y)
                } else {
                    bignum::nat::eq(super::nat::value(x), super::nat::value(y))
                })
    }
}

exports! {
    /// `lean_external_class * lean_register_external_class(lean_external_finalize_proc, lean_external_foreach_proc)`:
    /// a class of externals; it lives as long as the process.
    fn lean_register_external_class(
        finalize: Option<unsafe extern "C-unwind" fn(*mut c_void)>,
        foreach: Option<unsafe extern "C-unwind" fn(*mut c_void, Ptr)>,
    ) -> *const Class {
        let class: &Class = Box::leak(Box::new(Class { finalize, foreach, type_id: None }));
        lock(&CLASSES).push(class);
        class
    }

    /// `uint8_t lean_name_eq(b_lean_obj_arg a, b_lean_obj_arg b)`: whether two names are equal; their cached hashes are
    /// compared first and have to be right.
    fn lean_name_eq(a: Ptr, b: Ptr) -> u8 {
        let (mut a, mut b, mut first) = (a, b, true);
        loop {
            if a.addr() == b.addr() {
                return 1;
            }
            if is_scalar(a) || is_scalar(b) {
                return 0;
            }
            let hash = |n: Ptr| *at::<u64>(n, HOST.ctor_fields + 16);
            if std::mem::take(&mut first) && hash(a) != hash(b) || !same_component(a, b) {
                return 0;
            }
            (a, b) = (*at::<Ptr>(a, HOST.ctor_fields), *at::<Ptr>(b, HOST.ctor_fields));
        }
    }

    /// `lean_obj_res lean_closure_max_args(lean_obj_arg unit)`: arguments that a closure's function takes directly.
    fn lean_closure_max_args(_unit: Ptr) -> Ptr { box_scalar(limit::CLOSURE_DIRECT_ARGS) }
}
