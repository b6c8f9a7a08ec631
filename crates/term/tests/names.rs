//! Names: text, comparison and prefixes, against the answers of real Lean 4.28.0-pre.
#![forbid(unsafe_code)]

use std::cmp::Ordering;
use term::{Name, NameRef};

/// The name in the raw form, `toString`, `toString (escape := false)`, `hash`, and whether it has macro scopes, is
/// internal and is an inaccessible user name.
#[rustfmt::skip]
const TO_STRING: &[(&str, &str, &str, u64, &str)] = &[
    ("[anonymous]", "[anonymous]", "[anonymous]", 0x00000000000006bb, "nnn"),
    ("«foo»", "foo", "foo", 0xde72775c9906f725, "nnn"),
    ("«foo».«bar»", "foo.bar", "foo.bar", 0xd61868f043c8a1e0, "nnn"),
    ("«foo bar»", "«foo bar»", "foo bar", 0x09eb69390340a5b6, "nnn"),
    ("«»", "«»", "", 0x21c42906adea99f5, "nnn"),
    ("«a.b»", "«a.b»", "a.b", 0xd62ffc213b411931, "nnn"),
    ("«a»»b»", "a»b", "a»b", 0xe6fc2088333eeab6, "nnn"),
    ("««a»", "««a»", "«a", 0xd97e0bbe07bd9f64, "nnn"),
    ("«5»", "«5»", "5", 0x687ae662e9508a78, "nnn"),
    ("[anonymous].5", "5", "5", 0x2e278385a9607d5d, "nnn"),
    ("«x».5", "x.5", "x.5", 0xbc0404518ac3a0f5, "nnn"),
    ("«x».5.«y»", "x.5.y", "x.5.y", 0xe33a06a331c4675e, "nnn"),
    ("«_»", "_", "_", 0xb864dc3abcd33ca8, "nyn"),
    ("«#0»", "#0", "#0", 0x1b6ff7580b48485e, "nnn"),
    ("«?u»", "?u", "?u", 0xbf4cbae2629d75e4, "nnn"),
    ("«?u v»", "?u v", "?u v", 0x96f8e6e7e9b91d50, "nnn"),
    ("«#x».«a b»", "#x.a b", "#x.a b", 0xc510acc8dec146e7, "nnn"),
    ("«a✝»", "a✝", "a✝", 0xd1c4b5106696b10d, "nny"),
    ("«a b».«c✝»", "a b.c✝", "a b.c✝", 0x775433f6ecd9c08b, "nny"),
    ("«x'»", "x'", "x'", 0x77c377f04acf0c03, "nnn"),
    ("«x!»", "x!", "x!", 0x5522b45185070253, "nnn"),
    ("«x?»", "x?", "x?", 0xf0049f6636ff1b06, "nnn"),
    ("«'x»", "«'x»", "'x", 0xb76bcf4bc70c0f40, "nnn"),
    ("«λ»", "«λ»", "λ", 0xb3f34b663da77190, "nnn"),
    ("«Π»", "«Π»", "Π", 0x29331ceac8290554, "nnn"),
    ("«Σ»", "«Σ»", "Σ", 0x10e0c0229ce77df5, "nnn"),
    ("«α»", "α", "α", 0x0db89fd9501b1866, "nnn"),
    ("«x₁»", "x₁", "x₁", 0xbe006dd53d9b7777, "nnn"),
    ("«₁x»", "«₁x»", "₁x", 0x32ad3b393f5e15c5, "nnn"),
    ("«xᵢ»", "xᵢ", "xᵢ", 0x9959109ce75513d5, "nnn"),
    ("«∀»", "«∀»", "∀", 0xdf606680b735b3cf, "nnn"),
    ("«a-b»", "«a-b»", "a-b", 0x8123de2672de983f, "nnn"),
    ("«ℕ»", "ℕ", "ℕ", 0xa60631beb518239c, "nnn"),
    ("«𝒜»", "𝒜", "𝒜", 0x9b6956011b1abdbf, "nnn"),
    ("«é»", "é", "é", 0x431307789f3dfa69, "nnn"),
    ("«ß»", "ß", "ß", 0x0364077959dd47a5, "nnn"),
    ("«Ā»", "Ā", "Ā", 0x0c33cd536ad37742, "nnn"),
    ("«日»", "«日»", "日", 0x9ed5cd0b92a3fd0a, "nnn"),
    ("«a\nb»", "«a\nb»", "a\nb", 0x29b14da48ca2a102, "nnn"),
    ("«a\\b»", "«a\\b»", "a\\b", 0x689b98e04355a5e4, "nnn"),
    ("«fun»", "fun", "fun", 0x5aa35a1353293989, "nnn"),
    ("«_inaccessible».«a b»", "_inaccessible.«a b»", "_inaccessible.a b", 0xa191a343db04fc06, "nyn"),
    ("«a b».«_inaccessible»", "a b._inaccessible", "a b._inaccessible", 0xf0db68b49057b6ca, "nyy"),
    ("«a b✝».3", "a b✝.3", "a b✝.3", 0xf94e03477a545665, "nny"),
    ("«a✝».«b c»", "«a✝».«b c»", "a✝.b c", 0xf5b6426995b12438, "nnn"),
    ("«a b».«_@».«M».1.«_hyg»", "a b._@.M.1._hyg", "a b._@.M.1._hyg", 0x7d100a25ba68df87, "yyn"),
    ("«a b».«_@».«M».1.«_hyg».7", "a b._@.M.1._hyg.7", "a b._@.M.1._hyg.7", 0xe654fd68c96b2800, "yyn"),
    ("[anonymous].18446744073709551616", "18446744073709551616", "18446744073709551616", 0xc5041ef77a602539, "nnn"),
    ("«x».36893488147419103233", "x.36893488147419103233", "x.36893488147419103233", 0x24ba1f2d56ad7621, "nnn"),
    ("«a b».«»", "«a b».«»", "a b.", 0xbde59864f972bfbd, "nnn"),
    ("«a».«b c»", "a.«b c»", "a.b c", 0xe9d079981001344a, "nnn"),
    ("«_».«x y»", "_.«x y»", "_.x y", 0x9be81a6a0e14b1c6, "nyn"),
    ("«_».«_»", "_._", "_._", 0xdfa977743eea74b7, "nyn"),
    ("«×»", "«×»", "×", 0x8bf4e20326d3c965, "nnn"),
    ("«÷»", "«÷»", "÷", 0xf3e508f32a870a91, "nnn"),
    ("«Ω»", "Ω", "Ω", 0x01bc49cd969b42f2, "nnn"),
    ("«ω»", "ω", "ω", 0x109939dfd2a7ac47, "nnn"),
    ("«ἀ»", "ἀ", "ἀ", 0xf9d4c35e8552dada, "nnn"),
    ("«ℓ»", "ℓ", "ℓ", 0x17b8325c00bb63a9, "nnn"),
    ("«xₐ»", "xₐ", "xₐ", 0x03894c9fb7141929, "nnn"),
    ("«xₖ»", "xₖ", "xₖ", 0xabdf20442d5a3266, "nnn"),
    ("«xⱼ»", "xⱼ", "xⱼ", 0x11186d3525080feb, "nnn"),
    ("«𝔸»", "𝔸", "𝔸", 0xcf1eb7a18e34b2f3, "nnn"),
    ("«🙂»", "«🙂»", "🙂", 0x89ddea4b299f010f, "nnn"),
];

