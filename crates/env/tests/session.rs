//! Declarations submitted one by one, as a front end does.
#![forbid(unsafe_code)]

use env::check::{
    Constructor, Declaration, InductiveDecl, InductiveType, KernelException, Library, Local, Refusal, Session, Snapshot,
};
use kernel::limits::Limits;
use kernel::verdict::{Limit, Rule, Verdict};
use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use term::{
    AxiomVal, BinderInfo, ConstantInfo, ConstantKind, ConstantVal, DefinitionSafety, DefinitionVal, Expr, Level,
    Literal, Name, NameRef, Nat, OpaqueVal, ReducibilityHints, TheoremVal,
};

/// Tests run on threads with little stack.
fn limits() -> Limits {
    Limits { stack: 1 << 20, ..Limits::default() }
}

/// What was declared before, and how often somebody asked for it.
#[derive(Default)]
struct Given {
    constants: HashMap<Name, ConstantInfo>,
    asked: Cell<usize>,
}

impl Library for Given {
    fn constant(&self, name: NameRef<'_>) -> Option<ConstantInfo> {
        self.asked.set(self.asked.get() + 1);
        self.constants.get(&name.own()).cloned()
    }
}

fn n(text: &str) -> Name {
    Name::of_dotted(text)
}

fn c(text: &str) -> Expr {
    Expr::constant(n(text), [])
}

fn v(index: u32) -> Expr {
    Expr::bvar(index).unwrap()
}

fn app(f: Expr, args: impl IntoIterator<Item = Expr>) -> Expr {
    args.into_iter().fold(f, Expr::app)
}

fn pi(name: &str, ty: Expr, body: Expr) -> Expr {
    Expr::forall_e(n(name), ty, body, BinderInfo::Default)
}

fn lam(name: &str, ty: Expr, body: Expr) -> Expr {
    Expr::lam(n(name), ty, body, BinderInfo::Default)
}

fn arrow(from: Expr, to: Expr) -> Expr {
    pi("x", from, to)
}

fn sort(level: u32) -> Expr {
    Expr::sort(Level::of_nat(level).unwrap())
}

fn number(value: u64) -> Expr {
    Expr::lit(Literal::nat(Nat::from_u64(value)))
}

fn base(name: &str, ty: Expr) -> ConstantVal {
    ConstantVal::new(n(name), [], ty)
}

fn axiom(name: &str, ty: Expr) -> Declaration {
    Declaration::Axiom(AxiomVal::new(base(name, ty), false))
}

fn definition_val(name: &str, ty: Expr, value: Expr, safety: DefinitionSafety) -> DefinitionVal {
    DefinitionVal::new(base(name, ty), value, ReducibilityHints::Abbrev, safety, [n(name)])
}

fn definition(name: &str, ty: Expr, value: Expr) -> Declaration {
    Declaration::Defn(definition_val(name, ty, value, DefinitionSafety::Safe))
}

fn theorem(name: &str, ty: Expr, value: Expr) -> Declaration {
    Declaration::Thm(TheoremVal::new(base(name, ty), value, [n(name)]))
}

/// A type of a group: its name, its type, and names and types of its constructors.
type Ty<'a> = (&'a str, Expr, &'a [(&'a str, Expr)]);

