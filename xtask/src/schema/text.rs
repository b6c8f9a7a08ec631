//! How names are written in the schema, and the grammar of type expressions in the overrides.

use std::rc::Rc;

use super::expr::{Expr, Level};

/// A string component of a name, in quotes when it could be taken for something else.
pub fn component(s: &str) -> String {
    let plain = !s.is_empty()
        && !s.starts_with(|c: char| c.is_ascii_digit())
        && s.chars().all(|c| !c.is_whitespace() && !"().:«»@#".contains(c));
    if plain || s == "_@" { s.to_owned() } else { format!("«{s}»") }
}

/// Reads a type expression: `HEAD ARG ARG`, with parentheses. Constants get no universe levels.
pub fn type_expr(text: &str) -> Result<Rc<Expr>, String> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let mut tokens = spaced.split_whitespace().peekable();
    let e = application(&mut tokens)?;
    match tokens.next() {
        None => Ok(e),
        Some(t) => Err(format!("`{t}` after the type `{text}`")),
    }
}

fn application<'t>(tokens: &mut std::iter::Peekable<impl Iterator<Item = &'t str>>) -> Result<Rc<Expr>, String> {
    let mut head: Option<Rc<Expr>> = None;
    while let Some(&t) = tokens.peek() {
        if t == ")" {
            break;
        }
        tokens.next();
        let atom = if t == "(" {
            let inner = application(tokens)?;
            if tokens.next() != Some(")") {
                return Err("a parenthesis is not closed".into());
            }
            inner
        } else {
            Rc::new(Expr::Const(t.into(), Vec::<Rc<Level>>::new()))
        };
        head = Some(match head {
            None => atom,
            Some(h) => Rc::new(Expr::App(h, atom)),
        });
    }
    head.ok_or_else(|| "a type is missing".into())
}
