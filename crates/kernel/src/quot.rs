//! Quotients: four constants with fixed types.
//!
//! What it is: the rule for declaring one of them. `Eq` must be the equality that `Quot.lift` speaks of, each constant has
//! the name, level parameters and type that its kind demands, and the type `Quot` comes first. How `Quot.lift` and
//! `Quot.ind` reduce is in [`check`](crate::check).
//!
//! What it is not: `Quot.sound` is an axiom like any other.

use crate::check::Checker;
use crate::environment::{Constant, ConstantKind, DeclId, Declaration, QuotKind};
use crate::primitive::shape::{L, Matcher, PROP, Shape};
use crate::print;
use crate::terms::ParamsId;
use crate::verdict::{Result, Rule, Stop};

const SORT_U: Shape = Shape::Sort(L::Param(0));
const SORT_V: Shape = Shape::Sort(L::Param(1));
const VAR: [Shape; 7] =
    [Shape::Var(0), Shape::Var(1), Shape::Var(2), Shape::Var(3), Shape::Var(4), Shape::Var(5), Shape::Var(6)];

/// `∀ {α : Sort u}, α → α → Prop`.
const EQ: Shape = Shape::Pi(&SORT_U, &Shape::Pi(&VAR[0], &Shape::Pi(&VAR[1], &PROP)));
const EQ_U: Shape = Shape::Const(&["Eq"], &[L::Param(0)]);
const EQ_V: Shape = Shape::Const(&["Eq"], &[L::Param(1)]);

/// `∀ {α : Sort u} (a : α), @Eq α a a`.
const EQ_REFL: Shape =
    Shape::Pi(&SORT_U, &Shape::Pi(&VAR[0], &Shape::App(&EQ_U, &[Shape::Var(1), Shape::Var(0), Shape::Var(0)])));

/// `α → α → Prop`, where `α` is the variable before.
const RELATION: Shape = Shape::Pi(&VAR[0], &Shape::Pi(&VAR[1], &PROP));
const QUOT_U: Shape = Shape::Const(&["Quot"], &[L::Param(0)]);
const MK_U: Shape = Shape::Const(&["Quot", "mk"], &[L::Param(0)]);

/// `∀ {α : Sort u}, (α → α → Prop) → Sort u`.
const QUOT: Shape = Shape::Pi(&SORT_U, &Shape::Pi(&RELATION, &SORT_U));

/// `∀ {α : Sort u} (r : α → α → Prop), α → @Quot α r`.
const MK: Shape = Shape::Pi(
    &SORT_U,
    &Shape::Pi(&RELATION, &Shape::Pi(&VAR[1], &Shape::App(&QUOT_U, &[Shape::Var(2), Shape::Var(1)]))),
);

/// `∀ a b : α, r a b → @Eq β (f a) (f b)`, where `α`, `r`, `β` and `f` are the variables before.
const RESPECTS: Shape = Shape::Pi(
    &VAR[3],
    &Shape::Pi(
        &VAR[4],
        &Shape::Pi(
            &Shape::App(&VAR[4], &[Shape::Var(1), Shape::Var(0)]),
            &Shape::App(
                &EQ_V,
                &[Shape::Var(4), Shape::App(&VAR[3], &[Shape::Var(2)]), Shape::App(&VAR[3], &[Shape::Var(1)])],
            ),
        ),
    ),
);

/// `∀ {α : Sort u} {r : α → α → Prop} {β : Sort v} (f : α → β), (∀ a b : α, r a b → f a = f b) → @Quot α r → β`.
const LIFT: Shape = Shape::Pi(
    &SORT_U,
    &Shape::Pi(
        &RELATION,
        &Shape::Pi(
            &SORT_V,
            &Shape::Pi(
                &Shape::Pi(&VAR[2], &VAR[1]),
                &Shape::Pi(&RESPECTS, &Shape::Pi(&Shape::App(&QUOT_U, &[Shape::Var(4), Shape::Var(3)]), &VAR[3])),
            ),
        ),
    ),
);

