//! Fat constructors: indices, field counts and scalar areas past what upstream's layout holds.

mod common;

use common::balanced;
use rt::layout::{fat, limit, tag};
use rt::{Config, Kind, Obj, ObjRef, Runtime, Shared};

/// A constructor of the shape, with fields and scalars that say where they are.
fn build(index: usize, fields: usize, scalars: usize) -> Obj {
    let bytes: Vec<u8> = (0..scalars).map(|i| (i * 7 + 3) as u8).collect();
    Obj::ctor_dyn(index, (0..fields).map(|i| Obj::string(&format!("field {i}"))), &bytes)
}

fn check(o: ObjRef<'_>, index: usize, fields: usize, scalars: usize) {
    assert_eq!((o.ctor_index(), o.num_fields()), (index, fields));
    for i in 0..fields {
        assert_eq!(o.field(i).as_str(), Some(format!("field {i}").as_str()));
    }
    assert!(o.get_field(fields).is_none());
    let area = o.scalar_area();
    assert!(area.len() >= scalars);
    assert!(area.iter().take(scalars).enumerate().all(|(i, &b)| b == (i * 7 + 3) as u8));
    for off in [0, scalars / 2, scalars.saturating_sub(8)] {
        if off + 8 <= scalars {
            assert_eq!(o.scalar_u64(off).to_le_bytes(), area[off..off + 8]);
            assert_eq!(o.scalar_u32(off).to_le_bytes(), area[off..off + 4]);
            assert_eq!((o.scalar_u16(off).to_le_bytes(), o.scalar_u8(off)), ([area[off], area[off + 1]], area[off]));
        }
    }
}

/// Shapes on both sides of each limit; the last two are past the size classes.
const SHAPES: [(usize, usize, usize, Kind); 12] = [
    (243, 255, 1023, Kind::Ctor),
    (244, 1, 0, Kind::Fat),
    (244, 0, 1, Kind::Fat),
    (0, 256, 0, Kind::Fat),
    (0, 0, 1024, Kind::Fat),
    (7, 3, 1024, Kind::Fat),
    (1_000_000, 2, 13, Kind::Fat),
    (u32::MAX as usize, 1, 1, Kind::Fat),
    (300, 300, 2000, Kind::Fat),
    (1, 509, 0, Kind::Fat),
    (1, 510, 0, Kind::Fat),
    (244, 5000, 70_001, Kind::Fat),
];

#[test]
fn every_shape_is_built_read_shared_and_freed() {
    for (index, fields, scalars, kind) in SHAPES {
        balanced(|| {
            let o = build(index, fields, scalars);
            assert_eq!(o.r().kind(), kind);
            check(o.r(), index, fields, scalars);
            let copies: Vec<Obj> = (0..5).map(|_| o.clone()).collect();
            drop(o);
            check(copies[4].r(), index, fields, scalars);
            drop(copies);

            let shared = Shared::new(build(index, fields, scalars));
            std::thread::scope(|s| {
                let other = shared.clone();
                s.spawn(move || check(other.r(), index, fields, scalars));
            });
            drop(shared);
        });
    }
}

#[test]
fn fat_constructors_change_in_place_while_nobody_else_has_them() {
    balanced(|| {
        let mut o = build(300, 300, 2000);
        let at = o.as_ptr();
        let fields = o.fields_mut().unwrap();
        fields[299] = Obj::string("changed");
        fields.swap(0, 1);
        o.scalar_area_mut().unwrap()[1999] = 0xee;
        assert!(o.set_ctor_index(70_000));
        assert!(at == o.as_ptr());
        assert_eq!((o.r().ctor_index(), o.r().scalar_u8(1999)), (70_000, 0xee));
        assert_eq!((o.r().field(0).as_str(), o.r().field(299).as_str()), (Some("field 1"), Some("changed")));
        let other = o.clone();
        assert!(o.fields_mut().is_none() && o.scalar_area_mut().is_none() && !o.set_ctor_index(1));
        drop(other);
        assert!(!o.reset().is_some(), "fat memory is not kept for reuse");
    });
}

#[test]
fn persistent_fat_constructors_end_with_their_runtime() {
    let rt = Runtime::with_config(&Config { workers: Some(0) });
    rt.run(|| {
        for (index, fields, scalars, _) in SHAPES {
            let kept = Shared::persistent(build(index, fields, scalars));
            check(kept.clone().r(), index, fields, scalars);
        }
    });
    // SAFETY: no reference to the persistent objects is left.
    unsafe { rt.shutdown() };
}

#[test]
fn the_limits_are_those_of_the_layout() {
    assert_eq!((tag::MAX_CTOR, limit::CTOR_FIELDS, limit::CTOR_SCALAR_BYTES), (243, 255, 1023));
    assert_eq!(fat::size(300, 2000), Some(24 + 2400 + 2000));
    balanced(|| {
        let o = build(300, 300, 2000);
        // SAFETY: a live object.
        assert_eq!(unsafe { rt::object::byte_size(o.as_ptr()) }, 24 + 2400 + 2000);
    });
}
