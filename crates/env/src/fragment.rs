//! The constants of one file, with terms of their own.
//!
//! What it is: what one thread makes of a module without looking at any other: kernel terms, and claims about them.
//! Numbers that do not fit a claim become the largest that does, which is never right.

use crate::read::{self, Fault, Memo, Reader, expected};
use kernel::environment::{
    Constant, ConstantKind, ConstructorVal, Declared, DefinitionSafety, InductiveVal, QuotKind, RecursorRule,
    RecursorVal, ReducibilityHints,
};
use kernel::terms::{NameId, ParamsId, Terms};
use olean::module_data::{self, Hints, List, ModuleData};
use olean::view::{Image, Kind, Object, Word};
use rt::layout::ctor_size;

/// The extension in which upstream notes what a constant is whose body is not in the file.
const KINDS_EXTENSION: &str = "_private.Lean.AddDecl.0.Lean.privateConstKindsExt";

/// The constants of a file.
#[derive(Debug)]
pub struct Fragment {
    /// The tables of their terms.
    pub terms: Terms,
    /// The constants, in the file's order.
    pub constants: Vec<Constant>,
    /// Axioms that were something else when they were declared, by the file's own word.
    pub declared: Vec<(NameId, Declared)>,
}

/// Why there is no fragment: the fault, and the name of the constant that has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// The constant, as text.
    pub constant: String,
    /// What is wrong with it.
    pub fault: Fault,
}

impl Fragment {
    /// The constants of the last part of `image`.
    pub fn of(image: &Image<'_>, memo: &mut Memo) -> Result<Fragment, Wrong> {
        let mut name = String::new();
        fragment(image, memo, &mut name).map_err(|fault| Wrong { constant: name, fault })
    }
}

fn fragment(image: &Image<'_>, memo: &mut Memo, current: &mut String) -> read::Result<Fragment> {
    let data = ModuleData::of_part(image, image.parts().len().saturating_sub(1))?;
    let mut reader = Reader::new(memo, image);
    let mut constants = Vec::with_capacity(data.constants().len());
    for constant in data.constants() {
        let constant = constant?;
        match self::constant(&mut reader, constant) {
            Ok(made) => constants.push(made),
            Err(fault) => {
                *current = constant.name().map(|name| name.to_string()).unwrap_or_default();
                return Err(fault);
            }
        }
    }
    let declared = declared(&mut reader, data)?;
    Ok(Fragment { terms: reader.terms, constants, declared })
}

fn constant<'i>(reader: &mut Reader<'_, 'i>, from: module_data::Constant<'i>) -> read::Result<Constant> {
    use module_data::ConstantKind as From;
    let val = from.val();
    let name = reader.name(from.name()?.word(), val)?;
    let params: Vec<u32> = names(reader, from.level_params(), val)?.into_iter().map(|name| name.0).collect();
    let level_params: ParamsId = reader.terms.levels.intern_params(&params);
    let ty = reader.expr(from.ty(), val)?;
    let mut value =
        || from.value().ok_or_else(|| expected(val, "a value").into()).and_then(|word| reader.expr(word, val));
    let is_unsafe = from.is_unsafe();
    let kind = match from.kind() {
        From::Axiom => ConstantKind::Axiom { is_unsafe, declared: None },
        From::Defn => {
            let value = value()?;
            let hints = match from.hints().transpose()? {
                Some(Hints::Abbrev) => ReducibilityHints::Abbrev,
                Some(Hints::Regular(height)) => ReducibilityHints::Regular(height),
                Some(Hints::Opaque) | None => ReducibilityHints::Opaque,
            };
            let safety = match from.scalars().first() {
                Some(0) => DefinitionSafety::Unsafe,
                Some(1) => DefinitionSafety::Safe,
                _ => DefinitionSafety::Partial,
            };
            ConstantKind::Definition { value, hints, safety, all: all(reader, from)? }
        }
        From::Thm => ConstantKind::Theorem { value: value()?, all: all(reader, from)? },
        From::Opaque => ConstantKind::Opaque { value: value()?, is_unsafe, all: all(reader, from)? },
        From::Quot => ConstantKind::Quot(match from.scalars().first() {
            Some(0) => QuotKind::Type,
            Some(1) => QuotKind::Ctor,
            Some(2) => QuotKind::Lift,
            _ => QuotKind::Ind,
        }),
        From::Induct => inductive(reader, from)?,
        From::Ctor => ConstantKind::Constructor(ConstructorVal {
            induct: reader.name(read::field(val, 1), val)?,
            cidx: count(val, 2)?,
            num_params: count(val, 3)?,
            num_fields: count(val, 4)?,
            is_unsafe,
        }),
        From::Rec => recursor(reader, from)?,
    };
    Ok(Constant { name, level_params, ty, kind })
}

