//! [`Obj`], an owned word, and [`ObjRef`], a borrowed one: the safe face of the runtime.
//!
//! An `Obj` is a boxed scalar or one reference to an object: cloning it increments, dropping it decrements. An
//! `ObjRef<'a>` is a word that stays valid for `'a`, free to copy. Both are one word wide. Neither can be sent to
//! another thread; [`crate::Shared`] can.
//!
//! Accessors that name a kind (`field`, `unbox`) panic on a word of another kind: that is a mistake of the caller, not
//! of data. Where the kind is not known there is an accessor that answers `None`.
//!
//! An `Obj` never refers to scoped memory (stack cells, droppable regions): [`ObjRef::to_obj`] copies such objects out.

use crate::layout::{self, HOST, fat, limit, tag};
use crate::object::{self, Kind, Ptr, at, box_scalar, is_scalar, kind_of, unbox_scalar};
use crate::{raw, rc};
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// An owned word.
#[repr(transparent)]
pub struct Obj(NonNull<object::Object>);

/// A word borrowed for `'a`.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct ObjRef<'a>(NonNull<object::Object>, PhantomData<&'a object::Object>);

impl Obj {
    /// The boxed scalar `n`.
    ///
    /// # Panics
    /// If `n` does not fit 63 bits.
    #[inline]
    pub fn scalar(n: usize) -> Obj {
        assert!(n <= usize::MAX >> 1, "a boxed scalar has 63 bits");
        // SAFETY: a boxed scalar is not null and owns nothing.
        unsafe { Obj::from_raw(box_scalar(n)) }
    }

    /// A constructor without scalars; without fields either, the boxed scalar `tag`.
    ///
    /// # Panics
    /// If `tag` or the number of fields is past what an ordinary constructor holds.
    #[inline]
    pub fn ctor<const N: usize>(tag: u8, fields: [Obj; N]) -> Obj {
        Obj::ctor_scalars(tag, fields, [])
    }

    /// A constructor with `scalars` as its scalar area (usize fields first, then scalars by decreasing size, in memory
    /// order).
    ///
    /// # Panics
    /// As [`Obj::ctor`].
    #[inline]
    pub fn ctor_scalars<const N: usize, const S: usize>(tag: u8, fields: [Obj; N], scalars: [u8; S]) -> Obj {
        const { assert!(N <= limit::CTOR_FIELDS && S <= limit::CTOR_SCALAR_BYTES, "past an ordinary constructor") };
        assert!(tag <= tag::MAX_CTOR, "past an ordinary constructor's tags");
        if N == 0 && S == 0 {
            return Obj::scalar(tag as usize);
        }
        // SAFETY: shape checked above; every field and scalar is written before the object is seen.
        unsafe {
            let o = raw::alloc_ctor(tag, N, S);
            fill_ctor(o, fields, scalars);
            Obj::from_raw(o)
        }
    }

    /// A constructor of any size, with the boxed fields of an iterator; past the limits of an ordinary constructor it
    /// is a fat one.
    pub fn ctor_dyn(index: usize, fields: impl ExactSizeIterator<Item = Obj>, scalars: &[u8]) -> Obj {
        crate::ctor::build_dyn(index, fields, scalars)
    }

    /// A list: `nil` is `box(0)`, `cons` has tag 1.
    pub fn list(items: impl DoubleEndedIterator<Item = Obj>) -> Obj {
        items.rev().fold(Obj::scalar(0), |tail, head| Obj::ctor(1, [head, tail]))
    }

    /// An array of the items.
    pub fn array(items: impl IntoIterator<Item = Obj>) -> Obj {
        crate::Array::from_iter(items).into_obj()
    }

    /// A string.
    pub fn string(s: &str) -> Obj {
        crate::Str::new(s).into_obj()
    }

