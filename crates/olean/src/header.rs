//! The header of an `.olean` file: versions 1, 2 and 3 are read, version 2 is written, at both pointer widths.
//!
//! What it is: every byte of a file that is not an object, checked and given a type.
//! What it is not: a judgement on the objects; [`crate::verify`] walks those.
//! Source: upstream's `src/library/module.cpp` (`olean_header`).
//!
//! ```text
//! version 1: marker 5, version 1, commit 42,                            base P                  root P, objects …
//! version 2: marker 5, version 1, flags 1, Lean version 33, commit 40,  base P                  root P, objects …
//! version 3: as version 2,                                              base P, payload size P, root P, objects …,
//!            closure count 4, closure offsets 8 each, library count 4, per library: base P, length 4, bytes
//! ```
//!
//! # Which width
//!
//! No header says whether `P` is 4 or 8, so the reader decides, from the base address first. Upstream's base addresses
//! are multiples of 64 KiB, and those of 64-bit files lie below 2^47. Every 64-bit file therefore has a *legal 64-bit
//! base*: the eight bytes at the base's place are such a number. In a 32-bit file these eight bytes are the 32-bit base
//! and the root word (or the payload size), so they seldom are. The rule:
//!
//! 1. No legal 64-bit base: the file is 32-bit.
//! 2. Otherwise the root decides. It is *possible* at a width if the header parses at that width and the root word is an
//!    aligned address between the first object and the end of the payload, or a boxed scalar in a payload that is
//!    nothing else. No file with an impossible root is accepted, so a width at which it is impossible is ruled out.
//! 3. Possible at both: the verifier walks the objects at both widths. One of them must fail; a file that passes at
//!    both is refused as ambiguous, so that no two readers see different values in one accepted file.
//!
//! Case 3 needs a 32-bit root (or payload size) below 2^15 whose bytes also make a 64-bit root. [`Header::parse`], which
//! does not walk, reads such a file as 64-bit.
//!
//! # Flags
//!
//! Bit 0 says that big numbers are in GMP's form. Bit 1 is Lithe's: the file may hold fat constructors (tag 255).
//! Upstream compares the whole byte and so refuses such a file. Version 1 has no flags; the releases that wrote it used
//! GMP, so its big numbers are read in that form.

use crate::error::{Reason, Refusal};
use rt::layout::{Width, align_up, mpz};
use std::ops::Range;

/// The first five bytes of every file.
pub const MARKER: [u8; 5] = *b"olean";
/// Granularity of base addresses.
pub const BASE_ALIGN: u64 = 1 << 16;
/// Bit 0 of the flags: big numbers in GMP's form.
pub const FLAG_GMP: u8 = 1;
/// Bit 1 of the flags: fat constructors may occur. An extension that upstream refuses.
pub const FLAG_FAT: u8 = 2;

/// Upper bound of 64-bit base addresses: user addresses have 47 bits.
const BASE_LIMIT: u64 = 1 << 47;
/// Bytes of the version string in versions 2 and 3.
const LEAN_VERSION_LEN: usize = 33;
/// Bytes of the commit in versions 2 and 3.
const COMMIT_LEN: usize = 40;
/// Bytes of the commit in version 1.
const COMMIT_LEN_V1: usize = 42;

/// Header versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// Before late 2024: no flags, no version string.
    V1 = 1,
    /// Module files of today.
    V2 = 2,
    /// Regions that may hold closures (`CompactedRegion.save (allowClosures := true)`).
    V3 = 3,
}

impl Version {
    /// Offset of the base address.
    const fn base_offset(self) -> usize {
        match self {
            Version::V1 => 48,
            Version::V2 | Version::V3 => 80,
        }
    }
}

/// A parsed header, and where the payload and the trailer of the file lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    version: Version,
    flags: u8,
    width: Width,
    lean_version: [u8; LEAN_VERSION_LEN],
    commit: [u8; COMMIT_LEN_V1],
    base: u64,
    payload: Range<usize>,
    closures: Range<usize>,
    libraries: Range<usize>,
    library_count: u32,
}

impl Header {
    /// Parses the header at the width that the file's bytes make most likely (see the module's page), with the
    /// trailer of version 3.
    ///
    /// # Errors
    /// Everything that is wrong outside the objects, with the byte.
    pub fn parse(bytes: &[u8]) -> Result<Header, Refusal> {
        let (width, _) = likely_widths(bytes)?;
        Header::parse_as(bytes, width)
    }

