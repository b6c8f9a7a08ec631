//! From declared types to layouts: which fields have a slot, and of what type.
//!
//! The rule is upstream's (`src/Lean/Compiler/IR/ToIRType.lean` and `src/Lean/Compiler/LCNF/MonoTypes.lean`): proofs,
//! types and the state tokens of `EST` have no slot; a structure with one remaining field is that field; a type whose
//! constructors have no field is an enumeration; everything else is decided by the field's type as declared, with
//! parameters left abstract.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::rc::Rc;

use super::corpus::Corpus;
use super::expr::{Constants, Expr, Inductive, Theory, instantiate, spine};
use super::overrides::Overrides;

/// A type as the schema writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// A parameter of the type that is being laid out.
    Param(Rc<str>),
    /// A built-in or declared type and its type arguments.
    Con(Rc<str>, Vec<Ty>),
    /// A function, that is a closure.
    Fn,
    /// Not known, and why.
    Any(String),
}

/// One stored field.
pub struct Field {
    pub name: String,
    pub ty: Ty,
    /// A computed field, which upstream adds in front of the declared ones.
    pub computed: bool,
}

/// The layout of a declared type.
pub enum Def {
    Enum(Vec<String>),
    Data { params: Vec<Rc<str>>, ctors: Vec<(String, Vec<Field>)> },
}

/// Types whose representation the runtime gives, with the number of type arguments that the schema keeps.
const BUILTINS: &[(&str, usize)] = &[
    ("Nat", 0),
    ("Int", 0),
    ("String", 0),
    ("Bool", 0),
    ("Char", 0),
    ("UInt8", 0),
    ("UInt16", 0),
    ("UInt32", 0),
    ("UInt64", 0),
    ("USize", 0),
    ("Int8", 0),
    ("Int16", 0),
    ("Int32", 0),
    ("Int64", 0),
    ("ISize", 0),
    ("Float", 0),
    ("Float32", 0),
    ("ByteArray", 0),
    ("FloatArray", 0),
    ("Array", 1),
    ("Thunk", 1),
    ("Task", 1),
    ("Dynamic", 0),
    ("ExtensionPair", 0),
];

/// The number of type arguments of a built-in type.
pub fn builtin(name: &str) -> Option<usize> {
    BUILTINS.iter().find(|(n, _)| *n == name).map(|&(_, k)| k)
}

/// Lays out types on demand and remembers which declared types were met.
pub struct Layouts<'c> {
    corpus: &'c Corpus<'c>,
    overrides: &'c Overrides,
    theory: Theory<'c>,
    /// Locals that stand for type parameters of the type at hand.
    params: HashMap<usize, Rc<str>>,
    /// Declared types that a slot mentions.
    pending: BTreeSet<Rc<str>>,
    /// The finished layouts, by name.
    pub defs: BTreeMap<Rc<str>, Def>,
}

type R<T> = Result<T, String>;

impl<'c> Layouts<'c> {
    pub fn new(corpus: &'c Corpus<'c>, overrides: &'c Overrides) -> Self {
        Layouts {
            corpus,
            overrides,
            theory: Theory::new(corpus),
            params: HashMap::new(),
            pending: BTreeSet::new(),
            defs: BTreeMap::new(),
        }
    }

