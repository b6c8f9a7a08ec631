//! The word checker on hand-made modules: what it accepts, what it names, and that sharing cannot make it slow.

use olean::error::Reason;
use olean::header::Version;
use olean::testing::build::Builder;
use olean::verify::Verifier;
use olean::words::{WordChecker, WordCounts};
use rt::hash::string_hash;
use rt::layout::{Width, box_word};
use std::time::{Duration, Instant};
use term::data::{ExprData, LevelData, name_anonymous, name_num, name_str};

const BOTH: [Width; 2] = [Width::W32, Width::W64];
const NIL: u64 = box_word(0);

fn builder(width: Width) -> Builder {
    Builder::new(width, Version::V2, 0, 0x2345_0000)
}

/// A name of one component, with its hash.
fn name(b: &mut Builder, text: &str) -> (u64, u64) {
    let hash = name_str(name_anonymous(), string_hash(text));
    let string = b.string(text);
    (b.ctor(1, &[NIL, string], &hash.to_le_bytes()), hash)
}

/// A module of these constants; `constNames` are the given names.
fn module(b: &mut Builder, names: &[u64], constants: &[u64]) -> Vec<u8> {
    let (empty, names, constants) = (b.array(&[]), b.array(names), b.array(constants));
    let root = b.ctor(0, &[empty, names, constants, empty, empty], &[1]);
    b.finish(root)
}

/// `axiom name : ty`.
fn axiom(b: &mut Builder, name: u64, level_params: u64, ty: u64) -> u64 {
    let cv = b.ctor(0, &[name, level_params, ty], &[]);
    let val = b.ctor(0, &[cv], &[0]);
    b.ctor(0, &[val], &[])
}

fn check(file: &[u8]) -> Result<WordCounts, (u64, Reason)> {
    let mut verifier = Verifier::new();
    let verified = verifier.verify(&[file]).unwrap_or_else(|r| panic!("{r}"));
    WordChecker::new().check(verified.image()).map_err(|r| (r.offset, r.reason))
}

