//! Terms of several files in one set of tables, each once.
//!
//! What it is: a copy of tables into tables, during which equal terms get equal ids, those of `let` included. Binder
//! names are not looked at; a term is called as it was called where it first occurred.

use hashbrown::{HashMap, HashSet};
use kernel::environment::{Constant, ConstantKind, RecursorRule};
use kernel::terms::{
    Cell, ExprId, Exprs, Level, LevelId, Levels, LevelsId, Name, NameId, Names, NatId, ParamsId, StrId, Tag, Terms,
};
use rustc_hash::FxBuildHasher;

/// Tables that grow.
#[derive(Debug, Default)]
pub struct Merger {
    /// The tables.
    pub terms: Terms,
    lets: HashMap<[ExprId; 3], u32, FxBuildHasher>,
    /// Whether there is a number literal among the terms.
    pub nat_literal: bool,
    /// Whether there is a string literal among the terms.
    pub string_literal: bool,
}

/// The tables are full.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Full;

/// For the ids of some tables those in the tables that they were copied to.
#[derive(Debug, Default)]
pub struct Renaming {
    names: Vec<NameId>,
    strings: Vec<Option<StrId>>,
    levels: Vec<LevelId>,
    lists: Vec<Option<LevelsId>>,
    params: Vec<Option<ParamsId>>,
    exprs: Vec<ExprId>,
}

fn slot<T: Copy>(table: &mut Vec<Option<T>>, at: u32) -> &mut Option<T> {
    let at = at as usize;
    if table.len() <= at {
        table.resize(at + 1, None);
    }
    &mut table[at]
}

/// Names that get a prefix when they are copied, with everything that they are a prefix of.
#[derive(Debug, Default)]
pub struct Apart {
    /// What is put before, in the tables that are copied to.
    pub prefix: Option<NameId>,
    /// The names, in the tables that are copied.
    pub names: HashSet<NameId, FxBuildHasher>,
}

impl Merger {
    /// Copies everything in the tables `names`, `levels` and `exprs`.
    pub fn add(&mut self, names: &Names, levels: &Levels, exprs: &Exprs) -> Result<Renaming, Full> {
        self.add_apart(names, levels, exprs, &Apart::default())
    }

    /// As [`Merger::add`], with some names changed.
    pub fn add_apart(
        &mut self,
        names: &Names,
        levels: &Levels,
        exprs: &Exprs,
        apart: &Apart,
    ) -> Result<Renaming, Full> {
        let mut renaming = Renaming::default();
        self.names(names, apart, &mut renaming)?;
        self.levels(levels, &mut renaming);
        self.exprs(names, levels, exprs, &mut renaming)?;
        Ok(renaming)
    }

    fn names(&mut self, names: &Names, apart: &Apart, renaming: &mut Renaming) -> Result<(), Full> {
        renaming.names.reserve(names.len() as usize);
        for id in (0..names.len()).map(NameId) {
            let new = match apart.prefix.filter(|_| apart.names.contains(&id)) {
                Some(prefix) => self.below(prefix, names, id, &mut renaming.strings)?,
                None => {
                    let above = renaming.names.get(names.prefix(id).index()).copied().unwrap_or(NameId(0));
                    self.component(above, names, id, &mut renaming.strings)?
                }
            };
            renaming.names.push(new);
        }
        Ok(())
    }

    /// The last component of `id` below `above`; the anonymous name stays what it is.
    fn component(
        &mut self,
        above: NameId,
        names: &Names,
        id: NameId,
        strings: &mut Vec<Option<StrId>>,
    ) -> Result<NameId, Full> {
        let name = match names.get(id) {
            Name::Anonymous => Name::Anonymous,
            Name::Num(_, number) => Name::Num(above, number),
            Name::Str(_, text) => Name::Str(above, self.string(names, text, strings)?),
        };
        Ok(self.terms.names.intern(name))
    }

    /// The name `id` with `prefix` before it.
    fn below(
        &mut self,
        prefix: NameId,
        names: &Names,
        id: NameId,
        strings: &mut Vec<Option<StrId>>,
    ) -> Result<NameId, Full> {
        let path: Vec<NameId> =
            std::iter::successors(Some(id), |id| Some(names.prefix(*id))).take_while(|id| id.0 != 0).collect();
        path.into_iter().rev().try_fold(prefix, |above, id| self.component(above, names, id, strings))
    }

    fn string(&mut self, names: &Names, id: StrId, done: &mut Vec<Option<StrId>>) -> Result<StrId, Full> {
        if let Some(done) = *slot(done, id.0) {
            return Ok(done);
        }
        let new = self.terms.names.intern_text(names.text(id)).ok_or(Full)?;
        *slot(done, id.0) = Some(new);
        Ok(new)
    }

    fn levels(&mut self, levels: &Levels, renaming: &mut Renaming) {
        for id in 0..levels.len() {
            let new = |old: LevelId| renaming.levels[old.index()];
            let level = match levels.get(LevelId(id)) {
                Level::Zero => Level::Zero,
                Level::Succ(l) => Level::Succ(new(l)),
                Level::Max(l, r) => Level::Max(new(l), new(r)),
                Level::Imax(l, r) => Level::Imax(new(l), new(r)),
                Level::Param(name) => Level::Param(renaming.names[name.index()]),
            };
            renaming.levels.push(self.terms.levels.intern(level));
        }
    }

