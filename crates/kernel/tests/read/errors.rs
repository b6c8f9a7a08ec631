//! What is refused: for its reason, and at its line.

use crate::sample;
use kernel::read::ReadErrorKind::{self, Malformed, TooLarge, UnknownVersion};

/// The error of an input.
fn error(text: &[u8]) -> (u64, ReadErrorKind, String) {
    let first = kernel::read::read(text, 1).err();
    let error = first.unwrap_or_else(|| panic!("is read: {}", String::from_utf8_lossy(text)));
    let before = &text[..error.offset as usize];
    assert_eq!(before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1, error.line, "{error}");
    assert!(before.is_empty() || before.ends_with(b"\n"), "{error}");
    (error.line, error.kind, error.reason)
}

/// Asserts that the sample with this line after it is refused, at that line.
fn refused(line: &str, kind: ReadErrorKind, reason: &str) {
    for blank in ["", "\n \t\r\n"] {
        let text = format!("{}{blank}{line}\n{{\"later\":0}}\n", sample::CURRENT);
        let at = text.lines().position(|other| other == line).map(|at| at as u64 + 1);
        let (line_of, kind_of, reason_of) = error(text.as_bytes());
        assert_eq!(Some(line_of), at, "{line}: {reason_of}");
        assert_eq!(kind_of, kind, "{line}: {reason_of}");
        assert!(reason_of.contains(reason), "{line}: {reason_of}");
    }
}

