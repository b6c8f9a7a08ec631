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
use crate::verdict::{Result, Rule};

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
            let rules_of_ty = (0..self.types[ty].ctors.len())
                .map(|ctor| self.rule(ty, ctor, recursors, &mut calls, closing, front))
                .collect::<Result<Vec<_>>>()?;
            rules.push(rules_of_ty);
        }
        Ok(rules)
    }

    fn rule(
        &mut self,
        ty: usize,
        at: usize,
        recursors: &Recursors,
        calls: &mut [Option<ExprId>],
        closing: &mut Closing,
        front: &[Binder],
    ) -> Result<RecursorRule> {
        let minor = &recursors.minors[ty][at];
        let binders: Vec<Binder> = self.types[ty].ctors[at].fields.iter().map(|field| field.binder).collect();
        let fields: Vec<ExprId> = binders.iter().map(|binder| binder.local).collect();
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
        let name = self.types[ty].ctors[at].name;
        if !self.checker.check_type(value, minor.conclusion)? {
            let detail = format!("the rule for {} does not have the type that the recursor promises", self.text(name));
            return self.reject(Rule::RecursorMismatch, detail);
        }
        let before = closing.len();
        let mut telescope = front.to_vec();
        telescope.extend(closing.telescope(&mut self.checker.terms, &binders)?);
        let body = closing.close(&mut self.checker.terms, value, closing.len())?;
        closing.unbind(before);
        let rhs = closing.wrap(&mut self.checker.terms, Tag::Lam, &telescope, body)?;
        Ok(RecursorRule { ctor: name, nfields: fields.len() as u32, rhs })
    }
}
