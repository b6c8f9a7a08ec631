//! The base address that upstream gives to a module.
//!
//! What it is: the arithmetic of upstream's `lean_save_module_data_parts` (`src/library/module.cpp`), for both widths.
//! What it is not: a check that a file sits at the base of its name; a file may be renamed.

use crate::header::BASE_ALIGN;
use rt::hash::string_hash;
use rt::layout::Width;
use term::data::{name_anonymous, name_str};

/// Addresses from here on are left to the stack and to shared libraries.
const LIMIT: u64 = 0x7f00_0000_0000;

/// Base address of the first part of the module whose name has the hash `name_hash`.
pub fn from_hash(name_hash: u64, width: Width) -> u64 {
    let word = match width {
        // A 32-bit `size_t` cuts the hash; the modulus is then larger than any value.
        Width::W32 => u64::from(name_hash as u32),
        Width::W64 => name_hash % LIMIT,
    };
    word & !(BASE_ALIGN - 1)
}

/// Base address of the first part of a module, from the components of its name. A module's `.ir` file has the base of
/// the name with one more component, `ir`.
pub fn of_module<'a>(components: impl IntoIterator<Item = &'a str>, width: Width) -> u64 {
    from_hash(hash_of_module(components), width)
}

/// Hash of a module name. Components of a module name are strings, also where they look like numbers.
pub fn hash_of_module<'a>(components: impl IntoIterator<Item = &'a str>) -> u64 {
    components.into_iter().fold(name_anonymous(), |prefix, part| name_str(prefix, string_hash(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_of_known_modules() {
        assert_eq!(hash_of_module(["Init", "Prelude"]), 0x5dbf_39fc_9d50_805c);
        assert_eq!(of_module(["Init", "Prelude"], Width::W32), 0x9d50_0000);
        assert_eq!(of_module(["Init", "Prelude"], Width::W64), 0x31fc_9d50_0000);
        assert_eq!(of_module(["q"], Width::W32), 0x3985_0000);
        assert_eq!(of_module(["q", "ir"], Width::W32), 0x72b4_0000);
    }

    #[test]
    fn wide_bases_stay_below_the_limit() {
        assert_eq!(from_hash(u64::MAX, Width::W64), (u64::MAX % LIMIT) & !0xffff);
        assert!(from_hash(u64::MAX, Width::W64) < LIMIT);
        assert_eq!(from_hash(u64::MAX, Width::W32), 0xffff_0000);
    }
}
