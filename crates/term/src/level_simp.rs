//! `max` and `imax` after upstream's cheap simplifications (`mkLevelMax'`, `mkLevelIMax'` of `src/Lean/Level.lean`).
//!
//! The simplifications ask how many `succ`s a level begins with and whether it can be zero. Upstream walks the level
//! each time; here the answers come along with a level while a larger one is built ([`Known`]), so that building costs
//! about as many steps as there are levels.

use crate::data::TooDeep;
use crate::level::{Level, LevelKind, LevelRef};
use rustc_hash::FxHashMap;

/// How many `succ`s are walked through before answers are remembered.
const FEW_SUCCS: u32 = 8;

/// A level with the answers to what the simplifications ask.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) level: Level,
    facts: Facts,
}

#[derive(Clone)]
struct Facts {
    /// Number of outer `succ`s.
    offset: u32,
    /// The level below them, unless that is the level itself.
    base: Option<Level>,
    /// Whether the level is positive under every assignment, as far as its shape shows.
    never_zero: bool,
}

impl Facts {
    /// Of a level that is no `succ`.
    fn plain(never_zero: bool) -> Facts {
        Facts { offset: 0, base: None, never_zero }
    }
}

impl Known {
    fn base(&self) -> LevelRef<'_> {
        self.facts.base.as_ref().map_or(self.level.r(), Level::r)
    }

    fn is_zero(&self) -> bool {
        self.level.r().is_zero()
    }

    /// The same level as another object.
    pub(crate) fn at_object(self, level: Level) -> Known {
        Known { level, ..self }
    }

    /// `succ` of this; `level` is that level, built already.
    pub(crate) fn succ(self, level: Level) -> Known {
        let base = Some(self.facts.base.unwrap_or(self.level));
        Known { level, facts: Facts { offset: self.facts.offset + 1, base, never_zero: true } }
    }

    /// `max` of two.
    pub(crate) fn max(self, other: Known) -> Result<Known, TooDeep> {
        match self.shortcut(&other) {
            Some(Side::Left) => Ok(self),
            Some(Side::Right) => Ok(other),
            None => {
                let facts = Facts::plain(self.facts.never_zero || other.facts.never_zero);
                Ok(Known { level: Level::max(self.level, other.level)?, facts })
            }
        }
    }

    /// `imax` of two.
    pub(crate) fn imax(self, other: Known) -> Result<Known, TooDeep> {
        if other.facts.never_zero {
            return self.max(other);
        }
        if other.is_zero() || self.is_zero() || self.level == other.level {
            return Ok(other);
        }
        Ok(Known { level: Level::imax(self.level, other.level)?, facts: Facts::plain(false) })
    }

    /// The argument of `max self other` that covers the other, where upstream's `mkLevelMaxCore` sees one.
    fn shortcut(&self, other: &Known) -> Option<Side> {
        if self.level == other.level || other.is_zero() {
            return Some(Side::Left);
        }
        if self.is_zero() {
            return Some(Side::Right);
        }
        if self.subsumes(other) {
            Some(Side::Left)
        } else if other.subsumes(self) {
            Some(Side::Right)
        } else if self.base() == other.base() {
            Some(if self.facts.offset >= other.facts.offset { Side::Left } else { Side::Right })
        } else {
            None
        }
    }

    fn subsumes(&self, other: &Known) -> bool {
        (other.base().is_zero() && self.facts.offset >= other.facts.offset)
            || matches!(self.level.kind(), LevelKind::Max(u, v) if other.level.r() == u || other.level.r() == v)
    }
}

/// Which argument a simplified `max` is equal to.
enum Side {
    Left,
    Right,
}

/// Finds the answers for levels that come without, each shared part once.
#[derive(Default)]
pub(crate) struct Knower {
    /// By address; each entry keeps its level alive.
    known: FxHashMap<usize, Known>,
}

impl Knower {
    /// `level` with its answers.
    pub(crate) fn know(&mut self, level: Level) -> Known {
        match shallow(level.r()) {
            Some(facts) => Known { level, facts },
            None => self.walk(level),
        }
    }

    #[cold]
    fn walk(&mut self, level: Level) -> Known {
        let root = level.r();
        let mut todo = vec![(root, false)];
        while let Some((u, ready)) = todo.pop() {
            if self.known.contains_key(&u.addr()) {
                continue;
            }
            let children = match u.kind() {
                LevelKind::Succ(v) => [Some(v), None],
                LevelKind::Max(v, w) => [Some(v), Some(w)],
                LevelKind::IMax(_, w) => [Some(w), None],
                LevelKind::Zero | LevelKind::Param(_) | LevelKind::MVar(_) => [None, None],
            };
            if !ready {
                todo.push((u, true));
                todo.extend(children.into_iter().flatten().map(|v| (v, false)));
                continue;
            }
            let never_zero = |v: LevelRef<'_>| self.known.get(&v.addr()).is_some_and(|known| known.facts.never_zero);
            let facts = match u.kind() {
                LevelKind::Succ(v) => match self.known.get(&v.addr()) {
                    Some(below) => below.clone().succ(u.own()).facts,
                    None => rt::bug!("a level is known before what it holds"),
                },
                _ => Facts::plain(children.into_iter().flatten().any(never_zero)),
            };
            self.known.insert(u.addr(), Known { level: u.own(), facts });
        }
        match self.known.get(&root.addr()) {
            Some(known) => known.clone(),
            None => rt::bug!("a level was walked and is not known"),
        }
    }
}

/// The answers for a level that is a few `succ`s around a leaf.
fn shallow(u: LevelRef<'_>) -> Option<Facts> {
    let mut base = u;
    let mut offset = 0;
    while let LevelKind::Succ(v) = base.kind() {
        base = v;
        offset += 1;
        if offset > FEW_SUCCS {
            return None;
        }
    }
    match base.kind() {
        LevelKind::Zero | LevelKind::Param(_) | LevelKind::MVar(_) => {
            Some(Facts { offset, base: (offset > 0).then(|| base.own()), never_zero: offset > 0 })
        }
        LevelKind::Succ(_) | LevelKind::Max(..) | LevelKind::IMax(..) => None,
    }
}

impl Level {
    /// `max u v`, simplified where that is cheap.
    pub fn max_simp(u: Level, v: Level) -> Result<Level, TooDeep> {
        let mut knower = Knower::default();
        let u = knower.know(u);
        Ok(u.max(knower.know(v))?.level)
    }

    /// `imax u v`, simplified where that is cheap.
    pub fn imax_simp(u: Level, v: Level) -> Result<Level, TooDeep> {
        let mut knower = Knower::default();
        let u = knower.know(u);
        Ok(u.imax(knower.know(v))?.level)
    }
}

impl LevelRef<'_> {
    /// Whether the level is positive under every assignment of its parameters and metavariables, as far as its shape
    /// shows.
    pub fn is_never_zero(self) -> bool {
        match self.kind() {
            LevelKind::Succ(_) => true,
            _ => Knower::default().know(self.own()).facts.never_zero,
        }
    }
}