fn inductive<'i>(reader: &mut Reader<'_, 'i>, from: module_data::Constant<'i>) -> read::Result<ConstantKind> {
    let val = from.val();
    let ctors = from.ctors().ok_or_else(|| expected(val, "constructors"))?;
    let flag = |i: usize| from.scalars().get(i) == Some(&1);
    Ok(ConstantKind::Inductive(Box::new(InductiveVal {
        num_params: count(val, 1)?,
        num_indices: count(val, 2)?,
        num_nested: Some(count(val, 5)?),
        all: all(reader, from)?,
        ctors: names(reader, ctors, val)?,
        is_rec: flag(0),
        is_reflexive: Some(flag(2)),
        is_unsafe: from.is_unsafe(),
    })))
}

fn recursor<'i>(reader: &mut Reader<'_, 'i>, from: module_data::Constant<'i>) -> read::Result<ConstantKind> {
    let val = from.val();
    let mut rules = Vec::new();
    for rule in from.rules().into_iter().flatten() {
        let rule = rule?.object().ok_or_else(|| expected(val, "a recursor rule"))?;
        if rule.kind() != Kind::Ctor
            || rule.tag() != 0
            || rule.num_fields() != 3
            || rule.byte_size() != ctor_size(rule.image().width(), 3, 0)
        {
            return Err(expected(rule, "a recursor rule").into());
        }
        reader.spend()?;
        rules.push(RecursorRule {
            ctor: reader.name(read::field(rule, 0), rule)?,
            nfields: count(rule, 1)?,
            rhs: reader.expr(read::field(rule, 2), rule)?,
        });
    }
    Ok(ConstantKind::Recursor(Box::new(RecursorVal {
        all: all(reader, from)?,
        num_params: count(val, 2)?,
        num_indices: count(val, 3)?,
        num_motives: count(val, 4)?,
        num_minors: count(val, 5)?,
        rules,
        k: from.scalars().first() == Some(&1),
        is_unsafe: from.is_unsafe(),
    })))
}

fn all<'i>(reader: &mut Reader<'_, 'i>, from: module_data::Constant<'i>) -> read::Result<Vec<NameId>> {
    let list = from.all().ok_or_else(|| expected(from.val(), "a list of names"))?;
    names(reader, list, from.val())
}

fn names<'i>(reader: &mut Reader<'_, 'i>, list: List<'i>, at: Object<'i>) -> read::Result<Vec<NameId>> {
    let mut names = Vec::new();
    for word in list {
        reader.spend()?;
        names.push(reader.name(word?, at)?);
    }
    Ok(names)
}

/// The natural number in field `i`, or the largest claim.
fn count(object: Object<'_>, i: usize) -> read::Result<u32> {
    let (number, whole) = read::field(object, i).nat().ok_or_else(|| expected(object, "a number"))?;
    Ok(if whole { u32::try_from(number).unwrap_or(u32::MAX) } else { u32::MAX })
}

/// What the file says that its axioms were declared as. An entry of another shape says nothing: this is for reports.
fn declared<'i>(reader: &mut Reader<'_, 'i>, data: ModuleData<'i>) -> read::Result<Vec<(NameId, Declared)>> {
    let mut found = Vec::new();
    for entries in data.entries() {
        let entries = entries?;
        // Telling most names apart takes their last component only.
        let last = entries.extension.rev_components().next();
        let likely = matches!(last, Some(olean::name::Component::Str("privateConstKindsExt")));
        if !likely || entries.extension.to_string() != KINDS_EXTENSION {
            continue;
        }
        for entry in entries.entries() {
            let Some(pair) = entry.object().filter(|o| o.kind() == Kind::Ctor && o.num_fields() == 2) else { continue };
            let kind = match read::field(pair, 1) {
                Word::Scalar(0) => Declared::Definition,
                Word::Scalar(1) => Declared::Theorem,
                Word::Scalar(3) => Declared::Opaque,
                _ => continue,
            };
            if let Ok(name) = reader.name(read::field(pair, 0), pair) {
                found.push((name, kind));
            }
        }
    }
    Ok(found)
}
