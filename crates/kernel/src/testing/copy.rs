//! Constants copied from one set of tables into another.
//!
//! What it is: a structural copy that keeps sharing: each expression is copied once, and equal ones become one. It uses
//! no stack, however deep the terms.

use super::theory::Group;
use crate::environment::{Constant, ConstantKind};
use crate::terms::{Cell, ExprId, Level, LevelId, LevelsId, Name, NameId, Node, ParamsId, Tag, Terms};
use rustc_hash::FxHashMap as HashMap;

type Memo<K> = HashMap<K, K>;

/// A copy in progress.
pub struct Copier<'a> {
    from: &'a Terms,
    to: &'a mut Terms,
    names: Memo<NameId>,
    levels: Memo<LevelId>,
    exprs: Memo<ExprId>,
    lets: HashMap<(ExprId, ExprId, ExprId), ExprId>,
    /// What level parameters are called in the copy, where that differs.
    level_params: HashMap<NameId, NameId>,
}

impl<'a> Copier<'a> {
    /// A copy from tables to other tables.
    pub fn new(from: &'a Terms, to: &'a mut Terms) -> Copier<'a> {
        let (names, levels, exprs) = (Memo::default(), Memo::default(), Memo::default());
        Copier { from, to, names, levels, exprs, lets: HashMap::default(), level_params: HashMap::default() }
    }

    /// A copy in which these level parameters have other names, which belong to the tables of the copy.
    pub fn with_level_params(mut self, level_params: HashMap<NameId, NameId>) -> Copier<'a> {
        self.level_params = level_params;
        self
    }

    fn level_param(&mut self, name: NameId) -> NameId {
        match self.level_params.get(&name) {
            Some(&renamed) => renamed,
            None => self.name(name),
        }
    }

    /// A name.
    pub fn name(&mut self, name: NameId) -> NameId {
        let mut chain = Vec::new();
        let mut at = name;
        let mut copied = loop {
            if at == NameId(0) {
                break at;
            }
            if let Some(&done) = self.names.get(&at) {
                break done;
            }
            chain.push(at);
            at = self.from.names.prefix(at);
        };
        while let Some(at) = chain.pop() {
            copied = match self.from.names.get(at) {
                Name::Anonymous => NameId(0),
                Name::Str(_, text) => {
                    let text = self.from.names.text(text);
                    // The copy holds no more text than the original, which fitted.
                    self.to.names.append(copied, text).unwrap_or(NameId(0))
                }
                Name::Num(_, number) => self.to.names.intern(Name::Num(copied, number)),
            };
            self.names.insert(at, copied);
        }
        copied
    }

    fn all(&mut self, names: &[NameId]) -> Vec<NameId> {
        names.iter().map(|&name| self.name(name)).collect()
    }

    /// A level.
    pub fn level(&mut self, level: LevelId) -> LevelId {
        let mut todo = vec![level];
        while let Some(&top) = todo.last() {
            if self.levels.contains_key(&top) {
                todo.pop();
                continue;
            }
            let node = self.from.levels.get(top);
            let missing = |this: &Self, l: LevelId| !this.levels.contains_key(&l);
            let before = todo.len();
            match node {
                Level::Zero | Level::Param(_) => {}
                Level::Succ(l) => todo.extend(missing(self, l).then_some(l)),
                Level::Max(l, r) | Level::Imax(l, r) => {
                    todo.extend([l, r].into_iter().filter(|&l| missing(self, l)));
                }
            }
            if todo.len() > before {
                continue;
            }
            let copied = match node {
                Level::Zero => Level::Zero,
                Level::Param(name) => Level::Param(self.level_param(name)),
                Level::Succ(l) => Level::Succ(self.levels[&l]),
                Level::Max(l, r) => Level::Max(self.levels[&l], self.levels[&r]),
                Level::Imax(l, r) => Level::Imax(self.levels[&l], self.levels[&r]),
            };
            let copied = self.to.levels.intern(copied);
            self.levels.insert(top, copied);
            todo.pop();
        }
        self.levels[&level]
    }

    fn level_list(&mut self, list: LevelsId) -> LevelsId {
        let list: Vec<u32> = self.from.levels.list(list).to_vec();
        let list: Vec<u32> = list.into_iter().map(|level| self.level(LevelId(level)).0).collect();
        self.to.levels.intern_list(&list)
    }

    /// A list of level parameters.
    pub fn params(&mut self, params: ParamsId) -> ParamsId {
        let params: Vec<u32> = self.from.levels.params(params).to_vec();
        let params: Vec<u32> = params.into_iter().map(|name| self.level_param(NameId(name)).0).collect();
        self.to.levels.intern_params(&params)
    }

    /// An expression.
    pub fn expr(&mut self, expr: ExprId) -> ExprId {
        let mut todo = vec![expr];
        while let Some(&top) = todo.last() {
            if self.exprs.contains_key(&top) {
                todo.pop();
                continue;
            }
            let node = self.from.exprs.node(top);
            let before = todo.len();
            for child in children(node) {
                if !self.exprs.contains_key(&child) {
                    todo.push(child);
                }
            }
            if todo.len() > before {
                continue;
            }
            let copied = self.node(node);
            if let Some((name, info)) = self.from.exprs.binder(top) {
                let name = self.name(name);
                self.to.exprs.set_binder(copied, name, info);
            }
            self.exprs.insert(top, copied);
            todo.pop();
        }
        self.exprs[&expr]
    }

    /// Copies a node whose children are copied.
    fn node(&mut self, node: Node) -> ExprId {
        let done = |this: &Self, id: ExprId| this.exprs[&id].0;
        let (cell, has_param) = match node {
            Node::Bvar(index) => (Cell::new(Tag::Bvar, index, 0), false),
            Node::Sort(level) => (Cell::new(Tag::Sort, self.level(level).0, 0), self.from.levels.has_param(level)),
            Node::Const(name, levels) => {
                let cell = Cell::new(Tag::Const, self.name(name).0, self.level_list(levels).0);
                (cell, self.from.levels.list_has_param(levels))
            }
            Node::App(f, x) => (Cell::new(Tag::App, done(self, f), done(self, x)), false),
            Node::Lam(ty, body) => (Cell::new(Tag::Lam, done(self, ty), done(self, body)), false),
            Node::Pi(ty, body) => (Cell::new(Tag::Pi, done(self, ty), done(self, body)), false),
            Node::Let { ty, value, body } => {
                let parts = (self.exprs[&ty], self.exprs[&value], self.exprs[&body]);
                if let Some(&found) = self.lets.get(&parts) {
                    return found;
                }
                let at = self.to.exprs.push_let(parts.0, parts.1, parts.2);
                // The original had the same range of variables.
                let id = self.to.exprs.push(Cell::new(Tag::Let, at, 0), false).unwrap_or(ExprId(0));
                self.lets.insert(parts, id);
                return id;
            }
            Node::Nat(nat) => {
                let nat = self.to.exprs.intern_nat(self.from.exprs.nat(nat).clone());
                (Cell::new(Tag::Nat, nat.0, 0), false)
            }
            Node::Str(text) => {
                let text = self.to.names.intern_text(self.from.names.text(text)).map_or(0, |id| id.0);
                (Cell::new(Tag::Str, text, 0), false)
            }
            Node::Proj(field, inner) => {
                let (structure, index) = self.from.exprs.field(field);
                let structure = self.name(structure);
                let field = self.to.exprs.intern_field(structure, index);
                (Cell::new(Tag::Proj, done(self, inner), field.0), false)
            }
            Node::Local(number) => (Cell::new(Tag::Local, number, 0), false),
        };
        self.to.exprs.intern(cell, has_param).unwrap_or(ExprId(0))
    }

    /// A constant.
    pub fn constant(&mut self, constant: &Constant) -> Constant {
        let kind = match &constant.kind {
            ConstantKind::Definition { value, hints, safety, all } => ConstantKind::Definition {
                value: self.expr(*value),
                hints: *hints,
                safety: *safety,
                all: self.all(all),
            },
            ConstantKind::Theorem { value, all } => {
                ConstantKind::Theorem { value: self.expr(*value), all: self.all(all) }
            }
            ConstantKind::Opaque { value, is_unsafe, all } => {
                ConstantKind::Opaque { value: self.expr(*value), is_unsafe: *is_unsafe, all: self.all(all) }
            }
            ConstantKind::Inductive(val) => {
                let mut val = val.clone();
                val.all = self.all(&val.all);
                val.ctors = self.all(&val.ctors);
                ConstantKind::Inductive(val)
            }
            ConstantKind::Constructor(val) => {
                let mut val = *val;
                val.induct = self.name(val.induct);
                ConstantKind::Constructor(val)
            }
            ConstantKind::Recursor(val) => {
                let mut val = val.clone();
                val.all = self.all(&val.all);
                for rule in &mut val.rules {
                    rule.ctor = self.name(rule.ctor);
                    rule.rhs = self.expr(rule.rhs);
                }
                ConstantKind::Recursor(val)
            }
            kind @ (ConstantKind::Axiom { .. } | ConstantKind::Quot(_)) => kind.clone(),
        };
        Constant {
            name: self.name(constant.name),
            level_params: self.params(constant.level_params),
            ty: self.expr(constant.ty),
            kind,
        }
    }

    /// A group.
    pub fn group(&mut self, group: &Group) -> Group {
        let mut all = |constants: &[Constant]| constants.iter().map(|c| self.constant(c)).collect();
        match group {
            Group::Single(constant) => Group::Single(self.constant(constant)),
            Group::Mutual(constants) => Group::Mutual(all(constants)),
            Group::Inductive { types, ctors, recs } => {
                Group::Inductive { types: all(types), ctors: all(ctors), recs: all(recs) }
            }
        }
    }
}

/// Whether two terms of one table are the same but for sharing and the names of binders.
pub fn is_same(terms: &Terms, a: ExprId, b: ExprId) -> bool {
    let mut to = Terms::default();
    let mut copier = Copier::new(terms, &mut to);
    copier.expr(a) == copier.expr(b)
}

/// The expressions that a node refers to.
pub fn children(node: Node) -> impl Iterator<Item = ExprId> {
    let [a, b, c] = match node {
        Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => [Some(a), Some(b), None],
        Node::Let { ty, value, body } => [Some(ty), Some(value), Some(body)],
        Node::Proj(_, inner) => [Some(inner), None, None],
        Node::Bvar(_) | Node::Sort(_) | Node::Const(..) | Node::Nat(_) | Node::Str(_) | Node::Local(_) => {
            [None, None, None]
        }
    };
    [a, b, c].into_iter().flatten()
}
