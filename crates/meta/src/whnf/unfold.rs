//! Unfolding of definitions.
//!
//! What it is: a definition by structural recursion is unfolded only where a match of it reduces (*smart unfolding*): its
//! auxiliary definition `f._sunfold` marks the matches that must, and the right sides at which one may stop.

use crate::config::Transparency;
use crate::context::Meta;
use crate::error::Result;
use crate::instantiate::deep;
use crate::local_context::LocalDeclKind;
use crate::whnf::ReduceMatcher;
use term::{ConstantInfo, ConstantKind, Expr, ExprKind, ExprRef, LevelRef, Name, NameRef};

/// The name of the auxiliary definition that says how `name` is unfolded.
pub fn smart_unfolding_name(name: NameRef<'_>) -> Name {
    Name::str(&name.own(), "_sunfold")
}

/// The term below an annotation of this kind.
pub fn annotation<'a>(kind: &str, e: ExprRef<'a>) -> Option<ExprRef<'a>> {
    match e.kind() {
        ExprKind::MData(data, inner) => {
            let key = Name::of_dotted(kind);
            let mut entries = data.iter();
            let (first, rest) = (entries.next(), entries.next());
            let is_mark = first.is_some_and(|(name, value)| {
                name == key.r() && matches!(value.kind(), term::DataValueKind::Bool(true))
            });
            (is_mark && rest.is_none()).then_some(inner)
        }
        _ => None,
    }
}

/// A term below an annotation of this kind.
pub fn mk_annotation(kind: &str, e: Expr) -> Expr {
    Expr::mdata(term::MData::new([(Name::of_dotted(kind), term::DataValue::bool(true))]), e)
}

