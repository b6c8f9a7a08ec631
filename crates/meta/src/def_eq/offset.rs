//! Numbers: what computes, `t + k` against literals, and strings against lists of characters.
//!
//! Source: upstream's `src/Lean/Meta/Offset.lean`.

use crate::context::Meta;
use crate::error::Result;
use crate::infer_type::{Lbool, constant};
use crate::whnf::nat;
use dashu_int::UBig;
use term::{Expr, ExprKind, ExprRef, Literal, LiteralKind, NameKind, NameRef};

impl Meta {
    pub(super) fn def_eq_nat(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        let open = |e: ExprRef<'_>| e.data().has_fvar() || e.data().has_mvar();
        if open(t) || open(s) {
            return Ok(Lbool::Undef);
        }
        let (new_t, new_s) = (self.reduce_nat(t)?, self.reduce_nat(s)?);
        if new_t.is_none() && new_s.is_none() {
            return Ok(Lbool::Undef);
        }
        let (t, s) = (new_t.unwrap_or_else(|| t.own()), new_s.unwrap_or_else(|| s.own()));
        Ok(Lbool::from_bool(self.is_def_eq_core(t.r(), s.r())?))
    }

    /// `t + k =?= s + l`, `t + k =?= n`, for literals `k`, `l` and `n`.
    pub(super) fn def_eq_offset(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        if !self.config.offset_cnstrs {
            return Ok(Lbool::Undef);
        }
        let (Some((a, k)), Some((b, l))) = (self.as_offset(t)?, self.as_offset(s)?) else { return Ok(Lbool::Undef) };
        match (a, b) {
            (None, None) => Ok(Lbool::from_bool(k == l)),
            (Some(a), None) => {
                if k > l {
                    return Ok(Lbool::False);
                }
                let rest = number(&(l - k));
                Ok(Lbool::from_bool(self.is_def_eq_core(a.r(), rest.r())?))
            }
            (None, Some(b)) => {
                if l > k {
                    return Ok(Lbool::False);
                }
                let rest = number(&(k - l));
                Ok(Lbool::from_bool(self.is_def_eq_core(rest.r(), b.r())?))
            }
            (Some(a), Some(b)) => {
                let (a, b) = match k.cmp(&l) {
                    std::cmp::Ordering::Equal => (a, b),
                    std::cmp::Ordering::Greater => (self.add_offset(a, &(k - l)), b),
                    std::cmp::Ordering::Less => (a, self.add_offset(b, &(l - k))),
                };
                Ok(Lbool::from_bool(self.is_def_eq_core(a.r(), b.r())?))
            }
        }
    }

    /// A term as `e + k` with a literal `k` above 0, or as a literal (without `e`).
    fn as_offset(&mut self, e: ExprRef<'_>) -> Result<Option<(Option<Expr>, UBig)>> {
        if let Some(n) = nat_literal(e) {
            return Ok(Some((None, n)));
        }
        let (mut rest, mut k) = (e.own(), UBig::ZERO);
        while let Some((inner, by)) = self.one_offset(rest.r())? {
            k += by;
            rest = inner;
        }
        if k == UBig::ZERO {
            return Ok(None);
        }
        Ok(Some(match nat_literal(rest.r()) {
            Some(n) => (None, k + n),
            None => (Some(rest), k),
        }))
    }

    /// `e + k`, `Nat.add e k` or `Nat.succ e`.
    fn one_offset(&mut self, e: ExprRef<'_>) -> Result<Option<(Expr, UBig)>> {
        let (head, args) = e.get_app_fn_args();
        let Some(name) = head.const_name() else { return Ok(None) };
        let instance_is = |at: usize, what: &str| args.get(at).is_some_and(|e| is_nat_instance(*e, what));
        let found = match (text(name).as_deref(), args.len()) {
            (Some("Nat.succ"), 1) => Some((args[0], UBig::ONE)),
            (Some("Nat.add"), 2) => nat_literal_instance(args[1]).map(|k| (args[0], k)),
            (Some("Add.add"), 4) if instance_is(1, "instAddNat") => nat_literal_instance(args[3]).map(|k| (args[2], k)),
            (Some("HAdd.hAdd"), 6) if instance_is(3, "instHAdd") => nat_literal_instance(args[5]).map(|k| (args[4], k)),
            _ => None,
        };
        Ok(found.filter(|(_, k)| *k != UBig::ZERO).map(|(e, k)| (e.own(), k)))
    }

