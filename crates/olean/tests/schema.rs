//! The embedded schema against real files: every object has a type and the layout that the type demands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use olean::schema::{CheckError, Limits, Reason, Schema, Shown, Slot, Types, Typing, check, show};
use olean::verify::Verifier;
use olean::view::{Image, Object};
use rt::layout::Width;

const COMMIT: &str = "38f3c0c45b8df6da2652faff6dcaa15afb5a6981";

fn schema() -> &'static Schema {
    Schema::for_version("4.28.0-pre", COMMIT).expect("an embedded schema")
}

fn inputs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/olean/inputs")
}

/// The files of one module of ours, by its parts' suffixes.
fn parts(module: &str, suffixes: &[&str]) -> Vec<Vec<u8>> {
    let read = |s: &&str| {
        let path = inputs().join(format!("{module}{s}"));
        std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    suffixes.iter().map(read).collect()
}

/// Verifies and types some parts, and hands the image over.
fn typed<T>(parts: &[Vec<u8>], types: &mut Types, then: impl FnOnce(&Image, Typing, &mut Types) -> T) -> T {
    let slices: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let verified = Verifier::new().verify(&slices).unwrap_or_else(|e| panic!("{e}"));
    let typing = check(verified.image(), types).unwrap_or_else(|e| panic!("{e}"));
    then(verified.image(), typing, types)
}

/// Everything that keeps the typing from being complete.
fn gaps(image: &Image, typing: &Typing) -> Vec<String> {
    let untyped = typing.untyped.iter().map(|u| format!("untyped: {}", u.path));
    let lost = typing.unreached(image).take(8).map(|o| format!("not reached: {o:?}"));
    untyped.chain(lost).collect()
}

/// Name and entries of each extension of a part.
fn extensions<'i>(image: &'i Image<'i>, part: usize, types: &mut Types) -> Vec<(String, Object<'i>)> {
    let root = image.root(part).unwrap().object().unwrap();
    let (_, def) = types.schema().def("Lean.ModuleData").unwrap();
    let entries = def.ctors()[0].fields.iter().find(|f| &*f.name == "entries").unwrap();
    let Slot::Boxed(slot) = entries.slot else { panic!("entries are boxed") };
    let width = image.width();
    let mut out = Vec::new();
    for pair in root.field(slot).unwrap().object().unwrap().children() {
        let pair = pair.object().unwrap();
        let name = show(pair.field(0).unwrap(), width, types.name(), types, &Limits::default());
        out.push((name.line(), pair.field(1).unwrap().object().unwrap()));
    }
    out
}

#[test]
fn every_corpus_file_type_checks() {
    let files = test_kit::corpus::files().unwrap_or_else(|e| panic!("{e}"));
    let mut types = Types::new(schema());
    let mut verifier = Verifier::new();
    let (mut objects, mut problems) = (0, Vec::new());
    for file in &files {
        let bytes = std::fs::read(file).unwrap();
        let verified = verifier.verify(&[&bytes]).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let image = verified.image();
        let name = file.display();
        match check(image, &mut types) {
            Err(e) => problems.push(format!("{name}: {e}")),
            Ok(typing) => problems.extend(gaps(image, &typing).into_iter().map(|g| format!("{name}: {g}"))),
        }
        objects += image.objects(0).count();
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems[..problems.len().min(20)].join("\n"));
    assert_eq!((files.len(), objects), (2_098, 9_474_769));
}

#[test]
fn the_parts_of_our_modules_type_check() {
    let mut types = Types::new(schema());
    for module in ["Small", "Varied"] {
        for suffixes in
            [&[".olean"][..], &[".olean", ".olean.server"], &[".olean", ".olean.server", ".olean.private"], &[".ir"]]
        {
            let gaps = typed(&parts(module, suffixes), &mut types, |image, typing, _| gaps(image, &typing));
            assert_eq!(gaps, Vec::<String>::new(), "{module} {suffixes:?}");
        }
    }
}

/// Extensions that are empty in the exported parts of the whole corpus, and have entries in `Varied`.
const ONLY_IN_VARIED: &[&str] = &[];

#[test]
fn our_module_has_entries_that_the_corpus_lacks() {
    let mut types = Types::new(schema());
    let all = parts("Varied", &[".olean", ".olean.server", ".olean.private"]);
    let counts = typed(&all, &mut types, |image, _, types| {
        let mut counts = BTreeMap::new();
        for part in 0..3 {
            for (name, entries) in extensions(image, part, types) {
                let n = entries.array_len().unwrap();
                let most: &mut usize = counts.entry(name).or_default();
                *most = n.max(*most);
            }
        }
        counts
    });
    for (n, c) in &counts {
        println!("{n} {c}");
    }
    for name in ONLY_IN_VARIED {
        assert!(counts[*name] > 0, "{name} has no entry");
    }
}
