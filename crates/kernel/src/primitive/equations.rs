//! Which functions compute what their names say, by the equations that define them.
//!
//! What it is: for each function a few equations between terms with variables, which the checker has to find equal by
//! definition. Together they determine the function on all numbers, by induction on the argument that gets smaller. So
//! they show that the machine's result is the right one, however the input defines the function.
//!
//! The equations of a function may be about others: `Nat.mul` is repeated `Nat.add`. Those are looked at first.
//!
//! What it is not: a test by example. A function for which the equations do not hold is not computed by the machine, even
//! if it happens to be the right one.

use super::{Known, NatOp, decisions};
use crate::check::Checker;
use crate::environment::{DeclId, Environment};
use crate::limits::Limits;
use crate::primitive::shape::{self, Shape};
use crate::terms::{ExprId, LevelsId, NameId, Node, ParamsId};
use crate::verdict::Result;
use dashu_int::UBig;

/// Steps that all equations together may take: a definition that needs more is not known.
const STEPS: u64 = 1 << 21;
/// Bytes that they may take.
const MEMORY: usize = 1 << 28;
/// Bytes of stack for them.
const STACK: usize = 1 << 24;

/// The names that equations are about, or are looked for in definitions.
pub(super) const NEEDS: [&[&str]; 23] = [
    &["Nat", "zero"],
    &["Bool", "false"],
    &["Bool", "true"],
    &["Nat", "pred"],
    &["Nat", "bitwise"],
    &["Nat", "le"],
    &["Nat", "decEq"],
    &["Nat", "decLe"],
    &["Nat", "div", "go"],
    &["Nat", "modCore", "go"],
    &["Decidable"],
    &["Decidable", "isFalse"],
    &["Decidable", "isTrue"],
    &["Not"],
    &["False"],
    &["Eq"],
    &["Acc", "intro"],
    &["WellFounded", "fix"],
    &["WellFounded", "fixF"],
    &["WellFounded", "Nat", "fix"],
    &["WellFounded", "Nat", "fix", "go"],
    &["WellFounded", "Nat", "eager"],
    &["ite"],
];

/// The functions that compute what their names say. Without a thread to look on there are none.
pub fn validated(env: &Environment, known: &Known) -> Vec<(NatOp, NameId)> {
    let declares =
        |op: NatOp| env.terms.names.find_path(&["Nat", op.name()]).is_some_and(|name| env.find(name).is_some());
    let Some(succ) = known.nat_succ else { return Vec::new() };
    if !ORDER.into_iter().any(declares) {
        return vec![(NatOp::Succ, succ)];
    }
    let limits = Limits { steps: STEPS, memory: MEMORY, stack: STACK, ..Limits::default() };
    let work = || {
        let mut checker = Checker::new(env, known.clone(), limits);
        let mut equations = Equations::new(&mut checker, known);
        equations.validate();
        equations.valid
    };
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().name("equations".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_default()
    })
}

/// The same, found out by a checker that is at hand, on its own stack.
pub(super) fn validated_by(checker: &mut Checker<'_>, known: &Known) -> Vec<(NatOp, NameId)> {
    let limits = checker.limits;
    checker.limits = Limits { steps: STEPS, memory: MEMORY, time: None, ..limits };
    let mut equations = Equations::new(checker, known);
    equations.validate();
    let valid = equations.valid;
    checker.limits = limits;
    checker.prepare();
    checker.begin();
    valid
}

/// The state of the search.
pub(super) struct Equations<'a, 'e> {
    pub(super) checker: &'a mut Checker<'e>,
    pub(super) nat: ExprId,
    pub(super) zero: ExprId,
    succ: ExprId,
    pub(super) bools: Option<[ExprId; 2]>,
    known: Known,
    valid: Vec<(NatOp, NameId)>,
}

impl<'a, 'e> Equations<'a, 'e> {
    fn new(checker: &'a mut Checker<'e>, known: &Known) -> Equations<'a, 'e> {
        let none = ExprId(0);
        let known = known.clone();
        Equations { checker, nat: none, zero: none, succ: none, bools: None, known, valid: Vec::new() }
    }

