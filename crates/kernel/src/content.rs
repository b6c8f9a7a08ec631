//! What a declaration is, and all that it rests on, as one number.
//!
//! What it is: for each declaration a SHA-256 digest of everything that the input says of it, in which each constant that
//! it mentions stands with the digest of that constant's declaration. Two declarations with the same digest are the same
//! in all that a check of them looks at, so a verdict may be kept under it. Digests do not depend on ids, on how terms are
//! shared, on what else the input declares, or on the names of binders and of a group's level parameters.
//!
//! A term is written to the digest as its different subterms in the order in which they are first complete (children
//! before parents), each once; a subterm is named by its place in that order. That depends on the term alone, and takes
//! time in proportion to its graph. Source: Merkle, A digital signature based on a conventional encryption function
//! (CRYPTO 1987), for digests in digests.
//!
//! What it is not: all that a verdict depends on. Whoever keeps verdicts adds the version of the kernel and the limits,
//! and whether the input is whole.
//!
//! What it assumes: nothing. A constant that is not declared before counts as unknown, so there are no cycles; nothing
//! recurses.

use crate::environment::{ConstId, Constant, ConstantKind, DeclId, Declaration, DefinitionSafety, Environment};
use crate::environment::{QuotKind, RecursorVal, ReducibilityHints};
use crate::primitive::Known;
use crate::terms::exprs::Tag;
use crate::terms::{ExprId, Level, LevelId, LevelsId, Name, NameId, NatId, Node, ParamsId, StrId};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Bytes that are digested at once.
const CHUNK: usize = 1 << 12;

type Map<K, V> = HashMap<K, V, FxBuildHasher>;

/// The digest of a declaration.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// Computes digests, and remembers them.
#[derive(Debug)]
pub struct ContentHasher<'e> {
    env: &'e Environment,
    known: &'e Known,
    digests: Map<DeclId, Digest>,
    /// The memory of the last writer.
    seen: Seen,
}

impl<'e> ContentHasher<'e> {
    /// For the declarations of this environment. What the kernel computes with is part of what a declaration rests on.
    pub fn new(env: &'e Environment, known: &'e Known) -> ContentHasher<'e> {
        ContentHasher { env, known, digests: Map::default(), seen: Seen::default() }
    }

    /// The digest of a declaration.
    pub fn digest(&mut self, decl: DeclId) -> Digest {
        let mut todo = vec![decl];
        while let Some(&top) = todo.last() {
            if self.digests.contains_key(&top) {
                todo.pop();
                continue;
            }
            let before = todo.len();
            let seen = std::mem::take(&mut self.seen);
            let mut writer = Writer::new(self, top, seen);
            writer.declaration();
            todo.append(&mut writer.missing);
            let (digest, seen) = writer.finish();
            self.seen = seen;
            if todo.len() == before {
                self.digests.insert(top, digest);
                todo.pop();
            }
        }
        self.digests[&decl]
    }
}

/// What was written, with the numbers that it was given.
#[derive(Debug, Default)]
struct Seen {
    members: Map<ConstId, u32>,
    names: Map<NameId, u32>,
    texts: Map<StrId, u32>,
    nats: Map<NatId, u32>,
    /// Declarations whose digests were written.
    others: Map<DeclId, u32>,
    levels: Map<LevelId, u32>,
    level_lists: Map<LevelsId, u32>,
    exprs: Map<ExprId, u32>,
    /// Different ids may be the same expression.
    nodes: Map<[u32; 4], u32>,
}

/// Empties a table. A large one is given back, since emptying it takes time each time.
fn empty<K, V>(map: &mut Map<K, V>) {
    const KEEP: usize = 1 << 13;
    if map.capacity() > KEEP {
        *map = Map::default();
    } else {
        map.clear();
    }
}

impl Seen {
    fn empty(&mut self) {
        empty(&mut self.members);
        empty(&mut self.names);
        empty(&mut self.texts);
        empty(&mut self.nats);
        empty(&mut self.others);
        self.empty_terms();
    }

