//! Upstream's own declarations, submitted one by one.
#![forbid(unsafe_code)]

mod common;

use common::options;
use env::base::Base;
use env::check::{Constructor, Declaration, InductiveDecl, InductiveType, KernelException, Library, Session, Snapshot};
use env::import::{Imported, import};
use env::search::Wanted;
use env::{Loaded, load};
use kernel::environment::{ConstantKind as Kind, DeclId, Declaration as Claimed, Declared, Environment};
use kernel::limits::Limits;
use kernel::terms::NameId;
use kernel::verdict::Verdict;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use term::{ConstantInfo, ConstantInfoRef, ConstantKind, Name, NameRef};
use test_kit::corpus;

const STACK: usize = 256 << 20;

fn limits() -> Limits {
    Limits { memory: 1 << 30, stack: STACK, ..Limits::default() }
}

/// Runs on a thread with room for deep terms.
fn with_stack(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK + (1 << 20)).spawn_scoped(scope, work).unwrap();
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    });
}

fn library() -> PathBuf {
    corpus::dir().unwrap_or_else(|e| panic!("{e}"))
}

/// Imported modules, without the constants in `hidden`. The library's files leave bodies out.
struct Given {
    imported: Rc<Imported>,
    hidden: HashSet<Name>,
    declared: HashMap<Name, Declared>,
}

impl Library for Given {
    fn constant(&self, name: NameRef<'_>) -> Option<ConstantInfo> {
        let name = name.own();
        if self.hidden.contains(&name) { None } else { self.imported.find(&name) }
    }

    fn declared(&self, name: NameRef<'_>) -> Option<Declared> {
        self.declared.get(&name.own()).copied()
    }

    fn is_whole(&self) -> bool {
        self.declared.is_empty()
    }
}

/// A name of the kernel's tables as an object.
fn object(env: &Environment, id: NameId) -> Name {
    use kernel::terms::Name as Part;
    match env.terms.names.get(id) {
        Part::Anonymous => Name::anonymous(),
        Part::Str(prefix, text) => Name::str(&object(env, prefix), env.terms.names.text(text)),
        Part::Num(prefix, number) => Name::num(&object(env, prefix), term::Nat::from_u64(number)),
    }
}

/// What the axioms of a loaded environment were.
fn declared(env: &Environment) -> HashMap<Name, Declared> {
    let kinds = env.constants().iter().filter_map(|constant| match constant.kind {
        Kind::Axiom { declared: Some(declared), .. } => Some((object(env, constant.name), declared)),
        _ => None,
    });
    kinds.collect()
}

/// The declaration that some constants were made by, as it was submitted.
fn declaration(imported: &Imported, env: &Environment, claimed: &Claimed) -> Option<Declaration> {
    let find = |id: kernel::environment::ConstId| imported.find(&object(env, env.constant(id).name));
    Some(match claimed {
        Claimed::Single(id) => single(find(*id)?.r())?,
        Claimed::Mutual(ids) => {
            let members = ids.iter().map(|&id| match find(id)?.r().kind() {
                ConstantKind::Defn(val) => Some(val.own()),
                _ => None,
            });
            Declaration::MutualDefn(members.collect::<Option<_>>()?)
        }
        Claimed::Quot(id) => match find(*id)?.r().kind() {
            ConstantKind::Quot(val) if val.quot_kind() == term::QuotKind::Type => Declaration::Quot,
            _ => return None,
        },
        Claimed::Inductive { types, .. } => {
            let mut spec: Option<InductiveDecl> = None;
            for &id in types {
                let info = find(id)?;
                let ConstantKind::Induct(val) = info.r().kind() else { return None };
                let ctors = val.ctors().iter().map(|name| {
                    let ctor = imported.find(&name.own())?;
                    Some(Constructor { name: name.own(), ty: ctor.r().ty().own() })
                });
                let ty = InductiveType {
                    name: info.r().name().own(),
                    ty: info.r().ty().own(),
                    ctors: ctors.collect::<Option<_>>()?,
                };
                let spec = spec.get_or_insert_with(|| InductiveDecl {
                    level_params: info.r().level_params().iter().map(NameRef::own).collect(),
                    num_params: u32::try_from(val.num_params().to_u64().unwrap()).unwrap(),
                    types: Vec::new(),
                    is_unsafe: val.is_unsafe(),
                });
                spec.types.push(ty);
            }
            Declaration::Induct(spec?)
        }
    })
}

