//! What the lines of an input say, with the input's own numbers: the form between decoding and resolving.
//!
//! What it is: one [`Record`] for each line that is not blank, in order. Numbers are those of the input; nothing is looked
//! up, so chunks of an input can be decoded at the same time. Strings are places in the chunk where they stand there as
//! they are.
//!
//! What it is not: checked. A record may refer to anything.

use super::error::Fault;
use crate::environment::{Declared, DefinitionSafety, QuotKind, ReducibilityHints};
use crate::terms::exprs::BinderInfo;
use dashu_int::UBig;

/// A string, as a place in the chunk or in [`Records::text`].
#[derive(Clone, Copy, Debug)]
pub(super) struct TextRef {
    pub start: u32,
    pub len: u32,
    /// Whether it stands in [`Records::text`], because it was written with escapes.
    pub copied: bool,
}

/// A number of 64 bits that lies at any place where one of 32 bits may: a record is no larger for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wide {
    low: u32,
    high: u32,
}

impl From<u64> for Wide {
    fn from(number: u64) -> Wide {
        Wide { low: number as u32, high: (number >> 32) as u32 }
    }
}

impl From<Wide> for u64 {
    fn from(number: Wide) -> u64 {
        u64::from(number.low) | u64::from(number.high) << 32
    }
}

/// A list of numbers, as a place in [`Records::numbers`].
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    pub start: u32,
    pub len: u32,
}

/// What a name consists of.
#[derive(Clone, Copy, Debug)]
pub(super) enum RawName {
    Str { prefix: u32, text: TextRef },
    Num { prefix: u32, number: Wide },
}

/// What a level consists of.
#[derive(Clone, Copy, Debug)]
pub(super) enum RawLevel {
    Succ(u32),
    Max(u32, u32),
    Imax(u32, u32),
    Param(u32),
}

/// What an expression consists of.
#[derive(Clone, Copy, Debug)]
pub(super) enum RawExpr {
    Bvar(u32),
    Sort(u32),
    Const {
        name: u32,
        levels: List,
    },
    App {
        fun: u32,
        arg: u32,
    },
    Lam {
        info: BinderInfo,
        name: u32,
        ty: u32,
        body: u32,
    },
    Pi {
        info: BinderInfo,
        name: u32,
        ty: u32,
        body: u32,
    },
    Let {
        name: u32,
        ty: u32,
        value: u32,
        body: u32,
    },
    Proj {
        structure: u32,
        index: u32,
        value: u32,
    },
    SmallNat(Wide),
    /// A place in [`Records::nats`].
    BigNat(u32),
    Str(TextRef),
    /// Another expression with data that means nothing.
    Mdata(u32),
}

/// The rules of a recursor.
#[derive(Clone, Copy, Debug)]
pub(super) enum RawRules {
    /// Constructor, number of fields and right-hand side of each, one after another.
    Inline(List),
    /// The numbers of rules that have lines of their own.
    Ids(List),
}

/// What a constant is.
#[derive(Clone, Copy, Debug)]
pub(super) enum RawKind {
    Axiom {
        is_unsafe: bool,
        declared: Option<Declared>,
    },
    Definition {
        value: u32,
        hints: ReducibilityHints,
        safety: DefinitionSafety,
        all: Option<List>,
    },
    Theorem {
        value: u32,
        all: Option<List>,
    },
    Opaque {
        value: u32,
        is_unsafe: bool,
        all: Option<List>,
    },
    /// Without a kind, the name says which it is.
    Quot(Option<QuotKind>),
    Inductive {
        num_params: u32,
        num_indices: u32,
        num_nested: Option<u32>,
        all: List,
        ctors: List,
        is_rec: bool,
        is_reflexive: Option<bool>,
        is_unsafe: bool,
    },
    Constructor {
        induct: u32,
        cidx: u32,
        num_params: u32,
        num_fields: u32,
        is_unsafe: bool,
    },
    Recursor {
        all: List,
        num_params: u32,
        num_indices: u32,
        num_motives: u32,
        num_minors: u32,
        rules: RawRules,
        k: bool,
        is_unsafe: bool,
    },
}

/// A constant.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawConstant {
    pub name: u32,
    pub level_params: List,
    pub ty: u32,
    pub kind: RawKind,
}

/// How the constants of one line belong together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grouping {
    /// Each by itself, but for definitions that may refer to each other.
    Separate,
    /// One group of inductive types, complete.
    Inductive,
    /// A part of such a group, whose other parts are elsewhere.
    Part,
}

/// One line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Record {
    Name {
        id: u32,
        name: RawName,
    },
    Level {
        id: u32,
        level: RawLevel,
    },
    Expr {
        id: u32,
        expr: RawExpr,
    },
    Rule {
        id: u32,
        ctor: u32,
        nfields: u32,
        rhs: u32,
    },
    /// `count` of [`Records::constants`], from `start` on.
    Constants {
        start: u32,
        count: u32,
        grouping: Grouping,
    },
}

const _: () = assert!(size_of::<Record>() <= 28);

/// What the lines of one chunk say.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// The chunk, as far as it is UTF-8. Empty while it is decoded.
    pub source: String,
    pub records: Vec<Record>,
    pub numbers: Vec<u32>,
    pub text: String,
    pub nats: Vec<UBig>,
    pub constants: Vec<RawConstant>,
    /// How many lines are blank, and so are no record.
    pub blank: usize,
    /// Why decoding ended early, and where the line begins in the chunk.
    pub fault: Option<(usize, Fault)>,
}

impl Records {
    /// Forgets everything but the memory.
    pub fn clear(&mut self) {
        let Records { source, records, numbers, text, nats, constants, blank, fault } = self;
        source.clear();
        records.clear();
        numbers.clear();
        text.clear();
        nats.clear();
        constants.clear();
        (*blank, *fault) = (0, None);
    }

    pub fn text(&self, at: TextRef) -> &str {
        let all = if at.copied { &self.text } else { &self.source };
        &all[at.start as usize..at.start as usize + at.len as usize]
    }

    pub fn list(&self, at: List) -> &[u32] {
        &self.numbers[at.start as usize..at.start as usize + at.len as usize]
    }

    /// Keeps a copy of a text. A chunk is shorter than four gigabytes, and so is everything in it.
    pub fn copy_text(&mut self, text: &str) -> TextRef {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        TextRef { start, len: text.len() as u32, copied: true }
    }

    /// The list of the numbers that were added from `start` on.
    pub fn list_from(&self, start: usize) -> List {
        List { start: start as u32, len: (self.numbers.len() - start) as u32 }
    }
}