/// `∀ {α : Sort u} {r : α → α → Prop} {β : @Quot α r → Prop}, (∀ a : α, β (@Quot.mk α r a)) → ∀ q : @Quot α r, β q`.
const IND: Shape = Shape::Pi(
    &SORT_U,
    &Shape::Pi(
        &RELATION,
        &Shape::Pi(
            &Shape::Pi(&Shape::App(&QUOT_U, &[Shape::Var(1), Shape::Var(0)]), &PROP),
            &Shape::Pi(
                &Shape::Pi(
                    &VAR[2],
                    &Shape::App(&VAR[1], &[Shape::App(&MK_U, &[Shape::Var(3), Shape::Var(2), Shape::Var(0)])]),
                ),
                &Shape::Pi(
                    &Shape::App(&QUOT_U, &[Shape::Var(3), Shape::Var(2)]),
                    &Shape::App(&VAR[2], &[Shape::Var(0)]),
                ),
            ),
        ),
    ),
);

/// The name, the number of level parameters and the type that a kind demands.
fn expected(kind: QuotKind) -> (&'static [&'static str], usize, &'static Shape) {
    match kind {
        QuotKind::Type => (&["Quot"], 1, &QUOT),
        QuotKind::Ctor => (&["Quot", "mk"], 1, &MK),
        QuotKind::Lift => (&["Quot", "lift"], 2, &LIFT),
        QuotKind::Ind => (&["Quot", "ind"], 1, &IND),
    }
}

/// Checks the declaration of a constant of quotients against those before it.
pub fn check_quot(checker: &mut Checker<'_>, decl: DeclId) -> Result<()> {
    let Declaration::Quot(id) = checker.env.declarations()[decl.0 as usize] else {
        return bad("a declaration is no quotient");
    };
    let constant = checker.env.constant(id);
    let ConstantKind::Quot(kind) = constant.kind else { return bad("a constant is none of those of quotients") };
    let (path, level_params, ty) = expected(kind);
    let name = print::name(&checker.terms.names, constant.name);
    if checker.terms.names.find_path(path) != Some(constant.name) {
        return bad(format!("{name} is declared as {}", path.join(".")));
    }
    checker.set_level_params(constant.level_params)?;
    if !is_eq(checker) {
        return bad("Eq is not declared before as the equality that quotients need");
    }
    // The other constants that a type names are those of quotients, declared before.
    let needs = match kind {
        QuotKind::Type => None,
        QuotKind::Ctor | QuotKind::Lift => Some(QuotKind::Type),
        QuotKind::Ind => Some(QuotKind::Ctor),
    };
    if let Some(before) = needs
        && !find(checker, expected(before).0).is_some_and(|found| found.kind == ConstantKind::Quot(before))
    {
        return bad(format!("{name} is declared and {} is not declared before", expected(before).0.join(".")));
    }
    if !matches(checker, constant, level_params, ty) {
        return bad(format!("{name} does not have its fixed type and {level_params} level parameters"));
    }
    Ok(())
}

fn bad<T>(detail: impl Into<String>) -> Result<T> {
    Err(Stop::reject(Rule::BadQuot, detail))
}

fn find<'c>(checker: &'c Checker<'_>, path: &[&str]) -> Option<&'c Constant> {
    checker.find(checker.terms.names.find_path(path)?)
}

fn matches(checker: &Checker<'_>, constant: &Constant, level_params: usize, ty: &Shape) -> bool {
    has_count(checker, constant.level_params, level_params)
        && Matcher {
            names: &checker.terms.names,
            levels: &checker.terms.levels,
            exprs: &checker.terms.exprs,
            params: constant.level_params,
        }
        .is(constant.ty, ty)
}

fn has_count(checker: &Checker<'_>, params: ParamsId, count: usize) -> bool {
    checker.terms.levels.params(params).len() == count
}

/// Whether `Eq` is visible: an inductive type with `Eq.refl` as its only constructor.
pub(crate) fn is_eq(checker: &Checker<'_>) -> bool {
    let Some(eq) = find(checker, &["Eq"]) else { return false };
    let Some(refl) = find(checker, &["Eq", "refl"]) else { return false };
    let (ConstantKind::Inductive(val), ConstantKind::Constructor(ctor)) = (&eq.kind, &refl.kind) else { return false };
    val.ctors[..] == [refl.name]
        && ctor.induct == eq.name
        && !val.is_unsafe
        && matches(checker, eq, 1, &EQ)
        && matches(checker, refl, 1, &EQ_REFL)
}
