//! `Name`, `Level`, `Expr` and `ConstantInfo` as typed views over runtime objects.
#![forbid(unsafe_code)]

pub mod data;
