//! The names that a group makes: recursors, the binders in them, auxiliary types.

use super::block::Derivation;
use super::spec::InductiveSpec;
use crate::session::Evidence;
use crate::terms::subst::Occurs;
use crate::terms::{ExprId, Name, NameId, Names, Node, StrId};
use crate::verdict::{Limit, Result, Rule, Stop};
use hashbrown::HashSet;
use rustc_hash::FxBuildHasher;

/// The root of names that terms may not use: upstream's auxiliary types are called by it.
const RESERVED: &str = "_nested";

fn full() -> Stop {
    Stop::Decline(Limit::Memory { bytes: u64::from(u32::MAX) })
}

/// Annotations, with the number of their arguments.
pub(crate) const ANNOTATIONS: [(&str, u32); 4] =
    [("optParam", 2), ("autoParam", 2), ("outParam", 1), ("semiOutParam", 1)];

/// The names of annotations, as far as the input has them, with the number of their arguments.
pub(super) fn annotations(names: &Names) -> Annotations {
    ANNOTATIONS.map(|(text, arity)| (names.find_path(&[text]), arity))
}

/// See [`annotations`].
pub(super) type Annotations = [(Option<NameId>, u32); 4];

/// Whether `root` is the first component of `name`.
fn is_under(names: &Names, mut name: NameId, root: NameId) -> bool {
    while name != NameId(0) {
        if name == root {
            return true;
        }
        name = names.prefix(name);
    }
    false
}

impl Derivation<'_, '_> {
    /// Rejects names that are taken, and the reserved ones.
    pub fn check_names(&mut self, spec: &InductiveSpec) -> Result<()> {
        // The names that an input claims are known to be new.
        if self.names {
            self.check_fresh(spec)?;
        }
        let names =
            if self.checker.world.is_some() { &self.checker.terms.names } else { &self.checker.env.terms.names };
        let Some(root) = names.find_path(&[RESERVED]) else { return Ok(()) };
        let mut search = Occurs::new();
        search.projections = true;
        for ty in &spec.types {
            let members = ty.ctors.iter().map(|ctor| (ctor.name, ctor.ty)).chain([(ty.name, ty.ty)]);
            for (name, member_ty) in members {
                let names = &self.checker.terms.names;
                if is_under(names, name, root)
                    || search.occurs(&self.checker.terms.exprs, member_ty, |used| is_under(names, used, root))
                {
                    let detail = format!("{} uses a name under {RESERVED}", self.text(name));
                    return self.reject(Rule::ReservedName, detail);
                }
            }
        }
        Ok(())
    }

    fn check_fresh(&mut self, spec: &InductiveSpec) -> Result<()> {
        let mut seen: HashSet<NameId, FxBuildHasher> = HashSet::default();
        for ty in &spec.types {
            for name in ty.ctors.iter().map(|ctor| ctor.name).chain([ty.name]) {
                if !seen.insert(name) || self.checker.find(name).is_some() {
                    self.checker.note(|| Evidence::AlreadyDeclared(name));
                    let detail = format!("{} is declared already", self.text(name));
                    return self.reject(Rule::DuplicateDeclaration, detail);
                }
            }
        }
        Ok(())
    }

    /// `A` for `optParam A v`, `autoParam A t`, `outParam A` and `semiOutParam A`: upstream's recursors are made without
    /// these. They are looked through only where they mean nothing, as upstream's own do.
    pub fn without_annotations(&mut self, mut ty: ExprId) -> Result<ExprId> {
        loop {
            let terms = &self.checker.terms;
            let Node::App(f, x) = terms.exprs.node(ty) else { return Ok(ty) };
            let (head, arity, inner) = match terms.exprs.node(f) {
                Node::App(head, inner) => (head, 2, inner),
                _ => (f, 1, x),
            };
            let Some((name, _)) = terms.as_const(head) else { return Ok(ty) };
            if !self.annotations.contains(&(Some(name), arity)) || !self.checker.is_def_eq(ty, inner)? {
                return Ok(ty);
            }
            ty = inner;
        }
    }

    /// A name that is in no term of the input.
    pub fn fresh_auxiliary_name(&mut self) -> Result<NameId> {
        let names = &mut self.checker.terms.names;
        let input = self.checker.env.terms.names.len();
        let root = names.append(NameId(0), RESERVED).ok_or_else(full)?;
        let mut number = self.num_nested() as u64 + 1;
        loop {
            let name = self.checker.terms.names.intern(Name::Num(root, number));
            // In a session, where names come and go, no term that is checked mentions what is not declared, and one of the
            // group that mentions such a name was refused.
            let is_declared = self.checker.world.is_some() && self.checker.find(name).is_some();
            if name.0 >= input && !is_declared && !self.work.index.contains_key(&name) {
                return Ok(name);
            }
            number += 1;
        }
    }

