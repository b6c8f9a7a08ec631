//! Names as people write and read them.

use olean::name::{Component, Index, Name};
use rt::hash::string_hash;
use std::fmt::Write as _;
use term::data::{name_anonymous, name_num, name_str};
use wildmatch::WildMatch;

/// Most components of a name that is printed whole.
const MAX_COMPONENTS: usize = 256;
/// Most bytes of a printed name.
const MAX_BYTES: usize = 4096;

/// A name as upstream prints it. One that only a hostile file holds is cut, so that printing many takes linear time.
pub fn text(name: Name<'_>) -> String {
    let mut bytes = 0;
    let mut components = 0;
    for component in name.rev_components() {
        components += 1;
        bytes += match component {
            Component::Str(s) => s.len(),
            Component::Num(_) => 1,
        };
        if components > MAX_COMPONENTS || bytes > MAX_BYTES {
            return format!("(a name of more than {MAX_COMPONENTS} components or {MAX_BYTES} bytes)");
        }
    }
    name.to_string()
}

/// A component of a name that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Str(String),
    Num(u64),
}

/// Names that were asked for.
pub enum Wanted {
    /// One name.
    Exact(Exact),
    /// A name and everything below it: `NAME.*`.
    Below(Prefix),
    /// What the text of a name looks like, with `*` and `?`.
    Pattern(WildMatch),
}

/// One name, with its hash.
pub struct Exact {
    parts: Vec<Part>,
    hash: u64,
}

/// The components that a name begins with.
pub struct Prefix(Vec<Part>);

impl Wanted {
    /// Reads `NAME` or, if `prefixes`, `NAME.*`.
    pub fn parse(text: &str, prefixes: bool) -> Result<Wanted, String> {
        match text.strip_suffix(".*") {
            Some(prefix) if prefixes => Ok(Wanted::Below(Prefix(parse(prefix)?))),
            _ => {
                let parts = parse(text)?;
                let hash = parts.iter().fold(name_anonymous(), |prefix, part| match part {
                    Part::Str(s) => name_str(prefix, string_hash(s)),
                    Part::Num(n) => name_num(prefix, Some(*n)),
                });
                Ok(Wanted::Exact(Exact { parts, hash }))
            }
        }
    }

    /// Names whose text matches a pattern.
    pub fn pattern(pattern: &str) -> Wanted {
        Wanted::Pattern(WildMatch::new(pattern))
    }

    /// Whether a name was asked for.
    pub fn matches(&self, name: Name<'_>) -> bool {
        match self {
            Wanted::Exact(exact) => name.hash() == exact.hash && starts_with(name, exact.parts.iter()) == Some(0),
            Wanted::Below(prefix) => starts_with(name, prefix.0.iter()).is_some(),
            Wanted::Pattern(pattern) => pattern.matches(&text(name)),
        }
    }
}

/// How many components `name` has beyond `parts`, if it begins with them.
fn starts_with<'p>(name: Name<'_>, parts: impl ExactSizeIterator<Item = &'p Part>) -> Option<usize> {
    // A name that is too long to print is too long to be asked for.
    if name.rev_components().nth(MAX_COMPONENTS).is_some() {
        return None;
    }
    let components = name.components();
    let more = components.len().checked_sub(parts.len())?;
    let equal = parts.zip(&components).all(|(part, component)| match (part, component) {
        (Part::Str(a), Component::Str(b)) => a == b,
        (Part::Num(a), Component::Num(Index::Small(b))) => a == b,
        (Part::Str(_) | Part::Num(_), Component::Str(_) | Component::Num(_)) => false,
    });
    equal.then_some(more)
}

/// Reads a name: components separated by points, in `«»` where they contain one; digits alone are a number.
fn parse(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
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

/// Names in brackets, at most `max` of them.
pub fn list(names: &[String], max: usize) -> String {
    let mut out = String::from("[");
    for (i, name) in names.iter().take(max).enumerate() {
        out.push_str(if i == 0 { "" } else { ", " });
        out.push_str(name);
    }
    if names.len() > max {
        let _ = write!(out, ", … {} more", names.len() - max);
    }
    out.push(']');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_numbers_and_quotes_are_not() {
        let parts = parse("_private.A.0.«1.5».x!").unwrap();
        let s = |s: &str| Part::Str(s.to_owned());
        assert_eq!(parts, [s("_private"), s("A"), Part::Num(0), s("1.5"), s("x!")]);
        assert!(parse("a..b").is_err() && parse("«a").is_err() && parse("").is_err());
    }

    #[test]
    fn the_hash_is_that_of_the_files() {
        let Ok(Wanted::Exact(exact)) = Wanted::parse("_private.Lean.AddDecl.0", true) else { panic!("not exact") };
        assert_eq!(exact.hash, 0xe053_1aad_1ff2_aba2);
        assert!(matches!(Wanted::parse("Nat.*", true), Ok(Wanted::Below(_))));
        assert!(matches!(Wanted::parse("Nat.*", false), Ok(Wanted::Exact(_))));
    }
}
