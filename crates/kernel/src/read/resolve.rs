//! From records to tables: every number is looked up, in the order of the input.
//!
//! What it is: the sequential part of reading. A record may refer to what stands before it and to nothing else, whatever
//! the numbers are; a number that is given twice must mean the same both times. The ids that things get depend on the
//! order of the input alone, so they are the same however the input was cut into chunks.

use super::error::Fault;
use super::ids::Ids;
use super::record::{
    Grouping, List, RawConstant, RawExpr, RawKind, RawLevel, RawName, RawRules, Record, Records, TextRef,
};
use super::regroup;
use crate::environment::{
    Constant, ConstantKind, ConstructorVal, Environment, InductiveVal, Meta, QuotKind, RecursorRule, RecursorVal,
};
use crate::terms::exprs::{BinderInfo, MAX_NAMED, TooLoose};
use crate::terms::{Cell, ExprId, Level, LevelId, Name, NameId, NatId, Node, StrId, Tag, Terms};
use dashu_int::UBig;

/// The constants of one line, or of one entry of a line that holds several.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub start: u32,
    pub count: u32,
    pub grouping: Grouping,
}

/// What was read so far.
#[derive(Debug)]
pub(super) struct Resolver {
    terms: Terms,
    names: Ids,
    levels: Ids,
    exprs: Ids,
    rule_ids: Ids,
    rules: Vec<RecursorRule>,
    constants: Vec<Constant>,
    items: Vec<Item>,
    scratch: Vec<u32>,
    /// How many records there were; it bounds the number of everything.
    records: u64,
}

/// Bytes of an input for which room is reserved before they are seen: tables grow by themselves, and a size may be wrong.
const MOST_RESERVED: u64 = 4 << 30;

#[cold]
fn undefined(what: &str, id: u32) -> Fault {
    Fault::malformed(format!("{what} {id} is not defined before this line"))
}

#[cold]
fn redefined(what: &str, id: u32) -> Fault {
    Fault::malformed(format!("{what} {id} was defined before as something else"))
}

#[cold]
fn text_full() -> Fault {
    Fault::too_large("there are more than four gigabytes of names and strings")
}

#[cold]
fn too_loose(_: TooLoose) -> Fault {
    Fault::too_large("a bound variable is farther from its binder than this reader can hold (26 bits)")
}

impl Resolver {
    /// Empty tables, with room for what an input of this many bytes may hold.
    pub fn new(input_bytes: u64) -> Resolver {
        let mut terms = Terms::default();
        let input_bytes = input_bytes.min(MOST_RESERVED) as usize;
        // A line of an expression is about sixty bytes. What is not used of the room is never touched.
        terms.exprs.reserve(input_bytes / 64);
        terms.names.reserve(input_bytes / 2048);
        Resolver {
            terms,
            names: Ids::new(1),
            levels: Ids::new(1),
            exprs: Ids::new(0),
            rule_ids: Ids::new(0),
            rules: Vec::new(),
            constants: Vec::new(),
            items: Vec::new(),
            scratch: Vec::new(),
            records: 0,
        }
    }

    /// Adds what a chunk says. On failure the number of records before the one that is at fault, in this chunk.
    pub fn add(&mut self, records: &Records) -> Result<(), (usize, Fault)> {
        self.records += records.records.len() as u64;
        if self.records >= u64::from(u32::MAX) {
            return Err((0, Fault::too_large("there are more than four thousand million lines")));
        }
        for (at, record) in records.records.iter().enumerate() {
            let result = match *record {
                Record::Expr { id, expr } => self.add_expr(id, expr, records),
                Record::Name { id, name } => self.add_name(id, name, records),
                Record::Level { id, level } => self.add_level(id, level),
                Record::Rule { id, ctor, nfields, rhs } => self.add_rule(id, ctor, nfields, rhs),
                Record::Constants { start, count, grouping } => self.add_constants(start, count, grouping, records),
            };
            if let Err(fault) = result {
                return Err((at, fault));
            }
        }
        Ok(())
    }

    /// Ends reading.
    pub fn finish(self, meta: Meta) -> Environment {
        let Resolver { terms, constants, items, .. } = self;
        let builder = if regroup::is_needed(&constants, &items) {
            regroup::regroup(&terms, constants, &items)
        } else {
            regroup::as_given(constants, &items)
        };
        let mut environment = builder.finish(terms.share());
        if meta.incomplete {
            environment.set_incomplete();
        }
        environment.meta = Some(meta);
        environment
    }