#[test]
fn one_of_every_shape_is_counted() {
    for width in BOTH {
        let mut b = builder(width);
        let (n, hash) = name(&mut b, "c");
        let word = |d: u64| d.to_le_bytes();
        let num_hash = name_num(hash, Some(7));
        let num = b.ctor(2, &[n, box_word(7)], &word(num_hash));
        let huge = b.big(false, &[0, 0, 0, 0, 0, 0, 0, 0, 1]);
        let huge_hash = name_num(hash, None);
        let huge = b.ctor(2, &[n, huge], &word(huge_hash));
        let param_data = LevelData::param(hash);
        let param = b.ctor(4, &[n], &word(param_data.0));
        let mvar_data = LevelData::mvar(hash);
        let mvar = b.ctor(5, &[n], &word(mvar_data.0));
        let succ_data = LevelData::succ(LevelData::zero()).unwrap();
        let succ = b.ctor(1, &[NIL], &word(succ_data.0));
        let max_data = LevelData::max(succ_data, param_data).unwrap();
        let max = b.ctor(2, &[succ, param], &word(max_data.0));
        let imax_data = LevelData::imax(max_data, mvar_data).unwrap();
        let imax = b.ctor(3, &[max, mvar], &word(imax_data.0));
        let tail = b.ctor(1, &[imax, NIL], &[]);
        let levels = b.ctor(1, &[NIL, tail], &[]);
        let const_data = ExprData::constant(hash, [LevelData::zero(), imax_data]);
        let constant = b.ctor(4, &[n, levels], &word(const_data.0));
        let bvar_data = ExprData::bvar(3).unwrap();
        let bvar = b.ctor(0, &[box_word(3)], &word(bvar_data.0));
        let fvar_data = ExprData::fvar(num_hash);
        let fvar = b.ctor(1, &[num], &word(fvar_data.0));
        let emvar_data = ExprData::mvar(huge_hash);
        let emvar = b.ctor(2, &[huge], &word(emvar_data.0));
        let sort_data = ExprData::sort(imax_data);
        let sort = b.ctor(3, &[imax], &word(sort_data.0));
        let app_data = ExprData::app(const_data, emvar_data);
        let app = b.ctor(5, &[constant, emvar], &word(app_data.0));
        let binder = |d: ExprData, info: u8| [d.0.to_le_bytes().as_slice(), &[info]].concat();
        let lam_data = ExprData::lam(sort_data, bvar_data);
        let lam = b.ctor(6, &[n, sort, bvar], &binder(lam_data, 3));
        let pi_data = ExprData::forall_e(lam_data, app_data);
        let pi = b.ctor(7, &[NIL, lam, app], &binder(pi_data, 0));
        let let_data = ExprData::let_e(pi_data, fvar_data, bvar_data);
        let let_e = b.ctor(8, &[n, pi, fvar, bvar], &binder(let_data, 1));
        let big = b.big(false, &[5, 0, 0, 0, 0, 0, 0, 0, 1]);
        let nat_lit = b.ctor(0, &[big], &[]);
        let nat = b.ctor(9, &[nat_lit], &word(ExprData::nat_lit(5).0));
        let text = b.string("text");
        let str_lit = b.ctor(1, &[text], &[]);
        let str_data = ExprData::str_lit(string_hash("text"));
        let string = b.ctor(9, &[str_lit], &word(str_data.0));
        let mdata_data = ExprData::mdata(let_data);
        let mdata = b.ctor(10, &[NIL, let_e], &word(mdata_data.0));
        let proj_data = ExprData::proj(hash, 2, mdata_data);
        let proj = b.ctor(11, &[n, box_word(2), mdata], &word(proj_data.0));
        let all_data = ExprData::app(proj_data, ExprData::app(ExprData::nat_lit(5), str_data));
        let inner = b.ctor(5, &[nat, string], &word(ExprData::app(ExprData::nat_lit(5), str_data).0));
        let all = b.ctor(5, &[proj, inner], &word(all_data.0));
        let constant = axiom(&mut b, n, NIL, all);
        let file = module(&mut b, &[n], &[constant]);
        let counts = check(&file).unwrap();
        assert_eq!((counts.name_str, counts.name_num, counts.levels), (1, 2, 5));
        assert_eq!(counts.exprs, [1, 1, 1, 1, 1, 3, 1, 1, 1, 2, 1, 1]);
    }
}

#[test]
fn wrong_shapes_in_typed_places_are_named() {
    for width in BOTH {
        let sort = |b: &mut Builder| b.ctor(3, &[NIL], &ExprData::sort(LevelData::zero()).0.to_le_bytes());
        // A type that is a level, and one that is a scalar.
        let mut b = builder(width);
        let (n, _) = name(&mut b, "c");
        let level = b.ctor(1, &[NIL], &LevelData::succ(LevelData::zero()).unwrap().0.to_le_bytes());
        let at = b.offset(level) as u64;
        let constant = axiom(&mut b, n, NIL, level);
        assert_eq!(check(&module(&mut b, &[n], &[constant])), Err((at, Reason::Expected("an expression"))));
        let mut b = builder(width);
        let (n, _) = name(&mut b, "c");
        let cv_at = b.here() as u64;
        let constant = axiom(&mut b, n, NIL, box_word(9));
        assert_eq!(check(&module(&mut b, &[n], &[constant])), Err((cv_at, Reason::Expected("an expression"))));
        // A binder byte that no binder has.
        let mut b = builder(width);
        let (n, _) = name(&mut b, "c");
        let ty = sort(&mut b);
        let data = ExprData::lam(ExprData::sort(LevelData::zero()), ExprData::sort(LevelData::zero()));
        let lam = b.ctor(6, &[n, ty, ty], &[data.0.to_le_bytes().as_slice(), &[4]].concat());
        let at = b.offset(lam) as u64;
        let constant = axiom(&mut b, n, NIL, lam);
        assert_eq!(check(&module(&mut b, &[n], &[constant])), Err((at, Reason::Expected("an expression"))));
        // Level parameters that are a list of strings: the string is at fault.
        let mut b = builder(width);
        let (n, _) = name(&mut b, "c");
        let ty = sort(&mut b);
        let text = b.string("u");
        let list = b.ctor(1, &[text, NIL], &[]);
        let at = b.offset(text) as u64;
        let constant = axiom(&mut b, n, list, ty);
        assert_eq!(check(&module(&mut b, &[n], &[constant])), Err((at, Reason::Expected("a name"))));
        // The listed name is not the constant's.
        let mut b = builder(width);
        let ((n, _), (other, _)) = (name(&mut b, "c"), name(&mut b, "d"));
        let ty = sort(&mut b);
        let constant = axiom(&mut b, n, NIL, ty);
        let at = b.offset(constant) as u64;
        let reason = Reason::Expected("the constant that constNames lists here");
        assert_eq!(check(&module(&mut b, &[other], &[constant])), Err((at, reason)));
        // Fewer names than constants.
        let mut b = builder(width);
        let (n, _) = name(&mut b, "c");
        let ty = sort(&mut b);
        let constant = axiom(&mut b, n, NIL, ty);
        let reason = check(&module(&mut b, &[], &[constant])).unwrap_err().1;
        assert_eq!(reason, Reason::Expected("as many names as constants"));
        // A root that is no module.
        let mut b = builder(width);
        let text = b.string("no module");
        let at = b.offset(text) as u64;
        assert_eq!(check(&b.finish(text)), Err((at, Reason::Expected("a module"))));
    }
}

