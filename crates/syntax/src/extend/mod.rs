//! Grammar that a file adds: from the trees of `syntax` items to parsers.

pub mod alias;