fn inductive(params: &[&str], num_params: u32, types: &[Ty<'_>]) -> Declaration {
    let types = types.iter().map(|(name, ty, ctors)| InductiveType {
        name: n(name),
        ty: ty.clone(),
        ctors: ctors.iter().map(|(name, ty)| Constructor { name: n(name), ty: ty.clone() }).collect(),
    });
    Declaration::Induct(InductiveDecl {
        level_params: params.iter().map(|param| n(param)).collect(),
        num_params,
        types: types.collect(),
        is_unsafe: false,
    })
}

fn nat() -> Declaration {
    let ctors = [("Nat.zero", c("Nat")), ("Nat.succ", pi("n", c("Nat"), c("Nat")))];
    inductive(&[], 0, &[("Nat", sort(1), &ctors)])
}

fn boolean() -> Declaration {
    inductive(&[], 0, &[("Bool", sort(1), &[("Bool.false", c("Bool")), ("Bool.true", c("Bool"))])])
}

fn eq() -> Declaration {
    let u = || Expr::sort(Level::param(n("u_1")));
    let ty = pi("α", u(), pi("a", v(0), pi("a", v(1), sort(0))));
    let eq = || Expr::constant(n("Eq"), [Level::param(n("u_1"))]);
    let refl = pi("α", u(), pi("a", v(0), app(eq(), [v(1), v(0), v(0)])));
    inductive(&["u_1"], 2, &[("Eq", ty, &[("Eq.refl", refl)])])
}

fn list() -> Declaration {
    let u = || Level::param(n("u"));
    let ty = || Expr::sort(Level::succ(u()).unwrap());
    let list = |x: Expr| Expr::app(Expr::constant(n("List"), [u()]), x);
    let cons = pi("α", ty(), pi("head", v(0), pi("tail", list(v(1)), list(v(2)))));
    let ctors = [("List.nil", pi("α", ty(), list(v(0)))), ("List.cons", cons)];
    inductive(&["u"], 1, &[("List", pi("α", ty(), ty()), &ctors)])
}

/// `a = b` for numbers.
fn equal(a: Expr, b: Expr) -> Expr {
    app(Expr::constant(n("Eq"), [Level::of_nat(1).unwrap()]), [c("Nat"), a, b])
}

fn rfl(a: Expr) -> Expr {
    app(Expr::constant(n("Eq.refl"), [Level::of_nat(1).unwrap()]), [c("Nat"), a])
}

/// Addition by recursion on the second argument.
fn addition() -> Declaration {
    let rec = Expr::constant(n("Nat.rec"), [Level::of_nat(1).unwrap()]);
    let step = lam("n", c("Nat"), lam("ih", c("Nat"), Expr::app(c("Nat.succ"), v(0))));
    let body = app(rec, [lam("t", c("Nat"), c("Nat")), v(1), step, v(0)]);
    let ty = arrow(c("Nat"), arrow(c("Nat"), c("Nat")));
    definition("Nat.add", ty, lam("n", c("Nat"), lam("m", c("Nat"), body)))
}

fn add_all(session: &mut Session, at: &Snapshot, declarations: &[Declaration]) -> Snapshot {
    declarations.iter().fold(at.clone(), |at, declaration| match session.add(&at, declaration) {
        Ok(checked) => checked.snapshot().clone(),
        Err(refusal) => panic!("{declaration:?}: {:?}", refusal.verdict),
    })
}

/// A session in which some types are declared.
fn prelude() -> (Session, Snapshot) {
    let mut session = Session::new(Given::default(), limits());
    let root = session.root();
    let at = add_all(&mut session, &root, &[nat(), boolean(), eq(), list(), addition()]);
    (session, at)
}

fn refusal(declaration: &Declaration) -> Refusal {
    let (mut session, at) = prelude();
    match session.add(&at, declaration) {
        Ok(_) => panic!("{declaration:?} is accepted"),
        Err(refusal) => *refusal,
    }
}

fn message(declaration: &Declaration) -> String {
    refusal(declaration).exception.to_string()
}

#[track_caller]
fn rule(refusal: &Refusal) -> Rule {
    match &refusal.verdict {
        Verdict::Rejected(rejection) => rejection.rule,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_follows_from_types_is_handed_back() {
    let mut session = Session::new(Given::default(), limits());
    let root = session.root();
    let checked = session.add(&root, &list()).unwrap();
    let names: Vec<String> = checked.constants().iter().map(|constant| constant.r().name().to_string()).collect();
    assert_eq!(names, ["List", "List.nil", "List.cons", "List.rec"]);
    let [list, nil, cons, rec] = checked.constants() else { panic!("{names:?}") };
    let ConstantKind::Induct(val) = list.r().kind() else { panic!("{list:?}") };
    assert!(val.is_rec() && !val.is_reflexive() && !val.is_unsafe());
    assert_eq!((val.num_params().to_u64(), val.num_nested().to_u64()), (Some(1), Some(0)));
    let ConstantKind::Ctor(nil) = nil.r().kind() else { panic!("{nil:?}") };
    assert_eq!((nil.cidx().to_u64(), nil.num_fields().to_u64()), (Some(0), Some(0)));
    let ConstantKind::Ctor(cons) = cons.r().kind() else { panic!("{cons:?}") };
    assert_eq!((cons.cidx().to_u64(), cons.num_fields().to_u64()), (Some(1), Some(2)));
    let ConstantKind::Rec(val) = rec.r().kind() else { panic!("{rec:?}") };
    let params: Vec<String> = val.base().level_params().iter().map(|name| name.to_string()).collect();
    assert_eq!(params, ["u_1", "u"]);
    let mut binders = Vec::new();
    let mut ty = rec.r().ty();
    while let term::ExprKind::ForallE(binder) = ty.kind() {
        binders.push((binder.name().to_string(), binder.info()));
        ty = binder.body();
    }
    let expected = [("α", true), ("motive", true), ("nil", false), ("cons", false), ("t", false)];
    let manner = |implicit| if implicit { BinderInfo::Implicit } else { BinderInfo::Default };
    assert_eq!(binders, expected.map(|(name, implicit)| (name.to_owned(), manner(implicit))));
    assert_eq!(val.rules().count(), 2);
    for constant in checked.constants() {
        term::check::check(constant.as_obj().r(), term::shape::Ty::ConstantInfo).unwrap();
    }
}

#[test]
fn an_environment_can_be_extended_in_two_ways() {
    let (mut session, at) = prelude();
    let x = session.add(&at, &definition("x", c("Nat"), number(1))).unwrap();
    let other = session.add(&at, &definition("x", c("Bool"), c("Bool.true"))).unwrap();
    // Each sees its own.
    let is_number = theorem("p", equal(c("x"), number(1)), rfl(number(1)));
    assert!(session.add(x.snapshot(), &is_number).is_ok());
    let refused = session.add(other.snapshot(), &is_number).unwrap_err();
    assert_eq!(rule(&refused), Rule::AppTypeMismatch);
    assert!(session.add(x.snapshot(), &is_number).is_ok());
    let unknown = session.add(&at, &is_number).unwrap_err();
    assert!(matches!(&unknown.exception, KernelException::UnknownConstant(name) if name.to_string() == "x"));
    assert!(!x.snapshot().is(other.snapshot()) && x.snapshot().depth() == other.snapshot().depth());
}

/// What the kernel computes with depends on the environment: the same name stands for something else in another.
#[test]
fn arithmetic_goes_by_what_is_declared() {
    let mut session = Session::new(Given::default(), limits());
    let root = session.root();
    let at = add_all(&mut session, &root, &[nat(), eq()]);
    let good = add_all(&mut session, &at, &[addition()]);
    let first = lam("n", c("Nat"), lam("m", c("Nat"), v(1)));
    let ty = arrow(c("Nat"), arrow(c("Nat"), c("Nat")));
    let bad = add_all(&mut session, &at, &[definition("Nat.add", ty, first)]);
    let big = 1 << 60;
    let sum = app(c("Nat.add"), [number(big), number(big)]);
    let is_sum = theorem("p", equal(sum.clone(), number(2 * big)), rfl(number(2 * big)));
    let is_first = theorem("p", equal(sum, number(big)), rfl(number(big)));
    assert!(session.add(&good, &is_sum).is_ok());
    assert!(session.add(&bad, &is_first).is_ok());
    assert!(session.add(&good, &is_first).is_err());
    assert!(session.add(&bad, &is_sum).is_err());
}

#[test]
fn a_snapshot_of_another_session_is_refused() {
    let (_, at) = prelude();
    let mut session = Session::new(Given::default(), limits());
    assert_eq!(rule(&session.add(&at, &nat()).unwrap_err()), Rule::Malformed);
    assert!(session.whnf(&at, &[], &sort(0)).is_err());
}

#[test]
fn variables_that_nobody_binds_are_refused() {
    let refused = refusal(&axiom("a", arrow(c("Nat"), Expr::fvar(n("x")))));
    assert!(matches!(&refused.exception, KernelException::DeclHasFVars(name) if *name == n("a")));
    assert_eq!(refused.exception.to_string(), "(kernel) declaration has free variables 'a'");
    let refused = refusal(&definition("a", c("Nat"), Expr::app(c("Nat.succ"), Expr::mvar(n("m")))));
    assert_eq!(refused.exception.to_string(), "(kernel) declaration has metavariables 'a'");
    assert_eq!(message(&axiom("a", Expr::sort(Level::mvar(n("m"))))), "(kernel) declaration has metavariables 'a'");
    let ctors = [("T.mk", arrow(Expr::mvar(n("m")), c("T")))];
    let group = inductive(&[], 0, &[("T", sort(1), &ctors)]);
    assert_eq!(message(&group), "(kernel) declaration has metavariables 'T.mk'");
    assert_eq!(rule(&refusal(&axiom("a", v(0)))), Rule::LooseBvar);
    assert_eq!(rule(&refusal(&definition("a", c("Nat"), v(7)))), Rule::LooseBvar);
}

#[test]
fn refusals_have_upstreams_words() {
    let message = |declaration: Declaration| message(&declaration);
    assert_eq!(message(axiom("a", c("nope"))), "(kernel) unknown constant 'nope'");
    assert_eq!(message(axiom("Nat", c("nope"))), "(kernel) constant has already been declared 'Nat'");
    let taken = inductive(&[], 0, &[("T", sort(1), &[("Nat.zero", c("T"))])]);
    assert_eq!(message(taken), "(kernel) constant has already been declared 'Nat.zero'");
    let twice = Declaration::Axiom(AxiomVal::new(ConstantVal::new(n("a"), [n("u"), n("u")], sort(0)), false));
    let expected = "(kernel) failed to add declaration to environment, duplicate universe level parameter: 'u'";
    assert_eq!(message(twice), expected);
    let undeclared = axiom("a", Expr::sort(Level::param(n("u"))));
    assert_eq!(message(undeclared), "(kernel) invalid reference to undefined universe level parameter 'u'");
    let count = axiom("a", Expr::constant(n("Nat"), [Level::zero()]));
    let expected = "(kernel) incorrect number of universe levels parameters for 'Nat', #0 expected, #1 provided";
    assert_eq!(message(count), expected);
    assert!(
        message(theorem("p", c("Nat"), number(0))).starts_with("(kernel) type of theorem 'p' is not a proposition\n")
    );
    let wrong = message(definition("a", c("Nat"), c("Bool.true")));
    assert!(wrong.starts_with("(kernel) declaration type mismatch, 'a' has type\n"), "{wrong}");
    let let_value = Expr::let_e(n("x"), c("Nat"), c("Bool.true"), v(0), false);
    assert_eq!(message(definition("a", c("Nat"), let_value)), "(kernel) let-declaration type mismatch 'x'");
    assert!(message(axiom("a", c("Nat.zero"))).starts_with("(kernel) type expected\n"));
    assert!(
        message(definition("a", c("Nat"), Expr::app(number(1), number(2)))).starts_with("(kernel) function expected\n")
    );
    let projection = definition("a", c("Nat"), Expr::proj(n("Nat"), Nat::from_u64(0), number(1)));
    assert!(message(projection).starts_with("(kernel) invalid projection\n"));
}

#[test]
fn refusals_of_types_have_upstreams_words() {
    let one = |ctors: &[(&str, Expr)]| message(&inductive(&[], 0, &[("T", sort(1), ctors)]));
    let negative = arrow(arrow(c("T"), c("Nat")), c("T"));
    let expected = "(kernel) arg #1 of 'T.mk' has a non positive occurrence of the datatypes being declared";
    assert_eq!(one(&[("T.mk", negative)]), expected);
    let hidden = arrow(c("Nat"), arrow(app(c("f"), [c("T")]), c("T")));
    let (mut session, at) = prelude();
    let at = add_all(&mut session, &at, &[axiom("f", arrow(sort(1), sort(1)))]);
    let refused = session.add(&at, &inductive(&[], 0, &[("T", sort(1), &[("T.mk", hidden)])])).unwrap_err();
    let expected = "(kernel) arg #2 of 'T.mk' contains a non valid occurrence of the datatypes being declared";
    assert_eq!(refused.exception.to_string(), expected);
    let expected =
        "(kernel) universe level of type_of(arg #1) of 'T.mk' is too big for the corresponding inductive datatype";
    assert_eq!(one(&[("T.mk", arrow(sort(1), c("T")))]), expected);
    assert_eq!(one(&[("T.mk", c("Nat"))]), "(kernel) invalid return type for 'T.mk'");
    let list = |x: Expr| Expr::app(Expr::constant(n("List"), [Level::zero()]), x);
    let fin = inductive(&[], 0, &[("F", arrow(c("Nat"), sort(1)), &[])]);
    let at = add_all(&mut session, &at, &[fin]);
    let local = arrow(c("Nat"), arrow(list(arrow(app(c("F"), [v(0)]), c("T"))), c("T")));
    let refused = session.add(&at, &inductive(&[], 0, &[("T", sort(1), &[("T.mk", local)])])).unwrap_err();
    let expected = "(kernel) invalid nested inductive datatype 'List', nested inductive datatypes parameters cannot contain \
                    local variables.";
    assert_eq!(refused.exception.to_string(), expected);
    let two = message(&inductive(&[], 0, &[("T", sort(1), &[]), ("S", sort(2), &[])]));
    assert_eq!(two, "(kernel) mutually inductive types must live in the same universe");
    let few = message(&inductive(&[], 1, &[("T", sort(1), &[])]));
    assert_eq!(few, "(kernel) number of parameters mismatch in inductive datatype declaration");
    let differ = [("T", arrow(c("Nat"), sort(1)), &[][..]), ("S", arrow(c("Bool"), sort(1)), &[])];
    assert_eq!(message(&inductive(&[], 1, &differ)), "(kernel) parameters of all inductive datatypes must match");
    let param = arrow(c("Bool"), app(c("T"), [v(0)]));
    let param = message(&inductive(&[], 1, &[("T", arrow(c("Nat"), sort(1)), &[("T.mk", param)])]));
    assert_eq!(param, "(kernel) arg #1 of 'T.mk' does not match inductive datatypes parameters'");
}

/// The terms of a refusal are closed but for the variables that it lists, under the names of their binders.
#[test]
fn a_mismatch_comes_with_its_terms_and_variables() {
    let value = lam("count", c("Nat"), Expr::app(c("f"), v(0)));
    let (mut session, at) = prelude();
    let at = add_all(&mut session, &at, &[axiom("f", arrow(c("Bool"), c("Nat")))]);
    let refused = session.add(&at, &definition("a", arrow(c("Nat"), c("Nat")), value)).unwrap_err();
    assert_eq!(rule(&refused), Rule::AppTypeMismatch);
    let KernelException::AppTypeMismatch { lctx, e, fn_type, arg_type } = &refused.exception else {
        panic!("{:?}", refused.exception)
    };
    let [local] = &lctx[..] else { panic!("{lctx:?}") };
    assert_eq!((local.user_name.to_string().as_str(), &local.ty), ("count", &c("Nat")));
    assert_eq!(*e, Expr::app(c("f"), Expr::fvar(local.id.clone())));
    assert_eq!((fn_type, arg_type), (&arrow(c("Bool"), c("Nat")), &c("Nat")));
}

#[test]
fn safe_code_does_not_use_unsafe_code() {
    let (mut session, at) = prelude();
    let unsafe_val = definition_val("u", c("Nat"), number(1), DefinitionSafety::Unsafe);
    let partial_val = definition_val(
        "p",
        arrow(c("Nat"), c("Nat")),
        lam("n", c("Nat"), app(c("p"), [v(0)])),
        DefinitionSafety::Partial,
    );
    let at = add_all(&mut session, &at, &[Declaration::Defn(unsafe_val), Declaration::MutualDefn(vec![partial_val])]);
    let refused = session.add(&at, &definition("a", c("Nat"), c("u"))).unwrap_err();
    assert_eq!(refused.exception.to_string(), "(kernel) invalid declaration, it uses unsafe declaration 'u'");
    let refused = session.add(&at, &definition("a", c("Nat"), app(c("p"), [number(1)]))).unwrap_err();
    let expected = "(kernel) invalid declaration, safe declaration must not contain partial declaration 'p'";
    assert_eq!(refused.exception.to_string(), expected);
    let opaque = OpaqueVal::new(base("o", c("Nat")), c("u"), true, [n("o")]);
    assert!(session.add(&at, &Declaration::Opaque(opaque)).is_ok());
}

#[test]
fn a_wrong_cached_word_is_refused() {
    let good = Expr::app(c("Nat.succ"), number(1));
    let object = good.clone().into_obj();
    assert!(session_accepts(&definition("a", c("Nat"), good)));
    // The same application with the word of another.
    let word = Expr::app(c("Nat.succ"), number(2)).as_obj().r().scalar_u64(0);
    let fields = [0, 1].map(|field| object.r().field(field).to_obj());
    let object = rt::Obj::ctor_scalars(5, fields, word.to_le_bytes());
    let forged = definition("a", c("Nat"), Expr::cast(object).unwrap());
    let refused = refusal(&forged);
    assert_eq!(rule(&refused), Rule::Malformed);
}

fn session_accepts(declaration: &Declaration) -> bool {
    let (mut session, at) = prelude();
    session.add(&at, declaration).is_ok()
}

#[test]
fn questions_about_terms_with_variables() {
    let (mut session, at) = prelude();
    let local = |id: &str, ty: Expr, value: Option<Expr>| Local { id: n(id), user_name: n("x"), ty, value };
    let lctx = [local("i.1", c("Nat"), None), local("i.2", c("Nat"), Some(app(c("Nat.succ"), [Expr::fvar(n("i.1"))])))];
    let (x, y) = (Expr::fvar(n("i.1")), Expr::fvar(n("i.2")));
    let sum = app(c("Nat.add"), [x.clone(), number(1)]);
    assert!(session.is_def_eq(&at, &lctx, &sum, &y).unwrap());
    assert!(!session.is_def_eq(&at, &lctx, &sum, &x).unwrap());
    let whnf = session.whnf(&at, &lctx, &sum).unwrap();
    let term::ExprKind::App(head, _) = whnf.kind() else { panic!("{whnf:?}") };
    assert_eq!(head.own(), c("Nat.succ"));
    assert_eq!(session.whnf(&at, &lctx, &x).unwrap(), x);
    assert_eq!(session.whnf(&at, &[], &app(c("Nat.add"), [number(2), number(3)])).unwrap(), number(5));
    assert_eq!(session.infer(&at, &lctx, &[], &sum).unwrap(), c("Nat"));
    assert_eq!(session.infer_only(&at, &lctx, &lam("z", c("Nat"), y)).unwrap(), arrow(c("Nat"), c("Nat")));
    let refused = session.infer(&at, &lctx, &[], &app(c("Nat.add"), [c("Bool.true")])).unwrap_err();
    assert!(matches!(refused.exception, KernelException::AppTypeMismatch { .. }));
    let unknown = session.whnf(&at, &lctx, &Expr::fvar(n("nobody"))).unwrap_err();
    assert!(matches!(unknown.exception, KernelException::DeclHasFVars(_)));
    assert!(session.whnf(&at, &[], &v(0)).is_err());
}

#[test]
fn limits_are_declines() {
    let (mut session, at) = prelude();
    let ty = equal(app(c("Nat.add"), [number(1), number(2)]), number(3));
    // Reduced by unfolding, which takes steps.
    let deep = (0..20_000).fold(c("Nat.zero"), |e, _| Expr::app(c("Nat.succ"), e));
    let declined = |session: &mut Session, declaration: &Declaration| match session.add(&at, declaration) {
        Ok(_) => panic!("accepted"),
        Err(refusal) => refusal,
    };
    session.kernel().set_limits(Limits { stack: 300 << 10, ..limits() });
    let refused = declined(&mut session, &definition("deep", c("Nat"), deep));
    assert!(matches!(refused.verdict, Verdict::Declined(Limit::Depth { .. })), "{:?}", refused.verdict);
    assert_eq!(refused.exception.to_string(), "(kernel) deep recursion detected");
    session.kernel().set_limits(limits());
    assert!(session.add(&at, &theorem("p", ty, rfl(number(3)))).is_ok());
}

/// Constants of a library come one by one, once each, and what a check does not look at does not come.
#[test]
fn a_library_gives_what_is_looked_at() {
    let mut first = Session::new(Given::default(), limits());
    let mut at = first.root();
    let mut given = Given::default();
    let many = (0..5_000)
        .map(|i| definition(&format!("d.{i}"), c("Nat"), if i == 0 { number(0) } else { c(&format!("d.{}", i - 1)) }));
    for declaration in [nat(), boolean(), eq(), list(), addition()].into_iter().chain(many) {
        let (next, constants) = first.add(&at, &declaration).unwrap().into_parts();
        at = next;
        given.constants.extend(constants.into_iter().map(|constant| (constant.r().name().own(), constant)));
    }
    let given = Rc::new(given);
    let mut session = Session::new(given.clone(), limits());
    let root = session.root();
    let sum = theorem("p", equal(app(c("Nat.add"), [c("d.3"), number(1)]), number(1)), rfl(number(1)));
    let checked = session.add(&root, &sum).unwrap();
    let (brought, asked) = (session.kernel().len(), given.asked.get());
    assert!(brought < 40 && asked < 80, "{brought} {asked}");
    let again = theorem("q", equal(app(c("Nat.add"), [c("d.3"), number(1)]), number(1)), rfl(number(1)));
    session.add(checked.snapshot(), &again).unwrap();
    assert!(given.asked.get() <= asked + 2, "{} after {asked}", given.asked.get());
    assert_eq!(rule(&session.add(&root, &axiom("d.4999", c("Nat"))).unwrap_err()), Rule::DuplicateDeclaration);
    // The whole chain is unfolded.
    let chain = theorem("p", equal(c("d.4999"), number(0)), rfl(number(0)));
    session.add(&root, &chain).unwrap();
    assert!(session.kernel().len() > 5_000);
}

/// Memory grows with what is declared, whatever was declared before, and every environment stays usable.
#[test]
fn ten_thousand_declarations_and_every_environment_between() {
    let (mut session, at) = prelude();
    let mut snapshots = vec![at];
    let mut bytes = vec![session.kernel().bytes()];
    for i in 0..10_000 {
        let value = app(c("Nat.add"), [if i == 0 { number(1) } else { c(&format!("d.{}", i - 1)) }, number(i)]);
        let checked =
            session.add(&snapshots[snapshots.len() - 1], &definition(&format!("d.{i}"), c("Nat"), value)).unwrap();
        snapshots.push(checked.snapshot().clone());
        if i % 2_500 == 2_499 {
            bytes.push(session.kernel().bytes());
        }
    }
    let growth: Vec<usize> = bytes.windows(2).map(|pair| pair[1] - pair[0]).collect();
    // Tables double now and then, so a single step may be large; half of them together is no more than the other half twice.
    assert!(growth[2] + growth[3] <= 2 * (growth[0] + growth[1]).max(1 << 20), "{growth:?}");
    for (at, i) in [(10_000, 9_999), (1, 0), (5_000, 4_999), (9_999, 1), (2, 1)] {
        let alias = definition("alias", c("Nat"), c(&format!("d.{i}")));
        assert!(session.add(&snapshots[at], &alias).is_ok(), "{at} {i}");
    }
    let early = session.add(&snapshots[10], &definition("alias", c("Nat"), c("d.10"))).unwrap_err();
    assert!(matches!(early.exception, KernelException::UnknownConstant(_)));
    drop(snapshots);
}
