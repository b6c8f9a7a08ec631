//! Expressions, twelve bytes each.
//!
//! What it is: a table of cells. A cell is a tag, two operands, how far its loose bound variables reach, and whether it
//! contains a level parameter or a local. Cells and not columns, since every visit to a node needs all of it: one cache
//! line instead of three.
//!
//! Binder names are not part of an expression. They stand beside it, for the printer alone.
//! `mdata` does not exist here; readers give its inner expression's id.

use super::hash::Seed;
use super::ids::{ExprId, FieldId, LevelId, LevelsId, NameId, NatId, StrId};
use dashu_int::UBig;
use hashbrown::HashTable;
use std::sync::Arc;

/// The kind of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(u8)]
pub enum Tag {
    /// Bound variable: `a` is the de Bruijn index.
    Bvar,
    /// `a` is the level.
    Sort,
    /// `a` is the name, `b` the list of levels.
    Const,
    /// `a` is the function, `b` the argument.
    App,
    /// `a` is the binder's type, `b` the body.
    Lam,
    /// `a` is the binder's type, `b` the body.
    Pi,
    /// `a` is the place in the table of `let`s.
    Let,
    /// `a` is the number.
    Nat,
    /// `a` is the string.
    Str,
    /// `a` is the structure, `b` the field.
    Proj,
    /// A free variable of a checker: `a` is its number. Readers never make one.
    Local,
}

const TAGS: [Tag; 11] = [
    Tag::Bvar,
    Tag::Sort,
    Tag::Const,
    Tag::App,
    Tag::Lam,
    Tag::Pi,
    Tag::Let,
    Tag::Nat,
    Tag::Str,
    Tag::Proj,
    Tag::Local,
];

impl Tag {
    /// Whether it binds a variable, and so may have a name for it.
    #[inline]
    pub fn is_binder(self) -> bool {
        matches!(self, Tag::Lam | Tag::Pi | Tag::Let)
    }
}

/// A node and its flags.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C)]
pub struct Cell {
    meta: u32,
    /// The first operand; see [`Tag`].
    pub a: u32,
    /// The second operand; see [`Tag`].
    pub b: u32,
}

const PARAM: u32 = 1 << 4;
const LOCAL: u32 = 1 << 5;
const FLAGS: u32 = PARAM | LOCAL;
const LOOSE_SHIFT: u32 = 6;

/// Where the ids of a layer begin whose base grows while the layer lies over it.
pub const OPEN: u32 = 1 << 31;

/// One more than the largest loose bound variable that a cell can record.
pub const MAX_LOOSE: u32 = (1 << (32 - LOOSE_SHIFT)) - 1;

impl Cell {
    /// A cell whose flags are still to be computed; see [`Exprs::push`].
    #[inline]
    pub fn new(tag: Tag, a: u32, b: u32) -> Cell {
        Cell { meta: tag as u32, a, b }
    }

    /// The kind.
    #[inline]
    pub fn tag(self) -> Tag {
        TAGS[(self.meta & 15) as usize]
    }

    /// All loose bound variables are below this index.
    #[inline]
    pub fn loose(self) -> u32 {
        self.meta >> LOOSE_SHIFT
    }

    /// Whether a level parameter occurs.
    #[inline]
    pub fn has_param(self) -> bool {
        self.meta & PARAM != 0
    }

    #[inline]
    fn hash(self, seed: Seed) -> u64 {
        seed.pair(u64::from(self.meta) << 32 | u64::from(self.a), self.b.into())
    }

    /// Whether a local occurs.
    #[inline]
    pub fn has_local(self) -> bool {
        self.meta & LOCAL != 0
    }
}

/// What a cell means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the fields are those of the language")]
pub enum Node {
    Bvar(u32),
    Sort(LevelId),
    Const(NameId, LevelsId),
    App(ExprId, ExprId),
    Lam(ExprId, ExprId),
    Pi(ExprId, ExprId),
    Let { ty: ExprId, value: ExprId, body: ExprId },
    Nat(NatId),
    Str(StrId),
    Proj(FieldId, ExprId),
    Local(u32),
}

/// How a binder is written; it means nothing to the kernel.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(u8)]
pub enum BinderInfo {
    /// `(x : A)`.
    #[default]
    Default,
    /// `{x : A}`.
    Implicit,
    /// `⦃x : A⦄`.
    StrictImplicit,
    /// `[x : A]`.
    InstImplicit,
}

/// Names from this one on are not kept for binders.
pub const MAX_NAMED: u32 = 1 << 30;

