//! The hash functions that upstream bakes into objects and files.
//!
//! What it is: MurmurHash64A over bytes, and the mixer of two words. Their values are part of the data format: every
//! cached word of a `Name`, `Level` or `Expr`, the order of name-sorted tables and the base address of an `.olean` file
//! come from them.
//! What it is not: the hasher of Lithe's own tables, which is free to be faster.
//! Source: upstream's `src/runtime/hash.cpp` and `hash.h` (`hash_str`, and `hash(uint64, uint64)`).
//!
//! All arithmetic is modulo 2^64 and does not depend on the machine's width or byte order.

use crate::bignum::nat;
use crate::obj::ObjRef;

/// The multiplier of MurmurHash64A.
const M: u64 = 0xc6a4_a793_5bd1_e995;
/// The shift of MurmurHash64A.
const R: u32 = 47;
/// The seed of `String.hash`.
pub const STRING_SEED: u64 = 11;

/// MurmurHash64A of `bytes`.
#[inline]
pub fn str_hash(bytes: &[u8], seed: u64) -> u64 {
    let mut h = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(M);
        k ^= k >> R;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        h = (h ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    h ^= h >> R;
    h = h.wrapping_mul(M);
    h ^ (h >> R)
}

/// `String.hash`: the bytes of `s` without any final NUL, under [`STRING_SEED`].
#[inline]
pub fn string_hash(s: &str) -> u64 {
    str_hash(s.as_bytes(), STRING_SEED)
}

/// `mixHash`: one step of MurmurHash64A, except that `k` meets `M` by exclusive or the second time. That slip is
/// upstream's and is part of the format.
#[inline]
pub const fn mix(h: u64, k: u64) -> u64 {
    let mut k = k.wrapping_mul(M);
    k ^= k >> R;
    k ^= M;
    (h ^ k).wrapping_mul(M)
}

/// `hash` of a `Nat`: the number modulo 2^64. `None` for words that are no number.
pub fn nat_hash(n: ObjRef<'_>) -> Option<u64> {
    n.as_number().map(nat::to_u64_wrapping)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_hash_as_in_real_files() {
        let rows = [
            ("", 0x8913_3354_f204_1b41),
            ("a", 0xdce5_9456_6b8c_31f5),
            ("Nat", 0x65d4_ebcc_4219_cd40),
            ("Monad", 0x60e8_2ea2_a674_e5a5),
            ("u_1", 0x3168_d5f0_9338_69e5),
            ("α", 0x5945_4d2d_534a_afdd),
            ("abcdefgh", 0x3c48_8c52_c1de_dce6),
            ("hello world", 0x1883_7190_c6f6_b327),
        ];
        for (text, hash) in rows {
            assert_eq!(string_hash(text), hash, "{text:?}");
        }
    }

    #[test]
    fn naturals_hash_by_their_low_word() {
        use crate::Obj;
        assert_eq!(nat_hash(Obj::nat(7).r()), Some(7));
        assert_eq!(nat_hash(Obj::nat(u64::MAX).r()), Some(u64::MAX));
        assert_eq!(nat_hash(Obj::nat_of_limbs(&[5, 1]).r()), Some(5));
        assert_eq!(nat_hash(Obj::string("5").r()), None);
    }

    #[test]
    fn mixing_matches_real_files() {
        assert_eq!(mix(0, 0), 0x35a9_8f4d_286a_90b9);
        assert_eq!(mix(1, 2), 0xe621_29c8_4f35_c59c);
    }
}