fn single(info: ConstantInfoRef<'_>) -> Option<Declaration> {
    Some(match info.kind() {
        ConstantKind::Axiom(val) => Declaration::Axiom(val.own()),
        ConstantKind::Defn(val) => Declaration::Defn(val.own()),
        ConstantKind::Thm(val) => Declaration::Thm(val.own()),
        ConstantKind::Opaque(val) => Declaration::Opaque(val.own()),
        _ => return None,
    })
}

/// How two constants that should be the same differ.
fn difference(a: ConstantInfoRef<'_>, b: ConstantInfoRef<'_>) -> Option<&'static str> {
    let names = |info: ConstantInfoRef<'_>| info.level_params().iter().map(NameRef::own).collect::<Vec<_>>();
    if names(a) != names(b) {
        return Some("level parameters");
    }
    if !a.ty().equal(b.ty()) {
        return Some(if a.ty() == b.ty() { "binders of the type" } else { "type" });
    }
    match (a.kind(), b.kind()) {
        (ConstantKind::Induct(a), ConstantKind::Induct(b)) => {
            let numbers = |v: term::InductiveValRef<'_>| {
                let all: Vec<Name> = v.all().iter().chain(v.ctors().iter()).map(NameRef::own).collect();
                let counts = [v.num_params(), v.num_indices(), v.num_nested()].map(|n| n.to_u64());
                (counts, [v.is_rec(), v.is_reflexive(), v.is_unsafe()], all)
            };
            (numbers(a) != numbers(b)).then_some("numbers and flags of a type")
        }
        (ConstantKind::Ctor(a), ConstantKind::Ctor(b)) => {
            let numbers = |v: term::ConstructorValRef<'_>| {
                ([v.cidx(), v.num_params(), v.num_fields()].map(|n| n.to_u64()), v.is_unsafe(), v.induct().own())
            };
            (numbers(a) != numbers(b)).then_some("numbers of a constructor")
        }
        (ConstantKind::Rec(a), ConstantKind::Rec(b)) => {
            let numbers = |v: term::RecursorValRef<'_>| {
                let counts = [v.num_params(), v.num_indices(), v.num_motives(), v.num_minors()].map(|n| n.to_u64());
                let all: Vec<Name> = v.all().iter().map(NameRef::own).collect();
                (counts, v.k(), v.is_unsafe(), all, v.rules().count())
            };
            if numbers(a) != numbers(b) {
                return Some("numbers of a recursor");
            }
            a.rules().zip(b.rules()).find_map(|(a, b)| {
                if a.ctor() != b.ctor() || a.num_fields() != b.num_fields() {
                    Some("a rule's constructor")
                } else if !a.rhs().equal(b.rhs()) {
                    Some(if a.rhs() == b.rhs() { "binders of a rule" } else { "a rule" })
                } else {
                    None
                }
            })
        }
        (ConstantKind::Quot(a), ConstantKind::Quot(b)) => (a.quot_kind() != b.quot_kind()).then_some("the kind"),
        _ => Some("the kind"),
    }
}

