//! What `#where` shows: the commands that would make this scope.

use crate::open_decl::OpenDecl;
use crate::options::OptionDecls;
use crate::scope::Scope;
use term::{Name, NameKind};

impl<V: Clone> Scope<V> {
    /// The commands that would make this scope, in upstream's words. `variable` shows a variable's binder, `included` the
    /// user name of a variable that is told apart by the given one.
    pub fn describe(
        &self,
        decls: &OptionDecls,
        variable: impl Fn(&V) -> String,
        included: impl Fn(&Name) -> String,
    ) -> String {
        let mut parts: Vec<String> = Vec::new();
        if self.flags.is_noncomputable {
            parts.push("noncomputable section".to_owned());
        }
        if !self.namespace.r().is_anonymous() {
            parts.push(format!("namespace {}", self.namespace));
        }
        parts.extend(self.describe_open());
        let words =
            |command: &str, words: Vec<String>| (!words.is_empty()).then(|| format!("{command} {}", words.join(" ")));
        let mut levels: Vec<String> = self.level_names.iter().map(Name::to_string).collect();
        levels.reverse();
        parts.extend(words("universe", levels));
        parts.extend(words("variable", self.variables.iter().map(variable).collect()));
        parts.extend(words("include", self.included.iter().map(included).collect()));
        parts.extend(self.describe_options(decls));
        if parts.is_empty() {
            return "-- In root namespace with initial scope".to_owned();
        }
        parts.join("\n\n")
    }

    fn describe_open(&self) -> Option<String> {
        let (mut lines, mut whole): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let flush = |lines: &mut Vec<String>, whole: &mut Vec<String>| {
            if !whole.is_empty() {
                lines.push(format!("open {}", std::mem::take(whole).join(" ")));
            }
        };
        let mut decls: Vec<&OpenDecl> = self.open_decls.iter().collect();
        decls.reverse();
        for decl in decls {
            match decl {
                OpenDecl::Simple { namespace, except } if except.is_empty() => whole.push(namespace.to_string()),
                OpenDecl::Simple { namespace, except } => {
                    flush(&mut lines, &mut whole);
                    let except: Vec<String> = except.iter().map(Name::to_string).collect();
                    lines.push(format!("open {namespace} hiding {}", except.join(" ")));
                }
                OpenDecl::Explicit { id, decl } => {
                    flush(&mut lines, &mut whole);
                    let last = match decl.kind() {
                        NameKind::Str(_, text) => Name::str(&Name::anonymous(), text).to_string(),
                        NameKind::Num(..) | NameKind::Anonymous => String::new(),
                    };
                    lines.push(format!("open {} renaming {last} → {id}", decl.r().prefix()));
                }
            }
        }
        flush(&mut lines, &mut whole);
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn describe_options(&self, decls: &OptionDecls) -> Option<String> {
        let line = |(name, value): (&Name, &crate::options::OptionValue)| {
            let command = format!("set_option {name} {value}");
            match decls.find(name) {
                None => Some(format!("-- {command} -- unknown option")),
                Some(decl) if decl.default != *value => Some(command),
                Some(_) => None,
            }
        };
        let lines: Vec<String> = self.options.iter().filter_map(line).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}
