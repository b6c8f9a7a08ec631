//! Lies: changes to what a group of constants says of itself.
//!
//! ```text
//! with Nat.rec k := true
//! with Nat.rec rule 1 nfields := 0
//! with Nat.succ cidx := 0
//! with Nat ctors := [Nat.zero]
//! drop Nat.rec
//! ```

use super::item;
use super::lex::{BadSource, Place, Token};
use super::term::Parser;
use super::theory::Group;
use crate::environment::{Constant, ConstantKind, InductiveVal, RecursorVal};
use crate::terms::{ExprId, NameId, ParamsId};

/// A change to one constant of a group.
#[derive(Clone, Debug)]
pub struct Claim {
    place: Place,
    target: NameId,
    change: Change,
}

#[derive(Clone, Debug)]
enum Change {
    Drop,
    Duplicate,
    Name(NameId),
    Type(ExprId),
    Value(ExprId),
    LevelParams(ParamsId),
    Count(String, u32),
    Flag(String, bool),
    Induct(NameId),
    Names(String, Vec<NameId>),
    /// The rules in this order.
    Rules(Vec<u32>),
    RuleCtor(u32, NameId),
    RuleFields(u32, u32),
    RuleRhs(u32, ExprId),
}

impl Claim {
    /// Reads a claim, if one is next.
    pub fn read(parser: &mut Parser<'_>) -> Result<Option<Claim>, BadSource> {
        let place = parser.place();
        if parser.take_word("drop") {
            return Ok(Some(Claim { place, target: parser.name()?, change: Change::Drop }));
        }
        if parser.take_word("extra") {
            return Ok(Some(Claim { place, target: parser.name()?, change: Change::Duplicate }));
        }
        if !parser.take_word("with") {
            return Ok(None);
        }
        let target = parser.name()?;
        let Some(field) = parser.peek().word().map(str::to_owned) else {
            return parser.bad(format!("a field should stand here, not {}", parser.peek()));
        };
        parser.next();
        let change = match field.as_str() {
            "rule" => return Ok(Some(Claim { place, target, change: rule(parser)? })),
            "levelParams" => {
                let params = item::level_params(parser)?;
                return Ok(Some(Claim { place, target, change: Change::LevelParams(params) }));
            }
            _ => {
                parser.expect(":=")?;
                value(parser, field)?
            }
        };
        Ok(Some(Claim { place, target, change }))
    }

    /// Makes the change.
    pub fn apply(&self, group: &mut Group) -> Result<(), BadSource> {
        let bad = |message: &str| Err(BadSource { place: self.place, message: message.to_owned() });
        let lists: Vec<&mut Vec<Constant>> = match group {
            Group::Single(constant) if constant.name == self.target => {
                return match self.change {
                    Change::Drop | Change::Duplicate => bad("the only constant of a declaration stays as it is"),
                    _ => self.change_constant(constant),
                };
            }
            Group::Single(_) => Vec::new(),
            Group::Mutual(constants) => vec![constants],
            Group::Inductive { types, ctors, recs } => vec![types, ctors, recs],
        };
        for list in lists {
            let Some(at) = list.iter().position(|constant| constant.name == self.target) else { continue };
            return match self.change {
                Change::Drop => {
                    list.remove(at);
                    Ok(())
                }
                Change::Duplicate => {
                    list.push(list[at].clone());
                    Ok(())
                }
                _ => self.change_constant(&mut list[at]),
            };
        }
        bad("the declaration has no constant of this name")
    }

    fn change_constant(&self, constant: &mut Constant) -> Result<(), BadSource> {
        let done = match &self.change {
            Change::Drop | Change::Duplicate => false,
            Change::Name(name) => {
                constant.name = *name;
                true
            }
            Change::Type(ty) => {
                constant.ty = *ty;
                true
            }
            Change::LevelParams(params) => {
                constant.level_params = *params;
                true
            }
            change => change_kind(&mut constant.kind, change),
        };
        if done {
            return Ok(());
        }
        Err(BadSource { place: self.place, message: "a constant of this kind has no such field".to_owned() })
    }
}

fn value(parser: &mut Parser<'_>, field: String) -> Result<Change, BadSource> {
    Ok(match field.as_str() {
        "name" => Change::Name(parser.name()?),
        "induct" => Change::Induct(parser.name()?),
        "type" => Change::Type(parser.closed_term()?),
        "value" => Change::Value(parser.closed_term()?),
        "all" | "ctors" => {
            parser.expect("[")?;
            let mut names = Vec::new();
            while !parser.take("]") {
                names.push(parser.name()?);
                parser.take(",");
            }
            Change::Names(field, names)
        }
        "rules" => {
            parser.expect("[")?;
            let mut order = Vec::new();
            while !parser.take("]") {
                order.push(parser.count()?);
                parser.take(",");
            }
            Change::Rules(order)
        }
        _ if parser.take_word("true") => Change::Flag(field, true),
        _ if parser.take_word("false") => Change::Flag(field, false),
        _ if matches!(parser.peek(), Token::Number(_)) => Change::Count(field, parser.count()?),
        _ => return parser.bad(format!("there is no field `{field}` with a value like {}", parser.peek())),
    })
}