/// How the binders of a layer are called: four bytes for each, beside the cells.
#[derive(Debug, Default)]
struct Binders {
    /// For each binder, in the order of the cells, the name and, in the lowest two bits, the manner. The anonymous name
    /// in the default manner stands for both that and nothing.
    words: Vec<u32>,
    /// How many binders there are before each run of 64 cells. Within a run they are counted when one is asked for.
    before: Vec<u32>,
}

const RUN: usize = 64;

impl Binders {
    /// Follows the addition of a cell, the last of `cells`.
    #[inline]
    fn pushed(&mut self, tag: Tag, len: usize) {
        if len % RUN == 1 {
            self.before.push(self.words.len() as u32);
        }
        if tag.is_binder() {
            self.words.push(0);
        }
    }

    /// The place of a binder's word.
    fn place(&self, cells: &[Cell], at: usize) -> Option<usize> {
        if !cells.get(at)?.tag().is_binder() {
            return None;
        }
        let run = at / RUN;
        let within = cells[run * RUN..at].iter().filter(|cell| cell.tag().is_binder()).count();
        Some(*self.before.get(run)? as usize + within)
    }

    /// Follows the removal of cells, of which `cells` are left.
    fn truncate(&mut self, cells: &[Cell]) {
        self.before.truncate(cells.len().div_ceil(RUN));
        let run = cells.len().saturating_sub(1) / RUN;
        let within = cells.get(run * RUN..).unwrap_or(&[]).iter().filter(|cell| cell.tag().is_binder()).count();
        let count = self.before.last().map_or(0, |&before| before as usize + within);
        self.words.truncate(count);
    }
}

/// A child that no loose variable or flag can be computed for: a range past [`MAX_LOOSE`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLoose;

/// The expressions of an input, or of one layer over it.
#[derive(Debug, Default)]
pub struct Exprs {
    base: Option<Arc<Exprs>>,
    seed: Seed,
    base_cells: u32,
    base_lets: u32,
    base_nats: u32,
    base_fields: u32,
    cells: Vec<Cell>,
    lets: Vec<[ExprId; 3]>,
    nats: Vec<UBig>,
    nat_table: HashTable<u32>,
    fields: Vec<(NameId, u32)>,
    field_table: HashTable<u32>,
    interned: HashTable<u32>,
    binders: Binders,
}

fn nat_hash(seed: Seed, nat: &UBig) -> u64 {
    seed.words(nat.as_words())
}

fn field_hash(seed: Seed, (structure, index): (NameId, u32)) -> u64 {
    seed.pair(structure.0.into(), index.into())
}

impl Exprs {
    /// Tables with nothing in them.
    pub fn new() -> Exprs {
        Exprs::default()
    }

    /// Empty tables whose ids go on where those of `base` end.
    pub fn over(base: Arc<Exprs>) -> Exprs {
        Exprs {
            base_cells: base.len(),
            base_lets: base.base_lets + base.lets.len() as u32,
            base_nats: base.base_nats + base.nats.len() as u32,
            base_fields: base.base_fields + base.fields.len() as u32,
            seed: base.seed,
            base: Some(base),
            ..Exprs::default()
        }
    }

    /// An empty layer over tables that may still grow: see [`Exprs::base_mut`]. Its ids begin at [`OPEN`], which those of
    /// the base have to stay below. Numbers and fields have no place in the layer: they go to the base, so that equal ones
    /// have equal ids whenever they are met.
    pub fn over_open(base: Exprs) -> Exprs {
        let seed = base.seed;
        let (base_cells, base_lets, base_nats, base_fields) = (OPEN, OPEN, OPEN, OPEN);
        let base = Some(Arc::new(base));
        Exprs { base, seed, base_cells, base_lets, base_nats, base_fields, ..Exprs::default() }
    }

    /// The tables below an open layer; `None` if this is none.
    pub fn base_mut(&mut self) -> Option<&mut Exprs> {
        if self.base_cells == OPEN { self.base.as_mut().and_then(Arc::get_mut) } else { None }
    }

    /// Empties an open layer, with its memory kept up to a bound; does nothing to others. Gives whether it is open.
    pub fn clear_open(&mut self) -> bool {
        const KEEP: usize = 1 << 16;
        if self.base_cells != OPEN {
            return false;
        }
        self.cells.clear();
        self.cells.shrink_to(KEEP);
        self.lets.clear();
        self.lets.shrink_to(KEEP);
        if self.interned.capacity() > KEEP {
            self.interned = HashTable::new();
        } else {
            self.interned.clear();
        }
        self.binders = Binders::default();
        true
    }

