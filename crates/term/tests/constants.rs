//! Constants: layout, accessors, and the raw form.
#![forbid(unsafe_code)]

use rt::Obj;
use term::check::check;
use term::raw::parse_expr;
use term::shape::Ty;
use term::{
    AxiomVal, ConstantInfo, ConstantKind, ConstantVal, ConstructorVal, DefinitionSafety, DefinitionVal, Expr,
    InductiveShape, InductiveVal, Name, OpaqueVal, QuotKind, QuotVal, RecursorRule, RecursorShape, RecursorVal,
    ReducibilityHints, TheoremVal,
};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn expr(text: &str) -> Expr {
    parse_expr(text).unwrap()
}

fn base(text: &str, params: &[&str]) -> ConstantVal {
    ConstantVal::new(name(text), params.iter().map(|p| name(p)), expr("(sort u)"))
}

fn definition(hints: ReducibilityHints, safety: DefinitionSafety, all: &[&str]) -> ConstantInfo {
    DefinitionVal::new(base("f", &["u"]), expr("%v"), hints, safety, all.iter().map(|n| name(n))).into()
}

fn inductive(is_unsafe: bool) -> ConstantInfo {
    let shape = InductiveShape {
        num_params: 1.into(),
        num_indices: 2.into(),
        num_nested: 3.into(),
        is_rec: true,
        is_unsafe,
        is_reflexive: true,
    };
    InductiveVal::new(base("T", &[]), [name("T")], [name("T.a"), name("T.b")], shape).into()
}

fn recursor() -> ConstantInfo {
    let rules = [
        RecursorRule::new(name("T.a"), 0.into(), expr("%r")),
        RecursorRule::new(name("T.b"), 2.into(), expr("(fun (x : T) => #0)")),
    ];
    let shape = RecursorShape {
        num_params: 1.into(),
        num_indices: 2.into(),
        num_motives: 3.into(),
        num_minors: 4.into(),
        k: true,
        is_unsafe: false,
    };
    RecursorVal::new(base("T.rec", &["u", "v"]), [name("T")], rules, shape).into()
}

/// One constant or more of each kind, with its raw form.
fn samples() -> Vec<(ConstantInfo, &'static str)> {
    use DefinitionSafety::{Partial, Safe, Unsafe};
    use ReducibilityHints::{Abbrev, Opaque, Regular};
    vec![
        (AxiomVal::new(base("a", &[]), false).into(), "axiom a : (sort u)"),
        (AxiomVal::new(base("a.«b c»", &["u", "v"]), true).into(), "unsafe axiom a.«b c».{u, v} : (sort u)"),
        (definition(Opaque, Safe, &["f"]), "def f.{u} (opaque) : (sort u) := %v"),
        (definition(Abbrev, Unsafe, &["f", "g"]), "unsafe def f.{u} (abbrev) (all f g) : (sort u) := %v"),
        (definition(Regular(u32::MAX), Partial, &[]), "partial def f.{u} (regular 4294967295) (all) : (sort u) := %v"),
        (
            TheoremVal::new(base("t", &[]), expr("%p"), [name("t"), name("s")]).into(),
            "theorem t (all t s) : (sort u) := %p",
        ),
        (OpaqueVal::new(base("o", &[]), expr("%p"), true, [name("o")]).into(), "unsafe opaque o : (sort u) := %p"),
        (QuotVal::new(base("Quot", &["u"]), QuotKind::Type).into(), "quot Quot.{u} (type) : (sort u)"),
        (QuotVal::new(base("Quot.ind", &["u"]), QuotKind::Ind).into(), "quot Quot.ind.{u} (ind) : (sort u)"),
        (
            inductive(false),
            "inductive T (params 1) (indices 2) (nested 3) (rec) (reflexive) (ctors T.a T.b) : (sort u)",
        ),
        (
            inductive(true),
            "unsafe inductive T (params 1) (indices 2) (nested 3) (rec) (reflexive) (ctors T.a T.b) : (sort u)",
        ),
        (
            ConstructorVal::new(base("T.b", &[]), name("T"), 1.into(), 2.into(), u64::MAX.into(), false).into(),
            "constructor T.b (of T) (index 1) (params 2) (fields 18446744073709551615) : (sort u)",
        ),
        (
            recursor(),
            "recursor T.rec.{u, v} (params 1) (indices 2) (motives 3) (minors 4) (k) (all T) (rule T.a 0 => %r) \
             (rule T.b 2 => (fun (x : T) => #0)) : (sort u)",
        ),
    ]
}

#[test]
fn raw_form() {
    for (info, text) in samples() {
        assert_eq!(info.r().raw().to_string(), text);
        assert_eq!(format!("{info:?}"), text);
        check(info.as_obj().r(), Ty::ConstantInfo).unwrap();
    }
}

