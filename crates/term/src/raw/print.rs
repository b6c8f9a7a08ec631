//! The printer: a loop over a stack of what is still to be written.

use super::{KEYWORDS, MAX_LEVEL_NUMBER};
use crate::constant::{ConstantInfo, ConstantInfoRef};
use crate::expr::{BinderRef, Expr, ExprKind, ExprRef};
use crate::level::{Level, LevelKind, LevelRef, LevelsRef};
use crate::literal::{
    BinderInfo, DataValue, DataValueKind, DataValueRef, Literal, LiteralKind, LiteralRef, MData, MDataRef,
};
use crate::name::NameRef;
use crate::nat::{self, NatRef};
use std::fmt::{self, Write};

/// Limits of `Debug`.
const DEBUG_BYTES: usize = 4096;
const DEBUG_DEPTH: u32 = 200;

/// Something that the printer prints.
#[derive(Clone, Copy)]
pub enum RawItem<'a> {
    /// A level.
    Level(LevelRef<'a>),
    /// An expression.
    Expr(ExprRef<'a>),
    /// A constant with everything in it.
    Constant(ConstantInfoRef<'a>),
}

/// A term to be displayed in the raw form, within limits.
#[derive(Clone, Copy)]
pub struct Raw<'a> {
    item: RawItem<'a>,
    max_bytes: usize,
    max_depth: u32,
}

impl<'a> Raw<'a> {
    /// `item` without limits.
    pub fn new(item: RawItem<'a>) -> Raw<'a> {
        Raw { item, max_bytes: usize::MAX, max_depth: u32::MAX }
    }

    /// At most this many bytes, then `…`.
    pub fn max_bytes(self, max_bytes: usize) -> Raw<'a> {
        Raw { max_bytes, ..self }
    }

    /// At most this many nested brackets; `…` for what lies inside.
    pub fn max_depth(self, max_depth: u32) -> Raw<'a> {
        Raw { max_depth, ..self }
    }
}

impl LevelRef<'_> {
    /// The level in the raw form.
    pub fn raw(&self) -> Raw<'_> {
        Raw::new(RawItem::Level(*self))
    }
}

impl ExprRef<'_> {
    /// The expression in the raw form.
    pub fn raw(&self) -> Raw<'_> {
        Raw::new(RawItem::Expr(*self))
    }
}

impl ConstantInfoRef<'_> {
    /// The constant in the raw form.
    pub fn raw(&self) -> Raw<'_> {
        Raw::new(RawItem::Constant(*self))
    }
}

impl fmt::Display for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printer = Printer {
            out: Limited { out: f, left: self.max_bytes, full: false },
            todo: Vec::new(),
            max_depth: self.max_depth,
        };
        match self.item {
            RawItem::Level(u) => printer.todo.push(Item::Level(u, 0)),
            RawItem::Expr(e) => printer.todo.push(Item::Expr(e, 0)),
            RawItem::Constant(info) => super::constant::push(info, &mut printer.todo),
        }
        let result = printer.run();
        if printer.out.full { f.write_str("…") } else { result }
    }
}

/// A writer that fails once its limit is reached.
struct Limited<'f, 'g> {
    out: &'f mut fmt::Formatter<'g>,
    left: usize,
    full: bool,
}

impl Write for Limited<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let fits = text.floor_char_boundary(self.left);
        self.out.write_str(&text[..fits])?;
        self.left -= fits;
        if fits < text.len() {
            self.left = 0;
            self.full = true;
            return Err(fmt::Error);
        }
        Ok(())
    }
}

