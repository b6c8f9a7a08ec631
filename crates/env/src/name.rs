//! Names of the kernel's tables as people read and write them.
//!
//! The text is upstream's (`Name.toString`): components separated by points, in `«»` where they need it. It does not
//! tell every name from every other, so it is for people; programs that compare names compare ids.

use kernel::terms::{Name, NameId, Names};
use olean::name::{is_id_first, is_id_rest};

/// Most components of a name that is printed whole, and most bytes of them.
const MOST: usize = 4096;

/// A component of a name that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// `Name.str`.
    Str(String),
    /// `Name.num`.
    Num(u64),
}

/// The name as text. One that only a hostile file holds is cut.
pub fn text(names: &Names, id: NameId) -> String {
    let (mut parts, mut size, mut at) = (Vec::new(), 0, id);
    loop {
        let (prefix, part) = match names.get(at) {
            Name::Anonymous => break,
            Name::Str(prefix, text) => (prefix, component(names.text(text))),
            Name::Num(prefix, number) => (prefix, number.to_string()),
        };
        size += part.len() + 1;
        if size > MOST {
            return format!("(a name of more than {MOST} bytes)");
        }
        parts.push(part);
        at = prefix;
    }
    if parts.is_empty() {
        return "[anonymous]".to_owned();
    }
    parts.reverse();
    parts.join(".")
}

fn component(text: &str) -> String {
    let mut chars = text.chars();
    let plain = chars.next().is_some_and(is_id_first) && chars.all(is_id_rest);
    // Names made by macros contain characters that are no letters, and are never escaped.
    if plain || text.contains(['»', '✝']) || text.starts_with("_@") {
        text.to_owned()
    } else {
        format!("«{text}»")
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_printed_as_they_are_read() {
        let mut names = Names::new();
        for text in ["Nat", "a.«b.c».1", "x.«1»", "_private.A.0.f", "α.«é!é»"] {
            let id = parse(text).unwrap().into_iter().fold(NameId(0), |prefix, part| match part {
                Part::Str(s) => names.append(prefix, &s).unwrap(),
                Part::Num(n) => names.intern(Name::Num(prefix, n)),
            });
            assert_eq!(find(&names, &parse(text).unwrap()), Some(id));
            assert_eq!(parse(&super::text(&names, id)), parse(text), "{text}");
        }
        assert_eq!(find(&names, &parse("Nat.add").unwrap()), None);
        assert_eq!(super::text(&names, NameId(0)), "[anonymous]");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for wrong in ["", ".", "a.", "a..b", "«a", "«a»b"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
