//! The constants and the extension names of a directory of `.olean` files.
//!
//! Terms are built when they are asked for: of the constants of a whole library the generator needs a few thousand.
//! The files are verified first, and read by upstream's own layout of names, levels and expressions; a file where these
//! are otherwise gives an error that names the object.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use olean::verify::{Verified, Verifier};
use olean::view::{Object, Word};

use super::expr::{Constant, Constants, Expr, Inductive, Level};

/// The bytes of the files below a directory.
pub struct Files {
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Files {
    /// Reads every `.olean` file below `dir`, in the order of their paths.
    pub fn read(dir: &Path) -> Result<Files, String> {
        let paths = test_kit::corpus::files_in(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
        if paths.is_empty() {
            return Err(format!("{}: no .olean file", dir.display()));
        }
        let read = |p: PathBuf| match std::fs::read(&p) {
            Ok(bytes) => Ok((p, bytes)),
            Err(e) => Err(format!("{}: {e}", p.display())),
        };
        Ok(Files { files: paths.into_iter().map(read).collect::<Result<_, _>>()? })
    }

    /// Checks the structure of every file.
    pub fn verify(&self) -> Result<Vec<Verified<'_>>, String> {
        let mut verifier = Verifier::new();
        let mut out = Vec::with_capacity(self.files.len());
        for (path, bytes) in &self.files {
            out.push(verifier.verify(&[bytes]).map_err(|e| format!("{}: {e}", path.display()))?);
        }
        Ok(out)
    }
}

/// Every constant of the corpus, and what the extension table is made of.
pub struct Corpus<'i> {
    index: HashMap<Rc<str>, (usize, Object<'i>)>,
    cache: RefCell<HashMap<Rc<str>, Option<Rc<Constant>>>>,
    exprs: RefCell<HashMap<(usize, u64), Rc<Expr>>>,
    names: RefCell<HashMap<(usize, u64), Rc<str>>>,
    /// Upstream's version and commit, from the headers.
    pub version: (String, String),
    /// The extension names, in registration order.
    pub extensions: Vec<Rc<str>>,
    /// Declaration → the function that initialises it, from the `builtin_init` and `init` attributes.
    pub initialisers: HashMap<Rc<str>, Rc<str>>,
}

/// Panics with the place: the corpus is known by its hash, so another shape is a fault of this program.
fn odd(object: Object, what: &str) -> ! {
    panic!("{object:?} is no {what}")
}

fn field<'i>(object: Object<'i>, i: usize) -> Object<'i> {
    object.field(i).and_then(Word::object).unwrap_or_else(|| odd(object, "constructor with such a field"))
}

fn array<'i>(object: Object<'i>, i: usize) -> impl Iterator<Item = Object<'i>> {
    field(object, i).children().map(move |w| w.object().unwrap_or_else(|| odd(object, "array of objects")))
}

fn list<'i>(word: Option<Word<'i>>) -> impl Iterator<Item = Word<'i>> {
    let mut next = word.and_then(Word::object);
    std::iter::from_fn(move || {
        let cell = next?;
        next = cell.field(1).and_then(Word::object);
        cell.field(0)
    })
}

fn number(word: Option<Word>) -> u64 {
    match word.and_then(Word::nat) {
        Some((n, true)) => n,
        _ => panic!("a number of more than 64 bits in a declaration"),
    }
}

