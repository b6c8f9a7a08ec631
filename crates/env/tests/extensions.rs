//! Extension states: scoped ones above all, and that every copy of an environment stays as it was.
#![forbid(unsafe_code)]

mod file;

use env::base::{Elaborated, Module};
use env::declare::AddError;
use env::environment::{Environment, Header};
use env::ext::{
    ClassEntry, DefaultInstance, DefaultInstances, Inline, InlineAttributeKind, InstanceEntry, InstanceExtension,
    Matchers, Protected, ReducibilityCore, ReducibilityError, ReducibilityExtra, ReducibilityStatus, StoredKind,
    StructureFieldInfo, StructureInfo, Structures, add_class, add_default_instance, class, reducibility,
    set_reducibility, validate_reducibility,
};
use env::extension::Extension;
use env::scoped::AttributeKind;
use file::{File, axiom, n};
use rt::Obj;
use std::rc::Rc;
use term::{
    BinderInfo, ConstantInfo, ConstantVal, DefinitionSafety, DefinitionVal, Expr, Level, Name, ReducibilityHints,
};

/// Inserts an instance called `name`.
fn instance(env: &mut Environment, name: &str, kind: AttributeKind, namespace: &str) {
    let entry = InstanceEntry {
        keys: Obj::array([]),
        val: Expr::constant(n(name), []),
        priority: 1000,
        global_name: Some(n(name)),
        synth_order: Rc::new([]),
        attr_kind: StoredKind::Global,
    };
    env.add_scoped::<InstanceExtension>(entry, kind, &n(namespace));
}

/// The names of the instances that count.
fn instances(env: &Environment) -> Vec<String> {
    let all = env.scoped::<InstanceExtension>();
    all.entries.iter().filter_map(|entry| Some(entry.global_name.as_ref()?.to_string())).collect()
}

#[test]
fn local_entries_end_with_their_scope() {
    let mut file = File::plain("M");
    file.section("");
    instance(&mut file.env, "outer", AttributeKind::Local, "");
    file.section("");
    instance(&mut file.env, "inner", AttributeKind::Local, "");
    instance(&mut file.env, "everywhere", AttributeKind::Global, "");
    assert_eq!(instances(&file.env), ["outer", "inner", "everywhere"]);
    let inside = file.clone();
    file.end("");
    assert_eq!(instances(&file.env), ["outer", "everywhere"]);
    file.end("");
    assert_eq!(instances(&file.env), ["everywhere"]);
    assert_eq!(instances(&inside.env), ["outer", "inner", "everywhere"]);
}

#[test]
fn scoped_entries_count_where_their_namespace_is_open() {
    let mut file = File::plain("M");
    file.namespace("A");
    instance(&mut file.env, "a", AttributeKind::Scoped, "A");
    assert_eq!(instances(&file.env), ["a"]);
    file.section("");
    instance(&mut file.env, "late", AttributeKind::Scoped, "A");
    file.end("");
    assert_eq!(instances(&file.env), ["a", "late"], "it counts in every scope in which the namespace is open");
    file.end("A");
    assert_eq!(instances(&file.env), [""; 0]);
    file.section("");
    file.open("A");
    assert_eq!(instances(&file.env), ["a", "late"]);
    file.section("");
    file.open("A");
    instance(&mut file.env, "b", AttributeKind::Scoped, "A");
    file.end("");
    assert_eq!(instances(&file.env), ["a", "late", "b"]);
    file.end("");
    assert_eq!(instances(&file.env), [""; 0]);
    let open = file.scopes.top().open_scoped(&mut file.env, &[n("A")]);
    assert_eq!((open, instances(&file.env)), (Ok(()), vec!["a".into(), "late".into(), "b".into()]));
    assert_eq!(file.means("x"), [""; 0]);
}

/// `attribute [local a] x in …`: what is local to the command after `in` reaches to the end of the scope around it.
#[test]
fn local_entries_in_a_command_after_in_reach_beyond_it() {
    let mut file = File::plain("M");
    file.section("");
    file.scopes.begin_in(&mut file.env);
    instance(&mut file.env, "kept", AttributeKind::Local, "");
    file.scopes.begin_in(&mut file.env);
    instance(&mut file.env, "alsoKept", AttributeKind::Local, "");
    file.scopes.pop(&mut file.env, 2);
    assert_eq!(instances(&file.env).len(), 2);
    file.section("");
    instance(&mut file.env, "gone", AttributeKind::Local, "");
    file.end("");
    assert_eq!(instances(&file.env).len(), 2);
    file.end("");
    assert_eq!(instances(&file.env), [""; 0]);
}

