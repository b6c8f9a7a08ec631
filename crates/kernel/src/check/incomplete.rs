//! Inputs that are not whole.
//!
//! What it is: a compiled module's exported part holds what other modules may see; definitions that they may not unfold
//! stand there as axioms, and private constants are left out. A declaration that was checked when they were there may
//! not check without them. Whoever read the input says so ([`Environment::set_incomplete`]), and where a comparison is
//! stuck at such a constant and the check fails, the answer is a decline that names it.
//!
//! [`Environment::set_incomplete`]: crate::environment::Environment::set_incomplete

use super::Checker;
use super::value::{Kind, ValueId};
use crate::environment::ConstantKind;
use crate::verdict::{Limit, Rule, Stop, Verdict};

impl Checker<'_> {
    /// Notes the constant that `v` is stuck at, if the input lacks what it stands for.
    #[inline]
    pub(super) fn note_stuck(&mut self, v: ValueId) {
        if self.is_incomplete() && self.lacks.is_none() {
            self.look_for_lack(v);
        }
    }

    fn look_for_lack(&mut self, mut v: ValueId) {
        // As long as the chain of majors and structures is: each is part of the one before.
        loop {
            v = self.forced_already(v);
            let known = self.values.memo(v).whnf;
            if known != 0 {
                v = ValueId(known);
            }
            let head = self.values.head(v);
            v = match self.values.kind(head) {
                Kind::Proj => self.values.proj_parts(head).1,
                Kind::Const => {
                    let (name, _) = self.values.const_parts(head);
                    let Some(constant) = self.find(name) else { return };
                    match &constant.kind {
                        ConstantKind::Axiom { declared, .. } => {
                            if declared.is_some() {
                                self.lacks = Some(name);
                            }
                            return;
                        }
                        ConstantKind::Recursor(rec) => match rec.major_idx() {
                            Some(at) if (at as usize) < self.values.args(v).len() => self.values.arg(v, at as usize),
                            _ => return,
                        },
                        ConstantKind::Quot(_) => match self.values.args(v).len() {
                            0..5 => return,
                            5 => self.values.arg(v, 4),
                            _ => self.values.arg(v, 5),
                        },
                        _ => return,
                    }
                }
                _ => return,
            };
        }
    }

    /// The same in a session, whose checks begin with nothing remembered.
    pub(crate) fn allow_for_lack_in_session(&mut self, verdict: Verdict) -> Verdict {
        if self.is_incomplete() { self.allow_for_lack(verdict) } else { verdict }
    }

    /// What a rejection in an input that is not whole comes to.
    pub(super) fn allow_for_lack(&mut self, verdict: Verdict) -> Verdict {
        let Verdict::Rejected(rejection) = &verdict else { return verdict };
        let lacks = match self.lacks {
            Some(name) => self.name_text(name),
            None if rejection.rule == Rule::UnknownConstant => rejection.detail.clone(),
            None => return verdict,
        };
        Verdict::from(Err(Stop::Decline(Limit::Incomplete { lacks, rejection: rejection.clone() })))
    }
}
