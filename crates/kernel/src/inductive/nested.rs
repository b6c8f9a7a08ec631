//! Nested occurrences, as in `inductive Tree | node : List Tree → Tree`, by auxiliary types.
//!
//! What it is: for each application `I Ds` of a type declared before to parameters that mention the group, the group
//! gets an auxiliary type, whose constructors are those of `I` with `Ds` put in, and the occurrence is replaced by it.
//! The auxiliary types' constructors may nest again. What comes out is an ordinary mutual group; `restore` is the way
//! back.
//!
//! The names of auxiliary types are in no term of the input, so nothing can refer to them but what is made here.

use super::block::{BlockCtor, BlockType, Derivation, Nested};
use crate::environment::ConstantKind;
use crate::session::Evidence;
use crate::terms::exprs::Tag;
use crate::terms::subst::{Rewriter, Spine, Visit};
use crate::terms::{ExprId, LevelsId, NameId, Node, ParamsId};
use crate::verdict::{Limit, Result, Rule, Stop};
use hashbrown::{HashMap, HashSet};
use rustc_hash::FxBuildHasher;

/// Auxiliary types that a group may have. Where a type hides an occurrence of itself at a larger type, one nested in it
/// would have infinitely many.
const MAX_AUXILIARY: usize = 1024;

/// The auxiliary types by what they stand for, in the form in which equal terms have equal ids.
type Known = HashMap<ExprId, usize, FxBuildHasher>;

impl Derivation<'_, '_> {
    /// Replaces nested occurrences in all constructors, those of auxiliary types too, and finds out whether the group is
    /// recursive and reflexive.
    pub fn eliminate_nested(&mut self) -> Result<()> {
        let mut known = Known::default();
        let mut at = 0;
        while at < self.types.len() {
            for ctor in 0..self.types[at].ctors.len() {
                let ty = self.types[at].ctors[ctor].ty;
                self.note_recursion(ty);
                if self.nested_in(ty).is_empty() {
                    continue;
                }
                let opened = if self.types[at].nested.is_some() {
                    ty
                } else {
                    let body = self.after_params(ty);
                    self.work.subst.instantiate(&mut self.checker.terms, body, &self.param_locals)?
                };
                let replaced = self.replace_nested(opened, &mut known)?;
                self.types[at].ctors[ctor].replaced = Some(replaced);
            }
            at += 1;
        }
        Ok(())
    }

    /// A group is recursive if a field's type mentions it, and reflexive if one is, as it is written, a function type
    /// that mentions it.
    fn note_recursion(&mut self, mut ty: ExprId) {
        while let Node::Pi(domain, body) = self.checker.terms.exprs.node(ty) {
            if self.is_rec && self.is_reflexive {
                return;
            }
            if self.mentions(domain) {
                self.is_rec = true;
                self.is_reflexive |= self.checker.terms.exprs.cell(domain).tag() == Tag::Pi;
            }
            ty = body;
        }
    }

    /// The nested occurrences in a term, each with all its arguments, in the order in which they are written.
    fn nested_in(&mut self, root: ExprId) -> Vec<ExprId> {
        let mut found = Vec::new();
        let mut seen: HashSet<ExprId, FxBuildHasher> = HashSet::default();
        let mut todo = vec![(root, false)];
        while let Some((e, is_head)) = todo.pop() {
            if !self.mentions(e) || !seen.insert(e) {
                continue;
            }
            match self.checker.terms.exprs.node(e) {
                // The function of an application that is no nested occurrence is none either.
                Node::App(f, x) => {
                    if !is_head && self.as_nested(e).is_some() {
                        found.push(e);
                    } else {
                        todo.extend([(x, false), (f, true)]);
                    }
                }
                Node::Lam(ty, body) | Node::Pi(ty, body) => todo.extend([(body, false), (ty, false)]),
                Node::Let { ty, value, body } => todo.extend([(body, false), (value, false), (ty, false)]),
                Node::Proj(_, structure) => todo.push((structure, false)),
                Node::Bvar(_) | Node::Sort(_) | Node::Const(..) | Node::Nat(_) | Node::Str(_) | Node::Local(_) => {}
            }
        }
        found
    }

    /// If `e` is a type declared before whose parameters are given and mention the group: its name and levels, the
    /// number of parameters, and the application.
    fn as_nested(&mut self, e: ExprId) -> Option<(NameId, LevelsId, usize, Spine)> {
        let head = self.checker.terms.head(e);
        let (name, levels) = self.checker.terms.as_const(head)?;
        let _ = self.checker.demand(name);
        let ConstantKind::Inductive(val) = &self.checker.find(name)?.kind else { return None };
        let num_params = val.num_params as usize;
        let spine = self.checker.terms.spine(e);
        if spine.args.len() < num_params || !spine.args[..num_params].iter().any(|&arg| self.mentions(arg)) {
            return None;
        }
        Some((name, levels, num_params, spine))
    }

