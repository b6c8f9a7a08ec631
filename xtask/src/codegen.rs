//! `cargo xtask codegen`: writes the files that are generated and committed. `cargo xtask tidy` fails when one is stale.

use std::fs;

use crate::outcome::{Failure, Outcome};
use crate::workspace;

/// A generated file: its path from the root, and what it must hold.
pub struct Generated {
    /// Path from the root.
    pub path: &'static str,
    /// Its whole text.
    pub text: String,
}

/// Every generated file. The layouts that `cargo xtask schema` derives are not here: they need the corpus.
pub fn generated() -> Vec<Generated> {
    vec![Generated { path: "crates/rt/include/lithe_layout.h", text: rt::layout::c_header() }]
}

/// Writes those that differ, each whole or not at all.
pub fn run() -> Outcome {
    let root = workspace::root();
    for file in generated() {
        let path = root.join(file.path);
        if fs::read_to_string(&path).is_ok_and(|text| text == file.text) {
            continue;
        }
        let dir = path.parent().unwrap_or(&root);
        fs::create_dir_all(dir).map_err(|e| Failure::io("make", dir, &e))?;
        let temporary = path.with_extension("tmp");
        fs::write(&temporary, &file.text).map_err(|e| Failure::io("write", &temporary, &e))?;
        fs::rename(&temporary, &path).map_err(|e| Failure::io("write", &path, &e))?;
        println!("wrote {}", file.path);
    }
    Ok(())
}