    fn validate(&mut self) {
        let (Some(nat), Some(zero), Some(succ)) = (self.known.nat, self.known.nat_zero, self.known.nat_succ) else {
            return;
        };
        let mut constant = |name: NameId| self.checker.terms.constant(name, LevelsId(0));
        let (Ok(nat), Ok(zero), Ok(succ_term)) = (constant(nat), constant(zero), constant(succ)) else { return };
        let bools = self.known.bool_false.zip(self.known.bool_true);
        self.bools = bools.and_then(|(no, yes)| Some([constant(no).ok()?, constant(yes).ok()?]));
        (self.nat, self.zero, self.succ) = (nat, zero, succ_term);
        self.valid.push((NatOp::Succ, succ));
        for op in ORDER {
            let Some(f) = self.function(op) else { continue };
            self.restart();
            if let Ok(true) = self.holds(op, f.1) {
                self.valid.push((op, f.0));
            }
        }
    }

    /// Forgets what was found out, so that the answer for one function does not depend on the others.
    pub(super) fn restart(&mut self) {
        self.checker.reset();
        self.checker.visible = DeclId(self.checker.env.declarations().len() as u32);
        // There are no level parameters that could be listed twice.
        let _ = self.checker.set_level_params(ParamsId(0));
    }

    /// The function, if it is declared with the type that it should have.
    fn function(&mut self, op: NatOp) -> Option<(NameId, ExprId)> {
        let shape = if matches!(op, NatOp::Beq | NatOp::Ble) { &super::NAT_NAT_BOOL } else { &super::NAT_NAT_NAT };
        self.constant(&["Nat", op.name()], shape)
    }

    /// The constant of this name and type, if it has no level parameters and is declared by the safe part of the input.
    pub(super) fn constant(&mut self, path: &[&str], ty: &Shape) -> Option<(NameId, ExprId)> {
        let name = self.checker.terms.names.find_path(path)?;
        let constant = self.checker.find_declared(name)?;
        if constant.kind.is_unsafe() || !shape::has_type(&*self.checker, constant, 0, ty) {
            return None;
        }
        Some((name, self.checker.terms.constant(name, LevelsId(0)).ok()?))
    }

    /// A function that was found to compute what its name says.
    pub(super) fn known_function(&mut self, op: NatOp) -> Option<ExprId> {
        let &(_, name) = self.valid.iter().find(|(valid, _)| *valid == op)?;
        self.checker.terms.constant(name, LevelsId(0)).ok()
    }

    /// A variable for a number.
    pub(super) fn number(&mut self) -> Result<ExprId> {
        self.checker.local(NameId(0), self.nat)
    }

    pub(super) fn literal(&mut self, value: u8) -> Result<ExprId> {
        let value = self.checker.terms.exprs.intern_nat(UBig::from(value));
        self.checker.terms.nat(value)
    }

    pub(super) fn next(&mut self, e: ExprId) -> Result<ExprId> {
        self.checker.terms.app(self.succ, e)
    }

    pub(super) fn call(&mut self, f: ExprId, args: &[ExprId]) -> Result<ExprId> {
        self.checker.terms.apps(f, args)
    }

    /// Checks terms with every rule: what the definitions at hand are like, is not known, and two terms that mean nothing
    /// may look equal.
    pub(super) fn well_typed(&mut self, terms: &[ExprId]) -> Result<()> {
        terms.iter().try_for_each(|&e| self.checker.infer(e).map(drop))
    }

    /// `f a b` and `right` are equal.
    pub(super) fn equation(&mut self, f: ExprId, a: ExprId, b: ExprId, right: ExprId) -> Result<bool> {
        let left = self.call(f, &[a, b])?;
        self.well_typed(&[left, right])?;
        self.checker.is_def_eq(left, right)
    }