    /// A borrowed view of the word.
    #[inline(always)]
    pub fn r(&self) -> ObjRef<'_> {
        ObjRef(self.0, PhantomData)
    }

    /// Whether this is the only reference to a single-threaded object, so that it may be changed in place.
    #[inline]
    pub fn is_exclusive(&self) -> bool {
        // SAFETY: an `Obj` that is not a scalar points to a live object.
        !self.r().is_scalar() && unsafe { rc::is_exclusive(self.as_ptr()) }
    }

    /// The owned word as a raw pointer; the caller now owns the reference.
    #[inline(always)]
    pub fn into_raw(self) -> Ptr {
        ManuallyDrop::new(self).0.as_ptr()
    }

    /// Takes over a raw word.
    ///
    /// # Safety
    /// `o` is a boxed scalar, or the caller owns a reference to the live object, whose memory is not scoped, and gives
    /// it up; this thread may use it.
    #[inline(always)]
    pub unsafe fn from_raw(o: Ptr) -> Obj {
        // SAFETY: neither a boxed scalar nor an object's address is 0.
        Obj(unsafe { NonNull::new_unchecked(o) })
    }

    /// The word as a raw pointer that borrows.
    #[inline(always)]
    pub fn as_ptr(&self) -> Ptr {
        self.0.as_ptr()
    }
}

/// Writes the fields and scalars of a fresh constructor.
///
/// # Safety
/// `o` is a fresh constructor of this shape.
#[inline(always)]
pub(crate) unsafe fn fill_ctor<const N: usize, const S: usize>(o: Ptr, fields: [Obj; N], scalars: [u8; S]) {
    // SAFETY: `N` words and `S` bytes lie in the object; `Obj` is a word.
    unsafe {
        at::<[Obj; N]>(o, HOST.ctor_fields).write(fields);
        at::<[u8; S]>(o, HOST.ctor_fields + 8 * N).write(scalars);
    }
}

impl Clone for Obj {
    #[inline(always)]
    fn clone(&self) -> Obj {
        // SAFETY: the word is valid, and an `Obj` is never scoped.
        unsafe {
            rc::inc(self.as_ptr());
            Obj::from_raw(self.as_ptr())
        }
    }
}

impl Drop for Obj {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the reference is ours to give up.
        unsafe { rc::dec(self.as_ptr()) }
    }
}

