//! A normal form of levels: `max` flattened, sorted and without what another part contains.
//!
//! What it is: upstream's normal form, part by part, since it decides which of several equal levels a user sees. It does
//! not identify all equal levels; the kernel's comparison does.
//! Source: upstream's `Level.normalize` and `Level.normLt` (`src/Lean/Level.lean`).

use crate::instantiate::deep;
use std::cmp::Ordering;
use term::{Level, LevelKind, LevelRef, TooDeep};

type Result<T> = std::result::Result<T, TooDeep>;

fn rank(u: LevelRef<'_>) -> u8 {
    match u.kind() {
        LevelKind::Zero => 0,
        LevelKind::Param(_) => 1,
        LevelKind::MVar(_) => 2,
        LevelKind::Succ(_) => 3,
        LevelKind::Max(..) => 4,
        LevelKind::IMax(..) => 5,
    }
}

/// The order of parts of a `max`: `succ u` comes right after `u`, and 0 first.
fn norm_cmp(u: LevelRef<'_>, v: LevelRef<'_>) -> Ordering {
    let ((u, k), (v, l)) = (u.to_offset(), v.to_offset());
    if u == v {
        return k.cmp(&l);
    }
    match (u.kind(), v.kind()) {
        (LevelKind::Max(a, b), LevelKind::Max(c, d)) | (LevelKind::IMax(a, b), LevelKind::IMax(c, d)) => {
            deep(|| if a != c { norm_cmp(a, c) } else { norm_cmp(b, d) })
        }
        (LevelKind::Param(a), LevelKind::Param(b)) | (LevelKind::MVar(a), LevelKind::MVar(b)) => a.cmp(&b),
        _ => rank(u).cmp(&rank(v)),
    }
}

/// The parts of a `max`, each normal.
fn max_args(u: LevelRef<'_>, normal: bool, parts: &mut Vec<Level>) -> Result<()> {
    match u.kind() {
        LevelKind::Max(a, b) => deep(|| {
            max_args(a, normal, parts)?;
            max_args(b, normal, parts)
        }),
        _ if normal => {
            parts.push(u.own());
            Ok(())
        }
        _ => max_args(normalize(u)?.r(), true, parts),
    }
}

/// The normal form of a level.
pub fn normalize(u: LevelRef<'_>) -> Result<Level> {
    let (base, offset) = u.to_offset();
    match base.kind() {
        LevelKind::Zero | LevelKind::Param(_) | LevelKind::MVar(_) | LevelKind::Succ(_) => Ok(u.own()),
        LevelKind::Max(a, b) => {
            let mut parts = Vec::new();
            max_args(a, false, &mut parts)?;
            max_args(b, false, &mut parts)?;
            parts.sort_by(|a, b| norm_cmp(a.r(), b.r()));
            max_of(&parts, offset)
        }
        LevelKind::IMax(a, b) => {
            if b.is_never_zero() {
                let max = Level::max(a.own(), b.own())?;
                return deep(|| normalize(max.r()))?.add_offset(offset);
            }
            let (a, b) = deep(|| Ok((normalize(a)?, normalize(b)?)))?;
            imax_of(a, b)?.add_offset(offset)
        }
    }
}

fn imax_of(a: Level, b: Level) -> Result<Level> {
    let is_one = matches!(a.kind(), LevelKind::Succ(u) if u.is_zero());
    if b.r().is_zero() || a.r().is_zero() || is_one || a == b { Ok(b) } else { Level::imax(a, b) }
}

/// The `max` of sorted parts plus `offset`. Of parts with the same base the last has the largest offset; of numbers only
/// the largest counts, and not even that if another part is as large.
fn max_of(parts: &[Level], offset: u32) -> Result<Level> {
    let numbers = parts.iter().take_while(|part| part.r().to_offset().0.is_zero()).count();
    let largest = numbers.checked_sub(1).map_or(0, |last| parts[last].r().to_offset().1);
    let subsumed = numbers > 0 && parts[numbers..].iter().any(|part| part.r().to_offset().1 >= largest);
    let start = if subsumed || numbers == 0 { numbers } else { numbers - 1 };
    let mut result: Option<Level> = None;
    for (at, part) in parts.iter().enumerate().skip(start) {
        let (base, k) = part.r().to_offset();
        if parts.get(at + 1).is_some_and(|next| next.r().to_offset().0 == base) {
            continue;
        }
        let part = base.own().add_offset(offset + k)?;
        result = Some(match result {
            None => part,
            Some(before) if before.r().is_zero() => part,
            Some(before) => Level::max(before, part)?,
        });
    }
    Ok(result.unwrap_or_else(Level::zero))
}

/// A level with one `succ` less, if it has one whatever its parameters are.
pub fn dec(u: LevelRef<'_>) -> Result<Option<Level>> {
    Ok(match u.kind() {
        LevelKind::Zero | LevelKind::Param(_) | LevelKind::MVar(_) => None,
        LevelKind::Succ(u) => Some(u.own()),
        // Where the second part of an `imax` has one, the `imax` is a `max`.
        LevelKind::Max(u, v) | LevelKind::IMax(u, v) => match deep(|| Ok::<_, TooDeep>((dec(u)?, dec(v)?)))? {
            (Some(u), Some(v)) => Some(Level::max(u, v)?),
            _ => None,
        },
    })
}

/// Whether `u` is a part of `v`, or `v` itself.
pub fn occurs(u: LevelRef<'_>, v: LevelRef<'_>) -> bool {
    u == v
        || match v.kind() {
            LevelKind::Succ(v) => deep(|| occurs(u, v)),
            LevelKind::Max(v, w) | LevelKind::IMax(v, w) => deep(|| occurs(u, v) || occurs(u, w)),
            LevelKind::Zero | LevelKind::Param(_) | LevelKind::MVar(_) => false,
        }
}
