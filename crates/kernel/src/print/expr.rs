//! Expressions and levels as text.
//!
//! What it is: a loop over a stack of what is still to be printed. It prints a number of nodes that is set beforehand and
//! leaves out the rest, since a term can be as deep as memory and, written out, exponentially larger than itself.
//!
//! Bound variables are given names that no other variable in sight has, nor a constant or local in the term.

use super::text::{ELISION, binder_base, push_name, push_string};
use super::{Settings, Tables};
use crate::terms::exprs::BinderInfo;
use crate::terms::{ExprId, Level, LevelId, LevelsId, Name, NameId, Node};
use dashu_int::ops::BitTest;
use hashbrown::{HashMap, HashSet};
use rustc_hash::FxBuildHasher;
use std::fmt::Write as _;

/// Where a term stands, and so what needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Nothing needs them.
    Anywhere,
    /// On the left of an arrow: binders and arrows do.
    Left,
    /// As an argument: all but atoms do.
    Argument,
}

/// Which keyword a row of binders stands under.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Fun,
    Forall,
}

enum Task {
    Text(&'static str),
    Expr(ExprId, Place),
    Level(LevelId, Place),
    /// `.{u, v}` from the level at this place on.
    Levels(LevelsId, usize),
    /// Arguments of an application, from the one at this place on.
    Args(Vec<ExprId>, usize),
    /// Binders of a row, from this expression on.
    Binders(ExprId, Row),
    /// The type of a binder was printed from this place on.
    Typed {
        start: usize,
        binder: ExprId,
        row: Row,
        next: ExprId,
    },
    /// What stands on the right of an arrow.
    Codomain(ExprId),
    /// The field of a projection, counted from one.
    Field(u32),
    /// What is added to a level that stands in parentheses.
    Offset(u32),
    /// A `let` comes into scope.
    LetName {
        start: usize,
        binder: ExprId,
    },
    /// Only so many variables remain in scope.
    Scope(usize),
}

struct Variable {
    text: String,
    /// Its name before it was told apart from others; none for a variable without a name.
    base: Option<String>,
}

/// Binders of the same type, to be written together.
struct Group {
    names: Vec<String>,
    info: BinderInfo,
    ty: String,
}

/// The longest spine that is taken apart.
const SPINE: usize = 1 << 14;
/// How many nodes are looked at for names that variables must not have.
const LOOKED_AT: usize = 1 << 16;
/// The bits of the largest number that is written out.
const LONGEST_NUMBER: usize = 1 << 12;

/// Prints terms one after another into one text.
pub struct Printer<'a> {
    tables: Tables<'a>,
    settings: &'a Settings,
    locals: &'a dyn Fn(u32) -> Option<NameId>,
    out: String,
    todo: Vec<Task>,
    /// Variables in scope, the innermost last.
    scope: Vec<Variable>,
    /// How many variables in scope have this name, or had it before they were told apart.
    in_scope: HashMap<String, u32, FxBuildHasher>,
    /// Names of constants and locals that occur.
    taken: HashSet<String, FxBuildHasher>,
    /// Not all of the term was looked at, so every name may be taken.
    all_taken: bool,
    local_names: HashMap<u32, String, FxBuildHasher>,
    groups: Vec<Option<Group>>,
    nodes: usize,
}

