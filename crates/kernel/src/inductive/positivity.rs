//! Where the types of a group occur in a field: nowhere, as what a function returns, or where they may not.
//!
//! What it is: one walk over a field's type, reducing its head only, that decides both whether the occurrences are
//! strictly positive and how the field recurs.

use super::block::{Derivation, Recursive};
use super::opened::Opened;
use crate::session::Evidence;
use crate::terms::ExprId;
use crate::verdict::{Result, Rule};

impl Derivation<'_, '_> {
    /// How a field of the type `domain` recurs. `place` is the type, the constructor and the field, for messages.
    ///
    /// In an unsafe group all occurrences are allowed, and those that are not positive are no recursion.
    pub fn recursion(&mut self, domain: ExprId, place: (usize, usize, usize)) -> Result<Option<Recursive>> {
        // Reduction brings no type of the group into a term that does not mention it.
        if !self.mentions(domain) {
            return Ok(None);
        }
        let mut xs = Vec::new();
        let mut opened = Opened::new(domain, Vec::new());
        loop {
            let Some(binder) = opened.binder(self)? else {
                let rest = opened.rest(self)?;
                let whnf = self.whnf_member(rest)?;
                if !self.mentions(whnf) {
                    return Ok(None);
                }
                opened.set_rest(whnf);
                if whnf != rest && opened.binder(self)?.is_some() {
                    continue;
                }
                if let Some((ty, indices)) = self.as_member(whnf) {
                    return Ok(Some(Recursive { xs, ty, indices }));
                }
                return self.not_positive(
                    place,
                    false,
                    "occurs other than as a type applied to the parameters of the group",
                );
            };
            if self.mentions(binder.2) {
                if self.is_unsafe {
                    xs.push(opened.enter_new(self, binder)?);
                    continue;
                }
                return self.not_positive(place, true, "occurs as what a function takes");
            }
            xs.push(opened.enter_new(self, binder)?);
        }
    }

    fn not_positive(
        &mut self,
        (ty, at, field): (usize, usize, usize),
        is_taken: bool,
        how: &str,
    ) -> Result<Option<Recursive>> {
        if self.is_unsafe {
            return Ok(None);
        }
        let (ctor, arg) = (self.types[ty].ctors[at].name, (self.params.len() + field) as u32);
        self.checker.note(|| match is_taken {
            true => Evidence::NonPositive { arg, ctor },
            false => Evidence::NonValid { arg, ctor },
        });
        let ctor = self.text(self.types[ty].ctors[at].name);
        self.reject(Rule::Positivity, format!("{ctor}, field {}: a type of the group {how}", field + 1))
    }

    /// The weak head normal form; that of a type of the group is itself.
    fn whnf_member(&mut self, e: ExprId) -> Result<ExprId> {
        let head = self.checker.terms.head(e);
        match self.checker.terms.as_const(head) {
            Some((name, _)) if self.work.index.contains_key(&name) => Ok(e),
            _ => self.checker.whnf(e),
        }
    }
}
