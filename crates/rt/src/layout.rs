//! The layout of every object, written down once.
//!
//! What it is: tags, header fields, field offsets for both pointer widths, the bands of the reference count, and the
//! size rules of constructors. Everything that touches object bytes (this crate, `olean`, later `vm` and `native`)
//! reads them from here, and [`c_header`] prints them for C.
//! What it is not: code that touches memory. There is no pointer in this file.
//! Source: upstream's `src/include/lean/lean.h` and `src/runtime/compact.cpp` (4.28.0-pre), read for the facts; the
//! `.olean` files of the corpus confirm every 32-bit row.
//!
//! An object begins with eight bytes on every platform:
//!
//! ```text
//! byte 0..4  rc     i32   see `rc`
//! byte 4..6  cs_sz  u16   byte size of a small object, 0 for a large one; in a region see `region_cs_sz`
//! byte 6     other  u8    constructor: number of boxed fields; scalar array: element size
//! byte 7     tag    u8    see `tag`
//! ```

/// Byte offsets of the header's parts.
pub mod header {
    /// Reference count, `i32`.
    pub const RC: usize = 0;
    /// Small-object size, `u16`.
    pub const CS_SZ: usize = 4;
    /// Kind-dependent byte.
    pub const OTHER: usize = 6;
    /// Object tag, `u8`.
    pub const TAG: usize = 7;
    /// Size of the whole header.
    pub const SIZE: usize = 8;
}

/// Object tags.
pub mod tag {
    /// Largest tag of an ordinary constructor; the tag is the constructor's index.
    pub const MAX_CTOR: u8 = 243;
    /// A promise, which wraps a task.
    pub const PROMISE: u8 = 244;
    /// A function with some of its arguments.
    pub const CLOSURE: u8 = 245;
    /// An array of boxed values.
    pub const ARRAY: u8 = 246;
    /// Reserved by upstream for arrays of structures; never produced.
    pub const STRUCT_ARRAY: u8 = 247;
    /// An array of scalars: `ByteArray` (element size 1), `FloatArray` (8).
    pub const SCALAR_ARRAY: u8 = 248;
    /// A string.
    pub const STRING: u8 = 249;
    /// An integer that does not fit a boxed scalar.
    pub const MPZ: u8 = 250;
    /// A thunk.
    pub const THUNK: u8 = 251;
    /// A task.
    pub const TASK: u8 = 252;
    /// A mutable reference.
    pub const REF: u8 = 253;
    /// A value that belongs to the host language.
    pub const EXTERNAL: u8 = 254;
    /// A fat constructor: past 255 boxed fields, 1,023 scalar bytes or 244 constructors. Upstream reserves this tag
    /// and never produces it; see [`super::fat`].
    pub const FAT: u8 = 255;
}

/// The bands of the reference count.
///
/// ```text
///  1 ..= i32::MAX            single-threaded, counted up, plain arithmetic
///  0                         persistent or in a region: never counted, never freed
///  STICKY_DEC+1 ..= -1       multi-threaded: minus the count, atomic
///  STICKY_INC+1 ..= STICKY_DEC   sticky: still incremented, no longer decremented
///  ..= STICKY_INC            sticky: neither
/// ```
///
/// A single-threaded count that overflows lands in the lowest band and the object leaks; it is never freed early.
pub mod rc {
    /// At or below: no longer decremented.
    pub const STICKY_DEC: i32 = i32::MIN + 0x2000_0000;
    /// At or below: no longer incremented.
    pub const STICKY_INC: i32 = i32::MIN + 0x1000_0000;
    /// The count of an object whose memory belongs to a scope (a stack cell, or a region that can be dropped). It lies
    /// in the sticky band, so code that only counts leaves it alone; taking ownership of such an object copies it out.
    pub const SCOPED: i32 = i32::MIN + 0x0800_0000;
}

/// Limits of ordinary constructors, closures and small objects.
pub mod limit {
    /// Most boxed fields of an ordinary constructor.
    pub const CTOR_FIELDS: usize = 255;
    /// Most bytes of usize and scalar fields of an ordinary constructor.
    pub const CTOR_SCALAR_BYTES: usize = 1023;
    /// Largest object that comes from the size classes; larger ones come from the system allocator.
    pub const SMALL_OBJECT: usize = 4096;
    /// Granule of object sizes on the heap.
    pub const GRANULE: usize = 8;
    /// Most arguments that a closure's function takes directly; past it, a pointer to the arguments.
    pub const CLOSURE_DIRECT_ARGS: usize = 16;
}

