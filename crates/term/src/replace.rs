//! `replace`: rebuilding a term with a function of the caller's.

use crate::expr::{Expr, ExprRef};
use crate::rewrite::{self, Rewrite, Step};

impl ExprRef<'_> {
    /// Replaces each subterm for which `f` has another, from the outside in; the replacements are not looked at. `f`
    /// is asked once for each distinct object that is met.
    pub fn replace(self, mut f: impl FnMut(ExprRef<'_>) -> Option<Expr>) -> Expr {
        self.replace_with::<false>(|e, _| f(e))
    }

    /// As [`ExprRef::replace`]; `f` also gets the number of binders around the subterm, and is asked once for each
    /// pair.
    pub fn replace_with_offset(self, f: impl FnMut(ExprRef<'_>, u32) -> Option<Expr>) -> Expr {
        self.replace_with::<true>(f)
    }

    fn replace_with<const OFFSETS: bool>(self, f: impl FnMut(ExprRef<'_>, u32) -> Option<Expr>) -> Expr {
        match rewrite::run(self, &mut Replace::<_, OFFSETS>(f)) {
            Ok(e) => e,
            Err(never) => match never {},
        }
    }
}

struct Replace<F, const OFFSETS: bool>(F);

impl<F: FnMut(ExprRef<'_>, u32) -> Option<Expr>, const O: bool> Rewrite for Replace<F, O> {
    type Error = std::convert::Infallible;
    const OFFSETS: bool = O;
    const ONCE: bool = true;

    fn step(&mut self, e: ExprRef<'_>, offset: u32) -> Result<Step, Self::Error> {
        Ok(self.0(e, offset).map_or(Step::Into, Step::New))
    }
}
