//! The options that there are, and values for them.

use crate::options::{OptionValue, Options};
use crate::persistent::{NameMap, name_map};
use std::fmt;
use std::rc::Rc;
use term::{Name, Nat};

/// What is known of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionDecl {
    /// Its value where it is not set, which gives its type too.
    pub default: OptionValue,
    /// What it does.
    pub description: Rc<str>,
}

/// Options by name.
#[derive(Clone, Debug)]
pub struct OptionDecls(NameMap<OptionDecl>);

const UPSTREAM: &str = include_str!("upstream.txt");

impl OptionDecls {
    /// The options of upstream.
    pub fn upstream() -> OptionDecls {
        let mut decls = name_map();
        for line in UPSTREAM.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut words = line.splitn(4, ' ');
            let mut word = || words.next().unwrap_or_default();
            let (kind, name, default, description) = (word(), word(), word(), word());
            let default = match (kind, default) {
                ("bool", text) => text.parse().ok().map(OptionValue::Bool),
                ("nat", text) => text.parse().ok().map(|n| OptionValue::Nat(Nat::from_u64(n))),
                ("str", "-") => Some(OptionValue::String("".into())),
                _ => None,
            };
            let Some(default) = default else { rt::bug!("a line in the list of options: {line}") };
            let description = match (description, name.strip_prefix("trace.")) {
                ("", Some(class)) => format!("prints traces of `{class}`").into(),
                (text, _) => text.into(),
            };
            decls.insert_mut(Name::of_dotted(name), OptionDecl { default, description });
        }
        OptionDecls(decls)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.size()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The option of this name.
    pub fn find(&self, name: &Name) -> Option<&OptionDecl> {
        self.0.get(name)
    }

    /// All options in the order of their names as texts.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &OptionDecl)> {
        let mut all: Vec<_> = self.0.iter().map(|(name, decl)| (name.to_string(), name, decl)).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all.into_iter().map(|(_, name, decl)| (name, decl))
    }

    /// Adds an option.
    ///
    /// # Errors
    /// If there is one of its name.
    pub fn register(&mut self, name: Name, decl: OptionDecl) -> Result<(), OptionError> {
        if self.0.contains_key(&name) {
            return Err(OptionError::Exists(name));
        }
        self.0.insert_mut(name, decl);
        Ok(())
    }

    /// Sets an option to what a source says (`set_option`).
    ///
    /// # Errors
    /// If there is no such option, or it has another type.
    pub fn set(&self, options: &mut Options, name: &Name, value: OptionLiteral) -> Result<(), OptionError> {
        let decl = self.find(name).ok_or_else(|| OptionError::Unknown(name.clone()))?;
        let expected = match &decl.default {
            OptionValue::Name(_) => return Err(OptionError::Unconfigurable(name.clone())),
            other => other.type_name(),
        };
        let value = match value {
            OptionLiteral::String(text) => OptionValue::String(text),
            OptionLiteral::Nat(n) => OptionValue::Nat(n),
            OptionLiteral::Bool(b) => OptionValue::Bool(b),
            OptionLiteral::Other(shown) => return Err(OptionError::Unexpected { shown, expected }),
        };
        if value.type_name() != expected {
            return Err(OptionError::Mistyped { option: name.clone(), value, expected });
        }
        options.insert(name.clone(), value);
        Ok(())
    }

    /// Reads a value for an option from a command line, where texts have no quotes.
    ///
    /// # Errors
    /// If there is no such option, or it has another type.
    pub fn set_from_text(&self, options: &mut Options, name: &Name, text: &str) -> Result<(), OptionError> {
        /// How many bits a number may have.
        const MAX_BITS: u64 = 1 << 16;
        let decl = self.find(name).ok_or_else(|| OptionError::Unknown(name.clone()))?;
        let other = || OptionLiteral::Other(text.to_owned());
        let value = match &decl.default {
            OptionValue::Bool(_) => text.parse().map_or_else(|_| other(), OptionLiteral::Bool),
            OptionValue::Nat(_) => Nat::parse(text, MAX_BITS).map_or_else(|_| other(), OptionLiteral::Nat),
            OptionValue::String(_) => OptionLiteral::String(text.into()),
            OptionValue::Name(_) => other(),
        };
        self.set(options, name, value)
    }
}

/// What stands after the name of an option in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionLiteral {
    /// A string literal.
    String(Rc<str>),
    /// A number.
    Nat(Nat),
    /// `true` or `false`.
    Bool(bool),
    /// Something else, as it is shown.
    Other(String),
}

