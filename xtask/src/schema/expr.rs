//! Names, levels and expressions as the generator needs them, with just enough type theory to lay out types.
//!
//! What it is: an owned tree of terms, substitution, weak head normalisation by β, δ, ζ and projection of a
//! constructor, and the inference of types that are already known to be correct.
//! What it is not: a kernel. Nothing is checked; the terms come from files that upstream has checked.
//! It assumes terms of the size of declared types: it recurses, and it does not share results.

use std::collections::HashMap;
use std::rc::Rc;

/// A universe level. `mvar` does not occur in the types of constants.
#[derive(Debug, PartialEq, Eq)]
pub enum Level {
    Zero,
    Succ(Rc<Level>),
    Max(Rc<Level>, Rc<Level>),
    IMax(Rc<Level>, Rc<Level>),
    Param(Rc<str>),
}

/// An expression with de Bruijn indices. `FVar` numbers index [`Theory::locals`].
#[derive(Debug)]
pub enum Expr {
    BVar(usize),
    FVar(usize),
    Sort(Rc<Level>),
    Const(Rc<str>, Vec<Rc<Level>>),
    App(Rc<Expr>, Rc<Expr>),
    Lam(Rc<str>, Rc<Expr>, Rc<Expr>),
    Pi(Rc<str>, Rc<Expr>, Rc<Expr>),
    Let(Rc<Expr>, Rc<Expr>),
    NatLit,
    StrLit,
    Proj(Rc<str>, usize, Rc<Expr>),
}

/// What the generator knows of a constant.
pub struct Constant {
    pub level_params: Vec<Rc<str>>,
    pub ty: Rc<Expr>,
    pub value: Option<Rc<Expr>>,
    pub inductive: Option<Inductive>,
}

/// The facts of an inductive type that decide its layout.
#[derive(Clone)]
pub struct Inductive {
    pub num_params: usize,
    pub ctors: Vec<Rc<str>>,
    pub is_rec: bool,
    pub is_unsafe: bool,
}

/// Where constants come from.
pub trait Constants {
    fn get(&self, name: &str) -> Option<Rc<Constant>>;
}

/// A local variable: its user-facing name and its type.
pub struct Local {
    pub name: Rc<str>,
    pub ty: Rc<Expr>,
}

/// Terms in the context of a set of constants and a growing list of local variables.
pub struct Theory<'c> {
    pub constants: &'c dyn Constants,
    pub locals: Vec<Local>,
}

type R<T> = Result<T, String>;

impl Level {
    /// Whether the level is zero for every value of its parameters.
    pub fn is_zero(&self) -> bool {
        match self {
            Level::Zero => true,
            Level::Succ(_) | Level::Param(_) => false,
            Level::Max(a, b) => a.is_zero() && b.is_zero(),
            Level::IMax(_, b) => b.is_zero(),
        }
    }

    fn substitute(self: &Rc<Level>, map: &HashMap<&str, Rc<Level>>) -> Rc<Level> {
        match &**self {
            Level::Zero => self.clone(),
            Level::Succ(a) => Rc::new(Level::Succ(a.substitute(map))),
            Level::Max(a, b) => Rc::new(Level::Max(a.substitute(map), b.substitute(map))),
            Level::IMax(a, b) => Rc::new(Level::IMax(a.substitute(map), b.substitute(map))),
            Level::Param(p) => map.get(&**p).cloned().unwrap_or_else(|| self.clone()),
        }
    }
}

/// What takes the place of a subterm under so many binders, if anything.
type Leaf<'f> = &'f dyn Fn(&Rc<Expr>, usize) -> Option<Rc<Expr>>;

/// Rebuilds `e`, with `leaf` deciding what becomes of a node at a depth (`None`: go into it).
fn rewrite(e: &Rc<Expr>, depth: usize, leaf: Leaf<'_>) -> Rc<Expr> {
    if let Some(done) = leaf(e, depth) {
        return done;
    }
    let go = |x: &Rc<Expr>, d: usize| rewrite(x, d, leaf);
    match &**e {
        Expr::App(f, a) => Rc::new(Expr::App(go(f, depth), go(a, depth))),
        Expr::Lam(n, t, b) => Rc::new(Expr::Lam(n.clone(), go(t, depth), go(b, depth + 1))),
        Expr::Pi(n, t, b) => Rc::new(Expr::Pi(n.clone(), go(t, depth), go(b, depth + 1))),
        Expr::Let(v, b) => Rc::new(Expr::Let(go(v, depth), go(b, depth + 1))),
        Expr::Proj(s, i, x) => Rc::new(Expr::Proj(s.clone(), *i, go(x, depth))),
        _ => e.clone(),
    }
}

