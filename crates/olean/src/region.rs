//! Files as live objects: mapped where they want to be, or placed elsewhere and relocated.
//!
//! What it is: two ways in. [`Region::map_trusted`] maps files at their recorded base and looks at nothing but the
//! headers; it is `unsafe`, because objects in a file that lies lead anywhere. [`Region::load`] and [`Scoped::load`]
//! take verified files, copy them into memory of their own, relocate what does not land at its base, and are safe.
//! What it is not: a reader of 32-bit files or of big numbers in upstream's own form; [`crate::convert`] turns those
//! into files of this machine's form first.
//!
//! A [`Region`] hands out words without a lifetime, so its memory stays mapped until the process ends, or until
//! [`Region::unmap`], which is `unsafe`. A [`Scoped`] region is unmapped when dropped: its objects carry the scoped
//! count, its words borrow from it, and a word that becomes owned is copied out (see `rt`'s `scope`).
//!
//! Why a copy: a file that is mapped can be changed or cut short by another process after it was verified. Mapping
//! shares memory between processes and costs nothing up front; that is what the trusted way is for.
//!
//! Memory is written before any object in it is looked at, and made read-only then. Its provenance is exposed once, in
//! [`Memory::new`]: words inside a region are addresses that a file recorded.

use crate::error::{Error, Reason, Refusal};
use crate::header::{Header, Version, load_word};
use crate::verify::Verified;
use crate::view::{Image, Kind};
use rt::ObjRef;
use rt::layout::{self, Width, header as object_header, mpz};
use rustix::mm::{MapFlags, MprotectFlags, ProtFlags, mmap, mmap_anonymous, mprotect, munmap};
use std::fmt;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::ptr;

/// Why verified files could not be placed.
#[derive(Debug)]
pub enum LoadError {
    /// Not this machine's form: 32-bit, or big numbers in upstream's own form. Convert first.
    Form {
        /// Pointer width of the files.
        width: Width,
        /// Form of their big numbers.
        encoding: mpz::Encoding,
    },
    /// Version 3 files with closures need the libraries that the closures point into.
    Closures,
    /// The operating system gave no memory.
    Memory(io::Error),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::Form { width, .. } if *width != Width::W64 => {
                write!(f, "the file is for {}-bit machines and must be converted first", width.bits())
            }
            LoadError::Form { .. } => {
                write!(f, "the file's big numbers are in another form and must be converted first")
            }
            LoadError::Closures => write!(f, "the file holds closures of libraries that are not loaded"),
            LoadError::Memory(e) => write!(f, "cannot map memory: {e}"),
        }
    }
}

impl std::error::Error for LoadError {}

/// A mapping.
struct Memory {
    start: *mut u8,
    len: usize,
}

impl Memory {
    /// Takes charge of a mapping and exposes its provenance: from here on, words that hold addresses inside it may be
    /// followed.
    fn new(start: *mut u8, len: usize) -> Memory {
        let _ = start.expose_provenance();
        Memory { start, len }
    }

    /// Zeroed memory, at `want` if that range is free.
    fn anonymous(want: Option<u64>, len: usize) -> io::Result<Memory> {
        let prot = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: a fresh mapping; with `NOREPLACE` nothing that exists is replaced.
        unsafe {
            if let Some(want) = want.and_then(|w| usize::try_from(w).ok()).filter(|&w| w != 0) {
                let at = ptr::without_provenance_mut(want);
                if let Ok(p) = mmap_anonymous(at, len, prot, MapFlags::PRIVATE | MapFlags::FIXED_NOREPLACE) {
                    return Ok(Memory::new(p.cast(), len));
                }
            }
            Ok(Memory::new(mmap_anonymous(ptr::null_mut(), len, prot, MapFlags::PRIVATE)?.cast(), len))
        }
    }

    /// Maps a file read-only at `want`, or not at all.
    fn file_at(file: &File, want: u64, len: usize) -> io::Result<Memory> {
        let want = usize::try_from(want).map_err(io::Error::other)?;
        let flags = MapFlags::PRIVATE | MapFlags::FIXED_NOREPLACE;
        // SAFETY: a fresh mapping; nothing that exists is replaced.
        let p = unsafe { mmap(ptr::without_provenance_mut(want), len, ProtFlags::READ, flags, file, 0)? };
        let memory = Memory::new(p.cast(), len);
        // Kernels before 4.17 take the address as a hint.
        if memory.start.addr() == want { Ok(memory) } else { Err(io::ErrorKind::AddrInUse.into()) }
    }

    fn make_read_only(&self) -> io::Result<()> {
        // SAFETY: our own mapping, which nobody writes to any more.
        unsafe { mprotect(self.start.cast(), self.len, MprotectFlags::READ) }.map_err(io::Error::from)
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: our own mapping; whoever drops it vouches for the words that were handed out.
        let _ = unsafe { munmap(self.start.cast(), self.len) };
    }
}

