//! The kernel's evidence, as exceptions of the front end.

use super::declaration::Declaration;
use super::exception::{KernelException, Local};
use super::writer::{NameObjects, Writer};
use kernel::session::{Evidence, Session};
use kernel::terms::{ExprId, NameId};
use kernel::verdict::{Limit, Verdict};
use rustc_hash::FxHashSet;
use term::{Expr, Name};

/// A declaration that was not accepted.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Rejected with the rule, or declined with the limit.
    pub verdict: Verdict,
    /// The same in the words of upstream's front end.
    pub exception: KernelException,
}

/// A verdict without evidence.
pub(super) fn of_verdict(verdict: &Verdict) -> KernelException {
    match verdict {
        Verdict::Accepted => KernelException::Other("the declaration was accepted".to_owned()),
        Verdict::Rejected(rejection) => KernelException::Other(rejection.detail.clone()),
        Verdict::Declined(Limit::Memory { .. } | Limit::NumberSize { .. }) => KernelException::ExcessiveMemory,
        Verdict::Declined(Limit::Steps { .. } | Limit::Time { .. } | Limit::Levels) => {
            KernelException::DeterministicTimeout
        }
        Verdict::Declined(Limit::Depth { .. }) => KernelException::DeepRecursion,
        Verdict::Declined(limit @ (Limit::Incomplete { .. } | Limit::Unsupported { .. })) => {
            KernelException::Other(limit.to_string())
        }
    }
}

/// The locals that the terms of an exception mention, in an order in which types come after what they mention.
#[derive(Default)]
pub(super) struct Locals {
    seen: FxHashSet<u32>,
    found: Vec<u32>,
}

impl Locals {
    /// The free variable that a local of the kernel becomes.
    pub fn name(number: u32) -> Name {
        Name::num(&Name::of_dotted("_kernel_fresh"), term::Nat::from_u64(number.into()))
    }

    /// The exception that says what `evidence` says; `None` if it cannot be written down.
    pub fn exception(
        mut self,
        kernel: &mut Session,
        names: &mut NameObjects,
        evidence: Evidence,
        declaration: Option<&Declaration>,
    ) -> Option<KernelException> {
        use KernelException as To;
        let mut name = |kernel: &Session, id: NameId| names.get(&kernel.terms().names, id);
        let other = |text: String| Some(To::Other(text));
        match evidence {
            Evidence::Unshown => None,
            Evidence::UnknownConstant(id) => Some(To::UnknownConstant(name(kernel, id))),
            Evidence::AlreadyDeclared(id) => Some(To::AlreadyDeclared(name(kernel, id))),
            Evidence::LevelCount { name: id, wanted, given } => other(format!(
                "incorrect number of universe levels parameters for '{}', #{wanted} expected, #{given} provided",
                name(kernel, id)
            )),
            Evidence::UndeclaredLevelParam(id) => {
                other(format!("invalid reference to undefined universe level parameter '{}'", name(kernel, id)))
            }
            Evidence::DuplicateLevelParam(id) => other(format!(
                "failed to add declaration to environment, duplicate universe level parameter: '{}'",
                name(kernel, id)
            )),
            Evidence::Unsafe(id) => {
                other(format!("invalid declaration, it uses unsafe declaration '{}'", name(kernel, id)))
            }
            Evidence::Partial(id) => other(format!(
                "invalid declaration, safe declaration must not contain partial declaration '{}'",
                name(kernel, id)
            )),
            Evidence::NonPositive { arg, ctor } => other(format!(
                "{} has a non positive occurrence of the datatypes being declared",
                argument(arg, &name(kernel, ctor))
            )),
            Evidence::NonValid { arg, ctor } => other(format!(
                "{} contains a non valid occurrence of the datatypes being declared",
                argument(arg, &name(kernel, ctor))
            )),
            Evidence::UniverseTooBig { arg, ctor } => other(format!(
                "universe level of type_of(arg #{}) of '{}' is too big for the corresponding inductive datatype",
                u64::from(arg) + 1,
                name(kernel, ctor)
            )),
            Evidence::ParamOfCtor { arg, ctor } => {
                other(format!("{} does not match inductive datatypes parameters'", argument(arg, &name(kernel, ctor))))
            }
            Evidence::InvalidReturn(ctor) => other(format!("invalid return type for '{}'", name(kernel, ctor))),
            Evidence::NumParams => other("number of parameters mismatch in inductive datatype declaration".to_owned()),
            Evidence::ParamsDiffer => other("parameters of all inductive datatypes must match".to_owned()),
            Evidence::Universes => other("mutually inductive types must live in the same universe".to_owned()),
            Evidence::NestedLocals(id) => other(format!(
                "invalid nested inductive datatype '{}', nested inductive datatypes parameters cannot contain local \
                 variables.",
                name(kernel, id)
            )),
            Evidence::TheoremNotProp => {
                let (name, ty) = declaration?.name_and_type()?;
                Some(To::ThmTypeIsNotProp { name, ty })
            }
            Evidence::DeclTypeMismatch { given } => {
                let [given] = self.terms(kernel, names, [given])?;
                let declared = match declaration? {
                    one @ (Declaration::Defn(_) | Declaration::Thm(_)) => one.name_and_type(),
                    _ => None,
                };
                Some(To::DeclTypeMismatch { declared, given })
            }
            Evidence::FunctionExpected(e) => {
                let [e] = self.terms(kernel, names, [e])?;
                Some(To::FunExpected { lctx: self.context(kernel, names)?, e })
            }
            Evidence::TypeExpected(e) => {
                let [e] = self.terms(kernel, names, [e])?;
                Some(To::TypeExpected { lctx: self.context(kernel, names)?, e })
            }
            Evidence::InvalidProjection(e) => {
                let [e] = self.terms(kernel, names, [e])?;
                Some(To::InvalidProj { lctx: self.context(kernel, names)?, e })
            }
            Evidence::LetTypeMismatch { name, given, wanted } => {
                let name = names.get(&kernel.terms().names, name);
                let [given, expected] = self.terms(kernel, names, [given, wanted])?;
                Some(To::LetTypeMismatch { lctx: self.context(kernel, names)?, name, given, expected })
            }
            Evidence::AppTypeMismatch { app, fn_type, arg_type } => {
                let [e, fn_type, arg_type] = self.terms(kernel, names, [app, fn_type, arg_type])?;
                Some(To::AppTypeMismatch { lctx: self.context(kernel, names)?, e, fn_type, arg_type })
            }
        }
    }