#[test]
fn text_and_hash_are_upstreams() {
    for &(raw, escaped, unescaped, hash, flags) in TO_STRING {
        let name = Name::parse(raw).unwrap();
        assert_eq!(name.to_string(), escaped, "{raw}");
        assert_eq!(name.r().to_string_unescaped(), unescaped, "{raw}");
        assert_eq!(name.hash(), hash, "{raw}");
        let r = name.r();
        let ours: String = [r.has_macro_scopes(), r.is_internal(), r.is_inaccessible_user_name()]
            .map(|flag| if flag { 'y' } else { 'n' })
            .iter()
            .collect();
        assert_eq!(ours, flags, "{raw}");
    }
}

#[test]
fn the_raw_form_reads_back() {
    for &(raw, ..) in TO_STRING {
        let name = Name::parse(raw).unwrap();
        let printed = name.r().to_raw_string();
        assert_eq!(Name::parse(&printed).unwrap(), name, "{raw} as {printed}");
    }
}

fn names() -> Vec<Name> {
    let raw = [
        "[anonymous]",
        "a",
        "b",
        "a.b",
        "b.a",
        "a.a",
        "1",
        "2",
        "a.1",
        "b.0",
        "a.18446744073709551616",
        "a.36893488147419103232",
        "ab",
        "é",
        "«😀»",
        "«\u{fffd}»",
        "a.b.c",
        "a.1.x",
    ];
    raw.iter().map(|raw| Name::parse(raw).unwrap()).collect()
}

