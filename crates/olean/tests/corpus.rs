//! The whole corpus: every file verifies, every cached word is right, and the counts are the published ones.

use olean::module_data::{ConstantKind, Hints, ModuleData};
use olean::stats::Stats;
use olean::testing::read_everything;
use olean::verify::Verifier;
use olean::view::Kind;
use olean::words::{WordChecker, WordCounts};
use olean::{base, header};
use rt::layout::Width;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use test_kit::corpus;

/// Runs `work` over every corpus file on two threads and joins the results of the threads.
fn over_corpus<T: Send + Default>(work: impl Fn(&Path, &[u8], &mut T) + Sync, join: impl Fn(&mut T, T)) -> T {
    let files: Vec<PathBuf> = corpus::files().unwrap_or_else(|e| panic!("{e}"));
    let next = AtomicUsize::new(0);
    let one = || {
        let mut total = T::default();
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let bytes = std::fs::read(path).unwrap();
            work(path, &bytes, &mut total);
        }
        total
    };
    let totals = std::thread::scope(|scope| [scope.spawn(one), scope.spawn(one)].map(|t| t.join().unwrap()));
    let mut all = T::default();
    totals.into_iter().for_each(|t| join(&mut all, t));
    all
}

#[test]
fn every_file_verifies_and_the_counts_are_the_published_ones() {
    let stats = over_corpus(
        |path, bytes, total: &mut Stats| match Verifier::new().verify_with_stats(&[bytes]) {
            Ok((verified, stats)) => {
                assert_eq!(verified.image().width(), Width::W32);
                read_everything(verified.image());
                total.add(&stats);
            }
            Err(refusal) => panic!("{}: {refusal}", path.display()),
        },
        |all, part| all.add(&part),
    );
    assert_eq!((stats.files, stats.file_bytes), (corpus::FILES as u64, corpus::BYTES));
    assert_eq!(stats.total_objects(), 9_474_769);
    assert_eq!(stats.objects_of(Kind::Ctor), 8_355_037);
    assert_eq!(stats.objects_of(Kind::String), 781_713);
    assert_eq!(stats.objects_of(Kind::Array), 320_042);
    assert_eq!(stats.objects_of(Kind::Mpz), 17_977);
    assert_eq!(stats.pointer_slots, 19_449_739);
    assert_eq!(stats.scalar_slots, 2_372_150);
    assert_eq!(stats.max_fields, 8);
    assert_eq!(stats.max_ctor_bytes, 48);
    assert_eq!(stats.longest_array, 24_222);
    assert_eq!(stats.longest_string, 12_463);
    assert_eq!(stats.non_ascii_strings, 5_693);
    assert!(stats.ctor_tags[13..].iter().all(|n| *n == 0));
}

#[test]
fn every_cached_word_is_right_and_the_counts_are_the_published_ones() {
    let counts = over_corpus(
        |path, bytes, (total, checker): &mut (WordCounts, WordChecker)| {
            let mut verifier = Verifier::new();
            let verified = verifier.verify(&[bytes]).unwrap_or_else(|r| panic!("{}: {r}", path.display()));
            match checker.check(verified.image()) {
                Ok(counts) => total.add(&counts),
                Err(refusal) => panic!("{}: {refusal}", path.display()),
            }
        },
        |all, part| all.0.add(&part.0),
    )
    .0;
    assert_eq!((counts.name_str, counts.name_num), (1_197_829, 352_349));
    assert_eq!(counts.levels, 10_473);
    let by_ctor = [20_464, 2_038, 0, 6_057, 228_462, 2_296_479, 517_309, 893_109, 10_456, 12_192, 6_206, 9_762];
    assert_eq!(counts.exprs, by_ctor);
    assert_eq!(counts.names(), 1_550_178);
    assert_eq!(counts.expressions(), 4_002_534);
}

#[derive(Default)]
struct Modules {
    kinds: [u64; 8],
    unsafe_axioms: u64,
    hints: [u64; 3],
    safety: [u64; 3],
    extra: u64,
    imports: BTreeMap<(bool, bool, bool), u64>,
    is_module: u64,
    extensions: BTreeMap<String, u64>,
    at_base: u64,
}

