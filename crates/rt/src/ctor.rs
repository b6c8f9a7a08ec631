//! Constructors that change: taking apart, reset and reuse, updating in place, fat ones.
//!
//! Reset and reuse follow Ullrich and de Moura, "Counting Immutable Beans" (2019): a cell that dies where another of
//! its size is built gives it its memory.

use crate::layout::{self, HOST, Width, fat, limit, tag};
use crate::obj::{Obj, ObjRef, fill_ctor};
use crate::object::{Object, Ptr, at, box_scalar, is_scalar};
use crate::{heap, raw, rc};
use std::ptr;

/// The memory of a constructor that is gone, or nothing.
#[derive(Debug)]
pub struct Reuse(Ptr);

impl Reuse {
    /// No memory: building from it allocates.
    pub fn none() -> Reuse {
        Reuse(ptr::null_mut())
    }

    /// The memory of a constructor that has just died. It counts as reused from here on, and no longer if it is given
    /// back: a count where constructors are built would make each wait for the one before, since they are built in
    /// quick succession where a recursion returns.
    #[inline(always)]
    fn keep(o: Ptr) -> Reuse {
        heap::count_reuse();
        Reuse(o)
    }

    /// Whether there is memory to reuse.
    pub fn is_some(&self) -> bool {
        !self.0.is_null()
    }

    /// Builds a constructor, in the old cell's memory if there is one and it has the right size.
    ///
    /// # Panics
    /// As [`Obj::ctor`].
    #[inline(always)]
    pub fn ctor<const N: usize>(self, tag: u8, fields: [Obj; N]) -> Obj {
        self.ctor_scalars(tag, fields, [])
    }

    /// As [`Reuse::ctor`], with a scalar area.
    ///
    /// # Panics
    /// As [`Obj::ctor`].
    #[inline(always)]
    pub fn ctor_scalars<const N: usize, const S: usize>(self, tag: u8, fields: [Obj; N], scalars: [u8; S]) -> Obj {
        let size = const { layout::ctor_size(Width::W64, N, S) };
        // SAFETY: the memory is a small constructor's, of `cs_sz` bytes, and ours alone; the shape is checked.
        unsafe {
            if !self.0.is_null() && (*self.0).cs_sz as usize == size && N + S > 0 && tag <= tag::MAX_CTOR {
                let o = std::mem::ManuallyDrop::new(self).0;
                raw::set_header(o, 1, size, N, tag);
                heap::check::record_ctor(o, N, S);
                if !S.is_multiple_of(8) {
                    *at::<u64>(o, size - 8) = 0;
                }
                fill_ctor(o, fields, scalars);
                return Obj::from_raw(o);
            }
        }
        build_anew(self, tag, fields, scalars)
    }
}

/// Building without memory to reuse. Out of line: the fast path keeps its fields in registers.
#[inline(never)]
fn build_anew<const N: usize, const S: usize>(memory: Reuse, tag: u8, fields: [Obj; N], scalars: [u8; S]) -> Obj {
    drop(memory);
    Obj::ctor_scalars(tag, fields, scalars)
}

impl Drop for Reuse {
    #[inline]
    fn drop(&mut self) {
        if !self.0.is_null() {
            heap::uncount_reuse();
            // SAFETY: a dead small constructor without live fields.
            unsafe { heap::free_small(self.0) }
        }
    }
}

impl Obj {
    /// Takes a constructor apart: its `N` fields, owned, and its memory if this was the only reference.
    ///
    /// # Panics
    /// If this is not an ordinary constructor with `N` boxed fields, `N ≥ 1`.
    #[inline(always)]
    #[track_caller]
    pub fn unpack<const N: usize>(self) -> ([Obj; N], Reuse) {
        const { assert!(N > 0, "a constructor without fields has nothing to take") };
        let o = self.as_ptr();
        if !is_small_ctor(self.r(), N) {
            not_of_shape(self, N);
        }
        // SAFETY: `o` is a constructor with `N` fields. If it is ours alone, its fields move out; otherwise they gain
        // a reference each.
        unsafe {
            let fields = at::<[Obj; N]>(o, HOST.ctor_fields);
            if rc::is_exclusive(o) {
                let taken = fields.read();
                (taken, Reuse::keep(self.into_raw()))
            } else {
                for i in 0..N {
                    rc::inc(*raw::ctor_field(o, i));
                }
                (fields.read(), Reuse::none())
            }
        }
    }