impl<'i> Corpus<'i> {
    /// Indexes the constants of verified files, which must be of one version and list the same extensions.
    pub fn index(files: &'i [Verified<'i>]) -> Result<Corpus<'i>, String> {
        let mut corpus = Corpus {
            index: HashMap::new(),
            cache: RefCell::default(),
            exprs: RefCell::default(),
            names: RefCell::default(),
            version: Default::default(),
            extensions: Vec::new(),
            initialisers: HashMap::new(),
        };
        for (i, file) in files.iter().enumerate() {
            for part in file.image().parts() {
                let version = (part.header().lean_version().to_owned(), part.header().commit().to_owned());
                if i == 0 {
                    corpus.version = version;
                } else if version != corpus.version {
                    return Err("the files are of different versions".into());
                }
            }
            let root = file.image().last_root().object().ok_or("a file without a root object")?;
            corpus.module(i, root)?;
        }
        Ok(corpus)
    }

    fn module(&mut self, file: usize, root: Object<'i>) -> Result<(), String> {
        let names: Vec<_> = field(root, 1).children().map(|w| self.name(file, Some(w))).collect();
        for (name, constant) in names.into_iter().zip(array(root, 2)) {
            self.index.entry(name).or_insert((file, constant));
        }
        let mut extensions = Vec::new();
        for pair in array(root, 4) {
            let name = self.name(file, pair.field(0));
            if matches!(&*name, "Lean.builtinInitAttr" | "Lean.regularInitAttr") {
                for entry in array(pair, 1) {
                    let (of, by) = (self.name(file, entry.field(0)), self.name(file, entry.field(1)));
                    let _ = self.initialisers.insert(of, by);
                }
            }
            extensions.push(name);
        }
        if file == 0 {
            self.extensions = extensions;
        } else if self.extensions != extensions {
            return Err("two files list different extensions".into());
        }
        Ok(())
    }

    /// The names of all constants, in no order.
    pub fn names(&self) -> impl Iterator<Item = &Rc<str>> {
        self.index.keys()
    }

    /// The text of a name of a file.
    pub fn name(&self, file: usize, word: Option<Word<'i>>) -> Rc<str> {
        let Some(object) = word.and_then(Word::object) else { return "[anonymous]".into() };
        let key = (file, object.place().offset);
        if let Some(name) = self.names.borrow().get(&key) {
            return name.clone();
        }
        let last = match object.ctor_index() {
            Some(1) => super::text::component(field(object, 1).as_str().unwrap_or_else(|| odd(object, "name"))),
            _ => number(object.field(1)).to_string(),
        };
        let name: Rc<str> = match object.field(0) {
            Some(prefix @ Word::Object(_)) => format!("{}.{last}", self.name(file, Some(prefix))).into(),
            _ => last.into(),
        };
        let _ = self.names.borrow_mut().insert(key, name.clone());
        name
    }

    fn level(&self, file: usize, word: Option<Word<'i>>) -> Rc<Level> {
        let Some(object) = word.and_then(Word::object) else { return Rc::new(Level::Zero) };
        let sub = |i| self.level(file, object.field(i));
        Rc::new(match object.ctor_index() {
            Some(1) => Level::Succ(sub(0)),
            Some(2) => Level::Max(sub(0), sub(1)),
            Some(3) => Level::IMax(sub(0), sub(1)),
            Some(4) => Level::Param(self.name(file, object.field(0))),
            _ => odd(object, "level of a declaration"),
        })
    }

    fn read_constant(&self, name: &str) -> Option<Constant> {
        let &(file, info) = self.index.get(name)?;
        let val = field(info, 0);
        let cv = field(val, 0);
        let names = |word| list(word).map(|n| self.name(file, Some(n))).collect::<Vec<_>>();
        let value = (info.tag() == 1).then(|| self.expr(file, field(val, 1)));
        let inductive = (info.tag() == 5).then(|| Inductive {
            num_params: number(val.field(1)) as usize,
            ctors: names(val.field(4)),
            is_rec: val.scalar_u8(0) == Some(1),
            is_unsafe: val.scalar_u8(1) == Some(1),
        });
        Some(Constant { level_params: names(cv.field(1)), ty: self.expr(file, field(cv, 2)), value, inductive })
    }

    fn expr(&self, file: usize, object: Object<'i>) -> Rc<Expr> {
        let key = (file, object.place().offset);
        if let Some(e) = self.exprs.borrow().get(&key) {
            return e.clone();
        }
        let sub = |i| self.expr(file, field(object, i));
        let name = |i| self.name(file, object.field(i));
        let e = match object.tag() {
            0 => Rc::new(Expr::BVar(number(object.field(0)) as usize)),
            3 => Rc::new(Expr::Sort(self.level(file, object.field(0)))),
            4 => {
                let levels = list(object.field(1)).map(|l| self.level(file, Some(l))).collect();
                Rc::new(Expr::Const(name(0), levels))
            }
            5 => Rc::new(Expr::App(sub(0), sub(1))),
            6 => Rc::new(Expr::Lam(name(0), sub(1), sub(2))),
            7 => Rc::new(Expr::Pi(name(0), sub(1), sub(2))),
            8 => Rc::new(Expr::Let(sub(2), sub(3))),
            9 if field(object, 0).tag() == 0 => Rc::new(Expr::NatLit),
            9 => Rc::new(Expr::StrLit),
            10 => sub(1),
            11 => Rc::new(Expr::Proj(name(0), number(object.field(1)) as usize, sub(2))),
            _ => odd(object, "expression of a declaration"),
        };
        let _ = self.exprs.borrow_mut().insert(key, e.clone());
        e
    }
}

impl Constants for Corpus<'_> {
    fn get(&self, name: &str) -> Option<Rc<Constant>> {
        if let Some(c) = self.cache.borrow().get(name) {
            return c.clone();
        }
        let c = self.read_constant(name).map(Rc::new);
        let _ = self.cache.borrow_mut().insert(name.into(), c.clone());
        c
    }
}
