//! Equations of functions that decide something on the way, or recurse by well-foundedness.
//!
//! What it is: `Nat.div`, `Nat.mod`, `Nat.gcd` and `Nat.bitwise` as Lean's library defines them. Their definitions do not
//! reduce on variables: they are stuck at decisions such as whether `y ≤ x`, and at a proof that an argument gets smaller.
//!
//! A decision is a term of type `Decidable p`. Where `p` is an inequality or equation of which the case at hand says that
//! it is true, the term is `Decidable.isTrue h` for some proof `h`, since it is of that type, and what it was does not
//! matter. So a stuck decision is replaced and reduction goes on; see [`Equations::run`]. The functions that would compute
//! decisions are made axioms meanwhile, so that reduction stops there.
//!
//! Recursion is looked at one round at a time: the function's loop with one more unit of fuel, or with a proof of
//! accessibility that begins with its constructor, equals something that contains the loop with less. The loop's value is
//! then known by induction on the number that gets smaller; see [`Loop`]. Proofs are variables: all proofs of a proposition
//! are equal.

use super::NatOp;
use super::equations::Equations;
use super::shape::{self, InductiveShape, Shape};
use crate::environment::{Constant, ConstantKind};
use crate::quot;
use crate::terms::subst::Subst;
use crate::terms::{ExprId, LevelsId, NameId, Node};
use crate::verdict::Result;

/// A proposition about two numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Le,
    Eq,
}

/// What a case says: whether the proposition about these numbers is true.
type Fact = (About, ExprId, ExprId, bool);

const PROP: Shape = shape::PROP;
const NAT: Shape = super::NAT;
const VAR_0: Shape = Shape::Var(0);
const DECIDABLE: Shape = Shape::Const(&["Decidable"], &[]);
const NAT_LE: Shape = Shape::Const(&["Nat", "le"], &[]);

const DECIDABLE_SHAPE: InductiveShape = InductiveShape {
    name: &["Decidable"],
    level_params: 0,
    ty: Shape::Pi(&PROP, &shape::TYPE),
    ctors: &[
        (
            &["Decidable", "isFalse"],
            Shape::Pi(
                &PROP,
                &Shape::Pi(
                    &Shape::App(&Shape::Const(&["Not"], &[]), &[VAR_0]),
                    &Shape::App(&DECIDABLE, &[Shape::Var(1)]),
                ),
            ),
        ),
        (&["Decidable", "isTrue"], Shape::Pi(&PROP, &Shape::Pi(&VAR_0, &Shape::App(&DECIDABLE, &[Shape::Var(1)])))),
    ],
};

const FALSE_SHAPE: InductiveShape = InductiveShape { name: &["False"], level_params: 0, ty: PROP, ctors: &[] };

const NAT_LE_SHAPE: InductiveShape = InductiveShape {
    name: &["Nat", "le"],
    level_params: 0,
    ty: Shape::Pi(&NAT, &Shape::Pi(&NAT, &PROP)),
    ctors: &[
        (&["Nat", "le", "refl"], Shape::Pi(&NAT, &Shape::App(&NAT_LE, &[VAR_0, VAR_0]))),
        (
            &["Nat", "le", "step"],
            Shape::Pi(
                &NAT,
                &Shape::Pi(
                    &NAT,
                    &Shape::Pi(
                        &Shape::App(&NAT_LE, &[Shape::Var(1), VAR_0]),
                        &Shape::App(
                            &NAT_LE,
                            &[Shape::Var(2), Shape::App(&Shape::Const(&["Nat", "succ"], &[]), &[Shape::Var(1)])],
                        ),
                    ),
                ),
            ),
        ),
    ],
};

/// The names that decisions are made of.
struct Names {
    decidable: NameId,
    is_false: NameId,
    is_true: NameId,
    le: NameId,
    eq: NameId,
}

/// Decisions in a row that reduction may go through.
const ROUNDS: usize = 64;
/// Recursors in each other at whose end a decision may stand.
const DEPTH: usize = 16;