/// Pointer width of a memory image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Width {
    /// 32-bit: pointers and `size_t` of four bytes.
    W32,
    /// 64-bit: pointers and `size_t` of eight bytes.
    W64,
}

/// Field offsets, all from the start of the object, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offsets {
    /// Size of a pointer and of `size_t`.
    pub word: usize,
    /// Constructor: first boxed field.
    pub ctor_fields: usize,
    /// Closure: function pointer.
    pub closure_fun: usize,
    /// Closure: arity, `u16`.
    pub closure_arity: usize,
    /// Closure: number of fixed arguments, `u16`.
    pub closure_fixed: usize,
    /// Closure: first fixed argument.
    pub closure_args: usize,
    /// Arrays of both kinds: number of elements.
    pub array_size: usize,
    /// Arrays of both kinds: capacity in elements.
    pub array_capacity: usize,
    /// Arrays of both kinds: first element.
    pub array_data: usize,
    /// String: bytes with the final NUL.
    pub string_size: usize,
    /// String: capacity in bytes.
    pub string_capacity: usize,
    /// String: number of Unicode scalar values.
    pub string_length: usize,
    /// String: first byte.
    pub string_data: usize,
    /// Thunk and task: value.
    pub thunk_value: usize,
    /// Thunk: closure, or null once forced. Task: host state, or null once finished.
    pub thunk_closure: usize,
    /// Ref: content. Promise: its task.
    pub ref_value: usize,
    /// External: class.
    pub external_class: usize,
    /// External: data.
    pub external_data: usize,
    /// Size of thunks and tasks.
    pub thunk_size: usize,
    /// Size of refs and promises.
    pub ref_size: usize,
    /// Size of externals.
    pub external_size: usize,
}

impl Width {
    /// Size of a pointer in bytes.
    pub const fn bytes(self) -> usize {
        match self {
            Width::W32 => 4,
            Width::W64 => 8,
        }
    }

    /// Width in bits, as users name it.
    pub const fn bits(self) -> u32 {
        self.bytes() as u32 * 8
    }

    /// The field offsets of this width.
    pub const fn offsets(self) -> Offsets {
        let word = self.bytes();
        let at = header::SIZE;
        Offsets {
            word,
            ctor_fields: at,
            closure_fun: at,
            closure_arity: at + word,
            closure_fixed: at + word + 2,
            closure_args: align_up(at + word + 4, word),
            array_size: at,
            array_capacity: at + word,
            array_data: at + 2 * word,
            string_size: at,
            string_capacity: at + word,
            string_length: at + 2 * word,
            string_data: at + 3 * word,
            thunk_value: at,
            thunk_closure: at + word,
            ref_value: at,
            external_class: at,
            external_data: at + word,
            thunk_size: at + 2 * word,
            ref_size: at + word,
            external_size: at + 2 * word,
        }
    }

    /// Largest `n` whose boxed form `2n + 1` fits a word; larger `Nat`s are big numbers.
    pub const fn max_small_nat(self) -> u64 {
        match self {
            Width::W32 => (u32::MAX >> 1) as u64,
            Width::W64 => u64::MAX >> 1,
        }
    }

    /// Least and greatest `Int` that is stored boxed.
    pub const fn small_int_range(self) -> (i64, i64) {
        match self {
            Width::W32 => (-(1 << 30), (1 << 30) - 1),
            Width::W64 => (i32::MIN as i64, i32::MAX as i64),
        }
    }
}

/// The offsets of the running system: Lithe runs on 64-bit machines.
pub const HOST: Offsets = Width::W64.offsets();
const _: () = assert!(size_of::<usize>() == 8, "lithe needs a 64-bit machine");

/// Fat constructors (tag [`tag::FAT`]), 64-bit only.
///
/// ```text
/// @8   index   u32   constructor index
/// @12  nobj    u32   boxed fields
/// @16  scalars u32   bytes of usize and scalar fields
/// @20  0       u32   reserved
/// @24  boxed fields, then usize fields, then scalars, padded to 8
/// ```
pub mod fat {
    /// Constructor index, `u32`.
    pub const INDEX: usize = 8;
    /// Number of boxed fields, `u32`.
    pub const NOBJ: usize = 12;
    /// Bytes of usize and scalar fields, `u32`.
    pub const SCALARS: usize = 16;
    /// First boxed field.
    pub const FIELDS: usize = 24;

