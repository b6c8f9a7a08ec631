//! Every version of the formats means the same.

use crate::dump::{exact, name};
use crate::sample;
use kernel::environment::{ConstId, ConstantKind, Declaration, Declared, Environment};
use kernel::read::{Format, ReadErrorKind, read};
use kernel::terms::exprs::BinderInfo;
use kernel::terms::{ExprId, Node};

fn environment(text: &str) -> Environment {
    read(text.as_bytes(), 1).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The declarations with everything that stands in them, apart from what a format cannot say.
fn meaning(environment: &Environment) -> Vec<String> {
    let constant = |id| {
        let mut constant = environment.constant(id).clone();
        if let ConstantKind::Inductive(val) = &mut constant.kind {
            val.is_reflexive = val.is_reflexive.or(Some(false));
        }
        format!("{} {constant:?}", name(environment, constant.name))
    };
    let nodes = (0..environment.terms.exprs.len()).map(|id| format!("{:?}", environment.terms.exprs.node(ExprId(id))));
    let all = environment.declarations().iter();
    let all = all.map(|declaration| {
        let kind = match declaration {
            Declaration::Single(_) => "single",
            Declaration::Mutual(_) => "mutual",
            Declaration::Quot(_) => "quot",
            Declaration::Inductive { .. } => "inductive",
        };
        format!("{kind}: {}", declaration.constants().map(constant).collect::<Vec<_>>().join("\n"))
    });
    nodes.chain(all).collect()
}

#[test]
fn all_formats_of_one_input_mean_the_same() {
    let current = environment(sample::CURRENT);
    let expected = meaning(&current);
    assert_eq!(current.declarations().len(), 4);
    for (format, text) in [
        ("3.0.0", sample::grouped()),
        ("3.0.0", sample::EARLY.to_string()),
        ("2.0.0", sample::TEXT_2.to_string()),
        ("0.1.2", sample::text_0()),
    ] {
        let other = environment(&text);
        assert_eq!(other.meta.as_ref().map(|meta| meta.format.as_str()), Some(format));
        assert_eq!(meaning(&other), expected, "{format}");
    }
}

#[test]
fn the_first_line_is_kept() {
    let meta = environment(sample::CURRENT).meta.expect("the input has one");
    assert_eq!(meta.format, "3.1.0");
    assert_eq!(meta.exporter, Some(("lean4export".into(), "3.1.0".into())));
    assert_eq!(meta.lean, Some(("4.29.1".into(), "abc".into())));
    assert!(!meta.lists_only_used);
    let meta = environment(&sample::text_0()).meta.expect("the input has one");
    assert!(meta.lists_only_used);
    let format = |text: &str| kernel::read::format(text.as_bytes()).map(|(format, _)| format);
    assert_eq!(format(sample::CURRENT), Ok(Format::Ndjson));
    assert_eq!(format(sample::TEXT_2), Ok(Format::Text2));
    assert_eq!(format(&sample::text_0()), Ok(Format::Text0));
}

#[test]
fn what_a_format_cannot_say_is_not_claimed() {
    let text = sample::text_0().replace("#IND 1 0 1 0 ", "#IND 1 0 1 1 ");
    let environment = environment(&text);
    let val = environment.constants().iter().find_map(|constant| match &constant.kind {
        ConstantKind::Inductive(val) => Some((val.num_nested, val.is_reflexive)),
        _ => None,
    });
    assert_eq!(val, Some((None, None)));
}

#[test]
fn names_of_binders_are_kept_beside_the_terms() {
    let environment = environment(sample::CURRENT);
    let exprs = &environment.terms.exprs;
    let binder = |id| exprs.binder(ExprId(id)).map(|(id, info)| (name(&environment, id), info));
    assert_eq!(binder(2), Some(("n".into(), BinderInfo::Default)));
    assert_eq!(binder(4), Some(("n".into(), BinderInfo::Implicit)));
    assert_eq!(binder(9), Some(("n".into(), BinderInfo::Default)));
    assert_eq!(binder(8), None);
}

#[test]
fn returns_and_a_missing_last_line_break_change_nothing() {
    for text in [sample::CURRENT, sample::EARLY, sample::TEXT_2] {
        let expected = exact(text.as_bytes(), 1);
        assert!(expected.is_ok());
        assert_eq!(exact(text.replace('\n', "\r\n").as_bytes(), 1), expected);
        assert_eq!(exact(text.trim_end_matches('\n').as_bytes(), 1), expected);
        assert_eq!(exact(text.replace('\n', "\n\n").as_bytes(), 1), expected);
    }
}

#[test]
fn a_first_line_alone_is_an_empty_environment() {
    for text in [sample::CURRENT, sample::TEXT_2] {
        let line = text.lines().next().unwrap_or_default();
        for text in [line.to_string(), format!("{line}\n"), format!("{line}\r\n")] {
            let environment = environment(&text);
            assert_eq!(environment.declarations().len(), 0);
        }
    }
}

#[test]
fn numbers_may_have_gaps_and_any_order() {
    let expected = meaning(&environment(sample::CURRENT));
    // Names and levels keep their numbers; expressions get others, in no order, some huge.
    let other = |id: usize| [4_000_000_000u64, 7, 4_294_967_295, 0, 65_537, 3, 70_000, 1_000_000_000, 5, 9, 6, 1][id];
    let line = |line: &str| {
        let mut value: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        renumber(&mut value, "", &|id| other(id as usize));
        value.to_string()
    };
    let text: String = sample::CURRENT.lines().map(|text| line(text) + "\n").collect();
    assert!(text.contains("4294967295"));
    assert_eq!(meaning(&environment(&text)), expected);
}

/// Replaces the numbers of expressions.
pub fn renumber(value: &mut serde_json::Value, key: &str, other: &dyn Fn(u64) -> u64) {
    match value {
        serde_json::Value::Object(map) => map.iter_mut().for_each(|(key, value)| renumber(value, key, other)),
        serde_json::Value::Array(all) => all.iter_mut().for_each(|value| renumber(value, key, other)),
        serde_json::Value::Number(id)
            if matches!(key, "ie" | "fn" | "arg" | "body" | "type" | "value" | "struct" | "rhs" | "expr") =>
        {
            *value = other(id.as_u64().expect("numbers are natural")).into();
        }
        _ => {}
    }
}

#[test]
fn a_number_may_be_defined_again_as_the_same() {
    let twice: String = sample::CURRENT.lines().take(14).map(|line| format!("{line}\n{line}\n")).collect();
    let twice = twice.lines().skip(1).map(|line| format!("{line}\n")).collect::<String>();
    let rest: String = sample::CURRENT.lines().skip(14).map(|line| format!("{line}\n")).collect();
    assert_eq!(exact((twice + &rest).as_bytes(), 1), exact(sample::CURRENT.as_bytes(), 1));
}

#[test]
fn equal_names_and_levels_have_one_id_whatever_their_numbers() {
    let text = format!(
        "{}{}\n{}\n{}\n{}\n",
        sample::CURRENT,
        r#"{"in":20,"str":{"pre":0,"str":"Nat"}}"#,
        r#"{"il":20,"succ":0}"#,
        r#"{"const":{"name":20,"us":[20]},"ie":20}"#,
        r#"{"const":{"name":1,"us":[1]},"ie":21}"#,
    );
    let environment = environment(&text);
    let exprs = &environment.terms.exprs;
    assert_eq!(exprs.node(ExprId(12)), exprs.node(ExprId(13)));
    assert!(matches!(exprs.node(ExprId(12)), Node::Const(..)));
}

#[test]
fn data_around_an_expression_is_dropped() {
    let text = format!(
        "{}{}\n{}\n",
        sample::CURRENT,
        r#"{"ie":12,"mdata":{"data":{"a":[1,{"b":null}]},"expr":8}}"#,
        r#"{"app":{"arg":12,"fn":12},"ie":13}"#,
    );
    let environment = environment(&text);
    assert_eq!(environment.terms.exprs.len(), 13);
    assert_eq!(environment.terms.exprs.node(ExprId(12)), Node::App(ExprId(8), ExprId(8)));
}

#[test]
fn escapes_in_strings_are_understood() {
    let text = format!(
        "{}{}\n{}\n",
        sample::CURRENT,
        r#"{"ie":12,"strVal":"\u0041\ud835\udd38\t\/\\\u0000"}"#,
        r#"{"ie":13,"strVal":"A𝔸"}"#,
    );
    let environment = environment(&text);
    let text = |id| match environment.terms.exprs.node(ExprId(id)) {
        Node::Str(text) => environment.terms.names.text(text).to_string(),
        node => panic!("{node:?}"),
    };
    assert_eq!(text(12), "A𝔸\t/\\\0");
    assert_eq!(text(13), "A𝔸");
}

#[test]
fn literals_of_any_size_are_read() {
    let digits = format!("1{}", "0".repeat(100_000));
    let text = format!(
        "{}{{\"ie\":12,\"natVal\":\"{digits}\"}}\n{{\"ie\":13,\"natVal\":\"18446744073709551616\"}}\n{}\n",
        sample::CURRENT,
        r#"{"ie":14,"natVal":"0002"}"#
    );
    let environment = environment(&text);
    let nat = |id| match environment.terms.exprs.node(ExprId(id)) {
        Node::Nat(nat) => environment.terms.exprs.nat(nat).to_string(),
        node => panic!("{node:?}"),
    };
    assert_eq!(nat(12), digits);
    assert_eq!(nat(13), "18446744073709551616");
    assert_eq!(environment.terms.exprs.node(ExprId(14)), environment.terms.exprs.node(ExprId(5)));
}

#[test]
fn duplicate_declarations_are_kept_and_reported() {
    let again = sample::CURRENT.lines().last().unwrap_or_default();
    let environment = environment(&format!("{}{again}\n", sample::CURRENT));
    assert_eq!(environment.duplicates().len(), 1);
    assert_eq!(environment.declarations().len(), 5);
}

#[test]
fn unsafe_definitions_of_one_group_are_put_together_after_what_they_need() {
    let def = |name: u32, value: u32| {
        format!(
            "{{\"def\":{{\"all\":[10,11],\"hints\":\"opaque\",\"levelParams\":[],\"name\":{name},\"safety\":\"unsafe\",\
             \"type\":1,\"value\":{value}}}}}\n"
        )
    };
    let text = [
        sample::CURRENT,
        "{\"in\":10,\"str\":{\"pre\":0,\"str\":\"f\"}}\n{\"in\":11,\"str\":{\"pre\":0,\"str\":\"g\"}}\n",
        "{\"in\":12,\"str\":{\"pre\":0,\"str\":\"h\"}}\n",
        "{\"const\":{\"name\":10,\"us\":[]},\"ie\":12}\n{\"const\":{\"name\":12,\"us\":[]},\"ie\":13}\n",
        &def(10, 13),
        "{\"opaque\":{\"all\":[12],\"levelParams\":[],\"name\":12,\"type\":1,\"value\":5}}\n",
        &def(11, 12),
    ]
    .concat();
    let environment = environment(&text);
    let groups: Vec<Vec<String>> = environment
        .declarations()
        .iter()
        .map(|all| all.constants().map(|id| name(&environment, environment.constant(id).name)).collect())
        .collect();
    assert_eq!(groups[4..], [vec!["h".to_string()], vec!["f".into(), "g".into()]]);
    assert!(matches!(environment.declarations()[5], Declaration::Mutual(_)));
}

#[test]
fn parts_that_belong_to_nothing_are_groups_of_their_own() {
    let text = sample::TEXT_2.replace("#IND 1 0 0 1 0 0 0 1 1 2 2 3 \n", "");
    let environment = environment(&text);
    let orphans = environment.declarations().iter().filter(|declaration| match declaration {
        Declaration::Inductive { types, .. } => types.is_empty(),
        _ => false,
    });
    assert_eq!(orphans.count(), 3);
}

#[test]
fn an_input_may_say_that_it_is_not_whole() {
    let meta = |incomplete: &str| format!("{{\"meta\":{{\"format\":{{\"version\":\"3.1.0\"}}{incomplete}}}}}\n");
    let (mut lines, mut expected) = (String::from("{\"ie\":0,\"sort\":0}\n"), Vec::new());
    // In the order of keys that is read fast, and in another.
    for (key, declared) in [
        ("", None),
        ("\"declared\":\"def\",", Some(Declared::Definition)),
        ("\"declared\":\"thm\",", Some(Declared::Theorem)),
        ("\"declared\":\"opaque\",", Some(Declared::Opaque)),
    ] {
        for name in [2 * expected.len() + 1, 2 * expected.len() + 2] {
            lines += &format!("{{\"in\":{name},\"str\":{{\"pre\":0,\"str\":\"c{name}\"}}}}\n");
        }
        let name = 2 * expected.len() + 1;
        lines += &format!("{{\"axiom\":{{{key}\"isUnsafe\":false,\"levelParams\":[],\"name\":{name},\"type\":0}}}}\n");
        let name = name + 1;
        lines += &format!("{{\"axiom\": {{\"levelParams\":[],{key}\"name\":{name},\"type\":0,\"isUnsafe\":false}}}}\n");
        expected.push([declared; 2]);
    }
    let said = |text: String| {
        let env = environment(&text);
        (env.is_incomplete(), (0..8).map(|at| env.declared(ConstId(at))).collect::<Vec<_>>())
    };
    assert_eq!(said(meta(",\"incomplete\":true") + &lines), (true, expected.concat()));
    for whole in ["", ",\"incomplete\":false"] {
        assert_eq!(said(meta(whole) + &lines), (false, vec![None; 8]), "{whole}");
    }
    for line in [meta(",\"incomplete\":1"), meta("") + &lines.replace("\"thm\"", "\"inductive\"")] {
        assert!(read(line.as_bytes(), 1).is_err_and(|error| error.kind == ReadErrorKind::Malformed), "{line}");
    }
}
