//! Declarations of a front end, checked by the kernel as they are made.
//!
//! What it is: [`kernel::session`] with terms as objects of the runtime: [`Session::add`] brings a [`Declaration`] into the
//! kernel's form, has it checked, and gives the constants that it adds ([`Checked`]), those that follow from inductive
//! types made by the kernel alone. A refusal comes as upstream's front end knows it ([`KernelException`]).
//!
//! What it is not: a store of constants. What is imported, or was declared in another session, is in a [`Library`].
//!
//! What it assumes of a declaration: that objects have the shapes of their types. Their cached words are compared with
//! what they contain; a term with a wrong one is refused.

mod constant;
mod declaration;
mod exception;
mod library;
mod reader;
mod refusal;
mod writer;

pub use declaration::{Constructor, Declaration, InductiveDecl, InductiveType};
pub use exception::{KernelException, Local, Piece};
pub use kernel::session::Snapshot;
pub use library::Library;
pub use refusal::Refusal;

use kernel::limits::Limits;
use kernel::session::{Query, Refused};
use kernel::terms::{ExprId, NameId};
use kernel::verdict::{Limit, Rule, Stop, Verdict};
use library::Adapter;
use reader::{Fault, Reader};
use refusal::Locals;
use rustc_hash::FxHashMap;
use term::{ConstantInfo, Expr, Name};
use writer::{NameObjects, Writer};

/// A declaration that the kernel has accepted. Only a [`Session`] makes one.
#[derive(Clone, Debug)]
pub struct Checked {
    snapshot: Snapshot,
    constants: Vec<ConstantInfo>,
}

impl Checked {
    /// The environment with the declaration.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The constants that it adds: as they were submitted, or for inductive types the types, the constructors and the
    /// recursors.
    pub fn constants(&self) -> &[ConstantInfo] {
        &self.constants
    }

    /// The constants and the environment.
    pub fn into_parts(self) -> (Snapshot, Vec<ConstantInfo>) {
        (self.snapshot, self.constants)
    }
}

/// What is said where a declaration was not accepted.
pub type Result<T> = std::result::Result<T, Box<Refusal>>;

/// A kernel that checks one declaration after another; see [`kernel::session`].
pub struct Session {
    kernel: kernel::session::Session,
    names: NameObjects,
}

impl Session {
    /// A session over a library. A check takes at most `limits.stack` bytes of the stack of the thread that asks for it,
    /// which must be there.
    pub fn new(library: impl Library + 'static, limits: Limits) -> Session {
        let kernel = kernel::session::Session::new(Box::new(Adapter::new(library)), limits);
        Session { kernel, names: NameObjects::default() }
    }

    /// The environment in which only the library is declared.
    pub fn root(&self) -> Snapshot {
        self.kernel.root()
    }

    /// The kernel's own session, for figures and limits.
    pub fn kernel(&mut self) -> &mut kernel::session::Session {
        &mut self.kernel
    }

    /// Checks a declaration against an environment.
    ///
    /// # Errors
    /// If it is rejected or declined. Nothing changes then.
    pub fn add(&mut self, at: &Snapshot, declaration: &Declaration) -> Result<Checked> {
        let Some(tables) = self.kernel.tables() else { return Err(Refusal::of_limit(Limit::Levels)) };
        let candidate = declaration.candidate(&mut Reader::new(tables).verify());
        let candidate = candidate.map_err(|(name, fault)| Refusal::of_fault(&name, fault))?;
        let checked = match self.kernel.add(at, &candidate) {
            Ok(checked) => checked,
            Err(refused) => return Err(self.refusal(refused, Some(declaration), None)),
        };
        let mut constants = declaration.given();
        let mut types = declaration.given_types().into_iter();
        if constants.is_empty() {
            let no_variables = |_| Name::anonymous();
            let mut writer = Writer::new(self.kernel.terms(), &mut self.names, &no_variables);
            for constant in checked.constants() {
                let derived = writer.derived(constant, types.next());
                constants.extend(derived.map_err(|_| Refusal::of_limit(TOO_DEEP))?);
            }
        }
        Ok(Checked { snapshot: checked.snapshot().clone(), constants })
    }

    /// The weak head normal form of a well-typed term.
    ///
    /// # Errors
    /// If the term cannot be read, or a limit is hit.
    pub fn whnf(&mut self, at: &Snapshot, lctx: &[Local], e: &Expr) -> Result<Expr> {
        self.term_of(at, lctx, e, |query, e| query.whnf(e))
    }

    /// The type of a term, which is checked.
    ///
    /// # Errors
    /// If the term cannot be read, has no type, or a limit is hit.
    pub fn infer(&mut self, at: &Snapshot, lctx: &[Local], level_params: &[Name], e: &Expr) -> Result<Expr> {
        self.term_of(at, lctx, e, |query, e| {
            let params = {
                let mut reader = Reader::new(query.tables());
                let params: reader::Result<Vec<NameId>> =
                    level_params.iter().map(|name| reader.name(name.r())).collect();
                params.map(|params| reader.params_of(&params))
            };
            query.set_level_params(params.map_err(|_| Stop::Decline(TOO_DEEP))?)?;
            query.infer(e)
        })
    }

    /// The type of a term that is known to have one.
    ///
    /// # Errors
    /// If the term cannot be read, or a limit is hit.
    pub fn infer_only(&mut self, at: &Snapshot, lctx: &[Local], e: &Expr) -> Result<Expr> {
        self.term_of(at, lctx, e, |query, e| query.infer_only(e))
    }

