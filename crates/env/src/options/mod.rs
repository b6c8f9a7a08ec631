//! Options: named settings of a scope.
//!
//! What it is: the settings as a value, references to options that know their type and default, the descriptions of the
//! options that there are, and what `set_option` says to values that do not fit. The options of upstream stand in
//! `upstream.txt`, beside this file.
//! What it is not: their effects, which belong to whoever asks for them.
//!
//! Source: upstream's `src/Lean/Data/Options.lean` and `src/Lean/Elab/SetOption.lean`; the tests hold what the real
//! program answered.

mod decl;

pub use decl::{OptionDecl, OptionDecls, OptionError, OptionLiteral};

use std::fmt;
use std::rc::Rc;
use term::{Name, NameKind, NameRef, Nat};

/// The value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// A truth value.
    Bool(bool),
    /// A number.
    Nat(Nat),
    /// A text.
    String(Rc<str>),
    /// A name. No source can set one.
    Name(Name),
}

impl OptionValue {
    /// The type, as upstream calls it.
    pub fn type_name(&self) -> &'static str {
        match self {
            OptionValue::Bool(_) => "Bool",
            OptionValue::Nat(_) => "Nat",
            OptionValue::String(_) => "String",
            OptionValue::Name(_) => "Lean.Name",
        }
    }
}

impl fmt::Display for OptionValue {
    /// As it is written in a source.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OptionValue::Bool(value) => write!(f, "{value}"),
            OptionValue::Nat(value) => write!(f, "{value}"),
            OptionValue::String(value) => f.write_str(&quoted(value)),
            OptionValue::Name(value) => write!(f, "`{value}"),
        }
    }
}

/// A text as a string literal.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            c if (c as u32) < 0x20 || c as u32 == 0x7f => out.push_str(&format!("\\x{:02x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The options that are set, in the order in which they were first set. A copy costs one count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options(Rc<Vec<(Name, OptionValue)>>);

impl Options {
    /// Whether none is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The options that are set.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &OptionValue)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// The value that an option is set to.
    pub fn find(&self, name: &Name) -> Option<&OptionValue> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// Sets an option, whatever its type.
    pub fn insert(&mut self, name: Name, value: OptionValue) {
        let all = Rc::make_mut(&mut self.0);
        match all.iter_mut().find(|(other, _)| *other == name) {
            Some((_, known)) => *known = value,
            None => all.push((name, value)),
        }
    }

    /// The value of an option: what it is set to, or its default. A value of another type counts as none.
    pub fn get<T: OptionType>(&self, option: &Opt<T>) -> T {
        self.get_if_set(option).unwrap_or_else(|| T::of_default(option.default))
    }

    /// The value that an option is set to.
    pub fn get_if_set<T: OptionType>(&self, option: &Opt<T>) -> Option<T> {
        let (_, value) = self.0.iter().find(|(name, _)| spells(name.r(), option.name))?;
        T::of_value(value)
    }

    /// Sets an option.
    pub fn set<T: OptionType>(&mut self, option: &Opt<T>, value: T) {
        self.insert(Name::of_dotted(option.name), value.into_value());
    }

    /// Sets an option unless it is set.
    pub fn set_if_not_set<T: OptionType>(&mut self, option: &Opt<T>, value: T) {
        if self.get_if_set(option).is_none() {
            self.set(option, value);
        }
    }
}

/// Whether the components of `name`, all of them strings without points, are those of `dotted`.
fn spells(name: NameRef<'_>, dotted: &str) -> bool {
    let mut rest = Some(dotted);
    for prefix in name.prefixes() {
        let NameKind::Str(_, component) = prefix.kind() else { return false };
        let Some(text) = rest else { return false };
        match text.strip_suffix(component) {
            Some("") => rest = None,
            Some(before) if before.ends_with('.') => rest = Some(&before[..before.len() - 1]),
            _ => return false,
        }
    }
    rest.is_none()
}

/// A type of values of options.
pub trait OptionType: Sized {
    /// How defaults are given.
    type Default: Copy;

    /// The default.
    fn of_default(default: Self::Default) -> Self;

    /// The value, if it has this type.
    fn of_value(value: &OptionValue) -> Option<Self>;

    /// The value.
    fn into_value(self) -> OptionValue;
}

impl OptionType for bool {
    type Default = bool;

    fn of_default(default: bool) -> bool {
        default
    }

    fn of_value(value: &OptionValue) -> Option<bool> {
        match value {
            OptionValue::Bool(value) => Some(*value),
            _ => None,
        }
    }

    fn into_value(self) -> OptionValue {
        OptionValue::Bool(self)
    }
}