/// Why an option was not set. The text is upstream's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionError {
    /// There is no such option.
    Unknown(Name),
    /// There is one already.
    Exists(Name),
    /// The value has another type.
    Mistyped {
        /// The option.
        option: Name,
        /// The value.
        value: OptionValue,
        /// The type that the option has.
        expected: &'static str,
    },
    /// What stands there is no literal.
    Unexpected {
        /// What stands there.
        shown: String,
        /// The type that the option has.
        expected: &'static str,
    },
    /// No source can set it.
    Unconfigurable(Name),
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OptionError::Unknown(name) => write!(f, "Unknown option `{name}`"),
            OptionError::Exists(name) => write!(f, "invalid option declaration `{name}`, option already exists"),
            OptionError::Mistyped { option, value, expected } => write!(
                f,
                "set_option value type mismatch: The value\n  {value}\nhas type\n  {}\nbut the option `{option}` expects \
                 a value of type\n  {expected}",
                value.type_name()
            ),
            OptionError::Unexpected { shown, expected } => {
                write!(f, "Unexpected set_option value `{shown}`; expected a literal of type `{expected}`")
            }
            OptionError::Unconfigurable(name) => {
                write!(f, "Invalid `set_option` command: The option `{name}` cannot be configured using `set_option`")
            }
        }
    }
}

impl std::error::Error for OptionError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(name: &str, value: OptionLiteral) -> String {
        let mut options = Options::default();
        let error = OptionDecls::upstream().set(&mut options, &Name::of_dotted(name), value).unwrap_err();
        assert!(options.is_empty());
        error.to_string()
    }

    /// The texts are those of the real program.
    #[test]
    fn values_that_do_not_fit_are_refused() {
        assert_eq!(error("nonexist", OptionLiteral::Bool(true)), "Unknown option `nonexist`");
        assert_eq!(error("trace.Meta.nonexist", OptionLiteral::Bool(true)), "Unknown option `trace.Meta.nonexist`");
        let mismatch = |value: &str, has: &str, option: &str, expects: &str| {
            format!(
                "set_option value type mismatch: The value\n  {value}\nhas type\n  {has}\nbut the option `{option}` \
                 expects a value of type\n  {expects}"
            )
        };
        let three = || OptionLiteral::Nat(Nat::from_u64(3));
        assert_eq!(error("pp.all", three()), mismatch("3", "Nat", "pp.all", "Bool"));
        assert_eq!(error("pp.all", OptionLiteral::String("x".into())), mismatch("\"x\"", "String", "pp.all", "Bool"));
        assert_eq!(error("maxRecDepth", OptionLiteral::Bool(true)), mismatch("true", "Bool", "maxRecDepth", "Nat"));
        assert_eq!(error("trace.profiler.output", three()), mismatch("3", "Nat", "trace.profiler.output", "String"));
        assert_eq!(
            error("maxRecDepth", OptionLiteral::Other("foo".into())),
            "Unexpected set_option value `foo`; expected a literal of type `Nat`"
        );
    }

    #[test]
    fn values_from_a_command_line_have_no_quotes() {
        let (decls, mut options) = (OptionDecls::upstream(), Options::default());
        let mut set = |name: &str, text: &str| {
            decls.set_from_text(&mut options, &Name::of_dotted(name), text).map_err(|error| error.to_string())
        };
        assert_eq!(set("pp.all", "true"), Ok(()));
        assert_eq!(set("trace.profiler.output", "a b"), Ok(()));
        assert_eq!(set("maxRecDepth", "600"), Ok(()));
        assert!(set("maxRecDepth", "x").is_err());
        assert!(set("pp.all", "yes").is_err());
        let shown: Vec<String> = options.iter().map(|(name, value)| format!("{name} {value}")).collect();
        assert_eq!(shown, ["pp.all true", "trace.profiler.output \"a b\"", "maxRecDepth 600"]);
    }

    #[test]
    fn a_name_is_declared_once() {
        let mut decls = OptionDecls::upstream();
        let decl = OptionDecl { default: OptionValue::Bool(false), description: "".into() };
        assert!(decls.register(Name::of_dotted("my.option"), decl.clone()).is_ok());
        assert_eq!(
            decls.register(Name::of_dotted("my.option"), decl).unwrap_err(),
            OptionError::Exists(Name::of_dotted("my.option"))
        );
        let trace = decls.find(&Name::of_dotted("trace.Meta.synthInstance")).unwrap();
        assert_eq!(&*trace.description, "prints traces of `Meta.synthInstance`");
    }
}