#[test]
fn a_boxed_small_number_is_no_natural_number() {
    // 2^40 is a big `Int` and a boxed `Nat` on 64-bit machines; a 32-bit file stores it as a big number either way.
    let index = 1u64 << 40;
    for width in BOTH {
        let mut b = builder(width);
        let (n, hash) = name(&mut b, "c");
        let big = b.big(false, &index.to_le_bytes());
        let num = b.ctor(2, &[n, big], &name_num(hash, Some(index)).to_le_bytes());
        let sort = b.ctor(3, &[NIL], &ExprData::sort(LevelData::zero()).0.to_le_bytes());
        let constant = axiom(&mut b, num, NIL, sort);
        let result = check(&module(&mut b, &[num], &[constant]));
        match width {
            Width::W32 => assert_eq!(result.unwrap().name_num, 1),
            Width::W64 => assert_eq!(result.unwrap_err().1, Reason::Expected("a name")),
        }
    }
}

/// A file whose constants all point into one long list of levels: walking the list per use would take its squared
/// length.
#[test]
fn shared_lists_cannot_make_it_slow() {
    for width in BOTH {
        let mut b = builder(width);
        let (n, hash) = name(&mut b, "c");
        let mut list = NIL;
        for _ in 0..100_000 {
            list = b.ctor(1, &[NIL, list], &[]);
            b.ctor(4, &[n, list], &ExprData::constant(hash, []).0.to_le_bytes());
        }
        let file = module(&mut b, &[], &[]);
        let start = Instant::now();
        let reason = check(&file).unwrap_err().1;
        assert_eq!(reason.name(), "too-much-work");
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }
}

/// Terms a million deep need no stack.
#[test]
fn deep_terms_need_no_stack() {
    let mut b = builder(Width::W32);
    let (n, _) = name(&mut b, "c");
    let mut data = ExprData::sort(LevelData::zero());
    let mut e = b.ctor(3, &[NIL], &data.0.to_le_bytes());
    for _ in 0..1_000_000 {
        data = ExprData::mdata(data);
        e = b.ctor(10, &[NIL, e], &data.0.to_le_bytes());
    }
    let constant = axiom(&mut b, n, NIL, e);
    let file = module(&mut b, &[n], &[constant]);
    assert_eq!(check(&file).unwrap().exprs[10], 1_000_000);
    // One wrong word at the bottom is found without stack as well.
    let mut bad = file;
    let at = b.offset(e) - 24 * 1_000_000;
    bad[at + 12] ^= 1;
    let (offset, reason) = check(&bad).unwrap_err();
    assert_eq!((offset, reason.name()), (at as u64, "cached-word"));
}