    /// The theory, for callers that look through types themselves.
    pub fn theory(&mut self) -> &mut Theory<'c> {
        &mut self.theory
    }

    /// The schema type of a closed type; the declared types it mentions are laid out by [`Layouts::finish`].
    pub fn ty(&mut self, e: &Rc<Expr>) -> R<Ty> {
        self.convert(e, 0)
    }

    /// Mentions a declared type by name.
    #[cfg(test)]
    pub fn want(&mut self, name: &str) {
        let _ = self.pending.insert(name.into());
    }

    /// Lays out every declared type that has been mentioned, directly or by another.
    pub fn finish(&mut self) -> R<()> {
        while let Some(name) = self.pending.pop_first() {
            if self.defs.contains_key(&name) {
                continue;
            }
            let def = self.define(&name).map_err(|e| format!("{name}: {e}"))?;
            self.defs.insert(name, def);
        }
        Ok(())
    }

    /// Weak head normal form that stops at types with a representation of their own.
    fn head(&self, e: &Rc<Expr>) -> Rc<Expr> {
        self.theory.whnf(e, &|n| builtin(n).is_some() || n == "Decidable")
    }

    /// The type of a field, or `None` when it has no slot.
    fn slot(&mut self, ty: &Rc<Expr>, depth: usize) -> R<Option<Ty>> {
        if self.has_no_slot(ty)? { Ok(None) } else { self.convert(ty, depth).map(Some) }
    }

    fn convert(&mut self, e: &Rc<Expr>, depth: usize) -> R<Ty> {
        if depth > 64 {
            return Err("types nest too deeply".into());
        }
        let (head, args) = spine(&self.head(e));
        match &*head {
            Expr::Pi(..) => Ok(Ty::Fn),
            Expr::FVar(i) => Ok(match self.params.get(i) {
                Some(p) => Ty::Param(p.clone()),
                None => Ty::Any(format!("depends on {}", self.theory.locals[*i].name)),
            }),
            Expr::Const(n, _) if &**n == "Decidable" => Ok(Ty::Con("Bool".into(), vec![])),
            Expr::Const(n, _) => match (builtin(n), self.corpus.get(n).and_then(|c| c.inductive.clone())) {
                (Some(k), _) => Ok(Ty::Con(n.clone(), self.convert_args(&args[..k.min(args.len())], depth)?)),
                (None, Some(ind)) => self.inductive(n, &ind, &head, &args, depth),
                (None, None) => Ok(Ty::Any(format!("opaque {n}"))),
            },
            _ => Ok(Ty::Any("stuck type".into())),
        }
    }

    fn convert_args(&mut self, args: &[Rc<Expr>], depth: usize) -> R<Vec<Ty>> {
        args.iter().map(|a| self.argument(a, depth + 1)).collect()
    }

    /// A type argument. Of a family of types (`fun _ => Nat` for `β : α → Type`) the common type is kept, if there is
    /// one.
    fn argument(&mut self, e: &Rc<Expr>, depth: usize) -> R<Ty> {
        if let Expr::Const(n, _) = &**e
            && builtin(n) == Some(0)
        {
            return self.convert(e, depth);
        }
        let mut e = e.clone();
        let mut kind = self.theory.infer(&e)?;
        while let Expr::Pi(n, t, b) = &*self.theory.whnf(&kind, &|_| false) {
            let x = self.theory.local(n, t.clone());
            kind = instantiate(b, &x);
            e = Rc::new(Expr::App(e, x));
        }
        self.convert(&e, depth)
    }

    fn inductive(
        &mut self,
        name: &Rc<str>,
        ind: &Inductive,
        head: &Rc<Expr>,
        args: &[Rc<Expr>],
        depth: usize,
    ) -> R<Ty> {
        if args.len() < ind.num_params {
            return Ok(Ty::Any(format!("{name} without all of its arguments")));
        }
        if let Some(field) = self.trivial_structure(name, ind, head, args, depth)? {
            return Ok(field);
        }
        self.pending.insert(name.clone());
        if self.is_enum(name, ind)? {
            return Ok(Ty::Con(name.clone(), vec![]));
        }
        let mut kept = Vec::new();
        let mut ty = self.theory.infer(head)?;
        for a in &args[..ind.num_params] {
            let Expr::Pi(_, t, b) = &*self.theory.whnf(&ty, &|_| false) else {
                return Err("too few parameters".into());
            };
            if self.is_type_parameter(t) {
                kept.push(self.argument(a, depth + 1)?);
            }
            ty = instantiate(b, a);
        }
        Ok(Ty::Con(name.clone(), kept))
    }

    fn is_type_parameter(&mut self, ty: &Rc<Expr>) -> bool {
        self.theory.result_sort(ty).is_some_and(|l| !l.is_zero())
    }

    /// The field that a structure with one stored field is represented by.
    fn trivial_structure(
        &mut self,
        name: &str,
        ind: &Inductive,
        head: &Rc<Expr>,
        args: &[Rc<Expr>],
        depth: usize,
    ) -> R<Option<Ty>> {
        let [ctor] = &*ind.ctors else { return Ok(None) };
        if ind.is_rec || ind.is_unsafe || self.implementation(name).is_some() {
            return Ok(None);
        }
        let Expr::Const(_, levels) = &**head else { return Ok(None) };
        let mut ty = self.theory.constant_type(ctor, levels)?;
        for a in &args[..ind.num_params] {
            ty = self.theory.enter(&ty, a)?;
        }
        let mut found = None;
        while let Expr::Pi(n, t, b) = &*self.theory.whnf(&ty, &|_| false) {
            if let Some(slot) = self.slot(t, depth + 1)? {
                if found.is_some() {
                    return Ok(None);
                }
                found = Some(slot);
            }
            let x = self.theory.local(n, t.clone());
            ty = instantiate(b, &x);
        }
        Ok(found)
    }

    /// The inductive type that upstream generates for a type with computed fields.
    fn implementation(&self, name: &str) -> Option<Inductive> {
        self.corpus.get(&format!("{name}._impl")).and_then(|c| c.inductive.clone())
    }

    fn is_enum(&mut self, name: &str, ind: &Inductive) -> R<bool> {
        if ind.ctors.len() < 2 || self.implementation(name).is_some() {
            return Ok(false);
        }
        for ctor in &ind.ctors {
            let mut ty = self.theory.constant(ctor)?.ty.clone();
            let mut i = 0;
            while let Expr::Pi(n, t, b) = &*self.theory.whnf(&ty, &|_| false) {
                if i >= ind.num_params && !self.has_no_slot(t)? {
                    return Ok(false);
                }
                i += 1;
                let x = self.theory.local(n, t.clone());
                ty = instantiate(b, &x);
            }
        }
        Ok(true)
    }

    /// Whether values of `ty` are types, proofs or state tokens.
    fn has_no_slot(&mut self, ty: &Rc<Expr>) -> R<bool> {
        let (head, _) = spine(&self.theory.whnf(ty, &|n| n == "Void"));
        let token = matches!(&*head, Expr::Const(n, _) if &**n == "Void");
        Ok(token || self.theory.result_sort(ty).is_some() || self.theory.is_prop(ty)?)
    }

    fn define(&mut self, name: &Rc<str>) -> R<Def> {
        let ind = self.corpus.get(name).and_then(|c| c.inductive.clone()).ok_or("not an inductive type")?;
        if self.is_enum(name, &ind)? {
            return Ok(Def::Enum(ind.ctors.iter().map(|c| short(name, c)).collect()));
        }
        let mut params = Vec::new();
        let mut ctors = Vec::new();
        for (i, ctor) in ind.ctors.iter().enumerate() {
            let declared = self.theory.constant(ctor)?.ty.clone();
            let stored = match self.implementation(name) {
                Some(imp) => self.theory.constant(imp.ctors.get(i).ok_or("no implementation")?)?.ty.clone(),
                None => declared.clone(),
            };
            let computed = arrows(&stored) - arrows(&declared);
            let (ps, fields) = self.constructor(ctor, &stored, ind.num_params, computed)?;
            params = ps;
            ctors.push((short(name, ctor), fields));
        }
        Ok(Def::Data { params, ctors })
    }

    fn constructor(
        &mut self,
        ctor: &str,
        ty: &Rc<Expr>,
        num_params: usize,
        mut computed: usize,
    ) -> R<(Vec<Rc<str>>, Vec<Field>)> {
        self.params.clear();
        let mut ty = ty.clone();
        let mut params: Vec<Rc<str>> = Vec::new();
        let mut fields: Vec<Field> = Vec::new();
        let mut index = 0;
        while let Expr::Pi(n, t, b) = &*self.theory.whnf(&ty, &|_| false) {
            let x = self.theory.local(n, t.clone());
            if index < num_params {
                if self.is_type_parameter(t) {
                    let Expr::FVar(id) = *x else { return Err("a parameter is no local".into()) };
                    let name = fresh(n, &params);
                    self.params.insert(id, name.clone());
                    params.push(name);
                }
            } else {
                let given = self.overrides.field(ctor, n);
                let slot = match given {
                    Some(e) => Some(self.convert(&e, 0)?),
                    None => self.slot(t, 0)?,
                };
                if let Some(ty) = slot {
                    let name = field_name(n, &fields, computed > 0);
                    fields.push(Field { name, ty, computed: computed > 0 });
                }
                computed = computed.saturating_sub(1);
            }
            index += 1;
            ty = instantiate(b, &x);
        }
        Ok((params, fields))
    }
}

