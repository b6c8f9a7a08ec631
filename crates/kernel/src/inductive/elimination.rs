//! Into which universes a group's recursors eliminate, and whether they reduce by the type of their argument alone.

use super::block::{Derivation, levels};
use crate::terms::{LevelId, NameId, ParamsId};
use crate::verdict::{Limit, Result, Stop};

/// What a motive may end in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Elimination {
    /// The level of the motives' sort.
    pub level: LevelId,
    /// The recursors' level parameters: those of the group, after that of `level` if it is one.
    pub params: ParamsId,
}

impl Derivation<'_, '_> {
    /// Upstream's rule: what is no proposition under any levels eliminates into everything; what may be one does so only
    /// if that gives away nothing.
    pub fn elimination(&mut self) -> Result<Elimination> {
        if self.only_into_prop()? {
            let level = self.checker.terms.levels.intern(crate::terms::Level::Zero);
            return Ok(Elimination { level, params: self.level_params });
        }
        let name = self.fresh_level_param()?;
        let table = &mut self.checker.terms.levels;
        let level = table.param(name);
        let mut list = vec![name.0];
        list.extend_from_slice(table.params(self.level_params));
        let params = table.intern_params(&list);
        Ok(Elimination { level, params })
    }

    fn only_into_prop(&mut self) -> Result<bool> {
        if levels(self.checker.terms.levels.is_never_zero(self.result_level))? {
            return Ok(false);
        }
        let [ty] = &self.types[..] else { return Ok(true) };
        let ctor = match &ty.ctors[..] {
            [] => return Ok(false),
            [ctor] => ctor,
            _ => return Ok(true),
        };
        // Each field must be a proof, or be told by the type: stand, as it is, among the result's arguments.
        for field in &ctor.fields {
            if !levels(self.checker.terms.levels.is_zero(field.sort))? && !ctor.result.contains(&field.binder.local) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `u`, or `u_1`, `u_2`, … if that is taken.
    fn fresh_level_param(&mut self) -> Result<NameId> {
        for at in 0usize.. {
            let text = if at == 0 { "u".to_owned() } else { format!("u_{at}") };
            let name = self.checker.terms.names.append(NameId(0), &text);
            let name = name.ok_or(Stop::Decline(Limit::Memory { bytes: u64::from(u32::MAX) }))?;
            if !self.checker.terms.levels.params(self.level_params).contains(&name.0) {
                return Ok(name);
            }
        }
        Ok(NameId(0))
    }

    /// Whether a recursor reduces whatever term it is given, as soon as the type is that of the constructor: for a single
    /// proposition with a single constructor without fields.
    pub fn is_k_target(&mut self) -> Result<bool> {
        let [ty] = &self.types[..] else { return Ok(false) };
        let [ctor] = &ty.ctors[..] else { return Ok(false) };
        Ok(ctor.fields.is_empty() && levels(self.checker.terms.levels.is_zero(self.result_level))?)
    }
}
