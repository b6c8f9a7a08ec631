//! Values: what terms evaluate to, each stored once.
//!
//! What it is: an arena of hash-consed values. Equal values, made the same way, have equal ids, so results found for one
//! (its normal form, its unfolding, its type) are kept beside it and found again wherever it turns up.
//!
//! A value is a head normal form for beta and zeta; delta, iota and projections are done on demand and remembered, so
//! the folded form is never lost ("glued" evaluation; Kovács, smalltt). Free variables are de Bruijn levels that carry
//! their type. A closure captures exactly the variables that its body uses, so one that does not use a variable is the
//! same closure whatever that variable is.
//!
//! The *bound* of a value is one more than the largest level of a variable that may occur in it. A variable at that
//! level is fresh for it; so no operation needs to be told in which context it works.
//!
//! What it assumes: ids belong to this arena and were made since the last [`Values::clear`].

use crate::terms::{ExprId, FieldId, LevelId, LevelsId, NameId, StrId};
use dashu_int::UBig;
use hashbrown::HashTable;
use std::hash::Hasher;

/// The place of a value; 0 is none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ValueId(pub u32);

/// No value: what fills the place of a variable that is not used.
pub const NONE: ValueId = ValueId(0);

/// The captured variables of a closure; 0 is none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct EnvId(pub u32);

/// A list of values, shared with all that it is the end of; see [`Values::wide`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct WideId(u32);

impl WideId {
    /// The list of nothing.
    pub const EMPTY: WideId = WideId(0);
}

/// Marks an environment that is a list.
const WIDE_ENV: u32 = 1 << 31;

impl EnvId {
    /// The environment of all of a list.
    pub fn of_wide(list: WideId) -> EnvId {
        EnvId(list.0 | WIDE_ENV)
    }

    /// The list, if it is one.
    #[inline]
    pub fn as_wide(self) -> Option<WideId> {
        (self.0 & WIDE_ENV != 0).then_some(WideId(self.0 & !WIDE_ENV))
    }
}

/// A list's first value. `jump` is a list further on, so that an element is found in logarithmic time (Myers, An
/// applicative random-access stack, 1983).
#[derive(Clone, Copy)]
struct Wide {
    value: ValueId,
    rest: WideId,
    jump: WideId,
    len: u32,
    bound: u32,
}

/// What levels the level parameters of a term stand for; 0 where it has none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct SubstId(pub u32);

/// A term with what its variables stand for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Closure {
    /// The term.
    pub expr: ExprId,
    /// Its free variables' values, the innermost first.
    pub env: EnvId,
    /// Its level parameters' values.
    pub subst: SubstId,
}

/// The kind of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A function: the closure of a `lam`.
    Lam,
    /// A function type: the closure of a `pi`.
    Pi,
    /// The type of a function: the closure of a `lam`, whose body's type is the codomain.
    PiOf,
    /// A sort.
    Sort,
    /// A number below 2^64.
    Nat,
    /// A larger number.
    BigNat,
    /// A string literal.
    Str,
    /// A free variable.
    Var,
    /// A constant.
    Const,
    /// A projection that was not done.
    Proj,
    /// A variable, constant or projection, applied.
    App,
    /// A term that was not evaluated: its value is found by forcing it.
    Thunk,
}

const KINDS: [Kind; 12] = [
    Kind::Lam,
    Kind::Pi,
    Kind::PiOf,
    Kind::Sort,
    Kind::Nat,
    Kind::BigNat,
    Kind::Str,
    Kind::Var,
    Kind::Const,
    Kind::Proj,
    Kind::App,
    Kind::Thunk,
];

#[derive(Clone, Copy, PartialEq, Eq)]
struct Cell {
    /// Kind (4 bits), the flag [`CHECKED`], bound (27 bits).
    meta: u32,
    a: u32,
    b: u32,
    c: u32,
}

const CHECKED: u32 = 1 << 4;
const BOUND_SHIFT: u32 = 5;
/// The largest bound that a value can have.
pub const MAX_BOUND: u32 = (1 << (32 - BOUND_SHIFT)) - 1;

/// What was found out about a value; 0 where nothing was.
#[derive(Clone, Copy, Default)]
pub struct Memo {
    /// A thunk's value; what a constant's application unfolds to. [`Memo::NEVER`]: it does not unfold.
    pub next: u32,
    /// The form in which no recursor, quotient or projection can be reduced at the head.
    pub core: u32,
    /// The weak head normal form.
    pub whnf: u32,
    /// The type.
    pub ty: u32,
}

impl Memo {
    /// Found out that there is none.
    pub const NEVER: u32 = u32::MAX;
}

