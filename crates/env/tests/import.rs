//! The corpus, imported.
#![forbid(unsafe_code)]

mod file;

use env::base::{Base, Entries};
use env::entry::Entry;
use env::environment::{Environment, Header};
use env::ext::{
    AuxRec, ClassEntry, DefaultInstance, Deprecated, Extern, ExternEntry, Inline, InlineAttributeKind, InstanceEntry,
    InstanceExtension, MatchPattern, MatcherEntry, NoConfusion, NoConfusionInfo, PrivateConstKinds, ProjectionFns,
    Protected, ReducibilityCore, ReducibilityStatus, Specialize, Structures, class, is_namespace, matcher_info,
    reducibility,
};
use env::extension::Param;
use env::graph::Places;
use env::import::{Imported, import};
use env::load::Options;
use env::resolve::Unresolve;
use env::scoped::Placed;
use env::search::Wanted;
use file::{File, n};
use olean::module_file::PartKind;
use std::num::NonZeroUsize;
use std::rc::Rc;
use term::Name;

fn imported(module: &str) -> Rc<Imported> {
    let corpus = test_kit::corpus::dir().unwrap();
    let options = Options {
        threads: NonZeroUsize::new(2).unwrap(),
        places: Places { first: vec![corpus], last: Vec::new() },
        up_to: PartKind::Private,
    };
    let wanted = Wanted::Module(module.split('.').map(str::to_owned).collect());
    import(&[wanted], &options, |_| {}).unwrap()
}

fn file_on(module: &str) -> (Rc<Imported>, File) {
    let base = imported(module);
    (base.clone(), File::importing("Test", false, Vec::new(), base))
}

#[test]
fn core_is_as_the_real_program_sees_it() {
    let (base, mut file) = file_on("Init.Core");
    let names: Vec<String> = base.modules().iter().map(|module| module.name.to_string()).collect();
    assert_eq!(
        (names.first().map(String::as_str), names.last().map(String::as_str)),
        (Some("Init.Prelude"), Some("Init.Core"))
    );
    assert_eq!(file.env.find(&n("Nat.add")).unwrap().r().name().to_string(), "Nat.add");
    assert!(file.env.contains(&n("Nat.rec")) && !file.env.contains(&n("Nat.nope")));
    let module = file.env.module_of(&n("Nat.add")).unwrap();
    assert_eq!(base.modules()[module].name, n("Init.Prelude"));
    assert!(file.env.has_tag::<Protected>(&n("Nat.add")) && !file.env.has_tag::<Protected>(&n("Nat.succ")));
    assert!(file.env.has_tag::<AuxRec>(&n("Nat.casesOn")) && !file.env.has_tag::<AuxRec>(&n("Nat.rec")));
    assert!(is_namespace(&file.env, &n("Nat")) && !is_namespace(&file.env, &n("Nat.add.x")));
    assert_eq!(reducibility(&file.env, &n("inferInstance")), ReducibilityStatus::Reducible);
    assert_eq!(reducibility(&file.env, &n("Nat.add")), ReducibilityStatus::Semireducible);
    assert_eq!(file.env.param::<Inline>(&n("id")), Some(InlineAttributeKind::Inline));
    assert_eq!(file.env.param::<Inline>(&n("ite")), Some(InlineAttributeKind::MacroInline));
    let projection = file.env.param::<ProjectionFns>(&n("Prod.snd")).unwrap();
    assert_eq!((projection.ctor_name, projection.num_params, projection.i), (n("Prod.mk"), 2, 1));
    let monad = file.env.param::<Structures>(&n("Monad")).unwrap();
    let fields: Vec<String> = monad.field_names.iter().map(|name| name.to_string()).collect();
    assert_eq!(fields, ["toApplicative", "toBind"]);
    assert_eq!(monad.field(&n("toBind")).unwrap().subobject, Some(n("Bind")));
    assert_eq!(class(&file.env, &n("HAdd")).map(|entry| entry.out_params.to_vec()), Some(vec![2]));
    assert!(class(&file.env, &n("Nat")).is_none());
    assert!(matches!(file.env.param::<NoConfusion>(&n("Nat.noConfusion")), Some(NoConfusionInfo::Regular { .. })));
    let add = file.env.param::<Extern>(&n("Nat.add")).unwrap();
    let standard =
        |entry: &ExternEntry| matches!(entry, ExternEntry::Standard { function, .. } if &**function == "lean_nat_add");
    assert!(add.0.iter().any(standard), "{add:?}");
    let instances = file.env.scoped::<InstanceExtension>();
    assert!(instances.by_name.contains_key(&n("instMonadExceptOfMonadExceptOf")), "{}", instances.entries.len());
    assert!(file.env.has_tag::<MatchPattern>(&n("Nat.add")) && !file.env.has_tag::<MatchPattern>(&n("Nat.mul")));
    // Names mean what they mean there.
    assert_eq!(file.means("Nat.add.foo"), ["Nat.add:foo"]);
    assert_eq!(file.means("add"), [""; 0]);
    file.open("Nat");
    assert_eq!(file.means("add"), [""; 0], "it is protected");
    assert_eq!(file.means("succ"), ["Nat.succ"]);
    assert_eq!(file.printed("Nat.succ", false), "succ");
    assert_eq!(file.printed("Nat.add", false), "Nat.add");
    assert_eq!(file.means("getThe"), ["getThe"]);
    // `export` makes aliases.
    assert_eq!(file.means("read"), ["MonadReader.read"]);
    assert_eq!(file.printed("MonadReader.read", false), "read");
}

