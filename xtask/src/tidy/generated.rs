//! Generated files are current, and the C compiler agrees with the layout that they state.

use std::process::Command;

use super::{Checkout, Finding};
use crate::codegen;
use crate::outcome::Failure;
use crate::workspace;

/// A C program that mirrors upstream's structures and asserts their offsets against the generated header.
const LAYOUT_C: &str = "crates/rt/tests/layout.c";

/// Checks the committed text of each generated file, then compiles and runs the C program.
pub fn check(checkout: &Checkout, findings: &mut Vec<Finding>) -> Result<(), Failure> {
    for file in codegen::generated() {
        match checkout.text(file.path) {
            Some(text) if text.text == file.text => {}
            Some(_) => findings.push(Finding::new(file.path, 0, "is stale: run `cargo xtask codegen`")),
            None => findings.push(Finding::new(file.path, 0, "is missing: run `cargo xtask codegen`")),
        }
    }
    check_c(findings)
}

fn check_c(findings: &mut Vec<Finding>) -> Result<(), Failure> {
    let root = workspace::root();
    let dir = tempfile::tempdir().map_err(|e| Failure::Trouble(format!("no temporary directory: {e}")))?;
    let program = dir.path().join("layout");
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let output = Command::new(&compiler)
        .args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-I"])
        .arg(root.join("crates/rt/include"))
        .arg(root.join(LAYOUT_C))
        .arg("-o")
        .arg(&program)
        .output();
    let output = output.map_err(|e| Failure::Trouble(format!("cannot run {compiler} ({e}): install a C compiler")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        findings.push(Finding::new(LAYOUT_C, 0, format!("the C compiler disagrees with the layout\n{said}")));
        return Ok(());
    }
    let output = Command::new(&program).output();
    let output = output.map_err(|e| Failure::io("run", &program, &e))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stdout);
        findings.push(Finding::new(LAYOUT_C, 0, format!("C and the layout disagree\n{said}")));
    }
    Ok(())
}