impl Meta {
    /// A definition's value applied to the arguments of `e`.
    pub(crate) fn delta_beta(
        &mut self,
        info: &ConstantInfo,
        levels: &[LevelRef<'_>],
        e: ExprRef<'_>,
    ) -> Result<Option<Expr>> {
        let Some(value) = self.instantiate_value_level_params(info, levels)? else { return Ok(None) };
        let args: Vec<ExprRef<'_>> = e.app_args_rev().collect();
        Ok(Some(value.r().beta_rev(&args)?))
    }

    /// `e` with the definition at its head unfolded.
    pub fn unfold_definition(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        let head = e.get_app_fn();
        let ExprKind::Const(name, levels) = head.kind() else { return Ok(None) };
        let levels: Vec<LevelRef<'_>> = levels.iter().collect();
        let is_app = matches!(e.kind(), ExprKind::App(..));
        let Some(info) = self.unfoldable_const(name) else {
            return if is_app { self.unfold_proj_inst_when_instances(e) } else { Ok(None) };
        };
        if !has_value(&info) || info.r().level_params().len() != levels.len() {
            return Ok(None);
        }
        if self.smart_unfolding {
            let smart = self.find(smart_unfolding_name(name).r());
            if let Some(smart) = smart.filter(|smart| matches!(smart.r().kind(), ConstantKind::Defn(_))) {
                return if is_app { self.unfold_smart(name, &smart, &levels, e) } else { Ok(None) };
            }
            if is_app && self.matcher_info(name).is_some() {
                // `whnf_core` has tried.
                return Ok(None);
            }
        }
        self.delta_beta(&info, &levels, e)
    }

    /// `e` with the definition at its head unfolded, whatever the transparency is.
    pub fn delta(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        let ExprKind::Const(name, levels) = e.get_app_fn().kind() else { return Ok(None) };
        let Some(info) = self.find(name).filter(has_value) else { return Ok(None) };
        let levels: Vec<LevelRef<'_>> = levels.iter().collect();
        self.delta_beta(&info, &levels, e)
    }

    fn unfold_smart(
        &mut self,
        name: NameRef<'_>,
        smart: &ConstantInfo,
        levels: &[LevelRef<'_>],
        e: ExprRef<'_>,
    ) -> Result<Option<Expr>> {
        let Some(value) = self.instantiate_value_level_params(smart, levels)? else { return Ok(None) };
        let (_, args) = e.get_app_fn_args();
        let body = apply_keeping_marks(value.r(), &args)?;
        let Some(result) = self.smart_unfolding_reduce(body.r())? else { return Ok(None) };
        // A match may reduce without the argument that the recursion is on; then the definition does not.
        if let Some(at) = self.structural_rec_arg_pos(name) {
            let Some(arg) = args.get(at) else { return Ok(None) };
            let arg = self.whnf_matcher(*arg)?;
            if !self.is_constructor_app(arg.r()) {
                return Ok(None);
            }
        }
        Ok(Some(result))
    }

    /// Reduces the marked matches of a term; `None` if one is stuck.
    fn smart_unfolding_reduce(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        deep(|| self.smart_reduce(e))
    }

    fn smart_reduce(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        match e.kind() {
            ExprKind::LetE(l) => {
                let Some(value) = self.smart_unfolding_reduce(l.value())? else { return Ok(None) };
                let (name, ty, body, nondep) = (l.name().own(), l.ty().own(), l.body().own(), l.nondep());
                self.scoped(|meta| {
                    let x = meta.push_let(name, ty, value, nondep, LocalDeclKind::Default)?;
                    let body = body.r().instantiate1(&x)?;
                    match meta.smart_unfolding_reduce(body.r())? {
                        Some(body) => Ok(Some(meta.mk_let_fvars(&[x], body.r(), true)?)),
                        None => Ok(None),
                    }
                })
            }
            ExprKind::Lam(_) => {
                self.lambda_telescope(e, None, false, |meta, xs, body| match meta.smart_unfolding_reduce(body)? {
                    Some(body) => Ok(Some(meta.mk_lambda_fvars(xs, body.r())?)),
                    None => Ok(None),
                })
            }
            ExprKind::App(..) => {
                let (head, args) = e.get_app_fn_args();
                let Some(mut result) = self.smart_unfolding_reduce(head)? else { return Ok(None) };
                for arg in args {
                    let Some(arg) = self.smart_unfolding_reduce(arg)? else { return Ok(None) };
                    result = Expr::app(result, arg);
                }
                Ok(Some(result))
            }
            ExprKind::Proj(structure, index, inner) => {
                Ok(self.smart_unfolding_reduce(inner)?.map(|inner| Expr::proj(structure.own(), index.own(), inner)))
            }
            ExprKind::MData(data, inner) => match annotation("sunfoldMatch", e) {
                Some(matcher) => self.smart_match(matcher),
                None => Ok(self.smart_unfolding_reduce(inner)?.map(|inner| Expr::mdata(data.own(), inner))),
            },
            _ => Ok(Some(e.own())),
        }
    }

    fn smart_match(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        match self.reduce_matcher(e)? {
            ReduceMatcher::Reduced(next) => match annotation("sunfoldMatchAlt", next.r()) {
                Some(alternative) => Ok(Some(alternative.own())),
                None => self.smart_unfolding_reduce(next.r()),
            },
            ReduceMatcher::Stuck(at) => match self.get_stuck_mvar(at.r())? {
                // An instance may be found by now.
                Some(id) if self.synth_pending(id.r())? => self.smart_match(e),
                _ => Ok(None),
            },
            ReduceMatcher::PartialApp | ReduceMatcher::NotMatcher => Ok(None),
        }
    }

    fn unfold_proj_inst_when_instances(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        if self.config.transparency == Transparency::Instances { self.unfold_proj_inst(e) } else { Ok(None) }
    }

    /// A field of a class, of an instance that reduces to a constructor: projections of classes are not reducible, so
    /// that they stay where instances are canonical.
    pub(crate) fn unfold_proj_inst(&mut self, e: ExprRef<'_>) -> Result<Option<Expr>> {
        let ExprKind::Const(name, _) = e.get_app_fn().kind() else { return Ok(None) };
        if !self.projection_info(name).is_some_and(|info| info.from_class) {
            return Ok(None);
        }
        let unfolded = self.with_transparency(Transparency::Default, |meta| meta.unfold_definition(e))?;
        let Some(unfolded) = unfolded else { return Ok(None) };
        let (head, args) = unfolded.r().get_app_fn_args();
        let reduced = self.with_transparency(Transparency::Instances, |meta| meta.reduce_proj(head))?;
        match reduced {
            Some(reduced) => Ok(Some(Expr::mk_app_n(reduced, &args).r().head_beta()?)),
            None => Ok(None),
        }
    }
}

/// Whether a constant has a value to unfold: definitions and theorems.
pub fn has_value(info: &ConstantInfo) -> bool {
    matches!(info.r().kind(), ConstantKind::Defn(_) | ConstantKind::Thm(_))
}

/// `f` applied to `args`, where annotations between binders and around the body stay.
fn apply_keeping_marks(f: ExprRef<'_>, args: &[ExprRef<'_>]) -> Result<Expr> {
    let (mut body, mut used) = (f, 0);
    while used < args.len()
        && let ExprKind::Lam(b) = body.kind()
    {
        body = b.body();
        used += 1;
    }
    let body = body.instantiate_rev(&args[..used])?;
    Ok(Expr::mk_app_n(body, &args[used..]))
}
