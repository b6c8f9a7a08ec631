//! What is to be checked or exported: compiled modules, or an export in a file or on standard input.

use crate::output::Output;
use env::graph::Places;
use env::load::Progress;
use env::search::Wanted;
use env::{Loaded, Nature, Options};
use kernel::environment::{DeclId, Environment};
use kernel::read::{self, ReadErrorKind};
use olean::module_file::PartKind;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// One thing to check, by what the user calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Compiled modules, with what they import; all that were given together.
    Modules(Vec<Wanted>),
    /// An export in a file.
    Export(PathBuf),
    /// An export on standard input.
    Stdin,
}

impl Input {
    /// What the words of a command line stand for: all compiled modules among them are one input, each other file is one.
    pub fn of_words(words: &[String]) -> Vec<Input> {
        let (mut inputs, mut modules) = (Vec::new(), Vec::new());
        for word in words {
            match Input::of_word(word) {
                Input::Modules(wanted) => modules.extend(wanted),
                other => inputs.push(other),
            }
        }
        if !modules.is_empty() {
            inputs.insert(0, Input::Modules(modules));
        }
        inputs
    }

    /// What one word stands for: `-` is standard input; an `.olean` file or a part of one, a directory, or a name that is no
    /// file is modules; any other file is an export.
    pub fn of_word(word: &str) -> Input {
        let path = Path::new(word);
        let olean = word.ends_with(".olean") || word.ends_with(".olean.server") || word.ends_with(".olean.private");
        if word == "-" {
            return Input::Stdin;
        }
        if olean || path.is_dir() {
            return Input::Modules(vec![Wanted::Path(path.to_path_buf())]);
        }
        match Wanted::parse(word) {
            // A file that is not there and looks like an export is a missing export, not a module of a strange name.
            Wanted::Module(name) if path.extension().is_none_or(|e| e != "ndjson" && e != "export" && e != "json") => {
                Input::Modules(vec![Wanted::Module(name)])
            }
            _ => Input::Export(path.to_path_buf()),
        }
    }

    /// What reports call it.
    pub fn title(&self) -> String {
        match self {
            Input::Stdin => "standard input".to_owned(),
            Input::Export(path) => path.display().to_string(),
            Input::Modules(wanted) => {
                let text = |wanted: &Wanted| match wanted {
                    Wanted::Path(path) => path.display().to_string(),
                    Wanted::Module(name) => env::module_name::display(name),
                };
                match wanted.as_slice() {
                    [one] => text(one),
                    [one, rest @ ..] => format!("{} and {} more", text(one), rest.len()),
                    [] => String::new(),
                }
            }
        }
    }
}

/// Declarations, and where they come from.
pub struct Source {
    /// What reports call it.
    pub title: String,
    /// Modules and what is known of them; `None` for an export.
    pub modules: Option<Modules>,
    /// The claims.
    pub environment: Environment,
}

/// What is known of loaded modules beside their declarations; see [`Loaded`].
pub struct Modules {
    /// The modules, imports first.
    pub all: Vec<env::Module>,
    /// For each declaration its module.
    pub of: Vec<u32>,
    /// Declarations that mention what the files leave out.
    pub absent: Vec<DeclId>,
    /// Constants that go by another name, with the names that their modules give them.
    pub apart: Vec<env::load::Other>,
}

impl Source {
    /// Whether a declaration is not merely imported.
    pub fn asked_for(&self, id: DeclId) -> bool {
        self.modules.as_ref().is_none_or(|modules| modules.all[modules.of[id.0 as usize] as usize].asked_for)
    }
}

/// Why there is nothing to check.
#[derive(Debug)]
pub enum Failure {
    /// It could not be read.
    World(String),
    /// It is not what it should be: a verdict.
    Malformed {
        /// Where in it, for an export.
        line: Option<u64>,
        /// What is wrong.
        reason: String,
    },
    /// It is larger, or of another version, than what is understood.
    Limit(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::World(message) | Failure::Limit(message) => f.write_str(message),
            Failure::Malformed { line: Some(line), reason } => write!(f, "line {line}: {reason}"),
            Failure::Malformed { line: None, reason } => f.write_str(reason),
        }
    }
}

/// How to read inputs.
pub struct Reading<'a> {
    /// How many threads read.
    pub threads: NonZeroUsize,
    /// Directories in which to look for modules.
    pub path: &'a [PathBuf],
    /// The last part of a module to read.
    pub part: PartKind,
    /// Whether reports call inputs by these names only, and show no progress.
    pub quiet: bool,
}