/// The arena.
pub struct Values {
    cells: Vec<Cell>,
    memos: Vec<Memo>,
    args: Vec<ValueId>,
    table: HashTable<u32>,
    env_ends: Vec<u32>,
    env_bounds: Vec<u32>,
    env_items: Vec<ValueId>,
    env_table: HashTable<u32>,
    wides: Vec<Wide>,
    wide_table: HashTable<u32>,
    big: Vec<UBig>,
    big_table: HashTable<u32>,
}

#[inline]
fn mix(words: [u32; 4]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write_u64(u64::from(words[0]) | u64::from(words[1]) << 32);
    hasher.write_u64(u64::from(words[2]) | u64::from(words[3]) << 32);
    hasher.finish()
}

#[inline]
fn mix_items(head: u32, items: &[ValueId]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write_u32(head);
    for item in items {
        hasher.write_u32(item.0);
    }
    hasher.finish()
}

fn hash_big(value: &UBig) -> u64 {
    use std::hash::Hash;
    let mut hasher = rustc_hash::FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Default for Values {
    fn default() -> Values {
        let mut values = Values {
            cells: Vec::new(),
            memos: Vec::new(),
            args: Vec::new(),
            table: HashTable::new(),
            env_ends: Vec::new(),
            env_bounds: Vec::new(),
            env_items: Vec::new(),
            env_table: HashTable::new(),
            wides: Vec::new(),
            wide_table: HashTable::new(),
            big: Vec::new(),
            big_table: HashTable::new(),
        };
        values.begin();
        values
    }
}

impl Values {
    fn begin(&mut self) {
        self.cells.push(Cell { meta: 0, a: 0, b: 0, c: 0 });
        self.memos.push(Memo::default());
        self.env_ends.push(0);
        self.env_bounds.push(0);
        self.wides.push(Wide { value: NONE, rest: WideId::EMPTY, jump: WideId::EMPTY, len: 0, bound: 0 });
    }

    /// Forgets everything; memory past `keep` values is given back.
    pub fn clear(&mut self, keep: usize) {
        self.cells.clear();
        self.memos.clear();
        self.args.clear();
        self.env_ends.clear();
        self.env_bounds.clear();
        self.env_items.clear();
        self.wides.clear();
        self.wide_table.clear();
        self.big.clear();
        self.big_table.clear();
        if self.cells.capacity() > keep {
            self.cells.shrink_to(keep);
            self.memos.shrink_to(keep);
            self.args.shrink_to(keep);
            self.env_ends.shrink_to(keep);
            self.env_bounds.shrink_to(keep);
            self.wides.shrink_to(keep);
            self.env_items.shrink_to(keep);
            self.table = HashTable::new();
            self.env_table = HashTable::new();
        } else {
            self.table.clear();
            self.env_table.clear();
        }
        self.begin();
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        self.cells.len() * (size_of::<Cell>() + size_of::<Memo>() + 5)
            + self.args.len() * 4
            + self.env_ends.len() * 13
            + self.env_items.len() * 4
            + self.wides.len() * 25
    }

    /// The kind of a value.
    #[inline]
    pub fn kind(&self, v: ValueId) -> Kind {
        KINDS[(self.cells[v.0 as usize].meta & 15) as usize]
    }

    /// One more than the largest level of a variable that may occur.
    #[inline]
    pub fn bound(&self, v: ValueId) -> u32 {
        self.cells[v.0 as usize].meta >> BOUND_SHIFT
    }

    /// Whether the term that this is a closure of was found to be well typed.
    #[inline]
    pub fn is_checked(&self, v: ValueId) -> bool {
        self.cells[v.0 as usize].meta & CHECKED != 0
    }

    /// Notes that the term that this is a closure of is well typed.
    #[inline]
    pub fn set_checked(&mut self, v: ValueId) {
        self.cells[v.0 as usize].meta |= CHECKED;
    }

    /// What was found out about a value.
    #[inline]
    pub fn memo(&self, v: ValueId) -> Memo {
        self.memos[v.0 as usize]
    }

    /// Where to note what is found out.
    #[inline]
    pub fn memo_mut(&mut self, v: ValueId) -> &mut Memo {
        &mut self.memos[v.0 as usize]
    }

    /// The closure of a `Lam`, `Pi`, `PiOf` or `Thunk`.
    #[inline]
    pub fn closure(&self, v: ValueId) -> Closure {
        let cell = self.cells[v.0 as usize];
        Closure { expr: ExprId(cell.a), env: EnvId(cell.b), subst: SubstId(cell.c) }
    }

    /// The level of a `Sort`.
    #[inline]
    pub fn sort_level(&self, v: ValueId) -> LevelId {
        LevelId(self.cells[v.0 as usize].a)
    }

    /// The value of a `Nat`.
    #[inline]
    pub fn small_nat(&self, v: ValueId) -> u64 {
        let cell = self.cells[v.0 as usize];
        u64::from(cell.a) | u64::from(cell.b) << 32
    }

    /// The value of a `BigNat`.
    pub fn big_nat(&self, v: ValueId) -> &UBig {
        &self.big[self.cells[v.0 as usize].a as usize]
    }

    /// The text of a `Str`.
    pub fn str_text(&self, v: ValueId) -> StrId {
        StrId(self.cells[v.0 as usize].a)
    }

    /// Level and type of a `Var`.
    #[inline]
    pub fn var_parts(&self, v: ValueId) -> (u32, ValueId) {
        let cell = self.cells[v.0 as usize];
        (cell.a, ValueId(cell.b))
    }

    /// Name and levels of a `Const`.
    #[inline]
    pub fn const_parts(&self, v: ValueId) -> (NameId, LevelsId) {
        let cell = self.cells[v.0 as usize];
        (NameId(cell.a), LevelsId(cell.b))
    }

    /// Field and structure of a `Proj`.
    #[inline]
    pub fn proj_parts(&self, v: ValueId) -> (FieldId, ValueId) {
        let cell = self.cells[v.0 as usize];
        (FieldId(cell.a), ValueId(cell.b))
    }

    /// The head of a value: that of an `App`, or the value itself.
    #[inline]
    pub fn head(&self, v: ValueId) -> ValueId {
        let cell = self.cells[v.0 as usize];
        if cell.meta & 15 == Kind::App as u32 { ValueId(cell.a) } else { v }
    }

    /// The arguments of an `App`; none for others.
    #[inline]
    pub fn args(&self, v: ValueId) -> &[ValueId] {
        let cell = self.cells[v.0 as usize];
        if cell.meta & 15 == Kind::App as u32 { &self.args[cell.b as usize..(cell.b + cell.c) as usize] } else { &[] }
    }

    /// One argument of an `App`. (So that a caller can go through them while it makes values.)
    #[inline]
    pub fn arg(&self, v: ValueId, at: usize) -> ValueId {
        self.args(v)[at]
    }

    #[inline]
    fn intern(&mut self, kind: Kind, bound: u32, a: u32, b: u32, c: u32) -> ValueId {
        let key = mix([kind as u32, a, b, c]);
        let cells = &self.cells;
        if let Some(&at) = self.table.find(key, |&at| {
            let cell = &cells[at as usize];
            cell.meta & 15 == kind as u32 && cell.a == a && cell.b == b && cell.c == c
        }) {
            return ValueId(at);
        }
        let at = self.cells.len() as u32;
        self.cells.push(Cell { meta: kind as u32 | bound.min(MAX_BOUND) << BOUND_SHIFT, a, b, c });
        self.memos.push(Memo::default());
        self.insert(key, at);
        ValueId(at)
    }

    fn insert(&mut self, key: u64, at: u32) {
        let (cells, args) = (&self.cells, &self.args);
        self.table.insert_unique(key, at, |&at| {
            let cell = cells[at as usize];
            if cell.meta & 15 == Kind::App as u32 {
                mix_items(cell.a, &args[cell.b as usize..(cell.b + cell.c) as usize])
            } else {
                mix([cell.meta & 15, cell.a, cell.b, cell.c])
            }
        });
    }

    /// A `Lam`, `Pi`, `PiOf` or `Thunk`.
    #[inline]
    pub fn closed_over(&mut self, kind: Kind, closure: Closure) -> ValueId {
        let bound = match closure.env.as_wide() {
            Some(list) => self.wides[list.0 as usize].bound,
            None => self.env_bounds[closure.env.0 as usize],
        };
        self.intern(kind, bound, closure.expr.0, closure.env.0, closure.subst.0)
    }

    /// A `Sort`.
    pub fn sort(&mut self, level: LevelId) -> ValueId {
        self.intern(Kind::Sort, 0, level.0, 0, 0)
    }

    /// A number.
    pub fn nat(&mut self, value: u64) -> ValueId {
        self.intern(Kind::Nat, 0, value as u32, (value >> 32) as u32, 0)
    }

    /// A number of any size.
    pub fn nat_of(&mut self, value: UBig) -> ValueId {
        if let Ok(small) = u64::try_from(&value) {
            return self.nat(small);
        }
        let key = hash_big(&value);
        let big = &self.big;
        let at = match self.big_table.find(key, |&at| big[at as usize] == value) {
            Some(&at) => at,
            None => {
                let at = self.big.len() as u32;
                self.big.push(value);
                let big = &self.big;
                self.big_table.insert_unique(key, at, |&at| hash_big(&big[at as usize]));
                at
            }
        };
        self.intern(Kind::BigNat, 0, at, 0, 0)
    }

    /// A string literal.
    pub fn str(&mut self, text: StrId) -> ValueId {
        self.intern(Kind::Str, 0, text.0, 0, 0)
    }

    /// A free variable.
    pub fn var(&mut self, level: u32, ty: ValueId) -> ValueId {
        self.intern(Kind::Var, level.saturating_add(1), level, ty.0, 0)
    }

    /// A constant.
    #[inline]
    pub fn constant(&mut self, name: NameId, levels: LevelsId) -> ValueId {
        self.intern(Kind::Const, 0, name.0, levels.0, 0)
    }

    /// A projection.
    pub fn proj(&mut self, field: FieldId, structure: ValueId) -> ValueId {
        let bound = self.bound(structure);
        self.intern(Kind::Proj, bound, field.0, structure.0, 0)
    }

    /// A `Var`, `Const` or `Proj` applied to arguments; itself if there are none.
    pub fn app(&mut self, head: ValueId, args: &[ValueId]) -> ValueId {
        if args.is_empty() {
            return head;
        }
        let key = mix_items(head.0, args);
        let (cells, pool) = (&self.cells, &self.args);
        if let Some(&at) = self.table.find(key, |&at| {
            let cell = &cells[at as usize];
            cell.meta & 15 == Kind::App as u32
                && cell.a == head.0
                && cell.c as usize == args.len()
                && pool[cell.b as usize..(cell.b + cell.c) as usize] == *args
        }) {
            return ValueId(at);
        }
        let bound = args.iter().fold(self.bound(head), |bound, &arg| bound.max(self.bound(arg)));
        let at = self.cells.len() as u32;
        let start = self.args.len() as u32;
        self.args.extend_from_slice(args);
        self.cells.push(Cell {
            meta: Kind::App as u32 | bound << BOUND_SHIFT,
            a: head.0,
            b: start,
            c: args.len() as u32,
        });
        self.memos.push(Memo::default());
        self.insert(key, at);
        ValueId(at)
    }

    /// Captured values.
    pub fn env(&mut self, items: &[ValueId]) -> EnvId {
        if items.is_empty() {
            return EnvId(0);
        }
        let key = mix_items(0, items);
        let (ends, all) = (&self.env_ends, &self.env_items);
        let get = |at: u32| &all[ends[at as usize - 1] as usize..ends[at as usize] as usize];
        if let Some(&at) = self.env_table.find(key, |&at| get(at) == items) {
            return EnvId(at);
        }
        let bound = items.iter().fold(0, |bound, &item| if item == NONE { bound } else { bound.max(self.bound(item)) });
        let at = self.env_ends.len() as u32;
        self.env_items.extend_from_slice(items);
        self.env_ends.push(self.env_items.len() as u32);
        self.env_bounds.push(bound);
        let (ends, all) = (&self.env_ends, &self.env_items);
        self.env_table.insert_unique(key, at, |&at| {
            mix_items(0, &all[ends[at as usize - 1] as usize..ends[at as usize] as usize])
        });
        EnvId(at)
    }

    /// The list of a value and what follows it.
    pub fn wide(&mut self, value: ValueId, rest: WideId) -> WideId {
        let key = mix([value.0, rest.0, 0, 0]);
        let wides = &self.wides;
        if let Some(&at) = self.wide_table.find(key, |&at| {
            let wide = &wides[at as usize];
            wide.value == value && wide.rest == rest
        }) {
            return WideId(at);
        }
        let next = self.wides[rest.0 as usize];
        let far = self.wides[next.jump.0 as usize];
        let jump = if next.len - far.len == far.len - self.wides[far.jump.0 as usize].len { far.jump } else { rest };
        let bound = if value == NONE { next.bound } else { next.bound.max(self.bound(value)) };
        let at = self.wides.len() as u32;
        self.wides.push(Wide { value, rest, jump, len: next.len + 1, bound });
        let wides = &self.wides;
        self.wide_table.insert_unique(key, at, |&at| {
            let wide = &wides[at as usize];
            mix([wide.value.0, wide.rest.0, 0, 0])
        });
        WideId(at)
    }

    /// The value at this place of a list; [`NONE`] past its end.
    pub fn wide_get(&self, mut list: WideId, at: u32) -> ValueId {
        let len = self.wides[list.0 as usize].len;
        if at >= len {
            return NONE;
        }
        let wanted = len - at;
        loop {
            let wide = self.wides[list.0 as usize];
            if wide.len == wanted {
                return wide.value;
            }
            list = if self.wides[wide.jump.0 as usize].len >= wanted { wide.jump } else { wide.rest };
        }
    }

    /// The captured values.
    #[inline]
    pub fn env_items(&self, env: EnvId) -> &[ValueId] {
        if env.0 == 0 {
            return &[];
        }
        &self.env_items[self.env_ends[env.0 as usize - 1] as usize..self.env_ends[env.0 as usize] as usize]
    }
}
