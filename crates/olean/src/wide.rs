//! The two pointer widths as types, so that a loop over a file is compiled once for each.
//!
//! What it is not: the layout; that is [`rt::layout`]'s, and this only names it.

use rt::layout::{Offsets, Width};

/// The two widths, as types, so that each gets a walk of its own.
pub(crate) trait Wide {
    const WIDTH: Width;
    const WORD: usize = Self::WIDTH.bytes();
    const LAYOUT: Offsets = Self::WIDTH.offsets();
    /// The word in a slice of exactly `WORD` bytes.
    fn load(slot: &[u8]) -> u64;
    /// `address - base` modulo the address space.
    fn distance(address: u64, base: u64) -> u64;
    /// The distance in words; a number past every file for a distance that is not a multiple of the word size.
    fn index(address: u64, base: u64) -> usize;
}

/// 32-bit files.
pub(crate) struct W32;

impl Wide for W32 {
    const WIDTH: Width = Width::W32;
    #[inline(always)]
    fn load(slot: &[u8]) -> u64 {
        slot.first_chunk().map_or(0, |c| u64::from(u32::from_le_bytes(*c)))
    }
    #[inline(always)]
    fn distance(address: u64, base: u64) -> u64 {
        u64::from((address as u32).wrapping_sub(base as u32))
    }
    #[inline(always)]
    fn index(address: u64, base: u64) -> usize {
        (address as u32).wrapping_sub(base as u32).rotate_right(2) as usize
    }
}

/// 64-bit files.
pub(crate) struct W64;

impl Wide for W64 {
    const WIDTH: Width = Width::W64;
    #[inline(always)]
    fn load(slot: &[u8]) -> u64 {
        slot.first_chunk().map_or(0, |c| u64::from_le_bytes(*c))
    }
    #[inline(always)]
    fn distance(address: u64, base: u64) -> u64 {
        address.wrapping_sub(base)
    }
    #[inline(always)]
    fn index(address: u64, base: u64) -> usize {
        address.wrapping_sub(base).rotate_right(3) as usize
    }
}