/// An extension that is first asked for inside scopes is as if it had been there all the time.
#[test]
fn a_late_look_is_as_good_as_an_early_one() {
    let import = || {
        let mut first = File::plain("First");
        first.namespace("A");
        instance(&mut first.env, "a", AttributeKind::Scoped, "A");
        instance(&mut first.env, "g", AttributeKind::Global, "");
        instance(&mut first.env, "l", AttributeKind::Local, "");
        let entries = InstanceExtension::export(&first.env, &first.env.scoped_state::<InstanceExtension>());
        assert_eq!(entries.len(), 2, "what is local is not written");
        let mut base = Elaborated::default();
        let module = Module { name: n("First"), is_module: false, imports: Vec::new() };
        base.push(module, [], [(InstanceExtension::name(), entries)]);
        base.share()
    };
    for early in [true, false] {
        let mut file = File::importing("M", false, Vec::new(), import());
        if early {
            assert_eq!(instances(&file.env), ["g"]);
        }
        file.namespace("A");
        file.section("");
        let copy = file.clone();
        assert_eq!(instances(&file.env), ["g", "a"]);
        file.end("");
        assert_eq!(instances(&file.env), ["g", "a"]);
        file.end("A");
        assert_eq!(instances(&file.env), ["g"]);
        assert_eq!(instances(&copy.env), ["g", "a"]);
    }
}

#[test]
fn changing_a_value_lasts_as_long_as_its_scope() {
    let mut file = File::plain("M");
    instance(&mut file.env, "a", AttributeKind::Global, "");
    file.section("");
    file.env.modify_scoped_value::<InstanceExtension>(|all| all.erased.insert_mut(n("a")));
    assert!(file.env.scoped::<InstanceExtension>().erased.contains(&n("a")));
    file.end("");
    assert!(!file.env.scoped::<InstanceExtension>().erased.contains(&n("a")));
}

/// A definition of type `Prop`.
fn definition(name: &str) -> ConstantInfo {
    let base = ConstantVal::new(n(name), [], Expr::sort(Level::succ(Level::zero()).unwrap()));
    let value = Expr::sort(Level::zero());
    DefinitionVal::new(base, value, ReducibilityHints::Abbrev, DefinitionSafety::Safe, [n(name)]).into()
}

const NOTE: &str = "\n\nNote: Use `set_option allowUnsafeReducibility true` to override reducibility status validation";

/// The texts are those of the real program.
#[test]
fn reducibility_is_set_by_rules() {
    use AttributeKind::{Global, Local, Scoped};
    use ReducibilityStatus::{Irreducible, Reducible, Semireducible};
    let mut imported = Elaborated::default();
    imported.push(
        Module { name: n("Init"), is_module: true, imports: Vec::new() },
        [definition("Nat.add")],
        [(ReducibilityCore::name(), vec![])],
    );
    let mut env = Environment::new(Header::plain(n("M")), imported.share());
    for constant in [definition("f"), definition("g"), axiom(n("t"))] {
        env.add(constant).unwrap();
    }
    let root = Name::anonymous();
    fn error(env: &Environment, name: &str, to: ReducibilityStatus, kind: AttributeKind) -> String {
        let text = validate_reducibility(env, &n(name), to, kind).unwrap_err().to_string();
        text.strip_suffix(NOTE).unwrap().to_owned()
    }
    assert_eq!(validate_reducibility(&env, &n("f"), Reducible, Global), Ok(()));
    set_reducibility(&mut env, &n("f"), Reducible, Global, &root);
    assert_eq!(
        error(&env, "f", Reducible, Global),
        "failed to set `[reducible]`, `f` is not currently `[semireducible]`, but `[reducible]`"
    );
    assert_eq!(
        error(&env, "f", Irreducible, Global),
        "failed to set `[irreducible]`, `f` is not currently `[semireducible]`, but `[reducible]`"
    );
    assert_eq!(
        error(&env, "f", Semireducible, Global),
        "failed to set `[semireducible]` for `f`, declarations are `[semireducible]` by default"
    );
    assert_eq!(
        error(&env, "f", Irreducible, Local),
        "failed to set `[local irreducible]`, `f` is currently `[reducible]`, `[semireducible]` expected"
    );
    assert_eq!(
        error(&env, "f", Semireducible, Local),
        "failed to set `[local semireducible]`, `f` is currently `[reducible]`, `[irreducible]` expected"
    );
    assert_eq!(
        error(&env, "f", Reducible, Local),
        "failed to set `[local reducible]` for `f`, recall that `[reducible]` affects the term indexing datastructures \
         used by `simp` and type class resolution"
    );
    set_reducibility(&mut env, &n("g"), Irreducible, Global, &root);
    assert_eq!(validate_reducibility(&env, &n("g"), Semireducible, Local), Ok(()));
    set_reducibility(&mut env, &n("g"), Semireducible, Local, &root);
    assert_eq!(
        error(&env, "g", Semireducible, Local),
        "failed to set `[local semireducible]`, `g` is currently `[semireducible]`, `[irreducible]` expected"
    );
    assert_eq!(error(&env, "t", Reducible, Global), "failed to set reducibility status, `t` is not a definition");
    assert_eq!(
        error(&env, "Nat.add", Reducible, Global),
        "failed to set reducibility status, `Nat.add` has not been defined in this file, consider using the `local` \
         modifier"
    );
    assert!(matches!(validate_reducibility(&env, &n("f"), Irreducible, Scoped), Err(ReducibilityError::Scoped(_))));
    env.push_scope();
    set_reducibility(&mut env, &n("Nat.add"), Irreducible, Local, &root);
    assert_eq!(reducibility(&env, &n("Nat.add")), Irreducible);
    env.pop_scope();
    assert_eq!(reducibility(&env, &n("Nat.add")), Semireducible);
    // What is set for everybody goes to one extension or the other, by where the definition stands.
    set_reducibility(&mut env, &n("Nat.add"), Reducible, Global, &root);
    assert_eq!(ReducibilityCore::export(&env, &env.ext::<ReducibilityCore>()).len(), 2);
    assert_eq!(ReducibilityExtra::export(&env, &env.scoped_state::<ReducibilityExtra>()).len(), 1);
}

