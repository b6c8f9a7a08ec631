//! Environments as exports: NDJSON, format 3.1.0.
//!
//! What it is: what lean4export writes (`lean4export:Export.lean`), key by key and in its order. A constant comes after
//! those that it mentions, depth first; each name, level and expression stands on a line before what first needs it; a
//! literal is preceded by the constants that give it a meaning. Recursors stand in the order of upstream's name sets.
//!
//! An environment that is not whole says so: in the first line a key `incomplete`, and in that of an axiom which was
//! something else when it was declared a key `declared`, with the key that its line would have. Other checkers pass over
//! keys that they do not know.
//!
//! What it is not: a copy of a file. Binders are called as they were called where a term first occurred.
//!
//! The walk is a list of what is still to do, so deep terms and long chains of constants take no stack.

use crate::name::quick_cmp;
use crate::uses::{Round, Uses, roots};
use hashbrown::HashMap;
use kernel::environment::{
    ConstId, Constant, ConstantKind, DeclId, Declaration, Declared, DefinitionSafety, Environment, QuotKind,
    ReducibilityHints,
};
use kernel::terms::exprs::BinderInfo;
use kernel::terms::{ExprId, Level, LevelId, LevelsId, Name, NameId, Node, ParamsId};
use rustc_hash::FxBuildHasher;
use std::io::{self, Write};

/// What an export says of where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The program that writes it, and its version.
    pub exporter: (&'a str, &'a str),
    /// The version of Lean, and the commit.
    pub lean: (&'a str, &'a str),
}

/// How much was written.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Written {
    /// Bytes.
    pub bytes: u64,
    /// Lines that declare something.
    pub declarations: u64,
    /// Expressions.
    pub exprs: u64,
}

/// Bytes that are collected before they are written.
const CHUNK: usize = 1 << 16;

/// Writes the constants `wanted`, in this order, and everything that they need.
pub fn write(
    env: &Environment,
    origin: Origin<'_>,
    wanted: impl IntoIterator<Item = ConstId>,
    out: &mut dyn Write,
) -> io::Result<Written> {
    let mut export = Export::new(env, out);
    export.meta(origin);
    for id in wanted {
        export.todo.push(Todo::Declaration(env.declared_by(id)));
        export.run()?;
    }
    export.out.write_all(export.line.as_bytes())?;
    export.written.bytes += export.line.len() as u64;
    Ok(export.written)
}

/// The constants of declarations that are exported when none is asked for: all but the internal ones, which are exported
/// if something needs them, and unsafe or partial ones, if these are not wanted.
pub fn all(env: &Environment, unsafe_too: bool) -> impl Iterator<Item = ConstId> + '_ {
    env.declarations().iter().filter_map(move |declaration| {
        let first = declaration.constants().next()?;
        let constant = env.constant(first);
        let fine = unsafe_too || is_safe(constant);
        (fine && !is_internal(env, constant.name)).then_some(first)
    })
}

/// Whether a constant is neither unsafe nor partial.
pub fn is_safe(constant: &Constant) -> bool {
    match &constant.kind {
        ConstantKind::Axiom { is_unsafe, .. } | ConstantKind::Opaque { is_unsafe, .. } => !is_unsafe,
        ConstantKind::Definition { safety, .. } => *safety == DefinitionSafety::Safe,
        ConstantKind::Inductive(val) => !val.is_unsafe,
        ConstantKind::Constructor(val) => !val.is_unsafe,
        ConstantKind::Recursor(val) => !val.is_unsafe,
        ConstantKind::Theorem { .. } | ConstantKind::Quot(_) => true,
    }
}

/// Whether a constant is a partial definition.
pub fn is_partial(constant: &Constant) -> bool {
    matches!(constant.kind, ConstantKind::Definition { safety: DefinitionSafety::Partial, .. })
}

/// Upstream's `Name.isInternal`: a component begins with `_`.
fn is_internal(env: &Environment, name: NameId) -> bool {
    let names = &env.terms.names;
    let up = std::iter::successors(Some(name), |name| Some(names.prefix(*name)));
    up.take_while(|name| name.0 != 0).any(|name| match names.get(name) {
        Name::Str(_, text) => names.text(text).starts_with('_'),
        Name::Num(..) | Name::Anonymous => false,
    })
}

