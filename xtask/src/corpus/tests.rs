//! The corpus tool on a small package of the same shape: what it makes, refuses, replaces and cleans up.

use std::cell::Cell;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use flate2::{Compression, write::GzEncoder};

use super::*;

fn tar_gz(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap()
}

fn package() -> Vec<u8> {
    let library = tar_gz(&[
        ("./._A.olean", b"mac"),
        ("./A.olean", b"first"),
        ("./B/C.olean", b"second"),
        ("./B/._C.olean", b"mac"),
    ]);
    tar_gz(&[("package/package.json", b"{}"), ("package/lean-lib.tar.gz", &library)])
}

fn small_recipe(package: &[u8]) -> Recipe {
    let hashes: Vec<_> = [("A.olean", "first"), ("B/C.olean", "second")]
        .map(|(path, text)| (path.to_owned(), hex(&Sha256::digest(text.as_bytes()))))
        .into();
    Recipe {
        package: "small@1.0.0",
        sha512: hex(&Sha512::digest(package)),
        sha256: hex(&Sha256::digest(package)),
        marker_sha256: hex(&Sha256::digest(marker_text(&hashes).as_bytes())),
        files: 2,
        bytes: 11,
    }
}

fn fetch_small(_: &Recipe, into: &Path) -> Result<PathBuf, Failure> {
    let path = into.join("small.tgz");
    File::create(&path).unwrap().write_all(&package()).unwrap();
    Ok(path)
}

fn fetch_nothing(_: &Recipe, _: &Path) -> Result<PathBuf, Failure> {
    panic!("nothing is to be fetched");
}

/// The names in a directory, sorted.
fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn it_is_built_once_and_then_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("deep/lib");
    let recipe = small_recipe(&package());
    provide(&dir, &recipe, false, &fetch_small).unwrap();
    assert_eq!(names(&dir), [MARKER, "A.olean", "B"]);
    assert_eq!(fs::read(dir.join("B/C.olean")).unwrap(), b"second");
    assert_eq!(names(dir.parent().unwrap()), [".lib.lock", "lib"]);
    provide(&dir, &recipe, false, &fetch_nothing).unwrap();
    check(&dir, &recipe).unwrap();
}

#[test]
fn a_link_gives_way_and_its_target_stays() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("target");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("Init.olean"), b"somebody's").unwrap();
    let dir = place.path().join("lib");
    std::os::unix::fs::symlink(&target, &dir).unwrap();
    provide(&dir, &small_recipe(&package()), false, &fetch_small).unwrap();
    assert!(!fs::symlink_metadata(&dir).unwrap().is_symlink());
    assert_eq!(fs::read(target.join("Init.olean")).unwrap(), b"somebody's");
    assert_eq!(names(place.path()), [".lib.lock", "lib", "target"]);
}

#[test]
fn a_directory_of_somebody_elses_is_refused_and_one_in_the_own_cache_replaced() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("lib");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("precious"), b"x").unwrap();
    let recipe = small_recipe(&package());
    let failure = provide(&dir, &recipe, false, &fetch_nothing).unwrap_err();
    assert!(matches!(&failure, Failure::Trouble(m) if m.contains("did not make")), "{failure}");
    assert!(dir.join("precious").exists());
    provide(&dir, &recipe, true, &fetch_small).unwrap();
    assert_eq!(names(&dir), [MARKER, "A.olean", "B"]);
}

#[test]
fn another_package_is_refused_and_nothing_is_left() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("lib");
    for wrong in ["sha512", "sha256", "marker"] {
        let mut recipe = small_recipe(&package());
        match wrong {
            "sha512" => recipe.sha512 = "0".repeat(128),
            "sha256" => recipe.sha256 = "0".repeat(64),
            _ => recipe.marker_sha256 = "0".repeat(64),
        }
        let failure = provide(&dir, &recipe, false, &fetch_small).unwrap_err();
        assert!(matches!(&failure, Failure::Negative(m) if m.contains("this project knows")), "{failure}");
        assert_eq!(names(place.path()), [".lib.lock"]);
    }
}

#[test]
fn an_interrupted_run_is_cleaned_up_and_a_failed_one_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("lib");
    let leftover = place.path().join(".lib.tmp-abc/lib");
    fs::create_dir_all(&leftover).unwrap();
    fs::write(leftover.join("A.olean"), b"half").unwrap();
    let away = |_: &Recipe, _: &Path| Err(Failure::Trouble("the network is away".to_owned()));
    provide(&dir, &small_recipe(&package()), false, &away).unwrap_err();
    assert_eq!(names(place.path()), [".lib.lock"]);
    provide(&dir, &small_recipe(&package()), false, &fetch_small).unwrap();
    assert_eq!(names(place.path()), [".lib.lock", "lib"]);
}

#[test]
fn two_at_once_fetch_once() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("lib");
    let recipe = small_recipe(&package());
    let fetched = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let fetch = |recipe: &Recipe, into: &Path| {
                    fetched.fetch_add(1, Ordering::Relaxed);
                    std::thread::sleep(Duration::from_millis(50));
                    fetch_small(recipe, into)
                };
                provide(&dir, &recipe, false, &fetch).unwrap();
            });
        }
    });
    assert_eq!(fetched.load(Ordering::Relaxed), 1);
    check(&dir, &recipe).unwrap();
}

#[test]
fn damage_is_found_and_named() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("lib");
    let recipe = small_recipe(&package());
    let absent = check(&dir, &recipe).unwrap_err();
    assert!(matches!(&absent, Failure::Negative(m) if m.contains("no corpus")), "{absent}");
    provide(&dir, &recipe, false, &fetch_small).unwrap();

    fs::write(dir.join("A.olean"), b"FIRST").unwrap();
    fs::write(dir.join("D.olean"), b"").unwrap();
    fs::remove_file(dir.join("B/C.olean")).unwrap();
    let message = check(&dir, &recipe).unwrap_err().to_string();
    assert!(message.contains("3 of its files"), "{message}");
    for part in ["A.olean: changed", "B/C.olean: ", "D.olean: does not belong"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn a_truncated_file_or_a_lost_marker_means_fetching_again() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("lib");
    let recipe = small_recipe(&package());
    for damage in ["A.olean", MARKER] {
        provide(&dir, &recipe, true, &fetch_small).unwrap();
        fs::write(dir.join(damage), b"").unwrap();
        let fetched = Cell::new(false);
        let fetch = |recipe: &Recipe, into: &Path| {
            fetched.set(true);
            fetch_small(recipe, into)
        };
        provide(&dir, &recipe, true, &fetch).unwrap();
        assert!(fetched.get());
        check(&dir, &recipe).unwrap();
    }
}