// SAFETY: a mapping is memory; it belongs to no thread.
unsafe impl Send for Memory {}
// SAFETY: it is not written once it is shared.
unsafe impl Sync for Memory {}

/// Verified parts in memory of their own.
struct Placed {
    memory: Memory,
    /// Offset of each part's root word.
    roots: Vec<usize>,
    /// Whether the files lie at their recorded base.
    at_base: bool,
}

/// The count of the objects of a region.
const PERMANENT: i32 = 0;

impl Placed {
    fn new(verified: &Verified<'_>, want_base: bool, count: i32) -> Result<Placed, LoadError> {
        let image = verified.image();
        check_form(image)?;
        let Some(first) = image.parts().first() else { return Err(LoadError::Closures) };
        let base = first.header().base();
        let offsets: Vec<usize> = image.parts().iter().map(|p| p.header().base().wrapping_sub(base) as usize).collect();
        let end = image.parts().iter().zip(&offsets).map(|(p, &at)| at + p.bytes().len()).max().unwrap_or(0);
        let memory = Memory::anonymous(want_base.then_some(base), end).map_err(LoadError::Memory)?;
        for (part, &at) in image.parts().iter().zip(&offsets) {
            // SAFETY: `end` covers every part, and the parts do not overlap: the verifier refuses files that do.
            unsafe { memory.start.add(at).copy_from_nonoverlapping(part.bytes().as_ptr(), part.bytes().len()) };
        }
        let at_base = memory.start.addr() as u64 == base;
        if !at_base || count != PERMANENT {
            for (i, &at) in offsets.iter().enumerate() {
                rewrite_part(image, i, &memory, at, base, count);
            }
        }
        let roots = image.parts().iter().zip(&offsets).map(|(p, &at)| at + p.header().payload().start).collect();
        memory.make_read_only().map_err(LoadError::Memory)?;
        Ok(Placed { memory, roots, at_base })
    }

    fn root<'a>(&'a self, part: usize) -> Option<ObjRef<'a>> {
        let at = *self.roots.get(part)?;
        // SAFETY: the root word of a verified and placed part is a valid word.
        Some(unsafe { ObjRef::from_raw(*self.memory.start.add(at).cast::<rt::Ptr>()) })
    }
}

fn check_form(image: &Image<'_>) -> Result<(), LoadError> {
    let (width, encoding) = (image.width(), image.encoding());
    if width != Width::W64 || encoding != mpz::Encoding::Gmp {
        return Err(LoadError::Form { width, encoding });
    }
    let closures = |i| image.objects(i).any(|o| o.kind() == Kind::Closure);
    let v3 = |i: &usize| image.parts()[*i].header().version() == Version::V3;
    if (0..image.parts().len()).filter(v3).any(closures) {
        return Err(LoadError::Closures);
    }
    Ok(())
}

/// Gives every object of a part the count, and every word in it the address where its target lies now.
fn rewrite_part(image: &Image<'_>, part: usize, memory: &Memory, at: usize, base: u64, count: i32) {
    // SAFETY: a word in a verified file leads into the parts, all of which lie in the memory.
    let moved = |word: u64| unsafe { memory.start.add((word.wrapping_sub(base)) as usize) };
    let relocate = |slot: usize| {
        // SAFETY: callers pass offsets of words inside objects of this part. Words of 64-bit files are aligned.
        unsafe {
            let slot = memory.start.add(slot);
            let word = slot.cast::<u64>().read();
            if word & 1 == 0 && word != 0 {
                slot.cast::<*mut u8>().write(moved(word));
            }
        }
    };
    for object in image.objects(part) {
        let start = at + object.place().offset as usize;
        // SAFETY: the header of an object of this part.
        unsafe { memory.start.add(start + object_header::RC).cast::<i32>().write(count) };
        let (first, n) = object.children_span();
        for i in 0..n {
            relocate(start + first + 8 * i);
        }
        if object.kind() == Kind::Mpz {
            relocate(start + layout::mpz::HOST.pointer);
        }
    }
    if let Some(p) = image.parts().get(part) {
        relocate(at + p.header().payload().start);
    }
}

/// Files as objects that stay for good.
pub struct Region(Kept);

enum Kept {
    /// One mapping a part, and its root word.
    Mapped(Vec<(Memory, u64)>),
    Placed(Placed),
}

impl Region {
    /// Maps the parts of a module at their recorded base, without a look at the objects. Where a base is taken, the
    /// parts are verified, placed elsewhere and relocated.
    ///
    /// # Errors
    /// If a file cannot be read, has another form than this machine's, or (where it must be relocated) is refused by
    /// the verifier.
    ///
    /// # Safety
    /// The files were written by a compactor, and nobody changes or truncates them while they are mapped.
    pub unsafe fn map_trusted(paths: &[&Path]) -> Result<Region, Error> {
        let mut mapped = Vec::with_capacity(paths.len());
        for &path in paths {
            let file = File::open(path).map_err(|e| Error::world(path, "open", e))?;
            let Start { base, root, len } = read_start(path, &file)?;
            match Memory::file_at(&file, base, len) {
                Ok(memory) => mapped.push((memory, root)),
                Err(_) => return Region::read_elsewhere(paths),
            }
        }
        Ok(Region(Kept::Mapped(mapped)))
    }