/// Numbers of 64 bits; greater ones count as the greatest.
impl OptionType for u64 {
    type Default = u64;

    fn of_default(default: u64) -> u64 {
        default
    }

    fn of_value(value: &OptionValue) -> Option<u64> {
        match value {
            OptionValue::Nat(value) => Some(value.r().to_u64().unwrap_or(u64::MAX)),
            _ => None,
        }
    }

    fn into_value(self) -> OptionValue {
        OptionValue::Nat(Nat::from_u64(self))
    }
}

impl OptionType for Rc<str> {
    type Default = &'static str;

    fn of_default(default: &'static str) -> Rc<str> {
        default.into()
    }

    fn of_value(value: &OptionValue) -> Option<Rc<str>> {
        match value {
            OptionValue::String(value) => Some(value.clone()),
            _ => None,
        }
    }

    fn into_value(self) -> OptionValue {
        OptionValue::String(self)
    }
}

/// An option, by name, with its type and its default.
#[derive(Clone, Copy, Debug)]
pub struct Opt<T: OptionType> {
    /// Its name, components between points.
    pub name: &'static str,
    /// Its value where it is not set.
    pub default: T::Default,
}

/// Declares options that code asks for; a test compares them with `upstream.txt`.
macro_rules! options {
    ($($name:ident: $ty:ty = $text:literal, $default:expr;)*) => {
        $(
            #[doc = concat!("`", $text, "`; see `upstream.txt`.")]
            pub const $name: Opt<$ty> = Opt { name: $text, default: $default };
        )*

        #[cfg(test)]
        const ALL: &[(&str, fn() -> OptionValue)] = &[
            $(($text, || <$ty as OptionType>::of_default($name.default).into_value())),*
        ];
    };
}