#[test]
fn what_is_written_is_imported() {
    let mut env = Environment::new(Header::plain(n("First")), Rc::new(env::base::Nothing));
    let names: Vec<String> = (0..200).map(|i| format!("x{i}")).collect();
    for name in &names {
        env.add(axiom(n(name))).unwrap();
    }
    for name in names.iter().step_by(2) {
        env.add_tag::<Protected>(n(name));
    }
    for name in names.iter().step_by(3) {
        env.set_param::<Inline>(n(name), InlineAttributeKind::AlwaysInline);
    }
    let field = |name: &str| StructureFieldInfo {
        field_name: n(name),
        proj_fn: n("x0").r().append(n(name).r()),
        subobject: None,
        auto_param: None,
        binder_info: BinderInfo::InstImplicit,
    };
    let mut fields = vec![field("a"), field("b"), field("c")];
    fields.sort_by(|a, b| a.field_name.cmp(&b.field_name));
    let structure = StructureInfo {
        struct_name: n("x0"),
        field_names: [n("a"), n("b"), n("c")].into(),
        field_info: fields.into(),
        parent_info: Rc::new([]),
    };
    env.set_param::<Structures>(n("x0"), structure);
    add_class(&mut env, ClassEntry { name: n("x0"), out_params: [1, 2].into() });
    for (name, priority) in [("low", 100), ("high", 1000), ("low2", 100)] {
        add_default_instance(&mut env, DefaultInstance { class_name: n("x0"), instance_name: n(name), priority });
    }
    fn entries<E: Extension>(env: &Environment) -> (Name, Vec<Obj>) {
        (E::name(), E::export(env, &env.ext::<E>()))
    }
    let mut base = Elaborated::default();
    base.push(
        Module { name: n("First"), is_module: false, imports: Vec::new() },
        env.local_constants().cloned(),
        [
            entries::<Protected>(&env),
            entries::<Inline>(&env),
            entries::<Structures>(&env),
            entries::<env::ext::Classes>(&env),
            entries::<DefaultInstances>(&env),
            entries::<Matchers>(&env),
        ],
    );
    let next = Environment::new(Header::plain(n("Next")), base.share());
    for (i, name) in names.iter().enumerate() {
        assert_eq!(next.has_tag::<Protected>(&n(name)), i % 2 == 0, "{name}");
        assert_eq!(next.param::<Inline>(&n(name)).is_some(), i % 3 == 0, "{name}");
    }
    let structure = next.param::<Structures>(&n("x0")).unwrap();
    assert_eq!(structure.field_names.len(), 3);
    for name in ["a", "b", "c"] {
        let field = structure.field(&n(name)).unwrap();
        assert_eq!((field.proj_fn.to_string(), field.binder_info), (format!("x0.{name}"), BinderInfo::InstImplicit));
    }
    assert!(structure.field(&n("d")).is_none());
    assert_eq!(class(&next, &n("x0")).map(|entry| entry.out_params.to_vec()), Some(vec![1, 2]));
    assert!(class(&next, &n("x1")).is_none());
    let defaults = next.ext::<DefaultInstances>();
    let shown: Vec<String> = defaults.of_class(&n("x0")).iter().map(|entry| entry.instance_name.to_string()).collect();
    assert_eq!((shown.join(" "), defaults.priorities().to_vec()), ("low2 high low".into(), vec![1000, 100]));
}

