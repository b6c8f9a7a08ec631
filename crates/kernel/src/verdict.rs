//! What the kernel answers: accepted, rejected with the rule and a reason, declined with the limit.
//!
//! What it is not: how an answer is printed for a declaration or a file; see the command.

use std::fmt;

/// The answer for one declaration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It follows the rules.
    Accepted,
    /// It breaks one.
    Rejected(Box<Rejection>),
    /// A limit was hit before there was an answer.
    Declined(Limit),
}

/// Which rule was broken, and how, for a reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rejection {
    /// The rule.
    pub rule: Rule,
    /// What was found, with the terms concerned printed as Lean text.
    pub detail: String,
}

/// A limit that was hit.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the variants are explained by their text")]
pub enum Limit {
    Memory {
        bytes: u64,
    },
    Steps {
        steps: u64,
    },
    Time {
        millis: u64,
    },
    Depth {
        stack_bytes: u64,
    },
    NumberSize {
        bits: u64,
    },
    /// A comparison of universe levels that takes too many cases.
    Levels,
    /// The input is not whole, and the answer depends on what it lacks: a constant, or what a constant stands for.
    /// `rejection` is what would be said otherwise.
    Incomplete {
        lacks: String,
        rejection: Box<Rejection>,
    },
    /// The input uses what this kernel does not decide, such as evaluation by compiled code.
    Unsupported {
        what: &'static str,
    },
}

macro_rules! rules {
    ($($name:ident $text:literal $(#[$doc:meta])+)*) => {
        /// The rules that a declaration can break. The name in text is stable: tests and `--json` use it.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub enum Rule {
            $($(#[$doc])+ $name,)*
        }

        impl Rule {
            /// The rule's name in text.
            pub fn name(self) -> &'static str {
                match self {
                    $(Rule::$name => $text,)*
                }
            }

            /// All rules.
            pub const ALL: &[Rule] = &[$(Rule::$name,)*];
        }
    };
}

rules! {
    DuplicateDeclaration "duplicate-declaration" /// The name is taken.
    DuplicateLevelParam "duplicate-level-param" /// A level parameter is listed twice.
    UndeclaredLevelParam "undeclared-level-param" /// A level parameter is used that is not listed.
    LooseBvar "loose-bvar" /// A bound variable has no binder.
    UnknownConstant "unknown-constant" /// A constant is not declared before.
    LevelCount "level-count" /// A constant is given too few or too many levels.
    UnsafeConstant "unsafe-constant" /// Safe code refers to an unsafe or partial constant.
    NotASort "not-a-sort" /// What should be a type has a type that is no sort.
    NotAFunction "not-a-function" /// What is applied has a type that is no function type.
    AppTypeMismatch "app-type-mismatch" /// An argument does not have the type that the function wants.
    LetTypeMismatch "let-type-mismatch" /// The value of a `let` does not have its type.
    DeclTypeMismatch "decl-type-mismatch" /// A value does not have the declared type.
    TheoremNotProp "theorem-not-prop" /// The type of a theorem is not a proposition.
    BadProjection "bad-projection" /// What is projected from is no structure, or has no such field.
    PropProjection "prop-projection" /// Data is projected out of a proposition.
    NoLiteralType "no-literal-type" /// A literal is used where its type is not declared as it should be.
    BadMutual "bad-mutual" /// The members of a mutual group do not agree, or one may not be in it.
    BadQuot "bad-quot" /// A constant of quotients does not have its fixed type, or `Eq` does not.
    InductiveShape "inductive-shape" /// The type of an inductive type is not parameters, indices and a sort.
    InductiveParams "inductive-params" /// Types of a group, or a constructor, disagree on the parameters.
    InductiveUniverse "inductive-universe" /// The types of a group are in different universes.
    CtorResult "ctor-result" /// A constructor does not end in its type, applied to the parameters.
    CtorUniverse "ctor-universe" /// A field is in too high a universe.
    Positivity "positivity" /// The type occurs where it may not.
    Nested "nested" /// A nested occurrence depends on a local, or is not well-formed.
    ReservedName "reserved-name" /// A name that the kernel reserves is used.
    InductiveFlags "inductive-flags" /// A count or flag of an inductive type or constructor is not what follows.
    RecursorMismatch "recursor-mismatch" /// A recursor is not the one that follows.
    UnexpectedRecursor "unexpected-recursor" /// A recursor that does not follow from its group.
    MissingMember "missing-member" /// A group lacks a type or constructor that it lists, or has one that it does not.
    Malformed "malformed" /// The input does not make sense as a declaration.
    ForbiddenAxiom "forbidden-axiom" /// An axiom that the caller does not allow.
}

/// Why a check ended early.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stop {
    /// A rule is broken.
    Reject(Box<Rejection>),
    /// A limit is hit.
    Decline(Limit),
}

/// The result of a step of checking.
pub type Result<T> = std::result::Result<T, Stop>;

impl Stop {
    /// A rejection.
    pub fn reject(rule: Rule, detail: impl Into<String>) -> Stop {
        Stop::Reject(Box::new(Rejection { rule, detail: detail.into() }))
    }
}

impl From<Result<()>> for Verdict {
    fn from(result: Result<()>) -> Verdict {
        match result {
            Ok(()) => Verdict::Accepted,
            Err(Stop::Reject(rejection)) => Verdict::Rejected(rejection),
            Err(Stop::Decline(limit)) => Verdict::Declined(limit),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Memory { bytes } => write!(f, "needs more than {bytes} bytes of memory"),
            Limit::Steps { steps } => write!(f, "needs more than {steps} steps"),
            Limit::Time { millis } => write!(f, "needs more than {millis} ms"),
            Limit::Depth { stack_bytes } => write!(f, "nested deeper than a stack of {stack_bytes} bytes holds"),
            Limit::NumberSize { bits } => write!(f, "computes a number of more than {bits} bits"),
            Limit::Levels => f.write_str("compares universe levels that have too many cases"),
            Limit::Incomplete { lacks, .. } => write!(f, "depends on {lacks}, which the input does not hold"),
            Limit::Unsupported { what } => write!(f, "uses {what}, which this kernel does not decide"),
        }
    }
}
