//! A module that upstream compiled (`data/`): finding its parts, reading them together, checking their words, and
//! naming the object at fault when one word is wrong.

use olean::error::{Error, Reason};
use olean::module_data::{ConstantKind, ModuleData};
use olean::module_file::{ModuleFile, PartKind, ir_path, part_path};
use olean::testing::read_everything;
use olean::verify::Verifier;
use olean::view::{Object, Word};
use olean::words::WordChecker;
use olean::{base, view};
use rt::layout::Width;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/Sample.olean")
}

fn constants(module: ModuleData<'_>) -> BTreeMap<String, ConstantKind> {
    let named = module.constants().map(|c| c.unwrap()).map(|c| (c.name().unwrap().to_string(), c.kind()));
    named.collect()
}

#[test]
fn all_parts_verify_together_and_the_later_ones_need_the_earlier() {
    for (up_to, parts) in [(PartKind::Exported, 1), (PartKind::Server, 2), (PartKind::Private, 3)] {
        let file = ModuleFile::open(&sample(), up_to).unwrap();
        assert_eq!(file.paths().len(), parts);
        let mut verifier = Verifier::new();
        let verified = file.verify(&mut verifier).unwrap();
        let image = verified.image();
        read_everything(image);
        WordChecker::new().check(image).unwrap();
        let first = base::of_module(["Sample"], Width::W32);
        let bases: Vec<u64> = image.parts().iter().map(|p| p.header().base()).collect();
        assert_eq!(bases[0], first);
        assert!(bases.windows(2).all(|w| w[0] < w[1] && (w[1] - w[0]) % 0x1_0000 == 0));
        let crossing = (1..parts).map(|p| {
            image
                .objects(p)
                .flat_map(Object::children)
                .filter(|w| w.object().is_some_and(|o| o.place().part < p as u32))
                .count()
        });
        assert!(crossing.into_iter().all(|n| n > 0), "every later part points into earlier ones");
    }
    for kind in [PartKind::Server, PartKind::Private] {
        let alone = ModuleFile::open_single(&part_path(&sample(), kind)).unwrap();
        let error = alone.verify(&mut Verifier::new()).unwrap_err();
        let Error::Format { path, refusal } = &error else { panic!("{error}") };
        assert_eq!((path, refusal.reason.name()), (&part_path(&sample(), kind), "outside"));
        assert!(error.to_string().contains(&format!("{}: byte {:#x}: ", path.display(), refusal.offset)));
    }
}

#[test]
fn the_intermediate_representation_is_a_module_of_its_own() {
    let file = ModuleFile::open_single(&ir_path(&sample())).unwrap();
    let mut verifier = Verifier::new();
    let verified = file.verify(&mut verifier).unwrap();
    WordChecker::new().check(verified.image()).unwrap();
    let module = ModuleData::of_part(verified.image(), 0).unwrap();
    assert_eq!(verified.image().parts()[0].header().base(), base::of_module(["Sample", "ir"], Width::W32));
    assert_eq!(module.constants().len(), 0);
    let entries: Vec<_> = module.entries().map(|e| e.unwrap().extension.to_string()).collect();
    assert_eq!(entries, ["Lean.IR.declMapExt", "Lean.regularInitAttr"]);
    let names: Vec<_> = module.extra_const_names().map(|n| n.unwrap().to_string()).collect();
    assert!(names.contains(&"forMacros".to_string()), "{names:?}");
}