#[test]
fn every_constant_is_found_under_its_name() {
    let base = imported("Init");
    let env = Environment::new(Header::plain(n("Test")), base.clone());
    let (mut found, mut matchers) = (0, 0);
    for module in 0..base.modules().len() {
        for constant in base.constants(module) {
            let name = constant.r().name().own();
            let again = env.find(&name).unwrap_or_else(|| panic!("{name} is not found"));
            assert_eq!(again.r().name(), name.r());
            found += 1;
            matchers += usize::from(matcher_info(&env, &name).is_some());
        }
    }
    assert_eq!(found, base.num_constants());
    assert!(found > 40_000 && matchers > 100, "{found} constants, {matchers} matchers");
}

/// How many entries of an extension there are, all of which are read, and read again once they are written.
fn read_all<T: Entry>(base: &Imported, extension: &str) -> usize {
    let entries = Entries::of(base, &n(extension));
    for (i, entry) in entries.iter().enumerate() {
        let value = T::read(entry).unwrap_or_else(|| panic!("entry {i} of {extension}: {entry:?}"));
        assert!(T::read(value.write().r()).is_some(), "entry {i} of {extension}, written: {entry:?}");
    }
    entries.iter().count()
}

fn read_params<E: Param>(base: &Imported) -> usize {
    let entries = Entries::of(base, &E::name());
    entries.iter().for_each(|entry| assert!(E::read(entry).is_some(), "{}: {entry:?}", E::NAME));
    entries.iter().count()
}