impl<'a> ObjRef<'a> {
    /// A borrowed view of a raw word.
    ///
    /// # Safety
    /// `o` is a boxed scalar or points to an object that stays alive and unchanged for `'a`.
    #[inline(always)]
    pub unsafe fn from_raw(o: Ptr) -> ObjRef<'a> {
        // SAFETY: neither a boxed scalar nor an object's address is 0.
        ObjRef(unsafe { NonNull::new_unchecked(o) }, PhantomData)
    }

    /// The word as a raw pointer.
    #[inline(always)]
    pub fn as_ptr(self) -> Ptr {
        self.0.as_ptr()
    }

    /// The word's address: the identity of an object, for tables keyed by pointer.
    #[inline(always)]
    pub fn addr(self) -> usize {
        self.0.addr().get()
    }

    /// Whether both are the same object or the same boxed scalar.
    #[inline(always)]
    pub fn ptr_eq(self, other: ObjRef<'_>) -> bool {
        self.addr() == other.addr()
    }

    /// Whether the word is a boxed scalar.
    #[inline(always)]
    pub fn is_scalar(self) -> bool {
        is_scalar(self.as_ptr())
    }

    /// The boxed scalar.
    ///
    /// # Panics
    /// If the word is a pointer.
    #[inline]
    #[track_caller]
    pub fn unbox(self) -> usize {
        assert!(self.is_scalar(), "unboxing an object");
        unbox_scalar(self.as_ptr())
    }

    /// The sum of two boxed scalars, if both are scalars and the sum is one: addition on the words themselves.
    #[inline(always)]
    pub fn add_small(self, other: ObjRef<'_>) -> Option<Obj> {
        // Both low bits are 1. Without one of them the words add up to the word of the sum, and carry where that is too big.
        let (word, carry) = self.addr().overflowing_add(other.addr() & !1);
        if !self.is_scalar() || !other.is_scalar() || carry {
            return None;
        }
        // SAFETY: the low bit is set: a boxed scalar.
        Some(unsafe { Obj::from_raw(std::ptr::without_provenance_mut(word)) })
    }

    /// What the word is.
    #[inline]
    pub fn kind(self) -> Kind {
        // SAFETY: a valid word.
        unsafe { kind_of(self.as_ptr()) }
    }

    /// The object's tag, for a word that is not a boxed scalar.
    #[inline(always)]
    fn tag(self) -> Option<u8> {
        // SAFETY: not a scalar, so a live object.
        (!self.is_scalar()).then(|| unsafe { object::tag_of(self.as_ptr()) })
    }

    /// An owned word for the same value: one more reference, or a copy if the object's memory is scoped.
    #[inline(always)]
    pub fn to_obj(self) -> Obj {
        // SAFETY: a valid word. A scoped object, which is never counted and never owned, is left to the slow path.
        unsafe {
            if !self.is_scalar() && !rc::try_inc_st(self.as_ptr()) {
                return self.to_obj_slow();
            }
            Obj::from_raw(self.as_ptr())
        }
    }

    /// [`ObjRef::to_obj`] for an object whose count is not positive.
    #[cold]
    #[inline(never)]
    fn to_obj_slow(self) -> Obj {
        // SAFETY: a live object; scoped ones are copied.
        unsafe {
            if rc::is_scoped(self.as_ptr()) {
                return crate::scope::copy_out(self);
            }
            rc::inc_ref(self.as_ptr());
            Obj::from_raw(self.as_ptr())
        }
    }

    /// Whether this is the only reference; see [`Obj::is_exclusive`].
    #[inline]
    pub fn is_exclusive(self) -> bool {
        // SAFETY: not a scalar, so a live object.
        !self.is_scalar() && unsafe { rc::is_exclusive(self.as_ptr()) }
    }

    /// The index of the constructor: a boxed scalar's value, a constructor's tag, a fat constructor's index.
    ///
    /// # Panics
    /// For words of other kinds.
    #[inline]
    #[track_caller]
    pub fn ctor_index(self) -> usize {
        match self.get_ctor_index() {
            Some(i) => i,
            None => panic!("constructor index of a {:?}", self.kind()),
        }
    }

    /// As [`ObjRef::ctor_index`]; `None` for words of other kinds.
    #[inline]
    pub fn get_ctor_index(self) -> Option<usize> {
        match self.tag() {
            None => Some(unbox_scalar(self.as_ptr())),
            Some(t) if t <= tag::MAX_CTOR => Some(t as usize),
            // SAFETY: a fat constructor has an index.
            Some(tag::FAT) => Some(unsafe { *at::<u32>(self.as_ptr(), fat::INDEX) } as usize),
            Some(_) => None,
        }
    }

    /// Number of boxed fields; 0 for a boxed scalar.
    ///
    /// # Panics
    /// For words that are no constructor.
    #[inline]
    #[track_caller]
    pub fn num_fields(self) -> usize {
        self.fields().len()
    }

    /// The boxed fields; none for a boxed scalar.
    ///
    /// # Panics
    /// For words that are no constructor.
    #[inline]
    #[track_caller]
    pub fn fields(self) -> &'a [ObjRef<'a>] {
        match self.get_fields() {
            Some(f) => f,
            None => panic!("fields of a {:?}", self.kind()),
        }
    }

    /// As [`ObjRef::fields`]; `None` for words that are no constructor.
    #[inline]
    pub fn get_fields(self) -> Option<&'a [ObjRef<'a>]> {
        match self.tag() {
            None => Some(&[]),
            Some(t) if t <= tag::MAX_CTOR || t == tag::FAT => Some(self.words()),
            Some(_) => None,
        }
    }

    /// The words of an object whose slots are all valid words.
    #[inline(always)]
    fn words(self) -> &'a [ObjRef<'a>] {
        // SAFETY: slots of constructors, arrays and closures are valid words, unchanged for `'a`; `ObjRef` is a word.
        unsafe {
            let s = object::slots(self.as_ptr());
            std::slice::from_raw_parts(s.first.cast::<ObjRef<'a>>(), s.count)
        }
    }

    /// The boxed field `i`.
    ///
    /// # Panics
    /// If there is none.
    #[inline(always)]
    #[track_caller]
    pub fn field(self, i: usize) -> ObjRef<'a> {
        if let Some(t) = self.tag()
            && t <= tag::MAX_CTOR
        {
            // SAFETY: an ordinary constructor; `i` is checked against its number of fields.
            unsafe {
                let n = (*self.as_ptr()).other as usize;
                if i >= n {
                    no_field(i, n);
                }
                return ObjRef::from_raw(*raw::ctor_field(self.as_ptr(), i));
            }
        }
        self.fields()[i]
    }

    /// The boxed fields of an ordinary constructor that has exactly `N`.
    ///
    /// # Panics
    /// For any other word.
    #[inline(always)]
    #[track_caller]
    pub fn fields_of<const N: usize>(self) -> [ObjRef<'a>; N] {
        // SAFETY: not a scalar, so a live object; an ordinary constructor's `N` fields are valid words.
        unsafe {
            let o = self.as_ptr();
            if self.is_scalar() || (*o).tag > tag::MAX_CTOR || (*o).other as usize != N {
                not_of_shape(self, N);
            }
            std::array::from_fn(|i| ObjRef::from_raw(*raw::ctor_field(o, i)))
        }
    }

    /// The boxed field `i`, if there is one.
    #[inline]
    pub fn get_field(self, i: usize) -> Option<ObjRef<'a>> {
        self.get_fields()?.get(i).copied()
    }

    /// Where the scalar area of a constructor is: offset and length, padding included. Empty for other kinds.
    pub(crate) fn scalar_span(self) -> (usize, usize) {
        let o = self.as_ptr();
        // SAFETY: not a scalar where there is a tag, so the header and the counts of the kind are readable.
        unsafe {
            match self.tag() {
                Some(t) if t <= tag::MAX_CTOR => {
                    let first = HOST.ctor_fields + 8 * (*o).other as usize;
                    (first, ((*o).cs_sz as usize).saturating_sub(first))
                }
                Some(tag::FAT) => {
                    let nobj = *at::<u32>(o, fat::NOBJ) as usize;
                    (fat::FIELDS + 8 * nobj, *at::<u32>(o, fat::SCALARS) as usize)
                }
                _ => (0, 0),
            }
        }
    }

    /// The scalar area of a constructor with its padding: what lies behind the boxed fields.
    #[inline]
    pub fn scalar_area(self) -> &'a [u8] {
        let (first, len) = self.scalar_span();
        if len == 0 {
            return &[];
        }
        // SAFETY: the span lies in the object.
        unsafe { std::slice::from_raw_parts(at::<u8>(self.as_ptr(), first), len) }
    }

    #[inline(always)]
    #[track_caller]
    fn scalar_bytes<const N: usize>(self, off: usize) -> [u8; N] {
        let area = self.scalar_area();
        match area.get(off..).and_then(|a| a.first_chunk::<N>()) {
            Some(b) => *b,
            None => panic!("scalar at {off} of a scalar area of {} bytes", area.len()),
        }
    }

    /// The `u64` at byte `off` of the scalar area.
    ///
    /// # Panics
    /// If the area does not reach that far.
    #[inline(always)]
    #[track_caller]
    pub fn scalar_u64(self, off: usize) -> u64 {
        u64::from_le_bytes(self.scalar_bytes(off))
    }

    /// The `u32` at byte `off` of the scalar area; panics as [`ObjRef::scalar_u64`].
    #[inline(always)]
    #[track_caller]
    pub fn scalar_u32(self, off: usize) -> u32 {
        u32::from_le_bytes(self.scalar_bytes(off))
    }

    /// The `u16` at byte `off` of the scalar area; panics as [`ObjRef::scalar_u64`].
    #[inline(always)]
    #[track_caller]
    pub fn scalar_u16(self, off: usize) -> u16 {
        u16::from_le_bytes(self.scalar_bytes(off))
    }

    /// The byte at `off` of the scalar area; panics as [`ObjRef::scalar_u64`].
    #[inline(always)]
    #[track_caller]
    pub fn scalar_u8(self, off: usize) -> u8 {
        self.scalar_bytes::<1>(off)[0]
    }

    /// The text of a string object.
    #[inline]
    pub fn as_str(self) -> Option<&'a str> {
        if self.tag() != Some(tag::STRING) {
            return None;
        }
        let o = self.as_ptr();
        // SAFETY: a string object holds `size - 1` bytes of UTF-8 and a NUL.
        unsafe {
            let size = *at::<usize>(o, HOST.string_size);
            let bytes = std::slice::from_raw_parts(at::<u8>(o, HOST.string_data), size - 1);
            Some(std::str::from_utf8_unchecked(bytes))
        }
    }

    /// The elements of an array object.
    #[inline]
    pub fn as_array(self) -> Option<&'a [ObjRef<'a>]> {
        (self.tag() == Some(tag::ARRAY)).then(|| self.words())
    }

    /// Element size and bytes of a scalar array.
    pub fn as_scalar_array(self) -> Option<(usize, &'a [u8])> {
        if self.tag() != Some(tag::SCALAR_ARRAY) {
            return None;
        }
        let o = self.as_ptr();
        // SAFETY: `size` elements of `elem` bytes follow the capacity.
        unsafe {
            let elem = ((*o).other & 0x7f) as usize;
            let size = *at::<usize>(o, HOST.array_size);
            Some((elem, std::slice::from_raw_parts(at::<u8>(o, HOST.array_data), elem * size)))
        }
    }

    /// Sign and limbs of a big number, least significant first.
    pub fn as_mpz(self) -> Option<(bool, &'a [u64])> {
        if self.tag() != Some(tag::MPZ) {
            return None;
        }
        let o = self.as_ptr();
        let m = layout::mpz::HOST;
        // SAFETY: `|size|` limbs lie where the limb pointer points.
        unsafe {
            let size = *at::<i32>(o, m.count);
            let limbs = *at::<*const u64>(o, m.pointer);
            Some((size < 0, std::slice::from_raw_parts(limbs, size.unsigned_abs() as usize)))
        }
    }

    /// Function address, arity and fixed arguments of a closure.
    pub fn as_closure(self) -> Option<(*const (), usize, &'a [ObjRef<'a>])> {
        if self.tag() != Some(tag::CLOSURE) {
            return None;
        }
        let o = self.as_ptr();
        // SAFETY: a closure has these fields.
        unsafe {
            let fun = *at::<*const ()>(o, HOST.closure_fun);
            Some((fun, *at::<u16>(o, HOST.closure_arity) as usize, self.words()))
        }
    }

    /// The value of a thunk or task, if it has been computed; it never changes from then on.
    pub fn forced(self) -> Option<ObjRef<'a>> {
        match self.kind() {
            Kind::Thunk | Kind::Task => {}
            _ => return None,
        }
        // SAFETY: the value slot of both kinds is written once, with release.
        unsafe {
            let slot = &*at::<std::sync::atomic::AtomicPtr<object::Object>>(self.as_ptr(), HOST.thunk_value);
            let value = slot.load(std::sync::atomic::Ordering::Acquire);
            (!value.is_null()).then(|| ObjRef::from_raw(value))
        }
    }

    /// What a mutable reference holds now, or the task of a promise.
    pub fn content(self) -> Option<Obj> {
        match self.kind() {
            Kind::Ref => Some(crate::cell::content(self.as_ptr())),
            // SAFETY: a promise holds its task for life.
            Kind::Promise => Some(unsafe { ObjRef::from_raw(*at::<Ptr>(self.as_ptr(), HOST.ref_value)) }.to_obj()),
            _ => None,
        }
    }

    /// Iterates over a list; stops at the first word that is not a `cons` cell.
    pub fn list_iter(self) -> ListIter<'a> {
        ListIter(self)
    }
}