    fn replace_nested(&mut self, opened: ExprId, known: &mut Known) -> Result<ExprId> {
        let mut replacements: HashMap<ExprId, ExprId, FxBuildHasher> = HashMap::default();
        for e in self.nested_in(opened) {
            let Some((name, levels, num_params, mut spine)) = self.as_nested(e) else { continue };
            let rest = spine.args.split_off(num_params);
            if spine.args.iter().any(|&arg| self.checker.terms.exprs.cell(arg).loose() > 0) {
                self.checker.note(|| Evidence::NestedLocals(name));
                let detail = format!(
                    "{} is nested in {} at parameters that depend on a local variable",
                    self.type_text(0),
                    self.text(name)
                );
                return self.reject(Rule::Nested, detail);
            }
            let at = self.auxiliary(name, levels, &spine, known)?;
            let new = self.checker.terms.apps(self.types[at].app, &rest)?;
            replacements.insert(e, new);
        }
        Rewriter::new(self.names).run(&mut self.checker.terms, opened, 0, |_, e, _, _, _| {
            Ok(replacements.get(&e).map_or(Visit::Into, |&new| Visit::Done(new)))
        })
    }

    /// The auxiliary type for an occurrence; it is added if it is new, and those for the other types of the nested
    /// type's group with it.
    fn auxiliary(&mut self, name: NameId, levels: LevelsId, spine: &Spine, known: &mut Known) -> Result<usize> {
        let app = self.checker.terms.apps(spine.head, &spine.args)?;
        let (key, is_unique) = self.work.subst.canonical(&mut self.checker.terms, app)?;
        if let Some(&at) = known.get(&key) {
            return Ok(at);
        }
        for at in self.num_given..self.types.len() {
            if !is_unique
                && let Some(nested) = self.types[at].nested
                && self.work.same.same(&self.checker.terms.exprs, nested.app, app)
            {
                known.insert(key, at);
                return Ok(at);
            }
        }
        let all = match self.checker.find(name).map(|constant| &constant.kind) {
            Some(ConstantKind::Inductive(val)) => val.all.clone(),
            _ => Vec::new(),
        };
        let mut found = None;
        for member in all {
            let at = self.add_auxiliary(member, levels, &spine.args)?;
            if let Some(nested) = self.types[at].nested {
                let (key, _) = self.work.subst.canonical(&mut self.checker.terms, nested.app)?;
                known.insert(key, at);
            }
            if member == name {
                found = Some(at);
            }
        }
        match found {
            Some(at) => Ok(at),
            None => {
                let detail = format!("{} is not in the group that it lists", self.text(name));
                self.reject(Rule::Nested, detail)
            }
        }
    }

    fn add_auxiliary(&mut self, name: NameId, levels: LevelsId, args: &[ExprId]) -> Result<usize> {
        let at = self.types.len();
        if at - self.num_given >= MAX_AUXILIARY {
            return Err(Stop::Decline(Limit::Unsupported { what: "more than 1024 nested occurrences in one group" }));
        }
        let Some((params, ty, ctors)) = self.checker.find(name).and_then(|constant| match &constant.kind {
            ConstantKind::Inductive(val) => Some((constant.level_params, constant.ty, val.ctors.clone())),
            _ => None,
        }) else {
            let detail = format!("{}, of a group that a type is nested in, is not declared", self.text(name));
            return self.reject(Rule::Nested, detail);
        };
        let opened = self.with_args(name, params, ty, levels, args)?;
        let head = self.checker.terms.constant(name, levels)?;
        let app = self.checker.terms.apps(head, args)?;

        let own_name = self.fresh_auxiliary_name()?;
        self.work.index.insert(own_name, at);
        let own = self.checker.terms.constant(own_name, self.levels)?;
        let own_app = self.checker.terms.apps(own, &self.param_locals)?;
        let own_ty = self.bind(Tag::Pi, &self.params.clone(), opened)?;

        let mut block_ctors = Vec::with_capacity(ctors.len());
        for ctor in ctors {
            let Some((params, ty)) = self.checker.find(ctor).map(|constant| (constant.level_params, constant.ty))
            else {
                let detail = format!("{}, of a type that a type is nested in, is not declared", self.text(ctor));
                return self.reject(Rule::Nested, detail);
            };
            let ty = self.with_args(ctor, params, ty, levels, args)?;
            let head = self.checker.terms.constant(ctor, levels)?;
            let app = self.checker.terms.apps(head, args)?;
            block_ctors.push(BlockCtor { name: ctor, ty, replaced: None, app, fields: Vec::new(), result: Vec::new() });
        }
        self.types.push(BlockType {
            name: own_name,
            ty: own_ty,
            opened,
            app: own_app,
            indices: Vec::new(),
            ctors: block_ctors,
            nested: Some(Nested { app, num_params: args.len(), name }),
        });
        Ok(at)
    }

    /// The type of a constant with levels and leading arguments put in.
    fn with_args(
        &mut self,
        name: NameId,
        params: ParamsId,
        ty: ExprId,
        levels: LevelsId,
        args: &[ExprId],
    ) -> Result<ExprId> {
        let terms = &mut self.checker.terms;
        if terms.levels.params(params).len() != terms.levels.list(levels).len() {
            let detail = format!("the constant {} is given a wrong number of levels", self.text(name));
            return self.reject(Rule::LevelCount, detail);
        }
        let mut body = self.work.subst.instantiate_level_params(terms, ty, params, levels)?;
        for _ in args {
            let Node::Pi(_, rest) = terms.exprs.node(body) else {
                let detail = format!("{} has fewer binders than its type has parameters", self.text(name));
                return self.reject(Rule::Nested, detail);
            };
            body = rest;
        }
        self.work.subst.instantiate(terms, body, args)
    }
}