    fn list(&mut self, levels: &Levels, id: LevelsId, renaming: &mut Renaming) -> LevelsId {
        if let Some(done) = *slot(&mut renaming.lists, id.0) {
            return done;
        }
        let list: Vec<u32> = levels.list(id).iter().map(|level| renaming.levels[*level as usize].0).collect();
        let new = self.terms.levels.intern_list(&list);
        *slot(&mut renaming.lists, id.0) = Some(new);
        new
    }

    fn exprs(&mut self, names: &Names, levels: &Levels, exprs: &Exprs, renaming: &mut Renaming) -> Result<(), Full> {
        // Beyond this, ids would wrap around.
        if u64::from(self.terms.exprs.len()) + u64::from(exprs.len()) > u64::from(u32::MAX - 1) {
            return Err(Full);
        }
        renaming.exprs.reserve(exprs.len() as usize);
        for id in (0..exprs.len()).map(ExprId) {
            let old = exprs.cell(id);
            let expr = |at: u32| renaming.exprs[at as usize];
            let tag = old.tag();
            let new = match tag {
                Tag::Bvar => Cell::new(tag, old.a, 0),
                Tag::Sort => Cell::new(tag, renaming.levels[old.a as usize].0, 0),
                Tag::Const => {
                    Cell::new(tag, renaming.names[old.a as usize].0, self.list(levels, LevelsId(old.b), renaming).0)
                }
                Tag::App | Tag::Lam | Tag::Pi => Cell::new(tag, expr(old.a).0, expr(old.b).0),
                Tag::Let => {
                    let parts = exprs.let_parts(old.a).map(|id| expr(id.0));
                    let terms = &mut self.terms.exprs;
                    let at = *self.lets.entry(parts).or_insert_with(|| terms.push_let(parts[0], parts[1], parts[2]));
                    Cell::new(tag, at, 0)
                }
                Tag::Nat => {
                    self.nat_literal = true;
                    Cell::new(tag, self.terms.exprs.intern_nat(exprs.nat(NatId(old.a)).clone()).0, 0)
                }
                Tag::Str => {
                    self.string_literal = true;
                    Cell::new(tag, self.string(names, StrId(old.a), &mut renaming.strings)?.0, 0)
                }
                Tag::Proj => {
                    let (structure, index) = exprs.field(kernel::terms::FieldId(old.b));
                    let field = self.terms.exprs.intern_field(renaming.names[structure.index()], index);
                    Cell::new(tag, expr(old.a).0, field.0)
                }
                // Readers make none, so tables of files hold none.
                Tag::Local => return Err(Full),
            };
            let before = self.terms.exprs.len();
            let made = self.terms.exprs.intern(new, old.has_param()).map_err(|_| Full)?;
            if made.0 == before
                && let Some((name, info)) = exprs.binder(id)
            {
                self.terms.exprs.set_binder(made, renaming.names[name.index()], info);
            }
            renaming.exprs.push(made);
        }
        Ok(())
    }
}

impl Renaming {
    /// The name that stands for `old`.
    pub fn name(&self, old: NameId) -> NameId {
        self.names[old.index()]
    }

    /// The expression that stands for `old`.
    pub fn expr(&self, old: ExprId) -> ExprId {
        self.exprs[old.index()]
    }

    /// The constant that stands for `old`, whose level parameters are a list in `from`.
    pub fn constant(&mut self, old: &Constant, from: &Levels, merger: &mut Merger) -> Constant {
        let known = *slot(&mut self.params, old.level_params.0);
        let level_params = known.unwrap_or_else(|| {
            let list: Vec<u32> =
                from.params(old.level_params).iter().map(|name| self.names[*name as usize].0).collect();
            let new = merger.terms.levels.intern_params(&list);
            *slot(&mut self.params, old.level_params.0) = Some(new);
            new
        });
        let names = |old: &[NameId]| old.iter().map(|name| self.name(*name)).collect::<Vec<_>>();
        let kind = match &old.kind {
            ConstantKind::Definition { value, hints, safety, all } => {
                ConstantKind::Definition { value: self.expr(*value), hints: *hints, safety: *safety, all: names(all) }
            }
            ConstantKind::Theorem { value, all } => ConstantKind::Theorem { value: self.expr(*value), all: names(all) },
            ConstantKind::Opaque { value, is_unsafe, all } => {
                ConstantKind::Opaque { value: self.expr(*value), is_unsafe: *is_unsafe, all: names(all) }
            }
            ConstantKind::Inductive(val) => {
                let mut val = val.clone();
                (val.all, val.ctors) = (names(&val.all), names(&val.ctors));
                ConstantKind::Inductive(val)
            }
            ConstantKind::Constructor(val) => {
                let mut val = *val;
                val.induct = self.name(val.induct);
                ConstantKind::Constructor(val)
            }
            ConstantKind::Recursor(val) => {
                let mut val = val.clone();
                val.all = names(&val.all);
                let rule = |rule: &RecursorRule| RecursorRule {
                    ctor: self.name(rule.ctor),
                    nfields: rule.nfields,
                    rhs: self.expr(rule.rhs),
                };
                val.rules = val.rules.iter().map(rule).collect();
                ConstantKind::Recursor(val)
            }
            kind @ (ConstantKind::Axiom { .. } | ConstantKind::Quot(_)) => kind.clone(),
        };
        Constant { name: self.name(old.name), level_params, ty: self.expr(old.ty), kind }
    }
}
