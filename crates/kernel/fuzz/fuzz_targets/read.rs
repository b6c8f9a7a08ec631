//! An export: both readers of NDJSON understand the same, and no text leads to a panic.
#![no_main]

use kernel::environment::Environment;
use kernel::read::{Format, format, read};
use kernel::terms::ExprId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let first = read(bytes, 1);
    if !matches!(format(bytes), Ok((Format::Ndjson, _))) {
        return;
    }
    // A line that begins with a space has none of the fixed shapes.
    let mut spaced = Vec::new();
    for (at, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        if at > 0 {
            spaced.push(b' ');
        }
        spaced.extend(line);
    }
    match (first, read(&spaced, 1)) {
        (Ok(one), Ok(other)) => same(&one, &other),
        (Err(one), Err(other)) => assert_eq!((one.line, one.kind), (other.line, other.kind)),
        (one, other) => panic!("{:?}, {:?}", one.err(), other.err()),
    }
});

fn same(one: &Environment, other: &Environment) {
    assert_eq!(one.constants(), other.constants());
    assert_eq!(one.declarations(), other.declarations());
    assert_eq!(one.terms.exprs.len(), other.terms.exprs.len());
    for id in (0..one.terms.exprs.len()).map(ExprId) {
        assert_eq!(one.terms.exprs.cell(id), other.terms.exprs.cell(id));
        assert_eq!(one.terms.exprs.node(id), other.terms.exprs.node(id));
        assert_eq!(one.terms.exprs.binder(id), other.terms.exprs.binder(id));
    }
}