    /// Object size in bytes, or `None` where it does not fit a `usize`.
    pub const fn size(nobj: usize, scalar_bytes: usize) -> Option<usize> {
        let Some(boxed) = nobj.checked_mul(8) else { return None };
        let Some(sum) = boxed.checked_add(scalar_bytes) else { return None };
        let Some(sum) = sum.checked_add(FIELDS + 7) else { return None };
        Some(sum & !7)
    }
}

/// The two encodings of big numbers.
pub mod mpz {
    use super::{Width, header};

    /// How the digits of a big number are laid out.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Encoding {
        /// `mpz_t` of GMP: `alloc: i32`, `size: i32` (negative for a negative number), limb pointer, word-sized limbs.
        Gmp,
        /// Upstream's own: `sign: u8`, digit count `size_t`, digit pointer, 32-bit digits.
        Native,
    }

    /// Field offsets of one encoding at one width.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct MpzOffsets {
        /// GMP: `alloc` (`i32`). Native: the sign byte.
        pub first: usize,
        /// GMP: `size` (`i32`). Native: digit count (`size_t`).
        pub count: usize,
        /// Pointer to the digits.
        pub pointer: usize,
        /// Where the inline digits of a region begin; also the size of the structure.
        pub digits: usize,
        /// Bytes of one digit.
        pub digit: usize,
    }

    /// The offsets for `encoding` at `width`.
    pub const fn offsets(width: Width, encoding: Encoding) -> MpzOffsets {
        let word = width.bytes();
        let first = header::SIZE;
        match encoding {
            Encoding::Gmp => MpzOffsets { first, count: first + 4, pointer: 16, digits: 16 + word, digit: word },
            Encoding::Native => {
                let count = first + word;
                MpzOffsets { first, count, pointer: count + word, digits: count + 2 * word, digit: 4 }
            }
        }
    }

    /// The encoding that the runtime itself uses.
    pub const HOST: MpzOffsets = offsets(Width::W64, Encoding::Gmp);
}

/// `x` rounded up to a multiple of `a`, a power of two.
pub const fn align_up(x: usize, a: usize) -> usize {
    (x + a - 1) & !(a - 1)
}

/// Size of an ordinary constructor: header, boxed fields, then `scalar_bytes` of usize and scalar fields, rounded to
/// the granule on both widths.
pub const fn ctor_size(width: Width, nobj: usize, scalar_bytes: usize) -> usize {
    align_up(header::SIZE + width.bytes() * nobj + scalar_bytes, limit::GRANULE)
}

/// `cs_sz` of arrays, scalar arrays, strings and fat constructors in a region. All other kinds store their byte size.
pub const REGION_SIZED_KINDS_CS_SZ: u16 = 1;

/// The word of a boxed scalar.
pub const fn box_word(n: u64) -> u64 {
    (n << 1) | 1
}

