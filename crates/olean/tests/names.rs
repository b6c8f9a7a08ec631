//! Names as text, against what upstream's `Name.toString` printed for the same names.

use olean::header::Version;
use olean::name::{Name, is_id_first, is_id_rest};
use olean::testing::build::Builder;
use olean::verify::Verifier;
use rt::layout::{Width, box_word};

/// A component of a name under test.
#[derive(Clone, Copy)]
enum C {
    S(&'static str),
    N(u64),
    /// 2^70.
    Big,
}
use C::{Big, N, S};

/// Names and their text; the text is upstream's output (4.28.0-pre) for `IO.println name.toString`.
const ROWS: &[(&[C], &str)] = &[
    (&[], "[anonymous]"),
    (&[S("a")], "a"),
    (&[S("a"), S("b")], "a.b"),
    (&[S("")], "«»"),
    (&[S(""), S("x")], "«».x"),
    (&[S("a.b")], "«a.b»"),
    (&[S("a b")], "«a b»"),
    (&[S("1a")], "«1a»"),
    (&[S("_")], "_"),
    (&[S("_"), S("x y")], "_.«x y»"),
    (&[S("_x")], "_x"),
    (&[S("x'")], "x'"),
    (&[S("x!")], "x!"),
    (&[S("x?")], "x?"),
    (&[S("!x")], "«!x»"),
    (&[S("#0")], "#0"),
    (&[S("#0"), S("a b")], "#0.a b"),
    (&[S("?u")], "?u"),
    (&[S("?u"), S("a b")], "?u.a b"),
    (&[S("a»b")], "a»b"),
    (&[S("«a»")], "«a»"),
    (&[S("a«b")], "«a«b»"),
    (&[N(5)], "5"),
    (&[S("a b"), N(5)], "«a b».5"),
    (&[S("x"), N(5), S("a b")], "x.5.«a b»"),
    (&[S("x"), Big], "x.1180591620717411303424"),
    (&[S("λ")], "«λ»"),
    (&[S("Π")], "«Π»"),
    (&[S("Σ")], "«Σ»"),
    (&[S("Ω")], "Ω"),
    (&[S("aλ")], "«aλ»"),
    (&[S("x₁")], "x₁"),
    (&[S("₁x")], "«₁x»"),
    (&[S("ℕ")], "ℕ"),
    (&[S("𝒜")], "𝒜"),
    (&[S("日本")], "«日本»"),
    (&[S("x²")], "«x²»"),
    (&[S("x✝")], "x✝"),
    (&[S("a b"), S("x✝")], "a b.x✝"),
    (&[S("a b"), S("x✝"), N(3)], "a b.x✝.3"),
    (&[S("x✝"), S("a b")], "«x✝».«a b»"),
    (&[S("a b"), S("_inaccessible")], "a b._inaccessible"),
    (&[S("_inaccessible"), S("a b")], "_inaccessible.«a b»"),
    (&[S("a b"), S("_hyg")], "a b._hyg"),
    (&[S("a b"), S("_hyg"), N(12)], "a b._hyg.12"),
    (&[S("_hyg"), S("a b")], "_hyg.«a b»"),
    (&[S("a b"), S("_@"), S("M"), S("_hyg"), N(4)], "a b._@.M._hyg.4"),
    (&[S("term_+_"), S("x")], "«term_+_».x"),
    (&[S("term≠_")], "«term≠_»"),
    (&[S("_private"), S("Lean"), N(0), S("f")], "_private.Lean.0.f"),
    (&[N(3), S("#x")], "3.«#x»"),
    (&[S("a\nb")], "«a\nb»"),
    (&[S("if")], "if"),
];

/// Puts a name into `b`, with cached words of zero: text does not depend on them.
fn put(b: &mut Builder, components: &[C]) -> u64 {
    components.iter().fold(box_word(0), |prefix, component| {
        let (tag, last) = match component {
            S(text) => (1, b.string(text)),
            N(n) => (2, box_word(*n)),
            Big => (2, b.big(false, &[0, 0, 0, 0, 0, 0, 0, 0, 0x40])),
        };
        b.ctor(tag, &[prefix, last], &[0; 8])
    })
}

#[test]
fn names_print_as_upstream_prints_them() {
    for width in [Width::W32, Width::W64] {
        for (components, text) in ROWS {
            let mut b = Builder::new(width, Version::V2, 0, 0x4567_0000);
            let name = put(&mut b, components);
            let holder = b.array(&[name]);
            let file = b.finish(holder);
            let mut verifier = Verifier::new();
            let verified = verifier.verify(&[&file]).unwrap();
            let holder = verified.image().last_root().object().unwrap();
            let name = Name::of(holder.item(0).unwrap(), holder).unwrap();
            assert_eq!(name.to_string(), *text);
            assert_eq!(name.components().len(), components.len());
        }
    }
}

/// The code points that satisfy `f`, as ranges.
fn ranges(f: impl Fn(char) -> bool) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for c in ('\0'..=char::MAX).filter(|c| f(*c)).map(u32::from) {
        match found.last_mut() {
            Some(last) if last.1 + 1 == c => last.1 = c,
            _ => found.push((c, c)),
        }
    }
    found
}

#[test]
fn identifier_characters_are_upstreams_for_every_code_point() {
    // Printed by upstream for `isIdFirst` and `isIdRest` over all of Unicode.
    let letters = [
        (192, 214),
        (216, 246),
        (248, 383),
        (913, 927),
        (929, 930),
        (932, 937),
        (945, 954),
        (956, 1019),
        (7936, 8190),
        (8448, 8527),
        (119_964, 120_223),
    ];
    let mut first = vec![(65, 90), (95, 95), (97, 122)];
    first.extend(letters);
    assert_eq!(ranges(is_id_first), first);
    let mut rest =
        vec![(33, 33), (39, 39), (48, 57), (63, 63), (7522, 7530), (8320, 8329), (8336, 8348), (11388, 11388)];
    rest.extend(&first);
    rest.sort_unstable();
    assert_eq!(ranges(is_id_rest), rest);
}

#[test]
fn what_is_no_name_is_refused_with_its_place() {
    let mut b = Builder::v2(Width::W32);
    let text = b.string("not a name");
    let pair = b.ctor(1, &[box_word(0), text], &[]);
    let odd = b.ctor(1, &[box_word(3), text], &[0; 8]);
    let swapped = b.ctor(2, &[box_word(0), text], &[0; 8]);
    let all = [text, pair, odd, swapped];
    let holder = b.array(&all);
    let at = all.map(|w| b.offset(w) as u64);
    let file = b.finish(holder);
    let mut verifier = Verifier::new();
    let verified = verifier.verify(&[&file]).unwrap();
    let holder = verified.image().last_root().object().unwrap();
    for (word, at) in holder.children().zip(at) {
        let refusal = Name::of(word, holder).unwrap_err();
        assert_eq!((refusal.offset, refusal.to_string().contains("expected a name")), (at, true));
    }
}
