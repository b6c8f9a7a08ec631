//! The way back from auxiliary types to the nested occurrences that they stand for.
//!
//! What it is: after the group with auxiliary types was checked, the constructors are opened once more as they were
//! given, where the real types are visible and the constructors are not yet, and every part is checked there: what was
//! replaced, the parameters of nested occurrences, which are in no auxiliary type, and all domains. How the fields recur
//! is taken over from the first check. So nothing that follows has to be translated.

use super::block::{Derivation, Field, Recursive};
use super::opened::Opened;
use crate::terms::ExprId;
use crate::terms::exprs::Tag;
use crate::terms::subst::{Binder, Occurs, Rewriter, Visit};
use crate::verdict::{Limit, Result, Stop};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// What locals of the first check became.
type Renaming = HashMap<u32, ExprId, FxBuildHasher>;

impl Derivation<'_, '_> {
    /// Replaces fields and results by the original ones.
    pub fn restore(&mut self) -> Result<()> {
        for at in self.num_given..self.types.len() {
            if let Some(nested) = self.types[at].nested {
                self.checker.infer(nested.app)?;
            }
        }
        for ty in 0..self.types.len() {
            for ctor in 0..self.types[ty].ctors.len() {
                self.restore_ctor(ty, ctor)?;
            }
        }
        // What the auxiliary types stand for takes their place.
        for ty in &mut self.types {
            if let Some(nested) = ty.nested {
                ty.app = nested.app;
            }
        }
        Ok(())
    }

    fn restore_ctor(&mut self, ty: usize, at: usize) -> Result<()> {
        let ctor_ty = self.types[ty].ctors[at].ty;
        let (mut opened, skip) = match self.types[ty].nested {
            Some(nested) => (Opened::new(ctor_ty, Vec::new()), nested.num_params),
            None => (Opened::new(self.after_params(ctor_ty), self.param_locals.clone()), self.params.len()),
        };
        let before = std::mem::take(&mut self.types[ty].ctors[at].fields);
        let mut renaming = Renaming::default();
        let mut fields = Vec::with_capacity(before.len());
        for field in before {
            let Some(binder) = opened.binder(self)? else { break };
            let sort = self.checker.infer_sort(binder.2)?;
            let binder = opened.enter_new(self, binder)?;
            let recursive = match field.recursive {
                Some(recursive) => Some(self.restore_recursion(recursive, &mut renaming)?),
                None => None,
            };
            renaming.insert(self.checker.terms.exprs.cell(field.binder.local).a, binder.local);
            fields.push(Field { binder, sort, recursive });
        }
        let result = opened.rest(self)?;
        self.checker.infer_sort(result)?;
        let ctor = &mut self.types[ty].ctors[at];
        ctor.fields = fields;
        ctor.result = self.checker.terms.spine(result).args.split_off(skip);
        Ok(())
    }

    fn restore_recursion(&mut self, recursive: Recursive, renaming: &mut Renaming) -> Result<Recursive> {
        let mut xs = Vec::with_capacity(recursive.xs.len());
        for x in recursive.xs {
            let ty = self.restored(x.ty, renaming)?;
            let local = self.checker.local(x.name, ty)?;
            renaming.insert(self.checker.terms.exprs.cell(x.local).a, local);
            xs.push(Binder { local, ty, ..x });
        }
        let indices =
            recursive.indices.into_iter().map(|index| self.restored(index, renaming)).collect::<Result<_>>()?;
        Ok(Recursive { xs, ty: recursive.ty, indices })
    }

    /// A term of the first check with the locals of the second.
    fn restored(&mut self, e: ExprId, renaming: &Renaming) -> Result<ExprId> {
        let of = |local: u32| renaming.get(&local).copied();
        if !self.mentions(e) {
            return self.work.subst.replace_locals(&mut self.checker.terms, e, of);
        }
        // Only where an unsafe type occurs negatively.
        let originals: HashMap<ExprId, ExprId, FxBuildHasher> =
            self.types.iter().filter_map(|ty| Some((ty.app, ty.nested?.app))).collect();
        let restored = Rewriter::new(self.names).run(&mut self.checker.terms, e, 0, |_, e, cell, _, _| {
            if let Some(&original) = originals.get(&e) {
                return Ok(Visit::Done(original));
            }
            Ok(match cell.tag() {
                Tag::Local => of(cell.a).map_or(Visit::Keep, Visit::Done),
                _ => Visit::Into,
            })
        })?;
        let auxiliary = |name| self.work.index.get(&name).is_some_and(|&at| at >= self.num_given);
        if Occurs::new().occurs(&self.checker.terms.exprs, restored, auxiliary) {
            let what = "an unsafe nested type in a place where it does not stand for itself";
            return Err(Stop::Decline(Limit::Unsupported { what }));
        }
        Ok(restored)
    }
}
