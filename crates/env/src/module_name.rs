//! The name of a module, which no file states: the path and the base address tell it together.
//!
//! The base address of a file follows from its module's name ([`olean::base`]). So of the names that a path can stand
//! for (`lib/Init/Prelude.olean`: `Prelude`, `Init.Prelude`, `lib.Init.Prelude`) the shortest one with the file's base
//! is taken to be the module's. At 32 bits a base has sixteen significant bits, so a wrong name fits now and then.

use olean::base;
use olean::name::{is_id_first, is_id_rest};
use rt::layout::Width;
use std::path::{Component, Path};

/// Components of the name of the module that `path` holds, if one fits the base address.
pub fn deduce(path: &Path, width: Width, recorded_base: u64) -> Option<Vec<String>> {
    let fits = |path: &Path| {
        let components = components_of(path);
        (0..components.len())
            .rev()
            .map(|i| &components[i..])
            .find(|name| base_of(name, path, width) == recorded_base)
            .map(<[String]>::to_vec)
    };
    fits(path).or_else(|| fits(&path.canonicalize().ok()?))
}

/// The base address of module `name` at a width, in the kind of file that `path` is: an `.ir` file has the base of the
/// name with one more component.
pub fn base_of(name: &[String], path: &Path, width: Width) -> u64 {
    let ir = path.extension().is_some_and(|e| e == "ir").then_some("ir");
    base::of_module(name.iter().map(String::as_str).chain(ir), width)
}

/// The components that the path without its extension could contribute to a name.
fn components_of(path: &Path) -> Vec<String> {
    let stem = path.with_extension("");
    let normal = stem.components().filter_map(|c| match c {
        Component::Normal(text) => Some(text.to_str().map(str::to_owned)),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    });
    // A component that is no text is in no name.
    normal.collect::<Vec<_>>().into_iter().map(Option::unwrap_or_default).collect()
}

/// A module's name as upstream prints it.
pub fn display(name: &[String]) -> String {
    let component = |s: &String| {
        let mut chars = s.chars();
        let plain = chars.next().is_some_and(is_id_first) && chars.all(is_id_rest);
        if plain || s.contains('»') { s.clone() } else { format!("«{s}»") }
    };
    name.iter().map(component).collect::<Vec<_>>().join(".")
}

/// Reads a module's name: components separated by points, in `«»` where they contain one.
pub fn parse(text: &str) -> Result<Vec<String>, String> {
    let mut components = Vec::new();
    let mut rest = text;
    loop {
        let (component, after) = match rest.strip_prefix('«') {
            Some(quoted) => quoted.split_once('»').ok_or_else(|| format!("`{text}`: `«` is not closed"))?,
            None => rest.split_at(rest.find('.').unwrap_or(rest.len())),
        };
        if component.is_empty() {
            return Err(format!("`{text}` is no module name: a component is empty"));
        }
        components.push(component.to_owned());
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(components),
            None => return Err(format!("`{text}` is no module name: a point is missing before `{after}`")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_name_with_the_base_is_the_modules() {
        let name = |path: &str| deduce(Path::new(path), Width::W32, 0x9d50_0000).map(|n| display(&n));
        assert_eq!(name("/x/lib/Init/Prelude.olean").as_deref(), Some("Init.Prelude"));
        assert_eq!(name("Init/../Init/Prelude.olean").as_deref(), Some("Init.Prelude"));
        assert_eq!(name("/x/lib/Init/Postlude.olean"), None);
        let ir = deduce(Path::new("a/q.ir"), Width::W32, 0x72b4_0000);
        assert_eq!(ir.map(|n| display(&n)).as_deref(), Some("q"));
    }

    #[test]
    fn names_are_read_and_printed() {
        assert_eq!(parse("Init.«a.b».C"), Ok(vec!["Init".into(), "a.b".into(), "C".into()]));
        assert_eq!(display(&parse("Init.«a.b».C").unwrap()), "Init.«a.b».C");
        for wrong in ["", ".", "a.", "a..b", "«a", "«a»b"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
