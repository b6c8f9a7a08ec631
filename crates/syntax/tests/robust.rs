//! Bad text: whatever is given to the parser, it ends, soon, with trees that are pieces of the text.
#![forbid(unsafe_code)]

mod support;

use proptest::prelude::*;
use syntax::reprint::reprint;
use syntax::scope::ScopedGrammar;
use syntax::source::BadSource;
use syntax::{Grammar, Message, Source, Syntax, parse_module};

thread_local! {
    static GRAMMAR: Grammar = {
        let source = Source::new(include_str!("support/operators.lean")).unwrap();
        let file = support::read(&source, ScopedGrammar::new(syntax::notation::builtin()));
        assert!(file.messages.is_empty() && file.extension_errors.is_empty());
        file.grammar.grammar().clone()
    };
}

fn read(text: &str) -> (Vec<Syntax>, Vec<Message>) {
    let source = Source::new(text).unwrap();
    let (trees, messages) = GRAMMAR.with(|grammar| parse_module(&source, grammar));
    check(&source, &trees, &messages);
    (trees, messages)
}

/// Every token lies in the text where its tree says, tokens do not overlap, and a text without errors is all in the trees.
fn check(source: &Source, trees: &[Syntax], messages: &[Message]) {
    let mut end = 0;
    for leaf in trees.iter().flat_map(Syntax::leaves) {
        let (Some(from), Some(to)) = (leaf.pos(false), leaf.end_pos(false)) else { continue };
        assert!(end <= from && from <= to, "{end} {from} {to}");
        let text = leaf.atom_val().map(str::to_owned).or_else(|| match leaf {
            Syntax::Ident(ident) => Some(ident.raw.to_string()),
            _ => None,
        });
        assert_eq!(Some(source.slice(from..to)), text.as_deref());
        end = to;
    }
    let whole = trees.last().is_some_and(|stx| stx.is_kind("Lean.Parser.Command.eoi"));
    if messages.is_empty() && whole {
        let text: String = trees.iter().map(|stx| reprint(source, stx)).collect();
        assert_eq!(text, source.text());
    }
    for message in messages {
        assert!(message.pos.0 <= source.len() && !message.text.is_empty());
    }
}

const SAMPLES: [&str; 5] = [
    "def f (x : Nat) {y : α} [C α] : Nat := x + y * 2 -- c\n/-- d -/ theorem t : a = b := by\n  intro x\n  exact x\n",
    "example := do\n  let mut x ← f a\n  if let some y := z then\n    return y\n  else\n    for i in [a, b] do x := i\n",
    "structure S extends T where\n  a : α := 3\n  b : β\nderiving X\ninductive I | a | b (x : I)\n#check fun | 0 => 1 | n => 2\n",
    "syntax \"a\" term,* : term\nmacro_rules | `([$[$x:term],*]) => `(f $x* $(y):ident)\nnotation:65 a \" ⊹ \" b:66 => f a b\n",
    "#check \"a{b}\\n\" ++ 'c' + 1.5e3 ▸ `a.b <| {x := 1, y} |>.f «a b».c\nopen A (b c) in\n@[simp, x 3] instance : A := ⟨_, ?_⟩\n",
];

