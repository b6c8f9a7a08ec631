//! `cargo xtask san`: the tests of the crates with `unsafe`, under a sanitizer of the compiler.
//!
//! The sanitizers are unstable options; `RUSTC_BOOTSTRAP=1` lets the stable toolchain take them. An explicit `--target`
//! keeps the flags away from build scripts and procedural macros. Each sanitizer builds into a directory of its own.
//!
//! Under `address` and `leak`, `--cfg lithe_system_alloc` makes the runtime ask the system's allocator for each object,
//! which is what those two watch; with size classes they would see blocks and no objects. `thread` watches the
//! size classes as they are.
//!
//! All three keep memory of their own (shadow memory, or an allocator's) at addresses where files want to be mapped;
//! `--cfg lithe_shadow` tells the tests not to insist on it.
//!
//! The standard library is not rebuilt (its sources are not part of the toolchain), so it is not instrumented. For
//! `thread` the compiler has to be told that this mixture is meant, and what happens only inside the standard library
//! is not seen. So `--cfg lithe_tsan` gives the runtime locks that do without the standard library's slow paths (see
//! `rt::sync`), and `xtask/tsan.txt` lists what is left out of the reports, and why.

use std::path::PathBuf;
use std::process::Command;

use crate::outcome::Outcome;
use crate::workspace;

/// The crates that may contain `unsafe`.
const PACKAGES: [&str; 2] = ["rt", "olean"];

const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Arguments of `cargo xtask san`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  cargo xtask san                       all three, one after the other\n  \
cargo xtask san thread\n  cargo xtask san address -- -p rt heap  only the tests of rt with `heap` in their names")]
pub struct Args {
    /// Which sanitizer [default: all three]
    sanitizer: Option<Sanitizer>,
    /// For `cargo test`, in place of the packages' names
    #[arg(last = true)]
    cargo_test: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Sanitizer {
    /// Use after free, out of bounds, and leaks
    Address,
    /// Leaks alone, faster
    Leak,
    /// Data races
    Thread,
}

impl Sanitizer {
    fn name(self) -> &'static str {
        match self {
            Sanitizer::Address => "address",
            Sanitizer::Leak => "leak",
            Sanitizer::Thread => "thread",
        }
    }

    fn rustflags(self) -> String {
        let common = format!("-Zsanitizer={} -Cforce-frame-pointers=yes --cfg lithe_shadow", self.name());
        match self {
            Sanitizer::Address | Sanitizer::Leak => format!("{common} --cfg lithe_system_alloc"),
            Sanitizer::Thread => format!("{common} -Cunsafe-allow-abi-mismatch=sanitizer --cfg lithe_tsan"),
        }
    }

    /// The options of the sanitizer's run time.
    fn environment(self) -> (&'static str, String) {
        match self {
            Sanitizer::Address => ("ASAN_OPTIONS", "detect_leaks=1:detect_stack_use_after_return=1".to_owned()),
            Sanitizer::Leak => ("LSAN_OPTIONS", String::new()),
            Sanitizer::Thread => {
                let list = workspace::root().join("xtask/tsan.txt");
                ("TSAN_OPTIONS", format!("suppressions={}", list.display()))
            }
        }
    }
}

/// Runs the tests under one sanitizer or under all.
pub fn run(args: &Args) -> Outcome {
    let all = [Sanitizer::Address, Sanitizer::Leak, Sanitizer::Thread];
    let chosen: Vec<Sanitizer> = args.sanitizer.map_or_else(|| all.to_vec(), |one| vec![one]);
    for sanitizer in chosen {
        eprintln!("sanitizer: {}", sanitizer.name());
        workspace::run(&mut command(sanitizer, &args.cargo_test))?;
    }
    Ok(())
}

fn command(sanitizer: Sanitizer, arguments: &[String]) -> Command {
    let mut command = Command::new(workspace::cargo());
    command.args(["test", "--target", TARGET]);
    // Documentation tests would need the flags a second time.
    let chosen = arguments.iter().any(|argument| ["--lib", "--test", "--tests"].contains(&argument.as_str()));
    command.args((!chosen).then_some(["--lib", "--tests"]).into_iter().flatten());
    if arguments.is_empty() {
        command.args(PACKAGES.iter().flat_map(|package| ["-p", package]));
    }
    command.args(arguments);
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace::root().join("target"), PathBuf::from);
    let (variable, options) = sanitizer.environment();
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", sanitizer.rustflags())
        .env("CARGO_TARGET_DIR", target.join("san").join(sanitizer.name()))
        .env(variable, options);
    command
}