/// Something still to do. The last one in the list is next.
enum Todo {
    /// Write a declaration if it is not written, after those that it mentions.
    Declaration(DeclId),
    /// Write those that these constants stand in, the last one first.
    Mentioned(Vec<NameId>, Round),
    /// Write what a declaration is made of, and it.
    Parts(DeclId),
    /// Write a declaration, whose parts are written.
    Line(DeclId),
    Name(NameId),
    Names(Vec<NameId>),
    Params(ParamsId),
    /// Write an expression if it is not written, after its parts.
    Expr(ExprId),
    /// Write an expression whose parts are written.
    ExprLine(ExprId),
}

/// A level parameter.
#[derive(Clone, Copy)]
enum Param {
    /// It occurs in terms, as this level.
    Used(LevelId),
    /// It does not, and its line is written.
    Written,
}

struct Export<'e, W: ?Sized> {
    env: &'e Environment,
    out: &'e mut W,
    /// What is written but not yet handed over.
    line: String,
    /// For each name, level and expression its number in the file, plus one.
    names: Vec<u32>,
    levels: Vec<u32>,
    exprs: Vec<u32>,
    param_levels: HashMap<NameId, Param, FxBuildHasher>,
    next_name: u32,
    next_level: u32,
    next_expr: u32,
    begun: Vec<bool>,
    uses: Uses,
    todo: Vec<Todo>,
    written: Written,
}

macro_rules! put {
    ($self:ident, $($part:expr),*) => {{
        $($part.put(&mut $self.line);)*
    }};
}

/// What can stand on a line.
trait Put {
    fn put(&self, line: &mut String);
}

impl Put for &str {
    fn put(&self, line: &mut String) {
        line.push_str(self);
    }
}

impl Put for bool {
    fn put(&self, line: &mut String) {
        line.push_str(if *self { "true" } else { "false" });
    }
}

impl Put for u64 {
    fn put(&self, line: &mut String) {
        let (mut digits, mut at, mut rest) = ([0; 20], 20, *self);
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        line.extend(digits[at..].iter().map(|digit| char::from(*digit)));
    }
}

impl Put for u32 {
    fn put(&self, line: &mut String) {
        u64::from(*self).put(line);
    }
}

/// A string as upstream's JSON printer writes it.
struct Quoted<'s>(&'s str);

impl Put for Quoted<'_> {
    fn put(&self, line: &mut String) {
        line.push('"');
        for c in self.0.chars() {
            match c {
                '"' => line.push_str("\\\""),
                '\\' => line.push_str("\\\\"),
                '\n' => line.push_str("\\n"),
                '\r' => line.push_str("\\r"),
                c if c >= ' ' => line.push(c),
                c => line.push_str(&format!("\\u{:04x}", u32::from(c))),
            }
        }
        line.push('"');
    }
}

/// Numbers in brackets.
struct List<I>(I);

impl<I: Iterator<Item = u32> + Clone> Put for List<I> {
    fn put(&self, line: &mut String) {
        line.push('[');
        for (at, number) in self.0.clone().enumerate() {
            if at > 0 {
                line.push(',');
            }
            number.put(line);
        }
        line.push(']');
    }
}