#[test]
fn module_data_decodes_to_the_published_counts() {
    let dir = corpus::dir().unwrap_or_else(|e| panic!("{e}"));
    let all = over_corpus(
        |path, bytes, total: &mut Modules| {
            let mut verifier = Verifier::new();
            let verified = verifier.verify(&[bytes]).unwrap();
            let module = ModuleData::of_part(verified.image(), 0).unwrap();
            let name = path.strip_prefix(&dir).unwrap().with_extension("");
            let components = name.iter().map(|c| c.to_str().unwrap());
            let header = header::Header::parse(bytes).unwrap();
            assert_eq!(header.lean_version(), "4.28.0-pre");
            assert_eq!(header.commit(), "38f3c0c45b8df6da2652faff6dcaa15afb5a6981");
            total.at_base += u64::from(header.base() == base::of_module(components, Width::W32));
            total.is_module += u64::from(module.is_module() == Some(true));
            total.extra += module.extra_const_names().map(|n| n.map(|_| 1).unwrap()).sum::<u64>();
            for import in module.imports() {
                let import = import.unwrap();
                *total.imports.entry((import.import_all, import.is_exported, import.is_meta)).or_default() += 1;
            }
            for entries in module.entries() {
                let entries = entries.unwrap();
                *total.extensions.entry(entries.extension.to_string()).or_default() += entries.entries().len() as u64;
            }
            for constant in module.constants() {
                let constant = constant.unwrap();
                total.kinds[constant.kind() as usize] += 1;
                total.unsafe_axioms += u64::from(constant.kind() == ConstantKind::Axiom && constant.is_unsafe());
                if constant.kind() == ConstantKind::Defn {
                    total.safety[usize::from(constant.scalars()[0])] += 1;
                    total.hints[match constant.hints().unwrap().unwrap() {
                        Hints::Opaque => 0,
                        Hints::Abbrev => 1,
                        Hints::Regular(_) => 2,
                    }] += 1;
                }
                assert!(constant.level_params().names().all(|n| n.is_ok()));
            }
        },
        |all, part| {
            let join = |a: &mut [u64], b: &[u64]| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
            join(&mut all.kinds, &part.kinds);
            join(&mut all.hints, &part.hints);
            join(&mut all.safety, &part.safety);
            all.unsafe_axioms += part.unsafe_axioms;
            all.extra += part.extra;
            all.is_module += part.is_module;
            all.at_base += part.at_base;
            part.imports.into_iter().for_each(|(k, n)| *all.imports.entry(k).or_default() += n);
            part.extensions.into_iter().for_each(|(k, n)| *all.extensions.entry(k).or_default() += n);
        },
    );
    // axiom, defn, thm, opaque, quot, induct, ctor, rec
    assert_eq!(all.kinds, [77_914, 50_897, 8_006, 27, 4, 2_726, 4_328, 2_851]);
    assert_eq!(all.unsafe_axioms, 184);
    // opaque, abbrev, regular; unsafe, safe, partial
    assert_eq!(all.hints, [4_567, 33_263, 13_067]);
    assert_eq!(all.safety, [117, 49_746, 1_034]);
    assert_eq!(all.extra, 64_024);
    assert_eq!(all.is_module, 2_097);
    assert_eq!(all.at_base, corpus::FILES as u64);
    let imports = [
        ((false, false, false), 1_396),
        ((false, false, true), 76),
        ((false, true, false), 5_247),
        ((false, true, true), 35),
        ((true, false, false), 243),
        ((true, false, true), 15),
    ];
    assert_eq!(all.imports, BTreeMap::from(imports));
    assert_eq!(all.extensions.len(), 155);
    assert_eq!(all.extensions["Lean.IR.declMapExt"], 101_869);
    assert_eq!(all.extensions["Lean.Meta.simpExtension"], 18_441);
    assert_eq!(all.extensions["Lean.Parser.parserExtension"], 69_204);
}
