//! Terms of the runtime, brought into the kernel's form.
//!
//! What it is: a walk over the objects of names, levels and expressions that gives each an id, children first, on an
//! explicit stack. An object that is met twice is read once. `mdata` is dropped; that a `let` is a `have` is kept beside it.
//! Flags and ranges are computed anew; where the reader is told to [`verify`](Reader::verify), each cached word is
//! compared with what the object contains, so that nobody is later told something else than the kernel was.
//!
//! What it is not: a reader of whatever word. Objects have the shapes of their types: `term`'s constructors made them, or
//! `term::check` has seen them.
//!
//! Binders keep their names, and so each binder is a term of its own; everything else is looked for first.

use dashu_int::UBig;
use kernel::session::Tables;
use kernel::terms::exprs::{BinderInfo, OPEN, TooLoose};
use kernel::terms::{Cell, ExprId, Level, LevelId, LevelsId, Name, NameId, ParamsId, Tag};
use rt::bignum::Value;
use rustc_hash::FxHashMap;
use term::check::{expr_word, level_word, name_word};
use term::{Component, ExprKind, ExprRef, LevelKind, LevelRef, LevelsRef, LiteralKind, NameRef, NamesRef, NatRef};

/// Why a term cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It holds a free variable that is not known.
    FreeVariable,
    /// It holds a metavariable, of terms or of levels.
    Metavariable,
    /// A cached word is not what the object contains.
    Word,
    /// It is larger than the kernel's tables allow.
    TooLarge(&'static str),
}

impl From<TooLoose> for Fault {
    fn from(_: TooLoose) -> Fault {
        Fault::TooLarge("a variable with too many binders around it")
    }
}

/// The result of reading.
pub type Result<T> = std::result::Result<T, Fault>;

/// See the page of this module. Objects that were read are known by their address, so they live as long as the reader.
pub struct Reader<'t, 'o> {
    tables: Tables<'t>,
    verify: bool,
    names: FxHashMap<usize, NameId>,
    levels: FxHashMap<usize, LevelId>,
    lists: FxHashMap<usize, LevelsId>,
    exprs: FxHashMap<usize, ExprId>,
    /// Free variables, by their names.
    variables: Option<&'o FxHashMap<NameId, ExprId>>,
}

impl<'t, 'o> Reader<'t, 'o> {
    /// A reader that makes terms in these tables.
    pub fn new(tables: Tables<'t>) -> Reader<'t, 'o> {
        Reader {
            tables,
            verify: false,
            names: FxHashMap::default(),
            levels: FxHashMap::default(),
            lists: FxHashMap::default(),
            exprs: FxHashMap::default(),
            variables: None,
        }
    }

    /// Compares cached words.
    pub fn verify(mut self) -> Reader<'t, 'o> {
        self.verify = true;
        self
    }

    /// Allows these free variables.
    pub fn with_variables(mut self, variables: &'o FxHashMap<NameId, ExprId>) -> Reader<'t, 'o> {
        self.variables = Some(variables);
        self
    }

    /// The name.
    pub fn name(&mut self, name: NameRef<'o>) -> Result<NameId> {
        let (mut rest, mut pending) = (name, Vec::new());
        let mut id = loop {
            let Some((prefix, component)) = rest.split() else { break NameId(0) };
            if let Some(&id) = self.names.get(&rest.addr()) {
                break id;
            }
            pending.push((rest, component));
            rest = prefix;
        };
        for (object, component) in pending.into_iter().rev() {
            if self.verify && name_word(object) != object.hash() {
                return Err(Fault::Word);
            }
            let name = match component {
                Component::Str(text) => {
                    let text = self.tables.names.intern_text(text).ok_or(Fault::TooLarge("too much text"))?;
                    Name::Str(id, text)
                }
                Component::Num(number) => {
                    Name::Num(id, number.to_u64().ok_or(Fault::TooLarge("a number in a name is too large"))?)
                }
            };
            id = self.tables.names.intern(name);
            self.names.insert(object.addr(), id);
        }
        Ok(id)
    }

    /// The names of a list.
    pub fn names(&mut self, list: NamesRef<'o>) -> Result<Vec<NameId>> {
        list.iter().map(|name| self.name(name)).collect()
    }

    /// The list of level parameters.
    pub fn params(&mut self, list: NamesRef<'o>) -> Result<ParamsId> {
        let names = self.names(list)?;
        Ok(self.params_of(&names))
    }