#[test]
fn a_constant_is_added_once() {
    let mut env = Environment::new(Header::plain(n("M")), Rc::new(env::base::Nothing));
    env.add(axiom(n("a"))).unwrap();
    let before = env.clone();
    assert!(env.add(axiom(n("a"))).is_err());
    env.add(axiom(n("b"))).unwrap();
    assert!(env.contains(&n("b")) && !before.contains(&n("b")) && before.contains(&n("a")));
    let order: Vec<String> = env.local_constants().map(|constant| constant.r().name().to_string()).collect();
    assert_eq!(order, ["a", "b"]);
    assert!(env.find(&n("a")).is_some() && env.find(&n("c")).is_none());
}

#[test]
fn copies_go_on_with_one_kernel() {
    use env::check::Declaration;
    let mut env = Environment::new(Header::plain(n("M")), Rc::new(env::base::Nothing));
    let mut session = env.session(kernel::limits::Limits { stack: 1 << 20, ..Default::default() });
    let definition = |name: &str, value: Expr| {
        let base = ConstantVal::new(n(name), [], Expr::sort(Level::succ(Level::zero()).unwrap()));
        Declaration::Defn(DefinitionVal::new(base, value, ReducibilityHints::Abbrev, DefinitionSafety::Safe, [n(name)]))
    };
    let prop = || Expr::sort(Level::zero());
    env.add_decl(&mut session, &definition("a", prop())).unwrap();
    let mut fork = env.clone();
    env.add_decl(&mut session, &definition("b", Expr::constant(n("a"), []))).unwrap();
    let refused = fork.add_decl(&mut session, &definition("c", Expr::constant(n("b"), []))).unwrap_err();
    assert!(matches!(refused, AddError::Kernel(_)), "{refused}");
    fork.add_decl(&mut session, &definition("b", prop())).unwrap();
    assert_eq!((env.num_local_constants(), fork.num_local_constants()), (2, 2));
    assert!(env.add_decl(&mut session, &definition("a", prop())).is_err());
    // What the kernel was not asked about, it does not know.
    env.add(axiom(n("unasked"))).unwrap();
    assert!(env.add_decl(&mut session, &definition("d", Expr::constant(n("unasked"), []))).is_err());
    assert!(matches!(env.add_decl(&mut session, &definition("unasked", prop())), Err(AddError::Declared(_))));
    assert_eq!(env.num_local_constants(), 3);
}

/// Memory of this process that no file backs, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("RssAnon:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

/// Ten thousand commands, each with a declaration, a mark and a scope, with every environment kept.
#[test]
fn every_environment_may_be_kept() {
    const COMMANDS: usize = 10_000;
    let mut file = File::plain("M");
    let mut kept = Vec::new();
    let before = resident();
    let mut half = 0;
    for i in 0..COMMANDS {
        if i == COMMANDS / 2 {
            half = resident() - before;
        }
        file.section("");
        file.public(&format!("x{i}"));
        file.env.add_tag::<Protected>(n(&format!("x{i}")));
        instance(&mut file.env, &format!("x{i}"), AttributeKind::Local, "");
        kept.push(file.clone());
        file.end("");
        if i % 3 == 0 {
            instance(&mut file.env, &format!("x{i}"), AttributeKind::Global, "");
        }
    }
    let all = resident() - before;
    // Linear, with room for the depth of the trees; and a few kilobytes for each command.
    assert!(all < 3 * half, "{all} bytes after all commands, {half} after half of them");
    assert!(all < COMMANDS * 16 * 1024, "{all} bytes");
    for (i, file) in kept.iter().enumerate().step_by(97) {
        assert_eq!(file.env.num_local_constants(), i + 1);
        let (name, next) = (n(&format!("x{i}")), n(&format!("x{}", i + 1)));
        assert!(file.env.contains(&name) && !file.env.contains(&next));
        assert!(file.env.has_tag::<Protected>(&name) && !file.env.has_tag::<Protected>(&next));
        assert_eq!(instances(&file.env).len(), i.div_ceil(3) + 1);
    }
}
