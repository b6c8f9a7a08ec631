//! Reading of exports: what is understood, what is refused and where, and that nothing depends on threads or spelling.
#![forbid(unsafe_code)]

mod corpus;
mod dump;
mod errors;
mod formats;
mod generate;
mod random;
mod sample;
mod stream;