    /// The list of these names.
    pub fn params_of(&mut self, names: &[NameId]) -> ParamsId {
        let names: Vec<u32> = names.iter().map(|name| name.0).collect();
        self.tables.levels.intern_params(&names)
    }

    /// The level.
    pub fn level(&mut self, root: LevelRef<'o>) -> Result<LevelId> {
        let mut todo = vec![root];
        let mut last = LevelId(0);
        while let Some(&level) = todo.last() {
            if let Some(known) = self.known_level(level) {
                last = known;
                todo.pop();
                continue;
            }
            let made = match level.kind() {
                LevelKind::Zero => Some(Level::Zero),
                LevelKind::MVar(_) => return Err(Fault::Metavariable),
                LevelKind::Param(name) => Some(Level::Param(self.name(name)?)),
                LevelKind::Succ(l) => self.level_or_push(l, &mut todo).map(Level::Succ),
                LevelKind::Max(l, r) => self.two_levels(l, r, &mut todo).map(|(l, r)| Level::Max(l, r)),
                LevelKind::IMax(l, r) => self.two_levels(l, r, &mut todo).map(|(l, r)| Level::Imax(l, r)),
            };
            let Some(made) = made else { continue };
            if self.verify && level_word(level) != Ok(level.data()) {
                return Err(Fault::Word);
            }
            last = self.tables.levels.intern(made);
            self.levels.insert(level.addr(), last);
            todo.pop();
        }
        Ok(last)
    }

    fn known_level(&self, level: LevelRef<'o>) -> Option<LevelId> {
        if level.is_zero() { Some(LevelId(0)) } else { self.levels.get(&level.addr()).copied() }
    }

    fn level_or_push(&self, level: LevelRef<'o>, todo: &mut Vec<LevelRef<'o>>) -> Option<LevelId> {
        let known = self.known_level(level);
        if known.is_none() {
            todo.push(level);
        }
        known
    }

    fn two_levels(&self, l: LevelRef<'o>, r: LevelRef<'o>, todo: &mut Vec<LevelRef<'o>>) -> Option<(LevelId, LevelId)> {
        let (l, r) = (self.level_or_push(l, todo), self.level_or_push(r, todo));
        l.zip(r)
    }

    fn list(&mut self, list: LevelsRef<'o>) -> Result<LevelsId> {
        if list.is_empty() {
            return Ok(LevelsId(0));
        }
        let addr = list.obj().addr();
        if let Some(&known) = self.lists.get(&addr) {
            return Ok(known);
        }
        let mut ids = Vec::new();
        for level in list.iter() {
            ids.push(self.level(level)?.0);
        }
        let id = self.tables.levels.intern_list(&ids);
        self.lists.insert(addr, id);
        Ok(id)
    }

    /// The expression.
    pub fn expr(&mut self, root: ExprRef<'o>) -> Result<ExprId> {
        let mut todo = vec![root];
        while let Some(&e) = todo.last() {
            if self.exprs.contains_key(&e.addr()) {
                todo.pop();
                continue;
            }
            let before = todo.len();
            let parts = parts(e);
            let mut ids = [ExprId(0); 3];
            // The last part first, so that the first one is read first.
            for (id, part) in ids.iter_mut().zip(parts).rev() {
                let Some(part) = part else { continue };
                match self.exprs.get(&part.addr()) {
                    Some(&known) => *id = known,
                    None => todo.push(part),
                }
            }
            if todo.len() > before {
                continue;
            }
            let id = self.node(e, ids)?;
            self.exprs.insert(e.addr(), id);
            todo.pop();
        }
        self.exprs.get(&root.addr()).copied().ok_or(Fault::TooLarge("a term"))
    }