impl Equations<'_, '_> {
    /// The names, if the input declares all of them as they should be.
    fn names(&mut self) -> Result<Option<Names>> {
        let env = &*self.checker;
        let (Some((decidable, ctors)), Some((le, _)), Some((_, _))) = (
            shape::find_inductive(env, &DECIDABLE_SHAPE),
            shape::find_inductive(env, &NAT_LE_SHAPE),
            shape::find_inductive(env, &FALSE_SHAPE),
        ) else {
            return Ok(None);
        };
        let Some(eq) = env.terms.names.find_path(&["Eq"]).filter(|_| quot::is_eq(env)) else {
            return Ok(None);
        };
        let (Some((_, not)), Some(falsity)) =
            (self.constant(&["Not"], &Shape::Pi(&PROP, &PROP)), self.checker.terms.names.find_path(&["False"]))
        else {
            return Ok(None);
        };
        // `Not p` is `p → False`.
        let falsity = self.checker.terms.constant(falsity, LevelsId(0))?;
        let prop = self.checker.terms.sort(crate::terms::LevelId(0))?;
        let p = self.checker.local(NameId(0), prop)?;
        let (negation, arrow) = (self.call(not, &[p])?, self.checker.terms.pi(p, falsity)?);
        if !self.checker.is_def_eq(negation, arrow)? {
            return Ok(None);
        }
        Ok(Some(Names { decidable, is_false: ctors[0], is_true: ctors[1], le, eq }))
    }

    /// Starts anew, with axioms in the place of these constants.
    fn restart_without(&mut self, paths: &[&[&str]]) {
        self.restart();
        for path in paths {
            let name = self.checker.terms.names.find_path(path);
            if let Some(constant) = name.and_then(|name| self.checker.find_declared(name)) {
                let axiom =
                    Constant { kind: ConstantKind::Axiom { is_unsafe: false, declared: None }, ..constant.clone() };
                self.checker.overlay.insert(axiom.name, axiom);
            }
        }
    }

    /// A proof, as a variable, of what the function `f` takes next.
    fn proof_for(&mut self, f: ExprId) -> Result<Option<ExprId>> {
        Ok(match self.domain(f)? {
            Some(domain) => Some(self.checker.local(NameId(0), domain)?),
            None => None,
        })
    }

    /// The type of what the function `f` takes next.
    fn domain(&mut self, f: ExprId) -> Result<Option<ExprId>> {
        let ty = self.checker.infer_only(f)?;
        let ty = self.checker.whnf(ty)?;
        Ok(match self.checker.terms.exprs.node(ty) {
            Node::Pi(domain, _) => Some(domain),
            _ => None,
        })
    }

    /// The head normal form of `e`, in the case that `facts` describe.
    fn run(&mut self, names: &Names, e: ExprId, facts: &[Fact]) -> Result<ExprId> {
        let mut rounds = ROUNDS;
        self.run_inner(names, e, facts, &mut rounds, DEPTH)
    }

    fn run_inner(
        &mut self,
        names: &Names,
        mut e: ExprId,
        facts: &[Fact],
        rounds: &mut usize,
        depth: usize,
    ) -> Result<ExprId> {
        loop {
            let whnf = self.checker.whnf(e)?;
            let mut spine = self.checker.terms.spine(whnf);
            let major = self.checker.terms.as_const(spine.head).and_then(|(name, _)| {
                let ConstantKind::Recursor(rec) = &self.checker.find(name)?.kind else { return None };
                rec.major_idx().map(|at| at as usize)
            });
            let Some((at, &major)) = major.and_then(|at| Some((at, spine.args.get(at)?))) else { return Ok(whnf) };
            if *rounds == 0 || depth == 0 {
                return Ok(whnf);
            }
            *rounds -= 1;
            let inner = self.run_inner(names, major, facts, rounds, depth - 1)?;
            let decided = match self.decide(names, inner, facts)? {
                Some(decided) => decided,
                // Something inside was decided, so that the outer recursor may reduce.
                None if inner != major && *rounds > 0 => inner,
                None => return Ok(whnf),
            };
            spine.args[at] = decided;
            let next = self.call(spine.head, &spine.args)?;
            if next == e {
                return Ok(whnf);
            }
            e = next;
        }
    }