#[test]
fn references_go_to_what_stands_before() {
    refused(r#"{"app":{"arg":12,"fn":1},"ie":12}"#, Malformed, "expression 12 is not defined before this line");
    refused(r#"{"app":{"arg":1,"fn":4000000000},"ie":12}"#, Malformed, "expression 4000000000 is not defined");
    refused(r#"{"ie":12,"lam":{"binderInfo":"default","body":1,"name":30,"type":1}}"#, Malformed, "name 30 is not");
    refused(r#"{"ie":12,"letE":{"body":1,"name":1,"nondep":true,"type":1,"value":99}}"#, Malformed, "expression 99");
    refused(r#"{"ie":12,"sort":3}"#, Malformed, "level 3 is not defined");
    refused(r#"{"const":{"name":1,"us":[1,3]},"ie":12}"#, Malformed, "level 3 is not defined");
    refused(r#"{"ie":12,"proj":{"idx":0,"struct":1,"typeName":44}}"#, Malformed, "name 44 is not defined");
    refused(r#"{"ie":12,"mdata":{"data":{},"expr":12}}"#, Malformed, "expression 12 is not defined");
    refused(r#"{"il":3,"max":[3,1]}"#, Malformed, "level 3 is not defined");
    refused(r#"{"il":3,"param":10}"#, Malformed, "name 10 is not defined");
    refused(r#"{"in":10,"str":{"pre":10,"str":"a"}}"#, Malformed, "name 10 is not defined");
    refused(r#"{"axiom":{"isUnsafe":false,"levelParams":[77],"name":9,"type":11}}"#, Malformed, "name 77");
    refused(r#"{"thm":{"all":[78],"levelParams":[],"name":9,"type":11,"value":1}}"#, Malformed, "name 78");
}

#[test]
fn a_number_means_one_thing() {
    refused(r#"{"app":{"arg":1,"fn":1},"ie":8}"#, Malformed, "expression 8 was defined before as something else");
    refused(r#"{"ie":8,"mdata":{"data":{},"expr":1}}"#, Malformed, "expression 8 was defined before");
    refused(r#"{"in":0,"str":{"pre":0,"str":"a"}}"#, Malformed, "name 0 was defined before");
    refused(r#"{"in":3,"num":{"i":0,"pre":1}}"#, Malformed, "name 3 was defined before");
    refused(r#"{"il":0,"succ":0}"#, Malformed, "level 0 was defined before");
    refused(r#"{"il":2,"succ":1}"#, Malformed, "level 2 was defined before");
}

#[test]
fn required_keys_are_required() {
    for key in ["name", "type", "levelParams", "isUnsafe"] {
        without(r#"{"axiom":{"isUnsafe":false,"levelParams":[],"name":9,"type":11}}"#, key);
    }
    for key in ["all", "hints", "levelParams", "name", "safety", "type", "value"] {
        let text =
            r#"{"def":{"all":[7],"hints":"abbrev","levelParams":[],"name":7,"safety":"safe","type":1,"value":5}}"#;
        without(text, key);
    }
    let group = sample::CURRENT.lines().find(|line| line.contains("inductive")).unwrap_or_default();
    let keys = "types ctors recs cidx induct isUnsafe levelParams name numFields numParams type all k numIndices \
                numMinors numMotives rules ctor nfields rhs isRec isReflexive numNested";
    keys.split(' ').for_each(|key| without(group, key));
    for (text, keys) in [
        (r#"{"ie":12,"lam":{"binderInfo":"default","body":1,"name":1,"type":1}}"#, "binderInfo body name type ie"),
        (r#"{"ie":12,"letE":{"body":1,"name":1,"nondep":true,"type":1,"value":1}}"#, "body name nondep type value ie"),
        (r#"{"ie":12,"proj":{"idx":0,"struct":1,"typeName":1}}"#, "idx struct typeName ie"),
        (r#"{"app":{"arg":1,"fn":1},"ie":12}"#, "arg fn ie"),
        (r#"{"const":{"name":1,"us":[]},"ie":12}"#, "name us ie"),
        (r#"{"ie":12,"mdata":{"data":{},"expr":1}}"#, "data expr ie"),
        (r#"{"in":10,"str":{"pre":0,"str":"a"}}"#, "pre in"),
        (r#"{"in":10,"num":{"i":0,"pre":0}}"#, "i pre in"),
        (r#"{"il":3,"succ":0}"#, "il"),
    ] {
        keys.split(' ').for_each(|key| without(text, key));
    }
}

/// Asserts that a line is refused once the first key of this name is gone from it.
fn without(line: &str, key: &str) {
    fn remove(value: &mut serde_json::Value, key: &str) -> bool {
        match value {
            serde_json::Value::Object(map) => {
                map.remove(key).is_some() || map.values_mut().any(|value| remove(value, key))
            }
            serde_json::Value::Array(all) => all.iter_mut().any(|value| remove(value, key)),
            _ => false,
        }
    }
    let mut value: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
    assert!(remove(&mut value, key), "{line} has no {key}");
    refused(&value.to_string(), Malformed, &format!("missing field `{key}`"));
}

#[test]
fn a_line_is_of_one_known_kind() {
    refused(r#"{"ie":12}"#, Malformed, "none of the keys");
    refused("{}", Malformed, "none of the keys");
    refused(r#"{"ie":12,"fvar":1}"#, Malformed, "unknown field `fvar`");
    refused(r#"{"ie":12,"bvar":0,"sort":0}"#, Malformed, "more than one kind");
    refused(r#"{"ie":12,"in":10,"bvar":0}"#, Malformed, "more than one number of its own");
    refused(r#"{"in":12,"bvar":0}"#, Malformed, "missing field `ie`");
    refused(
        r#"{"ie":12,"axiom":{"isUnsafe":false,"levelParams":[],"name":9,"type":11}}"#,
        Malformed,
        "no number of its own",
    );
    refused(r#"{"ie":12,"app":null}"#, Malformed, "none of the keys");
    refused(r#"{"ie":12,"ie":12,"bvar":0}"#, Malformed, "duplicate field `ie`");
    refused(r#"{"def":[]}"#, Malformed, "an empty list of declarations");
    refused(r#"{"meta":{"format":{"version":"3.1.0"}}}"#, Malformed, "unknown field `meta`, at column 7");
}

#[test]
fn a_line_is_json() {
    for line in [
        "{",
        "}",
        "[]",
        "0",
        "null",
        "\"\"",
        "x",
        "{\"ie\":12,\"bvar\":0",
        "{\"ie\":12,\"bvar\":0}}",
        "{\"ie\":12,\"bvar\":0}{}",
        "{\"ie\":12,\"bvar\":00}",
        "{\"ie\":012,\"bvar\":0}",
        "{\"ie\":12,\"bvar\":-1}",
        "{\"ie\":12,\"bvar\":0.5}",
        "{\"ie\":12,\"bvar\":\"0\"}",
        "{\"ie\":12,\"bvar\":0,}",
        "{'ie':12,'bvar':0}",
        "{\"ie\":12,\"strVal\":\"\u{1}\"}",
        "{\"ie\":12,\"strVal\":\"\\ud800\"}",
        "{\"ie\":12,\"strVal\":\"\\x\"}",
        "{\"ie\":12,\"strVal\":\"a}",
        "{\"ie\":12,\"natVal\":5}",
        "{\"ie\":12,\"natVal\":\"\"}",
        "{\"ie\":12,\"natVal\":\"-5\"}",
        "{\"ie\":12,\"natVal\":\"5_0\"}",
        "{\"ie\":12,\"natVal\":\"0x5\"}",
        "{\"app\":{\"arg\":1,\"fn\":1},\"ie\":12} x",
        "{\"il\":3,\"max\":[0]}",
        "{\"il\":3,\"max\":[0,0,0]}",
        "{\"ie\":12,\"lam\":{\"binderInfo\":\"odd\",\"body\":1,\"name\":1,\"type\":1}}",
        "{\"axiom\":{\"isUnsafe\":0,\"levelParams\":[],\"name\":9,\"type\":11}}",
    ] {
        refused(line, Malformed, "");
    }
}

#[test]
fn values_without_keys_are_no_object() {
    for line in [
        "{\"app\":[1,1],\"ie\":12}",
        "{\"ie\":12,\"lam\":[1,1,1,\"default\"]}",
        "{\"axiom\":[9,[],11,false]}",
        "{\"thm\":[[8,[],1,1,[8]]]}",
        "{\"in\":10,\"str\":[0,\"a\"]}",
        "{\"inductive\":[[],[],[]]}",
    ] {
        refused(line, Malformed, "invalid type: sequence");
    }
}

#[test]
fn what_the_tables_cannot_hold_is_too_large() {
    refused(r#"{"bvar":0,"ie":4294967296}"#, TooLarge, "32 bits");
    refused(r#"{"bvar":4294967296,"ie":12}"#, TooLarge, "32 bits");
    refused(r#"{"bvar":99999999999999999999999999,"ie":12}"#, TooLarge, "32 bits");
    refused(r#"{"bvar":4294967295,"ie":12}"#, TooLarge, "26 bits");
    refused(r#"{"bvar":67108863,"ie":12}"#, TooLarge, "26 bits");
    refused(r#"{"ie":12,"proj":{"idx":4294967296,"struct":1,"typeName":1}}"#, TooLarge, "32 bits");
    refused(r#"{"in":10,"num":{"i":18446744073709551616,"pre":0}}"#, TooLarge, "64 bits");
    let digits = format!("{{\"ie\":12,\"natVal\":\"{}\"}}", "7".repeat((1 << 24) + 1));
    let text = format!("{}{digits}\n", sample::CURRENT);
    assert_eq!(error(text.as_bytes()).1, TooLarge);
    let line = r#"{"in":10,"num":{"i":18446744073709551615,"pre":0}}"#;
    assert!(kernel::read::read(format!("{}{line}\n", sample::CURRENT).as_bytes(), 1).is_ok());
}

#[test]
fn deep_json_is_no_danger() {
    let deep = |open: &str, close: &str| open.repeat(1_000_000) + &close.repeat(1_000_000);
    let skipped = format!("{{\"ie\":12,\"mdata\":{{\"data\":{{\"a\":{}}},\"expr\":1}}}}", deep("[", "]"));
    // What is skipped is walked over without a stack; what is understood is nowhere deep.
    let _ = kernel::read::read(format!("{}{skipped}\n", sample::CURRENT).as_bytes(), 1);
    for line in [deep("[", "]"), deep("{\"def\":[", "]}"), "{\"bvar\":".repeat(1_000_000)] {
        let text = format!("{}{line}\n", sample::CURRENT);
        assert_eq!(error(text.as_bytes()).1, Malformed);
    }
}

#[test]
fn the_first_line_says_what_the_input_is() {
    let first = |text: &str| error(text.as_bytes());
    assert_eq!(first("").1, Malformed);
    assert!(first("").2.contains("empty"));
    for text in ["\n", "{}", "{\"ie\":0}", "hello", "\u{feff}2.0.0\n", "1 #NS 0 a\n", "{\"meta\":{}", "2.0\n", "a.b.c"]
    {
        let (line, kind, reason) = first(text);
        assert_eq!((line, kind), (1, Malformed), "{text}");
        assert!(reason.contains("first line"), "{text}: {reason}");
    }
    let meta = |version: &str| format!("{{\"meta\":{{\"format\":{{\"version\":\"{version}\"}}}}}}\n");
    for text in ["1.0.0\n", "3.0.0\n", "0.2.0", &meta("3.2.0"), &meta("4.0.0"), &meta("2.0.0"), &meta("x")] {
        assert_eq!(first(text).1, UnknownVersion, "{text}");
    }
    for version in ["3.0.0", "3.1.0", "3.1.7"] {
        assert!(kernel::read::read(meta(version).as_bytes(), 1).is_ok(), "{version}");
    }
    assert_eq!(first("{\"meta\":{\"format\":{\"version\":3}}}").1, Malformed);
    assert_eq!(error(b"2.0.0\xff\n").1, Malformed);
}

#[test]
fn text_formats_are_refused_at_the_line() {
    for (line, kind, reason) in [
        ("12 #EA 1", Malformed, "the line ends early"),
        ("12 #EA 1 1 1", Malformed, "one word too many"),
        ("12 #EX 1", Malformed, "`#EX` is no known kind"),
        ("#DEFN 1 1", Malformed, "`#DEFN` is no known kind"),
        ("#DEF 7 1 5 X", Malformed, "`X` is no known hint"),
        ("#DEF 7 1 5 R", Malformed, "the line ends early"),
        ("x", Malformed, "expected a number, found `x`"),
        ("12 #EA 1 -1", Malformed, "expected a number, found `-1`"),
        ("12 #EA 1 +1", Malformed, "expected a number, found `+1`"),
        ("12 #EA 1 99", Malformed, "expression 99 is not defined"),
        ("12 #EL #BX 1 1 1", Malformed, "`#BX` is no known kind of binder"),
        ("12 #ELS 4", Malformed, "expected a byte"),
        ("12 #ELS 4G", Malformed, "expected a byte"),
        ("12 #ELS FF", Malformed, "not UTF-8"),
        ("12 #ELN 1e3", Malformed, "decimal digits"),
        ("12 #EV 4294967296", TooLarge, "32 bits"),
        ("9 #NI 0 18446744073709551616", TooLarge, "64 bits"),
        ("0 #RR 3 0 4", Malformed, "rule 0 was defined before"),
        ("#REC 5 3 1 1 0 0 1 2 1 7 0 6", Malformed, "rule 7 is not defined"),
        ("#REC 5 3 1 1 0 0 1 2 1 0 2 6", Malformed, "expected 0 or 1"),
        ("#IND 1 0 0 1 0 0 0 4294967295 1", Malformed, "the line ends early"),
        ("#QUOT 7 1", Malformed, "a name that none of them has"),
        ("#CTOR 3 2 1 1 0", Malformed, "the line ends early"),
    ] {
        let text = format!("{}{line}\n", sample::TEXT_2);
        let (at, kind_of, reason_of) = error(text.as_bytes());
        assert_eq!(at as usize, text.lines().count(), "{line}: {reason_of}");
        assert_eq!(kind_of, kind, "{line}: {reason_of}");
        assert!(reason_of.contains(reason), "{line}: {reason_of}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_after_what_is_wrong_before() {
    let mut text = sample::CURRENT.as_bytes().to_vec();
    text.extend(b"{\"ie\":12,\"strVal\":\"\xff\"}\n");
    let lines = sample::CURRENT.lines().count() as u64;
    assert_eq!(error(&text), (lines + 1, Malformed, "the line is not UTF-8".into()));
    let mut earlier = sample::CURRENT.as_bytes().to_vec();
    earlier.extend(b"{\"ie\":12}\n{\"ie\":12,\"strVal\":\"\xc3\"}\n");
    assert_eq!(error(&earlier).0, lines + 1);
}

#[test]
fn a_cut_input_is_refused_at_its_last_line() {
    let text = sample::CURRENT;
    for end in 1..text.len() {
        if !text.is_char_boundary(end) {
            continue;
        }
        let cut = &text[..end];
        let last = cut.lines().last().unwrap_or_default();
        let whole = text.lines().any(|line| line == last);
        let result = kernel::read::read(cut.as_bytes(), 1);
        match result {
            Ok(_) => assert!(whole, "{last}"),
            Err(error) => {
                assert!(!whole, "{last}: {error}");
                assert_eq!(error.line as usize, cut.lines().count(), "{last}: {error}");
            }
        }
    }
}