    #[inline]
    fn name(&self, id: u32) -> Result<NameId, Fault> {
        self.names.get(id).map(NameId).ok_or_else(|| undefined("name", id))
    }

    #[inline]
    fn level(&self, id: u32) -> Result<LevelId, Fault> {
        self.levels.get(id).map(LevelId).ok_or_else(|| undefined("level", id))
    }

    #[inline]
    fn expr(&self, id: u32) -> Result<ExprId, Fault> {
        self.exprs.get(id).map(ExprId).ok_or_else(|| undefined("expression", id))
    }

    fn text(&mut self, text: TextRef, records: &Records) -> Result<StrId, Fault> {
        self.terms.names.intern_text(records.text(text)).ok_or_else(text_full)
    }

    fn add_name(&mut self, id: u32, name: RawName, records: &Records) -> Result<(), Fault> {
        let name = match name {
            RawName::Str { prefix, text } => Name::Str(self.name(prefix)?, self.text(text, records)?),
            RawName::Num { prefix, number } => Name::Num(self.name(prefix)?, number.into()),
        };
        let name = self.terms.names.intern(name);
        if name.0 >= MAX_NAMED {
            return Err(Fault::too_large("there are more than a thousand million names"));
        }
        define(&mut self.names, id, name.0, "name")
    }

    fn add_level(&mut self, id: u32, level: RawLevel) -> Result<(), Fault> {
        let level = match level {
            RawLevel::Succ(level) => Level::Succ(self.level(level)?),
            RawLevel::Max(left, right) => Level::Max(self.level(left)?, self.level(right)?),
            RawLevel::Imax(left, right) => Level::Imax(self.level(left)?, self.level(right)?),
            RawLevel::Param(name) => Level::Param(self.name(name)?),
        };
        let level = self.terms.levels.intern(level);
        define(&mut self.levels, id, level.0, "level")
    }

    /// Adds an expression. Those that are most of an input, under the number that is next, have arms of their own.
    #[inline]
    fn add_expr(&mut self, id: u32, expr: RawExpr, records: &Records) -> Result<(), Fault> {
        if self.exprs.is_next(id) {
            let (cell, binder) = match expr {
                RawExpr::App { fun, arg } => {
                    let cell = Cell::new(Tag::App, self.expr(fun)?.0, self.expr(arg)?.0);
                    let at = self.terms.exprs.push(cell, false).map_err(too_loose)?;
                    self.exprs.define(id, at.0);
                    return Ok(());
                }
                RawExpr::Lam { info, name, ty, body } => {
                    (Cell::new(Tag::Lam, self.expr(ty)?.0, self.expr(body)?.0), (name, info))
                }
                RawExpr::Pi { info, name, ty, body } => {
                    (Cell::new(Tag::Pi, self.expr(ty)?.0, self.expr(body)?.0), (name, info))
                }
                _ => return self.add_any_expr(id, expr, records),
            };
            let name = self.name(binder.0)?;
            let at = self.terms.exprs.push(cell, false).map_err(too_loose)?;
            self.terms.exprs.set_binder(at, name, binder.1);
            self.exprs.define(id, at.0);
            return Ok(());
        }
        self.add_any_expr(id, expr, records)
    }

    fn add_any_expr(&mut self, id: u32, expr: RawExpr, records: &Records) -> Result<(), Fault> {
        if let RawExpr::Mdata(inner) = expr {
            let inner = self.expr(inner)?;
            return define(&mut self.exprs, id, inner.0, "expression");
        }
        let (node, binder) = self.node(expr, records)?;
        if let Some(before) = self.exprs.get(id) {
            let same = self.terms.exprs.node(ExprId(before)) == node;
            return if same { Ok(()) } else { Err(redefined("expression", id)) };
        }
        let at = self.push(node).map_err(too_loose)?;
        if let Some((name, info)) = binder {
            self.terms.exprs.set_binder(at, name, info);
        }
        self.exprs.define(id, at.0);
        Ok(())
    }

