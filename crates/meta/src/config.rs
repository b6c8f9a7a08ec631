//! How far unification and reduction go.
//!
//! Source: upstream's `Lean.Meta.Config` and `TransparencyMode` (`src/Lean/Meta/Basic.lean`,
//! `src/Init/MetaTypes.lean`).

/// Which definitions are unfolded. Each unfolds what those before it do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Transparency {
    /// None.
    None,
    /// Those with the attribute `reducible`.
    Reducible,
    /// Also instances.
    Instances,
    /// Also all but those with the attribute `irreducible`, and theorems.
    #[default]
    Default,
    /// All.
    All,
}

/// What a structure's projection may do to a term.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum ProjReduction {
    /// It stays.
    No,
    /// It is done if the structure is a constructor's application, reduced without unfolding.
    Yes,
    /// The structure is reduced as `whnf` does.
    #[default]
    YesWithDelta,
    /// As [`Self::YesWithDelta`], with instances unfolded at most.
    YesWithDeltaI,
}

/// Which structures equal the constructor applied to their fields.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum EtaStruct {
    /// All.
    #[default]
    All,
    /// Those that are no classes.
    NotClasses,
    /// None.
    None,
}

/// Switches of unification and reduction.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Config {
    /// `?m a =?= f b` is solved by `?m := f` and `a =?= b`.
    pub fo_approx: bool,
    /// A metavariable's value may mention variables that its context lacks, if these can be taken out.
    pub ctx_approx: bool,
    /// Arguments of a metavariable that are no variables are passed over.
    pub quasi_pattern_unification: bool,
    /// `?m a =?= t` is solved by `?m := fun _ => t`.
    pub const_approx: bool,
    /// Comparing with a stuck term is an exception instead of a no.
    pub is_def_eq_stuck_ex: bool,
    /// Proofs of one proposition are equal.
    pub proof_irrelevance: bool,
    /// A metavariable that is neither natural nor synthetic may be assigned.
    pub assign_synthetic_opaque: bool,
    /// Additions of literals are recognised.
    pub offset_cnstrs: bool,
    /// Which definitions are unfolded.
    pub transparency: Transparency,
    /// Structures equal their fields.
    pub eta_struct: EtaStruct,
    /// Matches and recursors are reduced.
    pub iota: bool,
    /// Functions are applied.
    pub beta: bool,
    /// What projections do.
    pub proj: ProjReduction,
    /// `let` is reduced.
    pub zeta: bool,
    /// Variables are replaced by their values.
    pub zeta_delta: bool,
    /// A `let` whose variable does not occur is dropped.
    pub zeta_unused: bool,
    /// `have` is reduced too.
    pub zeta_have: bool,
    /// Which variables were replaced by their values is noted.
    pub track_zeta_delta: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            fo_approx: false,
            ctx_approx: false,
            quasi_pattern_unification: false,
            const_approx: false,
            is_def_eq_stuck_ex: false,
            proof_irrelevance: true,
            assign_synthetic_opaque: false,
            offset_cnstrs: true,
            transparency: Transparency::Default,
            eta_struct: EtaStruct::All,
            iota: true,
            beta: true,
            proj: ProjReduction::YesWithDelta,
            zeta: true,
            zeta_delta: true,
            zeta_unused: true,
            zeta_have: true,
            track_zeta_delta: false,
        }
    }
}
