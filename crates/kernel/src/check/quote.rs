//! Values read back as terms.
//!
//! What it is: the way from a value to a term with locals, for the rules that work on terms (inductive types) and for
//! messages. A closure that captured nothing is its own term.

use super::value::{EnvId, Kind, SubstId, ValueId};
use super::{Checker, Done};
use crate::terms::subst::Subst;
use crate::terms::{Cell, ExprId, LevelsId, NameId, Tag};
use dashu_int::UBig;
use smallvec::SmallVec;

impl Checker<'_> {
    /// A term that evaluates to `v`.
    pub(super) fn quote(&mut self, v: ValueId) -> Done<ExprId> {
        if let Some(&known) = self.quoted.get(&v) {
            return Ok(known);
        }
        self.guard()?;
        self.step()?;
        let kind = self.values.kind(v);
        let term = match kind {
            Kind::Thunk | Kind::Lam | Kind::Pi if self.is_own_term(v) => self.values.closure(v).expr,
            Kind::Thunk => {
                let forced = self.force(v)?;
                self.quote(forced)?
            }
            Kind::Lam | Kind::Pi | Kind::PiOf => self.quote_binder(v, kind)?,
            Kind::Sort => {
                let level = self.values.sort_level(v);
                let has_param = self.terms.levels.has_param(level);
                self.cell(Cell::new(Tag::Sort, level.0, 0), has_param)?
            }
            Kind::Nat | Kind::BigNat => {
                let number = match kind {
                    Kind::Nat => UBig::from(self.values.small_nat(v)),
                    _ => self.values.big_nat(v).clone(),
                };
                let number = self.terms.exprs.intern_nat(number);
                self.cell(Cell::new(Tag::Nat, number.0, 0), false)?
            }
            Kind::Str => {
                let text = self.values.str_text(v);
                self.cell(Cell::new(Tag::Str, text.0, 0), false)?
            }
            Kind::Var => match self.local_of.get(&v) {
                Some(&local) => local,
                None => {
                    let name = self.var_names.get(&v).copied().unwrap_or(NameId(0));
                    self.new_local(name, None, v)?
                }
            },
            Kind::Const => {
                let (name, levels) = self.values.const_parts(v);
                self.constant_term(name, levels)?
            }
            Kind::Proj => {
                let (field, structure) = self.values.proj_parts(v);
                let structure = self.quote(structure)?;
                self.cell(Cell::new(Tag::Proj, structure.0, field.0), false)?
            }
            Kind::App => {
                let head = self.values.head(v);
                let mut term = self.quote(head)?;
                let args: SmallVec<[ValueId; 8]> = SmallVec::from_slice(self.values.args(v));
                for arg in args {
                    let arg = self.quote(arg)?;
                    term = self.cell(Cell::new(Tag::App, term.0, arg.0), false)?;
                }
                term
            }
        };
        self.quoted.insert(v, term);
        Ok(term)
    }

    /// Whether the closure's term means the same by itself: it captured nothing, and its level parameters are those in
    /// force.
    fn is_own_term(&self, v: ValueId) -> bool {
        let closure = self.values.closure(v);
        closure.env == EnvId(0) && (closure.subst == SubstId(0) || closure.subst == self.scope_subst)
    }

    fn constant_term(&mut self, name: NameId, levels: LevelsId) -> Done<ExprId> {
        let has_param = self.terms.levels.list_has_param(levels);
        self.cell(Cell::new(Tag::Const, name.0, levels.0), has_param)
    }

    fn quote_binder(&mut self, v: ValueId, kind: Kind) -> Done<ExprId> {
        let domain = self.domain(v)?;
        let level = self.next_level.max(self.values.bound(v)).max(self.values.bound(domain));
        let var = self.fresh(level, domain)?;
        self.next_level = level + 1;
        let body = if kind == Kind::Lam { self.body(v, var)? } else { self.codomain(v, var)? };
        let ty = self.quote(domain)?;
        let binder = self.terms.exprs.binder(self.values.closure(v).expr);
        let local = self.new_local(binder.map_or(NameId(0), |(name, _)| name), Some(ty), var)?;
        let body = self.quote(body)?;
        let body = match Subst::new().abstract_locals(&mut self.terms, body, &[local]) {
            Ok(body) => body,
            Err(stop) => return self.halt(stop),
        };
        let tag = if kind == Kind::Lam { Tag::Lam } else { Tag::Pi };
        let term = self.cell(Cell::new(tag, ty.0, body.0), false)?;
        if let Some((name, info)) = binder {
            self.terms.exprs.set_binder(term, name, info);
        }
        Ok(term)
    }
}