    /// Whether two well-typed terms are equal by definition.
    ///
    /// # Errors
    /// If a term cannot be read, or a limit is hit.
    pub fn is_def_eq(&mut self, at: &Snapshot, lctx: &[Local], a: &Expr, b: &Expr) -> Result<bool> {
        let mut fault = None;
        let answer = self.kernel.ask(at, |query| {
            let variables = read_locals(query, lctx, &mut fault)?;
            let a = read(query, &variables, a, &mut fault)?;
            let b = read(query, &variables, b, &mut fault)?;
            query.is_def_eq(a, b)
        });
        answer.map_err(|refused| self.refusal(refused, None, fault))
    }

    fn term_of(
        &mut self,
        at: &Snapshot,
        lctx: &[Local],
        e: &Expr,
        work: impl Fn(&mut Query<'_>, ExprId) -> kernel::verdict::Result<ExprId>,
    ) -> Result<Expr> {
        let mut fault = None;
        let mut ids: FxHashMap<u32, Name> = FxHashMap::default();
        let answer = self.kernel.ask(at, |query| {
            let variables = read_locals(query, lctx, &mut fault)?;
            let e = read(query, &variables, e, &mut fault)?;
            ids = locals_by_number(query, &variables, lctx, &mut fault)?;
            work(query, e)
        });
        let answer = answer.map_err(|refused| self.refusal(refused, None, fault))?;
        let variables = |number: u32| ids.get(&number).cloned().unwrap_or_else(|| Locals::name(number));
        let mut writer = Writer::new(self.kernel.terms(), &mut self.names, &variables);
        writer.expr(answer).map_err(|_| Refusal::of_limit(TOO_DEEP))
    }

    fn refusal(&mut self, refused: Refused, declaration: Option<&Declaration>, fault: Option<Fault>) -> Box<Refusal> {
        if let Some(fault) = fault {
            return Refusal::of_fault(&Name::anonymous(), fault);
        }
        let Refused { verdict, evidence } = refused;
        let exception = evidence
            .and_then(|evidence| Locals::default().exception(&mut self.kernel, &mut self.names, evidence, declaration));
        let exception = exception.unwrap_or_else(|| refusal::of_verdict(&verdict));
        Box::new(Refusal { verdict, exception })
    }
}

const TOO_DEEP: Limit = Limit::Unsupported { what: "a term that is too large for an object" };

/// A term of a question. What is wrong with it goes to `fault`.
fn read(
    query: &mut Query<'_>,
    variables: &FxHashMap<NameId, ExprId>,
    e: &Expr,
    fault: &mut Option<Fault>,
) -> kernel::verdict::Result<ExprId> {
    Reader::new(query.tables()).with_variables(variables).expr(e.r()).map_err(|found| {
        *fault = Some(found);
        Stop::reject(Rule::Malformed, "a term of a question cannot be read")
    })
}

/// The locals of a question, by the names of its free variables.
fn read_locals(
    query: &mut Query<'_>,
    lctx: &[Local],
    fault: &mut Option<Fault>,
) -> kernel::verdict::Result<FxHashMap<NameId, ExprId>> {
    let mut variables = FxHashMap::default();
    for local in lctx {
        let ty = read(query, &variables, &local.ty, fault)?;
        let (id, name) = (read_name(query, &local.id, fault)?, read_name(query, &local.user_name, fault)?);
        let made = match &local.value {
            Some(value) => {
                let value = read(query, &variables, value, fault)?;
                query.let_local(name, ty, value)?
            }
            None => query.local(name, ty)?,
        };
        variables.insert(id, made);
    }
    Ok(variables)
}

fn read_name(query: &mut Query<'_>, name: &Name, fault: &mut Option<Fault>) -> kernel::verdict::Result<NameId> {
    Reader::new(query.tables()).name(name.r()).map_err(|found| {
        *fault = Some(found);
        Stop::reject(Rule::Malformed, "a name of a question cannot be read")
    })
}

/// For the locals of a question the names of the free variables that they stand for.
fn locals_by_number(
    query: &mut Query<'_>,
    variables: &FxHashMap<NameId, ExprId>,
    lctx: &[Local],
    fault: &mut Option<Fault>,
) -> kernel::verdict::Result<FxHashMap<u32, Name>> {
    let mut ids = FxHashMap::default();
    for local in lctx {
        let id = read_name(query, &local.id, fault)?;
        if let Some(&e) = variables.get(&id)
            && let kernel::terms::Node::Local(number) = query.terms().exprs.node(e)
        {
            ids.insert(number, local.id.clone());
        }
    }
    Ok(ids)
}

/// What a verdict without evidence comes to.
impl Refusal {
    fn of_limit(limit: Limit) -> Box<Refusal> {
        let verdict = Verdict::Declined(limit);
        Box::new(Refusal { exception: refusal::of_verdict(&verdict), verdict })
    }

    fn of_fault(name: &Name, fault: Fault) -> Box<Refusal> {
        let (verdict, exception) = match fault {
            Fault::FreeVariable => (
                Verdict::from(Err(Stop::reject(Rule::Malformed, format!("{name} holds a free variable")))),
                KernelException::DeclHasFVars(name.clone()),
            ),
            Fault::Metavariable => (
                Verdict::from(Err(Stop::reject(Rule::Malformed, format!("{name} holds a metavariable")))),
                KernelException::DeclHasMVars(name.clone()),
            ),
            Fault::Word => {
                let detail = format!("{name} holds an object with a cached word that is not what it contains");
                let exception = KernelException::Other(detail.clone());
                (Verdict::from(Err(Stop::reject(Rule::Malformed, detail))), exception)
            }
            Fault::TooLarge(what) => {
                let limit = Limit::Unsupported { what };
                let verdict = Verdict::Declined(limit);
                (verdict.clone(), refusal::of_verdict(&verdict))
            }
        };
        Box::new(Refusal { verdict, exception })
    }
}
