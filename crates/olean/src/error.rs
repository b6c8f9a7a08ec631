//! The reader's two failures: the world (a file that cannot be read) and the format (a file that must not be read).
//!
//! What it is: [`Error`] for callers that work with paths, [`Refusal`] for code that only sees bytes, and [`Reason`],
//! one variant per rule of the format with the data that the rule was broken by. A test can therefore ask for the
//! exact reason, and a user sees the byte.
//! What it is not: a report of our own bugs, nor of what an accepted file means.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A failure of the reader, with the path of the file.
#[derive(Debug)]
pub enum Error {
    /// The operating system refused. `action` is a verb phrase: `read`, `open`.
    World {
        /// The file or directory.
        path: PathBuf,
        /// What was being done to it.
        action: &'static str,
        /// The system's answer.
        source: io::Error,
    },
    /// The file's bytes break a rule of the format.
    Format {
        /// The file that holds the offending byte.
        path: PathBuf,
        /// Where, and which rule.
        refusal: Refusal,
    },
}

impl Error {
    /// Wraps an error of the operating system.
    pub fn world(path: &Path, action: &'static str, source: io::Error) -> Self {
        Error::World { path: path.to_path_buf(), action, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::World { path, action, source } => write!(f, "{}: cannot {action}: {source}", path.display()),
            Error::Format { path, refusal } => {
                write!(f, "{}: byte {:#x}: {}", path.display(), refusal.offset, refusal.reason)
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::World { source, .. } => Some(source),
            Error::Format { .. } => None,
        }
    }
}

/// Why a set of parts was refused, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Index of the part, in the order in which the parts were given.
    pub part: usize,
    /// Byte offset inside that part's file.
    pub offset: u64,
    /// The broken rule.
    pub reason: Reason,
}

impl Refusal {
    /// A refusal in the first part; [`Refusal::in_part`] moves it.
    pub fn new(offset: usize, reason: Reason) -> Self {
        Refusal { part: 0, offset: offset as u64, reason }
    }

    /// The same refusal in part `part`.
    pub fn in_part(self, part: usize) -> Self {
        Refusal { part, ..self }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.part > 0 {
            write!(f, "part {}: ", self.part + 1)?;
        }
        write!(f, "byte {:#x}: {}", self.offset, self.reason)
    }
}

impl std::error::Error for Refusal {}

