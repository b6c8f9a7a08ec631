//! Mapping a whole library: every file of the corpus, converted to 64 bits, mapped where it wants to be.
//!
//! `cargo bench -p olean --bench map_all [-- DIR]` converts the corpus into DIR (default: a directory in the system's
//! temporary one, removed at the end), then, with a warm page cache, maps all files by `Region::map_trusted` and reads
//! each root. Next to it stand the verified way (read, verify, place) and plain `read`. It prints milliseconds, and how
//! much memory each way makes resident.
//!
//! It is here and not in the `benches` package because mapping without a check is `unsafe`.

use olean::compact::Target;
use olean::region::Region;
use olean::verify::Verifier;
use olean::{base, convert};
use rt::layout::Width;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let given = std::env::args().skip(1).find(|a| !a.starts_with('-')).map(PathBuf::from);
    let dir =
        given.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("lithe-map-all-{}", std::process::id())));
    let files = converted(&dir)?;
    let result = measure(&files);
    if given.is_none() {
        std::fs::remove_dir_all(&dir)?;
    }
    result
}

/// The corpus at 64 bits, made if it is not there.
fn converted(dir: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let corpus = test_kit::corpus::dir()?;
    let mut verifier = Verifier::new();
    let mut out = Vec::new();
    for path in test_kit::corpus::files()? {
        let module = path.strip_prefix(&corpus)?.with_extension("");
        let to = dir.join(path.strip_prefix(&corpus)?);
        if !to.exists() {
            let bytes = std::fs::read(&path)?;
            let verified = verifier.verify(&[&bytes])?;
            let header = verified.image().parts()[0].header();
            let target = Target {
                width: Width::W64,
                encoding: convert::usual_encoding(Width::W64),
                base: base::of_module(module.iter().filter_map(|c| c.to_str()), Width::W64),
                ..Target::like(header)
            };
            let parts = convert::width(verified.image(), target)?;
            if let Some(parent) = to.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(&to, &parts[0])?;
        }
        out.push(to);
    }
    Ok(out)
}

/// Resident memory of this process that no file backs, and all of it, in KiB.
fn resident() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find(|l| l.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    (field("RssAnon:").unwrap_or(0), field("VmRSS:").unwrap_or(0))
}

fn measure(files: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let bytes: u64 = files.iter().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum();
    println!("{} files, {} bytes", files.len(), bytes);
    report("map at base, read roots", || {
        let mut regions = Vec::with_capacity(files.len());
        let mut roots = 0;
        for file in files {
            // SAFETY: this program wrote the files, and nobody changes them meanwhile.
            let region = unsafe { Region::map_trusted(&[file]) }?;
            assert!(region.is_at_base(), "{}: its base is taken", file.display());
            roots += region.root(0).map_or(0, |r| r.num_fields());
            regions.push(region);
        }
        assert_eq!(roots, 5 * files.len());
        Ok(regions)
    })?;
    report("read, verify, place", || {
        let mut verifier = Verifier::new();
        let mut regions = Vec::with_capacity(files.len());
        for file in files {
            let bytes = std::fs::read(file)?;
            let verified = verifier.verify(&[&bytes])?;
            let region = Region::load(&verified)?;
            assert!(region.root(0).is_some());
            regions.push(region);
        }
        Ok(regions)
    })?;
    report("read only", || {
        for file in files {
            std::hint::black_box(std::fs::read(file)?);
        }
        Ok(Vec::new())
    })
}

fn report(what: &str, run: impl Fn() -> Result<Vec<Region>, Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    let mut grown = (0, 0);
    for _ in 0..ROUNDS {
        let before = resident();
        let start = Instant::now();
        let regions = run()?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
        let after = resident();
        grown = (after.0.saturating_sub(before.0), after.1.saturating_sub(before.1));
        for region in regions {
            // SAFETY: no word into it was kept.
            unsafe { region.unmap() };
        }
    }
    times.sort_by(f64::total_cmp);
    println!(
        "{what:26} best {:8.1} ms  median {:8.1} ms  resident +{} KiB, of it private +{} KiB",
        times[0],
        times[times.len() / 2],
        grown.1,
        grown.0
    );
    Ok(())
}
