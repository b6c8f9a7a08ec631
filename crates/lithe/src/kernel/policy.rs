//! What a caller allows: which axioms which theorem may rest on.

use super::axioms::{Basis, basis, names};
use super::input::Source;
use env::name::{self, Part};
use kernel::environment::ConstId;

/// Axioms that most of mathematics in Lean uses.
pub const STANDARD: [&str; 3] = ["propext", "Quot.sound", "Classical.choice"];

/// Names of axioms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(Vec<Vec<Part>>);

impl Allowed {
    /// Reads names; empty ones are passed over, so that an empty list can be written.
    pub fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Allowed, String> {
        let named = names.into_iter().map(str::trim).filter(|name| !name.is_empty());
        named.map(name::parse).collect::<Result<_, _>>().map(Allowed)
    }

    /// The standard axioms.
    pub fn standard() -> Allowed {
        // They are names.
        Allowed::parse(STANDARD).unwrap_or_default()
    }

    /// Whether the constant is one of them.
    pub fn has(&self, source: &Source, id: ConstId) -> bool {
        let names = &source.environment.terms.names;
        let found = source.environment.constant(id).name;
        self.0.iter().any(|parts| name::find(names, parts) == Some(found))
    }
}

/// A constant that the caller cares for, and what it may rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// As the caller wrote it.
    pub text: String,
    /// Its name.
    pub name: Vec<Part>,
    /// What it may rest on, if that is limited.
    pub allowed: Option<Allowed>,
}

impl Target {
    /// Reads `NAME` or `NAME=AXIOM,AXIOM,…`; without a list of its own the target has that of all.
    pub fn parse(text: &str, all: Option<&Allowed>) -> Result<Target, String> {
        // A `=` inside `«»` belongs to the name.
        let outside = text.rfind('»').unwrap_or(0);
        let (name_text, list) = match text[outside..].find('=').map(|at| at + outside) {
            Some(at) => (&text[..at], Some(&text[at + 1..])),
            None => (text, None),
        };
        let own = list.map(|list| Allowed::parse(list.split(','))).transpose()?;
        let allowed = own.or_else(|| all.cloned());
        Ok(Target { text: name_text.to_owned(), name: name::parse(name_text)?, allowed })
    }
}

/// What is said of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// As the caller wrote it.
    pub text: String,
    /// What it rests on; `None` if there is no such constant.
    pub basis: Option<Basis>,
    /// Why it is not as the caller wants it.
    pub objections: Vec<String>,
}

/// Judges a target. `trusted` says which constants are taken as given although their proofs are not there.
pub fn judge(source: &Source, target: &Target, trusted: &dyn Fn(ConstId) -> bool) -> Judged {
    let env = &source.environment;
    let found = name::find(&env.terms.names, &target.name).and_then(|name| env.find(name));
    let Some(id) = found else {
        return Judged { text: target.text.clone(), basis: None, objections: vec!["is not declared".to_owned()] };
    };
    let basis = basis(source, id);
    let mut objections = Vec::new();
    if let Some(allowed) = &target.allowed {
        let forbidden: Vec<ConstId> = basis.axioms.iter().copied().filter(|id| !allowed.has(source, *id)).collect();
        if !forbidden.is_empty() {
            objections.push(format!("rests on axioms that are not allowed: {}", names(env, &forbidden).join(", ")));
        }
        let unproved: Vec<ConstId> =
            basis.given.iter().copied().filter(|id| !trusted(*id) && !allowed.has(source, *id)).collect();
        if !unproved.is_empty() {
            let all = names(env, &unproved);
            let shown = all.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
            let more = if all.len() > 5 { format!(" and {} more", all.len() - 5) } else { String::new() };
            objections.push(format!("rests on constants whose bodies are not in the files: {shown}{more}"));
        }
        if !basis.not_safe.is_empty() {
            objections
                .push(format!("rests on unsafe or partial constants: {}", names(env, &basis.not_safe).join(", ")));
        }
    }
    Judged { text: target.text.clone(), basis: Some(basis), objections }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_may_have_a_list_of_its_own() {
        let all = Allowed::standard();
        let own = Target::parse("«a=b».c=propext", Some(&all)).unwrap();
        assert_eq!((own.text.as_str(), own.allowed), ("«a=b».c", Some(Allowed::parse(["propext"]).unwrap())));
        assert_eq!(Target::parse("t", Some(&all)).unwrap().allowed, Some(all));
        assert_eq!(Target::parse("t=", None).unwrap().allowed, Some(Allowed::default()));
        assert!(Target::parse("t..u", None).is_err());
    }
}