    /// The expression of an object whose parts have been read.
    fn node(&mut self, e: ExprRef<'o>, [first, second, third]: [ExprId; 3]) -> Result<ExprId> {
        let mut has_param = false;
        let cell = match e.kind() {
            ExprKind::BVar(u32::MAX) => return Err(Fault::TooLarge("a bound variable's index is too large")),
            ExprKind::BVar(index) => Cell::new(Tag::Bvar, index, 0),
            ExprKind::FVar(id) => {
                let id = self.name(id)?;
                let known = self.variables.and_then(|variables| variables.get(&id)).copied();
                return known.ok_or(Fault::FreeVariable);
            }
            ExprKind::MVar(_) => return Err(Fault::Metavariable),
            ExprKind::Sort(level) => {
                let level = self.level(level)?;
                has_param = self.tables.levels.has_param(level);
                Cell::new(Tag::Sort, level.0, 0)
            }
            ExprKind::Const(name, levels) => {
                let (name, levels) = (self.name(name)?, self.list(levels)?);
                has_param = self.tables.levels.list_has_param(levels);
                Cell::new(Tag::Const, name.0, levels.0)
            }
            ExprKind::App(..) => Cell::new(Tag::App, first.0, second.0),
            ExprKind::Lam(_) => Cell::new(Tag::Lam, first.0, second.0),
            ExprKind::ForallE(_) => Cell::new(Tag::Pi, first.0, second.0),
            ExprKind::LetE(_) => Cell::new(Tag::Let, self.tables.exprs.push_let(first, second, third), 0),
            ExprKind::MData(..) => {
                self.compare(e)?;
                return Ok(first);
            }
            ExprKind::Lit(literal) => match literal.kind() {
                LiteralKind::Nat(number) => Cell::new(Tag::Nat, self.tables.exprs.intern_nat(number_of(number)).0, 0),
                LiteralKind::Str(text) => {
                    let text = self.tables.names.intern_text(text).ok_or(Fault::TooLarge("too much text"))?;
                    Cell::new(Tag::Str, text.0, 0)
                }
            },
            ExprKind::Proj(structure, index, _) => {
                let structure = self.name(structure)?;
                let index = index.to_u64().and_then(|index| u32::try_from(index).ok());
                let index = index.ok_or(Fault::TooLarge("a projection's index is too large"))?;
                Cell::new(Tag::Proj, first.0, self.tables.exprs.intern_field(structure, index).0)
            }
        };
        self.compare(e)?;
        // The kept tables have the ids below this one, and layers over them those from it on.
        if self.tables.exprs.own_len() >= OPEN as usize - 1 {
            return Err(Fault::TooLarge("all declarations together have too many terms"));
        }
        let exprs = &mut self.tables.exprs;
        let binder = match e.kind() {
            ExprKind::Lam(binder) | ExprKind::ForallE(binder) => Some((binder.name(), manner(binder.info()))),
            ExprKind::LetE(binder) => Some((binder.name(), if binder.nondep() { HAVE } else { BinderInfo::Default })),
            _ => None,
        };
        let Some((name, info)) = binder else { return Ok(exprs.intern(cell, has_param)?) };
        let made = exprs.push(cell, has_param)?;
        let name = self.name(name)?;
        self.tables.exprs.set_binder(made, name, info);
        Ok(made)
    }

    fn compare(&self, e: ExprRef<'o>) -> Result<()> {
        if self.verify && expr_word(e) != Ok(e.data()) { Err(Fault::Word) } else { Ok(()) }
    }
}

/// How a `let` is marked that is a `have`: it means nothing to the kernel, and is no manner of writing a `let` otherwise.
pub(super) const HAVE: BinderInfo = BinderInfo::Implicit;

/// The expressions that an expression consists of.
fn parts(e: ExprRef<'_>) -> [Option<ExprRef<'_>>; 3] {
    match e.kind() {
        ExprKind::App(f, a) => [Some(f), Some(a), None],
        ExprKind::Lam(b) | ExprKind::ForallE(b) => [Some(b.ty()), Some(b.body()), None],
        ExprKind::LetE(l) => [Some(l.ty()), Some(l.value()), Some(l.body())],
        ExprKind::MData(_, e) | ExprKind::Proj(_, _, e) => [Some(e), None, None],
        ExprKind::BVar(_)
        | ExprKind::FVar(_)
        | ExprKind::MVar(_)
        | ExprKind::Sort(_)
        | ExprKind::Const(..)
        | ExprKind::Lit(_) => [None, None, None],
    }
}

fn manner(info: term::BinderInfo) -> BinderInfo {
    match info {
        term::BinderInfo::Default => BinderInfo::Default,
        term::BinderInfo::Implicit => BinderInfo::Implicit,
        term::BinderInfo::StrictImplicit => BinderInfo::StrictImplicit,
        term::BinderInfo::InstImplicit => BinderInfo::InstImplicit,
    }
}

fn number_of(number: NatRef<'_>) -> UBig {
    match number.value() {
        Value::Small(small) => UBig::from(small),
        Value::Big(limbs) => {
            let bytes: Vec<u8> = limbs.limbs().iter().flat_map(|limb| limb.to_le_bytes()).collect();
            UBig::from_le_bytes(&bytes)
        }
    }
}
