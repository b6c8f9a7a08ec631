//! Real exports, where they are found.
//!
//! They are not part of this project: a directory is named by `LITHE_KERNEL_DATA`, or stands beside the checkout. It has
//! a folder `accept` of inputs that a checker accepts and a folder `reject` of inputs that it does not. Without it these
//! tests say that they have nothing to do.

use crate::dump::{exact, name, outcome};
use kernel::environment::{Constant, ConstantKind, Environment};
use kernel::read::ReadErrorKind::Malformed;
use kernel::terms::{ExprId, Node};
use std::collections::HashSet;
use std::path::PathBuf;

fn files(folder: &str) -> Vec<PathBuf> {
    let named = std::env::var_os("LITHE_KERNEL_DATA").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/kernel");
    let root = named.unwrap_or(beside);
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
        eprintln!("skipped: there is no {}", root.join(folder).display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

#[test]
fn what_should_be_accepted_is_read() {
    for path in files("accept").into_iter().chain(files(".")) {
        let bytes = std::fs::read(&path).expect("a file can be read");
        let read = exact(&bytes, 1);
        assert!(read.is_ok(), "{}: {:?}", path.display(), read.err());
        assert!(read == exact(&bytes, 2), "{}", path.display());
    }
}

#[test]
fn what_lacks_something_is_refused_for_it() {
    for path in files("reject") {
        let bytes = std::fs::read(&path).expect("a file can be read");
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_string();
        let malformed = name.starts_with("missing-") || name.starts_with("unknown-");
        let result = outcome(&bytes, 1);
        let kind = result.as_ref().err().map(|(_, kind)| *kind);
        assert_eq!(kind, malformed.then_some(Malformed), "{name}");
    }
}

/// The terms of a constant.
fn terms(constant: &Constant) -> Vec<ExprId> {
    let mut terms = vec![constant.ty];
    match &constant.kind {
        ConstantKind::Definition { value, .. }
        | ConstantKind::Theorem { value, .. }
        | ConstantKind::Opaque { value, .. } => terms.push(*value),
        ConstantKind::Recursor(val) => terms.extend(val.rules.iter().map(|rule| rule.rhs)),
        _ => {}
    }
    terms
}

/// The first thing that is mentioned before it is declared, although it is declared.
fn out_of_order(environment: &Environment) -> Option<String> {
    let exprs = &environment.terms.exprs;
    for (at, declaration) in environment.declarations().iter().enumerate() {
        let mut todo: Vec<ExprId> = declaration.constants().flat_map(|id| terms(environment.constant(id))).collect();
        let mut seen = HashSet::new();
        while let Some(id) = todo.pop() {
            if !seen.insert(id) {
                continue;
            }
            let mentioned = match exprs.node(id) {
                Node::Const(name, _) => Some(name),
                Node::Proj(field, value) => {
                    todo.push(value);
                    Some(exprs.field(field).0)
                }
                Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => {
                    todo.extend([a, b]);
                    None
                }
                Node::Let { ty, value, body } => {
                    todo.extend([ty, value, body]);
                    None
                }
                _ => None,
            };
            let Some(mentioned) = mentioned else { continue };
            let later = environment.find(mentioned).filter(|&id| environment.declared_by(id).0 as usize > at);
            if later.is_some() {
                return Some(name(environment, mentioned));
            }
        }
    }
    None
}

#[test]
fn declarations_come_after_what_they_mention() {
    let mut old = 0;
    for path in files("accept").into_iter().chain(files(".")) {
        let bytes = std::fs::read(&path).expect("a file can be read");
        let environment = kernel::read::read(&bytes, 1).expect("an accepted input is read");
        assert_eq!(out_of_order(&environment), None, "{}", path.display());
        old += usize::from(environment.meta.is_some_and(|meta| meta.lists_only_used));
    }
    eprintln!("{old} of them had to be put in order");
}
