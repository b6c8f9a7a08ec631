//! Reduction, types and unification on the terms of real modules.
//!
//! Upstream has elaborated them, so each has a type, and each application can be found again from what a user would
//! have written of it.
#![forbid(unsafe_code)]

use env::environment::{Environment, Header};
use env::graph::Places;
use env::search::Wanted;
use env::{Options, import};
use meta::Meta;
use meta::metavar_context::MetavarKind;
use olean::module_file::PartKind;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use term::{BinderInfo, ConstantInfo, ConstantKind, Expr, ExprKind, ExprRef, Level, Name};
use test_kit::corpus;

fn environment(wanted: &[Wanted]) -> Environment {
    let library = corpus::dir().unwrap_or_else(|e| panic!("{e}"));
    let options = Options {
        threads: NonZeroUsize::new(2).unwrap(),
        places: Places { first: Vec::new(), last: vec![library] },
        up_to: PartKind::Private,
    };
    let base = import::import(wanted, &options, |_| ()).unwrap_or_else(|e| panic!("{e}"));
    Environment::new(Header::plain(Name::of_dotted("Test")), base)
}

fn module(name: &str) -> Wanted {
    Wanted::Module(name.split('.').map(str::to_owned).collect())
}

fn theorems() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/kernel/inputs/Theorems.olean")
}

/// The constants of a module, by its name.
fn constants(env: &Environment, module: &str) -> Vec<ConstantInfo> {
    let name = Name::of_dotted(module);
    let place = env.base().modules().iter().position(|module| module.name == name).unwrap();
    env.base().constants(place).collect()
}

fn value(info: &ConstantInfo) -> Option<Expr> {
    match info.r().kind() {
        ConstantKind::Defn(_) | ConstantKind::Thm(_) | ConstantKind::Opaque(_) => info.r().value().map(|v| v.own()),
        _ => None,
    }
}

/// Runs `f` on each constant with a state of its own, and gives the failures.
fn each(
    env: &Environment,
    modules: &[&str],
    f: impl Fn(&mut Meta, &ConstantInfo) -> Result<(), String>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut meta = Meta::new(env.clone());
    for module in modules {
        for info in constants(env, module) {
            meta.mctx = Default::default();
            meta.limits.max_heartbeats = 2_000_000;
            meta.begin_steps();
            // Proofs of equations are made without.
            meta.smart_unfolding = false;
            if let Err(what) = f(&mut meta, &info)
                // What the files leave out.
                && !what.contains("Unknown constant `_private.")
            {
                wrong.push(format!("{}: {what}", info.r().name()));
            }
        }
    }
    wrong
}

fn said<T>(result: meta::Result<T>, what: &str) -> Result<T, String> {
    result.map_err(|error| match error {
        meta::Exception::Error(data) => format!("{what}: {:?}", text(&data.message)),
        meta::Exception::Internal(signal) => format!("{what}: {signal:?}"),
        meta::Exception::Runtime(limit, _) => format!("{what}: {limit:?}"),
    })
}

fn text(message: &meta::message::MessageData) -> String {
    use meta::message::MessageData as M;
    match message {
        M::Text(text) => text.to_string(),
        M::Expr(e) => format!("{:?}", e.r()),
        M::Level(u) => format!("{:?}", u.r()),
        M::Name(name) | M::Const(name) | M::Goal(name) => name.to_string(),
        M::Compose(parts) => parts.iter().map(text).collect(),
        M::Nest(_, part) | M::Group(part) | M::WithContext(_, part) | M::Tagged(_, part) => text(part),
    }
}

const CORE: [&str; 6] =
    ["Init.Prelude", "Init.Core", "Init.SizeOf", "Init.WF", "Init.Data.Nat.Basic", "Init.Data.List.Basic"];

/// What the exported parts leave out is left out here.
#[test]
fn definitions_have_their_types() {
    let env = environment(&[module("Init.Data.List.Basic")]);
    let wrong = each(&env, &CORE, |meta, info| {
        let Some(value) = value(info) else { return Ok(()) };
        said(meta.check(value.r()), "check")?;
        let found = said(meta.infer_type(value.r()), "infer")?;
        let same = said(meta.is_def_eq(info.r().ty(), found.r()), "compare")?;
        if same { Ok(()) } else { Err("has another type".to_owned()) }
    });
    assert_eq!(wrong, Vec::<String>::new());
}

/// With proofs.
#[test]
fn theorems_have_their_types() {
    let env = environment(&[Wanted::Path(theorems())]);
    let wrong = each(&env, &["Theorems"], |meta, info| {
        let Some(value) = value(info) else { return Ok(()) };
        said(meta.check(value.r()), "check")?;
        let found = said(meta.infer_type(value.r()), "infer")?;
        let same = said(meta.is_def_eq(info.r().ty(), found.r()), "compare")?;
        if same { Ok(()) } else { Err("has another type".to_owned()) }
    });
    assert_eq!(wrong, Vec::<String>::new());
}

