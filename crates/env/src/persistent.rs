//! Persistent collections keyed by names.
//!
//! They share what they have in common, so a copy costs nothing and a change costs the depth of a tree. Names carry
//! their hash, so none is computed again.

use archery::RcK;
use rustc_hash::FxBuildHasher;
use std::hash::{BuildHasherDefault, Hasher};
use term::Name;

/// Takes the hash that a name carries as it is.
#[derive(Clone, Copy, Default, Debug)]
pub struct CachedHash(u64);

impl Hasher for CachedHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // Names write one word; anything else is mixed in so that it is not ignored.
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

type Cached = BuildHasherDefault<CachedHash>;

/// A map from names.
pub type NameMap<V> = rpds::HashTrieMap<Name, V, RcK, Cached>;
/// A set of names.
pub type NameSet = rpds::HashTrieSet<Name, RcK, Cached>;
/// A map from other keys.
pub type Map<K, V> = rpds::HashTrieMap<K, V, RcK, FxBuildHasher>;
/// A sequence that grows at its end.
pub type Vector<T> = rpds::Vector<T, RcK>;
/// A sequence that grows at its front.
pub type Stack<T> = rpds::List<T, RcK>;

/// An empty map from names.
pub fn name_map<V>() -> NameMap<V> {
    NameMap::new_with_hasher_and_ptr_kind(Cached::default())
}

/// An empty set of names.
pub fn name_set() -> NameSet {
    NameSet::new_with_hasher_with_ptr_kind(Cached::default())
}

/// An empty map from other keys.
pub fn map<K: Eq + std::hash::Hash, V>() -> Map<K, V> {
    Map::new_with_hasher_and_ptr_kind(FxBuildHasher)
}
