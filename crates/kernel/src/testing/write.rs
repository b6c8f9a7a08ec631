//! Environments as exports: NDJSON, format 3.1.0.
//!
//! What it is: the writer for tests and generators. Each name, level and expression is written once, before what refers
//! to it, also if several environments go into one file; no stack is needed, however deep a term is. What it is not: an
//! exporter of somebody's library, which lives with what reads that library.

use super::copy::children;
use super::theory::{Group, groups_of, terms_of};
use crate::environment::{Constant, ConstantKind, DefinitionSafety, Environment, QuotKind, ReducibilityHints};
use crate::terms::exprs::BinderInfo;
use crate::terms::{ExprId, Level, LevelId, LevelsId, Name, NameId, Node, ParamsId, Terms};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes everything that `env` declares.
pub fn ndjson(env: &Environment, out: &mut impl Write) -> io::Result<()> {
    let mut exporter = Exporter::new(out)?;
    exporter.environment(env, None)?;
    exporter.finish()?;
    Ok(())
}

/// How much was written.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Lines.
    pub lines: u64,
    /// Bytes.
    pub bytes: u64,
    /// Expressions.
    pub exprs: u64,
    /// Declarations, each line with any counting as one.
    pub declarations: u64,
    /// Constants.
    pub constants: u64,
}

/// A file that is being written.
pub struct Exporter<W> {
    out: W,
    line: String,
    names: FxHashMap<(u32, Part), u32>,
    levels: FxHashMap<[u32; 3], u32>,
    level_lists: FxHashMap<Vec<u32>, u32>,
    literals: FxHashMap<String, u32>,
    /// Expressions without a constant that is renamed: the same in each copy.
    exprs: FxHashMap<[u32; 5], u32>,
    /// Expressions with one, of the copy that is being written.
    own_exprs: FxHashMap<[u32; 5], u32>,
    counts: Counts,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Part {
    Text(String),
    Number(u64),
}

/// What is known of one environment while it is written.
struct Source<'a> {
    terms: &'a Terms,
    prefix: Option<&'a str>,
    /// Roots of the names of declared constants: those that are renamed.
    roots: FxHashSet<NameId>,
    names: FxHashMap<NameId, u32>,
    constant_names: FxHashMap<NameId, u32>,
    levels: FxHashMap<LevelId, u32>,
    /// The number of each expression plus one, and whether it has a constant that is renamed.
    exprs: Vec<(u32, bool)>,
}