    fn holds(&mut self, op: NatOp, f: ExprId) -> Result<bool> {
        match op {
            NatOp::Succ => Ok(true),
            NatOp::Add => self.add(f),
            NatOp::Sub => self.sub(f),
            NatOp::Mul => self.mul(f),
            NatOp::Pow => self.pow(f),
            NatOp::Beq => self.comparison(f, [true, false, false]),
            NatOp::Ble => self.comparison(f, [true, true, false]),
            NatOp::ShiftLeft => self.shift_left(f),
            NatOp::ShiftRight => self.shift_right(f),
            NatOp::Div => decisions::div(self, f),
            NatOp::Mod => decisions::modulo(self, f),
            NatOp::Gcd => decisions::gcd(self, f),
            NatOp::Land | NatOp::Lor | NatOp::Xor => self.bitwise(op, f),
        }
    }

    /// `n + 0 = n` and `n + (m + 1) = (n + m) + 1`.
    fn add(&mut self, f: ExprId) -> Result<bool> {
        let (n, m) = (self.number()?, self.number()?);
        let (after, sum) = (self.next(m)?, self.call(f, &[n, m])?);
        let right = self.next(sum)?;
        Ok(self.equation(f, n, self.zero, n)? && self.equation(f, n, after, right)?)
    }

    /// `n - 0 = n` and `n - (m + 1) = pred (n - m)`, where `pred 0 = 0` and `pred (n + 1) = n`.
    fn sub(&mut self, f: ExprId) -> Result<bool> {
        let Some((_, pred)) = self.constant(&["Nat", "pred"], &Shape::Pi(&super::NAT, &super::NAT)) else {
            return Ok(false);
        };
        let (n, m) = (self.number()?, self.number()?);
        let (after_n, after_m) = (self.next(n)?, self.next(m)?);
        let (pred_zero, pred_after) = (self.call(pred, &[self.zero])?, self.call(pred, &[after_n])?);
        let difference = self.call(f, &[n, m])?;
        let right = self.call(pred, &[difference])?;
        Ok(self.checker.is_def_eq(pred_zero, self.zero)?
            && self.checker.is_def_eq(pred_after, n)?
            && self.equation(f, n, self.zero, n)?
            && self.equation(f, n, after_m, right)?)
    }

    /// `n * 0 = 0` and `n * (m + 1) = n * m + n`.
    fn mul(&mut self, f: ExprId) -> Result<bool> {
        let Some(add) = self.known_function(NatOp::Add) else { return Ok(false) };
        let (n, m) = (self.number()?, self.number()?);
        let (after, product) = (self.next(m)?, self.call(f, &[n, m])?);
        let right = self.call(add, &[product, n])?;
        Ok(self.equation(f, n, self.zero, self.zero)? && self.equation(f, n, after, right)?)
    }

    /// `n ^ 0 = 1` and `n ^ (m + 1) = n ^ m * n`.
    fn pow(&mut self, f: ExprId) -> Result<bool> {
        let Some(mul) = self.known_function(NatOp::Mul) else { return Ok(false) };
        let (n, m) = (self.number()?, self.number()?);
        let (after, power, one) = (self.next(m)?, self.call(f, &[n, m])?, self.next(self.zero)?);
        let right = self.call(mul, &[power, n])?;
        Ok(self.equation(f, n, self.zero, one)? && self.equation(f, n, after, right)?)
    }

    /// What a comparison says of two zeros, of zero and a successor, and of a successor and zero; of two successors it
    /// says what it says of their predecessors.
    fn comparison(&mut self, f: ExprId, [equal, less, greater]: [bool; 3]) -> Result<bool> {
        let Some(bools) = self.bools else { return Ok(false) };
        let (n, m) = (self.number()?, self.number()?);
        let (after_n, after_m) = (self.next(n)?, self.next(m)?);
        let right = self.call(f, &[n, m])?;
        Ok(self.equation(f, self.zero, self.zero, bools[usize::from(equal)])?
            && self.equation(f, self.zero, after_m, bools[usize::from(less)])?
            && self.equation(f, after_n, self.zero, bools[usize::from(greater)])?
            && self.equation(f, after_n, after_m, right)?)
    }

