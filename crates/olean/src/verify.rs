//! The verifier: one linear walk that decides whether a set of files may be read at all.
//!
//! What it is: the check of every structural rule of the format, in file order, at memory speed. [`Verifier::verify`]
//! returns [`Verified`], the only key to an [`Image`]; after it no accessor can leave the bytes.
//! What it is not: a check of meaning. Cached hashes are [`crate::words`]'s, shapes of declarations are
//! [`crate::module_data`]'s, truth is the kernel's.
//! Source: what upstream's `src/runtime/compact.cpp` writes. Upstream's own reader checks none of it.
//!
//! # Rules
//!
//! - The header parses ([`crate::header`]); parts agree in version, width and flags, and each lies where upstream puts
//!   it: at the next 64 KiB boundary after its predecessor (version 3 reserves padding, so one boundary later is
//!   accepted there).
//! - The payload is the root word, then objects back to back, each starting at a multiple of the word size, up to the
//!   exact end. Bytes between an object and the next are 0. Nothing follows (version 3: the trailer follows).
//! - Every object: count 0; a tag that files hold; the size field that its contents imply (constructors: at least
//!   their fields, at most 1,023 scalar bytes more); `other` as its kind demands; capacity equal to size; strings
//!   NUL-terminated UTF-8 with the right length; scalar arrays of 1- or 8-byte elements; big numbers with their own
//!   digits right behind them, none of them a leading 0, and a value that no scalar holds; thunks forced, tasks
//!   finished, promises of tasks.
//! - Every pointer leads to the start of an object at a lower offset of the same file, or to one of an earlier part.
//!   So objects form no cycle and a walk from children to parents is a walk in file order.
//! - Closures occur in version 3 only, exactly at the listed offsets, in their order. Externals never occur. Fat
//!   constructors occur where the flags announce them; their stored size field is 1, as for arrays.
//! - The root is the last object. Only in a part without objects it is a scalar or an object of an earlier part: a
//!   compactor that finds the whole module shared emits nothing but the root word.
//!
//! Upstream produces nothing else, so nothing else is accepted, with two exceptions that are harmless and would cost
//! time to exclude: objects that nothing refers to, and objects that could have been shared. Padding *inside*
//! constructors, big numbers and closures is not looked at: 32-bit builds leave garbage there.
//!
//! # Cost
//!
//! One bit per word of payload marks where objects start; the bitmap is kept between files. Pointers are checked
//! without branches: the distance from the base is rotated so that misaligned ones become huge, clamped to the current
//! object, whose own bit is still clear, and looked up. Only when some slot of an object fails does a slow path look at
//! the slots one by one, to name the reason or to find the target in an earlier part.

use crate::error::{Reason, Refusal};
use crate::header::{BASE_ALIGN, Header, Version, likely_widths, load_word};
use crate::stats::{Record, Stats};
use crate::view::{Image, Kind};
use crate::wide::{W32, W64, Wide};
use rt::layout::{REGION_SIZED_KINDS_CS_SZ, Width, align_up, fat, header as object_header, limit, mpz, tag};
use std::marker::PhantomData;

/// Most parts of one module: `.olean`, `.olean.server`, `.olean.private`.
pub const MAX_PARTS: usize = 3;

/// Most bytes that a constructor may have beyond its boxed fields: its scalars, rounded up.
const MAX_CTOR_EXTRA: usize = limit::CTOR_SCALAR_BYTES + limit::GRANULE - 1;

/// Proof that the bytes of one or more parts passed every rule of this module.
#[derive(Debug)]
pub struct Verified<'a> {
    image: Image<'a>,
}

impl<'a> Verified<'a> {
    /// The objects.
    pub fn image(&self) -> &Image<'a> {
        &self.image
    }
}

/// The verifier and its memory, which is kept from one file to the next: one bit per word of the largest file so far.
#[derive(Debug, Default)]
pub struct Verifier {
    starts: Vec<u64>,
}

impl Verifier {
    /// A verifier without memory yet.
    pub fn new() -> Self {
        Verifier::default()
    }