impl<W: Write> Exporter<W> {
    /// A file with its first line.
    pub fn new(out: W) -> io::Result<Exporter<W>> {
        let mut exporter = Exporter {
            out,
            line: String::new(),
            names: FxHashMap::default(),
            levels: FxHashMap::default(),
            level_lists: FxHashMap::default(),
            literals: FxHashMap::default(),
            exprs: FxHashMap::default(),
            own_exprs: FxHashMap::default(),
            counts: Counts::default(),
        };
        exporter.line.push_str(
            "{\"meta\":{\"exporter\":{\"name\":\"lithe-testing\",\"version\":\"3.1.0\"},\
             \"format\":{\"version\":\"3.1.0\"},\"lean\":{\"githash\":\"\",\"version\":\"4.29.1\"}}}",
        );
        exporter.flush()?;
        Ok(exporter)
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<Counts> {
        self.out.flush()?;
        Ok(self.counts)
    }

    /// What was written so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Writes everything that `env` declares. With a prefix, the first component of each declared constant's name gets
    /// it, wherever a constant is named; binders and level parameters keep their names.
    pub fn environment(&mut self, env: &Environment, prefix: Option<&str>) -> io::Result<()> {
        let terms = env.terms.layer();
        let roots = env.constants().iter().map(|constant| root(&terms, constant.name)).collect();
        let mut source = Source {
            terms: &terms,
            prefix,
            roots,
            names: FxHashMap::default(),
            constant_names: FxHashMap::default(),
            levels: FxHashMap::default(),
            exprs: vec![(0, false); terms.exprs.len() as usize],
        };
        self.own_exprs.clear();
        for group in groups_of(env) {
            self.group(&mut source, &group)?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.line.push('\n');
        self.out.write_all(self.line.as_bytes())?;
        self.counts.lines += 1;
        self.counts.bytes += self.line.len() as u64;
        self.line.clear();
        Ok(())
    }

    fn component(&mut self, prefix: u32, part: Part) -> io::Result<u32> {
        if let Some(&found) = self.names.get(&(prefix, part.clone())) {
            return Ok(found);
        }
        let id = self.names.len() as u32 + 1;
        match &part {
            Part::Text(text) => {
                let _ = write!(self.line, "{{\"in\":{id},\"str\":{{\"pre\":{prefix},\"str\":");
                push_json(&mut self.line, text);
                self.line.push_str("}}");
            }
            Part::Number(number) => {
                let _ = write!(self.line, "{{\"in\":{id},\"num\":{{\"i\":{number},\"pre\":{prefix}}}}}");
            }
        }
        self.flush()?;
        self.names.insert((prefix, part), id);
        Ok(id)
    }

    /// The name of a binder or a level parameter.
    fn name(&mut self, source: &mut Source<'_>, name: NameId) -> io::Result<u32> {
        if name == NameId(0) {
            return Ok(0);
        }
        if let Some(&done) = source.names.get(&name) {
            return Ok(done);
        }
        let id = self.written_name(source.terms, name, None)?;
        source.names.insert(name, id);
        Ok(id)
    }

    /// The name of a constant, and whether it was renamed.
    fn constant_name(&mut self, source: &mut Source<'_>, name: NameId) -> io::Result<(u32, bool)> {
        let renamed = source.prefix.is_some() && source.roots.contains(&root(source.terms, name));
        if name == NameId(0) {
            return Ok((0, false));
        }
        if let Some(&done) = source.constant_names.get(&name) {
            return Ok((done, renamed));
        }
        let id = self.written_name(source.terms, name, if renamed { source.prefix } else { None })?;
        source.constant_names.insert(name, id);
        Ok((id, renamed))
    }

    fn written_name(&mut self, terms: &Terms, name: NameId, prefix: Option<&str>) -> io::Result<u32> {
        let mut chain = Vec::new();
        let mut at = name;
        while at != NameId(0) {
            chain.push(at);
            at = terms.names.prefix(at);
        }
        let mut id = 0;
        let mut first = prefix;
        while let Some(at) = chain.pop() {
            let part = match (terms.names.get(at), first.take()) {
                (Name::Anonymous, _) => continue,
                (Name::Str(_, text), None) => Part::Text(terms.names.text(text).to_owned()),
                (Name::Str(_, text), Some(prefix)) => Part::Text(format!("{prefix}{}", terms.names.text(text))),
                (Name::Num(_, number), None) => Part::Number(number),
                (Name::Num(_, number), Some(prefix)) => Part::Text(format!("{prefix}{number}")),
            };
            id = self.component(id, part)?;
        }
        Ok(id)
    }

    fn level(&mut self, source: &mut Source<'_>, level: LevelId) -> io::Result<u32> {
        let mut todo = vec![level];
        source.levels.insert(LevelId(0), 0);
        while let Some(&top) = todo.last() {
            if source.levels.contains_key(&top) {
                todo.pop();
                continue;
            }
            let node = source.terms.levels.get(top);
            let parts = match node {
                Level::Zero | Level::Param(_) => [None, None],
                Level::Succ(l) => [Some(l), None],
                Level::Max(l, r) | Level::Imax(l, r) => [Some(l), Some(r)],
            };
            let before = todo.len();
            todo.extend(parts.into_iter().flatten().filter(|l| !source.levels.contains_key(l)));
            if todo.len() > before {
                continue;
            }
            let of = |l: LevelId| source.levels[&l];
            let key = match node {
                Level::Zero => [0, 0, 0],
                Level::Succ(l) => [1, of(l), 0],
                Level::Max(l, r) => [2, of(l), of(r)],
                Level::Imax(l, r) => [3, of(l), of(r)],
                Level::Param(name) => [4, self.name(source, name)?, 0],
            };
            let id = self.written_level(key)?;
            source.levels.insert(top, id);
            todo.pop();
        }
        Ok(source.levels[&level])
    }

    fn written_level(&mut self, key: [u32; 3]) -> io::Result<u32> {
        if let Some(&found) = self.levels.get(&key) {
            return Ok(found);
        }
        let id = self.levels.len() as u32 + 1;
        let [kind, l, r] = key;
        let _ = match kind {
            1 => write!(self.line, "{{\"il\":{id},\"succ\":{l}}}"),
            2 => write!(self.line, "{{\"il\":{id},\"max\":[{l},{r}]}}"),
            3 => write!(self.line, "{{\"il\":{id},\"imax\":[{l},{r}]}}"),
            _ => write!(self.line, "{{\"il\":{id},\"param\":{l}}}"),
        };
        self.flush()?;
        self.levels.insert(key, id);
        Ok(id)
    }

    fn level_list(&mut self, source: &mut Source<'_>, list: LevelsId) -> io::Result<Vec<u32>> {
        let ids: Vec<u32> = source.terms.levels.list(list).to_vec();
        ids.into_iter().map(|level| self.level(source, LevelId(level))).collect()
    }

    fn expr(&mut self, source: &mut Source<'_>, expr: ExprId) -> io::Result<u32> {
        let mut todo = vec![expr];
        while let Some(&top) = todo.last() {
            if source.exprs[top.index()].0 != 0 {
                todo.pop();
                continue;
            }
            let node = source.terms.exprs.node(top);
            let before = todo.len();
            todo.extend(children(node).filter(|child| source.exprs[child.index()].0 == 0));
            if todo.len() > before {
                continue;
            }
            let (id, renamed) = self.node(source, top, node)?;
            source.exprs[top.index()] = (id + 1, renamed);
            todo.pop();
        }
        Ok(source.exprs[expr.index()].0 - 1)
    }

    /// Writes a node whose children are written; gives its number, and whether a renamed constant is in it.
    fn node(&mut self, source: &mut Source<'_>, at: ExprId, node: Node) -> io::Result<(u32, bool)> {
        let (binder, info) = source.terms.exprs.binder(at).unwrap_or((NameId(0), BinderInfo::Default));
        let mut renamed = children(node).any(|child| source.exprs[child.index()].1);
        let of = |source: &Source<'_>, id: ExprId| source.exprs[id.index()].0 - 1;
        let mut us = Vec::new();
        let mut literal = String::new();
        let key = match node {
            Node::Bvar(index) => [0, index, 0, 0, 0],
            Node::Sort(level) => [1, self.level(source, level)?, 0, 0, 0],
            Node::Const(name, levels) => {
                us = self.level_list(source, levels)?;
                let (name, is_own) = self.constant_name(source, name)?;
                renamed |= is_own;
                let fresh = self.level_lists.len() as u32;
                let list = *self.level_lists.entry(us.clone()).or_insert(fresh);
                [2, name, list, 0, 0]
            }
            Node::App(f, x) => [3, of(source, f), of(source, x), 0, 0],
            Node::Lam(ty, body) => [4, of(source, ty), of(source, body), self.name(source, binder)?, info as u32],
            Node::Pi(ty, body) => [5, of(source, ty), of(source, body), self.name(source, binder)?, info as u32],
            Node::Let { ty, value, body } => {
                [6, of(source, ty), of(source, value), of(source, body), self.name(source, binder)?]
            }
            Node::Nat(nat) => {
                let _ = write!(literal, "\"{}\"", source.terms.exprs.nat(nat));
                [7, self.literal(&literal), 0, 0, 0]
            }
            Node::Str(text) => {
                push_json(&mut literal, source.terms.names.text(text));
                [8, self.literal(&literal), 0, 0, 0]
            }
            Node::Proj(field, inner) => {
                let (structure, index) = source.terms.exprs.field(field);
                let (structure, is_own) = self.constant_name(source, structure)?;
                renamed |= is_own;
                [9, of(source, inner), structure, index, 0]
            }
            // Nothing that was read has a local: what stands for one is an index that no binder reaches.
            Node::Local(_) => [0, u32::MAX, 0, 0, 0],
        };
        let table = if renamed { &self.own_exprs } else { &self.exprs };
        if let Some(&found) = table.get(&key) {
            return Ok((found, renamed));
        }
        let id = self.counts.exprs as u32;
        self.counts.exprs += 1;
        self.expr_line(id, key, &us, &literal);
        self.flush()?;
        let table = if renamed { &mut self.own_exprs } else { &mut self.exprs };
        table.insert(key, id);
        Ok((id, renamed))
    }

    fn literal(&mut self, text: &str) -> u32 {
        let fresh = self.literals.len() as u32;
        *self.literals.entry(text.to_owned()).or_insert(fresh)
    }

    /// The line of an expression; keys stand in alphabetical order, as upstream's exporter writes them.
    fn expr_line(&mut self, id: u32, key: [u32; 5], us: &[u32], literal: &str) {
        let line = &mut self.line;
        let [kind, a, b, c, d] = key;
        let _ = match kind {
            0 => write!(line, "{{\"bvar\":{a},\"ie\":{id}}}"),
            1 => write!(line, "{{\"ie\":{id},\"sort\":{a}}}"),
            2 => write!(line, "{{\"const\":{{\"name\":{a},\"us\":{}}},\"ie\":{id}}}", numbers(us)),
            3 => write!(line, "{{\"app\":{{\"arg\":{b},\"fn\":{a}}},\"ie\":{id}}}"),
            4 => write!(line, "{{\"ie\":{id},\"lam\":{}}}", binder(a, b, c, d)),
            5 => write!(line, "{{\"forallE\":{},\"ie\":{id}}}", binder(a, b, c, d)),
            6 => write!(
                line,
                "{{\"ie\":{id},\"letE\":{{\"body\":{c},\"name\":{d},\"nondep\":false,\"type\":{a},\"value\":{b}}}}}"
            ),
            7 => write!(line, "{{\"ie\":{id},\"natVal\":{literal}}}"),
            8 => write!(line, "{{\"ie\":{id},\"strVal\":{literal}}}"),
            _ => write!(line, "{{\"ie\":{id},\"proj\":{{\"idx\":{c},\"struct\":{a},\"typeName\":{b}}}}}"),
        };
    }

    fn group(&mut self, source: &mut Source<'_>, group: &Group) -> io::Result<()> {
        self.counts.constants += group.constants().count() as u64;
        match group {
            Group::Single(constant) => self.single(source, constant),
            Group::Mutual(constants) => constants.iter().try_for_each(|constant| self.single(source, constant)),
            Group::Inductive { types, ctors, recs } => {
                let mut parts = Vec::new();
                for constants in [ctors, recs, types] {
                    let of: io::Result<Vec<String>> =
                        constants.iter().map(|constant| self.member(source, constant)).collect();
                    parts.push(of?.join(","));
                }
                self.inductive_line(&parts[0], &parts[1], &parts[2])
            }
        }
    }

    fn inductive_line(&mut self, ctors: &str, recs: &str, types: &str) -> io::Result<()> {
        let _ = write!(self.line, "{{\"inductive\":{{\"ctors\":[{ctors}],\"recs\":[{recs}],\"types\":[{types}]}}}}");
        self.counts.declarations += 1;
        self.flush()
    }

    fn name_list(&mut self, source: &mut Source<'_>, names: &[NameId]) -> io::Result<String> {
        let mut ids = Vec::new();
        for &name in names {
            ids.push(self.constant_name(source, name)?.0);
        }
        Ok(numbers(&ids))
    }

    fn params(&mut self, source: &mut Source<'_>, params: ParamsId) -> io::Result<String> {
        let names: Vec<u32> = source.terms.levels.params(params).to_vec();
        let mut ids = Vec::new();
        for name in names {
            let name = self.name(source, NameId(name))?;
            // Readers look for the level of a parameter that a declaration lists.
            self.written_level([4, name, 0])?;
            ids.push(name);
        }
        Ok(numbers(&ids))
    }

    fn single(&mut self, source: &mut Source<'_>, constant: &Constant) -> io::Result<()> {
        let mut terms = Vec::new();
        for term in terms_of(constant) {
            terms.push(self.expr(source, term)?);
        }
        let name = self.constant_name(source, constant.name)?.0;
        let params = self.params(source, constant.level_params)?;
        let (ty, value) = (terms[0], terms.get(1).copied().unwrap_or(0));
        let text = match &constant.kind {
            ConstantKind::Axiom { is_unsafe, .. } => format!(
                "{{\"axiom\":{{\"isUnsafe\":{is_unsafe},\"levelParams\":{params},\"name\":{name},\"type\":{ty}}}}}"
            ),
            ConstantKind::Definition { hints, safety, all, .. } => {
                let all = self.name_list(source, all)?;
                let hints = match hints {
                    ReducibilityHints::Opaque => "\"opaque\"".to_owned(),
                    ReducibilityHints::Abbrev => "\"abbrev\"".to_owned(),
                    ReducibilityHints::Regular(height) => format!("{{\"regular\":{height}}}"),
                };
                let safety = match safety {
                    DefinitionSafety::Safe => "safe",
                    DefinitionSafety::Unsafe => "unsafe",
                    DefinitionSafety::Partial => "partial",
                };
                format!(
                    "{{\"def\":{{\"all\":{all},\"hints\":{hints},\"levelParams\":{params},\"name\":{name},\
                     \"safety\":\"{safety}\",\"type\":{ty},\"value\":{value}}}}}"
                )
            }
            ConstantKind::Theorem { all, .. } => {
                let all = self.name_list(source, all)?;
                format!(
                    "{{\"thm\":{{\"all\":{all},\"levelParams\":{params},\"name\":{name},\"type\":{ty},\
                     \"value\":{value}}}}}"
                )
            }
            ConstantKind::Opaque { is_unsafe, all, .. } => {
                let all = self.name_list(source, all)?;
                format!(
                    "{{\"opaque\":{{\"all\":{all},\"isUnsafe\":{is_unsafe},\"levelParams\":{params},\"name\":{name},\
                     \"type\":{ty},\"value\":{value}}}}}"
                )
            }
            ConstantKind::Quot(kind) => {
                let kind = match kind {
                    QuotKind::Type => "type",
                    QuotKind::Ctor => "ctor",
                    QuotKind::Lift => "lift",
                    QuotKind::Ind => "ind",
                };
                format!("{{\"quot\":{{\"kind\":\"{kind}\",\"levelParams\":{params},\"name\":{name},\"type\":{ty}}}}}")
            }
            ConstantKind::Inductive(_) => {
                let member = self.member(source, constant)?;
                return self.inductive_line("", "", &member);
            }
            ConstantKind::Constructor(_) => {
                let member = self.member(source, constant)?;
                return self.inductive_line(&member, "", "");
            }
            ConstantKind::Recursor(_) => {
                let member = self.member(source, constant)?;
                return self.inductive_line("", &member, "");
            }
        };
        self.line.push_str(&text);
        self.counts.declarations += 1;
        self.flush()
    }

    /// A constant of an inductive group.
    fn member(&mut self, source: &mut Source<'_>, constant: &Constant) -> io::Result<String> {
        let ty = self.expr(source, constant.ty)?;
        let name = self.constant_name(source, constant.name)?.0;
        let params = self.params(source, constant.level_params)?;
        Ok(match &constant.kind {
            ConstantKind::Inductive(val) => {
                let (all, ctors) = (self.name_list(source, &val.all)?, self.name_list(source, &val.ctors)?);
                format!(
                    "{{\"all\":{all},\"ctors\":{ctors},\"isRec\":{},\"isReflexive\":{},\"isUnsafe\":{},\
                     \"levelParams\":{params},\"name\":{name},\"numIndices\":{},\"numNested\":{},\"numParams\":{},\
                     \"type\":{ty}}}",
                    val.is_rec,
                    val.is_reflexive.unwrap_or(false),
                    val.is_unsafe,
                    val.num_indices,
                    val.num_nested.unwrap_or(0),
                    val.num_params,
                )
            }
            ConstantKind::Constructor(val) => {
                let induct = self.constant_name(source, val.induct)?.0;
                format!(
                    "{{\"cidx\":{},\"induct\":{induct},\"isUnsafe\":{},\"levelParams\":{params},\"name\":{name},\
                     \"numFields\":{},\"numParams\":{},\"type\":{ty}}}",
                    val.cidx, val.is_unsafe, val.num_fields, val.num_params,
                )
            }
            ConstantKind::Recursor(val) => {
                let all = self.name_list(source, &val.all)?;
                let mut rules = Vec::new();
                for rule in &val.rules {
                    let (ctor, rhs) = (self.constant_name(source, rule.ctor)?.0, self.expr(source, rule.rhs)?);
                    rules.push(format!("{{\"ctor\":{ctor},\"nfields\":{},\"rhs\":{rhs}}}", rule.nfields));
                }
                format!(
                    "{{\"all\":{all},\"isUnsafe\":{},\"k\":{},\"levelParams\":{params},\"name\":{name},\
                     \"numIndices\":{},\"numMinors\":{},\"numMotives\":{},\"numParams\":{},\"rules\":[{}],\
                     \"type\":{ty}}}",
                    val.is_unsafe,
                    val.k,
                    val.num_indices,
                    val.num_minors,
                    val.num_motives,
                    val.num_params,
                    rules.join(","),
                )
            }
            // Only groups of inductive types have members of their own.
            _ => String::new(),
        })
    }
}

/// The first component of a name, as a name.
fn root(terms: &Terms, name: NameId) -> NameId {
    let mut at = name;
    loop {
        let prefix = terms.names.prefix(at);
        if prefix == NameId(0) {
            return at;
        }
        at = prefix;
    }
}

fn binder(ty: u32, body: u32, name: u32, info: u32) -> String {
    let info = ["default", "implicit", "strictImplicit", "instImplicit"][info as usize & 3];
    format!("{{\"binderInfo\":\"{info}\",\"body\":{body},\"name\":{name},\"type\":{ty}}}")
}

fn numbers(ids: &[u32]) -> String {
    let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
    format!("[{}]", ids.join(","))
}

/// Appends a string as JSON.
fn push_json(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if (c as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
