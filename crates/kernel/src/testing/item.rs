//! Declarations of the language of kernel tests.
//!
//! What it is: the reader of one item after the other into a [`Theory`]. Counts and flags that an item does not state
//! are those that its text shows, counted without any reduction: binders, constructors, occurrences. So they are a second
//! opinion on those that the kernel derives.

use super::claims::Claim;
use super::lex::BadSource;
use super::term::{Binder, Parser};
use super::theory::{Group, terms_of};
use super::visit;
use crate::environment::{
    Constant, ConstantKind, ConstructorVal, DefinitionSafety, InductiveVal, QuotKind, RecursorRule, RecursorVal,
    ReducibilityHints,
};
use crate::terms::{ExprId, NameId, Node, ParamsId, Tag, Terms};
use rustc_hash::FxHashMap as HashMap;

/// What an item adds.
#[derive(Debug)]
pub struct Item {
    /// The constants, without derived recursors.
    pub group: Group,
    /// Whether recursors are to be derived.
    pub derive: bool,
    /// What is changed after that, in order.
    pub claims: Vec<Claim>,
    /// The line that the item ends on.
    pub line: usize,
}

/// Heights of the definitions so far, for the hints of the next.
pub type Heights = HashMap<NameId, u32>;

/// The name and the level parameters of a declared constant.
struct Head {
    name: NameId,
    level_params: ParamsId,
}

/// Reads the next item.
pub fn item(parser: &mut Parser<'_>, heights: &mut Heights) -> Result<Item, BadSource> {
    let hints = attribute(parser)?;
    let is_partial = parser.take_word("partial");
    let is_unsafe = !is_partial && parser.take_word("unsafe");
    let safety = match (is_partial, is_unsafe) {
        (true, _) => DefinitionSafety::Partial,
        (_, true) => DefinitionSafety::Unsafe,
        _ => DefinitionSafety::Safe,
    };
    let place = parser.place();
    let word = parser.peek().word().unwrap_or_default().to_owned();
    if is_partial && !matches!(word.as_str(), "def" | "mutual") {
        return parser.bad("only a `def` can be partial");
    }
    let group = match word.as_str() {
        "axiom" => {
            parser.next();
            Group::Single(signature(parser, |_, _| ConstantKind::Axiom { is_unsafe, declared: None })?)
        }
        "def" | "abbrev" => {
            let hints = if word == "abbrev" { Some(ReducibilityHints::Abbrev) } else { hints };
            parser.next();
            Group::Single(definition(parser, safety, hints, heights)?)
        }
        "theorem" => {
            parser.next();
            let constant = valued(parser, |name, value| ConstantKind::Theorem { value, all: vec![name] })?;
            Group::Single(constant)
        }
        "opaque" => {
            parser.next();
            let constant = valued(parser, |name, value| ConstantKind::Opaque { value, is_unsafe, all: vec![name] })?;
            Group::Single(constant)
        }
        "quot" => {
            parser.next();
            Group::Single(quotient(parser)?)
        }
        "inductive" => return inductive(parser, is_unsafe, false),
        "mutual" => {
            parser.next();
            if parser.peek().word() == Some("inductive") {
                return inductive(parser, is_unsafe, true);
            }
            mutual_definitions(parser, safety, heights)?
        }
        _ => {
            let message = format!("a declaration should stand here, not {}", parser.peek());
            return Err(BadSource { place, message });
        }
    };
    let mut claims = Vec::new();
    while let Some(claim) = Claim::read(parser)? {
        claims.push(claim);
    }
    Ok(Item { group, derive: false, claims, line: parser.last_line() })
}

/// `@[abbrev]`, `@[opaque]` or `@[height 3]`.
fn attribute(parser: &mut Parser<'_>) -> Result<Option<ReducibilityHints>, BadSource> {
    if !parser.take("@[") {
        return Ok(None);
    }
    let hints = if parser.take_word("abbrev") {
        ReducibilityHints::Abbrev
    } else if parser.take_word("opaque") {
        ReducibilityHints::Opaque
    } else if parser.take_word("height") {
        ReducibilityHints::Regular(parser.count()?)
    } else {
        return parser.bad("a hint is `abbrev`, `opaque` or `height N`");
    };
    parser.expect("]")?;
    Ok(Some(hints))
}

/// Level parameters after a name: `.{u, v}`.
pub fn level_params(parser: &mut Parser<'_>) -> Result<ParamsId, BadSource> {
    let mut params = Vec::new();
    if parser.take(".{") {
        while !parser.take("}") {
            params.push(parser.name()?.0);
            parser.take(",");
        }
    }
    Ok(parser.terms.levels.intern_params(&params))
}

fn head(parser: &mut Parser<'_>) -> Result<Head, BadSource> {
    let name = parser.name()?;
    Ok(Head { name, level_params: level_params(parser)? })
}

