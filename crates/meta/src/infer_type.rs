//! The type of a term that is known to be well typed.
//!
//! What it is: `inferType`: it follows the typing rules without checking anything, so it is fast, and wrong for terms
//! that have no type. [`crate::check`] looks at all of a term.
//! Source: upstream's `src/Lean/Meta/InferType.lean`.

use crate::binding::Bind;
use crate::config::Transparency;
use crate::context::Meta;
use crate::error::Result;
use crate::message;
use crate::message::MessageData;
use term::{AsExpr, ConstantInfo, ConstantKind, Expr, ExprKind, ExprRef, Level, LevelRef, Name, NameRef};

/// What can be told of a term without computing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lbool {
    /// Yes.
    True,
    /// No.
    False,
    /// Perhaps.
    Undef,
}

impl Lbool {
    /// From an answer.
    pub fn from_bool(answer: bool) -> Lbool {
        if answer { Lbool::True } else { Lbool::False }
    }
}

/// Types of functions: what is bound by `let` or `have` in a body stays so in the type, where it occurs.
const KEEP_LETS: Bind = Bind { generalize_nondep_let: false, ..Bind::FORALL };

impl Meta {
    /// The type of `e`.
    pub fn infer_type(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        match e.kind() {
            ExprKind::Const(name, levels) => {
                let levels: Vec<LevelRef<'_>> = levels.iter().collect();
                self.infer_const_type(name, &levels)
            }
            ExprKind::MVar(id) => Ok(self.mvar_decl(id)?.ty.clone()),
            ExprKind::FVar(id) => Ok(self.local_decl(id)?.ty.clone()),
            ExprKind::Sort(u) => Ok(Expr::sort(Level::succ(u.own())?)),
            ExprKind::Lit(literal) => Ok(match literal.kind() {
                term::LiteralKind::Nat(_) => constant("Nat"),
                term::LiteralKind::Str(_) => constant("String"),
            }),
            ExprKind::MData(_, inner) => self.infer_type(inner),
            ExprKind::BVar(_) => self.fail("unexpected bound variable"),
            ExprKind::App(..) | ExprKind::Proj(..) | ExprKind::Lam(_) | ExprKind::ForallE(_) | ExprKind::LetE(_) => {
                if e.data().has_expr_mvar() || e.data().has_level_mvar() {
                    return self.with_incremented_depth(|meta| meta.infer_type_core(e));
                }
                let key = (e.own(), self.config);
                if let Some(ty) = self.cache.infer_type.get(&key) {
                    return Ok(ty.clone());
                }
                let ty = self.with_incremented_depth(|meta| meta.infer_type_core(e))?;
                self.cache.infer_type.insert(key, ty.clone());
                Ok(ty)
            }
        }
    }

    fn infer_type_core(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        match e.kind() {
            ExprKind::App(..) => {
                let (f, args) = e.get_app_fn_args();
                self.infer_app_type(f, &args)
            }
            ExprKind::Proj(structure, index, inner) => {
                let index = index.to_u64().and_then(|index| usize::try_from(index).ok());
                self.infer_proj_type(structure, index, inner)
            }
            ExprKind::Lam(_) => self.lambda_telescope(e, None, true, |meta, xs, body| {
                let ty = meta.infer_type(body)?;
                meta.mk_binding(KEEP_LETS, xs, ty.r())
            }),
            ExprKind::LetE(_) => self.lambda_telescope(e, None, true, |meta, xs, body| {
                let ty = meta.infer_type(body)?;
                meta.mk_binding(KEEP_LETS, xs, ty.r())
            }),
            ExprKind::ForallE(_) => self.infer_forall_type(e),
            _ => self.infer_type(e),
        }
    }

