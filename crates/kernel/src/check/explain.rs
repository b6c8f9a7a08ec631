//! Why something was rejected, in words, with the terms concerned.
//!
//! What it is: one function for each way to break a rule. They are cold; each ends the check.

use super::value::ValueId;
use super::{Checker, Done, SubstId};
use crate::environment::{ConstantKind, DefinitionSafety};
use crate::print;
use crate::session::Evidence;
use crate::terms::{ExprId, FieldId, LevelsId, NameId};
use crate::verdict::{Rule, Stop};

impl Checker<'_> {
    #[cold]
    pub(super) fn reject<T>(&mut self, rule: Rule, detail: impl Into<String>) -> Done<T> {
        let stop = Stop::reject(rule, detail);
        self.halt(stop)
    }

    pub(super) fn name_text(&self, name: NameId) -> String {
        print::name(&self.terms.names, name)
    }

    /// A value as text. A value that takes too long to read back is not shown.
    fn show(&mut self, v: ValueId) -> String {
        self.within_budget(|this| match this.quote(v) {
            Ok(term) => this.term_text(term),
            Err(_) => "(too large to show)".to_owned(),
        })
    }

    fn term_text(&self, e: ExprId) -> String {
        let local_names = |number: u32| self.locals.get(number as usize).map(|info| info.name);
        print::expr_with(&self.terms, e, &local_names, &print::Settings::default())
    }

    #[cold]
    pub(super) fn unknown_constant<T>(&mut self, name: NameId) -> Done<T> {
        self.note(|| Evidence::UnknownConstant(name));
        let detail = if self.env.find(name).is_some() {
            format!("the constant {} is used before it is declared", self.name_text(name))
        } else {
            format!("the constant {} is not declared", self.name_text(name))
        };
        self.reject(Rule::UnknownConstant, detail)
    }

    #[cold]
    pub(super) fn level_count<T>(&mut self, name: NameId, levels: LevelsId) -> Done<T> {
        let wanted = self.find(name).map_or(0, |constant| self.terms.levels.params(constant.level_params).len());
        let given = self.terms.levels.list(levels).len();
        self.note(|| Evidence::LevelCount { name, wanted, given });
        let detail = format!("the constant {} takes {wanted} levels and is given another number", self.name_text(name));
        self.reject(Rule::LevelCount, detail)
    }

    #[cold]
    pub(super) fn unsafe_constant<T>(&mut self, name: NameId) -> Done<T> {
        let kind = self.find(name).map(|constant| constant.kind.clone());
        let is_partial = matches!(kind, Some(ConstantKind::Definition { safety: DefinitionSafety::Partial, .. }));
        self.note(|| if is_partial { Evidence::Partial(name) } else { Evidence::Unsafe(name) });
        let detail = format!("the constant {} is unsafe or partial", self.name_text(name));
        self.reject(Rule::UnsafeConstant, detail)
    }

    #[cold]
    pub(super) fn undeclared_level_param<T>(&mut self, name: NameId) -> Done<T> {
        self.note(|| Evidence::UndeclaredLevelParam(name));
        let detail = format!("the level parameter {} is not declared", self.name_text(name));
        self.reject(Rule::UndeclaredLevelParam, detail)
    }

    #[cold]
    pub(super) fn not_a_sort<T>(&mut self, ty: ValueId, sort: ValueId) -> Done<T> {
        self.note_terms(|this| Some(Evidence::TypeExpected(this.quote(ty).ok()?)));
        let (ty, sort) = (self.show(ty), self.show(sort));
        self.reject(Rule::NotASort, format!("a type was expected, and not\n  {ty}\nwhich has the type\n  {sort}"))
    }

    #[cold]
    pub(super) fn not_a_function<T>(
        &mut self,
        head: ExprId,
        args: &[(ExprId, ValueId)],
        ty: ValueId,
        subst: SubstId,
    ) -> Done<T> {
        self.note_terms(|this| {
            let f = this.apply_head(head, args, subst)?;
            Some(Evidence::FunctionExpected(this.quote(f).ok()?))
        });
        let (f, ty) = (self.show_app(head, args, subst), self.show(ty));
        self.reject(Rule::NotAFunction, format!("a function was expected, and not\n  {f}\nwhich has the type\n  {ty}"))
    }

    fn show_app(&mut self, head: ExprId, args: &[(ExprId, ValueId)], subst: SubstId) -> String {
        match self.apply_head(head, args, subst) {
            Some(value) => self.show(value),
            None => "(not shown)".to_owned(),
        }
    }

    fn apply_head(&mut self, head: ExprId, args: &[(ExprId, ValueId)], subst: SubstId) -> Option<ValueId> {
        let values: Vec<ValueId> = args.iter().map(|&(_, value)| value).collect();
        self.eval(head, subst).and_then(|head| self.apply(head, &values)).ok()
    }

    /// Remembers what a rejection is about, in a session: the first one counts.
    pub(crate) fn note(&mut self, evidence: impl FnOnce() -> Evidence) {
        if self.world.is_some() && self.evidence.is_none() {
            self.evidence = Some(evidence());
        }
    }

    /// As [`Checker::note`], with terms that values are read back as, if that does not take too long.
    pub(super) fn note_terms(&mut self, evidence: impl FnOnce(&mut Self) -> Option<Evidence>) {
        if self.world.is_none() || self.evidence.is_some() {
            return;
        }
        self.evidence = self.within_budget(evidence).or(Some(Evidence::Unshown));
    }

    /// Remembers that a projection is not one.
    #[cold]
    pub(super) fn note_projection(&mut self, field: FieldId, structure: ValueId) {
        self.note_terms(|this| {
            let structure = this.quote(structure).ok()?;
            Some(Evidence::InvalidProjection(this.terms.proj(field, structure).ok()?))
        });
    }

    /// Does something for a message, which neither counts as a step nor ends the check, and stops early if it takes long.
    pub(super) fn within_budget<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        const BUDGET: u64 = 20_000;
        let (limits, steps) = (self.limits, self.steps);
        // The budget is looked at where the limits are, so it is rounded up by at most that distance.
        self.limits.steps = self.limits.steps.min(self.steps.saturating_add(BUDGET));
        let held = self.halt.take();
        let result = work(self);
        self.halt = held;
        self.limits = limits;
        self.steps = steps;
        result
    }

    #[cold]
    pub(super) fn app_type_mismatch<T>(
        &mut self,
        head: ExprId,
        args: &[(ExprId, ValueId)],
        at: usize,
        expected: ValueId,
        found: ValueId,
        subst: SubstId,
    ) -> Done<T> {
        self.note_terms(|this| {
            let f = this.apply_head(head, &args[..at], subst)?;
            let fn_type = this.type_of(f).ok()?;
            let (f, arg, fn_type) = (this.quote(f).ok()?, this.quote(args[at].1).ok()?, this.quote(fn_type).ok()?);
            let arg_type = this.quote(found).ok()?;
            Some(Evidence::AppTypeMismatch { app: this.terms.app(f, arg).ok()?, fn_type, arg_type })
        });
        let f = self.show_app(head, &args[..at], subst);
        let arg = self.show(args[at].1);
        let (expected, found) = (self.show(expected), self.show(found));
        let detail =
            format!("the argument\n  {arg}\nhas the type\n  {found}\nbut\n  {f}\nwants the type\n  {expected}");
        self.reject(Rule::AppTypeMismatch, detail)
    }

    #[cold]
    pub(super) fn let_type_mismatch<T>(&mut self, e: ExprId, expected: ValueId, found: ValueId) -> Done<T> {
        let name = self.terms.exprs.binder(e).map_or(NameId(0), |(name, _)| name);
        self.note_terms(|this| {
            let (given, wanted) = (this.quote(found).ok()?, this.quote(expected).ok()?);
            Some(Evidence::LetTypeMismatch { name, given, wanted })
        });
        let (expected, found) = (self.show(expected), self.show(found));
        let detail = format!("the value of a let has the type\n  {found}\nbut the type\n  {expected}\nis declared");
        self.reject(Rule::LetTypeMismatch, detail)
    }

    #[cold]
    pub(super) fn decl_type_mismatch<T>(&mut self, expected: ValueId, found: ValueId) -> Done<T> {
        self.note_terms(|this| Some(Evidence::DeclTypeMismatch { given: this.quote(found).ok()? }));
        let (expected, found) = (self.show(expected), self.show(found));
        let detail = format!("the value has the type\n  {found}\nbut the type\n  {expected}\nis declared");
        self.reject(Rule::DeclTypeMismatch, detail)
    }

    #[cold]
    pub(super) fn theorem_not_prop<T>(&mut self, ty: ValueId) -> Done<T> {
        self.note(|| Evidence::TheoremNotProp);
        let ty = self.show(ty);
        self.reject(Rule::TheoremNotProp, format!("the type of the theorem is no proposition:\n  {ty}"))
    }

    #[cold]
    pub(super) fn no_such_field<T>(&mut self, induct: NameId, index: u32) -> Done<T> {
        let detail = format!("{} has no field {index}", self.name_text(induct));
        self.reject(Rule::BadProjection, detail)
    }

    #[cold]
    pub(super) fn prop_projection<T>(&mut self, induct: NameId, index: u32) -> Done<T> {
        let detail = format!(
            "field {index} of the proposition {} is data, or depends on a field that is data",
            self.name_text(induct)
        );
        self.reject(Rule::PropProjection, detail)
    }
}