    fn push(&mut self, node: Node) -> Result<ExprId, TooLoose> {
        let exprs = &mut self.terms.exprs;
        let (cell, has_param) = match node {
            Node::App(fun, arg) => (Cell::new(Tag::App, fun.0, arg.0), false),
            Node::Lam(ty, body) => (Cell::new(Tag::Lam, ty.0, body.0), false),
            Node::Pi(ty, body) => (Cell::new(Tag::Pi, ty.0, body.0), false),
            Node::Const(name, levels) => {
                (Cell::new(Tag::Const, name.0, levels.0), self.terms.levels.list_has_param(levels))
            }
            Node::Sort(level) => (Cell::new(Tag::Sort, level.0, 0), self.terms.levels.has_param(level)),
            Node::Let { ty, value, body } => (Cell::new(Tag::Let, exprs.push_let(ty, value, body), 0), false),
            Node::Proj(field, value) => (Cell::new(Tag::Proj, value.0, field.0), false),
            Node::Nat(nat) => (Cell::new(Tag::Nat, nat.0, 0), false),
            Node::Str(text) => (Cell::new(Tag::Str, text.0, 0), false),
            Node::Bvar(index) => (Cell::new(Tag::Bvar, index, 0), false),
            Node::Local(number) => (Cell::new(Tag::Local, number, 0), false),
        };
        exprs.push(cell, has_param)
    }

    /// The node that a record stands for, and what its binder is called. `expr` is no `mdata`.
    fn node(&mut self, expr: RawExpr, records: &Records) -> Result<(Node, Option<(NameId, BinderInfo)>), Fault> {
        let node = match expr {
            RawExpr::App { fun, arg } => Node::App(self.expr(fun)?, self.expr(arg)?),
            RawExpr::Lam { info, name, ty, body } => {
                let node = Node::Lam(self.expr(ty)?, self.expr(body)?);
                return Ok((node, Some((self.name(name)?, info))));
            }
            RawExpr::Pi { info, name, ty, body } => {
                let node = Node::Pi(self.expr(ty)?, self.expr(body)?);
                return Ok((node, Some((self.name(name)?, info))));
            }
            RawExpr::Let { name, ty, value, body } => {
                let (ty, value, body) = (self.expr(ty)?, self.expr(value)?, self.expr(body)?);
                return Ok((Node::Let { ty, value, body }, Some((self.name(name)?, BinderInfo::Default))));
            }
            RawExpr::Const { name, levels } => {
                let name = self.name(name)?;
                self.scratch.clear();
                for &level in records.list(levels) {
                    let level = self.level(level)?;
                    self.scratch.push(level.0);
                }
                Node::Const(name, self.terms.levels.intern_list(&self.scratch))
            }
            RawExpr::Bvar(index) => Node::Bvar(index),
            RawExpr::Sort(level) => Node::Sort(self.level(level)?),
            RawExpr::Proj { structure, index, value } => {
                let structure = self.name(structure)?;
                Node::Proj(self.terms.exprs.intern_field(structure, index), self.expr(value)?)
            }
            RawExpr::SmallNat(value) => Node::Nat(self.terms.exprs.intern_nat(UBig::from(u64::from(value)))),
            RawExpr::BigNat(at) => Node::Nat(self.big_nat(at, records)),
            RawExpr::Str(text) => Node::Str(self.text(text, records)?),
            RawExpr::Mdata(_) => return Err(Fault::malformed("data around an expression is no expression")),
        };
        Ok((node, None))
    }

    fn big_nat(&mut self, at: u32, records: &Records) -> NatId {
        self.terms.exprs.intern_nat(records.nats[at as usize].clone())
    }

    fn add_rule(&mut self, id: u32, ctor: u32, nfields: u32, rhs: u32) -> Result<(), Fault> {
        let rule = RecursorRule { ctor: self.name(ctor)?, nfields, rhs: self.expr(rhs)? };
        match self.rule_ids.get(id) {
            Some(before) if self.rules[before as usize] == rule => Ok(()),
            Some(_) => Err(redefined("rule", id)),
            None => {
                self.rule_ids.define(id, self.rules.len() as u32);
                self.rules.push(rule);
                Ok(())
            }
        }
    }

    fn add_constants(&mut self, start: u32, count: u32, grouping: Grouping, records: &Records) -> Result<(), Fault> {
        let item = Item { start: self.constants.len() as u32, count, grouping };
        for raw in &records.constants[start as usize..(start + count) as usize] {
            let constant = self.constant(raw, records)?;
            self.constants.push(constant);
        }
        self.items.push(item);
        Ok(())
    }

    fn names(&self, list: List, records: &Records) -> Result<Vec<NameId>, Fault> {
        records.list(list).iter().map(|&name| self.name(name)).collect()
    }

