//! Private names.
//!
//! A declaration `n` that a module `M` marks as private is called `_private.M.0.n`. Source: upstream's
//! `src/Lean/PrivateName.lean` and `src/Lean/Modifiers.lean`; the tests hold what the real program answered.

use crate::environment::Environment;
use crate::macro_scopes::append;
use term::{Name, NameKind, NameRef};

const HEADER: &str = "_private";

/// `_private.module.0.name`.
pub fn mk_private_name_core(module: &Name, name: &Name) -> Name {
    let header = Name::str(&Name::anonymous(), HEADER);
    append(&Name::num(&header.r().append(module.r()), 0), name)
}

/// The private name of `name` in this module, whichever module it was private to.
pub fn mk_private_name(env: &Environment, name: &Name) -> Name {
    mk_private_name_core(env.main_module(), &private_to_user_name(name))
}

/// Whether a name is private to some module.
pub fn is_private_name(name: NameRef<'_>) -> bool {
    name.root().is_str(HEADER)
}

/// Whether a name is private to this module.
pub fn is_private_name_from_module(env: &Environment, name: &Name) -> bool {
    private_module(name.r()).as_ref() == Some(env.main_module())
}

/// Whether a name is `_private.M.0`.
fn is_private_prefix(name: NameRef<'_>) -> bool {
    match name.kind() {
        NameKind::Num(module, zero) => {
            let mut parts = module.prefixes();
            zero.to_u64() == Some(0)
                && is_private_name(module)
                && parts.all(|part| matches!(part.kind(), NameKind::Str(..)))
        }
        NameKind::Anonymous | NameKind::Str(..) => false,
    }
}

/// The prefix `_private.M.0` of a private name.
pub fn private_prefix(name: NameRef<'_>) -> Option<NameRef<'_>> {
    name.prefixes().find(|prefix| is_private_prefix(*prefix))
}

/// The module that a private name is private to.
pub fn private_module(name: NameRef<'_>) -> Option<Name> {
    let module = private_prefix(name)?.prefix();
    Some(module.replace_prefix(Name::str(&Name::anonymous(), HEADER).r(), Name::anonymous().r()))
}

/// The name that the user wrote, if `name` is private.
pub fn private_to_user_name_opt(name: &Name) -> Option<Name> {
    if !is_private_name(name.r()) {
        return None;
    }
    // Without the prefix nothing of the name is the user's.
    let Some(prefix) = private_prefix(name.r()) else { return Some(Name::anonymous()) };
    Some(name.r().replace_prefix(prefix, Name::anonymous().r()))
}

/// The name that the user wrote.
pub fn private_to_user_name(name: &Name) -> Name {
    private_to_user_name_opt(name).unwrap_or_else(|| name.clone())
}