    /// The constructor's application that a decision is, by the facts.
    fn decide(&mut self, names: &Names, e: ExprId, facts: &[Fact]) -> Result<Option<ExprId>> {
        let ty = self.checker.infer_only(e)?;
        let ty = self.checker.whnf(ty)?;
        let spine = self.checker.terms.spine(ty);
        let is = |this: &Self, e: ExprId, name: NameId| this.checker.terms.as_const(e).is_some_and(|(n, _)| n == name);
        let (true, &[p]) = (is(self, spine.head, names.decidable), &spine.args[..]) else { return Ok(None) };
        let whnf = self.checker.whnf(p)?;
        let proposition = self.checker.terms.spine(whnf);
        let (about, a, b) = match proposition.args[..] {
            [a, b] if is(self, proposition.head, names.le) => (About::Le, a, b),
            [ty, a, b] if is(self, proposition.head, names.eq) && self.checker.is_def_eq(ty, self.nat)? => {
                (About::Eq, a, b)
            }
            _ => return Ok(None),
        };
        for &(fact, left, right, is_true) in facts {
            if fact != about || !self.checker.is_def_eq(a, left)? || !self.checker.is_def_eq(b, right)? {
                continue;
            }
            let ctor = if is_true { names.is_true } else { names.is_false };
            let ctor = self.checker.terms.constant(ctor, LevelsId(0))?;
            let ctor = self.call(ctor, &[p])?;
            let Some(proof) = self.proof_for(ctor)? else { return Ok(None) };
            return Ok(Some(self.call(ctor, &[proof])?));
        }
        Ok(None)
    }

    /// Whether `left`, in the case that `facts` describe, is `right`.
    fn case(&mut self, names: &Names, left: ExprId, facts: &[Fact], right: ExprId) -> Result<bool> {
        self.well_typed(&[left, right])?;
        let left = self.run(names, left, facts)?;
        if self.checker.is_def_eq(left, right)? {
            return Ok(true);
        }
        let right = self.run(names, right, facts)?;
        self.checker.is_def_eq(left, right)
    }

    /// A constant without level parameters.
    fn plain_constant(&mut self, path: &[&str]) -> Result<Option<ExprId>> {
        let name = self.checker.terms.names.find_path(path);
        let Some(name) = name.filter(|&name| self.checker.find_declared(name).is_some()) else {
            return Ok(None);
        };
        Ok(Some(self.checker.terms.constant(name, LevelsId(0))?))
    }

    /// Whether the next argument of `f` is a proof that `a < b`.
    fn takes_lt(&mut self, names: &Names, f: ExprId, a: ExprId, b: ExprId) -> Result<bool> {
        let Some(domain) = self.domain(f)? else { return Ok(false) };
        let (le, after) = (self.checker.terms.constant(names.le, LevelsId(0))?, self.next(a)?);
        let lt = self.call(le, &[after, b])?;
        self.checker.is_def_eq(domain, lt)
    }

    /// A loop `go y _ fuel x _` of `Nat.div` or `Nat.mod`, with `y + 1` for `y`: `outside` is what it gives for `x < y`,
    /// and `around` what is done to what it gives for `x - y`. Gives the loop with its first two arguments.
    fn subtracts(
        &mut self,
        names: &Names,
        path: &[&str],
        divisor: ExprId,
        outside: impl Fn(&Self, ExprId) -> ExprId,
        around: impl Fn(&mut Self, ExprId) -> Result<ExprId>,
    ) -> Result<Option<ExprId>> {
        let (Some(go), Some(sub)) = (self.plain_constant(path)?, self.known_function(NatOp::Sub)) else {
            return Ok(None);
        };
        let go = self.call(go, &[divisor])?;
        let Some(positive) = self.proof_for(go)? else { return Ok(None) };
        let go = self.call(go, &[positive])?;
        let (fuel, x) = (self.number()?, self.number()?);
        let (more, rest) = (self.next(fuel)?, self.call(sub, &[x, divisor])?);
        let (now, then) = (self.call(go, &[more, x])?, self.call(go, &[fuel, rest])?);
        let (Some(proof), Some(smaller)) = (self.proof_for(now)?, self.proof_for(then)?) else { return Ok(None) };
        if !self.takes_lt(names, now, x, more)? {
            return Ok(None);
        }
        let (now, then) = (self.call(now, &[proof])?, self.call(then, &[smaller])?);
        let (outside, inside) = (outside(self, x), around(self, then)?);
        let is_loop = self.case(names, now, &[(About::Le, divisor, x, false)], outside)?
            && self.case(names, now, &[(About::Le, divisor, x, true)], inside)?;
        Ok(is_loop.then_some(go))
    }

