//! Why something was rejected, in words, with the terms concerned.
//!
//! What it is: one function for each way to break a rule. They are cold; each ends the check.

use super::value::ValueId;
use super::{Checker, Done, SubstId};
use crate::print;
use crate::terms::{ExprId, NameId};
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
        const BUDGET: u64 = 20_000;
        let (limits, steps) = (self.limits, self.steps);
        // The budget is looked at where the limits are, so it is rounded up by at most that distance.
        self.limits.steps = self.limits.steps.min(self.steps.saturating_add(BUDGET));
        let held = self.halt.take();
        let text = match self.quote(v) {
            Ok(term) => self.term_text(term),
            Err(_) => "(too large to show)".to_owned(),
        };
        self.halt = held;
        self.limits = limits;
        self.steps = steps;
        text
    }

    fn term_text(&self, e: ExprId) -> String {
        let local_names = |number: u32| self.locals.get(number as usize).map(|info| info.name);
        print::expr_with(&self.terms, e, &local_names, &print::Settings::default())
    }

    #[cold]
    pub(super) fn unknown_constant<T>(&mut self, name: NameId) -> Done<T> {
        let detail = if self.env.find(name).is_some() {
            format!("the constant {} is used before it is declared", self.name_text(name))
        } else {
            format!("the constant {} is not declared", self.name_text(name))
        };
        self.reject(Rule::UnknownConstant, detail)
    }

    #[cold]
    pub(super) fn level_count<T>(&mut self, name: NameId) -> Done<T> {
        let wanted = self.find(name).map_or(0, |constant| self.terms.levels.params(constant.level_params).len());
        let detail = format!("the constant {} takes {wanted} levels and is given another number", self.name_text(name));
        self.reject(Rule::LevelCount, detail)
    }

    #[cold]
    pub(super) fn unsafe_constant<T>(&mut self, name: NameId) -> Done<T> {
        let detail = format!("the constant {} is unsafe or partial", self.name_text(name));
        self.reject(Rule::UnsafeConstant, detail)
    }

    #[cold]
    pub(super) fn undeclared_level_param<T>(&mut self, name: NameId) -> Done<T> {
        let detail = format!("the level parameter {} is not declared", self.name_text(name));
        self.reject(Rule::UndeclaredLevelParam, detail)
    }

    #[cold]
    pub(super) fn not_a_sort<T>(&mut self, ty: ValueId, sort: ValueId) -> Done<T> {
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
        let (f, ty) = (self.show_app(head, args, subst), self.show(ty));
        self.reject(Rule::NotAFunction, format!("a function was expected, and not\n  {f}\nwhich has the type\n  {ty}"))
    }

    fn show_app(&mut self, head: ExprId, args: &[(ExprId, ValueId)], subst: SubstId) -> String {
        let values: Vec<ValueId> = args.iter().map(|&(_, value)| value).collect();
        match self.eval(head, subst).and_then(|head| self.apply(head, &values)) {
            Ok(value) => self.show(value),
            Err(_) => "(not shown)".to_owned(),
        }
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
        let f = self.show_app(head, &args[..at], subst);
        let arg = self.show(args[at].1);
        let (expected, found) = (self.show(expected), self.show(found));
        let detail =
            format!("the argument\n  {arg}\nhas the type\n  {found}\nbut\n  {f}\nwants the type\n  {expected}");
        self.reject(Rule::AppTypeMismatch, detail)
    }

    #[cold]
    pub(super) fn let_type_mismatch<T>(&mut self, expected: ValueId, found: ValueId) -> Done<T> {
        let (expected, found) = (self.show(expected), self.show(found));
        let detail = format!("the value of a let has the type\n  {found}\nbut the type\n  {expected}\nis declared");
        self.reject(Rule::LetTypeMismatch, detail)
    }

    #[cold]
    pub(super) fn decl_type_mismatch<T>(&mut self, expected: ValueId, found: ValueId) -> Done<T> {
        let (expected, found) = (self.show(expected), self.show(found));
        let detail = format!("the value has the type\n  {found}\nbut the type\n  {expected}\nis declared");
        self.reject(Rule::DeclTypeMismatch, detail)
    }

    #[cold]
    pub(super) fn theorem_not_prop<T>(&mut self, ty: ValueId) -> Done<T> {
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
