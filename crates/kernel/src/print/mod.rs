//! Terms, levels, names and declarations as text, for people.
//!
//! What it is: Lean's own notation for what terms are made of, and nothing more: every argument is written, there are no
//! operators, and no declaration of the input changes how anything is printed. Names that differ are printed differently;
//! see `text`. What is longer than the [`Settings`] allow is left out, and marked.
//!
//! What it is not: a way to write terms down that they can be read back from.

mod expr;
mod text;

pub use expr::Printer;

use crate::environment::{ConstId, Constant, ConstantKind, DefinitionSafety, Environment, QuotKind};
use crate::terms::{ExprId, Exprs, LevelId, Levels, NameId, Names, Shared, Terms};

/// How to print.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// How many nodes are printed before the rest is left out.
    pub nodes: usize,
    /// How many bytes are printed, about, before the rest is left out.
    pub bytes: usize,
    /// Whether constants are printed with their levels.
    pub levels: bool,
    /// Whether an `@` stands before a constant that is applied, so that Lean would read the arguments as they are meant.
    pub explicit: bool,
    /// Whether a function type whose variable is not used is an arrow.
    pub arrows: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { nodes: 2000, bytes: 1 << 16, levels: true, explicit: false, arrows: true }
    }
}

/// The tables that ids belong to.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the fields are those of the tables")]
pub struct Tables<'a> {
    pub names: &'a Names,
    pub levels: &'a Levels,
    pub exprs: &'a Exprs,
}

impl<'a> From<&'a Terms> for Tables<'a> {
    fn from(terms: &'a Terms) -> Tables<'a> {
        Tables { names: &terms.names, levels: &terms.levels, exprs: &terms.exprs }
    }
}

impl<'a> From<&'a Shared> for Tables<'a> {
    fn from(terms: &'a Shared) -> Tables<'a> {
        Tables { names: &terms.names, levels: &terms.levels, exprs: &terms.exprs }
    }
}

/// A name.
pub fn name(names: &Names, id: NameId) -> String {
    let mut out = String::new();
    text::push_name(&mut out, names, id);
    out
}

/// A level.
pub fn level<'a>(tables: impl Into<Tables<'a>>, l: LevelId, settings: &Settings) -> String {
    let mut printer = Printer::new(tables.into(), &no_locals, settings);
    printer.level(l);
    printer.finish()
}

/// A closed expression.
pub fn expr<'a>(tables: impl Into<Tables<'a>>, e: ExprId, settings: &Settings) -> String {
    expr_with(tables, e, &no_locals, settings)
}

/// An expression; `locals` gives the names of locals.
pub fn expr_with<'a>(
    tables: impl Into<Tables<'a>>,
    e: ExprId,
    locals: &dyn Fn(u32) -> Option<NameId>,
    settings: &Settings,
) -> String {
    let mut printer = Printer::new(tables.into(), locals, settings);
    printer.expr(e);
    printer.finish()
}

fn no_locals(_: u32) -> Option<NameId> {
    None
}

/// A constant as it is declared: what it is, its name, its type, and its value or constructors.
pub fn declaration(env: &Environment, id: ConstId, settings: &Settings) -> String {
    let constant = env.constant(id);
    let mut printer = Printer::new(Tables::from(&env.terms), &no_locals, settings);
    printer.text(keyword(&constant.kind));
    signature(&mut printer, env, constant);
    match &constant.kind {
        ConstantKind::Definition { value, .. }
        | ConstantKind::Theorem { value, .. }
        | ConstantKind::Opaque { value, .. } => {
            printer.text(" :=\n  ");
            printer.expr(*value);
        }
        ConstantKind::Inductive(val) => {
            for &ctor in &val.ctors {
                printer.text("\n| ");
                match env.find(ctor) {
                    Some(ctor) => signature(&mut printer, env, env.constant(ctor)),
                    None => printer.name(ctor),
                }
            }
        }
        ConstantKind::Recursor(val) => {
            for rule in &val.rules {
                printer.text("\n| ");
                printer.name(rule.ctor);
                printer.text(" => ");
                printer.expr(rule.rhs);
            }
        }
        ConstantKind::Axiom { .. } | ConstantKind::Quot(_) | ConstantKind::Constructor(_) => {}
    }
    printer.finish()
}

/// Name, level parameters and type of a constant.
fn signature(printer: &mut Printer<'_>, env: &Environment, constant: &Constant) {
    printer.name(constant.name);
    let params = env.terms.levels.params(constant.level_params);
    for (at, &param) in params.iter().enumerate() {
        printer.text(if at == 0 { ".{" } else { ", " });
        printer.name(NameId(param));
    }
    printer.text(if params.is_empty() { " : " } else { "} : " });
    printer.expr(constant.ty);
}

fn keyword(kind: &ConstantKind) -> &'static str {
    match kind {
        ConstantKind::Axiom { is_unsafe: false, .. } => "axiom ",
        ConstantKind::Axiom { is_unsafe: true, .. } => "unsafe axiom ",
        ConstantKind::Definition { safety, .. } => match safety {
            DefinitionSafety::Safe => "def ",
            DefinitionSafety::Unsafe => "unsafe def ",
            DefinitionSafety::Partial => "partial def ",
        },
        ConstantKind::Theorem { .. } => "theorem ",
        ConstantKind::Opaque { is_unsafe: false, .. } => "opaque ",
        ConstantKind::Opaque { is_unsafe: true, .. } => "unsafe opaque ",
        ConstantKind::Quot(QuotKind::Type) => "quot type ",
        ConstantKind::Quot(QuotKind::Ctor) => "quot ctor ",
        ConstantKind::Quot(QuotKind::Lift) => "quot lift ",
        ConstantKind::Quot(QuotKind::Ind) => "quot ind ",
        ConstantKind::Inductive(val) if val.is_unsafe => "unsafe inductive ",
        ConstantKind::Inductive(_) => "inductive ",
        ConstantKind::Constructor(_) => "constructor ",
        ConstantKind::Recursor(_) => "recursor ",
    }
}

#[cfg(test)]
mod tests;
