//! What cargo and git say about the workspace: its root, its packages, its files.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::outcome::Failure;

/// The root of the checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The part of `cargo metadata` that the chores read.
#[derive(Deserialize)]
pub struct Metadata {
    /// Every package of the dependency tree, for all targets.
    pub packages: Vec<Package>,
    workspace_members: Vec<String>,
}

/// One package.
#[derive(Deserialize)]
pub struct Package {
    id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its SPDX licence expression.
    pub license: Option<String>,
    manifest_path: PathBuf,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
    /// Its libraries, binaries, tests and benchmarks.
    pub targets: Vec<Target>,
}

/// One dependency of a package.
#[derive(Deserialize)]
pub struct Dependency {
    /// The name of the package depended on.
    pub name: String,
    /// `None` for an ordinary one, else `dev` or `build`.
    pub kind: Option<String>,
    /// Where it is, if it is a local one.
    pub path: Option<PathBuf>,
}

/// One thing that a package builds.
#[derive(Deserialize)]
pub struct Target {
    /// The file of its root module.
    pub src_path: PathBuf,
    /// What it is, such as `lib` or `test`.
    pub kind: Vec<String>,
}

impl Package {
    /// The directory of the package.
    pub fn dir(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new(""))
    }

    /// The name of the crate as this project says it: that of its directory.
    pub fn crate_name(&self) -> String {
        directory_name(self.dir())
    }

    /// The names of the workspace's crates that it depends on, but for tests; sorted.
    pub fn internal_dependencies(&self) -> Vec<String> {
        let ordinary = self.dependencies.iter().filter(|d| d.kind.as_deref() != Some("dev"));
        let mut names: Vec<String> = ordinary.filter_map(|d| d.path.as_deref()).map(directory_name).collect();
        names.sort();
        names.dedup();
        names
    }
}

fn directory_name(dir: &Path) -> String {
    dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Metadata {
    /// The packages of the workspace, sorted by crate name.
    pub fn members(&self) -> Vec<&Package> {
        let mut members: Vec<&Package> =
            self.packages.iter().filter(|package| self.workspace_members.contains(&package.id)).collect();
        members.sort_by_key(|package| package.crate_name());
        members
    }
}

/// Asks cargo.
pub fn metadata() -> Result<Metadata, Failure> {
    let text = output(Command::new(cargo()).args(["metadata", "--format-version", "1", "--locked"]))?;
    serde_json::from_slice(&text).map_err(|e| Failure::Trouble(format!("cargo metadata: {e}")))
}

/// The files of the checkout that git tracks or would track, as paths from the root; deleted ones left out.
pub fn files() -> Result<Vec<String>, Failure> {
    let text = output(Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    let text = String::from_utf8_lossy(&text);
    let root = root();
    let mut files: Vec<String> =
        text.split('\0').filter(|path| !path.is_empty() && root.join(path).is_file()).map(str::to_owned).collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// The cargo that runs this chore.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

fn output(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let shown = format!("{command:?}");
    let output = command.current_dir(root()).output();
    let output = output.map_err(|e| Failure::Trouble(format!("cannot run {shown}: {e}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(Failure::Trouble(format!("{shown} failed ({})\n{}", output.status, String::from_utf8_lossy(&output.stderr))))
}

/// Runs a command in the checkout with its output shown. Its failure is a `Negative`: it ran, and said no.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let shown = format!("{command:?}");
    let status = command.current_dir(root()).status();
    let status = status.map_err(|e| Failure::Trouble(format!("cannot run {shown}: {e}")))?;
    if status.success() { Ok(()) } else { Err(Failure::Negative(format!("{shown} failed ({status})"))) }
}