    /// How many expressions this layer has of its own.
    #[inline]
    pub fn own_len(&self) -> usize {
        self.cells.len()
    }

    /// How many expressions there are, in all layers.
    #[inline]
    pub fn len(&self) -> u32 {
        self.base_cells + self.cells.len() as u32
    }

    /// Whether there is no expression.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cell of `id`.
    #[inline]
    pub fn cell(&self, id: ExprId) -> Cell {
        match &self.base {
            Some(base) if id.0 < self.base_cells => base.cell(id),
            _ => self.cells[(id.0 - self.base_cells) as usize],
        }
    }

    /// What `id` stands for.
    #[inline]
    pub fn node(&self, id: ExprId) -> Node {
        let cell = self.cell(id);
        match cell.tag() {
            Tag::Bvar => Node::Bvar(cell.a),
            Tag::Sort => Node::Sort(LevelId(cell.a)),
            Tag::Const => Node::Const(NameId(cell.a), LevelsId(cell.b)),
            Tag::App => Node::App(ExprId(cell.a), ExprId(cell.b)),
            Tag::Lam => Node::Lam(ExprId(cell.a), ExprId(cell.b)),
            Tag::Pi => Node::Pi(ExprId(cell.a), ExprId(cell.b)),
            Tag::Let => {
                let [ty, value, body] = self.let_parts(cell.a);
                Node::Let { ty, value, body }
            }
            Tag::Nat => Node::Nat(NatId(cell.a)),
            Tag::Str => Node::Str(StrId(cell.a)),
            Tag::Proj => Node::Proj(FieldId(cell.b), ExprId(cell.a)),
            Tag::Local => Node::Local(cell.a),
        }
    }

    /// Type, value and body of the `let` at this place of its table.
    #[inline]
    pub fn let_parts(&self, at: u32) -> [ExprId; 3] {
        match &self.base {
            Some(base) if at < self.base_lets => base.let_parts(at),
            _ => self.lets[(at - self.base_lets) as usize],
        }
    }

    /// The value of a literal.
    #[inline]
    pub fn nat(&self, id: NatId) -> &UBig {
        match &self.base {
            Some(base) if id.0 < self.base_nats => base.nat(id),
            _ => &self.nats[(id.0 - self.base_nats) as usize],
        }
    }

    /// Structure name and field index.
    #[inline]
    pub fn field(&self, id: FieldId) -> (NameId, u32) {
        match &self.base {
            Some(base) if id.0 < self.base_fields => base.field(id),
            _ => self.fields[(id.0 - self.base_fields) as usize],
        }
    }

    /// The name and manner of a binder (`lam`, `pi`, `let`), where the input gave one.
    pub fn binder(&self, id: ExprId) -> Option<(NameId, BinderInfo)> {
        match &self.base {
            Some(base) if id.0 < self.base_cells => base.binder(id),
            _ => {
                let place = self.binders.place(&self.cells, (id.0 - self.base_cells) as usize)?;
                let word = *self.binders.words.get(place)?;
                let infos =
                    [BinderInfo::Default, BinderInfo::Implicit, BinderInfo::StrictImplicit, BinderInfo::InstImplicit];
                (word != 0).then(|| (NameId(word >> 2), infos[(word & 3) as usize]))
            }
        }
    }

    /// Notes how a binder of this layer is called. Nothing happens for what is no binder, and for names from
    /// [`MAX_NAMED`] on.
    #[inline]
    pub fn set_binder(&mut self, id: ExprId, name: NameId, info: BinderInfo) {
        if id.0 < self.base_cells || name.0 >= MAX_NAMED {
            return;
        }
        let at = (id.0 - self.base_cells) as usize;
        let is_last = at + 1 == self.cells.len() && self.cells[at].tag().is_binder();
        let place = if is_last { Some(self.binders.words.len() - 1) } else { self.binders.place(&self.cells, at) };
        if let Some(word) = place.and_then(|place| self.binders.words.get_mut(place)) {
            *word = name.0 << 2 | info as u32;
        }
    }

    /// The literal of this value.
    pub fn intern_nat(&mut self, value: UBig) -> NatId {
        if let Some(base) = self.base_mut() {
            return base.intern_nat(value);
        }
        if let Some(found) = self.find_nat(&value) {
            return found;
        }
        let at = self.nats.len() as u32;
        let (seed, key) = (self.seed, nat_hash(self.seed, &value));
        self.nats.push(value);
        let nats = &self.nats;
        self.nat_table.insert_unique(key, at, |&at| nat_hash(seed, &nats[at as usize]));
        NatId(at + self.base_nats)
    }