    fn empty_terms(&mut self) {
        empty(&mut self.levels);
        empty(&mut self.level_lists);
        empty(&mut self.exprs);
        empty(&mut self.nodes);
    }
}

/// Writes one declaration. Where the digest of another one is not known yet, that one is noted as missing, and what was
/// written is of no use.
struct Writer<'h, 'e> {
    of: &'h ContentHasher<'e>,
    decl: DeclId,
    sha: Sha256,
    buffer: Vec<u8>,
    missing: Vec<DeclId>,
    params: ParamsId,
    seen: Seen,
}

impl<'h, 'e> Writer<'h, 'e> {
    fn new(of: &'h ContentHasher<'e>, decl: DeclId, mut seen: Seen) -> Writer<'h, 'e> {
        let members = of.env.declarations()[decl.0 as usize].constants();
        seen.empty();
        seen.members.extend(members.enumerate().map(|(at, id)| (id, at as u32)));
        let (sha, params) = (Sha256::new(), ParamsId(0));
        Writer { of, decl, sha, buffer: Vec::with_capacity(2 * CHUNK), missing: Vec::new(), params, seen }
    }

    fn finish(mut self) -> (Digest, Seen) {
        self.sha.update(&self.buffer);
        (Digest(self.sha.finalize().into()), self.seen)
    }

    fn byte(&mut self, byte: u8) {
        self.buffer.push(byte);
    }

    /// Digests what was written, if it is much.
    fn flush(&mut self) {
        if self.buffer.len() >= CHUNK {
            self.sha.update(&self.buffer);
            self.buffer.clear();
        }
    }

