//! Memory of objects, their sizes, counts, and marking.

use crate::layout::{HOST, align_up, limit, tag};
use crate::object::{self, Ptr, at};
use crate::{free, heap, mark, raw, rc};

/// Memory for an object of `size` bytes, its size class in `cs_sz` (0 past the size classes) and the rest of the header
/// not written.
///
/// # Safety
/// The caller writes the header, with a kind whose byte size is `size`, before the object is used.
unsafe fn alloc(size: usize) -> Ptr {
    // SAFETY: the header lies in the new memory.
    unsafe {
        if size <= limit::SMALL_OBJECT {
            let rounded = align_up(size.max(16), limit::GRANULE);
            let o = heap::alloc_small(rounded);
            raw::set_header(o, 1, rounded, 0, 0);
            o
        } else {
            if size > isize::MAX as usize {
                super::panic::lean_internal_panic_out_of_memory();
            }
            let o = heap::alloc_large(size);
            raw::set_header(o, 1, 0, 0, 0);
            o
        }
    }
}

exports! {
    /// `lean_object * lean_alloc_object(size_t size)`: memory for an object of that byte size; the caller writes the
    /// header, except for the size.
    fn lean_alloc_object(size: usize) -> Ptr { alloc(size) }

    /// `lean_object * lean_alloc_small_object_core(unsigned size)`: as [`lean_alloc_object`], for at most 4,096 bytes.
    fn lean_alloc_small_object_core(size: u32) -> Ptr { alloc(size as usize) }

    /// `void * lean_alloc_small(unsigned size, unsigned slot_idx)`: as [`lean_alloc_small_object_core`]; the slot
    /// follows from the size.
    fn lean_alloc_small(size: u32, _slot_idx: u32) -> Ptr { alloc(size as usize) }

    /// `void lean_free_small(void * p)`: gives back what [`lean_alloc_small`] gave.
    fn lean_free_small(p: Ptr) { heap::free_small(p) }

    /// `unsigned lean_small_mem_size(void * p)`: bytes of a small object's memory.
    fn lean_small_mem_size(p: Ptr) -> u32 { (*p).cs_sz.into() }

    /// `void lean_free_object(u_lean_obj_arg o)`: gives back an object's own memory; what it refers to stays counted.
    fn lean_free_object(o: Ptr) {
        if free::is_large(o) { heap::free_large(o) } else { heap::free_small(o) }
    }

    /// `size_t lean_object_byte_size(b_lean_obj_arg o)`: bytes of the object's memory, with unused capacity. A big
    /// number counts its limbs, which lie inside the object here.
    fn lean_object_byte_size(o: Ptr) -> usize { object::byte_size(o) }

    /// `size_t lean_object_data_byte_size(b_lean_obj_arg o)`: bytes that belong to the value, without unused capacity.
    fn lean_object_data_byte_size(o: Ptr) -> usize {
        match (*o).tag {
            tag::ARRAY => HOST.array_data + 8 * *at::<usize>(o, HOST.array_size),
            tag::SCALAR_ARRAY => HOST.array_data + ((*o).other & 0x7f) as usize * *at::<usize>(o, HOST.array_size),
            tag::STRING => HOST.string_data + *at::<usize>(o, HOST.string_size),
            _ => object::byte_size(o),
        }
    }

    /// `void lean_inc_ref_cold(b_lean_obj_arg o)`: one more reference to an object that is not single-threaded.
    fn lean_inc_ref_cold(o: Ptr) { rc::inc_ref(o) }

    /// `void lean_inc_ref_n_cold(b_lean_obj_arg o, unsigned n)`: `n` more references.
    fn lean_inc_ref_n_cold(o: Ptr, n: u32) { rc::inc_ref_n(o, n as usize) }

    /// `void lean_inc_ref_huge_n(b_lean_obj_arg o, size_t n)`: `n` more references, however many.
    fn lean_inc_ref_huge_n(o: Ptr, n: usize) { rc::inc_ref_n(o, n) }

    /// `void lean_dec_ref_cold(lean_obj_arg o)`: gives up the last reference to a single-threaded object, or one to an
    /// object that is shared between threads.
    fn lean_dec_ref_cold(o: Ptr) {
        if rc::count(o) != 0 {
            rc::dec_cold(o);
        }
    }

    /// `void lean_mark_mt(b_lean_obj_arg o)`: makes everything reachable multi-threaded.
    fn lean_mark_mt(o: Ptr) { mark::mark_mt(o) }

    /// `void lean_mark_persistent(b_lean_obj_arg o)`: makes everything reachable persistent: never freed.
    fn lean_mark_persistent(o: Ptr) { mark::mark_persistent(o) }
}
