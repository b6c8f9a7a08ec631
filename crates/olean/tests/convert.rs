//! Real files at the other pointer width and back.

use olean::compact::{Compactor, Live, Target};
use olean::module_data::{ConstantKind, ModuleData};
use olean::region::{Region, Scoped};
use olean::verify::{Verified, Verifier};
use olean::view::{Image, Kind, Word};
use olean::words::WordChecker;
use olean::{base, convert};
use rt::ObjRef;
use rt::layout::Width;
use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use typed_arena::Arena;

fn to(image: &Image<'_>, width: Width, module: &Path) -> Vec<u8> {
    let header = image.parts()[0].header();
    let target = Target {
        width,
        encoding: convert::usual_encoding(width),
        base: base::of_module(module.iter().map(|c| c.to_str().unwrap()), width),
        ..Target::like(header)
    };
    convert::width(image, target).unwrap_or_else(|e| panic!("{}: {e}", module.display())).remove(0)
}

/// Whether two big numbers of the image are equal: the one thing that 64 bits do not keep apart.
fn has_equal_numbers(image: &Image<'_>) -> bool {
    let mut seen = HashSet::new();
    image.objects(0).filter(|o| o.kind() == Kind::Mpz).any(|o| {
        let big = o.big().unwrap();
        !seen.insert((big.is_negative(), big.magnitude()))
    })
}

/// What identifies a constant: kind, names, the cached words of its terms (which hash all of their structure, and are
/// themselves recomputed), its numbers and its flags.
#[derive(PartialEq)]
struct Identity {
    kind: ConstantKind,
    name: u64,
    levels: Vec<u64>,
    terms: Vec<Option<u64>>,
    numbers: Vec<u64>,
    is_unsafe: bool,
}

fn constants(image: &Image<'_>) -> Vec<Identity> {
    let data = |w: Word<'_>| w.object().and_then(|o| o.scalar_u64(0));
    let module = ModuleData::of_part(image, 0).unwrap();
    let rows = module.constants().map(|c| {
        let c = c.unwrap();
        let mut terms = vec![data(c.ty())];
        terms.extend(c.value().map(data));
        terms
            .extend(c.rules().into_iter().flatten().map(|rule| rule.unwrap().object().and_then(|r| data(r.field(2)?))));
        let levels = c.level_params().names().map(|n| n.unwrap().hash()).collect();
        let all = c.all().into_iter().chain(c.ctors()).flat_map(|l| l.names().map(|n| n.unwrap().hash()));
        let numbers = c.nats().chain(all).collect();
        Identity { kind: c.kind(), name: c.name().unwrap().hash(), levels, terms, numbers, is_unsafe: c.is_unsafe() }
    });
    rows.collect()
}

fn assert_same_constants(a: &Image<'_>, b: &Image<'_>) {
    assert!(constants(a) == constants(b));
}

/// Loads a file at its base, elsewhere and in a scope; compacting what is then in memory gives the file again. Whether
/// the base was free: now and then the system has put this program or its memory there.
fn assert_lives(verified: &Verified<'_>, bytes: &[u8]) -> bool {
    let header = verified.image().parts()[0].header();
    let target = Target::like(header);
    let again = |root: ObjRef<'_>| {
        let kept = Arena::new();
        let graph = Live::new(&kept);
        let mut compactor = Compactor::new(&graph, target);
        compactor.part(Live::slot_of(root)).unwrap();
        compactor.into_parts().remove(0)
    };
    let at_base = Region::load(verified).unwrap();
    let elsewhere = Region::load_elsewhere(verified).unwrap();
    let scoped = Scoped::load(verified).unwrap();
    // A sanitizer's shadow memory lies where files want to be.
    let landed = at_base.is_at_base();
    assert!(!elsewhere.is_at_base());
    for root in [at_base.root(0), elsewhere.root(0), scoped.root(0)] {
        assert!(again(root.unwrap()) == bytes);
    }
    let mut checker = term::check::Checker::new();
    for constant in elsewhere.root(0).unwrap().field(2).as_array().unwrap() {
        checker.check(*constant, term::shape::Ty::ConstantInfo).unwrap();
    }
    // SAFETY: the words into both regions are gone.
    unsafe {
        at_base.unmap();
        elsewhere.unmap();
    }
    landed
}

#[test]
fn every_real_file_goes_to_64_bits_and_back() {
    let corpus = test_kit::corpus::dir().unwrap();
    let files = test_kit::corpus::files().unwrap();
    let (next, identical, merged) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let landed = AtomicUsize::new(0);
    std::thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let mut verifier = Verifier::new();
                let mut words = WordChecker::new();
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let module = path.strip_prefix(&corpus).unwrap().with_extension("");
                    let original = std::fs::read(path).unwrap();
                    let narrow = verifier.verify(&[&original]).unwrap();
                    // The same values with zeros in their padding, which also makes more objects equal.
                    let clean = to(narrow.image(), Width::W32, &module);
                    let wide_bytes = to(narrow.image(), Width::W64, &module);
                    let wide = verifier.verify(&[&wide_bytes]).unwrap();
                    let _ = words.check(wide.image()).unwrap();
                    assert_same_constants(narrow.image(), wide.image());
                    let back = to(wide.image(), Width::W32, &module);
                    let back_image = verifier.verify(&[&back]).unwrap();
                    assert!(to(back_image.image(), Width::W64, &module) == wide_bytes, "{}", path.display());
                    if back == clean {
                        identical.fetch_add(1, Ordering::Relaxed);
                    } else {
                        assert!(has_equal_numbers(narrow.image()), "{}", path.display());
                        merged.fetch_add(1, Ordering::Relaxed);
                    }
                    if assert_lives(&wide, &wide_bytes) {
                        landed.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!((identical.into_inner(), merged.into_inner()), (2017, 81));
    let landed = landed.into_inner();
    assert!(landed > 2000 || cfg!(lithe_shadow), "{landed} files at their base");
}