    /// Gives the value up but keeps its memory, if this was the only reference to an ordinary constructor.
    #[inline]
    pub fn reset(self) -> Reuse {
        let o = self.as_ptr();
        if !self.is_exclusive() {
            return Reuse::none();
        }
        // SAFETY: an exclusive object; as an ordinary constructor its fields die here and its memory is kept.
        unsafe {
            if (*o).tag > tag::MAX_CTOR {
                return Reuse::none();
            }
            for i in 0..(*o).other as usize {
                rc::dec(*raw::ctor_field(o, i));
            }
            Reuse::keep(self.into_raw())
        }
    }

    /// As [`Obj::reset`], for a constructor `tag` with exactly `N` boxed fields and no scalars; the memory of anything else
    /// is not kept.
    #[inline(always)]
    pub fn reset_cell<const N: usize>(self, tag: u8) -> Reuse {
        let o = self.as_ptr();
        if !is_exclusive_cell(o, N, tag) {
            return Reuse::none();
        }
        // SAFETY: an exclusive constructor of `N` fields, which die here; its memory is kept.
        unsafe {
            for i in 0..N {
                rc::dec(*raw::ctor_field(o, i));
            }
        }
        Reuse::keep(self.into_raw())
    }

    /// The fields of a constructor to change in place, if this is the only reference to it.
    #[inline(always)]
    pub fn fields_mut(&mut self) -> Option<&mut [Obj]> {
        let o = self.as_ptr();
        if !self.is_exclusive() {
            return None;
        }
        // SAFETY: ours alone for as long as `self` is borrowed; `Obj` is a word.
        unsafe {
            let t = (*o).tag;
            if t <= tag::MAX_CTOR {
                let n = (*o).other as usize;
                return Some(std::slice::from_raw_parts_mut(at::<Obj>(o, HOST.ctor_fields), n));
            }
            if t == tag::FAT {
                let n = *at::<u32>(o, fat::NOBJ) as usize;
                return Some(std::slice::from_raw_parts_mut(at::<Obj>(o, fat::FIELDS), n));
            }
        }
        None
    }

    /// The fields of a *cell* to change in place, if this is the only reference to it: a constructor `tag` with exactly
    /// `N` boxed fields and no scalars. Two compares decide. Otherwise the borrow comes back, so that a loop that walks
    /// down a list can go on from there.
    ///
    /// # Errors
    /// The word itself, if it is anything else or shared.
    #[inline(always)]
    pub fn cell_mut<const N: usize>(&mut self, tag: u8) -> Result<&mut [Obj; N], &mut Obj> {
        if !is_exclusive_cell(self.as_ptr(), N, tag) {
            return Err(self);
        }
        // SAFETY: `N` fields, ours alone for as long as `self` is borrowed; `Obj` is a word.
        unsafe { Ok(&mut *at::<[Obj; N]>(self.as_ptr(), HOST.ctor_fields)) }
    }

    /// Replaces the word by what `f` makes of it. If `f` panics the word becomes `box(0)`.
    #[inline(always)]
    pub fn update(&mut self, f: impl FnOnce(Obj) -> Obj) {
        /// Fills the place while a panic passes through.
        struct Fill(*mut Obj);
        impl Drop for Fill {
            fn drop(&mut self) {
                // SAFETY: the place is borrowed by `update`, and its word was moved out.
                unsafe { self.0.write(Obj::scalar(0)) }
            }
        }
        let fill = Fill(self);
        // SAFETY: the word moves out and a new one moves in, on both ways out; in between nobody sees the place, which
        // is borrowed exclusively.
        unsafe {
            let new = f(fill.0.read());
            fill.0.write(new);
        }
        std::mem::forget(fill);
    }

    /// The scalar area of a constructor to change in place, if this is the only reference to it.
    pub fn scalar_area_mut(&mut self) -> Option<&mut [u8]> {
        if !self.is_exclusive() {
            return None;
        }
        let (first, len) = self.r().scalar_span();
        // SAFETY: the span lies in the object, which is ours alone for as long as `self` is borrowed.
        Some(unsafe { std::slice::from_raw_parts_mut(at::<u8>(self.as_ptr(), first), len) })
    }