/// Every group of inductive types in the library, and the quotients, declared again one after another: what the kernel
/// derives is what upstream's wrote into the files, names of binders and all.
#[test]
fn what_follows_from_every_type_of_the_library_is_what_its_files_say() {
    with_stack(|| {
        let wanted = [Wanted::Path(library())];
        let loaded = load(&wanted, &options(2), |_| ()).unwrap();
        let imported = import(&wanted, &options(2), |_| ()).unwrap();
        let env = &loaded.environment;
        let follows = |claimed: &&Claimed| matches!(claimed, Claimed::Inductive { .. } | Claimed::Quot(_));
        let groups: Vec<&Claimed> = env.declarations().iter().filter(follows).collect();
        let names = groups.iter().flat_map(|claimed| claimed.constants());
        let hidden = names.map(|id| object(env, env.constant(id).name)).collect();
        let given = Given { imported: imported.clone(), hidden, declared: declared(env) };
        let mut session = Session::new(given, limits());
        let mut at = session.root();
        let (mut compared, mut different, mut apart) = (0, Vec::new(), 0);
        let (mut lacking, mut declined) = (HashSet::new(), 0);
        for claimed in groups {
            let Some(declaration) = declaration(&imported, env, claimed) else {
                apart += usize::from(!matches!(claimed, Claimed::Quot(_)));
                continue;
            };
            let checked = match session.add(&at, &declaration) {
                Ok(checked) => checked,
                Err(refusal) => {
                    // Files leave private constants out, and then also what mentions them cannot be declared.
                    let private = |name: &Name| name.r().root().is_str("_private") || lacking.contains(name);
                    let known = matches!(&refusal.exception, KernelException::UnknownConstant(name) if private(name));
                    assert!(known, "{declaration:?}: {:?}", refusal.verdict);
                    lacking.extend(claimed.constants().map(|id| object(env, env.constant(id).name)));
                    declined += 1;
                    continue;
                }
            };
            at = checked.snapshot().clone();
            for constant in checked.constants() {
                let name = constant.r().name();
                let written = imported.find(&name.own()).unwrap_or_else(|| panic!("{name} is in no file"));
                compared += 1;
                if let Some(what) = difference(constant.r(), written.r()) {
                    different.push(format!("{name}: {what}"));
                }
            }
        }
        eprintln!(
            "{compared} constants of which {} differ; {declined} groups mention what files lack",
            different.len()
        );
        assert!(apart == 0 && declined < 100, "{apart} {declined}");
        assert!(compared > 9_000, "{compared}");
        // One field's type holds `mdata`, which the kernel does not have.
        assert_eq!(different, ["LawfulGetElem.rec: type"]);
    });
}

fn batch(loaded: &Loaded) -> Vec<(DeclId, Verdict)> {
    let options = kernel::run::Options { limits: limits(), threads: 2 };
    kernel::run::check(&loaded.environment, &options, &|id| loaded.asked_for(id), &|_| {})
}

/// Submits the declarations that were asked for, and compares the verdicts with those of the batch.
fn same_verdicts(loaded: &Loaded, imported: &Rc<Imported>) -> usize {
    let env = &loaded.environment;
    let verdicts = batch(loaded);
    let names = verdicts.iter().flat_map(|(id, _)| env.declarations()[id.0 as usize].constants());
    let hidden = names.map(|id| object(env, env.constant(id).name)).collect();
    let given = Given { imported: imported.clone(), hidden, declared: declared(env) };
    let mut session = Session::new(given, limits());
    let mut at: Snapshot = session.root();
    let (mut same, mut missing) = (0, HashSet::new());
    for (id, expected) in &verdicts {
        let claimed = &env.declarations()[id.0 as usize];
        let Some(declaration) = declaration(imported, env, claimed) else { continue };
        let names = || claimed.constants().map(|id| object(env, env.constant(id).name));
        let found = match session.add(&at, &declaration) {
            Ok(checked) => {
                at = checked.snapshot().clone();
                Verdict::Accepted
            }
            Err(refusal) => {
                // What was not accepted is not declared here, but in the batch others see it all the same.
                let lacks =
                    matches!(&refusal.exception, KernelException::UnknownConstant(name) if missing.contains(name));
                missing.extend(names());
                if lacks {
                    continue;
                }
                refusal.verdict
            }
        };
        let agree = match (expected, &found) {
            (Verdict::Accepted, Verdict::Accepted) => true,
            (Verdict::Declined(a), Verdict::Declined(b)) => std::mem::discriminant(a) == std::mem::discriminant(b),
            (Verdict::Rejected(a), Verdict::Rejected(b)) => a.rule == b.rule,
            _ => false,
        };
        assert!(agree, "{declaration:?}: {found:?} and not {expected:?}");
        same += 1;
    }
    eprintln!("{same} of {} verdicts are the same, the others mention what was not accepted", verdicts.len());
    same
}