    /// The type of a constant at these levels.
    pub fn infer_const_type(&mut self, name: NameRef<'_>, levels: &[LevelRef<'_>]) -> Result<Expr> {
        let info = self.constant_info(name)?;
        self.instantiate_type_level_params(&info, levels)
    }

    /// The type of a constant with its level parameters replaced.
    pub fn instantiate_type_level_params(&mut self, info: &ConstantInfo, levels: &[LevelRef<'_>]) -> Result<Expr> {
        let params: Vec<NameRef<'_>> = info.r().level_params().iter().collect();
        if params.len() != levels.len() {
            let name = MessageData::Name(info.r().name().own());
            return self.fail(message![
                "incorrect number of universe levels parameters for '",
                name,
                "', #",
                params.len().to_string(),
                " expected, #",
                levels.len().to_string(),
                " provided"
            ]);
        }
        if params.is_empty() {
            return Ok(info.r().ty().own());
        }
        Ok(info.r().ty().instantiate_level_params(&params, levels)?)
    }

    /// The value of a constant with its level parameters replaced; `None` without a value or with another number.
    pub fn instantiate_value_level_params(
        &mut self,
        info: &ConstantInfo,
        levels: &[LevelRef<'_>],
    ) -> Result<Option<Expr>> {
        let params: Vec<NameRef<'_>> = info.r().level_params().iter().collect();
        let Some(value) = info.r().value().filter(|_| params.len() == levels.len()) else { return Ok(None) };
        if params.is_empty() {
            return Ok(Some(value.own()));
        }
        Ok(Some(value.instantiate_level_params(&params, levels)?))
    }

    fn infer_app_type(&mut self, f: ExprRef<'_>, args: &[ExprRef<'_>]) -> Result<Expr> {
        let mut ty = self.infer_type(f)?;
        let mut start = 0;
        for at in 0..args.len() {
            let body = match ty.r().kind() {
                ExprKind::ForallE(b) => b.body().own(),
                _ => {
                    let reduced = ty.r().instantiate_rev(&args[start..at])?;
                    let reduced = self.whnf(reduced.r())?;
                    start = at;
                    match reduced.r().kind() {
                        ExprKind::ForallE(b) => b.body().own(),
                        _ => return self.function_expected(f, args, at),
                    }
                }
            };
            ty = body;
        }
        let result = ty.r().instantiate_rev(&args[start..])?;
        Ok(result.r().head_beta()?)
    }

    fn function_expected<T>(&self, f: ExprRef<'_>, args: &[ExprRef<'_>], at: usize) -> Result<T> {
        let applied = Expr::mk_app_n(f.own(), &args[..=at]);
        self.fail(message!["function expected", MessageData::indent_expr(applied)])
    }

    fn infer_proj_type(&mut self, structure: NameRef<'_>, index: Option<usize>, e: ExprRef<'_>) -> Result<Expr> {
        let ty = self.infer_type(e)?;
        let ty = self.whnf(ty.r())?;
        let wrong = |meta: &Meta| {
            let proj = Expr::proj(structure.own(), index.unwrap_or(usize::MAX) as u64, e.own());
            meta.error(message![
                "invalid projection",
                MessageData::indent_expr(proj),
                "\nfrom type",
                MessageData::indent_expr(ty.clone())
            ])
        };
        let (head, args) = ty.r().get_app_fn_args();
        let ExprKind::Const(name, levels) = head.kind() else { return Err(wrong(self)) };
        let Some(induct) = self.find(name) else { return Err(wrong(self)) };
        let ConstantKind::Induct(val) = induct.r().kind() else { return Err(wrong(self)) };
        let (num_params, mut ctors) = (val.num_params().to_u64().unwrap_or(u64::MAX) as usize, val.ctors().iter());
        let (Some(ctor), None, Some(index)) = (ctors.next(), ctors.next(), index) else { return Err(wrong(self)) };
        if args.len() < num_params {
            return Err(wrong(self));
        }
        let levels: Vec<LevelRef<'_>> = levels.iter().collect();
        let ctor_ty = self.infer_const_type(ctor, &levels)?;
        let params: Vec<Expr> = args[..num_params].iter().map(|arg| arg.own()).collect();
        let mut ty = self.instantiate_forall(ctor_ty.r(), &params)?;
        for at in 0..=index {
            let reduced = self.whnf(ty.r())?;
            let ExprKind::ForallE(b) = reduced.r().kind() else { return Err(wrong(self)) };
            if at == index {
                return Ok(b.ty().own());
            }
            ty = if b.body().has_loose_bvars() {
                b.body().instantiate1(&Expr::proj(structure.own(), at as u64, e.own()))?
            } else {
                b.body().own()
            };
        }
        Err(wrong(self))
    }

    fn infer_forall_type(&mut self, e: ExprRef<'_>) -> Result<Expr> {
        self.forall_telescope(e, None, |meta, xs, body| {
            let mut level = meta.get_level(body)?;
            for x in xs.iter().rev() {
                let ty = meta.infer_type(x.r())?;
                level = Level::imax_simp(meta.get_level(ty.r())?, level)?;
            }
            Ok(Expr::sort(level))
        })
    }

    /// The level of the type `ty`.
    pub fn get_level(&mut self, ty: ExprRef<'_>) -> Result<Level> {
        let sort = self.infer_type(ty)?;
        let sort = self.with_transparency(Transparency::Default, |meta| meta.whnf(sort.r()))?;
        match sort.r().kind() {
            ExprKind::Sort(u) => Ok(u.own()),
            ExprKind::MVar(id) => {
                if self.is_read_only_or_synthetic_opaque(id)? {
                    return self.type_expected(ty);
                }
                let level = self.mk_fresh_level_mvar();
                self.mctx.assign(id, Expr::sort(level.clone()));
                Ok(level)
            }
            _ => self.type_expected(ty),
        }
    }

    fn type_expected<T>(&self, ty: ExprRef<'_>) -> Result<T> {
        self.fail(message!["type expected", MessageData::indent_expr(ty.own())])
    }

    /// Whether unification may not assign a metavariable: it is of another depth, or for the elaborator.
    pub fn is_read_only_or_synthetic_opaque(&self, id: NameRef<'_>) -> Result<bool> {
        let decl = self.mvar_decl(id)?;
        Ok(match decl.kind {
            crate::metavar_context::MetavarKind::SyntheticOpaque => !self.config.assign_synthetic_opaque,
            _ => decl.depth != self.mctx.depth,
        })
    }

    /// Whether `ty` is a proposition: its sort is `Prop`.
    pub fn is_prop(&mut self, ty: ExprRef<'_>) -> Result<bool> {
        match self.is_prop_quick(ty)? {
            Lbool::True => return Ok(true),
            Lbool::False => return Ok(false),
            Lbool::Undef => {}
        }
        let sort = self.infer_type(ty)?;
        let sort = self.with_transparency(Transparency::Default, |meta| meta.whnf(sort.r()))?;
        match sort.r().kind() {
            ExprKind::Sort(u) => {
                let u = self.instantiate_level_mvars(u)?;
                Ok(level_is_always_zero(u.r()))
            }
            _ => Ok(false),
        }
    }

    /// Whether `e` is a proof: the type of its type is `Prop`.
    pub fn is_proof(&mut self, e: ExprRef<'_>) -> Result<bool> {
        match self.is_proof_quick(e)? {
            Lbool::True => Ok(true),
            Lbool::False => Ok(false),
            Lbool::Undef => {
                let ty = self.infer_type(e)?;
                self.is_prop(ty.r())
            }
        }
    }

    /// Whether `e` is a type: its type is a sort.
    pub fn is_type(&mut self, e: ExprRef<'_>) -> Result<bool> {
        let ty = self.infer_type(e)?;
        let ty = self.with_transparency(Transparency::Default, |meta| meta.whnf(ty.r()))?;
        Ok(matches!(ty.r().kind(), ExprKind::Sort(_)))
    }

    /// Whether `e` is a type or a function that gives types.
    pub fn is_type_former(&mut self, e: ExprRef<'_>) -> Result<bool> {
        let ty = self.infer_type(e)?;
        self.is_type_former_type(ty.r())
    }

    /// Whether `ty` is a sort below binders.
    pub fn is_type_former_type(&mut self, ty: ExprRef<'_>) -> Result<bool> {
        self.forall_telescope_reducing(ty, None, |_, _, ty| Ok(matches!(ty.kind(), ExprKind::Sort(_))))
    }

    /// Whether `ty`, the type of something applied to `arity` arguments, is a proposition, as far as one sees.
    fn is_arrow_proposition(&mut self, ty: ExprRef<'_>, arity: usize) -> Result<Lbool> {
        Ok(match (ty.kind(), arity) {
            (ExprKind::ForallE(b), 0) => self.is_arrow_proposition(b.body(), 0)?,
            (ExprKind::ForallE(b), arity) => self.is_arrow_proposition(b.body(), arity - 1)?,
            (ExprKind::LetE(l), arity) => self.is_arrow_proposition(l.body(), arity)?,
            (ExprKind::MData(_, inner), arity) => self.is_arrow_proposition(inner, arity)?,
            (_, 0) => self.is_prop_quick(ty)?,
            _ => Lbool::Undef,
        })
    }

    /// Whether what has the type `ty` is a proposition once it is applied to `arity` arguments.
    fn is_arrow_prop(&mut self, ty: ExprRef<'_>, arity: usize) -> Result<Lbool> {
        Ok(match (ty.kind(), arity) {
            (ExprKind::Sort(u), 0) => {
                let u = self.instantiate_level_mvars(u)?;
                if level_is_always_zero(u.r()) {
                    Lbool::True
                } else if u.r().is_never_zero() {
                    Lbool::False
                } else {
                    Lbool::Undef
                }
            }
            (ExprKind::ForallE(_), 0) => Lbool::False,
            (ExprKind::ForallE(b), arity) => self.is_arrow_prop(b.body(), arity - 1)?,
            (ExprKind::LetE(l), arity) => self.is_arrow_prop(l.body(), arity)?,
            (ExprKind::MData(_, inner), arity) => self.is_arrow_prop(inner, arity)?,
            _ => Lbool::Undef,
        })
    }

    /// Whether `e` is a proposition, as far as one sees without reducing.
    pub fn is_prop_quick(&mut self, e: ExprRef<'_>) -> Result<Lbool> {
        Ok(match e.kind() {
            ExprKind::BVar(_) => Lbool::Undef,
            ExprKind::Lit(_) | ExprKind::Lam(_) | ExprKind::Sort(_) => Lbool::False,
            ExprKind::LetE(l) => self.is_prop_quick(l.body())?,
            ExprKind::Proj(..) => Lbool::Undef,
            ExprKind::ForallE(b) => self.is_prop_quick(b.body())?,
            ExprKind::MData(_, inner) => self.is_prop_quick(inner)?,
            ExprKind::Const(..) | ExprKind::MVar(_) | ExprKind::FVar(_) => {
                let ty = self.infer_type(e)?;
                self.is_arrow_prop(ty.r(), 0)?
            }
            ExprKind::App(..) => match e.get_app_fn().kind() {
                ExprKind::Lam(_) => Lbool::Undef,
                ExprKind::Const(..) | ExprKind::MVar(_) | ExprKind::FVar(_) => {
                    let ty = self.infer_type(e.get_app_fn())?;
                    self.is_arrow_prop(ty.r(), e.get_app_num_args())?
                }
                _ => Lbool::Undef,
            },
        })
    }

    /// Whether `e` is a proof, as far as one sees without reducing.
    pub fn is_proof_quick(&mut self, e: ExprRef<'_>) -> Result<Lbool> {
        Ok(match e.kind() {
            ExprKind::BVar(_) => Lbool::Undef,
            ExprKind::Lit(_) | ExprKind::Sort(_) | ExprKind::ForallE(_) => Lbool::False,
            ExprKind::Lam(b) => self.is_proof_quick(b.body())?,
            ExprKind::LetE(l) => self.is_proof_quick(l.body())?,
            ExprKind::Proj(..) => Lbool::Undef,
            ExprKind::MData(_, inner) => self.is_proof_quick(inner)?,
            ExprKind::Const(..) | ExprKind::MVar(_) | ExprKind::FVar(_) => {
                let ty = self.infer_type(e)?;
                self.is_arrow_proposition(ty.r(), 0)?
            }
            ExprKind::App(..) => match e.get_app_fn().kind() {
                ExprKind::Const(..) | ExprKind::MVar(_) | ExprKind::FVar(_) => {
                    let ty = self.infer_type(e.get_app_fn())?;
                    self.is_arrow_proposition(ty.r(), e.get_app_num_args())?
                }
                _ => Lbool::Undef,
            },
        })
    }
}

/// Whether a level without assigned metavariables is 0 whatever its parameters are.
pub fn level_is_always_zero(u: LevelRef<'_>) -> bool {
    use term::LevelKind;
    match u.kind() {
        LevelKind::Zero => true,
        LevelKind::Succ(_) | LevelKind::Param(_) | LevelKind::MVar(_) => false,
        LevelKind::Max(u, v) => level_is_always_zero(u) && level_is_always_zero(v),
        LevelKind::IMax(_, v) => level_is_always_zero(v),
    }
}

/// A constant of the prelude without level parameters.
pub fn constant(name: &str) -> Expr {
    Expr::constant(Name::of_dotted(name), [])
}

/// The arguments of an application as terms of their own.
pub fn own_all(args: &[impl AsExpr]) -> Vec<Expr> {
    args.iter().map(|arg| arg.as_expr().own()).collect()
}