/// The rules of the format, each with the data that broke it. Words are as stored, targets are file offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The file ends inside its header or trailer.
    HeaderCut {
        /// Bytes that the header needs.
        need: u64,
        /// Bytes that there are.
        have: u64,
    },
    /// The first five bytes are not `olean`.
    NotOlean,
    /// A header version other than 1, 2 and 3.
    Version(u8),
    /// Flag bits without a meaning.
    Flags(u8),
    /// The flag for fat constructors on a 32-bit file, which has none.
    FatFlagOn32Bit,
    /// The version string or the commit is not printable ASCII followed by NULs.
    HeaderText,
    /// The base address is not a multiple of 64 KiB below 2^47.
    BaseAddress(u64),
    /// The bytes are a valid file of both widths.
    AmbiguousWidth,
    /// A file too large for the addresses of its width.
    TooLarge {
        /// The file's size in bytes.
        size: u64,
    },
    /// Version 3: the recorded payload size does not fit the file or is not a multiple of the word size.
    DataSize(u64),
    /// Bytes after the last object, or after the trailer of version 3.
    TrailingBytes(u64),
    /// More parts than a module can have.
    TooManyParts(usize),
    /// No part at all.
    NoParts,
    /// A part whose width, header version or flags differ from those of the first part.
    PartDiffers,
    /// A part that does not follow its predecessor in the address space.
    PartMisplaced {
        /// Recorded base address.
        base: u64,
        /// The address that the preceding part implies.
        expected: u64,
    },
    /// The root is neither the last object of its part nor, in a part without objects, an object of an earlier part.
    RootNotLast {
        /// The root word.
        word: u64,
    },
    /// An object, or the bytes that its size fields claim, runs past the end of the payload.
    ObjectCut {
        /// Bytes that the object needs, saturating.
        need: u64,
        /// Bytes left.
        have: u64,
    },
    /// A reference count other than 0.
    Count(i32),
    /// A tag that no file holds.
    Tag(u8),
    /// An external object.
    External,
    /// A closure in a file that cannot hold one (versions 1 and 2).
    Closure,
    /// A closure that is not the next one of the trailer's list, or a listed one that is missing.
    ClosureList {
        /// The next listed offset, relative to the payload.
        listed: Option<u64>,
    },
    /// A closure with as many fixed arguments as its arity, or none to take.
    ClosureArity {
        /// Parameters of the function.
        arity: u16,
        /// Arguments already given.
        fixed: u16,
    },
    /// A fat constructor in a file whose flags do not announce any.
    FatNotAnnounced,
    /// A fat constructor that an ordinary constructor could hold, or whose reserved bytes are not 0.
    FatShape,
    /// The stored size of an object is not the one that its contents imply.
    ObjectSize {
        /// The `cs_sz` field.
        stored: u16,
        /// The size that the contents imply; for constructors the least one.
        expected: u16,
    },
    /// The kind-dependent header byte has a value that the kind does not allow.
    Other(u8),
    /// A capacity that differs from the size.
    Capacity {
        /// Number of elements or bytes.
        size: u64,
        /// Stored capacity.
        capacity: u64,
    },
    /// A string without its final NUL.
    NotTerminated,
    /// A string that is not UTF-8.
    Utf8,
    /// A string whose stored length is not its number of Unicode scalar values.
    Length {
        /// As stored.
        stored: u64,
        /// As counted.
        counted: u64,
    },
    /// A byte between the end of an object and the next one is not 0.
    Padding,
    /// A pointer that is not a multiple of the word size.
    Misaligned(u64),
    /// A null pointer where a value is needed.
    Null,
    /// A pointer outside every part.
    Outside(u64),
    /// A pointer to the object itself or a later one.
    Forward {
        /// File offset of the target.
        target: u64,
    },
    /// A pointer into the header, or into the middle of an object.
    NotAnObject {
        /// Index of the part that holds the target.
        part: usize,
        /// File offset of the target.
        target: u64,
    },
    /// A big number whose sign byte is neither 0 nor 1.
    Sign(u8),
    /// A big number without digits, or with fewer or more than its allocation says.
    Digits {
        /// Stored digit count.
        count: i64,
    },
    /// A big number whose digit pointer does not lead to its own digits.
    DigitPointer {
        /// As stored.
        word: u64,
        /// The address of the digits.
        expected: u64,
    },
    /// A big number whose most significant digit is 0.
    LeadingZero,
    /// A big number that a scalar could hold.
    FitsScalar,
    /// A thunk that is not forced, or a task that is not finished.
    Unfinished(u64),
    /// A promise of something other than a task.
    PromiseOfNoTask,
    /// A cached word of a `Name`, `Level` or `Expr` that is not the one its contents imply.
    CachedWord {
        /// `Name`, `Level` or `Expr`.
        what: &'static str,
        /// As stored.
        stored: u64,
        /// As recomputed.
        computed: u64,
    },
    /// A value of another shape than its place demands.
    Expected(&'static str),
    /// Checking shared lists would take longer than the size of the file warrants.
    TooMuchWork {
        /// The bound that was hit, in list cells.
        limit: u64,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::HeaderCut { need, have } => write!(f, "the header needs {need} bytes, the file has {have}"),
            Reason::NotOlean => write!(f, "not an .olean file"),
            Reason::Version(v) => write!(f, "unknown header version {v}"),
            Reason::Flags(v) => write!(f, "unknown flags {v:#010b}"),
            Reason::FatFlagOn32Bit => write!(f, "a 32-bit file cannot hold fat constructors"),
            Reason::HeaderText => write!(f, "the header's text is not printable ASCII padded with NULs"),
            Reason::BaseAddress(v) => write!(f, "the base address {v:#x} is not a multiple of 64 KiB below 2^47"),
            Reason::AmbiguousWidth => write!(f, "the bytes are valid as a 32-bit and as a 64-bit file"),
            Reason::TooLarge { size } => write!(f, "{size} bytes are too many for the file's address width"),
            Reason::DataSize(v) => write!(f, "the payload size {v} does not fit the file"),
            Reason::TrailingBytes(v) => write!(f, "{v} bytes follow the end"),
            Reason::TooManyParts(v) => write!(f, "{v} parts, a module has at most 3"),
            Reason::NoParts => write!(f, "no parts"),
            Reason::PartDiffers => write!(f, "width, version or flags differ from the first part's"),
            Reason::PartMisplaced { base, expected } => {
                write!(f, "the part's base address is {base:#x}, the preceding part implies {expected:#x}")
            }
            Reason::RootNotLast { word } => write!(f, "the root word {word:#x} is not the last object"),
            Reason::ObjectCut { need, have } => write!(f, "the object needs {need} bytes, {have} are left"),
            Reason::Count(v) => write!(f, "the reference count is {v} where 0 belongs"),
            Reason::Tag(v) => write!(f, "no object has the tag {v}"),
            Reason::External => write!(f, "an external object cannot be stored"),
            Reason::Closure => write!(f, "a closure in a file that cannot hold one"),
            Reason::ClosureList { listed: Some(v) } => write!(f, "the next listed closure is at payload offset {v:#x}"),
            Reason::ClosureList { listed: None } => write!(f, "a closure that the trailer does not list"),
            Reason::ClosureArity { arity, fixed } => write!(f, "a closure of arity {arity} with {fixed} arguments"),
            Reason::FatNotAnnounced => write!(f, "a fat constructor that the header's flags do not announce"),
            Reason::FatShape => write!(f, "a malformed fat constructor"),
            Reason::ObjectSize { stored, expected } => {
                write!(f, "the stored object size is {stored}, the contents imply {expected}")
            }
            Reason::Other(v) => write!(f, "the header byte `other` is {v:#x}"),
            Reason::Capacity { size, capacity } => write!(f, "capacity {capacity} differs from size {size}"),
            Reason::NotTerminated => write!(f, "a string without its final NUL"),
            Reason::Utf8 => write!(f, "a string that is not UTF-8"),
            Reason::Length { stored, counted } => {
                write!(f, "a string of {counted} characters that claims to have {stored}")
            }
            Reason::Padding => write!(f, "a padding byte is not 0"),
            Reason::Misaligned(v) => write!(f, "the pointer {v:#x} is not aligned"),
            Reason::Null => write!(f, "a null pointer where a value belongs"),
            Reason::Outside(v) => write!(f, "the pointer {v:#x} leads out of the file"),
            Reason::Forward { target } => write!(f, "a pointer forward, to {target:#x}"),
            Reason::NotAnObject { part: 0, target } => write!(f, "a pointer to {target:#x}, where no object starts"),
            Reason::NotAnObject { part, target } => {
                write!(f, "a pointer to {target:#x} of part {}, where no object starts", part + 1)
            }
            Reason::Sign(v) => write!(f, "the sign byte of a big number is {v}"),
            Reason::Digits { count } => write!(f, "a big number with {count} digits"),
            Reason::DigitPointer { word, expected } => {
                write!(f, "the digit pointer of a big number is {word:#x}, its digits are at {expected:#x}")
            }
            Reason::LeadingZero => write!(f, "the most significant digit of a big number is 0"),
            Reason::FitsScalar => write!(f, "a big number that fits a scalar"),
            Reason::Unfinished(v) => write!(f, "a thunk or task that is not finished ({v:#x})"),
            Reason::PromiseOfNoTask => write!(f, "a promise whose content is no task"),
            Reason::CachedWord { what, stored, computed } => {
                write!(f, "the cached word of this {what} is {stored:016x}, its contents imply {computed:016x}")
            }
            Reason::Expected(what) => write!(f, "expected {what}"),
            Reason::TooMuchWork { limit } => write!(f, "shared lists need more than {limit} steps to check"),
        }
    }
}

