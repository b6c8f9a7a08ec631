//! Names with macro scopes.
//!
//! An identifier that a quotation brings in is marked with the context that the quotation was expanded in and a number
//! that is new for each expansion, so that it is nobody else's: `x._@.C._hyg.1`, or after expansions of several contexts
//! `x._@.C.1.D._hyg.2`. A context is a module's name, followed by a number and `_hygCtx` where one module has several.
//! Source: upstream's `src/Init/Prelude.lean` (`MacroScopesView`); the tests hold what the real program answered.

use term::{Component, Name, NameKind, NameRef, Nat};

/// A name with macro scopes taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MacroScopesView {
    /// The name as it was written.
    pub name: Name,
    /// Contexts and scopes before the last context.
    pub imported: Name,
    /// The last context.
    pub ctx: Name,
    /// The scopes in it, the first one first. Without any there are none at all.
    pub scopes: Vec<Nat>,
}

impl MacroScopesView {
    /// The name put together again.
    pub fn review(&self) -> Name {
        if self.scopes.is_empty() {
            return self.name.clone();
        }
        let marked = Name::str(&self.name, "_@");
        let context = marked.r().append(self.imported.r()).r().append(self.ctx.r());
        with_scopes(Name::str(&context, "_hyg"), &self.scopes)
    }

    /// Whether the name was written in this context.
    pub fn is_in_context(&self, ctx: &Name) -> bool {
        self.ctx == *ctx
    }
}

fn with_scopes(name: Name, scopes: &[Nat]) -> Name {
    scopes.iter().fold(name, |name, scope| Name::num(&name, scope.clone()))
}

/// Takes a name apart.
pub fn extract_macro_scopes(name: &Name) -> MacroScopesView {
    let none = || MacroScopesView {
        name: name.clone(),
        imported: Name::anonymous(),
        ctx: Name::anonymous(),
        scopes: Vec::new(),
    };
    if !name.r().has_macro_scopes() {
        return none();
    }
    let mut scopes: Vec<Nat> = Vec::new();
    let mut rest = name.r();
    while let NameKind::Num(prefix, scope) = rest.kind() {
        scopes.push(scope.own());
        rest = prefix;
    }
    scopes.reverse();
    // `rest` ends in `_hyg`. What lies between it and the mark are contexts, each but the first after the number of a
    // scope in the one before.
    let inside = rest.prefix();
    let Some(mark) = inside.prefixes().find(|prefix| matches!(prefix.kind(), NameKind::Str(_, "_@"))) else {
        return none();
    };
    let parts: Vec<Component<'_>> = inside.prefixes().take_while(|prefix| *prefix != mark).filter_map(last).collect();
    let of_ctx = own_context(&parts);
    let assemble = |parts: &[Component<'_>]| {
        parts.iter().rev().fold(Name::anonymous(), |prefix, part| Name::extend(&prefix, *part))
    };
    let (ctx, imported) = parts.split_at(of_ctx);
    MacroScopesView { name: mark.prefix().own(), imported: assemble(imported), ctx: assemble(ctx), scopes }
}

fn last(name: NameRef<'_>) -> Option<Component<'_>> {
    Some(name.split()?.1)
}

/// How many of the parts, the last one first, are the last context.
fn own_context(parts: &[Component<'_>]) -> usize {
    let strings = |parts: &[Component<'_>]| parts.iter().take_while(|part| matches!(part, Component::Str(_))).count();
    strings(parts)
}

/// Adds a scope of a context.
pub fn add_macro_scope(ctx: &Name, name: &Name, scope: impl Into<Nat>) -> Name {
    let scope = scope.into();
    if !name.r().has_macro_scopes() {
        let marked = Name::str(name, "_@").r().append(ctx.r());
        return Name::num(&Name::str(&marked, "_hyg"), scope);
    }
    let view = extract_macro_scopes(name);
    if view.is_in_context(ctx) {
        return Name::num(name, scope);
    }
    let imported = with_scopes(view.imported.r().append(view.ctx.r()), &view.scopes);
    MacroScopesView { name: view.name, imported, ctx: ctx.clone(), scopes: vec![scope] }.review()
}

/// The name as it was written.
pub fn erase_macro_scopes(name: &Name) -> Name {
    if name.r().has_macro_scopes() { extract_macro_scopes(name).name } else { name.clone() }
}

/// The parts of one name after those of another (upstream's `Name.append`). Macro scopes come last, wherever they were.
pub fn append(a: &Name, b: &Name) -> Name {
    match (a.r().has_macro_scopes(), b.r().has_macro_scopes()) {
        (false, _) => a.r().append(b.r()),
        (true, false) => {
            let mut view = extract_macro_scopes(a);
            view.name = view.name.r().append(b.r());
            view.review()
        }
        // Upstream panics; the scopes of the second name are the ones that say whose it is.
        (true, true) => erase_macro_scopes(a).r().append(b.r()),
    }
}
