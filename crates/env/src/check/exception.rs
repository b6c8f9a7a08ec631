//! Why a declaration was not accepted, as upstream's front end says it.
//!
//! What it is: upstream's `KernelException` (`lean4:src/Lean/Environment.lean`) with terms as objects, and the words of its
//! messages. What upstream's kernel says in words only is in words here as well.
//!
//! What it is not: a printer of terms. [`KernelException::message`] gives the pieces, and whoever has a printer puts the
//! terms in.

use std::fmt;
use term::{Expr, Name};

/// A free variable in the terms of an exception or a question.
#[derive(Clone, Debug)]
pub struct Local {
    /// The variable's identity, as `fvar` has it.
    pub id: Name,
    /// How it is called.
    pub user_name: Name,
    /// Its type.
    pub ty: Expr,
    /// What it stands for, if it is that of a `let`.
    pub value: Option<Expr>,
}

/// See the page of this module.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the fields are named, and upstream's")]
pub enum KernelException {
    UnknownConstant(Name),
    AlreadyDeclared(Name),
    /// The name and type of a definition or theorem, if that is what was declared.
    DeclTypeMismatch {
        declared: Option<(Name, Expr)>,
        given: Expr,
    },
    DeclHasMVars(Name),
    DeclHasFVars(Name),
    FunExpected {
        lctx: Vec<Local>,
        e: Expr,
    },
    TypeExpected {
        lctx: Vec<Local>,
        e: Expr,
    },
    LetTypeMismatch {
        lctx: Vec<Local>,
        name: Name,
        given: Expr,
        expected: Expr,
    },
    AppTypeMismatch {
        lctx: Vec<Local>,
        e: Expr,
        fn_type: Expr,
        arg_type: Expr,
    },
    InvalidProj {
        lctx: Vec<Local>,
        e: Expr,
    },
    ThmTypeIsNotProp {
        name: Name,
        ty: Expr,
    },
    Other(String),
    DeterministicTimeout,
    ExcessiveMemory,
    DeepRecursion,
}

/// A piece of a message.
#[derive(Clone, Debug)]
pub enum Piece<'a> {
    /// Text as it is.
    Text(String),
    /// A term, on a new line and indented.
    Term(&'a Expr),
}

impl KernelException {
    /// The message, in pieces.
    pub fn message(&self) -> Vec<Piece<'_>> {
        let text = |text: String| Piece::Text(text);
        let with = |before: &str, e| vec![text(format!("(kernel) {before}")), Piece::Term(e)];
        match self {
            KernelException::UnknownConstant(name) => vec![text(format!("(kernel) unknown constant '{name}'"))],
            KernelException::AlreadyDeclared(name) => {
                vec![text(format!("(kernel) constant has already been declared '{name}'"))]
            }
            KernelException::DeclTypeMismatch { declared: Some((name, ty)), given } => vec![
                text(format!("(kernel) declaration type mismatch, '{name}' has type")),
                Piece::Term(given),
                text("\nbut it is expected to have type".to_owned()),
                Piece::Term(ty),
            ],
            KernelException::DeclTypeMismatch { declared: None, .. } => {
                vec![text("(kernel) declaration type mismatch".to_owned())]
            }
            KernelException::DeclHasMVars(name) => {
                vec![text(format!("(kernel) declaration has metavariables '{name}'"))]
            }
            KernelException::DeclHasFVars(name) => {
                vec![text(format!("(kernel) declaration has free variables '{name}'"))]
            }
            KernelException::FunExpected { e, .. } => with("function expected", e),
            KernelException::TypeExpected { e, .. } => with("type expected", e),
            KernelException::LetTypeMismatch { name, .. } => {
                vec![text(format!("(kernel) let-declaration type mismatch '{name}'"))]
            }
            KernelException::AppTypeMismatch { e, fn_type, arg_type, .. } => vec![
                text("(kernel) application type mismatch".to_owned()),
                Piece::Term(e),
                text("\nargument has type".to_owned()),
                Piece::Term(arg_type),
                text("\nbut function has type".to_owned()),
                Piece::Term(fn_type),
            ],
            KernelException::InvalidProj { e, .. } => with("invalid projection", e),
            KernelException::ThmTypeIsNotProp { name, ty } => {
                with(&format!("type of theorem '{name}' is not a proposition"), ty)
            }
            KernelException::Other(message) => vec![text(format!("(kernel) {message}"))],
            KernelException::DeterministicTimeout => vec![text("(kernel) deterministic timeout".to_owned())],
            KernelException::ExcessiveMemory => {
                vec![text("(kernel) excessive memory consumption detected".to_owned())]
            }
            KernelException::DeepRecursion => vec![text("(kernel) deep recursion detected".to_owned())],
        }
    }

    /// The free variables in the exception's terms.
    pub fn locals(&self) -> &[Local] {
        match self {
            KernelException::FunExpected { lctx, .. }
            | KernelException::TypeExpected { lctx, .. }
            | KernelException::LetTypeMismatch { lctx, .. }
            | KernelException::AppTypeMismatch { lctx, .. }
            | KernelException::InvalidProj { lctx, .. } => lctx,
            _ => &[],
        }
    }
}

/// The message with terms in raw form.
impl fmt::Display for KernelException {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in self.message() {
            match piece {
                Piece::Text(text) => f.write_str(&text)?,
                Piece::Term(e) => write!(f, "\n  {e:?}")?,
            }
        }
        Ok(())
    }
}
