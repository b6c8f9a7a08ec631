//! Inference with every rule checked.
//!
//! What it is: the typing rules, on a term in a frame of values. A variable of an opened binder is a value that carries
//! its type, so there is no context beside the frame. What was checked is marked on the closure of the term, that is on
//! the term with exactly the variables that it uses; another occurrence of it is not checked again. The level
//! parameters in force are part of a closure that mentions any.
//!
//! A function is checked against an expected type where there is one, so its type is not built first.

use super::value::{Kind, SubstId, ValueId};
use super::{Checker, Done, Halt};
use crate::environment::ConstantKind;
use crate::terms::{ExprId, FieldId, Level, LevelId, LevelsId, NameId, Tag};
use crate::verdict::Rule;
use smallvec::SmallVec;

impl Checker<'_> {
    /// The type of `e` in the frame on top of the stack.
    pub(super) fn check_infer(&mut self, e: ExprId, subst: SubstId) -> Done<ValueId> {
        let cell = self.terms.exprs.cell(e);
        match cell.tag() {
            Tag::Bvar | Tag::Local => {
                let value = self.delay(e, subst)?;
                self.type_of(value)
            }
            Tag::Sort => {
                self.check_level(LevelId(cell.a))?;
                let value = self.delay(e, subst)?;
                self.type_of(value)
            }
            Tag::Const => self.infer_const(e, NameId(cell.a), LevelsId(cell.b), subst),
            Tag::Nat | Tag::Str => {
                let value = self.delay(e, subst)?;
                self.type_of(value)
            }
            Tag::Lam => self.infer_lam(e, subst),
            Tag::Pi => self.infer_pi(e, subst),
            Tag::App | Tag::Let | Tag::Proj => {
                let closure = self.capture(e, subst);
                let key = self.values.closed_over(Kind::Thunk, closure);
                if self.values.is_checked(key) {
                    return Ok(ValueId(self.values.memo(key).ty));
                }
                self.guard()?;
                self.step()?;
                let ty = match cell.tag() {
                    Tag::App => self.infer_app(e, subst)?,
                    Tag::Let => self.infer_let(e, subst)?,
                    _ => self.infer_proj(FieldId(cell.b), ExprId(cell.a), subst)?,
                };
                self.values.memo_mut(key).ty = ty.0;
                self.values.set_checked(key);
                Ok(ty)
            }
        }
    }

    /// The level of the type `e`; rejects what is no type.
    pub(super) fn check_sort(&mut self, e: ExprId, subst: SubstId) -> Done<LevelId> {
        let sort = self.check_infer(e, subst)?;
        let sort = self.whnf_value(sort)?;
        if self.values.kind(sort) != Kind::Sort {
            let ty = self.delay(e, subst)?;
            return self.not_a_sort(ty, sort);
        }
        Ok(self.values.sort_level(sort))
    }

    /// Checks that the parameters in a level are those of the declaration.
    fn check_level(&mut self, level: LevelId) -> Done<()> {
        if !self.terms.levels.has_param(level) || self.level_checked.contains(&level) {
            return Ok(());
        }
        let mut todo = vec![level];
        while let Some(level) = todo.pop() {
            if !self.terms.levels.has_param(level) || !self.level_checked.insert(level) {
                continue;
            }
            match self.terms.levels.get(level) {
                Level::Zero => {}
                Level::Succ(l) => todo.push(l),
                Level::Max(l, r) | Level::Imax(l, r) => todo.extend([l, r]),
                Level::Param(name) => {
                    if !self.terms.levels.params(self.scope).contains(&name.0) {
                        return self.undeclared_level_param(name);
                    }
                }
            }
        }
        Ok(())
    }

    fn infer_const(&mut self, e: ExprId, name: NameId, levels: LevelsId, subst: SubstId) -> Done<ValueId> {
        if self.terms.levels.list_has_param(levels) {
            let list: SmallVec<[u32; 8]> = SmallVec::from_slice(self.terms.levels.list(levels));
            for level in list {
                self.check_level(LevelId(level))?;
            }
        }
        self.demand(name)?;
        if !self.unsafe_allowed
            && let Some(constant) = self.find(name)
            && constant.kind.is_unsafe()
        {
            return self.unsafe_constant(name);
        }
        let value = self.delay(e, subst)?;
        self.type_of(value)
    }

    /// A function without an expected type: its type is itself, read as a type.
    fn infer_lam(&mut self, e: ExprId, subst: SubstId) -> Done<ValueId> {
        let mark = self.stack.mark();
        let result = self.infer_lams(e, subst);
        self.stack.reset(mark);
        result?;
        let value = self.delay(e, subst)?;
        self.type_of(value)
    }

    fn infer_lams(&mut self, mut e: ExprId, subst: SubstId) -> Done<()> {
        let mut keys: SmallVec<[ValueId; 8]> = SmallVec::new();
        let mut lowest = u32::MAX;
        loop {
            let cell = self.terms.exprs.cell(e);
            if cell.tag() != Tag::Lam {
                break;
            }
            let key = self.delay(e, subst)?;
            if self.values.is_checked(key) {
                break;
            }
            self.guard()?;
            self.check_sort(ExprId(cell.a), subst)?;
            let var = self.open(e, ExprId(cell.a), self.values.bound(key), subst)?;
            lowest = lowest.min(self.values.var_parts(var).0);
            keys.push(key);
            e = ExprId(cell.b);
        }
        if self.terms.exprs.cell(e).tag() != Tag::Lam {
            let ty = self.check_infer(e, subst)?;
            if self.values.bound(ty) <= lowest
                && let Some(&key) = keys.first()
            {
                // The type mentions none of the variables.
                let pi = self.type_of(key)?;
                self.results.insert(pi, (keys.len(), ty));
            }
        }
        for key in keys {
            self.values.set_checked(key);
        }
        Ok(())
    }

    /// Pushes a new variable of the type `ty`, which was checked, for the binder `e`.
    fn open(&mut self, e: ExprId, ty: ExprId, level: u32, subst: SubstId) -> Done<ValueId> {
        let domain = self.delay(ty, subst)?;
        let var = self.fresh(level, domain)?;
        self.name_var(var, e);
        self.stack.push(var);
        Ok(var)
    }

    /// Remembers how the binder `e` is called, for messages of a session.
    fn name_var(&mut self, var: ValueId, e: ExprId) {
        if self.world.is_some()
            && let Some((name, _)) = self.terms.exprs.binder(e)
        {
            self.var_names.insert(var, name);
        }
    }

    fn infer_pi(&mut self, e: ExprId, subst: SubstId) -> Done<ValueId> {
        let mark = self.stack.mark();
        let result = self.infer_pis(e, subst);
        self.stack.reset(mark);
        result
    }

    fn infer_pis(&mut self, mut e: ExprId, subst: SubstId) -> Done<ValueId> {
        let mut levels: SmallVec<[(ValueId, LevelId); 8]> = SmallVec::new();
        let mut result = loop {
            let cell = self.terms.exprs.cell(e);
            if cell.tag() != Tag::Pi {
                break self.check_sort(e, subst)?;
            }
            let key = self.delay(e, subst)?;
            if self.values.is_checked(key) {
                break self.sort_of(key)?;
            }
            self.guard()?;
            let level = self.check_sort(ExprId(cell.a), subst)?;
            self.open(e, ExprId(cell.a), self.values.bound(key), subst)?;
            levels.push((key, level));
            e = ExprId(cell.b);
        };
        let mut sort = self.values.sort(result);
        for &(key, level) in levels.iter().rev() {
            result = self.terms.levels.imax(level, result);
            sort = self.values.sort(result);
            self.values.memo_mut(key).ty = sort.0;
            self.values.set_checked(key);
        }
        Ok(sort)
    }

    fn infer_app(&mut self, e: ExprId, subst: SubstId) -> Done<ValueId> {
        let mut args: SmallVec<[(ExprId, ValueId); 8]> = SmallVec::new();
        let mut head = e;
        loop {
            let cell = self.terms.exprs.cell(head);
            if cell.tag() != Tag::App {
                break;
            }
            let arg = ExprId(cell.b);
            args.push((arg, self.delay(arg, subst)?));
            head = ExprId(cell.a);
        }
        args.reverse();
        let mut ty = self.check_infer(head, subst)?;
        let mut at = 0;
        while at < args.len() {
            let Some(pi) = self.as_pi(ty)? else {
                return self.not_a_function(head, &args[..at], ty, subst);
            };
            let first = at;
            if self.values.kind(pi) == Kind::PiOf {
                let known = self.results.get(&pi).copied().filter(|(count, _)| *count <= args.len() - at);
                let count = known.map_or(1, |(count, _)| count);
                let mut pi = pi;
                for last in (0..count).rev() {
                    let domain = self.domain(pi)?;
                    self.check_arg(head, &args, at, domain, subst)?;
                    ty = match known {
                        Some((_, ty)) if last == 0 => ty,
                        _ => self.codomain(pi, args[at].1)?,
                    };
                    pi = ty;
                    at += 1;
                }
                continue;
            }
            let mut domains: SmallVec<[ValueId; 8]> = SmallVec::new();
            // The binders that are written out are gone through in one frame; what follows may need reduction, which
            // is for arguments that were checked.
            let closure = self.values.closure(pi);
            let mark = self.stack.mark();
            self.spread(closure);
            let mut walk = closure.expr;
            while at < args.len() {
                let cell = self.terms.exprs.cell(walk);
                if cell.tag() != Tag::Pi {
                    break;
                }
                domains.push(self.delay(ExprId(cell.a), closure.subst)?);
                self.stack.push(args[at].1);
                walk = ExprId(cell.b);
                at += 1;
            }
            let result = self.delay(walk, closure.subst);
            self.stack.reset(mark);
            ty = result?;
            for (offset, &domain) in domains.iter().enumerate() {
                self.check_arg(head, &args, first + offset, domain, subst)?;
            }
        }
        Ok(ty)
    }

    fn check_arg(
        &mut self,
        head: ExprId,
        args: &[(ExprId, ValueId)],
        at: usize,
        domain: ValueId,
        subst: SubstId,
    ) -> Done<()> {
        if let Err(found) = self.check_against(args[at].0, domain, subst)? {
            return self.app_type_mismatch(head, args, at, domain, found, subst);
        }
        Ok(())
    }

    /// Checks `e` and compares its type with `expected`. `Ok(Err(ty))`: `e` is fine, but it has the type `ty`.
    pub(super) fn check_against(
        &mut self,
        e: ExprId,
        expected: ValueId,
        subst: SubstId,
    ) -> Done<std::result::Result<(), ValueId>> {
        let tag = self.terms.exprs.cell(e).tag();
        if tag == Tag::Lam {
            let key = self.delay(e, subst)?;
            if self.against.contains(&(key, expected)) {
                return Ok(Ok(()));
            }
            if !self.values.is_checked(key)
                && let Some(pi) = self.as_pi(expected)?
            {
                self.guard()?;
                self.step()?;
                let mark = self.stack.mark();
                let result = self.check_lam(e, key, pi, subst);
                self.stack.reset(mark);
                if result?.is_ok() {
                    self.against.insert((key, expected));
                    return Ok(Ok(()));
                }
            }
        }
        let ty = self.check_infer(e, subst)?;
        Ok(if self.conv(expected, ty)? { Ok(()) } else { Err(ty) })
    }

    /// One binder of a function against a function type. `Ok(Err(()))`: it does not fit, the caller finds out why.
    fn check_lam(&mut self, e: ExprId, key: ValueId, pi: ValueId, subst: SubstId) -> Done<std::result::Result<(), ()>> {
        let cell = self.terms.exprs.cell(e);
        self.check_sort(ExprId(cell.a), subst)?;
        let domain = self.delay(ExprId(cell.a), subst)?;
        let expected = self.domain(pi)?;
        if !self.conv(expected, domain)? {
            return Ok(Err(()));
        }
        let var = self.fresh(self.values.bound(key).max(self.values.bound(pi)), domain)?;
        let codomain = self.codomain(pi, var)?;
        self.name_var(var, e);
        self.stack.push(var);
        Ok(self.check_against(ExprId(cell.b), codomain, subst)?.map_err(|_| ()))
    }

    fn infer_let(&mut self, e: ExprId, subst: SubstId) -> Done<ValueId> {
        let mark = self.stack.mark();
        let result = self.infer_lets(e, subst);
        self.stack.reset(mark);
        result
    }

    fn infer_lets(&mut self, mut e: ExprId, subst: SubstId) -> Done<ValueId> {
        loop {
            let cell = self.terms.exprs.cell(e);
            if cell.tag() != Tag::Let {
                return self.check_infer(e, subst);
            }
            let [ty, value, body] = self.terms.exprs.let_parts(cell.a);
            self.check_sort(ty, subst)?;
            let expected = self.delay(ty, subst)?;
            if let Err(found) = self.check_against(value, expected, subst)? {
                return self.let_type_mismatch(e, expected, found);
            }
            let value = self.delay(value, subst)?;
            self.stack.push(value);
            e = body;
        }
    }

    /// A projection: from a structure that has the field; from a proposition only a proof, and only if no field before
    /// it that it depends on is data.
    fn infer_proj(&mut self, field: FieldId, structure: ExprId, subst: SubstId) -> Done<ValueId> {
        let (induct, index) = self.terms.exprs.field(field);
        let ty = self.check_infer(structure, subst)?;
        let ty = self.whnf_value(ty)?;
        let value = self.delay(structure, subst)?;
        let head = self.values.head(ty);
        let indices = match self.values.kind(head) {
            Kind::Const => match self.find(self.values.const_parts(head).0).map(|c| &c.kind) {
                Some(ConstantKind::Inductive(val)) => val.num_params.checked_add(val.num_indices),
                _ => None,
            },
            _ => None,
        };
        if indices.map(|n| n as usize) != Some(self.values.args(ty).len()) {
            self.note_projection(field, value);
            return self.reject(Rule::BadProjection, "what is projected from is not a structure");
        }
        let from_prop = self.may_be_prop(ty)?;
        let Ok(mut rest) = self.ctor_fields_type(induct, ty) else {
            self.note_projection(field, value);
            return Err(Halt);
        };
        for at in 0..index {
            let Some(pi) = self.as_pi(rest)? else {
                self.note_projection(field, value);
                return self.no_such_field(induct, index);
            };
            if from_prop && self.is_dependent(pi) {
                let domain = self.domain(pi)?;
                if !self.is_prop(domain)? {
                    self.note_projection(field, value);
                    return self.prop_projection(induct, index);
                }
            }
            let before = self.terms.exprs.intern_field(induct, at);
            let before = self.values.proj(before, value);
            rest = self.codomain(pi, before)?;
        }
        let Some(pi) = self.as_pi(rest)? else {
            self.note_projection(field, value);
            return self.no_such_field(induct, index);
        };
        let domain = self.domain(pi)?;
        if from_prop && !self.is_prop(domain)? {
            self.note_projection(field, value);
            return self.prop_projection(induct, index);
        }
        Ok(domain)
    }

    /// Whether the codomain of a function type mentions the variable.
    fn is_dependent(&mut self, pi: ValueId) -> bool {
        let closure = self.values.closure(pi);
        let body = ExprId(self.terms.exprs.cell(closure.expr).b);
        match self.values.kind(pi) {
            Kind::Pi => self.uses_first(body),
            _ => true,
        }
    }

    fn uses_first(&mut self, body: ExprId) -> bool {
        let loose = self.terms.exprs.cell(body).loose();
        loose > 0 && (loose > 64 || self.mask(body) & 1 == 1)
    }

    /// The constructor and its number of parameters, if the type has exactly one.
    pub(super) fn only_ctor(&self, induct: NameId) -> Option<(NameId, u32)> {
        let ConstantKind::Inductive(val) = &self.find(induct)?.kind else { return None };
        let [ctor] = val.ctors[..] else { return None };
        match self.find(ctor)?.kind {
            ConstantKind::Constructor(ctor_val) if ctor_val.induct == induct => Some((ctor, val.num_params)),
            _ => None,
        }
    }
}
