//! Names of the kernel's tables as people write them, and their hashes.

use kernel::terms::{Name, NameId, Names};
use rt::hash::string_hash;
use std::cmp::Ordering;
use term::data::{name_anonymous, name_num, name_str};

/// A component of a name that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// `Name.str`.
    Str(String),
    /// `Name.num`.
    Num(u64),
}

/// Reads a name: components separated by points, in `«»` where they contain one; digits alone are a number.
pub fn parse(text: &str) -> Result<Vec<Part>, String> {
    let (mut parts, mut rest) = (Vec::new(), text);
    loop {
        let (part, after) = match rest.strip_prefix('«') {
            Some(quoted) => {
                let (inside, after) = quoted.split_once('»').ok_or_else(|| format!("`{text}`: `«` is not closed"))?;
                (Part::Str(inside.to_owned()), after)
            }
            None => {
                let (plain, after) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
                if plain.is_empty() {
                    return Err(format!("`{text}` is no name: a component is empty"));
                }
                let digits = plain.bytes().all(|b| b.is_ascii_digit());
                let number = plain.parse().ok().filter(|_| digits);
                (number.map_or_else(|| Part::Str(plain.to_owned()), Part::Num), after)
            }
        };
        parts.push(part);
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(parts),
            None => return Err(format!("`{text}` is no name: a point is missing before `{after}`")),
        }
    }
}

/// The name with these components, if it is in the tables.
pub fn find(names: &Names, parts: &[Part]) -> Option<NameId> {
    parts.iter().try_fold(NameId(0), |prefix, part| {
        names.find(match part {
            Part::Str(text) => Name::Str(prefix, names.find_text(text)?),
            Part::Num(number) => Name::Num(prefix, *number),
        })
    })
}

/// The components of a name.
pub fn path(names: &Names, id: NameId) -> Vec<Part> {
    let part = |id: NameId| match names.get(id) {
        Name::Str(_, text) => Some(Part::Str(names.text(text).to_owned())),
        Name::Num(_, number) => Some(Part::Num(number)),
        Name::Anonymous => None,
    };
    prefixes(names, id).into_iter().filter_map(part).collect()
}

/// The hash that upstream gives to the name.
pub fn hash(names: &Names, id: NameId) -> u64 {
    prefixes(names, id).into_iter().fold(name_anonymous(), |hash, id| match names.get(id) {
        Name::Anonymous => hash,
        Name::Str(_, text) => name_str(hash, string_hash(names.text(text))),
        Name::Num(_, number) => name_num(hash, Some(number)),
    })
}

/// Upstream's order of names in sets (`Name.quickCmp`): by hash, and names of one hash by their components.
pub fn quick_cmp(names: &Names, a: NameId, b: NameId) -> Ordering {
    hash(names, a).cmp(&hash(names, b)).then_with(|| {
        let key = |id: &NameId| match names.get(*id) {
            Name::Num(_, number) => (0, number, ""),
            Name::Str(_, text) => (1, 0, names.text(text)),
            Name::Anonymous => (0, 0, ""),
        };
        let (a, b) = (prefixes(names, a), prefixes(names, b));
        // The last component counts first.
        a.iter().rev().map(key).cmp(b.iter().rev().map(key))
    })
}

/// A name's prefixes from the shortest to itself, without the anonymous one.
fn prefixes(names: &Names, id: NameId) -> Vec<NameId> {
    let up = std::iter::successors(Some(id), |id| Some(names.prefix(*id)));
    let mut path: Vec<NameId> = up.take_while(|id| id.0 != 0).collect();
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_they_are_written() {
        let mut names = Names::new();
        for text in ["Nat", "a.«b.c».1", "x.«1»", "_private.A.0.f", "α.«é!é»"] {
            let id = parse(text).unwrap().into_iter().fold(NameId(0), |prefix, part| match part {
                Part::Str(s) => names.append(prefix, &s).unwrap(),
                Part::Num(n) => names.intern(Name::Num(prefix, n)),
            });
            assert_eq!(find(&names, &parse(text).unwrap()), Some(id));
        }
        assert_eq!(find(&names, &parse("Nat.add").unwrap()), None);
    }

    #[test]
    fn hashes_are_those_of_the_files() {
        let mut names = Names::new();
        let root = names.append(NameId(0), "_private").unwrap();
        let id = ["Lean", "AddDecl"].into_iter().fold(root, |id, part| names.append(id, part).unwrap());
        let id = names.intern(Name::Num(id, 0));
        assert_eq!(hash(&names, id), 0xe053_1aad_1ff2_aba2);
        assert_eq!(quick_cmp(&names, id, id), Ordering::Equal);
        assert_ne!(quick_cmp(&names, id, root), Ordering::Equal);
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for wrong in ["", ".", "a.", "a..b", "«a", "«a»b"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
