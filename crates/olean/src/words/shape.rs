//! The constructors that carry a cached word, told by tag and number of fields.

use super::class;

/// The constructors that carry a cached word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    NameStr,
    NameNum,
    Succ,
    Max,
    IMax,
    Param,
    LevelMVar,
    BVar,
    FVar,
    MVar,
    Sort,
    Const,
    App,
    Lam,
    ForallE,
    LetE,
    Lit,
    MData,
    Proj,
}

impl Shape {
    /// The shapes of a constructor index and number of fields; at most one for each class.
    #[inline]
    pub fn candidates(tag: u8, fields: usize) -> &'static [Shape] {
        match (tag, fields) {
            (1, 2) => &[Shape::NameStr],
            (2, 2) => &[Shape::NameNum, Shape::Max],
            (1, 1) => &[Shape::Succ, Shape::FVar],
            (3, 2) => &[Shape::IMax],
            (4, 1) => &[Shape::Param],
            (5, 1) => &[Shape::LevelMVar],
            (0, 1) => &[Shape::BVar],
            (2, 1) => &[Shape::MVar],
            (3, 1) => &[Shape::Sort],
            (4, 2) => &[Shape::Const],
            (5, 2) => &[Shape::App],
            (6, 3) => &[Shape::Lam],
            (7, 3) => &[Shape::ForallE],
            (8, 4) => &[Shape::LetE],
            (9, 1) => &[Shape::Lit],
            (10, 2) => &[Shape::MData],
            (11, 3) => &[Shape::Proj],
            _ => &[],
        }
    }

    pub fn class(self) -> u8 {
        match self {
            Shape::NameStr | Shape::NameNum => class::NAME,
            Shape::Succ | Shape::Max | Shape::IMax | Shape::Param | Shape::LevelMVar => class::LEVEL,
            _ => class::EXPR,
        }
    }

    /// The word's type, as upstream calls it.
    pub fn what(self) -> &'static str {
        match self.class() {
            class::NAME => "Name",
            class::LEVEL => "Level",
            _ => "Expr",
        }
    }

    /// Bytes of the scalar area: the word, and of binders a byte more.
    pub fn scalars(self) -> usize {
        match self {
            Shape::Lam | Shape::ForallE | Shape::LetE => 9,
            _ => 8,
        }
    }
}
