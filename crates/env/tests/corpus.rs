//! The whole library of upstream, loaded at once.
#![forbid(unsafe_code)]

mod common;

use common::options;
use env::search::Wanted;
use env::uses::Uses;
use env::{Loaded, load};
use kernel::environment::{ConstId, ConstantKind, DeclId};
use kernel::terms::{ExprId, NameId};
use test_kit::corpus;

fn library(threads: usize) -> Loaded {
    let dir = corpus::dir().unwrap_or_else(|e| panic!("{e}"));
    load(&[Wanted::Path(dir)], &options(threads), |_| ()).unwrap()
}

/// One test, since loading is most of the work.
#[test]
fn the_library_is_loaded_whole_in_order_and_alike_by_any_number_of_threads() {
    let [one, two] = [1, 2].map(library);
    whole(&one);
    in_order(&one);
    programs(&one);
    hidden(&one);
    same(&one, &two);
}

fn text(loaded: &Loaded, name: NameId) -> String {
    kernel::print::name(&loaded.environment.terms.names, name)
}

fn whole(loaded: &Loaded) {
    let env = &loaded.environment;
    assert_eq!(loaded.modules.len(), corpus::FILES);
    assert!(loaded.modules.iter().all(|module| module.asked_for));
    // 146,753 constants, of which 111 are stated by two modules alike.
    assert_eq!(env.constants().len(), 146_642);
    assert!(env.duplicates().is_empty());
}

/// Each constant comes after those that it mentions, but for those that no file has; what mentions such is known.
fn in_order(loaded: &Loaded) {
    let env = &loaded.environment;
    let mut uses = Uses::new(env.terms.exprs.len());
    for (at, declaration) in env.declarations().iter().enumerate() {
        let round = uses.begin();
        let mut absent = Vec::new();
        for id in declaration.constants() {
            assert_eq!(env.declared_by(id), DeclId(at as u32));
            uses.constant(round, &env.terms.exprs, env.constant(id), |name| match env.find(name) {
                Some(found) => assert!(env.declared_by(found).0 <= at as u32, "{}", text(loaded, name)),
                None => absent.push(name),
            });
        }
        // The round is not ended: what is absent is looked for in the whole of every constant.
        let known = loaded.absent.get(&DeclId(at as u32)).map(Vec::as_slice).unwrap_or_default();
        assert!(absent.iter().all(|name| known.contains(name)));
        assert_eq!(absent.is_empty(), known.is_empty());
    }
    assert_eq!(loaded.absent.len(), 814);
}

/// Two programs that have nothing to do with each other both have a `main`.
fn programs(loaded: &Loaded) {
    let mains: Vec<&str> = loaded.apart.iter().map(|other| other.name.as_str()).collect();
    assert!(mains.contains(&"main") && mains.iter().all(|name| *name == "main" || name.starts_with("main.")));
    assert!(loaded.apart.iter().all(|other| text(loaded, other.here) == format!("_private.Leanc.0.{}", other.name)));
}

/// Most axioms of the library are theorems without their proofs.
fn hidden(loaded: &Loaded) {
    use kernel::environment::Declared::{Definition, Opaque, Theorem};
    let environment = &loaded.environment;
    let constants = environment.constants();
    let axioms = constants.iter().filter(|c| matches!(c.kind, ConstantKind::Axiom { .. })).count();
    let all = || (0..constants.len() as u32).filter_map(|at| environment.declared(ConstId(at)));
    let declared = |kind| all().filter(|k| *k == kind).count();
    let [theorems, definitions, opaque] = [Theorem, Definition, Opaque].map(declared);
    assert_eq!((axioms, theorems + definitions + opaque), (77_869, 77_791));
    assert!(theorems > definitions && definitions > opaque);
}

fn same(one: &Loaded, two: &Loaded) {
    let (a, b) = (&one.environment, &two.environment);
    assert!(a.constants() == b.constants());
    assert!(a.declarations() == b.declarations());
    assert_eq!(one.module_of, two.module_of);
    assert_eq!((a.terms.exprs.len(), a.terms.names.len()), (b.terms.exprs.len(), b.terms.names.len()));
    assert!((0..a.terms.exprs.len()).map(ExprId).all(|id| a.terms.exprs.node(id) == b.terms.exprs.node(id)));
    assert!((0..a.terms.names.len()).map(NameId).all(|id| a.terms.names.get(id) == b.terms.names.get(id)));
}