/// From each application of a constant, what a user writes of it: its explicit arguments, where a type is expected.
/// Unification finds the levels and the other arguments.
#[test]
fn implicit_arguments_are_found_again() {
    let env = environment(&[Wanted::Path(theorems())]);
    let modules = ["Init.Core", "Theorems"];
    let wrong = each(&env, &modules, |meta, info| {
        // Decision procedures and the compiler of matches put proofs together whose implicit arguments nothing else
        // knows; equations and principles of recursion are proved with everything unfolded.
        let name = info.r().name().to_string();
        let by_procedure =
            ["._proof_", "._sparseCasesOn_", ".eq_def", ".induct"].iter().any(|part| name.contains(part));
        match value(info) {
            Some(value) if !by_procedure => below_binders(meta, value.r()),
            _ => Ok(()),
        }
    });
    assert_eq!(wrong, Vec::<String>::new());
}

/// Looks at the applications of a term, each in its context.
fn below_binders(meta: &mut Meta, e: ExprRef<'_>) -> Result<(), String> {
    match e.kind() {
        ExprKind::Lam(_) | ExprKind::LetE(_) => {
            let result = meta.lambda_telescope(e, None, true, |meta, xs, body| {
                for x in xs {
                    let ty = meta.infer_type(x.r())?;
                    if let Err(what) = below_binders(meta, ty.r()) {
                        return Ok(Err(what));
                    }
                }
                Ok(below_binders(meta, body))
            });
            said(result, "telescope")?
        }
        ExprKind::ForallE(_) => {
            let result = meta.forall_telescope(e, None, |meta, _, body| Ok(below_binders(meta, body)));
            said(result, "telescope")?
        }
        ExprKind::App(..) => {
            let (_, args) = e.get_app_fn_args();
            for arg in args {
                below_binders(meta, arg)?;
            }
            application(meta, e)
        }
        ExprKind::MData(_, inner) | ExprKind::Proj(_, _, inner) => below_binders(meta, inner),
        _ => Ok(()),
    }
}

fn application(meta: &mut Meta, e: ExprRef<'_>) -> Result<(), String> {
    let (head, args) = e.get_app_fn_args();
    let ExprKind::Const(name, levels) = head.kind() else { return Ok(()) };
    let levels: Vec<Level> = levels.iter().map(|u| u.own()).collect();
    let saved = meta.save();
    let new_levels = meta.mk_fresh_level_mvars(levels.len());
    let function = Expr::constant(name.own(), new_levels);
    let ty = said(meta.infer_type(function.r()), "type of the function")?;
    let expected = said(meta.infer_type(e), "type")?;
    let result = said(
        meta.approx_def_eq(|meta| {
            let telescope = meta.forall_meta_telescope(ty.r(), Some(args.len()), true, MetavarKind::Natural)?;
            if telescope.mvars.len() != args.len() {
                return Ok(Ok(()));
            }
            // Motives are for the elaboration of eliminators.
            for (mvar, info) in telescope.mvars.iter().zip(&telescope.infos) {
                let ty = meta.infer_type(mvar.r())?;
                if *info == BinderInfo::Implicit
                    && matches!(ty.r().kind(), ExprKind::ForallE(_))
                    && meta.is_type_former_type(ty.r())?
                {
                    return Ok(Ok(()));
                }
            }
            for ((mvar, arg), info) in telescope.mvars.iter().zip(&args).zip(&telescope.infos) {
                if *info == BinderInfo::Default {
                    let (a, b) = (meta.infer_type(mvar.r())?, meta.infer_type(*arg)?);
                    if !meta.is_def_eq(a.r(), b.r())? || !meta.is_def_eq(mvar.r(), *arg)? {
                        return Ok(Err(format!("an argument does not fit: {arg:?}")));
                    }
                }
            }
            // Instances are for resolution to find; here they are as they were.
            for ((mvar, arg), info) in telescope.mvars.iter().zip(&args).zip(&telescope.infos) {
                if *info == BinderInfo::InstImplicit && !meta.is_def_eq(mvar.r(), *arg)? {
                    return Ok(Err(format!("an instance does not fit: {arg:?}")));
                }
            }
            if !meta.is_def_eq(telescope.ty.r(), expected.r())? {
                return Ok(Err("has another type".to_owned()));
            }
            let found = meta.instantiate_mvars(Expr::mk_app_n(function.clone(), &telescope.mvars).r())?;
            // What explicit arguments and the type leave open is equal to whatever it was.
            if meta.is_def_eq(found.r(), e)? { Ok(Ok(())) } else { Ok(Err("is not found again".to_owned())) }
        }),
        "unify",
    )?;
    meta.restore(&saved);
    result.map_err(|what| format!("{what} in {e:?}"))
}

/// Closed terms of numbers come to the same number however they are computed.
#[test]
fn definitions_compute() {
    let env = environment(&[module("Init.Data.List.Basic")]);
    let mut meta = Meta::new(env);
    let parse = |text: &str| term::raw::parse_expr(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    for (input, expected) in [
        ("(Nat.add 2 3)", "5"),
        ("(Nat.pow 2 100)", "1267650600228229401496703205376"),
        ("(List.length.{0} Nat (List.cons.{0} Nat 1 (List.nil.{0} Nat)))", "1"),
    ] {
        let (input, expected) = (parse(input), parse(expected));
        let found = meta.whnf(input.r()).map_err(|_| "fails");
        let same = found.is_ok_and(|found| meta.is_def_eq(found.r(), expected.r()).is_ok_and(|same| same));
        assert!(same, "{input:?}");
    }
}
