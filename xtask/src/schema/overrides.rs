//! The facts that the files do not hold, read from `overrides.txt`.

use std::collections::HashMap;
use std::rc::Rc;

use super::expr::Expr;
use super::text;

const TEXT: &str = include_str!("overrides.txt");

/// Where the entry type of an extension comes from, when not from a constant of the extension's name.
pub enum Source {
    /// The type of another constant.
    Constant(String),
    /// The entry type itself.
    Entry(Rc<Expr>),
}

/// The parsed overrides.
#[derive(Default)]
pub struct Overrides {
    pub extensions: HashMap<String, Source>,
    fields: HashMap<(String, String), Rc<Expr>>,
    /// Prefixes of the types whose values are stored as `Dynamic`.
    pub dynamic: Vec<String>,
}

impl Overrides {
    /// Reads the checked-in text.
    pub fn load() -> Result<Overrides, String> {
        let mut out = Overrides::default();
        for (i, line) in TEXT.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            out.line(line).map_err(|e| format!("overrides.txt:{}: {e}", i + 1))?;
        }
        Ok(out)
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let mut words = line.splitn(3, ' ');
        match (words.next(), words.next(), words.next()) {
            (Some("entry"), Some(name), Some(ty)) => {
                self.extensions.insert(name.into(), Source::Entry(text::type_expr(ty)?));
            }
            (Some("like"), Some(name), Some(constant)) => {
                self.extensions.insert(name.into(), Source::Constant(constant.into()));
            }
            (Some("field"), Some(field), Some(ty)) => {
                let (ctor, name) = field.rsplit_once('.').ok_or("a field is CONSTRUCTOR.FIELD")?;
                self.fields.insert((ctor.into(), name.into()), text::type_expr(ty)?);
            }
            (Some("dynamic"), Some(prefix), None) => self.dynamic.push(prefix.into()),
            _ => {
                return Err(
                    "expected `entry NAME TYPE`, `like NAME CONSTANT`, `field FIELD TYPE` or `dynamic PREFIX`".into()
                );
            }
        }
        Ok(())
    }

    /// The type that stands in for a field's declared one.
    pub fn field(&self, ctor: &str, name: &str) -> Option<Rc<Expr>> {
        self.fields.get(&(ctor.to_owned(), name.to_owned())).cloned()
    }
}
