//! `cargo xtask schema`: derives the layout of every object that upstream's `.olean` files hold.
//!
//! The files contain the declarations of the very types that their objects are of. This reads those declarations,
//! applies upstream's layout rule, starting at `ModuleData` and at the entry type of each environment extension, and
//! writes `crates/olean/schema/lean-VERSION.txt`, which `olean::schema` embeds. What exported files do not say (the
//! types of private extensions, one dependent pair) is in `schema/overrides.txt`, and nowhere else.

mod corpus;
mod expr;
mod extensions;
mod layout;
mod overrides;
mod text;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use corpus::{Corpus, Files};
use expr::{Constants, Expr, spine};
use layout::{Def, Layouts, Ty};
use overrides::Overrides;

use crate::outcome::{Failure, Outcome};
use crate::workspace;

/// Where the generated text is kept, from the root of the workspace.
pub fn path(version: &str) -> PathBuf {
    Path::new("crates/olean/schema").join(format!("lean-{version}.txt"))
}

/// The options of the command.
#[derive(clap::Args)]
pub struct Args {
    /// Only say whether the checked-in schema is what would be written
    #[arg(long)]
    check: bool,
    /// The files to read [default: the corpus]
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
}

/// Writes the schema, or checks it.
pub fn run(args: &Args) -> Outcome {
    let dir = match &args.corpus {
        Some(dir) => dir.clone(),
        None => test_kit::corpus::dir().map_err(|e| Failure::Trouble(e.to_string()))?,
    };
    let (version, text) = generate(&dir).map_err(Failure::Trouble)?;
    let path = workspace::root().join(path(&version));
    if args.check {
        return match std::fs::read_to_string(&path) {
            Ok(found) if found == text => Ok(()),
            _ => Err(Failure::Negative(format!("{} is stale: run `cargo xtask schema`", path.display()))),
        };
    }
    let temporary = path.with_extension("tmp");
    std::fs::write(&temporary, text).map_err(|e| Failure::io("write", &temporary, &e))?;
    std::fs::rename(&temporary, &path).map_err(|e| Failure::io("write", &path, &e))
}

/// Generates the schema of the files below `corpus`: its version and its text.
///
/// # Errors
/// A sentence, when a file cannot be read or a type that is needed is not in the files.
pub fn generate(corpus: &Path) -> Result<(String, String), String> {
    let files = Files::read(corpus)?;
    let verified = files.verify()?;
    let corpus = Corpus::index(&verified)?;
    let overrides = Overrides::load()?;
    let mut layouts = Layouts::new(&corpus, &overrides);
    let root = layouts.ty(&text::type_expr("Lean.ModuleData")?)?;
    let mut table = Vec::new();
    for name in &corpus.extensions {
        let entry = extensions::entry_type(name, &corpus, &overrides, &mut layouts);
        table.push((name.clone(), entry));
    }
    let dynamic = dynamic_types(&corpus, &overrides, &mut layouts)?;
    layouts.finish()?;
    let text = print(&corpus, &root, &table, &dynamic, &layouts);
    Ok((corpus.version.0.clone(), text))
}

/// The types with a `TypeName` instance below one of the prefixes of the overrides.
fn dynamic_types(corpus: &Corpus, overrides: &Overrides, layouts: &mut Layouts) -> Result<Vec<Ty>, String> {
    let mut names: Vec<Rc<str>> = Vec::new();
    for name in corpus.names() {
        if !overrides.dynamic.iter().any(|p| name.starts_with(p.as_str())) {
            continue;
        }
        let Some(c) = corpus.get(name) else { continue };
        let (head, args) = spine(&c.ty);
        if let (Expr::Const(class, _), [arg]) = (&*head, &*args)
            && &**class == "TypeName"
            && let Expr::Const(of, _) = &**arg
        {
            names.push(of.clone());
        }
    }
    names.sort();
    names.dedup();
    names
        .into_iter()
        .map(|n| {
            // Stored under the type's own name, whatever it is represented by.
            let ty = layouts.ty(&Rc::new(Expr::Const(n.clone(), vec![])))?;
            Ok(Ty::Con(n, vec![ty]))
        })
        .collect()
}

fn print(
    corpus: &Corpus,
    root: &Ty,
    table: &[(Rc<str>, Result<Ty, String>)],
    dynamic: &[Ty],
    layouts: &Layouts,
) -> String {
    let mut out = String::from(HEADER);
    let (version, commit) = &corpus.version;
    let _ = writeln!(out, "lean {version} {commit}");
    line(&mut out, "root", None, root);
    out.push('\n');
    for (name, entry) in table {
        match entry {
            Ok(ty) => line(&mut out, "extension", Some(name), ty),
            Err(why) => {
                let _ = writeln!(out, "extension {name} unknown # {why}");
            }
        }
    }
    if !dynamic.is_empty() {
        out.push('\n');
    }
    for ty in dynamic {
        if let Ty::Con(n, of) = ty {
            line(&mut out, "dynamic", Some(n), &of[0]);
        }
    }
    for (name, def) in &layouts.defs {
        out.push('\n');
        match def {
            Def::Enum(ctors) => {
                let _ = writeln!(out, "enum {name} {}", ctors.join(" "));
            }
            Def::Data { params, ctors } => {
                let _ = write!(out, "type {name}");
                params.iter().for_each(|p| {
                    let _ = write!(out, " {p}");
                });
                out.push('\n');
                for (ctor, fields) in ctors {
                    let _ = write!(out, "  {ctor}");
                    let mut why = Vec::new();
                    for f in fields {
                        let _ = write!(out, " {}{}:", if f.computed { "@" } else { "" }, f.name);
                        f.ty.write(&mut out, true);
                        f.ty.unknowns(&mut why);
                    }
                    if !why.is_empty() {
                        let _ = write!(out, " # {}", why.join("; "));
                    }
                    out.push('\n');
                }
            }
        }
    }
    out
}