    /// Parses the header at a given width.
    ///
    /// # Errors
    /// As [`Header::parse`].
    pub fn parse_as(bytes: &[u8], width: Width) -> Result<Header, Refusal> {
        let version = marker_and_version(bytes)?;
        let word = width.bytes();
        let base_at = version.base_offset();
        let mut payload = base_at + word..bytes.len();
        if version == Version::V3 {
            payload.start += word;
        }
        need(bytes, payload.start + word)?;
        if width == Width::W32 && bytes.len() as u64 > u64::from(u32::MAX) {
            return Err(Refusal::new(0, Reason::TooLarge { size: bytes.len() as u64 }));
        }
        let flags = flags(bytes, version, width)?;
        let (lean_version, commit) = texts(bytes, version)?;
        let base = load_word(bytes, base_at, width);
        if !base.is_multiple_of(BASE_ALIGN) || base >= BASE_LIMIT {
            return Err(Refusal::new(base_at, Reason::BaseAddress(base)));
        }
        let none = bytes.len()..bytes.len();
        let mut header = Header {
            version,
            flags,
            width,
            lean_version,
            commit,
            base,
            payload,
            closures: none.clone(),
            libraries: none,
            library_count: 0,
        };
        if version == Version::V3 {
            header.parse_trailer(bytes)?;
        }
        Ok(header)
    }

    /// Finds the payload's end, the closure offsets and the library table of a version 3 file.
    fn parse_trailer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let word = self.width.bytes();
        let size_at = self.payload.start - word;
        let size = load_word(bytes, size_at, self.width);
        let room = (bytes.len() - self.payload.start) as u64;
        if size < word as u64 || size > room || !size.is_multiple_of(word as u64) {
            return Err(Refusal::new(size_at, Reason::DataSize(size)));
        }
        self.payload.end = self.payload.start + size as usize;
        let mut at = self.payload.end;
        let closures = take_u32(bytes, &mut at)?;
        self.closures = take(bytes, &mut at, 8 * u64::from(closures))?;
        self.library_count = take_u32(bytes, &mut at)?;
        let first = at;
        for _ in 0..self.library_count {
            take(bytes, &mut at, word as u64)?;
            let len = take_u32(bytes, &mut at)?;
            take(bytes, &mut at, u64::from(len))?;
        }
        self.libraries = first..at;
        if at != bytes.len() {
            return Err(Refusal::new(at, Reason::TrailingBytes((bytes.len() - at) as u64)));
        }
        Ok(())
    }

    /// Header version.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The flags byte; for version 1 the value that its files imply.
    pub fn flags(&self) -> u8 {
        self.flags
    }

    /// Whether the flags announce fat constructors.
    pub fn has_fat(&self) -> bool {
        self.flags & FLAG_FAT != 0
    }

    /// Pointer width of the payload.
    pub fn width(&self) -> Width {
        self.width
    }

    /// Form of the big numbers.
    pub fn encoding(&self) -> mpz::Encoding {
        if self.flags & FLAG_GMP != 0 { mpz::Encoding::Gmp } else { mpz::Encoding::Native }
    }

    /// The Lean version, such as `4.28.0-pre`; empty in version 1.
    pub fn lean_version(&self) -> &str {
        text(&self.lean_version)
    }

    /// The commit of the Lean build, 40 hexadecimal digits; may be empty.
    pub fn commit(&self) -> &str {
        text(&self.commit)
    }

    /// The address that byte 0 of the file belongs at.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// The payload: the root word and the objects, as a range of file offsets.
    pub fn payload(&self) -> Range<usize> {
        self.payload.clone()
    }

    /// File offset of the first object.
    pub fn first_object(&self) -> usize {
        self.payload.start + self.width.bytes()
    }

    /// File offset of the base address, for error messages.
    pub fn base_offset(&self) -> usize {
        self.version.base_offset()
    }

    /// Offsets of the closures' function pointers, relative to the payload, as the trailer of `bytes` lists them.
    /// `bytes` is the file that this header was parsed from.
    pub fn closure_offsets<'a>(&self, bytes: &'a [u8]) -> impl ExactSizeIterator<Item = u64> + use<'a> {
        let (offsets, _) = bytes.get(self.closures.clone()).unwrap_or_default().as_chunks::<8>();
        offsets.iter().map(|o| u64::from_le_bytes(*o))
    }

    /// File offset of the `i`-th closure offset.
    pub(crate) fn closure_offset_at(&self, i: usize) -> usize {
        self.closures.start + 8 * i
    }

    /// Base address and identity of each library that the closures point into. `bytes` is the file that this header
    /// was parsed from.
    pub fn libraries<'a>(&self, bytes: &'a [u8]) -> Vec<(u64, &'a [u8])> {
        let mut at = self.libraries.start;
        let mut found = Vec::new();
        for _ in 0..self.library_count {
            let Ok(base) = take(bytes, &mut at, self.width.bytes() as u64) else { break };
            let Ok(len) = take_u32(bytes, &mut at) else { break };
            let Ok(id) = take(bytes, &mut at, u64::from(len)) else { break };
            found.push((load_word(bytes, base.start, self.width), &bytes[id]));
        }
        found
    }

    /// The base address that upstream gives to a part that follows this one, whose file has `len` bytes.
    pub fn next_part_base(&self, len: usize) -> u64 {
        let next = self.base.wrapping_add(align_up(len, BASE_ALIGN as usize) as u64);
        match self.width {
            Width::W32 => u64::from(next as u32),
            Width::W64 => next,
        }
    }
}