impl<'a> Printer<'a> {
    /// A printer of nothing yet.
    pub fn new(tables: Tables<'a>, locals: &'a dyn Fn(u32) -> Option<NameId>, settings: &'a Settings) -> Printer<'a> {
        Printer {
            tables,
            settings,
            locals,
            out: String::new(),
            todo: Vec::new(),
            scope: Vec::new(),
            in_scope: HashMap::default(),
            taken: HashSet::default(),
            all_taken: false,
            local_names: HashMap::default(),
            groups: Vec::new(),
            nodes: settings.nodes,
        }
    }

    /// The text.
    pub fn finish(self) -> String {
        self.out
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Adds a name.
    pub fn name(&mut self, name: NameId) {
        push_name(&mut self.out, self.tables.names, name);
    }

    /// Adds a level.
    pub fn level(&mut self, l: LevelId) {
        self.todo.push(Task::Level(l, Place::Anywhere));
        self.run();
    }

    /// Adds a term.
    pub fn expr(&mut self, e: ExprId) {
        self.look_for_names(e);
        self.todo.push(Task::Expr(e, Place::Anywhere));
        self.run();
    }

    /// Notes what the constants and locals of a term are called.
    fn look_for_names(&mut self, root: ExprId) {
        let mut seen = HashSet::<ExprId, FxBuildHasher>::default();
        let mut todo = vec![root];
        while let Some(e) = todo.pop() {
            if !seen.insert(e) {
                continue;
            }
            if seen.len() > LOOKED_AT {
                self.all_taken = true;
                return;
            }
            match self.tables.exprs.node(e) {
                Node::Const(name, _) => {
                    if let Name::Str(NameId(0), _) = self.tables.names.get(name) {
                        let mut text = String::new();
                        push_name(&mut text, self.tables.names, name);
                        self.taken.insert(text);
                    }
                }
                Node::Local(number) => {
                    let text = self.local_name(number);
                    self.taken.insert(text);
                }
                Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => todo.extend([a, b]),
                Node::Let { ty, value, body } => todo.extend([ty, value, body]),
                Node::Proj(_, e) => todo.push(e),
                Node::Bvar(_) | Node::Sort(_) | Node::Nat(_) | Node::Str(_) => {}
            }
        }
    }

    /// What a local is called: the same in every text, for which locals of the same name are counted.
    fn local_name(&mut self, number: u32) -> String {
        const COUNTED: u32 = 1 << 12;
        if let Some(known) = self.local_names.get(&number) {
            return known.clone();
        }
        let name = (self.locals)(number).unwrap_or(NameId(0));
        let mut text = binder_base(self.tables.names, name);
        let before = match number {
            0..COUNTED => (0..number).filter(|&other| (self.locals)(other).unwrap_or(NameId(0)) == name).count(),
            _ => number as usize,
        };
        if before > 0 {
            if !text.ends_with('✝') {
                text.push('✝');
            }
            let _ = write!(text, "{before}");
        }
        self.local_names.insert(number, text.clone());
        text
    }

    /// Brings a variable into scope; gives its name.
    fn bind(&mut self, binder: ExprId) -> String {
        let name = self.tables.exprs.binder(binder).map_or(NameId(0), |(name, _)| name);
        let base = binder_base(self.tables.names, name);
        let is_free = |this: &Self, text: &str| !this.in_scope.contains_key(text) && !this.taken.contains(text);
        let mut text = base.clone();
        if self.all_taken || !is_free(self, &text) {
            if !text.ends_with('✝') {
                text.push('✝');
            }
            let marked = text.clone();
            // As many as have this base are in scope, so the search is short.
            let mut count = self.in_scope.get(&base).map_or(0, |&count| count - 1);
            while !is_free(self, &text) {
                text = format!("{marked}{}", count.max(1));
                count += 1;
            }
        }
        if text != base {
            *self.in_scope.entry(base.clone()).or_default() += 1;
        }
        *self.in_scope.entry(text.clone()).or_default() += 1;
        self.scope.push(Variable { text: text.clone(), base: Some(base) });
        text
    }

    fn unbind(&mut self, count: usize) {
        for Variable { text, base } in self.scope.drain(count.min(self.scope.len())..) {
            let Some(base) = base else { continue };
            let other = (text != base).then_some(text);
            for name in other.into_iter().chain([base]) {
                if let Some(count) = self.in_scope.get_mut(&name) {
                    *count -= 1;
                    if *count == 0 {
                        self.in_scope.remove(&name);
                    }
                }
            }
        }
    }

    fn run(&mut self) {
        while let Some(task) = self.todo.pop() {
            self.step(task);
        }
    }

    /// Counts a node; `false`: there are none left, and the mark for what is left out was printed.
    fn spend(&mut self) -> bool {
        if self.nodes == 0 || self.out.len() > self.settings.bytes {
            self.nodes = 0;
            self.out.push(ELISION);
            return false;
        }
        self.nodes -= 1;
        true
    }

    fn step(&mut self, task: Task) {
        match task {
            Task::Text(text) => self.out.push_str(text),
            Task::Expr(e, place) => self.node(e, place),
            Task::Level(l, place) => self.level_node(l, place),
            Task::Levels(list, at) => self.levels_from(list, at),
            Task::Args(args, at) => self.args_from(args, at),
            Task::Binders(e, row) => self.binders(e, row),
            Task::Typed { start, binder, row, next } => self.typed(start, binder, row, next),
            Task::Codomain(body) => self.codomain(body),
            Task::Field(field) => {
                let _ = write!(self.out, ".{field}");
            }
            Task::Offset(offset) => {
                let _ = write!(self.out, ")+{offset}");
            }
            Task::LetName { start, binder } => self.let_name(start, binder),
            Task::Scope(count) => self.unbind(count),
        }
    }

    /// Prints what `work` prints, in parentheses if `needed`.
    fn parenthesised(&mut self, needed: bool, work: impl FnOnce(&mut Self)) {
        if needed {
            self.out.push('(');
            self.todo.push(Task::Text(")"));
        }
        work(self);
    }

    fn node(&mut self, e: ExprId, place: Place) {
        if !self.spend() {
            return;
        }
        match self.tables.exprs.node(e) {
            Node::Bvar(index) => self.bound(index),
            Node::Local(number) => {
                let name = self.local_name(number);
                self.out.push_str(&name);
            }
            Node::Sort(level) => self.sort(level, place),
            Node::Const(name, levels) => {
                self.name(name);
                if self.settings.levels && levels.0 != 0 {
                    self.out.push_str(".{");
                    self.todo.push(Task::Levels(levels, 0));
                }
            }
            Node::App(..) => self.app(e, place),
            Node::Lam(..) => self.parenthesised(place > Place::Anywhere, |this| {
                this.out.push_str("fun");
                this.row(e, Row::Fun);
            }),
            Node::Pi(ty, body) => self.pi(e, ty, body, place),
            Node::Let { ty, value, body } => {
                self.parenthesised(place > Place::Anywhere, |this| this.let_in(e, ty, value, body));
            }
            Node::Nat(id) => {
                let number = self.tables.exprs.nat(id);
                let _ = match number.bit_len() {
                    0..=LONGEST_NUMBER => write!(self.out, "{number}"),
                    bits => write!(self.out, "«a number of {bits} bits»"),
                };
            }
            Node::Str(text) => push_string(&mut self.out, self.tables.names.text(text)),
            Node::Proj(field, e) => {
                let (_, index) = self.tables.exprs.field(field);
                // A name or number before the dot would be read as one with it.
                let needed = matches!(self.tables.exprs.node(e), Node::Const(..) | Node::Nat(_));
                self.todo.push(Task::Field(index.saturating_add(1)));
                self.parenthesised(needed, |this| this.todo.push(Task::Expr(e, Place::Argument)));
            }
        }
    }

    fn bound(&mut self, index: u32) {
        match self.scope.len().checked_sub(index as usize + 1) {
            Some(at) => {
                let text = &self.scope[at].text;
                self.out.push_str(text);
            }
            None => {
                let _ = write!(self.out, "#{}", index as usize - self.scope.len());
            }
        }
    }

    fn sort(&mut self, level: LevelId, place: Place) {
        let (word, level) = match self.tables.levels.get(level) {
            Level::Zero => ("Prop", None),
            Level::Succ(l) if self.tables.levels.get(l) == Level::Zero => ("Type", None),
            Level::Succ(l) => ("Type ", Some(l)),
            Level::Max(..) | Level::Imax(..) | Level::Param(_) => ("Sort ", Some(level)),
        };
        self.parenthesised(level.is_some() && place == Place::Argument, |this| {
            this.out.push_str(word);
            this.todo.extend(level.map(|level| Task::Level(level, Place::Argument)));
        });
    }

    fn app(&mut self, e: ExprId, place: Place) {
        let mut args = Vec::new();
        let mut head = e;
        while let Node::App(f, x) = self.tables.exprs.node(head) {
            args.push(x);
            head = f;
            if args.len() > SPINE {
                self.out.push(ELISION);
                return;
            }
        }
        args.reverse();
        self.parenthesised(place == Place::Argument, |this| {
            if this.settings.explicit && matches!(this.tables.exprs.node(head), Node::Const(..)) {
                this.out.push('@');
            }
            this.todo.push(Task::Args(args, 0));
            this.todo.push(Task::Expr(head, Place::Argument));
        });
    }

    fn args_from(&mut self, args: Vec<ExprId>, at: usize) {
        let Some(&arg) = args.get(at) else { return };
        self.out.push(' ');
        if self.nodes == 0 {
            self.out.push(ELISION);
            return;
        }
        self.todo.push(Task::Args(args, at + 1));
        self.todo.push(Task::Expr(arg, Place::Argument));
    }

    fn pi(&mut self, e: ExprId, ty: ExprId, body: ExprId, place: Place) {
        self.parenthesised(place > Place::Anywhere, |this| {
            if !this.is_arrow(e, body) {
                this.out.push('∀');
                return this.row(e, Row::Forall);
            }
            // A variable that nothing refers to, so that those outside are counted right.
            let count = this.scope.len();
            this.todo.push(Task::Scope(count));
            this.todo.push(Task::Codomain(body));
            this.todo.push(Task::Text(" → "));
            this.todo.push(Task::Expr(ty, Place::Left));
        });
    }

    fn is_arrow(&self, e: ExprId, body: ExprId) -> bool {
        let info = self.tables.exprs.binder(e).map_or(BinderInfo::Default, |(_, info)| info);
        self.settings.arrows && info == BinderInfo::Default && !self.uses_innermost(body)
    }

    /// Whether variable 0 occurs in `e`. Where that takes too long, it may.
    fn uses_innermost(&self, e: ExprId) -> bool {
        const MOST: usize = 1 << 12;
        let mut seen = HashSet::<(ExprId, u32), FxBuildHasher>::default();
        let mut todo = vec![(e, 0)];
        while let Some((e, depth)) = todo.pop() {
            if self.tables.exprs.cell(e).loose() <= depth || !seen.insert((e, depth)) {
                continue;
            }
            if seen.len() > MOST {
                return true;
            }
            match self.tables.exprs.node(e) {
                Node::Bvar(index) if index == depth => return true,
                Node::App(f, x) => todo.extend([(f, depth), (x, depth)]),
                Node::Lam(ty, body) | Node::Pi(ty, body) => todo.extend([(ty, depth), (body, depth + 1)]),
                Node::Let { ty, value, body } => todo.extend([(ty, depth), (value, depth), (body, depth + 1)]),
                Node::Proj(_, e) => todo.push((e, depth)),
                Node::Bvar(_) | Node::Sort(_) | Node::Const(..) | Node::Nat(_) | Node::Str(_) | Node::Local(_) => {}
            }
        }
        false
    }

    fn row(&mut self, e: ExprId, row: Row) {
        self.groups.push(None);
        self.todo.push(Task::Scope(self.scope.len()));
        self.todo.push(Task::Binders(e, row));
    }

    fn binders(&mut self, e: ExprId, row: Row) {
        let (ty, body) = match (self.tables.exprs.node(e), row) {
            (Node::Lam(ty, body), Row::Fun) => (ty, body),
            (Node::Pi(ty, body), Row::Forall) if !self.is_arrow(e, body) => (ty, body),
            _ => return self.end_binders(e, row),
        };
        if self.nodes == 0 {
            return self.end_binders(e, row);
        }
        self.todo.push(Task::Typed { start: self.out.len(), binder: e, row, next: body });
        self.todo.push(Task::Expr(ty, Place::Anywhere));
    }

    fn end_binders(&mut self, e: ExprId, row: Row) {
        if let Some(Some(group)) = self.groups.pop() {
            self.flush(&group);
        }
        self.out.push_str(if row == Row::Fun { " => " } else { ", " });
        self.todo.push(Task::Expr(e, Place::Anywhere));
    }

    fn typed(&mut self, start: usize, binder: ExprId, row: Row, next: ExprId) {
        let ty = self.out.split_off(start);
        let info = self.tables.exprs.binder(binder).map_or(BinderInfo::Default, |(_, info)| info);
        let name = self.bind(binder);
        match self.groups.last_mut() {
            Some(Some(group)) if group.ty == ty && group.info == info && info != BinderInfo::InstImplicit => {
                group.names.push(name);
            }
            Some(slot) => {
                let before = slot.replace(Group { names: vec![name], info, ty });
                if let Some(before) = before {
                    self.flush(&before);
                }
            }
            None => {}
        }
        self.todo.push(Task::Binders(next, row));
    }

    fn flush(&mut self, group: &Group) {
        let (open, close) = match group.info {
            BinderInfo::Default => ("(", ")"),
            BinderInfo::Implicit => ("{", "}"),
            BinderInfo::StrictImplicit => ("⦃", "⦄"),
            BinderInfo::InstImplicit => ("[", "]"),
        };
        let _ = write!(self.out, " {open}{} : {}{close}", group.names.join(" "), group.ty);
    }

    fn codomain(&mut self, body: ExprId) {
        // The arrow's variable has no name, as nothing uses it.
        self.scope.push(Variable { text: String::new(), base: None });
        self.todo.push(Task::Expr(body, Place::Anywhere));
    }

    fn let_in(&mut self, e: ExprId, ty: ExprId, value: ExprId, body: ExprId) {
        self.out.push_str("let ");
        self.todo.push(Task::Scope(self.scope.len()));
        self.todo.push(Task::Expr(body, Place::Anywhere));
        self.todo.push(Task::LetName { start: self.out.len(), binder: e });
        self.todo.push(Task::Expr(value, Place::Anywhere));
        self.todo.push(Task::Text(" := "));
        self.todo.push(Task::Expr(ty, Place::Anywhere));
    }

    /// Puts the variable's name before the type and value that were printed without it in scope.
    fn let_name(&mut self, start: usize, binder: ExprId) {
        let rest = self.out.split_off(start);
        let name = self.bind(binder);
        let _ = write!(self.out, "{name} : {rest}; ");
    }

    fn levels_from(&mut self, list: LevelsId, at: usize) {
        let Some(&level) = self.tables.levels.list(list).get(at) else { return self.out.push('}') };
        if at > 0 {
            self.out.push_str(", ");
        }
        if self.nodes == 0 {
            self.out.push(ELISION);
            return self.out.push('}');
        }
        self.todo.push(Task::Levels(list, at + 1));
        self.todo.push(Task::Level(LevelId(level), Place::Anywhere));
    }

    fn level_node(&mut self, l: LevelId, place: Place) {
        if !self.spend() {
            return;
        }
        let mut offset = 0u32;
        let mut base = l;
        while let Level::Succ(l) = self.tables.levels.get(base) {
            offset += 1;
            base = l;
        }
        let (word, l, r) = match self.tables.levels.get(base) {
            Level::Zero | Level::Succ(_) => {
                let _ = write!(self.out, "{offset}");
                return;
            }
            Level::Param(name) if offset == 0 => return self.name(name),
            Level::Param(name) => {
                return self.parenthesised(place == Place::Argument, |this| {
                    this.name(name);
                    let _ = write!(this.out, "+{offset}");
                });
            }
            Level::Max(l, r) => ("max ", l, r),
            Level::Imax(l, r) => ("imax ", l, r),
        };
        self.parenthesised(place == Place::Argument, |this| {
            if offset > 0 {
                this.out.push('(');
                this.todo.push(Task::Offset(offset));
            }
            this.out.push_str(word);
            this.todo.push(Task::Level(r, Place::Argument));
            this.todo.push(Task::Text(" "));
            this.todo.push(Task::Level(l, Place::Argument));
        });
    }
}
