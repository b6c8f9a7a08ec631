//! The lines that make up almost all of an export in NDJSON, matched byte for byte.
//!
//! What it is: for each name, level and expression the text that lean4export writes, keys in its order and no spaces, with
//! the index before or after the rest. Lines of [`declarations`] are matched there.
//!
//! What it is not: a parser of JSON. Whatever differs in a single byte is left to [`json`](super::json), errors included,
//! and a line that is matched here means what it means there.

use super::declarations;
use super::record::{RawExpr, RawLevel, RawName, Record, Records};
use super::scan::Scan;
use crate::terms::exprs::BinderInfo;

/// Matches one line at `at`, which it adds to `out`, and gives the place after it. `None`: the line is of another form.
///
/// Applications, functions and function types are most lines by far. They have arms of their own, where the record is
/// built in place.
#[inline]
pub(super) fn line(bytes: &[u8], at: usize, out: &mut Records) -> Option<usize> {
    let mut scan = Scan { rest: bytes.get(at..)? };
    match scan.rest.first_chunk::<4>()? {
        b"{\"ap" => {
            scan.eat(b"{")?;
            let (fun, arg) = application(&mut scan)?;
            let id = own_number(&mut scan)?;
            end(&mut scan, bytes, Record::Expr { id, expr: RawExpr::App { fun, arg } }, out)
        }
        b"{\"fo" => {
            let (info, name, ty, body) = binder(&mut scan, b"{\"forallE\":")?;
            let id = own_number(&mut scan)?;
            end(&mut scan, bytes, Record::Expr { id, expr: RawExpr::Pi { info, name, ty, body } }, out)
        }
        b"{\"ie" => {
            let id = scan.number_after(b"{\"ie\":")?;
            if scan.rest.starts_with(b",\"la") {
                let (info, name, ty, body) = binder(&mut scan, b",\"lam\":")?;
                scan.eat(b"}")?;
                return end(&mut scan, bytes, Record::Expr { id, expr: RawExpr::Lam { info, name, ty, body } }, out);
            }
            scan.eat(b",")?;
            let expr = expr(&mut scan, bytes, out)?;
            scan.eat(b"}")?;
            end(&mut scan, bytes, Record::Expr { id, expr }, out)
        }
        b"{\"il" => {
            let record = level(&mut scan)?;
            end(&mut scan, bytes, record, out)
        }
        b"{\"in" if scan.byte(4) == Some(b'"') => {
            let record = name(&mut scan, bytes)?;
            end(&mut scan, bytes, record, out)
        }
        b"{\"in" | b"{\"de" | b"{\"th" | b"{\"op" | b"{\"ax" => {
            let record = declarations::record(&mut scan, out)?;
            end(&mut scan, bytes, record, out)
        }
        _ => {
            scan.eat(b"{")?;
            let expr = expr(&mut scan, bytes, out)?;
            let id = own_number(&mut scan)?;
            end(&mut scan, bytes, Record::Expr { id, expr }, out)
        }
    }
}

#[inline(always)]
fn end(scan: &mut Scan<'_>, bytes: &[u8], record: Record, out: &mut Records) -> Option<usize> {
    let end = scan.line_end(bytes)?;
    out.records.push(record);
    Some(end)
}

/// The number of an expression where it stands last.
#[inline(always)]
fn own_number(scan: &mut Scan<'_>) -> Option<u32> {
    let id = scan.number_after(b",\"ie\":")?;
    scan.eat(b"}")?;
    Some(id)
}

#[inline(always)]
fn application(scan: &mut Scan<'_>) -> Option<(u32, u32)> {
    let arg = scan.number_after(b"\"app\":{\"arg\":")?;
    let fun = scan.number_after(b",\"fn\":")?;
    scan.eat(b"}")?;
    Some((fun, arg))
}