    fn find_nat(&self, value: &UBig) -> Option<NatId> {
        if let Some(found) = self.base.as_ref().and_then(|base| base.find_nat(value)) {
            return Some(found);
        }
        let key = nat_hash(self.seed, value);
        self.nat_table.find(key, |&at| self.nats[at as usize] == *value).map(|&at| NatId(at + self.base_nats))
    }

    /// The pair of structure name and field index.
    pub fn intern_field(&mut self, structure: NameId, index: u32) -> FieldId {
        if let Some(base) = self.base_mut() {
            return base.intern_field(structure, index);
        }
        let field = (structure, index);
        if let Some(found) = self.find_field(field) {
            return found;
        }
        let at = self.fields.len() as u32;
        self.fields.push(field);
        let (seed, fields) = (self.seed, &self.fields);
        self.field_table.insert_unique(field_hash(seed, field), at, |&at| field_hash(seed, fields[at as usize]));
        FieldId(at + self.base_fields)
    }

    fn find_field(&self, field: (NameId, u32)) -> Option<FieldId> {
        if let Some(found) = self.base.as_ref().and_then(|base| base.find_field(field)) {
            return Some(found);
        }
        self.field_table
            .find(field_hash(self.seed, field), |&at| self.fields[at as usize] == field)
            .map(|&at| FieldId(at + self.base_fields))
    }

    /// Adds the parts of a `let`; gives their place, which is the operand `a` of its cell.
    pub fn push_let(&mut self, ty: ExprId, value: ExprId, body: ExprId) -> u32 {
        self.lets.push([ty, value, body]);
        self.base_lets + self.lets.len() as u32 - 1
    }

    /// Makes room for `count` more cells.
    pub fn reserve(&mut self, count: usize) {
        self.cells.reserve(count);
    }

    /// Adds a cell whose operands exist already, and computes its flags. `level_has_param` says so of the level or the
    /// levels that it carries.
    #[inline]
    pub fn push(&mut self, mut cell: Cell, level_has_param: bool) -> Result<ExprId, TooLoose> {
        cell.meta = self.meta(cell, level_has_param)?;
        self.cells.push(cell);
        self.binders.pushed(cell.tag(), self.cells.len());
        Ok(ExprId(self.len() - 1))
    }

    /// The expression with this cell, which is added to this layer if the layer has none like it. (Those of the base
    /// are not looked at.) A `let` is never found.
    pub fn intern(&mut self, mut cell: Cell, level_has_param: bool) -> Result<ExprId, TooLoose> {
        cell.meta = self.meta(cell, level_has_param)?;
        let (seed, key) = (self.seed, cell.hash(self.seed));
        if let Some(&at) = self.interned.find(key, |&at| self.cells[at as usize] == cell) {
            return Ok(ExprId(at + self.base_cells));
        }
        let at = self.cells.len() as u32;
        self.cells.push(cell);
        self.binders.pushed(cell.tag(), self.cells.len());
        let cells = &self.cells;
        self.interned.insert_unique(key, at, |&at| cells[at as usize].hash(seed));
        Ok(ExprId(at + self.base_cells))
    }

    /// Tag, flags and range of a cell, from those of its operands.
    #[inline]
    fn meta(&self, cell: Cell, level_has_param: bool) -> Result<u32, TooLoose> {
        let tag = cell.tag();
        let of = |id: u32| self.cell(ExprId(id)).meta;
        let under = |meta: u32| (meta >> LOOSE_SHIFT).saturating_sub(1);
        let (flags, loose) = match tag {
            Tag::Bvar => (0, cell.a.checked_add(1).ok_or(TooLoose)?),
            Tag::Sort | Tag::Const => (if level_has_param { PARAM } else { 0 }, 0),
            Tag::App => {
                let (f, x) = (of(cell.a), of(cell.b));
                (f | x, (f >> LOOSE_SHIFT).max(x >> LOOSE_SHIFT))
            }
            Tag::Lam | Tag::Pi => {
                let (ty, body) = (of(cell.a), of(cell.b));
                (ty | body, (ty >> LOOSE_SHIFT).max(under(body)))
            }
            Tag::Let => {
                let [ty, value, body] = self.let_parts(cell.a).map(|id| of(id.0));
                (ty | value | body, (ty >> LOOSE_SHIFT).max(value >> LOOSE_SHIFT).max(under(body)))
            }
            Tag::Proj => {
                let meta = of(cell.a);
                (meta, meta >> LOOSE_SHIFT)
            }
            Tag::Nat | Tag::Str => (0, 0),
            Tag::Local => (LOCAL, 0),
        };
        if loose > MAX_LOOSE {
            return Err(TooLoose);
        }
        Ok(tag as u32 | (flags & FLAGS) | loose << LOOSE_SHIFT)
    }

