//! The rules of recursors: what a recursor applied to a constructor reduces to.
//!
//! What it is: for each constructor, the minor premise applied to the fields and to the recursor at each field that
//! recurs. It is made with a local in the place of each recursor that it calls, of the type that the recursor has at the
//! group's parameters, motives and minor premises; so made, it is checked to have the type that the recursor promises.

use super::block::Derivation;
use super::recursors::Recursors;
use crate::environment::RecursorRule;
use crate::terms::ExprId;
use crate::terms::exprs::Tag;
use crate::terms::subst::{Binder, Closing};
use crate::verdict::{Limit, Result, Rule, Stop};

impl Derivation<'_, '_> {
    /// The rules of all recursors. `front` are the closed parameters, motives and minor premises, which have the first
    /// positions in `closing`.
    pub fn make_rules(
        &mut self,
        recursors: &Recursors,
        closing: &mut Closing,
        front: &[Binder],
    ) -> Result<Vec<Vec<RecursorRule>>> {
        let mut calls = vec![None; self.types.len()];
        let mut rules = Vec::with_capacity(self.types.len());
        for ty in 0..self.types.len() {
            let is_wanted = self.is_wanted(recursors.names[ty]);
            let mut rules_of_ty = Vec::new();
            for ctor in 0..self.types[ty].ctors.len() {
                let value = self.open_rule(ty, ctor, recursors, &mut calls, closing, front)?;
                if is_wanted {
                    rules_of_ty.push(self.close_rule(ty, ctor, value, closing, front)?);
                    self.check_memory()?;
                }
            }
            rules.push(rules_of_ty);
        }
        Ok(rules)
    }

    /// What a recursor applied to a constructor reduces to, checked, under locals for everything.
    fn open_rule(
        &mut self,
        ty: usize,
        at: usize,
        recursors: &Recursors,
        calls: &mut [Option<ExprId>],
        closing: &mut Closing,
        front: &[Binder],
    ) -> Result<ExprId> {
        let minor = &recursors.minors[ty][at];
        let fields: Vec<ExprId> = self.types[ty].ctors[at].fields.iter().map(|field| field.binder.local).collect();
        let mut value = self.checker.terms.apps(minor.binder.local, &fields)?;
        for field in 0..fields.len() {
            let Some(of) = self.types[ty].ctors[at].fields[field].recursive.as_ref().map(|recursive| recursive.ty)
            else {
                continue;
            };
            let call = match calls[of] {
                Some(call) => call,
                None => {
                    let call = self.checker.local(recursors.names[of], recursors.results[of])?;
                    closing.bind_head(&self.checker.terms, call, recursors.heads[of], front.len() as u32);
                    calls[of] = Some(call);
                    call
                }
            };
            let field = &self.types[ty].ctors[at].fields[field];
            let Some(recursive) = &field.recursive else { continue };
            let terms = &mut self.checker.terms;
            let xs: Vec<ExprId> = recursive.xs.iter().map(|x| x.local).collect();
            let call = terms.apps(call, &recursive.indices)?;
            let argument = terms.apps(field.binder.local, &xs)?;
            let call = terms.app(call, argument)?;
            let xs = recursive.xs.clone();
            let call = self.bind(Tag::Lam, &xs, call)?;
            value = self.checker.terms.app(value, call)?;
        }
        if !self.checker.check_type(value, minor.conclusion)? {
            let name = self.text(self.types[ty].ctors[at].name);
            let detail = format!("the rule for {name} does not have the type that the recursor promises");
            return self.reject(Rule::RecursorMismatch, detail);
        }
        Ok(value)
    }

    fn close_rule(
        &mut self,
        ty: usize,
        at: usize,
        value: ExprId,
        closing: &mut Closing,
        front: &[Binder],
    ) -> Result<RecursorRule> {
        let ctor = &self.types[ty].ctors[at];
        let name = ctor.name;
        let binders: Vec<Binder> = ctor.fields.iter().map(|field| field.binder).collect();
        let before = closing.len();
        let fields = closing.telescope(&mut self.checker.terms, &binders)?;
        let body = closing.close(&mut self.checker.terms, value, closing.len())?;
        closing.unbind(before);
        let rhs = closing.wrap(&mut self.checker.terms, Tag::Lam, &fields, body)?;
        let rhs = closing.wrap(&mut self.checker.terms, Tag::Lam, front, rhs)?;
        Ok(RecursorRule { ctor: name, nfields: binders.len() as u32, rhs })
    }

    /// The rules of a type with many constructors take memory with the square of their number.
    fn check_memory(&self) -> Result<()> {
        let limit = self.checker.limits.memory;
        if self.checker.terms.exprs.bytes() > limit {
            return Err(Stop::Decline(Limit::Memory { bytes: limit as u64 }));
        }
        Ok(())
    }
}
