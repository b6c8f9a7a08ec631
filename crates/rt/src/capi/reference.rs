//! Mutable references (`ST.Ref`, `IO.Ref`). The state token of `ST` is erased: it is no argument here.
//!
//! `take` leaves the reference empty until the same thread puts something back; meanwhile a shared reference makes
//! others wait.

use crate::cell;
use crate::layout::tag;
use crate::object::{Ptr, box_scalar};
use crate::raw;

exports! {
    /// `lean_obj_res lean_st_mk_ref(lean_obj_arg x)`: a reference to `x`.
    fn lean_st_mk_ref(x: Ptr) -> Ptr { raw::alloc_single(tag::REF, x) }

    /// `lean_obj_res lean_st_ref_get(b_lean_obj_arg r)`: the content.
    fn lean_st_ref_get(r: Ptr) -> Ptr { cell::content(r).into_raw() }

    /// `lean_obj_res lean_st_ref_set(b_lean_obj_arg r, lean_obj_arg x)`: replaces the content, or fills the empty
    /// reference; gives `()`.
    fn lean_st_ref_set(r: Ptr, x: Ptr) -> Ptr {
        cell::put(r, x);
        box_scalar(0)
    }

    /// `lean_obj_res lean_st_ref_put(b_lean_obj_arg r, lean_obj_arg x)`: as [`lean_st_ref_set`], which newer versions
    /// of upstream call by this name.
    fn lean_st_ref_put(r: Ptr, x: Ptr) -> Ptr { lean_st_ref_set(r, x) }

    /// `lean_obj_res lean_st_ref_take(b_lean_obj_arg r)`: the content; the reference is empty until it is set.
    fn lean_st_ref_take(r: Ptr) -> Ptr { cell::take_out(r) }

    /// `lean_obj_res lean_st_ref_swap(b_lean_obj_arg r, lean_obj_arg x)`: replaces the content and gives the old one.
    fn lean_st_ref_swap(r: Ptr, x: Ptr) -> Ptr {
        let old = cell::take_out(r);
        cell::put(r, x);
        old
    }

    /// `uint8_t lean_st_ref_ptr_eq(b_lean_obj_arg r1, b_lean_obj_arg r2)`: whether two references are the same.
    fn lean_st_ref_ptr_eq(r1: Ptr, r2: Ptr) -> u8 { (r1.addr() == r2.addr()).into() }
}