    /// Changes the constructor's index in place, keeping the fields, if this is the only reference to it.
    pub fn set_ctor_index(&mut self, index: usize) -> bool {
        let o = self.as_ptr();
        if !self.is_exclusive() {
            return false;
        }
        // SAFETY: ours alone; the new tag is a constructor's.
        unsafe {
            if (*o).tag <= tag::MAX_CTOR && index <= tag::MAX_CTOR as usize {
                (*o).tag = index as u8;
                return true;
            }
            if (*o).tag == tag::FAT && index <= u32::MAX as usize {
                *at::<u32>(o, fat::INDEX) = index as u32;
                return true;
            }
        }
        false
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn not_of_shape(o: Obj, n: usize) -> ! {
    panic!("unpacking {o:?} into {n} fields")
}

/// Whether the word is an ordinary constructor with `n` boxed fields.
#[inline(always)]
fn is_small_ctor(o: ObjRef<'_>, n: usize) -> bool {
    // SAFETY: not a scalar, so a live object.
    !o.is_scalar() && unsafe { (*o.as_ptr()).tag <= tag::MAX_CTOR && (*o.as_ptr()).other as usize == n }
}

/// Whether the word is a constructor `tag` of `n` boxed fields and nothing else, referred to once, by this thread.
#[inline(always)]
fn is_exclusive_cell(o: Ptr, n: usize, tag: u8) -> bool {
    if is_scalar(o) || n == 0 || n > limit::CTOR_FIELDS || tag > tag::MAX_CTOR {
        return false;
    }
    let shape = layout::ctor_size(Width::W64, n, 0) as u32 | (n as u32) << 16 | u32::from(tag) << 24;
    // SAFETY: not a scalar, so a live object. What the shape is read from nobody writes unless the object is exclusively
    // theirs, so it may be read before the count is known; one branch then decides on both.
    unsafe { (*at::<u32>(o, std::mem::offset_of!(Object, cs_sz)) ^ shape) | (rc::count(o) as u32 ^ 1) == 0 }
}

/// [`Obj::ctor_dyn`].
pub(crate) fn build_dyn(index: usize, fields: impl ExactSizeIterator<Item = Obj>, scalars: &[u8]) -> Obj {
    let n = fields.len();
    if n == 0 && scalars.is_empty() {
        return Obj::scalar(index);
    }
    let ordinary =
        index <= tag::MAX_CTOR as usize && n <= limit::CTOR_FIELDS && scalars.len() <= limit::CTOR_SCALAR_BYTES;
    // SAFETY: the shape fits the kind; every field is written before the object is seen. Until then fields are
    // `box(0)`, so an iterator that panics or lies about its length leaves a sound object behind.
    unsafe {
        let (o, first) = if ordinary {
            (raw::alloc_ctor(index as u8, n, scalars.len()), HOST.ctor_fields)
        } else {
            (alloc_fat(index, n, scalars.len()), fat::FIELDS)
        };
        let slots = at::<Ptr>(o, first);
        for i in 0..n {
            *slots.add(i) = box_scalar(0);
        }
        at::<u8>(o, first + 8 * n).copy_from_nonoverlapping(scalars.as_ptr(), scalars.len());
        let built = Obj::from_raw(o);
        for (i, field) in fields.take(n).enumerate() {
            *slots.add(i) = field.into_raw();
        }
        built
    }
}

unsafe fn alloc_fat(index: usize, nobj: usize, scalars: usize) -> Ptr {
    let shape = (u32::try_from(index), u32::try_from(nobj), u32::try_from(scalars), fat::size(nobj, scalars));
    let (Ok(index), Ok(nobj), Ok(scalars), Some(size)) = shape else {
        crate::bug!("a constructor with index {index}, {nobj} fields and {scalars} scalar bytes");
    };
    // SAFETY: the size is computed from the shape.
    unsafe { raw::alloc_fat(index, nobj, scalars, size) }
}

#[cfg(test)]
mod tests {
    use crate::{Obj, Runtime};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn pair(tag: u8, a: usize, b: usize) -> Obj {
        Obj::ctor(tag, [Obj::scalar(a), Obj::scalar(b)])
    }

    #[test]
    fn only_an_exclusive_cell_of_the_shape_can_be_changed() {
        let mut cell = pair(1, 2, 3);
        let Ok([a, b]) = cell.cell_mut(1) else { panic!("an exclusive cell") };
        std::mem::swap(a, b);
        assert_eq!((cell.r().field(0).unbox(), cell.r().field(1).unbox()), (3, 2));

        assert!(cell.cell_mut::<2>(0).is_err(), "another tag");
        assert!(cell.cell_mut::<1>(1).is_err() && cell.cell_mut::<3>(1).is_err(), "another number of fields");
        let shared = cell.clone();
        assert!(cell.cell_mut::<2>(1).is_err(), "shared");
        drop(shared);
        assert!(cell.cell_mut::<2>(1).is_ok());
        let mut with_scalars = Obj::ctor_scalars(1, [Obj::scalar(0), Obj::scalar(0)], [7]);
        assert!(with_scalars.cell_mut::<2>(1).is_err(), "scalars behind the fields");
        assert!(Obj::scalar(1).cell_mut::<2>(1).is_err());
        assert!(Obj::string("two words").cell_mut::<2>(1).is_err());
        assert!(Obj::array([Obj::scalar(0), Obj::scalar(0)]).cell_mut::<2>(1).is_err());
    }

    #[test]
    fn a_panic_in_an_update_leaves_a_valid_word() {
        let rt = Runtime::new();
        rt.run(|| {
            let mut cell = Obj::ctor(0, [pair(0, 1, 2)]);
            let Ok([field]) = cell.cell_mut(0) else { panic!("an exclusive cell") };
            field.update(|_| Obj::string("new"));
            assert_eq!(field.r().as_str(), Some("new"));
            assert!(catch_unwind(AssertUnwindSafe(|| field.update(|_| panic!("on purpose")))).is_err());
            assert_eq!(cell.r().field(0).unbox(), 0);
        });
        assert_eq!(rt.counters().live(), 0);
    }

    #[test]
    fn memory_that_is_kept_and_given_back_is_no_reuse() {
        let rt = Runtime::new();
        rt.run(|| {
            drop(pair(0, 1, 2).reset());
            drop(pair(0, 1, 2).reset_cell::<2>(0));
            assert!(!pair(0, 1, 2).reset_cell::<2>(1).is_some(), "another tag");
            // Too small for what is built: given back, and new memory taken.
            drop(pair(0, 1, 2).reset().ctor(0, [Obj::scalar(1), Obj::scalar(2), Obj::scalar(3)]));
            assert_eq!(rt.counters().reuses, 0);
            let ([a, b], memory) = pair(0, 1, 2).unpack();
            drop(memory.ctor(0, [b, a]));
            assert_eq!(rt.counters().reuses, 1);
        });
        assert_eq!(rt.counters().live(), 0);
    }

    #[test]
    fn memory_given_back_outside_the_runtime_that_kept_it() {
        let (first, second) = (Runtime::new(), Runtime::new());
        let memory = first.run(|| pair(0, 1, 2).reset());
        second.run(|| drop(memory));
        // The second runtime's count is one below zero: it never was a reuse, which only the sum shows.
        assert_eq!(first.counters().reuses.wrapping_add(second.counters().reuses), 0);
    }

    #[test]
    fn small_sums() {
        let max = usize::MAX >> 1;
        let add = |a: usize, b: usize| Obj::scalar(a).r().add_small(Obj::scalar(b).r()).map(|o| o.r().unbox());
        assert_eq!(add(2, 3), Some(5));
        assert_eq!(add(max - 1, 1), Some(max));
        assert_eq!(add(0, max), Some(max));
        assert_eq!((add(max, 1), add(1, max), add(max, max)), (None, None, None));
        assert!(Obj::nat(1 << 63).r().add_small(Obj::scalar(1).r()).is_none());
        assert!(Obj::scalar(1).r().add_small(Obj::nat(1 << 63).r()).is_none());
    }
}