/// `name.{us} binders : type`.
fn signature(
    parser: &mut Parser<'_>,
    kind: impl FnOnce(NameId, &[Binder]) -> ConstantKind,
) -> Result<Constant, BadSource> {
    let Head { name, level_params } = head(parser)?;
    let binders = parser.binders()?;
    parser.expect(":")?;
    let ty = parser.term()?;
    let kind = kind(name, &binders);
    let ty = parser.close(binders, ty, Tag::Pi)?;
    Ok(Constant { name, level_params, ty, kind })
}

/// `name.{us} binders : type := value`.
fn valued(parser: &mut Parser<'_>, kind: impl FnOnce(NameId, ExprId) -> ConstantKind) -> Result<Constant, BadSource> {
    let mut kept = Vec::new();
    let mut constant = signature(parser, |_, binders| {
        kept = binders.to_vec();
        ConstantKind::Axiom { is_unsafe: false, declared: None }
    })?;
    parser.expect(":=")?;
    parser.reopen(&kept);
    let value = parser.term()?;
    let value = parser.close(kept, value, Tag::Lam)?;
    constant.kind = kind(constant.name, value);
    Ok(constant)
}

fn definition(
    parser: &mut Parser<'_>,
    safety: DefinitionSafety,
    hints: Option<ReducibilityHints>,
    heights: &mut Heights,
) -> Result<Constant, BadSource> {
    let mut constant = valued(parser, |name, value| ConstantKind::Definition {
        value,
        hints: ReducibilityHints::Opaque,
        safety,
        all: vec![name],
    })?;
    let given = hints.unwrap_or_else(|| ReducibilityHints::Regular(height(parser.terms, &constant, heights)));
    if let ReducibilityHints::Regular(height) = given {
        heights.insert(constant.name, height);
    }
    if let ConstantKind::Definition { hints, .. } = &mut constant.kind {
        *hints = given;
    }
    Ok(constant)
}

/// One more than the largest height of a definition that the value names.
fn height(terms: &Terms, constant: &Constant, heights: &Heights) -> u32 {
    let mut height = 0;
    if let Some(&value) = terms_of(constant).get(1) {
        visit::each(terms, &[value], |node| {
            if let Node::Const(name, _) = node
                && let Some(&other) = heights.get(&name)
            {
                height = height.max(other + 1);
            }
        });
    }
    height
}

fn mutual_definitions(
    parser: &mut Parser<'_>,
    safety: DefinitionSafety,
    heights: &mut Heights,
) -> Result<Group, BadSource> {
    let mut members = Vec::new();
    while !parser.take_word("end") {
        let own = if parser.take_word("unsafe") {
            DefinitionSafety::Unsafe
        } else if parser.take_word("partial") {
            DefinitionSafety::Partial
        } else {
            safety
        };
        if !parser.take_word("def") {
            return parser.bad(format!("`def` or `end` should stand here, not {}", parser.peek()));
        }
        members.push(definition(parser, own, None, heights)?);
    }
    let names: Vec<NameId> = members.iter().map(|member| member.name).collect();
    for member in &mut members {
        if let ConstantKind::Definition { all, .. } = &mut member.kind {
            all.clone_from(&names);
        }
    }
    Ok(Group::Mutual(members))
}

/// `quot type Quot.{u} : …`, and so for `ctor`, `lift`, `ind`.
fn quotient(parser: &mut Parser<'_>) -> Result<Constant, BadSource> {
    let kinds = [("type", QuotKind::Type), ("ctor", QuotKind::Ctor), ("lift", QuotKind::Lift), ("ind", QuotKind::Ind)];
    let Some((_, kind)) = kinds.into_iter().find(|(word, _)| parser.peek().word() == Some(word)) else {
        return parser.bad(format!("`type`, `ctor`, `lift` or `ind` should stand here, not {}", parser.peek()));
    };
    parser.next();
    signature(parser, |_, _| ConstantKind::Quot(kind))
}

/// The inductive types of a group while they are read.
#[derive(Default)]
struct Family {
    types: Vec<Constant>,
    ctors: Vec<Constant>,
    recs: Vec<Constant>,
}

fn inductive(parser: &mut Parser<'_>, is_unsafe: bool, is_mutual: bool) -> Result<Item, BadSource> {
    let mut family = Family::default();
    while parser.take_word("inductive") {
        inductive_type(parser, is_unsafe, &mut family)?;
        if !is_mutual {
            break;
        }
    }
    if is_mutual && !parser.take_word("end") {
        return parser.bad(format!("`inductive` or `end` should stand here, not {}", parser.peek()));
    }
    let names: Vec<NameId> = family.types.iter().map(|ty| ty.name).collect();
    for ty in &mut family.types {
        if let ConstantKind::Inductive(val) = &mut ty.kind {
            val.all.clone_from(&names);
        }
    }
    let mut derive = true;
    let mut claims = Vec::new();
    loop {
        if parser.take_word("recursor") {
            let rec = recursor(parser, &names, is_unsafe)?;
            family.recs.push(rec);
        } else if parser.take_word("no") {
            if !parser.take_word("recursors") {
                return parser.bad(format!("`recursors` should stand here, not {}", parser.peek()));
            }
            derive = false;
        } else if let Some(claim) = Claim::read(parser)? {
            claims.push(claim);
        } else {
            break;
        }
    }
    flags(parser.terms, &names, &mut family);
    let Family { types, ctors, recs } = family;
    Ok(Item { group: Group::Inductive { types, ctors, recs }, derive, claims, line: parser.last_line() })
}