    fn read_elsewhere(paths: &[&Path]) -> Result<Region, Error> {
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            files.push(std::fs::read(path).map_err(|e| Error::world(path, "read", e))?);
        }
        let parts: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let named = |refusal: Refusal| Error::Format { path: paths[refusal.part].to_path_buf(), refusal };
        let verified = crate::verify::Verifier::new().verify(&parts).map_err(named)?;
        Region::load(&verified)
            .map_err(|e| Error::world(paths.first().copied().unwrap_or(Path::new("")), "load", io::Error::other(e)))
    }

    /// Places verified files, at their base if it is free.
    ///
    /// # Errors
    /// If the files have another form than this machine's, or there is no memory.
    pub fn load(verified: &Verified<'_>) -> Result<Region, LoadError> {
        Placed::new(verified, true, PERMANENT).map(|p| Region(Kept::Placed(p)))
    }

    /// As [`Region::load`], but never at the base: every word is relocated. For comparing both ways.
    ///
    /// # Errors
    /// As [`Region::load`].
    pub fn load_elsewhere(verified: &Verified<'_>) -> Result<Region, LoadError> {
        Placed::new(verified, false, PERMANENT).map(|p| Region(Kept::Placed(p)))
    }

    /// The root of a part, if there is such a part.
    pub fn root(&self, part: usize) -> Option<ObjRef<'static>> {
        match &self.0 {
            Kept::Mapped(parts) => {
                let (_, root) = parts.get(part)?;
                // SAFETY: the file's writer is trusted (`map_trusted`), so the word is a scalar or leads into a mapping
                // whose provenance is exposed and which stays mapped.
                Some(unsafe { ObjRef::from_raw(ptr::with_exposed_provenance_mut(*root as usize)) })
            }
            // SAFETY: the memory stays mapped, so the word lives for good.
            Kept::Placed(p) => p.root(part).map(|r| unsafe { ObjRef::from_raw(r.as_ptr()) }),
        }
    }

    /// Whether the files lie at the base that they record.
    pub fn is_at_base(&self) -> bool {
        match &self.0 {
            Kept::Mapped(_) => true,
            Kept::Placed(p) => p.at_base,
        }
    }

    /// Unmaps the files.
    ///
    /// # Safety
    /// No word into the region is left: no `Obj`, no borrowed word, no field of another object.
    pub unsafe fn unmap(mut self) {
        // Dropping what is kept unmaps it; the region's own drop then finds nothing to keep.
        drop(std::mem::replace(&mut self.0, Kept::Mapped(Vec::new())));
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // Words without a lifetime may be anywhere: the mappings stay.
        match &mut self.0 {
            Kept::Mapped(parts) => parts.drain(..).for_each(|(memory, _)| std::mem::forget(memory)),
            Kept::Placed(p) => {
                let gone = Memory { start: ptr::null_mut(), len: 0 };
                std::mem::forget(std::mem::replace(&mut p.memory, gone));
            }
        }
    }
}

/// What the first bytes of a file say.
struct Start {
    base: u64,
    root: u64,
    len: usize,
}

/// Reads and parses the header of a file of this machine's form, and its root word. Reading costs less than a fault on
/// the mapped page.
fn read_start(path: &Path, file: &File) -> Result<Start, Error> {
    let world = |action| move |e| Error::world(path, action, e);
    let len = file.metadata().map_err(world("read"))?.len();
    let mut start = [0; 256];
    let n = file.read_at(&mut start, 0).map_err(world("read"))?;
    let refuse = |refusal| Error::Format { path: path.to_path_buf(), refusal };
    // The first bytes hold all that is needed: of a version 1 or 2 file only the payload's end lies behind them.
    let header = Header::parse_as(&start[..n], Width::W64).map_err(refuse)?;
    if header.encoding() != mpz::Encoding::Gmp || header.version() == Version::V3 {
        return Err(refuse(Refusal::new(6, Reason::Flags(header.flags()))));
    }
    let root = load_word(&start, header.payload().start, Width::W64);
    Ok(Start { base: header.base(), root, len: len as usize })
}

/// Files as objects that live as long as this value.
pub struct Scoped(Placed);

impl Scoped {
    /// Places verified files in memory of their own.
    ///
    /// # Errors
    /// If the files have another form than this machine's, or there is no memory.
    pub fn load(verified: &Verified<'_>) -> Result<Scoped, LoadError> {
        Placed::new(verified, false, layout::rc::SCOPED).map(Scoped)
    }

    /// The root of a part, if there is such a part.
    pub fn root(&self, part: usize) -> Option<ObjRef<'_>> {
        self.0.root(part)
    }

    /// Number of parts.
    pub fn parts(&self) -> usize {
        self.0.roots.len()
    }
}