/// The key of an expression and what belongs to it.
fn expr(scan: &mut Scan<'_>, bytes: &[u8], out: &mut Records) -> Option<RawExpr> {
    match scan.rest.first_chunk::<3>()? {
        b"\"ap" => {
            let (fun, arg) = application(scan)?;
            Some(RawExpr::App { fun, arg })
        }
        b"\"fo" => {
            let (info, name, ty, body) = binder(scan, b"\"forallE\":")?;
            Some(RawExpr::Pi { info, name, ty, body })
        }
        b"\"la" => {
            let (info, name, ty, body) = binder(scan, b"\"lam\":")?;
            Some(RawExpr::Lam { info, name, ty, body })
        }
        b"\"co" => {
            let name = scan.number_after(b"\"const\":{\"name\":")?;
            let levels = scan.list_after(b",\"us\":", out)?;
            scan.eat(b"}")?;
            Some(RawExpr::Const { name, levels })
        }
        b"\"bv" => Some(RawExpr::Bvar(scan.number_after(b"\"bvar\":")?)),
        b"\"so" => Some(RawExpr::Sort(scan.number_after(b"\"sort\":")?)),
        b"\"le" => let_in(scan),
        b"\"pr" => {
            let index = scan.number_after(b"\"proj\":{\"idx\":")?;
            let value = scan.number_after(b",\"struct\":")?;
            let structure = scan.number_after(b",\"typeName\":")?;
            scan.eat(b"}")?;
            Some(RawExpr::Proj { structure, index, value })
        }
        b"\"st" => {
            scan.eat(b"\"strVal\":\"")?;
            Some(RawExpr::Str(scan.text(bytes)?))
        }
        b"\"na" => {
            let value = scan.number_after(b"\"natVal\":\"")?;
            scan.eat(b"\"")?;
            Some(RawExpr::SmallNat(u64::from(value).into()))
        }
        _ => None,
    }
}

/// What belongs to a function or a function type, after its key.
#[inline(always)]
fn binder<const N: usize>(scan: &mut Scan<'_>, key: &[u8; N]) -> Option<(BinderInfo, u32, u32, u32)> {
    scan.eat(key)?;
    scan.eat(b"{\"binderInfo\":\"")?;
    let info = match scan.byte(1)? {
        b'e' => scan.eat(b"default").map(|()| BinderInfo::Default),
        b'm' => scan.eat(b"implicit").map(|()| BinderInfo::Implicit),
        b'n' => scan.eat(b"instImplicit").map(|()| BinderInfo::InstImplicit),
        _ => scan.eat(b"strictImplicit").map(|()| BinderInfo::StrictImplicit),
    }?;
    let body = scan.number_after(b"\",\"body\":")?;
    let name = scan.number_after(b",\"name\":")?;
    let ty = scan.number_after(b",\"type\":")?;
    scan.eat(b"}")?;
    Some((info, name, ty, body))
}

fn let_in(scan: &mut Scan<'_>) -> Option<RawExpr> {
    let body = scan.number_after(b"\"letE\":{\"body\":")?;
    let name = scan.number_after(b",\"name\":")?;
    scan.flag_after(b",\"nondep\":")?;
    let ty = scan.number_after(b",\"type\":")?;
    let value = scan.number_after(b",\"value\":")?;
    scan.eat(b"}")?;
    Some(RawExpr::Let { name, ty, value, body })
}

#[inline]
fn name(scan: &mut Scan<'_>, bytes: &[u8]) -> Option<Record> {
    let id = scan.number_after(b"{\"in\":")?;
    let name = match scan.byte(2)? {
        b's' => {
            let prefix = scan.number_after(b",\"str\":{\"pre\":")?;
            scan.eat(b",\"str\":\"")?;
            RawName::Str { prefix, text: scan.text(bytes)? }
        }
        _ => {
            let number = scan.number_after(b",\"num\":{\"i\":")?;
            RawName::Num { prefix: scan.number_after(b",\"pre\":")?, number: u64::from(number).into() }
        }
    };
    scan.eat(b"}}")?;
    Some(Record::Name { id, name })
}

fn level(scan: &mut Scan<'_>) -> Option<Record> {
    let id = scan.number_after(b"{\"il\":")?;
    let level = match scan.byte(2)? {
        b's' => RawLevel::Succ(scan.number_after(b",\"succ\":")?),
        b'p' => RawLevel::Param(scan.number_after(b",\"param\":")?),
        b'm' => {
            let (left, right) = (scan.number_after(b",\"max\":[")?, scan.number_after(b",")?);
            scan.eat(b"]")?;
            RawLevel::Max(left, right)
        }
        _ => {
            let (left, right) = (scan.number_after(b",\"imax\":[")?, scan.number_after(b",")?);
            scan.eat(b"]")?;
            RawLevel::Imax(left, right)
        }
    };
    scan.eat(b"}")?;
    Some(Record::Level { id, level })
}