fn rule(parser: &mut Parser<'_>) -> Result<Change, BadSource> {
    let at = parser.count()?;
    let field = parser.peek().word().map(str::to_owned);
    let field = field.as_deref().unwrap_or_default();
    if !matches!(field, "ctor" | "nfields" | "rhs") {
        return parser.bad("a rule has `ctor`, `nfields` and `rhs`");
    }
    parser.next();
    parser.expect(":=")?;
    Ok(match field {
        "ctor" => Change::RuleCtor(at, parser.name()?),
        "nfields" => Change::RuleFields(at, parser.count()?),
        _ => Change::RuleRhs(at, parser.closed_term()?),
    })
}

/// Changes what only some kinds have; `false` if this kind does not.
fn change_kind(kind: &mut ConstantKind, change: &Change) -> bool {
    match kind {
        ConstantKind::Inductive(val) => change_inductive(val, change),
        ConstantKind::Constructor(val) => match change {
            Change::Induct(name) => set(&mut val.induct, *name),
            Change::Count(field, count) => match field.as_str() {
                "cidx" => set(&mut val.cidx, *count),
                "numParams" => set(&mut val.num_params, *count),
                "numFields" => set(&mut val.num_fields, *count),
                _ => false,
            },
            Change::Flag(field, flag) if field == "isUnsafe" => set(&mut val.is_unsafe, *flag),
            _ => false,
        },
        ConstantKind::Recursor(val) => change_recursor(val, change),
        ConstantKind::Definition { value, all, .. } => match change {
            Change::Value(new) => set(value, *new),
            Change::Names(field, names) if field == "all" => set(all, names.clone()),
            _ => false,
        },
        ConstantKind::Theorem { value, all } | ConstantKind::Opaque { value, all, .. } => match change {
            Change::Value(new) => set(value, *new),
            Change::Names(field, names) if field == "all" => set(all, names.clone()),
            _ => false,
        },
        ConstantKind::Axiom { .. } | ConstantKind::Quot(_) => false,
    }
}

fn change_inductive(val: &mut InductiveVal, change: &Change) -> bool {
    match change {
        Change::Count(field, count) => match field.as_str() {
            "numParams" => set(&mut val.num_params, *count),
            "numIndices" => set(&mut val.num_indices, *count),
            "numNested" => set(&mut val.num_nested, Some(*count)),
            _ => false,
        },
        Change::Flag(field, flag) => match field.as_str() {
            "isRec" => set(&mut val.is_rec, *flag),
            "isReflexive" => set(&mut val.is_reflexive, Some(*flag)),
            "isUnsafe" => set(&mut val.is_unsafe, *flag),
            _ => false,
        },
        Change::Names(field, names) => match field.as_str() {
            "all" => set(&mut val.all, names.clone()),
            _ => set(&mut val.ctors, names.clone()),
        },
        _ => false,
    }
}

fn change_recursor(val: &mut RecursorVal, change: &Change) -> bool {
    match change {
        Change::Count(field, count) => match field.as_str() {
            "numParams" => set(&mut val.num_params, *count),
            "numIndices" => set(&mut val.num_indices, *count),
            "numMotives" => set(&mut val.num_motives, *count),
            "numMinors" => set(&mut val.num_minors, *count),
            _ => false,
        },
        Change::Flag(field, flag) => match field.as_str() {
            "k" => set(&mut val.k, *flag),
            "isUnsafe" => set(&mut val.is_unsafe, *flag),
            _ => false,
        },
        Change::Names(field, names) if field == "all" => set(&mut val.all, names.clone()),
        Change::Rules(order) => {
            let rules: Option<Vec<_>> = order.iter().map(|&at| val.rules.get(at as usize).copied()).collect();
            rules.is_some_and(|rules| set(&mut val.rules, rules))
        }
        Change::RuleCtor(at, ctor) => val.rules.get_mut(*at as usize).is_some_and(|rule| set(&mut rule.ctor, *ctor)),
        Change::RuleFields(at, count) => {
            val.rules.get_mut(*at as usize).is_some_and(|rule| set(&mut rule.nfields, *count))
        }
        Change::RuleRhs(at, rhs) => val.rules.get_mut(*at as usize).is_some_and(|rule| set(&mut rule.rhs, *rhs)),
        _ => false,
    }
}

fn set<T>(slot: &mut T, value: T) -> bool {
    *slot = value;
    true
}