fn inductive_type(parser: &mut Parser<'_>, is_unsafe: bool, family: &mut Family) -> Result<(), BadSource> {
    let Head { name, level_params } = head(parser)?;
    let binders = parser.binders()?;
    parser.expect(":")?;
    let result = parser.term()?;
    let num_indices = pis(parser.terms, result);
    let num_params = binders.len() as u32;
    parser.leave(&binders);
    let ty = parser.wrap(&binders, result, Tag::Pi)?;
    let mut ctors = Vec::new();
    while parser.take("|") {
        // The type of a raw constructor is written whole; otherwise the parameters stand before it unsaid.
        let is_raw = parser.take_word("raw");
        let ctor = parser.name_below(name)?;
        let own_params = level_params_or(parser, level_params)?;
        let own = if is_raw { Vec::new() } else { binders.clone() };
        parser.reopen(&own);
        let fields = parser.binders()?;
        parser.expect(":")?;
        let result = parser.term()?;
        let result = parser.close(fields, result, Tag::Pi)?;
        let num_fields = pis(parser.terms, result).saturating_sub(if is_raw { num_params } else { 0 });
        let ctor_ty = parser.close(own, result, Tag::Pi)?;
        let cidx = ctors.len() as u32;
        let val = ConstructorVal { induct: name, cidx, num_params, num_fields, is_unsafe };
        ctors.push(ctor);
        let kind = ConstantKind::Constructor(val);
        family.ctors.push(Constant { name: ctor, level_params: own_params, ty: ctor_ty, kind });
    }
    let val = InductiveVal {
        num_params,
        num_indices,
        num_nested: Some(0),
        all: Vec::new(),
        ctors,
        is_rec: false,
        is_reflexive: Some(false),
        is_unsafe,
    };
    family.types.push(Constant { name, level_params, ty, kind: ConstantKind::Inductive(Box::new(val)) });
    Ok(())
}

/// Level parameters of a constructor, those of its type if it has none of its own.
fn level_params_or(parser: &mut Parser<'_>, of_type: ParamsId) -> Result<ParamsId, BadSource> {
    let own = level_params(parser)?;
    Ok(if own == ParamsId(0) { of_type } else { own })
}

/// `recursor name.{us} k params 0 motives 1 minors 1 indices 0 : type | C.mk 2 := rhs …`.
fn recursor(parser: &mut Parser<'_>, all: &[NameId], is_unsafe: bool) -> Result<Constant, BadSource> {
    let Head { name, level_params } = head(parser)?;
    let mut val = RecursorVal {
        all: all.to_vec(),
        num_params: 0,
        num_indices: 0,
        num_motives: 0,
        num_minors: 0,
        rules: Vec::new(),
        k: parser.take_word("k"),
        is_unsafe,
    };
    loop {
        let count = match parser.peek().word() {
            Some("params") => &mut val.num_params,
            Some("motives") => &mut val.num_motives,
            Some("minors") => &mut val.num_minors,
            Some("indices") => &mut val.num_indices,
            _ => break,
        };
        parser.next();
        *count = parser.count()?;
    }
    parser.expect(":")?;
    let ty = parser.closed_term()?;
    while parser.take("|") {
        let ctor = parser.name()?;
        let nfields = parser.count()?;
        parser.expect(":=")?;
        val.rules.push(RecursorRule { ctor, nfields, rhs: parser.closed_term()? });
    }
    Ok(Constant { name, level_params, ty, kind: ConstantKind::Recursor(Box::new(val)) })
}

/// How many function types a term begins with as it is written.
fn pis(terms: &Terms, mut ty: ExprId) -> u32 {
    let mut count = 0;
    while let Node::Pi(_, body) = terms.exprs.node(ty) {
        count += 1;
        ty = body;
    }
    count
}

/// Says of each type whether a field of a constructor mentions a type of the group, at all or behind an arrow.
fn flags(terms: &Terms, group: &[NameId], family: &mut Family) {
    let mentions = |e: ExprId| {
        let mut found = false;
        visit::each(terms, &[e], |node| found |= matches!(node, Node::Const(name, _) if group.contains(&name)));
        found
    };
    let (mut is_rec, mut is_reflexive) = (false, false);
    for ctor in &family.ctors {
        let ConstantKind::Constructor(val) = &ctor.kind else { continue };
        let mut ty = ctor.ty;
        for at in 0.. {
            let Node::Pi(domain, body) = terms.exprs.node(ty) else { break };
            if at >= val.num_params && mentions(domain) {
                is_rec = true;
                is_reflexive |= matches!(terms.exprs.node(domain), Node::Pi(..));
            }
            ty = body;
        }
    }
    for ty in &mut family.types {
        if let ConstantKind::Inductive(val) = &mut ty.kind {
            val.is_rec = is_rec;
            val.is_reflexive = Some(is_reflexive);
        }
    }
}
