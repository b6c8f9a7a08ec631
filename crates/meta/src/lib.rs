//! Terms with holes: metavariables, unification, reduction for elaboration, instances.
//!
//! What it is: what the elaborator asks about terms while it builds them. [`local_context`] and [`metavar_context`] hold
//! what a term may mention, [`instantiate`] puts in what was found, [`binding`] and [`telescope`] go out of and into
//! binders. [`infer_type`] gives types, [`whnf`] reduces, [`def_eq`] compares and solves; [`context`] is the state of all.
//!
//! What it is not: it knows neither syntax nor commands, and it is no judge: what it builds passes the kernel.
#![forbid(unsafe_code)]

pub mod binding;
pub mod cache;
pub mod check;
pub mod class;
pub mod config;
pub mod context;
pub mod def_eq;
pub mod error;
pub mod fun_info;
pub mod infer_type;
pub mod instantiate;
pub mod level;
pub mod local_context;
pub mod message;
pub mod metavar_context;
pub mod query;
pub mod telescope;
pub mod whnf;

pub use context::Meta;
pub use error::{Exception, Result};
