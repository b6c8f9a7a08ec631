//! The lines of declarations in NDJSON 3.1.0, matched byte for byte.
//!
//! What it is: axioms, definitions, theorems, opaque constants and groups of inductive types as lean4export writes them,
//! keys in its order and no spaces. Constants of quotients are four in a file; they and whatever differs are left to
//! [`json`](super::json), as in [`primitives`](super::primitives).

use super::record::{Grouping, RawConstant, RawKind, RawRules, Record, Records};
use super::scan::Scan;
use crate::environment::{Declared, DefinitionSafety, ReducibilityHints};

/// Matches one declaration, without the end of its line.
pub(super) fn record(scan: &mut Scan<'_>, out: &mut Records) -> Option<Record> {
    let start = out.constants.len();
    let matched = match scan.byte(2)? {
        b'd' => definition(scan, out),
        b't' => theorem(scan, out),
        b'o' => opaque(scan, out),
        b'a' => axiom(scan, out),
        _ => inductive(scan, out),
    };
    if matched.and_then(|()| scan.eat(b"}")).is_none() {
        out.constants.truncate(start);
        return None;
    }
    let types = out.constants[start..].iter().rev();
    let types = types.take_while(|constant| matches!(constant.kind, RawKind::Inductive { .. })).count();
    // The types come last in the line and first in a group.
    out.constants[start..].rotate_right(types);
    let grouping = if types == 0 { Grouping::Separate } else { Grouping::Inductive };
    let count = (out.constants.len() - start) as u32;
    Some(Record::Constants { start: start as u32, count, grouping })
}

fn axiom(scan: &mut Scan<'_>, out: &mut Records) -> Option<()> {
    scan.eat(b"{\"axiom\":{")?;
    let declared = declared(scan)?;
    let is_unsafe = scan.flag_after(b"\"isUnsafe\":")?;
    let level_params = scan.list_after(b",\"levelParams\":", out)?;
    let name = scan.number_after(b",\"name\":")?;
    let ty = scan.number_after(b",\"type\":")?;
    scan.eat(b"}")?;
    out.constants.push(RawConstant { name, level_params, ty, kind: RawKind::Axiom { is_unsafe, declared } });
    Some(())
}

/// What the axiom was, if the line says it: a key of ours, which no other exporter writes.
fn declared(scan: &mut Scan<'_>) -> Option<Option<Declared>> {
    if scan.byte(1)? != b'd' {
        return Some(None);
    }
    scan.eat(b"\"declared\":\"")?;
    let declared = match scan.byte(0)? {
        b'd' => scan.eat(b"def\",").map(|()| Declared::Definition),
        b't' => scan.eat(b"thm\",").map(|()| Declared::Theorem),
        _ => scan.eat(b"opaque\",").map(|()| Declared::Opaque),
    }?;
    Some(Some(declared))
}

fn definition(scan: &mut Scan<'_>, out: &mut Records) -> Option<()> {
    let all = Some(scan.list_after(b"{\"def\":{\"all\":", out)?);
    scan.eat(b",\"hints\":")?;
    let hints = match scan.byte(1)? {
        b'a' => scan.eat(b"\"abbrev\"").map(|()| ReducibilityHints::Abbrev),
        b'o' => scan.eat(b"\"opaque\"").map(|()| ReducibilityHints::Opaque),
        _ => {
            let height = scan.number_after(b"{\"regular\":")?;
            scan.eat(b"}").map(|()| ReducibilityHints::Regular(height))
        }
    }?;
    let level_params = scan.list_after(b",\"levelParams\":", out)?;
    let name = scan.number_after(b",\"name\":")?;
    scan.eat(b",\"safety\":\"")?;
    let safety = match scan.byte(0)? {
        b's' => scan.eat(b"safe").map(|()| DefinitionSafety::Safe),
        b'u' => scan.eat(b"unsafe").map(|()| DefinitionSafety::Unsafe),
        _ => scan.eat(b"partial").map(|()| DefinitionSafety::Partial),
    }?;
    let ty = scan.number_after(b"\",\"type\":")?;
    let value = scan.number_after(b",\"value\":")?;
    scan.eat(b"}")?;
    let kind = RawKind::Definition { value, hints, safety, all };
    out.constants.push(RawConstant { name, level_params, ty, kind });
    Some(())
}

fn theorem(scan: &mut Scan<'_>, out: &mut Records) -> Option<()> {
    let all = Some(scan.list_after(b"{\"thm\":{\"all\":", out)?);
    let level_params = scan.list_after(b",\"levelParams\":", out)?;
    let name = scan.number_after(b",\"name\":")?;
    let ty = scan.number_after(b",\"type\":")?;
    let value = scan.number_after(b",\"value\":")?;
    scan.eat(b"}")?;
    out.constants.push(RawConstant { name, level_params, ty, kind: RawKind::Theorem { value, all } });
    Some(())
}