    /// Verifies the parts of one module, first part first. A module's `.ir` file is a module of one part.
    ///
    /// # Errors
    /// The first broken rule in the order part, then byte.
    pub fn verify<'a>(&mut self, parts: &[&'a [u8]]) -> Result<Verified<'a>, Refusal> {
        self.run::<()>(parts).map(|(verified, ())| verified)
    }

    /// As [`Verifier::verify`], counting on the way.
    ///
    /// # Errors
    /// As [`Verifier::verify`].
    pub fn verify_with_stats<'a>(&mut self, parts: &[&'a [u8]]) -> Result<(Verified<'a>, Stats), Refusal> {
        self.run::<Stats>(parts)
    }

    fn run<'a, R: Record>(&mut self, parts: &[&'a [u8]]) -> Result<(Verified<'a>, R), Refusal> {
        let Some(first) = parts.first() else { return Err(Refusal::new(0, Reason::NoParts)) };
        if parts.len() > MAX_PARTS {
            return Err(Refusal::new(0, Reason::TooManyParts(parts.len())).in_part(MAX_PARTS));
        }
        let (width, other) = likely_widths(first)?;
        let result = self.run_at::<R>(parts, width);
        let Some(other) = other else { return result };
        match (result, self.run_at::<R>(parts, other)) {
            (Ok(_), Ok(_)) => Err(Refusal::new(0, Reason::AmbiguousWidth)),
            (Ok(one), Err(_)) | (Err(_), Ok(one)) => Ok(one),
            (Err(refusal), Err(_)) => Err(refusal),
        }
    }

    fn run_at<'a, R: Record>(&mut self, parts: &[&'a [u8]], width: Width) -> Result<(Verified<'a>, R), Refusal> {
        let mut record = R::default();
        let mut done = Vec::with_capacity(parts.len());
        let headers = parse_headers(parts, width)?;
        let words = |bytes: &[u8]| bytes.len() / width.bytes() / 64 + 1;
        self.starts.clear();
        self.starts.resize(parts.iter().map(|p| words(p)).sum(), 0);
        let (mut free, mut earlier) = (self.starts.as_mut_slice(), Vec::new());
        for (index, (header, bytes)) in headers.into_iter().zip(parts).enumerate() {
            let (starts, rest) = free.split_at_mut(words(bytes));
            free = rest;
            let verdict = match width {
                Width::W32 => Walk::<W32, R>::new(bytes, &header, starts, &earlier, &mut record).part(),
                Width::W64 => Walk::<W64, R>::new(bytes, &header, starts, &earlier, &mut record).part(),
            };
            verdict.map_err(|refusal| refusal.in_part(index))?;
            record.file(bytes.len());
            if index + 1 < parts.len() {
                earlier.push(Earlier { base: header.base(), bytes: &bytes[..header.payload().end], starts });
            }
            done.push((*bytes, header));
        }
        Ok((Verified { image: Image::new(done) }, record))
    }
}

/// Parses every header and checks that the parts belong together.
fn parse_headers(parts: &[&[u8]], width: Width) -> Result<Vec<Header>, Refusal> {
    let mut headers: Vec<Header> = Vec::with_capacity(parts.len());
    let mut span = 0;
    for (index, bytes) in parts.iter().enumerate() {
        let header = Header::parse_as(bytes, width).map_err(|refusal| refusal.in_part(index))?;
        if let Some(previous) = headers.last() {
            if previous.version() != header.version() || previous.flags() != header.flags() {
                return Err(Refusal::new(5, Reason::PartDiffers).in_part(index));
            }
            let expected = previous.next_part_base(parts[index - 1].len());
            let slack = if header.version() == Version::V3 { BASE_ALIGN } else { 0 };
            let gap = header.base().wrapping_sub(expected) & address_mask(width);
            if gap != 0 && gap != slack {
                let reason = Reason::PartMisplaced { base: header.base(), expected };
                return Err(Refusal::new(header.base_offset(), reason).in_part(index));
            }
        }
        // A 32-bit module may wrap around the end of the address space, but not meet itself there.
        span += align_up(bytes.len(), BASE_ALIGN as usize) as u64 + BASE_ALIGN;
        if width == Width::W32 && parts.len() > 1 && span > 1 << 32 {
            return Err(Refusal::new(0, Reason::TooLarge { size: span }).in_part(index));
        }
        headers.push(header);
    }
    Ok(headers)
}

