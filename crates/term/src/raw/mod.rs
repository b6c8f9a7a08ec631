//! Terms as plain text: one documented grammar, a printer and a parser.
//!
//! What it is: every detail of a term, in a form that a person can read and a test can hold. What is printed without
//! limits reads back equal, binder names and annotations included, except for `Syntax` values in `mdata`, which are
//! printed as `<syntax>`.
//! What it is not: Lean's own notation, and not a form that keeps sharing: a shared part is printed each time it is
//! met, so callers that do not know their terms set limits.
//!
//! ```text
//! expr    ::= "#" nat                                            bvar
//!           | "%" name                                           fvar
//!           | "?" name                                           mvar
//!           | name [ ".{" level { "," level } "}" ]              const
//!           | nat | string                                       lit
//!           | "(sort" level ")"                                  sort
//!           | "(" expr { expr } ")"                              app, from the left
//!           | "(fun" binder { binder } "=>" expr ")"             lam
//!           | "(forall" binder { binder } "," expr ")"           forallE
//!           | "(let" name ":" expr ":=" expr ";" expr ")"        letE
//!           | "(have" name ":" expr ":=" expr ";" expr ")"       letE, nondep
//!           | "(mdata" "[" [ entry { "," entry } ] "]" expr ")"  mdata
//!           | "(proj" name nat expr ")"                          proj
//! binder  ::= "(" name ":" expr ")" | "{" name ":" expr "}"
//!           | "⦃" name ":" expr "⦄" | "[" name ":" expr "]"
//! entry   ::= name ":=" ( string | "true" | "false" | "`" name | nat | "+" nat | "-" nat )
//! level   ::= ( nat | name | "?" name | "(max" level level ")" | "(imax" level level ")" ) { "+" nat }
//! string  ::= '"' { character | "\\" | "\"" | "\n" | "\t" | "\r" | "\u{" hex "}" } '"'
//! ```
//!
//! In an `entry`, `nat` is an `ofNat` and a signed number an `ofInt`. Names are those of [`crate::name_text`]; a
//! constant whose name is a single keyword of this grammar is printed in quotes. A number in a level is at most
//! [`MAX_LEVEL_NUMBER`]; larger offsets are written as sums. `…` stands for what a limit left out and does not read
//! back.

mod constant;
mod parse;
mod print;

pub use parse::{ParseError, parse_expr, parse_level};
pub use print::{Raw, RawItem};

/// Largest number in a level: a short text cannot ask for a deep one.
pub const MAX_LEVEL_NUMBER: u32 = 100;

/// Words that begin a parenthesised form.
const KEYWORDS: [&str; 7] = ["fun", "forall", "let", "have", "mdata", "proj", "sort"];
