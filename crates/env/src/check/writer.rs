//! Terms of the kernel as objects of the runtime.
//!
//! What it is: the way back from [`super::reader`]: children first, on an explicit stack, what is shared stays shared.
//! Binders are called as the kernel's tables say; locals become free variables.

use super::reader::HAVE;
use kernel::environment::{Constant, ConstantKind};
use kernel::terms::exprs::BinderInfo;
use kernel::terms::{ExprId, Level, LevelId, LevelsId, Name, NameId, Names, Node, Terms};
use rustc_hash::FxHashMap;
use term::{Expr, Literal, Nat, TooDeep};

/// Names of the kernel as objects, made once each.
#[derive(Default)]
pub struct NameObjects {
    made: FxHashMap<NameId, term::Name>,
}

impl NameObjects {
    /// The object of a name.
    pub fn get(&mut self, names: &Names, id: NameId) -> term::Name {
        let mut pending = Vec::new();
        let mut at = id;
        let mut name = loop {
            if at == NameId(0) {
                break term::Name::anonymous();
            }
            if let Some(made) = self.made.get(&at) {
                break made.clone();
            }
            pending.push(at);
            at = names.prefix(at);
        };
        for id in pending.into_iter().rev() {
            name = match names.get(id) {
                Name::Anonymous => name,
                Name::Str(_, text) => term::Name::str(&name, names.text(text)),
                Name::Num(_, number) => term::Name::num(&name, Nat::from_u64(number)),
            };
            self.made.insert(id, name.clone());
        }
        name
    }
}

/// See the page of this module.
pub struct Writer<'t> {
    terms: &'t Terms,
    names: &'t mut NameObjects,
    /// The names of free variables: that of a local is this one with the local's number.
    variables: &'t dyn Fn(u32) -> term::Name,
    levels: FxHashMap<LevelId, term::Level>,
    exprs: FxHashMap<ExprId, Expr>,
}