    fn constant(&mut self, raw: &RawConstant, records: &Records) -> Result<Constant, Fault> {
        let name = self.name(raw.name)?;
        self.scratch.clear();
        for &param in records.list(raw.level_params) {
            let param = self.name(param)?;
            self.scratch.push(param.0);
        }
        let level_params = self.terms.levels.intern_params(&self.scratch);
        let ty = self.expr(raw.ty)?;
        let kind = self.kind(name, raw.kind, records)?;
        Ok(Constant { name, level_params, ty, kind })
    }

    fn kind(&self, name: NameId, kind: RawKind, records: &Records) -> Result<ConstantKind, Fault> {
        // The formats that do not say it do not export groups of definitions either.
        let all = |all: Option<List>| all.map_or_else(|| Ok(vec![name]), |all| self.names(all, records));
        Ok(match kind {
            RawKind::Axiom { is_unsafe, declared } => ConstantKind::Axiom { is_unsafe, declared },
            RawKind::Definition { value, hints, safety, all: names } => {
                ConstantKind::Definition { value: self.expr(value)?, hints, safety, all: all(names)? }
            }
            RawKind::Theorem { value, all: names } => {
                ConstantKind::Theorem { value: self.expr(value)?, all: all(names)? }
            }
            RawKind::Opaque { value, is_unsafe, all: names } => {
                ConstantKind::Opaque { value: self.expr(value)?, is_unsafe, all: all(names)? }
            }
            RawKind::Quot(Some(kind)) => ConstantKind::Quot(kind),
            RawKind::Quot(None) => ConstantKind::Quot(self.quot_kind(name)?),
            RawKind::Inductive { num_params, num_indices, num_nested, all, ctors, is_rec, is_reflexive, is_unsafe } => {
                let (all, ctors) = (self.names(all, records)?, self.names(ctors, records)?);
                ConstantKind::Inductive(Box::new(InductiveVal {
                    num_params,
                    num_indices,
                    num_nested,
                    all,
                    ctors,
                    is_rec,
                    is_reflexive,
                    is_unsafe,
                }))
            }
            RawKind::Constructor { induct, cidx, num_params, num_fields, is_unsafe } => {
                let induct = self.name(induct)?;
                ConstantKind::Constructor(ConstructorVal { induct, cidx, num_params, num_fields, is_unsafe })
            }
            RawKind::Recursor { all, num_params, num_indices, num_motives, num_minors, rules, k, is_unsafe } => {
                let (all, rules) = (self.names(all, records)?, self.rules(rules, records)?);
                ConstantKind::Recursor(Box::new(RecursorVal {
                    all,
                    num_params,
                    num_indices,
                    num_motives,
                    num_minors,
                    rules,
                    k,
                    is_unsafe,
                }))
            }
        })
    }

    fn rules(&self, rules: RawRules, records: &Records) -> Result<Vec<RecursorRule>, Fault> {
        match rules {
            RawRules::Inline(list) => {
                let (triples, _) = records.list(list).as_chunks::<3>();
                let rule = |&[ctor, nfields, rhs]: &[u32; 3]| {
                    Ok(RecursorRule { ctor: self.name(ctor)?, nfields, rhs: self.expr(rhs)? })
                };
                triples.iter().map(rule).collect()
            }
            RawRules::Ids(list) => {
                let rule = |&id: &u32| {
                    let at = self.rule_ids.get(id).ok_or_else(|| undefined("rule", id))?;
                    Ok(self.rules[at as usize])
                };
                records.list(list).iter().map(rule).collect()
            }
        }
    }

    fn quot_kind(&self, name: NameId) -> Result<QuotKind, Fault> {
        let names = &self.terms.names;
        let is = |path: &[&str]| names.find_path(path) == Some(name);
        if is(&["Quot"]) {
            Ok(QuotKind::Type)
        } else if is(&["Quot", "mk"]) {
            Ok(QuotKind::Ctor)
        } else if is(&["Quot", "lift"]) {
            Ok(QuotKind::Lift)
        } else if is(&["Quot", "ind"]) {
            Ok(QuotKind::Ind)
        } else {
            Err(Fault::malformed("a constant of quotients has a name that none of them has"))
        }
    }
}

/// Gives a number a meaning, or checks that it has it already.
fn define(ids: &mut Ids, id: u32, value: u32, what: &str) -> Result<(), Fault> {
    match ids.get(id) {
        None => {
            ids.define(id, value);
            Ok(())
        }
        Some(before) if before == value => Ok(()),
        Some(_) => Err(redefined(what, id)),
    }
}
