//! Constants of the runtime in the kernel's form.
//!
//! Numbers that do not fit become the largest that does, which is never right.

use super::reader::{Reader, Result};
use kernel::environment::{
    Constant, ConstantKind, ConstructorVal, DefinitionSafety, InductiveVal, QuotKind, RecursorRule, RecursorVal,
    ReducibilityHints,
};
use kernel::session::LATER;
use term::{ConstantInfoRef, ConstantKind as From, NatRef};

/// The constant, without the value of a definition, theorem or opaque constant.
pub(super) fn header<'o>(reader: &mut Reader<'_, 'o>, info: ConstantInfoRef<'o>) -> Result<Constant> {
    let name = reader.name(info.name())?;
    let level_params = reader.params(info.level_params())?;
    let ty = reader.expr(info.ty())?;
    let value = LATER;
    let kind = match info.kind() {
        From::Axiom(val) => ConstantKind::Axiom { is_unsafe: val.is_unsafe(), declared: None },
        From::Defn(val) => ConstantKind::Definition {
            value,
            hints: hints(val.hints()),
            safety: safety(val.safety()),
            all: reader.names(val.all())?,
        },
        From::Thm(val) => ConstantKind::Theorem { value, all: reader.names(val.all())? },
        From::Opaque(val) => ConstantKind::Opaque { value, is_unsafe: val.is_unsafe(), all: reader.names(val.all())? },
        From::Quot(val) => ConstantKind::Quot(match val.quot_kind() {
            term::QuotKind::Type => QuotKind::Type,
            term::QuotKind::Ctor => QuotKind::Ctor,
            term::QuotKind::Lift => QuotKind::Lift,
            term::QuotKind::Ind => QuotKind::Ind,
        }),
        From::Induct(val) => ConstantKind::Inductive(Box::new(InductiveVal {
            num_params: count(val.num_params()),
            num_indices: count(val.num_indices()),
            num_nested: Some(count(val.num_nested())),
            all: reader.names(val.all())?,
            ctors: reader.names(val.ctors())?,
            is_rec: val.is_rec(),
            is_reflexive: Some(val.is_reflexive()),
            is_unsafe: val.is_unsafe(),
        })),
        From::Ctor(val) => ConstantKind::Constructor(ConstructorVal {
            induct: reader.name(val.induct())?,
            cidx: count(val.cidx()),
            num_params: count(val.num_params()),
            num_fields: count(val.num_fields()),
            is_unsafe: val.is_unsafe(),
        }),
        From::Rec(val) => {
            let mut rules = Vec::new();
            for rule in val.rules() {
                let (ctor, rhs) = (reader.name(rule.ctor())?, reader.expr(rule.rhs())?);
                rules.push(RecursorRule { ctor, nfields: count(rule.num_fields()), rhs });
            }
            ConstantKind::Recursor(Box::new(RecursorVal {
                all: reader.names(val.all())?,
                num_params: count(val.num_params()),
                num_indices: count(val.num_indices()),
                num_motives: count(val.num_motives()),
                num_minors: count(val.num_minors()),
                rules,
                k: val.k(),
                is_unsafe: val.is_unsafe(),
            }))
        }
    };
    Ok(Constant { name, level_params, ty, kind })
}

pub(super) fn hints(hints: term::ReducibilityHints) -> ReducibilityHints {
    match hints {
        term::ReducibilityHints::Opaque => ReducibilityHints::Opaque,
        term::ReducibilityHints::Abbrev => ReducibilityHints::Abbrev,
        term::ReducibilityHints::Regular(height) => ReducibilityHints::Regular(height),
    }
}

pub(super) fn safety(safety: term::DefinitionSafety) -> DefinitionSafety {
    match safety {
        term::DefinitionSafety::Unsafe => DefinitionSafety::Unsafe,
        term::DefinitionSafety::Safe => DefinitionSafety::Safe,
        term::DefinitionSafety::Partial => DefinitionSafety::Partial,
    }
}

pub(super) fn count(number: NatRef<'_>) -> u32 {
    number.to_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or(u32::MAX)
}