/// One row for each name of [`names`], one character for each name it is compared with.
fn matrix(cell: impl Fn(NameRef<'_>, NameRef<'_>) -> char) -> String {
    let names = names();
    names.iter().map(|a| names.iter().map(|b| cell(a.r(), b.r())).collect::<String>() + "\n").collect()
}

fn order(ordering: Ordering) -> char {
    match ordering {
        Ordering::Less => '<',
        Ordering::Equal => '=',
        Ordering::Greater => '>',
    }
}

#[test]
fn stable_order_is_upstreams_cmp() {
    assert_eq!(
        matrix(|a, b| order(a.stable_cmp(b))),
        "\
=<<<<<<<<<<<<<<<<<
>=<<<<>>>>>><<<<<<
>>=<<<>>>>>>><<<<<
>>>=<>>>>>>>>>>><>
>>>>=>>>>>>>>>>><>
>>><<=>>>>>>>>>><>
><<<<<=<<<<<<<<<<<
><<<<<>=<<<<<<<<<<
><<<<<>>=<<<<<<<<<
><<<<<>>>=>><<<<<<
><<<<<>>><=<<<<<<<
><<<<<>>><>=<<<<<<
>><<<<>>>>>>=<<<<<
>>><<<>>>>>>>=<<<<
>>><<<>>>>>>>>=><<
>>><<<>>>>>>>><=<<
>>>>>>>>>>>>>>>>=>
>>><<<>>>>>>>>>><=
"
    );
}

#[test]
fn quick_order_is_upstreams_quick_cmp() {
    assert_eq!(
        matrix(|a, b| order(a.quick_cmp(b))),
        "\
=<<<<<<<<<<<<<<<<<
>=<<><<>><<<<>><>>
>>=<><<>>><<<>><>>
>>>=><<>>><<>>>>>>
><<<=<<>><<<<<<<<<
>>>>>=>>>>>>>>>>>>
>>>>><=>>>>>>>>>>>
><<<<<<=<<<<<<<<<<
><<<<<<>=<<<<<<<<<
>><<><<>>=<<<>><>>
>>>>><<>>>=<>>>>>>
>>>>><<>>>>=>>>>>>
>>><><<>>><<=>>>>>
><<<><<>><<<<=<<<<
><<<><<>><<<<>=<>>
>>><><<>>><<<>>=>>
><<<><<>><<<<><<=>
><<<><<>><<<<><<<=
"
    );
}

// Two cells are not upstream's answer: there `==`, and with it `isPrefixOf`, takes the number components 2^64 and 2^65 for
// equal, while `cmp` tells them apart.
#[test]
fn prefixes_are_upstreams() {
    assert_eq!(
        matrix(|a, b| if a.is_prefix_of(b) { 'y' } else { 'n' }),
        "\
yyyyyyyyyyyyyyyyyy
nynynynnynyynnnnyy
nnynynnnnynnnnnnnn
nnnynnnnnnnnnnnnyn
nnnnynnnnnnnnnnnnn
nnnnnynnnnnnnnnnnn
nnnnnnynnnnnnnnnnn
nnnnnnnynnnnnnnnnn
nnnnnnnnynnnnnnnny
nnnnnnnnnynnnnnnnn
nnnnnnnnnnynnnnnnn
nnnnnnnnnnnynnnnnn
nnnnnnnnnnnnynnnnn
nnnnnnnnnnnnnynnnn
nnnnnnnnnnnnnnynnn
nnnnnnnnnnnnnnnynn
nnnnnnnnnnnnnnnnyn
nnnnnnnnnnnnnnnnny
"
    );
    assert_eq!(
        matrix(|a, b| if a.is_suffix_of(b) { 'y' } else { 'n' }),
        "\
yyyyyyyyyyyyyyyyyy
nynnyynnnnnnnnnnnn
nnyynnnnnnnnnnnnnn
nnnynnnnnnnnnnnnnn
nnnnynnnnnnnnnnnnn
nnnnnynnnnnnnnnnnn
nnnnnnynynnnnnnnnn
nnnnnnnynnnnnnnnnn
nnnnnnnnynnnnnnnnn
nnnnnnnnnynnnnnnnn
nnnnnnnnnnynnnnnnn
nnnnnnnnnnnynnnnnn
nnnnnnnnnnnnynnnnn
nnnnnnnnnnnnnynnnn
nnnnnnnnnnnnnnynnn
nnnnnnnnnnnnnnnynn
nnnnnnnnnnnnnnnnyn
nnnnnnnnnnnnnnnnny
"
    );
}