fn lift(e: &Rc<Expr>, by: usize) -> Rc<Expr> {
    if by == 0 {
        return e.clone();
    }
    rewrite(e, 0, &|x, d| match &**x {
        Expr::BVar(i) if *i >= d => Some(Rc::new(Expr::BVar(i + by))),
        _ => None,
    })
}

/// `body` with its outermost loose variable replaced.
pub fn instantiate(body: &Rc<Expr>, value: &Rc<Expr>) -> Rc<Expr> {
    rewrite(body, 0, &|x, d| match &**x {
        Expr::BVar(i) if *i == d => Some(lift(value, d)),
        Expr::BVar(i) if *i > d => Some(Rc::new(Expr::BVar(i - 1))),
        _ => None,
    })
}

fn substitute_levels(e: &Rc<Expr>, map: &HashMap<&str, Rc<Level>>) -> Rc<Expr> {
    if map.is_empty() {
        return e.clone();
    }
    rewrite(e, 0, &|x, _| match &**x {
        Expr::Sort(l) => Some(Rc::new(Expr::Sort(l.substitute(map)))),
        Expr::Const(n, ls) => Some(Rc::new(Expr::Const(n.clone(), ls.iter().map(|l| l.substitute(map)).collect()))),
        _ => None,
    })
}

/// The head of an application and its arguments in order.
pub fn spine(e: &Rc<Expr>) -> (Rc<Expr>, Vec<Rc<Expr>>) {
    let (mut head, mut args) = (e.clone(), Vec::new());
    while let Expr::App(f, a) = &*head.clone() {
        args.push(a.clone());
        head = f.clone();
    }
    args.reverse();
    (head, args)
}

fn apply(f: Rc<Expr>, args: &[Rc<Expr>]) -> Rc<Expr> {
    args.iter().fold(f, |f, a| Rc::new(Expr::App(f, a.clone())))
}

impl<'c> Theory<'c> {
    /// An empty context over `constants`.
    pub fn new(constants: &'c dyn Constants) -> Self {
        Theory { constants, locals: Vec::new() }
    }

    /// A new local variable.
    pub fn local(&mut self, name: &Rc<str>, ty: Rc<Expr>) -> Rc<Expr> {
        self.locals.push(Local { name: name.clone(), ty });
        Rc::new(Expr::FVar(self.locals.len() - 1))
    }

    /// The constant called `name`, or an error that says it is missing.
    pub fn constant(&self, name: &str) -> R<Rc<Constant>> {
        self.constants.get(name).ok_or_else(|| format!("constant {name} is not in the files"))
    }

    /// The type of a constant at the given levels.
    pub fn constant_type(&self, name: &str, levels: &[Rc<Level>]) -> R<Rc<Expr>> {
        let c = self.constant(name)?;
        Ok(substitute_levels(&c.ty, &level_map(&c, levels)))
    }

    /// Weak head normal form. `stop` names constants that are not unfolded.
    pub fn whnf(&self, e: &Rc<Expr>, stop: &dyn Fn(&str) -> bool) -> Rc<Expr> {
        let mut e = e.clone();
        loop {
            let (head, args) = spine(&e);
            let next = match &*head {
                Expr::Let(v, b) => Some(apply(instantiate(b, v), &args)),
                Expr::Lam(_, _, b) if !args.is_empty() => Some(apply(instantiate(b, &args[0]), &args[1..])),
                Expr::Const(n, ls) if !stop(n) => self.unfold(n, ls).map(|v| apply(v, &args)),
                Expr::Proj(_, i, s) => self.project(s, *i, stop).map(|v| apply(v, &args)),
                _ => None,
            };
            match next {
                Some(n) => e = n,
                None => return e,
            }
        }
    }

    fn unfold(&self, name: &str, levels: &[Rc<Level>]) -> Option<Rc<Expr>> {
        let c = self.constants.get(name)?;
        let value = c.value.as_ref()?;
        Some(substitute_levels(value, &level_map(&c, levels)))
    }

    fn project(&self, value: &Rc<Expr>, index: usize, stop: &dyn Fn(&str) -> bool) -> Option<Rc<Expr>> {
        let (head, args) = spine(&self.whnf(value, stop));
        let Expr::Const(name, _) = &*head else { return None };
        let owner = name.rsplit_once('.')?.0;
        let params = self.constants.get(owner)?.inductive.as_ref()?.num_params;
        args.get(params + index).cloned()
    }

