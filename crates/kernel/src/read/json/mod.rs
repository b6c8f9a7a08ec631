//! One line of NDJSON, whatever its spacing, the order of its keys, and the version of its format.
//!
//! What it is: the shapes of all versions that lean4export has written, as types for serde. Format 3.1.0 is described in
//! `lean4export:format_ndjson.md`. Before it, 3.0.0 put definitions and theorems into arrays and called the parts of a
//! group `inductiveVals`, `constructorVals` and `recursorVals`; and before that, files without a version counted every
//! kind of thing under the key `i`, used the names of Lean's own fields, and had a line for each constant. Older
//! spellings of a key are understood in every version: none of them means anything else in another.
//!
//! A line has one kind of record and no other keys beside it. Within a record, keys that are not known are skipped; keys
//! that are missing or stand there twice are errors. Nothing is assumed for a missing key but that of `isUnsafe` of
//! `opaque`, which older exporters leave out, as lean4export's own reader does.

mod meta;
mod shapes;
mod values;

pub(super) use meta::meta;

use super::error::Fault;
use super::record::{Grouping, List, RawConstant, RawExpr, RawKind, RawLevel, RawName, RawRules, Record, Records};
use crate::environment::{Declared, DefinitionSafety, QuotKind, ReducibilityHints};
use crate::terms::exprs::BinderInfo;
use dashu_int::UBig;
use serde::Deserialize;
use shapes::{Binder, Ctor, Def, Hints, Induct, Info, Kind, Line, Opaque, Rec, Safety, Thm, Was};
use values::{Number, Object, Text, Wrapped};

/// Decodes one line, and adds what it says to `out`.
pub(super) fn line(text: &str, out: &mut Records) -> Result<(), Fault> {
    let line: Object<Line<'_>> = parse(text)?;
    let record = line.record(out)?;
    out.records.push(record);
    Ok(())
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| {
        let text = error.to_string();
        let text = text.strip_suffix(&format!(" at line {} column {}", error.line(), error.column())).unwrap_or(&text);
        // The list of all keys that there are helps nobody.
        let text = text.split(", expected one of `in`").next().unwrap_or(text);
        Fault::malformed(format!("{text}, at column {}", error.column()))
    })
}

impl From<Info> for BinderInfo {
    fn from(info: Info) -> BinderInfo {
        match info {
            Info::Default => BinderInfo::Default,
            Info::Implicit => BinderInfo::Implicit,
            Info::StrictImplicit => BinderInfo::StrictImplicit,
            Info::InstImplicit => BinderInfo::InstImplicit,
        }
    }
}