/// The number of leading arrows of a constructor's type.
fn arrows(ty: &Rc<Expr>) -> usize {
    let (mut ty, mut n) = (ty, 0);
    while let Expr::Pi(_, _, b) = &**ty {
        (ty, n) = (b, n + 1);
    }
    n
}

/// A constructor's name without its type's. (Upstream allows no other prefix.)
pub fn short(ty: &str, ctor: &str) -> String {
    let own = ctor.strip_prefix(ty).and_then(|c| c.strip_prefix('.'));
    // The constructors of a private type, and private constructors, carry the module in their name.
    let own = own.or_else(|| ctor.rsplit_once('.').map(|(_, c)| c));
    own.unwrap_or(ctor).to_owned()
}

fn is_identifier(s: &str) -> bool {
    !s.is_empty() && !s.contains(|c: char| c.is_whitespace() || "().:@#«»".contains(c))
}

fn fresh(name: &str, taken: &[Rc<str>]) -> Rc<str> {
    let mut out = if is_identifier(name) { name.to_owned() } else { format!("t{}", taken.len()) };
    while taken.iter().any(|t| **t == *out) {
        out.push('\'');
    }
    out.into()
}

/// The name of a field: its own, or its position when it has none that a reader could write.
fn field_name(name: &str, before: &[Field], computed: bool) -> String {
    let mine = || before.iter().filter(|f| f.computed == computed);
    let mut out = if is_identifier(name) { name.to_owned() } else { format!("_{}", mine().count()) };
    while mine().any(|f| f.name == out) {
        out.push('\'');
    }
    out
}

impl Ty {
    /// Writes the type; `nested` puts an application in parentheses.
    pub fn write(&self, out: &mut String, nested: bool) {
        match self {
            Ty::Param(p) => out.push_str(p),
            Ty::Fn => out.push_str("fn"),
            Ty::Any(_) => out.push_str("any"),
            Ty::Con(n, args) if args.is_empty() => out.push_str(n),
            Ty::Con(n, args) => {
                let _ = write!(out, "{}{n}", if nested { "(" } else { "" });
                for a in args {
                    out.push(' ');
                    a.write(out, true);
                }
                out.push_str(if nested { ")" } else { "" });
            }
        }
    }

    /// The reasons for the unknown parts.
    pub fn unknowns(&self, out: &mut Vec<String>) {
        match self {
            Ty::Any(why) => out.push(why.clone()),
            Ty::Con(_, args) => args.iter().for_each(|a| a.unknowns(out)),
            Ty::Param(_) | Ty::Fn => {}
        }
    }
}