    fn add_offset(&self, e: Expr, k: &UBig) -> Expr {
        let add = constant("Nat.add");
        Expr::app(Expr::app(add, e), number(k))
    }

    /// A string literal against a list of characters.
    pub(super) fn def_eq_string(&mut self, t: ExprRef<'_>, s: ExprRef<'_>) -> Result<Lbool> {
        let is_string =
            |e: ExprRef<'_>| matches!(e.kind(), ExprKind::Lit(l) if matches!(l.kind(), LiteralKind::Str(_)));
        let is_list = |e: ExprRef<'_>| e.get_app_fn().const_name().and_then(text).as_deref() == Some("String.ofList");
        let (t, s) = if is_string(t) && is_list(s) {
            (self.literal_to_ctor(t.own())?, s.own())
        } else if is_list(t) && is_string(s) {
            (t.own(), self.literal_to_ctor(s.own())?)
        } else {
            return Ok(Lbool::Undef);
        };
        Ok(Lbool::from_bool(self.is_def_eq_core(t.r(), s.r())?))
    }
}

fn number(value: &UBig) -> Expr {
    Expr::lit(Literal::nat(nat::nat(value)))
}

/// A name of at most two components as text.
fn text(name: NameRef<'_>) -> Option<String> {
    match name.kind() {
        NameKind::Str(prefix, last) => match prefix.kind() {
            NameKind::Anonymous => Some(last.to_owned()),
            NameKind::Str(root, first) if root.is_anonymous() => Some(format!("{first}.{last}")),
            _ => None,
        },
        _ => None,
    }
}

/// A literal number, bare or `Nat.zero`.
fn nat_literal(e: ExprRef<'_>) -> Option<UBig> {
    match e.kind() {
        ExprKind::Lit(literal) => match literal.kind() {
            LiteralKind::Nat(n) => Some(nat::value(n)),
            LiteralKind::Str(_) => None,
        },
        ExprKind::Const(name, _) => (text(name).as_deref() == Some("Nat.zero")).then_some(UBig::ZERO),
        _ => nat_literal_instance(e),
    }
}

/// A literal number, bare or `OfNat.ofNat Nat n _`.
fn nat_literal_instance(e: ExprRef<'_>) -> Option<UBig> {
    if let ExprKind::Lit(literal) = e.kind() {
        return match literal.kind() {
            LiteralKind::Nat(n) => Some(nat::value(n)),
            LiteralKind::Str(_) => None,
        };
    }
    let (head, args) = e.get_app_fn_args();
    let is_of_nat = head.const_name().and_then(text).as_deref() == Some("OfNat.ofNat");
    let [ty, n, instance] = args[..] else { return None };
    let is_nat = ty.const_name().and_then(text).as_deref() == Some("Nat") && is_nat_instance(instance, "instOfNatNat");
    match n.kind() {
        ExprKind::Lit(literal) if is_of_nat && is_nat => match literal.kind() {
            LiteralKind::Nat(n) => Some(nat::value(n)),
            LiteralKind::Str(_) => None,
        },
        _ => None,
    }
}

/// Whether a term is an instance by this name, for numbers.
fn is_nat_instance(e: ExprRef<'_>, name: &str) -> bool {
    let (head, args) = e.get_app_fn_args();
    if head.const_name().and_then(text).as_deref() != Some(name) {
        return false;
    }
    match name {
        "instHAdd" => match args[..] {
            [_, inner] => is_nat_instance(inner, "instAddNat"),
            _ => false,
        },
        _ => true,
    }
}
