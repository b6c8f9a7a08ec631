//! New names, by counters that are values.
//!
//! Source: upstream's `src/Init/Meta/Defs.lean` (`NameGenerator`) and `src/Lean/CoreM.lean` (`DeclNameGenerator`).

use crate::environment::Environment;
use crate::macro_scopes::{MacroScopesView, append, erase_macro_scopes, extract_macro_scopes};
use crate::private::{is_private_name, mk_private_name, private_to_user_name};
use term::{Name, NameKind};

/// Makes names that nothing else has, for local and meta variables.
#[derive(Clone, Debug)]
pub struct NameGenerator {
    prefix: Name,
    next: u64,
}

impl Default for NameGenerator {
    fn default() -> NameGenerator {
        NameGenerator { prefix: Name::of_dotted("_uniq"), next: 1 }
    }
}

impl NameGenerator {
    /// The next name.
    pub fn fresh(&mut self) -> Name {
        let name = Name::num(&self.prefix, self.next);
        self.next += 1;
        name
    }

    /// A generator whose names this one and its other children do not make.
    pub fn child(&mut self) -> NameGenerator {
        NameGenerator { prefix: self.fresh(), next: 1 }
    }
}

/// `x` with an index: `x_1` (upstream's `appendIndexAfter`). Macro scopes stay at the end.
pub fn append_index_after(name: &Name, index: u64) -> Name {
    let view = extract_macro_scopes(name);
    let indexed = match view.name.r().kind() {
        NameKind::Str(prefix, text) => Name::str(&prefix.own(), &format!("{text}_{index}")),
        NameKind::Num(..) | NameKind::Anonymous => Name::str(&view.name, &format!("_{index}")),
    };
    MacroScopesView { name: indexed, ..view }.review()
}

/// Makes names of auxiliary declarations: `f.match_1`, `f._proof_2`.
#[derive(Clone, Debug)]
pub struct DeclNameGenerator {
    prefix: Name,
    index: u64,
    /// The indices of the generators that this one is a child of, the outermost one first.
    parents: Vec<u64>,
}

impl DeclNameGenerator {
    /// A generator for the auxiliary declarations of one declaration.
    pub fn of_prefix(prefix: Name) -> DeclNameGenerator {
        DeclNameGenerator { prefix, index: 1, parents: Vec::new() }
    }

    /// A generator for another declaration, in the same place among generators.
    pub fn with_prefix(&self, prefix: Name) -> DeclNameGenerator {
        DeclNameGenerator { prefix, ..self.clone() }
    }

    /// A generator whose names this one and its other children do not make.
    pub fn child(&mut self) -> DeclNameGenerator {
        let mut parents = self.parents.clone();
        parents.push(self.index);
        self.index += 1;
        DeclNameGenerator { prefix: self.prefix.clone(), index: 1, parents }
    }

    fn current(&self, env: &Environment, base: &Name) -> Name {
        let indices = self.parents.iter().chain([&self.index]);
        let name = indices.fold(base.clone(), |name, index| append_index_after(&name, *index));
        // What only the bodies of a module's declarations mention is private to it.
        if env.header().is_module && !env.is_exporting() && !is_private_name(name.r()) {
            mk_private_name(env, &name)
        } else {
            name
        }
    }

    /// A name `prefix.kind_i` that no constant has. The generator goes on from there.
    pub fn unique(&mut self, env: &Environment, kind: &Name) -> Name {
        // Only one of two names that are put together can have macro scopes.
        let both = self.prefix.r().has_macro_scopes() && kind.r().has_macro_scopes();
        let base = append(&self.prefix, &if both { erase_macro_scopes(kind) } else { kind.clone() });
        loop {
            let name = self.current(env, &base);
            self.index += 1;
            let user = private_to_user_name(&name);
            let taken =
                [&name, &user, &mk_private_name(env, &user)].into_iter().any(|name| env.find_any(name).is_some());
            if !taken {
                return name;
            }
        }
    }
}