    /// The type of `e`, which is taken to be correct.
    pub fn infer(&mut self, e: &Rc<Expr>) -> R<Rc<Expr>> {
        match &**e {
            Expr::BVar(_) => Err("loose bound variable".into()),
            Expr::FVar(i) => Ok(self.locals[*i].ty.clone()),
            Expr::Sort(l) => Ok(Rc::new(Expr::Sort(Rc::new(Level::Succ(l.clone()))))),
            Expr::Const(n, ls) => self.constant_type(n, ls),
            Expr::App(..) => {
                let (head, args) = spine(e);
                let mut ty = self.infer(&head)?;
                for a in &args {
                    let Expr::Pi(_, _, b) = &*self.whnf(&ty, &|_| false) else {
                        return Err("application of something that is not a function".into());
                    };
                    ty = instantiate(b, a);
                }
                Ok(ty)
            }
            Expr::Lam(n, t, b) => {
                // The body's type is wanted only for its sort, so it stays open over the new local.
                let x = self.local(n, t.clone());
                let body = self.infer(&instantiate(b, &x))?;
                let body = self.abstract_local(&body, &x);
                Ok(Rc::new(Expr::Pi(n.clone(), t.clone(), body)))
            }
            Expr::Pi(n, t, b) => {
                let domain = self.sort_of(t)?;
                let x = self.local(n, t.clone());
                let range = self.sort_of(&instantiate(b, &x))?;
                Ok(Rc::new(Expr::Sort(Rc::new(Level::IMax(domain, range)))))
            }
            Expr::Let(v, b) => self.infer(&instantiate(b, v)),
            Expr::NatLit => Ok(Rc::new(Expr::Const("Nat".into(), vec![]))),
            Expr::StrLit => Ok(Rc::new(Expr::Const("String".into(), vec![]))),
            Expr::Proj(s, i, x) => self.infer_projection(s, *i, x),
        }
    }

    fn infer_projection(&mut self, structure: &str, index: usize, value: &Rc<Expr>) -> R<Rc<Expr>> {
        let of = self.infer(value)?;
        let (head, args) = spine(&self.whnf(&of, &|n| n == structure));
        let Expr::Const(_, levels) = &*head else { return Err(format!("{structure}: projection of no structure")) };
        let c = self.constant(structure)?;
        let ctor = c.inductive.as_ref().and_then(|i| i.ctors.first()).ok_or("projection of no structure")?;
        let mut ty = self.constant_type(ctor, levels)?;
        for a in &args {
            ty = self.enter(&ty, a)?;
        }
        for i in 0..index {
            let field = Rc::new(Expr::Proj(structure.into(), i, value.clone()));
            ty = self.enter(&ty, &field)?;
        }
        match &*self.whnf(&ty, &|_| false) {
            Expr::Pi(_, t, _) => Ok(t.clone()),
            _ => Err(format!("{structure} has no field {index}")),
        }
    }

    /// The range of the function type `ty` at `value`.
    pub fn enter(&self, ty: &Rc<Expr>, value: &Rc<Expr>) -> R<Rc<Expr>> {
        match &*self.whnf(ty, &|_| false) {
            Expr::Pi(_, _, b) => Ok(instantiate(b, value)),
            _ => Err("too few arrows".into()),
        }
    }

    fn abstract_local(&self, e: &Rc<Expr>, x: &Rc<Expr>) -> Rc<Expr> {
        let Expr::FVar(id) = **x else { return e.clone() };
        rewrite(e, 0, &|y, d| match &**y {
            Expr::FVar(i) if *i == id => Some(Rc::new(Expr::BVar(d))),
            _ => None,
        })
    }

    /// The level of the sort that the type `ty` lives in.
    pub fn sort_of(&mut self, ty: &Rc<Expr>) -> R<Rc<Level>> {
        let sort = self.infer(ty)?;
        match &*self.whnf(&sort, &|_| false) {
            Expr::Sort(l) => Ok(l.clone()),
            _ => Err("not a type".into()),
        }
    }

    /// Whether `ty` is a proposition, so that its values are proofs.
    pub fn is_prop(&mut self, ty: &Rc<Expr>) -> R<bool> {
        Ok(self.sort_of(ty)?.is_zero())
    }

    /// Whether `ty` is a sort or a function type that ends in one. The level tells `Prop` from other sorts.
    pub fn result_sort(&mut self, ty: &Rc<Expr>) -> Option<Rc<Level>> {
        let mut ty = self.whnf(ty, &|_| false);
        loop {
            match &*ty.clone() {
                Expr::Sort(l) => return Some(l.clone()),
                Expr::Pi(n, t, b) => {
                    let x = self.local(n, t.clone());
                    ty = self.whnf(&instantiate(b, &x), &|_| false);
                }
                _ => return None,
            }
        }
    }
}

fn level_map<'a>(c: &'a Constant, levels: &[Rc<Level>]) -> HashMap<&'a str, Rc<Level>> {
    c.level_params.iter().map(|p| &**p).zip(levels.iter().cloned()).collect()
}
