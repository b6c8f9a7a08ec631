//! The embedded schema against real files: every object has a type and the layout that the type demands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use olean::schema::{Limits, Schema, Shown, Slot, Types, Typing, check, show};
use olean::verify::Verifier;
use olean::view::{Image, Object};
use rt::layout::Width;

const ALL: &[&str] = &[".olean", ".olean.server", ".olean.private"];
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
fn versions_match_exactly() {
    assert!(Schema::for_version("4.28.0-pre", COMMIT).is_some());
    assert!(Schema::for_version("4.28.0", COMMIT).is_none());
    assert!(Schema::for_version("4.28.0-pre", "").is_none());
    assert_eq!(Schema::known().collect::<Vec<_>>(), ["4.28.0-pre"]);
    assert_eq!(schema().extensions().filter(|(_, known)| *known).count(), 155);
}

/// Constructor, boxed fields, size at 64 and at 32 bits, as the published tables of core types have them.
const SIZES: &[(&str, &str, usize, usize, usize)] = &[
    ("Lean.Name", "str", 2, 32, 24),
    ("Lean.Name", "num", 2, 32, 24),
    ("Lean.Level", "succ", 1, 24, 24),
    ("Lean.Level", "max", 2, 32, 24),
    ("Lean.Level", "imax", 2, 32, 24),
    ("Lean.Level", "param", 1, 24, 24),
    ("Lean.Level", "mvar", 1, 24, 24),
    ("Lean.Expr", "bvar", 1, 24, 24),
    ("Lean.Expr", "fvar", 1, 24, 24),
    ("Lean.Expr", "mvar", 1, 24, 24),
    ("Lean.Expr", "sort", 1, 24, 24),
    ("Lean.Expr", "const", 2, 32, 24),
    ("Lean.Expr", "app", 2, 32, 24),
    ("Lean.Expr", "lam", 3, 48, 32),
    ("Lean.Expr", "forallE", 3, 48, 32),
    ("Lean.Expr", "letE", 4, 56, 40),
    ("Lean.Expr", "lit", 1, 24, 24),
    ("Lean.Expr", "mdata", 2, 32, 24),
    ("Lean.Expr", "proj", 3, 40, 32),
    ("Lean.Literal", "natVal", 1, 16, 16),
    ("Lean.Literal", "strVal", 1, 16, 16),
    ("Lean.ConstantInfo", "axiomInfo", 1, 16, 16),
    ("Lean.ConstantInfo", "recInfo", 1, 16, 16),
    ("Lean.ConstantVal", "mk", 3, 32, 24),
    ("Lean.AxiomVal", "mk", 1, 24, 16),
    ("Lean.DefinitionVal", "mk", 4, 48, 32),
    ("Lean.TheoremVal", "mk", 3, 32, 24),
    ("Lean.OpaqueVal", "mk", 3, 40, 24),
    ("Lean.QuotVal", "mk", 1, 24, 16),
    ("Lean.InductiveVal", "mk", 6, 64, 40),
    ("Lean.ConstructorVal", "mk", 5, 56, 32),
    ("Lean.RecursorVal", "mk", 7, 72, 40),
    ("Lean.RecursorRule", "mk", 3, 32, 24),
    ("Lean.ReducibilityHints", "regular", 0, 16, 16),
    ("Lean.ModuleData", "mk", 5, 56, 32),
    ("Lean.Import", "mk", 1, 24, 16),
    ("Lean.DataValue", "ofBool", 0, 16, 16),
    ("Lean.PersistentArray", "mk", 4, 48, 32),
];