/// The fields of a version 2 header, for writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderV2<'a> {
    /// Pointer width of the payload.
    pub width: Width,
    /// The flags byte.
    pub flags: u8,
    /// The Lean version, at most 33 bytes of printable ASCII.
    pub lean_version: &'a str,
    /// The commit, at most 40 bytes of printable ASCII.
    pub commit: &'a str,
    /// Base address of the file, a multiple of 64 KiB.
    pub base: u64,
}

impl HeaderV2<'_> {
    /// Bytes of the header at `width`, without the root word.
    pub const fn size(width: Width) -> usize {
        Version::V2.base_offset() + width.bytes()
    }

    /// Appends the header to `out`.
    ///
    /// # Errors
    /// The reason for which a reader would refuse these fields.
    pub fn write(&self, out: &mut Vec<u8>) -> Result<(), Reason> {
        let printable = |s: &str, max| s.len() <= max && s.bytes().all(is_printable);
        if !printable(self.lean_version, LEAN_VERSION_LEN) || !printable(self.commit, COMMIT_LEN) {
            return Err(Reason::HeaderText);
        }
        check_flags(self.flags, self.width)?;
        let limit = match self.width {
            Width::W32 => 1 << 32,
            Width::W64 => BASE_LIMIT,
        };
        if !self.base.is_multiple_of(BASE_ALIGN) || self.base >= limit {
            return Err(Reason::BaseAddress(self.base));
        }
        let start = out.len();
        out.extend_from_slice(&MARKER);
        out.push(Version::V2 as u8);
        out.push(self.flags);
        out.extend_from_slice(self.lean_version.as_bytes());
        out.resize(start + 40, 0);
        out.extend_from_slice(self.commit.as_bytes());
        out.resize(start + 80, 0);
        out.extend_from_slice(&self.base.to_le_bytes()[..self.width.bytes()]);
        Ok(())
    }
}

/// The width to try first, and the other one if the header alone does not rule it out.
pub(crate) fn likely_widths(bytes: &[u8]) -> Result<(Width, Option<Width>), Refusal> {
    let version = marker_and_version(bytes)?;
    let base_at = version.base_offset();
    need(bytes, base_at + 8)?;
    let wide = load_word(bytes, base_at, Width::W64);
    if !wide.is_multiple_of(BASE_ALIGN) || wide >= BASE_LIMIT {
        return Ok((Width::W32, None));
    }
    Ok(match (root_is_possible(bytes, Width::W64), root_is_possible(bytes, Width::W32)) {
        (true, true) => (Width::W64, Some(Width::W32)),
        (true, false) => (Width::W64, None),
        (false, true) => (Width::W32, None),
        // Refused at both; the choice only decides which rule is named. Behind a 32-bit root comes an object, whose
        // count is 0, where a 64-bit file has half of its root. In version 3 the place of the 64-bit payload size holds
        // a 32-bit root, which is larger than a file.
        (false, false) => {
            let narrow = match version {
                Version::V1 | Version::V2 => bytes.get(base_at + 8..base_at + 12) == Some(&[0; 4]),
                Version::V3 => {
                    bytes.len() >= base_at + 16 && load_word(bytes, base_at + 8, Width::W64) > bytes.len() as u64
                }
            };
            (if narrow { Width::W32 } else { Width::W64 }, None)
        }
    })
}

/// Whether the root word, read at `width`, could be the root of this file.
fn root_is_possible(bytes: &[u8], width: Width) -> bool {
    let Ok(header) = Header::parse_as(bytes, width) else { return false };
    let root = load_word(bytes, header.payload.start, width);
    let objects = header.first_object() as u64..header.payload.end as u64;
    if root & 1 == 1 {
        return objects.is_empty();
    }
    let target = match width {
        Width::W32 => u64::from((root as u32).wrapping_sub(header.base as u32)),
        Width::W64 => root.wrapping_sub(header.base),
    };
    objects.contains(&target) && target.is_multiple_of(width.bytes() as u64)
}