#[test]
fn casts_go_both_ways() {
    for (info, text) in samples() {
        let back = ConstantInfo::cast(info.clone().into_obj()).unwrap();
        assert!(back.ptr_eq(&info), "{text}");
        assert_eq!(back.r().name(), info.r().base().name());
        assert_eq!(back.r().ty(), expr("(sort u)").r());
    }
    assert!(ConstantInfo::cast(Obj::scalar(0)).is_none());
    assert!(ConstantInfo::cast(expr("(f x)").into_obj()).is_none());
}

/// Boxed fields and scalar bytes of the structure inside a constant.
fn layout(info: &ConstantInfo) -> (usize, usize, usize, Vec<u8>) {
    let val = info.as_obj().r().field(0);
    (info.as_obj().r().ctor_index(), val.ctor_index(), val.num_fields(), val.scalar_area().to_vec())
}

#[test]
fn layouts_are_the_published_ones() {
    use DefinitionSafety::{Partial, Safe, Unsafe};
    use ReducibilityHints::{Abbrev, Opaque, Regular};
    let word = |bytes: [u8; 3]| [bytes[0], bytes[1], bytes[2], 0, 0, 0, 0, 0].to_vec();
    assert_eq!(layout(&AxiomVal::new(base("a", &[]), true).into()), (0, 0, 1, word([1, 0, 0])));
    for (safety, byte) in [(Unsafe, 0), (Safe, 1), (Partial, 2)] {
        assert_eq!(layout(&definition(Abbrev, safety, &[])), (1, 0, 4, word([byte, 0, 0])));
    }
    assert_eq!(layout(&TheoremVal::new(base("t", &[]), expr("%p"), []).into()), (2, 0, 3, vec![]));
    assert_eq!(layout(&OpaqueVal::new(base("o", &[]), expr("%p"), true, []).into()), (3, 0, 3, word([1, 0, 0])));
    for (kind, byte) in [(QuotKind::Type, 0), (QuotKind::Ctor, 1), (QuotKind::Lift, 2), (QuotKind::Ind, 3)] {
        assert_eq!(layout(&QuotVal::new(base("q", &[]), kind).into()), (4, 0, 1, word([byte, 0, 0])));
    }
    assert_eq!(layout(&inductive(false)), (5, 0, 6, word([1, 0, 1])));
    let ctor = ConstructorVal::new(base("T.b", &[]), name("T"), 1.into(), 2.into(), 3.into(), true);
    assert_eq!(layout(&ctor.into()), (6, 0, 5, word([1, 0, 0])));
    assert_eq!(layout(&recursor()), (7, 0, 7, word([1, 0, 0])));
    assert!(Opaque.to_obj().r().is_scalar() && Opaque.to_obj().r().unbox() == 0);
    assert!(Abbrev.to_obj().r().is_scalar() && Abbrev.to_obj().r().unbox() == 1);
    let regular = Regular(7).to_obj();
    assert_eq!((regular.r().ctor_index(), regular.r().num_fields(), regular.r().scalar_u32(0)), (2, 0, 7));
    for hints in [Opaque, Abbrev, Regular(0), Regular(u32::MAX)] {
        assert_eq!(ReducibilityHints::cast(hints.to_obj().r()), Some(hints));
    }
    assert_eq!(ReducibilityHints::cast(Obj::scalar(2).r()), None);
}

#[test]
fn accessors() {
    let info = definition(ReducibilityHints::Regular(9), DefinitionSafety::Safe, &["f", "g"]);
    let ConstantKind::Defn(val) = info.r().kind() else { panic!("{info:?}") };
    assert_eq!(val.hints(), ReducibilityHints::Regular(9));
    assert_eq!(val.all().iter().map(|n| n.to_string()).collect::<Vec<_>>(), ["f", "g"]);
    assert_eq!(info.r().value().unwrap(), expr("%v").r());
    assert_eq!(info.r().level_params().len(), 1);
    let info = recursor();
    let ConstantKind::Rec(val) = info.r().kind() else { panic!("{info:?}") };
    assert!(val.k() && !val.is_unsafe());
    let numbers = [val.num_params(), val.num_indices(), val.num_motives(), val.num_minors()];
    assert_eq!(numbers.map(|n| n.to_u64()), [Some(1), Some(2), Some(3), Some(4)]);
    let fields: Vec<_> = val.rules().map(|rule| (rule.ctor().to_string(), rule.num_fields().to_u64())).collect();
    assert_eq!(fields, [("T.a".to_string(), Some(0)), ("T.b".to_string(), Some(2))]);
    let info = inductive(true);
    let ConstantKind::Induct(val) = info.r().kind() else { panic!("{info:?}") };
    assert!(val.is_rec() && val.is_unsafe() && val.is_reflexive());
    assert_eq!(val.num_nested().to_u64(), Some(3));
}
