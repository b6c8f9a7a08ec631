//! What was found before.
//!
//! What it is: results for terms without metavariables, which stay right as long as the variables that they mention are
//! what they were. An id of a variable is never used for another one, so results are kept while the context grows.
//! Source: upstream's `Lean.Meta.Cache` (`src/Lean/Meta/Basic.lean`).

use crate::config::Config;
use crate::fun_info::FunInfo;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use term::Expr;

/// The caches.
#[derive(Default)]
pub struct Cache {
    /// Types.
    pub infer_type: FxHashMap<(Expr, Config), Expr>,
    /// Weak head normal forms.
    pub whnf: FxHashMap<(Expr, Config), Expr>,
    /// What is known of the parameters of a function, by the function and how many arguments there are.
    pub fun_info: FxHashMap<(Expr, Option<usize>, Config), Rc<FunInfo>>,
    /// Pairs of terms that were compared, and the answer.
    pub def_eq: FxHashMap<(Expr, Expr, Config), bool>,
}

impl Cache {
    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Cache::default();
    }
}
