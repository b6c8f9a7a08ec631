//! Recursors and quotients.

use crate::config::Transparency;
use crate::context::Meta;
use crate::error::Result;
use term::{ConstantKind, Expr, ExprKind, ExprRef, Level, LevelRef, NameRef, QuotKind, RecursorValRef};

impl Meta {
    /// An application of a recursor whose major premise is a constructor's, as far as reduction shows.
    pub(super) fn reduce_rec(
        &mut self,
        val: RecursorValRef<'_>,
        levels: &[LevelRef<'_>],
        e: ExprRef<'_>,
    ) -> Result<Option<Expr>> {
        let (_, args) = e.get_app_fn_args();
        let Some(shape) = Shape::of(val) else { return Ok(None) };
        let Some(major) = args.get(shape.major) else { return Ok(None) };
        // An auxiliary recursor of a nested type has a major premise of another type than it is named after.
        let Some(induct) = major_induct(val, shape.major) else { return Ok(None) };
        let is_wf = val.base().name().to_string() == "Acc.rec" || val.base().name().to_string() == "WellFounded.rec";
        let mut major = if is_wf && self.config.transparency == Transparency::Default {
            // Proofs that recursion ends are abstracted, and theorems unfold with this transparency only.
            self.with_transparency(Transparency::All, |meta| meta.whnf(*major))?
        } else {
            self.whnf(*major)?
        };
        if val.k() {
            major = self.ctor_when_k(induct, &shape, major)?;
        }
        major = self.literal_to_ctor(major)?;
        major = self.ctor_when_structure(induct, major)?;
        let (head, fields) = major.r().get_app_fn_args();
        let ExprKind::Const(ctor, _) = head.kind() else { return Ok(None) };
        let Some(rule) = val.rules().find(|rule| rule.ctor() == ctor) else { return Ok(None) };
        let params: Vec<NameRef<'_>> = val.base().level_params().iter().collect();
        let num_fields = rule.num_fields().to_u64().unwrap_or(u64::MAX) as usize;
        if params.len() != levels.len() || fields.len() < num_fields {
            return Ok(None);
        }
        let rhs = rule.rhs().instantiate_level_params(&params, levels)?;
        // A nested type's constructor may have other parameters than the recursor: fields are counted from the end.
        let mut all: Vec<ExprRef<'_>> = args[..shape.first_index].to_vec();
        all.extend(&fields[fields.len() - num_fields..]);
        all.extend(&args[shape.major + 1..]);
        Ok(Some(rhs.r().beta(&all)?))
    }

    /// For a type whose elements are all equal to its only constructor, which has no fields: that constructor.
    fn ctor_when_k(&mut self, induct: NameRef<'_>, shape: &Shape, major: Expr) -> Result<Expr> {
        let ty = self.infer_type(major.r())?;
        let ty = self.whnf(ty.r())?;
        let ty = self.instantiate_mvars(ty.r())?;
        let (head, args) = ty.r().get_app_fn_args();
        let ExprKind::Const(name, levels) = head.kind() else { return Ok(major) };
        if name != induct || args.iter().skip(shape.num_params).any(|arg| arg.data().has_expr_mvar()) {
            return Ok(major);
        }
        let Some(ctor) = self.first_ctor(name) else { return Ok(major) };
        let levels: Vec<Level> = levels.iter().map(|u| u.own()).collect();
        let params = &args[..shape.num_params.min(args.len())];
        let new = Expr::mk_app_n(Expr::constant(ctor, levels), params);
        let new_ty = self.infer_type(new.r())?;
        let same = self.with_at_least_transparency(Transparency::Default, |meta| {
            meta.with_new_mctx_depth(false, |meta| meta.is_def_eq(ty.r(), new_ty.r()))
        })?;
        Ok(if same { new } else { major })
    }

    /// A structure as its constructor applied to its projections, unless it is a proof.
    fn ctor_when_structure(&mut self, induct: NameRef<'_>, major: Expr) -> Result<Expr> {
        if !self.use_eta_struct(induct) || !self.is_structure_like(induct) || self.is_constructor_app(major.r()) {
            return Ok(major);
        }
        let ty = self.infer_type(major.r())?;
        let ty = self.whnf(ty.r())?;
        let ty = self.instantiate_mvars(ty.r())?;
        let (head, args) = ty.r().get_app_fn_args();
        let ExprKind::Const(name, levels) = head.kind() else { return Ok(major) };
        if name != induct {
            return Ok(major);
        }
        let sort = self.infer_type(ty.r())?;
        let sort = self.whnf_d(sort.r())?;
        if matches!(sort.r().kind(), ExprKind::Sort(u) if u.is_zero()) {
            return Ok(major);
        }
        let Some(ctor) = self.first_ctor(name) else { return Ok(major) };
        let info = self.constant_info(ctor.r())?;
        let ConstantKind::Ctor(val) = info.r().kind() else { return Ok(major) };
        let (num_params, num_fields) = (small(val.num_params()), small(val.num_fields()));
        if args.len() < num_params {
            return Ok(major);
        }
        let levels: Vec<Level> = levels.iter().map(|u| u.own()).collect();
        let mut result = Expr::mk_app_n(Expr::constant(ctor, levels.clone()), &args[..num_params]);
        for at in 0..num_fields {
            let field = self.mk_projection(name, &levels, &args[..num_params], at, major.r());
            result = Expr::app(result, field);
        }
        Ok(result)
    }

    /// A field of a structure: by its function where there is one.
    pub fn mk_projection(
        &self,
        structure: NameRef<'_>,
        levels: &[Level],
        params: &[ExprRef<'_>],
        at: usize,
        e: ExprRef<'_>,
    ) -> Expr {
        match self.projection_fn(structure, at) {
            Some(function) => {
                let function = Expr::mk_app_n(Expr::constant(function, levels.iter().cloned()), params);
                Expr::app(function, e.own())
            }
            None => Expr::proj(structure.own(), at as u64, e.own()),
        }
    }

    /// `Quot.lift` and `Quot.ind` of a `Quot.mk`.
    pub(super) fn reduce_quot(&mut self, kind: QuotKind, e: ExprRef<'_>) -> Result<Option<Expr>> {
        let (major, function) = match kind {
            QuotKind::Lift => (5, 3),
            QuotKind::Ind => (4, 3),
            QuotKind::Type | QuotKind::Ctor => return Ok(None),
        };
        let (_, args) = e.get_app_fn_args();
        let Some(mk) = args.get(major) else { return Ok(None) };
        let mk = self.whnf(*mk)?;
        let (head, parts) = mk.r().get_app_fn_args();
        let ExprKind::Const(name, _) = head.kind() else { return Ok(None) };
        let is_mk = self.find(name).is_some_and(|info| match info.r().kind() {
            ConstantKind::Quot(val) => val.quot_kind() == QuotKind::Ctor,
            _ => false,
        });
        if !is_mk || parts.len() != 3 {
            return Ok(None);
        }
        let result = Expr::app(args[function].own(), parts[2].own());
        Ok(Some(Expr::mk_app_n(result, &args[major + 1..])))
    }
}

/// Where the arguments of a recursor are.
pub(super) struct Shape {
    pub num_params: usize,
    /// The place of the first index: parameters, motives and minor premises come before.
    pub first_index: usize,
    pub major: usize,
}

impl Shape {
    /// `None` if the counts are too large to be true.
    pub(super) fn of(val: RecursorValRef<'_>) -> Option<Shape> {
        let number = |n: term::NatRef<'_>| usize::try_from(n.to_u64()?).ok();
        let num_params = number(val.num_params())?;
        let first_index = num_params.checked_add(number(val.num_motives())?)?.checked_add(number(val.num_minors())?)?;
        Some(Shape { num_params, first_index, major: first_index.checked_add(number(val.num_indices())?)? })
    }
}

/// The type that a recursor analyses: that of its major premise.
fn major_induct(val: RecursorValRef<'_>, major: usize) -> Option<NameRef<'_>> {
    let mut ty = val.base().ty();
    for _ in 0..major {
        let ExprKind::ForallE(b) = ty.kind() else { return None };
        ty = b.body();
    }
    match ty.kind() {
        ExprKind::ForallE(b) => b.ty().get_app_fn().const_name(),
        _ => None,
    }
}

/// A count of a declaration; one that is too large is larger than any number of arguments.
pub(crate) fn small(n: term::NatRef<'_>) -> usize {
    n.to_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX)
}