fn address_mask(width: Width) -> u64 {
    match width {
        Width::W32 => u64::from(u32::MAX),
        Width::W64 => u64::MAX,
    }
}

/// A part that was walked before and may be pointed into.
struct Earlier<'w> {
    base: u64,
    /// The file up to the end of its payload.
    bytes: &'w [u8],
    starts: &'w [u64],
}

/// A refusal on its way out of the hot loop, boxed so that the loop's results fit registers.
type Refused = Box<Refusal>;

/// The walk over one part.
struct Walk<'w, W, R> {
    /// The file up to the end of its payload.
    bytes: &'w [u8],
    /// The whole file.
    file: &'w [u8],
    header: &'w Header,
    base: u64,
    starts: &'w mut [u64],
    earlier: &'w [Earlier<'w>],
    /// Closures seen so far.
    closures: usize,
    record: &'w mut R,
    width: PhantomData<W>,
}

impl<'w, W: Wide, R: Record> Walk<'w, W, R> {
    fn new(
        file: &'w [u8],
        header: &'w Header,
        starts: &'w mut [u64],
        earlier: &'w [Earlier<'w>],
        record: &'w mut R,
    ) -> Self {
        let bytes = &file[..header.payload().end];
        let base = header.base();
        Walk { bytes, file, header, base, starts, earlier, closures: 0, record, width: PhantomData }
    }

    fn part(mut self) -> Result<(), Refusal> {
        let last = self.objects().map_err(|refused| *refused)?;
        if let Some(listed) = self.header.closure_offsets(self.file).nth(self.closures) {
            let at = self.header.closure_offset_at(self.closures);
            return Err(Refusal::new(at, Reason::ClosureList { listed: Some(listed) }));
        }
        self.root(last)
    }

    /// Walks every object; returns the offset of the last one.
    fn objects(&mut self) -> Result<Option<usize>, Refused> {
        let mut at = self.header.first_object();
        let mut last = None;
        while at < self.bytes.len() {
            let next = self.object(at)?;
            let index = at / W::WORD;
            self.starts[index / 64] |= 1 << (index % 64);
            last = Some(at);
            at = next;
        }
        Ok(last)
    }

    fn root(&self, last: Option<usize>) -> Result<(), Refusal> {
        let at = self.header.payload().start;
        let word = load_word(self.bytes, at, W::WIDTH);
        let ok = if word & 1 == 1 {
            last.is_none()
        } else {
            let (part, target) = self.target(word, self.bytes.len()).map_err(|r| Refusal::new(at, r))?;
            match last {
                Some(last) => part == self.earlier.len() && target == last,
                None => part < self.earlier.len(),
            }
        };
        if ok { Ok(()) } else { Err(Refusal::new(at, Reason::RootNotLast { word })) }
    }

    /// Checks the object at `at` and returns where the next one starts.
    #[inline(always)]
    fn object(&mut self, at: usize) -> Result<usize, Refused> {
        let Some(head) = self.bytes[at..].first_chunk::<{ object_header::SIZE }>() else {
            return Err(self.cut(at, object_header::SIZE as u64));
        };
        let head = u64::from_le_bytes(*head);
        let count = head as u32 as i32;
        if count != 0 {
            return refuse(at + object_header::RC, Reason::Count(count));
        }
        let (size, other, tag) = ((head >> 32) as u16, (head >> 48) as u8, (head >> 56) as u8);
        match tag {
            0..=tag::MAX_CTOR => self.ctor(at, tag, usize::from(other), size),
            tag::STRING => self.string(at, other, size),
            tag::ARRAY => self.array(at, other, size),
            _ => self.rare(at, tag, other, size),
        }
    }

    #[inline(always)]
    fn ctor(&mut self, at: usize, tag: u8, fields: usize, size: u16) -> Result<usize, Refused> {
        let boxed_end = W::LAYOUT.ctor_fields + W::WORD * fields;
        let bytes = usize::from(size);
        if bytes.wrapping_sub(boxed_end) > MAX_CTOR_EXTRA {
            let expected = boxed_end as u16;
            return refuse(at + object_header::CS_SZ, Reason::ObjectSize { stored: size, expected });
        }
        if bytes > self.bytes.len() - at {
            return Err(self.cut(at, bytes as u64));
        }
        self.values(at, W::LAYOUT.ctor_fields, fields)?;
        self.record.ctor(tag, fields, bytes);
        self.next(at + bytes)
    }

    #[inline(always)]
    fn string(&mut self, at: usize, other: u8, size: u16) -> Result<usize, Refused> {
        let layout = W::LAYOUT;
        let left = &self.bytes[at..];
        if left.len() < layout.string_data {
            return Err(self.cut(at, layout.string_data as u64));
        }
        sized_kind(at, other, size)?;
        let len = W::load(&left[layout.string_size..]);
        let body = &left[layout.string_data..];
        if len > body.len() as u64 {
            return Err(self.cut(at, len.saturating_add(layout.string_data as u64)));
        }
        capacity(at + layout.string_capacity, len, W::load(&left[layout.string_capacity..]))?;
        let body = &body[..len as usize];
        let Some((0, text)) = body.split_last() else {
            return refuse(at + layout.string_data + body.len().saturating_sub(1), Reason::NotTerminated);
        };
        let ascii = text.is_ascii();
        let counted = if ascii { text.len() } else { non_ascii(text, at + layout.string_data)? } as u64;
        let stored = W::load(&left[layout.string_length..]);
        if counted != stored {
            return refuse(at + layout.string_length, Reason::Length { stored, counted });
        }
        let bytes = layout.string_data + body.len();
        self.record.string(text.len(), ascii, bytes);
        self.next(at + bytes)
    }

    #[inline(always)]
    fn array(&mut self, at: usize, other: u8, size: u16) -> Result<usize, Refused> {
        let len = self.sized(at, other, size, W::WORD)?;
        self.values(at, W::LAYOUT.array_data, len)?;
        let bytes = W::LAYOUT.array_data + W::WORD * len;
        self.record.array(len, bytes);
        self.next(at + bytes)
    }

    /// The fixed part of an array of either kind: returns the number of elements, all of which are in the payload.
    #[inline(always)]
    fn sized(&mut self, at: usize, other: u8, size: u16, element: usize) -> Result<usize, Refused> {
        let layout = W::LAYOUT;
        let left = &self.bytes[at..];
        if left.len() < layout.array_data {
            return Err(self.cut(at, layout.array_data as u64));
        }
        sized_kind(at, other, size)?;
        let len = W::load(&left[layout.array_size..]);
        if len > ((left.len() - layout.array_data) / element) as u64 {
            let need = len.saturating_mul(element as u64).saturating_add(layout.array_data as u64);
            return Err(self.cut(at, need));
        }
        capacity(at + layout.array_capacity, len, W::load(&left[layout.array_capacity..]))?;
        Ok(len as usize)
    }

    #[inline(never)]
    fn rare(&mut self, at: usize, tag: u8, other: u8, size: u16) -> Result<usize, Refused> {
        let (kind, bytes) = match tag {
            tag::MPZ => (Kind::Mpz, self.mpz(at, other, size)?),
            tag::SCALAR_ARRAY => (Kind::ScalarArray, self.scalar_array(at, other, size)?),
            tag::THUNK => (Kind::Thunk, self.finished(at, other, size)?),
            tag::TASK => (Kind::Task, self.finished(at, other, size)?),
            tag::REF => (Kind::Ref, self.single(at, other, size)?),
            tag::PROMISE => (Kind::Promise, self.promise(at, other, size)?),
            tag::CLOSURE => (Kind::Closure, self.closure(at, other, size)?),
            tag::FAT => (Kind::Fat, self.fat(at, other, size)?),
            tag::EXTERNAL => return refuse(at + object_header::TAG, Reason::External),
            _ => return refuse(at + object_header::TAG, Reason::Tag(tag)),
        };
        self.record.other(kind, bytes);
        self.next(at + bytes)
    }

    fn mpz(&mut self, at: usize, other: u8, size: u16) -> Result<usize, Refused> {
        let m = mpz::offsets(W::WIDTH, self.header.encoding());
        self.fixed_part(at, other, m.digits)?;
        let first = load_word(self.bytes, at + m.first, Width::W32) as u32;
        let (negative, count) = match self.header.encoding() {
            mpz::Encoding::Gmp => {
                let signed = load_word(self.bytes, at + m.count, Width::W32) as u32 as i32;
                let count = signed.unsigned_abs();
                if count == 0 || count != first {
                    return refuse(at + m.count, Reason::Digits { count: i64::from(signed) });
                }
                (signed < 0, u64::from(count))
            }
            mpz::Encoding::Native => {
                let (sign, count) = (first as u8, load_word(self.bytes, at + m.count, W::WIDTH));
                if sign > 1 {
                    return refuse(at + m.first, Reason::Sign(sign));
                }
                if count == 0 {
                    return refuse(at + m.count, Reason::Digits { count: 0 });
                }
                (sign == 1, count)
            }
        };
        let left = self.bytes.len() - at;
        if count > ((left - m.digits) / m.digit) as u64 {
            let need = count.saturating_mul(m.digit as u64).saturating_add(m.digits as u64);
            return Err(self.cut(at, need));
        }
        let bytes = m.digits + m.digit * count as usize;
        // The field has 16 bits; upstream lets larger sizes wrap.
        exact_size(at, size, bytes as u16)?;
        let word = load_word(self.bytes, at + m.pointer, W::WIDTH);
        let expected = self.base.wrapping_add((at + m.digits) as u64);
        if W::distance(word, expected) != 0 {
            return refuse(at + m.pointer, Reason::DigitPointer { word, expected });
        }
        let digits = &self.bytes[at + m.digits..at + bytes];
        big_enough(digits, m.digit, negative, W::WIDTH).map_err(|(i, reason)| refused(at + m.digits + i, reason))?;
        Ok(bytes)
    }

    fn scalar_array(&mut self, at: usize, other: u8, size: u16) -> Result<usize, Refused> {
        let element = usize::from(other);
        if element != 1 && element != 8 {
            return refuse(at + object_header::OTHER, Reason::Other(other));
        }
        let len = self.sized(at, 0, size, element)?;
        Ok(W::LAYOUT.array_data + element * len)
    }

    /// A thunk or task: one value, then a null.
    fn finished(&mut self, at: usize, other: u8, size: u16) -> Result<usize, Refused> {
        let layout = W::LAYOUT;
        self.fixed_part(at, other, layout.thunk_size)?;
        exact_size(at, size, layout.thunk_size as u16)?;
        self.values(at, layout.thunk_value, 1)?;
        let rest = load_word(self.bytes, at + layout.thunk_closure, W::WIDTH);
        if rest != 0 {
            return refuse(at + layout.thunk_closure, Reason::Unfinished(rest));
        }
        Ok(layout.thunk_size)
    }

    /// A ref or promise: one value.
    fn single(&mut self, at: usize, other: u8, size: u16) -> Result<usize, Refused> {
        let layout = W::LAYOUT;
        self.fixed_part(at, other, layout.ref_size)?;
        exact_size(at, size, layout.ref_size as u16)?;
        self.values(at, layout.ref_value, 1)?;
        Ok(layout.ref_size)
    }

    fn promise(&mut self, at: usize, other: u8, size: u16) -> Result<usize, Refused> {
        let bytes = self.single(at, other, size)?;
        let slot = at + W::LAYOUT.ref_value;
        let word = load_word(self.bytes, slot, W::WIDTH);
        let is_task = word & 1 == 0
            && self.target(word, at).is_ok_and(|(part, target)| {
                let bytes = self.earlier.get(part).map_or(self.bytes, |e| e.bytes);
                bytes[target + object_header::TAG] == tag::TASK
            });
        if is_task { Ok(bytes) } else { refuse(slot, Reason::PromiseOfNoTask) }
    }

    fn closure(&mut self, at: usize, other: u8, size: u16) -> Result<usize, Refused> {
        if self.header.version() != Version::V3 {
            return refuse(at + object_header::TAG, Reason::Closure);
        }
        let layout = W::LAYOUT;
        self.fixed_part(at, other, layout.closure_args)?;
        let half = |offset: usize| load_word(self.bytes, at + offset, Width::W32) as u16;
        let (arity, fixed) = (half(layout.closure_arity), half(layout.closure_arity + 2));
        if fixed >= arity {
            return refuse(at + layout.closure_arity, Reason::ClosureArity { arity, fixed });
        }
        let bytes = layout.closure_args + W::WORD * usize::from(fixed);
        if bytes > self.bytes.len() - at {
            return Err(self.cut(at, bytes as u64));
        }
        exact_size(at, size, bytes as u16)?;
        let listed = self.header.closure_offsets(self.file).nth(self.closures);
        if listed != Some((at + layout.closure_fun - self.header.payload().start) as u64) {
            return refuse(at + layout.closure_fun, Reason::ClosureList { listed });
        }
        self.closures += 1;
        self.values(at, layout.closure_args, usize::from(fixed))?;
        Ok(bytes)
    }

    fn fat(&mut self, at: usize, other: u8, size: u16) -> Result<usize, Refused> {
        if !self.header.has_fat() || W::WIDTH != Width::W64 {
            return refuse(at + object_header::TAG, Reason::FatNotAnnounced);
        }
        self.fixed_part(at, other, fat::FIELDS)?;
        exact_size(at, size, REGION_SIZED_KINDS_CS_SZ)?;
        let field = |offset: usize| load_word(self.bytes, at + offset, Width::W32) as usize;
        let (index, fields, scalars) = (field(fat::INDEX), field(fat::NOBJ), field(fat::SCALARS));
        let needed =
            index > usize::from(tag::MAX_CTOR) || fields > limit::CTOR_FIELDS || scalars > limit::CTOR_SCALAR_BYTES;
        if !needed || field(fat::SCALARS + 4) != 0 {
            return refuse(at + fat::INDEX, Reason::FatShape);
        }
        let bytes = fat::size(fields, scalars).unwrap_or(usize::MAX);
        if bytes > self.bytes.len() - at {
            return Err(self.cut(at, bytes as u64));
        }
        self.values(at, fat::FIELDS, fields)?;
        Ok(bytes)
    }

    /// Checks that `bytes` bytes are there and that `other` is 0.
    fn fixed_part(&self, at: usize, other: u8, bytes: usize) -> Result<(), Refused> {
        if bytes > self.bytes.len() - at {
            return Err(self.cut(at, bytes as u64));
        }
        if other != 0 {
            return refuse(at + object_header::OTHER, Reason::Other(other));
        }
        Ok(())
    }

    /// Checks `count` boxed values from `at + offset` on; the caller has checked that they lie in the payload.
    #[inline(always)]
    fn values(&mut self, at: usize, offset: usize, count: usize) -> Result<(), Refused> {
        let start = at + offset;
        let own = at / W::WORD;
        let slots = &self.bytes[start..start + W::WORD * count];
        let (mut bad, mut scalars) = (0, 0);
        for slot in slots.chunks_exact(W::WORD) {
            let word = W::load(slot);
            // The bit of the object itself is still clear: whatever is clamped to it counts as bad.
            let index = W::index(word, self.base).min(own);
            let is_start = self.starts[index / 64] >> (index % 64);
            bad |= !(is_start | word);
            if R::ON {
                scalars += (word & 1) as usize;
            }
        }
        if bad & 1 != 0 {
            self.values_one_by_one(at, start, count)?;
        }
        self.record.slots(count, scalars);
        Ok(())
    }

    /// The slow path of [`Self::values`]: names the first bad slot, if it is not a pointer to an earlier part.
    #[cold]
    #[inline(never)]
    fn values_one_by_one(&self, at: usize, start: usize, count: usize) -> Result<(), Refused> {
        for i in 0..count {
            let slot = start + W::WORD * i;
            let word = load_word(self.bytes, slot, W::WIDTH);
            if word & 1 == 0 {
                self.target(word, at).map_err(|reason| refused(slot, reason))?;
            }
        }
        Ok(())
    }

    /// Part and file offset of the object that a pointer in the object at `at` leads to.
    fn target(&self, word: u64, at: usize) -> Result<(usize, usize), Reason> {
        let here = (self.earlier.len(), self.base, self.bytes, &*self.starts);
        let earlier = self.earlier.iter().enumerate().rev().map(|(i, e)| (i, e.base, e.bytes, e.starts));
        for (part, base, bytes, starts) in std::iter::once(here).chain(earlier) {
            let target = W::distance(word, base);
            if target >= bytes.len() as u64 {
                continue;
            }
            if !target.is_multiple_of(W::WORD as u64) {
                return Err(Reason::Misaligned(word));
            }
            if part == self.earlier.len() && target >= at as u64 {
                return Err(Reason::Forward { target });
            }
            let index = target as usize / W::WORD;
            if starts[index / 64] >> (index % 64) & 1 == 0 {
                return Err(Reason::NotAnObject { part, target });
            }
            return Ok((part, target as usize));
        }
        Err(if word == 0 { Reason::Null } else { Reason::Outside(word) })
    }

    /// Where the object after one that ends at `end` starts; the bytes between must be there and 0.
    #[inline(always)]
    fn next(&self, end: usize) -> Result<usize, Refused> {
        if end.is_multiple_of(W::WORD) { Ok(end) } else { self.padded(end) }
    }

    #[inline]
    fn padded(&self, end: usize) -> Result<usize, Refused> {
        let next = align_up(end, W::WORD);
        match self.bytes.get(end..next) {
            None => {
                let have = (self.bytes.len() - end) as u64;
                refuse(end, Reason::ObjectCut { need: (next - end) as u64, have })
            }
            Some(padding) => match padding.iter().position(|&b| b != 0) {
                None => Ok(next),
                Some(i) => refuse(end + i, Reason::Padding),
            },
        }
    }

    #[cold]
    fn cut(&self, at: usize, need: u64) -> Refused {
        refused(at, Reason::ObjectCut { need, have: (self.bytes.len() - at) as u64 })
    }
}