    /// The name of the recursor of type `at`.
    pub fn rec_name(&mut self, at: usize) -> Result<NameId> {
        let text = match at.checked_sub(self.num_given) {
            None => "rec".to_owned(),
            Some(nested) => format!("rec_{}", nested + 1),
        };
        let owner = self.types[if at < self.num_given { at } else { 0 }].name;
        self.checker.terms.names.append(owner, &text).ok_or_else(full)
    }

    pub fn motive_name(&mut self, at: usize) -> Result<NameId> {
        if !self.names {
            return Ok(NameId(0));
        }
        let text = if self.types.len() > 1 { format!("motive_{}", at + 1) } else { "motive".to_owned() };
        self.checker.terms.names.append(NameId(0), &text).ok_or_else(full)
    }

    pub fn major_name(&mut self) -> Result<NameId> {
        if !self.names {
            return Ok(NameId(0));
        }
        self.checker.terms.names.append(NameId(0), "t").ok_or_else(full)
    }

    /// A constructor's name without that of its type.
    pub fn minor_name(&mut self, ty: usize, ctor: usize) -> NameId {
        if !self.names {
            return NameId(0);
        }
        let name = self.types[ty].ctors[ctor].name;
        let owner = self.types[ty].nested.map_or(self.types[ty].name, |nested| nested.name);
        let names = &mut self.checker.terms.names;
        let mut parts = Vec::new();
        let mut rest = name;
        while rest != owner {
            if rest == NameId(0) {
                return name;
            }
            parts.push(names.get(rest));
            rest = names.prefix(rest);
        }
        join(names, NameId(0), parts)
    }

    /// The name of an induction hypothesis: that of its field with `_ih`.
    pub fn hypothesis_name(&mut self, field: NameId) -> Result<NameId> {
        if !self.names {
            return Ok(NameId(0));
        }
        append_after(&mut self.checker.terms.names, field, "_ih").ok_or_else(full)
    }
}

/// A name from its prefix and components, the last component first.
fn join(names: &mut Names, prefix: NameId, parts: Vec<Name>) -> NameId {
    parts.into_iter().rev().fold(prefix, |prefix, part| match part {
        Name::Anonymous => prefix,
        Name::Str(_, text) => names.intern(Name::Str(prefix, text)),
        Name::Num(_, number) => names.intern(Name::Num(prefix, number)),
    })
}

/// `name` with `suffix` at the end of its last component, or as a component if that is a number. A name with macro scopes
/// keeps them: the suffix goes to what stands before.
fn append_after(names: &mut Names, name: NameId, suffix: &str) -> Option<NameId> {
    let is_text = |names: &Names, id: StrId, text: &str| names.text(id) == text;
    let mut scopes = Vec::new();
    let mut base = name;
    if has_macro_scopes(names, name) {
        loop {
            let part = names.get(base);
            if part == Name::Anonymous {
                // There is no mark where the scopes begin: this is no name that macros make.
                scopes.clear();
                base = name;
                break;
            }
            scopes.push(part);
            base = names.prefix(base);
            if matches!(part, Name::Str(_, text) if is_text(names, text, "_@")) {
                break;
            }
        }
    }
    let base = match names.get(base) {
        Name::Str(prefix, text) => {
            let text = format!("{}{suffix}", names.text(text));
            names.append(prefix, &text)?
        }
        Name::Anonymous | Name::Num(..) => names.append(base, suffix)?,
    };
    Some(join(names, base, scopes))
}

fn has_macro_scopes(names: &Names, mut name: NameId) -> bool {
    loop {
        match names.get(name) {
            Name::Num(prefix, _) => name = prefix,
            Name::Str(_, text) => return names.text(text) == "_hyg",
            Name::Anonymous => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(names: &mut Names, parts: &[&str]) -> NameId {
        parts.iter().fold(NameId(0), |prefix, part| match part.parse() {
            Ok(number) => names.intern(Name::Num(prefix, number)),
            Err(_) => names.append(prefix, part).unwrap(),
        })
    }

    #[test]
    fn a_suffix_goes_before_macro_scopes() {
        let mut names = Names::new();
        for (name, expected) in [
            (&["a"][..], &["a_ih"][..]),
            (&["n", "a"], &["n", "a_ih"]),
            (&["a", "3"], &["a", "3", "_ih"]),
            (&[], &["_ih"]),
            (&["a", "_@", "M", "_hyg", "7"], &["a_ih", "_@", "M", "_hyg", "7"]),
            (&["a", "_@", "M", "_hyg", "7", "9"], &["a_ih", "_@", "M", "_hyg", "7", "9"]),
            (&["x", "_@", "M", "1", "_@", "N", "_hyg", "2"], &["x", "_@", "M", "1", "_ih", "_@", "N", "_hyg", "2"]),
            (&["a", "_hyg", "7"], &["a", "_hyg", "7", "_ih"]),
        ] {
            let name = path(&mut names, name);
            let expected = path(&mut names, expected);
            assert_eq!(append_after(&mut names, name, "_ih"), Some(expected));
        }
    }
}
