//! Locals beside the variables of binders that are not opened.

use crate::check::Checker;
use crate::environment::{Constant, ConstantKind, DeclId, EnvironmentBuilder};
use crate::limits::Limits;
use crate::primitive::Known;
use crate::terms::{ExprId, NameId, ParamsId, Terms};

fn axiom(terms: &mut Terms, builder: &mut EnvironmentBuilder, name: &str, ty: ExprId) -> ExprId {
    let name = terms.names.append(NameId(0), name).unwrap();
    builder.single(Constant {
        name,
        level_params: ParamsId(0),
        ty,
        kind: ConstantKind::Axiom { is_unsafe: false, declared: None },
    });
    let none = terms.levels.intern_list(&[]);
    terms.constant(name, none).unwrap()
}

#[test]
fn a_variable_below_a_binder_is_not_a_local() {
    let mut terms = Terms::default();
    let mut builder = EnvironmentBuilder::default();
    let zero = terms.levels.intern(crate::terms::Level::Zero);
    let one = terms.levels.succ(zero);
    let ty = terms.sort(one).unwrap();
    let alpha = axiom(&mut terms, &mut builder, "α", ty);
    let unary = terms.pi(alpha, ty).unwrap();
    let binary = terms.pi(alpha, unary).unwrap();
    let f = axiom(&mut terms, &mut builder, "f", binary);
    let env = builder.finish(terms.share());
    let mut checker = Checker::new(&env, Known::default(), Limits::default());
    checker.visible = DeclId(2);
    checker.set_level_params(ParamsId(0)).unwrap();
    let x = checker.local(NameId(0), alpha).unwrap();
    let y = checker.terms.bvar(0).unwrap();
    let f_x_y = checker.terms.apps(f, &[x, y]).unwrap();
    let f_y_y = checker.terms.apps(f, &[y, y]).unwrap();
    let f_y_x = checker.terms.apps(f, &[y, x]).unwrap();
    let bodies = [f_x_y, f_y_y, f_y_x];
    for make in [Terms::lam, Terms::pi] {
        for (at, &a) in bodies.iter().enumerate() {
            for (other, &b) in bodies.iter().enumerate() {
                let a = make(&mut checker.terms, alpha, a).unwrap();
                let b = make(&mut checker.terms, alpha, b).unwrap();
                assert_eq!(checker.is_def_eq(a, b).unwrap(), at == other, "{at} {other}");
            }
        }
    }
}