#[test]
fn sizes_are_the_published_ones() {
    for &(ty, ctor, boxed, wide, narrow) in SIZES {
        let (_, def) = schema().def(ty).unwrap_or_else(|| panic!("{ty}"));
        let ctor = def.ctors().iter().find(|c| *c.name == *ctor).unwrap_or_else(|| panic!("{ty}.{ctor}"));
        let found = (ctor.num_boxed(), ctor.size(Width::W64), ctor.size(Width::W32));
        assert_eq!(found, (boxed, wide, narrow), "{ty}.{}", ctor.name);
    }
    let tags = |ty: &str| schema().def(ty).unwrap().1.ctors().iter().map(|c| c.name.to_string()).collect::<Vec<_>>();
    assert_eq!(tags("Lean.DataValue"), ["ofString", "ofBool", "ofName", "ofNat", "ofInt", "ofSyntax"]);
    assert_eq!(tags("Lean.Syntax"), ["missing", "node", "atom", "ident"]);
    let kinds = schema().def("Lean.BinderInfo").unwrap().1.enum_names().unwrap();
    assert_eq!(kinds.len(), 4);
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

/// Extensions that have no entry in the whole corpus and have some in `Varied`.
const ONLY_IN_VARIED: &[&str] = &[
    "Lean.docStringExt",
    "_private.Lean.DocString.Extension.0.Lean.inheritDocStringExt",
    "Lean.versoDocStringExt",
    "_private.Lean.DocString.Extension.0.Lean.versoModuleDocExt",
    "_private.Lean.Compiler.MetaAttr.0.Lean.declMetaExt",
    "Lean.Parser.Tactic.Doc.knownTacticTagExt",
    "Lean.Parser.Tactic.Doc.tacticDocExtExt",
    "Lean.Meta.Simp.simprocDeclExt",
    "Lean.Meta.Simp.simprocExtension",
    "Lean.Elab.Term.termElabAttribute",
    "_private.Lean.Widget.UserWidget.0.Lean.Widget.moduleRegistry",
    "_private.Lean.Widget.UserWidget.0.Lean.Widget.panelWidgetsExt",
];

#[test]
fn our_module_has_entries_that_the_corpus_lacks() {
    let mut types = Types::new(schema());
    let counts = typed(&parts("Varied", ALL), &mut types, |image, _, types| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (name, entries) in (0..3).flat_map(|part| extensions(image, part, types)) {
            let most = counts.entry(name).or_default();
            *most = (*most).max(entries.array_len().unwrap());
        }
        counts
    });
    assert_eq!(counts.len(), 155);
    for name in ONLY_IN_VARIED {
        assert!(counts[*name] > 0, "{name} has no entry");
    }
}

/// The first entry of an extension in a part of `Varied`.
fn first_entry(part: usize, extension: &str, limits: &Limits) -> Shown {
    let mut types = Types::new(schema());
    typed(&parts("Varied", ALL), &mut types, |image, _, types| {
        let all = extensions(image, part, types);
        let (name, entries) = all.iter().find(|(n, _)| n == extension).unwrap();
        let ty = types.extension_entry(name).unwrap();
        show(entries.item(0).unwrap(), image.width(), ty, types, limits)
    })
}

