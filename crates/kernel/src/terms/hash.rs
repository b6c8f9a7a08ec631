//! The hash of the tables that hold what an input says.
//!
//! What it is: words, folded by multiplication with secrets that differ in every run (Wang, "wyhash"). Whoever writes an
//! input cannot choose names or numbers that share a place in a table, which with a fixed hash would make reading it take
//! the square of its length.
//!
//! What it is not: visible. Ids are given in the order of the input, and nothing walks over a table, so the secrets
//! change no output. Equal hashes are never taken for equal keys.

use std::hash::{BuildHasher, RandomState};

/// The secrets of one set of tables and the layers over it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seed {
    first: u64,
    second: u64,
}

impl Default for Seed {
    fn default() -> Seed {
        let state = RandomState::new();
        Seed { first: state.hash_one(1u8), second: state.hash_one(2u8) }
    }
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

impl Seed {
    /// The hash of two words.
    #[inline]
    pub fn pair(self, a: u64, b: u64) -> u64 {
        fold(a ^ self.first, b ^ self.second)
    }

    /// The hash of a sequence of words.
    pub fn words(self, words: &[u64]) -> u64 {
        let hash = words.iter().fold(self.second, |hash, &word| fold(hash ^ word, self.first));
        self.pair(hash, words.len() as u64)
    }

    /// The hash of a text.
    #[inline]
    pub fn text(self, text: &str) -> u64 {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        let hash = words.iter().fold(self.second, |hash, &word| fold(hash ^ u64::from_le_bytes(word), self.first));
        let last = rest.iter().rev().fold(0, |last, &byte| last << 8 | u64::from(byte));
        self.pair(hash ^ last, text.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::Seed;
    use std::collections::HashSet;

    #[test]
    fn texts_that_differ_in_anything_differ_in_their_hash() {
        let seed = Seed { first: 0x9e37_79b9_7f4a_7c15, second: 0xd1b5_4a32_d192_ed03 };
        let mut texts: Vec<String> = (0..20).map(|len| "\0".repeat(len)).collect();
        texts.extend((0..10_000).map(|n| format!("inst{n}")));
        texts.extend(["ab", "ba", "abcdefgh", "hgfedcba", "abcdefghi", "iabcdefgh"].map(String::from));
        let hashes: HashSet<u64> = texts.iter().map(|text| seed.text(text)).collect();
        assert_eq!(hashes.len(), texts.len());
        let pairs: HashSet<u64> = (0..100_000u64).map(|n| seed.pair(n % 300, n / 300)).collect();
        assert_eq!(pairs.len(), 100_000);
        // What a table uses: the low bits choose the place.
        let mut places = vec![0u32; 1 << 10];
        (0..100_000u64).for_each(|n| places[(seed.pair(n % 300, n / 300) & 1023) as usize] += 1);
        assert!(places.iter().all(|&count| count < 200), "{:?}", places.iter().max());
    }
}