fn word() -> impl Strategy<Value = String> {
    let words = [
        "def",
        "theorem",
        "x",
        "y.z",
        ":",
        ":=",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "⟨",
        "⟩",
        "fun",
        "=>",
        "|",
        "match",
        "with",
        "do",
        "let",
        "←",
        "by",
        "intro",
        "exact",
        ",",
        ";",
        "\n",
        "\n  ",
        "+",
        "*",
        "=",
        "→",
        "∀",
        "1",
        "2.5",
        "\"s\"",
        "'c'",
        "$",
        "$x",
        "$[",
        "]*",
        "`(",
        "`(tactic|",
        "`x",
        "if",
        "then",
        "else",
        "where",
        "structure",
        "inductive",
        "@[",
        "/-- d -/",
        "/-",
        "-/",
        "--",
        "\"",
        "«",
        "»",
        "_",
        "?",
        ".",
        "..",
        "…",
        "\t",
        "\r",
        "open",
        "in",
        "end",
        "section",
        "#check",
        "macro",
        "syntax",
        "notation",
        "%",
        "%$t",
        "termination_by",
        "deriving",
        "mutual",
        "variable",
        "r#\"",
        "0x",
        "s!\"{",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn soups_of_tokens(words in prop::collection::vec(word(), 0..60), spaces in any::<bool>()) {
        read(&words.join(if spaces { " " } else { "" }));
    }

    #[test]
    fn any_characters(text in "\\PC{0,80}") {
        read(&text);
    }

    #[test]
    fn deletions_and_swaps(sample in 0usize..5, cuts in prop::collection::vec((0usize..400, 0usize..12), 1..4)) {
        let mut chars: Vec<char> = SAMPLES[sample].chars().collect();
        for (at, len) in cuts {
            let at = at % chars.len();
            let end = (at + len).min(chars.len() - 1);
            match len % 3 {
                0 => chars[at..=end].reverse(),
                _ => drop(chars.drain(at..end)),
            }
            if chars.is_empty() {
                return Ok(());
            }
        }
        read(&chars.into_iter().collect::<String>());
    }
}

#[test]
fn every_prefix() {
    for sample in SAMPLES {
        assert_eq!(read(sample).1, [], "{sample}");
        for (end, _) in sample.char_indices() {
            read(&sample[..end]);
        }
    }
}

/// Text of some depth, for each way to nest.
fn nested(depth: usize) -> Vec<(&'static str, String)> {
    let around =
        |open: &str, middle: &str, close: &str| format!("#check {}{middle}{}", open.repeat(depth), close.repeat(depth));
    vec![
        ("parentheses", around("(", "a", ")")),
        ("open parentheses", around("(", "", "")),
        ("anonymous constructors", around("⟨", "a", "⟩")),
        ("brackets", around("[", "a", "]")),
        ("arrows", around("a → ", "a", "")),
        ("functions", around("fun x => ", "a", "")),
        ("sums", around("a + ", "a", "")),
        ("powers", around("a ^ ", "a", "")),
        ("projections", around("", "a", " |>.b")),
        ("negations", around("¬", "a", "")),
        ("quotations", around("`(", "a", ")")),
        ("do blocks", around("do ", "a", "")),
    ]
}

#[test]
fn deep_nesting() {
    for (name, text) in nested(100_000) {
        let (trees, messages) = read(&text);
        let expected = usize::from(name == "open parentheses");
        assert_eq!(messages.len(), expected, "{name}: {:?}", messages.first());
        assert!(trees.len() > 1, "{name}");
    }
}

#[test]
fn nesting_past_the_limit_is_told() {
    let (_, messages) = read(&format!("#check {}a", "(".repeat(140_000)));
    assert!(messages[0].text.starts_with("maximum recursion depth has been reached"), "{}", messages[0]);
}

#[test]
fn a_long_line() {
    let text = format!("def l := [{}]\n#check a\n", "1234567, ".repeat(400_000));
    assert_eq!(read(&text).1, []);
    let text = format!("#check f{}", " αβγ".repeat(100_000));
    assert_eq!(read(&text).1, []);
    let text = format!("#check \"{}", "x".repeat(4_000_000));
    assert_eq!(read(&text).1[0].to_string(), "1:7: error: unterminated string literal");
}

#[test]
fn bytes_that_are_no_text() {
    assert_eq!(Source::from_bytes(b"def x := \xc3\x28").err(), Some(BadSource::NotUtf8 { offset: 9 }));
}

#[test]
fn old_grammars_stay_as_they_are() {
    let builtin = syntax::notation::builtin();
    let mut snapshots = vec![ScopedGrammar::new(builtin)];
    for i in 0..500 {
        let source = Source::new(&format!("prelude\nnotation \"tok{i}\" => f\n")).unwrap();
        let file = support::read(&source, snapshots.last().unwrap().clone());
        assert!(file.extension_errors.is_empty());
        snapshots.push(file.grammar);
    }
    for (i, snapshot) in snapshots.iter().enumerate().step_by(50) {
        for (token, known) in [(i.saturating_sub(1), i > 0), (i, false)] {
            let source = Source::new(&format!("#check tok{token}")).unwrap();
            let (trees, _) = parse_module(&source, snapshot.grammar());
            let is_token = trees[1].arg(1).is_kind(&format!("termTok{token}"));
            assert_eq!(is_token, known, "token {token} in snapshot {i}");
        }
    }
}