impl Line<'_> {
    fn record(&self, out: &mut Records) -> Result<Record, Fault> {
        match self.kinds() {
            0 => return Err(Fault::malformed("the line has none of the keys that say what it is")),
            1 => {}
            _ => return Err(Fault::malformed("the line is of more than one kind")),
        }
        let indices = [self.r#in, self.il, self.ie, self.i].iter().flatten().count();
        if let Some(start) = self.constants(out)? {
            if indices != 0 {
                return Err(Fault::malformed("a declaration has no number of its own"));
            }
            return Ok(start);
        }
        if indices > 1 {
            return Err(Fault::malformed("the line has more than one number of its own"));
        }
        let own = |index: Option<Number>, key: &str| match index.or(self.i) {
            Some(index) => index.index(),
            None => Err(Fault::malformed(format!("missing field `{key}`"))),
        };
        if let Some(name) = self.name(out)? {
            return Ok(Record::Name { id: own(self.r#in, "in")?, name });
        }
        if let Some(level) = self.level()? {
            return Ok(Record::Level { id: own(self.il, "il")?, level });
        }
        let expr = self.expr(out)?;
        Ok(Record::Expr { id: own(self.ie, "ie")?, expr })
    }

    fn name(&self, out: &mut Records) -> Result<Option<RawName>, Fault> {
        Ok(Some(if let Some(name) = &self.str {
            RawName::Str { prefix: name.pre.index()?, text: out.copy_text(&name.str) }
        } else if let Some(name) = &self.num {
            RawName::Num { prefix: name.pre.index()?, number: name.i.wide()?.into() }
        } else {
            return Ok(None);
        }))
    }

    fn level(&self) -> Result<Option<RawLevel>, Fault> {
        Ok(Some(if let Some(level) = self.succ {
            RawLevel::Succ(level.index()?)
        } else if let Some([left, right]) = self.max {
            RawLevel::Max(left.index()?, right.index()?)
        } else if let Some([left, right]) = self.imax {
            RawLevel::Imax(left.index()?, right.index()?)
        } else if let Some(name) = self.param {
            RawLevel::Param(name.index()?)
        } else {
            return Ok(None);
        }))
    }

    fn expr(&self, out: &mut Records) -> Result<RawExpr, Fault> {
        Ok(if let Some(app) = &self.app {
            RawExpr::App { fun: app.r#fn.index()?, arg: app.arg.index()? }
        } else if let Some(lam) = &self.lam {
            let (info, name, ty, body) = lam.parts()?;
            RawExpr::Lam { info, name, ty, body }
        } else if let Some(pi) = &self.forall_e {
            let (info, name, ty, body) = pi.parts()?;
            RawExpr::Pi { info, name, ty, body }
        } else if let Some(constant) = &self.r#const {
            RawExpr::Const { name: constant.name.index()?, levels: list(&constant.us, out)? }
        } else if let Some(Wrapped(index)) = self.bvar {
            RawExpr::Bvar(index.index()?)
        } else if let Some(Wrapped(level)) = self.sort {
            RawExpr::Sort(level.index()?)
        } else if let Some(l) = &self.let_e {
            let (name, ty) = (l.name.index()?, l.r#type.index()?);
            RawExpr::Let { name, ty, value: l.value.index()?, body: l.body.index()? }
        } else if let Some(proj) = &self.proj {
            let (structure, index) = (proj.type_name.index()?, proj.idx.index()?);
            RawExpr::Proj { structure, index, value: proj.r#struct.index()? }
        } else if let Some(Text(digits)) = &self.nat_val {
            nat(digits, out)?
        } else if let Some(Text(text)) = &self.str_val {
            RawExpr::Str(out.copy_text(text))
        } else if let Some(mdata) = &self.mdata {
            RawExpr::Mdata(mdata.expr.index()?)
        } else {
            return Err(Fault::malformed("the line has none of the keys that say what it is"));
        })
    }

    /// The constants of the line. `None`: it is no declaration.
    fn constants(&self, out: &mut Records) -> Result<Option<Record>, Fault> {
        let start = out.constants.len();
        let mut grouping = Grouping::Separate;
        if let Some(def) = &self.def {
            def.0.iter().try_for_each(|def| def.add(out))?;
        } else if let Some(thm) = &self.thm {
            thm.0.iter().try_for_each(|thm| thm.add(out))?;
        } else if let Some(opaque) = &self.opaque {
            opaque.0.iter().try_for_each(|opaque| opaque.add(out))?;
        } else if let Some(axiom) = &self.axiom {
            let declared = axiom.declared.map(|kind| match kind {
                Was::Def => Declared::Definition,
                Was::Thm => Declared::Theorem,
                Was::Opaque => Declared::Opaque,
            });
            let kind = RawKind::Axiom { is_unsafe: axiom.is_unsafe, declared };
            add(out, axiom.name, &axiom.level_params, axiom.r#type, kind)?;
        } else if let Some(quot) = &self.quot {
            let kind = match quot.kind {
                Kind::Type => QuotKind::Type,
                Kind::Ctor => QuotKind::Ctor,
                Kind::Lift => QuotKind::Lift,
                Kind::Ind => QuotKind::Ind,
            };
            add(out, quot.name, &quot.level_params, quot.r#type, RawKind::Quot(Some(kind)))?;
        } else if let Some(group) = &self.inductive {
            group.types.iter().try_for_each(|ty| ty.add(out))?;
            group.ctors.iter().try_for_each(|ctor| ctor.add(out))?;
            group.recs.iter().try_for_each(|rec| rec.add(out))?;
            grouping = Grouping::Inductive;
        } else {
            if let Some(ty) = &self.induct_info {
                ty.add(out)?;
            } else if let Some(ctor) = &self.ctor_info {
                ctor.add(out)?;
            } else if let Some(rec) = &self.rec_info {
                rec.add(out)?;
            } else {
                return Ok(None);
            }
            grouping = Grouping::Part;
        }
        let count = (out.constants.len() - start) as u32;
        if count == 0 && grouping == Grouping::Separate {
            return Err(Fault::malformed("an empty list of declarations"));
        }
        Ok(Some(Record::Constants { start: start as u32, count, grouping }))
    }
}

/// Digits that a literal may have. Their conversion takes longer than in proportion to their number; up to here, it takes
/// seconds.
const MAX_DIGITS: usize = 1 << 24;

/// The number that a literal stands for. The format has no signs, spaces or separators.
pub(super) fn nat(digits: &str, out: &mut Records) -> Result<RawExpr, Fault> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::malformed("a number literal does not consist of decimal digits"));
    }
    if digits.len() > MAX_DIGITS {
        return Err(Fault::too_large("a number literal has more than sixteen million digits"));
    }
    if let Ok(small) = digits.parse::<u64>() {
        return Ok(RawExpr::SmallNat(small.into()));
    }
    let big = UBig::from_str_radix(digits, 10);
    let big = big.map_err(|_| Fault::malformed("a number literal does not consist of decimal digits"))?;
    out.nats.push(big);
    Ok(RawExpr::BigNat(out.nats.len() as u32 - 1))
}

fn list(numbers: &[Number], out: &mut Records) -> Result<List, Fault> {
    let start = out.numbers.len();
    for number in numbers {
        let number = number.index()?;
        out.numbers.push(number);
    }
    Ok(out.list_from(start))
}

fn add(out: &mut Records, name: Number, params: &[Number], ty: Number, kind: RawKind) -> Result<(), Fault> {
    let constant = RawConstant { name: name.index()?, level_params: list(params, out)?, ty: ty.index()?, kind };
    out.constants.push(constant);
    Ok(())
}

impl Binder {
    fn parts(&self) -> Result<(BinderInfo, u32, u32, u32), Fault> {
        Ok((self.info.into(), self.name.index()?, self.r#type.index()?, self.body.index()?))
    }
}

impl Def {
    fn add(&self, out: &mut Records) -> Result<(), Fault> {
        let hints = match self.hints {
            Hints::Opaque => ReducibilityHints::Opaque,
            Hints::Abbrev => ReducibilityHints::Abbrev,
            Hints::Regular(height) => ReducibilityHints::Regular(height.index()?),
        };
        let safety = match self.safety {
            Safety::Safe => DefinitionSafety::Safe,
            Safety::Unsafe => DefinitionSafety::Unsafe,
            Safety::Partial => DefinitionSafety::Partial,
        };
        let kind = RawKind::Definition { value: self.value.index()?, hints, safety, all: Some(list(&self.all, out)?) };
        add(out, self.name, &self.level_params, self.r#type, kind)
    }
}

impl Thm {
    fn add(&self, out: &mut Records) -> Result<(), Fault> {
        let kind = RawKind::Theorem { value: self.value.index()?, all: Some(list(&self.all, out)?) };
        add(out, self.name, &self.level_params, self.r#type, kind)
    }
}

impl Opaque {
    fn add(&self, out: &mut Records) -> Result<(), Fault> {
        let all = Some(list(&self.all, out)?);
        let kind = RawKind::Opaque { value: self.value.index()?, is_unsafe: self.is_unsafe, all };
        add(out, self.name, &self.level_params, self.r#type, kind)
    }
}

impl Induct {
    fn add(&self, out: &mut Records) -> Result<(), Fault> {
        let kind = RawKind::Inductive {
            num_params: self.num_params.index()?,
            num_indices: self.num_indices.index()?,
            num_nested: Some(self.num_nested.index()?),
            all: list(&self.all, out)?,
            ctors: list(&self.ctors, out)?,
            is_rec: self.is_rec,
            is_reflexive: Some(self.is_reflexive),
            is_unsafe: self.is_unsafe,
        };
        add(out, self.name, &self.level_params, self.r#type, kind)
    }
}

impl Ctor {
    fn add(&self, out: &mut Records) -> Result<(), Fault> {
        let kind = RawKind::Constructor {
            induct: self.induct.index()?,
            cidx: self.cidx.index()?,
            num_params: self.num_params.index()?,
            num_fields: self.num_fields.index()?,
            is_unsafe: self.is_unsafe,
        };
        add(out, self.name, &self.level_params, self.r#type, kind)
    }
}

impl Rec {
    fn add(&self, out: &mut Records) -> Result<(), Fault> {
        let start = out.numbers.len();
        for rule in &self.rules {
            let rule = [rule.ctor.index()?, rule.nfields.index()?, rule.rhs.index()?];
            out.numbers.extend(rule);
        }
        let kind = RawKind::Recursor {
            rules: RawRules::Inline(out.list_from(start)),
            all: list(&self.all, out)?,
            num_params: self.num_params.index()?,
            num_indices: self.num_indices.index()?,
            num_motives: self.num_motives.index()?,
            num_minors: self.num_minors.index()?,
            k: self.k,
            is_unsafe: self.is_unsafe,
        };
        add(out, self.name, &self.level_params, self.r#type, kind)
    }
}