    /// `n <<< 0 = n`, and `n <<< (m + 1)` is `(2 * n) <<< m` or `2 * (n <<< m)`.
    fn shift_left(&mut self, f: ExprId) -> Result<bool> {
        let Some(mul) = self.known_function(NatOp::Mul) else { return Ok(false) };
        let (n, m, two) = (self.number()?, self.number()?, self.literal(2)?);
        let (after, twice) = (self.next(m)?, self.call(mul, &[two, n])?);
        let inner = self.call(f, &[twice, m])?;
        let shifted = self.call(f, &[n, m])?;
        let outer = self.call(mul, &[two, shifted])?;
        Ok(self.equation(f, n, self.zero, n)?
            && (self.equation(f, n, after, inner)? || self.equation(f, n, after, outer)?))
    }

    /// `n >>> 0 = n` and `n >>> (m + 1) = (n >>> m) / 2`.
    fn shift_right(&mut self, f: ExprId) -> Result<bool> {
        let Some(div) = self.known_function(NatOp::Div) else { return Ok(false) };
        let (n, m, two) = (self.number()?, self.number()?, self.literal(2)?);
        let (after, shifted) = (self.next(m)?, self.call(f, &[n, m])?);
        let right = self.call(div, &[shifted, two])?;
        Ok(self.equation(f, n, self.zero, n)? && self.equation(f, n, after, right)?)
    }

    /// The definition is `Nat.bitwise` of a function that does to two truth values what it should, and `Nat.bitwise` does
    /// that to each pair of digits.
    fn bitwise(&mut self, op: NatOp, f: ExprId) -> Result<bool> {
        let Some(bools) = self.bools else { return Ok(false) };
        let Some((general, digit)) = self.bitwise_of(f) else { return Ok(false) };
        for (a, b) in [(false, false), (false, true), (true, false), (true, true)] {
            let value = match op {
                NatOp::Land => a & b,
                NatOp::Lor => a | b,
                _ => a ^ b,
            };
            let [left, right, value] = [a, b, value].map(|value| bools[usize::from(value)]);
            if !self.equation(digit, left, right, value)? {
                return Ok(false);
            }
        }
        decisions::bitwise(self, general, digit, op != NatOp::Land)
    }

    /// `Nat.bitwise` and its first argument, if the value of this function is that, or is that of the function's arguments.
    fn bitwise_of(&mut self, f: ExprId) -> Option<(ExprId, ExprId)> {
        let (name, _) = self.checker.terms.as_const(f)?;
        let value = self.checker.definition(name)?;
        let exprs = &self.checker.terms.exprs;
        let mut e = value;
        for _ in 0..2 {
            let Node::Lam(_, body) = exprs.node(e) else { break };
            e = body;
        }
        let spine = self.checker.terms.spine(e);
        let are_variables = match spine.args.get(1..).unwrap_or_default() {
            [] => e == value,
            &[a, b] => exprs.node(a) == Node::Bvar(1) && exprs.node(b) == Node::Bvar(0),
            _ => false,
        };
        let &digit = spine.args.first()?;
        let (general, _) = self.checker.terms.as_const(spine.head)?;
        let is_bitwise = self.checker.terms.names.find_path(&["Nat", "bitwise"]) == Some(general);
        (are_variables && is_bitwise && exprs.cell(digit).loose() == 0).then_some((spine.head, digit))
    }
}

/// The functions, each after those that its equations are about.
const ORDER: [NatOp; 14] = [
    NatOp::Add,
    NatOp::Sub,
    NatOp::Mul,
    NatOp::Pow,
    NatOp::Beq,
    NatOp::Ble,
    NatOp::Div,
    NatOp::Mod,
    NatOp::Gcd,
    NatOp::Land,
    NatOp::Lor,
    NatOp::Xor,
    NatOp::ShiftLeft,
    NatOp::ShiftRight,
];