/// `cs_sz` and `other` of arrays and strings.
#[inline(always)]
fn sized_kind(at: usize, other: u8, size: u16) -> Result<(), Refused> {
    if other != 0 {
        return refuse(at + object_header::OTHER, Reason::Other(other));
    }
    exact_size(at, size, REGION_SIZED_KINDS_CS_SZ)
}

#[inline(always)]
fn exact_size(at: usize, stored: u16, expected: u16) -> Result<(), Refused> {
    if stored != expected {
        return refuse(at + object_header::CS_SZ, Reason::ObjectSize { stored, expected });
    }
    Ok(())
}

#[inline(always)]
fn capacity(at: usize, size: u64, capacity: u64) -> Result<(), Refused> {
    if size != capacity {
        return refuse(at, Reason::Capacity { size, capacity });
    }
    Ok(())
}

/// Number of scalar values of a text that is not ASCII and lies at file offset `at`.
fn non_ascii(text: &[u8], at: usize) -> Result<usize, Refused> {
    if simdutf8::basic::from_utf8(text).is_err() {
        let good = std::str::from_utf8(text).map_or_else(|e| e.valid_up_to(), str::len);
        return refuse(at + good, Reason::Utf8);
    }
    Ok(text.iter().filter(|&&b| b & 0xc0 != 0x80).count())
}

/// Refuses a leading zero digit, and a value that `Int` stores boxed. (`Nat` boxes more values than `Int`, and a file
/// does not say which of the two a number is.) The error is the offset in `digits` and the reason.
fn big_enough(digits: &[u8], digit: usize, negative: bool, width: Width) -> Result<(), (usize, Reason)> {
    let top = digits.len() - digit;
    if digits[top..].iter().all(|&b| b == 0) {
        return Err((top, Reason::LeadingZero));
    }
    if digits.len() <= 8 {
        let mut low = [0; 8];
        low[..digits.len()].copy_from_slice(digits);
        let magnitude = u64::from_le_bytes(low);
        let (min, max) = width.small_int_range();
        let boxed = if negative { min.unsigned_abs() } else { max.unsigned_abs() };
        if magnitude <= boxed {
            return Err((0, Reason::FitsScalar));
        }
    }
    Ok(())
}

#[cold]
fn refused(at: usize, reason: Reason) -> Refused {
    Box::new(Refusal::new(at, reason))
}

#[cold]
fn refuse<T>(at: usize, reason: Reason) -> Result<T, Refused> {
    Err(refused(at, reason))
}
