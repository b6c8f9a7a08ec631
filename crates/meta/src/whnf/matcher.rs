//! Matches: applications of the functions that pattern matching is compiled to.
//!
//! What it is: a matcher is a definition by `casesOn`; it is reduced as a whole, by unfolding it with variables for the
//! alternatives and seeing which of them comes out on top.

use crate::config::Transparency;
use crate::context::Meta;
use crate::error::Result;
use term::{Expr, ExprKind, ExprRef};

/// What becomes of an application of a matcher.
pub enum ReduceMatcher {
    /// The alternative, applied.
    Reduced(Expr),
    /// No alternative is decided; the term that it is stuck at.
    Stuck(Expr),
    /// It has too few arguments.
    PartialApp,
    /// The head is no matcher.
    NotMatcher,
}

impl Meta {
    /// Reduces an application of a matcher.
    pub fn reduce_matcher(&mut self, e: ExprRef<'_>) -> Result<ReduceMatcher> {
        let (head, args) = e.get_app_fn_args();
        let ExprKind::Const(name, levels) = head.kind() else { return Ok(ReduceMatcher::NotMatcher) };
        let Some(info) = self.matcher_info(name) else { return Ok(ReduceMatcher::NotMatcher) };
        // Counts that are too large to be true are larger than any number of arguments.
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let (prefix, alts) = (number(info.info.first_alt_pos()), number(info.info.num_alts()));
        if args.len() < prefix.saturating_add(alts) {
            return Ok(ReduceMatcher::PartialApp);
        }
        let constant = self.constant_info(name)?;
        let levels: Vec<_> = levels.iter().collect();
        let Some(value) = self.instantiate_value_level_params(&constant, &levels)? else {
            return Ok(ReduceMatcher::NotMatcher);
        };
        let applied = value.r().beta(&args[..prefix])?;
        let applied_ty = Expr::mk_app_n(head.own(), &args[..prefix]);
        let applied_ty = self.infer_type(applied_ty.r())?;
        self.forall_telescope_reducing(applied_ty.r(), Some(alts), |meta, alternatives, _| {
            let body = applied.r().beta(alternatives)?;
            let body = meta.whnf_matcher(body.r())?;
            let (head, fields) = body.r().get_app_fn_args();
            let Some(chosen) = alternatives.iter().position(|alternative| alternative.r() == head) else {
                return Ok(ReduceMatcher::Stuck(body));
            };
            let result = Expr::mk_app_n(args[prefix + chosen].own(), &fields);
            let result = Expr::mk_app_n(result, &args[prefix + alts..]);
            Ok(ReduceMatcher::Reduced(result.r().head_beta()?))
        })
    }

    /// The normal form of what a match looks at: instances are unfolded even where less is otherwise, with what the
    /// compiler of matches itself uses.
    pub(crate) fn whnf_matcher(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        match self.config.transparency {
            Transparency::Instances | Transparency::Reducible => {
                let before = std::mem::replace(&mut self.at_matcher, true);
                let result = self.with_transparency(Transparency::Instances, |meta| meta.whnf(e));
                self.at_matcher = before;
                result
            }
            _ => self.whnf(e),
        }
    }
}
