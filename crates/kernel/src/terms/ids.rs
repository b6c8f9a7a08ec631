//! Numbers that stand for names, levels, lists of levels, expressions and literals.
//!
//! What it is: one four-byte newtype for each table of [`Terms`](super::Terms). An id means something only together
//! with the tables that it was made by, and those that were laid over them.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in its table.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )*};
}

ids! {
    /// A name; 0 is the anonymous one. Equal names have equal ids.
    NameId
    /// A universe level; 0 is `Level.zero`. Levels of equal structure have equal ids.
    LevelId
    /// A list of levels, as a constant carries it; 0 is the empty one. Equal lists have equal ids.
    LevelsId
    /// A list of names, as a declaration carries its level parameters; 0 is the empty one. Equal lists have equal ids.
    ParamsId
    /// An expression. Different ids may be the same expression: readers do not look for duplicates.
    ExprId
    /// A natural number literal. Equal numbers have equal ids.
    NatId
    /// A string: a literal's, or a name's component. Equal strings have equal ids.
    StrId
    /// A structure name and a field index, as a projection carries them. Equal pairs have equal ids.
    FieldId
}