fn marker_and_version(bytes: &[u8]) -> Result<Version, Refusal> {
    let marker = bytes.get(..MARKER.len().min(bytes.len())).unwrap_or_default();
    if let Some(at) = (0..marker.len()).find(|&i| marker[i] != MARKER[i]) {
        return Err(Refusal::new(at, Reason::NotOlean));
    }
    need(bytes, MARKER.len() + 1)?;
    match bytes[MARKER.len()] {
        1 => Ok(Version::V1),
        2 => Ok(Version::V2),
        3 => Ok(Version::V3),
        other => Err(Refusal::new(MARKER.len(), Reason::Version(other))),
    }
}

fn flags(bytes: &[u8], version: Version, width: Width) -> Result<u8, Refusal> {
    match version {
        Version::V1 => Ok(FLAG_GMP),
        Version::V2 | Version::V3 => {
            let flags = bytes[6];
            check_flags(flags, width).map_err(|reason| Refusal::new(6, reason))?;
            Ok(flags)
        }
    }
}

fn check_flags(flags: u8, width: Width) -> Result<(), Reason> {
    if flags & !(FLAG_GMP | FLAG_FAT) != 0 {
        return Err(Reason::Flags(flags));
    }
    if flags & FLAG_FAT != 0 && width == Width::W32 {
        return Err(Reason::FatFlagOn32Bit);
    }
    Ok(())
}

type Texts = ([u8; LEAN_VERSION_LEN], [u8; COMMIT_LEN_V1]);

fn texts(bytes: &[u8], version: Version) -> Result<Texts, Refusal> {
    let (mut lean_version, mut commit) = ([0; LEAN_VERSION_LEN], [0; COMMIT_LEN_V1]);
    match version {
        Version::V1 => copy_text(bytes, 6, &mut commit)?,
        Version::V2 | Version::V3 => {
            copy_text(bytes, 7, &mut lean_version)?;
            copy_text(bytes, 40, &mut commit[..COMMIT_LEN])?;
        }
    }
    Ok((lean_version, commit))
}

/// Copies a padded text field; every byte must be printable up to the first NUL and NUL from there on.
fn copy_text(bytes: &[u8], at: usize, out: &mut [u8]) -> Result<(), Refusal> {
    let field = &bytes[at..at + out.len()];
    let len = field.iter().position(|&b| b == 0).unwrap_or(field.len());
    let bad = field.iter().enumerate().find(|&(i, &b)| if i < len { !is_printable(b) } else { b != 0 });
    if let Some((i, _)) = bad {
        return Err(Refusal::new(at + i, Reason::HeaderText));
    }
    out.copy_from_slice(field);
    Ok(())
}

fn is_printable(b: u8) -> bool {
    b.is_ascii_graphic() || b == b' '
}

fn text(field: &[u8]) -> &str {
    let len = field.iter().position(|&b| b == 0).unwrap_or(field.len());
    std::str::from_utf8(&field[..len]).unwrap_or_default()
}

fn need(bytes: &[u8], len: usize) -> Result<(), Refusal> {
    if bytes.len() < len {
        let reason = Reason::HeaderCut { need: len as u64, have: bytes.len() as u64 };
        return Err(Refusal::new(bytes.len(), reason));
    }
    Ok(())
}

/// The next `len` bytes of the trailer, as a range.
fn take(bytes: &[u8], at: &mut usize, len: u64) -> Result<Range<usize>, Refusal> {
    let have = (bytes.len() - *at) as u64;
    if len > have {
        let reason = Reason::HeaderCut { need: len, have };
        return Err(Refusal::new(*at, reason));
    }
    let start = *at;
    *at += len as usize;
    Ok(start..*at)
}

fn take_u32(bytes: &[u8], at: &mut usize) -> Result<u32, Refusal> {
    let range = take(bytes, at, 4)?;
    Ok(load_word(bytes, range.start, Width::W32) as u32)
}

/// The word at `at`. The caller has checked that it lies in `bytes`.
#[inline]
pub(crate) fn load_word(bytes: &[u8], at: usize, width: Width) -> u64 {
    let bytes = &bytes[at..];
    match width {
        Width::W32 => bytes.first_chunk().map_or_else(past_the_end, |c| u64::from(u32::from_le_bytes(*c))),
        Width::W64 => bytes.first_chunk().map_or_else(past_the_end, |c| u64::from_le_bytes(*c)),
    }
}

#[cold]
fn past_the_end() -> u64 {
    rt::bug!("a word was read past the end of its file")
}