    /// A number, in as many bytes as it needs: no encoding is the beginning of another.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    fn flag(&mut self, flag: bool) {
        self.byte(u8::from(flag));
    }

    fn option(&mut self, number: Option<u64>) {
        self.flag(number.is_some());
        self.number(number.unwrap_or(0));
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.buffer.extend_from_slice(bytes);
        self.flush();
    }

    fn text(&mut self, id: StrId) {
        let new = self.seen.texts.len() as u32;
        let at = *self.seen.texts.entry(id).or_insert(new);
        self.number(at.into());
        if at == new {
            let of = self.of;
            self.bytes(of.env.terms.names.text(id).as_bytes());
        }
    }

    /// A name: those that were not written yet with their prefixes first.
    fn name(&mut self, id: NameId) {
        let names = &self.of.env.terms.names;
        let mut new = Vec::new();
        let mut at = id;
        while at.0 != 0 && !self.seen.names.contains_key(&at) {
            new.push(at);
            at = names.prefix(at);
        }
        self.count(new.len());
        self.known_name(at);
        for id in new.into_iter().rev() {
            match names.get(id) {
                Name::Str(_, text) => {
                    self.byte(0);
                    self.text(text);
                }
                Name::Num(_, number) => {
                    self.byte(1);
                    self.number(number);
                }
                Name::Anonymous => {}
            }
            let next = self.seen.names.len() as u32 + 1;
            self.seen.names.insert(id, next);
        }
    }

    fn known_name(&mut self, id: NameId) {
        self.number(self.seen.names.get(&id).copied().unwrap_or(0).into());
    }

    /// A constant that is mentioned: by its place in the group, or with the digest of its declaration.
    fn reference(&mut self, name: NameId) {
        self.name(name);
        let found = self.of.env.find(name);
        let op = self.of.known.nat_op(name);
        self.option(op.map(|op| op as u64));
        match found {
            Some(id) if self.seen.members.contains_key(&id) => {
                self.byte(1);
                self.number(self.seen.members[&id].into());
            }
            Some(id) if self.of.env.declared_by(id) < self.decl => {
                self.byte(2);
                self.other(self.of.env.declared_by(id));
            }
            _ => self.byte(0),
        }
    }

    fn other(&mut self, decl: DeclId) {
        let new = self.seen.others.len() as u32;
        let at = *self.seen.others.entry(decl).or_insert(new);
        self.number(at.into());
        if at == new {
            match self.of.digests.get(&decl) {
                Some(&Digest(bytes)) => self.bytes(&bytes),
                None => self.missing.push(decl),
            }
        }
    }

    fn references(&mut self, names: &[NameId]) {
        self.count(names.len());
        for &name in names {
            self.reference(name);
        }
    }

    fn declaration(&mut self) {
        let env = self.of.env;
        match &env.declarations()[self.decl.0 as usize] {
            Declaration::Single(_) => self.byte(0),
            Declaration::Mutual(_) => self.byte(1),
            Declaration::Quot(_) => {
                self.byte(2);
                self.implicit(&[&["Eq"], &["Eq", "refl"]]);
            }
            Declaration::Inductive { types, ctors, .. } => {
                self.byte(3);
                self.count(types.len());
                self.count(ctors.len());
            }
        }
        self.count(self.seen.members.len());
        for id in env.declarations()[self.decl.0 as usize].constants() {
            // Whether the name was free is part of what is checked.
            self.flag(env.find(env.constant(id).name) == Some(id));
            self.flag(env.declared(id).is_some());
            self.constant(env.constant(id));
            if matches!(env.constant(id).kind, ConstantKind::Inductive(_)) {
                self.recursor_names(env.constant(id).name);
            }
        }
    }

    fn constant(&mut self, constant: &Constant) {
        self.name(constant.name);
        self.level_params(constant.level_params);
        self.expr(constant.ty);
        match &constant.kind {
            ConstantKind::Axiom { is_unsafe, .. } => {
                self.byte(0);
                self.flag(*is_unsafe);
            }
            ConstantKind::Definition { value, hints, safety, all } => {
                self.byte(1);
                self.expr(*value);
                self.hints(*hints);
                self.byte(match safety {
                    DefinitionSafety::Safe => 0,
                    DefinitionSafety::Unsafe => 1,
                    DefinitionSafety::Partial => 2,
                });
                self.plain_names(all);
            }
            ConstantKind::Theorem { value, all } => {
                self.byte(2);
                self.expr(*value);
                self.plain_names(all);
            }
            ConstantKind::Opaque { value, is_unsafe, all } => {
                self.byte(3);
                self.expr(*value);
                self.flag(*is_unsafe);
                self.plain_names(all);
            }
            ConstantKind::Quot(kind) => {
                self.byte(4);
                self.byte(match kind {
                    QuotKind::Type => 0,
                    QuotKind::Ctor => 1,
                    QuotKind::Lift => 2,
                    QuotKind::Ind => 3,
                });
            }
            ConstantKind::Inductive(val) => {
                self.byte(5);
                self.number(val.num_params.into());
                self.number(val.num_indices.into());
                self.option(val.num_nested.map(u64::from));
                self.references(&val.all);
                self.references(&val.ctors);
                self.flag(val.is_rec);
                self.option(val.is_reflexive.map(u64::from));
                self.flag(val.is_unsafe);
            }
            ConstantKind::Constructor(val) => {
                self.byte(6);
                self.reference(val.induct);
                self.number(val.cidx.into());
                self.number(val.num_params.into());
                self.number(val.num_fields.into());
                self.flag(val.is_unsafe);
            }
            ConstantKind::Recursor(val) => {
                self.byte(7);
                self.recursor(val);
            }
        }
    }

    fn recursor(&mut self, val: &RecursorVal) {
        self.references(&val.all);
        for count in [val.num_params, val.num_indices, val.num_motives, val.num_minors] {
            self.number(count.into());
        }
        self.count(val.rules.len());
        for rule in &val.rules {
            self.reference(rule.ctor);
            self.number(rule.nfields.into());
            self.expr(rule.rhs);
        }
        self.flag(val.k);
        self.flag(val.is_unsafe);
    }

    /// Whether the names are taken that the recursors of a type will have.
    fn recursor_names(&mut self, induct: NameId) {
        let env = self.of.env;
        let of = |suffix: &str| {
            let names = &env.terms.names;
            let name = names.find(Name::Str(induct, names.find_text(suffix)?))?;
            env.find(name).map(|_| name)
        };
        let numbered = (1..).map_while(|at: u32| of(&format!("rec_{at}")));
        let taken: Vec<NameId> = of("rec").into_iter().chain(numbered).collect();
        self.references(&taken);
    }

    fn hints(&mut self, hints: ReducibilityHints) {
        match hints {
            ReducibilityHints::Opaque => self.byte(0),
            ReducibilityHints::Regular(height) => {
                self.byte(1);
                self.number(height.into());
            }
            ReducibilityHints::Abbrev => self.byte(2),
        }
    }

    /// Names that are claims for a reader: a check does not follow them.
    fn plain_names(&mut self, names: &[NameId]) {
        self.count(names.len());
        for &name in names {
            self.name(name);
        }
    }

    /// Constants that a check looks for by name.
    fn implicit(&mut self, paths: &[&[&str]]) {
        for path in paths {
            match self.of.env.terms.names.find_path(path) {
                Some(name) => {
                    self.byte(1);
                    self.reference(name);
                }
                None => self.byte(0),
            }
        }
    }

    /// Brings level parameters into force: what was written with others in force may mean something else with these.
    fn level_params(&mut self, params: ParamsId) {
        let levels = &self.of.env.terms.levels;
        let list = levels.params(params);
        self.count(list.len());
        // Whether a name is listed twice is part of what is checked; the first counts.
        for (at, name) in list.iter().enumerate() {
            self.count(list.iter().position(|other| other == name).unwrap_or(at));
        }
        let is_new = params != self.params;
        self.flag(is_new);
        if is_new {
            self.params = params;
            self.seen.empty_terms();
        }
    }

    /// A level: its parts that were not written yet, and its number.
    fn level(&mut self, root: LevelId) -> u32 {
        let levels = &self.of.env.terms.levels;
        let mut todo = vec![root];
        while let Some(&l) = todo.last() {
            if self.seen.levels.contains_key(&l) {
                todo.pop();
                continue;
            }
            let (tag, parts): (u8, &[LevelId]) = match levels.get(l) {
                Level::Zero => (1, &[]),
                Level::Param(_) => (2, &[]),
                Level::Succ(part) => (3, &[part]),
                Level::Max(left, right) => (4, &[left, right]),
                Level::Imax(left, right) => (5, &[left, right]),
            };
            let before = todo.len();
            todo.extend(parts.iter().rev().filter(|part| !self.seen.levels.contains_key(*part)));
            if todo.len() > before {
                continue;
            }
            todo.pop();
            self.byte(tag);
            for part in parts {
                self.number(self.seen.levels[part].into());
            }
            if let Level::Param(name) = levels.get(l) {
                let at = levels.params(self.params).iter().position(|&param| param == name.0);
                self.option(at.map(|at| at as u64));
                if at.is_none() {
                    self.name(name);
                }
            }
            let next = self.seen.levels.len() as u32;
            self.seen.levels.insert(l, next);
        }
        self.seen.levels[&root]
    }

    fn level_list(&mut self, list: LevelsId) -> u32 {
        if let Some(&known) = self.seen.level_lists.get(&list) {
            return known;
        }
        let of = self.of;
        let items = of.env.terms.levels.list(list);
        let numbers: Vec<u32> = items.iter().map(|&level| self.level(LevelId(level))).collect();
        self.byte(6);
        self.count(numbers.len());
        for number in numbers {
            self.number(number.into());
        }
        let next = self.seen.level_lists.len() as u32;
        self.seen.level_lists.insert(list, next);
        next
    }

    /// An expression: its parts that were not written yet, and its number.
    fn expr(&mut self, root: ExprId) {
        let exprs = &self.of.env.terms.exprs;
        let mut todo = vec![root];
        while let Some(&e) = todo.last() {
            if self.seen.exprs.contains_key(&e) {
                todo.pop();
                continue;
            }
            let parts: [Option<ExprId>; 3] = match exprs.node(e) {
                Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => [Some(a), Some(b), None],
                Node::Let { ty, value, body } => [Some(ty), Some(value), Some(body)],
                Node::Proj(_, structure) => [Some(structure), None, None],
                _ => [None; 3],
            };
            let before = todo.len();
            todo.extend(parts.iter().rev().flatten().filter(|part| !self.seen.exprs.contains_key(*part)));
            if todo.len() > before {
                continue;
            }
            todo.pop();
            let number = self.node(e, parts);
            self.seen.exprs.insert(e, number);
        }
        self.byte(0);
        self.number(self.seen.exprs[&root].into());
    }

    /// The number of an expression whose parts have numbers; it is written if there was none like it.
    fn node(&mut self, e: ExprId, parts: [Option<ExprId>; 3]) -> u32 {
        let exprs = &self.of.env.terms.exprs;
        let cell = exprs.cell(e);
        let [a, b, c] = parts.map(|part| part.map_or(0, |part| self.seen.exprs[&part]));
        let key = match exprs.node(e) {
            Node::Bvar(index) => [index, 0, 0],
            Node::Local(number) => [number, 0, 0],
            Node::Sort(level) => [self.level(level), 0, 0],
            Node::Const(name, levels) => [name.0, self.level_list(levels), 0],
            Node::Nat(number) => [number.0, 0, 0],
            Node::Str(text) => [text.0, 0, 0],
            Node::Proj(field, _) => [a, field.0, 0],
            Node::App(..) | Node::Lam(..) | Node::Pi(..) | Node::Let { .. } => [a, b, c],
        };
        let key = [cell.tag() as u32, key[0], key[1], key[2]];
        if let Some(&known) = self.seen.nodes.get(&key) {
            return known;
        }
        self.flush();
        self.byte(7 + tag_number(cell.tag()));
        match exprs.node(e) {
            Node::Const(name, _) => {
                self.reference(name);
                self.number(key[2].into());
            }
            Node::Nat(number) => self.nat(number),
            Node::Str(text) => {
                self.text(text);
                self.implicit(&[
                    &["String"],
                    &["String", "ofList"],
                    &["String", "mk"],
                    &["Char"],
                    &["Char", "ofNat"],
                    &["List"],
                    &["Nat"],
                ]);
            }
            Node::Proj(field, _) => {
                let (structure, index) = exprs.field(field);
                self.reference(structure);
                self.number(index.into());
                self.number(a.into());
            }
            _ => {
                for &part in &key[1..] {
                    self.number(part.into());
                }
            }
        }
        let next = self.seen.nodes.len() as u32;
        self.seen.nodes.insert(key, next);
        next
    }

    fn nat(&mut self, id: NatId) {
        let new = self.seen.nats.len() as u32;
        let at = *self.seen.nats.entry(id).or_insert(new);
        self.number(at.into());
        if at == new {
            let of = self.of;
            self.bytes(&of.env.terms.exprs.nat(id).to_le_bytes());
            self.implicit(&[&["Nat"], &["Bool"]]);
        }
    }
}

/// A number for a kind of expression that does not change.
fn tag_number(tag: Tag) -> u8 {
    match tag {
        Tag::Bvar => 0,
        Tag::Sort => 1,
        Tag::Const => 2,
        Tag::App => 3,
        Tag::Lam => 4,
        Tag::Pi => 5,
        Tag::Let => 6,
        Tag::Nat => 7,
        Tag::Str => 8,
        Tag::Proj => 9,
        Tag::Local => 10,
    }
}

#[cfg(test)]
mod tests;
