//! Constants as a session sees them: those of the library, as far as they were needed, and those that were declared.
//!
//! What it is: a table from names to constants. The checker asks the library for a constant when a step looks at it
//! ([`Checker::demand`]), and for the value of a definition or theorem when it unfolds it. Where a step looks at a constant
//! that was not asked for, the world takes a note, and the whole check is done again with the constant at hand. So what
//! is brought in depends on what a check does, and no answer depends on what was brought in before.

use super::Library;
use crate::check::{Checker, Done};
use crate::environment::{Constant, ConstantKind};
use crate::terms::{ExprId, Exprs, Levels, NameId, Names, ParamsId, Terms};
use crate::verdict::Limit;
use std::cell::RefCell;

/// Stands for the value of a definition, theorem or opaque constant that a library has and has not given yet.
pub const LATER: ExprId = ExprId(u32::MAX);

/// The tables that terms are made in.
pub struct Tables<'a> {
    /// Names and strings.
    pub names: &'a mut Names,
    /// Levels.
    pub levels: &'a mut Levels,
    /// Expressions and numbers.
    pub exprs: &'a mut Exprs,
}

/// Names that a check may look at without having asked for them, before the rest is left for the next round.
const MISSES: usize = 1 << 10;

/// See the page of this module.
pub(crate) struct World {
    library: Box<dyn Library>,
    /// For each name: 0 if nobody asked for it, 1 if it is not declared, else the place of its constant plus two.
    by_name: Vec<u32>,
    constants: Vec<Constant>,
    missed: RefCell<Vec<NameId>>,
}

const UNASKED: u32 = 0;
const ABSENT: u32 = 1;
const FIRST: u32 = 2;

impl World {
    pub(super) fn new(library: Box<dyn Library>) -> World {
        World { library, by_name: Vec::new(), constants: Vec::new(), missed: RefCell::default() }
    }

    fn state(&self, name: NameId) -> u32 {
        self.by_name.get(name.index()).copied().unwrap_or(UNASKED)
    }

    fn set(&mut self, name: NameId, state: u32) {
        if self.by_name.len() <= name.index() {
            self.by_name.resize(name.index() + 1, UNASKED);
        }
        self.by_name[name.index()] = state;
    }

    /// The constant of this name, if it is in the table.
    #[inline]
    pub fn find(&self, name: NameId) -> Option<&Constant> {
        match self.state(name) {
            UNASKED => {
                self.note_miss(name);
                None
            }
            ABSENT => None,
            at => self.constants.get((at - FIRST) as usize),
        }
    }

    #[cold]
    fn note_miss(&self, name: NameId) {
        let mut missed = self.missed.borrow_mut();
        if missed.len() < MISSES && missed.last() != Some(&name) {
            missed.push(name);
        }
    }

    /// Whether the library holds everything that its constants stand for.
    pub fn is_whole(&self) -> bool {
        self.library.is_whole()
    }

    /// Whether a constant was looked at that was not asked for.
    pub fn has_missed(&self) -> bool {
        !self.missed.borrow().is_empty()
    }

    pub(super) fn take_missed(&mut self) -> Vec<NameId> {
        std::mem::take(self.missed.get_mut())
    }

    /// Adds a constant without showing it.
    pub(super) fn push(&mut self, constant: Constant) -> (NameId, u32) {
        let added = (constant.name, self.constants.len() as u32 + FIRST);
        self.constants.push(constant);
        added
    }

    pub(super) fn show(&mut self, added: &[(NameId, u32)]) {
        added.iter().for_each(|&(name, at)| self.set(name, at));
    }

    pub(super) fn hide(&mut self, added: &[(NameId, u32)]) {
        added.iter().for_each(|&(name, _)| self.set(name, UNASKED));
    }

    /// How many constants there are, shown or not.
    pub fn len(&self) -> usize {
        self.constants.len()
    }
}

/// Constants that are looked at together with this one.
fn kin(constant: &Constant) -> &[NameId] {
    match &constant.kind {
        ConstantKind::Inductive(val) => &val.ctors,
        ConstantKind::Constructor(val) => std::slice::from_ref(&val.induct),
        ConstantKind::Recursor(val) => &val.all,
        _ => &[],
    }
}

/// The tables of a session that stay.
pub(super) fn kept(terms: &mut Terms) -> Option<Tables<'_>> {
    Some(Tables { names: &mut terms.names, levels: &mut terms.levels, exprs: terms.exprs.base_mut()? })
}

impl Checker<'_> {
    /// In a session, makes sure that [`Checker::find`] knows whether there is a constant of this name.
    #[inline]
    pub(crate) fn demand(&mut self, name: NameId) -> Done<()> {
        match &self.world {
            Some(world) if world.state(name) == UNASKED => self.bring(name),
            _ => Ok(()),
        }
    }

    #[cold]
    fn bring(&mut self, name: NameId) -> Done<()> {
        let mut todo = vec![name];
        while let Some(name) = todo.pop() {
            let (Some(world), Some(tables)) = (&mut self.world, kept(&mut self.terms)) else { return Ok(()) };
            if world.state(name) != UNASKED {
                continue;
            }
            match world.library.constant(name, tables) {
                Ok(Some(mut constant)) => {
                    constant.name = name;
                    todo.extend_from_slice(kin(&constant));
                    let (_, at) = world.push(constant);
                    world.set(name, at);
                }
                Ok(None) => world.set(name, ABSENT),
                Err(limit) => return self.stop_for(limit),
            }
        }
        Ok(())
    }

    /// As [`Checker::demand`], for callers outside of a step.
    pub(crate) fn bring_in(&mut self, name: NameId) -> crate::verdict::Result<()> {
        let done = self.demand(name);
        self.end(done)
    }

    fn stop_for<T>(&mut self, limit: Limit) -> Done<T> {
        self.halt(crate::verdict::Stop::Decline(limit))
    }

    /// A value, or if it is still to be given, that which the library gives.
    #[inline]
    pub(crate) fn given_value(
        &mut self,
        name: NameId,
        found: Option<(ExprId, ParamsId)>,
    ) -> Done<Option<(ExprId, ParamsId)>> {
        match found {
            Some((LATER, params)) => Ok(self.bring_value(name)?.map(|value| (value, params))),
            found => Ok(found),
        }
    }

    #[cold]
    fn bring_value(&mut self, name: NameId) -> Done<Option<ExprId>> {
        let (Some(world), Some(tables)) = (&mut self.world, kept(&mut self.terms)) else { return Ok(None) };
        let given = match world.library.value(name, tables) {
            Ok(given) => given,
            Err(limit) => return self.stop_for(limit),
        };
        let at = world.state(name).wrapping_sub(FIRST) as usize;
        let constant = world.constants.get_mut(at);
        if let (Some(given), Some(constant)) = (given, constant)
            && let ConstantKind::Definition { value, .. }
            | ConstantKind::Theorem { value, .. }
            | ConstantKind::Opaque { value, .. } = &mut constant.kind
        {
            *value = given;
        }
        Ok(given)
    }

    /// The value of a definition, whatever hides it.
    pub(crate) fn definition(&mut self, name: NameId) -> Option<ExprId> {
        let ConstantKind::Definition { value, .. } = self.find_declared(name)?.kind else { return None };
        let found = self.given_value(name, Some((value, ParamsId(0)))).ok()?;
        found.map(|(value, _)| value)
    }
}