#[test]
fn each_level_shows_more() {
    let file = ModuleFile::open(&sample(), PartKind::Private).unwrap();
    let mut verifier = Verifier::new();
    let verified = file.verify(&mut verifier).unwrap();
    let levels: Vec<_> = (0..3).map(|part| constants(ModuleData::of_part(verified.image(), part).unwrap())).collect();
    let (exported, private) = (&levels[0], &levels[2]);
    assert_eq!(exported["hidden_proof"], ConstantKind::Axiom);
    assert_eq!(private["hidden_proof"], ConstantKind::Thm);
    assert_eq!(exported["useHelper"], ConstantKind::Axiom);
    assert_eq!(private["useHelper"], ConstantKind::Defn);
    assert_eq!(exported["postulate"], ConstantKind::Axiom);
    assert_eq!(exported["«two words».«1st»"], ConstantKind::Defn);
    assert_eq!(exported["Rose"], ConstantKind::Induct);
    assert_eq!(exported["Rose.rec"], ConstantKind::Rec);
    assert_eq!(exported["Rose.node"], ConstantKind::Ctor);
    assert!(!exported.keys().any(|n| n.ends_with("helper")));
    assert!(private.keys().any(|n| n.ends_with("0.helper")), "{:?}", private.keys());
    let rose = |part: usize| {
        let module = ModuleData::of_part(verified.image(), part).unwrap();
        let found = module.constants().map(|c| c.unwrap()).find(|c| c.name().unwrap().to_string() == "Rose");
        found.unwrap()
    };
    let all: Vec<_> = rose(0).all().unwrap().names().map(|n| n.unwrap().to_string()).collect();
    assert_eq!(all, ["Rose", "Forest"]);
    let ctors: Vec<_> = rose(0).ctors().unwrap().names().map(|n| n.unwrap().to_string()).collect();
    assert_eq!(ctors, ["Rose.node"]);
    assert_eq!(rose(0).nats().collect::<Vec<_>>(), [1, 0, 0]);
    assert_eq!(rose(0).level_params().names().map(|n| n.unwrap().to_string()).collect::<Vec<_>>(), ["u"]);
}

#[test]
fn a_missing_file_is_the_worlds_fault() {
    let missing = sample().with_file_name("Missing.olean");
    let error = ModuleFile::open(&missing, PartKind::Private).unwrap_err();
    assert!(matches!(&error, Error::World { path, action: "open", .. } if *path == missing), "{error}");
    let directory = ModuleFile::open_single(sample().parent().unwrap()).unwrap_err();
    assert!(matches!(directory, Error::World { action: "read", .. }), "{directory}");
}

/// Damages one cached word of `Sample.olean` and returns the checker's refusal with the object's offset.
fn with_wrong_word(pick: impl Fn(ModuleData<'_>) -> view::Place, bit: u32) -> (u64, u64, u64, Reason) {
    let mut bytes = std::fs::read(sample()).unwrap();
    let (offset, fields) = {
        let mut verifier = Verifier::new();
        let verified = verifier.verify(&[&bytes]).unwrap();
        let place = pick(ModuleData::of_part(verified.image(), 0).unwrap());
        (place.offset as usize, verified.image().at(place).num_fields())
    };
    let at = offset + 8 + 4 * fields;
    let right = u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
    bytes[at..at + 8].copy_from_slice(&(right ^ 1 << bit).to_le_bytes());
    let mut verifier = Verifier::new();
    let verified = verifier.verify(&[&bytes]).unwrap();
    let refusal = WordChecker::new().check(verified.image()).unwrap_err();
    assert_eq!(refusal.offset, offset as u64);
    (offset as u64, right, right ^ 1 << bit, refusal.reason)
}

/// Follows `path` through the boxed fields of a word.
fn follow<'i>(word: Word<'i>, path: &[usize]) -> Object<'i> {
    let object = word.object().unwrap();
    match path {
        [] => object,
        [first, rest @ ..] => follow(object.field(*first).unwrap(), rest),
    }
}

#[test]
fn a_wrong_word_is_found_below_the_position_that_needs_it() {
    let constant = |module: ModuleData<'_>, name: &str, f: &dyn Fn(olean::module_data::Constant<'_>) -> view::Place| {
        let found = module.constants().map(|c| c.unwrap()).find(|c| c.name().unwrap().to_string() == name);
        f(found.unwrap())
    };
    let name = |m: ModuleData<'_>| constant(m, "Rose", &|c| follow(c.name().unwrap().word(), &[]).place());
    // `Even.step : (n : Nat) → …`: the binder type, an `Expr` that many share.
    let expr = |m: ModuleData<'_>| constant(m, "Even.step", &|c| follow(c.ty(), &[1]).place());
    // `levels`: the level in its type's first sort.
    let level = |m: ModuleData<'_>| constant(m, "levels", &|c| follow(c.ty(), &[1, 0]).place());
    for (pick, what) in [(&name as &dyn Fn(ModuleData<'_>) -> view::Place, "Name"), (&expr, "Expr"), (&level, "Level")]
    {
        for bit in [0, 31, 32, 40, 63] {
            let (_, computed, stored, reason) = with_wrong_word(pick, bit);
            assert_eq!(reason, Reason::CachedWord { what, stored, computed });
        }
    }
}
