//! Output files that appear whole or not at all.
//!
//! What it is: bytes go to a temporary file in the directory of their destination, which is then renamed; a file that was
//! there is replaced by the rename and never written to. An interrupt removes the temporary files before it ends the
//! process. The files of one set are all written before the first is renamed.
//! What it is not: durable against a loss of power: nothing is synchronised with the disk.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};
use tempfile::{Builder, TempPath};

/// The temporary files there are now. Whoever creates, renames or removes one holds the lock; the handler of
/// interrupts takes it and never lets go.
static PENDING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static HANDLER: Once = Once::new();

/// Exit code of an interrupted command, as shells report it.
const INTERRUPTED: i32 = 130;

/// Has interrupts remove the temporary files.
fn handle_interrupts() {
    HANDLER.call_once(|| {
        // Without a handler an interrupt leaves a temporary file behind, which is no reason not to work.
        let _ = ctrlc::set_handler(|| {
            let pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
            for path in pending.iter() {
                let _ = std::fs::remove_file(path);
            }
            std::process::exit(INTERRUPTED);
        });
    });
}

/// A failed action on a path.
#[derive(Debug)]
pub struct WriteError {
    /// The file or directory.
    pub path: PathBuf,
    /// What was being done to it, a verb phrase.
    pub action: &'static str,
    /// The system's answer.
    pub error: io::Error,
}

/// Writes all `files`, or none of them.
pub fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), WriteError> {
    handle_interrupts();
    let mut written = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        match write_beside(path, bytes) {
            Ok(temporary) => written.push((temporary, path)),
            Err(error) => {
                written.into_iter().for_each(|(temporary, _)| discard(temporary));
                return Err(WriteError { path: path.clone(), action: "write", error });
            }
        }
    }
    let mut failed = None;
    for (temporary, path) in written {
        if failed.is_some() {
            discard(temporary);
        } else if let Err(error) = publish(temporary, path) {
            failed = Some(WriteError { path: path.clone(), action: "replace", error });
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Writes one file through `fill`, or nothing.
pub fn write_with(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), WriteError> {
    handle_interrupts();
    let failed = |action| move |error| WriteError { path: path.to_path_buf(), action, error };
    let temporary = fill_beside(path, fill).map_err(failed("write"))?;
    publish(temporary, path).map_err(failed("replace"))
}

fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<TempPath> {
    fill_beside(path, |file| file.write_all(bytes))
}

fn fill_beside(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<TempPath> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The answer for a missing directory, without the name of a temporary file in it.
    std::fs::metadata(dir)?;
    let mut builder = Builder::new();
    builder.prefix(".lithe-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As for any new file: the process's mask takes away what the user does not want to give.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = {
        let mut pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
        let file = builder.tempfile_in(dir)?;
        pending.insert(file.path().to_path_buf());
        file
    };
    let (mut handle, temporary) = file.into_parts();
    match fill(&mut handle) {
        Ok(()) => Ok(temporary),
        Err(error) => {
            discard(temporary);
            Err(error)
        }
    }
}

fn publish(temporary: TempPath, path: &Path) -> io::Result<()> {
    let mut pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
    pending.remove(temporary.to_path_buf().as_path());
    // A failed rename drops the temporary file, which removes it.
    temporary.persist(path).map_err(|e| e.error)
}

fn discard(temporary: TempPath) {
    let mut pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
    pending.remove(temporary.to_path_buf().as_path());
    drop(temporary);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_replace_what_was_there_and_nothing_is_left_over() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "old").unwrap();
        write_all(&[(dir.path().join("a"), b"new".as_slice()), (dir.path().join("b"), b"".as_slice())]).unwrap();
        assert_eq!(fs::read_to_string(dir.path().join("a")).unwrap(), "new");
        assert_eq!(names(dir.path()), ["a", "b"]);
        assert!(PENDING.lock().unwrap().iter().all(|p| !p.starts_with(dir.path())));
    }

    #[test]
    fn a_set_that_cannot_be_written_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "old").unwrap();
        let files = [(dir.path().join("a"), b"new".as_slice()), (dir.path().join("no/such/b"), b"".as_slice())];
        let error = write_all(&files).unwrap_err();
        assert_eq!((error.action, error.error.kind()), ("write", io::ErrorKind::NotFound));
        assert_eq!(fs::read_to_string(dir.path().join("a")).unwrap(), "old");
        assert_eq!(names(dir.path()), ["a"]);
    }
}