    fn terms<const N: usize>(
        &mut self,
        kernel: &Session,
        names: &mut NameObjects,
        terms: [ExprId; N],
    ) -> Option<[Expr; N]> {
        let mut writer = Writer::new(kernel.terms(), names, &Locals::name);
        let mut made = Vec::with_capacity(N);
        for e in terms {
            made.push(writer.expr(e).ok()?);
            self.collect(kernel, e);
        }
        made.try_into().ok()
    }

    /// Notes the locals in a term that were not seen before.
    fn collect(&mut self, kernel: &Session, e: ExprId) {
        let mut seen = FxHashSet::default();
        let mut todo = vec![e];
        let exprs = &kernel.terms().exprs;
        while let Some(e) = todo.pop() {
            use kernel::terms::Node;
            if !exprs.cell(e).has_local() || !seen.insert(e) {
                continue;
            }
            match exprs.node(e) {
                Node::Local(number) => {
                    if self.seen.insert(number) {
                        self.found.push(number);
                    }
                }
                Node::App(a, b) | Node::Lam(a, b) | Node::Pi(a, b) => todo.extend([b, a]),
                Node::Let { ty, value, body } => todo.extend([body, value, ty]),
                Node::Proj(_, a) => todo.push(a),
                Node::Bvar(_) | Node::Sort(_) | Node::Const(..) | Node::Nat(_) | Node::Str(_) => {}
            }
        }
    }

    /// The locals that were found, and those that their types mention: what a type mentions comes first.
    fn context(&mut self, kernel: &mut Session, names: &mut NameObjects) -> Option<Vec<Local>> {
        let mut made: Vec<(u32, Local)> = Vec::new();
        let mut mentions: Vec<Vec<u32>> = Vec::new();
        let mut at = 0;
        while at < self.found.len() {
            let number = self.found[at];
            at += 1;
            let (name, ty) = kernel.local(number)?;
            self.collect(kernel, ty);
            let mut own = Locals::default();
            own.collect(kernel, ty);
            mentions.push(own.found);
            let user_name = names.get(&kernel.terms().names, name);
            let ty = Writer::new(kernel.terms(), names, &Locals::name).expr(ty).ok()?;
            made.push((number, Local { id: Locals::name(number), user_name, ty, value: None }));
        }
        // A variable's type mentions only variables that were there before it.
        let mut ordered = Vec::with_capacity(made.len());
        let mut placed: FxHashSet<u32> = FxHashSet::default();
        while ordered.len() < made.len() {
            let before = ordered.len();
            for ((number, local), mentions) in made.iter().zip(&mentions) {
                if !placed.contains(number) && mentions.iter().all(|mention| placed.contains(mention)) {
                    placed.insert(*number);
                    ordered.push(local.clone());
                }
            }
            if ordered.len() == before {
                return None;
            }
        }
        Some(ordered)
    }
}

fn argument(arg: u32, ctor: &Name) -> String {
    format!("arg #{} of '{ctor}'", u64::from(arg) + 1)
}
