//! What is known of the parameters of a function.
//!
//! Source: upstream's `src/Lean/Meta/FunInfo.lean`.

use crate::config::Transparency;
use crate::context::Meta;
use crate::error::Result;
use rustc_hash::FxHashSet;
use std::rc::Rc;
use term::{AsExpr, BinderInfo, Expr, ExprKind, ExprRef, Visit};

/// A parameter.
#[derive(Clone, Debug)]
pub struct ParamInfo {
    /// How its argument is found.
    pub info: BinderInfo,
    /// Whether the type of a later parameter, or the result, mentions it.
    pub has_fwd_deps: bool,
    /// The parameters that its type mentions.
    pub back_deps: Vec<usize>,
    /// Whether its argument is a proof.
    pub is_prop: bool,
    /// Whether its argument is an instance of `Decidable`.
    pub is_dec_inst: bool,
    /// Whether it is a function that a class determines.
    pub higher_order_out_param: bool,
    /// Whether its type mentions such a function.
    pub depends_on_higher_order_out_param: bool,
}

impl ParamInfo {
    /// Whether the argument is written out.
    pub fn is_explicit(&self) -> bool {
        self.info.is_explicit()
    }
}

/// A function's parameters.
#[derive(Clone, Debug, Default)]
pub struct FunInfo {
    /// One for each argument, as far as the type shows them.
    pub params: Vec<ParamInfo>,
    /// The parameters that the result type mentions.
    pub result_deps: Vec<usize>,
}

impl Meta {
    /// What is known of a function that is applied to `max_args` arguments.
    pub fn fun_info(&mut self, f: ExprRef<'_>, max_args: Option<usize>) -> Result<Rc<FunInfo>> {
        let key = (f.own(), max_args, self.config);
        if let Some(info) = self.cache.fun_info.get(&key) {
            return Ok(info.clone());
        }
        let ty = self.infer_type(f)?;
        let info = self.with_transparency(Transparency::Default, |meta| {
            meta.forall_telescope_reducing(ty.r(), max_args, |meta, xs, result| meta.fun_info_of(xs, result))
        })?;
        let info = Rc::new(info);
        // The type of a function that is a metavariable may become more.
        if !f.data().has_mvar() {
            self.cache.fun_info.insert(key, info.clone());
        }
        Ok(info)
    }

    fn fun_info_of(&mut self, xs: &[Expr], result: ExprRef<'_>) -> Result<FunInfo> {
        let mut info = FunInfo::default();
        let mut determined: FxHashSet<Expr> = FxHashSet::default();
        for x in xs {
            let decl = self.fvar_decl(x.r())?;
            let ty = decl.ty.r();
            let back_deps = mentioned(xs, ty);
            for &dep in &back_deps {
                info.params[dep].has_fwd_deps = true;
            }
            let depends = !determined.is_empty() && mentions_any(&determined, ty);
            let is_prop = self.is_prop(ty)?;
            let is_dec_inst = decl.info == BinderInfo::InstImplicit
                && self.forall_telescope_reducing(ty, None, |_, _, ty| {
                    Ok(ty.get_app_fn().const_name().is_some_and(|name| name.to_string() == "Decidable"))
                })?;
            info.params.push(ParamInfo {
                info: decl.info,
                has_fwd_deps: false,
                back_deps,
                is_prop,
                is_dec_inst,
                higher_order_out_param: false,
                depends_on_higher_order_out_param: depends,
            });
            if decl.info == BinderInfo::InstImplicit {
                self.note_determined(xs, ty, &mut determined, &mut info)?;
            }
        }
        info.result_deps = mentioned(xs, result);
        for &dep in &info.result_deps {
            info.params[dep].has_fwd_deps = true;
        }
        Ok(info)
    }

    /// Notes the functions among the parameters that an instance of the class `ty` determines.
    fn note_determined(
        &mut self,
        xs: &[Expr],
        ty: ExprRef<'_>,
        determined: &mut FxHashSet<Expr>,
        info: &mut FunInfo,
    ) -> Result<()> {
        let (head, args) = ty.get_app_fn_args();
        let Some(class) = head.const_name() else { return Ok(()) };
        for at in self.out_params(class).iter() {
            let Some(arg) = usize::try_from(*at).ok().and_then(|at| args.get(at)) else { continue };
            let Some(param) = xs.iter().position(|x| x.as_expr() == *arg) else { continue };
            let ty = self.infer_type(*arg)?;
            if matches!(ty.r().kind(), ExprKind::ForallE(_)) {
                determined.insert(arg.own());
                if let Some(param) = info.params.get_mut(param) {
                    param.higher_order_out_param = true;
                }
            }
        }
        Ok(())
    }
}

/// The places of the variables that occur in `e`.
fn mentioned(xs: &[Expr], e: ExprRef<'_>) -> Vec<usize> {
    let mut found = vec![false; xs.len()];
    e.find_or_descend(|e| {
        if !e.data().has_fvar() {
            return Visit::Skip;
        }
        if matches!(e.kind(), ExprKind::FVar(_))
            && let Some(at) = xs.iter().position(|x| x.as_expr() == e)
        {
            found[at] = true;
        }
        Visit::Descend
    });
    (0..xs.len()).filter(|at| found[*at]).collect()
}

fn mentions_any(set: &FxHashSet<Expr>, e: ExprRef<'_>) -> bool {
    let found = e.find_or_descend(|e| {
        if !e.data().has_fvar() {
            return Visit::Skip;
        }
        if matches!(e.kind(), ExprKind::FVar(_)) && set.contains(&e.own()) { Visit::Found } else { Visit::Descend }
    });
    found.is_some()
}