/// Iterator over the heads of a list.
#[derive(Clone)]
pub struct ListIter<'a>(ObjRef<'a>);

impl<'a> ListIter<'a> {
    /// What is left of the list.
    pub fn rest(&self) -> ObjRef<'a> {
        self.0
    }
}

impl<'a> Iterator for ListIter<'a> {
    type Item = ObjRef<'a>;

    #[inline]
    fn next(&mut self) -> Option<ObjRef<'a>> {
        if self.0.is_scalar() {
            return None;
        }
        let &[head, tail] = self.0.get_fields()? else { return None };
        self.0 = tail;
        Some(head)
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn not_of_shape(o: ObjRef<'_>, n: usize) -> ! {
    panic!("{o:?} taken for a constructor with {n} fields")
}

#[cold]
#[inline(never)]
#[track_caller]
fn no_field(i: usize, n: usize) -> ! {
    panic!("field {i} of a constructor with {n}")
}

impl<'a> From<&'a Obj> for ObjRef<'a> {
    fn from(o: &'a Obj) -> ObjRef<'a> {
        o.r()
    }
}

impl fmt::Debug for Obj {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.r(), f)
    }
}

impl fmt::Debug for ObjRef<'_> {
    /// One level deep: a word names its kind, and its fields only as scalars or kinds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_scalar() {
            return write!(f, "box({})", self.unbox());
        }
        if let Some(s) = self.as_str() {
            return write!(f, "{s:?}");
        }
        match self.kind() {
            Kind::Ctor | Kind::Fat => {
                write!(f, "ctor_{}[{} fields]", self.ctor_index(), self.num_fields())
            }
            Kind::Array => write!(f, "array[{}]", self.words().len()),
            k => write!(f, "{k:?}"),
        }
    }
}
