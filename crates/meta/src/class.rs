//! Which types are classes.

use crate::context::Meta;
use crate::error::Result;
use crate::infer_type::Lbool;
use term::{ConstantKind, ExprKind, ExprRef, Name};

impl Meta {
    /// The class that `ty` is an application of, below binders; reducible definitions are unfolded to see it.
    pub fn is_class(&mut self, ty: ExprRef<'_>) -> Result<Option<Name>> {
        match self.is_class_quick(ty) {
            (Lbool::True, class) => Ok(class),
            (Lbool::False, _) => Ok(None),
            (Lbool::Undef, _) => self.is_class_expensive(ty),
        }
    }

    fn is_class_quick(&self, ty: ExprRef<'_>) -> (Lbool, Option<Name>) {
        let mut ty = ty;
        loop {
            ty = match ty.kind() {
                ExprKind::BVar(_) | ExprKind::FVar(_) | ExprKind::Sort(_) | ExprKind::Lam(_) | ExprKind::Lit(_) => {
                    return (Lbool::False, None);
                }
                ExprKind::LetE(_) | ExprKind::Proj(..) => return (Lbool::Undef, None),
                ExprKind::ForallE(b) => b.body(),
                ExprKind::MData(_, inner) => inner,
                ExprKind::MVar(id) => match self.mctx.assignment(id) {
                    Some(_) => return (Lbool::Undef, None),
                    None => return (Lbool::False, None),
                },
                ExprKind::Const(..) | ExprKind::App(..) => {
                    return match ty.get_app_fn().kind() {
                        ExprKind::Const(name, _) if self.is_class_name(name) => (Lbool::True, Some(name.own())),
                        ExprKind::Const(name, _) => {
                            let reducible = self.find(name).is_some_and(|info| {
                                matches!(info.r().kind(), ConstantKind::Defn(_)) && self.is_reducible(name)
                            });
                            (if reducible { Lbool::Undef } else { Lbool::False }, None)
                        }
                        ExprKind::Lam(_) | ExprKind::MVar(_) | ExprKind::Proj(..) => (Lbool::Undef, None),
                        _ => (Lbool::False, None),
                    };
                }
            };
        }
    }

    fn is_class_expensive(&mut self, ty: ExprRef<'_>) -> Result<Option<Name>> {
        let ty = ty.own();
        self.with_transparency(crate::config::Transparency::Reducible, |meta| {
            meta.forall_telescope_reducing(ty.r(), None, |meta, _, ty| {
                let ty = meta.instantiate_mvars(ty)?;
                let ty = meta.whnf(ty.r())?;
                let class = ty.r().get_app_fn().const_name().filter(|name| meta.is_class_name(*name));
                Ok(class.map(|name| name.own()))
            })
        })
    }
}