options! {
    ALLOW_UNSAFE_REDUCIBILITY: bool = "allowUnsafeReducibility", false;
    AUTO_IMPLICIT: bool = "autoImplicit", true;
    AUTO_LIFT: bool = "autoLift", true;
    BACKWARD_PRIVATE_IN_PUBLIC: bool = "backward.privateInPublic", false;
    BACKWARD_PRIVATE_IN_PUBLIC_WARN: bool = "backward.privateInPublic.warn", true;
    CHECK_BINDER_ANNOTATIONS: bool = "checkBinderAnnotations", true;
    DEBUG_SKIP_KERNEL_TC: bool = "debug.skipKernelTC", false;
    DIAGNOSTICS: bool = "diagnostics", false;
    DIAGNOSTICS_THRESHOLD: u64 = "diagnostics.threshold", 20;
    EVAL_DERIVE_REPR: bool = "eval.derive.repr", true;
    EVAL_PP: bool = "eval.pp", true;
    EVAL_TYPE: bool = "eval.type", false;
    EXPONENTIATION_THRESHOLD: u64 = "exponentiation.threshold", 256;
    FORMAT_INDENT: u64 = "format.indent", 2;
    FORMAT_UNICODE: bool = "format.unicode", true;
    FORMAT_WIDTH: u64 = "format.width", 120;
    GEN_CTOR_IDX: bool = "genCtorIdx", true;
    GEN_INJECTIVITY: bool = "genInjectivity", true;
    GEN_SIZE_OF: bool = "genSizeOf", true;
    GUARD_MSGS_DIFF: bool = "guard_msgs.diff", true;
    HYGIENE: bool = "hygiene", true;
    INDUCTIVE_AUTO_PROMOTE_INDICES: bool = "inductive.autoPromoteIndices", true;
    LINTER_ALL: bool = "linter.all", false;
    LINTER_DEPRECATED: bool = "linter.deprecated", true;
    LINTER_UNUSED_VARIABLES: bool = "linter.unusedVariables", true;
    MAX_ERRORS: u64 = "maxErrors", 100;
    MAX_HEARTBEATS: u64 = "maxHeartbeats", 200_000;
    MAX_REC_DEPTH: u64 = "maxRecDepth", 512;
    MAX_SYNTH_PENDING_DEPTH: u64 = "maxSynthPendingDepth", 1;
    MAX_UNIVERSE_OFFSET: u64 = "maxUniverseOffset", 32;
    PP_ALL: bool = "pp.all", false;
    PP_BETA: bool = "pp.beta", false;
    PP_COERCIONS: bool = "pp.coercions", true;
    PP_COERCIONS_TYPES: bool = "pp.coercions.types", false;
    PP_DEEP_TERMS: bool = "pp.deepTerms", false;
    PP_DEEP_TERMS_THRESHOLD: u64 = "pp.deepTerms.threshold", 50;
    PP_EXPLICIT: bool = "pp.explicit", false;
    PP_FIELD_NOTATION: bool = "pp.fieldNotation", true;
    PP_FIELD_NOTATION_GENERALIZED: bool = "pp.fieldNotation.generalized", true;
    PP_FULL_NAMES: bool = "pp.fullNames", false;
    PP_FUN_BINDER_TYPES: bool = "pp.funBinderTypes", false;
    PP_LET_VAR_TYPES: bool = "pp.letVarTypes", false;
    PP_MATCH: bool = "pp.match", true;
    PP_MAX_STEPS: u64 = "pp.maxSteps", 5000;
    PP_MVARS: bool = "pp.mvars", true;
    PP_MVARS_LEVELS: bool = "pp.mvars.levels", true;
    PP_NOTATION: bool = "pp.notation", true;
    PP_NUMERIC_TYPES: bool = "pp.numericTypes", false;
    PP_PI_BINDER_TYPES: bool = "pp.piBinderTypes", true;
    PP_PROOFS: bool = "pp.proofs", false;
    PP_PROOFS_THRESHOLD: u64 = "pp.proofs.threshold", 0;
    PP_PROOFS_WITH_TYPE: bool = "pp.proofs.withType", false;
    PP_SANITIZE_NAMES: bool = "pp.sanitizeNames", true;
    PP_STRUCTURE_INSTANCES: bool = "pp.structureInstances", true;
    PP_STRUCTURE_INSTANCE_TYPES: bool = "pp.structureInstanceTypes", false;
    PP_UNICODE_FUN: bool = "pp.unicode.fun", false;
    PP_UNIVERSES: bool = "pp.universes", false;
    QUOT_PRECHECK: bool = "quotPrecheck", true;
    QUOT_PRECHECK_ALLOW_SECTION_VARS: bool = "quotPrecheck.allowSectionVars", false;
    RELAXED_AUTO_IMPLICIT: bool = "relaxedAutoImplicit", true;
    SMART_UNFOLDING: bool = "smartUnfolding", true;
    STRUCTURE_DIAMOND_WARNING: bool = "structureDiamondWarning", false;
    SYNTH_INSTANCE_MAX_HEARTBEATS: u64 = "synthInstance.maxHeartbeats", 20_000;
    SYNTH_INSTANCE_MAX_SIZE: u64 = "synthInstance.maxSize", 128;
    TACTIC_HYGIENIC: bool = "tactic.hygienic", true;
    TRACE_PROFILER_OUTPUT: Rc<str> = "trace.profiler.output", "";
    WARN_SORRY: bool = "warn.sorry", true;
    WARNING_AS_ERROR: bool = "warningAsError", false;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_list_agree() {
        let decls = OptionDecls::upstream();
        for (name, default) in ALL {
            let decl = decls.find(&Name::of_dotted(name)).unwrap_or_else(|| panic!("{name} is not listed"));
            assert_eq!(decl.default, default(), "{name}");
        }
        assert_eq!(decls.len(), 587);
    }

    #[test]
    fn options_are_set_in_copies_only() {
        let mut options = Options::default();
        options.set(&PP_ALL, true);
        let before = options.clone();
        options.set(&PP_ALL, false);
        options.set_if_not_set(&PP_ALL, true);
        options.set(&MAX_REC_DEPTH, 600);
        assert_eq!((before.get(&PP_ALL), before.get(&MAX_REC_DEPTH)), (true, 512));
        assert_eq!((options.get(&PP_ALL), options.get(&MAX_REC_DEPTH)), (false, 600));
        assert_eq!((options.get(&PP_EXPLICIT), options.get_if_set(&PP_EXPLICIT)), (false, None));
        options.insert(Name::of_dotted("pp.all"), OptionValue::Nat(Nat::from_u64(1)));
        assert!(!options.get(&PP_ALL), "a value of another type counts as none");
        let huge = Nat::parse("100000000000000000000000000000", 1000).unwrap();
        options.insert(Name::of_dotted("maxRecDepth"), OptionValue::Nat(huge));
        assert_eq!(options.get(&MAX_REC_DEPTH), u64::MAX);
    }

    #[test]
    fn names_are_compared_by_component() {
        assert!(spells(Name::of_dotted("pp.all").r(), "pp.all"));
        assert!(!spells(Name::of_dotted("pp.all").r(), "xpp.all"));
        assert!(!spells(Name::of_dotted("all").r(), "pp.all"));
        assert!(!spells(Name::of_dotted("pp.all").r(), "all"));
        assert!(!spells(Name::anonymous().r(), "all"));
        assert!(!spells(Name::num(&Name::of_dotted("pp"), 3).r(), "pp.3"));
    }
}