fn opaque(scan: &mut Scan<'_>, out: &mut Records) -> Option<()> {
    let all = Some(scan.list_after(b"{\"opaque\":{\"all\":", out)?);
    let is_unsafe = scan.flag_after(b",\"isUnsafe\":")?;
    let level_params = scan.list_after(b",\"levelParams\":", out)?;
    let name = scan.number_after(b",\"name\":")?;
    let ty = scan.number_after(b",\"type\":")?;
    let value = scan.number_after(b",\"value\":")?;
    scan.eat(b"}")?;
    out.constants.push(RawConstant { name, level_params, ty, kind: RawKind::Opaque { value, is_unsafe, all } });
    Some(())
}

/// A group with at least one type; groups without are left to the other reader.
fn inductive(scan: &mut Scan<'_>, out: &mut Records) -> Option<()> {
    scan.eat(b"{\"inductive\":{\"ctors\":[")?;
    objects(scan, out, constructor)?;
    scan.eat(b",\"recs\":[")?;
    objects(scan, out, recursor)?;
    scan.eat(b",\"types\":[")?;
    if scan.byte(0)? == b']' {
        return None;
    }
    objects(scan, out, inductive_type)?;
    scan.eat(b"}")
}

/// The rest of an array of objects.
fn objects(
    scan: &mut Scan<'_>,
    out: &mut Records,
    object: fn(&mut Scan<'_>, &mut Records) -> Option<()>,
) -> Option<()> {
    if scan.byte(0)? == b']' {
        return scan.eat(b"]");
    }
    loop {
        object(scan, out)?;
        if scan.byte(0)? != b',' {
            return scan.eat(b"]");
        }
        scan.eat(b",")?;
    }
}

fn constructor(scan: &mut Scan<'_>, out: &mut Records) -> Option<()> {
    let cidx = scan.number_after(b"{\"cidx\":")?;
    let induct = scan.number_after(b",\"induct\":")?;
    let is_unsafe = scan.flag_after(b",\"isUnsafe\":")?;
    let level_params = scan.list_after(b",\"levelParams\":", out)?;
    let name = scan.number_after(b",\"name\":")?;
    let num_fields = scan.number_after(b",\"numFields\":")?;
    let num_params = scan.number_after(b",\"numParams\":")?;
    let ty = scan.number_after(b",\"type\":")?;
    scan.eat(b"}")?;
    let kind = RawKind::Constructor { induct, cidx, num_params, num_fields, is_unsafe };
    out.constants.push(RawConstant { name, level_params, ty, kind });
    Some(())
}

fn recursor(scan: &mut Scan<'_>, out: &mut Records) -> Option<()> {
    let all = scan.list_after(b"{\"all\":", out)?;
    let is_unsafe = scan.flag_after(b",\"isUnsafe\":")?;
    let k = scan.flag_after(b",\"k\":")?;
    let level_params = scan.list_after(b",\"levelParams\":", out)?;
    let name = scan.number_after(b",\"name\":")?;
    let num_indices = scan.number_after(b",\"numIndices\":")?;
    let num_minors = scan.number_after(b",\"numMinors\":")?;
    let num_motives = scan.number_after(b",\"numMotives\":")?;
    let num_params = scan.number_after(b",\"numParams\":")?;
    scan.eat(b",\"rules\":[")?;
    let start = out.numbers.len();
    objects(scan, out, rule)?;
    let rules = RawRules::Inline(out.list_from(start));
    let ty = scan.number_after(b",\"type\":")?;
    scan.eat(b"}")?;
    let kind = RawKind::Recursor { all, num_params, num_indices, num_motives, num_minors, rules, k, is_unsafe };
    out.constants.push(RawConstant { name, level_params, ty, kind });
    Some(())
}

fn rule(scan: &mut Scan<'_>, out: &mut Records) -> Option<()> {
    let ctor = scan.number_after(b"{\"ctor\":")?;
    let nfields = scan.number_after(b",\"nfields\":")?;
    let rhs = scan.number_after(b",\"rhs\":")?;
    out.numbers.extend([ctor, nfields, rhs]);
    scan.eat(b"}")
}

fn inductive_type(scan: &mut Scan<'_>, out: &mut Records) -> Option<()> {
    let all = scan.list_after(b"{\"all\":", out)?;
    let ctors = scan.list_after(b",\"ctors\":", out)?;
    let is_rec = scan.flag_after(b",\"isRec\":")?;
    let is_reflexive = Some(scan.flag_after(b",\"isReflexive\":")?);
    let is_unsafe = scan.flag_after(b",\"isUnsafe\":")?;
    let level_params = scan.list_after(b",\"levelParams\":", out)?;
    let name = scan.number_after(b",\"name\":")?;
    let num_indices = scan.number_after(b",\"numIndices\":")?;
    let num_nested = Some(scan.number_after(b",\"numNested\":")?);
    let num_params = scan.number_after(b",\"numParams\":")?;
    let ty = scan.number_after(b",\"type\":")?;
    scan.eat(b"}")?;
    let kind = RawKind::Inductive { num_params, num_indices, num_nested, all, ctors, is_rec, is_reflexive, is_unsafe };
    out.constants.push(RawConstant { name, level_params, ty, kind });
    Some(())
}
