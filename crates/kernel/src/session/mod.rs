//! Declarations checked one by one, as somebody makes them.
//!
//! What it is: the kernel as a front end uses it. A [`Session`] has tables that grow, and environments that are points in a
//! tree ([`Snapshot`]): [`Session::add`] checks a declaration against one of them and gives another, and every earlier one
//! can still be extended otherwise. What is imported comes from a [`Library`], constant by constant, when a check looks at
//! it, and is taken as given; so the first check does not wait for a library to be read. Types with constructors are given
//! alone, and all that follows from them is handed back.
//!
//! What it is not: a store. The tables never shrink; what was refused, and what belongs to snapshots that nobody has any
//! more, stays until the session is dropped. Sessions are cheap to begin: whoever holds what was declared so far can be
//! the library of the next one.
//!
//! Each check finds the checker as new, so its verdict depends on the declaration, the snapshot and the limits, and not on
//! what the session did before. The work is done on the caller's stack, of which `limits.stack` bytes must be left.

mod candidate;
mod evidence;
mod query;
mod settle;
mod snapshot;
mod world;

pub use candidate::Candidate;
pub use evidence::Evidence;
pub use query::Query;
pub use snapshot::Snapshot;
pub(crate) use world::World;
pub use world::{LATER, Tables};

use crate::check::{Checker, Ops};
use crate::environment::{Constant, Environment, EnvironmentBuilder};
use crate::inductive::ANNOTATIONS;
use crate::limits::Limits;
use crate::primitive::Known;
use crate::terms::{ExprId, Exprs, NameId, Terms};
use crate::verdict::{Limit, Rule, Stop, Verdict};
use hashbrown::HashSet;
use rustc_hash::FxBuildHasher;
use settle::Settling;
use std::sync::LazyLock;

/// Where imported constants come from.
///
/// What it gives is taken as given: it was checked before, or somebody else vouches for it.
pub trait Library {
    /// The constant of this name, made in these tables, without the value of a definition, theorem or opaque constant: that
    /// is [`LATER`]. An inductive type, its constructors and its recursors are in the library together or not at all.
    fn constant(&mut self, name: NameId, tables: Tables<'_>) -> Result<Option<Constant>, Limit>;

    /// The value of a constant that was given without it.
    fn value(&mut self, name: NameId, tables: Tables<'_>) -> Result<Option<ExprId>, Limit>;

    /// Whether it holds everything that its constants mention, and no definition or theorem as an axiom. Where it does not,
    /// a check that fails for want of something is declined.
    fn is_whole(&self) -> bool;
}

/// A library without constants.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Library for Nothing {
    fn constant(&mut self, _: NameId, _: Tables<'_>) -> Result<Option<Constant>, Limit> {
        Ok(None)
    }

    fn value(&mut self, _: NameId, _: Tables<'_>) -> Result<Option<ExprId>, Limit> {
        Ok(None)
    }

    fn is_whole(&self) -> bool {
        true
    }
}

/// A declaration that was accepted. Only a session makes one.
#[derive(Clone, Debug)]
pub struct Checked {
    snapshot: Snapshot,
    constants: Vec<Constant>,
}

impl Checked {
    /// The environment with the declaration.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The constants that it added: as they were submitted, or for inductive types all that follow, types first, then
    /// constructors, then recursors.
    pub fn constants(&self) -> &[Constant] {
        &self.constants
    }
}

/// A declaration that was not accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Rejected or declined.
    pub verdict: Verdict,
    /// What a rejection is about.
    pub evidence: Option<Evidence>,
}

/// See the page of this module.
pub struct Session {
    checker: Checker<'static>,
    root: Snapshot,
    /// The environment that the table of names shows.
    current: Snapshot,
    /// The names that decide what the kernel computes with.
    known_names: HashSet<NameId, FxBuildHasher>,
}

/// What the checker of a session finds declared by an input: nothing.
static NO_INPUT: LazyLock<Environment> =
    LazyLock::new(|| EnvironmentBuilder::default().finish(Terms::default().share()));

impl Session {
    /// A session over a library.
    pub fn new(library: Box<dyn Library>, limits: Limits) -> Session {
        let mut checker = Checker::new(&NO_INPUT, Known::default(), limits);
        checker.terms.exprs = Exprs::over_open(Exprs::new());
        checker.world = Some(Box::new(World::new(library)));
        let names = &mut checker.terms.names;
        let known_names = Known::roots()
            .filter_map(|path| path.iter().try_fold(NameId(0), |name, part| names.append(name, part)))
            .collect();
        // What is looked for by name has to be among the names.
        for (annotation, _) in ANNOTATIONS {
            names.append(NameId(0), annotation);
        }
        let root = Snapshot::root();
        Session { checker, current: root.clone(), root, known_names }
    }

    /// The environment in which only the library is declared.
    pub fn root(&self) -> Snapshot {
        self.root.clone()
    }