impl<'e, W: Write + ?Sized> Export<'e, W> {
    fn new(env: &'e Environment, out: &'e mut W) -> Export<'e, W> {
        let terms = &env.terms;
        let params = (0..terms.levels.len()).map(LevelId).filter_map(|id| match terms.levels.get(id) {
            Level::Param(name) => Some((name, Param::Used(id))),
            _ => None,
        });
        let mut export = Export {
            param_levels: params.collect(),
            env,
            out,
            line: String::new(),
            names: vec![0; terms.names.len() as usize],
            levels: vec![0; terms.levels.len() as usize],
            exprs: vec![0; terms.exprs.len() as usize],
            next_name: 2,
            next_level: 2,
            next_expr: 1,
            begun: vec![false; env.declarations().len()],
            uses: Uses::new(terms.exprs.len()),
            todo: Vec::new(),
            written: Written::default(),
        };
        // The anonymous name and the level zero have numbers and no lines.
        (export.names[0], export.levels[0]) = (1, 1);
        export
    }

    fn end_line(&mut self) -> io::Result<()> {
        self.line.push('\n');
        if self.line.len() >= CHUNK {
            self.out.write_all(self.line.as_bytes())?;
            self.written.bytes += self.line.len() as u64;
            self.line.clear();
        }
        Ok(())
    }

    fn meta(&mut self, origin: Origin<'_>) {
        let Origin { exporter: (name, version), lean: (lean, commit) } = origin;
        put!(self, "{\"meta\":{\"exporter\":{\"name\":", Quoted(name), ",\"version\":", Quoted(version));
        put!(self, "},\"format\":{\"version\":\"3.1.0\"},");
        if self.env.is_incomplete() {
            put!(self, "\"incomplete\":true,");
        }
        put!(self, "\"lean\":{\"githash\":", Quoted(commit));
        put!(self, ",\"version\":", Quoted(lean), "}}}\n");
    }

    fn run(&mut self) -> io::Result<()> {
        while let Some(todo) = self.todo.pop() {
            match todo {
                Todo::Declaration(id) => self.declaration(id),
                Todo::Mentioned(names, round) => self.mentioned(names, round),
                Todo::Parts(id) => self.parts(id),
                Todo::Line(id) => self.declaration_line(id)?,
                Todo::Name(id) => self.name(id)?,
                Todo::Names(names) => names.into_iter().try_for_each(|id| self.name(id))?,
                Todo::Params(id) => self.params(id)?,
                Todo::Expr(id) => self.expr(id)?,
                Todo::ExprLine(id) => self.expr_line(id)?,
            }
        }
        Ok(())
    }

    fn declaration(&mut self, id: DeclId) {
        if self.begun[id.0 as usize] {
            return;
        }
        let env = self.env;
        let (round, mut names) = (self.uses.begin(), Vec::new());
        let together = match &env.declarations()[id.0 as usize] {
            // All four stand together, after what they speak of.
            Declaration::Quot(_) => {
                names.extend(env.terms.names.find_path(&["Eq"]));
                self.quotients(id)
            }
            _ => vec![id],
        };
        for &id in &together {
            self.begun[id.0 as usize] = true;
            for constant in self.in_order(&env.declarations()[id.0 as usize]) {
                self.uses.constant(round, &env.terms.exprs, env.constant(constant), |name| names.push(name));
            }
        }
        names.reverse();
        self.todo.extend(together.into_iter().rev().map(Todo::Parts));
        self.todo.push(Todo::Mentioned(names, round));
    }

    /// The declarations of quotients that are to be written, `asked` among them, in their order.
    fn quotients(&self, asked: DeclId) -> Vec<DeclId> {
        let paths: [&[&str]; 4] = [&["Quot"], &["Quot", "mk"], &["Quot", "lift"], &["Quot", "ind"]];
        let mut all = Vec::new();
        for path in paths {
            let id = self.env.terms.names.find_path(path).and_then(|name| self.env.find(name));
            let Some(id) = id.map(|id| self.env.declared_by(id)) else { continue };
            let is_quot = matches!(self.env.declarations()[id.0 as usize], Declaration::Quot(_));
            if is_quot && (id == asked || !self.begun[id.0 as usize]) {
                all.push(id);
            }
        }
        if !all.contains(&asked) {
            all.push(asked);
        }
        all
    }

    fn mentioned(&mut self, mut names: Vec<NameId>, round: Round) {
        while let Some(name) = names.pop() {
            let Some(id) = self.env.find(name).map(|id| self.env.declared_by(id)) else { continue };
            if !self.begun[id.0 as usize] {
                self.todo.push(Todo::Mentioned(names, round));
                self.todo.push(Todo::Declaration(id));
                return;
            }
        }
        self.uses.end(round);
    }

    /// The constants of a declaration in the order of its line.
    fn in_order(&self, declaration: &Declaration) -> Vec<ConstId> {
        match declaration {
            Declaration::Inductive { types, ctors, recs } => {
                let names = &self.env.terms.names;
                let mut recs = recs.clone();
                recs.sort_by(|a, b| quick_cmp(names, self.env.constant(*a).name, self.env.constant(*b).name));
                types.iter().chain(ctors).copied().chain(recs).collect()
            }
            other => other.constants().collect(),
        }
    }

    fn parts(&mut self, id: DeclId) {
        let declaration = &self.env.declarations()[id.0 as usize];
        self.todo.push(Todo::Line(id));
        // The first one is pushed last.
        for id in self.in_order(declaration).into_iter().rev() {
            let constant = self.env.constant(id);
            match &constant.kind {
                ConstantKind::Definition { all, .. }
                | ConstantKind::Theorem { all, .. }
                | ConstantKind::Opaque { all, .. } => self.todo.push(Todo::Names(all.clone())),
                ConstantKind::Inductive(val) => {
                    self.todo.push(Todo::Names(val.ctors.clone()));
                    self.todo.push(Todo::Names(val.all.clone()));
                }
                ConstantKind::Constructor(val) => self.todo.push(Todo::Name(val.induct)),
                ConstantKind::Recursor(val) => {
                    for rule in val.rules.iter().rev() {
                        self.todo.push(Todo::Expr(rule.rhs));
                        self.todo.push(Todo::Name(rule.ctor));
                    }
                    self.todo.push(Todo::Names(val.all.clone()));
                }
                ConstantKind::Axiom { .. } | ConstantKind::Quot(_) => {}
            }
            // Rules have been dealt with.
            let terms = roots(constant).take(if matches!(constant.kind, ConstantKind::Recursor(_)) { 1 } else { 2 });
            let terms: Vec<ExprId> = terms.collect();
            self.todo.extend(terms.into_iter().rev().map(Todo::Expr));
            self.todo.push(Todo::Params(constant.level_params));
            self.todo.push(Todo::Name(constant.name));
        }
    }

    fn name(&mut self, id: NameId) -> io::Result<()> {
        let env = self.env;
        let names = &env.terms.names;
        let mut path = Vec::new();
        let mut at = id;
        while self.names[at.index()] == 0 {
            path.push(at);
            at = names.prefix(at);
        }
        while let Some(id) = path.pop() {
            let number = self.next_name - 1;
            let prefix = self.names[names.prefix(id).index()] - 1;
            match names.get(id) {
                Name::Str(_, text) => {
                    put!(self, "{\"in\":", number, ",\"str\":{\"pre\":", prefix, ",\"str\":");
                    put!(self, Quoted(names.text(text)), "}}");
                }
                Name::Num(_, n) => put!(self, "{\"in\":", number, ",\"num\":{\"i\":", n, ",\"pre\":", prefix, "}}"),
                Name::Anonymous => {}
            }
            self.names[id.index()] = self.next_name;
            self.next_name += 1;
            self.end_line()?;
        }
        Ok(())
    }

    fn level(&mut self, root: LevelId) -> io::Result<()> {
        let env = self.env;
        let mut stack = vec![root];
        while let Some(&id) = stack.last() {
            if self.levels[id.index()] != 0 {
                stack.pop();
                continue;
            }
            let level = env.terms.levels.get(id);
            let parts = match level {
                Level::Zero | Level::Param(_) => [None, None],
                Level::Succ(l) => [Some(l), None],
                Level::Max(l, r) | Level::Imax(l, r) => [Some(l), Some(r)],
            };
            let missing = parts.into_iter().flatten().find(|part| self.levels[part.index()] == 0);
            if let Some(part) = missing {
                stack.push(part);
                continue;
            }
            if let Level::Param(name) = level {
                self.name(name)?;
            }
            let at = |this: &Self, l: LevelId| this.levels[l.index()] - 1;
            put!(self, "{\"il\":", (self.next_level - 1));
            match level {
                Level::Zero => {}
                Level::Succ(l) => put!(self, ",\"succ\":", at(self, l), "}"),
                Level::Max(l, r) => put!(self, ",\"max\":[", at(self, l), ",", at(self, r), "]}"),
                Level::Imax(l, r) => put!(self, ",\"imax\":[", at(self, l), ",", at(self, r), "]}"),
                Level::Param(name) => put!(self, ",\"param\":", (self.names[name.index()] - 1), "}"),
            }
            self.levels[id.index()] = self.next_level;
            self.next_level += 1;
            self.end_line()?;
            stack.pop();
        }
        Ok(())
    }

    fn level_list(&mut self, id: LevelsId) -> io::Result<()> {
        let env = self.env;
        env.terms.levels.list(id).iter().try_for_each(|level| self.level(LevelId(*level)))
    }

    /// The names of parameters, then the parameters as levels.
    fn params(&mut self, id: ParamsId) -> io::Result<()> {
        let env = self.env;
        let params = env.terms.levels.params(id);
        params.iter().try_for_each(|name| self.name(NameId(*name)))?;
        for name in params.iter().map(|name| NameId(*name)) {
            match self.param_levels.get(&name).copied() {
                Some(Param::Used(level)) => self.level(level)?,
                Some(Param::Written) => {}
                // Readers want a line for it all the same.
                None => {
                    put!(self, "{\"il\":", (self.next_level - 1), ",\"param\":", (self.names[name.index()] - 1), "}");
                    self.next_level += 1;
                    self.param_levels.insert(name, Param::Written);
                    self.end_line()?;
                }
            }
        }
        Ok(())
    }

    fn expr(&mut self, id: ExprId) -> io::Result<()> {
        if self.exprs[id.index()] != 0 {
            return Ok(());
        }
        let env = self.env;
        let binder = |this: &mut Self| this.name(env.terms.exprs.binder(id).map_or(NameId(0), |(name, _)| name));
        match env.terms.exprs.node(id) {
            Node::Bvar(_) | Node::Local(_) => {}
            Node::Sort(level) => self.level(level)?,
            Node::Const(name, levels) => {
                self.name(name)?;
                self.level_list(levels)?;
            }
            Node::App(f, a) => return self.after([f, a], id),
            Node::Lam(ty, body) | Node::Pi(ty, body) => {
                binder(self)?;
                return self.after([ty, body], id);
            }
            Node::Let { ty, value, body } => {
                binder(self)?;
                return self.after([ty, value, body], id);
            }
            Node::Proj(field, of) => {
                self.name(env.terms.exprs.field(field).0)?;
                return self.after([of], id);
            }
            Node::Nat(_) => return self.literal(&[&["Nat"]], id),
            Node::Str(_) => return self.literal(&[&["Char", "ofNat"], &["String", "ofList"]], id),
        }
        self.expr_line(id)
    }

    /// Has an expression written after its parts.
    fn after<const N: usize>(&mut self, parts: [ExprId; N], id: ExprId) -> io::Result<()> {
        self.todo.push(Todo::ExprLine(id));
        self.todo.extend(parts.into_iter().rev().map(Todo::Expr));
        Ok(())
    }

    /// Has a literal written after the constants that it needs.
    fn literal(&mut self, needs: &[&[&str]], id: ExprId) -> io::Result<()> {
        self.todo.push(Todo::ExprLine(id));
        for path in needs.iter().rev() {
            let constant = self.env.terms.names.find_path(path).and_then(|name| self.env.find(name));
            self.todo.extend(constant.map(|id| Todo::Declaration(self.env.declared_by(id))));
        }
        Ok(())
    }

    fn expr_line(&mut self, id: ExprId) -> io::Result<()> {
        if self.exprs[id.index()] != 0 {
            return Ok(());
        }
        let number = self.next_expr - 1;
        self.exprs[id.index()] = self.next_expr;
        self.next_expr += 1;
        self.written.exprs += 1;
        let env = self.env;
        let (exprs, levels) = (&env.terms.exprs, &env.terms.levels);
        let at = |this: &Self, id: ExprId| this.exprs[id.index()] - 1;
        match exprs.node(id) {
            Node::Bvar(index) | Node::Local(index) => put!(self, "{\"bvar\":", index, ",\"ie\":", number, "}"),
            Node::Sort(l) => put!(self, "{\"ie\":", number, ",\"sort\":", (self.levels[l.index()] - 1), "}"),
            Node::Const(name, list) => {
                put!(self, "{\"const\":{\"name\":", (self.names[name.index()] - 1), ",\"us\":");
                let numbers = levels.list(list).iter().map(|level| self.levels[*level as usize] - 1);
                List(numbers).put(&mut self.line);
                put!(self, "},\"ie\":", number, "}");
            }
            Node::App(f, a) => {
                put!(self, "{\"app\":{\"arg\":", at(self, a), ",\"fn\":", at(self, f), "},\"ie\":", number, "}");
            }
            Node::Lam(ty, body) => {
                put!(self, "{\"ie\":", number, ",\"lam\":");
                self.binder(id, ty, body);
                put!(self, "}");
            }
            Node::Pi(ty, body) => {
                put!(self, "{\"forallE\":");
                self.binder(id, ty, body);
                put!(self, ",\"ie\":", number, "}");
            }
            Node::Let { ty, value, body } => {
                let name = exprs.binder(id).map_or(NameId(0), |(name, _)| name);
                put!(self, "{\"ie\":", number, ",\"letE\":{\"body\":", at(self, body), ",\"name\":");
                put!(self, (self.names[name.index()] - 1), ",\"nondep\":false,\"type\":", at(self, ty));
                put!(self, ",\"value\":", at(self, value), "}}");
            }
            Node::Proj(field, of) => {
                let (structure, index) = exprs.field(field);
                put!(self, "{\"ie\":", number, ",\"proj\":{\"idx\":", index, ",\"struct\":", at(self, of));
                put!(self, ",\"typeName\":", (self.names[structure.index()] - 1), "}}");
            }
            Node::Nat(nat) => {
                put!(self, "{\"ie\":", number, ",\"natVal\":\"", exprs.nat(nat).to_string().as_str(), "\"}");
            }
            Node::Str(text) => {
                put!(self, "{\"ie\":", number, ",\"strVal\":", Quoted(env.terms.names.text(text)), "}");
            }
        }
        self.end_line()
    }

    fn binder(&mut self, id: ExprId, ty: ExprId, body: ExprId) {
        let (name, info) = self.env.terms.exprs.binder(id).unwrap_or((NameId(0), BinderInfo::Default));
        let info = match info {
            BinderInfo::Default => "default",
            BinderInfo::Implicit => "implicit",
            BinderInfo::StrictImplicit => "strictImplicit",
            BinderInfo::InstImplicit => "instImplicit",
        };
        put!(self, "{\"binderInfo\":\"", info, "\",\"body\":", (self.exprs[body.index()] - 1), ",\"name\":");
        put!(self, (self.names[name.index()] - 1), ",\"type\":", (self.exprs[ty.index()] - 1), "}");
    }

    fn name_list(&mut self, names: &[NameId]) {
        List(names.iter().map(|name| self.names[name.index()] - 1)).put(&mut self.line);
    }

    fn declaration_line(&mut self, id: DeclId) -> io::Result<()> {
        let env = self.env;
        match &env.declarations()[id.0 as usize] {
            Declaration::Inductive { types, ctors, .. } => {
                let all = self.in_order(&env.declarations()[id.0 as usize]);
                let (types, rest) = all.split_at(types.len());
                let (ctors, recs) = rest.split_at(ctors.len());
                for (key, members) in
                    [("{\"inductive\":{\"ctors\":[", ctors), ("],\"recs\":[", recs), ("],\"types\":[", types)]
                {
                    put!(self, key);
                    for (at, id) in members.iter().enumerate() {
                        put!(self, if at > 0 { "," } else { "" });
                        self.member(env.constant(*id));
                    }
                }
                put!(self, "]}}");
                self.written.declarations += 1;
                self.end_line()
            }
            declaration => {
                for id in declaration.constants() {
                    self.single(env.constant(id));
                    self.written.declarations += 1;
                    self.end_line()?;
                }
                Ok(())
            }
        }
    }

    fn level_params(&mut self, constant: &Constant) {
        put!(self, "\"levelParams\":");
        let params = self.env.terms.levels.params(constant.level_params);
        List(params.iter().map(|name| self.names[*name as usize] - 1)).put(&mut self.line);
    }

    /// `"levelParams":…,"name":…` and what may stand between it and the type.
    fn common(&mut self, constant: &Constant) {
        self.level_params(constant);
        put!(self, ",\"name\":", (self.names[constant.name.index()] - 1));
    }

    fn ty(&mut self, constant: &Constant) {
        put!(self, ",\"type\":", (self.exprs[constant.ty.index()] - 1));
    }

    fn value(&mut self, value: ExprId) {
        put!(self, ",\"value\":", (self.exprs[value.index()] - 1), "}}");
    }

    fn single(&mut self, constant: &Constant) {
        match &constant.kind {
            ConstantKind::Axiom { is_unsafe, declared } => {
                put!(self, "{\"axiom\":{");
                match declared.filter(|_| self.env.is_incomplete()) {
                    None => {}
                    Some(Declared::Definition) => put!(self, "\"declared\":\"def\","),
                    Some(Declared::Theorem) => put!(self, "\"declared\":\"thm\","),
                    Some(Declared::Opaque) => put!(self, "\"declared\":\"opaque\","),
                }
                put!(self, "\"isUnsafe\":", is_unsafe, ",");
                self.common(constant);
                self.ty(constant);
                put!(self, "}}");
            }
            ConstantKind::Definition { value, hints, safety, all } => {
                put!(self, "{\"def\":{\"all\":");
                self.name_list(all);
                match hints {
                    ReducibilityHints::Opaque => put!(self, ",\"hints\":\"opaque\","),
                    ReducibilityHints::Abbrev => put!(self, ",\"hints\":\"abbrev\","),
                    ReducibilityHints::Regular(height) => put!(self, ",\"hints\":{\"regular\":", height, "},"),
                }
                self.common(constant);
                let safety = match safety {
                    DefinitionSafety::Safe => "safe",
                    DefinitionSafety::Unsafe => "unsafe",
                    DefinitionSafety::Partial => "partial",
                };
                put!(self, ",\"safety\":\"", safety, "\"");
                self.ty(constant);
                self.value(*value);
            }
            ConstantKind::Theorem { value, all } => {
                put!(self, "{\"thm\":{\"all\":");
                self.name_list(all);
                put!(self, ",");
                self.common(constant);
                self.ty(constant);
                self.value(*value);
            }
            ConstantKind::Opaque { value, is_unsafe, all } => {
                put!(self, "{\"opaque\":{\"all\":");
                self.name_list(all);
                put!(self, ",\"isUnsafe\":", is_unsafe, ",");
                self.common(constant);
                self.ty(constant);
                self.value(*value);
            }
            ConstantKind::Quot(kind) => {
                let kind = match kind {
                    QuotKind::Type => "type",
                    QuotKind::Ctor => "ctor",
                    QuotKind::Lift => "lift",
                    QuotKind::Ind => "ind",
                };
                put!(self, "{\"quot\":{\"kind\":\"", kind, "\",");
                self.common(constant);
                self.ty(constant);
                put!(self, "}}");
            }
            ConstantKind::Inductive(_) | ConstantKind::Constructor(_) | ConstantKind::Recursor(_) => {
                self.member(constant);
            }
        }
    }

    /// One of the constants of an inductive declaration.
    fn member(&mut self, constant: &Constant) {
        match &constant.kind {
            ConstantKind::Inductive(val) => {
                put!(self, "{\"all\":");
                self.name_list(&val.all);
                put!(self, ",\"ctors\":");
                self.name_list(&val.ctors);
                put!(self, ",\"isRec\":", val.is_rec, ",\"isReflexive\":", val.is_reflexive.unwrap_or(false));
                put!(self, ",\"isUnsafe\":", val.is_unsafe, ",");
                self.common(constant);
                put!(self, ",\"numIndices\":", val.num_indices, ",\"numNested\":", val.num_nested.unwrap_or(0));
                put!(self, ",\"numParams\":", val.num_params);
            }
            ConstantKind::Constructor(val) => {
                put!(self, "{\"cidx\":", val.cidx, ",\"induct\":", (self.names[val.induct.index()] - 1));
                put!(self, ",\"isUnsafe\":", val.is_unsafe, ",");
                self.common(constant);
                put!(self, ",\"numFields\":", val.num_fields, ",\"numParams\":", val.num_params);
            }
            ConstantKind::Recursor(val) => {
                put!(self, "{\"all\":");
                self.name_list(&val.all);
                put!(self, ",\"isUnsafe\":", val.is_unsafe, ",\"k\":", val.k, ",");
                self.common(constant);
                put!(self, ",\"numIndices\":", val.num_indices, ",\"numMinors\":", val.num_minors);
                put!(self, ",\"numMotives\":", val.num_motives, ",\"numParams\":", val.num_params, ",\"rules\":[");
                for (at, rule) in val.rules.iter().enumerate() {
                    put!(self, if at > 0 { "," } else { "" }, "{\"ctor\":", (self.names[rule.ctor.index()] - 1));
                    put!(self, ",\"nfields\":", rule.nfields, ",\"rhs\":", (self.exprs[rule.rhs.index()] - 1), "}");
                }
                put!(self, "]");
            }
            ConstantKind::Axiom { .. }
            | ConstantKind::Definition { .. }
            | ConstantKind::Theorem { .. }
            | ConstantKind::Opaque { .. }
            | ConstantKind::Quot(_) => return,
        }
        self.ty(constant);
        put!(self, "}");
    }
}