#[test]
fn the_whole_corpus_is_imported() {
    let corpus = test_kit::corpus::dir().unwrap();
    let options =
        Options { threads: NonZeroUsize::new(2).unwrap(), places: Places::default(), up_to: PartKind::Private };
    let mut last = std::time::Instant::now();
    let mut lap = |what: &str| {
        eprintln!("{what}: {:?}", last.elapsed());
        last = std::time::Instant::now();
    };
    let base = import(&[Wanted::Path(corpus)], &options, |_| {}).unwrap();
    lap("files to objects");
    let mut file = File::importing("Test", false, Vec::new(), base.clone());
    assert!(file.env.contains(&n("Nat.add")));
    lap("the first constant");
    file.open("Lean Lean.Meta Lean.Elab");
    assert_eq!(file.means("MetaM"), ["Lean.Meta.MetaM"]);
    lap("the first name");
    for _ in 0..10_000 {
        assert_eq!(file.means("Expr.app.foo"), ["Lean.Expr.app:foo"]);
    }
    lap("ten thousand names");
    let (mut found, mut local) = (0, 0);
    for module in 0..base.modules().len() {
        for constant in base.constants(module) {
            let name = constant.r().name().own();
            assert!(file.env.contains(&name), "{name}");
            found += 1;
            local += usize::from(reducibility(&file.env, &name) == ReducibilityStatus::Reducible);
        }
    }
    assert_eq!((found, base.num_constants()), (146_753, 146_753));
    assert!(local > 10_000, "{local}");
    lap("every constant and its reducibility");
    assert!(!file.env.scoped::<InstanceExtension>().entries.is_empty());
    lap("the instances");
    assert_eq!(read_all::<Placed<InstanceEntry>>(&base, "Lean.Meta.instanceExtension"), 9_463);
    assert_eq!(read_all::<Placed<Name>>(&base, "Lean.Meta.globalInstanceExtension"), 9_852);
    assert_eq!(read_all::<DefaultInstance>(&base, "Lean.Meta.defaultInstanceExtension"), 36);
    assert_eq!(read_all::<MatcherEntry>(&base, "Lean.Meta.Match.Extension.extension"), 1_268);
    assert_eq!(read_all::<ClassEntry>(&base, "Lean.classExtension"), 415);
    assert_eq!(read_all::<(Name, Name)>(&base, "Lean.aliasExtension"), 273);
    assert_eq!(read_all::<Name>(&base, "Lean.namespacesExt"), 16_874);
    assert_eq!(read_all::<Name>(&base, "Lean.protectedExt"), 17_358);
    assert_eq!(read_params::<ReducibilityCore>(&base), 28_058);
    assert_eq!(read_params::<Structures>(&base), 2_158);
    assert_eq!(read_params::<ProjectionFns>(&base), 5_963);
    assert_eq!(read_params::<NoConfusion>(&base), 5_135);
    assert_eq!(read_params::<Inline>(&base), 9_935);
    assert_eq!(read_params::<Extern>(&base), 908);
    assert_eq!(read_params::<Specialize>(&base), 262);
    assert_eq!(read_params::<Deprecated>(&base), 739);
    assert_eq!(read_params::<PrivateConstKinds>(&base), 80_739);
    lap("the entries");
    // Every alias means what it says, and each constant is printed under a name that means it.
    let mut printed = 0;
    for module in (0..base.modules().len()).step_by(97) {
        for constant in base.constants(module).step_by(7) {
            let name = constant.r().name().own();
            let context = file.scopes.context(&file.env);
            let shown = context.unresolve_name_global(&name, Unresolve::default(), |_| true);
            let means = context.resolve_global_name(&shown);
            assert!(shown == name || (means.len() == 1 && means[0].name == name), "{name} is printed as {shown}");
            printed += usize::from(shown != name);
        }
    }
    assert!(printed > 100, "{printed}");
    lap("printed names");
}

#[test]
fn what_is_no_module_is_refused() {
    let corpus = test_kit::corpus::dir().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(corpus.join("Init/Prelude.olean")).unwrap();
    let options = Options {
        threads: NonZeroUsize::MIN,
        places: Places { first: vec![dir.path().to_path_buf()], last: Vec::new() },
        up_to: PartKind::Private,
    };
    let try_import = |bytes: &[u8]| {
        std::fs::write(dir.path().join("M.olean"), bytes).unwrap();
        import(&[Wanted::Module(vec!["M".into()])], &options, |_| {}).map(|_| ()).map_err(|error| error.to_string())
    };
    assert!(try_import(&bytes[..bytes.len() / 2]).is_err());
    assert!(try_import(b"").is_err());
    // A cached hash that lies: the word after a name's fields, early in the file.
    let mut lying = bytes.clone();
    lying[0x84 + 16] ^= 1;
    let error = try_import(&lying).unwrap_err();
    assert!(error.contains("M.olean"), "{error}");
    let missing = import(&[Wanted::Module(vec!["Nope".into()])], &options, |_| {}).map(|_| ()).unwrap_err();
    assert!(missing.to_string().starts_with("no file for the module Nope"), "{missing}");
}
