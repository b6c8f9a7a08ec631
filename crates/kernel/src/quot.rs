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
use crate::terms::exprs::BinderInfo;
use crate::terms::{Cell, ExprId, Level, LevelId, NameId, ParamsId, Tag, Terms};
use crate::verdict::{Limit, Result, Rule, Stop};

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

/// How the binders in the types are called, each before those in its domain, and these before those in its body; `{}`
/// around those that are implicit.
fn binder_names(kind: QuotKind) -> &'static [&'static str] {
    match kind {
        QuotKind::Type => &["{α}", "r", "a", "a"],
        QuotKind::Ctor => &["{α}", "r", "a", "a", "a"],
        QuotKind::Lift => &["{α}", "{r}", "a", "a", "{β}", "f", "a", "a", "a", "b", "a", "a"],
        QuotKind::Ind => &["{α}", "{r}", "a", "a", "{β}", "a", "mk", "a", "q"],
    }
}

/// The four constants as upstream declares them, in the order in which they are declared.
pub(crate) fn constants(terms: &mut Terms) -> Result<Vec<Constant>> {
    let full = || Stop::Decline(Limit::Memory { bytes: u64::from(u32::MAX) });
    let kinds = [QuotKind::Type, QuotKind::Ctor, QuotKind::Lift, QuotKind::Ind];
    let mut made = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let (path, level_params, ty) = expected(kind);
        let params = ["u", "v"].into_iter().take(level_params);
        let params = params.map(|text| terms.names.append(NameId(0), text).map(|name| name.0));
        let params: Vec<u32> = params.collect::<Option<_>>().ok_or_else(full)?;
        let name = path.iter().try_fold(NameId(0), |name, part| terms.names.append(name, part)).ok_or_else(full)?;
        let ty = Making { terms, params: &params, names: binder_names(kind).iter() }.make(ty)?;
        let level_params = terms.levels.intern_params(&params);
        made.push(Constant { name, level_params, ty, kind: ConstantKind::Quot(kind) });
    }
    Ok(made)
}

/// The making of a term of a shape.
struct Making<'a> {
    terms: &'a mut Terms,
    params: &'a [u32],
    names: std::slice::Iter<'static, &'static str>,
}

impl Making<'_> {
    /// The recursion is as deep as the shape, which is written in this file.
    fn make(&mut self, shape: &Shape) -> Result<ExprId> {
        match *shape {
            Shape::Var(at) => self.terms.bvar(at),
            Shape::Sort(level) => {
                let level = self.level(level);
                self.terms.sort(level)
            }
            Shape::Const(path, levels) => {
                let levels: Vec<u32> = levels.iter().map(|&level| self.level(level).0).collect();
                let levels = self.terms.levels.intern_list(&levels);
                let name = path.iter().try_fold(NameId(0), |name, part| self.terms.names.append(name, part));
                self.terms.constant(name.unwrap_or(NameId(0)), levels)
            }
            Shape::App(head, args) => {
                let mut made = self.make(head)?;
                for arg in args {
                    let arg = self.make(arg)?;
                    made = self.terms.app(made, arg)?;
                }
                Ok(made)
            }
            Shape::Pi(domain, body) => {
                let text = self.names.next().copied().unwrap_or("a");
                let implicit = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
                let info = if implicit.is_some() { BinderInfo::Implicit } else { BinderInfo::Default };
                let name = self.terms.names.append(NameId(0), implicit.unwrap_or(text)).unwrap_or(NameId(0));
                let (domain, body) = (self.make(domain)?, self.make(body)?);
                // Not looked for among what there is, where it might be called otherwise.
                let made = self.terms.exprs.push(Cell::new(Tag::Pi, domain.0, body.0), false)?;
                self.terms.exprs.set_binder(made, name, info);
                Ok(made)
            }
        }
    }

    fn level(&mut self, level: L) -> LevelId {
        let levels = &mut self.terms.levels;
        let param = |at: usize| NameId(self.params.get(at).copied().unwrap_or(0));
        match level {
            L::Zero => levels.intern(Level::Zero),
            L::One => {
                let zero = levels.intern(Level::Zero);
                levels.succ(zero)
            }
            L::Param(at) => levels.param(param(at)),
            L::Succ(at) => {
                let param = levels.param(param(at));
                levels.succ(param)
            }
        }
    }
}

/// Checks the declaration of a constant of quotients against those before it.
pub fn check_quot(checker: &mut Checker<'_>, decl: DeclId) -> Result<()> {
    let Declaration::Quot(id) = checker.env.declarations()[decl.0 as usize] else {
        return bad("a declaration is no quotient");
    };
    check_quot_constant(checker, checker.env.constant(id))
}

/// Checks a constant of quotients, whose name is new, against what is visible.
pub(crate) fn check_quot_constant(checker: &mut Checker<'_>, constant: &Constant) -> Result<()> {
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