impl<'t> Writer<'t> {
    /// A writer of these terms. `variables` gives the names of locals, as free variables.
    pub fn new(terms: &'t Terms, names: &'t mut NameObjects, variables: &'t dyn Fn(u32) -> term::Name) -> Writer<'t> {
        Writer { terms, names, variables, levels: FxHashMap::default(), exprs: FxHashMap::default() }
    }

    /// The name.
    pub fn name(&mut self, id: NameId) -> term::Name {
        self.names.get(&self.terms.names, id)
    }

    /// The level.
    pub fn level(&mut self, root: LevelId) -> Result<term::Level, TooDeep> {
        let mut todo = vec![root];
        while let Some(&level) = todo.last() {
            if self.levels.contains_key(&level) {
                todo.pop();
                continue;
            }
            let before = todo.len();
            let node = self.terms.levels.get(level);
            if let Level::Succ(l) = node {
                self.want_level(l, &mut todo);
            } else if let Level::Max(l, r) | Level::Imax(l, r) = node {
                self.want_level(r, &mut todo);
                self.want_level(l, &mut todo);
            }
            if todo.len() > before {
                continue;
            }
            let get = |id: LevelId| self.levels.get(&id).cloned().unwrap_or_else(term::Level::zero);
            let made = match node {
                Level::Zero => term::Level::zero(),
                Level::Succ(l) => term::Level::succ(get(l))?,
                Level::Max(l, r) => term::Level::max(get(l), get(r))?,
                Level::Imax(l, r) => term::Level::imax(get(l), get(r))?,
                Level::Param(name) => term::Level::param(self.name(name)),
            };
            self.levels.insert(level, made);
            todo.pop();
        }
        Ok(self.levels.get(&root).cloned().unwrap_or_else(term::Level::zero))
    }

    fn want_level(&self, level: LevelId, todo: &mut Vec<LevelId>) {
        if !self.levels.contains_key(&level) {
            todo.push(level);
        }
    }

    fn levels(&mut self, list: LevelsId) -> Result<Vec<term::Level>, TooDeep> {
        let list = self.terms.levels.list(list);
        list.iter().map(|&level| self.level(LevelId(level))).collect()
    }

    /// The expression.
    pub fn expr(&mut self, root: ExprId) -> Result<Expr, TooDeep> {
        let mut todo = vec![root];
        while let Some(&e) = todo.last() {
            if self.exprs.contains_key(&e) {
                todo.pop();
                continue;
            }
            let before = todo.len();
            let node = self.terms.exprs.node(e);
            for part in parts(node).into_iter().rev().flatten() {
                if !self.exprs.contains_key(&part) {
                    todo.push(part);
                }
            }
            if todo.len() > before {
                continue;
            }
            let made = self.node(e, node)?;
            self.exprs.insert(e, made);
            todo.pop();
        }
        Ok(self.part(root))
    }

    /// An expression that was written before.
    fn part(&self, e: ExprId) -> Expr {
        match self.exprs.get(&e) {
            Some(made) => made.clone(),
            None => rt::bug!("a part of a term was not written before the whole: {e:?}"),
        }
    }

    fn node(&mut self, e: ExprId, node: Node) -> Result<Expr, TooDeep> {
        Ok(match node {
            Node::Bvar(index) => Expr::bvar(index)?,
            Node::Sort(level) => Expr::sort(self.level(level)?),
            Node::Const(name, levels) => {
                let levels = self.levels(levels)?;
                Expr::constant(self.name(name), levels)
            }
            Node::App(f, a) => Expr::app(self.part(f), self.part(a)),
            Node::Lam(ty, body) | Node::Pi(ty, body) => {
                let (name, info) = self.terms.exprs.binder(e).unwrap_or((NameId(0), BinderInfo::Default));
                let (name, ty, body) = (self.name(name), self.part(ty), self.part(body));
                match node {
                    Node::Lam(..) => Expr::lam(name, ty, body, manner(info)),
                    _ => Expr::forall_e(name, ty, body, manner(info)),
                }
            }
            Node::Let { ty, value, body } => {
                let (name, info) = self.terms.exprs.binder(e).unwrap_or((NameId(0), BinderInfo::Default));
                Expr::let_e(self.name(name), self.part(ty), self.part(value), self.part(body), info == HAVE)
            }
            Node::Nat(number) => {
                let number = self.terms.exprs.nat(number);
                let limbs: Vec<u64> = number.to_le_bytes().chunks(8).map(little).collect();
                let nat = Nat::cast(rt::Obj::nat_of_limbs(&limbs));
                Expr::lit(Literal::nat(nat.unwrap_or_else(|| Nat::from_u64(0))))
            }
            Node::Str(text) => Expr::lit(Literal::str(self.terms.names.text(text))),
            Node::Proj(field, of) => {
                let (structure, index) = self.terms.exprs.field(field);
                Expr::proj(self.name(structure), Nat::from_u64(index.into()), self.part(of))
            }
            Node::Local(number) => Expr::fvar((self.variables)(number)),
        })
    }

    /// What all constants have.
    fn base(&mut self, constant: &Constant, ty: Option<Expr>) -> Result<term::ConstantVal, TooDeep> {
        let params: Vec<NameId> =
            self.terms.levels.params(constant.level_params).iter().map(|&name| NameId(name)).collect();
        let params: Vec<term::Name> = params.into_iter().map(|name| self.name(name)).collect();
        let ty = match ty {
            Some(ty) => ty,
            None => self.expr(constant.ty)?,
        };
        Ok(term::ConstantVal::new(self.name(constant.name), params, ty))
    }

    fn all(&mut self, names: &[NameId]) -> Vec<term::Name> {
        names.iter().map(|&name| self.name(name)).collect()
    }

    /// A constant of those that the kernel derives. `ty` is its type where somebody gave it as an object: the same term, but
    /// with what the kernel drops. `None`: it is of a kind that is not derived.
    pub fn derived(&mut self, constant: &Constant, ty: Option<Expr>) -> Result<Option<term::ConstantInfo>, TooDeep> {
        let base = self.base(constant, ty)?;
        let nat = |n: u32| Nat::from_u64(n.into());
        Ok(Some(match &constant.kind {
            ConstantKind::Inductive(val) => {
                let shape = term::InductiveShape {
                    num_params: nat(val.num_params),
                    num_indices: nat(val.num_indices),
                    num_nested: nat(val.num_nested.unwrap_or(0)),
                    is_rec: val.is_rec,
                    is_unsafe: val.is_unsafe,
                    is_reflexive: val.is_reflexive.unwrap_or(false),
                };
                let (all, ctors) = (self.all(&val.all), self.all(&val.ctors));
                term::InductiveVal::new(base, all, ctors, shape).into()
            }
            ConstantKind::Constructor(val) => {
                let (cidx, num_params, num_fields) = (nat(val.cidx), nat(val.num_params), nat(val.num_fields));
                let induct = self.name(val.induct);
                term::ConstructorVal::new(base, induct, cidx, num_params, num_fields, val.is_unsafe).into()
            }
            ConstantKind::Recursor(val) => {
                let shape = term::RecursorShape {
                    num_params: nat(val.num_params),
                    num_indices: nat(val.num_indices),
                    num_motives: nat(val.num_motives),
                    num_minors: nat(val.num_minors),
                    k: val.k,
                    is_unsafe: val.is_unsafe,
                };
                let mut rules = Vec::with_capacity(val.rules.len());
                for rule in &val.rules {
                    let rhs = self.expr(rule.rhs)?;
                    rules.push(term::RecursorRule::new(self.name(rule.ctor), nat(rule.nfields), rhs));
                }
                term::RecursorVal::new(base, self.all(&val.all), rules, shape).into()
            }
            ConstantKind::Quot(kind) => {
                let kind = match kind {
                    kernel::environment::QuotKind::Type => term::QuotKind::Type,
                    kernel::environment::QuotKind::Ctor => term::QuotKind::Ctor,
                    kernel::environment::QuotKind::Lift => term::QuotKind::Lift,
                    kernel::environment::QuotKind::Ind => term::QuotKind::Ind,
                };
                term::QuotVal::new(base, kind).into()
            }
            ConstantKind::Axiom { .. }
            | ConstantKind::Definition { .. }
            | ConstantKind::Theorem { .. }
            | ConstantKind::Opaque { .. } => return Ok(None),
        }))
    }
}

fn little(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

fn parts(node: Node) -> [Option<ExprId>; 3] {
    match node {
        Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => [Some(a), Some(b), None],
        Node::Let { ty, value, body } => [Some(ty), Some(value), Some(body)],
        Node::Proj(_, a) => [Some(a), None, None],
        Node::Bvar(_) | Node::Sort(_) | Node::Const(..) | Node::Nat(_) | Node::Str(_) | Node::Local(_) => [None; 3],
    }
}

fn manner(info: BinderInfo) -> term::BinderInfo {
    match info {
        BinderInfo::Default => term::BinderInfo::Default,
        BinderInfo::Implicit => term::BinderInfo::Implicit,
        BinderInfo::StrictImplicit => term::BinderInfo::StrictImplicit,
        BinderInfo::InstImplicit => term::BinderInfo::InstImplicit,
    }
}