#[test]
fn equality_is_that_of_components() {
    assert_eq!(matrix(|a, b| if a == b { '=' } else { '.' }), matrix(|a, b| if a.ptr_eq(b) { '=' } else { '.' }));
    for (a, b) in names().iter().zip(&names()) {
        assert_eq!(a, b);
    }
}

#[test]
fn append_and_replace_prefix() {
    let name = |raw: &str| Name::parse(raw).unwrap();
    let append = |a: &str, b: &str| name(a).r().append(name(b).r());
    assert_eq!(append("a.b", "c.d"), name("a.b.c.d"));
    assert_eq!(append("[anonymous]", "c"), name("c"));
    assert_eq!(append("a", "[anonymous]"), name("a"));
    assert_eq!(append("a.1", "2"), name("a.1.2"));
    let replace = |a: &str, old: &str, new: &str| name(a).r().replace_prefix(name(old).r(), name(new).r());
    assert_eq!(replace("a.b.c", "a.b", "x"), name("x.c"));
    assert_eq!(replace("a.b.c", "q", "x"), name("a.b.c"));
    assert_eq!(replace("a.b.c", "[anonymous]", "x"), name("x.a.b.c"));
    assert_eq!(replace("a.b", "a.b", "x"), name("x"));
}

#[test]
fn texts_that_upstream_reads_as_names() {
    // Each as `String.toName` reads it; where that answers with the anonymous name, so does none of ours.
    let rows = [
        ("a.b", Some("«a».«b»")),
        ("a.1", Some("«a».1")),
        ("«a b».c", Some("«a b».«c»")),
        ("", None),
        ("a..b", None),
        ("a.5.b", Some("«a».5.«b»")),
        ("1", Some("[anonymous].1")),
        (".a", None),
        ("a.", None),
        ("«a»", Some("«a»")),
        ("«»", Some("«»")),
        ("«a»b", None),
        ("a«b»", None),
        ("«a.b».c", Some("«a.b».«c»")),
        ("«a", None),
        ("a b", None),
        (" a", None),
        ("é", Some("«é»")),
        ("日", None),
        ("x.00", Some("«x».0")),
        ("x.1a", None),
        ("1.a", Some("[anonymous].1.«a»")),
        ("x.1.2", Some("«x».1.2")),
        ("_", Some("«_»")),
        ("x'.y!", Some("«x'».«y!»")),
        ("α₁", Some("«α₁»")),
        ("x.18446744073709551616", Some("«x».18446744073709551616")),
        ("#0", None),
        ("«a\nb»", Some("«a\nb»")),
    ];
    for (text, expected) in rows {
        let expected = expected.map(|raw| Name::parse(raw).unwrap());
        assert_eq!(Name::parse(text).ok(), expected, "{text:?}");
    }
}

#[test]
fn errors_say_where() {
    let at = |text: &str| Name::parse(text).unwrap_err().offset;
    assert_eq!(at("a.b..c"), 4);
    assert_eq!(at("a b"), 1);
    assert_eq!(at("a.«b"), 5);
    assert_eq!(at("a.«b»c"), 7);
    assert_eq!(at(""), 0);
    assert_eq!(at(&format!("a.{}", "9".repeat(100_000))), 2);
}

#[test]
fn long_names_need_no_stack() {
    let mut name = Name::anonymous();
    for i in 0..1_000_000u64 {
        name = Name::num(&name, i);
    }
    let mut other = Name::anonymous();
    for i in 0..1_000_000u64 {
        other = Name::num(&other, i);
    }
    assert_eq!(name, other);
    assert_eq!(name.r().stable_cmp(other.r()), Ordering::Equal);
    assert_eq!(name.r().quick_cmp(other.r()), Ordering::Equal);
    assert!(Name::num(&Name::anonymous(), 0).r().is_prefix_of(name.r()));
    assert_eq!(name.r().num_parts(), 1_000_000);
    assert_eq!(Name::parse(&name.r().to_raw_string()).unwrap(), name);
    term::check::check(name.as_obj().r(), term::shape::Ty::Name).unwrap();
}
