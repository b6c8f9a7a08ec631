//! Tests of the kernel as text: declarations that need not be well formed, and what the kernel has to say of them.
//!
//! ```text
//! use logic
//! case a-recursor-that-lies rejected recursor-mismatch
//! inductive Two : Type
//! | a : Two
//! | b : Two
//! with Two.rec k := true
//! ```
//!
//! A file is a list of cases; each is checked on its own. What stands before the first case belongs to all of them.
//! A case's first line says what has to come of it: `accepted` if all declarations are, `rejected RULE` or
//! `declined LIMIT` for the first that is not. `use NAME` puts the declarations of a prelude first; those are taken
//! as they are; `check NAME` has them checked. `limit steps N` (or `memory`, `number-bits`, `stack`) says what a declaration may use.
//!
//! Declarations look like Lean's, but terms are the kernel's own and are stored as they stand: every argument and level
//! is written, nothing is resolved.
//!
//! - `axiom c.{u} (x : A) : B`, and so `def` (`abbrev`, `@[abbrev]`, `@[height 3]`, `@[opaque]`), `theorem`, `opaque`;
//!   `unsafe` or `partial` before them; `mutual def … end`; `quot type Quot.{u} : …` (`ctor`, `lift`, `ind`).
//! - `inductive T.{u} (parameters) : indices → Sort u`, then `| mk (fields) : T …` in the scope of the parameters, or
//!   `| raw mk : …` with the whole type; `mutual inductive … inductive … end`. Recursors are derived by the kernel, but
//!   for `no recursors`, and `recursor T.rec.{u} k params 0 motives 1 minors 2 indices 0 : … | T.mk 1 := rhs` adds one
//!   that is written out and stands for the derived one of its name.
//! - Lies come last: `with T.rec k := true`, `with T numParams := 3`, `with T.rec rule 0 nfields := 1`, `drop T.mk`,
//!   `extra T.rec` (twice the same); see [`claims`].
//! - Terms: `fun (x : A) {y : B} => e`, `∀ (x : A), B`, `A → B`, `let x : A := v; e`, `Sort u`, `Type`, `Prop`,
//!   `c.{u, v+1}`, `.proj S 0 e`, `.bvar 3`, `5`, `"text"`. An `@` means nothing.
//!
//! It is not a format for exchange; [`write`] makes one of those of an environment.

pub mod build;
pub mod campaign;
pub mod claims;
pub mod copy;
pub mod derive;
pub mod differ;
pub mod file;
pub mod item;
pub mod lex;
pub mod mutate;
pub mod replay;
pub mod run;
pub mod term;
pub mod theory;
pub mod visit;
pub mod write;

pub use file::{Case, Expected, File};
pub use lex::BadSource;
pub use run::run;
pub use theory::{Group, Theory};