/// Something still to be written; the number is how many brackets lie around it.
pub(super) enum Item<'a> {
    Text(&'static str),
    Number(u64),
    Nat(NatRef<'a>),
    Name(NameRef<'a>),
    Level(LevelRef<'a>, u32),
    Expr(ExprRef<'a>, u32),
}

struct Printer<'f, 'g, 'a> {
    out: Limited<'f, 'g>,
    todo: Vec<Item<'a>>,
    max_depth: u32,
}

impl<'a> Printer<'_, '_, 'a> {
    fn run(&mut self) -> fmt::Result {
        while let Some(item) = self.todo.pop() {
            match item {
                Item::Text(text) => self.out.write_str(text)?,
                Item::Number(n) => write!(self.out, "{n}")?,
                Item::Nat(n) => write!(self.out, "{n}")?,
                Item::Name(name) => name.write_raw(&mut self.out)?,
                Item::Level(_, depth) | Item::Expr(_, depth) if depth > self.max_depth => self.out.write_str("…")?,
                Item::Level(u, depth) => self.level(u, depth)?,
                Item::Expr(e, depth) => self.expr(e, depth)?,
            }
        }
        Ok(())
    }

    fn push(&mut self, items: impl IntoIterator<Item = Item<'a>, IntoIter: DoubleEndedIterator>) {
        self.todo.extend(items.into_iter().rev());
    }

    fn level(&mut self, u: LevelRef<'a>, depth: u32) -> fmt::Result {
        let (base, mut offset) = u.to_offset();
        let first = offset.min(MAX_LEVEL_NUMBER);
        // What follows the base comes off the stack after it.
        let mut sum = Vec::new();
        if base.is_zero() {
            offset -= first;
        }
        while offset > 0 {
            let part = offset.min(MAX_LEVEL_NUMBER);
            sum.extend([Item::Text("+"), Item::Number(part.into())]);
            offset -= part;
        }
        self.push(sum);
        match base.kind() {
            LevelKind::Zero => self.todo.push(Item::Number(first.into())),
            LevelKind::Param(n) => self.todo.push(Item::Name(n)),
            LevelKind::MVar(n) => self.push([Item::Text("?"), Item::Name(n)]),
            LevelKind::Max(v, w) => self.binary_level("(max ", v, w, depth),
            LevelKind::IMax(v, w) => self.binary_level("(imax ", v, w, depth),
            LevelKind::Succ(_) => rt::bug!("an offset that goes on"),
        }
        Ok(())
    }

    fn binary_level(&mut self, head: &'static str, v: LevelRef<'a>, w: LevelRef<'a>, depth: u32) {
        let inner = depth.saturating_add(1);
        self.push([Item::Text(head), Item::Level(v, inner), Item::Text(" "), Item::Level(w, inner), Item::Text(")")]);
    }

    fn expr(&mut self, e: ExprRef<'a>, depth: u32) -> fmt::Result {
        let inner = depth.saturating_add(1);
        match e.kind() {
            ExprKind::BVar(i) => write!(self.out, "#{i}")?,
            ExprKind::FVar(id) => self.push([Item::Text("%"), Item::Name(id)]),
            ExprKind::MVar(id) => self.push([Item::Text("?"), Item::Name(id)]),
            ExprKind::Sort(u) => self.push([Item::Text("(sort "), Item::Level(u, inner), Item::Text(")")]),
            ExprKind::Const(name, us) => self.constant(name, us, depth)?,
            ExprKind::App(..) => self.application(e, inner),
            ExprKind::Lam(_) => self.binders(e, inner, "(fun", " => "),
            ExprKind::ForallE(_) => self.binders(e, inner, "(forall", ", "),
            ExprKind::LetE(l) => self.push([
                Item::Text(if l.nondep() { "(have " } else { "(let " }),
                Item::Name(l.name()),
                Item::Text(" : "),
                Item::Expr(l.ty(), inner),
                Item::Text(" := "),
                Item::Expr(l.value(), inner),
                Item::Text("; "),
                Item::Expr(l.body(), inner),
                Item::Text(")"),
            ]),
            ExprKind::Lit(literal) => write_literal(&mut self.out, literal)?,
            ExprKind::MData(data, e) => {
                self.mdata(data)?;
                self.push([Item::Expr(e, inner), Item::Text(")")]);
            }
            ExprKind::Proj(structure, index, e) => {
                self.out.write_str("(proj ")?;
                structure.write_raw(&mut self.out)?;
                write!(self.out, " {index} ")?;
                self.push([Item::Expr(e, inner), Item::Text(")")]);
            }
        }
        Ok(())
    }

    fn constant(&mut self, name: NameRef<'a>, us: LevelsRef<'a>, depth: u32) -> fmt::Result {
        match KEYWORDS.iter().find(|keyword| name.is_str(keyword)) {
            Some(keyword) => write!(self.out, "«{keyword}»")?,
            None => name.write_raw(&mut self.out)?,
        }
        let mut items = Vec::new();
        push_levels(us, depth, &mut items);
        self.push(items);
        Ok(())
    }

    fn application(&mut self, e: ExprRef<'a>, inner: u32) {
        self.todo.push(Item::Text(")"));
        let mut f = e;
        while let ExprKind::App(g, a) = f.kind() {
            self.push([Item::Text(" "), Item::Expr(a, inner)]);
            f = g;
        }
        self.push([Item::Text("("), Item::Expr(f, inner)]);
    }

    fn binders(&mut self, e: ExprRef<'a>, inner: u32, head: &'static str, before_body: &'static str) {
        let lambda = matches!(e.kind(), ExprKind::Lam(_));
        let mut items = vec![Item::Text(head)];
        let mut body = e;
        loop {
            let b: BinderRef<'a> = match body.kind() {
                ExprKind::Lam(b) if lambda => b,
                ExprKind::ForallE(b) if !lambda => b,
                _ => break,
            };
            let (open, close) = match b.info() {
                BinderInfo::Default => (" (", ")"),
                BinderInfo::Implicit => (" {", "}"),
                BinderInfo::StrictImplicit => (" ⦃", "⦄"),
                BinderInfo::InstImplicit => (" [", "]"),
            };
            let ty = Item::Expr(b.ty(), inner);
            items.extend([Item::Text(open), Item::Name(b.name()), Item::Text(" : "), ty, Item::Text(close)]);
            body = b.body();
        }
        items.extend([Item::Text(before_body), Item::Expr(body, inner), Item::Text(")")]);
        self.push(items);
    }

    fn mdata(&mut self, data: MDataRef<'a>) -> fmt::Result {
        self.out.write_str("(mdata ")?;
        write_entries(&mut self.out, data)?;
        self.out.write_str(" ")
    }
}

fn write_entries(out: &mut impl Write, data: MDataRef<'_>) -> fmt::Result {
    out.write_str("[")?;
    for (i, (key, value)) in data.iter().enumerate() {
        out.write_str(if i == 0 { "" } else { ", " })?;
        key.write_raw(out)?;
        out.write_str(" := ")?;
        write_data_value(out, value)?;
    }
    out.write_str("]")
}

fn write_data_value(out: &mut impl Write, value: DataValueRef<'_>) -> fmt::Result {
    match value.kind() {
        DataValueKind::String(text) => write_string(out, text),
        DataValueKind::Bool(b) => write!(out, "{b}"),
        DataValueKind::Name(n) => {
            out.write_str("`")?;
            n.write_raw(out)
        }
        DataValueKind::Nat(n) => write!(out, "{n}"),
        DataValueKind::Int(i) => {
            let text = nat::int_to_string(i);
            out.write_str(if text.starts_with('-') { "" } else { "+" })?;
            out.write_str(&text)
        }
        DataValueKind::Syntax(_) => out.write_str("<syntax>"),
    }
}

fn write_literal(out: &mut impl Write, literal: LiteralRef<'_>) -> fmt::Result {
    match literal.kind() {
        LiteralKind::Nat(n) => write!(out, "{n}"),
        LiteralKind::Str(text) => write_string(out, text),
    }
}

/// The levels of a constant, with their brackets, or nothing.
pub(super) fn push_levels<'a>(us: LevelsRef<'a>, depth: u32, items: &mut Vec<Item<'a>>) {
    for (i, u) in us.iter().enumerate() {
        items.push(Item::Text(if i == 0 { ".{" } else { ", " }));
        items.push(Item::Level(u, depth.saturating_add(1)));
    }
    if !us.is_empty() {
        items.push(Item::Text("}"));
    }
}

fn write_string(out: &mut impl Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\n' => out.write_str("\\n")?,
            '\t' => out.write_str("\\t")?,
            '\r' => out.write_str("\\r")?,
            c if c.is_control() => write!(out, "\\u{{{:x}}}", u32::from(c))?,
            c => out.write_char(c)?,
        }
    }
    out.write_char('"')
}

macro_rules! debug {
    ($owned:ident, $borrowed:ident, $write:ident) => {
        impl fmt::Debug for $borrowed<'_> {
            /// The raw form.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $write(f, *self)
            }
        }

        impl fmt::Debug for $owned {
            /// The raw form.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $write(f, self.r())
            }
        }
    };
    ($owned:ident, $borrowed:ident) => {
        impl fmt::Debug for $borrowed<'_> {
            /// The raw form within limits.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.raw().max_bytes(DEBUG_BYTES).max_depth(DEBUG_DEPTH), f)
            }
        }

        impl fmt::Debug for $owned {
            /// The raw form within limits.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.r(), f)
            }
        }
    };
}

debug!(Level, LevelRef);
debug!(Expr, ExprRef);
debug!(ConstantInfo, ConstantInfoRef);
debug!(Literal, LiteralRef, write_literal);
debug!(DataValue, DataValueRef, write_data_value);
debug!(MData, MDataRef, write_entries);