/// The constants of this file as a C header, for the inline half of the C ABI. `cargo xtask codegen` writes it to
/// `crates/rt/include/lithe_layout.h`; a test fails when that file is stale.
pub fn c_header() -> String {
    use std::fmt::Write as _;
    let mut out = String::from(
        "/* Generated by `cargo xtask codegen` from crates/rt/src/layout.rs. Do not edit. */\n#ifndef LITHE_LAYOUT_H\n#define LITHE_LAYOUT_H\n\n",
    );
    let mut def = |name: &str, value: i64| {
        let _ = if value < 0 {
            writeln!(out, "#define LITHE_{name} ({value})")
        } else {
            writeln!(out, "#define LITHE_{name} {value}")
        };
    };
    let rows: &[(&str, usize)] = &[
        ("HEADER_RC", header::RC),
        ("HEADER_CS_SZ", header::CS_SZ),
        ("HEADER_OTHER", header::OTHER),
        ("HEADER_TAG", header::TAG),
        ("HEADER_SIZE", header::SIZE),
        ("TAG_MAX_CTOR", tag::MAX_CTOR as usize),
        ("TAG_PROMISE", tag::PROMISE as usize),
        ("TAG_CLOSURE", tag::CLOSURE as usize),
        ("TAG_ARRAY", tag::ARRAY as usize),
        ("TAG_STRUCT_ARRAY", tag::STRUCT_ARRAY as usize),
        ("TAG_SCALAR_ARRAY", tag::SCALAR_ARRAY as usize),
        ("TAG_STRING", tag::STRING as usize),
        ("TAG_MPZ", tag::MPZ as usize),
        ("TAG_THUNK", tag::THUNK as usize),
        ("TAG_TASK", tag::TASK as usize),
        ("TAG_REF", tag::REF as usize),
        ("TAG_EXTERNAL", tag::EXTERNAL as usize),
        ("TAG_FAT", tag::FAT as usize),
        ("MAX_CTOR_FIELDS", limit::CTOR_FIELDS),
        ("MAX_CTOR_SCALAR_BYTES", limit::CTOR_SCALAR_BYTES),
        ("MAX_SMALL_OBJECT", limit::SMALL_OBJECT),
        ("GRANULE", limit::GRANULE),
        ("CLOSURE_DIRECT_ARGS", limit::CLOSURE_DIRECT_ARGS),
        ("CTOR_FIELDS", HOST.ctor_fields),
        ("CLOSURE_FUN", HOST.closure_fun),
        ("CLOSURE_ARITY", HOST.closure_arity),
        ("CLOSURE_FIXED", HOST.closure_fixed),
        ("CLOSURE_ARGS", HOST.closure_args),
        ("ARRAY_SIZE", HOST.array_size),
        ("ARRAY_CAPACITY", HOST.array_capacity),
        ("ARRAY_DATA", HOST.array_data),
        ("STRING_SIZE", HOST.string_size),
        ("STRING_CAPACITY", HOST.string_capacity),
        ("STRING_LENGTH", HOST.string_length),
        ("STRING_DATA", HOST.string_data),
        ("THUNK_VALUE", HOST.thunk_value),
        ("THUNK_CLOSURE", HOST.thunk_closure),
        ("REF_VALUE", HOST.ref_value),
        ("EXTERNAL_CLASS", HOST.external_class),
        ("EXTERNAL_DATA", HOST.external_data),
        ("MPZ_ALLOC", mpz::HOST.first),
        ("MPZ_SIZE", mpz::HOST.count),
        ("MPZ_LIMBS", mpz::HOST.pointer),
        ("FAT_INDEX", fat::INDEX),
        ("FAT_NOBJ", fat::NOBJ),
        ("FAT_SCALARS", fat::SCALARS),
        ("FAT_FIELDS", fat::FIELDS),
    ];
    for &(name, value) in rows {
        def(name, value as i64);
    }
    def("RC_STICKY_DEC", i64::from(rc::STICKY_DEC));
    def("RC_STICKY_INC", i64::from(rc::STICKY_INC));
    def("RC_SCOPED", i64::from(rc::SCOPED));
    out.push_str("\n#endif\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_match_the_published_tables() {
        let w = Width::W64.offsets();
        assert_eq!((w.closure_fun, w.closure_arity, w.closure_fixed, w.closure_args), (8, 16, 18, 24));
        assert_eq!((w.array_size, w.array_capacity, w.array_data), (8, 16, 24));
        assert_eq!((w.string_size, w.string_capacity, w.string_length, w.string_data), (8, 16, 24, 32));
        let n = Width::W32.offsets();
        assert_eq!((n.closure_fun, n.closure_arity, n.closure_fixed, n.closure_args), (8, 12, 14, 16));
        assert_eq!((n.array_size, n.array_capacity, n.array_data), (8, 12, 16));
        assert_eq!((n.string_size, n.string_capacity, n.string_length, n.string_data), (8, 12, 16, 20));
    }

    #[test]
    fn big_number_offsets_match_the_published_tables() {
        use mpz::{Encoding, offsets};
        let at = |w, e| {
            let o = offsets(w, e);
            (o.first, o.count, o.pointer, o.digits, o.digit)
        };
        assert_eq!(at(Width::W64, Encoding::Gmp), (8, 12, 16, 24, 8));
        assert_eq!(at(Width::W32, Encoding::Gmp), (8, 12, 16, 20, 4));
        assert_eq!(at(Width::W64, Encoding::Native), (8, 16, 24, 32, 4));
        assert_eq!(at(Width::W32, Encoding::Native), (8, 12, 16, 20, 4));
    }

    #[test]
    fn constructor_sizes() {
        assert_eq!(ctor_size(Width::W64, 2, 8), 32);
        assert_eq!(ctor_size(Width::W32, 2, 8), 24);
        assert_eq!(ctor_size(Width::W64, 3, 9), 48);
        assert_eq!(ctor_size(Width::W32, 3, 9), 32);
        assert_eq!(fat::size(300, 0), Some(24 + 2400));
        assert_eq!(fat::size(usize::MAX / 4, 0), None);
    }
}
