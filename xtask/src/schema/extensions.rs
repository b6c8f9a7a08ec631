//! The entry type of every environment extension.
//!
//! An extension is a constant whose type is `PersistentEnvExtension α β σ` or a structure that carries one (a
//! `ParametricAttribute`, a `KeyedDeclsAttribute`, …); `α` is what `.olean` files store.

use std::rc::Rc;

use super::corpus::Corpus;
use super::expr::{Constants, Expr, instantiate, spine};
use super::layout::{Layouts, Ty};
use super::overrides::{Overrides, Source};

const PERSISTENT: &str = "Lean.PersistentEnvExtension";

/// The entry type of the extension `name`, or why it is not known.
pub fn entry_type(name: &str, corpus: &Corpus, overrides: &Overrides, layouts: &mut Layouts) -> Result<Ty, String> {
    let ty = match overrides.extensions.get(name) {
        Some(Source::Entry(e)) => return layouts.ty(e),
        Some(Source::Constant(c)) => type_of(c, corpus),
        None => type_of(name, corpus).or_else(|| type_of_private(name, corpus)),
    };
    let ty = ty.ok_or("no constant of this name")?;
    let entry = find(&ty, layouts, 0).ok_or("its type is no extension")?;
    layouts.ty(&entry)
}

/// The type of a constant, or what its initialiser returns.
fn type_of(name: &str, corpus: &Corpus) -> Option<Rc<Expr>> {
    if let Some(c) = corpus.get(name) {
        return Some(c.ty.clone());
    }
    let init = corpus.get(corpus.initialisers.get(name)?)?;
    let (head, args) = spine(&init.ty);
    match &*head {
        Expr::Const(n, _) if &**n == "IO" => args.first().cloned(),
        _ => None,
    }
}

/// A private declaration whose name, without the module in front, is `name`.
fn type_of_private(name: &str, corpus: &Corpus) -> Option<Rc<Expr>> {
    let suffix = format!(".0.{name}");
    let mut matches = corpus.initialisers.keys().filter(|n| n.starts_with("_private.") && n.ends_with(&suffix));
    let only = matches.next()?;
    if matches.next().is_some() { None } else { type_of(only, corpus) }
}

/// Looks for the `PersistentEnvExtension` in `ty`, or in the fields of the structure it is.
fn find(ty: &Rc<Expr>, layouts: &mut Layouts, depth: usize) -> Option<Rc<Expr>> {
    let whnf = layouts.theory().whnf(ty, &|n| n == PERSISTENT);
    let (head, args) = spine(&whnf);
    let Expr::Const(name, levels) = &*head else { return None };
    if &**name == PERSISTENT {
        return args.first().cloned();
    }
    if depth == 4 {
        return None;
    }
    let c = layouts.theory().constant(name).ok()?;
    let ind = c.inductive.as_ref()?;
    let [ctor] = &*ind.ctors else { return None };
    let mut ty = layouts.theory().constant_type(ctor, levels).ok()?;
    for a in args.get(..ind.num_params)? {
        ty = layouts.theory().enter(&ty, a).ok()?;
    }
    while let Expr::Pi(n, t, b) = &*ty.clone() {
        if let Some(found) = find(t, layouts, depth + 1) {
            return Some(found);
        }
        let x = layouts.theory().local(n, t.clone());
        ty = instantiate(b, &x);
    }
    None
}
