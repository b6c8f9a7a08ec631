//! Live objects to files and back: compacted, verified, placed at their base, elsewhere, and in a scope.

use olean::compact::{CompactError, Compactor, Live, LiveError, Target};
use olean::region::{Region, Scoped};
use olean::verify::Verifier;
use rt::layout::{Width, mpz};
use rt::{Obj, ObjRef};
use typed_arena::Arena;

const TARGET: Target<'static> = Target {
    width: Width::W64,
    encoding: mpz::Encoding::Gmp,
    lean_version: "4.28.0-pre",
    commit: "",
    base: 0x31fc_9d50_0000,
};

fn compact(roots: &[&Obj], target: Target<'_>) -> Result<Vec<Vec<u8>>, CompactError<LiveError>> {
    let kept = Arena::new();
    let graph = Live::new(&kept);
    let mut compactor = Compactor::new(&graph, target);
    for root in roots {
        compactor.part(Live::slot_of(root.r()))?;
    }
    Ok(compactor.into_parts())
}

/// A value with every kind that a file can hold.
fn zoo() -> Obj {
    let shared = Obj::string("größer ∀");
    Obj::array([
        shared.clone(),
        Obj::ctor(0, [shared.clone(), Obj::string("größer ∀")]),
        Obj::nat_of_decimal("123456789012345678901234567890").unwrap(),
        Obj::int(i64::MIN),
        Obj::ctor_scalars(3, [Obj::scalar(9)], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        Obj::ctor_dyn(1000, (0..300).map(Obj::scalar), &[7; 20]),
        rt::ScalarArray::bytes(b"bytes").into_obj(),
        rt::ScalarArray::floats(&[1.5, -2.5]).into_obj(),
        rt::Thunk::pure(shared.clone()).into_obj(),
        rt::Task::pure(Obj::string("done")).into_obj(),
        rt::Ref::new(Obj::list((0..3).map(Obj::scalar))).into_obj(),
        Obj::array([]),
        Obj::string(""),
    ])
}

/// Structural equality over everything a file can hold.
fn same(a: ObjRef<'_>, b: ObjRef<'_>) -> bool {
    if a.is_scalar() || b.is_scalar() {
        return a.addr() == b.addr();
    }
    let words = |o: ObjRef<'_>| -> Vec<Obj> {
        let own = |s: &[ObjRef<'_>]| s.iter().map(|w| w.to_obj()).collect();
        match o.kind() {
            rt::Kind::Thunk | rt::Kind::Task => vec![o.forced().unwrap().to_obj()],
            rt::Kind::Ref | rt::Kind::Promise => vec![o.content().unwrap()],
            _ => o.get_fields().or_else(|| o.as_array()).map_or(vec![], own),
        }
    };
    let (x, y) = (words(a), words(b));
    a.kind() == b.kind()
        && a.get_ctor_index() == b.get_ctor_index()
        && a.scalar_area() == b.scalar_area()
        && a.as_str() == b.as_str()
        && a.as_mpz() == b.as_mpz()
        && a.as_scalar_array() == b.as_scalar_array()
        && x.len() == y.len()
        && x.iter().zip(&y).all(|(x, y)| same(x.r(), y.r()))
}

#[test]
fn every_kind_survives_the_file() {
    let value = zoo();
    let parts = compact(&[&value], TARGET).unwrap();
    let mut verifier = Verifier::new();
    let verified = verifier.verify(&[&parts[0]]).unwrap();
    let at_base = Region::load(&verified).unwrap();
    let elsewhere = Region::load_elsewhere(&verified).unwrap();
    assert!(!elsewhere.is_at_base());
    let scoped = Scoped::load(&verified).unwrap();
    for root in [at_base.root(0).unwrap(), elsewhere.root(0).unwrap(), scoped.root(0).unwrap()] {
        assert!(same(value.r(), root));
        let items = root.as_array().unwrap();
        assert!(items[0].ptr_eq(items[1].field(0)) && items[0].ptr_eq(items[1].field(1)), "equal strings are one");
    }
    let escaped = scoped.root(0).unwrap().to_obj();
    drop(scoped);
    assert!(same(value.r(), escaped.r()));
    assert_eq!(compact(&[&escaped], TARGET).unwrap(), parts, "memory does not show in the bytes");
    // SAFETY: the words into both regions are gone.
    unsafe {
        at_base.unmap();
        elsewhere.unmap();
    }
}

#[test]
fn later_parts_share_with_earlier_ones() {
    let common = Obj::list((0..100).map(|i| Obj::string(&format!("entry {i}"))));
    let private = Obj::ctor(0, [common.clone(), Obj::string("private")]);
    let parts = compact(&[&common, &private], TARGET).unwrap();
    assert!(parts[1].len() < 200, "{} bytes", parts[1].len());
    let mut verifier = Verifier::new();
    let verified = verifier.verify(&[&parts[0], &parts[1]]).unwrap();
    let region = Scoped::load(&verified).unwrap();
    assert!(same(common.r(), region.root(0).unwrap()));
    assert!(same(private.r(), region.root(1).unwrap()));
}

#[test]
fn trusted_files_are_mapped_where_they_want_to_be() {
    let dir = std::env::temp_dir().join(format!("lithe-region-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let value = zoo();
    let parts = compact(&[&value], Target { base: 0x2222_0000_0000, ..TARGET }).unwrap();
    let path = dir.join("A.olean");
    std::fs::write(&path, &parts[0]).unwrap();
    // SAFETY: written by the compactor just now; nobody else knows the file.
    let (first, second) = unsafe { (Region::map_trusted(&[&path]).unwrap(), Region::map_trusted(&[&path]).unwrap()) };
    // A sanitizer's shadow memory lies where files want to be.
    assert!(first.is_at_base() || cfg!(lithe_shadow));
    assert!(!second.is_at_base(), "the second finds its base taken");
    assert!(same(first.root(0).unwrap(), second.root(0).unwrap()));
    std::fs::remove_dir_all(&dir).unwrap();
}

#[test]
fn what_has_no_form_in_a_file_is_named_with_its_path() {
    let closure = rt::Closure::from_fn(|[x]: [Obj; 1]| x).into_obj();
    let value = Obj::array([Obj::scalar(0), Obj::ctor(0, [closure])]);
    match compact(&[&value], TARGET) {
        Err(e @ CompactError::Object { error: LiveError::Closure, .. }) => {
            assert_eq!(e.to_string(), "root[1][0]: a closure cannot be written");
        }
        other => panic!("{other:?}"),
    }
    let knot = rt::Ref::new(Obj::scalar(0));
    knot.set(Obj::ctor(0, [knot.clone().into_obj()]));
    let knotted = compact(&[&knot.clone().into_obj()], TARGET);
    knot.set(Obj::scalar(0));
    assert!(matches!(knotted, Err(CompactError::Cycle { ref path }) if *path == [0, 0]), "{knotted:?}");
    let narrow = Target { width: Width::W32, base: 0x10_0000, ..TARGET };
    assert!(matches!(compact(&[&Obj::scalar(1 << 40)], narrow), Err(CompactError::TooWide { .. })));
}

#[test]
fn a_deep_value_needs_no_stack() {
    std::thread::Builder::new()
        .stack_size(64 << 10)
        .spawn(|| {
            let list = Obj::list((0..1_000_000).map(Obj::scalar));
            let parts = compact(&[&list], TARGET).unwrap();
            let mut verifier = Verifier::new();
            let verified = verifier.verify(&[&parts[0]]).unwrap();
            let scoped = Scoped::load(&verified).unwrap();
            assert_eq!(scoped.root(0).unwrap().list_iter().count(), 1_000_000);
        })
        .unwrap()
        .join()
        .unwrap();
}
