//! Whether what an input claims of a group is what follows.
//!
//! What it is: counts and flags one by one, so that a message can say which is wrong, and recursors as terms: by
//! structure first, which settles nearly all, else up to definitional equality, for which the claimed term is checked as
//! any other.

use super::block::Workspace;
use super::claims::Claims;
use super::spec::Derived;
use crate::check::Checker;
use crate::environment::{Constant, ConstantKind, InductiveVal, RecursorVal};
use crate::print;
use crate::terms::{ExprId, NameId};
use crate::verdict::{Result, Rule, Stop};
use std::fmt::Display;

/// Compares all claims of a group with what follows from it.
pub(super) fn compare(
    checker: &mut Checker<'_>,
    work: &mut Workspace,
    claims: &Claims<'_>,
    derived: &Derived,
) -> Result<()> {
    for (claimed, derived) in claims.types.iter().zip(&derived.types) {
        compare_type(checker, claimed, derived)?;
    }
    for (claimed, derived) in claims.ctors.iter().zip(&derived.ctors) {
        compare_ctor(checker, claimed, derived)?;
    }
    let mut comparison = Comparison { checker, derived, work, has_recursors: false };
    for claimed in &claims.recs {
        let Some(rec) = derived.recs.iter().find(|rec| rec.name == claimed.name) else {
            let detail = format!("no recursor {} follows from its group", text(comparison.checker, claimed.name));
            return Err(Stop::reject(Rule::UnexpectedRecursor, detail));
        };
        comparison.recursor(claimed, rec)?;
    }
    Ok(())
}

fn text(checker: &Checker<'_>, name: NameId) -> String {
    print::name(&checker.terms.names, name)
}

/// Rejects a claim that differs from what follows.
fn expect<T: PartialEq + Display>(
    checker: &Checker<'_>,
    rule: Rule,
    name: NameId,
    what: &str,
    claimed: T,
    follows: T,
) -> Result<()> {
    if claimed == follows {
        return Ok(());
    }
    let detail = format!("{}: {what} is claimed to be {claimed}, and {follows} follows", text(checker, name));
    Err(Stop::reject(rule, detail))
}

fn expect_names(
    checker: &Checker<'_>,
    rule: Rule,
    name: NameId,
    what: &str,
    claimed: &[NameId],
    follows: &[NameId],
) -> Result<()> {
    if claimed == follows {
        return Ok(());
    }
    let list = |names: &[NameId]| names.iter().map(|&name| text(checker, name)).collect::<Vec<_>>().join(", ");
    expect(checker, rule, name, what, format!("[{}]", list(claimed)), format!("[{}]", list(follows)))
}

fn wrong_kind(checker: &Checker<'_>, name: NameId, what: &str) -> Stop {
    Stop::reject(Rule::Malformed, format!("{} stands in its group as {what} and is none", text(checker, name)))
}

fn compare_type(checker: &Checker<'_>, claimed: &Constant, derived: &Constant) -> Result<()> {
    let (ConstantKind::Inductive(a), ConstantKind::Inductive(b)) = (&claimed.kind, &derived.kind) else {
        return Err(wrong_kind(checker, claimed.name, "a type"));
    };
    let InductiveVal { num_params, num_indices, num_nested, all, ctors, is_rec, is_reflexive, is_unsafe } = &**b;
    let (rule, name) = (Rule::InductiveFlags, claimed.name);
    expect(checker, rule, name, "numParams", a.num_params, *num_params)?;
    expect(checker, rule, name, "numIndices", a.num_indices, *num_indices)?;
    if let (Some(a), Some(b)) = (a.num_nested, num_nested) {
        expect(checker, rule, name, "numNested", a, *b)?;
    }
    expect_names(checker, rule, name, "all", &a.all, all)?;
    expect_names(checker, rule, name, "ctors", &a.ctors, ctors)?;
    expect(checker, rule, name, "isRec", a.is_rec, *is_rec)?;
    if let (Some(a), Some(b)) = (a.is_reflexive, is_reflexive) {
        expect(checker, rule, name, "isReflexive", a, *b)?;
    }
    expect(checker, rule, name, "isUnsafe", a.is_unsafe, *is_unsafe)
}