#[test]
fn a_module_of_theorems_gets_the_same_verdicts_one_by_one() {
    with_stack(|| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/kernel/inputs/Theorems.olean");
        let mut options = options(2);
        options.places.last.push(library());
        let wanted = [Wanted::Path(file)];
        let loaded = load(&wanted, &options, |_| ()).unwrap();
        let imported = import(&wanted, &options, |_| ()).unwrap();
        let same = same_verdicts(&loaded, &imported);
        assert!(same > 900, "{same} declarations");
    });
}

#[test]
fn small_modules_get_the_same_verdicts_one_by_one() {
    with_stack(|| {
        for module in
            ["Init/Prelude.olean", "Init/Core.olean", "Init/Data/List/Basic.olean", "Init/Data/Nat/Basic.olean"]
        {
            let mut options = options(2);
            options.places.last.push(library());
            let wanted = [Wanted::Path(library().join(module))];
            let loaded = load(&wanted, &options, |_| ()).unwrap();
            let imported = import(&wanted, &options, |_| ()).unwrap();
            let same = same_verdicts(&loaded, &imported);
            assert!(same > 50, "{module}: {same} declarations");
        }
    });
}

/// A small theorem on top of everything: few constants are brought in, and declarations that follow bring none.
#[test]
fn a_theorem_on_top_of_the_library_brings_in_little() {
    use term::{BinderInfo, ConstantVal, Expr, Level, TheoremVal};
    with_stack(|| {
        let start = std::time::Instant::now();
        let imported = import(&[Wanted::Path(library())], &options(2), |_| ()).unwrap();
        let all = imported.num_constants();
        imported.find(&Name::of_dotted("Nat"));
        eprintln!("{all} constants were imported in {:?}", start.elapsed());
        let given = Given { imported, hidden: HashSet::new(), declared: HashMap::new() };
        let mut session = Session::new(given, limits());
        let c = |text: &str| Expr::constant(Name::of_dotted(text), []);
        let app = |f: Expr, args: Vec<Expr>| args.into_iter().fold(f, Expr::app);
        let one = || Level::of_nat(1).unwrap();
        let v = |i| Expr::bvar(i).unwrap();
        let eq = |a, b| app(Expr::constant(Name::of_dotted("Eq"), [one()]), vec![c("Nat"), a, b]);
        let theorem = |i: usize| {
            let pi = |body| Expr::forall_e(Name::of_dotted("n"), c("Nat"), body, BinderInfo::Default);
            let lam = |body| Expr::lam(Name::of_dotted("n"), c("Nat"), body, BinderInfo::Default);
            let ty = pi(eq(app(c("Nat.add"), vec![v(0), c("Nat.zero")]), v(0)));
            let value = lam(app(Expr::constant(Name::of_dotted("Eq.refl"), [one()]), vec![c("Nat"), v(0)]));
            let name = Name::num(&Name::of_dotted("t"), term::Nat::from_u64(i as u64));
            Declaration::Thm(TheoremVal::new(ConstantVal::new(name.clone(), [], ty), value, [name]))
        };
        let start = std::time::Instant::now();
        let mut at = session.root();
        at = session.add(&at, &theorem(0)).unwrap().snapshot().clone();
        eprintln!("the first theorem: {:?}, {} constants", start.elapsed(), session.kernel().len());
        let brought = session.kernel().len();
        assert!(brought < 1_000, "{brought} of {all}");
        let start = std::time::Instant::now();
        for i in 1..=1_000 {
            at = session.add(&at, &theorem(i)).unwrap().snapshot().clone();
        }
        eprintln!("1,000 theorems: {:?}", start.elapsed());
        assert_eq!(session.kernel().len(), brought + 1_000);
    });
}