#[test]
fn entries_print_as_what_they_are() {
    let line = |part, extension| first_entry(part, extension, &Limits::default()).line();
    assert_eq!(line(0, "Lean.classExtension"), "{ name := Area, outParams := [1] }");
    assert_eq!(line(0, "reducibilityCore"), "(Point.casesOn, reducible)");
    assert_eq!(
        line(0, "Lean.Meta.instanceExtension"),
        "global { keys := [const SizeOf 1, const Point 0], val := Point._sizeOf_inst, priority := 1000, \
         globalName? := some Point._sizeOf_inst, synthOrder := [], attrKind := global }"
    );
    assert_eq!(line(0, "Lean.externAttr"), r#"(externAdd, [standard (backend := all) (fn := "lithe_add")])"#);
    let verso = line(1, "Lean.versoDocStringExt");
    let dynamic = "other (container := { name := Lean.Doc.Data.Const, val := (Lean.Doc.Data.Const, Point) })";
    assert!(verso.starts_with("(versoDocumented, { text := [para [text \"A Verso doc string with a \", "), "{verso}");
    assert!(verso.contains(dynamic), "{verso}");
    let widget = line(2, "_private.Lean.Widget.UserWidget.0.Lean.Widget.moduleRegistry");
    assert!(widget.starts_with("(11370437827912704002, myWidget, Lean.Widget.ToModule.toModule.{0} "), "{widget}");
    let wf = line(2, "Lean.Elab.WF.eqnInfoExt");
    assert!(wf.contains("type := (a : Nat) → (b : Nat) → Nat, value := fun (a : Nat) => "), "{wf}");
}

#[test]
fn entries_print_as_json_and_on_several_lines() {
    let limits = Limits::default();
    let simp = first_entry(0, "Lean.Meta.Simp.simprocExtension", &limits);
    assert_eq!(
        simp.json(),
        serde_json::json!({"global": {
            "declName": "reduceDouble", "post": true, "keys": [{"const": {"_0": "double", "_1": 1}}, "star"]
        }})
    );
    let matcher = first_entry(0, "Lean.Meta.Match.Extension.extension", &limits);
    assert_eq!(
        matcher.indented(),
        "{ name := instBEqPoint.beq.match_1\n  info := { numParams := 0\n      numDiscrs := 2\n      altInfos := [\n\
         \x20         { numFields := 4, numOverlaps := 0, hasUnitThunk := false }\n\
         \x20         { numFields := 2, numOverlaps := 0, hasUnitThunk := false }]\n\
         \x20     uElimPos? := some 0\n      discrInfos := [none, none]\n      overlaps := {1 ↦ [0]} } }"
    );
}

#[test]
fn limits_bound_what_is_shown() {
    let entry = |limits: Limits| first_entry(2, "Lean.Elab.WF.eqnInfoExt", &limits);
    let full = entry(Limits::default()).line();
    let map = first_entry(0, "symbolFrequency", &Limits { items: 2, ..Limits::default() });
    assert!(map.line().contains(", … ") && map.line().ends_with(" more}"), "{}", map.line());
    let flat = entry(Limits { depth: 2, ..Limits::default() }).line();
    assert!(flat.len() < full.len() && flat.contains("declName := …"), "{flat}");
    let short = entry(Limits { text: 10, ..Limits::default() }).line();
    assert!(short.contains("type := (a : Nat)…, value := fun (a : …"), "{short}");
    let none = entry(Limits { nodes: 0, ..Limits::default() });
    assert_eq!((none.line(), none.json()), ("…".to_owned(), serde_json::Value::Null));
    let little = entry(Limits { bytes: 100, ..Limits::default() }).line();
    assert!(little.len() < 700, "{little}");
}

/// Upstream's compiler writes the layout of each constructor it builds or takes apart into its code: number of boxed
/// fields, of pointer-wide fields, bytes of scalars. These were computed by upstream, not by the rule in the generator.
#[test]
fn layouts_are_those_that_upstreams_own_code_states() {
    let mut types = Types::new(schema());
    let mut seen: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    let mut collect = |image: &Image, typing: Typing, types: &mut Types| {
        for object in (0..image.parts().len()).flat_map(|p| image.objects(p)) {
            let ty = typing.of(object.place()).unwrap();
            if types.def(ty).is_none_or(|d| &*d.name != "Lean.IR.CtorInfo") {
                continue;
            }
            let number = |i| object.field(i).unwrap().scalar().unwrap() as usize;
            let name = show(object.field(0).unwrap(), image.width(), types.name(), types, &Limits::default()).line();
            let layout = (number(2), number(3), number(4));
            assert_eq!(*seen.entry(name.clone()).or_insert(layout), layout, "{name}");
        }
    };
    for module in ["Small", "Varied"] {
        typed(&parts(module, &[".ir"]), &mut types, &mut collect);
    }
    let files = test_kit::corpus::files().unwrap_or_else(|e| panic!("{e}"));
    for file in files {
        typed(&[std::fs::read(file).unwrap()], &mut types, &mut collect);
    }
    let mut compared = 0;
    for (name, stated) in &seen {
        let Some((ty, ctor)) = name.rsplit_once('.') else { continue };
        let Some((_, def)) = schema().def(ty) else { continue };
        let Some(ctor) = def.ctors().iter().find(|c| *c.name == *ctor) else { continue };
        let scalars = ctor.scalar_bytes(Width::W64) - 8 * ctor.usizes;
        // A constructor without fields is a boxed scalar, whatever its type.
        assert_eq!((ctor.num_boxed(), ctor.usizes, scalars), *stated, "{name}");
        compared += 1;
    }
    // The types of the schema that some compiled function of the exported parts builds. `xtask` has the test over all.
    assert!(compared >= 40, "{compared} of {}", seen.len());
}