fn compare_ctor(checker: &Checker<'_>, claimed: &Constant, derived: &Constant) -> Result<()> {
    let (ConstantKind::Constructor(a), ConstantKind::Constructor(b)) = (&claimed.kind, &derived.kind) else {
        return Err(wrong_kind(checker, claimed.name, "a constructor"));
    };
    let (rule, name) = (Rule::InductiveFlags, claimed.name);
    expect(checker, rule, name, "cidx", a.cidx, b.cidx)?;
    expect(checker, rule, name, "numParams", a.num_params, b.num_params)?;
    expect(checker, rule, name, "numFields", a.num_fields, b.num_fields)?;
    expect(checker, rule, name, "isUnsafe", a.is_unsafe, b.is_unsafe)
}

struct Comparison<'a, 'e> {
    checker: &'a mut Checker<'e>,
    derived: &'a Derived,
    work: &'a mut Workspace,
    /// Whether the recursors that follow are visible.
    has_recursors: bool,
}

impl Comparison<'_, '_> {
    fn recursor(&mut self, claimed: &Constant, derived: &Constant) -> Result<()> {
        let (ConstantKind::Recursor(a), ConstantKind::Recursor(b)) = (&claimed.kind, &derived.kind) else {
            return Err(wrong_kind(self.checker, claimed.name, "a recursor"));
        };
        let RecursorVal { all, num_params, num_indices, num_motives, num_minors, rules, k, is_unsafe } = &**b;
        let (rule, name) = (Rule::RecursorMismatch, claimed.name);
        let checker = &*self.checker;
        expect_names(checker, rule, name, "all", &a.all, all)?;
        expect(checker, rule, name, "numParams", a.num_params, *num_params)?;
        expect(checker, rule, name, "numIndices", a.num_indices, *num_indices)?;
        expect(checker, rule, name, "numMotives", a.num_motives, *num_motives)?;
        expect(checker, rule, name, "numMinors", a.num_minors, *num_minors)?;
        expect(checker, rule, name, "k", a.k, *k)?;
        expect(checker, rule, name, "isUnsafe", a.is_unsafe, *is_unsafe)?;
        let count = |constant: &Constant| checker.terms.levels.params(constant.level_params).len();
        expect(checker, rule, name, "the number of level parameters", count(claimed), count(derived))?;
        expect(checker, rule, name, "the number of rules", a.rules.len(), rules.len())?;

        self.term(claimed, derived, claimed.ty, derived.ty, None)?;
        for (at, (a, b)) in a.rules.iter().zip(rules).enumerate() {
            let checker = &*self.checker;
            if a.ctor != b.ctor {
                let what = format!("the constructor of rule {}", at + 1);
                expect_names(checker, rule, name, &what, &[a.ctor], &[b.ctor])?;
            }
            if a.nfields != b.nfields {
                let what = format!("nfields of the rule for {}", text(checker, b.ctor));
                expect(checker, rule, name, &what, a.nfields, b.nfields)?;
            }
            self.term(claimed, derived, a.rhs, b.rhs, Some(b.ctor))?;
        }
        Ok(())
    }

    /// Compares a claimed term with what follows, whose level parameters are called as they are claimed to be: the
    /// recursor's type, or its rule for a constructor.
    fn term(
        &mut self,
        claimed: &Constant,
        derived: &Constant,
        a: ExprId,
        b: ExprId,
        rule_for: Option<NameId>,
    ) -> Result<()> {
        let mut b = b;
        if claimed.level_params != derived.level_params {
            self.checker.set_level_params(claimed.level_params)?;
            let levels = self.checker.terms.levels.identity(claimed.level_params);
            b = self.work.subst.instantiate_level_params(&mut self.checker.terms, b, derived.level_params, levels)?;
        }
        if self.work.same.same(&self.checker.terms.exprs, a, b) {
            return Ok(());
        }
        if !self.has_recursors {
            for rec in &self.derived.recs {
                self.checker.overlay.insert(rec.name, rec.clone());
            }
            self.has_recursors = true;
        }
        self.checker.set_level_params(claimed.level_params)?;
        self.checker.check_closed(a, claimed.name)?;
        self.checker.infer(a)?;
        if self.checker.is_def_eq(a, b)? {
            return Ok(());
        }
        let name = text(self.checker, claimed.name);
        let what = match rule_for {
            None => "the type".to_owned(),
            Some(ctor) => format!("the rule for {}", text(self.checker, ctor)),
        };
        Err(Stop::reject(Rule::RecursorMismatch, format!("{name}: {what} is not what follows")))
    }
}