impl Reason {
    /// A short fixed name of the rule, for tables and counts.
    pub fn name(&self) -> &'static str {
        match self {
            Reason::HeaderCut { .. } => "header-cut",
            Reason::NotOlean => "not-olean",
            Reason::Version(_) => "version",
            Reason::Flags(_) => "flags",
            Reason::FatFlagOn32Bit => "fat-flag-on-32-bit",
            Reason::HeaderText => "header-text",
            Reason::BaseAddress(_) => "base-address",
            Reason::AmbiguousWidth => "ambiguous-width",
            Reason::TooLarge { .. } => "too-large",
            Reason::DataSize(_) => "data-size",
            Reason::TrailingBytes(_) => "trailing-bytes",
            Reason::TooManyParts(_) => "too-many-parts",
            Reason::NoParts => "no-parts",
            Reason::PartDiffers => "part-differs",
            Reason::PartMisplaced { .. } => "part-misplaced",
            Reason::RootNotLast { .. } => "root-not-last",
            Reason::ObjectCut { .. } => "object-cut",
            Reason::Count(_) => "count",
            Reason::Tag(_) => "tag",
            Reason::External => "external",
            Reason::Closure => "closure",
            Reason::ClosureList { .. } => "closure-list",
            Reason::ClosureArity { .. } => "closure-arity",
            Reason::FatNotAnnounced => "fat-not-announced",
            Reason::FatShape => "fat-shape",
            Reason::ObjectSize { .. } => "object-size",
            Reason::Other(_) => "other",
            Reason::Capacity { .. } => "capacity",
            Reason::NotTerminated => "not-terminated",
            Reason::Utf8 => "utf8",
            Reason::Length { .. } => "length",
            Reason::Padding => "padding",
            Reason::Misaligned(_) => "misaligned",
            Reason::Null => "null",
            Reason::Outside(_) => "outside",
            Reason::Forward { .. } => "forward",
            Reason::NotAnObject { .. } => "not-an-object",
            Reason::Sign(_) => "sign",
            Reason::Digits { .. } => "digits",
            Reason::DigitPointer { .. } => "digit-pointer",
            Reason::LeadingZero => "leading-zero",
            Reason::FitsScalar => "fits-scalar",
            Reason::Unfinished(_) => "unfinished",
            Reason::PromiseOfNoTask => "promise-of-no-task",
            Reason::CachedWord { .. } => "cached-word",
            Reason::Expected(_) => "expected",
            Reason::TooMuchWork { .. } => "too-much-work",
        }
    }
}