fn line(out: &mut String, word: &str, name: Option<&str>, ty: &Ty) {
    out.push_str(word);
    if let Some(n) = name {
        let _ = write!(out, " {n}");
    }
    out.push(' ');
    ty.write(out, false);
    let mut why = Vec::new();
    ty.unknowns(&mut why);
    if !why.is_empty() {
        let _ = write!(out, " # {}", why.join("; "));
    }
    out.push('\n');
}

const HEADER: &str = "\
# Generated by `cargo xtask schema` from upstream's .olean files. Do not edit.
#
#   lean VERSION COMMIT
#   root TYPE                    the type of a file's root object
#   extension NAME TYPE          the type of an extension's entries
#   dynamic NAME TYPE            a type whose values may be stored as `Dynamic`, and how it is represented
#   enum NAME CTOR...            constructors without fields
#   type NAME PARAM...           then one line a constructor, in order: CTOR FIELD:TYPE...
#
# Fields stand in declared order; proofs and types have no slot and are left out; structures with one stored field are
# that field. `@` marks a computed field. In a field, UIntN, IntN, Float, Float32, Char, Bool and enumerations are
# stored as bytes, USize and ISize as a word; all else is a boxed value. `fn` is a closure; `any` is not known.

";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checked_in_schema_is_what_the_corpus_gives() {
        let dir = test_kit::corpus::dir().unwrap_or_else(|e| panic!("{e}"));
        let (version, text) = generate(&dir).unwrap_or_else(|e| panic!("{e}"));
        let found = std::fs::read_to_string(workspace::root().join(path(&version))).unwrap();
        let first = text.lines().zip(found.lines()).find(|(a, b)| a != b);
        assert_eq!(first, None, "run `cargo xtask schema`");
        assert_eq!(text.len(), found.len(), "run `cargo xtask schema`");
    }

    /// Upstream's compiler writes the layout of each constructor it builds or takes apart into its code. The rule here,
    /// applied to the declarations of all these types, gives the same.
    #[test]
    fn the_rule_gives_the_layouts_that_upstreams_code_states() {
        let dir = test_kit::corpus::dir().unwrap_or_else(|e| panic!("{e}"));
        let files = Files::read(&dir).unwrap();
        let verified = files.verify().unwrap();
        let corpus = Corpus::index(&verified).unwrap();
        let (version, commit) = &corpus.version;
        let known = olean::schema::Schema::for_version(version, commit).unwrap();
        let mut types = olean::schema::Types::new(known);
        let mut stated = std::collections::BTreeMap::new();
        for (i, file) in verified.iter().enumerate() {
            let typing = olean::schema::check(file.image(), &mut types).unwrap();
            for object in file.image().objects(0) {
                let ty = typing.of(object.place()).unwrap();
                if types.def(ty).is_some_and(|d| &*d.name == "Lean.IR.CtorInfo") {
                    let number = |i| object.field(i).unwrap().scalar().unwrap() as usize;
                    let _ = stated.insert(corpus.name(i, object.field(0)), (number(2), number(3), number(4)));
                }
            }
        }
        let overrides = Overrides::load().unwrap();
        let mut layouts = Layouts::new(&corpus, &overrides);
        let mut owners = Vec::new();
        for ctor in stated.keys() {
            let owner = ctor.rsplit_once('.').map_or("", |(ty, _)| ty);
            if layout::builtin(owner).is_none() && corpus.get(owner).is_some_and(|c| c.inductive.is_some()) {
                layouts.want(owner);
                owners.push((ctor, owner));
            }
        }
        layouts.finish().unwrap();
        let text = print(&corpus, &Ty::Con("Nat".into(), vec![]), &[], &[], &layouts);
        let schema = olean::schema::Schema::parse(&text).unwrap_or_else(|e| panic!("{e}"));
        let mut different = Vec::new();
        for (ctor, owner) in &owners {
            let short = layout::short(owner, ctor);
            let (_, def) = schema.def(owner).unwrap();
            let found = match def.ctors().iter().find(|c| *c.name == *short) {
                Some(c) => (c.num_boxed(), c.usizes, c.scalar_bytes(rt::layout::Width::W64) - 8 * c.usizes),
                None => (0, 0, 0),
            };
            if found != stated[*ctor] {
                different.push(format!("{ctor}: {found:?}, stated {:?}", stated[*ctor]));
            }
        }
        println!("{} of {} constructors", owners.len(), stated.len());
        assert_eq!(different, Vec::<String>::new());
        assert!(owners.len() >= 150, "{} of {}", owners.len(), stated.len());
    }
}
