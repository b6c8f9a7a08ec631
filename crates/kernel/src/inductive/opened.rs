//! A telescope that is being opened.
//!
//! What it is: a term whose binders are gone through one by one, with locals for their variables that are put in only
//! where a domain or the rest is looked at. So each part of the term is gone through once.

use super::block::Derivation;
use crate::terms::exprs::BinderInfo;
use crate::terms::subst::Binder;
use crate::terms::{ExprId, NameId, Node};
use crate::verdict::Result;

/// What is left of a term, with the locals for its loose variables.
pub(super) struct Opened {
    term: ExprId,
    locals: Vec<ExprId>,
}

impl Opened {
    /// A term, with what its loose variables stand for.
    pub fn new(term: ExprId, locals: Vec<ExprId>) -> Opened {
        Opened { term, locals }
    }

    /// The next binder as it is written: name, manner and domain.
    pub fn binder(&self, d: &mut Derivation<'_, '_>) -> Result<Option<(NameId, BinderInfo, ExprId)>> {
        let Node::Pi(domain, _) = d.checker.terms.exprs.node(self.term) else { return Ok(None) };
        let (name, info) = d.checker.terms.exprs.binder(self.term).unwrap_or((NameId(0), BinderInfo::Default));
        let domain = d.work.subst.instantiate(&mut d.checker.terms, domain, &self.locals)?;
        Ok(Some((name, info, domain)))
    }

    /// Goes under the next binder.
    pub fn enter(&mut self, d: &Derivation<'_, '_>, local: ExprId) {
        if let Node::Pi(_, body) = d.checker.terms.exprs.node(self.term) {
            self.term = body;
            self.locals.push(local);
        }
    }

    /// Goes under the next binder with a new local, of the binder's type without annotations.
    pub fn enter_new(
        &mut self,
        d: &mut Derivation<'_, '_>,
        (name, info, domain): (NameId, BinderInfo, ExprId),
    ) -> Result<Binder> {
        let ty = d.without_annotations(domain)?;
        let local = d.checker.local(name, ty)?;
        self.enter(d, local);
        Ok(Binder { local, ty, name, info })
    }

    /// What is left.
    pub fn rest(&mut self, d: &mut Derivation<'_, '_>) -> Result<ExprId> {
        self.term = d.work.subst.instantiate(&mut d.checker.terms, self.term, &self.locals)?;
        self.locals.clear();
        Ok(self.term)
    }

    /// Puts another term in the place of what is left.
    pub fn set_rest(&mut self, term: ExprId) {
        self.term = term;
        self.locals.clear();
    }
}