    /// The loop for `x`, with the fuel that is enough for it.
    fn enough(&mut self, go: ExprId, x: ExprId) -> Result<Option<ExprId>> {
        let fuel = self.next(x)?;
        let go = self.call(go, &[fuel, x])?;
        let Some(proof) = self.proof_for(go)? else { return Ok(None) };
        Ok(Some(self.call(go, &[proof])?))
    }
}

/// The functions that decide inequalities and equations of numbers.
const DECISIONS: [&[&str]; 2] = [&["Nat", "decLe"], &["Nat", "decEq"]];

/// `x / 0 = 0`, and `x / (y + 1)` is the loop that counts how often `y + 1` can be subtracted.
pub(super) fn div(eq: &mut Equations<'_, '_>, f: ExprId) -> Result<bool> {
    eq.restart_without(&DECISIONS);
    let Some(names) = eq.names()? else { return Ok(false) };
    let (x, y) = (eq.number()?, eq.number()?);
    let (one, divisor) = (eq.next(eq.zero)?, eq.next(y)?);
    let go = eq.subtracts(&names, &["Nat", "div", "go"], divisor, |eq, _| eq.zero, Equations::next)?;
    let Some(go) = go else { return Ok(false) };
    let Some(go) = eq.enough(go, x)? else { return Ok(false) };
    let (by_zero, by_divisor) = (eq.call(f, &[x, eq.zero])?, eq.call(f, &[x, divisor])?);
    Ok(eq.case(&names, by_zero, &[(About::Le, one, eq.zero, false)], eq.zero)?
        && eq.case(&names, by_divisor, &[(About::Le, one, divisor, true)], go)?)
}

/// `x % 0 = x`, and `x % (y + 1)` is the loop that subtracts `y + 1` as long as it can.
pub(super) fn modulo(eq: &mut Equations<'_, '_>, f: ExprId) -> Result<bool> {
    eq.restart_without(&DECISIONS);
    let Some(names) = eq.names()? else { return Ok(false) };
    let (x, y) = (eq.number()?, eq.number()?);
    let (one, divisor) = (eq.next(eq.zero)?, eq.next(y)?);
    let go = eq.subtracts(&names, &["Nat", "modCore", "go"], divisor, |_, x| x, |_, then| Ok(then))?;
    let Some(go) = go else { return Ok(false) };
    // Of zero the remainder is zero; others are compared with the divisor first.
    let other = eq.next(x)?;
    let Some(go) = eq.enough(go, other)? else { return Ok(false) };
    let of_zero = eq.call(f, &[eq.zero, y])?;
    let (by_zero, by_divisor) = (eq.call(f, &[other, eq.zero])?, eq.call(f, &[other, divisor])?);
    let zero_facts = [(About::Le, eq.zero, other, true), (About::Le, one, eq.zero, false)];
    let below = [(About::Le, divisor, other, false), (About::Le, one, divisor, true)];
    let above = [(About::Le, divisor, other, true), (About::Le, one, divisor, true)];
    Ok(eq.case(&names, of_zero, &[], eq.zero)?
        && eq.case(&names, by_zero, &zero_facts, other)?
        && eq.case(&names, by_divisor, &below, other)?
        && eq.case(&names, by_divisor, &above, go)?)
}

/// A recursion by well-foundedness over pairs of numbers, of which the first gets smaller.
struct Loop {
    /// The function and its arguments up to the fuel or the pair.
    go: ExprId,
    /// How long it may go on.
    kind: LoopKind,
    /// The pair, with variables for its numbers.
    pair: ExprId,
    numbers: [ExprId; 2],
}

enum LoopKind {
    /// With one unit of fuel for each round: a variable.
    Fuel(ExprId),
    /// As far as a proof of accessibility goes: `Acc.intro` with the type and relation.
    Acc(ExprId),
}