    /// The tables in which the terms of a declaration are made before it is submitted. They stay.
    pub fn tables(&mut self) -> Option<Tables<'_>> {
        world::kept(&mut self.checker.terms)
    }

    /// All terms, those of the last check included.
    pub fn terms(&self) -> &Terms {
        &self.checker.terms
    }

    /// What one check may use.
    pub fn limits(&self) -> Limits {
        self.checker.limits
    }

    /// Sets what one check may use.
    pub fn set_limits(&mut self, limits: Limits) {
        self.checker.limits = limits;
    }

    /// How many constants were brought in from the library or declared.
    pub fn len(&self) -> usize {
        self.checker.world.as_ref().map_or(0, |world| world.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes that the tables hold.
    pub fn bytes(&mut self) -> usize {
        let terms = &mut self.checker.terms;
        terms.names.bytes()
            + terms.levels.bytes()
            + terms.exprs.bytes()
            + terms.exprs.base_mut().map_or(0, |b| b.bytes())
    }

    /// The name and type of a local that [`Evidence`] or the result of a query mentions. `None`: the number is that of no
    /// local, or the type takes too long to write down.
    pub fn local(&mut self, number: u32) -> Option<(NameId, ExprId)> {
        self.checker.local_info(number)
    }

    /// Checks a declaration against an environment. The terms in it were made in [`Session::tables`].
    ///
    /// # Errors
    /// If it is rejected or declined. Nothing changes then.
    pub fn add(&mut self, at: &Snapshot, candidate: &Candidate) -> Result<Checked, Refused> {
        self.look_at(at)?;
        let outcome = self.check(at, |checker| candidate.check(checker));
        let mut constants = outcome.map_err(|stop| self.refused(stop))?;
        let exprs = &mut self.checker.terms.exprs;
        let mut settling = Settling::default();
        for constant in &mut constants {
            let settled = settling.constant(exprs, constant);
            settled.map_err(|too_loose| Refused { verdict: Verdict::from(Err(too_loose.into())), evidence: None })?;
        }
        let Some(world) = &mut self.checker.world else { return Err(nowhere()) };
        let added: Vec<_> = constants.iter().map(|constant| world.push(constant.clone())).collect();
        world.show(&added);
        let is_known = added.iter().any(|(name, _)| self.known_names.contains(name));
        self.current = at.child(added, is_known);
        Ok(Checked { snapshot: self.current.clone(), constants })
    }

    /// Does something with terms in an environment; see [`Query`]. `work` is called again from the beginning where
    /// constants have to be brought in first.
    ///
    /// # Errors
    /// What `work` fails with, or that the snapshot is not one of this session.
    pub fn ask<T>(
        &mut self,
        at: &Snapshot,
        mut work: impl FnMut(&mut Query<'_>) -> crate::verdict::Result<T>,
    ) -> Result<T, Refused> {
        self.look_at(at)?;
        let outcome = self.check(at, |checker| work(&mut Query::new(checker)));
        outcome.map_err(|stop| self.refused(stop))
    }

    fn refused(&mut self, stop: Stop) -> Refused {
        let verdict = self.checker.allow_for_lack_in_session(Verdict::from(Err(stop)));
        Refused { verdict, evidence: self.checker.evidence.take() }
    }

    /// Shows an environment, and makes sure that it is known what may be computed with in it.
    fn look_at(&mut self, at: &Snapshot) -> Result<(), Refused> {
        if !at.same_session(&self.root) {
            return Err(nowhere());
        }
        self.go_to(at);
        self.checker.enter();
        let knowledge = &at.0.knowledge;
        let (known, has_all) = match (knowledge.all.get(), knowledge.types.get()) {
            (Some(all), _) => (all.clone(), true),
            (None, Some(types)) => (types.clone(), false),
            (None, None) => {
                let types = self.rounds(Known::types_of_session);
                (knowledge.types.get_or_init(|| types).clone(), false)
            }
        };
        self.checker.known = known;
        self.checker.ops = if has_all { Ops::Known } else { Ops::Unknown };
        Ok(())
    }

    /// Does a check in the environment that is shown. Which functions on numbers compute what their names say takes some
    /// time to find out, and many checks do not come across one; the first that does starts again when it is known.
    fn check<T>(&mut self, at: &Snapshot, mut work: impl FnMut(&mut Checker<'static>) -> T) -> T {
        loop {
            let result = self.rounds(&mut work);
            if self.checker.ops != Ops::Wanted {
                return result;
            }
            let all = self.rounds(Known::of_session);
            self.checker.known = at.0.knowledge.all.get_or_init(|| all).clone();
            self.checker.ops = Ops::Known;
        }
    }

    fn go_to(&mut self, at: &Snapshot) {
        let Some(world) = &mut self.checker.world else { return };
        let (mut from, mut to, mut down) = (self.current.clone(), at.clone(), Vec::new());
        while !from.is(&to) {
            let (up_from, up_to) = (from.depth() >= to.depth(), to.depth() >= from.depth());
            if up_from {
                world.hide(&from.0.added);
            }
            if up_to {
                down.push(to.clone());
            }
            let above = |s: &Snapshot| s.parent().cloned().unwrap_or_else(|| s.clone());
            (from, to) = (if up_from { above(&from) } else { from }, if up_to { above(&to) } else { to });
        }
        for step in down.iter().rev() {
            world.show(&step.0.added);
        }
        self.current = at.clone();
    }

    /// Does something with a checker that knows nothing, again and again until it has all constants that it looks at.
    fn rounds<T>(&mut self, mut work: impl FnMut(&mut Checker<'static>) -> T) -> T {
        loop {
            self.checker.begin();
            self.checker.prepare();
            let result = work(&mut self.checker);
            let missed = self.checker.world.as_mut().map(|world| world.take_missed()).unwrap_or_default();
            if missed.is_empty() {
                return result;
            }
            for name in missed {
                if self.checker.demand(name).is_err() {
                    return result;
                }
            }
        }
    }
}

/// What is said of a snapshot that another session made.
fn nowhere() -> Refused {
    let detail = "the environment belongs to another session";
    Refused { verdict: Verdict::from(Err(Stop::reject(Rule::Malformed, detail))), evidence: None }
}