impl Reading<'_> {
    /// Reads an input.
    pub fn source(&self, input: &Input, output: &mut Output) -> Result<Source, Failure> {
        let title = input.title();
        match input {
            Input::Modules(wanted) => self.modules(title, wanted, output),
            Input::Export(path) => {
                let (file, size) = open(path)?;
                self.export(title, file, size, output)
            }
            Input::Stdin => self.export(title, std::io::stdin(), 0, output),
        }
    }

    /// The declarations of an export of about `size` bytes.
    fn export(
        &self,
        title: String,
        input: impl Read + Send,
        size: u64,
        output: &mut Output,
    ) -> Result<Source, Failure> {
        if !self.quiet && size > 0 {
            output.start_bar(size);
        }
        let input = output.reading(input);
        let environment = read::read_from(input, size, self.threads.get());
        output.finish_bar();
        let environment = environment.map_err(|error| match error.kind {
            ReadErrorKind::Malformed => Failure::Malformed { line: Some(error.line), reason: error.reason },
            ReadErrorKind::TooLarge | ReadErrorKind::UnknownVersion => {
                Failure::Limit(format!("line {}: {}", error.line, error.reason))
            }
            ReadErrorKind::Unreadable => Failure::World(format!("{title}: {}", error.reason)),
        })?;
        Ok(Source { title, modules: None, environment })
    }

    fn modules(&self, title: String, wanted: &[Wanted], output: &mut Output) -> Result<Source, Failure> {
        let last = std::env::var_os("LEAN_PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
        let options =
            Options { threads: self.threads, places: Places { first: self.path.to_vec(), last }, up_to: self.part };
        let quiet = self.quiet;
        let loaded = env::load(wanted, &options, |progress| match progress {
            Progress::Total(bytes) if !quiet => output.start_bar(bytes),
            Progress::Read(bytes) => output.advance(bytes),
            Progress::Total(_) => {}
        });
        output.finish_bar();
        let Loaded { environment, modules, module_of, absent, apart } =
            loaded.map_err(|error| match error.nature() {
                Nature::World => Failure::World(error.to_string()),
                Nature::Malformed => Failure::Malformed { line: None, reason: error.to_string() },
                Nature::Limit => Failure::Limit(error.to_string()),
            })?;
        let mut absent: Vec<DeclId> = absent.into_keys().collect();
        absent.sort_unstable();
        Ok(Source { title, environment, modules: Some(Modules { all: modules, of: module_of, absent, apart }) })
    }
}

/// A file that is no directory, and its size; 0 for what has none.
fn open(path: &Path) -> Result<(File, u64), Failure> {
    let failed =
        |action: &str, error: io::Error| Failure::World(format!("{}: cannot {action}: {error}", path.display()));
    let file = File::open(path).map_err(|error| failed("open", error))?;
    let meta = file.metadata().map_err(|error| failed("open", error))?;
    if meta.is_dir() {
        return Err(Failure::World(format!("{}: cannot read: is a directory", path.display())));
    }
    Ok((file, if meta.is_file() { meta.len() } else { 0 }))
}

/// The bytes of a file.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let (mut file, _) = open(path)?;
    let mut bytes = Vec::new();
    let read = file.read_to_end(&mut bytes);
    read.map_err(|error| Failure::World(format!("{}: cannot read: {error}", path.display())))?;
    Ok(bytes)
}

/// Options about where to find modules, and how to read.
#[derive(clap::Args)]
pub struct Finding {
    /// Directory in which to look for modules, before those that the given files lie in and those of LEAN_PATH
    #[arg(long, value_name = "DIR")]
    pub path: Vec<PathBuf>,
    /// The last part of a module to read
    #[arg(long, value_enum, value_name = "PART", default_value_t = crate::olean::Part::Private)]
    pub part: crate::olean::Part,
    /// Number of threads [default: as many as the machine runs at once]
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

impl Finding {
    /// Number of threads to use.
    pub fn threads(&self) -> NonZeroUsize {
        self.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }

    /// How to read.
    pub fn reading(&self, quiet: bool) -> Reading<'_> {
        Reading { threads: self.threads(), path: &self.path, part: self.part.into(), quiet }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_modules_or_exports() {
        let module = |name: &[&str]| Wanted::Module(name.iter().map(|part| (*part).to_owned()).collect());
        assert_eq!(Input::of_word("-"), Input::Stdin);
        assert_eq!(Input::of_word("Init.Prelude"), Input::Modules(vec![module(&["Init", "Prelude"])]));
        assert_eq!(Input::of_word("a/M.olean.private"), Input::Modules(vec![Wanted::Path("a/M.olean.private".into())]));
        for export in ["no-such.ndjson", "no/such/file", "no-such.export", "Gone.json"] {
            assert_eq!(Input::of_word(export), Input::Export(export.into()), "{export}");
        }
        let words = ["A", "x.ndjson", "B"].map(str::to_owned);
        let expected = [Input::Modules(vec![module(&["A"]), module(&["B"])]), Input::Export("x.ndjson".into())];
        assert_eq!(Input::of_words(&words), expected);
    }
}
