//! Runs the test files under `tests/kernel`: declarations as text, and what the kernel has to say of them.
//!
//! They stand apart from the other files in `tests/` since they need no command: this crate alone runs them.
#![forbid(unsafe_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use test_kit::{Kind, Output, TestFile};

/// The kind `kernel`: see the page of `kernel::testing`.
struct Cases {
    preludes: PathBuf,
}

impl Kind for Cases {
    fn name(&self) -> &str {
        "kernel"
    }

    fn run(&self, file: &TestFile) -> Result<Output, String> {
        let prelude = |name: &str| {
            let path = self.preludes.join(format!("{name}.kernel"));
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let mut output = Output::new();
        for note in kernel::testing::run(file.body(), &prelude)? {
            output.at(note.line, note.text);
        }
        Ok(output)
    }
}

fn main() -> ExitCode {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/kernel"));
    test_kit::main(root, vec![Box::new(Cases { preludes: root.join("inputs") })])
}