    /// Drops every expression of this layer from `len` on. Literals, fields and the parts of `let`s stay.
    pub fn truncate(&mut self, len: u32) {
        if len >= self.len() {
            return;
        }
        let keep = len.saturating_sub(self.base_cells) as usize;
        let gone = self.cells.len() - keep;
        if gone > self.interned.len() / 2 {
            self.interned.retain(|&mut at| (at as usize) < keep);
        } else {
            for at in keep..self.cells.len() {
                let entry = self.interned.find_entry(self.cells[at].hash(self.seed), |&found| found as usize == at);
                if let Ok(entry) = entry {
                    entry.remove();
                }
            }
        }
        self.cells.truncate(keep);
        self.binders.truncate(&self.cells);
    }

    /// Bytes held by this layer.
    pub fn bytes(&self) -> usize {
        self.cells.capacity() * size_of::<Cell>()
            + self.lets.capacity() * 12
            + self.fields.capacity() * 8
            + (self.binders.words.capacity() + self.binders.before.capacity()) * 4
            + (self.interned.capacity() + self.field_table.capacity() + self.nat_table.capacity()) * 5
            + self.nats.iter().map(|nat| 24 + dashu_int::ops::BitTest::bit_len(nat) / 8).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells of which every third binds, named by its place.
    fn table(base: Option<Arc<Exprs>>, len: u32) -> Exprs {
        let mut exprs = base.map_or_else(Exprs::new, Exprs::over);
        for at in 0..len {
            let bound = exprs.push(Cell::new(Tag::Bvar, at, 0), false).map(|id| id.0);
            let bound = bound.expect("an index this small fits");
            if at % 3 == 0 {
                let lam = exprs.push(Cell::new(Tag::Lam, bound, bound), false).expect("so does this");
                let info = if at % 2 == 0 { BinderInfo::InstImplicit } else { BinderInfo::Default };
                exprs.set_binder(lam, NameId(lam.0), info);
                exprs.set_binder(ExprId(bound), NameId(7), info);
            }
        }
        exprs
    }

    fn check(exprs: &Exprs, from: u32) {
        for id in (from..exprs.len()).map(ExprId) {
            let found = exprs.binder(id).map(|(name, _)| name);
            let expected = exprs.cell(id).tag().is_binder().then_some(NameId(id.0));
            assert_eq!(found, expected, "{id:?} of {}", exprs.len());
        }
    }

    #[test]
    fn names_of_binders_are_found_in_every_layer() {
        let base = Arc::new(table(None, 500));
        check(&base, 1);
        let mut layer = table(Some(base.clone()), 300);
        check(&layer, 1);
        let base_name = base.binder(ExprId(2));
        layer.set_binder(ExprId(2), NameId(9), BinderInfo::Default);
        assert_eq!(layer.binder(ExprId(2)), base_name);
    }

    #[test]
    fn cells_that_are_dropped_take_their_names_with_them() {
        let base = Arc::new(table(None, 10));
        for keep in [0, 1, 2, 63, 64, 65, 127, 128, 129, 300] {
            let mut layer = table(Some(base.clone()), 300);
            layer.truncate(base.len() + keep);
            assert_eq!(layer.len(), base.len() + keep);
            check(&layer, base.len());
            let lam = layer.push(Cell::new(Tag::Pi, 0, 1), false).expect("small");
            assert_eq!(layer.binder(lam), None);
            layer.set_binder(lam, NameId(lam.0), BinderInfo::Implicit);
            check(&layer, base.len());
        }
    }

    #[test]
    fn cells_that_are_dropped_are_not_found_again() {
        for drop_first in [false, true] {
            let mut exprs = Exprs::new();
            let add = |exprs: &mut Exprs, n| exprs.intern(Cell::new(Tag::Bvar, n, 0), false).expect("small").0;
            assert!((0..100).all(|n| add(&mut exprs, n) == n));
            assert!((0..100).all(|n| add(&mut exprs, n) == n));
            let keep = if drop_first { 0 } else { 90 };
            exprs.truncate(keep);
            assert!((0..keep).all(|n| add(&mut exprs, n) == n));
            assert_eq!(add(&mut exprs, 95), keep);
            assert_eq!(exprs.len(), keep + 1);
        }
    }
}