impl Equations<'_, '_> {
    /// The recursion that `f` applied to two numbers is, if `f` is one.
    fn loop_of(&mut self, f: ExprId) -> Result<Option<Loop>> {
        self.restart_without(&[&["WellFounded", "Nat", "fix"], &["WellFounded", "fix"]]);
        let numbers = [self.number()?, self.number()?];
        let call = self.call(f, &numbers)?;
        let call = self.checker.whnf(call)?;
        let fix = self.checker.terms.spine(call);
        let Some((name, levels)) = self.checker.terms.as_const(fix.head) else { return Ok(None) };
        let path = |this: &Self, path: &[&str]| this.checker.terms.names.find_path(path);
        let is_fuel = path(self, &["WellFounded", "Nat", "fix"]) == Some(name);
        let is_acc = path(self, &["WellFounded", "fix"]) == Some(name);
        // The rest needs the definitions; the locals go with what is forgotten, so the pair is made anew.
        let constants = self.numbers_in(call, &numbers)?;
        self.restart();
        let numbers = [self.number()?, self.number()?];
        let call = self.call(constants, &numbers)?;
        let call = self.beta(call)?;
        let args = self.checker.terms.spine(call).args;
        match args[..] {
            [ty, motive, measure, body, pair] if is_fuel => {
                let Some(go) = path(self, &["WellFounded", "Nat", "fix", "go"]) else { return Ok(None) };
                let go = self.checker.terms.constant(go, levels)?;
                let go = self.call(go, &[ty, motive, measure, body])?;
                self.fuel_loop(go, measure, pair, numbers, call)
            }
            [ty, motive, relation, _, body, pair] if is_acc => {
                let Some(go) = path(self, &["WellFounded", "fixF"]) else { return Ok(None) };
                let go = self.checker.terms.constant(go, levels)?;
                let go = self.call(go, &[ty, relation, motive, body])?;
                let Some(intro) = path(self, &["Acc", "intro"]) else { return Ok(None) };
                let level = self.checker.terms.levels.list(levels).first().copied().unwrap_or(0);
                let level = self.checker.terms.levels.intern_list(&[level]);
                let intro = self.checker.terms.constant(intro, level)?;
                let intro = self.call(intro, &[ty, relation])?;
                self.acc_loop(go, intro, pair, numbers, call)
            }
            _ => Ok(None),
        }
    }

    /// `e` as a function of these locals.
    fn numbers_in(&mut self, e: ExprId, numbers: &[ExprId; 2]) -> Result<ExprId> {
        let body = Subst::new().abstract_locals(&mut self.checker.terms, e, numbers)?;
        let inner = self.checker.terms.lam(self.nat, body)?;
        self.checker.terms.lam(self.nat, inner)
    }

    /// A function of two arguments that is applied to two, without those binders.
    fn beta(&mut self, e: ExprId) -> Result<ExprId> {
        let spine = self.checker.terms.spine(e);
        let mut body = spine.head;
        for _ in &spine.args {
            let Node::Lam(_, inner) = self.checker.terms.exprs.node(body) else { return Ok(e) };
            body = inner;
        }
        Subst::new().instantiate(&mut self.checker.terms, body, &spine.args)
    }

    fn fuel_loop(
        &mut self,
        go: ExprId,
        measure: ExprId,
        pair: ExprId,
        numbers: [ExprId; 2],
        fix: ExprId,
    ) -> Result<Option<Loop>> {
        let Some(names) = self.names()? else { return Ok(None) };
        // The measure is the first number, and the fuel one more; it may be wrapped in a function that gives it back.
        let measured = self.call(measure, &[pair])?;
        if !self.checker.is_def_eq(measured, numbers[0])? {
            return Ok(None);
        }
        let enough = self.next(numbers[0])?;
        let mut fuels = vec![enough];
        if let Some(eager) = self.eager()? {
            fuels.push(self.call(eager, &[enough])?);
        }
        for fuel in fuels {
            let started = self.call(go, &[fuel, pair])?;
            let Some(proof) = self.proof_for(started)? else { return Ok(None) };
            let started = self.call(started, &[proof])?;
            self.well_typed(&[fix, started])?;
            if self.checker.is_def_eq(fix, started)? {
                let fuel = self.number()?;
                let general = self.call(go, &[fuel, pair])?;
                if !self.takes_lt(&names, general, numbers[0], fuel)? {
                    return Ok(None);
                }
                return Ok(Some(Loop { go, kind: LoopKind::Fuel(fuel), pair, numbers }));
            }
        }
        Ok(None)
    }

