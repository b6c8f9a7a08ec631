//! The rules for a declaration of each kind.
//!
//! What it is: what an axiom, definition, theorem, opaque constant or mutual group must be; inductive groups and
//! quotients have modules of their own.

use super::{Checker, Done, value::ValueId};
use crate::environment::{ConstId, Constant, ConstantKind, DeclId, Declaration, DefinitionSafety};
use crate::inductive;
use crate::quot;
use crate::terms::{ExprId, NameId};
use crate::verdict::{Result, Rule, Stop, Verdict};
use std::time::Instant;

impl Checker<'_> {
    /// Checks one declaration against those before it.
    pub fn check(&mut self, decl: DeclId) -> Verdict {
        let mut verdict = self.check_once(decl);
        if self.is_incomplete() && matches!(verdict, Verdict::Rejected(_)) {
            // Again, with nothing remembered: a comparison that was known to fail does not say why.
            verdict = self.check_once(decl);
            verdict = self.allow_for_lack(verdict);
        }
        verdict
    }

    fn check_once(&mut self, decl: DeclId) -> Verdict {
        self.visible = decl;
        self.prepare();
        let verdict = Verdict::from(self.check_declaration(decl));
        if verdict != Verdict::Accepted {
            // A term that was marked as checked belongs to a step that did not end.
            self.begin();
        }
        self.overlay.clear();
        verdict
    }

    /// Forgets how the last check went.
    pub(crate) fn prepare(&mut self) {
        self.steps = 0;
        self.lacks = None;
        if self.limits.time.is_some() {
            self.started = Instant::now();
        }
        self.halt = None;
        self.evidence = None;
    }

    /// Steps that the last check took.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    fn check_declaration(&mut self, decl: DeclId) -> Result<()> {
        let declaration = &self.env.declarations()[decl.0 as usize];
        for id in declaration.constants() {
            self.check_fresh(id)?;
        }
        match declaration {
            Declaration::Single(id) => self.check_single(self.env.constant(*id)),
            Declaration::Mutual(ids) => {
                let members: Vec<&Constant> = ids.iter().map(|&id| self.env.constant(id)).collect();
                self.check_mutual(&members)
            }
            Declaration::Quot(_) => quot::check_quot(self, decl),
            Declaration::Inductive { .. } => inductive::check_inductive(self, decl),
        }
    }

    /// The name is not taken by an earlier constant, nor by another of the group.
    fn check_fresh(&self, id: ConstId) -> Result<()> {
        let name = self.env.constant(id).name;
        if self.env.find(name) != Some(id) {
            let detail = format!("{} is declared already", self.name_text(name));
            return Err(Stop::reject(Rule::DuplicateDeclaration, detail));
        }
        Ok(())
    }

    /// The type of a constant is a closed type in its level parameters.
    fn check_header(&mut self, constant: &Constant) -> Result<()> {
        self.set_level_params(constant.level_params)?;
        self.check_closed(constant.ty, constant.name)?;
        self.infer_sort(constant.ty)?;
        Ok(())
    }

    /// No bound variable lacks its binder.
    pub fn check_closed(&self, e: ExprId, name: NameId) -> Result<()> {
        let cell = self.terms.exprs.cell(e);
        if cell.loose() > 0 {
            let detail = format!("{}: a bound variable has no binder", self.name_text(name));
            return Err(Stop::reject(Rule::LooseBvar, detail));
        }
        Ok(())
    }

    /// Checks an axiom, definition, theorem or opaque constant, whose name is new.
    pub(crate) fn check_single(&mut self, constant: &Constant) -> Result<()> {
        match constant.kind {
            ConstantKind::Axiom { is_unsafe, .. } => {
                self.unsafe_allowed = is_unsafe;
                self.check_header(constant)
            }
            ConstantKind::Definition { value, safety, .. } => {
                if safety != DefinitionSafety::Safe {
                    return self.check_mutual(&[constant]);
                }
                self.unsafe_allowed = false;
                self.check_header(constant)?;
                self.check_value(constant, value)
            }
            ConstantKind::Theorem { value, .. } => {
                self.unsafe_allowed = false;
                self.check_header(constant)?;
                self.check_prop(constant.ty)?;
                self.check_value(constant, value)
            }
            ConstantKind::Opaque { value, is_unsafe, .. } => {
                self.unsafe_allowed = is_unsafe;
                self.check_header(constant)?;
                self.check_value(constant, value)
            }
            _ => Err(Stop::reject(
                Rule::Malformed,
                format!("{} cannot be declared by itself", self.name_text(constant.name)),
            )),
        }
    }

    fn check_prop(&mut self, ty: ExprId) -> Result<()> {
        let result = (|| {
            let ty = self.delay_top(ty)?;
            if self.is_prop(ty)? { Ok(()) } else { self.theorem_not_prop(ty) }
        })();
        self.end(result)
    }

    /// The value is closed and has the declared type.
    fn check_value(&mut self, constant: &Constant, value: ExprId) -> Result<()> {
        self.check_closed(value, constant.name)?;
        let result = self.check_value_against(constant.ty, value);
        self.end(result)
    }

    fn check_value_against(&mut self, ty: ExprId, value: ExprId) -> Done<()> {
        let expected: ValueId = self.delay_top(ty)?;
        match self.check_against(value, expected, self.scope_subst)? {
            Ok(()) => Ok(()),
            Err(found) => self.decl_type_mismatch(expected, found),
        }
    }

    /// Definitions that may refer to each other: all unsafe or all partial, with the same level parameters. Headers
    /// first, then values, which see all headers.
    pub(crate) fn check_mutual(&mut self, members: &[&Constant]) -> Result<()> {
        let mut first = None;
        for &constant in members {
            let ConstantKind::Definition { safety, .. } = constant.kind else {
                let detail = format!("{} is no definition and stands in a mutual group", self.name_text(constant.name));
                return Err(Stop::reject(Rule::BadMutual, detail));
            };
            let (level_params, group_safety) = *first.get_or_insert((constant.level_params, safety));
            if safety == DefinitionSafety::Safe || safety != group_safety || constant.level_params != level_params {
                let detail = format!(
                    "{} differs from its group in level parameters or safety, or is safe",
                    self.name_text(constant.name)
                );
                return Err(Stop::reject(Rule::BadMutual, detail));
            }
            self.unsafe_allowed = true;
            self.check_header(constant)?;
        }
        for &constant in members {
            self.overlay.insert(constant.name, constant.clone());
        }
        for &constant in members {
            if let ConstantKind::Definition { value, .. } = constant.kind {
                self.check_value(constant, value)?;
            }
        }
        Ok(())
    }
}