    /// `WellFounded.Nat.eager`, if it gives its argument back whatever it decides.
    fn eager(&mut self) -> Result<Option<ExprId>> {
        let shape = Shape::Pi(&NAT, &NAT);
        let Some((name, eager)) = self.constant(&["WellFounded", "Nat", "eager"], &shape) else { return Ok(None) };
        // Its value is `fun n => ite c n n`, or with two functions to `n`, for some decision `c`.
        let Some(value) = self.checker.definition(name) else { return Ok(None) };
        let Node::Lam(_, body) = self.checker.terms.exprs.node(value) else { return Ok(None) };
        let spine = self.checker.terms.spine(body);
        let is_ite = self
            .checker
            .terms
            .as_const(spine.head)
            .is_some_and(|(head, _)| self.checker.terms.names.find_path(&["ite"]) == Some(head));
        let [_, _, _, yes, no] = spine.args[..] else { return Ok(None) };
        let is_variable = |e: ExprId| self.checker.terms.exprs.node(e) == Node::Bvar(0);
        let gives_back = is_ite && is_variable(yes) && is_variable(no) && self.is_ite(spine.head)?;
        Ok(gives_back.then_some(eager))
    }

    /// Whether the constant is the conditional: with each constructor of `Decidable` it gives what stands for it.
    fn is_ite(&mut self, ite: ExprId) -> Result<bool> {
        let Some(names) = self.names()? else { return Ok(false) };
        let prop = self.checker.terms.sort(crate::terms::LevelId(0))?;
        let p = self.checker.local(NameId(0), prop)?;
        let (yes, no) = (self.number()?, self.number()?);
        for (ctor, chosen) in [(names.is_true, yes), (names.is_false, no)] {
            let ctor = self.checker.terms.constant(ctor, LevelsId(0))?;
            let ctor = self.call(ctor, &[p])?;
            let Some(proof) = self.proof_for(ctor)? else { return Ok(false) };
            let decision = self.call(ctor, &[proof])?;
            let choice = self.call(ite, &[self.nat, p, decision, yes, no])?;
            if !self.checker.is_def_eq(choice, chosen)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn acc_loop(
        &mut self,
        go: ExprId,
        intro: ExprId,
        pair: ExprId,
        numbers: [ExprId; 2],
        fix: ExprId,
    ) -> Result<Option<Loop>> {
        let started = self.call(go, &[pair])?;
        let Some(proof) = self.proof_for(started)? else { return Ok(None) };
        let started = self.call(started, &[proof])?;
        self.well_typed(&[fix, started])?;
        let is_start = self.checker.is_def_eq(fix, started)?;
        Ok(is_start.then_some(Loop { go, kind: LoopKind::Acc(intro), pair, numbers }))
    }

    /// The pair of these numbers.
    fn pair(&mut self, of: &Loop, numbers: [ExprId; 2]) -> Result<ExprId> {
        let places = of.numbers.map(|number| self.checker.terms.exprs.cell(number).a);
        let at = |local: u32| places.iter().position(|&place| place == local).map(|at| numbers[at]);
        Subst::new().replace_locals(&mut self.checker.terms, of.pair, at)
    }

    /// The loop at these numbers: `now` so that it goes one round.
    fn at(&mut self, of: &Loop, numbers: [ExprId; 2], now: bool) -> Result<Option<ExprId>> {
        let pair = self.pair(of, numbers)?;
        let (go, intro) = match of.kind {
            LoopKind::Fuel(fuel) => {
                let fuel = if now { self.next(fuel)? } else { fuel };
                (self.call(of.go, &[fuel, pair])?, None)
            }
            LoopKind::Acc(intro) => (self.call(of.go, &[pair])?, now.then_some(intro)),
        };
        let proof = match intro {
            None => self.proof_for(go)?,
            Some(intro) => {
                let intro = self.call(intro, &[pair])?;
                match self.proof_for(intro)? {
                    Some(below) => Some(self.call(intro, &[below])?),
                    None => None,
                }
            }
        };
        match proof {
            Some(proof) => Ok(Some(self.call(go, &[proof])?)),
            None => Ok(None),
        }
    }
}

/// `gcd 0 n = n` and `gcd (m + 1) n = gcd (n % (m + 1)) (m + 1)`.
pub(super) fn gcd(eq: &mut Equations<'_, '_>, f: ExprId) -> Result<bool> {
    let Some(modulo) = eq.known_function(NatOp::Mod) else { return Ok(false) };
    let Some(recursion) = eq.loop_of(f)? else { return Ok(false) };
    let (m, n) = (eq.number()?, eq.number()?);
    let after = eq.next(m)?;
    let rest = eq.call(modulo, &[n, after])?;
    let (Some(zero), Some(now), Some(then)) = (
        eq.at(&recursion, [eq.zero, n], true)?,
        eq.at(&recursion, [after, n], true)?,
        eq.at(&recursion, [rest, after], false)?,
    ) else {
        return Ok(false);
    };
    eq.well_typed(&[zero, now, then])?;
    Ok(eq.checker.is_def_eq(zero, n)? && eq.checker.is_def_eq(now, then)?)
}

/// `bitwise f 0 m` and `bitwise f n 0` are the other number or zero, as `f` says; else the halves are combined, doubled,
/// and one is added if `f` of the last digits is true. `keeps`: `f false true` and `f true false` are true.
pub(super) fn bitwise(eq: &mut Equations<'_, '_>, general: ExprId, digit: ExprId, keeps: bool) -> Result<bool> {
    let functions = [NatOp::Add, NatOp::Div, NatOp::Mod].map(|op| eq.known_function(op));
    let [Some(add), Some(div), Some(modulo)] = functions else { return Ok(false) };
    let f = eq.call(general, &[digit])?;
    let Some(recursion) = eq.loop_without(f, &DECISIONS)? else { return Ok(false) };
    let Some(names) = eq.names()? else { return Ok(false) };
    let (n, m) = (eq.number()?, eq.number()?);
    let (after_n, after_m) = (eq.next(n)?, eq.next(m)?);
    let is_zero = |e: ExprId, zero: ExprId, truth: bool| (About::Eq, e, zero, truth);
    let (Some(left_zero), Some(right_zero), Some(now)) = (
        eq.at(&recursion, [eq.zero, m], true)?,
        eq.at(&recursion, [after_n, eq.zero], true)?,
        eq.at(&recursion, [after_n, after_m], true)?,
    ) else {
        return Ok(false);
    };
    let zero = eq.zero;
    let known = [is_zero(zero, zero, true), is_zero(after_n, zero, false), is_zero(after_m, zero, false)];
    let (left, right) = if keeps { (m, after_n) } else { (zero, zero) };
    if !eq.case(&names, left_zero, &known, left)? || !eq.case(&names, right_zero, &known, right)? {
        return Ok(false);
    }
    let (one, two) = (eq.next(zero)?, eq.literal(2)?);
    let halves = [eq.call(div, &[after_n, two])?, eq.call(div, &[after_m, two])?];
    let digits = [eq.call(modulo, &[after_n, two])?, eq.call(modulo, &[after_m, two])?];
    let Some(then) = eq.at(&recursion, halves, false)? else { return Ok(false) };
    let twice = eq.call(add, &[then, then])?;
    let (even, odd) = (twice, eq.call(add, &[twice, one])?);
    for (a, b) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut facts = known.to_vec();
        facts.extend([is_zero(digits[0], one, a), is_zero(digits[1], one, b)]);
        let expected = if eq.digit(digit, a, b)? { odd } else { even };
        if !eq.case(&names, now, &facts, expected)? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Equations<'_, '_> {
    /// As [`Self::loop_of`], and goes on with axioms in the place of these constants.
    fn loop_without(&mut self, f: ExprId, paths: &[&[&str]]) -> Result<Option<Loop>> {
        let Some(found) = self.loop_of(f)? else { return Ok(None) };
        let terms = match found.kind {
            LoopKind::Fuel(_) => [found.go, found.pair, found.go],
            LoopKind::Acc(intro) => [found.go, found.pair, intro],
        };
        let mut functions = [ExprId(0); 3];
        for (at, &term) in terms.iter().enumerate() {
            functions[at] = self.numbers_in(term, &found.numbers)?;
        }
        self.restart_without(paths);
        let numbers = [self.number()?, self.number()?];
        let mut made = [ExprId(0); 3];
        for (at, &function) in functions.iter().enumerate() {
            let call = self.call(function, &numbers)?;
            made[at] = self.beta(call)?;
        }
        let kind = match found.kind {
            LoopKind::Fuel(_) => LoopKind::Fuel(self.number()?),
            LoopKind::Acc(_) => LoopKind::Acc(made[2]),
        };
        Ok(Some(Loop { go: made[0], kind, pair: made[1], numbers }))
    }

    /// What a function of two truth values gives.
    fn digit(&mut self, digit: ExprId, a: bool, b: bool) -> Result<bool> {
        let Some(bools) = self.bools else { return Ok(false) };
        let [a, b] = [a, b].map(|value| bools[usize::from(value)]);
        self.equation(digit, a, b, bools[1])
    }
}
